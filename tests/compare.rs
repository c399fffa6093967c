//! Comparing texts that were really negotiated.

mod series;

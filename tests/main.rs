//! All tests, one binary.

mod store;

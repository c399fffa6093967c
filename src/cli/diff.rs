//! `diff`: being written.

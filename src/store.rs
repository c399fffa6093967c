//! The only room that touches workspace files.

pub(crate) mod yaml;

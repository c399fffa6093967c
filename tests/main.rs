//! All tests of the whole, in one binary. Tests of one room stand beside its code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)] // A test that cannot go on shall stop.

mod cli;
mod compare;
mod documents;
mod examples;
mod pty;
mod rules;
mod runners;
mod screens;
mod store;
mod support;
mod tidy;

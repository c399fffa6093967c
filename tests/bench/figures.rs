//! The figures of `docs/performance.md`, measured.

fn main() {}

//! The program: arguments in, exit code out.

use std::process::ExitCode;

use rapporteur::cli::{self, Start};
use rapporteur::term;

fn main() -> ExitCode {
    match cli::start(std::env::args_os()) {
        Start::Done(code) => code,
        Start::Open(asked) => term::open(&asked),
        Start::Present(asked) => term::present(&asked),
    }
}

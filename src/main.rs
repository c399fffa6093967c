//! The program: arguments in, exit code out.

use std::process::ExitCode;

use rapporteur::cli::{self, Start};

fn main() -> ExitCode {
    match cli::start(std::env::args_os()) {
        Start::Done(code) => code,
        Start::Open(_args) => {
            use std::io::Write as _;
            let said = "error: this build has no terminal interface: use the commands (--help)\n";
            drop(std::io::stderr().write_all(said.as_bytes()));
            ExitCode::from(2)
        }
    }
}

//! The command line, from outside: the real program, its output, its errors and its exit codes.

mod answers;
mod day;
mod gate;
mod hands;
mod numbering;
mod scene;
mod shapes;
mod texts;

//! The command line, from outside: the real program, its output, its errors and its exit codes.

mod answers;
mod compared;
mod day;
mod exporting;
mod gate;
mod hands;
mod meeting;
mod merging;
mod numbering;
mod proposals;
mod scene;
mod shapes;
mod texts;
mod votes;

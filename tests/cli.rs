//! The command line, from outside: the real program, its output, its errors and its exit codes.

mod agreed;
mod ahead;
mod answers;
mod bracketed;
mod compared;
mod day;
mod documents;
mod exporting;
mod gate;
mod hands;
mod holders;
mod languages;
mod libraries;
mod meeting;
mod merging;
mod numbering;
mod paris;
mod private;
mod proposals;
mod scene;
mod shapes;
mod texts;
mod votes;

//! What proposals do to words: the hunks that they change, where two of them collide, how one is carried over to other
//! words, and how several are written into the text as brackets and read out of it again.
//!
//! What it never does: change a workspace; [`super::apply()`] does, with what is computed here. It never leaves a bracket
//! without its partner and never drops a word that somebody proposed.
//!
//! Where to start: [`hunks()`], then [`rebase()`], then [`compile()`] and [`lift()`].

mod collide;
mod compile;
mod fate;
mod hunk;
mod joined;
mod lift;
mod place;
mod rebase;
mod revised;
mod segments;

pub use collide::{Collision, collision, conflicts};
pub use compile::{Compiled, NotCompiled, compile, same_words};
pub use fate::{Fate, fate};
pub use hunk::{Hunk, applied, closed_up, hunks, whole_hunks};
pub use joined::{codes, joined};
pub use lift::{Lifted, Sketch, lift};
pub use place::new_behind;
pub use rebase::{Rebased, rebase, rebase_proposal};
pub use revised::revised;

#[cfg(test)]
mod tests;

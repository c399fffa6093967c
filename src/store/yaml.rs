//! Reads hand-made YAML safely and writes single changes into it, so that everything a change does not touch stays as it
//! is, byte for byte.
//!
//! Strings in, strings out; it never touches the disk and knows none of our nouns. A file first passes [`guard()`]; its text
//! is then read with serde elsewhere, a simple one by [`direct()`]. Changes go through the functions of [`splice`], each of which reads its result back
//! and refuses rather than return a wrong file. New files are written by [`emit`]. [`locate`] gives line numbers.

#![allow(dead_code, unused_imports)] // callers are the file shapes beside this module; not each uses every part

mod above;
mod check;
mod direct;
mod fold;
mod guard;
mod layout;
mod pair;
mod render;
mod scan;
mod splice;
mod value;

#[cfg(test)]
mod tests;

pub(crate) use above::{comment_above, write_above};
pub(crate) use direct::direct;
pub(crate) use guard::word;
pub(crate) use guard::yes_or_no;
pub(crate) use guard::{Budget, GuardError, Problem, Source, Warning, guard, guard_and_scan, warn};
pub(crate) use layout::{lines_of_items, locate, locate_entry};
pub(crate) use layout::{nodes_of, pair_of, pairs_of};
pub(crate) use render::emit;
pub(crate) use scan::{Kind, Node, Pair, scan};
pub(crate) use splice::{
    SpliceError, insert_item, move_item, remove_item, set_entry, set_key, set_path,
};
pub(crate) use value::Value;

//! The parts of an index, by number.

/// Numbers of four bytes: documents, entries, passages, pieces, terms.
pub(in crate::precedent) const COUNTS: usize = 0;
/// Codes of languages.
pub(in crate::precedent) const LANGUAGES: usize = 1;
/// Labels and verbs, and where each begins.
pub(in crate::precedent) const STRINGS: usize = 2;
pub(in crate::precedent) const STRING_AT: usize = 3;
/// Records of documents, and where each begins.
pub(in crate::precedent) const RECORDS: usize = 4;
pub(in crate::precedent) const RECORD_AT: usize = 5;
/// The first entry of each document.
pub(in crate::precedent) const FIRSTS: usize = 6;
/// Documents in the order of their symbols and languages.
pub(in crate::precedent) const BY_SYMBOL: usize = 7;
/// Of each entry: passage, place, label and one, verb and one, role.
pub(in crate::precedent) const PASSAGES: usize = 8;
pub(in crate::precedent) const PLACES: usize = 9;
pub(in crate::precedent) const LABELS: usize = 10;
pub(in crate::precedent) const VERBS: usize = 11;
pub(in crate::precedent) const ROLES: usize = 12;
/// Of each passage: its first entry, its language.
pub(in crate::precedent) const HOLDERS: usize = 13;
pub(in crate::precedent) const SPOKEN: usize = 14;
/// Passages with more than one entry, ascending; where the other entries of each begin; those.
pub(in crate::precedent) const REPEATED: usize = 15;
pub(in crate::precedent) const REPEAT_AT: usize = 16;
pub(in crate::precedent) const REPEATS: usize = 17;
/// The pieces of each passage, and where each begins.
pub(in crate::precedent) const TEXTS: usize = 18;
pub(in crate::precedent) const TEXT_AT: usize = 19;
/// Pieces, where each begins, and the term and one of each.
pub(in crate::precedent) const PIECES: usize = 20;
pub(in crate::precedent) const PIECE_AT: usize = 21;
pub(in crate::precedent) const PIECE_TERMS: usize = 22;
/// Terms in the order of their bytes, where each begins, how many passages have it, where their list begins, lists.
pub(in crate::precedent) const TERMS: usize = 23;
pub(in crate::precedent) const TERM_AT: usize = 24;
pub(in crate::precedent) const FREQUENCIES: usize = 25;
pub(in crate::precedent) const LIST_AT: usize = 26;
pub(in crate::precedent) const LISTS: usize = 27;
/// Pieces of each term, and where they begin.
pub(in crate::precedent) const TERM_PIECES: usize = 28;
pub(in crate::precedent) const TERM_PIECE_AT: usize = 29;
/// Terms by their number of letters: where each number begins, their letters as sets, they.
pub(in crate::precedent) const SHELF_AT: usize = 30;
pub(in crate::precedent) const SHELF_SETS: usize = 31;
pub(in crate::precedent) const SHELF_TERMS: usize = 32;
/// Hashes of all rows of five words.
pub(in crate::precedent) const FILTER: usize = 33;
/// How many parts there are.
pub(in crate::precedent) const PARTS: usize = 34;

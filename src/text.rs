//! Strings in six languages: what a character, a word, a row and a digest are.
//!
//! This is the ground floor. It knows Unicode and none of the nouns of the rooms above it, keeps
//! no state, touches neither disk nor screen, and every function is pure. All positions are byte
//! offsets into the string given; offsets that fall inside a character are moved back to its
//! start, never a panic.
//!
//! Where to start reading: [`cells`](mod@cells) (what is one column wide), then
//! [`wrap`](mod@wrap) (the only wrapping there is), [`words`](fn@words), [`fold`](mod@fold) for
//! search, [`clean`] for what comes in and [`reveal`](mod@reveal) for what goes out to a terminal.

pub mod cells;
pub mod clean;
mod common;
pub mod digest;
pub mod direction;
pub mod fold;
pub mod language;
pub mod reveal;
pub mod script;
mod splice;
pub(crate) mod stress;
pub mod typography;
mod words;
pub mod wrap;

#[cfg(test)]
pub(crate) mod samples;

pub use cells::{
    cells, grapheme_after, grapheme_before, graphemes, pad, truncate, word_after, word_before,
};
pub use clean::{clean_input, clean_paragraph, join_lines};
pub use digest::{Digest, DigestError, normalize};
pub use direction::{Direction, direction};
pub use fold::{Term, fold, fold_into, terms};
pub use language::{Language, LanguageError, guess, guess_surely};
pub use reveal::{Revealed, hidden, reveal, reveal_lines};
pub use script::{is_cjk, is_han};
pub use splice::{end_of_words, spliced};
pub use typography::is_typographic;
pub use words::{Word, WordKind, count, is_letter, words};
pub use wrap::{Row, byte_at, caret_at, wrap};

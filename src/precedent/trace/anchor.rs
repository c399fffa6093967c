//! A row of words looked for in a text by one rare word of it. Start at [`Anchor::of`].

use memchr::memmem::Finder;

use super::super::pack::{Reader, put};
use super::longest::{Needed, Wanted};

/// Ways to write a word of which all are looked for in a text; of a word with more of them none.
const MOST_PIECES: usize = 4;

/// A rare word of a row by which the row is looked for in a text: its bytes are found many times as fast as the words
/// of the text are read.
pub(super) struct Anchor<'a> {
    written: Vec<Finder<'static>>,
    /// Words of the row before it.
    pub(super) before: usize,
    /// The marks of the words of the row after it.
    after: &'a [u16],
}

impl<'a> Anchor<'a> {
    /// The rarest of the first words of a row, so many of them; none where no word is fit for it.
    pub(super) fn of(wanted: Wanted<'a>, needed: &[Needed<'_>], within: usize) -> Option<Self> {
        let mut fit = needed.iter().filter(|needed| needed.before < within);
        fit.find_map(|needed| {
            let pieces = wanted.segment.pieces_of_term(needed.term)?;
            let written = pieces.iter().map(|piece| {
                let mut bytes = Vec::new();
                put(&mut bytes, piece + 1);
                Finder::new(&bytes).into_owned()
            });
            let after = wanted.marks.get(needed.before + 1..)?;
            (pieces.len() <= MOST_PIECES).then(|| Self {
                written: written.collect(),
                before: needed.before,
                after,
            })
        })
    }

    /// Whether the words of the row from this one on, of so many in all, may stand in a text. Bytes that are found in the
    /// midst of others say yes at worst.
    pub(super) fn may_stand_in(&self, wanted: Wanted<'_>, stream: &[u8], words: usize) -> bool {
        let after = words.saturating_sub(self.before + 1);
        let after = self.after.get(..after).unwrap_or(self.after);
        self.written.iter().any(|written| {
            let mut rest = stream;
            while let Some(at) = written.find(rest) {
                let ahead = rest.get(at + written.needle().len()..).unwrap_or_default();
                if wanted.tags.row_from(Reader(ahead), after) == after.len() {
                    return true;
                }
                rest = rest.get(at + 1..).unwrap_or_default();
            }
            false
        })
    }
}

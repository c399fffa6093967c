//! What each piece of a segment means to a query. Start at [`Tags`].

use super::super::pack::Reader;
use super::super::segment::Segment;
use super::{Joint, is_parting};

/// A piece that has a term, which means nothing to the query.
pub(super) const PLAIN: u16 = 0;
/// A mark that parts words.
pub(super) const MARK: u16 = 1;
/// A piece without a term that parts nothing: quotation marks, dashes.
pub(super) const SIGN: u16 = 2;
/// A hyphen.
pub(super) const HYPHEN: u16 = 3;
/// A hyphen that no line breaks at, which keyboards do not have.
pub(super) const UNBROKEN: u16 = 4;
/// The first number that means something.
pub(super) const MEANS: u16 = 5;

/// For each piece of a segment what it means to the query, kept from query to query.
#[derive(Debug, Default)]
pub(in super::super) struct Tags {
    pub(super) tags: Vec<u16>,
    pub(super) changed: Vec<u32>,
}

impl Tags {
    /// Marks the pieces of terms with the number of each term among them; the others mean nothing. Of more terms than
    /// there are numbers the last ones are left out.
    pub(in super::super) fn mark(&mut self, segment: &Segment, terms: &[u32]) {
        for (term, tag) in terms.iter().zip(MEANS..u16::MAX) {
            for piece in segment.pieces_of_term(*term).unwrap_or_default() {
                if let Some(slot) = self.tags.get_mut(piece as usize) {
                    *slot = tag;
                    self.changed.push(piece);
                }
            }
        }
    }

    /// The most of a row of marks, counted from 1, from its first one on, that stands in a stream. 0 marks no term.
    pub(in super::super) fn longest_row(&self, stream: &[u8], row: &[u16]) -> usize {
        let Some((first, rest)) = row.split_first().filter(|(first, _)| **first > 0) else {
            return 0;
        };
        let first = first + MEANS - 1;
        let mut reader = Reader(stream);
        let mut best = 0;
        while let Some(number) = reader.number() {
            if self.tag(number) != Some(first) {
                continue;
            }
            best = best.max(1 + self.row_from(reader, rest));
            if best == row.len() {
                break;
            }
        }
        best
    }

    /// How many marks of a row, counted from 1, the next terms of a stream have.
    #[inline]
    pub(in super::super) fn row_from(&self, mut ahead: Reader<'_>, row: &[u16]) -> usize {
        let mut length = 0;
        for mark in row {
            let next = loop {
                match ahead.number().map(|number| self.tag(number)) {
                    None => break PLAIN,
                    Some(None | Some(MARK | SIGN | HYPHEN | UNBROKEN)) => {}
                    Some(Some(tag)) => break tag,
                }
            };
            // A term without a mark is in no row.
            if *mark == 0 || next != mark + MEANS - 1 {
                break;
            }
            length += 1;
        }
        length
    }

    #[inline]
    fn tag(&self, number: u32) -> Option<u16> {
        let piece = number.checked_sub(1)?;
        self.tags.get(piece as usize).copied()
    }

    /// Takes all marks away.
    pub(in super::super) fn clear(&mut self) {
        for piece in self.changed.drain(..) {
            if let Some(tag) = self.tags.get_mut(piece as usize) {
                *tag = PLAIN;
            }
        }
    }

    /// For a segment, before any query.
    pub(in super::super) fn of(segment: &Segment) -> Self {
        let kind = |piece| match segment.term_of_piece(piece) {
            Some(Some(_)) => PLAIN,
            _ => match segment.piece(piece) {
                Some(mark) if is_parting(mark) => MARK,
                Some(mark) => Joint::of(mark).tag(),
                None => SIGN,
            },
        };
        Self {
            tags: (0..segment.piece_count() as u32).map(kind).collect(),
            changed: Vec::new(),
        }
    }
}

//! One side of edits, read for duties: its words, and for each whether it stands on the other side too.

use std::ops::Range;

use super::super::edit::{Edit, Op};
use crate::text::{WordKind, fold, words};

/// A word.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Folded.
    pub word: String,
    /// Where it stands in the side's text, in bytes.
    pub range: Range<usize>,
    /// Which edit it is of.
    pub edit: usize,
    /// Of a word that stands on both sides, where it begins in its edit: the same on both.
    pub shared: Option<usize>,
    /// How many words of both sides stand before it.
    pub place: usize,
}

/// One side.
#[derive(Debug, Clone, Default)]
pub(super) struct Side {
    /// What is read of it: words far from every change are left out.
    pub text: String,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// How much of what stayed is read on either side of a change, in bytes.
const AROUND: usize = 240;

/// What stands for words that are left out.
const GAP: &str = " … ";

impl Side {
    /// The side that has what stands on both and what `own` says.
    pub(super) fn of(edits: &[Edit], own: Op) -> Self {
        let mut side = Self::default();
        // Where each edit ends in the text, and what of an edit is left out behind which place.
        let mut spans: Vec<(usize, usize, usize, usize)> = Vec::new();
        for (at, edit) in edits.iter().enumerate() {
            if edit.op != own && edit.op != Op::Equal {
                continue;
            }
            let start = side.text.len();
            let cut = (edit.op == Op::Equal).then(|| middle(&edit.text)).flatten();
            let Some((head, tail)) = cut else {
                side.text.push_str(&edit.text);
                spans.push((start, side.text.len(), at, 0));
                continue;
            };
            side.text
                .push_str(edit.text.get(..head).unwrap_or_default());
            spans.push((start, side.text.len(), at, 0));
            side.text.push_str(GAP);
            let start = side.text.len();
            side.text
                .push_str(edit.text.get(tail..).unwrap_or_default());
            spans.push((start, side.text.len(), at, tail));
        }
        let mut spans = spans.into_iter().peekable();
        let mut place = 0;
        for (word, range) in pieces_of(&side.text) {
            while spans.next_if(|span| span.1 <= range.start).is_some() {}
            let Some((start, end, edit, from)) = spans.peek().copied() else {
                break;
            };
            let equal = edits.get(edit).is_some_and(|edit| edit.op == Op::Equal);
            // A word that an edge cuts is of no one edit.
            let whole = range.start >= start && range.end <= end;
            let shared = (equal && whole).then(|| range.start.saturating_sub(start) + from);
            side.pieces.push(Piece {
                word,
                range,
                edit,
                shared,
                place,
            });
            place += usize::from(shared.is_some());
        }
        side
    }
}

/// Of a text that stayed and is long, where its beginning ends and its end begins.
fn middle(text: &str) -> Option<(usize, usize)> {
    if text.len() <= 3 * AROUND {
        return None;
    }
    let head = text.ceil_char_boundary(AROUND);
    let tail = text.floor_char_boundary(text.len() - AROUND);
    // Where there are blanks, words stay whole.
    let head = head
        + text
            .get(head..tail)?
            .find(' ')
            .filter(|n| *n < AROUND / 4)
            .unwrap_or(0);
    let before = text.get(head..tail)?;
    let tail = before
        .rfind(' ')
        .filter(|n| before.len() - n < AROUND / 4)
        .map_or(tail, |n| head + n);
    Some((head, tail))
}

/// The words of a text, folded, with their places. An elided word stands alone: `n’est` is two.
pub(super) fn pieces_of(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    words(text)
        .filter(|word| word.kind == WordKind::Word)
        .flat_map(|word| {
            let start = word.range.start;
            let elided = word
                .text
                .find(['\'', '’'])
                .filter(|at| *at <= 2)
                .map(|at| word.text.split_at(at));
            match elided {
                Some((first, rest)) => {
                    let sign = rest.chars().next().map_or(0, char::len_utf8);
                    let second = rest.get(sign..).unwrap_or_default();
                    let from = start + first.len() + sign;
                    [
                        Some((fold(first), start..start + first.len())),
                        Some((fold(second), from..word.range.end)),
                    ]
                }
                None => [Some((fold(word.text), word.range)), None],
            }
        })
        .flatten()
        .filter(|(word, _)| !word.is_empty())
}

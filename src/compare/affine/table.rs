//! The table that weighs every alignment of two short lists.
//!
//! A gap of brackets, marks of emphasis and paragraph marks alone is cheap: bracketing words is the commonest edit of a negotiation and leaves
//! the words as they are. Words that only come in or only go cost less than words replaced by others, so that nobody strikes
//! a word and writes it again because of what is put in on both sides of it. A gap whose edge is inside a Chinese word costs
//! more. Start at [`Gap::align`].

use std::ops::Range;

use super::splits;
use crate::compare::token::{Class, Lexicon};

/// What words that only come in or only go cost, in hundredths of what a replacement costs; and of what it costs beyond
/// [`FIRST`], where changes are drawn coarsely: what was only put in is then not struck and written again.
const PURE: i32 = 79;
const BEYOND: i32 = 46;
const FIRST: i32 = 108;
/// How much cheaper a gap is that opens behind a mark of punctuation.
const EASE: i32 = 15;
/// Cost of a gap of brackets alone.
const ENCLOSE: i32 = 25;
/// Cost of an edge inside a Chinese word.
const SPLIT: i32 = 36;
/// No alignment.
const NEVER: i32 = i32::MIN / 2;

/// Two lists and the parts of them that are to be aligned; what is around decides about edges.
pub(super) struct Gap<'a> {
    pub(super) x: &'a [u32],
    pub(super) y: &'a [u32],
    pub(super) in_x: Range<usize>,
    pub(super) in_y: Range<usize>,
}

/// Best sums at one place of the table, by what the alignment ends with: one for each [`End`].
type Cell = [i32; 5];

const NOWHERE: Cell = [NEVER; 5];

/// What an alignment ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// A token kept.
    Kept,
    /// Brackets that came in or went.
    Enclosing,
    /// Tokens that went.
    Deleted,
    /// Tokens that came in where none went.
    Inserted,
    /// Tokens that came in for others that went.
    Replaced,
}

impl End {
    const ALL: [Self; 5] = [
        Self::Kept,
        Self::Enclosing,
        Self::Deleted,
        Self::Inserted,
        Self::Replaced,
    ];

    fn of(bits: u16) -> Self {
        let at = usize::from(bits & 7);
        Self::ALL.get(at).copied().unwrap_or(Self::Kept)
    }
}

/// Where the sums of a place came from, three bits for each end but the last, and whether brackets came in (`RIGHT`) or went.
const ENCLOSING: u16 = 3;
const DELETED: u16 = 6;
const INSERTED: u16 = 9;
const REPLACED: u16 = 12;
const RIGHT: u16 = 1 << 15;

/// What gaps cost.
struct Costs {
    pure: i32,
    enclosing: i32,
    /// What a deletion costs more when something comes in for it.
    more: i32,
}

impl Gap<'_> {
    /// Adds the pairs of tokens kept to `pairs`, as places in the whole: the lists start at `base`.
    pub(super) fn align(
        &self,
        base: (u32, u32),
        lexicon: &Lexicon,
        open: i32,
        pairs: &mut Vec<(u32, u32)>,
    ) {
        let x = self.x.get(self.in_x.clone()).unwrap_or_default();
        let y = self.y.get(self.in_y.clone()).unwrap_or_default();
        let first = open.min(FIRST);
        let pure = (first * PURE + (open - first) * BEYOND) / 100;
        let costs = Costs {
            pure,
            enclosing: ENCLOSE.min(pure),
            more: open - pure,
        };
        let width = y.len() + 1;
        let mut steps = vec![0_u16; width * (x.len() + 1)];
        let last = self.fill(x, y, &costs, lexicon, &mut steps);
        let (_, mut end) = best(&last);
        let base = (
            base.0 + self.in_x.start as u32,
            base.1 + self.in_y.start as u32,
        );
        let start = pairs.len();
        let (mut i, mut j) = (x.len(), y.len());
        while i > 0 || j > 0 {
            let bits = steps.get(i * width + j).copied().unwrap_or(0);
            let (shift, right) = match end {
                End::Kept => {
                    i = i.saturating_sub(1);
                    j = j.saturating_sub(1);
                    pairs.push((base.0 + i as u32, base.1 + j as u32));
                    end = End::of(bits);
                    continue;
                }
                End::Enclosing => (ENCLOSING, bits & RIGHT != 0),
                End::Deleted => (DELETED, false),
                End::Inserted => (INSERTED, true),
                End::Replaced => (REPLACED, true),
            };
            end = End::of(bits >> shift);
            if right {
                j = j.saturating_sub(1);
            } else {
                i = i.saturating_sub(1);
            }
        }
        if let Some(added) = pairs.get_mut(start..) {
            added.reverse();
        }
    }

    /// Fills the table of steps; gives the sums at its end.
    fn fill(
        &self,
        x: &[u32],
        y: &[u32],
        costs: &Costs,
        lexicon: &Lexicon,
        steps: &mut [u16],
    ) -> Cell {
        let class = |id: u32| lexicon.entry(id).class;
        let encloses = |id: u32| {
            matches!(
                class(id),
                Class::Open | Class::Close | Class::Emphasis | Class::Paragraph
            )
        };
        let split = |list: &[u32], at: usize| {
            if splits(list, at, lexicon) { SPLIT } else { 0 }
        };
        // Of each column: its token, whether that is a bracket, and the price of an edge before it and behind it.
        let columns: Vec<(Option<u32>, bool, i32)> = std::iter::once(None)
            .chain(y.iter().copied().map(Some))
            .zip(self.in_y.start..)
            .map(|(token, at)| (token, token.is_some_and(encloses), split(self.y, at)))
            .collect();
        let prior = self.in_x.start.checked_sub(1);
        let mut above = prior.and_then(|at| self.x.get(at)).copied();
        let mut row = vec![NOWHERE; columns.len()];
        let mut edge_above = 0;
        for (at, step_row) in steps.chunks_exact_mut(columns.len()).enumerate() {
            let token = at.checked_sub(1).and_then(|at| x.get(at)).copied();
            let edge = split(self.x, self.in_x.start + at);
            let ease = |before: Option<u32>| match before.map(class) {
                Some(Class::Word | Class::Han) => 0,
                _ => EASE,
            };
            let (pure_down, pure_right) = (
                costs.pure - ease(above) + edge_above,
                costs.pure - ease(token.or(above)) + edge,
            );
            above = token.or(above);
            let weight = token.map_or(0, |id| lexicon.entry(id).weight);
            let mark = token.is_some_and(encloses);
            let mut diagonal = NOWHERE;
            let mut left = NOWHERE;
            let mut edge_left = 0;
            for ((cell, step), (column, right_mark, edge_here)) in
                row.iter_mut().zip(step_row).zip(&columns)
            {
                let up = *cell;
                let mut now = NOWHERE;
                let [as_kept, as_enclosing, as_deleted, as_inserted, as_replaced] = &mut now;
                let mut bits = 0_u16;
                match (token, column) {
                    (None, None) => *as_kept = 0,
                    (Some(one), Some(other)) if one == *other => {
                        let close = edge_above + edge_left;
                        let [kept, enclosing, deleted, inserted, replaced] = diagonal;
                        let (sum, end) = best(&[
                            kept,
                            enclosing,
                            deleted - close,
                            inserted - close,
                            replaced - close,
                        ]);
                        *as_kept = sum + weight;
                        bits |= end as u16;
                    }
                    _ => {}
                }
                if token.is_some() {
                    let open = pure_down + edge_here;
                    let [kept, enclosing, deleted, ..] = up;
                    if mark {
                        let (sum, end) = first([kept - costs.enclosing, enclosing]);
                        *as_enclosing = sum;
                        bits |= (end as u16) << ENCLOSING;
                    }
                    let (sum, end) =
                        first3([kept - open, enclosing - open + costs.enclosing, deleted]);
                    *as_deleted = sum;
                    bits |= (end as u16) << DELETED;
                }
                if column.is_some() {
                    let open = pure_right + edge_left;
                    let [kept, enclosing, deleted, inserted, replaced] = left;
                    if *right_mark {
                        let (sum, end) = first([kept - costs.enclosing, enclosing]);
                        if sum > *as_enclosing {
                            *as_enclosing = sum;
                            bits = bits & !(7 << ENCLOSING) | (end as u16) << ENCLOSING | RIGHT;
                        }
                    }
                    let (sum, end) =
                        first3([kept - open, enclosing - open + costs.enclosing, inserted]);
                    *as_inserted = sum;
                    let end = if end == End::Deleted {
                        End::Inserted
                    } else {
                        end
                    };
                    bits |= (end as u16) << INSERTED;
                    let (sum, end) = if deleted - costs.more >= replaced {
                        (deleted - costs.more, End::Deleted)
                    } else {
                        (replaced, End::Replaced)
                    };
                    *as_replaced = sum;
                    bits |= (end as u16) << REPLACED;
                }
                *step = bits;
                diagonal = up;
                left = now;
                edge_left = *edge_here;
                *cell = now;
            }
            edge_above = edge;
        }
        // A gap that reaches the end has its other edge there.
        let mut last = row.last().copied().unwrap_or(NOWHERE);
        let close = edge_above + columns.last().map_or(0, |column| column.2);
        for sum in last.iter_mut().skip(End::Deleted as usize) {
            *sum -= close;
        }
        last
    }
}

/// The largest sum and what it ends with; the first of equals.
fn best(sums: &Cell) -> (i32, End) {
    let mut found = (NEVER, End::Kept);
    for (sum, end) in sums.iter().zip(End::ALL) {
        if *sum > found.0 {
            found = (*sum, end);
        }
    }
    found
}

/// As [`best`], of the first two ends.
fn first([kept, enclosing]: [i32; 2]) -> (i32, End) {
    if enclosing > kept {
        (enclosing, End::Enclosing)
    } else {
        (kept, End::Kept)
    }
}

/// As [`best`], of the first three ends.
fn first3([kept, enclosing, going_on]: [i32; 3]) -> (i32, End) {
    let (sum, end) = first([kept, enclosing]);
    if going_on > sum {
        (going_on, End::Deleted)
    } else {
        (sum, end)
    }
}

//! Candidates that were found, kept for the next comparison.
//!
//! Of a paragraph those are looked for anew of which anything changed that they depend on: its own words, in wide steps the
//! rarity of one of these, what stands beside it, or a paragraph that comes into question. Start at [`Found::again`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::{Candidate, Index};
use super::lists::{Change, Lists};
use super::pairing::InOrder;
use super::reading::Reading;
use super::residue::Left;
use super::row::{Row, Since, Sums};
use super::texts::Texts;

/// What was found in the comparison before, and what it depends on.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The index of the comparison before.
    pub(super) index: Index,
    /// The paragraphs in numbers.
    pub(super) texts: Texts,
    /// What was left beside pairs and surely is a part of them, and what was left at the end.
    pub(super) sure: Left,
    pub(super) left: Left,
    /// The orders of the text that were found.
    pub(super) orders: Vec<InOrder>,
    /// The paragraphs of the first document that were free, and what was read of each.
    from: Vec<(usize, Option<Arc<Reading>>)>,
    /// Those of the second, and what was read of each.
    to: Vec<(usize, Arc<Reading>)>,
    /// Who of these has which sign.
    lists: Lists,
    /// What was found of each paragraph of the first document, and how rare signs were then.
    rows: Vec<Row>,
    rarity: Vec<u32>,
    wide: Vec<u32>,
}

/// More paragraphs that came, went or were edited than this in the second document are not taken one by one.
const FEW: usize = 12;
/// More lists that changed than this are written anew.
const MANY: usize = 1024;
/// More signs that became rarer or commoner than this are not taken one by one.
const SEVERAL: usize = 48;

/// A paragraph of the second document that came, went or was edited: its place, and its signs before and now.
struct Edited<'a> {
    place: usize,
    old: Option<Arc<Reading>>,
    new: &'a [u32],
}

impl Found {
    /// The candidates among free paragraphs of both documents, given by place, rising. `beside` adds places in the second
    /// document that are worth a look for their place alone.
    pub(super) fn again(
        &mut self,
        index: &Index,
        (from, to): (&[usize], &[usize]),
        beside: impl Fn(usize, &mut Vec<usize>),
    ) -> Vec<Candidate> {
        let now: Vec<(usize, Arc<Reading>)> = to
            .iter()
            .filter_map(|b| Some((*b, Arc::clone(index.read_b(*b)?))))
            .collect();
        let edited = edited(index, &self.to, &now);
        let kept = edited.len() <= FEW && !self.rows.is_empty();
        let changes = if kept {
            self.changes(&edited)
        } else {
            Vec::new()
        };
        let edited: Vec<(usize, &[u32])> = edited.iter().map(|e| (e.place, e.new)).collect();
        if !kept || self.lists.edited() > MANY {
            self.lists = index.lists(to);
        }
        let [narrow, wide] = index.rarity();
        let changed = moved(&self.rarity, narrow);
        let by = changed.map(|(sign, old, new)| (sign, new.wrapping_sub(old)));
        let by: Vec<(u32, u32)> = by.collect();
        let before = moved(&self.wide, wide).map(|(sign, old, _)| (sign, old));
        let before: Vec<(u32, u32)> = before.collect();
        let since = Since {
            signs: &changes,
            edited: &edited,
            narrow: &by,
            wide: &before,
        };
        let kept = kept && before.len() <= SEVERAL;
        let mut known = std::mem::take(&mut self.from)
            .into_iter()
            .zip(std::mem::take(&mut self.rows))
            .peekable();
        let mut sums = Sums::default();
        let mut rows = Vec::with_capacity(from.len());
        let mut list = Vec::new();
        for a in from {
            while known.next_if(|((place, _), _)| place < a).is_some() {}
            let known = known.next_if(|((place, _), _)| place == a);
            list.clear();
            beside(*a, &mut list);
            let stays = known.and_then(|((_, read), mut row)| {
                let is_same = is_same(index.read_a(*a), read.as_ref());
                let own = index.of_a(*a);
                let stays = kept
                    && is_same
                    && row.renew(own, (index, &self.lists), &list, &since, &mut sums);
                stays.then_some(row)
            });
            rows.push(stays.unwrap_or_else(|| index.row(*a, &self.lists, &list, &mut sums)));
        }
        let found = index.told(from, &rows);
        let from = from.iter();
        self.from = from.map(|a| (*a, index.read_a(*a).cloned())).collect();
        self.to = now;
        self.rows = rows;
        for (kept, now) in [(&mut self.rarity, narrow), (&mut self.wide, wide)] {
            kept.clear();
            kept.extend_from_slice(now);
        }
        found
    }

    /// Takes what changed into the lists; gives back the signs that more or fewer paragraphs have, or others, rising.
    fn changes(&mut self, edited: &[Edited<'_>]) -> Vec<Change> {
        let mut before: BTreeMap<u32, u32> = BTreeMap::new();
        for Edited { place, old, new } in edited {
            let old = old.as_ref().map_or(&[][..], |old| old.signs());
            for (sign, many) in self.lists.edit(*place, old, new) {
                before.entry(sign).or_insert(many);
            }
        }
        let changes = before.into_iter().map(|(sign, before)| Change {
            sign,
            before,
            after: self.lists.many(sign),
        });
        changes.collect()
    }
}

fn is_same(old: Option<&Arc<Reading>>, new: Option<&Arc<Reading>>) -> bool {
    old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(old, new))
}

/// The signs that are rarer or commoner than they were: how rare before and now.
fn moved<'a>(before: &'a [u32], now: &'a [u32]) -> impl Iterator<Item = (u32, u32, u32)> + 'a {
    let both = before.iter().zip(now).zip(0..);
    both.filter(|((old, new), _)| old != new)
        .map(|((old, new), sign)| (sign, *old, *new))
}

/// The paragraphs that came, went or were read anew, by place, rising; both lists are by place.
fn edited<'a>(
    index: &'a Index,
    before: &[(usize, Arc<Reading>)],
    now: &[(usize, Arc<Reading>)],
) -> Vec<Edited<'a>> {
    let mut edited = Vec::new();
    let (mut before, mut now) = (before.iter().peekable(), now.iter().peekable());
    // One more than can be taken one by one is enough.
    while edited.len() <= FEW {
        let place = match (before.peek(), now.peek()) {
            (None, None) => break,
            (Some(old), None) => old.0,
            (None, Some(new)) => new.0,
            (Some(old), Some(new)) => old.0.min(new.0),
        };
        let old = before.next_if(|old| old.0 == place).map(|old| &old.1);
        let new = now.next_if(|new| new.0 == place).map(|new| &new.1);
        if !is_same(old, new) {
            edited.push(Edited {
                place,
                old: old.cloned(),
                new: if new.is_some() {
                    index.of_b(place)
                } else {
                    &[]
                },
            });
        }
    }
    edited
}

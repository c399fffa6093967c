//! Comparing again after an edit, without looking at the rest of the text.
//!
//! An edited paragraph whose partner is known by id or by its place beside a pair keeps that partner, and nothing else
//! depends on its words: everything else stays as it was found. What is asked here of an edit is what
//! [`align`](super::super::align) would ask; where the answer could be another one, everything is compared anew. Start at
//! [`Comparer::again`].

use std::sync::Arc;

use super::super::align::{DOUBT, MARGIN, STAYED, is_beside, may_host, rough_weight, weight};
use super::super::pairing::{How, Pairing};
use super::super::{Kind, Pair, Summary};
use super::{Comparer, Counts, Drawing, FEW, Known, Last, Writer, is_turned};
use crate::model::{Document, Paragraph};

/// A side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
}

/// An edited paragraph and its partner, as places in the document from which the alignment ran and in the other.
struct Edited<'a> {
    first: usize,
    second: usize,
    /// Whether the edited one is in the first.
    in_first: bool,
    old: &'a Arc<Paragraph>,
    new: &'a Arc<Paragraph>,
}

impl Comparer {
    /// Brings the comparison before up to date, when few paragraphs were edited and nothing else can have changed; whether
    /// it did.
    pub(super) fn again(&mut self, a: &Document, b: &Document) -> bool {
        let last = &self.last;
        let one_language = a.head.language.primary() == b.head.language.primary();
        if !last.known.any || !one_language {
            return false;
        }
        let mut edited = Vec::new();
        for (side, old, new) in [
            (Side::A, &last.a, &a.paragraphs),
            (Side::B, &last.b, &b.paragraphs),
        ] {
            if old.len() != new.len() {
                return false;
            }
            let differ = old.iter().zip(new).enumerate();
            let differ = differ.filter(|(_, (old, new))| !Arc::ptr_eq(old, new));
            edited.extend(differ.take(FEW + 1).map(|(at, _)| (side, at)));
        }
        if edited.len() > FEW || is_turned(&a.paragraphs, &b.paragraphs) != last.known.turned {
            return false;
        }
        edited.into_iter().all(|(side, at)| {
            let document = if side == Side::A { a } else { b };
            let new = document.paragraphs.get(at);
            new.is_some_and(|new| self.one_again(a, b, side, at, new))
        })
    }

    /// Takes over one edited paragraph; whether nothing else can have changed by it.
    fn one_again(
        &mut self,
        a: &Document,
        b: &Document,
        side: Side,
        at: usize,
        new: &Arc<Paragraph>,
    ) -> bool {
        let last = &self.last;
        let known = &last.known;
        let (list, pair_of) = match side {
            Side::A => (&last.a, &known.pair_a),
            Side::B => (&last.b, &known.pair_b),
        };
        let (Some(old), Some(number)) = (list.get(at).cloned(), pair_of.get(at).copied()) else {
            return false;
        };
        let Some(pair) = last.comparison.pairs.get(number) else {
            return false;
        };
        if (old.id, old.role, old.level) != (new.id, new.role, new.level) {
            return false;
        }
        let same_words = old.text() == new.text();
        if !same_words {
            let ([in_a], [in_b]) = (pair.a.as_slice(), pair.b.as_slice()) else {
                return false;
            };
            let (first, second) = if known.turned {
                (*in_b, *in_a)
            } else {
                (*in_a, *in_b)
            };
            let edited = Edited {
                first,
                second,
                in_first: (side == Side::A) != known.turned,
                old: &old,
                new,
            };
            let similarity = pair.similarity;
            let Some(how) = self.stays(&edited, similarity) else {
                return false;
            };
            let known = &mut self.last.known;
            for (list, place) in [
                (&mut known.how_first, first),
                (&mut known.how_second, second),
            ] {
                if let Some(place) = list.get_mut(place) {
                    *place = how;
                }
            }
        }
        let list = match side {
            Side::A => &mut self.last.a,
            Side::B => &mut self.last.b,
        };
        if let Some(place) = list.get_mut(at) {
            *place = Arc::clone(new);
        }
        self.draw_again(a, b, number, same_words);
        self.library.drop(&old);
        true
    }

    /// How an edited paragraph finds its partner, when that is still the same and everybody else finds theirs as before.
    fn stays(&mut self, edited: &Edited<'_>, similarity: f32) -> Option<How> {
        let Self {
            last,
            library,
            options,
            ..
        } = self;
        let Edited { first, second, .. } = *edited;
        let known = &last.known;
        let (list_first, list_second) = if known.turned {
            (&last.b, &last.a)
        } else {
            (&last.a, &last.b)
        };
        if known.near.get(first) != Some(&Some(second)) {
            return None;
        }
        // The order of the text is sought by the weight of the first document's paragraphs.
        if edited.in_first && weight(edited.old) != weight(edited.new) {
            let weight = |at: usize| match list_first.get(at) {
                _ if at == first => weight(edited.new),
                p => p.map_or(1, |p| weight(p)),
            };
            let rough = rough_weight(edited.old) == rough_weight(edited.new);
            if !rough || !known.orders.iter().all(|order| order.holds(weight)) {
                return None;
            }
        }
        let other = if edited.in_first {
            list_second.get(second)
        } else {
            list_first.get(first)
        }?;
        let mut likeness =
            |one: &Arc<Paragraph>, other: &Arc<Paragraph>| library.likeness(one, other);
        let same = edited.new.digest() == other.digest();
        let score = if same {
            1.0
        } else {
            likeness(other, edited.new)
        };
        // It must not come into question as the whole of which a free paragraph is a part, nor have done so.
        let free_first = |at: usize| known.near.get(at).is_some_and(Option::is_none);
        let free_second = |at: usize| known.near_second.get(at).is_some_and(|near| !near);
        if is_beside(first, &free_first) || is_beside(second, &free_second) {
            let long = other.text().len();
            let was = may_host(similarity, long, edited.old.text().len());
            if was || may_host(score, long, edited.new.text().len()) {
                return None;
            }
        }
        let how = *known.how_first.get(first)?;
        match how {
            How::Id => return (score >= DOUBT).then_some(How::Id),
            How::Alone | How::Behind | How::Before => {}
            _ => return None,
        }
        // Of an id in doubt the words decide, and this edit is about them.
        let is_id = |list: &[Arc<Paragraph>]| list.iter().any(|p| p.id == edited.new.id);
        let across = if edited.in_first {
            list_second
        } else {
            list_first
        };
        if options.ids && is_id(across) {
            return None;
        }
        // Its words, old or new, must not be those of another paragraph: those would find their partners otherwise.
        let stands = |list: &[Arc<Paragraph>], p: &Paragraph| {
            list.iter()
                .filter(|other| other.digest() == p.digest())
                .count()
        };
        let own = if edited.in_first {
            list_first
        } else {
            list_second
        };
        if stands(own, edited.old) != 1
            || stands(list_first, edited.new) + stands(list_second, edited.new) != 0
            || score < STAYED
        {
            return None;
        }
        let new_at = |at: usize, list: &'_ [Arc<Paragraph>], edited_here: bool| {
            if edited_here {
                Some(Arc::clone(edited.new))
            } else {
                list.get(at).cloned()
            }
        };
        let (at_first, at_second) = (
            new_at(first, list_first, edited.in_first)?,
            new_at(second, list_second, !edited.in_first)?,
        );
        // Whether a place was free when paragraphs were paired where they stood.
        let open = |how: Option<&How>, p: Option<&Arc<Paragraph>>| {
            let firm = matches!(how, None | Some(How::Id | How::Alone | How::Same));
            !firm && p.is_some_and(|p| !is_heading(p))
        };
        let open_first = |at: usize| open(known.how_first.get(at), list_first.get(at));
        let open_second = |at: usize| open(known.how_second.get(at), list_second.get(at));
        let (next_first, next_second) = (first + 1, second + 1);
        let before = (first.checked_sub(1), second.checked_sub(1));
        let behind = |(one, other): (usize, usize)| known.near.get(one) == Some(&Some(other));
        if !before.0.zip(before.1).is_some_and(behind) {
            // Nothing stands before it on both sides: it is found from behind, by a pair that is there without it.
            let next = known.how_first.get(next_first)?;
            if !behind((next_first, next_second))
                || !matches!(next, How::Id | How::Alone | How::Before)
            {
                return None;
            }
            let mut like = |one: usize, other: usize| -> Option<f32> {
                let one = if one == first {
                    &at_first
                } else {
                    list_first.get(one)?
                };
                let other = if other == second {
                    &at_second
                } else {
                    list_second.get(other)?
                };
                Some(likeness(one, other))
            };
            // Its own rivals, before it.
            let rival_second = before.1.filter(|at| open_second(*at));
            let rival_first = before.0.filter(|at| open_first(*at));
            let rivals = [
                rival_second.and_then(|at| like(first, at)),
                rival_first.and_then(|at| like(at, second)),
            ];
            if rivals.into_iter().flatten().any(|r| r >= score - MARGIN) {
                return None;
            }
            // It is a rival of the pair behind it.
            if *next == How::Before {
                let pair = like(next_first, next_second)?;
                let rivals = [like(next_first, second)?, like(first, next_second)?];
                if rivals.into_iter().any(|r| r >= pair - MARGIN) {
                    return None;
                }
            }
            // On the way down, it must not be taken by, nor be the rival of, what is tried beside other pairs.
            let to_second = |at: usize| known.near.get(at).copied().flatten();
            let to_first = |at: usize| last.near_first(at);
            let tried = [
                before.0.and_then(to_second).map(|at| (first, at + 1)),
                before.1.and_then(to_first).map(|at| (at + 1, second)),
                before
                    .0
                    .zip(first.checked_sub(2).and_then(to_second))
                    .map(|(one, at)| (one, at + 1)),
                second
                    .checked_sub(2)
                    .and_then(to_first)
                    .zip(before.1)
                    .map(|(at, other)| (at + 1, other)),
            ];
            for (one, other) in tried.into_iter().flatten() {
                let free =
                    (one == first || open_first(one)) && (other == second || open_second(other));
                if free && like(one, other)? >= STAYED {
                    return None;
                }
            }
            return Some(How::Before);
        }
        if how == How::Before {
            return None;
        }
        let (before_first, before_second) = (before.0?, before.1?);
        // Its own rivals, behind it.
        if open_second(next_second)
            && likeness(&at_first, list_second.get(next_second)?) >= score - MARGIN
            || open_first(next_first)
                && likeness(list_first.get(next_first)?, &at_second) >= score - MARGIN
        {
            return None;
        }
        // It is a rival of the pair before it.
        match known.how_first.get(before_first)? {
            How::Id | How::Alone => {}
            How::Behind => {
                let (one, two) = (
                    list_first.get(before_first)?,
                    list_second.get(before_second)?,
                );
                let before = likeness(one, two);
                if likeness(one, &at_second) >= before - MARGIN
                    || likeness(&at_first, two) >= before - MARGIN
                {
                    return None;
                }
            }
            _ => return None,
        }
        // What was paired for standing behind these very words.
        let beside = known.near.get(next_first) == Some(&Some(next_second));
        if how == How::Alone && beside && known.how_first.get(next_first) == Some(&How::Same) {
            return None;
        }
        Some(How::Behind)
    }

    /// Draws the pairs anew of which a paragraph was edited, when all stand where they stood.
    pub(super) fn redraw(&mut self, a: &Document, b: &Document) {
        let differ = |before: &[Arc<Paragraph>], now: &[Arc<Paragraph>], pair_of: &[usize]| {
            let both = before.iter().zip(now).zip(pair_of);
            let others = both.filter(|((before, now), _)| !Arc::ptr_eq(before, now));
            others.map(|(_, number)| *number).collect::<Vec<usize>>()
        };
        let (last, known) = (&self.last, &self.last.known);
        let mut numbers = differ(&last.a, &a.paragraphs, &known.pair_a);
        numbers.extend(differ(&last.b, &b.paragraphs, &known.pair_b));
        numbers.sort_unstable();
        numbers.dedup();
        let last = &mut self.last;
        for (before, now) in [(&mut last.a, &a.paragraphs), (&mut last.b, &b.paragraphs)] {
            let both = before.iter_mut().zip(now);
            for (before, now) in both.filter(|(before, now)| !Arc::ptr_eq(before, now)) {
                *before = Arc::clone(now);
            }
        }
        for number in numbers {
            self.draw_again(a, b, number, false);
        }
    }

    /// Draws one pair anew and counts it again.
    fn draw_again(&mut self, a: &Document, b: &Document, number: usize, same_words: bool) {
        let Some(mut pair) = self.last.comparison.pairs.get(number).cloned() else {
            return;
        };
        let mut counts = self.last.counts.get(number).copied().unwrap_or_default();
        let summary = &mut self.last.comparison.summary;
        count(summary, &pair, counts, |sum, n| *sum -= n);
        let mut writer = Writer {
            a,
            b,
            translated: false,
            drawing: Drawing::of(self.options),
            library: &mut self.library,
            last: Last::default(),
        };
        pair.relabelled = writer.relabelled(&pair.a, &pair.b);
        if !same_words {
            let (kind, similarity, edits, new, reset) = writer.draw(
                &super::paragraphs(a, &pair.a),
                &super::paragraphs(b, &pair.b),
            );
            (pair.kind, pair.similarity, pair.edits, counts) = (kind, similarity, edits, new);
            pair.reset = reset;
        }
        let summary = &mut self.last.comparison.summary;
        count(summary, &pair, counts, |sum, n| *sum += n);
        if let Some(place) = self.last.comparison.pairs.get_mut(number) {
            *place = pair;
        }
        if let Some(place) = self.last.counts.get_mut(number) {
            *place = counts;
        }
    }
}

impl Last {
    /// Whether the same paragraphs belong together as in the comparison before, in the same order, while few were edited and
    /// none came or went.
    pub(super) fn is_same(&self, pairing: &Pairing, in_order: &[bool], turned: bool) -> bool {
        let Known {
            any,
            turned: before,
            pair_a,
            pair_b,
            ..
        } = &self.known;
        if !any || *before != turned || self.places.is_some() {
            return false;
        }
        let pair_of = if turned { pair_b } else { pair_a };
        let mut all = pair_a.len() + pair_b.len();
        let mut groups = pairing.groups.iter().zip(in_order);
        let same = groups.all(|(group, kept)| {
            all -= group.a.len() + group.b.len() - 1;
            let number = group.a.first().and_then(|a| pair_of.get(*a));
            let pair = number.and_then(|at| self.comparison.pairs.get(*at));
            pair.is_some_and(|pair| {
                let (first, second) = if turned {
                    (&pair.b, &pair.a)
                } else {
                    (&pair.a, &pair.b)
                };
                first.as_slice() == &*group.a
                    && second.as_slice() == &*group.b
                    && pair.moved != *kept
            })
        });
        // Where all groups are pairs of before, and there are as many pairs, the rest stands alone as before.
        same && all == self.comparison.pairs.len()
    }
}

impl Known {
    /// Takes over how paragraphs found each other now.
    pub(super) fn renew(&mut self, pairing: Pairing, near: Vec<Option<usize>>, near_b: Vec<bool>) {
        self.how_first = pairing.how_a;
        self.near = near;
        self.how_second = pairing.how_b;
        self.near_second = near_b;
        self.orders = pairing.orders.into_inner();
    }
}

fn is_heading(p: &Paragraph) -> bool {
    use crate::model::Role;
    matches!(p.role, Role::Title | Role::Heading)
}

/// Changes a summary by one pair.
pub(super) fn count(
    summary: &mut Summary,
    pair: &Pair,
    (inserted, deleted): Counts,
    change: impl Fn(&mut usize, usize),
) {
    let of_kind = match pair.kind {
        Kind::Unchanged => &mut summary.unchanged,
        Kind::Changed => &mut summary.changed,
        Kind::Inserted => &mut summary.inserted,
        Kind::Deleted => &mut summary.deleted,
        Kind::Split => &mut summary.split,
        Kind::Merged => &mut summary.merged,
    };
    change(of_kind, 1);
    change(&mut summary.moved, usize::from(pair.moved));
    change(
        &mut summary.relabelled,
        usize::from(pair.relabelled.is_some()),
    );
    change(&mut summary.words_inserted, inserted);
    change(&mut summary.words_deleted, deleted);
    change(&mut summary.typography, usize::from(pair.reset));
}

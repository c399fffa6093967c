//! Which paragraph became which, in one language.
//!
//! The rules, in order; what an earlier one paired, a later one leaves alone:
//!
//! 1. The same id: it is the same paragraph, unless the words share less than a fifth. Such an id is in doubt.
//! 2. The same words, standing once on each side; then the same words next to such a pair, or to the same end of both texts.
//! 3. Where it stood: next to such a pair, when most words are the same and no neighbour comes near.
//! 4. By words ([`super::content`]). An id in doubt yields only to a partner that shares half of its words.
//! 5. Ids in doubt that found no better partner.
//! 6. Headings by what stands under them: when articles are renumbered, the words of a heading lie.
//! 7. What is left beside a pair and makes it come nearer: parts of a split, of a merger.
//! 8. What is short and left between the same neighbours ([`super::place`]).
//!
//! Start at [`align`].

use std::collections::HashMap;

use std::sync::Arc;

use super::candidate::Index;
use super::found::Found;
use super::joint::Sure;
use super::pairing::{How, Pairing, Together};
use super::reading::{Library, Reading};
use super::token::{Fast, Typography};
use super::{content, heading, joint, place};
use crate::model::{Document, Paragraph, Role};

/// Below this share of words in common, the same id is in doubt.
pub(super) const DOUBT: f32 = 0.2;
/// Shared words that are enough beside a pair, and how much no other neighbour may share: it may be a part of the same.
pub(super) const STAYED: f32 = 0.6;
pub(super) const MARGIN: f32 = 0.12;

/// What is known of both documents while they are aligned.
pub(super) struct Sides<'a> {
    /// The first document.
    pub a: &'a Document,
    /// The second document.
    pub b: &'a Document,
    /// For each paragraph of the first whether its id is in doubt.
    pub doubt_a: Vec<bool>,
    /// The same of the second.
    pub doubt_b: Vec<bool>,
    /// Whether the documents have ids in common, so that words alone must be surer.
    pub related: bool,
}

impl Sides<'_> {
    /// Whether a paragraph of the first document is a heading.
    pub(super) fn heading_a(&self, a: usize) -> bool {
        is_heading(self.a, a)
    }

    /// Whether a paragraph of the second document is a heading.
    pub(super) fn heading_b(&self, b: usize) -> bool {
        is_heading(self.b, b)
    }

    /// What a paragraph of the first document weighs.
    pub(super) fn weight(&self, a: usize) -> u64 {
        self.a.paragraphs.get(a).map_or(1, |p| weight(p))
    }

    /// The same, about.
    pub(super) fn rough_weight(&self, a: usize) -> u64 {
        self.a.paragraphs.get(a).map_or(1, |p| rough_weight(p))
    }

    fn same(&self, a: usize, b: usize) -> bool {
        let of_a = self.a.paragraphs.get(a).map(|p| p.digest());
        of_a.is_some() && of_a == self.b.paragraphs.get(b).map(|p| p.digest())
    }
}

/// What a paragraph weighs where the order of the text is sought: how long it is, at least 1.
pub(super) fn weight(p: &Paragraph) -> u64 {
    p.text().len() as u64 + 1
}

/// About how long a paragraph is, in steps of a third to a half, so that a few words more or less change nothing.
pub(super) fn rough_weight(p: &Paragraph) -> u64 {
    let rough = weight(p).ilog2().saturating_sub(1);
    weight(p) >> rough << rough
}

/// Whether a pair beside free paragraphs may have one of them for a part: there is something on one side that is not on
/// the other.
pub(super) fn may_host(score: f32, long_a: usize, long_b: usize) -> bool {
    let uneven = long_a.abs_diff(long_b) * 12 > long_a.max(long_b);
    score < 1.0 && (score < 0.9 || uneven)
}

/// Whether a place has a free one beside it, or behind the next.
pub(super) fn is_beside(at: usize, free: &dyn Fn(usize) -> bool) -> bool {
    let before = |less: usize| at.checked_sub(less).is_some_and(free);
    free(at + 1) || free(at + 2) || before(1) || before(2)
}

fn is_heading(document: &Document, at: usize) -> bool {
    document
        .paragraphs
        .get(at)
        .is_some_and(|p| matches!(p.role, Role::Title | Role::Heading))
}

/// Pairs the paragraphs of two documents of which nothing is known yet.
pub(super) fn align_once(a: &Document, b: &Document, ids: bool) -> Pairing {
    let mut found = Found::default();
    let mut library = Library::new(Typography::Aside);
    align(a, b, ids, &mut library, &mut found).pairing
}

/// What was found, and what was known before the rest of the text was looked at.
pub(super) struct Aligned {
    pub pairing: Pairing,
    /// For each paragraph of the first document its partner by id, words or place, when it has one.
    pub near: Vec<Option<usize>>,
    /// For each paragraph of the second document whether it has one.
    pub near_b: Vec<bool>,
}

/// Pairs the paragraphs of two documents.
pub(super) fn align(
    a: &Document,
    b: &Document,
    ids: bool,
    library: &mut Library,
    found: &mut Found,
) -> Aligned {
    let (many_a, many_b) = (a.paragraphs.len(), b.paragraphs.len());
    let mut sides = Sides {
        a,
        b,
        doubt_a: vec![false; many_a],
        doubt_b: vec![false; many_b],
        related: false,
    };
    let mut pairing = Pairing::new(many_a, many_b);
    let mut words = Words { library };
    let doubtful = if ids {
        by_id(&mut sides, &mut pairing, &mut words)
    } else {
        Vec::new()
    };
    same_words(&sides, &mut pairing);
    words.in_place(&sides, &mut pairing);
    let place = |a: usize| pairing.of_a(a).map(|group| group.place().1);
    let near = (0..many_a).map(place).collect();
    let near_b = (0..many_b).map(|b| !pairing.free_b(b)).collect();
    let index = words.index(&sides, &pairing, std::mem::take(&mut found.index));
    joint::residue(&sides, &index, &mut pairing, Sure::Yes);
    content::pair(&sides, &index, &mut pairing, found);
    for (a, b, score) in doubtful {
        pairing.pair(a, b, score);
    }
    same_words_anywhere(&sides, &mut pairing, |a, _| !sides.heading_a(a));
    heading::pair(&sides, &index, &mut pairing);
    same_words_anywhere(&sides, &mut pairing, |_, _| true);
    joint::residue(&sides, &index, &mut pairing, Sure::No);
    found.index = index;
    place::pair(&sides, words.library, &mut pairing);
    Aligned {
        pairing,
        near,
        near_b,
    }
}

/// Pairs by id. Gives back the pairs in doubt.
fn by_id(
    sides: &mut Sides<'_>,
    pairing: &mut Pairing,
    words: &mut Words<'_>,
) -> Vec<(usize, usize, f32)> {
    let places = sides.b.places();
    let mut doubtful = Vec::new();
    for (a, p) in sides.a.paragraphs.iter().enumerate() {
        let Some(b) = places.get(&p.id).copied() else {
            continue;
        };
        sides.related = true;
        if sides.same(a, b) {
            pairing.pair_by(How::Id, (a, b), 1.0);
            continue;
        }
        let score = words.likeness(sides, a, b);
        if score >= DOUBT {
            pairing.pair_by(How::Id, (a, b), score);
        } else {
            doubtful.push((a, b, score));
            if let Some(doubt) = sides.doubt_a.get_mut(a) {
                *doubt = true;
            }
            if let Some(doubt) = sides.doubt_b.get_mut(b) {
                *doubt = true;
            }
        }
    }
    doubtful
}

/// Pairs paragraphs whose words stand once on each side, then equal neighbours of equal pairs, both ways.
fn same_words(sides: &Sides<'_>, pairing: &mut Pairing) {
    let mut seen: HashMap<_, (Seen, Seen), Fast> = HashMap::default();
    for (a, p) in sides.a.paragraphs.iter().enumerate() {
        if pairing.free_a(a) && !sides.heading_a(a) {
            seen.entry(p.digest()).or_default().0.add(a);
        }
    }
    for (b, p) in sides.b.paragraphs.iter().enumerate() {
        if pairing.free_b(b) && !sides.heading_b(b) {
            seen.entry(p.digest()).or_default().1.add(b);
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen
        .into_values()
        .filter_map(|(a, b)| Some((a.once()?, b.once()?)))
        .collect();
    pairs.sort_unstable();
    for place in pairs {
        pairing.pair_by(How::Alone, place, 1.0);
    }
    let many = sides.a.paragraphs.len();
    // Of equal paragraphs without a neighbour that says which is which, the ends of the texts do.
    let ends = many
        .checked_sub(1)
        .zip(sides.b.paragraphs.len().checked_sub(1));
    for (a, b) in [Some((0, 0)), ends].into_iter().flatten() {
        if sides.same(a, b) && !sides.heading_a(a) {
            pairing.pair_by(How::Same, (a, b), 1.0);
        }
    }
    for a in 0..many {
        extend(sides, pairing, a, 1);
    }
    for a in (0..many).rev() {
        extend(sides, pairing, a, -1);
    }
}

fn extend(sides: &Sides<'_>, pairing: &mut Pairing, a: usize, step: isize) {
    let next = pairing.of_a(a).and_then(|group| {
        let (a, b) = group.place();
        Some((a.checked_add_signed(step)?, b.checked_add_signed(step)?))
    });
    if let Some((a, b)) = next
        && sides.same(a, b)
        && !sides.heading_a(a)
    {
        pairing.pair_by(How::Same, (a, b), 1.0);
    }
}

/// Where words were seen: nowhere, once, or more often.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    first: Option<usize>,
    again: bool,
}

impl Seen {
    fn add(&mut self, at: usize) {
        self.again |= self.first.is_some();
        self.first = self.first.or(Some(at));
    }

    fn once(self) -> Option<usize> {
        self.first.filter(|_| !self.again)
    }
}

/// Pairs what is still free and has the same words, nearest in place first.
fn same_words_anywhere(
    sides: &Sides<'_>,
    pairing: &mut Pairing,
    wanted: impl Fn(usize, usize) -> bool,
) {
    let mut places: HashMap<_, Vec<usize>, Fast> = HashMap::default();
    for (b, p) in sides.b.paragraphs.iter().enumerate() {
        if pairing.free_b(b) {
            places.entry(p.digest()).or_default().push(b);
        }
    }
    for (a, p) in sides.a.paragraphs.iter().enumerate() {
        if !pairing.free_a(a) {
            continue;
        }
        let Some(list) = places.get_mut(&p.digest()) else {
            continue;
        };
        let after = list.partition_point(|b| *b < a);
        let near = [after.checked_sub(1), Some(after)]
            .into_iter()
            .flatten()
            .filter_map(|at| Some((at, *list.get(at)?)))
            .filter(|(_, b)| wanted(a, *b))
            .min_by_key(|(_, b)| b.abs_diff(a));
        if let Some((at, b)) = near {
            list.remove(at);
            pairing.pair(a, b, 1.0);
        }
    }
}

/// The words of the paragraphs that are looked at.
struct Words<'a> {
    library: &'a mut Library,
}

impl Words<'_> {
    fn likeness(&mut self, sides: &Sides<'_>, a: usize, b: usize) -> f32 {
        let (Some(a), Some(b)) = (sides.a.paragraphs.get(a), sides.b.paragraphs.get(b)) else {
            return 0.0;
        };
        self.library.likeness(a, b)
    }

    /// Pairs what stands beside a pair on both sides and is plainly the same paragraph with a few other words, then what
    /// stands beside that, both ways. What is edited where it stands needs no look at the rest of the text.
    fn in_place(&mut self, sides: &Sides<'_>, pairing: &mut Pairing) {
        let many = sides.a.paragraphs.len();
        for a in 0..many {
            self.next_in_place(sides, pairing, a, 1);
        }
        for a in (0..many).rev() {
            self.next_in_place(sides, pairing, a, -1);
        }
    }

    fn next_in_place(&mut self, sides: &Sides<'_>, pairing: &mut Pairing, a: usize, step: isize) {
        let beside = |at: (usize, usize)| {
            let next = |at: usize| at.checked_add_signed(step);
            Some((next(at.0)?, next(at.1)?))
        };
        let Some((a, b)) = pairing.of_a(a).and_then(|group| beside(group.place())) else {
            return;
        };
        let free_a = |a: usize| pairing.free_a(a) && !sides.heading_a(a);
        let free_b = |b: usize| pairing.free_b(b) && !sides.heading_b(b);
        if !free_a(a) || !free_b(b) {
            return;
        }
        let score = self.likeness(sides, a, b);
        if score < STAYED {
            return;
        }
        let beyond = beside((a, b));
        let rivals = [
            beyond.map(|next| (a, next.1)),
            beyond.map(|next| (next.0, b)),
        ];
        let rivals = rivals.into_iter().flatten();
        let mut near = rivals.filter(|(a, b)| free_a(*a) && free_b(*b));
        if near.all(|(a, b)| self.likeness(sides, a, b) < score - MARGIN) {
            let how = if step > 0 { How::Behind } else { How::Before };
            pairing.pair_by(how, (a, b), score);
        }
    }

    /// The index of the free paragraphs and of those pairs beside them that may take one in.
    fn index(&mut self, sides: &Sides<'_>, pairing: &Pairing, before: Index) -> Index {
        let long = |document: &Document, at: usize| {
            let p = document.paragraphs.get(at);
            p.map_or(0, |p| p.text().len())
        };
        let wanted = |group: Option<&Together>| {
            group.is_none_or(|group| {
                let (a, b) = group.place();
                may_host(group.score, long(sides.a, a), long(sides.b, b))
                    && (is_beside(a, &|a| pairing.free_a(a))
                        || is_beside(b, &|b| pairing.free_b(b)))
            })
        };
        let mut read = |document: &Document, wanted: &dyn Fn(usize) -> bool| {
            let paragraphs = document.paragraphs.iter().enumerate();
            let read = paragraphs.map(|(at, p)| wanted(at).then(|| self.library.signed(p)));
            read.collect::<Vec<Option<Arc<Reading>>>>()
        };
        let a = read(sides.a, &|a| wanted(pairing.of_a(a)));
        let b = read(sides.b, &|b| wanted(pairing.of_b(b)));
        Index::new(a, b, self.library.many(), pairing, before)
    }
}

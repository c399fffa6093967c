//! Which paragraph became which, in one language.
//!
//! The rules, in order; what an earlier one paired, a later one leaves alone:
//!
//! 1. The same id: it is the same paragraph, unless the words share less than a fifth. Such an id is in doubt.
//! 2. The same words, standing once on each side; then the same words next to such a pair.
//! 3. By words ([`super::content`]). An id in doubt yields only to a partner that shares half of its words.
//! 4. Ids in doubt that found no better partner.
//! 5. Headings by what stands under them: when articles are renumbered, the words of a heading lie.
//! 6. What is left beside a pair and makes it come nearer: parts of a split, of a merger.
//!
//! Start at [`align`].

use std::collections::HashMap;

use std::sync::Arc;

use super::candidate::Index;
use super::content::Found;
use super::likeness::alike;
use super::pairing::{Pairing, Together};
use super::reading::{Library, Reading};
use super::token::Fast;
use super::{content, heading, joint};
use crate::model::{Document, Paragraph, Role};

/// Below this share of words in common, the same id is in doubt.
const DOUBT: f32 = 0.2;

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

    /// How long a paragraph of the first document is, at least 1.
    pub(super) fn weight(&self, a: usize) -> u64 {
        self.a
            .paragraphs
            .get(a)
            .map_or(1, |p| p.text().len() as u64 + 1)
    }

    fn same(&self, a: usize, b: usize) -> bool {
        let of_a = self.a.paragraphs.get(a).map(|p| p.digest());
        of_a.is_some() && of_a == self.b.paragraphs.get(b).map(|p| p.digest())
    }
}

fn is_heading(document: &Document, at: usize) -> bool {
    document
        .paragraphs
        .get(at)
        .is_some_and(|p| matches!(p.role, Role::Title | Role::Heading))
}

/// What is known from an earlier comparison: how alike two paragraphs are.
pub(super) type Known<'a> = &'a dyn Fn(&Arc<Paragraph>, &Arc<Paragraph>) -> Option<f32>;

/// Pairs the paragraphs of two documents of which nothing is known yet.
pub(super) fn align_once(a: &Document, b: &Document, ids: bool) -> Pairing {
    align(
        a,
        b,
        ids,
        &mut Library::new(),
        &mut Found::default(),
        &|_, _| None,
    )
}

/// Pairs the paragraphs of two documents.
pub(super) fn align(
    a: &Document,
    b: &Document,
    ids: bool,
    library: &mut Library,
    found: &mut Found,
    known: Known<'_>,
) -> Pairing {
    let (many_a, many_b) = (a.paragraphs.len(), b.paragraphs.len());
    let mut sides = Sides {
        a,
        b,
        doubt_a: vec![false; many_a],
        doubt_b: vec![false; many_b],
        related: false,
    };
    let mut pairing = Pairing::new(many_a, many_b);
    let mut words = Words { library, known };
    let doubtful = if ids {
        by_id(&mut sides, &mut pairing, &mut words)
    } else {
        Vec::new()
    };
    same_words(&sides, &mut pairing);
    let index = words.index(&sides, &pairing);
    content::pair(&sides, &index, &mut pairing, found);
    for (a, b, score) in doubtful {
        pairing.pair(a, b, score);
    }
    same_words_anywhere(&sides, &mut pairing, |a, _| !sides.heading_a(a));
    heading::pair(&sides, &index, &mut pairing);
    same_words_anywhere(&sides, &mut pairing, |_, _| true);
    joint::residue(&sides, &index, &mut pairing);
    pairing
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
            pairing.pair(a, b, 1.0);
            continue;
        }
        let score = words.likeness(sides, a, b);
        if score >= DOUBT {
            pairing.pair(a, b, score);
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
    for (a, b) in pairs {
        pairing.pair(a, b, 1.0);
    }
    let many = sides.a.paragraphs.len();
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
        pairing.pair(a, b, 1.0);
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
    known: Known<'a>,
}

impl Words<'_> {
    fn likeness(&mut self, sides: &Sides<'_>, a: usize, b: usize) -> f32 {
        let (Some(a), Some(b)) = (sides.a.paragraphs.get(a), sides.b.paragraphs.get(b)) else {
            return 0.0;
        };
        (self.known)(a, b).unwrap_or_else(|| {
            let (a, b) = (self.library.read(a), self.library.read(b));
            alike(&a, &b, &self.library.lexicon)
        })
    }

    /// The index of the free paragraphs and of those pairs beside them that may take one in.
    fn index(self, sides: &Sides<'_>, pairing: &Pairing) -> Index {
        let beside = |at: usize, free: &dyn Fn(usize) -> bool| {
            let before = |less: usize| at.checked_sub(less).is_some_and(free);
            free(at + 1) || free(at + 2) || before(1) || before(2)
        };
        let wanted = |group: Option<&Together>| {
            group.is_none_or(|group| {
                let (a, b) = group.place();
                let free = beside(a, &|a| pairing.free_a(a)) || beside(b, &|b| pairing.free_b(b));
                group.score < 1.0 && free
            })
        };
        let mut read = |document: &Document, wanted: &dyn Fn(usize) -> bool| {
            let paragraphs = document.paragraphs.iter().enumerate();
            let read = paragraphs.map(|(at, p)| wanted(at).then(|| self.library.read(p)));
            read.collect::<Vec<Option<Arc<Reading>>>>()
        };
        let a = read(sides.a, &|a| wanted(pairing.of_a(a)));
        let b = read(sides.b, &|b| wanted(pairing.of_b(b)));
        Index::new(a, b, self.library.many(), pairing)
    }
}

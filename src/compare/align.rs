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
//! 7. What is left beside a pair and makes it come nearer ([`super::residue`]): parts of a split, of a merger.
//! 8. What is short and left between the same neighbours ([`super::place`]).
//!
//! Start at [`align`].

use std::collections::HashMap;

use std::sync::Arc;

use super::candidate::Index;
use super::found::Found;
use super::pairing::{How, Pairing, Together};
use super::reading::{Library, Reading};
use super::residue::{Sure, residue};
use super::texts::{Alike, Text};
use super::token::{Fast, Typography};
use super::{content, heading, place};
use crate::model::{Document, Paragraph};

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
    /// The paragraphs of each in numbers, and how many numbers of words there are.
    pub texts: [Vec<Text>; 2],
    pub many: usize,
    /// For each paragraph of the first whether its id is in doubt.
    pub doubt_a: Vec<bool>,
    /// The same of the second.
    pub doubt_b: Vec<bool>,
    /// Whether the documents have ids in common, so that words alone must be surer.
    pub related: bool,
}

impl Sides<'_> {
    fn text_a(&self, a: usize) -> Option<&Text> {
        self.texts[0].get(a)
    }

    fn text_b(&self, b: usize) -> Option<&Text> {
        self.texts[1].get(b)
    }

    /// Whether a paragraph of the first document is a heading.
    pub(super) fn heading_a(&self, a: usize) -> bool {
        self.text_a(a).is_some_and(|text| text.heading)
    }

    /// Whether a paragraph of the second document is a heading.
    pub(super) fn heading_b(&self, b: usize) -> bool {
        self.text_b(b).is_some_and(|text| text.heading)
    }

    /// What a paragraph of the first document weighs.
    pub(super) fn weight(&self, a: usize) -> u64 {
        self.text_a(a).map_or(1, |text| text.weight)
    }

    /// The same, about.
    pub(super) fn rough_weight(&self, a: usize) -> u64 {
        rough(self.weight(a))
    }

    fn same(&self, a: usize, b: usize) -> bool {
        let of_a = self.text_a(a).map(|text| text.words);
        of_a.is_some() && of_a == self.text_b(b).map(|text| text.words)
    }
}

/// What a paragraph weighs where the order of the text is sought: how long it is, at least 1.
pub(super) fn weight(p: &Paragraph) -> u64 {
    p.text().len() as u64 + 1
}

/// About how long a paragraph is, in steps of a third to a half, so that a few words more or less change nothing.
pub(super) fn rough_weight(p: &Paragraph) -> u64 {
    rough(weight(p))
}

fn rough(weight: u64) -> u64 {
    let rough = weight.max(1).ilog2().saturating_sub(1);
    weight >> rough << rough
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
    let (texts, many) = found.texts.of([a, b]);
    let mut alike = std::mem::take(&mut found.texts.alike);
    let mut sides = Sides {
        a,
        b,
        texts,
        many,
        doubt_a: vec![false; many_a],
        doubt_b: vec![false; many_b],
        related: false,
    };
    let mut pairing = Pairing::new(many_a, many_b);
    pairing.before = std::mem::take(&mut found.orders);
    let mut words = Words {
        library,
        alike: &mut alike,
    };
    let doubtful = if ids {
        by_id(&mut sides, &mut pairing, &mut words)
    } else {
        Vec::new()
    };
    same_words(&sides, &mut pairing);
    words.in_place(&sides, &mut pairing);
    let place = |a: usize| pairing.place_of_a(a).map(|place| place.1);
    let near = (0..many_a).map(place).collect();
    let near_b = (0..many_b).map(|b| !pairing.free_b(b)).collect();
    let index = words.index(&sides, &pairing, std::mem::take(&mut found.index));
    residue(&sides, &index, &mut pairing, Sure::Yes, &mut found.sure);
    content::pair(&sides, &index, &mut pairing, found);
    for (a, b, score) in doubtful {
        pairing.pair(a, b, score);
    }
    same_words_anywhere(&sides, &mut pairing, |a, _| !sides.heading_a(a));
    heading::pair(&sides, &index, &mut pairing);
    same_words_anywhere(&sides, &mut pairing, |_, _| true);
    residue(&sides, &index, &mut pairing, Sure::No, &mut found.left);
    found.index = index;
    place::pair(&sides, words.library, &mut pairing);
    found.texts.alike = alike;
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
    let [mut in_a, mut in_b] = [(); 2].map(|()| vec![Seen::default(); sides.many]);
    let look = |seen: &mut [Seen], text: &Text, free: bool| {
        let seen = seen.get_mut(text.words as usize);
        if let Some(seen) = seen.filter(|_| free && !text.heading) {
            seen.add();
        }
    };
    let [texts_a, texts_b] = &sides.texts;
    for (a, text) in texts_a.iter().enumerate() {
        look(&mut in_a, text, pairing.free_a(a));
    }
    // Where each stands in the second document.
    let mut places = vec![0_u32; sides.many];
    for (b, text) in texts_b.iter().enumerate() {
        let free = pairing.free_b(b);
        look(&mut in_b, text, free);
        let place = places.get_mut(text.words as usize);
        if let Some(place) = place.filter(|_| free && !text.heading) {
            *place = b as u32;
        }
    }
    let once = |seen: &[Seen], words: u32| matches!(seen.get(words as usize), Some(Seen::Once));
    let alone = texts_a.iter().enumerate().filter_map(|(a, text)| {
        let free = pairing.free_a(a) && !text.heading;
        let alone = free && once(&in_a, text.words) && once(&in_b, text.words);
        let b = places.get(text.words as usize).filter(|_| alone)?;
        Some((a, *b as usize))
    });
    let pairs: Vec<(usize, usize)> = alone.collect();
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
    let next = pairing
        .place_of_a(a)
        .and_then(|(a, b)| Some((a.checked_add_signed(step)?, b.checked_add_signed(step)?)));
    if let Some((a, b)) = next
        && sides.same(a, b)
        && !sides.heading_a(a)
    {
        pairing.pair_by(How::Same, (a, b), 1.0);
    }
}

/// How often words were seen.
#[derive(Debug, Clone, Copy, Default)]
enum Seen {
    #[default]
    Never,
    Once,
    Again,
}

impl Seen {
    fn add(&mut self) {
        *self = match self {
            Self::Never => Self::Once,
            Self::Once | Self::Again => Self::Again,
        };
    }
}

/// Pairs what is still free and has the same words, nearest in place first.
fn same_words_anywhere(
    sides: &Sides<'_>,
    pairing: &mut Pairing,
    wanted: impl Fn(usize, usize) -> bool,
) {
    let mut places: HashMap<u32, Vec<usize>, Fast> = HashMap::default();
    let [texts_a, texts_b] = &sides.texts;
    for (b, text) in texts_b.iter().enumerate() {
        if pairing.free_b(b) {
            places.entry(text.words).or_default().push(b);
        }
    }
    for (a, text) in texts_a.iter().enumerate() {
        if !pairing.free_a(a) {
            continue;
        }
        let Some(list) = places.get_mut(&text.words) else {
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

/// What was read of a paragraph that stood at a place before.
type KnownAt<'a> = &'a dyn Fn(usize, &Arc<Paragraph>) -> Option<Arc<Reading>>;

/// The words of the paragraphs that are looked at.
struct Words<'a> {
    library: &'a mut Library,
    /// How alike two wordings are, by their numbers in the texts.
    alike: &'a mut Alike,
}

impl Words<'_> {
    fn likeness(&mut self, sides: &Sides<'_>, a: usize, b: usize) -> f32 {
        let words = sides.text_a(a).zip(sides.text_b(b));
        let both = sides.a.paragraphs.get(a).zip(sides.b.paragraphs.get(b));
        let (Some((text_a, text_b)), Some((a, b))) = (words, both) else {
            return 0.0;
        };
        let words = u64::from(text_a.words) << 32 | u64::from(text_b.words);
        let likeness = || self.library.likeness(a, b);
        *self.alike.entry(words).or_insert_with(likeness)
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
        let Some((a, b)) = pairing.place_of_a(a).and_then(beside) else {
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
        let long = |text: Option<&Text>| text.map_or(0, |text| text.weight as usize - 1);
        let wanted = |group: Option<&Together>| {
            group.is_none_or(|group| {
                let (a, b) = group.place();
                may_host(group.score, long(sides.text_a(a)), long(sides.text_b(b)))
                    && (is_beside(a, &|a| pairing.free_a(a))
                        || is_beside(b, &|b| pairing.free_b(b)))
            })
        };
        let mut read = |document: &Document, wanted: &dyn Fn(usize) -> bool, known: KnownAt<'_>| {
            let paragraphs = document.paragraphs.iter().enumerate();
            let read = paragraphs.map(|(at, p)| {
                let read = || known(at, p).unwrap_or_else(|| self.library.signed(p));
                wanted(at).then(read)
            });
            read.collect::<Vec<Option<Arc<Reading>>>>()
        };
        let a = read(sides.a, &|a| wanted(pairing.of_a(a)), &|a, p| {
            before.known_a(a, p)
        });
        let b = read(sides.b, &|b| wanted(pairing.of_b(b)), &|b, p| {
            before.known_b(b, p)
        });
        Index::new(a, b, self.library.many(), pairing, before)
    }
}

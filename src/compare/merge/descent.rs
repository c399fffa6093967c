//! How one side descends from the base: which of its paragraphs is which, and what was moved. Start at [`Descent::new`].

use std::collections::HashMap;

use super::likeness::{alike, held, read, without};
use crate::compare::pairing::{Pairing, Places, Together};
use crate::compare::token::Lexicon;
use crate::compare::{align, similarity};
use crate::model::{Document, Id};

/// Below this share of words in common, paragraphs of different ids are not the same paragraph: a wrong pair costs more in
/// a merge, where it puts words of one into another, than in a comparison (measured).
const ALIKE: f32 = 0.5;
/// The same for what stands between the same neighbours.
const ALIKE_IN_PLACE: f32 = 0.25;
/// And for a paragraph that stands there alone: of a short one, two other words leave little in common.
const ALIKE_ALONE: f32 = 0.12;

/// Of a paragraph that was joined to others, or made of one, less than this share of its words in what became of it says
/// that it was not: a clause that was put in stood in it by chance.
const HELD: f32 = 0.5;

/// How one side descends from the base.
#[derive(Debug)]
pub(super) struct Descent {
    /// Which paragraphs belong together; the first document is the base.
    pub pairing: Pairing,
    /// For each group whether it stands in the order of the base.
    pub in_order: Vec<bool>,
}

impl Descent {
    /// Pairs a side with the base. `ids`: the same id means the same paragraph.
    pub(super) fn new(base: &Document, side: &Document, ids: bool) -> Self {
        let found = align::align_once(base, side, ids).groups;
        let id = |document: &Document, at: usize| -> Option<Id> {
            document.paragraphs.get(at).map(|p| p.id)
        };
        let (of_base, of_side) = if ids {
            (base.places(), side.places())
        } else {
            Default::default()
        };
        let mut groups: Vec<Together> = found
            .into_iter()
            .filter_map(|mut group| {
                let (a, b) = group.place();
                // What stands under its own id on both sides is no part of another paragraph.
                let is_own = |of: Option<Id>| {
                    of.is_some_and(|of| of_base.contains_key(&of) && of_side.contains_key(&of))
                };
                group.a.retain(|at| *at == a || !is_own(id(base, *at)));
                group.b.retain(|at| *at == b || !is_own(id(side, *at)));
                let same = ids && id(base, a) == id(side, b);
                if same {
                    Some(group)
                } else {
                    whole(base, side, group)
                }
            })
            .collect();
        let in_place = in_place(base, side, &groups);
        groups.extend(in_place);
        Self::of(base, side, groups)
    }

    /// The descent by these groups.
    pub(super) fn of(base: &Document, side: &Document, groups: Vec<Together>) -> Self {
        let mut pairing = Pairing::new(base.paragraphs.len(), side.paragraphs.len());
        for group in groups {
            let (a, b) = group.place();
            if pairing.pair(a, b, group.score) {
                for more in group.a.iter().skip(1) {
                    pairing.join_a(*more, a);
                }
                for more in group.b.iter().skip(1) {
                    pairing.join_b(*more, b);
                }
            }
        }
        let weight = |at: usize| {
            let paragraph = base.paragraphs.get(at).map(|p| p.text());
            paragraph.map_or(1, |text| text.len() as u64 + 1)
        };
        let (_, in_order) = pairing.backbone(weight);
        Self { pairing, in_order }
    }
}

/// A group as far as its paragraphs have enough in common for a merge.
fn whole(base: &Document, side: &Document, mut group: Together) -> Option<Together> {
    let text = |document: &Document, at: usize| {
        let found = document.paragraphs.get(at);
        found.map_or_else(String::new, |p| p.text().to_owned())
    };
    if group.a.len() + group.b.len() > 2 {
        let mut lexicon = Lexicon::new();
        let (a, b) = group.place();
        let one_of_many = group.a.len() > 1;
        let host = if one_of_many {
            text(side, b)
        } else {
            text(base, a)
        };
        let host = read(&host, &mut lexicon);
        let (many, from) = if one_of_many {
            (&mut group.a, base)
        } else {
            (&mut group.b, side)
        };
        keep_parts(many, &host, |at| read(&text(from, at), &mut lexicon));
        let (a, b) = match (&*group.a, &*group.b) {
            ([a], [b]) => (*a, *b),
            ([], _) | (_, []) => return None,
            _ => return Some(group),
        };
        group.score = similarity(&text(base, a), &text(side, b));
    }
    (group.score >= ALIKE).then_some(group)
}

/// Leaves those of which the words stand in the whole, each word of it once: of two that are nearly alike one is no part.
fn keep_parts(parts: &mut Places, whole: &[u64], mut read: impl FnMut(usize) -> Vec<u64>) {
    let words: HashMap<usize, Vec<u64>> = parts.iter().map(|at| (*at, read(*at))).collect();
    let of = |at: &usize| words.get(at).map_or(&[] as &[u64], Vec::as_slice);
    let mut by_likeness = parts.to_vec();
    by_likeness.sort_by(|a, b| alike(of(b), whole).total_cmp(&alike(of(a), whole)));
    let mut left = whole.to_vec();
    by_likeness.retain(|at| {
        let is_part = held(of(at), &left) >= HELD;
        if is_part {
            left = without(&left, of(at));
        }
        is_part
    });
    parts.retain(|at| by_likeness.contains(at));
}

/// Pairs of what is left between two pairs, as many paragraphs on both sides: changed where they stand. Short ones have few
/// words, and one of two other words leaves little in common.
fn in_place(base: &Document, side: &Document, groups: &[Together]) -> Vec<Together> {
    let (many_a, many_b) = (base.paragraphs.len(), side.paragraphs.len());
    let mut with: Vec<Option<usize>> = vec![None; many_a];
    let mut is_taken = vec![false; many_b];
    for group in groups {
        for a in group.a.iter() {
            if let Some(place) = with.get_mut(*a) {
                *place = group.b.last().copied();
            }
        }
        for b in group.b.iter() {
            if let Some(place) = is_taken.get_mut(*b) {
                *place = true;
            }
        }
    }
    let mut found = Vec::new();
    let mut a = 0;
    while a < many_a {
        if with.get(a).is_some_and(Option::is_some) {
            a += 1;
            continue;
        }
        let free_a = with.get(a..).unwrap_or_default().iter();
        let many = free_a.take_while(|with| with.is_none()).count();
        let before = a
            .checked_sub(1)
            .and_then(|at| with.get(at).copied().flatten());
        let b = before.map_or(0, |b| b + 1);
        let free_b = is_taken.get(b..).unwrap_or_default().iter();
        let as_many = free_b.take_while(|taken| !**taken).count() == many;
        let behind = with.get(a + many).copied().flatten();
        let meets = behind == Some(b + many) || a + many == many_a && b + many == many_b;
        if as_many && meets {
            found.extend((0..many).filter_map(|k| {
                let (p, q) = (base.paragraphs.get(a + k)?, side.paragraphs.get(b + k)?);
                let score = similarity(p.text(), q.text());
                let enough = if many == 1 {
                    ALIKE_ALONE
                } else {
                    ALIKE_IN_PLACE
                };
                (score >= enough).then(|| Together {
                    a: Places::One([a + k]),
                    b: Places::One([b + k]),
                    score,
                })
            }));
        }
        a += many;
    }
    found
}

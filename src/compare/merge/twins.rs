//! Paragraphs that can be taken for one another. Where a side struck or moved one of two that are nearly alike, the words
//! tell which it was, if they can; else a person must look. Start at [`settle`].

use std::collections::{HashMap, HashSet};

use super::descent::Descent;
use super::likeness::{alike, read};
use super::units::{Unit, Units, at};
use crate::compare::pairing::{Places, Together};
use crate::compare::token::Lexicon;
use crate::model::Document;

/// Paragraphs of the base with as much in common can be taken for one another.
const TWINS: f32 = 0.6;

/// What is known of one side.
struct Side {
    /// For each paragraph of the base what became of it here, where that is one of one.
    with: Vec<Option<usize>>,
    /// Whether anything became of it.
    stands: Vec<bool>,
    /// Whether it stands in the order of the base.
    is_still: Vec<bool>,
}

impl Side {
    fn of(base: &Document, descent: &Descent) -> Self {
        let many = base.paragraphs.len();
        let mut side = Self {
            with: vec![None; many],
            stands: vec![false; many],
            is_still: vec![false; many],
        };
        for (group, in_order) in descent.pairing.groups.iter().zip(&descent.in_order) {
            for a in group.a.iter() {
                if let Some(stands) = side.stands.get_mut(*a) {
                    *stands = true;
                }
                if let Some(is_still) = side.is_still.get_mut(*a) {
                    *is_still = *in_order;
                }
            }
            if let ([a], [b]) = (&*group.a, &*group.b)
                && let Some(with) = side.with.get_mut(*a)
            {
                *with = Some(*b);
            }
        }
        side
    }

    fn stands(&self, at: usize) -> bool {
        self.stands.get(at) == Some(&true)
    }

    fn is_still(&self, at: usize) -> bool {
        self.is_still.get(at) == Some(&true)
    }

    fn with(&self, at: usize) -> Option<usize> {
        self.with.get(at).copied().flatten()
    }

    /// Pairs that could be taken for one another: the first is gone or was moved, or something was moved past one of them.
    fn suspects(&self) -> Vec<[usize; 2]> {
        let all = 0..self.with.len();
        let away =
            all.filter(|at| !self.stands(*at) || !self.is_still(*at) && self.with(*at).is_some());
        let near = away.flat_map(|at| self.near(at).into_iter().map(move |twin| [at, twin]));
        near.chain(self.parted()).collect()
    }

    fn turn(&mut self, [a, b]: [usize; 2]) {
        self.with.swap(a, b);
        self.stands.swap(a, b);
        self.is_still.swap(a, b);
    }

    /// What could be taken for a paragraph that is not where it was: what stood beside it, or stands there now, with nothing
    /// between them that still stands, and what was moved itself.
    fn near(&self, at: usize) -> Vec<usize> {
        let many = self.with.len();
        let moved = |other: &usize| self.stands(*other) && !self.is_still(*other);
        let mut near: Vec<usize> = (0..many).filter(|o| *o != at).filter(moved).collect();
        self.beside(&(0..many).collect::<Vec<_>>(), at, &mut near);
        if self.stands(at) {
            self.beside(&self.row(), at, &mut near);
        }
        near.retain(|other| self.with(*other).is_some());
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Those of the base that stand here, in the order that they have here.
    fn row(&self) -> Vec<usize> {
        let standing = |at: &usize| self.with(*at).is_some();
        let mut row: Vec<usize> = (0..self.with.len()).filter(standing).collect();
        row.sort_unstable_by_key(|at| self.with(*at));
        row
    }

    /// Adds what is on both sides of one in a row, as far as the first that still stands.
    fn beside(&self, row: &[usize], of: usize, near: &mut Vec<usize>) {
        let Some(place) = row.iter().position(|at| *at == of) else {
            return;
        };
        let (before, behind) = row.split_at(place);
        let mut add = |at: &usize| {
            near.push(*at);
            self.is_still(*at)
        };
        let _ = behind.iter().skip(1).any(&mut add);
        let _ = before.iter().rev().any(&mut add);
    }

    /// Pairs that something was moved between, or away from between: if they are alike, one of them may have been moved past
    /// it just as well.
    fn parted(&self) -> Vec<[usize; 2]> {
        let there = self.row();
        let mut here = there.clone();
        here.sort_unstable();
        let mut pairs = Vec::new();
        for row in [here, there] {
            let mut before = None;
            let mut is_parted = false;
            for at in row {
                if !self.is_still(at) {
                    is_parted = true;
                    continue;
                }
                if let Some(before) = before.filter(|_| is_parted) {
                    pairs.push([before, at]);
                }
                (before, is_parted) = (Some(at), false);
            }
        }
        pairs
    }
}

/// The words of paragraphs, each read once.
struct Reader<'d> {
    documents: [&'d Document; 3],
    lexicon: Lexicon,
    known: HashMap<(usize, usize), Vec<u64>>,
}

/// The number of the base among the documents of a [`Reader`]; ours and theirs are 0 and 1.
const BASE: usize = 2;

impl Reader<'_> {
    fn alike(&mut self, a: (usize, usize), b: (usize, usize)) -> f32 {
        for of in [a, b] {
            let document = self.documents.get(of.0);
            if !self.known.contains_key(&of)
                && let Some(p) = document.and_then(|document| document.paragraphs.get(of.1))
            {
                self.known.insert(of, read(p.text(), &mut self.lexicon));
            }
        }
        match (self.known.get(&a), self.known.get(&b)) {
            (Some(a), Some(b)) => alike(a, b),
            _ => 0.0,
        }
    }

    fn is_changed(&self, of: (usize, usize), base: usize) -> bool {
        let digest = |(document, at): (usize, usize)| {
            let document = self.documents.get(document)?;
            document.paragraphs.get(at).map(|p| p.digest())
        };
        digest(of) != digest((BASE, base))
    }
}

/// Goes through what each side struck or moved, and pairs what could be taken for it as the words tell. Where they tell
/// nothing, what a side changed is not mixed with what the other changed most; those are given back, as places in the base,
/// when the other side did something to one of them.
pub(super) fn settle(
    base: &Document,
    sides: [&Document; 2],
    descents: &mut [Descent; 2],
) -> Vec<usize> {
    let [ours, theirs] = sides;
    let mut reader = Reader {
        documents: [ours, theirs, base],
        lexicon: Lexicon::new(),
        known: HashMap::new(),
    };
    let mut known = [Side::of(base, &descents[0]), Side::of(base, &descents[1])];
    let mut unsure = Vec::new();
    for (nth, document) in sides.into_iter().enumerate() {
        let [own, other] = if nth == 0 {
            let [own, other] = &mut known;
            [own, other]
        } else {
            let [other, own] = &mut known;
            [own, other]
        };
        let mut is_turned = false;
        for pair in own.suspects() {
            let apart = 1.0 - reader.alike((BASE, pair[0]), (BASE, pair[1]));
            if apart > 1.0 - TWINS {
                continue;
            }
            let choice = choose(&mut reader, nth, pair, [own, other], apart);
            if choice.is_turned {
                own.turn(pair);
                is_turned = true;
            }
            if !choice.is_sure && is_touched(&reader, 1 - nth, pair, own, other) {
                unsure.extend(pair);
            }
        }
        if is_turned && let Some(descent) = descents.get_mut(nth) {
            *descent = Descent::of(base, document, turned(descent, own));
            *own = Side::of(base, descent);
        }
    }
    unsure
}

/// Which of two a side kept, or which of two it has where.
struct Choice {
    /// Whether it is the other way round than they were paired.
    is_turned: bool,
    /// Whether the words told.
    is_sure: bool,
}

fn choose(
    reader: &mut Reader<'_>,
    nth: usize,
    [gone, twin]: [usize; 2],
    [own, other]: [&Side; 2],
    apart: f32,
) -> Choice {
    let Some(kept) = own.with(twin) else {
        return Choice {
            is_turned: false,
            is_sure: true,
        };
    };
    let mut nearer = |to: usize, than: usize, of: usize| {
        reader.alike((nth, of), (BASE, to)) - reader.alike((nth, of), (BASE, than))
    };
    let mut told = nearer(twin, gone, kept);
    let mut apart = apart;
    if let Some(moved) = own.with(gone) {
        told += nearer(gone, twin, moved);
        apart *= 2.0;
    }
    // What has the words in which they differ is told by them; of the same words nothing is.
    if apart > 0.0 && told.abs() * 2.0 >= apart {
        return Choice {
            is_turned: told < 0.0,
            is_sure: true,
        };
    }
    let mut cost = |at: usize| {
        let change = match other.with(at) {
            Some(with) => 1.0 - reader.alike((1 - nth, with), (BASE, at)),
            None if other.stands(at) => 0.5,
            None => return 3.0,
        };
        // What was left alone takes the other side's change on; what was changed is kept from it.
        if reader.is_changed((nth, kept), twin) {
            change
        } else {
            -change
        }
    };
    Choice {
        is_turned: own.with(gone).is_none() && cost(gone) < cost(twin),
        is_sure: false,
    }
}

/// Whether the other side did something to one of two, but for striking the one that this side struck.
fn is_touched(reader: &Reader<'_>, nth: usize, pair: [usize; 2], own: &Side, other: &Side) -> bool {
    pair.into_iter().any(|at| match other.with(at) {
        Some(with) => !other.is_still(at) || reader.is_changed((nth, with), at),
        None => other.stands(at) || own.stands(at),
    })
}

/// The groups of a side after its twins were exchanged.
fn turned(descent: &Descent, side: &Side) -> Vec<Together> {
    let single = |group: &&Together| group.a.len() + group.b.len() == 2;
    let groups = &descent.pairing.groups;
    let score: HashMap<usize, f32> = groups
        .iter()
        .filter(single)
        .map(|group| (group.place().1, group.score))
        .collect();
    let pairs = side.with.iter().enumerate().filter_map(|(a, with)| {
        let b = (*with)?;
        Some(Together {
            a: Places::One([a]),
            b: Places::One([b]),
            score: score.get(&b).copied().unwrap_or(1.0),
        })
    });
    let more = groups.iter().filter(|group| !single(group)).cloned();
    more.chain(pairs).collect()
}

/// Units whose words stood more than once in the base, when one side put one of them beside another, or struck one and put
/// one elsewhere, and the other side did something to one of them too: nothing says which is which, so that a person must
/// look.
pub(super) fn in_doubt(
    units: &Units,
    base: &Document,
    ours: &Document,
    theirs: &Document,
) -> HashSet<usize> {
    let mut alike: HashMap<_, Vec<usize>> = HashMap::new();
    for (nth, unit) in units.list.iter().enumerate() {
        if let [only] = at(base, &unit.base).as_slice() {
            alike.entry(only.digest()).or_default().push(nth);
        }
    }
    let mut doubted = HashSet::new();
    for twins in alike.values().filter(|twins| twins.len() > 1) {
        let of = |nth: &usize| units.list.get(*nth);
        let by_us = Twins::of(twins.iter().filter_map(of), base, ours, |unit| {
            (&unit.ours, unit.ours_moved)
        });
        let by_them = Twins::of(twins.iter().filter_map(of), base, theirs, |unit| {
            (&unit.theirs, unit.theirs_moved)
        });
        if by_us.are_mixed && by_them.are_touched || by_them.are_mixed && by_us.are_touched {
            doubted.extend(twins);
        }
    }
    doubted.extend(&units.unsure);
    doubted
}

/// What one side did to units of the same words.
struct Twins {
    /// Whether one of them cannot be told from another any more.
    are_mixed: bool,
    /// Whether anything was done to one of them.
    are_touched: bool,
}

impl Twins {
    fn of<'u>(
        twins: impl Iterator<Item = &'u Unit>,
        base: &Document,
        side: &Document,
        part: fn(&Unit) -> (&Vec<usize>, bool),
    ) -> Self {
        let twins: Vec<&Unit> = twins.collect();
        let places: Vec<usize> = twins.iter().flat_map(|unit| part(unit).0.clone()).collect();
        let (mut moved, mut gone, mut beside, mut changed) = (false, false, false, false);
        for unit in twins {
            let (own, is_moved) = part(unit);
            let digests = |document, places: &[usize]| {
                let found = at(document, places);
                found.iter().map(|p| p.digest()).collect::<Vec<_>>()
            };
            moved |= is_moved;
            gone |= own.is_empty();
            changed |= digests(base, &unit.base) != digests(side, own);
            let is_near = |at: &usize| places.iter().any(|other| other.abs_diff(*at) == 1);
            beside |= is_moved && own.iter().any(is_near);
        }
        Self {
            are_mixed: beside || moved && gone,
            are_touched: moved || changed,
        }
    }
}

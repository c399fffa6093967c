//! Which paragraphs of the three belong together: a unit is a set of paragraphs of the base that no side keeps apart, with
//! what each side made of it. Start at [`Units::new`].

use std::collections::{HashMap, HashSet};

use crate::compare::pairing::{Pairing, Places, Together};
use crate::compare::{align, similarity};
use crate::model::{Document, Paragraph};

/// Below this share of words in common, paragraphs of different ids are not the same paragraph: a wrong pair costs more in
/// a merge, where it puts words of one into another, than in a comparison (measured).
const ALIKE: f32 = 0.5;
/// The same for what stands between the same neighbours.
const ALIKE_IN_PLACE: f32 = 0.25;
/// And for a paragraph that stands there alone: of a short one, two other words leave little in common.
const ALIKE_ALONE: f32 = 0.12;

/// Paragraphs that belong together, as places in each of the three documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// In the base, rising.
    pub base: Vec<usize>,
    /// In ours, in the order of the base; none when we struck it.
    pub ours: Vec<usize>,
    /// In theirs; none when they struck it.
    pub theirs: Vec<usize>,
    /// Whether we put it elsewhere.
    pub ours_moved: bool,
    /// Whether they did.
    pub theirs_moved: bool,
}

/// What stands in a document of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Item {
    /// What became of a unit.
    Unit(usize),
    /// A paragraph that only we have.
    Ours(usize),
    /// A paragraph that only they have.
    Theirs(usize),
}

/// The units of three documents, and what each side has in which order.
#[derive(Debug)]
pub(super) struct Units {
    /// In the order of the base.
    pub list: Vec<Unit>,
    /// What we have, in our order.
    pub ours: Vec<Item>,
    /// What they have, in their order.
    pub theirs: Vec<Item>,
}

/// Units whose words stood more than once in the base, when one side put one of them beside another, or struck one and put
/// one elsewhere, and the other side did something to one of them too: nothing says which is which, so that a person must
/// look.
pub(super) fn twins_in_doubt(
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

/// How one side descends from the base.
struct Descent {
    pairing: Pairing,
    in_order: Vec<bool>,
}

impl Units {
    /// Pairs each side with the base. `ids`: the same id means the same paragraph.
    pub(super) fn new(base: &Document, ours: &Document, theirs: &Document, ids: bool) -> Self {
        let (to_ours, to_theirs) = (descent(base, ours, ids), descent(base, theirs, ids));
        let unit_of = connected(
            base.paragraphs.len(),
            [&to_ours.pairing, &to_theirs.pairing],
        );
        let mut list: Vec<Unit> = Vec::new();
        let mut number: Vec<Option<usize>> = vec![None; base.paragraphs.len()];
        let mut of_base: Vec<usize> = Vec::with_capacity(base.paragraphs.len());
        for (at, root) in unit_of.iter().enumerate() {
            let known = number.get(*root).copied().flatten();
            let unit = known.unwrap_or(list.len());
            if known.is_none() {
                list.push(Unit::default());
                if let Some(place) = number.get_mut(*root) {
                    *place = Some(unit);
                }
            }
            if let Some(unit) = list.get_mut(unit) {
                unit.base.push(at);
            }
            of_base.push(unit);
        }
        let in_ours = fill(&mut list, &of_base, &to_ours, |unit| {
            (&mut unit.ours, &mut unit.ours_moved)
        });
        let in_theirs = fill(&mut list, &of_base, &to_theirs, |unit| {
            (&mut unit.theirs, &mut unit.theirs_moved)
        });
        let (mut in_ours, mut in_theirs) = (in_ours, in_theirs);
        for (a, b) in twins(ours, &in_ours, theirs, &in_theirs) {
            in_ours.push((a, list.len()));
            in_theirs.push((b, list.len()));
            list.push(Unit {
                ours: vec![a],
                theirs: vec![b],
                ours_moved: true,
                theirs_moved: true,
                ..Unit::default()
            });
        }
        Self {
            ours: sequence(ours, &in_ours, Item::Ours),
            theirs: sequence(theirs, &in_theirs, Item::Theirs),
            list,
        }
    }
}

fn descent(base: &Document, side: &Document, ids: bool) -> Descent {
    let mut pairing = align::align_once(base, side, ids);
    let id = |document: &Document, at: usize| document.paragraphs.get(at).map(|p| p.id);
    pairing.groups.retain(|group| {
        let (a, b) = group.place();
        group.score >= ALIKE || ids && id(base, a) == id(side, b)
    });
    let in_place = in_place(base, side, &pairing);
    pairing.groups.extend(in_place);
    let weight = |at: usize| {
        let paragraph = base.paragraphs.get(at).map(|p| p.text());
        paragraph.map_or(1, |text| text.len() as u64 + 1)
    };
    let (_, in_order) = pairing.backbone(weight);
    Descent { pairing, in_order }
}

/// Pairs of what is left between two pairs, as many paragraphs on both sides: changed where they stand. Short ones have few
/// words, and one of two other words leaves little in common.
fn in_place(base: &Document, side: &Document, pairing: &Pairing) -> Vec<Together> {
    let (many_a, many_b) = (base.paragraphs.len(), side.paragraphs.len());
    let mut with: Vec<Option<usize>> = vec![None; many_a];
    let mut is_taken = vec![false; many_b];
    for group in &pairing.groups {
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

fn find(root: &[usize], mut at: usize) -> usize {
    while let Some(up) = root.get(at).copied().filter(|up| *up != at) {
        at = up;
    }
    at
}

/// For each paragraph of the base the first one that it is connected with, by groups of either side.
fn connected(many: usize, pairings: [&Pairing; 2]) -> Vec<usize> {
    let mut root: Vec<usize> = (0..many).collect();
    for group in pairings.iter().flat_map(|pairing| &pairing.groups) {
        let Some((first, rest)) = group.a.split_first() else {
            continue;
        };
        for at in rest {
            let (a, b) = (find(&root, *first), find(&root, *at));
            if let Some(place) = root.get_mut(a.max(b)) {
                *place = a.min(b);
            }
        }
    }
    (0..many).map(|at| find(&root, at)).collect()
}

/// Fills in what a side made of each unit; gives back for each of its paragraphs the unit.
fn fill(
    list: &mut [Unit],
    of_base: &[usize],
    descent: &Descent,
    part: impl Fn(&mut Unit) -> (&mut Vec<usize>, &mut bool),
) -> Vec<(usize, usize)> {
    let mut groups: Vec<_> = descent
        .pairing
        .groups
        .iter()
        .zip(&descent.in_order)
        .collect();
    groups.sort_by_key(|(group, _)| group.place());
    let mut found = Vec::new();
    for (group, in_order) in groups {
        let Some(unit) = of_base.get(group.place().0).copied() else {
            continue;
        };
        if let Some(of) = list.get_mut(unit) {
            let (places, moved) = part(of);
            places.extend(group.b.iter());
            *moved |= !in_order;
            found.extend(group.b.iter().map(|at| (*at, unit)));
        }
    }
    found
}

/// New paragraphs that both sides put in, with the same id or the same words: they are one.
fn twins(
    ours: &Document,
    in_ours: &[(usize, usize)],
    theirs: &Document,
    in_theirs: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    fn new<'d>(
        document: &'d Document,
        known: &[(usize, usize)],
    ) -> impl Iterator<Item = (usize, &'d Paragraph)> {
        let known: HashSet<usize> = known.iter().map(|(at, _)| *at).collect();
        let all = document.paragraphs.iter().enumerate();
        all.filter(move |(at, _)| !known.contains(at))
            .map(|(at, p)| (at, &**p))
    }
    let mut by_id = HashMap::new();
    let mut by_words: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, p) in new(theirs, in_theirs) {
        by_id.insert(p.id, at);
        by_words.entry(p.digest()).or_default().push(at);
    }
    let mut taken = HashSet::new();
    let mut found = Vec::new();
    for (at, p) in new(ours, in_ours) {
        let same_words = by_words.get(&p.digest()).into_iter().flatten();
        let mut candidates = by_id.get(&p.id).into_iter().chain(same_words);
        if let Some(with) = candidates.find(|with| !taken.contains(*with)) {
            taken.insert(*with);
            found.push((at, *with));
        }
    }
    found
}

/// What a side has, in its order; a unit stands where its first paragraph does.
fn sequence(side: &Document, units: &[(usize, usize)], new: fn(usize) -> Item) -> Vec<Item> {
    let mut of: Vec<Option<usize>> = vec![None; side.paragraphs.len()];
    for (at, unit) in units {
        if let Some(place) = of.get_mut(*at) {
            *place = Some(*unit);
        }
    }
    let mut seen = HashSet::new();
    let items = of.into_iter().enumerate().map(|(at, unit)| match unit {
        Some(unit) => Item::Unit(unit),
        None => new(at),
    });
    items.filter(|item| seen.insert(*item)).collect()
}

/// The paragraphs at these places.
pub(super) fn at<'d>(document: &'d Document, places: &[usize]) -> Vec<&'d Paragraph> {
    let found = places.iter().filter_map(|at| document.paragraphs.get(*at));
    found.map(|p| &**p).collect()
}

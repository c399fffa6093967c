//! Which paragraphs of the three belong together: a unit is a set of paragraphs of the base that no side keeps apart, with
//! what each side made of it. Start at [`Units::new`].

use std::collections::{HashMap, HashSet};

use super::descent::Descent;
use super::twins;
use crate::compare::pairing::Pairing;
use crate::model::{Document, Paragraph};

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
    /// Of much the same words as another, so that nothing tells which of them a side kept.
    pub unsure: HashSet<usize>,
}

impl Units {
    /// Pairs each side with the base. `ids`: the same id means the same paragraph.
    pub(super) fn new(base: &Document, ours: &Document, theirs: &Document, ids: bool) -> Self {
        let mut descents = [ours, theirs].map(|side| Descent::new(base, side, ids));
        let unsure = if ids {
            Vec::new()
        } else {
            twins::settle(base, [ours, theirs], &mut descents)
        };
        let [to_ours, to_theirs] = descents;
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
        for (a, b) in put_in_by_both(ours, &in_ours, theirs, &in_theirs) {
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
            unsure: unsure
                .into_iter()
                .filter_map(|at| of_base.get(at).copied())
                .collect(),
        }
    }
}

impl Units {
    /// The first paragraph of a thing in each of the three.
    pub(super) fn firsts(&self, item: &Item) -> [Option<usize>; 3] {
        let (ours, theirs) = self.places(item);
        let of_base = match item {
            Item::Unit(unit) => self.list.get(*unit).and_then(|of| of.base.first()),
            _ => None,
        };
        let first = |places: &[usize]| places.iter().min().copied();
        [of_base.copied(), first(ours), first(theirs)]
    }

    /// The paragraphs of ours and of theirs that a thing is.
    pub(super) fn places<'u>(&'u self, item: &'u Item) -> (&'u [usize], &'u [usize]) {
        match item {
            Item::Unit(unit) => self
                .list
                .get(*unit)
                .map_or((&[], &[]), |of| (of.ours.as_slice(), of.theirs.as_slice())),
            Item::Ours(at) => (std::slice::from_ref(at), &[]),
            Item::Theirs(at) => (&[], std::slice::from_ref(at)),
        }
    }
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
fn put_in_by_both(
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

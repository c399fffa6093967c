//! The order of what stood in the base, of two sides that each moved some of it. What a side moved stands among what nobody
//! moved where that side put it, and beside what the other moved to the same place in the order of the side that changed
//! it. Where a move would leave no trace, where two cannot be told apart, or one is swallowed by another, a person must look.
//! Start at [`row`].

use std::collections::BTreeSet;

use super::units::{Item, Unit, Units};

/// Circles that are opened, and moves that were undone, one at a time; behind that, ours stands.
const TURNS: usize = 32;
/// Of what was put past fewer unmoved units than this, and what the other side moved past it, nobody can tell which was
/// moved and which was passed: a person must look.
const NEAR: usize = 4;

/// Units of the base in their new order, and those of whose place a person must judge.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// All units of the base, in order.
    pub units: Vec<usize>,
    /// Those whose places the sides want differently.
    pub disputed: BTreeSet<usize>,
}

/// Where a unit stands on a side; one that is not there stands behind what it stood behind.
type Place = (usize, usize, usize);

struct Sides<'u> {
    list: &'u [Unit],
    ours: Vec<Place>,
    theirs: Vec<Place>,
    /// Units of which the place on their side does not count.
    ours_alone: BTreeSet<usize>,
}

impl Sides<'_> {
    fn is_turned(places: &[Place], a: usize, b: usize) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        matches!((places.get(low), places.get(high)), (Some(x), Some(y)) if x > y)
    }

    fn by_us(&self, a: usize, b: usize) -> bool {
        Self::is_turned(&self.ours, a, b)
    }

    fn by_them(&self, a: usize, b: usize) -> bool {
        !self.ours_alone.contains(&a)
            && !self.ours_alone.contains(&b)
            && Self::is_turned(&self.theirs, a, b)
    }

    /// Whether we moved a unit, and whether they did, as far as that counts.
    fn by(&self, at: usize) -> (bool, bool) {
        let unit = self.list.get(at);
        unit.map_or((false, false), |unit| {
            let theirs = unit.theirs_moved && !self.ours_alone.contains(&at);
            (unit.ours_moved, theirs)
        })
    }

    fn is_moved(&self, at: usize) -> bool {
        let (by_us, by_them) = self.by(at);
        by_us || by_them
    }

    /// What one side put a unit past, and the other did not.
    fn past(
        &self,
        at: usize,
        by_one: fn(&Self, usize, usize) -> bool,
        by_other: fn(&Self, usize, usize) -> bool,
    ) -> Vec<usize> {
        let others = (0..self.list.len()).filter(|other| *other != at);
        let past = others.filter(|other| by_one(self, at, *other));
        past.filter(|other| !by_other(self, at, *other)).collect()
    }

    /// Whether the first is to stand before the second.
    fn is_before(&self, a: usize, b: usize) -> bool {
        (a < b) != (self.by_us(a, b) || self.by_them(a, b))
    }
}

/// The order of the units of the base. `disputed`: those that both moved, to different places; ours counts.
pub(super) fn row(units: &Units, disputed: &[usize]) -> Row {
    let many = units
        .list
        .iter()
        .filter(|unit| !unit.base.is_empty())
        .count();
    let list = units.list.get(..many).unwrap_or_default();
    let mut sides = Sides {
        list,
        ours: places(list, &units.ours, |unit| unit.ours_moved),
        theirs: places(list, &units.theirs, |unit| unit.theirs_moved),
        ours_alone: disputed.iter().copied().collect(),
    };
    let mut found: BTreeSet<usize> = swallowed(&sides);
    for _ in 0..TURNS {
        let (order, circles) = ranked(&sides);
        let opened = match circles.first() {
            Some(circle) => opening(&sides, circle).into_iter().collect(),
            None => undone(&sides, &order),
        };
        if opened.is_empty() && circles.is_empty() {
            return Row {
                units: order,
                disputed: found,
            };
        }
        if opened.is_empty() {
            break;
        }
        found.extend(&opened);
        sides.ours_alone.extend(opened);
    }
    let all: Vec<usize> = (0..many).filter(|at| sides.by(*at).1).collect();
    found.extend(&all);
    sides.ours_alone.extend(all);
    Row {
        units: ranked(&sides).0,
        disputed: found,
    }
}

fn places(list: &[Unit], sequence: &[Item], is_moved: fn(&Unit) -> bool) -> Vec<Place> {
    let mut own: Vec<Option<usize>> = vec![None; list.len()];
    for (at, item) in sequence.iter().enumerate() {
        if let Item::Unit(unit) = item
            && let Some(place) = own.get_mut(*unit)
        {
            *place = Some(at + 1);
        }
    }
    let mut before = 0;
    let mut places = Vec::with_capacity(list.len());
    for (nth, (unit, own)) in list.iter().zip(own).enumerate() {
        places.push(match own {
            Some(at) => (at, 0, 0),
            None => (before, 1, nth),
        });
        if let Some(at) = own.filter(|_| !is_moved(unit)) {
            before = at;
        }
    }
    places
}

/// The units in order, and the circles among them: runs of which none stands before all others.
///
/// What nobody moved stands as in the base, and what was moved in the gap of it where its side put it: two sides that
/// moved things past each other's old places did not mean each other. Only what comes into one gap is ordered by pairs.
fn ranked(sides: &Sides<'_>) -> (Vec<usize>, Vec<Vec<usize>>) {
    let (moved, still): (Vec<usize>, Vec<usize>) =
        (0..sides.list.len()).partition(|at| sides.is_moved(*at));
    let mut gaps: Vec<Vec<usize>> = vec![Vec::new(); still.len() + 1];
    for at in moved {
        let before = still.iter().filter(|other| sides.is_before(**other, at));
        if let Some(gap) = gaps.get_mut(before.count()) {
            gap.push(at);
        }
    }
    let mut order = Vec::with_capacity(sides.list.len());
    let mut circles = Vec::new();
    for (nth, gap) in gaps.into_iter().enumerate() {
        if gap.len() > 1 {
            let (row, found) = in_gap(sides, &gap);
            order.extend(row);
            circles.extend(found);
        } else {
            order.extend(gap);
        }
        order.extend(still.get(nth));
    }
    (order, circles)
}

/// What comes into one gap, by how many of it each stands before, and the circles.
fn in_gap(sides: &Sides<'_>, gap: &[usize]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let wins = |at: &usize| {
        let behind = gap.iter().filter(|other| *other != at);
        behind.filter(|other| sides.is_before(*at, **other)).count()
    };
    let mut order: Vec<(usize, usize)> = gap.iter().map(|at| (wins(at), *at)).collect();
    order.sort_by_key(|(wins, at)| (std::cmp::Reverse(*wins), *at));
    let mut circles = Vec::new();
    let (mut first, mut sum, mut due) = (0, 0, 0);
    for (nth, (wins, _)) in order.iter().enumerate() {
        sum += wins;
        due += order.len() - 1 - nth;
        // So many wins have those that stand before all the rest.
        if sum == due {
            if nth > first {
                let circle = order.get(first..=nth).unwrap_or_default();
                circles.push(circle.iter().map(|(_, at)| *at).collect());
            }
            first = nth + 1;
        }
    }
    (order.into_iter().map(|(_, at)| at).collect(), circles)
}

/// What must stay where ours has it, because in this order a move left no trace, or because of two moves past each
/// other nobody can tell what was moved.
fn undone(sides: &Sides<'_>, order: &[usize]) -> Vec<usize> {
    let mut rank = vec![0; order.len()];
    for (nth, at) in order.iter().enumerate() {
        if let Some(place) = rank.get_mut(*at) {
            *place = nth;
        }
    }
    let is_first = |a: usize, b: usize| rank.get(a) < rank.get(b);
    for at in 0..order.len() {
        let put_past: Vec<usize> = match sides.by(at) {
            (true, false) => sides.past(at, Sides::by_us, Sides::by_them),
            (false, true) => sides.past(at, Sides::by_them, Sides::by_us),
            _ => continue,
        };
        let is_kept = |other: &usize| (at < *other) != is_first(at, *other);
        if put_past.is_empty() || put_past.iter().any(is_kept) {
            continue;
        }
        if sides.by(at).1 {
            return vec![at];
        }
        // Only what they moved can have undone it.
        let theirs: Vec<usize> = put_past.into_iter().filter(|o| sides.by(*o).1).collect();
        if !theirs.is_empty() {
            return theirs;
        }
    }
    let moved = |by: fn((bool, bool)) -> bool| {
        let all = 0..order.len();
        all.filter(move |at| by(sides.by(*at))).collect::<Vec<_>>()
    };
    let went_far = |at: usize| {
        let still = (0..order.len()).filter(|other| !sides.is_moved(*other));
        let passed = still.filter(|other| (at < *other) != is_first(at, *other));
        passed.take(NEAR).count() == NEAR
    };
    let of_us = moved(|(ours, _)| ours);
    for theirs in moved(|(_, theirs)| theirs) {
        for ours in &of_us {
            let is_turned = is_first(*ours, theirs) != sides.is_before(*ours, theirs);
            if *ours != theirs && is_turned && !(went_far(*ours) && went_far(theirs)) {
                return vec![theirs];
            }
        }
    }
    Vec::new()
}

/// The unit of a circle of which both sides want something: it stays where ours has it.
fn opening(sides: &Sides<'_>, circle: &[usize]) -> Option<usize> {
    let of = |unit: usize| {
        let turned = |by: &dyn Fn(usize, usize) -> bool| {
            circle
                .iter()
                .filter(|other| **other != unit && by(unit, **other))
                .count()
        };
        (
            turned(&|a, b| sides.by_us(a, b)),
            turned(&|a, b| sides.by_them(a, b)),
        )
    };
    let both = circle.iter().copied().filter_map(|unit| {
        let (ours, theirs) = of(unit);
        let moved = sides.list.get(unit)?;
        let weight = usize::from(moved.theirs_moved) * 2 + usize::from(moved.ours_moved);
        (ours > 0 && theirs > 0).then_some((weight, theirs, std::cmp::Reverse(unit)))
    });
    both.max().map(|(_, _, unit)| unit.0)
}

/// Units that one side moved and that stand, without that, where they would anyway: the other moved what they were put past,
/// and further.
fn swallowed(sides: &Sides<'_>) -> BTreeSet<usize> {
    let all = 0..sides.list.len();
    all.filter(|at| match sides.by(*at) {
        (true, false) => sides.past(*at, Sides::by_us, Sides::by_them).is_empty(),
        (false, true) => sides.past(*at, Sides::by_them, Sides::by_us).is_empty(),
        _ => false,
    })
    .collect()
}

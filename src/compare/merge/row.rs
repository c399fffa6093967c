//! The order of what stood in the base, of two sides that each moved some of it. Of any two paragraphs the order is that of
//! the side that changed it; where that leads in a circle, or one move is swallowed by another, a person must look.
//! Start at [`row`].

use std::collections::BTreeSet;

use super::units::{Item, Unit, Units};

/// Circles that are opened one unit at a time; behind that, ours stands.
const TURNS: usize = 32;

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

    /// Whether the first stands before the second in the result.
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
    let moved: Vec<usize> = (0..many)
        .filter(|at| {
            list.get(*at)
                .is_some_and(|u| u.ours_moved || u.theirs_moved)
        })
        .collect();
    let mut found: BTreeSet<usize> = swallowed(&sides, &moved);
    for _ in 0..TURNS {
        let (order, circles) = ranked(&sides, many, &moved);
        let Some(circle) = circles.first() else {
            return Row {
                units: order,
                disputed: found,
            };
        };
        let Some(unit) = opening(&sides, circle) else {
            break;
        };
        sides.ours_alone.insert(unit);
        found.insert(unit);
    }
    for circle in ranked(&sides, many, &moved).1 {
        let theirs = |unit: &usize| list.get(*unit).is_some_and(|u| u.theirs_moved);
        found.extend(circle.iter().copied().filter(theirs));
        sides.ours_alone.extend(circle);
    }
    let (units, _) = ranked(&sides, many, &moved);
    Row {
        units,
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

/// The units by how many they stand before, and the circles among them: runs of which none stands before all others.
fn ranked(sides: &Sides<'_>, many: usize, moved: &[usize]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut is_moved = vec![false; many];
    for at in moved {
        if let Some(place) = is_moved.get_mut(*at) {
            *place = true;
        }
    }
    // What nobody moved stands as in the base among itself.
    let mut wins: Vec<usize> = vec![0; many];
    let mut behind = 0;
    for at in (0..many).rev() {
        if is_moved.get(at) == Some(&false) {
            if let Some(won) = wins.get_mut(at) {
                *won = behind;
            }
            behind += 1;
        }
    }
    for a in moved {
        for b in 0..many {
            let is_counted = is_moved.get(b) == Some(&true) && b <= *a;
            if is_counted {
                continue;
            }
            let winner = if sides.is_before(*a, b) { *a } else { b };
            if let Some(won) = wins.get_mut(winner) {
                *won += 1;
            }
        }
    }
    let mut order: Vec<usize> = (0..many).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(wins.get(*at).copied()), *at));
    let mut circles = Vec::new();
    let (mut first, mut sum, mut due) = (0, 0, 0);
    for (nth, at) in order.iter().enumerate() {
        sum += wins.get(*at).copied().unwrap_or(0);
        due += many - 1 - nth;
        // So many wins have those that stand before all the rest.
        if sum == due {
            if nth > first {
                circles.push(order.get(first..=nth).unwrap_or_default().to_vec());
            }
            first = nth + 1;
        }
    }
    (order, circles)
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
fn swallowed(sides: &Sides<'_>, moved: &[usize]) -> BTreeSet<usize> {
    let many = sides.list.len();
    let mut found = BTreeSet::new();
    for at in moved {
        let Some(unit) = sides.list.get(*at) else {
            continue;
        };
        let others = || (0..many).filter(|other| other != at);
        let (by_us, by_them) = (
            |other: &usize| sides.by_us(*at, *other),
            |other: &usize| sides.by_them(*at, *other),
        );
        let is_lost = match (unit.ours_moved, unit.theirs_moved) {
            (true, false) => others()
                .filter(by_us)
                .all(|other| sides.by_them(*at, other)),
            (false, true) => others()
                .filter(by_them)
                .all(|other| sides.by_us(*at, other)),
            _ => continue,
        };
        if is_lost {
            found.insert(*at);
        }
    }
    found
}

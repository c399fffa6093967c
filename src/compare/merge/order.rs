//! The order of a merged document: what stood in the base stands in the order of [`row`], what a side put in follows what it
//! follows on that side. Start at [`order`].

use std::collections::{HashMap, HashSet};

use super::row;
use super::units::{Item, Units};

/// Where each thing stands.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Everything of both sides, once, in order; units that a side struck are among it.
    pub items: Vec<Item>,
    /// Units of which the sides want different places, as far as both cannot be had.
    pub disputed: Vec<usize>,
    /// What we and they put in at one place; ours stands first.
    pub together: Vec<(Item, Item)>,
}

/// One side, as seen while things are placed.
struct Side<'u> {
    sequence: &'u [Item],
    /// Whether this side moved a unit, and whether the other did.
    moved: &'u dyn Fn(usize) -> (bool, bool),
}

/// Places everything.
pub(super) fn order(units: &Units) -> Order {
    let ours_moved = |unit: usize| {
        let of = units.list.get(unit);
        of.map_or((false, false), |u| (u.ours_moved, u.theirs_moved))
    };
    let theirs_moved = |unit: usize| {
        let (ours, theirs) = ours_moved(unit);
        (theirs, ours)
    };
    let ours = Side {
        sequence: &units.ours,
        moved: &ours_moved,
    };
    let theirs = Side {
        sequence: &units.theirs,
        moved: &theirs_moved,
    };
    let mut order = Order::default();
    let is_new = |item: &Item| match item {
        Item::Unit(unit) => units.list.get(*unit).is_some_and(|u| u.base.is_empty()),
        _ => true,
    };
    let mut placed: HashMap<Item, Option<Item>> = HashMap::new();
    let mut behind: HashMap<Option<Item>, Vec<Item>> = HashMap::new();
    for side in [&ours, &theirs] {
        for (nth, item) in side.sequence.iter().enumerate() {
            let is_to_be_placed = match item {
                Item::Unit(unit) => (side.moved)(*unit).0,
                _ => true,
            };
            if !is_to_be_placed {
                continue;
            }
            let anchor = side.anchor(nth);
            match (placed.get(item), item) {
                (Some(other), Item::Unit(unit)) if *other != anchor => order.disputed.push(*unit),
                (Some(_), _) => {}
                (None, _) => {
                    placed.insert(*item, anchor);
                    if is_new(item) {
                        behind.entry(anchor).or_default().push(*item);
                    }
                }
            }
        }
    }
    for items in behind.values() {
        if let [first @ Item::Ours(_), second @ Item::Theirs(_)] = items.as_slice() {
            order.together.push((*first, *second));
        }
    }
    order.together.sort_unstable();
    let row = row::row(units, &order.disputed);
    let told = row.disputed.iter().map(|unit| meant(units, *unit));
    order.disputed.extend(told);
    let mut out = HashSet::new();
    let of_base = row.units.into_iter().map(|unit| Some(Item::Unit(unit)));
    let roots = std::iter::once(None).chain(of_base);
    for root in roots {
        lay(root, &behind, &mut out, &mut order.items);
    }
    // What each side put in behind what the other put in behind it hangs in the air.
    let mut rest: Vec<Item> = placed
        .into_keys()
        .filter(|item| is_new(item) && !out.contains(item))
        .collect();
    rest.sort_unstable();
    for item in rest {
        if !out.contains(&item) {
            lay(Some(item), &behind, &mut out, &mut order.items);
            if let Item::Unit(unit) = item {
                order.disputed.push(unit);
            }
        }
    }
    order
}

/// The unit that a dispute is about. Of two that changed places on a side nothing tells which one it moved: it is the one
/// that the other side moved as well.
fn meant(units: &Units, unit: usize) -> usize {
    let moved = |unit: usize| {
        let of = units.list.get(unit);
        of.map_or((false, false), |u| (u.ours_moved, u.theirs_moved))
    };
    let sequence = match moved(unit) {
        (true, false) => &units.ours,
        (false, true) => &units.theirs,
        _ => return unit,
    };
    let row: Vec<usize> = sequence
        .iter()
        .filter_map(|item| match item {
            Item::Unit(unit) => Some(*unit),
            _ => None,
        })
        .collect();
    let pairs = row.iter().zip(row.iter().skip(1));
    let mut turned = pairs.filter(|(a, b)| a > b && (**a == unit || **b == unit));
    let partner = turned.next().map(|(a, b)| if *a == unit { *b } else { *a });
    // By the other side alone, or it would be disputed itself.
    let is_other = |other: &usize| moved(*other) == (moved(unit).1, moved(unit).0);
    partner.filter(is_other).unwrap_or(unit)
}

/// Lays down a thing and what stands behind it.
fn lay(
    root: Option<Item>,
    behind: &HashMap<Option<Item>, Vec<Item>>,
    out: &mut HashSet<Item>,
    items: &mut Vec<Item>,
) {
    let mut stack = vec![root];
    while let Some(at) = stack.pop() {
        if let Some(item) = at {
            if !out.insert(item) {
                continue;
            }
            items.push(item);
        }
        let next = behind.get(&at).into_iter().flatten().rev();
        stack.extend(next.copied().map(Some));
    }
}

impl Side<'_> {
    /// What the thing at a place stands behind: its neighbour on this side. A neighbour that the other side took away
    /// elsewhere counts only when what follows was taken along.
    fn anchor(&self, nth: usize) -> Option<Item> {
        let is_taken = |item: &Item| match item {
            Item::Unit(unit) => (self.moved)(*unit) == (false, true),
            _ => false,
        };
        let before = self.sequence.get(..nth).unwrap_or_default();
        let next = self
            .sequence
            .get(nth + 1..)
            .unwrap_or_default()
            .iter()
            .find(|item| matches!(item, Item::Unit(_)));
        let last = before.last()?;
        if is_taken(last) && next.is_some_and(is_taken) {
            return Some(*last);
        }
        before.iter().rev().find(|item| !is_taken(item)).copied()
    }
}

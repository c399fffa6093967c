//! Which paragraphs belong together so far: groups of one to one, one to many or many to one.

use std::cell::RefCell;
use std::ops::Deref;

use super::chain;

/// Places of one document, rising: nearly always a single one, which takes no memory of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Places {
    One([usize; 1]),
    Several(Vec<usize>),
}

impl Places {
    /// Leaves those that pass.
    pub(super) fn retain(&mut self, keep: impl FnMut(&usize) -> bool) {
        let mut all = self.to_vec();
        all.retain(keep);
        *self = match all.as_slice() {
            [one] => Self::One([*one]),
            _ => Self::Several(all),
        };
    }

    fn add(&mut self, at: usize) {
        let mut all = self.to_vec();
        all.push(at);
        all.sort_unstable();
        *self = Self::Several(all);
    }
}

impl Deref for Places {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        match self {
            Self::One(one) => one,
            Self::Several(all) => all,
        }
    }
}

/// Paragraphs that belong together; one side has exactly one.
#[derive(Debug, Clone)]
pub(super) struct Together {
    /// Places in the first document.
    pub a: Places,
    /// Places in the second document.
    pub b: Places,
    /// How sure: 1 for the same text, else how much they share.
    pub score: f32,
}

impl Together {
    /// The pair that stands for the group where order matters.
    pub(super) fn place(&self) -> (usize, usize) {
        let first = |list: &[usize]| list.first().copied().unwrap_or_default();
        (first(&self.a), first(&self.b))
    }
}

/// How a paragraph found its partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum How {
    /// Not beside anything that is sure, or not at all.
    #[default]
    Elsewhere,
    /// By id.
    Id,
    /// By its words, that stand once on each side.
    Alone,
    /// By its words, and beside a pair.
    Same,
    /// Where it stood, behind a pair.
    Behind,
    /// Where it stood, before a pair.
    Before,
}

/// Groups, and for each paragraph its group.
#[derive(Debug)]
pub(super) struct Pairing {
    /// All groups found, in the order of finding.
    pub groups: Vec<Together>,
    /// The place of each group.
    places: Vec<(usize, usize)>,
    of_a: Vec<Option<usize>>,
    of_b: Vec<Option<usize>>,
    /// How the paragraphs of the first document found their partners.
    pub how_a: Vec<How>,
    /// The same of the second.
    pub how_b: Vec<How>,
    /// Every order of the text that was found.
    pub orders: RefCell<Vec<InOrder>>,
    /// Those of the comparison before: the same places of the same weight stand in the same order.
    pub before: Vec<InOrder>,
}

/// Groups by place, and which of them stand in one order on both sides.
#[derive(Debug, Clone)]
pub(super) struct InOrder {
    places: Vec<(usize, usize)>,
    weights: Vec<(u32, u64)>,
    kept: Vec<bool>,
}

impl InOrder {
    /// Whether the same groups stand in order when paragraphs of the first document weigh what they do now.
    pub(super) fn holds(&self, weight: impl Fn(usize) -> u64) -> bool {
        let places = self.places.iter();
        let places: Vec<(u32, u64)> = places.map(|(a, b)| (*b as u32, weight(*a))).collect();
        chain::heaviest(&places) == self.kept
    }
}

impl Pairing {
    /// Nothing paired yet, for documents of so many paragraphs.
    pub(super) fn new(a: usize, b: usize) -> Self {
        Self {
            groups: Vec::new(),
            places: Vec::new(),
            of_a: vec![None; a],
            of_b: vec![None; b],
            how_a: vec![How::default(); a],
            how_b: vec![How::default(); b],
            orders: RefCell::default(),
            before: Vec::new(),
        }
    }

    /// As [`Self::pair`], with how they found each other.
    pub(super) fn pair_by(&mut self, how: How, (a, b): (usize, usize), score: f32) {
        if self.pair(a, b, score) {
            set(&mut self.how_a, a, how);
            set(&mut self.how_b, b, how);
        }
    }

    /// The group of a paragraph of the first document.
    pub(super) fn of_a(&self, a: usize) -> Option<&Together> {
        self.groups.get(self.of_a.get(a).copied().flatten()?)
    }

    /// The group of a paragraph of the second document.
    pub(super) fn of_b(&self, b: usize) -> Option<&Together> {
        self.groups.get(self.of_b.get(b).copied().flatten()?)
    }

    /// The place of the group of a paragraph of the first document.
    pub(super) fn place_of_a(&self, a: usize) -> Option<(usize, usize)> {
        self.places
            .get(self.of_a.get(a).copied().flatten()?)
            .copied()
    }

    /// The places of all groups.
    pub(super) fn places(&self) -> &[(usize, usize)] {
        &self.places
    }

    /// Whether a paragraph of the first document exists and has no group.
    pub(super) fn free_a(&self, a: usize) -> bool {
        self.of_a.get(a).is_some_and(Option::is_none)
    }

    /// Whether a paragraph of the second document exists and has no group.
    pub(super) fn free_b(&self, b: usize) -> bool {
        self.of_b.get(b).is_some_and(Option::is_none)
    }

    /// Pairs two paragraphs when both are free; whether it did.
    pub(super) fn pair(&mut self, a: usize, b: usize, score: f32) -> bool {
        let free = self.free_a(a) && self.free_b(b);
        if free {
            let group = Some(self.groups.len());
            set(&mut self.of_a, a, group);
            set(&mut self.of_b, b, group);
            self.places.push((a, b));
            self.groups.push(Together {
                a: Places::One([a]),
                b: Places::One([b]),
                score,
            });
        }
        free
    }

    /// Adds a free paragraph of the first document to the group of `with`, when that leaves one on the other side.
    pub(super) fn join_a(&mut self, a: usize, with: usize) -> bool {
        let group = self.of_a.get(with).copied().flatten();
        let Some(together) = group.and_then(|at| self.groups.get_mut(at)) else {
            return false;
        };
        let fits = together.b.len() == 1 && self.of_a.get(a).is_some_and(Option::is_none);
        if fits {
            together.a.add(a);
            let place = together.place();
            set(&mut self.of_a, a, group);
            if let Some(at) = group {
                set(&mut self.places, at, place);
            }
        }
        fits
    }

    /// Adds a free paragraph of the second document to the group of `with`, when that leaves one on the other side.
    pub(super) fn join_b(&mut self, b: usize, with: usize) -> bool {
        let group = self.of_b.get(with).copied().flatten();
        let Some(together) = group.and_then(|at| self.groups.get_mut(at)) else {
            return false;
        };
        let fits = together.a.len() == 1 && self.of_b.get(b).is_some_and(Option::is_none);
        if fits {
            together.b.add(b);
            let place = together.place();
            set(&mut self.of_b, b, group);
            if let Some(at) = group {
                set(&mut self.places, at, place);
            }
        }
        fits
    }

    /// The groups that can stand in one order on both sides, heaviest, as places; and for every group whether it is one.
    pub(super) fn backbone(
        &self,
        weight: impl Fn(usize) -> u64,
    ) -> (Vec<(usize, usize)>, Vec<bool>) {
        // By place in the first document, each group once: at the place that stands for it.
        let mut order: Vec<(usize, usize, usize)> = Vec::with_capacity(self.groups.len());
        for (at, of) in self.of_a.iter().enumerate() {
            if let Some(number) = of
                && let Some(place) = self.places.get(*number)
                && place.0 == at
            {
                order.push((place.0, place.1, *number));
            }
        }
        let places: Vec<(u32, u64)> = order
            .iter()
            .map(|(a, b, _)| (*b as u32, weight(*a)))
            .collect();
        let mut kept = vec![false; self.groups.len()];
        let mut backbone = Vec::new();
        let mut orders = self.orders.borrow_mut();
        let known = self.before.get(orders.len());
        let heaviest = match known.filter(|known| known.weights == places) {
            Some(known) => known.kept.clone(),
            None => chain::heaviest(&places),
        };
        for ((a, b, at), keep) in order.iter().zip(&heaviest) {
            if *keep {
                backbone.push((*a, *b));
                set(&mut kept, *at, true);
            }
        }
        orders.push(InOrder {
            places: order.into_iter().map(|(a, b, _)| (a, b)).collect(),
            weights: places,
            kept: heaviest,
        });
        (backbone, kept)
    }
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(place) = list.get_mut(at) {
        *place = value;
    }
}

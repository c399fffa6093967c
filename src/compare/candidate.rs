//! Who could belong to whom: for every paragraph the dozen of the other document that share most of its rare words.
//! Start at [`Index::candidates`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::likeness::shared;
use super::lists::Lists;
use super::pairing::Pairing;
use super::rarity::{Moved, ONE, Rarity};
use super::reading::Reading;
use super::row::{Row, Sums};
use super::token::Fast;
use crate::model::Paragraph;

/// Who shares less than this, and is not for half a part of the other either, is no candidate for anything.
const LEAST: f32 = 0.12;
const PART: f32 = 0.5;

/// Two paragraphs that share words. Sums are of the rarity of what is shared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Place in the first document.
    pub a: usize,
    /// Place in the second document.
    pub b: usize,
    /// What they share.
    pub shared: f32,
    /// Twice that over what both have: 0 to 1.
    pub dice: f32,
    /// That over what the poorer of both has: 0 to 1.
    pub contained: f32,
}

/// The signs of the paragraphs that are not plainly the same, and how rare each is. All sums are of whole numbers, so that
/// they do not depend on the order in which signs were met. One that is done with is of use to the next: what was added up
/// stands for as long as the states do.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    a: Side,
    b: Side,
    rarity: Rarity,
    next: u64,
    sums: RefCell<Known>,
}

#[derive(Debug, Clone, Default)]
struct Side {
    read: Vec<Option<Arc<Reading>>>,
    free: Vec<bool>,
    sums: Vec<u32>,
    /// A number for what was read of each paragraph and how rare its signs are: another one as soon as either is another;
    /// 0 where nothing was read.
    states: Vec<u64>,
}

/// What is asked of paragraphs in these states; `None` when one of them was not read.
fn question(states: [u64; 3], about: u64) -> Option<[u64; 4]> {
    let [one, two, three] = states;
    (!states.contains(&0)).then_some([one, two, three, about])
}

/// What was added up of several paragraphs, by their states and by what was asked. It depends on nothing else.
type Known = HashMap<[u64; 4], Option<f32>, Fast>;

/// More sums than this for each paragraph are not kept.
const SUMS: usize = 32;

impl Side {
    fn of(&self, at: usize) -> &[u32] {
        match self.read.get(at) {
            Some(Some(reading)) => reading.signs(),
            _ => &[],
        }
    }

    fn known(&self, at: usize, p: &Arc<Paragraph>) -> Option<Arc<Reading>> {
        let read = self.read.get(at)?.as_ref()?;
        read.is_of(p).then(|| Arc::clone(read))
    }

    /// What is counted of a place: what was read there when it is free.
    fn counted(&self, at: usize) -> Option<&Arc<Reading>> {
        let free = self.free.get(at).copied().unwrap_or(false);
        self.read.get(at).filter(|_| free)?.as_ref()
    }

    /// Numbers what was read and adds it up: as before where that and the rarity of its signs are as before.
    fn number(&mut self, before: &Self, rarity: &Rarity, moved: &Moved, next: &mut u64) {
        let many = self.read.len();
        self.states.reserve(many);
        self.sums.reserve(many);
        for (at, read) in self.read.iter().enumerate() {
            let Some(read) = read else {
                self.states.push(0);
                self.sums.push(0);
                continue;
            };
            let old = before.read.get(at).and_then(Option::as_ref);
            let same = old.is_some_and(|old| Arc::ptr_eq(old, read));
            let stays = same && !moved.is_among(read.signs());
            let state = before.states.get(at).filter(|_| stays).copied();
            self.states.push(state.unwrap_or_else(|| {
                *next += 1;
                *next
            }));
            let is_free = |side: &Self| side.free.get(at).copied().unwrap_or(false);
            let known = before.sums.get(at).filter(|_| stays && is_free(before));
            let sum = match (self.free.get(at), known) {
                (Some(true), Some(known)) => *known,
                (Some(true), None) => sum(&rarity.narrow, read.signs()),
                _ => 0,
            };
            self.sums.push(sum);
        }
    }
}

impl Index {
    /// The index of the paragraphs read; those that take no part are `None`. `many` is the number of signs there are. How
    /// rare a sign is depends on the free paragraphs alone, so that words changed in a pair that is known anyway leave all
    /// others alone.
    pub(super) fn new(
        a: Vec<Option<Arc<Reading>>>,
        b: Vec<Option<Arc<Reading>>>,
        many: usize,
        pairing: &Pairing,
        before: Self,
    ) -> Self {
        let side = |read: Vec<Option<Arc<Reading>>>, free: &dyn Fn(usize) -> bool| Side {
            free: (0..read.len()).map(free).collect(),
            read,
            ..Side::default()
        };
        let mut a = side(a, &|a| pairing.free_a(a));
        let mut b = side(b, &|b| pairing.free_b(b));
        let Self {
            a: old_a,
            b: old_b,
            mut rarity,
            mut next,
            sums,
        } = before;
        let places = |old: &Side, new: &Side| 0..old.read.len().max(new.read.len());
        let in_a = places(&old_a, &a).map(|at| (old_a.counted(at), a.counted(at)));
        let in_b = places(&old_b, &b).map(|at| (old_b.counted(at), b.counted(at)));
        let moved = rarity.count(in_a.chain(in_b), many);
        a.number(&old_a, &rarity, &moved, &mut next);
        b.number(&old_b, &rarity, &moved, &mut next);
        let mut sums = sums.into_inner();
        if sums.len() > SUMS * (a.read.len() + b.read.len()) {
            sums.clear();
        }
        Self {
            a,
            b,
            rarity,
            next,
            sums: RefCell::new(sums),
        }
    }

    /// What was read of a paragraph that stood in the first document at that place.
    pub(super) fn known_a(&self, a: usize, p: &Arc<Paragraph>) -> Option<Arc<Reading>> {
        self.a.known(a, p)
    }

    /// The same of the second document.
    pub(super) fn known_b(&self, b: usize, p: &Arc<Paragraph>) -> Option<Arc<Reading>> {
        self.b.known(b, p)
    }

    /// The state of a paragraph of the first document: a number for its signs and their rarity, 0 when it was not read.
    pub(super) fn state_a(&self, a: usize) -> u64 {
        self.a.states.get(a).copied().unwrap_or(0)
    }

    /// The same of the second document.
    pub(super) fn state_b(&self, b: usize) -> u64 {
        self.b.states.get(b).copied().unwrap_or(0)
    }

    /// How rare each sign is; and the same in wide steps, by which candidates are chosen.
    pub(super) fn rarity(&self) -> [&[u32]; 2] {
        [&self.rarity.narrow, &self.rarity.wide]
    }

    /// How rare a sign is.
    pub(super) fn narrow(&self, sign: u32) -> u32 {
        rare(&self.rarity.narrow, sign)
    }

    /// How rare a sign is, in wide steps.
    pub(super) fn wide(&self, sign: u32) -> u32 {
        rare(&self.rarity.wide, sign)
    }

    /// How many places the second document has.
    pub(super) fn many_b(&self) -> usize {
        self.b.read.len()
    }

    /// What `find` gives of paragraphs in these states, now or before; `about` is what is asked.
    pub(super) fn once(
        &self,
        states: [u64; 3],
        about: u64,
        find: impl FnOnce() -> Option<f32>,
    ) -> Option<f32> {
        let Some(key) = question(states, about) else {
            return find();
        };
        if let Some(known) = self.sums.borrow().get(&key) {
            return *known;
        }
        let found = find();
        self.sums.borrow_mut().insert(key, found);
        found
    }

    /// A paragraph of the first document, if it was read.
    pub(super) fn read_a(&self, a: usize) -> Option<&Arc<Reading>> {
        self.a.read.get(a).and_then(Option::as_ref)
    }

    /// A paragraph of the second document, if it was read.
    pub(super) fn read_b(&self, b: usize) -> Option<&Arc<Reading>> {
        self.b.read.get(b).and_then(Option::as_ref)
    }

    /// What a paragraph of the first document has.
    pub(super) fn of_a(&self, a: usize) -> &[u32] {
        self.a.of(a)
    }

    /// What a paragraph of the second document has.
    pub(super) fn of_b(&self, b: usize) -> &[u32] {
        self.b.of(b)
    }

    /// How near `whole` comes to all of `parts` taken as one.
    pub(super) fn nearness(&self, whole: &[u32], parts: &[&[u32]]) -> f32 {
        let mut all: Vec<u32> = parts.concat();
        all.sort_unstable();
        all.dedup();
        let both = sum(&self.rarity.narrow, whole) + sum(&self.rarity.narrow, &all);
        2.0 * self.shared(whole, &all) as f32 / both.max(1) as f32
    }

    /// How much of `part` is in `whole`.
    pub(super) fn contained(&self, part: &[u32], whole: &[u32]) -> f32 {
        self.shared(part, whole) as f32 / sum(&self.rarity.narrow, part).max(1) as f32
    }

    /// The sum of the rarity of a list.
    pub(super) fn sum(&self, list: &[u32]) -> f32 {
        sum(&self.rarity.narrow, list) as f32 / ONE
    }

    /// What two lists share, in rarity.
    pub(super) fn shared(&self, x: &[u32], y: &[u32]) -> u32 {
        shared(x, y, |sign| rare(&self.rarity.narrow, sign))
    }

    /// The candidates among the paragraphs given, by place in the first document.
    pub(super) fn candidates(&self, from: &[usize], to: &[usize]) -> Vec<Candidate> {
        let lists = self.lists(to);
        let mut sums = Sums::default();
        let rows = from.iter().map(|a| self.row(*a, &lists, &[], &mut sums));
        let rows: Vec<Row> = rows.collect();
        self.told(from, &rows)
    }

    /// For every sign who of the second document has it, among the paragraphs given.
    pub(super) fn lists(&self, to: &[usize]) -> Lists {
        Lists::new(to, |b| self.of_b(b), self.rarity.narrow.len())
    }

    /// Candidates by place, from what was found of every paragraph.
    pub(super) fn told(&self, from: &[usize], rows: &[Row]) -> Vec<Candidate> {
        let sum_of = |side: &Side, at: usize| side.sums.get(at).copied().unwrap_or(0);
        let mut found = Vec::new();
        for (a, row) in from.iter().zip(rows) {
            let sum_a = sum_of(&self.a, *a);
            for (b, together) in row.list.iter().filter(|(_, together)| *together > 0) {
                let sum_b = sum_of(&self.b, *b as usize);
                let candidate = Candidate {
                    a: *a,
                    b: *b as usize,
                    shared: *together as f32 / ONE,
                    dice: 2.0 * *together as f32 / (sum_a + sum_b).max(1) as f32,
                    contained: *together as f32 / sum_a.min(sum_b).max(1) as f32,
                };
                if candidate.dice >= LEAST || candidate.contained >= PART {
                    found.push(candidate);
                }
            }
        }
        found
    }
}

fn rare(rarity: &[u32], sign: u32) -> u32 {
    rarity.get(sign as usize).copied().unwrap_or(0)
}

fn sum(rarity: &[u32], list: &[u32]) -> u32 {
    list.iter().map(|sign| rare(rarity, *sign)).sum()
}

//! Who could belong to whom: for every paragraph the dozen of the other document that share most of its rare words.
//! Start at [`Index::candidates`].

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::likeness::shared;
use super::lists::{Change, Lists};
use super::pairing::Pairing;
use super::rarity::{Moved, ONE, Rarity};
use super::reading::Reading;
use super::token::Fast;
use crate::model::Paragraph;

/// How many candidates a paragraph has by its words; its neighbours in place come on top.
const TOP: usize = 12;
/// How many entries of the index are read for one paragraph, rare words first.
const BUDGET: u32 = 4000;
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
    /// The same for how rare they are in wide steps.
    rough: Vec<u64>,
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
    fn number(&mut self, before: &Self, rarity: &Rarity, moved: &[Moved; 2], next: &mut u64) {
        let many = self.read.len();
        for list in [&mut self.states, &mut self.rough] {
            list.reserve(many);
        }
        self.sums.reserve(many);
        for (at, read) in self.read.iter().enumerate() {
            let Some(read) = read else {
                self.states.push(0);
                self.rough.push(0);
                self.sums.push(0);
                continue;
            };
            let old = before.read.get(at).and_then(Option::as_ref);
            let same = old.is_some_and(|old| Arc::ptr_eq(old, read));
            let [mut stays, mut stays_far] = [same; 2];
            if same {
                stays = !moved[0].is_among(read.signs());
                stays_far = !moved[1].is_among(read.signs());
            }
            for (list, known, stays) in [
                (&mut self.states, &before.states, stays),
                (&mut self.rough, &before.rough, stays_far),
            ] {
                let state = known.get(at).filter(|_| stays).copied();
                list.push(state.unwrap_or_else(|| {
                    *next += 1;
                    *next
                }));
            }
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

    /// A number for the signs of a paragraph of the first document and their rarity in wide steps.
    pub(super) fn rough_state_a(&self, a: usize) -> u64 {
        self.a.rough.get(a).copied().unwrap_or(0)
    }

    /// How rare each sign is.
    pub(super) fn rarity(&self) -> &[u32] {
        &self.rarity.narrow
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

    fn shared(&self, x: &[u32], y: &[u32]) -> u32 {
        shared(x, y, |sign| rare(&self.rarity.narrow, sign))
    }

    /// The candidates among the paragraphs given, by place in the first document.
    pub(super) fn candidates(&self, from: &[usize], to: &[usize]) -> Vec<Candidate> {
        let lists = self.lists(to);
        let mut sums = Sums::default();
        let rows = from
            .iter()
            .map(|a| self.row(*a, &lists, Vec::new(), &mut sums));
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

    /// Finds who comes into question for a paragraph of the first document. `beside` are places in the second document that
    /// are worth a look for their place alone.
    pub(super) fn row(&self, a: usize, lists: &Lists, beside: Vec<usize>, sums: &mut Sums) -> Row {
        let own = self.of_a(a);
        let Sums {
            of,
            touched,
            order,
            list,
        } = sums;
        of.resize(self.b.read.len(), 0);
        order.clear();
        order.extend(own.iter().filter_map(|sign| {
            let many = lists.many(*sign);
            (many > 0).then_some((many, *sign))
        }));
        order.sort_unstable();
        // Signs as frequent as each other are read all or not at all: which of them came first says nothing.
        let mut row = Row {
            stop: u32::MAX,
            rest: BUDGET,
            ..Row::default()
        };
        for alike in order.chunk_by(|x, y| x.0 == y.0) {
            let cost = alike.iter().map(|(many, _)| *many).sum();
            let Some(rest) = row.rest.checked_sub(cost) else {
                (row.stop, row.next) = (alike.first().map_or(0, |(many, _)| *many), cost);
                break;
            };
            row.rest = rest;
            for (_, sign) in alike {
                let rough = u64::from(rare(&self.rarity.wide, *sign));
                let rare = rough << 32 | u64::from(rare(&self.rarity.narrow, *sign));
                for b in lists.of(*sign) {
                    if let Some(sum) = of.get_mut(*b as usize) {
                        if *sum == 0 {
                            touched.push(*b as usize);
                        }
                        *sum += rare;
                    }
                }
            }
        }
        let sum = |b: usize| (of.get(b).copied().unwrap_or(0) >> 32) as u32;
        let by_sum = |x: &usize, y: &usize| sum(*y).cmp(&sum(*x)).then(x.cmp(y));
        list.clone_from(touched);
        if list.len() > TOP {
            list.select_nth_unstable_by(TOP, by_sum);
            list.truncate(TOP);
            let last = list.iter().copied().max_by(by_sum);
            row.least = last.map(|b| (sum(b), b as u32));
        }
        list.extend(&beside);
        row.beside = beside;
        list.sort_unstable();
        list.dedup();
        row.list = list
            .iter()
            .map(|b| {
                // Where all signs were read, what both share is added up already.
                let together = if row.stop == u32::MAX {
                    of.get(*b).copied().unwrap_or(0) as u32
                } else {
                    self.shared(own, self.of_b(*b))
                };
                (*b as u32, together)
            })
            .collect();
        for b in touched.drain(..) {
            if let Some(sum) = of.get_mut(b) {
                *sum = 0;
            }
        }
        row
    }

    /// Whether what was found of a paragraph of the first document is still what would be found, when its own words and
    /// the rarity of all of them are what they were: `changes` are the signs that some paragraphs of the second document
    /// lost or got, rising, `edited` those paragraphs, `to` all that are in the lists now, rising.
    pub(super) fn holds(
        &self,
        a: usize,
        row: &mut Row,
        lists: &Lists,
        (changes, edited): (&[Change], &[usize]),
        to: &[usize],
    ) -> bool {
        let own = self.of_a(a);
        let mut rest = i64::from(row.rest);
        let mut any = false;
        for change in changes {
            if own.binary_search(&change.sign).is_err() {
                continue;
            }
            any = true;
            let Change { before, after, .. } = *change;
            if before < row.stop && after < row.stop {
                rest += i64::from(before) - i64::from(after);
            } else if before <= row.stop || after <= row.stop {
                return false;
            }
        }
        if !any {
            return true;
        }
        if rest < 0 || row.stop != u32::MAX && rest >= i64::from(row.next) {
            return false;
        }
        row.rest = rest as u32;
        edited.iter().all(|b| {
            let place = *b as u32;
            let known = row.list.binary_search_by_key(&place, |(b, _)| *b).is_ok();
            let here = to.binary_search(b).is_ok();
            let signs = if here { self.of_b(*b) } else { &[] };
            let sum = || {
                shared(own, signs, |sign| {
                    if lists.many(sign) < row.stop {
                        rare(&self.rarity.wide, sign)
                    } else {
                        0
                    }
                })
            };
            !known
                && match (row.least, sum()) {
                    (_, 0) => true,
                    (None, _) => false,
                    (Some(least), sum) => (sum, least.1) < (least.0, place),
                }
        })
    }
}

impl Row {
    /// Adds up again what is shared, for signs that are rarer or commoner than they were by so much; they rise. The signs
    /// themselves are what they were.
    pub(super) fn adjust(&mut self, own: &[u32], index: &Index, moved: &[(u32, u32)]) {
        let has = |list: &[u32], sign: &u32| list.binary_search(sign).is_ok();
        for (sign, by) in moved.iter().filter(|(sign, _)| has(own, sign)) {
            for (b, together) in &mut self.list {
                if has(index.of_b(*b as usize), sign) {
                    // The difference of numbers without a sign: it goes round, and comes round again.
                    *together = together.wrapping_add(*by);
                }
            }
        }
    }

    /// The same for all signs.
    pub(super) fn add_up(&mut self, own: &[u32], index: &Index) {
        for (b, together) in &mut self.list {
            *together = index.shared(own, index.of_b(*b as usize));
        }
    }
}

/// What was found of a paragraph of the first document.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Places in the second document, rising, and what both share.
    list: Vec<(u32, u32)>,
    /// Places that were looked at for where they are.
    pub(super) beside: Vec<usize>,
    /// What the last of those shares that were taken for their words, and its place; nothing when all were taken.
    least: Option<(u32, u32)>,
    /// Signs were read that fewer paragraphs have than this.
    stop: u32,
    /// What was left of the budget then, and what the next signs would have cost.
    rest: u32,
    next: u32,
}

/// Where sums are added up: all zero and empty between two paragraphs.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// Two sums in one: in wide steps, and beside them in narrow ones.
    of: Vec<u64>,
    touched: Vec<usize>,
    order: Vec<(u32, u32)>,
    list: Vec<usize>,
}

fn rare(rarity: &[u32], sign: u32) -> u32 {
    rarity.get(sign as usize).copied().unwrap_or(0)
}

fn sum(rarity: &[u32], list: &[u32]) -> u32 {
    list.iter().map(|sign| rare(rarity, *sign)).sum()
}

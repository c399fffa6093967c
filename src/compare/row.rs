//! What was found of one paragraph: who comes into question for it, and who stands next in line. Start at [`Index::row`].
//!
//! More are kept than are wanted, and how near all others come at most. When something changes, what the kept ones share is
//! added up again, and as long as nobody else can have come before them, nobody else is looked at.

use super::candidate::Index;
use super::likeness::shared;
use super::lists::{Change, Lists};

/// How many candidates a paragraph has by its words; its neighbours in place come on top.
const TOP: usize = 12;
/// How many are kept in line.
const LINE: usize = 24;
/// How many entries of the index are read for one paragraph, rare words first.
const BUDGET: u32 = 4000;
/// More of its signs that became rarer or commoner than this are not taken one by one.
const SEVERAL: usize = 8;

/// What was found of a paragraph of the first document.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Places in the second document, rising, and what both share.
    pub(super) list: Vec<(u32, u32)>,
    /// Places that were looked at for where they are.
    beside: Vec<usize>,
    /// Those who share most, in wide steps, best first: the first of them are in the list.
    line: Vec<Rank>,
    /// Nobody else ranks before this; 0 when nobody else shares anything.
    bound: Rank,
    /// What was read.
    read: Read,
}

/// What a place in the second document shares, in wide steps; of equals the first ranks first. Never 0.
type Rank = u64;

fn rank(sum: u32, place: u32) -> Rank {
    u64::from(sum) << 32 | u64::from(!place)
}

fn place(rank: Rank) -> u32 {
    !(rank as u32)
}

fn sum(rank: Rank) -> u32 {
    (rank >> 32) as u32
}

/// Which lists were read for a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Read {
    /// Those of signs that fewer paragraphs have than this.
    stop: u32,
    /// What was left of the budget then, and what the next signs would have cost.
    rest: u32,
    next: u32,
}

impl Default for Read {
    fn default() -> Self {
        Self {
            stop: u32::MAX,
            rest: BUDGET,
            next: 0,
        }
    }
}

/// Where sums are added up: all zero and empty between two paragraphs.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// Two sums in one: in wide steps, and beside them in narrow ones.
    of: Vec<u64>,
    touched: Vec<usize>,
    order: Vec<(u32, u32)>,
    /// What changed of a paragraph's own signs.
    changes: Vec<Change>,
}

/// What is another than in the comparison before, for all paragraphs.
pub(super) struct Since<'a> {
    /// Signs that some paragraphs of the second document lost or got, rising.
    pub signs: &'a [Change],
    /// The places of these paragraphs, rising, and what each has; nothing when it is not in the lists.
    pub edited: &'a [(usize, &'a [u32])],
    /// Signs that are rarer or commoner, rising: by how much, as a number that goes round.
    pub narrow: &'a [(u32, u32)],
    /// The same in wide steps: how rare they were.
    pub wide: &'a [(u32, u32)],
}

impl Since<'_> {
    fn has(&self, b: u32) -> bool {
        self.edited.iter().any(|(edited, _)| *edited == b as usize)
    }
}

/// The changes of a paragraph's own signs; both rise.
fn of_own(own: &[u32], changes: &[Change], found: &mut Vec<Change>) {
    found.clear();
    let (mut i, mut j) = (0, 0);
    while let (Some(sign), Some(change)) = (own.get(i), changes.get(j)) {
        if *sign == change.sign {
            found.push(*change);
        }
        i += usize::from(*sign <= change.sign);
        j += usize::from(change.sign <= *sign);
    }
}

fn has(list: &[u32], sign: u32) -> bool {
    list.binary_search(&sign).is_ok()
}

impl Read {
    /// Which lists of a paragraph's signs can be read. `order` is room for them, and holds them afterwards: how many
    /// have each, and the sign.
    fn of(own: &[u32], lists: &Lists, order: &mut Vec<(u32, u32)>) -> Self {
        order.clear();
        order.extend(own.iter().filter_map(|sign| {
            let many = lists.many(*sign);
            (many > 0).then_some((many, *sign))
        }));
        order.sort_unstable();
        // Signs as frequent as each other are read all or not at all: which of them came first says nothing.
        let mut read = Self::default();
        for alike in order.chunk_by(|x, y| x.0 == y.0) {
            let cost = alike.iter().map(|(many, _)| *many).sum();
            let Some(rest) = read.rest.checked_sub(cost) else {
                (read.stop, read.next) = (alike.first().map_or(0, |(many, _)| *many), cost);
                break;
            };
            read.rest = rest;
        }
        read
    }

    /// The same after changes of a paragraph's signs, when the same lists are read as before: those that were read can be
    /// read still and are the shortest, and of the others not even the shortest can.
    fn after(self, own: &[u32], lists: &Lists, changes: &[Change]) -> Option<Self> {
        let mut rest = i64::from(self.rest);
        let mut is_far = true;
        for Change { before, after, .. } in changes {
            if *before < self.stop && *after < self.stop {
                rest += i64::from(*before) - i64::from(*after);
            } else {
                is_far &= *before > self.stop && *after > self.stop;
            }
        }
        if is_far {
            // Nothing came from where reading stopped, nor to there.
            let stops = self.stop == u32::MAX || rest < i64::from(self.next);
            return (rest >= 0 && stops).then_some(Self {
                rest: rest as u32,
                ..self
            });
        }
        let mut changes = changes.iter().peekable();
        let (mut cost, mut longest, mut stop, mut next) = (0, 0, u32::MAX, 0);
        for sign in own {
            let many = lists.many(*sign);
            let before = changes.next_if(|change| change.sign == *sign);
            let before = before.map_or(many, |change| change.before);
            if before == 0 && many > 0 && many >= self.stop {
                return None;
            } else if before < self.stop {
                cost += many;
                longest = longest.max(many);
            } else if many < stop {
                (stop, next) = (many, many);
            } else if many == stop {
                next += many;
            }
        }
        let rest = BUDGET.checked_sub(cost)?;
        // One that nobody has any more costs nothing.
        (longest < stop && rest < next && stop > 0).then_some(Self { stop, rest, next })
    }
}

impl Index {
    /// Finds who comes into question for a paragraph of the first document. `beside` are places in the second document that
    /// are worth a look for their place alone.
    pub(super) fn row(&self, a: usize, lists: &Lists, beside: &[usize], sums: &mut Sums) -> Row {
        let own = self.of_a(a);
        let Sums {
            of, touched, order, ..
        } = sums;
        of.resize(self.many_b(), 0);
        let read = Read::of(own, lists, order);
        for (_, sign) in order.iter().take_while(|(many, _)| *many < read.stop) {
            let rare = u64::from(self.wide(*sign)) << 32 | u64::from(self.narrow(*sign));
            for b in lists.of(*sign) {
                if let Some(sum) = of.get_mut(*b as usize) {
                    if *sum == 0 {
                        touched.push(*b as usize);
                    }
                    *sum += rare;
                }
            }
        }
        let summed = |b: usize| of.get(b).copied().unwrap_or(0);
        let ranks = touched.iter().map(|b| rank(sum(summed(*b)), *b as u32));
        let mut row = Row {
            line: ranks.collect(),
            read,
            ..Row::default()
        };
        row.cut();
        row.line.shrink_to_fit();
        row.beside.extend_from_slice(beside);
        let shared = |b: u32| {
            // Where all signs were read, what both share is added up already.
            if read.stop == u32::MAX {
                summed(b as usize) as u32
            } else {
                self.shared(own, self.of_b(b as usize))
            }
        };
        row.list = row.places().map(|b| (b, shared(b))).collect();
        for b in touched.drain(..) {
            if let Some(sum) = of.get_mut(b) {
                *sum = 0;
            }
        }
        row
    }
}

impl Row {
    /// Puts the line in order and leaves as many in it as are kept.
    fn cut(&mut self) {
        let best_first = |x: &Rank, y: &Rank| y.cmp(x);
        if self.line.len() > LINE {
            self.line.select_nth_unstable_by(LINE, best_first);
            let next = self.line.get(LINE).copied().unwrap_or(0);
            self.bound = self.bound.max(next);
            self.line.truncate(LINE);
        }
        self.line.sort_unstable_by(best_first);
    }

    /// The places of those who come into question, rising.
    fn places(&self) -> impl Iterator<Item = u32> + use<> {
        let line = self.line.iter().take(TOP).map(|rank| place(*rank));
        let mut places: Vec<u32> = line.collect();
        places.extend(self.beside.iter().map(|b| *b as u32));
        places.sort_unstable();
        places.dedup();
        places.into_iter()
    }

    /// Takes over what changed, when the paragraph's own words are what they were; whether that could be done without
    /// looking at all who share a sign with it.
    pub(super) fn renew(
        &mut self,
        own: &[u32],
        (index, lists): (&Index, &Lists),
        beside: &[usize],
        since: &Since<'_>,
        sums: &mut Sums,
    ) -> bool {
        self.adjust(own, index, since.narrow);
        let Sums { order, changes, .. } = sums;
        of_own(own, since.signs, changes);
        let moved = since.wide.iter().any(|(sign, _)| has(own, *sign));
        let mut stays = true;
        if moved || !changes.is_empty() {
            let before = self.read;
            let after = before.after(own, lists, changes);
            self.read = after.unwrap_or_else(|| Read::of(own, lists, order));
            let by = if after.is_none() || moved {
                self.moved(own, (index, lists), before, (changes, since.wide))
            } else {
                Vec::new()
            };
            stays = by.is_empty() && self.is_behind(own, (index, lists), since);
            if !stays && !self.line_up(own, (index, lists), &by, since) {
                return false;
            }
        }
        if stays && self.beside == beside {
            return true;
        }
        self.beside.clear();
        self.beside.extend_from_slice(beside);
        let places = self.places();
        let known = |b: u32| {
            let at = self.list.binary_search_by_key(&b, |(b, _)| *b).ok()?;
            self.list.get(at).filter(|_| !since.has(b))
        };
        let shared = |b: u32| match known(b) {
            Some((_, together)) => *together,
            None => index.shared(own, index.of_b(b as usize)),
        };
        self.list = places.map(|b| (b, shared(b))).collect();
        true
    }

    /// The signs that count for more or less than before where the line is made, and by how much. `changes` are those that
    /// more or fewer paragraphs have, and `wide` how rare signs were that are rarer or commoner now.
    fn moved(
        &self,
        own: &[u32],
        (index, lists): (&Index, &Lists),
        before: Read,
        (changes, wide): (&[Change], &[(u32, u32)]),
    ) -> Vec<(u32, i64)> {
        let count = |many: u32, stop: u32, rare: u32| {
            if many < stop { i64::from(rare) } else { 0 }
        };
        let mut changes = changes.iter().peekable();
        let mut wide = wide.iter().peekable();
        let by = own.iter().filter_map(|sign| {
            let many = lists.many(*sign);
            let many_before = changes.next_if(|change| change.sign == *sign);
            let many_before = many_before.map_or(many, |change| change.before);
            let rare = index.wide(*sign);
            while wide.next_if(|(other, _)| other < sign).is_some() {}
            let rare_before = wide.next_if(|(other, _)| other == sign);
            let rare_before = rare_before.map_or(rare, |(_, before)| *before);
            let by =
                count(many, self.read.stop, rare) - count(many_before, before.stop, rare_before);
            (by != 0).then_some((*sign, by))
        });
        by.collect()
    }

    /// What a paragraph that was edited shares, where the line is made.
    fn sum(&self, own: &[u32], (index, lists): (&Index, &Lists), edited: &[u32]) -> u32 {
        shared(own, edited, |sign| {
            if lists.many(sign) < self.read.stop {
                index.wide(sign)
            } else {
                0
            }
        })
    }

    /// Whether nobody who was edited was in the line or in the list, and none comes into it.
    fn is_behind(
        &mut self,
        own: &[u32],
        (index, lists): (&Index, &Lists),
        since: &Since<'_>,
    ) -> bool {
        let last = match self.line.last() {
            Some(last) if self.bound > 0 || self.line.len() >= LINE => *last,
            _ => 0,
        };
        let mut bound = self.bound;
        for (b, signs) in since.edited {
            let b = *b as u32;
            let is_known = self.line.iter().any(|rank| place(*rank) == b)
                || self.list.binary_search_by_key(&b, |(b, _)| *b).is_ok();
            if is_known {
                return false;
            }
            let sum = self.sum(own, (index, lists), signs);
            if sum > 0 {
                let rank = rank(sum, b);
                if rank > last {
                    return false;
                }
                bound = bound.max(rank);
            }
        }
        self.bound = bound;
        true
    }

    /// Lines up anew those who are kept and those who were edited; whether nobody else can come before the first of them.
    fn line_up(
        &mut self,
        own: &[u32],
        (index, lists): (&Index, &Lists),
        by: &[(u32, i64)],
        since: &Since<'_>,
    ) -> bool {
        if self.bound > 0 {
            let most: i64 = by.iter().map(|(_, by)| (*by).max(0)).sum();
            let Ok(most) = u32::try_from(most) else {
                return false;
            };
            self.bound += u64::from(most) << 32;
        }
        let edited = |b: u32| since.has(b);
        self.line.retain_mut(|known| {
            let b = place(*known);
            if edited(b) {
                return false;
            }
            if !by.is_empty() {
                let signs = index.of_b(b as usize);
                let more = by.iter().filter(|(sign, _)| has(signs, *sign));
                let more: i64 = more.map(|(_, by)| *by).sum();
                *known = rank((i64::from(sum(*known)) + more) as u32, b);
            }
            sum(*known) > 0
        });
        for (b, signs) in since.edited {
            let sum = self.sum(own, (index, lists), signs);
            if sum > 0 {
                self.line.push(rank(sum, *b as u32));
            }
        }
        let bound = self.bound;
        self.line.retain(|rank| *rank >= bound);
        self.cut();
        self.bound == 0 || self.line.len() >= TOP
    }

    /// Adds up again what is shared, for signs that are rarer or commoner than they were. The paragraph's signs themselves
    /// are what they were.
    fn adjust(&mut self, own: &[u32], index: &Index, moved: &[(u32, u32)]) {
        let own_moved = moved.iter().filter(|(sign, _)| has(own, *sign));
        if moved.len() > SEVERAL && own_moved.clone().nth(SEVERAL).is_some() {
            for (b, together) in &mut self.list {
                *together = index.shared(own, index.of_b(*b as usize));
            }
            return;
        }
        for (sign, by) in own_moved {
            for (b, together) in &mut self.list {
                if has(index.of_b(*b as usize), *sign) {
                    // The difference of numbers without a sign: it goes round, and comes round again.
                    *together = together.wrapping_add(*by);
                }
            }
        }
    }
}

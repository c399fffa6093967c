//! Who has which sign, and how that changes. Start at [`Lists`].

use std::collections::HashMap;

use super::token::Fast;

/// A sign that paragraphs of the second document lost or got, and how many had and have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub sign: u32,
    pub before: u32,
    pub after: u32,
}

/// For each sign the paragraphs that have it, in one block of memory; and beside it the lists that changed since.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    ends: Vec<u32>,
    places: Vec<u32>,
    newer: HashMap<u32, Vec<u32>, Fast>,
    /// How many paragraphs have each sign.
    many: Vec<u32>,
}

impl Lists {
    /// The lists of the paragraphs given, by their signs; `many` is the number of signs there are.
    pub(super) fn new<'a>(to: &[usize], signs: impl Fn(usize) -> &'a [u32], many: usize) -> Self {
        let mut ends = vec![0_u32; many + 1];
        for sign in to.iter().flat_map(|b| signs(*b)) {
            if let Some(count) = ends.get_mut(*sign as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            total += *end;
            *end = total;
        }
        // Each list is filled from its end backwards, which moves its end to its beginning.
        let mut places = vec![0_u32; total as usize];
        for b in to.iter().rev() {
            for sign in signs(*b) {
                if let Some(end) = ends.get_mut(*sign as usize + 1) {
                    *end -= 1;
                    if let Some(place) = places.get_mut(*end as usize) {
                        *place = *b as u32;
                    }
                }
            }
        }
        ends.push(total);
        let counts = ends.iter().skip(1).zip(ends.iter().skip(2));
        let many = counts.map(|(from, to)| to - from).collect();
        Self {
            ends,
            places,
            newer: HashMap::default(),
            many,
        }
    }

    /// Takes a paragraph out of the lists of the signs that it lost and into those that it got. Both are ordered. Gives
    /// back these signs, and how many had each before.
    pub(super) fn edit(&mut self, b: usize, old: &[u32], new: &[u32]) -> Vec<(u32, u32)> {
        let b = b as u32;
        let without = |list: &[u32], other: &[u32]| -> Vec<u32> {
            let list = list.iter().copied();
            list.filter(|sign| other.binary_search(sign).is_err())
                .collect()
        };
        let (lost, got) = (without(old, new), without(new, old));
        let mut before = Vec::with_capacity(lost.len() + got.len());
        for sign in lost.iter().chain(&got) {
            let mut list = self.of(*sign).to_vec();
            before.push((*sign, list.len() as u32));
            list.retain(|other| *other != b);
            if got.binary_search(sign).is_ok() {
                list.push(b);
            }
            let at = *sign as usize;
            if self.many.len() <= at {
                self.many.resize(at + 1, 0);
            }
            if let Some(many) = self.many.get_mut(at) {
                *many = list.len() as u32;
            }
            self.newer.insert(*sign, list);
        }
        before
    }

    /// How many lists changed.
    pub(super) fn edited(&self) -> usize {
        self.newer.len()
    }

    fn range(&self, sign: u32) -> std::ops::Range<usize> {
        let at = |n: usize| self.ends.get(n).copied().unwrap_or(0) as usize;
        at(sign as usize + 1)..at(sign as usize + 2)
    }

    fn flat(&self, sign: u32) -> &[u32] {
        self.places.get(self.range(sign)).unwrap_or_default()
    }

    /// How many paragraphs have a sign.
    pub(super) fn many(&self, sign: u32) -> u32 {
        self.many.get(sign as usize).copied().unwrap_or(0)
    }

    /// The paragraphs that have a sign.
    pub(super) fn of(&self, sign: u32) -> &[u32] {
        if self.newer.is_empty() {
            return self.flat(sign);
        }
        match self.newer.get(&sign) {
            Some(list) => list,
            None => self.flat(sign),
        }
    }
}

//! Who could belong to whom: for every paragraph the dozen of the other document that share most of its rare words.
//! Start at [`Index::candidates`].

use std::collections::HashMap;

use super::likeness::shared;
use super::token::Fast;

/// How many candidates a paragraph has by its words; its neighbours in place come on top.
const TOP: usize = 12;
/// How many entries of the index are read for one paragraph, rare words first.
const BUDGET: usize = 4000;

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

/// The words and pairs of words of the paragraphs that are not plainly the same, as small numbers with their rarity.
#[derive(Debug)]
pub(super) struct Index {
    a: Vec<Vec<u32>>,
    b: Vec<Vec<u32>>,
    rarity: Vec<f32>,
}

impl Index {
    /// The index of the features of each paragraph; empty for those that take no part.
    pub(super) fn new(a: &[Vec<u64>], b: &[Vec<u64>]) -> Self {
        let mut numbers: HashMap<u64, u32, Fast> = HashMap::default();
        let mut found: Vec<u32> = Vec::new();
        let mut number = |side: &[Vec<u64>]| -> Vec<Vec<u32>> {
            side.iter()
                .map(|features| {
                    let mut list: Vec<u32> = Vec::with_capacity(features.len());
                    let mut last = None;
                    for feature in features {
                        if last == Some(*feature) {
                            continue;
                        }
                        last = Some(*feature);
                        let next = found.len() as u32;
                        let id = *numbers.entry(*feature).or_insert(next);
                        match found.get_mut(id as usize) {
                            Some(times) => *times += 1,
                            None => found.push(1),
                        }
                        list.push(id);
                    }
                    list.sort_unstable();
                    list
                })
                .collect()
        };
        let (a, b) = (number(a), number(b));
        let all = a.iter().chain(&b).filter(|list| !list.is_empty()).count();
        let all = all.max(2) as f32;
        let rarity = found.iter().map(|n| (1.0 + all / *n as f32).ln()).collect();
        Self { a, b, rarity }
    }

    /// What a paragraph of the first document has.
    pub(super) fn of_a(&self, a: usize) -> &[u32] {
        self.a.get(a).map_or(&[], Vec::as_slice)
    }

    /// What a paragraph of the second document has.
    pub(super) fn of_b(&self, b: usize) -> &[u32] {
        self.b.get(b).map_or(&[], Vec::as_slice)
    }

    /// How near `whole` comes to all of `parts` taken as one.
    pub(super) fn nearness(&self, whole: &[u32], parts: &[&[u32]]) -> f32 {
        let mut all: Vec<u32> = parts.concat();
        all.sort_unstable();
        all.dedup();
        let both = self.sum(whole) + self.sum(&all);
        2.0 * shared(whole, &all, |f| self.rare(f)) / both.max(1e-3)
    }

    /// How much of `part` is in `whole`.
    pub(super) fn contained(&self, part: &[u32], whole: &[u32]) -> f32 {
        shared(part, whole, |f| self.rare(f)) / self.sum(part).max(1e-3)
    }

    /// The sum of the rarity of a list.
    pub(super) fn sum(&self, list: &[u32]) -> f32 {
        list.iter().map(|f| self.rare(*f)).sum()
    }

    fn rare(&self, feature: u32) -> f32 {
        self.rarity.get(feature as usize).copied().unwrap_or(0.0)
    }

    /// The candidates among the paragraphs given, by place in the first document. `neighbours` adds places in the second
    /// document that are worth a look for their place alone.
    pub(super) fn candidates(
        &self,
        from: &[usize],
        to: &[usize],
        neighbours: impl Fn(usize, &mut Vec<usize>),
    ) -> Vec<Candidate> {
        let mut entries: Vec<Vec<u32>> = vec![Vec::new(); self.rarity.len()];
        for b in to {
            for feature in self.of_b(*b) {
                if let Some(list) = entries.get_mut(*feature as usize) {
                    list.push(*b as u32);
                }
            }
        }
        let sums: Vec<f32> = self.b.iter().map(|list| self.sum(list)).collect();
        let mut found = Vec::new();
        let mut sum_to: Vec<f32> = vec![0.0; self.b.len()];
        let mut touched: Vec<usize> = Vec::new();
        let mut order: Vec<(usize, u32)> = Vec::new();
        for a in from {
            let own = self.of_a(*a);
            order.clear();
            order.extend(own.iter().filter_map(|feature| {
                let many = entries.get(*feature as usize)?.len();
                (many > 0).then_some((many, *feature))
            }));
            order.sort_unstable();
            let mut budget = BUDGET;
            for (many, feature) in &order {
                let Some(rest) = budget.checked_sub(*many) else {
                    break;
                };
                budget = rest;
                let rare = self.rare(*feature);
                for b in entries.get(*feature as usize).into_iter().flatten() {
                    if let Some(sum) = sum_to.get_mut(*b as usize) {
                        if *sum == 0.0 {
                            touched.push(*b as usize);
                        }
                        *sum += rare;
                    }
                }
            }
            let sum = |b: usize| sum_to.get(b).copied().unwrap_or(0.0);
            let by_sum = |x: &usize, y: &usize| sum(*y).total_cmp(&sum(*x)).then(x.cmp(y));
            let mut list = touched.clone();
            if list.len() > TOP {
                list.select_nth_unstable_by(TOP, by_sum);
                list.truncate(TOP);
            }
            for b in touched.drain(..) {
                if let Some(sum) = sum_to.get_mut(b) {
                    *sum = 0.0;
                }
            }
            neighbours(*a, &mut list);
            list.sort_unstable();
            list.dedup();
            let sum_a = self.sum(own);
            for b in list {
                let together = shared(own, self.of_b(b), |f| self.rare(f));
                let sum_b = sums.get(b).copied().unwrap_or(0.0);
                if together > 0.0 {
                    found.push(Candidate {
                        a: *a,
                        b,
                        shared: together,
                        dice: 2.0 * together / (sum_a + sum_b),
                        contained: together / sum_a.min(sum_b).max(1e-6),
                    });
                }
            }
        }
        found
    }
}

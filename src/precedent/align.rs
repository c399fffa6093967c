//! How well a passage says what was asked: the second of two sieves.
//!
//! A passage earns what its words tell, and again for the best chain of them: in the order asked and near each other
//! is free, gaps cost a little, going backwards costs more. Start at [`Aligner::score`].

use super::expand::{Asked, MOST_WORDS};
use super::index::{Index, TermId};

/// Steps that are looked back for the one before.
const LOOK_BACK: usize = 24;
/// What each position between two words costs, in average words.
const GAP: f32 = 0.06;
/// Positions after which a gap costs no more.
const WIDEST: usize = 12;
/// What each word of the query that is left out costs.
const SKIP: f32 = 0.04;
/// What going back in the query costs.
const BACK: f32 = 0.35;
/// What a passage twice as long loses.
const LENGTH: f32 = 0.02;

/// Scores passages against one query.
#[derive(Debug)]
pub(super) struct Aligner<'a> {
    index: &'a Index,
    /// Words of the query.
    count: usize,
    /// What all words of the query tell together.
    total: f32,
    /// For each word of the library the place in `meanings`, 0 for none.
    tags: Vec<u16>,
    /// Words of the query that a word of the library may be, each with what it tells.
    meanings: Vec<Vec<(u8, f32)>>,
    steps: Vec<Step>,
}

/// What a passage is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Worth {
    /// From about 0 to 1: 1 for a passage that is the query.
    pub(super) score: f32,
    /// How much of what was asked it holds, from 0 to 1.
    pub(super) covered: f32,
}

/// A word of the passage as a word of the query, and the best chain that ends in it.
#[derive(Debug, Clone, Copy)]
struct Step {
    position: u32,
    word: u8,
    /// Whether only the first of two joined Han characters fits.
    single: bool,
    worth: f32,
    chain: f32,
    /// Words of the query in the chain, a bit each.
    used: u32,
    before: Option<u32>,
}

impl<'a> Aligner<'a> {
    /// Prepares for a query.
    pub(super) fn new(index: &'a Index, asked: &[Asked]) -> Self {
        let asked = asked.get(..MOST_WORDS).unwrap_or(asked);
        let mut tags = vec![0_u16; index.terms()];
        let mut meanings = vec![Vec::new()];
        for (place, word) in asked.iter().enumerate() {
            for (id, weight) in &word.expansions {
                let Some(tag) = tags.get_mut(*id as usize) else {
                    continue;
                };
                if *tag == 0 {
                    *tag = meanings.len() as u16;
                    meanings.push(Vec::new());
                }
                if let Some(all) = meanings.get_mut(usize::from(*tag)) {
                    all.push((place as u8, weight * word.idf));
                }
            }
        }
        Self {
            index,
            count: asked.len(),
            total: asked.iter().map(|word| word.idf).sum::<f32>().max(1e-6),
            tags,
            meanings,
            steps: Vec::new(),
        }
    }

    /// What a passage is worth.
    pub(super) fn score(&mut self, passage: u32) -> Worth {
        let words = self.index.words(passage);
        let average = self.total / self.count.max(1) as f32;
        let mut best = [0_f32; MOST_WORDS];
        self.steps.clear();
        for (position, id) in words.iter().enumerate() {
            self.step(position, *id, false, average, &mut best);
            let single = self.index.term(*id).and_then(|term| term.single);
            if let Some(single) = single {
                self.step(position, single, true, average, &mut best);
            }
        }
        let covered: f32 = best.iter().sum();
        let chain = self.steps.iter().map(|s| s.chain).fold(0.0, f32::max);
        let length = LENGTH * average * (words.len().max(1) as f32).log2();
        Worth {
            score: (covered + chain - length) / (2.0 * self.total),
            covered: covered / self.total,
        }
    }

    /// The positions that make up the worth of a passage, ascending: its best chain, and for words of the query that
    /// are not in it the best one of each. `true` where only the first of two joined Han characters counts.
    pub(super) fn places(&mut self, passage: u32) -> Vec<(usize, bool)> {
        self.score(passage);
        let mut places = Vec::new();
        let mut used = 0_u32;
        let last = self
            .steps
            .iter()
            .reduce(|best, step| if step.chain > best.chain { step } else { best });
        let mut next = last.copied();
        while let Some(step) = next {
            used |= 1 << step.word;
            places.push((step.position as usize, step.single));
            next = step
                .before
                .and_then(|at| self.steps.get(at as usize))
                .copied();
        }
        for word in 0..self.count as u8 {
            let others = self.steps.iter().filter(|step| step.word == word);
            let best = others.reduce(|best, s| if s.worth > best.worth { s } else { best });
            if let Some(step) = best.filter(|_| used & (1 << word) == 0) {
                places.push((step.position as usize, step.single));
            }
        }
        places.sort_unstable();
        places.dedup_by_key(|(position, _)| *position);
        places
    }

    fn step(
        &mut self,
        position: usize,
        id: TermId,
        single: bool,
        average: f32,
        best: &mut [f32; MOST_WORDS],
    ) {
        let tag = self.tags.get(id as usize).copied().unwrap_or_default();
        if tag == 0 {
            return;
        }
        for &(word, worth) in self.meanings.get(usize::from(tag)).into_iter().flatten() {
            if let Some(best) = best.get_mut(usize::from(word)) {
                *best = best.max(worth);
            }
            let mut step = Step {
                position: position as u32,
                word,
                single,
                worth,
                chain: worth,
                used: 1 << word,
                before: None,
            };
            for (at, before) in self.steps.iter().enumerate().rev().take(LOOK_BACK) {
                if before.position >= step.position || before.used & (1 << word) != 0 {
                    continue;
                }
                let gap = ((step.position - before.position - 1) as usize).min(WIDEST);
                let order = match word.checked_sub(before.word) {
                    Some(ahead) => SKIP * f32::from(ahead.saturating_sub(1).min(4)),
                    None => BACK,
                };
                let chain = before.chain + worth - average * (GAP * gap as f32 + order);
                if chain > step.chain {
                    step.chain = chain;
                    step.used = before.used | (1 << word);
                    step.before = Some(at as u32);
                }
            }
            self.steps.push(step);
        }
    }
}

//! How rare signs are among free paragraphs, counted on from comparison to comparison. Start at [`Rarity::count`].

use std::sync::Arc;

use super::reading::Reading;

/// How many paragraphs have each sign, and how rare that makes it.
#[derive(Debug, Clone, Default)]
pub(super) struct Rarity {
    /// How rare each sign is.
    pub(super) narrow: Vec<u32>,
    /// The same in wide steps, by which candidates are chosen: it hardly ever changes.
    pub(super) wide: Vec<u32>,
    /// How many have each sign, and how many there are.
    found: Vec<u32>,
    all: u32,
}

/// Signs of which something is another than before.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// The signs, and for every sign a bit that says whether it is one.
    signs: Vec<u32>,
    is: Vec<u64>,
}

/// So few signs are looked up in a paragraph; of more, its signs are looked up in them.
const FEW: usize = 6;

impl Moved {
    fn add(&mut self, sign: u32, many: usize) {
        self.signs.push(sign);
        self.is.resize(many.div_ceil(64), 0);
        if let Some(is) = self.is.get_mut(sign as usize / 64) {
            *is |= 1 << (sign % 64);
        }
    }

    /// Whether any of these signs, which rise, is one.
    pub(super) fn is_among(&self, signs: &[u32]) -> bool {
        if self.signs.len() <= FEW {
            return self
                .signs
                .iter()
                .any(|sign| signs.binary_search(sign).is_ok());
        }
        let is = |sign: &u32| {
            let bits = self.is.get(*sign as usize / 64);
            bits.is_some_and(|bits| bits >> (sign % 64) & 1 == 1)
        };
        signs.iter().any(is)
    }
}

/// A rarity of 1.
pub(super) const ONE: f32 = 256.0;

impl Rarity {
    /// Counts on: `pairs` are the readings that were counted before and those that are counted now, place by place, and
    /// `many` the number of signs there are. Gives back of which signs the rarity is another than before, in narrow
    /// steps. A sign that is new is no other.
    pub(super) fn count<'a>(
        &mut self,
        pairs: impl Iterator<Item = (Option<&'a Arc<Reading>>, Option<&'a Arc<Reading>>)> + Clone,
        many: usize,
    ) -> Moved {
        let all_before = self.all;
        let (mut now, mut others) = (0, 0);
        for (old, new) in pairs.clone() {
            now += usize::from(new.is_some());
            others += usize::from(!is_same(old, new));
        }
        self.found.resize(many, 0);
        // When most are others, all are counted anew.
        let anew = others * 2 > now;
        if anew {
            self.all = 0;
            self.found.fill(0);
        }
        let mut signs: Vec<u32> = Vec::new();
        for (old, new) in pairs {
            if !anew && is_same(old, new) {
                continue;
            }
            for (reading, more) in [(old.filter(|_| !anew), false), (new, true)] {
                let Some(reading) = reading else { continue };
                let by = if more { 1 } else { u32::MAX };
                // One less is added as the number that goes round to it.
                self.all = self
                    .all
                    .wrapping_add(by * u32::from(!reading.signs().is_empty()));
                for sign in reading.signs() {
                    if let Some(times) = self.found.get_mut(*sign as usize) {
                        *times = times.wrapping_add(by);
                    }
                }
                if !anew {
                    signs.extend_from_slice(reading.signs());
                }
            }
        }
        signs.sort_unstable();
        signs.dedup();
        let signs = (!anew).then_some(&*signs);
        let [now, before] = [self.all, all_before].map(|all| all.max(2));
        let found = &self.found;
        let all = |bits: u32| [now, before].map(|all| step(all, bits));
        renew(&mut self.wide, found, all(1), signs, wide_step);
        renew(&mut self.narrow, found, all(4), signs, |n| step(n, 2))
    }
}

fn is_same(old: Option<&Arc<Reading>>, new: Option<&Arc<Reading>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => Arc::ptr_eq(old, new),
        (None, None) => true,
        _ => false,
    }
}

/// A number in steps: all but its first `bits` binary digits are nought. One paragraph more or less that has a common word
/// then hardly ever makes it rarer.
fn step(n: u32, bits: u32) -> u32 {
    let rough = (n.ilog2() + 1).saturating_sub(bits);
    n >> rough << rough
}

/// The last power of sixteen up to a number.
fn wide_step(n: u32) -> u32 {
    1 << (n.ilog2() & !3)
}

/// How rare signs are, by how many of all have each, all in steps; all now and before. Only the signs given were counted
/// again, nothing when it may be any. Gives back of which signs it is another than before.
fn renew(
    rarity: &mut Vec<u32>,
    found: &[u32],
    [all, all_before]: [u32; 2],
    signs: Option<&[u32]>,
    step: impl Fn(u32) -> u32,
) -> Moved {
    // Most signs are rare: the logarithm of each count is taken once.
    let mut known: Vec<Option<u32>> = Vec::new();
    let mut rarity_of = |n: u32| {
        let at = n as usize;
        if known.len() <= at {
            known.resize(at + 1, None);
        }
        let rarity = || ((1.0 + all as f32 / step(n.max(1)) as f32).ln() * ONE) as u32;
        known
            .get_mut(at)
            .map_or(0, |known| *known.get_or_insert_with(rarity))
    };
    let many = rarity.len();
    let mut moved = Moved::default();
    let mut look = |sign: u32| {
        if let (Some(rare), Some(n)) = (rarity.get_mut(sign as usize), found.get(sign as usize)) {
            let new = rarity_of(*n);
            if new != *rare {
                *rare = new;
                moved.add(sign, many);
            }
        }
    };
    match signs {
        Some(signs) if all == all_before => signs.iter().for_each(|sign| look(*sign)),
        _ => (0..many as u32).for_each(look),
    }
    let rest = found.iter().skip(many);
    rarity.extend(rest.map(|n| rarity_of(*n)));
    moved
}

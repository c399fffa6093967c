//! What is left beside a pair and makes it come nearer: parts of a split, of a merger. Start at [`residue`].
//!
//! Whether a part is taken in depends on what stands up to two places from it, and on the groups of these. Where all that is
//! as it was in the comparison before, nobody asks again: [`Left`] remembers what came out.

use std::collections::HashMap;

use super::align::Sides;
use super::candidate::Index;
use super::joint::belong;
use super::pairing::{Pairing, Together};
use super::token::Fast;

/// How much nearer a pair must come with what is left beside it, and how much of that must stand in the other side.
const NEARER_LEFT: f32 = 0.02;
const INSIDE_LEFT: f32 = 0.15;
/// The same before anything is looked for elsewhere.
const NEARER_SURE: f32 = 0.06;
const INSIDE_SURE: f32 = 0.7;
/// And how much when another paragraph stands between.
const INSIDE_FAR: f32 = 0.6;
/// What a run of some ten words that only one part has is worth, in rarity.
const RUN: f32 = 28.0;

/// How much of what a paragraph lost stands in another, when that says that it went there; and the least that is a phrase.
const WENT: f32 = 0.6;
const PHRASE: f32 = 12.0;

/// How many places away a part may stand.
const FAR: usize = 2;

/// Whether only what is sure is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sure {
    Yes,
    No,
}

impl Sure {
    /// Whether a paragraph must wait: its id is in doubt, and may yet be what it is known by.
    fn waits(self, doubt: &[bool], at: usize) -> bool {
        self == Self::Yes && doubt.get(at).copied().unwrap_or(false)
    }
}

/// What there was to be taken in, in the comparison before, and what was.
#[derive(Debug, Clone, Default)]
pub(super) struct Left {
    /// Of both documents what every paragraph was when it began.
    sides: [Vec<Stand>; 2],
    /// The groups of more than two, by the places that stand for them.
    several: Several,
    /// Who had to wait.
    doubts: [Vec<bool>; 2],
    /// Beside whom each paragraph of the second document was taken in, upwards and downwards; then those of the first.
    taken: [[Vec<Option<u32>>; 2]; 2],
}

/// The state of a paragraph; and of its group, if any, the first of the other side and whether it has more than two.
type Stand = (u64, Option<(u32, bool)>);

type Several = HashMap<(usize, usize), Together, Fast>;

/// Adds to pairs what stands free beside them and makes them come nearer. `Sure`: before anything is looked for elsewhere,
/// only what plainly is a part.
pub(super) fn residue(
    sides: &Sides<'_>,
    index: &Index,
    pairing: &mut Pairing,
    sure: Sure,
    left: &mut Left,
) {
    let before = std::mem::take(left);
    *left = Left::of(sides, index, pairing, sure);
    let mut near = left.near(&before, pairing);
    for (half, second) in [true, false].into_iter().enumerate() {
        let parts = Parts {
            sides,
            index,
            sure,
            second,
        };
        let doubt = if second {
            &sides.doubt_b
        } else {
            &sides.doubt_a
        };
        let free = (0..parts.many()).filter(|at| {
            parts.is_free(pairing, *at) && !parts.is_heading(*at) && !sure.waits(doubt, *at)
        });
        let free: Vec<usize> = free.collect();
        // Where the way up found nothing, the way down finds nothing else.
        for down in 0..2 {
            let known = before.taken.get(half).and_then(|half| half.get(down));
            let known = |at: usize| known.and_then(|known| known.get(at).copied().flatten());
            let mut taken = vec![None; parts.many()];
            let mut found = false;
            for step in 0..free.len() {
                let place = if down == 1 {
                    free.len() - 1 - step
                } else {
                    step
                };
                let Some(at) = free.get(place).copied() else {
                    continue;
                };
                let old = known(at);
                if !parts.is_free(pairing, at) {
                    if let Some(old) = old {
                        near.add(pairing, second, old as usize);
                    }
                    continue;
                }
                let asked = near.has(second, at);
                let new = if asked {
                    parts.beside_whom(pairing, at)
                } else {
                    old
                };
                if let Some(next) = new {
                    found |= parts.join(pairing, at, next as usize);
                    if let Some(place) = taken.get_mut(at) {
                        *place = new;
                    }
                }
                if asked && new.is_some() {
                    near.add(pairing, second, at);
                }
                if let Some(old) = old.filter(|_| old != new) {
                    near.add(pairing, second, at);
                    near.add(pairing, second, old as usize);
                }
            }
            if let Some(place) = left.taken.get_mut(half).and_then(|half| half.get_mut(down)) {
                *place = taken;
            }
            if !found && down == 0 {
                let not_again = before.taken.get(half).and_then(|half| half.get(1));
                for old in not_again.into_iter().flatten().flatten() {
                    near.add(pairing, second, *old as usize);
                }
                break;
            }
        }
    }
}

impl Left {
    /// What every paragraph is now.
    fn of(sides: &Sides<'_>, index: &Index, pairing: &Pairing, sure: Sure) -> Self {
        let group = |group: Option<&Together>, second: bool| {
            group.map(|group| {
                let (a, b) = group.place();
                let other = if second { a } else { b };
                (other as u32, group.a.len() + group.b.len() > 2)
            })
        };
        let [many_a, many_b] = [&sides.a, &sides.b].map(|document| document.paragraphs.len());
        let in_a = (0..many_a).map(|a| (index.state_a(a), group(pairing.of_a(a), false)));
        let in_b = (0..many_b).map(|b| (index.state_b(b), group(pairing.of_b(b), true)));
        let groups = pairing.groups.iter();
        let several = groups.filter(|group| group.a.len() + group.b.len() > 2);
        Self {
            sides: [in_a.collect(), in_b.collect()],
            several: several
                .map(|group| (group.place(), group.clone()))
                .collect(),
            doubts: match sure {
                Sure::Yes => [sides.doubt_a.clone(), sides.doubt_b.clone()],
                Sure::No => Default::default(),
            },
            taken: Default::default(),
        }
    }

    /// Near what is another than before: there all is asked again.
    fn near(&self, before: &Self, pairing: &Pairing) -> Near {
        let [many_a, many_b] = [0, 1].map(|side| self.side(side).len());
        let same = (0..2).all(|side| self.side(side).len() == before.side(side).len());
        if !same || self.doubts != before.doubts {
            return Near([vec![true; many_a], vec![true; many_b]]);
        }
        let mut near = Near([vec![false; many_a], vec![false; many_b]]);
        for (side, second) in [false, true].into_iter().enumerate() {
            let both = self.side(side).iter().zip(before.side(side)).enumerate();
            let half = before.taken.get(usize::from(!second));
            for (at, _) in both.filter(|(_, (now, before))| now != before) {
                near.add(pairing, second, at);
                // Whom it was taken in beside may stand without it now.
                let taken = half.into_iter().flatten().filter_map(|way| way.get(at));
                for old in taken.flatten() {
                    near.add(pairing, second, *old as usize);
                }
            }
        }
        for (place, group) in &self.several {
            let known = before.several.get(place);
            if known.is_none_or(|known| known.a != group.a || known.b != group.b) {
                near.add(pairing, false, place.0);
            }
        }
        near
    }

    fn side(&self, side: usize) -> &[Stand] {
        self.sides.get(side).map_or(&[], Vec::as_slice)
    }
}

/// Places of both documents near something that is another than before.
struct Near([Vec<bool>; 2]);

impl Near {
    fn has(&self, second: bool, at: usize) -> bool {
        let side = self.0.get(usize::from(second));
        side.and_then(|side| side.get(at)).copied().unwrap_or(true)
    }

    /// Adds what is near a paragraph and near all others of its group.
    fn add(&mut self, pairing: &Pairing, second: bool, at: usize) {
        let [in_a, in_b] = &mut self.0;
        let group = if second {
            around(in_b, at);
            pairing.of_b(at)
        } else {
            around(in_a, at);
            pairing.of_a(at)
        };
        if let Some(group) = group {
            group.a.iter().for_each(|a| around(in_a, *a));
            group.b.iter().for_each(|b| around(in_b, *b));
        }
    }
}

fn around(list: &mut [bool], at: usize) {
    let end = (at + FAR + 1).min(list.len());
    if let Some(places) = list.get_mut(at.saturating_sub(FAR)..end) {
        places.fill(true);
    }
}

/// The document of which parts are looked for, and beside it the one of which the whole is.
struct Parts<'a> {
    sides: &'a Sides<'a>,
    index: &'a Index,
    sure: Sure,
    /// Whether the parts are in the second document.
    second: bool,
}

impl<'a> Parts<'a> {
    fn many(&self) -> usize {
        let Sides { a, b, .. } = self.sides;
        if self.second { b } else { a }.paragraphs.len()
    }

    fn is_free(&self, pairing: &Pairing, at: usize) -> bool {
        if self.second {
            pairing.free_b(at)
        } else {
            pairing.free_a(at)
        }
    }

    fn is_heading(&self, at: usize) -> bool {
        if self.second {
            self.sides.heading_b(at)
        } else {
            self.sides.heading_a(at)
        }
    }

    fn is_heading_whole(&self, at: usize) -> bool {
        if self.second {
            self.sides.heading_a(at)
        } else {
            self.sides.heading_b(at)
        }
    }

    fn state(&self, at: usize) -> u64 {
        if self.second {
            self.index.state_b(at)
        } else {
            self.index.state_a(at)
        }
    }

    fn of(&self, at: usize) -> &'a [u32] {
        if self.second {
            self.index.of_b(at)
        } else {
            self.index.of_a(at)
        }
    }

    fn join(&self, pairing: &mut Pairing, at: usize, with: usize) -> bool {
        if self.second {
            pairing.join_b(at, with)
        } else {
            pairing.join_a(at, with)
        }
    }

    /// Beside whom a free paragraph is taken in.
    fn beside_whom(&self, pairing: &Pairing, at: usize) -> Option<u32> {
        let near = beside(at).filter_map(|(next, least)| {
            let (parts, whole) = if self.second {
                let group = pairing.of_b(next)?;
                (&group.b, &group.a)
            } else {
                let group = pairing.of_a(next)?;
                (&group.a, &group.b)
            };
            let [whole] = **whole else {
                return None;
            };
            let (state, own) = if self.second {
                (self.index.state_a(whole), self.index.of_a(whole))
            } else {
                (self.index.state_b(whole), self.index.of_b(whole))
            };
            // What was not read can take nothing in.
            if state == 0 {
                return None;
            }
            let [texts_a, texts_b] = &self.sides.texts;
            let texts = if self.second { texts_b } else { texts_a };
            let plain =
                !self.is_heading_whole(whole) && !self.is_heading(next) && belong(texts, at, next);
            if !plain {
                return None;
            }
            let find = || {
                let parts: Vec<&[u32]> = parts.iter().map(|part| self.of(*part)).collect();
                gain(self.index, own, parts, self.of(at), least, self.sure)
            };
            let gain = match **parts {
                [part] => {
                    let states = [state, self.state(part), self.state(at)];
                    self.index.once(states, about(least, self.sure), find)
                }
                _ => find(),
            };
            Some((gain?, next))
        });
        let nearest = near.max_by(|x, y| x.0.total_cmp(&y.0));
        nearest.map(|(_, next)| next as u32)
    }
}

/// What is asked when a part is left: a number for how much of it must stand in the other side, and how sure.
fn about(least: f32, sure: Sure) -> u64 {
    u64::from(least.to_bits()) << 1 | u64::from(sure == Sure::Yes)
}

/// The places beside one, and those behind a paragraph that came between; with how much must stand in the other side.
fn beside(at: usize) -> impl Iterator<Item = (usize, f32)> {
    let near = [at.checked_sub(1), Some(at + 1)].map(|at| (at, INSIDE_LEFT));
    let next = [at.checked_sub(FAR), Some(at + FAR)].map(|at| (at, INSIDE_FAR));
    let all = near.into_iter().chain(next);
    all.filter_map(|(at, least)| Some((at?, least)))
}

/// How much of the whole `rest` brings to the parts, when that is enough: it comes nearer with it, or has a run of words
/// that no other part has and that would be struck here and written again there.
fn gain<'a>(
    index: &Index,
    whole: &[u32],
    mut parts: Vec<&'a [u32]>,
    rest: &'a [u32],
    least: f32,
    sure: Sure,
) -> Option<f32> {
    let least = match sure {
        Sure::Yes => INSIDE_SURE,
        Sure::No => least,
    };
    if whole.is_empty() || rest.is_empty() {
        return None;
    }
    // Signs rise, so that looking one up is quick.
    let has = |list: &[u32], sign: &u32| list.binary_search(sign).is_ok();
    let lost = whole.iter().copied();
    let lost: Vec<u32> = lost
        .filter(|sign| !parts.iter().any(|part| has(part, sign)))
        .collect();
    let fresh: Vec<u32> = lost
        .iter()
        .copied()
        .filter(|sign| has(rest, sign))
        .collect();
    let (lost, fresh) = (index.sum(&lost), index.sum(&fresh));
    let went = sure == Sure::No && fresh >= PHRASE && fresh >= WENT * lost;
    if !went && index.contained(rest, whole) < least {
        return None;
    }
    let before = index.nearness(whole, &parts);
    parts.push(rest);
    let gain = index.nearness(whole, &parts) - before;
    if sure == Sure::Yes {
        return (gain > NEARER_SURE).then_some(gain);
    }
    let has_run = fresh >= RUN && fresh >= INSIDE_LEFT * index.sum(rest);
    (went || gain > NEARER_LEFT || has_run).then_some(gain)
}

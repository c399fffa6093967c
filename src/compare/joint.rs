//! Splits and mergers: two neighbours that together come nearer to one paragraph than either alone.

use super::align::Sides;
use super::candidate::{Candidate, Index};
use super::pairing::Pairing;
use super::texts::Text;
use crate::model::Role;

/// How much nearer two neighbours must come together, when they are looked for among candidates.
const NEARER: f32 = 0.12;
/// The same for what is left beside a pair, and how much of it must stand in the other side of that pair.
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

/// How many pairs away a part may be without being thought far away, and how like another paragraph it may then be.
const NEAR: usize = 8;
const ELSEWHERE: f32 = 0.4;
/// How much nearer it must come than parts that stand in order.
const FAR: f32 = 0.1;

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

/// The two best candidates of a paragraph and how near they come.
type Best = [(usize, f32); 2];

/// Two neighbours that may be parts of one paragraph.
struct Joint {
    /// How near both together come to it; and the same, less when they stand far away.
    together: f32,
    sure: f32,
    merged: bool,
    whole: usize,
    /// The first of the neighbours.
    part: usize,
}

/// Finds splits and mergers among candidates, before single pairs are made of them; the surest first.
pub(super) fn splits_and_mergers(
    sides: &Sides<'_>,
    index: &Index,
    found: &[Candidate],
    pairing: &mut Pairing,
) {
    let mut joints = Vec::new();
    // The two best candidates of every paragraph: one of them is another than a given one.
    let mut best_a: Vec<Best> = vec![Best::default(); sides.a.paragraphs.len()];
    let mut best_b: Vec<Best> = vec![Best::default(); sides.b.paragraphs.len()];
    for c in found {
        for (best, other) in [(best_a.get_mut(c.a), c.b), (best_b.get_mut(c.b), c.a)] {
            let Some([first, second]) = best else {
                continue;
            };
            if c.dice > first.1 {
                (*first, *second) = ((other, c.dice), *first);
            } else if c.dice > second.1 {
                *second = (other, c.dice);
            }
        }
    }
    let (backbone, _) = pairing.backbone(|a| sides.weight(a));
    let place = |a: usize, b: usize| {
        let in_a = backbone.partition_point(|pair| pair.0 < a);
        in_a.abs_diff(backbone.partition_point(|pair| pair.1 < b))
    };
    for merged in [true, false] {
        // The whole is in b when paragraphs were merged, in a when one was split.
        let mut by_whole: Vec<(usize, usize, &Candidate)> = Vec::new();
        for c in found
            .iter()
            .filter(|c| c.contained >= 0.5 && c.shared >= 6.0)
        {
            let (whole, part) = if merged { (c.b, c.a) } else { (c.a, c.b) };
            by_whole.push((whole, part, c));
        }
        by_whole.sort_unstable_by_key(|(whole, part, _)| (*whole, *part));
        let (of_wholes, of_parts) = if merged {
            (&best_b, &best_a)
        } else {
            (&best_a, &best_b)
        };
        for parts in by_whole.chunk_by(|x, y| x.0 == y.0) {
            let whole = parts.first().map_or(0, |first| first.0);
            // One that is as near alone leaves nothing to be joined.
            let alone = of_wholes.get(whole).map_or(0.0, |[first, _]| first.1);
            let beside =
                |part: usize| {
                    of_parts.get(part).map_or(0.0, |[first, second]| {
                        if first.0 == whole { second.1 } else { first.1 }
                    })
                };
            for pair in parts.windows(2) {
                let [(_, part, one), (_, next, other)] = pair else {
                    continue;
                };
                let [in_a, in_b] = &sides.texts;
                let texts = if merged { in_a } else { in_b };
                if *next != part + 1 || !belong(texts, *part, *next) {
                    continue;
                }
                let (own, first, second) = if merged {
                    (index.of_b(whole), index.of_a(*part), index.of_a(*next))
                } else {
                    (index.of_a(whole), index.of_b(*part), index.of_b(*next))
                };
                let states = if merged {
                    [
                        index.state_b(whole),
                        index.state_a(*part),
                        index.state_a(*next),
                    ]
                } else {
                    [
                        index.state_a(whole),
                        index.state_b(*part),
                        index.state_b(*next),
                    ]
                };
                let both = || Some(index.nearness(own, &[first, second]));
                let together = index.once(states, TOGETHER, both).unwrap_or(0.0);
                let elsewhere = beside(*part).max(beside(*next));
                let far = if merged {
                    place(*part, whole) > NEAR
                } else {
                    place(whole, *part) > NEAR
                };
                if together - one.dice.max(other.dice) > NEARER
                    && together > alone.max(elsewhere)
                    && !(far && elsewhere > ELSEWHERE)
                {
                    joints.push(Joint {
                        sure: together - if far { FAR } else { 0.0 },
                        together,
                        merged,
                        whole,
                        part: *part,
                    });
                }
            }
        }
    }
    joints.sort_by(|x, y| y.sure.total_cmp(&x.sure));
    for joint in joints {
        let Joint { whole, part, .. } = joint;
        if joint.merged {
            if pairing.free_a(part + 1) && pairing.pair(part, whole, joint.together) {
                pairing.join_a(part + 1, part);
            }
        } else if pairing.free_b(part + 1) && pairing.pair(whole, part, joint.together) {
            pairing.join_b(part + 1, part);
        }
    }
}

/// Adds to pairs what stands free beside them and makes them come nearer. `Sure`: before anything is looked for elsewhere,
/// only what plainly is a part.
pub(super) fn residue(sides: &Sides<'_>, index: &Index, pairing: &mut Pairing, sure: Sure) {
    let (many_a, many_b) = (sides.a.paragraphs.len(), sides.b.paragraphs.len());
    let many = many_a.max(many_b);
    let [texts_a, texts_b] = &sides.texts;
    // Where the way up found nothing, the way down finds nothing else.
    let mut found = false;
    for (b, down) in up_and_down(many_b) {
        if down && !found {
            break;
        }
        if !pairing.free_b(b) || sides.heading_b(b) || sure.waits(&sides.doubt_b, b) {
            continue;
        }
        let slots = slot(sure, true, many, b);
        let near = beside(b).zip(slots..).filter_map(|((next, least), slot)| {
            let group = pairing.of_b(next)?;
            let [whole] = group.a.as_slice() else {
                return None;
            };
            // What was not read can take nothing in.
            if index.state_a(*whole) == 0 {
                return None;
            }
            let plain =
                !sides.heading_a(*whole) && !sides.heading_b(next) && belong(texts_b, b, next);
            if !plain {
                return None;
            }
            let find = || {
                let parts: Vec<&[u32]> = group.b.iter().map(|b| index.of_b(*b)).collect();
                gain(index, index.of_a(*whole), parts, index.of_b(b), least, sure)
            };
            let gain = match group.b.as_slice() {
                [part] => {
                    let [one, other] = [*part, b].map(|b| index.state_b(b));
                    let states = [index.state_a(*whole), one, other];
                    index.once_at(slot, states, about(least, sure), find)
                }
                _ => find(),
            };
            Some((gain?, next))
        });
        if let Some((_, next)) = near.max_by(|x, y| x.0.total_cmp(&y.0)) {
            found |= pairing.join_b(b, next);
        }
    }
    found = false;
    for (a, down) in up_and_down(many_a) {
        if down && !found {
            break;
        }
        if !pairing.free_a(a) || sides.heading_a(a) || sure.waits(&sides.doubt_a, a) {
            continue;
        }
        let slots = slot(sure, false, many, a);
        let near = beside(a).zip(slots..).filter_map(|((next, least), slot)| {
            let group = pairing.of_a(next)?;
            let [whole] = group.b.as_slice() else {
                return None;
            };
            // What was not read can take nothing in.
            if index.state_b(*whole) == 0 {
                return None;
            }
            let plain =
                !sides.heading_b(*whole) && !sides.heading_a(next) && belong(texts_a, a, next);
            if !plain {
                return None;
            }
            let find = || {
                let parts: Vec<&[u32]> = group.a.iter().map(|a| index.of_a(*a)).collect();
                gain(index, index.of_b(*whole), parts, index.of_a(a), least, sure)
            };
            let gain = match group.a.as_slice() {
                [part] => {
                    let [one, other] = [*part, a].map(|a| index.state_a(a));
                    let states = [index.state_b(*whole), one, other];
                    index.once_at(slot, states, about(least, sure), find)
                }
                _ => find(),
            };
            Some((gain?, next))
        });
        if let Some((_, next)) = near.max_by(|x, y| x.0.total_cmp(&y.0)) {
            found |= pairing.join_a(a, next);
        }
    }
}

/// All places upwards, then all downwards, and whether it is downwards.
fn up_and_down(many: usize) -> impl Iterator<Item = (usize, bool)> {
    let up = (0..many).map(|at| (at, false));
    up.chain((0..many).rev().map(|at| (at, true)))
}

/// What is asked when a whole is compared with two parts together; no number of [`about`] is this one.
const TOGETHER: u64 = u64::MAX;

/// What is asked when a part is left: a number for how much of it must stand in the other side, and how sure.
fn about(least: f32, sure: Sure) -> u64 {
    u64::from(least.to_bits()) << 1 | u64::from(sure == Sure::Yes)
}

/// The first of four numbers for what is asked of the places beside one, in the first document or in the second.
/// Those of one kind lie together, with some room, so that a paragraph more hardly ever moves all others.
fn slot(sure: Sure, second: bool, many: usize, at: usize) -> usize {
    let kind = usize::from(sure == Sure::Yes) * 2 + usize::from(second);
    (kind * (many / 256 + 1) * 256 + at) * 4
}

/// The places beside one, and those behind a paragraph that came between; with how much must stand in the other side.
fn beside(at: usize) -> impl Iterator<Item = (usize, f32)> {
    let near = [at.checked_sub(1), Some(at + 1)].map(|at| (at, INSIDE_LEFT));
    let next = [at.checked_sub(2), Some(at + 2)].map(|at| (at, INSIDE_FAR));
    let all = near.into_iter().chain(next);
    all.filter_map(|(at, least)| Some((at?, least)))
}

/// Whether two neighbours can be parts of one paragraph: the preamble and what is decided never are.
fn belong(texts: &[Text], one: usize, other: usize) -> bool {
    let role = |at: usize| texts.get(at).map(|text| text.role);
    let roles = [role(one), role(other)];
    !(roles.contains(&Some(Role::Preambular)) && roles.contains(&Some(Role::Operative)))
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

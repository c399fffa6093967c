//! Splits and mergers: two neighbours that together come nearer to one paragraph than either alone. What is left beside a pair
//! is for [`super::residue`].

use super::align::Sides;
use super::candidate::{Candidate, Index};
use super::pairing::Pairing;
use super::texts::Text;
use crate::model::Role;

/// How much nearer two neighbours must come together, when they are looked for among candidates.
const NEARER: f32 = 0.12;

/// How many pairs away a part may be without being thought far away, and how like another paragraph it may then be.
const NEAR: usize = 8;
const ELSEWHERE: f32 = 0.4;
/// How much nearer it must come than parts that stand in order.
const FAR: f32 = 0.1;

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

/// What is asked when a whole is compared with two parts together; nothing else that is asked has this number.
const TOGETHER: u64 = u64::MAX;

/// Whether two neighbours can be parts of one paragraph: the preamble and what is decided never are.
pub(super) fn belong(texts: &[Text], one: usize, other: usize) -> bool {
    let role = |at: usize| texts.get(at).map(|text| text.role);
    let roles = [role(one), role(other)];
    !(roles.contains(&Some(Role::Preambular)) && roles.contains(&Some(Role::Operative)))
}

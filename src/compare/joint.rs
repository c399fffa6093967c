//! Splits and mergers: two neighbours that together come nearer to one paragraph than either alone.

use std::collections::BTreeMap;

use super::align::Sides;
use super::candidate::{Candidate, Index};
use super::pairing::Pairing;

/// How much nearer two neighbours must come together, when they are looked for among candidates.
const NEARER: f32 = 0.12;
/// The same for what is left beside a pair, and how much of it must stand in the other side of that pair.
const NEARER_LEFT: f32 = 0.04;
const INSIDE_LEFT: f32 = 0.3;

/// Finds splits and mergers among candidates, before single pairs are made of them.
pub(super) fn splits_and_mergers(index: &Index, found: &[Candidate], pairing: &mut Pairing) {
    for merged in [true, false] {
        // The whole is in b when paragraphs were merged, in a when one was split.
        let whole = |c: &Candidate| if merged { c.b } else { c.a };
        let part = |c: &Candidate| if merged { c.a } else { c.b };
        let mut by_whole: BTreeMap<usize, Vec<&Candidate>> = BTreeMap::new();
        for c in found {
            if c.contained >= 0.5 && c.shared >= 6.0 {
                by_whole.entry(whole(c)).or_default().push(c);
            }
        }
        for (at, parts) in by_whole {
            let heavy = |c: &&&Candidate| (c.shared.to_bits(), std::cmp::Reverse(part(c)));
            let Some(first) = parts.iter().max_by_key(heavy) else {
                continue;
            };
            let beside = parts.iter().filter(|c| part(c).abs_diff(part(first)) == 1);
            let Some(second) = beside.max_by_key(heavy) else {
                continue;
            };
            let free = |c: &Candidate| pairing.free_a(c.a) && pairing.free_b(c.b);
            if !free(first) || !free(second) {
                continue;
            }
            let (one, one_part, other_part) = if merged {
                (index.of_b(at), index.of_a(first.a), index.of_a(second.a))
            } else {
                (index.of_a(at), index.of_b(first.b), index.of_b(second.b))
            };
            let together = index.nearness(one, &[one_part, other_part]);
            if together - index.nearness(one, &[one_part]) > NEARER {
                pairing.pair(first.a, first.b, together);
                if merged {
                    pairing.join_a(second.a, first.a);
                } else {
                    pairing.join_b(second.b, first.b);
                }
            }
        }
    }
}

/// Adds to pairs what stands free beside them and makes them come nearer.
pub(super) fn residue(sides: &Sides<'_>, index: &Index, pairing: &mut Pairing) {
    let (many_a, many_b) = (sides.a.paragraphs.len(), sides.b.paragraphs.len());
    let up_and_down = |many: usize| (0..many).chain((0..many).rev());
    for b in up_and_down(many_b) {
        if !pairing.free_b(b) || sides.heading_b(b) {
            continue;
        }
        let beside = [b.checked_sub(1), Some(b + 1)].into_iter().flatten();
        let near = beside.filter_map(|next| {
            let group = pairing.of_b(next)?;
            let [whole] = group.a.as_slice() else {
                return None;
            };
            let parts: Vec<&[u32]> = group.b.iter().map(|b| index.of_b(*b)).collect();
            let plain = !sides.heading_a(*whole) && !sides.heading_b(next);
            Some((gain(index, index.of_a(*whole), parts, index.of_b(b))?, next)).filter(|_| plain)
        });
        if let Some((_, next)) = near.max_by(|x, y| x.0.total_cmp(&y.0)) {
            pairing.join_b(b, next);
        }
    }
    for a in up_and_down(many_a) {
        if !pairing.free_a(a) || sides.heading_a(a) {
            continue;
        }
        let beside = [a.checked_sub(1), Some(a + 1)].into_iter().flatten();
        let near = beside.filter_map(|next| {
            let group = pairing.of_a(next)?;
            let [whole] = group.b.as_slice() else {
                return None;
            };
            let parts: Vec<&[u32]> = group.a.iter().map(|a| index.of_a(*a)).collect();
            let plain = !sides.heading_b(*whole) && !sides.heading_a(next);
            Some((gain(index, index.of_b(*whole), parts, index.of_a(a))?, next)).filter(|_| plain)
        });
        if let Some((_, next)) = near.max_by(|x, y| x.0.total_cmp(&y.0)) {
            pairing.join_a(a, next);
        }
    }
}

/// How much nearer `rest` brings the parts to the whole, when that is enough.
fn gain<'a>(
    index: &Index,
    whole: &[u32],
    mut parts: Vec<&'a [u32]>,
    rest: &'a [u32],
) -> Option<f32> {
    if whole.is_empty() || rest.is_empty() || index.contained(rest, whole) < INSIDE_LEFT {
        return None;
    }
    let before = index.nearness(whole, &parts);
    parts.push(rest);
    Some(index.nearness(whole, &parts) - before).filter(|gain| *gain > NEARER_LEFT)
}

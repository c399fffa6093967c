//! Pairs by words: sure ones wherever they stand, weaker ones where the order of the text supports them, then moves.
//! Start at [`pair`].

use super::align::Sides;
use super::candidate::{Candidate, Index};
use super::found::Found;
use super::joint;
use super::pairing::Pairing;

/// Shared words that make a pair sure when no other candidate comes within the margin.
const SURE: f32 = 0.62;
const MARGIN: f32 = 0.12;
/// Shared words that are enough for a pair in the right place.
const WEAK: f32 = 0.16;
/// The same when the documents have ids in common, and where an id is in doubt.
const WEAK_RELATED: f32 = 0.4;
const WEAK_DOUBTED: f32 = 0.5;
/// Shared words that are enough for a move, near by and far away; how many pairs away is near by. Characters of Chinese, of
/// which words are made, are shared by chance more often than words.
const MOVED_NEAR: f32 = 0.26;
const MOVED_NEAR_HAN: f32 = 0.36;
const MOVED_FAR: f32 = 0.5;
const NEAR: usize = 8;

/// A weak pair in the right place yields when either of its paragraphs has a free partner elsewhere that shares this much of
/// its words, and so much more.
const ELSEWHERE: f32 = 0.75;
const BETTER: f32 = 0.3;

/// Pairs the free paragraphs that are no headings.
pub(super) fn pair(sides: &Sides<'_>, index: &Index, pairing: &mut Pairing, before: &mut Found) {
    let from: Vec<usize> = (0..sides.a.paragraphs.len())
        .filter(|a| pairing.free_a(*a) && !sides.heading_a(*a))
        .collect();
    let to: Vec<usize> = (0..sides.b.paragraphs.len())
        .filter(|b| pairing.free_b(*b) && !sides.heading_b(*b))
        .collect();
    if from.is_empty() || to.is_empty() {
        return;
    }
    let mut found = before.again(index, (&from, &to), |a, list| {
        neighbours(sides, pairing, a, list);
    });
    found.retain(|c| {
        let doubted = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
        c.dice >= WEAK_DOUBTED || !(doubted(&sides.doubt_a, c.a) || doubted(&sides.doubt_b, c.b))
    });
    joint::splits_and_mergers(sides, index, &found, pairing);
    found.retain(|c| pairing.free_a(c.a) && pairing.free_b(c.b));
    sure(sides, &found, pairing);
    in_order(sides, index, &found, pairing);
    moves(sides, index, &found, pairing);
}

/// Candidates by how much they share, then by how near they stand.
fn sorted<'a>(found: impl Iterator<Item = &'a Candidate>) -> Vec<&'a Candidate> {
    let mut found: Vec<&Candidate> = found.collect();
    found.sort_unstable_by(|x, y| {
        y.dice
            .total_cmp(&x.dice)
            .then(x.a.abs_diff(x.b).cmp(&y.a.abs_diff(y.b)))
            .then(x.a.cmp(&y.a))
            .then(x.b.cmp(&y.b))
    });
    found
}

/// Places in the second document that answer to a place in the first: counted from the nearest pairs before and behind.
fn neighbours(sides: &Sides<'_>, pairing: &Pairing, a: usize, list: &mut Vec<usize>) {
    for step in [-1_isize, 1] {
        for far in 1..=8_isize {
            let Some(place) = a.checked_add_signed(step * far) else {
                break;
            };
            if pairing.free_a(place) {
                continue;
            }
            if let Some((_, b)) = pairing.place_of_a(place) {
                for back in 1..=far + 2 {
                    list.extend(
                        b.checked_add_signed(-step * back)
                            .filter(|b| pairing.free_b(*b) && !sides.heading_b(*b)),
                    );
                }
            }
            break;
        }
    }
}

/// Sure pairs are locked wherever they stand. Near-duplicates are left to the order of the text.
fn sure(sides: &Sides<'_>, found: &[Candidate], pairing: &mut Pairing) {
    // The second best of every paragraph.
    let mut best_a = vec![(0.0_f32, 0.0_f32); sides.a.paragraphs.len()];
    let mut best_b = vec![(0.0_f32, 0.0_f32); sides.b.paragraphs.len()];
    for candidate in found {
        for best in [best_a.get_mut(candidate.a), best_b.get_mut(candidate.b)]
            .into_iter()
            .flatten()
        {
            if candidate.dice > best.0 {
                *best = (candidate.dice, best.0);
            } else {
                best.1 = best.1.max(candidate.dice);
            }
        }
    }
    for candidate in sorted(found.iter().filter(|c| c.dice >= SURE)) {
        let second = |best: &[(f32, f32)], at: usize| best.get(at).map_or(0.0, |best| best.1);
        let other = second(&best_a, candidate.a).max(second(&best_b, candidate.b));
        if candidate.dice - other > MARGIN {
            pairing.pair(candidate.a, candidate.b, candidate.dice);
        }
    }
}

/// Enough shared words, in rarity; for short paragraphs a share of the poorer one is enough.
fn enough(index: &Index, candidate: &Candidate, need: f32, share: f32) -> bool {
    let (a, b) = (index.of_a(candidate.a), index.of_b(candidate.b));
    candidate.shared >= need.min(share * index.sum(a).min(index.sum(b)))
}

/// Weaker pairs inside the gaps of what is paired already: the heaviest chain in order.
fn in_order(sides: &Sides<'_>, index: &Index, found: &[Candidate], pairing: &mut Pairing) {
    let weak = if sides.related { WEAK_RELATED } else { WEAK };
    // The best free partner of every paragraph, wherever it stands.
    let mut best_a = vec![0.0_f32; sides.a.paragraphs.len()];
    let mut best_b = vec![0.0_f32; sides.b.paragraphs.len()];
    for c in found
        .iter()
        .filter(|c| pairing.free_a(c.a) && pairing.free_b(c.b))
    {
        for best in [best_a.get_mut(c.a), best_b.get_mut(c.b)]
            .into_iter()
            .flatten()
        {
            *best = best.max(c.dice);
        }
    }
    let elsewhere = |c: &Candidate| {
        let best = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(0.0);
        best(&best_a, c.a).max(best(&best_b, c.b)) >= (c.dice + BETTER).max(ELSEWHERE)
    };
    let (backbone, _) = pairing.backbone(|a| sides.weight(a));
    let in_b = backbone.clone();
    let gap_a = |a: usize| backbone.partition_point(|pair| pair.0 < a);
    let gap_b = |b: usize| in_b.partition_point(|pair| pair.1 < b);
    let mut list: Vec<&Candidate> = found
        .iter()
        .filter(|c| {
            pairing.free_a(c.a)
                && pairing.free_b(c.b)
                && gap_a(c.a) == gap_b(c.b)
                && (c.dice >= weak || c.contained >= (weak + 0.34).max(0.5))
                && enough(index, c, 6.0, 0.25)
                && !elsewhere(c)
        })
        .collect();
    // Of candidates of one paragraph a chain that rises strictly can take one only when they come falling.
    list.sort_unstable_by(|x, y| x.a.cmp(&y.a).then(y.b.cmp(&x.b)));
    let places: Vec<(u32, u64)> = list
        .iter()
        .map(|c| {
            let worth = c.shared * c.dice.max(0.6 * c.contained);
            (c.b as u32, (worth * 100.0) as u64 + 1)
        })
        .collect();
    for (candidate, keep) in list.iter().zip(super::chain::heaviest(&places)) {
        if keep {
            pairing.pair(candidate.a, candidate.b, candidate.dice);
        }
    }
}

/// What is left and alike enough was moved.
fn moves(sides: &Sides<'_>, index: &Index, found: &[Candidate], pairing: &mut Pairing) {
    let (backbone, _) = pairing.backbone(|a| sides.weight(a));
    let gap_a = |a: usize| backbone.partition_point(|pair| pair.0 < a);
    let gap_b = |b: usize| backbone.partition_point(|pair| pair.1 < b);
    let moved_near = match sides.a.head.language.primary() {
        "zh" => MOVED_NEAR_HAN,
        _ => MOVED_NEAR,
    };
    let free = |c: &&Candidate| pairing.free_a(c.a) && pairing.free_b(c.b);
    let enough_for_any =
        |c: &&Candidate| c.dice >= moved_near || c.contained >= 0.8 && c.shared >= 40.0;
    for c in sorted(found.iter().filter(enough_for_any).filter(free)) {
        let near = gap_a(c.a).abs_diff(gap_b(c.b)) <= NEAR;
        let need = match (near, sides.related) {
            (true, false) => moved_near,
            _ => MOVED_FAR,
        };
        let alike = c.dice >= need || (c.contained >= 0.8 && c.shared >= 40.0);
        if alike && enough(index, c, 12.0, 0.5) {
            pairing.pair(c.a, c.b, c.dice);
        }
    }
}

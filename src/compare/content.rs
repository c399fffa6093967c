//! Pairs by words: sure ones wherever they stand, weaker ones where the order of the text supports them, then moves.
//! Start at [`pair`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::align::Sides;
use super::candidate::{Candidate, Change, Index, Lists, Row, Sums};
use super::joint;
use super::pairing::Pairing;
use super::reading::Reading;

/// Shared words that make a pair sure when no other candidate comes within the margin.
const SURE: f32 = 0.62;
const MARGIN: f32 = 0.12;
/// Shared words that are enough for a pair in the right place.
const WEAK: f32 = 0.16;
/// The same when the documents have ids in common, and where an id is in doubt.
const WEAK_RELATED: f32 = 0.4;
const WEAK_DOUBTED: f32 = 0.5;
/// Shared words that are enough for a move, near by and far away; how many pairs away is near by.
const MOVED_NEAR: f32 = 0.26;
const MOVED_FAR: f32 = 0.5;
const NEAR: usize = 8;

/// A weak pair in the right place yields when either of its paragraphs has a free partner elsewhere that shares this much of
/// its words, and so much more.
const ELSEWHERE: f32 = 0.75;
const BETTER: f32 = 0.3;

/// Candidates that were found in the comparison before, and what they depend on.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The free paragraphs of both sides, with their places.
    from: Vec<(usize, Arc<Reading>)>,
    to: Vec<(usize, Arc<Reading>)>,
    /// Of every paragraph of the first document, the place of its pair.
    pairs: Vec<Option<usize>>,
    /// Those of them that are no headings.
    open: (Vec<usize>, Vec<usize>),
    /// How rare their words are.
    rarity: Vec<u32>,
    /// Who has which sign, and what was found of every paragraph of the first document that is no heading.
    lists: Lists,
    rows: Vec<Row>,
}

/// More edited paragraphs than this are not taken one by one, nor more changed lists.
const FEW: usize = 8;
const MANY: usize = 1024;

/// An edited paragraph: its place, and what was read of it before.
type Edited = (usize, Arc<Reading>);

impl Found {
    /// The candidates. Of paragraphs that are where they were, only those are looked for anew of which anything changed
    /// that they depend on: their own words, the rarity of one of these, or a paragraph that comes into question.
    fn again(
        &mut self,
        sides: &Sides<'_>,
        index: &Index,
        pairing: &Pairing,
        (from, to): (&[usize], &[usize]),
    ) -> Vec<Candidate> {
        // Headings are no candidates, but all that is free makes words common or rare.
        let read = |read: Option<&Arc<Reading>>, at: usize| Some((at, Arc::clone(read?)));
        let now_from: Vec<_> = (0..sides.a.paragraphs.len())
            .filter(|a| pairing.free_a(*a))
            .filter_map(|a| read(index.read_a(a), a))
            .collect();
        let now_to: Vec<_> = (0..sides.b.paragraphs.len())
            .filter(|b| pairing.free_b(*b))
            .filter_map(|b| read(index.read_b(b), b))
            .collect();
        let pairs: Vec<Option<usize>> = (0..sides.a.paragraphs.len())
            .map(|a| pairing.of_a(a).map(|group| group.place().1))
            .collect();
        let in_place = self.pairs == pairs
            && self.open.0 == from
            && self.open.1 == to
            && self.lists.edited() <= MANY;
        let edited = in_place
            .then(|| Some((edited(&self.from, &now_from)?, edited(&self.to, &now_to)?)))
            .flatten();
        let near = |a: usize, list: &mut Vec<usize>| neighbours(sides, pairing, a, list);
        if let Some((in_from, in_to)) = edited {
            self.edited(index, &in_from, &in_to, near);
        } else {
            self.pairs = pairs;
            self.open = (from.to_vec(), to.to_vec());
            self.lists = index.lists(to);
            let mut sums = Sums::default();
            let rows = from
                .iter()
                .map(|a| index.row(*a, &self.lists, near, &mut sums));
            self.rows = rows.collect();
        }
        (self.from, self.to) = (now_from, now_to);
        self.rarity.clear();
        self.rarity.extend_from_slice(index.rarity());
        index.told(from, &self.rows)
    }

    fn edited(
        &mut self,
        index: &Index,
        in_from: &[Edited],
        in_to: &[Edited],
        near: impl Fn(usize, &mut Vec<usize>),
    ) {
        let both = self.rarity.iter().zip(index.rarity()).zip(0..);
        let moved: Vec<u32> = both
            .filter(|((old, new), _)| old != new)
            .map(|(_, sign)| sign)
            .collect();
        let in_lists = in_to
            .iter()
            .filter(|(b, _)| self.open.1.binary_search(b).is_ok());
        let mut before: BTreeMap<u32, u32> = BTreeMap::new();
        let mut edited = Vec::new();
        for (b, old) in in_lists {
            for (sign, many) in self.lists.edit(*b, old.signs(), index.of_b(*b)) {
                before.entry(sign).or_insert(many);
            }
            edited.push(*b);
        }
        let changes: Vec<Change> = before
            .into_iter()
            .map(|(sign, before)| Change {
                sign,
                before,
                after: self.lists.many(sign),
            })
            .collect();
        let mut sums = Sums::default();
        for (a, row) in self.open.0.iter().zip(&mut self.rows) {
            let own = index.of_a(*a);
            let has_moved = || moved.iter().any(|sign| own.binary_search(sign).is_ok());
            let stays = !in_from.iter().any(|(edited, _)| edited == a)
                && !has_moved()
                && index.holds(*a, row, &self.lists, (&changes, &edited));
            if !stays {
                *row = index.row(*a, &self.lists, &near, &mut sums);
            }
        }
    }
}

/// The paragraphs that were read anew, when there are few and all stand where they stood.
fn edited(before: &[Edited], now: &[Edited]) -> Option<Vec<Edited>> {
    if before.len() != now.len() {
        return None;
    }
    let mut edited = Vec::new();
    for (old, new) in before.iter().zip(now) {
        if old.0 != new.0 || edited.len() > FEW {
            return None;
        }
        if !Arc::ptr_eq(&old.1, &new.1) {
            edited.push(old.clone());
        }
    }
    Some(edited)
}

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
    let mut found = before.again(sides, index, pairing, (&from, &to));
    found.retain(|c| {
        let doubted = |list: &[bool], at: usize| list.get(at).copied().unwrap_or(false);
        c.dice >= WEAK_DOUBTED || !(doubted(&sides.doubt_a, c.a) || doubted(&sides.doubt_b, c.b))
    });
    joint::splits_and_mergers(sides, index, &found, pairing);
    found.retain(|c| pairing.free_a(c.a) && pairing.free_b(c.b));
    found.sort_unstable_by(|x, y| {
        y.dice
            .total_cmp(&x.dice)
            .then(x.a.abs_diff(x.b).cmp(&y.a.abs_diff(y.b)))
            .then(x.a.cmp(&y.a))
            .then(x.b.cmp(&y.b))
    });
    sure(sides, &found, pairing);
    in_order(sides, index, &found, pairing);
    moves(sides, index, &found, pairing);
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
            if let Some(group) = pairing.of_a(place) {
                let b = group.place().1;
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
    for candidate in found.iter().take_while(|c| c.dice >= SURE) {
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
    for c in found {
        let near = gap_a(c.a).abs_diff(gap_b(c.b)) <= NEAR;
        let need = match (near, sides.related) {
            (true, false) => MOVED_NEAR,
            _ => MOVED_FAR,
        };
        let alike = c.dice >= need || (c.contained >= 0.8 && c.shared >= 40.0);
        if alike && enough(index, c, 12.0, 0.5) {
            pairing.pair(c.a, c.b, c.dice);
        }
    }
}

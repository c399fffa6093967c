//! The alignment of two token lists as a person would draw it: few changes, whole phrases, no lonely word kept between two
//! changes.
//!
//! Keeping a token earns its weight, opening a gap costs, and widening a gap is free, so that words are replaced in phrases
//! (affine gaps; Gotoh 1982). What a gap costs stands in `table`, where it is drawn among equal places in `slide`. Start at
//! [`align`].

use std::collections::HashMap;

mod slide;
mod table;

use super::token::{Fast, Lexicon};
use table::Gap;

/// Cost of replacing words in hundredths where every word that stayed counts, as in a merge; measured on real drafts.
pub(super) const OPEN: i32 = 108;
/// Largest table filled for one pair of lists; longer ones are cut at common words first.
const CELLS: usize = 4_000_000;
/// How many tokens common to both sides are looked at again when a Chinese word would be cut there.
const SLACK: usize = 3;

/// Pairs of places of equal tokens, rising on both sides. `open` is the cost of a gap in hundredths.
pub(super) fn align(x: &[u32], y: &[u32], lexicon: &Lexicon, open: i32) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(x.len().min(y.len()));
    within(x, y, (0, 0), lexicon, open, &mut pairs);
    slide::slide(x, y, &mut pairs, lexicon);
    pairs
}

/// Aligns two lists that start at the places `base` of the whole, adding to `pairs`.
fn within(
    x: &[u32],
    y: &[u32],
    base: (u32, u32),
    lexicon: &Lexicon,
    open: i32,
    pairs: &mut Vec<(u32, u32)>,
) {
    // Matching common ends first never costs a gap, but for a Chinese word that would be cut there.
    let most = x.len().min(y.len());
    let before = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let before = shorter(before, |at| {
        splits(x, at, lexicon) || splits(y, at, lexicon)
    });
    let both = x.iter().rev().zip(y.iter().rev());
    let after = both.take(most - before).take_while(|(a, b)| a == b).count();
    let after = shorter(after, |at| {
        splits(x, x.len() - at, lexicon) || splits(y, y.len() - at, lexicon)
    });
    let (x_end, y_end) = (x.len() - after, y.len() - after);
    let x_mid = x.get(before..x_end).unwrap_or_default();
    let y_mid = y.get(before..y_end).unwrap_or_default();
    pairs.extend((0..before as u32).map(|k| (base.0 + k, base.1 + k)));
    let mid = (base.0 + before as u32, base.1 + before as u32);
    if x_mid.is_empty() || y_mid.is_empty() {
        // Nothing to align.
    } else if (x_mid.len() + 1).saturating_mul(y_mid.len() + 1) <= CELLS {
        let gap = Gap {
            x,
            y,
            in_x: before..x_end,
            in_y: before..y_end,
        };
        gap.align(base, lexicon, open, pairs);
    } else {
        cut(x_mid, y_mid, mid, lexicon, open, pairs);
    }
    let end = (base.0 + x_end as u32, base.1 + y_end as u32);
    pairs.extend((0..after as u32).map(|k| (end.0 + k, end.1 + k)));
}

/// Whether the place before a token is inside a Chinese word.
pub(super) fn splits(list: &[u32], at: usize, lexicon: &Lexicon) -> bool {
    let token = |at: Option<usize>| at.and_then(|at| list.get(at)).copied();
    let (before, here) = (token(at.checked_sub(1)), token(Some(at)));
    lexicon.is_inside(before, here)
        || lexicon.is_ending(here)
            && lexicon.is_han(before)
            && !lexicon.is_inside(here, token(Some(at + 1)))
}

/// A common end made shorter until it splits no word, by a few tokens at most.
fn shorter(common: usize, splits: impl Fn(usize) -> bool) -> usize {
    let least = common.saturating_sub(SLACK);
    (least..=common)
        .rev()
        .find(|at| *at == 0 || !splits(*at))
        .unwrap_or(common)
}

/// Cuts two very long lists at runs of words that stand once on each side, and aligns what is between. Without such a run
/// nothing between two texts of this length is the same in any way a reader could follow.
fn cut(
    x: &[u32],
    y: &[u32],
    base: (u32, u32),
    lexicon: &Lexicon,
    open: i32,
    pairs: &mut Vec<(u32, u32)>,
) {
    for run in [4, 2, 1] {
        let (in_x, in_y) = (once(x, run), once(y, run));
        let mut common: Vec<(u32, u32)> = in_x
            .iter()
            .filter_map(|(tokens, at)| Some((*at, *in_y.get(tokens)?)))
            .collect();
        common.sort_unstable();
        let kept =
            super::chain::heaviest(&common.iter().map(|pair| (pair.1, 1)).collect::<Vec<_>>());
        let mut anchors = common.iter().zip(kept).filter(|(_, keep)| *keep).peekable();
        if anchors.peek().is_none() {
            continue;
        }
        let (mut i, mut j) = (0_usize, 0_usize);
        for (&(at_x, at_y), _) in anchors {
            let (at_x, at_y) = (at_x as usize, at_y as usize);
            let (Some(left), Some(right)) = (x.get(i..at_x), y.get(j..at_y)) else {
                continue;
            };
            within(
                left,
                right,
                (base.0 + i as u32, base.1 + j as u32),
                lexicon,
                open,
                pairs,
            );
            pairs.push((base.0 + at_x as u32, base.1 + at_y as u32));
            (i, j) = (at_x + 1, at_y + 1);
        }
        if let (Some(left), Some(right)) = (x.get(i..), y.get(j..)) {
            within(
                left,
                right,
                (base.0 + i as u32, base.1 + j as u32),
                lexicon,
                open,
                pairs,
            );
        }
        return;
    }
}

/// Runs of tokens that stand exactly once, with their place.
fn once(list: &[u32], run: usize) -> HashMap<&[u32], u32, Fast> {
    let mut seen: HashMap<&[u32], Option<u32>, Fast> = HashMap::default();
    for (at, tokens) in list.windows(run).enumerate() {
        seen.entry(tokens)
            .and_modify(|place| *place = None)
            .or_insert(Some(at as u32));
    }
    seen.into_iter()
        .filter_map(|(tokens, at)| Some((tokens, at?)))
        .collect()
}

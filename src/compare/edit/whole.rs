//! Chinese words that an alignment would cut: a change is drawn around the whole word, as it is in writings with spaces.
//!
//! An alignment by characters keeps what it can, so that 参与 beside 参与性 has one character put in. A reader takes 参与性
//! for another word. For marking changes alone: a merge needs every character that stayed. Start at [`widen`].

use crate::compare::affine::splits;
use crate::compare::token::Lexicon;

/// How many characters a change grows by at one end. A longer chain of characters that belong together two by two is no word.
const LONGEST: usize = 4;

/// Leaves out of an alignment the characters that stand in one word with what changed beside them.
pub(super) fn widen(
    mut pairs: Vec<(u32, u32)>,
    x: &[u32],
    y: &[u32],
    lexicon: &Lexicon,
) -> Vec<(u32, u32)> {
    let is_han = |id: &u32| lexicon.entry(*id).han.is_some();
    if !x.iter().any(is_han) || !y.iter().any(is_han) {
        return pairs;
    }
    let ends = (x.len(), y.len());
    let mut from = (0, 0);
    let mut gone = vec![false; pairs.len()];
    for at in 0..=pairs.len() {
        let place = |at: usize| pairs.get(at).map(|pair| (pair.0 as usize, pair.1 as usize));
        let to = place(at).unwrap_or(ends);
        if from != to {
            // Whether the text of a side has an edge inside a word there; a side without text has none of its own.
            let has = (from.0 < to.0, from.1 < to.1);
            let cuts = |edge: (usize, usize), grown: usize| {
                (has.0 || grown > 0) && splits(x, edge.0, lexicon)
                    || (has.1 || grown > 0) && splits(y, edge.1, lexicon)
            };
            let before = |k: usize| Some((from.0.checked_sub(k)?, from.1.checked_sub(k)?));
            let left = grow(
                |k| k == 0 || at.checked_sub(k).and_then(place) == before(k),
                |k| before(k).is_some_and(|edge| cuts(edge, k)),
            );
            let right = grow(
                |k| k == 0 || place(at + k - 1) == Some((to.0 + k - 1, to.1 + k - 1)),
                |k| cuts((to.0 + k, to.1 + k), k),
            );
            for mark in gone.iter_mut().take(at + right).skip(at - left) {
                *mark = true;
            }
        }
        from = (to.0 + 1, to.1 + 1);
    }
    let mut gone = gone.into_iter();
    pairs.retain(|_| !gone.next().unwrap_or(false));
    pairs
}

/// By how many of the characters that stay beside it a change has to grow until its edge is inside no word; none when that
/// would be too many.
fn grow(stays: impl Fn(usize) -> bool, cuts: impl Fn(usize) -> bool) -> usize {
    for k in 0..=LONGEST {
        if !stays(k) {
            // All that stayed between two changes is part of a word with one of them.
            return k - 1;
        }
        if !cuts(k) {
            return k;
        }
    }
    0
}

//! How much two texts have in common, for what a merge asks besides [`crate::compare::similarity`].

use crate::compare::likeness::{features, shared};
use crate::compare::token::Lexicon;

/// The words and pairs of words of a text.
pub(super) fn read(text: &str, lexicon: &mut Lexicon) -> Vec<u64> {
    let tokens = lexicon.tokens(text);
    features(&tokens.list, lexicon)
}

/// What share of the first stands in the second, from 0 to 1; all of nothing.
pub(super) fn held(part: &[u64], whole: &[u64]) -> f32 {
    if part.is_empty() {
        return 1.0;
    }
    shared(part, whole, |_| 1_usize) as f32 / part.len() as f32
}

/// How near two are, from 0 to 1 (Dice).
pub(super) fn alike(a: &[u64], b: &[u64]) -> f32 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * shared(a, b, |_| 1_usize) as f32 / (a.len() + b.len()) as f32
}

/// What of the first does not stand in the second, repetitions counted.
pub(super) fn without(whole: &[u64], part: &[u64]) -> Vec<u64> {
    let mut part = part.iter().peekable();
    let is_left = |feature: &&u64| {
        while part.next_if(|other| other < feature).is_some() {}
        part.next_if_eq(feature).is_none()
    };
    whole.iter().filter(is_left).copied().collect()
}

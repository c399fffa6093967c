//! The letters of a paragraph, whatever stands between them. Start at [`Letters::of`] and [`bare`].

use super::likeness::shared;
use crate::text::is_han;

/// Letters of the longer of two paragraphs, at most. What is longer is found by its words.
pub(super) const LONG: usize = 240;

/// The pairs of neighbouring letters of a text, and single characters of Chinese.
#[derive(Debug)]
pub(super) struct Letters {
    /// How many letters there are.
    pub(super) many: usize,
    /// The pairs in order.
    pairs: Vec<(char, char)>,
}

impl Letters {
    /// The letters and digits of a text in lower case; none of a long one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut found = Self {
            many: 0,
            pairs: Vec::new(),
        };
        let mut last = None;
        for c in letters(text) {
            found.many += 1;
            if found.many > LONG {
                return None;
            }
            let first = if is_han(c) { Some(c) } else { last };
            found.pairs.extend(first.map(|first| (first, c)));
            last = Some(c);
        }
        found.pairs.sort_unstable();
        Some(found)
    }

    /// Twice what both have over what each has.
    pub(super) fn alike(&self, other: &Self) -> f32 {
        let both = shared(&self.pairs, &other.pairs, |_| 1_usize);
        2.0 * both as f32 / (self.pairs.len() + other.pairs.len()).max(1) as f32
    }
}

/// Nothing but the letters and digits of a text in lower case; none of a long one, nor of one that has none.
pub(super) fn bare(text: &str) -> Option<Box<str>> {
    if text.len() > 4 * LONG {
        return None;
    }
    let letters: String = letters(text).collect();
    (!letters.is_empty()).then(|| letters.into())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

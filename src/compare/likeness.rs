//! How near two texts are: shared words and pairs of words, whatever the brackets, the marks, the case and the order of
//! phrases. Start at [`similarity`].

use super::edit::is_word;
use super::reading::Reading;
use super::token::{Lexicon, Token};

/// How near two texts are, from 0 (no word in common) to 1 (the same words in the same order).
///
/// Twice what they share over what they have (Dice), counted in words and pairs of neighbouring words, long words more than
/// short ones. Brackets, punctuation, case and white space do not count. Two texts without words are 1 when they are the
/// same and 0 when not.
pub fn similarity(a: &str, b: &str) -> f32 {
    among(a, b, &mut Lexicon::new())
}

/// The same with a lexicon that may know the words already.
pub(super) fn among(a: &str, b: &str, lexicon: &mut Lexicon) -> f32 {
    let (a, b) = (lexicon.tokens(a), lexicon.tokens(b));
    let (x, y) = (features(&a.list, lexicon), features(&b.list, lexicon));
    if x.is_empty() || y.is_empty() {
        let same = a.list.iter().map(|t| t.id).eq(b.list.iter().map(|t| t.id));
        return if same { 1.0 } else { 0.0 };
    }
    likeness(&x, &y, lexicon)
}

/// As [`similarity`], of paragraphs that were read.
pub(super) fn alike(a: &Reading, b: &Reading, lexicon: &Lexicon) -> f32 {
    if a.features.is_empty() || b.features.is_empty() {
        return if a.ids().eq(b.ids()) { 1.0 } else { 0.0 };
    }
    likeness(&a.features, &b.features, lexicon)
}

/// As [`similarity`], of the [`features`] of texts.
fn likeness(x: &[u64], y: &[u64], lexicon: &Lexicon) -> f32 {
    let weight = |feature: u64| {
        let second = lexicon.entry(feature as u32).weight;
        let first = if feature >> 32 == 0 {
            0
        } else {
            lexicon.entry((feature >> 32) as u32 - 1).weight
        };
        i64::from(first + second)
    };
    let total = |list: &[u64]| list.iter().map(|f| weight(*f)).sum::<i64>();
    let shared = shared(x, y, weight);
    2.0 * shared as f32 / (total(x) + total(y)).max(1) as f32
}

/// The sum of the weights of what two ordered lists share, repetitions counted.
pub(super) fn shared<T: Ord + Copy, W: std::iter::Sum<W>>(
    x: &[T],
    y: &[T],
    weight: impl Fn(T) -> W,
) -> W {
    let (mut i, mut j) = (0, 0);
    let both = std::iter::from_fn(|| {
        while let (Some(one), Some(other)) = (x.get(i), y.get(j)) {
            // Steps without a branch: which list is behind is anybody's guess.
            i += usize::from(one <= other);
            j += usize::from(other <= one);
            if one == other {
                return Some(*one);
            }
        }
        None
    });
    both.map(weight).sum()
}

/// The words and the pairs of neighbouring words of a text as numbers, ordered: a word is its number, a pair has the first
/// word, counted from 1, in the upper half.
pub(super) fn features(tokens: &[Token<'_>], lexicon: &Lexicon) -> Vec<u64> {
    let mut features = Vec::with_capacity(tokens.len() * 2);
    let mut before: Option<u32> = None;
    for token in tokens {
        let entry = lexicon.entry(token.id);
        if !is_word(entry.class) {
            continue;
        }
        features.push(u64::from(entry.fold));
        if let Some(before) = before {
            features.push((u64::from(before) + 1) << 32 | u64::from(entry.fold));
        }
        before = Some(entry.fold);
    }
    features.sort_unstable();
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_marks_and_case_do_not_count() {
        for (a, b) in [
            ("[Urges] States, to act;", "urges States [to act]."),
            ("决定[继续]处理此案。", "决定继续处理此案"),
            ("", ""),
            ("[...]", "[...]"),
        ] {
            assert!((similarity(a, b) - 1.0).abs() < 1e-6, "{a} / {b}");
        }
    }

    #[test]
    fn nearer_texts_are_more_alike() {
        let base = "Urges all Member States to strengthen the protection of civilians";
        let order = [
            "Urges all Member States to strengthen the protection of children",
            "Urges Member States to consider the protection of children",
            "Recalls the obligation of Member States",
            "Décide de rester saisie",
        ];
        let found: Vec<f32> = order.iter().map(|text| similarity(base, text)).collect();
        assert!(found.windows(2).all(|pair| pair[0] > pair[1]), "{found:?}");
        assert!(found[0] > 0.8 && found[3] == 0.0, "{found:?}");
    }
}

//! How many slips of the keyboard lie between two words.
//!
//! Start at [`slips`]. [`signature`] sorts out most of a dictionary before anything is compared.

/// Longest word compared, in characters; longer ones are only found as written.
pub(super) const LONGEST: usize = 40;

/// Letters of a word as a set of 64 bits. Two words that are `d` slips apart differ in at most `2 * d` of them.
pub(super) fn signature(word: &str) -> u64 {
    word.chars().fold(0, |set, c| {
        let number = u32::from(c);
        let bit = match c {
            'a'..='z' => number - u32::from('a'),
            '0'..='9' => 26 + number - u32::from('0'),
            // The top six bits of a multiplicative hash.
            _ => number.wrapping_mul(0x9e37_79b1) >> 26,
        };
        set | (1 << bit)
    })
}

/// Whether at most so many bits are set; cheaper than counting them on processors that are not known to count.
#[inline]
pub(super) fn has_at_most(mut bits: u64, most: usize) -> bool {
    for _ in 0..most {
        bits &= bits.wrapping_sub(1);
    }
    bits == 0
}

/// Whether a word has a digit: numbers are not typed approximately.
pub(super) fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric)
}

/// How many slips a word of that many letters is forgiven.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The number of letters left out, put in, exchanged or swapped with a neighbour between two words (optimal string
/// alignment), if it is at most `limit`.
pub(super) fn slips(asked: &[char], word: &[char], limit: usize) -> Option<usize> {
    if asked.len().abs_diff(word.len()) > limit {
        return None;
    }
    last_row(asked, word, limit)?
        .get(word.len())
        .map(|cost| usize::from(*cost))
        .filter(|cost| *cost <= limit)
}

/// The fewest slips between a word that is still being typed and any beginning of `word`.
pub(super) fn slips_of_beginning(asked: &[char], word: &[char], limit: usize) -> Option<usize> {
    let reach = word.len().min(asked.len() + limit);
    last_row(asked, word.get(..reach)?, limit)?
        .get(..=reach)?
        .iter()
        .min()
        .map(|cost| usize::from(*cost))
        .filter(|cost| *cost <= limit)
}

type Row = [u8; LONGEST + 1];

/// The last row of the alignment: the cost against each beginning of `word`. `None` once all exceed the limit.
fn last_row(asked: &[char], word: &[char], limit: usize) -> Option<Row> {
    if asked.len() > LONGEST || word.len() > LONGEST {
        return None;
    }
    let at = |row: &Row, j: usize| row.get(j).copied().unwrap_or(u8::MAX);
    let mut before = [0; LONGEST + 1];
    let mut last: Row = std::array::from_fn(|j| j as u8);
    let mut asked_before = None;
    for (i, a) in asked.iter().enumerate() {
        let mut row: Row = [0; LONGEST + 1];
        let mut left = i as u8 + 1;
        let mut least = left;
        let mut word_before = None;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for ((j, w), slot) in word.iter().enumerate().zip(row.iter_mut().skip(1)) {
            let mut cost = (at(&last, j) + u8::from(a != w))
                .min(at(&last, j + 1) + 1)
                .min(left + 1);
            if asked_before == Some(w) && word_before == Some(a) {
                cost = cost.min(at(&before, j.saturating_sub(1)) + 1);
            }
            *slot = cost;
            left = cost;
            least = least.min(cost);
            word_before = Some(w);
        }
        if usize::from(least) > limit {
            return None;
        }
        before = last;
        last = row;
        asked_before = Some(a);
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn counts_slips() {
        for (asked, word, expected) in [
            ("treaty", "treaty", Some(0)),
            ("traety", "treaty", Some(1)),
            ("tertay", "treaty", Some(2)),
            ("disarmamnet", "disarmament", Some(1)),
            ("disramamnt", "disarmament", Some(2)),
            ("разоржение", "разоружение", Some(1)),
            ("السلح", "السلاح", Some(1)),
            ("shall", "should", None),
            ("", "ab", Some(2)),
            ("ab", "", Some(2)),
        ] {
            assert_eq!(
                slips(&chars(asked), &chars(word), 2),
                expected,
                "{asked} {word}"
            );
            let shared = (signature(asked) ^ signature(word)).count_ones();
            assert!(
                expected.is_none_or(|n| shared <= 2 * n as u32),
                "{asked} {word}"
            );
        }
    }

    #[test]
    fn counts_slips_of_a_beginning() {
        for (asked, word, expected) in [
            ("prolif", "proliferation", Some(0)),
            ("porlif", "proliferation", Some(1)),
            ("prollif", "proliferation", Some(1)),
            ("nuclear", "proliferation", None),
        ] {
            let found = slips_of_beginning(&chars(asked), &chars(word), 1);
            assert_eq!(found, expected, "{asked} {word}");
        }
    }
}

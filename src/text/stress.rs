//! Stressed words, which stand between stars in a text: `*Recalls*`. Start at [`spans`].

use std::ops::Range;

/// Where stressed words stand in a text, stars included, in bytes. A star without a partner, or with a backslash, is a
/// star; no stress goes over the edge of a paragraph.
pub(crate) fn spans(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut escaped = false;
    for (at, _) in text.match_indices(['*', '\\', '\n']) {
        let sign = text.get(at..).and_then(|rest| rest.chars().next());
        match (sign, open) {
            (Some('\n'), _) => open = None,
            (Some('\\'), _) => {
                escaped = text.get(at + 1..).is_some_and(|rest| rest.starts_with('*'));
                continue;
            }
            _ if escaped => {}
            (_, Some(start)) if text.get(start + 1..at).is_some_and(is_stress) => {
                found.push(start..at + 1);
                open = None;
            }
            _ => open = Some(at),
        }
        escaped = false;
    }
    found
}

fn is_stress(inner: &str) -> bool {
    !inner.is_empty()
        && !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
}

/// Where the stars of stressed words stand, in bytes and rising: of `**Recalls**` all four.
pub(crate) fn stars(text: &str) -> Vec<usize> {
    let is_star = |at: &usize| text.as_bytes().get(*at) == Some(&b'*');
    let mut found = Vec::new();
    for span in spans(text) {
        let before = (0..span.start).rev().take_while(is_star).count();
        let behind = (span.end..text.len()).take_while(is_star).count();
        // As many stars on both sides as both have.
        let more = before.min(behind);
        found.extend(span.start - more..=span.start);
        found.extend(span.end - 1..span.end + more);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stars_of_stressed_words_are_found() {
        for (text, expected) in [
            ("*Recalls* its decision;", vec![0, 8]),
            ("**Recalls** it*", vec![0, 1, 9, 10]),
            ("2 * 3 and 4 * 5", vec![]),
            ("a note* and another*", vec![]),
            (r"\*no\* stress", vec![]),
            ("*one\ntwo*", vec![]),
            ("a* b *c* d", vec![5, 7]),
            ("*呼吁*各国", vec![0, 7]),
        ] {
            assert_eq!(stars(text), expected, "{text}");
        }
    }
}

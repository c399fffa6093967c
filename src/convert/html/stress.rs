//! Stressed words, which stand between stars in a text (`*Recalls*`) and slanted on a page. Start at [`spans`].

use std::ops::Range;

use super::markup::words;

/// Where stressed words stand in a text, stars included, in bytes. A star without a partner, or with a backslash, is a
/// star; no stress goes over the edge of a paragraph.
pub(super) fn spans(text: &str) -> Vec<Range<usize>> {
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

/// A piece of a text, which begins at byte `start` of it, as it stands on a page.
pub(super) fn piece(text: &str, start: usize, spans: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let end = start + text.len();
    let mut at = start;
    let mut put = |upto: usize, slanted: bool, hidden: bool| {
        let upto = upto.clamp(at, end);
        let part = text.get(at - start..upto - start).unwrap_or_default();
        at = upto;
        match (part.is_empty() || hidden, slanted) {
            (true, _) => {}
            (false, true) => out.extend(["<em>", &words(part), "</em>"]),
            (false, false) => out.push_str(&words(part)),
        }
    };
    let touched = spans.iter().filter(|span| span.end > start);
    for span in touched.take_while(|span| span.start < end) {
        put(span.start, false, false);
        put(span.start + 1, false, true);
        put(span.end - 1, true, false);
        put(span.end, false, true);
    }
    put(end, false, false);
    out
}

/// A whole text as it stands on a page.
pub(super) fn stressed(text: &str) -> String {
    piece(text, 0, &spans(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_two_stars_is_stressed() {
        for (text, page) in [
            ("*Recalls* its decision;", "<em>Recalls</em> its decision;"),
            (
                "[*Urges* States - KAZ] *at once*",
                "[<em>Urges</em> States - KAZ] <em>at once</em>",
            ),
            ("2 * 3 and 4 * 5", "2 * 3 and 4 * 5"),
            ("a note*", "a note*"),
            (r"\*no\* stress", r"\*no\* stress"),
            ("a* b *c* d", "a* b <em>c</em> d"),
            ("**", "**"),
        ] {
            assert_eq!(stressed(text), page, "{text}");
        }
    }

    #[test]
    fn a_piece_is_stressed_as_its_place_in_the_text_is() {
        let text = "*Calls upon* the *States*;";
        let spans = spans(text);
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            let (left, right) = text.split_at(at);
            let both = piece(left, 0, &spans) + &piece(right, at, &spans);
            let both = both.replace("</em><em>", "");
            assert_eq!(both, "<em>Calls upon</em> the <em>States</em>;", "{at}");
        }
    }
}

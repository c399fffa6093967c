//! Stressed words, which stand between stars in a text (`*Recalls*`) and slanted on a page. Start at [`spans`].

use std::ops::Range;

use super::markup::words;
pub(super) use crate::text::stress::spans;

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

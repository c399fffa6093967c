//! What stayed, as the older side sets it. Where typography is no change, edits hold what stayed as the newer side has it;
//! whoever looks at the older side by itself wants its own marks. Start at [`as_older`].

use super::edit::{Edit, Op};
use super::token::Lexicon;

/// The edits with what stayed as `text` has it, which is the older side: its paragraphs joined by line ends. White space is
/// left as it was drawn. `None` when the edits are of another text.
pub(super) fn as_older(edits: &[Edit], text: &str) -> Option<Vec<Edit>> {
    let texts = texts_as_older(edits, text)?.into_iter();
    let found = edits
        .iter()
        .zip(texts)
        .map(|(edit, text)| Edit { op: edit.op, text });
    Some(found.filter(|edit| !edit.text.is_empty()).collect())
}

/// The texts of the edits, each as in [`as_older`]; what is left of one may be nothing.
pub(super) fn texts_as_older(edits: &[Edit], text: &str) -> Option<Vec<String>> {
    // Tokens are counted, and stressed words may be cut: without stars parts have as many as the whole.
    let mut lexicon = Lexicon::without_stars();
    let tokens = lexicon.tokens(text);
    let mut end = tokens.lead.len();
    let places = tokens.list.iter().map(|token| {
        let start = end;
        end += token.text.len() + token.space.len();
        start..start + token.text.len()
    });
    let places: Vec<_> = places.collect();
    let mut at = 0;
    let mut parts = Vec::with_capacity(edits.len());
    // The parts between two words of the older side, and where the first of them ends.
    let (mut between, mut from) = (Vec::new(), 0);
    for edit in edits {
        if edit.op == Op::Insert {
            parts.push(Part::of(&edit.text));
            continue;
        }
        let drawn = lexicon.tokens(&edit.text);
        let own = places.get(at..at + drawn.list.len())?;
        at += drawn.list.len();
        between.push(parts.len());
        match (own.first(), own.last()) {
            (Some(first), Some(last)) => {
                parts.push(Part {
                    lead: drawn.lead.to_owned(),
                    words: text.get(first.start..last.end)?,
                    tail: drawn.list.last()?.space.to_owned(),
                });
                stars_between(
                    &mut parts,
                    &between,
                    text.get(from..first.start)?,
                    Side::Before,
                );
                (between, from) = (vec![parts.len() - 1], last.end);
            }
            _ => parts.push(Part {
                lead: edit.text.clone(),
                ..Part::default()
            }),
        }
    }
    stars_between(&mut parts, &between, text.get(from..)?, Side::End);
    let texts = parts
        .iter()
        .map(|part| [&part.lead, part.words, &part.tail].concat());
    (at == places.len()).then(|| texts.collect())
}

/// A text as it will stand.
#[derive(Default)]
struct Part<'a> {
    lead: String,
    words: &'a str,
    tail: String,
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            words: text,
            ..Self::default()
        }
    }
}

/// What stands behind the last of some parts: its own words, or the end of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    End,
}

/// Where the white space that was drawn between two words has other stars than `own`, those of `own` stand beside the words.
fn stars_between(parts: &mut [Part<'_>], between: &[usize], own: &str, side: Side) {
    let last = between.last().copied();
    let is_last = |at: usize| side == Side::Before && Some(at) == last;
    // The tail of the first, all of what has no words, the lead of the last.
    let drawn = |part: &Part<'_>, at: usize| {
        let tail = if is_last(at) { "" } else { part.tail.as_str() };
        let lead = if part.words.is_empty() || is_last(at) {
            part.lead.as_str()
        } else {
            ""
        };
        lead.matches('*').count() + tail.matches('*').count()
    };
    let many: usize = between
        .iter()
        .filter_map(|at| Some(drawn(parts.get(*at)?, *at)))
        .sum();
    if many == own.matches('*').count() {
        return;
    }
    let words = own.trim_start_matches('*');
    let (closing, opening) = match words.is_empty() {
        true if side == Side::Before => ("", own),
        true => (own, ""),
        false => (
            own.get(..own.len() - words.len()).unwrap_or_default(),
            own.get(own.trim_end_matches('*').len()..)
                .unwrap_or_default(),
        ),
    };
    for (nth, at) in between.iter().enumerate() {
        let Some(part) = parts.get_mut(*at) else {
            continue;
        };
        if part.words.is_empty() || is_last(*at) {
            part.lead = part.lead.replace('*', "");
        }
        if is_last(*at) {
            if nth == 0 {
                part.lead.insert_str(0, closing);
            }
            part.lead.push_str(opening);
        } else {
            part.tail = part.tail.replace('*', "");
            if nth == 0 {
                part.tail.insert_str(0, closing);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    fn older(old: &[&str], new: &[&str]) -> String {
        let (a, b) = (document(old), document(new));
        let found = compare(&a, &b, Options::default());
        let [pair] = &*found.pairs else {
            panic!("{found:?}");
        };
        let edits = as_older(&pair.edits, &old.join("\n")).unwrap();
        let own = edits.iter().filter(|edit| edit.op != Op::Insert);
        own.map(|edit| edit.text.as_str()).collect()
    }

    #[test]
    fn each_side_has_its_own_marks() {
        for (old, new) in [
            ("The “status quo” may stay", "The \"status quo\" shall stay"),
            (
                "« Le statu quo » peut durer…",
                "“Le statu quo” doit durer...",
            ),
            ("l'État – le peut", "l’État — le doit"),
            ("تُقَدِّمُ الدول تقريرا", "تقدم الدول كل تقرير"),
            ("The \"status quo\" stays", "The “status quo” stays"),
            (
                "Requests the Chair to act",
                "*Requests* the Chair to report",
            ),
            (
                "*Requests* the *Chair* to act",
                "Requests the Chair to report",
            ),
            ("The Chair *acts*", "The Chair, then, acts"),
            ("*Requests* the Chair* to act", "*Urges* the *Chair* to act"),
        ] {
            assert_eq!(older(&[old], &[new]), old);
        }
    }

    #[test]
    fn of_a_merger_too() {
        let (one, two) = (
            "Decides that the \"status quo\" shall be kept by all the Parties;",
            "Requests the \"Secretary-General\" to report to the Assembly.",
        );
        let new = [one, two]
            .join(" ")
            .replace("\"s", "“s")
            .replace("o\"", "o”");
        let shown = older(&[one, two], &[&new]);
        assert_eq!(shown, [one, two].join("\n"));
    }

    #[test]
    fn edits_of_another_text_are_left_alone() {
        let edits = super::super::words("One two", "One three");
        assert_eq!(as_older(&edits, "One two four"), None);
    }

    proptest! {
        #![proptest_config(samples::cases())]

        #[test]
        fn the_older_side_is_its_own_text_but_for_white_space(a in samples::text(), b in samples::text()) {
            let unseen = crate::text::typography::is_unseen;
            let bare = |text: &str| -> String {
                text.chars().filter(|c| !c.is_whitespace() && !unseen(*c) && *c != '*').collect()
            };
            for (a, b) in [(a.clone(), format!("{a} {b}")), (a.clone(), b.clone())] {
                let found = compare(&document(&[&a]), &document(&[&b]), Options::default());
                for pair in found.pairs.iter().filter(|pair| !pair.a.is_empty()) {
                    if let Some(edits) = as_older(&pair.edits, &a) {
                        let own = edits.iter().filter(|edit| edit.op != Op::Insert);
                        let own: String = own.map(|edit| edit.text.as_str()).collect();
                        prop_assert_eq!(bare(&own), bare(&a));
                    }
                }
            }
        }
    }
}

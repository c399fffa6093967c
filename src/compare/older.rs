//! What stayed, as the older side sets it. Where typography is no change, edits hold what stayed as the newer side has it;
//! whoever looks at the older side by itself wants its own marks. Start at [`as_older`].

use super::edit::{Edit, Op};
use super::token::{Lexicon, Typography};

/// The edits with what stayed as `text` has it, which is the older side: its paragraphs joined by line ends. White space is
/// left as it was drawn. `None` when the edits are of another text.
pub(super) fn as_older(edits: &[Edit], text: &str) -> Option<Vec<Edit>> {
    let mut lexicon = Lexicon::of(Typography::Aside);
    let tokens = lexicon.tokens(text);
    let mut end = tokens.lead.len();
    let places = tokens.list.iter().map(|token| {
        let start = end;
        end += token.text.len() + token.space.len();
        start..start + token.text.len()
    });
    let places: Vec<_> = places.collect();
    let mut at = 0;
    let mut found = Vec::with_capacity(edits.len());
    for edit in edits {
        let many = match edit.op {
            Op::Equal | Op::Delete => lexicon.tokens(&edit.text).list.len(),
            Op::Insert => 0,
        };
        let own = places.get(at..at + many)?;
        at += many;
        let text = match (edit.op, own.first(), own.last()) {
            (Op::Equal, Some(first), Some(last)) => {
                let words = text.get(first.start..last.end)?;
                let drawn = edit.text.trim();
                let lead = edit.text.len() - edit.text.trim_start().len();
                let tail = edit.text.get(lead + drawn.len()..)?;
                [edit.text.get(..lead)?, words, tail].concat()
            }
            _ => edit.text.clone(),
        };
        found.push(Edit { op: edit.op, text });
    }
    (at == places.len()).then_some(found)
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
                text.chars().filter(|c| !c.is_whitespace() && !unseen(*c)).collect()
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

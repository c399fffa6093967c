//! When words that were taken from an adopted text are still there: one rule for putting them in, verifying them and
//! checking them (X4).
//!
//! Five words in a row that both have are enough: adapting agreed words is what drafting is. Fewer than five stand in many
//! texts, so that a source of which fewer were taken names them, and all of them count. Start at [`holds`].

use super::near::{plain, unended};
use crate::model::Source;
use crate::text;

/// Words in a row that show that something was taken over.
pub const ROW: usize = 5;

/// The words of a text as they are compared: whatever their case, accents and marks.
fn folded(text: &str) -> Vec<String> {
    let terms = text::terms(&plain(text)).into_iter();
    terms.map(|term| term.folded).collect()
}

/// Whether a text keeps enough of the words that were put into it: five in a row, or all where they are fewer.
pub fn keeps(text: &str, words: &str) -> bool {
    let (text, words) = (folded(text), folded(words));
    let row = words.len().min(ROW);
    if row == 0 {
        return false;
    }
    let mut rows = words.windows(row);
    rows.any(|row| text.windows(row.len()).any(|other| other == row))
}

/// Whether a source of a paragraph is still true: `words` are those of the paragraph, `theirs` those of the adopted one.
pub fn holds(source: &Source, words: &str, theirs: &str) -> bool {
    match source.words.as_deref() {
        Some(taken) => keeps(words, taken) && keeps(theirs, taken),
        None => keeps(words, theirs),
    }
}

/// A source for words that are taken from it: it names them where they are too few to be known again.
pub fn cited(place: Source, words: &str) -> Source {
    let few = folded(words).len() < ROW;
    let words = few.then(|| plain(unended(words)).into());
    Source { words, ..place }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "*Invites* Member States, as appropriate, to deposit copies of essential records outside the area;";

    #[test]
    fn a_source_holds_while_what_was_taken_from_it_is_there() {
        for (taken, words, expected) in [
            (
                "as appropriate",
                "Calls upon States to act, as appropriate;",
                true,
            ),
            (
                "as appropriate",
                "Calls upon States to act as is appropriate;",
                false,
            ),
            ("as appropriate", "Calls upon States to act;", false),
            (
                "in due course",
                "Calls upon States to act in due course;",
                false,
            ),
            (
                "to deposit copies of essential records outside",
                "Urges all to DEPOSIT copies, of essential items;",
                true,
            ),
            (
                "to deposit copies of essential records outside",
                "Urges all to deposit essential records;",
                false,
            ),
            ("", "Calls upon States to act;", false),
        ] {
            let source = cited(Source::new("A/RES/78/00", Some("3")), taken);
            assert_eq!(source.words.is_some(), taken.len() < 20, "{taken}");
            assert_eq!(holds(&source, words, SOURCE), expected, "{taken}: {words}");
        }
        let source = cited(Source::new("X", None), "酌情处理；");
        assert_eq!(source.words.as_deref(), Some("酌情处理"));
        assert!(holds(&source, "促请各国酌情处理此事", "各国应酌情处理一切"));
        assert!(!holds(&source, "促请各国酌情", "各国应酌情处理一切"));
    }
}

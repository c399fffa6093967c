//! The single changes inside a pair: each run of words that was struck, put in or replaced. A reader steps through them and
//! takes or leaves each. Start at [`changes`].

use std::ops::Range;

use super::{Edit, Op};

/// A run of words that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// Which of the edits it is made of.
    pub edits: Range<usize>,
}

/// The single changes of a pair's edits, in order. A change of white space alone is none.
pub fn changes(edits: &[Edit]) -> Vec<Single> {
    let mut found: Vec<Single> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut seen = false;
    for (at, edit) in edits.iter().enumerate() {
        if edit.op == Op::Equal {
            found.extend(open.take().filter(|_| seen).map(|edits| Single { edits }));
            seen = false;
            continue;
        }
        // The edge of a paragraph is white space that a reader sees.
        seen |= edit.is_change() || edit.text.contains('\n');
        open.get_or_insert(at..at).end = at + 1;
    }
    found.extend(open.filter(|_| seen).map(|edits| Single { edits }));
    found
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn each_run_of_changed_words_is_one_change() {
        let edits = words(
            "The Parties shall report every year to the Conference and its bodies",
            "The Parties should report every second year to the Conference",
        );
        let of = |single: &Single, op: Op| -> String {
            let run = edits.get(single.edits.clone()).unwrap().iter();
            let run = run
                .filter(|edit| edit.op == op)
                .map(|edit| edit.text.trim());
            run.collect()
        };
        let all: Vec<(String, String)> = changes(&edits)
            .iter()
            .map(|single| (of(single, Op::Delete), of(single, Op::Insert)))
            .collect();
        let expected = [("shall", "should"), ("", "second"), ("and its bodies", "")];
        assert_eq!(all, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn white_space_alone_is_no_change() {
        assert_eq!(changes(&words("a  b", "a b")), []);
        assert_eq!(changes(&words("same", "same")), []);
    }
}

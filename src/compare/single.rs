//! The single changes inside a pair: each run of words that was struck, put in or replaced, with its place in the edits and
//! in both texts. A reader steps through them and takes or leaves each. Start at [`changes`].

use std::ops::Range;

use super::{Edit, Op};

/// A run of words that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Single {
    /// Which of the edits it is made of.
    pub edits: Range<usize>,
    /// Its bytes in the first text; empty where words were only put in.
    pub a: Range<usize>,
    /// Its bytes in the second text; empty where words were only struck.
    pub b: Range<usize>,
}

/// The single changes of a pair's edits, in order. A change of white space alone is none.
pub fn changes(edits: &[Edit]) -> Vec<Single> {
    let mut found: Vec<Single> = Vec::new();
    let (mut a, mut b) = (0, 0);
    let mut open: Option<Single> = None;
    let mut seen = false;
    for (at, edit) in edits.iter().enumerate() {
        let len = edit.text.len();
        if edit.op == Op::Equal {
            found.extend(open.take().filter(|_| seen));
            seen = false;
            a += len;
            b += len;
            continue;
        }
        // The edge of a paragraph is white space that a reader sees.
        seen |= edit.is_change() || edit.text.contains('\n');
        let single = open.get_or_insert(Single {
            edits: at..at,
            a: a..a,
            b: b..b,
        });
        single.edits.end = at + 1;
        match edit.op {
            Op::Delete => {
                a += len;
                single.a.end = a;
            }
            _ => {
                b += len;
                single.b.end = b;
            }
        }
    }
    found.extend(open.filter(|_| seen));
    found
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn each_run_of_changed_words_is_one_change() {
        let (old, new) = (
            "The Parties shall report every year to the Conference and its bodies",
            "The Parties should report every second year to the Conference",
        );
        let edits = words(old, new);
        let all: Vec<(&str, &str)> = changes(&edits)
            .into_iter()
            .map(|single| (old.get(single.a).unwrap(), new.get(single.b).unwrap()))
            .collect();
        assert_eq!(
            all,
            [
                ("shall", "should"),
                ("", "second "),
                (" and its bodies", "")
            ]
        );
    }

    #[test]
    fn white_space_alone_is_no_change() {
        assert_eq!(changes(&words("a  b", "a b")), []);
        assert_eq!(changes(&words("same", "same")), []);
    }
}

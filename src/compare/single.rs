//! The single changes inside a pair: each run of words that was struck, put in or replaced. A reader steps through them and
//! takes or leaves each. Start at [`changes`].

use std::collections::HashMap;
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

/// The changes that are taken or left together with the one of that number, itself among them: where one has the opening
/// sign of a bracket and the other the closing one, half of them would leave a bracket that nobody can read. On both sides
/// the signs are paired, and a sign that stayed ties the changes that pair with it on either.
pub(super) fn together(edits: &[Edit], all: &[Single], number: usize) -> Vec<usize> {
    let mut knots = Knots {
        parents: (0..all.len()).collect(),
        stayed: HashMap::new(),
    };
    for without in [Op::Insert, Op::Delete] {
        let mut open: Vec<usize> = Vec::new();
        let mut is_plain = false;
        for (at, edit) in edits.iter().enumerate() {
            if edit.op == without {
                continue;
            }
            let single = all.iter().position(|single| single.edits.contains(&at));
            for (byte, c) in edit.text.char_indices() {
                // A backslash takes the meaning from what follows it.
                if std::mem::take(&mut is_plain) {
                    continue;
                }
                match c {
                    '\\' => is_plain = true,
                    '[' | '［' => open.push(knots.at(single, (at, byte))),
                    ']' | '］' => {
                        if let Some(first) = open.pop() {
                            let last = knots.at(single, (at, byte));
                            knots.tie(first, last);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    let own = knots.root(number);
    (0..all.len())
        .filter(|other| *other == number || knots.root(*other) == own)
        .collect()
}

/// Changes, and signs that stayed, tied to each other.
struct Knots {
    parents: Vec<usize>,
    /// Signs that stayed, by their edit and byte.
    stayed: HashMap<(usize, usize), usize>,
}

impl Knots {
    /// The knot of a sign: that of the change it is in, else its own.
    fn at(&mut self, single: Option<usize>, place: (usize, usize)) -> usize {
        let next = self.parents.len();
        let knot = single.unwrap_or_else(|| *self.stayed.entry(place).or_insert(next));
        if knot == next {
            self.parents.push(next);
        }
        knot
    }

    fn root(&self, knot: usize) -> usize {
        let mut at = knot;
        while let Some(parent) = self.parents.get(at).filter(|parent| **parent != at) {
            at = *parent;
        }
        at
    }

    fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(other) {
            *parent = one;
        }
    }
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

    /// Which changes are taken with each.
    fn tied(a: &str, b: &str) -> Vec<Vec<usize>> {
        let edits = words(a, b);
        let all = changes(&edits);
        (0..all.len())
            .map(|number| together(&edits, &all, number))
            .collect()
    }

    #[test]
    fn both_signs_of_a_bracket_are_taken_together() {
        assert_eq!(
            tied("States should act now", "States [should] act soon"),
            [vec![0, 1], vec![0, 1], vec![2]]
        );
        // A sign that stayed ties the ones that it pairs with on either side.
        assert_eq!(
            tied("[States] all should act", "[States all should] act"),
            [vec![0, 1], vec![0, 1]]
        );
        assert_eq!(
            tied("［各国］应采取措施", "各国应采取措施"),
            [vec![0, 1], vec![0, 1]]
        );
        // What is whole in itself stands alone, and so does a bracket that is only a sign of the text.
        assert_eq!(
            tied(
                "States act with all the others now",
                "States [shall] act with all the others [here] now"
            ),
            [vec![0], vec![1]]
        );
        assert_eq!(
            tied(
                "States should act with all the others",
                "States \\[should act with all the others\\]"
            ),
            [vec![0], vec![1]]
        );
    }

    #[test]
    fn white_space_alone_is_no_change() {
        assert_eq!(changes(&words("a  b", "a b")), []);
        assert_eq!(changes(&words("same", "same")), []);
    }
}

//! Terms that were replaced everywhere: the same words by the same others, again and again. To be said once, for a reader
//! who has understood the first is not helped by the twentieth. Start at [`terms`].

use std::collections::BTreeMap;

use super::{Edit, Op, Pair};
use crate::text::is_han;

/// How often words are replaced by the same others before that is a term.
const OFTEN: usize = 4;
/// The longest words that are a term, in bytes; more is a clause.
const LONGEST: usize = 120;

/// A term and what it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// The words before.
    pub old: String,
    /// The words now.
    pub new: String,
    /// How many times.
    pub times: usize,
    /// In how many pairs nothing else changed.
    pub alone: usize,
}

/// The terms that were replaced throughout, the most frequent first.
pub(super) fn terms(pairs: &[Pair]) -> Vec<Term> {
    let mut found: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for pair in pairs {
        let here = replaced(&pair.edits);
        let one = here.first().cloned().flatten();
        let alone = one.is_some() && here.iter().all(|next| *next == one);
        for key in here.into_iter().flatten() {
            found.entry(key).or_default().0 += 1;
        }
        if let Some(entry) = one.filter(|_| alone).and_then(|key| found.get_mut(&key)) {
            entry.1 += 1;
        }
    }
    let often = found.into_iter().filter(|(_, (times, _))| *times >= OFTEN);
    let mut terms: Vec<Term> = often
        .map(|((old, new), (times, alone))| Term {
            old,
            new,
            times,
            alone,
        })
        .collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.times));
    terms
}

/// For each change in the edits of a pair what was replaced by what, when that can be a term. What only came in or only
/// went is taken with the word behind it: “Parties” became “States Parties”.
fn replaced(edits: &[Edit]) -> Vec<Option<(String, String)>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(edit) = edits.get(at) {
        if !edit.is_change() {
            at += 1;
            continue;
        }
        let second = edits
            .get(at + 1)
            .filter(|next| edit.op == Op::Delete && next.op == Op::Insert && next.is_change());
        let behind = edits.get(at + 1 + usize::from(second.is_some()));
        let own = edit.text.trim();
        let (old, new) = match (edit.op, second) {
            (_, Some(second)) => (own.to_owned(), second.text.trim().to_owned()),
            (op, None) => match behind.and_then(|behind| word_behind(edit, behind)) {
                Some(word) if op == Op::Insert => (word.to_owned(), format!("{own} {word}")),
                Some(word) => (format!("{own} {word}"), word.to_owned()),
                None => Default::default(),
            },
        };
        let is_term =
            |words: &str| words.len() <= LONGEST && words.chars().any(char::is_alphabetic);
        // A mark of emphasis or punctuation more or less is no other term.
        let letters =
            |words: &str| -> String { words.chars().filter(|c| c.is_alphanumeric()).collect() };
        let is_other = letters(&old) != letters(&new);
        found.push((is_term(&old) && is_term(&new) && is_other).then_some((old, new)));
        at += 1 + usize::from(second.is_some());
    }
    found
}

/// The word behind an edit, when a space is between and writing has spaces.
fn word_behind<'a>(edit: &Edit, behind: &'a Edit) -> Option<&'a str> {
    let is_apart =
        edit.text.ends_with(char::is_whitespace) || behind.text.starts_with(char::is_whitespace);
    let word = behind.text.split_whitespace().next()?;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_plain = !word.is_empty() && !word.chars().any(is_han);
    (behind.op == Op::Equal && is_apart && is_plain).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;

    #[test]
    fn emphasis_that_went_is_no_term() {
        let starred = [
            "*Decides* that",
            "*Requests* that",
            "*Notes* that",
            "*Urges* that",
        ];
        let list = |strip: bool| {
            let texts = starred.map(|verb| {
                let text = format!("{verb} the Parties report to the Conference on {verb}.");
                if strip { text.replace('*', "") } else { text }
            });
            document(&texts.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let pairs = compare(&list(false), &list(true), Options::default()).pairs;
        assert!(terms(&pairs).is_empty());
    }

    #[test]
    fn a_term_replaced_throughout_is_found_once() {
        let texts = |term: &str| {
            [
                format!("The {term} shall report every year to the Conference."),
                format!("Observers may be invited by the {term}, at their meetings."),
                format!("The depositary informs the {term} of every signature."),
                format!("A decision of the {term} is taken by consensus, or not at all."),
            ]
        };
        for (before, after, word) in [
            ("Parties", "States Parties", "Parties"),
            ("NDMCC", "INDC", "NDMCC"),
        ] {
            let (a, b) = (texts(before), texts(after));
            let list = |texts: &[String; 4]| -> crate::model::Document {
                document(&texts.iter().map(String::as_str).collect::<Vec<_>>())
            };
            let pairs = compare(&list(&a), &list(&b), Options::default()).pairs;
            let expected = Term {
                old: word.to_owned(),
                new: after.to_owned(),
                times: 4,
                alone: 4,
            };
            assert_eq!(terms(&pairs), [expected]);
            assert!(terms(pairs.get(..3).unwrap()).is_empty());
        }
    }
}

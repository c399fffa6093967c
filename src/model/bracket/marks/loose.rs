//! Lists in which not every name is known, or not every wish.
//!
//! Taken for a list of names only where a known one stands in it, or in another wording of the same bracket, and all else
//! looks like names too. Words of a sentence never do: they have small letters, and in a script without capitals only what
//! stands before a known wish is a name. A wish that is not known must be like one that is, or stand in a list that says
//! enough without it: `GHG emissions` is words.

use std::ops::Range;

use super::{LISTED, Mark, Names, PARTS, Said, WISHES, Wish, is_others, without_end};

/// Words that a name may have: `Congo (Democratic Republic of the)`.
const WORDS: usize = 8;
/// Letters of a name in a script without capitals.
const LETTERS: usize = 24;
/// Words of a wish that is not known.
const WISHED: usize = 3;

/// Words in a name that are written in small letters.
const SMALL: [&str; 13] = [
    "of", "the", "and", "de", "du", "des", "la", "le", "et", "del", "los", "y", "и",
];

/// Names of which some may be unknown.
struct Listed {
    names: Vec<Range<usize>>,
    known: usize,
}

impl Names<'_> {
    /// What stands behind a dash. `held` when another wording of the bracket has a known holder.
    pub(super) fn loose(&self, range: Range<usize>, held: bool) -> Option<Said> {
        let (mut marks, mut unread) = (Vec::new(), Vec::new());
        let (mut known, mut is_list) = (0, held);
        let mut is_told = true;
        for part in self.statements(range) {
            if is_others(self.slice(part.clone())) {
                continue;
            }
            if let Some(found) = self.mark(part.clone()) {
                known += found.len();
                is_list = true;
                marks.extend(found);
                continue;
            }
            let (listed, wish, odd) = self.loose_mark(part)?;
            known += listed.known;
            is_list |= listed.known > 1;
            if let Some(odd) = odd {
                is_told &= self.is_like_wish(odd.clone());
                unread.push(odd);
            }
            marks.extend(listed.names.into_iter().map(|party| Mark { party, wish }));
        }
        let is_read = (known > 0 || held) && (is_told || is_list);
        (is_read && !marks.is_empty()).then_some((marks, unread))
    }

    /// What stands in front of a colon.
    pub(super) fn loose_front(&self, range: Range<usize>) -> Option<Vec<Mark>> {
        let listed = self.listed(range, false).filter(|l| l.known > 0)?;
        let mark = |party| Mark {
            party,
            wish: Wish::Propose,
        };
        Some(listed.names.into_iter().map(mark).collect())
    }

    /// Names with one wish, and where that stands when it is none that is known.
    fn loose_mark(&self, range: Range<usize>) -> Option<(Listed, Wish, Option<Range<usize>>)> {
        let said = self.slice(range.clone()).trim_end();
        for (word, wish) in WISHES {
            let Some(names) = without_end(said, word) else {
                continue;
            };
            let names = without_end(names, "to").unwrap_or(names);
            if let Some(listed) = self.listed(range.start..range.start + names.len(), true) {
                return Some((listed, wish, None));
            }
        }
        let whole = range.start..range.start + said.len();
        if let Some(listed) = self.listed(whole.clone(), false) {
            return Some((listed, Wish::Propose, None));
        }
        let gaps = said.rmatch_indices(' ').map(|(at, _)| range.start + at);
        for gap in gaps.take(WISHED) {
            let wish = self.slice(gap + 1..whole.end);
            let is_letter =
                |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
            if !wish.starts_with(char::is_lowercase) || !wish.chars().all(is_letter) {
                return None;
            }
            let listed = self.listed(range.start..gap, false);
            if let Some(listed) = listed.filter(|l| l.known > 0) {
                return Some((listed, Wish::Reserve, Some(gap + 1..whole.end)));
            }
        }
        None
    }

    /// Names between commas. `before_wish` when a known wish stands behind them.
    fn listed(&self, range: Range<usize>, before_wish: bool) -> Option<Listed> {
        let mut listed = Listed {
            names: Vec::new(),
            known: 0,
        };
        let parts = self.parts(range, &LISTED);
        let mut rest = parts.as_slice();
        while let Some(first) = rest.first() {
            let known = (1..=PARTS.min(rest.len())).rev().find_map(|many| {
                let last = rest.get(many - 1)?;
                Some((many, vec![self.party(first.start..last.end)?]))
            });
            let known = known.or_else(|| Some((1, self.joined(first.clone())?)));
            let mut taken = 1;
            if let Some((many, found)) = known {
                taken = many;
                listed.known += found.len();
                listed.names.extend(found);
            } else if !is_others(self.slice(first.clone())) {
                let (known, found) = self.half_known(first.clone(), before_wish)?;
                listed.known += known;
                listed.names.extend(found);
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        (!listed.names.is_empty()).then_some(listed)
    }

    /// A name that nobody has, with a known one before or behind it where a word joins them; and how many are known.
    fn half_known(
        &self,
        range: Range<usize>,
        before_wish: bool,
    ) -> Option<(usize, Vec<Range<usize>>)> {
        let said = self.slice(range.clone());
        for word in [" and ", " & ", " et ", " y ", " и "] {
            for (at, _) in said.match_indices(word) {
                let first = range.start..range.start + at;
                let second = range.start + at + word.len()..range.end;
                let parties = (self.party(first.clone()), self.party(second.clone()));
                let (known, strange, in_front) = match parties {
                    (Some(known), None) => (known, second, true),
                    (None, Some(known)) => (known, first, false),
                    _ => continue,
                };
                if let Some(strange) = self.name(strange, before_wish) {
                    let both = if in_front {
                        vec![known, strange]
                    } else {
                        vec![strange, known]
                    };
                    return Some((1, both));
                }
            }
        }
        let joint = ["and ", "& ", "et ", "y ", "и "];
        let own = said.trim_start();
        let skipped = joint.iter().find(|word| own.starts_with(**word));
        let start = range.end - own.len() + skipped.map_or(0, |word| word.len());
        Some((0, vec![self.name(start..range.end, before_wish)?]))
    }

    /// The range without white space around it, when it looks like the name of a country.
    fn name(&self, range: Range<usize>, before_wish: bool) -> Option<Range<usize>> {
        let said = self.slice(range.clone());
        let start = range.start + said.len() - said.trim_start().len();
        let said = said.trim();
        let first = said.chars().next()?;
        let is_cased = first.is_lowercase() || first.is_uppercase();
        let is_sign = |c: char| {
            !(c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '(' | ')' | '&'))
        };
        let is_name = if is_cased {
            let mut words = said.split_whitespace();
            let is_word = |word: &str| {
                let word = word.trim_start_matches('(');
                word.starts_with(char::is_uppercase)
                    || SMALL.contains(&word.trim_end_matches(')'))
                    || word == "&"
            };
            let ends_so = words
                .clone()
                .next_back()
                .is_none_or(|w| !SMALL.contains(&w));
            first.is_uppercase() && ends_so && words.clone().count() <= WORDS && words.all(is_word)
        } else {
            before_wish && first.is_alphabetic() && said.chars().count() <= LETTERS
        };
        (is_name && !said.contains(is_sign)).then(|| start..start + said.len())
    }

    /// Whether words are the beginning of a known wish, another form of one, or one with a slip: `del.`, `opposed`.
    fn is_like_wish(&self, range: Range<usize>) -> bool {
        let said = self.slice(range).trim_end_matches('.').to_lowercase();
        let said = said.strip_prefix("to ").unwrap_or(&said);
        said.chars().count() > 2
            && WISHES.iter().any(|(word, _)| {
                word.starts_with(said)
                    || word.len() > 3 && said.starts_with(word.trim_end_matches('e'))
            })
    }
}

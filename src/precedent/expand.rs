//! From a word as typed to the words of the library that may have been meant.
//!
//! | how it is found | weight |
//! |---|---|
//! | as typed | 1 |
//! | it begins with what was typed (the last word, while it is being typed) | 0.9 |
//! | one slip of the keyboard away (four letters and more) | 0.8 |
//! | two slips away (eight letters and more) | 0.55 |
//! | the letters typed stand in it in order: `disarm`, `dsrmmnt` for *disarmament* | 0.5 |
//!
//! Slips weigh much less when the word exists as typed. Numbers and Han are never approximate, but two Han characters
//! that never stand together are looked for one by one. Among approximate words, fuzzy-matcher's `SkimMatcherV2` says
//! which look most like what was typed (its bonus for first letters and runs): it picks the abbreviations and moves
//! weights by a tenth at most. It is never run over whole paragraphs, where it would find any letters anywhere.
//! Start at [`words`].

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::index::{Index, TermId, is_number};
use super::tokens::{Token, tokens};
use super::typo;

/// Words of a query that are looked for; of longer queries the rarest.
pub(super) const MOST_WORDS: usize = 32;
/// Words of the library that one typed word may stand for.
const MOST_EXPANSIONS: usize = 64;
/// Queries of more words are pasted rather than typed: what exists as written was meant.
const TYPED: usize = 12;
/// Abbreviations that one typed word may stand for.
const MOST_ABBREVIATED: usize = 8;

/// A word of the query.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Words it may stand for, with weights from 0 to 1, best first.
    pub(super) expansions: Vec<(TermId, f32)>,
    /// How much it tells: the logarithm of how rare it is.
    pub(super) idf: f32,
    /// How many entries of passages the expansions have.
    pub(super) cost: usize,
}

/// The words of a query that say something, in order. A word that nothing in the library resembles counts for
/// nothing.
pub(super) fn words(index: &Index, query: &str) -> Vec<Asked> {
    let tokens: Vec<Token> = tokens(query).into_iter().filter(|t| !t.is_tail).collect();
    // A word is still being typed while nothing follows it.
    let open = query.ends_with(char::is_alphanumeric);
    let (count, matcher) = (tokens.len(), SkimMatcherV2::default());
    let pasted = count > TYPED;
    let mut asked: Vec<Asked> = tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            let expander = Expander {
                index,
                matcher: &matcher,
                last: open && at + 1 == count && !token.is_han,
                pasted,
            };
            expander.expand(token)
        })
        .filter(|word| !word.expansions.is_empty())
        .collect();
    if asked.len() > MOST_WORDS {
        let mut rarest: Vec<f32> = asked.iter().map(|word| word.idf).collect();
        rarest.sort_by(|a, b| b.total_cmp(a));
        let least = rarest.get(MOST_WORDS - 1).copied().unwrap_or_default();
        asked.retain(|word| word.idf >= least);
        asked.truncate(MOST_WORDS);
    }
    asked
}

struct Expander<'a> {
    index: &'a Index,
    matcher: &'a SkimMatcherV2,
    /// Whether the word is still being typed.
    last: bool,
    /// Whether it is one of many.
    pasted: bool,
}

impl Expander<'_> {
    fn expand(&self, token: &Token) -> Asked {
        let word = token.term.as_str();
        let exact = self.index.find(word);
        let mut found: Vec<(TermId, f32)> = exact.map(|id| (id, 1.0)).into_iter().collect();
        if self.last {
            self.beginnings(word, &mut found);
        }
        if token.is_han {
            if exact.is_none() && token.single.is_some() {
                let singles = word.chars().map(String::from);
                found.extend(singles.filter_map(|c| Some((self.index.find(&c)?, 0.4))));
            }
        } else if !is_number(word) && (exact.is_none() || !self.pasted) {
            self.near(word, exact.is_some(), &mut found);
        }
        self.weigh(found)
    }

    /// Words that begin with what was typed: the most frequent, few as long as little is typed.
    fn beginnings(&self, word: &str, found: &mut Vec<(TermId, f32)>) {
        let exact = found.first().map(|(id, _)| *id);
        let mut ids: Vec<TermId> = self
            .index
            .beginning_with(word)
            .filter(|id| Some(*id) != exact)
            .collect();
        let most = if word.chars().count() < 3 {
            12
        } else {
            MOST_EXPANSIONS
        };
        if ids.len() > most {
            ids.sort_by_key(|id| (std::cmp::Reverse(self.index.frequency(*id)), *id));
            ids.truncate(most);
        }
        found.extend(ids.into_iter().map(|id| (id, 0.9)));
    }

    /// Words that look like what was typed.
    fn near(&self, word: &str, exists: bool, found: &mut Vec<(TermId, f32)>) {
        let asked: Vec<char> = word.chars().collect();
        let letters = asked.len();
        let limit = typo::allowed(letters);
        if limit == 0 || letters > typo::LONGEST {
            return;
        }
        let set = typo::signature(word);
        let perfect = self.matcher.fuzzy_match(word, word).unwrap_or(1).max(1) as f32;
        let likeness = |term: &str| {
            let score = self.matcher.fuzzy_match(term, word).unwrap_or(0) as f32;
            (score / perfect).clamp(0.0, 1.0)
        };
        // A word that exists was probably meant.
        let doubt = if exists { 0.4 } else { 1.0 };
        let mut buffer = Vec::with_capacity(typo::LONGEST);
        for length in letters - limit..=letters + limit {
            for id in self.shelved(length, move |s| (s ^ set).count_ones() <= 2 * limit as u32) {
                let Some(term) = self.index.term(id) else {
                    continue;
                };
                buffer.clear();
                buffer.extend(term.text.chars());
                let weight = match typo::slips(&asked, &buffer, limit) {
                    Some(1) => 0.8,
                    Some(2) => 0.55,
                    _ => continue,
                };
                let sure = 0.9 + 0.1 * likeness(&term.text);
                found.push((id, weight * doubt * sure));
            }
        }
        let mut abbreviated: Vec<(f32, TermId)> = Vec::new();
        for length in letters + limit + 1..=typo::LONGEST {
            // All letters but one, if one may be wrong; all of them, if some were left out.
            for id in self.shelved(length, move |s| (set & !s).count_ones() <= 1) {
                let Some(term) = self.index.term(id) else {
                    continue;
                };
                buffer.clear();
                buffer.extend(term.text.chars());
                if self.last
                    && letters >= 5
                    && !term.text.starts_with(word)
                    && typo::slips_of_beginning(&asked, &buffer, 1).is_some()
                {
                    found.push((id, 0.64 * doubt));
                } else if !exists && buffer.first() == asked.first() && is_inside(&asked, &buffer) {
                    let like = likeness(&term.text);
                    let filled = letters as f32 / length as f32;
                    if like * filled > 0.2 {
                        abbreviated.push((like * (0.5 + 0.5 * filled), id));
                    }
                }
            }
        }
        abbreviated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        abbreviated.truncate(MOST_ABBREVIATED);
        found.extend(
            abbreviated
                .into_iter()
                .map(|(like, id)| (id, 0.5 * (0.9 + 0.1 * like))),
        );
    }

    /// Words of a length whose letters pass.
    fn shelved(
        &self,
        letters: usize,
        passes: impl Fn(u64) -> bool + Copy,
    ) -> impl Iterator<Item = TermId> {
        self.index
            .shelf(letters)
            .into_iter()
            .flat_map(move |shelf| {
                shelf
                    .signatures
                    .iter()
                    .zip(&shelf.terms)
                    .filter(move |(signature, _)| passes(**signature))
                    .map(|(_, id)| *id)
            })
    }

    /// Puts the expansions in order, once each, and says how much the word tells.
    fn weigh(&self, mut found: Vec<(TermId, f32)>) -> Asked {
        found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        found.dedup_by_key(|(id, _)| *id);
        found.sort_by(|a, b| {
            let rarer = || self.index.frequency(b.0).cmp(&self.index.frequency(a.0));
            b.1.total_cmp(&a.1).then_with(rarer).then(a.0.cmp(&b.0))
        });
        found.truncate(MOST_EXPANSIONS);
        let best = found.first().map_or(0.0, |(_, weight)| *weight);
        let (mut near_best, mut cost) = (0, 0);
        for (id, weight) in &found {
            let frequency = self.index.frequency(*id);
            cost += frequency;
            near_best += if *weight > best - 0.11 { frequency } else { 0 };
        }
        let rarity = 1.0 + self.index.len() as f32 / (near_best as f32 + 1.0);
        Asked {
            expansions: found,
            idf: rarity.ln(),
            cost,
        }
    }
}

/// Whether all the letters stand in the word in order.
fn is_inside(letters: &[char], word: &[char]) -> bool {
    let mut word = word.iter();
    letters.iter().all(|letter| word.any(|c| c == letter))
}

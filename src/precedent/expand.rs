//! From a word as typed to the words of the library that may have been meant.
//!
//! | how it is found | weight |
//! |---|---|
//! | as typed | 1 |
//! | it begins with what was typed (the last word, while it is being typed) | 0.9 |
//! | another form of it: other endings, in Arabic other small words joined to it ([`super::forms`]) | 0.75 to 0.85 |
//! | one slip of the keyboard away (four letters and more) | 0.8 |
//! | two slips away (eight letters and more) | 0.55 |
//! | the letters typed stand in it in order: `disarm`, `dsrmmnt` for *disarmament* | 0.5 |
//!
//! Slips weigh much less when the word exists as typed. Numbers and Han are never approximate, but two Han characters
//! that never stand together are looked for one by one. And of any two the first one alone still tells, in its place
//! among the others, how rare it is: a slip takes both pairs away that a character is in, two side by side all that a
//! name has, and the pairs they make instead stand somewhere by chance. Among abbreviations, fuzzy-matcher's `SkimMatcherV2` says
//! which look most like what was typed (its bonus for first letters and runs). It is never run over whole paragraphs,
//! where it would find any letters anywhere.
//!
//! Words are compared over all segments of a library: how rare one is does not depend on how it is cut into segments.
//! Start at [`Expander::expand`].

use std::sync::Arc;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use rustc_hash::FxHashMap;

use super::forms::forms;
use super::segment::Segment;
use super::tokens::Token;
use super::typo::{self, has_at_most, is_number};

/// Words of a query that are looked for; of longer queries the rarest.
pub(super) const MOST_WORDS: usize = 32;
/// What a word is worth that is one slip away, or two.
const ONE_SLIP: f32 = 0.8;
const TWO_SLIPS: f32 = 0.55;
/// What of that is left where what was typed is a word itself, and was probably meant.
const DOUBT: f32 = 0.4;
/// What any word tells, however common: that it was typed at all says that it stands there.
const ANY: f32 = 3.0;
/// Words of the library that one typed word may stand for.
const MOST_EXPANSIONS: usize = 64;
/// Abbreviations that one typed word may stand for.
const MOST_ABBREVIATED: usize = 8;
/// Beginnings of more words than this are not all marked in a paragraph.
const MOST_BEGINNINGS: u32 = 4000;

/// A word of the query.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// For each segment the terms it may stand for, with weights from 0 to 1, best first.
    pub(super) terms: Vec<Vec<(u32, f32)>>,
    /// For each segment the terms that begin with it, where it is still being typed.
    pub(super) beginnings: Vec<std::ops::Range<u32>>,
    /// For each segment the first of two joined Han characters, with what it tells by itself: where a slip parts the two,
    /// it is what is left of a word.
    pub(super) singles: Vec<Option<(u32, f32)>>,
    /// The word as it was typed, in small letters.
    pub(super) written: String,
    /// How much it tells: the logarithm of how rare it is, and what any word tells.
    pub(super) idf: f32,
    /// How many passages its terms have, one by one.
    pub(super) cost: usize,
}

/// How a word was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Typed {
    /// It may be unfinished.
    pub(super) open: bool,
    /// It is one of many, pasted rather than typed: what exists as written was meant.
    pub(super) pasted: bool,
}

/// Finds what words may stand for.
pub(super) struct Expander<'a> {
    segments: &'a [Arc<Segment>],
    passages: usize,
    matcher: SkimMatcherV2,
}

/// A term that was found, with the number it has in each segment.
#[derive(Debug, Default)]
struct Found {
    weight: f32,
    frequency: usize,
    ids: Vec<(usize, u32)>,
}

impl<'a> Expander<'a> {
    /// For these segments.
    pub(super) fn new(segments: &'a [Arc<Segment>]) -> Self {
        Self {
            segments,
            passages: segments.iter().map(|s| s.passages() as usize).sum(),
            matcher: SkimMatcherV2::default(),
        }
    }

    /// What a word may stand for.
    pub(super) fn expand(&self, token: &Token, typed: Typed) -> Asked {
        let word = token.term.as_str();
        let exact: Vec<Option<u32>> = self.segments.iter().map(|s| s.find(word)).collect();
        let exists = exact.iter().any(Option::is_some);
        let mut found: Vec<(usize, u32, f32)> = Vec::new();
        found.extend(
            exact
                .iter()
                .enumerate()
                .filter_map(|(at, id)| Some((at, (*id)?, 1.0))),
        );
        let mut beginnings = vec![0..0; self.segments.len()];
        if typed.open && !token.is_han {
            for ((at, segment), range) in self.segments.iter().enumerate().zip(&mut beginnings) {
                let all = segment.beginning_with(word);
                most_frequent(segment, all.clone(), word, |id| found.push((at, id, 0.9)));
                if all.len() as u32 <= MOST_BEGINNINGS {
                    *range = all;
                }
            }
        }
        if token.is_han {
            if !exists && token.single.is_some() {
                for c in word.chars().map(String::from) {
                    for (at, segment) in self.segments.iter().enumerate() {
                        found.extend(segment.find(&c).map(|id| (at, id, 0.4)));
                    }
                }
            }
        } else if !(is_number(word) || exists && typed.pasted) {
            for (at, segment) in self.segments.iter().enumerate() {
                forms(segment, word, |id, worth| found.push((at, id, worth)));
                self.near(segment, word, exists, typed, |id, weight| {
                    found.push((at, id, weight));
                });
            }
        }
        let mut asked = Asked {
            written: token.written.clone(),
            ..self.weigh(found, beginnings)
        };
        if let Some(single) = &token.single {
            asked.singles = self.single(&single.term, asked.idf);
        }
        asked
    }

    /// A Han character in each segment, and what it tells of a word of two.
    fn single(&self, character: &str, idf: f32) -> Vec<Option<(u32, f32)>> {
        let each = self.segments.iter();
        let ids: Vec<Option<u32>> = each.map(|segment| segment.find(character)).collect();
        let known = self.segments.iter().zip(&ids);
        let frequency: usize = known
            .filter_map(|(segment, id)| Some(segment.frequency((*id)?) as usize))
            .sum();
        let worth = (1.0 + self.passages as f32 / (frequency as f32 + 1.0)).ln();
        let worth = worth.min(idf);
        ids.into_iter().map(|id| Some((id?, worth))).collect()
    }

    /// Words that look like what was typed.
    fn near(
        &self,
        segment: &Segment,
        word: &str,
        exists: bool,
        typed: Typed,
        mut give: impl FnMut(u32, f32),
    ) {
        let asked: Vec<char> = word.chars().collect();
        let letters = asked.len();
        let limit = typo::allowed(letters);
        if limit == 0 || letters > typo::LONGEST {
            return;
        }
        let set = typo::signature(word);
        let doubt = if exists { DOUBT } else { 1.0 };
        let mut buffer = Vec::with_capacity(typo::LONGEST);
        for length in letters - limit..=letters + limit {
            let close = |s: u64| has_at_most(s ^ set, 2 * limit);
            segment.shelved(length, close, |id| {
                buffer.clear();
                buffer.extend(segment.term(id).unwrap_or_default().chars());
                match typo::slips(&asked, &buffer, limit) {
                    Some(1) => give(id, ONE_SLIP * doubt),
                    Some(2) => give(id, TWO_SLIPS * doubt),
                    _ => {}
                }
            });
        }
        if exists && !(typed.open && letters >= 5) {
            return;
        }
        let perfect = self.matcher.fuzzy_match(word, word).unwrap_or(1).max(1) as f32;
        let mut abbreviated: Vec<(f32, u32)> = Vec::new();
        for length in letters + limit + 1..=typo::LONGEST {
            // All letters but one, if one may be wrong; all of them, if some were left out.
            let holds = |s: u64| has_at_most(set & !s, 1);
            segment.shelved(length, holds, |id| {
                let term = segment.term(id).unwrap_or_default();
                buffer.clear();
                buffer.extend(term.chars());
                if typed.open
                    && letters >= 5
                    && !term.starts_with(word)
                    && typo::slips_of_beginning(&asked, &buffer, 1).is_some()
                {
                    give(id, 0.64 * doubt);
                } else if !exists && buffer.first() == asked.first() && is_inside(&asked, &buffer) {
                    let like = self.matcher.fuzzy_match(term, word).unwrap_or(0) as f32;
                    let like = (like / perfect).clamp(0.0, 1.0);
                    let filled = letters as f32 / length as f32;
                    if like * filled > 0.2 {
                        abbreviated.push((like * (0.5 + 0.5 * filled), id));
                    }
                }
            });
        }
        abbreviated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (like, id) in abbreviated.into_iter().take(MOST_ABBREVIATED) {
            give(id, 0.5 * (0.9 + 0.1 * like));
        }
    }

    /// Puts what was found in order, once each, and says how much the word tells.
    fn weigh(&self, found: Vec<(usize, u32, f32)>, beginnings: Vec<std::ops::Range<u32>>) -> Asked {
        let mut named: FxHashMap<&str, Found> = FxHashMap::default();
        for (at, id, weight) in found {
            let Some(segment) = self.segments.get(at) else {
                continue;
            };
            let term = named
                .entry(segment.term(id).unwrap_or_default())
                .or_default();
            term.weight = term.weight.max(weight);
            if !term.ids.contains(&(at, id)) {
                term.frequency += segment.frequency(id) as usize;
                term.ids.push((at, id));
            }
        }
        if self.segments.len() > 1 {
            // What was too rare in one segment to be picked there may have been picked in another.
            for (name, term) in &mut named {
                for (at, segment) in self.segments.iter().enumerate() {
                    if !term.ids.iter().any(|(known, _)| *known == at)
                        && let Some(id) = segment.find(name)
                    {
                        term.frequency += segment.frequency(id) as usize;
                        term.ids.push((at, id));
                    }
                }
            }
        }
        let mut named: Vec<(&str, Found)> = named.into_iter().collect();
        named.sort_by(|(a, x), (b, y)| {
            let rarer = || y.frequency.cmp(&x.frequency);
            y.weight
                .total_cmp(&x.weight)
                .then_with(rarer)
                .then(a.cmp(b))
        });
        named.truncate(MOST_EXPANSIONS);
        let best = named.first().map_or(0.0, |(_, term)| term.weight);
        let mut asked = Asked {
            terms: vec![Vec::new(); self.segments.len()],
            beginnings,
            ..Asked::default()
        };
        let mut near_best = 0;
        for (_, term) in &named {
            asked.cost += term.frequency;
            near_best += if term.weight > best - 0.11 {
                term.frequency
            } else {
                0
            };
            for (at, id) in &term.ids {
                if let Some(terms) = asked.terms.get_mut(*at) {
                    terms.push((*id, term.weight));
                }
            }
        }
        asked.idf = ANY + (1.0 + self.passages as f32 / (near_best as f32 + 1.0)).ln();
        asked
    }
}

impl Asked {
    /// The most that a passage is worth for having it.
    pub(super) fn most(&self) -> f32 {
        let best = self.terms.iter().filter_map(|terms| terms.first());
        self.idf * best.map(|(_, weight)| *weight).fold(0.0, f32::max)
    }

    /// Whether nothing in the library resembles it.
    pub(super) fn is_nothing(&self) -> bool {
        self.terms.iter().all(Vec::is_empty)
    }
}

/// Of terms that begin with what was typed the most frequent, few as long as little is typed.
fn most_frequent(
    segment: &Segment,
    range: std::ops::Range<u32>,
    word: &str,
    give: impl FnMut(u32),
) {
    let most = if word.chars().count() < 3 {
        12
    } else {
        MOST_EXPANSIONS
    };
    if range.len() <= most {
        range.for_each(give);
        return;
    }
    let mut ids: Vec<(u32, u32)> = range.map(|id| (segment.frequency(id), id)).collect();
    ids.select_nth_unstable_by(most, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ids.truncate(most);
    ids.into_iter().map(|(_, id)| id).for_each(give);
}

/// Whether all the letters stand in the word in order.
fn is_inside(letters: &[char], word: &[char]) -> bool {
    let mut word = word.iter();
    letters.iter().all(|letter| word.any(|c| c == letter))
}

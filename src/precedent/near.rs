//! The paragraphs of a library that read like a text, by all of its words rather than by a few of them.
//!
//! A search finds candidates by the rarest words, tracing those that share a row of words; [`compare::similarity`]
//! orders them. Start at [`Library::nearest`]; [`Library::near_precedent`] is rule L4.

use std::collections::HashSet;

use super::{Library, Query};
use crate::compare::{self, Edit, Op};
use crate::text::{self, Language};

/// From here on a paragraph reads like another one: words and pairs of words in common (Dice). Two words of thirty that
/// differ leave 0.9, two of twelve 0.75.
pub const READS_ALIKE: f32 = 0.75;
/// Below this, two paragraphs have words in common and no more.
pub const RELATED: f32 = 0.4;
/// Hits of a search that are looked at.
const LOOKED_AT: usize = 24;
/// Repetitions of one hit that are looked at.
const REPEATED: usize = 120;

/// A paragraph that reads like a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its number, for [`Library::entry`].
    pub entry: usize,
    /// How near it is, from 0 to 1: see [`compare::similarity`].
    pub similarity: f32,
}

/// A precedent that a text nearly repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct NearPrecedent {
    /// Its number, for [`Library::entry`].
    pub entry: usize,
    /// How near it is, from 0 to 1.
    pub similarity: f32,
    /// What makes the text of the precedent.
    pub edits: Vec<Edit>,
    /// How many words of the precedent the text does not have.
    pub missing: usize,
    /// How many words the text has besides.
    pub added: usize,
}

/// Words as two texts are compared by them: without the stress on the lead words and without what stands around them.
pub fn plain(words: &str) -> String {
    text::normalize(&words.replace('*', ""))
}

/// Words of a text with the mark at its end left out, which belongs to the place and not to the words.
pub(super) fn unended(words: &str) -> &str {
    words.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | '.' | ':' | '，' | '；' | '。' | '：' | '、' | '،' | '؛'
            )
    })
}

/// Whether two texts have the same words and marks, but for stress, white space and the mark at the end.
pub fn is_verbatim(a: &str, b: &str) -> bool {
    unended(&plain(a)) == unended(&plain(b))
}

/// How many words were put in and struck.
pub fn counted(edits: &[Edit]) -> (usize, usize) {
    let words = |op: Op| {
        let of = edits.iter().filter(|edit| edit.op == op);
        of.map(|edit| text::count(&edit.text)).sum()
    };
    (words(Op::Insert), words(Op::Delete))
}

impl Library {
    /// The paragraphs that read most like a text, the nearest first, and of equally near ones the newest. Of another
    /// language than the one named, none. Gives nothing below [`RELATED`].
    pub fn nearest(&self, words: &str, language: Option<Language>, limit: usize) -> Vec<Near> {
        self.near_at_least(words, language, RELATED, limit)
    }

    /// As [`Library::nearest`], down to another nearness.
    pub(super) fn near_at_least(
        &self,
        words: &str,
        language: Option<Language>,
        least: f32,
        limit: usize,
    ) -> Vec<Near> {
        let found = self.near_until(words, language, (least, limit), &|| false);
        found.unwrap_or_default()
    }

    fn near_until(
        &self,
        words: &str,
        language: Option<Language>,
        (least, limit): (f32, usize),
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Near>> {
        let plain = plain(words);
        let mut seen = HashSet::new();
        let mut texts: Vec<(usize, f32)> = Vec::new();
        for entry in self.like_until(&plain, language, stop)? {
            if stop() {
                return None;
            }
            if !seen.insert(entry) {
                continue;
            }
            let Some(other) = self.text(entry) else {
                continue;
            };
            let similarity = compare::similarity(&plain, &other);
            if similarity >= least {
                texts.push((entry, similarity));
            }
        }
        let mut dated: Vec<_> = texts
            .into_iter()
            .filter_map(|(entry, similarity)| {
                let (date, symbol, place) = self.dated(entry)?;
                Some((entry, similarity, (std::cmp::Reverse(date), symbol, place)))
            })
            .collect();
        dated.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
        dated.truncate(limit);
        let near = dated.into_iter();
        let near = near.map(|(entry, similarity, _)| Near { entry, similarity });
        Some(near.collect())
    }

    /// Paragraphs that may read like a text, in no order, repetitions among them.
    pub(super) fn like(&self, plain: &str, language: Option<Language>) -> Vec<usize> {
        let found = self.like_until(plain, language, &|| false);
        found.unwrap_or_default()
    }

    fn like_until(
        &self,
        plain: &str,
        language: Option<Language>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<usize>> {
        let query = Query {
            language,
            limit: LOOKED_AT,
            ..Query::new(unasked(plain))
        };
        let mut found: Vec<usize> = Vec::new();
        for hit in self.ask(&query, stop)? {
            found.push(hit.entry);
            found.extend(hit.also.iter().take(REPEATED).map(|again| again.entry));
        }
        let traced = self.trace(plain).spans.into_iter().flat_map(|s| s.sources);
        let speaks = |entry: &usize| language.is_none_or(|asked| self.speaks(*entry, asked));
        found.extend(traced.filter(speaks));
        Some(found)
    }

    /// The agreed paragraph that a text nearly repeats: near by `least` at least, and no paragraph has its words. Of
    /// several the nearest, and of equally near ones the newest.
    pub fn near_precedent(
        &self,
        words: &str,
        language: Option<Language>,
        least: f32,
    ) -> Option<NearPrecedent> {
        self.near_precedent_until(words, language, least, &|| false)
    }

    /// As [`Library::near_precedent`], stopped as soon as `stop` says so: then there is none.
    pub fn near_precedent_until(
        &self,
        words: &str,
        language: Option<Language>,
        least: f32,
        stop: &dyn Fn() -> bool,
    ) -> Option<NearPrecedent> {
        let found = self.near_until(words, language, (RELATED, 8), stop)?;
        let best = found.first().filter(|near| near.similarity >= least)?;
        let mut precedent = None;
        for near in &found {
            let other = self.text(near.entry)?;
            if is_verbatim(words, &other) {
                return None;
            }
            if near.entry == best.entry {
                precedent = Some(other);
            }
        }
        let (precedent, words) = (plain(&precedent?), plain(words));
        let edits = compare::words(unended(&precedent), unended(&words));
        let (added, missing) = counted(&edits);
        (added + missing > 0).then_some(NearPrecedent {
            entry: best.entry,
            similarity: best.similarity,
            edits,
            missing,
            added,
        })
    }
}

/// What makes the words of the first text those of the second, both without stress.
pub fn differing(from: &str, to: &str) -> Vec<Edit> {
    compare::words(&plain(from), &plain(to))
}

/// A text as a query that means its words alone: no quotation, condition or word that must not be there.
fn unasked(words: &str) -> String {
    words
        .chars()
        .map(|c| match c {
            '"' | '“' | '”' | '„' | '«' | '»' | ':' | '：' => ' ',
            c => c,
        })
        .collect::<String>()
        .split_whitespace()
        .map(|word| word.trim_start_matches('-'))
        .collect::<Vec<_>>()
        .join(" ")
        // Nothing is still being typed.
        + " "
}

#[cfg(test)]
mod tests {
    use super::super::shelf::shelf;
    use super::*;

    #[test]
    fn a_text_that_differs_in_two_words_is_near_and_says_which() {
        let library = shelf(&[
            (
                "S/RES/1 (2001)",
                "2001-01-31",
                "en",
                "Urges the sides to implement confidence-building measures along the ceasefire lines;",
            ),
            (
                "S/RES/2 (2002)",
                "2002-01-31",
                "en",
                "Decides to remain seized of the matter.",
            ),
            (
                "S/RES/3 (2003)",
                "2003-01-31",
                "ru",
                "настоятельно призывает стороны осуществить меры укрепления доверия вдоль линий прекращения огня;",
            ),
            (
                "S/RES/4 (2004)",
                "2004-01-31",
                "zh",
                "敦促双方沿停火线落实建立信任措施；",
            ),
        ]);
        for (words, language, symbol, missing, added) in [
            (
                "*Urges* the parties to implement confidence-building measures along all ceasefire lines;",
                "en",
                "S/RES/1 (2001)",
                2,
                2,
            ),
            (
                "настоятельно призывает стороны осуществить меры доверия вдоль линий прекращения огня;",
                "ru",
                "S/RES/3 (2003)",
                1,
                0,
            ),
            (
                "敦促各方沿停火线落实建立信任措施；",
                "zh",
                "S/RES/4 (2004)",
                2,
                2,
            ),
        ] {
            let near = library
                .near_precedent(words, language.parse().ok(), READS_ALIKE)
                .unwrap();
            let entry = library.entry(near.entry).unwrap();
            assert_eq!(&*entry.record.symbol, symbol);
            assert_eq!((near.missing, near.added), (missing, added), "{words}");
        }
        for words in [
            "*Decides* to remain seized of the matter;",
            "Condemns in the strongest terms the attack of last week against a convoy;",
        ] {
            assert_eq!(library.near_precedent(words, None, READS_ALIKE), None);
        }
    }
}

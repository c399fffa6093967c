//! Ranking short names as they are typed: commands, titles, symbols, delegations, labels.
//!
//! The words of the query may come in any order; each must be found, its letters in order, in the name. Case and
//! accents do not count. The score is fuzzy-matcher's `SkimMatcherV2`, which prefers beginnings of words and runs of
//! letters. Not for paragraphs: [`super::Library`] is. Start at [`rank`].

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text;

/// A name that fits a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Its place among the names given, counted from 0.
    pub index: usize,
    /// How well it fits; more is better, 0 for an empty query.
    pub score: i64,
    /// What fits, in bytes of the name: whole graphemes, ascending, apart from each other.
    pub spans: Vec<Range<usize>>,
}

/// The names that fit a query, best first. Equally good ones stay in the order given, and so do all for a query
/// without words.
pub fn rank<'a>(query: &str, names: impl Iterator<Item = &'a str>) -> Vec<Ranked> {
    let folded = text::fold(query);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let matcher = SkimMatcherV2::default();
    let mut ranked: Vec<Ranked> = names
        .enumerate()
        .filter_map(|(index, name)| fit(&matcher, &folded, &words, name, index))
        .collect();
    ranked.sort_by_key(|found| std::cmp::Reverse(found.score));
    ranked
}

fn fit(
    matcher: &SkimMatcherV2,
    query: &str,
    words: &[&str],
    name: &str,
    index: usize,
) -> Option<Ranked> {
    if words.is_empty() {
        return Some(Ranked {
            index,
            score: 0,
            spans: Vec::new(),
        });
    }
    let folded = Folded::of(name);
    let mut score = 0;
    let mut marked = vec![false; folded.sources.len()];
    for word in words {
        let (worth, places) = matcher.fuzzy_indices(&folded.text, word)?;
        score += worth;
        for place in places {
            *marked.get_mut(place)? = true;
        }
    }
    // What was typed in full, or begins the name, comes before a longer name that holds it.
    let query = query.trim();
    let plain = folded.text.trim();
    score += match () {
        () if plain == query => 64,
        () if plain.starts_with(query) => 32,
        () if plain.contains(query) => 8,
        () => 0,
    };
    // Of two names that fit alike, the shorter one was meant.
    score = score * 64 - (folded.sources.len() as i64).min(63);
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (source, _) in folded.sources.iter().zip(&marked).filter(|(_, m)| **m) {
        match spans.last_mut() {
            Some(last) if last.end >= source.start => last.end = last.end.max(source.end),
            _ => spans.push(source.clone()),
        }
    }
    Some(Ranked {
        index,
        score,
        spans,
    })
}

/// A folded name, with the grapheme that each of its characters comes from.
struct Folded {
    text: String,
    sources: Vec<Range<usize>>,
}

impl Folded {
    fn of(name: &str) -> Self {
        let mut text = String::with_capacity(name.len());
        let mut sources = Vec::with_capacity(name.len());
        for (at, grapheme) in text::graphemes(name) {
            for c in text::fold(grapheme).chars() {
                text.push(c);
                sources.push(at..at + grapheme.len());
            }
        }
        Self { text, sources }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(query: &str, names: &[&str]) -> Vec<String> {
        rank(query, names.iter().copied())
            .into_iter()
            .map(|found| {
                let mut name = names[found.index].to_owned();
                for span in found.spans.iter().rev() {
                    name.insert(span.end, ')');
                    name.insert(span.start, '(');
                }
                name
            })
            .collect()
    }

    #[test]
    fn ranks_and_marks() {
        let commands = ["Freeze a version", "Compare versions", "Agree", "Reopen"];
        let delegations = [
            "Côte d’Ivoire",
            "Türkiye",
            "Казахстан",
            "哈萨克斯坦",
            "كازاخستان",
        ];
        for (query, names, expected) in [
            ("", &commands[..], &commands[..]),
            ("  ", &commands[..2], &commands[..2]),
            ("version freeze", &commands, &["(Freeze) a (version)"][..]),
            ("agr", &commands, &["(Agr)ee"]),
            ("zzz", &commands, &[]),
            ("cote", &delegations, &["(Côte) d’Ivoire"]),
            ("TURK", &delegations, &["(Türk)iye"]),
            ("казах", &delegations, &["(Казах)стан"]),
            ("哈斯坦", &delegations, &["(哈)萨克(斯坦)"]),
            ("كازا", &delegations, &["(كازا)خستان"]),
            (
                "5",
                &["15 bis", "5 bis", "5"],
                &["(5)", "(5) bis", "1(5) bis"],
            ),
        ] {
            assert_eq!(shown(query, names), expected, "{query}");
        }
    }

    proptest! {
        #[test]
        fn spans_are_sorted_and_on_boundaries(query in "\\PC{0,12}", name in "\\PC{0,40}") {
            for found in rank(&query, std::iter::once(name.as_str())) {
                let mut end = 0;
                for (at, span) in found.spans.iter().enumerate() {
                    prop_assert!(at == 0 || span.start > end);
                    prop_assert!(name.get(span.clone()).is_some_and(|s| !s.is_empty()));
                    end = span.end;
                }
            }
        }

        #[test]
        fn a_name_fits_itself(name in "[a-zéßя军]{1,12}( [a-zç军]{1,8})?") {
            prop_assert_eq!(rank(&name, std::iter::once(name.as_str())).len(), 1);
        }
    }
}

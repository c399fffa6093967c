//! From a row to what is given out: where its words stand, each document named once.
//!
//! A document may stand in several libraries: in a folder of all resolutions, and among the precedents of a workspace.
//! What is the same there but for stress, typography and the mark at its end is one entry that names its libraries.
//! Start at `Library::hit`.

use std::ops::Range;
use std::sync::Arc;

use super::super::library::{Again, Entry, Library};
use super::super::near::{plain, unended};
use super::super::tokens::tokens;
use super::{Found, Hit};
use crate::compare::{self, Edit};

impl Library {
    pub(super) fn hit(
        &self,
        found: Found<'_>,
        rank: usize,
        places: &[(usize, bool)],
    ) -> Option<Hit> {
        let number = found.entry?.entry;
        let text = self.text(number)?;
        let head = self.entry(number)?;
        let mut also_in: Vec<Arc<str>> = Vec::new();
        let mut named: Vec<(Entry, usize)> = vec![(head.clone(), number)];
        let mut also = Vec::new();
        for other in found.also {
            let Some(entry) = self.entry(other.entry) else {
                continue;
            };
            let mut known = named.iter();
            let known = known.position(|(known, at)| {
                known.record.symbol == entry.record.symbol
                    && (known.paragraph == entry.paragraph
                        || known.library != entry.library
                            && is_one_place(&known.paragraph, &entry.paragraph))
                    && self.says_as(*at, other.entry)
            });
            match known {
                Some(0) if entry.library != head.library => also_in.push(entry.library.clone()),
                Some(_) => {}
                None => {
                    also.push(Again {
                        symbol: entry.record.symbol.clone(),
                        paragraph: entry.paragraph.clone(),
                        date: entry.record.date.clone(),
                        entry: other.entry,
                        verbatim: other.verbatim,
                    });
                    named.push((entry, other.entry));
                }
            }
        }
        also_in.sort();
        also_in.dedup();
        Some(Hit {
            rank,
            score: f64::from(found.worth.score),
            library: head.library,
            also_in,
            symbol: head.record.symbol.clone(),
            paragraph: head.paragraph,
            language: head.record.language,
            date: head.record.date.clone(),
            spans: spans(&text, places),
            text: text.into(),
            entry: number,
            also,
        })
    }

    /// Whether two paragraphs say the same but for stress, typography and the mark at the end.
    fn says_as(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.text(one), self.text(other)) else {
            return false;
        };
        let (one, other) = (plain(&one), plain(&other));
        let (one, other) = (unended(&one), unended(&other));
        one == other || !compare::words(one, other).iter().any(Edit::is_change)
    }
}

/// Whether two names of paragraphs may be names of one: where either is only counted, as `¶7`, they may.
fn is_one_place(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches(['.', ')']).to_owned();
    one.starts_with('¶') || other.starts_with('¶') || bare(one) == bare(other)
}

/// Where the words at these positions stand in the text; what touches is one span.
fn spans(text: &str, places: &[(usize, bool)]) -> Vec<Range<usize>> {
    let tokens = tokens(text);
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for (position, double) in places {
        let Some(token) = tokens.get(*position) else {
            continue;
        };
        let end = match &token.single {
            Some(first) if !*double => first.end,
            _ => token.range.end,
        };
        match spans.last_mut() {
            Some(last) if last.end >= token.range.start => last.end = last.end.max(end),
            _ => spans.push(token.range.start..end),
        }
    }
    spans
}

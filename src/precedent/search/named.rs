//! From a row to what is given out: where its words stand, each document named once.
//!
//! A document may stand in several libraries: in a folder of all resolutions, and among the precedents of a workspace.
//! What is the same there but for stress, typography and the mark at its end is one entry that names its libraries.
//! Start at `Library::hit`.

use std::sync::Arc;

use super::super::library::{Again, Entry, Library};
use super::super::near::{plain, unended};
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
        let (text, spans) = self.lit(number, places)?;
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
            spans,
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

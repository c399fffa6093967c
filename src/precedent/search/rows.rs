//! From what was found to the rows that are shown: in a lasting order, paragraphs that differ in little as one.
//!
//! Start at [`Library::rows`].

use std::cell::OnceCell;

use super::super::library::Library;
use super::super::near::plain;
use super::clause::{Kinds, Wording};
use super::{Dated, Found, Place, Query};
use crate::text::Language;

/// Rows that are compared with those above them, for each row that is wanted.
const COMPARED: usize = 3;

/// What a row is compared by.
#[derive(Debug, Default)]
struct Head {
    /// How it begins, and its language.
    begins: ([u64; 2], Option<Language>),
    /// Its words, once another one that begins alike made them needed.
    wording: OnceCell<Wording>,
}

impl Library {
    /// The best ones in their lasting order, those that nearly say the same as one above put with it.
    pub(super) fn rows<'a>(
        &'a self,
        mut found: Vec<Found<'a>>,
        (query, numbers): (&Query, &[u64]),
        kinds: &[Kinds],
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Found<'a>>> {
        let by_score = |a: &Found<'_>, b: &Found<'_>| b.worth.score.total_cmp(&a.worth.score);
        let wanted = wanted(query.limit);
        if found.len() > wanted {
            found.select_nth_unstable_by(wanted, by_score);
            let least = found.get(wanted).map_or(0.0, |f| f.worth.score);
            // All that are as good as the last one compete for its place.
            found.retain(|f| f.worth.score >= least);
            found.truncate(wanted * 8);
        }
        for (turn, found) in found.iter_mut().enumerate() {
            if turn % 16 == 0 && stop() {
                return None;
            }
            let mut entries = self.dated_entries(found.place, query.library.as_ref());
            entries.sort();
            let mut entries = entries.into_iter();
            found.entry = entries.next();
            found.also = entries.collect();
        }
        found.retain(|f| f.entry.is_some());
        found.sort_by(|a, b| by_score(a, b).then_with(|| a.entry.cmp(&b.entry)));
        let mut rows: Vec<Found<'_>> = Vec::new();
        let mut heads: Vec<Head> = Vec::new();
        for (turn, next) in found.into_iter().enumerate() {
            if turn % 16 == 0 && stop() {
                return None;
            }
            let full = rows.len() >= query.limit;
            let mut head = Head::default();
            let alike = if query.fold {
                head = Head {
                    begins: (self.lead(next.place, kinds), self.language_at(next.place)),
                    wording: OnceCell::new(),
                };
                let said = |place| self.wording(place, kinds);
                rows.iter_mut()
                    .zip(&heads)
                    .filter(|(_, other)| other.begins == head.begins)
                    .find(|(row, other)| {
                        let wording = head.wording.get_or_init(|| said(next.place));
                        let other = other.wording.get_or_init(|| said(row.place));
                        wording.is_clause_of(other, numbers)
                    })
            } else {
                None
            };
            match alike {
                Some((row, _)) => {
                    // Another segment may have the same words to the letter.
                    let verbatim = self.words(next.place) == self.words(row.place);
                    let entries = next.entry.into_iter().chain(next.also);
                    row.also.extend(entries.map(|e| Dated { verbatim, ..e }));
                }
                None if full => break,
                None => {
                    rows.push(next);
                    heads.push(head);
                }
            }
        }
        for row in &mut rows {
            row.also.sort();
        }
        Some(rows)
    }

    fn language_at(&self, place: Place) -> Option<Language> {
        let segment = self.segments.get(place.segment as usize)?;
        segment.language(place.passage)
    }

    /// Stress aside.
    fn words(&self, place: Place) -> Option<String> {
        let segment = self.segments.get(place.segment as usize)?;
        Some(plain(&segment.passage_text(place.passage)?))
    }
}

/// How many passages are compared for so many rows.
pub(super) fn wanted(limit: usize) -> usize {
    limit.saturating_mul(COMPARED).min(limit.saturating_add(60))
}

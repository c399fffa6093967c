//! From what was found to the rows that are shown: in a lasting order, paragraphs that differ in little as one.
//!
//! Start at [`Library::rows`].

use super::super::library::Library;
use super::super::near::plain;
use super::clause::{Kinds, Wording};
use super::{Dated, Found, Place, Query};

/// Rows that are compared with those above them, for each row that is wanted.
const COMPARED: usize = 3;

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
        let mut wordings: Vec<Wording> = Vec::new();
        for (turn, next) in found.into_iter().enumerate() {
            if turn % 16 == 0 && stop() {
                return None;
            }
            let wording = if query.fold {
                self.wording(next.place, kinds)
            } else {
                Wording::default()
            };
            let language = |place: Place| {
                let segment = self.segments.get(place.segment as usize)?;
                segment.language(place.passage)
            };
            let own = language(next.place);
            let full = rows.len() >= query.limit;
            let alike =
                rows.iter_mut()
                    .zip(&wordings)
                    .filter(|_| query.fold)
                    .find(|(row, other)| {
                        wording.is_clause_of(other, numbers) && language(row.place) == own
                    });
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
                    wordings.push(wording);
                }
            }
        }
        for row in &mut rows {
            row.also.sort();
        }
        Some(rows)
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

//! From what was found to the rows that are shown: in a lasting order, paragraphs that differ in little as one.
//!
//! Start at [`Library::rows`].

use super::super::library::Library;
use super::{Dated, Found, Place, Query};
use crate::text::normalize;

/// Rows that are compared with those above them, for each row that is wanted.
const COMPARED: usize = 3;
/// How much of their words two paragraphs have in common that are shown as one.
const NEAR: f64 = 0.9;

impl Library {
    /// The best ones in their lasting order, those that nearly say the same as one above put with it.
    pub(super) fn rows<'a>(
        &'a self,
        mut found: Vec<Found<'a>>,
        query: &Query,
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
        let mut bags: Vec<Vec<u64>> = Vec::new();
        for (turn, next) in found.into_iter().enumerate() {
            if turn % 16 == 0 && stop() {
                return None;
            }
            let bag = if query.fold {
                self.bag(next.place)
            } else {
                Vec::new()
            };
            let language = |place: Place| {
                let segment = self.segments.get(place.segment as usize)?;
                segment.language(place.passage)
            };
            let own = language(next.place);
            let full = rows.len() >= query.limit;
            let alike = rows
                .iter_mut()
                .zip(&bags)
                .find(|(row, other)| likeness(&bag, other) >= NEAR && language(row.place) == own);
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
                    bags.push(bag);
                }
            }
        }
        for row in &mut rows {
            row.also.sort();
        }
        Some(rows)
    }

    fn words(&self, place: Place) -> Option<String> {
        let segment = self.segments.get(place.segment as usize)?;
        Some(normalize(&segment.passage_text(place.passage)?))
    }

    /// The terms of a passage, as hashes, sorted.
    fn bag(&self, place: Place) -> Vec<u64> {
        let Some(segment) = self.segments.get(place.segment as usize) else {
            return Vec::new();
        };
        let mut bag: Vec<u64> = Vec::new();
        // Numbers of terms mean the same within one segment only.
        let one = self.segments.len() == 1;
        segment.terms_in(place.passage, |term| {
            bag.push(if one {
                u64::from(term)
            } else {
                hash(segment.term(term).unwrap_or_default())
            });
        });
        bag.sort_unstable();
        bag
    }
}

/// How many passages are compared for so many rows.
pub(super) fn wanted(limit: usize) -> usize {
    limit.saturating_mul(COMPARED).min(limit.saturating_add(60))
}

/// The hash of a term (FNV-1a).
fn hash(term: &str) -> u64 {
    let bytes = term.bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How much of their words two paragraphs have in common, from 0 to 1.
fn likeness(a: &[u64], b: &[u64]) -> f64 {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if long == 0 || (short as f64) < NEAR * long as f64 {
        return 0.0;
    }
    let (mut one, mut other, mut common) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(x), Some(y)) = (one.peek(), other.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => one.next(),
            std::cmp::Ordering::Greater => other.next(),
            std::cmp::Ordering::Equal => {
                common += 1;
                other.next();
                one.next()
            }
        };
    }
    f64::from(common) / long as f64
}

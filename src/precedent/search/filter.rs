//! Which passages may be found at all: those that fit conditions, have the phrases, and have nothing that must not be
//! there.
//!
//! Start at `Library::admitted`.

use std::sync::{Arc, PoisonError};

use super::super::gather::{Admitted, is_admitted};
use super::super::library::Library;
use super::super::party::Heard;
use super::super::query::{self, Filter};
use super::super::segment::Segment;
use super::super::{tokens, trace};
use super::{Dated, Found};

impl Library {
    /// For each segment which passages may be found. `None` once `stop` says so.
    pub(super) fn admitted(
        &self,
        said: &query::Asked,
        library: Option<&Arc<str>>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Admitted>> {
        let filtered = if said.filter.is_empty() && library.is_none() {
            None
        } else {
            Some(self.filtered(&said.filter, library, stop)?)
        };
        // A quotation that is still typed: in a row, else in a row but for its last word.
        let stands = |row: &str| {
            let mut each = self.segments.iter();
            each.any(|segment| !passages_with(segment, row).is_empty())
        };
        let open = said.open.as_ref().map(|(row, less)| {
            let row = if stands(row) { row } else { less };
            row.contains(char::is_alphanumeric).then_some(row)
        });
        let open = open.flatten();
        self.segments
            .iter()
            .enumerate()
            .map(|(at, segment)| {
                if stop() {
                    return None;
                }
                let mut bits = filtered.as_ref().and_then(|all| all.get(at).cloned());
                for phrase in said.phrases.iter().chain(open) {
                    let has = passages_with(segment, phrase);
                    let mut both = empty(segment);
                    for passage in has.into_iter().filter(|p| is_admitted(&bits, *p)) {
                        set(&mut both, passage);
                    }
                    bits = Some(Arc::new(both));
                }
                for phrase in &said.without {
                    let mut left = match &bits {
                        Some(bits) => (**bits).clone(),
                        None => vec![u64::MAX; segment.passages().div_ceil(64) as usize],
                    };
                    for passage in passages_with(segment, phrase) {
                        if let Some(word) = left.get_mut(passage as usize / 64) {
                            *word &= !(1 << (passage % 64));
                        }
                    }
                    bits = Some(Arc::new(left));
                }
                Some(bits)
            })
            .collect()
    }

    /// Puts at the head of a row the newest paragraph with its words that is what was asked for: they may stand in
    /// documents that are not.
    pub(super) fn head(&self, row: &mut Found<'_>, filter: &Filter) {
        if filter.is_empty() {
            return;
        }
        let fits = |dated: &Dated<'_>| {
            self.entry(dated.entry).is_some_and(|entry| {
                let text = || self.text(dated.entry).unwrap_or_default();
                filter.fits(&entry.record, &mut Heard::default())
                    && filter.role.is_none_or(|role| role == entry.role)
                    && (filter.verbs.is_empty() || filter.fits_verb(entry.verb.as_deref(), &text()))
            })
        };
        let Some(first) = row.entry.take_if(|entry| !fits(entry)) else {
            return;
        };
        let fit = row.also.iter().position(|e| e.verbatim && fits(e));
        row.entry = fit.map(|at| row.also.remove(at));
        match row.entry {
            Some(_) => {
                row.also.push(first);
                row.also.sort();
            }
            None => row.entry = Some(first),
        }
    }

    /// For each segment the passages of which some paragraph fits; the last few answers are kept.
    fn filtered(
        &self,
        filter: &Filter,
        library: Option<&Arc<str>>,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Arc<Vec<u64>>>> {
        let kept = self.filtered.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept
            .iter()
            .find(|(f, l, _)| f == filter && l.as_ref() == library);
        if let Some((_, _, bits)) = known {
            return Some(bits.clone());
        }
        drop(kept);
        let mut all: Vec<Arc<Vec<u64>>> = Vec::new();
        let mut heard = Heard::default();
        for (name, segment) in self.segments() {
            let mut bits = empty(segment);
            if library.is_none_or(|asked| asked == name) {
                for document in 0..segment.documents() {
                    if document % 64 == 0 && stop() {
                        return None;
                    }
                    if fill(segment, document, filter, &mut heard, &mut bits).is_none() {
                        break;
                    }
                }
            }
            all.push(Arc::new(bits));
        }
        let mut kept = self.filtered.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= 8 {
            kept.remove(0);
        }
        kept.push((filter.clone(), library.cloned(), all.clone()));
        Some(all)
    }
}

fn empty(segment: &Segment) -> Vec<u64> {
    vec![0; segment.passages().div_ceil(64) as usize]
}

fn set(bits: &mut [u64], passage: u32) {
    if let Some(word) = bits.get_mut(passage as usize / 64) {
        *word |= 1 << (passage % 64);
    }
}

/// Sets a bit for each passage of which some paragraph of a document fits; `None` where it cannot be read.
fn fill(
    segment: &Segment,
    document: u32,
    filter: &Filter,
    heard: &mut Heard,
    bits: &mut [u64],
) -> Option<()> {
    if !filter.fits(&segment.record(document)?, heard) {
        return Some(());
    }
    for entry in segment.entries_of(document)? {
        let row = segment.row(entry)?;
        if filter.role.is_some_and(|role| role != row.role) {
            continue;
        }
        if !filter.verbs.is_empty() {
            let text = segment.passage_text(row.passage)?;
            if !filter.fits_verb(segment.string(row.verb)?, &text) {
                continue;
            }
        }
        set(bits, row.passage);
    }
    Some(())
}

/// The passages that have these words in a row, folded.
fn passages_with(segment: &Segment, phrase: &str) -> Vec<u32> {
    let mut terms = Vec::new();
    tokens::pieces(phrase, |range, _| {
        terms.extend(phrase.get(range).and_then(tokens::term_of));
    });
    let row: Option<Vec<u32>> = terms.iter().map(|t| segment.find(&t.folded)).collect();
    let Some(row) = row.filter(|row| !row.is_empty()) else {
        return Vec::new();
    };
    let mut passages = trace::candidates(segment, &row);
    passages.retain(|passage| trace::run(segment, *passage, &row) == row.len());
    passages
}

//! Which passages may be found at all: those that fit conditions, have the phrases, and have nothing that must not be
//! there.
//!
//! Start at `Library::admitted`.

use std::sync::{Arc, PoisonError};

use super::super::gather::{Admitted, is_admitted};
use super::super::library::Library;
use super::super::query::{self, Filter};
use super::super::segment::Segment;
use super::super::{tokens, trace};

impl Library {
    /// For each segment which passages may be found.
    pub(super) fn admitted(
        &self,
        said: &query::Asked,
        library: Option<&Arc<str>>,
    ) -> Vec<Admitted> {
        let filtered = if said.filter.is_empty() && library.is_none() {
            None
        } else {
            Some(self.filtered(&said.filter, library))
        };
        self.segments
            .iter()
            .enumerate()
            .map(|(at, segment)| {
                let mut bits = filtered.as_ref().and_then(|all| all.get(at).cloned());
                for phrase in &said.phrases {
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
                bits
            })
            .collect()
    }

    /// For each segment the passages of which some paragraph fits; the last few answers are kept.
    fn filtered(&self, filter: &Filter, library: Option<&Arc<str>>) -> Vec<Arc<Vec<u64>>> {
        let mut kept = self.filtered.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept
            .iter()
            .find(|(f, l, _)| f == filter && l.as_ref() == library);
        if let Some((_, _, bits)) = known {
            return bits.clone();
        }
        let bits: Vec<Arc<Vec<u64>>> = self
            .segments()
            .map(|(name, segment)| {
                let mut bits = empty(segment);
                if library.is_none_or(|asked| asked == name) {
                    let _damaged = fill(segment, filter, &mut bits);
                }
                Arc::new(bits)
            })
            .collect();
        if kept.len() >= 8 {
            kept.remove(0);
        }
        kept.push((filter.clone(), library.cloned(), bits.clone()));
        bits
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

/// Sets a bit for each passage of which some paragraph fits.
fn fill(segment: &Segment, filter: &Filter, bits: &mut [u64]) -> Option<()> {
    for document in 0..segment.documents() {
        if !filter.fits(&segment.record(document)?) {
            continue;
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

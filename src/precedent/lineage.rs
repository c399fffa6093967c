//! A clause through the years: the paragraph of each document of a series that carries it on, with what became of its
//! words.
//!
//! Documents are of one series when one repeats much of the other, in rows of four words, or of a third that does. From
//! one to the one before, paragraphs are paired by [`compare::compare`], so that a clause is followed where it was moved,
//! split or merged, and where another one reads more like it. Where a document seems to leave it out, or it seems to end,
//! the paragraphs are asked that read like any wording it had: so the path does not depend on where it is asked for.
//! Start at [`Library::lineage`].

use super::Library;
use super::near::plain;
use crate::compare::{self, Edit};
use crate::text::Language;
use walk::Walk;

mod clause;
mod series;
mod walk;

/// A clause in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its paragraphs, for [`Library::entry`]: several where it is split.
    pub entries: Vec<usize>,
    /// How near it is to the step before, from 0 to 1; 1 for the first.
    pub similarity: f32,
    /// What makes its words of those of the step before; none for the first.
    pub edits: Vec<Edit>,
    /// Whether its document repeats that of the step before in much else; if not, the clause was taken over from another
    /// text.
    pub is_series: bool,
}

/// A clause through the years, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lineage {
    /// The documents that have it.
    pub steps: Vec<Step>,
    /// Which of them was asked about.
    pub at: usize,
}

/// Words that go on a clause: of a draft, behind all that was adopted.
#[derive(Debug, Clone, PartialEq)]
pub struct GoneOn {
    /// The clause that they read like.
    pub lineage: Lineage,
    /// How near they are to what they go on, from 0 to 1.
    pub similarity: f32,
    /// What makes them of it.
    pub edits: Vec<Edit>,
}

impl Library {
    /// The clause that some words go on: that of the paragraph nearest to them. They go on its newest wording, unless the
    /// nearest paragraph is nearer. None if nothing is near.
    pub fn lineage_of(
        &self,
        words: &str,
        language: Option<Language>,
        stop: &dyn Fn() -> bool,
    ) -> Option<GoneOn> {
        let near = self.nearest(words, language, 1).first().copied()?;
        let lineage = self.lineage(near.entry, stop);
        let newest = lineage.steps.last()?.entries.iter();
        let newest: Vec<String> = newest.filter_map(|at| self.text(*at)).collect();
        let mut base = plain(&newest.join("\n"));
        let words = plain(words);
        if compare::similarity(&base, &words) < near.similarity {
            base = plain(&self.text(near.entry)?);
        }
        Some(GoneOn {
            similarity: compare::similarity(&base, &words),
            edits: compare::words(&base, &words),
            lineage,
        })
    }

    /// The same clause in the documents before and after, from whichever of its paragraphs it is asked for. Of a document
    /// of which no day and no year is known only itself. Stops early when `stop` says so, with what was found by then.
    pub fn lineage(&self, entry: usize, stop: &dyn Fn() -> bool) -> Lineage {
        if self.entry(entry).is_none() {
            return Lineage::default();
        }
        let mut walk = Walk::new(self, stop);
        let places = walk.clause(entry);
        let at = places
            .iter()
            .position(|place| place.entries.contains(&entry))
            .unwrap_or_default();
        let mut steps: Vec<Step> = Vec::new();
        let mut before: Option<String> = None;
        for place in places {
            let texts = place.entries.iter().filter_map(|at| self.text(*at));
            let words = texts.map(|t| plain(&t)).collect::<Vec<_>>().join("\n");
            let (similarity, edits) = match &before {
                None => (1.0, Vec::new()),
                Some(old) => (
                    compare::similarity(old, &words),
                    compare::words(old, &words),
                ),
            };
            before = Some(words);
            steps.push(Step {
                entries: place.entries,
                similarity,
                edits,
                is_series: place.is_series,
            });
        }
        Lineage { steps, at }
    }
}

#[cfg(test)]
mod tests;

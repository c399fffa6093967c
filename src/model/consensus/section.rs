//! Sections: what stands under a heading, summed.

use std::ops::Range;

use super::{Counts, ParagraphStanding, Readiness};
use crate::model::{Document, Id, Role};

/// Where consensus stands under one heading, and under those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionStanding {
    /// The heading.
    pub heading: Id,
    /// The places of the heading and of what stands under it.
    pub places: Range<usize>,
    /// Its paragraphs by status; only those that count.
    pub counts: Counts,
    /// Contested brackets left in them.
    pub brackets: usize,
    readiness: [usize; 3],
    /// The section that it is in, by its place among them.
    pub(super) outer: Option<usize>,
}

impl SectionStanding {
    /// What it amounts to: as its worst paragraph; pending while a paragraph is not agreed or a bracket is left.
    pub fn readiness(&self) -> Readiness {
        match self.readiness {
            [_, _, blocked] if blocked > 0 => Readiness::Blocked,
            [_, pending, _] if pending > 0 => Readiness::Pending,
            _ if self.brackets > 0 || self.counts.agreed() < self.counts.total() => {
                Readiness::Pending
            }
            _ => Readiness::Clear,
        }
    }

    /// How many of its paragraphs have that readiness.
    pub fn with(&self, readiness: Readiness) -> usize {
        self.readiness
            .get(readiness as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Why it is not clear, in words.
    pub fn reason(&self) -> String {
        let left = self.counts.total() - self.counts.agreed();
        let rows = [
            (self.with(Readiness::Blocked), "blocked"),
            (self.with(Readiness::Pending), "pending"),
            (left, "not agreed"),
            (self.brackets, "bracketed words"),
        ];
        let said = rows.into_iter().filter(|(count, _)| *count > 0);
        let said: Vec<String> = said
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        match said.as_slice() {
            [] => "all agreed".to_owned(),
            said => said.join(", "),
        }
    }

    /// Puts a paragraph that counts into the sums, or takes it out.
    pub(super) fn weigh(&mut self, standing: &ParagraphStanding, brackets: usize, into: bool) {
        let one = |sum: &mut usize, by: usize| {
            *sum = if into {
                *sum + by
            } else {
                sum.saturating_sub(by)
            };
        };
        one(&mut self.brackets, brackets);
        if let Some(count) = self.counts.of_mut(standing.status) {
            one(count, 1);
        }
        if let Some(count) = self.readiness.get_mut(standing.readiness as usize) {
            one(count, 1);
        }
    }
}

/// The sections of a text, still without sums. A heading ends those of its own depth and deeper; another part of the document
/// ends all.
pub(super) fn sections(document: &Document) -> Vec<SectionStanding> {
    let mut result: Vec<SectionStanding> = Vec::new();
    let mut open: Vec<(u8, usize)> = Vec::new();
    let close = |result: &mut Vec<SectionStanding>, open: &mut Vec<(u8, usize)>, level, at| {
        while let Some((_, section)) = open.pop_if(|(depth, _)| *depth >= level) {
            if let Some(section) = result.get_mut(section) {
                section.places.end = at;
            }
        }
    };
    for (at, p) in document.paragraphs.iter().enumerate() {
        if p.part.is_some() || p.role == Role::Title {
            close(&mut result, &mut open, 0, at);
        }
        if p.role == Role::Heading {
            close(&mut result, &mut open, p.level, at);
            let outer = open.last().map(|(_, section)| *section);
            open.push((p.level, result.len()));
            result.push(SectionStanding {
                heading: p.id,
                places: at..at,
                counts: Counts::default(),
                brackets: 0,
                readiness: [0; 3],
                outer,
            });
        }
    }
    close(&mut result, &mut open, 0, document.paragraphs.len());
    result
}

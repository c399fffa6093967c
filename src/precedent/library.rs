//! Libraries opened for searching: segments, each under the name of its library, with one row of numbers for all
//! their paragraphs.
//!
//! Start at [`Library::add`]; `search` and `trace` add what is asked of it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::build::Builder;
use super::expand::{Asked, Typed};
use super::query::Filter;
use super::record::Record;
use super::search::Scratch;
use super::segment::Segment;
use crate::model::{Role, Source, Workspace};
use crate::text::Language;

/// Opened libraries. Can be searched from several threads at once.
#[derive(Debug, Default)]
pub struct Library {
    pub(super) names: Vec<Arc<str>>,
    pub(super) segments: Vec<Arc<Segment>>,
    /// The number of the first entry of each segment.
    bases: Vec<usize>,
    /// What searches need and leave for the next one.
    pub(super) scratch: Mutex<Vec<Scratch>>,
    pub(super) expanded: Mutex<HashMap<(String, String, Typed), Arc<Asked>>>,
    #[expect(clippy::type_complexity)]
    pub(super) filtered: Mutex<Vec<(Filter, Option<Arc<str>>, Vec<Arc<Vec<u64>>>)>>,
}

/// One paragraph of a library.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The library it is in: `precedents`, `versions`, or the name of another.
    pub library: Arc<str>,
    /// Its document.
    pub record: Arc<Record>,
    /// Its label, or `¶` and its place in the document, counted from 1.
    pub paragraph: Arc<str>,
    /// Its place in the document, counted from 1.
    pub place: u32,
    /// What it is.
    pub role: Role,
    /// Its leading verb, if its source names it.
    pub verb: Option<Arc<str>>,
}

impl Entry {
    /// For people: `S/RES/2674 (2023) ¶4`, or `#4` for the fourth where it has no label.
    pub fn name(&self) -> String {
        name(&self.record.symbol, &self.paragraph)
    }
}

/// What people call a paragraph.
pub(super) fn name(symbol: &str, paragraph: &str) -> String {
    format!("{symbol} {}", Source::paragraph_name(paragraph))
}

/// Where words stand again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Symbol or name of its document.
    pub symbol: Arc<str>,
    /// Its label, or `¶` and its place.
    pub paragraph: Arc<str>,
    /// The day of adoption.
    pub date: Option<Arc<str>>,
    /// Its number, for [`Library::entry`].
    pub entry: usize,
    /// Whether the words are the same to the letter; otherwise they differ in little.
    pub verbatim: bool,
}

impl Again {
    /// For people: `S/RES/2674 (2023) ¶4`, or `#4` for the fourth where it has no label.
    pub fn name(&self) -> String {
        name(&self.symbol, &self.paragraph)
    }
}

impl Library {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a segment of the library of that name.
    pub fn add(&mut self, name: &str, segment: Arc<Segment>) {
        self.bases.push(self.len());
        self.names.push(name.into());
        self.segments.push(segment);
        // What was found out before does not hold for more segments.
        self.scratch
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.expanded
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.filtered
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Adds what a workspace has of its own, where wanted: its precedents as the library `precedents`, its versions as
    /// `versions`.
    pub fn add_workspace(&mut self, workspace: &Workspace, wanted: impl Fn(&str) -> bool) {
        if wanted("precedents") && !workspace.precedents.is_empty() {
            let mut builder = Builder::new();
            for precedent in &workspace.precedents {
                let record = Record::of_document(&precedent.name, &precedent.document);
                builder.add_document(record, &precedent.document);
            }
            self.add("precedents", Arc::new(builder.build()));
        }
        if wanted("versions") && !workspace.versions.is_empty() {
            let mut builder = Builder::new();
            for version in &workspace.versions {
                for document in version.documents.values() {
                    builder.add_document(Record::of_version(version, document), document);
                }
            }
            self.add("versions", Arc::new(builder.build()));
        }
    }

    /// The languages that there are, in the order of their codes.
    pub fn languages(&self) -> Vec<Language> {
        let all = self.segments.iter().flat_map(|s| s.languages());
        let mut all: Vec<Language> = all.copied().collect();
        all.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        all.dedup();
        all
    }

    /// How many paragraphs there are, repetitions counted.
    pub fn len(&self) -> usize {
        let last = self.bases.last().copied().unwrap_or_default();
        last + self.segments.last().map_or(0, |s| s.len() as usize)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The segments with the names of their libraries.
    pub fn segments(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<Segment>)> {
        self.names.iter().zip(&self.segments)
    }

    /// The name of a library in which something is not as it was written: what is in it is left out of every answer.
    pub fn damaged(&self) -> Option<&Arc<str>> {
        let found = self
            .segments()
            .find(|(_, segment)| segment.damage().is_some());
        found.map(|(name, _)| name)
    }

    /// One paragraph, by its number: they are counted from 0 in the order of segments, and in each as they were added.
    pub fn entry(&self, entry: usize) -> Option<Entry> {
        let (at, segment, local) = self.place(entry)?;
        let row = segment.row(local)?;
        let record = segment.record(segment.document_of(local)?)?;
        let paragraph = match segment.string(row.label)? {
            Some(label) => label.into(),
            None => format!("¶{}", row.place).into(),
        };
        Some(Entry {
            library: self.names.get(at)?.clone(),
            record: Arc::new(record),
            paragraph,
            place: row.place,
            role: row.role,
            verb: segment.string(row.verb)?.map(Arc::from),
        })
    }

    /// The words of one paragraph, by its number.
    pub fn text(&self, entry: usize) -> Option<String> {
        let (_, segment, local) = self.place(entry)?;
        segment.passage_text(segment.passage_of(local)?)
    }

    /// The words of one paragraph, and where those at some positions stand in them ([`Segment::passage_lit`]).
    pub(super) fn lit(
        &self,
        entry: usize,
        places: &[(usize, bool)],
    ) -> Option<(String, Vec<Range<usize>>)> {
        let (_, segment, local) = self.place(entry)?;
        segment.passage_lit(segment.passage_of(local)?, places)
    }

    /// The paragraphs of the document that a paragraph is in, itself among them, by their numbers.
    pub fn document(&self, entry: usize) -> Option<Range<usize>> {
        let (at, segment, local) = self.place(entry)?;
        let entries = segment.entries_of(segment.document_of(local)?)?;
        Some(self.number(at, entries.start)..self.number(at, entries.end))
    }

    /// The paragraphs with the same words in the same language and segment, itself among them, ascending.
    pub fn same(&self, entry: usize) -> Vec<usize> {
        let Some((at, segment, local)) = self.place(entry) else {
            return Vec::new();
        };
        let holders = segment.passage_of(local).and_then(|p| segment.holders(p));
        let holders = holders.unwrap_or_default().into_iter();
        holders.map(|entry| self.number(at, entry)).collect()
    }

    /// The documents of exactly this symbol, as the numbers of their paragraphs, in the order of segments and languages.
    pub fn documents_named(&self, symbol: &str, language: Option<Language>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (at, segment) in self.segments.iter().enumerate() {
            for document in segment.documents_named(symbol) {
                let record = segment.record(document);
                let fits = |record: Record| language.is_none_or(|asked| asked == record.language);
                if record.is_some_and(fits)
                    && let Some(entries) = segment.entries_of(document)
                {
                    found.push(self.number(at, entries.start)..self.number(at, entries.end));
                }
            }
        }
        found
    }

    /// The paragraph of a document that people call by this label or place: `5 bis`, `¶7`, `7`.
    pub fn paragraph(&self, document: Range<usize>, name: &str) -> Option<usize> {
        let name = name.trim();
        let place = name.trim_start_matches('¶').parse::<u32>().ok();
        let entries = || {
            document
                .clone()
                .filter_map(|at| Some((at, self.entry(at)?)))
        };
        entries()
            .find(|(_, entry)| &*entry.paragraph == name)
            .or_else(|| entries().find(|(_, entry)| Some(entry.place) == place))
            .map(|(at, _)| at)
    }

    /// The number of an entry of a segment.
    pub(super) fn number(&self, segment: usize, entry: u32) -> usize {
        self.bases.get(segment).copied().unwrap_or_default() + entry as usize
    }

    /// The segment of an entry, and its number there.
    fn place(&self, entry: usize) -> Option<(usize, &Arc<Segment>, u32)> {
        let at = self
            .bases
            .partition_point(|base| *base <= entry)
            .checked_sub(1)?;
        // Of segments without entries the last one has the base.
        let segment = self.segments.get(at)?;
        let local = (entry - self.bases.get(at)?) as u32;
        (local < segment.len()).then_some((at, segment, local))
    }

    /// What entries are ordered by: the day of adoption, the symbol, and the place in the document.
    pub(super) fn dated(&self, entry: usize) -> Option<(Option<&str>, &str, u32)> {
        let (_, segment, local) = self.place(entry)?;
        segment.dated(local)
    }

    /// Whether an entry is of a document in that language, or a variety of it.
    pub(super) fn speaks(&self, entry: usize, language: Language) -> bool {
        let record = self
            .place(entry)
            .and_then(|(_, segment, local)| segment.record(segment.document_of(local)?));
        record.is_some_and(|record| record.language.primary() == language.primary())
    }
}

//! What was read of documents while a clause is followed, and the clause from one document to the next.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::series::rows_of;
use crate::compare::{self, Comparison, Options};
use crate::model::{Document, Head, Id, Paragraph, Role};
use crate::precedent::Library;
use crate::precedent::near::plain;
use crate::text::Language;

/// How near a paragraph must be that carries a clause on.
const CARRIED: f32 = 0.35;
/// How near a paragraph of another role must be: a preambular one that carries on an operative one.
pub(super) const OTHER_ROLE: f32 = 0.7;
/// How near a paragraph must be where comparing the documents pairs ours with none.
pub(super) const BY_ITSELF: f32 = 0.5;
/// Documents of the series that may leave the clause out, one after another.
pub(super) const LEFT_OUT: usize = 6;
/// The most documents of a series.
pub(super) const MOST: usize = 400;

/// The paragraphs of a clause, by the place of their document in the series.
pub(super) type Line = BTreeMap<usize, Vec<usize>>;

/// What was read of documents, by the number of their first paragraph.
pub(super) struct Walk<'a> {
    pub(super) library: &'a Library,
    pub(super) stop: &'a dyn Fn() -> bool,
    documents: HashMap<usize, Arc<Document>>,
    rows: HashMap<usize, Arc<Vec<u64>>>,
    each: HashMap<usize, Arc<Vec<u64>>>,
    comparisons: HashMap<(usize, usize), Arc<Comparison>>,
    pub(super) searched: HashSet<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(library: &'a Library, stop: &'a dyn Fn() -> bool) -> Self {
        Self {
            library,
            stop,
            documents: HashMap::new(),
            rows: HashMap::new(),
            each: HashMap::new(),
            comparisons: HashMap::new(),
            searched: HashSet::new(),
        }
    }

    /// The paragraphs of a series that a clause is carried on by, from those of one document on: back, then on. A
    /// document that leaves it out is passed over.
    pub(super) fn line(
        &mut self,
        series: &[Range<usize>],
        place: usize,
        entries: Vec<usize>,
    ) -> Line {
        let mut line = Line::new();
        for back in [true, false] {
            let (mut at, mut now) = (place, entries.clone());
            let mut left_out = 0;
            let others: Vec<usize> = if back {
                (0..place).rev().collect()
            } else {
                (place + 1..series.len()).collect()
            };
            for other in others {
                if (self.stop)() || left_out >= LEFT_OUT {
                    break;
                }
                let (Some(mine), Some(theirs)) = (series.get(at), series.get(other)) else {
                    break;
                };
                if !self.are_kin(mine, theirs) {
                    continue;
                }
                let found = self.carried(mine, theirs, &now, back);
                if found.is_empty() {
                    left_out += 1;
                } else {
                    left_out = 0;
                    line.insert(other, found.clone());
                    (at, now) = (other, found);
                }
            }
        }
        line.insert(place, entries);
        line
    }

    /// The paragraphs of another document that carry these on, as comparing both documents pairs them: of one before, or
    /// of one behind.
    pub(super) fn carried(
        &mut self,
        own: &Range<usize>,
        other: &Range<usize>,
        entries: &[usize],
        back: bool,
    ) -> Vec<usize> {
        let (older, newer) = if back { (other, own) } else { (own, other) };
        let comparison = self.comparison(older, newer);
        let places: Vec<usize> = entries.iter().map(|entry| entry - own.start).collect();
        let (mine, theirs) = (self.document(own), self.document(other));
        let role = |document: &Document, at: usize| document.paragraphs.get(at).map(|p| p.role);
        let mut found = Vec::new();
        for pair in &comparison.pairs {
            let (here, there) = if back {
                (&pair.b, &pair.a)
            } else {
                (&pair.a, &pair.b)
            };
            let roles = here.first().and_then(|at| role(&mine, *at))
                == there.first().and_then(|at| role(&theirs, *at));
            let least = if roles { CARRIED } else { OTHER_ROLE };
            if here.iter().any(|at| places.contains(at)) && pair.similarity >= least {
                found.extend(there.iter().map(|at| other.start + at));
            }
        }
        if found.is_empty()
            && let [place] = places.as_slice()
            && let Some(at) = by_itself(&mine, *place, &theirs)
        {
            found.push(other.start + at);
        }
        found.sort_unstable();
        found
    }

    fn comparison(&mut self, older: &Range<usize>, newer: &Range<usize>) -> Arc<Comparison> {
        let key = (older.start, newer.start);
        if let Some(known) = self.comparisons.get(&key) {
            return Arc::clone(known);
        }
        let (a, b) = (self.document(older), self.document(newer));
        let options = Options {
            ids: false,
            ..Options::default()
        };
        let comparison = Arc::new(compare::compare(&a, &b, options));
        self.comparisons.insert(key, Arc::clone(&comparison));
        comparison
    }

    /// A document of the library as one that can be compared.
    fn document(&mut self, range: &Range<usize>) -> Arc<Document> {
        if let Some(known) = self.documents.get(&range.start) {
            return Arc::clone(known);
        }
        let language = self
            .library
            .entry(range.start)
            .map_or(Language::ENGLISH, |entry| entry.record.language);
        let mut document = Document::new(Head::new(language, ""));
        for at in range.clone() {
            let (role, words) = match (self.library.entry(at), self.library.text(at)) {
                (Some(entry), Some(words)) => (entry.role, plain(&words)),
                // What cannot be read keeps its place.
                _ => (Role::Formula, String::new()),
            };
            let id = Id::from_random(at as u64 + 1);
            let paragraph = Paragraph::new(id, role, &words);
            document.paragraphs.push(Arc::new(paragraph));
        }
        let document = Arc::new(document);
        self.documents.insert(range.start, Arc::clone(&document));
        document
    }

    /// A paragraph of the library, without stress.
    pub(super) fn paragraph(
        &mut self,
        series: &[Range<usize>],
        entry: usize,
    ) -> Option<Arc<Paragraph>> {
        let range = series.iter().find(|range| range.contains(&entry))?.clone();
        let document = self.document(&range);
        document.paragraphs.get(entry - range.start).cloned()
    }

    /// The rows of words of a document, as numbers, ordered, each once.
    pub(super) fn rows(&mut self, range: &Range<usize>) -> Arc<Vec<u64>> {
        if let Some(known) = self.rows.get(&range.start) {
            return Arc::clone(known);
        }
        let mut rows = Vec::new();
        for at in range.clone() {
            rows.extend_from_slice(&self.rows_of(at));
        }
        rows.sort_unstable();
        rows.dedup();
        let rows = Arc::new(rows);
        self.rows.insert(range.start, Arc::clone(&rows));
        rows
    }

    /// Those of one paragraph.
    pub(super) fn rows_of(&mut self, entry: usize) -> Arc<Vec<u64>> {
        if let Some(known) = self.each.get(&entry) {
            return Arc::clone(known);
        }
        let rows = Arc::new(rows_of(&self.library.text(entry).unwrap_or_default()));
        self.each.insert(entry, Arc::clone(&rows));
        rows
    }
}

/// The paragraph of the same role of another document that reads most like one of ours.
fn by_itself(mine: &Document, place: usize, theirs: &Document) -> Option<usize> {
    let own = mine.paragraphs.get(place)?;
    let mut best: Option<(usize, f32)> = None;
    for (at, p) in theirs.paragraphs.iter().enumerate() {
        if p.role != own.role {
            continue;
        }
        let similarity = compare::similarity(p.text(), own.text());
        if similarity >= BY_ITSELF && best.is_none_or(|(_, known)| similarity > known) {
            best = Some((at, similarity));
        }
    }
    best.map(|(at, _)| at)
}

//! The library of adopted texts, and finding a paragraph in it by a few half-remembered words.
//!
//! What it is for: a drafter types what the text said, with slips, words left out or in another order, and the
//! paragraph that said it comes first, with the years in which it was repeated. [`rank()`] does the like for short names.
//!
//! What it never does: touch a disk or a clock, match letters scattered over a paragraph, or change a text.
//!
//! Where to start: [`Library::add`], then [`Library::search`]. A query goes through `expand` (which words may have been
//! meant), `gather` (which passages hold them) and `align` (which of those say them near each other and in order).

mod align;
mod expand;
mod gather;
mod index;
mod rank;
mod tokens;
mod typo;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Document, Paragraph, Role, Version};
use crate::text::{Digest, Language};

use align::Aligner;
use index::Index;

pub use rank::{Ranked, rank};

/// Passages that are looked at closely.
const CANDIDATES: usize = 400;

/// Where a document of the library comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The library it is in: `precedents`, `versions`, or the name of another.
    pub library: Arc<str>,
    /// Its symbol or name.
    pub symbol: Arc<str>,
    /// The day of adoption, `2010-06-24`.
    pub date: Option<Arc<str>>,
    /// Of a version of the workspace: its label.
    pub version: Option<Arc<str>>,
}

impl Origin {
    /// Where a document stands in a library: by its symbol, else by the name of its file.
    pub fn of_document(library: &str, name: &str, document: &Document) -> Self {
        let head = &document.head;
        Self {
            library: library.into(),
            symbol: head.symbol.clone().unwrap_or_else(|| name.into()),
            date: head.date.clone(),
            version: None,
        }
    }

    /// A version of the workspace, under its label and the day on which it was frozen.
    pub fn of_version(version: &Version) -> Self {
        let label: Arc<str> = version.label.as_str().into();
        Self {
            library: "versions".into(),
            symbol: label.clone(),
            date: version
                .frozen
                .and_then(|at| at.minute().get(..10).map(Arc::from)),
            version: Some(label),
        }
    }
}

/// One paragraph of the library.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its document.
    pub origin: Arc<Origin>,
    /// Its label, or `¶` and its place in the document, counted from 1.
    pub paragraph: Arc<str>,
    /// Its place in the document, counted from 1.
    pub place: u32,
    /// What it is.
    pub role: Role,
    passage: u32,
}

/// Paragraphs that can be searched, in memory. Complete after each [`Library::add`].
#[derive(Debug, Clone, Default)]
pub struct Library {
    entries: Vec<Entry>,
    passages: Vec<Passage>,
    known: HashMap<(Language, Digest), u32>,
    index: Index,
}

/// A text, and the paragraphs that have it verbatim.
#[derive(Debug, Clone)]
struct Passage {
    language: Language,
    paragraph: Arc<Paragraph>,
    entries: Vec<u32>,
}

/// What is looked for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words, as typed so far: the last one may be unfinished.
    pub text: String,
    /// Only this language; `zh` finds `zh-Hant` too.
    pub language: Option<Language>,
    /// Only the library of this name.
    pub library: Option<Arc<str>>,
    /// The most hits wanted.
    pub limit: usize,
}

impl Query {
    /// The twenty best in everything there is.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            language: None,
            library: None,
            limit: 20,
        }
    }
}

/// A paragraph found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its place among the hits, counted from 1.
    pub rank: usize,
    /// How well it fits, from about 0 to 1.
    pub score: f64,
    /// The library it is in.
    pub library: Arc<str>,
    /// Symbol or name of its document.
    pub symbol: Arc<str>,
    /// Its label, or `¶` and its place.
    pub paragraph: Arc<str>,
    /// Its language.
    pub language: Language,
    /// The day of adoption.
    pub date: Option<Arc<str>>,
    /// Its words.
    pub text: Arc<str>,
    /// The words that were asked for, in bytes of the text: on character boundaries, ascending, apart from each other.
    pub spans: Vec<Range<usize>>,
    /// Its number in the library, for [`Library::entry`].
    pub entry: usize,
    /// Where else the same words stand in what was searched, newest first.
    pub also: Vec<Again>,
}

/// A verbatim repetition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Symbol or name of its document.
    pub symbol: Arc<str>,
    /// Its label, or `¶` and its place.
    pub paragraph: Arc<str>,
    /// The day of adoption.
    pub date: Option<Arc<str>>,
}

impl Library {
    /// An empty library.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the paragraphs of a document that have words.
    pub fn add(&mut self, origin: Origin, document: &Document) {
        let origin = Arc::new(origin);
        let language = document.head.language;
        for (paragraph, place) in document.paragraphs.iter().zip(1..) {
            if paragraph.text().trim().is_empty() {
                continue;
            }
            let passage = self.passage(language, paragraph);
            let entry = self.entries.len() as u32;
            if let Some(passage) = self.passages.get_mut(passage as usize) {
                passage.entries.push(entry);
            }
            let name = match &paragraph.label {
                Some(label) => label.as_str().into(),
                None => format!("¶{place}").into(),
            };
            self.entries.push(Entry {
                origin: Arc::clone(&origin),
                paragraph: name,
                place,
                role: paragraph.role,
                passage,
            });
        }
    }

    /// How many paragraphs it has, repetitions counted.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// One paragraph, by its number: they are counted from 0 in the order in which they were added.
    pub fn entry(&self, entry: usize) -> Option<&Entry> {
        self.entries.get(entry)
    }

    /// The words of one paragraph, by its number.
    pub fn text(&self, entry: usize) -> Option<&str> {
        let passage = self.passages.get(self.entry(entry)?.passage as usize)?;
        Some(passage.paragraph.text())
    }

    /// The paragraphs that fit a query, best first. Paragraphs with the same words are one hit, the newest of them.
    /// Of equally good ones the newest comes first, then the order of symbols and places: the same query on the same
    /// documents always gives the same answer.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        let asked = expand::words(&self.index, &query.text);
        if asked.is_empty() || query.limit == 0 {
            return Vec::new();
        }
        let admitted = self.admitted(query);
        let candidates = gather::gather(
            &self.index,
            &asked,
            admitted.as_deref(),
            CANDIDATES.max(query.limit),
        );
        let mut aligner = Aligner::new(&self.index, &asked);
        let mut found: Vec<Found<'_>> = candidates
            .into_iter()
            .filter_map(|number| {
                let passage = self.passages.get(number as usize)?;
                let entry = self.newest(passage, query)?;
                Some(Found {
                    number,
                    worth: aligner.score(number),
                    passage,
                    entry,
                })
            })
            .collect();
        let most = found.iter().map(|f| f.worth.covered).fold(0.0, f32::max);
        // One common word of many is no answer beside paragraphs that have most of them.
        found.retain(|f| f.worth.covered >= most / 3.0);
        found.sort_by(|a, b| {
            let tie = || self.order(a.entry).cmp(&self.order(b.entry));
            b.worth.score.total_cmp(&a.worth.score).then_with(tie)
        });
        found.truncate(query.limit);
        found
            .into_iter()
            .zip(1..)
            .filter_map(|(found, rank)| {
                let spans = spans(
                    found.passage.paragraph.text(),
                    &aligner.places(found.number),
                );
                self.hit(&found, rank, spans, query)
            })
            .collect()
    }

    /// The number of the passage with these words, which is new if nobody said them before.
    fn passage(&mut self, language: Language, paragraph: &Arc<Paragraph>) -> u32 {
        *self
            .known
            .entry((language, paragraph.digest()))
            .or_insert_with(|| {
                self.passages.push(Passage {
                    language,
                    paragraph: Arc::clone(paragraph),
                    entries: Vec::new(),
                });
                self.index.add(paragraph.text())
            })
    }

    /// Which passages may be found; `None` for all.
    fn admitted(&self, query: &Query) -> Option<Vec<bool>> {
        if query.language.is_none() && query.library.is_none() {
            return None;
        }
        let fits = |passage: &Passage| {
            query
                .language
                .as_ref()
                .is_none_or(|asked| is_language(asked, &passage.language))
                && passage.entries.iter().any(|e| self.is_in(*e, query))
        };
        Some(self.passages.iter().map(fits).collect())
    }

    fn is_in(&self, entry: u32, query: &Query) -> bool {
        let Some(entry) = self.entries.get(entry as usize) else {
            return false;
        };
        query
            .library
            .as_ref()
            .is_none_or(|library| *library == entry.origin.library)
    }

    fn newest(&self, passage: &Passage, query: &Query) -> Option<u32> {
        passage
            .entries
            .iter()
            .copied()
            .filter(|entry| self.is_in(*entry, query))
            .min_by_key(|entry| self.order(*entry))
    }

    /// What equally good paragraphs are ordered by: the newest first, those without a date last.
    fn order(&self, entry: u32) -> impl Ord + '_ {
        let entry = self.entries.get(entry as usize);
        entry.map(|e| {
            let newest = std::cmp::Reverse(e.origin.date.as_deref());
            (newest, &*e.origin.symbol, e.place, &*e.origin.library)
        })
    }

    fn hit(
        &self,
        found: &Found<'_>,
        rank: usize,
        spans: Vec<Range<usize>>,
        query: &Query,
    ) -> Option<Hit> {
        let entry = self.entries.get(found.entry as usize)?;
        let mut others: Vec<u32> = found.passage.entries.clone();
        others.retain(|other| *other != found.entry && self.is_in(*other, query));
        others.sort_by(|a, b| self.order(*a).cmp(&self.order(*b)));
        let also = others
            .into_iter()
            .filter_map(|other| self.entries.get(other as usize))
            .map(|other| Again {
                symbol: Arc::clone(&other.origin.symbol),
                paragraph: Arc::clone(&other.paragraph),
                date: other.origin.date.clone(),
            });
        Some(Hit {
            rank,
            score: f64::from(found.worth.score),
            library: Arc::clone(&entry.origin.library),
            symbol: Arc::clone(&entry.origin.symbol),
            paragraph: Arc::clone(&entry.paragraph),
            language: found.passage.language,
            date: entry.origin.date.clone(),
            text: found.passage.paragraph.text().into(),
            spans,
            entry: found.entry as usize,
            also: also.collect(),
        })
    }
}

/// A passage on its way to a hit.
struct Found<'a> {
    number: u32,
    worth: align::Worth,
    passage: &'a Passage,
    entry: u32,
}

fn is_language(asked: &Language, has: &Language) -> bool {
    asked == has || (asked.as_str() == asked.primary() && asked.primary() == has.primary())
}

/// Where the words at these positions stand in the text; what touches is one span.
fn spans(text: &str, places: &[(usize, bool)]) -> Vec<Range<usize>> {
    let tokens = tokens::tokens(text);
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for (position, single) in places {
        let Some(token) = tokens.get(*position) else {
            continue;
        };
        let end = match &token.single {
            Some(first) if *single => first.end,
            _ => token.range.end,
        };
        match spans.last_mut() {
            Some(last) if last.end >= token.range.start => last.end = last.end.max(end),
            _ => spans.push(token.range.start..end),
        }
    }
    spans
}

#[cfg(test)]
mod tests;

//! Making an index of documents.
//!
//! Texts are cut into pieces by two threads, each with its own dictionary; at the end the dictionaries become one, in
//! the order of how often a piece occurs, and everything is written with those numbers. Which thread saw which text
//! leaves no trace in the result: the same documents always give the same bytes.
//!
//! Start at [`Builder::add`], then [`Builder::finish`].

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::pack::put;
use super::record::{Line, Record};
use super::segment::Segment;
use super::sheet::{self, Bytes};
use super::tokens;
use crate::model::{Document, Role};
use crate::text::{self, Language};

mod write;

/// Threads that cut texts.
pub(super) const HANDS: usize = 2;
/// Texts that are collected before they are cut, in bytes.
const BATCH: usize = 16 << 20;
/// No piece.
pub(super) const NONE: u32 = u32::MAX;

/// Collects documents, and makes an index of them.
#[derive(Debug, Default)]
pub struct Builder {
    records: Vec<Record>,
    /// The first entry of each document.
    firsts: Vec<u32>,
    entries: Vec<Row>,
    strings: Strings,
    /// The language of each passage, as its place in `languages`.
    spoken: Vec<u8>,
    languages: Vec<Language>,
    /// The first and the last entry of each passage.
    holders: Vec<(u32, u32)>,
    known: HashMap<u128, u32>,
    waiting: String,
    ends: Vec<usize>,
    hands: [Hand; HANDS],
    /// Which hand cut each batch, and how many passages it has.
    batches: Vec<(usize, usize)>,
}

/// A paragraph.
#[derive(Debug, Clone, Copy)]
struct Row {
    passage: u32,
    place: u32,
    label: u32,
    verb: u32,
    role: u8,
    /// The next entry with the same words.
    next: u32,
}

/// Short strings, each once.
#[derive(Debug, Default)]
struct Strings {
    ids: HashMap<Arc<str>, u32>,
    all: Vec<Arc<str>>,
}

impl Strings {
    fn id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.all.len() as u32;
        let text: Arc<str> = text.into();
        self.ids.insert(Arc::clone(&text), id);
        self.all.push(text);
        id
    }
}

/// One thread's dictionary, and the texts it has cut, in its own numbers.
#[derive(Debug, Default)]
struct Hand {
    ids: FxHashMap<Box<str>, u32>,
    pieces: Vec<Box<str>>,
    counts: Vec<u32>,
    /// 0 where spacing is not as expected, else the piece and one.
    stream: Vec<u8>,
    ends: Vec<usize>,
}

impl Hand {
    fn cut(&mut self, text: &str) {
        let mut before: Option<u32> = None;
        tokens::pieces(text, |range, spaced| {
            let Some(piece) = text.get(range) else {
                return;
            };
            let id = match self.ids.get(piece) {
                Some(id) => *id,
                None => {
                    let id = self.pieces.len() as u32;
                    self.ids.insert(piece.into(), id);
                    self.pieces.push(piece.into());
                    self.counts.push(0);
                    id
                }
            };
            if let Some(count) = self.counts.get_mut(id as usize) {
                *count += 1;
            }
            let expected = before
                .and_then(|before| self.pieces.get(before as usize))
                .is_some_and(|before| tokens::is_spaced(before, piece));
            if expected != spaced {
                put(&mut self.stream, 0);
            }
            put(&mut self.stream, id + 1);
            before = Some(id);
        });
        self.ends.push(self.stream.len());
    }
}

impl Builder {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many paragraphs were added.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none were.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many documents were added.
    pub fn documents(&self) -> usize {
        self.records.len()
    }

    /// Symbols and languages of the documents that were added.
    pub fn names(&self) -> HashSet<(Arc<str>, Language)> {
        let names = self.records.iter();
        names.map(|r| (r.symbol.clone(), r.language)).collect()
    }

    /// Paths that the documents come from, each once, in order.
    pub fn sources(&self) -> Vec<String> {
        let mut sources: Vec<&str> = self
            .records
            .iter()
            .filter_map(|r| r.source.as_deref())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        sources.into_iter().map(str::to_owned).collect()
    }

    /// Adds the paragraphs of a document that have words.
    pub fn add_document(&mut self, record: Record, document: &Document) {
        let lines = document.paragraphs.iter().zip(1..).map(|(p, place)| Line {
            text: p.text(),
            label: p.label.as_ref().map(crate::model::Label::as_str),
            place,
            role: p.role,
            verb: None,
        });
        self.add(record, lines);
    }

    /// Adds a document with its paragraphs; those without words are left out.
    pub fn add<'a>(&mut self, record: Record, lines: impl IntoIterator<Item = Line<'a>>) {
        let language = self.language(record.language);
        self.firsts.push(self.entries.len() as u32);
        self.records.push(record);
        for line in lines {
            if line.text.trim().is_empty() {
                continue;
            }
            let entry = self.entries.len() as u32;
            let passage = self.passage(language, line.text, entry);
            self.entries.push(Row {
                passage,
                place: line.place,
                label: line.label.map_or(NONE, |label| self.strings.id(label)),
                verb: line.verb.map_or(NONE, |verb| self.strings.id(verb)),
                role: role_byte(line.role),
                next: NONE,
            });
        }
    }

    /// Adds the documents of another index that are wanted.
    pub fn add_segment(
        &mut self,
        segment: &Segment,
        wanted: impl Fn(&Record) -> bool,
    ) -> Option<()> {
        for document in 0..segment.documents() {
            let record = segment.record(document)?;
            if !wanted(&record) {
                continue;
            }
            let mut rows = Vec::new();
            for entry in segment.entries_of(document)? {
                let row = segment.row(entry)?;
                rows.push((segment.passage_text(row.passage)?, row));
            }
            let lines: Option<Vec<Line<'_>>> = rows
                .iter()
                .map(|(text, row)| {
                    Some(Line {
                        text,
                        label: segment.string(row.label)?,
                        place: row.place,
                        role: row.role,
                        verb: segment.string(row.verb)?,
                    })
                })
                .collect();
            self.add(record, lines?);
        }
        Some(())
    }

    /// Writes the index.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.cut();
        sheet::assemble(&write::parts(self), out)
    }

    /// The index in memory.
    pub fn build(self) -> Segment {
        let mut bytes = Vec::new();
        let written = self.finish(&mut bytes);
        let bytes: Bytes = Arc::new(bytes);
        match written.map(|()| Segment::open(bytes)) {
            Ok(Ok(segment)) => segment,
            // Memory takes everything, and what was just written is right.
            _ => Segment::default(),
        }
    }

    fn language(&mut self, language: Language) -> u8 {
        let at = self.languages.iter().position(|known| *known == language);
        let at = at.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        });
        at.min(254) as u8
    }

    /// The passage with these words, which is new if nobody said them before.
    fn passage(&mut self, language: u8, text: &str, entry: u32) -> u32 {
        let normal = text::normalize(text);
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, language, &*normal).hash(&mut hasher);
            u128::from(hasher.finish())
        };
        let key = half(1) << 64 | half(2);
        let new = self.spoken.len() as u32;
        let passage = *self.known.entry(key).or_insert(new);
        if passage != new {
            if let Some((_, last)) = self.holders.get_mut(passage as usize) {
                if let Some(row) = self.entries.get_mut(*last as usize) {
                    row.next = entry;
                }
                *last = entry;
            }
            return passage;
        }
        self.spoken.push(language);
        self.holders.push((entry, entry));
        self.waiting.push_str(text);
        self.ends.push(self.waiting.len());
        if self.waiting.len() >= BATCH {
            self.cut();
        }
        passage
    }

    /// Cuts the texts that wait, each hand a part of them.
    fn cut(&mut self) {
        let (texts, ends) = (
            std::mem::take(&mut self.waiting),
            std::mem::take(&mut self.ends),
        );
        let share = ends.len().div_ceil(HANDS).max(1);
        let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().copied()).collect();
        std::thread::scope(|scope| {
            for (at, (hand, ends)) in self.hands.iter_mut().zip(ends.chunks(share)).enumerate() {
                self.batches.push((at, ends.len()));
                let starts = starts.get(at * share..).unwrap_or_default();
                let texts = &texts;
                let mut work = move || {
                    for (start, end) in starts.iter().zip(ends) {
                        hand.cut(texts.get(*start..*end).unwrap_or_default());
                    }
                };
                if at + 1 < HANDS && ends.len() > 256 {
                    scope.spawn(work);
                } else {
                    work();
                }
            }
        });
    }
}

/// A role as a byte: its place in [`Role::ALL`].
fn role_byte(role: Role) -> u8 {
    Role::ALL
        .iter()
        .position(|(r, _)| *r == role)
        .unwrap_or_default() as u8
}

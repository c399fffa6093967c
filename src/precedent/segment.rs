//! A part of a library that is complete and never changes: documents, their paragraphs, and everything by which they are
//! found, in bytes that may lie in a mapped file or in memory.
//!
//! Nothing is read on opening but the head; what is damaged is never given out ([`Segment::damage`]).
//! Start at [`Segment::open`]; the parts are named in [`layout`].

pub(super) mod layout;

use std::ops::Range;

use super::pack::{List, Reader};
use super::record::Record;
use super::sheet::{Bytes, Column, Damage, Part, Sheet};
use super::{Builder, tokens};
use crate::model::Role;
use crate::text::Language;

/// Documents with their paragraphs, and what finds them.
#[derive(Debug)]
pub struct Segment {
    sheet: Sheet,
    documents: u32,
    entries: u32,
    passages: u32,
    pieces: u32,
    terms: u32,
    languages: Vec<Language>,
}

/// What is kept of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) passage: u32,
    pub(super) place: u32,
    pub(super) label: Option<u32>,
    pub(super) verb: Option<u32>,
    pub(super) role: Role,
}

/// The pieces of passages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Streams<'a> {
    at: Column<'a>,
    texts: Part<'a>,
}

impl<'a> Streams<'a> {
    /// Those of one passage.
    #[inline]
    pub(super) fn of(&self, passage: u32) -> Option<&'a [u8]> {
        let (start, end) = self.at.bounds(passage as usize)?;
        self.texts.slice(start, end)
    }
}

impl Default for Segment {
    fn default() -> Self {
        Builder::new().build()
    }
}

impl Segment {
    /// Opens an index. What is not looked at until later is not checked until later.
    pub fn open(bytes: Bytes) -> Result<Self, Damage> {
        let sheet = Sheet::open(bytes)?;
        let counts = sheet.part(layout::COUNTS).all().ok_or(Damage::Bytes)?;
        let (counts, _) = counts.as_chunks::<4>();
        let mut counts = counts.iter().map(|four| u32::from_le_bytes(*four));
        let mut count = || counts.next().ok_or(Damage::Bytes);
        let [documents, entries, passages, pieces, terms] =
            [count()?, count()?, count()?, count()?, count()?];
        let mut languages = Vec::new();
        let mut codes = Reader(sheet.part(layout::LANGUAGES).all().ok_or(Damage::Bytes)?);
        while !codes.is_empty() {
            let code = codes.text().ok_or(Damage::Bytes)?;
            languages.push(code.parse().ok().ok_or(Damage::Bytes)?);
        }
        Ok(Self {
            sheet,
            documents,
            entries,
            passages,
            pieces,
            terms,
            languages,
        })
    }

    /// How many documents it has.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// How many paragraphs it has, repetitions counted.
    pub fn len(&self) -> u32 {
        self.entries
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// How many different texts it has.
    pub fn passages(&self) -> u32 {
        self.passages
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> usize {
        self.sheet.len()
    }

    /// The languages that its documents are in.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// What a reading met, if it met bytes that are not those that were written. What was asked then is not answered.
    pub fn damage(&self) -> Option<Damage> {
        self.sheet.is_damaged().then_some(Damage::Bytes)
    }

    /// Reads and checks all bytes.
    pub fn check(&self) -> Result<(), Damage> {
        self.sheet.check()
    }

    /// A document, by its number: they are counted from 0 in the order in which they were added.
    pub fn record(&self, document: u32) -> Option<Record> {
        let (start, end) = self.part(layout::RECORD_AT).bounds(document as usize)?;
        let record = Record::read(self.part(layout::RECORDS).slice(start, end)?);
        self.known(record)
    }

    /// What an entry is ordered by: the day of adoption and the symbol of its document, and its place there.
    pub(super) fn dated(&self, entry: u32) -> Option<(Option<&str>, &str, u32)> {
        let at = self.document_of(entry)? as usize;
        let (start, end) = self.part(layout::RECORD_AT).bounds(at)?;
        let date = Record::read_date(self.part(layout::RECORDS).slice(start, end)?);
        let (date, symbol) = self.known(date)?;
        let place = self.part(layout::PLACES).row(entry as usize)?;
        Some((date, symbol, place))
    }

    /// The paragraphs of a document, as numbers of entries.
    pub fn entries_of(&self, document: u32) -> Option<Range<u32>> {
        let (start, end) = self.part(layout::FIRSTS).bounds(document as usize)?;
        Some(start as u32..end as u32)
    }

    /// The document of an entry.
    pub fn document_of(&self, entry: u32) -> Option<u32> {
        let firsts = self.part(layout::FIRSTS).column()?;
        let (mut low, mut high) = (0, self.documents as usize);
        while low < high {
            let middle = low.midpoint(high);
            if firsts.row(middle + 1)? <= entry {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low < self.documents as usize).then_some(low as u32)
    }

    /// The documents of a symbol, in the order of their languages.
    pub fn documents_named(&self, symbol: &str) -> Vec<u32> {
        let order = self.part(layout::BY_SYMBOL);
        let (mut low, mut high) = (0, self.documents as usize);
        while low < high {
            let middle = low.midpoint(high);
            let record = order.row(middle).and_then(|document| self.record(document));
            match record {
                Some(record) if &*record.symbol < symbol => low = middle + 1,
                Some(_) => high = middle,
                None => return Vec::new(),
            }
        }
        let mut found = Vec::new();
        // Asking for a row behind the last would count as damage.
        while low < self.documents as usize
            && let Some(document) = order.row(low)
        {
            if self
                .record(document)
                .is_none_or(|record| &*record.symbol != symbol)
            {
                break;
            }
            found.push(document);
            low += 1;
        }
        found
    }

    /// What is kept of a paragraph.
    pub(super) fn row(&self, entry: u32) -> Option<Row> {
        let at = entry as usize;
        let role = *self.part(layout::ROLES).slice(at, at + 1)?.first()?;
        let role = Role::ALL.get(usize::from(role)).map(|(role, _)| *role);
        Some(Row {
            passage: self.passage_of(entry)?,
            place: self.part(layout::PLACES).row(at)?,
            label: self.part(layout::LABELS).row(at)?.checked_sub(1),
            verb: self.part(layout::VERBS).row(at)?.checked_sub(1),
            role: self.known(role)?,
        })
    }

    /// The passage of an entry.
    pub(super) fn passage_of(&self, entry: u32) -> Option<u32> {
        self.part(layout::PASSAGES).row(entry as usize)
    }

    /// A label or verb; `Some(None)` for none.
    #[expect(
        clippy::option_option,
        reason = "none at all differs from none that can be read"
    )]
    pub(super) fn string(&self, string: Option<u32>) -> Option<Option<&str>> {
        let Some(string) = string else {
            return Some(None);
        };
        self.text_in(layout::STRINGS, layout::STRING_AT, string)
            .map(Some)
    }

    /// The paragraphs with the words of a passage, ascending.
    pub(super) fn holders(&self, passage: u32) -> Option<Vec<u32>> {
        let mut holders = vec![self.part(layout::HOLDERS).row(passage as usize)?];
        let repeated = self.part(layout::REPEATED);
        let count = repeated.rows();
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low.midpoint(high);
            if repeated.row(middle)? < passage {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low < count && repeated.row(low)? == passage {
            let (start, end) = self.part(layout::REPEAT_AT).bounds(low)?;
            for at in start..end {
                holders.push(self.part(layout::REPEATS).row(at)?);
            }
        }
        Some(holders)
    }

    /// The language of a passage.
    pub(super) fn language(&self, passage: u32) -> Option<Language> {
        let at = passage as usize;
        let place = *self.part(layout::SPOKEN).slice(at, at + 1)?.first()?;
        self.known(self.languages.get(usize::from(place)).copied())
    }

    /// The words of a passage.
    pub(super) fn passage_text(&self, passage: u32) -> Option<String> {
        let mut text = String::new();
        self.write(passage, &mut text, |_, _, _| Some(()))?;
        Some(text)
    }

    /// The words of a passage, and where in them, in bytes, those at some positions stand, which ascend; `true` for two
    /// joined Han characters. What touches is one span.
    pub(super) fn passage_lit(
        &self,
        passage: u32,
        places: &[(usize, bool)],
    ) -> Option<(String, Vec<Range<usize>>)> {
        let mut text = String::new();
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(places.len());
        let mut places = places.iter().peekable();
        let (mut position, mut joined) = (0, false);
        self.write(passage, &mut text, |at, number, piece| {
            if self.term_of_piece(number)?.is_none() {
                return Some(());
            }
            let place = places.next_if(|(place, _)| *place == position);
            position += 1;
            let double = place.is_some_and(|(_, double)| *double);
            if place.is_none() && !joined {
                return Some(());
            }
            joined = double;
            let term = self.known(tokens::term_of(piece))?.range;
            let span = at + term.start..at + term.end;
            match spans.last_mut() {
                Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
                _ => spans.push(span),
            }
            Some(())
        })?;
        Some((text, spans))
    }

    /// Writes the words of a passage; `each` is told where each piece begins, its number, and what it is.
    fn write(
        &self,
        passage: u32,
        text: &mut String,
        mut each: impl FnMut(usize, u32, &str) -> Option<()>,
    ) -> Option<()> {
        let mut before: Option<&str> = None;
        let mut odd = false;
        let mut stream = Reader(self.stream(passage)?);
        let (at, pieces) = (
            self.part(layout::PIECE_AT).column()?,
            self.part(layout::PIECES),
        );
        while let Some(number) = stream.number() {
            let Some(number) = number.checked_sub(1) else {
                odd = true;
                continue;
            };
            let (start, end) = at.bounds(number as usize)?;
            let piece = std::str::from_utf8(pieces.slice(start, end)?).ok();
            let piece = self.known(piece)?;
            if before.is_some_and(|before| tokens::is_spaced(before, piece)) != odd {
                text.push(' ');
            }
            each(text.len(), number, piece)?;
            text.push_str(piece);
            (before, odd) = (Some(piece), false);
        }
        Some(())
    }

    /// The pieces of a passage: 0 where spacing is odd, else the piece and one.
    #[inline]
    pub(super) fn stream(&self, passage: u32) -> Option<&[u8]> {
        self.streams()?.of(passage)
    }

    /// The pieces of all passages, for who reads many of them.
    pub(super) fn streams(&self) -> Option<Streams<'_>> {
        Some(Streams {
            at: self.part(layout::TEXT_AT).column()?,
            texts: self.part(layout::TEXTS),
        })
    }

    /// How many distinct pieces there are.
    pub(super) fn piece_count(&self) -> usize {
        self.pieces as usize
    }

    /// A piece.
    pub(super) fn piece(&self, piece: u32) -> Option<&str> {
        self.text_in(layout::PIECES, layout::PIECE_AT, piece)
    }

    /// The term of a piece.
    #[expect(clippy::option_option, reason = "a mark has none, which is no damage")]
    #[inline]
    pub(super) fn term_of_piece(&self, piece: u32) -> Option<Option<u32>> {
        Some(
            self.part(layout::PIECE_TERMS)
                .row(piece as usize)?
                .checked_sub(1),
        )
    }

    /// The pieces of a term.
    pub(super) fn pieces_of_term(&self, term: u32) -> Option<Vec<u32>> {
        let (start, end) = self.part(layout::TERM_PIECE_AT).bounds(term as usize)?;
        let pieces = self.part(layout::TERM_PIECES).column()?;
        (start..end).map(|at| pieces.row(at)).collect()
    }

    /// A term.
    pub(super) fn term(&self, term: u32) -> Option<&str> {
        self.text_in(layout::TERMS, layout::TERM_AT, term)
    }

    /// The number of a term.
    pub(super) fn find(&self, term: &str) -> Option<u32> {
        let at = self.first_from(term)?;
        (at < self.terms && self.term(at)? == term).then_some(at)
    }

    /// The terms that begin with these letters.
    pub(super) fn beginning_with(&self, start: &str) -> Range<u32> {
        let from = self.first_from(start).unwrap_or_default();
        let (mut low, mut high) = (from, self.terms);
        while low < high {
            let middle = low.midpoint(high);
            match self.term(middle) {
                Some(term) if term.starts_with(start) => low = middle + 1,
                Some(_) => high = middle,
                None => return 0..0,
            }
        }
        from..low
    }

    /// The number of the first term that is not before this one.
    pub(super) fn first_from(&self, term: &str) -> Option<u32> {
        let (at, terms) = (
            self.part(layout::TERM_AT).column()?,
            self.part(layout::TERMS),
        );
        let (mut low, mut high) = (0, self.terms);
        while low < high {
            let middle = low.midpoint(high);
            let (start, end) = at.bounds(middle as usize)?;
            // Texts are in the order of their bytes.
            if terms.slice(start, end.max(start))? < term.as_bytes() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low)
    }

    /// In how many passages a term is.
    pub(super) fn frequency(&self, term: u32) -> u32 {
        self.part(layout::FREQUENCIES)
            .row(term as usize)
            .unwrap_or_default()
    }

    /// The passages that have a term.
    pub(super) fn list(&self, term: u32) -> Option<List<'_>> {
        let (start, end) = self.part(layout::LIST_AT).bounds(term as usize)?;
        let bytes = self.part(layout::LISTS).slice(start, end.max(start))?;
        Some(List::new(bytes, self.frequency(term), self.passages))
    }

    /// Terms of that many letters whose letters, as a set, pass.
    pub(super) fn shelved(
        &self,
        letters: usize,
        passes: impl Fn(u64) -> bool,
        mut give: impl FnMut(u32),
    ) {
        let Some((start, end)) = self.part(layout::SHELF_AT).bounds(letters) else {
            return;
        };
        let sets = self
            .part(layout::SHELF_SETS)
            .slice(start * 8, (end * 8).max(start * 8));
        let (sets, _) = sets.unwrap_or_default().as_chunks::<8>();
        let terms = self.part(layout::SHELF_TERMS);
        for (set, at) in sets.iter().zip(start..) {
            if passes(u64::from_le_bytes(*set))
                && let Some(term) = terms.row(at)
            {
                give(term);
            }
        }
    }

    /// The filter of the rows of words.
    pub(super) fn filter(&self) -> Part<'_> {
        self.part(layout::FILTER)
    }

    #[inline]
    fn part(&self, part: usize) -> Part<'_> {
        self.sheet.part(part)
    }

    fn text_in(&self, bytes: usize, at: usize, number: u32) -> Option<&str> {
        let (start, end) = self.part(at).bounds(number as usize)?;
        let bytes = self.part(bytes).slice(start, end.max(start))?;
        self.known(std::str::from_utf8(bytes).ok())
    }

    /// What could not be made sense of is damage.
    fn known<T>(&self, found: Option<T>) -> Option<T> {
        if found.is_none() {
            self.sheet.spoil();
        }
        found
    }
}

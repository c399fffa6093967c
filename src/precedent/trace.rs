//! Which words of a text were agreed before: spans that stand word for word in a paragraph of the library.
//!
//! Spans are found greedily: from the first word on, the longest row of words that some paragraph has; then on from its
//! end. Case, accents, punctuation and brackets' signs do not count. A span has five words at least, and a character of
//! Han counts as half a word.
//!
//! A filter of all rows of five words says at once which rows nobody ever wrote. For the others the lists of the rarest
//! words of the span give the paragraphs to look at. Start at [`Library::trace`].

mod anchor;
mod longest;

use std::ops::Range;

use super::Library;
use super::align::Tags;
use super::pack::{Reader, block_of, may_have};
use super::segment::Segment;
use super::tokens;
use crate::compare::{self, Op};

pub(super) use longest::Held;
use longest::{Longest, Wanted};

/// Words in a row that the filter knows of, and the fewest of a span.
pub(super) const ROW: usize = 5;
/// What the words of a span weigh at least, where a word weighs two and a character of Han one.
const LEAST: usize = 2 * ROW;
/// Sources of one span that are given.
const MOST_SOURCES: usize = 16;

/// The hash of a row of words, by their numbers.
#[inline]
pub(super) fn row_hash(row: &[u32]) -> u64 {
    row.iter().fold(0x243f_6a88_85a3_08d3, |hash: u64, term| {
        let mixed = (hash ^ u64::from(*term)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 29
    })
}

/// What is known of where the words of a text come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trace {
    /// Spans that are agreed language, in order, apart from each other.
    pub spans: Vec<Traced>,
    /// How much of the text they are, by words: from 0 to 1.
    pub covered: f64,
}

impl Trace {
    /// The same with spans in bytes of what is written, where what was traced is how that is read: without brackets and
    /// the names of those who hold them, which are no words.
    #[must_use]
    pub fn as_written(mut self, written: &str, read: &str) -> Self {
        if written != read {
            let places = Places::of(written, read);
            for span in &mut self.spans {
                span.range = places.written(&span.range);
            }
        }
        self
    }
}

/// A span of a text that stands elsewhere, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traced {
    /// Where it stands, in bytes of the text: from the first letter of its first word to the last of its last.
    pub range: Range<usize>,
    /// How many words it has; a character of Han is one.
    pub words: usize,
    /// Paragraphs that have it, as numbers for [`Library::entry`]: the oldest first, sixteen at most.
    pub sources: Vec<usize>,
}

/// A word of the text.
#[derive(Debug)]
struct Word {
    term: String,
    range: Range<usize>,
    weight: usize,
}

/// The words of the text as one segment numbers them.
struct Side<'a> {
    segment: &'a Segment,
    ids: Vec<Option<u32>>,
    /// The same in numbers of this text, which the pieces of the segment are marked with; 0 for none. Nothing until
    /// passages have to be read.
    marks: Vec<u16>,
    tags: &'a mut Tags,
    held: &'a mut Held,
    /// For each word where the rows that the filter knows end, if it begins one.
    ends: Vec<usize>,
}

impl Library {
    /// Which spans of a text are agreed language, and whose.
    pub fn trace(&self, text: &str) -> Trace {
        let words = words(text);
        let mut scratch = self.take_scratch();
        let each = self.segments.iter().zip(scratch.tags.iter_mut());
        let mut sides: Vec<Side<'_>> = each
            .zip(scratch.held.iter_mut())
            .map(|((segment, tags), held)| Side::new(segment, (tags, held), &words))
            .collect();
        let trace = self.traced(&words, &mut sides);
        drop(sides);
        scratch.tags.iter_mut().for_each(Tags::clear);
        scratch.held.iter_mut().for_each(Held::tidy);
        self.leave_scratch(scratch);
        trace
    }

    fn traced(&self, words: &[Word], sides: &mut [Side<'_>]) -> Trace {
        let weight = |range: Range<usize>| -> usize {
            let words = words.get(range).unwrap_or_default();
            words.iter().map(|word| word.weight).sum()
        };
        let mut trace = Trace::default();
        let (mut at, mut covered) = (0, 0);
        let mut rows: Vec<Longest> = Vec::with_capacity(sides.len());
        while at + ROW <= words.len() {
            rows.clear();
            rows.extend(sides.iter_mut().map(|side| side.longest(at)));
            let longest = rows.iter().map(|row| row.words).max().unwrap_or_default();
            let (first, last) = (words.get(at), words.get(at + longest.max(1) - 1));
            let heavy = weight(at..at + longest);
            if longest >= ROW
                && heavy >= LEAST
                && let (Some(first), Some(last)) = (first, last)
            {
                covered += heavy;
                trace.spans.push(Traced {
                    range: first.range.start..last.range.end,
                    words: longest,
                    sources: self.sources(sides, longest, &rows),
                });
                at += longest;
            } else {
                at += 1;
            }
        }
        trace.covered = covered as f64 / weight(0..words.len()).max(1) as f64;
        trace
    }

    fn sources(&self, sides: &[Side<'_>], longest: usize, rows: &[Longest]) -> Vec<usize> {
        let mut sources = Vec::new();
        for ((side, number), row) in sides.iter().zip(0..).zip(rows) {
            if row.words < longest {
                continue;
            }
            for passage in &row.passages {
                let holders = side.segment.holders(*passage).unwrap_or_default();
                sources.extend(holders.into_iter().map(|entry| self.number(number, entry)));
            }
        }
        let mut dated: Vec<_> = sources
            .into_iter()
            .filter_map(|entry| {
                let (date, symbol, place) = self.dated(entry)?;
                Some(((date.is_none(), date, symbol, place), entry))
            })
            .collect();
        dated.sort();
        dated.truncate(MOST_SOURCES);
        dated.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// Where the bytes of what is read stand in what is written.
struct Places(Vec<(Range<usize>, usize)>);

impl Places {
    fn of(written: &str, read: &str) -> Self {
        let (mut there, mut here) = (0, 0);
        let mut places = Vec::new();
        for edit in compare::exact_words(written, read) {
            let length = edit.text.len();
            match edit.op {
                Op::Equal => {
                    places.push((here..here + length, there));
                    here += length;
                    there += length;
                }
                Op::Insert => here += length,
                Op::Delete => there += length,
            }
        }
        Self(places)
    }

    fn written(&self, range: &Range<usize>) -> Range<usize> {
        let all = self.0.iter();
        let start = all.clone().find(|(read, _)| read.end > range.start);
        let end = all.rev().find(|(read, _)| read.start < range.end);
        let at = |(read, there): &(Range<usize>, usize), place: usize| {
            there + place.clamp(read.start, read.end) - read.start
        };
        let start = start.map_or(0, |found| at(found, range.start));
        start..end.map_or(start, |found| at(found, range.end)).max(start)
    }
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    tokens::pieces(text, |range, _| {
        if let Some(term) = text.get(range.clone()).and_then(tokens::term_of) {
            words.push(Word {
                range: range.start + term.range.start..range.start + term.range.end,
                weight: if term.han { 1 } else { 2 },
                term: term.folded,
            });
        }
    });
    words
}

impl<'a> Side<'a> {
    fn new(
        segment: &'a Segment,
        (tags, held): (&'a mut Tags, &'a mut Held),
        words: &[Word],
    ) -> Self {
        let numbered = words.iter().map(|word| held.number(segment, &word.term));
        let ids: Vec<Option<u32>> = numbered.collect();
        let mut ends = vec![0; ids.len() + 1];
        let filter = segment.filter();
        let blocks = filter.len() / 64;
        for at in (0..(ids.len() + 1).saturating_sub(ROW)).rev() {
            let row = ids.get(at..).and_then(|rest| rest.first_chunk::<ROW>());
            let Some(row) = row.filter(|row| row.iter().all(Option::is_some)) else {
                continue;
            };
            let hash = row_hash(&row.map(Option::unwrap_or_default));
            let block = block_of(hash, blocks) * 64;
            let may = filter
                .slice(block, block + 64)
                .is_some_and(|block| may_have(block, hash));
            let next = ends.get(at + 1).copied().unwrap_or_default();
            if may && let Some(end) = ends.get_mut(at) {
                *end = next.max(at + ROW);
            }
        }
        Self {
            segment,
            marks: Vec::new(),
            tags,
            held,
            ids,
            ends,
        }
    }

    /// The longest row from this word on that some passage has.
    fn longest(&mut self, at: usize) -> Longest {
        let end = self.ends.get(at).copied().unwrap_or_default().max(at);
        let row = self.ids.get(at..end).unwrap_or_default();
        if row.len() < ROW {
            return Longest::default();
        }
        let Some(terms) = row.iter().copied().collect::<Option<Vec<u32>>>() else {
            return Longest::default();
        };
        if let Some(known) = self.held.known(&terms) {
            return known;
        }
        if self.marks.is_empty() {
            self.mark();
        }
        self.held.longest(Wanted {
            segment: self.segment,
            tags: self.tags,
            terms: &terms,
            marks: self.marks.get(at..end).unwrap_or_default(),
        })
    }

    /// Marks the pieces of the segment with the words of the text.
    fn mark(&mut self) {
        let mut terms: Vec<u32> = self.ids.iter().filter_map(|id| *id).collect();
        terms.sort_unstable();
        terms.dedup();
        self.tags.mark(self.segment, &terms);
        let mark = |id: &Option<u32>| {
            let at = id.and_then(|id| terms.binary_search(&id).ok());
            at.map_or(0, |at| u16::try_from(at + 1).unwrap_or_default())
        };
        self.marks = self.ids.iter().map(mark).collect();
    }
}

/// The passages that have the rarest of these terms, and maybe all of them: a list is read as long as that is cheaper
/// than looking at the passages.
pub(super) fn candidates(segment: &Segment, terms: &[u32]) -> Vec<u32> {
    let mut rarest: Vec<(u32, u32)> = terms
        .iter()
        .map(|term| (segment.frequency(*term), *term))
        .collect();
    rarest.sort_unstable();
    rarest.dedup();
    let mut passages = Vec::new();
    for ((count, term), turn) in rarest.into_iter().zip(0..) {
        let Some(list) = segment.list(term) else {
            return Vec::new();
        };
        if turn == 0 {
            passages.reserve(count as usize);
            list.each(|passage| passages.push(passage));
        } else if list.has(0).is_some() {
            passages.retain(|passage| list.has(*passage) == Some(true));
        } else if passages.len() > 16 && count as usize / 64 < passages.len() {
            // Looking at few passages is cheaper than reading a long list.
            let mut left = 0;
            let mut at = 0;
            list.each(|passage| {
                while passages.get(at).is_some_and(|p| *p < passage) {
                    at += 1;
                }
                if passages.get(at) == Some(&passage) {
                    if let Some(slot) = passages.get_mut(left) {
                        *slot = passage;
                    }
                    left += 1;
                    at += 1;
                }
            });
            passages.truncate(left);
        }
    }
    passages
}

/// The most terms of a row, from its first one on, that a passage has in a row.
pub(super) fn run(segment: &Segment, passage: u32, row: &[u32]) -> usize {
    let Some(first) = row.first() else {
        return 0;
    };
    let mut reader = Reader(segment.stream(passage).unwrap_or_default());
    let mut best = 0;
    while best < row.len() {
        let Some(term) = next_term(segment, &mut reader) else {
            break;
        };
        if term == *first {
            let mut ahead = reader;
            let rest = row.iter().skip(1);
            let rest = rest.take_while(|asked| next_term(segment, &mut ahead) == Some(**asked));
            best = best.max(1 + rest.count());
        }
    }
    best
}

/// The term of the next piece that has one.
#[inline]
fn next_term(segment: &Segment, reader: &mut Reader<'_>) -> Option<u32> {
    loop {
        if let Some(piece) = reader.number()?.checked_sub(1)
            && let Some(term) = segment.term_of_piece(piece)?
        {
            return Some(term);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::shelf;

    #[test]
    fn spans_of_what_is_read_are_told_in_what_is_written() {
        let library = shelf(&[(
            "A/RES/1",
            "2001-01-31",
            "en",
            "Stresses that the deposit of records shall not be regarded as a transfer of title;",
        )]);
        let written = "Stresses that the deposit of records [shall - G77, CARICOM / should - USA] not be regarded as a gift;";
        let read = "Stresses that the deposit of records shall not be regarded as a gift;";
        let trace = library.trace(read).as_written(written, read);
        assert_eq!(trace.spans.len(), 1);
        let span = trace.spans.first().unwrap();
        assert_eq!(span.words, 12);
        let told = written.get(span.range.clone()).unwrap();
        assert!(told.starts_with("Stresses"), "{told}");
        assert!(told.ends_with("regarded as a"), "{told}");
    }
}

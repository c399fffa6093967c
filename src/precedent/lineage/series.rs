//! Which documents are of one series, in the order of their adoption.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use super::walk::{MOST, Walk};
use crate::precedent::near::plain;
use crate::precedent::tokens;
use crate::text;

/// How much of the shorter of two documents of one series the other repeats.
const SERIES: f32 = 0.3;
/// Rows of words: of four words, or eight characters of Han.
const ROW: usize = 8;
/// How much of the shorter of two paragraphs the other repeats, so that their documents may be of one series.
const RELATED_ROWS: f32 = 0.25;
/// Paragraphs of a document by which others of its series are found.
const TELLING: usize = 3;

/// What a document is ordered by: the year, then the day, then its name, of which numbers count as numbers.
pub(super) type When = (String, String, Vec<(String, u64)>);

/// The rows of words of paragraphs, as numbers.
pub(super) fn rows_of(words: &str) -> Vec<u64> {
    let mut terms: Vec<(u64, usize)> = Vec::new();
    tokens::pieces(words, |range, _| {
        let term = words.get(range).and_then(tokens::term_of);
        terms.extend(term.map(|term| {
            let hash = term.folded.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
            (hash, if term.han { 1 } else { 2 })
        }));
    });
    let mut rows = Vec::new();
    for start in 0..terms.len() {
        let mut weight = 0;
        let mut hash = 0x9e37_79b9_7f4a_7c15;
        for (term, own) in terms.iter().skip(start) {
            hash = (hash ^ term).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            hash ^= hash >> 29;
            weight += own;
            if weight >= ROW {
                rows.push(hash);
                break;
            }
        }
    }
    rows.sort_unstable();
    rows.dedup();
    rows
}

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// How many of some ordered numbers stand among others.
pub(super) fn common(a: &[u64], b: &[u64]) -> usize {
    let mut rest = b.iter().peekable();
    let common = a.iter().filter(|row| {
        while rest.next_if(|other| other < row).is_some() {}
        rest.next_if_eq(row).is_some()
    });
    common.count()
}

impl Walk<'_> {
    /// The documents of the series of the one that has a paragraph, the oldest first; itself alone if there are no others.
    pub(super) fn series(&mut self, entry: usize) -> Vec<Range<usize>> {
        let Some(own) = self.library.document(entry) else {
            return Vec::new();
        };
        // A resolution is of a series with statements only where no resolution is.
        let family = self.family(entry);
        let mut found = self.kin(entry, &own, Some(&family));
        if found.len() == 1 {
            found = self.kin(entry, &own, None);
        }
        self.ordered(found)
    }

    /// All that are kin to a document, or to one of its kin.
    fn kin(&mut self, entry: usize, own: &Range<usize>, family: Option<&str>) -> Vec<Range<usize>> {
        let mut found = vec![own.clone()];
        if self.when(entry).is_none() {
            return found;
        }
        let mut named: HashSet<String> = HashSet::new();
        named.extend(self.symbol(own));
        let mut seen: HashSet<usize> = HashSet::from([own.start]);
        let mut candidates: Vec<Range<usize>> = Vec::new();
        let mut queue = VecDeque::from([own.clone()]);
        while let Some(document) = queue.pop_front() {
            if (self.stop)() || found.len() >= MOST {
                break;
            }
            let asked = (document == *own).then_some(entry);
            for other in self.around(&document, asked) {
                let fits = family.is_none_or(|family| self.family(other.start) == family);
                if seen.insert(other.start) && fits && self.when(other.start).is_some() {
                    candidates.push(other);
                }
            }
            let mut rest = Vec::new();
            for other in std::mem::take(&mut candidates) {
                if self.kinship(&document, &other) < SERIES {
                    rest.push(other);
                } else if self
                    .symbol(&other)
                    .is_some_and(|symbol| named.insert(symbol))
                {
                    // Another library may have the same document: it is of the series once.
                    queue.push_back(other.clone());
                    found.push(other);
                }
            }
            candidates = rest;
        }
        found
    }

    fn symbol(&self, document: &Range<usize>) -> Option<String> {
        let record = self.library.entry(document.start)?.record;
        Some(text::fold(&record.symbol))
    }

    /// Documents that have something like the paragraph asked about, or like one of the longest of this one.
    fn around(&mut self, own: &Range<usize>, asked: Option<usize>) -> Vec<Range<usize>> {
        let Some(first) = self.library.entry(own.start) else {
            return Vec::new();
        };
        let mut telling: Vec<(usize, usize)> = own
            .clone()
            .filter_map(|entry| Some((self.library.text(entry)?.len(), entry)))
            .collect();
        telling.sort_unstable_by(|a, b| b.cmp(a));
        telling.truncate(TELLING);
        let telling = telling.into_iter().map(|(_, entry)| entry);
        let mut found = Vec::new();
        for entry in asked.into_iter().chain(telling) {
            let Some(words) = self.library.text(entry) else {
                continue;
            };
            // The same words lead to the same documents.
            if !self.searched.insert(words.clone()) {
                continue;
            }
            let language = Some(first.record.language);
            let rows = self.rows_of(entry);
            let mut seen = HashSet::new();
            for near in self.library.like(&plain(&words), language) {
                if !seen.insert(near) {
                    continue;
                }
                // Rows are read once for all that is asked, unlike the likeness of two texts.
                let theirs = self.rows_of(near);
                let least = rows.len().min(theirs.len()) as f32 * RELATED_ROWS;
                if least > 0.0 && common(&rows, &theirs) as f32 >= least {
                    found.extend(self.library.document(near));
                }
            }
        }
        found
    }

    /// Documents in the order in which they were adopted. Of those of a year the numbers of their symbols decide where one
    /// has no day.
    pub(super) fn ordered(&self, documents: Vec<Range<usize>>) -> Vec<Range<usize>> {
        let mut dated: Vec<(When, Range<usize>)> = documents
            .into_iter()
            .map(|range| (self.when(range.start).unwrap_or_default(), range))
            .collect();
        let mut without_day: HashMap<String, bool> = HashMap::new();
        for ((year, day, _), _) in &dated {
            *without_day.entry(year.clone()).or_default() |= day.is_empty();
        }
        for ((year, day, _), _) in &mut dated {
            if without_day.get(year) == Some(&true) {
                day.clear();
            }
        }
        dated.sort_by(|a, b| a.0.cmp(&b.0));
        dated.into_iter().map(|(_, range)| range).collect()
    }

    /// When the document of a paragraph was adopted: none where not even the year is known.
    pub(super) fn when(&self, entry: usize) -> Option<When> {
        let record = self.library.entry(entry)?.record;
        let year = record.year()?.to_owned();
        let day = record.date.as_deref().unwrap_or_default().to_owned();
        let mut name: Vec<(String, u64)> = vec![(String::new(), 0)];
        let mut counting = false;
        for c in text::fold(&record.symbol).chars() {
            match (c.to_digit(10), name.last_mut()) {
                (Some(digit), Some((_, number))) => {
                    *number = number.saturating_mul(10).saturating_add(u64::from(digit));
                }
                (None, _) if counting => name.push((c.to_string(), 0)),
                (None, Some((letters, _))) => letters.push(c),
                (_, None) => {}
            }
            counting = c.is_ascii_digit();
        }
        Some((year, day, name))
    }

    /// The letters before the first digit of a symbol: `sres` of resolutions, `sprst` of statements.
    fn family(&self, entry: usize) -> String {
        let record = self.library.entry(entry).map(|entry| entry.record);
        let symbol = record.map(|record| text::fold(&record.symbol));
        let symbol = symbol.unwrap_or_default();
        let letters = symbol.chars().take_while(|c| !c.is_numeric());
        letters.filter(|c| c.is_alphabetic()).collect()
    }

    /// How much of the shorter of two documents the other repeats, from 0 to 1.
    pub(super) fn kinship(&mut self, a: &Range<usize>, b: &Range<usize>) -> f32 {
        let (a, b) = (self.rows(a), self.rows(b));
        let least = a.len().min(b.len());
        if least == 0 {
            return 0.0;
        }
        common(&a, &b) as f32 / least as f32
    }

    /// Whether two documents are of one series by themselves.
    pub(super) fn are_kin(&mut self, a: &Range<usize>, b: &Range<usize>) -> bool {
        self.kinship(a, b) >= SERIES
    }
}

//! A clause through the years: the paragraph of each document of a series that carries it on, with what became of its
//! words.
//!
//! Documents are of one series when one repeats much of the other, in rows of four words. From one to the one before,
//! paragraphs are paired by [`compare::compare`], so that a clause is followed where it was moved, split or merged, and
//! where another one reads more like it. A document that leaves the clause out is passed over. Start at
//! [`Library::lineage`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::near::{READS_ALIKE, plain};
use super::{Library, tokens};
use crate::compare::{self, Edit, Options, Pair};
use crate::model::{Document, Head, Id, Paragraph};
use crate::text;

/// How much of the shorter of two documents of one series the other repeats.
const SERIES: f32 = 0.3;
/// Rows of words: of four words, or eight characters of Han.
const ROW: usize = 8;
/// How near a paragraph must be that carries a clause on.
const CARRIED: f32 = 0.35;
/// How near a paragraph of another role must be: a preambular one that carries on an operative one.
const OTHER_ROLE: f32 = 0.7;
/// How near a paragraph must be where comparing the documents pairs ours with none.
const BY_ITSELF: f32 = 0.5;
/// Documents of the series that may leave the clause out, one after another.
const LEFT_OUT: usize = 6;
/// Documents that are looked at for the next of the series.
const LOOKED_AT: usize = 400;
/// Paragraphs of a document by which others of its series are found.
const TELLING: usize = 3;
/// The most steps.
const MOST: usize = 400;
/// Words that a clause has at least that is looked for outside its series.
const WORDS: usize = 8;

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

/// Which way is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// When a document was adopted, and what tells it from others of that day.
type When = (Arc<str>, Arc<str>);

/// What was read of documents, by the number of their first paragraph.
struct Walk<'a> {
    library: &'a Library,
    documents: HashMap<usize, Arc<Document>>,
    rows: HashMap<usize, Arc<Vec<u64>>>,
    /// Documents that may be of the series, by when.
    known: BTreeMap<When, Range<usize>>,
    searched: HashSet<usize>,
}

impl Library {
    /// The same clause in the documents before and after. Of a document without a date only itself. Stops early when
    /// `stop` says so, with what was found by then.
    pub fn lineage(&self, entry: usize, stop: &dyn Fn() -> bool) -> Lineage {
        let mut walk = Walk {
            library: self,
            documents: HashMap::new(),
            rows: HashMap::new(),
            known: BTreeMap::new(),
            searched: HashSet::new(),
        };
        let start = Step {
            entries: vec![entry],
            similarity: 1.0,
            edits: Vec::new(),
            is_series: true,
        };
        if self.entry(entry).is_none() {
            return Lineage::default();
        }
        let mut steps = walk.follow(start, Way::Back, stop);
        steps.reverse();
        let at = steps.len() - 1;
        if let Some(start) = steps.pop() {
            steps.extend(walk.follow(start, Way::On, stop));
        }
        Lineage { steps, at }
    }
}

impl Walk<'_> {
    /// The steps from one on, itself first.
    fn follow(&mut self, start: Step, way: Way, stop: &dyn Fn() -> bool) -> Vec<Step> {
        let mut steps = vec![start];
        while steps.len() < MOST && !stop() {
            let Some(last) = steps.last() else {
                break;
            };
            let alone = steps.len() == 1;
            let Some((entries, pairs, is_series)) = self.next(&last.entries, way, alone, stop)
            else {
                break;
            };
            let similarity = pairs.iter().map(|pair| pair.similarity).fold(1.0, f32::min);
            let edits: Vec<Edit> = pairs.into_iter().flat_map(|pair| pair.edits).collect();
            // What is told of a step is how it came from the one before.
            match way {
                Way::Back => {
                    if let Some(last) = steps.last_mut() {
                        (last.similarity, last.edits) = (similarity, edits);
                        last.is_series = is_series;
                    }
                    steps.push(Step {
                        entries,
                        similarity: 1.0,
                        edits: Vec::new(),
                        is_series: true,
                    });
                }
                Way::On => steps.push(Step {
                    entries,
                    similarity,
                    edits,
                    is_series,
                }),
            }
        }
        steps
    }

    /// The paragraphs that carry a clause on in the next document, and how.
    fn next(
        &mut self,
        entries: &[usize],
        way: Way,
        alone: bool,
        stop: &dyn Fn() -> bool,
    ) -> Option<(Vec<usize>, Vec<Pair>, bool)> {
        let first = *entries.first()?;
        let own = self.library.document(first)?;
        let when = self.when(first)?;
        let language = self.library.entry(first)?.record.language;
        self.look_around(&own, entries, language);
        let others: Vec<Range<usize>> = match way {
            Way::Back => {
                let before = self.known.range(..when.clone()).rev();
                before.map(|(_, range)| range.clone()).collect()
            }
            Way::On => {
                let behind = self
                    .known
                    .range(when.clone()..)
                    .skip_while(|(w, _)| **w == when);
                behind.map(|(_, range)| range.clone()).collect()
            }
        };
        // A statement between two resolutions is of the series only where no resolution is.
        let family = self.family(first);
        let (mut same, mut other) = (Vec::new(), Vec::new());
        for range in others.iter().take(LOOKED_AT) {
            if self.family(range.start) == family {
                same.push(range.clone());
            } else {
                other.push(range.clone());
            }
        }
        let mut kin = false;
        for ranges in [same, other] {
            let mut left_out = 0;
            for other in ranges {
                if stop() || left_out >= LEFT_OUT {
                    break;
                }
                if self.kinship(&own, &other) < SERIES {
                    continue;
                }
                kin = true;
                match self.carried(&own, &other, entries, way) {
                    Some((entries, pairs)) => return Some((entries, pairs, true)),
                    None => left_out += 1,
                }
            }
        }
        if kin || !alone {
            return None;
        }
        self.elsewhere(entries, &others, language)
            .map(|(entry, pair)| (vec![entry], vec![turned(pair, way)], false))
    }

    /// Of a document that belongs to no series: the paragraph that reads most like it.
    fn elsewhere(
        &self,
        entries: &[usize],
        others: &[Range<usize>],
        language: crate::text::Language,
    ) -> Option<(usize, Pair)> {
        let words = plain(&self.library.text(*entries.first()?)?);
        if text::count(&words) < WORDS {
            return None;
        }
        let near = self.library.nearest(&words, Some(language), 64);
        let found = near.into_iter().find(|near| {
            near.similarity >= READS_ALIKE && others.iter().any(|other| other.contains(&near.entry))
        })?;
        let other = plain(&self.library.text(found.entry)?);
        let pair = pair_of(&other, &words, found.similarity);
        Some((found.entry, pair))
    }

    /// The paragraphs of another document that carry these on, as comparing both documents pairs them.
    fn carried(
        &mut self,
        own: &Range<usize>,
        other: &Range<usize>,
        entries: &[usize],
        way: Way,
    ) -> Option<(Vec<usize>, Vec<Pair>)> {
        let (mine, theirs) = (self.document(own), self.document(other));
        let options = Options {
            ids: false,
            ..Options::default()
        };
        let comparison = match way {
            Way::Back => compare::compare(&theirs, &mine, options),
            Way::On => compare::compare(&mine, &theirs, options),
        };
        let places: Vec<usize> = entries.iter().map(|entry| entry - own.start).collect();
        let mut found = Vec::new();
        let mut pairs = Vec::new();
        let role = |document: &Document, at: usize| document.paragraphs.get(at).map(|p| p.role);
        for pair in comparison.pairs {
            let (here, there) = match way {
                Way::Back => (&pair.b, &pair.a),
                Way::On => (&pair.a, &pair.b),
            };
            let roles = here.first().and_then(|at| role(&mine, *at))
                == there.first().and_then(|at| role(&theirs, *at));
            let least = if roles { CARRIED } else { OTHER_ROLE };
            if here.iter().any(|at| places.contains(at))
                && !there.is_empty()
                && pair.similarity >= least
            {
                found.extend(there.iter().map(|at| other.start + at));
                pairs.push(pair);
            }
        }
        if found.is_empty()
            && let [place] = places.as_slice()
            && let Some((at, pair)) = by_itself(&mine, *place, &theirs)
        {
            found.push(other.start + at);
            pairs.push(turned(pair, way));
        }
        found.sort_unstable();
        (!found.is_empty()).then_some((found, pairs))
    }

    /// The letters before the first digit of a symbol: `sres` of resolutions, `sprst` of statements.
    fn family(&self, entry: usize) -> String {
        let record = self.library.entry(entry).map(|entry| entry.record);
        let symbol = record.map(|record| text::fold(&record.symbol));
        let symbol = symbol.unwrap_or_default();
        let letters = symbol.chars().take_while(|c| !c.is_numeric());
        letters.filter(|c| c.is_alphabetic()).collect()
    }

    /// Gets to know documents that may be of the series of one: those that have the clause, or some of its longest
    /// paragraphs.
    fn look_around(
        &mut self,
        own: &Range<usize>,
        entries: &[usize],
        language: crate::text::Language,
    ) {
        let mut telling: Vec<(usize, usize)> = own
            .clone()
            .filter_map(|entry| Some((self.library.text(entry)?.len(), entry)))
            .collect();
        telling.sort_unstable_by(|a, b| b.cmp(a));
        telling.truncate(TELLING);
        let asked = entries.iter().copied();
        for entry in asked.chain(telling.into_iter().map(|(_, entry)| entry)) {
            if !self.searched.insert(entry) {
                continue;
            }
            let Some(words) = self.library.text(entry) else {
                continue;
            };
            for near in self.library.nearest(&words, Some(language), LOOKED_AT) {
                let Some(range) = self.library.document(near.entry) else {
                    continue;
                };
                if let Some(when) = self.when(near.entry) {
                    // Another library may have the same document.
                    self.known.entry(when).or_insert(range);
                }
            }
        }
    }

    fn when(&self, entry: usize) -> Option<When> {
        let record = self.library.entry(entry)?.record;
        Some((record.date.clone()?, record.symbol.clone()))
    }

    /// A document of the library as one that can be compared.
    fn document(&mut self, range: &Range<usize>) -> Arc<Document> {
        if let Some(known) = self.documents.get(&range.start) {
            return Arc::clone(known);
        }
        let language = self
            .library
            .entry(range.start)
            .map_or(crate::text::Language::ENGLISH, |entry| {
                entry.record.language
            });
        let mut document = Document::new(Head::new(language, ""));
        for at in range.clone() {
            let (Some(entry), Some(words)) = (self.library.entry(at), self.library.text(at)) else {
                continue;
            };
            let id = Id::from_random(at as u64 + 1);
            let paragraph = Paragraph::new(id, entry.role, &plain(&words));
            document.paragraphs.push(Arc::new(paragraph));
        }
        let document = Arc::new(document);
        self.documents.insert(range.start, Arc::clone(&document));
        document
    }

    /// How much of the shorter of two documents the other repeats, from 0 to 1.
    fn kinship(&mut self, a: &Range<usize>, b: &Range<usize>) -> f32 {
        let (a, b) = (self.rows(a), self.rows(b));
        let least = a.len().min(b.len());
        if least == 0 {
            return 0.0;
        }
        let mut rest = b.iter().peekable();
        let common = a.iter().filter(|row| {
            while rest.next_if(|other| other < row).is_some() {}
            rest.next_if_eq(row).is_some()
        });
        common.count() as f32 / least as f32
    }

    /// The rows of words of a document, as numbers, ordered, each once.
    fn rows(&mut self, range: &Range<usize>) -> Arc<Vec<u64>> {
        if let Some(known) = self.rows.get(&range.start) {
            return Arc::clone(known);
        }
        let mut rows = Vec::new();
        for at in range.clone() {
            let words = self.library.text(at).unwrap_or_default();
            let mut terms: Vec<(u64, usize)> = Vec::new();
            tokens::pieces(&words, |range, _| {
                let term = words.get(range).and_then(tokens::term_of);
                terms.extend(term.map(|term| {
                    let hash = term.folded.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
                    (hash, if term.han { 1 } else { 2 })
                }));
            });
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
        }
        rows.sort_unstable();
        rows.dedup();
        let rows = Arc::new(rows);
        self.rows.insert(range.start, Arc::clone(&rows));
        rows
    }
}

/// The paragraph of the same role of another document that reads most like one of ours, as a pair that makes our words of
/// it.
fn by_itself(mine: &Document, place: usize, theirs: &Document) -> Option<(usize, Pair)> {
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
    let (at, similarity) = best?;
    let other = theirs.paragraphs.get(at)?;
    Some((at, pair_of(other.text(), own.text(), similarity)))
}

fn pair_of(from: &str, to: &str, similarity: f32) -> Pair {
    Pair {
        a: vec![0],
        b: vec![0],
        kind: compare::Kind::Changed,
        moved: false,
        relabelled: None,
        similarity,
        edits: compare::words(from, to),
    }
}

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Edits that make our words of the other's, as they are told on the way that was gone.
fn turned(mut pair: Pair, way: Way) -> Pair {
    use compare::Op;
    if way == Way::On {
        for edit in &mut pair.edits {
            edit.op = match edit.op {
                Op::Equal => Op::Equal,
                Op::Insert => Op::Delete,
                Op::Delete => Op::Insert,
            };
        }
        // A deletion stands before the insertion that replaces it.
        let mut at = 0;
        while let Some([first, second]) = pair.edits.get_mut(at..at + 2) {
            if (first.op, second.op) == (Op::Insert, Op::Delete) {
                std::mem::swap(first, second);
                at += 1;
            }
            at += 1;
        }
    }
    pair
}

#[cfg(test)]
mod tests;

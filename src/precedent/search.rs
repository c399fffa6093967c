//! Asking a library, and what it answers.
//!
//! Start at [`Library::search`].

mod clause;
mod filter;
mod named;
mod rows;

use std::ops::Range;
use std::sync::{Arc, PoisonError};

use self::clause::Kinds;
use super::align::{self, Aligner, Joint, Question, Tags, Worth};
use super::expand::{Asked, Expander, MOST_WORDS, Typed};
use super::gather::{Admitted, Place, Scores, gather, is_admitted};
use super::library::{Again, Library};
use super::party::Party;
use super::query::{self, Filter};
use super::tokens::{Token, tokens};
use super::trace::Held;
use crate::model::Source;
use crate::text::Language;

/// Passages that are looked at closely.
const CANDIDATES: usize = 1000;
/// The most of them where too many have nearly everything that was asked for: which one says it in order is not known
/// before they are looked at.
const MANY: usize = 2500;
/// Queries of fewer words are not worth that: what one types first should be quick, and says little about an order.
const SAID_MUCH: usize = 4;
/// Queries of more words are pasted rather than typed.
const TYPED: usize = 12;
/// Words whose meaning is remembered.
const REMEMBERED: usize = 512;

/// What is looked for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words, as typed so far: the last one may be unfinished. May have phrases and conditions
    /// (`"…"`, `-…`, `symbol:`, `year:`, `verb:`, `role:`, `language:`, `accepted-by:`).
    pub text: String,
    /// Only this language; `zh` finds `zh-Hant` too.
    pub language: Option<Language>,
    /// Only the library of this name.
    pub library: Option<Arc<str>>,
    /// Only documents that all of these delegations accepted.
    pub accepted_by: Vec<Party>,
    /// Delegations that `accepted-by:` may mean by any of their names. Others are States by their code or English name.
    pub parties: Arc<[Party]>,
    /// Whether paragraphs that differ in little are one hit, as those are that do not differ.
    pub fold: bool,
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
            accepted_by: Vec::new(),
            parties: Arc::default(),
            fold: true,
            limit: 20,
        }
    }
}

/// Why a search has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// It was stopped: something else is asked by now.
    #[error("the search was stopped")]
    Stopped,
    /// A library is not as it was written.
    #[error("library {0} is damaged: what it holds cannot be trusted")]
    Damaged(Arc<str>),
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
    /// Other libraries that have the same words of the same document, in the order of their names.
    pub also_in: Vec<Arc<str>>,
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
    /// Where else the same words stand, or words that differ in little, in what was searched: newest first.
    pub also: Vec<Again>,
}

impl Hit {
    /// For people: `S/RES/2674 (2023) ¶4`, or `#4` for the fourth where it has no label.
    pub fn name(&self) -> String {
        super::library::name(&self.symbol, &self.paragraph)
    }

    /// What people call the paragraph alone: `¶4`, `#4`.
    pub fn paragraph_name(&self) -> String {
        Source::paragraph_name(&self.paragraph)
    }

    /// The libraries it is in: `precedents, unsc`.
    pub fn libraries(&self) -> String {
        let mut said = self.library.to_string();
        for other in &self.also_in {
            said.push_str(", ");
            said.push_str(other);
        }
        said
    }
}

/// A word of a query.
#[derive(Debug, Clone)]
struct Said {
    word: Arc<Asked>,
    /// Its place in the query, counted over all words.
    place: u32,
    /// Whether a mark stands before it.
    parted: bool,
    /// How it is joined to the word before it.
    joint: Joint,
}

/// What a search needs and leaves for the next one.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    scores: Scores,
    pub(super) tags: Vec<Tags>,
    pub(super) held: Vec<Held>,
    kinds: Vec<Kinds>,
}

/// A passage on its way to a hit.
#[derive(Debug)]
struct Found<'a> {
    place: Place,
    worth: Worth,
    /// The newest entry with its words.
    entry: Option<Dated<'a>>,
    /// Other entries of this row.
    also: Vec<Dated<'a>>,
}

/// An entry, and what equally good ones are ordered by: the newest first, those without a date last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Dated<'a> {
    newest: std::cmp::Reverse<Option<&'a str>>,
    symbol: &'a str,
    place: u32,
    library: &'a str,
    entry: usize,
    verbatim: bool,
}

impl Library {
    /// The paragraphs that fit a query, best first, whatever can be answered: damaged libraries are left out
    /// ([`Library::damaged`]). Paragraphs with the same words, or nearly the same, are one hit. Of equally good ones the
    /// newest comes first, then the order of symbols and places: the same query on the same documents always gives the
    /// same answer.
    pub fn search(&self, query: &Query) -> Vec<Hit> {
        self.ask(query, &|| false).unwrap_or_default()
    }

    /// As [`Library::search`], stopped as soon as `stop` says so, and refused where a library turns out to be damaged.
    pub fn search_until(
        &self,
        query: &Query,
        stop: &dyn Fn() -> bool,
    ) -> Result<Vec<Hit>, SearchError> {
        let hits = self.ask(query, stop).ok_or(SearchError::Stopped)?;
        match self.damaged() {
            Some(name) => Err(SearchError::Damaged(name.clone())),
            None => Ok(hits),
        }
    }

    pub(super) fn ask(&self, query: &Query, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        let mut said = query::Asked::read(&query.text, &query.parties);
        let asked = query.accepted_by.iter().cloned();
        said.filter.accepted_by.extend(asked);
        if query.language.is_some() {
            said.filter.language = query.language;
        }
        if query.limit == 0 {
            return Some(Vec::new());
        }
        let admitted = self.admitted(&said, query.library.as_ref(), stop)?;
        let asked = self.expand(&said.words);
        let mut scratch = self.take_scratch();
        let hits = if asked.is_empty() {
            let any = said.words.trim().is_empty() && !said.filter.is_empty();
            if any {
                self.listed((query, &said.filter), &admitted, stop)
            } else {
                Some(Vec::new())
            }
        } else {
            self.ranked((query, &said.filter), &asked, &admitted, &mut scratch, stop)
        };
        self.leave_scratch(scratch);
        hits
    }

    /// What another search left, or new.
    pub(super) fn take_scratch(&self) -> Scratch {
        let left = self
            .scratch
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        left.unwrap_or_else(|| Scratch {
            scores: Scores::default(),
            tags: self.segments.iter().map(|s| Tags::of(s)).collect(),
            held: self.segments.iter().map(|_| Held::default()).collect(),
            kinds: self.segments.iter().map(|s| Kinds::of(s)).collect(),
        })
    }

    /// Leaves it for the next one.
    pub(super) fn leave_scratch(&self, scratch: Scratch) {
        self.scratch
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(scratch);
    }

    /// The words of a query that say something, in order. A word that nothing in the library resembles counts for nothing.
    fn expand(&self, words: &str) -> Vec<Said> {
        let all = tokens(words).into_iter().zip(0..);
        // What a run of Han ends with was said by the joined characters before it.
        let (tokens, places): (Vec<Token>, Vec<u32>) = all.filter(|(t, _)| !t.is_tail).unzip();
        let mut end = 0;
        let before: Vec<(bool, Joint)> = tokens
            .iter()
            .map(|token| {
                let between = words.get(end..token.range.start).unwrap_or_default();
                end = token.range.end;
                (align::is_parting(between), Joint::of(between))
            })
            .collect();
        // A word is still being typed while nothing follows it.
        let open = words.ends_with(char::is_alphanumeric);
        let (count, expander) = (tokens.len(), Expander::new(&self.segments));
        let mut known = self.expanded.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > REMEMBERED {
            known.clear();
        }
        let mut asked: Vec<Said> = tokens
            .iter()
            .zip(before.into_iter().zip(places))
            .enumerate()
            .map(|(at, (token, ((parted, joint), place)))| {
                let typed = Typed {
                    open: open && at + 1 == count && !token.is_han,
                    pasted: count > TYPED,
                };
                let key = (token.term.clone(), token.written.clone(), typed);
                let word = known
                    .entry(key)
                    .or_insert_with(|| Arc::new(expander.expand(token, typed)));
                Said {
                    word: Arc::clone(word),
                    place,
                    parted,
                    joint,
                }
            })
            .filter(|said| !said.word.is_nothing())
            .collect();
        drop(known);
        if asked.len() > MOST_WORDS {
            let mut rarest: Vec<f32> = asked.iter().map(|said| said.word.idf).collect();
            rarest.sort_by(|a, b| b.total_cmp(a));
            let least = rarest.get(MOST_WORDS - 1).copied().unwrap_or_default();
            asked.retain(|said| said.word.idf >= least);
            asked.truncate(MOST_WORDS);
        }
        asked
    }

    fn ranked(
        &self,
        (query, filter): (&Query, &Filter),
        said: &[Said],
        admitted: &[Admitted],
        scratch: &mut Scratch,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Hit>> {
        let parted = said
            .iter()
            .zip(0..32)
            .fold(0, |bits, (said, at)| bits | u32::from(said.parted) << at);
        let places: Vec<u32> = said.iter().map(|said| said.place).collect();
        let joints: Vec<Joint> = said.iter().map(|said| said.joint).collect();
        let asked: Vec<Asked> = said.iter().map(|said| (*said.word).clone()).collect();
        let question = Question {
            words: &asked,
            places: &places,
            parted,
            joints: &joints,
        };
        // Passages that have the only word asked for are all as good, but for their length.
        let looked_at = if asked.len() == 1 {
            CANDIDATES / 3
        } else {
            CANDIDATES
        };
        let limit = looked_at.max(query.limit);
        let many = if asked.len() < SAID_MUCH {
            limit
        } else {
            MANY.max(limit)
        };
        let mut places = gather(
            &self.segments,
            &asked,
            admitted,
            (limit, many),
            &mut scratch.scores,
            stop,
        )?;
        places.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let each = self.segments.iter().zip(scratch.tags.iter_mut());
        let mut aligners: Vec<Aligner<'_>> = each
            .enumerate()
            .map(|(at, (segment, tags))| Aligner::new(segment, at, question, tags))
            .collect();
        let total: f32 = asked.iter().map(|word| word.idf).sum();
        // Words that begin as the last one does were not all gathered.
        let begun = asked
            .iter()
            .filter(|w| w.beginnings.iter().any(|b| !b.is_empty()));
        let begun: f32 = begun.map(|word| word.idf).sum();
        // Nor those of which one character is left.
        let halves = asked.iter().filter_map(|word| {
            let half = word.singles.iter().flatten().map(|(_, worth)| *worth);
            half.reduce(f32::max)
        });
        let begun = begun + halves.sum::<f32>() / 2.0;
        let wanted = rows::wanted(query.limit);
        let (mut scores, mut least) = (Vec::with_capacity(places.len()), f32::NEG_INFINITY);
        let mut found = Vec::with_capacity(places.len());
        for (turn, (sum, place)) in places.into_iter().enumerate() {
            if turn % 64 == 0 {
                if stop() {
                    return None;
                }
                if scores.len() > wanted {
                    scores.select_nth_unstable_by(wanted, |a: &f32, b| b.total_cmp(a));
                    scores.truncate(wanted + 1);
                    least = scores.get(wanted).copied().unwrap_or(least);
                }
            }
            // A passage is worth what its words tell, and as much again if they stand in order. All that follow are
            // worth no more.
            if (sum + begun).min(total) < least * total - total * 1e-4 {
                break;
            }
            if self.is_damaged(place.segment) {
                continue;
            }
            if let Some(aligner) = aligners.get_mut(place.segment as usize) {
                // As good ones may be newer.
                let Some(worth) = aligner.score(place.passage, least - 1e-4) else {
                    continue;
                };
                scores.push(worth.score);
                found.push(Found {
                    place,
                    worth,
                    entry: None,
                    also: Vec::new(),
                });
            }
        }
        found.retain(|found| !self.is_damaged(found.place.segment));
        let most = found.iter().map(|f| f.worth.covered).fold(0.0, f32::max);
        // One common word of many is no answer beside paragraphs that have most of them.
        found.retain(|f| f.worth.covered >= most / 3.0);
        let written = asked.iter().map(|word| word.written.as_str());
        let numbers = self.numbers(written, &scratch.kinds);
        let mut rows = self.rows(found, (query, &numbers), &scratch.kinds, stop)?;
        for row in &mut rows {
            self.head(row, filter);
        }
        Some(
            rows.into_iter()
                .zip(1..)
                .filter_map(|(found, rank)| {
                    let aligner = aligners.get_mut(found.place.segment as usize)?;
                    let places = aligner.places(found.place.passage);
                    self.hit(found, rank, &places)
                })
                .collect(),
        )
    }

    fn dated_entries(&self, place: Place, library: Option<&Arc<str>>) -> Vec<Dated<'_>> {
        let at = place.segment as usize;
        let (Some(segment), Some(name)) = (self.segments.get(at), self.names.get(at)) else {
            return Vec::new();
        };
        if library.is_some_and(|asked| asked != name) {
            return Vec::new();
        }
        let holders = segment.holders(place.passage).unwrap_or_default();
        let dated = |entry: u32| {
            let entry = self.number(at, entry);
            let (date, symbol, place) = self.dated(entry)?;
            Some(Dated {
                newest: std::cmp::Reverse(date),
                symbol,
                place,
                library: name,
                entry,
                verbatim: true,
            })
        };
        holders.into_iter().filter_map(dated).collect()
    }

    /// What fits conditions alone, the newest first.
    fn listed(
        &self,
        (query, filter): (&Query, &Filter),
        admitted: &[Admitted],
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Hit>> {
        let mut all: Vec<Found<'_>> = Vec::new();
        for ((segment, at), admitted) in self.segments.iter().zip(0..).zip(admitted) {
            if self.is_damaged(at) {
                continue;
            }
            for passage in (0..segment.passages()).filter(|p| is_admitted(admitted, *p)) {
                if all.len().is_multiple_of(64) && stop() {
                    return None;
                }
                let place = Place {
                    segment: at,
                    passage,
                };
                let mut entries = self.dated_entries(place, query.library.as_ref());
                entries.sort();
                let mut entries = entries.into_iter();
                all.push(Found {
                    place,
                    worth: Worth {
                        score: 0.0,
                        covered: 0.0,
                    },
                    entry: entries.next(),
                    also: entries.collect(),
                });
            }
        }
        all.retain(|found| found.entry.is_some());
        for found in &mut all {
            self.head(found, filter);
        }
        all.sort_by(|a, b| a.entry.cmp(&b.entry));
        all.truncate(query.limit);
        let hits = all.into_iter().zip(1..);
        Some(
            hits.filter_map(|(found, rank)| self.hit(found, rank, &[]))
                .collect(),
        )
    }

    fn is_damaged(&self, segment: u32) -> bool {
        self.segments
            .get(segment as usize)
            .is_none_or(|segment| segment.damage().is_some())
    }
}

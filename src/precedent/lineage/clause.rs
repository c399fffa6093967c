//! The whole path of a clause: the line that leads from one of its paragraphs, with those lines that go on from wording it
//! had elsewhere on its way.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::series::common;
use super::walk::{BY_ITSELF, LEFT_OUT, Line, OTHER_ROLE, Walk};
use crate::compare::{self, Op};
use crate::precedent::near::{READS_ALIKE, plain};
use crate::text;

/// Words that a clause has at least that is looked for outside its series, or within another paragraph.
const WORDS: usize = 8;
/// How much of the shorter of two paragraphs is in the other, as words in order, where it is taken up whole.
const WITHIN: f32 = 0.8;
/// Rows of four words that two paragraphs have in common and no other paragraph of either document has, as a share of the
/// shorter, and in number.
const OF_ITS_OWN: f32 = 0.2;
const ROWS: usize = 5;
/// Paragraphs like one that belongs to no series that are looked at.
const NEAREST: usize = 64;

/// A clause in one document.
pub(super) struct Place {
    pub(super) entries: Vec<usize>,
    /// Whether its document is of one series with the one before.
    pub(super) is_series: bool,
}

impl Walk<'_> {
    /// The clause that a paragraph has, in all documents, the oldest first.
    pub(super) fn clause(&mut self, entry: usize) -> Vec<Place> {
        let series = self.series(entry);
        if series.len() == 1 {
            return self.taken_over(entry, &series);
        }
        let line = self.whole(&series, entry);
        let places = line.into_values().map(|entries| Place {
            entries,
            is_series: true,
        });
        places.collect()
    }

    /// The whole path of a clause in a series.
    fn whole(&mut self, series: &[Range<usize>], entry: usize) -> Line {
        let place = series.iter().position(|range| range.contains(&entry));
        let Some(place) = place else {
            return Line::from([(0, vec![entry])]);
        };
        let mut line = self.line(series, place, vec![entry]);
        // What some document has that reads like any wording of the clause is its own there, unless it is a clause that
        // stands beside this one in another document.
        let mut known: HashMap<usize, Candidates> = HashMap::new();
        let mut other: HashSet<usize> = HashSet::new();
        'again: while !(self.stop)() {
            let mut lacking: Vec<usize> = (0..series.len())
                .filter(|at| !line.contains_key(at))
                .collect();
            lacking.sort_by_key(|at| line.keys().map(|has| has.abs_diff(*at)).min());
            for at in lacking {
                let found = self.candidates(series, at, &line, known.entry(at).or_default());
                for entry in found {
                    if other.contains(&entry) {
                        continue;
                    }
                    let more = self.line(series, at, vec![entry]);
                    if beside(&more, &line) {
                        other.insert(entry);
                        continue;
                    }
                    for (at, entries) in more {
                        line.entry(at).or_insert(entries);
                    }
                    continue 'again;
                }
            }
            break;
        }
        line
    }

    /// Paragraphs of a document that read like the clause in some other one, the nearest first.
    fn candidates(
        &mut self,
        series: &[Range<usize>],
        at: usize,
        line: &Line,
        known: &mut Candidates,
    ) -> Vec<usize> {
        let Some(own) = series.get(at).cloned() else {
            return Vec::new();
        };
        let before = line.range(..at).next_back().map(|(at, _)| *at);
        let behind = line.range(at..).next().map(|(at, _)| *at);
        for near in [before, behind].into_iter().flatten() {
            let (Some(there), Some(entries)) = (series.get(near).cloned(), line.get(&near)) else {
                continue;
            };
            if near.abs_diff(at) <= LEFT_OUT && known.pairs.insert(near) {
                let mut found = Vec::new();
                if self.are_kin(&there, &own) {
                    found = self.carried(&there, &own, entries, at < near);
                }
                found.extend(self.of_their_own(&there, &own, entries));
                known
                    .found
                    .extend(found.into_iter().map(|entry| (entry, 0.0)));
            }
        }
        let members: Vec<usize> = line.values().flatten().copied().collect();
        for member in members {
            let Some(p) = self.paragraph(series, member) else {
                continue;
            };
            if !known.texts.insert(p.text().to_owned()) {
                continue;
            }
            let rows = self.rows_of(member);
            for entry in own.clone() {
                let theirs = self.rows_of(entry);
                if common(&rows, &theirs) == 0 {
                    continue;
                }
                let Some(q) = self.paragraph(series, entry) else {
                    continue;
                };
                let similarity = compare::similarity(p.text(), q.text());
                let least = if p.role == q.role {
                    BY_ITSELF
                } else {
                    OTHER_ROLE
                };
                if similarity >= least || p.role == q.role && is_within(p.text(), q.text()) {
                    known.found.push((entry, similarity));
                }
            }
        }
        known.found.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut seen = HashSet::new();
        known.found.retain(|(entry, _)| seen.insert(*entry));
        known.found.iter().map(|(entry, _)| *entry).collect()
    }

    /// Paragraphs of a document that share with these of another what no other paragraph of both has.
    fn of_their_own(
        &mut self,
        there: &Range<usize>,
        own: &Range<usize>,
        entries: &[usize],
    ) -> Vec<usize> {
        let mut count: HashMap<u64, usize> = HashMap::new();
        for entry in there.clone().chain(own.clone()) {
            for row in self.rows_of(entry).iter() {
                *count.entry(*row).or_default() += 1;
            }
        }
        let mut found = Vec::new();
        for member in entries {
            let mine = self.rows_of(*member);
            for entry in own.clone() {
                let theirs = self.rows_of(entry);
                let shared: Vec<u64> = mine
                    .iter()
                    .filter(|row| theirs.binary_search(row).is_ok() && count.get(row) == Some(&2))
                    .copied()
                    .collect();
                let least = mine.len().min(theirs.len()) as f32 * OF_ITS_OWN;
                if shared.len() >= ROWS && shared.len() as f32 >= least {
                    found.push(entry);
                }
            }
        }
        found
    }

    /// Of a document that belongs to no series: the path of the paragraph that reads most like it, before and behind.
    fn taken_over(&mut self, entry: usize, series: &[Range<usize>]) -> Vec<Place> {
        let alone = || {
            vec![Place {
                entries: vec![entry],
                is_series: true,
            }]
        };
        let words = plain(&self.library.text(entry).unwrap_or_default());
        let (Some(own), Some(asked)) = (series.first(), self.library.entry(entry)) else {
            return Vec::new();
        };
        if self.when(entry).is_none() || text::count(&words) < WORDS || (self.stop)() {
            return alone();
        }
        let language = Some(asked.record.language);
        let near = self.library.nearest(&words, language, NEAREST);
        let mut sides: [Option<usize>; 2] = [None, None];
        for near in near
            .into_iter()
            .filter(|near| near.similarity >= READS_ALIKE)
        {
            let Some(other) = self.library.document(near.entry) else {
                continue;
            };
            let same = |a: Option<crate::precedent::Entry>| {
                a.is_some_and(|entry| entry.record.symbol == asked.record.symbol)
            };
            if other == *own
                || self.when(other.start).is_none()
                || same(self.library.entry(other.start))
            {
                continue;
            }
            let order = self.ordered(vec![own.clone(), other.clone()]);
            let side = usize::from(order.first() == Some(own));
            if let Some(slot) = sides.get_mut(side) {
                slot.get_or_insert(near.entry);
            }
        }
        let mut places = alone();
        for (found, back) in sides.into_iter().zip([true, false]) {
            let Some(found) = found else {
                continue;
            };
            let theirs = self.series(found);
            let line = self.whole(&theirs, found);
            let mut all = theirs.clone();
            all.push(own.clone());
            let all = self.ordered(all);
            let mine = all
                .iter()
                .position(|range| range == own)
                .unwrap_or_default();
            let older: Vec<&Range<usize>> = all.iter().take(mine).collect();
            let mut steps: Vec<Place> = line
                .into_iter()
                .filter(|(at, _)| {
                    theirs
                        .get(*at)
                        .is_some_and(|range| older.contains(&range) == back)
                })
                .map(|(_, entries)| Place {
                    entries,
                    is_series: true,
                })
                .collect();
            if back {
                if !steps.is_empty()
                    && let Some(own) = places.first_mut()
                {
                    own.is_series = false;
                }
                steps.append(&mut places);
                places = steps;
            } else {
                if let Some(first) = steps.first_mut() {
                    first.is_series = false;
                }
                places.append(&mut steps);
            }
        }
        places
    }
}

/// What is known of a document that seems to leave a clause out.
#[derive(Default)]
struct Candidates {
    /// The wordings that its paragraphs were compared with.
    texts: HashSet<String>,
    /// The documents of the clause that it was compared with.
    pairs: HashSet<usize>,
    /// What may be the clause, and how near it is.
    found: Vec<(usize, f32)>,
}

/// Whether two lines stand beside each other in some document: then they are two clauses.
fn beside(a: &Line, b: &Line) -> bool {
    a.iter().any(|(at, entries)| {
        b.get(at)
            .is_some_and(|others| !entries.iter().any(|entry| others.contains(entry)))
    })
}

/// Whether one of two texts has nearly all of the other, in order.
fn is_within(a: &str, b: &str) -> bool {
    let least = text::count(a).min(text::count(b));
    if least < WORDS {
        return false;
    }
    let edits = compare::exact_words(a, b);
    let kept = edits.iter().filter(|edit| edit.op == Op::Equal);
    let kept: usize = kept.map(|edit| text::count(&edit.text)).sum();
    kept as f32 >= WITHIN * least as f32
}

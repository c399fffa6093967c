//! Landing zones: wording close to a contested paragraph that those who now object accepted before.
//!
//! A delegation accepted a document that it sponsored or voted for, or that was adopted by consensus while it was in the
//! room. Start at [`Library::landing`].

use std::collections::HashMap;
use std::sync::Arc;

use super::near::plain;
use super::party::{Accepted, Heard, Party};
use super::{Again, Library};
use crate::compare::{self, Edit};
use crate::text::{Language, normalize};

/// How near a paragraph must be to be of any use.
const CLOSE: f32 = 0.2;
/// What wording counts that nobody of those who object accepted; it is never given, only compared with.
const ALONE: f64 = 0.25;

/// Wording that some of those who object accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct Landing {
    /// Its paragraph, for [`Library::entry`].
    pub entry: usize,
    /// How near it is to the contested words, from 0 to 1.
    pub similarity: f32,
    /// What it is ordered by, from 0 to 1: nearness, and how many accepted it.
    pub score: f64,
    /// Who accepted it, and how, in the order in which they were asked about.
    pub accepted: Vec<(Arc<str>, Accepted)>,
    /// Those of whom nothing is known, or who did not accept it.
    pub others: Vec<Arc<str>>,
    /// What makes it of the contested words.
    pub edits: Vec<Edit>,
    /// Where else the same words stand.
    pub also: Vec<Again>,
}

impl Library {
    /// Whether some roll call or list of sponsors has this delegation.
    pub fn has_party(&self, party: &Party) -> bool {
        let mut heard = Heard::default();
        self.segments.iter().any(|segment| {
            let mut records = (0..segment.documents()).filter_map(|at| segment.record(at));
            records.any(|record| party.takes_part(&mut heard, &record))
        })
    }

    /// Wording close to some words that any of these delegations accepted, best first: the nearer the better, and the
    /// more of them. The same words are given once, of the document that most of them accepted.
    pub fn landing(
        &self,
        words: &str,
        parties: &[Party],
        language: Option<Language>,
        limit: usize,
    ) -> Vec<Landing> {
        let plain = plain(words);
        let mut found: HashMap<String, Landing> = HashMap::new();
        let mut order: Vec<String> = Vec::new();
        let mut heard = Heard::default();
        for near in self.near_at_least(&plain, language, CLOSE, 400) {
            let Some((entry, other)) = self.entry(near.entry).zip(self.text(near.entry)) else {
                continue;
            };
            let mut accepted = Vec::new();
            let mut others = Vec::new();
            for party in parties {
                match party.accepted_as_heard(&mut heard, &entry.record) {
                    Some(how) => accepted.push((party.code.clone(), how)),
                    None => others.push(party.code.clone()),
                }
            }
            if accepted.is_empty() {
                continue;
            }
            let weight: f64 = accepted.iter().map(|(_, how)| how.weight()).sum();
            let share = weight / parties.len().max(1) as f64;
            let landing = Landing {
                entry: near.entry,
                similarity: near.similarity,
                score: f64::from(near.similarity) * (ALONE + (1.0 - ALONE) * share),
                accepted,
                others,
                edits: Vec::new(),
                also: Vec::new(),
            };
            let key = normalize(&other);
            match found.get_mut(&key) {
                None => {
                    order.push(key.clone());
                    found.insert(key, landing);
                }
                Some(known) => {
                    let (mut best, other) = if landing.score > known.score {
                        let mut best = landing;
                        best.also = std::mem::take(&mut known.also);
                        let other = known.entry;
                        (best, other)
                    } else {
                        (known.clone(), landing.entry)
                    };
                    best.also.extend(self.again(other));
                    *known = best;
                }
            }
        }
        let mut all: Vec<Landing> = order.iter().filter_map(|key| found.remove(key)).collect();
        all.sort_by(|a, b| b.score.total_cmp(&a.score));
        all.truncate(limit);
        for landing in &mut all {
            let other = self.text(landing.entry).unwrap_or_default();
            landing.edits = compare::words(&plain, &super::near::plain(&other));
        }
        all
    }

    fn again(&self, entry: usize) -> Option<Again> {
        let found = self.entry(entry)?;
        Some(Again {
            symbol: found.record.symbol.clone(),
            paragraph: found.paragraph,
            date: found.record.date.clone(),
            entry,
            verbatim: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::add;
    use super::super::{Builder, Library, Record, Vote};
    use super::*;

    fn record(symbol: &str, adopted: &str, votes: &[(&str, char)], sponsors: &[&str]) -> Record {
        Record {
            date: Some("2020-01-01".into()),
            adopted: Some(adopted.into()),
            votes: votes
                .iter()
                .map(|(name, letter)| (Arc::from(*name), Vote::from_letter(*letter).unwrap()))
                .collect(),
            sponsors: sponsors.iter().map(|name| Arc::from(*name)).collect(),
            ..Record::new(symbol, "en".parse().unwrap())
        }
    }

    #[test]
    fn wording_that_more_of_those_who_object_accepted_comes_first() {
        let mut builder = Builder::new();
        let words = |how: &str| {
            format!("Calls upon all States {how} to sign the Protocol on nuclear tailings;")
        };
        add(
            &mut builder,
            record("A", "vote", &[("KAZ", 'Y'), ("Uzbekistan", 'N')], &[]),
            [words("to consider").as_str()],
        );
        add(
            &mut builder,
            record("B", "consensus", &[], &[]),
            [words("that have not yet done so").as_str()],
        );
        add(
            &mut builder,
            record("C", "vote", &[("IRN", 'Y'), ("KAZ", 'A')], &[]),
            [words("that are in a position to do so").as_str()],
        );
        add(
            &mut builder,
            record("D", "without a vote", &[("KAZ", 'X')], &["uzbekistan"]),
            [words("that have not yet done so").as_str()],
        );
        let mut library = Library::new();
        library.add("shelf", Arc::new(builder.build()));
        let parties = [
            Party::new("KAZ", "Kazakhstan"),
            Party::new("UZB", "Uzbekistan"),
        ];
        let found = library.landing(&words("without delay"), &parties, None, 10);
        let said = found.iter().map(|landing| {
            let entry = library.entry(landing.entry).unwrap();
            let accepted = landing.accepted.iter().map(|(c, a)| (c.to_string(), *a));
            let accepted: Vec<(String, Accepted)> = accepted.collect();
            (
                entry.record.symbol.to_string(),
                accepted,
                landing.also.len(),
            )
        });
        let said: Vec<_> = said.collect();
        let both = vec![
            ("KAZ".to_owned(), Accepted::Consensus),
            ("UZB".to_owned(), Accepted::Consensus),
        ];
        assert_eq!(
            said,
            [
                ("B".to_owned(), both, 1),
                ("A".to_owned(), vec![("KAZ".to_owned(), Accepted::Voted)], 0),
            ]
        );
        let apart = [Party::new("UZB", "")];
        let found = library.landing(&words("without delay"), &apart, None, 10);
        assert_eq!(found.len(), 1, "a vote under another name is not known");
        for landing in &found {
            assert!(landing.edits.iter().any(Edit::is_change));
            assert!(landing.score > 0.0 && landing.score <= 1.0);
        }
    }
}

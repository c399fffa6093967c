//! Agreed words that are close to others: what a paragraph nearly repeats, how a clause changed from year to year, and
//! wording that those accepted who object now. The library finds what resembles a text; what differs is told by words.
//!
//! Start at [`nearly`], [`lineage`] and [`landing`].

use std::sync::Arc;

use super::ask::{Change, Found, Match, Shelves};
use crate::compare::{self, Edit, Op};
use crate::precedent::{Hit, Library, Query, SearchError};
use crate::text::{self, Language};

/// Words by which a paragraph differs at most from one that it nearly repeats, and the part of its words that those may
/// be, as one in so many.
const NEAR_WORDS: usize = 6;
const NEAR_PART: usize = 6;
/// Fewer words than these repeat others by chance.
const LEAST_WORDS: usize = 8;
/// How much two paragraphs have in common, at least, to be the same clause in another year.
const SAME_CLAUSE: f64 = 0.5;
/// How much at least to be worth looking at as a landing zone.
const LANDING: f64 = 0.2;
/// Paragraphs that are looked at closely.
const LOOKED_AT: usize = 200;

/// A paragraph that another nearly repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Symbol of its document.
    pub symbol: Arc<str>,
    /// Its label, or `¶` and its place.
    pub paragraph: Arc<str>,
    /// The day of adoption.
    pub date: Option<Arc<str>>,
    /// By how many words they differ.
    pub words: usize,
    /// From its words to these.
    pub edits: Vec<Edit>,
}

/// How one text became another.
pub(super) fn change(from: &str, to: &str) -> Change {
    let edits = compare::words(from, to);
    let count = |op: Op| -> usize {
        let of_op = edits.iter().filter(|edit| edit.op == op);
        of_op.map(|edit| text::count(&edit.text)).sum()
    };
    let (same, came, went) = (count(Op::Equal), count(Op::Insert), count(Op::Delete));
    let all = 2 * same + came + went;
    Change {
        similarity: if all == 0 {
            1.0
        } else {
            2.0 * same as f64 / all as f64
        },
        words: came.max(went),
        edits,
    }
}

/// A text as a query that asks for its words and nothing else: no mark of it is taken for a condition.
fn plainly(text: &str) -> String {
    let words = text::words(text).filter(|word| word.text.chars().any(char::is_alphanumeric));
    let words: Vec<&str> = words.map(|word| word.text.trim_matches('-')).collect();
    // Characters of Han belong together.
    let gap = if words.iter().any(|word| word.contains(text::is_han)) {
        ""
    } else {
        " "
    };
    words.join(gap)
}

fn alike(
    library: &Library,
    words: &str,
    language: Option<Language>,
    fold: bool,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Hit>> {
    let query = Query {
        language,
        fold,
        limit,
        ..Query::new(plainly(words))
    };
    match library.search_until(&query, stop) {
        Ok(hits) => Some(hits),
        Err(SearchError::Stopped) => None,
        Err(SearchError::Damaged(_)) => Some(library.search(&query)),
    }
}

/// The agreed paragraph that a text reads like but for a few words; nothing when it is one to the word, or none.
/// `None` when `stop` said so.
pub(super) fn nearly(
    library: &Library,
    words: &str,
    language: Language,
    stop: &dyn Fn() -> bool,
) -> Option<Option<Near>> {
    let total = text::count(words);
    if total < LEAST_WORDS {
        return Some(None);
    }
    let hits = alike(library, words, Some(language), true, 3, stop)?;
    let mut nearest: Option<Near> = None;
    for hit in hits {
        let change = change(&hit.text, words);
        if change.words == 0 && !change.edits.iter().any(Edit::is_change) {
            return Some(None);
        }
        let few = change.words <= NEAR_WORDS && change.words * NEAR_PART <= total;
        if few && change.words > 0 && nearest.as_ref().is_none_or(|n| change.words < n.words) {
            nearest = Some(Near {
                symbol: hit.symbol,
                paragraph: hit.paragraph,
                date: hit.date,
                words: change.words,
                edits: change.edits,
            });
        }
    }
    Some(nearest)
}

/// The paragraphs that are the same clause in other documents, the oldest first, each with what changed since the one
/// before. `None` when `stop` said so.
pub(super) fn lineage(
    shelves: &Shelves,
    words: &str,
    language: Language,
    stop: &dyn Fn() -> bool,
) -> Option<Found> {
    let library = shelves.agreed();
    let hits = alike(library, words, Some(language), false, LOOKED_AT, stop)?;
    // The nearest paragraph of each document, with those that have the same words elsewhere.
    let mut steps: Vec<(f64, Match)> = Vec::new();
    for hit in hits {
        if stop() {
            return None;
        }
        let similarity = change(&hit.text, words).similarity;
        if similarity < SAME_CLAUSE {
            continue;
        }
        let entries = std::iter::once(hit.entry).chain(hit.also.iter().map(|again| again.entry));
        for number in entries {
            let Some((entry, text)) = library.entry(number).zip(library.text(number)) else {
                continue;
            };
            let step = Match {
                hit: Hit {
                    symbol: entry.record.symbol.clone(),
                    paragraph: entry.paragraph,
                    library: entry.library,
                    language: entry.record.language,
                    date: entry.record.date.clone(),
                    text: text.into(),
                    spans: Vec::new(),
                    entry: number,
                    also: Vec::new(),
                    ..hit.clone()
                },
                record: entry.record,
                change: None,
            };
            let other = steps
                .iter_mut()
                .find(|(_, other)| other.hit.symbol == step.hit.symbol);
            match other {
                Some(kept) if kept.0 < similarity => *kept = (similarity, step),
                Some(_) => {}
                None => steps.push((similarity, step)),
            }
        }
    }
    let mut steps: Vec<Match> = steps.into_iter().map(|(_, step)| step).collect();
    steps.sort_by(|a, b| {
        let key = |m: &Match| {
            (
                m.hit.date.is_none(),
                m.hit.date.clone(),
                m.hit.symbol.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    let mut before: Option<Arc<str>> = None;
    for step in &mut steps {
        step.change = before.map(|before| change(&before, &step.hit.text));
        before = Some(step.hit.text.clone());
    }
    Some(Found {
        query: words.to_owned(),
        matches: steps,
        among: library.len(),
        language: Some(language),
        ..Found::default()
    })
}

/// Wording close to a text in documents that each of these accepted, known by its code or one of its names; the closest
/// first, each with what would change. `None` when `stop` said so.
pub(super) fn landing(
    shelves: &Shelves,
    words: &str,
    language: Language,
    parties: &[Vec<String>],
    stop: &dyn Fn() -> bool,
) -> Option<Found> {
    let library = shelves.agreed();
    let hits = alike(library, words, Some(language), true, LOOKED_AT, stop)?;
    let mut zones: Vec<Match> = Vec::new();
    for hit in hits {
        if stop() {
            return None;
        }
        // Of places that say nearly the same, any that they accepted will do.
        let entries = std::iter::once(hit.entry).chain(hit.also.iter().map(|again| again.entry));
        let accepted = entries.into_iter().find_map(|number| {
            let entry = library.entry(number)?;
            let all = parties.iter().all(|names| {
                let mut names = names.iter();
                names.any(|name| entry.record.is_accepted_by(name))
            });
            all.then_some((number, entry))
        });
        let Some((number, entry)) = accepted else {
            continue;
        };
        let text: Arc<str> = match library.text(number) {
            Some(text) => text.into(),
            None => continue,
        };
        let change = change(words, &text);
        if change.similarity < LANDING {
            continue;
        }
        zones.push(Match {
            hit: Hit {
                symbol: entry.record.symbol.clone(),
                paragraph: entry.paragraph,
                library: entry.library,
                date: entry.record.date.clone(),
                text,
                spans: Vec::new(),
                entry: number,
                ..hit
            },
            record: entry.record,
            change: Some(change),
        });
    }
    zones.sort_by(|a, b| {
        let similarity = |m: &Match| m.change.as_ref().map_or(0.0, |c| c.similarity);
        similarity(b).total_cmp(&similarity(a))
    });
    Some(Found {
        query: words.to_owned(),
        matches: zones,
        among: library.len(),
        language: Some(language),
        ..Found::default()
    })
}

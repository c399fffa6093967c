//! Agreed words that are close to others: what a paragraph nearly repeats, how a clause changed from year to year, wording
//! that those accepted who object now, and whether words stand where it is said that they come from. The library finds
//! them; here they become rows and lines.
//!
//! Start at `nearly`, `lineage`, `landing` and `verify`.

use std::sync::Arc;

use super::ask::{Change, Found, Match, Shelves};
use crate::app::overlay::Line;
use crate::compare::{self, Edit};
use crate::model::Source;
use crate::precedent::{
    Accepted, Hit, Library, Party, READS_ALIKE, Record, Verdict, counted, plain,
};
use crate::text::Language;

/// Landing zones that are shown.
const SHOWN: usize = 40;
/// What stands for the draft among what was found: it is in no library.
pub const DRAFT: usize = usize::MAX;
/// Places that are named besides the one that is claimed.
const NAMED: usize = 4;

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

/// A paragraph as a row; its words are those of all its parts where it was split.
fn row(library: &Library, entries: &[usize], score: f64) -> Option<Match> {
    let (first, _) = entries.split_first()?;
    let entry = library.entry(*first)?;
    let texts: Vec<String> = entries.iter().filter_map(|e| library.text(*e)).collect();
    Some(Match {
        hit: Hit {
            rank: 1,
            score,
            library: entry.library,
            also_in: Vec::new(),
            symbol: entry.record.symbol.clone(),
            paragraph: entry.paragraph,
            language: entry.record.language,
            date: entry.record.date.clone(),
            text: texts.join(" ").into(),
            spans: Vec::new(),
            entry: *first,
            also: Vec::new(),
        },
        record: entry.record,
        change: None,
        note: None,
    })
}

fn change(similarity: f32, edits: Vec<Edit>) -> Change {
    let (came, went) = counted(&edits);
    Change {
        similarity: similarity.into(),
        words: came.max(went),
        edits,
    }
}

/// The agreed paragraph that a text reads like but for a few words; nothing when it is one to the word, or none.
pub(super) fn nearly(
    library: &Library,
    words: &str,
    language: Language,
    stop: &dyn Fn() -> bool,
) -> Option<Near> {
    let near = library.near_precedent_until(words, Some(language), READS_ALIKE, stop)?;
    let entry = library.entry(near.entry)?;
    Some(Near {
        symbol: entry.record.symbol.clone(),
        paragraph: entry.paragraph,
        date: entry.record.date.clone(),
        words: near.missing.max(near.added),
        edits: near.edits,
    })
}

/// The same clause in other documents, the oldest first, each with what changed since the one before: of a paragraph that
/// was found, or of the one nearest to a text. `None` when `stop` said so.
pub(super) fn lineage(
    shelves: &Shelves,
    from: Option<usize>,
    (name, words): (&str, &str),
    language: Language,
    stop: &dyn Fn() -> bool,
) -> Option<Found> {
    let library = shelves.agreed();
    // Behind what was agreed stand the versions of the draft itself.
    let version = from.filter(|entry| *entry >= library.len());
    let from = from.filter(|entry| *entry < library.len());
    let mut found = Found {
        query: words.to_owned(),
        among: library.len(),
        language: Some(language),
        ..Found::default()
    };
    let (lineage, draft) = match from {
        Some(from) => (library.lineage(from, stop), None),
        None => match library.lineage_of(words, Some(language), stop) {
            Some(gone_on) => {
                let how = change(gone_on.similarity, gone_on.edits);
                (gone_on.lineage, Some(how))
            }
            None => return Some(found),
        },
    };
    if stop() {
        return None;
    }
    found.first = lineage.at;
    for (at, step) in lineage.steps.into_iter().enumerate() {
        let Some(mut row) = row(library, &step.entries, step.similarity.into()) else {
            continue;
        };
        if at > 0 {
            row.change = Some(change(step.similarity, step.edits));
            row.note = (!step.is_series).then(|| "taken over from another text".to_owned());
        }
        found.matches.push(row);
    }
    if let Some(change) = draft {
        found.first = found.matches.len();
        let version =
            version.and_then(|entry| row(shelves.everything(), &[entry], change.similarity));
        found.matches.push(match version {
            Some(version) => Match {
                change: Some(change),
                ..version
            },
            None => of_draft(name, words, language, change),
        });
    }
    Some(found)
}

/// Paragraphs that were one row, each with what makes its words of those of the first.
pub(super) fn folded(
    library: &Library,
    entries: &[(usize, Arc<str>)],
    language: Language,
) -> Found {
    let mut found = Found {
        // An answer without a question is none yet.
        query: entries.first().map_or("", |(_, symbol)| symbol).to_owned(),
        among: library.len(),
        language: Some(language),
        ..Found::default()
    };
    let mut head: Option<String> = None;
    for (entry, symbol) in entries {
        let Some(mut row) = row(library, &[*entry], 1.0) else {
            continue;
        };
        // Libraries may have been switched on or off since.
        if row.hit.symbol != *symbol {
            continue;
        }
        let words = plain(&row.hit.text);
        match &head {
            None => head = Some(words),
            Some(head) => {
                let edits = compare::words(head, &words);
                if edits.iter().any(Edit::is_change) {
                    row.change = Some(change(compare::similarity(head, &words), edits));
                } else {
                    row.note = Some("the same words".to_owned());
                }
            }
        }
        found.matches.push(row);
    }
    found
}

/// The words of the draft as the last step of a clause.
fn of_draft(name: &str, words: &str, language: Language, change: Change) -> Match {
    Match {
        hit: Hit {
            rank: 1,
            score: change.similarity,
            library: "draft".into(),
            also_in: Vec::new(),
            symbol: name.into(),
            paragraph: "".into(),
            language,
            date: None,
            text: words.into(),
            spans: Vec::new(),
            entry: DRAFT,
            also: Vec::new(),
        },
        record: Arc::new(Record::new(name, language)),
        change: Some(change),
        note: None,
    }
}

/// Wording close to a text that some of these accepted, best first, each with who did and what would change.
pub(super) fn landing(
    shelves: &Shelves,
    words: &str,
    language: Language,
    parties: &[Party],
) -> Found {
    let library = shelves.agreed();
    let zones = library.landing(words, parties, Some(language), SHOWN);
    let rows = zones.into_iter().filter_map(|zone| {
        let mut row = row(library, &[zone.entry], zone.score)?;
        row.hit.also = zone.also;
        row.change = Some(change(zone.similarity, zone.edits));
        row.note = Some(who(&zone.accepted, &zone.others));
        Some(row)
    });
    Found {
        query: words.to_owned(),
        matches: rows.collect(),
        among: library.len(),
        language: Some(language),
        ..Found::default()
    }
}

/// Who accepted wording and how, and of whom it is not known: `KAZ voted for it · IRN not known to have accepted it`.
fn who(accepted: &[(Arc<str>, Accepted)], others: &[Arc<str>]) -> String {
    let mut said: Vec<String> = Vec::new();
    for how in [Accepted::Sponsored, Accepted::Voted, Accepted::Consensus] {
        let codes = accepted.iter().filter(|(_, h)| *h == how);
        let codes: Vec<&str> = codes.map(|(code, _)| &**code).collect();
        if !codes.is_empty() {
            said.push(format!("{} {}", codes.join(" "), how.said()));
        }
    }
    if !others.is_empty() {
        said.push(format!("not known of {}", others.join(" ")));
    }
    said.join(" · ")
}

/// Whether the words of a paragraph stand where its sources say; without sources, where they stand.
pub(super) fn verify(shelves: &Shelves, words: &str, sources: &[Source]) -> Vec<Line> {
    let library = shelves.agreed();
    let mut lines = Vec::new();
    if sources.is_empty() {
        lines.push(Line::Faint(
            "No source is kept with it; what it reads like:".to_owned(),
        ));
        told(library, None, &library.verify_anywhere(words), &mut lines);
    }
    for source in sources {
        told(
            library,
            Some(source),
            &library.verify_source(source, words),
            &mut lines,
        );
        lines.push(Line::Plain(String::new()));
    }
    lines
}

fn told(
    library: &Library,
    source: Option<&Source>,
    found: &crate::precedent::Verified,
    lines: &mut Vec<Line>,
) {
    if let Some(source) = source {
        let name = source.name();
        let verdict = match found.verdict {
            _ if !found.has_document => "no library has this document",
            Verdict::Exact => "exact: the words stand there",
            Verdict::Near => "near: they stand there with others among or beside them",
            Verdict::NotFound if !found.has_paragraph => "it has no such paragraph",
            Verdict::NotFound => "not found: they do not stand there",
        };
        lines.push(Line::Strong(format!("{name} — {verdict}")));
    }
    if let Some(nearest) = &found.nearest
        && let Some(entry) = library.entry(nearest.entry)
    {
        let how = match nearest.verdict {
            Verdict::Exact if nearest.whole => "the whole paragraph, to the word",
            Verdict::Exact => "part of it, to the word",
            Verdict::Near => "nearly",
            Verdict::NotFound => "nothing nearer than",
        };
        let date = entry.record.date.as_deref().unwrap_or_default();
        lines.push(Line::Plain(format!("{how}: {} {date}", entry.name())));
        if !nearest.edits.is_empty() {
            lines.push(Line::Words(nearest.edits.clone()));
        }
    } else {
        lines.push(Line::Plain("Nothing like it in any library.".to_owned()));
    }
    for other in found.elsewhere.iter().take(NAMED) {
        if let Some(entry) = library.entry(*other) {
            lines.push(Line::Faint(format!("also {}", entry.name())));
        }
    }
}

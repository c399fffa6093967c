//! The documents of libraries by their symbols, titles and subjects, ranked as they are typed.
//!
//! Names are short, and people type pieces of them: what fits is fuzzy-matcher's to say ([`super::rank()`]). Start at
//! [`Library::titles`].

use std::ops::Range;
use std::sync::Arc;

use super::library::Library;
use super::rank::rank;
use super::record::Record;
use crate::text::Language;

/// Documents that are ranked before it is asked again whether to stop.
const TURN: usize = 256;

/// The names of all documents of what is searched.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    library: Arc<str>,
    record: Arc<Record>,
    first: usize,
    paragraphs: usize,
    name: String,
}

/// A document that fits what was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Titled {
    /// The library it is in.
    pub library: Arc<str>,
    /// What is known of it.
    pub record: Arc<Record>,
    /// The number of its first paragraph, for [`Library::entry`].
    pub first: usize,
    /// How many paragraphs it has.
    pub paragraphs: usize,
    /// Its symbol, day, title and subject in one line.
    pub name: String,
    /// What of that line fits: bytes, ascending, apart from each other.
    pub spans: Vec<Range<usize>>,
}

impl Library {
    /// The names of all documents; `None` when `stop` said so.
    pub fn titles(&self, stop: &dyn Fn() -> bool) -> Option<Titles> {
        let mut rows = Vec::new();
        for (at, (library, segment)) in self.segments().enumerate() {
            for document in 0..segment.documents() {
                if (document as usize).is_multiple_of(TURN) && stop() {
                    return None;
                }
                let Some((record, entries)) =
                    segment.record(document).zip(segment.entries_of(document))
                else {
                    continue;
                };
                rows.push(Row {
                    library: library.clone(),
                    name: name(&record),
                    record: Arc::new(record),
                    first: self.number(at, entries.start),
                    paragraphs: entries.len(),
                });
            }
        }
        // The newest first: that is the order of a list in which nothing was typed, and of names that fit alike.
        rows.sort_by(|a, b| {
            let key = |row: &Row| {
                (
                    std::cmp::Reverse(row.record.date.clone()),
                    row.record.symbol.clone(),
                )
            };
            key(a).cmp(&key(b))
        });
        Some(Titles { rows })
    }
}

impl Titles {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The documents that fit what was typed, best first, of a language if one is named, so many at most. `None` when
    /// `stop` said so.
    pub fn like(
        &self,
        typed: &str,
        language: Option<Language>,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<Titled>> {
        let mut found = Vec::new();
        let in_language =
            |row: &Row| language.is_none_or(|l| l.primary() == row.record.language.primary());
        let rows: Vec<&Row> = self.rows.iter().filter(|row| in_language(row)).collect();
        for (turn, rows) in rows.chunks(TURN).enumerate() {
            if stop() {
                return None;
            }
            for ranked in rank(typed, rows.iter().map(|row| row.name.as_str())) {
                found.push((ranked.score, turn * TURN + ranked.index, ranked.spans));
            }
        }
        found.sort_by_key(|(score, at, _)| (std::cmp::Reverse(*score), *at));
        found.truncate(limit);
        let titled = found.into_iter().filter_map(|(_, at, spans)| {
            let row = rows.get(at)?;
            Some(Titled {
                library: row.library.clone(),
                record: row.record.clone(),
                first: row.first,
                paragraphs: row.paragraphs,
                name: row.name.clone(),
                spans,
            })
        });
        Some(titled.collect())
    }
}

/// A document in one line.
fn name(record: &Record) -> String {
    let parts = [
        Some(&record.symbol),
        record.date.as_ref(),
        record.title.as_ref(),
        record
            .subject
            .as_ref()
            .filter(|s| Some(*s) != record.title.as_ref()),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(|part| &**part).collect();
    parts.join("  ")
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Line};
    use super::*;
    use crate::model::Role;

    fn library() -> Library {
        let mut builder = Builder::new();
        for (symbol, date, title, language) in [
            ("S/RES/2231 (2015)", "2015-07-20", "Non-proliferation", "en"),
            ("S/RES/1701 (2006)", "2006-08-11", "Middle East", "en"),
            ("A/RES/71/258", "2016-12-23", "Разоружение", "ru"),
        ] {
            let record = Record {
                date: Some(date.into()),
                title: Some(title.into()),
                ..Record::new(symbol, language.parse().unwrap())
            };
            let line = Line {
                text: "Decides to remain seized of the matter.",
                label: None,
                place: 1,
                role: Role::Operative,
                verb: None,
            };
            builder.add(record, std::iter::once(line));
        }
        let mut library = Library::new();
        library.add("sc", Arc::new(builder.build()));
        library
    }

    #[test]
    fn documents_are_found_by_pieces_of_their_names() {
        let titles = library().titles(&|| false).unwrap();
        for (typed, expected) in [
            (
                "",
                &["A/RES/71/258", "S/RES/2231 (2015)", "S/RES/1701 (2006)"][..],
            ),
            ("2231", &["S/RES/2231 (2015)"]),
            ("res 1701", &["S/RES/1701 (2006)"]),
            ("east mid", &["S/RES/1701 (2006)"]),
            ("разор", &["A/RES/71/258"]),
            ("zzz", &[]),
        ] {
            let found = titles.like(typed, None, 9, &|| false).unwrap();
            let symbols: Vec<&str> = found.iter().map(|row| &*row.record.symbol).collect();
            assert_eq!(symbols, expected, "{typed}");
        }
        let english = titles
            .like("", Some(Language::ENGLISH), 9, &|| false)
            .unwrap();
        assert_eq!(english.len(), 2);
        assert!(titles.like("res", None, 9, &|| true).is_none());
    }

    #[test]
    fn what_was_typed_is_lit() {
        let titles = library().titles(&|| false).unwrap();
        let found = titles.like("2231", None, 1, &|| false).unwrap();
        let lit: Vec<&str> = found[0]
            .spans
            .iter()
            .map(|span| found[0].name.get(span.clone()).unwrap())
            .collect();
        assert_eq!(lit, ["2231"]);
        assert_eq!(found[0].paragraphs, 1);
    }
}

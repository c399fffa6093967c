//! Small libraries for tests.

use super::{Builder, Library, Line, Record};
use crate::model::Role;

/// A library of these paragraphs: symbol, day, language, words. Those that follow each other under one symbol are one
/// document; they are labelled `1`, `2`, …
pub(super) fn shelf(paragraphs: &[(&str, &str, &str, &str)]) -> Library {
    let mut builder = Builder::new();
    for document in paragraphs.chunk_by(|a, b| (a.0, a.2) == (b.0, b.2)) {
        let Some((symbol, date, language, _)) = document.first() else {
            continue;
        };
        let record = Record {
            date: Some((*date).into()),
            ..Record::new(symbol, language.parse().unwrap())
        };
        add(&mut builder, record, document.iter().map(|p| p.3));
    }
    let mut library = Library::new();
    library.add("shelf", std::sync::Arc::new(builder.build()));
    library
}

/// Adds a document of these paragraphs, labelled `1`, `2`, …
pub(super) fn add<'a>(
    builder: &mut Builder,
    record: Record,
    texts: impl IntoIterator<Item = &'a str>,
) {
    let texts: Vec<(String, &str)> = (1..)
        .zip(texts)
        .map(|(n, text): (u32, _)| (n.to_string(), text))
        .collect();
    let lines = (1..).zip(&texts).map(|(place, (label, text))| Line {
        text,
        label: Some(label),
        place,
        role: Role::Operative,
        verb: None,
    });
    builder.add(record, lines.collect::<Vec<_>>());
}

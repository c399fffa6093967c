//! In which language the sides of a comparison are: what is declared holds, a guess at a few words does not. Start at
//! [`in_one_language`].

use std::sync::Arc;

use super::{Read, Side};
use crate::convert::Format;
use crate::model::Document;
use crate::text::{self, Language};

/// How many paragraphs are looked at.
const READ: usize = 200;

/// How the language of a side is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Somebody said so: it stands in the file, in the workspace or in the command.
    Declared,
    /// Its words leave no doubt.
    Surely,
    /// A few words in Latin script, or none.
    Hardly,
}

/// How the language of a file is known.
pub(super) fn told(read: &Read) -> Told {
    let guessed = || text::guess_surely(&sample(&read.document));
    let language = read.document.head.language.primary();
    match read.format {
        Format::Yaml => Told::Declared,
        _ if guessed().is_some_and(|guessed| guessed.primary() == language) => Told::Surely,
        _ => Told::Hardly,
    }
}

/// Says that a text is in the language of another, unless it is surely in one of its own.
pub(crate) fn in_language(document: &mut Document, told: Told, other: Language) {
    let official = |language: Language| {
        let mut all = Language::OFFICIAL.iter();
        all.any(|official| official.primary() == language.primary())
    };
    let may = match told {
        Told::Declared => false,
        // Only the six can be guessed: what looks like Russian may be Kazakh, when the other side is.
        Told::Surely => !official(other),
        // What can hardly be told is in Latin script, or has no letters.
        Told::Hardly => {
            let own_script = matches!(other.primary(), "ar" | "ru" | "zh");
            !own_script || !sample(document).contains(char::is_alphabetic)
        }
    };
    if may {
        document.head.language = other;
    }
}

/// Gives sides whose language cannot be told that of the others. Only sides that are surely in different languages stay so,
/// and are compared by their structure alone.
pub(crate) fn in_one_language(sides: &mut [&mut Side]) {
    let language = |side: &Side| side.document.head.language;
    let Some(first) = sides.first().map(|side| language(side)) else {
        return;
    };
    let mut rest = sides.iter();
    if rest.all(|side| language(side).primary() == first.primary()) {
        return;
    }
    let known = |told: Told| sides.iter().find(|side| side.told == told);
    let known = known(Told::Declared).or_else(|| known(Told::Surely));
    let settled = match known {
        Some(side) => language(side),
        None => {
            let all: String = sides.iter().map(|side| sample(&side.document)).collect();
            text::guess(&all).unwrap_or(first)
        }
    };
    for side in sides {
        // What is declared holds, and stays the text that the workspace shares.
        if side.document.head.language != settled && side.told != Told::Declared {
            in_language(Arc::make_mut(&mut side.document), side.told, settled);
        }
    }
}

/// What to say where two sides are compared by their structure alone: in which languages they are taken to be.
pub(crate) fn languages_apart(a: &Side, b: &Side) -> Option<String> {
    let (one, other) = (a.document.head.language, b.document.head.language);
    (one.primary() != other.primary()).then(|| {
        format!(
            "{} is in {} and {} in {}: only their structure is compared. If both are in one language, name it with --language",
            a.name,
            one.name(),
            b.name,
            other.name()
        )
    })
}

fn sample(document: &Document) -> String {
    let texts = document.paragraphs.iter().take(READ);
    texts.flat_map(|p| [p.text(), "\n"]).collect()
}

//! Where somebody says that words come from, and which documents and paragraphs of a library that can mean.
//!
//! | said | means |
//! |---|---|
//! | `S/RES/2674 (2023), paragraph 4` | the paragraph labelled 4; the fourth only where none has a label |
//! | `paragraph 4 of resolution 2674 (2023)`, `第2674(2023)号决议第4段` | the same, in any of the six languages |
//! | `S/RES/2674 (2023)¶4` | the paragraph labelled 4, else the fourth |
//! | `S/RES/2674 (2023) #7` | the seventh paragraph, whatever its label: so those without one are named |
//! | `2674 (2023) OP4`, `… PP3` | the operative paragraph 4, the third preambular one |
//! | `third preambular paragraph of SCR 2674`, `cuarto párrafo del preámbulo …` | the same, in any of the six languages |
//! | `S/RES/2674 (2023)` | any paragraph of it |
//!
//! Start at [`Claim::read`] and [`Library::documents_meant`].

use std::ops::Range;

use super::Library;
use crate::model::{Role, Source};
use crate::text::{self, Language};

mod named;
mod said;

use named::{is_around, is_read, meant, runs};

/// Words for a paragraph, folded.
const PARAGRAPH: &[&str] = &[
    "paragraph",
    "para",
    "paragraphe",
    "par",
    "alinea",
    "parrafo",
    "parr",
    "пункт",
    "пункта",
    "пункте",
    "пунктом",
    "абзац",
    "абзаца",
    "абзаце",
    "п",
    "الفقره",
    "فقره",
    "بالفقره",
];
/// Where words are said to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The document, as it was named.
    pub symbol: String,
    /// The paragraph, if one was named.
    pub paragraph: Option<Named>,
}

/// How a paragraph of a document is named. A plain number is a label and never means a place, unless no paragraph of the
/// document has a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Its label, or how it is counted among those of its part: `4`, `5 (b)`, `PP3`.
    Label(String),
    /// Its place in the document, counted from 1: `#7`.
    Place(u32),
    /// Behind `¶`: its label, else its place.
    Either(String),
}

impl Named {
    /// What the name of a paragraph of a library, or of a source, means: `¶7` is a place, all else a label.
    pub fn of(paragraph: &str) -> Self {
        let place = paragraph.strip_prefix('¶').map(str::trim);
        match place.and_then(|place| place.parse().ok()) {
            Some(place) => Self::Place(place),
            None => Self::Label(place.unwrap_or(paragraph).to_owned()),
        }
    }

    fn new(how: fn(String) -> Self, said: &str) -> Option<Self> {
        let said = said.trim().trim_end_matches(['.', ',', ';']);
        (!said.is_empty()).then(|| how(said.to_owned()))
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Label(label) => f.write_str(label),
            Self::Place(place) => write!(f, "#{place}"),
            Self::Either(said) => write!(f, "¶{said}"),
        }
    }
}

impl Claim {
    /// Reads what a person says. None when it names no document.
    pub fn read(said: &str) -> Option<Self> {
        let said = said::western(said.trim());
        let (symbol, paragraph) = split(&said);
        let symbol = symbol
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،' | '，'))
            .to_owned();
        (!runs(&symbol).is_empty()).then_some(Self { symbol, paragraph })
    }

    /// Whether all of the document's name is understood: symbols, numbers and the words that stand around them. Of another
    /// name it cannot be said that no library has the document, only that it is not known by that name.
    pub fn is_understood(&self) -> bool {
        self.symbol.contains(char::is_numeric) && is_read(&self.symbol)
    }

    /// What a paragraph of a draft says of itself.
    pub fn of(source: &Source) -> Self {
        Self {
            symbol: source.symbol.to_string(),
            paragraph: source.paragraph.as_deref().map(Named::of),
        }
    }
}

/// The document and the paragraph.
fn split(said: &str) -> (String, Option<Named>) {
    let label = |said: &str| Named::new(Named::Label, said);
    if let Some((symbol, paragraph)) = said.split_once(['¶', '§', '#']) {
        // A name as programs are given it, behind the sign: `¶¶7`.
        let is_place = said.contains('#') || paragraph.starts_with('¶');
        let paragraph = paragraph.trim_start_matches('¶').trim();
        if !is_place && runs(symbol).is_empty() {
            // `§4 of resolution 2674`
            return split(&format!("paragraph {paragraph}"));
        }
        let place = paragraph.parse().ok().filter(|_| is_place);
        let named = place.map(Named::Place);
        return (
            symbol.to_owned(),
            named.or_else(|| Named::new(Named::Either, paragraph)),
        );
    }
    if let Some((rest, item)) = said::without_item(said)
        && let (symbol, Some(Named::Label(whole))) = split(&rest)
    {
        return (symbol, label(&format!("{whole} ({item})")));
    }
    if let Some(at) = said.rfind('段') {
        let before = said.get(..at).unwrap_or_default();
        let number: String = before
            .chars()
            .rev()
            .take_while(|c| !matches!(c, '第' | '号' | '议' | '，' | ',' | '分' | '言'))
            .collect();
        let number: String = number.chars().rev().collect();
        let symbol = before.strip_suffix(&number).unwrap_or(before);
        let symbol = symbol.trim_end_matches('第');
        let parts = [
            ("序言部分", "PP"),
            ("序言", "PP"),
            ("执行部分", "OP"),
            ("执行段落", "OP"),
        ];
        let part = parts.iter().find_map(|(word, letters)| {
            let rest = symbol.strip_suffix(word)?;
            Some((rest, *letters))
        });
        let (symbol, letters) = part.unwrap_or((symbol, ""));
        let number = number.trim();
        let number = said::han_number(number).map_or_else(|| number.to_owned(), |n| n.to_string());
        return (symbol.to_owned(), label(&format!("{letters}{number}")));
    }
    if let Some((range, name)) = said::take_out(said) {
        let before = said.get(..range.start).unwrap_or_default();
        let behind = said.get(range.end..).unwrap_or_default();
        let symbol = if runs(before).iter().any(|run| !is_around(run)) {
            before
        } else {
            behind
        };
        return (symbol.trim().to_owned(), label(&name));
    }
    // `S/RES/2674 (2023), 4`
    if let Some((symbol, number)) = said.rsplit_once(',')
        && number.trim().starts_with(|c: char| c.is_ascii_digit())
    {
        return (symbol.to_owned(), label(number));
    }
    // `5 (b) of 2674`
    if let Some((number, symbol)) = said::leading(said) {
        return (symbol, label(&number));
    }
    (said.to_owned(), None)
}

fn is_ordinal(word: &str) -> bool {
    ["bis", "ter", "quater", "alt"].contains(&word.trim_end_matches(',')) || word.starts_with('(')
}

/// The words of a text with where they stand, folded.
fn words(said: &str) -> Vec<(Range<usize>, String)> {
    text::terms(said)
        .into_iter()
        .map(|term| (term.range, term.folded))
        .collect()
}

impl Library {
    /// The documents that a name means, as the numbers of their paragraphs: those of exactly this symbol, else those
    /// whose symbol begins or ends with its letters and digits, or has them in a row. Words around it do not count.
    pub fn documents_meant(&self, name: &str) -> Vec<Range<usize>> {
        let exact = self.documents_named(name, None);
        if !exact.is_empty() {
            return exact;
        }
        let asked = runs(name);
        if asked.is_empty() {
            return Vec::new();
        }
        let mut best = u8::MAX;
        let mut found = Vec::new();
        for (at, segment) in self.segments.iter().enumerate() {
            for document in 0..segment.documents() {
                let Some(record) = segment.record(document) else {
                    break;
                };
                let Some(how) = meant(&asked, &runs(&record.symbol)).filter(|how| *how <= best)
                else {
                    continue;
                };
                if how < best {
                    best = how;
                    found.clear();
                }
                if let Some(entries) = segment.entries_of(document) {
                    found.push(self.number(at, entries.start)..self.number(at, entries.end));
                }
            }
        }
        found
    }

    /// The paragraphs of a document that a name can mean, the surest first.
    pub fn paragraphs_meant(&self, document: Range<usize>, name: &Named) -> Vec<usize> {
        let entries = document.filter_map(|at| Some((at, self.entry(at)?)));
        let said = match name {
            Named::Place(place) => {
                let there = entries.filter(|(_, entry)| entry.place == *place);
                return there.map(|(at, _)| at).collect();
            }
            Named::Label(said) | Named::Either(said) => said.trim(),
        };
        let label = |said: &str| {
            let folded: String = text::fold(said)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            folded
        };
        let (wanted, place, role) = (label(said), said.parse::<u32>().ok(), role_of(said));
        let (mut by_label, mut by_place, mut by_role) = (Vec::new(), Vec::new(), Vec::new());
        let (mut by_count, mut preambular, mut operative) = (Vec::new(), 0, 0);
        let (mut labels, mut operative_labels) = (false, false);
        for (at, entry) in entries {
            let is_labelled = !entry.paragraph.starts_with('¶');
            let has = label(&entry.paragraph);
            labels |= is_labelled;
            if is_labelled && has == wanted {
                by_label.push(at);
            }
            if Some(entry.place) == place {
                by_place.push(at);
            }
            let is_preambular = entry.role == Role::Preambular;
            preambular += usize::from(is_preambular);
            if entry.role == Role::Operative {
                operative_labels |= is_labelled;
                operative += 1;
            }
            match &role {
                Some((Role::Preambular, number))
                    if is_preambular && preambular.to_string() == *number =>
                {
                    by_role.push(at);
                }
                Some((Role::Operative, number)) if !is_preambular => {
                    if is_labelled && has == *number {
                        by_role.push(at);
                    } else if entry.role == Role::Operative && operative.to_string() == *number {
                        by_count.push(at);
                    }
                }
                _ => {}
            }
        }
        let mut found = by_role;
        // Where operative paragraphs have no labels they are counted, and so are all where none has one: nothing else can
        // be meant.
        if found.is_empty() && !operative_labels {
            found = by_count;
        }
        found.extend(by_label);
        if found.is_empty() && (!labels || matches!(name, Named::Either(_))) {
            found = by_place;
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|at| seen.insert(*at));
        found
    }

    /// The paragraphs that a claim can mean, the surest first, those in a language before others.
    pub fn claimed(&self, claim: &Claim, language: Option<Language>) -> Vec<usize> {
        let mut found: Vec<usize> = self
            .documents_meant(&claim.symbol)
            .into_iter()
            .flat_map(|document| match &claim.paragraph {
                Some(name) => self.paragraphs_meant(document, name),
                None => document.collect(),
            })
            .collect();
        if let Some(language) = language {
            found.sort_by_cached_key(|at| !self.speaks(*at, language));
        }
        found
    }
}

/// `OP4`, `PP3 bis`: the role, and what stands behind it.
fn role_of(name: &str) -> Option<(Role, String)> {
    let folded: String = text::fold(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let role = |start: &str, role| Some((role, folded.strip_prefix(start)?.to_owned()));
    role("op", Role::Operative)
        .or_else(|| role("pp", Role::Preambular))
        .filter(|(_, number)| number.starts_with(|c: char| c.is_numeric()))
}

#[cfg(test)]
mod tests;

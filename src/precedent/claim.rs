//! Where somebody says that words come from, and which documents and paragraphs of a library that can mean.
//!
//! | said | means |
//! |---|---|
//! | `S/RES/2674 (2023)¶4`, `S/RES/2674 (2023), paragraph 4` | the paragraph labelled 4, else the fourth |
//! | `paragraph 4 of resolution 2674 (2023)`, `第2674(2023)号决议第4段` | the same, in any of the six languages |
//! | `S/RES/2674 (2023) ¶7` | the seventh paragraph, as a search names one without a label; else the one labelled 7 |
//! | `2674 (2023) OP4`, `… PP3` | the operative paragraph 4, the third preambular one |
//! | `third preambular paragraph of SCR 2674`, `cuarto párrafo del preámbulo …` | the same, in any of the six languages |
//! | `S/RES/2674 (2023)` | any paragraph of it |
//!
//! Start at [`Claim::read`] and [`Library::documents_meant`].

use std::ops::Range;

use super::Library;
use crate::model::{Role, Source};
use crate::text::{self, Language};

mod said;

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
/// Words that stand around a symbol and are no part of it, folded.
const AROUND: &[&str] = &[
    "resolution",
    "resolutions",
    "resolucion",
    "резолюция",
    "резолюции",
    "резолюцией",
    "القرار",
    "قرار",
    "决议",
    "号决议",
    "号",
    "第",
    "of",
    "the",
    "from",
    "in",
    "de",
    "la",
    "del",
    "en",
    "du",
    "dans",
    "из",
    "в",
    "من",
    "no",
    "operative",
    "preambular",
    "scr",
    "sc",
    "unscr",
    "unsc",
    "un",
    "united",
    "nations",
    "security",
    "council",
    "general",
    "assembly",
];

/// Where words are said to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The document, as it was named.
    pub symbol: String,
    /// The paragraph, as it was named. One that begins with `¶` is a place first.
    pub paragraph: Option<String>,
}

impl Claim {
    /// Reads what a person says. None when it names no document.
    pub fn read(said: &str) -> Option<Self> {
        let said = said::western(said.trim());
        let (symbol, paragraph) = split(&said);
        let symbol = symbol
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،' | '，'))
            .to_owned();
        let paragraph = paragraph
            .map(|p| p.trim().trim_end_matches(['.', ',', ';']).to_owned())
            .filter(|p| !p.is_empty());
        (!runs(&symbol).is_empty()).then_some(Self { symbol, paragraph })
    }

    /// Whether the document is named by a number, as symbols have one; else by a name alone, or not at all.
    pub fn is_numbered(&self) -> bool {
        self.symbol.contains(char::is_numeric)
    }

    /// What a paragraph of a draft says of itself.
    pub fn of(source: &Source) -> Self {
        Self {
            symbol: source.symbol.to_string(),
            paragraph: source.paragraph.as_deref().map(ToOwned::to_owned),
        }
    }
}

/// The document and the paragraph.
fn split(said: &str) -> (String, Option<String>) {
    if let Some((symbol, paragraph)) = said.split_once(['¶', '§']) {
        if runs(symbol).is_empty() {
            // `§4 of resolution 2674`
            return split(&format!("paragraph {paragraph}"));
        }
        let apart = symbol.ends_with(char::is_whitespace);
        let place = if apart && !paragraph.starts_with('¶') {
            "¶"
        } else {
            ""
        };
        return (symbol.to_owned(), Some(format!("{place}{paragraph}")));
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
        return (symbol.to_owned(), Some(format!("{letters}{number}")));
    }
    if let Some((range, name)) = said::take_out(said) {
        let before = said.get(..range.start).unwrap_or_default();
        let behind = said.get(range.end..).unwrap_or_default();
        let symbol = if runs(before)
            .iter()
            .any(|run| !AROUND.contains(&run.as_str()))
        {
            before
        } else {
            behind
        };
        return (symbol.trim().to_owned(), Some(name));
    }
    // `S/RES/2674 (2023), 4`
    if let Some((symbol, number)) = said.rsplit_once(',')
        && number.trim().starts_with(|c: char| c.is_ascii_digit())
    {
        return (symbol.to_owned(), Some(number.trim().to_owned()));
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

/// Runs of letters and runs of digits, folded, without the words around a symbol; with them if nothing else is there.
fn runs(symbol: &str) -> Vec<String> {
    let folded = text::fold(symbol);
    let mut runs: Vec<String> = Vec::new();
    let mut before = None;
    for c in folded.chars() {
        let kind = if c.is_numeric() {
            Some(0)
        } else if text::is_han(c) {
            Some(1)
        } else if c.is_alphanumeric() {
            Some(2)
        } else {
            None
        };
        if kind.is_some() {
            match runs.last_mut().filter(|_| kind == before) {
                Some(last) => last.push(c),
                None => runs.push(c.to_string()),
            }
        }
        before = kind;
    }
    let kept: Vec<String> = runs
        .iter()
        .filter(|run| !AROUND.contains(&run.as_str()))
        .cloned()
        .collect();
    if kept.is_empty() { runs } else { kept }
}

/// How a name of a document is meant: the lower the surer. None if it is another document.
fn meant(asked: &[String], has: &[String]) -> Option<u8> {
    if asked == has {
        return Some(0);
    }
    if has.starts_with(asked) {
        return Some(1);
    }
    if has.ends_with(asked) {
        return Some(2);
    }
    has.windows(asked.len().max(1))
        .any(|window| window == asked)
        .then_some(3)
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
    pub fn paragraphs_meant(&self, document: Range<usize>, name: &str) -> Vec<usize> {
        let name = name.trim();
        let (is_place, bare) = match name.strip_prefix('¶') {
            Some(bare) => (true, bare.trim()),
            None => (false, name),
        };
        let (mut by_label, mut by_place, mut by_role) = (Vec::new(), Vec::new(), Vec::new());
        let place = bare.parse::<u32>().ok();
        let role = role_of(bare);
        let label = |said: &str| {
            let folded: String = text::fold(said)
                .chars()
                .filter(|c| c.is_alphanumeric())
                .collect();
            folded
        };
        let wanted = label(bare);
        let (mut preambular, mut operative) = (0, 0);
        let mut by_count = Vec::new();
        for at in document {
            let Some(entry) = self.entry(at) else {
                continue;
            };
            if entry.role == Role::Preambular {
                preambular += 1;
            }
            let has = label(entry.paragraph.trim_start_matches('¶'));
            let is_labelled = !entry.paragraph.starts_with('¶');
            if is_labelled && has == wanted {
                by_label.push(at);
            }
            if Some(entry.place) == place {
                by_place.push(at);
            }
            match &role {
                Some((Role::Preambular, number))
                    if entry.role == Role::Preambular && preambular.to_string() == *number =>
                {
                    by_role.push(at);
                }
                Some((Role::Operative, number))
                    if entry.role != Role::Preambular && is_labelled && has == *number =>
                {
                    by_role.push(at);
                }
                _ => {}
            }
            // Where operative paragraphs have no numbers they are counted.
            if entry.role == Role::Operative {
                operative += 1;
                if matches!(&role, Some((Role::Operative, number)) if operative.to_string() == *number)
                    && !is_labelled
                {
                    by_count.push(at);
                }
            }
        }
        let mut found = by_role;
        if found.is_empty() {
            found = by_count;
        }
        if is_place {
            found.extend(by_place);
            found.extend(by_label);
        } else {
            found.extend(by_label);
            found.extend(by_place);
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
mod tests {
    use super::super::shelf::shelf;
    use super::*;

    #[test]
    fn claims_are_read_as_people_make_them() {
        for (said, symbol, paragraph) in [
            ("S/RES/2674 (2023)¶4", "S/RES/2674 (2023)", Some("4")),
            ("S/RES/2674 (2023) ¶7", "S/RES/2674 (2023)", Some("¶7")),
            (
                "S/RES/2674 (2023), paragraph 5 bis",
                "S/RES/2674 (2023)",
                Some("5 bis"),
            ),
            (
                "paragraph 5 bis of resolution 2674 (2023)",
                "of resolution 2674 (2023)",
                Some("5 bis"),
            ),
            (
                "resolution 2674 (2023) OP4",
                "resolution 2674 (2023)",
                Some("OP4"),
            ),
            (
                "résolution 2674 (2023), par. 4",
                "résolution 2674 (2023)",
                Some("4"),
            ),
            (
                "párrafo 4 de la resolución 2674 (2023)",
                "de la resolución 2674 (2023)",
                Some("4"),
            ),
            (
                "пункт 4 резолюции 2674 (2023)",
                "резолюции 2674 (2023)",
                Some("4"),
            ),
            ("第2674(2023)号决议第4段", "第2674(2023)号决议", Some("4")),
            (
                "الفقرة 4 من القرار 2674 (2023)",
                "من القرار 2674 (2023)",
                Some("4"),
            ),
            (
                "S/RES/2674 (2023), OP 10",
                "S/RES/2674 (2023)",
                Some("OP10"),
            ),
            (
                "S/RES/2674 (2023), fourth preambular paragraph",
                "S/RES/2674 (2023)",
                Some("PP4"),
            ),
            ("SCR 2674 op. 4", "SCR 2674", Some("OP4")),
            (
                "PP4 of S/RES/2674 (2023)",
                "of S/RES/2674 (2023)",
                Some("PP4"),
            ),
            ("OP4 of 2674", "of 2674", Some("OP4")),
            (
                "§4 of Council resolution 2674",
                "of Council resolution 2674",
                Some("4"),
            ),
            (
                "operative paragraph 5 bis of 2674",
                "of 2674",
                Some("OP5 bis"),
            ),
            (
                "the 10th operative paragraph of resolution 2674",
                "of resolution 2674",
                Some("OP10"),
            ),
            (
                "paragraph 4 of the preamble of resolution 2674 (2023)",
                "of resolution 2674 (2023)",
                Some("PP4"),
            ),
            (
                "S/RES/2674 (2023) paragraph 4 (a)",
                "S/RES/2674 (2023)",
                Some("4 (a)"),
            ),
            (
                "quatrième alinéa du préambule de la résolution 2674 (2023)",
                "de la résolution 2674 (2023)",
                Some("PP4"),
            ),
            (
                "résolution 2674 (2023), paragraphe 10 du dispositif",
                "résolution 2674 (2023)",
                Some("OP10"),
            ),
            (
                "cuarto párrafo del preámbulo de la resolución 2674 (2023)",
                "de la resolución 2674 (2023)",
                Some("PP4"),
            ),
            (
                "párrafo 10 de la parte dispositiva de la resolución 2674 (2023)",
                "de la resolución 2674 (2023)",
                Some("OP10"),
            ),
            (
                "четвертый пункт преамбулы резолюции 2674 (2023)",
                "резолюции 2674 (2023)",
                Some("PP4"),
            ),
            (
                "пункт 10 постановляющей части резолюции 2674 (2023)",
                "резолюции 2674 (2023)",
                Some("OP10"),
            ),
            (
                "резолюция 2674 (2023), п. 10",
                "резолюция 2674 (2023)",
                Some("10"),
            ),
            (
                "第2674(2023)号决议序言部分第四段",
                "第2674(2023)号决议",
                Some("PP4"),
            ),
            (
                "第2674(2023)号决议执行部分第10段",
                "第2674(2023)号决议",
                Some("OP10"),
            ),
            (
                "الفقرة الرابعة من ديباجة القرار 2674 (2023)",
                "القرار 2674 (2023)",
                Some("PP4"),
            ),
            (
                "الفقرة ١٠ من منطوق القرار ٢٦٧٤ (٢٠٢٣)",
                "القرار 2674 (2023)",
                Some("OP10"),
            ),
            ("A/RES/69/283", "A/RES/69/283", None),
            ("A/RES/69/283, 3", "A/RES/69/283", Some("3")),
        ] {
            let claim = Claim::read(said).unwrap();
            assert_eq!(claim.symbol, symbol, "{said}");
            assert_eq!(claim.paragraph.as_deref(), paragraph, "{said}");
        }
        assert_eq!(Claim::read(" ¶4"), None);
    }

    #[test]
    fn a_document_is_found_by_the_name_that_people_give_it() {
        let library = shelf(&[
            ("S/RES/2674 (2023)", "2023-01-30", "en", "One two three;"),
            ("S/RES/2674 (2023)", "2023-01-30", "en", "Four five six."),
            ("S/RES/267 (1969)", "1969-07-03", "en", "Seven eight."),
            ("A/RES/69/283", "2015-06-03", "en", "Nine ten."),
        ]);
        for (said, symbol, words) in [
            ("S/RES/2674 (2023)¶2", "S/RES/2674 (2023)", "Four five six."),
            ("S/RES/2674, para 2", "S/RES/2674 (2023)", "Four five six."),
            (
                "s/res/2674(2023) OP1",
                "S/RES/2674 (2023)",
                "One two three;",
            ),
            (
                "paragraph 2 of resolution 2674",
                "S/RES/2674 (2023)",
                "Four five six.",
            ),
            (
                "第2674(2023)号决议第1段",
                "S/RES/2674 (2023)",
                "One two three;",
            ),
            (
                "الفقرة 2 من القرار 2674 (2023)",
                "S/RES/2674 (2023)",
                "Four five six.",
            ),
            (
                "General Assembly resolution 69/283",
                "A/RES/69/283",
                "Nine ten.",
            ),
            ("resolution 267", "S/RES/267 (1969)", "Seven eight."),
        ] {
            let claim = Claim::read(said).unwrap();
            let found = library.claimed(&claim, None);
            let first = *found.first().unwrap_or_else(|| panic!("{said}"));
            assert_eq!(&*library.entry(first).unwrap().record.symbol, symbol);
            assert_eq!(library.text(first).unwrap(), words, "{said}");
        }
        assert!(library.documents_meant("S/RES/9999").is_empty());
        assert!(library.documents_meant("resolution").is_empty());
    }
}

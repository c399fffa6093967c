//! Where the words of a text come from, as notes at its end: each source once, numbered in the order of the text.
//!
//! In plain text a paragraph has raised digits behind its words, in Markdown footnotes, in a page links. Start at
//! [`Notes::of`].

use std::fmt::Write as _;

use super::block::Block;
use crate::model::{Document, Paragraph, Source};
use crate::text::Language;

/// The sources of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notes {
    sources: Vec<Source>,
    language: Option<Language>,
}

impl Notes {
    /// The sources of all paragraphs of a document.
    pub fn of(document: &Document) -> Self {
        let mut sources: Vec<Source> = Vec::new();
        for source in document.paragraphs.iter().flat_map(|p| &p.sources) {
            if !sources.iter().any(|known| known.is_place_of(source)) {
                sources.push(source.clone());
            }
        }
        Self {
            sources,
            language: Some(document.head.language),
        }
    }

    /// No notes: the text alone.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// The numbers of the sources of a paragraph, from 1, in order.
    pub fn numbers(&self, p: &Paragraph) -> Vec<usize> {
        let mut numbers: Vec<usize> = p
            .sources
            .iter()
            .filter_map(|source| {
                self.sources
                    .iter()
                    .position(|known| known.is_place_of(source))
            })
            .map(|at| at + 1)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// What each source is called in the language of the text, with its number.
    pub fn list(&self) -> impl Iterator<Item = (usize, String)> {
        let language = self.language.unwrap_or(Language::ENGLISH);
        (1..).zip(self.sources.iter().map(move |s| cited(s, language)))
    }

    /// What stands above the list.
    pub fn heading(&self) -> &'static str {
        words(self.language.unwrap_or(Language::ENGLISH)).0
    }

    /// The raised digits behind a paragraph of plain text: ` ¹ ²`.
    pub(super) fn raised(&self, p: &Paragraph) -> String {
        let mut out = String::new();
        for number in self.numbers(p) {
            out.push(' ');
            out.extend(number.to_string().chars().map(raised));
        }
        out
    }

    /// The list at the end of plain text.
    pub(super) fn as_text(&self) -> String {
        let mut out = String::new();
        if !self.is_empty() {
            let _ = writeln!(out, "\n{}\n", self.heading());
        }
        for (number, said) in self.list() {
            let number: String = number.to_string().chars().map(raised).collect();
            let _ = writeln!(out, "{number} {said}");
        }
        out
    }
}

/// How the names of footnotes begin that say where words come from.
pub(super) const SOURCE: &str = "source-";

/// The source that [`cited`] wrote, in whichever language.
pub(super) fn read(said: &str) -> Source {
    let said = said.trim();
    let named = |symbol: &str, paragraph: &str| Source::new(symbol.trim(), Some(paragraph.trim()));
    let place = Language::OFFICIAL.iter().find_map(|language| {
        let (before, behind) = unnumbered(*language);
        let (symbol, place) = said.strip_suffix(behind)?.rsplit_once(before)?;
        place.parse::<u32>().ok()?;
        Some((symbol.trim_end().trim_end_matches([',', '،', '，']), place))
    });
    if let Some((symbol, place)) = place {
        return named(symbol, &format!("¶{place}"));
    }
    if let Some((symbol, rest)) = said.rsplit_once("，第")
        && let Some(paragraph) = rest.strip_suffix('段')
    {
        return named(symbol, paragraph);
    }
    if let Some((symbol, rest)) = said.rsplit_once([',', '،']) {
        let words = Language::OFFICIAL.map(|language| words(language).1);
        let known = words.iter().find_map(|word| {
            let rest = rest.trim_start().strip_prefix(word)?;
            rest.starts_with(' ').then_some(rest)
        });
        if let Some(paragraph) = known {
            return named(symbol, paragraph);
        }
    }
    Source::new(said, None)
}

/// The list of sources at the end of a plain text that [`Notes`] wrote, taken out of it: the text without the list and
/// without the raised digits, and the sources of each line that had some, counted from 1. `None` where it has no such list
/// in which each number is used: raised digits of others stay what they are.
pub(super) fn taken_out(text: &str) -> Option<(String, Vec<(usize, Source)>)> {
    let lines: Vec<&str> = text.lines().collect();
    let solid = lines.iter().rposition(|line| !line.trim().is_empty())? + 1;
    let mut sources: Vec<Source> = Vec::new();
    let mut at = solid;
    for line in lines.get(..solid)?.iter().rev() {
        let Some((number, said)) = line.trim().split_once(' ') else {
            break;
        };
        if number_of(number).is_none() {
            break;
        }
        sources.insert(0, read(said));
        at -= 1;
    }
    let above = lines.get(..at)?;
    let heading = above.iter().rposition(|line| !line.trim().is_empty())?;
    let is_heading = Language::OFFICIAL.iter().any(|language| {
        above
            .get(heading)
            .is_some_and(|l| l.trim() == words(*language).0)
    });
    let counted = lines.get(at..solid)?.iter().zip(1..).all(|(line, nth)| {
        let number = line.trim().split_once(' ').map(|(number, _)| number);
        number.and_then(number_of) == Some(nth)
    });
    if sources.is_empty() || !is_heading || !counted {
        return None;
    }
    let mut out = String::new();
    let mut found = Vec::new();
    let mut used = vec![false; sources.len()];
    for (line, nth) in above.get(..heading)?.iter().zip(1..) {
        let mut rest = line.trim_end();
        let mut own = Vec::new();
        while let Some((before, last)) = rest.rsplit_once(' ')
            && let Some(number) = number_of(last)
            && let Some(source) = sources.get(number.wrapping_sub(1))
        {
            rest = before.trim_end();
            own.push((nth, source.clone()));
            if let Some(used) = used.get_mut(number - 1) {
                *used = true;
            }
        }
        found.extend(own.into_iter().rev());
        out.push_str(if rest.len() < line.trim_end().len() {
            rest
        } else {
            line
        });
        out.push('\n');
    }
    used.into_iter().all(|used| used).then_some((out, found))
}

/// Gives the sources of lines to the blocks that have them.
pub(super) fn give(blocks: &mut [Block], found: Vec<(usize, Source)>) {
    for (line, source) in found {
        if let Some(block) = blocks.iter_mut().rev().find(|block| block.line <= line) {
            block.sources.push(source);
        }
    }
}

/// The number that raised digits write.
fn number_of(digits: &str) -> Option<usize> {
    let lowered: Option<String> = digits
        .chars()
        .map(|c| ('0'..='9').find(|digit| raised(*digit) == c))
        .collect();
    lowered?.parse().ok()
}

/// `A/RES/63/63, paragraph 4`, as the language of the text says it.
pub fn cited(source: &Source, language: Language) -> String {
    let symbol = &source.symbol;
    let Some(paragraph) = source.paragraph.as_deref() else {
        return symbol.to_string();
    };
    if let Some(place) = paragraph.strip_prefix('¶') {
        let (before, behind) = unnumbered(language);
        let comma = match language.primary() {
            "zh" => "，",
            "ar" => "، ",
            _ => ", ",
        };
        return format!("{symbol}{comma}{before}{place}{behind}");
    }
    let word = words(language).1;
    match language.primary() {
        "zh" => format!("{symbol}，第{paragraph}段"),
        "ar" => format!("{symbol}، {word} {paragraph}"),
        _ => format!("{symbol}, {word} {paragraph}"),
    }
}

/// The words for sources and for a paragraph.
fn words(language: Language) -> (&'static str, &'static str) {
    match language.primary() {
        "fr" => ("Sources", "paragraphe"),
        "es" => ("Fuentes", "párrafo"),
        "ru" => ("Источники", "пункт"),
        "ar" => ("المصادر", "الفقرة"),
        "zh" => ("来源", "段"),
        _ => ("Sources", "paragraph"),
    }
}

/// What stands before and behind the place of a paragraph that has no label: its number alone would be read as a label.
fn unnumbered(language: Language) -> (&'static str, &'static str) {
    match language.primary() {
        "fr" => ("paragraphe non numéroté (", "e dans l’ordre du texte)"),
        "es" => ("párrafo sin numerar (", ".º en el orden del texto)"),
        "ru" => ("ненумерованный пункт (", "-й по порядку в тексте)"),
        "ar" => ("فقرة غير مرقمة (ترتيبها في النص: ", ")"),
        "zh" => ("无编号段落（按全文顺序第", "段）"),
        _ => ("unnumbered paragraph (no. ", " in the order of the text)"),
    }
}

fn raised(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        other => other
            .to_digit(10)
            .and_then(|n| char::from_u32(0x2070 + n))
            .unwrap_or(other),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_note_says_is_read_again() {
        for language in Language::OFFICIAL {
            for paragraph in [Some("4"), Some("5 bis"), Some("¶10"), None] {
                let source = Source::new("S/RES/1 (2001)", paragraph);
                assert_eq!(read(&cited(&source, language)), source, "{language}");
            }
            // A place is not cited as the label of another paragraph.
            let [place, label] =
                ["¶10", "10"].map(|p| cited(&Source::new("S/RES/1 (2001)", Some(p)), language));
            assert!(!place.starts_with(&label), "{place}");
        }
        let source = Source::new("S/RES/1 (2001)", Some("¶10"));
        assert_eq!(
            cited(&source, Language::ENGLISH),
            "S/RES/1 (2001), unnumbered paragraph (no. 10 in the order of the text)"
        );
    }

    use std::sync::Arc;

    use super::super::{html, to_markdown_with, to_text_with};
    use super::*;
    use crate::model::{Head, Id, Role};

    fn document(language: &str) -> Document {
        let mut document = Document::new(Head::new(language.parse().unwrap(), "T"));
        let source = Source::new;
        for (at, sources) in [
            vec![source("A/RES/63/63", Some("4"))],
            vec![],
            vec![source("A/<b>", None), source("A/RES/63/63", Some("4"))],
        ]
        .into_iter()
        .enumerate()
        {
            let mut p = Paragraph::new(
                Id::from_random(at as u64),
                Role::Paragraph,
                "*Urges* States to act;",
            );
            p.sources = sources;
            document.paragraphs.push(Arc::new(p));
        }
        document
    }

    #[test]
    fn each_source_is_told_once_and_numbered_in_the_order_of_the_text() {
        let english = document("en");
        let notes = Notes::of(&english);
        let text = to_text_with(&english, &notes);
        assert_eq!(
            text,
            "*Urges* States to act; ¹\n\n*Urges* States to act;\n\n*Urges* States to act; ¹ ²\n\n\
             Sources\n\n¹ A/RES/63/63, paragraph 4\n² A/<b>\n"
        );
        let markdown = to_markdown_with(&english, &notes);
        assert!(
            markdown.contains("act;[^source-1][^source-2]\n"),
            "{markdown}"
        );
        assert!(
            markdown.ends_with("\n[^source-1]: A/RES/63/63, paragraph 4\n[^source-2]: A/\\<b>\n"),
            "{markdown}"
        );
        let page = html::text_to_html_with(&english, &notes);
        for part in [
            "<sup><a href=\"#source-1\">1</a></sup>",
            "<li id=\"source-2\">A/&lt;b&gt;</li>",
        ] {
            assert!(page.contains(part), "{page}");
        }
    }

    #[test]
    fn a_text_that_was_written_with_its_sources_is_read_with_them() {
        for language in ["en", "fr", "es", "ru", "ar", "zh"] {
            let document = document(language);
            let written = to_text_with(&document, &Notes::of(&document));
            let mut count = 0;
            let options = super::super::Options {
                language: Some(language.parse().unwrap()),
                profile: None,
                ids: &mut || {
                    count += 1;
                    Id::from_random(count)
                },
            };
            let read =
                super::super::import(super::super::Format::Text, written.as_bytes(), options);
            let read = read.unwrap().document;
            let both = |document: &Document| -> Vec<_> {
                let all = document.paragraphs.iter();
                all.map(|p| {
                    // The raised digits stand in the order of the list.
                    let mut sources = p.sources.clone();
                    sources.sort_by(|a, b| a.symbol.cmp(&b.symbol));
                    (p.digest(), sources)
                })
                .collect()
            };
            assert_eq!(both(&read), both(&document), "{language}: {written}");
        }
        // Raised digits of others, and lists in which a number is not used, stay.
        for text in [
            "Ten km ²\n\nArea of km ¹\n",
            "Urges States ¹\n\nSources\n\n¹ A/1\n² A/2\n",
            "Urges States ¹\n\nNotes\n\n¹ A/1\n",
            "Urges States ²\n\nSources\n\n² A/1\n",
            "Sources\n\n¹ A/1\n",
            "",
        ] {
            assert_eq!(taken_out(text), None, "{text}");
        }
    }

    #[test]
    fn sources_are_told_in_the_language_of_the_text() {
        for (language, heading, said) in [
            ("fr", "Sources", "A/RES/63/63, paragraphe 4"),
            ("es", "Fuentes", "A/RES/63/63, párrafo 4"),
            ("ru", "Источники", "A/RES/63/63, пункт 4"),
            ("ar", "المصادر", "A/RES/63/63، الفقرة 4"),
            ("zh", "来源", "A/RES/63/63，第4段"),
        ] {
            let document = document(language);
            let text = to_text_with(&document, &Notes::of(&document));
            assert!(
                text.contains(&format!("\n{heading}\n\n¹ {said}\n")),
                "{text}"
            );
        }
    }
}

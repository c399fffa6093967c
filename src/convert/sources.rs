//! Where the words of a text come from, as notes at its end: each source once, numbered in the order of the text.
//!
//! In plain text a paragraph has raised digits behind its words, in Markdown footnotes, in a page links. Start at
//! [`Notes::of`].

use std::fmt::Write as _;

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

/// `A/RES/63/63, paragraph 4`, as the language of the text says it.
pub fn cited(source: &Source, language: Language) -> String {
    let symbol = &source.symbol;
    let Some(paragraph) = source.paragraph.as_deref() else {
        return symbol.to_string();
    };
    let paragraph = paragraph.trim_start_matches('¶');
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
            for paragraph in [Some("4"), Some("5 bis"), None] {
                let source = Source::new("S/RES/1 (2001)", paragraph);
                assert_eq!(read(&cited(&source, language)), source, "{language}");
            }
        }
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

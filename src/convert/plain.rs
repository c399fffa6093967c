//! A plain text or Markdown taken as it stands, to be merged and written again in its own layout.
//!
//! Unlike [`super::import`] it takes nothing out, joins no pages and guesses no roles: a paragraph is a line, or a block
//! between blank lines where lines are wrapped. What stands in front of a paragraph (blank lines, indentation, its number)
//! is kept beside it. Start at [`Plain::read`].

use std::collections::HashMap;
use std::sync::Arc;

use super::{ConvertError, marker, source};
use crate::model::{Document, Head, Id, Label, Paragraph, Role};
use crate::text::{Language, cells};

/// Longest line of a text whose lines are wrapped, in cells.
const WRAPPED: usize = 100;

/// What stands in front of the words of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Front {
    /// Blank lines and indentation.
    lead: String,
    /// White space behind its number.
    gap: String,
}

/// A text, and how it is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    /// Its paragraphs; their labels are written as they stand: `12.`.
    pub document: Document,
    fronts: HashMap<Id, Front>,
    tail: String,
    mark: bool,
    ends: Option<LineEnd>,
}

impl Plain {
    /// Whether the lines of a text are wrapped, so that a paragraph is a block of them.
    ///
    /// # Errors
    /// As [`super::import`].
    pub fn is_wrapped(bytes: &[u8]) -> Result<bool, ConvertError> {
        let text = source::decode(bytes)?;
        let mut blocks = text.trim().split("\n\n").peekable();
        let first = blocks.next();
        let parted = blocks.peek().is_some() && first.is_some();
        Ok(parted && text.lines().all(|line| cells(line) <= WRAPPED))
    }

    /// Whether a sentence of a text runs on from one line to the next, all lines being short: it is wrapped, though no blank
    /// line says so.
    ///
    /// # Errors
    /// As [`super::import`].
    pub fn runs_on(bytes: &[u8]) -> Result<bool, ConvertError> {
        let text = source::decode(bytes)?;
        let goes_on = |line: &str, next: &str| {
            line.trim_end().ends_with(char::is_alphanumeric)
                && next.starts_with(char::is_lowercase)
                && !begins_paragraph(next)
        };
        let mut pairs = text.lines().zip(text.lines().skip(1));
        Ok(pairs.any(|(line, next)| goes_on(line, next))
            && text.lines().all(|line| cells(line) <= WRAPPED))
    }

    /// Reads a text. `wrapped`: as [`Self::is_wrapped`] found for all texts that are to be merged.
    ///
    /// # Errors
    /// As [`super::import`].
    pub fn read(
        bytes: &[u8],
        wrapped: bool,
        ids: &mut dyn FnMut() -> Id,
    ) -> Result<Self, ConvertError> {
        let text = source::decode(bytes)?;
        // Which language it is in does not matter where words are only compared with words of their kind.
        let head = Head::new(Language::ENGLISH, "");
        let mut plain = Self {
            document: Document::new(head),
            fronts: HashMap::new(),
            tail: String::new(),
            mark: bytes.starts_with("\u{feff}".as_bytes()),
            ends: LineEnd::of(text),
        };
        let mut lead = String::new();
        let mut block = String::new();
        for line in text.split_inclusive('\n') {
            let is_blank = line.trim().is_empty();
            let begins = !wrapped || is_blank || block.is_empty() || begins_paragraph(line);
            if begins && !block.is_empty() {
                lead = plain.push(&lead, &block, ids());
                block.clear();
            }
            if is_blank {
                lead.push_str(line);
            } else {
                block.push_str(line);
            }
        }
        if !block.is_empty() {
            lead = plain.push(&lead, &block, ids());
        }
        plain.tail = lead;
        Ok(plain)
    }

    /// Adds a paragraph; gives back the white space behind it.
    fn push(&mut self, lead: &str, block: &str, id: Id) -> String {
        let words = block.trim_start();
        let indent = block.get(..block.len() - words.len()).unwrap_or_default();
        let solid = words.trim_end();
        let behind = words.get(solid.len()..).unwrap_or_default().to_owned();
        let (label, gap, said) = numbered(solid).unwrap_or(("", "", solid));
        let mut paragraph = Paragraph::new(id, Role::Paragraph, said);
        paragraph.label = Label::new(label);
        let front = Front {
            lead: format!("{lead}{indent}"),
            gap: gap.to_owned(),
        };
        self.fronts.insert(id, front);
        self.document.paragraphs.push(Arc::new(paragraph));
        behind
    }

    /// A merged document in the layout of this text; paragraphs of `other` alone as they stand there, but for the ends of
    /// their lines.
    pub fn write(&self, merged: &Document, other: &Self) -> String {
        let mut out = String::new();
        if self.mark {
            out.push('\u{feff}');
        }
        let usual = self.distance().unwrap_or("\n");
        for (nth, p) in merged.paragraphs.iter().enumerate() {
            let own = self.fronts.get(&p.id);
            let front = own.or_else(|| other.fronts.get(&p.id));
            let lead = front.map_or("", |front| front.lead.as_str());
            let was_first = !lead.contains('\n');
            match (nth, was_first) {
                // What stood first and does so no longer gets the usual distance, and the other way round.
                (0, false) => out.push_str(lead.trim_start_matches(['\r', '\n'])),
                (0, true) | (_, false) => out.push_str(lead),
                (_, true) => out.extend([usual, lead]),
            }
            if let Some(label) = &p.label {
                out.push_str(label.as_str());
                let gap = front.map_or("", |front| front.gap.as_str());
                out.push_str(if gap.is_empty() { " " } else { gap });
            }
            out.push_str(p.text());
        }
        out.push_str(&self.tail);
        match self.ends {
            None => out,
            Some(LineEnd::Lf) => out.replace("\r\n", "\n"),
            Some(LineEnd::CrLf) => out.replace("\r\n", "\n").replace('\n', "\r\n"),
        }
    }

    /// The white space between the first two paragraphs.
    fn distance(&self) -> Option<&str> {
        let second = self.document.paragraphs.get(1)?;
        let lead = self.fronts.get(&second.id)?.lead.as_str();
        let end = lead.rfind('\n')? + 1;
        lead.get(..end)
    }
}

/// What all lines of a text end in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineEnd {
    /// As on Unix.
    Lf,
    /// As on Windows.
    CrLf,
}

impl LineEnd {
    /// None for texts of one line, and where lines end in both.
    fn of(text: &str) -> Option<Self> {
        let all = text.matches('\n').count();
        match text.matches("\r\n").count() {
            _ if all == 0 => None,
            0 => Some(Self::Lf),
            both if both == all => Some(Self::CrLf),
            _ => None,
        }
    }
}

/// The number in front of a text as it stands there, the white space behind it, and the rest.
fn numbered(text: &str) -> Option<(&str, &str, &str)> {
    // Long documents count further than people do in one: `1874.`.
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = (text.len() - digits.len()).min(7);
    let rest = match digits.strip_prefix(['.', ')']) {
        Some(rest) if (1..7).contains(&counted) => rest.trim_start(),
        _ => {
            let found = marker::parse(text)?;
            // A bullet counts nothing, and the number of an article is what people call it by.
            if matches!(found.shape, marker::Shape::Bullet | marker::Shape::Article) {
                return None;
            }
            found.rest
        }
    };
    let front = text.get(..text.len() - rest.len())?;
    let label = front.trim_end();
    let gap = front.get(label.len()..)?;
    (!rest.is_empty() && !gap.is_empty()).then_some((label, gap, rest))
}

/// Whether a line begins a paragraph wherever it stands: a list item, a heading, a row of a table.
fn begins_paragraph(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', '|', '>'])
        || marker::parse(line.trim_end()).is_some_and(|m| !m.rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Plain {
        let mut count = 0;
        let mut ids = || {
            count += 1;
            Id::from_random(count)
        };
        let wrapped = Plain::is_wrapped(text.as_bytes()).unwrap();
        Plain::read(text.as_bytes(), wrapped, &mut ids).unwrap()
    }

    #[test]
    fn a_text_is_written_as_it_was_read() {
        for (text, paragraphs) in [
            ("", 0),
            ("\n\n", 0),
            ("One.\nTwo.\n", 2),
            ("One.\n\nTwo\nwrapped.\n\n\n  (a) Three\n  (b) four\n", 4),
            ("\u{feff}1.  One\r\n2.  Two", 2),
            ("# Title\n\n- one\n- two\n  more\n", 3),
        ] {
            let plain = read(text);
            assert_eq!(plain.document.paragraphs.len(), paragraphs, "{text:?}");
            assert_eq!(plain.write(&plain.document, &plain), text);
        }
    }

    #[test]
    fn lines_end_as_those_of_the_text_do() {
        for (own, other, expected) in [
            (
                "One.\r\nTwo.\r\n",
                "Three.\n\nFour.\n",
                "Three.\r\n\r\nFour.\r\n",
            ),
            ("One.\nTwo.\n", "Three.\r\nFour.\r\n", "Three.\nFour.\n"),
            // What has no ends of lines, or both, has no custom.
            ("One.", "Three.\r\nFour.", "Three.\r\nFour."),
        ] {
            let (own, other) = (read(own), read(other));
            // As if all its paragraphs were gone.
            let own = Plain {
                fronts: HashMap::new(),
                ..own
            };
            assert_eq!(own.write(&other.document, &other), expected);
        }
    }

    #[test]
    fn a_number_stands_beside_the_words() {
        let plain = read("12. Calls upon all;\n(a) one;\nArticle 5 Scope\n");
        let found: Vec<_> = plain
            .document
            .paragraphs
            .iter()
            .map(|p| (p.label.as_ref().map(Label::as_str), p.text()))
            .collect();
        assert_eq!(
            found,
            [
                (Some("12."), "Calls upon all;"),
                (Some("(a)"), "one;"),
                (None, "Article 5 Scope")
            ]
        );
    }
}

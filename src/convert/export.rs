//! Documents as plain text and as Markdown: for `show`, and for an editor.
//!
//! [`to_markdown`] is read back by [`super::import`] with the same words, roles, levels and labels. Where Markdown has
//! no form of its own, a comment says it: `<!-- role: closing -->`, `<!-- part: annex | II | ru | not negotiated -->`,
//! `<!-- note: … -->`, each before its paragraph. Ids and what was deleted are not written; sources
//! are where they are asked for, as footnotes.

use std::fmt::Write as _;

use super::lead::is_lead;
use super::sources::{Notes, SOURCE};
use super::{Format, Options, import, marker, phrases};
use crate::model::{Document, Id, Paragraph, Part, Role};

/// The text as people read it: a paragraph a line with its label, blank lines between, items indented.
pub fn to_text(document: &Document) -> String {
    to_text_with(document, &Notes::none())
}

/// As [`to_text`], with notes on where words come from.
pub fn to_text_with(document: &Document, notes: &Notes) -> String {
    let mut out = String::new();
    for p in &document.paragraphs {
        if !out.is_empty() {
            out.push('\n');
        }
        if p.role == Role::Item {
            out.extend(std::iter::repeat_n("    ", usize::from(p.level.max(1))));
        }
        if let Some(label) = &p.label
            && label.as_str() != p.text()
        {
            let label = label.as_str();
            let dot = if label.ends_with([')', '.', '°']) {
                ""
            } else {
                "."
            };
            out.push_str(label);
            out.push_str(dot);
            out.push(' ');
        } else if p.role == Role::Item {
            out.push_str("• ");
        }
        out.push_str(p.text());
        out.push_str(&notes.raised(p));
        out.push('\n');
    }
    out + &notes.as_text()
}

/// The text as Markdown.
///
/// What it writes it reads back itself; a role that would be read as another is said in a comment.
pub fn to_markdown(document: &Document) -> String {
    to_markdown_with(document, &Notes::none())
}

/// As [`to_markdown`], with footnotes on where words come from.
pub fn to_markdown_with(document: &Document, notes: &Notes) -> String {
    let said = roles_to_say(document);
    let mut out = write(document, &said, notes);
    if !notes.is_empty() {
        out.push('\n');
    }
    for (number, cited) in notes.list() {
        let _ = writeln!(out, "[^{SOURCE}{number}]: {}", escaped(&cited));
    }
    out
}

/// For each paragraph whether a comment must say its role, since it would be read as another.
fn roles_to_say(document: &Document) -> Vec<bool> {
    let mut said = vec![false; document.paragraphs.len()];
    let mut out = write(document, &said, &Notes::none());
    for _ in 0..3 {
        let mut count = 0;
        let options = Options {
            language: Some(document.head.language),
            profile: None,
            ids: &mut || {
                count += 1;
                Id::from_random(count)
            },
        };
        let Ok(read) = import(Format::Markdown, out.as_bytes(), options) else {
            return said;
        };
        let back = &read.document.paragraphs;
        let differs: Vec<bool> = if back.len() == said.len() {
            let pairs = document.paragraphs.iter().zip(back);
            pairs
                .map(|(a, b)| {
                    (a.role, a.level, &a.label, a.text()) != (b.role, b.level, &b.label, b.text())
                })
                .collect()
        } else {
            vec![true; said.len()]
        };
        let mut more = false;
        for (said, differs) in said.iter_mut().zip(differs) {
            more |= differs && !*said;
            *said |= differs;
        }
        if !more {
            break;
        }
        out = write(document, &said, &Notes::none());
    }
    said
}

fn write(document: &Document, said: &[bool], notes: &Notes) -> String {
    let mut out = String::new();
    let mut item = false;
    for (p, said) in document.paragraphs.iter().zip(said) {
        let is_item = p.role == Role::Item;
        let remarks = *said || p.note.is_some() || p.part.is_some();
        if !out.is_empty() && (remarks || !(item && is_item)) {
            out.push('\n');
        }
        item = is_item;
        if let Some(part) = &p.part {
            write_part(&mut out, part);
        }
        if let Some(note) = &p.note {
            let note = note.replace("--", "- -").replace('\n', " ");
            let _ = writeln!(out, "<!-- note: {note} -->\n");
        }
        if *said {
            let _ = writeln!(out, "<!-- role: {}{} -->\n", p.role.word(), depth(p));
        }
        write_paragraph(&mut out, p);
        let numbers = notes.numbers(p);
        if !numbers.is_empty() {
            out.truncate(out.trim_end_matches('\n').len());
            for number in numbers {
                let _ = write!(out, "[^{SOURCE}{number}]");
            }
            out.push('\n');
        }
    }
    out
}

/// The level behind the role, for what Markdown cannot show by indentation.
fn depth(p: &Paragraph) -> String {
    if p.level > 1 && p.role == Role::Item {
        format!(" {}", p.level)
    } else {
        String::new()
    }
}

fn write_part(out: &mut String, part: &Part) {
    let mut words = vec![part.kind.to_string()];
    words.push(part.label.as_deref().unwrap_or_default().to_owned());
    words.push(
        part.original
            .map(|language| language.to_string())
            .unwrap_or_default(),
    );
    words.push(
        if part.negotiated {
            ""
        } else {
            "not negotiated"
        }
        .to_owned(),
    );
    let _ = writeln!(out, "<!-- part: {} -->\n", words.join(" | "));
}

/// The label of an item, when it is one that is read as such in front of its text.
fn item_label(p: &Paragraph) -> Option<&str> {
    let label = p.label.as_ref()?.as_str();
    let probe = format!("{label} x");
    let found = marker::parse(&probe)?;
    (found.label.as_deref() == Some(label) && found.rest == "x").then_some(label)
}

fn write_paragraph(out: &mut String, p: &Paragraph) {
    let label = p.label.as_ref().map(crate::model::Label::as_str);
    let text = escaped(p.text());
    match p.role {
        Role::Title => {
            let _ = writeln!(out, "# {text}");
        }
        Role::Heading => {
            let hashes = "#".repeat(usize::from(p.level.clamp(1, 5)) + 1);
            match label {
                Some(label) if label != p.text() => {
                    let dot = if label.contains(char::is_whitespace)
                        || label.ends_with([')', '.', '°'])
                    {
                        ""
                    } else {
                        "."
                    };
                    let _ = writeln!(out, "{hashes} {}{dot} {text}", escaped(label));
                }
                _ => {
                    let _ = writeln!(out, "{hashes} {text}");
                }
            }
        }
        Role::Item => {
            out.extend(std::iter::repeat_n("  ", usize::from(p.level.max(1)) - 1));
            match item_label(p) {
                Some(label) => {
                    let _ = writeln!(out, "- {label} {text}");
                }
                None => {
                    let _ = writeln!(out, "- {}{text}", strong(label));
                }
            }
        }
        _ => match label {
            Some(label) if is_number(label) => {
                let _ = writeln!(out, "{label}. {text}");
            }
            label => {
                let _ = writeln!(out, "{}{text}", strong(label));
            }
        },
    }
}

fn strong(label: Option<&str>) -> String {
    label.map_or_else(String::new, |label| format!("**{}** ", escaped(label)))
}

fn is_number(label: &str) -> bool {
    !label.is_empty() && label.len() <= 9 && label.bytes().all(|b| b.is_ascii_digit())
}

/// The words with everything escaped that Markdown would take for its own; the lead words stay stressed and brackets
/// stay brackets.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let stars = lead_stars(text);
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    let mut start = true;
    let behind = text.trim_start_matches(['[', '［', ' ']);
    let signs = text.len() - behind.len();
    let marked = phrases::part_opening(text).is_none() && marker::behind_brackets(text).is_some();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let escape = match c {
            '\\' => !matches!(next, Some('[' | ']')),
            '*' => stars.is_none_or(|(open, end)| at != open && at != end),
            '_' | '`' | '<' | '&' | '~' => true,
            '(' | ':' => before == Some(']') || (c == '(' && start),
            '^' => before == Some('['),
            '#' | '>' | '+' | '-' | '=' => start || (c == '-' && before.is_none()),
            '.' | ')' => marked && at < signs + 12,
            '!' => next == Some('['),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        start = false;
        before = Some(c);
    }
    out
}

/// Where the two stars around the lead words stand.
fn lead_stars(text: &str) -> Option<(usize, usize)> {
    let open = text.len() - text.trim_start_matches('[').len();
    let rest = text.get(open..)?.strip_prefix('*')?;
    let end = rest.find('*')?;
    let behind = rest.get(end + 1..)?;
    // Stress on the whole would say something else.
    let whole = behind
        .trim_end_matches([',', '，', '،', ':', '.', ';', ' '])
        .is_empty();
    (is_lead(rest.get(..end)?) && !whole).then_some((open, open + 1 + end))
}

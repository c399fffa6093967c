//! The line on which something about words stands in its file: the words were put together from several lines, and what is
//! wrong with them is looked for by people in an editor. Start at [`place`].

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::yaml::{Kind, Node, bare, id_of, nodes_of, pair_of, pairs_of, scan};
use crate::model::{Document, Finding, Id, Workspace};

/// Gives every finding about a paragraph of a draft its line, where it has none. Each file is read once.
pub(super) fn place(root: &Path, workspace: &Workspace, findings: &mut [Finding]) {
    let mut of_file: HashMap<String, Vec<&mut Finding>> = HashMap::new();
    for finding in findings.iter_mut() {
        let about_words = finding.line.is_none() && finding.paragraph.is_some();
        if about_words && let Some(file) = finding.file.clone() {
            of_file.entry(file.to_string()).or_default().push(finding);
        }
    }
    for (file, mut findings) in of_file {
        let draft = workspace
            .drafts
            .iter()
            .find(|(language, _)| file == format!("draft/{language}.yaml"));
        let Some((_, document)) = draft else {
            continue;
        };
        if let Ok(text) = fs::read_to_string(root.join(&file)) {
            in_file(bare(&text), document, &mut findings);
        }
    }
}

/// The same in the text of one file.
fn in_file(text: &str, document: &Document, findings: &mut [&mut Finding]) {
    let Ok(root) = scan(text) else { return };
    let Some(list) = pairs_of(&root).and_then(|pairs| pair_of(text, pairs, "paragraphs")) else {
        return;
    };
    let mut items: HashMap<Id, &Node> = HashMap::new();
    for (_, node) in nodes_of(&list.value) {
        let id = id_of(text, node).and_then(|id| id.parse().ok());
        if let Some(id) = id {
            items.entry(id).or_insert(node);
        }
    }
    // In the order in which they stand, so that every file and every text is gone through once.
    let starts = |f: &Finding| f.span.as_ref().map_or(0, |span| span.start);
    let item_of = |f: &Finding| f.paragraph.and_then(|id| items.get(&id).copied());
    findings.sort_by_key(|f| (item_of(f).map_or(0, |node| node.start), starts(f)));
    let places = document.places();
    let mut lines = Lines {
        text,
        from: 0,
        line: 1,
    };
    let mut words: Option<(Id, Words<'_>)> = None;
    for finding in findings.iter_mut() {
        let (Some(id), Some(node)) = (finding.paragraph, item_of(finding)) else {
            continue;
        };
        let value = pairs_of(node).and_then(|pairs| pair_of(text, pairs, "text"));
        let at = match (value, &finding.span) {
            (Some(pair), Some(span)) => {
                let p = places.get(&id).and_then(|at| document.paragraphs.get(*at));
                let p = p.map(|p| p.text()).unwrap_or_default();
                if words.as_ref().is_none_or(|(of, _)| *of != id) {
                    words = Some((id, Words::of(text, &pair.value, p)));
                }
                let found = words.as_mut().and_then(|(_, words)| words.find(span.start));
                found.unwrap_or(pair.key.start)
            }
            _ => node.start,
        };
        finding.line = Some(lines.at(at));
    }
}

/// Counts lines up to places, each line once as long as they come in the order of the text.
struct Lines<'t> {
    text: &'t str,
    from: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, place: usize) -> usize {
        if place < self.from {
            (self.from, self.line) = (0, 1);
        }
        let between = self.text.get(self.from..place).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.from = place;
        self.line
    }
}

/// Words as the file has them and as they were read, gone through side by side: white space is not the same in both.
struct Words<'t> {
    raw: std::iter::Peekable<std::str::CharIndices<'t>>,
    /// Where `raw` begins in the file.
    start: usize,
    read: std::str::CharIndices<'t>,
    kind: Quotes,
    /// They no longer go together: an escape that was not understood, other composed letters.
    lost: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    None,
    Single,
    Double,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, node: &Node, read: &'t str) -> Self {
        let (start, kind) = match node.kind {
            Kind::Block { body, .. } => (body, Quotes::None),
            Kind::Single => (node.start + 1, Quotes::Single),
            Kind::Double => (node.start + 1, Quotes::Double),
            _ => (node.start, Quotes::None),
        };
        let raw = text.get(start..node.end).unwrap_or_default();
        Self {
            raw: raw.char_indices().peekable(),
            start,
            read: read.char_indices(),
            kind,
            lost: false,
        }
    }

    /// Where in the file the character stands that begins at a byte of the words as read. Places come in order.
    fn find(&mut self, at: usize) -> Option<usize> {
        while !self.lost {
            let (here, c) = self.read.next()?;
            if c.is_whitespace() {
                if here >= at {
                    return self.raw.peek().map(|(raw, _)| self.start + raw);
                }
                continue;
            }
            let (raw, same) = self.next_raw()?;
            if same != c {
                self.lost = true;
                return None;
            }
            if here >= at {
                return Some(self.start + raw);
            }
        }
        None
    }

    /// The next character of the file that is no white space, unescaped.
    fn next_raw(&mut self) -> Option<(usize, char)> {
        loop {
            let (at, c) = self.raw.next()?;
            if c.is_whitespace() {
                continue;
            }
            match (self.kind, c) {
                (Quotes::Single, '\'') => {
                    self.raw.next();
                }
                (Quotes::Double, '\\') => {
                    let (_, escaped) = self.raw.next()?;
                    let digits = match escaped {
                        'x' => 2,
                        'u' => 4,
                        'U' => 8,
                        'n' | 't' | 'r' | ' ' | '\n' | '\r' => continue,
                        '"' | '\\' | '/' => return Some((at, escaped)),
                        _ => return Some((at, '\u{fffd}')),
                    };
                    let code: String = self.raw.by_ref().take(digits).map(|(_, c)| c).collect();
                    let named = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                    match named {
                        Some(c) if c.is_whitespace() => continue,
                        named => return Some((at, named.unwrap_or('\u{fffd}'))),
                    }
                }
                _ => {}
            }
            return Some((at, c));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Head, Paragraph, Role, Severity};

    #[test]
    fn a_finding_has_the_line_of_its_words() {
        for (yaml, words, sign, line) in [
            ("  text: a [b", "a [b", '[', 4),
            (
                "  text: >-\n    One\n    two [three\n    four",
                "One two [three four",
                '[',
                6,
            ),
            ("  text: |-\n    One\n\n    [two", "One\n\n[two", '[', 7),
            ("  text: 'It''s\n    here [and'", "It's here [and", '[', 5),
            (
                "  text: \"Say \\\"no\\\" \\\n    to [this\"",
                "Say \"no\" to [this",
                '[',
                5,
            ),
            ("  text: \"\\u5404\\u56fd [x\"", "各国 [x", '[', 4),
            (
                "  label: 5\n  text: 各国\n    ［应当",
                "各国 ［应当",
                '［',
                6,
            ),
        ] {
            let text = format!("paragraphs:\n- id: aaaaaaaa\n  role: paragraph\n{yaml}\n");
            let id: Id = "aaaaaaaa".parse().unwrap();
            let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
            document
                .paragraphs
                .push(Paragraph::new(id, Role::Paragraph, words).into());
            let mut finding = Finding::new("B2", Severity::Error, "x");
            finding.paragraph = Some(id);
            let at = words.find(sign).unwrap();
            finding.span = Some(at..at + 1);
            in_file(&text, &document, &mut [&mut finding]);
            assert_eq!(finding.line, Some(line), "{yaml}");
        }
    }
}

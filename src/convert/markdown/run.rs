//! The words of one Markdown block: markup becomes plain but for stress on the first words; what looks like a link
//! and is none becomes brackets again. Start at [`Run::take`].

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::convert::lead::is_lead;
use crate::convert::marker;
use crate::convert::runs::raised;
use crate::convert::sources::SOURCE;

/// A block in the making.
#[derive(Default)]
pub(super) struct Run {
    text: String,
    line: Option<usize>,
    literal: bool,
    /// Whether a number stands in front of the first stress.
    numbered: bool,
    label: Option<String>,
    /// Stress that is open: where it began, and whether it is strong.
    stress: Vec<(usize, bool)>,
    /// The end of stress that began at the start.
    stressed_to: Option<usize>,
    /// Links that are open: the target to write, when they are none.
    links: Vec<Option<String>>,
    pub(super) notes: Vec<String>,
    /// Footnotes that say where the words come from.
    sources: Vec<String>,
}

/// A block whose words are complete.
pub(super) struct Done {
    pub(super) text: String,
    pub(super) line: usize,
    /// Whether the first characters were escaped.
    pub(super) literal: bool,
    pub(super) label: Option<String>,
    /// Whether it was stressed as a whole.
    pub(super) whole: bool,
    pub(super) notes: Vec<String>,
    /// Footnotes that say where the words come from.
    pub(super) sources: Vec<String>,
}

impl Run {
    pub(super) fn take(
        &mut self,
        event: Event<'_>,
        range: &Range<usize>,
        line: usize,
        source: &str,
    ) {
        self.line.get_or_insert(line);
        match event {
            Event::Text(text) => self.words(&text, range, source),
            Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::FootnoteReference(name) => self.footnote(&name),
            Event::Start(Tag::Emphasis) => self.stress.push((self.text.len(), false)),
            Event::Start(Tag::Strong) => self.stress.push((self.text.len(), true)),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => self.end_stress(),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => self.link(link_type, &dest_url),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                ..
            }) => {
                if !is_address(&dest_url) {
                    self.text.push('!');
                }
                self.link(link_type, &dest_url);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(Some(target)) = self.links.pop() {
                    self.text.push_str("](");
                    self.text.push_str(&target);
                    self.text.push(')');
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str, range: &Range<usize>, source: &str) {
        let before = source.get(..range.start).unwrap_or_default();
        let escaped = before.bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        if escaped && text.starts_with(['[', ']']) {
            self.text.push('\\');
        }
        self.literal |= escaped && self.text.len() < 12 && !text.starts_with(['[', ']']);
        self.text.push_str(text);
    }

    /// A mark that is no bracket: raised figures, or the name in parentheses.
    fn footnote(&mut self, name: &str) {
        if name.starts_with(SOURCE) {
            self.sources.push(name.to_owned());
            return;
        }
        self.text.push_str(&raised(name));
    }

    fn link(&mut self, kind: LinkType, target: &str) {
        let auto = matches!(kind, LinkType::Autolink | LinkType::Email);
        let bracket = !auto && kind == LinkType::Inline && !is_address(target);
        if bracket {
            self.text.push('[');
            self.links.push(Some(target.to_owned()));
            return;
        }
        if !auto {
            self.notes.push(format!("link: {target}"));
        }
        self.links.push(None);
    }

    fn end_stress(&mut self) {
        let Some((start, strong)) = self.stress.pop() else {
            return;
        };
        let front = self.text.get(..start).unwrap_or_default();
        let opens = |text: &str| text.chars().all(|c| c == '[' || c.is_whitespace());
        let numbered = marker::parse(&format!("{front}x")).is_some_and(|found| found.rest == "x");
        if !(opens(front) || numbered) || self.stressed_to.is_some() {
            return;
        }
        self.numbered |= numbered;
        let inner = self.text.get(start..).unwrap_or_default().to_owned();
        if strong && front.is_empty() && self.label.is_none() && marker::is_label(inner.trim()) {
            self.label = Some(inner.trim().to_owned());
            self.text.clear();
            return;
        }
        self.stressed_to = Some(self.text.len());
        if strong || !self.stress.is_empty() {
            return;
        }
        // Brackets in front and punctuation behind stand outside the stress.
        let words = inner.trim_start_matches(['[', ' ']);
        let core = words.trim_end_matches([',', ';', ':', '.', ' ']);
        if is_lead(core) {
            let open = inner.strip_suffix(words).unwrap_or_default();
            let behind = words.strip_prefix(core).unwrap_or_default();
            let marked = format!("{open}*{core}*{behind}");
            self.text.truncate(start);
            self.text.push_str(&marked);
            self.stressed_to = Some(self.text.len());
        }
    }

    /// The finished block; `None` when there are no words in it.
    pub(super) fn finish(self) -> Option<Done> {
        let behind = self.stressed_to.and_then(|end| self.text.get(end..));
        let whole = !self.numbered
            && self.label.is_none()
            && behind.is_some_and(|rest| {
                rest.trim()
                    .trim_end_matches([',', '，', '،', '.'])
                    .is_empty()
            });
        let kept = if whole {
            unstressed(&self.text)
        } else {
            self.text
        };
        let text = kept.trim();
        if text.is_empty() && self.label.is_none() {
            return None;
        }
        // A label alone is the text.
        let (text, label) = match (text.is_empty(), self.label) {
            (true, Some(label)) => (label, None),
            (_, label) => (text.to_owned(), label),
        };
        Some(Done {
            text,
            line: self.line.unwrap_or(1),
            literal: self.literal,
            label,
            whole,
            notes: self.notes,
            sources: self.sources,
        })
    }
}

/// The text without the pair of stars around its first words.
fn unstressed(text: &str) -> String {
    let open = text.trim_start_matches(['[', ' ', '\n']);
    if open.starts_with('*') {
        text.replacen('*', "", 2)
    } else {
        text.to_owned()
    }
}

/// Whether a link target is an address or a place, and no words in round brackets.
pub(super) fn is_address(target: &str) -> bool {
    let target = target.trim_start_matches('<');
    target.contains("://")
        || ["mailto:", "#", "/", "./", "../", "www."]
            .iter()
            .any(|start| target.starts_with(start))
        || (target.contains('.')
            && !target.ends_with('.')
            && target.is_ascii()
            && target.contains(['/', '@']))
        || [".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".svg"]
            .iter()
            .any(|end| target.ends_with(end))
}

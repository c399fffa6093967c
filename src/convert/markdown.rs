//! Markdown as drafters write it: `CommonMark`, with square brackets that stay brackets.
//!
//! `[text][ref]`, `[a](b)` and `[a]: b` are links only where the target is an address; else they are negotiation
//! brackets and stay as they are. Comments become remarks, or say what the next paragraph is (see
//! [`super::to_markdown`]). Start at [`read`]; `run` gathers the words of one block.

mod run;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use self::run::{Run, is_address};
use super::block::{Block, Form, advice};
use super::lead::ends_clause;
use super::lines::Lines;
use super::marker::{self, Shape};
use super::sources::{self, SOURCE};
use crate::model::{Finding, Part, Role, Source};
use crate::text::clean_paragraph;

/// The blocks of a Markdown text, and the title that stands in front matter.
pub(super) fn read(text: &str, findings: &mut Vec<Finding>) -> (Vec<Block>, Option<String>) {
    let mut reader = Reader::default();
    reader.source(text, 0, 0, findings);
    reader.finish(findings);
    (reader.blocks, reader.title)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    title: Option<String>,
    lists: Vec<List>,
    form: Form,
    label: Option<String>,
    footnote: Option<String>,
    /// Footnotes that say where words come from.
    sources: HashMap<String, Source>,
    html: Option<(usize, String)>,
    code: Option<(usize, bool, String)>,
    front: Option<(usize, String)>,
    said: Said,
    rules: usize,
    struck: usize,
}

/// What comments said of the paragraph to come.
#[derive(Default)]
struct Said {
    role: Option<Role>,
    level: Option<u8>,
    part: Option<Part>,
    notes: Vec<String>,
}

struct List {
    ordered: bool,
    items: Vec<usize>,
}

/// A source of which only the footnote is known yet.
fn named(footnote: String) -> Source {
    Source::new(&footnote, None)
}

impl Reader {
    fn source(&mut self, text: &str, before: usize, depth: usize, findings: &mut Vec<Finding>) {
        let text = as_meant(text);
        let mut options = Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        if depth == 0 {
            options |= Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
                | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
        }
        let parser = Parser::new_ext(&text, options);
        for (label, definition) in parser.reference_definitions().iter() {
            findings.push(advice(
                None,
                format!("link target left out: [{label}]: {}", definition.dest),
            ));
        }
        let mut lines = Lines::from(&text, before + 1);
        let mut run = Run::default();
        for (event, range) in parser.into_offset_iter() {
            let line = lines.of(range.start);
            self.event(event, range, line, &text, &mut run, depth, findings);
        }
        self.flush(&mut run);
        for source in self.blocks.iter_mut().flat_map(|b| &mut b.sources) {
            if let Some(known) = self.sources.get(&*source.symbol) {
                source.clone_from(known);
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // One event with all that is known of its place.
    fn event(
        &mut self,
        event: Event<'_>,
        range: Range<usize>,
        line: usize,
        source: &str,
        run: &mut Run,
        depth: usize,
        findings: &mut Vec<Finding>,
    ) {
        match event {
            Event::Text(text) if self.code.is_some() => {
                if let Some((_, _, code)) = &mut self.code {
                    code.push_str(&text);
                }
            }
            Event::Text(text) if self.front.is_some() => {
                if let Some((_, front)) = &mut self.front {
                    front.push_str(&text);
                }
            }
            Event::Html(text) => {
                let (_, html) = self.html.get_or_insert_with(|| (line, String::new()));
                html.push_str(&text);
            }
            Event::InlineHtml(text) => match comment(&text) {
                Some(note) => run.notes.push(note.to_owned()),
                None => findings.push(advice(Some(line), format!("HTML left out: {text}"))),
            },
            Event::End(TagEnd::HtmlBlock) => {
                if let Some((line, html)) = self.html.take() {
                    self.html(&html, line, findings);
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.flush(run);
                self.code = Some((line, kind == CodeBlockKind::Indented, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((line, indented, code)) = self.code.take() {
                    self.code_block(&code, line, indented, depth, findings);
                }
            }
            Event::Start(Tag::MetadataBlock(_)) => self.front = Some((line, String::new())),
            Event::End(TagEnd::MetadataBlock(_)) => {
                if let Some((line, front)) = self.front.take() {
                    self.front_matter(&front, line, findings);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.flush(run);
                self.form = Form::Heading(level_of(level));
            }
            Event::Start(Tag::List(start)) => {
                self.flush(run);
                self.lists.push(List {
                    ordered: start.is_some(),
                    items: Vec::new(),
                });
            }
            Event::End(TagEnd::List(_)) => {
                self.flush(run);
                self.end_list(findings);
            }
            Event::Start(Tag::Item) => self.item(source.get(range).unwrap_or_default()),
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.flush(run);
                self.footnote = Some(name.to_string());
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.flush(run);
                self.footnote = None;
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                self.flush(run);
                self.form = Form::Plain;
                self.label = None;
            }
            Event::Start(Tag::Paragraph | Tag::HtmlBlock | Tag::BlockQuote(_))
            | Event::End(TagEnd::BlockQuote(_)) => self.flush(run),
            Event::Rule => self.rules += 1,
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            other => run.take(other, &range, line, source),
        }
    }

    /// What a new item is called and how deep it stands. The number is read from the source: labels are frozen, while
    /// `CommonMark` would count on from the first.
    fn item(&mut self, source: &str) {
        let outer = self.lists.first().is_some_and(|list| list.ordered);
        let level = self.lists.len().saturating_sub(usize::from(outer)).min(9) as u8;
        let digits: String = source
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let half = source
            .trim_start()
            .get(digits.len()..)
            .is_some_and(|rest| rest.starts_with(')'));
        self.label = (!digits.is_empty()).then(|| if half { format!("{digits})") } else { digits });
        self.form = if level == 0 {
            Form::Numbered
        } else {
            Form::Item(level)
        };
        let at = self.blocks.len();
        if let Some(list) = self.lists.last_mut() {
            list.items.push(at);
        }
    }

    /// Items that are all numbered alike are counted.
    fn end_list(&mut self, findings: &mut Vec<Finding>) {
        let Some(list) = self
            .lists
            .pop()
            .filter(|list| list.ordered && list.items.len() > 1)
        else {
            return;
        };
        let label = |at: &usize| self.blocks.get(*at).and_then(|block| block.label.clone());
        let labels: Vec<Option<String>> = list.items.iter().map(label).collect();
        let Some(Some(first)) = labels.first().cloned() else {
            return;
        };
        if labels.iter().any(|other| other.as_ref() != Some(&first)) {
            return;
        }
        let start: usize = first.trim_end_matches(')').parse().unwrap_or(1);
        let tail = if first.ends_with(')') { ")" } else { "" };
        let mut line = None;
        for (at, block) in list.items.iter().enumerate() {
            if let Some(block) = self.blocks.get_mut(*block) {
                line = line.or(Some(block.line));
                block.label = Some(format!("{}{tail}", start + at));
            }
        }
        findings.push(advice(
            line,
            format!("items that were all numbered {first} were counted from there"),
        ));
    }

    /// Ends the block that is open.
    fn flush(&mut self, run: &mut Run) {
        let done = std::mem::take(run).finish();
        let Some(done) = done else {
            return;
        };
        if let Some(name) = self.footnote.as_ref().filter(|n| n.starts_with(SOURCE)) {
            let source = sources::read(&clean_paragraph(&done.text));
            self.sources.insert(name.clone(), source);
            return;
        }
        let form = match (&self.footnote, self.form, done.whole) {
            (Some(_), ..) => Form::Note,
            (None, Form::Plain, true) => Form::Stressed,
            (None, form, _) => form,
        };
        let label = self
            .footnote
            .clone()
            .or_else(|| self.label.take())
            .or(done.label);
        if let Form::Numbered | Form::Item(_) = form {
            // More paragraphs of the same item stand for themselves.
            self.form = Form::Plain;
        }
        let form = match (self.said.level, form) {
            (Some(level), Form::Item(_)) => Form::Item(level),
            (_, form) => form,
        };
        let mut pieces = split_items(&done.text, form).into_iter();
        let said = std::mem::take(&mut self.said);
        let mut notes = said.notes;
        notes.extend(done.notes);
        if let Some(text) = pieces.next() {
            self.blocks.push(Block {
                text: clean_paragraph(&text),
                line: done.line,
                form,
                label,
                literal: done.literal,
                note: (!notes.is_empty()).then(|| clean_paragraph(&notes.join("; "))),
                // The notes themselves stand at the end.
                sources: done.sources.into_iter().map(named).collect(),
                role: said.role,
                part: said.part,
            });
        }
        for (at, text) in pieces.enumerate() {
            self.blocks
                .push(Block::plain(clean_paragraph(&text), done.line + at + 1));
        }
    }

    fn html(&mut self, html: &str, line: usize, findings: &mut Vec<Finding>) {
        let Some(note) = comment(html) else {
            findings.push(advice(
                Some(line),
                format!("HTML left out: {}", html.trim()),
            ));
            return;
        };
        if let Some((role, level)) = note.strip_prefix("role:").and_then(read_role) {
            self.said.role = Some(role);
            self.said.level = level;
        } else if let Some(part) = note.strip_prefix("part:").and_then(read_part) {
            self.said.part = Some(part);
        } else if !note.is_empty() {
            let note = note.strip_prefix("note:").unwrap_or(note).trim();
            self.said.notes.push(note.to_owned());
        }
    }

    /// Text that is indented far is rarely a program here: it is read again without its indentation.
    fn code_block(
        &mut self,
        code: &str,
        line: usize,
        indented: bool,
        depth: usize,
        findings: &mut Vec<Finding>,
    ) {
        if indented && depth < 8 {
            let lists = std::mem::take(&mut self.lists);
            let form = std::mem::take(&mut self.form);
            self.source(code, line.saturating_sub(1), depth + 1, findings);
            (self.lists, self.form) = (lists, form);
            return;
        }
        findings.push(advice(Some(line), "a code block was read as plain lines"));
        for (at, text) in code.lines().enumerate() {
            let text = clean_paragraph(text);
            if !text.is_empty() {
                self.blocks.push(Block::plain(text, line + at));
            }
        }
    }

    fn front_matter(&mut self, front: &str, line: usize, findings: &mut Vec<Finding>) {
        for row in front.lines() {
            let value = row
                .strip_prefix("title")
                .map(str::trim_start)
                .and_then(|rest| rest.strip_prefix([':', '=']));
            if let Some(value) = value {
                let value = clean_paragraph(value.trim().trim_matches(['"', '\'']));
                self.title = (!value.is_empty()).then_some(value);
            }
        }
        findings.push(advice(
            Some(line),
            format!("front matter left out but for its title: {}", front.trim()),
        ));
    }

    fn finish(&mut self, findings: &mut Vec<Finding>) {
        if !self.said.notes.is_empty() {
            let notes = self.said.notes.join("; ");
            match self.blocks.last_mut() {
                Some(block) => {
                    let before = block
                        .note
                        .take()
                        .map(|note| note + "; ")
                        .unwrap_or_default();
                    block.note = Some(clean_paragraph(&(before + &notes)));
                }
                None => findings.push(advice(
                    None,
                    format!("a comment without a paragraph: {notes}"),
                )),
            }
        }
        if self.rules > 0 {
            findings.push(advice(
                None,
                format!("{} rules across the page were left out", self.rules),
            ));
        }
        if self.struck > 0 {
            findings.push(super::block::warning(
                None,
                format!(
                    "{} struck-out passages were kept as plain words",
                    self.struck
                ),
            ));
        }
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 0,
        HeadingLevel::H2 => 1,
        HeadingLevel::H3 => 2,
        HeadingLevel::H4 => 3,
        HeadingLevel::H5 => 4,
        HeadingLevel::H6 => 5,
    }
}

/// What a comment says, when that is all there is.
fn comment(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inner.contains("-->")).then_some(inner.trim())
}

/// `closing`, `item 2`.
fn read_role(text: &str) -> Option<(Role, Option<u8>)> {
    let mut words = text.split_whitespace();
    let role = Role::from_word(words.next()?)?;
    Some((role, words.next().and_then(|level| level.parse().ok())))
}

/// `annex | II | ru | not negotiated`.
fn read_part(text: &str) -> Option<Part> {
    let mut words = text.split('|').map(str::trim);
    let kind = words.next().filter(|kind| !kind.is_empty())?;
    let label = words.next().filter(|label| !label.is_empty());
    let original = words.next().and_then(|code| code.parse().ok());
    Some(Part {
        kind: kind.into(),
        label: label.map(Into::into),
        original,
        negotiated: words.next() != Some("not negotiated"),
    })
}

/// Two things that drafters write and `CommonMark` takes otherwise: lines such as `[EU]: x` would be link targets and
/// vanish (their colon is escaped unless the target is an address), and a heading with a no-break space behind its
/// hashes would be none.
fn as_meant(text: &str) -> Cow<'_, str> {
    let is_bracket = |line: &str| {
        let line = line.trim_start_matches([' ', '>', '\t']);
        line.starts_with('[')
            && !line.starts_with("[^")
            && line.split_once("]:").is_some_and(|(_, target)| {
                !is_address(target.split_whitespace().next().unwrap_or_default())
            })
    };
    let is_heading = |line: &str| {
        let behind = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - behind.len())) && behind.starts_with('\u{a0}')
    };
    if !text
        .lines()
        .any(|line| is_bracket(line) || is_heading(line))
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        if is_bracket(line) {
            out.push_str(&line.replacen("]:", "]\\:", 1));
        } else if is_heading(line) {
            out.push_str(&line.replacen('\u{a0}', " ", 1));
        } else {
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

/// Items `(a)`, `(b)` on lines of their own that `CommonMark` takes for one paragraph.
fn split_items(text: &str, form: Form) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Vec<(marker::Counting, u32)> = Vec::new();
    for line in text.split('\n') {
        let found = marker::parse(line.trim_start())
            .filter(|m| m.shape == Shape::Round && !m.rest.is_empty());
        let goes_on = found.as_ref().is_some_and(|m| {
            m.readings
                .iter()
                .any(|(c, n)| last.iter().any(|(d, k)| c == d && *n == k + 1))
        });
        let begins = found
            .as_ref()
            .is_some_and(|m| m.readings.iter().any(|(_, n)| *n == 1))
            && pieces.last().is_none_or(|before| ends_clause(before));
        if let Some(found) = found.filter(|_| goes_on || begins) {
            last = found.readings;
            pieces.push(line.to_owned());
        } else if let Some(piece) = pieces
            .last_mut()
            .filter(|_| !matches!(form, Form::Heading(_)))
        {
            piece.push('\n');
            piece.push_str(line);
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(' ');
            piece.push_str(line);
        } else {
            pieces.push(line.to_owned());
        }
    }
    pieces
}

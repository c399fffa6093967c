//! Which block is what: parts, roles, labels and levels.
//!
//! Every block becomes exactly one paragraph; only its label is taken out of its words. Start at [`build`].

mod items;

use std::collections::HashSet;
use std::sync::Arc;

use super::block::{Block, Form, advice, warning};
use super::lead::{
    ends_sentence, ends_with_comma, ends_with_stop, is_capitals, is_participle, is_short,
};
use super::marker::{self, Counting, Shape};
use super::phrases::{self, Opening};
use crate::model::bracket;
use crate::model::{Document, Finding, Head, Id, Label, Paragraph, Part, Profile, Role};
use crate::text::{self, Language};

/// The document that the blocks make, and the kind of text it was read as.
pub(super) fn build(
    blocks: Vec<Block>,
    title: Option<String>,
    language: Option<Language>,
    profile: Option<Profile>,
    ids: &mut dyn FnMut() -> Id,
    findings: &mut Vec<Finding>,
) -> (Document, Profile) {
    let told = profile.is_some();
    let language = language.unwrap_or_else(|| guess_language(&blocks, findings));
    let profile = profile.unwrap_or_else(|| guess_profile(&blocks));
    if !told {
        findings.push(advice(
            None,
            format!("read as a text of the profile “{}”", profile.word()),
        ));
    }
    let has_letter = blocks
        .iter()
        .any(|block| phrases::part_opening(&block.text) == Some(Opening::Letter));
    let mut reader = Reader {
        profile,
        masthead: has_letter,
        letter: false,
        body: false,
        formula: false,
        operative: false,
        stack: Vec::new(),
        bullets: 0,
        counted: 0,
        used: HashSet::new(),
        paragraphs: Vec::new(),
        ids,
    };
    for block in blocks {
        reader.take(block);
    }
    let bullets = reader.bullets;
    let mut paragraphs = reader.paragraphs;
    close_letters(&mut paragraphs);
    if bullets > 0 {
        findings.push(advice(
            None,
            format!("{bullets} bullets became items without a label"),
        ));
    }
    report_annexes(&paragraphs, findings);
    let title = title.unwrap_or_else(|| title_of(&paragraphs));
    let mut document = Document::new(Head::new(language, &title));
    document.paragraphs = paragraphs.into_iter().map(Arc::new).collect();
    if document.paragraphs.is_empty() {
        findings.push(warning(None, "there is no text in it"));
    }
    (document, profile)
}

/// What is said of a text whose language cannot be told.
pub const UNTOLD: &str = "its language cannot be told; English is supposed";

fn guess_language(blocks: &[Block], findings: &mut Vec<Finding>) -> Language {
    let sample: String = blocks
        .iter()
        .flat_map(|block| [block.text.as_str(), "\n"])
        .take(400)
        .collect();
    text::guess(&sample).unwrap_or_else(|| {
        findings.push(warning(None, UNTOLD).hint("Name the language with --language."));
        Language::ENGLISH
    })
}

fn guess_profile(blocks: &[Block]) -> Profile {
    let formula = blocks
        .iter()
        .position(|block| phrases::is_formula(&block.text));
    let markers = blocks.iter().filter_map(|block| marker::parse(&block.text));
    let markers: Vec<_> = markers.collect();
    let articles = markers.iter().filter(|m| m.shape == Shape::Article);
    let articles = articles.count();
    let numbered = markers
        .iter()
        .filter(|m| {
            m.shape == Shape::Dot
                && m.readings
                    .first()
                    .is_some_and(|(c, _)| *c == Counting::Digits)
        })
        .count()
        + blocks
            .iter()
            .filter(|block| block.form == Form::Numbered)
            .count();
    if articles >= 3 {
        Profile::Treaty
    } else if formula.is_some() {
        Profile::Resolution
    } else if numbered >= 3 {
        Profile::Outcome
    } else {
        Profile::Narrative
    }
}

/// Says what cannot be known of the parts.
fn report_annexes(paragraphs: &[Paragraph], findings: &mut Vec<Finding>) {
    let parts: Vec<&Part> = paragraphs.iter().filter_map(|p| p.part.as_ref()).collect();
    let annexes: Vec<String> = parts
        .iter()
        .filter(|part| &*part.kind == "annex" && part.negotiated)
        .map(|part| part.name())
        .collect();
    if annexes.len() > 1 {
        findings.push(
            advice(
                None,
                format!("taken as up for negotiation: {}", annexes.join(", ")),
            )
            .hint("Write `negotiated: false` in the part of an annex that is not."),
        );
    }
}

/// The title for the head: the titles of the last part that has any, or of the front.
fn title_of(paragraphs: &[Paragraph]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    let mut fresh = true;
    for p in paragraphs {
        fresh |= p.part.is_some();
        if p.role == Role::Title && p.part.is_none() && !phrases::is_date(p.text()) {
            if fresh {
                titles.clear();
                fresh = false;
            }
            titles.push(p.text());
        }
    }
    titles.join(" · ").replace('*', "")
}

/// In a letter, what stands behind the last full paragraph is the signature.
fn close_letters(paragraphs: &mut [Paragraph]) {
    let mut in_letter = false;
    let mut after_body = false;
    for p in paragraphs {
        if let Some(part) = &p.part {
            in_letter = &*part.kind == "letter";
            after_body = false;
        }
        after_body |= p.role.is_body();
        if in_letter && after_body && matches!(p.role, Role::Title | Role::Heading) {
            p.role = Role::Closing;
            p.level = 0;
        }
    }
}

/// What has been seen so far.
#[allow(clippy::struct_excessive_bools)] // Each says whether one thing has been seen; they are independent.
struct Reader<'a> {
    profile: Profile,
    /// The letter is still to come.
    masthead: bool,
    letter: bool,
    /// Words of the body have been seen in this part.
    body: bool,
    formula: bool,
    operative: bool,
    /// The list styles that are open, outermost first, with the last number of each.
    stack: Vec<(Shape, Counting, u32)>,
    bullets: usize,
    /// The last number of a paragraph.
    counted: u32,
    used: HashSet<Id>,
    paragraphs: Vec<Paragraph>,
    ids: &'a mut dyn FnMut() -> Id,
}

/// What a block turned out to be.
struct Finished {
    role: Role,
    level: u8,
    label: Option<String>,
}

impl Finished {
    fn role(role: Role) -> Self {
        Self {
            role,
            level: 0,
            label: None,
        }
    }
}

impl Reader<'_> {
    fn take(&mut self, mut block: Block) {
        let part = block.part.take().or_else(|| Self::opening(&block));
        if let Some(part) = &part {
            self.masthead = false;
            self.letter = &*part.kind == "letter";
            (self.body, self.formula, self.operative) = (false, false, false);
            self.stack.clear();
        }
        let (finished, rest) = match (block.role, part.is_some()) {
            (Some(role), _) => self.said(role, &block),
            (None, true) => (Finished::role(Role::Title), None),
            (None, false) => self.classify(&block),
        };
        if finished.role != Role::Item {
            self.stack.clear();
        }
        self.body |= finished.role.is_body() && !self.masthead;
        self.formula |= finished.role == Role::Formula;
        self.operative |= finished.role == Role::Operative;
        let words = rest.as_deref().unwrap_or(&block.text);
        let mut p = Paragraph::new(self.id(), finished.role, words);
        p.level = finished.level;
        p.label = block
            .label
            .or(finished.label)
            .as_deref()
            .and_then(Label::new);
        p.note = block.note.as_deref().map(Into::into);
        p.sources = block.sources;
        p.part = part;
        if finished.role == Role::Note
            && let Some(language) = phrases::original(&block.text)
        {
            let opened = self
                .paragraphs
                .iter_mut()
                .rev()
                .find_map(|p| p.part.as_mut());
            if let Some(part) = opened.filter(|part| part.original.is_none()) {
                part.original = Some(language);
            }
        }
        self.paragraphs.push(p);
    }

    /// A new id. A source that repeats itself is passed over.
    fn id(&mut self) -> Id {
        for _ in 0..64 {
            let id = (self.ids)();
            if self.used.insert(id) {
                return id;
            }
        }
        let mut bits = self.used.len() as u64;
        while !self.used.insert(Id::from_random(bits)) {
            bits += 1;
        }
        Id::from_random(bits)
    }

    fn opening(block: &Block) -> Option<Part> {
        if !matches!(block.form, Form::Plain | Form::Heading(_) | Form::Stressed) || block.literal {
            return None;
        }
        let (kind, label, negotiated) = match phrases::part_opening(block.text.trim_matches('*'))? {
            Opening::Letter => ("letter", None, false),
            Opening::Annex(label) => ("annex", label, true),
        };
        Some(Part {
            kind: kind.into(),
            label: label.map(Into::into),
            original: None,
            negotiated,
        })
    }

    /// A role that the file named: only label and level are looked for.
    fn said(&mut self, role: Role, block: &Block) -> (Finished, Option<String>) {
        match (role, block.form) {
            (Role::Heading, Form::Heading(level)) => {
                self.heading(&block.text, level.max(1), true, block.literal)
            }
            (Role::Item, Form::Item(level)) => self.listed(block, level),
            (Role::Heading | Role::Item, _) => (
                Finished {
                    role,
                    level: 1,
                    label: None,
                },
                None,
            ),
            _ => (Finished::role(role), None),
        }
    }

    fn classify(&mut self, block: &Block) -> (Finished, Option<String>) {
        let text = block.text.as_str();
        let plain = |role| (Finished::role(role), None);
        match block.form {
            Form::Note => return plain(Role::Note),
            Form::Heading(level) => return self.heading(text, level, false, block.literal),
            Form::Item(level) => return self.listed(block, level),
            Form::Numbered => return plain(self.numbered_role()),
            Form::Stressed if phrases::is_formula(text) || ends_with_comma(text) => {
                return plain(Role::Formula);
            }
            Form::Stressed if is_short(text) && !is_option(text) => {
                return self.heading(text, 0, false, block.literal);
            }
            Form::Plain | Form::Stressed => {}
        }
        if phrases::original(text).is_some() || is_remark(text) {
            return plain(Role::Note);
        }
        if block.label.is_some() {
            let item = block
                .label
                .as_ref()
                .is_some_and(|label| label.starts_with('('));
            let role = if item {
                Role::Item
            } else {
                self.numbered_role()
            };
            return (
                Finished {
                    role,
                    level: u8::from(item),
                    label: None,
                },
                None,
            );
        }
        if self.profile != Profile::Narrative && phrases::is_formula(text) {
            return plain(Role::Formula);
        }
        if !block.literal
            && let Some((signs, found)) =
                marker::behind_brackets(text).or_else(|| items::following(text, self.counted))
            && let Some((finished, rest)) = self.marked(&found)
        {
            return (finished, rest.map(|rest| format!("{signs}{rest}")));
        }
        if phrases::is_closing(text) {
            return plain(Role::Closing);
        }
        // “Option 2: No text” is no heading, though it is short.
        let short = is_short(text) && !is_option(text);
        if self.masthead || (short && !self.body && !self.formula && phrases::is_masthead(text)) {
            return plain(Role::Note);
        }
        if short && !self.body && !self.formula {
            return plain(Role::Title);
        }
        if short && (is_capitals(text) || crate::text::cells(text) <= 100) && !block.literal {
            return (
                Finished {
                    role: Role::Heading,
                    level: 1,
                    label: None,
                },
                None,
            );
        }
        plain(self.body_role(text))
    }

    fn numbered_role(&self) -> Role {
        match self.profile {
            Profile::Resolution if !self.letter => Role::Operative,
            _ => Role::Paragraph,
        }
    }

    fn body_role(&self, text: &str) -> Role {
        let enacting = self.formula && !self.letter;
        match self.profile {
            Profile::Resolution | Profile::Treaty
                if !self.letter
                    && !self.operative
                    && is_participle(text)
                    && (enacting || ends_with_comma(text)) =>
            {
                Role::Preambular
            }
            Profile::Resolution if enacting && self.operative => Role::Operative,
            Profile::Resolution if enacting && ends_with_stop(text) => Role::Operative,
            Profile::Resolution if enacting => Role::Preambular,
            _ => Role::Paragraph,
        }
    }
}

/// Whether it begins an option and has words beside the lead.
fn is_option(text: &str) -> bool {
    bracket::opens(text).is_some_and(|(_, _, _, alone)| !alone)
}

/// An editorial remark in braces, or a line that only names an option.
fn is_remark(text: &str) -> bool {
    let braces = text.starts_with('{') && text.ends_with('}');
    let option = text.strip_prefix("Option ").is_some_and(|rest| {
        let count: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        let tail = rest
            .get(count.len()..)
            .unwrap_or("")
            .trim_matches([' ', ':']);
        !count.is_empty()
            && count.len() <= 4
            && (tail.is_empty() || (tail.starts_with('(') && tail.ends_with(')')))
    });
    braces
        || option
        || (text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']) && ends_sentence(text))
}

//! What a reader of a format hands on: blocks of text in order, with what the format itself said of them.

use crate::model::{Finding, Part, Role, Severity, Source};

/// What the format said a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    /// Nothing: a run of lines.
    #[default]
    Plain,
    /// A heading, 1 the highest.
    Heading(u8),
    /// A list item, this deep (from 1).
    Item(u8),
    /// A paragraph with a number in front, at no depth.
    Numbered,
    /// A footnote.
    Note,
    /// A paragraph that is stressed as a whole.
    Stressed,
}

/// A run of text that becomes one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Block {
    /// Its words, in the notation of the model, on one line.
    pub(super) text: String,
    /// The line it begins on, from 1.
    pub(super) line: usize,
    /// What the format said of it.
    pub(super) form: Form,
    /// The label the format gave it.
    pub(super) label: Option<String>,
    /// Whether its first characters were marked as being no label.
    pub(super) literal: bool,
    /// A remark that stood with it.
    pub(super) note: Option<String>,
    /// Where its words come from, as it was said.
    pub(super) sources: Vec<Source>,
    /// The role, when it was said.
    pub(super) role: Option<Role>,
    /// The part it opens, when it was said.
    pub(super) part: Option<Part>,
}

impl Block {
    /// A run of lines of which nothing more is known.
    pub(super) fn plain(text: String, line: usize) -> Self {
        Self {
            text,
            line,
            ..Self::default()
        }
    }
}

/// The rule that findings of this room name.
pub(super) const RULE: &str = "import";

/// A finding of this room that only informs.
pub(super) fn advice(line: Option<usize>, message: impl Into<String>) -> Finding {
    let mut finding = Finding::new(RULE, Severity::Advice, message);
    finding.line = line;
    finding
}

/// A finding of this room that someone should look at.
pub(super) fn warning(line: Option<usize>, message: impl Into<String>) -> Finding {
    let mut finding = Finding::new(RULE, Severity::Warning, message);
    finding.line = line;
    finding
}

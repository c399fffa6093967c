//! What was noticed: while loading, importing or checking. A finding never stops the work.

use std::ops::Range;
use std::sync::Arc;

use super::{Id, Label};

/// How much a finding weighs, lightest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Advice,
    /// Probably wrong.
    Warning,
    /// Wrong: it must be put right before the text can be adopted or the file be written.
    Error,
}

impl Severity {
    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something noticed: what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule: `B2`, `S1`, `load`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// File below the workspace, when it is about one.
    pub file: Option<Arc<str>>,
    /// Line in that file, counted from 1.
    pub line: Option<usize>,
    /// The paragraph.
    pub paragraph: Option<Id>,
    /// Its label.
    pub label: Option<Label>,
    /// Bytes of its text.
    pub span: Option<Range<usize>>,
    /// What is the matter, a sentence.
    pub message: String,
    /// What to do, a sentence.
    pub hint: Option<String>,
}

impl Finding {
    /// A finding with nothing but its message.
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            file: None,
            line: None,
            paragraph: None,
            label: None,
            span: None,
            message: message.into(),
            hint: None,
        }
    }

    /// The same finding, in a file.
    pub fn in_file(mut self, file: impl Into<Arc<str>>, line: Option<usize>) -> Self {
        self.file = Some(file.into());
        self.line = line;
        self
    }

    /// The same finding, on a paragraph.
    pub fn on(mut self, paragraph: &super::Paragraph) -> Self {
        self.paragraph = Some(paragraph.id);
        self.label.clone_from(&paragraph.label);
        self
    }

    /// The same finding, with what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Where it is, for people: `draft/en.yaml:41, 5 bis`.
    pub fn place(&self) -> String {
        let file = self.file.as_ref().map(|file| match self.line {
            Some(line) => format!("{file}:{line}"),
            None => file.to_string(),
        });
        let paragraph = match (&self.label, self.paragraph) {
            (Some(label), _) => Some(label.to_string()),
            (None, Some(id)) => Some(id.to_string()),
            (None, None) => None,
        };
        file.into_iter()
            .chain(paragraph)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

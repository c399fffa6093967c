//! The JSON of `renumber`.

use serde::Serialize;

use super::Noticed;
use crate::edit::numbered::{Preview, Proposed};
use crate::model::{Code, Label};

/// `renumber`: what changes, or would.
#[derive(Debug, Serialize)]
pub(crate) struct Numbered<'a> {
    labels: Vec<NumberedLabel<'a>>,
    references: Vec<NumberedReference<'a>>,
    proposals: Vec<NumberedProposal<'a>>,
    findings: Vec<Noticed<'a>>,
    written: bool,
}

/// A label that becomes another.
#[derive(Debug, Serialize)]
struct NumberedLabel<'a> {
    language: &'a str,
    id: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

/// A reference that follows; `span` in the words before.
#[derive(Debug, Serialize)]
struct NumberedReference<'a> {
    language: &'a str,
    id: &'a str,
    span: (usize, usize),
    before: &'a str,
    after: &'a str,
    to: Vec<&'a str>,
}

/// A proposal in which something follows.
#[derive(Debug, Serialize)]
struct NumberedProposal<'a> {
    id: &'a str,
    target: &'a str,
    by: Vec<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    references: Vec<ProposedReference<'a>>,
}

/// A reference in the words that a proposal wants.
#[derive(Debug, Serialize)]
struct ProposedReference<'a> {
    before: &'a str,
    after: &'a str,
}

impl<'a> NumberedProposal<'a> {
    fn of(proposed: &'a Proposed) -> Self {
        let (from, to) = match &proposed.label {
            Some((from, to)) => (from.as_ref(), to.as_ref()),
            None => (None, None),
        };
        let references = proposed.references.iter();
        Self {
            id: proposed.before.id.as_str(),
            target: proposed.before.target.as_str(),
            by: proposed.before.by.iter().map(Code::as_str).collect(),
            from: from.map(Label::as_str),
            to: to.map(Label::as_str),
            references: references
                .map(|(before, after)| ProposedReference { before, after })
                .collect(),
        }
    }
}

impl<'a> Numbered<'a> {
    /// What changes, and whether it was written.
    pub(crate) fn of(preview: &'a Preview, written: bool) -> Self {
        let labels = preview.labels.iter().map(|label| NumberedLabel {
            language: label.language.as_str(),
            id: label.id.as_str(),
            from: label.from.as_ref().map(Label::as_str),
            to: label.to.as_ref().map(Label::as_str),
        });
        let references = preview.references.iter().map(|rewrite| NumberedReference {
            language: rewrite.language.as_str(),
            id: rewrite.id.as_str(),
            span: (rewrite.range.start, rewrite.range.end),
            before: &rewrite.before,
            after: &rewrite.after,
            to: rewrite.to.iter().map(crate::model::Id::as_str).collect(),
        });
        Self {
            labels: labels.collect(),
            references: references.collect(),
            proposals: preview.proposals.iter().map(NumberedProposal::of).collect(),
            findings: Noticed::all(&preview.findings),
            written,
        }
    }
}

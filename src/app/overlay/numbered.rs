//! What numbering anew would change, in front of the draft: every label and every reference before and after. Taking it
//! does exactly that. Start at [`Numbered`].

use super::Overlay;
use crate::app::{App, Effect};
use crate::edit::numbered::{self, Preview, Proposed};
use crate::edit::{Change, numbered::Rewrite};
use crate::model::Label;
use crate::text::{self, Digest};

/// What would change, a row each.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// How much it is.
    pub title: String,
    /// What would change.
    pub rows: Vec<NumberedRow>,
    /// The first row that is seen.
    pub top: usize,
    base: Digest,
    empty: bool,
}

/// One thing that would change, or stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberedRow {
    /// What follows.
    Heading(&'static str),
    /// A label that becomes another.
    Label {
        /// The language, where it is not the original.
        language: String,
        /// As it is.
        from: String,
        /// As it will be.
        to: String,
        /// The words of the paragraph.
        words: String,
    },
    /// A reference that follows.
    Reference {
        /// The language and the paragraph that it stands in.
        place: String,
        /// The words before it.
        before: String,
        /// It, as it is and as it will be.
        is: (String, String),
        /// The words behind it.
        behind: String,
    },
    /// A reference that stays as it is, and why.
    Left {
        /// Where.
        place: String,
        /// Why.
        message: String,
    },
}

impl NumberedRow {
    /// How many lines it takes.
    pub fn lines(&self) -> usize {
        match self {
            Self::Reference { .. } | Self::Left { .. } => 2,
            _ => 1,
        }
    }
}

impl App {
    /// Shows what numbering anew would change.
    pub(in crate::app) fn ask_renumber(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let preview = numbered::preview(workspace);
        if preview.is_empty() && preview.findings.is_empty() {
            self.say("Every number is that of its place.");
            return Vec::new();
        }
        let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let title = format!(
            "Number anew · {}, {}",
            many(preview.labels.len(), "label"),
            many(preview.references.len(), "reference")
        );
        let rows = self.numbered_rows(&preview);
        self.overlays.push(Overlay::Numbered(Numbered {
            title,
            rows,
            top: 0,
            base: preview.base,
            empty: preview.is_empty(),
        }));
        Vec::new()
    }

    /// Does what was shown.
    pub(super) fn renumber(&mut self, shown: &Numbered) -> Vec<Effect> {
        if shown.empty {
            self.say("Nothing to change.");
            return Vec::new();
        }
        self.make(Change::Renumber { base: shown.base })
    }

    fn numbered_rows(&self, preview: &Preview) -> Vec<NumberedRow> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let first = workspace.header.original;
        let mut rows = Vec::new();
        if !preview.findings.is_empty() {
            rows.push(NumberedRow::Heading("left as they are"));
        }
        rows.extend(preview.findings.iter().map(|finding| NumberedRow::Left {
            place: finding.place(),
            message: finding.message.clone(),
        }));
        if !preview.labels.is_empty() {
            rows.push(NumberedRow::Heading("labels"));
        }
        let named =
            |label: &Option<Label>| label.as_ref().map_or("-".to_owned(), ToString::to_string);
        rows.extend(preview.told(first).map(|label| {
            let words = workspace
                .draft(&label.language)
                .and_then(|d| d.get(label.id));
            let other = label.language != first;
            NumberedRow::Label {
                language: if other {
                    label.language.to_string()
                } else {
                    String::new()
                },
                from: named(&label.from),
                to: named(&label.to),
                words: words.map(|p| p.text().to_owned()).unwrap_or_default(),
            }
        }));
        if !preview.references.is_empty() {
            rows.push(NumberedRow::Heading("references"));
        }
        rows.extend(
            preview
                .references
                .iter()
                .map(|rewrite| self.reference_row(rewrite)),
        );
        let proposals = preview.proposals.iter().flat_map(|p| self.proposal_rows(p));
        let mut proposals = proposals.peekable();
        if proposals.peek().is_some() {
            rows.push(NumberedRow::Heading("proposals"));
        }
        rows.extend(proposals);
        rows
    }

    /// What follows in a proposal.
    fn proposal_rows(&self, proposed: &Proposed) -> Vec<NumberedRow> {
        let p = &proposed.before;
        let named =
            |label: &Option<Label>| label.as_ref().map_or("-".to_owned(), ToString::to_string);
        let words = proposed.after.words().unwrap_or_default();
        let label = proposed
            .label
            .as_ref()
            .map(|(from, to)| NumberedRow::Label {
                language: p.proposers(),
                from: named(from),
                to: named(to),
                words: words.to_owned(),
            });
        let references = proposed.references.iter().map(|is| {
            let at = words.find(&*is.1).unwrap_or_default();
            let (before, behind) = words.split_at_checked(at).unwrap_or_default();
            NumberedRow::Reference {
                place: format!("{} {}", p.proposers(), self.name_of(p.target)),
                before: tail(before, AROUND),
                is: is.clone(),
                behind: behind.strip_prefix(&*is.1).unwrap_or_default().to_owned(),
            }
        });
        label.into_iter().chain(references).collect()
    }

    fn reference_row(&self, rewrite: &Rewrite) -> NumberedRow {
        let draft = self.workspace().and_then(|w| w.draft(&rewrite.language));
        let p = draft.and_then(|draft| draft.get(rewrite.id));
        let words = p.map(|p| p.text()).unwrap_or_default();
        NumberedRow::Reference {
            place: format!("{} {}", rewrite.language, self.name_of(rewrite.id)),
            before: tail(words.get(..rewrite.range.start).unwrap_or_default(), AROUND),
            is: (rewrite.before.clone(), rewrite.after.clone()),
            behind: words
                .get(rewrite.range.end..)
                .unwrap_or_default()
                .to_owned(),
        }
    }
}

/// Cells of the words before a reference that are shown.
const AROUND: usize = 18;

/// The end of a text, with a sign that something stands before it.
fn tail(text: &str, cells: usize) -> String {
    let mut start = text.len();
    let mut taken = 0;
    let graphemes: Vec<(usize, &str)> = text::graphemes(text).collect();
    for (at, grapheme) in graphemes.into_iter().rev() {
        taken += text::cells(grapheme);
        if taken > cells {
            break;
        }
        start = at;
    }
    let end = text.get(start..).unwrap_or_default();
    if start == 0 {
        end.to_owned()
    } else {
        format!("…{end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_before_a_reference_end_with_it() {
        for (text, cells, end) in [
            ("as in ", 9, "as in "),
            ("as referred to in ", 8, "…d to in "),
            ("各国上文", 4, "…上文"),
            ("", 4, ""),
        ] {
            assert_eq!(tail(text, cells), end, "{text}");
        }
    }
}

//! What numbering the drafts anew would change: every label and every reference, before it happens.
//!
//! What it is for: people see it before they do it, and [`super::Change::Renumber`] does exactly that. What cannot be
//! understood is a finding and is left as it is. What it never does: change anything.
//!
//! Where to start: [`preview`].

mod proposed;

use std::ops::Range;

use crate::model::label::count::Counting;
use crate::model::numbering::{Numbering, Unresolved};
use crate::model::reference::{self, Into, Member, Number, Reference};
use crate::model::{Document, Finding, Id, Label, Paragraph, Severity, Workspace};
use crate::text::{Digest, Language};

pub use proposed::Proposed;

/// What numbering anew would change, in the order of the drafts, the original first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Labels that become others.
    pub labels: Vec<Relabel>,
    /// References that follow.
    pub references: Vec<Rewrite>,
    /// Proposals in which something follows.
    pub proposals: Vec<Proposed>,
    /// References that stay as they are, and why.
    pub findings: Vec<Finding>,
    /// What it was made of: [`state`].
    pub base: Digest,
}

impl Preview {
    /// The labels to show: those of the original, and of translations those that become something else than there.
    pub fn told(&self, original: Language) -> impl Iterator<Item = &Relabel> {
        self.labels.iter().filter(move |label| {
            let same = |other: &&Relabel| {
                other.language == original && other.id == label.id && other.to == label.to
            };
            label.language == original || !self.labels.iter().any(|other| same(&other))
        })
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.references.is_empty() && self.proposals.is_empty()
    }
}

/// A label that becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relabel {
    /// In which draft.
    pub language: Language,
    /// Of which paragraph.
    pub id: Id,
    /// As it is.
    pub from: Option<Label>,
    /// As it will be.
    pub to: Option<Label>,
}

/// A reference that follows its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// In which draft.
    pub language: Language,
    /// In which paragraph.
    pub id: Id,
    /// Bytes of it in the words as they are.
    pub range: Range<usize>,
    /// As it is.
    pub before: String,
    /// As it will be.
    pub after: String,
    /// The paragraphs it names.
    pub to: Vec<Id>,
}

/// A digest of all drafts: numbering anew is done on what was looked at, or not at all.
pub fn state(workspace: &Workspace) -> Digest {
    let mut lines = workspace.header.profile.word().to_owned();
    for (language, document) in &workspace.drafts {
        lines.push('\n');
        lines.push_str(language.as_str());
        lines.push(' ');
        lines.push_str(&document.digest().to_string());
    }
    Digest::of_bytes(lines.as_bytes())
}

/// What numbering the drafts anew would change.
pub fn preview(workspace: &Workspace) -> Preview {
    let mut preview = Preview {
        labels: Vec::new(),
        references: Vec::new(),
        proposals: Vec::new(),
        findings: Vec::new(),
        base: state(workspace),
    };
    let Some(original) = workspace.original() else {
        return preview;
    };
    let profile = workspace.header.profile;
    let numbers = Numbering::of(original, profile);
    let first = workspace.header.original;
    let others = workspace
        .drafts
        .iter()
        .filter(|(language, _)| **language != first);
    for (language, document) in std::iter::once((&first, original)).chain(others) {
        let draft = Draft {
            language,
            document,
            own: Numbering::of(document, profile),
            numbers: &numbers,
        };
        for p in &document.paragraphs {
            if let Some(to) = draft.own.new_label(document, &numbers, p.id, profile) {
                let (id, from) = (p.id, p.label.clone());
                if from != to {
                    preview.labels.push(Relabel {
                        language: *language,
                        id,
                        from,
                        to,
                    });
                }
            }
        }
        draft.references(&mut preview);
        if *language == first {
            preview.proposals = proposed::proposed(workspace, &draft, profile, &preview);
        }
    }
    preview
}

/// The words of a paragraph with what follows in it.
pub(super) fn rewritten(p: &Paragraph, rewrites: &[&Rewrite]) -> String {
    let mut out = String::with_capacity(p.text().len());
    let mut done = 0;
    for rewrite in rewrites {
        out.push_str(p.text().get(done..rewrite.range.start).unwrap_or_default());
        out.push_str(&rewrite.after);
        done = rewrite.range.end;
    }
    out.push_str(p.text().get(done..).unwrap_or_default());
    out
}

/// A draft with its own labels and the numbers that the original gives.
struct Draft<'a> {
    language: &'a Language,
    document: &'a Document,
    own: Numbering,
    numbers: &'a Numbering,
}

impl Draft<'_> {
    fn references(&self, preview: &mut Preview) {
        for (place, p) in self.document.paragraphs.iter().enumerate() {
            if !self
                .own
                .entries
                .get(place)
                .is_some_and(|entry| entry.negotiated)
            {
                continue;
            }
            let (rewrites, findings) = self.in_words(p, place);
            preview.references.extend(rewrites);
            preview.findings.extend(findings);
        }
    }

    /// The references in words that stand, or would stand, at that place.
    fn in_words(&self, p: &Paragraph, place: usize) -> (Vec<Rewrite>, Vec<Finding>) {
        let (mut rewrites, mut findings) = (Vec::new(), Vec::new());
        for reference in reference::find(p.text(), self.language) {
            if reference.into == Into::Elsewhere || !self.own.has(reference.class) {
                continue;
            }
            let before = p.text().get(reference.range.clone()).unwrap_or_default();
            if reference.goes_on {
                findings.push(self.finding(p, &reference, before, Left::GoesOn));
                continue;
            }
            match self.follow(p, place, &reference) {
                Ok((after, _)) if after == before => {}
                Ok((after, to)) => rewrites.push(Rewrite {
                    language: *self.language,
                    id: p.id,
                    range: reference.range.clone(),
                    before: before.to_owned(),
                    after,
                    to,
                }),
                Err(why) => findings.push(self.finding(p, &reference, before, why)),
            }
        }
        (rewrites, findings)
    }

    /// A reference as it will be, with the paragraphs it names.
    fn follow(
        &self,
        p: &Paragraph,
        place: usize,
        reference: &Reference,
    ) -> Result<(String, Vec<Id>), Left> {
        let mut groups: Vec<Vec<Member>> = Vec::new();
        let mut to = Vec::new();
        let mut items = reference.items.iter();
        for group in self.own.resolve(reference, place)? {
            let depth = items.next().map_or(0, |item| item.marks.len());
            let own = group.first().copied().unwrap_or(place);
            let hows = self.own.countings(own).ok_or(Left::Unnumbered)?;
            let mut places = Vec::new();
            for at in [group.first(), group.last()].into_iter().flatten() {
                let id = self.own.entries.get(*at).map(|entry| entry.id);
                places.push(
                    id.and_then(|id| self.numbers.place(id))
                        .ok_or(Left::Unnumbered)?,
                );
            }
            // A translation may lack some of a range.
            places = match places.as_slice() {
                [first, last] if first != last => {
                    items.next();
                    self.numbers.range(*first, *last)?
                }
                _ => places.into_iter().take(1).collect(),
            };
            let mut members = Vec::new();
            for at in places {
                members.push(self.member(at, reference.is_near, depth, &hows)?);
                to.extend(self.numbers.entries.get(at).map(|entry| entry.id));
            }
            members.sort();
            groups.push(members);
        }
        let written = reference::rewrite(p.text(), reference, &groups, self.language);
        written.map(|written| (written, to)).ok_or(Left::Brackets)
    }

    /// The new number of a paragraph of the original, as many steps as a reference gives.
    fn member(
        &self,
        place: usize,
        near: bool,
        depth: usize,
        hows: &[Counting],
    ) -> Result<Member, Left> {
        let new = self.numbers.new_path(place).ok_or(Left::Unnumbered)?;
        if hows.len() != new.len() || !near && new.len() != depth {
            return Err(Left::Unnumbered);
        }
        let outer = if near { new.len().saturating_sub(1) } else { 0 };
        let steps = new.into_iter().zip(hows);
        let numbers = steps.map(|(new, how)| Number {
            value: new.number,
            additions: new.additions,
            how: *how,
        });
        Ok(numbers.skip(outer).collect())
    }

    fn finding(&self, p: &Paragraph, reference: &Reference, words: &str, why: Left) -> Finding {
        let message = format!("“{words}” stays as it is: {why}.");
        let mut finding = Finding::new("X1", Severity::Error, message)
            .in_file(format!("draft/{}.yaml", self.language), None)
            .on(p)
            .hint("Correct it by hand.");
        finding.span = Some(reference.range.clone());
        finding
    }
}

/// Why a reference stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum Left {
    #[error(transparent)]
    Unresolved(#[from] Unresolved),
    #[error("its paragraph will have no number")]
    Unnumbered,
    #[error("its range comes apart, and brackets stand in it")]
    Brackets,
    #[error("what follows it belongs to its number")]
    GoesOn,
}

#[cfg(test)]
mod tests;

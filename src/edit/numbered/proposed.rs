//! Proposals when the draft is numbered anew: the references in the words that they were made on and in those that they want
//! follow, and a new paragraph gets the label of the place that it would have.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Draft, Preview, rewritten};
use crate::model::{
    Document, Id, Label, Paragraph, Profile, Proposal, ProposalStatus, Wanted, Workspace, numbering,
};

/// A proposal in which something follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// As it is.
    pub before: Arc<Proposal>,
    /// As it will be.
    pub after: Proposal,
    /// References in the words that it wants that become others.
    pub references: Vec<(String, String)>,
    /// The label of the paragraph that it puts in, as it is and as it will be, when that changes.
    pub label: Option<(Option<Label>, Option<Label>)>,
}

/// What follows in the proposals that wait for a decision, or that stand in the text in brackets.
pub(super) fn proposed(
    workspace: &Workspace,
    draft: &Draft<'_>,
    profile: Profile,
    preview: &Preview,
) -> Vec<Proposed> {
    let mut found = Vec::new();
    let numbered = relabelled(draft.document, preview, *draft.language);
    for before in workspace.proposals.values() {
        let is_written =
            before.status == ProposalStatus::Superseded && before.compiled_in.is_some();
        if !before.is_pending() && !is_written {
            continue;
        }
        let Some(place) = draft.document.index_of(before.target) else {
            continue;
        };
        let Some(target) = draft.document.paragraphs.get(place) else {
            continue;
        };
        let (base, _) = followed(draft, target, place, before.base());
        let mut after = before.on_base(&base);
        let mut references = Vec::new();
        let mut relabelled = None;
        match &mut after.wanted {
            Wanted::Words(text) => {
                let (new, changed) = followed(draft, target, place, text);
                (*text, references) = (new.into(), changed);
            }
            Wanted::New {
                text,
                label,
                role,
                level,
                ..
            } => {
                let (new, changed) = followed(draft, target, place, text);
                (*text, references) = (new.into(), changed);
                let is_moved = numbered.get(target.id).map(|p| &p.label) != Some(&target.label);
                if label.is_some() && is_moved {
                    let to = numbering::suggest(&numbered, profile, Some(target.id), *role, *level);
                    if to != *label {
                        relabelled = Some((label.clone(), to.clone()));
                        *label = to;
                    }
                }
            }
            Wanted::Split { at, .. } => {
                let first = before.base().get(..*at).unwrap_or_default();
                *at = followed(draft, target, place, first).0.len();
            }
            Wanted::Gone | Wanted::Move { .. } | Wanted::Join { .. } => {}
        }
        if after != **before {
            found.push(Proposed {
                before: before.clone(),
                after,
                references,
                label: relabelled,
            });
        }
    }
    found
}

/// Words as they will be at the place of a paragraph, and the references that become others in them.
fn followed(
    draft: &Draft<'_>,
    target: &Paragraph,
    place: usize,
    words: &str,
) -> (String, Vec<(String, String)>) {
    let there = target.with_text(words);
    let (rewrites, _) = draft.in_words(&there, place);
    let new = rewritten(&there, &rewrites.iter().collect::<Vec<_>>());
    let changed = rewrites.into_iter().map(|r| (r.before, r.after));
    (new, changed.collect())
}

/// The draft with its new labels.
fn relabelled(document: &Document, preview: &Preview, language: crate::text::Language) -> Document {
    let labels = preview.labels.iter().filter(|l| l.language == language);
    let labels: HashMap<Id, &Option<Label>> = labels.map(|l| (l.id, &l.to)).collect();
    let mut after = document.clone();
    for p in &mut after.paragraphs {
        if let Some(label) = labels.get(&p.id) {
            let mut other = Paragraph::clone(p);
            other.label.clone_from(label);
            *p = Arc::new(other);
        }
    }
    after
}

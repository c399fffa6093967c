//! Numbering anew: labels, references, the table of old and new labels; and positions and agreements carried along.
//!
//! A number in a reference is an editorial change: it changes no substance, and it was made by somebody's explicit act.
//! So who agreed to the words before it agrees to the words behind it; what they really agreed on is kept as `carried`.

use std::collections::HashMap;
use std::sync::Arc;

use super::footing::carried;
use super::{ChangeError, original};
use crate::edit::numbered::{self, Rewrite, rewritten};
use crate::edit::{Conflict, Stamp, Touch};
use crate::model::{Id, Paragraph, Relabelled, Renumbered, Workspace};
use crate::text::Digest;

/// Every label and reference as [`numbered::preview`] shows them, if the drafts are still those that were looked at.
pub(super) fn renumber(
    workspace: &Workspace,
    base: Digest,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    let preview = numbered::preview(workspace);
    if preview.base != base {
        let what = "the draft".to_owned();
        return Err(ChangeError::Conflict(Conflict { what }));
    }
    let first = workspace.header.original;
    let mut touches = Vec::new();
    let mut words: HashMap<Id, (Digest, Digest)> = HashMap::new();
    let drafts = workspace.drafts.iter();
    let (own, others): (Vec<_>, Vec<_>) = drafts.partition(|(language, _)| **language == first);
    for (language, draft) in own.into_iter().chain(others) {
        let mut rewrites: HashMap<Id, Vec<&Rewrite>> = HashMap::new();
        for rewrite in preview
            .references
            .iter()
            .filter(|r| r.language == *language)
        {
            rewrites.entry(rewrite.id).or_default().push(rewrite);
        }
        let labels = preview.labels.iter().filter(|l| l.language == *language);
        let labels: HashMap<Id, _> = labels.map(|l| (l.id, &l.to)).collect();
        for before in &draft.paragraphs {
            let mut after = match rewrites.get(&before.id) {
                Some(rewrites) => before.with_text(&rewritten(before, rewrites)),
                None => Paragraph::clone(before),
            };
            if let Some(label) = labels.get(&before.id) {
                after.label.clone_from(label);
            }
            if *language == first && after.digest() != before.digest() {
                words.insert(before.id, (before.digest(), after.digest()));
            }
            // A translation that was up to date still is.
            if let Some((old, new)) = words.get(&before.id)
                && before.of == Some(*old)
            {
                after.of = Some(*new);
            }
            if **before != after {
                touches.push(Touch::Put {
                    language: *language,
                    before: before.clone(),
                    after: Arc::new(after),
                });
            }
        }
    }
    // Proposals are on the words as they will be.
    for proposed in preview.proposals {
        let mut after = proposed.after;
        if let Some((old, new)) = words.get(&after.target)
            && after.compiled_in == Some(*old)
        {
            after.compiled_in = Some(*new);
        }
        touches.push(Touch::Proposal {
            before: Some(proposed.before),
            after: Some(Arc::new(after)),
        });
    }
    let labels: Vec<Relabelled> = preview
        .labels
        .into_iter()
        .filter(|label| label.language == first)
        .map(|label| Relabelled {
            id: label.id,
            from: label.from,
            to: label.to,
        })
        .collect();
    if !labels.is_empty() {
        let before = Box::new(document.head.clone());
        let mut after = before.clone();
        after.renumbered.push(Renumbered {
            at: Some(stamp.at),
            by: Some(stamp.actor.name.clone()),
            labels,
        });
        touches.push(Touch::Head { before, after });
    }
    let mut after = workspace.clone();
    for touch in &touches {
        touch.write(&mut after)?;
    }
    touches.extend(carried(workspace, &after));
    Ok(touches)
}

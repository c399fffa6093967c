//! What becomes of pending proposals when the words they were made on change, whatever changed them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{compiled, put, with_status};
use crate::edit::proposal::{Rebased, rebase_proposal};
use crate::edit::{Change, Stamp, Touch};
use crate::model::{Document, Id, Proposal, ProposalStatus, Wanted, Workspace};

/// Adds to the touches of a change what it makes of the proposals on the paragraphs that it changes: those that still apply
/// move along, those that do not become `stale_base`, and one whose paragraph comes back with its words is tabled again. Of
/// those that stand in the words in brackets it says what became of them. Taking a change back brings its own touches.
pub(in crate::edit::apply) fn follow(
    workspace: &Workspace,
    change: &Change,
    touches: &mut Vec<Touch>,
    stamp: &Stamp,
) {
    if workspace.proposals.is_empty() || matches!(change, Change::Revert { .. }) {
        return;
    }
    let original = workspace.header.original;
    // Numbering anew changes references and nothing that anybody negotiates.
    let editorial = matches!(change, Change::Renumber { .. });
    let mut now: BTreeMap<Id, Arc<Proposal>> = BTreeMap::new();
    let mut texts: BTreeMap<Id, Option<String>> = BTreeMap::new();
    for touch in touches.iter() {
        match touch {
            Touch::Put {
                language,
                before,
                after,
            } if *language == original && before.digest() != after.digest() => {
                texts.insert(after.id, Some(after.text().to_owned()));
            }
            Touch::Remove {
                language,
                paragraph,
                ..
            } if *language == original => {
                texts.insert(paragraph.id, None);
            }
            Touch::Insert {
                language,
                paragraph,
                ..
            } if *language == original => {
                texts.insert(paragraph.id, Some(paragraph.text().to_owned()));
            }
            Touch::Proposal {
                after: Some(after), ..
            } => {
                now.insert(after.id, after.clone());
            }
            _ => {}
        }
    }
    let decided: Vec<Id> = now.keys().copied().collect();
    let mut moved: BTreeMap<Id, (Arc<Proposal>, Proposal)> = BTreeMap::new();
    for proposal in workspace.proposals.values() {
        let changed = texts.get(&proposal.target);
        if !proposal.is_pending() || proposal.amends.is_some() || decided.contains(&proposal.id) {
            continue;
        }
        if let Some(text) = changed {
            let after = on_words(workspace, proposal, text.as_deref(), editorial);
            moved.insert(proposal.id, (proposal.clone(), after));
        }
    }
    places(workspace, touches, &decided, &mut moved);
    // An amendment stands on the words of the proposal that it amends.
    for proposal in workspace.proposals.values() {
        let Some(amended) = proposal.amends.filter(|_| proposal.is_pending()) else {
            continue;
        };
        if decided.contains(&proposal.id) {
            continue;
        }
        let words = match (moved.get(&amended), now.get(&amended)) {
            (Some((_, after)), _) => after.words(),
            (None, Some(after)) if after.is_pending() => after.words(),
            _ => continue,
        };
        let after = on_words(workspace, proposal, words, editorial);
        moved.insert(proposal.id, (proposal.clone(), after));
    }
    let written = compiled::follow(workspace, change, &texts, &decided, stamp);
    touches.extend(
        moved
            .into_values()
            .filter_map(|(before, after)| put(&before, after)),
    );
    touches.extend(written);
}

/// Proposals that name another paragraph, once paragraphs are others or in another order: a join is of the two that it was
/// tabled for, one directly behind the other, and a move is to behind a paragraph that is there.
fn places(
    workspace: &Workspace,
    touches: &[Touch],
    decided: &[Id],
    moved: &mut BTreeMap<Id, (Arc<Proposal>, Proposal)>,
) {
    let original = workspace.header.original;
    let is_order = |touch: &Touch| match touch {
        Touch::Insert { language, .. }
        | Touch::Remove { language, .. }
        | Touch::Move { language, .. } => *language == original,
        Touch::Document { .. } => true,
        _ => false,
    };
    let names_another = |p: &Proposal| {
        p.is_pending()
            && p.amends.is_none()
            && matches!(
                p.wanted,
                Wanted::Join { with: Some(_) } | Wanted::Move { after: Some(_) }
            )
    };
    let changes = touches.iter().any(is_order);
    let of_place: Vec<&Arc<Proposal>> = workspace
        .proposals
        .values()
        .filter(|p| names_another(p) && !decided.contains(&p.id))
        .filter(|p| changes || moved.contains_key(&p.id))
        .collect();
    if of_place.is_empty() {
        return;
    }
    let mut after = workspace.clone();
    if touches.iter().any(|touch| touch.write(&mut after).is_err()) {
        return;
    }
    let Some(document) = after.original() else {
        return;
    };
    for before in of_place {
        let (_, after) = moved
            .entry(before.id)
            .or_insert_with(|| (before.clone(), Proposal::clone(before)));
        after.status = if can_be(document, after) {
            ProposalStatus::Tabled
        } else {
            ProposalStatus::StaleBase
        };
    }
}

/// Whether the paragraphs that a proposal names stand as it needs them.
fn can_be(document: &Document, proposal: &Proposal) -> bool {
    let Some(at) = document.index_of(proposal.target) else {
        return false;
    };
    match proposal.wanted {
        Wanted::Join { with: Some(with) } => document.index_of(with) == Some(at + 1),
        Wanted::Move { after: Some(after) } => document.index_of(after).is_some(),
        _ => true,
    }
}

/// A pending proposal on other words; none for a paragraph that is gone.
fn on_words(
    workspace: &Workspace,
    proposal: &Proposal,
    now: Option<&str>,
    editorial: bool,
) -> Proposal {
    let stale = || with_status(proposal, ProposalStatus::StaleBase);
    let Some(now) = now else {
        return stale();
    };
    if proposal.base() == now {
        return with_status(proposal, ProposalStatus::Tabled);
    }
    let moved = |wanted: Wanted| {
        let mut after = proposal.on_base(now);
        after.wanted = wanted;
        after.status = ProposalStatus::Tabled;
        after
    };
    match &proposal.wanted {
        Wanted::Words(text) => match rebase_proposal(proposal, now, text, &workspace.header) {
            Rebased::Clean(text) => moved(Wanted::Words(text.into())),
            Rebased::Contained => with_status(proposal, ProposalStatus::Superseded),
            Rebased::Overlap { .. } => stale(),
        },
        // Who wants words out wants those words out, and must say whether it wants the others out too.
        Wanted::Gone if !editorial => stale(),
        Wanted::Split { at, new } => match split_at(proposal.base(), now, *at) {
            Some(at) => moved(Wanted::Split { at, new: *new }),
            None => stale(),
        },
        other => moved(other.clone()),
    }
}

/// Where the words before and behind a place part in other words; `None` when the words at it changed.
fn split_at(base: &str, now: &str, at: usize) -> Option<usize> {
    let mut there = at;
    for hunk in crate::edit::proposal::hunks(base, now) {
        if hunk.range.end <= at && !(hunk.range.is_empty() && hunk.range.start == at) {
            there = (there + hunk.words.len()).checked_sub(hunk.range.len())?;
        } else if hunk.range.start <= at {
            return None;
        }
    }
    now.is_char_boundary(there).then_some(there)
}

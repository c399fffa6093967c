//! What becomes of proposals that were written into the text when the words in which they stand change: they go on standing in
//! brackets, or are accepted, or are not.
//!
//! A bracket that is decided decides on the proposals in it, whichever way it is decided: by resolving it, by deciding on the
//! whole draft, or by hand. Start at [`follow`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{given, put, stand, with_status};
use crate::edit::bracket::Act;
use crate::edit::proposal::{Fate, fate};
use crate::edit::{Change, Stamp, Touch};
use crate::model::{Code, Id, Proposal, ProposalStatus, Stance, Wanted, Workspace};
use crate::text::Digest;

/// What a change of words makes of the proposals that were compiled into them. `texts` are the words as they are then, none of
/// a paragraph that is gone; `decided` are the proposals that the change itself touches.
///
/// Who made or supports what is accepted so agrees to the new words, as by accepting it (rule 3 of the rules of staleness),
/// unless something else that it proposed itself was not taken, or still stands.
pub(super) fn follow(
    workspace: &Workspace,
    change: &Change,
    texts: &BTreeMap<Id, Option<String>>,
    decided: &[Id],
    stamp: &Stamp,
) -> Vec<Touch> {
    let mut now: Vec<(Arc<Proposal>, Proposal)> = Vec::new();
    for proposal in workspace.proposals.values() {
        if proposal.is_pending() || decided.contains(&proposal.id) {
            continue;
        }
        if let (Some(on), Some(text)) = (proposal.compiled_in, texts.get(&proposal.target)) {
            let after = judged(workspace, change, texts, proposal, (on, text.as_deref()));
            now.push((proposal.clone(), after));
        }
    }
    let mut touches: Vec<Touch> = Vec::new();
    for (before, after) in &now {
        let Some(text) = texts.get(&after.target).and_then(Option::as_ref) else {
            continue;
        };
        let is_taken = after.status == ProposalStatus::Accepted && **before != *after;
        for code in after.backers().filter(|_| is_taken) {
            if touches.iter().any(|t| is_of(t, code, after.target)) {
                continue;
            }
            let on = Digest::of(text);
            let stance = match other(workspace, &now, code, after) {
                Other::None => Stance::Agree,
                Other::Waits(id) => Stance::Amend(Some(id)),
                Other::NotTaken => continue,
            };
            let position = workspace.position(code, after.target).cloned();
            let given = given(workspace, stance, on, stamp);
            touches.extend(stand(code, after.target, position, Some(given)));
        }
    }
    let moved = now
        .into_iter()
        .filter_map(|(before, after)| put(&before, after));
    moved.chain(touches).collect()
}

/// What else a delegation proposed on the paragraph.
enum Other {
    None,
    Waits(Id),
    NotTaken,
}

fn other(
    workspace: &Workspace,
    now: &[(Arc<Proposal>, Proposal)],
    code: Code,
    taken: &Proposal,
) -> Other {
    let is_own = |p: &Proposal| {
        let about_words = matches!(p.wanted, Wanted::Words(_) | Wanted::Gone);
        p.id != taken.id && p.target == taken.target && p.by.contains(&code) && about_words
    };
    let refused = |(before, after): &(Arc<Proposal>, Proposal)| {
        let status = after.status;
        let not_taken = [ProposalStatus::Rejected, ProposalStatus::AcceptedModified];
        is_own(after) && before.status != status && not_taken.contains(&status)
    };
    if now.iter().any(refused) {
        return Other::NotTaken;
    }
    let stands = now
        .iter()
        .map(|(_, after)| after)
        .find(|p| p.status == ProposalStatus::Superseded && is_own(p));
    let pending = workspace.pending(taken.target);
    let pending = pending.into_iter().map(|p| &**p);
    let mut waits = stands
        .into_iter()
        .chain(pending.filter(|p| p.amends.is_none()));
    waits
        .find(|p| is_own(p))
        .map_or(Other::None, |p| Other::Waits(p.id))
}

fn is_of(touch: &Touch, code: Code, id: Id) -> bool {
    matches!(touch, Touch::Position { delegation, paragraph, .. } if *delegation == code && *paragraph == id)
}

/// A compiled proposal once its paragraph has other words, or is gone.
fn judged(
    workspace: &Workspace,
    change: &Change,
    texts: &BTreeMap<Id, Option<String>>,
    proposal: &Proposal,
    (on, text): (Digest, Option<&str>),
) -> Proposal {
    let header = &workspace.header;
    if proposal.status != ProposalStatus::Superseded {
        // The words in which it stood are back.
        let is_back = text.is_some_and(|text| Digest::of(text) == on);
        let status = if is_back {
            ProposalStatus::Superseded
        } else {
            proposal.status
        };
        return with_status(proposal, status);
    }
    let in_words = |target: Id, text: &str| {
        let mut after = proposal.clone();
        after.target = target;
        after.compiled_in = Some(Digest::of(text));
        after
    };
    let found = text.map(|text| (text, fate(proposal, text, header)));
    if let Some((text, Fate::Stands)) = found {
        return in_words(proposal.target, text);
    }
    if is_about_place(workspace, change) {
        // Splitting and joining decides on nothing: its bracket went along with the words.
        let elsewhere = texts.iter().find_map(|(id, text)| {
            let text = text.as_deref()?;
            (fate(proposal, text, header) == Fate::Stands).then_some((*id, text))
        });
        return elsewhere.map_or_else(|| proposal.clone(), |(id, text)| in_words(id, text));
    }
    let status = match found {
        Some((_, Fate::Taken)) => ProposalStatus::Accepted,
        Some((_, Fate::TakenInPart)) => ProposalStatus::AcceptedModified,
        None if proposal.wanted == Wanted::Gone => ProposalStatus::Accepted,
        _ if has_left(change, proposal) => ProposalStatus::Withdrawn,
        _ => ProposalStatus::Rejected,
    };
    let mut after = with_status(proposal, status);
    // Should these very words come back, it stands in them again.
    after.compiled_in = workspace.words(proposal.target).or(Some(on));
    after
}

/// Whether paragraphs are split or joined, with their words as they are.
fn is_about_place(workspace: &Workspace, change: &Change) -> bool {
    match change {
        Change::Split { .. } | Change::Join { .. } => true,
        Change::Accept { proposal, .. } => workspace
            .proposal(*proposal)
            .is_some_and(|p| matches!(p.wanted, Wanted::Split { .. } | Wanted::Join { .. })),
        _ => false,
    }
}

/// Whether those who made it have withdrawn from its bracket.
fn has_left(change: &Change, proposal: &Proposal) -> bool {
    matches!(change, Change::Bracket { act: Act::Withdraw { by, .. }, .. } if proposal.by == [*by])
}

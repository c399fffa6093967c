//! Deciding on a proposal: accept, in whole or in part, or reject.

use std::sync::Arc;

use super::super::{ChangeError, expect_words, paragraph, structure};
use super::cited::Sources;
use super::{
    fallen, find, fresh_id, given, pending, position_after, put, put_cited, stand, with_status,
};
use crate::edit::proposal::{Rebased, applied, rebase, rebase_proposal, whole_hunks};
use crate::edit::{Stamp, Touch};
use crate::model::{
    Code, Id, Paragraph, Proposal, ProposalStatus, Source, Stance, Wanted, Workspace,
};
use crate::text::Digest;

/// Not taken. What others amended in it falls with it; the stance of who made it stays.
pub(super) fn reject(workspace: &Workspace, id: Id) -> Result<Vec<Touch>, ChangeError> {
    let before = pending(workspace, id)?;
    let mut touches = Vec::new();
    touches.extend(put(before, with_status(before, ProposalStatus::Rejected)));
    touches.extend(fallen(workspace, id));
    Ok(touches)
}

/// Taken: the words change, those who made or support it agree to the new words and nobody else does (what is accepted of a
/// delegation’s own proposal is what it asked for; everybody else must be asked). Of a part, what was not taken stays tabled
/// in the same names, and who made it stands on *amend* for that. Other proposals follow by themselves.
pub(super) fn accept(
    workspace: &Workspace,
    id: Id,
    parts: &[usize],
    base: Digest,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let proposal = pending(workspace, id)?.clone();
    if let Some(amended) = proposal.amends {
        return amend(workspace, &proposal, amended);
    }
    let target = paragraph(workspace, proposal.target)?;
    expect_words(workspace, target, base)?;
    if proposal.status == ProposalStatus::StaleBase {
        return Err(stale(&proposal));
    }
    if !parts.is_empty() && !matches!(proposal.wanted, Wanted::Words(_)) {
        return Err(ChangeError::Refused(format!(
            "the proposal {id} has no parts: accept it as a whole"
        )));
    }
    match &proposal.wanted {
        Wanted::Words(text) => words(workspace, &proposal, target, text, parts, stamp),
        wanted => {
            let mut touches = place(workspace, &proposal, wanted, target.digest())?;
            touches.extend(put(
                find(workspace, id)?,
                with_status(&proposal, ProposalStatus::Accepted),
            ));
            let (paragraph, words) = match wanted {
                Wanted::New {
                    paragraph, text, ..
                } => (*paragraph, Some(Digest::of(text))),
                Wanted::Gone => (proposal.target, None),
                _ => (proposal.target, now(workspace, proposal.target, &touches)),
            };
            if let Some(words) = words {
                touches.extend(agreed(workspace, &proposal, paragraph, words, stamp));
            }
            let left = proposal.words().map_or(Left::Nothing, Left::Words);
            touches.extend(freed(workspace, &proposal, left));
            Ok(touches)
        }
    }
}

fn stale(proposal: &Proposal) -> ChangeError {
    if matches!(proposal.wanted, Wanted::Join { .. } | Wanted::Move { .. }) {
        return ChangeError::Refused(format!(
            "the paragraphs that the proposal {} is about no longer stand as they did: look at them, withdraw it, and table another",
            proposal.id
        ));
    }
    ChangeError::Refused(format!(
        "the words that the proposal {} wants to change are others now: look at both, and restate it on the words as they stand",
        proposal.id
    ))
}

/// The words of a paragraph once these touches are made.
fn now(workspace: &Workspace, id: Id, touches: &[Touch]) -> Option<Digest> {
    let put = touches.iter().rev().find_map(|touch| match touch {
        Touch::Put {
            language, after, ..
        } if *language == workspace.header.original && after.id == id => Some(after.digest()),
        _ => None,
    });
    put.or_else(|| workspace.words(id))
}

/// The paragraph directly behind another one.
pub(super) fn next(workspace: &Workspace, id: Id) -> Option<Id> {
    let document = workspace.original()?;
    let at = document.index_of(id)?;
    document.paragraphs.get(at + 1).map(|p| p.id)
}

/// A proposal about the place of the paragraph, or about whether it is there.
pub(super) fn place(
    workspace: &Workspace,
    proposal: &Proposal,
    wanted: &Wanted,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    match wanted {
        Wanted::Gone => structure::delete(workspace, proposal.target),
        Wanted::Move { after } => structure::shift(workspace, proposal.target, *after),
        Wanted::Split { at, new } => structure::split(workspace, proposal.target, *at, *new, base),
        Wanted::Join { with } => {
            if with.is_some_and(|with| next(workspace, proposal.target) != Some(with)) {
                return Err(stale(proposal));
            }
            structure::join(workspace, proposal.target)
        }
        Wanted::New {
            paragraph,
            role,
            level,
            label,
            text,
        } => {
            let mut new = Paragraph::new(*paragraph, *role, text);
            new.level = *level;
            new.label.clone_from(label);
            new.sources.clone_from(&proposal.sources);
            let original = workspace.header.original;
            let behind = behind(workspace, proposal.target);
            structure::add(workspace, &original, Some(behind), &Arc::new(new))
        }
        Wanted::Words(_) => Ok(Vec::new()),
    }
}

/// What a new paragraph stands behind: its target, and those that were accepted behind that before it.
fn behind(workspace: &Workspace, target: Id) -> Id {
    let accepted = |id: Id| {
        workspace.proposals.values().any(|p| {
            let is_it = matches!(&p.wanted, Wanted::New { paragraph, .. } if *paragraph == id);
            is_it && p.target == target && p.status == ProposalStatus::Accepted
        })
    };
    let Some(document) = workspace.original() else {
        return target;
    };
    let at = document.index_of(target).map_or(0, |at| at + 1);
    let next = document.paragraphs.get(at..).unwrap_or_default();
    let known = next.iter().map(|p| p.id).take_while(|id| accepted(*id));
    known.last().unwrap_or(target)
}

fn words(
    workspace: &Workspace,
    proposal: &Arc<Proposal>,
    target: &Arc<Paragraph>,
    text: &str,
    parts: &[usize],
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    // Words that other hands changed in the file since: carried over first.
    let text = match rebase_proposal(proposal, target.text(), text, &workspace.header) {
        Rebased::Clean(text) => text,
        Rebased::Contained | Rebased::Overlap { .. } => return Err(stale(proposal)),
    };
    let hunks = whole_hunks(target.text(), &text);
    if let Some(wrong) = parts.iter().find(|n| **n == 0 || **n > hunks.len()) {
        return Err(ChangeError::Refused(format!(
            "the proposal {} has no part {wrong}: it has {}, counted from 1",
            proposal.id,
            hunks.len()
        )));
    }
    let is_taken = |nth: usize| parts.is_empty() || parts.contains(&(nth + 1));
    let taken: Vec<_> = hunks
        .iter()
        .enumerate()
        .filter(|(nth, _)| is_taken(*nth))
        .map(|(_, hunk)| hunk)
        .collect();
    let is_whole = taken.len() == hunks.len();
    let new = if is_whole {
        text.clone()
    } else {
        crate::text::clean_paragraph(&applied(target.text(), taken))
    };
    let theirs = if is_whole {
        Sources::all_of(proposal)
    } else {
        Sources::parted(proposal, &new, &hunks, is_taken)
    };
    let mut touches = vec![put_cited(workspace, target, &new, &theirs.taken)];
    let status = if is_whole {
        ProposalStatus::Accepted
    } else {
        ProposalStatus::AcceptedModified
    };
    touches.extend(put(proposal, with_status(proposal, status)));
    if is_whole {
        let on = Digest::of(&new);
        touches.extend(agreed(workspace, proposal, proposal.target, on, stamp));
        touches.extend(freed(workspace, proposal, Left::Words(&new)));
    } else {
        let mut left = rest_of(workspace, proposal, target, &new, &text, &touches);
        left.sources = theirs.left;
        let on = Digest::of(&new);
        for code in &left.by {
            let before = position_after(workspace, *code, left.target, &touches);
            let after = given(workspace, Stance::Amend(Some(left.id)), on, stamp);
            touches.extend(stand(*code, left.target, before, Some(after)));
        }
        touches.extend(freed(workspace, proposal, Left::Rest(&left)));
        touches.push(Touch::Proposal {
            before: None,
            after: Some(Arc::new(left)),
        });
    }
    Ok(touches)
}

/// What was not taken of a proposal: tabled on the new words, in the same names.
fn rest_of(
    workspace: &Workspace,
    proposal: &Proposal,
    target: &Paragraph,
    new: &str,
    text: &str,
    sofar: &[Touch],
) -> Proposal {
    let carried = rebase(
        target.text(),
        new,
        text,
        &proposal.proposers(),
        &workspace.header.party_names(),
    );
    let mut rest = match carried {
        Rebased::Clean(text) => {
            let mut rest = proposal.on_base(new);
            rest.wanted = Wanted::Words(text.into());
            rest
        }
        // All of its words stay in it, for somebody to look at.
        Rebased::Contained | Rebased::Overlap { .. } => {
            let mut rest = proposal.on_base(target.text());
            rest.wanted = Wanted::Words(text.into());
            rest.status = ProposalStatus::StaleBase;
            rest
        }
    };
    let seed = format!("rest\n{}\n{new}", proposal.id);
    rest.id = fresh_id(workspace, sofar, &seed);
    rest.part_of = Some(proposal.id);
    rest
}

/// Who made or supports a proposal agrees to the words with it. Who has another proposal of its own on the paragraph wants
/// other words than those, and stays on *amend*.
fn agreed(
    workspace: &Workspace,
    proposal: &Proposal,
    paragraph: Id,
    on: Digest,
    stamp: &Stamp,
) -> Vec<Touch> {
    let others = workspace.pending(proposal.target);
    let other = |code: Code| {
        let own = |p: &&&Arc<Proposal>| {
            let about_words = matches!(p.wanted, Wanted::Words(_) | Wanted::Gone);
            p.id != proposal.id && p.by.contains(&code) && p.amends.is_none() && about_words
        };
        others
            .iter()
            .find(own)
            .filter(|_| paragraph == proposal.target)
    };
    proposal
        .backers()
        .filter_map(|code| {
            let stance = other(code).map_or(Stance::Agree, |p| Stance::Amend(Some(p.id)));
            let before = workspace.position(code, paragraph).cloned();
            let after = given(workspace, stance, on, stamp);
            stand(code, paragraph, before, Some(after))
        })
        .collect()
}

/// Amendments to a proposal that was accepted become proposals on the paragraph as it now is, or amendments to what was not
/// taken of it; where nothing is left of the words they amend, they wait for somebody to look.
fn freed(workspace: &Workspace, proposal: &Proposal, left: Left<'_>) -> Vec<Touch> {
    let amendments = workspace.proposals.values();
    let amendments = amendments.filter(|p| p.amends == Some(proposal.id) && p.is_pending());
    amendments
        .filter_map(|p| {
            let carried = |now: &str| match rebase_proposal(p, now, p.words()?, &workspace.header) {
                Rebased::Clean(text) => {
                    let mut after = p.on_base(now);
                    after.wanted = Wanted::Words(text.into());
                    Some(after)
                }
                _ => None,
            };
            let stale = || with_status(p, ProposalStatus::StaleBase);
            let mut after = match left {
                Left::Nothing => stale(),
                Left::Words(now) => carried(now).unwrap_or_else(stale),
                Left::Rest(rest) => {
                    let words = rest.words().unwrap_or_default();
                    carried(words).unwrap_or_else(stale)
                }
            };
            after.amends = match left {
                Left::Rest(rest) => Some(rest.id),
                _ => None,
            };
            if let Wanted::New { paragraph, .. } = &proposal.wanted {
                after.target = *paragraph;
            }
            put(p, after)
        })
        .collect()
}

/// What is left of an accepted proposal for those who amend it.
#[derive(Clone, Copy)]
enum Left<'w> {
    /// The words that were taken.
    Words(&'w str),
    /// What was not taken of it.
    Rest(&'w Proposal),
    /// Nothing: it was not about words.
    Nothing,
}

/// An amendment is taken into the proposal that it amends. The words of the paragraph stay as they are.
fn amend(
    workspace: &Workspace,
    amendment: &Arc<Proposal>,
    amended: Id,
) -> Result<Vec<Touch>, ChangeError> {
    let before = pending(workspace, amended)?;
    let (Some(words), Some(wanted)) = (before.words(), amendment.words()) else {
        return Err(stale(amendment));
    };
    let text = match rebase_proposal(amendment, words, wanted, &workspace.header) {
        Rebased::Clean(text) => text,
        Rebased::Contained | Rebased::Overlap { .. } => return Err(stale(amendment)),
    };
    let mut after = Proposal::clone(before);
    match &mut after.wanted {
        Wanted::Words(words) | Wanted::New { text: words, .. } => *words = text.into(),
        _ => return Err(stale(amendment)),
    }
    Source::add(&mut after.sources, &amendment.sources);
    let mut touches = Vec::new();
    touches.extend(put(before, after));
    touches.extend(put(
        amendment,
        with_status(amendment, ProposalStatus::Accepted),
    ));
    Ok(touches)
}

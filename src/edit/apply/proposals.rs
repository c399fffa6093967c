//! What happens to proposals: tabling, support, withdrawal, decision, and what becomes of them when words change.
//!
//! A proposal is never taken away: it is decided on, or waits. Start at [`touches`], then [`follow()`].

mod brackets;
mod cited;
mod compiled;
mod decide;
mod follow;

use std::sync::Arc;

use super::{ChangeError, expect_words, paragraph, paragraph_name};
use crate::edit::proposal::{closed_up, same_words};
use crate::edit::{Change, Stamp, Touch, Voice};
use crate::model::{
    Code, Id, Paragraph, Position, Proposal, ProposalStatus, Source, Stance, Wanted, Workspace,
    bracket,
};
use crate::text::{self, Digest};

pub(super) use follow::follow;

/// What a change of a proposal leads to.
pub(super) fn touches(
    workspace: &Workspace,
    change: &Change,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    match change {
        Change::Propose { proposals } => propose(workspace, proposals, stamp),
        Change::Voice {
            proposal,
            by,
            voice,
            ..
        } => speak(workspace, *proposal, *by, *voice),
        Change::Withdraw { proposal, by, .. } => withdraw(workspace, *proposal, *by, stamp),
        Change::Restate {
            proposal,
            by,
            text,
            base,
            cites,
            ..
        } => restate(workspace, *proposal, *by, (text, cites, *base), stamp),
        Change::Reject { proposal, .. } => decide::reject(workspace, *proposal),
        Change::Accept {
            proposal,
            parts,
            base,
            ..
        } => decide::accept(workspace, *proposal, parts, *base, stamp),
        Change::Compile { paragraph, base } => brackets::compile(workspace, *paragraph, *base),
        Change::Lift {
            paragraph,
            bracket,
            base,
        } => brackets::lift(workspace, *paragraph, *bracket, *base, stamp),
        _ => Ok(Vec::new()),
    }
}

/// What happened to a proposal, for people: `accept the proposal of KAZ on 5 bis`.
pub(super) fn title(workspace: &Workspace, change: &Change, name: &str) -> String {
    let of = |id: Id| {
        let found = workspace.proposal(id);
        found.map_or_else(|| id.to_string(), |p| p.proposers())
    };
    match change {
        Change::Propose { proposals } => match proposals.as_slice() {
            [one] if one.by.len() > 1 => format!("{} propose on {name}", one.proposers()),
            [one] => format!("{} proposes on {name}", one.proposers()),
            all => {
                let by = all.first().map_or_else(String::new, |p| p.proposers());
                format!("{by} proposes {} changes", all.len())
            }
        },
        Change::Voice {
            proposal,
            by,
            voice,
            ..
        } => {
            let said = match voice {
                Voice::Support => "supports",
                Voice::Oppose => "opposes",
                Voice::Silent => "says nothing of",
            };
            format!("{by} {said} the proposal of {} on {name}", of(*proposal))
        }
        Change::Withdraw {
            proposal,
            by: Some(by),
            ..
        } => format!(
            "{by} withdraws from the proposal of {} on {name}",
            of(*proposal)
        ),
        Change::Restate { proposal, by, .. } => {
            let own = workspace.proposal(*proposal).is_some_and(|p| p.by == [*by]);
            if own {
                format!("{by} restates its proposal on {name}")
            } else {
                format!("{by} restates the proposal of {} on {name}", of(*proposal))
            }
        }
        Change::Withdraw { proposal, .. }
        | Change::Reject { proposal, .. }
        | Change::Accept { proposal, .. } => {
            format!(
                "{} the proposal of {} on {name}",
                change.verb(),
                of(*proposal)
            )
        }
        _ => format!("{} {name}", change.verb()),
    }
}

/// The proposal of that id.
fn find(workspace: &Workspace, id: Id) -> Result<&Arc<Proposal>, ChangeError> {
    workspace.proposal(id).ok_or_else(|| {
        ChangeError::Refused(format!("no proposal {id}: see `rapporteur proposals`"))
    })
}

/// A proposal that waits for a decision.
fn pending(workspace: &Workspace, id: Id) -> Result<&Arc<Proposal>, ChangeError> {
    let found = find(workspace, id)?;
    if found.is_pending() {
        return Ok(found);
    }
    if found.status == ProposalStatus::Superseded && found.compiled_in.is_some() {
        return Err(ChangeError::Refused(format!(
            "the proposal {id} stands in brackets in the text: resolve its bracket, or lift it out first"
        )));
    }
    let status = found.status.word().replace('_', " ");
    Err(ChangeError::Refused(format!(
        "the proposal {id} is {status}: nothing is left to decide; undo takes a decision back"
    )))
}

/// The touch that changes a proposal.
fn put(before: &Arc<Proposal>, after: Proposal) -> Option<Touch> {
    (**before != after).then(|| Touch::Proposal {
        before: Some(before.clone()),
        after: Some(Arc::new(after)),
    })
}

/// A proposal with another status.
fn with_status(proposal: &Proposal, status: ProposalStatus) -> Proposal {
    let mut other = proposal.clone();
    other.status = status;
    other
}

/// The words a proposal on this paragraph, or on that other proposal, is to be made on.
fn ground(workspace: &Workspace, proposal: &Proposal) -> Result<String, ChangeError> {
    match proposal.amends {
        None => Ok(paragraph(workspace, proposal.target)?.text().to_owned()),
        Some(other) => {
            let amended = pending(workspace, other)?;
            amended.words().map(str::to_owned).ok_or_else(|| {
                ChangeError::Refused(format!(
                    "the proposal {other} is not about words: there is nothing to amend in it"
                ))
            })
        }
    }
}

/// Proposals are tabled, and who proposes other words for a paragraph stands on *amend*.
fn propose(
    workspace: &Workspace,
    proposals: &[Arc<Proposal>],
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let mut touches: Vec<Touch> = Vec::new();
    let mut ids: Vec<Id> = Vec::new();
    let mut settled: Vec<Proposal> = Vec::new();
    for proposal in proposals {
        let mut made = checked(workspace, proposal)?;
        if workspace.proposal(made.id).is_some() || ids.contains(&made.id) {
            return Err(ChangeError::Refused(format!(
                "the id {} is taken: ids are never reused",
                made.id
            )));
        }
        ids.push(made.id);
        let others = workspace.pending(made.target);
        let same = others.iter().map(|p| &***p).chain(&settled).find(|other| {
            other.wanted == made.wanted && other.amends == made.amends && other.on() == made.on()
        });
        if let Some(other) = same {
            return Err(ChangeError::Refused(format!(
                "{} proposes exactly that: support the proposal {} instead",
                other.proposers(),
                other.id
            )));
        }
        made.status = ProposalStatus::Tabled;
        made.at = made.at.or(Some(stamp.at));
        settled.push(made.clone());
        touches.push(Touch::Proposal {
            before: None,
            after: Some(Arc::new(made)),
        });
    }
    for made in &settled {
        let is_about_words = made.amends.is_none() && !matches!(made.wanted, Wanted::New { .. });
        let by = made.by.iter().filter(|_| is_about_words);
        for code in by {
            touches.extend(amends(workspace, *code, made, stamp, &touches));
        }
    }
    Ok(touches)
}

/// A proposal as it will stand: its words cleaned, everything it names known.
fn checked(workspace: &Workspace, proposal: &Proposal) -> Result<Proposal, ChangeError> {
    let mut made = proposal.clone();
    let target = paragraph(workspace, made.target)?;
    let ground = ground(workspace, &made)?;
    if made.on() != Digest::of(&ground) {
        return Err(ChangeError::OtherWords {
            name: paragraph_name(workspace, made.target),
            expected: made.on(),
            found: Digest::of(&ground),
        });
    }
    made = made.on_base(&ground);
    if made.amends.is_some() && !matches!(made.wanted, Wanted::Words(_)) {
        return Err(ChangeError::Refused(
            "an amendment is other words for a proposal: say how it shall read, or oppose it"
                .to_owned(),
        ));
    }
    if made.by.is_empty() {
        return Err(ChangeError::Refused(
            "a proposal is made by somebody: say by which delegation".to_owned(),
        ));
    }
    let named = made.by.iter().chain(&made.supporters).chain(&made.opposers);
    for code in named {
        if !workspace.header.knows(*code) {
            return Err(ChangeError::NoDelegation(*code));
        }
    }
    made.wanted = match &made.wanted {
        Wanted::Words(text) => Wanted::Words(words(&ground, text)?.into()),
        Wanted::New {
            paragraph: id,
            role,
            level,
            label,
            text,
        } => {
            let text = text::clean_paragraph(text);
            if text.is_empty() {
                return Err(no_words());
            }
            Wanted::New {
                paragraph: *id,
                role: *role,
                level: *level,
                label: label.clone(),
                text: text.into(),
            }
        }
        Wanted::Move { after: Some(after) } => {
            paragraph(workspace, *after)?;
            if *after == made.target {
                return Err(ChangeError::Refused(
                    "a paragraph cannot stand behind itself: name another one".to_owned(),
                ));
            }
            made.wanted.clone()
        }
        Wanted::Split { at, .. } if !target.text().is_char_boundary(*at) => {
            return Err(ChangeError::Refused(
                "the place of the split is inside a character: split between two words".to_owned(),
            ));
        }
        Wanted::Join { with } => {
            let next = decide::next(workspace, made.target);
            if with.is_some() && *with != next {
                return Err(ChangeError::Refused(format!(
                    "the paragraph to be joined does not stand directly behind {}",
                    paragraph_name(workspace, made.target)
                )));
            }
            Wanted::Join { with: next }
        }
        other => other.clone(),
    };
    // What could never be accepted is not tabled.
    if matches!(
        made.wanted,
        Wanted::Move { .. } | Wanted::Split { .. } | Wanted::Join { .. }
    ) {
        decide::place(workspace, &made, &made.wanted, target.digest())?;
    }
    Ok(made)
}

fn no_words() -> ChangeError {
    ChangeError::Refused(
        "a proposal without words: to strike the paragraph, propose to delete it".to_owned(),
    )
}

/// The words of a proposal, cleaned: other words than those that stand, with the same brackets open at their ends.
fn words(ground: &str, text: &str) -> Result<String, ChangeError> {
    let text = closed_up(ground, &text::clean_paragraph(text));
    if text.is_empty() {
        return Err(no_words());
    }
    if same_words(&text, ground) {
        return Err(ChangeError::Refused(
            "these are the words that stand: there is nothing to propose".to_owned(),
        ));
    }
    if bracket::edges(&text) != bracket::edges(ground) {
        return Err(ChangeError::Refused(
            "the brackets of the proposal do not match: close or take out the one that is alone"
                .to_owned(),
        ));
    }
    Ok(text)
}

/// Who proposes other words stands on *amend*, unless it objects formally to those that stand.
fn amends(
    workspace: &Workspace,
    code: Code,
    proposal: &Proposal,
    stamp: &Stamp,
    sofar: &[Touch],
) -> Option<Touch> {
    let now = workspace.footing(proposal.target)?;
    let words = now.words;
    let before = position_after(workspace, code, proposal.target, sofar);
    if before
        .as_ref()
        .is_some_and(|p| p.stance == Stance::Oppose && !p.is_stale(now))
    {
        return None;
    }
    let stance = Stance::Amend(Some(proposal.id));
    let after = Some(given(workspace, stance, words, stamp));
    stand(code, proposal.target, before, after)
}

/// A position given now.
fn given(workspace: &Workspace, stance: Stance, on: Digest, stamp: &Stamp) -> Position {
    Position {
        at: Some(stamp.at),
        said_in: workspace.header.meeting.clone(),
        ..Position::new(stance, on)
    }
}

fn stand(
    delegation: Code,
    paragraph: Id,
    before: Option<Position>,
    after: Option<Position>,
) -> Option<Touch> {
    (before != after).then_some(Touch::Position {
        delegation,
        paragraph,
        before,
        after,
    })
}

/// The position of a delegation once these touches are made.
fn position_after(
    workspace: &Workspace,
    code: Code,
    id: Id,
    touches: &[Touch],
) -> Option<Position> {
    let latest = touches.iter().rev().find_map(|touch| match touch {
        Touch::Position {
            delegation,
            paragraph,
            after,
            ..
        } if *delegation == code && *paragraph == id => Some(after.clone()),
        _ => None,
    });
    latest.unwrap_or_else(|| workspace.position(code, id).cloned())
}

/// A delegation supports or opposes the proposal of others.
fn speak(workspace: &Workspace, id: Id, by: Code, voice: Voice) -> Result<Vec<Touch>, ChangeError> {
    if !workspace.header.knows(by) {
        return Err(ChangeError::NoDelegation(by));
    }
    let before = pending(workspace, id)?;
    if before.by.contains(&by) {
        return Err(ChangeError::Refused(format!(
            "{by} proposes it itself: it can withdraw"
        )));
    }
    let mut after = Proposal::clone(before);
    after.supporters.retain(|code| *code != by);
    after.opposers.retain(|code| *code != by);
    match voice {
        Voice::Support => after.supporters.push(by),
        Voice::Oppose => after.opposers.push(by),
        Voice::Silent => {}
    }
    Ok(put(before, after).into_iter().collect())
}

/// One of those who made a proposal takes itself off it. What others amended falls with it.
fn withdraw(
    workspace: &Workspace,
    id: Id,
    by: Option<Code>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let before = pending(workspace, id)?;
    if let Some(by) = by
        && !before.by.contains(&by)
    {
        return Err(ChangeError::Refused(format!(
            "{by} did not make the proposal {id}: {} did",
            before.proposers()
        )));
    }
    let leaving: Vec<Code> = match by {
        Some(by) => vec![by],
        None => before.by.clone(),
    };
    let stay: Vec<Code> = before
        .by
        .iter()
        .filter(|code| !leaving.contains(code))
        .copied()
        .collect();
    let mut touches = Vec::new();
    if stay.is_empty() {
        touches.extend(put(before, with_status(before, ProposalStatus::Withdrawn)));
        touches.extend(fallen(workspace, id));
    } else {
        let mut after = Proposal::clone(before);
        after.by = stay;
        touches.extend(put(before, after));
    }
    // The stance that named it goes with it, or to another proposal of the same delegation.
    for code in leaving {
        let position = workspace.position(code, before.target);
        if position.is_none_or(|p| p.stance != Stance::Amend(Some(id))) {
            continue;
        }
        let others = workspace.pending(before.target);
        let other = others
            .into_iter()
            .find(|p| p.id != id && p.by.contains(&code));
        let after = other
            .zip(workspace.words(before.target))
            .map(|(other, words)| given(workspace, Stance::Amend(Some(other.id)), words, stamp));
        touches.extend(stand(code, before.target, position.cloned(), after));
    }
    Ok(touches)
}

/// The amendments to a proposal that is no longer there: they fall with it, and are kept.
fn fallen(workspace: &Workspace, id: Id) -> Vec<Touch> {
    let amendments = workspace.proposals.values();
    let amendments = amendments.filter(|p| p.amends == Some(id) && p.is_pending());
    amendments
        .filter_map(|p| put(p, with_status(p, ProposalStatus::Superseded)))
        .collect()
}

/// New words for a proposal, on the words as they stand. Who supported the old ones is asked again.
fn restate(
    workspace: &Workspace,
    id: Id,
    by: Code,
    (text, cites, base): (&str, &[Source], Digest),
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let before = pending(workspace, id)?;
    if !before.by.contains(&by) {
        return Err(ChangeError::Refused(format!(
            "{by} did not make the proposal {id}: table another one, or an amendment to it"
        )));
    }
    if !matches!(before.wanted, Wanted::Words(_) | Wanted::Gone) {
        return Err(ChangeError::Refused(format!(
            "the proposal {id} is not about the words of the paragraph: withdraw it and table another"
        )));
    }
    if before.amends.is_none() {
        expect_words(workspace, paragraph(workspace, before.target)?, base)?;
    }
    let ground = ground(workspace, before)?;
    let mut after = before.on_base(&ground);
    // Who wanted the old words out, and says no other words, wants the new ones out.
    if before.wanted != Wanted::Gone || !text.trim().is_empty() {
        after.wanted = Wanted::Words(words(&ground, text)?.into());
    }
    Source::add(&mut after.sources, cites);
    after.status = ProposalStatus::Tabled;
    after.supporters.clear();
    // It says so of the words as they stand, whatever it said of others before.
    let stands = after.amends.is_none().then_some(&after);
    let stands = stands.and_then(|after| amends(workspace, by, after, stamp, &[]));
    Ok(put(before, after).into_iter().chain(stands).collect())
}

/// An id that nothing has, made of what it is for, so that the same change gives the same ids wherever it is applied.
fn fresh_id(workspace: &Workspace, taken: &[Touch], seed: &str) -> Id {
    let mut turn = 0_u32;
    loop {
        let digest = Digest::of_bytes(format!("{turn}\n{seed}").as_bytes());
        let bytes = digest.as_bytes().iter().take(8);
        let id = Id::from_random(bytes.fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)));
        let is_taken = workspace.proposal(id).is_some()
            || taken
                .iter()
                .any(|touch| matches!(touch, Touch::Proposal { after: Some(p), .. } if p.id == id));
        if !is_taken {
            return id;
        }
        turn += 1;
    }
}

/// The words of a paragraph of the original changed to these, with where some of them come from.
fn put_cited(
    workspace: &Workspace,
    before: &Arc<Paragraph>,
    text: &str,
    sources: &[Source],
) -> Touch {
    let mut after = before.with_text(text);
    after.cite(sources);
    Touch::Put {
        language: workspace.header.original,
        before: before.clone(),
        after: Arc::new(after),
    }
}

/// The same without a source.
fn put_words(workspace: &Workspace, before: &Arc<Paragraph>, text: &str) -> Touch {
    put_cited(workspace, before, text, &[])
}

#[cfg(test)]
mod tests;

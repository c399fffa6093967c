//! The acts of a meeting: exceptions lifted, reports, placements, deletions, votes, statements, sponsors. Silence and adoption
//! have files of their own.
//!
//! What happened is kept: an entry is added or says since when it no longer holds. Start at [`touches`].

mod adoption;
mod guard;
mod silence;

use std::sync::Arc;

use super::{ChangeError, chair, expect_words, original, paragraph, paragraph_name, structure};
use crate::edit::{Act, Stamp, Touch};
use crate::model::transition::{Event, Stage, allowed};
use crate::model::{
    Agreement, Code, Deletion, Done, Id, Kind, Level, Lifted, Paragraph, Placement, Proceeding,
    Report, RollCall, Sort, Sponsor, Statement, Workspace,
};
use crate::text::{Digest, clean_paragraph};

pub(super) use guard::{adopted_stays, may_revert};
pub(super) use silence::follow;

/// What an act leads to.
pub(super) fn touches(
    workspace: &Workspace,
    act: &Act,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    match act {
        Act::LiftException {
            paragraph,
            by,
            note,
        } => lift_exception(workspace, *paragraph, *by, note.as_ref(), stamp),
        Act::Raise { level, paragraphs } => raise(workspace, *level, paragraphs, stamp),
        Act::Report(report) => take_report(workspace, report),
        Act::Dispute(placement) => dispute(workspace, placement),
        Act::Settle { paragraph, reason } => settle(workspace, *paragraph, reason.as_ref(), stamp),
        Act::AgreeDeletion(deletion) => agree_deletion(workspace, deletion),
        Act::Propose(silence) => silence::propose(workspace, silence, stamp),
        Act::Silence {
            silence,
            step,
            version,
            ..
        } => silence::step(workspace, *silence, step, *version, stamp),
        Act::Vote(vote) => record_vote(workspace, vote),
        Act::Adopt {
            adoption,
            on,
            vote,
            version,
        } => adoption::adopt(workspace, *adoption, *on, *vote, *version, stamp),
        Act::Annul(reopening) => adoption::annul(workspace, reopening),
        Act::State(statement) => state(workspace, statement),
        Act::Sponsor(sponsor) => sign(workspace, sponsor),
        Act::Withdraw {
            sort, id, reason, ..
        } => withdraw(workspace, *sort, *id, reason.as_ref(), stamp),
        Act::Correct {
            corrigendum,
            paragraph,
            language,
            text,
            base,
            reason,
        } => adoption::correct(
            workspace,
            (*corrigendum, *paragraph, *language),
            text,
            *base,
            reason,
            stamp,
        ),
    }
}

/// What happened, for people.
pub(super) fn title(workspace: &Workspace, act: &Act) -> String {
    let name = act.paragraph().map(|id| paragraph_name(workspace, id));
    let on = name.as_deref().unwrap_or("the text");
    match act {
        Act::LiftException { by, .. } => format!("lift the exception of {by} on {on}"),
        Act::Raise { level, paragraphs } => {
            let many = if paragraphs.len() == 1 { "" } else { "s" };
            format!(
                "agree {} paragraph{many} {}",
                paragraphs.len(),
                level.phrase()
            )
        }
        Act::Report(report) => {
            let from = report.from.as_deref().unwrap_or("the group");
            format!("report of {from} on {on}")
        }
        Act::Dispute(_) => format!("the placement of {on} is disputed"),
        Act::Settle { .. } => format!("the placement of {on} is agreed"),
        Act::AgreeDeletion(deletion) => {
            format!("agree to delete {on} {}", deletion.level.phrase())
        }
        Act::Vote(vote) => {
            let outcome = vote.outcome(&workspace.header);
            format!("vote on {on}: {}", outcome.word())
        }
        Act::Adopt { version, .. } => format!("adopt the text as {version}"),
        Act::Annul(_) => "annul the adoption".to_owned(),
        Act::State(statement) => {
            let by = crate::model::names(&statement.by);
            format!("{} of {by} on {on}", statement.kind.phrase())
        }
        Act::Sponsor(sponsor) => format!("{} sponsors the text", sponsor.delegation),
        Act::Withdraw { by, .. } => format!("{} of {by}", act.verb()),
        Act::Silence { silence, .. } => {
            let found = workspace.proceedings.silence(*silence);
            let on = found
                .and_then(|s| s.paragraph)
                .map(|id| paragraph_name(workspace, id));
            format!("{} on {}", act.verb(), on.as_deref().unwrap_or("the text"))
        }
        Act::Propose(_) | Act::Correct { .. } => format!("{} on {on}", act.verb()),
    }
}

/// A proceeding that comes to be, or becomes another.
pub(super) fn put(workspace: &Workspace, after: Proceeding) -> Touch {
    Touch::Proceeding {
        before: workspace.proceedings.get(after.sort(), after.id()).cloned(),
        after: Some(Arc::new(after)),
    }
}

/// Refuses an id that is given already.
fn expect_new(workspace: &Workspace, sort: Sort, id: Id) -> Result<(), ChangeError> {
    if workspace.proceedings.get(sort, id).is_none() {
        return Ok(());
    }
    Err(ChangeError::Refused(format!(
        "the id {id} is taken among the {}: ids are never reused",
        sort.word()
    )))
}

fn expect_party(workspace: &Workspace, code: Code) -> Result<(), ChangeError> {
    if workspace.header.knows(code) {
        Ok(())
    } else {
        Err(ChangeError::NoDelegation(code))
    }
}

/// Where a paragraph stands, for the table of transitions.
pub(super) fn stage(workspace: &Workspace, p: &Paragraph) -> Stage {
    let held = workspace.original().is_some_and(|d| d.is_held(p.id));
    let agreements = workspace.agreements.get(&p.id);
    let standing = agreements.and_then(|all| all.last());
    let standing = standing.filter(|last| last.reopened.is_none());
    Stage {
        status: workspace.status_in(p, held),
        level: standing.map(|last| last.level),
        bracketed: held || p.brackets() > 0,
    }
}

/// Refuses an act that the table of transitions does not have.
pub(super) fn expect_allowed(
    workspace: &Workspace,
    p: &Paragraph,
    event: Event,
) -> Result<(), ChangeError> {
    allowed(stage(workspace, p), event).map_err(|refusal| {
        let name = paragraph_name(workspace, p.id);
        let gap = if refusal.instead.is_empty() { "" } else { "; " };
        let instead = refusal.instead.replace("PARA", &quoted(&name));
        ChangeError::Refused(format!("{name} {}{gap}{instead}", refusal.why))
    })
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    if name.contains(char::is_whitespace) {
        format!("\"{name}\"")
    } else if let Some(place) = name.strip_prefix('¶') {
        format!("#{place}")
    } else {
        name.to_owned()
    }
}

/// The agreement stands on; it waits for one delegation less.
fn lift_exception(
    workspace: &Workspace,
    id: Id,
    by: Code,
    note: Option<&Arc<str>>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, id)?;
    expect_allowed(workspace, p, Event::Lift)?;
    let before = workspace.agreements.get(&id).cloned().unwrap_or_default();
    let mut after = before.clone();
    let last = after.last_mut().filter(|last| last.except.contains(&by));
    let Some(last) = last else {
        let name = paragraph_name(workspace, id);
        let waits = before.last().map(|last| crate::model::names(&last.except));
        return Err(ChangeError::Refused(format!(
            "{name} is not pending {by}: it is pending {}",
            waits.unwrap_or_default()
        )));
    };
    last.except.retain(|code| *code != by);
    last.lifted.push(Lifted {
        by,
        at: Some(stamp.at),
        note: note.cloned(),
    });
    Ok(vec![Touch::Agreements {
        paragraph: id,
        before,
        after,
    }])
}

/// Each paragraph gets an agreement at the level, with the exceptions that are left.
fn raise(
    workspace: &Workspace,
    level: Level,
    paragraphs: &[(Id, Digest)],
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    if level == Level::Adopted {
        return Err(ChangeError::Refused(
            "a whole text is adopted, not its paragraphs: `rapporteur adopt`".to_owned(),
        ));
    }
    let mut touches = Vec::new();
    for (id, on) in paragraphs {
        let p = paragraph(workspace, *id)?;
        expect_words(workspace, p, *on)?;
        let standing = workspace.agreements.get(id).and_then(|all| all.last());
        let standing = standing.filter(|last| last.reopened.is_none() && last.on == *on);
        let Some(standing) = standing else {
            return Err(ChangeError::Refused(format!(
                "{} is not agreed on its words: only what is agreed is raised",
                paragraph_name(workspace, *id)
            )));
        };
        let mut agreement = Agreement::new(level, *on);
        agreement.except.clone_from(&standing.except);
        agreement.bracketed = standing.bracketed;
        agreement.at = Some(stamp.at);
        agreement.by = Some(stamp.actor.name.clone());
        agreement.meeting.clone_from(&workspace.header.meeting);
        touches.extend(chair::agree(workspace, *id, &agreement)?);
    }
    Ok(touches)
}

/// The paragraph comes back, bracketed or open as its words are, and the report is kept.
fn take_report(workspace: &Workspace, report: &Report) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, report.paragraph)?;
    expect_allowed(workspace, p, Event::Report)?;
    expect_new(workspace, Sort::Report, report.id)?;
    if report.text.trim().is_empty() {
        return Err(ChangeError::Refused(
            "a report says something: give its text, or take the paragraph up without one (`unpark`)"
                .to_owned(),
        ));
    }
    let mut report = report.clone();
    let parking = workspace.parked.get(&report.paragraph);
    report.parked = parking.and_then(|parking| parking.at);
    if report.from.is_none() {
        report.from = parking.and_then(|parking| parking.with.clone());
    }
    let mut touches: Vec<Touch> = chair::unpark(workspace, report.paragraph)
        .into_iter()
        .collect();
    touches.push(put(workspace, Proceeding::Report(report)));
    Ok(touches)
}

fn dispute(workspace: &Workspace, placement: &Placement) -> Result<Vec<Touch>, ChangeError> {
    paragraph(workspace, placement.paragraph)?;
    expect_new(workspace, Sort::Placement, placement.id)?;
    let name = paragraph_name(workspace, placement.paragraph);
    if placement.by.is_empty() {
        return Err(ChangeError::Refused(format!(
            "somebody disputes the placement of {name}: say who"
        )));
    }
    for code in &placement.by {
        expect_party(workspace, *code)?;
    }
    if workspace
        .proceedings
        .disputed(placement.paragraph)
        .is_some()
    {
        return Err(ChangeError::Refused(format!(
            "the placement of {name} is disputed already: settle it first"
        )));
    }
    Ok(vec![put(
        workspace,
        Proceeding::Placement(placement.clone()),
    )])
}

fn settle(
    workspace: &Workspace,
    id: Id,
    reason: Option<&Arc<str>>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let Some(placement) = workspace.proceedings.disputed(id) else {
        let name = paragraph_name(workspace, id);
        return Err(ChangeError::Refused(format!(
            "nobody disputes the placement of {name}"
        )));
    };
    let mut placement = placement.clone();
    placement.settled = Some(done(stamp, reason));
    Ok(vec![put(workspace, Proceeding::Placement(placement))])
}

/// The paragraph goes to the deleted, and the agreement that it shall is kept beside it.
fn agree_deletion(workspace: &Workspace, deletion: &Deletion) -> Result<Vec<Touch>, ChangeError> {
    let id = deletion.paragraph;
    let p = paragraph(workspace, id)?;
    expect_allowed(workspace, p, Event::AgreeDeletion)?;
    expect_words(workspace, p, deletion.on)?;
    expect_new(workspace, Sort::Deletion, deletion.id)?;
    if deletion.level == Level::Adopted {
        return Err(ChangeError::Refused(
            "deletion is agreed ad_ref, in informals or in committee".to_owned(),
        ));
    }
    let mut touches = structure::delete(workspace, id)?;
    touches.extend(chair::unpark(workspace, id));
    touches.push(put(workspace, Proceeding::Deletion(deletion.clone())));
    Ok(touches)
}

/// A restored paragraph is no longer one that it was agreed to delete.
pub(super) fn restored(workspace: &Workspace, id: Id, stamp: &Stamp) -> Option<Touch> {
    let mut deletion = workspace.proceedings.deletion(id)?.clone();
    deletion.restored = Some(done(stamp, None));
    Some(put(workspace, Proceeding::Deletion(deletion)))
}

/// Who did it, and when.
pub(super) fn done(stamp: &Stamp, reason: Option<&Arc<str>>) -> Done {
    Done {
        at: Some(stamp.at),
        by: Some(stamp.actor.name.clone()),
        reason: reason.cloned(),
    }
}

/// A vote is on the words that stand, and only members vote.
fn record_vote(workspace: &Workspace, vote: &RollCall) -> Result<Vec<Touch>, ChangeError> {
    expect_new(workspace, Sort::Vote, vote.id)?;
    match vote.paragraph {
        Some(id) => expect_words(workspace, paragraph(workspace, id)?, vote.on)?,
        None => adoption::expect_text(workspace, vote.on)?,
    }
    for code in vote.ballots.keys() {
        let delegation = workspace.header.delegation(*code);
        let Some(delegation) = delegation else {
            return Err(ChangeError::Refused(format!(
                "{code} is no delegation: each delegation votes for itself, groups do not"
            )));
        };
        if delegation.kind != Kind::Member {
            return Err(ChangeError::Refused(format!(
                "{code} is no member: observers and officers do not vote"
            )));
        }
    }
    let voted = vote.ballots.values();
    if voted
        .filter(|ballot| **ballot != crate::model::Ballot::NotVoting)
        .count()
        == 0
    {
        return Err(ChangeError::Refused(
            "nobody voted: give at least one ballot".to_owned(),
        ));
    }
    Ok(vec![put(workspace, Proceeding::Vote(vote.clone()))])
}

fn state(workspace: &Workspace, statement: &Statement) -> Result<Vec<Touch>, ChangeError> {
    original(workspace)?;
    expect_new(workspace, Sort::Statement, statement.id)?;
    if statement.by.is_empty() {
        return Err(ChangeError::Refused(
            "somebody makes a statement: say who".to_owned(),
        ));
    }
    for code in &statement.by {
        expect_party(workspace, *code)?;
    }
    for id in &statement.paragraphs {
        paragraph(workspace, *id)?;
    }
    let text = clean_paragraph(&statement.text);
    if text.is_empty() {
        return Err(ChangeError::Refused(
            "a statement says something: give its text".to_owned(),
        ));
    }
    let statement = Statement {
        text: text.as_str().into(),
        ..statement.clone()
    };
    Ok(vec![put(workspace, Proceeding::Statement(statement))])
}

/// Sponsors sign until the text is adopted.
fn sign(workspace: &Workspace, sponsor: &Sponsor) -> Result<Vec<Touch>, ChangeError> {
    expect_new(workspace, Sort::Sponsor, sponsor.id)?;
    expect_party(workspace, sponsor.delegation)?;
    if workspace.adoption().is_some() {
        return Err(ChangeError::Refused(
            "the text is adopted: sponsors sign before that".to_owned(),
        ));
    }
    if workspace.sponsors().contains(&sponsor.delegation) {
        return Err(ChangeError::Refused(format!(
            "{} is among the sponsors already",
            sponsor.delegation
        )));
    }
    Ok(vec![put(workspace, Proceeding::Sponsor(sponsor.clone()))])
}

fn withdraw(
    workspace: &Workspace,
    sort: Sort,
    id: Id,
    reason: Option<&Arc<str>>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let found = workspace.proceedings.get(sort, id);
    let done = Some(done(stamp, reason));
    let gone = |what: &str| {
        ChangeError::Refused(format!("{what} {id} was withdrawn already, and is kept"))
    };
    let after = match found.map(|one| &**one) {
        Some(Proceeding::Statement(s)) if s.withdrawn.is_some() => {
            return Err(gone("the statement"));
        }
        Some(Proceeding::Sponsor(s)) if s.withdrawn.is_some() => return Err(gone("the sponsor")),
        Some(Proceeding::Statement(statement)) => Proceeding::Statement(Statement {
            withdrawn: done,
            ..statement.clone()
        }),
        Some(Proceeding::Sponsor(sponsor)) if workspace.adoption().is_none() => {
            Proceeding::Sponsor(Sponsor {
                withdrawn: done,
                ..sponsor.clone()
            })
        }
        Some(Proceeding::Sponsor(_)) => {
            return Err(ChangeError::Refused(
                "the text is adopted: its sponsors stay".to_owned(),
            ));
        }
        _ => {
            return Err(ChangeError::Refused(format!(
                "there is no {id} among the {}",
                sort.word()
            )));
        }
    };
    Ok(vec![put(workspace, after)])
}

#[cfg(test)]
mod tests;

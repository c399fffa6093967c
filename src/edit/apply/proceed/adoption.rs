//! Adoption, taking it back, and corrigenda.

use std::sync::Arc;

use super::{expect_allowed, expect_new, put};
use crate::edit::apply::{
    ChangeError, chair, expect_words, footing, original, paragraph_in, paragraph_name,
};
use crate::edit::{Stamp, Touch};
use crate::model::transition::Event;
use crate::model::{
    Adoption, Agreement, Corrigendum, How, Id, Level, Paragraph, Proceeding, Reopening, Silence,
    Sort, VersionLabel, VoteOutcome, Workspace,
};
use crate::text::{Digest, Language, clean_paragraph};

/// How many paragraphs are named before the rest is counted.
const NAMED: usize = 8;

/// Refuses what was meant for another text.
pub(super) fn expect_text(workspace: &Workspace, expected: Digest) -> Result<(), ChangeError> {
    let found = original(workspace)?.words();
    if found == expected {
        return Ok(());
    }
    Err(ChangeError::OtherWords {
        name: "the text".to_owned(),
        expected,
        found,
    })
}

/// Refuses a text in which something is still open: brackets, parked paragraphs, disputed placements, an adoption.
pub(super) fn expect_settled(workspace: &Workspace) -> Result<(), ChangeError> {
    let document = original(workspace)?;
    if let Some(adoption) = workspace.adoption() {
        return Err(ChangeError::Refused(format!(
            "the text is adopted already, as {}",
            adoption.version
        )));
    }
    let named = |ids: Vec<Id>| list(workspace, ids);
    let held = document.stretches().held(document.paragraphs.len());
    let numbered = document.paragraphs.iter().zip(held).zip(document.counted());
    let bracketed: Vec<Id> = numbered
        .filter(|((p, held), counted)| *counted && (p.brackets() > 0 || *held))
        .map(|((p, _), _)| p.id)
        .collect();
    if !bracketed.is_empty() {
        return Err(ChangeError::Refused(format!(
            "brackets are left in {}: resolve them first",
            named(bracketed)
        )));
    }
    let parked: Vec<Id> = counted(workspace)
        .filter(|p| workspace.parked.contains_key(&p.id))
        .map(|p| p.id)
        .collect();
    if !parked.is_empty() {
        return Err(ChangeError::Refused(format!(
            "{} is with a smaller group: take its report first (`rapporteur park PARA --back --report TEXT`)",
            named(parked)
        )));
    }
    let disputes = workspace.proceedings.disputes();
    let live = |id: &Id| document.get(*id).is_some();
    let disputed: Vec<Id> = disputes.iter().map(|d| d.paragraph).filter(live).collect();
    if !disputed.is_empty() {
        return Err(ChangeError::Refused(format!(
            "the placement of {} is disputed: settle it first (`rapporteur placement PARA --settle`)",
            named(disputed)
        )));
    }
    let rejected: Vec<Id> = document
        .paragraphs
        .iter()
        .filter(|p| {
            let mut votes = workspace.proceedings.votes().into_iter();
            let last = votes.rfind(|v| v.paragraph == Some(p.id) && v.on == p.digest());
            last.is_some_and(|v| v.outcome(&workspace.header) != VoteOutcome::Carried)
        })
        .map(|p| p.id)
        .collect();
    if !rejected.is_empty() {
        return Err(ChangeError::Refused(format!(
            "{} was not carried in a separate vote: delete it first",
            named(rejected)
        )));
    }
    Ok(())
}

/// Names of paragraphs, the first few.
fn list(workspace: &Workspace, ids: Vec<Id>) -> String {
    let more = ids.len().saturating_sub(NAMED);
    let mut all: Vec<String> = ids
        .into_iter()
        .take(NAMED)
        .map(|id| paragraph_name(workspace, id))
        .collect();
    if more > 0 {
        all.push(format!("{more} more"));
    }
    all.join(", ")
}

/// The paragraphs that are up for agreement.
fn counted(workspace: &Workspace) -> impl Iterator<Item = &Arc<Paragraph>> {
    let document = workspace.original();
    let counted = document.map(|d| d.counted()).unwrap_or_default();
    let all = document
        .map(|d| d.paragraphs.as_slice())
        .unwrap_or_default();
    all.iter()
        .zip(counted)
        .filter(|(_, counted)| *counted)
        .map(|(p, _)| p)
}

/// The whole text is adopted: by consensus when all of it is agreed in committee, by a vote when the vote carried it.
pub(super) fn adopt(
    workspace: &Workspace,
    id: Id,
    on: Digest,
    vote: Option<Id>,
    version: VersionLabel,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    expect_text(workspace, on)?;
    expect_settled(workspace)?;
    if let Some(silence) = workspace.silence_on(None) {
        return Err(ChangeError::Refused(format!(
            "the text is subject to silence until {}: confirm or cancel that first",
            silence.expires
        )));
    }
    let how = match vote {
        None => {
            for p in counted(workspace) {
                expect_allowed(workspace, p, Event::Adopt)?;
            }
            How::Consensus
        }
        Some(vote) => {
            expect_carried(workspace, vote, on)?;
            How::Vote
        }
    };
    write(workspace, (id, on, how, vote), version, stamp)
}

/// The vote that an adoption rests on: on the whole text as it stands, and carried.
fn expect_carried(workspace: &Workspace, id: Id, on: Digest) -> Result<(), ChangeError> {
    let Some(vote) = workspace.proceedings.vote(id) else {
        return Err(ChangeError::Refused(format!(
            "no vote {id}: see `rapporteur vote --list`"
        )));
    };
    if vote.paragraph.is_some() {
        return Err(ChangeError::Refused(format!(
            "vote {id} is on a paragraph: the text is adopted by a vote on the whole"
        )));
    }
    if vote.on != on {
        return Err(ChangeError::OtherWords {
            name: "the text since the vote".to_owned(),
            expected: vote.on,
            found: on,
        });
    }
    let tally = vote.tally(&workspace.header);
    match tally.outcome(vote.majority) {
        VoteOutcome::Carried => Ok(()),
        outcome => Err(ChangeError::Refused(format!(
            "the vote was {}: {}",
            outcome.word(),
            tally.phrase()
        ))),
    }
}

/// A silence procedure on the whole text that the chair confirmed.
pub(super) fn adopt_by_silence(
    workspace: &Workspace,
    silence: &Silence,
    version: Option<VersionLabel>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    expect_settled(workspace)?;
    let Some(version) = version else {
        return Err(ChangeError::Refused(
            "the text is adopted as a version: give its label".to_owned(),
        ));
    };
    let through = Some(silence.id);
    let act = (silence.id, silence.on, How::Silence, through);
    write(workspace, act, version, stamp)
}

/// The version, the agreements, and the adoption itself.
fn write(
    workspace: &Workspace,
    (id, on, how, through): (Id, Digest, How, Option<Id>),
    version: VersionLabel,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    expect_new(workspace, Sort::Adoption, id)?;
    let mut touches = chair::freeze(workspace, version, stamp)?;
    for touch in &mut touches {
        if let Touch::Document {
            after: Some(document),
            ..
        } = touch
        {
            let document = Arc::make_mut(document);
            document.head.adopted = Some(how.word().into());
        }
    }
    for p in counted(workspace) {
        let before = workspace.agreements.get(&p.id).cloned().unwrap_or_default();
        let mut agreement = Agreement::new(Level::Adopted, p.digest());
        agreement.at = Some(stamp.at);
        agreement.by = Some(stamp.actor.name.clone());
        agreement.meeting.clone_from(&workspace.header.meeting);
        let mut after = before.clone();
        after.push(agreement);
        touches.push(Touch::Agreements {
            paragraph: p.id,
            before,
            after,
        });
    }
    let adoption = Adoption {
        id,
        on,
        how,
        through,
        version,
        at: Some(stamp.at),
        by: Some(stamp.actor.name.clone()),
        meeting: workspace.header.meeting.clone(),
        annulled: None,
    };
    touches.push(put(workspace, Proceeding::Adoption(adoption)));
    Ok(touches)
}

/// The adoption no longer counts, nor do its agreements; both are kept, and so is the version.
pub(super) fn annul(
    workspace: &Workspace,
    reopening: &Reopening,
) -> Result<Vec<Touch>, ChangeError> {
    let Some(adoption) = workspace.adoption() else {
        return Err(ChangeError::Refused(
            "the text is not adopted: there is nothing to annul".to_owned(),
        ));
    };
    super::expect_party(workspace, reopening.by)?;
    if reopening.reason.trim().is_empty() {
        return Err(ChangeError::Refused(
            "annulling an adoption takes a reason: say why".to_owned(),
        ));
    }
    let mut touches = Vec::new();
    for (id, before) in workspace.agreements.iter() {
        let mut after = before.clone();
        if let Some(last) = after
            .last_mut()
            .filter(|last| last.level == Level::Adopted && last.reopened.is_none())
        {
            last.reopened = Some(reopening.clone());
            touches.push(Touch::Agreements {
                paragraph: *id,
                before: before.clone(),
                after,
            });
        }
    }
    let mut after = adoption.clone();
    after.annulled = Some(reopening.clone());
    touches.push(put(workspace, Proceeding::Adoption(after)));
    Ok(touches)
}

/// A corrigendum: other words in an adopted text. What stood is kept in it, and in the version.
pub(super) fn correct(
    workspace: &Workspace,
    (id, paragraph, language): (Id, Id, Language),
    text: &str,
    base: Digest,
    reason: &Arc<str>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    expect_new(workspace, Sort::Corrigendum, id)?;
    if workspace.adoption().is_none() {
        return Err(ChangeError::Refused(
            "the text is not adopted: edit it; a corrigendum corrects an adopted text".to_owned(),
        ));
    }
    let before = paragraph_in(workspace, &language, paragraph)?;
    expect_words(workspace, before, base)?;
    let text = clean_paragraph(text);
    let name = paragraph_name(workspace, paragraph);
    if text.is_empty() || Digest::of(&text) == before.digest() {
        return Err(ChangeError::Refused(format!(
            "the corrigendum to {name} changes nothing: give the words as they shall read"
        )));
    }
    if reason.trim().is_empty() {
        return Err(ChangeError::Refused(
            "a corrigendum takes a reason: say why".to_owned(),
        ));
    }
    let after = before.with_text(&text);
    let number = workspace.proceedings.corrigenda().len() as u32 + 1;
    let mut touches = vec![Touch::Put {
        language,
        before: before.clone(),
        after: Arc::new(after.clone()),
    }];
    if language == workspace.header.original {
        // What was adopted, and said, stands on the corrected words, and keeps what it was on.
        let mut corrected = workspace.clone();
        for touch in &touches {
            touch.write(&mut corrected)?;
        }
        touches.extend(footing::carried(workspace, &corrected));
    }
    let corrigendum = Corrigendum {
        id,
        number,
        paragraph,
        language,
        before: before.text().into(),
        text: text.as_str().into(),
        reason: clean_paragraph(reason).as_str().into(),
        at: Some(stamp.at),
        by: Some(stamp.actor.name.clone()),
    };
    touches.push(put(workspace, Proceeding::Corrigendum(corrigendum)));
    Ok(touches)
}

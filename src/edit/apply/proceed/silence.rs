//! Silence procedures: what leads from one state to the next is in [`crate::model::Silence`]; here is what it does to the
//! workspace. A change that gives the words another digest cancels every procedure on them, in the same act.

use super::{adoption, done, expect_new, paragraph, put, quoted};
use crate::edit::apply::{ChangeError, expect_words, paragraph_name};
use crate::edit::{Stamp, Touch};
use crate::model::{
    Agreement, Id, Level, Proceeding, Silence, SilenceError, SilenceState, SilenceStep, Sort,
    VersionLabel, Workspace,
};

/// A procedure begins: proposed, or running at once where nobody objected.
pub(super) fn propose(
    workspace: &Workspace,
    silence: &Silence,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    expect_new(workspace, Sort::Silence, silence.id)?;
    let name = match silence.paragraph {
        Some(id) => {
            let p = paragraph(workspace, id)?;
            expect_words(workspace, p, silence.on)?;
            let stage = super::stage(workspace, p);
            let name = paragraph_name(workspace, id);
            if stage.status == crate::model::Status::Parked {
                let name = quoted(&name);
                return Err(ChangeError::Refused(format!(
                    "{name} is with a smaller group; take its report first (`rapporteur park {name} --back --report TEXT`)"
                )));
            }
            if stage.bracketed {
                return Err(ChangeError::Refused(format!(
                    "{name} has brackets: silence is on words that can be adopted; resolve them first"
                )));
            }
            name
        }
        None => {
            adoption::expect_text(workspace, silence.on)?;
            adoption::expect_settled(workspace)?;
            "the text".to_owned()
        }
    };
    if silence.level == Level::Adopted {
        return Err(ChangeError::Refused(
            "silence on a paragraph leads to ad_ref, informals or committee; a whole text is adopted"
                .to_owned(),
        ));
    }
    if silence.expires.seconds() <= stamp.at.seconds() {
        let error = SilenceError::Past {
            expires: silence.expires,
            now: stamp.at,
        };
        return Err(ChangeError::Refused(error.to_string()));
    }
    if let Some(other) = workspace.silence_on(silence.paragraph) {
        return Err(ChangeError::Refused(format!(
            "{name} is subject to silence already, until {}: confirm or cancel that first",
            other.expires
        )));
    }
    Ok(vec![put(workspace, Proceeding::Silence(silence.clone()))])
}

/// Something happens to a procedure. What is confirmed is agreed, or adopted with the whole text.
pub(super) fn step(
    workspace: &Workspace,
    id: Id,
    step: &SilenceStep,
    version: Option<VersionLabel>,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let Some(silence) = workspace.proceedings.silence(id) else {
        return Err(ChangeError::Refused(format!(
            "no silence procedure {id}: see `rapporteur silence show`"
        )));
    };
    if let SilenceStep::Object(objection) = step {
        super::expect_party(workspace, objection.by)?;
        let kind = workspace.header.delegation(objection.by).map(|d| d.kind);
        if kind.is_some_and(|kind| !kind.can_block()) {
            return Err(ChangeError::Refused(format!(
                "{} is no member: only members break silence; record a statement instead",
                objection.by
            )));
        }
    }
    let words = workspace.words_under(silence.paragraph);
    let after = silence
        .step(step, words, stamp.at, done(stamp, None))
        .map_err(|error| ChangeError::Refused(error.to_string()))?;
    let confirmed = silence.confirmed.is_none() && after.confirmed.is_some();
    let mut touches = vec![put(workspace, Proceeding::Silence(after))];
    if confirmed {
        touches.extend(match silence.paragraph {
            Some(paragraph) => confirm_paragraph(workspace, paragraph, silence, stamp)?,
            None => adoption::adopt_by_silence(workspace, silence, version, stamp)?,
        });
    }
    Ok(touches)
}

fn confirm_paragraph(
    workspace: &Workspace,
    id: Id,
    silence: &Silence,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let mut agreement = Agreement::new(silence.level, silence.on);
    agreement.at = Some(stamp.at);
    agreement.by = Some(stamp.actor.name.clone());
    agreement.meeting.clone_from(&workspace.header.meeting);
    super::chair::agree(workspace, id, &agreement)
}

/// Adds to the touches of a change the cancelling of every procedure whose words it changes. `after` is the workspace with
/// those touches. What undo brings back does not make a cancelled procedure run again.
pub(in crate::edit::apply) fn follow(
    before: &Workspace,
    after: &Workspace,
    title: &str,
    stamp: &Stamp,
) -> Vec<Touch> {
    let mut touches = Vec::new();
    for silence in before.proceedings.silences() {
        let state = silence.state(before.words_under(silence.paragraph), stamp.at);
        let pending = after
            .proceedings
            .silence(silence.id)
            .is_some_and(Silence::is_pending);
        let other = after.words_under(silence.paragraph) != Some(silence.on);
        if pending && other && state != SilenceState::Cancelled {
            let reason = format!("the words changed: {title}");
            let mut cancelled = silence.clone();
            cancelled.cancelled = Some(done(stamp, None).because(&reason));
            touches.push(put(before, Proceeding::Silence(cancelled)));
        }
    }
    touches
}

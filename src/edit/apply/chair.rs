//! Positions, and the acts of the chair: agree, reopen, park, freeze.

use std::collections::HashSet;

use std::sync::Arc;

use super::proceed::expect_allowed;
use super::{ChangeError, expect_words, paragraph, paragraph_name};
use crate::edit::{Place, Stamp, Touch};
use crate::model::transition::Event;
use crate::model::{
    Agreement, Code, Document, Id, Level, Parking, Position, Reopening, Stance, VersionLabel,
    Workspace,
};

/// A position is always given on the words that stand.
pub(super) fn set_position(
    workspace: &Workspace,
    delegation: Code,
    id: Id,
    position: Option<&Position>,
) -> Result<Vec<Touch>, ChangeError> {
    if !workspace.header.knows(delegation) {
        return Err(ChangeError::NoDelegation(delegation));
    }
    let p = paragraph(workspace, id)?;
    if let Some(position) = position {
        expect_words(workspace, p, position.on)?;
        if let Stance::AgreeIf(needs) = &position.stance {
            for need in needs {
                paragraph(workspace, *need)?;
            }
        }
    }
    let before = workspace.position(delegation, id).cloned();
    let after = position.cloned();
    if before == after {
        return Ok(Vec::new());
    }
    Ok(vec![Touch::Position {
        delegation,
        paragraph: id,
        before,
        after,
    }])
}

/// A table of positions, each as if it were stated alone.
pub(super) fn set_positions(
    workspace: &Workspace,
    positions: &[(Code, Id, Option<Position>)],
) -> Result<Vec<Touch>, ChangeError> {
    let mut touches = Vec::new();
    let mut seen = HashSet::new();
    for (delegation, id, position) in positions {
        if !seen.insert((*delegation, *id)) {
            return Err(ChangeError::Refused(format!(
                "{delegation} has two positions on one paragraph"
            )));
        }
        touches.extend(set_position(
            workspace,
            *delegation,
            *id,
            position.as_ref(),
        )?);
    }
    Ok(touches)
}

/// An agreement is on the words that stand, and leads from where [`crate::model::transition`] says it may.
pub(super) fn agree(
    workspace: &Workspace,
    id: Id,
    agreement: &Agreement,
) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, id)?;
    expect_words(workspace, p, agreement.on)?;
    if agreement.level == Level::Adopted {
        return Err(ChangeError::Refused(
            "a whole text is adopted, not a paragraph: `rapporteur adopt`".to_owned(),
        ));
    }
    let (level, told) = (agreement.level, agreement.bracketed);
    expect_allowed(workspace, p, Event::Gavel { level, told })?;
    for code in &agreement.except {
        if !workspace.header.knows(*code) {
            return Err(ChangeError::NoDelegation(*code));
        }
    }
    let before = workspace.agreements.get(&id).cloned().unwrap_or_default();
    let mut after = before.clone();
    after.push(Agreement {
        // What was told is kept only where it was needed.
        bracketed: agreement.bracketed && super::proceed::stage(workspace, p).bracketed,
        ..agreement.clone()
    });
    Ok(vec![Touch::Agreements {
        paragraph: id,
        before,
        after,
    }])
}

/// The last agreement no longer counts, and is kept.
pub(super) fn reopen(
    workspace: &Workspace,
    id: Id,
    reopening: &Reopening,
) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, id)?;
    if !workspace.header.knows(reopening.by) {
        return Err(ChangeError::NoDelegation(reopening.by));
    }
    if reopening.reason.trim().is_empty() {
        return Err(ChangeError::Refused(
            "reopening takes a reason: say why".to_owned(),
        ));
    }
    expect_allowed(workspace, p, Event::Reopen)?;
    let before = workspace.agreements.get(&id).cloned().unwrap_or_default();
    let mut after = before.clone();
    match after.last_mut().filter(|a| a.reopened.is_none()) {
        Some(last) => last.reopened = Some(reopening.clone()),
        None => {
            let name = paragraph_name(workspace, id);
            return Err(ChangeError::Refused(format!(
                "{name} is not agreed: there is nothing to reopen"
            )));
        }
    }
    Ok(vec![Touch::Agreements {
        paragraph: id,
        before,
        after,
    }])
}

/// Sets a paragraph aside, or takes it up again.
pub(super) fn park(
    workspace: &Workspace,
    id: Id,
    parking: Option<&Parking>,
) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, id)?;
    let before = workspace.parked.get(&id).cloned();
    let after = parking.cloned();
    if before == after {
        return Ok(Vec::new());
    }
    if after.is_some() {
        expect_allowed(workspace, p, Event::Park)?;
    }
    Ok(vec![Touch::Parking {
        paragraph: id,
        before,
        after,
    }])
}

pub(super) fn unpark(workspace: &Workspace, id: Id) -> Option<Touch> {
    let before = workspace.parked.get(&id).cloned()?;
    Some(Touch::Parking {
        paragraph: id,
        before: Some(before),
        after: None,
    })
}

/// Every draft becomes a document of the version. Nothing is ever written over one.
pub(super) fn freeze(
    workspace: &Workspace,
    label: VersionLabel,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    // Two labels that differ in case would be one folder on some file systems.
    let taken = workspace
        .versions
        .iter()
        .find(|v| v.label.as_str().eq_ignore_ascii_case(label.as_str()));
    if let Some(taken) = taken {
        return Err(ChangeError::Refused(format!(
            "version {} is there already: choose another label",
            taken.label
        )));
    }
    if workspace
        .original()
        .is_none_or(|draft| draft.paragraphs.is_empty())
    {
        return Err(ChangeError::Refused(
            "the draft is empty: there is nothing to freeze".to_owned(),
        ));
    }
    let touches = workspace.drafts.iter().map(|(language, draft)| {
        let mut head = draft.head.clone();
        head.version = Some(label);
        head.frozen = Some(stamp.at);
        let paragraphs = draft.paragraphs.clone();
        let document = Document {
            head,
            paragraphs,
            deleted: Vec::new(),
        };
        Touch::Document {
            place: Place::Version(label, *language),
            before: None,
            after: Some(Arc::new(document)),
        }
    });
    Ok(touches.collect())
}

//! What the chair does with the gavel besides agreeing one paragraph: lifting an exception, raising what is agreed, agreeing
//! to delete.

use super::agree::AgreeArgs;
use super::agree::report;
use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::Changed;
use crate::edit::{Act, Change};
use crate::model::{Deletion, Id, Level, Status};
use crate::text::clean_paragraph;

/// One delegation that an agreement is pending can agree.
pub(super) fn lift(
    desk: &mut Desk,
    id: Id,
    args: &AgreeArgs,
    said: &str,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let by = find::party(desk.workspace(), said)?;
    let note = args.note.as_deref().map(clean_paragraph);
    let act = Act::LiftException {
        paragraph: id,
        by,
        note: note.filter(|said| !said.is_empty()).map(Into::into),
    };
    let applied = context.commit(desk, &Change::Proceed(Box::new(act)))?;
    report(context, &applied.workspace, id, &applied.title);
    Ok(Exit::Done)
}

/// The chair agrees that a paragraph shall be deleted.
pub(super) fn delete(
    desk: &mut Desk,
    id: Id,
    level: Level,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let p = find::paragraph_in(workspace, None, id)?;
    let stamp = context.stamp()?;
    let act = Act::AgreeDeletion(Deletion {
        id: context.new_id(workspace),
        paragraph: id,
        level,
        on: p.digest(),
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        meeting: workspace.header.meeting.clone(),
        restored: None,
    });
    let applied = context.commit(desk, &Change::Proceed(Box::new(act)))?;
    if context.is_json() {
        context.out.json(&Changed {
            id: Some(id.to_string()),
            changed: applied
                .touches
                .iter()
                .filter_map(|touch| touch.paragraph().map(|id| id.to_string()))
                .collect::<std::collections::BTreeSet<String>>()
                .into_iter()
                .collect(),
        });
    } else {
        let line = format!(
            "{}; `rapporteur restore {id}` brings it back",
            applied.title
        );
        context.out.line(&line);
    }
    Ok(Exit::Done)
}

/// Everything that is agreed below this level on its words.
pub(super) fn raise(desk: &mut Desk, level: Level, context: &mut Context) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let document = find::draft(workspace, None)?;
    let below = document.paragraphs.iter().filter(|p| {
        let status = workspace.status(p);
        let standing = workspace.agreements.get(&p.id).and_then(|all| all.last());
        let agreed = matches!(status, Status::Agreed | Status::AdRef | Status::Pending);
        agreed && standing.is_some_and(|last| last.level < level)
    });
    let paragraphs: Vec<_> = below.map(|p| (p.id, p.digest())).collect();
    if paragraphs.is_empty() {
        return Err(
            Failure::new(format!("nothing is agreed below {level} on its words"))
                .hint("`rapporteur status` says where each paragraph stands"),
        );
    }
    let changed = paragraphs.iter().map(|(id, _)| id.to_string()).collect();
    let act = Act::Raise { level, paragraphs };
    let applied = context.commit(desk, &Change::Proceed(Box::new(act)))?;
    if context.is_json() {
        context.out.json(&Changed { id: None, changed });
    } else {
        context.out.line(&applied.title);
    }
    Ok(Exit::Done)
}

//! What a change makes of a workspace.

mod brackets;
mod chair;
mod footing;
mod package;
mod proceed;
mod proposals;
mod renumber;
mod structure;
mod words;

use std::sync::Arc;

use thiserror::Error;

use super::{Change, Conflict, Denied, Place, Stamp, Touch, may};
use crate::model::{Code, Document, Id, Paragraph, Source, Workspace};
use crate::text::{Digest, Language};

/// A change that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The workspace as it is now.
    pub workspace: Workspace,
    /// What leads there, in order.
    pub touches: Vec<Touch>,
    /// What happened, for notices and the record: `edit 5 bis`.
    pub title: Arc<str>,
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// The actor has no right to it.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What it was made on has changed.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The words it was made on are not the words that stand.
    #[error("the words of {name} changed meanwhile, from {} to {}: look at them as they are now, and do it again", .expected.short(), .found.short())]
    OtherWords {
        /// Which paragraph.
        name: String,
        /// The words that were meant.
        expected: Digest,
        /// The words that stand.
        found: Digest,
    },
    /// There is no such paragraph.
    #[error("no paragraph {id} in the {language} draft")]
    NoParagraph {
        /// What was looked for.
        id: Id,
        /// Where.
        language: Language,
    },
    /// There is no draft in that language.
    #[error("no draft in {0}: import one, or choose another language")]
    NoDraft(Language),
    /// Nobody of that code takes part.
    #[error("no delegation or group {0}: add it to workspace.yaml first")]
    NoDelegation(Code),
    /// It cannot be done, for a reason that is said.
    #[error("{0}")]
    Refused(String),
}

/// Applies a change, if its actor may make it.
///
/// # Errors
/// [`ChangeError`]; the workspace given is as it was.
pub fn apply(
    workspace: &Workspace,
    change: &Change,
    stamp: &Stamp,
) -> Result<Applied, ChangeError> {
    may(&stamp.actor, change)?;
    let mut touches = touches(workspace, change, stamp)?;
    proceed::adopted_stays(workspace, change, &touches)?;
    proposals::follow(workspace, change, &mut touches, stamp);
    footing::ground(workspace, change, &mut touches)?;
    let mut after = workspace.clone();
    for touch in &touches {
        touch.write(&mut after)?;
    }
    // What comes back is called as it is called once it is there.
    let title = match change {
        Change::Restore { .. } => title(&after, change),
        _ => title(workspace, change),
    };
    for touch in proceed::follow(workspace, &after, &title, stamp) {
        touch.write(&mut after)?;
        touches.push(touch);
    }
    Ok(Applied {
        title: title.into(),
        workspace: after,
        touches,
    })
}

fn touches(
    workspace: &Workspace,
    change: &Change,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    match change {
        Change::SetText {
            language,
            paragraph,
            text,
            base,
            cites,
        } => {
            let mut touches = words::set_text(workspace, language, *paragraph, text, *base, cites)?;
            if footing::is_typographic(workspace, change) {
                footing::carry_along_with(workspace, &mut touches)?;
            }
            Ok(touches)
        }
        Change::Editorial {
            paragraph,
            text,
            base,
        } => footing::editorial(workspace, *paragraph, text, *base),
        Change::Carry {
            paragraph,
            from,
            to,
        } => footing::carry(workspace, *paragraph, from, *to),
        Change::Reconfirm {
            delegation,
            paragraphs,
        } => footing::reconfirm(workspace, *delegation, paragraphs, stamp),
        Change::SetPackage { name, package } => package::set(workspace, name, package.as_ref()),
        Change::SetLabel { paragraph, label } => {
            words::in_every_language(workspace, *paragraph, |p| p.label.clone_from(label))
        }
        Change::SetRole {
            paragraph,
            role,
            level,
        } => words::in_every_language(workspace, *paragraph, |p| {
            (p.role, p.level) = (*role, *level);
        }),
        Change::SetNote {
            language,
            paragraph,
            note,
        } => words::set_note(workspace, language, *paragraph, note.as_ref()),
        Change::SetTitle { language, title } => words::set_title(workspace, language, title),
        Change::SetHeader { header } => Ok(vec![Touch::Header {
            before: workspace.header.clone(),
            after: header.clone(),
        }]),
        Change::Add {
            language,
            after,
            paragraph,
        } => structure::add(workspace, language, *after, paragraph),
        Change::Move { paragraph, after } => structure::shift(workspace, *paragraph, *after),
        Change::Split {
            paragraph,
            at,
            new,
            base,
        } => structure::split(workspace, *paragraph, *at, *new, *base),
        Change::Join { paragraph } => structure::join(workspace, *paragraph),
        Change::Delete { paragraph } => structure::delete(workspace, *paragraph),
        Change::Restore { paragraph } => {
            let mut touches = structure::restore(workspace, *paragraph)?;
            touches.extend(proceed::restored(workspace, *paragraph, stamp));
            Ok(touches)
        }
        Change::SetPosition {
            delegation,
            paragraph,
            position,
        } => chair::set_position(workspace, *delegation, *paragraph, position.as_ref()),
        Change::SetPositions { positions } => chair::set_positions(workspace, positions),
        Change::Agree {
            paragraph,
            agreement,
        } => chair::agree(workspace, *paragraph, agreement),
        Change::Reopen {
            paragraph,
            reopening,
        } => chair::reopen(workspace, *paragraph, reopening),
        Change::Park { paragraph, parking } => chair::park(workspace, *paragraph, parking.as_ref()),
        Change::Propose { .. }
        | Change::Voice { .. }
        | Change::Withdraw { .. }
        | Change::Restate { .. }
        | Change::Reject { .. }
        | Change::Accept { .. }
        | Change::Compile { .. }
        | Change::Lift { .. } => proposals::touches(workspace, change, stamp),
        Change::Bracket {
            language,
            paragraph,
            act,
            base,
        } => brackets::bracket(workspace, *language, *paragraph, act, *base),
        Change::Over {
            paragraph,
            act,
            base,
        } => brackets::over(workspace, *paragraph, act, *base),
        Change::Settle {
            language,
            judge,
            base,
        } => brackets::settle(workspace, *language, judge, *base),
        Change::Proceed(act) => proceed::touches(workspace, act, stamp),
        Change::Renumber { base } => renumber::renumber(workspace, *base, stamp),
        Change::Freeze { label } => chair::freeze(workspace, *label, stamp),
        Change::Import { place, document } => import(workspace, place, document),
        Change::Revert { touches, .. } => proceed::may_revert(touches),
    }
}

/// What happened, for people.
fn title(workspace: &Workspace, change: &Change) -> String {
    let verb = change.verb();
    let paragraph = match change {
        // It is not there yet: it is called by its label, or by what it is.
        Change::Add { paragraph, .. } => Some(paragraph.name().to_owned()),
        _ => change.paragraph().map(|id| paragraph_name(workspace, id)),
    };
    match (change, paragraph) {
        (
            Change::SetPosition {
                delegation,
                position,
                ..
            },
            Some(name),
        ) => {
            let word = position
                .as_ref()
                .map_or(crate::model::UNHEARD, |p| p.stance.word());
            format!("{delegation} {word} on {name}")
        }
        (
            Change::Reconfirm {
                delegation,
                paragraphs,
            },
            name,
        ) => match name {
            Some(name) => format!("{delegation} reconfirms {name}"),
            None => format!("{delegation} reconfirms {} stances", paragraphs.len()),
        },
        (Change::SetText { cites, .. }, Some(name)) if !cites.is_empty() => {
            format!("{verb} {name}, with words of {}", places(cites))
        }
        (Change::Add { paragraph, .. }, Some(name)) if !paragraph.sources.is_empty() => {
            format!(
                "{verb} {name}, with words of {}",
                places(&paragraph.sources)
            )
        }
        (Change::Editorial { .. }, Some(name)) => format!("edit {name}, editorial"),
        (Change::Carry { .. }, Some(name)) => format!("carry {name}: an editorial change"),
        (Change::SetPackage { name, package }, _) => match package {
            Some(_) => format!("package {name}"),
            None => format!("dissolve the package {name}"),
        },
        (Change::Agree { agreement, .. }, Some(name)) => {
            format!("agree {name} {}", agreement.level.phrase())
        }
        (
            Change::Propose { .. }
            | Change::Voice { .. }
            | Change::Withdraw { .. }
            | Change::Restate { .. }
            | Change::Reject { .. }
            | Change::Accept { .. },
            Some(name),
        ) => proposals::title(workspace, change, &name),
        (Change::Bracket { act, .. }, Some(name)) => act.title(&name),
        (Change::Over { act, .. }, Some(name)) => brackets::title(act, &name),
        (Change::Settle { judge, .. }, _) => {
            let how = crate::edit::bracket::How::Judge(judge.clone());
            format!("resolve every bracket {}", how.phrase())
        }
        (Change::Proceed(act), _) => proceed::title(workspace, act),
        (Change::SetPositions { positions }, _) => {
            let mut codes: Vec<Code> = positions.iter().map(|(code, _, _)| *code).collect();
            codes.sort_unstable();
            codes.dedup();
            format!("{} positions of {}", positions.len(), codes.len())
        }
        (Change::Freeze { label }, _) => format!("freeze {label}"),
        (Change::Revert { what, .. }, _) => format!("undo: {what}"),
        (Change::Import { place, .. }, _) => match place {
            Place::Draft(language) => format!("import the {} draft", language.name()),
            Place::Version(label, _) => format!("import version {label}"),
            Place::Precedent(name) => format!("import precedent {name}"),
        },
        (_, Some(name)) => format!("{verb} {name}"),
        (_, None) => verb.to_owned(),
    }
}

/// Where words come from, for people.
fn places(sources: &[Source]) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in sources.iter().map(Source::name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" and ")
}

/// What people call a paragraph: its label, else its place; of a deleted one its label.
fn paragraph_name(workspace: &Workspace, id: Id) -> String {
    let Some(document) = workspace.original() else {
        return id.to_string();
    };
    match document
        .index_of(id)
        .and_then(|at| Some((at, document.paragraphs.get(at)?)))
    {
        Some((at, p)) => p
            .label
            .as_ref()
            .map_or_else(|| format!("¶{}", at + 1), std::string::ToString::to_string),
        None => document
            .deleted_of(id)
            .and_then(|d| d.paragraph.label.as_ref())
            .map_or_else(|| id.to_string(), std::string::ToString::to_string),
    }
}

fn import(
    workspace: &Workspace,
    place: &Place,
    document: &Arc<Document>,
) -> Result<Vec<Touch>, ChangeError> {
    let before = match place {
        Place::Draft(language) => workspace.drafts.get(language).cloned(),
        Place::Version(label, language) => workspace
            .version(label.as_str())
            .and_then(|v| v.documents.get(language).cloned()),
        Place::Precedent(name) => workspace
            .precedents
            .iter()
            .find(|p| p.name == *name)
            .map(|p| p.document.clone()),
    };
    match &before {
        Some(there) if !there.paragraphs.is_empty() || !there.deleted.is_empty() => {
            let touch = Touch::Document {
                place: place.clone(),
                before: before.clone(),
                after: None,
            };
            Err(ChangeError::Refused(format!(
                "{} is there already, with {} paragraphs: import under another name, or as a version, and compare",
                touch.what(),
                there.paragraphs.len()
            )))
        }
        _ => Ok(vec![Touch::Document {
            place: place.clone(),
            before,
            after: Some(document.clone()),
        }]),
    }
}

/// The draft in a language.
fn draft<'a>(
    workspace: &'a Workspace,
    language: &Language,
) -> Result<&'a Arc<Document>, ChangeError> {
    workspace
        .draft(language)
        .ok_or(ChangeError::NoDraft(*language))
}

/// The original draft.
fn original(workspace: &Workspace) -> Result<&Arc<Document>, ChangeError> {
    draft(workspace, &workspace.header.original)
}

/// A paragraph of the original draft.
fn paragraph(workspace: &Workspace, id: Id) -> Result<&Arc<Paragraph>, ChangeError> {
    paragraph_in(workspace, &workspace.header.original, id)
}

/// A paragraph of a draft.
fn paragraph_in<'a>(
    workspace: &'a Workspace,
    language: &Language,
    id: Id,
) -> Result<&'a Arc<Paragraph>, ChangeError> {
    let document = draft(workspace, language)?;
    document.get(id).ok_or(ChangeError::NoParagraph {
        id,
        language: *language,
    })
}

/// Refuses what was meant for other words.
fn expect_words(workspace: &Workspace, p: &Paragraph, expected: Digest) -> Result<(), ChangeError> {
    if p.digest() == expected {
        return Ok(());
    }
    let name = paragraph_name(workspace, p.id);
    Err(ChangeError::OtherWords {
        name,
        expected,
        found: p.digest(),
    })
}

#[cfg(test)]
mod tests;

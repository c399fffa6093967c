//! Finishes what a crash left between the line of the record and the files: from the line itself, thing by thing.
//!
//! A file that is neither as the line says nor as it was before is left alone: other hands were at it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::Kind;
use super::notes::finding;
use super::record::Last;
use super::schema::touch;
use super::write::{Edit, kind_of, plan};
use super::{CommitError, Store, commit, load};
use crate::edit::{Place, Touch};
use crate::model::{Document, Finding, Moment, Severity, Workspace};
use crate::text::Digest;

/// The files that the last line of the record says were written and that still are as they were before, as they shall be.
pub(super) fn unfinished(
    store: &Store,
    last: &Last,
) -> Result<(Vec<Edit>, Workspace, Vec<Finding>), CommitError> {
    let mut after = store.workspace.clone();
    let mut odd = Vec::new();
    let wanted: BTreeMap<String, Option<Digest>> = last.files.iter().cloned().collect();
    let open: Vec<&String> = wanted
        .iter()
        .filter(|(path, sha)| {
            let kind = Kind::of(path).ok();
            let now = kind
                .and_then(|kind| store.files.known.get(&kind))
                .map(|known| known.sha);
            let seen = store
                .seen
                .as_ref()
                .map(|seen| seen.files.get(*path).map(|(_, sha)| *sha));
            now != **sha && seen.is_none_or(|seen| seen == now)
        })
        .map(|(path, _)| path)
        .collect();
    if open.is_empty() {
        return Ok((Vec::new(), after, odd));
    }
    let at: Option<Moment> = last.at.parse().ok();
    let mut touches: Vec<Touch> = Vec::new();
    for recorded in touch::read(&last.touches).unwrap_or_default() {
        let touch = match recorded.map(|recorded| commit::whole(recorded, &after, at)) {
            Some(Ok(touch)) => touch,
            Some(Err(why)) => {
                odd.push(finding(
                    "record",
                    None,
                    Severity::Warning,
                    &why,
                    "freeze it again",
                ));
                continue;
            }
            None => continue,
        };
        if !open.contains(&&kind_of(&touch).path()) {
            continue;
        }
        let mut next = after.clone();
        let fits = match &touch {
            Touch::Move {
                language, id, from, ..
            } => predecessor(&next, *language, *id) == Some(*from),
            _ => true,
        };
        if fits && touch.write(&mut next).is_ok() {
            after = next;
            touches.push(touch);
        }
    }
    load::order_versions(&mut after.versions);
    let edits = plan(&store.files.known, &after, &touches)?;
    Ok((edits, after, odd))
}

#[expect(clippy::option_option, reason = "not there, at the start")]
fn predecessor(
    workspace: &Workspace,
    language: crate::text::Language,
    id: crate::model::Id,
) -> Option<Option<crate::model::Id>> {
    let document = workspace.draft(&language)?;
    let at = document.index_of(id)?;
    Some(
        at.checked_sub(1)
            .and_then(|at| document.paragraphs.get(at))
            .map(|p| p.id),
    )
}

/// The document of a version, made again from the draft it was frozen from.
pub(super) fn refreeze(
    place: Place,
    digest: Digest,
    workspace: &Workspace,
    at: Option<Moment>,
) -> Result<Touch, String> {
    let Place::Version(label, language) = place else {
        return Err("the record says that something else than a version was frozen".to_owned());
    };
    let draft = workspace
        .draft(&language)
        .filter(|draft| draft.digest() == digest)
        .ok_or_else(|| {
            format!(
                "version {label} was not finished, and the {} draft has changed since",
                language.name()
            )
        })?;
    let mut head = draft.head.clone();
    (head.version, head.frozen) = (Some(label), at);
    let document = Document {
        head,
        paragraphs: draft.paragraphs.clone(),
        deleted: Vec::new(),
    };
    let place = Place::Version(label, language);
    Ok(Touch::Document {
        place,
        before: None,
        after: Some(Arc::new(document)),
    })
}

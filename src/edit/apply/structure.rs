//! Changes to which paragraphs there are, and in which order. They happen in every language that has the paragraph.

use std::collections::HashSet;
use std::sync::Arc;

use super::{ChangeError, draft, expect_words, original, paragraph, paragraph_name};
use crate::edit::Touch;
use crate::edit::bracket::shortened;
use crate::model::{Deleted, Document, Id, Paragraph, Role, SpanBracket, Workspace, numbering};
use crate::text::{self, Digest, Language};

/// A new paragraph.
pub(super) fn add(
    workspace: &Workspace,
    language: &Language,
    after: Option<Id>,
    new: &Arc<Paragraph>,
) -> Result<Vec<Touch>, ChangeError> {
    let document = draft(workspace, language)?;
    let translation = *language != workspace.header.original;
    if document.get(new.id).is_some() || (!translation && is_known(workspace, new.id)) {
        return Err(ChangeError::Refused(format!(
            "the id {} is taken: ids are never reused",
            new.id
        )));
    }
    if let Some(id) = after
        && document.get(id).is_none()
    {
        return Err(ChangeError::NoParagraph {
            id,
            language: *language,
        });
    }
    let words = text::clean_paragraph(new.text());
    if words.is_empty() {
        return Err(ChangeError::Refused(
            "a paragraph without words is no paragraph: give it a text".to_owned(),
        ));
    }
    let mut new = new.with_text(&words);
    if translation {
        // A translation of a paragraph that the original has, or it could never be shown beside it.
        new.of = Some(paragraph(workspace, new.id)?.digest());
    }
    Ok(vec![Touch::Insert {
        language: *language,
        paragraph: Arc::new(new),
        behind: after,
    }])
}

/// A paragraph and its items to behind another one.
pub(super) fn shift(
    workspace: &Workspace,
    id: Id,
    after: Option<Id>,
) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    let block = block(document, id).ok_or_else(|| no_paragraph(workspace, id))?;
    if let Some(target) = after {
        if document.get(target).is_none() {
            return Err(no_paragraph(workspace, target));
        }
        if block.contains(&target) {
            return Err(ChangeError::Refused(format!(
                "{} cannot stand behind itself or one of its items",
                paragraph_name(workspace, id)
            )));
        }
    }
    let mut touches = Vec::new();
    for (language, document) in &workspace.drafts {
        let mut order: Vec<Id> = document.paragraphs.iter().map(|p| p.id).collect();
        // A translation may lack paragraphs: the nearest before the target that it has takes its place.
        let mut to = after.and_then(|target| nearest(workspace, document, target, &block));
        for id in block.iter().copied() {
            let Some(at) = order.iter().position(|other| *other == id) else {
                continue;
            };
            let from = at.checked_sub(1).and_then(|at| order.get(at)).copied();
            if from != to {
                touches.push(Touch::Move {
                    language: *language,
                    id,
                    from,
                    to,
                });
                order.remove(at);
                let at = to
                    .and_then(|to| order.iter().position(|other| *other == to))
                    .map_or(0, |at| at + 1);
                order.insert(at, id);
            }
            to = Some(id);
        }
    }
    if !touches.is_empty() {
        touches.extend(leave_brackets(workspace, &block, true));
    }
    Ok(touches)
}

/// One paragraph becomes two.
pub(super) fn split(
    workspace: &Workspace,
    id: Id,
    at: usize,
    new: Id,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let before = paragraph(workspace, id)?;
    expect_words(workspace, before, base)?;
    if is_known(workspace, new) {
        return Err(ChangeError::Refused(format!(
            "the id {new} is taken: ids are never reused"
        )));
    }
    let halves = before
        .text()
        .split_at_checked(at)
        .map(|(a, b)| (text::clean_paragraph(a), text::clean_paragraph(b)));
    let Some((first, second)) = halves.filter(|(a, b)| !a.is_empty() && !b.is_empty()) else {
        return Err(ChangeError::Refused(format!(
            "{} cannot be split there: both halves need words",
            paragraph_name(workspace, id)
        )));
    };
    let mut rest = Paragraph::new(new, before.role, &second);
    rest.level = before.level;
    rest.sources.clone_from(&before.sources);
    let document = original(workspace)?;
    let profile = workspace.header.profile;
    rest.label = numbering::suggest(document, profile, Some(id), before.role, before.level);
    let language = workspace.header.original;
    let after = Arc::new(before.with_text(&first));
    let mut touches = vec![
        Touch::Put {
            language,
            before: before.clone(),
            after,
        },
        Touch::Insert {
            language,
            paragraph: Arc::new(rest),
            behind: Some(id),
        },
    ];
    // A bracket that ended with the whole ends with its second half.
    touches.extend(listed_otherwise(workspace, |document, b| {
        if b.to == id && document.head.language == language {
            b.to = new;
        }
        true
    }));
    Ok(touches)
}

/// A paragraph takes in the one behind it.
pub(super) fn join(workspace: &Workspace, id: Id) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    let at = document
        .index_of(id)
        .ok_or_else(|| no_paragraph(workspace, id))?;
    let Some((first, second)) = document
        .paragraphs
        .get(at)
        .zip(document.paragraphs.get(at + 1))
    else {
        return Err(ChangeError::Refused(format!(
            "{} is the last: there is nothing to join",
            paragraph_name(workspace, id)
        )));
    };
    if second.part.is_some() {
        return Err(ChangeError::Refused(
            "the next paragraph opens another part of the document: they cannot be joined"
                .to_owned(),
        ));
    }
    let joined = first.with_text(&text::join_lines([first.text(), second.text()]));
    let whole = joined.digest();
    let mut touches = Vec::new();
    for (language, document) in &workspace.drafts {
        let (one, two) = (document.get(id), document.get(second.id));
        if let (Some(one), Some(two)) = (one, two) {
            let mut after = one.with_text(&text::join_lines([one.text(), two.text()]));
            let fresh = one.of == Some(first.digest()) && two.of == Some(second.digest());
            after.of = if fresh { Some(whole) } else { one.of };
            after.cite(&two.sources);
            touches.push(Touch::Put {
                language: *language,
                before: one.clone(),
                after: Arc::new(after),
            });
        }
        if two.is_some() {
            touches.extend(take_out(language, document, second.id));
        }
    }
    // A bracket that began or ended with the second does so with what both are now.
    touches.extend(listed_otherwise(workspace, |_, b| {
        for end in [&mut b.from, &mut b.to] {
            if *end == second.id {
                *end = id;
            }
        }
        true
    }));
    Ok(touches)
}

/// A paragraph and its items are taken out. What opened a part leaves that to the paragraph behind it.
pub(super) fn delete(workspace: &Workspace, id: Id) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    let block = block(document, id).ok_or_else(|| no_paragraph(workspace, id))?;
    let mut touches = take_all_out(workspace, &block)?;
    touches.extend(leave_brackets(workspace, &block, false));
    Ok(touches)
}

/// Paragraphs leave the brackets that the heads list and that begin or end with them; one that moves whole goes with them.
fn leave_brackets(workspace: &Workspace, block: &[Id], moved: bool) -> Vec<Touch> {
    listed_otherwise(workspace, |document, b| {
        match shortened(document, std::slice::from_ref(b), block).pop() {
            Some(left) => *b = left,
            None => return moved,
        }
        true
    })
}

/// The heads of the drafts list other brackets; `keep` changes one, or says that it goes.
fn listed_otherwise(
    workspace: &Workspace,
    mut keep: impl FnMut(&Document, &mut SpanBracket) -> bool,
) -> Vec<Touch> {
    let head = |document: &Arc<Document>| {
        let before = Box::new(document.head.clone());
        let mut after = before.clone();
        after.brackets.retain_mut(|b| keep(document, b));
        (before != after).then_some(Touch::Head { before, after })
    };
    workspace.drafts.values().filter_map(head).collect()
}

/// Paragraphs that stand one behind the other are taken out, in every language.
pub(super) fn take_all_out(workspace: &Workspace, block: &[Id]) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    if block.len() == document.paragraphs.len() {
        return Err(ChangeError::Refused(
            "these are the last paragraphs of the document: they stay".to_owned(),
        ));
    }
    let mut touches = Vec::new();
    for (language, document) in &workspace.drafts {
        let here: Vec<Id> = block
            .iter()
            .copied()
            .filter(|id| document.get(*id).is_some())
            .collect();
        touches.extend(hand_on_part(language, document, &here));
        // The last first, so that each still stands behind the one it stood behind.
        for id in here.iter().rev() {
            touches.extend(take_out(language, document, *id));
        }
    }
    Ok(touches)
}

/// A deleted paragraph comes back, with the items that were deleted under it, to where it stood.
pub(super) fn restore(workspace: &Workspace, id: Id) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    if document.deleted_of(id).is_none() {
        return Err(ChangeError::Refused(format!(
            "{id} is not among the deleted paragraphs"
        )));
    }
    let mut touches = Vec::new();
    for (language, document) in &workspace.drafts {
        let mut back: HashSet<Id> = HashSet::new();
        let mut waiting: Vec<&Deleted> = document.deleted.iter().collect();
        while let Some(at) = waiting.iter().position(|d| {
            d.paragraph.id == id
                || (d.paragraph.role == Role::Item
                    && d.after.is_some_and(|after| back.contains(&after)))
        }) {
            let deleted = waiting.remove(at);
            let known = |behind: Id| document.get(behind).is_some() || back.contains(&behind);
            let behind = document.stood_behind(deleted, known);
            back.insert(deleted.paragraph.id);
            touches.push(Touch::Bin {
                language: *language,
                id: deleted.paragraph.id,
                before: Some(Box::new(deleted.clone())),
                after: None,
            });
            touches.push(Touch::Insert {
                language: *language,
                paragraph: deleted.paragraph.clone(),
                behind,
            });
        }
    }
    Ok(touches)
}

/// A paragraph with the items under it, in order; `None` when it is not there.
fn block(document: &Document, id: Id) -> Option<Vec<Id>> {
    let at = document.index_of(id)?;
    let mut inside: HashSet<usize> = HashSet::from([at]);
    let mut block = vec![id];
    for (place, chapeau) in document.chapeaux().into_iter().enumerate().skip(at + 1) {
        if !chapeau.is_some_and(|chapeau| inside.contains(&chapeau)) {
            break;
        }
        inside.insert(place);
        block.extend(document.paragraphs.get(place).map(|p| p.id));
    }
    Some(block)
}

/// The paragraph in `document` that stands for `target` of the original: itself, or the nearest before it.
fn nearest(workspace: &Workspace, document: &Document, target: Id, block: &[Id]) -> Option<Id> {
    let original = workspace.original()?;
    let at = original.index_of(target)?;
    let before = original.paragraphs.get(..=at)?.iter().rev();
    before
        .map(|p| p.id)
        .find(|id| !block.contains(id) && document.get(*id).is_some())
}

/// Takes a paragraph out of a draft and keeps it among the deleted.
fn take_out(language: &Language, document: &Document, id: Id) -> Vec<Touch> {
    let Some(at) = document.index_of(id) else {
        return Vec::new();
    };
    let Some(paragraph) = document.paragraphs.get(at) else {
        return Vec::new();
    };
    let behind = at
        .checked_sub(1)
        .and_then(|at| document.paragraphs.get(at))
        .map(|p| p.id);
    let mut kept = Paragraph::clone(paragraph);
    kept.part = None;
    let paragraph = paragraph.clone();
    let old = document
        .deleted
        .iter()
        .find(|d| d.paragraph.id == id)
        .cloned()
        .map(Box::new);
    let new = Deleted {
        paragraph: Arc::new(kept),
        after: behind,
    };
    vec![
        Touch::Remove {
            language: *language,
            paragraph,
            behind,
        },
        Touch::Bin {
            language: *language,
            id,
            before: old,
            after: Some(Box::new(new)),
        },
    ]
}

/// When the first of `block` opens a part, the paragraph behind the block opens it from now on.
fn hand_on_part(language: &Language, document: &Document, block: &[Id]) -> Option<Touch> {
    let first = document.get(*block.first()?)?;
    let part = first.part.clone()?;
    let at = document.index_of(*block.last()?)?;
    let next = document.paragraphs.get(at + 1)?;
    if next.part.is_some() {
        return None;
    }
    let mut after = Paragraph::clone(next);
    after.part = Some(part);
    Some(Touch::Put {
        language: *language,
        before: next.clone(),
        after: Arc::new(after),
    })
}

/// Whether an id was ever given in a draft or a version.
fn is_known(workspace: &Workspace, id: Id) -> bool {
    let drafts = workspace.drafts.values();
    let versions = workspace.versions.iter().flat_map(|v| v.documents.values());
    drafts.chain(versions).any(|document| {
        document.get(id).is_some() || document.deleted.iter().any(|d| d.paragraph.id == id)
    })
}

fn no_paragraph(workspace: &Workspace, id: Id) -> ChangeError {
    ChangeError::NoParagraph {
        id,
        language: workspace.header.original,
    }
}

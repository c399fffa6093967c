//! Changes to words and to what is said of a paragraph, which leave its place alone.

use std::sync::Arc;

use super::{ChangeError, draft, expect_words, original, paragraph, paragraph_in};
use crate::edit::Touch;
use crate::model::{Id, Paragraph, Source, Workspace};
use crate::text::{self, Digest, Language};

/// Other words in one language. A translation is from then on one of the original as it stands.
pub(super) fn set_text(
    workspace: &Workspace,
    language: &Language,
    id: Id,
    words: &str,
    base: Digest,
    cites: &[Source],
) -> Result<Vec<Touch>, ChangeError> {
    let before = paragraph_in(workspace, language, id)?;
    expect_words(workspace, before, base)?;
    let words = text::clean_paragraph(words);
    if words.is_empty() {
        return Err(ChangeError::Refused(
            "a paragraph without words is no paragraph: delete it instead".to_owned(),
        ));
    }
    let mut after = before.with_text(&words);
    if *language != workspace.header.original {
        after.of = Some(paragraph(workspace, id)?.digest());
    }
    after.cite(cites);
    Ok(put(language, before, after))
}

/// The same change to a paragraph in every draft that has it.
pub(super) fn in_every_language(
    workspace: &Workspace,
    id: Id,
    change: impl Fn(&mut Paragraph),
) -> Result<Vec<Touch>, ChangeError> {
    paragraph(workspace, id)?;
    let mut touches = Vec::new();
    for (language, document) in &workspace.drafts {
        if let Some(before) = document.get(id) {
            let mut after = Paragraph::clone(before);
            change(&mut after);
            touches.extend(put(language, before, after));
        }
    }
    Ok(touches)
}

pub(super) fn set_note(
    workspace: &Workspace,
    language: &Language,
    id: Id,
    note: Option<&Arc<str>>,
) -> Result<Vec<Touch>, ChangeError> {
    let before = paragraph_in(workspace, language, id)?;
    let mut after = Paragraph::clone(before);
    after.note = note.cloned();
    Ok(put(language, before, after))
}

pub(super) fn set_title(
    workspace: &Workspace,
    language: &Language,
    title: &Arc<str>,
) -> Result<Vec<Touch>, ChangeError> {
    original(workspace)?;
    let before = Box::new(draft(workspace, language)?.head.clone());
    let mut after = before.clone();
    after.title = title.clone();
    Ok(if before == after {
        Vec::new()
    } else {
        vec![Touch::Head { before, after }]
    })
}

/// A touch, unless nothing changes.
fn put(language: &Language, before: &Arc<Paragraph>, after: Paragraph) -> Vec<Touch> {
    if **before == after {
        return Vec::new();
    }
    let (language, before) = (*language, before.clone());
    vec![Touch::Put {
        language,
        before,
        after: Arc::new(after),
    }]
}

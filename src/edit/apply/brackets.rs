//! Brackets put around words, given holders, resolved: in one paragraph, over several, everywhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ChangeError, draft, expect_words, original, paragraph, paragraph_in, structure};
use crate::edit::Touch;
use crate::edit::bracket::{Act, How, Judge, Over, done, outcome};
use crate::model::bracket::Take;
use crate::model::{Document, Id, Paragraph, Workspace, names};
use crate::text::{Digest, Language};

/// An act on the brackets of one paragraph in one language. A translation is from then on one of the original as it stands.
pub(super) fn bracket(
    workspace: &Workspace,
    language: Language,
    id: Id,
    act: &Act,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let before = paragraph_in(workspace, &language, id)?;
    expect_words(workspace, before, base)?;
    let after = acted(workspace, language, before, act)?;
    Ok(put(language, before, after))
}

fn acted(
    workspace: &Workspace,
    language: Language,
    before: &Paragraph,
    act: &Act,
) -> Result<Paragraph, ChangeError> {
    let done = done(&workspace.header, language, before, act).map_err(ChangeError::Refused)?;
    let mut after = if done.text == before.text() {
        before.clone()
    } else {
        before.with_text(&done.text)
    };
    after.chosen = done.chosen;
    if language != workspace.header.original && done.text != before.text() {
        after.of = Some(paragraph(workspace, before.id)?.digest());
    }
    Ok(after)
}

/// An act on what stands over several paragraphs of the original. Paragraphs that go, go in every language.
pub(super) fn over(
    workspace: &Workspace,
    id: Id,
    act: &Over,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    expect(document, base)?;
    let result = outcome(&workspace.header, document, id, act).map_err(ChangeError::Refused)?;
    let language = workspace.header.original;
    let mut touches = Vec::new();
    let mut words = result.words;
    if let Some((from, to)) = result.heir {
        for (language, document) in &workspace.drafts {
            let label = document.get(from).and_then(|p| p.label.clone());
            if let Some(before) = document.get(to) {
                let mut after = Paragraph::clone(before);
                if *language == workspace.header.original
                    && let Some(text) = words.remove(&to)
                {
                    after = before.with_text(&text);
                }
                after.label = label;
                touches.extend(put(*language, before, after));
            }
        }
    }
    for (id, text) in &words {
        let before = paragraph(workspace, *id)?;
        touches.extend(put(language, before, before.with_text(text)));
    }
    let mut run: Vec<Id> = Vec::new();
    let mut last: Option<usize> = None;
    let mut places: Vec<(usize, Id)> = result
        .gone
        .iter()
        .filter_map(|id| Some((document.index_of(*id)?, *id)))
        .collect();
    places.sort_unstable();
    places.dedup();
    if places.len() == document.paragraphs.len() {
        return Err(ChangeError::Refused(
            "nothing would be left of the document".to_owned(),
        ));
    }
    // From the end, so that what stands before still stands where it stood.
    let mut runs: Vec<Vec<Id>> = Vec::new();
    for (at, id) in places {
        if last.is_some_and(|last| last + 1 != at) {
            runs.push(std::mem::take(&mut run));
        }
        run.push(id);
        last = Some(at);
    }
    runs.push(run);
    for run in runs.iter().rev().filter(|run| !run.is_empty()) {
        touches.extend(structure::take_all_out(workspace, run)?);
    }
    if let Some(listed) = result.listed {
        let before = Box::new(document.head.clone());
        let mut after = before.clone();
        after.brackets = listed;
        if before != after {
            touches.push(Touch::Head { before, after });
        }
    }
    Ok(touches)
}

/// Every contested bracket of a draft is decided. What stands over several paragraphs is not, and is listed by `check`.
pub(super) fn settle(
    workspace: &Workspace,
    language: Language,
    judge: &Judge,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let document = draft(workspace, &language)?;
    expect(document, base)?;
    let act = Act::Resolve {
        bracket: None,
        how: How::Judge(judge.clone()),
    };
    let mut touches = Vec::new();
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    for (at, before) in document.paragraphs.iter().enumerate() {
        let contested = before.brackets() > 0
            && crate::edit::bracket::is_contested(&workspace.header, before.text());
        if !contested {
            continue;
        }
        match acted(workspace, language, before, &act) {
            Ok(after) => touches.extend(put(language, before, after)),
            Err(ChangeError::Refused(why)) => {
                let name = super::paragraph_name(workspace, before.id);
                refused.insert(at, format!("{name}: {why}"));
            }
            Err(other) => return Err(other),
        }
    }
    if let Some((_, first)) = refused.first_key_value() {
        let more = match refused.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more paragraphs)"),
        };
        return Err(ChangeError::Refused(format!("{first}{more}")));
    }
    if touches.is_empty() {
        return Err(ChangeError::Refused(
            "nothing is contested in this draft".to_owned(),
        ));
    }
    Ok(touches)
}

/// What an act over several paragraphs is, for people.
pub(super) fn title(act: &Over, name: &str) -> String {
    match act {
        Over::Around { by, .. } if by.is_empty() => format!("bracket {name} and further"),
        Over::Around { by, .. } => format!("bracket {name} and further for {}", names(by)),
        Over::Withdraw { by, .. } => format!("{by} withdraws from the bracket over {name}"),
        Over::Resolve { take, .. } => match take {
            Take::Keep => format!("resolve the bracket over {name}: keep"),
            Take::Drop => format!("resolve what stands over {name}: drop"),
            Take::Choose(nth) => format!("resolve the options at {name}: option {nth}"),
        },
    }
}

fn expect(document: &Document, base: Digest) -> Result<(), ChangeError> {
    let found = document.digest();
    if found == base {
        return Ok(());
    }
    Err(ChangeError::OtherWords {
        name: "the draft".to_owned(),
        expected: base,
        found,
    })
}

fn put(language: Language, before: &Arc<Paragraph>, after: Paragraph) -> Vec<Touch> {
    if **before == after {
        return Vec::new();
    }
    vec![Touch::Put {
        language,
        before: before.clone(),
        after: Arc::new(after),
    }]
}

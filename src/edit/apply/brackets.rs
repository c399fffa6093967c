//! Brackets put around words, given holders, resolved: in one paragraph, over several, everywhere.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{ChangeError, draft, expect_words, original, paragraph, paragraph_in, structure};
use crate::edit::Touch;
use crate::edit::bracket::{
    Act, EMPTIED, How, Judge, Outcome, Over, Wide, alike, decided_over, done, held, outcome,
    undecided_over,
};
use crate::model::bracket::Take;
use crate::model::{Document, Id, Paragraph, SpanBracket, Workspace, names};
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

/// An act on what stands over several paragraphs of the original. What stands over the same paragraphs in a translation is
/// decided alike, and paragraphs that go, go in every language.
pub(super) fn over(
    workspace: &Workspace,
    id: Id,
    act: &Over,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    expect(document, base)?;
    let refused = ChangeError::Refused;
    let result = outcome(&workspace.header, document, id, act).map_err(refused)?;
    let resolved = match act {
        Over::Resolve { nth, take } => Some((held(document, id, *nth).map_err(refused)?, *take)),
        _ => None,
    };
    taken(workspace, result, resolved.as_ref())
}

/// Makes what an act over several paragraphs comes to. `resolved` is what was decided by it.
fn taken(
    workspace: &Workspace,
    mut result: Outcome,
    resolved: Option<&(Wide, Take)>,
) -> Result<Vec<Touch>, ChangeError> {
    let document = original(workspace)?;
    let language = workspace.header.original;
    let mut touches = Vec::new();
    let mut new: BTreeMap<Id, Digest> = BTreeMap::new();
    for (id, text) in &result.words {
        let before = paragraph(workspace, *id)?;
        let mut after = before.with_text(text);
        labelled(document, &result, &mut after);
        new.insert(*id, after.digest());
        touches.extend(put(language, before, after));
    }
    if let Some((id, chosen)) = result.chosen.take() {
        let before = paragraph(workspace, id)?;
        let mut after = Paragraph::clone(before);
        after.chosen = chosen;
        touches.extend(put(language, before, after));
    }
    for (other, translation) in &workspace.drafts {
        let is_original = *other == language;
        let alike = (!is_original).then(|| {
            let (wide, take) = resolved?;
            let here = alike(document, wide, translation)?;
            crate::edit::bracket::resolved(&workspace.header, translation, &here, *take).ok()
        });
        // Only what takes the same paragraphs out is the same.
        let alike = alike.flatten().filter(|o| o.gone == result.gone);
        let mut words = alike.as_ref().map(|o| o.words.clone()).unwrap_or_default();
        if let Some((_, heir)) = result.heir
            && let Some(p) = translation.get(heir)
            && !(is_original && result.words.contains_key(&heir))
        {
            words.entry(heir).or_insert_with(|| p.text().to_owned());
        }
        for (id, text) in words {
            let Some(before) = translation.get(id) else {
                continue;
            };
            let mut after = if text == before.text() {
                Paragraph::clone(before)
            } else {
                before.with_text(&text)
            };
            labelled(translation, &result, &mut after);
            if let Some(digest) = new.get(&id)
                && before.of == Some(paragraph(workspace, id)?.digest())
                && text != before.text()
            {
                after.of = Some(*digest);
            }
            touches.extend(put(*other, before, after));
        }
        let alike = alike.as_ref().filter(|_| !is_original);
        if let Some(listed) = alike.and_then(|o| o.listed_after(translation)) {
            touches.extend(head(translation, listed));
        }
    }
    touches.extend(gone(workspace, document, &result.gone)?);
    if let Some(listed) = result.listed_after(document) {
        touches.extend(head(document, listed));
    }
    Ok(touches)
}

/// Labels are frozen: what takes the place of a choice is called what the choice was called.
fn labelled(document: &Document, result: &Outcome, after: &mut Paragraph) {
    if let Some((from, to)) = result.heir
        && after.id == to
    {
        after.label = document.get(from).and_then(|p| p.label.clone());
    }
}

/// The head of a draft lists other brackets.
fn head(document: &Document, listed: Vec<SpanBracket>) -> Option<Touch> {
    let before = Box::new(document.head.clone());
    let mut after = before.clone();
    after.brackets = listed;
    (before != after).then_some(Touch::Head { before, after })
}

/// Paragraphs go, in every language.
fn gone(workspace: &Workspace, document: &Document, ids: &[Id]) -> Result<Vec<Touch>, ChangeError> {
    let mut places: Vec<(usize, Id)> = ids
        .iter()
        .filter_map(|id| Some((document.index_of(*id)?, *id)))
        .collect();
    places.sort_unstable();
    places.dedup();
    if !places.is_empty() && places.len() == document.paragraphs.len() {
        return Err(ChangeError::Refused(
            "nothing would be left of the document".to_owned(),
        ));
    }
    let mut runs: Vec<Vec<Id>> = Vec::new();
    let mut last: Option<usize> = None;
    for (at, id) in places {
        match runs.last_mut() {
            Some(run) if last.is_some_and(|last| last + 1 == at) => run.push(id),
            _ => runs.push(vec![id]),
        }
        last = Some(at);
    }
    let mut touches = Vec::new();
    // From the end, so that what stands before still stands where it stood.
    for run in runs.iter().rev() {
        touches.extend(structure::take_all_out(workspace, run)?);
    }
    Ok(touches)
}

/// Everything contested in a draft is decided: first what stands over several paragraphs, then the brackets of each.
pub(super) fn settle(
    workspace: &Workspace,
    language: Language,
    judge: &Judge,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    expect(draft(workspace, &language)?, base)?;
    let mut now = workspace.clone();
    let mut touches = Vec::new();
    if language == workspace.header.original {
        settle_over(&mut now, judge, &mut touches)?;
    }
    let document = draft(&now, &language)?.clone();
    if let Some((id, why)) = undecided_over(&workspace.header, &document, judge) {
        let name = super::paragraph_name(workspace, id);
        let why = if language == workspace.header.original {
            why
        } else {
            "something stands over several paragraphs here: decide it in the original, or edit its signs".to_owned()
        };
        return Err(ChangeError::Refused(format!("{name}: {why}")));
    }
    let act = Act::Resolve {
        bracket: None,
        how: How::Judge(judge.clone()),
    };
    let mut refused: BTreeMap<usize, String> = BTreeMap::new();
    let mut emptied = Outcome::default();
    for (at, before) in document.paragraphs.iter().enumerate() {
        let contested = before.brackets() > 0
            && crate::edit::bracket::is_contested(&workspace.header, before.text());
        if !contested {
            continue;
        }
        match acted(&now, language, before, &act) {
            Ok(after) => touches.extend(put(language, before, after)),
            // A paragraph whose words all go is none.
            Err(ChangeError::Refused(why))
                if why == EMPTIED && language == workspace.header.original =>
            {
                emptied.gone.push(before.id);
            }
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
    if !emptied.gone.is_empty() {
        touches.extend(taken(&now, emptied, None)?);
    }
    if touches.is_empty() {
        return Err(ChangeError::Refused(
            "nothing is contested in this draft".to_owned(),
        ));
    }
    Ok(joined(touches))
}

/// Decides what stands over several paragraphs of the original, one after the other: what is dropped may hold others.
fn settle_over(
    now: &mut Workspace,
    judge: &Judge,
    touches: &mut Vec<Touch>,
) -> Result<(), ChangeError> {
    loop {
        let document = original(now)?;
        let Some((wide, take, outcome)) = decided_over(&now.header, document, judge) else {
            return Ok(());
        };
        let more = taken(now, outcome, Some(&(wide, take)))?;
        if more.is_empty() {
            return Ok(());
        }
        for touch in &more {
            touch.write(now)?;
        }
        touches.extend(more);
    }
}

/// Touches with those of the same paragraph's words made one.
fn joined(touches: Vec<Touch>) -> Vec<Touch> {
    let mut all: Vec<Touch> = Vec::with_capacity(touches.len());
    let mut places: HashMap<(Language, Id), usize> = HashMap::new();
    for touch in touches {
        match &touch {
            Touch::Put {
                language, after, ..
            } => {
                let key = (*language, after.id);
                if let Some(at) = places.get(&key)
                    && let Some(Touch::Put { after: earlier, .. }) = all.get_mut(*at)
                {
                    earlier.clone_from(after);
                    continue;
                }
                places.insert(key, all.len());
            }
            // What follows would not stand where it is.
            _ => places.clear(),
        }
        all.push(touch);
    }
    all
}

/// What an act over several paragraphs is, for people.
pub(super) fn title(act: &Over, name: &str) -> String {
    match act {
        Over::Around { by, .. } if by.is_empty() => format!("bracket {name} and further"),
        Over::Around { by, .. } => format!("bracket {name} and further for {}", names(by)),
        Over::Attribute { by, wish, .. } => {
            let wish = crate::edit::bracket::said(*wish);
            format!("{} {wish} the bracket over {name}", names(by))
        }
        Over::Choose { take, .. } => match take {
            Some(take) => format!(
                "the chair would {} of what stands over {name}",
                crate::edit::bracket::verb_of(*take)
            ),
            None => format!("the chair has no choice for what stands over {name}"),
        },
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

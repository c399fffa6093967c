//! On which words stances and agreements stand: what a new one is on, who is asked again, and who is carried along when a
//! person says that a change of words was editorial.
//!
//! Three classes of change. *None*: white space, the way accents are encoded, labels; the digest stays, and so does everything
//! that is on it. *Editorial*: only where a person says so, and where nothing but typography changed; what stood on the old words stands on the new ones, and keeps the
//! digest that it was given on as `carried`. *Substantive*: everything else; nobody is taken to agree to other words.

use std::collections::HashMap;
use std::sync::Arc;

use super::{ChangeError, expect_words, paragraph, paragraph_name, words};
use crate::compare::{self, obligations};
use crate::edit::{Change, Stamp, Touch};
use crate::model::{Agreement, Code, Footing, Id, Position, Workspace};
use crate::text::Digest;

/// Writes into new stances and agreements under which chapeau they were given.
pub(super) fn ground(
    workspace: &Workspace,
    change: &Change,
    touches: &mut [Touch],
) -> Result<(), ChangeError> {
    let keeps = is_typographic(workspace, change)
        || matches!(
            change,
            Change::Revert { .. }
                | Change::Renumber { .. }
                | Change::Editorial { .. }
                | Change::Carry { .. }
                | Change::Import { .. }
                | Change::SetHeader { .. }
        );
    let is_new = |touch: &Touch| match touch {
        Touch::Position { after, .. } => after.as_ref().is_some_and(|p| p.chapeau.is_none()),
        Touch::Agreements { before, after, .. } => after.len() > before.len(),
        _ => false,
    };
    if keeps || !touches.iter().any(is_new) {
        return Ok(());
    }
    let mut after = workspace.clone();
    for touch in touches.iter().filter(|touch| !is_new(touch)) {
        touch.write(&mut after)?;
    }
    for touch in touches.iter_mut().filter(|touch| is_new(touch)) {
        let Some(now) = touch.paragraph().and_then(|id| after.footing(id)) else {
            continue;
        };
        match touch {
            Touch::Position {
                after: Some(position),
                ..
            } if position.on == now.words => position.chapeau = now.chapeau,
            Touch::Agreements { after, .. } => {
                if let Some(last) = after.last_mut().filter(|last| last.on == now.words) {
                    last.chapeau = last.chapeau.or(now.chapeau);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Other words that change nothing of substance, as a person says.
pub(super) fn editorial(
    workspace: &Workspace,
    id: Id,
    text: &str,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let original = workspace.header.original;
    let old = paragraph(workspace, id)?.text().to_owned();
    let mut touches = words::set_text(workspace, &original, id, text, base, &[])?;
    let after = carry_along_with(workspace, &mut touches)?;
    let new = paragraph(&after, id)?.text().to_owned();
    refuse_substance(workspace, id, &old, &new)?;
    Ok(touches)
}

/// Whether a change sets the words of the original anew and says the same, sign for sign.
pub(super) fn is_typographic(workspace: &Workspace, change: &Change) -> bool {
    let Change::SetText {
        language,
        paragraph: id,
        text,
        ..
    } = change
    else {
        return false;
    };
    let old = workspace.original().and_then(|d| d.get(*id));
    *language == workspace.header.original
        && old.is_some_and(|old| crate::text::is_typographic(old.text(), text))
}

/// Adds what carries stances and agreements along with other words; what the workspace then is.
pub(super) fn carry_along_with(
    workspace: &Workspace,
    touches: &mut Vec<Touch>,
) -> Result<Workspace, ChangeError> {
    let mut after = workspace.clone();
    for touch in touches.iter() {
        touch.write(&mut after)?;
    }
    touches.extend(carried(workspace, &after));
    Ok(after)
}

/// A change of words that was made counts as editorial: who stood on those before it stands on those behind it.
pub(super) fn carry(
    workspace: &Workspace,
    id: Id,
    from: &str,
    to: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let p = paragraph(workspace, id)?;
    expect_words(workspace, p, to)?;
    refuse_substance(workspace, id, from, p.text())?;
    let mut before = workspace.clone();
    let put = Touch::Put {
        language: workspace.header.original,
        before: p.clone(),
        after: Arc::new(p.with_text(from)),
    };
    put.write(&mut before)?;
    let touches = carried(&before, workspace);
    if touches.is_empty() {
        return Err(ChangeError::Refused(format!(
            "nobody stands on the earlier words of {}: there is nothing to carry",
            paragraph_name(workspace, id)
        )));
    }
    Ok(touches)
}

/// Who may, must and may not is never a matter of spelling.
fn refuse_substance(
    workspace: &Workspace,
    id: Id,
    old: &str,
    new: &str,
) -> Result<(), ChangeError> {
    let shifts = obligations(&compare::words(old, new));
    match shifts.first() {
        None => Ok(()),
        Some(shift) => Err(ChangeError::Refused(format!(
            "“{}” became “{}” in {}: that is no editorial change, whoever agreed must be asked again",
            shift.from,
            shift.to,
            paragraph_name(workspace, id)
        ))),
    }
}

/// Positions and agreements on words that changed, on the words as they are.
pub(super) fn carried(before: &Workspace, after: &Workspace) -> Vec<Touch> {
    let (Some(old), Some(new)) = (before.original(), after.original()) else {
        return Vec::new();
    };
    let places = new.places();
    let mut words: HashMap<Id, (Footing, Footing)> = HashMap::new();
    for (at, p) in old.paragraphs.iter().enumerate() {
        let now = places.get(&p.id).and_then(|at| new.footing(*at));
        if let (Some(was), Some(now)) = (old.footing(at), now)
            && was != now
        {
            words.insert(p.id, (was, now));
        }
    }
    carry_along(before, &words)
}

/// What stands on the first of two footings, on the second.
fn carry_along(workspace: &Workspace, words: &HashMap<Id, (Footing, Footing)>) -> Vec<Touch> {
    let mut touches = Vec::new();
    let stands = |on: Digest, chapeau: Option<Digest>, was: &Footing| {
        on == was.words && (chapeau.is_none() || chapeau == was.chapeau)
    };
    for (delegation, positions) in &workspace.positions {
        for (id, (was, now)) in words {
            let Some(before) = positions.get(id) else {
                continue;
            };
            if !stands(before.on, before.chapeau, was) {
                continue;
            }
            let after = Position {
                on: now.words,
                chapeau: before.chapeau.and(now.chapeau),
                carried: before.carried.or(Some(before.on)),
                ..before.clone()
            };
            touches.push(Touch::Position {
                delegation: *delegation,
                paragraph: *id,
                before: Some(before.clone()),
                after: Some(after),
            });
        }
    }
    for (id, (was, now)) in words {
        let Some(before) = workspace.agreements.get(id) else {
            continue;
        };
        let carry = |agreement: &Agreement| {
            let mut after = agreement.clone();
            // What was reopened no longer counts, and stays what it was.
            if stands(agreement.on, agreement.chapeau, was) && agreement.reopened.is_none() {
                after.on = now.words;
                after.chapeau = agreement.chapeau.and(now.chapeau);
                after.carried = agreement.carried.or(Some(agreement.on));
            }
            after
        };
        let after: Vec<Agreement> = before.iter().map(carry).collect();
        if after != *before {
            touches.push(Touch::Agreements {
                paragraph: *id,
                before: before.clone(),
                after,
            });
        }
    }
    touches.sort_by_key(|touch| match touch {
        Touch::Position {
            delegation,
            paragraph,
            ..
        } => (Some(*delegation), Some(*paragraph)),
        other => (None, other.paragraph()),
    });
    touches
}

/// A delegation or group says of words that it was shown that its stance is the same on them.
pub(super) fn reconfirm(
    workspace: &Workspace,
    delegation: Code,
    shown: &[(Id, Footing)],
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    if !workspace.header.knows(delegation) {
        return Err(ChangeError::NoDelegation(delegation));
    }
    let mut touches = Vec::new();
    for (id, seen) in shown {
        let p = paragraph(workspace, *id)?;
        expect_words(workspace, p, seen.words)?;
        let name = paragraph_name(workspace, *id);
        if workspace.footing(*id) != Some(*seen) {
            return Err(ChangeError::Refused(format!(
                "the chapeau of {name} changed meanwhile: look at it as it is now, and do it again"
            )));
        }
        let Some(before) = workspace.position(delegation, *id) else {
            return Err(ChangeError::Refused(format!(
                "{delegation} has no position of its own on {name}: there is nothing to reconfirm"
            )));
        };
        if !before.is_stale(*seen) {
            continue;
        }
        let after = Position {
            on: seen.words,
            chapeau: seen.chapeau,
            carried: None,
            at: Some(stamp.at),
            said_in: workspace.header.meeting.clone(),
            ..before.clone()
        };
        touches.push(Touch::Position {
            delegation,
            paragraph: *id,
            before: Some(before.clone()),
            after: Some(after),
        });
    }
    Ok(touches)
}

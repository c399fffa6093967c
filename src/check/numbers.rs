//! Rules O3, O5, X1 and X2: numbers of paragraphs, and references to them.

use super::case::{Case, Draft, Findings};
use crate::model::numbering::{Becomes, Numbering, Unresolved};
use crate::model::reference::{self, Into};
use crate::model::{Id, Profile, Role, Status};

/// O3: numbers that are not those of the places, in a text that is about to be adopted.
pub(super) fn gaps(case: &Case<'_>, found: &mut Findings) {
    let Some((draft, numbering)) = original(case) else {
        return;
    };
    let profile = case.workspace.header.profile;
    let mut told: Vec<usize> = Vec::new();
    for (text, entry) in draft.texts.iter().zip(&numbering.entries) {
        // Additions are another rule's.
        let added = entry
            .value
            .as_ref()
            .is_some_and(|value| !value.additions.is_empty());
        let row = entry.row.unwrap_or(usize::MAX);
        if added || entry.becomes == Becomes::Same || told.contains(&row) {
            continue;
        }
        let label = numbering.new_label(draft.document, &numbering, entry.id, profile);
        let message = match label.flatten() {
            Some(label) => format!("By its place the paragraph is {label}."),
            None => "A paragraph of this kind has no number here.".to_owned(),
        };
        // What follows a gap is off by as much: it is told once.
        told.push(row);
        found.at(text, None, message, RENUMBER);
    }
}

const RENUMBER: &str = "Number the text anew: `rapporteur renumber --dry-run` shows what changes.";

/// O3, while labels are frozen: two paragraphs with one label.
pub(super) fn twice(case: &Case<'_>, found: &mut Findings) {
    for draft in &case.drafts {
        let numbering = numbers(case, draft);
        let value = |at: usize| {
            let entry = numbering.entries.get(at)?;
            entry.parts.as_ref().and(entry.value.as_ref())
        };
        for row in &numbering.rows {
            for (nth, at) in row.members.iter().enumerate() {
                let mut before = row.members.iter().take(nth);
                let twin = value(*at).is_some() && before.any(|other| value(*other) == value(*at));
                if let Some(text) = draft.texts.get(*at).filter(|_| twin) {
                    let hint = "Give one of the two another label.";
                    found.at(text, None, "Another paragraph has the same label.", hint);
                }
            }
        }
    }
}

/// X1: a reference to a paragraph that is not there.
pub(super) fn references(case: &Case<'_>, found: &mut Findings) {
    for draft in &case.drafts {
        let numbering = numbers(case, draft);
        for (place, text) in draft.texts.iter().enumerate() {
            if !numbering
                .entries
                .get(place)
                .is_some_and(|entry| entry.negotiated)
            {
                continue;
            }
            for reference in reference::find(text.paragraph.text(), &draft.language) {
                if reference.into == Into::Elsewhere || !numbering.has(reference.class) {
                    continue;
                }
                let words = text.slice(reference.range.clone());
                let (message, hint) = match numbering.resolve(&reference, place) {
                    Ok(_) => continue,
                    Err(Unresolved::None) => (
                        format!("No paragraph is what “{words}” names."),
                        "Correct the number, or say of which document it is.",
                    ),
                    Err(why) => (
                        format!("“{words}” names no one paragraph: {why}."),
                        "Correct the numbers.",
                    ),
                };
                found.at(text, Some(reference.range.clone()), message, hint);
            }
        }
    }
}

/// X2: a rival without what it rivals, or agreed while that is not.
pub(super) fn rivals(case: &Case<'_>, found: &mut Findings) {
    let Some((draft, numbering)) = original(case) else {
        return;
    };
    for (at, text) in draft.texts.iter().enumerate() {
        let Some(base) = base_of(&numbering, at) else {
            continue;
        };
        let status = |id: Id| {
            draft
                .document
                .get(id)
                .map(|p| case.workspace.status_in(p, false))
        };
        let settled = |status: Option<Status>| status.is_some_and(Status::is_agreed);
        match base {
            Base::Gone => found.at(
                text,
                None,
                "The paragraph is a rival of one that is not there.",
                "Give it a label of its own, or number the text anew.",
            ),
            Base::There(base) if settled(status(text.paragraph.id)) && !settled(status(base)) => {
                found.at(
                    text,
                    None,
                    "The rival is agreed, and the paragraph that it rivals is still there.",
                    "Delete that one, or reopen this.",
                );
            }
            Base::There(_) => {}
        }
    }
}

/// What a rival rivals.
enum Base {
    There(Id),
    Gone,
}

/// What a rival rivals; `None` of what is no rival.
fn base_of(numbering: &Numbering, at: usize) -> Option<Base> {
    let entry = numbering.entries.get(at)?;
    let own = entry.parts.as_ref()?.last()?;
    let (base, rival) = own.base_and_rival();
    if rival.is_empty() {
        return None;
    }
    let row = numbering.rows.get(entry.row?)?;
    let there = row.members.iter().find_map(|other| {
        let other = numbering.entries.get(*other)?;
        let step = other.parts.as_ref()?.last()?;
        let same = other.value.as_ref()?.number == entry.value.as_ref()?.number;
        (same && step.additions == base).then_some(other.id)
    });
    Some(there.map_or(Base::Gone, Base::There))
}

/// X2: bis, ter and alt in a text that is about to be adopted.
pub(super) fn additions(case: &Case<'_>, found: &mut Findings) {
    let Some((draft, numbering)) = original(case) else {
        return;
    };
    for (text, entry) in draft.texts.iter().zip(&numbering.entries) {
        let last = entry.parts.as_ref().and_then(|parts| parts.last());
        if last.is_some_and(|step| !step.additions.is_empty()) {
            let label = text
                .paragraph
                .label
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            found.at(
                text,
                None,
                format!("The label {label} is one of a negotiation."),
                RENUMBER,
            );
        }
    }
}

/// O5: items whose labels are not of the kind that their depth has.
pub(super) fn levels(case: &Case<'_>, found: &mut Findings) {
    if case.workspace.header.profile == Profile::Narrative {
        return;
    }
    for draft in &case.drafts {
        let numbering = numbers(case, draft);
        let mut told: Vec<usize> = Vec::new();
        for (at, text) in draft.texts.iter().enumerate() {
            let p = text.paragraph;
            let row = numbering.entries.get(at).and_then(|entry| entry.row);
            let Some(row) = row.filter(|row| p.role == Role::Item && !told.contains(row)) else {
                continue;
            };
            if p.label.is_some() && !numbering.is_usual(at, &draft.language, p.level) {
                told.push(row);
                let usual = Numbering::usual_item(&draft.language, p.level);
                found.at(
                    text,
                    None,
                    format!("Items of this depth begin with {usual}."),
                    "Correct the labels, or the depth.",
                );
            }
        }
    }
}

fn numbers(case: &Case<'_>, draft: &Draft<'_>) -> Numbering {
    Numbering::of(draft.document, case.workspace.header.profile)
}

fn original<'a, 'c>(case: &'a Case<'c>) -> Option<(&'a Draft<'c>, Numbering)> {
    let draft = case.original()?;
    Some((draft, numbers(case, draft)))
}

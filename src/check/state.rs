//! Rules S1a to S1m: what is recorded of the negotiation against the text as it stands.

use std::collections::{BTreeMap, HashSet};

use super::case::{AGREEMENTS, Case, Findings, HEADER, Text, file_of_positions, list};
use crate::model::{Code, Document, Id, Role, Stance, Status};

/// S1a: an agreed paragraph has brackets.
pub(super) fn agreed_with_brackets(case: &Case<'_>, found: &mut Findings) {
    for text in originals(case).filter(|t| t.paragraph.brackets() > 0) {
        let status = case.workspace.status_in(text.paragraph, false);
        if status.is_agreed() || status == Status::Pending {
            let first = text.brackets().first().map(|b| b.range.clone());
            found.at(
                text,
                first,
                "The paragraph is agreed and has brackets.",
                "Resolve the brackets and confirm the agreement, or reopen the paragraph.",
            );
        }
    }
}

/// S1b: an agreement is on other words.
pub(super) fn stale_agreement(case: &Case<'_>, found: &mut Findings) {
    for text in originals(case) {
        if case.workspace.status_in(text.paragraph, false) == Status::Stale {
            found.at(
                text,
                None,
                "The paragraph was agreed on other words than it now has.",
                "Have the words confirmed, or put the agreed ones back.",
            );
        }
    }
}

/// S1m: a paragraph is not agreed, or something stands in its way.
pub(super) fn not_agreed(case: &Case<'_>, found: &mut Findings) {
    for (text, standing) in originals(case).zip(&case.consensus().paragraphs) {
        if !standing.counted {
            continue;
        }
        let mut why: Vec<String> = Vec::new();
        if !standing.status.is_agreed() {
            why.push(format!(
                "it is {}",
                standing.status.word().replace('_', " ")
            ));
        }
        for (codes, words) in [
            (&standing.blocking, "object or amend"),
            (&standing.pending, "reserve or wait"),
            (&standing.stale, "must be asked again"),
        ] {
            if !codes.is_empty() {
                why.push(format!("{} {words}", list(codes)));
            }
        }
        if !why.is_empty() {
            found.at(
                text,
                None,
                format!(
                    "The paragraph is not ready to be adopted: {}.",
                    why.join("; ")
                ),
                "Settle it, and have it agreed.",
            );
        }
    }
}

/// S1c: positions are on other words.
pub(super) fn stale_positions(case: &Case<'_>, found: &mut Findings) {
    let mut stale: BTreeMap<Id, Vec<Code>> = BTreeMap::new();
    for (code, positions) in &case.workspace.positions {
        for (id, position) in positions.iter() {
            if case.footing(*id).is_some_and(|now| position.is_stale(now)) {
                stale.entry(*id).or_default().push(*code);
            }
        }
    }
    for text in originals(case) {
        if let Some(codes) = stale.get(&text.paragraph.id) {
            found.at(
                text,
                None,
                format!(
                    "The position of {} is on other words than it now has.",
                    list(codes)
                ),
                "Ask again.",
            );
        }
    }
}

/// S1d: a translation is of other words.
pub(super) fn stale_translation(case: &Case<'_>, found: &mut Findings) {
    for draft in &case.drafts {
        for text in &draft.texts {
            let of = text.paragraph.of;
            if draft.language != case.workspace.header.original
                && case
                    .words(text.paragraph.id)
                    .is_some_and(|words| of.is_some_and(|of| of != words))
            {
                found.at(
                    text,
                    None,
                    "The translation is of other words than the original now has.",
                    "Revise it, then record that it is of the words as they stand.",
                );
            }
        }
    }
}

/// S1e: something is recorded on a paragraph that does not exist.
pub(super) fn unknown_paragraph(case: &Case<'_>, found: &mut Findings) {
    const HINT: &str = "Correct the id, or take the entry out.";
    let Some(draft) = case.original() else {
        return;
    };
    let known = known(draft.document);
    let unknown = |id: &&Id| !known.contains(*id);
    for (code, positions) in &case.workspace.positions {
        for id in positions.keys().filter(unknown) {
            let message = format!("{code} has a position on {id}, which is no paragraph.");
            found.file(file_of_positions(*code), Some(*id), message, HINT);
        }
    }
    for id in case.workspace.agreements.keys().filter(unknown) {
        let message = format!("There is an agreement on {id}, which is no paragraph.");
        found.file(AGREEMENTS, Some(*id), message, HINT);
    }
    for id in case.workspace.parked.keys().filter(unknown) {
        let message = format!("{id} is parked, and is no paragraph.");
        found.file(AGREEMENTS, Some(*id), message, HINT);
    }
}

/// S1f: something is recorded of a delegation that does not exist.
pub(super) fn unknown_delegation(case: &Case<'_>, found: &mut Findings) {
    const HINT: &str = "Add it to workspace.yaml, or correct the code.";
    let header = &case.workspace.header;
    for code in case.workspace.positions.keys() {
        if !header.knows(*code) {
            let message = format!("{code} has positions and is no delegation or group here.");
            found.file(file_of_positions(*code), None, message, HINT);
        }
    }
    for (id, agreements) in case.workspace.agreements.iter() {
        for agreement in agreements {
            for code in agreement.except.iter().filter(|code| !header.knows(**code)) {
                let message = format!("{id} is pending {code}, no delegation or group here.");
                found.file(AGREEMENTS, Some(*id), message, HINT);
            }
            let reopened = agreement.reopened.as_ref().map(|reopening| reopening.by);
            if let Some(code) = reopened.filter(|code| !header.knows(*code)) {
                let message = format!("{id} was reopened by {code}, no delegation or group here.");
                found.file(AGREEMENTS, Some(*id), message, HINT);
            }
        }
    }
}

/// S1g: a paragraph is parked with nobody.
pub(super) fn parked_with_nobody(case: &Case<'_>, found: &mut Findings) {
    for text in originals(case) {
        let parking = case.workspace.parked.get(&text.paragraph.id);
        let with = parking.map(|parking| parking.with.as_deref().unwrap_or_default().trim());
        if with == Some("") {
            found.at(
                text,
                None,
                "The paragraph is parked, and nobody works on it.",
                "Say which group has it, or take it back.",
            );
        }
    }
}

/// S1h: a condition that cannot be met.
pub(super) fn impossible_condition(case: &Case<'_>, found: &mut Findings) {
    let Some(draft) = case.original() else {
        return;
    };
    let places = draft.document.places();
    for (code, positions) in &case.workspace.positions {
        for (id, position) in positions.iter() {
            let Stance::AgreeIf(needs) = &position.stance else {
                continue;
            };
            let file = file_of_positions(*code);
            if needs.is_empty() && position.note.is_none() {
                found.file(
                    file.clone(),
                    Some(*id),
                    format!("{code} agrees to {id} on a condition that nobody wrote down."),
                    "Name the paragraphs it needs, or note the condition.",
                );
            }
            for need in needs {
                let wrong = match () {
                    () if need == id => "itself",
                    () if places.contains_key(need) => continue,
                    () if draft
                        .document
                        .deleted
                        .iter()
                        .any(|d| d.paragraph.id == *need) =>
                    {
                        "a deleted paragraph"
                    }
                    () => "no paragraph",
                };
                found.file(
                    file.clone(),
                    Some(*id),
                    format!("{code} agrees to {id} if {need} is agreed, which is {wrong}."),
                    "Ask what the delegation needs.",
                );
            }
        }
    }
}

/// S1i: the lists of delegations and groups contradict themselves.
pub(super) fn groups(case: &Case<'_>, found: &mut Findings) {
    let header = &case.workspace.header;
    let mut seen = HashSet::new();
    let codes = header.delegations.iter().map(|d| d.code);
    for code in codes.chain(header.groups.iter().map(|g| g.code)) {
        if !seen.insert(code) {
            found.file(
                HEADER,
                None,
                format!("The code {code} is given twice."),
                "Give every delegation and group a code of its own.",
            );
        }
    }
    for group in &header.groups {
        for member in &group.members {
            if header.delegation(*member).is_none() {
                found.file(
                    HEADER,
                    None,
                    format!(
                        "{member}, a member of {}, is no delegation here.",
                        group.code
                    ),
                    "Add it to the delegations, or correct the code.",
                );
            }
        }
    }
}

/// S1j: a delegation is bound by two groups that differ.
pub(super) fn torn(case: &Case<'_>, found: &mut Findings) {
    let ws = case.workspace;
    let binding: Vec<_> = ws.header.groups.iter().filter(|g| g.binding).collect();
    let mut torn: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for delegation in &ws.header.delegations {
        let code = delegation.code;
        let mut held: BTreeMap<Id, (Code, &Stance)> = BTreeMap::new();
        for group in binding.iter().filter(|g| g.members.contains(&code)) {
            for (id, position) in ws
                .positions
                .get(&group.code)
                .into_iter()
                .flat_map(|p| p.iter())
            {
                let (first, stance) = *held.entry(*id).or_insert((group.code, &position.stance));
                if *stance != position.stance && ws.position(code, *id).is_none() {
                    torn.entry(*id).or_default().push(format!(
                        "{code} is bound by {first} ({}) and by {} ({})",
                        stance.word(),
                        group.code,
                        position.stance.word()
                    ));
                }
            }
        }
    }
    for text in originals(case) {
        for message in torn.remove(&text.paragraph.id).unwrap_or_default() {
            found.at(
                text,
                None,
                format!("{message}."),
                "Record the position of the delegation itself; until then the first group counts.",
            );
        }
    }
}

/// S1k: an agreed paragraph that a member's position stands against.
pub(super) fn agreed_over_objection(case: &Case<'_>, found: &mut Findings) {
    let standings = &case.consensus().paragraphs;
    for (text, standing) in originals(case).zip(standings) {
        if !standing.status.is_agreed() {
            continue;
        }
        for (codes, what) in [
            (&standing.blocking, "an objection or other words of"),
            (&standing.pending, "a reservation or an open condition of"),
        ] {
            if !codes.is_empty() {
                found.at(
                    text,
                    None,
                    format!("The paragraph is agreed over {what} {}.", list(codes)),
                    "Record the exception with the agreement, or what the delegation now says.",
                );
            }
        }
    }
}

/// S1l: a paragraph without words.
pub(super) fn without_words(case: &Case<'_>, found: &mut Findings) {
    for text in case.texts() {
        let empty = text.paragraph.text().trim().is_empty();
        if empty && text.paragraph.role != Role::Note {
            found.at(
                text,
                None,
                "The paragraph has no words.",
                "Write them, or delete the paragraph.",
            );
        }
    }
}

/// The paragraphs of the original draft.
fn originals<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Text<'a>> {
    case.original().into_iter().flat_map(|draft| &draft.texts)
}

/// Ids of paragraphs that are there or can be put back.
fn known(document: &Document) -> HashSet<Id> {
    let deleted = document.deleted.iter().map(|deleted| deleted.paragraph.id);
    document
        .paragraphs
        .iter()
        .map(|p| p.id)
        .chain(deleted)
        .collect()
}

//! The new numbers of each row: of the place that each paragraph has. Start at [`renumber`].

use std::collections::HashMap;

use super::{Becomes, Numbering, Value};
use crate::model::label::Addition;
use crate::model::{Document, Profile, Role};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// It stays as it is.
    Same,
    /// It is not numbered.
    Nothing,
    /// Those that have a label are numbered.
    Labelled,
    /// All are numbered.
    All,
}

/// What numbering anew makes of every label.
pub(super) fn renumber(numbering: &mut Numbering, document: &Document, profile: Profile) {
    for row in 0..numbering.rows.len() {
        let members: Vec<usize> = numbering
            .rows
            .get(row)
            .into_iter()
            .flat_map(|row| row.members.iter().copied())
            .filter(|at| {
                numbering
                    .entries
                    .get(*at)
                    .is_some_and(|entry| entry.negotiated)
            })
            .collect();
        let how = how(numbering, document, &members, profile);
        let new = match how {
            How::Same => Vec::new(),
            How::Nothing => nothing(numbering, &members),
            How::Labelled | How::All => numbers(numbering, document, &members, how, profile),
        };
        for (at, becomes) in new {
            let label = document.paragraphs.get(at).and_then(|p| p.label.as_ref());
            if let Some(entry) = numbering.entries.get_mut(at) {
                let same = match &becomes {
                    Becomes::Number(value) => {
                        label.is_some() && entry.value.as_ref() == Some(value)
                    }
                    Becomes::Nothing => label.is_none(),
                    Becomes::Same => true,
                };
                if !same {
                    entry.becomes = becomes;
                }
            }
        }
    }
    places_of_preamble(numbering);
    outer_numbers(numbering);
}

/// Labels that give the numbers above them, such as 5(a), go with those.
fn outer_numbers(numbering: &mut Numbering) {
    for at in 0..numbering.entries.len() {
        let old = numbering.path(at);
        let differs = numbering.entries.get(at).is_some_and(|entry| {
            entry.becomes == Becomes::Same && entry.value.is_some() && !entry.outer().is_empty()
        }) && numbering.new_path(at) != old;
        if let Some(entry) = numbering.entries.get_mut(at).filter(|_| differs)
            && let Some(value) = entry.value.clone()
        {
            entry.becomes = Becomes::Number(value);
        }
    }
}

/// How a row is numbered, by the conventions of its text and by how it is numbered now.
fn how(numbering: &Numbering, document: &Document, members: &[usize], profile: Profile) -> How {
    let Some(first) = members.first().and_then(|at| document.paragraphs.get(*at)) else {
        return How::Same;
    };
    let labelled = |at: &usize| {
        numbering
            .entries
            .get(*at)
            .is_some_and(|e| e.parts.is_some())
    };
    match (first.role, profile) {
        (Role::Preambular, _) | (Role::Paragraph | Role::Operative, Profile::Narrative) => {
            How::Nothing
        }
        (Role::Operative, Profile::Resolution | Profile::Outcome)
        | (Role::Paragraph, Profile::Outcome) => How::All,
        (Role::Heading, _) => How::Labelled,
        _ if members.iter().any(labelled) => How::All,
        _ => How::Same,
    }
}

/// Labels that go. One that is no number is a name, and stays.
fn nothing(numbering: &Numbering, members: &[usize]) -> Vec<(usize, Becomes)> {
    let read = |at: &&usize| {
        numbering
            .entries
            .get(**at)
            .is_some_and(|e| e.parts.is_some())
    };
    members
        .iter()
        .filter(read)
        .map(|at| (*at, Becomes::Nothing))
        .collect()
}

/// The number that a rival is a rival of.
type Base = (u32, Vec<Addition>);

/// Numbers from 1 on. A rival has that of its base, for as long as its base is there.
fn numbers(
    numbering: &Numbering,
    document: &Document,
    members: &[usize],
    how: How,
    profile: Profile,
) -> Vec<(usize, Becomes)> {
    let value = |at: usize| {
        let entry = numbering.entries.get(at)?;
        entry.parts.as_ref().and(entry.value.as_ref()).map(split)
    };
    let stand: Vec<Base> = members
        .iter()
        .filter_map(|at| value(*at))
        .filter(|(_, rival)| rival.is_empty())
        .map(|(base, _)| base)
        .collect();
    let mut given: HashMap<Base, u32> = HashMap::new();
    let mut rivals: Vec<(usize, Base, Vec<Addition>)> = Vec::new();
    let mut new = Vec::new();
    let mut count = 0;
    for at in members {
        let bare = document
            .paragraphs
            .get(*at)
            .is_none_or(|p| p.label.is_none());
        match value(*at) {
            Some((base, rival))
                if !rival.is_empty() && (stand.contains(&base) || given.contains_key(&base)) =>
            {
                rivals.push((*at, base, rival));
                continue;
            }
            Some((base, _)) => {
                count += 1;
                given.entry(base).or_insert(count);
            }
            // A label that is no number is a name.
            None if !bare || how == How::Labelled => continue,
            None => count += 1,
        }
        new.push((*at, Becomes::Number(Value::bare(count))));
    }
    let operative = new.first().and_then(|(at, _)| document.paragraphs.get(*at));
    let resolution =
        profile == Profile::Resolution && operative.is_some_and(|p| p.role == Role::Operative);
    if count == 1 && rivals.is_empty() && resolution {
        for (_, becomes) in &mut new {
            *becomes = Becomes::Nothing;
        }
    }
    for (at, base, additions) in rivals {
        let number = given.get(&base).copied().unwrap_or(base.0);
        new.push((at, Becomes::Number(Value { number, additions })));
    }
    new
}

/// The number without what makes it a rival, and that.
fn split(value: &Value) -> (Base, Vec<Addition>) {
    let at = value.additions.iter().position(|a| a.is_rival());
    let at = at.unwrap_or(value.additions.len());
    let (base, rival) = value.additions.split_at_checked(at).unwrap_or((&[], &[]));
    ((value.number, base.to_vec()), rival.to_vec())
}

/// Preambular paragraphs go by their place from then on.
fn places_of_preamble(numbering: &mut Numbering) {
    for row in 0..numbering.rows.len() {
        let members = numbering
            .rows
            .get(row)
            .map(|row| row.members.clone())
            .unwrap_or_default();
        for (nth, at) in (1..).zip(members) {
            if let Some(entry) = numbering.entries.get_mut(at)
                && entry.class == crate::model::label::Class::Preambular
            {
                entry.by_place = Some(Value::bare(nth));
            }
        }
    }
}

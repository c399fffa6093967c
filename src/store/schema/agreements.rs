//! What was gavelled and what is parked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::{choices, one, parsed, settled};
use super::{Entries, Word, map, shape, some, unknown, unknown_under, word};
use crate::model::{Agreement, Id, Level, Lifted, Parking, Reopening};
use crate::store::notes::Notes;
use crate::store::pieces;
use crate::store::yaml::Value;

shape! {
    /// The file of agreements.
    AgreementsShape { agreements: Entries<Vec<AgreementShape>>, parked: Entries<ParkingShape> }
}

shape! {
    /// One agreement.
    AgreementShape { level: Word, on: Word, chapeau: Word, carried: Word, at: Word, by: Word, meeting: Word, except: Vec<Word>, lifted: Vec<LiftedShape>, bracketed: Word, reopened: ReopeningShape }
}

shape! {
    /// An exception that was lifted.
    LiftedShape { by: Word, at: Word, note: Word }
}

shape! {
    /// Why an agreement no longer counts.
    ReopeningShape { by: Word, at: Word, reason: Word }
}

shape! {
    /// Why a paragraph is set aside.
    ParkingShape { with: Word, at: Word, by: Word, reason: Word }
}

/// Agreements and parked paragraphs.
pub(crate) type Gavelled = (BTreeMap<Id, Vec<Agreement>>, BTreeMap<Id, Parking>);

/// Reads a text piece by piece, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> AgreementsShape {
    let mut shape = AgreementsShape::default();
    for (key, line) in pieces::keys(text) {
        if !AgreementsShape::KEYS.contains(&key.as_str()) {
            shape.unknown.push(key);
            continue;
        }
        let entries = pieces::entries(text, &key);
        if entries.is_empty() {
            notes.error(
                Some(line),
                format!("“{key}” has no entries by id"),
                "write the id of a paragraph, a colon, and what is known of it",
            );
        }
        let entries = entries.into_iter();
        if key == "parked" {
            let read = entries.map(|(id, p)| (id, one(&p, notes).unwrap_or_default()));
            shape.parked = Some(Entries(read.collect()));
        } else {
            let read = entries.map(|(id, p)| (id, one(&p, notes).unwrap_or_default()));
            shape.agreements = Some(Entries(read.collect()));
        }
    }
    shape
}

/// The agreements and parked paragraphs of a shape.
pub(crate) fn read(shape: AgreementsShape, notes: &mut Notes<'_>) -> Gavelled {
    unknown_under(notes, &[], &shape.unknown, AgreementsShape::KEYS);
    let (mut agreements, mut parked) = Gavelled::default();
    for (nth, (id, list)) in shape
        .agreements
        .unwrap_or_default()
        .0
        .into_iter()
        .enumerate()
    {
        let line = |notes: &mut Notes<'_>| notes.line("agreements", nth);
        let Some(id) = parsed::<Id>(&id, "agreements", line, notes) else {
            continue;
        };
        let read: Vec<Agreement> = list
            .into_iter()
            .filter_map(|shape| read_agreement(shape, id, line, notes))
            .collect();
        if !read.is_empty() {
            agreements.insert(id, read);
        }
    }
    for (nth, (id, shape)) in shape.parked.unwrap_or_default().0.into_iter().enumerate() {
        let line = |notes: &mut Notes<'_>| notes.line("parked", nth);
        if let Some(id) = parsed::<Id>(&id, "parked", line, notes) {
            parked.insert(id, read_parking(shape, line, notes));
        }
    }
    (agreements, parked)
}

/// One agreement, if it means one.
pub(crate) fn read_agreement(
    shape: AgreementShape,
    id: Id,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Agreement> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, AgreementShape::KEYS);
    }
    let said = some(shape.level).unwrap_or_default();
    let Ok(level) = said.parse::<Level>() else {
        let line = line(notes);
        notes.error(
            line,
            format!("“{said}” is no level of agreement"),
            choices(&said, Level::ALL.map(Level::word)),
        );
        return None;
    };
    let Some(on) = some(shape.on).and_then(|word| parsed(&word, "on", line, notes)) else {
        let line = line(notes);
        notes.error(
            line,
            format!("the agreement on {id} does not say on which words it is"),
            "give the digest of the words under `on`; the agreement does not count until then",
        );
        return None;
    };
    let except = shape.except.unwrap_or_default();
    let reopened = shape
        .reopened
        .and_then(|shape| read_reopening(shape, id, line, notes));
    let lifted = shape.lifted.unwrap_or_default().into_iter();
    let lifted = lifted
        .filter_map(|shape| read_lifted(shape, id, line, notes))
        .collect();
    Some(Agreement {
        level,
        on,
        chapeau: some(shape.chapeau).and_then(|word| parsed(&word, "chapeau", line, notes)),
        carried: some(shape.carried).and_then(|word| parsed(&word, "carried", line, notes)),
        at: some(shape.at).and_then(|word| parsed(&word, "at", line, notes)),
        by: some(shape.by).map(Arc::from),
        meeting: some(shape.meeting).map(Arc::from),
        except: except
            .iter()
            .filter_map(|word| parsed(&word.0, "except", line, notes))
            .collect(),
        lifted,
        bracketed: some(shape.bracketed).is_some_and(|said| said == "true"),
        reopened,
    })
}

/// Who reopened something, and why.
pub(crate) fn read_reopening(
    shape: ReopeningShape,
    id: Id,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Reopening> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, ReopeningShape::KEYS);
    }
    let Some(by) = some(shape.by).and_then(|word| parsed(&word, "by", line, notes)) else {
        let line = line(notes);
        notes.error(
            line,
            format!("the reopening of {id} does not say by whom"),
            "give a delegation under `by`",
        );
        return None;
    };
    Some(Reopening {
        by,
        at: some(shape.at).and_then(|word| parsed(&word, "at", line, notes)),
        reason: some(shape.reason)
            .map(|text| settled(&text).into())
            .unwrap_or_default(),
    })
}

fn read_lifted(
    shape: LiftedShape,
    id: Id,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Lifted> {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, LiftedShape::KEYS);
    }
    let Some(by) = some(shape.by).and_then(|word| parsed(&word, "by", line, notes)) else {
        let line = line(notes);
        notes.error(
            line,
            format!("an exception that was lifted on {id} does not say whose"),
            "give a delegation under `by`",
        );
        return None;
    };
    Some(Lifted {
        by,
        at: some(shape.at).and_then(|word| parsed(&word, "at", line, notes)),
        note: some(shape.note).map(|text| settled(&text).into()),
    })
}

/// Why a paragraph is set aside.
pub(crate) fn read_parking(
    shape: ParkingShape,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Parking {
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, ParkingShape::KEYS);
    }
    Parking {
        with: some(shape.with).map(Arc::from),
        at: some(shape.at).and_then(|word| parsed(&word, "at", line, notes)),
        by: some(shape.by).map(Arc::from),
        reason: some(shape.reason).map(|text| settled(&text).into()),
    }
}

/// Who reopened something, to write.
pub(crate) fn reopening_value(reopening: &Reopening) -> Value {
    map(vec![
        ("by", Some(word(reopening.by))),
        ("at", reopening.at.map(word)),
        ("reason", Some(word(&reopening.reason))),
    ])
}

/// One agreement to write.
pub(crate) fn agreement_value(agreement: &Agreement) -> Value {
    let reopened = agreement.reopened.as_ref().map(reopening_value);
    let lifted = agreement.lifted.iter().map(|lifted| {
        map(vec![
            ("by", Some(word(lifted.by))),
            ("at", lifted.at.map(word)),
            ("note", lifted.note.as_ref().map(word)),
        ])
    });
    let lifted: Vec<Value> = lifted.collect();
    let except = (!agreement.except.is_empty())
        .then(|| Value::List(agreement.except.iter().map(word).collect()));
    map(vec![
        ("level", Some(word(agreement.level))),
        ("on", Some(word(agreement.on))),
        ("chapeau", agreement.chapeau.map(word)),
        ("carried", agreement.carried.map(word)),
        ("at", agreement.at.map(word)),
        ("by", agreement.by.as_ref().map(word)),
        ("meeting", agreement.meeting.as_ref().map(word)),
        ("except", except),
        (
            "lifted",
            (!lifted.is_empty()).then_some(Value::List(lifted)),
        ),
        (
            "bracketed",
            agreement.bracketed.then_some(Value::Bool(true)),
        ),
        ("reopened", reopened),
    ])
}

/// The agreements on a paragraph to write.
pub(crate) fn agreements_value(list: &[Agreement]) -> Value {
    Value::List(list.iter().map(agreement_value).collect())
}

/// Why a paragraph is set aside, to write.
pub(crate) fn parking_value(parking: &Parking) -> Value {
    map(vec![
        ("with", parking.with.as_ref().map(word)),
        ("at", parking.at.map(word)),
        ("by", parking.by.as_ref().map(word)),
        ("reason", parking.reason.as_ref().map(word)),
    ])
}

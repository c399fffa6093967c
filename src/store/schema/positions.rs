//! The positions of one delegation or group.

use std::sync::Arc;

use super::document::{choices, one, parsed, settled};
use super::{Entries, Word, map, shape, some, unknown, unknown_under, word};
use crate::model::{Code, Id, Position, Positions, Stance, Visibility};
use crate::store::notes::Notes;
use crate::store::pieces;
use crate::store::yaml::Value;

shape! {
    /// A file of positions.
    PositionsShape { delegation: Word, positions: Entries<PositionShape> }
}

shape! {
    /// One position.
    PositionShape {
        stance: Word, on: Word, chapeau: Word, carried: Word, at: Word, said_in: Word, note: Word, needs: Vec<Word>, proposal: Word, visibility: Word,
    }
}

/// Reads a text piece by piece, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> PositionsShape {
    let mut shape = PositionsShape::default();
    for (key, line) in pieces::keys(text) {
        match key.as_str() {
            "delegation" => {
                shape.delegation = pieces::top(text, "delegation").and_then(|p| one(&p, notes));
            }
            "positions" => {
                let entries = pieces::entries(text, "positions");
                if entries.is_empty() {
                    notes.error(
                        Some(line),
                        "“positions” has no entries by id".to_owned(),
                        "write `id: {stance: …}`",
                    );
                }
                let read = entries
                    .into_iter()
                    .map(|(id, p)| (id, one(&p, notes).unwrap_or_default()));
                shape.positions = Some(Entries(read.collect()));
            }
            _ => shape.unknown.push(key),
        }
    }
    shape
}

/// The positions of a shape. `code` is that of the file's name, which counts.
pub(crate) fn read(shape: PositionsShape, code: Code, notes: &mut Notes<'_>) -> Positions {
    unknown_under(notes, &[], &shape.unknown, PositionsShape::KEYS);
    if let Some(said) = some(shape.delegation)
        && said != code.as_str()
    {
        let line = notes.line_of(&["delegation"]);
        notes.warn(
            line,
            format!("the file is named {code} and says that it is of {said}; the name counts"),
            "make the two agree",
        );
    }
    let mut read = Vec::new();
    for (nth, (id, shape)) in shape
        .positions
        .unwrap_or_default()
        .0
        .into_iter()
        .enumerate()
    {
        let line = |notes: &mut Notes<'_>| notes.line("positions", nth);
        let Some(id) = parsed::<Id>(&id, "positions", line, notes) else {
            continue;
        };
        if let Some(mut position) = read_one(shape, id, line, notes) {
            share(&mut position, read.last());
            read.push((id, position));
        }
    }
    // Made as a whole, the nodes of the map are full; put in one by one in order, they would be half empty.
    read.into_iter().collect()
}

/// Many positions in a row are given in one meeting: its name is kept once.
fn share(position: &mut Position, before: Option<&(Id, Position)>) {
    if let Some((_, before)) = before
        && before.said_in == position.said_in
    {
        position.said_in.clone_from(&before.said_in);
    }
}

/// One position, if it means one.
pub(crate) fn read_one(
    shape: PositionShape,
    id: Id,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Option<Position> {
    if shape == PositionShape::default() && notes.incomplete {
        return None;
    }
    if !shape.unknown.is_empty() {
        let line = line(notes);
        unknown(notes, line, &shape.unknown, PositionShape::KEYS);
    }
    let said = some(shape.stance).unwrap_or_default();
    let needs = shape.needs.unwrap_or_default();
    let needs = needs
        .iter()
        .filter_map(|word| parsed(&word.0, "needs", line, notes))
        .collect();
    let proposal = some(shape.proposal).and_then(|word| parsed(&word, "proposal", line, notes));
    let Some(stance) = Stance::from_word(&said, needs, proposal) else {
        let line = line(notes);
        notes.error(
            line,
            format!("“{said}” is no stance"),
            choices(&said, Stance::WORDS),
        );
        return None;
    };
    let Some(on) = some(shape.on).and_then(|word| parsed(&word, "on", line, notes)) else {
        let line = line(notes);
        notes.error(
            line,
            format!("the position on {id} does not say on which words it was given"),
            "give the digest of the words under `on`; the position does not count until then",
        );
        return None;
    };
    let mut position = Position::new(stance, on);
    position.chapeau = some(shape.chapeau).and_then(|word| parsed(&word, "chapeau", line, notes));
    position.carried = some(shape.carried).and_then(|word| parsed(&word, "carried", line, notes));
    position.at = some(shape.at).and_then(|word| parsed(&word, "at", line, notes));
    position.said_in = some(shape.said_in).map(Arc::from);
    position.note = some(shape.note).map(|note| settled(&note).into());
    position.visibility = match some(shape.visibility).as_deref() {
        None | Some("room") => Visibility::Room,
        Some("group") => Visibility::Group,
        Some(other) => {
            let line = line(notes);
            // Nothing meant for few is shown to all because of a slip.
            notes.error(
                line,
                format!("“{other}” is no visibility; it counts as group"),
                choices(other, ["room", "group"]),
            );
            Visibility::Group
        }
    };
    Some(position)
}

/// One position as an entry to write.
pub(crate) fn position_value(position: &Position) -> Value {
    let needs = match &position.stance {
        Stance::AgreeIf(needs) if !needs.is_empty() => {
            Some(Value::List(needs.iter().map(word).collect()))
        }
        _ => None,
    };
    let proposal = match &position.stance {
        Stance::Amend(proposal) => proposal.map(word),
        _ => None,
    };
    map(vec![
        ("stance", Some(word(position.stance.word()))),
        ("needs", needs),
        ("proposal", proposal),
        ("on", Some(word(position.on))),
        ("chapeau", position.chapeau.map(word)),
        ("carried", position.carried.map(word)),
        ("at", position.at.map(word)),
        ("said_in", position.said_in.as_ref().map(word)),
        ("note", position.note.as_ref().map(word)),
        (
            "visibility",
            (position.visibility == Visibility::Group).then(|| word("group")),
        ),
    ])
}

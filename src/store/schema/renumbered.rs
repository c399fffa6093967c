//! The table of old and new labels that numbering anew leaves in the head of the original.

use super::document::{RelabelledShape, RenumberedShape, parsed};
use super::{map, some, unknown, word};
use crate::model::{Id, Label, Relabelled, Renumbered};
use crate::store::notes::Notes;
use crate::store::yaml::Value;

/// The acts of a shape, oldest first.
pub(super) fn read(shapes: Vec<RenumberedShape>, notes: &mut Notes<'_>) -> Vec<Renumbered> {
    let none = |_: &mut Notes<'_>| None;
    let mut acts = Vec::new();
    for shape in shapes {
        unknown(notes, None, &shape.unknown, RenumberedShape::KEYS);
        let mut labels = Vec::new();
        for row in shape.labels.unwrap_or_default() {
            unknown(notes, None, &row.unknown, RelabelledShape::KEYS);
            let id = some(row.id).and_then(|word| parsed::<Id>(&word, "id", none, notes));
            let label = |word| some(word).and_then(|label| Label::new(&label));
            match id {
                Some(id) => labels.push(Relabelled {
                    id,
                    from: label(row.from),
                    to: label(row.to),
                }),
                None => notes.error(
                    None,
                    "a row under `renumbered` does not say which paragraph it is about".to_owned(),
                    "give its id",
                ),
            }
        }
        acts.push(Renumbered {
            at: some(shape.at).and_then(|word| parsed(&word, "at", none, notes)),
            by: some(shape.by).map(Into::into),
            labels,
        });
    }
    acts
}

/// The acts to write; none when there are none.
pub(super) fn value(acts: &[Renumbered]) -> Option<Value> {
    let row = |row: &Relabelled| {
        map(vec![
            ("id", Some(word(row.id))),
            ("from", row.from.as_ref().map(word)),
            ("to", row.to.as_ref().map(word)),
        ])
    };
    let act = |act: &Renumbered| {
        map(vec![
            ("at", act.at.map(word)),
            ("by", act.by.as_ref().map(word)),
            (
                "labels",
                Some(Value::List(act.labels.iter().map(row).collect())),
            ),
        ])
    };
    (!acts.is_empty()).then(|| Value::List(acts.iter().map(act).collect()))
}

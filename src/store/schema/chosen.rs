//! What the chair wants taken of the brackets of a paragraph: `chair` in its item.

use super::document::{ChosenShape, parsed};
use super::{map, some, unknown, word};
use crate::model::bracket::{Chosen, Take};
use crate::store::notes::Notes;
use crate::store::yaml::Value;

/// Reads the choices; one that is not understood is a finding, and the others are read.
pub(super) fn read(
    shapes: Vec<ChosenShape>,
    line: impl Fn(&mut Notes<'_>) -> Option<usize> + Copy,
    notes: &mut Notes<'_>,
) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for shape in shapes {
        if !shape.unknown.is_empty() {
            let line = line(notes);
            unknown(notes, line, &shape.unknown, ChosenShape::KEYS);
        }
        let take = some(shape.take).and_then(|said| parsed::<Take>(&said, "take", line, notes));
        let nth = some(shape.nth).and_then(|said| parsed::<usize>(&said, "nth", line, notes));
        match (some(shape.bracket), take) {
            (Some(bracket), Some(take)) => chosen.push(Chosen {
                bracket: super::document::settled(&bracket).into(),
                nth: nth.unwrap_or(1).max(1),
                take,
            }),
            (None, _) => {
                let line = line(notes);
                notes.error(
                    line,
                    "a choice of the chair does not say of which bracket".to_owned(),
                    "give its words as `bracket`, with their signs",
                );
            }
            (Some(_), None) => {}
        }
    }
    chosen
}

/// The choices to write; none when there are none.
pub(super) fn value(chosen: &[Chosen]) -> Option<Value> {
    let one = |c: &Chosen| {
        map(vec![
            ("bracket", Some(Value::Text(c.bracket.to_string()))),
            ("nth", (c.nth > 1).then_some(Value::Integer(c.nth as i64))),
            ("take", Some(word(c.take))),
        ])
    };
    (!chosen.is_empty()).then(|| Value::List(chosen.iter().map(one).collect()))
}

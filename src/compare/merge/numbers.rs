//! Labels and references of a merged document: what each side numbered rightly can be wrong together. Nothing is numbered
//! anew here; it is said. Start at [`numbers`].

use super::Dispute;
use crate::model::numbering::{Numbering, Value};
use crate::model::reference::{self, Into};
use crate::model::{Document, Profile, Role};

/// A side, and where each of its paragraphs stands in the merged document.
pub(super) struct Side<'d> {
    /// The side.
    pub document: &'d Document,
    /// For each of its paragraphs the place in the merged document.
    pub places: Vec<Option<usize>>,
}

impl Side<'_> {
    /// Notes that paragraphs of the side became those at these places: one each, and the rest the last one.
    pub(super) fn place(&mut self, own: &[usize], became: &[usize]) {
        for (nth, at) in own.iter().enumerate() {
            let to = became.get(nth).or(became.last());
            if let (Some(place), Some(to)) = (self.places.get_mut(*at), to) {
                *place = Some(*to);
            }
        }
    }
}

/// What is wrong with a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Which paragraph of the merged document.
    pub place: usize,
    /// A label, or a reference.
    pub dispute: Dispute,
    /// The label, or the words of the reference.
    pub said: String,
}

/// Labels that two paragraphs have, or that stand out of order, and references that name other paragraphs than where they
/// were written, when no side has it so.
pub(super) fn numbers(base: &Document, merged: &Document, sides: [&Side<'_>; 2]) -> Vec<Wrong> {
    let labels = |document: &Document| -> Vec<Option<String>> {
        let all = document.paragraphs.iter();
        all.map(|p| p.label.as_ref().map(ToString::to_string))
            .collect()
    };
    let was = labels(base);
    if sides.iter().all(|side| labels(side.document) == was) {
        return Vec::new();
    }
    let profile = profile_of(merged);
    let read = |document: &Document| Numbering::of(document, profile);
    let of_sides = sides.map(|side| read(side.document));
    let numbering = read(merged);
    let ([ours, theirs], [own, other]) = (sides, &of_sides);
    let mut found = twice(merged, &numbering, [(ours, own), (theirs, other)]);
    let language = merged.head.language;
    for (place, p) in merged.paragraphs.iter().enumerate() {
        for reference in reference::find(p.text(), &language) {
            if reference.into == Into::Elsewhere || !numbering.has(reference.class) {
                continue;
            }
            let words = p.text().get(reference.range.clone()).unwrap_or_default();
            let means = numbering.resolve(&reference, place).ok();
            let mut is_known = false;
            let mut is_right = false;
            for (side, own) in sides.iter().zip(&of_sides) {
                let Some(from) = side.places.iter().position(|at| *at == Some(place)) else {
                    continue;
                };
                let says = side.document.paragraphs.get(from);
                if !says.is_some_and(|p| p.text().contains(words)) {
                    continue;
                }
                let Ok(meant) = own.resolve(&reference, from) else {
                    continue;
                };
                let meant: Vec<Vec<usize>> = meant
                    .into_iter()
                    .map(|group| {
                        let there = group
                            .into_iter()
                            .filter_map(|at| side.places.get(at).copied());
                        there.flatten().collect()
                    })
                    .collect();
                is_known = true;
                // Of a range, what was put between is meant too.
                is_right |= means.as_ref().is_some_and(|means| {
                    means.len() == meant.len()
                        && means.iter().zip(&meant).all(|(means, meant)| {
                            means.first() == meant.first() && means.last() == meant.last()
                        })
                });
            }
            if is_known && !is_right {
                found.push(Wrong {
                    place,
                    dispute: Dispute::Reference,
                    said: words.to_owned(),
                });
            }
        }
    }
    found
}

fn profile_of(document: &Document) -> Profile {
    let has = |role: Role| document.paragraphs.iter().any(|p| p.role == role);
    if has(Role::Operative) || has(Role::Preambular) {
        Profile::Resolution
    } else {
        Profile::Outcome
    }
}

/// Labels that stand twice in one row, or behind a larger one, where both sides have them otherwise.
fn twice(
    merged: &Document,
    numbering: &Numbering,
    sides: [(&Side<'_>, &Numbering); 2],
) -> Vec<Wrong> {
    let value = |numbering: &Numbering, at: usize| -> Option<Value> {
        let entry = numbering.entries.get(at)?;
        entry.parts.as_ref()?;
        entry.value.clone()
    };
    // A side that has both, numbered so, wanted it so.
    let is_wanted = |a: usize, b: usize| {
        sides.iter().any(|(side, own)| {
            let at = |place: usize| side.places.iter().position(|to| *to == Some(place));
            let (Some(x), Some(y)) = (at(a), at(b)) else {
                return false;
            };
            let same = |own_at, place| value(own, own_at) == value(numbering, place);
            same(x, a) && same(y, b) && x < y
        })
    };
    let mut found = Vec::new();
    for row in &numbering.rows {
        let mut before: Vec<(Value, usize)> = Vec::new();
        for at in row.members.iter().copied() {
            let Some(own) = value(numbering, at) else {
                continue;
            };
            let twin = before.iter().find(|(other, _)| *other == own);
            let larger = before.last().filter(|(other, _)| other.number > own.number);
            let clash = twin.or(larger).map(|(_, other)| *other);
            if let Some(other) = clash
                && !is_wanted(other, at)
            {
                let label = merged.paragraphs.get(at).and_then(|p| p.label.as_ref());
                found.push(Wrong {
                    place: at,
                    dispute: Dispute::Number,
                    said: label.map(ToString::to_string).unwrap_or_default(),
                });
            }
            before.push((own, at));
        }
    }
    found
}

//! Which paragraphs a reference names, by the labels as they stand. Start at [`Numbering::resolve`].

use thiserror::Error;

use super::{Numbering, Value};
use crate::model::label::{Class, Step};
use crate::model::reference::{Item, Joint, Reference};

/// Why a reference names no paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unresolved {
    /// There is none of that number.
    #[error("there is no such paragraph")]
    None,
    /// There are several.
    #[error("{0} paragraphs are called that")]
    Several(usize),
    /// A range does not go up in one row of numbers.
    #[error("its end does not stand behind its beginning")]
    Backwards,
    /// A range begins or ends with a rival: which others are in it cannot be told.
    #[error("a range cannot begin or end with a rival")]
    Rival,
}

impl Numbering {
    /// Whether anything of a class is numbered here: where there are no articles, a reference to one is into another
    /// document.
    pub fn has(&self, class: Class) -> bool {
        let numbered = |entry: &super::Entry| entry.class == class && entry.value.is_some();
        self.entries.iter().any(numbered)
    }

    /// The paragraphs that a reference in the paragraph at a place names: for each number that stands alone its place,
    /// for each range all places in it, by their labels.
    ///
    /// # Errors
    /// [`Unresolved`] for the first number that names none, or several.
    pub fn resolve(
        &self,
        reference: &Reference,
        from: usize,
    ) -> Result<Vec<Vec<usize>>, Unresolved> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for item in &reference.items {
            let place = self.place_of(reference, item, from)?;
            match (item.joint, groups.last_mut()) {
                (Joint::To, Some(group)) => {
                    let first = group.first().copied().unwrap_or(place);
                    *group = self.range(first, place)?;
                }
                _ => groups.push(vec![place]),
            }
        }
        Ok(groups)
    }

    fn place_of(
        &self,
        reference: &Reference,
        item: &Item,
        from: usize,
    ) -> Result<usize, Unresolved> {
        let steps = item.steps();
        let here = self.entries.get(from);
        let fits = |place: &usize| {
            let Some((entry, here)) = self.entries.get(*place).zip(here) else {
                return false;
            };
            if here.part != entry.part || entry.class != reference.class || !entry.negotiated {
                return false;
            }
            if reference.is_near {
                let near = entry.above.is_some()
                    && (entry.above == Some(from) || here.above == entry.above);
                let last = entry.value.as_ref().zip(steps.last());
                return near
                    && steps.len() == 1
                    && last.is_some_and(|(value, step)| is_step(value, step));
            }
            self.path(*place).is_some_and(|path| is_path(&path, &steps))
        };
        let found: Vec<usize> = (0..self.entries.len()).filter(fits).collect();
        match found.as_slice() {
            [] => Err(Unresolved::None),
            [place] => Ok(*place),
            several => {
                // Where numbers begin anew in each section, the reference means its own.
                let body = self.body_row(from);
                let mut own = several
                    .iter()
                    .filter(|place| self.body_row(**place) == body);
                match (own.next(), own.next()) {
                    (Some(place), None) => Ok(*place),
                    _ => Err(Unresolved::Several(several.len())),
                }
            }
        }
    }

    /// The row of the paragraph of the body that a place belongs to.
    fn body_row(&self, place: usize) -> Option<usize> {
        let mut entry = self.entries.get(place)?;
        while let Some(above) = entry.above.and_then(|at| self.entries.get(at))
            && above.class == entry.class
        {
            entry = above;
        }
        entry.row
    }

    /// The places from one to another of the same row, by their labels, without rivals.
    ///
    /// # Errors
    /// [`Unresolved::Backwards`] when the two are not in one row, or the second is not behind the first; [`Unresolved::Rival`].
    pub fn range(&self, first: usize, last: usize) -> Result<Vec<usize>, Unresolved> {
        let value = |place: usize| self.entries.get(place)?.value.as_ref();
        let row = |place: usize| self.entries.get(place)?.row;
        let rank = |place: usize| value(place).map(Value::rank);
        let (low, high) = (rank(first), rank(last));
        let members = row(first)
            .and_then(|row| self.rows.get(row))
            .map(|row| &row.members);
        let Some(members) = members.filter(|_| row(first) == row(last) && low < high) else {
            return Err(Unresolved::Backwards);
        };
        let is_rival = |place: usize| value(place).is_none_or(Value::is_rival);
        if is_rival(first) || is_rival(last) {
            return Err(Unresolved::Rival);
        }
        let between = low..=high;
        let mut inside: Vec<usize> = members
            .iter()
            .copied()
            .filter(|place| between.contains(&rank(*place)) && !is_rival(*place))
            .collect();
        inside.sort_by_key(|place| rank(*place));
        Ok(inside)
    }
}

fn is_path(path: &[Value], steps: &[&Step]) -> bool {
    path.len() == steps.len()
        && path
            .iter()
            .zip(steps)
            .all(|(value, step)| is_step(value, step))
}

fn is_step(value: &Value, step: &Step) -> bool {
    let number = step
        .readings
        .iter()
        .any(|count| count.value == value.number);
    number && step.additions == value.additions
}

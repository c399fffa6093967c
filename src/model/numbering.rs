//! Which numbers the paragraphs of a text have, and which they would have if it were numbered anew.
//!
//! What it is for: labels are frozen while negotiations last; then an explicit act gives every paragraph the number of
//! its place, by the conventions of the text. [`Numbering::of`] says both for one draft. What was `5 bis` gets a number
//! of its own; a rival (`5 alt`) keeps the number of what it rivals for as long as that is there, because which of the
//! two stands is not agreed.
//!
//! What it never does: change anything, or touch what it cannot read. A part that is not negotiated, a row of items in
//! which nothing is numbered and a label that is no number stay as they are.
//!
//! Where to start: [`Numbering`], then `rows` (what is numbered together), `form` (how a number is written).
//!
//! Source: United Nations Editorial Manual, *Paragraphs and subparagraphs*: operative paragraphs are numbered through,
//! one alone is not; preambular paragraphs and paragraphs of letters are not; (a) → (i) → a. → i.

mod assign;
mod form;
mod resolve;
mod rows;
mod suggest;

use std::collections::HashMap;

use super::label::count::Counting;
use super::label::{Addition, Class, Parts, Step};
use super::{Document, Id, Label, Profile};

pub use resolve::Unresolved;
pub use suggest::{rival, suggest};

/// A number with what is added to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// The number.
    pub number: u32,
    /// Its additions.
    pub additions: Vec<Addition>,
}

impl Value {
    /// A number without additions.
    pub fn bare(number: u32) -> Self {
        Self {
            number,
            additions: Vec::new(),
        }
    }

    fn of(step: &Step) -> Self {
        Self {
            number: step.count().value,
            additions: step.additions.clone(),
        }
    }

    /// Its place in a row: `5 < 5 alt < 5 bis < 6`.
    fn rank(&self) -> Vec<i32> {
        let mut rank = vec![self.number as i32];
        rank.extend(self.additions.iter().map(|addition| addition.rank()));
        rank.push(0);
        rank
    }

    fn is_rival(&self) -> bool {
        self.additions.iter().any(|addition| addition.is_rival())
    }
}

/// What numbering anew does to a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// It stays as it is.
    Same,
    /// It goes: the paragraph is not numbered.
    Nothing,
    /// It is this number.
    Number(Value),
}

/// One paragraph in the numbering of its draft.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The paragraph.
    pub id: Id,
    /// What is numbered beside it.
    pub class: Class,
    /// Which paragraphs it is numbered with; none when it is not.
    pub row: Option<usize>,
    /// Which part of the document it is in.
    pub part: usize,
    /// What stands above it: its chapeau, or in a treaty its article. A place in the draft.
    pub above: Option<usize>,
    /// Its label read, if it can be.
    pub parts: Option<Parts>,
    /// Its number within its row, as its label gives it; of an unlabelled preambular paragraph its place.
    pub value: Option<Value>,
    /// What becomes of its label.
    pub becomes: Becomes,
    /// Of a preambular paragraph: the number by which it goes without a label.
    pub by_place: Option<Value>,
    /// Whether its part is negotiated.
    pub negotiated: bool,
}

/// Paragraphs that are numbered together.
#[derive(Debug, Clone)]
pub struct Row {
    /// Places of its members in the draft, in order.
    pub members: Vec<usize>,
    /// How it counts.
    pub counting: Counting,
}

/// The numbers of a draft.
#[derive(Debug, Clone)]
pub struct Numbering {
    /// The paragraphs, in order.
    pub entries: Vec<Entry>,
    /// What is numbered together.
    pub rows: Vec<Row>,
    places: HashMap<Id, usize>,
}

impl Numbering {
    /// The numbers of a draft that follows these conventions.
    pub fn of(document: &Document, profile: Profile) -> Self {
        let mut numbering = rows::read(document, profile);
        assign::renumber(&mut numbering, document, profile);
        numbering
    }

    /// The paragraph of that id.
    pub fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.get(*self.places.get(&id)?)
    }

    /// Where it stands.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The numbers down to a paragraph, as the labels give them: 5, (a), (ii). `None` when one of them has none.
    pub fn path(&self, place: usize) -> Option<Vec<Value>> {
        self.walk(place, |entry| entry.value.clone(), Value::of)
    }

    /// The same once it is numbered anew.
    pub fn new_path(&self, place: usize) -> Option<Vec<Value>> {
        let becomes = |entry: &Entry| match &entry.becomes {
            Becomes::Same => entry.value.clone(),
            Becomes::Nothing => entry.by_place.clone(),
            Becomes::Number(value) => Some(value.clone()),
        };
        let own = self.walk(place, becomes, Value::of)?;
        // 5 (a) as a label of its own goes with the 5 above it.
        let entry = self.entries.get(place)?;
        let (last, outer) = own.split_last()?;
        let above = entry.above.filter(|_| !entry.outer().is_empty());
        Some(match above.and_then(|above| self.new_path(above)) {
            Some(mut path) if path.len() == outer.len() => {
                path.push(last.clone());
                path
            }
            _ => own,
        })
    }

    /// How the numbers down to a paragraph are counted.
    pub fn countings(&self, place: usize) -> Option<Vec<Counting>> {
        let of_row = |entry: &Entry| Some(self.rows.get(entry.row?)?.counting);
        self.walk(place, of_row, |step| step.count().how)
    }

    /// Something of each number down to a paragraph, the outermost first.
    fn walk<T>(
        &self,
        place: usize,
        of: impl Fn(&Entry) -> Option<T>,
        outer: impl Fn(&Step) -> T,
    ) -> Option<Vec<T>> {
        let mut path = Vec::new();
        let mut next = Some(place);
        while let Some(entry) = next.and_then(|at| self.entries.get(at)) {
            path.push(of(entry)?);
            let steps = entry.outer();
            path.extend(steps.iter().rev().map(&outer));
            // Labels such as 3.1 bring what is above them along.
            let above = entry.above.and_then(|at| self.entries.get(at));
            let nested = above.is_some_and(|above| above.class == entry.class);
            next = entry.above.filter(|_| nested && steps.is_empty());
        }
        path.reverse();
        (!path.is_empty()).then_some(path)
    }

    /// The label of a paragraph once it is numbered anew by `numbers`, which are those of the original; in the form that
    /// this draft has. `None` inside when it has none.
    pub fn new_label(
        &self,
        document: &Document,
        numbers: &Self,
        id: Id,
        profile: Profile,
    ) -> Option<Option<Label>> {
        let place = self.place(id)?;
        match &numbers.entry(id)?.becomes {
            Becomes::Same => None,
            Becomes::Nothing => Some(None),
            Becomes::Number(value) => form::label(self, document, place, value, profile).map(Some),
        }
    }
}

impl Entry {
    /// The numbers before the last, of a label that gives them itself: the 3 of 3.1.
    fn outer(&self) -> &[Step] {
        let steps = self
            .parts
            .as_ref()
            .and_then(|parts| parts.steps.split_last());
        steps.map_or(&[], |(_, outer)| outer)
    }
}

#[cfg(test)]
mod tests;

//! What people call the paragraphs of both sides, and what is to be said of a pair in words: moved from where, split into
//! what, another label, a duty that became weaker. Start at [`Names::notes`].

use super::{Kind, Obligation, Pair, Shift};
use crate::model::{Document, Role};

/// The paragraphs of both sides by name.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The first document.
    pub a: &'a Document,
    /// The second document.
    pub b: &'a Document,
    /// What stands before the place of a paragraph without a label: `¶` on a screen, `#` where it is typed.
    pub sign: char,
}

/// Something to say of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It stood elsewhere: there, or behind that.
    MovedFrom(String),
    /// It stands elsewhere: there.
    MovedTo(String),
    /// It kept its name and stands elsewhere: behind that.
    MovedBehind(String),
    /// One became these.
    SplitInto(String),
    /// These became one.
    MergedFrom(String),
    /// Its label before and after.
    Relabelled(String, String),
    /// Its role before and after, when it is of another part of the text now.
    Role(Role, Role),
    /// A duty changed.
    Duty(Obligation),
}

impl Note {
    /// In words: `moved from 12`, `12 → 14`, `shall → should: weaker`.
    pub fn words(&self) -> String {
        match self {
            Self::MovedFrom(name) => format!("moved from {name}"),
            Self::MovedTo(name) => format!("moved to {name}"),
            Self::MovedBehind(name) => format!("moved behind {name}"),
            Self::SplitInto(names) => format!("split into {names}"),
            Self::MergedFrom(names) => format!("merged from {names}"),
            Self::Relabelled(before, after) => format!("{before} → {after}"),
            Self::Role(before, after) => format!("{} → {}", before.word(), after.word()),
            Self::Duty(duty) => format!("{} → {}: {}", duty.from, duty.to, duty.shift.word()),
        }
    }
}

impl Shift {
    /// The word that people use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weaker => "weaker",
            Self::Stronger => "stronger",
            Self::Reversed => "reversed",
        }
    }
}

/// What a paragraph without a label is called where it got one or lost it.
const NONE: &str = "no label";

impl Names<'_> {
    /// A paragraph of the first document: its label, else its place from 1.
    pub fn older(&self, at: usize) -> String {
        name(self.a, at, self.sign)
    }

    /// A paragraph of the second document.
    pub fn newer(&self, at: usize) -> String {
        name(self.b, at, self.sign)
    }

    /// Several of the first document: `5, 6 and 7`.
    pub fn all_older(&self, places: &[usize]) -> String {
        listed(&places.iter().map(|at| self.older(*at)).collect::<Vec<_>>())
    }

    /// Several of the second document.
    pub fn all_newer(&self, places: &[usize]) -> String {
        listed(&places.iter().map(|at| self.newer(*at)).collect::<Vec<_>>())
    }

    /// What the pair is called: as the second document has it; what was struck, as the first had it.
    pub fn of(&self, pair: &Pair) -> String {
        if pair.b.is_empty() {
            self.all_older(&pair.a)
        } else {
            self.all_newer(&pair.b)
        }
    }

    /// What is to be said of a pair where it stands, in the order in which a reader wants to know.
    pub fn notes(&self, pair: &Pair) -> Vec<Note> {
        let mut notes = Vec::new();
        if pair.moved {
            notes.push(Note::MovedFrom(self.old_place(pair)));
        }
        match pair.kind {
            Kind::Split => notes.push(Note::SplitInto(self.all_newer(&pair.b))),
            Kind::Merged => notes.push(Note::MergedFrom(self.all_older(&pair.a))),
            _ => {}
        }
        let relabelled = Self::relabelled(pair);
        notes.extend(relabelled.map(|(before, after)| Note::Relabelled(before, after)));
        let roles = self.roles(pair);
        notes.extend(roles.map(|(before, after)| Note::Role(before, after)));
        notes.extend(pair.duties().iter().cloned().map(Note::Duty));
        notes
    }

    /// Its role before and after, when a heading became text or text a heading, or when it went from the preamble to what is
    /// decided, or back. Other roles may only be read otherwise: a file says less of them than a workspace.
    pub fn roles(&self, pair: &Pair) -> Option<(Role, Role)> {
        let role = |document: &Document, places: &[usize]| match places {
            [at] => document.paragraphs.get(*at).map(|p| p.role),
            _ => None,
        };
        let (before, after) = (role(self.a, &pair.a)?, role(self.b, &pair.b)?);
        let heading = |role: Role| matches!(role, Role::Title | Role::Heading);
        let parts = [Role::Preambular, Role::Operative];
        let other = heading(before) != heading(after)
            || (before != after && parts.contains(&before) && parts.contains(&after));
        (other && self.a.head.language.primary() == self.b.head.language.primary())
            .then_some((before, after))
    }

    /// Its label before and after, when it has another one.
    pub(super) fn relabelled(pair: &Pair) -> Option<(String, String)> {
        let word = |label: &Option<crate::model::Label>| {
            let label = label.as_ref();
            label.map_or_else(|| NONE.to_owned(), ToString::to_string)
        };
        let (before, after) = pair.relabelled.as_ref()?;
        Some((word(before), word(after)))
    }

    /// What is to be said at the place where a moved pair stood.
    pub fn note_at_old_place(&self, pair: &Pair) -> Note {
        let name = self.all_newer(&pair.b);
        if name != self.all_older(&pair.a) {
            return Note::MovedTo(name);
        }
        let before = pair.b.first().and_then(|at| at.checked_sub(1));
        match before {
            Some(at) => Note::MovedBehind(self.newer(at)),
            None => Note::MovedTo("the beginning".to_owned()),
        }
    }

    /// Where a moved pair stood: by its name there, or, when it kept that, by what it stood behind.
    fn old_place(&self, pair: &Pair) -> String {
        let name = self.all_older(&pair.a);
        if name != self.all_newer(&pair.b) {
            return name;
        }
        let before = pair.a.first().and_then(|at| at.checked_sub(1));
        before.map_or_else(
            || "the beginning".to_owned(),
            |at| format!("behind {}", self.older(at)),
        )
    }
}

/// What people call the paragraph at a place: its label, else its place from 1 behind a sign. An item is called with what it
/// stands under, since every list has an `(a)`: `6(b)(ii)`.
fn name(document: &Document, at: usize, sign: char) -> String {
    let label = |at: usize| document.paragraphs.get(at)?.label.as_ref();
    let Some(own) = label(at) else {
        return format!("{sign}{}", at + 1);
    };
    let mut whole = String::new();
    for over in document.over(at) {
        match label(over) {
            Some(label) => whole.push_str(label.as_str().trim_end_matches('.')),
            // Without a name for it there is nothing to say: the place of the item itself is told by its neighbours.
            None => whole.clear(),
        }
    }
    whole.push_str(own.as_str());
    whole
}

/// `5`, `5 and 6`, `5, 6 and 7`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;
    use crate::model::Label;
    use std::sync::Arc;

    #[test]
    fn a_pair_says_where_it_came_from_and_what_became_of_duties() {
        let mut a = document(&[
            "Parties shall report every year to the Conference.",
            "The secretariat prepares the documents of the session.",
            "Observers may attend all the meetings.",
        ]);
        for (at, p) in a.paragraphs.iter_mut().enumerate() {
            Arc::make_mut(p).label = Label::new(&(at + 12).to_string());
        }
        let mut b = a.clone();
        let moved = b.paragraphs.remove(0);
        let mut moved = moved.with_text("Parties should report every year to the Conference.");
        moved.label = Label::new("20");
        b.paragraphs.push(Arc::new(moved));
        let comparison = compare(&a, &b, Options::default());
        let names = Names {
            a: &a,
            b: &b,
            sign: '#',
        };
        let pair = comparison.pairs.iter().find(|pair| pair.moved).unwrap();
        let said: Vec<String> = names.notes(pair).iter().map(Note::words).collect();
        assert_eq!(said, ["moved from 12", "12 → 20", "shall → should: weaker"]);
        assert_eq!(names.note_at_old_place(pair).words(), "moved to 20");
    }

    #[test]
    fn an_item_is_called_with_what_it_stands_under() {
        let mut document = document(&["Parties shall:", "Report on", "Work;", "Act;", "Decides."]);
        let rows = [("6", 0), ("(a)", 1), ("(i)", 2), ("(b)", 1), ("7.", 0)];
        for (p, (label, level)) in document.paragraphs.iter_mut().zip(rows) {
            let p = Arc::make_mut(p);
            p.label = Label::new(label);
            p.level = level;
            if level > 0 {
                p.role = crate::model::Role::Item;
            }
        }
        let called: Vec<String> = (0..5).map(|at| name(&document, at, '#')).collect();
        assert_eq!(called, ["6", "6(a)", "6(a)(i)", "6(b)", "7."]);
        Arc::make_mut(&mut document.paragraphs[0]).label = None;
        assert_eq!(name(&document, 1, '#'), "(a)");
    }

    #[test]
    fn names_are_listed_as_people_say_them() {
        let names = |all: &[&str]| listed(&all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(names(&[]), "");
        assert_eq!(names(&["5"]), "5");
        assert_eq!(names(&["5", "6"]), "5 and 6");
        assert_eq!(names(&["5", "6", "7 bis"]), "5, 6 and 7 bis");
    }
}

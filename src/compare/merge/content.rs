//! What becomes of the paragraphs of one unit: their words, and what else is known of each. Start at [`Writer::unit`].

use super::units::{Unit, at};
use super::write::{Behind, Written};
use super::{Conflict, Dispute, Holders, WordConflict, fields, stretch};
use crate::compare::similarity;
use crate::model::{Document, Paragraph};
use crate::text;

/// A paragraph that has less than this in common with what both started from was written anew (measured).
const REWRITTEN: f32 = 0.6;
/// One with fewer words than this is changed much by one word.
const SHORT: usize = 12;

/// A paragraph of the result, with what is disputed about it.
#[derive(Debug)]
pub(super) struct Made {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// What is disputed.
    pub conflicts: Vec<Conflict>,
    /// Which one it is among those of its unit on each side that has it.
    pub part: Behind,
}

/// What stands before all marks is the first one everywhere.
const FIRST: Behind = Behind {
    base: Some(0),
    ours: Some(0),
    theirs: Some(0),
};

/// Writes units.
pub(super) struct Writer<'d> {
    /// What both sides started from.
    pub base: &'d Document,
    /// Ours.
    pub ours: &'d Document,
    /// Theirs.
    pub theirs: &'d Document,
    /// Who they are.
    pub names: Holders<'d>,
    /// Whether ids and labels were given on purpose.
    pub ids: bool,
}

impl Writer<'_> {
    /// The paragraphs of a unit; none when it was struck.
    pub(super) fn unit(&self, unit: &Unit) -> Vec<Made> {
        let base = at(self.base, &unit.base);
        let ours = at(self.ours, &unit.ours);
        let theirs = at(self.theirs, &unit.theirs);
        match (ours.is_empty(), theirs.is_empty()) {
            (true, true) => Vec::new(),
            (false, true) if same(&ours, &base) && !unit.ours_moved => Vec::new(),
            (true, false) if same(&theirs, &base) && !unit.theirs_moved => Vec::new(),
            (false, true) => self.struck(&ours, &base, true),
            (true, false) => self.struck(&theirs, &base, false),
            (false, false) => {
                let written = self.words(&base, &ours, &theirs);
                if let Some(made) = self.rewritten(unit, &written, [&base, &ours, &theirs]) {
                    return made;
                }
                let made = written.into_iter().map(|one| {
                    let part = one.behind.unwrap_or(FIRST);
                    let (paragraph, mut conflicts) = self.shell(&base, &ours, &theirs, part);
                    conflicts.extend(one.conflicts.into_iter().map(Conflict::of_words));
                    Made {
                        paragraph: paragraph.with_text(one.text.trim()),
                        conflicts,
                        part,
                    }
                });
                made.collect()
            }
        }
    }

    /// A side that wrote another paragraph where the other side changed a word or two did not change that paragraph: it
    /// struck it, and put in its own. Only said where both cannot be had at once, or where it stands elsewhere.
    fn rewritten(
        &self,
        unit: &Unit,
        written: &[Written],
        [base, ours, theirs]: [&[&Paragraph]; 3],
    ) -> Option<Vec<Made>> {
        let ([was], [own], [other]) = (base, ours, theirs) else {
            return None;
        };
        let is_disputed = written.iter().any(|one| !one.conflicts.is_empty());
        let both_changed = !same(ours, base) && !same(theirs, base);
        let is_short = text::count(was.text()) < SHORT;
        if !both_changed || is_short || self.ids && was.id == own.id && was.id == other.id {
            return None;
        }
        let far = |p: &Paragraph| similarity(was.text(), p.text());
        let (we, they) = (far(own), far(other));
        let elsewhere = if we < they {
            unit.ours_moved
        } else {
            unit.theirs_moved
        };
        if we.min(they) >= REWRITTEN || !is_disputed && !elsewhere {
            return None;
        }
        let (kept, new, ours_kept) = if we < they {
            (other, own, false)
        } else {
            (own, other, true)
        };
        let mut made = self.struck(&[*kept], base, ours_kept);
        made.push(Made {
            paragraph: (*new).clone(),
            conflicts: Vec::new(),
            part: Behind::of_side(!ours_kept, 0),
        });
        Some(made)
    }

    fn words(
        &self,
        base: &[&Paragraph],
        ours: &[&Paragraph],
        theirs: &[&Paragraph],
    ) -> Vec<Written> {
        let as_many = base.len() == ours.len() && base.len() == theirs.len();
        let taken = if same(theirs, base) {
            // White space may differ where words do not; a side that changed it alone is not overruled.
            Some(if same(ours, base) && texts(ours) == texts(base) {
                theirs
            } else {
                ours
            })
        } else if same(ours, base) {
            Some(theirs)
        } else if same(ours, theirs) {
            Some(ours)
        } else {
            None
        };
        match taken {
            Some(side) if as_many => side.iter().enumerate().map(as_it_is).collect(),
            _ => stretch(&texts(base), &texts(ours), &texts(theirs), self.names),
        }
    }

    /// One side struck what the other changed or moved: it stands in brackets.
    fn struck(&self, kept: &[&Paragraph], base: &[&Paragraph], ours_kept: bool) -> Vec<Made> {
        let (holder, striker) = if ours_kept {
            (self.names.ours, self.names.theirs)
        } else {
            (self.names.theirs, self.names.ours)
        };
        let before = texts(base).join("\n");
        let made = kept.iter().enumerate().map(|(nth, p)| {
            let said = p.text();
            let text = match (holder, striker) {
                (Some(holder), Some(striker)) => format!("[{said} - {holder}; {striker} delete]"),
                (Some(holder), None) => format!("[{holder}: {said}]"),
                (None, Some(striker)) => format!("[{said} - {striker} delete]"),
                (None, None) => format!("[{said}]"),
            };
            let (ours, theirs) = if ours_kept {
                (said.to_owned(), String::new())
            } else {
                (String::new(), said.to_owned())
            };
            Made {
                conflicts: vec![Conflict {
                    dispute: Dispute::Deletion,
                    base: before.clone(),
                    ours,
                    theirs,
                    ..Conflict::default()
                }],
                paragraph: p.with_text(&text),
                part: Behind::of_side(ours_kept, nth),
            }
        });
        made.collect()
    }

    /// All that a paragraph is beside its words.
    fn shell(
        &self,
        base: &[&Paragraph],
        ours: &[&Paragraph],
        theirs: &[&Paragraph],
        behind: Behind,
    ) -> (Paragraph, Vec<Conflict>) {
        let base = of(base, behind.base);
        match (of(ours, behind.ours), of(theirs, behind.theirs)) {
            (Some(ours), Some(theirs)) => self.both(base.unwrap_or(ours), ours, theirs),
            (Some(one), None) | (None, Some(one)) => (one.clone(), Vec::new()),
            (None, None) => {
                let any = base.or(ours.first().copied()).or(theirs.first().copied());
                let none = || {
                    Paragraph::new(
                        crate::model::Id::from_random(0),
                        crate::model::Role::default(),
                        "",
                    )
                };
                (any.cloned().unwrap_or_else(none), Vec::new())
            }
        }
    }

    fn both(
        &self,
        base: &Paragraph,
        ours: &Paragraph,
        theirs: &Paragraph,
    ) -> (Paragraph, Vec<Conflict>) {
        let mut merged = ours.clone();
        let mut disputes: Vec<(&'static str, [String; 3])> = Vec::new();
        let word = |p: &Paragraph| p.role.word().to_owned();
        let label = |p: &Paragraph| {
            p.label
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        let part = |p: &Paragraph| {
            p.part
                .as_ref()
                .map(crate::model::Part::name)
                .unwrap_or_default()
        };
        macro_rules! take {
            ($field:ident, $name:literal, $said:expr) => {
                match fields::three_way(&base.$field, &ours.$field, &theirs.$field) {
                    Some(taken) => merged.$field = taken.clone(),
                    None => disputes.push(($name, [$said(base), $said(ours), $said(theirs)])),
                }
            };
        }
        if self.ids {
            take!(id, "id", |p: &Paragraph| p.id.to_string());
            take!(label, "label", label);
        } else {
            match fields::three_way(&base.label, &ours.label, &theirs.label) {
                Some(taken) => merged.label.clone_from(taken),
                // Numbers that were counted anew on both sides are no act of anybody: ours will do.
                None if [base, ours, theirs].iter().all(|p| is_counted(p)) => {}
                None => disputes.push(("label", [label(base), label(ours), label(theirs)])),
            }
        }
        take!(role, "role", word);
        take!(level, "level", |p: &Paragraph| p.level.to_string());
        take!(part, "part", part);
        // When both translated anew, nobody can say of which original the merged words are: they are stale.
        merged.of = fields::three_way(&base.of, &ours.of, &theirs.of).map_or(base.of, Clone::clone);
        merged.sources = fields::union(&base.sources, &ours.sources, &theirs.sources);
        merged.chosen = fields::union(&base.chosen, &ours.chosen, &theirs.chosen);
        merged.note = match fields::three_way(&base.note, &ours.note, &theirs.note) {
            Some(note) => note.clone(),
            // A remark for the drafters: both can stand.
            None => joined([ours.note.as_deref(), theirs.note.as_deref()]),
        };
        let kept = disputes.iter().map(|(what, [_, _, theirs])| {
            let who = self.names.theirs.map(|name| format!("{name}: "));
            let said = if theirs.is_empty() { "none" } else { theirs };
            format!("{}{what} {said}", who.unwrap_or_default())
        });
        let kept = kept.collect::<Vec<_>>().join("; ");
        if !kept.is_empty() && self.ids {
            merged.note = joined([merged.note.as_deref(), Some(&kept)]);
        }
        let conflicts = disputes
            .into_iter()
            .map(|(what, [base, ours, theirs])| Conflict {
                dispute: Dispute::Field(what),
                base,
                ours,
                theirs,
                ..Conflict::default()
            });
        (merged, conflicts.collect())
    }
}

/// Whether a label is one that is counted: a number or letter without additions.
fn is_counted(paragraph: &Paragraph) -> bool {
    let label = paragraph.label.as_ref().map(ToString::to_string);
    let label = label.unwrap_or_default();
    let number = label.trim_matches(|c: char| !c.is_alphanumeric());
    number.chars().all(char::is_numeric)
        || number.chars().count() == 1
        || number.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

fn of<'p>(list: &[&'p Paragraph], at: Option<usize>) -> Option<&'p Paragraph> {
    at.and_then(|at| list.get(at)).copied()
}

fn joined(notes: [Option<&str>; 2]) -> Option<std::sync::Arc<str>> {
    let notes: Vec<&str> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" · ").into())
}

fn texts<'p>(list: &[&'p Paragraph]) -> Vec<&'p str> {
    list.iter().map(|p| p.text()).collect()
}

fn same(a: &[&Paragraph], b: &[&Paragraph]) -> bool {
    let digests = |list: &[&Paragraph]| list.iter().map(|p| p.digest()).collect::<Vec<_>>();
    a.len() == b.len() && digests(a) == digests(b)
}

fn as_it_is((nth, p): (usize, &&Paragraph)) -> Written {
    Written {
        text: p.text().to_owned(),
        conflicts: Vec::<WordConflict>::new(),
        behind: (nth > 0).then_some(Behind {
            base: Some(nth),
            ours: Some(nth),
            theirs: Some(nth),
        }),
    }
}

//! The walk: the chair takes the text paragraph by paragraph. What comes in which order, how far it has come, and what is
//! kept of it when the chair leaves.
//!
//! The order is that of the committee: the title first, then each paragraph that is up for negotiation; what was put off
//! comes again at the end (Committee of the Whole of the Commission on Narcotic Drugs, 2020 and 2024).
//!
//! What it never does: say that something is agreed. Start at [`Script::of`].

use std::sync::Arc;

use super::{Consensus, Id, Role, Workspace};
use crate::text::Digest;

/// One paragraph that the chair calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub id: Id,
    /// Its place in the original draft, from 0.
    pub place: usize,
    /// Its section, by its place among the sections.
    pub section: usize,
    /// Whether it is a title: consensus is not counted on it, but it is called.
    pub title: bool,
}

/// What the chair calls, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// Each paragraph.
    pub steps: Vec<Step>,
    /// The sections: the words of their headings, not revealed yet; empty for what stands before the first.
    pub sections: Vec<Arc<str>>,
}

/// How far the walk has come: `9 of 13 in Section I, 17 of 43`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Paragraphs agreed on their words.
    pub agreed: usize,
    /// Paragraphs on which consensus is counted.
    pub total: usize,
    /// The same for each section of the script.
    pub sections: Vec<(usize, usize)>,
}

impl Script {
    /// The script of a draft in its original language.
    pub fn of(workspace: &Workspace) -> Self {
        let Some(document) = workspace.original() else {
            return Self::default();
        };
        let counted = document.counted();
        let mut negotiated = true;
        let in_play: Vec<bool> = document
            .paragraphs
            .iter()
            .map(|p| {
                negotiated = p.part.as_ref().map_or(negotiated, |part| part.negotiated);
                negotiated
            })
            .collect();
        let headings = document.paragraphs.iter().zip(&in_play);
        let top = headings
            .filter(|(p, in_play)| **in_play && p.role == Role::Heading)
            .map(|(p, _)| p.level)
            .min();
        let mut script = Self::default();
        let mut heading: Arc<str> = "".into();
        let mut opened = false;
        let rows = document.paragraphs.iter().zip(in_play).zip(counted);
        for (place, ((p, in_play), counted)) in rows.enumerate() {
            if in_play && p.role == Role::Heading && Some(p.level) == top {
                heading = p.text().into();
                opened = false;
            }
            let title = in_play && p.role == Role::Title;
            if !counted && !title {
                continue;
            }
            if !opened {
                script.sections.push(heading.clone());
                opened = true;
            }
            script.steps.push(Step {
                id: p.id,
                place,
                section: script.sections.len() - 1,
                title,
            });
        }
        script
    }

    /// Where a paragraph comes in it.
    pub fn find(&self, id: Id) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }

    /// How far it has come, by what the chair gavelled.
    pub fn tally(&self, consensus: &Consensus) -> Tally {
        let mut tally = Tally {
            sections: vec![(0, 0); self.sections.len()],
            ..Tally::default()
        };
        for step in self.steps.iter().filter(|step| !step.title) {
            let standing = consensus.paragraphs.get(step.place);
            let agreed = usize::from(standing.is_some_and(|s| s.status.is_agreed()));
            tally.agreed += agreed;
            tally.total += 1;
            if let Some((of, among)) = tally.sections.get_mut(step.section) {
                *of += agreed;
                *among += 1;
            }
        }
        tally
    }
}

/// What is kept of a walk when the chair leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WalkNote {
    /// The paragraph that was called last; none before the first, and at the end.
    pub at: Option<Id>,
    /// What the chair comes back to, in the order in which it was put off.
    pub later: Vec<Id>,
    /// What was left in brackets, on which words.
    pub left: Vec<(Id, Digest)>,
}

/// One thing that happens to the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalkAct {
    /// That paragraph is called.
    At(Option<Id>),
    /// The chair will come back to it.
    Later(Id),
    /// It is off the list.
    Done(Id),
    /// It is left in brackets, on these words.
    Left(Id, Digest),
    /// That is taken back.
    Unleft(Id),
}

impl WalkNote {
    /// Does one thing to the note; whether that changed it.
    pub fn take(&mut self, act: WalkAct) -> bool {
        let before = self.clone();
        match act {
            WalkAct::At(at) => self.at = at,
            WalkAct::Later(id) if self.later.contains(&id) => {}
            WalkAct::Later(id) => self.later.push(id),
            WalkAct::Done(id) => self.later.retain(|other| *other != id),
            WalkAct::Left(id, words) => {
                self.left.retain(|(other, _)| *other != id);
                self.left.push((id, words));
            }
            WalkAct::Unleft(id) => self.left.retain(|(other, _)| *other != id),
        }
        *self != before
    }

    /// Whether a paragraph was left in brackets as it stands.
    pub fn is_left(&self, id: Id, words: Digest) -> bool {
        self.left.contains(&(id, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch;

    fn script(rows: &str) -> (Script, Tally) {
        let workspace = sketch::workspace(rows);
        let script = Script::of(&workspace);
        let tally = script.tally(&workspace.consensus());
        (script, tally)
    }

    #[test]
    fn the_title_comes_first_and_sections_are_counted_by_their_headings() {
        let (script, tally) = script(
            "members KAZ
            t title | Final Document
            p preambular | Recalling,
            h1 heading | Section I
            a operative 1 | Welcomes;
            h2 heading:1 | A part of it
            b operative 2 | Urges;
            n note | Not of the text.
            h3 heading | Section II
            c operative 3 | Decides.
            = a ad_ref
            = c informals < Other words.",
        );
        let names: Vec<&str> = script.steps.iter().map(|s| s.id.as_str()).collect();
        let names: Vec<&str> = names.iter().map(|n| n.trim()).collect();
        assert_eq!(names, ["t", "p", "a", "b", "c"]);
        let sections: Vec<&str> = script.sections.iter().map(|s| &**s).collect();
        assert_eq!(sections, ["", "Section I", "Section II"]);
        assert_eq!((tally.agreed, tally.total), (1, 4));
        assert_eq!(tally.sections, [(0, 1), (1, 2), (0, 1)]);
    }

    #[test]
    fn what_is_put_off_stands_once_and_in_order() {
        let (a, b) = (sketch::id("a"), sketch::id("b"));
        let mut note = WalkNote::default();
        assert!(note.take(WalkAct::Later(b)) && note.take(WalkAct::Later(a)));
        assert!(!note.take(WalkAct::Later(b)));
        assert_eq!(note.later, [b, a]);
        assert!(note.take(WalkAct::Done(b)) && !note.take(WalkAct::Done(b)));
        let (old, new) = (Digest::of("Old."), Digest::of("New."));
        note.take(WalkAct::Left(a, old));
        note.take(WalkAct::Left(a, new));
        assert!(note.is_left(a, new) && !note.is_left(a, old));
        assert!(note.take(WalkAct::Unleft(a)) && note.left.is_empty());
    }
}

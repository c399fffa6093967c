//! Undo in the walk: the last decision is taken back, whatever it was, and the walk goes back to where it was taken. A decision
//! that is a change is taken back by the session's undo; one that is only kept beside, here.

use super::super::{App, Effect};
use super::At;
use crate::model::WalkAct;

/// A decision that can be taken back.
#[derive(Debug, Clone)]
pub(super) struct Undone {
    /// Where the walk was.
    at: At,
    /// How many changes it made.
    changes: usize,
    /// How many changes the session could take back once it was taken.
    depth: usize,
    /// What takes back what it did to the note.
    acts: Vec<WalkAct>,
}

impl App {
    /// Notes a decision at the paragraph that is called: the changes that it made, and what it does to the note. `acts` are done.
    pub(super) fn decided(&mut self, changes: usize, acts: Vec<WalkAct>) -> Vec<Effect> {
        let depth = self
            .session
            .as_ref()
            .map_or(0, super::super::Session::depth);
        let note = self.walk.note.clone();
        let mut back: Vec<WalkAct> = Vec::new();
        for act in &acts {
            match *act {
                WalkAct::Later(id) if !note.later.contains(&id) => back.push(WalkAct::Done(id)),
                WalkAct::Done(id) if note.later.contains(&id) => back.push(WalkAct::Later(id)),
                WalkAct::Left(id, _) | WalkAct::Unleft(id) => {
                    let before = note.left.iter().find(|(of, _)| *of == id);
                    back.push(match before {
                        Some((_, words)) => WalkAct::Left(id, *words),
                        None => WalkAct::Unleft(id),
                    });
                }
                WalkAct::At(_) | WalkAct::Later(_) | WalkAct::Done(_) => {}
            }
        }
        self.walk.undone.push(Undone {
            at: self.walk.at,
            changes,
            depth,
            acts: back,
        });
        self.keep_walk(acts)
    }

    /// Takes the last decision back.
    pub(in crate::app) fn undo_in_walk(&mut self) -> Vec<Effect> {
        let depth = self
            .session
            .as_ref()
            .map_or(0, super::super::Session::depth);
        // What was refused since, or taken back on another screen, is no more.
        while self.walk.undone.last().is_some_and(|u| u.depth > depth) {
            self.walk.undone.pop();
        }
        let of_walk = self.walk.undone.last().is_some_and(|u| u.depth == depth);
        if !of_walk {
            let mut effects = self.undo();
            effects.extend(self.show_room());
            return effects;
        }
        let Some(undone) = self.walk.undone.pop() else {
            return Vec::new();
        };
        let mut effects: Vec<Effect> = Vec::new();
        for _ in 0..undone.changes {
            effects.extend(self.undo());
        }
        effects.extend(self.keep_walk(undone.acts));
        if undone.changes == 0 {
            let name = match undone.at {
                At::Step(id) => self.name_of(id),
                At::End => String::new(),
            };
            self.say(format!("Back to {name}: that decision is taken back."));
        }
        effects.extend(self.call(undone.at));
        effects
    }
}

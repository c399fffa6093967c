//! Undo and redo without limit, in one session. The store's record keeps what happened for good.

use std::sync::Arc;

use super::{Applied, Change, Touch};

/// One change that can be taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it was, for the notice: `edit 5 bis`.
    pub title: Arc<str>,
    /// What to write to take it back or do it again.
    pub touches: Vec<Touch>,
}

impl Step {
    /// The change that writes it.
    pub fn change(&self) -> Change {
        Change::Revert {
            what: self.title.clone(),
            touches: self.touches.clone(),
        }
    }
}

/// The changes of a session, done and undone.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Notes a change that was made: it can be undone, and what was undone before can no longer be redone.
    pub fn did(&mut self, applied: &Applied) {
        self.undone.clear();
        self.done.push(Step {
            title: applied.title.clone(),
            touches: inverse(&applied.touches),
        });
    }

    /// How many changes can be undone.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// The change that undo would make.
    pub fn to_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The change that redo would make.
    pub fn to_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Notes that the last change was undone.
    pub fn undid(&mut self) {
        if let Some(step) = self.done.pop() {
            self.undone.push(Step {
                touches: inverse(&step.touches),
                ..step
            });
        }
    }

    /// Notes that the change undone last was done again.
    pub fn redid(&mut self) {
        if let Some(step) = self.undone.pop() {
            self.done.push(Step {
                touches: inverse(&step.touches),
                ..step
            });
        }
    }
}

/// What takes touches back: each turned round, the last first.
fn inverse(touches: &[Touch]) -> Vec<Touch> {
    touches.iter().rev().map(Touch::inverse).collect()
}

//! What a delegation keeps for itself: its instructions and its fallback, by paragraph.
//!
//! It is no part of the [`Workspace`](super::Workspace): no change, no record, no undo, no view and no export can hold it. Even
//! printed for debugging it does not show its words.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::{Code, Id};

/// What a delegation keeps for itself on one paragraph.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PrivateNote {
    /// What its capital wants.
    pub instructions: Option<Arc<str>>,
    /// What it could live with.
    pub fallback: Option<Arc<str>>,
}

impl PrivateNote {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.instructions.is_none() && self.fallback.is_none()
    }
}

impl fmt::Debug for PrivateNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateNote(…)")
    }
}

/// What a delegation keeps for itself.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateNotes {
    /// Which delegation.
    pub of: Code,
    /// By paragraph.
    pub notes: BTreeMap<Id, PrivateNote>,
}

impl PrivateNotes {
    /// None yet.
    pub fn none(of: Code) -> Self {
        Self {
            of,
            notes: BTreeMap::new(),
        }
    }
}

impl fmt::Debug for PrivateNotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateNotes({} of {})", self.notes.len(), self.of)
    }
}

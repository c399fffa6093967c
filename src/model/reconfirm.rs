//! Whom to ask again: stances that were given on other words than now. Start at [`Workspace::to_reconfirm`].

use super::{Code, Footing, Id, Position, Workspace};
use crate::text::Digest;

/// A stance that must be confirmed on the words as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting<'a> {
    /// On which paragraph.
    pub paragraph: Id,
    /// The stance, as it was given.
    pub position: &'a Position,
    /// The group that gave it for the delegation. It is for the group to reconfirm it, for all that it speaks for.
    pub via: Option<Code>,
    /// What stands now.
    pub now: Footing,
}

impl Waiting<'_> {
    /// Digest of the words that it was really given on.
    pub fn given_on(&self) -> Digest {
        self.position.carried.unwrap_or(self.position.on)
    }

    /// Whether the words of the paragraph itself are others now; else only its chapeau changed.
    pub fn is_of_its_words(&self) -> bool {
        self.position.on != self.now.words
    }
}

impl Workspace {
    /// What a delegation or group must reconfirm, in the order of the text; what holds for it through a group among it.
    pub fn to_reconfirm(&self, code: Code) -> Vec<Waiting<'_>> {
        let Some(document) = self.original() else {
            return Vec::new();
        };
        let paragraphs = document.paragraphs.iter().enumerate();
        paragraphs
            .filter_map(|(at, p)| {
                let (position, via) = self.holding(code, p.id)?;
                let now = document.footing(at)?;
                position.is_stale(now).then_some(Waiting {
                    paragraph: p.id,
                    position,
                    via,
                    now,
                })
            })
            .collect()
    }
}

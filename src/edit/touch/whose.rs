//! Whose business a touch is: what of a change only the chair or the secretariat may take back, and what a delegation may.

use super::{Place, Touch};
use crate::model::{Code, Header, Proposal};

impl Touch {
    pub(in crate::edit) fn is_of_the_chair(&self) -> bool {
        matches!(
            self,
            Self::Agreements { .. }
                | Self::Header { .. }
                | Self::Document {
                    place: Place::Version(..),
                    ..
                }
        )
    }

    pub(in crate::edit) fn is_housekeeping(&self) -> bool {
        match self {
            // Packages are a bargain of the room, and the chair's.
            Self::Header { before, after } => {
                let mut same = Header::clone(before);
                same.packages.clone_from(&after.packages);
                same != **after
            }
            Self::Document { place, .. } => !matches!(place, Place::Version(..)),
            _ => false,
        }
    }

    pub(in crate::edit) fn is_position_of(&self, code: Code) -> bool {
        match self {
            Self::Position { delegation, .. } => *delegation == code,
            Self::Proposal { before, after } => match (before, after) {
                (Some(before), Some(after)) => {
                    let alone = before.by == [code] && after.by == [code];
                    alone || without(before, code) == without(after, code)
                }
                (one, other) => one
                    .as_ref()
                    .or(other.as_ref())
                    .is_some_and(|p| p.by == [code]),
            },
            _ => false,
        }
    }
}

/// A proposal as if a delegation had said nothing of it.
fn without(proposal: &Proposal, code: Code) -> Proposal {
    let mut proposal = proposal.clone();
    for codes in [
        &mut proposal.by,
        &mut proposal.supporters,
        &mut proposal.opposers,
    ] {
        codes.retain(|other| *other != code);
    }
    proposal
}

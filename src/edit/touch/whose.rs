//! Whose business a touch is: what of a change only the chair or the secretariat may take back, and what a delegation may.

use std::sync::Arc;

use super::{Place, Touch};
use crate::model::{Code, Header, Proceeding, Proposal, Sort};

impl Touch {
    pub(in crate::edit) fn is_of_the_chair(&self) -> bool {
        match self {
            Self::Agreements { .. }
            | Self::Header { .. }
            | Self::Document {
                place: Place::Version(..),
                ..
            } => true,
            Self::Proceeding { before, after } => {
                let any = before.as_ref().or(after.as_ref());
                !any.is_some_and(|one| {
                    matches!(
                        one.sort(),
                        Sort::Statement | Sort::Sponsor | Sort::Placement | Sort::Report
                    )
                })
            }
            _ => false,
        }
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
            Self::Proceeding { before, after } => {
                let of = |one: &Option<Arc<Proceeding>>| {
                    one.as_ref().is_none_or(|one| match &**one {
                        Proceeding::Statement(statement) => statement.by == [code],
                        Proceeding::Sponsor(sponsor) => sponsor.delegation == code,
                        Proceeding::Placement(placement) => placement.by == [code],
                        _ => false,
                    })
                };
                of(before) && of(after)
            }
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

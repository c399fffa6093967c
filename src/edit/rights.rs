//! Who may do what. Checked where changes are applied, never in a screen.

use thiserror::Error;

use super::{Actor, Change};
use crate::model::Code;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Looks on: the room's screen, the press.
    Viewer,
    /// Speaks for one delegation: states its positions, tables its proposals.
    Delegate(Code),
    /// Works on the text and records positions, and does not gavel.
    Facilitator,
    /// Presides: gavels, reopens, freezes.
    Chair,
    /// Serves the meeting: everything.
    Secretariat,
}

impl Access {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Delegate(_) => "delegate",
            Self::Facilitator => "facilitator",
            Self::Chair => "chair",
            Self::Secretariat => "secretariat",
        }
    }
}

/// Somebody may not do that.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{who} may not {verb}: {access} {may}")]
pub struct Denied {
    who: String,
    verb: &'static str,
    access: &'static str,
    may: &'static str,
}

/// Whether an actor may make a change.
pub fn may(actor: &Actor, change: &Change) -> Result<(), Denied> {
    let (allowed, may) = match actor.access {
        Access::Secretariat => (true, ""),
        Access::Chair => (
            !is_housekeeping(change),
            "presides and does not change the workspace itself",
        ),
        Access::Facilitator => (
            !is_housekeeping(change) && !is_gavel(change),
            "works on the text and leaves the gavel to the chair",
        ),
        Access::Delegate(code) => (
            is_position_of(change, code),
            "speaks for its own delegation alone",
        ),
        Access::Viewer => (false, "looks on"),
    };
    if allowed {
        return Ok(());
    }
    Err(Denied {
        who: actor.name.to_string(),
        verb: change.verb(),
        access: actor.access.word(),
        may,
    })
}

fn is_gavel(change: &Change) -> bool {
    match change {
        // Numbering anew and what is editorial carry agreements to other words.
        Change::Agree { .. }
        | Change::Reopen { .. }
        | Change::Freeze { .. }
        | Change::Renumber { .. }
        | Change::Editorial { .. }
        | Change::Carry { .. }
        | Change::SetPackage { .. } => true,
        // What the chair would take is the chair's to say.
        Change::Bracket { act, .. } => matches!(act, super::bracket::Act::Choose { .. }),
        Change::Over { act, .. } => matches!(act, super::bracket::Over::Choose { .. }),
        Change::Proceed(act) => act.is_of_the_chair(),
        Change::Revert { touches, .. } => touches.iter().any(super::Touch::is_of_the_chair),
        _ => false,
    }
}

fn is_housekeeping(change: &Change) -> bool {
    match change {
        Change::SetHeader { .. } | Change::Import { .. } => true,
        Change::Revert { touches, .. } => touches.iter().any(super::Touch::is_housekeeping),
        _ => false,
    }
}

fn is_position_of(change: &Change, code: Code) -> bool {
    match change {
        Change::SetPosition { delegation, .. } | Change::Reconfirm { delegation, .. } => {
            *delegation == code
        }
        Change::SetPositions { positions } => positions.iter().all(|(of, _, _)| *of == code),
        // Nobody is said to be for it or against it but by itself.
        Change::Propose { proposals } => proposals
            .iter()
            .all(|p| p.by == [code] && p.supporters.is_empty() && p.opposers.is_empty()),
        Change::Voice { by, .. } | Change::Restate { by, .. } => *by == code,
        Change::Withdraw { by, .. } => *by == Some(code),
        // To put one's own name to a bracket, or to take it away, is to state a position.
        Change::Bracket { act, .. } => act.speaker() == Some(code),
        Change::Over { act, .. } => act.speaker() == Some(code),
        Change::Proceed(act) => act.is_said_by(code),
        Change::Revert { touches, .. } => touches.iter().all(|touch| touch.is_position_of(code)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Level, Moment, Reopening};
    use crate::text::Digest;

    #[test]
    fn each_access_may_what_its_office_does() {
        let id: Id = "a".parse().unwrap();
        let code: Code = "KAZ".parse().unwrap();
        let position = |delegation: &str| Change::SetPosition {
            delegation: delegation.parse().unwrap(),
            paragraph: id,
            position: None,
        };
        let agree = Change::Agree {
            paragraph: id,
            agreement: crate::model::Agreement::new(Level::AdRef, Digest::of("x")),
        };
        let reopen = Change::Reopen {
            paragraph: id,
            reopening: Reopening {
                by: code,
                at: Some(Moment::new(0, 0)),
                reason: "r".into(),
            },
        };
        let delete = Change::Delete { paragraph: id };
        let header = Change::SetHeader {
            header: crate::model::Header::new("T", "en".parse().unwrap()).into(),
        };
        for (access, allowed) in [
            (Access::Viewer, ""),
            (Access::Delegate(code), "own"),
            (Access::Facilitator, "own other delete"),
            (Access::Chair, "own other delete agree reopen"),
            (Access::Secretariat, "own other delete agree reopen header"),
        ] {
            let actor = Actor {
                name: "A".into(),
                access,
            };
            let rows = [
                ("own", position("KAZ")),
                ("other", position("UZB")),
                ("delete", delete.clone()),
                ("agree", agree.clone()),
                ("reopen", reopen.clone()),
                ("header", header.clone()),
            ];
            let may: Vec<&str> = rows
                .iter()
                .filter(|(_, change)| may(&actor, change).is_ok())
                .map(|(name, _)| *name)
                .collect();
            assert_eq!(may.join(" "), allowed, "{access:?}");
        }
        let viewer = Actor {
            name: "Press".into(),
            access: Access::Viewer,
        };
        assert_eq!(
            may(&viewer, &delete).unwrap_err().to_string(),
            "Press may not delete: viewer looks on"
        );
    }
}

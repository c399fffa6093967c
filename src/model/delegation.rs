//! Who negotiates: delegations, observers, and the groups that speak for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Code;
use crate::text::Language;

/// What a delegation is in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Takes part in the decision; its formal objection stands in the way of consensus.
    #[default]
    Member,
    /// Takes the floor, and never stands in the way.
    Observer,
    /// Presides.
    Chair,
    /// Serves the meeting.
    Secretariat,
}

impl Kind {
    /// All kinds, as files write them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Member, "member"),
        (Self::Observer, "observer"),
        (Self::Chair, "chair"),
        (Self::Secretariat, "secretariat"),
    ];

    /// Whether its objection can stand in the way.
    pub fn can_block(self) -> bool {
        self == Self::Member
    }
}

/// One delegation: a State, an organization, the chair, the secretariat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its code.
    pub code: Code,
    /// Its name in the language of the interface.
    pub name: Arc<str>,
    /// Its names in the languages of the text.
    pub names: BTreeMap<Language, Arc<str>>,
    /// What it is in the room.
    pub kind: Kind,
    /// Whether it is a permanent member, whose vote against stops a decision under the rule `sc` (Charter of the United
    /// Nations, Article 27, paragraph 3).
    pub permanent: bool,
}

impl Delegation {
    /// A member with a name.
    pub fn member(code: Code, name: &str) -> Self {
        Self {
            code,
            name: name.into(),
            names: BTreeMap::new(),
            kind: Kind::Member,
            permanent: false,
        }
    }
}

/// Delegations that speak with one voice, or at least may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its code, not that of any delegation.
    pub code: Code,
    /// Its name.
    pub name: Arc<str>,
    /// Its members, in the order of the file.
    pub members: Vec<Code>,
    /// Whether its position holds for members that have none of their own.
    pub binding: bool,
}

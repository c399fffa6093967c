//! What the chair gavelled: agreements, their reopening, and parking. Agreement is always an act of the chair,
//! never computed.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::{Code, Footing, Moment, NameError};
use crate::text::Digest;

/// How far an agreement reaches, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Agreed ad referendum: at working level, pending capitals or the whole text.
    AdRef,
    /// Agreed in informal consultations.
    Informals,
    /// Agreed in the committee of the whole.
    Committee,
    /// Adopted with the whole document.
    Adopted,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 4] = [Self::AdRef, Self::Informals, Self::Committee, Self::Adopted];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::AdRef => "ad_ref",
            Self::Informals => "informals",
            Self::Committee => "committee",
            Self::Adopted => "adopted",
        }
    }

    /// The words that people use.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::AdRef => "ad ref",
            Self::Informals => "in informals",
            Self::Committee => "in committee",
            Self::Adopted => "adopted",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Level {
    type Err = NameError;

    fn from_str(s: &str) -> Result<Self, NameError> {
        Self::ALL
            .into_iter()
            .find(|level| level.word() == s)
            .ok_or_else(|| NameError {
                given: s.chars().take(40).collect(),
                what: "level of agreement",
                rule: "one of ad_ref, informals, committee, adopted",
            })
    }
}

/// An agreement to the words of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// How far it reaches.
    pub level: Level,
    /// Digest of the text in the original language that was agreed.
    pub on: Digest,
    /// Of an item: digest of the words of its chapeau when it was agreed ([`Footing`]).
    pub chapeau: Option<Digest>,
    /// Digest of the words that were really agreed, when it was carried to these by an editorial change.
    pub carried: Option<Digest>,
    /// When.
    pub at: Option<Moment>,
    /// Who gavelled it.
    pub by: Option<Arc<str>>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
    /// Delegations it is pending: “agreed in informals pending Iran”.
    pub except: Vec<Code>,
    /// Exceptions that were lifted, oldest first.
    pub lifted: Vec<Lifted>,
    /// Whether the chair was told of the brackets in the words and agreed them with the brackets.
    pub bracketed: bool,
    /// Set once it was reopened; the agreement itself is kept.
    pub reopened: Option<Reopening>,
}

impl Agreement {
    /// An agreement on words, without exceptions and without more.
    pub fn new(level: Level, on: Digest) -> Self {
        Self {
            level,
            on,
            chapeau: None,
            carried: None,
            at: None,
            by: None,
            meeting: None,
            except: Vec::new(),
            lifted: Vec::new(),
            bracketed: false,
            reopened: None,
        }
    }

    /// Whether it is on other words than these.
    pub fn is_stale(&self, footing: Footing) -> bool {
        footing.differs(self.on, self.chapeau)
    }
}

/// An exception that no longer holds: the delegation can agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// Whose exception.
    pub by: Code,
    /// When.
    pub at: Option<Moment>,
    /// What it said.
    pub note: Option<Arc<str>>,
}

/// When something was done, by whom, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// When.
    pub at: Option<Moment>,
    /// By whom.
    pub by: Option<Arc<str>>,
    /// Why, if that was said.
    pub reason: Option<Arc<str>>,
}

impl Done {
    /// With a reason, if it says something.
    pub fn because(self, reason: &str) -> Self {
        let reason = Some(reason.trim()).filter(|said| !said.is_empty());
        Self {
            reason: reason.map(Into::into),
            ..self
        }
    }
}

/// Why an agreement no longer counts. It takes a name and a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopening {
    /// Who asked.
    pub by: Code,
    /// When.
    pub at: Option<Moment>,
    /// Why.
    pub reason: Arc<str>,
}

/// A paragraph set aside for a smaller group, to come back later.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parking {
    /// The group that works on it.
    pub with: Option<Arc<str>>,
    /// When it was parked.
    pub at: Option<Moment>,
    /// Who parked it.
    pub by: Option<Arc<str>>,
    /// Why.
    pub reason: Option<Arc<str>>,
}

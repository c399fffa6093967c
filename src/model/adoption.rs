//! Adoption, and what goes with it: sponsors before, statements around, corrigenda after.
//!
//! An adopted text is a version that nobody edits any more. What is wrong in it is put right by a corrigendum, which keeps
//! what stood (United Nations symbols: `/Corr.` corrects, `/Rev.` replaces).

use std::sync::Arc;

use super::{Code, Done, Id, Moment, Reopening, VersionLabel};
use crate::text::{Digest, Language};

/// How a text was adopted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum How {
    /// Without a vote, by consensus: no formal objection.
    #[default]
    Consensus,
    /// By a vote.
    Vote,
    /// By a silence procedure that nobody broke and the chair confirmed.
    Silence,
}

impl How {
    /// All, as files and commands write them.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Consensus, "consensus"),
        (Self::Vote, "vote"),
        (Self::Silence, "silence"),
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Consensus => "consensus",
            Self::Vote => "vote",
            Self::Silence => "silence",
        }
    }
}

/// The adoption of the whole text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Its id.
    pub id: Id,
    /// Digest of the words that were adopted: [`super::Document::words`] of the original.
    pub on: Digest,
    /// How.
    pub how: How,
    /// The roll call, or the silence procedure, that it rests on.
    pub through: Option<Id>,
    /// The version that keeps it.
    pub version: VersionLabel,
    /// When.
    pub at: Option<Moment>,
    /// Who gavelled it.
    pub by: Option<Arc<str>>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
    /// Set once it was taken back; the adoption itself is kept.
    pub annulled: Option<Reopening>,
}

/// What a delegation puts on record around adoption. It changes no word and blocks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum StatementKind {
    /// Explanation of position, where there is no vote.
    #[default]
    Position,
    /// Explanation of vote, before or after it.
    Vote,
    /// A reservation.
    Reservation,
    /// The delegation dissociates itself from the text or from a paragraph.
    Dissociation,
    /// How the delegation understands the words.
    Interpretative,
}

impl StatementKind {
    /// All, as files and commands write them.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Position, "explanation_of_position"),
        (Self::Vote, "explanation_of_vote"),
        (Self::Reservation, "reservation"),
        (Self::Dissociation, "dissociation"),
        (Self::Interpretative, "interpretative"),
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Position => "explanation_of_position",
            Self::Vote => "explanation_of_vote",
            Self::Reservation => "reservation",
            Self::Dissociation => "dissociation",
            Self::Interpretative => "interpretative",
        }
    }

    /// What people call it.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Position => "explanation of position",
            Self::Vote => "explanation of vote",
            Self::Reservation => "reservation",
            Self::Dissociation => "dissociation",
            Self::Interpretative => "interpretative statement",
        }
    }

    /// The kind of that word; `eop` and `eov` are read too.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase().replace('-', "_");
        match word.as_str() {
            "eop" => return Some(Self::Position),
            "eov" => return Some(Self::Vote),
            "interpretative_statement" | "interpretation" => return Some(Self::Interpretative),
            _ => {}
        }
        let found = Self::ALL.into_iter().find(|(_, name)| *name == word);
        found.map(|(kind, _)| kind)
    }
}

/// A statement for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: Id,
    /// What kind.
    pub kind: StatementKind,
    /// The delegations or groups that make it.
    pub by: Vec<Code>,
    /// The paragraphs it is on; empty for the whole text.
    pub paragraphs: Vec<Id>,
    /// What it says, in the language in which it was given.
    pub text: Arc<str>,
    /// When.
    pub at: Option<Moment>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
    /// Set once it was withdrawn.
    pub withdrawn: Option<Done>,
}

impl Statement {
    /// Whether it is on a paragraph, or on the whole text.
    pub fn is_on(&self, paragraph: Id) -> bool {
        self.paragraphs.is_empty() || self.paragraphs.contains(&paragraph)
    }
}

/// A delegation that puts its name to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sponsor {
    /// Its id.
    pub id: Id,
    /// Which delegation.
    pub delegation: Code,
    /// Whether it joined those who tabled the text.
    pub joined: bool,
    /// When.
    pub at: Option<Moment>,
    /// Set once it withdrew.
    pub withdrawn: Option<Done>,
}

/// A correction of an adopted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrigendum {
    /// Its id.
    pub id: Id,
    /// Its number, from 1.
    pub number: u32,
    /// Which paragraph.
    pub paragraph: Id,
    /// In which language.
    pub language: Language,
    /// The words that stood.
    pub before: Arc<str>,
    /// The words that stand from then on.
    pub text: Arc<str>,
    /// Why.
    pub reason: Arc<str>,
    /// When.
    pub at: Option<Moment>,
    /// Who issued it.
    pub by: Option<Arc<str>>,
}

impl Corrigendum {
    /// Digest of the words that stood.
    pub fn on(&self) -> Digest {
        Digest::of(&self.before)
    }

    /// Digest of the words that stand from then on.
    pub fn to(&self) -> Digest {
        Digest::of(&self.text)
    }
}

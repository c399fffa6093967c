//! Proposals: other words for a paragraph, or another place, tabled by a delegation in its own name.
//!
//! What it is for: what a proposal wants, of which words, who stands behind it and who against it, and what became of it.
//!
//! What it never does: change a text, or look for collisions: [`crate::edit`] does.
//!
//! Where to start: [`Proposal`].

use std::sync::Arc;

use super::{Code, Id, Label, Moment, Role, Source};
use crate::text::{Digest, words};

/// What a proposal wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The paragraph with these words, in the original language.
    Words(Arc<str>),
    /// The paragraph taken out.
    Gone,
    /// A new paragraph behind it.
    New {
        /// The id that the paragraph will have.
        paragraph: Id,
        /// What it will be.
        role: Role,
        /// How deep it will stand.
        level: u8,
        /// What people call it.
        label: Option<Label>,
        /// Its words, in the original language.
        text: Arc<str>,
    },
    /// The paragraph behind another one; none for the start.
    Move {
        /// Behind which.
        after: Option<Id>,
    },
    /// The paragraph in two.
    Split {
        /// Byte of the words it was made on at which the second begins.
        at: usize,
        /// The id that the second will have.
        new: Id,
    },
    /// The paragraph together with the one behind it.
    Join {
        /// Which that was when it was tabled; none in a file that does not say.
        with: Option<Id>,
    },
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ProposalStatus {
    /// On the table, on the words as they stand.
    #[default]
    Tabled,
    /// Taken as it was.
    Accepted,
    /// Taken in part or with other words.
    AcceptedModified,
    /// Not taken.
    Rejected,
    /// Taken back by those who made it.
    Withdrawn,
    /// Something else took its place: it stands in brackets in the text, what it asked for came about otherwise, or the
    /// proposal that it amends is gone.
    Superseded,
    /// The words it was made on changed where it wants to change them: somebody must look.
    StaleBase,
}

impl ProposalStatus {
    /// All of them, as files write them.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Tabled, "tabled"),
        (Self::Accepted, "accepted"),
        (Self::AcceptedModified, "accepted_modified"),
        (Self::Rejected, "rejected"),
        (Self::Withdrawn, "withdrawn"),
        (Self::Superseded, "superseded"),
        (Self::StaleBase, "stale_base"),
    ];

    /// The word that files, commands and screens use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(status, _)| *status == self)
            .map_or("tabled", |(_, word)| word)
    }

    /// The status of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(status, _)| *status)
    }

    /// Whether somebody still has to decide on it.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Tabled | Self::StaleBase)
    }
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Given once; the name of its file.
    pub id: Id,
    /// The paragraph it is about; of a new paragraph, the one it stands behind.
    pub target: Id,
    /// What it wants.
    pub wanted: Wanted,
    /// Who proposes.
    pub by: Vec<Code>,
    /// Who supports it.
    pub supporters: Vec<Code>,
    /// Who opposes it.
    pub opposers: Vec<Code>,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// When it was tabled.
    pub at: Option<Moment>,
    /// What became of it.
    pub status: ProposalStatus,
    /// The proposal that it amends: its words are made on the words of that one.
    pub amends: Option<Id>,
    /// The proposal of which it is what was not taken.
    pub part_of: Option<Id>,
    /// Digest of the bracketed words in which it stands, once it was compiled into the text; of one that was decided on with its
    /// bracket, of those in which it stood last.
    pub compiled_in: Option<Digest>,
    /// Where words that were put into it come from; with it they come into the paragraph.
    pub sources: Vec<Source>,
    base: Arc<str>,
    on: Digest,
}

impl Proposal {
    /// A proposal made on words, tabled by nobody yet.
    pub fn new(id: Id, target: Id, base: &str, wanted: Wanted) -> Self {
        Self {
            id,
            target,
            wanted,
            by: Vec::new(),
            supporters: Vec::new(),
            opposers: Vec::new(),
            reason: None,
            at: None,
            status: ProposalStatus::Tabled,
            amends: None,
            part_of: None,
            compiled_in: None,
            sources: Vec::new(),
            base: base.into(),
            on: Digest::of(base),
        }
    }

    /// The same proposal made on other words.
    pub fn on_base(&self, base: &str) -> Self {
        Self {
            base: base.into(),
            on: Digest::of(base),
            ..self.clone()
        }
    }

    /// The words it was made on: those of the paragraph in the original language, or of the proposal it amends.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Digest of the words it was made on.
    pub fn on(&self) -> Digest {
        self.on
    }

    /// The words that it wants: of the paragraph, or of the new one. None when it is not about words.
    pub fn words(&self) -> Option<&str> {
        match &self.wanted {
            Wanted::Words(text) | Wanted::New { text, .. } => Some(text),
            Wanted::Gone | Wanted::Move { .. } | Wanted::Split { .. } | Wanted::Join { .. } => None,
        }
    }

    /// The word for what it does: `insert`, `delete`, `replace`, `new`, `move`, `split` or `join`.
    pub fn kind(&self) -> &'static str {
        match &self.wanted {
            Wanted::Words(text) => {
                let (old, new) = (tokens(&self.base), tokens(text));
                if is_within(&old, &new) {
                    "insert"
                } else if is_within(&new, &old) {
                    "delete"
                } else {
                    "replace"
                }
            }
            Wanted::Gone => "delete",
            Wanted::New { .. } => "new",
            Wanted::Move { .. } => "move",
            Wanted::Split { .. } => "split",
            Wanted::Join { .. } => "join",
        }
    }

    /// The words of all kinds, as files and commands write them.
    pub const KINDS: [&'static str; 7] = [
        "replace", "insert", "delete", "new", "move", "split", "join",
    ];

    /// Whether somebody still has to decide on it.
    pub fn is_pending(&self) -> bool {
        self.status.is_pending()
    }

    /// Everybody who stands behind it: those who propose, then those who support.
    pub fn backers(&self) -> impl Iterator<Item = Code> + '_ {
        self.by.iter().chain(&self.supporters).copied()
    }

    /// Who proposes, for people: `KAZ, UZB`.
    pub fn proposers(&self) -> String {
        names(&self.by)
    }
}

/// Codes for people: `KAZ, UZB`.
pub fn names(codes: &[Code]) -> String {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    codes.join(", ")
}

fn tokens(text: &str) -> Vec<&str> {
    let all = words(text).map(|word| word.text);
    all.filter(|word| !word.trim().is_empty()).collect()
}

/// Whether the words stand in others in the same order.
fn is_within(few: &[&str], many: &[&str]) -> bool {
    let mut rest = many.iter();
    few.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        name.parse().unwrap()
    }

    #[test]
    fn the_kind_of_a_proposal_follows_from_its_words() {
        for (base, text, kind) in [
            (
                "States shall sign",
                "States shall consider to sign",
                "insert",
            ),
            ("States shall sign", "States sign", "delete"),
            ("States shall sign", "States should sign", "replace"),
            ("各国应签署", "各国应尽快签署", "insert"),
            ("يجب على الدول التوقيع", "على الدول التوقيع", "delete"),
        ] {
            let proposal = Proposal::new(id("p"), id("a"), base, Wanted::Words(text.into()));
            assert_eq!(proposal.kind(), kind, "{text}");
        }
        let gone = Proposal::new(id("p"), id("a"), "x", Wanted::Gone);
        assert_eq!((gone.kind(), gone.words()), ("delete", None));
    }

    #[test]
    fn every_status_has_a_word_and_two_wait_for_a_decision() {
        for (status, word) in ProposalStatus::ALL {
            assert_eq!(
                (status.word(), ProposalStatus::from_word(word)),
                (word, Some(status))
            );
        }
        let waiting = ProposalStatus::ALL.iter().filter(|(s, _)| s.is_pending());
        assert_eq!(waiting.count(), 2);
    }
}

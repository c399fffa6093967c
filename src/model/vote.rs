//! Roll calls: what each delegation voted, and what that makes of the question.
//!
//! Members *present and voting* are those that vote for or against; who abstains is not voting, and who is not in the room
//! neither (General Assembly rules 86 and 126; the wording of these rules was not verified here, nor was that of those
//! named below). Start at [`RollCall::tally`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Code, Header, Id, Kind, Moment, Rule};
use crate::text::Digest;

/// What a delegation voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ballot {
    /// In favour.
    Yes,
    /// Against.
    No,
    /// Present, and not voting.
    Abstain,
    /// Not in the room, or not taking part.
    NotVoting,
}

impl Ballot {
    /// All, as files and commands write them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Yes, "yes"),
        (Self::No, "no"),
        (Self::Abstain, "abstain"),
        (Self::NotVoting, "not_voting"),
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Abstain => "abstain",
            Self::NotVoting => "not_voting",
        }
    }

    /// The ballot of that word; `yea`, `y`, `n`, `a` and `-` are read too.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "yes" | "y" | "yea" | "for" => Self::Yes,
            "no" | "n" | "nay" | "against" => Self::No,
            "abstain" | "a" | "abstention" => Self::Abstain,
            "not_voting" | "not-voting" | "absent" | "-" => Self::NotVoting,
            _ => return None,
        })
    }
}

/// Which majority carries a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Majority {
    /// More for than against, of those present and voting (General Assembly rules 85 and 125).
    #[default]
    Simple,
    /// At least two for each one against, of those present and voting (rule 83: important questions).
    TwoThirds,
    /// Nine for, and no permanent member against (Charter of the United Nations, Article 27 (3)).
    SecurityCouncil,
}

/// Who can veto in the Security Council (Charter of the United Nations, Article 23 (1), as represented since 1991).
const PERMANENT: [&str; 5] = ["CHN", "FRA", "GBR", "RUS", "USA"];

impl Majority {
    /// All, as files and commands write them.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::Simple, "majority"),
        (Self::TwoThirds, "two_thirds"),
        (Self::SecurityCouncil, "sc"),
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Simple => "majority",
            Self::TwoThirds => "two_thirds",
            Self::SecurityCouncil => "sc",
        }
    }

    /// The majority of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, name)| *name == word);
        found.map(|(majority, _)| majority)
    }

    /// The one that the workspace decides by, if it decides by votes.
    pub fn of_rule(rule: Rule) -> Option<Self> {
        Self::from_word(rule.word())
    }
}

/// What a vote makes of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VoteOutcome {
    /// It is carried.
    Carried,
    /// It is not.
    Rejected,
    /// As many for as against: in a committee that is a rejection (rule 133); in plenary a second vote follows within
    /// forty-eight hours, and a second tie rejects (rule 95).
    Tied,
}

impl VoteOutcome {
    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Rejected => "rejected",
            Self::Tied => "tied",
        }
    }
}

/// How many voted what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoteCount {
    /// In favour.
    pub yes: usize,
    /// Against.
    pub no: usize,
    /// Abstaining.
    pub abstain: usize,
    /// Members that did none of these.
    pub not_voting: usize,
    /// Permanent members of the Security Council against.
    pub vetoes: usize,
}

impl VoteCount {
    /// Counts ballots.
    pub fn of(ballots: impl IntoIterator<Item = (Code, Ballot)>) -> Self {
        let mut tally = Self::default();
        for (code, ballot) in ballots {
            match ballot {
                Ballot::Yes => tally.yes += 1,
                Ballot::No => {
                    tally.no += 1;
                    tally.vetoes += usize::from(PERMANENT.contains(&code.as_str()));
                }
                Ballot::Abstain => tally.abstain += 1,
                Ballot::NotVoting => tally.not_voting += 1,
            }
        }
        tally
    }

    /// What it makes of the question.
    pub fn outcome(&self, majority: Majority) -> VoteOutcome {
        let carried = match majority {
            Majority::Simple => self.yes > self.no,
            Majority::TwoThirds => self.yes > 0 && self.yes >= self.no.saturating_mul(2),
            Majority::SecurityCouncil => self.yes >= 9 && self.vetoes == 0,
        };
        if carried {
            VoteOutcome::Carried
        } else if majority == Majority::Simple && self.yes == self.no && self.yes > 0 {
            VoteOutcome::Tied
        } else {
            VoteOutcome::Rejected
        }
    }

    /// `12 for, 3 against, 2 abstaining, 1 not voting`.
    pub fn phrase(&self) -> String {
        format!(
            "{} for, {} against, {} abstaining, {} not voting",
            self.yes, self.no, self.abstain, self.not_voting
        )
    }
}

/// A recorded vote, on the whole text or on one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollCall {
    /// Its id.
    pub id: Id,
    /// The paragraph that is voted on separately; none for the whole text.
    pub paragraph: Option<Id>,
    /// Digest of the words voted on: of the paragraph, or [`super::Document::words`] of the original.
    pub on: Digest,
    /// Which majority carries it.
    pub majority: Majority,
    /// What each delegation voted. A member that is not named did not vote.
    pub ballots: BTreeMap<Code, Ballot>,
    /// When.
    pub at: Option<Moment>,
    /// Who recorded it.
    pub by: Option<Arc<str>>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
}

impl RollCall {
    /// The count over the members; who is no member does not vote.
    pub fn tally(&self, header: &Header) -> VoteCount {
        let members = header.delegations.iter().filter(|d| d.kind == Kind::Member);
        VoteCount::of(members.map(|d| {
            let ballot = self.ballots.get(&d.code).copied();
            (d.code, ballot.unwrap_or(Ballot::NotVoting))
        }))
    }

    /// What it makes of the question.
    pub fn outcome(&self, header: &Header) -> VoteOutcome {
        self.tally(header).outcome(self.majority)
    }
}

#[cfg(test)]
mod tests;

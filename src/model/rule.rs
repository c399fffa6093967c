//! The rules by which a text is decided, and what they make of where the members stand.
//!
//! None of them agrees to anything: the chair does. They say whether a decision would carry, and if not, why.

use super::consensus::{ParagraphStanding, Readiness};

/// How a paragraph comes to be agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rule {
    /// No formal objection of a member. Silence and absence do not stand in the way (Sabel, *Rules of Procedure at
    /// the UN and at Inter-Governmental Conferences*).
    #[default]
    Consensus,
    /// Consensus in which one member may be left aside (CSCE, Prague Document on Further Development of CSCE Institutions and
    /// Structures, 1992, paragraph 16).
    ConsensusMinusOne,
    /// Every member that is present agrees; who has not been heard stands in the way.
    Unanimity,
    /// More for than against, of the members present and voting (Rules of Procedure of the General Assembly, rules 85, 86).
    Majority,
    /// At least two for each one against, of the members present and voting (the same, rules 83, 86).
    TwoThirds,
    /// Nine votes of fifteen, and no permanent member against; who abstains or is away is not against (Charter of the United
    /// Nations, Article 27, paragraph 3).
    SecurityCouncil,
}

/// Votes that a decision of the Security Council takes.
const NINE: usize = 9;

impl Rule {
    /// All rules, as files write them.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Consensus, "consensus"),
        (Self::ConsensusMinusOne, "consensus_minus_one"),
        (Self::Unanimity, "unanimity"),
        (Self::Majority, "majority"),
        (Self::TwoThirds, "two_thirds"),
        (Self::SecurityCouncil, "sc"),
    ];

    /// The word that files and screens use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(rule, _)| *rule == self)
            .map_or("consensus", |(_, word)| word)
    }

    /// The rule of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.to_lowercase().replace('-', "_");
        Self::ALL
            .iter()
            .find(|(_, known)| *known == word)
            .map(|(rule, _)| *rule)
    }

    /// Whether votes for are counted under it, so that who is not heard may be missed.
    pub fn counts_votes(self) -> bool {
        matches!(
            self,
            Self::Majority | Self::TwoThirds | Self::SecurityCouncil
        )
    }

    /// What the positions on a paragraph amount to under it.
    ///
    /// Where votes are counted, *clear* holds whatever those say who are still undecided, and *blocked* whatever they say.
    pub fn readiness(self, votes: Votes) -> Readiness {
        let Votes {
            for_,
            against,
            undecided,
            unheard,
            permanent_against,
            permanent_undecided,
            ..
        } = votes;
        let counted = |carries: fn(usize, usize) -> bool| {
            let lost = against > 0 && !carries(for_ + undecided, against);
            (lost, !carries(for_, against + undecided))
        };
        let (blocked, waits) = match self {
            Self::Consensus => (against > 0, undecided > 0),
            Self::ConsensusMinusOne => (against > 1, against + undecided > 1),
            Self::Unanimity => (against + unheard > 0, undecided > 0),
            Self::Majority => counted(|for_, against| for_ > against),
            Self::TwoThirds => counted(|for_, against| for_ > 0 && for_ >= 2 * against),
            Self::SecurityCouncil => (
                permanent_against > 0 || for_ + undecided + unheard < NINE,
                permanent_undecided > 0 || for_ < NINE,
            ),
        };
        match (blocked, waits) {
            (true, _) => Readiness::Blocked,
            (false, true) => Readiness::Pending,
            (false, false) => Readiness::Clear,
        }
    }

    /// Why a paragraph is clear, pending or blocked under it, in words: who blocks, who is pending, who must be asked again,
    /// how many have not been heard.
    pub fn reason(self, standing: &ParagraphStanding) -> String {
        let votes = standing.votes;
        let mut said: Vec<String> = Vec::new();
        let mut add = |codes: &[super::Code], one: &str, many: &str| {
            if !codes.is_empty() {
                let names: Vec<&str> = codes.iter().map(super::Code::as_str).collect();
                let verb = if codes.len() == 1 { one } else { many };
                said.push(format!("{} {verb}", names.join(", ")));
            }
        };
        add(
            &standing.blocking,
            "objects or wants other words",
            "object or want other words",
        );
        add(&standing.pending, "reserves or waits", "reserve or wait");
        add(&standing.stale, "must reconfirm", "must reconfirm");
        if self == Self::Unanimity {
            add(&standing.unheard, "is not heard", "are not heard");
        } else if votes.unheard > 0 {
            said.push(format!("{} not heard", votes.unheard));
        }
        let said = said.join("; ");
        let besides = |words: &str| {
            if said.is_empty() {
                words.to_owned()
            } else {
                format!("{words}: {said}")
            }
        };
        match self {
            Self::Consensus | Self::Unanimity if said.is_empty() => "nobody objects".to_owned(),
            Self::Consensus | Self::Unanimity => said,
            Self::ConsensusMinusOne => {
                match (standing.readiness, votes.against + votes.undecided) {
                    (Readiness::Clear, 1) => besides("one may be left aside"),
                    (Readiness::Clear, _) => besides("nobody objects"),
                    _ => besides("more than one stands out"),
                }
            }
            Self::Majority | Self::TwoThirds => {
                besides(&format!("{} for, {} against", votes.for_, votes.against))
            }
            Self::SecurityCouncil => {
                let veto = match votes.permanent_against {
                    0 => "",
                    1 => ", a permanent member against",
                    _ => ", permanent members against",
                };
                besides(&format!("{} of {NINE} votes{veto}", votes.for_))
            }
        }
    }
}

/// How the members stand on a paragraph, in numbers. Who “can go along” is for; observers are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Votes {
    /// Agree, or agree on a condition that is met, or can go along.
    pub for_: usize,
    /// Object formally or want other words.
    pub against: usize,
    /// Reserve, agree on a condition that is not met, are excepted from an agreement, or spoke on other words.
    pub undecided: usize,
    /// Said nothing.
    pub unheard: usize,
    /// Were not in the room.
    pub absent: usize,
    /// Permanent members among those against.
    pub permanent_against: usize,
    /// Permanent members among the undecided.
    pub permanent_undecided: usize,
}

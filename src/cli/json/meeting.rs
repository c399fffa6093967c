//! What commands about the acts of a meeting give.

use serde::Serialize;

use crate::model::{
    Adoption, Corrigendum, Moment, Objection, Placement, RollCall, Silence, Sponsor, Statement,
    Workspace,
};

/// `silence`: where the procedure stands.
#[derive(Debug, Serialize)]
pub(crate) struct SilenceJson {
    /// `proposed`, `running`, `broken`, `elapsed`, `adopted`, `cancelled`; `none` where there never was one.
    pub(crate) state: &'static str,
    pub(crate) expires: Option<String>,
    /// Digest of the words that it is on.
    pub(crate) on: Option<String>,
    /// Who broke it first.
    pub(crate) broken_by: Option<String>,
    pub(crate) id: Option<String>,
    /// None for the whole text.
    pub(crate) paragraph: Option<String>,
    pub(crate) level: Option<&'static str>,
    pub(crate) minutes_left: Option<u64>,
    /// Ends that it had before.
    pub(crate) extended: Vec<String>,
    pub(crate) objections: Vec<ObjectionJson>,
    /// Why it was cancelled.
    pub(crate) cancelled: Option<String>,
}

/// What was sent against a text under silence.
#[derive(Debug, Serialize)]
pub(crate) struct ObjectionJson {
    by: String,
    at: String,
    kind: &'static str,
    text: String,
    late: bool,
}

impl ObjectionJson {
    fn of(objection: &Objection, late: bool) -> Self {
        Self {
            by: objection.by.to_string(),
            at: objection.at.to_string(),
            kind: objection.kind.word(),
            text: objection.text.to_string(),
            late,
        }
    }
}

impl SilenceJson {
    /// Where a procedure stands now.
    pub(crate) fn of(workspace: &Workspace, silence: &Silence, now: Moment) -> Self {
        let words = workspace.words_under(silence.paragraph);
        let state = silence.state(words, now);
        let in_time = silence.broken.iter().map(|o| ObjectionJson::of(o, false));
        let late = silence.late.iter().map(|o| ObjectionJson::of(o, true));
        let cancelled = silence.cancelled.as_ref();
        Self {
            state: state.word(),
            expires: Some(silence.expires.to_string()),
            on: Some(silence.on.to_string()),
            broken_by: silence.broken.first().map(|o| o.by.to_string()),
            id: Some(silence.id.to_string()),
            paragraph: silence.paragraph.map(|id| id.to_string()),
            level: silence.paragraph.map(|_| silence.level.word()),
            minutes_left: (!state.is_over()).then(|| silence.minutes_left(now)),
            extended: silence
                .extended
                .iter()
                .map(|e| e.from.to_string())
                .collect(),
            objections: in_time.chain(late).collect(),
            cancelled: cancelled.map(|done| {
                let reason = done.reason.as_deref();
                reason.unwrap_or("no reason given").to_owned()
            }),
        }
    }

    /// Where there never was one.
    pub(crate) fn none() -> Self {
        Self {
            state: "none",
            expires: None,
            on: None,
            broken_by: None,
            id: None,
            paragraph: None,
            level: None,
            minutes_left: None,
            extended: Vec::new(),
            objections: Vec::new(),
            cancelled: None,
        }
    }
}

/// `silence show`: the procedure, and every one there was.
#[derive(Debug, Serialize)]
pub(crate) struct SilencesJson {
    #[serde(flatten)]
    pub(crate) silence: SilenceJson,
    pub(crate) silences: Vec<SilenceJson>,
}

/// A vote: `vote`, and one of `vote --list`.
#[derive(Debug, Serialize)]
pub(crate) struct VoteJson {
    id: String,
    /// None for the whole text.
    paragraph: Option<String>,
    on: String,
    majority: &'static str,
    outcome: &'static str,
    yes: usize,
    no: usize,
    abstain: usize,
    not_voting: usize,
    ballots: Vec<BallotJson>,
    at: Option<String>,
    meeting: Option<String>,
}

/// What a member voted.
#[derive(Debug, Serialize)]
struct BallotJson {
    delegation: String,
    ballot: &'static str,
}

impl VoteJson {
    pub(crate) fn of(workspace: &Workspace, vote: &RollCall) -> Self {
        let tally = vote.tally(&workspace.header);
        let ballots = vote.ballots.iter();
        Self {
            id: vote.id.to_string(),
            paragraph: vote.paragraph.map(|id| id.to_string()),
            on: vote.on.to_string(),
            majority: vote.majority.word(),
            outcome: tally.outcome(vote.majority).word(),
            yes: tally.yes,
            no: tally.no,
            abstain: tally.abstain,
            not_voting: tally.not_voting,
            ballots: ballots
                .map(|(code, ballot)| BallotJson {
                    delegation: code.to_string(),
                    ballot: ballot.word(),
                })
                .collect(),
            at: vote.at.map(|at| at.to_string()),
            meeting: vote.meeting.as_ref().map(ToString::to_string),
        }
    }
}

/// `vote --list`.
#[derive(Debug, Serialize)]
pub(crate) struct VotesJson {
    pub(crate) votes: Vec<VoteJson>,
}

/// `adopt`.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptedJson {
    id: String,
    /// `adopted` or `annulled`.
    state: &'static str,
    on: String,
    how: &'static str,
    /// The vote or silence procedure that it rests on.
    through: Option<String>,
    version: String,
    at: Option<String>,
    /// Who asked for it to be taken back, and why.
    annulled_by: Option<String>,
    reason: Option<String>,
}

impl AdoptedJson {
    pub(crate) fn of(adoption: &Adoption) -> Self {
        let annulled = adoption.annulled.as_ref();
        Self {
            id: adoption.id.to_string(),
            state: if annulled.is_some() {
                "annulled"
            } else {
                "adopted"
            },
            on: adoption.on.to_string(),
            how: adoption.how.word(),
            through: adoption.through.map(|id| id.to_string()),
            version: adoption.version.to_string(),
            at: adoption.at.map(|at| at.to_string()),
            annulled_by: annulled.map(|reopening| reopening.by.to_string()),
            reason: annulled.map(|reopening| reopening.reason.to_string()),
        }
    }
}

/// `adopt --list`.
#[derive(Debug, Serialize)]
pub(crate) struct AdoptionsJson {
    pub(crate) adoptions: Vec<AdoptedJson>,
}

/// `statement`.
#[derive(Debug, Serialize)]
pub(crate) struct StatementJson {
    id: String,
    kind: &'static str,
    by: Vec<String>,
    /// Empty for the whole text.
    paragraphs: Vec<String>,
    text: String,
    at: Option<String>,
    meeting: Option<String>,
    withdrawn: bool,
}

impl StatementJson {
    pub(crate) fn of(statement: &Statement) -> Self {
        let names = |ids: &[crate::model::Id]| ids.iter().map(ToString::to_string).collect();
        Self {
            id: statement.id.to_string(),
            kind: statement.kind.word(),
            by: statement.by.iter().map(ToString::to_string).collect(),
            paragraphs: names(&statement.paragraphs),
            text: statement.text.to_string(),
            at: statement.at.map(|at| at.to_string()),
            meeting: statement.meeting.as_ref().map(ToString::to_string),
            withdrawn: statement.withdrawn.is_some(),
        }
    }
}

/// `statement list`.
#[derive(Debug, Serialize)]
pub(crate) struct StatementsJson {
    pub(crate) statements: Vec<StatementJson>,
}

/// One sponsor.
#[derive(Debug, Serialize)]
pub(crate) struct SponsorJson {
    id: String,
    delegation: String,
    joined: bool,
    at: Option<String>,
    withdrawn: bool,
}

impl SponsorJson {
    pub(crate) fn of(sponsor: &Sponsor) -> Self {
        Self {
            id: sponsor.id.to_string(),
            delegation: sponsor.delegation.to_string(),
            joined: sponsor.joined,
            at: sponsor.at.map(|at| at.to_string()),
            withdrawn: sponsor.withdrawn.is_some(),
        }
    }
}

/// `sponsor`: all of them.
#[derive(Debug, Serialize)]
pub(crate) struct SponsorsJson {
    pub(crate) sponsors: Vec<SponsorJson>,
}

/// `corrigendum`.
#[derive(Debug, Serialize)]
pub(crate) struct CorrigendumJson {
    id: String,
    number: u32,
    paragraph: String,
    language: String,
    /// What stood, and its digest.
    before: String,
    on: String,
    /// What stands from then on.
    text: String,
    digest: String,
    reason: String,
    at: Option<String>,
}

impl CorrigendumJson {
    pub(crate) fn of(corrigendum: &Corrigendum) -> Self {
        Self {
            id: corrigendum.id.to_string(),
            number: corrigendum.number,
            paragraph: corrigendum.paragraph.to_string(),
            language: corrigendum.language.to_string(),
            before: corrigendum.before.to_string(),
            on: corrigendum.on().to_string(),
            text: corrigendum.text.to_string(),
            digest: corrigendum.to().to_string(),
            reason: corrigendum.reason.to_string(),
            at: corrigendum.at.map(|at| at.to_string()),
        }
    }
}

/// `corrigendum --list`.
#[derive(Debug, Serialize)]
pub(crate) struct CorrigendaJson {
    pub(crate) corrigenda: Vec<CorrigendumJson>,
}

/// `placement`.
#[derive(Debug, Serialize)]
pub(crate) struct PlacementJson {
    id: String,
    paragraph: String,
    disputed: bool,
    by: Vec<String>,
    reason: Option<String>,
    at: Option<String>,
}

impl PlacementJson {
    pub(crate) fn of(placement: &Placement) -> Self {
        Self {
            id: placement.id.to_string(),
            paragraph: placement.paragraph.to_string(),
            disputed: placement.settled.is_none(),
            by: placement.by.iter().map(ToString::to_string).collect(),
            reason: placement.reason.as_ref().map(ToString::to_string),
            at: placement.at.map(|at| at.to_string()),
        }
    }
}

/// `placement` without a paragraph.
#[derive(Debug, Serialize)]
pub(crate) struct PlacementsJson {
    pub(crate) placements: Vec<PlacementJson>,
}

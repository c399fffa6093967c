//! The acts of a meeting beside gavel and parking: each is one [`Change::Proceed`](super::Change::Proceed).

use std::sync::Arc;

use crate::model::{
    Code, Deletion, Id, Level, Placement, Reopening, Report, RollCall, Silence, SilenceStep, Sort,
    Sponsor, Statement, VersionLabel,
};
use crate::text::{Digest, Language};

/// One act of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// One delegation that an agreement is pending can agree.
    LiftException {
        /// Which paragraph.
        paragraph: Id,
        /// Whose exception.
        by: Code,
        /// What it said.
        note: Option<Arc<str>>,
    },
    /// What is agreed at a lower level is agreed at this one: “agreed in informals; can we agree it in the committee?”
    Raise {
        /// How far the agreement reaches from now on.
        level: Level,
        /// Which paragraphs, on which words.
        paragraphs: Vec<(Id, Digest)>,
    },
    /// A group brings a parked paragraph back.
    Report(Report),
    /// The place of a paragraph is disputed.
    Dispute(Placement),
    /// Its place is agreed.
    Settle {
        /// Which paragraph.
        paragraph: Id,
        /// How.
        reason: Option<Arc<str>>,
    },
    /// It is agreed to delete a paragraph, with the items under it.
    AgreeDeletion(Deletion),
    /// A silence procedure is proposed; it runs at once if `started` is set.
    Propose(Silence),
    /// Something happens to a silence procedure.
    Silence {
        /// Which.
        silence: Id,
        /// On which paragraph it is.
        paragraph: Option<Id>,
        /// What happens.
        step: SilenceStep,
        /// Label of the version that keeps the text, should it be adopted by this.
        version: Option<VersionLabel>,
    },
    /// A vote is recorded.
    Vote(RollCall),
    /// The whole text is adopted.
    Adopt {
        /// The id of the adoption.
        adoption: Id,
        /// [`Document::words`](crate::model::Document::words) of the text that was looked at.
        on: Digest,
        /// The vote it rests on; none for consensus.
        vote: Option<Id>,
        /// Label of the version that keeps it.
        version: VersionLabel,
    },
    /// The adoption is taken back. It is kept, and so is its version.
    Annul(Reopening),
    /// A statement goes on record.
    State(Statement),
    /// A sponsor signs.
    Sponsor(Sponsor),
    /// A statement or a sponsor is withdrawn.
    Withdraw {
        /// Which list it is in: statements or sponsors.
        sort: Sort,
        /// Its id.
        id: Id,
        /// Whose it is.
        by: Code,
        /// Why.
        reason: Option<Arc<str>>,
    },
    /// An adopted text is corrected.
    Correct {
        /// The id of the corrigendum.
        corrigendum: Id,
        /// Which paragraph.
        paragraph: Id,
        /// In which language.
        language: Language,
        /// The words from now on.
        text: String,
        /// Digest of the words as they stand.
        base: Digest,
        /// Why.
        reason: Arc<str>,
    },
}

impl Act {
    /// The verb that the record and the commands use.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::LiftException { .. } => "lift exception",
            Self::Raise { .. } => "raise",
            Self::Report(_) => "report",
            Self::Dispute(_) => "dispute placement",
            Self::Settle { .. } => "settle placement",
            Self::AgreeDeletion(_) => "agree deletion",
            Self::Propose(silence) if silence.started.is_none() => "silence propose",
            Self::Propose(_) => "silence start",
            Self::Silence { step, .. } => step.verb(),
            Self::Vote(_) => "vote",
            Self::Adopt { .. } => "adopt",
            Self::Annul(_) => "annul",
            Self::State(_) => "statement",
            Self::Sponsor(_) => "sponsor",
            Self::Withdraw {
                sort: Sort::Sponsor,
                ..
            } => "withdraw sponsor",
            Self::Withdraw { .. } => "withdraw statement",
            Self::Correct { .. } => "corrigendum",
        }
    }

    /// The paragraph that it is about, if it is about one.
    pub fn paragraph(&self) -> Option<Id> {
        match self {
            Self::LiftException { paragraph, .. }
            | Self::Settle { paragraph, .. }
            | Self::Correct { paragraph, .. } => Some(*paragraph),
            Self::Report(report) => Some(report.paragraph),
            Self::Dispute(placement) => Some(placement.paragraph),
            Self::AgreeDeletion(deletion) => Some(deletion.paragraph),
            Self::Propose(silence) => silence.paragraph,
            Self::Silence { paragraph, .. } => *paragraph,
            Self::Vote(vote) => vote.paragraph,
            Self::State(statement) => match statement.paragraphs.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            Self::Raise { .. }
            | Self::Adopt { .. }
            | Self::Annul(_)
            | Self::Sponsor(_)
            | Self::Withdraw { .. } => None,
        }
    }

    /// The delegation that speaks in it, if one does.
    pub fn delegation(&self) -> Option<Code> {
        match self {
            Self::LiftException { by, .. } | Self::Withdraw { by, .. } => Some(*by),
            Self::Dispute(placement) => placement.by.first().copied(),
            Self::Silence {
                step: SilenceStep::Object(objection),
                ..
            } => Some(objection.by),
            Self::Annul(reopening) => Some(reopening.by),
            Self::State(statement) => statement.by.first().copied(),
            Self::Sponsor(sponsor) => Some(sponsor.delegation),
            _ => None,
        }
    }

    /// Whether it is the chair's alone. Objections, statements and sponsors are those of delegations, and whoever works on
    /// the text may record them.
    pub(super) fn is_of_the_chair(&self) -> bool {
        !matches!(
            self,
            Self::Dispute(_)
                | Self::State(_)
                | Self::Sponsor(_)
                | Self::Withdraw { .. }
                | Self::Report(_)
                | Self::Silence {
                    step: SilenceStep::Object(_),
                    ..
                }
        )
    }

    /// Whether a delegation says it for itself alone.
    pub(super) fn is_said_by(&self, code: Code) -> bool {
        match self {
            Self::Silence {
                step: SilenceStep::Object(objection),
                ..
            } => objection.by == code,
            Self::Dispute(placement) => placement.by == [code],
            Self::State(statement) => statement.by == [code],
            Self::Sponsor(sponsor) => sponsor.delegation == code,
            Self::Withdraw { by, .. } => *by == code,
            _ => false,
        }
    }
}

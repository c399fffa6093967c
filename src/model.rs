//! The nouns of a negotiation, and what follows from them.
//!
//! What it is for: documents, paragraphs, brackets, delegations, positions, proposals, agreements, versions and the workspace that
//! holds them; and what can be computed from those alone: the status of a paragraph, what stands in the way, roll-ups.
//!
//! What it never does: touch a disk, a clock, a screen or a file format. It changes nothing: [`crate::edit`] does.
//!
//! Where to start: [`Workspace`], then [`Paragraph`], then [`Consensus`].

mod adoption;
mod agreement;
pub mod bracket;
mod consensus;
mod delegation;
mod document;
mod finding;
mod holding;
mod id;
pub mod label;
pub(crate) mod lens;
pub mod matrix;
mod moment;
pub mod numbering;
mod package;
mod paragraph;
mod position;
mod private;
mod proceedings;
pub mod progress;
mod proposal;
mod prospect;
mod public;
mod reconfirm;
pub mod reference;
mod room;
mod rule;
mod silence;
#[cfg(test)]
pub(crate) mod sketch;
mod told;
pub mod transition;
mod vote;
mod walk;
mod workspace;

pub use adoption::{Adoption, Corrigendum, How, Sponsor, Statement, StatementKind};
pub use agreement::{Agreement, Done, Level, Lifted, Parking, Reopening};
pub use consensus::{
    Consensus, Counts, LiveConsensus, ParagraphStanding, Readiness, RollUp, SectionStanding,
    Standing, Status,
};
pub use delegation::{Delegation, Group, Kind};
pub use document::{Deleted, Document, Head, Relabelled, Renumbered, SpanBracket};
pub use finding::{Finding, Severity};
pub use holding::{
    Age, Basis, ByDelegation, ByGroup, BySection, ByVersion, Holder, Holding, Holdings, Kin,
    Kinship, Wants,
};
pub use id::{Code, Id, NameError, VersionLabel};
pub use label::Label;
pub use lens::{Lens, LensError};
pub use moment::{Moment, MomentError};
pub use package::{Package, PackageStanding};
pub use paragraph::{Paragraph, Part, Role, Source};
pub use position::{Footing, Position, Stance, UNHEARD, Visibility};
pub use private::{PrivateNote, PrivateNotes};
pub use proceedings::{Deletion, Placement, Proceeding, Proceedings, Report, Sort};
pub use proposal::{Proposal, ProposalStatus, Wanted, names};
pub use prospect::{Clearing, Gain, Knot, Link, Move, Outcome, Prospect};
pub use public::{PublicParagraph, PublicText, PublicView, Showing, called};
pub use reconfirm::Waiting;
pub use rule::{Rule, Votes};
pub use silence::{
    Breaking, Extension, Objection, Silence, SilenceError, SilenceState, SilenceStep,
    USUAL_SILENCE_SECONDS,
};
pub use told::{Gravity, span, statement_line, with_reason};
pub use vote::{Ballot, Majority, RollCall, VoteCount, VoteOutcome};
pub use walk::{Script, Step, Tally, WalkAct, WalkNote};
pub use workspace::{FindError, Header, Positions, Precedent, Profile, Version, Workspace};

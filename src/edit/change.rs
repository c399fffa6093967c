//! Everything that can happen to a workspace.

use std::sync::Arc;

use super::{Access, Act, Place, Touch};
use crate::model::{
    Agreement, Code, Document, Footing, Header, Id, Label, Moment, Package, Paragraph, Parking,
    Position, Proposal, Reopening, Role, Source, VersionLabel,
};
use crate::text::{Digest, Language};

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name that goes into the record.
    pub name: Arc<str>,
    /// What they may do.
    pub access: Access,
}

/// Who and when: what a change needs to know of the world outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: Moment,
}

/// What a delegation says of the proposal of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// It wants it taken.
    Support,
    /// It wants it left.
    Oppose,
    /// It takes back what it said.
    Silent,
}

impl Voice {
    /// The word that the record and the commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Oppose => "oppose",
            Self::Silent => "silent",
        }
    }
}

/// One thing that happens to a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Other words for a paragraph in one language.
    SetText {
        /// In which draft.
        language: Language,
        /// Which paragraph.
        paragraph: Id,
        /// The new words.
        text: String,
        /// Digest of the words that the edit was made on.
        base: Digest,
        /// Where inserted words come from; added to the paragraph's sources.
        cites: Vec<Source>,
    },
    /// Other words for a paragraph of the original that change nothing of substance, as a person says: who stood on the old
    /// words stands on the new ones.
    Editorial {
        /// Which paragraph.
        paragraph: Id,
        /// The new words.
        text: String,
        /// Digest of the words that the edit was made on.
        base: Digest,
    },
    /// A change of words that was made was editorial: who stood on those before it stands on those behind it.
    Carry {
        /// Which paragraph.
        paragraph: Id,
        /// The words before it.
        from: Arc<str>,
        /// Digest of the words as they stand.
        to: Digest,
    },
    /// Another label, or none, in every language.
    SetLabel {
        /// Which paragraph.
        paragraph: Id,
        /// What people call it from now on.
        label: Option<Label>,
    },
    /// Another role and depth, in every language.
    SetRole {
        /// Which paragraph.
        paragraph: Id,
        /// What it is from now on.
        role: Role,
        /// How deep it stands.
        level: u8,
    },
    /// A remark for the drafters, or none.
    SetNote {
        /// In which draft.
        language: Language,
        /// Which paragraph.
        paragraph: Id,
        /// The remark.
        note: Option<Arc<str>>,
    },
    /// Another title for the draft in one language.
    SetTitle {
        /// In which draft.
        language: Language,
        /// The title.
        title: Arc<str>,
    },
    /// Another header: title, delegations, groups, meeting.
    SetHeader {
        /// The header as it shall be.
        header: Arc<Header>,
    },
    /// A new paragraph in one language.
    Add {
        /// In which draft.
        language: Language,
        /// Behind which paragraph; none for the start.
        after: Option<Id>,
        /// The paragraph, with a new id.
        paragraph: Arc<Paragraph>,
    },
    /// A paragraph, with the items under it, to another place in every language.
    Move {
        /// Which paragraph.
        paragraph: Id,
        /// Behind which; none for the start.
        after: Option<Id>,
    },
    /// One paragraph becomes two. Translations keep the whole text under the first and become stale.
    Split {
        /// Which paragraph.
        paragraph: Id,
        /// Byte of the original text at which the second begins.
        at: usize,
        /// Id of the second.
        new: Id,
        /// Digest of the words that the split was made on.
        base: Digest,
    },
    /// A paragraph takes in the one behind it, in every language.
    Join {
        /// The first of the two.
        paragraph: Id,
    },
    /// A paragraph, with the items under it, is taken out in every language. It can be restored.
    Delete {
        /// Which paragraph.
        paragraph: Id,
    },
    /// A deleted paragraph, with the items deleted under it, comes back in every language.
    Restore {
        /// Which paragraph.
        paragraph: Id,
    },
    /// A delegation or group states its position, or takes it back.
    SetPosition {
        /// Whose.
        delegation: crate::model::Code,
        /// On which paragraph.
        paragraph: Id,
        /// The position; none for *unheard*.
        position: Option<Position>,
    },
    /// Many positions at once: a table of them came in.
    SetPositions {
        /// Whose, on which paragraph, and the position; none for *unheard*.
        positions: Vec<(Code, Id, Option<Position>)>,
    },
    /// A delegation or group says that its stances, given on other words, are the same on those that it was shown.
    Reconfirm {
        /// Whose.
        delegation: Code,
        /// The paragraphs, and what it was shown of each.
        paragraphs: Vec<(Id, Footing)>,
    },
    /// Paragraphs are bound together, or no longer.
    SetPackage {
        /// What people call the package.
        name: Arc<str>,
        /// The package as it shall be; none to dissolve it.
        package: Option<Package>,
    },
    /// The chair gavels a paragraph.
    Agree {
        /// Which paragraph.
        paragraph: Id,
        /// At which level, on which words, with which exceptions.
        agreement: Agreement,
    },
    /// An agreement no longer counts; it is kept.
    Reopen {
        /// Which paragraph.
        paragraph: Id,
        /// By whom, and why.
        reopening: Reopening,
    },
    /// Proposals are tabled, together.
    Propose {
        /// The proposals, with new ids, on the words as they stand.
        proposals: Vec<Arc<Proposal>>,
    },
    /// A delegation supports or opposes a proposal.
    Voice {
        /// The paragraph it is on.
        paragraph: Id,
        /// The proposal.
        proposal: Id,
        /// Who says so.
        by: Code,
        /// What it says.
        voice: Voice,
    },
    /// A proposal is taken back by one of those who made it; by the last, it is withdrawn.
    Withdraw {
        /// The paragraph it is on.
        paragraph: Id,
        /// The proposal.
        proposal: Id,
        /// By whom; none for all who made it.
        by: Option<Code>,
    },
    /// A proposal gets other words, on the words as they stand now.
    Restate {
        /// The paragraph it is on.
        paragraph: Id,
        /// The proposal.
        proposal: Id,
        /// In whose name.
        by: Code,
        /// What it wants from now on.
        text: String,
        /// Digest of the words as they stand, or of those of the proposal that it amends.
        base: Digest,
        /// Where words that were put in come from; added to the proposal's sources.
        cites: Vec<Source>,
    },
    /// A proposal is not taken.
    Reject {
        /// The paragraph it is on.
        paragraph: Id,
        /// The proposal.
        proposal: Id,
    },
    /// A proposal is taken, and the others on the paragraph are carried over to the new words.
    Accept {
        /// The paragraph it is on.
        paragraph: Id,
        /// The proposal.
        proposal: Id,
        /// Numbers of its hunks, from 1, that are taken; none for all of it.
        parts: Vec<usize>,
        /// Digest of the words as they stand.
        base: Digest,
    },
    /// The proposals on a paragraph are written into it as attributed brackets.
    Compile {
        /// Which paragraph.
        paragraph: Id,
        /// Digest of the words as they stand.
        base: Digest,
    },
    /// Attributed brackets are taken out of a paragraph again and become proposals.
    Lift {
        /// Which paragraph.
        paragraph: Id,
        /// Number of the bracket, from 1, inner ones behind the one they are in; none for all.
        bracket: Option<usize>,
        /// Digest of the words as they stand.
        base: Digest,
    },
    /// Something is done with the brackets of a paragraph.
    Bracket {
        /// In which draft.
        language: Language,
        /// Which paragraph.
        paragraph: Id,
        /// What.
        act: super::bracket::Act,
        /// Digest of the words as they stand.
        base: Digest,
    },
    /// Something is done with a bracket, or with options, over several paragraphs of the original.
    Over {
        /// The first of them, or any that it holds.
        paragraph: Id,
        /// What.
        act: super::bracket::Over,
        /// Digest of the draft as it stands.
        base: Digest,
    },
    /// Every contested bracket of a draft is decided by somebody's will.
    Settle {
        /// In which draft.
        language: Language,
        /// By whose.
        judge: super::bracket::Judge,
        /// Digest of the draft as it stands.
        base: Digest,
    },
    /// A paragraph is set aside, or comes back.
    Park {
        /// Which paragraph.
        paragraph: Id,
        /// With whom and why; none when it comes back.
        parking: Option<Parking>,
    },
    /// Another act of the meeting: silence, votes, adoption, statements, reports, corrigenda.
    Proceed(Box<Act>),
    /// Every label becomes the number of its place, and the references to it follow, in every language.
    Renumber {
        /// [`state`](super::numbered::state) of the drafts that the labels and references were looked at in.
        base: Digest,
    },
    /// The draft, in all languages, becomes a version.
    Freeze {
        /// What people will call it.
        label: VersionLabel,
    },
    /// A document comes in from outside, where none was.
    Import {
        /// As what.
        place: Place,
        /// The document.
        document: Arc<Document>,
    },
    /// An earlier change is taken back, or a taken-back one done again.
    Revert {
        /// What was taken back, for the record.
        what: Arc<str>,
        /// What to write.
        touches: Vec<Touch>,
    },
}

impl Change {
    /// The verb that the record and the commands use.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::SetText { .. } | Self::Editorial { .. } => "edit",
            Self::Carry { .. } => "carry",
            Self::Reconfirm { .. } => "reconfirm",
            Self::SetPackage { .. } => "package",
            Self::SetLabel { .. } => "label",
            Self::SetRole { .. } => "role",
            Self::SetNote { .. } => "note",
            Self::SetTitle { .. } => "title",
            Self::SetHeader { .. } => "workspace",
            Self::Add { .. } => "add",
            Self::Move { .. } => "move",
            Self::Split { .. } => "split",
            Self::Join { .. } => "join",
            Self::Delete { .. } => "delete",
            Self::Restore { .. } => "restore",
            Self::SetPosition { .. } | Self::SetPositions { .. } => "position",
            Self::Agree { .. } => "agree",
            Self::Reopen { .. } => "reopen",
            Self::Park {
                parking: Some(_), ..
            } => "park",
            Self::Park { parking: None, .. } => "unpark",
            Self::Propose { .. } => "propose",
            Self::Voice { voice, .. } => voice.word(),
            Self::Withdraw { .. } => "withdraw",
            Self::Restate { .. } => "restate",
            Self::Reject { .. } => "reject",
            Self::Accept { .. } => "accept",
            Self::Compile { .. } => "compile",
            Self::Lift { .. } => "lift",
            Self::Bracket { act, .. } => act.verb(),
            Self::Over { act, .. } => act.verb(),
            Self::Settle { .. } => "resolve",
            Self::Proceed(act) => act.verb(),
            Self::Renumber { .. } => "renumber",
            Self::Freeze { .. } => "freeze",
            Self::Import { .. } => "import",
            Self::Revert { .. } => "undo",
        }
    }

    /// The delegation that speaks in it, if one does.
    pub fn delegation(&self) -> Option<Code> {
        match self {
            Self::SetPosition { delegation, .. } | Self::Reconfirm { delegation, .. } => {
                Some(*delegation)
            }
            Self::Reopen { reopening, .. } => Some(reopening.by),
            Self::Propose { proposals } => proposals.first()?.by.first().copied(),
            Self::Voice { by, .. } | Self::Restate { by, .. } => Some(*by),
            Self::Withdraw { by, .. } => *by,
            Self::Bracket { act, .. } => act.speaker(),
            Self::Proceed(act) => act.delegation(),
            Self::Revert { touches, .. } => touches.iter().find_map(|touch| match touch {
                Touch::Position { delegation, .. } => Some(*delegation),
                _ => None,
            }),
            _ => None,
        }
    }

    /// The paragraph that it is about, if it is about one.
    pub fn paragraph(&self) -> Option<Id> {
        match self {
            Self::SetText { paragraph, .. }
            | Self::Editorial { paragraph, .. }
            | Self::Carry { paragraph, .. }
            | Self::SetLabel { paragraph, .. }
            | Self::SetRole { paragraph, .. }
            | Self::SetNote { paragraph, .. }
            | Self::Move { paragraph, .. }
            | Self::Split { paragraph, .. }
            | Self::Join { paragraph }
            | Self::Delete { paragraph }
            | Self::Restore { paragraph }
            | Self::SetPosition { paragraph, .. }
            | Self::Agree { paragraph, .. }
            | Self::Reopen { paragraph, .. }
            | Self::Voice { paragraph, .. }
            | Self::Withdraw { paragraph, .. }
            | Self::Restate { paragraph, .. }
            | Self::Reject { paragraph, .. }
            | Self::Accept { paragraph, .. }
            | Self::Compile { paragraph, .. }
            | Self::Lift { paragraph, .. }
            | Self::Bracket { paragraph, .. }
            | Self::Over { paragraph, .. }
            | Self::Park { paragraph, .. } => Some(*paragraph),
            Self::Propose { proposals } => proposals.first().map(|p| p.target),
            Self::Proceed(act) => act.paragraph(),
            Self::Reconfirm { paragraphs, .. } => match paragraphs.as_slice() {
                [(one, _)] => Some(*one),
                _ => None,
            },
            Self::Add { paragraph, .. } => Some(paragraph.id),
            Self::Revert { touches, .. } => touches.iter().find_map(Touch::paragraph),
            Self::SetTitle { .. }
            | Self::SetHeader { .. }
            | Self::SetPositions { .. }
            | Self::SetPackage { .. }
            | Self::Renumber { .. }
            | Self::Settle { .. }
            | Self::Freeze { .. }
            | Self::Import { .. } => None,
        }
    }
}

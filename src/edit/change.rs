//! Everything that can happen to a workspace.

use std::sync::Arc;

use super::{Access, Place, Touch};
use crate::model::{
    Agreement, Document, Header, Id, Label, Moment, Paragraph, Parking, Position, Reopening, Role,
    Source, VersionLabel,
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
        cite: Option<Source>,
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
    /// A paragraph is set aside, or comes back.
    Park {
        /// Which paragraph.
        paragraph: Id,
        /// With whom and why; none when it comes back.
        parking: Option<Parking>,
    },
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
            Self::SetText { .. } => "edit",
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
            Self::SetPosition { .. } => "position",
            Self::Agree { .. } => "agree",
            Self::Reopen { .. } => "reopen",
            Self::Park {
                parking: Some(_), ..
            } => "park",
            Self::Park { parking: None, .. } => "unpark",
            Self::Renumber { .. } => "renumber",
            Self::Freeze { .. } => "freeze",
            Self::Import { .. } => "import",
            Self::Revert { .. } => "undo",
        }
    }

    /// The paragraph that it is about, if it is about one.
    pub fn paragraph(&self) -> Option<Id> {
        match self {
            Self::SetText { paragraph, .. }
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
            | Self::Park { paragraph, .. } => Some(*paragraph),
            Self::Add { paragraph, .. } => Some(paragraph.id),
            Self::Revert { touches, .. } => touches.iter().find_map(Touch::paragraph),
            Self::SetTitle { .. }
            | Self::SetHeader { .. }
            | Self::Renumber { .. }
            | Self::Freeze { .. }
            | Self::Import { .. } => None,
        }
    }
}

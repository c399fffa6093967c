//! What a touch is about, for messages.

use super::{Place, Touch};
use crate::model::{Id, Paragraph};

impl Touch {
    /// What it is about, for messages.
    pub fn what(&self) -> String {
        let named = |p: &Paragraph| {
            format!(
                "paragraph {}",
                p.label.as_ref().map_or(p.id.as_str(), |l| l.as_str())
            )
        };
        match self {
            Self::Put { before: p, .. }
            | Self::Insert { paragraph: p, .. }
            | Self::Remove { paragraph: p, .. } => named(p),
            Self::Move { id, .. } | Self::Bin { id, .. } => format!("paragraph {id}"),
            Self::Head { before, .. } => {
                format!("the head of the {} draft", before.language.name())
            }
            Self::Header { .. } => "workspace.yaml".to_owned(),
            Self::Position {
                delegation,
                paragraph,
                ..
            } => format!("the position of {delegation} on {paragraph}"),
            Self::Agreements { paragraph, .. } => format!("the agreement on {paragraph}"),
            Self::Parking { paragraph, .. } => format!("the parking of {paragraph}"),
            Self::Proposal { before, after } => before.as_ref().or(after.as_ref()).map_or_else(
                || "a proposal".to_owned(),
                |p| format!("the proposal {} of {}", p.id, p.proposers()),
            ),
            Self::Proceeding { before, after } => before.as_ref().or(after.as_ref()).map_or_else(
                || "the proceedings".to_owned(),
                |one| {
                    format!(
                        "{} under {} in the proceedings",
                        one.id(),
                        one.sort().word()
                    )
                },
            ),
            Self::Document {
                place: Place::Draft(language),
                ..
            } => format!("the {} draft", language.name()),
            Self::Document {
                place: Place::Version(label, _),
                ..
            } => format!("version {label}"),
            Self::Document {
                place: Place::Precedent(name),
                ..
            } => format!("precedent {name}"),
        }
    }

    /// The paragraph that it is about.
    pub fn paragraph(&self) -> Option<Id> {
        match self {
            Self::Put { before: p, .. }
            | Self::Insert { paragraph: p, .. }
            | Self::Remove { paragraph: p, .. } => Some(p.id),
            Self::Move { id, .. } | Self::Bin { id, .. } => Some(*id),
            Self::Position { paragraph, .. }
            | Self::Agreements { paragraph, .. }
            | Self::Parking { paragraph, .. } => Some(*paragraph),
            Self::Proposal { before, after } => {
                before.as_ref().or(after.as_ref()).map(|p| p.target)
            }
            Self::Proceeding { before, after } => before
                .as_ref()
                .or(after.as_ref())
                .and_then(|one| one.paragraph()),
            Self::Head { .. } | Self::Header { .. } | Self::Document { .. } => None,
        }
    }
}

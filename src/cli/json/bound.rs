//! What is bound together or waits: the queue of a delegation, packages, and what would follow from moves.

use serde::Serialize;

use super::EditOf;
use crate::model::{Consensus, Gain, Id, Knot, Link, Move, PackageStanding, Workspace};

/// `reconfirm`.
#[derive(Debug, Serialize)]
pub(crate) struct Reconfirming<'a> {
    pub(crate) delegation: &'a str,
    /// Ids of the paragraphs that were reconfirmed now.
    pub(crate) reconfirmed: Vec<String>,
    /// What is left to reconfirm.
    pub(crate) queue: Vec<WaitingOf<'a>>,
}

/// `reconfirm` without a code: the queue of everybody who has one.
#[derive(Debug, Serialize)]
pub(crate) struct Queues<'a> {
    pub(crate) queues: Vec<Reconfirming<'a>>,
}

/// A stance that must be confirmed on the words as they stand.
#[derive(Debug, Serialize)]
pub(crate) struct WaitingOf<'a> {
    pub(crate) id: &'a str,
    pub(crate) label: Option<&'a str>,
    pub(crate) stance: &'a str,
    /// Digest of the words that it was given on.
    pub(crate) on: String,
    /// Digest of the words that stand.
    pub(crate) now: String,
    /// Whether the words of its chapeau are others now.
    pub(crate) chapeau: bool,
    /// The group that gave it, which must reconfirm it.
    pub(crate) via: Option<String>,
    /// What changed; none when the earlier words are nowhere kept.
    pub(crate) edits: Option<Vec<EditOf<'a>>>,
}

/// `package`.
#[derive(Debug, Serialize)]
pub(crate) struct Packages<'a> {
    pub(crate) packages: Vec<PackageOf<'a>>,
    /// Paragraphs of which each waits for another.
    pub(crate) knots: Vec<KnotOf<'a>>,
}

/// A package, and which of its paragraphs keep it open.
#[derive(Debug, Serialize)]
pub(crate) struct PackageOf<'a> {
    name: &'a str,
    closed: bool,
    paragraphs: Vec<&'a str>,
    open: Vec<&'a str>,
    note: Option<&'a str>,
}

impl<'a> PackageOf<'a> {
    /// All packages of a workspace, as they stand.
    pub(crate) fn all(workspace: &'a Workspace, consensus: &'a Consensus) -> Vec<Self> {
        let all = workspace.header.packages.iter().zip(&consensus.packages);
        all.map(|(package, standing)| Self::of(standing, package.note.as_deref()))
            .collect()
    }

    pub(crate) fn of(package: &'a PackageStanding, note: Option<&'a str>) -> Self {
        Self {
            name: &package.name,
            closed: package.is_closed(),
            paragraphs: package.paragraphs.iter().map(Id::as_str).collect(),
            open: package.open.iter().map(Id::as_str).collect(),
            note,
        }
    }
}

/// Paragraphs that wait for each other, and a shortest way around.
#[derive(Debug, Serialize)]
pub(crate) struct KnotOf<'a> {
    paragraphs: Vec<&'a str>,
    round: Vec<LinkOf<'a>>,
}

/// Somebody agrees to a paragraph if another is agreed.
#[derive(Debug, Serialize)]
pub(crate) struct LinkOf<'a> {
    paragraph: &'a str,
    by: &'a str,
    needs: &'a str,
}

impl<'a> KnotOf<'a> {
    pub(crate) fn of(knot: &'a Knot) -> Self {
        let link = |link: &'a Link| LinkOf {
            paragraph: link.paragraph.as_str(),
            by: link.by.as_str(),
            needs: link.needs.as_str(),
        };
        Self {
            paragraphs: knot.paragraphs.iter().map(Id::as_str).collect(),
            round: knot.round.iter().map(link).collect(),
        }
    }
}

/// `whatif`.
#[derive(Debug, Serialize)]
pub(crate) struct Prospects<'a> {
    pub(crate) rule: &'static str,
    /// The moves that were asked about.
    pub(crate) moves: Vec<MoveOf<'a>>,
    /// Paragraphs that become clear by them.
    pub(crate) gains: Vec<GainOf<'a>>,
    /// Of the paragraphs that were moved on, those that do not become clear, and who is in the way.
    pub(crate) short: Vec<ShortOf<'a>>,
    /// Moves that change nothing.
    pub(crate) idle: Vec<MoveOf<'a>>,
    /// Packages of which every paragraph would be clear.
    pub(crate) packages: Vec<&'a str>,
    /// Whether every paragraph that must be agreed would be clear.
    pub(crate) document: bool,
    /// How many of them would not be.
    pub(crate) left: usize,
    /// The fewest moves that clear the document; with moves that were asked about, none.
    pub(crate) clearing: Option<SetOf<'a>>,
    pub(crate) knots: Vec<KnotOf<'a>>,
}

/// A delegation or group agrees to the words of a paragraph.
#[derive(Debug, Serialize)]
pub(crate) struct MoveOf<'a> {
    by: &'a str,
    paragraph: &'a str,
}

impl<'a> MoveOf<'a> {
    pub(crate) fn all(moves: &'a [Move]) -> Vec<Self> {
        let of = |made: &'a Move| Self {
            by: made.by.as_str(),
            paragraph: made.paragraph.as_str(),
        };
        moves.iter().map(of).collect()
    }
}

/// A paragraph that becomes clear, and the paragraphs that it takes.
#[derive(Debug, Serialize)]
pub(crate) struct GainOf<'a> {
    paragraph: &'a str,
    through: Vec<&'a str>,
}

impl<'a> GainOf<'a> {
    pub(crate) fn of(gain: &'a Gain) -> Self {
        Self {
            paragraph: gain.paragraph.as_str(),
            through: gain.through.iter().map(Id::as_str).collect(),
        }
    }
}

/// Who is still in the way of a paragraph.
#[derive(Debug, Serialize)]
pub(crate) struct ShortOf<'a> {
    pub(crate) paragraph: &'a str,
    pub(crate) by: Vec<&'a str>,
}

/// The smallest sets of moves.
#[derive(Debug, Serialize)]
pub(crate) struct SetOf<'a> {
    pub(crate) sets: Vec<Vec<MoveOf<'a>>>,
    /// Whether there may be more that are as small.
    pub(crate) more: bool,
    /// No fewer do it.
    pub(crate) at_least: usize,
    /// Whether the sets are surely the smallest.
    pub(crate) exact: bool,
    /// Paragraphs that no moves clear.
    pub(crate) never: Vec<&'a str>,
}

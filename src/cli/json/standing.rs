//! The sums of `status`: by section and by group.

use serde::Serialize;

use super::Counts;
use crate::cli::export::of_group;
use crate::model::matrix::{STALE, SectionSum, Sums};
use crate::model::progress::Progress;
use crate::model::{Code, Consensus, UNHEARD, Workspace};

/// What stands under one heading, summed.
#[derive(Debug, Serialize)]
pub(crate) struct StandingSection {
    name: String,
    /// Places of its first and last paragraph, counted from 1.
    from: usize,
    to: usize,
    counts: Counts,
    brackets: usize,
    readiness: &'static str,
    blocking: Vec<Holder>,
    pending: Vec<Holder>,
    stale: Vec<Holder>,
    positions: Positions,
}

/// Who, and on how many paragraphs.
#[derive(Debug, Serialize)]
struct Holder {
    code: String,
    paragraphs: usize,
}

/// How many cells count for what.
#[derive(Debug, Serialize)]
struct Positions {
    agree: usize,
    agree_if: usize,
    flexible: usize,
    reserve: usize,
    amend: usize,
    oppose: usize,
    absent: usize,
    stale: usize,
    unheard: usize,
}

impl Positions {
    fn of(sums: &Sums) -> Self {
        Self {
            agree: sums.of("agree"),
            agree_if: sums.of("agree_if"),
            flexible: sums.of("flexible"),
            reserve: sums.of("reserve"),
            amend: sums.of("amend"),
            oppose: sums.of("oppose"),
            absent: sums.of("absent"),
            stale: sums.of(STALE),
            unheard: sums.of(UNHEARD),
        }
    }
}

impl StandingSection {
    pub(super) fn all(workspace: &Workspace, consensus: &Consensus) -> Vec<Self> {
        let holders = |of: &[(Code, usize)]| {
            of.iter()
                .map(|(code, paragraphs)| Holder {
                    code: code.to_string(),
                    paragraphs: *paragraphs,
                })
                .collect()
        };
        let all = SectionSum::all(workspace, consensus).into_iter();
        all.map(|sum| Self {
            from: sum.section.places.start + 1,
            to: sum.section.places.end,
            counts: Counts::of(&sum.counts),
            brackets: sum.brackets,
            readiness: sum.readiness.word(),
            blocking: holders(&sum.blocking),
            pending: holders(&sum.pending),
            stale: holders(&sum.stale),
            positions: Positions::of(&sum.sums),
            name: sum.section.name,
        })
        .collect()
    }
}

/// Where the text stood when a version was frozen, and where the draft stands.
#[derive(Debug, Serialize)]
pub(crate) struct StandingVersion {
    /// None for the draft.
    version: Option<String>,
    frozen: Option<String>,
    paragraphs: usize,
    agreed: usize,
    brackets: usize,
}

impl StandingVersion {
    pub(super) fn all(workspace: &Workspace, consensus: &Consensus) -> Vec<Self> {
        let points = Progress::of(workspace, consensus).points.into_iter();
        points
            .map(|point| Self {
                version: point.version,
                frozen: point.frozen.map(|at| at.to_string()),
                paragraphs: point.counted,
                agreed: point.agreed,
                brackets: point.brackets,
            })
            .collect()
    }
}

/// The members of a group, summed.
#[derive(Debug, Serialize)]
pub(crate) struct StandingGroup<'a> {
    code: &'a str,
    members: Vec<&'a str>,
    /// Paragraphs on which its members count for one word.
    together: usize,
    /// Paragraphs on which they do not.
    mixed: usize,
    positions: Positions,
}

impl<'a> StandingGroup<'a> {
    pub(super) fn all(workspace: &'a Workspace, consensus: &Consensus) -> Vec<Self> {
        let groups = workspace.header.groups.iter();
        groups
            .map(|group| {
                let (together, mixed, sums) = of_group(workspace, consensus, group);
                Self {
                    code: group.code.as_str(),
                    members: group.members.iter().map(Code::as_str).collect(),
                    together,
                    mixed,
                    positions: Positions::of(&sums),
                }
            })
            .collect()
    }
}

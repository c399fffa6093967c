//! What is bound together: sections and packages, in `status`.

use serde::Serialize;

use crate::model::{Consensus, Id, PackageStanding, SectionStanding, Workspace};

/// What stands under a heading, summed.
#[derive(Debug, Serialize)]
pub(crate) struct StandingSection<'a> {
    heading: &'a str,
    title: String,
    /// The places of the heading and of what stands under it, from 0: the first, and the one behind the last.
    places: [usize; 2],
    paragraphs: usize,
    agreed: usize,
    brackets: usize,
    readiness: &'static str,
    reason: String,
}

impl<'a> StandingSection<'a> {
    /// All of them, in order.
    pub(crate) fn all(workspace: &Workspace, consensus: &'a Consensus) -> Vec<Self> {
        let title = |section: &SectionStanding| {
            let paragraphs = workspace.original().map(|d| d.paragraphs.as_slice());
            let heading = paragraphs.unwrap_or_default().get(section.places.start);
            heading.map(|p| p.text().to_owned()).unwrap_or_default()
        };
        let of = |section: &'a SectionStanding| Self {
            heading: section.heading.as_str(),
            title: title(section),
            places: [section.places.start, section.places.end],
            paragraphs: section.counts.total(),
            agreed: section.counts.agreed(),
            brackets: section.brackets,
            readiness: section.readiness().word(),
            reason: section.reason(),
        };
        consensus.sections.iter().map(of).collect()
    }
}

/// A package, and which of its paragraphs keep it open.
#[derive(Debug, Serialize)]
pub(crate) struct StandingPackage<'a> {
    name: &'a str,
    closed: bool,
    paragraphs: Vec<&'a str>,
    open: Vec<&'a str>,
}

impl<'a> StandingPackage<'a> {
    /// All of them, in order.
    pub(crate) fn all(consensus: &'a Consensus) -> Vec<Self> {
        consensus.packages.iter().map(Self::of).collect()
    }

    /// One of them.
    pub(crate) fn of(package: &'a PackageStanding) -> Self {
        Self {
            name: &package.name,
            closed: package.is_closed(),
            paragraphs: package.paragraphs.iter().map(Id::as_str).collect(),
            open: package.open.iter().map(Id::as_str).collect(),
        }
    }
}

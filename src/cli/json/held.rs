//! What `brackets` gives.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Basis, BySection, ByVersion, Holder};

/// `brackets`: those that were asked for, and their sums.
#[derive(Debug, Serialize)]
pub(crate) struct HeldJson {
    pub(crate) brackets: Vec<HeldBracket>,
    pub(crate) sections: Vec<HeldBySection>,
    pub(crate) delegations: Vec<HeldByDelegation>,
    pub(crate) groups: Vec<HeldByGroup>,
    /// The versions, oldest first, and the draft: always all brackets of each.
    pub(crate) versions: Vec<HeldByVersion>,
}

/// A bracket with its holders.
#[derive(Debug, Serialize)]
pub(crate) struct HeldBracket {
    /// The paragraph in which it opens.
    pub(crate) id: String,
    pub(crate) label: Option<String>,
    /// Its number in the paragraph, from 1; null of one over several paragraphs.
    pub(crate) bracket: Option<usize>,
    /// The last paragraph of one over several.
    pub(crate) to: Option<String>,
    pub(crate) depth: usize,
    pub(crate) span: Option<[usize; 2]>,
    pub(crate) wordings: Vec<String>,
    pub(crate) proposers: Vec<String>,
    pub(crate) opponents: Vec<String>,
    pub(crate) reserving: Vec<String>,
    pub(crate) holders: Vec<HolderJson>,
    /// The version in which it is found first; null of a new one.
    pub(crate) since: Option<String>,
    pub(crate) frozen: Option<String>,
    pub(crate) days: Option<u64>,
    /// In how many versions it was, up to the draft.
    pub(crate) versions: usize,
}

/// Somebody who holds a bracket.
#[derive(Debug, Serialize)]
pub(crate) struct HolderJson {
    /// Code, or the name as written.
    party: String,
    /// Whether anybody of that name takes part.
    known: bool,
    wants: &'static str,
    /// Which wording, from 1; null for the whole bracket.
    wording: Option<usize>,
    /// `mark`, `proposal` or `position`.
    basis: &'static str,
    /// The proposal that says so.
    proposal: Option<String>,
}

impl From<&Holder> for HolderJson {
    fn from(holder: &Holder) -> Self {
        Self {
            party: holder.name.to_string(),
            known: holder.code.is_some(),
            wants: holder.wants.word(),
            wording: holder.wording.map(|nth| nth + 1),
            basis: holder.basis.word(),
            proposal: match holder.basis {
                Basis::Proposal(id) => Some(id.to_string()),
                Basis::Mark | Basis::Position => None,
            },
        }
    }
}

/// The brackets of one section.
#[derive(Debug, Serialize)]
pub(crate) struct HeldBySection {
    section: String,
    /// Its first paragraph, from 0.
    first: usize,
    brackets: usize,
    opposed: usize,
    unheld: usize,
    holders: Vec<Many>,
}

/// How many one holds.
#[derive(Debug, Serialize)]
struct Many {
    party: String,
    brackets: usize,
}

impl From<BySection> for HeldBySection {
    fn from(sum: BySection) -> Self {
        let many = |(party, brackets)| Many { party, brackets };
        Self {
            section: sum.name,
            first: sum.places.start,
            brackets: sum.brackets,
            opposed: sum.opposed,
            unheld: sum.unheld,
            holders: sum.holders.into_iter().map(many).collect(),
        }
    }
}

/// The brackets of one delegation.
#[derive(Debug, Serialize)]
pub(crate) struct HeldByDelegation {
    pub(crate) code: String,
    pub(crate) own: usize,
    pub(crate) via: usize,
    pub(crate) alone: usize,
    pub(crate) wants: BTreeMap<&'static str, usize>,
}

/// The brackets of one group.
#[derive(Debug, Serialize)]
pub(crate) struct HeldByGroup {
    pub(crate) code: String,
    pub(crate) own: usize,
    pub(crate) members: usize,
    pub(crate) both_sides: usize,
}

/// The brackets of one version; without a label, of the draft.
#[derive(Debug, Serialize)]
pub(crate) struct HeldByVersion {
    version: Option<String>,
    frozen: Option<String>,
    brackets: usize,
    opened: usize,
    settled: usize,
}

impl From<&ByVersion> for HeldByVersion {
    fn from(row: &ByVersion) -> Self {
        Self {
            version: row.label.as_ref().map(ToString::to_string),
            frozen: row.frozen.map(|at| at.to_string()),
            brackets: row.brackets,
            opened: row.opened,
            settled: row.settled,
        }
    }
}

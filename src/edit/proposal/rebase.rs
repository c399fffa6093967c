//! Carrying a proposal over to words that changed since it was made.

use super::compile::same_words;
use crate::compare::{Holders, WordConflict, merge_words};
use crate::model::{Header, Proposal};

/// What becomes of a proposal when the words it was made on change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rebased {
    /// It still applies: the words that it wants, on the words as they are now.
    Clean(String),
    /// What it wanted stands in the words already.
    Contained,
    /// Both changed the same place. All words of the proposal are in its own wording, which stays as it is.
    Overlap {
        /// Both, as alternatives in brackets where they differ.
        text: String,
        /// Where they differ: `ours` is what the words became, `theirs` what the proposal wants.
        conflicts: Vec<WordConflict>,
    },
}

/// What `wanted`, made on `base`, is on the words as they are `now`; `by` proposes it.
///
/// Word by word ([`merge_words`]): changes at different places are both kept, the same change on both sides is one, and
/// changes that touch are an overlap. A pair of brackets stays a pair, and `parties` may be named in it. It does not matter which of two proposals that do not
/// overlap is accepted first.
pub fn rebase(base: &str, now: &str, wanted: &str, by: &str, parties: &[&str]) -> Rebased {
    let names = Holders {
        ours: None,
        theirs: Some(by),
        parties,
    };
    let merged = merge_words(base, now, wanted, names);
    if !merged.conflicts.is_empty() {
        return Rebased::Overlap {
            text: merged.text,
            conflicts: merged.conflicts,
        };
    }
    if same_words(&merged.text, now) && !same_words(base, wanted) {
        return Rebased::Contained;
    }
    Rebased::Clean(merged.text)
}

/// [`rebase()`] of words that a proposal wants, made on the words that it was made on; its proposers are named in it.
pub fn rebase_proposal(proposal: &Proposal, now: &str, wanted: &str, header: &Header) -> Rebased {
    let parties = header.party_names();
    rebase(
        proposal.base(),
        now,
        wanted,
        &proposal.proposers(),
        &parties,
    )
}

//! Which sources of a proposal go with the part of it that is taken, and which stay with the rest.
//!
//! A source names its words where they are too few to be known again; then they say to which part it belongs. Of one that
//! names none five words in a row were taken at least, so it belongs to parts that put in so many; where several do, to all
//! of them.

use crate::edit::proposal::Hunk;
use crate::model::{Proposal, Source};
use crate::text;

/// Words in a row that are taken at least where a source names none.
const ROW: usize = 5;

/// The sources of a proposal that is taken in part.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Of the words that are taken.
    pub(super) taken: Vec<Source>,
    /// Of those that are left.
    pub(super) left: Vec<Source>,
}

impl Sources {
    /// Of a proposal that is taken as a whole.
    pub(super) fn all_of(proposal: &Proposal) -> Self {
        Self {
            taken: proposal.sources.clone(),
            left: Vec::new(),
        }
    }

    /// Of one of which some parts are taken; `new` are the words of the paragraph after that.
    pub(super) fn parted(
        proposal: &Proposal,
        new: &str,
        parts: &[Hunk],
        is_taken: impl Fn(usize) -> bool,
    ) -> Self {
        let put_in = |taken: bool| {
            let mut parts = parts.iter().enumerate();
            parts.any(|(nth, part)| is_taken(nth) == taken && folded(&part.words).len() >= ROW)
        };
        let (in_taken, in_left) = (put_in(true), put_in(false));
        let new = folded(new);
        let mut sources = Self::default();
        for source in &proposal.sources {
            let (with_taken, with_left) = match &source.words {
                Some(words) => {
                    let stand = stands(&new, &folded(words));
                    (stand, !stand)
                }
                // Where no part puts in so many by itself, nobody can tell.
                None if in_taken == in_left => (true, true),
                None => (in_taken, in_left),
            };
            if with_taken {
                sources.taken.push(source.clone());
            }
            if with_left {
                sources.left.push(source.clone());
            }
        }
        sources
    }
}

fn folded(words: &str) -> Vec<String> {
    let terms = text::terms(words).into_iter();
    terms.map(|term| term.folded).collect()
}

/// Whether words stand in others in a row.
fn stands(all: &[String], words: &[String]) -> bool {
    words.is_empty() || all.windows(words.len()).any(|row| row == words)
}

//! Where two proposals get in each other's way.

use super::hunk::hunks;
use crate::compare::{Holders, merge_words};
use crate::model::{Id, Proposal, Wanted, Workspace};

/// How two proposals collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Collision {
    /// They change the same words.
    Words,
    /// They change words that touch: what one makes of them may not fit what the other makes of its neighbours.
    Beside,
    /// They put different words in at the same place.
    Place,
    /// One takes out what the other changes.
    Gone,
    /// They move, split or join the paragraph in different ways.
    Structure,
}

impl Collision {
    /// What is the matter, for people.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Words => "the same words",
            Self::Beside => "words that touch",
            Self::Place => "the same place",
            Self::Gone => "one deletes what the other changes",
            Self::Structure => "places that cannot both be",
        }
    }
}

/// How two pending proposals collide, if they do. Those on different words are compared once they stand on the same.
pub fn collision(one: &Proposal, other: &Proposal) -> Option<Collision> {
    use Wanted::{Gone, Join, Move, New, Split, Words};
    if one.id == other.id
        || one.target != other.target
        || one.amends != other.amends
        || !one.is_pending()
        || !other.is_pending()
    {
        return None;
    }
    match (&one.wanted, &other.wanted) {
        (New { .. }, New { .. }) => Some(Collision::Place),
        (New { .. }, Join { .. }) | (Join { .. }, New { .. }) => Some(Collision::Structure),
        (New { .. }, _) | (_, New { .. }) | (Gone, Gone) => None,
        (Gone, _) | (_, Gone) => Some(Collision::Gone),
        (Words(a), Words(b)) => of_words(one, a, other, b),
        (Words(text), Split { at, .. }) => cuts(one, text, other, *at),
        (Split { at, .. }, Words(text)) => cuts(other, text, one, *at),
        (Move { after: a }, Move { after: b }) => (a != b).then_some(Collision::Structure),
        (Split { at: a, .. }, Split { at: b, .. }) => (a != b).then_some(Collision::Structure),
        (Join { .. }, Move { .. } | Split { .. }) | (Move { .. } | Split { .. }, Join { .. }) => {
            Some(Collision::Structure)
        }
        (Words(_) | Join { .. }, Move { .. } | Join { .. })
        | (Move { .. } | Join { .. }, Words(_))
        | (Move { .. }, Split { .. })
        | (Split { .. }, Move { .. }) => None,
    }
}

fn of_words(one: &Proposal, a: &str, other: &Proposal, b: &str) -> Option<Collision> {
    if one.on() != other.on() {
        return None;
    }
    let merged = merge_words(one.base(), a, b, Holders::default());
    if merged.conflicts.is_empty() {
        return None;
    }
    let only_put_in = merged.conflicts.iter().all(|c| c.base.trim().is_empty());
    let (first, second) = (hunks(one.base(), a), hunks(one.base(), b));
    let both = first
        .iter()
        .flat_map(|x| second.iter().map(move |y| (x, y)));
    let mut both = both.map(|(x, y)| (&x.range, &y.range));
    Some(if only_put_in {
        Collision::Place
    } else if both.any(|(x, y)| x.start < y.end && y.start < x.end) {
        Collision::Words
    } else {
        Collision::Beside
    })
}

/// Whether a proposal changes the words where another splits them.
fn cuts(words: &Proposal, text: &str, split: &Proposal, at: usize) -> Option<Collision> {
    let there = |h: &super::Hunk| h.range.start < at && at < h.range.end;
    (words.on() == split.on() && hunks(words.base(), text).iter().any(there))
        .then_some(Collision::Words)
}

/// The pending proposals with which one collides.
pub fn conflicts(workspace: &Workspace, proposal: &Proposal) -> Vec<(Id, Collision)> {
    let others = workspace.pending(proposal.target);
    others
        .into_iter()
        .filter_map(|other| Some((other.id, collision(proposal, other)?)))
        .collect()
}

//! Who voted how on an adopted text, in the head of its document: `votes: {KAZ: yes, IRN: abstain}`.

use std::sync::Arc;

use super::document::choices;
use super::{Entries, Word, map, word};
use crate::model::Ballot;
use crate::store::notes::Notes;
use crate::store::yaml::Value;

/// The votes of a head. `Y`, `N`, `A` and `X` are read as well as the words. One that is none is told and left out.
pub(super) fn read(votes: Entries<Word>, notes: &mut Notes<'_>) -> Vec<(Arc<str>, Ballot)> {
    let mut read = Vec::new();
    for (name, Word(said)) in votes.0 {
        let ballot = match said.trim() {
            "X" | "x" => Some(Ballot::NotVoting),
            said => Ballot::from_word(said),
        };
        match ballot {
            Some(ballot) => read.push((name.as_str().into(), ballot)),
            None => {
                let line = notes.line_of(&["document", "votes"]);
                notes.error(
                    line,
                    format!("“{said}” is no vote of {name}"),
                    choices(&said, Ballot::ALL.map(|(_, word)| word)),
                );
            }
        }
    }
    read
}

/// The votes as they are written.
pub(super) fn value(votes: &[(Arc<str>, Ballot)]) -> Option<Value> {
    let pairs = votes
        .iter()
        .map(|(name, ballot)| (&**name, Some(word(ballot.word()))));
    (!votes.is_empty()).then(|| map(pairs.collect()))
}

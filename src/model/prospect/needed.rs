//! How few must still move for one paragraph to be clear. Start at [`fewest`].

use super::{Row, Stand, Voice};
use crate::model::{Readiness, Rule, Votes};

/// What a voice that moves brings a row nearer to being clear under a rule, and whether nothing goes without it.
fn worth(rule: Rule, voice: &Voice) -> (bool, usize) {
    let members = voice.members.len();
    let silent = voice.stand == Stand::Unheard;
    match rule {
        Rule::Consensus | Rule::ConsensusMinusOne | Rule::Unanimity => (false, members),
        Rule::Majority => (false, if silent { members } else { 2 * members }),
        Rule::TwoThirds => (false, if silent { members } else { 3 * members }),
        Rule::SecurityCouncil => {
            let vetoes = !silent && voice.members.iter().any(|(_, permanent)| *permanent);
            (vetoes, members)
        }
    }
}

/// The fewest of these voices of a row, by their numbers, with which it is clear; `None` when it is not with all of them. The
/// votes are those without them. What a voice brings adds up, so that those that bring most are the fewest.
pub(super) fn fewest(
    rule: Rule,
    row: &Row,
    mut votes: Votes,
    open: impl Iterator<Item = usize>,
) -> Option<Vec<usize>> {
    let is_clear = |votes: Votes| rule.readiness(votes) == Readiness::Clear;
    if is_clear(votes) {
        return Some(Vec::new());
    }
    let mut open: Vec<(usize, &Voice)> = open
        .filter_map(|nth| Some((nth, row.voices.get(nth)?)))
        .collect();
    open.sort_by_key(|(nth, voice)| {
        let (forced, worth) = worth(rule, voice);
        (!forced, std::cmp::Reverse(worth), *nth)
    });
    let mut taken = Vec::new();
    for (nth, voice) in open {
        voice.win(&mut votes);
        taken.push(nth);
        if is_clear(votes) {
            return Some(taken);
        }
    }
    None
}

/// Whether every voice that is not for must move or be won for a row to be clear.
pub(super) fn takes_all(rule: Rule) -> bool {
    matches!(rule, Rule::Consensus | Rule::Unanimity)
}

//! A proposal that two people wrote to in two places. An edit of a paragraph writes to every proposal on it, so that two who
//! edit other words of one paragraph meet here: the words that it was made on are merged as those of the paragraph are, and
//! what it wants is carried over to them.
//!
//! It says nothing of the draft, which is in another file. Where both changed the same words, ours stays and is
//! `stale_base`, as it would be after such an edit: somebody must look. Start at [`joined()`].

use std::sync::Arc;

use super::{Rebased, rebase};
use crate::compare::{Holders, merge_words};
use crate::model::{Code, Proposal, ProposalStatus, Wanted};

/// The words that were merged without a conflict.
fn both(base: &str, ours: &str, theirs: &str) -> Option<Arc<str>> {
    let merged = merge_words(base, ours, theirs, Holders::default());
    merged.conflicts.is_empty().then(|| merged.text.into())
}

/// What a proposal of these words wants once others stand there.
enum Carried {
    To(Wanted),
    Came,
    Stale,
}

fn carried(from: &Proposal, now: &str) -> Carried {
    match &from.wanted {
        Wanted::Words(text) => match rebase(from.base(), now, text, &from.proposers(), &[]) {
            Rebased::Clean(text) => Carried::To(Wanted::Words(text.into())),
            Rebased::Contained => Carried::Came,
            Rebased::Overlap { .. } => Carried::Stale,
        },
        // Where it is split, and which words are to go, is said of just those words.
        Wanted::Split { .. } | Wanted::Gone if from.base() != now => Carried::Stale,
        other => Carried::To(other.clone()),
    }
}

/// Whether a side has the proposal as an edit of the paragraph leaves it, and nobody said anything else of what it wants.
fn is_followed(was: &Proposal, side: &Proposal) -> bool {
    if was.wanted == side.wanted {
        return true;
    }
    matches!(carried(was, side.base()), Carried::To(wanted) if wanted == side.wanted)
}

fn with_status(p: &Proposal, status: ProposalStatus) -> Proposal {
    let mut other = p.clone();
    other.status = status;
    other
}

/// What becomes of a proposal by both sides, as far as what it wants goes; none when they want two things of it.
pub fn joined(was: &Proposal, own: &Proposal, other: &Proposal) -> Option<Proposal> {
    let (own_follows, other_follows) = (is_followed(was, own), is_followed(was, other));
    match (own.status.is_pending(), other.status.is_pending()) {
        // Decided on one side, on the words that it had there.
        (false, true) => return other_follows.then(|| own.clone()),
        (true, false) => return own_follows.then(|| other.clone()),
        (false, false) => {
            let same = own.status == other.status || other.status == was.status;
            if same {
                return Some(own.clone());
            }
            return (own.status == was.status).then(|| other.clone());
        }
        (true, true) => {}
    }
    let stale = |p: &Proposal| p.status == ProposalStatus::StaleBase;
    let said = |p: &Proposal| with_status(p, ProposalStatus::StaleBase);
    // Stale on one side, as it was written there; but for what somebody said of it on the other.
    if stale(own) && !stale(was) {
        return Some(said(if other_follows { own } else { other })).filter(|_| own_follows);
    }
    if stale(other) && !stale(was) {
        return Some(said(if own_follows { other } else { own })).filter(|_| other_follows);
    }
    let Some(base) = both(was.base(), own.base(), other.base()) else {
        let kept = match (own_follows, other_follows) {
            (_, true) => own,
            (true, false) => other,
            (false, false) => return (own.wanted == other.wanted).then(|| said(own)),
        };
        return Some(said(kept));
    };
    let from = match (own_follows, other_follows) {
        (true, true) => was,
        (false, true) => own,
        (true, false) => other,
        (false, false) => {
            let wanted = match (&was.wanted, &own.wanted, &other.wanted) {
                (Wanted::Words(was), Wanted::Words(own), Wanted::Words(other)) => {
                    Wanted::Words(both(was, own, other)?)
                }
                (_, own, other) if own == other => own.clone(),
                _ => return None,
            };
            let mut made = own.on_base(&base);
            made.wanted = wanted;
            return Some(made);
        }
    };
    Some(match carried(from, &base) {
        Carried::To(wanted) => {
            let mut made = own.on_base(&base);
            made.wanted = wanted;
            made.status = from.status;
            made
        }
        Carried::Came => with_status(own, ProposalStatus::Superseded),
        Carried::Stale => said(own),
    })
}

/// Codes that one side put in or took out, done to those of the other.
pub fn codes(was: &[Code], own: &[Code], other: &[Code]) -> Vec<Code> {
    let left = own
        .iter()
        .filter(|code| other.contains(code) || !was.contains(code));
    let mut all: Vec<Code> = left.copied().collect();
    let came = other
        .iter()
        .filter(|code| !was.contains(code) && !own.contains(code));
    all.extend(came);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sketch::proposal;

    #[test]
    fn what_a_proposal_is_made_on_follows_both_sides() {
        use ProposalStatus::{Accepted, Rejected, StaleBase, Superseded, Tabled};
        let was = proposal(
            "Urges once more all States to act now.",
            "Urges once more most States to act now.",
        );
        let as_in = |base: &str, text: &str, status| with_status(&proposal(base, text), status);
        let left = as_in(
            "Calls on once more all States to act now.",
            "Calls on once more most States to act now.",
            Tabled,
        );
        let right = as_in(
            "Urges once more all States to act soon.",
            "Urges once more most States to act soon.",
            Tabled,
        );
        let both = as_in(
            "Calls on once more all States to act soon.",
            "Calls on once more most States to act soon.",
            Tabled,
        );
        let restated = as_in(
            was.base(),
            "Urges once more some States to act now.",
            Tabled,
        );
        let both_restated = as_in(
            left.base(),
            "Calls on once more some States to act now.",
            Tabled,
        );
        let other_verb = as_in(
            "Asks once more all States to act now.",
            "Asks once more most States to act now.",
            Tabled,
        );
        let stale = as_in(
            was.base(),
            "Urges once more most States to act now.",
            StaleBase,
        );
        let cases = [
            ("other words", &left, &right, Some(both.clone())),
            ("the same", &left, &left, Some(left.clone())),
            ("one alone", &was, &right, Some(right.clone())),
            (
                "restated and edited",
                &left,
                &restated,
                Some(both_restated.clone()),
            ),
            (
                "edited and restated",
                &restated,
                &left,
                Some(both_restated.clone()),
            ),
            (
                "the same words",
                &left,
                &other_verb,
                Some(with_status(&left, StaleBase)),
            ),
            ("stale on one side", &left, &stale, Some(stale.clone())),
            (
                "two restatements",
                &restated,
                &as_in(was.base(), "Urges once more few States to act now.", Tabled),
                None,
            ),
            (
                "decided and edited",
                &with_status(&was, Rejected),
                &left,
                Some(with_status(&was, Rejected)),
            ),
            (
                "edited and decided",
                &left,
                &with_status(&was, Accepted),
                Some(with_status(&was, Accepted)),
            ),
            (
                "decided and restated",
                &with_status(&was, Rejected),
                &restated,
                None,
            ),
            (
                "two decisions",
                &with_status(&was, Rejected),
                &with_status(&was, Accepted),
                None,
            ),
        ];
        for (name, own, other, expected) in cases {
            assert_eq!(joined(&was, own, other), expected, "{name}");
        }
        let two = as_in(
            "Urges once more most States to act now.",
            "Urges once more most States to act now.",
            Superseded,
        );
        let found = joined(&was, &right, &two).unwrap();
        assert_eq!(found.status, Superseded, "what it wants stands there");
    }

    #[test]
    fn who_supports_it_on_either_side_does() {
        let list =
            |codes: &[&str]| -> Vec<Code> { codes.iter().map(|c| c.parse().unwrap()).collect() };
        let found = codes(
            &list(&["UZB", "TKM"]),
            &list(&["UZB", "KGZ"]),
            &list(&["UZB", "TKM", "IRN"]),
        );
        assert_eq!(found, list(&["UZB", "KGZ", "IRN"]));
    }
}

//! Rules about proposals: whether what they name is there, and whether somebody has to look at them.

use super::case::{Case, Findings};
use crate::model::{Code, Id, Proposal, ProposalStatus, Stance};

fn file_of(proposal: &Proposal) -> String {
    format!("proposals/{}.yaml", proposal.id)
}

/// S2a: a proposal names something that is not there, or something names a proposal that is not there.
pub(super) fn dangling(case: &Case<'_>, found: &mut Findings) {
    let workspace = case.workspace;
    let header = &workspace.header;
    for proposal in workspace.proposals.values() {
        let known = |id: Id| {
            case.original().is_none_or(|draft| {
                let deleted = &draft.document.deleted;
                draft.document.get(id).is_some() || deleted.iter().any(|d| d.paragraph.id == id)
            })
        };
        if !known(proposal.target) {
            let message = format!(
                "The proposal {} is on {}, which is no paragraph.",
                proposal.id, proposal.target
            );
            let hint = "Correct the id, or take the file away.";
            found.file(file_of(proposal), Some(proposal.target), message, hint);
        }
        let codes = proposal.by.iter().chain(&proposal.supporters);
        let unknown: Vec<&Code> = codes
            .chain(&proposal.opposers)
            .filter(|code| !header.knows(**code))
            .collect();
        for code in unknown {
            let message = format!(
                "The proposal {} names {code}, no delegation or group here.",
                proposal.id
            );
            let hint = "Add it to workspace.yaml, or correct the code.";
            found.file(file_of(proposal), Some(proposal.target), message, hint);
        }
        let amended = proposal
            .amends
            .filter(|id| workspace.proposal(*id).is_none());
        if let Some(id) = amended.filter(|_| proposal.is_pending()) {
            let message = format!(
                "The proposal {} amends {id}, which is no proposal.",
                proposal.id
            );
            let hint = "Correct the id, or take `amends` out: it is then on the paragraph.";
            found.file(file_of(proposal), Some(proposal.target), message, hint);
        }
    }
    for (code, positions) in &workspace.positions {
        for (id, position) in positions.iter() {
            let Stance::Amend(Some(proposal)) = position.stance else {
                continue;
            };
            if workspace.proposal(proposal).is_none() {
                found.file(
                    format!("positions/{code}.yaml"),
                    Some(*id),
                    format!("{code} wants the proposal {proposal}, which is none."),
                    "Correct the id, or put its file back.",
                );
            }
        }
    }
}

/// S2b: a pending proposal is on other words than those that stand.
pub(super) fn stale(case: &Case<'_>, found: &mut Findings) {
    let workspace = case.workspace;
    for proposal in workspace.proposals.values().filter(|p| p.is_pending()) {
        let stands = match proposal.amends.and_then(|id| workspace.proposal(id)) {
            Some(amended) => amended.words().map(crate::text::Digest::of),
            None => workspace.words(proposal.target),
        };
        let is_off = stands.is_some_and(|words| words != proposal.on());
        if proposal.status == ProposalStatus::StaleBase || is_off {
            let message = format!(
                "The words that {} wants to change in its proposal {} are others now.",
                proposal.proposers(),
                proposal.id
            );
            let hint = "Ask what it wants of the words as they stand, and restate or withdraw the proposal.";
            found.file(file_of(proposal), Some(proposal.target), message, hint);
        }
    }
}

/// S2c: nobody decided on a proposal.
pub(super) fn undecided(case: &Case<'_>, found: &mut Findings) {
    for proposal in case.workspace.proposals.values().filter(|p| p.is_pending()) {
        let message = format!(
            "The proposal {} of {} waits for a decision.",
            proposal.id,
            proposal.proposers()
        );
        let hint = "Accept it, reject it, or have it withdrawn.";
        found.file(file_of(proposal), Some(proposal.target), message, hint);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::check::{Options, check};
    use crate::model::sketch::{id, workspace};
    use crate::model::{Proposal, ProposalStatus, Wanted, Workspace};

    fn found(ws: &Workspace, rule: &str, final_: bool) -> Vec<String> {
        let options = Options {
            now: None,
            final_,
            rule: Some(rule.to_owned()),
        };
        let all = check(ws, &options).into_iter();
        all.map(|finding| finding.message).collect()
    }

    #[test]
    fn proposals_name_what_is_there_and_are_on_the_words_that_stand() {
        let mut ws = workspace("members KAZ\na operative 1 | Words of a.");
        let mut add = |name: &str, target: &str, base: &str, by: &str| {
            let mut p = Proposal::new(id(name), id(target), base, Wanted::Words("x".into()));
            p.by = vec![by.parse().unwrap()];
            let all = Arc::make_mut(&mut ws.proposals);
            all.insert(p.id, Arc::new(p.clone()));
            p
        };
        add("fine", "a", "Words of a.", "KAZ");
        add("lost", "z", "Words.", "KAZ");
        add("whose", "a", "Words of a.", "XXX");
        add("old", "a", "Other words.", "KAZ");
        let mut amends = add("amends", "a", "x", "KAZ");
        amends.amends = Some(id("none"));
        let mut done = add("done", "a", "Other words.", "KAZ");
        done.status = ProposalStatus::Accepted;
        let all = Arc::make_mut(&mut ws.proposals);
        all.insert(amends.id, Arc::new(amends));
        all.insert(done.id, Arc::new(done));
        assert_eq!(
            found(&ws, "S2a", false),
            [
                "The proposal amends amends none, which is no proposal.",
                "The proposal lost is on z, which is no paragraph.",
                "The proposal whose names XXX, no delegation or group here.",
            ]
        );
        assert_eq!(
            found(&ws, "S2b", false),
            [
                "The words that KAZ wants to change in its proposal amends are others now.",
                "The words that KAZ wants to change in its proposal old are others now.",
            ]
        );
        assert_eq!(found(&ws, "S2c", false).len(), 0);
        assert_eq!(found(&ws, "S2c", true).len(), 5);
    }
}

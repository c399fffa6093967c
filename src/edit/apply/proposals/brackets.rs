//! Proposals into the text as brackets, and brackets out of it as proposals.

use std::sync::Arc;

use super::super::{ChangeError, expect_words, paragraph};
use super::{fresh_id, put, put_words, with_status};
use crate::edit::proposal::{self, Rebased, Sketch, rebase, same_words};
use crate::edit::{Stamp, Touch};
use crate::model::{Id, Paragraph, Proposal, ProposalStatus, Wanted, Workspace, bracket};
use crate::text::{self, Digest};

/// Every proposal on the words of a paragraph is written into it. Those that cannot be carried over to the words as they
/// stand, and those about the place of the paragraph, go on waiting.
pub(super) fn compile(
    workspace: &Workspace,
    id: Id,
    base: Digest,
) -> Result<Vec<Touch>, ChangeError> {
    let target = paragraph(workspace, id)?;
    expect_words(workspace, target, base)?;
    let on_words = ready(workspace, target);
    let wanted: Vec<&Proposal> = on_words.iter().map(|(_, p)| p).collect();
    let is_party = |said: &str| workspace.header.find_party(said).is_some();
    let compiled = proposal::compile(target.text(), &wanted, &is_party)
        .map_err(|why| ChangeError::Refused(why.to_string()))?;
    let new = text::clean_paragraph(&compiled.text);
    let on = Digest::of(&new);
    let mut touches = vec![put_words(workspace, target, &new)];
    for (before, carried) in &on_words {
        if compiled.taken.contains(&before.id) {
            let mut after = with_status(carried, ProposalStatus::Superseded);
            after.compiled_in = Some(on);
            touches.extend(put(before, after));
        }
    }
    Ok(touches)
}

/// The proposals on a paragraph that are about its words, on the words as they stand: as they are, and carried over.
fn ready(workspace: &Workspace, target: &Paragraph) -> Vec<(Arc<Proposal>, Proposal)> {
    let mut ready = Vec::new();
    for p in workspace.pending(target.id) {
        // An amendment is a rival wording of the same words.
        let base = match p.amends.and_then(|id| workspace.proposal(id)) {
            None => p.base(),
            Some(amended) if matches!(amended.wanted, Wanted::Words(_)) => amended.base(),
            Some(_) => continue,
        };
        if p.status != ProposalStatus::Tabled {
            continue;
        }
        let carried = match &p.wanted {
            Wanted::Words(words) => match rebase(base, target.text(), words, &p.proposers()) {
                Rebased::Clean(words) => {
                    let mut carried = p.on_base(target.text());
                    carried.wanted = Wanted::Words(words.into());
                    carried
                }
                Rebased::Contained | Rebased::Overlap { .. } => continue,
            },
            Wanted::Gone if same_words(p.base(), target.text()) => p.on_base(target.text()),
            _ => continue,
        };
        ready.push((p.clone(), carried));
    }
    ready
}

/// Brackets become proposals again: those that were compiled into these very words come back as they were, others are read
/// out of the text.
pub(super) fn lift(
    workspace: &Workspace,
    id: Id,
    nth: Option<usize>,
    base: Digest,
    stamp: &Stamp,
) -> Result<Vec<Touch>, ChangeError> {
    let target = paragraph(workspace, id)?;
    expect_words(workspace, target, base)?;
    if nth.is_none() {
        let back = compiled(workspace, target);
        if !back.is_empty() {
            return Ok(back);
        }
    }
    let is_party = |said: &str| workspace.header.find_party(said).is_some();
    let read = bracket::parse(target.text(), &is_party);
    let only = match nth {
        None => None,
        Some(nth) => {
            let all = read.open();
            let found = nth.checked_sub(1).and_then(|at| all.get(at));
            Some(found.map(|b| b.range.clone()).ok_or_else(|| {
                ChangeError::Refused(format!(
                    "there is no bracket {nth}: the paragraph has {}, counted from 1",
                    all.len()
                ))
            })?)
        }
    };
    let Some(lifted) = proposal::lift(target.text(), &workspace.header, only.as_ref()) else {
        return Err(ChangeError::Refused(
            "no bracket here says who proposes what and leaves other words: write `[old / new - KAZ]`, then lift it"
                .to_owned(),
        ));
    };
    let new = text::clean_paragraph(&lifted.base);
    if new.is_empty() {
        return Err(ChangeError::Refused(
            "nothing would be left of the paragraph: lift its brackets one by one".to_owned(),
        ));
    }
    let mut touches = vec![put_words(workspace, target, &new)];
    for sketch in &lifted.proposals {
        let known = earlier(workspace, target, &new, sketch);
        if let Some(before) = known {
            let mut after = with_status(before, ProposalStatus::Tabled);
            after.compiled_in = None;
            touches.extend(put(before, after));
            continue;
        }
        let wanted = match &sketch.text {
            Some(text) => Wanted::Words(text::clean_paragraph(text).into()),
            None => Wanted::Gone,
        };
        let seed = format!("lift\n{id}\n{:?}\n{:?}\n{base}", sketch.text, sketch.by);
        let made = fresh_id(workspace, &touches, &seed);
        let mut made = Proposal::new(made, id, &new, wanted);
        made.by.clone_from(&sketch.by);
        made.supporters.clone_from(&sketch.supporters);
        made.opposers.clone_from(&sketch.opposers);
        made.at = Some(stamp.at);
        touches.push(Touch::Proposal {
            before: None,
            after: Some(Arc::new(made)),
        });
    }
    Ok(touches)
}

/// What was compiled into exactly these words, taken out again.
fn compiled(workspace: &Workspace, target: &Arc<Paragraph>) -> Vec<Touch> {
    let on = Some(target.digest());
    let all = workspace.proposals.values();
    let there: Vec<&Arc<Proposal>> = all
        .filter(|p| {
            p.target == target.id && p.status == ProposalStatus::Superseded && p.compiled_in == on
        })
        .collect();
    let Some(first) = there.first() else {
        return Vec::new();
    };
    let mut touches = vec![put_words(workspace, target, first.base())];
    for before in there {
        let mut after = with_status(before, ProposalStatus::Tabled);
        after.compiled_in = None;
        // An amendment stands on the words of its proposal, not on those of the paragraph.
        let amended = before.amends.and_then(|id| workspace.proposal(id));
        if let Some(words) = amended.and_then(|p| p.words()) {
            after = after.on_base(words);
        }
        touches.extend(put(before, after));
    }
    touches
}

/// The compiled proposal that a bracket is of, if one is.
fn earlier<'w>(
    workspace: &'w Workspace,
    target: &Paragraph,
    base: &str,
    sketch: &Sketch,
) -> Option<&'w Arc<Proposal>> {
    let mut all = workspace.proposals.values();
    all.find(|p| {
        let wanted = match (&p.wanted, &sketch.text) {
            (Wanted::Words(a), Some(b)) => same_words(a, b),
            (Wanted::Gone, None) => true,
            _ => false,
        };
        p.target == target.id
            && p.status == ProposalStatus::Superseded
            && p.compiled_in.is_some()
            && p.amends.is_none()
            && wanted
            && same_words(p.base(), base)
            && p.by == sketch.by
            && p.supporters == sketch.supporters
            && p.opposers == sketch.opposers
    })
}

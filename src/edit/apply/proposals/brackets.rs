//! Proposals into the text as brackets, and brackets out of it as proposals.

use std::sync::Arc;

use super::super::{ChangeError, expect_words, paragraph};
use super::{fresh_id, put, put_cited, put_words, with_status};
use crate::edit::proposal::{self, Fate, Rebased, Sketch, rebase, same_words};
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
    let taken = |p: &&(Arc<Proposal>, Proposal)| compiled.taken.contains(&p.0.id);
    let sources: Vec<_> = on_words
        .iter()
        .filter(taken)
        .flat_map(|(p, _)| p.sources.clone())
        .collect();
    let mut touches = vec![put_cited(workspace, target, &new, &sources)];
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
            Wanted::Words(words) => match rebase(
                base,
                target.text(),
                words,
                &p.proposers(),
                &workspace.header.party_names(),
            ) {
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
    let written = written(workspace, id);
    let own: Vec<&Proposal> = written.iter().map(|p| &***p).collect();
    let Some(lifted) = proposal::lift(target.text(), &workspace.header, only.as_ref(), &own) else {
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
    for (own, sketch) in &lifted.back {
        let Some(before) = written.iter().find(|p| p.id == *own) else {
            continue;
        };
        let mut after = back(workspace, &lifted.back, before, sketch, &new);
        if proposal::fate(before, &new, &workspace.header) == Fate::Stands {
            // Another bracket still holds the rest of it.
            let seed = format!("part\n{}\n{:?}\n{base}", before.id, sketch.text);
            after.id = fresh_id(workspace, &touches, &seed);
            after.part_of = Some(before.id);
            touches.push(Touch::Proposal {
                before: None,
                after: Some(Arc::new(after)),
            });
        } else {
            touches.extend(put(before, after));
        }
    }
    for sketch in &lifted.proposals {
        let seed = format!("lift\n{id}\n{:?}\n{:?}\n{base}", sketch.text, sketch.by);
        let made = fresh_id(workspace, &touches, &seed);
        let mut made = Proposal::new(made, id, &new, wanted(sketch));
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

fn wanted(sketch: &Sketch) -> Wanted {
    match &sketch.text {
        Some(text) => Wanted::Words(text::clean_paragraph(text).into()),
        None => Wanted::Gone,
    }
}

/// The proposals that stand in the words of a paragraph, in brackets, as they were tabled.
fn written(workspace: &Workspace, id: Id) -> Vec<&Arc<Proposal>> {
    let all = workspace.proposals.values();
    let mut there: Vec<_> = all
        .filter(|p| {
            p.target == id && p.status == ProposalStatus::Superseded && p.compiled_in.is_some()
        })
        .collect();
    there.sort_by_key(|p| (p.at, p.id));
    there
}

/// A proposal out of its bracket, with who stands in it now.
fn back(
    workspace: &Workspace,
    all: &[(Id, Sketch)],
    before: &Proposal,
    sketch: &Sketch,
    new: &str,
) -> Proposal {
    // An amendment stands on the words of its proposal, if that is there.
    let words = before.amends.and_then(|amended| {
        let lifted = all.iter().find(|(id, _)| *id == amended);
        let lifted = lifted.and_then(|(_, sketch)| sketch.text.as_deref());
        let waiting = workspace.proposal(amended).filter(|p| p.is_pending());
        let words = lifted.or_else(|| waiting.and_then(|p| p.words()))?;
        Some(text::clean_paragraph(words))
    });
    let mut after = before.on_base(words.as_deref().unwrap_or(new));
    if words.is_none() {
        after.amends = None;
    }
    after.wanted = wanted(sketch);
    after.status = ProposalStatus::Tabled;
    after.compiled_in = None;
    after.by.clone_from(&sketch.by);
    after.supporters.clone_from(&sketch.supporters);
    after.opposers.clone_from(&sketch.opposers);
    after
}

/// What was compiled into exactly these words, taken out again.
fn compiled(workspace: &Workspace, target: &Arc<Paragraph>) -> Vec<Touch> {
    let on = Some(target.digest());
    let mut there = written(workspace, target.id);
    there.retain(|p| p.compiled_in == on);
    let Some(first) = there.first() else {
        return Vec::new();
    };
    // Some of it may have been decided since.
    let own: Vec<&Proposal> = there.iter().map(|p| &***p).collect();
    let is_party = |said: &str| workspace.header.find_party(said).is_some();
    let again = proposal::compile(first.base(), &own, &is_party);
    if !again.is_ok_and(|c| text::clean_paragraph(&c.text) == target.text()) {
        return Vec::new();
    }
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

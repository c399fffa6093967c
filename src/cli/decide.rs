//! `accept`, `reject`, `withdraw`, `support`, `oppose` and `silent`: what becomes of a proposal.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::Decided;
use super::proposals::told;
use super::suggest::did_you_mean;
use crate::edit::{Applied, Change, Touch, Voice};
use crate::model::{Id, Proposal, Workspace};

/// Take a proposal, or parts of it
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur accept 9f3k2m7q
  rapporteur accept 9f3k2m7q --part 1 --part 3      what is left stays tabled

Whoever made or supports it agrees to the new words, and nobody else. The other proposals on the paragraph move along where
they still apply; those that do not wait as stale_base, and are named.
")]
pub(super) struct AcceptArgs {
    /// The proposal
    #[arg(value_name = "ID")]
    id: Id,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Number of a change in it, from 1; may be repeated
    #[arg(long, value_name = "N", value_delimiter = ',')]
    part: Vec<usize>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    on: Option<find::Prefix>,
}

/// Leave a proposal: it is not taken
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur reject 9f3k2m7q
")]
pub(super) struct RejectArgs {
    /// The proposal
    #[arg(value_name = "ID")]
    id: Id,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Take a proposal back in the name of those who made it
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur withdraw 9f3k2m7q
  rapporteur withdraw 9f3k2m7q --by KAZ             the others stay with it
")]
pub(super) struct WithdrawArgs {
    /// The proposal
    #[arg(value_name = "ID")]
    id: Id,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who leaves it; else all who made it
    #[arg(long, value_name = "CODE")]
    by: Option<String>,
}

/// Record that a delegation supports a proposal
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur support 9f3k2m7q UZB
  rapporteur oppose 9f3k2m7q AZE
  rapporteur silent 9f3k2m7q UZB                    takes back what it said
")]
pub(super) struct VoiceArgs {
    /// The proposal
    #[arg(value_name = "ID")]
    id: Id,
    /// The delegation or group, by code or name
    #[arg(value_name = "CODE")]
    code: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn accept(args: &AcceptArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let paragraph = target(workspace, args.id)?;
    let stands = find::paragraph_in(workspace, None, paragraph)?.digest();
    if let Some(on) = &args.on {
        let name = find::draft(workspace, None).map(|d| find::name(d, paragraph))?;
        on.expect(stands, &name)?;
    }
    let change = Change::Accept {
        paragraph,
        proposal: args.id,
        parts: args.part.clone(),
        base: stands,
    };
    let applied = context.commit(&mut desk, &change)?;
    decided(context, args.id, &applied);
    Ok(Exit::Done)
}

pub(super) fn reject(args: &RejectArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let change = Change::Reject {
        paragraph: target(desk.workspace(), args.id)?,
        proposal: args.id,
    };
    let applied = context.commit(&mut desk, &change)?;
    decided(context, args.id, &applied);
    Ok(Exit::Done)
}

pub(super) fn withdraw(args: &WithdrawArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let by = match &args.by {
        Some(said) => Some(find::party(workspace, said)?),
        None => None,
    };
    let change = Change::Withdraw {
        paragraph: target(workspace, args.id)?,
        proposal: args.id,
        by,
    };
    let applied = context.commit(&mut desk, &change)?;
    decided(context, args.id, &applied);
    Ok(Exit::Done)
}

pub(super) fn speak(
    args: &VoiceArgs,
    voice: Voice,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let change = Change::Voice {
        paragraph: target(workspace, args.id)?,
        proposal: args.id,
        by: find::party(workspace, &args.code)?,
        voice,
    };
    let applied = context.commit(&mut desk, &change)?;
    told(context, &applied.workspace, args.id, &applied.title);
    Ok(Exit::Done)
}

/// The proposal that is meant.
pub(super) fn proposal(workspace: &Workspace, id: Id) -> Result<&Arc<Proposal>, Failure> {
    workspace.proposal(id).ok_or_else(|| {
        let ids: Vec<&str> = workspace.proposals.keys().map(Id::as_str).collect();
        let failure = Failure::new(format!("no proposal {id}"));
        match did_you_mean(id.as_str(), &ids).filter(|_| !ids.is_empty()) {
            Some(hint) => failure.hint(hint),
            None => failure.hint("`rapporteur proposals --all` lists them"),
        }
    })
}

/// The paragraph that a proposal is on.
pub(super) fn target(workspace: &Workspace, id: Id) -> Result<Id, Failure> {
    Ok(proposal(workspace, id)?.target)
}

/// What was decided, and what it made of the other proposals on the paragraph.
fn decided(context: &mut Context, id: Id, applied: &Applied) {
    let others = follow(id, &applied.touches);
    if context.is_json() {
        let Some(proposal) = applied.workspace.proposal(id) else {
            return;
        };
        let of = |id: &Id| applied.workspace.proposal(*id);
        context.out.json(&Decided {
            proposal: super::json::Proposed::of(&applied.workspace, proposal),
            digest: applied
                .workspace
                .words(proposal.target)
                .map(|on| on.to_string()),
            others: others
                .iter()
                .filter_map(of)
                .map(|p| super::json::Proposed::of(&applied.workspace, p))
                .collect(),
        });
        return;
    }
    told(context, &applied.workspace, id, &applied.title);
    for other in others {
        if let Some(p) = applied.workspace.proposal(other) {
            let status = super::proposals::status(p);
            let line = format!("{other} of {} is {status}", p.proposers());
            context.out.line(&line);
        }
    }
}

/// The other proposals that a change touched.
pub(super) fn follow(id: Id, touches: &[Touch]) -> Vec<Id> {
    let mut others: Vec<Id> = Vec::new();
    for touch in touches {
        if let Touch::Proposal { before, after } = touch
            && let Some(p) = after.as_ref().or(before.as_ref())
            && p.id != id
            && !others.contains(&p.id)
        {
            others.push(p.id);
        }
    }
    others
}

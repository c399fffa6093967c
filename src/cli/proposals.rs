//! `proposals`: what is proposed, by whom, who is for and against it, and what collides.

use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::context::{Context, dir_and_para};
use super::diff::edits;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{Listed, Proposed};
use super::out::{Look, Out};
use crate::compare::{Edit, Op, words};
use crate::edit::proposal::{Rebased, conflicts, rebase_proposal, whole_hunks};
use crate::model::{Finding, Id, Proposal, ProposalStatus, Wanted, Workspace, names};

/// List the proposals, or those on one paragraph with what they change
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur proposals                     what waits for a decision
  rapporteur proposals ashgabat \"5 bis\"    on one paragraph, with the words that change
  rapporteur proposals --all               decided ones too
  rapporteur proposals --format json

The numbers in front of changes are those that `accept --part` takes. A proposal whose words changed under it is shown three
ways: the words it was made on, those that stand, and those it wants.
")]
pub(super) struct ProposalsArgs {
    /// The workspace, or a paragraph or proposal of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph (an id, a label or a place, #7), or the id of a proposal
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Decided ones too
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &ProposalsArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let one = said
        .as_deref()
        .and_then(|said| said.parse::<Id>().ok())
        .filter(|id| workspace.proposal(*id).is_some());
    let paragraph = match (&said, one) {
        (Some(said), None) => Some(find::paragraph(workspace, said)?),
        _ => None,
    };
    let shown = |p: &&Arc<Proposal>| match (one, paragraph) {
        (Some(id), _) => p.id == id,
        (None, Some(target)) => p.target == target && (args.all || p.is_pending()),
        (None, None) => args.all || p.is_pending(),
    };
    let mut found: Vec<&Arc<Proposal>> = workspace.proposals.values().filter(shown).collect();
    let place = |p: &Proposal| workspace.original().and_then(|d| d.index_of(p.target));
    found.sort_by_key(|p| (place(p).unwrap_or(usize::MAX), p.at, p.id));
    if context.is_json() {
        let proposals = found.iter().map(|p| Proposed::of(workspace, p)).collect();
        context.out.json(&Listed { proposals });
        return Ok(Exit::Done);
    }
    if found.is_empty() {
        let line = if args.all {
            "nothing was proposed"
        } else {
            "nothing waits for a decision"
        };
        context.out.line(line);
    }
    for (nth, proposal) in found.iter().enumerate() {
        if nth > 0 {
            context.out.line("");
        }
        show(workspace, proposal, &mut context.out);
    }
    Ok(Exit::Done)
}

/// The proposals that came of an imported text.
pub(super) fn list(
    context: &mut Context,
    workspace: &Workspace,
    ids: &[Id],
    findings: &[Finding],
    written: Option<&str>,
) {
    let found: Vec<_> = ids
        .iter()
        .filter_map(|id| workspace.proposal(*id))
        .collect();
    if context.is_json() {
        let proposals = found.iter().map(|p| Proposed::of(workspace, p)).collect();
        context.out.json(&Listed { proposals });
        return;
    }
    for proposal in &found {
        show(workspace, proposal, &mut context.out);
    }
    super::check::list(&mut context.out, findings);
    let line = match (written, found.is_empty()) {
        (Some(title), _) => title,
        (None, true) => "the text does not differ: nothing is proposed",
        (None, false) => "nothing was written (a preview)",
    };
    context.out.line(line);
}

/// Says what became of a proposal that something was done to.
pub(super) fn told(context: &mut Context, workspace: &Workspace, id: Id, title: &str) {
    let Some(proposal) = workspace.proposal(id) else {
        return;
    };
    if context.is_json() {
        context.out.json(&Proposed::of(workspace, proposal));
        return;
    }
    let status = status(proposal);
    context.out.line(&format!("{title}: {id} is {status}"));
    for (other, how) in conflicts(workspace, proposal) {
        let who = workspace.proposal(other).map(|p| p.proposers());
        let line = format!(
            "collides with {other} of {}: {}",
            who.unwrap_or_default(),
            how.phrase()
        );
        context.out.line(&line);
    }
}

/// The status, for people.
pub(super) fn status(proposal: &Proposal) -> String {
    match proposal.status {
        ProposalStatus::Superseded if proposal.compiled_in.is_some() => {
            "in brackets in the text".to_owned()
        }
        ProposalStatus::StaleBase => "stale: the words it was made on changed".to_owned(),
        other => other.word().replace('_', " "),
    }
}

/// One proposal with everything that is known of it.
fn show(workspace: &Workspace, p: &Proposal, out: &mut Out) {
    let document = workspace.original();
    let name = document.map_or_else(|| p.target.to_string(), |d| find::name(d, p.target));
    out.text(Look::Strong, p.id.as_str());
    let about = format!("  {name}  {} by {}  {}", p.kind(), p.proposers(), status(p));
    out.plain(&about).end();
    let mut said = Vec::new();
    if !p.supporters.is_empty() {
        said.push(format!("supported by {}", names(&p.supporters)));
    }
    if !p.opposers.is_empty() {
        said.push(format!("opposed by {}", names(&p.opposers)));
    }
    if let Some(id) = p.amends {
        said.push(format!("amends {id}"));
    }
    if let Some(id) = p.part_of {
        said.push(format!("the rest of {id}"));
    }
    if let Some(reason) = &p.reason {
        said.push(format!("“{reason}”"));
    }
    said.extend(
        p.sources
            .iter()
            .map(|source| format!("from {}", source.name())),
    );
    if !said.is_empty() {
        out.paragraph(Look::Faint, 2, &said.join("; "));
    }
    wish(workspace, p, out);
    for (other, how) in conflicts(workspace, p) {
        let who = workspace.proposal(other).map(|p| p.proposers());
        let line = format!(
            "collides with {other} of {}: {}",
            who.unwrap_or_default(),
            how.phrase()
        );
        out.paragraph(Look::Bad, 2, &line);
    }
}

/// What it wants.
fn wish(workspace: &Workspace, p: &Proposal, out: &mut Out) {
    let document = workspace.original();
    let name = |id: Id| document.map_or_else(|| id.to_string(), |d| find::name(d, id));
    let line = match &p.wanted {
        Wanted::Words(text) if p.status == ProposalStatus::StaleBase => {
            return three_ways(workspace, p, text, out);
        }
        Wanted::Words(text) => {
            let hunks = whole_hunks(p.base(), text);
            if hunks.len() > 1 {
                out.paragraph(Look::Faint, 2, &format!("{} parts", hunks.len()));
            }
            return edits(&words(p.base(), text), out);
        }
        Wanted::New { text, label, .. } => {
            let label = label.as_ref().map_or(String::new(), |l| format!("{l}  "));
            let edit = Edit {
                op: Op::Insert,
                text: format!("{label}{text}"),
            };
            return edits(&[edit], out);
        }
        Wanted::Gone => "takes the paragraph out".to_owned(),
        Wanted::Move { after: None } => "to the start".to_owned(),
        Wanted::Move { after: Some(id) } => format!("behind {}", name(*id)),
        Wanted::Split { at, .. } => {
            let second = p.base().get(*at..).unwrap_or_default();
            format!(
                "the second begins with “{}”",
                super::words::first_words(second, 40)
            )
        }
        Wanted::Join { with: None } => "with the one behind it".to_owned(),
        Wanted::Join { with: Some(id) } => format!("with {}", name(*id)),
    };
    out.paragraph(Look::Plain, 2, &line);
}

/// A proposal whose words changed under it: what happened to them, and what it wants.
fn three_ways(workspace: &Workspace, p: &Proposal, text: &str, out: &mut Out) {
    let now = workspace.original().and_then(|d| d.get(p.target));
    let Some(now) = now else {
        out.paragraph(Look::Bad, 2, "the paragraph was taken out");
        return edits(&words(p.base(), text), out);
    };
    out.paragraph(Look::Faint, 2, "what it wants of the words it was made on:");
    edits(&words(p.base(), text), out);
    out.paragraph(Look::Faint, 2, "what became of them:");
    edits(&words(p.base(), now.text()), out);
    if let Rebased::Overlap { text, .. } = rebase_proposal(p, now.text(), text, &workspace.header) {
        out.paragraph(Look::Faint, 2, "both, with what differs in brackets:");
        out.paragraph(Look::Plain, 2, &text);
    }
}

//! `compile` and `lift`: proposals into a paragraph as attributed brackets, and out of it again.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::decide::follow;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{CompiledJson, Proposed};
use super::out::Look;
use crate::edit::{Applied, Change};
use crate::model::{Id, Proposal};

/// Write the proposals on a paragraph into it, as attributed brackets
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur compile \"5 bis\"
  rapporteur lift \"5 bis\"                  the inverse

    [to consider - KAZ; UZB delete]        KAZ puts words in, UZB opposes
    [shall / should - US; RUS retain]      US replaces, RUS supports
    [as appropriate - EU delete]           EU strikes words

Proposals about the place of the paragraph, and those whose words changed under them, go on waiting.
")]
pub(super) struct CompileArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Take attributed brackets out of a paragraph; they become proposals
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur lift \"5 bis\"                  every bracket that says who proposes what
  rapporteur lift \"5 bis\" --bracket 2      one of them, counted from 1

What was compiled comes back as it was. Brackets without names, and reservations, stay.
")]
pub(super) struct LiftArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Number of the bracket, from 1, inner ones behind the one they are in
    #[arg(long, value_name = "N")]
    bracket: Option<usize>,
}

pub(super) fn compile(args: &CompileArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let base = find::paragraph_in(desk.workspace(), None, paragraph)?.digest();
    let change = Change::Compile { paragraph, base };
    let applied = context.commit(&mut desk, &change)?;
    report(context, paragraph, &applied);
    Ok(Exit::Done)
}

pub(super) fn lift(args: &LiftArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let base = find::paragraph_in(desk.workspace(), None, paragraph)?.digest();
    let change = Change::Lift {
        paragraph,
        bracket: args.bracket,
        base,
    };
    let applied = context.commit(&mut desk, &change)?;
    report(context, paragraph, &applied);
    Ok(Exit::Done)
}

/// The words as they are now, the proposals that it was about, and those that go on waiting.
fn report(context: &mut Context, paragraph: Id, applied: &Applied) {
    let workspace = &applied.workspace;
    let p = workspace.original().and_then(|d| d.get(paragraph));
    let touched = follow(paragraph, &applied.touches);
    let found = touched.iter().filter_map(|id| workspace.proposal(*id));
    let waiting: Vec<&Proposal> = workspace
        .pending(paragraph)
        .into_iter()
        .filter(|p| !touched.contains(&p.id))
        .map(|p| &**p)
        .collect();
    if context.is_json() {
        let json = |p: &Proposal| Proposed::of(workspace, p);
        context.out.json(&CompiledJson {
            id: paragraph.to_string(),
            text: p.map(|p| p.text().to_owned()).unwrap_or_default(),
            digest: p.map(|p| p.digest().to_string()).unwrap_or_default(),
            proposals: found.map(|p| json(p)).collect(),
            waiting: waiting.into_iter().map(json).collect(),
        });
        return;
    }
    context.out.line(&applied.title);
    if let Some(p) = p {
        context.out.paragraph(Look::Plain, 2, p.text());
    }
    for p in found.map(|p| &**p).chain(waiting) {
        let status = super::proposals::status(p);
        let line = format!("{} of {}: {} is {status}", p.kind(), p.proposers(), p.id);
        context.out.line(&line);
    }
}

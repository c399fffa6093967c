//! `placement`: the place of a paragraph is disputed, apart from its words, or agreed.

use std::path::Path;

use clap::Args;

use super::context::{Context, dir_and_para};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{PlacementJson, PlacementsJson};
use crate::edit::{Act, Change};
use crate::model::{Code, Placement, Workspace};
use crate::text::clean_paragraph;

/// Record that the place of a paragraph is disputed, or agreed
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur placement \"49 bis\" --by KAZ --reason \"belongs under chapter II\"
  rapporteur placement \"49 bis\" --settle
  rapporteur placement                      which places are disputed

The words can be agreed while the place is not. A document is ready once no place is disputed.
")]
pub(super) struct PlacementArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Who disputes it; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    by: Vec<String>,
    /// Where it should stand, or how it was settled
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Its place is agreed
    #[arg(long, conflicts_with = "by")]
    settle: bool,
}

pub(super) fn run(args: &PlacementArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let dir = dir.as_deref().map(Path::new);
    let acting = args.settle || !args.by.is_empty();
    let Some(said) = said.filter(|_| acting) else {
        if acting {
            return Err(
                Failure::new("a placement is that of one paragraph: say which")
                    .hint("give an id, a label (49 bis) or a place (#7)"),
            );
        }
        let desk = context.look(dir)?;
        list(desk.workspace(), context);
        return Ok(Exit::Done);
    };
    let mut desk = context.work(dir)?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &said)?;
    let reason = args.reason.as_deref().map(clean_paragraph);
    let reason = reason.filter(|said| !said.is_empty()).map(Into::into);
    let act = if args.settle {
        Act::Settle { paragraph, reason }
    } else {
        let by: Result<Vec<Code>, Failure> = args
            .by
            .iter()
            .map(|said| find::party(workspace, said))
            .collect();
        Act::Dispute(Placement {
            id: context.new_id(workspace),
            paragraph,
            by: by?,
            reason,
            at: Some(context.stamp()?.at),
            settled: None,
        })
    };
    let applied = context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    if context.is_json() {
        let all = applied.workspace.proceedings.placements();
        let mut of = all.into_iter().filter(|p| p.paragraph == paragraph);
        if let Some(placement) = of.next_back() {
            context.out.json(&PlacementJson::of(placement));
        }
    } else {
        context.out.line(&applied.title);
    }
    Ok(Exit::Done)
}

fn list(workspace: &Workspace, context: &mut Context) {
    let all = workspace.proceedings.placements();
    if context.is_json() {
        let placements = all.into_iter().map(PlacementJson::of).collect();
        context.out.json(&PlacementsJson { placements });
        return;
    }
    let disputes = workspace.proceedings.disputes();
    if disputes.is_empty() {
        context.out.line("no placement is disputed");
    }
    for placement in disputes {
        let name = workspace
            .original()
            .map(|d| find::name(d, placement.paragraph));
        let mut line = format!(
            "{} disputed by {}",
            name.unwrap_or_default(),
            crate::model::names(&placement.by)
        );
        if let Some(reason) = &placement.reason {
            line.push_str(": ");
            line.push_str(reason);
        }
        context.out.line(&line);
    }
}

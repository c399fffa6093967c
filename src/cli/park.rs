//! `park` and `unpark`: a paragraph is set aside for a smaller group, and comes back.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::{agree, find};
use crate::edit::{Act, Change};
use crate::model::{Parking, Report};
use crate::text::clean_paragraph;

/// Set a paragraph aside, to come back to it
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur park \"5 bis\" --with \"contact group\" --reason \"figures to be checked\"
  rapporteur park \"5 bis\" --back
  rapporteur park \"5 bis\" --back --report \"Two wordings are left.\"
")]
pub(super) struct ParkArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The group that works on it
    #[arg(long, value_name = "GROUP")]
    with: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Take it up again
    #[arg(long, conflicts_with_all = ["with", "reason"])]
    back: bool,
    /// What the group reports; it is kept
    #[arg(long, value_name = "TEXT", requires = "back")]
    report: Option<String>,
    /// Who reports; else the group that it was parked with
    #[arg(long, value_name = "GROUP", requires = "report")]
    from: Option<String>,
}

/// Take up a paragraph again that was set aside
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur unpark \"5 bis\"
")]
pub(super) struct UnparkArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &ParkArgs, context: &mut Context) -> Result<Exit, Failure> {
    let stamp = context.stamp()?;
    let text = |said: &Option<String>| {
        let said = said.as_deref().map(clean_paragraph);
        said.filter(|said| !said.is_empty()).map(Into::into)
    };
    if let Some(report) = &args.report {
        return back(args, report, context);
    }
    let parking = Parking {
        with: text(&args.with),
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        reason: text(&args.reason),
    };
    let parking = (!args.back).then_some(parking);
    set(&args.paragraph, args.dir.as_deref(), parking, context)
}

/// The paragraph comes back with the report of the group.
fn back(args: &ParkArgs, report: &str, context: &mut Context) -> Result<Exit, Failure> {
    let stamp = context.stamp()?;
    let mut desk = context.work(args.dir.as_deref())?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &args.paragraph)?;
    let from = args.from.as_deref().map(clean_paragraph);
    let report = Report {
        id: context.new_id(workspace),
        paragraph,
        from: from.filter(|said| !said.is_empty()).map(Into::into),
        parked: None,
        text: clean_paragraph(report).into(),
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        meeting: workspace.header.meeting.clone(),
    };
    let change = Change::Proceed(Box::new(Act::Report(report)));
    let applied = context.commit(&mut desk, &change)?;
    agree::report(context, &applied.workspace, paragraph, &applied.title);
    Ok(Exit::Done)
}

pub(super) fn unpark(args: &UnparkArgs, context: &mut Context) -> Result<Exit, Failure> {
    set(&args.paragraph, args.dir.as_deref(), None, context)
}

fn set(
    said: &str,
    dir: Option<&Path>,
    parking: Option<Parking>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let mut desk = context.work(dir)?;
    let paragraph = find::paragraph(desk.workspace(), said)?;
    let applied = context.commit(&mut desk, &Change::Park { paragraph, parking })?;
    let title = if applied.touches.is_empty() {
        "nothing changed"
    } else {
        &applied.title
    };
    agree::report(context, &applied.workspace, paragraph, title);
    Ok(Exit::Done)
}

//! `reopen`: an agreement no longer counts. It takes a name and a reason, and is kept.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::{agree, find};
use crate::edit::Change;
use crate::model::Reopening;
use crate::text::clean_paragraph;

/// Reopen a paragraph that was agreed
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur reopen \"5 bis\" --by UZB --reason \"new instructions\"
")]
pub(super) struct ReopenArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who asked for it
    #[arg(long, value_name = "CODE")]
    by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) fn run(args: &ReopenArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &args.paragraph)?;
    let reopening = Reopening {
        by: find::party(workspace, &args.by)?,
        at: Some(context.stamp()?.at),
        reason: clean_paragraph(&args.reason).into(),
    };
    let change = Change::Reopen {
        paragraph,
        reopening,
    };
    let applied = context.commit(&mut desk, &change)?;
    agree::report(context, &applied.workspace, paragraph, &applied.title);
    Ok(Exit::Done)
}

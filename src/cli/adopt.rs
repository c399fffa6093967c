//! `adopt`: the whole text is adopted, and becomes a version that nobody edits any more; or that is taken back.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{AdoptedJson, AdoptionsJson};
use super::out::Look;
use crate::edit::{Act, Change};
use crate::model::{Adoption, Id, Reopening, VersionLabel};
use crate::text::clean_paragraph;

/// Adopt the whole text, or take the adoption back
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur adopt --as final                              by consensus
  rapporteur adopt --as final --vote 9f3k2m7q              by a vote on the whole text that carried it
  rapporteur adopt --annul --by UZB --reason \"the wrong text was before the meeting\"
  rapporteur adopt --list

By consensus a text is adopted once every paragraph is agreed in committee on its words (`rapporteur agree --all --level committee`
raises what is agreed below), with no bracket, nothing parked and no placement disputed. By silence, see `rapporteur silence`. The
adopted text is a version, and is not edited any more: `rapporteur corrigendum` corrects it.
")]
pub(super) struct AdoptArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Label of the version that keeps it
    #[arg(long = "as", value_name = "LABEL", required_unless_present_any = ["annul", "list"])]
    version: Option<VersionLabel>,
    /// The vote that carried it
    #[arg(long, value_name = "ID")]
    vote: Option<Id>,
    /// Take the adoption back; it is kept, and so is its version
    #[arg(long, conflicts_with_all = ["version", "vote"], requires_all = ["by", "reason"])]
    annul: bool,
    /// Who asked for that
    #[arg(long, value_name = "CODE", requires = "annul")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "annul")]
    reason: Option<String>,
    /// Show the adoptions there were
    #[arg(long, conflicts_with_all = ["version", "vote", "annul"])]
    list: bool,
}

pub(super) fn run(args: &AdoptArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref().map(Path::new);
    if args.list {
        return list(dir, context);
    }
    let mut desk = context.work(dir)?;
    let workspace = desk.workspace();
    let act = match args.version {
        Some(version) => Act::Adopt {
            adoption: context.new_id(workspace),
            on: find::draft(workspace, None)?.words(),
            vote: args.vote,
            version,
        },
        None => Act::Annul(Reopening {
            by: find::party(workspace, args.by.as_deref().unwrap_or_default())?,
            at: Some(context.stamp()?.at),
            reason: clean_paragraph(args.reason.as_deref().unwrap_or_default()).into(),
        }),
    };
    let applied = context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    let all = applied.workspace.proceedings.adoptions();
    let Some(adoption) = all.last() else {
        return Ok(Exit::Done);
    };
    if context.is_json() {
        context.out.json(&AdoptedJson::of(adoption));
    } else {
        line(adoption, context);
    }
    Ok(Exit::Done)
}

fn list(dir: Option<&Path>, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(dir)?;
    let all = desk.workspace().proceedings.adoptions();
    if context.is_json() {
        let adoptions = all.into_iter().map(AdoptedJson::of).collect();
        context.out.json(&AdoptionsJson { adoptions });
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        context.out.line("the text is not adopted");
    }
    for adoption in all {
        line(adoption, context);
    }
    Ok(Exit::Done)
}

fn line(adoption: &Adoption, context: &mut Context) {
    let at = adoption.at.map(crate::model::Moment::minute);
    let mut said = format!(
        "adopted as {}, by {}, {}",
        adoption.version,
        adoption.how.word(),
        at.unwrap_or_else(|| "no time noted".to_owned())
    );
    let look = match &adoption.annulled {
        None => Look::Good,
        Some(annulled) => {
            let annulled = format!("; annulled by {}: {}", annulled.by, annulled.reason);
            said.push_str(&annulled);
            Look::Bad
        }
    };
    context.out.text(look, &said).end();
}

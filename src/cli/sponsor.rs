//! `sponsor`: who puts its name to the text.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{SponsorJson, SponsorsJson};
use crate::edit::{Act, Change};
use crate::model::{Code, Sort, Sponsor, Workspace};

/// Add sponsors of the text, withdraw them, or show them
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur sponsor --add KAZ,UZB
  rapporteur sponsor --join TJK            joins those who tabled the text
  rapporteur sponsor --withdraw UZB
  rapporteur sponsor --format json

Sponsors sign until the text is adopted, and not after.
")]
pub(super) struct SponsorArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who tables the text; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    add: Vec<String>,
    /// Who joins those who tabled it; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    join: Vec<String>,
    /// Who withdraws; that is kept
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    withdraw: Vec<String>,
}

pub(super) fn run(args: &SponsorArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref().map(Path::new);
    if args.add.is_empty() && args.join.is_empty() && args.withdraw.is_empty() {
        let desk = context.look(dir)?;
        told(desk.workspace(), context);
        return Ok(Exit::Done);
    }
    let mut desk = context.work(dir)?;
    let codes = |said: &[String], workspace: &Workspace| -> Result<Vec<Code>, Failure> {
        let all = said.iter();
        all.map(|said| find::party(workspace, said)).collect()
    };
    // Everybody is found before anybody signs.
    let (add, join, withdraw) = (
        codes(&args.add, desk.workspace())?,
        codes(&args.join, desk.workspace())?,
        codes(&args.withdraw, desk.workspace())?,
    );
    let signing = add.into_iter().map(|code| (code, false));
    let signing = signing.chain(join.into_iter().map(|code| (code, true)));
    for (delegation, joined) in signing {
        let sponsor = Sponsor {
            id: context.new_id(desk.workspace()),
            delegation,
            joined,
            at: Some(context.stamp()?.at),
            withdrawn: None,
        };
        context.commit(&mut desk, &Change::Proceed(Box::new(Act::Sponsor(sponsor))))?;
    }
    for code in withdraw {
        let all = desk.workspace().proceedings.sponsors();
        let mut all = all.into_iter();
        let found = all.rfind(|s| s.delegation == code && s.withdrawn.is_none());
        let Some(id) = found.map(|sponsor| sponsor.id) else {
            return Err(Failure::new(format!("{code} is no sponsor"))
                .hint("`rapporteur sponsor` shows them"));
        };
        let act = Act::Withdraw {
            sort: Sort::Sponsor,
            id,
            by: code,
            reason: None,
        };
        context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    }
    told(desk.workspace(), context);
    Ok(Exit::Done)
}

fn told(workspace: &Workspace, context: &mut Context) {
    let all = workspace.proceedings.sponsors();
    if context.is_json() {
        let sponsors = all.into_iter().map(SponsorJson::of).collect();
        context.out.json(&SponsorsJson { sponsors });
        return;
    }
    if all.is_empty() {
        context.out.line("no sponsors");
    }
    for sponsor in all {
        let joined = if sponsor.joined { ", joined" } else { "" };
        let gone = if sponsor.withdrawn.is_some() {
            ", withdrawn"
        } else {
            ""
        };
        let line = format!("{}{joined}{gone}", sponsor.delegation);
        context.out.line(&line);
    }
}

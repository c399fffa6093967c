//! `log` and `audit`: the record of what was done, and whether its chain holds.

use std::path::Path;

use clap::Args;

use super::context::{Context, Desk, dir_and_para};
use super::exit::{Exit, Failure};
use super::json::{Log, Logged, Noticed};
use super::out::Look;
use super::{check, find};
use crate::model::Id;
use crate::store::Event;

/// Show what was done, oldest first
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur log
  rapporteur log ashgabat \"5 bis\"         what happened to one paragraph
  rapporteur log --limit 20 --format json

Exit code 1 says that the chain of the record is broken: somebody changed a line of it.
")]
pub(super) struct LogArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Only the last N
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Show the record of one paragraph, or check that nobody changed the record
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur audit --verify                whether every chain of the record holds
  rapporteur audit \"5 bis\"                 who agreed to which words when
")]
pub(super) struct AuditArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR", required_unless_present = "verify")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Check the chain and say nothing else
    #[arg(long)]
    verify: bool,
}

pub(super) fn run(args: &LogArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    list(&desk, said.as_deref(), args.limit, context)
}

pub(super) fn audit(args: &AuditArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    if !args.verify {
        return list(&desk, said.as_deref(), None, context);
    }
    let (events, findings) = desk.record();
    if context.is_json() {
        context.out.json(&Log {
            events: Vec::new(),
            findings: Noticed::all(&findings),
        });
    } else {
        check::list(&mut context.out, &findings);
        if findings.is_empty() {
            let mut files: Vec<&str> = events.iter().map(|e| e.replica.as_str()).collect();
            files.sort_unstable();
            files.dedup();
            let line = format!(
                "the record holds: {} · {}",
                counted(events.len(), "event"),
                counted(files.len(), "file")
            );
            context.out.text(Look::Good, &line).end();
        }
    }
    Ok(Exit::found(!findings.is_empty()))
}

fn list(
    desk: &Desk,
    said: Option<&str>,
    limit: Option<usize>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let (events, findings) = desk.record();
    let paragraph = match said {
        Some(said) => Some(paragraph(desk, &events, said)?),
        None => None,
    };
    let mut shown: Vec<&Event> = events
        .iter()
        .filter(|event| {
            paragraph.is_none_or(|id| event.paragraph == Some(id) || of_all(desk, id, event))
        })
        .collect();
    let skip = shown.len().saturating_sub(limit.unwrap_or(usize::MAX));
    shown.drain(..skip);
    if context.is_json() {
        context.out.json(&Log {
            events: shown.into_iter().map(Logged::of).collect(),
            findings: Noticed::all(&findings),
        });
        return Ok(Exit::found(!findings.is_empty()));
    }
    let rows: Vec<Vec<(Look, String)>> = shown
        .iter()
        .map(|event| {
            let digest = event.digest.map(|digest| digest.short());
            vec![
                (Look::Faint, event.at.minute()),
                (Look::Plain, event.actor.clone()),
                (Look::Faint, digest.unwrap_or_default()),
                (Look::Plain, event.title.clone()),
            ]
        })
        .collect();
    let out = &mut context.out;
    if rows.is_empty() {
        out.line("nothing was recorded");
    }
    out.table(&rows);
    if !findings.is_empty() {
        out.end();
        check::list(out, &findings);
    }
    Ok(Exit::found(!findings.is_empty()))
}

/// Whether an act on several paragraphs at once was on this one: it left an agreement on it.
fn of_all(desk: &Desk, id: Id, event: &Event) -> bool {
    let several = matches!(
        event.act.as_str(),
        "raise" | "adopt" | "annul" | "silence confirm"
    );
    let agreements = desk.workspace().agreements.get(&id);
    let mut all = agreements.into_iter().flatten();
    several
        && event.paragraph.is_none()
        && all.any(|agreement| {
            let reopened = agreement.reopened.as_ref().and_then(|reopened| reopened.at);
            [agreement.at, reopened].contains(&Some(event.at))
        })
}

/// The paragraph that is meant; one that was taken out is in the record still.
fn paragraph(desk: &Desk, events: &[Event], said: &str) -> Result<Id, Failure> {
    let recorded = |id: &Id| events.iter().any(|event| event.paragraph == Some(*id));
    match said.parse::<Id>().ok().filter(recorded) {
        Some(id) => Ok(id),
        None => find::paragraph(desk.workspace(), said),
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

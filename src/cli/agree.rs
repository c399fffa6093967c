//! `agree`: the chair gavels a paragraph on the words as they stand.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::Gavelled;
use super::out::say;
use crate::edit::Change;
use crate::model::{Agreement, Code, Id, Level, Workspace};
use crate::text::clean_paragraph;

/// Gavel a paragraph: it is agreed on the words as they stand
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur agree \"5 bis\" --level ad_ref
  rapporteur agree 5 --level informals --except IRN --except UZB
  rapporteur agree 5 --level committee --on 3f9c1a2    refuses if the words changed
")]
pub(super) struct AgreeArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How far the agreement reaches
    #[arg(long, value_name = "LEVEL")]
    level: Reach,
    /// A delegation that it is pending; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    except: Vec<String>,
    /// Agree words that have brackets, with the brackets
    #[arg(long)]
    with_brackets: bool,
    /// In which meeting; else the one in workspace.yaml
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    on: Option<find::Prefix>,
}

/// How far an agreement reaches. A whole document is adopted, not a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reach {
    /// Ad referendum: at working level, pending capitals or the whole text
    #[value(name = "ad_ref", alias = "ad-ref")]
    AdRef,
    /// In informal consultations
    Informals,
    /// In the committee of the whole
    Committee,
}

pub(super) fn run(args: &AgreeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, &args.paragraph)?;
    let p = find::paragraph_in(workspace, None, id)?;
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    if let Some(on) = &args.on {
        on.expect(p.digest(), &name)?;
    }
    let except: Result<Vec<Code>, Failure> = args
        .except
        .iter()
        .map(|said| find::party(workspace, said))
        .collect();
    let except = except?;
    let stamp = context.stamp()?;
    let meeting = args.meeting.as_deref().map(clean_paragraph);
    let agreement = Agreement {
        level: match args.level {
            Reach::AdRef => Level::AdRef,
            Reach::Informals => Level::Informals,
            Reach::Committee => Level::Committee,
        },
        on: p.digest(),
        carried: None,
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        meeting: meeting
            .filter(|meeting| !meeting.is_empty())
            .map(Into::into)
            .or_else(|| workspace.header.meeting.clone()),
        except: except.clone(),
        lifted: Vec::new(),
        bracketed: args.with_brackets,
        reopened: None,
    };
    let objecting = objecting(workspace, id, &except);
    let change = Change::Agree {
        paragraph: id,
        agreement,
    };
    let applied = context.commit(&mut desk, &change)?;
    if !objecting.is_empty() {
        let objecting = objecting.join(", ");
        say(
            "note",
            &format!(
                "agreed while {objecting} objected to these words; `--except` names who is still to come round"
            ),
        );
    }
    report(context, &applied.workspace, id, &applied.title);
    Ok(Exit::Done)
}

/// Members that object to the words and are not excepted. The chair decides; it is only said.
fn objecting(workspace: &Workspace, id: Id, except: &[Code]) -> Vec<String> {
    let consensus = workspace.consensus();
    let standing = consensus.paragraphs.iter().find(|s| s.id == id);
    let blocking = standing.map(|s| s.blocking.as_slice()).unwrap_or_default();
    blocking
        .iter()
        .filter(|code| !except.contains(code))
        .map(ToString::to_string)
        .collect()
}

/// What the chair did, and what stands of it now.
pub(super) fn report(context: &mut Context, workspace: &Workspace, id: Id, title: &str) {
    let last = workspace.agreements.get(&id).and_then(|all| all.last());
    let p = workspace.original().and_then(|d| d.get(id));
    let status = p.map(|p| workspace.status(p).word());
    if context.is_json() {
        let except = last.map(|a| a.except.iter().map(ToString::to_string).collect());
        context.out.json(&Gavelled {
            id: id.to_string(),
            level: last.map(|a| a.level.word()),
            on: last.map(|a| a.on.to_string()),
            except: except.unwrap_or_default(),
            reopened: last.is_some_and(|a| a.reopened.is_some()),
            parked: workspace.parked.contains_key(&id),
            status,
        });
        return;
    }
    let mut line = title.to_owned();
    if let Some(agreement) = last.filter(|a| a.reopened.is_none() && !a.except.is_empty()) {
        let codes: Vec<&str> = agreement.except.iter().map(Code::as_str).collect();
        line.push_str(&format_args!(", pending {}", codes.join(", ")).to_string());
    }
    line.extend(status.map(|status| format!(": {status}")));
    context.out.line(&line);
}

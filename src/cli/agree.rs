//! `agree`: the chair gavels a paragraph on the words as they stand.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::Gavelled;
use super::out::say;
use super::{find, gavel};
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
  rapporteur agree 5 --level ad_ref --with-brackets    its words are not settled, and the chair knows
  rapporteur agree 5 --lift IRN                        one that it is pending can agree
  rapporteur agree 5 --delete --level informals        it is agreed to delete it
  rapporteur agree --all --level committee             everything that is agreed below that level
")]
pub(super) struct AgreeArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA", required_unless_present = "all")]
    paragraph: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// How far the agreement reaches
    #[arg(long, value_name = "LEVEL", required_unless_present = "lift")]
    level: Option<Reach>,
    /// A delegation that it is pending; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    except: Vec<String>,
    /// Agree words that have brackets, with the brackets
    #[arg(long)]
    with_brackets: bool,
    /// Lift the exception of this delegation
    #[arg(long, value_name = "CODE", conflicts_with_all = ["level", "except", "with_brackets"])]
    lift: Option<String>,
    /// What it said when its exception was lifted
    #[arg(long, value_name = "TEXT", requires = "lift")]
    pub(super) note: Option<String>,
    /// It is agreed to delete the paragraph
    #[arg(long, conflicts_with_all = ["lift", "except", "with_brackets"])]
    delete: bool,
    /// Agree everything that is agreed below this level, on its words
    #[arg(long, conflicts_with_all = ["lift", "delete", "except", "with_brackets", "on"])]
    all: bool,
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

impl Reach {
    fn level(self) -> Level {
        match self {
            Self::AdRef => Level::AdRef,
            Self::Informals => Level::Informals,
            Self::Committee => Level::Committee,
        }
    }
}

pub(super) fn run(args: &AgreeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let level = args.level.map(Reach::level);
    if let (true, Some(level)) = (args.all, level) {
        return gavel::raise(&mut desk, level, context);
    }
    let said = args.paragraph.as_deref().unwrap_or_default();
    let id = find::paragraph(desk.workspace(), said)?;
    if let Some(said) = &args.lift {
        return gavel::lift(&mut desk, id, args, said, context);
    }
    let level = level.unwrap_or(Level::AdRef);
    if args.delete {
        return gavel::delete(&mut desk, id, level, context);
    }
    let workspace = desk.workspace();
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
        level,
        on: p.digest(),
        chapeau: None,
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
            lifted: last
                .map(|a| {
                    a.lifted
                        .iter()
                        .map(|lifted| lifted.by.to_string())
                        .collect()
                })
                .unwrap_or_default(),
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

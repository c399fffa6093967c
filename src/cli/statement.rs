//! `statement`: what delegations put on record around adoption.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};

use super::context::Context;
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{StatementJson, StatementsJson};
use super::out::Look;
use crate::edit::{Act, Change};
use crate::model::{Code, Id, Sort, Statement, StatementKind, Workspace};
use crate::text::clean_paragraph;

/// Put a statement on record: explanation, reservation, dissociation, interpretation
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur statement make --by IRN --kind reservation --on \"5 bis\" --text \"Iran reserves its position.\"
  rapporteur statement make --by EU --kind explanation_of_position --text-file statement.txt
  rapporteur statement withdraw 9f3k2m7q
  rapporteur statement list --format json

A statement changes no word and blocks nothing. It can be made before, at and after adoption; without `--on` it is on the whole text.
")]
pub(super) struct StatementArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Put one on record
    Make(MakeArgs),
    /// Withdraw one; it is kept
    Withdraw(WithdrawArgs),
    /// Show them
    List(ListArgs),
}

#[derive(Debug, Args)]
struct MakeArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who makes it; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',', required = true)]
    by: Vec<String>,
    /// What kind it is
    #[arg(long, value_name = "KIND", default_value = "explanation_of_position")]
    kind: StatementKind,
    /// The paragraph it is on; may be repeated
    #[arg(long, value_name = "PARA")]
    on: Vec<String>,
    /// What it says
    #[arg(long, value_name = "TEXT", required_unless_present = "text_file")]
    text: Option<String>,
    /// A file that says it; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct WithdrawArgs {
    /// The statement
    #[arg(value_name = "ID")]
    id: Id,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, Args)]
struct ListArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Only those on this paragraph, or on the whole text
    #[arg(long, value_name = "PARA")]
    on: Option<String>,
    /// Only those of this delegation or group
    #[arg(long, value_name = "CODE")]
    by: Option<String>,
}

impl ValueEnum for StatementKind {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Position,
            Self::Vote,
            Self::Reservation,
            Self::Dissociation,
            Self::Interpretative,
        ]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let value = clap::builder::PossibleValue::new(self.word());
        Some(match self {
            Self::Position => value.alias("eop"),
            Self::Vote => value.alias("eov"),
            _ => value,
        })
    }
}

pub(super) fn run(args: &StatementArgs, context: &mut Context) -> Result<Exit, Failure> {
    match &args.what {
        What::Make(args) => make(args, context),
        What::Withdraw(args) => withdraw(args, context),
        What::List(args) => list(args, context),
    }
}

fn make(args: &MakeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let text = given_text(args.text.as_deref(), args.text_file.as_deref())?;
    let mut desk = context.work(args.dir.as_deref())?;
    let workspace = desk.workspace();
    let by: Result<Vec<Code>, Failure> = args
        .by
        .iter()
        .map(|said| find::party(workspace, said))
        .collect();
    let paragraphs: Result<Vec<Id>, Failure> = args
        .on
        .iter()
        .map(|said| find::paragraph(workspace, said))
        .collect();
    let statement = Statement {
        id: context.new_id(workspace),
        kind: args.kind,
        by: by?,
        paragraphs: paragraphs?,
        text: clean_paragraph(&text).into(),
        at: Some(context.stamp()?.at),
        meeting: workspace.header.meeting.clone(),
        withdrawn: None,
    };
    let change = Change::Proceed(Box::new(Act::State(statement.clone())));
    let applied = context.commit(&mut desk, &change)?;
    told(&applied.workspace, &statement, context);
    Ok(Exit::Done)
}

fn withdraw(args: &WithdrawArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref())?;
    let all = desk.workspace().proceedings.statements();
    let found = all.into_iter().find(|statement| statement.id == args.id);
    let by = found.and_then(|statement| statement.by.first().copied());
    let Some(by) = by else {
        return Err(Failure::new(format!("no statement {}", args.id))
            .hint("`rapporteur statement list` shows them"));
    };
    let reason = args.reason.as_deref().map(clean_paragraph);
    let act = Act::Withdraw {
        sort: Sort::Statement,
        id: args.id,
        by,
        reason: reason.filter(|said| !said.is_empty()).map(Into::into),
    };
    let applied = context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    let all = applied.workspace.proceedings.statements();
    if let Some(statement) = all.into_iter().find(|statement| statement.id == args.id) {
        told(&applied.workspace, statement, context);
    }
    Ok(Exit::Done)
}

fn list(args: &ListArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let on = args
        .on
        .as_deref()
        .map(|said| find::paragraph(workspace, said));
    let by = args.by.as_deref().map(|said| find::party(workspace, said));
    let (on, by) = (on.transpose()?, by.transpose()?);
    let mut all = workspace.proceedings.statements();
    all.retain(|statement| {
        on.is_none_or(|id| statement.is_on(id))
            && by.is_none_or(|code| statement.by.contains(&code))
    });
    if context.is_json() {
        let statements = all.into_iter().map(StatementJson::of).collect();
        context.out.json(&StatementsJson { statements });
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        context.out.line("no statement is on record");
    }
    for statement in all {
        line(workspace, statement, context);
    }
    Ok(Exit::Done)
}

fn told(workspace: &Workspace, statement: &Statement, context: &mut Context) {
    if context.is_json() {
        context.out.json(&StatementJson::of(statement));
    } else {
        line(workspace, statement, context);
    }
}

/// A statement for people.
fn line(workspace: &Workspace, statement: &Statement, context: &mut Context) {
    let document = workspace.original();
    let names = statement.paragraphs.iter();
    let names = names.map(|id| document.map_or_else(|| id.to_string(), |d| find::name(d, *id)));
    let names: Vec<String> = names.collect();
    let on = if names.is_empty() {
        "the text".to_owned()
    } else {
        names.join(", ")
    };
    let withdrawn = if statement.withdrawn.is_some() {
        ", withdrawn"
    } else {
        ""
    };
    let head = format!(
        "{} {} of {} on {on}{withdrawn}",
        statement.id,
        statement.kind.phrase(),
        crate::model::names(&statement.by)
    );
    let out = &mut context.out;
    out.text(Look::Strong, &head).end();
    out.paragraph(Look::Plain, 2, &statement.text);
}

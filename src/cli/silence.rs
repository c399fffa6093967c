//! `silence`: the silence procedure, from its proposal to the chair's confirmation.

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};

use super::context::{Context, Desk, dir_and_para};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{SilenceJson, SilencesJson};
use super::out::{Look, say};
use crate::edit::{Act, Change};
use crate::model::{
    Breaking, Done, Id, Level, Moment, Objection, Silence, SilenceState, SilenceStep,
    USUAL_SILENCE_SECONDS, VersionLabel, Workspace,
};
use crate::text::clean_paragraph;

/// Put the text, or a paragraph, under silence
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur silence start --until 2010-06-27T18:00:00+05:00        the whole text
  rapporteur silence start . \"5 bis\" --until 2010-06-27T18:00:00+05:00
  rapporteur silence break --by KAZ --amendment --text \"Add “, as appropriate,”.\"
  rapporteur silence extend --until 2010-06-28T18:00:00+05:00
  rapporteur silence confirm --as adopted                          once its time is over
  rapporteur silence show --format json | jq .state

Silence is on the words as they stand: any edit of them cancels it. An objection or an amendment of a member that is received
before the end breaks it; later ones are kept as late. When its time is over nothing is adopted until the chair confirms (OSCE
Rules of Procedure, 2006, Annex 1 (A); General Assembly decision 74/544).
")]
pub(super) struct SilenceArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Propose it with its exact end, and start it unless somebody is still to be asked
    Start(StartArgs),
    /// Record an objection or an amendment
    Break(BreakArgs),
    /// Give it a later end
    Extend(ExtendArgs),
    /// Call it off
    Cancel(CancelArgs),
    /// Confirm that its time is over and nobody broke it
    Confirm(ConfirmArgs),
    /// Show where it stands, and what came before
    Show(Where),
}

/// On what.
#[derive(Debug, Args)]
struct Where {
    /// The workspace, or a paragraph of the one here; without a paragraph, the whole text
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
}

#[derive(Debug, Args)]
struct StartArgs {
    #[command(flatten)]
    on: Where,
    /// Its end: day, time and offset from UTC; one that was proposed has its own
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,
    /// Only propose it: it is started by another `silence start` without an end
    #[arg(long)]
    propose: bool,
    /// Of a paragraph: how far the agreement reaches once it is confirmed
    #[arg(long, value_name = "LEVEL", default_value = "committee")]
    level: Level,
}

#[derive(Debug, Args)]
struct BreakArgs {
    #[command(flatten)]
    on: Where,
    /// Which delegation
    #[arg(long, value_name = "CODE")]
    by: String,
    /// What it says
    #[arg(long, value_name = "TEXT")]
    text: String,
    /// It is an amendment
    #[arg(long)]
    amendment: bool,
    /// When it was received; else now
    #[arg(long, value_name = "TIME")]
    received: Option<Moment>,
}

#[derive(Debug, Args)]
struct ExtendArgs {
    #[command(flatten)]
    on: Where,
    /// Its new end
    #[arg(long, value_name = "TIME")]
    until: Moment,
}

#[derive(Debug, Args)]
struct CancelArgs {
    #[command(flatten)]
    on: Where,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
struct ConfirmArgs {
    #[command(flatten)]
    on: Where,
    /// Of the whole text: label of the version that keeps it
    #[arg(long = "as", value_name = "LABEL", default_value = "adopted")]
    version: VersionLabel,
}

/// The levels that silence on a paragraph can lead to.
impl ValueEnum for Level {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::AdRef, Self::Informals, Self::Committee]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.word()))
    }
}

pub(super) fn run(args: &SilenceArgs, context: &mut Context) -> Result<Exit, Failure> {
    match &args.what {
        What::Start(args) => start(args, context),
        What::Break(args) => broken(args, context),
        What::Extend(args) => step(&args.on, SilenceStep::Extend(args.until), None, context),
        What::Cancel(args) => {
            let reason = clean_paragraph(&args.reason).into();
            step(&args.on, SilenceStep::Cancel(reason), None, context)
        }
        What::Confirm(args) => step(&args.on, SilenceStep::Confirm, Some(args.version), context),
        What::Show(args) => show(args, context),
    }
}

/// The workspace to write in, and the paragraph that is meant.
fn open(on: &Where, context: &Context) -> Result<(Desk, Option<Id>), Failure> {
    let (dir, said) = dir_and_para(on.first.as_deref(), on.second.as_deref())?;
    let desk = context.work(dir.as_deref().map(Path::new))?;
    let paragraph = said.map(|said| find::paragraph(desk.workspace(), &said));
    let paragraph = paragraph.transpose()?;
    Ok((desk, paragraph))
}

/// The last procedure on a paragraph or the text; one from which something can come goes before those that are over.
fn last(workspace: &Workspace, paragraph: Option<Id>) -> Option<&Silence> {
    let mut all = workspace.proceedings.silences();
    all.retain(|silence| silence.paragraph == paragraph);
    let pending = all.iter().rev().find(|silence| silence.is_pending());
    pending.or(all.last()).copied()
}

fn none(workspace: &Workspace, paragraph: Option<Id>) -> Failure {
    let name = paragraph.and_then(|id| Some(find::name(workspace.original()?, id)));
    let on = name.unwrap_or_else(|| "the text".to_owned());
    Failure::new(format!("{on} is not and was not subject to silence"))
        .hint("`rapporteur silence start --until TIME` puts it under silence")
}

fn start(args: &StartArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (mut desk, paragraph) = open(&args.on, context)?;
    let Some(expires) = args.until else {
        return step_on(desk, paragraph, SilenceStep::Start, None, context);
    };
    let workspace = desk.workspace();
    let stamp = context.stamp()?;
    let done = Done {
        at: Some(stamp.at),
        by: Some(stamp.actor.name),
        reason: None,
    };
    let on = workspace.words_under(paragraph);
    let Some(on) = on else {
        return Err(find::draft(workspace, None)
            .err()
            .unwrap_or_else(|| none(workspace, paragraph)));
    };
    let id = context.new_id(workspace);
    let silence = Silence {
        id,
        paragraph,
        on,
        level: args.level,
        expires,
        started: (!args.propose).then(|| done.clone()),
        proposed: done,
        meeting: workspace.header.meeting.clone(),
        extended: Vec::new(),
        broken: Vec::new(),
        late: Vec::new(),
        cancelled: None,
        confirmed: None,
    };
    let change = Change::Proceed(Box::new(Act::Propose(silence)));
    let applied = context.commit(&mut desk, &change)?;
    if expires.seconds() - stamp.at.seconds() < USUAL_SILENCE_SECONDS {
        say(
            "note",
            "less than 72 hours, which is the least in General Assembly practice (decision 74/544)",
        );
    }
    told(&applied.workspace, id, stamp.at, context);
    Ok(Exit::Done)
}

fn broken(args: &BreakArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (desk, paragraph) = open(&args.on, context)?;
    let by = find::party(desk.workspace(), &args.by)?;
    let objection = Objection {
        by,
        at: match args.received {
            Some(at) => at,
            None => context.stamp()?.at,
        },
        kind: if args.amendment {
            Breaking::Amendment
        } else {
            Breaking::Objection
        },
        text: clean_paragraph(&args.text).into(),
    };
    step_on(
        desk,
        paragraph,
        SilenceStep::Object(objection),
        None,
        context,
    )
}

fn step(
    on: &Where,
    step: SilenceStep,
    version: Option<VersionLabel>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let (desk, paragraph) = open(on, context)?;
    step_on(desk, paragraph, step, version, context)
}

fn step_on(
    mut desk: Desk,
    paragraph: Option<Id>,
    step: SilenceStep,
    version: Option<VersionLabel>,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let Some(silence) = last(workspace, paragraph).map(|silence| silence.id) else {
        return Err(none(workspace, paragraph));
    };
    let act = Act::Silence {
        silence,
        paragraph,
        step,
        version,
    };
    let now = context.stamp()?.at;
    let applied = context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    told(&applied.workspace, silence, now, context);
    Ok(Exit::Done)
}

/// Where a procedure stands after something happened.
fn told(workspace: &Workspace, id: Id, now: Moment, context: &mut Context) {
    let Some(silence) = workspace.proceedings.silence(id) else {
        return;
    };
    if context.is_json() {
        context.out.json(&SilenceJson::of(workspace, silence, now));
    } else {
        line(workspace, silence, now, context);
    }
}

fn show(args: &Where, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let paragraph = said.map(|said| find::paragraph(workspace, &said));
    let paragraph = paragraph.transpose()?;
    let now = context.stamp()?.at;
    let all = workspace.proceedings.silences();
    let shown = match paragraph {
        Some(_) => last(workspace, paragraph),
        None => last(workspace, None).or(all.last().copied()),
    };
    if context.is_json() {
        let of = |silence: &Silence| SilenceJson::of(workspace, silence, now);
        let silences = all.iter().map(|silence| of(silence)).collect();
        let silence = shown.map_or_else(SilenceJson::none, of);
        context.out.json(&SilencesJson { silence, silences });
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        context.out.line("nothing is or was subject to silence");
    }
    for silence in all {
        if paragraph.is_none() || silence.paragraph == paragraph {
            line(workspace, silence, now, context);
        }
    }
    Ok(Exit::Done)
}

/// A procedure for people, with what was sent against it.
fn line(workspace: &Workspace, silence: &Silence, now: Moment, context: &mut Context) {
    let state = silence.state(workspace.words_under(silence.paragraph), now);
    let name = silence
        .paragraph
        .and_then(|id| Some(find::name(workspace.original()?, id)));
    let on = name.unwrap_or_else(|| "the text".to_owned());
    let look = match state {
        SilenceState::Adopted => Look::Good,
        SilenceState::Elapsed | SilenceState::Running | SilenceState::Proposed => Look::Warn,
        SilenceState::Broken | SilenceState::Cancelled => Look::Bad,
    };
    let mut said = format!("{on}: silence {}, until {}", state.word(), silence.expires);
    match state {
        SilenceState::Elapsed => said.push_str(": the chair is to confirm"),
        SilenceState::Cancelled => {
            let reason = silence.cancelled.as_ref().and_then(|d| d.reason.as_deref());
            said.push_str(": ");
            said.push_str(reason.unwrap_or("the words changed"));
        }
        _ => {}
    }
    let out = &mut context.out;
    out.text(look, &said).end();
    let in_time = silence.broken.iter().map(|o| (o, ""));
    let late = silence.late.iter().map(|o| (o, ", late"));
    for (objection, late) in in_time.chain(late) {
        let line = format!(
            "  {} of {}, {}{late}: {}",
            objection.kind.word(),
            objection.by,
            objection.at,
            objection.text
        );
        out.text(Look::Plain, &line).end();
    }
}

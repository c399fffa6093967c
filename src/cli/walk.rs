//! `walk`: how far the chair has come through the text, what comes again at the end, and what the room is shown.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{SectionJson, ShowingJson, StepJson, WalkJson};
use super::out::Look;
use crate::model::{Consensus, Id, Lens, Script, Showing, WalkAct, WalkNote, Workspace, called};
use crate::text::{Language, truncate};

/// How far the walk through the text has come, and what the room is shown
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur walk                                  how far it has come, and what comes again
  rapporteur walk --to 5 --beside en               calls paragraph 5: the room's screen shows it
  rapporteur walk --next
  rapporteur walk --later \"PP3\" --next             we come back to PP3
  rapporteur walk --room frozen                    the room keeps what it sees
  rapporteur open --keys w                         the walk itself

What is decided is said by `agree`, `park`, `reopen` and `position`.
")]
pub(super) struct WalkArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Call a paragraph: the room sees it
    #[arg(long, value_name = "PARA", conflicts_with = "next")]
    to: Option<String>,
    /// Call the paragraph behind the one that was called last
    #[arg(long)]
    next: bool,
    /// Come back to a paragraph at the end; may be repeated
    #[arg(long, value_name = "PARA")]
    later: Vec<String>,
    /// Take a paragraph off the list; may be repeated
    #[arg(long, value_name = "PARA")]
    done: Vec<String>,
    /// What the room's screen does
    #[arg(long, value_name = "HOW")]
    room: Option<RoomHow>,
    /// The translation that the room has beside the original; `none` for none
    #[arg(long, value_name = "LANG")]
    beside: Option<String>,
    /// How the room reads brackets
    #[arg(long, value_name = "LENS")]
    lens: Option<Lens>,
}

/// What the room's screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoomHow {
    /// It follows the walk
    Follows,
    /// It keeps what it sees
    Frozen,
    /// It is empty
    Blank,
}

pub(super) fn run(args: &WalkArgs, context: &mut Context) -> Result<Exit, Failure> {
    let shows = args.to.is_some()
        || args.next
        || args.room.is_some()
        || args.beside.is_some()
        || args.lens.is_some();
    let keeps = args.to.is_some() || args.next || !args.later.is_empty() || !args.done.is_empty();
    let dir = args.dir.as_deref().map(Path::new);
    let desk = if shows || keeps {
        context.work(dir)?
    } else {
        context.look(dir)?
    };
    let workspace = desk.workspace();
    let script = Script::of(workspace);
    let mut note = desk.store.walk();
    let mut acts = Vec::new();
    for said in &args.later {
        acts.push(WalkAct::Later(step(workspace, &script, said)?));
    }
    for said in &args.done {
        acts.push(WalkAct::Done(find::paragraph(workspace, said)?));
    }
    let called = match &args.to {
        Some(said) => Some(step(workspace, &script, said)?),
        None if args.next => Some(next(&script, &note)?),
        None => None,
    };
    acts.extend(called.map(|id| WalkAct::At(Some(id))));
    if !acts.is_empty() {
        note = desk.store.keep_walk(&acts)?;
    }
    if shows {
        show(args, context, &desk, called.or(note.at))?;
    }
    report(context, &desk, &script, &note);
    Ok(Exit::Done)
}

/// A paragraph that the chair can call.
fn step(workspace: &Workspace, script: &Script, said: &str) -> Result<Id, Failure> {
    let id = find::paragraph(workspace, said)?;
    if script.find(id).is_none() {
        return Err(Failure::new(format!(
            "{said} is not called in a walk: it is no title and no paragraph that is up for negotiation"
        ))
        .hint("`rapporteur walk` lists what is"));
    }
    Ok(id)
}

fn next(script: &Script, note: &WalkNote) -> Result<Id, Failure> {
    let at = note.at.and_then(|id| script.find(id));
    let next = at.map_or(0, |at| at + 1);
    script
        .steps
        .get(next)
        .map(|step| step.id)
        .ok_or_else(|| Failure::new("that was the last paragraph").hint("`--to` calls another one"))
}

/// Says what the room sees from now on.
fn show(args: &WalkArgs, context: &Context, desk: &Desk, at: Option<Id>) -> Result<(), Failure> {
    let workspace = desk.workspace();
    let mut showing = desk.store.shown_room().unwrap_or_default();
    match args.room {
        Some(RoomHow::Frozen) => (showing.frozen, showing.blank) = (true, false),
        Some(RoomHow::Blank) => showing.blank = true,
        Some(RoomHow::Follows) => (showing.frozen, showing.blank) = (false, false),
        None => {}
    }
    if !showing.frozen {
        if showing.paragraph != at {
            showing.page = 0;
        }
        showing.paragraph = at;
        showing.words = at.and_then(|id| workspace.words(id));
    }
    showing.lens = args.lens.unwrap_or(showing.lens);
    if let Some(said) = &args.beside {
        showing.beside = beside(workspace, said)?;
    }
    let showing = Showing {
        by: context.stamp()?.actor.name,
        ..showing
    };
    desk.store.show_room(&showing)?;
    Ok(())
}

fn beside(workspace: &Workspace, said: &str) -> Result<Option<Language>, Failure> {
    if said == "none" {
        return Ok(None);
    }
    let language: Language = said.parse()?;
    find::draft(workspace, Some(language))?;
    Ok(Some(language))
}

fn report(context: &mut Context, desk: &Desk, script: &Script, note: &WalkNote) {
    let workspace = desk.workspace();
    let consensus = workspace.consensus();
    let showing = desk.store.shown_room();
    let name = |id: Id| {
        let found = workspace.original().and_then(|d| {
            let at = d.index_of(id)?;
            Some(called(d.paragraphs.get(at)?, at))
        });
        found.unwrap_or_else(|| id.to_string())
    };
    if context.is_json() {
        let json = json(script, note, &consensus, showing.as_ref(), &name);
        context.out.json(&json);
        return;
    }
    let tally = script.tally(&consensus);
    let out = &mut context.out;
    let whole = format!("{} of {} agreed", tally.agreed, tally.total);
    out.text(Look::Strong, &whole).end();
    if script.sections.len() > 1 {
        for (heading, (agreed, total)) in script.sections.iter().zip(&tally.sections) {
            if *total > 0 {
                out.line(&format!("  {agreed} of {total}  {}", truncate(heading, 60)));
            }
        }
    }
    if let Some(at) = note.at {
        out.line(&format!("called: {}", name(at)));
    }
    let later: Vec<String> = note.later.iter().map(|id| name(*id)).collect();
    if !later.is_empty() {
        out.line(&format!("to come back to: {}", later.join(", ")));
    }
    if let Some(showing) = showing {
        let what = showing
            .paragraph
            .map_or_else(|| "the title page".to_owned(), name);
        let how = match (showing.blank, showing.frozen) {
            (true, _) => "blank",
            (false, true) => "frozen",
            (false, false) => "follows",
        };
        out.line(&format!("the room: {what}, {how}"));
    }
}

fn json(
    script: &Script,
    note: &WalkNote,
    consensus: &Consensus,
    showing: Option<&Showing>,
    name: &impl Fn(Id) -> String,
) -> WalkJson {
    let tally = script.tally(consensus);
    let sections = script.sections.iter().zip(&tally.sections);
    let steps = script.steps.iter().filter_map(|step| {
        let standing = consensus.paragraphs.get(step.place)?;
        Some(StepJson {
            id: step.id.to_string(),
            name: name(step.id),
            title: step.title,
            status: standing.status.word(),
            readiness: standing.readiness.word(),
        })
    });
    WalkJson {
        at: note.at.map(|id| id.to_string()),
        agreed: tally.agreed,
        total: tally.total,
        sections: sections
            .map(|(heading, (agreed, total))| SectionJson {
                heading: heading.to_string(),
                agreed: *agreed,
                total: *total,
            })
            .collect(),
        steps: steps.collect(),
        come_back: note.later.iter().map(ToString::to_string).collect(),
        left: note.left.iter().map(|(id, _)| id.to_string()).collect(),
        room: showing.map(ShowingJson::of),
    }
}

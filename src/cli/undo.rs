//! `undo`: takes back what somebody did last in this copy.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::Undone;

/// Take back the last change that you made here
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur undo
  rapporteur undo --format json | jq -r .undone
  rapporteur undo --user aida              what aida did last

What is taken back is the last change that this user made in this copy, by a command or in the interface, and did not take
back. Again, and it is the one before. The record keeps both. What somebody else changed since is refused; so are an adoption
and edits by hand, which nobody made here.
")]
pub(super) struct UndoArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &UndoArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref())?;
    let actor = context.stamp()?.actor.name;
    let step = desk.store.last_done(&actor).ok_or_else(|| {
        Failure::new(format!("nothing that {actor} did here can be taken back"))
            .hint("`rapporteur log` lists what was done, and by whom")
    })?;
    let applied = context.commit(&mut desk, &step.change())?;
    let mut ids: Vec<String> = Vec::new();
    for id in applied
        .touches
        .iter()
        .filter_map(crate::edit::Touch::paragraph)
    {
        let id = id.to_string();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if context.is_json() {
        let undone = step.title.to_string();
        context.out.json(&Undone { undone, ids });
    } else {
        context.out.line(&applied.title);
    }
    Ok(Exit::Done)
}

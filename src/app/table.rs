//! The table of commands. A row names its keys, where it applies, what people call it and what it does; everything else
//! that knows of keys is made from it.

mod look;
mod motion;
mod positions;
mod program;
mod structure;
mod view;
mod words;

use super::command::{Command, Scope};
use super::{App, Effect};

use Scope::{Compare, Consensus, Draft, Picker, Precedents, Record};

/// The screens of an open workspace on which single letters are commands.
const SCREENS: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record];
/// The same, and the choice of a workspace.
const ALL: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record, Picker];
/// Where a change can be undone.
const HANDS: &[Scope] = &[Draft, Consensus];

/// All tables, in the order of help and hints.
pub(super) static TABLES: [&[Command]; 10] = [
    words::WRITE,
    positions::POSITIONS,
    positions::CHAIR,
    look::LOOK,
    look::COMPARE,
    look::RECORD,
    structure::STRUCTURE,
    motion::MOVE,
    view::VIEW,
    program::PROGRAM,
];

fn writable(app: &App) -> Result<(), &'static str> {
    match app.session() {
        None => Err("No workspace is open."),
        Some(session) if session.read_only.is_some() => Err("The workspace is read-only."),
        Some(_) if app.editing().is_some() => Err("Save or leave what you are typing first."),
        Some(_) => Ok(()),
    }
}

fn on_paragraph(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.paragraph_at_hand() {
        Some(_) => Ok(()),
        None => Err("No paragraph is selected."),
    }
}

fn selected(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.selected() {
        Some(_) => Ok(()),
        None => Err("The paragraph is not in this language."),
    }
}

fn has_hit(app: &App) -> Result<(), &'static str> {
    app.hit().map(|_| ()).ok_or("Nothing is found yet.")
}

/// Does something that asks for nothing.
fn quietly(app: &mut App, work: impl FnOnce(&mut App)) -> Vec<Effect> {
    work(app);
    Vec::new()
}

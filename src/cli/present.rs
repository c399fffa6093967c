//! `present`: the arguments of the room's screen, checked, and what it shows as JSON. Opening it is the caller's part.

use std::path::PathBuf;

use clap::Args;

use super::context::{self, Context};
use super::exit::{Exit, Failure};
use super::json::RoomJson;
use super::open::Size;
use crate::store::Room;

/// The room's screen: one paragraph, nothing private, follows the chair
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur present ashgabat                      on the projector's terminal
  rapporteur present --print --size 80x24          what it shows now, as text
  rapporteur present --format json                 the same for a script

It shows committed words only, and follows whoever walks (`w` in the interface, or `rapporteur walk`).
Keys: q leaves, ] another language, PageDown, T another theme.
")]
pub(super) struct PresentArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Name of the theme; else contrast
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
    /// Print what it shows as text and leave, without a terminal
    #[arg(long)]
    print: bool,
    /// Keys to play before it is printed
    #[arg(long, value_name = "KEYS", requires = "print")]
    keys: Option<String>,
    /// Columns and rows of what is printed
    #[arg(long, value_name = "COLUMNSxROWS", default_value = "100x30")]
    size: Size,
}

/// What the room's screen is opened with.
#[derive(Debug, Clone)]
pub struct PresentStart {
    /// The workspace.
    pub root: PathBuf,
    /// Name of the theme.
    pub theme: Option<String>,
    /// Whether it is printed.
    pub print: bool,
    /// Keys to play before it is printed.
    pub keys: Option<String>,
    /// Its size when it is printed.
    pub size: Size,
}

/// The workspace found.
pub(super) fn checked(args: &PresentArgs) -> Result<PresentStart, Failure> {
    Ok(PresentStart {
        root: context::root(args.dir.as_deref())?,
        theme: args.theme.clone(),
        print: args.print,
        keys: args.keys.clone(),
        size: args.size,
    })
}

/// What the room sees, for a script.
pub(super) fn run(args: &PresentArgs, context: &mut Context) -> Result<Exit, Failure> {
    let room = Room::open(&context::root(args.dir.as_deref())?)?;
    context.out.json(&RoomJson::of(room.view()));
    Ok(Exit::Done)
}

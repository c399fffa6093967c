//! Commands: the program itself, and what stands in front of a screen.

use super::super::command::Scope::{
    Ask, Brackets, Compare, Consensus, Draft, Front, Lookup, Picker, Precedents, Present,
    Proposals, Record, Walk,
};
use super::super::command::{Command, Scope, Task};
use super::super::{App, Effect, Screen};
use super::{SCREENS, quietly};

/// Where commands can be looked up.
const COMMANDED: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record, Picker, Walk];
/// What can be left.
const LEFT: &[Scope] = &[
    Draft, Consensus, Compare, Precedents, Record, Picker, Walk, Present,
];

pub(super) static PROGRAM: &[Command] = &[
    Command::new(
        Task::Program,
        "program.commands",
        &[":"],
        COMMANDED,
        "Commands …",
        "Every command by name.",
        |app, _| quietly(app, App::open_palette),
    )
    .hint("commands"),
    Command::new(
        Task::Program,
        "program.help",
        &["?", "<f1>"],
        COMMANDED,
        "Help",
        "Every key, to search.",
        |app, _| quietly(app, App::open_help),
    )
    .hint("help"),
    Command::new(
        Task::Program,
        "program.open",
        &["<enter>"],
        &[Picker],
        "Open it",
        "",
        |app, _| app.open_offer(),
    )
    .hint("open"),
    Command::new(
        Task::Program,
        "program.workspaces",
        &["O"],
        SCREENS,
        "Other workspace …",
        "",
        |app, _| app.go(Screen::Picker),
    ),
    Command::new(
        Task::Program,
        "program.leave",
        &["q"],
        LEFT,
        "Leave",
        "One level; from the draft, the program.",
        |app, _| app.leave(),
    )
    .hint("quit"),
    Command::new(
        Task::Program,
        "program.cancel",
        &["<esc>"],
        &[
            Draft, Consensus, Compare, Precedents, Record, Picker, Proposals, Brackets, Front, Ask,
            Walk, Lookup,
        ],
        "Cancel",
        "The innermost passing thing.",
        |app, _| app.cancel(),
    ),
    Command::new(
        Task::Program,
        "program.quit",
        &["<c-c>"],
        &Scope::ALL,
        "Quit",
        "Asks when something is not saved.",
        |app, _| app.quit(),
    ),
    Command::new(
        Task::Program,
        "program.suspend",
        &["<c-z>"],
        &Scope::ALL,
        "Suspend",
        "Back with fg.",
        |_, _| vec![Effect::Suspend],
    ),
    Command::new(
        Task::Program,
        "program.accept",
        &["<enter>"],
        &[Front, Ask],
        "Take it",
        "",
        |app, _| app.accept(),
    )
    .hint("take"),
    Command::new(
        Task::Program,
        "program.front-down",
        &["<down>", "<tab>"],
        &[Front, Ask],
        "Down the list",
        "",
        |app, args| quietly(app, |app| app.step_front(args.times() as isize)),
    ),
    Command::new(
        Task::Program,
        "program.front-up",
        &["<up>", "<backtab>"],
        &[Front, Ask],
        "Up the list",
        "",
        |app, args| quietly(app, |app| app.step_front(-(args.times() as isize))),
    ),
    Command::new(
        Task::Program,
        "program.front-page-down",
        &["<pagedown>"],
        &[Front],
        "A page down the list",
        "",
        |app, _| quietly(app, |app| app.step_front(10)),
    ),
    Command::new(
        Task::Program,
        "program.front-page-up",
        &["<pageup>"],
        &[Front],
        "A page up the list",
        "",
        |app, _| quietly(app, |app| app.step_front(-10)),
    ),
];

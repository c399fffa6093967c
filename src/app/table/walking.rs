//! Commands: the walk of the chair, and the room's screen.

use super::super::command::Scope::{Compare, Consensus, Draft, Present, Record, Walk};
use super::super::command::{Command, Scope, Task};
use super::super::overlay::Choose;
use super::super::{App, Screen};
use super::{Rows, quietly, writable};

/// The screens that the walk can be entered from.
const FROM: &[Scope] = &[Draft, Consensus, Compare, Record];

/// What is decided on the paragraph that is called.
const CALLED: Rows = Rows::new(Task::Walk, &[Walk]).when(called);

pub(super) static WALK: &[Command] = &[
    Command::new(
        Task::Walk,
        "screen.walk",
        &["w"],
        FROM,
        "Walk through the text",
        "Paragraph by paragraph, one key a decision; the room’s screen follows.",
        |app, _| app.go(Screen::Walk),
    )
    .when(|app| match app.session() {
        Some(_) => Ok(()),
        None => Err("No workspace is open."),
    })
    .hint("walk"),
    CALLED
        .row(
            "walk.agree",
            &["a"],
            "Agreed",
            "At the level that is shown; asks when somebody objects or brackets are left.",
            |app, _| {
                let level = app.walk_level();
                app.walk_agree(Vec::new(), level)
            },
        )
        .hint("agreed"),
    CALLED
        .row(
            "walk.later",
            &["c"],
            "We come back to it",
            "Onto the list that comes at the end.",
            |app, _| app.walk_later(),
        )
        .hint("come back"),
    CALLED
        .row(
            "walk.bracketed",
            &["b"],
            "It stays in brackets",
            "Without brackets in it: open, or in brackets as a whole.",
            |app, _| app.walk_bracketed(),
        )
        .hint("bracketed"),
    CALLED
        .row(
            "walk.park",
            &["p"],
            "Park it …",
            "It has gone to informals, or to another group.",
            |app, _| app.walk_park(),
        )
        .hint("park"),
    CALLED
        .row(
            "walk.except",
            &["e"],
            "Agreed, pending …",
            "Those in the way are named already.",
            |app, _| app.walk_except(),
        )
        .hint("except"),
    CALLED
        .row(
            "walk.objects",
            &["x"],
            "Somebody objects",
            "The letter of a delegation says who.",
            |app, _| app.walk_codes("oppose"),
        )
        .hint("objects"),
    CALLED.row(
        "walk.reserves",
        &["r"],
        "Somebody reserves",
        "The letter of a delegation says who.",
        |app, _| app.walk_codes("reserve"),
    ),
    CALLED.row(
        "walk.goes-along",
        &["o"],
        "Somebody can go along",
        "The letter of a delegation says who.",
        |app, _| app.walk_codes("flexible"),
    ),
    CALLED.row(
        "walk.same",
        &["."],
        "The same applies to this one",
        "The last decision once more.",
        |app, _| app.walk_same(),
    ),
    CALLED.row(
        "walk.reopen",
        &["R"],
        "Reopen …",
        "Takes a name and a reason; the agreement is kept.",
        |app, _| app.choose_reopener(),
    ),
    CALLED
        .row(
            "walk.undo",
            &["u"],
            "Take the last decision back",
            "And go back to where it was taken.",
            |app, args| {
                let mut effects = Vec::new();
                for _ in 0..args.times() {
                    effects.extend(app.undo_in_walk());
                }
                effects
            },
        )
        .when(writable)
        .hint("undo"),
    CALLED
        .row(
            "walk.level",
            &["l"],
            "Another level",
            "Ad ref, informals, committee: what the gavel means.",
            |app, _| quietly(app, App::turn_level),
        )
        .when(writable),
    Command::new(
        Task::Walk,
        "walk.next",
        &["n", "<space>"],
        &[Walk, Present],
        "The next paragraph",
        "Nothing is decided.",
        |app, args| {
            let mut effects = Vec::new();
            for _ in 0..args.times() {
                effects.extend(app.step_on(true));
            }
            effects
        },
    ),
    Command::new(
        Task::Walk,
        "walk.previous",
        &["N", "<backspace>"],
        &[Walk, Present],
        "The paragraph before",
        "",
        |app, args| {
            let mut effects = Vec::new();
            for _ in 0..args.times() {
                effects.extend(app.step_on(false));
            }
            effects
        },
    ),
    Command::new(
        Task::Walk,
        "walk.goto",
        &["t"],
        &[Walk],
        "To a paragraph …",
        "By its label or its words.",
        |app, _| {
            quietly(app, |app| {
                let Some(document) = app.document() else {
                    return;
                };
                let (rows, ids) = crate::app::overlay::paragraphs(document);
                let inside = |id: &crate::model::Id| app.walk().script().find(*id).is_some();
                let (rows, ids) = rows
                    .into_iter()
                    .zip(ids)
                    .filter(|(_, id)| inside(id))
                    .unzip();
                app.open_choice(
                    "To which paragraph?".to_owned(),
                    rows,
                    Choose::Paragraph(ids),
                );
            })
        },
    ),
    Command::new(
        Task::Walk,
        "walk.enter",
        &["<enter>"],
        &[Walk],
        "Open in the draft; at the end, take up",
        "What is selected on the come-back list is called again.",
        |app, _| app.walk_enter(),
    ),
    Command::new(
        Task::Walk,
        "room.language",
        &["]"],
        &[Walk, Present],
        "Next language",
        "The room has it beside the original.",
        |app, _| app.turn_present_language(1),
    ),
    Command::new(
        Task::Walk,
        "room.language-back",
        &["["],
        &[Walk, Present],
        "Previous language",
        "",
        |app, _| app.turn_present_language(-1),
    ),
    Command::new(
        Task::Walk,
        "room.lens",
        &["v"],
        &[Walk, Present],
        "Brackets or clean, for the room",
        "How the room reads the text.",
        |app, _| app.turn_room_lens(),
    )
    .when(shows),
    Command::new(
        Task::Walk,
        "room.freeze",
        &["f"],
        &[Walk, Present],
        "Freeze the room, or let it follow",
        "It keeps what it sees while you look elsewhere.",
        |app, _| app.freeze_room(),
    )
    .when(shows)
    .hint("freeze"),
    Command::new(
        Task::Walk,
        "room.blank",
        &["z"],
        &[Walk, Present],
        "Blank the room, or show it again",
        "",
        |app, _| app.blank_room(),
    )
    .when(shows),
    Command::new(
        Task::Walk,
        "screen.present",
        &["P"],
        &[Draft, Consensus, Compare, Record, Walk],
        "This terminal is the room’s screen",
        "What the room sees, and nothing else; q comes back.",
        |app, _| app.go(Screen::Present),
    )
    .when(|app| match app.session() {
        Some(_) => Ok(()),
        None => Err("No workspace is open."),
    }),
];

fn called(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.walk().id() {
        Some(_) => Ok(()),
        None => Err("No paragraph is called: Enter takes one up."),
    }
}

fn shows(app: &App) -> Result<(), &'static str> {
    if app.serves() {
        Ok(())
    } else {
        Err("Who looks on shows the room nothing.")
    }
}

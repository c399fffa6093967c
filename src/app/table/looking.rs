//! Commands: looking up agreed language, and the record.

use super::super::Screen;
use super::super::command::Scope::{Precedents, Query, Record};
use super::super::command::{Command, Task};
use super::super::consensus::Motion;
use super::{SCREENS, has_hit, quietly};

pub(super) static LOOK: &[Command] = &[
    Command::new(
        Task::Precedents,
        "precedents.search",
        &["/"],
        SCREENS,
        "Search agreed language",
        "Precedents and versions, as you type.",
        |app, _| app.go(Screen::Precedents),
    )
    .hint("precedents"),
    Command::new(
        Task::Precedents,
        "precedents.insert",
        &["<enter>"],
        &[Query, Precedents],
        "Put it in",
        "At the caret or the end of the selected paragraph, with its source.",
        |app, _| app.insert_hit(),
    )
    .when(has_hit)
    .hint("put in"),
    Command::new(
        Task::Precedents,
        "precedents.compare",
        &["="],
        &[Precedents],
        "Compare with the paragraph",
        "How its words differ from the selected paragraph.",
        |app, _| app.compare_hit(),
    )
    .when(has_hit)
    .hint("compare"),
    Command::new(
        Task::Precedents,
        "precedents.language",
        &["f"],
        &[Precedents],
        "Only one language …",
        "Or all.",
        |app, _| app.choose_search_language(),
    )
    .hint("language"),
    Command::new(
        Task::Precedents,
        "precedents.list",
        &["<esc>", "<tab>"],
        &[Query],
        "To the list",
        "Leaves the query line.",
        |app, _| quietly(app, |app| app.precedents.typing = false),
    )
    .hint("list"),
    Command::new(
        Task::Precedents,
        "precedents.down",
        &["<down>"],
        &[Query],
        "Next hit",
        "Without leaving the query.",
        |app, args| quietly(app, |app| app.move_hits(Motion::Down, args.times())),
    ),
    Command::new(
        Task::Precedents,
        "precedents.up",
        &["<up>"],
        &[Query],
        "Previous hit",
        "Without leaving the query.",
        |app, args| quietly(app, |app| app.move_hits(Motion::Up, args.times())),
    ),
];

pub(super) static RECORD: &[Command] = &[
    Command::new(
        Task::Record,
        "record.go",
        &["<enter>"],
        &[Record],
        "Go to the paragraph",
        "In the draft.",
        |app, _| app.open_event(),
    )
    .hint("go to"),
    Command::new(
        Task::Record,
        "record.about",
        &["f"],
        &[Record],
        "Only about a paragraph …",
        "",
        |app, _| app.ask_record_about(),
    )
    .hint("paragraph"),
    Command::new(
        Task::Record,
        "record.party",
        &["d"],
        &[Record],
        "Only about a delegation …",
        "",
        |app, _| app.choose_record_party(),
    )
    .hint("delegation"),
];

//! Commands: looking up agreed language, comparing, and the record.

use super::super::Screen;
use super::super::command::Scope::{Compare, Consensus, Draft, Precedents, Query, Record};
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

pub(super) static COMPARE: &[Command] = &[
    Command::new(
        Task::Compare,
        "compare.open",
        &["="],
        &[Draft, Consensus, Record],
        "Compare",
        "With the last version.",
        |app, _| app.go(Screen::Compare),
    )
    .hint("compare"),
    Command::new(
        Task::Compare,
        "compare.next",
        &["n"],
        &[Compare],
        "Next change",
        "",
        |app, args| quietly(app, |app| app.next_change(true, args.times(), false)),
    )
    .hint("next"),
    Command::new(
        Task::Compare,
        "compare.previous",
        &["N"],
        &[Compare],
        "Previous change",
        "",
        |app, args| quietly(app, |app| app.next_change(false, args.times(), false)),
    )
    .hint("previous"),
    Command::new(
        Task::Compare,
        "compare.older",
        &["a"],
        &[Compare],
        "Older side …",
        "Draft, version, language or precedent.",
        |app, _| app.choose_side(true),
    )
    .hint("older"),
    Command::new(
        Task::Compare,
        "compare.newer",
        &["b"],
        &[Compare],
        "Newer side …",
        "Draft, version, language or precedent.",
        |app, _| app.choose_side(false),
    )
    .hint("newer"),
    Command::new(
        Task::Compare,
        "compare.beside",
        &["s"],
        &[Compare],
        "Side by side, or in line",
        "",
        |app, _| quietly(app, |app| app.compare.beside = !app.compare.beside),
    )
    .hint("side by side"),
    Command::new(
        Task::Compare,
        "compare.only",
        &["o"],
        &[Compare],
        "Only what changed, or all",
        "",
        |app, _| {
            quietly(app, |app| {
                app.compare.only_changed = !app.compare.only_changed;
                app.compare.selected = 0;
            })
        },
    )
    .hint("only changed"),
    Command::new(
        Task::Compare,
        "compare.go",
        &["<enter>"],
        &[Compare],
        "Go to the paragraph",
        "In the draft.",
        |app, _| app.open_pair(),
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

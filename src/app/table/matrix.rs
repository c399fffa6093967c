//! Commands: the matrix, what is shown of it, and moving about in it.

use super::super::App;
use super::super::command::Scope::Consensus;
use super::super::command::{Args, Command, Task};
use super::super::consensus::Motion;
use super::quietly;

macro_rules! across {
    ($id:literal, $keys:expr, $title:literal, $doc:literal, $motion:expr) => {
        Command::new(
            Task::Move,
            $id,
            $keys,
            &[Consensus],
            $title,
            $doc,
            |app: &mut App, args: Args| {
                quietly(app, |app| app.move_matrix($motion, false, args.times()))
            },
        )
    };
}

macro_rules! shown {
    ($id:literal, $keys:expr, $title:literal, $doc:literal, $field:ident) => {
        Command::new(
            Task::View,
            $id,
            $keys,
            &[Consensus],
            $title,
            $doc,
            |app: &mut App, _: Args| {
                quietly(app, |app| {
                    app.consensus.shown.$field = !app.consensus.shown.$field;
                })
            },
        )
    };
}

pub(super) static MATRIX: &[Command] = &[
    across!(
        "move.right",
        &["l", "<right>"],
        "Right",
        "The next column.",
        Motion::Down
    ),
    across!(
        "move.left",
        &["h", "<left>"],
        "Left",
        "The column before.",
        Motion::Up
    ),
    across!(
        "move.page-right",
        &[">"],
        "A page right",
        "",
        Motion::PageDown
    ),
    across!(
        "move.page-left",
        &["<lt>"],
        "A page left",
        "",
        Motion::PageUp
    ),
    across!(
        "move.first-column",
        &["^"],
        "To the first column",
        "",
        Motion::First
    ),
    across!(
        "move.last-column",
        &["$"],
        "To the last column",
        "",
        Motion::Last
    ),
    Command::new(
        Task::Move,
        "move.in-matrix",
        &["'"],
        &[Consensus],
        "Go to a delegation or paragraph …",
        "By its code, its name, its label or its words.",
        |app, _| app.choose_matrix_place(),
    ),
    shown!(
        "view.open",
        &["f"],
        "Only what is open",
        "Not agreed, or something in the way.",
        only_open
    )
    .hint("only open"),
    shown!(
        "view.stale",
        &["t"],
        "Only what is stale",
        "A position or an agreement is on other words.",
        only_stale
    )
    .hint("only stale"),
    shown!(
        "view.blocked",
        &["b"],
        "Only what is blocked",
        "A member objects or wants other words.",
        only_blocked
    ),
    Command::new(
        Task::View,
        "view.party",
        &["d"],
        &[Consensus],
        "Only what one does not agree to …",
        "A delegation, or not all of a group.",
        |app, _| app.choose_only(),
    ),
    Command::new(
        Task::View,
        "view.order",
        &["s"],
        &[Consensus],
        "Sort by trouble",
        "The worst paragraphs first, the worst delegations, both, as in the text.",
        |app, _| {
            quietly(app, |app| {
                app.consensus.shown.order = app.consensus.shown.order.next();
            })
        },
    )
    .hint("sort"),
    Command::new(
        Task::View,
        "view.fold",
        &["z"],
        &[Consensus],
        "Fold the group, or unfold it",
        "The group of the selected delegation becomes one column.",
        |app, _| quietly(app, App::fold),
    )
    .hint("fold"),
    Command::new(
        Task::View,
        "view.fold-all",
        &["Z"],
        &[Consensus],
        "Fold all groups, or unfold them",
        "",
        |app, _| quietly(app, App::fold_all),
    ),
    shown!(
        "view.sections",
        &["R"],
        "By section, or by paragraph",
        "What stands under one heading becomes one row.",
        by_section
    ),
    Command::new(
        Task::View,
        "view.chart",
        &["C"],
        &[Consensus],
        "Agreement and brackets by version",
        "As numbers and bars; again, or Esc, goes back to the matrix.",
        |app, _| {
            quietly(app, |app| {
                app.consensus.chart = match app.consensus.chart {
                    Some(_) => None,
                    None => Some(0),
                };
            })
        },
    )
    .hint("chart"),
    Command::new(
        Task::View,
        "view.turn",
        &["v"],
        &[Consensus],
        "Turn the matrix",
        "Delegations down.",
        |app, _| quietly(app, |app| app.consensus.turned = !app.consensus.turned),
    )
    .hint("turn"),
];

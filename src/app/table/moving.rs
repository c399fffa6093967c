//! Commands: moving about.

use super::super::command::Scope::{Draft, Precedents};
use super::super::command::{Args, Command, Task};
use super::super::consensus::Motion;
use super::super::overlay::Choose;
use super::super::{App, Focus, Screen};
use super::{ALONG, quietly};

macro_rules! motion {
    ($id:literal, $keys:expr, $title:literal, $doc:literal, $motion:expr) => {
        Command::new(
            Task::Move,
            $id,
            $keys,
            ALONG,
            $title,
            $doc,
            |app: &mut App, args: Args| app.go_along($motion, args.times()),
        )
    };
}

pub(super) static MOVE: &[Command] = &[
    motion!(
        "move.down",
        &["j", "<down>"],
        "Down",
        "The next one.",
        Motion::Down
    ),
    motion!(
        "move.up",
        &["k", "<up>"],
        "Up",
        "The one before.",
        Motion::Up
    ),
    motion!(
        "move.half-down",
        &["<c-d>"],
        "Half a page down",
        "Half a page further.",
        Motion::HalfDown
    ),
    motion!(
        "move.half-up",
        &["<c-u>"],
        "Half a page up",
        "Half a page back.",
        Motion::HalfUp
    ),
    motion!(
        "move.page-down",
        &["<pagedown>"],
        "A page down",
        "A page further.",
        Motion::PageDown
    ),
    motion!(
        "move.page-up",
        &["<pageup>"],
        "A page up",
        "A page back.",
        Motion::PageUp
    ),
    motion!(
        "move.first",
        &["g g", "<home>"],
        "To the first",
        "The beginning.",
        Motion::First
    ),
    motion!(
        "move.last",
        &["G", "<end>"],
        "To the last",
        "The end.",
        Motion::Last
    ),
    Command::new(
        Task::Move,
        "move.next-open",
        &["n"],
        &[Draft],
        "Next that needs work",
        "The next paragraph that is not agreed, or whose agreement or translation is stale.",
        |app, args| quietly(app, |app| app.next_open(true, args.times())),
    ),
    Command::new(
        Task::Move,
        "move.previous-open",
        &["N"],
        &[Draft],
        "Previous that needs work",
        "The same, backwards.",
        |app, args| quietly(app, |app| app.next_open(false, args.times())),
    ),
    Command::new(
        Task::Move,
        "move.goto",
        &["f"],
        &[Draft],
        "Go to a paragraph …",
        "By its label or its words.",
        |app, _| {
            quietly(app, |app| {
                let Some(document) = app.document() else {
                    return;
                };
                let (rows, ids) = crate::app::overlay::paragraphs(document);
                app.open_choice("Go to".to_owned(), rows, Choose::Paragraph(ids));
            })
        },
    ),
    Command::new(
        Task::Move,
        "move.pane",
        &["<tab>", "<backtab>"],
        &[Draft, Precedents],
        "Other pane",
        "Between the text and what stands beside it.",
        |app, _| {
            quietly(app, |app| match app.screen {
                Screen::Precedents => app.precedents.reading = !app.precedents.reading,
                _ => {
                    app.draft.focus = if app.draft.focus == Focus::Text {
                        Focus::Side
                    } else {
                        Focus::Text
                    };
                }
            })
        },
    ),
];

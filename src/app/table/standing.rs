//! Commands: recording where delegations stand, and the acts of the chair.

use super::super::App;
use super::super::command::Scope::{Consensus, Draft};
use super::super::command::{Command, Task};
use super::{GAVEL, HANDS, Rows, SCREENS, on_paragraph, quietly, writable};
use crate::model::Level;

/// A stance of the delegation in the cell.
const STANCE: Rows = Rows::new(Task::Positions, &[Consensus]).when(on_paragraph);

pub(super) static POSITIONS: &[Command] = &[
    Command::new(
        Task::Positions,
        "position.record",
        &["p"],
        HANDS,
        "Record a position …",
        "Choose a delegation, then its stance, on the words as they stand.",
        |app, _| app.ask_party(),
    )
    .when(on_paragraph)
    .hint("positions"),
    Command::new(
        Task::Positions,
        "brackets.holders",
        &["g h"],
        HANDS,
        "Who holds what …",
        "Every bracket with who is for and against it, and since when; the chosen one is gone to.",
        |app, _| quietly(app, App::open_holders),
    ),
    Command::new(
        Task::Positions,
        "brackets.sums",
        &["g H"],
        HANDS,
        "Brackets in numbers",
        "By version, section, group and delegation.",
        |app, _| quietly(app, App::open_bracket_sums),
    ),
    Command::new(
        Task::Positions,
        "position.cell",
        &["<enter>"],
        &[Consensus],
        "Open the cell",
        "The stance with its note, and how the words changed since.",
        |app, _| app.open_cell(),
    )
    .hint("open"),
    Command::new(
        Task::Positions,
        "position.beside",
        &["s"],
        &[Draft],
        "Stance of the selected delegation …",
        "The one selected beside the text.",
        |app, _| {
            quietly(app, |app| {
                let at = app.draft.delegation;
                let code = app
                    .workspace()
                    .and_then(|w| w.header.delegations.get(at))
                    .map(|d| d.code);
                if let (Some(id), Some(code)) = (app.draft.selected, code) {
                    app.ask_stance(id, code);
                }
            })
        },
    )
    .when(on_paragraph),
    STANCE.row(
        "position.agree",
        &["a"],
        "Agrees",
        "To the words as they stand.",
        |app, _| app.set_cell("agree"),
    ),
    STANCE.row(
        "position.agree-if",
        &["c"],
        "Agrees if …",
        "On a condition.",
        |app, _| app.set_cell("agree_if"),
    ),
    STANCE.row(
        "position.flexible",
        &["o"],
        "Flexible",
        "Can go along.",
        |app, _| app.set_cell("flexible"),
    ),
    STANCE.row(
        "position.reserve",
        &["r"],
        "Reserves",
        "Awaits instructions.",
        |app, _| app.set_cell("reserve"),
    ),
    STANCE.row(
        "position.amend",
        &["m"],
        "Amends",
        "Wants other words.",
        |app, _| app.set_cell("amend"),
    ),
    STANCE.row(
        "position.oppose",
        &["x"],
        "Opposes",
        "Objects formally.",
        |app, _| app.set_cell("oppose"),
    ),
    STANCE.row(
        "position.absent",
        &["-"],
        "Absent",
        "Was not in the room.",
        |app, _| app.set_cell("absent"),
    ),
    STANCE.row(
        "position.unheard",
        &["<del>"],
        "Unheard",
        "Takes the position back.",
        |app, _| app.set_cell(crate::model::UNHEARD),
    ),
];

pub(super) static CHAIR: &[Command] = &[
    Command::new(
        Task::Chair,
        "chair.ad-ref",
        &["g a"],
        GAVEL,
        "Agreed ad ref",
        "At working level.",
        |app, _| app.agree_at_hand(Level::AdRef),
    )
    .when(on_paragraph)
    .hint("gavel"),
    Command::new(
        Task::Chair,
        "chair.informals",
        &["g i"],
        GAVEL,
        "Agreed in informals",
        "",
        |app, _| app.agree_at_hand(Level::Informals),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.committee",
        &["g c"],
        GAVEL,
        "Agreed in committee",
        "",
        |app, _| app.agree_at_hand(Level::Committee),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.pending",
        &["g e"],
        GAVEL,
        "Agreed, pending …",
        "With named exceptions: “agreed pending Iran”.",
        |app, _| app.ask_pending(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.reopen",
        &["g r"],
        GAVEL,
        "Reopen …",
        "Takes a name and a reason; the agreement is kept.",
        |app, _| app.choose_reopener(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.park",
        &["g p"],
        GAVEL,
        "Park, or take up again",
        "With a smaller group, to come back.",
        |app, _| app.park_or_return(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.freeze",
        &["F"],
        SCREENS,
        "Freeze the draft …",
        "As a version, in all languages; never written again.",
        |app, _| app.ask_freeze(),
    )
    .when(writable),
];

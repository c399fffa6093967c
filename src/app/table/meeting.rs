//! Commands: what a meeting does besides gavelling paragraphs. Their rows come behind those of the chair.

use super::super::command::{Command, Task};
use super::{GAVEL, SCREENS, on_paragraph, writable};

pub(super) static MEETING: &[Command] = &[
    Command::new(
        Task::Chair,
        "chair.lift",
        &["g l"],
        GAVEL,
        "Lift an exception …",
        "One delegation that it is pending can agree.",
        |app, _| app.choose_exception(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.raise",
        &["g u"],
        GAVEL,
        "Agree all that is agreed below …",
        "In informals or in committee; exceptions stay.",
        |app, _| app.choose_raise(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.delete",
        &["g d"],
        GAVEL,
        "Agree to delete …",
        "The paragraph goes to the deleted, with the level, and can be restored.",
        |app, _| app.choose_deletion(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.placement",
        &["g o"],
        GAVEL,
        "Placement disputed, or agreed",
        "Its place, apart from its words.",
        |app, _| app.dispute_or_settle(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.silence",
        &["g s"],
        GAVEL,
        "Silence …",
        "Start, break, extend, cancel or confirm, on the paragraph or the text.",
        |app, _| app.open_silence(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.vote",
        &["g v"],
        GAVEL,
        "Vote …",
        "A roll call, on the text or on the paragraph.",
        |app, _| app.choose_vote(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.adopt",
        &["g t"],
        GAVEL,
        "Adopt the text, or take that back …",
        "As a version that is not edited any more.",
        |app, _| app.choose_adoption(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.statement",
        &["g m"],
        GAVEL,
        "Statement …",
        "Explanation, reservation, dissociation, interpretation.",
        |app, _| app.choose_statement(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.sponsor",
        &["g n"],
        GAVEL,
        "Sponsor …",
        "Signs, or withdraws.",
        |app, _| app.choose_sponsor(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.corrigendum",
        &["g k"],
        GAVEL,
        "Corrigendum …",
        "Corrects an adopted text, and keeps what stood.",
        |app, _| app.ask_corrigendum(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.proceedings",
        &["g y"],
        SCREENS,
        "What the meeting did",
        "Silence, votes, statements, sponsors, adoption, corrigenda.",
        |app, _| app.open_proceedings(),
    ),
];

//! Commands: asking again, looking ahead, binding together.

use super::super::App;
use super::super::command::{Command, Task};
use super::{HANDS, on_paragraph, writable};

pub(super) static AHEAD: &[Command] = &[
    Command::new(
        Task::Positions,
        "position.reconfirm",
        &["g q"],
        HANDS,
        "Reconfirm …",
        "The queue of a delegation: its stances on other words, and what changed since each.",
        |app, _| app.choose_reconfirmer(),
    )
    .when(writable),
    Command::new(
        Task::Chair,
        "chair.editorial",
        &["g E"],
        HANDS,
        "The last change was editorial",
        "Whoever stood on the words before it stands on those it has now.",
        |app, _| app.mark_editorial(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Chair,
        "chair.package",
        &["g b"],
        HANDS,
        "Bind paragraphs together …",
        "A package: nothing in it is agreed until everything is.",
        |app, _| app.ask_package(),
    )
    .when(writable),
    Command::new(
        Task::Positions,
        "ahead.packages",
        &["g B"],
        HANDS,
        "Packages",
        "What is bound together, and which paragraphs wait for each other.",
        |app, _| app.tell_packages(),
    )
    .when(open),
    Command::new(
        Task::Positions,
        "ahead.what-if",
        &["g w"],
        HANDS,
        "What if …",
        "What becomes clear if somebody moves on the paragraph. Nothing is recorded.",
        |app, _| app.choose_mover(),
    )
    .when(|app| {
        let any = app.paragraph_at_hand().map(|_| ());
        any.ok_or("No paragraph is selected.")
    }),
    Command::new(
        Task::Positions,
        "ahead.fewest",
        &["g f"],
        HANDS,
        "Fewest moves",
        "The smallest sets of moves that clear the document.",
        |app, _| app.tell_clearing(),
    )
    .when(open),
];

fn open(app: &App) -> Result<(), &'static str> {
    app.session().map(|_| ()).ok_or("No workspace is open.")
}

//! Commands: seeing what differs, and taking it over.

use super::super::command::Scope::{Compare, Consensus, Draft, Record};
use super::super::command::{Command, Task};
use super::super::{App, Effect, Screen};
use super::{SIGHT, quietly, writable};
use crate::compare::Who;

/// Whether something can be taken over into the draft.
fn takes(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    app.may_take().map(|_| ())
}

fn has_workspace(app: &App) -> Result<(), &'static str> {
    app.workspace().map(|_| ()).ok_or("No workspace is open.")
}

fn has_comparison(app: &App) -> Result<(), &'static str> {
    let sheet = app.compare().sheet();
    sheet.map(|_| ()).ok_or("Nothing is compared yet.")
}

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
        "The next paragraph that differs.",
        |app, args| quietly(app, |app| app.next_change(true, args.times(), false)),
    )
    .hint("next"),
    Command::new(
        Task::Compare,
        "compare.previous",
        &["N"],
        &[Compare],
        "Previous change",
        "The paragraph before that differs.",
        |app, args| quietly(app, |app| app.next_change(false, args.times(), false)),
    ),
    Command::new(
        Task::Compare,
        "compare.beside",
        &["s"],
        &[Compare],
        "Side by side, or in line",
        "Side by side where there is room.",
        |app, _| quietly(app, |app| app.compare.beside = !app.compare.beside),
    )
    .when(App::room_beside)
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
                app.compare.refresh();
            })
        },
    )
    .hint("only changed"),
    Command::new(
        Task::Compare,
        "compare.labels",
        &["#"],
        &[Compare],
        "New labels as changes, or not",
        "A new number alone is no change, unless it is asked for.",
        |app, _| app.turn_labels(),
    ),
    Command::new(
        Task::Compare,
        "compare.typography",
        &["\""],
        &[Compare],
        "Typography as a change, or not",
        "Another kind of quotation mark or dash is no change, unless it is asked for.",
        |app, _| app.turn_typography(),
    ),
    Command::new(
        Task::Compare,
        "compare.inside",
        &["l", "<right>"],
        &[Compare],
        "Next change inside",
        "The next single change of the selected paragraph.",
        |app, args| quietly(app, |app| app.step_change(true, args.times())),
    ),
    Command::new(
        Task::Compare,
        "compare.inside-back",
        &["h", "<left>"],
        &[Compare],
        "Previous change inside",
        "The single change before it.",
        |app, args| quietly(app, |app| app.step_change(false, args.times())),
    ),
    Command::new(
        Task::Compare,
        "compare.take",
        &["t"],
        &[Compare],
        "Take the change",
        "The selected change, as the other side has it, into the draft.",
        |app, _| app.take_change(),
    )
    .when(takes)
    .hint("take"),
    Command::new(
        Task::Compare,
        "compare.take-all",
        &["A"],
        &[Compare],
        "Take the paragraph",
        "All the words of the selected paragraph, as the other side has them, into the draft.",
        |app, _| app.take_all(),
    )
    .when(takes),
    Command::new(
        Task::Compare,
        "compare.other-end",
        &["%"],
        &[Compare],
        "The other end of a move",
        "From where a paragraph stands to where it stood, and back.",
        |app, _| quietly(app, App::other_end),
    ),
    Command::new(
        Task::Compare,
        "compare.older",
        &["a"],
        &[Compare],
        "Older side …",
        "Draft, version, language, precedent, file, or since somebody agreed.",
        |app, _| app.choose_side(true),
    )
    .hint("older"),
    Command::new(
        Task::Compare,
        "compare.newer",
        &["b"],
        &[Compare],
        "Newer side …",
        "Draft, version, language, precedent or file.",
        |app, _| app.choose_side(false),
    )
    .hint("newer"),
    Command::new(
        Task::Compare,
        "compare.since",
        &["S"],
        &[Compare],
        "Since somebody agreed …",
        "The draft against the words that a delegation, all, or the chair agreed to.",
        |app, _| app.choose_since(),
    )
    .when(has_workspace)
    .hint("since"),
    Command::new(
        Task::Compare,
        "compare.since-cell",
        &["S"],
        &[Consensus],
        "What changed since it agreed",
        "The draft against the words that the selected delegation’s positions are on.",
        since_cell,
    )
    .when(has_workspace),
    Command::new(
        Task::Compare,
        "compare.lens",
        &["L"],
        &[Compare],
        "Next lens",
        "Brackets; clean on both sides, the newer, the older; final, as the selected delegation wants it, as first issued.",
        |app, _| app.turn_lens(),
    ),
    Command::new(
        Task::Compare,
        "compare.marks",
        &["M"],
        &[Compare],
        "Marks around changes",
        "[-went-] and {+came+}, beside colour and strokes.",
        |app, _| quietly(app, App::turn_marks),
    ),
    Command::new(
        Task::Compare,
        "compare.aloud",
        &["r"],
        &[Compare],
        "In a few sentences",
        "The comparison, to be read aloud.",
        |app, _| quietly(app, App::read_aloud),
    )
    .when(has_comparison)
    .hint("sentences"),
    Command::new(
        Task::Compare,
        "compare.page",
        &["X"],
        &[Compare],
        "Write as a page …",
        "HTML, for a browser or a printer.",
        |app, _| app.ask_page(),
    )
    .when(has_comparison),
    Command::new(
        Task::Compare,
        "compare.versions",
        &["v"],
        &[Compare],
        "Versions …",
        "What each has, and what changed from one to the next.",
        |app, _| {
            vec![Effect::Versions {
                language: *app.language(),
            }]
        },
    )
    .when(has_workspace)
    .hint("versions"),
    Command::new(
        Task::Compare,
        "compare.history",
        &["H"],
        SIGHT,
        "How a paragraph came to be",
        "The selected paragraph through all versions, and who changed it.",
        |app, _| app.ask_history(),
    )
    .when(has_workspace),
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

fn since_cell(app: &mut App, _: super::super::command::Args) -> Vec<Effect> {
    match app.cell() {
        Some((_, code)) => app.compare_since(Who::Party(code)),
        None => app.choose_since(),
    }
}

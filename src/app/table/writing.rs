//! Commands: changing words.

use super::super::App;
use super::super::command::Scope::{
    Brackets, Compare, Consensus, Draft, Editing, Proposals, Selecting, Splitting, Walk,
};
use super::super::command::{Command, Scope, Task};
use super::super::overlay::Choose;
use super::{ALL, SCREENS, quietly, selected, writable};

/// Where what the disk refused can be written again.
const WRITTEN: &[Scope] = &[
    Draft,
    Consensus,
    Compare,
    Scope::Precedents,
    Scope::Record,
    Scope::Picker,
    Walk,
];
/// Where a change that was taken back can be done again.
const DONE_AGAIN: &[Scope] = &[Draft, Consensus, Compare, Proposals, Walk];
/// Where a change that was made can be taken back.
const TAKING_BACK: &[Scope] = &[Draft, Consensus, Compare, Proposals, Brackets];

pub(super) static WRITE: &[Command] = &[
    Command::new(
        Task::Write,
        "words.edit",
        &["e"],
        &[Draft],
        "Edit the words",
        "In place; Enter saves, Esc leaves.",
        |app, _| app.edit_selected(),
    )
    .when(selected)
    .hint("edit"),
    Command::new(
        Task::Write,
        "words.editor",
        &["E"],
        &[Draft],
        "Edit in $EDITOR",
        "Hands the paragraph to your editor.",
        |app, _| app.edit_outside(),
    )
    .when(selected),
    Command::new(
        Task::Write,
        "words.save",
        &["<enter>"],
        &[Editing],
        "Save the words",
        "Writes what was typed.",
        |app, _| app.save_words(),
    )
    .hint("save"),
    Command::new(
        Task::Write,
        "words.save-editorial",
        &["<c-x>"],
        &[Editing],
        "Save the words as an editorial change",
        "Spelling, a comma, a number: whoever stood on the words before stands on these.",
        |app, _| app.save_editorial(),
    )
    .when(editorial)
    .hint("editorial"),
    Command::new(
        Task::Write,
        "words.split-here",
        &["<enter>"],
        &[Splitting],
        "Split here",
        "The words behind the caret become a paragraph of their own.",
        |app, _| app.save_words(),
    )
    .hint("split here"),
    Command::new(
        Task::Write,
        "words.leave",
        &["<esc>"],
        &[Editing, Splitting, Selecting],
        "Stop typing",
        "Asks when there is something to save.",
        |app, _| app.stop_typing(),
    )
    .hint("leave"),
    Command::new(
        Task::Write,
        "words.precedent",
        &["<c-l>"],
        &[Editing],
        "Look up words to put in",
        "Searches agreed language at the caret, from the words before it.",
        |app, _| app.open_lookup(),
    )
    .hint("look up"),
    Command::new(
        Task::Write,
        "words.complete",
        &["<tab>"],
        &[Editing],
        "Take the words offered",
        "Puts in how agreed language goes on, as it stands below the words.",
        |app, _| app.take_offer(),
    )
    .when(|app| match app.offered() {
        Some(_) => Ok(()),
        None => Err("No agreed language goes on from here."),
    }),
    Command::new(
        Task::Write,
        "words.complete-other",
        &["<backtab>"],
        &[Editing],
        "Other words offered",
        "The next way in which agreed language goes on.",
        |app, _| quietly(app, crate::app::App::next_offer),
    ),
    Command::new(
        Task::Write,
        "undo",
        &["u"],
        TAKING_BACK,
        "Undo",
        "Takes the last change back. Without end.",
        |app, args| (0..args.times()).flat_map(|_| app.undo()).collect(),
    )
    .when(writable)
    .hint("undo"),
    Command::new(
        Task::Write,
        "redo",
        &["<c-r>"],
        DONE_AGAIN,
        "Redo",
        "Does an undone change again.",
        |app, args| (0..args.times()).flat_map(|_| app.redo()).collect(),
    )
    .when(writable),
    Command::new(
        Task::Write,
        "words.write-again",
        &["W"],
        WRITTEN,
        "Write again",
        "What the disk refused is tried once more.",
        |app, _| app.write_again(),
    )
    .when(
        |app| match app.session().and_then(crate::app::Session::failure) {
            Some(_) => Ok(()),
            None => Err("Everything is saved."),
        },
    )
    .hint("write again"),
    Command::new(
        Task::Write,
        "words.give-up",
        &[],
        ALL,
        "Give up what the disk refused",
        "The changes are dropped; typed words stay under “Unsaved words”.",
        |app, _| app.give_up(),
    )
    .when(
        |app| match app.session().and_then(crate::app::Session::failure) {
            Some(_) => Ok(()),
            None => Err("Everything is saved."),
        },
    ),
    Command::new(
        Task::Write,
        "words.unsaved",
        &["U"],
        SCREENS,
        "Unsaved words …",
        "Words of this or an earlier session that are in no file.",
        |app, _| {
            quietly(app, |app| {
                let Some(session) = app.session() else { return };
                let all = session.unsaved.clone();
                let rows = all
                    .iter()
                    .map(|u| crate::app::overlay::Row {
                        text: app.what_for(u),
                        detail: u.words.clone(),
                    })
                    .collect();
                app.open_choice(
                    "Take up which words?".to_owned(),
                    rows,
                    Choose::Unsaved(all),
                );
            })
        },
    )
    .when(|app| match app.session() {
        Some(session) if !session.unsaved.is_empty() => Ok(()),
        _ => Err("There are none."),
    }),
];

/// Positions are on the original: other words in a translation, a new paragraph and a proposal carry none.
fn editorial(app: &App) -> Result<(), &'static str> {
    if app.can_be_editorial() {
        Ok(())
    } else {
        Err("Only other words of a paragraph in the original can be editorial.")
    }
}

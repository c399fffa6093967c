//! Commands: changing which paragraphs there are, and what they are.

use super::super::command::Scope::Draft;
use super::super::command::{Command, Task};
use super::{on_paragraph, selected, writable};

pub(super) static STRUCTURE: &[Command] = &[
    Command::new(
        Task::Structure,
        "paragraph.add-below",
        &["A"],
        &[Draft],
        "Add a paragraph below",
        "Type its words; Enter saves.",
        |app, _| app.add_paragraph(true),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.add-above",
        &["B"],
        &[Draft],
        "Add a paragraph above",
        "Type its words; Enter saves.",
        |app, _| app.add_paragraph(false),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.down",
        &["J"],
        &[Draft],
        "Move it down",
        "With its items, in every language.",
        |app, args| app.shift(true, args.times()),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.up",
        &["K"],
        &[Draft],
        "Move it up",
        "With its items, in every language.",
        |app, args| app.shift(false, args.times()),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.split",
        &["S"],
        &[Draft],
        "Split it",
        "The caret says where.",
        |app, _| app.begin_split(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.join",
        &["M"],
        &[Draft],
        "Join with the next",
        "In every language.",
        |app, _| app.join(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.delete",
        &["D"],
        &[Draft],
        "Delete it …",
        "Asks first; can be restored.",
        |app, _| app.ask_delete(),
    )
    .when(on_paragraph),
    Command::new(
        Task::Structure,
        "paragraph.restore",
        &["R"],
        &[Draft],
        "Restore a deleted one …",
        "To where it stood.",
        |app, _| app.choose_deleted(),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.label",
        &["L"],
        &[Draft],
        "Label …",
        "What people call it, in every language.",
        |app, _| app.ask_label(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "draft.renumber",
        &["#"],
        &[Draft],
        "Number anew …",
        "Every label and reference, shown before and after; in every language.",
        |app, _| app.ask_renumber(),
    )
    .when(writable),
    Command::new(
        Task::Structure,
        "paragraph.role",
        &["r"],
        &[Draft],
        "Role …",
        "Title, heading, preambular, operative, item, …",
        |app, _| app.choose_role(),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.deeper",
        &[">"],
        &[Draft],
        "Deeper",
        "One level down: an item.",
        |app, _| app.indent_selected(true),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.higher",
        &["<lt>"],
        &[Draft],
        "Higher",
        "One level up.",
        |app, _| app.indent_selected(false),
    )
    .when(selected),
    Command::new(
        Task::Structure,
        "paragraph.note",
        &["i"],
        &[Draft],
        "Note …",
        "A remark for the drafters; no part of the text.",
        |app, _| app.ask_note(),
    )
    .when(selected),
];

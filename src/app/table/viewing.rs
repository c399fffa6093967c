//! Commands: what is shown, and how.

use super::super::command::Scope::{Compare, Draft, Picker, Precedents, Record};
use super::super::command::{Command, Task};
use super::super::{App, Effect, Screen, ThemeName};
use super::{ALONG, SCREENS, quietly};

pub(super) static VIEW: &[Command] = &[
    Command::new(
        Task::View,
        "screen.draft",
        &["1"],
        SCREENS,
        "Draft",
        "The text as it reads.",
        |app, _| app.go(Screen::Draft),
    ),
    Command::new(
        Task::View,
        "screen.consensus",
        &["2"],
        SCREENS,
        "Consensus",
        "Who stands where.",
        |app, _| app.go(Screen::Consensus),
    ),
    Command::new(
        Task::View,
        "screen.compare",
        &["3"],
        SCREENS,
        "Compare",
        "What changed.",
        |app, _| app.go(Screen::Compare),
    ),
    Command::new(
        Task::View,
        "screen.precedents",
        &["4"],
        SCREENS,
        "Precedents",
        "Earlier words.",
        |app, _| app.go(Screen::Precedents),
    ),
    Command::new(
        Task::View,
        "screen.record",
        &["5"],
        SCREENS,
        "Record",
        "What was done.",
        |app, _| app.go(Screen::Record),
    ),
    Command::new(
        Task::View,
        "view.brackets",
        &["Z"],
        &[Draft],
        "Brackets lit, or plain",
        "Whether brackets and their holders stand out.",
        |app, _| quietly(app, |app| app.draft.plain = !app.draft.plain),
    ),
    Command::new(
        Task::View,
        "view.lens",
        &["v"],
        &[Draft],
        "Next lens",
        "Brackets, clean, final, as the selected delegation wants it, as first issued.",
        |app, _| app.turn_draft_lens(),
    )
    .hint("lens"),
    Command::new(
        Task::View,
        "view.lens-as",
        &["V"],
        &[Draft],
        "As a delegation wants it …",
        "Choose whose marks and proposals count.",
        |app, _| quietly(app, App::ask_lens),
    ),
    Command::new(
        Task::View,
        "view.next-language",
        &["]"],
        SCREENS,
        "Next language",
        "",
        |app, _| {
            app.turn_language(1);
            app.after_language()
        },
    ),
    Command::new(
        Task::View,
        "view.previous-language",
        &["["],
        SCREENS,
        "Previous language",
        "",
        |app, _| {
            app.turn_language(-1);
            app.after_language()
        },
    ),
    Command::new(
        Task::View,
        "view.findings",
        &["I"],
        SCREENS,
        "Findings",
        "What could not be read, and what is odd.",
        |app, _| quietly(app, App::open_findings),
    ),
    Command::new(
        Task::View,
        "view.theme",
        &["T"],
        ALONG,
        "Next theme",
        "Dark, light, contrast, mono.",
        |app, _| {
            quietly(app, |app| {
                let all = ThemeName::ALL;
                let at = all
                    .iter()
                    .position(|(name, _)| *name == app.theme)
                    .unwrap_or(0);
                if let Some((name, word)) = all.get((at + 1) % all.len()) {
                    app.theme = *name;
                    app.say(format!("Theme: {word}."));
                }
            })
        },
    ),
    Command::new(
        Task::View,
        "view.mouse",
        &["m"],
        &[Draft, Compare, Precedents, Record, Picker],
        "Mouse on or off",
        "Off, the terminal’s own selection works.",
        |app, _| {
            app.mouse = !app.mouse;
            app.say(if app.mouse {
                "Mouse on: wheel and click."
            } else {
                "Mouse off."
            });
            vec![Effect::Mouse(app.mouse)]
        },
    ),
    Command::new(
        Task::View,
        "view.copy",
        &["y"],
        &[Draft, Precedents, Compare],
        "Copy the words",
        "To the clipboard of the terminal.",
        |app, _| app.copy_words(),
    )
    .hint("copy"),
];

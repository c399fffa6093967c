//! What is shown, and how.

use super::{ALL, SCREENS, quietly};
use crate::app::command::{Command, Scope, Task};
use crate::app::overlay::Overlay;
use crate::app::{App, Effect, Screen, ThemeName};

use Scope::{Compare, Consensus, Draft, Picker, Precedents, Record};

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
        &["b"],
        &[Draft],
        "Brackets lit, or plain",
        "Whether brackets and their holders stand out.",
        |app, _| quietly(app, |app| app.draft.plain = !app.draft.plain),
    )
    .hint("brackets"),
    Command::new(
        Task::View,
        "view.open",
        &["f"],
        &[Consensus],
        "Only what is open",
        "Not agreed, or something in the way.",
        |app, _| {
            quietly(app, |app| {
                app.consensus.only_open = !app.consensus.only_open
            })
        },
    )
    .hint("only open"),
    Command::new(
        Task::View,
        "view.stale",
        &["t"],
        &[Consensus],
        "Only what is stale",
        "",
        |app, _| {
            quietly(app, |app| {
                app.consensus.only_stale = !app.consensus.only_stale
            })
        },
    )
    .hint("only stale"),
    Command::new(
        Task::View,
        "view.party",
        &["d"],
        &[Consensus],
        "Only what one does not agree to …",
        "",
        |app, _| app.choose_only(),
    ),
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
        ALL,
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

impl App {
    pub(super) fn step_front(&mut self, by: isize) {
        if let Some(front) = self.overlays.last_mut() {
            front.step(by);
        }
    }

    /// Another language is shown: what else must be asked for.
    fn after_language(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Compare => self.compare_again(),
            _ => Vec::new(),
        }
    }

    fn copy_words(&mut self) -> Vec<Effect> {
        let words = match self.screen {
            Screen::Precedents => self.hit().map(|hit| hit.text.to_string()),
            Screen::Compare => self.pair_words(),
            _ => self.selected().map(|p| p.text().to_owned()),
        };
        match words {
            Some(words) => vec![Effect::Copy(words)],
            None => {
                self.say("Nothing is selected.");
                Vec::new()
            }
        }
    }

    fn open_findings(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let mut lines: Vec<String> = Vec::new();
        for finding in &session.findings {
            let place = finding.place();
            let gap = if place.is_empty() { "" } else { ": " };
            lines.push(format!(
                "{} {place}{gap}{}",
                finding.severity.word(),
                finding.message
            ));
            lines.extend(finding.hint.as_ref().map(|hint| format!("    {hint}")));
        }
        if lines.is_empty() {
            lines.push(
                "None: every file could be read. `rapporteur check` looks closer.".to_owned(),
            );
        }
        self.overlays
            .push(Overlay::Report(crate::app::overlay::Report {
                title: "Findings".to_owned(),
                lines,
                top: 0,
            }));
    }
}

//! The table of commands. A row names its keys, where it applies, what people call it and what it does; everything else
//! that knows of keys is made from it.

mod ahead;
mod bracketing;
mod comparing;
mod looking;
mod matrix;
mod meeting;
mod moving;
mod private;
mod program;
mod proposing;
mod shaping;
mod standing;
mod viewing;
mod walking;
mod writing;

use super::command::{Args, Command, Scope, Task};
use super::{App, Effect, Screen};

use Scope::{Compare, Consensus, Draft, Picker, Precedents, Present, Record, Walk};

/// The screens of an open workspace on which single letters are commands.
const SCREENS: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record];
/// The same, and the choice of a workspace.
const ALL: &[Scope] = &[Draft, Consensus, Compare, Precedents, Record, Picker];
/// Where the keys of movement go along something.
const ALONG: &[Scope] = &[
    Draft, Consensus, Compare, Precedents, Record, Picker, Walk, Present,
];
/// Where a change can be undone.
const HANDS: &[Scope] = &[Draft, Consensus];
/// Where the chair has a paragraph before it.
const GAVEL: &[Scope] = &[Draft, Consensus, Walk];
/// Where paragraphs are looked at, one by one.
const SIGHT: &[Scope] = &[Draft, Consensus, Compare, Record];

/// All tables, in the order of help and hints.
pub(super) static TABLES: [&[Command]; 17] = [
    writing::WRITE,
    standing::POSITIONS,
    private::PRIVATE,
    bracketing::BRACKETS,
    proposing::PROPOSE,
    standing::CHAIR,
    ahead::AHEAD,
    meeting::MEETING,
    walking::WALK,
    looking::LOOK,
    comparing::COMPARE,
    looking::RECORD,
    shaping::STRUCTURE,
    moving::MOVE,
    matrix::MATRIX,
    viewing::VIEW,
    program::PROGRAM,
];

/// Rows that are good for the same, in the same place, on the same condition.
#[derive(Clone, Copy)]
struct Rows {
    task: Task,
    scopes: &'static [Scope],
    available: fn(&App) -> Result<(), &'static str>,
}

impl Rows {
    const fn new(task: Task, scopes: &'static [Scope]) -> Self {
        Self {
            task,
            scopes,
            available: |_| Ok(()),
        }
    }

    const fn when(mut self, available: fn(&App) -> Result<(), &'static str>) -> Self {
        self.available = available;
        self
    }

    /// One of them.
    const fn row(
        self,
        id: &'static str,
        keys: &'static [&'static str],
        title: &'static str,
        doc: &'static str,
        run: fn(&mut App, Args) -> Vec<Effect>,
    ) -> Command {
        Command::new(self.task, id, keys, self.scopes, title, doc, run).when(self.available)
    }

    /// One whose title says all.
    const fn plain(
        self,
        id: &'static str,
        keys: &'static [&'static str],
        title: &'static str,
        run: fn(&mut App, Args) -> Vec<Effect>,
    ) -> Command {
        self.row(id, keys, title, "", run)
    }
}

fn writable(app: &App) -> Result<(), &'static str> {
    match app.session() {
        None => Err("No workspace is open."),
        Some(session) if session.read_only.is_some() => Err("The workspace is read-only."),
        Some(_) if app.editing().is_some() => Err("Save or leave what you are typing first."),
        Some(_) => Ok(()),
    }
}

fn on_paragraph(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.paragraph_at_hand() {
        Some(_) => Ok(()),
        None => Err("No paragraph is selected."),
    }
}

fn selected(app: &App) -> Result<(), &'static str> {
    writable(app)?;
    match app.selected() {
        Some(_) => Ok(()),
        None => Err("The paragraph is not in this language."),
    }
}

fn has_hit(app: &App) -> Result<(), &'static str> {
    app.hit().map(|_| ()).ok_or("Nothing is found yet.")
}

fn has_row(app: &App) -> Result<(), &'static str> {
    if app.precedents().finder.is_empty() {
        Err("Nothing is found yet.")
    } else {
        Ok(())
    }
}

/// Does something that asks for nothing.
fn quietly(app: &mut App, work: impl FnOnce(&mut App)) -> Vec<Effect> {
    work(app);
    Vec::new()
}

impl App {
    fn step_front(&mut self, by: isize) {
        if let Some(front) = self.overlays.last_mut() {
            front.step(by);
        }
    }

    /// Another language is shown: what else must be asked for.
    fn after_language(&mut self) -> Vec<Effect> {
        match self.screen {
            Screen::Compare => self.compare_again(),
            Screen::Precedents => self.search(),
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
        self.open_report("Findings", lines);
    }
}

//! All commands with their keys, grouped by task.

use crate::app::Field;
use crate::app::command::{self, Command, Scope, Task};

/// Help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// What was typed to narrow it.
    pub field: Field,
    /// The first row that is seen.
    pub top: usize,
    /// Where it was asked for: what the keys do there comes first.
    pub scope: Option<Scope>,
}

/// One row of help.
#[derive(Debug, Clone, Copy)]
pub enum HelpRow {
    /// A heading.
    Task(Task),
    /// A command.
    Command(&'static Command),
}

impl Help {
    /// Its rows: commands that hold every word that was typed, under their tasks.
    pub fn rows(&self) -> Vec<HelpRow> {
        let typed = self.field.text().to_lowercase();
        let fits = |c: &Command| {
            let keys = c.keys.join(" ");
            let text = [c.title, c.doc, c.task.title(), c.id]
                .join(" ")
                .to_lowercase();
            typed
                .split_whitespace()
                .all(|word| text.contains(word) || keys == self.field.text().trim())
        };
        let mut rows = Vec::new();
        let first = match self.scope {
            Some(Scope::Compare) => Some(Task::Compare),
            Some(Scope::Precedents) => Some(Task::Precedents),
            _ => None,
        };
        let rest = Task::ALL.into_iter().filter(|task| Some(*task) != first);
        for task in first.into_iter().chain(rest) {
            let mut of_task = command::all()
                .filter(|c| c.task == task && fits(c))
                .peekable();
            if of_task.peek().is_some() {
                rows.push(HelpRow::Task(task));
                rows.extend(of_task.map(HelpRow::Command));
            }
        }
        rows
    }
}

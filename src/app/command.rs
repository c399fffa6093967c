//! Everything that a key, the palette or a click can ask for. One table feeds the keymap, the hint line, the help, the
//! palette and the printed list of keys; no key is named anywhere else. Start at [`all`].

use std::sync::LazyLock;

use super::{App, Effect, Key, table};

/// What a command is good for: how help groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// Moving about.
    Move,
    /// Changing words.
    Write,
    /// Changing which paragraphs there are.
    Structure,
    /// Recording where delegations stand.
    Positions,
    /// What is contested in the words.
    Brackets,
    /// What delegations want changed.
    Proposals,
    /// The acts of the chair.
    Chair,
    /// The walk through the text, and the room's screen.
    Walk,
    /// Looking up agreed language.
    Precedents,
    /// Seeing what differs.
    Compare,
    /// What was done.
    Record,
    /// What is shown, and how.
    View,
    /// The program itself.
    Program,
}

impl Task {
    /// All tasks, in the order of help.
    pub const ALL: [Self; 13] = [
        Self::Move,
        Self::Write,
        Self::Structure,
        Self::Positions,
        Self::Brackets,
        Self::Proposals,
        Self::Chair,
        Self::Walk,
        Self::Precedents,
        Self::Compare,
        Self::Record,
        Self::View,
        Self::Program,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Move => "Move about",
            Self::Write => "Change words",
            Self::Structure => "Change paragraphs",
            Self::Positions => "Positions",
            Self::Brackets => "Brackets",
            Self::Proposals => "Proposals",
            Self::Chair => "The chair",
            Self::Walk => "Walk and the room’s screen",
            Self::Precedents => "Agreed language",
            Self::Compare => "Compare",
            Self::Record => "Record",
            Self::View => "View",
            Self::Program => "Program",
        }
    }
}

/// Where keys go: a screen, or what is in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The draft.
    Draft,
    /// The matrix.
    Consensus,
    /// Two texts and what differs.
    Compare,
    /// What the search for agreed language found.
    Precedents,
    /// What was done.
    Record,
    /// The choice of a workspace.
    Picker,
    /// A paragraph that is being typed.
    Editing,
    /// A paragraph in which the place of a split is being chosen.
    Splitting,
    /// The query line of precedents.
    Query,
    /// The search for agreed language at the caret, in front.
    Lookup,
    /// Words of a paragraph that are being selected.
    Selecting,
    /// The proposals on a paragraph, in front.
    Proposals,
    /// The brackets of a paragraph, in front.
    Brackets,
    /// Something in front with a line to type in.
    Front,
    /// A question in front.
    Ask,
    /// The text, paragraph by paragraph.
    Walk,
    /// What the room sees.
    Present,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 17] = [
        Self::Draft,
        Self::Consensus,
        Self::Compare,
        Self::Precedents,
        Self::Record,
        Self::Picker,
        Self::Editing,
        Self::Splitting,
        Self::Query,
        Self::Lookup,
        Self::Selecting,
        Self::Proposals,
        Self::Brackets,
        Self::Front,
        Self::Ask,
        Self::Walk,
        Self::Present,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Consensus => "Consensus",
            Self::Compare => "Compare",
            Self::Precedents => "Precedents",
            Self::Record => "Record",
            Self::Picker => "Workspaces",
            Self::Editing => "while typing",
            Self::Splitting => "while splitting",
            Self::Query => "query line",
            Self::Lookup => "search at the caret",
            Self::Selecting => "while selecting",
            Self::Proposals => "proposals of a paragraph",
            Self::Brackets => "brackets of a paragraph",
            Self::Front => "lists and prompts",
            Self::Ask => "questions",
            Self::Walk => "Walk",
            Self::Present => "the room’s screen",
        }
    }
}

/// What a key brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Args {
    /// The number typed before it.
    pub count: Option<usize>,
    /// Which of its keys was pressed, from 0.
    pub which: usize,
}

impl Args {
    /// How often.
    pub fn times(self) -> usize {
        self.count.unwrap_or(1).max(1)
    }
}

/// What is shown for a key that leads on to others.
type Run = fn(&mut App, Args) -> Vec<Effect>;
type Available = fn(&App) -> Result<(), &'static str>;

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name in settings and tests: `paragraph.delete`.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it does, one line.
    pub doc: &'static str,
    /// What it is good for.
    pub task: Task,
    /// Where it applies.
    pub scopes: &'static [Scope],
    /// Its keys; one that takes several presses has spaces between them.
    pub keys: &'static [&'static str],
    /// Its word in the hint line; empty when it is not there.
    pub hint: &'static str,
    /// Whether it can be used now; else why not.
    pub available: Available,
    /// Does it.
    pub run: Run,
}

impl Command {
    /// A command that can always be used.
    pub(super) const fn new(
        task: Task,
        id: &'static str,
        keys: &'static [&'static str],
        scopes: &'static [Scope],
        title: &'static str,
        doc: &'static str,
        run: Run,
    ) -> Self {
        Self {
            id,
            title,
            doc,
            task,
            scopes,
            keys,
            hint: "",
            available: |_| Ok(()),
            run,
        }
    }

    pub(super) const fn hint(mut self, word: &'static str) -> Self {
        self.hint = word;
        self
    }

    pub(super) const fn when(mut self, available: Available) -> Self {
        self.available = available;
        self
    }

    /// Whether it applies there.
    pub fn applies(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Its keys for people: `g g or <home>`.
    pub fn keys_shown(&self) -> String {
        self.keys.join(" or ")
    }
}

/// Every command, in the order of help and hints.
pub fn all() -> impl Iterator<Item = &'static Command> {
    table::TABLES.iter().flat_map(|rows| rows.iter())
}

/// The command of that id.
pub fn by_id(id: &str) -> Option<&'static Command> {
    all().find(|command| command.id == id)
}

/// A binding: the presses, and what they do.
type Binding = (Vec<Key>, &'static Command, usize);

static BINDINGS: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let written = all().flat_map(|command| {
        let keys = command.keys.iter().enumerate();
        keys.map(move |(which, keys)| (*keys, command, which))
    });
    written
        .filter_map(|(keys, command, which)| Some((presses(keys)?, command, which)))
        .collect()
});

/// The presses of a written binding: `g g`, `<c-d>`.
pub fn presses(written: &str) -> Option<Vec<Key>> {
    written
        .split_whitespace()
        .map(|key| key.parse().ok())
        .collect()
}

/// What some presses amount to.
#[derive(Debug, Clone)]
pub enum Match {
    /// A command, and which of its keys it was.
    Command(&'static Command, usize),
    /// The beginning of some.
    Prefix,
    /// Nothing.
    None,
}

/// What these presses amount to in a scope.
pub fn find(scope: Scope, pressed: &[Key]) -> Match {
    let mut prefix = false;
    for (keys, command, which) in BINDINGS.iter().filter(|(_, c, _)| c.applies(scope)) {
        if keys == pressed {
            return Match::Command(command, *which);
        }
        prefix |= keys.starts_with(pressed);
    }
    if prefix { Match::Prefix } else { Match::None }
}

/// What can follow these presses in a scope: the key, and what it does.
pub fn following(scope: Scope, pressed: &[Key]) -> Vec<(Key, &'static Command)> {
    let bound = BINDINGS.iter().filter(|(_, c, _)| c.applies(scope));
    bound
        .filter_map(|(keys, command, _)| {
            let rest = keys.strip_prefix(pressed)?;
            Some((*rest.first()?, *command))
        })
        .collect()
}

/// The list of all keys, for the manual.
pub fn keys_markdown() -> String {
    let mut out = String::from(
        "# Keys\n\nPrinted from the table of commands. A number before a movement repeats it: type `0` and the number, \
         or begin with `6` to `9`.\n",
    );
    for task in Task::ALL {
        out.push_str(&format_args!("\n## {}\n\n", task.title()).to_string());
        out.push_str("| keys | command | where | what it does |\n|---|---|---|---|\n");
        for c in all().filter(|c| c.task == task) {
            let keys: Vec<String> = c.keys.iter().map(|keys| format!("`{keys}`")).collect();
            let scopes: Vec<&str> = c.scopes.iter().map(|scope| scope.title()).collect();
            let row = [
                keys.join(", "),
                c.title.to_owned(),
                scopes.join(", "),
                c.doc.to_owned(),
            ];
            out.push_str(
                &format_args!("| {} |\n", row.join(" | ").replace("`|`", "`\\|`")).to_string(),
            );
        }
    }
    out
}

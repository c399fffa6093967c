//! What stands in front of a screen: help, the palette, lists to choose from, prompts, questions, reports. They stack;
//! `Esc` takes the front one away. Start at [`Overlay`].

mod answer;
mod bracketing;
mod choose;
mod codes;
mod filtered;
mod help;
mod numbered;
mod prompt;
mod proposals;
mod report;

pub use bracketing::{BracketView, Bracketing, Entry};
pub use codes::Codes;
pub use filtered::Filtered;
pub use help::{Help, HelpRow};
pub use numbered::{Numbered, NumberedRow};
pub use proposals::{ProposalRow, Proposals};
pub use report::{Line, Report};

pub(super) use choose::{everybody_or, paragraphs, parties};

use std::sync::Arc;

use crate::edit::Change;
use crate::model::{Code, Footing, Id, Level, Source};
use crate::text::{Digest, Language};

use super::command::{self, Command};
use super::precedents::Lookup;
use super::precedents::finder::Tongue;
use super::session::Unsaved;
use super::{App, Effect, Field, Key, Side};

/// Something in front of the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// All commands with their keys, grouped by task.
    Help(Help),
    /// All commands, to be run by name.
    Palette(Palette),
    /// A list to choose from.
    Choice(Choice),
    /// One line to type.
    Prompt(Prompt),
    /// A question with a few answers.
    Ask(Ask),
    /// Lines to read.
    Report(Report),
    /// What numbering anew would change.
    Numbered(Numbered),
    /// The proposals on a paragraph.
    Proposals(Proposals),
    /// The brackets of a paragraph.
    Bracketing(Bracketing),
    /// Delegations with a letter each.
    Codes(Codes),
    /// The search for agreed language, at the caret.
    Lookup(Box<Lookup>),
}

/// The palette.
#[derive(Debug, Clone)]
pub struct Palette {
    /// Its list.
    pub list: Filtered,
    /// The commands that apply to the screen behind it.
    pub commands: Vec<&'static Command>,
}

/// A row to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub text: String,
    /// More about it.
    pub detail: String,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is chosen.
    pub title: String,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The list.
    pub list: Filtered,
    what: Choose,
}

/// What a choice is for, with what each row stands for.
#[derive(Debug, Clone)]
pub(super) enum Choose {
    /// A delegation whose position on the paragraph is recorded.
    Party(Id, Vec<Code>),
    /// Its stance.
    Stance(Id, Code),
    /// Whose queue is looked at.
    Reconfirmer(Vec<Code>),
    /// What it reconfirms; behind the last, all of it.
    Reconfirm(Code, Vec<(Id, Footing)>),
    /// Who moves on the paragraph, if somebody does.
    Mover(Id, Vec<Code>),
    /// Who said something on the paragraph, in the walk: the word of a stance.
    Said(Id, &'static str, Vec<Code>),
    /// Who reopens the paragraph.
    Reopener(Id, Vec<Code>),
    /// What the paragraph is.
    Role(Id),
    /// A deleted paragraph that comes back.
    Deleted(Vec<Id>),
    /// The older side of a comparison.
    Older(Vec<Side>),
    /// The newer side.
    Newer(Vec<Side>),
    /// Whose entries of the record, or of the matrix, are shown.
    RecordOf(Vec<Option<Code>>),
    /// Only paragraphs that this delegation does not agree to.
    Only(Vec<Option<Code>>),
    /// A delegation, a group or a paragraph to go to in the matrix.
    InMatrix(Vec<Code>, Vec<Id>),
    /// A paragraph to go to.
    Paragraph(Vec<Id>),
    /// A version, to be compared with the one before it.
    Version(Vec<Side>),
    /// Words of an earlier session.
    Unsaved(Vec<Unsaved>),
    /// The language to search in.
    SearchIn(Vec<Tongue>),
    /// A library that is switched on or off.
    Shelf(Vec<Arc<str>>),
    /// Something about the brackets in front.
    Bracket(super::bracketing::Bracketed),
    /// Who the draft is seen as.
    Lens(Vec<Code>),
    /// A delegation that proposes, supports, opposes or withdraws.
    Proposal(super::proposing::Choosing),
    /// Something that an act of the meeting needs.
    Meeting(super::proceeding::Choosing),
}

/// One line to type.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is asked for.
    pub title: String,
    /// How to answer.
    pub help: String,
    /// The line.
    pub field: Field,
    /// What was wrong with the last answer.
    pub error: Option<String>,
    what: Prompted,
}

/// What a prompt is for.
#[derive(Debug, Clone)]
pub(super) enum Prompted {
    Label(Id),
    Note(Id),
    Condition(Id, Code),
    PositionNote(Id, Code),
    Freeze,
    Reopen(Id, Code),
    Park(Id),
    Pending(Id),
    /// What is bound together.
    Package,
    /// What a delegation keeps for itself.
    Private(Id, super::private::Which),
    /// Another wording of a bracket, with who proposes it.
    Wording(usize, Option<Code>),
    /// Words in the place of a bracket.
    Fill(usize),
    /// In the walk: whom an agreement at that level is pending.
    WalkPending(Id, Level),
    /// In the walk: with whom a paragraph is parked.
    WalkPark(Id),
    RecordAbout,
    /// The path of a file to compare with: as the older side, or as the newer.
    OlderFile,
    NewerFile,
    /// The path of a page to write.
    Page,
    /// Which words of what was found are put on or behind a paragraph.
    Part(Option<Id>, Box<super::editing::Wording>),
    /// Something that an act of the meeting needs.
    Meeting(super::proceeding::Typing),
}

/// A question with a few answers.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// What one needs to know to answer.
    pub lines: Vec<String>,
    /// The answers; the first is the safe one.
    pub answers: Vec<Answer>,
    /// Which is selected.
    pub selected: usize,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The letter that gives it.
    pub letter: char,
    /// Its words.
    pub words: &'static str,
    act: Act,
}

impl Answer {
    pub(super) fn new(letter: char, words: &'static str, act: Act) -> Self {
        Self { letter, words, act }
    }

    /// The words that it would put in the place of others.
    pub(super) fn words_to_put(&self) -> Option<&Words> {
        match &self.act {
            Act::Put(words) | Act::PutBack(words) => Some(words),
            _ => None,
        }
    }
}

/// What an answer does.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Nothing.
    Stay,
    /// Leaves, whatever is not saved.
    Quit,
    /// Saves the words that are being typed.
    SaveWords,
    /// Saves them, and leaves.
    SaveAndQuit,
    /// Gives them up.
    DropWords,
    /// Makes a change.
    Make(Box<Change>),
    /// Puts words on a paragraph, whatever stands there now.
    Put(Box<Words>),
    /// Puts a deleted paragraph back, with these words.
    PutBack(Box<Words>),
    /// Opens words for typing again, on what stands there now.
    Reopen(Box<Words>),
    /// Copies words.
    Copy(String),
    /// In the walk: gavels, and goes on.
    Gavel(Id, Level, Vec<Code>),
    /// In the walk: leaves a paragraph open, and goes on.
    LeaveOpen(Id),
    /// In the walk: puts a paragraph in brackets, and goes on.
    Bracket(Id),
    /// Puts words that were found into the draft, on or behind a paragraph.
    PutWording(
        super::precedents::Place,
        Option<Id>,
        Box<super::editing::Wording>,
    ),
}

/// Words for a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) paragraph: Id,
    pub(super) text: String,
    /// Digest of the words that they were made of.
    pub(super) base: Digest,
    pub(super) cites: Vec<Source>,
}

impl Overlay {
    /// The line that is typed in, if it has one.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Help(help) => Some(&help.field),
            Self::Palette(palette) => Some(&palette.list.field),
            Self::Choice(choice) => Some(&choice.list.field),
            Self::Prompt(prompt) => Some(&prompt.field),
            Self::Ask(_)
            | Self::Report(_)
            | Self::Numbered(_)
            | Self::Proposals(_)
            | Self::Bracketing(_)
            | Self::Codes(_)
            | Self::Lookup(_) => None,
        }
    }

    fn field_mut(&mut self) -> Option<&mut Field> {
        match self {
            Self::Help(help) => Some(&mut help.field),
            Self::Palette(palette) => Some(&mut palette.list.field),
            Self::Choice(choice) => Some(&mut choice.list.field),
            Self::Prompt(prompt) => Some(&mut prompt.field),
            Self::Ask(_)
            | Self::Report(_)
            | Self::Numbered(_)
            | Self::Proposals(_)
            | Self::Bracketing(_)
            | Self::Codes(_)
            | Self::Lookup(_) => None,
        }
    }

    /// Narrows the list by what is typed now.
    fn typed(&mut self) {
        match self {
            Self::Palette(palette) => {
                let titles = palette.commands.iter().map(|c| c.title);
                palette.list.narrow(titles);
            }
            Self::Choice(choice) => {
                let names: Vec<String> = choice
                    .rows
                    .iter()
                    .map(|row| format!("{}  {}", row.text, row.detail))
                    .collect();
                let names = names.iter().map(String::as_str);
                match &choice.what {
                    Choose::Proposal(what) if what.several().is_some() => {
                        let query = super::proposing::last_name(choice.list.field.text());
                        let query = query.to_owned();
                        choice.list.narrow_by(&query, names);
                    }
                    _ => choice.list.narrow(names),
                }
                // Whatever was typed may be the path of a file.
                if let Some(file) = choice.what.place_of_file(choice.rows.len()) {
                    choice.list.keep(file);
                }
            }
            Self::Help(help) => help.top = 0,
            Self::Prompt(prompt) => prompt.error = None,
            Self::Ask(_)
            | Self::Report(_)
            | Self::Numbered(_)
            | Self::Proposals(_)
            | Self::Bracketing(_)
            | Self::Codes(_)
            | Self::Lookup(_) => {}
        }
    }

    /// Moves the selection or the window.
    pub(super) fn step(&mut self, by: isize) {
        match self {
            Self::Palette(palette) => palette.list.step(by),
            Self::Choice(choice) => choice.list.step(by),
            Self::Help(help) => {
                let last = help.rows().len().saturating_sub(1);
                help.top = help.top.saturating_add_signed(by).min(last);
            }
            Self::Ask(ask) => {
                let last = ask.answers.len().saturating_sub(1);
                ask.selected = ask.selected.saturating_add_signed(by.signum()).min(last);
            }
            Self::Report(report) => {
                report.top = report.top.saturating_add_signed(by);
            }
            Self::Numbered(shown) => {
                let last = shown.rows.len().saturating_sub(1);
                shown.top = shown.top.saturating_add_signed(by).min(last);
            }
            Self::Prompt(_)
            | Self::Proposals(_)
            | Self::Bracketing(_)
            | Self::Codes(_)
            | Self::Lookup(_) => {}
        }
    }

    /// Keeps the selection in sight of a list of that height, and the window of a report on its rows.
    pub(super) fn follow(&mut self, height: usize, columns: u16) {
        let list = match self {
            Self::Report(report) => {
                let last = report.rows(columns).saturating_sub(1);
                report.top = report.top.min(last);
                return;
            }
            Self::Palette(palette) => &mut palette.list,
            Self::Choice(choice) => &mut choice.list,
            _ => return,
        };
        let len = list.left.len();
        list.scroll.show(list.selected, (0, 1), height, len, |_| 1);
    }
}

impl App {
    pub(super) fn open_help(&mut self) {
        let help = Help {
            scope: Some(self.scope()),
            ..Help::default()
        };
        self.overlays.push(Overlay::Help(help));
    }

    pub(super) fn open_palette(&mut self) {
        let scope = self.scope();
        let commands: Vec<_> = command::all().filter(|c| c.applies(scope)).collect();
        let list = Filtered::new(commands.iter().map(|c| c.title));
        let palette = Palette { list, commands };
        self.overlays.push(Overlay::Palette(palette));
    }

    pub(super) fn open_choice(&mut self, title: String, rows: Vec<Row>, what: Choose) {
        let list = Filtered::new(rows.iter().map(|row| &*row.text));
        self.overlays.push(Overlay::Choice(Choice {
            title,
            rows,
            list,
            what,
        }));
    }

    /// Selects a row of the list in front.
    pub(super) fn choose_row(&mut self, at: usize) {
        if let Some(Overlay::Choice(choice)) = self.overlays.last_mut() {
            let last = choice.list.left.len().saturating_sub(1);
            choice.list.selected = at.min(last);
        }
    }

    pub(super) fn open_prompt(&mut self, title: String, help: &str, text: &str, what: Prompted) {
        self.overlays.push(Overlay::Prompt(Prompt {
            title,
            help: help.to_owned(),
            field: Field::new(text),
            error: None,
            what,
        }));
    }

    pub(super) fn open_ask(&mut self, question: String, lines: Vec<String>, answers: Vec<Answer>) {
        self.overlays.push(Overlay::Ask(Ask {
            question,
            lines,
            answers,
            selected: 0,
        }));
    }

    pub(super) fn open_report(&mut self, title: &str, lines: Vec<String>) {
        self.open_lines(title, lines.into_iter().map(Line::Plain).collect());
    }

    pub(super) fn open_lines(&mut self, title: &str, lines: Vec<Line>) {
        self.overlays.push(Overlay::Report(Report {
            title: title.to_owned(),
            lines,
            top: 0,
            cell: None,
        }));
    }

    /// A key that no command took, for what is in front.
    pub(super) fn press_front(&mut self, key: Key) -> Vec<Effect> {
        let width = usize::from(self.size.0);
        let Some(front) = self.overlays.last_mut() else {
            return Vec::new();
        };
        if let Overlay::Ask(ask) = front {
            let answer = key
                .typed()
                .and_then(|c| ask.answers.iter().position(|a| a.letter == c));
            return match answer {
                Some(at) => {
                    ask.selected = at;
                    self.accept()
                }
                None => Vec::new(),
            };
        }
        if let Overlay::Codes(_) = front {
            return key.typed().map_or(Vec::new(), |c| self.press_codes(c));
        }
        if let Some(field) = front.field_mut() {
            let before = field.text().len();
            let old = field.text().to_owned();
            field.press(key, width);
            if before != field.text().len() || old != field.text() {
                front.typed();
            }
        }
        Vec::new()
    }

    /// A paste into what is in front.
    pub(super) fn paste_front(&mut self, pasted: &str) {
        if let Some(front) = self.overlays.last_mut()
            && let Some(field) = front.field_mut()
        {
            field.paste(pasted);
            front.typed();
        }
    }

    /// Takes the front one as it is: runs, chooses, answers.
    pub(super) fn accept(&mut self) -> Vec<Effect> {
        match self.overlays.pop() {
            Some(Overlay::Palette(palette)) => {
                let chosen = palette.list.chosen();
                let Some(command) = chosen.and_then(|at| palette.commands.get(at)) else {
                    self.overlays.push(Overlay::Palette(palette));
                    return Vec::new();
                };
                self.run(command, command::Args::default())
            }
            Some(Overlay::Choice(choice)) => match choice.list.chosen() {
                Some(at) => {
                    if let Choose::Proposal(what) = &choice.what {
                        let line = choice.list.field.text();
                        let done = self.chosen_for_proposal(what.clone(), at, line);
                        return done.unwrap_or_else(|why| {
                            self.warn(why);
                            self.overlays.push(Overlay::Choice(choice));
                            Vec::new()
                        });
                    }
                    if choice.what.place_of_file(choice.rows.len()) == Some(at) {
                        return self.ask_file(&choice.what, choice.list.field.text());
                    }
                    self.chosen(choice.what, at)
                }
                None => {
                    self.overlays.push(Overlay::Choice(choice));
                    Vec::new()
                }
            },
            Some(Overlay::Prompt(prompt)) => match self.prompted(&prompt) {
                Ok(effects) => effects,
                Err(error) => {
                    let error = Some(error);
                    self.overlays
                        .push(Overlay::Prompt(Prompt { error, ..prompt }));
                    Vec::new()
                }
            },
            Some(Overlay::Ask(ask)) => match ask.answers.into_iter().nth(ask.selected) {
                Some(answer) => self.answered(answer.act),
                None => Vec::new(),
            },
            Some(Overlay::Numbered(shown)) => self.renumber(&shown),
            Some(Overlay::Report(Report {
                cell: Some((paragraph, party)),
                ..
            })) => {
                self.ask_stance(paragraph, party);
                Vec::new()
            }
            Some(
                Overlay::Help(_)
                | Overlay::Report(_)
                | Overlay::Proposals(_)
                | Overlay::Bracketing(_)
                | Overlay::Codes(_)
                | Overlay::Lookup(_),
            )
            | None => Vec::new(),
        }
    }
}

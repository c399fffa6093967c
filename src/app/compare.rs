//! Two texts and what differs. Start at [`Compare`]; what rows take stands in `layout`, what keys do in `acts`.

mod acts;
mod layout;

use super::overlay::{Choose, Row};
use super::scroll::Scroll;
use super::texts::{Question, Side, side_name};
use super::{App, Effect};
use crate::compare::{Item, Labels, OnlyChanged, Pair, Sheet, Step, Typography, Who, steps};
use crate::model::{Id, Lens, Workspace};
use crate::text::Language;

pub use layout::{Marks, Part, Shown, margin_lines, name_lines, note_line, side_words, words};

/// The comparison.
#[derive(Debug, Clone, Default)]
pub struct Compare {
    /// The older side and the newer one, once chosen.
    pub sides: Option<(Side, Side)>,
    /// How each side is looked at.
    pub lenses: (Lens, Lens),
    /// The answer, or why there is none.
    pub result: Option<Result<Sheet, String>>,
    /// Whether both texts stand side by side.
    pub beside: bool,
    /// Whether only what differs is shown.
    pub only_changed: bool,
    /// Whether a new label is a change.
    pub labels: Labels,
    /// Whether typography that differs is a change.
    pub typography: Typography,
    /// Whether signs stand around words that went and came; by itself where there are no colours.
    pub marks: Option<bool>,
    /// The selected item, by its place among those shown.
    pub selected: usize,
    /// The selected change inside the selected pair.
    pub step: usize,
    /// What is seen.
    pub scroll: Scroll,
    items: Vec<Item>,
    ticket: u64,
    language: Option<Language>,
}

impl Compare {
    /// What is shown, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The comparison, once there is one.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.result.as_ref()?.as_ref().ok()
    }

    /// The selected item.
    pub fn item(&self) -> Option<Item> {
        self.items.get(self.selected).copied()
    }

    /// The pair that the selected item is about.
    pub fn pair(&self) -> Option<&Pair> {
        self.sheet()?.pair(self.item()?.pair())
    }

    /// The selected change inside the selected pair, if the pair is shown where it stands now.
    pub fn chosen(&self) -> Option<Step> {
        match self.item()? {
            Item::Pair(_) => steps(self.pair()?).into_iter().nth(self.step),
            Item::Left(_) => None,
        }
    }

    /// Takes up what is shown anew, with the same thing selected if it is there.
    pub(super) fn refresh(&mut self) {
        let before = self.item();
        let only = if self.only_changed {
            OnlyChanged::Yes
        } else {
            OnlyChanged::No
        };
        self.items = self
            .sheet()
            .map(|sheet| sheet.items(only))
            .unwrap_or_default();
        let pair = before.map(Item::pair);
        let same = |item: &Item| pair.is_some_and(|pair| item.pair() >= pair);
        let found = self
            .items
            .iter()
            .position(|item| Some(*item) == before)
            .or_else(|| self.items.iter().position(same));
        self.selected = found.unwrap_or(self.selected);
        self.selected = self.selected.min(self.items.len().saturating_sub(1));
        let many = self.pair().map_or(0, |pair| steps(pair).len());
        self.step = self.step.min(many.saturating_sub(1));
    }

    /// The paragraph that the selected item is about: as the newer side has it, else the older.
    pub(super) fn paragraph(&self) -> Option<Id> {
        let (sheet, pair) = (self.sheet()?, self.pair()?);
        let newer = pair.b.first().and_then(|at| sheet.b.paragraphs.get(*at));
        let older = pair.a.first().and_then(|at| sheet.a.paragraphs.get(*at));
        newer.or(older).map(|p| p.id)
    }
}

impl App {
    /// The screen is entered: the last version against the draft, unless something else was chosen.
    pub(super) fn enter_compare(&mut self) -> Vec<Effect> {
        if self.compare.sides.is_none() {
            let last = self
                .workspace()
                .and_then(|w| w.versions.last())
                .map(|v| v.label.to_string());
            match last {
                Some(label) => self.compare.sides = Some((Side::Version(label), Side::Draft)),
                None => {
                    let why = "There is no version to compare with yet: freeze the draft, or choose two sides.";
                    self.compare.result = Some(Err(why.to_owned()));
                    return Vec::new();
                }
            }
        }
        self.compare_again()
    }

    /// The question that the screen answers, once the sides are chosen.
    pub(super) fn question(&self) -> Option<Question> {
        let (a, b) = self.compare.sides.clone()?;
        Some(Question {
            a,
            b,
            lenses: self.compare.lenses,
            language: self.language,
            labels: self.compare.labels,
            typography: self.compare.typography,
        })
    }

    /// Asks for the comparison anew.
    pub(super) fn compare_again(&mut self) -> Vec<Effect> {
        let Some(question) = self.question() else {
            return self.enter_compare();
        };
        let ticket = self.next_ticket();
        self.compare.ticket = ticket;
        self.compare.language = Some(self.language);
        vec![Effect::Compare { ticket, question }]
    }

    pub(super) fn compared(&mut self, ticket: u64, result: Result<Box<Sheet>, String>) {
        if ticket != self.compare.ticket {
            return;
        }
        let first = self.compare.result.is_none();
        let paragraph = self.compare.paragraph();
        self.compare.result = Some(result.map(|sheet| *sheet));
        self.compare.refresh();
        if first {
            (self.compare.selected, self.compare.step) = (0, 0);
            self.next_change(true, 1, true);
        } else if let Some(id) = paragraph
            && self.compare.paragraph() != Some(id)
        {
            self.select_pair_of(id);
        }
    }

    /// Another older or newer side.
    pub(super) fn compare_with(&mut self, older: Option<Side>, newer: Option<Side>) -> Vec<Effect> {
        let (a, b) = self
            .compare
            .sides
            .clone()
            .unwrap_or((Side::Draft, Side::Draft));
        let (mut a, mut b) = (older.clone().unwrap_or(a), newer.unwrap_or(b));
        // Words that somebody agreed to are set against the draft, whatever was compared before.
        if matches!(older, Some(Side::Since(_))) {
            b = Side::Draft;
        } else if matches!(a, Side::Since(_)) && b != Side::Draft {
            a = Side::Draft;
        }
        self.compare.sides = Some((a, b));
        self.compare.result = None;
        self.compare_again()
    }

    /// What changed since somebody agreed, wherever that is asked.
    pub(super) fn compare_since(&mut self, who: Who) -> Vec<Effect> {
        self.screen = super::Screen::Compare;
        self.compare.only_changed = false;
        self.compare_with(Some(Side::Since(who)), Some(Side::Draft))
    }

    pub(super) fn choose_side(&mut self, older: bool) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let sides = sides(workspace, self, older);
        let mut rows: Vec<Row> = sides
            .iter()
            .map(|side| Row {
                text: side_name(side),
                detail: detail(workspace, side),
            })
            .collect();
        rows.push(Row {
            text: "a file …".to_owned(),
            detail: "text, Markdown or YAML, by its path".to_owned(),
        });
        let (title, what) = if older {
            ("Compare what? The older side", Choose::Older(sides))
        } else {
            ("With what? The newer side", Choose::Newer(sides))
        };
        self.open_choice(title.to_owned(), rows, what);
        Vec::new()
    }

    /// Whose agreement the draft is set against.
    pub(super) fn choose_since(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let sides = since_sides(workspace);
        let rows = sides
            .iter()
            .map(|side| Row {
                text: side_name(side),
                detail: detail(workspace, side),
            })
            .collect();
        let title = "What changed since whose agreement?".to_owned();
        self.open_choice(title, rows, Choose::Older(sides));
        Vec::new()
    }
}

fn since_sides(workspace: &Workspace) -> Vec<Side> {
    let header = &workspace.header;
    let codes = header.delegations.iter().map(|d| d.code);
    let codes = codes.chain(header.groups.iter().map(|g| g.code));
    [Who::Everybody, Who::Chair]
        .into_iter()
        .chain(codes.map(Who::Party))
        .map(Side::Since)
        .collect()
}

fn sides(workspace: &Workspace, app: &App, older: bool) -> Vec<Side> {
    let versions = workspace
        .versions
        .iter()
        .rev()
        .map(|v| Side::Version(v.label.to_string()));
    let languages = super::languages(workspace)
        .into_iter()
        .filter(|l| l != app.language())
        .map(Side::Language);
    let precedents = workspace
        .precedents
        .iter()
        .map(|p| Side::Precedent(p.name.to_string()));
    let since = if older {
        since_sides(workspace)
    } else {
        Vec::new()
    };
    std::iter::once(Side::Draft)
        .chain(versions)
        .chain(languages)
        .chain(precedents)
        .chain(since)
        .collect()
}

fn detail(workspace: &Workspace, side: &Side) -> String {
    match side {
        Side::Draft => "the working text".to_owned(),
        Side::Version(label) => {
            let frozen = workspace.version(label).and_then(|v| v.frozen);
            frozen
                .map(|at| format!("frozen {}", at.minute()))
                .unwrap_or_default()
        }
        Side::Precedent(name) => {
            let found = workspace.precedents.iter().find(|p| *p.name == **name);
            found
                .map(|p| p.document.head.title.to_string())
                .unwrap_or_default()
        }
        Side::Language(_) => "aligned by paragraph".to_owned(),
        Side::File(path) => path.display().to_string(),
        Side::Since(Who::Party(code)) => {
            let header = &workspace.header;
            let name = header.delegation(*code).map(|d| d.name.to_string());
            let group = header.groups.iter().find(|g| g.code == *code);
            name.or_else(|| group.map(|g| g.name.to_string()))
                .unwrap_or_default()
        }
        Side::Since(Who::Chair) => "the words that the chair gavelled".to_owned(),
        Side::Since(Who::Everybody) => "every delegation, each on its own words".to_owned(),
    }
}

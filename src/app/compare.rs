//! Two texts and what differs.

use super::overlay::{Choose, Row};
use super::scroll::Scroll;
use super::{App, Compared, Effect, Side};
use crate::compare::Pair;
use crate::model::Workspace;
use crate::text;

use super::consensus::Motion;

/// The comparison.
#[derive(Debug, Clone, Default)]
pub struct Compare {
    /// The older side and the newer one, once chosen.
    pub sides: Option<(Side, Side)>,
    /// The answer, or why there is none.
    pub result: Option<Result<Compared, String>>,
    /// Whether both texts stand side by side.
    pub beside: bool,
    /// Whether only what differs is shown.
    pub only_changed: bool,
    /// The selected pair, by its place among those shown.
    pub selected: usize,
    /// What is seen.
    pub scroll: Scroll,
    ticket: u64,
    language: Option<text::Language>,
}

impl Compare {
    /// The pairs that are shown.
    pub fn shown(&self) -> Vec<&Pair> {
        let Some(Ok(compared)) = &self.result else {
            return Vec::new();
        };
        let all = compared.comparison.pairs.iter();
        all.filter(|pair| !self.only_changed || pair.is_change())
            .collect()
    }
}

/// What people call a side.
pub fn side_name(side: &Side) -> String {
    match side {
        Side::Draft => "draft".to_owned(),
        Side::Version(label) => label.clone(),
        Side::Precedent(name) => format!("precedent {name}"),
        Side::Language(language) => format!("draft in {}", language.name()),
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

    /// Asks for the comparison anew.
    pub(super) fn compare_again(&mut self) -> Vec<Effect> {
        let Some((a, b)) = self.compare.sides.clone() else {
            return self.enter_compare();
        };
        let ticket = self.next_ticket();
        let language = self.language;
        self.compare.ticket = ticket;
        self.compare.language = Some(language);
        vec![Effect::Compare {
            ticket,
            a,
            b,
            language,
        }]
    }

    pub(super) fn compared(&mut self, ticket: u64, result: Result<Box<Compared>, String>) {
        if ticket == self.compare.ticket {
            let first = self.compare.result.is_none();
            self.compare.result = Some(result.map(|compared| *compared));
            if first {
                self.compare.selected = 0;
                self.next_change(true, 1, true);
            }
        }
    }

    /// Another older or newer side.
    pub(super) fn compare_with(&mut self, older: Option<Side>, newer: Option<Side>) -> Vec<Effect> {
        let (a, b) = self
            .compare
            .sides
            .clone()
            .unwrap_or((Side::Draft, Side::Draft));
        self.compare.sides = Some((older.unwrap_or(a), newer.unwrap_or(b)));
        self.compare.result = None;
        self.compare_again()
    }

    pub(super) fn choose_side(&mut self, older: bool) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let sides = sides(workspace, self);
        let rows = sides
            .iter()
            .map(|side| Row {
                text: side_name(side),
                detail: detail(workspace, side),
            })
            .collect();
        let (title, what) = if older {
            ("Compare what? The older side", Choose::Older(sides))
        } else {
            ("With what? The newer side", Choose::Newer(sides))
        };
        self.open_choice(title.to_owned(), rows, what);
        Vec::new()
    }

    /// The next or previous pair that differs.
    pub(super) fn next_change(&mut self, forward: bool, times: usize, here: bool) {
        let shown = self.compare.shown();
        let mut at = self.compare.selected;
        for _ in 0..times {
            let found = if forward {
                let from = if here { at } else { at + 1 };
                shown
                    .iter()
                    .enumerate()
                    .skip(from)
                    .find(|(_, pair)| pair.is_change())
            } else {
                shown
                    .iter()
                    .enumerate()
                    .take(at)
                    .rfind(|(_, pair)| pair.is_change())
            };
            match found {
                Some((to, _)) => at = to,
                None if here => return,
                None => {
                    self.compare.selected = at;
                    self.say("No further change in this direction.");
                    return;
                }
            }
        }
        self.compare.selected = at;
    }

    /// Goes to the selected paragraph in the draft.
    pub(super) fn open_pair(&mut self) -> Vec<Effect> {
        let Some(Ok(compared)) = &self.compare.result else {
            return Vec::new();
        };
        let shown = self.compare.shown();
        let pair = shown.get(self.compare.selected);
        let newer = pair.and_then(|p| compared.b.paragraphs.get(*p.b.first()?));
        let older = pair.and_then(|p| compared.a.paragraphs.get(*p.a.first()?));
        let id = newer.or(older).map(|p| p.id);
        match id.filter(|id| self.document().is_some_and(|d| d.get(*id).is_some())) {
            Some(id) => self.go_to(id),
            None => {
                self.say("It is not in the draft.");
                Vec::new()
            }
        }
    }

    /// The words of the selected pair: of the newer side, where it has any.
    pub(super) fn pair_words(&self) -> Option<String> {
        let Some(Ok(compared)) = &self.compare.result else {
            return None;
        };
        let shown = self.compare.shown();
        let pair = shown.get(self.compare.selected)?;
        Some(side_words(compared, pair, pair.b.is_empty()))
    }

    pub(super) fn move_compare(&mut self, motion: Motion, times: usize) {
        let len = self.compare.shown().len();
        let page = self.compare_room().1 / 4;
        self.compare.selected = motion.apply(self.compare.selected, len, page.max(1), times);
    }

    /// Cells and rows for the pairs.
    pub fn compare_room(&self) -> (usize, usize) {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        (
            usize::from(inner.width),
            usize::from(inner.height.saturating_sub(1)),
        )
    }

    /// Cells before the words of a pair: mark, sign, name.
    pub fn compare_margin(&self) -> usize {
        if self.compare_room().0 < 60 {
            9
        } else {
            COMPARE_MARGIN
        }
    }

    /// Whether both texts stand side by side: wanted, and there is room.
    pub fn is_beside(&self) -> bool {
        let words = self.compare_room().0.saturating_sub(self.compare_margin());
        self.compare.beside && words.saturating_sub(3) / 2 >= LEAST_BESIDE
    }

    /// Cells for the words of one side.
    pub fn compare_cells(&self) -> usize {
        let (width, _) = self.compare_room();
        let words = width.saturating_sub(self.compare_margin());
        if self.is_beside() {
            words.saturating_sub(3) / 2
        } else {
            words
        }
        .max(8)
    }

    /// Rows that a pair takes.
    pub fn rows_of_pair(&self, at: usize) -> usize {
        let (Some(Ok(compared)), shown) = (&self.compare.result, self.compare.shown()) else {
            return 1;
        };
        let Some(pair) = shown.get(at) else { return 1 };
        let cells = self.compare_cells();
        let rows = |words: &str| text::wrap(&text::reveal_lines(words), cells).len();
        if self.is_beside() {
            return rows(&side_words(compared, pair, true))
                .max(rows(&side_words(compared, pair, false)));
        }
        rows(&inline_words(compared, pair))
    }

    pub(super) fn settle_compare(&mut self) {
        let stale = self
            .compare
            .language
            .is_some_and(|language| language != self.language);
        if stale {
            // Another language is shown: its effect was asked for by the command that turned it.
            self.compare.language = Some(self.language);
        }
        let len = self.compare.shown().len();
        self.compare.selected = self.compare.selected.min(len.saturating_sub(1));
        let at = self.compare.selected;
        let (_, height) = self.compare_room();
        let rows = self.rows_of_pair(at);
        let mut scroll = self.compare.scroll;
        scroll.show(at, (0, rows), height, len, |at| self.rows_of_pair(at));
        self.compare.scroll = scroll;
    }
}

/// Cells before the words of a pair where there is room.
const COMPARE_MARGIN: usize = 18;
/// Fewer cells than this for a side, and both texts stand in line.
const LEAST_BESIDE: usize = 18;

/// The words of a pair with its edits, as one text.
pub fn inline_words(compared: &Compared, pair: &Pair) -> String {
    if pair.edits.is_empty() {
        let side = pair.b.is_empty();
        return side_words(compared, pair, side);
    }
    pair.edits.iter().map(|edit| edit.text.as_str()).collect()
}

/// The words of one side of a pair.
pub fn side_words(compared: &Compared, pair: &Pair, older: bool) -> String {
    let (document, places) = if older {
        (&compared.a, &pair.a)
    } else {
        (&compared.b, &pair.b)
    };
    let words: Vec<&str> = places
        .iter()
        .filter_map(|at| document.paragraphs.get(*at))
        .map(|p| p.text())
        .collect();
    words.join("\n")
}

fn sides(workspace: &Workspace, app: &App) -> Vec<Side> {
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
    std::iter::once(Side::Draft)
        .chain(versions)
        .chain(languages)
        .chain(precedents)
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
    }
}

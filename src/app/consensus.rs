//! The matrix: paragraphs by delegations, either way round. Lines are paragraphs or whole sections, parties are
//! delegations or folded groups. Start at [`Consensus`]; `lines` says which there are, `cell` what one says.

mod cell;
mod lines;
pub(super) mod motion;

use std::collections::BTreeSet;

use super::App;
use super::scroll::Scroll;
use crate::model::matrix::Sums;
use crate::model::{Code, Id};

pub(super) use cell::marked;
pub use cell::{Held, counts};
pub use motion::Motion;

/// A cell: a paragraph, and a delegation or group.
pub type Cell = (Id, Code);

/// What a line of the matrix is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A paragraph, by its place in the original.
    Paragraph(usize),
    /// A section, by its place among [`Consensus::sections`].
    Section(usize),
}

/// Whose cells are under one head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A delegation, by its place in the workspace.
    Delegation(usize),
    /// A group that is folded, by its place in the workspace.
    Group(usize),
}

/// A section of the matrix: those of its paragraphs that count and that no filter hides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rolled {
    /// What people call it.
    pub name: String,
    /// Places in the original.
    pub places: Vec<usize>,
    /// What the cells of each delegation count for, in the order of the workspace.
    pub sums: Vec<Sums>,
}

/// In which order lines and parties stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As in the text and in the workspace.
    #[default]
    Text,
    /// The lines most in trouble first.
    Lines,
    /// The parties most in the way first.
    Parties,
    /// Both.
    Both,
}

impl Order {
    /// The next one, around.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Text => Self::Lines,
            Self::Lines => Self::Parties,
            Self::Parties => Self::Both,
            Self::Both => Self::Text,
        }
    }

    /// Whether lines are sorted, and whether parties are.
    pub fn sorts(self) -> (bool, bool) {
        (
            matches!(self, Self::Lines | Self::Both),
            matches!(self, Self::Parties | Self::Both),
        )
    }
}

/// The matrix.
#[derive(Debug, Clone, Default)]
pub struct Consensus {
    /// The selected paragraph, by its place in the original.
    pub paragraph: usize,
    /// The selected delegation or group; the first there is, when it is not shown.
    pub party: Option<Code>,
    /// Whether parties go down and paragraphs across.
    pub turned: bool,
    /// What is shown of it.
    pub shown: Shown,
    /// Whether the chart of agreement and brackets is shown in its place, and how many rows back it is scrolled.
    pub chart: Option<usize>,
    /// What is seen, down.
    pub down: Scroll,
    /// What is seen, across.
    pub across: Scroll,
    /// The lines that pass the filters, in order.
    pub lines: Vec<Line>,
    /// The parties, in order.
    pub parties: Vec<Party>,
    /// The sections, when lines are sections.
    pub sections: Vec<Rolled>,
    /// For each party, how many of its cells that are shown stand in the way.
    pub ways: Vec<usize>,
    /// Of which state of the workspace, and of which choice, the lines and parties are.
    known: Option<(u64, Shown)>,
}

/// Which of the matrix is shown, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// Only paragraphs that are not agreed, or in whose way something stands.
    pub only_open: bool,
    /// Only paragraphs with a stale position or agreement.
    pub only_stale: bool,
    /// Only paragraphs that somebody blocks.
    pub only_blocked: bool,
    /// Only paragraphs that this delegation, or not all of this group, agree to.
    pub only_party: Option<Code>,
    /// In which order.
    pub order: Order,
    /// Groups that are folded into one.
    pub folded: BTreeSet<Code>,
    /// Whether lines are sections.
    pub by_section: bool,
}

impl Shown {
    /// What it leaves out and how it stands, as a title says it: `only open`, `worst paragraphs first`.
    pub fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        let mut say = |is: bool, words: &str| {
            if is {
                told.push(words.to_owned());
            }
        };
        say(self.by_section, "by section");
        say(self.only_open, "only open");
        say(self.only_stale, "only stale");
        say(self.only_blocked, "only blocked");
        if let Some(code) = self.only_party {
            say(true, &format!("not agreed by {code}"));
        }
        let order = match self.order {
            Order::Text => "",
            Order::Lines => "worst paragraphs first",
            Order::Parties => "worst delegations first",
            Order::Both => "worst first",
        };
        say(!order.is_empty(), order);
        told
    }
}

/// Cells of a column.
pub const COLUMN: u16 = 4;
/// Rows below it where there is room: what the selected cell says, the words, sums.
const FOOT: u16 = 6;

/// Rows below the matrix in a pane of that height: all, or what the selected cell says and stands in the way of.
pub fn foot(height: u16) -> u16 {
    match height {
        0..8 => 2,
        8..14 => 3,
        _ => FOOT,
    }
}

/// Rows above the matrix in a pane of that height: the names of columns, and where there is room their sums.
pub fn head(height: u16) -> u16 {
    if height < 14 { 2 } else { 3 }
}

/// Cells before the columns in a pane of that width: the name of a row, its status, and where there is room its sums.
pub fn row_name(width: u16) -> u16 {
    if width < 96 { 20 } else { 34 }
}

impl App {
    /// The selected cell; none where lines are sections.
    pub fn cell(&self) -> Option<Cell> {
        if self.consensus.chart.is_some() {
            return None;
        }
        let workspace = self.workspace()?;
        let Line::Paragraph(at) = *self.consensus.lines.get(self.line_at())? else {
            return None;
        };
        let p = workspace.original()?.paragraphs.get(at)?;
        Some((p.id, self.party_code(self.party_at())?))
    }

    /// The code of the delegation or group at a place of the matrix.
    pub fn party_code(&self, at: usize) -> Option<Code> {
        let header = &self.workspace()?.header;
        match *self.consensus.parties.get(at)? {
            Party::Delegation(at) => header.delegations.get(at).map(|d| d.code),
            Party::Group(at) => header.groups.get(at).map(|g| g.code),
        }
    }

    /// Where the selected line stands among those that are shown.
    pub fn line_at(&self) -> usize {
        let state = &self.consensus;
        let is_at = |line: &Line| match line {
            Line::Paragraph(at) => *at == state.paragraph,
            Line::Section(at) => {
                let section = state.sections.get(*at);
                section.is_some_and(|s| s.places.contains(&state.paragraph))
            }
        };
        state.lines.iter().position(is_at).unwrap_or_default()
    }

    /// Where the selected party stands among those that are shown.
    pub fn party_at(&self) -> usize {
        let Some(code) = self.consensus.party else {
            return 0;
        };
        let mut all = 0..self.consensus.parties.len();
        all.find(|at| self.party_code(*at) == Some(code))
            .unwrap_or_default()
    }

    /// Rows and columns of the matrix that there is room for.
    pub fn matrix_room(&self) -> (usize, usize) {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        let rows = inner
            .height
            .saturating_sub(head(inner.height) + foot(inner.height))
            .max(1);
        let columns = (inner.width.saturating_sub(row_name(inner.width)) / COLUMN).max(1);
        (usize::from(rows), usize::from(columns))
    }

    /// Moves down the matrix, or across it.
    pub(super) fn move_matrix(&mut self, motion: Motion, down: bool, times: usize) {
        let (rows, columns) = self.matrix_room();
        if let Some(back) = self.consensus.chart {
            if down {
                let len = self.workspace().map_or(0, |w| w.versions.len());
                // Down is towards the draft: fewer rows back.
                let at = motion.apply(len.saturating_sub(back), len + 1, rows, times);
                self.consensus.chart = Some(len.saturating_sub(at));
            }
            return;
        }
        let page = if down { rows } else { columns };
        if down == self.consensus.turned {
            let len = self.consensus.parties.len();
            let to = motion.apply(self.party_at(), len, page, times);
            self.consensus.party = self.party_code(to);
        } else {
            let len = self.consensus.lines.len();
            let to = motion.apply(self.line_at(), len, page, times);
            self.go_to_line(to);
        }
    }

    /// Selects the line at a place of the matrix, in the draft too.
    fn go_to_line(&mut self, to: usize) {
        let place = match self.consensus.lines.get(to) {
            Some(Line::Paragraph(at)) => Some(*at),
            Some(Line::Section(at)) => {
                let section = self.consensus.sections.get(*at);
                section.and_then(|s| s.places.first().copied())
            }
            None => None,
        };
        if let Some(place) = place {
            self.consensus.paragraph = place;
            let original = self.workspace().and_then(|w| w.original());
            self.draft.selected = original.and_then(|d| d.paragraphs.get(place)).map(|p| p.id);
        }
    }

    pub(super) fn settle_consensus(&mut self) {
        self.make_lines();
        // What is selected and not shown any more: what follows it in the text.
        let state = &self.consensus;
        if !state.lines.is_empty() {
            let at = self.line_at();
            let shown = |line: &Line| match line {
                Line::Paragraph(at) => *at == state.paragraph,
                Line::Section(at) => {
                    let section = state.sections.get(*at);
                    section.is_some_and(|s| s.places.contains(&state.paragraph))
                }
            };
            if !state.lines.get(at).is_some_and(shown) {
                let places = state.lines.iter().map(|line| match line {
                    Line::Paragraph(at) => *at,
                    Line::Section(at) => {
                        let section = state.sections.get(*at);
                        section.and_then(|s| s.places.first().copied()).unwrap_or(0)
                    }
                });
                let next = places.clone().filter(|at| *at >= state.paragraph).min();
                if let Some(place) = next.or_else(|| places.max()) {
                    self.consensus.paragraph = place;
                }
            }
        }
        let party = self.party_at();
        self.consensus.party = self.party_code(party);
        let (rows, columns) = self.matrix_room();
        let line = (self.line_at(), self.consensus.lines.len());
        let party = (party, self.consensus.parties.len());
        let (down, across) = if self.consensus.turned {
            (party, line)
        } else {
            (line, party)
        };
        self.consensus
            .down
            .show(down.0, (0, 1), rows, down.1, |_| 1);
        self.consensus
            .across
            .show(across.0, (0, 1), columns, across.1, |_| 1);
    }
}

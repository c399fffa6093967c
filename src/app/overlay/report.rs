//! Lines to read in front of a screen.

use super::Overlay;
use crate::app::App;
use crate::app::compare::{Marks, Shown};
use crate::compare::Edit;
use crate::model::{Code, Id};

/// Lines to read.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What they are about.
    pub title: String,
    /// The lines.
    pub lines: Vec<Line>,
    /// The first row that is seen.
    pub top: usize,
    /// The cell of the matrix that they are about, for which `Enter` records a position.
    pub cell: Option<(Id, Code)>,
}

/// A line of a report, of any length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// As it is.
    Plain(String),
    /// To be seen first.
    Strong(String),
    /// To be passed over.
    Faint(String),
    /// Words with what went and what came.
    Words(Vec<Edit>),
}

impl Line {
    /// Its words as they are shown, with marks around what went and what came.
    pub fn shown(&self) -> Shown {
        match self {
            Self::Plain(words) | Self::Strong(words) | Self::Faint(words) => Shown::plain(words),
            Self::Words(edits) => Shown::of(edits, None, Marks::Shown),
        }
    }
}

impl Report {
    /// How wide the box around a report is, in a terminal of that many columns.
    pub fn width(columns: u16) -> u16 {
        columns.min(REPORT_WIDTH)
    }

    /// How many rows it takes in such a terminal.
    pub fn rows(&self, columns: u16) -> usize {
        let cells = usize::from(Self::width(columns).saturating_sub(4).max(1));
        let lines = self.lines.iter();
        lines.map(|line| line.shown().rows(cells).1.len()).sum()
    }
}

/// Columns of a report at most: longer rows are hard to read.
const REPORT_WIDTH: u16 = 96;

impl App {
    /// The same about a cell of the matrix.
    pub(crate) fn open_report_then(
        &mut self,
        title: &str,
        lines: Vec<Line>,
        cell: Option<(Id, Code)>,
    ) {
        self.open_lines(title, lines);
        if let Some(Overlay::Report(report)) = self.overlays.last_mut() {
            report.cell = cell;
        }
    }

    /// Adds lines to the report on a cell, if it is open.
    pub(crate) fn add_to_report(&mut self, paragraph: Id, party: Option<Code>, lines: Vec<Line>) {
        let about = party.map(|party| (paragraph, party));
        for overlay in &mut self.overlays {
            if let Overlay::Report(report) = overlay
                && report.cell.is_some()
                && report.cell == about
            {
                report.lines.extend(lines);
                return;
            }
        }
    }
}

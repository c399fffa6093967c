//! The matrix: paragraphs by delegations, either way round. Only what is seen is computed.

use super::overlay::Choose;
use super::scroll::Scroll;
use super::{App, Effect};
use crate::model::{Code, Id, Paragraph, Stance, Status};
use crate::text;

/// A movement, the same on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Motion {
    /// One down.
    Down,
    /// One up.
    Up,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Motion {
    /// Where it leads from `at` among `len` things, of which `page` are seen.
    pub(super) fn apply(self, at: usize, len: usize, page: usize, times: usize) -> usize {
        let last = len.saturating_sub(1);
        let half = (page / 2).max(1);
        let page = page.max(1);
        match self {
            Self::Down => at.saturating_add(times),
            Self::Up => at.saturating_sub(times),
            Self::HalfDown => at.saturating_add(half * times),
            Self::HalfUp => at.saturating_sub(half * times),
            Self::PageDown => at.saturating_add(page * times),
            Self::PageUp => at.saturating_sub(page * times),
            Self::First => 0,
            Self::Last => last,
        }
        .min(last)
    }
}

/// A cell: a paragraph and a delegation.
pub type Cell = (Id, Code);

/// The matrix.
#[derive(Debug, Clone, Default)]
pub struct Consensus {
    /// The selected paragraph, by its place in the original.
    pub paragraph: usize,
    /// The selected delegation, by its place in the workspace.
    pub delegation: usize,
    /// Whether delegations go down and paragraphs across.
    pub turned: bool,
    /// Only paragraphs that are not agreed, or in whose way something stands.
    pub only_open: bool,
    /// Only paragraphs with a stale position or agreement.
    pub only_stale: bool,
    /// Only paragraphs that this delegation does not agree to.
    pub only_party: Option<Code>,
    /// What is seen, down.
    pub down: Scroll,
    /// What is seen, across.
    pub across: Scroll,
}

/// Cells before the columns: the name of a row, its status.
pub const ROW_NAME: u16 = 20;
/// Cells of a column.
pub const COLUMN: u16 = 4;
/// Rows above the matrix: names of the columns.
pub const HEAD: u16 = 2;
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

impl App {
    /// The paragraphs of the matrix, by their places in the original: those that count and that no filter hides.
    pub fn matrix_paragraphs(&self) -> Vec<usize> {
        let (Some(session), Some(workspace)) = (&self.session, self.workspace()) else {
            return Vec::new();
        };
        let Some(original) = workspace.original() else {
            return Vec::new();
        };
        let state = &self.consensus;
        let all = session
            .consensus()
            .paragraphs
            .iter()
            .zip(&original.paragraphs)
            .enumerate();
        let kept = all.filter(|(_, (standing, p))| {
            let open = !standing.status.is_agreed()
                || !standing.blocking.is_empty()
                || !standing.pending.is_empty()
                || !standing.stale.is_empty();
            let stale = standing.status == Status::Stale || !standing.stale.is_empty();
            standing.counted
                && (!state.only_open || open)
                && (!state.only_stale || stale)
                && state.only_party.is_none_or(|code| !self.agrees(code, p))
        });
        kept.map(|(at, _)| at).collect()
    }

    fn agrees(&self, code: Code, p: &Paragraph) -> bool {
        let standing = self.workspace().and_then(|w| w.standing(code, p));
        standing.is_some_and(|s| {
            !s.stale && matches!(s.position.stance, Stance::Agree | Stance::Flexible)
        })
    }

    /// The selected cell.
    pub fn cell(&self) -> Option<Cell> {
        let workspace = self.workspace()?;
        let places = self.matrix_paragraphs();
        let at = places
            .iter()
            .find(|at| **at == self.consensus.paragraph)
            .or(places.first())?;
        let p = workspace.original()?.paragraphs.get(*at)?;
        let delegation = workspace
            .header
            .delegations
            .get(self.consensus.delegation)?;
        Some((p.id, delegation.code))
    }

    /// Rows and columns of the matrix that there is room for.
    pub fn matrix_room(&self) -> (usize, usize) {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        let rows = inner
            .height
            .saturating_sub(HEAD + foot(inner.height))
            .max(1);
        let columns = (inner.width.saturating_sub(ROW_NAME) / COLUMN).max(1);
        (usize::from(rows), usize::from(columns))
    }

    /// Moves down the matrix, or across it.
    pub(super) fn move_matrix(&mut self, motion: Motion, down: bool, times: usize) {
        let (rows, columns) = self.matrix_room();
        let page = if down { rows } else { columns };
        if down == self.consensus.turned {
            let len = self.workspace().map_or(0, |w| w.header.delegations.len());
            self.consensus.delegation = motion.apply(self.consensus.delegation, len, page, times);
            return;
        }
        let places = self.matrix_paragraphs();
        let at = places.partition_point(|at| *at < self.consensus.paragraph);
        let to = motion.apply(
            at.min(places.len().saturating_sub(1)),
            places.len(),
            page,
            times,
        );
        if let Some(place) = places.get(to) {
            self.consensus.paragraph = *place;
            let original = self.workspace().and_then(|w| w.original());
            self.draft.selected = original
                .and_then(|d| d.paragraphs.get(*place))
                .map(|p| p.id);
        }
    }

    pub(super) fn settle_consensus(&mut self) {
        let places = self.matrix_paragraphs();
        let delegations = self.workspace().map_or(0, |w| w.header.delegations.len());
        self.consensus.delegation = self.consensus.delegation.min(delegations.saturating_sub(1));
        let at = places
            .partition_point(|at| *at < self.consensus.paragraph)
            .min(places.len().saturating_sub(1));
        if let Some(place) = places.get(at) {
            self.consensus.paragraph = *place;
        }
        let (rows, columns) = self.matrix_room();
        let delegation = self.consensus.delegation;
        let (down, across) = if self.consensus.turned {
            ((delegation, delegations), (at, places.len()))
        } else {
            ((at, places.len()), (delegation, delegations))
        };
        self.consensus
            .down
            .show(down.0, (0, 1), rows, down.1, |_| 1);
        self.consensus
            .across
            .show(across.0, (0, 1), columns, across.1, |_| 1);
    }

    /// Records a stance for the selected cell.
    pub(super) fn set_cell(&mut self, word: &str) -> Vec<Effect> {
        match self.cell() {
            Some((paragraph, delegation)) => self.set_stance(paragraph, delegation, word),
            None => Vec::new(),
        }
    }

    pub(super) fn choose_only(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let (rows, codes) = super::overlay::everybody_or(workspace, "no filter by delegation");
        self.open_choice(
            "Only paragraphs not agreed by".to_owned(),
            rows,
            Choose::Only(codes),
        );
        Vec::new()
    }

    /// All about the selected cell: stance, note, and how the words differ from those it was given on.
    pub(super) fn open_cell(&mut self) -> Vec<Effect> {
        let Some((id, code)) = self.cell() else {
            return Vec::new();
        };
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        match workspace.standing(code, p) {
            None => lines.push("Unheard: no position is recorded.".to_owned()),
            Some(standing) => {
                let position = standing.position;
                lines.push(format!(
                    "Stance: {}",
                    position.stance.word().replace('_', " ")
                ));
                lines.extend(
                    standing
                        .via
                        .map(|group| format!("By the position of {group}")),
                );
                if let Stance::AgreeIf(needs) = &position.stance
                    && !needs.is_empty()
                {
                    let names: Vec<String> = needs.iter().map(|id| self.name_of(*id)).collect();
                    lines.push(format!("Needs: {}", names.join(", ")));
                }
                lines.extend(position.note.as_ref().map(|note| format!("Note: {note}")));
                lines.extend(position.at.map(|at| format!("Given: {}", at.minute())));
                lines.extend(
                    position
                        .said_in
                        .as_ref()
                        .map(|said| format!("Said in: {said}")),
                );
                lines.push(format!("On words: {}", position.on.short()));
                if standing.stale {
                    lines.push(String::new());
                    lines.push("Stale: the words have changed since.".to_owned());
                    match workspace.words_of(id, position.on) {
                        Some(old) => {
                            lines.push(String::new());
                            lines.push(marked(old.text(), p.text()));
                        }
                        None => lines
                            .push("The words it was given on are in no version here.".to_owned()),
                    }
                }
            }
        }
        lines.push(String::new());
        lines.push(p.text().to_owned());
        let title = format!("{code} on {}", self.name_of(id));
        self.open_report(&title, lines);
        Vec::new()
    }
}

/// The difference of two texts in one line: `[-gone-]`, `{+come+}`.
pub(super) fn marked(old: &str, new: &str) -> String {
    use crate::compare::Op;
    let edits = crate::compare::words(&text::normalize(old), &text::normalize(new));
    let mut line = String::new();
    for edit in edits {
        match edit.op {
            Op::Equal => line.push_str(&edit.text),
            Op::Delete => line.extend(["[-", &edit.text, "-]"]),
            Op::Insert => line.extend(["{+", &edit.text, "+}"]),
        }
    }
    line
}

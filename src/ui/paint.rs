//! A brush: puts words into an area of cells, in the style of a role, never beyond the area.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::regions::{Area, Pane};
use crate::app::{App, ThemeName};
use crate::text;

use super::{Role, Theme};

/// Cells with a theme.
pub(super) struct Painter<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
    ascii: bool,
}

impl<'a> Painter<'a> {
    pub(super) fn new(app: &App, buffer: &'a mut Buffer) -> Self {
        Self {
            buffer,
            theme: Theme::new(app.theme()),
            ascii: app.is_ascii(),
        }
    }

    /// Cells for the room's screen, whose painter is given no more of the interface than this.
    pub(super) fn of_room(theme: ThemeName, ascii: bool, buffer: &'a mut Buffer) -> Self {
        Self {
            buffer,
            theme: Theme::new(theme),
            ascii,
        }
    }

    /// Whether only ASCII may be drawn besides the words of documents.
    pub(super) fn is_ascii(&self) -> bool {
        self.ascii
    }

    pub(super) fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// A glyph, or what stands for it in ASCII.
    pub(super) fn glyph(&self, glyph: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { glyph }
    }

    /// One sentence on a terminal that is too small to work on.
    pub(super) fn too_small(&mut self) {
        let area = self.buffer.area;
        let sentence = "Too small: 40 columns and 10 rows, please.";
        let rows = text::wrap(sentence, usize::from(area.width.max(1)));
        for (row, y) in rows.iter().zip(area.top()..area.bottom()) {
            let words = sentence.get(row.range.clone()).unwrap_or_default();
            self.buffer.set_stringn(
                area.left(),
                y,
                words.trim_end(),
                usize::from(area.width),
                Style::new(),
            );
        }
    }

    /// Puts one line at a column of a row of an area. Gives the column behind it. Words of documents must be revealed.
    pub(super) fn put(
        &mut self,
        area: Area,
        row: u16,
        column: u16,
        words: &str,
        role: Role,
    ) -> u16 {
        self.put_styled(area, row, column, words, self.theme.style(role))
    }

    /// The same, in a style of its own.
    pub(super) fn put_styled(
        &mut self,
        area: Area,
        row: u16,
        column: u16,
        words: &str,
        style: Style,
    ) -> u16 {
        if row >= area.height || column >= area.width {
            return column;
        }
        let (x, y) = (area.x + column, area.y + row);
        if !self.buffer.area.contains((x, y).into()) {
            return column;
        }
        let room = usize::from(area.width - column);
        let (end, _) = self.buffer.set_stringn(x, y, words, room, style);
        end.saturating_sub(area.x).min(area.width)
    }

    /// Puts words of a document: what is hidden in them is made visible, what does not fit is cut with an ellipsis.
    pub(super) fn put_cut(
        &mut self,
        area: Area,
        row: u16,
        column: u16,
        words: &str,
        role: Role,
    ) -> u16 {
        let shown = text::reveal(words);
        let room = usize::from(area.width.saturating_sub(column));
        let cut = text::truncate(&shown, room);
        self.put(area, row, column, &cut, role)
    }

    /// Puts words of a document at the right edge of a row, if there are that many cells from `from` on.
    pub(super) fn put_right(&mut self, area: Area, row: u16, from: u16, words: &str, role: Role) {
        let cells = text::cells(words) as u16;
        if from + cells <= area.width {
            self.put(area, row, area.width - cells, words, role);
        }
    }

    /// Gives a whole row a style on top of what is there.
    pub(super) fn tint(&mut self, area: Area, row: u16, role: Role) {
        if row < area.height {
            let style = self.theme.style(role);
            let rect = ratatui::layout::Rect::new(area.x, area.y + row, area.width, 1);
            self.buffer
                .set_style(rect.intersection(self.buffer.area), style);
        }
    }

    /// Empties an area.
    pub(super) fn clear(&mut self, area: Area) {
        let rect = ratatui::layout::Rect::new(area.x, area.y, area.width, area.height);
        let rect = rect.intersection(self.buffer.area);
        for y in rect.top()..rect.bottom() {
            self.cut_before(rect.left(), y);
            for x in rect.left()..rect.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Takes away a wide character that reaches into a cell from before it: on the terminal it would cover that cell.
    fn cut_before(&mut self, x: u16, y: u16) {
        let before = x.checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
        if let Some(cell) = before.filter(|cell| text::cells(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }

    /// Draws the frame of a pane with its title.
    pub(super) fn frame(&mut self, pane: Pane, title: &str, focused: bool) {
        if pane.is_framed() {
            self.frame_area(pane.outer, title, focused);
        }
    }

    /// Draws a frame along the edge of an area.
    pub(super) fn frame_area(&mut self, area: Area, title: &str, focused: bool) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let role = if focused {
            Role::FrameFocus
        } else {
            Role::Frame
        };
        let ([top_left, top_right, bottom_left, bottom_right], across, down) = if self.ascii {
            (["+"; 4], "-", "|")
        } else {
            (["┌", "┐", "└", "┘"], "─", "│")
        };
        let line = across.repeat(usize::from(area.width - 2));
        let last = area.height - 1;
        self.put(area, 0, 0, top_left, role);
        self.put(area, 0, 1, &line, role);
        self.put(area, 0, area.width - 1, top_right, role);
        for row in 1..last {
            self.put(area, row, 0, down, role);
            self.put(area, row, area.width - 1, down, role);
        }
        self.put(area, last, 0, bottom_left, role);
        self.put(area, last, 1, &line, role);
        self.put(area, last, area.width - 1, bottom_right, role);
        if !title.is_empty() && area.width > 6 {
            let shown = text::reveal(title);
            let title = format!(" {} ", text::truncate(&shown, usize::from(area.width - 6)));
            self.put(
                area,
                0,
                1,
                &title,
                if focused {
                    Role::FrameFocus
                } else {
                    Role::Title
                },
            );
        }
    }

    /// Draws a line across an area, with a title in it.
    pub(super) fn rule(&mut self, area: Area, row: u16, title: &str) {
        let across = self.glyph("─", "-");
        self.put(
            area,
            row,
            0,
            &across.repeat(usize::from(area.width)),
            Role::Frame,
        );
        if !title.is_empty() && area.width > 4 {
            let shown = text::reveal(title);
            let title = format!(" {} ", text::truncate(&shown, usize::from(area.width - 4)));
            self.put(area, row, 1, &title, Role::Title);
        }
    }
}

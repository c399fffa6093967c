//! What goes over the wire to the terminal, in as few bytes as it takes.
//!
//! The drawing library names the cells that changed, and its backend sends a cursor movement for every gap between
//! them. A movement takes seven or eight bytes: where fewer cells stand between two changes, sending those again is shorter.
//! What stands there is remembered from what was sent; after anything else it is not known, and not sent again.

use std::io::{self, Write};
use std::ops::Range;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Cells that are sent again rather than jumped over.
const GAP: usize = 6;

/// A backend that remembers what it sent.
pub(super) struct Wire<W: Write> {
    inner: CrosstermBackend<W>,
    /// What stands in each cell of each row, where it is known.
    sent: Vec<Vec<Option<Cell>>>,
    /// What stands where nothing was sent yet.
    empty: Option<Cell>,
}

impl<W: Write> Wire<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            inner: CrosstermBackend::new(out),
            sent: Vec::new(),
            empty: None,
        }
    }

    fn known(&self, x: u16, y: u16) -> Option<&Cell> {
        let row = self.sent.get(usize::from(y));
        let cell = row.and_then(|row| row.get(usize::from(x)));
        cell.unwrap_or(&self.empty).as_ref()
    }

    fn remember(&mut self, x: u16, y: u16, cell: Option<Cell>) {
        let (x, y) = (usize::from(x), usize::from(y));
        if self.sent.len() <= y {
            self.sent.resize(y + 1, Vec::new());
        }
        if let Some(row) = self.sent.get_mut(y) {
            if row.len() <= x {
                row.resize(x + 1, self.empty.clone());
            }
            if let Some(place) = row.get_mut(x) {
                *place = cell;
            }
        }
    }

    /// The cells from one column to another, when all of them are known, narrow, and look like `like`.
    fn between(&self, gap: Range<u16>, y: u16, like: &Cell) -> Option<Vec<(u16, u16, Cell)>> {
        gap.map(|x| {
            let cell = self.known(x, y)?;
            let alike = is_narrow(cell) && cell.style() == like.style();
            alike.then(|| (x, y, cell.clone()))
        })
        .collect()
    }

    /// The screen was emptied by other means.
    pub(super) fn emptied(&mut self) {
        self.forget(Some(Cell::default()));
    }

    /// From now on all that was not sent is `empty`: blank, or not known.
    fn forget(&mut self, empty: Option<Cell>) {
        self.sent.clear();
        self.empty = empty;
    }
}

/// Whether a cell holds one character that takes one cell on every terminal.
fn is_narrow(cell: &Cell) -> bool {
    cell.symbol().len() == 1 && cell.symbol().is_ascii()
}

impl<W: Write> Write for Wire<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Wire<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut cells: Vec<(u16, u16, Cell)> = Vec::new();
        for (x, y, cell) in content {
            let filled = cells.last().and_then(|(last, row, before)| {
                let gap = last.saturating_add(1)..x;
                let small = *row == y && is_narrow(before) && (1..=GAP).contains(&gap.len());
                small.then(|| self.between(gap, y, before))?
            });
            cells.extend(filled.unwrap_or_default());
            cells.push((x, y, cell.clone()));
        }
        self.inner
            .draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
        for (x, y, cell) in cells {
            // A wide character covers the cell behind it, and one that is written over loses its other half.
            if !is_narrow(&cell) {
                self.remember(x.saturating_add(1), y, None);
            }
            if let Some(before) = x.checked_sub(1)
                && self.known(before, y).is_some_and(|cell| !is_narrow(cell))
            {
                self.remember(before, y, None);
            }
            self.remember(x, y, Some(cell));
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.emptied();
        self.inner.clear()
    }

    fn clear_region(&mut self, kind: ClearType) -> io::Result<()> {
        let all = matches!(kind, ClearType::All);
        self.forget(all.then(Cell::default));
        self.inner.clear_region(kind)
    }

    fn append_lines(&mut self, lines: u16) -> io::Result<()> {
        self.forget(None);
        self.inner.append_lines(lines)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;

    const AREA: Rect = Rect {
        x: 0,
        y: 0,
        width: 12,
        height: 3,
    };

    /// A frame with words in any style at any place.
    fn frame() -> impl Strategy<Value = Buffer> {
        let words =
            prop::sample::select(vec!["D012", " ", "agree", "会议", "é", "▌", "ab cd", "x"]);
        let style = prop::sample::select(vec![
            Style::new(),
            Style::new().fg(Color::Red),
            Style::new().add_modifier(Modifier::BOLD),
        ]);
        prop::collection::vec((0..12_u16, 0..3_u16, words, style), 0..12).prop_map(|words| {
            let mut buffer = Buffer::empty(AREA);
            for (x, y, word, style) in words {
                buffer.set_stringn(x, y, word, usize::from(12 - x), style);
            }
            buffer
        })
    }

    fn sent(backend: &mut impl Backend<Error = io::Error>, frames: &[Buffer]) {
        backend.clear_region(ClearType::All).unwrap();
        let mut before = Buffer::empty(AREA);
        for frame in frames {
            backend.draw(before.diff(frame).into_iter()).unwrap();
            before = frame.clone();
        }
    }

    /// What every cell shows, and how. A cell that nothing was sent to shows a space.
    fn screen(bytes: &[u8]) -> Vec<(String, String)> {
        let mut parser = vt100::Parser::new(3.try_into().unwrap(), 12.try_into().unwrap(), 0);
        parser.process(bytes);
        let cells = (0..3).flat_map(|row| (0..12).map(move |column| (row, column)));
        cells
            .map(|(row, column)| {
                let cell = parser.screen().cell(row, column).unwrap();
                let words = if cell.contents().is_empty() && !cell.is_wide_continuation() {
                    " "
                } else {
                    cell.contents()
                };
                (
                    words.to_owned(),
                    format!("{:?} {}", cell.fgcolor(), cell.bold()),
                )
            })
            .collect()
    }

    proptest! {
        #[test]
        fn the_screen_is_the_same_as_without_it(frames in prop::collection::vec(frame(), 1..6)) {
            let (mut plain, mut thrifty) = (Vec::new(), Vec::new());
            sent(&mut CrosstermBackend::new(&mut plain), &frames);
            sent(&mut Wire::new(&mut thrifty), &frames);
            prop_assert_eq!(screen(&thrifty), screen(&plain));
            prop_assert!(thrifty.len() <= plain.len());
        }
    }

    #[test]
    fn small_gaps_are_sent_again() {
        let line = |words: &str| {
            let mut buffer = Buffer::empty(AREA);
            buffer.set_string(0, 0, words, Style::new());
            buffer
        };
        let frames = [line("D012 D045"), line("D013 D046")];
        let mut bytes = Vec::new();
        sent(&mut Wire::new(&mut bytes), &frames);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("3 D046"), "{text:?}");
    }
}

//! Draws the brackets of a paragraph: its words with the selected bracket lit, who holds it, what can be taken of it, and the
//! words that would result.

use ratatui::style::{Modifier, Style};

use crate::app::App;
use crate::app::overlay::{BracketView, Bracketing, Line};
use crate::app::regions::{Area, Regions};
use crate::text::{self, Revealed};

use super::Role;
use super::compare::drawn;
use super::paint::Painter;
use super::words::{Words, brackets};

/// Columns of the box at most: longer rows are hard to read.
const WIDTH: u16 = 104;

pub(super) fn draw(app: &App, mode: &Bracketing, regions: &Regions, painter: &mut Painter<'_>) {
    let Some(view) = app.bracket_view(mode) else {
        return;
    };
    let width = WIDTH.min(regions.whole.width);
    let cells = usize::from(width.saturating_sub(5).max(1));
    let words = lit(app, &view, cells, painter);
    let lines: Vec<(Role, Words)> = view
        .lines
        .iter()
        .map(|(line, warns)| {
            (
                role_of(line, *warns),
                drawn(&line.shown(), cells, None, painter),
            )
        })
        .collect();
    let below: usize = lines.iter().map(|(_, words)| words.len()).sum();
    let most = usize::from(regions.whole.height.saturating_sub(4)).max(3);
    // The words have what the rest leaves them, and two rows at least.
    let inner = most.saturating_sub(2);
    let seen = words
        .len()
        .min(inner.saturating_sub(below + 1).max(2))
        .min(inner);
    let total = (seen + 1 + below).min(inner);
    let area = regions.whole.middle(width, total as u16 + 2);
    painter.clear(area);
    painter.frame_area(area, &view.title, true);
    let inner = area.inside();
    let body = Area {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    let start = view
        .lit
        .as_ref()
        .map_or(0, |range| words.row_of(range.start));
    let top = start
        .saturating_sub(seen / 3)
        .min(words.len().saturating_sub(seen));
    let ground = painter.style(Role::Text);
    for n in 0..seen {
        words.draw(top + n, painter, body, n as u16, ground);
    }
    if top > 0 {
        painter.put_right(inner, 0, 0, painter.glyph("↑", "^"), Role::Muted);
    }
    if top + seen < words.len() && seen > 0 {
        let sign = painter.glyph("↓", "v");
        painter.put_right(inner, seen as u16 - 1, 0, sign, Role::Muted);
    }
    let room = usize::from(inner.height).saturating_sub(seen + 1);
    let skip = mode.top.min(below.saturating_sub(room));
    let mut row = 0;
    for (role, text) in &lines {
        let ground = painter.style(*role);
        for n in 0..text.len() {
            if let Some(at) = row_in(row, skip, room) {
                let at = (seen + 1 + at) as u16;
                text.draw(n, painter, body, at, ground);
            }
            row += 1;
        }
    }
    if below > skip + room && inner.height > 0 {
        let sign = painter.glyph("↓", "v");
        painter.put_right(inner, inner.height - 1, 0, sign, Role::Muted);
    }
}

/// Where a row stands in a window of that height, if it is seen.
fn row_in(row: usize, skip: usize, room: usize) -> Option<usize> {
    row.checked_sub(skip).filter(|at| *at < room)
}

/// The words of the paragraph, the selected bracket reversed: it is told apart without colours too.
fn lit(app: &App, view: &BracketView, cells: usize, painter: &Painter<'_>) -> Words {
    let shown = Revealed::of(&view.words);
    let rows = text::wrap(&shown.text, cells);
    let header = app.workspace().map(|w| &*w.header);
    let spans = brackets(&view.words, header);
    let styled = spans.into_iter().flat_map(|(range, role)| {
        let style = painter.style(role);
        let bright: Style = style.add_modifier(Modifier::REVERSED);
        let Some(lit) = &view.lit else {
            return vec![(range, style)];
        };
        // What begins before the bracket, is in it, and goes on behind it.
        let (start, end) = (range.start, range.end);
        let before = start..end.min(lit.start.max(start));
        let inside = start.max(lit.start)..end.min(lit.end);
        let behind = start.max(lit.end.min(end))..end;
        [(before, style), (inside, bright), (behind, style)]
            .into_iter()
            .filter(|(range, _)| range.start < range.end)
            .collect()
    });
    let styled: Vec<_> = styled.collect();
    Words::styled(shown, rows, styled.into_iter())
}

fn role_of(line: &Line, warns: bool) -> Role {
    match line {
        _ if warns => Role::Attention,
        Line::Strong(_) => Role::Title,
        Line::Faint(_) => Role::Muted,
        Line::Plain(_) | Line::Words(_) => Role::Text,
    }
}

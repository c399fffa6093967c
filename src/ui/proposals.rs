//! Draws the proposals on a paragraph: each with who made it, who is for and against it, its words as they would change, and
//! what it collides with.

use crate::app::App;
use crate::app::overlay::{Line, ProposalRow, Proposals};
use crate::app::regions::{Area, Regions};

use super::Role;
use super::compare::drawn;
use super::paint::Painter;

/// Columns of the box at most: longer rows are hard to read.
const WIDTH: u16 = 104;

pub(super) fn draw(app: &App, shown: &Proposals, regions: &Regions, painter: &mut Painter<'_>) {
    let Some(workspace) = app.workspace() else {
        return;
    };
    let width = WIDTH.min(regions.whole.width);
    let rows = shown.rows(workspace, &|id| app.name_of(id));
    let cells = usize::from(width.saturating_sub(6).max(1));
    let drawn: Vec<_> = rows
        .iter()
        .map(|row| (row, drawn(&row.line.shown(), cells, None, painter)))
        .collect();
    let total: usize = drawn.iter().map(|(_, words)| words.len()).sum();
    let most = regions.whole.height.saturating_sub(4);
    let height = (total.max(1) as u16 + 2).min(most.max(3));
    let area = regions.whole.middle(width, height);
    painter.clear(area);
    let waiting = workspace.pending(shown.paragraph).len();
    let name = app.name_of(shown.paragraph);
    let title = match waiting {
        0 => format!("{name} · no proposal waits"),
        1 => format!("{name} · 1 proposal waits"),
        n => format!("{name} · {n} proposals wait"),
    };
    painter.frame_area(area, &title, true);
    let inner = area.inside();
    if rows.is_empty() {
        let line = match shown.written(workspace) {
            0 => "Nobody proposes other words.".to_owned(),
            1 => "1 proposal stands in brackets in the text.".to_owned(),
            n => format!("{n} proposals stand in brackets in the text."),
        };
        painter.put_cut(inner, 0, 2, &line, Role::Muted);
        return;
    }
    let chosen = shown.chosen(workspace).map(|p| p.id);
    let top = first_row(&drawn, chosen, total, usize::from(inner.height), shown.top);
    let words = Area {
        x: inner.x + 2,
        width: inner.width.saturating_sub(3),
        ..inner
    };
    let mut seen = 0;
    for (row, text) in &drawn {
        let role = role_of(row);
        let ground = painter.style(role);
        for n in 0..text.len() {
            if let Some(at) = (seen + n).checked_sub(top)
                && at < usize::from(inner.height)
            {
                if row.of.is_some() && row.of == chosen {
                    let mark = painter.glyph("▌", ">");
                    painter.put(inner, at as u16, 0, mark, Role::Mark);
                }
                text.draw(n, painter, words, at as u16, ground);
            }
        }
        seen += text.len();
    }
    if top > 0 {
        painter.put_right(inner, 0, 0, painter.glyph("↑", "^"), Role::Muted);
    }
    if total > top + usize::from(inner.height) && inner.height > 0 {
        let last = inner.height - 1;
        painter.put_right(inner, last, 0, painter.glyph("↓", "v"), Role::Muted);
    }
}

fn role_of(row: &ProposalRow) -> Role {
    match &row.line {
        _ if row.warns => Role::Attention,
        Line::Strong(_) => Role::Title,
        Line::Faint(_) => Role::Muted,
        Line::Plain(_) | Line::Words(_) => Role::Text,
    }
}

/// The first row that is seen: the selected proposal is in the window, as far as it fits, and further by hand.
fn first_row(
    drawn: &[(&ProposalRow, super::words::Words)],
    chosen: Option<crate::model::Id>,
    total: usize,
    height: usize,
    further: usize,
) -> usize {
    let mut at = 0;
    let (mut start, mut end) = (0, 0);
    for (row, text) in drawn {
        if row.of.is_some() && row.of == chosen {
            if end == 0 {
                start = at;
            }
            end = at + text.len();
        }
        at += text.len();
    }
    let top = if end <= height { 0 } else { start };
    (top + further).min(total.saturating_sub(height))
}

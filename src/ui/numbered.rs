//! Draws what numbering anew would change: labels, and references with their words before and after.

use crate::app::overlay::{Numbered, NumberedRow};
use crate::app::regions::{Area, Regions};
use crate::text;

use super::Role;
use super::paint::Painter;

/// Draws the rows that are seen.
pub(super) fn draw(shown: &Numbered, regions: &Regions, painter: &mut Painter<'_>) {
    let height = regions.whole.height.saturating_sub(2);
    let area = regions.whole.middle(108, height);
    painter.clear(area);
    painter.frame_area(area, &shown.title, true);
    let area = area.inside();
    let mut row: u16 = 0;
    let mut seen = 0;
    for entry in shown.rows.iter().skip(shown.top) {
        let lines = entry.lines() as u16;
        if row + lines > area.height {
            break;
        }
        draw_row(entry, area, row, painter);
        row += lines;
        seen += 1;
    }
    if shown.top > 0 {
        painter.put_right(area, 0, 0, painter.glyph("↑", "^"), Role::Muted);
    }
    if shown.top + seen < shown.rows.len() && area.height > 0 {
        let last = area.height - 1;
        painter.put_right(area, last, 0, painter.glyph("↓", "v"), Role::Muted);
    }
}

/// The column of words behind a place.
const WORDS: u16 = 12;

fn draw_row(entry: &NumberedRow, area: Area, row: u16, painter: &mut Painter<'_>) {
    let arrow = painter.glyph("→", "->");
    match entry {
        NumberedRow::Heading(words) => {
            painter.put(area, row, 0, words, Role::Title);
        }
        NumberedRow::Label {
            language,
            from,
            to,
            words,
        } => {
            painter.put(area, row, 1, language, Role::Muted);
            let end = painter.put(area, row, 4, from, Role::Delete);
            let end = painter.put(area, row, end.max(14) + 1, arrow, Role::Muted);
            let end = painter.put(area, row, end + 1, to, Role::Insert);
            painter.put_cut(area, row, end.max(28) + 2, words, Role::Muted);
        }
        NumberedRow::Reference {
            place,
            before,
            is: (old, new),
            behind,
        } => {
            painter.put(
                area,
                row,
                1,
                &text::truncate(place, usize::from(WORDS) - 2),
                Role::Muted,
            );
            for (row, words, role) in [(row, old, Role::Delete), (row + 1, new, Role::Insert)] {
                let sign = if role == Role::Delete { "-" } else { "+" };
                painter.put(area, row, WORDS, sign, Role::Muted);
                let end = painter.put_cut(area, row, WORDS + 2, before, Role::Text);
                let end = painter.put_cut(area, row, end, words, role);
                painter.put_cut(area, row, end, behind, Role::Text);
            }
        }
        NumberedRow::Left { place, message } => {
            painter.put_cut(area, row, 1, place, Role::Attention);
            painter.put_cut(area, row + 1, 4, message, Role::Text);
        }
    }
}

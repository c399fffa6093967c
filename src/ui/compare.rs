//! Two texts and what differs: in line or side by side, what came underlined, what went struck out, and what is to be said
//! of each paragraph above its words.

use ratatui::style::Style;

use crate::app::compare_layout::{
    Part, Shown, margin_lines, name_lines, note_line, words as words_of,
};
use crate::app::regions::{Area, Regions};
use crate::app::texts::side_name;
use crate::app::{App, Compare};
use crate::compare::{Item, Kind, Op, Pair, Sheet, Step, Summary, unit};
use crate::model::Lens;
use crate::text;

use super::Role;
use super::paint::Painter;
use super::words::{Spans, Words};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let pane = regions.main;
    let state = app.compare();
    let title = title(state);
    let title = if painter.is_ascii() {
        title.replace('→', "to")
    } else {
        title
    };
    painter.frame(pane, &title, true);
    let sheet = match &state.result {
        None => {
            painter.put(pane.inner, 0, 1, "Comparing …", Role::Muted);
            return None;
        }
        Some(Err(why)) => {
            painter.put_cut(pane.inner, 0, 1, why, Role::Attention);
            return None;
        }
        Some(Ok(sheet)) => sheet,
    };
    let (top, list) = pane.inner.cut_top(app.compare_heads() as u16);
    let room = usize::from(top.width.saturating_sub(1));
    painter.put_cut(top, 0, 1, &summary(sheet, room), Role::Title);
    if app.is_beside() {
        sides(app, sheet, top, painter);
    }
    if state.items().is_empty() {
        painter.put(list, 1, 1, "Nothing differs.", Role::Muted);
    }
    let mut view = View {
        app,
        sheet,
        area: list,
        row: 0,
        skip: state.scroll.skip,
        above: state.scroll.skip,
        chosen: None,
    };
    for (at, item) in state.items().iter().enumerate().skip(state.scroll.top) {
        if view.row >= list.height {
            break;
        }
        view.item(*item, at == state.selected, painter);
        view.above = 0;
    }
    None
}

/// Which side is which, above their columns.
fn sides(app: &App, sheet: &Sheet, top: Area, painter: &mut Painter<'_>) {
    let (margin, cells) = (app.compare_margin() as u16, app.compare_cells() as u16);
    let columns = [(margin, &sheet.older), (margin + cells + 3, &sheet.newer)];
    for (column, name) in columns {
        let area = Area {
            x: top.x + column,
            width: cells.min(top.width.saturating_sub(column)),
            ..top
        };
        painter.put_cut(area, 1, 0, &crate::text::reveal(name), Role::Muted);
    }
    let line = painter.glyph("│", "|");
    painter.put(top, 1, margin + cells + 1, line, Role::Frame);
}

/// `rev-3 → draft without brackets · only what changed`.
fn title(state: &Compare) -> String {
    let Some((a, b)) = &state.sides else {
        return "Compare".to_owned();
    };
    let lens = |lens: Lens| lens.suffix();
    let only = if state.only_changed {
        " · only what changed"
    } else {
        ""
    };
    format!(
        "{}{} → {}{}{only}",
        side_name(a),
        lens(state.lenses.0),
        side_name(b),
        lens(state.lenses.1)
    )
}

/// `+24 -17 words   3 changed · 1 moved · 1 inserted`: what is left as it was only where there is room for it.
fn summary(sheet: &Sheet, room: usize) -> String {
    // Of words that somebody agreed to, counts of pairs say little.
    if !sheet.remarks.is_empty() {
        return sheet.told.clone();
    }
    if sheet.is_translated() {
        return sheet.told.clone();
    }
    let s = &sheet.comparison.summary;
    let line = |s: &Summary| {
        format!(
            "+{} -{} {}s   {}",
            s.words_inserted,
            s.words_deleted,
            unit(sheet.b.head.language),
            s.parts().join(" · ")
        )
    };
    let all = line(s);
    if text::cells(&all) <= room {
        return all;
    }
    line(&Summary { unchanged: 0, ..*s })
}

struct View<'a> {
    app: &'a App,
    sheet: &'a Sheet,
    area: Area,
    row: u16,
    skip: usize,
    /// Rows of the first item that are above the window: what its margin says begins beneath them.
    above: usize,
    /// Which edits of the selected pair are the selected change.
    chosen: Option<std::ops::Range<usize>>,
}

impl View<'_> {
    fn item(&mut self, item: Item, selected: bool, painter: &mut Painter<'_>) {
        let Some(pair) = self.sheet.pair(item.pair()) else {
            return;
        };
        let column = self.app.compare_margin() as u16;
        let inner = Area {
            x: self.area.x + column,
            width: self.area.width.saturating_sub(column),
            ..self.area
        };
        let note = note_line(self.sheet, item);
        let note = if painter.is_ascii() {
            note.replace('→', "->")
        } else {
            note
        };
        if let Item::Left(_) = item {
            if let Some(row) = self.next(item, pair, 0, selected, painter) {
                painter.put_cut(inner, row, 0, &note, Role::Muted);
            }
            return;
        }
        self.chosen = match self.app.compare().chosen() {
            Some(Step::Words(single)) if selected => Some(single.edits),
            _ => None,
        };
        let mut n = 0;
        if !note.is_empty() {
            let role = if margin_lines(self.sheet, item)
                .iter()
                .any(|line| line.starts_with('!'))
            {
                Role::Attention
            } else {
                Role::Near
            };
            let note = Words::new(&note, self.app.compare_width(), &Spans::new());
            let style = painter.style(role);
            for row_of_note in 0..note.len() {
                if let Some(row) = self.next(item, pair, n, selected, painter) {
                    note.draw(row_of_note, painter, inner, row, style);
                }
                n += 1;
            }
        }
        if self.app.is_beside() {
            n = self.beside(item, pair, n, selected, painter);
        } else {
            let is_change = self.sheet.is_change(item.pair());
            let ground = painter.style(if is_change { Role::Text } else { Role::Muted });
            let words = self.words(pair, None, painter);
            for row_of_words in 0..words.len() {
                if let Some(row) = self.next(item, pair, n, selected, painter) {
                    words.draw(row_of_words, painter, inner, row, ground);
                }
                n += 1;
            }
        }
        // The margin may have more to say than the words are long.
        while n <= margin_lines(self.sheet, item).len() {
            if let Some(row) = self.next(item, pair, n, selected, painter)
                && self.app.is_beside()
            {
                self.divider(row, painter);
            }
            n += 1;
        }
    }

    fn beside(
        &mut self,
        item: Item,
        pair: &Pair,
        mut n: usize,
        selected: bool,
        painter: &mut Painter<'_>,
    ) -> usize {
        let cells = self.app.compare_cells() as u16;
        let column = self.app.compare_margin() as u16;
        let old = self.words(pair, Some(Op::Delete), painter);
        let new = self.words(pair, Some(Op::Insert), painter);
        let ground = painter.style(if self.sheet.is_change(item.pair()) {
            Role::Text
        } else {
            Role::Muted
        });
        for row_of_words in 0..old.len().max(new.len()) {
            let at = n;
            n += 1;
            let Some(row) = self.next(item, pair, at, selected, painter) else {
                continue;
            };
            let left = Area {
                x: self.area.x + column,
                width: cells,
                ..self.area
            };
            let right_column = column + cells + 3;
            old.draw(row_of_words, painter, left, row, ground);
            self.divider(row, painter);
            let right = Area {
                x: self.area.x + right_column,
                width: self.area.width.saturating_sub(right_column),
                ..self.area
            };
            new.draw(row_of_words, painter, right, row, ground);
        }
        n
    }

    /// The line between the two sides.
    fn divider(&self, row: u16, painter: &mut Painter<'_>) {
        let column = (self.app.compare_margin() + self.app.compare_cells()) as u16 + 1;
        let line = painter.glyph("│", "|");
        painter.put(self.area, row, column, line, Role::Frame);
    }

    /// The words of a pair as they are drawn.
    fn words(&self, pair: &Pair, side: Option<Op>, painter: &Painter<'_>) -> Words {
        let shown = words_of(self.sheet, pair, side, self.app.marks());
        drawn(
            &shown,
            self.app.compare_cells(),
            self.chosen.as_ref(),
            painter,
        )
    }

    /// The next row, with mark, sign and names before its words.
    fn next(
        &mut self,
        item: Item,
        pair: &Pair,
        n: usize,
        selected: bool,
        painter: &mut Painter<'_>,
    ) -> Option<u16> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        let row = self.row;
        self.row += 1;
        if row >= self.area.height {
            return None;
        }
        if selected {
            painter.put(self.area, row, 0, painter.glyph("▌", ">"), Role::Mark);
        }
        let (sign, role) = sign(item, pair, self.sheet);
        painter.put(self.area, row, 1, sign, role);
        let area = Area {
            width: self.app.compare_margin() as u16 - 1,
            ..self.area
        };
        let n = n.saturating_sub(self.above);
        if n == 0 {
            let names = name_lines(self.sheet, item);
            let role = match item {
                Item::Pair(_) => Role::Text,
                Item::Left(_) => Role::Muted,
            };
            painter.put_cut(area, row, 3, &names, role);
        } else if let Some(line) = margin_lines(self.sheet, item).get(n - 1)
            && matches!(item, Item::Pair(_))
        {
            let role = if line.starts_with('!') {
                Role::Danger
            } else {
                role
            };
            painter.put_cut(area, row, 3, line, role);
        }
        Some(row)
    }
}

fn sign(item: Item, pair: &Pair, sheet: &Sheet) -> (&'static str, Role) {
    if let Item::Left(_) = item {
        return ("<", Role::Muted);
    }
    match pair.kind {
        Kind::Inserted => ("+", Role::Insert),
        Kind::Deleted => ("-", Role::Delete),
        Kind::Changed | Kind::Split | Kind::Merged => ("~", Role::Attention),
        Kind::Unchanged if pair.moved => (">", Role::Near),
        Kind::Unchanged if pair.relabelled.is_some() => ("#", Role::Near),
        Kind::Unchanged if sheet.is_change(item.pair()) => ("?", Role::Attention),
        Kind::Unchanged => (" ", Role::Muted),
    }
}

/// Words with their parts in colour, wrapped; the edits that are chosen stand out.
pub(super) fn drawn(
    shown: &Shown,
    cells: usize,
    chosen: Option<&std::ops::Range<usize>>,
    painter: &Painter<'_>,
) -> Words {
    let is_chosen = |at: &usize| chosen.is_some_and(|chosen| chosen.contains(at));
    let reversed = |role: Role| -> Style {
        painter
            .style(role)
            .add_modifier(ratatui::style::Modifier::REVERSED)
    };
    let styled = shown.parts.iter().map(|(range, part)| {
        let (at, role) = match part {
            Part::Came(at) => (at, Role::Insert),
            Part::Went(at) => (at, Role::Delete),
        };
        let style = if is_chosen(at) {
            reversed(role)
        } else {
            painter.style(role)
        };
        (range.clone(), style)
    });
    let (revealed, rows) = shown.rows(cells);
    Words::styled(revealed, rows, styled)
}

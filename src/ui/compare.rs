//! Two texts and what differs: in line or side by side, what came underlined, what went struck out.

use crate::app::compare_layout::{inline_words, side_name, side_words};
use crate::app::regions::{Area, Regions};
use crate::app::{App, Compared};
use crate::compare::{Kind, Op, Pair};
use crate::model::Document;

use super::Role;
use super::paint::Painter;
use super::words::{Spans, Words};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let pane = regions.main;
    let state = app.compare();
    let title = match &state.sides {
        Some((a, b)) => {
            let only = if state.only_changed {
                " · only what changed"
            } else {
                ""
            };
            format!("{} → {}{only}", side_name(a), side_name(b))
        }
        None => "Compare".to_owned(),
    };
    let title = if painter.is_ascii() {
        title.replace('→', "to")
    } else {
        title
    };
    painter.frame(pane, &title, true);
    let compared = match &state.result {
        None => {
            painter.put(pane.inner, 0, 1, "Comparing …", Role::Muted);
            return None;
        }
        Some(Err(why)) => {
            painter.put_cut(pane.inner, 0, 1, why, Role::Attention);
            return None;
        }
        Some(Ok(compared)) => compared,
    };
    let (top, list) = pane.inner.cut_top(1);
    painter.put_cut(top, 0, 1, &summary(compared), Role::Title);
    let pairs = state.shown();
    if pairs.is_empty() {
        painter.put(list, 1, 1, "Nothing differs.", Role::Muted);
    }
    let mut view = View {
        app,
        compared,
        area: list,
        row: 0,
        skip: state.scroll.skip,
    };
    for (at, pair) in pairs.iter().enumerate().skip(state.scroll.top) {
        if view.row >= list.height {
            break;
        }
        view.pair(pair, at == state.selected, painter);
    }
    None
}

/// `3 changed · 1 moved · 1 inserted   +24 −17 words`.
fn summary(compared: &Compared) -> String {
    let s = &compared.comparison.summary;
    format!(
        "{}   +{} -{} words",
        s.parts().join(" · "),
        s.words_inserted,
        s.words_deleted
    )
}

struct View<'a> {
    app: &'a App,
    compared: &'a Compared,
    area: Area,
    row: u16,
    skip: usize,
}

impl View<'_> {
    fn pair(&mut self, pair: &Pair, selected: bool, painter: &mut Painter<'_>) {
        let cells = self.app.compare_cells();
        let column = self.app.compare_margin() as u16;
        if self.app.is_beside() {
            let (old, old_spans) = one_side(self.compared, pair, true);
            let (new, new_spans) = one_side(self.compared, pair, false);
            let (old, new) = (
                Words::new(&old, cells, &old_spans),
                Words::new(&new, cells, &new_spans),
            );
            for n in 0..old.len().max(new.len()) {
                let Some(row) = self.next(pair, n, selected, painter) else {
                    continue;
                };
                let left = Area {
                    x: self.area.x + column,
                    width: cells as u16,
                    ..self.area
                };
                let right_column = column + cells as u16 + 3;
                let ground = painter.style(Role::Text);
                old.draw(n, painter, left, row, ground);
                painter.put(
                    self.area,
                    row,
                    right_column - 2,
                    painter.glyph("│", "|"),
                    Role::Frame,
                );
                let width = self.area.width.saturating_sub(right_column);
                let right = Area {
                    x: self.area.x + right_column,
                    width,
                    ..self.area
                };
                new.draw(n, painter, right, row, ground);
            }
            return;
        }
        let words = inline_words(self.compared, pair);
        let words = Words::new(&words, cells, &inline_spans(pair, &words));
        for n in 0..words.len() {
            let Some(row) = self.next(pair, n, selected, painter) else {
                continue;
            };
            let inner = Area {
                x: self.area.x + column,
                width: self.area.width.saturating_sub(column),
                ..self.area
            };
            let ground = painter.style(if pair.is_change() {
                Role::Text
            } else {
                Role::Muted
            });
            words.draw(n, painter, inner, row, ground);
        }
    }

    /// The next row, with mark, sign and names before its words.
    fn next(
        &mut self,
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
        let (sign, role) = sign(pair);
        painter.put(self.area, row, 1, sign, role);
        let area = Area {
            width: self.app.compare_margin() as u16 - 1,
            ..self.area
        };
        match n {
            0 => {
                let names = self.names(pair, painter);
                painter.put_cut(area, row, 3, &names, Role::Text);
            }
            1 => {
                painter.put_cut(area, row, 3, &what(pair), role);
            }
            _ => {}
        }
        Some(row)
    }

    /// `5`, or `5 → 6` when it has another label or place.
    fn names(&self, pair: &Pair, painter: &Painter<'_>) -> String {
        let old = names(&self.compared.a, &pair.a);
        let new = names(&self.compared.b, &pair.b);
        match (old.is_empty(), new.is_empty()) {
            (true, _) => new,
            (_, true) => old,
            _ if old == new
                || !(pair.moved || pair.relabelled.is_some() || pair.a.len() != pair.b.len()) =>
            {
                new
            }
            _ => format!("{old}{}{new}", painter.glyph("→", ">")),
        }
    }
}

fn names(document: &Document, places: &[usize]) -> String {
    let all: Vec<String> = places
        .iter()
        .filter_map(|at| {
            let p = document.paragraphs.get(*at)?;
            Some(
                p.label
                    .as_ref()
                    .map_or_else(|| format!("¶{}", at + 1), ToString::to_string),
            )
        })
        .collect();
    all.join(",")
}

fn sign(pair: &Pair) -> (&'static str, Role) {
    match pair.kind {
        Kind::Inserted => ("+", Role::Insert),
        Kind::Deleted => ("-", Role::Delete),
        Kind::Changed | Kind::Split | Kind::Merged => ("~", Role::Attention),
        Kind::Unchanged if pair.moved => (">", Role::Near),
        Kind::Unchanged if pair.relabelled.is_some() => ("#", Role::Near),
        Kind::Unchanged => (" ", Role::Muted),
    }
}

fn what(pair: &Pair) -> String {
    let kind = match pair.kind {
        Kind::Unchanged => "",
        Kind::Changed => "changed",
        Kind::Inserted => "inserted",
        Kind::Deleted => "deleted",
        Kind::Split => "split",
        Kind::Merged => "merged",
    };
    let mut parts = vec![kind];
    if pair.moved {
        parts.push("moved");
    }
    if pair.relabelled.is_some() {
        parts.push("relabelled");
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn role_of(op: Op) -> Option<Role> {
    match op {
        Op::Equal => None,
        Op::Insert => Some(Role::Insert),
        Op::Delete => Some(Role::Delete),
    }
}

/// The parts of a pair's text in line that came or went.
fn inline_spans(pair: &Pair, words: &str) -> Spans {
    if pair.edits.is_empty() {
        let role = match pair.kind {
            Kind::Inserted => Role::Insert,
            Kind::Deleted => Role::Delete,
            _ => return Spans::new(),
        };
        return vec![(0..words.len(), role)];
    }
    let mut at = 0;
    let mut spans = Spans::new();
    for edit in &pair.edits {
        let range = at..at + edit.text.len();
        at = range.end;
        spans.extend(role_of(edit.op).map(|role| (range, role)));
    }
    spans
}

/// The words of one side, with the parts that only it has.
fn one_side(compared: &Compared, pair: &Pair, older: bool) -> (String, Spans) {
    let mine = if older { Op::Delete } else { Op::Insert };
    if pair.edits.is_empty() {
        let words = side_words(compared, pair, older);
        let whole = matches!(
            (pair.kind, older),
            (Kind::Inserted, false) | (Kind::Deleted, true)
        );
        let spans = role_of(mine)
            .filter(|_| whole && !words.is_empty())
            .map(|role| (0..words.len(), role));
        return (words, spans.into_iter().collect());
    }
    let mut words = String::new();
    let mut spans = Spans::new();
    for edit in pair
        .edits
        .iter()
        .filter(|edit| edit.op == Op::Equal || edit.op == mine)
    {
        let start = words.len();
        words.push_str(&edit.text);
        spans.extend(role_of(edit.op).map(|role| (start..words.len(), role)));
    }
    (words, spans)
}

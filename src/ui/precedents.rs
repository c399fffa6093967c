//! The search for agreed language: the query, what was found, and the whole paragraph beside.

use crate::app::precedents_layout::{HIT_ROWS, QUERY_ROWS};
use crate::app::regions::{Area, Pane, Regions};
use crate::app::{App, counted};
use crate::precedent::Hit;
use crate::text;

use super::Role;
use super::front::line;
use super::paint::Painter;
use super::words::{Spans, Words};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let state = app.precedents();
    if let Some(side) = regions.side {
        beside(app, side, painter);
    }
    let pane = regions.main;
    painter.frame(pane, "Precedents", !state.reading);
    if pane.inner.height == 0 {
        return None;
    }
    let (top, list) = pane.inner.cut_top(QUERY_ROWS);
    let end = painter.put(top, 0, 1, painter.glyph("/ ", "/ "), Role::Key);
    let caret = line(&state.field, top, 0, end, painter);
    let language = state
        .language
        .map_or("all languages".to_owned(), |l| l.name().to_owned());
    let status = match (state.asked.is_empty(), state.hits.len()) {
        (true, _) => format!("Type some words, in any order; slips are forgiven. {language}."),
        (false, 0) => format!("Nothing like it in {} paragraphs, {language}.", state.among),
        (false, n) => {
            format!(
                "{} in {} paragraphs, {language}",
                counted(n, "hit", "hits"),
                state.among
            )
        }
    };
    painter.put_cut(top, 1, 1, &status, Role::Muted);
    let mut row = 0;
    let mut skip = state.scroll.skip;
    for (at, hit) in state.hits.iter().enumerate().skip(state.scroll.top) {
        for n in 0..HIT_ROWS {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if row >= list.height {
                break;
            }
            hit_row(hit, n, at == state.selected, list, row, painter);
            row += 1;
        }
    }
    caret.filter(|_| state.typing)
}

/// One of the rows of a hit: where it stands, then the words around the first that was found.
fn hit_row(hit: &Hit, n: usize, selected: bool, area: Area, row: u16, painter: &mut Painter<'_>) {
    if selected {
        painter.put(area, row, 0, painter.glyph("▌", ">"), Role::Mark);
    }
    let cells = usize::from(area.width.saturating_sub(3).max(1));
    if n == 0 {
        let mut column = painter.put_cut(
            area,
            row,
            2,
            &hit.symbol,
            if selected { Role::Title } else { Role::Text },
        );
        column = painter.put_cut(area, row, column + 1, &hit.paragraph, Role::Text);
        let mut more = vec![hit.language.to_string()];
        more.extend(hit.date.as_ref().map(ToString::to_string));
        more.push(hit.library.to_string());
        if !hit.also.is_empty() {
            more.push(format!(
                "also {}",
                counted(hit.also.len(), "place", "places")
            ));
        }
        painter.put_cut(area, row, column + 2, &more.join(" · "), Role::Muted);
        return;
    }
    let spans: Spans = hit
        .spans
        .iter()
        .map(|span| (span.clone(), Role::Hit))
        .collect();
    let words = Words::new(&hit.text, cells, &spans);
    // The rows from the one with the first word that was found.
    let first = words.row_of(hit.spans.first().map_or(0, |span| span.start));
    let from = first.min(words.len().saturating_sub(HIT_ROWS - 1));
    let inner = Area {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    let ground = painter.style(Role::Text);
    words.draw(from + n - 1, painter, inner, row, ground);
}

/// The whole paragraph with its document.
fn beside(app: &App, pane: Pane, painter: &mut Painter<'_>) {
    let state = app.precedents();
    let Some(hit) = app.hit() else {
        painter.frame(pane, "Paragraph", state.reading);
        return;
    };
    painter.frame(
        pane,
        &format!("{} {}", hit.symbol, hit.paragraph),
        state.reading,
    );
    let area = Area {
        x: pane.inner.x + 1,
        width: pane.inner.width.saturating_sub(2),
        ..pane.inner
    };
    let spans: Spans = hit
        .spans
        .iter()
        .map(|span| (span.clone(), Role::Hit))
        .collect();
    let words = Words::new(&hit.text, usize::from(area.width.max(1)), &spans);
    let mut lines: Vec<(Option<usize>, String)> =
        (0..words.len()).map(|n| (Some(n), String::new())).collect();
    lines.push((None, String::new()));
    for again in &hit.also {
        let date = again
            .date
            .as_ref()
            .map(|d| format!(" · {d}"))
            .unwrap_or_default();
        lines.push((
            None,
            format!("also {} {}{date}", again.symbol, again.paragraph),
        ));
    }
    lines.push((
        None,
        format!("{} words · {}", text::count(&hit.text), hit.language.name()),
    ));
    let from = state.read_from.min(lines.len().saturating_sub(1));
    for (row, (n, more)) in (0..area.height).zip(lines.iter().skip(from)) {
        match n {
            Some(n) => {
                let ground = painter.style(Role::Text);
                words.draw(*n, painter, area, row, ground);
            }
            None => {
                painter.put_cut(area, row, 0, more, Role::Muted);
            }
        }
    }
}

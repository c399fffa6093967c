//! The search for agreed language: the query, what was found, and the whole paragraph beside.

use crate::app::compare_layout::{Marks, Shown};
use crate::app::precedents::ask::{Found, Match};
use crate::app::precedents::finder::{Finder, Tongue, What};
use crate::app::precedents::near::DRAFT;
use crate::app::precedents_layout::{
    GRAMMAR, HIT_ROWS, LOOKUP_LIST, LOOKUP_ROWS, QUERY_ROWS, facts,
};
use crate::app::regions::{Area, Pane, Regions};
use crate::app::{App, counted};
use crate::precedent::{Hit, Titled};
use crate::text;

use super::Role;
use super::compare::drawn;
use super::front::line;
use super::paint::Painter;
use super::words::{Spans, Words};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let state = app.precedents();
    if let Some(side) = regions.side {
        beside(app, side, painter);
    }
    let pane = regions.main;
    let title = title(&state.finder);
    painter.frame(pane, &title, !state.reading);
    if pane.inner.height == 0 {
        return None;
    }
    let (top, list) = pane.inner.cut_top(QUERY_ROWS);
    let end = painter.put(top, 0, 1, painter.glyph("/ ", "/ "), Role::Key);
    let caret = line(&state.finder.field, top, 0, end, painter);
    if state.typing && state.marked {
        painter.tint(top, 0, Role::Selected);
    }
    let status = status(app, &state.finder);
    painter.put_cut(top, 1, 1, &status, Role::Muted);
    if state.finder.is_empty() {
        grammar(&state.finder, list, painter);
    } else {
        rows(&state.finder, list, HIT_ROWS, painter);
    }
    caret.filter(|_| state.typing)
}

fn title(finder: &Finder) -> String {
    match finder.what {
        What::Paragraphs => "Precedents".to_owned(),
        What::Documents => "Precedents · documents by name".to_owned(),
        What::Lineage => format!("Through the years · {}", finder.about),
        What::Folded => format!("Unfolded · {}", finder.about),
        What::Landing(_) => format!("Landing zones · {}", finder.about),
    }
}

/// The search at the caret, in front of the text. It never covers the row of the caret.
pub(super) fn in_front(
    app: &App,
    finder: &Finder,
    at: Option<(u16, u16)>,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let area = lookup_area(regions, at);
    painter.clear(area);
    painter.frame_area(area, "Agreed language", true);
    let inner = area.inside();
    let (top, list) = inner.cut_top(2);
    let end = painter.put(top, 0, 1, painter.glyph("/ ", "/ "), Role::Key);
    let caret = line(&finder.field, top, 0, end, painter);
    painter.put_cut(top, 1, 1, &status(app, finder), Role::Muted);
    if finder.is_empty() {
        grammar(finder, list, painter);
    } else {
        rows(finder, list, LOOKUP_ROWS, painter);
    }
    caret
}

/// Where the box stands: below the caret where there is room, else above it.
fn lookup_area(regions: &Regions, at: Option<(u16, u16)>) -> Area {
    let whole = regions.whole;
    let width = whole.width.min(100);
    let wanted = LOOKUP_LIST as u16 + 4;
    let (column, row) = at.unwrap_or((whole.width / 2, whole.height / 2));
    let below = whole.height.saturating_sub(row + 2);
    let above = row.saturating_sub(2);
    let (y, height) = if below >= wanted.min(8) || below >= above {
        let height = wanted.min(below);
        (row + 1, height)
    } else {
        let height = wanted.min(above);
        (row - height, height)
    };
    Area {
        x: column.saturating_sub(4).min(whole.width - width),
        y,
        width,
        height,
    }
}

/// What is searched and what came of it.
fn status(app: &App, finder: &Finder) -> String {
    let shelves = &app.precedents().shelves;
    let wanted = match finder.tongue {
        Tongue::Followed => format!("{}, else all languages", app.language().name()),
        Tongue::All => "all languages".to_owned(),
        Tongue::Only(language) => language.name().to_owned(),
    };
    let mut said = Vec::new();
    let found = &finder.found;
    let searched = match found.language {
        Some(language) => language.name().to_owned(),
        None => match finder.tongue {
            Tongue::Followed => {
                let own = app.language();
                let in_own = |hit: &Match| hit.hit.language == *own;
                if found.matches.iter().any(in_own) {
                    "all languages".to_owned()
                } else {
                    format!("all languages, none like it in {}", own.name())
                }
            }
            _ => "all languages".to_owned(),
        },
    };
    let asked = !found.query.trim().is_empty() || !found.documents.is_empty();
    match (finder.what, finder.len()) {
        (What::Paragraphs, _) if !asked => {
            said.push("Type some words, in any order; slips are forgiven".to_owned());
            said.push(wanted);
            said.push(shelves.said());
        }
        (What::Documents, 0) if !asked => {
            said.push("Type pieces of a symbol, title or subject".to_owned());
            said.push(wanted);
        }
        (What::Lineage | What::Folded | What::Landing(_), _) if !asked => {
            said.push("Looking …".to_owned());
        }
        (What::Folded, n) => {
            said.push(format!(
                "{} that say nearly the same",
                counted(n, "paragraph", "paragraphs")
            ));
            said.push("beside: what differs from the first".to_owned());
        }
        (What::Lineage, 0) => {
            said.push("No agreed paragraph reads like it".to_owned());
        }
        (What::Lineage, n) => {
            let draft = usize::from(found.matches.iter().any(|m| m.hit.entry == DRAFT));
            said.push(format!(
                "{}{} in {} paragraphs",
                counted(n - draft, "text", "texts"),
                if draft > 0 { " and the draft" } else { "" },
                found.among
            ));
            said.push("beside: what changed since the one before".to_owned());
        }
        (What::Landing(_), 0) => {
            said.push("Nothing close to it that any of them is known to have accepted".to_owned());
        }
        (What::Landing(_), n) => {
            said.push(format!(
                "{}, the closest first",
                counted(n, "wording", "wordings")
            ));
            said.push("beside: what would change".to_owned());
        }
        (What::Paragraphs, 0) => {
            said.push(format!("Nothing like it in {} paragraphs", found.among));
            said.push(searched);
        }
        (What::Documents, 0) => {
            said.push(format!("No such name among {} documents", found.among));
            said.push(searched);
        }
        (What::Paragraphs, n) => {
            said.push(format!(
                "{} in {} paragraphs",
                counted(n, "hit", "hits"),
                found.among
            ));
            said.push(searched);
        }
        (What::Documents, n) => {
            said.push(format!(
                "{} of {}",
                n,
                counted(found.among, "document", "documents")
            ));
            said.push(searched);
        }
    }
    if asked && !shelves.off.is_empty() {
        said.push(shelves.said());
    }
    if !finder.accepted_by.is_empty() {
        let codes: Vec<String> = finder.accepted_by.iter().map(ToString::to_string).collect();
        said.push(format!("accepted by {}", codes.join(" ")));
    }
    // What is not asked comes first: the rest may be cut.
    let found_out = found.damaged.iter();
    let known = shelves.all.iter().filter(|shelf| {
        let name = &shelf.name;
        shelf.damaged.is_some() && shelves.is_on(name) && found.damaged.as_ref() != Some(name)
    });
    let damaged = found_out.chain(known.map(|shelf| &shelf.name));
    let damaged = damaged.map(|name| format!("without {name}, which is damaged"));
    let first: Vec<String> = found.wrong.iter().cloned().chain(damaged).collect();
    said.splice(0..0, first);
    said.join(" · ")
}

/// How a query is written, where there is nothing else to show.
fn grammar(finder: &Finder, list: Area, painter: &mut Painter<'_>) {
    if finder.what != What::Paragraphs || !finder.is_silent() {
        return;
    }
    let (_, list) = list.cut_top(1);
    for (row, (typed, means)) in (0..list.height).zip(GRAMMAR) {
        let next = painter.put_cut(list, row, 2, typed, Role::Key);
        painter.put_cut(list, row, next.max(28) + 2, means, Role::Muted);
    }
}

/// What was found, as far as it is seen.
fn rows(finder: &Finder, list: Area, rows_of: usize, painter: &mut Painter<'_>) {
    let (mut row, mut skip) = (0, finder.scroll.skip);
    if finder.what == What::Documents {
        for (at, document) in finder
            .found
            .documents
            .iter()
            .enumerate()
            .skip(finder.scroll.top)
        {
            if row >= list.height {
                return;
            }
            document_row(document, at == finder.selected, list, row, painter);
            row += 1;
        }
        return;
    }
    for (at, found) in finder
        .found
        .matches
        .iter()
        .enumerate()
        .skip(finder.scroll.top)
    {
        for n in 0..rows_of {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if row >= list.height {
                return;
            }
            hit_row(
                found,
                (n, rows_of),
                at == finder.selected,
                list,
                row,
                painter,
            );
            row += 1;
        }
    }
}

/// A document: its library and paragraphs, then its name with the letters lit that were typed.
fn document_row(
    document: &Titled,
    selected: bool,
    area: Area,
    row: u16,
    painter: &mut Painter<'_>,
) {
    if selected {
        painter.put(area, row, 0, painter.glyph("▌", ">"), Role::Mark);
    }
    let more = format!(
        "{} · {} · {} ¶",
        document.library, document.record.language, document.paragraphs
    );
    let wide = text::cells(&more) as u16 + 3;
    let names = Area {
        x: area.x + 2,
        width: area
            .width
            .saturating_sub(2 + wide)
            .max(10)
            .min(area.width.saturating_sub(2)),
        ..area
    };
    let spans: Spans = document
        .spans
        .iter()
        .map(|span| (span.clone(), Role::Hit))
        .collect();
    let words = Words::new(&document.name, 400, &spans);
    let ground = painter.style(if selected { Role::Title } else { Role::Text });
    words.draw(0, painter, names, row, ground);
    if area.width >= names.width + wide + 2 {
        painter.put_right(area, row, 1, &more, Role::Muted);
    }
}

/// Where else the words of a hit stand, in few words: `also 4 places, 2011–2014`.
fn also(hit: &Hit) -> Option<String> {
    if hit.also.is_empty() {
        return None;
    }
    let mut years: Vec<&str> = hit
        .also
        .iter()
        .filter_map(|again| again.date.as_deref()?.get(..4))
        // A day that nobody knew is written as the first of all days.
        .filter(|year| *year > "0001")
        .collect();
    years.sort_unstable();
    years.dedup();
    let mut said = format!("also {}", counted(hit.also.len(), "place", "places"));
    match years.as_slice() {
        [] => {}
        [one] => said.extend([", ", one]),
        [first, .., last] => said.extend([", ", first, "–", last]),
    }
    Some(said)
}

/// One of the rows of a hit: where it stands, then the words around the first that was found.
fn hit_row(
    found: &Match,
    (n, rows_of): (usize, usize),
    selected: bool,
    area: Area,
    row: u16,
    painter: &mut Painter<'_>,
) {
    let hit = &found.hit;
    if selected {
        painter.put(area, row, 0, painter.glyph("▌", ">"), Role::Mark);
    }
    let cells = usize::from(area.width.saturating_sub(3).max(1));
    if n == 0 {
        let role = if selected { Role::Title } else { Role::Text };
        let mut column = painter.put_cut(area, row, 2, &hit.symbol, role);
        column = painter.put_cut(area, row, column + 1, &hit.paragraph_name(), Role::Text);
        let mut more = vec![hit.language.to_string()];
        more.extend(hit.date.as_ref().map(ToString::to_string));
        more.push(hit.libraries());
        more.extend(also(hit));
        if let Some(change) = &found.change {
            more.insert(0, format!("{:.0} % the same", 100.0 * change.similarity));
        }
        if let Some(note) = &found.note {
            more.insert(0, note.clone());
        }
        painter.put_cut(area, row, column + 2, &more.join(" · "), Role::Muted);
        return;
    }
    let words = Words::new(&hit.text, cells, &lit(hit));
    // The rows from the one with the first word that was found.
    let first = words.row_of(hit.spans.first().map_or(0, |span| span.start));
    let from = first.min(words.len().saturating_sub(rows_of - 1));
    let inner = Area {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    let ground = painter.style(Role::Text);
    words.draw(from + n - 1, painter, inner, row, ground);
}

fn lit(hit: &Hit) -> Spans {
    let spans = hit.spans.iter();
    spans.map(|span| (span.clone(), Role::Hit)).collect()
}

/// The whole paragraph with its document.
fn beside(app: &App, pane: Pane, painter: &mut Painter<'_>) {
    let state = app.precedents();
    let Some(found) = state.finder.chosen() else {
        document_beside(
            &state.finder.found,
            state.finder.selected,
            pane,
            state.reading,
            painter,
        );
        return;
    };
    let hit = &found.hit;
    painter.frame(pane, &hit.name(), state.reading);
    let area = padded(pane);
    let cells = usize::from(area.width.max(1));
    let words = match &found.change {
        Some(change) => drawn(
            &Shown::of(&change.edits, None, Marks::Shown),
            cells,
            None,
            painter,
        ),
        None => Words::new(&hit.text, cells, &lit(hit)),
    };
    let mut lines: Vec<(Option<usize>, String)> = Vec::new();
    lines.extend((0..words.len()).map(|n| (Some(n), String::new())));
    lines.push((
        None,
        format!("{} words · {}", text::count(&hit.text), hit.language.name()),
    ));
    for fact in found.note.iter().cloned().chain(facts(found)) {
        lines.extend(wrapped(&fact, cells).map(|row| (None, row)));
    }
    for again in &hit.also {
        let date = again
            .date
            .as_ref()
            .map(|d| format!(" · {d}"))
            .unwrap_or_default();
        let how = if again.verbatim { "also" } else { "nearly" };
        let said = format!("{how} {}{date}", again.name());
        lines.extend(wrapped(&said, cells).map(|row| (None, row)));
    }
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

/// What is known of a document.
fn document_beside(
    found: &Found,
    selected: usize,
    pane: Pane,
    focused: bool,
    painter: &mut Painter<'_>,
) {
    let Some(document) = found.documents.get(selected) else {
        painter.frame(pane, "Paragraph", focused);
        return;
    };
    painter.frame(pane, &document.record.symbol, focused);
    let area = padded(pane);
    let record = &document.record;
    let mut facts: Vec<String> = Vec::new();
    let subject = record
        .subject
        .iter()
        .filter(|s| Some(*s) != record.title.as_ref());
    facts.extend(record.title.iter().chain(subject).map(ToString::to_string));
    facts.extend(record.date.as_ref().map(ToString::to_string));
    facts.push(format!(
        "{} · {}",
        counted(document.paragraphs, "paragraph", "paragraphs"),
        record.language.name()
    ));
    facts.push("Enter lists its paragraphs.".to_owned());
    let cells = usize::from(area.width.max(1));
    let lines = facts.iter().flat_map(|fact| wrapped(fact, cells));
    for (row, more) in (0..area.height).zip(lines) {
        painter.put_cut(area, row, 0, &more, Role::Muted);
    }
}

/// The rows of what is said of a document, as wide as there are cells; the space that a row is broken at is no part of it.
fn wrapped(fact: &str, cells: usize) -> impl Iterator<Item = String> {
    let rows = text::wrap(fact, cells).into_iter();
    rows.filter_map(move |row| Some(fact.get(row.range)?.trim_end().to_owned()))
}

fn padded(pane: Pane) -> Area {
    Area {
        x: pane.inner.x + 1,
        width: pane.inner.width.saturating_sub(2),
        ..pane.inner
    }
}

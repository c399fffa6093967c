//! What stands in front of a screen: help, the palette, choices, prompts, questions, reports, and the keys that can
//! follow the ones pressed.

use crate::app::command;
use crate::app::overlay::{
    Ask, Choice, Filtered, Help, HelpRow, Line, Overlay, Palette, Prompt, Report,
};
use crate::app::regions::{Area, Regions};
use crate::app::{App, Field};
use crate::text;

use super::Role;
use super::compare::drawn;
use super::paint::Painter;
use super::words::{Spans, Words};

/// Draws what is in front, in front of a screen with that caret; gives where its own stands.
pub(super) fn draw(
    app: &App,
    regions: &Regions,
    behind: Option<(u16, u16)>,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    if app.overlays().is_empty() && !app.pressed().is_empty() {
        following(app, regions, painter);
    }
    match app.overlays().last()? {
        Overlay::Help(help) => draw_help(help, regions, painter),
        Overlay::Palette(palette) => draw_palette(app, palette, regions, painter),
        Overlay::Choice(choice) => draw_choice(choice, regions, painter),
        Overlay::Prompt(prompt) => draw_prompt(prompt, regions, painter),
        Overlay::Ask(ask) => draw_ask(ask, regions, painter),
        Overlay::Report(report) => draw_report(report, regions, painter),
        Overlay::Proposals(shown) => {
            super::proposals::draw(app, shown, regions, painter);
            None
        }
        Overlay::Codes(shown) => {
            super::walk::codes(shown, regions, painter);
            None
        }
        Overlay::Bracketing(mode) => {
            super::bracketing::draw(app, mode, regions, painter);
            None
        }
        Overlay::Lookup(lookup) => {
            super::precedents::in_front(app, &lookup.finder, behind, regions, painter)
        }
        Overlay::Numbered(shown) => {
            super::numbered::draw(shown, regions, painter);
            None
        }
    }
}

/// An empty box in front of the screen; gives what is inside its frame.
pub(super) fn open(
    title: &str,
    width: u16,
    height: u16,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Area {
    let area = regions.whole.middle(width, height);
    painter.clear(area);
    painter.frame_area(area, title, true);
    area.inside()
}

/// A line that is being typed, scrolled so that its caret is seen.
pub(super) fn line(
    field: &Field,
    area: Area,
    row: u16,
    column: u16,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let room = usize::from(area.width.saturating_sub(column + 1));
    if room == 0 || row >= area.height {
        return None;
    }
    let shown = text::Revealed::of(field.text());
    let caret = shown.to_shown(field.caret());
    let before = shown.text.get(..caret).unwrap_or_default();
    // From the right of the caret backwards, as much as there is room for.
    let mut start = 0;
    let mut cells = text::cells(before);
    for (at, grapheme) in text::graphemes(before) {
        if cells <= room {
            start = at;
            break;
        }
        cells -= text::cells(grapheme);
        start = at + grapheme.len();
    }
    let visible = shown.text.get(start..).unwrap_or_default();
    painter.put(area, row, column, visible, Role::Text);
    Some((area.x + column + cells as u16, area.y + row))
}

fn draw_help(help: &Help, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let area = open(
        "Help · type to search, Esc closes",
        92,
        regions.whole.height.saturating_sub(2),
        regions,
        painter,
    );
    let end = painter.put(area, 0, 1, "search ", Role::Muted);
    let caret = line(&help.field, area, 0, end, painter);
    let (_, list) = area.cut_top(2);
    let rows = help.rows();
    if rows.is_empty() {
        painter.put(
            list,
            0,
            1,
            "Nothing of that name. The palette searches less strictly.",
            Role::Muted,
        );
    }
    for (row, entry) in (0..list.height).zip(rows.iter().skip(help.top)) {
        match entry {
            HelpRow::Task(task) => {
                painter.put(list, row, 0, task.title(), Role::Title);
            }
            HelpRow::Command(command) => {
                let keys = command.keys_shown();
                painter.put(list, row, 2, &text::truncate(&keys, 20), Role::Key);
                let next = painter.put(list, row, 23, command.title, Role::Text);
                painter.put_cut(list, row, next.max(46) + 2, command.doc, Role::Muted);
            }
        }
    }
    more(help.top, rows.len(), list, painter);
    caret
}

/// Says at the right edge that there is more above or below.
fn more(top: usize, len: usize, list: Area, painter: &mut Painter<'_>) {
    if top > 0 {
        painter.put_right(list, 0, 0, painter.glyph("↑", "^"), Role::Muted);
    }
    if len > top + usize::from(list.height) && list.height > 0 {
        painter.put_right(
            list,
            list.height - 1,
            0,
            painter.glyph("↓", "v"),
            Role::Muted,
        );
    }
}

fn draw_palette(
    app: &App,
    palette: &Palette,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let area = open(
        "Commands",
        84,
        regions.whole.height.saturating_sub(4).min(24),
        regions,
        painter,
    );
    let end = painter.put(area, 0, 1, ": ", Role::Key);
    let caret = line(&palette.list.field, area, 0, end, painter);
    let (_, list) = area.cut_top(1);
    rows(&palette.list, list, painter, |index, row, painter| {
        let Some(command) = palette.commands.get(index) else {
            return;
        };
        let reason = (command.available)(app).err();
        let role = if reason.is_some() {
            Role::Muted
        } else {
            Role::Text
        };
        let next = painter.put(list, row, 2, command.title, role);
        highlight(&palette.list, index, command.title, list, row, 2, painter);
        let keys = command.keys.first().copied().unwrap_or_default();
        let keys_column = list.width.saturating_sub(text::cells(keys) as u16 + 2);
        let doc = reason.map_or_else(
            || command.doc.to_owned(),
            |reason| format!("not now: {reason}"),
        );
        let middle = Area {
            width: keys_column.saturating_sub(1),
            ..list
        };
        if middle.width >= 50 {
            painter.put_cut(middle, row, next.max(30) + 2, &doc, Role::Muted);
        }
        painter.put(list, row, keys_column, keys, Role::Key);
    });
    caret
}

fn draw_choice(
    choice: &Choice,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let height = (choice.rows.len() as u16 + 4)
        .clamp(6, 22)
        .min(regions.whole.height.saturating_sub(2));
    // Rows that say more get more room where there is some.
    let widest = choice.rows.iter().map(|row| {
        let name = text::cells(&row.text).max(14);
        (name + text::cells(&row.detail) + 8) as u16
    });
    let width = widest.max().unwrap_or(0).clamp(76, 120);
    let area = open(&choice.title, width, height, regions, painter);
    let end = painter.put(area, 0, 1, painter.glyph("› ", "> "), Role::Key);
    let caret = line(&choice.list.field, area, 0, end, painter);
    let (_, list) = area.cut_top(1);
    rows(&choice.list, list, painter, |index, row, painter| {
        let Some(entry) = choice.rows.get(index) else {
            return;
        };
        let next = painter.put_cut(list, row, 2, &entry.text, Role::Text);
        painter.put_cut(list, row, next.max(14) + 2, &entry.detail, Role::Muted);
        let parts = [
            (0, entry.text.as_str(), 2),
            (entry.text.len() + 2, &entry.detail, next.max(14) + 2),
        ];
        for (from, name, column) in parts {
            lit(
                &choice.list,
                index,
                (from, name),
                list,
                row,
                column,
                painter,
            );
        }
    });
    if choice.list.left.is_empty() {
        painter.put(list, 0, 2, "Nothing of that name.", Role::Muted);
    }
    caret
}

/// The rows of a list that are seen.
fn rows(
    list: &Filtered,
    area: Area,
    painter: &mut Painter<'_>,
    draw: impl Fn(usize, u16, &mut Painter<'_>),
) {
    let top = list.scroll.top;
    for (row, (at, ranked)) in (0..area.height).zip(list.left.iter().enumerate().skip(top)) {
        draw(ranked.index, row, painter);
        if at == list.selected {
            painter.put(area, row, 0, painter.glyph("▌", ">"), Role::Mark);
            painter.tint(area, row, Role::Selected);
        }
    }
    more(top, list.left.len(), area, painter);
}

/// Lights the letters that were typed.
fn highlight(
    list: &Filtered,
    index: usize,
    name: &str,
    area: Area,
    row: u16,
    column: u16,
    painter: &mut Painter<'_>,
) {
    lit(list, index, (0, name), area, row, column, painter);
}

/// Lights what fits what was typed in a part of a name that begins at a byte of it.
fn lit(
    list: &Filtered,
    index: usize,
    (from, part): (usize, &str),
    area: Area,
    row: u16,
    column: u16,
    painter: &mut Painter<'_>,
) {
    let Some(ranked) = list.left.iter().find(|ranked| ranked.index == index) else {
        return;
    };
    for span in &ranked.spans {
        let (start, end) = (span.start.max(from), span.end.min(from + part.len()));
        let Some(words) = start
            .checked_sub(from)
            .and_then(|start| part.get(start..end.checked_sub(from)?))
            .filter(|words| !words.is_empty())
        else {
            continue;
        };
        let before = part.get(..start - from).unwrap_or_default();
        painter.put(
            area,
            row,
            column + text::cells(before) as u16,
            words,
            Role::Hit,
        );
    }
}

fn draw_prompt(
    prompt: &Prompt,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let (words, role) = match &prompt.error {
        Some(error) => (error.as_str(), Role::Danger),
        None => (prompt.help.as_str(), Role::Muted),
    };
    let cells = usize::from(72.min(regions.whole.width).saturating_sub(4).max(1));
    let rows = text::wrap(&text::reveal(words), cells).len() as u16;
    let area = open(&prompt.title, 72, rows.max(2) + 4, regions, painter);
    let caret = line(&prompt.field, area, 0, 1, painter);
    paragraph(
        words,
        role,
        Area {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        },
        2,
        painter,
    );
    caret
}

/// Wrapped lines from a row on; gives the row behind them.
fn paragraph(words: &str, role: Role, area: Area, from: u16, painter: &mut Painter<'_>) -> u16 {
    let shown = Words::new(words, usize::from(area.width.max(1)), &Spans::new());
    let style = painter.style(role);
    let mut row = from;
    for n in 0..shown.len() {
        shown.draw(n, painter, area, row, style);
        row += 1;
    }
    row
}

fn draw_ask(ask: &Ask, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let width = 72.min(regions.whole.width);
    let cells = usize::from(width.saturating_sub(4).max(1));
    let wrapped: usize = ask
        .lines
        .iter()
        .map(|l| text::wrap(&text::reveal(l), cells).len())
        .sum();
    let question = text::wrap(&text::reveal(&ask.question), cells).len();
    let height = question + wrapped + ask.answers.len() + 4;
    let area = open(
        "",
        width,
        height.min(usize::from(u16::MAX)) as u16,
        regions,
        painter,
    );
    let inner = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let mut row = paragraph(&ask.question, Role::Title, inner, 0, painter);
    for line in &ask.lines {
        row = paragraph(line, Role::Text, inner, row, painter);
    }
    // The answers are always seen, however long what stands above them is.
    let first = (row + 1).min(area.height.saturating_sub(ask.answers.len() as u16));
    for (row, (at, answer)) in (first..).zip(ask.answers.iter().enumerate()) {
        let next = painter.put(inner, row, 1, &answer.letter.to_string(), Role::Key);
        painter.put(inner, row, next + 2, answer.words, Role::Text);
        if at == ask.selected {
            painter.tint(inner, row, Role::Selected);
        }
    }
    None
}

fn draw_report(
    report: &Report,
    regions: &Regions,
    painter: &mut Painter<'_>,
) -> Option<(u16, u16)> {
    let height = report.rows(regions.whole.width) + 2;
    let area = open(
        &report.title,
        Report::width(regions.whole.width),
        (height as u16).min(regions.whole.height.saturating_sub(4)),
        regions,
        painter,
    );
    let inner = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let mut seen: usize = 0;
    for line in &report.lines {
        let role = match line {
            Line::Strong(_) => Role::Title,
            Line::Faint(_) => Role::Muted,
            Line::Plain(_) | Line::Words(_) => Role::Text,
        };
        let words = drawn(
            &line.shown(),
            usize::from(inner.width.max(1)),
            None,
            painter,
        );
        let ground = painter.style(role);
        for n in 0..words.len() {
            if let Some(row) = (seen + n).checked_sub(report.top)
                && row < usize::from(inner.height)
            {
                words.draw(n, painter, inner, row as u16, ground);
            }
        }
        seen += words.len();
    }
    more(report.top, seen, inner, painter);
    None
}

/// The keys that can follow.
fn following(app: &App, regions: &Regions, painter: &mut Painter<'_>) {
    let next = command::following(app.scope(), app.pressed());
    let height = (next.len() as u16 + 2).min(regions.whole.height);
    let (_, area) = regions.whole.cut_bottom(height + 1);
    let (area, _) = area.cut_top(height);
    let pressed: Vec<String> = app.pressed().iter().map(ToString::to_string).collect();
    painter.clear(area);
    painter.frame_area(area, &pressed.join(" "), true);
    let inner = area.inside();
    for (row, (key, command)) in (0..inner.height).zip(next) {
        painter.put(inner, row, 1, &key.to_string(), Role::Key);
        let end = painter.put(inner, row, 9, command.title, Role::Text);
        if inner.width >= 60 {
            painter.put_cut(inner, row, end.max(34) + 2, command.doc, Role::Muted);
        }
    }
}

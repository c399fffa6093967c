//! The walk: what the chair says, the words in large spacing, who stands in the way, what is left. Made for the table: it
//! works at 40×12.

use ratatui::style::Style;

use crate::app::overlay::Codes;
use crate::app::regions::{Area, Regions};
use crate::app::walk::{At, RoomLine, Round, WALK_HEAD};
use crate::app::{App, counted};
use crate::model::{Id, Tally};
use crate::text::{self, Direction};

use super::Role;
use super::draft::{glyph, word};
use super::front::open;
use super::paint::Painter;
use super::side::{NAMED, NOTHING, obstacles};
use super::words::{Words, brackets};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    painter.frame(regions.main, &title(app), true);
    let area = regions.main.inner;
    says(app, area, painter);
    let (_, rest) = area.cut_top(WALK_HEAD);
    match app.walk().at {
        At::Step(_) => {
            let (body, foot) = rest.cut_bottom(app.walk_foot());
            words(app, body, painter);
            below(app, foot, painter);
        }
        At::End => at_end(app, rest, painter),
    }
    None
}

fn title(app: &App) -> String {
    match app.walk().round {
        Round::Text => "Walk".to_owned(),
        Round::Later => "Walk · what was put off".to_owned(),
    }
}

/// What the chair says, and how far the text is.
fn says(app: &App, area: Area, painter: &mut Painter<'_>) {
    let script = app.walk().script();
    let place = app.walk().place();
    let count = place.map_or(String::new(), |at| {
        format!("{} of {}", at + 1, script.steps.len())
    });
    let cells = text::cells(&count) as u16;
    painter.put_right(area, 0, 0, &count, Role::Muted);
    let room = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(cells + 3),
        ..area
    };
    let said = app.chair_says();
    let drawn = Words::new(&said, usize::from(room.width.max(1)), &Vec::new());
    let style = painter.style(Role::Title);
    for (row, n) in (0..WALK_HEAD).zip(0..drawn.len()) {
        drawn.draw(n, painter, room, row, style);
    }
}

/// The words of the paragraph that is called, in large spacing.
fn words(app: &App, area: Area, painter: &mut Painter<'_>) {
    let Some((p, language)) = app.walk_words() else {
        return;
    };
    let cells = app.walk_cells();
    let column = area.width.saturating_sub(cells) / 2;
    let area = Area {
        x: area.x + column.max(1).min(area.width),
        width: cells.min(area.width),
        ..area
    };
    let header = app.workspace().map(|w| &*w.header);
    let drawn = Words::new(p.text(), usize::from(cells), &brackets(p.text(), header));
    let step = app.walk_spacing();
    let each = app.walk_rows().div_ceil(usize::from(step)).max(1);
    let from = usize::from(app.walk().page) * each;
    let mut row = 0;
    for n in from..drawn.len().min(from + each) {
        drawn.draw(n, painter, area, row, Style::new());
        row += step;
    }
    if text::direction(p.text()) == Direction::Rtl && area.x >= 4 {
        let margin = Area {
            x: area.x - 4,
            width: 4,
            ..area
        };
        painter.put(margin, 0, 0, "RTL", Role::Muted);
    }
    let original = header.map(|h| h.original);
    if Some(language) != original
        && app
            .workspace()
            .is_some_and(|w| w.is_stale_translation(&language, p))
    {
        let said = "~ a translation of earlier words";
        let last = area.height.saturating_sub(1);
        if row <= last {
            painter.put(area, last, 0, said, Role::Attention);
        }
    }
}

/// Status, who stands in the way, what is left, and the room; the more important, the nearer to the words.
fn below(app: &App, area: Area, painter: &mut Painter<'_>) {
    let mut lines: Vec<(String, Role)> = Vec::new();
    lines.push(status(app));
    let way = app.walk_standing().map(|standing| {
        let lines = obstacles(standing, NAMED);
        let free = lines.first().is_some_and(|l| l == NOTHING);
        let role = if free { Role::Good } else { Role::Danger };
        let said = if free && lines.len() == 1 {
            "Nobody stands in the way.".to_owned()
        } else if free {
            let rest: Vec<&str> = lines.iter().skip(1).map(String::as_str).collect();
            format!("Nobody stands in the way; {}.", rest.join("; "))
        } else {
            format!("In the way: {}.", lines.join("; "))
        };
        (said, role)
    });
    lines.extend(way);
    let (room, room_role) = room_line(app);
    let tally = tally_line(app);
    // On a small terminal the room and the tally share the last row.
    if area.height < 5 {
        let urgent = room_role != Role::Muted;
        lines.push(if urgent {
            (room, room_role)
        } else {
            (tally, Role::Text)
        });
    } else {
        lines.push((tally, Role::Text));
        lines.push((later_line(app), Role::Text));
        lines.push((room, room_role));
    }
    lines.retain(|(line, _)| !line.is_empty());
    let first = area.height.saturating_sub(lines.len() as u16);
    for (row, (line, role)) in (first..area.height).zip(lines) {
        painter.put_cut(area, row, 1, &line, role);
    }
}

fn status(app: &App) -> (String, Role) {
    let pages = app.walk_pages();
    let page = if pages > 1 {
        format!(" · page {} of {pages}", app.walk().page + 1)
    } else {
        String::new()
    };
    let Some(standing) = app.walk_standing() else {
        return (String::new(), Role::Muted);
    };
    if app.walk().step().is_some_and(|step| step.title) {
        return (format!("title{page}"), Role::Text);
    }
    let brackets = app
        .workspace()
        .and_then(|w| w.original()?.get(standing.id))
        .map_or(0, |p| p.brackets());
    let mut line = format!("{} {}", glyph(standing.status), word(standing.status));
    if brackets > 0 {
        line.push_str(&format_args!(" · {brackets} [ ]").to_string());
    }
    let on = app
        .workspace()
        .and_then(|w| w.words(standing.id))
        .is_some_and(|words| app.walk().note().is_left(standing.id, words));
    if on {
        line.push_str(" · left as it is");
    }
    let silence = app
        .workspace()
        .and_then(|w| w.silence_on(Some(standing.id)))
        .filter(|silence| silence.started.is_some());
    if let Some(silence) = silence {
        let until = silence.expires.minute();
        line.push_str(&format_args!(" · under silence until {until}").to_string());
    }
    if app.walk().note().later.contains(&standing.id) {
        line.push_str(" · to come back to");
    }
    (format!("{line}{page}"), Role::of_status(standing.status))
}

/// `9 of 13 agreed in “Section I”, 17 of 43 in all`.
fn tally_line(app: &App) -> String {
    let tally = app.walk_tally();
    let script = app.walk().script();
    let whole = format!("{} of {} agreed", tally.agreed, tally.total);
    let section = app.walk().step().map(|step| step.section);
    let named = section.and_then(|at| {
        let name = script.sections.get(at).filter(|name| !name.is_empty())?;
        let (agreed, total) = tally.sections.get(at).filter(|(_, total)| *total > 0)?;
        Some(format!(
            "{agreed} of {total} in “{}”",
            text::truncate(name, 24)
        ))
    });
    match named {
        Some(named) => format!("{named}, {whole}"),
        None => whole,
    }
}

fn later_line(app: &App) -> String {
    let names: Vec<String> = app.walk().later().map(|id| app.called(id)).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("Come back to: {}", names.join(", "))
    }
}

fn room_line(app: &App) -> (String, Role) {
    let name = |id: Option<Id>| id.map_or("the title page".to_owned(), |id| app.called(id));
    match app.room_line() {
        RoomLine::Follows => ("The room follows.".to_owned(), Role::Muted),
        RoomLine::Frozen(id) => (
            format!("ROOM FROZEN on {}: f lets it follow.", name(id)),
            Role::Attention,
        ),
        RoomLine::Blank => ("ROOM BLANK: z shows it again.".to_owned(), Role::Attention),
        RoomLine::Elsewhere(id) => (format!("The room sees {}.", name(id)), Role::Attention),
        RoomLine::LooksOn => (
            "You look on: the room is not yours.".to_owned(),
            Role::Muted,
        ),
    }
}

/// Behind the last paragraph: how far it has come, and what the chair comes back to.
fn at_end(app: &App, area: Area, painter: &mut Painter<'_>) {
    let tally = app.walk_tally();
    let mut lines = sums(app, &tally);
    let left = app.walk().note().left.len();
    if left > 0 {
        lines.push(format!(
            "{} left as it is.",
            counted(left, "paragraph", "paragraphs")
        ));
    }
    let later: Vec<Id> = app.walk().later().collect();
    let room = usize::from(area.height).saturating_sub(later.len().min(4) + 2);
    lines.truncate(room.max(1));
    let mut row = 0;
    for line in lines {
        painter.put_cut(area, row, 1, &line, Role::Text);
        row += 1;
    }
    let (room, role) = room_line(app);
    let last = area.height.saturating_sub(1);
    painter.put_cut(area, last, 1, &room, role);
    if later.is_empty() {
        return;
    }
    row += 1;
    painter.put(
        area,
        row,
        1,
        "To come back to (enter takes it up):",
        Role::Title,
    );
    row += 1;
    let seen = usize::from(last.saturating_sub(row)).max(1);
    let selected = app.walk().selected;
    let top = (selected + 1).saturating_sub(seen);
    for (at, id) in later.iter().enumerate().skip(top).take(seen) {
        let (mark, role) = if at == selected {
            (painter.glyph("▌", ">"), Role::Title)
        } else {
            (" ", Role::Text)
        };
        painter.put(area, row, 0, mark, Role::Mark);
        let next = painter.put_cut(area, row, 2, &app.called(*id), role);
        let words = app
            .workspace()
            .and_then(|w| w.original()?.get(*id))
            .map_or("", |p| p.text());
        painter.put_cut(area, row, next.max(10) + 2, words, Role::Muted);
        row += 1;
    }
}

/// `17 of 43 agreed`, and each section.
fn sums(app: &App, tally: &Tally) -> Vec<String> {
    let mut lines = vec![format!("{} of {} agreed.", tally.agreed, tally.total)];
    let names = &app.walk().script().sections;
    if names.len() > 1 {
        for (name, (agreed, total)) in names.iter().zip(&tally.sections) {
            if *total > 0 {
                let name = if name.is_empty() {
                    "before the first section".to_owned()
                } else {
                    text::truncate(name, 40).into_owned()
                };
                lines.push(format!("  {agreed} of {total}  {name}"));
            }
        }
    }
    lines
}

/// Delegations with a letter each, in as many columns as there is room for.
pub(super) fn codes(shown: &Codes, regions: &Regions, painter: &mut Painter<'_>) {
    let cell: u16 = if regions.whole.width >= 80 { 24 } else { 12 };
    let width = 76.min(regions.whole.width);
    let columns = ((width.saturating_sub(2)) / cell).max(1);
    let rows = (shown.rows.len() as u16).div_ceil(columns);
    let height = (rows + 2).min(regions.whole.height.saturating_sub(2));
    let area = open(&shown.title, width, height, regions, painter);
    let rows = rows.min(area.height.max(1));
    for (at, (letter, code, stance)) in (0_u16..).zip(&shown.rows) {
        let (column, row) = (at / rows * cell, at % rows);
        let next = painter.put(area, row, column + 1, &letter.to_string(), Role::Key);
        let next = painter.put_cut(area, row, next + 1, code.as_str(), Role::Text);
        let room = Area {
            width: (column + cell).min(area.width),
            ..area
        };
        if cell >= 24 {
            painter.put_cut(room, row, next + 1, stance, Role::Muted);
        }
    }
}

//! What was done, by whom, when; the newest first.

use crate::app::regions::{Area, Regions};
use crate::app::{App, counted};
use crate::text;

use super::Role;
use super::paint::Painter;

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let pane = regions.main;
    let state = app.record();
    let mut title = "Record".to_owned();
    if let Some(id) = state.about {
        title.push_str(&format_args!(" · {}", app.name_of(id)).to_string());
    }
    if let Some(code) = state.only_party {
        title.push_str(&format_args!(" · {code}").to_string());
    }
    painter.frame(pane, &title, true);
    let (top, list) = pane.inner.cut_top(1);
    let count = state.shown().count();
    match state.findings.first() {
        Some(finding) => {
            painter.put_cut(top, 0, 1, &finding.message, Role::Danger);
        }
        None if state.waiting && state.events.is_empty() => {
            painter.put(top, 0, 1, "Reading …", Role::Muted);
        }
        None if count == 0 => {
            painter.put(top, 0, 1, "Nothing was recorded yet.", Role::Muted);
        }
        None => {
            let line = format!("{}, the chain is whole", counted(count, "line", "lines"));
            painter.put(top, 0, 1, &line, Role::Muted);
        }
    }
    let seen = state.shown().enumerate().skip(state.scroll.top);
    for (row, (at, event)) in (0..list.height).zip(seen) {
        if at == state.selected {
            painter.put(list, row, 0, painter.glyph("▌", ">"), Role::Mark);
        }
        let column = painter.put(list, row, 2, &event.at.minute(), Role::Muted);
        let actor = text::pad(&text::reveal(&event.actor), 12);
        let column = painter.put(list, row, column + 2, &actor, Role::Text);
        let digest = event.digest.as_deref().unwrap_or_default();
        let room = list.width.saturating_sub(text::cells(digest) as u16 + 2);
        let middle = Area {
            width: room,
            ..list
        };
        let role = if at == state.selected {
            Role::Title
        } else {
            Role::Text
        };
        painter.put_cut(middle, row, column + 2, &event.title, role);
        if column + 20 < room {
            painter.put(list, row, room + 1, digest, Role::Muted);
        }
    }
    None
}

//! The room's screen: one paragraph in large spacing, its name, what was gavelled on it, and nothing else.
//!
//! It is drawn from a [`Present`], which holds a [`crate::model::PublicView`] and no more: nothing of the interface around it is asked.

use ratatui::style::{Modifier, Style};

use crate::app::present::{Block, Present};
use crate::app::regions::Area;
use crate::model::{Header, PublicView};
use crate::text::{self, Direction};

use super::Role;
use super::draft::glyph;
use super::paint::Painter;
use super::words::{Spans, Words, brackets};

/// Draws the room's screen over the whole terminal.
pub(super) fn draw(room: &Present, size: (u16, u16), painter: &mut Painter<'_>) {
    let view = room.view();
    if view.is_blank() {
        return;
    }
    let Some(p) = view.paragraph() else {
        return title_page(view, size, painter);
    };
    let layout = room.layout(size);
    let next = painter.put_cut(layout.head, 0, 0, p.name(), Role::Title);
    if let Some((status, standing)) = p.status().zip(p.standing()) {
        let role = Role::of_status(status);
        let next = painter.put(layout.head, 0, next + 2, glyph(status), role);
        painter.put_cut(layout.head, 0, next + 1, standing, role);
    }
    if let Some(symbol) = &view.header().symbol {
        let shown = text::reveal(symbol);
        let used = text::cells(p.name()) + p.standing().map_or(0, text::cells) + 6;
        painter.put_right(layout.head, 0, used as u16, &shown, Role::Text);
    }
    for block in &layout.blocks {
        words(block, layout.step, view.header(), painter);
    }
    if let Some(said) = view.text() {
        let room = Area {
            width: layout
                .foot
                .width
                .saturating_sub(if layout.pages > 1 { 12 } else { 0 }),
            ..layout.foot
        };
        painter.put_cut(room, 0, 0, said, Role::Title);
    }
    if layout.pages > 1 {
        let more = if layout.page + 1 < layout.pages {
            painter.glyph(" ↓", " v")
        } else {
            ""
        };
        let line = format!("{} / {}{more}", layout.page + 1, layout.pages);
        painter.put_right(layout.foot, 0, 0, &line, Role::Title);
    }
}

fn words(block: &Block<'_>, step: u16, header: &Header, painter: &mut Painter<'_>) {
    let mut row = 0;
    if block.named {
        let language = block.text.language();
        let mut name = language.name().to_owned();
        if language == header.original {
            name.push_str(" · original");
        }
        let next = painter.put(block.area, 0, 0, &name, Role::Muted);
        if block.text.is_outdated() {
            let said = "~ of earlier words";
            painter.put(block.area, 0, next + 2, said, Role::Attention);
        }
        row = 1;
    }
    if text::direction(block.text.words()) == Direction::Rtl && block.area.x >= 4 {
        let margin = Area {
            x: block.area.x - 4,
            width: 4,
            ..block.area
        };
        painter.put(margin, row, 0, "RTL", Role::Muted);
    }
    let spans = brackets(block.text.words(), Some(header));
    let drawn = Words::new(block.text.words(), usize::from(block.area.width), &spans);
    for n in block.from..block.from + block.rows {
        drawn.draw(n, painter, block.area, row, Style::new());
        row += step;
    }
}

/// Before the first paragraph: what is negotiated.
fn title_page(view: &PublicView, size: (u16, u16), painter: &mut Painter<'_>) {
    let header = view.header();
    let width = size.0.saturating_sub(4).min(66);
    let area = Area {
        x: (size.0 - width) / 2,
        y: size.1 / 4,
        width,
        height: size.1.saturating_sub(size.1 / 4),
    };
    let mut row = 0;
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let symbol = header.symbol.as_deref().unwrap_or_default();
    let notice = header.notice.as_deref().unwrap_or_default();
    for (said, style) in [
        (&*header.title, bold),
        (symbol, Style::new()),
        (view.text().unwrap_or_default(), bold),
        (notice, Style::new()),
    ] {
        if said.is_empty() {
            continue;
        }
        let lines = Words::new(said, usize::from(width.max(1)), &Spans::new());
        for n in 0..lines.len() {
            lines.draw(n, painter, area, row, style);
            row += 1;
        }
        row += 1;
    }
}

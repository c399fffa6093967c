//! The choice of a workspace.

use crate::app::App;
use crate::app::picker_layout::OFFER_ROWS;
use crate::app::regions::Regions;

use super::Role;
use super::paint::Painter;

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let pane = regions.main;
    let state = app.picker();
    painter.frame(pane, "Open which workspace?", true);
    let area = pane.inner;
    if let Some(why) = app.load_error() {
        painter.put_cut(area, area.height.saturating_sub(1), 1, why, Role::Danger);
    }
    if state.offers.is_empty() {
        painter.put(
            area,
            0,
            1,
            "No workspace here or opened before.",
            Role::Text,
        );
        painter.put(
            area,
            1,
            1,
            "Make one: rapporteur new DIR --title \"Final Document\" --language en",
            Role::Muted,
        );
        return None;
    }
    let mut row = 0;
    let mut skip = state.scroll.skip;
    for (at, offer) in state.offers.iter().enumerate().skip(state.scroll.top) {
        for n in 0..OFFER_ROWS {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if row >= area.height {
                return None;
            }
            if at == state.selected && n < 2 {
                painter.put(area, row, 0, painter.glyph("▌", ">"), Role::Mark);
            }
            match n {
                0 => {
                    let next = painter.put_cut(area, row, 2, &offer.title, Role::Title);
                    let path = offer.root.display().to_string();
                    let path = if offer.recent {
                        format!("{path} · opened before")
                    } else {
                        path
                    };
                    painter.put_cut(area, row, next + 2, &path, Role::Muted);
                }
                1 => {
                    painter.put_cut(
                        area,
                        row,
                        2,
                        offer.notice.as_deref().unwrap_or_default(),
                        Role::Text,
                    );
                }
                _ => {}
            }
            row += 1;
        }
    }
    None
}

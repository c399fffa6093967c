//! Drawing: what [`App`] knows, as cells.
//!
//! What it is for: [`draw`] puts the whole screen into a frame and the cursor of the terminal on the caret. Each screen has
//! its file; the parts they share are the [`theme`](Theme), the painter and the styled words of a paragraph.
//!
//! What it never does: change the state, or let a character of a document reach a cell before it went through
//! [`crate::text::reveal()`]. Where things stand is asked of [`crate::app::regions`], so that the mouse finds them there.
//!
//! Where to start: [`draw`], then `draft.rs`.

mod bracketing;
mod cells;
mod chart;
mod chrome;
mod compare;
mod consensus;
mod draft;
mod front;
mod holders;
mod numbered;
mod paint;
mod picker;
mod precedents;
mod present;
mod proposals;
mod record;
mod side;
mod stances;
mod theme;
mod walk;
mod words;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::{App, Screen};

use paint::Painter;
pub use theme::{Role, Theme};

/// Draws everything, and puts the cursor on the caret of what is being typed.
pub fn draw(app: &App, frame: &mut Frame<'_>) {
    if let Some((column, row)) = paint(app, frame.buffer_mut()) {
        frame.set_cursor_position(Position::new(column, row));
    }
}

/// Draws everything into cells; gives where the caret stands, if something is being typed.
pub fn paint(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    if app.screen() == Screen::Present {
        if let Some(room) = app.present() {
            let mut painter = Painter::of_room(app.room_theme(), app.is_ascii(), buffer);
            present::draw(room, app.size(), &mut painter);
        }
        return None;
    }
    let mut painter = Painter::new(app, buffer);
    let Some(regions) = app.regions() else {
        painter.too_small();
        return None;
    };
    chrome::draw(app, &regions, &mut painter);
    let caret = match app.screen() {
        Screen::Draft => draft::draw(app, &regions, &mut painter),
        Screen::Consensus => consensus::draw(app, &regions, &mut painter),
        Screen::Compare => compare::draw(app, &regions, &mut painter),
        Screen::Precedents => precedents::draw(app, &regions, &mut painter),
        Screen::Record => record::draw(app, &regions, &mut painter),
        Screen::Picker => picker::draw(app, &regions, &mut painter),
        Screen::Walk => walk::draw(app, &regions, &mut painter),
        Screen::Present => None,
    };
    let front = front::draw(app, &regions, caret, &mut painter);
    let caret = if app.overlays().is_empty() {
        caret
    } else {
        front
    };
    caret.filter(|(column, row)| regions.whole.contains(*column, *row))
}

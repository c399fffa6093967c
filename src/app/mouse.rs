//! The mouse, when it is on: the wheel moves, a click selects.

use super::consensus::Motion;
use super::precedents::QUERY_ROWS;
use super::{App, Effect, Mouse, MouseAct, Screen};

impl App {
    pub(super) fn moused(&mut self, mouse: Mouse) -> Vec<Effect> {
        if !self.mouse {
            return Vec::new();
        }
        let (motion, by) = match mouse.act {
            MouseAct::WheelUp => (Motion::Up, -1),
            MouseAct::WheelDown => (Motion::Down, 1),
            MouseAct::Click => return self.clicked(mouse.column, mouse.row),
        };
        if let Some(front) = self.overlays.last_mut() {
            front.step(by);
        } else if self.editing.is_none() {
            return self.go_along(motion, 1);
        }
        Vec::new()
    }

    fn clicked(&mut self, column: u16, row: u16) -> Vec<Effect> {
        let Some(regions) = self.regions().filter(|_| self.overlays.is_empty()) else {
            return Vec::new();
        };
        if self.screen == Screen::Walk {
            return Vec::new();
        }
        if regions.tabs.contains(column, row) && self.editing.is_none() {
            // Tabs are ` 1 Draft  2 Consensus`: the digit and its word.
            let mut at = 1;
            for screen in Screen::ALL {
                let short = regions.tabs.width < 72 && screen != self.screen;
                let width = if short {
                    1
                } else {
                    2 + screen.title().len() as u16
                };
                if (at..at + width).contains(&column) {
                    return self.go(screen);
                }
                at += width + 2;
            }
            return Vec::new();
        }
        let inner = regions.main.inner;
        if !inner.contains(column, row) || self.editing.is_some() {
            return Vec::new();
        }
        let row = usize::from(row - inner.y);
        match self.screen {
            Screen::Draft => {
                let len = self.document().map_or(0, |d| d.paragraphs.len());
                let margin = self.margin(inner.width);
                let hit = self
                    .draft
                    .scroll
                    .hit(row, len, |at| self.rows_of(at, inner.width, margin));
                let id = hit.and_then(|(at, _)| Some(self.document()?.paragraphs.get(at)?.id));
                if let Some(id) = id {
                    self.select(id);
                }
            }
            Screen::Precedents => {
                let (len, rows) = (self.precedents.finder.len(), self.precedents.rows_of_hit());
                let hit = row.checked_sub(usize::from(QUERY_ROWS));
                let scroll = self.precedents.finder.scroll;
                let hit = hit.and_then(|row| scroll.hit(row, len, |_| rows));
                if let Some((at, _)) = hit {
                    self.precedents.finder.selected = at;
                }
            }
            Screen::Record => {
                let len = self.record.shown().count();
                let hit = row
                    .checked_sub(1)
                    .and_then(|row| self.record.scroll.hit(row, len, |_| 1));
                if let Some((at, _)) = hit {
                    self.record.selected = at;
                }
            }
            Screen::Compare => {
                let len = self.compare.items().len();
                let hit = row.checked_sub(self.compare_heads());
                let hit = hit.and_then(|row| {
                    self.compare
                        .scroll
                        .hit(row, len, |at| self.rows_of_item(at))
                });
                if let Some((at, _)) = hit {
                    (self.compare.selected, self.compare.step) = (at, 0);
                }
            }
            Screen::Picker => {
                let hit = self
                    .picker
                    .scroll
                    .hit(row, self.picker.offers.len(), |_| super::picker::OFFER_ROWS);
                if let Some((at, _)) = hit {
                    self.picker.selected = at;
                }
            }
            Screen::Consensus | Screen::Walk | Screen::Present => {}
        }
        Vec::new()
    }

    /// A movement along what the screen shows.
    pub(super) fn go_along(&mut self, motion: Motion, times: usize) -> Vec<Effect> {
        match self.screen {
            Screen::Walk => return self.move_walk(motion, times),
            Screen::Present => return self.move_present(motion, times),
            Screen::Draft => self.move_draft(motion, times),
            Screen::Consensus => self.move_matrix(motion, true, times),
            Screen::Compare => self.move_compare(motion, times),
            Screen::Precedents => self.move_hits(motion, times),
            Screen::Record => self.move_record(motion, times),
            Screen::Picker => self.move_picker(motion, times),
        }
        Vec::new()
    }
}

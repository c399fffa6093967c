//! The matrix: one glyph a cell, names frozen at the top and the left, what the selected cell says below.

use crate::app::consensus_layout::{COLUMN, HEAD, ROW_NAME, foot};
use crate::app::regions::{Area, Regions};
use crate::app::{App, Cell};
use crate::model::{Delegation, Paragraph, ParagraphStanding, Status, Workspace};
use crate::text;

use super::paint::Painter;
use super::side::{NAMED, NOTHING, glyph, obstacles, role, word};
use super::words::{Spans, Words, brackets};
use super::{Role, draft};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    let pane = regions.main;
    painter.frame(pane, &title(app), true);
    let workspace = app.workspace()?;
    let places = app.matrix_paragraphs();
    let (matrix, rest) = pane.inner.cut_bottom(foot(pane.inner.height));
    if places.is_empty() {
        painter.put(
            matrix,
            1,
            1,
            "No paragraph passes the filters.",
            Role::Muted,
        );
        return None;
    }
    Matrix {
        app,
        workspace,
        places: &places,
        area: matrix,
        painter,
    }
    .draw();
    below(app, workspace, rest, painter);
    None
}

/// `Consensus · only open · only stale`.
fn title(app: &App) -> String {
    let state = app.consensus();
    let mut title = "Consensus".to_owned();
    if state.only_open {
        title.push_str(" · only open");
    }
    if state.only_stale {
        title.push_str(" · only stale");
    }
    if let Some(code) = state.only_party {
        title.push_str(&format_args!(" · not agreed by {code}").to_string());
    }
    title
}

struct Matrix<'a, 'b> {
    app: &'a App,
    workspace: &'a Workspace,
    places: &'a [usize],
    area: Area,
    painter: &'a mut Painter<'b>,
}

impl Matrix<'_, '_> {
    fn draw(&mut self) {
        let state = self.app.consensus();
        let (rows, columns) = self.app.matrix_room();
        let (down, across) = (state.down.top, state.across.top);
        let cell = self.app.cell();
        for column in 0..columns {
            self.head(across + column, column);
        }
        for row in 0..rows {
            let y = HEAD + row as u16;
            if y >= self.area.height || !self.name(down + row, y) {
                break;
            }
            for column in 0..columns {
                let Some((p, delegation)) = self.of(down + row, across + column) else {
                    break;
                };
                let standing = self.workspace.standing(delegation.code, p);
                let x = ROW_NAME + column as u16 * COLUMN + 1;
                let glyph = glyph(standing.as_ref());
                let mut style = self.painter.style(role(standing.as_ref()));
                if standing.is_some_and(|s| s.via.is_some()) {
                    style = style.add_modifier(ratatui::style::Modifier::ITALIC);
                }
                let here: Cell = (p.id, delegation.code);
                if cell == Some(here) {
                    self.painter.put(self.area, y, x - 1, "[", Role::Mark);
                    self.painter.put(self.area, y, x + 1, "]", Role::Mark);
                    style = style.patch(self.painter.style(Role::Selected));
                }
                self.painter.put_styled(self.area, y, x, glyph, style);
            }
        }
    }

    /// The paragraph and the delegation of a row and a column.
    fn of(&self, row: usize, column: usize) -> Option<(&Paragraph, &Delegation)> {
        let (paragraph, delegation) = if self.app.consensus().turned {
            (column, row)
        } else {
            (row, column)
        };
        let place = *self.places.get(paragraph)?;
        let p = self.workspace.original()?.paragraphs.get(place)?;
        Some((p, self.workspace.header.delegations.get(delegation)?))
    }

    /// The name of a column, on two rows when it is long.
    fn head(&mut self, at: usize, column: usize) {
        let x = ROW_NAME + column as u16 * COLUMN;
        let name = if self.app.consensus().turned {
            self.places.get(at).map(|place| self.paragraph_name(*place))
        } else {
            self.workspace
                .header
                .delegations
                .get(at)
                .map(|d| d.code.to_string())
        };
        let Some(name) = name else { return };
        let cells = usize::from(COLUMN - 1);
        let first = text::truncate(&name, cells);
        if text::cells(&name) <= cells {
            self.painter.put(self.area, 1, x, &first, Role::Title);
            return;
        }
        // `CTBTO` becomes `CTB` over `TO`.
        let mut head = String::new();
        let mut rest = String::new();
        for (_, grapheme) in text::graphemes(&name) {
            if rest.is_empty() && text::cells(&head) + text::cells(grapheme) <= cells {
                head.push_str(grapheme);
            } else {
                rest.push_str(grapheme);
            }
        }
        self.painter.put(self.area, 0, x, &head, Role::Title);
        self.painter
            .put(self.area, 1, x, &text::truncate(&rest, cells), Role::Title);
    }

    /// The name of a row with its status or sum; false when there is no such row.
    fn name(&mut self, at: usize, y: u16) -> bool {
        let area = Area {
            width: (ROW_NAME - 1).min(self.area.width),
            ..self.area
        };
        if self.app.consensus().turned {
            let Some(delegation) = self.workspace.header.delegations.get(at) else {
                return false;
            };
            let next = self
                .painter
                .put(area, y, 1, delegation.code.as_str(), Role::Text);
            let sums = self.app.session().map(crate::app::Session::consensus);
            if let Some(sum) = sums.and_then(|c| c.delegations.get(at)) {
                let line = format!("{} agree", sum.of("agree"));
                self.painter
                    .put(area, y, next.max(7) + 1, &line, Role::Muted);
            }
            return true;
        }
        let Some(place) = self.places.get(at).copied() else {
            return false;
        };
        let name = self.paragraph_name(place);
        let name = text::truncate(&name, 6).into_owned();
        let status = self.standing(place).map(|s| s.status);
        self.painter.put(
            area,
            y,
            1 + 6_u16.saturating_sub(text::cells(&name) as u16),
            &name,
            Role::Text,
        );
        if let Some(status) = status {
            let role = Role::of_status(status);
            let next = self.painter.put(area, y, 8, draft::glyph(status), role);
            self.painter
                .put(area, y, next + 1, draft::word(status), role);
        }
        true
    }

    fn standing(&self, place: usize) -> Option<&ParagraphStanding> {
        self.app.session()?.consensus().paragraphs.get(place)
    }

    fn paragraph_name(&self, place: usize) -> String {
        let p = self
            .workspace
            .original()
            .and_then(|d| d.paragraphs.get(place));
        p.map(|p| text::reveal(&self.app.name_of(p.id)).into_owned())
            .unwrap_or_default()
    }
}

/// Sums, and all about the selected cell.
fn below(app: &App, workspace: &Workspace, area: Area, painter: &mut Painter<'_>) {
    let Some((id, code)) = app.cell() else { return };
    let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
        return;
    };
    painter.rule(area, 0, &format!("{} · {code}", app.name_of(id)));
    let standing = workspace.standing(code, p);
    let role = role(standing.as_ref());
    let mut column = painter.put(area, 1, 1, glyph(standing.as_ref()), role);
    column = painter.put(area, 1, column + 1, &word(standing.as_ref()), role);
    if let Some(standing) = &standing {
        let mut more: Vec<String> = Vec::new();
        if standing.stale {
            more.push(format!(
                "was {}",
                standing.position.stance.word().replace('_', " ")
            ));
        }
        more.extend(standing.via.map(|group| format!("via {group}")));
        more.extend(standing.position.note.as_ref().map(ToString::to_string));
        more.extend(standing.position.said_in.as_ref().map(ToString::to_string));
        more.extend(standing.position.at.map(crate::model::Moment::minute));
        painter.put_cut(area, 1, column + 2, &more.join(" · "), Role::Muted);
    }
    if let Some(standing) = app
        .session()
        .and_then(|s| s.consensus().paragraphs.get(s.place(id)?))
    {
        let role = Role::of_readiness(standing.readiness);
        let next = painter.put(area, 2, 1, standing.readiness.word(), role);
        let mut lines = obstacles(standing, NAMED);
        lines.retain(|line| line != NOTHING);
        painter.put_cut(area, 2, next + 2, &lines.join(" · "), Role::Text);
    }
    let inner = Area {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let spans: Spans = brackets(p.text(), Some(&workspace.header));
    let words = Words::new(p.text(), usize::from(inner.width.max(1)), &spans);
    let ground = painter.style(Role::Text);
    for n in 0..words.len().min(2) {
        words.draw(n, painter, inner, 3 + n as u16, ground);
    }
    painter.put_cut(area, 5, 1, &sums(app), Role::Muted);
}

/// `agreed 3 · ad ref 2 · …` of the whole, and of the selected delegation.
fn sums(app: &App) -> String {
    let Some(consensus) = app.session().map(crate::app::Session::consensus) else {
        return String::new();
    };
    let counts: Vec<String> = Status::ALL
        .iter()
        .filter(|status| consensus.counts.of(**status) > 0)
        .map(|status| format!("{} {}", draft::word(*status), consensus.counts.of(*status)))
        .collect();
    let of = consensus
        .delegations
        .get(app.consensus().delegation)
        .map(|sum| {
            let stances = crate::model::Stance::WORDS.iter().filter(|w| sum.of(w) > 0);
            let mut parts: Vec<String> = stances
                .map(|w| format!("{} {}", w.replace('_', " "), sum.of(w)))
                .collect();
            if sum.stale > 0 {
                parts.push(format!("stale {}", sum.stale));
            }
            parts.push(format!("unheard {}", sum.unheard));
            format!("   {}: {}", sum.code, parts.join(", "))
        });
    format!("{}{}", counts.join(" · "), of.unwrap_or_default())
}

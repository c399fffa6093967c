//! The matrix: one glyph a cell, names frozen at the top and the left, what the selected cell says below.

use crate::app::consensus_layout::{COLUMN, foot, head, row_name};
use crate::app::regions::{Area, Regions};
use crate::app::{App, Line, Party};
use crate::model::matrix::GroupStanding;
use crate::model::{Code, Paragraph, ParagraphStanding, Status, Workspace};
use crate::text;

use super::cells::{self, marks};
use super::paint::Painter;
use super::side::{NAMED, NOTHING, glyph, obstacles, role, word};
use super::words::{Spans, Words, brackets};
use super::{Role, draft};

pub(super) fn draw(app: &App, regions: &Regions, painter: &mut Painter<'_>) -> Option<(u16, u16)> {
    if app.consensus().chart.is_some() {
        super::chart::draw(app, regions, painter);
        return None;
    }
    let pane = regions.main;
    painter.frame(pane, &title(app), true);
    let workspace = app.workspace()?;
    let (area, rest) = pane.inner.cut_bottom(foot(pane.inner.height));
    let state = app.consensus();
    if state.lines.is_empty() || state.parties.is_empty() {
        let said = if state.parties.is_empty() {
            "There are no delegations: add them to workspace.yaml."
        } else {
            "No paragraph passes the filters."
        };
        painter.put_cut(area, 1, 1, said, Role::Muted);
        return None;
    }
    let matrix = Matrix {
        app,
        workspace,
        area,
        names: row_name(pane.inner.width),
        head: head(pane.inner.height),
        painter,
    };
    matrix.draw();
    match app.cell() {
        Some((id, code)) => below(app, workspace, (id, code), rest, painter),
        None => below_section(app, rest, painter),
    }
    None
}

/// `Consensus · only open · only stale`.
fn title(app: &App) -> String {
    let mut title = vec!["Consensus".to_owned()];
    title.extend(app.consensus().shown.told());
    title.join(" · ")
}

struct Matrix<'a, 'b> {
    app: &'a App,
    workspace: &'a Workspace,
    area: Area,
    /// Cells before the columns.
    names: u16,
    /// Rows above the lines.
    head: u16,
    painter: &'a mut Painter<'b>,
}

impl Matrix<'_, '_> {
    fn draw(mut self) {
        let state = self.app.consensus();
        let (rows, columns) = self.app.matrix_room();
        let (down, across) = (state.down.top, state.across.top);
        let selected = (self.app.line_at(), self.app.party_at());
        if self.head > 2 {
            self.painter.put(self.area, 2, 1, "in the way", Role::Muted);
        }
        for column in 0..columns {
            self.head(across + column, column);
        }
        for row in 0..rows {
            let y = self.head + row as u16;
            if y >= self.area.height || !self.name(down + row, y) {
                break;
            }
            for column in 0..columns {
                let at = self.turn(down + row, across + column);
                let Some(sign) = cells::sign(self.app, self.workspace, at.0, at.1) else {
                    break;
                };
                let x = self.names + column as u16 * COLUMN + 1;
                let mut style = self.painter.style(sign.role);
                if sign.via {
                    style = style.add_modifier(ratatui::style::Modifier::ITALIC);
                }
                if selected == at {
                    self.painter.put(self.area, y, x - 1, "[", Role::Mark);
                    style = style.patch(self.painter.style(Role::Selected));
                }
                let behind = self.painter.put_styled(self.area, y, x, &sign.signs, style);
                if selected == at {
                    self.painter.put(self.area, y, behind, "]", Role::Mark);
                }
            }
        }
    }

    /// The line and the party of a row and a column, by their places.
    fn turn(&self, row: usize, column: usize) -> (usize, usize) {
        if self.app.consensus().turned {
            (column, row)
        } else {
            (row, column)
        }
    }

    /// The name of a column, on two rows when it is long, and its sum.
    fn head(&mut self, at: usize, column: usize) {
        let x = self.names + column as u16 * COLUMN;
        let turned = self.app.consensus().turned;
        let name = if turned {
            self.line_name(at, true)
        } else {
            self.party_name(at)
        };
        let Some(name) = name else { return };
        if self.head > 2 {
            let ways = if turned {
                self.in_the_way_of(at)
            } else {
                self.app.consensus().ways.get(at).copied().unwrap_or(0)
            };
            let sum = match ways {
                0 => String::new(),
                // Four digits would run into the next column.
                1..=999 => ways.to_string(),
                _ => "1k+".to_owned(),
            };
            self.painter.put(self.area, 2, x + 1, &sum, Role::Muted);
        }
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

    /// How many members stand in the way of a line, or of how many cells in a section.
    fn in_the_way_of(&self, line: usize) -> usize {
        let state = self.app.consensus();
        let of = |place: &usize| {
            let standing = self.standing(*place);
            standing.map_or(0, |s| s.blocking.len() + s.pending.len() + s.stale.len())
        };
        match state.lines.get(line) {
            Some(Line::Paragraph(place)) => of(place),
            Some(Line::Section(at)) => {
                let section = state.sections.get(*at);
                section.map_or(0, |s| s.places.iter().map(of).sum())
            }
            None => 0,
        }
    }

    /// The name of a party: a code, of a folded group with a sign.
    fn party_name(&self, at: usize) -> Option<String> {
        let header = &self.workspace.header;
        match *self.app.consensus().parties.get(at)? {
            Party::Delegation(at) => Some(header.delegations.get(at)?.code.to_string()),
            Party::Group(at) => Some(format!("{}*", header.groups.get(at)?.code)),
        }
    }

    /// The name of a line; a short one for the head of a column.
    fn line_name(&self, at: usize, short: bool) -> Option<String> {
        match *self.app.consensus().lines.get(at)? {
            Line::Paragraph(place) => Some(self.paragraph_name(place)),
            Line::Section(section) if short => Some(format!("§{}", section + 1)),
            Line::Section(section) => {
                let section = self.app.consensus().sections.get(section)?;
                Some(text::reveal(&section.name).into_owned())
            }
        }
    }

    /// The name of a row with its status or sum; false when there is no such row.
    fn name(&mut self, at: usize, y: u16) -> bool {
        let area = Area {
            width: (self.names - 1).min(self.area.width),
            ..self.area
        };
        if self.app.consensus().turned {
            return self.party_row(at, y, area);
        }
        match self.app.consensus().lines.get(at) {
            Some(Line::Paragraph(place)) => self.paragraph_row(*place, y, area),
            Some(Line::Section(section)) => self.section_row(*section, y, area),
            None => return false,
        }
        true
    }

    fn party_row(&mut self, at: usize, y: u16, area: Area) -> bool {
        let Some(name) = self.party_name(at) else {
            return false;
        };
        let next = self.painter.put(area, y, 1, &name, Role::Text);
        let consensus = self.app.session().map(crate::app::Session::consensus);
        let ways = self.app.consensus().ways.get(at).copied();
        let in_the_way = match ways {
            Some(ways) if ways > 0 => format!(" {ways} in the way"),
            _ => String::new(),
        };
        let line = match self.app.consensus().parties.get(at) {
            Some(Party::Delegation(place)) => {
                let sum = consensus.and_then(|c| c.delegations.get(*place));
                let agree = sum.map(|sum| format!("{} agree", sum.of("agree")));
                agree.unwrap_or_default()
            }
            Some(Party::Group(place)) => {
                let members = self.workspace.header.groups.get(*place);
                format!("{} members", members.map_or(0, |g| g.members.len()))
            }
            None => String::new(),
        };
        let line = if area.width > 24 {
            line + &in_the_way
        } else {
            line
        };
        self.painter
            .put(area, y, next.max(7) + 1, &line, Role::Muted);
        true
    }

    fn paragraph_row(&mut self, place: usize, y: u16, area: Area) {
        let name = self.paragraph_name(place);
        let name = text::truncate(&name, 6).into_owned();
        let standing = self.standing(place).cloned();
        let column = 1 + 6_u16.saturating_sub(text::cells(&name) as u16);
        self.painter.put(area, y, column, &name, Role::Text);
        let Some(standing) = standing else { return };
        let role = Role::of_status(standing.status);
        let next = self
            .painter
            .put(area, y, 8, draft::glyph(standing.status), role);
        self.painter
            .put(area, y, next + 1, draft::word(standing.status), role);
        if area.width > 24 {
            let mut column = 20;
            for (glyph, count, role) in [
                ("x", standing.blocking.len(), Role::Danger),
                ("!", standing.pending.len(), Role::Attention),
                ("~", standing.stale.len(), Role::Attention),
            ] {
                if count > 0 {
                    let sum = format!("{glyph}{count}");
                    column = self.painter.put(area, y, column, &sum, role) + 1;
                }
            }
        }
    }

    fn section_row(&mut self, section: usize, y: u16, area: Area) {
        let Some(rolled) = self.app.consensus().sections.get(section).cloned() else {
            return;
        };
        let standings = rolled.places.iter().filter_map(|at| self.standing(*at));
        let agreed = standings.filter(|s| s.status.is_agreed()).count();
        let sum = format!("{agreed}/{}", rolled.places.len());
        let room = usize::from(area.width).saturating_sub(sum.len() + 3);
        let name = text::reveal(&rolled.name);
        let name = text::truncate(&name, room);
        self.painter.put(area, y, 1, &name, Role::Text);
        self.painter.put_right(area, y, 1, &sum, Role::Muted);
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
fn below(
    app: &App,
    workspace: &Workspace,
    (id, code): (crate::model::Id, Code),
    area: Area,
    painter: &mut Painter<'_>,
) {
    let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
        return;
    };
    painter.rule(area, 0, &format!("{} · {code}", app.name_of(id)));
    if workspace.header.delegation(code).is_some() {
        delegation_line(workspace, code, p, area, painter);
    } else {
        group_line(workspace, code, p, area, painter);
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

/// What a delegation says, and what the marks of its cell mean.
fn delegation_line(
    workspace: &Workspace,
    code: Code,
    p: &Paragraph,
    area: Area,
    painter: &mut Painter<'_>,
) {
    let standing = workspace.standing(code, p);
    let role = role(standing.as_ref());
    let mut column = painter.put(area, 1, 1, glyph(standing.as_ref()), role);
    column = painter.put(area, 1, column + 1, &word(standing.as_ref()), role);
    let Some(standing) = &standing else { return };
    let mut more: Vec<String> = Vec::new();
    if standing.stale {
        more.push(format!(
            "was {}",
            standing.position.stance.word().replace('_', " ")
        ));
    }
    more.extend(marks(workspace, code, p));
    more.extend(standing.position.note.as_ref().map(ToString::to_string));
    more.extend(standing.position.said_in.as_ref().map(ToString::to_string));
    more.extend(standing.position.at.map(crate::model::Moment::minute));
    painter.put_cut(area, 1, column + 2, &more.join(" · "), Role::Muted);
}

/// How the members of a folded group stand.
fn group_line(
    workspace: &Workspace,
    code: Code,
    p: &Paragraph,
    area: Area,
    painter: &mut Painter<'_>,
) {
    let group = workspace.header.groups.iter().find(|g| g.code == code);
    let Some((group, standing)) =
        group.and_then(|group| Some((group, GroupStanding::of(workspace, group, p)?)))
    else {
        painter.put(area, 1, 1, "no members", Role::Muted);
        return;
    };
    let said = standing.word.replace('_', " ");
    let role = cells::role(standing.word);
    let column = painter.put(area, 1, 1, cells::glyph(standing.word), role);
    let column = painter.put(area, 1, column + 1, &said, role);
    let more = if standing.is_mixed() {
        let broke = group.members.iter().filter(|member| {
            let standing_of = workspace.standing(**member, p);
            crate::model::matrix::cell_word(standing_of.as_ref()) != standing.word
        });
        let broke: Vec<String> = broke
            .map(|member| {
                let standing = workspace.standing(*member, p);
                format!("{member} {}", glyph(standing.as_ref()))
            })
            .collect();
        format!(
            "mixed: {} not with it: {}",
            standing.broke,
            broke.join(", ")
        )
    } else {
        format!("all {} members", group.members.len())
    };
    painter.put_cut(area, 1, column + 2, &more, Role::Muted);
}

/// What a section amounts to, and the selected party in it.
fn below_section(app: &App, area: Area, painter: &mut Painter<'_>) {
    let state = app.consensus();
    let Some(Line::Section(at)) = state.lines.get(app.line_at()) else {
        return;
    };
    let Some(rolled) = state.sections.get(*at) else {
        return;
    };
    let code = app.party_code(app.party_at());
    let code = code.map(|code| code.to_string()).unwrap_or_default();
    painter.rule(area, 0, &format!("§{} {} · {code}", at + 1, rolled.name));
    let mut whole = crate::model::matrix::Sums::default();
    rolled.sums.iter().for_each(|sums| whole.join(sums));
    let own = app.sums_of(*at, app.party_at()).unwrap_or_default();
    let counts = crate::app::consensus_layout::counts;
    painter.put_cut(area, 1, 1, &format!("{code}: {}", counts(&own)), Role::Text);
    painter.put_cut(area, 2, 1, &format!("all: {}", counts(&whole)), Role::Text);
    let mut statuses = [0_usize; 7];
    if let Some(consensus) = app.session().map(crate::app::Session::consensus) {
        for standing in rolled
            .places
            .iter()
            .filter_map(|at| consensus.paragraphs.get(*at))
        {
            if let Some(count) = statuses.get_mut(standing.status as usize) {
                *count += 1;
            }
        }
    }
    let told: Vec<String> = Status::ALL
        .iter()
        .zip(statuses)
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{} {count}", draft::word(*status)))
        .collect();
    painter.put_cut(area, 3, 1, &told.join(" · "), Role::Text);
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
    let selected = match app.consensus().parties.get(app.party_at()) {
        Some(Party::Delegation(at)) => consensus.delegations.get(*at),
        _ => None,
    };
    let of = selected.map(|sum| {
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

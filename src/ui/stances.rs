//! Where many delegations stand on one paragraph, in few rows: who is in the way first, then who goes along, and how many
//! were not heard. For tables with more seats than rows; a table of eight is listed seat by seat in `side.rs`.

use crate::app::regions::Area;
use crate::model::{Code, Kind, Paragraph, Standing, UNHEARD, Workspace};
use crate::text;

use super::Role;
use super::paint::Painter;
use super::side::{glyph, role, word};

/// Cells before the codes: mark, word, a gap.
const MARGIN: u16 = 13;

/// Those who stand alike.
struct Alike<'a> {
    standing: Standing<'a>,
    /// Codes of their own, then groups with how many members they speak for.
    names: Vec<(String, Kind)>,
}

/// One block of rows a stance. Gives how many rows were used.
pub(super) fn draw(
    workspace: &Workspace,
    p: &Paragraph,
    area: Area,
    painter: &mut Painter<'_>,
) -> u16 {
    let (alike, unheard) = gather(workspace, p);
    let mut row = 0;
    let last = area.height.saturating_sub(u16::from(unheard > 0));
    let many = alike.len();
    for (at, those) in alike.iter().enumerate() {
        // Every stance that follows has at least a row of its own.
        let room = last.saturating_sub(row + (many - at - 1) as u16);
        if room == 0 {
            break;
        }
        row += block(those, row, room, area, painter);
    }
    if unheard > 0 && row < area.height {
        put_name(UNHEARD, ".", Role::Muted, area, row, painter);
        painter.put(area, row, MARGIN, &unheard.to_string(), Role::Muted);
        row += 1;
    }
    row
}

/// A stance and those who take it, in at most `room` rows. Gives how many were used.
fn block(those: &Alike<'_>, from: u16, room: u16, area: Area, painter: &mut Painter<'_>) -> u16 {
    let standing = Some(&those.standing);
    put_name(
        &word(standing),
        glyph(standing),
        role(standing),
        area,
        from,
        painter,
    );
    let (mut row, mut column) = (0, MARGIN);
    for (at, (name, kind)) in those.names.iter().enumerate() {
        let width = text::cells(name) as u16;
        let left = those.names.len() - at;
        let more = format!("+{left}");
        let is_last = left == 1;
        let needs = width + if is_last { 0 } else { 1 + more.len() as u16 };
        if row + 1 == room && column + needs > area.width && column > MARGIN {
            painter.put(area, from + row, column, &more, Role::Muted);
            return room;
        }
        if column + width > area.width && column > MARGIN {
            (row, column) = (row + 1, MARGIN);
        }
        let role = match kind {
            Kind::Member => Role::Text,
            _ => Role::Muted,
        };
        column = painter.put(area, from + row, column, name, role) + 1;
    }
    row + 1
}

fn put_name(word: &str, glyph: &str, role: Role, area: Area, row: u16, painter: &mut Painter<'_>) {
    let next = painter.put(area, row, 1, glyph, role);
    painter.put(area, row, next + 1, word, role);
}

/// Those who stand alike, who is in the way first; and how many members were not heard.
fn gather<'a>(workspace: &'a Workspace, p: &Paragraph) -> (Vec<Alike<'a>>, usize) {
    let mut unheard = 0;
    let mut alike: Vec<Alike<'a>> = Vec::new();
    let mut through: Vec<(usize, Code, usize)> = Vec::new();
    for delegation in &workspace.header.delegations {
        let Some(standing) = workspace.standing(delegation.code, p) else {
            unheard += usize::from(delegation.kind == Kind::Member);
            continue;
        };
        let (via, said) = (standing.via, word(Some(&standing)));
        let found = alike
            .iter()
            .position(|those| word(Some(&those.standing)) == said);
        let at = found.unwrap_or_else(|| {
            let names = Vec::new();
            alike.push(Alike { standing, names });
            alike.len() - 1
        });
        match via {
            Some(group) => match through.iter_mut().find(|(a, g, _)| (*a, *g) == (at, group)) {
                Some((.., many)) => *many += 1,
                None => through.push((at, group, 1)),
            },
            None => {
                if let Some(those) = alike.get_mut(at) {
                    let code = text::reveal(delegation.code.as_str()).into_owned();
                    those.names.push((code, delegation.kind));
                }
            }
        }
    }
    for (at, group, many) in through {
        if let Some(those) = alike.get_mut(at) {
            let group = text::reveal(group.as_str()).into_owned();
            those.names.push((format!("{group}({many})"), Kind::Member));
        }
    }
    alike.sort_by_key(|those| trouble(&those.standing));
    (alike, unheard)
}

/// How far a stance is from agreement: what is most in the way comes first.
fn trouble(standing: &Standing<'_>) -> usize {
    const ORDER: [&str; 7] = [
        "oppose", "amend", "reserve", "agree_if", "flexible", "agree", "absent",
    ];
    if standing.stale {
        return 3;
    }
    let said = standing.position.stance.word();
    let at = ORDER.iter().position(|word| *word == said);
    at.map_or(ORDER.len(), |at| if at < 3 { at } else { at + 1 })
}

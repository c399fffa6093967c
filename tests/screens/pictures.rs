//! What the screens look like, to be read by people: `cargo insta review` shows what changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rapporteur::app::ThemeName;
use rapporteur::text;
use rapporteur::ui::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::desk::{Desk, example};
use super::{STAGES, ashgabat, stage};

/// The rows of a frame; a cell behind a wide character gives nothing.
pub(super) fn rows(buffer: &Buffer, caret: Option<(u16, u16)>) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut covered = 0;
        for x in 0..buffer.area.width {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer.cell((x, y)).unwrap().symbol();
            covered = text::cells(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if let Some((x, y)) = caret {
        let _ = writeln!(out, "caret: column {x}, row {y}");
    }
    out
}

#[test]
fn the_screens_of_an_example() {
    let desk = ashgabat();
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        for (name, keys) in STAGES {
            let (buffer, caret) = stage(&desk, keys).paint(width, height);
            insta::assert_snapshot!(format!("{name}-{width}x{height}"), rows(&buffer, caret));
        }
    }
}

/// The matrix of an example with groups: folded, mixed, rolled up.
#[test]
fn the_matrix_with_groups() {
    let desk = Desk::new(example("committee-draft"));
    for (width, height) in [(40, 12), (80, 24), (120, 36)] {
        for (name, keys) in [
            ("groups-folded", "2Zs"),
            ("groups-sections", "2ZR"),
            ("groups-cell", "2Z<enter>"),
        ] {
            let (buffer, caret) = stage(&desk, keys).paint(width, height);
            insta::assert_snapshot!(format!("{name}-{width}x{height}"), rows(&buffer, caret));
        }
    }
}

/// The styles of a frame: one letter a style, with the roles that look like that.
#[test]
fn the_roles_on_the_draft() {
    let (buffer, _) = stage(&ashgabat(), "jjjjj").paint(120, 36);
    let theme = Theme::new(ThemeName::Dark);
    let shown = |style: Style| {
        let fg = style.fg.unwrap_or(ratatui::style::Color::Reset);
        format!("{fg:?} {:?}", style.add_modifier)
    };
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for role in Role::ALL {
        let name = format!("{role:?}");
        names
            .entry(shown(theme.style(role)))
            .or_default()
            .push(name);
    }
    let mut letters: Vec<String> = vec![shown(theme.style(Role::Text))];
    let mut out = String::new();
    for row in buffer.content.chunks(120) {
        let mut line = String::new();
        for cell in row {
            let style = shown(cell.style());
            let at = letters.iter().position(|s| *s == style).unwrap_or_else(|| {
                letters.push(style);
                letters.len() - 1
            });
            line.push(if at == 0 {
                '.'
            } else {
                (b'a' + at as u8 - 1) as char
            });
        }
        out.push_str(line.trim_end_matches('.'));
        out.push('\n');
    }
    for (at, style) in letters.iter().enumerate().skip(1) {
        let roles = names
            .get(style)
            .map_or("no role alone".to_owned(), |r| r.join(" "));
        let _ = writeln!(out, "{}: {style}: {roles}", (b'a' + at as u8 - 1) as char);
    }
    insta::assert_snapshot!("roles-120x36", out);
}

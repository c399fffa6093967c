//! Every stage at every size: nothing panics, nothing escapes, nothing is lost.

use rapporteur::app::ThemeName;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use super::desk::{Desk, example};
use super::{STAGES, ashgabat, hostile, stage};

/// Whether a character must never reach a terminal.
fn is_dangerous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[track_caller]
fn check(name: &str, buffer: &Buffer, caret: Option<(u16, u16)>) {
    let area = buffer.area;
    for cell in &buffer.content {
        let found = cell.symbol().chars().find(|c| is_dangerous(*c));
        assert_eq!(found, None, "{name} at {}×{}", area.width, area.height);
    }
    if let Some((x, y)) = caret {
        assert!(
            x < area.width && y < area.height,
            "{name}: caret at {x},{y} of {}×{}",
            area.width,
            area.height
        );
    }
    if area.width >= 40 && area.height >= 10 {
        let rows = buffer.content.chunks(usize::from(area.width));
        let blank = |row: &[ratatui::buffer::Cell]| row.iter().all(|c| c.symbol() == " ");
        let written = rows.filter(|row| !blank(row)).count();
        assert!(
            written >= 4,
            "{name} at {}×{} is empty",
            area.width,
            area.height
        );
    }
}

fn sweep(desk: &Desk, sizes: impl Fn(usize) -> Vec<(u16, u16)>) {
    for (at, (name, keys)) in STAGES.iter().enumerate() {
        let mut desk = stage(desk, keys);
        for (width, height) in sizes(at) {
            let (buffer, caret) = desk.paint(width, height);
            check(name, &buffer, caret);
        }
    }
}

/// With `RAPPORTEUR_TEST_FULL=1`: every size up to that of a wall, 201 × 61 of them a stage.
fn every() -> Option<Vec<(u16, u16)>> {
    std::env::var_os("RAPPORTEUR_TEST_FULL")?;
    let sizes = (0..=200).flat_map(|width| (0..=60).map(move |height| (width, height)));
    Some(sizes.collect())
}

fn small() -> impl Iterator<Item = (u16, u16)> {
    (0..=60).flat_map(|width| (0..=30).map(move |height| (width, height)))
}

const LARGE: [(u16, u16); 4] = [(80, 24), (100, 18), (120, 36), (200, 60)];

#[test]
fn nothing_in_a_hostile_workspace_reaches_the_terminal_at_any_size() {
    let desk = Desk::new(hostile::workspace());
    let some = || small().chain(LARGE).collect();
    sweep(&desk, |_| every().unwrap_or_else(some));
}

/// The examples share the sizes out among the stages, and every stage has the corners.
#[test]
fn the_examples_can_be_drawn_at_any_size() {
    for name in ["ashgabat-2010", "committee-draft"] {
        let desk = Desk::new(example(name));
        sweep(&desk, |stage| {
            let some = small()
                .filter(|(w, h)| (usize::from(*w) * 31 + usize::from(*h)) % 12 == stage % 12);
            some.chain([(40, 10), (60, 30), (60, 16)])
                .chain(LARGE)
                .collect()
        });
    }
}

#[test]
fn no_screen_has_a_colour_when_none_is_wanted() {
    for (theme, no_color) in [(ThemeName::Mono, false), (ThemeName::Dark, true)] {
        let desk = Desk::in_colours(example("ashgabat-2010"), theme, no_color);
        for (name, keys) in STAGES {
            let (buffer, _) = stage(&desk, keys).paint(120, 36);
            for cell in &buffer.content {
                assert!(
                    cell.fg == Color::Reset && cell.bg == Color::Reset,
                    "{name}: {cell:?}"
                );
            }
        }
    }
}

#[test]
fn marks_and_frames_are_ascii_where_that_is_wanted() {
    let mut desk = ashgabat();
    desk.app.set_ascii(true);
    for (name, keys) in STAGES {
        let (buffer, _) = stage(&desk, keys).paint(120, 36);
        for cell in &buffer.content {
            let drawn = cell
                .symbol()
                .chars()
                .find(|c| matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25ff}'));
            assert_eq!(drawn, None, "{name}");
        }
    }
}

/// Over a slow line every cell costs.
#[test]
fn a_step_changes_few_cells() {
    for (name, before, step, most) in [
        ("draft", "jj", "j", 900),
        ("matrix", "2jj", "j", 900),
        ("matrix", "2jj", "l", 300),
        ("record", "5", "j", 200),
        ("palette", ":", "<down>", 200),
        ("typing", "jjje", "x", 80),
        ("query", "/", "<left>", 0),
    ] {
        let mut desk = stage(&ashgabat(), before);
        let (old, _) = desk.paint(120, 36);
        desk.press(step);
        let (new, _) = desk.paint(120, 36);
        let changed = old.diff(&new).len();
        println!("{name} {before} {step}: {changed}");
        assert!(changed <= most, "{name}: {changed} cells for {step}");
    }
}

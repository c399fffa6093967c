//! Brackets: one paragraph with as many as a paragraph ever has, and a compilation text of a megabyte.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use rapporteur::edit::bracket::reading;

use rapporteur::model::{Lens, bracket};
use rapporteur::store::Store;

use super::generate::Dice;
use super::terminal::Screen;
use super::{Row, milliseconds};

const CODES: [&str; 12] = [
    "KAZ", "UZB", "TKM", "KGZ", "TJK", "IRN", "AZE", "RUS", "CHN", "IND", "TUR", "PAK",
];

/// A bracket with others in it, as deep as is asked, attributed.
fn bracket_of(dice: &mut Dice, depth: usize, left: &mut usize) -> String {
    *left = left.saturating_sub(1);
    let (a, b) = (CODES[dice.below(12)], CODES[dice.below(12)]);
    let inner = if depth > 1 && *left > 0 {
        bracket_of(dice, depth - 1, left)
    } else {
        "as appropriate".to_owned()
    };
    match dice.below(3) {
        0 => format!("[to consider {inner} - {a}; {b} delete]"),
        1 => format!("[shall {inner} / should endeavour to - {a}; {b} retain]"),
        _ => format!("[{a}, {b}: take {inner} into account]"),
    }
}

/// Words with so many brackets.
fn words(dice: &mut Dice, many: usize, depth: usize, length: usize) -> String {
    let mut left = many;
    let mut text = String::from("Calls upon all States");
    while left > 0 {
        text.push_str(" to cooperate ");
        text.push_str(&bracket_of(dice, depth.min(left), &mut left));
    }
    while text.len() < length {
        text.push_str(" in the implementation of the present decision and of the Agreement");
    }
    text.push(';');
    text
}

/// A workspace of one draft with those paragraphs.
fn workspace(root: &Path, texts: impl Iterator<Item = String>) {
    fs::create_dir_all(root.join("draft")).unwrap();
    let mut header =
        String::from("format: 1\ntitle: Brackets\noriginal: en\nlanguages: [en]\ndelegations:\n");
    for code in CODES {
        let _ = writeln!(header, "- {{code: {code}, name: {code}}}");
    }
    fs::write(root.join("workspace.yaml"), header).unwrap();
    let mut draft = String::from("document:\n  language: en\n  title: Brackets\nparagraphs:\n");
    for (at, text) in texts.enumerate() {
        let _ = writeln!(
            draft,
            "- id: b{at:07}\n  role: operative\n  label: \"{}\"\n  text: '{text}'",
            at + 1
        );
    }
    fs::write(root.join("draft/en.yaml"), draft).unwrap();
}

/// The rows of the table.
pub(crate) fn rows(folder: &Path) -> Vec<Row> {
    let mut dice = Dice::new(40);
    let small = folder.join("brackets-one");
    let one = words(&mut dice, 40, 6, 0);
    workspace(
        &small,
        std::iter::once(one.clone()).chain((0..20).map(|_| "Decides;".to_owned())),
    );
    let large = folder.join("brackets-many");
    // 350 paragraphs with three brackets each, 1,050 in all, and as many words as make a megabyte.
    let texts = (0..350).map(|_| words(&mut dice, 3, 3, 3_000));
    workspace(&large, texts.collect::<Vec<_>>().into_iter());
    let bytes = fs::metadata(large.join("draft/en.yaml")).unwrap().len();
    vec![
        reader(&small, &one),
        redraw(&small),
        opening(&large, bytes),
        scrolling(&large),
    ]
}

/// Reading one paragraph in every way that a frame needs.
fn reader(root: &Path, text: &str) -> Row {
    let (_store, loaded) = Store::open_read_only(root).unwrap();
    let workspace = loaded.workspace;
    let header = &workspace.header;
    let p = workspace.original().unwrap().paragraphs[0].clone();
    let found = bracket::parse(text, &|said| header.may_name(said))
        .brackets()
        .len();
    let mut times = Vec::new();
    for _ in 0..200 {
        let began = Instant::now();
        let read = bracket::parse(p.text(), &|said| header.may_name(said));
        let holders = reading(header, &p);
        let clean = Lens::Clean.words(header, &p);
        let wanted = Lens::As("KAZ".parse().unwrap()).words(header, &p);
        times.push(began.elapsed());
        assert!(
            !read.pieces.is_empty()
                && holders.len() == found
                && !clean.is_empty()
                && !wanted.is_empty()
        );
    }
    Row {
        what: format!(
            "a paragraph of {found} brackets, 6 deep, 12 delegations: parse, holders, two lenses"
        ),
        hold: "≤ 16 ms with the redraw",
        measured: format!(
            "median {:.2}, p99 {:.2} ms",
            milliseconds(&mut times, 0.5),
            milliseconds(&mut times, 0.99)
        ),
    }
}

/// Its redraw: walking its brackets, and turning its lenses.
fn redraw(root: &Path) -> Row {
    let mut screen = Screen::open(root);
    screen.frame();
    screen.key("b");
    screen.settle();
    let mut times = Vec::new();
    for turn in 0..100 {
        let began = Instant::now();
        screen.key(if turn % 2 == 0 { "j" } else { "l" });
        times.push(began.elapsed());
    }
    screen.key("q");
    screen.settle();
    let mut lenses = Vec::new();
    for _ in 0..50 {
        let began = Instant::now();
        screen.key("v");
        lenses.push(began.elapsed());
    }
    screen.leave();
    Row {
        what: "the same, key to frame: the next bracket with the words that result; the next lens"
            .to_owned(),
        hold: "p99 ≤ 16 ms",
        measured: format!(
            "median {:.1}, p99 {:.1} ms; {:.1}, {:.1} ms",
            milliseconds(&mut times, 0.5),
            milliseconds(&mut times, 0.99),
            milliseconds(&mut lenses, 0.5),
            milliseconds(&mut lenses, 0.99)
        ),
    }
}

fn opening(root: &Path, bytes: u64) -> Row {
    let mut times = Vec::new();
    for _ in 0..15 {
        let began = Instant::now();
        let mut screen = Screen::open(root);
        screen.frame();
        times.push(began.elapsed());
        screen.leave();
    }
    Row {
        what: format!(
            "start to first frame, a compilation of {:.1} MB with 1,050 brackets",
            bytes as f64 / 1e6
        ),
        hold: "≤ 150 ms",
        measured: format!("{:.1} ms (median of 15)", milliseconds(&mut times, 0.5)),
    }
}

fn scrolling(root: &Path) -> Row {
    let mut screen = Screen::open(root);
    screen.frame();
    screen.settle();
    let mut times = Vec::new();
    for _ in 0..100 {
        let began = Instant::now();
        screen.key("j");
        times.push(began.elapsed());
    }
    screen.leave();
    Row {
        what: "the same, key to frame, Draft, j".to_owned(),
        hold: "p99 ≤ 16 ms",
        measured: format!(
            "median {:.1}, p99 {:.1} ms",
            milliseconds(&mut times, 0.5),
            milliseconds(&mut times, 0.99)
        ),
    }
}

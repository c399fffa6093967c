//! The matrix at 1,000 × 193, with groups: a step, a page, a filter, an order, a fold, a turn, a roll-up, the chart; each from
//! the key to the complete frame, and the bytes that it sends.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use super::terminal::Screen;
use super::{Row, milliseconds};

/// What is pressed, with its name and how often.
const KEYS: [(&str, &[&str]); 12] = [
    ("a step down", &["j"]),
    ("a step right", &["l"]),
    ("a page down", &["\u{1b}[6~", "\u{1b}[5~"]),
    ("a page right", &[">", "<"]),
    ("to the end and back", &["G", "gg"]),
    ("only open", &["f"]),
    ("only blocked", &["b"]),
    ("sort by trouble", &["s"]),
    ("fold all groups", &["Z"]),
    ("by section", &["R"]),
    ("turn", &["v"]),
    ("chart", &["C"]),
];

/// Groups of which each delegation is in one.
const GROUPS: usize = 5;

/// Puts the delegations of a generated workspace into groups, each with a position on every tenth paragraph.
pub(crate) fn group(root: &Path, delegations: usize) {
    let path = root.join("workspace.yaml");
    let mut head = fs::read_to_string(&path).unwrap();
    head.push_str("groups:\n");
    for group in 0..GROUPS {
        let members: Vec<String> = (0..delegations)
            .filter(|d| d % GROUPS == group)
            .map(|d| format!("D{d:03}"))
            .collect();
        let _ = writeln!(
            head,
            "- {{code: G{group}, name: Group {group}, members: [{}]}}",
            members.join(", ")
        );
    }
    fs::write(path, head).unwrap();
}

/// The rows of the table.
pub(crate) fn rows(root: &Path) -> Vec<Row> {
    let mut screen = Screen::open(root);
    screen.frame();
    screen.key("2");
    screen.settle();
    let mut rows = Vec::new();
    for (name, keys) in KEYS {
        let (mut times, mut bytes) = (Vec::new(), Vec::new());
        for nth in 0..60 {
            let key = keys[nth % keys.len()];
            // Of two presses the first draws what can follow.
            let (first, last) = key.split_at(key.len() - usize::from(key == "gg"));
            if !last.is_empty() {
                screen.key(first);
            }
            let began = Instant::now();
            bytes.push(screen.key(if last.is_empty() { first } else { last }));
            times.push(began.elapsed());
        }
        screen.settle();
        bytes.sort_unstable();
        let (median, worst) = (
            milliseconds(&mut times, 0.5),
            milliseconds(&mut times, 0.99),
        );
        rows.push(Row {
            what: format!("matrix at 1,000 × 193, {name}"),
            hold: "p99 ≤ 16 ms; a step ≤ 1.5 kB",
            measured: format!(
                "median {median:.1}, p99 {worst:.1} ms; median {} bytes",
                bytes[bytes.len() / 2]
            ),
        });
    }
    screen.leave();
    rows
}

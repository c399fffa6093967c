//! The figures of `docs/performance.md`: `cargo bench` measures and prints them, `cargo bench -- --write` also writes
//! the page. Nothing here is asserted: times belong to the machine that measured them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)] // A bench that cannot go on shall stop.

mod asking;
mod bracketing;
mod comparing;
mod finding;
mod generate;
mod holding;
mod library;
mod matrix;
mod merging;
mod terminal;
mod texts;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rapporteur::edit::{Access, Actor, Change, Stamp};
use rapporteur::model::{LiveConsensus, Moment, Move, Position, Prospect, Stance, Workspace};
use rapporteur::store::Store;

use terminal::Screen;

struct Row {
    what: String,
    hold: &'static str,
    measured: String,
}

fn main() {
    // The other process of `finding`.
    let mut told = std::env::args().skip_while(|argument| argument != "searched-by-another");
    if let (Some(_), Some(folder), Some(count)) = (told.next(), told.next(), told.next()) {
        finding::search(Path::new(&folder), count.parse().unwrap());
        return;
    }
    if let Some(rows) = alone() {
        for row in rows {
            println!("| {} | {} | {} |", row.what, row.hold, row.measured);
        }
        return;
    }
    let write = std::env::args().any(|argument| argument == "--write");
    let folder = tempfile::tempdir_in(shared_memory()).unwrap();
    let large = folder.path().join("large");
    generate::generate(&large, generate::LARGE).unwrap();
    let ashgabat = Path::new(env!("CARGO_MANIFEST_DIR")).join("workspaces/ashgabat-2010");
    let mut rows = Vec::new();

    rows.push(start(
        "start to first frame, ashgabat-2010",
        "≤ 20 ms",
        &copy(&ashgabat, folder.path()),
    ));
    rows.push(start("start to first frame, large", "≤ 150 ms", &large));
    rows.push(load(&large));
    keys(&large, &mut rows);
    rows.push(record(&large));
    let grouped = copy_as(&large, &folder.path().join("grouped"));
    matrix::group(&grouped, generate::LARGE.delegations);
    rows.extend(matrix::rows(&grouped));
    rows.push(growth(folder.path()));
    rows.push(ahead(&large, 0));
    rows.push(ahead(&large, 1_000));
    rows.push(commit(&large, "one position"));
    rows.push(commit_text(&large, "one edit"));
    rows.push(binary());
    rows.push(holders(&large));
    rows.extend(merging::LANGUAGES.map(merge));
    rows.extend(bracketing::rows(folder.path()));
    // The heading of what follows.
    rows.push(Row {
        what: "**comparing**".to_owned(),
        hold: "",
        measured: String::new(),
    });
    rows.extend(comparing::rows());
    rows.push(Row {
        what: "**finding**".to_owned(),
        hold: "",
        measured: String::new(),
    });
    let count = if std::env::args().any(|argument| argument == "--million") {
        1_000_000
    } else {
        100_000
    };
    rows.extend(finding::rows(folder.path(), count));
    rows.extend(asking::rows(folder.path(), count));

    let mut page = String::new();
    for row in &rows {
        let _ = writeln!(page, "| {} | {} | {} |", row.what, row.hold, row.measured);
    }
    println!("| what | hold | measured |\n|---|---|---|\n{page}");
    if write {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/performance.md");
        let day = rapporteur::cli::today();
        let text = format!(
            "# Performance\n\nMade by `cargo bench -- --write` on {day}, on {}. *Large* is a generated workspace of 1,000 paragraphs,\n\
             193 delegations, 50,000 positions and 6 versions, in memory (so that the disk's sync is not measured). Terminal 120×36.\n\n\
             | what | hold | measured |\n|---|---|---|\n{page}",
            machine()
        );
        std::fs::write(path, text).unwrap();
    }
}

/// What is measured alone when it is named: `cargo bench -- finding`, with ten times the paragraphs behind `--million`;
/// `comparing`, and of it `redraw`; `merging`; `brackets`; `holders`; `matrix`; `asking FOLDER`, where a library of
/// 1,000,000 paragraphs lies as `libraries/finding`.
fn alone() -> Option<Vec<Row>> {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let says = |word: &str| said.iter().any(|said| said == word);
    let folder = tempfile::tempdir_in(shared_memory()).unwrap();
    let large = || {
        let large = folder.path().join("large");
        generate::generate(&large, generate::LARGE).unwrap();
        large
    };
    let named = [
        "finding",
        "asking",
        "comparing",
        "redraw",
        "brackets",
        "holders",
        "merging",
        "matrix",
    ];
    Some(match named.into_iter().find(|word| says(word))? {
        "finding" => {
            let count = if says("--million") {
                1_000_000
            } else {
                100_000
            };
            let mut rows = finding::rows(folder.path(), count);
            rows.extend(asking::rows(folder.path(), count));
            rows
        }
        "asking" => {
            let folder = said.iter().skip_while(|said| *said != "asking").nth(1);
            asking::rows(Path::new(folder.unwrap()), 1_000_000)
        }
        "comparing" => comparing::rows(),
        "redraw" => comparing::redraw(),
        "brackets" => bracketing::rows(folder.path()),
        "holders" => vec![holders(&large())],
        "merging" => merging::LANGUAGES.map(merge).into(),
        _ => {
            let large = large();
            matrix::group(&large, generate::LARGE.delegations);
            matrix::rows(&large)
        }
    })
}

/// Three-way merges of one language: five documents of 500 paragraphs and one of 5,000.
fn merge(language: &str) -> Row {
    let mut all = merging::Measured::default();
    for (paragraphs, seed) in [(500, 1), (500, 2), (500, 3), (500, 4), (500, 5), (5_000, 6)] {
        let one = merging::measure(language, paragraphs, seed);
        all.paragraphs += one.paragraphs;
        all.clean += one.clean;
        all.false_conflicts += one.false_conflicts;
        all.silent += one.silent;
        all.planted += one.planted;
        all.found += one.found;
        all.time += one.time;
    }
    Row {
        what: format!("merge, {language}, 7,500 paragraphs in six documents"),
        hold: "≥ 99.9 % clean; 0 silent; ≥ 99.5 % found",
        measured: format!(
            "{:.2} % clean, {} false, {} silent, {} of {} planted found, {:.0} ms",
            100.0 * all.clean as f64 / all.paragraphs.max(1) as f64,
            all.false_conflicts,
            all.silent,
            all.found,
            all.planted,
            all.time.as_secs_f64() * 1000.0
        ),
    }
}

/// Who holds every bracket, since when, through six versions.
fn holders(root: &Path) -> Row {
    let (times, brackets, holders) = holding::measure(root);
    Row {
        what: "who holds what: 1,050 brackets, 193 delegations, 6 versions".to_owned(),
        hold: "≤ 16 ms",
        measured: format!(
            "{:.1} ms (median of 15; {brackets} brackets, {holders} holders)",
            times[times.len() / 2]
        ),
    }
}

/// A folder in memory where there is one, so that the time of the disk's sync is left out.
fn shared_memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() {
        memory
    } else {
        std::env::temp_dir()
    }
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let model = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model.lines().find_map(|l| {
        l.strip_prefix("model name")?
            .split_once(": ")
            .map(|(_, m)| m.to_owned())
    });
    format!(
        "{cores} cores, {}",
        model.unwrap_or_else(|| "unknown processor".to_owned())
    )
}

fn copy(from: &Path, into: &Path) -> PathBuf {
    let to = into.join(from.file_name().unwrap());
    let done = std::process::Command::new("cp")
        .arg("-r")
        .arg(from)
        .arg(&to)
        .status()
        .unwrap();
    assert!(done.success());
    to
}

/// A copy under another name.
fn copy_as(from: &Path, to: &Path) -> PathBuf {
    let done = std::process::Command::new("cp")
        .arg("-r")
        .arg(from)
        .arg(to)
        .status()
        .unwrap();
    assert!(done.success());
    to.to_owned()
}

fn milliseconds(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let at = ((times.len() as f64 * share) as usize).min(times.len() - 1);
    times[at].as_secs_f64() * 1000.0
}

fn start(what: &str, hold: &'static str, root: &Path) -> Row {
    let mut times = Vec::new();
    for _ in 0..15 {
        let began = Instant::now();
        let mut screen = Screen::open(root);
        screen.frame();
        times.push(began.elapsed());
        screen.leave();
    }
    let median = milliseconds(&mut times, 0.5);
    Row {
        what: what.to_owned(),
        hold,
        measured: format!("{median:.1} ms (median of 15)"),
    }
}

fn load(root: &Path) -> Row {
    let mut times = Vec::new();
    for _ in 0..15 {
        let began = Instant::now();
        let (_store, loaded) = Store::open_read_only(root).unwrap();
        times.push(began.elapsed());
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings.first());
    }
    let median = milliseconds(&mut times, 0.5);
    Row {
        what: "loading, large".to_owned(),
        hold: "—",
        measured: format!("{median:.1} ms (median of 15)"),
    }
}

/// Moving, on each screen; typing; bytes; idle; memory.
fn keys(root: &Path, rows: &mut Vec<Row>) {
    let mut screen = Screen::open(root);
    screen.frame();
    for (name, enter, key) in [
        ("Draft, j", "1", "j"),
        ("Consensus, j", "2", "j"),
        ("Consensus, l", "", "l"),
        ("Compare, j", "3", "j"),
        ("Compare, n", "g", "n"),
        ("Precedents, a letter of a query", "4", "e"),
        ("Record, j", "\u{1b}5", "j"),
    ] {
        for c in enter.chars() {
            screen.key(&c.to_string());
        }
        screen.settle();
        let mut times = Vec::new();
        let mut bytes = Vec::new();
        for _ in 0..100 {
            let began = Instant::now();
            bytes.push(screen.key(key));
            times.push(began.elapsed());
        }
        let (median, worst) = (
            milliseconds(&mut times, 0.5),
            milliseconds(&mut times, 0.99),
        );
        bytes.sort_unstable();
        rows.push(Row {
            what: format!("key to frame, {name}"),
            hold: "p99 ≤ 16 ms",
            measured: format!(
                "median {median:.1}, p99 {worst:.1} ms; median {} bytes",
                bytes[50]
            ),
        });
    }
    screen.key("\u{1b}");
    screen.key("1");
    screen.key("e");
    screen.settle();
    let mut times = Vec::new();
    for _ in 0..100 {
        let began = Instant::now();
        screen.key("x");
        times.push(began.elapsed());
    }
    let worst = milliseconds(&mut times, 0.99);
    rows.push(Row {
        what: "key to frame, typing in a paragraph".to_owned(),
        hold: "p99 ≤ 8 ms",
        measured: format!("p99 {worst:.1} ms"),
    });
    screen.settle();
    let idle = screen.bytes_within(Duration::from_secs(3));
    rows.push(Row {
        what: "bytes sent in 3 s of idleness".to_owned(),
        hold: "0",
        measured: idle.to_string(),
    });
    let memory = screen.memory();
    rows.push(Row {
        what: "resident memory, large".to_owned(),
        hold: "≤ 60 MB",
        measured: memory,
    });
    screen.leave();
}

/// A stance recorded in the matrix: until the frame that shows it.
fn record(root: &Path) -> Row {
    let mut screen = Screen::open(root);
    screen.frame();
    screen.key("2");
    screen.settle();
    let mut times = Vec::new();
    for turn in 0..150 {
        let began = Instant::now();
        screen.key(if turn % 2 == 0 { "o" } else { "r" });
        times.push(began.elapsed());
        screen.key("j");
    }
    screen.leave();
    let (median, worst) = (
        milliseconds(&mut times, 0.5),
        milliseconds(&mut times, 0.99),
    );
    Row {
        what: "key to frame, recording a position".to_owned(),
        hold: "p99 ≤ 16 ms",
        measured: format!("median {median:.1}, p99 {worst:.1} ms"),
    }
}

/// What it costs to look ahead in the large workspace: what one move brings, and the fewest that clear it.
/// So many conditions are put into it, each on a paragraph that is waited for elsewhere.
fn ahead(large: &Path, conditions: usize) -> Row {
    let (_store, loaded) = Store::open_read_only(large).unwrap();
    let mut workspace: Workspace = loaded.workspace;
    let paragraphs = workspace.original().unwrap().paragraphs.clone();
    let codes: Vec<_> = workspace
        .header
        .delegations
        .iter()
        .map(|d| d.code)
        .collect();
    let mut dice = generate::Dice::new(11);
    for nth in 0..conditions {
        let p = &paragraphs[nth % paragraphs.len()];
        let need = paragraphs[dice.below(paragraphs.len())].id;
        let held = workspace.positions.entry(codes[dice.below(codes.len())]);
        let position = Position::new(Stance::AgreeIf(vec![need]), p.digest());
        Arc::make_mut(held.or_default()).insert(p.id, position);
    }
    let consensus = workspace.consensus();
    let (mut moved, mut cleared) = (Vec::new(), Vec::new());
    let mut told = String::new();
    for standing in consensus.paragraphs.iter().take(15) {
        let began = Instant::now();
        let prospect = Prospect::new(&workspace, &consensus);
        let by = prospect.movers(standing.id).first().copied();
        let by = by.unwrap_or(workspace.header.delegations[0].code);
        let paragraph = standing.id;
        prospect.if_moved(&[Move { by, paragraph }]);
        moved.push(began.elapsed());
        let began = Instant::now();
        let clearing = prospect.clearing(3);
        cleared.push(began.elapsed());
        told = format!(
            "{} moves, {}",
            clearing.sets[0].len(),
            if clearing.exact {
                "exact".to_owned()
            } else {
                format!("at least {}", clearing.at_least)
            }
        );
    }
    Row {
        what: format!("what if, and the fewest moves, large, {conditions} conditions more"),
        hold: "≤ 100 ms",
        measured: format!(
            "{:.1} ms and {:.1} ms ({told}; medians of 15)",
            milliseconds(&mut moved, 0.5),
            milliseconds(&mut cleared, 0.5)
        ),
    }
}

/// What one more stance costs, for drafts of several lengths.
fn growth(folder: &Path) -> Row {
    let mut said = Vec::new();
    for paragraphs in [250, 1_000, 4_000, 6_000] {
        let size = generate::Size {
            paragraphs,
            positions: paragraphs * 50,
            versions: 1,
            ..generate::LARGE
        };
        let root = folder.join(format!("size-{paragraphs}"));
        generate::generate(&root, size).unwrap();
        let (_store, loaded) = Store::open_read_only(&root).unwrap();
        let mut workspace = loaded.workspace;
        let mut live = LiveConsensus::new(&workspace);
        let paragraphs_of = workspace.original().unwrap().paragraphs.clone();
        let (mut followed, mut whole) = (Vec::new(), Vec::new());
        for (nth, p) in paragraphs_of.iter().take(60).enumerate() {
            let before = workspace.clone();
            let change = Change::SetPosition {
                delegation: "D007".parse().unwrap(),
                paragraph: p.id,
                position: Some(Position::new(Stance::Reserve, p.digest())),
            };
            let began = Instant::now();
            workspace = rapporteur::edit::apply(&before, &change, &stamp())
                .unwrap()
                .workspace;
            let applied = began.elapsed();
            let began = Instant::now();
            live.follow_on(&before, &workspace, &[p.id]);
            followed.push(began.elapsed());
            whole.push(applied + began.elapsed());
            if nth == 0 {
                assert_eq!(live.state(), &workspace.consensus());
            }
        }
        let micro = |times: &mut [Duration]| milliseconds(times, 0.5) * 1000.0;
        said.push(format!(
            "{paragraphs}: {:.0} µs ({:.0} with the change itself)",
            micro(&mut followed),
            micro(&mut whole)
        ));
        std::fs::remove_dir_all(&root).unwrap();
    }
    Row {
        what: "consensus after one stance, by paragraphs × 193".to_owned(),
        hold: "does not grow",
        measured: said.join(", "),
    }
}

fn stamp() -> Stamp {
    Stamp {
        actor: Actor {
            name: Arc::from("bench"),
            access: Access::Secretariat,
        },
        at: Moment::new(1_800_000_000, 0),
    }
}

fn commit(root: &Path, what: &str) -> Row {
    let (mut store, loaded) = Store::open(root).unwrap();
    let mut workspace = loaded.workspace;
    let ids: Vec<_> = workspace
        .original()
        .unwrap()
        .paragraphs
        .iter()
        .map(|p| (p.id, p.digest()))
        .collect();
    let mut times = Vec::new();
    for (n, (id, words)) in ids.iter().take(60).enumerate() {
        let stance = if n % 2 == 0 {
            Stance::Flexible
        } else {
            Stance::Reserve
        };
        let change = Change::SetPosition {
            delegation: "D007".parse().unwrap(),
            paragraph: *id,
            position: Some(Position::new(stance, *words)),
        };
        let began = Instant::now();
        let done = store.commit(&workspace, &change, &stamp()).unwrap();
        times.push(began.elapsed());
        workspace = done.applied.workspace;
    }
    let (median, worst) = (
        milliseconds(&mut times, 0.5),
        milliseconds(&mut times, 0.95),
    );
    Row {
        what: format!("commit of {what}"),
        hold: "≤ 25 ms",
        measured: format!("median {median:.1}, p95 {worst:.1} ms"),
    }
}

fn commit_text(root: &Path, what: &str) -> Row {
    let (mut store, loaded) = Store::open(root).unwrap();
    let mut workspace = loaded.workspace;
    let language = workspace.header.original;
    let paragraphs: Vec<_> = workspace.original().unwrap().paragraphs.clone();
    let mut times = Vec::new();
    for p in paragraphs.iter().step_by(17).take(60) {
        let text = format!("{} and so on;", p.text().trim_end_matches(';'));
        let change = Change::SetText {
            language,
            paragraph: p.id,
            text,
            base: p.digest(),
            cites: Vec::new(),
        };
        let began = Instant::now();
        let done = store.commit(&workspace, &change, &stamp()).unwrap();
        times.push(began.elapsed());
        workspace = done.applied.workspace;
    }
    let (median, worst) = (
        milliseconds(&mut times, 0.5),
        milliseconds(&mut times, 0.95),
    );
    Row {
        what: format!("commit of {what}"),
        hold: "≤ 25 ms",
        measured: format!("median {median:.1}, p95 {worst:.1} ms"),
    }
}

fn binary() -> Row {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/dist/rapporteur");
    let measured = match std::fs::metadata(dist) {
        Ok(found) => format!("{:.1} MB", found.len() as f64 / 1e6),
        Err(_) => "not built (cargo build --profile dist)".to_owned(),
    };
    Row {
        what: "`dist` binary, stripped".to_owned(),
        hold: "≤ 12 MB",
        measured,
    }
}

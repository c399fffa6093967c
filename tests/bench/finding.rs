//! Searching a library of 100,000 paragraphs, or of 1,000,000 (`cargo bench -- finding --million`): how often what was
//! meant comes first, how long a letter takes, what the index costs, and tracing.
//!
//! The library is made by this process and searched by another, so that the memory of making it is not counted.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rapporteur::model::Role;
use rapporteur::precedent::{Builder, Library, Line, Query, Record};
use rapporteur::store::Libraries;
use rapporteur::text::fold;

use crate::Row;
use crate::library::{LANGUAGES, drafts, paragraphs, queries};

/// Paragraphs of a document.
const DOCUMENT: usize = 40;
/// Spans of each language that are asked for, each seven ways.
const SPANS: usize = 25;
/// What is typed letter by letter.
pub(crate) const TYPED: [&str; 10] = [
    "disarm demobilize and reintegr",
    "humanitarian asistance unhindered",
    "women peace process",
    "sanctions committee list entites",
    "all parties to the conflict respect the ceasefire",
    "seguridad alimentaria",
    "cessez-le-feu immédiat",
    "миротворческие операции",
    "人道主义援助准入",
    "القانون الدولي الإنساني",
];

/// The rows of a library of so many paragraphs, made below a folder.
pub(crate) fn rows(folder: &Path, count: usize) -> Vec<Row> {
    let mut all = paragraphs(count);
    let began = Instant::now();
    let mut builder = Builder::new();
    // A document has one language.
    all.sort_by_key(|paragraph| paragraph.language);
    for (number, document) in all.chunk_by(|a, b| a.language == b.language).enumerate() {
        for (place, texts) in document.chunks(DOCUMENT).enumerate() {
            let symbol = format!("A/{number}/{place}");
            let record = Record {
                date: Some(format!("{}-06-24", 1946 + place % 80).into()),
                ..Record::new(&symbol, texts[0].language.parse().unwrap())
            };
            let lines = texts.iter().zip(1..).map(|(paragraph, place)| Line {
                text: &paragraph.text,
                label: None,
                place,
                role: Role::Operative,
                verb: None,
            });
            builder.add(record, lines);
        }
    }
    drop(all);
    let libraries = Libraries::at(folder.join("libraries"));
    let mut writer = libraries.write("finding").unwrap();
    writer
        .replace(builder, Vec::new(), &HashSet::new())
        .unwrap();
    drop(writer);
    let built = began.elapsed().as_secs_f64();
    let bytes = libraries.open("finding").unwrap().bytes;
    let mut rows = vec![
        row(
            count,
            "index: build",
            "≤ 30 s at 1,000,000",
            format!("{built:.1} s"),
        ),
        row(
            count,
            "index: on disk",
            "≤ 300 MB at 1,000,000",
            format!("{:.1} MB", bytes as f64 / 1e6),
        ),
    ];
    let child = Command::new(std::env::current_exe().unwrap())
        .arg("searched-by-another")
        .arg(folder)
        .arg(count.to_string())
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
    let said = String::from_utf8(child.stdout).unwrap();
    rows.extend(said.lines().filter_map(|line| {
        let (what, measured) = line.split_once('\t')?;
        let (_, hold) = HOLDS.iter().find(|(of, _)| *of == what)?;
        Some(row(count, what, hold, measured.to_owned()))
    }));
    rows
}

const HOLDS: [(&str, &str); 8] = [
    ("MRR@10, garbled queries", "≥ 0.96 (≥ 0.91 at 1,000,000)"),
    (
        "MRR@10 of each language",
        "none more than .04 behind the best",
    ),
    ("a query as a whole", "—"),
    (
        "typed letter by letter",
        "p50 / p99 ≤ 2 / 8 ms at 1,000,000",
    ),
    ("index: opening", "≤ 20 ms"),
    (
        "index: resident while searching",
        "≤ 150 MB beyond the file",
    ),
    (
        "trace of a paragraph; of a draft of 50; of a paragraph again",
        "≤ 1 ms a paragraph",
    ),
    ("a search ends after being stopped", "≤ 1 ms"),
];

pub(crate) fn row(count: usize, what: &str, hold: &'static str, measured: String) -> Row {
    let thousands = count / 1000;
    Row {
        what: format!("{thousands},000 paragraphs, {what}"),
        hold,
        measured,
    }
}

/// Searches, and prints what it measured.
pub(crate) fn search(folder: &Path, count: usize) {
    let began = Instant::now();
    let opened = Libraries::at(folder.join("libraries"))
        .open("finding")
        .unwrap();
    let mut library = Library::new();
    for segment in opened.segments {
        library.add("finding", segment);
    }
    let opening = began.elapsed();
    let mut letters = Vec::new();
    for _ in 0..3 {
        letters = typed(&library);
    }
    println!("typed letter by letter\t{}", both(&mut letters));
    println!("index: opening\t{:.2} ms", opening.as_secs_f64() * 1000.0);
    println!(
        "index: resident while searching\t{} MB of its own",
        own_memory()
    );
    stopped(&library);
    let all = paragraphs(count);
    let (mut traced, mut again) = (Vec::new(), Vec::new());
    for draft in drafts(&all, 50) {
        for times in [&mut traced, &mut again] {
            let began = Instant::now();
            library.trace(&draft);
            times.push(began.elapsed());
        }
    }
    let whole: Duration = traced.iter().sum();
    println!(
        "trace of a paragraph; of a draft of 50; of a paragraph again\t{}; {:.0} ms; {}",
        both(&mut traced),
        whole.as_secs_f64() * 1000.0,
        both(&mut again)
    );
    let asked = queries(&all, SPANS);
    let mut ranks: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut times = Vec::new();
    // Queries that another paragraph says to the letter: nobody could know which was meant.
    let mut said_elsewhere = 0;
    for asked in &asked {
        let query = Query {
            limit: 10,
            ..Query::new(asked.query.as_str())
        };
        let began = Instant::now();
        let hits = library.search(&query);
        times.push(began.elapsed());
        let rank = hits.iter().find(|hit| asked.left.says(&fold(&hit.text)));
        let worth = rank.map_or(0.0, |hit| 1.0 / hit.rank as f64);
        let typed = fold(&asked.query);
        if worth < 1.0
            && hits
                .first()
                .is_some_and(|hit| fold(&hit.text).contains(&typed))
        {
            said_elsewhere += 1;
        }
        ranks.entry(asked.language).or_default().push(worth);
    }
    let mean = |worths: &[f64]| worths.iter().sum::<f64>() / worths.len().max(1) as f64;
    let all: Vec<f64> = ranks.values().flatten().copied().collect();
    println!(
        "MRR@10, garbled queries\t{:.3} ({} queries; {said_elsewhere} not first where what came first says what was typed to the letter)",
        mean(&all),
        all.len()
    );
    let mut each = String::new();
    for language in LANGUAGES {
        let worths = ranks.get(language).map(Vec::as_slice).unwrap_or_default();
        let _ = write!(each, "{language} {:.3} ", mean(worths));
    }
    println!("MRR@10 of each language\t{}", each.trim());
    println!("a query as a whole\t{}", both(&mut times));
}

/// How long each letter takes.
fn typed(library: &Library) -> Vec<Duration> {
    let mut times = Vec::new();
    for phrase in TYPED {
        let mut typed = String::new();
        for letter in phrase.chars() {
            typed.push(letter);
            if letter == ' ' {
                continue;
            }
            let query = Query::new(typed.as_str());
            let began = Instant::now();
            let _ = library.search(&query);
            times.push(began.elapsed());
        }
    }
    times
}

/// How long searches go on that are told to stop a moment after they began.
fn stopped(library: &Library) {
    let mut late = Vec::new();
    for query in [
        "a",
        "women peace and s",
        "humanitarian asistance to the parties of the conflict",
        "role:operative",
    ] {
        for after in [20, 100, 400, 1_000] {
            let stop = AtomicBool::new(false);
            let told = std::thread::scope(|scope| {
                let teller = scope.spawn(|| {
                    std::thread::sleep(Duration::from_micros(after));
                    stop.store(true, Ordering::Relaxed);
                    Instant::now()
                });
                let said =
                    library.search_until(&Query::new(query), &|| stop.load(Ordering::Relaxed));
                let ended = Instant::now();
                let told = teller.join().unwrap();
                said.is_err().then(|| ended.saturating_duration_since(told))
            });
            late.extend(told);
        }
    }
    if !late.is_empty() {
        println!("a search ends after being stopped\t{}", both(&mut late));
    }
}

fn both(times: &mut [Duration]) -> String {
    let (median, worst) = (
        crate::milliseconds(times, 0.5),
        crate::milliseconds(times, 0.99),
    );
    format!("p50 {median:.2}, p99 {worst:.2} ms")
}

/// Memory of this process that is no mapped file, in MB.
fn own_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1000
}

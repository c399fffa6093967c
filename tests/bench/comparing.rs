//! Comparing, against the script that made the second text, and against tools that compare words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use imara_diff::{Algorithm, Diff, InternedInput};
use rapporteur::compare::{Comparer, Comparison, Op, Options, compare};
use rapporteur::model::Document;
use rapporteur::text;

use crate::texts::{Fate, Versions, languages, versions};
use crate::{Row, milliseconds};

/// How often a comparison is begun anew, and how many edits follow each time.
const RUNS: usize = 7;
const EDITS: usize = 15;

/// Seeds that nothing was tuned on.
const SEEDS: [u64; 3] = [101, 102, 103];

pub(crate) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = languages().into_iter().map(quality).collect();
    rows.extend(languages().map(speed));
    rows.extend(redraw());
    rows.extend(longest());
    rows
}

/// Comparing again after single edits, by id and by words.
pub(crate) fn redraw() -> Vec<Row> {
    let sizes = [500, 1_000, 5_000].into_iter();
    sizes
        .flat_map(|many| [again(many, true), again(many, false)])
        .collect()
}

/// What a comparison found of a script.
#[derive(Default)]
struct Score {
    right: usize,
    drawn: usize,
    wanted: usize,
    /// By fate: found, of how many.
    fates: BTreeMap<Fate, (usize, usize)>,
    false_moves: usize,
    paragraphs: usize,
    changed: f64,
    truly: f64,
    edges: usize,
    cut: usize,
}

impl Score {
    fn add(&mut self, versions: &Versions, found: &Comparison) {
        let drawn: BTreeSet<(usize, usize)> = found
            .pairs
            .iter()
            .flat_map(|pair| pair.a.iter().flat_map(|a| pair.b.iter().map(|b| (*a, *b))))
            .collect();
        self.drawn += drawn.len();
        self.wanted += versions.pairs.len();
        let mut moved = BTreeSet::new();
        for (a, b, fate) in &versions.pairs {
            let hit = usize::from(drawn.contains(&(*a, *b)));
            self.right += hit;
            let of_fate = self.fates.entry(*fate).or_default();
            *of_fate = (of_fate.0 + hit, of_fate.1 + 1);
            if matches!(fate, Fate::Moved | Fate::MovedEdited) {
                moved.insert(*a);
            }
        }
        let shown = found.pairs.iter().filter(|pair| pair.moved);
        self.false_moves += shown
            .filter(|pair| !pair.a.iter().any(|a| moved.contains(a)))
            .count();
        self.paragraphs += versions.a.paragraphs.len();
        let all = characters(&versions.a) + characters(&versions.b);
        let kept: usize = found
            .pairs
            .iter()
            .flat_map(|pair| &pair.edits)
            .filter(|edit| edit.op == Op::Equal)
            .map(|edit| bare(&edit.text))
            .sum();
        self.changed += (all - 2 * kept) as f64;
        self.truly += (all - 2 * versions.kept) as f64;
        for pair in &found.pairs {
            self.edges(pair.edits.iter().map(|edit| (edit.op, edit.text.as_str())));
        }
    }

    /// Edges inside a word of the new text.
    fn edges<'a>(&mut self, edits: impl Iterator<Item = (Op, &'a str)> + Clone) {
        let new = edits.filter(|(op, _)| *op != Op::Delete);
        let whole: String = new.clone().map(|(_, text)| text).collect();
        let ends: BTreeSet<usize> = text::words(&whole).map(|word| word.range.end).collect();
        let mut at = 0;
        for (_, text) in new {
            at += text.len();
            self.edges += 1;
            self.cut += usize::from(!ends.contains(&at));
        }
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.drawn + self.wanted).max(1) as f64
    }

    fn found(&self, fate: Fate) -> f64 {
        let (found, all) = self.fates.get(&fate).copied().unwrap_or_default();
        found as f64 / all.max(1) as f64
    }
}

fn bare(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn characters(document: &Document) -> usize {
    document.paragraphs.iter().map(|p| bare(p.text())).sum()
}

const OPTIONS: Options = Options {
    ids: false,
    coarse: 2.0,
    space: rapporteur::compare::Space::Ignored,
    typography: rapporteur::compare::Typography::Aside,
};

fn quality(language: &str) -> Row {
    let mut score = Score::default();
    let (mut words, mut stream) = (0.0, 0.0);
    for seed in SEEDS {
        let versions = versions(language, 500, seed);
        score.add(&versions, &compare(&versions.a, &versions.b, OPTIONS));
        let peer = word_stream(&versions.a, &versions.b);
        words += peer.0;
        stream += peer.1 / versions.pairs.len() as f64;
    }
    let many = SEEDS.len() as f64;
    Row {
        what: format!("comparing, {language}, 500 paragraphs: pair F1"),
        hold: if language == "zh" {
            "≥ .985"
        } else {
            "≥ .990"
        },
        measured: format!(
            "{:.3}; moved {:.2}, moved and edited {:.2}, false moves {:.1} %, split {:.2}, merged {:.2}, changed ÷ true {:.2}, \
             edges inside a word {}; a word stream (imara-diff) finds {:.2} of the pairs, changed ÷ true {:.2}",
            score.f1(),
            score.found(Fate::Moved),
            score.found(Fate::MovedEdited),
            100.0 * score.false_moves as f64 / score.paragraphs as f64,
            score.found(Fate::Split),
            score.found(Fate::Merged),
            score.changed / score.truly,
            score.cut,
            stream / many,
            words / score.truly,
        ),
    }
}

/// Both texts as one stream of words: characters shown as changed, and how many paragraphs keep a third of themselves in
/// some paragraph of the other side.
fn word_stream(a: &Document, b: &Document) -> (f64, f64) {
    let (old, new) = (plain(a), plain(b));
    let list =
        |text: &str| -> Vec<String> { text::words(text).map(|w| w.text.to_owned()).collect() };
    let (old, new) = (list(&old), list(&new));
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(old.iter().map(String::as_str));
    input.update_after(new.iter().map(String::as_str));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let places = |list: &[String]| -> Vec<usize> {
        let mut line = 0;
        let mut places = Vec::new();
        for word in list {
            places.push(line);
            line += word.matches('\n').count();
        }
        places
    };
    let (line_old, line_new) = (places(&old), places(&new));
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut kept = 0;
    let (mut i, mut j) = (0, 0);
    let ends = [(old.len(), old.len(), new.len())];
    let hunks: Vec<_> = diff.hunks().collect();
    let gaps = hunks.iter().map(|h| {
        (
            h.before.start as usize,
            h.before.end as usize,
            h.after.end as usize,
        )
    });
    for (start, end, next) in gaps.chain(ends) {
        while i < start && j < new.len() {
            let length = bare(&old[i]);
            kept += length;
            *shared.entry((line_old[i], line_new[j])).or_default() += length;
            (i, j) = (i + 1, j + 1);
        }
        (i, j) = (end, next);
    }
    let all = characters(a) + characters(b);
    let own: Vec<usize> = a.paragraphs.iter().map(|p| bare(p.text())).collect();
    let paired = shared
        .iter()
        .filter(|((a, _), n)| own.get(*a).is_some_and(|own| **n * 3 >= *own));
    ((all - 2 * kept) as f64, paired.count() as f64)
}

fn plain(document: &Document) -> String {
    let mut text = String::new();
    for p in &document.paragraphs {
        let _ = writeln!(text, "{}", p.text());
    }
    text
}

/// Processor time and memory of the whole command, and time of comparing alone, beside the time of tools for word
/// differences where they are installed.
fn speed(language: &str) -> Row {
    let versions = versions(language, 5_000, SEEDS[0]);
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let began = Instant::now();
            compare(&versions.a, &versions.b, OPTIONS);
            began.elapsed()
        })
        .collect();
    let alone = milliseconds(&mut times, 0.5);
    let began = Instant::now();
    word_stream(&versions.a, &versions.b);
    let stream = began.elapsed().as_secs_f64() * 1000.0;
    let product = [env!("CARGO_BIN_EXE_rapporteur"), "diff", "--format", "json"];
    let own = processor(&product, &versions, plain);
    let mut measured = own.map_or_else(|| "unknown".to_owned(), |own| format!("{own:.0} ms"));
    let ratio = |measured: &mut String, name: &str, time: Option<f64>| {
        if let (Some(own), Some(time)) = (own, time) {
            let _ = write!(measured, ", {name} {time:.0} ms: {:.2}", own / time);
        }
    };
    ratio(
        &mut measured,
        "wdiff",
        processor(&["wdiff"], &versions, plain),
    );
    if language == "zh" {
        // It takes what stands between two spaces for a word, which is a clause here.
        let time = processor(&["wdiff"], &versions, by_characters);
        ratio(&mut measured, "wdiff by characters", time);
    }
    let git = ["git", "diff", "--no-index", "--word-diff"];
    ratio(
        &mut measured,
        "git word-diff",
        processor(&git, &versions, plain),
    );
    if let Some(most) = memory(&product, &versions) {
        let _ = write!(measured, "; at most {most:.0} MB");
    }
    let _ = write!(
        measured,
        "; comparing alone {alone:.0} ms (median of 5), imara-diff {stream:.0} ms"
    );
    Row {
        what: format!("comparing, {language}, 5,000 paragraphs: processor time of the command"),
        hold: "≤ .6 × wdiff; ≤ 80 MB",
        measured,
    }
}

/// A text with a space between any two characters of it that are no letters of an alphabet.
fn by_characters(document: &Document) -> String {
    let mut text = String::new();
    for c in plain(document).chars() {
        if text::is_han(c) {
            text.extend([' ', c, ' ']);
        } else {
            text.push(c);
        }
    }
    text
}

/// Both texts as files.
fn files(
    versions: &Versions,
    written: fn(&Document) -> String,
) -> Option<[tempfile::NamedTempFile; 2]> {
    let file = |document: &Document| {
        let mut file = tempfile::Builder::new().suffix(".txt").tempfile().ok()?;
        file.write_all(written(document).as_bytes()).ok()?;
        Some(file)
    };
    Some([file(&versions.a)?, file(&versions.b)?])
}

/// Processor time of a command on both texts as files, in milliseconds, user and system; nothing when it is not installed.
fn processor(
    command: &[&str],
    versions: &Versions,
    written: fn(&Document) -> String,
) -> Option<f64> {
    const RUNS: usize = 5;
    let files = files(versions, written)?;
    let script = format!(
        "command -v \"$1\" >/dev/null || exit 1; for i in $(seq {RUNS}); do \"$@\" >/dev/null 2>&1; done; times"
    );
    let output = Command::new("sh")
        .args(["-c", &script, "sh"])
        .args(command)
        .args(files.iter().map(tempfile::NamedTempFile::path))
        .output()
        .ok()?;
    // The second line is of what the shell ran: `0m1.23s 0m0.04s`.
    let said = String::from_utf8(output.stdout).ok()?;
    let seconds = |said: &str| {
        let (minutes, seconds) = said.strip_suffix('s')?.split_once('m')?;
        Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
    };
    let times = said.lines().nth(1)?.split(' ').map(seconds);
    Some(times.sum::<Option<f64>>()? * 1000.0 / RUNS as f64)
}

/// How much memory a command took at most on both texts as files, in megabytes, where that can be asked.
fn memory(command: &[&str], versions: &Versions) -> Option<f64> {
    let files = files(versions, plain)?;
    let output = Command::new("/usr/bin/time")
        .args(["-f", "%M"])
        .args(command)
        .args(files.iter().map(tempfile::NamedTempFile::path))
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8(output.stderr).ok()?;
    Some(said.lines().last()?.parse::<f64>().ok()? / 1024.0)
}

/// Comparing again after one paragraph was edited. With `ids`, as in a workspace, paragraphs that stayed are known by id.
fn again(many: usize, ids: bool) -> Row {
    let mut versions = versions("en", many, SEEDS[0]);
    if ids {
        for (a, b, fate) in &versions.pairs {
            if !matches!(fate, Fate::Split | Fate::Merged) {
                Arc::make_mut(&mut versions.b.paragraphs[*b]).id = versions.a.paragraphs[*a].id;
            }
        }
    }
    let options = Options { ids, ..OPTIONS };
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let mut comparer = Comparer::new(options);
        let began = Instant::now();
        comparer.compare(&versions.a, &versions.b);
        first.push(began.elapsed());
        let mut b = versions.b.clone();
        let paragraphs = b.paragraphs.len();
        // One paragraph after the other, all over the text, and every edit of the same text once more.
        for edit in 0..EDITS {
            let at = paragraphs * (edit * RUNS + run) / (EDITS * RUNS);
            let text = another(b.paragraphs[at].text(), edit);
            b.paragraphs[at] = Arc::new(b.paragraphs[at].with_text(&text));
            let began = Instant::now();
            comparer.compare(&versions.a, &b);
            second.push(began.elapsed());
        }
    }
    let whole = milliseconds(&mut first, 0.5);
    let [half, most] = [0.5, 0.95].map(|share| milliseconds(&mut second, share));
    let how = if ids { "by id" } else { "by words" };
    Row {
        what: format!("comparing again after one edit, {many} paragraphs, {how}"),
        hold: "≤ .05 of the whole",
        measured: format!(
            "median {half:.2} ms, p95 {most:.2} ms of {whole:.1} ms: {:.3}, {:.3}",
            half / whole,
            most / whole
        ),
    }
}

/// A text with a few words more, a word less, or a word replaced.
fn another(text: &str, edit: usize) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let (head, tail) = words.split_at(words.len() / 2);
    let (head, tail) = (head.join(" "), tail.get(1..).unwrap_or_default().join(" "));
    match edit % 3 {
        0 => format!("{text} and more"),
        1 => format!("{head} {tail}"),
        _ => format!("{head} others {tail}"),
    }
}

/// The slowest of the comparisons of successive resolutions on two missions, when they are at hand.
fn longest() -> Option<Row> {
    let root = std::env::var_os("RAPPORTEUR_TEST_DATA")?;
    let text =
        std::fs::read_to_string(std::path::Path::new(&root).join("unsc/paragraphs.en.jsonl"))
            .ok()?;
    let mut documents: Vec<Document> = Vec::new();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        let symbol = row["symbol"].as_str()?;
        if documents.last().is_none_or(|d| &*d.head.title != symbol) {
            documents.push(Document::new(rapporteur::model::Head::new(
                "en".parse().ok()?,
                symbol,
            )));
        }
        let document = documents.last_mut()?;
        let id = format!("p{}", document.paragraphs.len()).parse().ok()?;
        let role = rapporteur::model::Role::Operative;
        let p = rapporteur::model::Paragraph::new(id, role, row["text"].as_str()?);
        document.paragraphs.push(Arc::new(p));
    }
    let series =
        std::fs::read_to_string(std::path::Path::new(&root).join("unsc/series.tsv")).ok()?;
    let mut times: Vec<Duration> = Vec::new();
    for mission in ["UNFICYP", "MINURSO"] {
        let rows = series
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let symbols = rows.filter(|row| row.first() == Some(&mission));
        let texts = symbols.filter_map(|row| {
            let symbol = row.get(2)?;
            documents.iter().find(|d| &*d.head.title == *symbol)
        });
        for pair in texts.collect::<Vec<_>>().windows(2) {
            let began = Instant::now();
            compare(pair[0], pair[1], OPTIONS);
            times.push(began.elapsed());
        }
    }
    let most = milliseconds(&mut times, 1.0);
    Some(Row {
        what: format!(
            "comparing, {} pairs of successive resolutions on two missions: the slowest",
            times.len()
        ),
        hold: "≤ 16 ms",
        measured: format!("{most:.1} ms"),
    })
}

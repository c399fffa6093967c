//! The runners of `tests/bench/runners`, which measure the program on cases that somebody else made: each on a case so small
//! that its figures are known. They need `python3`, and are skipped where there is none.

use std::io::Write;
use std::path::Path;
use std::process::Command;

/// What a runner printed, one JSON value a line; none where there is no `python3`.
fn run(runner: &str, folder: &Path, files: &[&str]) -> Option<Vec<serde_json::Value>> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: the runners need python3");
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/runners");
    let done = Command::new("python3")
        .arg("-B")
        .arg(script.join(runner))
        .arg(env!("CARGO_BIN_EXE_rapporteur"))
        .args(files.iter().map(|name| folder.join(name)))
        .env_remove("LIBRARIES")
        .env_remove("RUNNER_SAYS_WRONG")
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{said}");
    assert_eq!(said, "");
    let told = String::from_utf8(done.stdout).unwrap();
    Some(
        told.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[track_caller]
fn check(told: &serde_json::Value, expected: &[(&str, f64)]) {
    for (name, value) in expected {
        let found = told[*name].as_f64().unwrap();
        assert!((found - value).abs() < 1e-6, "{name}: {told}");
    }
}

const OLD: &str = "\
1. Parties shall submit a report on the measures taken every year;
2. The Committee welcomes the statement of the host country on water;
3. All States are invited to consider the establishment of a regional centre;
";
const NEW: &str = "\
1. All States are invited to consider the establishment of a regional centre;
2. Parties should submit a report on the measures taken every year;
3. The Committee welcomes the statement of the host country on water;
";

/// An array as `NumPy` writes it.
fn array(kind: &str, many: usize, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({many},), }}\n");
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend(u16::try_from(head.len()).unwrap().to_le_bytes());
    out.extend(head.as_bytes());
    out.extend(bytes);
    out
}

/// Which characters begin a word, and which are of a label.
fn marks(text: &str) -> (Vec<u8>, Vec<u8>) {
    let (mut starts, mut labels) = (Vec::new(), Vec::new());
    for line in text.lines() {
        for (nth, word) in line.split_whitespace().enumerate() {
            for (at, sign) in word.chars().enumerate() {
                starts.push(u8::from(nth > 0 && (at == 0 || sign == ';')));
                labels.push(u8::from(nth == 0));
            }
        }
    }
    (starts, labels)
}

/// Which character of [`OLD`] became which of [`NEW`]: all but `shall`, which became `should`, and the labels.
fn map() -> Vec<i64> {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let new = bare(NEW);
    let mut map = Vec::new();
    for line in OLD.lines() {
        let (label, text) = line.split_once(' ').unwrap();
        map.extend(label.chars().map(|_| -1));
        for part in ["Parties", "shall", ""] {
            let long = bare(text);
            let (part, rest) = match (long.strip_prefix("Parties"), part) {
                (Some(_), "") => ("", long.strip_prefix("Partiesshall").unwrap()),
                (Some(_), part) => (part, ""),
                (None, "") => ("", long.as_str()),
                (None, _) => continue,
            };
            let words = if rest.is_empty() { part } else { rest };
            let at = new.find(words).filter(|_| words != "shall");
            map.extend(
                (0..words.len()).map(|n| at.map_or(-1, |at| i64::try_from(at + n).unwrap())),
            );
        }
    }
    map
}

#[test]
fn the_runner_of_diff_measures_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "A.txt", OLD);
    write(folder, "B.txt", NEW);
    let truth = |pairs: &str| {
        format!("{{\"pairs\": {pairs}, \"na\": 3, \"nb\": 3, \"moved\": [2], \"dele\": []}}")
    };
    let right = truth(r#"[[2, 0, "move"], [0, 1, "edit"], [1, 2, "same"]]"#);
    write(folder, "truth.json", &right);
    let wrong = truth(r#"[[2, 0, "move"], [0, 2, "edit"], [1, 1, "same"]]"#);
    write(folder, "wrong.json", &wrong);
    let files = ["A.txt", "B.txt", "truth.json"];
    let Some(told) = run("compare.py", folder, &files) else {
        return;
    };
    let expected = [
        ("pairF1", 1.0),
        ("pairX", 1.0),
        ("R:edit", 1.0),
        ("falsemove", 0.0),
    ];
    check(&told[0], &expected);
    assert!(told[0].get("charF1").is_none(), "{told:?}");
    let told = run("compare.py", folder, &["A.txt", "B.txt", "wrong.json"]).unwrap();
    check(
        &told[0],
        &[("pairF1", 1.0 / 3.0), ("R:edit", 0.0), ("R:move", 1.0)],
    );

    let map = map();
    let bytes: Vec<u8> = map.iter().flat_map(|at| at.to_le_bytes()).collect();
    let mut packed = zip::ZipWriter::new(std::fs::File::create(folder.join("truth.npz")).unwrap());
    let mut put = |name: &str, array: &[u8]| {
        let options = zip::write::SimpleFileOptions::default();
        packed.start_file(format!("{name}.npy"), options).unwrap();
        packed.write_all(array).unwrap();
    };
    put("amap", &array("<i8", map.len(), &bytes));
    for (side, text) in [("a", OLD), ("b", NEW)] {
        let (starts, labels) = marks(text);
        put(
            &format!("{side}start"),
            &array("|b1", starts.len(), &starts),
        );
        put(&format!("{side}num"), &array("|b1", labels.len(), &labels));
    }
    packed.finish().unwrap();
    let told = run(
        "compare.py",
        folder,
        &["A.txt", "B.txt", "truth.json", "truth.npz"],
    )
    .unwrap();
    let expected = [
        ("charF1", 1.0),
        ("chg", 1.0),
        ("frag", 1.0),
        ("midword", 0.0),
        ("island", 0.0),
    ];
    check(&told[0], &expected);
}

#[test]
fn the_runner_of_merge_measures_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "O.txt", OLD);
    let ours = OLD
        .replace("on the measures taken", "on all measures")
        .replace("welcomes", "takes note of");
    write(folder, "A.txt", &ours);
    let theirs = OLD
        .replace("shall", "should")
        .replace("welcomes", "regrets");
    write(folder, "B.txt", &theirs);
    let expected = |first: &str| {
        let entry = |text: &str, edited: &str, conflict: &str| {
            format!(
                "{{\"text\": \"{text}\", \"conflict\": {conflict}, \"ed\": [\"{edited}\"], \"moved\": false}}"
            )
        };
        let all = [
            entry(first, "AB", "null"),
            entry(
                "The Committee regrets the statement of the host country on water;",
                "AB",
                "\"word\"",
            ),
            entry(
                "All States are invited to consider the establishment of a regional centre;",
                "",
                "null",
            ),
        ];
        format!("{{\"expected\": [{}]}}", all.join(", "))
    };
    let right = "Parties should submit a report on all measures every year;";
    write(folder, "expected.json", &expected(right));
    write(
        folder,
        "wrong.json",
        &expected("Nobody submits anything to anybody, ever;"),
    );
    let files = ["O.txt", "A.txt", "B.txt", "expected.json"];
    let Some(told) = run("merge.py", folder, &files) else {
        return;
    };
    let expected = [
        ("n", 2.0),
        ("conflicts", 1.0),
        ("clean", 1.0),
        ("both", 1.0),
        ("order", 1.0),
    ];
    check(&told[0], &expected);
    check(&told[0], &[("false", 0.0), ("silent", 0.0), ("hit", 1.0)]);
    let told = run(
        "merge.py",
        folder,
        &["O.txt", "A.txt", "B.txt", "wrong.json"],
    )
    .unwrap();
    check(
        &told[0],
        &[("clean", 0.5), ("both", 0.0), ("silent", 1.0), ("hit", 1.0)],
    );
}

#[test]
fn the_runner_of_search_measures_what_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut corpus = String::new();
    for line in OLD.lines() {
        corpus.push_str(line.split_once(' ').unwrap().1);
        corpus.push('\n');
    }
    write(folder, "corpus.txt", &corpus);
    let queries = "\
{\"q\": \"regoinal centre\", \"kind\": \"typo\", \"lang\": \"en\", \"rel\": [2]}
{\"q\": \"host country water\", \"kind\": \"drop\", \"lang\": \"en\", \"rel\": [0]}
";
    write(folder, "queries.jsonl", queries);
    let Some(told) = run("search.py", folder, &["corpus.txt", "queries.jsonl"]) else {
        return;
    };
    assert_eq!(told.len(), 4, "{told:?}");
    check(&told[0], &[("n", 2.0), ("MRR@10", 0.5), ("S@1", 0.5)]);
    let kind = |kind: &str| told.iter().find(|row| row["kind"] == kind).unwrap();
    check(
        kind("typo"),
        &[("n", 1.0), ("MRR@10", 1.0), ("MRR@10 alone", 1.0)],
    );
    check(kind("drop"), &[("n", 1.0), ("MRR@10", 0.0), ("S@10", 0.0)]);
}

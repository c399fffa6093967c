//! Real roll calls as positions: 254 of the General Assembly, 190 delegations. The matrix, its roll-ups and the status say
//! what counting the file says. The data stay where they are: `RAPPORTEUR_TEST_DATA` names the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use rapporteur::model::matrix::{SectionSum, Sums, sums_over};
use rapporteur::store::Store;
use serde_json::Value;

use super::scene::Scene;

/// Roll calls: the votes by code, one map a roll call.
type RollCalls = Vec<BTreeMap<String, String>>;

fn roll_calls() -> Option<RollCalls> {
    let data = std::env::var_os("RAPPORTEUR_TEST_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let bytes = std::fs::read(data.join("unga-votes/rollcalls-sessions-53-55.jsonl")).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let calls = text.lines().map(|line| {
        let row: Value = serde_json::from_str(line).unwrap();
        let votes = row["votes"].as_object().unwrap().iter();
        votes
            .map(|(code, vote)| (code.clone(), vote.as_str().unwrap().to_owned()))
            .collect()
    });
    Some(calls.collect())
}

/// The stance that a vote is taken for: who abstains does not stand in the way.
fn stance(vote: &str) -> &'static str {
    match vote {
        "Y" => "agree",
        "N" => "oppose",
        "A" => "flexible",
        "X" => "absent",
        other => panic!("{other}"),
    }
}

/// A workspace with a paragraph a roll call, in two sections, and a position a vote; made by the commands alone.
fn workspace(calls: &RollCalls) -> (Scene, Vec<String>) {
    let scene = Scene::empty();
    let codes: BTreeSet<&String> = calls.iter().flat_map(BTreeMap::keys).collect();
    let codes: Vec<String> = codes.into_iter().cloned().collect();
    let mut new = "new ws --title Votes --profile resolution".to_owned();
    for code in &codes {
        let _ = write!(new, " --delegation {code}");
    }
    assert_eq!(scene.run(&new).code, 0);
    let mut text = String::from("# Votes\n\n## The first hundred\n");
    let mut table = String::from("Delegation,Label,Stance,Why\r\n");
    for (at, votes) in calls.iter().enumerate() {
        if at == 100 {
            text.push_str("\n## The rest\n");
        }
        let _ = write!(text, "\n{}. Decides on question {};\n", at + 1, at + 1);
        for (code, vote) in votes {
            let _ = write!(table, "{code},{},{},\"{vote}\"\r\n", at + 1, stance(vote));
        }
    }
    scene.write("text.md", &text);
    scene.write("votes.csv", &table);
    let said = scene.run("import text.md");
    assert_eq!(said.code, 0, "{}", said.err);
    let said = scene.run("import votes.csv --as positions");
    assert_eq!(said.code, 0, "{}", said.err);
    (scene, codes)
}

#[test]
fn roll_calls_are_counted_as_the_file_has_them() {
    let Some(calls) = roll_calls() else {
        eprintln!("skipped: the roll calls are not at hand (RAPPORTEUR_TEST_DATA)");
        return;
    };
    let (scene, codes) = workspace(&calls);
    assert!(codes.len() > 180 && calls.len() > 250);
    let word = |call: usize, code: &String| match calls[call].get(code) {
        Some(vote) => stance(vote),
        None => "unheard",
    };
    let count = |calls: std::ops::Range<usize>, code: &String, said: &str| {
        calls.filter(|call| word(*call, code) == said).count()
    };
    let words = [
        "agree", "agree_if", "flexible", "reserve", "amend", "oppose", "absent", "stale", "unheard",
    ];

    // What `status` says of each delegation, and who stands in the way of each paragraph.
    let status = scene.json("status");
    for (code, row) in codes.iter().zip(status["delegations"].as_array().unwrap()) {
        assert_eq!(row["code"], **code);
        for said in words {
            assert_eq!(
                row[said],
                count(0..calls.len(), code, said),
                "{code} {said}"
            );
        }
    }
    let paragraphs = status["paragraphs"].as_array().unwrap();
    let counted: Vec<&Value> = paragraphs.iter().filter(|p| p["counted"] == true).collect();
    assert_eq!(counted.len(), calls.len());
    for (call, row) in counted.iter().enumerate() {
        let held = |said: &str| -> Vec<&String> {
            codes
                .iter()
                .filter(|code| word(call, code) == said)
                .collect()
        };
        assert_eq!(row["blocking"], serde_json::json!(held("oppose")), "{call}");
        assert_eq!(row["unheard"], serde_json::json!(held("unheard")), "{call}");
        let blocked = !held("oppose").is_empty();
        let readiness = if blocked { "blocked" } else { "clear" };
        assert_eq!(row["readiness"], readiness, "{call}");
    }

    // The same by section.
    let sections = status["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 2);
    for (section, range) in sections.iter().zip([0..100, 100..calls.len()]) {
        for said in words {
            let all = codes.iter().map(|code| count(range.clone(), code, said));
            let all: usize = all.sum();
            assert_eq!(
                section["positions"][said], all,
                "{}: {said}",
                section["name"]
            );
        }
    }

    // Every cell of the matrix.
    let matrix = scene.run("export --to csv");
    let mut lines = matrix.out.split("\r\n").filter(|line| !line.is_empty());
    let names: Vec<&str> = lines.next().unwrap().split(',').skip(5).collect();
    assert_eq!(names, codes);
    for (call, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split(',').skip(5).collect();
        let expected: Vec<&str> = codes.iter().map(|code| word(call, code)).collect();
        assert_eq!(cells, expected, "{call}");
    }
    assert_eq!(matrix.out.lines().count(), calls.len() + 1);

    // The sums that the screen shows.
    let (_, loaded) = Store::open_read_only(&scene.here()).unwrap();
    let ws = loaded.workspace;
    let sums = SectionSum::all(&ws, &ws.consensus());
    let sets: Vec<Vec<usize>> = sums
        .iter()
        .map(|s| s.section.places.clone().collect())
        .collect();
    let counted = ws.original().unwrap().counted();
    let sets: Vec<Vec<usize>> = sets
        .into_iter()
        .map(|places| places.into_iter().filter(|at| counted[*at]).collect())
        .collect();
    for (code, own) in codes.iter().zip(sums_over(&ws, &sets)) {
        for (sum, range) in own.iter().zip([0..100, 100..calls.len()]) {
            for said in words {
                assert_eq!(
                    sum.of(said),
                    count(range.clone(), code, said),
                    "{code} {said}"
                );
            }
            assert_eq!(Sums::total(sum), range.len());
        }
    }

    // The table of positions comes back as it went out: nothing is other than recorded.
    let said = scene.run("export --to csv --what positions -o again.csv");
    assert_eq!(said.code, 0, "{}", said.err);
    let again = scene.json("import again.csv --as positions --dry-run");
    assert_eq!(again["changed"], 0);
    assert_eq!(
        again["rows"],
        calls.iter().map(BTreeMap::len).sum::<usize>()
    );
}

#[test]
fn a_table_of_positions_comes_in_whole_or_not_at_all() {
    let scene = Scene::begun();
    let before = scene.run("export --to csv --what positions").out;
    for (table, code, said) in [
        (
            "delegation,label\nKAZ,1\n",
            2,
            "the first line names the columns",
        ),
        (
            "delegation,label,stance\nKAZ,1,agree\nNRO,1,agree\nKAZ,77,agree\nUZB,1,maybe\n",
            2,
            "line 3: no delegation or group “NRO” in workspace.yaml\nline 4: no paragraph “77”",
        ),
        (
            "delegation,label,stance\nUZB,1,agree\nuzbekistan,1,oppose\n",
            2,
            "line 3: UZB is on this paragraph twice",
        ),
        (
            "delegation,label,stance\n\"KAZ,1,agree\n",
            2,
            "line 2: a quotation mark",
        ),
    ] {
        scene.write("p.csv", table);
        let done = scene.run("import p.csv --as positions");
        assert_eq!(done.code, code, "{table}");
        let err = done.err.replace("\n  ", "\n");
        assert!(err.contains(said), "{table}: {err}");
        assert_eq!(
            scene.run("export --to csv --what positions").out,
            before,
            "{table}"
        );
    }
    // Names and places do as well as codes and labels; what is `unheard` is taken back; a note that was guarded is whole.
    scene.write(
        "p.csv",
        "Delegation,Place,Stance,Note,Needs\nKazakhstan,#3,unheard,,\nUZB,3,agree if,'=2+3 words,#4\n",
    );
    let preview = scene.json("import p.csv --as positions --dry-run");
    assert_eq!(
        (&preview["changed"], &preview["written"]),
        (&2.into(), &Value::Null)
    );
    assert_eq!(scene.run("export --to csv --what positions").out, before);
    let done = scene.run("import p.csv --as positions");
    assert_eq!((done.code, done.err), (0, String::new()));
    let list = scene.run("export --to json --what positions");
    let list: Value = serde_json::from_str(&list.out).unwrap();
    let list = list["positions"].as_array().unwrap();
    assert!(list.iter().all(|p| p["delegation"] != "KAZ"));
    let uzb = list.iter().find(|p| p["delegation"] == "UZB").unwrap();
    assert_eq!(
        (&uzb["stance"], &uzb["note"]),
        (&"agree_if".into(), &"=2+3 words".into())
    );
    // What was given on other words than those that stand is left out, and said.
    let edit = scene.run("edit 1 --text 'Calls upon all States to sign;'");
    assert_eq!(edit.code, 0, "{}", edit.err);
    scene.write("stale.csv", &before);
    let stale = scene.run("import stale.csv --as positions");
    assert_eq!(stale.code, 1);
    assert!(stale.out.contains("given on other words"), "{}", stale.out);
}

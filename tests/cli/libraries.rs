//! Libraries of precedents, from making one to what happens when its index is damaged.

use super::scene::Scene;

const LINES: &str = concat!(
    "{\"symbol\":\"S/RES/1\",\"lang\":\"en\",\"date\":\"2001-02-03\",\"num\":\"1\",\"role\":\"operative\",\"text\":\"Decides to extend the mandate of the mission;\",\"votes\":{\"KAZ\":\"Y\",\"IRN\":\"N\"}}\n",
    "{\"symbol\":\"S/RES/1\",\"lang\":\"en\",\"date\":\"2001-02-03\",\"num\":\"2\",\"role\":\"operative\",\"text\":\"Requests a report on the mission;\"}\n",
    "{\"symbol\":\"S/RES/2\",\"lang\":\"ru\",\"date\":\"2002-02-03\",\"num\":\"1\",\"text\":\"постановляет продлить мандат миссии;\"}\n",
);

/// A workspace with a library beside it.
fn scene() -> Scene {
    let scene = Scene::begun();
    std::fs::create_dir(scene.here().join("adopted")).unwrap();
    scene.write("adopted/lines.jsonl", LINES);
    scene.write(
        "adopted/treaty.md",
        "# Treaty\n\nThe parties shall close the mines.\n",
    );
    scene.write("adopted/noise.bin", "\0\u{1}");
    scene
}

#[test]
fn a_library_is_made_searched_and_removed() {
    let scene = scene();
    let said = scene.transcript(&[
        "library list",
        "library add sc adopted/lines.jsonl",
        "library list",
        "search extnd mandate --library sc",
        "search мандта --library sc --language ru",
        "search mission --library sc --accepted-by IRN",
        "search '\"on the mission\" year:2001 role:operative' --library sc",
        "library info ss",
        "library info nothing-like-it",
        "library remove sc",
        "search mandate --library sc",
        "library add precedents adopted",
        "library add sc nowhere",
    ]);
    let shown = said.replace(
        &*scene.here().canonicalize().unwrap().to_string_lossy(),
        "HERE",
    );
    insta::with_settings!({filters => vec![(r"\d+\.\d s", "0.0 s"), (r"\d+\.\d kB", "0.0 kB")]}, {
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn what_is_left_out_a_language_and_a_limit_are_read_as_meant() {
    let scene = scene();
    let said = scene.transcript(&[
        "library add sc adopted/lines.jsonl",
        "search -report mission --library sc",
        "search mission -report --library sc --format json",
        "search mission --without report --library sc",
        "search --library sc -- mission -report",
        "search -hostilities mandate --library sc",
        "search mandate --library sc --language sw",
        "search mandate --library sc --language English",
        "search mandate language:sw --library sc",
        "search mandate --library sc --limit 0",
        "landing --text mandate --accepted-by KAZ --library sc --language fr",
        "landing --text mandate --accepted-by KAZ --library sc --limit 0",
        "lineage S/RES/1¶1 --library sc --language fr",
        "trace adopted/treaty.md --library sc --language fr",
    ]);
    insta::with_settings!({filters => vec![
        (r"\d+\.\d s", "0.0 s"), (r"\d+\.\d kB", "0.0 kB"), (r#""took_ms":[0-9.]+"#, "\"took_ms\":0.0"),
    ]}, {
        insta::assert_snapshot!(said);
    });
}

#[test]
fn adding_again_reads_what_is_new_or_changed() {
    let scene = scene();
    let added = scene.json("library add sc adopted");
    assert_eq!(
        (
            &added["documents"],
            &added["paragraphs"],
            &added["files_read"],
            &added["passed_over"]
        ),
        (&3.into(), &5.into(), &2.into(), &1.into())
    );
    let again = scene.json("library add sc adopted");
    assert_eq!(
        (&again["files_read"], &again["files_unchanged"]),
        (&0.into(), &2.into())
    );
    let anew = scene.json("library add sc --rebuild");
    assert_eq!(
        (&anew["files_read"], &anew["documents"], &anew["paragraphs"]),
        (&2.into(), &3.into(), &5.into())
    );
    scene.write(
        "adopted/treaty.md",
        "# Treaty\n\nThe parties shall close all the mines.\n",
    );
    // What it is made of need not be named again.
    let changed = scene.json("library add sc");
    assert_eq!(
        (&changed["files_read"], &changed["documents"]),
        (&1.into(), &3.into())
    );
    let hits = &scene.json("search 'close all mines' --library sc")["hits"];
    assert_eq!(hits[0]["text"], "The parties shall close all the mines.");
    assert_eq!(hits.as_array().unwrap().len(), 1);
    std::fs::remove_file(scene.here().join("adopted/treaty.md")).unwrap();
    let gone = scene.json("library add sc");
    assert_eq!(
        (&gone["files_gone"], &gone["documents"]),
        (&1.into(), &2.into())
    );
    let info = scene.json("library info sc");
    assert_eq!(info["languages"], serde_json::json!(["en", "ru"]));
    assert_eq!(info["sources"].as_array().unwrap().len(), 1);
}

#[test]
fn who_accepted_what_may_be_told_by_another_file_and_later() {
    let scene = scene();
    let line = |symbol: &str, word: &str| {
        format!(
            "{{\"symbol\":\"{symbol}\",\"lang\":\"en\",\"text\":\"{word} the sides to observe the cessation of hostilities in full;\"}}\n"
        )
    };
    let told = concat!(
        "{\"symbol\":\"S/RES/1 (2001)\",\"MS_in_favour\":[\"RUSSIAN FEDERATION\",\"CHINA\"],\"MS_against\":[],",
        "\"MS_abstaining\":[\"UNITED STATES\"],\"adoption_type\":\"Adopted 14-0-1\",\"adoption_date\":\"29 February 2000\"}\n",
        "{\"symbol\":\"S/RES/2 (2002)\",\"MS_in_favour\":[\"UNITED STATES\"],\"MS_against\":[\"RUSSIAN FEDERATION\"]}\n",
    );
    let texts = line("S/RES/1 (2001)", "Urges") + &line("S/RES/2 (2002)", "Calls upon");
    std::fs::write(scene.home().join("texts.jsonl"), texts).unwrap();
    std::fs::write(scene.home().join("votes.jsonl"), told).unwrap();
    let texts = scene.home().join("texts.jsonl");
    let votes = scene.home().join("votes.jsonl");
    let symbols = |query: &str| -> Vec<String> {
        let found = scene.json(&format!("search --library un {query}"));
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["symbol"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        scene
            .run(&format!("library add un {}", texts.display()))
            .code,
        0
    );
    assert_eq!(symbols("hostilities").len(), 2);
    assert!(symbols("hostilities --accepted-by RUS").is_empty());
    assert_eq!(
        scene
            .run(&format!("library add un {}", votes.display()))
            .code,
        0
    );
    assert_eq!(symbols("hostilities --accepted-by RUS"), ["S/RES/1 (2001)"]);
    assert_eq!(symbols("hostilities accepted-by:USA"), ["S/RES/2 (2002)"]);
    assert_eq!(
        symbols("hostilities --accepted-by China accepted-by:Russia year:2000"),
        ["S/RES/1 (2001)"]
    );
    // Who is in no roll call is said, and a group is no delegation.
    let said = scene.run("search hostilities --library un --accepted-by ZZZ");
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("ZZZ is no delegation here, no State"),
        "{}",
        said.err
    );
    // The texts change, and who voted is not forgotten.
    let other = line("S/RES/1 (2001)", "Strongly urges") + &line("S/RES/3 (2003)", "Invites");
    std::fs::write(&texts, other).unwrap();
    assert_eq!(
        scene
            .run(&format!("library add un {}", texts.display()))
            .code,
        0
    );
    assert_eq!(symbols("hostilities --accepted-by RUS"), ["S/RES/1 (2001)"]);
    assert!(symbols("hostilities --accepted-by USA").is_empty());
}

#[test]
fn everything_is_searched_in_one_ranking() {
    let scene = scene();
    scene.run("library add sc adopted");
    let hits = &scene.json("search seized mission mandate")["hits"];
    let libraries: Vec<&str> = hits
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["library"].as_str().unwrap())
        .collect();
    assert!(
        libraries.contains(&"sc") && libraries.contains(&"versions"),
        "{libraries:?}"
    );
}

#[test]
fn renewals_are_one_row_or_one_each() {
    let scene = Scene::begun();
    let year = |n: u32| {
        format!(
            r#"{{"symbol":"S/RES/{n}","lang":"en","date":"{n}-07-01","num":"1","text":"Decides to extend the mandate of the mission until 30 June {n} and to keep it under constant review;"}}"#
        )
    };
    scene.write(
        "renewals.jsonl",
        &[year(2001), year(2002), year(2003)].join("\n"),
    );
    scene.run("library add sc renewals.jsonl");
    let found = |words: &str| -> Vec<(String, usize)> {
        let answer = scene.json(words);
        let hits = answer["hits"].as_array().unwrap();
        let of = |hit: &serde_json::Value| {
            let also = hit["also"].as_array().unwrap().len();
            (hit["symbol"].as_str().unwrap().to_owned(), also)
        };
        hits.iter().map(of).collect()
    };
    let row = |symbol: &str, also| (symbol.to_owned(), also);
    let asked = "search 'extend mandate' --library sc";
    assert_eq!(found(asked), [row("S/RES/2003", 2)]);
    assert_eq!(
        found(&format!("{asked} --unfold")),
        [
            row("S/RES/2003", 0),
            row("S/RES/2002", 0),
            row("S/RES/2001", 0)
        ]
    );
}

/// The index file of a library.
fn index_in(folder: &std::path::Path) -> std::path::PathBuf {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "idx"))
        .unwrap()
}

#[test]
fn a_damaged_index_is_made_anew_from_its_documents_and_that_is_said() {
    let scene = scene();
    scene.run("library add sc adopted");
    let folder = scene.home().join(".local/share/rapporteur/libraries/sc");
    let index = folder.join("000001.idx");
    let sound = std::fs::read(&index).unwrap();
    let cut: Vec<u8> = sound.iter().copied().take(sound.len() / 2).collect();
    // In the middle of what a search reads: only reading shows it.
    let mut flipped = sound.clone();
    for byte in flipped.iter_mut().skip(5000).step_by(1000) {
        *byte ^= 4;
    }
    for damaged in [cut, flipped, Vec::new()] {
        let file = index_in(&folder);
        // As another program would: another file in its place.
        let other = folder.join("other");
        std::fs::write(&other, damaged).unwrap();
        std::fs::rename(&other, &file).unwrap();
        assert_eq!(scene.run("library info sc").code, 1);
        let said = scene.run("search 'extend mandate' --library sc");
        assert!(
            said.err
                .contains("library sc is damaged; it is made anew from its documents"),
            "{}",
            said.err
        );
        assert!(
            said.out
                .contains("Decides to extend the mandate of the mission;"),
            "{}",
            said.out
        );
        assert_eq!(scene.run("library info sc").code, 0);
    }
    // What is away cannot be read again; the rest is, and it is not forgotten.
    let treaty = scene.here().join("adopted/treaty.md");
    let words = std::fs::read(&treaty).unwrap();
    std::fs::remove_file(&treaty).unwrap();
    let file = index_in(&folder);
    std::fs::write(file, "").unwrap();
    let said = scene.run("search 'extend mandate' --library sc");
    assert!(
        said.err.contains("used without 1 file that are not where"),
        "{}",
        said.err
    );
    assert_eq!(said.code, 0);
    assert_eq!(scene.run("library info sc").code, 1);
    std::fs::write(&treaty, words).unwrap();
    let said = scene.run("search 'parties close mines' --library sc");
    assert!(said.out.contains("close the mines"), "{}", said.out);
    assert_eq!(scene.run("library info sc").code, 0);
    // Who does without it says so.
    let file = index_in(&folder);
    std::fs::write(file, "").unwrap();
    std::fs::remove_file(&treaty).unwrap();
    assert_eq!(scene.run("search 'extend mandate' --library sc").code, 0);
    assert_eq!(scene.json("library add sc")["files_gone"], 1);
    assert_eq!(scene.run("library info sc").code, 0);
}

#[test]
fn one_library_that_cannot_be_used_takes_no_other_down() {
    let scene = scene();
    scene.run("library add sc adopted");
    scene.run("library add broken adopted");
    let folder = scene
        .home()
        .join(".local/share/rapporteur/libraries/broken");
    // One copy is enough, whichever it is.
    std::fs::remove_file(folder.join("manifest.json")).unwrap();
    assert_eq!(scene.run("library info broken").code, 0);
    assert_eq!(
        scene.json("library add broken adopted")["files_unchanged"],
        2
    );
    for name in ["manifest.json", "manifest.copy"] {
        std::fs::write(folder.join(name), "{").unwrap();
    }
    let said = scene.run("search 'extend mandate'");
    assert_eq!(said.code, 0);
    assert!(
        said.err.contains("without library broken: "),
        "{}",
        said.err
    );
    let said = scene.run("library list");
    assert!(said.out.contains("sc") && said.err.contains("broken"));
    assert_eq!(said.code, 1);
    assert_eq!(
        scene.run("search 'extend mandate' --library broken").code,
        2
    );
    assert_eq!(scene.run("library remove broken").code, 0);
    assert_eq!(scene.run("library list").err, "");
    // An empty folder makes no library.
    std::fs::create_dir(scene.here().join("nothing")).unwrap();
    let said = scene.run("library add empty nothing");
    assert!(said.err.contains("no documents in nothing"), "{}", said.err);
    assert!(!scene.run("library list").out.contains("empty"));
}

#[test]
fn many_queries_are_answered_in_one_run() {
    let scene = scene();
    scene.run("library add sc adopted");
    scene.write("queries.txt", "extend mandate\nqqqq\nмандат\n");
    let mut command = scene.command("search --batch --library sc --format json");
    command.stdin(std::fs::File::open(scene.here().join("queries.txt")).unwrap());
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let answers: Vec<serde_json::Value> = serde_json::Deserializer::from_str(&out)
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let counts: Vec<usize> = answers
        .iter()
        .map(|a| a["hits"].as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [1, 0, 1]);
    assert_eq!(answers[2]["query"], "мандат");
}

#[test]
fn a_condition_that_cannot_be_asked_is_an_error_and_of_many_queries_a_note() {
    let scene = scene();
    scene.run("library add sc adopted");
    for (query, said) in [
        ("year:abc", "year:abc is no year: write year:2015"),
        ("role:operat", "role:operat is no role: write one of"),
        ("verb:7", "verb:7 has no letter"),
        ("symbol:--", "symbol:-- has no letter or digit"),
        (
            "accepted-by:Nobody",
            "accepted-by:Nobody is no delegation or State",
        ),
    ] {
        let mut command = scene.command(&format!("search --library sc 'mandate {query}'"));
        let output = command.output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && output.stdout.is_empty(),
            "{query}"
        );
        assert!(told.contains(said), "{query}: {told}");
    }
    scene.write("queries.txt", "mandate year:abc\n");
    let mut command = scene.command("search --batch --library sc --format json");
    command.stdin(std::fs::File::open(scene.here().join("queries.txt")).unwrap());
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("left out: year:abc is no year"), "{told}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["hits"].as_array().unwrap().len(), 1);
}

//! Comparisons, what is taken from them, and how texts came to be.

use super::scene::Scene;

/// A workspace with two versions and a draft, in which words changed, and positions on some of them.
fn series() -> Scene {
    let scene = Scene::empty();
    for line in [
        "new ws --title 'Final Document' --profile resolution --delegation KAZ=Kazakhstan --delegation UZB=Uzbekistan",
        "add --last --role operative --label 1 --text 'Decides that Parties shall report, in the form that the Conference has adopted for it, every year on their work;'",
        "add --last --role operative --label 2 --text 'Requests the secretariat to prepare the documents of the session;'",
        "add --last --role operative --label 3 --text 'Invites observers to attend all the meetings of the bodies.'",
        "freeze rev-1",
        "position 1 KAZ agree",
        "position 2 KAZ agree",
        "position 1 UZB reserve",
        "agree 1 --level ad_ref",
        "edit 1 --text 'Decides that Parties should report, in the form that the Conference has adopted for it, every year on the work of others;'",
        "move 2 --after 3",
        "freeze rev-2",
        "position 1 UZB agree",
        "edit 1 --text 'Decides that Parties should [soon - KAZ] report, in the form that the Conference has adopted for it, each year on the work of others;'",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    scene
}

#[test]
fn a_series_is_told() {
    let scene = series();
    insta::assert_snapshot!(scene.transcript(&[
        "diff rev-1 draft",
        "diff rev-1 draft --summary",
        "diff rev-1 draft --only changed --lens clean",
        "diff draft draft --lens brackets,clean --only changed",
        "versions",
        "history 1",
        "history 2",
    ]));
}

#[test]
fn what_changed_since_somebody_agreed_is_told_for_one_for_all_and_for_the_chair() {
    let scene = series();
    insta::assert_snapshot!(scene.transcript(&[
        "diff --since-agreed KAZ",
        "diff --since-agreed all",
        "diff --since-agreed chair --only changed",
        "diff --since-agreed NOBODY",
    ]));
    let all = scene.json("diff --since-agreed all");
    assert_eq!(all["delegations"][0]["code"], "KAZ");
    assert_eq!(all["delegations"][0]["changed"], 1);
    assert_eq!(all["delegations"][1]["changed"], 1);
    let pair = &all["delegations"][0]["pairs"][0];
    assert_eq!(pair["since"]["words"], "changed");
    assert_eq!(pair["since"]["who"][0]["stance"], "agree");
    assert_eq!(pair["obligations"][0]["shift"], "weaker");
}

#[test]
fn what_was_agreed_on_stands_beside_no_two_sides() {
    let scene = series();
    let said = scene.run("diff rev-1 draft --since-agreed KAZ");
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(
        said.err.contains("no two sides can be named beside it"),
        "{}",
        said.err
    );
}

#[test]
fn nothing_has_no_counts_but_of_words() {
    let scene = Scene::empty();
    scene.write("empty.txt", "");
    let said = scene.run("diff empty.txt empty.txt");
    assert!(
        said.out.ends_with("nothing changed.\n+0 −0 words\n"),
        "{}",
        said.out
    );
}

#[test]
fn labels_are_read_alike_whatever_mark_a_paragraph_ends_in() {
    let scene = Scene::empty();
    for (lines, read) in [
        (
            ["Title", "1. Parties shall act,", "2. Parties shall report;"],
            "[-,-]{+;+}",
        ),
        (
            ["标题", "1. 各缔约国召开会议，", "2. 各缔约国提交报告；"],
            "[-，-]{+；+}",
        ),
        (
            [
                "Название",
                "1. Государства действуют,",
                "2. Государства сообщают;",
            ],
            "[-,-]{+;+}",
        ),
    ] {
        let old = lines.join("\n");
        scene.write("old.txt", &old);
        scene.write("new.txt", &old.replace(',', ";").replace('，', "；"));
        let said = scene.run("diff old.txt new.txt");
        assert!(
            said.out.contains(read) && said.out.contains("\n1  changed\n"),
            "{}",
            said.out
        );
        assert!(said.out.contains("+0 −0"), "{}", said.out);
    }
}

#[test]
fn words_that_no_version_has_are_found_in_the_record() {
    let scene = Scene::empty();
    for line in [
        "new ws --title T --delegation KAZ",
        "add --last --text 'States shall act.'",
        "edit '#1' --text 'States must act.'",
        "position '#1' KAZ agree",
        "edit '#1' --text 'States may act.'",
    ] {
        assert_eq!(scene.run(line).code, 0, "{line}");
    }
    let told = scene.json("diff --since-agreed KAZ");
    assert_eq!(told["pairs"][0]["since"]["words"], "changed");
    let said = scene.run("diff --since-agreed KAZ");
    assert!(said.out.contains("[-must-]{+may+}"), "{}", said.out);
    // Without the record it is said that they are gone, and it counts as a change.
    std::fs::remove_dir_all(scene.here().join("record")).unwrap();
    let said = scene.run("diff --since-agreed KAZ");
    assert!(said.out.contains("nowhere kept"), "{}", said.out);
    assert_eq!(said.code, 1);
    let told = scene.json("diff --since-agreed KAZ");
    assert_eq!(told["unknown"].as_array().unwrap().len(), 1);
}

#[test]
fn a_change_or_a_whole_paragraph_is_taken_into_the_draft_and_nowhere_else() {
    let scene = series();
    let versions = scene.read("versions/rev-1/en.yaml");
    insta::assert_snapshot!(scene.transcript(&[
        "take rev-1 1 --list",
        "take rev-1 1 --change 1",
        "show 1",
        "take rev-1 1 --change 9",
        "take rev-1 1",
        "take rev-1 1",
        "take rev-1 2 --list",
        "take rev-1 2",
        "delete 3",
        "take rev-2 3",
        "take rev-9 3",
    ]));
    assert_eq!(scene.read("versions/rev-1/en.yaml"), versions);
    let shown = scene.run("show 1").out;
    assert!(shown.contains("every year on their work"), "{shown}");
}

#[test]
fn brackets_are_taken_away_by_taking_the_clean_text() {
    let scene = series();
    assert_eq!(scene.run("take draft 1 --lens clean").code, 0);
    let shown = scene.json("show 1");
    assert_eq!(
        shown["paragraphs"][0]["text"],
        "Decides that Parties should soon report, in the form that the Conference has adopted for it, each year on the work of others;"
    );
}

#[test]
fn a_paragraph_that_only_a_file_has_comes_in() {
    let scene = series();
    scene.write(
        "amended.txt",
        "1. Decides that Parties should report, in the form that the Conference has adopted for it, every year on the work of others;\n\n2. Endorses the budget of the session that the secretariat proposed;\n",
    );
    let list = scene.run("diff draft amended.txt --only changed");
    assert!(list.out.contains("{+Endorses the budget"), "{}", list.out);
    // 2 names one of the draft; the place in the file is asked for by what only the file has.
    let said = scene.run("take amended.txt 2 --list");
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
}

#[test]
fn a_comparison_is_written_as_a_page_and_nothing_else_is_written_over() {
    let scene = series();
    let said = scene.run("diff rev-1 draft --to html --layout beside -o changes.html");
    assert_eq!((said.code, said.out.as_str()), (1, ""), "{}", said.err);
    let page = scene.read("changes.html");
    assert!(page.starts_with("<!doctype html>"), "{page}");
    assert!(
        page.contains("<del>shall") && page.contains("<ins>should"),
        "{page}"
    );
    let again = "diff rev-1 draft --to html --layout beside -o changes.html";
    let said = scene.run(again);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--force"), "{}", said.err);
    assert_eq!(scene.run(&format!("{again} --force")).code, 1);
    assert_eq!(scene.read("changes.html"), page, "the same, byte for byte");
    let said = scene.run("diff rev-1 draft --to html");
    assert!(said.out.contains("</html>"));
    let report = scene.run("diff --since-agreed all --to html");
    assert_eq!(report.out.matches("<section>").count(), 2);
    let draft = scene.read("draft/en.yaml");
    let said = scene.run("diff rev-1 draft --to html -o draft/en.yaml");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("is there already"), "{}", said.err);
    assert_eq!(scene.read("draft/en.yaml"), draft);
}

#[test]
fn taking_gives_back_white_space_and_whole_brackets() {
    let scene = Scene::empty();
    for line in [
        "new ws --title T --delegation KAZ --delegation UZB",
        "add --last --text 'The States accept the 1989 aide memoire as it was drafted.'",
        "add --last --text 'States [shall report on their work - KAZ] every year to all of the others.'",
        "freeze v1",
        "edit '#1' --text 'The States accept the 1989 aide-memoire as it was drafted.'",
        "edit '#2' --text 'States shall report on their work each year to all of the others.'",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    insta::assert_snapshot!(scene.transcript(&[
        "diff v1 draft",
        "take v1 '#1' --change 1",
        "take v1 '#2' --list",
        "take v1 '#2' --change 1",
        "show",
        "check",
    ]));
}

#[test]
fn the_json_of_taking_says_what_went_along_and_who_must_be_asked_again() {
    let scene = Scene::empty();
    for line in [
        "new ws --title T --delegation KAZ --delegation UZB --delegation TKM",
        "add --last --text 'States [shall report on their work - KAZ] every year to all of the others.'",
        "freeze v1",
        "edit '#1' --text 'States shall report on their work each year to all of the others.'",
        "position '#1' UZB agree",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    let taken = scene.json("take v1 '#1' --change 1");
    assert_eq!(taken["with"], serde_json::json!([2]), "{taken}");
    assert_eq!(taken["ask_again"], serde_json::json!(["UZB"]), "{taken}");
    assert_eq!(taken["changed"].as_array().unwrap().len(), 1, "{taken}");
    // Those for whom nothing changed are named, and not told of at length.
    let all = scene.json("diff --since-agreed all");
    let codes: Vec<&str> = all["delegations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["UZB"], "{all}");
    assert_eq!(all["unchanged"], serde_json::json!([]));
    assert_eq!(all["silent"], serde_json::json!(["KAZ", "TKM"]));
}

#[test]
fn typography_is_no_change_unless_it_is_asked_for() {
    let scene = Scene::empty();
    let old = [
        "1. Decides that the \"Plan\" of the States' bodies shall be kept - for now...",
        "2. Invites the Secretary-General to report every year.",
    ];
    let new = [
        "1. Decides that the “Plan” of the States’ bodies shall be kept – for now…",
        "2. Invites the Secretary‑General to report every month.",
    ];
    scene.write("a.txt", &(old.join("\n\n") + "\n"));
    scene.write("b.txt", &(new.join("\n\n") + "\n"));
    insta::assert_snapshot!(scene.transcript(&[
        "diff a.txt b.txt --only changed",
        "diff a.txt b.txt --only changed --typography",
        "diff a.txt a.txt --summary",
    ]));
    let told = scene.json("diff a.txt b.txt");
    assert_eq!(told["summary"]["typography"], 2);
    assert_eq!(told["summary"]["unchanged"], 1);
}

#[test]
fn a_new_number_is_no_change_unless_it_is_asked_for() {
    let scene = Scene::empty();
    let text = |first: usize| {
        let lines = [
            "Decides to meet;",
            "Requests a report;",
            "Invites observers.",
        ];
        let lines = (first..).zip(lines);
        lines.fold(String::new(), |all, (number, line)| {
            format!("{all}{number}. {line}\n\n")
        })
    };
    scene.write("a.txt", &text(1));
    scene.write("b.txt", &text(2));
    insta::assert_snapshot!(scene.transcript(&[
        "diff a.txt b.txt",
        "diff a.txt b.txt --only changed",
        "diff a.txt b.txt --only changed --labels",
    ]));
}

#[test]
fn a_side_is_read_from_the_standard_input_and_a_folder_says_what_to_do() {
    let scene = series();
    scene.write("a.txt", "Decides to meet every year in Geneva;\n");
    scene.write("b.txt", "Decides to meet every month in Geneva;\n");
    let input = std::fs::File::open(scene.here().join("a.txt")).unwrap();
    let output = scene.command("diff - b.txt").stdin(input).output().unwrap();
    let said = super::scene::Said::of(&output);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.out.contains("[-year-]{+month+}"), "{}", said.out);
    assert!(said.out.contains("the standard input"), "{}", said.out);
    let said = scene.run("diff . b.txt");
    assert_eq!(said.code, 2);
    assert!(said.err.contains(".:draft"), "{}", said.err);
}

#[test]
fn two_languages_stand_beside_each_other() {
    let scene = Scene::empty();
    scene.write(
        "en.txt",
        "1. The States shall report to the Conference every year on their work;\n\n2. The secretariat shall prepare the documents of the session.\n",
    );
    scene.write(
        "fr.txt",
        "1. Les États font rapport à la Conférence chaque année sur leurs travaux ;\n\n2. Le secrétariat établit les documents de la session.\n",
    );
    insta::assert_snapshot!(scene.transcript(&["diff en.txt fr.txt"]));
    let page = scene.run("diff en.txt fr.txt --to html").out;
    assert!(page.contains("The States shall report") && page.contains("Les États font rapport"));
}

#[test]
fn a_joined_paragraph_is_found_under_its_old_label() {
    let scene = series();
    assert_eq!(scene.run("join 1").code, 0);
    insta::assert_snapshot!(scene.transcript(&["history 3", "diff --since-agreed KAZ --summary"]));
}

#[test]
fn agreement_is_counted_the_same_everywhere() {
    let scene = series();
    let versions = scene.json("versions");
    let status = scene.json("status");
    let rows = versions["versions"].as_array().unwrap();
    assert_eq!(rows.last().unwrap()["agreed"], status["counts"]["agreed"]);
}

#[test]
fn the_json_of_versions_and_history_counts_and_names() {
    let scene = series();
    let versions = scene.json("versions");
    let rows = versions["versions"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["since"], serde_json::Value::Null);
    assert_eq!(rows[1]["since"]["changed"], 1);
    assert_eq!(rows[1]["since"]["moved"], 1);
    assert_eq!(rows[2]["brackets"], 1);
    assert_eq!(rows[0]["agreed"], 1);
    let history = scene.json("history 1");
    let stages = history["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 3);
    assert_eq!(stages[0]["from"], serde_json::Value::Null);
    assert_eq!(stages[1]["from"], "rev-1");
    assert_eq!(stages[2]["changes"][0]["kind"], "changed");
    assert_eq!(scene.run("history 99").code, 2);
}

#[test]
fn of_two_languages_json_has_both_texts() {
    let scene = Scene::empty();
    scene.write(
        "en.txt",
        "The Parties shall submit their reports to the secretariat every year.\n",
    );
    scene.write(
        "ru.txt",
        "Стороны ежегодно представляют свои доклады секретариату.\n",
    );
    let found = scene.json("diff en.txt ru.txt");
    let pair = &found["pairs"][0];
    assert_eq!(pair["edits"].as_array().unwrap().len(), 0);
    let texts = &pair["texts"];
    assert!(
        texts[0][0].as_str().unwrap().starts_with("The Parties"),
        "{pair}"
    );
    assert!(
        texts[1][0].as_str().unwrap().starts_with("Стороны"),
        "{pair}"
    );
    let found = scene.json("diff en.txt en.txt");
    assert!(found["pairs"][0].get("texts").is_none());
}

#[test]
fn long_lists_of_delegations_are_counted() {
    let scene = Scene::empty();
    let codes = [
        "AFG", "ALB", "DZA", "AND", "AGO", "ARG", "ARM", "AUS", "AUT", "AZE", "BHS", "BHR", "BGD",
        "BRB",
    ];
    let all: Vec<String> = codes
        .iter()
        .map(|code| format!("--delegation {code}"))
        .collect();
    scene.run(&format!("new ws --title T {}", all.join(" ")));
    let line = "add --last --role operative --label 1 --text 'Calls upon all States to sign;'";
    let said = scene.run(line);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = scene.run("show . 1");
    assert!(said.out.contains("unheard: AFG, ALB,"), "{}", said.out);
    assert!(said.out.contains("and 2 more"), "{}", said.out);
    let landing = scene.run("landing 1 --accepted-by AFG --accepted-by ALB");
    assert!(
        landing.out.contains("to be accepted by AFG, ALB\n"),
        "{}",
        landing.out
    );
}

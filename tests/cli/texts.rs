//! Texts from outside: import, comparison and search.

use super::scene::Scene;

const ENGLISH: &str = "Final Document\n\nThe General Assembly,\n\nRecalling the Charter,\n\n1. Calls upon all States to sign;\n\n2. Decides to remain seized of the matter.\n";
const RUSSIAN: &str = "Итоговый документ\n\nГенеральная Ассамблея,\n\nссылаясь на Устав,\n\n1. призывает все государства подписать;\n\n2. постановляет продолжать заниматься этим вопросом.\n";

fn imported() -> Scene {
    let scene = Scene::empty();
    let made = scene.run("new ws --title 'Final Document' --profile resolution --delegation KAZ");
    assert_eq!(made.code, 0, "{}", made.err);
    scene.write("en.txt", ENGLISH);
    scene.write("ru.txt", RUSSIAN);
    scene
}

#[test]
fn a_text_comes_in_after_a_look_at_it() {
    let scene = imported();
    let empty = scene.read("draft/en.yaml");
    insta::assert_snapshot!(scene.transcript(&[
        "import en.txt --into . --dry-run",
        "import en.txt",
        "import en.txt",
        "show",
    ]));
    assert_ne!(scene.read("draft/en.yaml"), empty);
}

#[test]
fn a_preview_writes_nothing() {
    let scene = imported();
    let before = scene.read("draft/en.yaml");
    assert_eq!(scene.run("import en.txt --into . --dry-run").code, 0);
    assert_eq!(scene.read("draft/en.yaml"), before);
}

#[test]
fn a_translation_takes_over_the_ids_of_the_original() {
    let scene = imported();
    assert_eq!(scene.run("import en.txt").code, 0);
    let came = scene.json("import ru.txt --language ru");
    assert_eq!(came["findings"], serde_json::json!([]), "{came}");
    let ids = |line: &str| -> Vec<String> {
        let shown = scene.json(line);
        let paragraphs = shown["paragraphs"].as_array().unwrap();
        paragraphs
            .iter()
            .map(|p| p["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("show"), ids("show --language ru"));
    assert!(
        scene.read("workspace.yaml").contains("ru"),
        "{}",
        scene.read("workspace.yaml")
    );
    assert_eq!(scene.run("check --rule load").code, 0);
    let changed = scene.run("edit 2 --text 'Decides to remain actively seized of the matter.'");
    assert_eq!(changed.code, 0, "{}", changed.err);
    let shown = scene.json("show 2 --language ru");
    assert_eq!(shown["paragraphs"][0]["outdated"], true);
}

#[test]
fn a_translation_of_another_shape_is_told() {
    let scene = imported();
    assert_eq!(scene.run("import en.txt").code, 0);
    scene.write(
        "short.txt",
        "Итоговый документ\n\n1. призывает все государства подписать;\n",
    );
    let came = scene.json("import short.txt --language ru");
    let message = came["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("shape"), "{message}");
}

#[test]
fn versions_and_precedents_come_in_and_are_found() {
    let scene = imported();
    scene.write(
        "other.md",
        "# A resolution\n\n1. *Requests* the Secretary-General to report on uranium tailings.\n",
    );
    assert_eq!(scene.run("import en.txt --as version:rev-0").code, 0);
    assert_eq!(scene.run("import other.md --as precedent").code, 0);
    let found = scene.json("search 'uraniun tailings'");
    assert_eq!(found["hits"][0]["library"], "precedents");
    assert_eq!(found["hits"][0]["rank"], 1);
    let hit = &found["hits"][0];
    let text = hit["text"].as_str().unwrap();
    let span = |n: usize| hit["spans"][0][n].as_u64().unwrap() as usize;
    assert!(text[span(0)..].starts_with("uranium") && text[..span(1)].ends_with(['m', 's']));
    let found = scene.json("search seized --library versions --language en");
    assert_eq!(found["hits"][0]["symbol"], "rev-0");
    let found = scene.json("search tailings --library other.md");
    assert_eq!(found["hits"].as_array().unwrap().len(), 1);
    assert_eq!(scene.run("search zzzzzzzz").code, 1);
}

#[test]
fn files_and_versions_are_compared() {
    let scene = imported();
    assert_eq!(scene.run("import en.txt").code, 0);
    assert_eq!(scene.run("freeze rev-1").code, 0);
    scene.write(
        "new.txt",
        &ENGLISH.replace("to sign", "to consider signing"),
    );
    insta::assert_snapshot!(scene.transcript(&[
        "diff rev-1 draft --only changed",
        "diff en.txt new.txt --only changed",
        "diff draft new.txt --only changed",
        "diff .:rev-1 .:draft --only changed",
    ]));
}

#[test]
fn since_agreed_compares_with_the_words_that_the_position_is_on() {
    let scene = Scene::begun();
    // IRN took its position before `1 bis` was changed; the words are in rev-1.
    let since = scene.json("diff --since-agreed Iran --only changed");
    assert_eq!(since["summary"]["changed"], 1);
    assert_eq!(since["summary"]["words_inserted"], 1);
    assert_eq!(scene.run("diff --since-agreed KAZ --only changed").code, 0);
    // No version has these words: the record has them.
    for line in [
        "position '1 bis' UZB agree",
        "edit '1 bis' --text 'Decides to close the matter;'",
    ] {
        assert_eq!(scene.run(line).code, 0);
    }
    let said = scene.run("diff --since-agreed UZB --only changed");
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("[-remain actively seized of-]{+close+}"),
        "{}",
        said.out
    );
}

//! Brackets, from outside: put around words, held, resolved, in one paragraph, over several, through lenses.

use super::scene::Scene;

/// One paragraph with two brackets, in a draft with options.
fn bracketed() -> Scene {
    let scene = Scene::begun();
    for line in [
        "edit 1 --text 'Calls upon all States [to consider - KAZ; UZB delete] [, as appropriate,] to sign the Protocol;'",
        "add --after 1 --unlabelled --text 'Option 1: *Decides* to meet by [date];'",
        "add --after '#4' --unlabelled --text 'Option 2: No text'",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    scene
}

#[test]
fn a_day_of_brackets() {
    let scene = bracketed();
    insta::assert_snapshot!(scene.transcript(&[
        "bracket 1",
        "bracket 1 --words 'sign the Protocol' --by IRN",
        "bracket 1 --bracket 3 --add 'ratify the Protocol' --by UZB",
        "bracket 1 --bracket 3 --wording 2 --by KAZ --wish retain",
        "bracket 1 --bracket 3 --chair 2",
        "bracket 1 --bracket 3 --merge",
        "bracket 1",
        "resolve 1 --chair --dry-run",
        "resolve 1 --as UZB --rest keep --dry-run",
        "resolve 1 --bracket 2 --keep",
        "resolve 1 --bracket 9 --drop",
        "bracket 1 --withdraw KAZ",
        "show . 1 --lens clean",
        "show . 1 --lens final",
        "show . 1 --lens base",
        "show --lens as:UZB",
        "diff rev-1 draft --lens clean --only changed",
        "resolve --all --chair --rest keep",
        "log --limit 7",
    ]));
}

#[test]
fn brackets_and_options_over_paragraphs() {
    let scene = bracketed();
    insta::assert_snapshot!(scene.transcript(&[
        "bracket '#3' --to '#5' --by KAZ,UZB --wish delete",
        "bracket '#3'",
        "show",
        "bracket '#4' --over --withdraw KAZ",
        "resolve '#3' --over --keep --dry-run",
        "resolve '#3' --option 1",
        "resolve '#4' --option 3",
        "resolve '#4' --option 2 --dry-run",
        "bracket '#4' --over 1 --chair 2",
        "bracket '#4' --over 1 --chair 3",
        "bracket '#5'",
        "resolve --all --chair --rest keep --dry-run",
        "resolve '#5' --option 1",
        "bracket '#3' --over --by IRN --wish retain",
        "bracket '#3' --over --chair drop",
        "bracket '#3'",
        "resolve --all --chair --dry-run",
        "resolve --all --as KAZ --rest keep --dry-run",
        "bracket --all --withdraw KAZ",
        "resolve '#4' --bracket 1 --with '24 June 2010'",
        "show",
    ]));
}

#[test]
fn what_stands_over_paragraphs_is_in_the_way_and_goes_with_the_text() {
    let scene = bracketed();
    insta::assert_snapshot!(scene.transcript(&[
        "resolve 1 --chair --rest keep",
        "bracket 1 --to '#5' --by KAZ --wish delete",
        "brackets",
        "check --final --rule B1",
        "agree '#4' --level ad_ref",
        "adopt --as final",
        "export --to txt",
        "export --to txt --lens clean",
        "move '#5' --first",
        "show",
    ]));
}

#[test]
fn what_is_in_brackets_is_given_as_json() {
    let scene = bracketed();
    let all = scene.json("bracket 1");
    let first = &all["brackets"][0];
    assert_eq!(
        (first["number"].as_u64(), first["kind"].as_str()),
        (Some(1), Some("contested"))
    );
    let holders = first["wordings"][0]["holders"].as_array().unwrap();
    let said: Vec<String> = holders
        .iter()
        .map(|h| format!("{} {}", h["party"], h["wish"]))
        .collect();
    assert_eq!(said, ["\"KAZ\" \"propose\"", "\"UZB\" \"delete\""]);
    let done = scene.json("resolve 1 --bracket 1 --drop");
    assert_eq!(done["paragraphs"][0]["brackets"], 1);
    assert!(
        done["paragraphs"][0]["text"]
            .as_str()
            .unwrap()
            .starts_with("Calls upon all States [, as")
    );
    let shown = scene.json("show --lens final");
    assert!(shown["paragraphs"].as_array().unwrap().len() > 1);
}

#[test]
fn an_imbalance_is_found_with_its_line() {
    let scene = bracketed();
    let said = scene.run("edit 1 --text 'Calls upon [all States to sign;'");
    assert_eq!(said.code, 0, "{}", said.err);
    let found = scene.json("check --rule B2");
    let finding = &found["findings"][0];
    assert_eq!(finding["file"], "draft/en.yaml");
    let line = finding["line"].as_u64().unwrap() as usize;
    let file = scene.read("draft/en.yaml");
    assert!(
        file.lines().nth(line - 1).unwrap().contains("[all"),
        "{file}"
    );
    assert_eq!(finding["span"][0], 11);
}

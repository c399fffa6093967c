//! Who holds what, from outside: the brackets with their holders and ages, and the sums.

use super::scene::Scene;

/// Who holds which bracket of an example.
fn told(arguments: &str) -> String {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/workspaces/committee-draft");
    let scene = Scene::empty();
    let mut command = scene.command(&format!("brackets '{example}' {arguments}"));
    let out = command
        .env("RAPPORTEUR_NOW", "2025-11-20T10:00:00-05:00")
        .output();
    let said = super::scene::Said::of(&out.unwrap());
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{arguments}");
    said.out
}

#[test]
fn the_committee_draft_tells_who_holds_what_and_since_when() {
    insta::assert_snapshot!(told(""));
}

#[test]
fn the_committee_draft_is_counted_by_section_delegation_group_and_version() {
    let all = [
        "--by section",
        "--by delegation",
        "--by group",
        "--by version",
    ];
    insta::assert_snapshot!(all.map(told).join("\n"));
    let of = told("--held-by EU");
    assert_eq!(
        of.matches("EU").count(),
        of.lines().filter(|l| l.contains("EU")).count()
    );
    assert!(of.contains("based on open standards"), "{of}");
    assert!(!of.contains("trust fund - "), "{of}");
}

#[test]
fn brackets_of_one_paragraph_and_what_cannot_be_told() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "brackets",
        "position 1 IRN oppose",
        "propose 1 --by KAZ --text 'Calls upon all States to consider [, as appropriate,] to sign;'",
        "brackets . 1",
        "brackets 2",
        "brackets '1 bis'",
        "brackets --held-by ITA",
        "brackets --by group",
        "brackets --by version",
        "show --version rev-1 1",
    ]));
}

#[test]
fn scripts_find_what_they_are_promised() {
    let scene = Scene::begun();
    let held = scene.json("brackets");
    let first = &held["brackets"][0];
    for field in [
        "id",
        "label",
        "bracket",
        "to",
        "depth",
        "span",
        "wordings",
        "proposers",
        "opponents",
        "reserving",
        "holders",
        "since",
        "frozen",
        "days",
        "versions",
    ] {
        assert!(first.get(field).is_some(), "{field}");
    }
    assert_eq!(first["proposers"][0], "KAZ");
    assert_eq!(first["opponents"][0], "UZB");
    assert_eq!(first["holders"][1]["wants"], "delete");
    assert_eq!(first["holders"][1]["basis"], "mark");
    assert_eq!(
        (&first["since"], &first["days"]),
        (&"rev-1".into(), &0.into())
    );
    for field in ["sections", "delegations", "groups", "versions"] {
        assert!(held[field].is_array(), "{field}");
    }
    let status = scene.json("status");
    assert_eq!(
        held["brackets"].as_array().unwrap().len(),
        status["brackets"]
    );
}

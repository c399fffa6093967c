//! Proposals, from outside: tabled, supported, compiled into brackets, lifted out, accepted, and what becomes of the others.

use super::scene::Scene;

/// Three proposals on one paragraph: one that stands by itself, two that collide.
fn tabled() -> Scene {
    let scene = Scene::begun();
    for line in [
        "edit 1 --text 'Calls upon all States to sign the Protocol and to report to the depositary;'",
        "propose 1 --by KAZ --kind insert --text 'to consider' --behind 'all States' --reason 'some parliaments must be asked'",
        "propose 1 --by UZB --text 'Calls upon all States to ratify the Protocol and to report to the depositary;'",
        "propose 1 --by IRN --kind delete --text ' to the depositary' --supported-by OSCE",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
    scene
}

/// The ids of the proposals of a delegation.
fn of(scene: &Scene, code: &str) -> String {
    let listed = scene.json("proposals --all");
    let all = listed["proposals"].as_array().unwrap();
    let found = all.iter().find(|p| p["by"][0] == code).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_day_of_proposals() {
    let scene = tabled();
    let (kaz, uzb, irn) = (of(&scene, "KAZ"), of(&scene, "UZB"), of(&scene, "IRN"));
    insta::assert_snapshot!(scene.transcript(&[
        "proposals",
        &format!("support {kaz} IRN"),
        &format!("oppose {kaz} UZB"),
        "compile 1",
        "show . 1",
        "lift 1",
        &format!("accept {uzb}"),
        "proposals . 1",
        &format!("accept {kaz}"),
        &format!(
            "restate {kaz} --by KAZ --text 'Calls upon all States to consider to ratify the Protocol and to report to the depositary;'"
        ),
        &format!("accept {irn}"),
        &format!("reject {kaz}"),
        &format!("withdraw {irn}"),
        "proposals --all",
        "status --by delegation",
        "log --limit 9",
    ]));
}

#[test]
fn the_other_kinds_of_proposals() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "propose 1 --by KAZ --kind delete",
        "propose 1 --by UZB --kind new --text 'Urges all States to report;'",
        "propose 1 --by IRN --kind move --after '1 bis'",
        "propose 1 --by IRN --kind move",
        "propose '1 bis' --by UZB --kind split --before 'seized'",
        "propose '1 bis' --by KAZ --kind join",
        "propose '1 bis' --by KAZ --kind split --before 'nowhere'",
        "propose '1 bis' --by KAZ",
        "propose '1 bis' --by ITA --text x",
        "propose '1 bis' --by KAZ --text 'Decides to remain actively seized of the matter;'",
        "proposals",
        "accept 99999999",
        "compile '(a)'",
        "lift '(a)'",
        "lift 1 --bracket 1",
        "lift 1 --bracket 3",
    ]));
}

#[test]
fn a_proposal_puts_in_what_it_says_and_strikes_with_the_space() {
    let scene = Scene::begun();
    scene.run("edit 1 --text 'Calls upon all States to sign the Protocol as soon as possible;'");
    let replace =
        scene.run("propose 1 --by KAZ --kind replace --text Invites --before 'Calls upon'");
    assert_eq!(replace.code, 2, "{}", replace.err);
    assert!(replace.err.contains("replace none"), "{}", replace.err);
    let insert = scene.run("propose 1 --by KAZ --kind insert --text Invites");
    assert_eq!(insert.code, 2, "{}", insert.err);
    assert!(insert.err.contains("needs a place"), "{}", insert.err);
    assert_eq!(
        scene.json("proposals --all")["proposals"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    let struck = scene.json("propose 1 --by KAZ --kind delete --text 'as soon as possible'");
    assert_eq!(
        struck["text"],
        "Calls upon all States to sign the Protocol;"
    );
    for line in [
        "propose '(a)' --by KAZ --kind split --before Decides",
        "propose 1 --by KAZ --kind split --before Calls",
    ] {
        assert_eq!(scene.run(line).code, 2, "{line}");
    }
}

#[test]
fn a_bracket_that_is_resolved_ends_the_proposals_in_it() {
    let scene = tabled();
    scene.run("compile 1");
    let resolved = scene.run("resolve 1 --bracket 1 --keep");
    assert_eq!(resolved.code, 0, "{}", resolved.err);
    let of = |code: &str| {
        let listed = scene.json("proposals --all");
        let all = listed["proposals"].as_array().unwrap().clone();
        let mine: Vec<_> = all.into_iter().filter(|p| p["by"][0] == code).collect();
        assert_eq!(mine.len(), 1, "{code}");
        mine.into_iter().next().unwrap()
    };
    let kaz = of("KAZ");
    assert_eq!(kaz["status"], "accepted");
    assert_eq!(kaz["reason"], "some parliaments must be asked");
    assert_eq!(of("UZB")["status"], "superseded");
    assert_eq!(scene.run("lift 1").code, 0);
    assert_eq!(of("UZB")["status"], "tabled");
    assert_eq!(of("IRN")["status"], "tabled");
    assert_eq!(of("IRN")["supporters"][0], "OSCE");
}

#[test]
fn what_a_delegation_changed_in_the_whole_text_becomes_proposals() {
    let scene = Scene::begun();
    scene.write(
        "kaz.md",
        "# Final Document\n\n*Recalling* the Charter of the United Nations,\n\n1. Calls upon all States [to consider - KAZ; UZB delete] to sign;\n\n1 bis. Decides to remain actively seized of the matter;\n\n(a) Of water;\n\n2. Requests a report.\n",
    );
    insta::assert_snapshot!(scene.transcript(&[
        "import kaz.md --as proposal:KAZ --dry-run",
        "import kaz.md --as proposal:KAZ",
        "proposals",
        "import kaz.md --as proposal:ITA",
    ]));
}

#[test]
fn scripts_find_what_they_are_promised() {
    let scene = tabled();
    let id = of(&scene, "UZB");
    let fields = ["id", "target", "base", "kind", "by", "status", "conflicts"];
    let listed = scene.json("proposals");
    for field in fields {
        assert!(listed["proposals"][0].get(field).is_some(), "{field}");
    }
    let accepted = scene.json(&format!("accept {id}"));
    for field in fields {
        assert!(accepted.get(field).is_some(), "{field}");
    }
    assert_eq!(accepted["status"], "accepted");
    let others = accepted["others"].as_array().unwrap();
    let stale: Vec<_> = others
        .iter()
        .map(|o| o["status"].as_str().unwrap())
        .collect();
    assert_eq!(stale.iter().filter(|s| **s == "tabled").count(), 1);
    assert_eq!(stale.iter().filter(|s| **s == "stale_base").count(), 1);
    let compiled = scene.json("compile 1");
    for field in ["id", "text", "digest", "proposals", "waiting"] {
        assert!(compiled.get(field).is_some(), "{field}");
    }
}

#[test]
fn a_hand_made_file_is_read_and_what_a_person_wrote_in_it_stays() {
    let scene = Scene::begun();
    let id = scene.json("show . 1")["paragraphs"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    std::fs::create_dir_all(scene.here().join("proposals")).unwrap();
    let file = format!(
        "# Told in the corridor.\nparagraph: {id}\nby: [KAZ]   # and friends\ncolour: blue\nbase: >-\n  Calls upon all States [to consider - KAZ; UZB delete] [, as appropriate,] to sign;\ntext: Calls upon all States to sign;\n"
    );
    scene.write("proposals/byhand01.yaml", &file);
    scene.write("proposals/broken02.yaml", "paragraph: [\n");
    scene.write(
        "proposals/nobase03.yaml",
        &format!("paragraph: {id}\nby: [KAZ]\ntext: x\n"),
    );
    insta::assert_snapshot!(scene.transcript(&[
        "proposals",
        "support byhand01 UZB",
        "check --rule load",
    ]));
    let after = scene.read("proposals/byhand01.yaml");
    assert!(after.starts_with("# Told in the corridor.\n"), "{after}");
    assert!(
        after.contains("# and friends") && after.contains("colour: blue"),
        "{after}"
    );
    assert!(after.contains("supporters: [UZB]"), "{after}");
    assert_eq!(scene.read("proposals/broken02.yaml"), "paragraph: [\n");
}

//! Tables of where everybody stands, for spreadsheets and programs.

use super::scene::Scene;

fn scene() -> Scene {
    let scene = Scene::begun();
    for line in [
        "position 1 UZB reserve --note '=HYPERLINK(\"http://x\")'",
        "position '(a)' IRN oppose --visibility group --note 'for the group, \"only\"'",
    ] {
        assert_eq!(scene.run(line).code, 0, "{line}");
    }
    scene
}

#[test]
fn the_matrix_the_status_and_the_positions_as_tables() {
    let scene = scene();
    insta::assert_snapshot!(
        "exports",
        scene.transcript(&[
            "export --to csv",
            "export --to csv --what positions",
            "export --to csv --what positions --with-group",
            "export --to csv --what status",
            "export --to csv --what status --by section",
            "export --to csv --what status --by delegation --with-group",
            "export --to json",
            "export --to csv --by group",
            "status --aloud",
            "status --by section",
            "status --by section --aloud",
            "status --by group",
        ])
    );
}

#[test]
fn a_file_is_written_whole_and_replaced_only_when_asked() {
    let scene = scene();
    let first = scene.run("export --to csv -o matrix.csv");
    assert_eq!(
        (first.code, &*first.out),
        (0, "wrote matrix to matrix.csv: 4 lines\n")
    );
    let csv = scene.read("matrix.csv");
    assert!(
        csv.starts_with("id,label,place,status,readiness,KAZ,UZB,IRN,OSCE\r\n"),
        "{csv}"
    );
    let again = scene.run("export --to json -o matrix.csv");
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert!(again.err.contains("--force"), "{}", again.err);
    assert_eq!(scene.read("matrix.csv"), csv);
    let forced = scene.json("export --to json -o matrix.csv --force");
    assert_eq!(forced["file"], "matrix.csv");
    let json: serde_json::Value = serde_json::from_str(&scene.read("matrix.csv")).unwrap();
    assert_eq!(json["paragraphs"].as_array().unwrap().len(), 4);
    let nowhere = scene.run("export --to csv -o nowhere/matrix.csv");
    assert_eq!(nowhere.code, 2);
    assert!(
        nowhere.err.contains("nowhere/matrix.csv"),
        "{}",
        nowhere.err
    );
    let left: Vec<_> = std::fs::read_dir(scene.here())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_is_for_a_group_alone_goes_out_only_when_asked_for() {
    let scene = scene();
    for what in ["matrix", "status", "positions"] {
        for to in ["csv", "json"] {
            let said = scene.run(&format!("export --to {to} --what {what}"));
            assert!(!said.out.contains("for the group"), "{what} {to}");
            assert!(to == "json" || !said.out.contains("oppose"), "{what} {to}");
            assert!(said.err.contains("--with-group"), "{}", said.err);
        }
    }
    let status = scene.run("export --to json --what status");
    let status: serde_json::Value = serde_json::from_str(&status.out).unwrap();
    assert_eq!(status["delegations"][2]["oppose"], 0);
    let whole = scene.run("export --to json --what status --with-group");
    let whole: serde_json::Value = serde_json::from_str(&whole.out).unwrap();
    assert_eq!(whole["delegations"][2]["oppose"], 1);
}

#[test]
fn the_text_goes_out_through_any_lens() {
    let scene = scene();
    let words = "Urges [all / most - UZB] States;";
    assert_eq!(scene.run(&format!("edit 1 --text '{words}'")).code, 0);
    assert_eq!(scene.run("note 1 'between us'").code, 0);
    for (to, expected) in [
        ("txt", "Urges [all / most - UZB] States;"),
        ("md", "Urges \\[all / most - UZB\\] States;"),
        ("html", "Urges [all / most - UZB] States;</p>"),
    ] {
        let said = scene.run(&format!("export --to {to}"));
        assert_eq!(said.code, 0, "{}", said.err);
        let plain = said.out.replace("\\[", "[").replace("\\]", "]");
        let expected = expected.replace("\\[", "[").replace("\\]", "]");
        assert!(plain.contains(&expected), "{to}: {}", said.out);
        assert!(!said.out.contains("between us"), "{to}: {}", said.out);
    }
    let wanted = scene.run("export --to txt --lens as:UZB");
    assert!(wanted.out.contains("Urges most States;"), "{}", wanted.out);
    let last = scene.run("export --to html --lens final -o text.html");
    assert_eq!(last.code, 1, "something is left: {}", last.err);
    assert!(scene.read("text.html").starts_with("<!doctype html>"));
    let again = scene.run("export --to html --lens clean -o text.html");
    assert_eq!(again.code, 2, "a file that is there stays");
    for wrong in [
        "export --to csv --lens clean",
        "export --to md --what matrix",
        "export --to json --what text",
    ] {
        assert_eq!(scene.run(wrong).code, 2, "{wrong}");
    }
}

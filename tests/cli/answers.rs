//! What is said to those who mistype, come too late, or ask for what is not there.

use super::scene::Scene;

#[test]
fn errors_say_what_is_the_matter_and_what_to_do() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "shwo",
        "show '1 bs'",
        "show ./nowhere",
        "show 9",
        "show --version rve-1",
        "show --language ru",
        "position 1 KZA agree",
        "position 1 Kazakhstn agree",
        "position 1 KAZ aggree",
        "position 1 KAZ agree --needs 1",
        "position 1 KAZ agree --on 0000000",
        "agree 1 --level informal",
        "agree 1 --level ad_ref --except XYZ",
        "edit 1",
        "edit 1 --text ' '",
        "edit 1 --text x --expect 1234567",
        "edit 1 --text-file missing.txt",
        "split 1 --before zzz",
        "split 1 --at 999",
        "restore abc",
        "diff rev-2 draft",
        "freeze draft",
        "check --rule Z9",
        "new . --title again",
        "new other --title T --delegation 1X",
        "import missing.txt",
        "search water --library nowhere",
        "label 1 ' '",
    ]));
}

#[test]
fn outside_a_workspace_it_is_said_where_to_get_one() {
    let scene = Scene::empty();
    insta::assert_snapshot!(scene.transcript(&["show", "show 1", "status nowhere", "diff a b"]));
}

#[test]
fn words_that_were_not_meant_are_never_written() {
    let scene = Scene::begun();
    let before = scene.read("draft/en.yaml");
    for line in [
        "edit 1 --text other --expect 1234567",
        "position 1 KAZ oppose --on 1234567",
        "agree 1 --level ad_ref --on 1234567",
        "split 1 --at 5 --expect 1234567",
    ] {
        let said = scene.run(line);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{line}");
    }
    assert_eq!(scene.read("draft/en.yaml"), before);
    assert!(scene.read("positions/KAZ.yaml").contains("stance: agree"));
    // The same, on the words that stand.
    let digest = scene.json("show 1")["paragraphs"][0]["digest"].clone();
    let short = &digest.as_str().unwrap()[..7];
    for line in [
        format!("edit 1 --text other --expect {short}"),
        format!("position 1 KAZ oppose --on {}", &scene_digest("other")),
    ] {
        let said = scene.run(&line);
        assert_eq!(said.code, 0, "{line}: {}", said.err);
    }
}

fn scene_digest(text: &str) -> String {
    rapporteur::text::Digest::of(text).to_string()
}

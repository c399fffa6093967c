//! What must be said again, what is bound together, and what would follow.

use super::scene::Scene;

#[test]
fn a_day_of_asking_again_binding_together_and_looking_ahead() {
    let scene = Scene::begun();
    assert_eq!(scene.run("position '(a)' KAZ agree").code, 0);
    insta::assert_snapshot!(
        "ahead",
        scene.transcript(&[
            "reconfirm IRN",
            "reconfirm IRN '1 bis'",
            "reconfirm IRN",
            "edit '(a)' --text 'Of water, ;' --editorial",
            "show '(a)'",
            "edit '(a)' --text 'Of all water;'",
            "reconfirm KAZ",
            "package finance --with 1 --with '1 bis' --note 'one against the other'",
            "package",
            "whatif UZB=1",
            "whatif",
            "package finance --dissolve",
            "package",
            "whatif UZB",
            "package nothing --dissolve",
            "reconfirm XYZ",
        ])
    );
    let found = scene.json("whatif UZB=1");
    assert!(found.is_object(), "{found}");
    let queue = scene.json("reconfirm KAZ");
    assert!(
        queue.to_string().contains("all"),
        "the words that came in: {queue}"
    );
}

#[test]
fn a_duty_that_changed_is_no_spelling() {
    let scene = Scene::begun();
    assert_eq!(
        scene
            .run("edit '(a)' --text 'States shall save water;'")
            .code,
        0
    );
    assert_eq!(scene.run("position '(a)' KAZ agree").code, 0);
    let said = scene.run("edit '(a)' --text 'States should save water;' --editorial");
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(said.err.contains("should"), "{}", said.err);
}

#[test]
fn a_place_can_be_given_as_it_is_shown() {
    let scene = Scene::begun();
    assert_eq!(scene.run("show ¶2").out, scene.run("show '#2'").out);
}

#[test]
fn a_folder_is_given_as_everywhere() {
    let scene = Scene::begun();
    let here = scene.here();
    let dir = here.display();
    for (short, long) in [
        ("whatif", format!("whatif {dir}")),
        ("whatif UZB=1", format!("whatif {dir} UZB=1")),
        ("whatif UZB=1", format!("whatif UZB=1 {dir}")),
        ("package", format!("package {dir}")),
        ("reconfirm", format!("reconfirm {dir}")),
        ("reconfirm IRN", format!("reconfirm IRN {dir}")),
        ("status", format!("status {dir}")),
    ] {
        assert_eq!(scene.run(short).out, scene.run(&long).out, "{long}");
    }
    let made = scene.run(&format!("package deal {dir} --with 1 --with '1 bis'"));
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(
        scene.run("package deal").out,
        scene.run(&format!("package {dir} deal")).out
    );
    assert_eq!(scene.run("whatif nowhere").code, 2);
    // Everybody's queue, and the packages in the status.
    let queues = scene.json("reconfirm");
    assert_eq!(queues["queues"][0]["delegation"], "IRN");
    let status = scene.json("status");
    assert_eq!(status["packages"][0]["name"], "deal");
    assert_eq!(status["packages"][0]["closed"], false);
    assert_eq!(status["rule"], "consensus");
    let told = scene.run("status").out;
    assert!(told.contains("IRN must reconfirm"), "{told}");
    assert!(told.contains("Agreed together or not at all"), "{told}");
}

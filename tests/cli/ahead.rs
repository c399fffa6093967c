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

//! What people see of the commands, as transcripts.

use super::scene::Scene;

#[test]
fn making_and_reading_a_workspace() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "show",
        "show '1 bis'",
        "show --lens clean '#3'",
        "show --version rev-1 '1 bis'",
        "status",
        "status --by delegation",
        "log --limit 4",
        "log '1 bis'",
        "audit --verify",
        "check",
        "check --final --rule B1",
    ]));
}

#[test]
fn changing_a_text() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "add --after 1 --role item --label '(x)' --text 'Of water\nand land;'",
        "split 1 --before '[, as'",
        "join 1",
        "move '1 bis' --first",
        "delete 1",
        "restore",
        "restore 1",
        "label '1 bis' 2",
        "label 2 --none",
        "role '#2' preambular",
        "note '#2' 'as in the opening statement'",
        "title 'Outcome'",
        "edit 1 --text 'Calls upon all States to sign;'",
        "edit 1 --text 'Calls upon all States to sign;'",
        "show",
    ]));
}

#[test]
fn positions_and_the_chair() {
    let scene = Scene::begun();
    insta::assert_snapshot!(scene.transcript(&[
        "position '1 bis' KAZ oppose --said-in 'informals 3'",
        "agree '1 bis' --level informals",
        "reopen '1 bis' --by KAZ --reason 'new instructions'",
        "reopen '1 bis' --by KAZ --reason 'again'",
        "position '1 bis' KAZ unheard",
        "position '1 bis' KAZ unheard",
        "park '1 bis' --with 'contact group' --reason 'figures'",
        "park '1 bis' --back",
        "unpark '1 bis'",
        "agree '#2' --level committee --meeting 'committee 1'",
        "freeze rev-2",
        "freeze REV-2",
        "show '1 bis'",
    ]));
}

#[test]
fn help_fits_a_screen_and_long_help_begins_with_examples() {
    let scene = Scene::empty();
    let short = scene.run("-h");
    assert_eq!(short.code, 0);
    assert!(short.out.lines().count() <= 24, "{}", short.out);
    assert!(scene.run("--help").out.starts_with("Examples:"));
    for command in ["show", "position", "diff", "import", "search", "new"] {
        let long = scene.run(&format!("{command} --help"));
        assert!(long.out.starts_with("Examples:"), "{}", long.out);
    }
    assert!(scene.run("generate man").out.starts_with(".ie"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let made = scene.run(&format!("generate completions {shell}"));
        assert!(made.out.contains("position"), "{shell}");
    }
}

#[test]
fn what_one_did_last_is_taken_back() {
    let scene = Scene::begun();
    let words =
        |name: &str| scene.json(&format!("show . '{name}'"))["paragraphs"][0]["text"].clone();
    let before = words("1 bis");
    scene.run("edit '1 bis' --text 'Decides to meet again;' --user aida");
    scene.run("position '1 bis' UZB oppose --user aida");
    scene.run("edit '(a)' --text 'Of land;' --user boris");
    let undone = scene.json("undo --user aida");
    assert!(
        undone["undone"].as_str().unwrap().contains("UZB"),
        "{undone}"
    );
    assert_eq!(undone["ids"].as_array().unwrap().len(), 1);
    assert_eq!(words("(a)"), "Of land;", "another's change stands");
    let said = scene.run("undo --user aida");
    assert!(
        said.out.starts_with("undo: edit 1 bis"),
        "{}{}",
        said.out,
        said.err
    );
    assert_eq!(words("1 bis"), before);
    let said = scene.run("undo --user aida");
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("nothing that aida did here can be taken back"),
        "{}",
        said.err
    );
    // What somebody else changed since is not taken back.
    scene.run("edit '1 bis' --text 'Decides to meet soon;' --user aida");
    scene.run("edit '1 bis' --text 'Decides to meet never;' --user boris");
    let said = scene.run("undo --user aida");
    assert_eq!(said.code, 2, "{}", said.out);
    assert_eq!(words("1 bis"), "Decides to meet never;");
    // A version that was frozen goes too.
    assert_eq!(scene.run("freeze rev-2 --user clara").code, 0);
    let said = scene.run("undo --user clara");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!scene.run("versions").out.contains("rev-2"));
    assert_eq!(scene.run("audit --verify").code, 0);
}

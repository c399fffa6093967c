//! What leaves the program: nothing that acts on a terminal, no colour where none is wanted, no noise into a closed pipe.

use std::process::Stdio;

use rapporteur::text::hidden;

use super::scene::{Said, Scene};

/// Clears the screen, sets a title, turns the direction, hides a letter.
const HOSTILE: &str = "\\e[2J\\e]0;owned\\aSee \\u202Ethis\\u200B \\x9b31m";

fn hostile() -> Scene {
    let scene = Scene::begun();
    let draft = scene.read("draft/en.yaml").replace(
        "text: Decides to remain actively seized of the matter;",
        &format!("text: \"{HOSTILE}\"\n  note: \"{HOSTILE}\""),
    );
    assert!(
        draft.contains("\\e[2J"),
        "the draft has another form: {draft}"
    );
    scene.write("draft/en.yaml", &draft);
    let header = scene
        .read("workspace.yaml")
        .replace("Kazakhstan", "K\u{202e}Z");
    scene.write("workspace.yaml", &header);
    scene
}

fn acting(text: &str) -> Vec<(usize, char)> {
    hidden(text).filter(|(_, c)| *c != '\n').collect()
}

#[test]
fn no_byte_of_a_document_reaches_the_terminal_as_it_is() {
    let scene = hostile();
    for line in [
        "show",
        "show '1 bis'",
        "show --lens clean",
        "show --format json",
        "status",
        "status --by delegation",
        "status --format json",
        "diff rev-1 draft",
        "diff rev-1 draft --format json",
        "check",
        "check --format json",
        "search owned",
        "log",
        "show '\u{1b}[31mx'",
        "edit '1 bis' --text '\u{1b}[31mx'",
    ] {
        let said = scene.run(line);
        assert_eq!(acting(&said.out), [], "{line}: {}", said.out);
        assert_eq!(acting(&said.err), [], "{line}: {}", said.err);
    }
}

#[test]
fn json_keeps_the_very_characters() {
    let scene = Scene::begun();
    let words = "See \u{200f}this‏ “ключ” 铀 نص";
    assert_eq!(scene.run(&format!("edit 1 --text '{words}'")).code, 0);
    let shown = scene.json("show 1");
    assert_eq!(shown["paragraphs"][0]["text"], words);
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let scene = Scene::begun();
    let coloured = |line: &str| scene.run(line).out.contains('\u{1b}');
    assert!(!coloured("show"));
    assert!(!coloured("show --color never"));
    assert!(coloured("show --color always"));
    assert!(!coloured("show --color always --format json"));
    let asked = scene
        .command("show --color auto")
        .env("NO_COLOR", "1")
        .output();
    assert!(!Said::of(&asked.unwrap()).out.contains('\u{1b}'));
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let scene = Scene::begun();
    for line in [
        "show",
        "status --format json",
        "generate completions bash",
        "--help",
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = scene
            .command(line)
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn();
        let said = child.unwrap().wait_with_output().unwrap();
        assert_eq!(said.status.code(), Some(0), "{line}");
        assert_eq!(String::from_utf8_lossy(&said.stderr), "", "{line}");
    }
}

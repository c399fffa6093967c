//! Pages that are made from the code are as the code would make them. `RAPPORTEUR_BLESS=1 cargo test documents` makes them.

use std::path::Path;
use std::process::Command;

#[track_caller]
fn fresh(page: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    if std::env::var_os("RAPPORTEUR_BLESS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == made,
        "{page} is not fresh: run `RAPPORTEUR_BLESS=1 cargo test documents` and read what changed"
    );
}

fn output(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("HOME", home.path())
        .env("XDG_STATE_HOME", home.path())
        .env("COLUMNS", "100")
        .env("RAPPORTEUR_NOW", "2010-06-24T09:30:00+05:00")
        .env_remove("NO_COLOR")
        .env_remove("RAPPORTEUR_THEME")
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn documents_list_the_keys_as_they_are() {
    fresh("docs/keys.md", &output(&["generate", "keys"]));
}

#[test]
fn documents_list_the_commands_as_they_are() {
    fresh("docs/cli.md", &output(&["generate", "commands"]));
}

#[test]
fn documents_show_the_screen_as_it_is() {
    let screen = output(&[
        "open",
        "workspaces/ashgabat-2010",
        "--keys",
        "09j]<esc>",
        "--print",
        "--size",
        "110x32",
    ]);
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (before, rest) = page.split_once("<!-- screen -->").unwrap();
    let (_, after) = rest.split_once("<!-- /screen -->").unwrap();
    fresh(
        "README.md",
        &format!("{before}<!-- screen -->\n```text\n{screen}```\n<!-- /screen -->{after}"),
    );
}

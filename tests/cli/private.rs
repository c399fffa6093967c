//! What a delegation keeps for itself: by command and in its own session, and nowhere else.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::scene::Scene;

const WORDS: &str = "CANARY insist on shall";
const FALL: &str = "CANARY should is possible";

fn kept() -> Scene {
    let scene = Scene::begun();
    let line = format!("private KAZ 1 --instructions '{WORDS}' --fallback '{FALL}'");
    let said = scene.run(&line);
    assert_eq!(said.code, 0, "{}", said.err);
    scene
}

/// Files below a folder that hold the canary.
fn with_canary(folder: &Path) -> Vec<String> {
    let out = Command::new("grep")
        .args(["-rl", "CANARY"])
        .arg(folder)
        .output()
        .unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let prefix = format!("{}/", folder.display());
    text.lines().map(|l| l.replace(&prefix, "")).collect()
}

#[test]
fn it_is_kept_shown_changed_and_taken_away() {
    let scene = kept();
    let json = scene.json("private KAZ");
    assert_eq!(json["delegation"], "KAZ");
    assert_eq!(json["notes"][0]["instructions"], WORDS);
    assert_eq!(json["notes"][0]["fallback"], FALL);
    assert_eq!(json["notes"][0]["label"], "1");
    scene.run("private KAZ 1 --fallback ''");
    let json = scene.json("private Kazakhstan 1");
    assert_eq!(json["notes"][0]["instructions"], WORDS);
    assert!(json["notes"][0]["fallback"].is_null());
    assert_eq!(
        scene.json("private UZB")["notes"].as_array().unwrap().len(),
        0
    );
    scene.run("private KAZ 1 --remove");
    assert_eq!(
        scene.json("private KAZ")["notes"].as_array().unwrap().len(),
        0
    );
    assert_eq!(scene.run("private NRO").code, 2);
    assert_eq!(
        scene.run("private KAZ 1 --edit").code,
        2,
        "without a terminal"
    );
}

#[test]
fn no_byte_of_it_is_anywhere_else() {
    let scene = kept();
    // Everything that writes and recovers, after it was kept.
    for line in [
        "edit 1 --text 'Calls upon all States to sign;'",
        "position 1 IRN oppose --note 'not yet'",
        "agree 1 --level informals --except IRN",
        "freeze rev-2",
        "walk --to 1",
    ] {
        assert_eq!(scene.run(line).code, 0, "{line}");
    }
    assert_eq!(with_canary(&scene.here()), ["private/KAZ.yaml"]);
    let all = "--keys 'j' --print --size 160x45";
    for line in [
        "show",
        "show 1",
        "show 1 --format json",
        "status",
        "status --format json",
        "log",
        "log --format json",
        "audit 1",
        "check",
        "diff rev-1 draft",
        "diff rev-1 draft --format json",
        "proposals",
        "versions",
        "history 1",
        "search CANARY",
        "search insist",
        "walk",
        "walk --format json",
        "present --print",
        "present --format json",
        "private UZB",
        "export --to txt",
        "export --to csv",
        "export --to json --what status",
        "export --to csv --what positions --with-group",
        "export --to md --with-private UZB",
        &format!("open {all}"),
        &format!("open --as UZB {all}"),
        "open --as KAZ --keys 'P' --print",
        "open --as KAZ --keys '5' --print",
        "open --as KAZ --keys 'jP' --print --size 200x60",
    ] {
        let said = scene.run(line);
        assert!(
            !said.out.contains("CANARY") && !said.err.contains("CANARY"),
            "{line}: {}",
            said.out
        );
    }
    // In its own session, and where it is asked for by name.
    for line in [
        format!("open --as KAZ {all}"),
        "show --with-private KAZ".to_owned(),
        "show --with-private KAZ --format json".to_owned(),
        "export --to txt --with-private KAZ".to_owned(),
        "export --to md --with-private Kazakhstan".to_owned(),
        "export --to html --with-private KAZ --with-private UZB".to_owned(),
        "export --to csv --with-private KAZ".to_owned(),
        "export --to json --with-private KAZ".to_owned(),
    ] {
        assert!(scene.run(&line).out.contains("CANARY"), "{line}");
    }
}

#[test]
fn it_is_written_in_the_session_of_the_delegation_alone() {
    let scene = Scene::begun();
    let keys = "jziCANARY typed<enter>zfCANARY fallback<enter>";
    let said = scene.run(&format!(
        "open --as KAZ --keys '{keys}' --print --size 140x40"
    ));
    assert!(said.out.contains("CANARY typed"), "{}", said.out);
    assert!(said.out.contains("CANARY fallback"), "{}", said.out);
    assert_eq!(with_canary(&scene.here()), ["private/KAZ.yaml"]);
    // Undo does not take it back, and has nothing of it.
    scene.run("open --as KAZ --keys 'ju' --print");
    assert_eq!(
        scene.json("private KAZ")["notes"].as_array().unwrap().len(),
        1
    );
    let said = scene.run("open --keys 'jzi' --print");
    assert!(said.out.contains("--as CODE"), "{}", said.out);
    // Who speaks for one delegation does nothing in the name of another, and gavels nothing.
    scene.run("open --as KAZ --keys 'jga' --print");
    let said = scene.run("open --as KAZ --keys 'jpuzb<enter>oppose<enter>' --print");
    assert!(said.out.contains("own delegation alone"), "{}", said.out);
    assert_eq!(with_canary(&scene.here()), ["private/KAZ.yaml"]);
}

#[test]
fn what_would_be_shared_is_refused_with_what_to_do() {
    let scene = kept();
    let folder = scene.here().join("private");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    for line in [
        "private KAZ",
        "private KAZ 1 --instructions more",
        "show --with-private KAZ",
        "export --to txt --with-private KAZ",
        "export --to csv --with-private KAZ",
    ] {
        let said = scene.run(line);
        assert_eq!(said.code, 2, "{line}");
        assert!(said.err.contains("chmod 700"), "{line}: {}", said.err);
        assert!(!said.out.contains("CANARY"));
    }
    let said = scene.run("open --as KAZ --keys 'j' --print --size 160x45");
    assert!(
        !said.out.contains("CANARY") && said.out.contains("chmod 700"),
        "{}",
        said.out
    );
}

#[test]
fn a_merge_never_takes_it() {
    let scene = kept();
    let file = "private/KAZ.yaml";
    for line in [
        format!("merge {file} {file} {file}"),
        format!("merge draft/en.yaml draft/en.yaml {file}"),
        format!("merge draft/en.yaml draft/en.yaml draft/en.yaml --path {file}"),
    ] {
        let said = scene.run(&line);
        assert_eq!(said.code, 2, "{line}");
        assert!(
            said.err.contains("never merged") && !said.out.contains("CANARY"),
            "{line}: {}",
            said.err
        );
    }
}

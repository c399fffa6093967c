use std::fs::{self, Permissions};
use std::process::Command;

use super::*;

fn kaz() -> Code {
    "KAZ".parse().unwrap()
}

fn id() -> Id {
    "aaaa".parse().unwrap()
}

fn note(instructions: &str, fallback: &str) -> PrivateNote {
    let some = |said: &str| (!said.is_empty()).then(|| said.into());
    PrivateNote {
        instructions: some(instructions),
        fallback: some(fallback),
    }
}

fn said(root: &Path) -> String {
    let read = read(root, kaz()).map(|_| ());
    let set = set(root, kaz(), id(), &note("New.", ""));
    match (read, set) {
        (Ok(()), Ok(())) => "ok".to_owned(),
        // Without a folder there is nothing to read that could be shared.
        (Ok(()), Err(error)) => error.to_string(),
        (Err(error), Err(other)) => {
            assert_eq!(error.to_string(), other.to_string());
            error.to_string()
        }
        (Err(error), Ok(())) => panic!("written, but not read: {error}"),
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn what_is_kept_is_read_back_and_closed_to_others() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    assert_eq!(read(root, kaz()).unwrap(), PrivateNotes::none(kaz()));
    let kept = note("Не уступать по пункту 5: «должны».", "可以接受“应”。");
    set(root, kaz(), id(), &kept).unwrap();
    assert_eq!(read(root, kaz()).unwrap().notes.get(&id()), Some(&kept));
    let meta = |path: &str| fs::metadata(root.join(path)).unwrap().mode() & 0o7777;
    assert_eq!((meta("private"), meta("private/KAZ.yaml")), (0o700, 0o600));
    // What somebody wrote by hand stays.
    let file = root.join("private/KAZ.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("# by hand\n{text}own: kept  # too\n")).unwrap();
    set(root, kaz(), "bbbb".parse().unwrap(), &note("", "b")).unwrap();
    set(root, kaz(), id(), &PrivateNote::default()).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("# by hand\n") && text.contains("own: kept  # too"),
        "{text}"
    );
    assert_eq!(read(root, kaz()).unwrap().notes.len(), 1);
    assert_eq!(fs::read_dir(root.join("private")).unwrap().count(), 1);
    // Another delegation has none of it.
    assert!(read(root, "UZB".parse().unwrap()).unwrap().notes.is_empty());
}

#[test]
fn what_others_on_the_computer_could_open_is_refused_with_what_to_do() {
    type Harm = fn(&Path);
    let cases: &[(&str, Harm)] = &[
        ("chmod 700", |root| mode(&root.join("private"), 0o750)),
        ("chmod 700", |root| mode(&root.join("private"), 0o701)),
        ("chmod 600", |root| {
            mode(&root.join("private/KAZ.yaml"), 0o604);
        }),
        ("another name", |root| {
            fs::hard_link(root.join("private/KAZ.yaml"), root.join("other")).unwrap();
        }),
        ("links are not followed", |root| {
            fs::rename(root.join("private"), root.join("moved")).unwrap();
            std::os::unix::fs::symlink(root.join("moved"), root.join("private")).unwrap();
        }),
        ("links are not followed", |root| {
            let file = root.join("private/KAZ.yaml");
            fs::rename(&file, root.join("moved")).unwrap();
            std::os::unix::fs::symlink(root.join("moved"), &file).unwrap();
        }),
        ("links are not followed", |root| {
            fs::remove_dir_all(root.join("private")).unwrap();
            fs::write(root.join("private"), "").unwrap();
        }),
        ("repository of its own", |root| {
            fs::create_dir(root.join("private/.git")).unwrap();
        }),
        ("of another delegation", |root| {
            fs::write(root.join("private/KAZ.yaml"), "delegation: UZB\n").unwrap();
        }),
        ("left alone", |root| {
            fs::write(root.join("private/KAZ.yaml"), "notes: [").unwrap();
        }),
        ("left alone", |root| {
            fs::write(
                root.join("private/KAZ.yaml"),
                "notes: {aaaa: {instructions: [CANARY]}}",
            )
            .unwrap();
        }),
    ];
    for (what, harm) in cases {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        set(root, kaz(), id(), &note("Kept.", "")).unwrap();
        harm(root);
        let said = said(root);
        assert!(said.contains(what), "{what}: {said}");
        assert!(!said.contains("CANARY"), "an error quotes no words: {said}");
    }
}

#[test]
fn what_belongs_to_another_account_is_refused() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can give files away");
        return;
    }
    for path in ["private", "private/KAZ.yaml"] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        set(root, kaz(), id(), &note("Kept.", "")).unwrap();
        std::os::unix::fs::chown(root.join(path), Some(12_345), None).unwrap();
        let said = said(root);
        assert!(said.contains("another account"), "{path}: {said}");
    }
}

/// Runs git; false when there is none.
fn git(root: &Path, arguments: &[&str]) -> bool {
    let run = Command::new("git")
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output();
    run.is_ok_and(|out| out.status.success())
}

#[test]
fn what_git_would_share_is_refused_and_never_less_than_git_says() {
    let folder = tempfile::tempdir().unwrap();
    if !git(folder.path(), &["--version"]) {
        eprintln!("skipped: there is no git");
        return;
    }
    // Where the repository is, the lines of its ignore file, and of that of the workspace; whether that is enough.
    for (top, outer, inner, enough) in [
        (false, "", "", false),
        (false, "", "private/\n", true),
        (false, "", "private", true),
        (false, "", ".rapporteur/\nprivate/  \n", true),
        (false, "", "/private/\n", true),
        (false, "", "private/*\n", true),
        (false, "", "**/private/\n", true),
        (false, "", "# private/\n", false),
        (false, "", "private/\n!private/\n", false),
        (false, "", "private/\n!private/KAZ.yaml\n", false),
        (false, "", "private/\n!*.yaml\n", false),
        (false, "", "!private\nprivate/\n", true),
        (false, "", "private.old/\nxprivate/\n", false),
        (false, "", "private/KAZ.yaml\n", false),
        (false, "", "*.yaml\n", false),
        (true, "private/\n", "", true),
        (true, "w/private/\n", "", true),
        (true, "/w/private\n", "", true),
        (true, "w/\n", "", true),
        (true, "private/*\n", "", false),
        (true, "/private/\n", "", false),
        (true, "private/\n", "!private/\n", false),
        (true, "*/private/\n", "", false),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        fs::create_dir(&root).unwrap();
        let tree = if top { folder.path() } else { &root };
        assert!(git(tree, &["init", "-q"]));
        if top {
            fs::write(folder.path().join(".gitignore"), outer).unwrap();
        }
        fs::write(root.join(".gitignore"), inner).unwrap();
        let said = said(&root);
        let what = format!("{outer:?} {inner:?}: {said}");
        assert_eq!(said == "ok", enough, "{what}");
        assert!(enough || said.contains("private/"), "{what}");
        if enough {
            let check = ["check-ignore", "-q", "private/KAZ.yaml"];
            assert!(git(&root, &check), "git would share it: {what}");
            assert!(
                git(&root, &["check-ignore", "-q", "private/.KAZ.yaml.1.tmp"]),
                "{what}"
            );
        } else {
            assert!(!root.join("private").exists(), "nothing is written: {what}");
        }
    }
}

#[test]
fn what_git_tracks_is_refused_however_it_came_there() {
    let folder = tempfile::tempdir().unwrap();
    if !git(folder.path(), &["--version"]) {
        eprintln!("skipped: there is no git");
        return;
    }
    let root = folder.path();
    assert!(git(root, &["init", "-q"]));
    fs::create_dir_all(root.join(".git/info")).unwrap();
    fs::write(root.join(".git/info/exclude"), "private/\n").unwrap();
    assert_eq!(
        said(root),
        "ok",
        "the exclude file of the repository counts"
    );
    fs::write(root.join("a"), "").unwrap();
    assert!(git(root, &["add", "a"]));
    assert_eq!(said(root), "ok");
    for version in ["2", "3"] {
        git(root, &["update-index", "--index-version", version]);
        assert_eq!(said(root), "ok", "{version}");
    }
    assert!(git(root, &["update-index", "--index-version", "4"]));
    assert!(said(root).contains("cannot be told"), "{}", said(root));
    assert!(git(root, &["update-index", "--index-version", "2"]));
    assert!(git(root, &["update-index", "--split-index"]));
    assert!(said(root).contains("cannot be told"), "{}", said(root));
    assert!(git(root, &["update-index", "--no-split-index"]));
    assert_eq!(said(root), "ok");
    assert!(git(root, &["add", "-f", "private/KAZ.yaml"]));
    assert!(said(root).contains("git rm -r --cached"), "{}", said(root));
    // A work tree beside it has an index of its own.
    assert!(git(root, &["rm", "-q", "--cached", "private/KAZ.yaml"]));
    assert!(git(root, &["commit", "-q", "-m", "a"]));
    let tree = folder.path().join("tree");
    let path = tree.display().to_string();
    assert!(git(root, &["worktree", "add", "-q", &path]));
    assert_eq!(said(&tree), "ok");
    assert!(git(&tree, &["add", "-f", "private/KAZ.yaml"]));
    assert!(said(&tree).contains("git tracks it"), "{}", said(&tree));
}

#[test]
fn a_new_workspace_is_ready_for_private_notes_under_git() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("w");
    let header = crate::model::Header::new("T", crate::text::Language::ENGLISH);
    let stamp = crate::edit::Stamp {
        actor: crate::edit::Actor {
            name: "t".into(),
            access: crate::edit::Access::Secretariat,
        },
        at: crate::model::Moment::new(0, 0),
    };
    crate::store::Store::create(&root, &header, &stamp).unwrap();
    if git(&root, &["init", "-q"]) {
        assert!(git(&root, &["add", "."]));
    }
    assert_eq!(said(&root), "ok");
}

#[test]
fn no_file_of_the_shared_store_lies_in_the_private_folder() {
    use crate::store::files::Kind;
    for path in [
        "private/KAZ.yaml",
        "private/ru.yaml",
        "draft/../private/KAZ.yaml",
        "private.yaml",
    ] {
        assert!(Kind::of(path).is_err(), "{path}");
    }
    let kinds = [
        Kind::Workspace,
        Kind::Agreements,
        Kind::Draft(crate::text::Language::ENGLISH),
        Kind::Positions(kaz()),
        Kind::Proposal(id()),
        Kind::Precedent("private".into()),
    ];
    assert!(kinds.iter().all(|kind| !kind.path().starts_with(FOLDER)));
    let debug = format!("{:?}", note("CANARY", "CANARY"));
    assert!(!debug.contains("CANARY"));
}

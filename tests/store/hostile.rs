//! Files that nobody should have made: each is told with its name, none takes the workspace along, none speaks to a
//! terminal.

mod files;
mod shapes;
mod watch;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::process::Command;

use rapporteur::edit::Change;
use rapporteur::model::Finding;
use rapporteur::store::{Store, read_document};

use self::files::{Hostile, ODD, Told};
use super::scene::*;

/// The first character of what would be sent to a terminal that acts there, reorders or hides.
fn loud(said: &str) -> Option<char> {
    let acts = |c: &char| (c.is_control() && *c != '\n') || ODD.contains(c);
    let reorders = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    said.chars().find(|c| acts(c) || reorders(c))
}

fn quiet(what: &str, findings: &[Finding]) {
    for f in findings {
        let hint = f.hint.clone().unwrap_or_default();
        let said = [f.place(), f.message.clone(), hint].join("\n");
        assert_eq!(loud(&said), None, "{what}: {said:?}");
    }
}

/// Runs the program in a workspace; what it prints must be harmless.
fn printed(root: &Path, arguments: &[&str], what: &str) -> String {
    let said = String::from_utf8(watch::run(root, arguments, what)).unwrap();
    assert_eq!(loud(&said), None, "{what}: {arguments:?}: {said:?}");
    said
}

fn is_told(file: &Hostile, findings: &[Finding]) -> bool {
    let here = |f: &&Finding| f.file.as_deref() == Some(file.path);
    let mut of_file = findings.iter().filter(here);
    match file.told {
        Told::At(line) => of_file.any(|f| f.line == Some(line)),
        Told::Line => of_file.any(|f| f.line.is_some()),
        Told::File => of_file.next().is_some(),
        Told::Fine => true,
    }
}

#[test]
fn hostile_files_are_told_and_do_no_harm() {
    let all = files::all();
    let distinct: HashSet<(&str, &[u8])> = all.iter().map(|f| (f.path, &*f.bytes)).collect();
    assert_eq!(distinct.len(), all.len(), "a file is there twice");
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &all {
        *classes.entry(file.class).or_default() += 1;
    }
    assert!(all.len() - classes["bent"] >= 200, "{classes:?}");
    let mut untold: Vec<String> = Vec::new();
    for (nth, file) in all.iter().enumerate() {
        let dir = scene();
        let root = dir.path();
        write(root, file.path, &file.bytes);
        // First where a guard can stop it, and as people see it.
        printed(root, &["check"], &file.what);
        let more = [
            &["status"] as &[&str],
            &["show"],
            &["log"],
            &["--keys", "j2j3n", "--print"],
        ];
        if let Some(arguments) = more.get(nth % 12) {
            printed(root, arguments, &file.what);
        }
        assert_eq!(
            std::fs::read(root.join(file.path)).unwrap(),
            file.bytes,
            "{}",
            file.what
        );
        let (store, mut loaded) = Store::open_read_only(root).unwrap();
        loaded.findings.extend(store.record().1);
        let words = loaded.workspace.original().unwrap().paragraphs.len();
        assert_eq!(words, 3, "{}", file.what);
        quiet(&file.what, &loaded.findings);
        if !is_told(file, &loaded.findings) {
            let said: Vec<String> = loaded
                .findings
                .iter()
                .map(|f| format!("{}: {}", f.place(), f.message))
                .collect();
            untold.push(format!(
                "{}: wanted {:?}, said {said:?}",
                file.what, file.told
            ));
        }
        match read_document(&file.bytes, "import\u{1b}.yaml") {
            Ok((_, findings)) => quiet(&file.what, &findings),
            Err(finding) => quiet(&file.what, &[finding]),
        }
    }
    assert!(untold.is_empty(), "{untold:#?}");
}

/// Every word of a workspace that can be read, and every name in it, speaks to the terminal.
#[test]
fn nothing_foreign_is_printed() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let odd: Vec<String> = ODD
        .iter()
        .map(|c| format!("\\u{:04X}[2J", u32::from(*c)))
        .collect();
    let odd = odd.concat();
    let odd = format!("\"x{odd}y\\r\\t\\n\\0\"");
    let digest = "0".repeat(64);
    write(
        root,
        "workspace.yaml",
        format!(
            "format: 1\nworkspace: 4t8n2xkd\ntitle: {odd}\nnotice: {odd}\nsymbol: {odd}\nmeeting: {odd}\noriginal: en\nlanguages: [en, fr]\ndelegations:\n- {{code: KAZ, name: {odd}, names: {{fr: {odd}}}}}\n- {{code: UZB, name: {odd}, kind: {odd}}}\ngroups:\n- {{code: EU, name: {odd}, members: [KAZ]}}\n"
        ),
    );
    let paragraph = |id: &str| {
        format!(
            "- id: {id}\n  role: item\n  label: {odd}\n  text: {odd}\n  note: {odd}\n  sources: [{{symbol: {odd}, paragraph: {odd}}}]\n  part: {{kind: {odd}, label: {odd}}}\n"
        )
    };
    let document = |language: &str| {
        format!(
            "document:\n  language: {language}\n  title: {odd}\n  symbol: {odd}\n  date: {odd}\n  organ: {odd}\n  adopted: {odd}\nparagraphs:\n{}{}",
            paragraph("aaaa0001"),
            paragraph("aaaa0002")
        )
    };
    write(root, "draft/en.yaml", document("en"));
    write(root, "draft/fr.yaml", document("fr"));
    write(
        root,
        "versions/rev-1/en.yaml",
        document("en").replace("2J", "3J"),
    );
    write(root, "precedents/p.yaml", document("en"));
    write(
        root,
        "positions/KAZ.yaml",
        format!(
            "positions:\n  aaaa0001: {{stance: oppose, on: {digest}, said_in: {odd}, note: {odd}, {odd}: x}}\n"
        ),
    );
    write(
        root,
        "agreements.yaml",
        format!(
            "agreements:\n  aaaa0001:\n  - {{level: ad_ref, on: {digest}, by: {odd}, meeting: {odd}, reopened: {{by: {odd}, reason: {odd}}}}}\nparked:\n  aaaa0002: {{with: {odd}, by: {odd}, reason: {odd}}}\n"
        ),
    );
    let json = odd.replace("\\0", "");
    write(
        root,
        "record/abcd2345.jsonl",
        format!(
            "{{\"seq\":1,\"at\":{json},\"actor\":{json},\"act\":{json},\"title\":{json},{json}:1}}\n{json}\n\u{1b}[2J\n"
        ),
    );
    for folder in ["positions", "precedents", "draft", "versions/rev-1"] {
        for c in ODD {
            write(root, &format!("{folder}/a{c}[2J.yaml"), FRENCH);
        }
    }
    for line in [
        "check",
        "check --final --format json",
        "status",
        "status --format json",
        "show",
        "show aaaa0001",
        "show nothing",
        "show --language fr",
        "log",
        "log --format json",
        "audit",
        "search x",
        "search y",
        "diff",
        "diff rev-1 draft",
        "show x\u{1b}[2J",
        "x\u{202e}",
        "--keys j2jl3nn4x5jj1jjj --print",
        "--keys ?1jj --print",
        "--keys e --print",
        "--keys 2jjj:x --print",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        printed(root, &arguments, "odd words");
    }
}

fn fifo(path: &Path) {
    let made = Command::new("mkfifo").arg(path).status().unwrap();
    assert!(made.success());
}

/// What is the program's own is never written through a link that came with the files.
#[test]
fn nothing_is_written_outside() {
    for name in [
        ".rapporteur",
        "record",
        "private",
        "draft",
        ".rapporteur/seen",
        ".rapporteur/lock",
    ] {
        let dir = scene();
        let outside = tempfile::tempdir().unwrap();
        write(outside.path(), "kept", "as it is");
        write(outside.path(), "en.yaml", DRAFT);
        let place = dir.path().join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        let _draft = std::fs::remove_dir_all(&place);
        let to = if name.ends_with("lock") {
            outside.path().join("kept")
        } else {
            outside.path().to_owned()
        };
        std::os::unix::fs::symlink(to, &place).unwrap();
        printed(dir.path(), &["check"], name);
        let (mut store, loaded) = open(dir.path());
        let ws = loaded.workspace;
        let position = Change::SetPosition {
            delegation: "KAZ".parse().unwrap(),
            paragraph: id("aaaa0002"),
            position: Some(rapporteur::model::Position::new(
                rapporteur::model::Stance::Flexible,
                ws.words(id("aaaa0002"))
                    .unwrap_or(rapporteur::text::Digest::of("x")),
            )),
        };
        let _refused = store.commit(&ws, &position, &stamp());
        let _refused = store.keep_unsaved("key", Some("words"));
        drop(store);
        assert_eq!(text(outside.path(), "kept"), "as it is", "{name}");
        assert_eq!(text(outside.path(), "en.yaml"), DRAFT, "{name}");
        assert_eq!(
            files(outside.path()).len(),
            2,
            "{name}: {:?}",
            files(outside.path())
        );
    }
}

#[test]
fn odd_things_in_the_folders_are_never_opened() {
    let dir = scene();
    let root = dir.path();
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.yaml", FRENCH);
    let link = |from: &Path, to: &str| std::os::unix::fs::symlink(from, root.join(to)).unwrap();
    for folder in ["precedents", "versions", "positions"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    fifo(&root.join("draft/es.yaml"));
    link(Path::new("/dev/zero"), "precedents/zero.yaml");
    link(Path::new("/dev/stdin"), "positions/UZB.yaml");
    link(&outside.path().join("secret.yaml"), "draft/zh.yaml");
    link(outside.path(), "versions/rev-1");
    std::fs::create_dir(root.join("draft/ru.yaml")).unwrap();
    for name in [
        "draft/..yaml",
        "draft/%2e%2e.yaml",
        "positions/a b.yaml",
        "positions/\u{1b}[2J.yaml",
        "draft/EN.yaml",
        "precedents/-rf.yaml",
        "draft/x.yml",
    ] {
        write(root, name, FRENCH);
    }
    std::fs::remove_file(root.join("agreements.yaml")).ok();
    link(Path::new("../../../etc/passwd"), "agreements.yaml");
    std::fs::create_dir_all(root.join("record")).unwrap();
    link(Path::new("/dev/zero"), "record/aaaa2222.jsonl");
    fifo(&root.join("record/bbbb2222.jsonl"));
    let said = printed(root, &["check"], "names");
    for name in ["aaaa2222", "bbbb2222"] {
        assert!(said.contains(name), "{said}");
    }
    for arguments in [&["status"] as &[&str], &["log"], &["audit"]] {
        printed(root, arguments, "names");
    }
    let (mut store, loaded) = open(root);
    quiet("names", &loaded.findings);
    assert_eq!(loaded.workspace.drafts.len(), 2);
    let named: Vec<&str> = loaded
        .findings
        .iter()
        .filter_map(|f| f.file.as_deref())
        .collect();
    for name in [
        "draft/es.yaml",
        "precedents/zero.yaml",
        "positions/UZB.yaml",
        "draft/zh.yaml",
        "versions/rev-1",
        "draft/ru.yaml",
        "agreements.yaml",
        "positions/a b.yaml",
        "draft/EN.yaml",
        "precedents/-rf.yaml",
        "draft/x.yml",
    ] {
        assert!(named.contains(&name), "{name}: {named:?}");
    }
    let ws = loaded.workspace;
    store
        .commit(&ws, &set_text(&ws, "aaaa0001", "Still at work."), &stamp())
        .unwrap();
    let park = Change::Park {
        paragraph: id("aaaa0001"),
        parking: Some(rapporteur::model::Parking::default()),
    };
    let now = store_now(&mut store);
    assert!(
        store.commit(&now, &park, &stamp()).is_err(),
        "nothing goes through a link"
    );
    assert_eq!(text(outside.path(), "secret.yaml"), FRENCH);
}

fn store_now(store: &mut Store) -> rapporteur::model::Workspace {
    store.load().unwrap().workspace
}

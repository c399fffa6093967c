//! Files that nobody should have made: each is told with its name, none takes the workspace along, none speaks to a
//! terminal.

use std::path::Path;
use std::process::Command;

use rapporteur::model::Finding;
use rapporteur::store::read_document;

use super::scene::*;

/// Bytes that a file may hold, with a word of what they are.
fn bytes() -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |what: &str, bytes: Vec<u8>| all.push((what.to_owned(), bytes));
    let bomb = (1..10).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
        let many = vec![format!("*a{}", n - 1); 9].join(",");
        format!("{text}a{n}: &a{n} [{many}]\n")
    });
    add("bomb", bomb.into());
    add("merge bomb", b"a: &a {x: y}\nb: {<<: *a}\n".to_vec());
    for depth in [65, 300, 100_000] {
        add(
            "deep flow",
            format!("paragraphs: {}", "[".repeat(depth)).into(),
        );
        add(
            "deep map",
            format!("paragraphs: {}", "{a: ".repeat(depth)).into(),
        );
        add("deep dashes", "- ".repeat(depth).into());
    }
    add("tabs", b"document:\n\tlanguage: en\n".to_vec());
    add("lone return", b"document: {}\rparagraphs: []\n".to_vec());
    add(
        "nul",
        b"document: {}\nparagraphs:\n- {id: a, text: \"x\0y\"}\n".to_vec(),
    );
    add("latin1", b"document:\n  title: caf\xe9\n".to_vec());
    add("utf16", b"\xff\xfed\0o\0".to_vec());
    add(
        "big",
        [
            b"document: {title: ".as_slice(),
            &vec![b'x'; 50 << 20],
            b"}",
        ]
        .concat(),
    );
    add(
        "two documents",
        b"document: {}\n---\ndocument: {}\n".to_vec(),
    );
    add("tag", b"document: !!python/object:os.system {}\n".to_vec());
    add("twice", b"document: {}\ndocument: {}\n".to_vec());
    add("scalar", b"just words\n".to_vec());
    add("list of lists", b"paragraphs: [[[]]]\n".to_vec());
    add("numbers for lists", b"paragraphs: 7\n".to_vec());
    add("map for list", b"paragraphs: {a: b}\n".to_vec());
    add("open quote", b"document:\n  title: \"x\n".to_vec());
    add("directive", b"%YAML 1.1\n---\n{}\n".to_vec());
    for (nth, odd) in [
        '\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}', '\u{2028}',
    ]
    .iter()
    .enumerate()
    {
        add(
            "odd in role",
            format!("paragraphs:\n- {{id: p{nth}, role: \"a{odd}[31mb\", text: x}}\n").into(),
        );
        add(
            "odd in id",
            format!("paragraphs:\n- {{id: \"a{odd}]52;c;x\", role: item, text: x}}\n").into(),
        );
        add(
            "odd in key",
            format!(
                "paragraphs:\n- {{id: p{nth}, role: item, \"k{odd}\": 1, text: x}}\nparagraph: 1\n"
            )
            .into(),
        );
        let escaped: String = format!("\\u{:04X}", u32::from(*odd));
        add(
            "escaped in role",
            format!("paragraphs:\n- {{id: p{nth}, role: \"a{escaped}b\", text: x}}\n").into(),
        );
        add(
            "escaped in key",
            format!("\"k{escaped}\": 1\nparagraphs:\n- {{id: x y, text: x}}\n").into(),
        );
        add("escaped in of", format!("paragraphs:\n- {{id: p{nth}, role: item, text: x, of: \"{escaped}\", level: \"{escaped}\"}}\n").into());
        add("escaped language", format!("document: {{language: \"e{escaped}\", frozen: \"{escaped}\"}}\nparagraphs: []\nx: 1\n").into());
    }
    let good = FRENCH.as_bytes();
    for cut in 1..100 {
        let mut bytes = good.to_vec();
        let at = cut * good.len() / 100;
        match cut % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 0x20,
            _ => bytes.insert(at, b"\0:{[&*!|>'\"%@`#-\x1b\xff"[cut % 18]),
        }
        all.push((format!("bent {cut}"), bytes));
    }
    all
}

fn quiet(what: &str, findings: &[Finding]) {
    let said: String = findings
        .iter()
        .flat_map(|f| {
            [
                f.place(),
                f.message.clone(),
                f.hint.clone().unwrap_or_default(),
                "\n".to_owned(),
            ]
        })
        .collect();
    let loud = said.chars().find(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{2028}'));
    assert_eq!(loud, None, "{what}: {said:?}");
}

#[test]
fn hostile_files_are_told_and_do_no_harm() {
    let dir = scene();
    let root = dir.path();
    let all = bytes();
    assert!(all.len() >= 170, "{}", all.len());
    for (what, bytes) in &all {
        write(root, "draft/fr.yaml", bytes);
        let (_, loaded) = rapporteur::store::Store::open_read_only(root).unwrap();
        assert_eq!(
            loaded.workspace.original().unwrap().paragraphs.len(),
            3,
            "{what}"
        );
        quiet(what, &loaded.findings);
        if !what.starts_with("bent") {
            let told = loaded
                .findings
                .iter()
                .any(|f| f.file.as_deref() == Some("draft/fr.yaml"));
            assert!(told, "{what}: nothing was said");
        }
        match read_document(bytes, "import\u{1b}.yaml") {
            Ok((_, findings)) => quiet(what, &findings),
            Err(finding) => quiet(what, &[finding]),
        }
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
    assert!(
        Command::new("mkfifo")
            .arg(root.join("draft/es.yaml"))
            .status()
            .unwrap()
            .success()
    );
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
    let park = rapporteur::edit::Change::Park {
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

fn store_now(store: &mut rapporteur::store::Store) -> rapporteur::model::Workspace {
    store.load().unwrap().workspace
}

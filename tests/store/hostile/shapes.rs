//! Files that pass the gate and do not say what stands in such a file.

use super::files::{Hostile, Told, add};

/// What is YAML and is not what stands there.
pub(super) fn shapes(all: &mut Vec<Hostile>) {
    use Told::{At, File};
    let draft = "draft/fr.yaml";
    let positions = "positions/KAZ.yaml";
    let agreements = "agreements.yaml";
    let zero = "0".repeat(64);
    let cases: Vec<(&str, String, Told)> = vec![
        (draft, "just words\n".into(), At(1)),
        (draft, "- a\n- b\n".into(), File),
        (draft, "document: {}\nparagraphs: 7\n".into(), At(2)),
        (draft, "paragraphs: {a: b}\n".into(), At(1)),
        (draft, "paragraphs: [[[]]]\n".into(), At(1)),
        (draft, "document: [x]\nparagraphs: []\n".into(), At(1)),
        (draft, "document: {}\nparagraphs:\n- {}\n".into(), At(3)),
        (
            draft,
            "document: {}\nparagraphs:\n- {id: a b, text: x}\n".into(),
            At(3),
        ),
        (
            draft,
            "document: {}\nparagraphs:\n- {id: ../../etc, role: item, text: x}\n".into(),
            At(3),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: king, text: x}\n".into(),
            At(2),
        ),
        (draft, "paragraphs:\n- {id: a, role: item}\n".into(), At(2)),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: [x]}\n".into(),
            At(2),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x}\n- {id: a, role: item, text: y}\n".into(),
            At(3),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x, level: 1e9}\n".into(),
            At(2),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x, level: -1}\n".into(),
            At(2),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x, of: beef}\n".into(),
            At(2),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x, sources: [{}]}\n".into(),
            At(2),
        ),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: x, after: b}\n".into(),
            At(2),
        ),
        (
            draft,
            "document:\n  title: x\n  tone: firm\nparagraphs: []\n".into(),
            At(3),
        ),
        (
            draft,
            "document:\n  title: x\n  language: ../en\nparagraphs: []\n".into(),
            At(3),
        ),
        (
            draft,
            "document:\n  language: en\nparagraphs: []\n".into(),
            At(2),
        ),
        (
            draft,
            "document:\n  title: x\n  frozen: yesterday\nparagraphs: []\n".into(),
            At(3),
        ),
        (
            draft,
            "document:\n  title: x\n  version: ../rev\nparagraphs: []\n".into(),
            At(3),
        ),
        (
            draft,
            "document:\n  brackets:\n  - {from: a}\nparagraphs: []\n".into(),
            At(2),
        ),
        (
            draft,
            "document:\n  brackets:\n  - {from: a, to: b, x: y}\nparagraphs: []\n".into(),
            At(2),
        ),
        (
            draft,
            "document: {}\nparagraphs: []\nparagraph: 1\n".into(),
            At(3),
        ),
        (draft, "document: {}\ndeleted:\n- {id: a}\n".into(), At(3)),
        (
            draft,
            "paragraphs:\n- {id: a, role: item, text: \"\\q\"}\n".into(),
            At(2),
        ),
        (positions, "positions: [a]\n".into(), At(1)),
        (positions, "delegation: KAZ\npositions: x\n".into(), At(2)),
        (positions, "positions:\n  aaaa0001: {}\n".into(), At(2)),
        (positions, "positions:\n  aaaa0001: [x]\n".into(), At(2)),
        (
            positions,
            "positions:\n  aaaa0001: {stance: love}\n".into(),
            At(2),
        ),
        (
            positions,
            "positions:\n  aaaa0001: {stance: agree}\n".into(),
            At(2),
        ),
        (
            positions,
            "positions:\n  ../x: {stance: agree}\n".into(),
            At(2),
        ),
        (
            positions,
            format!("positions:\n  aaaa0001: {{stance: agree, on: {zero}, at: noon}}\n"),
            At(2),
        ),
        (
            positions,
            format!("positions:\n  aaaa0001: {{stance: agree, on: {zero}, visibility: all}}\n"),
            At(2),
        ),
        (
            positions,
            format!("positions:\n  aaaa0001: {{stance: agree, true: {zero}}}\n"),
            At(2),
        ),
        (positions, "delegation: UZB\n".into(), At(1)),
        (positions, "delegation: KAZ\npositoins: {}\n".into(), At(2)),
        (agreements, "agreements: [x]\n".into(), At(1)),
        (agreements, "agreements:\n  aaaa0001: x\n".into(), At(2)),
        (
            agreements,
            "agreements:\n  aaaa0001:\n  - {level: high}\n".into(),
            At(2),
        ),
        (
            agreements,
            "agreements:\n  aaaa0001:\n  - {level: ad_ref}\n".into(),
            At(2),
        ),
        (
            agreements,
            format!("agreements:\n  aaaa0001:\n  - {{level: ad_ref, on: {zero}, except: [a b]}}\n"),
            At(2),
        ),
        (agreements, "parked:\n  a/b: {}\n".into(), At(2)),
        (agreements, "parked: 7\n".into(), At(1)),
        (agreements, "agreed: {}\n".into(), At(1)),
        ("workspace.yaml", "x\n".into(), At(1)),
        (
            "workspace.yaml",
            "format: 1\nlanguages: [en, e n]\n".into(),
            At(2),
        ),
        ("workspace.yaml", "format: 1\nlanguages: 7\n".into(), At(2)),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\nprofile: novel\n".into(),
            At(3),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\nrule: strength\n".into(),
            At(3),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\nworkspace: ../x\n".into(),
            At(3),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: ../en\n".into(),
            At(2),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\nseal: wax\n".into(),
            At(3),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\ndelegations:\n- {code: ../KAZ}\n".into(),
            At(4),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\ndelegations:\n- {code: KAZ}\n- {code: KAZ}\n".into(),
            At(5),
        ),
        (
            "workspace.yaml",
            "format: 1\noriginal: en\ngroups:\n- {code: EU, name: x, members: [7, ..]}\n".into(),
            At(4),
        ),
    ];
    for (path, text, told) in cases {
        add(all, "shape", path, text, told);
    }
}

/// Lines of a record that nobody wrote.
pub(super) fn record(all: &mut Vec<Hostile>) {
    let forged = format!(
        "{{\"seq\":1,\"prev\":\"{0}\",\"hash\":\"{0}\"}}\n",
        "0".repeat(64)
    );
    for bytes in [
        b"\n".to_vec(),
        b"{}\n".to_vec(),
        b"\0\0\0\0\n".to_vec(),
        b"\xff\xfe{\0}\0\n".to_vec(),
        b"\x1b]52;c;x\x07\n".to_vec(),
        "\u{feff}{}\r\n".into(),
        forged.into(),
        "{\"title\":\"\u{202e}\u{9b}2J\"}\n".into(),
        [&vec![b'['; 1 << 20][..], b"\n"].concat(),
        [b"{\"a\":\"".as_slice(), &vec![b'x'; 50 << 20], b"\"}\n"].concat(),
        b"{\"seq\":1,\"at\":".to_vec(),
        b"{}\n".repeat(100_000),
    ] {
        add(all, "record", "record/aaaa2222.jsonl", bytes, Told::At(1));
    }
}

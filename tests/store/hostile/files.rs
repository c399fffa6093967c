//! The files: at least two hundred, of every class that an attacker or an accident makes.

use super::super::scene::{DRAFT, FRENCH, POSITIONS};
use super::shapes;

/// What must be said of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Told {
    /// A finding names the file and this line.
    At(usize),
    /// A finding names the file and some line.
    Line,
    /// A finding names the file: the fault has no line.
    File,
    /// It can be read; whether anything is said does not matter.
    Fine,
}

/// One file.
pub(super) struct Hostile {
    pub(super) class: &'static str,
    pub(super) what: String,
    pub(super) path: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) told: Told,
}

/// Places of files that are read with every workspace. What the gate refuses is put in each by turns.
const PLACES: [&str; 5] = [
    "draft/fr.yaml",
    "positions/KAZ.yaml",
    "agreements.yaml",
    "versions/rev-1/en.yaml",
    "precedents/odd.yaml",
];

/// What must not pass unseen, or be sent to a terminal.
pub(super) const ODD: [char; 17] = [
    '\u{1b}', '\u{7}', '\u{8}', '\u{7f}', '\u{85}', '\u{9b}', '\u{9d}', '\u{200b}', '\u{202a}',
    '\u{202d}', '\u{202e}', '\u{2066}', '\u{2068}', '\u{2069}', '\u{feff}', '\u{2028}', '\u{2029}',
];

/// All of them.
pub(super) fn all() -> Vec<Hostile> {
    let mut all = Vec::new();
    gate(&mut all);
    bytes(&mut all);
    shapes::shapes(&mut all);
    characters(&mut all);
    shapes::record(&mut all);
    many(&mut all);
    bent(&mut all);
    all
}

pub(super) fn add(
    all: &mut Vec<Hostile>,
    class: &'static str,
    path: &'static str,
    bytes: impl Into<Vec<u8>>,
    told: Told,
) {
    let bytes = bytes.into();
    let start: String = String::from_utf8_lossy(&bytes).chars().take(60).collect();
    let what = format!("{class}, {path}, no. {}: {start:?}", all.len());
    all.push(Hostile {
        class,
        what,
        path,
        bytes,
        told,
    });
}

/// What a workspace does not need and the gate refuses, whatever the file.
fn gate(all: &mut Vec<Hostile>) {
    use Told::{At, Line};
    let bomb = (1..10).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
        let many = vec![format!("*a{}", n - 1); 9].join(",");
        format!("{text}a{n}: &a{n} [{many}]\n")
    });
    let wide = format!(
        "a:\n  &x {}\nb: [{}]\n",
        "y".repeat(100_000),
        "*x,".repeat(20_000)
    );
    let stairs: Vec<String> = (0..70).map(|n| format!("{:n$}a:\n", "")).collect();
    let many_keys: Vec<String> = (0..2_000).map(|n| format!("k{}: 1\n", n % 1_999)).collect();
    let cases: Vec<(&str, String, Told)> = vec![
        ("bomb", bomb, At(1)),
        ("bomb", wide, At(2)),
        ("bomb", "a: &a {x: y}\nb: {<<: *a}\n".into(), At(1)),
        ("bomb", "x:\n  <<: {a: 1}\n".into(), At(2)),
        ("bomb", "x: 1\ny: {<<: [{a: 1}]}\n".into(), At(2)),
        ("bomb", "x: 1\n\ny: *x\n".into(), At(3)),
        ("bomb", "x:\n- &a [*a]\n".into(), At(2)),
        ("depth", stairs.concat(), At(65)),
        ("depth", format!("x:\n  {}", "[".repeat(65)), At(2)),
        ("depth", format!("x: {}", "[".repeat(100_000)), At(1)),
        (
            "depth",
            format!("x: {}", "[".repeat(4 << 20).get(..4_000_000).unwrap()),
            At(1),
        ),
        ("depth", format!("x:\n- {}", "{a: ".repeat(100)), At(2)),
        ("depth", format!("x: {}", "{a: ".repeat(100_000)), At(1)),
        ("depth", format!("x:\n{}", "- ".repeat(100_000)), At(2)),
        ("depth", "? ".repeat(50_000), At(1)),
        (
            "depth",
            format!("x: {}{}", "[{a: ".repeat(40), "}]".repeat(40)),
            At(1),
        ),
        (
            "duplicate key",
            "document: {}\ndocument: {}\n".into(),
            At(2),
        ),
        ("duplicate key", "x: 1\n\"x\": 2\n".into(), At(2)),
        ("duplicate key", "x: 1\n'x': 2\n".into(), At(2)),
        ("duplicate key", "x: 1\n\"\\x78\": 2\n".into(), At(2)),
        (
            "duplicate key",
            "x:\n  y: {a: 1, b: 2, a: 3}\n".into(),
            At(2),
        ),
        (
            "duplicate key",
            "x:\n- a: 1\n  b: 2\n  a: 3\n".into(),
            At(4),
        ),
        ("duplicate key", many_keys.concat(), At(2_000)),
        ("tab", "document:\n\tlanguage: en\n".into(), At(2)),
        ("tab", "x:\n- a\n\t- b\n".into(), At(3)),
        ("tab", "x: >-\n\ttext\n".into(), At(2)),
        ("tab", "x: {\n\ta: 1}\n".into(), At(2)),
        ("tab", "x: a\n \t\ny: b\n".into(), At(2)),
        ("CRLF", "document: {}\rparagraphs: []\r".into(), At(1)),
        ("CRLF", "a: 1\r\nb: 2\rc: 3\r\n".into(), At(2)),
        ("CRLF", "a: 1\r\r\nb: 2\r\r\n".into(), At(1)),
        ("CRLF", "a: |\n  x\r  y\n".into(), At(2)),
        ("two documents", "a: 1\n---\nb: 2\n".into(), At(2)),
        ("two documents", "---\n---\n".into(), At(2)),
        ("two documents", "a: \"x\n---\ny\"\n".into(), At(2)),
        ("two documents", "a: 1\n...\nb: 2\n".into(), Line),
        (
            "tag",
            "a: !!python/object/apply:os.system [id]\n".into(),
            At(1),
        ),
        ("tag", "x: 1\na: !<tag:yaml.org,2002:int> 7\n".into(), At(2)),
        ("tag", "%YAML 1.1\n---\n{}\n".into(), At(1)),
        ("tag", "%TAG ! tag:x:\n---\na: 1\n".into(), At(1)),
        ("unfinished", "a: 1\nb: \"x\n".into(), At(2)),
        ("unfinished", "a: 1\nb: 'x\n\n\n".into(), At(2)),
        ("unfinished", "a: 1\nb: [x, {y: z}\n".into(), At(2)),
        ("unfinished", "a: 1\nb: {x: [}\n".into(), At(2)),
        (
            "unfinished",
            format!("a: \"{}", "x\n".repeat(100_000)),
            At(1),
        ),
        ("unfinished", "'".repeat(100_001), At(1)),
        ("no YAML", "a: b: c\n".into(), At(1)),
        ("no YAML", "a: 1\n: b\n".into(), At(2)),
        ("no YAML", "a: 1\n b: 2\n".into(), Line),
        ("no YAML", "a: @x\n".into(), At(1)),
        ("no YAML", "a: >99\n  x\n".into(), At(1)),
        ("no YAML", "a: - b\n".into(), At(1)),
        ("no YAML", "PK\u{3}\u{4} not YAML at all".into(), At(1)),
        ("no YAML", "a: \"b\" c\n".into(), At(1)),
        (
            "no YAML",
            "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n".into(),
            Line,
        ),
    ];
    for (class, text, told) in cases {
        let path = PLACES[all.len() % PLACES.len()];
        add(all, class, path, text, told);
    }
}

/// Bytes that are no text.
fn bytes(all: &mut Vec<Hostile>) {
    use Told::{At, File, Fine, Line};
    let good = FRENCH;
    let after = |bytes: &[u8]| [b"a: 1\nb: x", bytes, b"y\n"].concat();
    let big = |quote: &str| {
        format!(
            "document:\n  title: {quote}{}{quote}\n",
            "x".repeat(50 << 20)
        )
    };
    let cases: Vec<(&str, Vec<u8>, Told)> = vec![
        ("BOM", [b"\xef\xbb\xbf", good.as_bytes()].concat(), Fine),
        ("BOM", b"\xef\xbb\xbf".to_vec(), Fine),
        (
            "BOM",
            [b"\xef\xbb\xbf\xef\xbb\xbf", good.as_bytes()].concat(),
            At(1),
        ),
        ("BOM", after(b"\xef\xbb\xbf"), At(2)),
        ("BOM", b"\xff\xfea\0:\0 \x001\0".to_vec(), At(1)),
        ("BOM", b"\xfe\xff\0a\0:\0 \x001".to_vec(), At(1)),
        ("BOM", b"\xff\xfe\0\0a\0\0\0".to_vec(), At(1)),
        ("BOM", b"a\0:\0 \x001\0".to_vec(), At(1)),
        ("BOM", b"+/v8-a: 1".to_vec(), Line),
        ("CRLF", good.replace('\n', "\r\n").into(), Fine),
        ("CRLF", good.replacen('\n', "\r\n", 2).into(), At(1)),
        ("NUL", b"\0".to_vec(), At(1)),
        ("NUL", b"\0\0\0\0".to_vec(), At(1)),
        ("NUL", after(b"\0"), At(2)),
        ("NUL", [good.as_bytes(), b"\0"].concat(), Line),
        ("NUL", [good.as_bytes(), &[0; 4_096]].concat(), Line),
        ("NUL", b"a: 1\n\"b\0\": 2\n".to_vec(), At(2)),
        ("NUL", b"a: 1\nb: 1 # \0\n".to_vec(), At(2)),
        ("invalid UTF-8", after(b"\xe9"), At(2)),
        ("invalid UTF-8", after(b"\x80"), At(2)),
        ("invalid UTF-8", after(b"\xc0\x80"), At(2)),
        ("invalid UTF-8", after(b"\xc1\xbf"), At(2)),
        ("invalid UTF-8", after(b"\xe0\x80\x9b"), At(2)),
        ("invalid UTF-8", after(b"\xed\xa0\x80"), At(2)),
        ("invalid UTF-8", after(b"\xf4\x90\x80\x80"), At(2)),
        ("invalid UTF-8", after(b"\xf8\x88\x80\x80\x80"), At(2)),
        ("invalid UTF-8", after(b"\xff"), At(2)),
        (
            "invalid UTF-8",
            [good.as_bytes(), b"\xe2\x80"].concat(),
            Line,
        ),
        ("invalid UTF-8", vec![0xa7; 10_000], At(1)),
        ("big scalar", big("").into(), At(1)),
        ("big scalar", big("\"").into(), At(1)),
        ("big scalar", vec![b'['; 50 << 20], At(1)),
        ("big scalar", vec![b'\n'; 50 << 20], At(1)),
        ("big scalar", vec![0; 50 << 20], At(1)),
        (
            "big scalar",
            format!("\"{}\": 1\n", "k".repeat(3 << 20)).into(),
            Line,
        ),
        (
            "big scalar",
            format!("{}: 1\n", "k".repeat(3 << 20)).into(),
            Line,
        ),
        ("empty", Vec::new(), Fine),
        ("empty", b"# nothing\n".to_vec(), Fine),
        ("empty", b"---\n...\n".to_vec(), Fine),
        ("empty", b"~\n".to_vec(), Fine),
        ("empty", b"{}\n".to_vec(), Fine),
        ("empty", b"[]\n".to_vec(), File),
    ];
    for (class, bytes, told) in cases {
        add(all, class, "draft/fr.yaml", bytes, told);
    }
}

/// Characters that act on a terminal or hide, as they are and as escapes, where words and where names stand.
fn characters(all: &mut Vec<Hostile>) {
    for odd in ODD {
        let class = match odd {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "bidi control",
            '\u{200b}' | '\u{feff}' | '\u{2028}' | '\u{2029}' => "hidden character",
            _ => "escape sequence",
        };
        let escaped = format!("\\u{:04X}", u32::from(odd));
        let draft = "draft/fr.yaml";
        let mut put = |path, text: String| add(all, class, path, text, Told::Line);
        put(
            draft,
            format!("paragraphs:\n- {{id: a, role: \"a{odd}[31mb\", text: x}}\n"),
        );
        put(
            draft,
            format!("paragraphs:\n- {{id: \"a{odd}]52;c;x\", role: item, text: x}}\n"),
        );
        put(
            draft,
            format!("paragraphs:\n- {{id: a, role: item, \"k{odd}\": 1, text: x}}\n"),
        );
        put(
            draft,
            format!("paragraphs:\n- {{id: a, role: \"a{escaped}b\", text: x}}\n"),
        );
        put(draft, format!("\"k{escaped}\": 1\nparagraphs: []\n"));
        put(
            draft,
            format!("document:\n  language: \"e{escaped}\"\n  frozen: \"{escaped}2\"\n"),
        );
        put(
            "positions/KAZ.yaml",
            format!("positions:\n  aaaa0001: {{stance: \"a{escaped}\"}}\n"),
        );
        put(
            "agreements.yaml",
            format!("agreements:\n  \"a{escaped}b\": []\n"),
        );
        put(
            "workspace.yaml",
            format!("format: 1\noriginal: en\nprofile: \"{escaped}[2J\"\n"),
        );
    }
}

/// Files with as many items, keys or entries as fit, and something wrong, so that each is looked at.
fn many(all: &mut Vec<Hostile>) {
    // What takes two seconds in a program that was built to be debugged says little.
    let room = if cfg!(debug_assertions) {
        256 << 10
    } else {
        (4 << 20) - 4_096
    };
    let fill = |start: &str, one: &dyn Fn(usize) -> String, end: &str| {
        let mut text = start.to_owned();
        for n in 0.. {
            let more = one(n);
            if text.len() + more.len() + end.len() > room {
                break;
            }
            text.push_str(&more);
        }
        text + end
    };
    let one_item = |n| format!("- {{id: p{n}, role: item, text: x}}\n");
    let cases = [
        (
            "draft/fr.yaml",
            fill("paragraphs: 7\n", &|n| format!("k{n}: v\n"), ""),
        ),
        (
            "draft/fr.yaml",
            fill("k: v\n", &|n| format!("k{n}: v\n"), ""),
        ),
        (
            "draft/fr.yaml",
            fill("paragraphs:\n- [x]\n", &|_| "- {}\n".to_owned(), ""),
        ),
        ("draft/fr.yaml", fill("paragraphs:\n- [x]\n", &one_item, "")),
        (
            "draft/fr.yaml",
            fill("paragraphs:\n- x\ndeleted:\n", &one_item, ""),
        ),
        (
            "draft/fr.yaml",
            fill("x:\n", &|_| "- {no: 1}\n".to_owned(), ""),
        ),
        (
            "positions/KAZ.yaml",
            fill("positions:\n  x: 7\n", &|n| format!("  p{n}: {{}}\n"), ""),
        ),
        (
            "positions/KAZ.yaml",
            fill("positions:\n", &|n| format!("  p{n}: {{}}\n"), ""),
        ),
        (
            "agreements.yaml",
            fill("agreements:\n  x: 7\n", &|n| format!("  p{n}: []\n"), ""),
        ),
        (
            "agreements.yaml",
            fill("parked:\n  x: 7\n", &|n| format!("  p{n}: {{}}\n"), ""),
        ),
        (
            "workspace.yaml",
            fill("format: 1\nlanguages: [", &|n| format!("x{n}, "), "]\n"),
        ),
        (
            "workspace.yaml",
            fill("format: [1]\n", &|n| format!("k{n}: v\n"), ""),
        ),
        (
            "workspace.yaml",
            fill(
                "format: 1\ndelegations:\n",
                &|_| "- {code: KAZ}\n".to_owned(),
                "",
            ),
        ),
    ];
    for (path, text) in cases {
        add(all, "many", path, text, Told::Line);
    }
}

/// Good files, cut, with a letter turned or one put in.
fn bent(all: &mut Vec<Hostile>) {
    for cut in 1..100 {
        let (path, good) = match cut % 2 {
            0 => ("draft/fr.yaml", FRENCH.as_bytes()),
            _ if cut % 4 == 1 => ("versions/rev-1/en.yaml", DRAFT.as_bytes()),
            _ => ("positions/KAZ.yaml", POSITIONS.as_bytes()),
        };
        let mut bytes = good.to_vec();
        let at = cut * good.len() / 100;
        match cut % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 0x20,
            _ => bytes.insert(at, b"\0:{[&*!|>'\"%@`#-\x1b\xff"[cut % 18]),
        }
        add(all, "bent", path, bytes, Told::Fine);
    }
}

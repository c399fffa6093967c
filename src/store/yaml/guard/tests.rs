use super::*;
use proptest::prelude::*;

fn check(text: &str) -> Result<Source, GuardError> {
    guard(text.as_bytes(), Budget::default())
}

fn problem(text: &str) -> String {
    check(text).map_or_else(|error| error.to_string(), |_| "passes".to_owned())
}

#[test]
fn refuses_what_a_workspace_does_not_need_and_says_where() {
    let cases: &[(&str, &str)] = &[
        ("a: 1\nb:\n\tc: 2\n", "line 3, column 1: a tab"),
        ("a: x\n  \t\nb: 1\n", "line 2, column 3: a tab"),
        ("t: >-\n\tx\n", "line 2, column 1: a tab"),
        ("a: &x 1\n", "line 1, column 4: `&`"),
        ("a: *x\n", "line 1, column 4: `*`"),
        (
            "text: *Calls upon* all\n",
            "quote the text or use a folded block",
        ),
        ("- !!python/object x\n", "line 1, column 3: `!`"),
        ("a: [b, *c]\n", "`*`"),
        ("a: {b: &c d}\n", "`&`"),
        ("a:\n  <<: {b: 1}\n", "line 2, column 3: merge keys"),
        ("{<<: {b: 1}}\n", "merge keys"),
        (
            "a: 1\nb: 2\na: 3\n",
            "line 3, column 1: the key `a` is already there on line 1",
        ),
        ("p:\n- {id: a, \"id\": b}\n", "the key `id`"),
        ("x:\n  unknown: 1\n  'unknown': 2\n", "line 3, column 3"),
        ("x: {a: 1, b: {c: 1, c: 2}}\n", "the key `c`"),
        (
            "a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\nh: 1\ni: 1\nc: 2\n",
            "on line 3",
        ),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: a second document"),
        ("---\na: 1\n...\nb: 2\n", "a second document"),
        ("a: \"x\n---\ny\"\n", "a second document"),
        ("%YAML 1.2\n---\na: 1\n", "directive"),
        ("a: @b\n", "cannot start"),
        ("? a\n: b\n", "complex key"),
        (": b\n", "no key"),
        (
            "text: Decides: to convene\n",
            "line 1, column 14: `: ` inside",
        ),
        ("a: b\n  c: d\n", "`: ` inside"),
        ("a: - b\n", "a list cannot start"),
        ("a:\n  b: 1\n c: 2\n", "line 3, column 2: the indentation"),
        ("a: \"b\" c\n", "something follows"),
        ("a: 'b\n", "line 1, column 4: a quote is opened"),
        ("a: [b, c\n", "line 1, column 4: a bracket is opened"),
        ("a: [b c: d: e]\n", "expected `,`"),
        ("a: | x\n  y\n", "after `|`"),
        ("a: >99\n  y\n", "after `|`"),
        ("a\nb: c\n", "`: ` inside"),
        ("a: 1\nb\n", "expected `key: value`"),
        ("[a]: b\n", "`: ` inside"),
        ("a: \u{0}\n", "U+0000"),
        ("a: \u{1b}[31m\n", "line 1, column 4: character U+001B"),
        ("é: x\u{85}y\n", "line 1, column 5: character U+0085"),
        ("a: x\u{2028}y\n", "U+2028"),
        ("a: x\u{feff}y\n", "U+FEFF"),
        ("a: \u{7f}\n", "U+007F"),
        ("a: 1\rb: 2\r", "line 1, column 5: a carriage return"),
    ];
    for (text, want) in cases {
        let got = problem(text);
        assert!(got.contains(want), "{text:?}: wanted {want:?}, got {got:?}");
    }
}

#[test]
fn lets_honest_files_pass() {
    let cases = [
        "",
        "# only a comment\n",
        "---\na: 1\n...\n",
        "a: R&D and x*y and wow! 100% a@b\n",
        "text: >-\n  *Calls upon* all States & others\n  !important [a] {b: c}\n",
        "a: |2+\n    deep\n\n  less\n\nb: 1\n",
        "a: 'it''s: a # b'\nb: \"x \\\" # y: z\\\\\"\n",
        "a: \"over\n  lines: x\n  # not a comment\"\nb: 1\n",
        "a:\n- b\n- c:\n  - d\n  -\n    e: f\n- - g\n  - h\n",
        "a: {b: [c, {d: 'e'}], \"f\":1, g}\n",
        "a: [\n  b, # comment\n  c,\n]\n",
        "a: plain over\n  lines - x\n  # end\nb: http://x/y#z\n",
        "a: 1\r\nb:\r\n- c\r\n",
        "a:\tb\t# tabs between words\n",
        "\"NO\": 1\nno: 2\nи: 文 本\nعربي: نص\n",
        "a: --- b\nc: x --- y\n",
        "? a: b\n".get(2..).unwrap(),
    ];
    for text in cases {
        assert_eq!(problem(text), "passes", "{text:?}");
        assert!(
            serde_yaml::from_str::<serde_yaml::Value>(text).is_ok(),
            "{text:?}"
        );
    }
}

#[test]
fn takes_the_mark_off_and_puts_it_back() {
    let source = check("\u{feff}a: 1\n").unwrap();
    assert!(source.had_bom);
    assert_eq!(source.text, "a: 1\n");
    assert_eq!(source.file("a: 2\n"), "\u{feff}a: 2\n");
}

#[test]
fn refuses_bytes_that_are_not_text() {
    let refused = |bytes: &[u8]| guard(bytes, Budget::default()).unwrap_err().to_string();
    assert!(refused(b"\xff\xfea\0").contains("UTF-16"));
    assert!(refused(b"a\0:\0").contains("UTF-16"));
    assert!(
        refused(b"a: b\nc: \xe9t\xe9\n").starts_with("line 2, column 4: not UTF-8 (byte 0xe9)")
    );
    let small = guard(b"a: 12345678\n", Budget { bytes: 8 }).unwrap_err();
    assert_eq!(small.problem, Problem::Size { size: 12, most: 8 });
}

#[test]
fn stops_bombs_before_any_library_sees_them() {
    let deep = |open: &str, n: usize| open.repeat(n);
    let staircase: String = (0..3000)
        .map(|n| format!("{:n$}a:\n", ""))
        .collect::<Vec<_>>()
        .concat();
    let many_keys: String = (0..100_000)
        .map(|n| format!("k{n}: v\n"))
        .collect::<Vec<_>>()
        .concat();
    let cases = [
        (deep("{a: ", 100_000), false),
        (deep("[", 1_000_000), false),
        (deep("- ", 100_000), false),
        (deep("? ", 50_000), false),
        (deep("[{", 33), false),
        (staircase, false),
        (format!("{}x{}", deep("[", 64), deep("]", 64)), true),
        (format!("{}x{}", deep("[", 65), deep("]", 65)), false),
        (deep("\n", 1_000_000), true),
        (many_keys, true),
        (format!("a: \"{}\"", deep("[", 1_000_000)), true),
        (format!("a: \"{}", deep("x", 1_000_000)), false),
        (format!("a: {}x", deep(" ", 1_000_000)), true),
        (
            format!("{}a:{}", deep(" ", 500_000), deep("\t", 500_000)),
            true,
        ),
        (
            format!("a: &x {}\nb: [{}]", deep("y", 100_000), deep("*x,", 20_000)),
            false,
        ),
        (format!("a: |\n{}", deep("  x\n\n", 200_000)), true),
        (format!("a: b\n{}", deep("# c\n", 200_000)), true),
        (format!("[{}]", deep("a,\n", 200_000)), true),
        (format!("a: x\n{}", deep("  y\n", 200_000)), true),
        (deep("'", 1_000_001), false),
    ];
    for (text, passes) in cases {
        let start: String = text.chars().take(20).collect();
        assert_eq!(
            check(&text).is_ok(),
            passes,
            "{start:?}: {}",
            problem(&text)
        );
    }
}

#[test]
fn warns_of_what_is_likely_not_meant() {
    let text = "p:\n- text: agree # by mail\n- text: \"agree\" # fine\nno: 1\n\"on\": 1\r\n";
    let found: Vec<(usize, usize)> = warn(text).iter().map(|w| (w.line, w.column)).collect();
    assert_eq!(found, [(2, 14), (4, 1), (5, 1)]);
    assert!(warn("text: >-\n  a # b\n\"no\": 1\n").is_empty());
}

proptest! {
    #[test]
    fn never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(guard(&bytes, Budget::default()));
        warn(&String::from_utf8_lossy(&bytes));
    }

    /// Where both read a text, they see the same keys and items.
    #[test]
    fn sees_the_shape_that_serde_sees(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "a: ", "b:", "- ", "\n", "\n  ", "\n    ", "x", " ", "'", "\"", "[", "]", "{", "}", ", ",
            ": ", "# c", "|", ">-", "|2", "text", "\n- id: ", "\\", "---", "文", "\nk: ", "?", "\t", ":",
        ]), 0..14)) {
        let text = parts.concat();
        let (Ok(source), Ok(read)) = (check(&text), serde_yaml::from_str::<serde_yaml::Value>(&text)) else {
            return Ok(());
        };
        let root = scan(&source.text).unwrap();
        prop_assert!(same_shape(&root, &read), "{text:?}: {root:?} is not {read:?}");
    }
}

fn same_shape(node: &Node, read: &serde_yaml::Value) -> bool {
    match &node.kind {
        Kind::Map { pairs, .. } | Kind::FlowMap(pairs) => {
            let Some(map) = read.as_mapping() else {
                return false;
            };
            map.len() == pairs.len()
                && pairs
                    .iter()
                    .zip(map)
                    .all(|(pair, (_, value))| same_shape(&pair.value, value))
        }
        Kind::List { items, .. } => {
            let Some(list) = read.as_sequence() else {
                return false;
            };
            list.len() == items.len()
                && items
                    .iter()
                    .zip(list)
                    .all(|(item, value)| same_shape(&item.value, value))
        }
        Kind::FlowList(items) => {
            let Some(list) = read.as_sequence() else {
                return false;
            };
            list.len() == items.len()
                && items
                    .iter()
                    .zip(list)
                    .all(|(item, value)| same_shape(item, value))
        }
        Kind::Empty => read.is_null(),
        _ => !read.is_mapping() && !read.is_sequence(),
    }
}

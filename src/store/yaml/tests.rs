use proptest::prelude::*;
use serde_yaml::Value as Read;

use super::*;

const PLAIN: &str = "# made by hand in the secretariat\ntitle: Political declaration   # working title\n\n# --- preamble ---\nparagraphs:\n  # agreed ad ref on Tuesday\n  - id: PP1\n    text: |\n      Reaffirming the purposes\n      of the Charter,\n    labels: [a, b]  # inline\n\n  - id: PP2      # new\n    # comment inside\n    text: >-\n      Recalling its resolution 70/1\n      of 25 September 2015,\n\n    positions:\n      CN: agree      # by mail\n      # US pending\n      US: reserve\n  # under PP2\n    # deeper, under PP2\n\n  - id: OP1\n    text: \"Decides to: convene a meeting\"\n    status: open\n# --- end ---\nmeta:\n  version: 1.10\n  owner: 'Chair'\n";
const NO_INDENT: &str = "paragraphs:\n- id: PP1   # c1\n  text: |-\n    重申《联合国宪章》的宗旨和原则，\n\n      1. 缩进\n    末行\n# between\n- id: PP2\n  text: |2+\n      leading spaces\n\n    tail\n\n- id: OP1 # c3\n  text: plain text continued\n    on the next line\n  positions: {}\n  history: []\n# eof comment";
const FOUR: &str = "---\nparagraphs:\n    # first\n    -   id: PP1\n        text: 'single quoted\n            multi line'\n        positions:\n            FR: agree\n\n    -   id: PP2\n        text: |\n            إذ تؤكد من جديد\n            مقاصد الميثاق\n        # end of PP2\n        positions:\n            \"NO\": block # hard\n    -   # comment after dash\n        unknown: {x: [1, 2]} # kept\n        id: OP1\n        text:\n        positions: ~\n";

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn word(words: &str) -> Value {
    Value::String(words.to_owned())
}

fn item(id: &str, words: &str) -> Value {
    Value::Map(vec![
        ("id".into(), word(id)),
        ("role".into(), word("paragraph")),
        ("text".into(), text(words)),
    ])
}

fn read(file: &str) -> Read {
    serde_yaml::from_str(file.trim_start_matches('\u{feff}')).unwrap()
}

#[test]
fn a_change_of_words_changes_one_line() {
    let file = "paragraphs:\n\n- id: a1\n  role: paragraph\n  text: >- # seen\n    The participants agreed on security\n    in Central Asia, and on\n    the Caspian Basin.\n  note: x # kept\n";
    let new = "The participants agreed on security in all of Asia, and on the Caspian Basin.";
    let after = set_key(file, "paragraphs", "a1", "text", Some(&text(new)), &[]).unwrap();
    assert_eq!(
        after,
        file.replace(
            "    in Central Asia, and on\n",
            "    in all of Asia, and on\n"
        )
    );
}

#[test]
fn writes_one_clause_a_line_and_quotes_what_must_be() {
    let cases = [
        ("Short and plain", "text: Short and plain\n"),
        ("*Calls upon* all;", "text: >-\n    *Calls upon* all;\n"),
        (" led by a space", "text: \" led by a space\"\n"),
        (
            "two  spaces: kept as they are here",
            "text: >-\n    two  spaces: kept as they are here\n",
        ),
        ("one\ntwo: x", "text: >-\n    one\n\n    two: x\n"),
        ("no", "text: \"no\"\n"),
        (
            "Recognizing the importance of the rule of law for all, and noting with concern, as ever, the delay; decides to act",
            "text: >-\n    Recognizing the importance of the rule of law for all,\n    and noting with concern, as ever, the delay;\n    decides to act\n",
        ),
        (
            "重申《联合国宪章》的宗旨和原则，并决定采取行动以促进区域安全与合作的共同目标以及可持续发展",
            "text: >-\n    重申《联合国宪章》的宗旨和原则，并决定采取行动以促进区域安全与合作的共同目标以及可持续发展\n",
        ),
    ];
    for (words, want) in cases {
        let after = set_key("p:\n- id: a\n  text: old:x\n", "p", "a", "text", None, &[]).unwrap();
        assert_eq!(after, "p:\n- id: a\n");
        let after = set_key(&after, "p", "a", "text", Some(&text(words)), &["id"]).unwrap();
        if words == "no" {
            assert_eq!(read(&after)["p"][0]["text"], Read::from("no"));
        } else {
            assert_eq!(after, format!("p:\n- id: a\n  {want}"), "{words}");
        }
    }
}

#[test]
fn words_that_readers_mistake_are_quoted() {
    for words in [
        "no",
        "NO",
        "1.10",
        "1e3",
        "~",
        "null",
        "2010-06-23",
        "0x1F",
        "=",
        "<<",
        "1:30",
        "1234567",
        "1e10",
        "",
        "-",
        "5:",
        "a: b",
        "@x",
        ".5",
        "+1",
        ".inf",
        "1_000",
        "Off",
    ] {
        let after = set_key("p:\n- id: a\n", "p", "a", "label", Some(&word(words)), &[]).unwrap();
        assert!(after.contains("label: \""), "{after}");
        assert_eq!(read(&after)["p"][0]["label"], Read::from(words));
    }
    for words in ["5 bis", "(a)", "KAZ", "3f9c", "a71e", "A/64/851", "Решение"] {
        let after = set_key("p:\n- id: a\n", "p", "a", "label", Some(&word(words)), &[]).unwrap();
        assert_eq!(after, format!("p:\n- id: a\n  label: {words}\n"));
    }
}

#[test]
fn an_item_travels_with_the_comments_that_are_its_own() {
    let after = move_item(PLAIN, "paragraphs", "PP1", Some("OP1")).unwrap();
    let wanted = "    status: open\n\n  # agreed ad ref on Tuesday\n  - id: PP1\n";
    assert!(after.contains(wanted), "{after}");
    let after = remove_item(PLAIN, "paragraphs", "PP2").unwrap();
    assert!(
        !after.contains("PP2") && after.contains("# inline\n\n  - id: OP1\n"),
        "{after}"
    );
    let after = remove_item(NO_INDENT, "paragraphs", "PP2").unwrap();
    assert!(
        !after.contains("# between") && after.ends_with("# eof comment"),
        "{after}"
    );
    let after = move_item(FOUR, "paragraphs", "OP1", None).unwrap();
    assert!(
        after.starts_with("---\nparagraphs:\n    -   # comment after dash\n"),
        "{after}"
    );
}

#[test]
fn new_items_look_like_their_neighbours() {
    let new = item("n1", "*Decides* to act;");
    let after = insert_item(PLAIN, "paragraphs", Some("PP1"), &new).unwrap();
    assert!(after.contains("# inline\n\n  - id: n1\n    role: paragraph\n    text: >-\n      *Decides* to act;\n\n  - id: PP2"), "{after}");
    let after = insert_item(FOUR, "paragraphs", Some("OP1"), &new).unwrap();
    assert!(
        after.contains("    -   id: n1\n        role: paragraph\n"),
        "{after}"
    );
    for (file, want) in [
        ("", "p:\n\n- id: n1\n"),
        ("a: 1\n", "a: 1\np:\n\n- id: n1\n"),
        ("p: [] # none\nb: 1", "p: # none\n\n- id: n1\n"),
        ("p:\nb: 1\n", "p:\n\n- id: n1\n"),
        ("p: [{id: x, text: y}]\n", "id: n1"),
    ] {
        let after = insert_item(file, "p", None, &new).unwrap();
        assert!(after.contains(want), "{file:?} became {after:?}");
    }
    let taken = insert_item(PLAIN, "paragraphs", None, &item("PP1", "x"));
    assert!(matches!(taken, Err(SpliceError::Taken { .. })));
    let after = remove_item("p: # c\n- id: a\n", "p", "a").unwrap();
    assert_eq!(after, "p: [] # c\n");
}

#[test]
fn entries_by_id_stand_on_one_line_each() {
    let agree = Value::Map(vec![
        ("stance".into(), word("agree")),
        ("on".into(), word("3f9c")),
    ]);
    let mut file = "delegation: KAZ\n".to_owned();
    file = set_entry(&file, "positions", "k3f9w2mq", Some(&agree)).unwrap();
    file = set_entry(&file, "positions", "12345678", Some(&agree)).unwrap();
    assert_eq!(
        file,
        "delegation: KAZ\npositions:\n  k3f9w2mq: {stance: agree, on: 3f9c}\n  \"12345678\": {stance: agree, on: 3f9c}\n"
    );
    let file = file.replace("3f9c}\n  \"", "3f9c} # by phone\n  \"");
    let oppose = Value::Map(vec![("stance".into(), word("oppose"))]);
    let after = set_entry(&file, "positions", "k3f9w2mq", Some(&oppose)).unwrap();
    assert_eq!(
        after,
        file.replacen("{stance: agree, on: 3f9c}", "{stance: oppose}", 1)
    );
    let after = set_entry(&file, "positions", "12345678", None).unwrap();
    assert!(after.ends_with("# by phone\n"));
    assert_eq!(
        read(&set_entry(&after, "positions", "k3f9w2mq", None).unwrap())["positions"],
        Read::Mapping(serde_yaml::Mapping::new())
    );
    let list = Value::List(vec![agree.clone(), oppose]);
    let after = set_entry("agreements: {}\n", "agreements", "a1", Some(&list)).unwrap();
    assert_eq!(
        after,
        "agreements:\n  a1:\n  - {stance: agree, on: 3f9c}\n  - {stance: oppose}\n"
    );
    let after = set_entry("positions: {FR: x} # c\n", "positions", "KAZ", Some(&agree)).unwrap();
    assert_eq!(
        after,
        "positions: {FR: x, KAZ: {stance: agree, on: 3f9c}} # c\n"
    );
}

#[test]
fn headers_are_set_and_made() {
    let title = word("Final Document");
    let set = |file: &str| set_path(file, &["document", "title"], Some(&title)).unwrap();
    assert_eq!(
        set("document:\n  title: Old # c\n  x: 1\n"),
        "document:\n  title: Final Document # c\n  x: 1\n"
    );
    assert_eq!(
        set("document:\n  language: en\np: []\n"),
        "document:\n  language: en\n  title: Final Document\np: []\n"
    );
    assert_eq!(set("a: 1\n"), "a: 1\ndocument:\n  title: Final Document\n");
    assert_eq!(
        set("document: {language: en}\n"),
        "document: {language: en, title: Final Document}\n"
    );
    assert_eq!(set(""), "document:\n  title: Final Document\n");
    assert_eq!(set_path("a: 1\nb: 2\n", &["a"], None).unwrap(), "b: 2\n");
}

#[test]
fn line_ends_and_marks_stay() {
    let file = format!("\u{feff}{}", PLAIN.replace('\n', "\r\n"));
    let after = set_key(
        &file,
        "paragraphs",
        "PP2",
        "text",
        Some(&text("Recalling its resolution 70/1 of today,")),
        &[],
    )
    .unwrap();
    assert_eq!(after, file.replace("of 25 September 2015,", "of today,"));
    let after = insert_item(
        &file,
        "paragraphs",
        Some("OP1"),
        &item("n1", "words: and more"),
    )
    .unwrap();
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.starts_with('\u{feff}'));
}

#[test]
fn lines_are_found() {
    assert_eq!(
        lines_of_items(FOUR, "paragraphs"),
        [("PP1".into(), 4), ("PP2".into(), 10), ("OP1".into(), 17)]
    );
    assert_eq!(locate(PLAIN, "paragraphs", "OP1"), Some(26));
    assert_eq!(locate_entry(PLAIN, "meta", "owner"), Some(32));
    assert_eq!(locate(PLAIN, "nothing", "OP1"), None);
}

#[test]
fn new_files_read_back_and_are_pleasant() {
    let document = Value::Map(vec![
        (
            "document".into(),
            Value::Map(vec![("language".into(), word("no"))]),
        ),
        (
            "paragraphs".into(),
            Value::List(vec![item("a1", "One."), item("a2", "*Two* and more;")]),
        ),
    ]);
    let file = emit(&document);
    assert_eq!(
        file,
        "document:\n  language: \"no\"\nparagraphs:\n\n- id: a1\n  role: paragraph\n  text: One.\n\n- id: a2\n  role: paragraph\n  text: >-\n    *Two* and more;\n"
    );
    assert_eq!(read(&file), document.to_serde());
}

fn comments(file: &str) -> Vec<String> {
    let own = |line: &str| (line.trim().starts_with("# ")).then(|| line.trim().to_owned());
    file.lines().filter_map(own).collect()
}

fn hostile() -> impl Strategy<Value = String> {
    let bits = vec![
        "Decides",
        " ",
        " ",
        "  ",
        " to ",
        "\n",
        "\n\n",
        "\n  - x",
        ": ",
        " #c",
        "'",
        "\"",
        "[",
        "联合国",
        "，",
        "ع",
        "، ",
        "\\",
        "no",
        "1.10",
        "\t",
        "{",
        "*a",
        "&b",
        "---",
        "| ",
        "%",
        "@",
        "Отмечая, ",
        "«",
        "l’État; ",
        "el año. ",
        "\r",
        "\u{85}",
        "\u{2028}",
        "recognizing the sovereignty of all States ",
        "\u{1b}",
        "- ",
        "? ",
    ];
    proptest::collection::vec(proptest::sample::select(bits), 0..12).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn random_changes_do_what_a_model_does(
        which in 0..5_usize,
        steps in proptest::collection::vec((0..5_usize, 0..4_usize, 0..5_usize, hostile()), 1..8),
    ) {
        let crlf = PLAIN.replace('\n', "\r\n");
        let mut file = [PLAIN, NO_INDENT, FOUR, &crlf, "paragraphs: []"][which].to_owned();
        for (n, (op, a, b, words)) in steps.into_iter().enumerate() {
            let ids: Vec<String> = lines_of_items(&file, "paragraphs").into_iter().map(|(id, _)| id).collect();
            let mut want = read(&file);
            let Some(list) = want["paragraphs"].as_sequence_mut() else { break };
            if ids.is_empty() && op != 1 { continue; }
            let at = if ids.is_empty() { 0 } else { a % ids.len() };
            let after = (b > 0 && !ids.is_empty()).then(|| (b - 1) % ids.len());
            let named = after.map(|index| ids[index].as_str());
            let place = after.map_or(0, |index| index + 1);
            let result = match op {
                0 => {
                    list[at]["text"] = words.as_str().into();
                    set_key(&file, "paragraphs", &ids[at], "text", Some(&text(&words)), &["id"])
                }
                1 => {
                    let new = item(&format!("new{n}"), &words);
                    list.insert(place, new.to_serde());
                    insert_item(&file, "paragraphs", named, &new)
                }
                2 => {
                    list.remove(at);
                    remove_item(&file, "paragraphs", &ids[at])
                }
                3 => {
                    let gone = list.remove(at);
                    let place = if place > at { place - 1 } else { place };
                    let place = if after == Some(at) { at } else { place };
                    list.insert(place, gone);
                    move_item(&file, "paragraphs", &ids[at], named)
                }
                _ => {
                    list[at]["note"] = words.as_str().into();
                    set_key(&file, "paragraphs", &ids[at], "note", Some(&word(&words)), &["label", "id"])
                }
            };
            let changed = result.map_err(|error| TestCaseError::fail(format!("{error}: op {op} at {at} after {named:?} {words:?}\n{file}")))?;
            prop_assert_eq!(&read(&changed), &want, "op {} {:?}\n{}\n->\n{}", op, words, file, changed);
            prop_assert!(guard(changed.as_bytes(), Budget::default()).is_ok(), "{}", changed);
            if matches!(op, 0 | 3 | 4) {
                let now = comments(&changed);
                for comment in comments(&file) {
                    prop_assert!(now.contains(&comment), "{comment} is lost\n{file}\n->\n{changed}");
                }
            }
            file = changed;
        }
    }

    /// After one item was changed, every line before and after it is the same.
    #[test]
    fn untouched_lines_stay(which in 0..3_usize, at in 0..3_usize, words in hostile()) {
        let file = [PLAIN, NO_INDENT, FOUR][which];
        let items = lines_of_items(file, "paragraphs");
        let after = set_key(file, "paragraphs", &items[at].0, "text", Some(&text(&words)), &[]).unwrap();
        let (old, new): (Vec<&str>, Vec<&str>) = (file.lines().collect(), after.lines().collect());
        let first = items[at].1;
        prop_assert_eq!(&old[..first - 1], &new[..first - 1]);
        if let Some((_, next)) = items.get(at + 1) {
            let tail = old.len() - (next - 1);
            prop_assert_eq!(&old[next - 1..], &new[new.len() - tail..]);
        }
    }

    #[test]
    fn whatever_is_emitted_reads_back(words in hostile(), label in hostile()) {
        let value = Value::Map(vec![
            ("document".into(), Value::Map(vec![("title".into(), word(&label)), (label.clone() + "k", text(&words))])),
            ("paragraphs".into(), Value::List(vec![item("a", &words), item("b", &label)])),
        ]);
        let file = emit(&value);
        prop_assert_eq!(read(&file), value.to_serde(), "{}", file);
    }
}

#[test]
fn removing_keys_leaves_their_neighbours() {
    let cases = [
        ("p:\n- note: x # c\n  id: a\n", "note", "p:\n- id: a\n"),
        (
            "p:\n- note: x\n  # above\n  id: a\n",
            "note",
            "p:\n- \n  # above\n  id: a\n",
        ),
        (
            "p:\n- id: a\n  l:\n  - x\n\n  # kept\n  n: 1\n",
            "l",
            "p:\n- id: a\n\n  # kept\n  n: 1\n",
        ),
        (
            "p:\n- {id: a, note: x, n: 1}\n",
            "note",
            "p:\n- {id: a, n: 1}\n",
        ),
        ("p:\n- id: a\n", "missing", "p:\n- id: a\n"),
    ];
    for (file, key, want) in cases {
        assert_eq!(set_key(file, "p", "a", key, None, &[]).unwrap(), want);
    }
}

//! Unknown keys and comments, carried and merged.

use super::*;
use crate::text::Language;

const DRAFT: &str = "\
document:
  language: en
  title: T
  stage: zero
paragraphs:

# Agreed over lunch.
- id: aaaa0001
  role: paragraph
  text: One.
  colour: red  # mine
  rank: 1.10
  sources:
  - {symbol: A/1, paragraph: 2, page: 7}

- id: aaaa0002
  role: paragraph
  text: Two.
deleted: []
other: {list: [1, two]}
";

fn draft() -> Kind {
    Kind::Draft(Language::ENGLISH)
}

fn without(text: &str, lines: &[&str]) -> String {
    let all = text.split_inclusive('\n');
    all.filter(|line| !lines.contains(&line.trim())).collect()
}

#[test]
fn what_a_rewriting_left_out_is_put_back() {
    let bare = without(
        DRAFT,
        &[
            "colour: red  # mine",
            "rank: 1.10",
            "stage: zero",
            "other: {list: [1, two]}",
        ],
    );
    let bare = bare.replace(", page: 7", "");
    let text = carry(&draft(), DRAFT, bare).unwrap();
    let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let before: serde_yaml::Value = serde_yaml::from_str(DRAFT).unwrap();
    assert_eq!(read, before, "{text}");
    assert!(text.contains("rank: 1.10\n"), "as it was written: {text}");
}

#[test]
fn a_paragraph_takes_its_keys_and_comment_to_the_deleted_and_back() {
    let item = "\n# Agreed over lunch.\n- id: aaaa0001\n  role: paragraph\n  text: One.\n  colour: red  # mine\n  rank: 1.10\n  sources:\n  - {symbol: A/1, paragraph: 2, page: 7}\n";
    let moved = DRAFT.replace(item, "").replace(
        "deleted: []\n",
        "deleted:\n- id: aaaa0001\n  role: paragraph\n  text: One.\n  sources:\n  - {symbol: A/1, paragraph: 2}\n",
    );
    let text = carry(&draft(), DRAFT, moved).unwrap();
    let text = carry_comments(DRAFT, text, &["aaaa0001"]);
    assert!(
        text.contains("# Agreed over lunch.\n- id: aaaa0001\n"),
        "{text}"
    );
    let (_, deleted) = text.split_once("deleted:").unwrap();
    for line in ["colour: red", "rank: 1.10", "page: 7"] {
        assert!(deleted.contains(line), "{line}: {text}");
    }
}

#[test]
fn agreements_and_delegations_keep_what_is_not_of_the_format() {
    let before = "agreements:\n  aaaa0001:\n  - {level: ad_ref, on: ab, at: 1, room: 4}\n";
    let after = "agreements:\n  aaaa0001:\n  - {level: ad_ref, on: ab, at: 1, reopened: {by: KAZ}}\n  - {level: ad_ref, on: cd, at: 2}\n";
    let text = carry(&Kind::Agreements, before, after.to_owned()).unwrap();
    let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let list = &read["agreements"]["aaaa0001"];
    assert_eq!(list[0]["room"], serde_yaml::Value::from(4), "{text}");
    assert_eq!(list[0]["reopened"]["by"], serde_yaml::Value::from("KAZ"));
    assert_eq!(list[1].get("room"), None);
    let before = "title: T\ndelegations:\n- {code: KAZ, name: Kazakhstan, phone: 12}\n";
    let after = "title: T\ndelegations:\n- {code: UZB, name: Uzbekistan}\n- {code: KAZ, name: Kazakhstan}\n";
    let text = carry(&Kind::Workspace, before, after.to_owned()).unwrap();
    let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(
        read["delegations"][1]["phone"],
        serde_yaml::Value::from(12),
        "{text}"
    );
}

#[test]
fn keys_merge_as_everything_else_does() {
    let base = "document: {language: en}\nparagraphs:\n- id: aaaa0001\n  text: One.\n  a: 1\n  b: 1\n  c: 1\n";
    let ours = base.replace("  a: 1", "  a: 2").replace("  c: 1", "  c: 2");
    let theirs = base
        .replace("  b: 1\n", "")
        .replace("  c: 1", "  c: 3\n  d: four")
        + "- id: aaaa0002\n  text: Two.\n  e: 5\n";
    let merged = format!("{ours}- id: aaaa0002\n  text: Two.\n");
    let (text, disputes) = merge(&draft(), [base, &ours, &theirs], merged);
    let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
    let first = &read["paragraphs"][0];
    assert_eq!(first["a"], serde_yaml::Value::from(2), "ours changed it");
    assert_eq!(first.get("b"), None, "they took it out: {text}");
    assert_eq!(first["c"], serde_yaml::Value::from(2), "ours stands");
    assert_eq!(first["d"], serde_yaml::Value::from("four"), "they added it");
    assert_eq!(read["paragraphs"][1]["e"], serde_yaml::Value::from(5));
    let [dispute] = disputes.as_slice() else {
        panic!("{disputes:?}")
    };
    assert_eq!(dispute.path.to_string(), "paragraphs aaaa0001 c");
    assert_eq!(dispute.theirs, Some(Value::Bare("3".to_owned())));
}

#[test]
fn what_we_struck_and_they_marked_is_said() {
    let base = "document: {language: en}\nparagraphs:\n- id: aaaa0001\n  text: One.\n  a: 1\n- id: aaaa0002\n  text: Two.\n";
    let ours = "document: {language: en}\nparagraphs:\n- id: aaaa0002\n  text: Two.\n";
    let same = merge(&draft(), [base, ours, base], ours.to_owned());
    assert_eq!(same, (ours.to_owned(), Vec::new()));
    let theirs = base.replace("a: 1", "a: 2");
    let (text, disputes) = merge(&draft(), [base, ours, &theirs], ours.to_owned());
    assert_eq!(text, ours);
    assert_eq!(disputes.len(), 1);
}

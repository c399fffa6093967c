use std::collections::HashMap;
use std::sync::Arc;

use super::*;
use crate::model::{Head, Id, Paragraph, Role};
use proptest::prelude::*;

/// A document in a small notation, a line a paragraph: `id label role | text`; `-` for no label, `*` for an id of its own;
/// the role may be left out.
fn document(language: &str, lines: &str, own: char) -> Document {
    let mut document = Document::new(Head::new(language.parse().unwrap(), "T"));
    for (at, line) in lines
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .enumerate()
    {
        let (head, text) = line.split_once('|').unwrap();
        let mut words = head.split_whitespace();
        let id = match words.next().unwrap() {
            "*" => format!("{own}{at}"),
            id => id.to_owned(),
        };
        let label = words.next().filter(|l| *l != "-").and_then(Label::new);
        let role = words
            .next()
            .map_or(Role::Paragraph, |r| Role::from_word(r).unwrap());
        let mut p = Paragraph::new(id.parse::<Id>().unwrap(), role, text.trim());
        p.label = label;
        document.paragraphs.push(Arc::new(p));
    }
    document
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn text(document: &Document, places: &[usize]) -> String {
    let texts: Vec<&str> = places
        .iter()
        .map(|at| document.paragraphs[*at].text())
        .collect();
    texts.join("\n")
}

/// A comparison in a small notation: `0=0` unchanged, `0~1` changed, `+1`, `-0`, `^` moved, `#` relabelled.
fn drawn(found: &Comparison) -> String {
    let list = |places: &[usize]| {
        places
            .iter()
            .map(usize::to_string)
            .collect::<Vec<_>>()
            .join(",")
    };
    let one = |pair: &Pair| {
        let body = match pair.kind {
            Kind::Inserted => format!("+{}", list(&pair.b)),
            Kind::Deleted => format!("-{}", list(&pair.a)),
            Kind::Unchanged => format!("{}={}", list(&pair.a), list(&pair.b)),
            Kind::Changed | Kind::Split | Kind::Merged => {
                format!("{}~{}", list(&pair.a), list(&pair.b))
            }
        };
        let (moved, relabelled) = (pair.moved, pair.relabelled.is_some());
        format!(
            "{body}{}{}",
            if moved { "^" } else { "" },
            if relabelled { "#" } else { "" }
        )
    };
    found.pairs.iter().map(one).collect::<Vec<_>>().join(" ")
}

fn check(a: &str, b: &str, expected: &str) {
    let (a, b) = (document("en", a, 'a'), document("en", b, 'b'));
    let found = compare(&a, &b, Options::default());
    assert_eq!(drawn(&found), expected, "{:?}", found.pairs);
    holds(&a, &b);
}

/// What is true of every comparison.
fn holds(a: &Document, b: &Document) {
    let found = compare(a, b, Options::default());
    let back = compare(b, a, Options::default());
    for (document, side) in [(a, 0), (b, 1)] {
        let mut places: Vec<usize> = found
            .pairs
            .iter()
            .flat_map(|pair| if side == 0 { &pair.a } else { &pair.b })
            .copied()
            .collect();
        places.sort_unstable();
        assert_eq!(places, (0..document.paragraphs.len()).collect::<Vec<_>>());
    }
    let turned = |pair: &Pair| {
        let kind = match pair.kind {
            Kind::Inserted => Kind::Deleted,
            Kind::Deleted => Kind::Inserted,
            Kind::Split => Kind::Merged,
            Kind::Merged => Kind::Split,
            kind => kind,
        };
        (
            pair.b.clone(),
            pair.a.clone(),
            format!("{kind:?}"),
            pair.moved,
        )
    };
    let plain = |pair: &Pair| {
        (
            pair.a.clone(),
            pair.b.clone(),
            format!("{:?}", pair.kind),
            pair.moved,
        )
    };
    let mut one: Vec<_> = found.pairs.iter().map(plain).collect();
    let mut other: Vec<_> = back.pairs.iter().map(turned).collect();
    one.sort();
    other.sort();
    assert_eq!(one, other);
    if a.head.language == b.head.language {
        for pair in &found.pairs {
            let rebuilt = |without: Op| -> String {
                let kept = pair.edits.iter().filter(|edit| edit.op != without);
                kept.map(|edit| edit.text.as_str()).collect()
            };
            let plain = |text: &str| bare(&crate::text::typography::plain(text));
            assert_eq!(plain(&rebuilt(Op::Insert)), plain(&text(a, &pair.a)));
            assert_eq!(rebuilt(Op::Delete), text(b, &pair.b));
        }
    }
    for document in [a, b] {
        let same = compare(document, document, Options::default());
        let calm =
            |pair: &Pair| pair.kind == Kind::Unchanged && !pair.moved && pair.relabelled.is_none();
        assert!(same.pairs.iter().all(calm));
    }
}

const WATER: &str =
    "Urges all Member States to ensure access to safe drinking water and sanitation";
const FOREST: &str =
    "Calls upon donors to finance the sustainable management of forests by the end of 2030";
const CHILD: &str =
    "Reaffirms the protection of children in armed conflict, in particular in Africa";
const REPORT: &str =
    "Requests the Secretary-General to report annually on progress towards equality";

#[test]
fn by_id() {
    check(
        "a 1|One text here.\nb 2|Two.",
        "a 1|One text here.\nb 2|Two.",
        "0=0 1=1",
    );
    check(
        "a 1|One text here.\nb 2|Two.",
        "c 1|New.\na 2|One text there.\nb 3|Two.",
        "+0 0~1# 1=2#",
    );
    check(
        "a 1|One.\nb 2|Two.\nc 3|Three.",
        "a 1|One.\nc 2|Three.",
        "0=0 -1 2=1#",
    );
    check("a 1.|One.", "a 1|One.", "0=0");
    check(
        "a|Alpha beta.\nb|Gamma.\nc|Delta.",
        "c|Delta.\na|Alpha beta.\nb|Gamma.",
        "2=0^ 0=1 1=2",
    );
    check("a|\n", "b|\n", "0=0");
    check("", "", "");
    check("", "a|One.", "+0");
}

#[test]
fn an_id_that_lies_yields_to_the_words() {
    let a = format!("a|{WATER}\nb|{FOREST}");
    // Ids exchanged: the words say what happened.
    let b = format!("b|{WATER} now\na|{FOREST}");
    check(&a, &b, "0~0 1=1");
    // Rewritten from scratch, and nothing else like it: the id stands.
    check(&a, &format!("a|{REPORT}\nb|{FOREST}"), "0~0 1=1");
}

#[test]
fn by_words() {
    let four = format!("* 1|{WATER};\n* 2|{FOREST};\n* 3|{CHILD};\n* 4|{REPORT}.");
    let later =
        format!("* 1|{FOREST} at the latest;\n* 2|{CHILD};\n* 3|{REPORT};\n* 4|{WATER} for all.");
    check(&four, &later, "1~0# 2=1# 3~2# 0~3^#");
    let fewer = format!("* 1|{WATER};\n* 2|{CHILD};\n* 3|{REPORT}.");
    check(&four, &fewer, "0=0 -1 2=1# 3=2#");
    check(&fewer, &four, "0=0 +1 1=2# 2=3#");
    let merged = format!("* 1|{WATER};\n* 2|{FOREST}; {CHILD};\n* 3|{REPORT}.");
    check(&four, &merged, "0=0 1,2~1 3=2#");
    check(&merged, &four, "0=0 1~1,2 2=3#");
    let bracketed = format!("* 1|[{WATER};]\n* 2|{FOREST};\n* 3|{CHILD};\n* 4|{REPORT}.");
    check(&four, &bracketed, "0~0 1=1 2=2 3=3");
}

#[test]
fn headings_follow_what_stands_under_them() {
    let a = format!("* - heading|Article 6\n* 1|{WATER}\n* - heading|Article 7\n* 1|{FOREST}");
    let b = format!(
        "* - heading|Article 6\n* 1|{REPORT}\n* - heading|Article 7\n* 1|{WATER}\n* - heading|Article 8\n* 1|{FOREST}"
    );
    check(&a, &b, "+0 +1 0~2 1=3 2~4 3=5");
}

#[test]
fn equal_paragraphs_stay_in_their_order() {
    let same = "Decides to remain seized of the matter.";
    let a = format!("*|{WATER}\n*|{same}\n*|{FOREST}\n*|{same}");
    let b = format!("*|{WATER}\n*|{same}\n*|{CHILD}\n*|{FOREST}\n*|{same}");
    check(&a, &b, "0=0 1=1 +2 2=3 3=4");
}

#[test]
fn two_languages_are_aligned_and_not_compared() {
    let en = document(
        "en",
        "a - title|Title\nb - preambular|Recalling\nc 1 operative|Decides\nd 2 operative|Urges",
        'a',
    );
    let ar = document(
        "ar",
        "a - title|عنوان\n* - preambular|إذ يشير\nx ١ operative|يقرر\ny ٢ operative|يحث\nz ٣ operative|يطلب",
        'b',
    );
    let found = compare(&en, &ar, Options::default());
    assert_eq!(drawn(&found), "0=0 1=1 2=2 3=3 +4");
    assert!(
        found
            .pairs
            .iter()
            .all(|pair| pair.edits.is_empty() && pair.similarity == 0.0)
    );
    holds(&en, &ar);
}

#[test]
fn in_two_languages_of_one_text_ids_decide_and_a_bridge_knows_what_was_split() {
    let first = "Parties share all that they have learned. ";
    let second = "Organizations spoke of the contribution of States.";
    let old = |language: &str, last: &str| {
        let lines = format!("a|{WATER}\nb|{first}{second}\nc|{last}\nd|{FOREST}");
        document(language, &lines, 'x')
    };
    let new = |language: &str| {
        let lines = format!("a|{WATER}\nb|{first}\ne|{second}\nd|{FOREST}");
        document(language, &lines, 'x')
    };
    let en = old("en", CHILD);
    let texts = |all: [&Document; 2]| {
        let all = all.map(|d| (d.head.language, Arc::new(d.clone())));
        std::collections::BTreeMap::from(all)
    };
    let (old_zh, new_zh, new_en) = (old("zh", CHILD), new("zh"), new("en"));
    // A new paragraph stands where another was struck: only their ids say that they are two.
    let found = compare(&en, &new_zh, Options::default());
    assert_eq!(drawn(&found), "0=0 1=1 -2 +2 3=3");
    holds(&en, &new_zh);
    let mut workspace = crate::model::sketch::workspace("");
    workspace.drafts = texts([&new_en, &new_zh]);
    workspace.versions = vec![Arc::new(crate::model::Version {
        label: "rev-1".parse().unwrap(),
        frozen: None,
        documents: texts([&en, &old_zh]),
    })];
    let kept = |version: &std::collections::BTreeMap<_, Arc<Document>>, language: &str| {
        Arc::clone(&version[&language.parse().unwrap()])
    };
    let (older, newer) = (&workspace.versions[0].documents, &workspace.drafts);
    for (a, b) in [("en", "zh"), ("zh", "en")] {
        let (a, b) = (kept(older, a), kept(newer, b));
        for (a, b, expected) in [(&a, &b, "0=0 1~1,2 -2 3=3"), (&b, &a, "0=0 1,2~1 +2 3=3")] {
            let mut comparer = Comparer::new(Options::default());
            let bridge = Bridge::of(&workspace, a, b);
            let found = comparer.by_way_of(bridge).compare(a, b);
            assert_eq!(drawn(found), expected);
        }
    }
    // One version is its own bridge, and one language needs none.
    let [en, zh] = ["en", "zh"].map(|language| kept(older, language));
    assert!(Bridge::of(&workspace, &en, &zh).is_none());
    assert!(Bridge::of(&workspace, &en, &kept(newer, "en")).is_none());
}

#[test]
fn the_summary_counts_what_a_reader_would() {
    let a = document(
        "en",
        &format!("a 1|{WATER}\nb 2|{FOREST}\nc 3|{CHILD}"),
        'a',
    );
    let b = document(
        "en",
        &format!("c 1|{CHILD}\na 2|{WATER} now\nd 3|One new thing"),
        'b',
    );
    let found = compare(&a, &b, Options::default()).summary;
    let expected = Summary {
        unchanged: 1,
        changed: 1,
        moved: 1,
        inserted: 1,
        deleted: 1,
        relabelled: 2,
        words_inserted: 4,
        words_deleted: 15,
        ..Summary::default()
    };
    assert_eq!(found, expected);
}

/// A paragraph to be: its id, its text, whether it is a heading.
type Row = (usize, usize, bool);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec((0..12_usize, 0..12_usize, any::<bool>()), 0..12)
}

fn built(rows: &[Row]) -> Document {
    let texts = [
        WATER.to_owned(),
        FOREST.to_owned(),
        CHILD.to_owned(),
        REPORT.to_owned(),
        format!("{WATER}; {FOREST}"),
        format!("[{CHILD}]"),
        String::new(),
        "裁军会议决定。".into(),
        "x".into(),
        "Постановляет [продолжать] заниматься этим вопросом;".into(),
        "تقرر الدول الأعضاء [أن تبقي] المسألة قيد النظر؛".into(),
        "Décide de rester saisie de la question ;".into(),
    ];
    let mut document = Document::new(Head::new("en".parse().unwrap(), "T"));
    let mut ids = HashMap::new();
    for (id, text, heading) in rows {
        let again = ids.entry(*id).and_modify(|n| *n += 1).or_insert(0);
        let role = if *heading {
            Role::Heading
        } else {
            Role::Operative
        };
        let id = format!("{id}-{again}").parse().unwrap();
        let p = Paragraph::new(id, role, &texts[*text]);
        document.paragraphs.push(Arc::new(p));
    }
    document
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn laws_hold(a in rows(), b in rows()) {
        holds(&built(&a), &built(&b));
    }

    #[test]
    fn comparing_again_is_comparing_from_scratch(
        a in rows(),
        b in rows(),
        ids in any::<bool>(),
        changes in proptest::collection::vec((any::<bool>(), 0..12_usize, 0..5_usize, 0..12_usize), 1..5),
    ) {
        let options = Options { ids, ..Options::default() };
        let (mut a, mut b) = (built(&a), built(&b));
        let mut comparer = Comparer::new(options);
        comparer.compare(&a, &b);
        for (in_a, at, what, other) in changes {
            let document = if in_a { &mut a } else { &mut b };
            let many = document.paragraphs.len();
            if many == 0 {
                continue;
            }
            let at = at % many;
            let p = Arc::clone(&document.paragraphs[at]);
            match what {
                0 | 1 => document.paragraphs[at] = Arc::new(p.with_text(&format!("{} and more", p.text()))),
                2 => document.paragraphs[at] = Arc::new(p.with_text(FOREST)),
                3 => {
                    document.paragraphs.remove(at);
                }
                _ => {
                    document.paragraphs.remove(at);
                    document.paragraphs.insert(other % many, p);
                }
            }
            let again = comparer.compare(&a, &b).clone();
            prop_assert_eq!(again, compare(&a, &b, options));
        }
    }
}

/// Successive texts that were really negotiated, when they are at hand.
#[test]
fn real_drafts() {
    let root = std::env::var_os("RAPPORTEUR_TEST_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        std::path::PathBuf::from,
    );
    let read = |name: &str, language: &str| -> Option<Document> {
        let text = std::fs::read_to_string(root.join("contributor-covenant").join(name)).ok()?;
        let mut document = Document::new(Head::new(language.parse().ok()?, name));
        let text = text.replace("\r\n", "\n");
        let blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
        for (at, block) in blocks.enumerate() {
            let role = if block.trim_start().starts_with('#') {
                Role::Heading
            } else {
                Role::Paragraph
            };
            let id = format!("{language}-{at}").parse().ok()?;
            document
                .paragraphs
                .push(Arc::new(Paragraph::new(id, role, block.trim())));
        }
        Some(document)
    };
    let options = Options {
        ids: false,
        ..Options::default()
    };
    for (language, old, new) in [
        ("en", "1.3.en.md", "1.4.en.md"),
        ("en", "1.4.en.md", "2.0.en.md"),
        ("en", "2.0.en.md", "2.1.en.md"),
        ("fr", "1.3.fr.md", "1.4.fr.md"),
        ("es", "2.0.es.md", "2.1.es.md"),
        ("ru", "1.3.ru.md", "1.4.ru.md"),
        ("ar", "1.4.ar.md", "2.1.ar.md"),
        ("zh", "2.0.zh-cn.md", "2.1.zh-cn.md"),
    ] {
        let (Some(a), Some(b)) = (read(old, language), read(new, language)) else {
            eprintln!("skipped: {old} and {new} are not at hand");
            continue;
        };
        let found = compare(&a, &b, options);
        for pair in &found.pairs {
            let side = |without: Op| -> String {
                let kept = pair.edits.iter().filter(|edit| edit.op != without);
                kept.map(|edit| edit.text.as_str()).collect()
            };
            let plain = |text: &str| bare(&crate::text::typography::plain(text));
            assert_eq!(plain(&side(Op::Insert)), plain(&text(&a, &pair.a)), "{old}");
            assert_eq!(side(Op::Delete), text(&b, &pair.b), "{new}");
        }
        let kept = found.summary.unchanged + found.summary.changed;
        assert!(
            kept > 0,
            "{old} and {new} have nothing in common: {:?}",
            found.summary
        );
    }
}

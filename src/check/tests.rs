mod meeting;

use std::sync::Arc;

use super::*;
use crate::model::sketch::workspace;
use crate::model::{Document, Head, Label, Paragraph, Parking, Profile, Role, SpanBracket};
use crate::text::Language;

/// What a rule finds: place and marked words or message, a line each.
fn found(ws: &Workspace, rule: &str, final_: bool) -> Vec<String> {
    let options = Options {
        final_,
        rule: Some(rule.to_owned()),
        now: Some(crate::model::Moment::new(1_277_355_600, 18_000)),
    };
    check(ws, &options)
        .into_iter()
        .map(|finding| {
            let id = finding
                .paragraph
                .map(|id| id.to_string())
                .unwrap_or_default();
            let file = finding.file.as_deref().unwrap_or_default();
            let language = file
                .strip_prefix("draft/")
                .and_then(|file| file.strip_suffix(".yaml")?.parse::<Language>().ok());
            let text = language
                .and_then(|language| ws.drafts.get(&language)?.get(finding.paragraph?).cloned());
            let marked = text.and_then(|p| Some(p.text().get(finding.span?)?.to_owned()));
            format!("{id}: {}", marked.unwrap_or(finding.message))
        })
        .collect()
}

/// One paragraph of that text, with two delegations and a group.
fn one(text: &str) -> Workspace {
    workspace(&format!(
        "members KAZ NOR UZB\nobservers OSCE\ngroup EU NOR\na operative 5 bis | {text}"
    ))
}

fn draft<'a>(ws: &'a mut Workspace, language: &str) -> &'a mut Document {
    let language: Language = language.parse().unwrap();
    let draft = ws
        .drafts
        .entry(language)
        .or_insert_with(|| Arc::new(Document::new(Head::new(language, "Sketch"))));
    Arc::make_mut(draft)
}

fn paragraph(id: &str, text: &str) -> Arc<Paragraph> {
    Arc::new(Paragraph::new(id.parse().unwrap(), Role::Operative, text))
}

#[test]
fn rules_of_words() {
    for (rule, text, expected) in [
        (
            "B1",
            "Decides [to act - KAZ; UZB delete] now;",
            &["[to act - KAZ; UZB delete]"][..],
        ),
        ("B1", "[a [b] c] and [d]", &["[a [b] c]", "[d]"]),
        (
            "B1",
            r"cites \[sic\] and [Original: Russian] [原件：俄文]",
            &[],
        ),
        ("B2", "Decides [to act now;", &["["]),
        ("B2", "决定［采取行动］］；", &["］"]),
        ("B2", "[a [b] c]", &[]),
        ("B3", "[][should]", &["[]"]),
        ("B3", "[may / ]", &["[may / ]"]),
        ("B3", "[ - KAZ]", &["[ - KAZ]"]),
        ("B3", "[shall / should / shall]", &["shall"]),
        ("B3", "[should] [should]", &["[should]"]),
        ("B3", "[shall][should] [and/or]", &[]),
        ("B3", "[a [x][x] b]", &["[x]"]),
        ("B4", "[to act - NRO]", &["NRO"]),
        ("B4", "[to act - KAZ, UBZ delete]", &["UBZ"]),
        ("B4", "[KZA: to act]", &["KZA"]),
        (
            "B4",
            "[b - KAZ; UZB, NOR delete; Unknownland delete]",
            &["Unknownland"],
        ),
        ("B4", "[a - KAZ, UZB, Ruritania]", &["Ruritania"]),
        ("B4", "[shall - KAZ / should - Ruritania]", &["Ruritania"]),
        ("B4", "[Ruritania and KAZ: a]", &["Ruritania"]),
        ("B4", "[e - KAZ del.]", &["del"]),
        ("B4", "[e - KAZ; UZB would wait]", &["would wait"]),
        ("B4", "[g - KAZ DELETE]", &[]),
        ("B4", "[a -KAZ, UZB and others delete]", &[]),
        ("B4", "[to act - EU; EU delete]", &["EU"]),
        ("B4", "[to act - KAZ retain; UZB, kaz delete]", &["kaz"]),
        ("B4", "[to act - KAZ; UZB delete; OSCE reserve]", &[]),
        ("B4", "[a well-known - and disputed - phrase]", &[]),
        ("B5", "[Original: Klingon]", &["[Original: Klingon]"]),
        ("B5", "[Agreed ad interim]", &["[Agreed ad interim]"]),
        ("B5", "[Agreed ad ref]", &["[Agreed ad ref]"]),
        ("B5", "[原件：俄文] [shall]", &[]),
        ("T7", "by XX June [date]", &["XX", "[date]"]),
        (
            "H1",
            "Dec\u{200b}ides \u{202e}now\u{202c}",
            &["\u{200b}", "\u{202e}", "\u{202c}"],
        ),
        ("H1", "می\u{200c}شود", &[]),
        ("S1l", "", &["The paragraph has no words."]),
    ] {
        let expected: Vec<String> = expected.iter().map(|words| format!("a: {words}")).collect();
        assert_eq!(found(&one(text), rule, true), expected, "{rule}: {text}");
    }
}

#[test]
fn suggests_whom_was_meant() {
    for (text, expected) in [
        ("[to act - NRO]", "Did you mean NOR?"),
        (
            "[to act - XYZW]",
            "Add it to workspace.yaml, or correct the name.",
        ),
    ] {
        let findings = check(&one(text), &Options::default());
        let finding = findings.iter().find(|f| f.rule == "B4").unwrap();
        assert_eq!(finding.hint.as_deref(), Some(expected));
        assert_eq!(finding.label.as_ref().map(Label::as_str), Some("5 bis"));
        assert_eq!(finding.file.as_deref(), Some("draft/en.yaml"));
    }
}

#[test]
fn rules_of_the_state() {
    const OLD: &str = "members KAZ NOR UZB\nobservers OSCE\na operative 1 | Decides;\nb operative 2 | Calls [x];\n";
    for (rule, records, expected) in [
        ("S1a", "= b ad_ref", &["b: [x]"][..]),
        ("S1a", "= b informals except KAZ", &["b: [x]"]),
        ("S1a", "= b ad_ref < Old.", &[]),
        (
            "S1b",
            "= a ad_ref < Old.",
            &["a: The paragraph was agreed on other words than it now has."],
        ),
        ("S1b", "= a ad_ref", &[]),
        (
            "S1c",
            "@ KAZ agree a < Old.\n@ UZB oppose a < Old.\n@ NOR agree a",
            &["a: The position of KAZ, UZB is on other words than it now has."],
        ),
        ("S1c", "@ KAZ absent a < Old.", &[]),
        (
            "S1e",
            "@ KAZ agree zz < Old.\n= yy ad_ref < Old.",
            &[
                "yy: There is an agreement on yy, which is no paragraph.",
                "zz: KAZ has a position on zz, which is no paragraph.",
            ],
        ),
        (
            "S1f",
            "@ FRA agree a\n= a ad_ref except GER",
            &[
                "a: a is pending GER, no delegation or group here.",
                ": FRA has positions and is no delegation or group here.",
            ],
        ),
        (
            "S1h",
            "@ KAZ agree_if a : b zz a",
            &[
                "a: KAZ agrees to a if a is agreed, which is itself.",
                "a: KAZ agrees to a if zz is agreed, which is no paragraph.",
            ],
        ),
        (
            "S1h",
            "@ KAZ agree_if a",
            &["a: KAZ agrees to a on a condition that nobody wrote down."],
        ),
        (
            "S1i",
            "group EU NOR FRA\ngroup NOR KAZ",
            &[
                ": FRA, a member of EU, is no delegation here.",
                ": The code NOR is given twice.",
            ],
        ),
        (
            "S1j",
            "group EU NOR\ngroup JUSC NOR\n@ EU agree a\n@ JUSC oppose a",
            &["a: NOR is bound by EU (agree) and by JUSC (oppose)."],
        ),
        (
            "S1j",
            "group EU NOR\ngroup JUSC NOR\n@ EU agree a\n@ JUSC oppose a\n@ NOR agree a",
            &[],
        ),
        (
            "S1k",
            "= a ad_ref\n@ KAZ oppose a\n@ UZB agree_if a : b\n@ OSCE oppose a",
            &[
                "a: The paragraph is agreed over a reservation or an open condition of UZB.",
                "a: The paragraph is agreed over an objection or other words of KAZ.",
            ],
        ),
        ("S1k", "= a ad_ref\n@ KAZ agree a", &[]),
    ] {
        let ws = workspace(&format!("{OLD}{records}"));
        let mut found = found(&ws, rule, false);
        if rule == "S1k" || rule == "S1i" || rule == "S1h" {
            found.sort();
        }
        assert_eq!(found, expected, "{rule}: {records}");
    }
}

#[test]
fn deleted_paragraphs_keep_their_records() {
    let mut ws = workspace(
        "members KAZ\na operative 1 | Decides;\n@ KAZ agree zz < Old.\n@ KAZ agree_if a : zz",
    );
    draft(&mut ws, "en").deleted.push(crate::model::Deleted {
        paragraph: paragraph("zz", "Old."),
        after: None,
    });
    assert!(found(&ws, "S1e", false).is_empty());
    assert_eq!(
        found(&ws, "S1h", false),
        ["a: KAZ agrees to a if zz is agreed, which is a deleted paragraph."]
    );
}

#[test]
fn parked_with_somebody() {
    for (with, expected) in [(None, 1), (Some(" "), 1), (Some("informals"), 0)] {
        let mut ws = one("Decides;");
        let parking = Parking {
            with: with.map(Into::into),
            ..Parking::default()
        };
        Arc::make_mut(&mut ws.parked).insert("a".parse().unwrap(), parking);
        assert_eq!(found(&ws, "S1g", false).len(), expected, "{with:?}");
    }
}

#[test]
fn languages_side_by_side() {
    let mut ws = workspace(
        "members KAZ\na operative 1 | One [x];\nb operative 2 | Two;\nc operative 3 | Three;",
    );
    let header = Arc::make_mut(&mut ws.header);
    header.languages = ["en", "fr", "ru"].map(|l| l.parse().unwrap()).to_vec();
    let mut stale = Paragraph::new("c".parse().unwrap(), Role::Operative, "Trois ;");
    stale.of = Some(crate::text::Digest::of("Old."));
    draft(&mut ws, "fr").paragraphs = vec![
        Arc::new(stale),
        paragraph("a", "Un ;"),
        paragraph("d", "Quatre ;"),
    ];
    assert_eq!(
        found(&ws, "C1", false),
        [
            ": There is no draft in Russian.",
            "a: The paragraph stands at another place in French.",
            "a: The brackets are 0 in French and 1 in the original.",
            "b: The paragraph is missing in French.",
            "d: The paragraph is in French and not in the original.",
        ]
    );
    assert_eq!(
        found(&ws, "S1d", false),
        ["c: The translation is of other words than the original now has."]
    );
}

#[test]
fn brackets_over_paragraphs() {
    let mut ws = workspace("members KAZ\na operative 1 | One;\nb operative 2 | Two;");
    let span = |from: &str, to: &str, marks: &str| SpanBracket {
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        marks: marks.into(),
        chair: None,
    };
    draft(&mut ws, "en").head.brackets = vec![
        span("a", "b", "KAZ; KZA delete"),
        span("b", "a", ""),
        span("a", "zz", "KAZ"),
    ];
    assert_eq!(
        found(&ws, "B2", false),
        [
            ": A bracket over several paragraphs ends before it begins.",
            ": A bracket over several paragraphs ends in zz, which is not there.",
        ]
    );
    assert_eq!(
        found(&ws, "B4", false),
        ["a: “KZA” holds a bracket and is no delegation or group here."]
    );
    assert_eq!(found(&ws, "B1", true).len(), 3);
}

#[test]
fn severity_depends_on_what_for() {
    let weight = |ws: &Workspace, rule: &str, final_: bool| {
        let rule = Some(rule.to_owned());
        let found = check(
            ws,
            &Options {
                final_,
                rule,
                now: None,
            },
        );
        found.first().map(|finding| finding.severity.word())
    };
    let stale = workspace("members KAZ\na operative 1 | Decides;\n= a ad_ref < Old.");
    assert_eq!(weight(&stale, "S1b", false), Some("warning"));
    assert_eq!(weight(&stale, "S1b", true), Some("error"));
    assert_eq!(weight(&one("[x]"), "B1", false), None, "work goes on");
    let mut treaty = workspace("members KAZ\na closing | Done at ____;");
    assert_eq!(weight(&treaty, "T7", true), Some("error"));
    Arc::make_mut(&mut treaty.header).profile = Profile::Treaty;
    assert_eq!(weight(&treaty, "T7", true), Some("advice"));
    assert_eq!(weight(&one("a\u{202e}b"), "H1", false), Some("error"));
    assert_eq!(weight(&one("a\u{200b}b"), "H1", false), Some("warning"));
}

#[test]
fn rules_are_called_by_id_and_family() {
    let called = |asked: &str| -> String {
        let ids = rules().iter().filter(|rule| rule.is_called(asked));
        ids.map(|rule| rule.id).collect::<Vec<_>>().join(" ")
    };
    for (asked, expected) in [
        ("B2", "B2"),
        ("b2", "B2"),
        ("B", "B1 B2 B3 B4 B5"),
        ("S1j", "S1j"),
        ("", ""),
        ("B22", ""),
        ("é", ""),
    ] {
        assert_eq!(called(asked), expected, "{asked}");
    }
    assert_eq!(called("s1").split(' ').count(), 13);
}

#[test]
fn the_table_is_in_order_and_says_something() {
    let mut ids: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    assert!(
        rules()
            .iter()
            .all(|r| !r.title.is_empty() && r.doc.ends_with('.'))
    );
    assert!(rules().iter().all(|r| r.severity <= r.at_final));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn findings_follow_the_files_and_paragraphs() {
    let ws = workspace(
        "members KAZ\na operative 1 | One ] [;\nb operative 2 | Two [;\n@ KAZ agree zz < Old.\ngroup EU FRA",
    );
    let places: Vec<String> = check(&ws, &Options::default())
        .iter()
        .map(|f| format!("{} {}", f.rule, f.place()))
        .collect();
    assert_eq!(
        places,
        [
            "S1i workspace.yaml",
            "B2 draft/en.yaml, 1",
            "B2 draft/en.yaml, 1",
            "B2 draft/en.yaml, 2",
            "S1e positions/KAZ.yaml, zz",
        ]
    );
}

#[test]
fn rules_of_numbers() {
    let resolution = |sketch: &str| {
        let mut ws = workspace(sketch);
        Arc::make_mut(&mut ws.header).profile = Profile::Resolution;
        ws
    };
    for (rule, sketch, expected) in [
        (
            "X1",
            "a operative 1 | As in paragraph 2 above;\n b operative 2 | B.",
            &[][..],
        ),
        (
            "X1",
            "a operative 1 | As in paragraph 26 above;\n b operative 2 | B.",
            &["a: paragraph 26"],
        ),
        (
            "X1",
            "a operative 1 | Paragraph 26 of resolution 716 (1991);",
            &[],
        ),
        (
            "X1",
            "a operative 1 | Paragraph 2;\n b operative 2 | B;\n c operative 2 | C.",
            &["a: Paragraph 2"],
        ),
        (
            "X1",
            "a operative 1 | Paragraphs 2 to 1;\n b operative 2 | B.",
            &["a: Paragraphs 2 to 1"],
        ),
        (
            "X1",
            "a operative 1 | Article 5, Chapter VII;\n b operative 2 | B.",
            &[],
        ),
        (
            "O3b",
            "a operative 1 | A;\n b operative 2 | B;\n c operative 2. | C.",
            &["c: Another paragraph has the same label."],
        ),
        ("O3b", "a operative 1 | A;\n b operative 1 bis | B.", &[]),
        (
            "O5",
            "a operative 1 | A:\n b item:1 (a) | B;\n c item:2 (i) | C;\n d item:3 a. | D.",
            &[],
        ),
        (
            "O5",
            "a operative 1 | A:\n b item:1 (i) | B;\n c item:1 (ii) | C.",
            &["b: Items of this depth begin with (a)."],
        ),
        (
            "O5",
            "a operative 1 | A:\n b item:1 a) | B;\n c item:1 b) | C.",
            &["b: Items of this depth begin with (a)."],
        ),
        (
            "O5",
            "a operative 1 | A:\n b item:1 | B;\n c item:1 | C.",
            &[],
        ),
        ("X2a", "a operative 5 | A;\n b operative 5 alt | B.", &[]),
        (
            "X2a",
            "a operative 4 | A;\n b operative 5 alt | B.",
            &["b: The paragraph is a rival of one that is not there."],
        ),
        (
            "X2a",
            "a operative 5 | A;\n b operative 5 alt | B.\n = b ad_ref",
            &["b: The rival is agreed, and the paragraph that it rivals is still there."],
        ),
    ] {
        assert_eq!(
            found(&resolution(sketch), rule, false),
            expected,
            "{rule} {sketch}"
        );
    }
    for (rule, sketch, expected) in [
        (
            "O3a",
            "a operative 1 | A;\n b operative 3 | B;\n c operative 4 | C.",
            &["b: By its place the paragraph is 2."][..],
        ),
        (
            "O3a",
            "a operative 1 | A.",
            &["a: A paragraph of this kind has no number here."],
        ),
        ("O3a", "a operative 1 | A;\n b operative 2 | B.", &[]),
        (
            "X2b",
            "a operative 1 | A;\n b operative 1 bis | B.",
            &["b: The label 1 bis is one of a negotiation."],
        ),
    ] {
        assert_eq!(
            found(&resolution(sketch), rule, true),
            expected,
            "{rule} {sketch}"
        );
        assert_eq!(
            found(&resolution(sketch), rule, false),
            Vec::<String>::new(),
            "{rule} {sketch}"
        );
    }
}

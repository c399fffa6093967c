//! Whole imports: the real texts by path, small ones inline, and what holds of any input.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::model::{Label, Paragraph, Role};

fn read(format: Format, text: &str) -> Imported {
    read_as(format, text.as_bytes(), None)
}

pub(super) fn read_as(format: Format, text: &[u8], profile: Option<Profile>) -> Imported {
    let mut count = 0;
    let options = Options {
        language: None,
        profile,
        ids: &mut || {
            count += 1;
            Id::from_random(count)
        },
    };
    import(format, text, options).unwrap()
}

/// A paragraph a line: `role:level label | text`, with the part in front.
pub(super) fn sketch(imported: &Imported) -> String {
    let mut out = String::new();
    for p in &imported.document.paragraphs {
        if let Some(part) = &p.part {
            let original = part.original.map(|l| format!(" {l}")).unwrap_or_default();
            let _ = writeln!(out, "== {}{original}", part.name());
        }
        out.push_str(p.role.word());
        if p.level > 0 {
            let _ = write!(out, ":{}", p.level);
        }
        if let Some(label) = &p.label {
            let _ = write!(out, " {label}");
        }
        let _ = writeln!(out, " | {}", p.text());
    }
    out
}

#[track_caller]
fn reads(format: Format, text: &str, expected: &str) {
    let trimmed = expected
        .lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(
        sketch(&read(format, text)),
        format!("{}\n", trimmed.trim()),
        "{text}"
    );
}

/// A text of the real data.
pub(super) fn data(name: &str) -> Option<String> {
    String::from_utf8(bytes_of(name)?).ok()
}

/// A file of the real data; where there is none, the test is skipped, and says so.
pub(super) fn bytes_of(name: &str) -> Option<Vec<u8>> {
    let place = std::env::var("RAPPORTEUR_TEST_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
    let path = std::path::Path::new(&place).join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: no {}", path.display());
    }
    bytes
}

#[test]
fn the_letter_and_both_annexes_of_the_ashgabat_document() {
    let Some(text) = data("seed-a-64-ashgabat.zh.txt") else {
        return;
    };
    let imported = read(Format::Text, &text);
    let document = &imported.document;
    assert_eq!(imported.joining.as_ref().unwrap().rule, JoiningRule::Spaced);
    let parts: Vec<_> = document
        .parts()
        .map(|(_, part)| (part.name(), part.original, part.negotiated))
        .collect();
    let russian = Some(Language::RUSSIAN);
    assert_eq!(
        parts,
        [
            ("letter".to_owned(), None, false),
            ("annex I".to_owned(), russian, true),
            ("annex II".to_owned(), russian, true),
        ]
    );
    let (last, _) = document.parts().last().unwrap();
    let lengths: Vec<usize> = document.paragraphs[last..]
        .iter()
        .filter(|p| p.role == Role::Paragraph)
        .map(|p| p.text().chars().count())
        .collect();
    assert_eq!(lengths, [66, 208, 33, 120, 78, 125, 65, 30, 39, 170, 43]);
    assert_eq!(
        &*document.head.title,
        "中亚和里海盆地裁军国际会议 · 最后文件"
    );
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let kept: String = document
        .paragraphs
        .iter()
        .map(|p| solid(p.text()))
        .collect();
    assert_eq!(kept, solid(&text), "nothing vanished");
}

#[test]
fn a_text_of_the_same_signature() {
    let text = " 第七十届会议 \n\n \n2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信 \n \n\n 谨随函转递会议的最后文\n\n件(见附件)。 \n\n常驻代表 \n\n某人(签名) \n 2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信的附件 \n\n[原件：英文] \n\n海洋会议 \n\n2011 年 5 月 1 日，奥斯陆 \n\n 与会者强调必须保护海\n\n洋，并同意合作。 \n\n 与会者感谢东\n\n道国 NPT 成员。 \n";
    reads(
        Format::Text,
        text,
        "note | 第七十届会议
        == letter
        title | 2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信
        paragraph | 谨随函转递会议的最后文件(见附件)。
        closing | 常驻代表
        closing | 某人(签名)
        == annex en
        title | 2011 年 5 月 3 日挪威常驻联合国代表给秘书长的信的附件
        note | [原件：英文]
        title | 海洋会议
        title | 2011 年 5 月 1 日，奥斯陆
        paragraph | 与会者强调必须保护海洋，并同意合作。
        paragraph | 与会者感谢东道国 NPT 成员。
        ",
    );
}

#[test]
fn resolutions_in_several_languages() {
    reads(
        Format::Text,
        "The General Assembly,\n\nRecalling its resolution 70/1\nof 25 September 2015,\n\nDeeply concerned at the loss,\n\n1. Decides:\n\n(a) To act;\n\n(i) At once;\n\n(ii) With care;\n\n(b) To report;\n\n2. Decides to remain seized of the matter.\n",
        "formula | The General Assembly,
        preambular | Recalling its resolution 70/1 of 25 September 2015,
        preambular | Deeply concerned at the loss,
        operative 1 | Decides:
        item:1 (a) | To act;
        item:2 (i) | At once;
        item:2 (ii) | With care;
        item:1 (b) | To report;
        operative 2 | Decides to remain seized of the matter.
        ",
    );
    reads(
        Format::Text,
        "Генеральная Ассамблея,\n\nссылаясь на свою резолюцию,\n\n1. постановляет:\n\nа) действовать;\n\nб) доложить;\n\n2. просит Генерального секретаря представить доклад.\n",
        "formula | Генеральная Ассамблея,
        preambular | ссылаясь на свою резолюцию,
        operative 1 | постановляет:
        item:1 а) | действовать;
        item:1 б) | доложить;
        operative 2 | просит Генерального секретаря представить доклад.
        ",
    );
    reads(
        Format::Text,
        "大会，\n\n回顾其决议，\n\n1. 决定：\n\n(a) 采取行动；\n\n2. 请秘书长提交报告。\n",
        "formula | 大会，
        preambular | 回顾其决议，
        operative 1 | 决定：
        item:1 (a) | 采取行动；
        operative 2 | 请秘书长提交报告。
        ",
    );
    reads(
        Format::Text,
        "إن الجمعية العامة،\n\nإذ تشير إلى قرارها،\n\n1 - تقرر أن تعمل؛\n\n2 - تطلب إلى الأمين العام تقديم تقرير.\n",
        "formula | إن الجمعية العامة،
        preambular | إذ تشير إلى قرارها،
        operative 1 | تقرر أن تعمل؛
        operative 2 | تطلب إلى الأمين العام تقديم تقرير.
        ",
    );
}

#[test]
fn letters_with_annexes_in_several_languages() {
    for (letter, annex, original, language) in [
        (
            "Letter dated 3 May 2011 from the Permanent Representative of Norway addressed to the Secretary-General",
            "Annex I",
            "[Original: Russian]",
            "ru",
        ),
        (
            "Lettre datée du 3 mai 2011, adressée au Secrétaire général",
            "Annexe I",
            "[Original : russe]",
            "ru",
        ),
        (
            "Carta de fecha 3 de mayo de 2011 dirigida al Secretario General",
            "Anexo I",
            "[Original: inglés]",
            "en",
        ),
        (
            "Письмо Постоянного представителя от 3 мая 2011 года на имя Генерального секретаря",
            "Приложение I",
            "[Оригинал: английский]",
            "en",
        ),
        (
            "رسالة مؤرخة 3 أيار/مايو 2011 موجهة إلى الأمين العام",
            "المرفق الأول",
            "[الأصل: بالروسية]",
            "ru",
        ),
    ] {
        let text = format!(
            "{letter}\n\nA full sentence of the letter.\n\n(Signed) A. Name\n\n{annex}\n\n{original}\n\nSome Title\n\nA body sentence.\n"
        );
        let imported = read(Format::Text, &text);
        let parts: Vec<_> = imported
            .document
            .parts()
            .map(|(_, p)| (p.name(), p.original.map(|l| l.to_string())))
            .collect();
        assert_eq!(
            parts,
            [
                ("letter".to_owned(), None),
                ("annex I".to_owned(), Some(language.to_owned()))
            ],
            "{letter}"
        );
        assert_eq!(
            imported.document.counted().iter().filter(|c| **c).count(),
            1,
            "{letter}"
        );
    }
}

#[test]
fn the_joining_rule_follows_the_signature() {
    let wrapped = "1. The participants agreed that the sea is to be\nkept clean by all who use it, and that no one may\nspoil it;\n2. They thanked the host for all that it had done\nfor them;\n";
    let indented = "    The participants agreed that the sea is to be\nkept clean by all who use it, and that no one may\nspoil it.\n    They thanked the host for all that it had done in\nthese days.\n    They went home.\n";
    let sentences = "The participants agreed that the sea is to be kept\nclean by all who use it, and that no one may spoil\nit.\nThey thanked the host for all that it had done in\nthese days.\n";
    let single = format!(
        "{}\nThey thanked the host.\n",
        "The sea is wide. ".repeat(20)
    );
    for (text, rule, paragraphs) in [
        (wrapped, JoiningRule::Indented, 2),
        (indented, JoiningRule::Indented, 3),
        (sentences, JoiningRule::Sentence, 2),
        ("One\nmore.\n\nTwo.\n", JoiningRule::Blank, 2),
        ("Means\n\nThe Parties meet\n", JoiningRule::Blank, 2),
        (single.as_str(), JoiningRule::Lines, 2),
    ] {
        let imported = read(Format::Text, text);
        assert_eq!(imported.joining.as_ref().unwrap().rule, rule, "{text}");
        assert_eq!(
            imported.document.paragraphs.len(),
            paragraphs,
            "{}",
            sketch(&imported)
        );
    }
}

#[test]
fn a_paragraph_runs_on_over_a_page_and_hyphens_are_mended_with_care() {
    let text = "All disarmament is good, and the disar-\nmament of the sea with co-\noperation is\n\n- 3 -\n\u{c}\nbetter than none.\n\nNext.\n";
    let imported = read(Format::Text, text);
    assert_eq!(
        imported.document.paragraphs[0].text(),
        "All disarmament is good, and the disarmament of the sea with co-operation is better than none."
    );
    let told: Vec<_> = imported
        .findings
        .iter()
        .map(|f| f.message.as_str())
        .collect();
    assert!(told.iter().any(|m| m.contains("- 3 -")), "{told:?}");
    assert!(told.iter().any(|m| m.contains("disarmament")), "{told:?}");
}

#[test]
fn markdown_of_a_draft_decision() {
    reads(
        Format::Markdown,
        "# Draft\n\n*The Conference of the Parties,*\n\n*Recalling* decision 1,\n\n## I. ADOPTION OF THE [AGREEMENT]\n\n5. *[Recognizes* that [A][B] apply;]\n\n**5 bis** *Urges* [a](b) and [c][d];\n\n9ter. *Decides,* for now;\n\n**Option 1:** No text.\n\n27. *Also decides*:\n\n    (a) one;\n    (b) two;\n\n      (i) deep;\n\n[EU]: keep\n",
        "title | Draft
        formula | The Conference of the Parties,
        preambular | *Recalling* decision 1,
        heading:1 I | ADOPTION OF THE [AGREEMENT]
        operative 5 | [*Recognizes* that [A][B] apply;]
        operative 5 bis | *Urges* [a](b) and [c][d];
        operative 9ter | *Decides*, for now;
        operative | Option 1: No text.
        operative 27 | *Also decides*:
        item:1 (a) | one;
        item:1 (b) | two;
        item:2 (i) | deep;
        operative | [EU]: keep
        ",
    );
}

#[test]
fn numbers_in_brackets_and_options_are_read() {
    let text = "TITLE\n\nThe General Assembly,\n\nRecalling x,\n\n1. Decides to act;\n\n1.1 First sub;\n\n[5. Five in brackets;]\n\n[6 bis. Six bis]\n\n[(a) An item;]\n\nOption 1: Urges all;\n\nOption 2: No text\n\n4(a) Invites all;\n[7. Asks all;]\n\n[3 of them] act.\n";
    reads(
        Format::Text,
        text,
        "title | TITLE
        formula | The General Assembly,
        preambular | Recalling x,
        operative 1 | Decides to act;
        operative 1.1 | First sub;
        operative 5 | [Five in brackets;]
        operative 6 bis | [Six bis]
        item:1 (a) | [An item;]
        operative | Option 1: Urges all;
        operative | Option 2: No text
        operative 4(a) | Invites all;
        operative 7 | [Asks all;]
        operative | [3 of them] act.
        ",
    );
}

#[test]
fn markdown_lists_notes_links_and_comments() {
    let text = "Intro[^1] with [site](https://example.org).\n\n<!-- mind this -->\n\n- one\n  - (i) deep\n- two\n\n1. a b.\n1. c d.\n\n<b>bold</b> words\n\n[^1]: The note.\n";
    reads(
        Format::Markdown,
        text,
        "paragraph | Intro¹ with site.
        item:1 | one
        item:2 (i) | deep
        item:1 | two
        paragraph 1 | a b.
        paragraph 2 | c d.
        heading:1 | bold words
        note 1 | The note.
        ",
    );
    let imported = read(Format::Markdown, text);
    let notes: Vec<_> = imported
        .document
        .paragraphs
        .iter()
        .filter_map(|p| p.note.as_deref())
        .collect();
    assert_eq!(notes, ["link: https://example.org", "mind this"]);
    assert!(imported.findings.iter().any(|f| f.message.contains("<b>")));
}

#[test]
fn brackets_of_a_real_draft_stay() {
    let Some(text) = data("paris-draft-decision/2015-11-06-draft-decision.md") else {
        return;
    };
    let imported = read(Format::Markdown, &text);
    let (_, body) = text.trim_start_matches("---").split_once("---").unwrap();
    let expected = body.matches('[').count() - body.matches("[^").count();
    assert_eq!(brackets(&imported), expected);
    let count = |role| {
        imported
            .document
            .paragraphs
            .iter()
            .filter(|p| p.role == role)
            .count()
    };
    assert_eq!((count(Role::Formula), count(Role::Preambular)), (1, 5));
    assert!(
        !imported
            .document
            .paragraphs
            .iter()
            .any(|p| p.text().starts_with('#'))
    );
}

#[test]
fn links_of_a_real_text_leave_no_brackets() {
    // Each has one pair of brackets that is no link: where to report to.
    for name in [
        "2.1.ar",
        "2.1.en",
        "2.1.es",
        "2.1.fr",
        "2.1.zh-cn",
        "2.0.ru",
    ] {
        let Some(text) = data(&format!("contributor-covenant/{name}.md")) else {
            return;
        };
        let imported = read(Format::Markdown, &text);
        assert_eq!(brackets(&imported), 1, "{name}");
        let targets = text.matches("https://www.contributor-covenant.org").count();
        let told: String = imported
            .findings
            .iter()
            .map(|f| f.message.as_str())
            .collect();
        let noted: String = imported
            .document
            .paragraphs
            .iter()
            .filter_map(|p| p.note.as_deref())
            .collect();
        let kept: String = imported
            .document
            .paragraphs
            .iter()
            .map(|p| p.text())
            .collect();
        let found = (told + &noted + &kept)
            .matches("https://www.contributor-covenant.org")
            .count();
        assert!(
            targets > 0 && found >= targets,
            "{name}: {found} of {targets} addresses"
        );
    }
}

fn brackets(imported: &Imported) -> usize {
    let paragraphs = imported.document.paragraphs.iter();
    paragraphs.map(|p| p.text().matches('[').count()).sum()
}

#[test]
fn real_documents_come_back_from_markdown_with_parts_and_notes() {
    for (format, name) in [
        (Format::Text, "seed-a-64-ashgabat.zh.txt"),
        (
            Format::Text,
            "paris-draft-decision/2015-12-12-decision-1-CP.21-adopted.txt",
        ),
        (
            Format::Markdown,
            "paris-draft-decision/2015-11-06-draft-decision.md",
        ),
        (Format::Markdown, "contributor-covenant/2.1.ar.md"),
    ] {
        let Some(text) = data(name) else { return };
        let first = read(format, &text);
        let written = to_markdown(&first.document);
        let back = read(Format::Markdown, &written);
        assert_eq!(sketch(&back), sketch(&first), "{name}");
        let notes = |read: &Imported| -> Vec<_> {
            read.document
                .paragraphs
                .iter()
                .map(|p| p.note.clone())
                .collect()
        };
        assert_eq!(notes(&back), notes(&first), "{name}");
        assert_eq!(back.document.counted(), first.document.counted(), "{name}");
        println!(
            "{name}: {} roles said in comments",
            written.matches("<!-- role").count()
        );
    }
}

/// What must be found again: everything but white space and the punctuation of labels.
fn solid(text: &str) -> BTreeMap<char, usize> {
    let cleaned = crate::text::clean_input(text);
    let mut found = BTreeMap::new();
    for c in cleaned
        .chars()
        .filter(|c| !c.is_whitespace() && !".-–—‐\u{ad}•●*·:".contains(*c))
    {
        *found.entry(c).or_default() += 1;
    }
    found
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "(\\(a\\)|1\\.|Article 3|Annex I|第三条|- |   )? ?[A-Za-z ,.\\[\\]дж会议]{0,60}[.;, ]?",
        "\\PC{0,30}",
        Just(String::new()),
        Just("The General Assembly,".to_owned()),
        Just("- 3 -".to_owned()),
        Just("4".to_owned()),
        Just("\u{c}A/64/851".to_owned()),
    ]
}

#[test]
fn a_draft_is_known_by_its_keys_whatever_stands_above_them() {
    let draft = "document:\n  language: en\n  title: T\nparagraphs:\n- id: 5m1zpvxv\n  text: x\n";
    for above in [
        "",
        "# A comment\n",
        "---\n",
        "# A\n\n---\n# B\n",
        "%YAML 1.2\n---\n",
        "\u{feff}# A\n",
        "x-own: 1\n",
    ] {
        let file = format!("{above}{draft}");
        assert_eq!(
            guess("draft", file.as_bytes()),
            Ok(Format::Yaml),
            "{above:?}"
        );
    }
    assert_eq!(
        guess("x", "# C\ndocument: # of ours\n  title: T\n".as_bytes()),
        Ok(Format::Yaml)
    );
    for (text, expected) in [
        ("# Title\n\nWords.\n", Format::Markdown),
        ("# Title\n\ndocument:\n\nWords.\n", Format::Markdown),
        ("Words: and more\n\ndocument:\nWords.\n", Format::Text),
    ] {
        assert_eq!(guess("x", text.as_bytes()), Ok(expected), "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), markdown in any::<bool>()) {
        let format = if markdown { Format::Markdown } else { Format::Text };
        let options = Options { language: None, profile: None, ids: &mut || Id::from_random(0) };
        let _ = import(format, &bytes, options);
        let _ = guess("x", &bytes);
    }

    #[test]
    fn ids_differ_and_any_text_is_read(lines in proptest::collection::vec(line(), 0..20), markdown in any::<bool>()) {
        let format = if markdown { Format::Markdown } else { Format::Text };
        let options = Options { language: None, profile: None, ids: &mut || Id::from_random(7) };
        let imported = import(format, lines.join("\n").replace('\0', "").as_bytes(), options).unwrap();
        let ids: std::collections::HashSet<_> = imported.document.paragraphs.iter().map(|p| p.id).collect();
        prop_assert_eq!(ids.len(), imported.document.paragraphs.len());
        let _ = to_text(&imported.document);
        let _ = to_markdown(&imported.document);
    }

    #[test]
    fn nothing_of_a_text_vanishes_unreported(lines in proptest::collection::vec(line(), 0..30)) {
        let text = lines.join("\n").replace('\0', "");
        let imported = read(Format::Text, &text);
        let mut out = String::new();
        for p in &imported.document.paragraphs {
            // An article alone is its own label.
            let label = p.label.as_ref().map(Label::as_str).filter(|label| *label != p.text());
            let _ = write!(out, "{} {} ", label.unwrap_or_default(), p.text());
        }
        for finding in &imported.findings {
            if let Some((_, quoted)) = finding.message.split_once(": “") {
                let (quoted, times) = quoted.rsplit_once('”').unwrap();
                let times = times.trim_matches([' ', '(', ')']).trim_end_matches(" times").parse().unwrap_or(1);
                out.push_str(&format!("{quoted} ").repeat(times));
            }
        }
        let kept = solid(&out);
        for (c, count) in solid(&text) {
            prop_assert!(kept.get(&c).copied().unwrap_or(0) >= count, "{c:?} of {text:?} in {out:?}");
        }
    }

    #[test]
    fn markdown_is_read_back(rows in proptest::collection::vec((0_usize..8, "[A-Za-zé会议ждسلا][A-Za-z 会议ж*_#<&~.\\[\\]()!`-]{0,30}[a-z][.;,]?", 1_u8..4), 1..12)) {
        let mut document = Document::new(crate::model::Head::new(Language::ENGLISH, "T"));
        for (at, (kind, text, level)) in rows.into_iter().enumerate() {
            let role = Role::ALL[kind].0;
            let text = crate::text::clean_paragraph(&text);
            let mut p = Paragraph::new(Id::from_random(at as u64), role, &text);
            if matches!(role, Role::Heading | Role::Item) {
                p.level = level;
            }
            if role == Role::Operative {
                p.label = Label::new(&format!("{at} bis"));
            }
            document.paragraphs.push(std::sync::Arc::new(p));
        }
        let written = to_markdown(&document);
        let back = read(Format::Markdown, &written);
        let shape = |document: &Document| -> Vec<_> {
            document.paragraphs.iter().map(|p| (p.role, p.level, p.label.clone(), p.text().to_owned())).collect()
        };
        prop_assert_eq!(shape(&back.document), shape(&document), "{}", written);
    }
}

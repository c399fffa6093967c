use proptest::prelude::*;

use super::*;
use crate::text::samples;

/// What is found in a text: the words, with `!` behind those of other documents, `^` before preambular ones and `~` before
/// those near by.
fn found(language: &str, text: &str) -> Vec<String> {
    let language: Language = language.parse().unwrap();
    find(text, &language)
        .into_iter()
        .map(|reference| {
            let near = if reference.is_near { "~" } else { "" };
            let class = match reference.class {
                Class::Preambular => "^",
                Class::Article => "§",
                _ => "",
            };
            let whose = match reference.into {
                Into::Here => "",
                Into::Elsewhere => "!",
            };
            format!("{near}{class}{}{whose}", text.get(reference.range).unwrap())
        })
        .collect()
}

#[test]
fn references_in_six_languages() {
    for (language, text, expected) in [
        (
            "en",
            "referred to in paragraph 6 above, and",
            &["paragraph 6"][..],
        ),
        (
            "en",
            "pursuant to paragraphs 3 to 5;",
            &["paragraphs 3 to 5"],
        ),
        (
            "en",
            "paragraphs 5, 6, 7 and 8 of this resolution",
            &["paragraphs 5, 6, 7 and 8"],
        ),
        (
            "en",
            "paragraphs [5, 6, 7, and 8] above",
            &["paragraphs [5, 6, 7, and 8"],
        ),
        (
            "en",
            "paragraph 2 (a) (ii) and paragraph 9 bis below",
            &["paragraph 2 (a) (ii)", "paragraph 9 bis"],
        ),
        (
            "en",
            "operative paragraph 6, OP6alt and PP3bis",
            &["paragraph 6", "OP6alt", "^PP3bis"],
        ),
        (
            "en",
            "Paragraphs 7-9 apply; paragraphs 7–9 too",
            &["Paragraphs 7-9", "paragraphs 7–9"],
        ),
        (
            "en",
            "under paragraph 3 and 4 above",
            &["paragraph 3 and 4"],
        ),
        ("en", "under paragraph 3 and 4 others", &["paragraph 3"]),
        (
            "en",
            "preambular paragraph 3; paragraph 2 of the preamble",
            &["^paragraph 3", "^paragraph 2"],
        ),
        (
            "en",
            "in subparagraph (b) above and sub-paragraphs (c) and (d)",
            &["~subparagraph (b)", "~paragraphs (c) and (d)"],
        ),
        (
            "en",
            "Article 5, articles 7 and 8",
            &["§Article 5", "§articles 7 and 8"],
        ),
        ("en", "three paragraphs; paragraph 6% of it", &[]),
        (
            "en",
            "paragraph 5 pre-empts paragraph 6",
            &["paragraph 5", "paragraph 6"],
        ),
        (
            "fr",
            "au paragraphe 6 ci-dessus et aux paragraphes 3 à 5",
            &["paragraphe 6", "paragraphes 3 à 5"],
        ),
        (
            "fr",
            "au paragraphe 24 de la présente résolution ; au paragraphe 2 a) ii)",
            &["paragraphe 24", "paragraphe 2 a) ii)"],
        ),
        (
            "fr",
            "aux alinéas a) et b) ci‑dessus",
            &["~alinéas a) et b)"],
        ),
        (
            "es",
            "en los párrafos 3 a 5; el párrafo 6 bis de la presente resolución",
            &["párrafos 3 a 5", "párrafo 6 bis"],
        ),
        (
            "ru",
            "в пункте 6 выше, в пунктах 3–5 и пунктов 5, 6, 7 и 8 настоящей резолюции",
            &["пункте 6", "пунктах 3–5", "пунктов 5, 6, 7 и 8"],
        ),
        ("ru", "в подпункте b) выше", &["~подпункте b)"]),
        (
            "zh",
            "上文第6段和第3至5段以及第5、6和8段",
            &["第6段", "第3至5段", "第5、6和8段"],
        ),
        (
            "zh",
            "本决议第24段所述，第2段(a)分段，第五条",
            &["第24段", "第2段(a)分段", "§第五条"],
        ),
        (
            "zh",
            "上文第2 bis和5 bis段，第5之二段",
            &["第2 bis和5 bis段", "第5之二段"],
        ),
        ("zh", "在第一阶段，第七次会议", &[]),
        (
            "ar",
            "بموجب الفقرتين 3 و 4 أعلاه، والفقرات 3 إلى 5 وبالفقرة 2 (أ)",
            &["الفقرتين 3 و 4", "والفقرات 3 إلى 5", "وبالفقرة 2 (أ)"],
        ),
        ("ar", "في الفقرة 24 من هذا القرار", &["الفقرة 24"]),
        ("de", "Absatz 5", &[]),
        ("en", "see paras. 3 & 4", &["paras. 3 & 4"]),
        ("ru", "см. п. 3 и пп. 2–4", &["п. 3", "пп. 2–4"]),
        (
            "ru",
            "пункты с 2 по 4; пунктов со 2 по 4 выше; пункты с 2 замечаниями",
            &["пункты с 2 по 4", "пунктов со 2 по 4"],
        ),
        ("ar", "الفقرات من 2 إلى 4", &["الفقرات من 2 إلى 4"]),
    ] {
        assert_eq!(found(language, text), expected, "{text}");
    }
}

#[test]
fn references_into_other_documents_are_told_apart() {
    for (language, text) in [
        ("en", "paragraph 6 of resolution 2653 (2022)"),
        ("en", "paragraph 4 of its resolution 716 (1991);"),
        ("en", "paragraph 4 of Article 3 of the Agreement"),
        ("en", "decision 1/CP.17, paragraph 4"),
        ("en", "resolution 2653 (2022), paragraph 6, in particular"),
        (
            "en",
            "paragraphs 10, 17, 18, 19 20, 21 and 32, of the Secretary-General’s report",
        ),
        ("en", "paragraph 6 in its resolution 2653"),
        ("en", "operative paragraph 4 of resolution 716"),
        ("en", "annex II, paragraph 3"),
        ("fr", "au paragraphe 11 de sa résolution 2183 (2014)"),
        ("fr", "aux paragraphes 12 à 17 du rapport"),
        (
            "fr",
            "paragraphe 4 du dispositif de la résolution 716 (1991)",
        ),
        ("es", "el párrafo 4 de la resolución 716 (1991)"),
        ("es", "los párrafos 12 a 17 del informe"),
        ("ru", "в пункте 11 его резолюции 2183 (2014)"),
        ("ru", "пунктах 11, 19 и 22 доклада"),
        ("ru", "резолюции 2653 (2022), пункт 6"),
        ("ru", "статья 3 пункт 4"),
        ("fr", "à l’article 3, paragraphe 4"),
        ("en", "Article 3 paragraph 4"),
        ("zh", "第2183(2014)号决议第11段"),
        ("zh", "秘书长报告(S/2024/12)第24段"),
        ("zh", "第716(1991)号决议执行部分第4段"),
        ("ar", "الفقرة 11 من قراره 2183 (2014)"),
        ("ar", "الفقرات 12 إلى 17 من تقرير الأمين العام"),
    ] {
        let found = found(language, text);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.ends_with('!')),
            "{text}: {found:?}"
        );
    }
    assert_eq!(
        found(
            "en",
            "paragraphs 4 and 5, and paragraph 6 of resolution 716"
        ),
        ["paragraphs 4 and 5!", "paragraph 6!"]
    );
}

#[test]
fn additions_that_follow_are_not_torn_from_their_number() {
    for (language, text, goes_on) in [
        ("en", "paragraph 5 bis, ter", true),
        ("en", "paragraphs 5 bis and ter above", true),
        ("en", "paragraph 5 bis, term by term", false),
        ("en", "paragraphs 5 bis and 5 ter", false),
        ("zh", "第5段之二", true),
        ("zh", "第五段之二", true),
        ("zh", "第5之二段", false),
    ] {
        let language: Language = language.parse().unwrap();
        let found: Vec<bool> = find(text, &language).iter().map(|r| r.goes_on).collect();
        assert_eq!(found, [goes_on], "{text}");
    }
}

fn number(value: u32) -> Number {
    Number {
        value,
        additions: Vec::new(),
        how: crate::model::label::count::Counting::Digits('0'),
    }
}

/// The first reference of a text with new numbers, ranges as their members.
fn rewritten(language: &str, text: &str, groups: &[&[u32]]) -> Option<String> {
    let language: Language = language.parse().unwrap();
    let reference = find(text, &language).into_iter().next().unwrap();
    let groups: Vec<Vec<Member>> = groups
        .iter()
        .map(|group| group.iter().map(|value| vec![number(*value)]).collect())
        .collect();
    let new = rewrite(text, &reference, &groups, &language)?;
    Some(format!(
        "{}{new}{}",
        text.get(..reference.range.start).unwrap(),
        text.get(reference.range.end..).unwrap()
    ))
}

#[test]
fn references_keep_their_form() {
    let run: &[&[u32]] = &[&[4, 5, 6]];
    let torn: &[&[u32]] = &[&[4, 6, 9]];
    for (language, text, groups, new) in [
        (
            "en",
            "in paragraph 6 bis above",
            &[&[8][..]][..],
            "in paragraph 8 above",
        ),
        (
            "en",
            "in paragraphs 3 to 5 above",
            run,
            "in paragraphs 4 to 6 above",
        ),
        ("en", "in paragraphs 3–5", torn, "in paragraphs 4, 6 and 9"),
        (
            "en",
            "in paragraphs 5, 6 and  7",
            &[&[6], &[7], &[3]],
            "in paragraphs 3, 6 and  7",
        ),
        (
            "fr",
            "aux paragraphes 3 à 5",
            torn,
            "aux paragraphes 4, 6 et 9",
        ),
        ("es", "los párrafos 3 a 5", torn, "los párrafos 4, 6 y 9"),
        ("ru", "в пунктах 3–5 выше", torn, "в пунктах 4, 6 и 9 выше"),
        ("zh", "上文第3至第5段", torn, "上文第4、6和9段"),
        ("zh", "上文第三段", &[&[12]], "上文第十二段"),
        ("zh", "第 3 段", &[&[12]], "第 12 段"),
        ("ar", "في الفقرات 3 إلى 5", torn, "في الفقرات 4 و 6 و 9"),
        ("ar", "الفقرة ٣", &[&[12]], "الفقرة ١٢"),
    ] {
        assert_eq!(
            rewritten(language, text, groups).as_deref(),
            Some(new),
            "{text}"
        );
    }
    assert_eq!(rewritten("en", "paragraphs 3 [to 5]", torn), None);
}

proptest! {
    #![proptest_config(samples::cases())]
    #[test]
    fn any_text_can_be_searched(text in samples::text(), language in 0_usize..6) {
        let language = Language::OFFICIAL[language];
        let mut end = 0;
        for reference in find(&text, &language) {
            prop_assert!(text.get(reference.range.clone()).is_some());
            prop_assert!(reference.range.start >= end);
            end = reference.range.end;
            for mark in reference.items.iter().flat_map(|item| &item.marks) {
                prop_assert!(text.get(mark.number.clone()).is_some());
                prop_assert!(text.get(mark.additions.clone()).is_some());
            }
        }
    }
}

/// Adopted resolutions in six languages: their translations name the same paragraphs, so that what one language finds
/// the others must find too. `RAPPORTEUR_TEST_DATA=DIR` says where they are.
#[test]
fn adopted_texts_name_the_same_paragraphs_in_every_language() {
    let Ok(place) = std::env::var("RAPPORTEUR_TEST_DATA") else {
        return;
    };
    let mut counts = Vec::new();
    for language in Language::OFFICIAL {
        let path = format!("{place}/unsc/paragraphs.{language}.jsonl");
        let file = std::fs::read_to_string(path).unwrap();
        let (mut here, mut elsewhere) = (0, 0);
        for line in file.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            for reference in find(row["text"].as_str().unwrap(), &language) {
                let paragraph = reference.class == Class::Paragraph;
                here += usize::from(paragraph && reference.into == Into::Here);
                elsewhere += usize::from(paragraph && reference.into == Into::Elsewhere);
            }
        }
        counts.push((language.to_string(), here, elsewhere));
    }
    for (language, here, elsewhere) in counts {
        if language == "en" {
            // More resolutions than in the other languages. One of these means a report that was named a sentence before.
            assert!(here >= 110 && elsewhere >= 50, "{here} {elsewhere}");
        } else {
            assert_eq!(here, 27, "{language}");
            assert!((45..=47).contains(&elsewhere), "{language} {elsewhere}");
        }
    }
}

use std::ops::Range;
use std::sync::Arc;

use super::*;
use crate::model::{Document, Head, Label, Paragraph, Role};
use proptest::prelude::*;

mod agreed;
mod asking;
mod clauses;
mod hardship;
mod laws;
mod memory;

/// Paragraphs of the six languages, in language order of the list.
const TEXTS: &[(&str, &str)] = &[
    (
        "en",
        "Recalling the Treaty on the Non-Proliferation of Nuclear Weapons and its review process,",
    ),
    (
        "en",
        "Stresses that the establishment of a nuclear-weapon-free zone strengthens regional security;",
    ),
    (
        "en",
        "Requests the Secretary-General to report on the implementation of the present resolution;",
    ),
    ("en", "Decides to remain actively seized of the matter."),
    (
        "en",
        "Expresses concern about landmines, drought and the degradation of the Aral Sea basin;",
    ),
    (
        "fr",
        "Rappelant le Traité sur la non-prolifération des armes nucléaires et son processus d’examen,",
    ),
    (
        "fr",
        "Souligne que l’établissement d’une zone exempte d’armes nucléaires renforce la sécurité régionale ;",
    ),
    (
        "fr",
        "Prie le Secrétaire général de présenter un rapport sur l’application de la résolution ;",
    ),
    (
        "es",
        "Recordando el Tratado sobre la no proliferación de las armas nucleares y su proceso de examen,",
    ),
    (
        "es",
        "Subraya que el establecimiento de una zona libre de armas nucleares fortalece la seguridad regional;",
    ),
    (
        "es",
        "Solicita al Secretario General que informe sobre la aplicación de la resolución;",
    ),
    (
        "ru",
        "Ссылаясь на Договор о нераспространении ядерного оружия и процесс рассмотрения его действия,",
    ),
    (
        "ru",
        "Подчеркивает, что создание зоны, свободной от ядерного оружия, укрепляет региональную безопасность;",
    ),
    (
        "ru",
        "Просит Генерального секретаря представить доклад об осуществлении настоящей резолюции;",
    ),
    (
        "ar",
        "إذ يشير إلى معاهدة عدم انتشار الأسلحة النووية وعملية استعراضها،",
    ),
    (
        "ar",
        "يؤكد أن إنشاء منطقة خالية من الأسلحة النووية يعزز الأمن الإقليمي؛",
    ),
    (
        "ar",
        "يطلب إلى الأمين العام أن يقدم تقريرا عن تنفيذ هذا القرار؛",
    ),
    ("zh", "回顾《不扩散核武器条约》及其审议进程，"),
    ("zh", "强调建立无核武器区加强区域安全；"),
    ("zh", "请秘书长就本决议的执行情况提出报告；"),
];

fn document(language: &str, texts: &[&str]) -> Document {
    let mut document = Document::new(Head::new(language.parse().unwrap(), "Test"));
    for (text, at) in texts.iter().zip(1..) {
        let id = format!("p{at}").parse().unwrap();
        let paragraph = Paragraph::new(id, Role::Paragraph, text);
        document.paragraphs.push(Arc::new(paragraph));
    }
    document
}

/// Each document its own segment.
fn shelve(library: &mut Library, symbol: &str, date: &str, document: &Document) {
    shelve_in(library, "precedents", symbol, date, document);
}

fn shelve_in(library: &mut Library, name: &str, symbol: &str, date: &str, document: &Document) {
    let mut builder = Builder::new();
    let record = Record {
        date: Some(date.into()),
        ..Record::new(symbol, document.head.language)
    };
    builder.add_document(record, document);
    library.add(name, Arc::new(builder.build()));
}

fn library() -> Library {
    let mut library = Library::new();
    for language in ["en", "fr", "es", "ru", "ar", "zh"] {
        let texts: Vec<&str> = TEXTS
            .iter()
            .filter(|(of, _)| *of == language)
            .map(|(_, text)| *text)
            .collect();
        shelve(
            &mut library,
            "A/RES/1",
            "2010-06-24",
            &document(language, &texts),
        );
    }
    library
}

fn first(library: &Library, query: &str) -> String {
    let hits = library.search(&Query::new(query));
    hits.first()
        .map(|hit| hit.text.to_string())
        .unwrap_or_default()
}

#[test]
fn finds_the_paragraph_that_was_meant() {
    let library = library();
    for (how, query, start) in [
        (
            "two slips",
            "non-prolifreation of nucelar wepons",
            "Recalling",
        ),
        (
            "dropped words",
            "establishment nuclear zone regional security",
            "Stresses",
        ),
        (
            "reordered",
            "regional security zone nuclear establishment",
            "Stresses",
        ),
        (
            "prefix",
            "Secretary-General to report on the implem",
            "Requests",
        ),
        ("prefix with a slip", "report on the impelmen", "Requests"),
        ("mixed case", "REMAIN Seized of the MATTER", "Decides"),
        ("abbreviated", "degrdtn of the aral sea", "Expresses"),
        (
            "without accents",
            "securite regionale etablissement",
            "Souligne",
        ),
        (
            "two slips",
            "non-proliferaton des armes nuclaires",
            "Rappelant",
        ),
        (
            "decomposed",
            "pre\u{301}senter un rapport secre\u{301}taire",
            "Prie",
        ),
        (
            "two slips",
            "zona libre de armas nuclares seguriadd",
            "Subraya",
        ),
        ("without accents", "aplicacion de la resolucion", "Solicita"),
        (
            "two slips",
            "нераспростронении ядерногo оружия договр",
            "Ссылаясь",
        ),
        (
            "reordered prefix",
            "безопасность региональную укрепл",
            "Подчеркивает",
        ),
        ("case", "ГЕНЕРАЛЬНОГО СЕКРЕТАРЯ ДОКЛАД", "Просит"),
        ("two slips", "انتشار الاسلحه النوويه معهدة", "إذ يشير"),
        ("vowel marks", "الأَمْنَ الإقليمي", "يؤكد"),
        ("reordered", "تقريرا الأمين العام القرار", "يطلب"),
        ("a wrong character", "不扩散核武其条约", "回顾"),
        ("dropped characters", "无核区加强安全", "强调"),
        ("reordered", "执行情况 秘书长", "请秘书长"),
        ("one character", "审", "回顾"),
    ] {
        let found = first(&library, query);
        assert!(found.starts_with(start), "{how}: {query} found {found}");
    }
}

#[test]
fn marks_what_was_asked_for() {
    let library = library();
    for (query, expected) in [
        (
            "seized matter",
            "Decides to remain actively (seized) of the (matter).",
        ),
        (
            "siezed of",
            "Decides to remain actively (seized) (of) the matter.",
        ),
        ("无核武器区", "强调建立(无核武器区)加强区域安全；"),
        ("审", "回顾《不扩散核武器条约》及其(审)议进程，"),
        (
            "securite",
            "Souligne que l’établissement d’une zone exempte d’armes nucléaires renforce la (sécurité) régionale ;",
        ),
    ] {
        let hit = library.search(&Query::new(query)).swap_remove(0);
        let mut shown = hit.text.to_string();
        for span in hit.spans.iter().rev() {
            shown.insert(span.end, ')');
            shown.insert(span.start, '(');
        }
        assert_eq!(shown, expected, "{query}");
    }
}

#[test]
fn words_near_each_other_and_in_order_come_first() {
    let mut library = Library::new();
    let texts = [
        "The security council, noting that the region and the parties differ on regional matters,",
        "Regional security, and the security of the region, were discussed by the council.",
        "The council on security of the parties met in the region.",
        "The Security Council met.",
    ];
    shelve(&mut library, "S/1", "2000-01-01", &document("en", &texts));
    assert_eq!(first(&library, "security council met"), texts[3]);
    assert_eq!(first(&library, "regional security"), texts[1]);
}

#[test]
fn repetitions_are_one_hit() {
    let mut library = Library::new();
    let words = [
        "Decides to extend the mandate;",
        "Decides  to extend the mandate;",
    ];
    shelve(
        &mut library,
        "S/RES/1",
        "2001-01-01",
        &document("en", &words[..1]),
    );
    shelve(
        &mut library,
        "S/RES/3",
        "2003-01-01",
        &document("en", &["Title", words[1]]),
    );
    shelve(
        &mut library,
        "S/RES/2",
        "2002-01-01",
        &document("en", &words[..1]),
    );
    let other = document("en", &words[..1]);
    shelve_in(&mut library, "drafts", "L.1", "2004-01-01", &other);
    let mut query = Query::new("extend mandate");
    query.library = Some("precedents".into());
    let hits = library.search(&query);
    assert_eq!(hits.len(), 1);
    assert_eq!((&*hits[0].symbol, &*hits[0].paragraph), ("S/RES/3", "¶2"));
    let also: Vec<&str> = hits[0].also.iter().map(|a| &*a.symbol).collect();
    assert_eq!(also, ["S/RES/2", "S/RES/1"]);
    assert_eq!(library.len(), 5);
    assert_eq!(library.text(hits[0].entry).as_deref(), Some(words[1]));
    query.library = None;
    assert_eq!(&*library.search(&query)[0].symbol, "L.1");
}

#[test]
fn equally_good_ones_are_ordered_by_date_symbol_and_place() {
    let mut library = Library::new();
    for (symbol, date, text) in [
        ("B", "2001-01-01", "extend the mandate one"),
        ("A", "2001-01-01", "extend the mandate two"),
        ("C", "2003-01-01", "extend the mandate six"),
    ] {
        shelve(&mut library, symbol, date, &document("en", &[text]));
    }
    let hits = library.search(&Query::new("extend mandate "));
    let order: Vec<&str> = hits.iter().map(|hit| &*hit.symbol).collect();
    assert_eq!(order, ["C", "A", "B"]);
}

#[test]
fn filters_and_limits() {
    let library = library();
    let mut query = Query::new("nuclear nucléaires nucleares");
    query.language = Some("es".parse().unwrap());
    let hits = library.search(&query);
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit.language.as_str() == "es"));
    query.language = None;
    query.limit = 1;
    assert_eq!(library.search(&query).len(), 1);
    query.library = Some("elsewhere".into());
    assert_eq!(library.search(&query), []);
    for nothing in ["", "   ", "—；[]", "qqqqqqqq"] {
        assert_eq!(library.search(&Query::new(nothing)), [], "{nothing:?}");
    }
}

#[test]
fn labels_name_paragraphs() {
    let mut labelled = document("en", &["Recalls its resolution;"]);
    Arc::make_mut(&mut labelled.paragraphs[0]).label = Label::new("5 bis");
    let mut library = Library::new();
    shelve(&mut library, "A/RES/1", "2010-01-01", &labelled);
    let hits = library.search(&Query::new("recalls"));
    assert_eq!(&*hits[0].paragraph, "5 bis");
}

#[test]
fn typing_letter_by_letter_keeps_the_paragraph() {
    let library = library();
    let query = "landmines drought degradation";
    for typed in (5..=query.len()).filter_map(|end| query.get(..end)) {
        let found = first(&library, typed);
        assert!(found.starts_with("Expresses"), "{typed}");
    }
}

/// Texts with everything that can go wrong: marks, joiners, wide letters, controls, brackets.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[a-c ]{0,8}",
        Just("军裁会".to_owned()),
        Just("e\u{301}\u{200d}".to_owned()),
        Just("ﷺﬁİß\u{640}\u{202e}".to_owned()),
        Just("l’’s\u{0}[\n".to_owned()),
        Just("👩\u{200d}👧 ".to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_sorted_disjoint_and_on_boundaries(
        texts in prop::collection::vec(hostile(), 1..6), query in hostile(),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut library = Library::new();
        shelve(&mut library, "A/1", "2010-01-01", &document("en", &texts));
        let hits = library.search(&Query::new(query.as_str()));
        prop_assert_eq!(&hits, &library.search(&Query::new(query.as_str())));
        for hit in hits {
            prop_assert!(!hit.spans.is_empty());
            let mut end = None;
            for span in &hit.spans {
                prop_assert!(end.is_none_or(|end| span.start > end));
                prop_assert!(hit.text.get(span.clone()).is_some_and(|s| !s.is_empty()));
                end = Some(span.end);
            }
        }
    }

    #[test]
    fn a_paragraph_is_found_by_its_own_words(at in 0..TEXTS.len()) {
        prop_assert_eq!(first(&library(), TEXTS[at].1), TEXTS[at].1);
    }
}

/// The real paragraphs of a language, or nothing when the data is not at hand.
fn adopted(language: &str) -> Vec<String> {
    let place = std::env::var("RAPPORTEUR_TEST_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data").to_owned());
    let path = format!("{place}/unsc/paragraphs.{language}.jsonl");
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    lines
        .lines()
        .map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            row["text"].as_str().unwrap().to_owned()
        })
        .collect()
}

/// Five words from the middle: one left out, the longest with two neighbours swapped, the last cut short.
fn half_remembered(text: &str) -> Option<String> {
    let tokens: Vec<String> = tokens::tokens(text).into_iter().map(|t| t.term).collect();
    let mut words: Vec<Vec<char>> = tokens
        .get(tokens.len() / 2..tokens.len() / 2 + 6)?
        .iter()
        .map(|word| word.chars().collect())
        .collect();
    words.remove(2);
    let longest = words.iter_mut().max_by_key(|word| word.len())?;
    if longest.len() >= 5 {
        longest.swap(2, 3);
    }
    let last = words.last_mut()?;
    last.truncate(last.len().div_ceil(2).max(2));
    let words: Vec<String> = words
        .into_iter()
        .map(|word| word.into_iter().collect())
        .collect();
    Some(words.join(" "))
}

#[test]
fn finds_half_remembered_paragraphs_of_the_security_council() {
    for language in ["en", "fr", "es", "ru", "ar"] {
        let texts = adopted(language);
        if texts.is_empty() {
            println!("skipped: no paragraphs in {language} at hand");
            continue;
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut library = Library::new();
        shelve(
            &mut library,
            "S/RES/1",
            "2020-01-01",
            &document(language, &texts),
        );
        let (mut asked, mut found) = (0, 0);
        for text in texts
            .iter()
            .filter(|text| text.chars().count() > 150)
            .step_by(15)
        {
            let Some(query) = half_remembered(text) else {
                continue;
            };
            let hits = library.search(&Query::new(query));
            asked += 1;
            // A row stands for all that differ from it in little.
            let is_it = |hit: &Hit| {
                let mut also = hit
                    .also
                    .iter()
                    .filter_map(|again| library.text(again.entry));
                &*hit.text == *text || also.any(|words| words == *text)
            };
            found += usize::from(hits.iter().take(10).any(is_it));
        }
        println!("{language}: {found} of {asked} among the first ten");
        assert!(
            asked > 20 && found * 10 >= asked * 9,
            "{language}: {found} of {asked}"
        );
    }
}

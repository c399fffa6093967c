//! What is half remembered: words in another form, words that stand for others, and words that many paragraphs have.

use super::super::shelf::shelf;
use super::*;

fn first(library: &Library, query: &str) -> String {
    let hits = library.search(&Query::new(query));
    hits.first()
        .map_or_else(String::new, |hit| hit.symbol.to_string())
}

#[test]
fn a_word_in_another_form_is_the_word() {
    // Each form that is typed stands in another paragraph, where slips count for little.
    let library = shelf(&[
        (
            "en/1",
            "2001-01-31",
            "en",
            "Commends the parties for the implementation of the agreed ceasefire commitments;",
        ),
        (
            "en/2",
            "2002-01-31",
            "en",
            "Notes that every party has given its commitment to implement the budget;",
        ),
        (
            "fr/1",
            "2001-01-31",
            "fr",
            "Prend note des accords régionaux relatifs aux armes nucléaires adoptés par les États ;",
        ),
        (
            "fr/2",
            "2002-01-31",
            "fr",
            "Considère que l’accord régional relatif au budget n’a pas été adopté ;",
        ),
        (
            "es/1",
            "2001-01-31",
            "es",
            "Observando las medidas acordadas para limitar las disposiciones comerciales,",
        ),
        (
            "es/2",
            "2002-01-31",
            "es",
            "Recordando que la medida acordada con limitaciones es una disposición,",
        ),
        (
            "ru/1",
            "2001-01-31",
            "ru",
            "призывающий государства осуществить подлежащие контролю мероприятия;",
        ),
        (
            "ru/2",
            "2002-01-31",
            "ru",
            "призывает государство и контроль над мероприятием;",
        ),
        (
            "ar/1",
            "2001-01-31",
            "ar",
            "يرحب بالاتفاقات المتعلقة بالسلام والتعاون بين الدول؛",
        ),
        (
            "ar/2",
            "2002-01-31",
            "ar",
            "السلام يتحقق في كل دولة حين يعقد اتفاق؛",
        ),
    ]);
    for (query, symbol) in [
        ("party implementing agreed ceasefires commitment", "en/1"),
        (
            "accord régional relative aux arme nucléaire adoptée",
            "fr/1",
        ),
        (
            "observado medida acordada limitadas disposición comercial",
            "es/1",
        ),
        (
            "государств осуществлять подлежащих контроль мероприятие",
            "ru/1",
        ),
        ("الاتفاق متعلقة السلام وتعاون الدولة", "ar/1"),
    ] {
        assert_eq!(first(&library, query), symbol, "{query}");
        for hit in library.search(&Query::new(query)) {
            assert!(
                hit.spans
                    .iter()
                    .all(|span| hit.text.get(span.clone()).is_some())
            );
        }
    }
}

#[test]
fn another_word_in_between_is_no_gap() {
    let library = shelf(&[
        (
            "A",
            "2002-01-31",
            "en",
            "Condemns all terrorist acts and methods and practices of violence;",
        ),
        (
            "B",
            "2001-01-31",
            "en",
            "Condemns all such acts, methods and practices of violence wherever;",
        ),
        ("C", "2002-01-31", "zh", "强调必须缓冲完整和尊重；"),
        ("D", "2001-01-31", "zh", "强调必须尊重缓冲区的完整性和；"),
    ]);
    // The third word is nobody's; the second and third characters were mistaken.
    assert_eq!(first(&library, "acts zymurgy and practices"), "B");
    assert_eq!(first(&library, "尊重缓冲昂的完整"), "D");
}

#[test]
fn of_many_paragraphs_with_the_words_the_one_that_says_them_is_found() {
    let mut texts: Vec<(String, String)> = (0..2000)
        .map(|at| {
            let text = format!("weapons {at} of the zones, {at} free {at} and {at} nuclear {at};");
            (format!("A/{at}"), text)
        })
        .collect();
    texts.push((
        "Z".to_owned(),
        "Welcomes zones free of nuclear weapons;".to_owned(),
    ));
    let rows: Vec<(&str, &str, &str, &str)> = texts
        .iter()
        .map(|(symbol, text)| (symbol.as_str(), "2001-01-31", "en", text.as_str()))
        .collect();
    assert_eq!(first(&shelf(&rows), "zones free of nuclear weapons"), "Z");
}

#[test]
fn words_from_all_over_a_paragraph_need_not_be_close() {
    let library = shelf(&[
        (
            "Meant",
            "2001-01-31",
            "en",
            "Notes the ferries that cross the strait by night, and asks the harbours on both shores, the pilots and the \
             owners of the vessels for lanterns before the winter;",
        ),
        (
            "Closer",
            "2002-01-31",
            "en",
            "The ferries that cross the lake below the mill and the old harbours of the mint, the schools and all of the \
             bakers with lanterns are mentioned in the minutes of the council, and so are the bridges, the mills, the \
             orchards, the wells, the roads that lead to the old town, its walls, its gates, and the clocks that nobody \
             has wound since the great fire, which the owners regret, together with what the pilots had to say about \
             the weather, the fees, the charts, the signals and the lost letters of the post;",
        ),
    ]);
    // Both have all the words in this order: the shorter paragraph has fewer that could have been recalled instead.
    assert_eq!(first(&library, "ferries harbours lanterns"), "Meant");
}

#[test]
fn a_word_that_stood_before_is_not_missed_where_all_stand_together() {
    let library = shelf(&[
        (
            "Meant",
            "2001-01-31",
            "en",
            "The mediator thanked the guards of the old lighthouse, and then read to them the report of the mediator on \
             water;",
        ),
        (
            "Other",
            "2002-01-31",
            "en",
            "Reports on water were read to the guards; the mediator of the old lighthouse thanked them, and then report \
             followed on report;",
        ),
    ]);
    assert_eq!(first(&library, "on water report of the mediator"), "Meant");
}

#[test]
fn what_need_not_be_looked_at_is_not_among_the_best() {
    let words = [
        "all",
        "parties",
        "to",
        "the",
        "conflict",
        "respect",
        "ceasefire",
        "of",
        "zones",
        "free",
    ];
    let mut seed = 7_u64;
    let mut below = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % most
    };
    let mut said = |count: usize| {
        let all: Vec<&str> = (0..count).map(|_| words[below(words.len())]).collect();
        all.join(" ")
    };
    let texts: Vec<(String, String)> = (0..600)
        .map(|at| (format!("A/{at}"), said(4 + at % 30)))
        .collect();
    let rows: Vec<(&str, &str, &str, &str)> = texts
        .iter()
        .map(|(symbol, text)| (symbol.as_str(), "2001-01-31", "en", text.as_str()))
        .collect();
    let library = shelf(&rows);
    for turn in 0..60 {
        let query = said(2 + turn % 6);
        let found = |limit: usize| {
            let query = Query {
                fold: false,
                limit,
                ..Query::new(query.as_str())
            };
            let hits = library.search(&query).into_iter();
            let named = hits.map(|hit| (hit.symbol.to_string(), hit.score.to_bits()));
            named.take(4).collect::<Vec<_>>()
        };
        // Of so many rows that none is left out, the first are the same.
        assert_eq!(found(4), found(1000), "{query}");
    }
}

#[test]
fn of_texts_that_differ_in_nothing_else_the_one_with_the_hyphen_that_was_typed_is_meant() {
    let library = shelf(&[
        (
            "Apart",
            "2003-01-31",
            "en",
            "Asks donors for voluntary contributions to fund Confidence Building Measures of all kinds;",
        ),
        (
            "Joined",
            "2002-01-31",
            "en",
            "Asks donors for voluntary contributions to fund confidence-building measures of all kinds, wherever they are \
             needed before the winter;",
        ),
        (
            "Unbroken",
            "2001-01-31",
            "en",
            "Asks donors for voluntary contributions to fund confidence\u{2011}building measures of all kinds, wherever \
             they may be useful, among them those of the young, of women and of the old;",
        ),
    ]);
    for (query, symbol) in [
        (
            "voluntary contributions to fund confidence-building",
            "Joined",
        ),
        (
            "volunatry contributions confidence-building measures",
            "Joined",
        ),
        ("fund confidence building measures", "Apart"),
        // Nobody types this one: it was copied.
        ("to fund confidence\u{2011}building measures", "Unbroken"),
    ] {
        assert_eq!(first(&library, query), symbol, "{query}");
    }
}

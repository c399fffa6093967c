//! What can be asked of a library besides words.

use super::*;

fn shelf() -> Library {
    let mut builder = Builder::new();
    let english = || "en".parse().unwrap();
    let mut add = |record: Record, texts: &[(&str, Role, Option<&str>)]| {
        let lines = texts
            .iter()
            .zip(1..)
            .map(|((text, role, verb), place)| Line {
                text,
                label: None,
                place,
                role: *role,
                verb: *verb,
            });
        builder.add(record, lines);
    };
    add(
        Record {
            date: Some("2010-03-04".into()),
            votes: vec![
                ("KAZ".into(), Vote::Yes),
                ("IRN".into(), Vote::No),
                ("UZB".into(), Vote::Abstained),
            ],
            ..Record::new("S/RES/1900 (2010)", english())
        },
        &[
            (
                "Recalling all necessary measures of its resolution 1800,",
                Role::Preambular,
                None,
            ),
            (
                "Decides to take all necessary measures against piracy;",
                Role::Operative,
                Some("decides"),
            ),
            (
                "Also decides on measures that are necessary for all;",
                Role::Operative,
                Some("decides"),
            ),
        ],
    );
    add(
        Record {
            date: Some("2015-03-04".into()),
            adopted: Some("consensus".into()),
            ..Record::new("A/RES/70/1", english())
        },
        &[(
            "Decides that sanctions and all necessary measures continue;",
            Role::Operative,
            None,
        )],
    );
    add(
        Record {
            date: Some("2020-03-04".into()),
            adopted: Some("vote".into()),
            sponsors: vec!["IRN".into()],
            ..Record::new("A/RES/75/9", "fr".parse().unwrap())
        },
        &[(
            "Décide de prendre toutes les mesures nécessaires ;",
            Role::Operative,
            None,
        )],
    );
    let mut library = Library::new();
    library.add("x", Arc::new(builder.build()));
    library
}

#[test]
fn phrases_fields_and_what_must_not_be_there() {
    let library = shelf();
    for (query, expected) in [
        (
            "\"all necessary measures\"",
            &[
                "¶1 S/RES/1900 (2010)",
                "¶1 A/RES/70/1",
                "¶2 S/RES/1900 (2010)",
            ][..],
        ),
        (
            "\"ALL necessary  measures\" -sanctions",
            &["¶1 S/RES/1900 (2010)", "¶2 S/RES/1900 (2010)"],
        ),
        (
            "\"all necessary measures\" -\"necessary measures against\" -sanctions",
            &["¶1 S/RES/1900 (2010)"],
        ),
        ("“necessary measures against", &["¶2 S/RES/1900 (2010)"]),
        ("measures symbol:70/1", &["¶1 A/RES/70/1"]),
        ("measures symbol:\"A/RES/70/1\"", &["¶1 A/RES/70/1"]),
        ("mesures symbol:res75 ", &["¶1 A/RES/75/9"]),
        ("measures year:2015", &["¶1 A/RES/70/1"]),
        ("necessary year:2011-", &["¶1 A/RES/70/1"]),
        ("year:2011-", &["¶1 A/RES/70/1", "¶1 A/RES/75/9"]),
        ("measures year:-2010 role:pp", &["¶1 S/RES/1900 (2010)"]),
        (
            "measures verb:decides year:2010",
            &["¶2 S/RES/1900 (2010)", "¶3 S/RES/1900 (2010)"],
        ),
        (
            "verb:décide",
            &[
                "¶1 A/RES/75/9",
                "¶1 A/RES/70/1",
                "¶2 S/RES/1900 (2010)",
                "¶3 S/RES/1900 (2010)",
            ],
        ),
        ("language:fr", &["¶1 A/RES/75/9"]),
        (
            "necessary accepted-by:KAZ role:operative year:2010",
            &["¶2 S/RES/1900 (2010)", "¶3 S/RES/1900 (2010)"],
        ),
        ("accepted-by:irn", &["¶1 A/RES/75/9", "¶1 A/RES/70/1"]),
        ("accepted-by:UZB", &["¶1 A/RES/70/1"]),
        ("-measures", &[]),
        (
            "measures symbol:",
            &[
                "¶2 S/RES/1900 (2010)",
                "¶3 S/RES/1900 (2010)",
                "¶1 S/RES/1900 (2010)",
                "¶1 A/RES/70/1",
            ],
        ),
    ] {
        let hits = library.search(&Query::new(query));
        let found: Vec<String> = hits
            .iter()
            .map(|hit| format!("{} {}", hit.paragraph, hit.symbol))
            .collect();
        let mut sorted = found.clone();
        sorted.sort();
        let mut wanted: Vec<&str> = expected.to_vec();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted, "{query}");
    }
    let query = Query {
        accepted_by: vec![Party::new("KAZ", ""), Party::new("IRN", "")],
        ..Query::new("measures")
    };
    let hits = library.search(&query);
    assert_eq!(hits.len(), 1);
    assert_eq!(&*hits[0].symbol, "A/RES/70/1");
}

#[test]
fn what_is_no_field_is_looked_for() {
    let library = shelf();
    let hits = library.search(&Query::new("piracy:against"));
    assert_eq!(&*hits[0].paragraph, "¶2");
}

#[test]
fn who_accepted_what() {
    let record = |votes: &[(&str, Vote)], adopted: Option<&str>| Record {
        votes: votes
            .iter()
            .map(|(name, vote)| ((*name).into(), *vote))
            .collect(),
        adopted: adopted.map(Arc::from),
        ..Record::new("A", "en".parse().unwrap())
    };
    for (votes, adopted, kaz) in [
        (&[("KAZ", Vote::Yes)][..], Some("vote"), true),
        (&[("KAZ", Vote::No)], Some("consensus"), false),
        (&[("KAZ", Vote::Absent)], None, false),
        (&[("UZB", Vote::Yes)], None, false),
        (&[], Some("without a vote"), true),
        (&[("Kazakhstan", Vote::Yes)], Some("vote"), true),
        (&[("KAZAKHSTAN", Vote::Abstained)], Some("vote"), false),
        (&[], Some("Adoptée par consensus"), true),
        (&[], Some("принято консенсусом"), true),
        (&[], Some("协商一致"), true),
        // How it was adopted is not known.
        (&[], None, false),
        (&[], Some("vote"), false),
    ] {
        assert_eq!(
            Party::new("kaz", "")
                .accepted(&record(votes, adopted))
                .is_some(),
            kaz,
            "{votes:?} {adopted:?}"
        );
    }
}

#[test]
fn nearly_the_same_words_are_one_row_with_their_years() {
    let mut library = Library::new();
    let words = "Decides to extend the mandate of the Force in the area of separation between the parties until 30 June";
    for (symbol, date, year) in [
        ("R/1", "2001-06-01", "2002"),
        ("R/2", "2002-06-01", "2003"),
        ("R/3", "2003-06-01", "2004"),
    ] {
        let text = format!("{words} {year}");
        shelve(
            &mut library,
            symbol,
            date,
            &document(
                "en",
                &[&text, "Something else about the mandate of the Force"],
            ),
        );
    }
    let hits = library.search(&Query::new("extend mandate force separation"));
    let also: Vec<(&str, bool)> = hits[0]
        .also
        .iter()
        .map(|a| (&*a.symbol, a.verbatim))
        .collect();
    assert_eq!(&*hits[0].symbol, "R/3");
    assert_eq!(also, [("R/2", false), ("R/1", false)]);
    // Exactly the same words in other segments are the same to the letter.
    let also: Vec<(&str, bool)> = hits[1]
        .also
        .iter()
        .map(|a| (&*a.symbol, a.verbatim))
        .collect();
    assert_eq!(also, [("R/2", true), ("R/1", true)]);
    // A document that stands in two libraries is named once.
    let twice = document("en", &[&format!("{words} 2004")]);
    shelve(&mut library, "R/3", "2003-06-01", &twice);
    let hits = library.search(&Query::new("extend mandate force separation"));
    assert_eq!((&*hits[0].symbol, hits[0].also.len()), ("R/3", 2));
}

#[test]
fn a_row_is_headed_by_a_document_that_was_asked_for() {
    let mut library = Library::new();
    let words =
        "Decides to extend the mandate of the Force in the area of separation until further notice";
    // Two segments, as two additions leave them; the newest has the words once more.
    for years in [&["2001", "2003"][..], &["2002", "2004"]] {
        let mut builder = Builder::new();
        for year in years {
            let record = Record {
                date: Some(format!("{year}-06-01").into()),
                votes: vec![(
                    "KAZ".into(),
                    if *year < "2003" { Vote::Yes } else { Vote::No },
                )],
                adopted: Some("vote".into()),
                ..Record::new(&format!("R/{year}"), "en".parse().unwrap())
            };
            let line = Line {
                text: words,
                label: Some("1"),
                place: 1,
                role: Role::Operative,
                verb: None,
            };
            builder.add(record, [line]);
        }
        library.add("x", Arc::new(builder.build()));
    }
    for (query, first, others) in [
        ("extend mandate", "R/2004", 3),
        ("extend mandate symbol:R/2001", "R/2001", 1),
        ("extend mandate year:2002", "R/2002", 1),
        ("extend mandate year:2001-02", "R/2002", 3),
        ("extend mandate year:2003-2001", "R/2003", 3),
        ("extend mandate accepted-by:Kazakhstan", "R/2002", 3),
        ("symbol:R/2001", "R/2001", 1),
        ("accepted-by:KAZ year:2001", "R/2001", 1),
    ] {
        let hits = library.search(&Query::new(query));
        assert_eq!(&*hits[0].symbol, first, "{query}");
        assert_eq!(&*hits[0].text, words);
        assert_eq!(hits[0].also.len(), others, "{query}");
    }
    // Nobody is called so: no words to be looked for either.
    assert_eq!(library.search(&Query::new("accepted-by:mandate")), []);
}

#[test]
fn conditions_that_cannot_be_asked_are_left_out_and_said() {
    let library = shelf();
    let plain = library.search(&Query::new("necessary measures "));
    for (condition, said, is_unfinished) in [
        ("year:abc", "is no year", false),
        ("year:2010-x", "is no year", false),
        ("role:operat", "is no role", true),
        ("role:verb", "is no role", false),
        ("verb:1267", "has no letter", false),
        ("symbol:--", "has no letter or digit", false),
        ("language:1", "is no language", true),
        ("accepted-by:Nobody", "is no delegation or State", true),
    ] {
        let query = Query::new(format!("necessary measures {condition}"));
        let wrong = query.wrong();
        assert_eq!(wrong.len(), 1, "{condition}");
        assert_eq!(wrong[0].said, condition);
        assert!(
            wrong[0].why.starts_with(said),
            "{condition}: {}",
            wrong[0].why
        );
        assert_eq!(wrong[0].is_unfinished, is_unfinished, "{condition}");
        let entries = |hits: &[Hit]| hits.iter().map(|hit| hit.entry).collect::<Vec<_>>();
        assert_eq!(
            entries(&library.search(&query)),
            entries(&plain),
            "{condition}"
        );
        let more = Query::new(format!("{condition} measures"));
        assert!(!more.wrong()[0].is_unfinished, "{condition}");
    }
    for (query, said, why, is_unfinished) in [
        ("foo:bar measures", "foo:bar", "is no condition", false),
        ("measures foo:bar", "foo:bar", "is no condition", true),
        (
            "\"necessary meas",
            "\"necessary meas",
            "is not closed: end it with \"",
            true,
        ),
        (
            "measures «nécessaires",
            "«nécessaires",
            "is not closed: end it with »",
            true,
        ),
        ("-\"necessary", "\"necessary", "is not closed", true),
    ] {
        let wrong = Query::new(query).wrong();
        assert_eq!(wrong.len(), 1, "{query}");
        assert_eq!(wrong[0].said, said);
        assert!(wrong[0].why.starts_with(why), "{query}: {}", wrong[0].why);
        assert_eq!(wrong[0].is_unfinished, is_unfinished, "{query}");
        assert_eq!(wrong[0].is_left_out, !query.contains("foo"), "{query}");
    }
    // A quotation that is still typed finds what its whole words and the beginning of the next one do.
    let found = |query: &str| {
        let hits = library.search(&Query::new(query));
        hits.iter().map(|hit| hit.entry).collect::<Vec<_>>()
    };
    let closed = found("\"necessary measures\"");
    assert!(!closed.is_empty());
    for typed in [
        "\"necessary m",
        "\"necessary meas",
        "\"necessary measures",
        "\"necessary ",
    ] {
        let mut all = found(typed);
        all.retain(|entry| closed.contains(entry));
        assert_eq!(all.len(), closed.len(), "{typed}");
    }
    assert!(found("\"measures necessary agai").is_empty());
    for fine in [
        "\"",
        "measures: necessary",
        "https://un.org",
        "S/2001:5",
        "\"foo:bar\"",
        "year:2010-15",
        "role:op",
        "verb:decides",
        "symbol:1900",
        "language:en",
        "year:",
    ] {
        assert_eq!(Query::new(fine).wrong(), [], "{fine}");
    }
}

//! Tests of how claims are read, and what they mean.

use super::super::shelf::shelf;
use super::*;

#[test]
fn claims_are_read_as_people_make_them() {
    for (said, symbol, paragraph) in [
        ("S/RES/2674 (2023)¶4", "S/RES/2674 (2023)", Some("¶4")),
        ("S/RES/2674 (2023) ¶7", "S/RES/2674 (2023)", Some("¶7")),
        ("S/RES/2674 (2023) #7", "S/RES/2674 (2023)", Some("#7")),
        ("S/RES/2674 (2023)¶¶7", "S/RES/2674 (2023)", Some("#7")),
        (
            "S/RES/2674 (2023), paragraph 5 bis",
            "S/RES/2674 (2023)",
            Some("5 bis"),
        ),
        (
            "paragraph 5 bis of resolution 2674 (2023)",
            "of resolution 2674 (2023)",
            Some("5 bis"),
        ),
        (
            "resolution 2674 (2023) OP4",
            "resolution 2674 (2023)",
            Some("OP4"),
        ),
        (
            "résolution 2674 (2023), par. 4",
            "résolution 2674 (2023)",
            Some("4"),
        ),
        (
            "párrafo 4 de la resolución 2674 (2023)",
            "de la resolución 2674 (2023)",
            Some("4"),
        ),
        (
            "пункт 4 резолюции 2674 (2023)",
            "резолюции 2674 (2023)",
            Some("4"),
        ),
        ("第2674(2023)号决议第4段", "第2674(2023)号决议", Some("4")),
        (
            "الفقرة 4 من القرار 2674 (2023)",
            "من القرار 2674 (2023)",
            Some("4"),
        ),
        (
            "S/RES/2674 (2023), OP 10",
            "S/RES/2674 (2023)",
            Some("OP10"),
        ),
        (
            "S/RES/2674 (2023), fourth preambular paragraph",
            "S/RES/2674 (2023)",
            Some("PP4"),
        ),
        ("SCR 2674 op. 4", "SCR 2674", Some("OP4")),
        (
            "PP4 of S/RES/2674 (2023)",
            "of S/RES/2674 (2023)",
            Some("PP4"),
        ),
        ("OP4 of 2674", "of 2674", Some("OP4")),
        (
            "§4 of Council resolution 2674",
            "of Council resolution 2674",
            Some("4"),
        ),
        (
            "operative paragraph 5 bis of 2674",
            "of 2674",
            Some("OP5 bis"),
        ),
        (
            "the 10th operative paragraph of resolution 2674",
            "of resolution 2674",
            Some("OP10"),
        ),
        (
            "paragraph 4 of the preamble of resolution 2674 (2023)",
            "of resolution 2674 (2023)",
            Some("PP4"),
        ),
        (
            "S/RES/2674 (2023) paragraph 4 (a)",
            "S/RES/2674 (2023)",
            Some("4 (a)"),
        ),
        (
            "quatrième alinéa du préambule de la résolution 2674 (2023)",
            "de la résolution 2674 (2023)",
            Some("PP4"),
        ),
        (
            "résolution 2674 (2023), paragraphe 10 du dispositif",
            "résolution 2674 (2023)",
            Some("OP10"),
        ),
        (
            "cuarto párrafo del preámbulo de la resolución 2674 (2023)",
            "de la resolución 2674 (2023)",
            Some("PP4"),
        ),
        (
            "párrafo 10 de la parte dispositiva de la resolución 2674 (2023)",
            "de la resolución 2674 (2023)",
            Some("OP10"),
        ),
        (
            "четвертый пункт преамбулы резолюции 2674 (2023)",
            "резолюции 2674 (2023)",
            Some("PP4"),
        ),
        (
            "пункт 10 постановляющей части резолюции 2674 (2023)",
            "резолюции 2674 (2023)",
            Some("OP10"),
        ),
        (
            "резолюция 2674 (2023), п. 10",
            "резолюция 2674 (2023)",
            Some("10"),
        ),
        (
            "第2674(2023)号决议序言部分第四段",
            "第2674(2023)号决议",
            Some("PP4"),
        ),
        (
            "第2674(2023)号决议执行部分第10段",
            "第2674(2023)号决议",
            Some("OP10"),
        ),
        (
            "الفقرة الرابعة من ديباجة القرار 2674 (2023)",
            "القرار 2674 (2023)",
            Some("PP4"),
        ),
        (
            "الفقرة ١٠ من منطوق القرار ٢٦٧٤ (٢٠٢٣)",
            "القرار 2674 (2023)",
            Some("OP10"),
        ),
        ("OP5b of 2674", "of 2674", Some("OP5b")),
        ("OP5(b) of 2674", "of 2674", Some("OP5(b)")),
        ("5 (b) of 2674", "2674", Some("5 (b)")),
        (
            "resolution 2674 (2023), subparagraph (b) of paragraph 5",
            "resolution 2674 (2023), of",
            Some("5 (b)"),
        ),
        (
            "alinéa b) du paragraphe 5 de la résolution 2674 (2023)",
            "de la résolution 2674 (2023)",
            Some("5 (b)"),
        ),
        (
            "apartado b) del párrafo 5 de la resolución 2674 (2023)",
            "de la resolución 2674 (2023)",
            Some("5 (b)"),
        ),
        (
            "подпункт b) пункта 5 резолюции 2674 (2023)",
            "резолюции 2674 (2023)",
            Some("5 (b)"),
        ),
        (
            "الفقرة الفرعية (ب) من الفقرة 5 من القرار 2674 (2023)",
            "من القرار 2674 (2023)",
            Some("5 (ب)"),
        ),
        (
            "第2674(2023)号决议第5(b)段",
            "第2674(2023)号决议",
            Some("5(b)"),
        ),
        ("A/RES/69/283", "A/RES/69/283", None),
        ("A/RES/69/283, 3", "A/RES/69/283", Some("3")),
    ] {
        let claim = Claim::read(said).unwrap();
        assert_eq!(claim.symbol, symbol, "{said}");
        let named = claim.paragraph.map(|p| p.to_string());
        assert_eq!(named.as_deref(), paragraph, "{said}");
    }
    assert_eq!(Claim::read(" ¶4"), None);
}

#[test]
fn a_document_is_found_by_the_name_that_people_give_it() {
    let library = shelf(&[
        ("S/RES/2674 (2023)", "2023-01-30", "en", "One two three;"),
        ("S/RES/2674 (2023)", "2023-01-30", "en", "Four five six."),
        ("S/RES/267 (1969)", "1969-07-03", "en", "Seven eight."),
        ("A/RES/69/283", "2015-06-03", "en", "Nine ten."),
    ]);
    for (said, symbol, words) in [
        ("S/RES/2674 (2023)¶2", "S/RES/2674 (2023)", "Four five six."),
        ("S/RES/2674, para 2", "S/RES/2674 (2023)", "Four five six."),
        (
            "s/res/2674(2023) OP1",
            "S/RES/2674 (2023)",
            "One two three;",
        ),
        (
            "paragraph 2 of resolution 2674",
            "S/RES/2674 (2023)",
            "Four five six.",
        ),
        (
            "第2674(2023)号决议第1段",
            "S/RES/2674 (2023)",
            "One two three;",
        ),
        (
            "الفقرة 2 من القرار 2674 (2023)",
            "S/RES/2674 (2023)",
            "Four five six.",
        ),
        (
            "General Assembly resolution 69/283",
            "A/RES/69/283",
            "Nine ten.",
        ),
        ("resolution 267", "S/RES/267 (1969)", "Seven eight."),
    ] {
        let claim = Claim::read(said).unwrap();
        let found = library.claimed(&claim, None);
        let first = *found.first().unwrap_or_else(|| panic!("{said}"));
        assert_eq!(&*library.entry(first).unwrap().record.symbol, symbol);
        assert_eq!(library.text(first).unwrap(), words, "{said}");
    }
    assert!(library.documents_meant("S/RES/9999").is_empty());
    assert!(library.documents_meant("resolution").is_empty());
}

#[test]
fn an_organ_that_is_named_with_its_document_is_no_part_of_the_name() {
    let library = shelf(&[
        ("S/RES/2674 (2023)", "2023-01-30", "en", "One two three;"),
        ("A/RES/69/283", "2015-06-03", "en", "Nine ten."),
    ]);
    for (said, symbol) in [
        (
            "Security Council resolution 2674 (2023), paragraph 1",
            "S/RES/2674 (2023)",
        ),
        (
            "резолюция 2674 (2023) Совета Безопасности, пункт 1",
            "S/RES/2674 (2023)",
        ),
        (
            "пункт 1 постановляющей части резолюции 2674 (2023) Совета Безопасности",
            "S/RES/2674 (2023)",
        ),
        ("安全理事会第2674(2023)号决议第1段", "S/RES/2674 (2023)"),
        ("安理会第2674(2023)号决议第1段", "S/RES/2674 (2023)"),
        (
            "résolution 2674 (2023) du Conseil de sécurité, paragraphe 1",
            "S/RES/2674 (2023)",
        ),
        (
            "paragraphe 1 de sa résolution 2674 (2023)",
            "S/RES/2674 (2023)",
        ),
        ("قرار مجلس الأمن 2674 (2023)، الفقرة 1", "S/RES/2674 (2023)"),
        (
            "resolución 2674 (2023) del Consejo de Seguridad, párrafo 1",
            "S/RES/2674 (2023)",
        ),
        (
            "paragraph 1 of General Assembly resolution 69/283",
            "A/RES/69/283",
        ),
        (
            "résolution 69/283 de l’Assemblée générale, paragraphe 1",
            "A/RES/69/283",
        ),
        (
            "párrafo 1 de la resolución 69/283 de la Asamblea General",
            "A/RES/69/283",
        ),
        (
            "пункт 1 резолюции 69/283 Генеральной Ассамблеи",
            "A/RES/69/283",
        ),
        ("الفقرة 1 من قرار الجمعية العامة 69/283", "A/RES/69/283"),
        ("大会第69/283号决议第1段", "A/RES/69/283"),
    ] {
        let claim = Claim::read(said).unwrap();
        assert!(claim.is_understood(), "{said}");
        let found = library.claimed(&claim, None);
        let symbols: Vec<_> = found
            .iter()
            .map(|at| library.entry(*at).unwrap().record.symbol.to_string())
            .collect();
        assert_eq!(symbols, [symbol], "{said}: {claim:?}");
    }
    for said in [
        "the 2674 text on Cyprus",
        "人权理事会第49/1号决议",
        "S/RES without a number",
    ] {
        assert!(!Claim::read(said).unwrap().is_understood(), "{said}");
    }
    assert!(Claim::read("s/res/9999 (2030)").unwrap().is_understood());
}

/// A preamble without labels before paragraphs that have them.
fn resolution() -> Library {
    use super::super::{Builder, Line, Record};
    let mut builder = Builder::new();
    let lines = [
        ("Recalling one,", None, Role::Preambular),
        ("Noting two,", None, Role::Preambular),
        ("Stressing three,", None, Role::Preambular),
        ("Decides one;", Some("1"), Role::Operative),
        ("Urges two;", Some("2"), Role::Operative),
    ];
    let lines = (1..).zip(lines).map(|(place, (text, label, role))| Line {
        text,
        label,
        place,
        role,
        verb: None,
    });
    builder.add(
        Record::new("S/RES/1 (2001)", Language::ENGLISH),
        lines.collect::<Vec<_>>(),
    );
    let mut library = Library::new();
    library.add("x", std::sync::Arc::new(builder.build()));
    library
}

#[test]
fn a_number_is_a_label_and_a_place_is_named_as_one() {
    let library = resolution();
    for (said, words) in [
        ("S/RES/1 (2001)¶1", &["Decides one;"][..]),
        ("S/RES/1 (2001) ¶2", &["Urges two;"]),
        ("S/RES/1 (2001) ¶3", &["Stressing three,"]),
        ("S/RES/1 (2001) #1", &["Recalling one,"]),
        ("S/RES/1 (2001) #4", &["Decides one;"]),
        ("S/RES/1 (2001)¶¶2", &["Noting two,"]),
        ("S/RES/1 (2001), paragraph 3", &[]),
        ("S/RES/1 (2001), OP 3", &[]),
        ("S/RES/1 (2001), PP 3", &["Stressing three,"]),
    ] {
        let found = library.claimed(&Claim::read(said).unwrap(), None);
        let found: Vec<_> = found.iter().map(|at| library.text(*at).unwrap()).collect();
        assert_eq!(found, words, "{said}");
    }
    // What is kept of a source is the label, or the sign and the place.
    for (kept, words) in [("1", "Decides one;"), ("¶1", "Recalling one,")] {
        let claim = Claim::of(&Source::new("S/RES/1 (2001)", Some(kept)));
        let found = library.claimed(&claim, None);
        assert_eq!(library.text(found[0]).unwrap(), words, "{kept}");
    }
}

#[test]
fn what_a_paragraph_is_called_means_it_when_it_is_said() {
    let library = resolution();
    for at in library.documents_meant("S/RES/1 (2001)").remove(0) {
        let entry = library.entry(at).unwrap();
        let said = Source::new(&entry.record.symbol, Some(&*entry.paragraph)).name();
        assert_eq!(
            library.claimed(&Claim::read(&said).unwrap(), None),
            [at],
            "{said}"
        );
    }
}

//! What is a marker and what is none.

use super::*;

#[test]
fn markers_of_six_languages() {
    for (text, label, rest) in [
        ("1. Decides", Some("1"), "Decides"),
        ("12.\tDecides", Some("12"), "Decides"),
        ("9bis. Decides", Some("9bis"), "Decides"),
        ("5 bis. Decides", Some("5 bis"), "Decides"),
        ("5 alt bis. Decides", Some("5 alt bis"), "Decides"),
        ("OP5 alt Decides", Some("OP5 alt"), "Decides"),
        ("PP3: Recalling", Some("PP3"), "Recalling"),
        ("3.1. Decides", Some("3.1"), "Decides"),
        ("1.1 First sub;", Some("1.1"), "First sub;"),
        ("4.1 EFFECTIVE DATE", Some("4.1"), "EFFECTIVE DATE"),
        ("14.Jurisdiction", Some("14"), "Jurisdiction"),
        ("2.1bis Third", Some("2.1bis"), "Third"),
        ("2.1bis. Third", Some("2.1bis"), "Third"),
        ("4(a) Decides", Some("4(a)"), "Decides"),
        ("4(a). decides", Some("4(a)"), "decides"),
        ("OP2(a)(ii) Decides", Some("OP2(a)(ii)"), "Decides"),
        ("3.3bis *[Alt* x]", Some("3.3bis"), "*[Alt* x]"),
        ("1) постановляет", Some("1)"), "постановляет"),
        ("a) de rester", Some("a)"), "de rester"),
        ("(a) To", Some("(a)"), "To"),
        ("(iv) to", Some("(iv)"), "to"),
        ("（一）决定", Some("(一)"), "决定"),
        ("1、决定", Some("1"), "决定"),
        ("14 - يطلب", Some("14"), "يطلب"),
        ("(أ) أن", Some("(أ)"), "أن"),
        ("IV. Finance", Some("IV"), "Finance"),
        ("• one", None, "one"),
        ("– one", None, "one"),
        (
            "1° la durée du mariage ;",
            Some("1°"),
            "la durée du mariage ;",
        ),
        ("Article 5", Some("Article 5"), ""),
        ("Article 2 bis. Aims", Some("Article 2 bis"), "Aims"),
        ("Статья 3", Some("Статья 3"), ""),
        ("第三条 各方", Some("第三条"), "各方"),
        ("第 12 章", Some("第 12 章"), ""),
    ] {
        let marker = parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (marker.label.as_deref(), marker.rest),
            (label, rest),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_marker() {
    for text in [
        "2010. The",
        "1.5 °C above",
        "40° C above",
        "1.5 million people",
        "1.5 GWh of it",
        "2.Co of it",
        "2(3) of them",
        "4(a) and (b) apply",
        "10.000 personas",
        "(see annex)",
        "(2010) text",
        "Mr. Smith",
        "No. 5",
        "Article the",
        "Article 6 of the Charter applies",
        "Section 6 states terms for distribution",
        "Статья 6 указанного Договора",
        "المادة 6 من الميثاق",
        "90.-91. {x}",
        "2010 年",
        "-5 degrees",
        "第一次会议",
        "",
        "e.g. this",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn one_letter_can_be_a_roman_numeral() {
    assert_eq!(
        parse("(i) x").unwrap().readings,
        [(Counting::Letters, 9), (Counting::Roman, 1)]
    );
    assert_eq!(parse("(xix) x").unwrap().readings, [(Counting::Roman, 19)]);
    assert_eq!(han_number("二十三"), Some(23));
}

#[test]
fn a_marker_may_stand_in_the_bracket() {
    let of = |text| behind_brackets(text).map(|(signs, m)| (signs, m.label.unwrap(), m.rest));
    for (text, signs, label, rest) in [
        ("[5. Five;]", "[", "5", "Five;]"),
        ("[[6 bis. Six bis]", "[[", "6 bis", "Six bis]"),
        ("［5、决定］", "［", "5", "决定］"),
        ("[(a) To act;]", "[", "(a)", "To act;]"),
    ] {
        assert_eq!(of(text), Some((signs, label.to_owned(), rest)), "{text}");
    }
    for text in [
        "[5.] Five",
        "[- x]",
        "[Article 5. Aims]",
        "[1.5 °C]",
        "[22 April 2016]",
    ] {
        assert_eq!(of(text), None, "{text}");
    }
}

#[test]
fn labels_as_a_whole() {
    for label in [
        "5", "5 bis", "OP5 bis", "(a)", "(iv)", "12.", "1.1", "2.1bis", "4(a)",
    ] {
        assert!(is_label(label), "{label}");
    }
    for other in ["Option 1:", "a", "Note", "Article 5", "", "5 years"] {
        assert!(!is_label(other), "{other}");
    }
}

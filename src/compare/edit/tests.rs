use super::*;
use proptest::prelude::*;

/// Edits as `[-old-]{+new+}`.
fn marked(edits: &[Edit]) -> String {
    let mut out = String::new();
    for edit in edits {
        let (open, close) = match edit.op {
            Op::Equal => ("", ""),
            Op::Delete => ("[-", "-]"),
            Op::Insert => ("{+", "+}"),
        };
        out.extend([open, &edit.text, close]);
    }
    out
}

fn rebuilt(edits: &[Edit], without: Op) -> String {
    let kept = edits.iter().filter(|edit| edit.op != without);
    kept.map(|edit| edit.text.as_str()).collect()
}

#[test]
fn as_a_person_would_draw_it() {
    for (a, b, expected) in [
        // Words, phrases, marks.
        (
            "States shall act.",
            "States should act.",
            "States [-shall-]{+should+} act.",
        ),
        ("the old text", "the text", "the [-old -]text"),
        ("the text", "the new text", "the {+new +}text"),
        ("States act", "States, acting", "States[- act-]{+, acting+}"),
        ("States act", "States, act", "States{+,+} act"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        // Brackets leave the words as they are.
        (
            "States should act",
            "States [should] act",
            "States {+[+}should{+]+} act",
        ),
        (
            "States [shall] act",
            "States [shall][should] act",
            "States [shall]{+[should]+} act",
        ),
        (
            "States [shall][should] act",
            "States should act",
            "States [-[shall][-]should[-]-] act",
        ),
        // No lonely common word between two changes.
        (
            "the rights of the child",
            "the protection of all children",
            "the [-rights of the child-]{+protection of all children+}",
        ),
        // A phrase put in starts where a phrase starts.
        (
            "to promote peace, and to report",
            "to promote peace, to protect civilians, and to report",
            "to promote peace, {+to protect civilians, +}and to report",
        ),
        (
            "reminds the Parties",
            "reminds the States and the Parties",
            "reminds {+the States and +}the Parties",
        ),
        // Six languages.
        (
            "Les États doivent agir.",
            "Les États devraient agir.",
            "Les États [-doivent-]{+devraient+} agir.",
        ),
        (
            "décide d’agir l’an prochain",
            "décide d’agir dès l’an prochain",
            "décide d’agir {+dès +}l’an prochain",
        ),
        (
            "Los niños y las niñas",
            "Los niños, las mujeres y las niñas",
            "Los niños{+, las mujeres+} y las niñas",
        ),
        (
            "устойчивое развитие государств",
            "устойчивого развития государств",
            "[-устойчивое развитие-]{+устойчивого развития+} государств",
        ),
        (
            "تقرر الدول الأعضاء",
            "تطلب الدول الأعضاء",
            "[-تقرر-]{+تطلب+} الدول الأعضاء",
        ),
        (
            "各国应采取措施。",
            "各国应采取有效措施。",
            "各国应采取{+有效+}措施。",
        ),
        (
            "裁军（2010年）",
            "裁军（2026年）",
            "裁军（[-2010-]{+2026+}年）",
        ),
        // White space is kept for rebuilding and is no change.
        ("a  b\nc", "a b c", "a [- -]b[-\n-]{+ +}c"),
    ] {
        assert_eq!(marked(&words(a, b)), expected);
    }
}

#[test]
fn only_what_a_reader_sees_is_a_change() {
    assert_eq!(word_change("one  two\nthree", "one two three"), None);
    assert!(word_change("one two", "one, two").is_some());
}

#[test]
fn paragraphs_joined_are_split_at_the_mark() {
    let found = joined(
        &["Urges States; requests a report."],
        &["Urges States;", "Requests a report."],
        Drawing::default(),
    );
    assert_eq!(
        marked(&found),
        "Urges States;[- requests-]{+\nRequests+} a report."
    );
    let found = joined(&["裁军。", "合作。"], &["裁军。合作。"], Drawing::default());
    assert_eq!(marked(&found), "裁军。[-\n-]合作。");
}

#[test]
fn very_long_texts_are_cut_at_what_stands_once() {
    let text = |skip: usize| -> String {
        let kept = (0..9000_usize).filter(|n| n % 1000 != skip);
        kept.fold(String::new(), |text, n| text + &format!("w{n} and of the "))
    };
    let (a, b) = (text(7), text(8));
    let edits = words(&a, &b);
    assert_eq!(rebuilt(&edits, Op::Insert), a);
    assert_eq!(rebuilt(&edits, Op::Delete), b);
    let changed: usize = edits
        .iter()
        .filter(|edit| edit.is_change())
        .map(|edit| edit.text.len())
        .sum();
    assert!(changed < 18 * 40, "{changed}");
}

/// Texts of few words, so that there is something to align.
fn text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "the ",
        "States ",
        "shall ",
        "should ",
        "act",
        "[",
        "]",
        ", ",
        "; ",
        " ",
        "\n",
        "  ",
        "国",
        "家",
        "应",
        "。",
        "устойчивое ",
        "развитие",
        "التنمية ",
        "و",
        "l’article ",
        "(a) ",
        "e\u{301}",
        "12 ",
        "\u{200d}",
        "\u{301}",
    ];
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn edits_rebuild_both_sides_and_cut_no_word(a in text(), b in text(), near in text()) {
        for (a, b) in [(a.clone(), b.clone()), (format!("{a}{near}{a}{b}"), format!("{a}{a}{near}{b}"))] {
            let edits = words(&a, &b);
            prop_assert_eq!(&rebuilt(&edits, Op::Insert), &a);
            prop_assert_eq!(&rebuilt(&edits, Op::Delete), &b);
            prop_assert!(edits.iter().all(|edit| !edit.text.is_empty()));
            prop_assert!(edits.windows(2).all(|pair| pair[0].op != pair[1].op));
            for (side, without) in [(&a, Op::Insert), (&b, Op::Delete)] {
                let mut edges = vec![0];
                edges.extend(crate::text::words(side).map(|word| word.range.end));
                let spaces = |at: usize| {
                    let (left, right) = side.split_at(at);
                    left.ends_with(char::is_whitespace) || right.starts_with(char::is_whitespace)
                };
                let mut at = 0;
                for edit in edits.iter().filter(|edit| edit.op != without) {
                    at += edit.text.len();
                    prop_assert!(edges.contains(&at) || spaces(at), "{} in {:?}", at, edits);
                }
            }
        }
    }

    #[test]
    fn the_same_text_has_no_edits(a in text()) {
        prop_assert!(words(&a, &a).iter().all(|edit| edit.op == Op::Equal));
    }

    #[test]
    fn joined_edits_rebuild_both_sides(a in proptest::collection::vec(text(), 1..4), b in proptest::collection::vec(text(), 1..4)) {
        let parts = |list: &[String]| -> String { list.join("\n") };
        let (x, y): (Vec<&str>, Vec<&str>) = (a.iter().map(String::as_str).collect(), b.iter().map(String::as_str).collect());
        let edits = joined(&x, &y, EXACT);
        prop_assert_eq!(rebuilt(&edits, Op::Insert), parts(&a));
        prop_assert_eq!(rebuilt(&edits, Op::Delete), parts(&b));
    }
}

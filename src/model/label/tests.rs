use proptest::prelude::*;

use super::count::{Case, Count, Counting};
use super::*;

fn parts(label: &str) -> Parts {
    Parts::read(label).unwrap_or_else(|| panic!("{label}"))
}

#[test]
fn labels_are_read_into_their_parts() {
    for (label, printed) in [
        ("5", "5"),
        ("5.", "5"),
        ("OP5 alt", "OP5 alt"),
        ("OP6alt", "OP6 alt"),
        ("op 6 ALT", "OP6 alt"),
        ("PP3bis", "PP3 bis"),
        ("2.bis", "2 bis"),
        ("49 bis", "49 bis"),
        ("3.3bis Alt", "3.3 bis alt"),
        ("Article 2bis", "Article 2 bis"),
        ("OP2(a)(ii)", "OP2(a)(ii)"),
        ("2 (a) (ii)", "2(a)(ii)"),
        ("(a)", "(a)"),
        ("(iv)", "(iv)"),
        ("a)", "a)"),
        ("a.", "a."),
        ("1°", "1°"),
        ("‘1’", "‘1’"),
        ("第五条", "第五条"),
        ("第 12 章", "第12章"),
        ("第五条之二", "第五条 bis"),
        ("（一）", "(一)"),
        ("㈡", "(二)"),
        ("пункт 5", "пункт 5"),
        ("5 бис", "5 bis"),
        ("أ", "أ"),
        ("(هـ)", "(ه)"),
        ("٥", "٥"),
        ("IV", "IV"),
        ("5 bis bis", "5 bis bis"),
        ("5 alt 2", "5 alt 2"),
        ("5 alt2", "5 alt 2"),
        ("1 pre", "1 pre"),
        ("para. 5", "para 5"),
    ] {
        assert_eq!(parts(label).to_string(), printed, "{label}");
    }
    for other in [
        "",
        "Note",
        "bis",
        "5 years",
        "5 bis x",
        "Option",
        "see 5 below",
        "(2010 a)",
    ] {
        assert_eq!(Parts::read(other), None, "{other}");
    }
}

#[test]
fn labels_are_the_same_in_any_spelling() {
    for (a, b) in [
        ("5 bis", "OP5bis"),
        ("5.", "５"),
        ("5", "٥"),
        ("5", "пункт 5"),
        ("(a)", "a)"),
        ("(a)", "A."),
        ("(一)", "㈠"),
        ("第五条", "Article 5"),
        ("Статья 5", "Article 5"),
        ("5 quinqiues", "5 quinquies"),
        ("PP3", "PP 3"),
        ("2 (a) (ii)", "OP2(a)(ii)"),
    ] {
        assert!(parts(a).is_same(&parts(b)), "{a} {b}");
        assert!(Label::new(a).unwrap().matches(b), "{a} {b}");
        assert_eq!(Order::of(a), Order::of(b), "{a} {b}");
    }
    for (a, b) in [
        ("5", "6"),
        ("5", "5 bis"),
        ("PP3", "3"),
        ("Article 5", "5"),
        ("Option 5", "Note 5"),
    ] {
        assert!(!parts(a).is_same(&parts(b)), "{a} {b}");
    }
}

#[test]
fn labels_have_an_order() {
    let sorted = [
        "PP1",
        "PP2 bis",
        "1 pre",
        "1",
        "2",
        "2(a)",
        "2(a)(i)",
        "2(a)(ii)",
        "2(b)",
        "2 alt",
        "2 alt 2",
        "2 bis",
        "2 bis alt",
        "2 bis bis",
        "2 ter",
        "2 decies",
        "3",
        "10",
        "Article 1",
        "Article 2 bis",
        "Note",
    ];
    for (at, a) in sorted.iter().enumerate() {
        for b in &sorted[at + 1..] {
            assert!(Order::of(a) < Order::of(b), "{a} {b}");
        }
    }
}

#[test]
fn a_new_label_stands_between_two() {
    for (before, after, new) in [
        ("5", "6", Some("5 bis")),
        ("5 bis", "6", Some("5 ter")),
        ("5", "7", Some("5 bis")),
        ("5 alt", "6", Some("5 bis")),
        ("5", "5 bis", Some("5 bis pre")),
        ("5 decies", "6", Some("5 decies bis")),
        ("8", "", Some("9")),
        ("8 bis", "", Some("9")),
        ("(b)", "", Some("(c)")),
        ("(b)", "(c)", Some("(b) bis")),
        ("(iii)", "", Some("(iv)")),
        ("أ", "", Some("ب")),
        ("第五条", "第六条", Some("第五条 bis")),
        ("OP5", "OP6", Some("OP5 bis")),
        ("", "1", Some("1 pre")),
        ("", "", None),
    ] {
        let read = Parts::read;
        let found = between::behind(read(before).as_ref(), read(after).as_ref(), &|_| false);
        assert_eq!(
            found.map(|p| p.to_string()).as_deref(),
            new,
            "{before} | {after}"
        );
    }
    let taken = |label: &Parts| ["5 alt", "5 bis"].contains(&label.to_string().as_str());
    let (five, six) = (parts("5"), parts("6"));
    assert_eq!(
        between::behind(Some(&five), Some(&six), &taken)
            .unwrap()
            .to_string(),
        "5 ter"
    );
    assert_eq!(
        between::rival(&five, &taken).unwrap().to_string(),
        "5 alt 2"
    );
    assert_eq!(
        between::rival(&parts("5 alt"), &|_| false)
            .unwrap()
            .to_string(),
        "5 alt"
    );
}

#[test]
fn labels_match_as_people_say_them() {
    let label = Label::new(" 5  bis ").unwrap();
    assert_eq!(label.as_str(), "5 bis");
    for said in ["5 bis", "5bis", "OP5bis", "op 5 BIS", "5 bis."] {
        assert!(label.matches(said), "{said}");
    }
    for other in ["5", "bis", "", "OP", "15 bis"] {
        assert!(!label.matches(other), "{other}");
    }
    assert!(Label::new("(a)").unwrap().matches("(A)"));
    assert!(Label::new("  ").is_none());
}

fn step() -> impl Strategy<Value = Step> {
    let how = proptest::sample::select(vec![
        Counting::Digits('0'),
        Counting::Digits('\u{660}'),
        Counting::Latin(Case::Small),
        Counting::Latin(Case::Capital),
        Counting::Roman(Case::Small),
        Counting::Cyrillic(Case::Small),
        Counting::Abjad,
        Counting::Han,
    ]);
    let shape =
        proptest::sample::select(vec![Shape::Bare, Shape::Round, Shape::Half, Shape::Degree]);
    let addition = prop_oneof![
        Just(Addition::Pre),
        (1_u8..10).prop_map(Addition::Alt),
        (2_u8..11).prop_map(Addition::Latin),
    ];
    let additions = proptest::collection::vec(addition, 0..3);
    (shape, how, 1_u32..26, additions).prop_map(|(shape, how, value, additions)| {
        Step::new(shape, Count { value, how }, additions)
    })
}

fn label() -> impl Strategy<Value = Parts> {
    let noun = proptest::sample::select(vec![
        Noun::None,
        Noun::Op,
        Noun::Pp,
        Noun::Word("Article".into()),
        Noun::Word("пункт".into()),
    ]);
    // Only the first number can stand bare: behind it a bare one would run on.
    (noun, proptest::collection::vec(step(), 1..4)).prop_map(|(noun, mut steps)| {
        for step in steps.iter_mut().skip(1) {
            if step.shape == Shape::Bare {
                step.shape = Shape::Round;
            }
        }
        Parts { noun, steps }
    })
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]
    #[test]
    fn what_is_printed_is_read_again(label in label()) {
        let printed = label.to_string();
        let read = Parts::read(&printed);
        prop_assert!(read.is_some(), "{printed}");
        let read = read.unwrap();
        prop_assert_eq!(&read.to_string(), &printed);
        prop_assert!(read.is_same(&label), "{}", printed);
    }

    #[test]
    fn the_order_is_total(a in label(), b in label(), c in label()) {
        let (x, y, z) = (Order::of_parts(&a), Order::of_parts(&b), Order::of_parts(&c));
        prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
        if x <= y && y <= z {
            prop_assert!(x <= z);
        }
        if x == y && a.steps.iter().zip(&b.steps).all(|(a, b)| a.count().how.is_like(b.count().how)) {
            prop_assert!(a.is_same(&b), "{} {}", a, b);
        }
    }

    #[test]
    fn a_label_between_stands_between(a in label(), b in label()) {
        let (low, high) = if Order::of_parts(&a) < Order::of_parts(&b) { (a, b) } else { (b, a) };
        if let Some(new) = between::behind(Some(&low), Some(&high), &|_| false)
            && Order::of_parts(&low) < Order::of_parts(&high)
        {
            prop_assert!(Order::of_parts(&low) < Order::of_parts(&new));
            prop_assert!(Order::of_parts(&new) < Order::of_parts(&high), "{} {} {}", low, new, high);
        }
    }

    #[test]
    fn any_text_is_a_label_or_none(text in crate::text::samples::text()) {
        let _place = Order::of(&text);
    }
}

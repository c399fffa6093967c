//! Edits where typography is no change.

use super::{bare, marked, rebuilt, sentence, text};
use crate::compare::Typography;
use crate::compare::edit::{Drawing, Edit, Op, joined, words};
use crate::compare::token::Lexicon;
use proptest::prelude::*;

/// The edits of two paragraphs where typography is aside, and whether it differs.
fn set_aside(a: &str, b: &str) -> (Vec<Edit>, bool) {
    let mut lexicon = Lexicon::of(Typography::Aside);
    joined(&[a], &[b], &mut lexicon, Drawing::default())
}

#[test]
fn how_words_are_set_is_no_change_where_typography_is_aside() {
    for (a, b) in [
        ("It's \"done\" for 'all'", "It’s “done” for ‘all’"),
        ("the Secretary‑General", "the Secretary-General"),
        ("1990-1995 - and so on...", "1990–1995 — and so on…"),
        (
            "L'accord est \"bon\": oui",
            "L’accord est «\u{a0}bon\u{a0}» : oui",
        ),
        ("l'año \"próximo\"", "l’año «próximo»"),
        (
            "Совет \"Безопасности\" - орган",
            "Совет «Безопасности» — орган",
        ),
        ("ein \"Wort\"", "ein „Wort“"),
        ("الأطـــراف أولا", "الأطراف أولاً"),
        ("الدول\u{200f} الأطراف", "الدول الأطراف"),
        ("审议\"报告\"（见附件），", "审议“报告”(见附件),"),
        ("co\u{ad}operation", "cooperation"),
        // Stress.
        (
            "Requests the secretariat to “act” now",
            "*Requests* the **secretariat** to “*act*” *now*",
        ),
        ("*Insta a* los Estados", "*Insta* *a* los Estados"),
        ("*吁请*各国采取行动", "吁请各国采取行动"),
        ("*Просит* Совет", "Просит Совет"),
        ("*يطلب* إلى الأطراف", "يطلب إلى الأطراف"),
    ] {
        for (a, b) in [(a, b), (b, a)] {
            let (edits, reset) = set_aside(a, b);
            assert_eq!(marked(&edits), b);
            assert!(reset, "{a} {b}");
            assert!(words(a, b).iter().any(Edit::is_change), "{a} {b}");
        }
    }
    // White space is not typography, and words are changed as before.
    assert!(!set_aside("a  b", "a b").1);
    for (a, b, expected) in [
        (
            "States’ \"shared\" duty in all of this is to co-operate",
            "States' “common” duty in all of this is to cooperate",
            "States' “[-shared-]{+common+}” duty in all of this is to [-co-operate-]{+cooperate+}",
        ),
        (
            "l'année \"prochaine\" - enfin",
            "l’année – enfin",
            "l’année [-\"prochaine\" -]– enfin",
        ),
        ("the Plan", "the “Plan”", "the {+“+}Plan{+”+}"),
        ("يدعو الأطراف", "يدعو الأطـراف كافة", "يدعو الأطـراف{+ كافة+}"),
        // A sign at the end of a word that changed goes with it.
        (
            "تهيب بـ الأمين",
            "تهيب هدف الأمين",
            "تهيب [-بـ-]{+هدف+} الأمين",
        ),
        (
            "تدعو الدول إلى",
            "تدعو الدول أيضاً إلى",
            "تدعو الدول {+أيضاً +}إلى",
        ),
        ("تعمل معاً دائماً", "تعمل معا", "تعمل معا[- دائماً-]"),
        // Stress that stays is no part of a change, other stars come and go with their words.
        (
            "*Requests* the secretariat to report",
            "*Invites* the secretariat to report",
            "*[-Requests-]{+Invites+}* the secretariat to report",
        ),
        (
            "Requests the secretariat to report",
            "*Invites* the secretariat to report",
            "[-Requests-]{+*Invites*+} the secretariat to report",
        ),
        (
            "Takes note of the report of the Chair",
            "Takes note of the *latest* report of the Chair",
            "Takes note of the {+*latest* +}report of the Chair",
        ),
        (
            "Takes note *of the* report",
            "Takes note now *of the* report",
            "Takes note{+ now+} *of the* report",
        ),
        ("the report", "the report*", "the report{+*+}"),
        ("2 3", "2 * 3", "2 {+* +}3"),
    ] {
        assert_eq!(marked(&set_aside(a, b).0), expected);
    }
}

/// The same sentences set in another way.
fn reset(text: &str, how: usize) -> String {
    const MARKS: [(char, [&str; 3]); 8] = [
        ('’', ["'", "‘", "ʼ"]),
        ('‑', ["-", "–", "‐"]),
        ('—', ["-", "–", "―"]),
        ('-', ["‑", "-", "–"]),
        ('ا', ["اـ", "اً", "ا"]),
        ('，', [",", "，", ","]),
        ('（', ["(", "（", "("]),
        ('v', ["v\u{ad}", "v", "v"]),
    ];
    let mut out = String::new();
    for c in text.chars() {
        match MARKS.iter().find(|(mark, _)| *mark == c) {
            Some((_, others)) => out.push_str(others[how % 3]),
            None => out.push(c),
        }
    }
    out
}

proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn typography_aside_is_no_edit_and_hides_no_word((a, b) in sentence(), how in 0_usize..3, any in text()) {
        use crate::text::typography::plain;
        let other = reset(&b, how);
        let (edits, _) = set_aside(&b, &other);
        prop_assert!(edits.iter().all(|edit| edit.op == Op::Equal), "{:?}", edits);
        let stars = |text: &str| text.replace('*', "");
        for (a, b) in [(&a, &other), (&any, &a), (&a, &any)] {
            let (edits, _) = set_aside(a, b);
            prop_assert_eq!(&rebuilt(&edits, Op::Delete), b);
            let older = rebuilt(&edits, Op::Insert);
            prop_assert_eq!(stars(&bare(&plain(&older))), stars(&bare(&plain(a))), "{:?}", edits);
            // What went is as it stood, and no edge is inside a word.
            let struck = |edit: &Edit| edit.op != Op::Delete || a.contains(edit.text.trim());
            prop_assert!(edits.iter().all(struck), "{:?}", edits);
            let ends: Vec<usize> = crate::text::words(b).map(|word| word.range.end).collect();
            let mut at = 0;
            for edit in edits.iter().filter(|edit| edit.op != Op::Delete) {
                at += edit.text.len();
                let is_edge = |end: &usize| b.get(*end..at).is_some_and(|rest| rest.trim().is_empty());
                prop_assert!(ends.iter().any(is_edge), "{at} in {:?}", edits);
            }
            if edits.iter().all(|edit| edit.op == Op::Equal) {
                prop_assert!(crate::text::is_typographic(a, b) || stars(&bare(&plain(a))) == stars(&bare(&plain(b))), "{a} {b}");
            }
        }
    }

    #[test]
    fn stress_is_no_edit_and_both_texts_can_be_put_together((a, b) in sentence(), every in (2_usize..5, 2_usize..5)) {
        let stressed = |text: &str, every: usize| -> String {
            let words = text.split(' ').enumerate();
            let word = |(at, word): (usize, &str)| match word {
                "" => String::new(),
                _ if at % every == 0 => format!("*{word}*"),
                _ => word.to_owned(),
            };
            words.map(word).collect::<Vec<_>>().join(" ")
        };
        let (edits, _) = set_aside(&b, &stressed(&b, every.0));
        prop_assert!(edits.iter().all(|edit| edit.op == Op::Equal), "{:?}", edits);
        let (a, b) = (stressed(&a, every.0), stressed(&b, every.1));
        let (edits, reset) = set_aside(&a, &b);
        prop_assert_eq!(&rebuilt(&edits, Op::Delete), &b);
        let stars = |text: &str| bare(text).replace('*', "");
        prop_assert_eq!(stars(&rebuilt(&edits, Op::Insert)), stars(&a), "{:?}", edits);
        // As the older side sets it, it has its own stars.
        let older = if reset { crate::compare::older::as_older(&edits, &a) } else { Some(edits) };
        prop_assert_eq!(bare(&rebuilt(&older.unwrap(), Op::Insert)), bare(&a));
    }
}

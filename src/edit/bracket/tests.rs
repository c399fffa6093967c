mod laws;
mod stretches;
mod wide;

use super::*;
use crate::model::{Delegation, Group, Id, Role};
use Wish::{Delete, Propose, Reserve, Retain};

fn header() -> Header {
    let mut header = Header::new("T", "en".parse().unwrap());
    for (code, name) in [
        ("KAZ", "Казахстан"),
        ("UZB", "Uzbekistan"),
        ("IRN", "Iran (Islamic Republic of)"),
        ("USA", "美国"),
        ("EGY", "مصر"),
    ] {
        let delegation = Delegation::member(code.parse().unwrap(), name);
        header.delegations.push(delegation);
    }
    header.groups.push(Group {
        code: "G77".parse().unwrap(),
        name: "Group of 77".into(),
        members: vec!["IRN".parse().unwrap()],
        binding: true,
    });
    header
}

fn paragraph(text: &str) -> Paragraph {
    Paragraph::new(Id::from_random(1), Role::Paragraph, text)
}

fn code(said: &str) -> Code {
    said.parse().unwrap()
}

fn act_in(language: &str, text: &str, act: &Act) -> Result<String, String> {
    done(&header(), language.parse().unwrap(), &paragraph(text), act).map(|done| done.text)
}

fn act(text: &str, act: &Act) -> String {
    act_in("en", text, act).unwrap_or_else(|why| format!("!{why}"))
}

fn resolve(text: &str, bracket: impl Into<Option<usize>>, how: How) -> String {
    let bracket = bracket.into();
    act(text, &Act::Resolve { bracket, how })
}

#[test]
fn one_bracket_is_resolved_and_nothing_else_changes() {
    let (keep, drop) = (How::Take(Take::Keep), How::Take(Take::Drop));
    for (text, n, how, expected) in [
        ("States [shall] act;", 1, &keep, "States shall act;"),
        ("States [shall] act;", 1, &drop, "States act;"),
        (
            "States [to consider - KAZ; UZB delete] [, as appropriate,] to sign;",
            2,
            &keep,
            "States [to consider - KAZ; UZB delete], as appropriate, to sign;",
        ),
        (
            "States [to consider - KAZ; UZB delete] [, as appropriate,] to sign;",
            2,
            &drop,
            "States [to consider - KAZ; UZB delete] to sign;",
        ),
        (
            "States [to consider - KAZ; UZB delete] to sign;",
            1,
            &keep,
            "States to consider to sign;",
        ),
        ("a [b], c", 1, &drop, "a, c"),
        ("a, [b], c", 1, &drop, "a, c"),
        ("a, [b]; c", 1, &drop, "a; c"),
        ("a, [b].", 1, &drop, "a."),
        ("[KAZ: a], b", 1, &drop, "b"),
        ("a [b]", 1, &drop, "a"),
        ("[a] b", 1, &drop, "b"),
        ("a ([b] c)", 1, &drop, "a (c)"),
        ("a (c [b])", 1, &drop, "a (c)"),
        ("a ([b]) c", 1, &drop, "a c"),
        ("a ([b]);", 1, &drop, "a;"),
        ("各国（[缔约方]）应当", 1, &drop, "各国应当"),
        ("*[Calls - KAZ / Urges - USA]* all", 1, &drop, "all"),
        ("section[s] of", 1, &keep, "sections of"),
        ("section[s] of", 1, &drop, "section of"),
        ("各国［应当］合作。", 1, &keep, "各国应当合作。"),
        ("各国，［应当］，合作。", 1, &drop, "各国，合作。"),
        ("各国[应当 - 美国]合作。", 1, &drop, "各国合作。"),
        ("يجب [على الدول - مصر]، أن", 1, &drop, "يجب، أن"),
        ("texte [ici] ; suite", 1, &drop, "texte ; suite"),
        ("*[Decides* that] it", 1, &keep, "*Decides* that it"),
        ("*Decides [that* x] it", 1, &drop, "*Decides* it"),
        ("[*Decides] that* x", 1, &drop, "that x"),
        ("a [b [c] d - KAZ] e", 2, &drop, "a [b d - KAZ] e"),
        ("a [b [c] d - KAZ] e", 1, &keep, "a b [c] d e"),
        ("a [b [c] d - KAZ] e", 2, &keep, "a [b c d - KAZ] e"),
        ("a [[b] - KAZ] c", 2, &drop, "a c"),
        (r"a [b \/ c] d", 1, &keep, "a b / c d"),
        ("by [date] at", 1, &keep, "by date at"),
    ] {
        assert_eq!(resolve(text, n, how.clone()), expected, "{text}");
    }
}

#[test]
fn wordings_are_chosen_by_their_number() {
    let choose = |n| How::Take(Take::Choose(n));
    for (text, bracket, n, expected) in [
        ("It [shall / should - KAZ] act", 1, 1, "It shall act"),
        ("It [shall / should - KAZ] act", 1, 2, "It should act"),
        ("It [shall][should][may] act", 1, 2, "It should act"),
        ("It [shall][should][may] act", 3, 1, "It shall act"),
        ("It [KAZ: shall] [UZB: should] act", 2, 1, "It shall act"),
        ("各国［应当 / 可以］合作", 1, 2, "各国可以合作"),
        ("A [a / [b] c - KAZ] d", 1, 2, "A [b] c d"),
        (
            "It [shall / should] act",
            1,
            3,
            "!bracket 1 has no wording 3: there are 2, counted from 1",
        ),
    ] {
        assert_eq!(resolve(text, bracket, choose(n)), expected, "{text}");
    }
    assert!(
        resolve("[a / b]", 1, How::Take(Take::Keep)).starts_with("!bracket 1 holds 2 wordings")
    );
    assert!(resolve("[a]", 2, choose(1)).starts_with("!there is no bracket 2"));
    assert!(resolve("[a - KAZ]", 1, How::Take(Take::Drop)).starts_with("!nothing would be left"));
    assert_eq!(
        resolve("by [date] at", 1, How::With("24 June 2010".into())),
        "by 24 June 2010 at"
    );
}

#[test]
fn all_brackets_are_decided_by_the_marks_of_one() {
    let as_ = |said: &str, rest| {
        How::Judge(Judge {
            code: Some(code(said)),
            rest,
            ..Judge::default()
        })
    };
    let text = "a [extreme - USA; G77 delete] b [c - KAZ retain / d - USA] e [x - KAZ] [f / g - UZB; KAZ delete] [h - UZB delete] [[i] j]";
    for (said, expected) in [
        ("USA", "a extreme b d e x f h i j"),
        ("KAZ", "a extreme b c e x f h i j"),
        ("UZB", "a extreme b c e x g i j"),
        // By the mark of its group.
        ("IRN", "a b c e x f h i j"),
        ("G77", "a b c e x f h i j"),
    ] {
        assert_eq!(
            resolve(text, None, as_(said, Some(Take::Keep))),
            expected,
            "{said}"
        );
    }
    assert!(
        resolve(text, None, as_("USA", None))
            .starts_with("!USA says nothing of brackets 3, 4, 5, 6"),
        "{}",
        resolve(text, None, as_("USA", None))
    );
    assert_eq!(
        resolve(text, 1, as_("USA", None)),
        text.replace("[extreme - USA; G77 delete]", "extreme")
    );
}

#[test]
fn the_choice_of_the_chair_is_kept_until_its_bracket_changes() {
    let p = paragraph("It [shall / should] act [now], and [now].");
    let chair = |p: &Paragraph, bracket, take| {
        let done = done(
            &header(),
            "en".parse().unwrap(),
            p,
            &Act::Choose { bracket, take },
        )
        .unwrap();
        let mut after = p.clone();
        after.chosen = done.chosen;
        after
    };
    let p = chair(&p, 1, Some(Take::Choose(2)));
    let p = chair(&p, 3, Some(Take::Drop));
    let how = |rest| {
        How::Judge(Judge {
            rest,
            ..Judge::default()
        })
    };
    let all = Act::Resolve {
        bracket: None,
        how: how(Some(Take::Keep)),
    };
    let text =
        |p: &Paragraph, act: &Act| done(&header(), "en".parse().unwrap(), p, act).map(|d| d.text);
    assert_eq!(text(&p, &all).unwrap(), "It should act now, and.");
    let strict = Act::Resolve {
        bracket: None,
        how: how(None),
    };
    assert!(text(&p, &strict).unwrap_err().contains("of bracket 2"));
    let told = Act::Resolve {
        bracket: None,
        how: How::Judge(Judge {
            told: vec![(2, Take::Drop), (1, Take::Choose(1))],
            ..Judge::default()
        }),
    };
    assert_eq!(text(&p, &told).unwrap(), "It shall act, and.");
    let p = chair(&p, 1, None);
    assert_eq!(p.chosen.len(), 1);
    // The words of the bracket are others: the choice was for those.
    let other = p.with_text("It [shall] act [now], and [today].");
    assert!(
        text(&other, &strict)
            .unwrap_err()
            .contains("brackets 1, 2, 3")
    );
    let bad = done(
        &header(),
        "en".parse().unwrap(),
        &p,
        &Act::Choose {
            bracket: 1,
            take: Some(Take::Keep),
        },
    );
    assert!(bad.unwrap_err().contains("2 wordings"));
}

#[test]
fn names_come_into_a_bracket_in_every_language() {
    let say = |language: &str, text: &str, by: &[&str], wish| {
        let by = by.iter().map(|c| code(c)).collect();
        let act = Act::Attribute {
            bracket: 1,
            wording: 1,
            by,
            wish,
        };
        act_in(language, text, &act).unwrap_or_else(|why| format!("!{why}"))
    };
    for (language, text, by, wish, expected) in [
        ("en", "a [b] c", &["KAZ"][..], Propose, "a [b - KAZ] c"),
        (
            "en",
            "a [b - KAZ] c",
            &["UZB", "IRN"],
            Delete,
            "a [b - KAZ; UZB, IRN delete] c",
        ),
        (
            "en",
            "a [b - KAZ; UZB delete.] c",
            &["IRN"],
            Delete,
            "a [b - KAZ; UZB, IRN delete.] c",
        ),
        (
            "en",
            "a [b - KAZ] c",
            &["UZB"],
            Propose,
            "a [b - KAZ, UZB] c",
        ),
        ("en", "a [KAZ: b] c", &["UZB"], Propose, "a [KAZ, UZB: b] c"),
        (
            "en",
            "a [KAZ: b] c",
            &["UZB"],
            Delete,
            "a [b - KAZ; UZB delete] c",
        ),
        (
            "en",
            "a [b - KAZ] c",
            &["KAZ"],
            Delete,
            "a [b - KAZ delete] c",
        ),
        (
            "en",
            "a [b - KAZ retain / d - UZB] c",
            &["IRN"],
            Reserve,
            "a [b - KAZ retain; IRN reserve / d - UZB] c",
        ),
        ("fr", "a [b] c", &["KAZ"], Delete, "a [b - KAZ supprimer] c"),
        ("es", "a [b] c", &["KAZ"], Retain, "a [b - KAZ mantener] c"),
        ("ru", "a [б] c", &["KAZ"], Delete, "a [б - KAZ исключить] c"),
        (
            "zh",
            "各国［应当］合作",
            &["USA"],
            Delete,
            "各国［应当 - USA 删除］合作",
        ),
        (
            "ar",
            "يجب [على] أن",
            &["EGY"],
            Delete,
            "يجب [على - EGY حذف] أن",
        ),
        (
            "ru",
            "a [б - Казахстан исключить] c",
            &["UZB"],
            Delete,
            "a [б - Казахстан, UZB исключить] c",
        ),
        (
            "en",
            "by [date] at",
            &["UZB"],
            Propose,
            "by [date - UZB] at",
        ),
    ] {
        assert_eq!(say(language, text, by, wish), expected, "{text}");
    }
}

#[test]
fn a_delegation_that_withdraws_leaves_no_name_behind() {
    let leave = |text: &str, by: &str| {
        act(
            text,
            &Act::Withdraw {
                bracket: None,
                by: code(by),
            },
        )
    };
    for (text, by, expected) in [
        ("a [b - KAZ] c", "KAZ", "a [b] c"),
        ("a [b - KAZ; UZB delete] c", "KAZ", "a [b - UZB delete] c"),
        ("a [b - KAZ; UZB delete] c", "UZB", "a [b - KAZ] c"),
        (
            "a [b - KAZ; UZB, IRN delete; USA retain] c",
            "UZB",
            "a [b - KAZ; IRN delete; USA retain] c",
        ),
        (
            "a [b - KAZ; UZB delete; USA retain] c",
            "UZB",
            "a [b - KAZ; USA retain] c",
        ),
        ("a [b - KAZ and UZB] c", "UZB", "a [b - KAZ] c"),
        ("a [KAZ, UZB: b] c", "KAZ", "a [UZB: b] c"),
        ("a [KAZ: b] c", "KAZ", "a [b] c"),
        (
            "a [b - KAZ / d - UZB; KAZ delete] [e - Казахстан]",
            "KAZ",
            "a [b / d - UZB] [e]",
        ),
        (
            "各国［应当 - 美国；KAZ 删除］合作",
            "KAZ",
            "各国［应当 - 美国］合作",
        ),
        (
            "يجب [على - مصر؛ KAZ حذف] أن",
            "EGY",
            "يجب [على - KAZ حذف] أن",
        ),
        (
            "a [b - KAZ]",
            "UZB",
            "!UZB holds no bracket in these words (of one over several paragraphs it withdraws with `--over`)",
        ),
    ] {
        assert_eq!(leave(text, by), expected, "{text}");
    }
}

#[test]
fn nothing_of_who_held_words_is_left_in_them() {
    for held in [
        "b - KAZ; UZB, IRN delete; Unknownland delete",
        "b - KAZ, UZB, Ruritania",
        "b - KAZ DELETE",
        "b - KAZ del.",
        "b - KAZ/UZB",
        "b -KAZ, UZB and others delete",
        "b–KAZ",
        "c - KAZ / b - Ruritania",
    ] {
        let text = format!("a [{held}] c");
        let take = if held.contains(" / ") {
            Take::Choose(2)
        } else {
            Take::Keep
        };
        assert_eq!(resolve(&text, 1, How::Take(take)), "a b c", "{held}");
    }
    // Whoever else reserves does not stand behind a wish that is not known.
    let by = vec![code("UZB")];
    let act_of = Act::Attribute {
        bracket: 1,
        wording: 1,
        by,
        wish: Reserve,
    };
    assert_eq!(act("[b - KAZ del]", &act_of), "[b - KAZ del; UZB reserve]");
}

#[test]
fn words_are_bracketed_and_wordings_added_and_merged() {
    let around = |text: &str, words: &str, by: &[&str]| {
        let at = text.find(words).unwrap();
        let by = by.iter().map(|c| code(c)).collect();
        act(
            text,
            &Act::Around {
                range: at..at + words.len(),
                by,
                wish: Wish::Propose,
            },
        )
    };
    for (text, words, by, expected) in [
        ("States shall act", " shall ", &[][..], "States [shall] act"),
        (
            "States shall act",
            "shall",
            &["KAZ"],
            "States [shall - KAZ] act",
        ),
        (
            "a [b] c d",
            "[b] c",
            &["KAZ", "UZB"],
            "a [[b] c - KAZ, UZB] d",
        ),
        (
            "this and / or that - KAZ",
            "and / or",
            &[],
            r"this [and \/ or] that - KAZ",
        ),
        ("各国应当合作", "应当", &["USA"], "各国[应当 - USA]合作"),
        ("［甲］应当", "应当", &[], "［甲］［应当］"),
    ] {
        assert_eq!(around(text, words, by), expected, "{text}");
    }
    assert!(around("a [b c] d", "b c] d", &[]).starts_with("!the selection opens or closes"));
    assert!(around("a b", " ", &[]).starts_with("!nothing is selected"));
    let add = |text: &str, words: &str, by: &[&str]| {
        let by = by.iter().map(|c| code(c)).collect();
        act(
            text,
            &Act::Add {
                bracket: 1,
                words: words.into(),
                by,
            },
        )
    };
    assert_eq!(
        add("a [b - KAZ] c", "d", &["UZB"]),
        "a [b - KAZ / d - UZB] c"
    );
    assert_eq!(add("a [KAZ: b] c", "d", &[]), "a [KAZ: b / d] c");
    assert_eq!(
        add("by [date] at", "24 June / 25 June", &[]),
        r"by [date / 24 June \/ 25 June] at"
    );
    assert_eq!(
        add("各国［应当］合作", "可以", &["USA"]),
        "各国［应当 / 可以 - USA］合作"
    );
    let merge = |text: &str| act(text, &Act::Merge { bracket: 1 });
    assert_eq!(merge("a [b][c] d"), "a [b / c] d");
    assert_eq!(merge("a [KAZ: b] [UZB: c] d"), "a [KAZ: b / UZB: c] d");
    assert_eq!(merge("a [b - KAZ] [c - KAZ] d"), "a [b c - KAZ] d");
    assert_eq!(merge("a [b] [c] d"), "a [b c] d");
    assert_eq!(merge("[a - KAZ] [a - UZB] d"), "[a - KAZ, UZB] d");
    assert_eq!(merge("[KAZ: a] [UZB, IRN: a] d"), "[a - KAZ, UZB, IRN] d");
    assert_eq!(
        merge("[a - KAZ and others][a - UZB.] d"),
        "[a - KAZ and others, UZB] d"
    );
    assert_eq!(
        merge("[a - KAZ][a - UZB delete]"),
        "[a - KAZ / a - UZB delete]"
    );
    assert!(merge("a [b] x [c]").starts_with("!nothing to merge"));
    assert!(merge("a [b - KAZ] [c - UZB delete]").starts_with("!the two are held"));
}

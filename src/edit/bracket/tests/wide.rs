//! Brackets and options over several paragraphs, in a workspace.

use super::super::*;
use super::code;
use crate::edit::{Access, Actor, Change, Stamp, apply};
use crate::model::sketch::{id, workspace};
use crate::model::{Document, Moment, Workspace};

pub(super) const SKETCH: &str = "
    members KAZ UZB
    a paragraph 1 | Before. [The Conference:
    b item:1 (a) | one;
    c item:1 (b) | two. - KAZ; UZB delete] Behind.
    d paragraph 2 | **Option 1:** *Decides* that;
    e item:1 | it goes on;
    f paragraph | Option 2: *Requests* that;
    g paragraph | Option 3: No text
    h paragraph 3 | Last.
";

pub(super) fn change(
    workspace: &Workspace,
    paragraph: &str,
    act: Over,
) -> Result<Workspace, String> {
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let base = workspace.original().unwrap().digest();
    let change = Change::Over {
        paragraph: id(paragraph),
        act,
        base,
    };
    let applied = apply(workspace, &change, &stamp).map_err(|why| why.to_string())?;
    // What is done can be taken back, touch by touch.
    let mut back = applied.workspace.clone();
    for touch in applied.touches.iter().rev() {
        touch.inverse().write(&mut back).unwrap();
    }
    assert_eq!(back.drafts, workspace.drafts);
    Ok(applied.workspace)
}

/// `label|text` of each paragraph.
fn shape(workspace: &Workspace) -> Vec<String> {
    let document = workspace.original().unwrap();
    let show = |p: &Paragraph| match &p.label {
        Some(label) => format!("{label}|{}", p.text()),
        None => p.text().to_owned(),
    };
    document.paragraphs.iter().map(|p| show(p)).collect()
}

fn resolve(nth: usize, take: Take) -> Over {
    Over::Resolve { nth, take }
}

#[test]
fn a_bracket_written_over_paragraphs_is_kept_or_dropped() {
    let before = workspace(SKETCH);
    let kept = change(&before, "b", resolve(1, Take::Keep)).unwrap();
    assert_eq!(
        shape(&kept).get(..3).unwrap(),
        ["1|Before. The Conference:", "(a)|one;", "(b)|two. Behind."]
    );
    let dropped = change(&before, "a", resolve(1, Take::Drop)).unwrap();
    assert_eq!(
        shape(&dropped).get(..2).unwrap(),
        ["1|Before.", "(b)|Behind."]
    );
    let why = change(&before, "a", resolve(2, Take::Keep)).unwrap_err();
    assert!(why.contains("1 of them"), "{why}");
    let why = change(&before, "h", resolve(1, Take::Keep)).unwrap_err();
    assert!(why.contains("no bracket and no option"), "{why}");
}

#[test]
fn a_bracket_of_the_head_is_made_lifted_and_resolved() {
    let before = workspace(SKETCH);
    let by = vec![code("KAZ"), code("UZB")];
    let around = Over::Around {
        to: id("h"),
        by,
        wish: Wish::Delete,
    };
    let made = change(&before, "d", around.clone()).unwrap();
    let marks = |w: &Workspace| {
        let head = &w.original().unwrap().head;
        head.brackets
            .iter()
            .map(|b| b.marks.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(marks(&made), ["KAZ, UZB delete"]);
    assert!(
        change(&made, "d", around)
            .unwrap_err()
            .contains("there already")
    );
    let left = change(
        &made,
        "g",
        Over::Withdraw {
            nth: 2,
            by: code("KAZ"),
        },
    )
    .unwrap();
    assert_eq!(marks(&left), ["UZB delete"]);
    let kept = change(&left, "g", resolve(2, Take::Keep)).unwrap();
    assert_eq!((marks(&kept).len(), shape(&kept)), (0, shape(&before)));
    let gone = change(&left, "g", resolve(2, Take::Drop)).unwrap();
    assert_eq!(shape(&gone).len(), 3);
    let crossing = Over::Around {
        to: id("h"),
        by: Vec::new(),
        wish: Wish::Propose,
    };
    assert!(
        change(&before, "f", crossing)
            .unwrap_err()
            .contains("cross")
    );
    let backwards = Over::Around {
        to: id("a"),
        by: Vec::new(),
        wish: Wish::Propose,
    };
    assert!(
        change(&before, "b", backwards)
            .unwrap_err()
            .contains("must stand behind")
    );
}

#[test]
fn one_option_stays_and_is_called_what_the_choice_was_called() {
    let before = workspace(SKETCH);
    let first = change(&before, "d", resolve(1, Take::Choose(1))).unwrap();
    assert_eq!(
        shape(&first).get(3..).unwrap(),
        ["2|*Decides* that;", "it goes on;", "3|Last."]
    );
    let second = change(&before, "e", resolve(1, Take::Choose(2))).unwrap();
    assert_eq!(
        shape(&second).get(3..).unwrap(),
        ["2|*Requests* that;", "3|Last."]
    );
    let none = change(&before, "f", resolve(1, Take::Choose(3))).unwrap();
    assert_eq!(shape(&none).get(3..).unwrap(), ["3|Last."]);
    let why = change(&before, "d", resolve(1, Take::Choose(4))).unwrap_err();
    assert!(why.contains("no option 4"), "{why}");
    let why = change(&before, "d", resolve(1, Take::Keep)).unwrap_err();
    assert!(why.contains("choose one"), "{why}");
}

#[test]
fn a_whole_draft_is_settled_by_the_will_of_one() {
    let before = workspace(
        "
        members KAZ UZB
        a paragraph 1 | One [shall - KAZ / should - UZB] act.
        b paragraph 2 | Nothing [Agreed ad ref]
        c paragraph 3 | Two [may] act.
        ",
    );
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let settle = |rest| {
        let judge = Judge {
            code: Some(code("UZB")),
            rest,
            ..Judge::default()
        };
        let change = Change::Settle {
            language: "en".parse().unwrap(),
            judge,
            base: before.original().unwrap().digest(),
        };
        apply(&before, &change, &stamp)
    };
    let applied = settle(Some(Take::Drop)).unwrap();
    assert_eq!(
        shape(&applied.workspace),
        [
            "1|One should act.",
            "2|Nothing [Agreed ad ref]",
            "3|Two act."
        ]
    );
    let why = settle(None).unwrap_err().to_string();
    assert!(why.starts_with("3: UZB says nothing of bracket 1"), "{why}");
}

/// Settled as that delegation wants it, or as the chair chose.
fn settled(before: &Workspace, who: Option<&str>, rest: Option<Take>) -> Result<Workspace, String> {
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let change = Change::Settle {
        language: before.header.original,
        judge: Judge {
            code: who.map(code),
            rest,
            ..Judge::default()
        },
        base: before.original().unwrap().digest(),
    };
    let applied = apply(before, &change, &stamp).map_err(|why| why.to_string())?;
    let mut back = applied.workspace.clone();
    for touch in applied.touches.iter().rev() {
        touch.inverse().write(&mut back).unwrap();
    }
    assert_eq!(back.drafts, before.drafts);
    Ok(applied.workspace)
}

/// What is still to be decided in a draft.
fn contested(workspace: &Workspace) -> Vec<String> {
    let document = workspace.original().unwrap();
    let wide = wides(document).into_iter().map(|w| format!("{w:?}"));
    let texts = document.paragraphs.iter().map(|p| p.text());
    let words = texts.filter(|text| is_contested(&workspace.header, text));
    wide.chain(words.map(str::to_owned)).collect()
}

#[test]
fn what_stands_over_paragraphs_is_settled_with_the_rest() {
    let before = workspace(SKETCH);
    let tail = ["3|Last."];
    let uzb = settled(&before, Some("UZB"), Some(Take::Drop)).unwrap();
    assert_eq!(shape(&uzb), ["1|Before.", "(b)|Behind.", tail[0]]);
    let kaz = settled(&before, Some("KAZ"), Some(Take::Keep)).unwrap();
    assert_eq!(
        shape(&kaz),
        [
            "1|Before. The Conference:",
            "(a)|one;",
            "(b)|two. Behind.",
            "2|*Decides* that;",
            "it goes on;",
            tail[0]
        ]
    );
    let emptied =
        workspace("members KAZ\na paragraph 1 | [All of it - KAZ]\nb paragraph 2 | Rest.");
    let chair = settled(&emptied, None, Some(Take::Drop)).unwrap();
    assert_eq!(shape(&chair), ["2|Rest."]);
    let why = settled(&before, Some("KAZ"), None).unwrap_err();
    assert!(
        why.starts_with("2: KAZ says nothing of the options"),
        "{why}"
    );
}

#[test]
fn who_is_for_an_option_stands_behind_its_number() {
    let before = workspace(
        "
        members KAZ UZB IRN
        group EU IRN
        a paragraph 1 | Option 1 (KAZ): one;
        b paragraph | Option 2 (EU): two;
        c paragraph | Option 3 (UZB delete): three;
        ",
    );
    for (who, words) in [("KAZ", "1|one;"), ("IRN", "1|two;"), ("UZB", "1|one;")] {
        assert_eq!(shape(&settled(&before, Some(who), None).unwrap()), [words]);
    }
}

#[test]
fn the_chair_chooses_over_paragraphs_and_the_choice_is_bound_to_the_words() {
    let mut ws = workspace(SKETCH);
    let choose = |nth, take| Over::Choose { nth, take };
    ws = change(&ws, "e", choose(1, Some(Take::Choose(2)))).unwrap();
    ws = change(&ws, "b", choose(1, Some(Take::Drop))).unwrap();
    let around = Over::Around {
        to: id("h"),
        by: vec![code("KAZ")],
        wish: Wish::Delete,
    };
    ws = change(&ws, "d", around).unwrap();
    let why = settled(&ws, None, None).unwrap_err();
    assert!(
        why.contains("the chair chose nothing of the bracket"),
        "{why}"
    );
    let why = change(&ws, "h", choose(1, Some(Take::Choose(2)))).unwrap_err();
    assert!(why.contains("one wording"), "{why}");
    let why = change(&ws, "d", choose(1, Some(Take::Choose(4)))).unwrap_err();
    assert!(why.contains("of 3 options"), "{why}");
    ws = change(&ws, "h", choose(1, Some(Take::Keep))).unwrap();
    let done = settled(&ws, None, None).unwrap();
    assert_eq!(
        shape(&done),
        ["1|Before.", "(b)|Behind.", "2|*Requests* that;", "3|Last."]
    );
    // Other words are other words: nothing is chosen of them.
    let p = ws.original().unwrap().get(id("d")).unwrap();
    let text = p.text().replace("Option 1", "Option 1 (KAZ)");
    let edit = Change::SetText {
        language: ws.header.original,
        paragraph: id("d"),
        text,
        base: p.digest(),
        cites: Vec::new(),
    };
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let edited = apply(&ws, &edit, &stamp).unwrap().workspace;
    let why = settled(&edited, None, None).unwrap_err();
    assert!(
        why.contains("the chair chose nothing of the options"),
        "{why}"
    );
    // Taken back, nothing is kept.
    let none = change(&ws, "e", choose(1, None)).unwrap();
    assert!(
        none.original()
            .unwrap()
            .get(id("d"))
            .unwrap()
            .chosen
            .is_empty()
    );
}

#[test]
fn names_come_into_a_bracket_over_paragraphs_and_go() {
    let before = workspace(SKETCH);
    let attribute = |by: &str, wish| Over::Attribute {
        nth: 1,
        by: vec![code(by)],
        wish,
    };
    let withdraw = |by: &str| Over::Withdraw {
        nth: 1,
        by: code(by),
    };
    let last = |ws: &Workspace| shape(ws).get(2).unwrap().clone();
    let named = change(&before, "a", attribute("IRN", Wish::Retain)).unwrap();
    assert_eq!(
        last(&named),
        "(b)|two. - KAZ; UZB delete; IRN retain] Behind."
    );
    let gone = change(&named, "b", withdraw("UZB")).unwrap();
    assert_eq!(last(&gone), "(b)|two. - KAZ; IRN retain] Behind.");
    let gone = change(&gone, "b", withdraw("KAZ")).unwrap();
    let gone = change(&gone, "b", withdraw("IRN")).unwrap();
    assert_eq!(last(&gone), "(b)|two.] Behind.");
    let back = change(&gone, "b", attribute("KAZ", Wish::Propose)).unwrap();
    assert_eq!(last(&back), "(b)|two. - KAZ] Behind.");
    let why = change(&gone, "b", withdraw("IRN")).unwrap_err();
    assert!(why.contains("IRN holds nothing"), "{why}");
    let front = workspace(
        "
        members KAZ UZB
        a paragraph 1 | We [KAZ, UZB: agree:
        b paragraph 2 | soon] on it.
        ",
    );
    let left = change(&front, "a", withdraw("UZB")).unwrap();
    assert_eq!(shape(&left), ["1|We [KAZ: agree:", "2|soon] on it."]);
}

#[test]
fn a_translation_is_decided_with_the_original() {
    let mut before = workspace(SKETCH);
    let original = before.original().unwrap().clone();
    let mut russian = Document::clone(&original);
    russian.head.language = "ru".parse().unwrap();
    let words = [
        "До. [Конференция:",
        "одно;",
        "два. - KAZ] После.",
        "**Вариант 1:** *постановляет*;",
        "далее;",
        "Вариант 2: *просит*;",
        "Вариант 3: без текста",
        "Конец.",
    ];
    for (p, words) in russian.paragraphs.iter_mut().zip(words) {
        let digest = p.digest();
        let mut translated = p.with_text(words);
        translated.of = Some(digest);
        *p = std::sync::Arc::new(translated);
    }
    before
        .drafts
        .insert(russian.head.language, std::sync::Arc::new(russian));
    let done = settled(&before, None, Some(Take::Keep)).unwrap();
    let translation = done.draft(&"ru".parse().unwrap()).unwrap();
    let show = |p: &std::sync::Arc<Paragraph>| {
        let label = p.label.as_ref().map(ToString::to_string);
        let current = p.of == done.original().unwrap().get(p.id).map(|p| p.digest());
        format!("{}|{}|{current}", label.unwrap_or_default(), p.text())
    };
    let shown: Vec<String> = translation.paragraphs.iter().map(show).collect();
    assert_eq!(
        shown,
        [
            "1|До. Конференция:|true",
            "(a)|одно;|true",
            "(b)|два. После.|true",
            "2|*постановляет*;|true",
            "|далее;|true",
            "3|Конец.|true",
        ]
    );
    let second = change(&before, "d", resolve(1, Take::Choose(2))).unwrap();
    let translation = second.draft(&"ru".parse().unwrap()).unwrap();
    let chosen = translation.get(id("f")).unwrap();
    assert_eq!(
        (
            chosen.label.as_ref().map(ToString::to_string),
            chosen.text()
        ),
        (Some("2".to_owned()), "*просит*;")
    );
    // In the translation alone it cannot be decided which paragraphs go.
    let mut only = before.clone();
    only.drafts.insert(original.head.language, {
        let mut plain = Document::clone(&original);
        for p in &mut plain.paragraphs {
            *p = std::sync::Arc::new(p.with_text("Plain."));
        }
        std::sync::Arc::new(plain)
    });
    let change = Change::Settle {
        language: "ru".parse().unwrap(),
        judge: Judge {
            rest: Some(Take::Keep),
            ..Judge::default()
        },
        base: only.draft(&"ru".parse().unwrap()).unwrap().digest(),
    };
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let why = apply(&only, &change, &stamp).unwrap_err().to_string();
    assert!(why.contains("in the original"), "{why}");
}

/// Paragraphs as compilation texts have them: brackets in them, over them, options, in six languages.
fn drafts() -> impl proptest::strategy::Strategy<Value = Workspace> {
    use proptest::prelude::*;
    let text = prop_oneof![
        4 => super::laws::texts(),
        1 => super::laws::texts().prop_map(|text| format!("[{text}")),
        1 => super::laws::texts().prop_map(|text| format!("{text} - KAZ; UZB delete]")),
        1 => super::laws::texts().prop_map(|text| format!("[KAZ, UZB: {text}")),
        1 => super::laws::texts().prop_map(|text| format!("{text}]")),
        1 => super::laws::texts().prop_map(|text| format!("**Option 1:** {text}")),
        1 => super::laws::texts().prop_map(|text| format!("Option 2 (UZB): {text}")),
        1 => super::laws::texts().prop_map(|text| format!("Вариант 1: {text}")),
        1 => super::laws::texts().prop_map(|text| format!("Вариант 2: {text}")),
        1 => Just("备选案文1：".to_owned()),
        1 => Just("备选案文2：无案文".to_owned()),
    ];
    let listed = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    (
        prop::collection::vec(text, 1..12),
        prop::collection::vec(listed, 0..3),
    )
        .prop_map(|(texts, listed)| {
            let mut ws = workspace("members KAZ UZB\na paragraph 1 | First, without brackets.");
            let draft = ws.drafts.values_mut().next().unwrap();
            let document = std::sync::Arc::make_mut(draft);
            for (at, text) in texts.iter().enumerate() {
                let id = crate::model::Id::from_random(at as u64 + 7000);
                let role = crate::model::Role::Paragraph;
                let p = Paragraph::new(id, role, text);
                document.paragraphs.push(std::sync::Arc::new(p));
            }
            let many = document.paragraphs.len();
            for (a, b) in listed {
                let (a, b) = (a.index(many), b.index(many));
                let id = |at: usize| document.paragraphs[at].id;
                document.head.brackets.push(crate::model::SpanBracket {
                    from: id(a.min(b)),
                    to: id(a.max(b)),
                    marks: "KAZ; UZB delete".into(),
                    chair: None,
                });
            }
            ws
        })
}

proptest::proptest! {
    #![proptest_config(crate::text::samples::cases())]

    #[test]
    fn settling_a_draft_leaves_nothing_contested(ws in drafts(), who in proptest::sample::select(vec![None, Some("KAZ"), Some("UZB"), Some("USA")]), drop in proptest::bool::ANY) {
        let rest = if drop { Take::Drop } else { Take::Keep };
        match settled(&ws, who, Some(rest)) {
            Ok(done) => {
                let left = contested(&done);
                proptest::prop_assert!(left.is_empty(), "{left:?} in {:?}", shape(&done));
            }
            Err(why) => proptest::prop_assert!(
                why.contains("nothing is contested")
                    || why.contains("nothing would be left of the document")
                    || why.contains("resolve that first"),
                "{why}"
            ),
        }
    }
}

//! Brackets and options over several paragraphs, in a workspace.

use super::super::*;
use super::code;
use crate::edit::{Access, Actor, Change, Stamp, apply};
use crate::model::sketch::{id, workspace};
use crate::model::{Moment, Workspace};

const SKETCH: &str = "
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

fn change(workspace: &Workspace, paragraph: &str, act: Over) -> Result<Workspace, String> {
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
    let made = change(&before, "f", around.clone()).unwrap();
    let marks = |w: &Workspace| {
        let head = &w.original().unwrap().head;
        head.brackets
            .iter()
            .map(|b| b.marks.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(marks(&made), ["KAZ, UZB delete"]);
    assert!(
        change(&made, "f", around)
            .unwrap_err()
            .contains("there already")
    );
    let left = change(
        &made,
        "g",
        Over::Withdraw {
            nth: 1,
            by: code("KAZ"),
        },
    )
    .unwrap();
    assert_eq!(marks(&left), ["UZB delete"]);
    let kept = change(&left, "g", resolve(1, Take::Keep)).unwrap();
    assert_eq!((marks(&kept).len(), shape(&kept)), (0, shape(&before)));
    let gone = change(&left, "g", resolve(1, Take::Drop)).unwrap();
    assert_eq!(shape(&gone).len(), 5);
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

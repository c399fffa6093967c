//! What stands over several paragraphs, when the paragraphs move, and when they are to be agreed.

use super::super::*;
use super::code;
use super::wide::{SKETCH, change};
use crate::edit::{Access, Actor, Change, Stamp, apply};
use crate::model::Moment;
use crate::model::sketch::{id, workspace};

#[test]
fn a_bracket_of_the_head_follows_its_paragraphs() {
    let sketch = "
        members KAZ
        a paragraph 1 | One.
        b paragraph 2 | Two and a half.
        c paragraph 3 | Three.
        d paragraph 4 | Four.
    ";
    let around = Over::Around {
        to: id("c"),
        by: vec![code("KAZ")],
        wish: Wish::Propose,
    };
    let before = change(&workspace(sketch), "a", around).unwrap();
    let stamp = Stamp {
        actor: Actor {
            name: "S".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let ends = |change: &Change| {
        let applied = apply(&before, change, &stamp).unwrap();
        let mut back = applied.workspace.clone();
        for touch in applied.touches.iter().rev() {
            touch.inverse().write(&mut back).unwrap();
        }
        assert_eq!(back.drafts, before.drafts);
        let document = applied.workspace.original().unwrap().clone();
        let listed = document.head.brackets.iter();
        let places = listed.map(|b| (document.index_of(b.from), document.index_of(b.to)));
        places.collect::<Vec<_>>()
    };
    let on = |from, to| vec![(Some(from), Some(to))];
    let gone = Change::Delete { paragraph: id("a") };
    assert_eq!(ends(&gone), on(0, 1));
    let moved = Change::Move {
        paragraph: id("c"),
        after: None,
    };
    assert_eq!(ends(&moved), on(1, 2));
    let joined = Change::Join { paragraph: id("b") };
    assert_eq!(ends(&joined), on(0, 1));
    let split = Change::Split {
        paragraph: id("c"),
        at: 2,
        new: id("e"),
        base: before.original().unwrap().get(id("c")).unwrap().digest(),
    };
    assert_eq!(ends(&split), on(0, 3));
    // Written with signs it is the same bracket to who reads the words alone.
    let document = written_out(before.original().unwrap());
    let texts: Vec<&str> = document.paragraphs.iter().map(|p| p.text()).collect();
    assert_eq!(
        texts,
        ["[One.", "Two and a half.", "Three. - KAZ]", "Four."]
    );
    assert_eq!(document.spanning(), 1);
}

#[test]
fn what_stands_over_paragraphs_is_in_the_way_of_agreement() {
    let ws = workspace(SKETCH);
    let standing = ws.consensus();
    let bracketed: Vec<bool> = standing
        .paragraphs
        .iter()
        .map(|p| p.status == crate::model::Status::Bracketed)
        .collect();
    assert_eq!(bracketed, [true, true, true, true, true, true, true, false]);
    assert_eq!(standing.brackets, 2);
}

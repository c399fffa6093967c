//! Brackets by keys: walked, attributed, given another wording, resolved, undone; words selected; lenses turned.

use super::{Desk, drive};
use crate::app::overlay::Overlay;
use crate::model::Lens;

const SKETCH: &str = "members KAZ UZB TKM
    a operative 1 | Welcomes the report;
    b operative 2 | Urges [all / most - UZB] States [, as appropriate,] to act;
    c operative 3 | [Decides to meet
    d operative 4 | again. - KAZ delete] The end.
    @ KAZ agree a";

fn mode(desk: &Desk) -> bool {
    matches!(desk.app.overlays().last(), Some(Overlay::Bracketing(_)))
}

#[test]
fn brackets_are_walked_and_resolved_and_undone() {
    let mut desk = drive(SKETCH, "jb");
    assert!(mode(&desk));
    desk.keys("2");
    assert_eq!(
        desk.words()[1],
        "Urges most States [, as appropriate,] to act;"
    );
    desk.keys("y");
    assert_eq!(
        desk.words()[1],
        "Urges most States, as appropriate, to act;"
    );
    desk.keys("uu");
    assert_eq!(
        desk.words()[1],
        "Urges [all / most - UZB] States [, as appropriate,] to act;"
    );
    desk.keys("jx");
    assert_eq!(desk.words()[1], "Urges [all / most - UZB] States to act;");
    desk.keys("u");
    // What is selected is what is taken, and what was shown.
    desk.keys("kl");
    let shown = desk
        .app
        .bracket_view(desk.app.bracketing().unwrap())
        .unwrap();
    let said: String = shown
        .lines
        .iter()
        .map(|(line, _)| line.shown().text)
        .collect();
    assert!(said.contains("<2>") && said.contains("most"), "{said}");
    desk.keys("<enter>");
    assert_eq!(
        desk.words()[1],
        "Urges most States [, as appropriate,] to act;"
    );
    desk.keys("q");
    assert!(!mode(&desk));
}

#[test]
fn a_bracket_is_held_and_given_another_wording() {
    let mut desk = drive(SKETCH, "jbjaTKM<enter>delete<enter>");
    assert_eq!(
        desk.words()[1],
        "Urges [all / most - UZB] States [, as appropriate, - TKM delete] to act;"
    );
    assert!(mode(&desk));
    desk.keys("tKAZ<enter>, where possible,<enter>");
    assert_eq!(
        desk.words()[1],
        "Urges [all / most - UZB] States [, as appropriate, - TKM delete / , where possible, - KAZ] to act;"
    );
    desk.keys("wTKM<enter>");
    assert_eq!(
        desk.words()[1],
        "Urges [all / most - UZB] States [, as appropriate, / , where possible, - KAZ] to act;"
    );
    desk.keys("c");
    let p = desk.disk.original().unwrap().paragraphs[1].clone();
    assert_eq!(p.chosen.len(), 1);
    desk.keys("Achair<enter>y");
    assert_eq!(desk.words()[1], "Urges all States, as appropriate, to act;");
    desk.keys("u");
    desk.keys("AUZB<enter>");
    assert!(desk.question().unwrap().lines[0].starts_with("Urges most"));
    desk.keys("ny");
}

#[test]
fn words_are_selected_and_bracketed() {
    let mut desk = drive(
        SKETCH,
        "bb<c-right><enter><c-right><c-right><enter>UZB<enter>",
    );
    assert_eq!(desk.words()[0], "Welcomes [the report - UZB];");
    assert!(mode(&desk));
    desk.keys("y");
    assert_eq!(desk.words()[0], "Welcomes the report;");
    // While typing, the signs come into the words.
    desk.keys("q");
    desk.keys("e<home><c-space><c-right><c-space><enter>");
    assert!(desk.words()[0].starts_with('['), "{}", desk.words()[0]);
    let mut left = drive(SKETCH, "bb<enter><right><esc>");
    left.keys("j");
    assert_eq!(left.words()[0], "Welcomes the report;");
}

#[test]
fn a_bracket_over_paragraphs_is_resolved_from_either_end() {
    for keys in ["jjb", "jjjb"] {
        let mut desk = drive(SKETCH, keys);
        desk.keys("x");
        assert_eq!(desk.words().len(), 3, "{keys}");
        assert_eq!(desk.words()[2], "The end.");
        desk.keys("u");
        assert_eq!(desk.words().len(), 4);
    }
    let mut desk = drive(SKETCH, "jjby");
    assert_eq!(desk.words()[2..], ["Decides to meet", "again. The end."]);
    desk.keys("qb");
}

#[test]
fn lenses_are_turned_and_everything_stays_in_its_place() {
    let mut desk = drive(SKETCH, "jv");
    assert_eq!(desk.app.lens(), Lens::Clean);
    let shown = |desk: &Desk, at: usize| {
        let p = desk.disk.original().unwrap().paragraphs[at].clone();
        desk.app
            .shown_words(&p)
            .map(str::to_owned)
            .map_err(str::to_owned)
    };
    assert_eq!(
        shown(&desk, 1).unwrap(),
        "Urges all States, as appropriate, to act;"
    );
    assert_eq!(desk.app.selected_at(), 1);
    desk.keys("v");
    assert_eq!((desk.app.lens(), desk.app.left()), (Lens::Final, 3));
    desk.keys("v");
    assert_eq!(desk.app.lens(), Lens::As("KAZ".parse().unwrap()));
    assert!(shown(&desk, 2).is_err(), "KAZ wants it out");
    // Nothing was issued yet: the lens is passed over, and said.
    desk.keys("v");
    assert_eq!(desk.app.lens(), Lens::Brackets);
    desk.keys("VUZB<enter>");
    assert_eq!(desk.app.lens(), Lens::As("UZB".parse().unwrap()));
    assert_eq!(
        shown(&desk, 1).unwrap(),
        "Urges most States, as appropriate, to act;"
    );
    // Editing is on the words as they stand.
    desk.keys("e");
    assert!(desk.app.editing().unwrap().field.text().contains("[all"));
    desk.keys("<esc>");
    assert!(desk.disk.original().unwrap().paragraphs.len() == 4);
}

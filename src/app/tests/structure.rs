//! Paragraphs, positions and the acts of the chair.

use super::{Desk, SKETCH, drive};
use crate::app::overlay::Overlay;
use crate::model::{Level, Status, sketch};

#[test]
fn paragraphs_are_added_where_they_are_wanted() {
    let desk = drive(SKETCH, "ARecalls the treaty;<enter>");
    assert_eq!(desk.words()[1], "Recalls the treaty;");
    assert_eq!(desk.app.selected().unwrap().text(), "Recalls the treaty;");
    let above = drive(SKETCH, "BRecalls the treaty;<enter>");
    assert_eq!(above.words()[0], "Recalls the treaty;");
    let below_the_last = drive(SKETCH, "GA第四段。<enter>");
    assert_eq!(below_the_last.words()[3], "第四段。");
}

#[test]
fn paragraphs_are_moved_joined_deleted_and_restored() {
    let order = |desk: &Desk| -> String {
        desk.words()
            .iter()
            .filter_map(|w| w.chars().next())
            .collect()
    };
    for (keys, places) in [
        ("J", "UWD"),
        ("02J", "UDW"),
        ("GK", "WDU"),
        ("G02K", "DWU"),
        ("K", "WUD"),
        ("GJ", "WUD"),
        ("Jjj", "UWD"),
        ("M", "WD"),
        ("Mu", "WUD"),
        ("D<enter>", "WUD"),
        ("Dd", "UD"),
        ("Ddu", "WUD"),
        ("DdR<enter>", "WUD"),
        ("jDdR<enter>", "WUD"),
    ] {
        assert_eq!(order(&drive(SKETCH, keys)), places, "{keys}");
    }
    assert_eq!(
        drive(SKETCH, "J").selected(),
        sketch::id("a"),
        "what was moved stays selected"
    );
}

#[test]
fn a_question_before_deleting_shows_what_would_go() {
    let desk = drive(SKETCH, "D");
    let ask = desk.question().unwrap();
    assert!(ask.question.contains("Delete 1"));
    assert_eq!(ask.lines, ["Welcomes the report;"]);
    assert_eq!(ask.answers[0].words, "keep it");
}

#[test]
fn labels_roles_and_depths_change() {
    let p = |keys: &str| {
        let desk = drive(SKETCH, keys);
        let p = desk
            .disk
            .original()
            .unwrap()
            .get(sketch::id("a"))
            .unwrap()
            .clone();
        (
            p.label
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            p.role.word(),
            p.level,
        )
    };
    assert_eq!(p("L<space>bis<enter>"), ("1 bis".into(), "operative", 0));
    assert_eq!(p("rpreamb<enter>"), ("1".into(), "preambular", 0));
    assert_eq!(p(">"), ("1".into(), "item", 1));
    assert_eq!(p(">><lt><lt>"), ("1".into(), "paragraph", 0));
}

#[test]
fn positions_are_recorded_from_the_draft() {
    let desk = drive(SKETCH, "pUZB<enter>agree<enter>");
    assert_eq!(desk.stance("UZB", "a"), Some("agree"));
    let taken_back = drive(SKETCH, "pKAZ<enter>unheard<enter>");
    assert_eq!(taken_back.stance("KAZ", "a"), None);
    let opposed = drive(SKETCH, "pTKM<enter>oppose<enter>costs too much<enter>");
    let position = opposed
        .disk
        .position("TKM".parse().unwrap(), sketch::id("a"))
        .unwrap();
    assert_eq!(position.stance.word(), "oppose");
    assert_eq!(position.note.as_deref(), Some("costs too much"));
    let if_others = drive(SKETCH, "pTKM<enter>agree if<enter>2, 3<enter>");
    assert_eq!(if_others.stance("TKM", "a"), Some("agree_if"));
    let on_itself = drive(SKETCH, "pTKM<enter>agree if<enter>1<enter>");
    let Some(Overlay::Prompt(prompt)) = on_itself.app.overlays().last() else {
        panic!("the prompt stays")
    };
    assert!(prompt.error.is_some());
}

#[test]
fn positions_are_recorded_in_the_matrix() {
    let desk = drive(SKETCH, "2jla");
    assert_eq!(desk.stance("UZB", "b"), Some("agree"));
    assert_eq!(
        drive(SKETCH, "2jlau").stance("UZB", "b"),
        None,
        "and taken back"
    );
    assert_eq!(drive(SKETCH, "2<del>").stance("KAZ", "a"), None);
    assert_eq!(
        drive(SKETCH, "2vja").stance("UZB", "a"),
        Some("agree"),
        "turned"
    );
    let noted = drive(SKETCH, "2rawaiting<enter>");
    let position = noted
        .disk
        .position("KAZ".parse().unwrap(), sketch::id("a"))
        .unwrap();
    assert_eq!(position.note.as_deref(), Some("awaiting"));
}

#[test]
fn a_position_is_stale_once_the_words_change() {
    let desk = drive(SKETCH, "ex<enter>");
    let standing = &desk.app.session().unwrap().consensus().paragraphs[0];
    assert_eq!(standing.stale, ["KAZ".parse().unwrap()]);
}

#[test]
fn filters_hide_rows_and_the_cell_follows() {
    let agreed = format!("{SKETCH}\n= a committee");
    let desk = drive(&agreed, "2f");
    // What stands in the way of an agreed paragraph keeps it in sight.
    assert_eq!(desk.app.matrix_paragraphs(), [0, 1, 2]);
    let stale = drive(SKETCH, "ex<enter>2t");
    assert_eq!(stale.app.matrix_paragraphs(), [0]);
    let party = drive(SKETCH, "2dKAZ<enter>");
    assert_eq!(party.app.matrix_paragraphs(), [1, 2]);
    assert_eq!(party.app.cell().unwrap().0, sketch::id("b"));
    let none = drive(SKETCH, "2t");
    assert!(none.app.matrix_paragraphs().is_empty() && none.app.cell().is_none());
}

#[test]
fn the_chair_gavels_reopens_parks_and_freezes() {
    let status = |keys: &str| {
        let desk = drive(SKETCH, keys);
        desk.app.session().unwrap().consensus().paragraphs[0].status
    };
    assert_eq!(status("Ge"), Status::Open);
    assert_eq!(status("ga"), Status::AdRef);
    assert_eq!(status("gau"), Status::Open);
    assert_eq!(status("geKAZ, TKM<enter>"), Status::Pending);
    assert_eq!(
        status("gcgrUZB<enter>new instructions<enter>"),
        Status::Open
    );
    assert_eq!(status("gpcontact group: figures<enter>"), Status::Parked);
    assert_eq!(status("gpcontact group<enter>gp<enter>"), Status::Open);
    let level = drive(SKETCH, "gc").disk.agreements[&sketch::id("a")][0].level;
    assert_eq!(level, Level::Committee);
    let nobody = drive(SKETCH, "geXYZ<enter>");
    assert!(matches!(nobody.app.overlays().last(), Some(Overlay::Prompt(p)) if p.error.is_some()));
}

#[test]
fn the_draft_is_frozen_as_a_version_with_the_next_label() {
    let desk = drive(SKETCH, "F<enter>F<enter>");
    let labels: Vec<&str> = desk
        .disk
        .versions
        .iter()
        .map(|v| v.label.as_str())
        .collect();
    assert_eq!(labels, ["rev-1", "rev-2"]);
    assert_eq!(
        desk.app.session().unwrap().changed_since(),
        Some(("rev-2", 0))
    );
    let taken = drive(SKETCH, "F<enter>F<c-u>rev-1<enter>");
    assert_eq!(taken.disk.versions.len(), 1);
    assert!(matches!(taken.app.overlays().last(), Some(Overlay::Prompt(p)) if p.error.is_some()));
}

#[test]
fn a_new_paragraph_gets_the_label_that_leaves_others_as_they_are() {
    let added = drive("a operative 5 | A;\nb operative 6 | B.", "ANew;<enter>");
    let labels: Vec<String> = added
        .app
        .document()
        .unwrap()
        .paragraphs
        .iter()
        .map(|p| p.name().to_owned())
        .collect();
    assert_eq!(labels, ["5", "5 bis", "6"]);
}

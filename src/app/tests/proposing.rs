//! Proposals by keys: tabled in a delegation’s name, supported, compiled, undone, accepted.

use super::writing::disk_is_full;
use super::{Desk, SKETCH, drive};
use crate::app::overlay::Overlay;
use crate::app::{EditTarget, Effect, Msg};
use crate::model::{Proposal, ProposalStatus};

fn only(desk: &Desk) -> &Proposal {
    let all: Vec<_> = desk.disk.proposals.values().collect();
    assert_eq!(all.len(), 1);
    all[0]
}

fn status(desk: &Desk, by: &str) -> ProposalStatus {
    let mut all = desk.disk.proposals.values();
    let found = all.find(|p| p.proposers() == by).unwrap();
    found.status
}

#[test]
fn a_delegation_edits_the_paragraph_in_its_own_name_and_the_difference_is_tabled() {
    let desk = drive(SKETCH, "anKAZ<enter><end> and thanks its authors<enter>");
    let proposal = only(&desk);
    assert_eq!(proposal.proposers(), "KAZ");
    assert_eq!(
        proposal.words(),
        Some("Welcomes the report; and thanks its authors")
    );
    assert_eq!(desk.words()[0], "Welcomes the report;");
    // The list is in front, the new one selected.
    assert!(matches!(
        desk.app.overlays().last(),
        Some(Overlay::Proposals(_))
    ));
    assert_eq!(desk.app.proposals().unwrap().selected, Some(proposal.id));
    assert_eq!(desk.stance("KAZ", "a"), Some("amend"));
    let left = drive(SKETCH, "anKAZ<enter>x<esc>d");
    assert!(left.disk.proposals.is_empty());
    assert_eq!(left.words()[0], "Welcomes the report;");
}

const TABLED: &str = "anKAZ<enter><c-right><c-left>Warmly <enter>";

#[test]
fn it_is_supported_compiled_undone_and_accepted() {
    let mut desk = drive(SKETCH, TABLED);
    let base = only(&desk).words().unwrap().to_owned();
    desk.keys("sUZB<enter>oTKM<enter>");
    assert_eq!(crate::model::names(&only(&desk).supporters), "UZB");
    assert_eq!(crate::model::names(&only(&desk).opposers), "TKM");
    desk.keys("c");
    let compiled = desk.words()[0].clone();
    assert!(
        compiled.contains("- KAZ; UZB retain; TKM delete]"),
        "{compiled}"
    );
    desk.keys("u");
    assert_eq!(desk.words()[0], "Welcomes the report;");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Tabled);
    desk.keys("<c-r>C");
    assert_eq!(desk.words()[0], "Welcomes the report;", "lifted");
    desk.keys("<enter>");
    let ask = desk.question().expect("a question first");
    assert!(
        ask.lines[0].contains("KAZ, UZB will have agreed"),
        "{:?}",
        ask.lines
    );
    desk.keys("n");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Tabled);
    desk.keys("<enter>y");
    assert_eq!(desk.words()[0], base);
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Accepted);
    assert_eq!(desk.stance("UZB", "a"), Some("agree"));
}

#[test]
fn what_no_longer_applies_is_shown_three_ways_and_restated() {
    let mut desk = drive(SKETCH, "anKAZ<enter><home><c-del>Notes<enter>");
    assert_eq!(only(&desk).words(), Some("Notes the report;"));
    desk.keys("nUZB<enter><home><c-del>Recalls<enter>");
    desk.keys("<enter>y");
    assert_eq!(desk.words()[0], "Recalls the report;");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::StaleBase);
    let shown = desk.app.proposals().unwrap();
    let rows = shown.rows(&desk.disk, &|id| id.to_string());
    let said: Vec<String> = rows.iter().map(|row| row.line.shown().text).collect();
    let all = said.join("\n");
    for line in [
        "What it wants of the words",
        "What became of them",
        "Both, with what differs",
    ] {
        assert!(all.contains(line), "{all}");
    }
    desk.keys("<enter>");
    assert!(desk.notice().contains("restate it"), "{}", desk.notice());
    desk.keys("e");
    let typed = desk.app.editing().unwrap().field.text().to_owned();
    assert!(typed.contains("report"), "{typed}");
    desk.keys("<end> now<enter>");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Tabled);
    assert_eq!(desk.stance("KAZ", "a"), Some("amend"));
    let stands = desk.disk.footing(crate::model::sketch::id("a")).unwrap();
    let position = desk
        .disk
        .position("KAZ".parse().unwrap(), crate::model::sketch::id("a"));
    assert!(!position.unwrap().is_stale(stands));
}

#[test]
fn parts_are_taken_one_by_one() {
    let mut desk = drive(
        "members KAZ\na operative 1 | States shall sign the Protocol and report to the depositary;",
        "anKAZ<enter><home><c-right><c-del>should<end><c-left><c-left><c-del>all<enter>",
    );
    let parts = desk.app.proposals().unwrap().parts(&desk.disk);
    assert_eq!(parts.len(), 2, "{:?}", only(&desk).words());
    desk.keys("lp");
    assert!(desk.question().unwrap().question.contains("part 2"));
    desk.keys("y");
    assert!(
        desk.words()[0].starts_with("States shall sign"),
        "{}",
        desk.words()[0]
    );
    assert_eq!(desk.disk.proposals.len(), 2);
}

#[test]
fn it_is_amended_rejected_and_withdrawn() {
    let mut desk = drive(SKETCH, TABLED);
    desk.keys("mUZB<enter><home>Also <enter>");
    assert!(desk.disk.proposals.values().any(|p| p.amends.is_some()));
    desk.keys("kx");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Rejected);
    assert_eq!(status(&desk, "UZB"), ProposalStatus::Superseded);
    desk.keys("d");
    let shown = desk.app.proposals().unwrap();
    assert_eq!(shown.shown(&desk.disk).len(), 2);
    let mut desk = drive(SKETCH, TABLED);
    desk.keys("w");
    assert_eq!(status(&desk, "KAZ"), ProposalStatus::Withdrawn);
    let mut desk = drive(SKETCH, "aDUZB<enter>");
    assert_eq!(only(&desk).kind(), "delete");
    desk.keys("q");
    assert!(desk.app.overlays().is_empty());
}

#[test]
fn words_that_somebody_else_changed_meanwhile_are_carried_over() {
    let mut desk = drive(SKETCH, "anKAZ<enter><end> and thanks its authors");
    desk.others_write("a", "Warmly welcomes the report;");
    desk.tell(Msg::FilesChanged);
    desk.keys("<enter>");
    assert_eq!(
        only(&desk).words(),
        Some("Warmly welcomes the report; and thanks its authors")
    );
    assert_eq!(
        only(&desk).on(),
        desk.disk.words(only(&desk).target).unwrap()
    );
}

#[test]
fn what_the_disk_refuses_is_not_lost() {
    let mut desk = drive(SKETCH, "anKAZ<enter><home>Warmly ");
    desk.refusal = Some(disk_is_full());
    desk.keys("<enter>q:give up<enter>");
    let unsaved = &desk.app.session().unwrap().unsaved;
    assert_eq!(
        unsaved.first().unwrap().words,
        "Warmly Welcomes the report;"
    );
}

#[test]
fn text_from_right_to_left_is_proposed_in_the_editor() {
    let workspace = "members KAZ\na operative 1 | يدعو جميع الدول إلى التوقيع؛";
    let mut desk = drive(workspace, "anKAZ<enter>");
    let Some(Effect::OpenEditor { target, text, .. }) = desk.asked.last().cloned() else {
        panic!("no editor")
    };
    assert!(matches!(target, EditTarget::Proposal { .. }));
    let text = Some(text.replace("جميع الدول", "الدول كافة"));
    desk.tell(Msg::Edited {
        target,
        text,
        failed: None,
    });
    assert_eq!(only(&desk).words(), Some("يدعو الدول كافة إلى التوقيع؛"));
}

//! Several proposers at once, reasons, proposals about the place of a paragraph, and words in a name that come back as such.

use std::path::PathBuf;

use super::{Desk, SKETCH, drive};
use crate::app::{Effect, Msg};
use crate::model::sketch::id;
use crate::model::{Proposal, Wanted, names};

fn only(desk: &Desk) -> &Proposal {
    let all: Vec<_> = desk.disk.proposals.values().collect();
    assert_eq!(all.len(), 1);
    all[0]
}

#[test]
fn several_propose_together_and_say_why() {
    let desk = drive(SKETCH, "anKAZ, UZB: it is urgent<enter><end> now<enter>");
    let proposal = only(&desk);
    assert_eq!(names(&proposal.by), "KAZ, UZB");
    assert_eq!(proposal.reason.as_deref(), Some("it is urgent"));
    assert_eq!(desk.stance("UZB", "a"), Some("amend"));
    // The list shows whom the last name may be of.
    let mut desk = drive(SKETCH, "anKAZ, tk<enter>x<enter>");
    assert_eq!(names(&only(&desk).by), "KAZ, TKM");
    desk.keys("nNobody, UZB<enter>");
    assert!(
        desk.notice().contains("Nobody is called"),
        "{}",
        desk.notice()
    );
    let desk = drive(SKETCH, "anKAZ<enter>x<enter>sUZB, TKM<enter>");
    assert_eq!(names(&only(&desk).supporters), "UZB, TKM");
}

#[test]
fn a_new_paragraph_a_move_a_split_and_a_join_are_proposed_by_keys() {
    let desk = drive(
        SKETCH,
        "aOKAZ, UZB: a gap<enter>Recalls its mandate;<enter>",
    );
    let proposal = only(&desk);
    let Wanted::New { text, label, .. } = &proposal.wanted else {
        panic!("{proposal:?}")
    };
    assert_eq!(
        (&**text, names(&proposal.by).as_str()),
        ("Recalls its mandate;", "KAZ, UZB")
    );
    assert_eq!(
        label.as_ref().map(crate::model::Label::as_str),
        Some("1 bis")
    );
    assert_eq!(proposal.reason.as_deref(), Some("a gap"));
    assert_eq!(desk.words().len(), 3, "nothing stands there yet");

    let desk = drive(SKETCH, "aMKAZ: order<enter>3<enter>");
    let after = Some(id("c"));
    assert_eq!(only(&desk).wanted, Wanted::Move { after });
    assert_eq!(only(&desk).reason.as_deref(), Some("order"));

    let desk = drive(SKETCH, "aSUZB<enter><c-right><enter>");
    let Wanted::Split { at, .. } = only(&desk).wanted else {
        panic!("{:?}", only(&desk))
    };
    let second = "Welcomes the report;".get(at..).unwrap();
    assert!(second.trim_start().starts_with("the"), "{second}");
    // A place at which nothing can be split is said, and the caret stays.
    let refused = drive(SKETCH, "aSUZB<enter><enter>");
    assert!(refused.disk.proposals.is_empty());
    assert!(refused.app.editing().is_some());

    let desk = drive(SKETCH, "aJTKM, KAZ<enter>");
    let with = Some(id("b"));
    assert_eq!(only(&desk).wanted, Wanted::Join { with });
}

/// What was kept aside last, and another session that finds it.
fn crashed(workspace: &str, keys: &str) -> (Desk, String) {
    let mut desk = drive(workspace, keys);
    desk.tell(Msg::Tick(crate::model::Moment::new(1_004, 0)));
    let kept = desk.asked.iter().rev().find_map(|effect| match effect {
        Effect::KeepUnsaved {
            key,
            words: Some(words),
        } => Some((key.clone(), words.clone())),
        _ => None,
    });
    let (key, words) = kept.expect("words kept aside");
    let mut again = Desk::new(desk.disk.clone());
    again.app.feed_randomness(11);
    let unsaved = crate::app::session::Unsaved {
        key: key.clone(),
        words,
        file: Some(PathBuf::from("/w/kept")),
    };
    again.app.session.as_mut().unwrap().unsaved.push(unsaved);
    (again, key)
}

#[test]
fn words_in_a_name_come_back_in_that_name_after_a_crash() {
    let (mut desk, key) = crashed(SKETCH, "anKAZ, UZB<enter><end> typed proposal words");
    desk.keys("U<enter>");
    let editing = desk.app.editing().unwrap();
    assert_eq!(editing.in_name_of().as_deref(), Some("KAZ, UZB propose"));
    desk.keys("<enter>");
    assert_eq!(
        only(&desk).words(),
        Some("Welcomes the report; typed proposal words")
    );
    assert_eq!(names(&only(&desk).by), "KAZ, UZB");
    assert_eq!(desk.words()[0], "Welcomes the report;");
    assert!(desk.app.session().unwrap().unsaved.is_empty());
    let is_gone =
        |e: &Effect| matches!(e, Effect::KeepUnsaved { key: k, words: None } if *k == key);
    assert!(desk.asked.iter().any(is_gone), "saved words need no copy");

    let (mut desk, _) = crashed(SKETCH, "aOKAZ<enter>Recalls its mandate;");
    desk.keys("U<enter><enter>");
    assert!(matches!(only(&desk).wanted, Wanted::New { .. }));

    let (mut desk, _) = crashed(SKETCH, "anKAZ<enter>x<enter>mUZB<enter><end>y");
    desk.keys("U<enter><enter>");
    let amendment = desk.disk.proposals.values().find(|p| p.amends.is_some());
    assert_eq!(names(&amendment.unwrap().by), "UZB");

    let (mut desk, _) = crashed(SKETCH, "anKAZ<enter>x<enter>e<end>y");
    desk.keys("U<enter><enter>");
    assert!(only(&desk).words().unwrap().ends_with('y'));
}

#[test]
fn leaving_a_proposal_that_was_not_touched_asks_nothing() {
    let mut desk = drive(SKETCH, "anKAZ<enter>x<enter>sUZB<enter>e<esc>");
    assert!(desk.question().is_none(), "nothing was typed");
    assert!(desk.app.editing().is_none());
    // Enter on the same words is no other proposal: who supports it still does.
    desk.keys("ae<enter>");
    assert_eq!(names(&only(&desk).supporters), "UZB");
    desk.keys("e");
    desk.keys("z<esc>");
    assert!(desk.question().is_some());
}

//! The walk of the chair, by keys.

use super::*;
use crate::app::walk::{At, RoomLine, Round};
use crate::model::Level;

const TEXT: &str = "members KAZ UZB TKM
    t title | Final Document
    h heading | Section I
    a operative 1 | Welcomes the report;
    b operative 2 | Urges [all / most - UZB] States;
    k heading | Section II
    c operative 3 | Calls upon States to act;
    d operative 4 | Decides to meet again.
    @ KAZ agree a
    @ UZB oppose c";

fn called(desk: &Desk) -> String {
    match desk.app.walk().at {
        At::Step(id) => id.to_string().trim().to_owned(),
        At::End => "end".to_owned(),
    }
}

fn level(desk: &Desk, paragraph: &str) -> Option<(Level, usize)> {
    let last = desk.disk.agreements.get(&sketch::id(paragraph))?.last()?;
    let stands = last.reopened.is_none();
    stands.then_some((last.level, last.except.len()))
}

fn later(desk: &Desk) -> Vec<String> {
    let all = desk.meeting.note.later.iter();
    all.map(ToString::to_string).collect()
}

fn room(desk: &Desk) -> &crate::model::Showing {
    desk.meeting.showing.as_ref().unwrap()
}

#[test]
fn the_title_is_called_first_and_each_decision_takes_one_key_and_goes_on() {
    let mut desk = drive(TEXT, "w");
    assert_eq!(called(&desk), "t");
    desk.keys("a");
    assert_eq!(
        (called(&desk), level(&desk, "t")),
        ("a".into(), Some((Level::AdRef, 0)))
    );
    assert_eq!(desk.app.chair_says(), "Any comments on OP1?");
    desk.keys("la");
    assert_eq!(
        (called(&desk), level(&desk, "a")),
        ("b".into(), Some((Level::Informals, 0)))
    );
    desk.keys("b");
    assert_eq!((called(&desk), level(&desk, "b")), ("c".into(), None));
    desk.keys("c");
    assert_eq!(
        (called(&desk), later(&desk)),
        ("d".into(), vec!["c".to_owned()])
    );
    desk.keys("p<enter>");
    let parked = desk.disk.parked.get(&sketch::id("d")).unwrap();
    assert_eq!(parked.with.as_deref(), Some("informals"));
    assert_eq!(called(&desk), "end");
    assert_eq!(
        desk.app.chair_says(),
        "That was the text. We come back to 1 paragraph."
    );
    // What was put off is taken up, and decided.
    desk.keys("<enter>");
    assert_eq!(
        (called(&desk), desk.app.walk().round),
        ("c".into(), Round::Later)
    );
    assert_eq!(desk.app.chair_says(), "We come back to OP3. Any comments?");
    desk.keys("ae");
    assert_eq!(level(&desk, "c"), Some((Level::Informals, 1)));
    assert_eq!((called(&desk), later(&desk)), ("end".into(), vec![]));
}

#[test]
fn over_an_objection_or_brackets_the_gavel_asks_first() {
    let mut desk = drive(TEXT, "wnnna");
    let lines = desk.question().unwrap().lines.clone();
    assert_eq!(lines, ["UZB objects to these words."]);
    desk.keys("<enter>");
    assert_eq!(
        (called(&desk), level(&desk, "c")),
        ("c".into(), None),
        "the safe answer"
    );
    desk.keys("aa");
    assert_eq!(
        (called(&desk), level(&desk, "c")),
        ("d".into(), Some((Level::AdRef, 0)))
    );
    desk.keys("NNa");
    assert_eq!(desk.question().unwrap().lines, ["1 bracket is left in it."]);
    desk.keys("a");
    assert_eq!(level(&desk, "b"), Some((Level::AdRef, 0)));
}

#[test]
fn who_is_in_the_way_is_named_already_when_it_is_agreed_with_exceptions() {
    let mut desk = drive(TEXT, "wnnne<enter>");
    assert_eq!(level(&desk, "c"), Some((Level::AdRef, 1)));
    assert_eq!(called(&desk), "d");
    // The same applies to the next one.
    desk.keys(".");
    assert_eq!(level(&desk, "d"), Some((Level::AdRef, 1)));
    desk.keys("N");
    assert_eq!(desk.app.chair_says(), "OP4 is agreed ad ref, pending UZB.");
}

#[test]
fn an_objection_is_noted_in_two_keys() {
    let mut desk = drive(TEXT, "wnxk");
    assert_eq!(desk.stance("KAZ", "a"), Some("oppose"));
    assert_eq!(called(&desk), "a", "nothing is decided by it");
    desk.keys("rt");
    assert_eq!(desk.stance("TKM", "a"), Some("reserve"));
    desk.keys("ok");
    assert_eq!(desk.stance("KAZ", "a"), Some("flexible"));
    desk.keys("x<esc>x?<esc>");
    assert_eq!(desk.stance("UZB", "a"), None);
    desk.keys("uuu");
    assert_eq!(desk.stance("KAZ", "a"), Some("agree"));
    assert_eq!(desk.stance("TKM", "a"), None);
}

#[test]
fn undo_takes_the_last_decision_back_and_goes_back_to_it() {
    let mut desk = drive(TEXT, "wacbnpx<enter>");
    assert_eq!(called(&desk), "end");
    assert!(!desk.disk.parked.is_empty());
    desk.keys("u");
    assert_eq!(called(&desk), "d");
    assert!(desk.disk.parked.is_empty());
    desk.keys("u");
    assert_eq!(called(&desk), "b");
    assert!(desk.meeting.note.left.is_empty());
    desk.keys("u");
    assert_eq!((called(&desk), later(&desk)), ("a".into(), vec![]));
    desk.keys("u");
    assert_eq!((called(&desk), level(&desk, "t")), ("t".into(), None));
    desk.keys("u");
    assert_eq!(desk.notice(), "Nothing to undo.");
}

#[test]
fn undo_after_a_decision_was_made_elsewhere_takes_that_back_first() {
    let mut desk = drive(TEXT, "wnc");
    desk.keys("nq");
    desk.keys("gcw");
    assert!(desk.disk.agreements.values().flatten().next().is_some());
    desk.keys("u");
    assert!(desk.disk.agreements.is_empty());
    assert_eq!(later(&desk), ["a"], "what was decided before that stands");
    desk.keys("u");
    assert!(later(&desk).is_empty());
}

#[test]
fn what_has_no_brackets_can_be_put_in_brackets_as_a_whole() {
    let mut desk = drive(TEXT, "wnb");
    assert!(desk.question().is_some());
    desk.keys("b");
    assert_eq!(desk.words()[2], "[Welcomes the report;]");
    assert_eq!(called(&desk), "b");
    desk.keys("u");
    assert_eq!(desk.words()[2], "Welcomes the report;");
    desk.keys("bo");
    assert_eq!(desk.words()[2], "Welcomes the report;");
    assert_eq!(called(&desk), "b");
    assert_eq!(desk.meeting.note.left.len(), 1);
    // What is agreed is reopened first, with a name and a reason.
    desk.keys("NaNb");
    assert!(
        desk.notice().contains("reopened first"),
        "{}",
        desk.notice()
    );
    desk.keys("Rkaz<enter>new instructions<enter>");
    assert_eq!(level(&desk, "a"), None);
}

#[test]
fn in_every_language_brackets_go_around_the_whole() {
    let mut desk = Desk::new(in_three_languages());
    desk.keys("wbb");
    for language in ["en", "zh", "ar"] {
        let draft = desk.disk.draft(&language.parse().unwrap()).unwrap();
        let p = &draft.paragraphs[0];
        assert!(
            p.text().starts_with('[') && p.text().ends_with(']'),
            "{language}"
        );
        assert!(
            !desk
                .disk
                .is_stale_translation(&language.parse().unwrap(), p)
        );
    }
    desk.keys("u");
    for language in ["en", "zh", "ar"] {
        let draft = desk.disk.draft(&language.parse().unwrap()).unwrap();
        assert!(!draft.paragraphs[0].text().starts_with('['), "{language}");
    }
}

#[test]
fn the_room_follows_until_it_is_frozen_and_sees_nothing_when_it_is_blank() {
    let mut desk = drive(TEXT, "w");
    assert_eq!(room(&desk).paragraph, Some(sketch::id("t")));
    desk.keys("n");
    assert_eq!(room(&desk).paragraph, Some(sketch::id("a")));
    assert_eq!(desk.app.room_line(), RoomLine::Follows);
    desk.keys("fnn");
    assert_eq!(room(&desk).paragraph, Some(sketch::id("a")));
    assert_eq!(room(&desk).words, desk.disk.words(sketch::id("a")));
    assert_eq!(
        desk.app.room_line(),
        RoomLine::Frozen(Some(sketch::id("a")))
    );
    desk.keys("z");
    assert!(room(&desk).blank && room(&desk).frozen);
    assert_eq!(desk.app.room_line(), RoomLine::Blank);
    desk.keys("zf");
    assert_eq!(room(&desk).paragraph, Some(sketch::id("c")));
    assert!(!room(&desk).frozen && !room(&desk).blank);
    desk.keys("v");
    assert_eq!(room(&desk).lens, crate::model::Lens::Clean);
}

#[test]
fn this_terminal_can_be_the_rooms_screen_and_moves_with_the_walk() {
    let mut desk = drive(TEXT, "wnP");
    let shown = |desk: &Desk| {
        let view = desk.app.present().unwrap().view();
        view.paragraph().map(|p| p.name().to_owned())
    };
    assert_eq!(shown(&desk).as_deref(), Some("OP1"));
    desk.keys("n");
    assert_eq!(shown(&desk).as_deref(), Some("OP2"));
    desk.keys("fn");
    assert_eq!(shown(&desk).as_deref(), Some("OP2"));
    // Frozen, it keeps its words even when they change.
    let words = |desk: &Desk| {
        let view = desk.app.present().unwrap().view();
        view.paragraph().unwrap().original().words().to_owned()
    };
    desk.others_write("b", "Urges all States;");
    desk.load();
    assert!(words(&desk).contains('['));
    desk.keys("fN");
    assert_eq!(words(&desk), "Urges all States;");
    desk.keys("q");
    assert_eq!(desk.app.screen(), Screen::Walk);
    desk.keys("q");
    assert_eq!(desk.app.screen(), Screen::Draft);
}

#[test]
fn the_room_sees_words_that_are_on_the_disk_and_not_those_on_their_way() {
    let mut desk = drive(TEXT, "wn");
    desk.refusal = Some(Failure {
        message: "no room".to_owned(),
        disk: true,
    });
    desk.keys("bbNP");
    let view = desk.app.present().unwrap().view();
    assert_eq!(
        view.paragraph().unwrap().original().words(),
        "Welcomes the report;"
    );
}

#[test]
fn who_looks_on_moves_nobody_and_decides_nothing() {
    let mut desk = drive(TEXT, "");
    let access = Access::Delegate("KAZ".parse().unwrap());
    desk.app.set_actor(Actor {
        name: "delegate".into(),
        access,
    });
    desk.keys("wnnc");
    assert_eq!(desk.meeting.showing, None);
    assert!(later(&desk).is_empty());
    assert_eq!(desk.app.room_line(), RoomLine::LooksOn);
    desk.keys("Na");
    assert!(desk.disk.agreements.is_empty());
    desk.keys("z");
    assert_eq!(desk.meeting.showing, None);
}

#[test]
fn it_is_taken_up_where_it_was_left_by_whoever_serves_the_meeting() {
    let desk = drive(TEXT, "wnnc");
    let kept = desk.meeting.clone();
    let mut other = drive(TEXT, "");
    other.meeting = kept;
    other.keys("w");
    assert_eq!(
        (called(&other), later(&other)),
        ("c".into(), vec!["b".to_owned()])
    );
    // Somebody else puts off another one meanwhile.
    other.meeting.note.later.push(sketch::id("d"));
    let meeting = other.meeting.clone();
    other.tell(Msg::Meeting(Box::new(meeting)));
    assert_eq!(other.app.walk().later().count(), 2);
    assert_eq!(called(&other), "c");
}

#[test]
fn a_paragraph_that_goes_away_is_followed_by_what_stands_in_its_place() {
    let mut desk = drive(TEXT, "wnn");
    desk.others(&Change::Delete {
        paragraph: sketch::id("b"),
    });
    desk.load();
    assert_eq!(called(&desk), "c");
    desk.keys("N");
    assert_eq!(called(&desk), "a");
}

#[test]
fn every_section_is_counted() {
    let desk = drive(TEXT, "wna");
    let tally = desk.app.walk_tally();
    assert_eq!((tally.agreed, tally.total), (1, 4));
    assert_eq!(tally.sections, [(0, 0), (1, 2), (0, 2)]);
}

#[test]
fn a_long_paragraph_turns_pages_and_the_room_turns_with_it() {
    let long = "Words that go on and on. ".repeat(120);
    let text = format!("members KAZ\n a operative 1 | {long}\n b operative 2 | Short;");
    let mut desk = drive(&text, "w");
    assert!(desk.app.walk_pages() > 1);
    desk.keys("j");
    assert_eq!((called(&desk), room(&desk).page), ("a".into(), 1));
    desk.keys("k");
    assert_eq!(room(&desk).page, 0);
    desk.keys("n");
    assert_eq!((called(&desk), room(&desk).page), ("b".into(), 0));
}

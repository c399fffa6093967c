//! Words: typed, saved, refused, overtaken, taken back.

use super::{Desk, SKETCH, drive, in_three_languages};
use crate::app::overlay::Overlay;
use crate::app::{EditTarget, Effect, Event, Failure, Msg, Screen};
use crate::edit::Change;
use crate::model::{Moment, sketch};

pub(super) fn disk_is_full() -> Failure {
    Failure {
        message: "no space left on device".to_owned(),
        disk: true,
    }
}

#[test]
fn words_are_edited_in_place() {
    let desk = drive(SKETCH, "e<backspace> warmly;<enter>");
    assert_eq!(desk.words()[0], "Welcomes the report warmly;");
    assert!(desk.app.editing().is_none());
    let mut desk = Desk::new(in_three_languages());
    while desk.app.language().to_string() != "zh" {
        desk.keys("]");
    }
    desk.keys("e<backspace>和建议；<enter>");
    assert_eq!(
        desk.app.selected().unwrap().text(),
        "欢迎报告和建议；",
        "{}",
        desk.notice()
    );
    assert_eq!(desk.words()[0], "Welcomes the report;");
}

#[test]
fn text_from_right_to_left_goes_to_the_editor_and_comes_back() {
    let mut desk = Desk::new(in_three_languages());
    while desk.app.language().to_string() != "ar" {
        desk.keys("]");
    }
    desk.keys("e");
    let Some(Effect::OpenEditor { target, text, .. }) = desk.asked.last().cloned() else {
        panic!("no editor")
    };
    let text = Some(text.replace("ترحب", "تشيد"));
    desk.tell(Msg::Edited {
        target,
        text,
        failed: None,
    });
    assert_eq!(desk.app.selected().unwrap().text(), "تشيد بالتقرير؛");
}

#[test]
fn esc_asks_only_when_there_is_something_to_lose() {
    assert!(drive(SKETCH, "e<esc>").app.editing().is_none());
    let desk = drive(SKETCH, "ex<esc>");
    assert!(desk.question().is_some() && desk.app.editing().is_some());
    let kept = drive(SKETCH, "ex<esc><enter>");
    assert!(
        kept.app.editing().is_some(),
        "the first answer is the safe one"
    );
    let saved = drive(SKETCH, "ex<esc>s");
    assert_eq!(saved.words()[0], "Welcomes the report;x");
    let given_up = drive(SKETCH, "ex<esc>d");
    assert_eq!(given_up.words()[0], "Welcomes the report;");
    assert!(given_up.app.editing().is_none());
}

#[test]
fn quitting_while_typing_asks_and_keeps_the_words_aside() {
    let desk = drive(SKETCH, "ex<c-c>");
    assert!(desk.question().is_some());
    assert!(
        desk.asked
            .iter()
            .any(|e| matches!(e, Effect::KeepUnsaved { words: Some(_), .. }))
    );
    assert!(!desk.asked.iter().any(|e| matches!(e, Effect::Quit)));
    let saved = drive(SKETCH, "ex<c-c>s");
    assert!(matches!(saved.asked.last(), Some(Effect::Quit)));
    assert_eq!(saved.words()[0], "Welcomes the report;x");
}

#[test]
fn typed_words_are_kept_aside_in_time() {
    let mut desk = drive(SKETCH, "ex");
    assert!(desk.asked.is_empty());
    desk.tell(Msg::Tick(Moment::new(1_002, 0)));
    let kept: Vec<&str> = desk
        .asked
        .iter()
        .filter_map(|e| match e {
            Effect::KeepUnsaved {
                words: Some(words), ..
            } => Some(words.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(kept, ["Welcomes the report;x"]);
    desk.keys("<enter>");
    let last = desk.asked.last();
    assert!(
        matches!(last, Some(Effect::KeepUnsaved { words: None, .. })),
        "saved words need no copy"
    );
}

#[test]
fn changes_are_taken_back_and_done_again() {
    let mut desk = drive(SKETCH, "ex<enter>jey<enter>uu");
    assert_eq!(
        desk.words()[..2],
        ["Welcomes the report;", "Urges [all / most - UZB] States;"]
    );
    desk.keys("<c-r>");
    assert_eq!(desk.words()[0], "Welcomes the report;x");
    desk.keys("<c-r><c-r>");
    assert_eq!(desk.words()[1], "Urges [all / most - UZB] States;y");
    assert_eq!(desk.notice(), "Nothing to redo.");
    desk.keys("02u");
    assert_eq!(desk.words()[0], "Welcomes the report;");
}

#[test]
fn a_conflict_keeps_the_words_and_asks_whose_shall_stand() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    desk.keys("<enter>");
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(
        lines.contains("Theirs:\nTakes note of the report;"),
        "{lines}"
    );
    assert!(lines.contains("Yours:\nWelcomes the report;x"), "{lines}");
    let unsaved = &desk.app.session().unwrap().unsaved;
    assert_eq!(unsaved.len(), 1);
    assert_eq!(
        desk.app.selected().unwrap().text(),
        "Takes note of the report;"
    );
    desk.keys("m");
    assert_eq!(desk.words()[0], "Welcomes the report;x");
    assert!(desk.app.session().unwrap().unsaved.is_empty());
}

#[test]
fn two_edits_of_one_sentence_are_shown_merged_and_saved_by_one_key() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    desk.keys("<enter>");
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(lines.contains("do not touch"), "{lines}");
    assert!(
        lines.contains("Merged:\nTakes note of the report;x"),
        "{lines}"
    );
    assert_eq!(
        desk.words()[0],
        "Takes note of the report;",
        "not saved unseen"
    );
    desk.keys("<enter>");
    assert_eq!(desk.words()[0], "Takes note of the report;x");
    assert!(desk.app.session().unwrap().unsaved.is_empty());
}

#[test]
fn two_edits_of_one_word_are_merged_into_brackets() {
    let mut desk = drive(SKETCH, "e<home><c-del>Notes");
    let typed = desk.app.editing().unwrap().field.text().to_owned();
    assert_eq!(typed, "Notes the report;");
    desk.others_write("a", "Recalls the report;");
    desk.keys("<enter>");
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(lines.contains("One place"), "{lines}");
    desk.keys("e");
    let shown = desk.app.editing().unwrap().field.text().to_owned();
    assert_eq!(shown, "[Notes] [Recalls] the report;");
    desk.keys("<enter>");
    assert_eq!(desk.words()[0], shown);
}

#[test]
fn words_that_come_in_while_it_is_asked_are_merged_too() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    desk.keys("<enter>");
    desk.others_write("a", "Takes note of this report;");
    desk.tell(Msg::FilesChanged);
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(
        lines.contains("Merged:\nTakes note of this report;x"),
        "{lines}"
    );
    desk.keys("<enter>");
    assert_eq!(desk.words()[0], "Takes note of this report;x");
}

#[test]
fn the_same_words_twice_are_no_question_of_merging() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Welcomes the report;x");
    desk.keys("<enter>");
    assert_eq!(desk.words()[0], "Welcomes the report;x");
    assert!(desk.question().is_none(), "nobody is asked");
    assert!(desk.app.session().unwrap().unsaved.is_empty());
}

#[test]
fn their_words_can_stand_and_mine_be_taken_up_again() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    desk.keys("<enter>t");
    assert_eq!(desk.words()[0], "Takes note of the report;");
    desk.keys("U<enter>");
    assert_eq!(
        desk.app.editing().unwrap().field.text(),
        "Welcomes the report;x"
    );
    desk.keys("<enter>");
    assert_eq!(desk.words()[0], "Welcomes the report;x");
}

#[test]
fn an_edit_is_marked_when_others_overtake_it() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("b", "Urges all States;");
    desk.tell(Msg::FilesChanged);
    assert!(
        !desk.app.editing().unwrap().is_overtaken(),
        "another paragraph"
    );
    desk.others_write("a", "Takes note of the report;");
    desk.tell(Msg::FilesChanged);
    assert!(desk.app.editing().unwrap().is_overtaken());
    assert_eq!(
        desk.app.editing().unwrap().field.text(),
        "Welcomes the report;x"
    );
    assert!(
        desk.app
            .banner()
            .is_some_and(|b| b.contains("somebody else"))
    );
    desk.keys("<enter>");
    assert!(desk.question().is_some());
}

#[test]
fn what_the_disk_refuses_is_shown_kept_and_written_again() {
    let mut desk = drive(SKETCH, "ex");
    desk.refusal = Some(disk_is_full());
    desk.keys("<enter>");
    assert_eq!(
        desk.app.selected().unwrap().text(),
        "Welcomes the report;x",
        "shown"
    );
    assert_eq!(desk.words()[0], "Welcomes the report;", "not on the disk");
    assert!(
        desk.asked
            .iter()
            .any(|e| matches!(e, Effect::KeepUnsaved { words: Some(_), .. }))
    );
    let banner = desk.app.banner().unwrap();
    assert!(
        banner.contains("no space left") && banner.contains('W'),
        "{banner}"
    );
    desk.keys("u");
    assert_eq!(desk.app.selected().unwrap().text(), "Welcomes the report;x");
    desk.keys("q");
    assert!(desk.question().is_some(), "leaving asks");
    desk.keys("s");
    desk.refusal = None;
    desk.keys("W");
    assert_eq!(desk.words()[0], "Welcomes the report;x");
    assert!(desk.app.banner().is_none());
    desk.keys("u");
    assert_eq!(desk.words()[0], "Welcomes the report;");
}

#[test]
fn what_the_disk_refuses_can_be_given_up_without_losing_the_words() {
    let mut desk = drive(SKETCH, "ex");
    desk.refusal = Some(disk_is_full());
    desk.keys("<enter>:give up<enter>");
    assert_eq!(desk.app.selected().unwrap().text(), "Welcomes the report;");
    let unsaved = &desk.app.session().unwrap().unsaved;
    assert_eq!(unsaved.first().unwrap().words, "Welcomes the report;x");
    // They are of this session.
    let banner = desk.app.banner().unwrap();
    assert_eq!(banner, "1 text not saved: U lists.");
}

#[test]
fn a_stale_editor_does_not_overwrite() {
    let mut desk = drive(SKETCH, "E");
    let Some(Effect::OpenEditor { target, .. }) = desk.asked.last().cloned() else {
        panic!("no editor")
    };
    assert!(matches!(target, EditTarget::Paragraph { .. }));
    desk.others_write("a", "Takes note of the report;");
    desk.tell(Msg::FilesChanged);
    let text = Some("Mine;".to_owned());
    desk.tell(Msg::Edited {
        target,
        text,
        failed: None,
    });
    assert!(desk.question().is_some());
    assert_eq!(desk.words()[0], "Takes note of the report;");
}

#[test]
fn a_read_only_workspace_says_so_and_changes_nothing() {
    let mut desk = drive(SKETCH, "");
    let mut opened = desk.opened();
    opened.read_only = Some("aida has it open".to_owned());
    desk.tell(Msg::Loaded(Box::new(opened)));
    desk.keys("eDJ");
    assert!(desk.app.editing().is_none() && desk.app.overlays().is_empty());
    assert!(desk.asked.is_empty());
    assert!(desk.app.banner().unwrap().contains("aida"));
}

#[test]
fn words_are_split_where_the_caret_is() {
    let desk = drive(SKETCH, "S<c-right><c-right><enter>");
    assert_eq!(desk.words()[..2], ["Welcomes the", "report;"]);
    let moved = drive(SKETCH, "Sx<del><c-right><enter>");
    assert_eq!(
        moved.words()[..2],
        ["Welcomes", "the report;"],
        "nothing is typed or erased"
    );
    assert_eq!(
        drive(SKETCH, "S<enter>").words().len(),
        3,
        "not before the first word"
    );
}

#[test]
fn an_empty_paragraph_is_not_saved() {
    let desk = drive(SKETCH, "e<c-u><enter>");
    assert!(desk.app.editing().is_some());
    assert!(desk.notice().contains("delete it"));
    assert_eq!(desk.app.screen(), Screen::Draft);
    let none = drive(SKETCH, "a<enter>");
    assert_eq!(none.words().len(), 3);
    assert!(!matches!(none.app.overlays().last(), Some(Overlay::Ask(_))));
    assert_eq!(none.selected(), sketch::id("a"));
}

#[test]
fn the_question_whose_words_shall_stand_says_who_wrote_the_others() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    desk.keys("<enter>");
    assert!(
        desk.asked
            .iter()
            .any(|effect| matches!(effect, Effect::Record)),
        "the record is asked who it was"
    );
    let id = sketch::id("a");
    let event = |actor: &str, act: &str| Event {
        at: "2026-06-01T10:00:00Z".parse().unwrap(),
        actor: actor.to_owned(),
        act: act.to_owned(),
        title: String::new(),
        paragraph: Some(id),
        delegation: None,
        digest: None,
    };
    desk.tell(Msg::Recorded {
        events: vec![
            event("dana", "edit"),
            event("aigul", "edit"),
            event("bek", "position"),
        ],
        findings: Vec::new(),
    });
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(lines.contains("Theirs, by aigul:\nTakes note"), "{lines}");
}

#[test]
fn words_stay_in_sight_when_somebody_deletes_their_paragraph_and_can_be_put_back() {
    let delete = |paragraph: &str| Change::Delete {
        paragraph: sketch::id(paragraph),
    };
    for (keys, paragraph, behind) in [("jex", "b", Some("a")), ("ex", "a", None)] {
        let mut desk = drive(SKETCH, keys);
        desk.others(&delete(paragraph));
        desk.tell(Msg::FilesChanged);
        let editing = desk.app.editing().expect("still typed");
        match behind {
            Some(behind) => assert!(editing.is_behind(sketch::id(behind)), "{paragraph}"),
            None => assert!(editing.is_first(), "{paragraph}"),
        }
        let banner = desk.app.banner().unwrap();
        assert!(banner.starts_with("Somebody deleted this"), "{banner}");
        let typed = desk.app.editing().unwrap().field.text().to_owned();
        desk.keys("y<enter>");
        let ask = desk.question().expect("a question");
        let label = if paragraph == "a" { "1" } else { "2" };
        assert!(ask.question.starts_with(label), "{}", ask.question);
        desk.keys("<enter>");
        let at = usize::from(paragraph == "b");
        assert_eq!(desk.words().len(), 3);
        assert_eq!(desk.words()[at], format!("{typed}y"), "{}", desk.notice());
        assert_eq!(desk.selected(), sketch::id(paragraph));
        assert!(desk.app.session().unwrap().unsaved.is_empty());
    }
}

#[test]
fn a_paragraph_that_comes_back_is_typed_on_where_it_stands() {
    let mut desk = drive(SKETCH, "jex");
    let paragraph = sketch::id("b");
    desk.others(&Change::Delete { paragraph });
    desk.tell(Msg::FilesChanged);
    desk.others(&Change::Restore { paragraph });
    desk.tell(Msg::FilesChanged);
    let editing = desk.app.editing().unwrap();
    assert!(editing.is_on(paragraph) && !editing.is_gone() && !editing.is_overtaken());
    assert_eq!(desk.selected(), paragraph);
    desk.keys("<enter>");
    assert!(desk.words()[1].ends_with("States;x"));
}

#[test]
fn what_was_changed_before_it_was_deleted_comes_back_with_the_words_that_were_typed() {
    let mut desk = drive(SKETCH, "ex");
    desk.others_write("a", "Takes note of the report;");
    let paragraph = sketch::id("a");
    desk.others(&Change::Delete { paragraph });
    desk.keys("<enter>");
    let lines = desk.question().expect("a question").lines.join("\n");
    assert!(lines.contains("Merged:\nTakes note of"), "{lines}");
    desk.keys("p");
    assert_eq!(desk.words()[0], "Takes note of the report;x");
}

#[test]
fn a_new_paragraph_stays_in_sight_when_the_one_before_it_is_deleted() {
    let mut desk = drive(SKETCH, "jARequests more;");
    let paragraph = sketch::id("b");
    desk.others(&Change::Delete { paragraph });
    desk.tell(Msg::FilesChanged);
    assert!(desk.app.editing().unwrap().is_behind(sketch::id("a")));
    desk.keys("<enter>");
    assert_eq!(desk.words()[1], "Requests more;", "{}", desk.notice());
}

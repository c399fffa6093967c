//! Agreed words put into the draft: what is kept of where they come from.

use super::Desk;
use super::precedents::desk;
use crate::app::{Effect, Screen};
use crate::edit::Change;
use crate::model::sketch;

impl Desk {
    /// How many changes were sent to the disk.
    fn committed(&self) -> usize {
        let is_change = |effect: &&Effect| matches!(effect, Effect::Commit { .. });
        self.asked.iter().filter(is_change).count()
    }
}

#[test]
fn a_source_is_kept_only_of_words_that_are_still_there() {
    let mut desk = desk();
    // Put in, and taken out again.
    desk.keys("Ge Decides to remain<c-l><enter>");
    assert_eq!(desk.app.editing().unwrap().cites().len(), 1);
    desk.keys(&"<backspace>".repeat(" seized of the matter.".len()));
    assert!(desk.app.editing().unwrap().cites().is_empty());
    desk.keys(" engaged<enter>");
    assert!(desk.words()[2].ends_with("Decides to remain actively engaged"));
    assert!(desk.app.selected().unwrap().sources.is_empty());
    // Back to the words as they were there is nothing to save.
    let steps = desk.committed();
    desk.keys("e Urges all States<c-l><enter>");
    let more = desk.app.editing().unwrap().field.text().len() - desk.words()[2].len();
    desk.keys(&"<backspace>".repeat(more - 1));
    assert!(desk.app.editing().unwrap().is_changed());
    desk.keys("<enter>");
    assert!(desk.app.editing().is_none());
    assert_eq!(desk.committed(), steps, "{}", desk.notice());
}

#[test]
fn fewer_than_five_words_are_kept_with_their_source() {
    let mut desk = desk();
    desk.keys("Ge Decides to remain<c-l><enter>");
    let editing = desk.app.editing().unwrap();
    // “actively seized of the matter.” are five.
    assert!(editing.cites()[0].words.is_none());
    desk.keys("<esc>dGe Decides to remain actively<c-l><enter><enter>");
    let sources = &desk.app.selected().unwrap().sources;
    assert_eq!(sources[0].words.as_deref(), Some("seized of the matter"));
}

#[test]
fn what_is_put_in_during_one_edit_is_one_change() {
    let mut desk = desk();
    let before = desk.committed();
    desk.keys("Ge Decides to remain<c-l><enter> Urges all parties<c-l><enter><enter>");
    assert_eq!(desk.committed(), before + 1);
    assert_eq!(desk.app.selected().unwrap().sources.len(), 2);
    assert!(
        desk.notice()
            .contains("with words of R/2 (2004) #2 and R/2"),
        "{}",
        desk.notice()
    );
}

#[test]
fn a_landing_zone_asks_where_it_goes_and_says_what_will_be_asked_again() {
    let mut desk = desk();
    let before = desk.words();
    desk.keys("jgz<enter>");
    let ask = desk.question().unwrap();
    assert!(ask.question.contains("R/"), "{}", ask.question);
    assert!(
        ask.lines[1].starts_with("2 delegations must be asked again"),
        "{:?}",
        ask.lines
    );
    let letters: String = ask.answers.iter().map(|a| a.letter).collect();
    assert_eq!(letters, "kwpeinols");
    // Enter once more leaves the draft alone.
    desk.keys("<enter>");
    assert_eq!((desk.words(), desk.committed()), (before, 0));
    // In place of the words; the record says whose they are.
    desk.keys("<enter>w");
    assert!(desk.words()[1].starts_with("Urges all"));
    assert!(desk.words()[1].contains("unhindered"));
    assert_eq!(desk.app.selected().unwrap().id, sketch::id("b"));
    assert_eq!(desk.app.selected().unwrap().sources.len(), 1);
    assert!(
        desk.notice().contains("with words of R/"),
        "{}",
        desk.notice()
    );
}

#[test]
fn what_was_found_becomes_a_new_paragraph_or_goes_to_a_place() {
    let mut desk = desk();
    desk.keys("4actively seized<enter>n");
    assert_eq!(desk.app.screen(), Screen::Draft);
    assert_eq!(desk.words().len(), 4);
    assert!(desk.words()[1].starts_with("Decides to remain"));
    let p = desk.app.selected().unwrap();
    assert_eq!(
        p.label.as_ref().map(ToString::to_string).as_deref(),
        Some("1 bis")
    );
    assert_eq!(p.sources.len(), 1);
    // Only some words, in place of some: selected with the caret, seen before they are saved.
    desk.keys("gg4<c-u>unhindered<enter>s<c-u>");
    desk.keys("all parties<enter>i<home><enter><c-right><enter>");
    assert_eq!(
        desk.app.editing().unwrap().field.text(),
        "all parties the report;"
    );
    desk.keys("<enter>");
    let p = desk.app.selected().unwrap();
    assert_eq!(p.text(), "all parties the report;");
    assert_eq!(p.sources[0].words.as_deref(), Some("all parties"));
    // Words that do not stand there are refused.
    desk.keys("4<c-u>unhindered<enter>s<c-u>all parties access<enter>");
    let front = desk.app.overlays().last();
    let Some(crate::app::overlay::Overlay::Prompt(prompt)) = front else {
        panic!("no longer asked")
    };
    assert!(prompt.error.is_some());
}

#[test]
fn a_proposal_keeps_the_source_of_its_words_and_hands_it_on() {
    let mut desk = desk();
    desk.keys("jgz<enter>pTKM<enter>");
    assert_eq!(desk.app.editing().unwrap().cites().len(), 1);
    desk.keys("<enter>");
    let (id, proposal) = desk.disk.proposals.iter().next().unwrap();
    assert_eq!(proposal.sources.len(), 1);
    assert!(desk.app.selected().unwrap().sources.is_empty());
    let (id, sources) = (*id, proposal.sources.clone());
    let change = Change::Accept {
        paragraph: sketch::id("b"),
        proposal: id,
        parts: Vec::new(),
        base: desk.disk.words(sketch::id("b")).unwrap(),
    };
    desk.others(&change);
    assert_eq!(
        desk.disk
            .original()
            .unwrap()
            .get(sketch::id("b"))
            .unwrap()
            .sources,
        sources
    );
}

#[test]
fn the_query_is_emptied_at_once_and_begun_anew() {
    let mut desk = desk();
    desk.keys("4");
    desk.keys(&"mandate ".repeat(40));
    desk.keys("<c-u>");
    assert_eq!(desk.app.precedents().finder.field.text(), "");
    desk.keys("unhindered<esc>/seized");
    assert_eq!(desk.app.precedents().finder.field.text(), "seized");
    desk.keys("<esc>/<right> of");
    assert_eq!(desk.app.precedents().finder.field.text(), "seized of");
}

//! Agreed words put into the draft: what is kept of where they come from.

use super::Desk;
use super::precedents::desk;
use crate::app::Effect;

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
            .contains("with words of R/2 (2004) ¶2 and R/2"),
        "{}",
        desk.notice()
    );
}

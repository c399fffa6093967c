//! Choosing places in the words of a paragraph with the caret, without typing: where it is split, what is bracketed.

use std::ops::Range;

use super::bracketing::Bracketed;
use super::{App, Effect, Field, Purpose};
use crate::edit::Change;
use crate::edit::bracket::Act;
use crate::model::bracket::Wish;
use crate::model::{Code, Id};

impl App {
    /// Lets the caret choose where the selected paragraph is split.
    pub(super) fn begin_split(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        if self.language != workspace.header.original {
            let name = workspace.header.original.name().to_owned();
            self.warn(format!("Paragraphs are split in the original, {name}."));
            return Vec::new();
        }
        let Some(p) = self.selected().cloned() else {
            return Vec::new();
        };
        let field = Field::at(p.text(), 0);
        self.begin(
            field,
            Purpose::Split,
            p.id,
            p.digest(),
            p.text().into(),
            (None, p.role, p.level),
        );
        self.say("Move the caret to where the second paragraph begins, then Enter.");
        Vec::new()
    }

    /// Lets the caret select words of a paragraph; false when it is not there.
    pub(super) fn select_words(&mut self, id: Id) -> bool {
        let p = self.document().and_then(|d| d.get(id)).cloned();
        let Some(p) = p else {
            self.warn("The paragraph is gone.");
            return false;
        };
        self.select(id);
        self.begin(
            Field::at(p.text(), 0),
            Purpose::Bracket,
            id,
            p.digest(),
            p.text().into(),
            (None, p.role, p.level),
        );
        true
    }

    /// Lets the caret select words of the paragraph, to be bracketed.
    pub(super) fn begin_selection(&mut self) -> Vec<Effect> {
        let Some(mode) = self.bracketing().cloned() else {
            return Vec::new();
        };
        self.overlays.pop();
        if !self.select_words(mode.paragraph) {
            return Vec::new();
        }
        self.say("Move to the first word, Enter; then behind the last, Enter.");
        Vec::new()
    }

    /// The end of a selection is set, or its words are bracketed.
    pub(super) fn mark_selection(&mut self) -> Vec<Effect> {
        let Some(editing) = self.editing.as_mut() else {
            return Vec::new();
        };
        let caret = editing.field.caret();
        let Some(mark) = editing.mark.take() else {
            editing.mark = Some(caret);
            let said = match editing.purpose {
                Purpose::Place => {
                    "Here. The same key again puts the words in; moved on, in place of what lies between."
                }
                _ => "Here it begins. Now behind the last word, and the same key again.",
            };
            self.say(said);
            return Vec::new();
        };
        let range = mark.min(caret)..mark.max(caret);
        if editing.purpose == Purpose::Place {
            editing.place_waiting(range);
            self.say("Put in; Enter saves it with its source.");
            return self.keep_words_in_time();
        }
        if range.is_empty() {
            self.say("Nothing was selected.");
            return Vec::new();
        }
        if editing.purpose == Purpose::Bracket {
            let (rows, codes) = self.or_parties(("nobody", "brackets without a name"));
            let what = Bracketed::Selection(range, codes);
            self.bracket_choice("Who holds these words?".to_owned(), rows, what);
            return Vec::new();
        }
        let behind = range.end + 2;
        editing.field.set_caret(range.end);
        editing.field.insert("]");
        editing.field.set_caret(range.start);
        editing.field.insert("[");
        editing.field.set_caret(behind);
        self.keep_words_in_time()
    }

    pub(super) fn bracket_selection(
        &mut self,
        range: Range<usize>,
        by: Option<Code>,
    ) -> Vec<Effect> {
        let found = self.editing.as_ref().map(super::Editing::on);
        let Some((language, paragraph, base)) = found else {
            return Vec::new();
        };
        let act = Act::Around {
            range,
            by: by.into_iter().collect(),
            wish: Wish::Propose,
        };
        let effects = self.finish(Change::Bracket {
            language,
            paragraph,
            act,
            base,
        });
        if self.editing.is_none() {
            self.open_brackets();
        }
        effects
    }
}

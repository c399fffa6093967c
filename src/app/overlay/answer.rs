//! What answers to questions do.

use super::{Act, Words};
use crate::app::{App, Effect};
use crate::edit::Change;

impl App {
    pub(super) fn answered(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Stay => Vec::new(),
            Act::Quit => vec![Effect::Quit],
            Act::SaveWords => self.save_words(),
            Act::SaveAndQuit => {
                let effects = self.save_words();
                self.leaving = true;
                effects
            }
            Act::DropWords => self.drop_words(),
            Act::Make(change) => self.make(*change),
            Act::Put(words) => self.put_words(*words),
            Act::PutBack(words) => self.put_back(*words),
            Act::Reopen(words) => {
                self.edit_words(&words.language, words.paragraph, &words.text);
                Vec::new()
            }
            Act::Copy(text) => vec![Effect::Copy(text)],
            Act::Gavel(id, level, except) => self.gavel(id, level, except),
            Act::LeaveOpen(id) => self.leave_as_it_is(id),
            Act::Bracket(id) => self.bracket_whole(id),
            Act::PutWording(place, target, wording) => self.put_wording(place, target, *wording),
        }
    }

    /// Puts a deleted paragraph back where it stood, and words on it.
    fn put_back(&mut self, words: Words) -> Vec<Effect> {
        let paragraph = words.paragraph;
        let back = Change::Restore { paragraph };
        let mut effects = match self.commit(back) {
            Ok(effects) => effects,
            Err(error) => {
                self.warn(crate::app::sentence::sentence(&error.to_string()));
                return Vec::new();
            }
        };
        self.select(paragraph);
        effects.extend(self.put_words(words));
        let draft = self.workspace().and_then(|w| w.original());
        if draft.is_some_and(|d| d.get(paragraph).is_some()) {
            let name = self.name_of(paragraph);
            self.say(format!("{name} is back, with your words."));
        }
        effects
    }

    /// Puts words on a paragraph as it stands now.
    fn put_words(&mut self, words: Words) -> Vec<Effect> {
        let Words {
            language,
            paragraph,
            text,
            cites,
            ..
        } = words;
        let base = self
            .workspace()
            .and_then(|w| w.draft(&language)?.get(paragraph))
            .map(|p| p.digest());
        let Some(base) = base else {
            self.warn("The paragraph is gone. Your words are under “Unsaved words”.");
            self.keep_aside(&language, paragraph, text);
            return Vec::new();
        };
        self.make(Change::SetText {
            language,
            paragraph,
            text,
            base,
            cites,
        })
    }
}

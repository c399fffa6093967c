//! Words from elsewhere, put in at the caret, and the sources that are kept of them.

use super::Editing;
use crate::app::{App, Effect, Screen};
use crate::edit::Change;
use crate::model::{Id, Source};
use crate::text;

impl Editing {
    /// The paragraph; for a new one, the id that it will have.
    pub fn paragraph(&self) -> Id {
        self.id
    }

    /// Where words that were put in come from, in the order in which they were.
    pub fn cites(&self) -> &[Source] {
        &self.cites
    }

    /// Keeps where words that were put in come from.
    pub(in crate::app) fn cite(&mut self, source: Source) {
        if !self.cites.contains(&source) {
            self.cites.push(source);
        }
    }
}

impl App {
    /// Puts words where the caret is, or at the end of the selected paragraph, with where they come from.
    pub(in crate::app) fn insert_words(&mut self, words: &str, source: Source) -> Vec<Effect> {
        self.screen = Screen::Draft;
        if let Some(editing) = self.editing.as_mut().filter(|e| e.purpose.types()) {
            let (text, caret) = (editing.field.text(), editing.field.caret());
            let words = spaced(text, caret, words);
            editing.field.insert(&words);
            editing.cite(source);
            self.say("Put in at the caret; Enter saves it with its source.");
            return self.keep_words_in_time();
        }
        self.editing = None;
        let Some(p) = self.selected().cloned() else {
            self.warn("Select a paragraph first.");
            return Vec::new();
        };
        let text = format!("{}{}", p.text(), spaced(p.text(), p.text().len(), words));
        self.save(self.language, p.id, text, p.digest(), Some(source))
    }

    /// Saves words with every source that was put in. A change of words keeps one; each further one is kept on the same
    /// words.
    pub(super) fn save_citing(&mut self, words: String, editing: &Editing) -> Vec<Effect> {
        let (first, more) = match editing.cites.split_first() {
            Some((first, more)) => (Some(first.clone()), more),
            None => (None, [].as_slice()),
        };
        let mut effects = self.save(editing.language, editing.id, words, editing.base, first);
        if self.editing.is_some() {
            // It was refused, and goes on being typed.
            return effects;
        }
        for source in more {
            let stands = self
                .workspace()
                .and_then(|w| w.draft(&editing.language)?.get(editing.id))
                .cloned();
            if let Some(p) = stands.filter(|_| self.overlays.is_empty()) {
                effects.extend(self.make(Change::SetText {
                    language: editing.language,
                    paragraph: editing.id,
                    text: p.text().to_owned(),
                    base: p.digest(),
                    cite: Some(source.clone()),
                }));
            }
        }
        effects
    }
}

/// Marks that stand at the word before them.
const CLOSING: [char; 9] = [',', ';', '.', ':', ')', ']', '»', '،', '؛'];

/// Words with a space before them where they would run into others.
fn spaced(text: &str, at: usize, words: &str) -> String {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let next = words.chars().next();
    let runs_on = before.is_some_and(|c| !c.is_whitespace() && !text::is_cjk(c))
        && next.is_some_and(|c| !c.is_whitespace() && !CLOSING.contains(&c) && !text::is_cjk(c));
    if runs_on {
        format!(" {words}")
    } else {
        words.to_owned()
    }
}

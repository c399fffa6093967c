//! Words from elsewhere, put in at the caret, and the sources that are kept of them.

use super::Editing;
use crate::app::{App, Effect, Screen};
use crate::model::{Id, Source};
use crate::precedent::taken;
use crate::text;

impl Editing {
    /// The paragraph; for a new one, the id that it will have.
    pub fn paragraph(&self) -> Id {
        self.id
    }

    /// Where words that were put in come from, in the order in which they were: those of which enough is left by the rule
    /// by which sources are checked.
    pub fn cites(&self) -> Vec<Source> {
        let mut cites: Vec<Source> = Vec::new();
        for (source, words) in &self.put_in {
            if !cites.contains(source) && taken::keeps(self.field.text(), words) {
                cites.push(source.clone());
            }
        }
        cites
    }

    /// Puts words in at the caret, and keeps where they come from.
    pub(in crate::app) fn put_in(&mut self, words: &str, source: Option<Source>) {
        self.field.insert(words);
        if let Some(source) = source {
            self.put_in
                .push((taken::cited(source, words), words.into()));
        }
    }
}

impl App {
    /// Puts words where the caret is, or at the end of the selected paragraph, with where they come from.
    pub(in crate::app) fn insert_words(
        &mut self,
        words: &str,
        source: Option<Source>,
    ) -> Vec<Effect> {
        self.screen = Screen::Draft;
        if let Some(editing) = self.editing.as_mut().filter(|e| e.purpose.types()) {
            let (text, caret) = (editing.field.text(), editing.field.caret());
            let words = spaced(text, caret, words);
            let said = match source {
                Some(_) => "Put in at the caret; Enter saves it with its source.",
                None => "Put in at the caret, without a source: a version of this draft is none.",
            };
            editing.put_in(&words, source);
            self.say(said);
            return self.keep_words_in_time();
        }
        self.editing = None;
        let Some(p) = self.selected().cloned() else {
            self.warn("Select a paragraph first.");
            return Vec::new();
        };
        let text = format!("{}{}", p.text(), spaced(p.text(), p.text().len(), words));
        let cites = source.map(|source| taken::cited(source, words));
        self.save(
            self.language,
            p.id,
            text,
            p.digest(),
            cites.into_iter().collect(),
        )
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

//! Words from elsewhere, put in at the caret, and the sources that are kept of them.

use std::ops::Range;
use std::sync::Arc;

use super::{Editing, Purpose};
use crate::app::{App, Effect, Field, Screen};
use crate::model::{Id, Paragraph, Source, Workspace, numbering};
use crate::precedent::taken;
use crate::text;

/// Words that were found, to be put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Wording {
    /// The words.
    pub(in crate::app) words: String,
    /// Where they come from; none when they are of a version of the draft.
    pub(in crate::app) source: Option<Source>,
    /// What people call the place: `A/RES/63/63 ¶4`.
    pub(in crate::app) name: String,
}

impl Wording {
    /// The source as it is kept.
    pub(in crate::app) fn cites(&self) -> Vec<Source> {
        let source = self.source.clone();
        let cited = source.map(|source| taken::cited(source, &self.words));
        cited.into_iter().collect()
    }
}

/// Words that were put into a text, with where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PutIn(Vec<(Source, Arc<str>)>);

impl PutIn {
    /// Notes words with their source, if they have one.
    pub fn note(&mut self, words: &str, source: Option<Source>) {
        if let Some(source) = source {
            self.0.push((taken::cited(source, words), words.into()));
        }
    }

    /// Notes what others have.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Where words come from of which enough is left in a text, by the rule by which sources are checked; each once, in the
    /// order in which they were put in.
    pub fn left_in(&self, text: &str) -> Vec<Source> {
        let mut left = Vec::new();
        for (source, words) in &self.0 {
            if taken::keeps(text, words) {
                Source::add(&mut left, std::slice::from_ref(source));
            }
        }
        left
    }
}

/// A text with words at its end: a sentence or clause of its own behind its last mark, other words before it.
fn end_of(text: &str, words: &str) -> String {
    let first = words.trim_start().chars().next();
    let is_clause = first.is_some_and(|c| c == '*' || c.is_uppercase() || text::is_cjk(c));
    if is_clause {
        format!("{text}{}", spaced(text, text.len(), words))
    } else {
        let at = text::end_of_words(text);
        text::spliced(text, at..at, words)
    }
}

impl Editing {
    /// The paragraph; for a new one, the id that it will have.
    pub fn paragraph(&self) -> Id {
        self.id
    }

    /// Where words that were put in come from: those of which enough is left.
    pub fn cites(&self) -> Vec<Source> {
        self.put_in.left_in(self.field.text())
    }

    /// Puts words in at the caret, and keeps where they come from.
    pub(in crate::app) fn put_in(&mut self, words: &str, source: Option<Source>) {
        self.field.insert(words);
        self.put_in.note(words, source);
    }

    /// Notes words that stand in it already, with where they come from.
    pub(in crate::app) fn was_put_in(&mut self, put_in: &PutIn) {
        self.put_in.extend(put_in);
    }

    /// Has words put in once their place is chosen.
    pub(in crate::app) fn wait_for_place(&mut self, wording: Wording) {
        self.waiting = Some(wording);
    }

    /// Puts in what waits, in place of a part of the words; they are typed on from there.
    pub(in crate::app) fn place_waiting(&mut self, range: Range<usize>) {
        let Some(wording) = self.waiting.take() else {
            return;
        };
        let before = self.field.text().to_owned();
        let placed = text::spliced(&before, range.clone(), &wording.words);
        let behind = before.len() - range.end;
        self.field.set_caret(before.len());
        self.field = Field::at(&placed, placed.len().saturating_sub(behind));
        self.purpose = Purpose::Words;
        self.put_in.note(&wording.words, wording.source);
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
        self.warn("Nothing is being typed.");
        Vec::new()
    }

    /// Words in place of all words of a paragraph, or behind them.
    pub(in crate::app) fn save_wording(
        &mut self,
        id: Id,
        wording: &Wording,
        whole: bool,
    ) -> Vec<Effect> {
        let p = self.document().and_then(|d| d.get(id)).cloned();
        let Some(p) = p else {
            self.warn("The paragraph is gone.");
            return Vec::new();
        };
        let text = if whole {
            wording.words.clone()
        } else {
            end_of(p.text(), &wording.words)
        };
        (self.screen, self.editing) = (Screen::Draft, None);
        self.select(id);
        self.save(self.language, id, text, p.digest(), wording.cites())
    }
}

/// Words as a new paragraph behind another one, of its kind beside the body of the text.
pub(in crate::app) fn new_paragraph(
    workspace: &Workspace,
    after: Option<Id>,
    id: Id,
    wording: &Wording,
) -> Option<Paragraph> {
    let draft = workspace.original()?;
    let profile = workspace.header.profile;
    let before = after
        .and_then(|id| draft.get(id))
        .filter(|p| p.role.is_body());
    let (role, level) = before.map_or((profile.body_role(), 0), |p| (p.role, p.level));
    let mut p = Paragraph::new(id, role, &text::clean_paragraph(&wording.words));
    p.level = level;
    p.label = numbering::suggest(draft, profile, after, role, level);
    p.sources = wording.cites();
    Some(p)
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

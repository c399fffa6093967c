//! How agreed language goes on from the words before the caret: offered below the words that are being typed, taken with
//! one key, never in the way of any other.

use super::ask::{Offered, Seek};
use crate::app::{App, Effect};
use crate::model::Source;

/// What is offered.
#[derive(Debug, Clone, Default)]
pub struct Completing {
    /// The words before the caret that were asked about last, with the number of the question.
    asked: Option<(String, u64)>,
    offers: Vec<Offered>,
    /// Which of them is shown.
    at: usize,
}

/// Bytes before the caret that are looked at: agreed phrases are shorter.
const BEFORE: usize = 400;

impl App {
    /// What is typed before the caret, where words can come: at the end, or where a space or a mark follows.
    fn before_caret(&self) -> Option<&str> {
        let editing = self.editing.as_ref().filter(|e| e.purpose.types())?;
        let (text, caret) = (editing.field.text(), editing.field.caret());
        let next = text.get(caret..)?.chars().next();
        if next.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let before = text.get(..caret)?;
        let from = before.len().saturating_sub(BEFORE);
        let from = (from..=before.len()).find(|at| before.is_char_boundary(*at))?;
        before.get(from..)
    }

    /// Asks how the words before the caret go on, when they are others than those that were asked about.
    pub(in crate::app) fn complete_along(&mut self) -> Vec<Effect> {
        if self.precedents.shelves.all.is_empty() {
            return Vec::new();
        }
        // Words that are there from the start are not asked about: somebody types first.
        let changed = self
            .editing
            .as_ref()
            .is_some_and(crate::app::Editing::is_changed);
        let before = match self.before_caret() {
            Some(before) if changed => before.to_owned(),
            _ => {
                self.completing = Completing::default();
                return Vec::new();
            }
        };
        let asked = self.completing.asked.as_ref();
        if asked.is_some_and(|(asked, _)| *asked == before) {
            return Vec::new();
        }
        let ticket = self.next_ticket();
        self.completing = Completing {
            asked: Some((before.clone(), ticket)),
            ..Completing::default()
        };
        vec![Effect::Seek {
            ticket,
            off: self.precedents.shelves.off.clone(),
            question: Seek::Completion {
                before,
                language: self.language,
            },
        }]
    }

    pub(super) fn completed(&mut self, ticket: u64, before: &str, offers: Vec<Offered>) {
        let asked = self.completing.asked.as_ref();
        if asked.is_some_and(|(asked, last)| *last == ticket && asked == before) {
            (self.completing.offers, self.completing.at) = (offers, 0);
        }
    }

    /// The words that are offered at the caret, and how many others are.
    pub fn offered(&self) -> Option<(&Offered, usize)> {
        self.editing.as_ref()?;
        let offers = &self.completing.offers;
        let offer = offers.get(self.completing.at)?;
        Some((offer, offers.len() - 1))
    }

    /// Puts the offered words in at the caret, with where they come from.
    pub(in crate::app) fn take_offer(&mut self) -> Vec<Effect> {
        let Some((offer, _)) = self.offered() else {
            return Vec::new();
        };
        let offer = offer.clone();
        let Some(editing) = self.editing.as_mut() else {
            return Vec::new();
        };
        // A phrase that many texts have is nobody's: it is cited when it stands in one paragraph alone.
        let source = (offer.completion.among == 1)
            .then(|| Source::new(&offer.symbol, Some(&*offer.paragraph)));
        editing.put_in(&offer.completion.words, source);
        self.keep_words_in_time()
    }

    /// Shows the next words that could come.
    pub(in crate::app) fn next_offer(&mut self) {
        let count = self.completing.offers.len().max(1);
        self.completing.at = (self.completing.at + 1) % count;
    }
}

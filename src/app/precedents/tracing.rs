//! Which words of the paragraph at hand are agreed language, kept up with what is typed.

use super::ask::{Provenance, Seek};
use crate::app::{App, Effect, Screen};
use crate::model::{Id, Lens, Paragraph, Role};

/// What is known of where words come from.
#[derive(Debug, Clone, Default)]
pub struct Tracing {
    /// The words that were asked about last, with the number of the question.
    asked: Option<(Id, String, u64)>,
    known: Option<(Id, Provenance)>,
}

impl Tracing {
    /// Forgets what was asked, so that it is asked again.
    pub(in crate::app) fn forget(&mut self) {
        self.asked = None;
    }
}

impl App {
    /// Asks where the words of the paragraph at hand come from, when they are others than those that were asked about.
    pub(in crate::app) fn trace_along(&mut self) -> Vec<Effect> {
        if self.screen != Screen::Draft || self.precedents.shelves.all.is_empty() {
            return Vec::new();
        }
        let typed = self.editing.as_ref().filter(|e| e.purpose.types());
        let at_hand = match typed {
            Some(editing) => Some((editing.paragraph(), editing.field.text())),
            None => self.selected().map(|p| (p.id, p.text())),
        };
        let Some((id, words)) = at_hand else {
            return Vec::new();
        };
        let same = |(of, asked, _): &(Id, String, u64)| *of == id && asked == words;
        if self.tracing.asked.as_ref().is_some_and(same) {
            return Vec::new();
        }
        let words = words.to_owned();
        let read = match self.workspace() {
            Some(workspace) => {
                let stands = self.document().and_then(|d| d.get(id));
                let typed = stands.map_or_else(
                    || Paragraph::new(id, Role::Operative, &words),
                    |p| p.with_text(&words),
                );
                Lens::Clean.words(&workspace.header, &typed)
            }
            None => words.clone(),
        };
        let ticket = self.next_ticket();
        self.tracing.asked = Some((id, words.clone(), ticket));
        if self.tracing.known.as_ref().is_some_and(|(of, _)| *of != id) {
            self.tracing.known = None;
        }
        vec![Effect::Seek {
            ticket,
            off: self.precedents.shelves.off.clone(),
            question: Seek::Trace {
                paragraph: id,
                text: words,
                read,
                language: self.language,
            },
        }]
    }

    pub(super) fn traced(&mut self, ticket: u64, paragraph: Id, provenance: Provenance) {
        let asked = self.tracing.asked.as_ref();
        if asked.is_some_and(|(_, _, last)| *last == ticket) {
            self.tracing.known = Some((paragraph, provenance));
        }
    }

    /// Which words of a paragraph are agreed language, if that is known: of the words that were last asked about, which
    /// while somebody types may be those of a moment ago ([`Provenance::text`]).
    pub fn provenance(&self, id: Id) -> Option<&Provenance> {
        let (of, known) = self.tracing.known.as_ref()?;
        (*of == id).then_some(known)
    }
}

//! Which words of the paragraph at hand are agreed language, kept up with what is typed.

use std::sync::Arc;

use super::ask::{Provenance, Seek};
use crate::app::{App, Effect, Screen};
use crate::model::{Id, Lens, Paragraph, Precedent, Role};

/// What is known of where words come from.
#[derive(Debug, Clone, Default)]
pub struct Tracing {
    /// What was asked about last.
    asked: Option<Asked>,
    known: Option<(Id, Provenance)>,
    /// What was found out about paragraphs, the last one at the end: looking at one again asks nothing.
    before: Vec<Remembered>,
    /// The precedents of the workspace that this was found in.
    among: Vec<Arc<Precedent>>,
}

/// What was found out about a paragraph.
#[derive(Debug, Clone)]
struct Remembered {
    paragraph: Id,
    /// What its words say, without brackets and the names of those who hold them.
    read: String,
    provenance: Provenance,
}

/// What was asked about.
#[derive(Debug, Clone)]
struct Asked {
    paragraph: Id,
    words: String,
    read: String,
    ticket: u64,
}

/// Paragraphs that are remembered.
const REMEMBERED: usize = 64;

impl Tracing {
    /// Forgets what was asked, so that it is asked again.
    pub(in crate::app) fn forget(&mut self) {
        self.asked = None;
        self.before.clear();
    }

    /// Forgets everything when the workspace has other precedents.
    fn among(&mut self, precedents: &[Arc<Precedent>]) {
        let same = self.among.len() == precedents.len();
        let mut pairs = self.among.iter().zip(precedents);
        if !same || pairs.any(|(a, b)| !Arc::ptr_eq(a, b)) {
            self.among = precedents.to_vec();
            self.forget();
        }
    }

    /// What was found out about these words.
    fn remembered(&self, id: Id, words: &str, read: &str) -> Option<Provenance> {
        let mut all = self.before.iter();
        let found = all.find(|known| {
            known.paragraph == id && known.provenance.text == words && known.read == read
        });
        found.map(|known| known.provenance.clone())
    }

    fn remember(&mut self, known: Remembered) {
        let others = |other: &Remembered| {
            other.paragraph != known.paragraph || other.provenance.text != known.provenance.text
        };
        self.before.retain(others);
        if self.before.len() >= REMEMBERED {
            self.before.remove(0);
        }
        self.before.push(known);
    }
}

impl App {
    /// Asks where the words of the paragraph at hand come from, when they are others than those that were asked about.
    pub(in crate::app) fn trace_along(&mut self) -> Vec<Effect> {
        if self.screen != Screen::Draft || self.precedents.shelves.all.is_empty() {
            return Vec::new();
        }
        if let Some(workspace) = self.workspace() {
            let precedents = workspace.precedents.clone();
            self.tracing.among(&precedents);
        }
        let typed = self.editing.as_ref().filter(|e| e.purpose.types());
        let at_hand = match typed {
            Some(editing) => Some((editing.paragraph(), editing.field.text())),
            None => self.selected().map(|p| (p.id, p.text())),
        };
        let Some((id, words)) = at_hand else {
            return Vec::new();
        };
        let same = |asked: &Asked| asked.paragraph == id && asked.words == words;
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
        self.tracing.asked = Some(Asked {
            paragraph: id,
            words: words.clone(),
            read: read.clone(),
            ticket,
        });
        // An answer that is still under way is one to an older question by now.
        if let Some(provenance) = self.tracing.remembered(id, &words, &read) {
            self.tracing.known = Some((id, provenance));
            return Vec::new();
        }
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
        if let Some(asked) = asked.filter(|asked| asked.ticket == ticket) {
            let read = asked.read.clone();
            self.tracing.remember(Remembered {
                paragraph,
                read,
                provenance: provenance.clone(),
            });
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

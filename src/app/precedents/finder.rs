//! A search with what it found: the one of the screen, and the one in front of a paragraph that is being typed.

use std::sync::Arc;

use super::ask::{Found, Match, Seek, Wanted};
use crate::app::consensus::Motion;
use crate::app::scroll::Scroll;
use crate::app::{App, Effect, Field};
use crate::model::{Code, Header, Id, Stance};
use crate::precedent::Party;
use crate::text::Language;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum What {
    /// Paragraphs, by their words.
    #[default]
    Paragraphs,
    /// Documents, by their symbols, titles and subjects.
    Documents,
    /// A clause through the years; the query is not asked.
    Lineage,
    /// What one row stands for, one by one; the query is not asked.
    Folded,
    /// Wording close to a paragraph that those accepted who object to it now.
    Landing(Id),
}

/// In which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// The one that the draft is shown in; in all where that has nothing.
    #[default]
    Followed,
    /// All.
    All,
    /// This one.
    Only(Language),
}

/// A search.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    /// The query.
    pub field: Field,
    /// What is looked for.
    pub what: What,
    /// In which language.
    pub tongue: Tongue,
    /// Only what these delegations accepted; empty for whatever anybody did.
    pub accepted_by: Vec<Code>,
    /// What was found for the query that was asked last.
    pub found: Found,
    /// The selected row.
    pub selected: usize,
    /// What is seen of the rows.
    pub scroll: Scroll,
    /// What a lineage or landing zones are about, for their title.
    pub about: String,
    pub(super) ticket: u64,
}

impl Finder {
    /// How many rows were found.
    pub fn len(&self) -> usize {
        match self.what {
            What::Documents => self.found.documents.len(),
            What::Paragraphs | What::Lineage | What::Folded | What::Landing(_) => {
                self.found.matches.len()
            }
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The selected paragraph.
    pub fn chosen(&self) -> Option<&Match> {
        self.found.matches.get(self.selected)
    }

    /// Whether there is nothing to ask.
    pub fn is_silent(&self) -> bool {
        self.what == What::Paragraphs && self.field.text().trim().is_empty()
    }

    fn forget(&mut self) {
        self.found = Found::default();
        self.selected = 0;
        self.scroll = Scroll::default();
    }

    /// The question for what is typed now, if there is one.
    pub(super) fn ask(
        &mut self,
        ticket: u64,
        shown: Language,
        off: &[Arc<str>],
        header: Option<&Header>,
    ) -> Vec<Effect> {
        self.ticket = ticket;
        // What is typed is looked for among paragraphs again.
        if self.what != What::Documents {
            self.what = What::Paragraphs;
        }
        let query = self.field.text().trim_start().to_owned();
        if self.is_silent() {
            self.forget();
            return Vec::new();
        }
        let (language, else_all) = match self.tongue {
            Tongue::Followed => (Some(shown), true),
            Tongue::All => (None, false),
            Tongue::Only(language) => (Some(language), false),
        };
        // Names are compared only where somebody is named.
        let named = query.contains("accepted-by");
        let all = header.into_iter().flat_map(|header| &header.delegations);
        let parties = all.filter(|_| named).map(Party::of);
        let wanted = Wanted {
            query,
            language,
            else_all,
            accepted_by: self
                .accepted_by
                .iter()
                .map(|code| Party::named(header, code.as_str()))
                .collect(),
            parties: parties.collect(),
        };
        let question = match self.what {
            What::Documents => Seek::Documents(wanted),
            What::Paragraphs | What::Lineage | What::Folded | What::Landing(_) => {
                Seek::Paragraphs(wanted)
            }
        };
        vec![Effect::Seek {
            ticket,
            off: off.to_vec(),
            question,
        }]
    }

    /// Takes an answer, if it is to what was asked last.
    pub(super) fn take(&mut self, ticket: u64, found: &Found) -> bool {
        if ticket != self.ticket {
            return false;
        }
        // What is selected stays selected while the same is asked, so that results do not jump.
        let entry = self.chosen().map(|chosen| chosen.hit.entry);
        let same = self.found.query == found.query;
        let kept = entry
            .filter(|_| same)
            .and_then(|entry| found.matches.iter().position(|m| m.hit.entry == entry));
        self.selected = kept.unwrap_or(found.first);
        self.found = found.clone();
        true
    }

    pub(super) fn step(&mut self, motion: Motion, page: usize, times: usize) {
        self.selected = motion.apply(self.selected, self.len(), page, times);
    }

    pub(super) fn settle(&mut self, room: usize, rows: usize) {
        let len = self.len();
        self.selected = self.selected.min(len.saturating_sub(1));
        self.scroll
            .show(self.selected, (0, rows), room.max(1), len, |_| rows);
    }
}

impl App {
    /// Those who stand in the way of a paragraph now: they object, want other words or reserve.
    pub(super) fn objecting(&self, id: Id) -> Vec<Code> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let Some(p) = workspace.original().and_then(|d| d.get(id)) else {
            return Vec::new();
        };
        let members = workspace.header.delegations.iter().map(|d| d.code);
        let against = |code: &Code| {
            workspace.standing(*code, p).is_some_and(|standing| {
                matches!(
                    standing.position.stance,
                    Stance::Oppose | Stance::Amend(_) | Stance::Reserve
                )
            })
        };
        members.filter(against).collect()
    }
}

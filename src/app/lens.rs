//! The draft through a lens: which is chosen, and the words that it shows of each paragraph. The selection and the window
//! stay on their paragraphs; one that is not there through the lens says so in its place.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::overlay::{Choose, parties};
use super::{App, Effect};
use crate::edit::lens;
use crate::model::{Code, Document, Id, Lens, Paragraph, Proposal};

/// What a lens shows, of the draft as it was looked at.
#[derive(Debug, Clone)]
pub(super) struct Through {
    lens: Lens,
    document: Arc<Document>,
    proposals: Arc<BTreeMap<Id, Arc<Proposal>>>,
    words: HashMap<Id, Arc<Paragraph>>,
    /// How many brackets are left that nobody decided.
    pub left: usize,
}

/// What stands for a paragraph that a lens does not show.
const GONE: &str = "(not there through this lens)";

impl App {
    /// The lens of the draft.
    pub fn lens(&self) -> Lens {
        self.draft.lens
    }

    /// How many brackets nobody decided, of the lens `final`.
    pub fn left(&self) -> usize {
        self.draft
            .through
            .as_ref()
            .map_or(0, |through| through.left)
    }

    /// The words of a paragraph as they are shown; `Err` when the lens does not show it.
    pub fn shown_words<'p>(&'p self, p: &'p Paragraph) -> Result<&'p str, &'static str> {
        match &self.draft.through {
            Some(through) => through.words.get(&p.id).map(|p| p.text()).ok_or(GONE),
            None => Ok(p.text()),
        }
    }

    /// Turns to the next lens. The delegation is the one selected beside the text.
    pub(super) fn turn_draft_lens(&mut self) -> Vec<Effect> {
        let header = self.workspace().map(|w| w.header.clone());
        let Some(header) = header else {
            return Vec::new();
        };
        let code = header
            .delegations
            .get(self.draft.delegation)
            .map(|d| d.code);
        let mut order = vec![Lens::Brackets, Lens::Clean, Lens::Final];
        order.extend(code.map(Lens::As));
        order.push(Lens::Base);
        let now = match self.draft.lens {
            Lens::As(_) => code.map_or(Lens::Final, Lens::As),
            other => other,
        };
        let at = order.iter().position(|lens| *lens == now).unwrap_or(0);
        let next = order.get(at + 1).copied().unwrap_or_default();
        self.look_through(next);
        Vec::new()
    }

    /// Asks as whom the draft is to be seen.
    pub(super) fn ask_lens(&mut self) {
        let (rows, codes) = self.workspace().map(parties).unwrap_or_default();
        if rows.is_empty() {
            self.warn("Nobody takes part yet: add delegations to workspace.yaml.");
            return;
        }
        self.open_choice("As whom?".to_owned(), rows, Choose::Lens(codes));
    }

    pub(super) fn look_as(&mut self, code: Code) {
        self.look_through(Lens::As(code));
    }

    fn look_through(&mut self, lens: Lens) {
        self.draft.lens = lens;
        self.draft.through = None;
        self.settle_lens();
        if self.draft.lens != lens {
            return;
        }
        let left = self.left();
        self.say(match lens {
            Lens::Brackets => "As it stands, with its brackets.".to_owned(),
            Lens::Base => "As it was first issued.".to_owned(),
            Lens::Clean => {
                "Clean: what the chair chose, the first wording where it chose nothing.".to_owned()
            }
            Lens::Final if left == 0 => "Final: nothing contested is left.".to_owned(),
            Lens::Final if left == 1 => "Final: 1 bracket is left that nobody decided.".to_owned(),
            Lens::Final => format!("Final: {left} brackets are left that nobody decided."),
            Lens::As(code) => format!("As {code} wants it, with its proposals."),
        });
    }

    /// Looks again when the draft, the language or the proposals are others.
    pub(super) fn settle_lens(&mut self) {
        if self.draft.lens == Lens::Brackets {
            self.draft.through = None;
            return;
        }
        let (lens, language) = (self.draft.lens, self.language);
        let Some(workspace) = self.workspace() else {
            return;
        };
        let Some(document) = workspace.draft(&language) else {
            self.draft.through = None;
            return;
        };
        let proposals = workspace.proposals.clone();
        let fresh = self.draft.through.as_ref().is_some_and(|through| {
            through.lens == lens
                && Arc::ptr_eq(&through.document, document)
                && Arc::ptr_eq(&through.proposals, &proposals)
        });
        if fresh {
            return;
        }
        let document = document.clone();
        match lens::see(lens, Some(workspace), &document) {
            Ok(view) => {
                let words = view.document.paragraphs.iter();
                let words = words.map(|p| (p.id, p.clone())).collect();
                self.draft.through = Some(Through {
                    lens,
                    document,
                    proposals,
                    words,
                    left: view.left.iter().map(|(_, many)| many).sum(),
                });
            }
            Err(why) => {
                (self.draft.lens, self.draft.through) = (Lens::Brackets, None);
                self.warn(super::sentence::sentence(&why.to_string()));
            }
        }
    }
}

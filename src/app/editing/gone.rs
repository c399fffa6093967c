//! What is typed while others change the text under it: words for a paragraph that is deleted stay in sight where it stood.
//! Start at [`App::after_other_words`].

use super::{Editing, Purpose};
use crate::app::App;
use crate::model::{Document, Id};

/// Where something stands in rows of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// Before all paragraphs.
    Start,
    /// Behind that one.
    Paragraph(Id),
}

impl Behind {
    fn of(paragraph: Option<Id>) -> Self {
        paragraph.map_or(Self::Start, Self::Paragraph)
    }

    fn paragraph(self) -> Option<Id> {
        match self {
            Self::Start => None,
            Self::Paragraph(id) => Some(id),
        }
    }
}

impl Editing {
    /// Whether somebody else deleted the paragraph that it is for.
    pub fn is_gone(&self) -> bool {
        self.stood.is_some()
    }

    /// Where it stands in rows of its own; none for what stands in those of its paragraph.
    pub(super) fn behind(&self) -> Option<Behind> {
        match self.purpose {
            Purpose::New => Some(self.stood.unwrap_or(Behind::of(self.place.0))),
            _ => self.stood,
        }
    }

    /// The paragraph that must stand for it to be saved; none for one that is put before all others.
    fn needs(&self) -> Option<Id> {
        match self.purpose {
            Purpose::New => self.place.0,
            _ => Some(self.id),
        }
    }
}

impl App {
    /// The words of others came in: is what is being typed still on what stands there?
    pub(in crate::app) fn after_other_words(&mut self) {
        let Some(editing) = self.editing.as_ref() else {
            return;
        };
        let Some(draft) = self.workspace().and_then(|w| w.draft(&editing.language)) else {
            return;
        };
        let gone = editing.needs().filter(|id| draft.get(*id).is_none());
        let stands = draft.get(editing.id).map(|p| p.digest());
        let overtaken = editing.purpose != Purpose::New && stands != Some(editing.base);
        if overtaken && !editing.purpose.types() {
            let done = if gone.is_some() { "deleted" } else { "changed" };
            self.editing = None;
            self.warn(format!(
                "The paragraph was {done} by somebody else: look at it, and begin again."
            ));
            return;
        }
        let stood = gone.map(|id| Behind::of(stood_behind(draft, id, self.draft.place())));
        let first = draft.paragraphs.first().map(|p| p.id);
        let Some(editing) = self.editing.as_mut() else {
            return;
        };
        let was_gone = editing.is_gone();
        editing.overtaken = overtaken;
        editing.stood = stood;
        if let Some(stood) = stood
            && editing.purpose == Purpose::New
            && editing.proposing.is_none()
        {
            // A new paragraph comes in there all the same; a proposal names the paragraph that it is made on.
            (editing.place.0, editing.stood) = (stood.paragraph(), None);
        }
        let on = editing.id;
        match stood {
            Some(behind) => {
                if let Some(id) = behind.paragraph().or(first) {
                    self.select(id);
                }
            }
            None if was_gone && stands.is_some() => self.select(on),
            None => {}
        }
    }
}

/// Behind which paragraph one stood that is gone; `place` is where it stood when nothing is kept of it.
fn stood_behind(draft: &Document, id: Id, place: usize) -> Option<Id> {
    match draft.deleted_of(id) {
        Some(deleted) => draft.stood_behind(deleted, |id| draft.get(id).is_some()),
        None => {
            let before = place.min(draft.paragraphs.len()).checked_sub(1)?;
            draft.paragraphs.get(before).map(|p| p.id)
        }
    }
}

//! What a delegation keeps for itself, in its own session: one that speaks for it alone. Its words are in no change, so that
//! neither undo nor the record nor what a crash leaves behind can hold them.

use std::sync::Arc;

use super::overlay::Prompted;
use super::{App, EditTarget, Effect};
use crate::edit::Access;
use crate::model::{Code, Id, PrivateNote, PrivateNotes};
use crate::text::clean_paragraph;

/// What stands between instructions and fallback in the editor.
const BETWEEN: &str = "=== fallback ===";
/// What is said of it there.
pub const HELP: &str = "Instructions above the line, the fallback below it.";

/// A note as the editor gets it.
pub fn text_of(note: &PrivateNote) -> String {
    let said = |said: &Option<Arc<str>>| said.as_deref().unwrap_or_default().to_owned();
    let (instructions, fallback) = (said(&note.instructions), said(&note.fallback));
    format!("{instructions}\n{BETWEEN}\n{fallback}")
}

/// A note as the editor gave it back.
pub fn note_of(text: &str) -> PrivateNote {
    let (instructions, fallback) = text.split_once(BETWEEN).unwrap_or((text, ""));
    PrivateNote {
        instructions: words_of(instructions),
        fallback: words_of(fallback),
    }
}

/// Words as they are kept: on one line; none when there are none.
pub fn words_of(said: &str) -> Option<Arc<str>> {
    let said = clean_paragraph(said);
    (!said.is_empty()).then(|| said.into())
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// What the capital wants.
    Instructions,
    /// What it could live with.
    Fallback,
}

/// What is kept, or why it is not read.
pub(super) type Kept = Result<PrivateNotes, String>;

impl App {
    /// The delegation that this session speaks for.
    pub fn own_code(&self) -> Option<Code> {
        match self.actor.access {
            Access::Delegate(code) => Some(code),
            _ => None,
        }
    }

    /// What the delegation keeps for itself on the selected paragraph, or why that is not read; none in the session of
    /// anybody else.
    pub fn private(&self) -> Option<Result<PrivateNote, &str>> {
        let code = self.own_code()?;
        let id = self.draft.selected?;
        match self.private.as_ref()? {
            Ok(kept) if kept.of == code => {
                Some(Ok(kept.notes.get(&id).cloned().unwrap_or_default()))
            }
            Ok(_) => None,
            Err(why) => Some(Err(why)),
        }
    }

    /// Reads what is kept, when the session speaks for a delegation.
    pub(super) fn load_private(&mut self) -> Vec<Effect> {
        self.private = None;
        self.own_code()
            .map(Effect::LoadPrivate)
            .into_iter()
            .collect()
    }

    /// What was read, or was refused.
    pub(super) fn kept_private(&mut self, kept: Kept) {
        if let Err(why) = &kept {
            self.warn(super::sentence::sentence(why));
        }
        self.private = Some(kept);
    }

    /// Why nothing can be kept here, if nothing can.
    pub(super) fn may_keep_private(&self) -> Result<(), &'static str> {
        match self.private() {
            Some(Ok(_)) => Ok(()),
            Some(Err(_)) => {
                Err("The private folder is not safe: what to do stands beside the text.")
            }
            None => Err(
                "Only a session that speaks for one delegation has private notes: open with --as CODE.",
            ),
        }
    }

    pub(super) fn ask_private(&mut self, which: Which) -> Vec<Effect> {
        let (Some(Ok(note)), Some(code), Some(id)) =
            (self.private(), self.own_code(), self.draft.selected)
        else {
            return Vec::new();
        };
        let name = self.name_of(id);
        let (title, text) = match which {
            Which::Instructions => (
                format!("Instructions of {code} on {name}"),
                note.instructions,
            ),
            Which::Fallback => (format!("Fallback of {code} on {name}"), note.fallback),
        };
        let help = "For this delegation alone: never shared, and not taken back by undo.";
        let text = text.unwrap_or_default();
        self.open_prompt(title, help, &text, Prompted::Private(id, which));
        Vec::new()
    }

    /// The line that was typed for one of the two.
    pub(super) fn private_line(&mut self, id: Id, which: Which, line: &str) -> Vec<Effect> {
        let Some(Ok(kept)) = &self.private else {
            return Vec::new();
        };
        let mut note = kept.notes.get(&id).cloned().unwrap_or_default();
        let said: Option<Arc<str>> = (!line.is_empty()).then(|| line.into());
        match which {
            Which::Instructions => note.instructions = said,
            Which::Fallback => note.fallback = said,
        }
        self.keep_private(id, note)
    }

    fn keep_private(&mut self, id: Id, note: PrivateNote) -> Vec<Effect> {
        let Some(code) = self.own_code() else {
            return Vec::new();
        };
        self.say("Kept for your delegation alone.");
        vec![Effect::KeepPrivate { code, id, note }]
    }

    /// Both in the editor.
    pub(super) fn edit_private(&mut self) -> Vec<Effect> {
        let (Some(Ok(note)), Some(id)) = (self.private(), self.draft.selected) else {
            return Vec::new();
        };
        vec![Effect::OpenEditor {
            target: EditTarget::Private { id },
            text: text_of(&note),
            context: vec![HELP.to_owned()],
        }]
    }

    /// What the editor gave back.
    pub(super) fn edited_private(&mut self, id: Id, text: &str) -> Vec<Effect> {
        let note = note_of(text);
        self.keep_private(id, note)
    }
}

//! A sentence in the last row, that goes away by itself.

use super::editing::Editing;
use super::{App, Screen, counted};
use crate::model::Moment;

/// How pressing a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Something was done.
    Said,
    /// Something could not be done.
    Warned,
}

/// A sentence that goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// How pressing it is.
    pub weight: Weight,
    pub(super) since: Moment,
}

/// Seconds that a notice stays.
pub(super) const NOTICE_SECONDS: i64 = 6;

impl App {
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.tell(text.into(), Weight::Said);
    }

    pub(super) fn warn(&mut self, text: impl Into<String>) {
        self.tell(text.into(), Weight::Warned);
    }

    pub(super) fn tell(&mut self, text: String, weight: Weight) {
        let since = self.now;
        self.notice = Some(Notice {
            text,
            weight,
            since,
        });
    }
}

impl App {
    /// What must be dealt with, above the screen.
    pub fn banner(&self) -> Option<String> {
        let session = self.session.as_ref()?;
        if let Some(failure) = session.failure() {
            let failure = failure.trim_end_matches('.');
            return Some(format!(
                "Not saved: {failure}. W writes again; what you typed is kept."
            ));
        }
        if let Some(editing) = self.editing.as_ref().filter(|e| e.is_gone()) {
            let said = if editing.proposing.is_some() {
                "Somebody deleted this paragraph: nothing can be proposed on it. Your words are kept."
            } else if self.may_put_back(editing.paragraph()) {
                "Somebody deleted this paragraph: Enter offers to put it back with your words."
            } else {
                "Somebody deleted this paragraph: your words are kept; Enter offers to copy them."
            };
            return Some(said.to_owned());
        }
        if self.editing.as_ref().is_some_and(Editing::is_overtaken) {
            return Some(
                "This paragraph was changed by somebody else while you write: saving will show both, merged."
                    .to_owned(),
            );
        }
        if let Some(reason) = &session.read_only {
            return Some(format!("Read-only: {reason}"));
        }
        // In the walk every row is the chair's.
        let free = self.editing.is_none() && self.screen != Screen::Walk;
        let many = session.unsaved.len();
        // What has no file was typed in this session.
        let earlier = session.unsaved.iter().all(|u| u.file.is_some());
        (many > 0 && free).then(|| {
            let whose = if earlier {
                " by an earlier session"
            } else {
                ""
            };
            let texts = counted(many, "text", "texts");
            format!("{texts} not saved{whose}: U lists.")
        })
    }
}

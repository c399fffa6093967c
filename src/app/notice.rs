//! A sentence in the last row, that goes away by itself.

use super::App;
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

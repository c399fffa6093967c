//! The silence procedure: a text is put under silence until a moment, and stands adopted once the chair confirms that
//! nobody broke it.
//!
//! The states and what leads from one to the next follow OSCE Rules of Procedure (2006), Annex 1 (A), and General Assembly
//! decision 74/544. A procedure is bound to one digest: other words cancel it. When its time is over the chair is asked to
//! confirm; nothing here ever says “adopted” by itself. Late objections are kept as late, and change nothing.
//!
//! Never: the clock. Start at [`Silence::state`], then [`Silence::step`].

use std::sync::Arc;

use thiserror::Error;

use super::{Code, Done, Id, Level, Moment};
use crate::text::Digest;

/// What the General Assembly gives as the least time for silence: 72 hours (decision 74/544). Less is allowed and said.
pub const USUAL_SILENCE_SECONDS: i64 = 72 * 3600;

/// Where a silence procedure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SilenceState {
    /// Put to the meeting with its exact end; nobody has objected to the procedure yet.
    Proposed,
    /// The text is subject to silence.
    Running,
    /// A delegation objected or amended in time: not adopted.
    Broken,
    /// Its time is over, and the chair is to confirm.
    Elapsed,
    /// The chair confirmed.
    Adopted,
    /// Called off, or the words changed.
    Cancelled,
}

impl SilenceState {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Proposed,
        Self::Running,
        Self::Broken,
        Self::Elapsed,
        Self::Adopted,
        Self::Cancelled,
    ];

    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Running => "running",
            Self::Broken => "broken",
            Self::Elapsed => "elapsed",
            Self::Adopted => "adopted",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing can happen to it any more but late objections.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Broken | Self::Adopted | Self::Cancelled)
    }
}

/// How silence is broken: in writing, by an objection or by an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Breaking {
    /// The delegation objects.
    #[default]
    Objection,
    /// The delegation wants other words.
    Amendment,
}

impl Breaking {
    /// Both, as files and commands write them.
    pub const ALL: [(Self, &'static str); 2] = [
        (Self::Objection, "objection"),
        (Self::Amendment, "amendment"),
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Amendment => "amendment",
        }
    }
}

/// What a delegation sent against a text under silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Which delegation.
    pub by: Code,
    /// When it was received.
    pub at: Moment,
    /// Objection or amendment.
    pub kind: Breaking,
    /// What it says.
    pub text: Arc<str>,
}

/// Another end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The end that it had.
    pub from: Moment,
    /// When, by whom and why it was extended.
    pub done: Done,
}

/// A silence procedure, with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Its id.
    pub id: Id,
    /// On which paragraph; none for the whole document.
    pub paragraph: Option<Id>,
    /// Digest of the words it is on: of the paragraph, or [`super::Document::words`] of the original.
    pub on: Digest,
    /// How far the agreement reaches once a paragraph is confirmed. A document is adopted.
    pub level: Level,
    /// The instant at which it ends, with the offset from UTC in which it was announced.
    pub expires: Moment,
    /// When and by whom it was proposed.
    pub proposed: Done,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
    /// When it began.
    pub started: Option<Done>,
    /// Earlier ends, oldest first.
    pub extended: Vec<Extension>,
    /// What broke it: everything that was received in time, the first first.
    pub broken: Vec<Objection>,
    /// What came too late.
    pub late: Vec<Objection>,
    /// When, by whom and why it was called off.
    pub cancelled: Option<Done>,
    /// When and by whom it was confirmed.
    pub confirmed: Option<Done>,
}

/// What can happen to a silence procedure once it was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SilenceStep {
    /// Nobody objected in the meeting: it runs.
    Start,
    /// A delegation objects or amends.
    Object(Objection),
    /// It ends later.
    Extend(Moment),
    /// The chair calls it off.
    Cancel(Arc<str>),
    /// The chair confirms that its time is over and nobody broke it.
    Confirm,
}

impl SilenceStep {
    /// The verb that the record and the commands use.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Start => "silence start",
            Self::Object(_) => "silence break",
            Self::Extend(_) => "silence extend",
            Self::Cancel(_) => "silence cancel",
            Self::Confirm => "silence confirm",
        }
    }
}

/// Why something cannot happen to a silence procedure.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SilenceError {
    /// Not from this state.
    #[error("{0}")]
    State(&'static str),
    /// An end must lie ahead.
    #[error("silence until {expires} would be over already, it is {now}: give a later time")]
    Past {
        /// The end that was given.
        expires: Moment,
        /// Now.
        now: Moment,
    },
    /// Extending goes to a later end.
    #[error("it runs until {expires}: extending takes a later time")]
    NotLater {
        /// The end that it has.
        expires: Moment,
    },
    /// Its time is not over.
    #[error("silence runs until {expires}, it is {now}: the chair confirms once it is over")]
    TooEarly {
        /// Its end.
        expires: Moment,
        /// Now.
        now: Moment,
    },
    /// Other words stand.
    #[error(
        "the words are no longer those that silence is on: it is cancelled, start another on the words as they are"
    )]
    OtherWords,
    /// An objection says something.
    #[error("an objection or amendment is in writing: give its text")]
    NoText,
    /// It cannot have been received then.
    #[error("{at} is no time at which it can have been received: between {from} and {now}")]
    Received {
        /// What was said.
        at: Moment,
        /// When silence was proposed.
        from: Moment,
        /// Now.
        now: Moment,
    },
}

impl Silence {
    /// Where it stands now, if these words stand; none where nothing stands any more.
    pub fn state(&self, words: Option<Digest>, now: Moment) -> SilenceState {
        if self.confirmed.is_some() {
            SilenceState::Adopted
        } else if !self.broken.is_empty() {
            SilenceState::Broken
        } else if self.cancelled.is_some() || words != Some(self.on) {
            SilenceState::Cancelled
        } else if self.started.is_none() {
            SilenceState::Proposed
        } else if now.seconds() >= self.expires.seconds() {
            SilenceState::Elapsed
        } else {
            SilenceState::Running
        }
    }

    /// Whether something can still come of it: it is neither broken, nor called off, nor confirmed.
    pub fn is_pending(&self) -> bool {
        self.confirmed.is_none() && self.broken.is_empty() && self.cancelled.is_none()
    }

    /// What a step makes of it. `done` says when and by whom.
    ///
    /// # Errors
    /// [`SilenceError`]; nothing has happened then.
    pub fn step(
        &self,
        step: &SilenceStep,
        words: Option<Digest>,
        now: Moment,
        done: Done,
    ) -> Result<Self, SilenceError> {
        let state = self.state(words, now);
        let mut after = self.clone();
        if state == SilenceState::Cancelled
            && self.cancelled.is_none()
            && !matches!(step, SilenceStep::Cancel(_))
        {
            return Err(SilenceError::OtherWords);
        }
        match (step, state) {
            (SilenceStep::Start, SilenceState::Proposed) => {
                if self.expires.seconds() <= now.seconds() {
                    let expires = self.expires;
                    return Err(SilenceError::Past { expires, now });
                }
                after.started = Some(done);
            }
            (SilenceStep::Start, _) => {
                return Err(SilenceError::State(
                    "only a proposed silence procedure can be started: see `rapporteur silence show`",
                ));
            }
            (SilenceStep::Object(objection), state) => {
                return self.object(objection, state, now, done);
            }
            (SilenceStep::Extend(to), SilenceState::Proposed | SilenceState::Running) => {
                if to.seconds() <= self.expires.seconds() {
                    let expires = self.expires;
                    return Err(SilenceError::NotLater { expires });
                }
                after.extended.push(Extension {
                    from: self.expires,
                    done,
                });
                after.expires = *to;
            }
            (SilenceStep::Extend(_), SilenceState::Elapsed) => {
                return Err(SilenceError::State(
                    "its time is over: confirm it, or cancel it and start another",
                ));
            }
            (SilenceStep::Confirm, SilenceState::Elapsed) => after.confirmed = Some(done),
            (SilenceStep::Confirm, SilenceState::Running) => {
                let expires = self.expires;
                return Err(SilenceError::TooEarly { expires, now });
            }
            (SilenceStep::Confirm, SilenceState::Proposed) => {
                return Err(SilenceError::State(
                    "it never ran: start it first, and confirm it once its time is over",
                ));
            }
            (
                SilenceStep::Cancel(reason),
                SilenceState::Proposed | SilenceState::Running | SilenceState::Elapsed,
            ) => {
                after.cancelled = Some(done.because(reason));
            }
            (SilenceStep::Cancel(reason), SilenceState::Cancelled) if self.cancelled.is_none() => {
                after.cancelled = Some(done.because(reason));
            }
            (_, SilenceState::Broken) => {
                return Err(SilenceError::State(
                    "silence was broken and stays broken: start another on the words as they are",
                ));
            }
            (_, SilenceState::Adopted) => {
                return Err(SilenceError::State("the chair has confirmed it already"));
            }
            (_, SilenceState::Cancelled) => {
                return Err(SilenceError::State(
                    "it was cancelled: start another on the words as they are",
                ));
            }
        }
        Ok(after)
    }

    /// An objection before the end breaks it; later ones are kept as late. One in the meeting that it is proposed in means
    /// that it never runs.
    fn object(
        &self,
        objection: &Objection,
        state: SilenceState,
        now: Moment,
        done: Done,
    ) -> Result<Self, SilenceError> {
        if objection.text.trim().is_empty() {
            return Err(SilenceError::NoText);
        }
        let from = self.proposed.at.unwrap_or(objection.at);
        if objection.at.seconds() > now.seconds() || objection.at.seconds() < from.seconds() {
            let at = objection.at;
            return Err(SilenceError::Received { at, from, now });
        }
        let in_time = objection.at.seconds() < self.expires.seconds();
        let mut after = self.clone();
        match state {
            SilenceState::Proposed => {
                let reason = format!("{} when it was proposed: {}", objection.by, objection.text);
                after.cancelled = Some(done.because(&reason));
            }
            SilenceState::Running | SilenceState::Elapsed | SilenceState::Broken if in_time => {
                after.broken.push(objection.clone());
            }
            SilenceState::Cancelled => {
                return Err(SilenceError::State(
                    "it was cancelled: there is nothing to break",
                ));
            }
            // Too late, or the chair has confirmed: it is kept, and changes nothing.
            _ => after.late.push(objection.clone()),
        }
        Ok(after)
    }

    /// The time left, in whole minutes, rounded up; 0 once it is over.
    pub fn minutes_left(&self, now: Moment) -> u64 {
        let left = self.expires.seconds().saturating_sub(now.seconds()).max(0);
        (left as u64).div_ceil(60)
    }
}

#[cfg(test)]
mod tests;

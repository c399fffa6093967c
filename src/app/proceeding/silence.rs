//! Silence from the interface: what can be done about it now, and how long it lasts.

use super::{Choosing, Typing, some_parties};
use crate::app::overlay::Row;
use crate::app::{App, Effect};
use crate::edit::Act;
use crate::model::{Breaking, Id, Moment, Silence, SilenceState, SilenceStep, span};

/// What can be done about silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum SilenceRow {
    /// Begin it, on this paragraph or the text.
    Begin(Option<Id>),
    /// Start one that was proposed.
    Start(Id),
    /// Record an objection or an amendment.
    Break(Id, Breaking),
    /// Give it a later end.
    Extend(Id),
    /// Call it off.
    Cancel(Id),
    /// Confirm it.
    Confirm(Id),
}

impl App {
    /// What can be done about silence on the paragraph at hand and on the text.
    pub(in crate::app) fn open_silence(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let paragraph = self.paragraph_at_hand();
        let mut scopes = vec![None];
        scopes.extend(paragraph.map(Some));
        let (mut rows, mut acts) = (Vec::new(), Vec::new());
        for scope in scopes {
            let name = scope.map_or_else(|| "the text".to_owned(), |id| self.name_of(id));
            let mut add = |words: &str, detail: &str, act: SilenceRow| {
                rows.push(Row {
                    text: format!("{name}: {words}"),
                    detail: detail.to_owned(),
                });
                acts.push(act);
            };
            let all = workspace.proceedings.silences();
            let on_scope = all.iter().filter(|s| s.paragraph == scope);
            if let Some(silence) = workspace.silence_on(scope) {
                let id = silence.id;
                let until = self.silence_phrase(silence);
                match self.silence_state(silence) {
                    SilenceState::Proposed => add("start silence", &until, SilenceRow::Start(id)),
                    SilenceState::Elapsed => {
                        add("confirm: nobody broke it", &until, SilenceRow::Confirm(id));
                    }
                    _ => {}
                }
                let objection = SilenceRow::Break(id, Breaking::Objection);
                add("record an objection …", &until, objection);
                let amendment = SilenceRow::Break(id, Breaking::Amendment);
                add("record an amendment …", &until, amendment);
                if self.silence_state(silence) != SilenceState::Elapsed {
                    add("extend silence …", &until, SilenceRow::Extend(id));
                }
                add("cancel silence …", &until, SilenceRow::Cancel(id));
            } else {
                let mut on_scope = on_scope;
                let last = on_scope
                    .next_back()
                    .map(|silence| self.silence_phrase(silence));
                let detail = last.unwrap_or_else(|| "on the words as they stand".to_owned());
                add("put under silence …", &detail, SilenceRow::Begin(scope));
                if let Some(over) = all.iter().rfind(|s| s.paragraph == scope) {
                    let late = SilenceRow::Break(over.id, Breaking::Objection);
                    if over.confirmed.is_some() {
                        add("log a late objection …", &detail, late);
                    }
                }
            }
        }
        let what = Choosing::Silence(paragraph, acts);
        self.choose_in_meeting("Silence".to_owned(), rows, what);
        Vec::new()
    }

    /// Where a procedure stands now.
    pub fn silence_state(&self, silence: &Silence) -> SilenceState {
        let words = self
            .workspace()
            .and_then(|workspace| workspace.words_under(silence.paragraph));
        silence.state(words, self.now)
    }

    /// Where it stands, in words.
    pub(super) fn silence_phrase(&self, silence: &Silence) -> String {
        let workspace = self.workspace();
        workspace.map_or_else(String::new, |w| w.silence_phrase(silence, self.now))
    }

    /// What the title says of silence on the whole text, if it is subject to it.
    pub fn silence_title(&self) -> Option<String> {
        let silence = self.workspace()?.silence_on(None)?;
        Some(match self.silence_state(silence) {
            SilenceState::Running => {
                let left = span(silence.minutes_left(self.now));
                let until = silence.expires.minute();
                format!("subject to silence until {until}, {left} left")
            }
            SilenceState::Elapsed => "silence elapsed, chair to confirm".to_owned(),
            _ => return None,
        })
    }

    /// The minutes that are shown of every silence that runs: the screen is drawn again when they change, and not before.
    pub fn countdown(&self) -> Vec<(Id, u64)> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        if workspace.proceedings.is_empty() {
            return Vec::new();
        }
        let all = workspace.proceedings.silences().into_iter();
        all.filter(|silence| silence.is_pending() && silence.started.is_some())
            .map(|silence| (silence.id, silence.minutes_left(self.now)))
            .collect()
    }

    pub(super) fn chosen_silence(&mut self, _on: Option<Id>, row: SilenceRow) -> Vec<Effect> {
        match row {
            SilenceRow::Begin(scope) => {
                let name = self.scope_name(scope);
                let title = format!("{name} under silence until");
                let help = "Day, time and offset from UTC. Any edit cancels it.";
                // The least that the General Assembly gives, to the full hour.
                let usual = self.now.seconds() + crate::model::USUAL_SILENCE_SECONDS;
                let end = Moment::new((usual + 3599) / 3600 * 3600, self.now.offset());
                let what = Typing::Until(scope);
                self.type_in_meeting(title, help, &end.to_string(), what);
                Vec::new()
            }
            SilenceRow::Start(id) => self.silence_step(id, SilenceStep::Start),
            SilenceRow::Break(..) => {
                if let Some(workspace) = self.workspace() {
                    let member = |code| {
                        let delegation = workspace.header.delegation(code);
                        delegation.is_none_or(|d| d.kind.can_block())
                    };
                    let (rows, codes) = some_parties(workspace, member);
                    let what = Choosing::Breaker(row, codes);
                    self.choose_in_meeting("Who breaks silence?".to_owned(), rows, what);
                }
                Vec::new()
            }
            SilenceRow::Extend(id) => {
                let silence = self
                    .workspace()
                    .and_then(|workspace| workspace.proceedings.silence(id));
                let end = silence.map(|silence| silence.expires.to_string());
                let help = "Day, time and offset from UTC; later than now.";
                let title = "Extend silence until".to_owned();
                let what = Typing::Extend(id);
                self.type_in_meeting(title, help, &end.unwrap_or_default(), what);
                Vec::new()
            }
            SilenceRow::Cancel(id) => {
                let help = "It is kept, with the reason.";
                let title = "Why is silence called off?".to_owned();
                self.type_in_meeting(title, help, "", Typing::Cancel(id));
                Vec::new()
            }
            SilenceRow::Confirm(id) => {
                let silence = self
                    .workspace()
                    .and_then(|workspace| workspace.proceedings.silence(id));
                if silence.is_some_and(|silence| silence.paragraph.is_some()) {
                    return self.silence_step(id, SilenceStep::Confirm);
                }
                let help = "What people will call the version. It is not edited any more.";
                let title = "Adopted by silence, as".to_owned();
                self.type_in_meeting(title, help, "adopted", Typing::Confirm(id));
                Vec::new()
            }
        }
    }

    fn silence_step(&mut self, silence: Id, step: SilenceStep) -> Vec<Effect> {
        let paragraph = self.silence_paragraph(silence);
        self.proceed(Act::Silence {
            silence,
            paragraph,
            step,
            version: None,
        })
    }

    /// The paragraph that a procedure is on; none for the whole text.
    pub(super) fn silence_paragraph(&self, silence: Id) -> Option<Id> {
        self.workspace()?.proceedings.silence(silence)?.paragraph
    }
}

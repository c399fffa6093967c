//! What was done, by whom, when.

use super::consensus::Motion;
use super::overlay::{Choose, Prompted};
use super::scroll::Scroll;
use super::{App, Effect, Event};
use crate::model::{Code, Finding, Id};

/// The record.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Its lines, oldest first.
    pub events: Vec<Event>,
    /// What is wrong with its chain.
    pub findings: Vec<Finding>,
    /// Whether it is being read.
    pub waiting: bool,
    /// Only what is about this paragraph.
    pub about: Option<Id>,
    /// Only what is about this delegation.
    pub only_party: Option<Code>,
    /// The selected line, the newest being 0.
    pub selected: usize,
    /// What is seen.
    pub scroll: Scroll,
}

impl Record {
    /// The lines that are shown, newest first.
    pub fn shown(&self) -> impl Iterator<Item = &Event> {
        self.events
            .iter()
            .rev()
            .filter(|e| self.about.is_none() || e.paragraph == self.about)
            .filter(|e| self.only_party.is_none() || e.delegation == self.only_party)
    }
}

impl App {
    pub(super) fn recorded(&mut self, events: Vec<Event>, findings: Vec<Finding>) {
        self.record.waiting = false;
        self.record.events = events;
        self.record.findings = findings;
        self.answer_anew();
    }

    pub(super) fn move_record(&mut self, motion: Motion, times: usize) {
        let len = self.record.shown().count();
        let page = self.record_room();
        self.record.selected = motion.apply(self.record.selected, len, page, times);
    }

    fn record_room(&self) -> usize {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        usize::from(inner.height.saturating_sub(1)).max(1)
    }

    pub(super) fn settle_record(&mut self) {
        let len = self.record.shown().count();
        self.record.selected = self.record.selected.min(len.saturating_sub(1));
        let (at, room) = (self.record.selected, self.record_room());
        self.record.scroll.show(at, (0, 1), room, len, |_| 1);
    }

    /// Goes to the paragraph that the selected line is about.
    pub(super) fn open_event(&mut self) -> Vec<Effect> {
        let id = self
            .record
            .shown()
            .nth(self.record.selected)
            .and_then(|e| e.paragraph);
        let there = id.filter(|id| self.document().is_some_and(|d| d.get(*id).is_some()));
        match there {
            Some(id) => self.go_to(id),
            None => {
                self.say("It is about no paragraph of the draft.");
                Vec::new()
            }
        }
    }

    pub(super) fn ask_record_about(&mut self) -> Vec<Effect> {
        let help = "A label, an id or ¶ and a place; nothing for all.";
        self.open_prompt(
            "Only what is about which paragraph?".to_owned(),
            help,
            "",
            Prompted::RecordAbout,
        );
        Vec::new()
    }

    pub(super) fn choose_record_party(&mut self) -> Vec<Effect> {
        let Some(workspace) = self.workspace() else {
            return Vec::new();
        };
        let (rows, codes) = super::overlay::everybody_or(workspace, "the whole record");
        self.open_choice(
            "Only what is about whom?".to_owned(),
            rows,
            Choose::RecordOf(codes),
        );
        Vec::new()
    }
}

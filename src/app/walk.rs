//! The walk: the chair takes the text paragraph by paragraph, with one key a decision, and the room's screen follows.
//!
//! What it is for: [`Walk`] knows which paragraph is called, what the chair comes back to and what the room is shown. What is
//! decided is an ordinary [`Change`](crate::edit::Change), so that the record, undo and rights know nothing of a walk.
//!
//! What it never does: agree by itself, or go on before a decision was taken for a slip: where somebody stands in the way,
//! it asks first.
//!
//! Where to start: `App::enter_walk`, then `decide.rs`; what is shown to the room is in `room.rs`.

mod decide;
mod room;
mod said;
mod undo;

use super::consensus::Motion;
use super::{App, Effect, Screen};
use crate::model::{
    Id, Level, Paragraph, ParagraphStanding, Script, Showing, Step, Tally, WalkAct, WalkNote,
};
use crate::text::{self, Digest, Language, Revealed};

pub(super) use decide::Decision;
pub use room::RoomLine;
use undo::Undone;

/// Where the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum At {
    /// At a paragraph.
    Step(Id),
    /// Behind the last: what is left is told.
    #[default]
    End,
}

/// Which way the walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Round {
    /// From the title to the end.
    #[default]
    Text,
    /// Through what was put off.
    Later,
}

/// The walk.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// Where it is.
    pub at: At,
    /// Which way it goes.
    pub round: Round,
    /// Which entry of the come-back list is selected at the end.
    pub selected: usize,
    /// Pages that were turned in the paragraph.
    pub page: u16,
    script: Script,
    note: WalkNote,
    level: Option<Level>,
    showing: Showing,
    /// The words that a frozen room keeps.
    kept: Option<(Id, Digest, String)>,
    begun: bool,
    entering: bool,
    last: Option<Decision>,
    undone: Vec<Undone>,
}

impl Walk {
    /// Whether it was begun in this session.
    pub(super) fn is_begun(&self) -> bool {
        self.begun
    }

    /// What comes in which order.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The paragraph that is called.
    pub fn id(&self) -> Option<Id> {
        match self.at {
            At::Step(id) => Some(id),
            At::End => None,
        }
    }

    /// Its place in the script.
    pub fn place(&self) -> Option<usize> {
        self.script.find(self.id()?)
    }

    /// It as a step of the script.
    pub fn step(&self) -> Option<&Step> {
        self.script.steps.get(self.place()?)
    }

    /// What is kept when the chair leaves.
    pub fn note(&self) -> &WalkNote {
        &self.note
    }

    /// What the chair comes back to, as far as it is in the text.
    pub fn later(&self) -> impl Iterator<Item = Id> {
        let all = self.note.later.iter().copied();
        all.filter(|id| self.script.find(*id).is_some())
    }

    /// What the room is shown, as last known.
    pub fn showing(&self) -> &Showing {
        &self.showing
    }
}

/// What is kept of a meeting on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// What is kept of the walk.
    pub note: WalkNote,
    /// What the room is shown; none when nothing ever was.
    pub showing: Option<Showing>,
}

impl App {
    /// The walk.
    pub fn walk(&self) -> &Walk {
        &self.walk
    }

    /// How far it has come.
    pub fn walk_tally(&self) -> Tally {
        let consensus = self.session.as_ref().map(super::Session::consensus);
        consensus.map_or_else(Tally::default, |c| self.walk.script.tally(c))
    }

    /// The paragraph that is called, in the language that is shown; in the original where it is not translated.
    pub fn walk_words(&self) -> Option<(&Paragraph, Language)> {
        let id = self.walk.id()?;
        let workspace = self.workspace()?;
        let shown = workspace.draft(&self.language).and_then(|d| d.get(id));
        match shown {
            Some(p) => Some((p, self.language)),
            None => Some((workspace.original()?.get(id)?, workspace.header.original)),
        }
    }

    /// Where the paragraph that is called stands.
    pub fn walk_standing(&self) -> Option<&ParagraphStanding> {
        let session = self.session.as_ref()?;
        let at = session.place(self.walk.id()?)?;
        session.consensus().paragraphs.get(at)
    }

    /// The level at which the chair gavels: as chosen, else that of the meeting that is on.
    pub fn walk_level(&self) -> Level {
        if let Some(level) = self.walk.level {
            return level;
        }
        let meeting = self.workspace().and_then(|w| w.header.meeting.clone());
        let meeting = meeting.as_deref().unwrap_or_default().to_lowercase();
        if meeting.contains("committee") || meeting.contains("plenary") {
            Level::Committee
        } else if meeting.contains("informal") {
            Level::Informals
        } else {
            Level::AdRef
        }
    }

    pub(super) fn turn_level(&mut self) {
        let next = match self.walk_level() {
            Level::AdRef => Level::Informals,
            Level::Informals => Level::Committee,
            Level::Committee | Level::Adopted => Level::AdRef,
        };
        self.walk.level = Some(next);
        self.say(format!("The gavel now means: agreed {}.", next.phrase()));
    }

    /// Takes the walk up where it was left, here or in an earlier session.
    pub(super) fn enter_walk(&mut self) -> Vec<Effect> {
        self.screen = Screen::Walk;
        self.walk.entering = true;
        self.settle_walk();
        vec![Effect::OpenMeeting]
    }

    /// What is kept of the meeting: read when the walk is entered, and again when others changed it.
    pub(super) fn met(&mut self, meeting: Meeting) -> Vec<Effect> {
        self.walk.note = meeting.note;
        if let Some(showing) = meeting.showing {
            self.walk.showing = showing;
        }
        if !std::mem::take(&mut self.walk.entering) {
            return Vec::new();
        }
        self.settle_walk();
        if !self.walk.begun {
            self.walk.begun = true;
            let left = self.walk.note.at;
            let first = self.walk.script.steps.first().map(|step| step.id);
            let at = left
                .filter(|id| self.walk.script.find(*id).is_some())
                .or(first);
            self.walk.at = at.map_or(At::End, At::Step);
            self.walk.page = 0;
        }
        self.show_room()
    }

    /// Calls a paragraph, or comes to the end.
    pub(super) fn call(&mut self, at: At) -> Vec<Effect> {
        if self.walk.at != at {
            self.walk.page = 0;
        }
        self.walk.at = at;
        if let At::Step(id) = at {
            self.select_quietly(id);
        }
        let mut effects = self.keep_walk(vec![WalkAct::At(self.walk.id())]);
        effects.extend(self.show_room());
        effects
    }

    /// Leaves the draft at the paragraph that is called, without going there.
    fn select_quietly(&mut self, id: Id) {
        let screen = self.screen;
        self.select(id);
        self.screen = screen;
    }

    /// Does something to what is kept. Only those who serve the meeting keep anything.
    pub(super) fn keep_walk(&mut self, acts: Vec<WalkAct>) -> Vec<Effect> {
        let mut changed = false;
        for act in &acts {
            changed |= self.walk.note.take(*act);
        }
        if changed && self.serves() {
            vec![Effect::KeepWalk(acts)]
        } else {
            Vec::new()
        }
    }

    /// What comes after the paragraph that is called.
    pub(super) fn walk_on(&mut self) -> Vec<Effect> {
        let at = self.step_after();
        if at == At::End {
            self.walk.round = Round::Text;
            self.walk.selected = 0;
        }
        self.call(at)
    }

    /// To the next paragraph or the one before, whatever pages are left.
    pub(super) fn step_on(&mut self, forward: bool) -> Vec<Effect> {
        if self.session.is_none() {
            let motion = if forward { Motion::Down } else { Motion::Up };
            return self.move_present(motion, 1);
        }
        if forward {
            return self.walk_on();
        }
        let at = self.step_before();
        self.call(at)
    }

    fn step_after(&self) -> At {
        let steps = &self.walk.script.steps;
        let At::Step(id) = self.walk.at else {
            return At::End;
        };
        if self.walk.round == Round::Later {
            let later: Vec<Id> = self.walk.later().collect();
            let next = match later.iter().position(|other| *other == id) {
                Some(at) => later.get(at + 1),
                // It was decided on and is off the list: the next is the first that is left.
                None => later.first(),
            };
            return next.map_or(At::End, |id| At::Step(*id));
        }
        let next = self.walk.script.find(id).and_then(|at| steps.get(at + 1));
        next.map_or(At::End, |step| At::Step(step.id))
    }

    fn step_before(&self) -> At {
        let steps = &self.walk.script.steps;
        let at = match self.walk.at {
            At::End => steps.len(),
            At::Step(id) => self.walk.script.find(id).unwrap_or(0),
        };
        let before = at.checked_sub(1).and_then(|at| steps.get(at));
        before.map_or(self.walk.at, |step| At::Step(step.id))
    }

    /// Along the script; inside a paragraph that is longer than the screen its pages come first.
    pub(super) fn move_walk(&mut self, motion: Motion, times: usize) -> Vec<Effect> {
        let down = matches!(motion, Motion::Down | Motion::HalfDown | Motion::PageDown);
        if self.walk.at == At::End && matches!(motion, Motion::Down | Motion::Up) {
            let last = self.walk.later().count().saturating_sub(1);
            let at = self.walk.selected;
            if down || at > 0 {
                self.walk.selected = if down {
                    (at + times).min(last)
                } else {
                    at.saturating_sub(times)
                };
                return Vec::new();
            }
        }
        match motion {
            Motion::First | Motion::Last => {
                self.walk.round = Round::Text;
                let first = self.walk.script.steps.first().map(|step| step.id);
                return match (motion, first) {
                    (Motion::First, Some(id)) => self.call(At::Step(id)),
                    _ => self.call(At::End),
                };
            }
            Motion::HalfDown | Motion::HalfUp | Motion::PageDown | Motion::PageUp => {
                return self.turn_page(if down { 1 } else { -1 });
            }
            _ => {}
        }
        let mut effects = Vec::new();
        for _ in 0..times.min(self.walk.script.steps.len() + 1) {
            let page = self.walk.page;
            effects.extend(self.turn_page(if down { 1 } else { -1 }));
            if page != self.walk.page {
                continue;
            }
            effects.extend(if down {
                self.walk_on()
            } else {
                let at = self.step_before();
                self.call(at)
            });
        }
        effects
    }

    /// Turns a page of the paragraph that is called; nothing when there is none in that direction.
    fn turn_page(&mut self, by: i32) -> Vec<Effect> {
        let pages = self.walk_pages();
        let to = (i32::from(self.walk.page) + by).clamp(0, i32::from(pages) - 1) as u16;
        if to == self.walk.page {
            return Vec::new();
        }
        self.walk.page = to;
        self.show_room()
    }

    /// Rows of words that the screen has room for: all but what is around and below them.
    pub fn walk_rows(&self) -> usize {
        let height = self.regions().map_or(1, |r| r.main.inner.height);
        usize::from(height.saturating_sub(WALK_HEAD + self.walk_foot())).max(1)
    }

    /// Rows below the words.
    pub fn walk_foot(&self) -> u16 {
        match self.size.1 {
            0..16 => 3,
            16..30 => 5,
            _ => 8,
        }
    }

    /// Cells of a row of words.
    pub fn walk_cells(&self) -> u16 {
        let width = self.regions().map_or(1, |r| r.main.inner.width);
        width.saturating_sub(2).clamp(1, WALK_WIDEST)
    }

    /// The words in rows, and the rows from one to the next.
    fn walk_page_shape(&self) -> (usize, usize) {
        let Some((p, _)) = self.walk_words() else {
            return (1, 1);
        };
        let shown = Revealed::of(p.text());
        let rows = text::wrap(&shown.text, usize::from(self.walk_cells())).len();
        let room = self.walk_rows();
        (rows, if rows * 2 <= room + 1 { 2 } else { 1 })
    }

    /// Rows from one row of words to the next.
    pub fn walk_spacing(&self) -> u16 {
        self.walk_page_shape().1 as u16
    }

    /// How many pages the paragraph takes.
    pub fn walk_pages(&self) -> u16 {
        let (rows, step) = self.walk_page_shape();
        let each = (self.walk_rows().div_ceil(step)).max(1);
        rows.div_ceil(each).max(1) as u16
    }

    /// Brings the walk back to what is there.
    pub(super) fn settle_walk(&mut self) {
        let Some(workspace) = self.session.as_ref().map(super::Session::workspace) else {
            return;
        };
        let script = Script::of(workspace);
        let gone = match self.walk.at {
            At::Step(id) if script.find(id).is_none() => self.walk.script.find(id),
            _ => None,
        };
        if let Some(place) = gone {
            // What was called is no longer there: what stands in its place is.
            let step = script.steps.get(place).or_else(|| script.steps.last());
            self.walk.at = step.map_or(At::End, |step| At::Step(step.id));
        }
        self.walk.script = script;
        let last = self.walk.later().count().saturating_sub(1);
        self.walk.selected = self.walk.selected.min(last);
        self.walk.page = self.walk.page.min(self.walk_pages() - 1);
    }
}

/// Rows above the words: what the chair says, and one that is empty.
pub const WALK_HEAD: u16 = 2;
/// Widest row of words: what can be read at a glance.
const WALK_WIDEST: u16 = 76;

//! What the room is shown: follows the walk, unless it is frozen or blank. Only those who serve the meeting show it anything.

use super::super::consensus::Motion;
use super::super::present::Present;
use super::super::{App, Effect, Screen, ThemeName};
use super::At;
use crate::edit::Access;
use crate::model::{Id, Lens, PublicView, Showing};
use crate::text::Digest;

/// What the chair must know of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoomLine {
    /// It sees what the chair sees.
    Follows,
    /// It keeps a paragraph; none for the title page.
    Frozen(Option<Id>),
    /// It sees nothing.
    Blank,
    /// Somebody else shows it another paragraph; none for the title page.
    Elsewhere(Option<Id>),
    /// Who looks on shows nothing.
    LooksOn,
}

impl App {
    /// Whether the one who acts serves the meeting, and can write: only then the room follows.
    pub fn serves(&self) -> bool {
        let serves = matches!(
            self.actor.access,
            Access::Chair | Access::Secretariat | Access::Facilitator
        );
        serves && self.session.as_ref().is_some_and(|s| s.read_only.is_none())
    }

    /// What the chair must know of the room.
    pub fn room_line(&self) -> RoomLine {
        let showing = &self.walk.showing;
        if showing.blank {
            RoomLine::Blank
        } else if showing.frozen {
            RoomLine::Frozen(showing.paragraph)
        } else if !self.serves() {
            RoomLine::LooksOn
        } else if showing.paragraph == self.shown_id() {
            RoomLine::Follows
        } else {
            RoomLine::Elsewhere(showing.paragraph)
        }
    }

    /// The paragraph that the room sees when it follows; at the end it keeps the last one.
    fn shown_id(&self) -> Option<Id> {
        match self.walk.at {
            At::Step(id) => Some(id),
            At::End => self.walk.showing.paragraph,
        }
    }

    /// Tells the room's screen what the chair looks at, if it follows.
    pub(in crate::app) fn show_room(&mut self) -> Vec<Effect> {
        if self.walk.showing.frozen {
            return Vec::new();
        }
        let paragraph = self.shown_id();
        let original = self.workspace().map(|w| w.header.original);
        let showing = Showing {
            paragraph,
            words: self.words_on_disk(paragraph),
            beside: Some(self.language).filter(|l| Some(*l) != original),
            page: self.walk.page,
            ..self.walk.showing.clone()
        };
        self.tell_room(showing)
    }

    fn words_on_disk(&self, paragraph: Option<Id>) -> Option<Digest> {
        self.session.as_ref()?.saved().words(paragraph?)
    }

    fn tell_room(&mut self, showing: Showing) -> Vec<Effect> {
        if !self.serves() {
            return Vec::new();
        }
        if showing == self.walk.showing {
            return Vec::new();
        }
        let showing = Showing {
            by: self.actor.name.clone(),
            ..showing
        };
        self.walk.showing = showing.clone();
        vec![Effect::ShowRoom(showing)]
    }

    /// The room keeps what it has, or follows again.
    pub(in crate::app) fn freeze_room(&mut self) -> Vec<Effect> {
        let mut showing = self.walk.showing.clone();
        showing.frozen = !showing.frozen;
        if showing.frozen {
            showing.words = self.words_on_disk(showing.paragraph);
            self.walk.kept = showing.paragraph.zip(showing.words).and_then(|(id, on)| {
                let saved = self.session.as_ref()?.saved();
                let p = saved.original()?.get(id)?;
                Some((id, on, p.text().to_owned()))
            });
            self.say("The room keeps what it sees while you look elsewhere.");
            return self.tell_room(showing);
        }
        self.walk.kept = None;
        self.say("The room follows you again.");
        let mut effects = self.tell_room(showing);
        effects.extend(self.show_room());
        effects
    }

    /// The room sees nothing, or sees again.
    pub(in crate::app) fn blank_room(&mut self) -> Vec<Effect> {
        let mut showing = self.walk.showing.clone();
        showing.blank = !showing.blank;
        self.say(if showing.blank {
            "The room’s screen is blank."
        } else {
            "The room’s screen is on again."
        });
        let mut effects = self.tell_room(showing);
        effects.extend(self.show_room());
        effects
    }

    /// Another way to look at brackets, for the room.
    pub(in crate::app) fn turn_room_lens(&mut self) -> Vec<Effect> {
        let at = Lens::ALL
            .iter()
            .position(|(lens, _)| *lens == self.walk.showing.lens)
            .unwrap_or(0);
        let Some((lens, word)) = Lens::ALL.get((at + 1) % Lens::ALL.len()) else {
            return Vec::new();
        };
        self.say(format!("The room reads the text through: {word}."));
        let showing = Showing {
            lens: *lens,
            ..self.walk.showing.clone()
        };
        self.tell_room(showing)
    }

    /// After another language was chosen: the room has it beside the original, unless it is frozen.
    pub(in crate::app) fn after_walk_language(&mut self) -> Vec<Effect> {
        self.walk.page = 0;
        self.show_room()
    }

    /// This terminal becomes the room's screen.
    pub(in crate::app) fn enter_present(&mut self) -> Vec<Effect> {
        let walking = self.screen == Screen::Walk;
        self.screen = Screen::Present;
        if !walking {
            self.walk.entering = true;
        }
        self.settle_present();
        vec![Effect::OpenMeeting]
    }

    /// The room's screen, when this terminal is one.
    pub fn present(&self) -> Option<&Present> {
        self.present.as_ref()
    }

    /// The colours of the room's screen: strong ones, unless there shall be none.
    pub fn room_theme(&self) -> ThemeName {
        match self.theme() {
            theme if self.session.is_none() => theme,
            ThemeName::Mono => ThemeName::Mono,
            ThemeName::Light => ThemeName::Light,
            ThemeName::Dark | ThemeName::Contrast => ThemeName::Contrast,
        }
    }

    /// A screen that only follows was told what the room sees.
    pub(in crate::app) fn saw(&mut self, view: PublicView) {
        self.screen = Screen::Present;
        match &mut self.present {
            Some(present) => present.see(view),
            None => self.present = Some(Present::new(view)),
        }
    }

    /// What this terminal shows as the room's screen, from the words that are on the disk.
    pub(in crate::app) fn settle_present(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let saved = session.saved();
        let kept = &self.walk.kept;
        let view = PublicView::of(saved, &self.walk.showing, |id, words| {
            let kept = kept.as_ref();
            let kept = kept.filter(|(of, on, _)| *of == id && *on == words);
            kept.map(|(_, _, text)| text.clone())
                .or_else(|| Some(saved.words_of(id, words)?.text().to_owned()))
        });
        match &mut self.present {
            Some(present) => present.see(view),
            None => self.present = Some(Present::new(view)),
        }
    }

    /// Keys of movement on the room's screen.
    pub(in crate::app) fn move_present(&mut self, motion: Motion, times: usize) -> Vec<Effect> {
        if self.session.is_some() && self.serves() {
            return self.move_walk(motion, times);
        }
        let size = self.size;
        let Some(present) = &mut self.present else {
            return Vec::new();
        };
        match motion {
            Motion::Down | Motion::HalfDown | Motion::PageDown => present.turn_page(1, size),
            Motion::Up | Motion::HalfUp | Motion::PageUp => present.turn_page(-1, size),
            Motion::First => present.turn_page(i32::from(i16::MIN), size),
            Motion::Last => present.turn_page(i32::from(i16::MAX), size),
        }
        Vec::new()
    }

    /// Another translation on the room's screen.
    pub(in crate::app) fn turn_present_language(&mut self, by: isize) -> Vec<Effect> {
        if self.session.is_some() && self.serves() {
            self.turn_language(by);
            return self.after_walk_language();
        }
        if let Some(present) = &mut self.present {
            present.turn_language(by);
        }
        Vec::new()
    }
}

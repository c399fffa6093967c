//! What is kept of a meeting, and the room's screen: small files that are read and written beside the workspace's own.

use std::path::Path;

use super::Worker;
use crate::app::Msg;
use crate::app::walk::Meeting;
use crate::model::{Showing, WalkAct};
use crate::store::Room;

impl Worker {
    /// Opens a workspace for the room: no store, no position, nothing that can be written.
    pub(super) fn open_room(&mut self, root: &Path) -> Msg {
        match Room::open(root) {
            Ok(room) => {
                let view = room.view().clone();
                self.room = Some(room);
                Msg::Seen(Box::new(view))
            }
            Err(error) => Msg::LoadFailed(error.to_string()),
        }
    }

    /// What the room sees now, if it is something else.
    pub(super) fn look_at_room(&mut self) -> Option<Msg> {
        let room = self.room.as_mut()?;
        room.look()
            .then(|| Msg::Seen(Box::new(room.view().clone())))
    }

    /// Reads what is kept of the meeting, and looks at it from now on.
    pub(super) fn open_meeting(&mut self) -> Option<Msg> {
        let store = &self.open.as_ref()?.store;
        self.meeting = Some(store.meeting_mark());
        Some(Msg::Meeting(Box::new(Meeting {
            note: store.walk(),
            showing: store.shown_room(),
        })))
    }

    /// What is kept of the meeting, if somebody else changed it.
    pub(super) fn look_at_meeting(&mut self) -> Option<Msg> {
        let mark = self.meeting?;
        let now = self.open.as_ref()?.store.meeting_mark();
        if mark == now {
            return None;
        }
        self.open_meeting()
    }

    /// Keeps something of the walk. What others kept meanwhile is told.
    pub(super) fn keep_walk(&mut self, acts: &[WalkAct]) -> Option<Msg> {
        let others = self.look_at_meeting();
        let store = &self.open.as_ref()?.store;
        let kept = store.keep_walk(acts);
        self.meeting = self.meeting.map(|_| store.meeting_mark());
        match kept {
            Err(error) => Some(Msg::Notice(format!("The walk cannot be kept: {error}"))),
            Ok(_) if others.is_some() => self.open_meeting(),
            Ok(_) => None,
        }
    }

    /// Says what the room sees.
    pub(super) fn show_room(&mut self, showing: &Showing) -> Option<Msg> {
        let store = &self.open.as_ref()?.store;
        let told = store.show_room(showing);
        self.meeting = self.meeting.map(|_| store.meeting_mark());
        told.err()
            .map(|error| Msg::Notice(format!("The room’s screen cannot be told: {error}")))
    }
}

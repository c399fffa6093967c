//! What the room may see of a workspace.

use std::sync::Arc;

use super::{Visibility, Workspace};

impl Workspace {
    /// The workspace as the room sees it: without the positions that are shown to their group alone. To be read, never
    /// to be written: everything that follows from positions follows from those that are left.
    #[must_use]
    pub fn as_the_room_sees_it(&self) -> Self {
        let mut room = self.clone();
        for positions in room.positions.values_mut() {
            if positions.values().any(|p| p.visibility != Visibility::Room) {
                Arc::make_mut(positions).retain(|_, p| p.visibility == Visibility::Room);
            }
        }
        room
    }

    /// Positions that are shown to their group alone.
    pub fn kept_from_the_room(&self) -> usize {
        let all = self.positions.values().flat_map(|held| held.values());
        all.filter(|p| p.visibility != Visibility::Room).count()
    }
}

//! The choice of a workspace: those below here, and those opened before.

use super::consensus::Motion;
use super::scroll::Scroll;
use super::{App, Effect, Offer};

/// The choice.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// What there is to choose from.
    pub offers: Vec<Offer>,
    /// Which is selected.
    pub selected: usize,
    /// What is seen.
    pub scroll: Scroll,
}

/// Rows of an offer.
pub const OFFER_ROWS: usize = 3;

impl App {
    pub(super) fn move_picker(&mut self, motion: Motion, times: usize) {
        let len = self.picker.offers.len();
        self.picker.selected = motion.apply(self.picker.selected, len, 5, times);
    }

    pub(super) fn settle_picker(&mut self) {
        let len = self.picker.offers.len();
        self.picker.selected = self.picker.selected.min(len.saturating_sub(1));
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        let at = self.picker.selected;
        self.picker.scroll.show(
            at,
            (0, OFFER_ROWS),
            usize::from(inner.height).max(1),
            len,
            |_| OFFER_ROWS,
        );
    }

    pub(super) fn open_offer(&mut self) -> Vec<Effect> {
        match self.picker.offers.get(self.picker.selected) {
            Some(offer) => vec![Effect::Load(Some(offer.root.clone()))],
            None => {
                self.say("There is no workspace here: make one with `rapporteur new`.");
                Vec::new()
            }
        }
    }
}

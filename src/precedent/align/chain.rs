//! Words of a passage as words of the query, one after the other. Start at [`Step`].

use super::Joint;

/// A word of the passage as a word of the query, and the best chain that ends in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) position: u32,
    pub(super) word: u8,
    /// Whether two joined Han characters fit.
    pub(super) double: bool,
    /// Whether only the first of two does.
    pub(super) half: bool,
    pub(super) worth: f32,
    /// The best chain of any order that ends here.
    pub(super) any: Chain,
    /// The best one that never goes back: it need not know which words were used.
    pub(super) straight: Chain,
    /// The best one without a wide gap. One that began with a word from afar lacks that word here, where it may be meant.
    pub(super) near: Chain,
    /// Marks of the text before it, all of them so far.
    pub(super) marks: u32,
    /// What joins it to the word before it in the text.
    pub(super) joint: Joint,
    /// Whether all words of the query up to this one stand before it as asked.
    pub(super) said: bool,
}

/// A chain of steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    pub(super) worth: f32,
    /// Words of the query in it, a bit each.
    pub(super) used: u32,
    pub(super) before: Option<(u32, Kind)>,
}

/// Which of the chains that end in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Straight,
    Near,
}

impl Step {
    /// What the best of its chains is worth.
    pub(super) fn best(&self) -> f32 {
        // The others are worth less than that one or straight.
        self.any.worth.max(self.straight.worth)
    }

    pub(super) fn chain(&self, kind: Kind) -> Chain {
        match kind {
            Kind::Any => self.any,
            Kind::Straight => self.straight,
            Kind::Near => self.near,
        }
    }
}

impl Chain {
    /// Becomes a chain of the step before with one more word, if it lacks that and this is worth more.
    pub(super) fn extend(
        &mut self,
        (at, before, kind): (usize, &Step, Kind),
        added: f32,
        word: u8,
    ) {
        let chain = before.chain(kind);
        let worth = chain.worth + added;
        if worth > self.worth && chain.used >> word & 1 == 0 {
            *self = Self {
                worth,
                used: chain.used | (1 << word),
                before: Some((at as u32, kind)),
            };
        }
    }
}

//! Movements along a list, the same on every screen.

/// A movement, the same on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One down.
    Down,
    /// One up.
    Up,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Motion {
    /// Where it leads from `at` among `len` things, of which `page` are seen.
    pub(crate) fn apply(self, at: usize, len: usize, page: usize, times: usize) -> usize {
        let last = len.saturating_sub(1);
        let half = (page / 2).max(1);
        let page = page.max(1);
        match self {
            Self::Down => at.saturating_add(times),
            Self::Up => at.saturating_sub(times),
            Self::HalfDown => at.saturating_add(half * times),
            Self::HalfUp => at.saturating_sub(half * times),
            Self::PageDown => at.saturating_add(page * times),
            Self::PageUp => at.saturating_sub(page * times),
            Self::First => 0,
            Self::Last => last,
        }
        .min(last)
    }
}

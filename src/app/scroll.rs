//! A list of things that take one or more rows, of which a window is seen. Looks only at what is in the window.

/// When the window turns, a row in so many stays from the page before: where the reader comes from.
const CONTEXT: usize = 8;

/// Where the window begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    /// The first thing that is seen.
    pub top: usize,
    /// Rows of it that are not.
    pub skip: usize,
}

impl Scroll {
    /// Shows `rows` (from, behind the last) of the thing `at`, of `len`. While they are seen, nothing moves. When they are
    /// not, the window turns by a page rather than by a row: the next steps in the same direction then change
    /// a few cells, which matters over a slow line and to the eye. When they do not all fit, their beginning is shown.
    pub fn show(
        &mut self,
        at: usize,
        rows: (usize, usize),
        height: usize,
        len: usize,
        rows_of: impl Fn(usize) -> usize,
    ) {
        if len == 0 || height == 0 {
            *self = Self::default();
            return;
        }
        let at = at.min(len - 1);
        if self.top >= len {
            (self.top, self.skip) = (len - 1, 0);
        }
        self.skip = self.skip.min(rows_of(self.top).saturating_sub(1));
        // A window that grew, or a text that became shorter, leaves no more of the end empty than must be.
        self.put(self.top, self.skip, 0, height, len, &rows_of);
        let (first, behind) = rows;
        let need = behind.saturating_sub(first).max(1);
        let spare = height.saturating_sub(need);
        if at < self.top || (at == self.top && first < self.skip) {
            self.put(
                at,
                first,
                spare.min(height - height / CONTEXT),
                height,
                len,
                rows_of,
            );
            return;
        }
        // Rows from the top of the window to the first that must be seen; no more of them than matter.
        let mut above = first;
        for thing in self.top..at {
            above += rows_of(thing);
            if above > self.skip + height {
                break;
            }
        }
        if above + need > self.skip + height {
            self.put(at, first, spare.min(height / CONTEXT), height, len, rows_of);
        }
    }

    /// Puts the row `first` of the thing `at` so many rows under the top of the window; no more of the end is left empty
    /// than must be.
    fn put(
        &mut self,
        at: usize,
        first: usize,
        under: usize,
        height: usize,
        len: usize,
        rows_of: impl Fn(usize) -> usize,
    ) {
        // What stands from there to the end; a window that would end beyond it shows more of what is above.
        let mut below = rows_of(at).saturating_sub(first);
        for thing in at + 1..len {
            if below >= height {
                break;
            }
            below += rows_of(thing);
        }
        let mut room = under.max(height.saturating_sub(below));
        if first >= room {
            (self.top, self.skip) = (at, first - room);
            return;
        }
        room -= first;
        for thing in (0..at).rev() {
            let rows = rows_of(thing);
            if rows >= room {
                (self.top, self.skip) = (thing, rows - room);
                return;
            }
            room -= rows;
        }
        (self.top, self.skip) = (0, 0);
    }

    /// Which thing, and which of its rows, stands in that row of the window.
    pub fn hit(
        self,
        row: usize,
        len: usize,
        rows_of: impl Fn(usize) -> usize,
    ) -> Option<(usize, usize)> {
        let mut left = row + self.skip;
        for thing in self.top..len {
            let rows = rows_of(thing);
            if left < rows {
                return Some((thing, left));
            }
            left -= rows;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_must_be_seen_is_seen(
            rows in proptest::collection::vec(1_usize..9, 1..40),
            at in 0_usize..40,
            top in 0_usize..50,
            skip in 0_usize..9,
            height in 1_usize..12,
        ) {
            let at = at.min(rows.len() - 1);
            let mut scroll = Scroll { top, skip };
            scroll.show(at, (0, rows[at]), height, rows.len(), |i| rows[i]);
            prop_assert!(scroll.top < rows.len() && scroll.skip < rows[scroll.top]);
            let seen: Vec<(usize, usize)> =
                (0..height).filter_map(|row| scroll.hit(row, rows.len(), |i| rows[i])).collect();
            prop_assert!(seen.contains(&(at, 0)), "{scroll:?} {seen:?}");
            prop_assert_eq!(seen.len(), height.min(rows.iter().sum()), "{:?}", scroll);
            prop_assert!(rows[at] > height || seen.contains(&(at, rows[at] - 1)));
            let before = scroll;
            scroll.show(at, (0, rows[at]), height, rows.len(), |i| rows[i]);
            prop_assert_eq!(before, scroll, "seen already: nothing moves");
        }
    }
}

//! Reads a changed text back and compares it with what was asked, before anybody may write it to a file.
//!
//! [`whole`] reads both texts whole with serde. [`Window`] reads only the lines around a changed list item, which is as
//! sound for this reason. Before and after the change, the bytes before the window are the same, and so are those after it
//! (both are compared). The window starts on the line of an item's dash: whatever stood open before it (a block scalar, a
//! plain text) is closed by a dash in that column, so a reader enters it in the same state. It ends right before the line
//! of the next dash or of other content that stands no deeper, after all blank lines and comments that the last item could
//! swallow; such a line closes everything the window opened, and what is left open in the window (a quote, a bracket) makes
//! the window itself unreadable. Aliases, which could reach out of the window, were refused by the guard. In between, a list
//! of the same column means the same standing alone as in its place.

use serde_yaml::Value as Read;

/// Does `after` read as `before` with `expected` done to it, and nothing else? `expected` says `false` if it cannot be done.
pub(crate) fn whole(before: &str, after: &str, expected: impl Fn(&mut Read) -> bool) -> bool {
    let (Some(mut want), Some(got)) = (read(before), read(after)) else {
        return false;
    };
    expected(&mut want) && want == got
}

fn read(text: &str) -> Option<Read> {
    serde_yaml::from_str(text).ok()
}

/// Lines of the text before a change, from the line of one dash to the line after the last that the change can reach.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Column of the dashes.
    pub(crate) column: usize,
    /// Number of the first item in the window.
    pub(crate) first: usize,
}

impl Window {
    /// As [`whole`], for a change of list items inside the window.
    pub(crate) fn holds(
        self,
        before: &str,
        after: &str,
        expected: impl Fn(&mut Vec<Read>) -> bool,
    ) -> bool {
        let inside = || {
            let (head, rest) = before.split_at_checked(self.start)?;
            let (old, tail) = rest.split_at_checked(self.end.checked_sub(self.start)?)?;
            let new = after.strip_prefix(head)?.strip_suffix(tail)?;
            let mut want = items(old, self.column)?;
            let got = items(new, self.column)?;
            Some(expected(&mut want) && want == got)
        };
        inside().unwrap_or(false)
    }
}

/// The items of a piece of a block list; `None` if it is anything else or its dashes stand elsewhere.
fn items(text: &str, column: usize) -> Option<Vec<Read>> {
    let words = |line: &&str| !matches!(line.trim_start().chars().next(), None | Some('#'));
    let Some(first) = text.lines().find(words) else {
        return Some(Vec::new());
    };
    let dashed = first.trim_start_matches(' ').starts_with('-');
    if !dashed || first.len() - first.trim_start_matches(' ').len() != column {
        return None;
    }
    match read(text)? {
        Read::Sequence(items) => Some(items),
        _ => None,
    }
}

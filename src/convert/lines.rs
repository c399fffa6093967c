//! Line numbers of places in a text, for what is said of them. Start at [`Lines::of`].

/// Line numbers of places that mostly go forward.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// Of a text that begins on this line.
    pub(super) fn from(text: &'a str, line: usize) -> Self {
        Self { text, at: 0, line }
    }

    /// The line of a byte; bytes before the last one asked for are on its line.
    pub(super) fn of(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        if let Some(passed) = self.text.as_bytes().get(self.at..at) {
            self.line += passed.split(|b| *b == b'\n').count() - 1;
            self.at = at;
        }
        self.line
    }
}

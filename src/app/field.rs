//! A text that is being typed: one paragraph or one line. Knows where its caret is; a caret always stands between two
//! characters as people count them. Never: what the text is for. Start at [`Field::press`].

use crate::text::{self, Revealed, Row};

use super::{Code, Key};

/// A text with a caret.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    text: String,
    caret: usize,
    /// The column that the caret comes from when it goes up and down.
    goal: Option<usize>,
    killed: String,
    undo: Vec<(String, usize)>,
    redo: Vec<(String, usize)>,
    last: Step,
}

/// What was done last, so that a run of typing is undone at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Other,
    Typed,
    Erased,
}

/// A field as it is drawn in a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The text, with everything hidden made visible.
    pub shown: Revealed,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Row and column of the caret.
    pub caret: (usize, usize),
}

impl Field {
    /// A field with a text, the caret behind it.
    pub fn new(text: &str) -> Self {
        Self::at(text, text.len())
    }

    /// A field with the caret at a byte of its text.
    pub fn at(text: &str, caret: usize) -> Self {
        Self {
            text: text.to_owned(),
            caret: boundary(text, caret),
            ..Self::default()
        }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte that the caret stands before.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Puts the caret before a byte.
    pub fn set_caret(&mut self, at: usize) {
        self.caret = boundary(&self.text, at);
        (self.goal, self.last) = (None, Step::Other);
    }

    /// How it is drawn in `width` cells.
    pub fn view(&self, width: usize) -> View {
        let shown = Revealed::of(&self.text);
        let mut rows = text::wrap(&shown.text, width);
        let mut caret = text::caret_at(&shown.text, &rows, shown.to_shown(self.caret));
        if caret.1 >= width.max(1) {
            // White space that hangs over the edge, or a full last row: the caret waits on the next one.
            caret = (caret.0 + 1, 0);
            if caret.0 >= rows.len() {
                let end = shown.text.len();
                rows.push(Row {
                    range: end..end,
                    cells: 0,
                });
            }
        }
        View { shown, rows, caret }
    }

    /// Takes a key; false when it is none of the field's.
    pub fn press(&mut self, key: Key, width: usize) -> bool {
        if let Some(c) = key.typed() {
            self.put(c.encode_utf8(&mut [0; 4]), Step::Typed);
            return true;
        }
        match (key.code, key.ctrl, key.alt) {
            (Code::Left, false, false) => self.go(text::grapheme_before(&self.text, self.caret)),
            (Code::Right, false, false) => self.go(text::grapheme_after(&self.text, self.caret)),
            (Code::Left, true, false) => self.go(text::word_before(&self.text, self.caret)),
            (Code::Right, true, false) => self.go(text::word_after(&self.text, self.caret)),
            (Code::Up, false, false) => return self.climb(width, false),
            (Code::Down, false, false) => return self.climb(width, true),
            (Code::Home, false, false) => self.go(Some(self.row_ends(width).0)),
            (Code::End, false, false) => self.go(Some(self.row_ends(width).1)),
            (Code::Home, true, false) => self.go(Some(0)),
            (Code::End, true, false) => self.go(Some(self.text.len())),
            (Code::Backspace, false, false) => {
                let from = text::grapheme_before(&self.text, self.caret);
                self.erase(from.unwrap_or(self.caret), self.caret, Step::Erased);
            }
            (Code::Delete, false, false) | (Code::Char('d'), true, false) => {
                let to = text::grapheme_after(&self.text, self.caret);
                self.erase(self.caret, to.unwrap_or(self.caret), Step::Erased);
            }
            (Code::Char('w'), true, false) | (Code::Backspace, true, false) => {
                let from = text::word_before(&self.text, self.caret);
                self.kill(from.unwrap_or(self.caret), self.caret);
            }
            (Code::Delete, true, false) => {
                let to = text::word_after(&self.text, self.caret);
                self.kill(self.caret, to.unwrap_or(self.caret));
            }
            (Code::Char('u'), true, false) => self.kill(self.row_ends(width).0, self.caret),
            (Code::Char('k'), true, false) => {
                let end = self.row_ends(width).1;
                self.kill(self.caret, end.max(self.caret));
            }
            (Code::Char('y'), true, false) => self.put(&self.killed.clone(), Step::Other),
            (Code::Char('_' | '7' | '/'), true, false) => self.undo(),
            (Code::Char('r'), true, false) => self.redo(),
            _ => return false,
        }
        true
    }

    /// Puts in a text that was pasted, made fit to stand in a paragraph.
    pub fn paste(&mut self, pasted: &str) {
        // The white space at its ends is kept as one space: it separates words.
        let clean = text::clean_paragraph(pasted);
        let spaced = |end: Option<char>| end.is_some_and(|c| matches!(c, ' ' | '\t' | '\u{a0}'));
        let before = if spaced(pasted.chars().next()) {
            " "
        } else {
            ""
        };
        let after = if spaced(pasted.chars().next_back()) {
            " "
        } else {
            ""
        };
        if clean.is_empty() {
            self.put(before, Step::Other);
        } else {
            self.put(&format!("{before}{clean}{after}"), Step::Other);
        }
    }

    /// Puts a text in at the caret.
    pub fn insert(&mut self, words: &str) {
        self.put(words, Step::Other);
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        if let Some((text, caret)) = self.undo.pop() {
            self.redo
                .push((std::mem::replace(&mut self.text, text), self.caret));
            self.set_caret(caret);
        }
    }

    /// Does the last step that was taken back again.
    pub fn redo(&mut self) {
        if let Some((text, caret)) = self.redo.pop() {
            self.undo
                .push((std::mem::replace(&mut self.text, text), self.caret));
            self.set_caret(caret);
        }
    }

    fn go(&mut self, to: Option<usize>) {
        self.set_caret(to.unwrap_or(self.caret));
    }

    /// A row up or down, in the column that it came from. False when there is no such row.
    fn climb(&mut self, width: usize, down: bool) -> bool {
        let view = self.view(width);
        let (row, column) = view.caret;
        let goal = self.goal.unwrap_or(column);
        let to = if down { row + 1 } else { row.wrapping_sub(1) };
        if to >= view.rows.len() {
            return false;
        }
        let byte = text::byte_at(&view.shown.text, &view.rows, to, goal);
        self.set_caret(view.shown.to_source(byte));
        self.goal = Some(goal);
        true
    }

    /// The first and the last place of the caret in its row.
    fn row_ends(&self, width: usize) -> (usize, usize) {
        let view = self.view(width);
        let place = |column| {
            let byte = text::byte_at(&view.shown.text, &view.rows, view.caret.0, column);
            view.shown.to_source(byte)
        };
        (place(0), place(usize::MAX))
    }

    fn remember(&mut self, step: Step) {
        if step == Step::Other || step != self.last {
            self.undo.push((self.text.clone(), self.caret));
        }
        self.redo.clear();
    }

    fn put(&mut self, words: &str, step: Step) {
        if words.is_empty() {
            return;
        }
        // A space ends the run that is undone at once.
        let step = if words == " " { Step::Other } else { step };
        self.remember(step);
        self.text.insert_str(self.caret, words);
        let caret = self.caret + words.len();
        self.text = std::mem::take(&mut self.text);
        // What was typed may have become one character with what stands behind it.
        self.caret = boundary_behind(&self.text, caret);
        (self.goal, self.last) = (None, step);
    }

    fn erase(&mut self, from: usize, to: usize, step: Step) {
        if from >= to || self.text.get(from..to).is_none() {
            return;
        }
        self.remember(step);
        self.text.replace_range(from..to, "");
        self.caret = boundary(&self.text, from);
        (self.goal, self.last) = (None, step);
    }

    fn kill(&mut self, from: usize, to: usize) {
        if let Some(words) = self.text.get(from..to).filter(|words| !words.is_empty()) {
            words.clone_into(&mut self.killed);
            self.erase(from, to, Step::Other);
        }
    }
}

/// The nearest place of a caret at or before a byte.
fn boundary(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    match text::grapheme_before(text, at).and_then(|start| text::grapheme_after(text, start)) {
        Some(end) if end == at => at,
        Some(_) => text::grapheme_before(text, at).unwrap_or(0),
        None => at,
    }
}

/// The nearest place of a caret at or behind a byte.
fn boundary_behind(text: &str, at: usize) -> usize {
    let before = boundary(text, at);
    if before == at {
        return at;
    }
    text::grapheme_after(text, before).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with its caret written as `|`, keys, the text after.
    #[track_caller]
    fn check_in(width: usize, before: &str, keys: &str, after: &str) {
        let caret = before.find('|').unwrap();
        let mut field = Field::at(&before.replace('|', ""), caret);
        for key in Key::sequence(keys).unwrap() {
            field.press(key, width);
        }
        let mut written = field.text().to_owned();
        written.insert(field.caret(), '|');
        assert_eq!(written, after, "{before} {keys}");
    }

    #[track_caller]
    fn check(before: &str, keys: &str, after: &str) {
        check_in(80, before, keys, after);
    }

    #[test]
    fn keys_do_what_they_say() {
        check("ab|c", "<left>x", "ax|bc");
        check("ab|", "<left><left><left>x", "x|ab");
        check("裁军|会议", "<backspace>核", "裁核|会议");
        check("裁军|会议", "<del><right>，", "裁军议，|");
        check("e\u{301}|", "<backspace>", "|");
        check("a👩\u{200d}👧|b", "<left>-", "a-|👩\u{200d}👧b");
        check("a👩\u{200d}👧|b", "<backspace>", "a|b");
        check("|e", "<del>é", "é|");
        check("States shall|", "<c-left><c-left>All ", "All |States shall");
        check("|States shall", "<c-right>,", "States,| shall");
        check("one two|", "<c-w>", "one |");
        check("one two|", "<c-u>", "|");
        check("one| two", "<c-k><c-y><c-y>", "one two two|");
        check("نزع| السلاح", "<backspace>", "نز| السلاح");
        check("решает|", "<backspace>л", "решаел|");
    }

    #[test]
    fn steps_are_undone_in_runs() {
        check("|", "one two<c-7>", "one |");
        check("|", "one two<c-7><c-7><c-7>", "|");
        check("|", "one<backspace><backspace><c-_>", "one|");
        check("|", "ab<c-_><c-r>", "ab|");
        check("a|", "<c-_>", "a|");
    }

    #[test]
    fn rows_are_those_that_are_drawn() {
        check_in(5, "abcd efgh ij|", "<up>x", "abcd efx|gh ij");
        check_in(5, "ab|cd efgh ij", "<down><down>x", "abcd efgh ijx|");
        check_in(5, "abcd e|f", "<home>x", "abcd x|ef");
        check_in(5, "a|bcd ef", "<end>x", "abcdx| ef");
        check_in(4, "裁|军会议", "<down>x", "裁军会x|议");
        // Behind a full row the caret stands before the next.
        check_in(4, "裁军|会议", "<down>x", "裁军x|会议");
        check_in(6, "裁|军会议及其", "<down>x", "裁军会议x|及其");
    }

    #[test]
    fn up_and_down_keep_the_column() {
        check_in(6, "abcde fg hijkl|m n", "<up><up>x", "abcdex| fg hijklm n");
        check_in(
            6,
            "abcde fg hijkl|m n",
            "<up><up><down><down>x",
            "abcde fg hijklx|m n",
        );
    }

    #[test]
    fn a_key_that_is_not_the_fields_is_left_alone() {
        let mut field = Field::new("one line");
        for key in [
            "<up>", "<down>", "<enter>", "<esc>", "<tab>", "<c-c>", "<a-x>",
        ] {
            assert!(!field.press(key.parse().unwrap(), 40), "{key}");
        }
        assert_eq!(field.text(), "one line");
    }

    #[test]
    fn what_is_pasted_is_made_fit() {
        let mut field = Field::at("ab", 1);
        field.paste(" one\r\ntwo\u{1b}[31m ");
        assert_eq!(field.text(), "a one two[31m b");
        field.paste("e\u{301}");
        assert_eq!(field.text(), "a one two[31m éb");
        field.undo();
        assert_eq!(field.text(), "a one two[31m b");
    }

    #[test]
    fn the_caret_is_where_the_character_is_drawn() {
        assert_eq!(Field::at("裁军会议", 6).view(80).caret, (0, 4));
        assert_eq!(Field::at("裁军会议", 6).view(4).caret, (1, 0));
        assert_eq!(Field::new("abcd").view(4).caret, (1, 0));
        assert_eq!(Field::new("a\u{202e}b").view(80).caret, (0, 10));
        assert_eq!(Field::new("").view(0).caret, (0, 0));
    }
}

//! How much room a comparison takes, and its words as they are shown: measures that scrolling, the mouse and drawing share.

use std::ops::Range;

use crate::app::texts::SIGN;
use crate::app::{App, ThemeName};
use crate::compare::{Edit, Heard, Item, Kind, Note, Op, Pair, Sheet, Step};
use crate::text::{self, Revealed};

/// Cells before the words of a pair where there is room: mark, sign, name.
const MARGIN: usize = 14;
/// The same where there is little.
const NARROW_MARGIN: usize = 9;
/// Fewer cells than this for a side, and both texts stand in line.
const LEAST_BESIDE: usize = 24;

/// Whether signs stand around words that went and came: `[-…-]`, `{+…+}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// They do.
    Shown,
    /// Colour, line and strike say it.
    Hidden,
}

/// What a part of shown words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Words of the newer side alone; the number of their edit.
    Came(usize),
    /// Words of the older side alone.
    Went(usize),
}

/// Words as they are shown, marks and all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The words, not yet revealed.
    pub text: String,
    /// Parts that only one side has, in order.
    pub parts: Vec<(Range<usize>, Part)>,
    /// The same words for finding where rows end: a mark never leaves the words it stands at.
    wrapping: String,
}

impl Shown {
    /// Edits as words; of one side alone, when it is named.
    pub fn of(edits: &[Edit], only: Option<Op>, marks: Marks) -> Self {
        let mut shown = Self {
            text: String::new(),
            parts: Vec::new(),
            wrapping: String::new(),
        };
        for (at, edit) in edits.iter().enumerate() {
            match edit.op {
                Op::Equal => shown.push(&edit.text, &edit.text),
                op if only.is_none_or(|mine| mine == op) => shown.edit(at, edit, marks),
                // Where the other side has the edge of a paragraph, this one has a space.
                _ if edit.text == "\n" && shown.wants_space() => shown.push(" ", " "),
                _ => {}
            }
        }
        shown
    }

    /// Words in which nothing differs.
    pub fn plain(words: &str) -> Self {
        Self {
            text: words.to_owned(),
            parts: Vec::new(),
            wrapping: words.to_owned(),
        }
    }

    fn wants_space(&self) -> bool {
        let last = self.text.chars().next_back();
        last.is_some_and(|last| !last.is_whitespace() && !text::is_cjk(last))
    }

    fn edit(&mut self, at: usize, edit: &Edit, marks: Marks) {
        let part = match edit.op {
            Op::Insert => Part::Came(at),
            _ => Part::Went(at),
        };
        let (open, close) = match marks {
            Marks::Hidden => ("", ""),
            Marks::Shown => edit.marks(),
        };
        let start = self.text.len();
        let mut lines = edit.text.split('\n').peekable();
        while let Some(line) = lines.next() {
            // The edge of a paragraph that came or went is shown by its sign; marks never reach over it.
            let edge = if lines.peek().is_some() { "¶" } else { "" };
            // White space at the ends stays outside the marks, so that words are not torn from them.
            let words = line.trim_matches(' ');
            let lead = line.len() - line.trim_start_matches(' ').len();
            let (lead, rest) = line.split_at_checked(lead).unwrap_or(("", line));
            let tail = rest.get(words.len()..).unwrap_or_default();
            self.push(lead, lead);
            if !words.is_empty() || !edge.is_empty() {
                // Brackets hold to their words at the end of a row (UAX #14, rules 13 and 14); hyphens and plus signs
                // do not.
                self.push(open, if open.is_empty() { "" } else { "((" });
                self.push(words, words);
                self.push(edge, edge);
                self.push(close, if close.is_empty() { "" } else { "))" });
            }
            if edge.is_empty() {
                self.push(tail, tail);
            } else {
                self.push("\n", "\n");
            }
        }
        self.parts.push((start..self.text.len(), part));
    }

    fn push(&mut self, words: &str, wrapping: &str) {
        self.text.push_str(words);
        self.wrapping.push_str(wrapping);
    }

    /// The words with what is hidden made visible, and where rows of that many cells end.
    pub fn rows(&self, cells: usize) -> (Revealed, Vec<text::Row>) {
        let shown = Revealed::of_lines(&self.text);
        let rows = text::wrap(&Revealed::of_lines(&self.wrapping).text, cells);
        (shown, rows)
    }

    fn height(&self, cells: usize) -> usize {
        text::wrap(&Revealed::of_lines(&self.wrapping).text, cells).len()
    }
}

impl App {
    /// Cells and rows for the pairs.
    pub fn compare_room(&self) -> (usize, usize) {
        let inner = self.regions().map(|r| r.main.inner).unwrap_or_default();
        // The counts, and beneath them side by side the names of the sides.
        let heads = self.compare_heads();
        (
            usize::from(inner.width),
            usize::from(inner.height).saturating_sub(heads),
        )
    }

    /// Rows above the pairs: the counts, and which side is which, where they stand side by side.
    pub fn compare_heads(&self) -> usize {
        1 + usize::from(self.is_beside())
    }

    /// Cells for a pair and its margin.
    fn compare_across(&self) -> usize {
        let regions = self.regions();
        regions.map_or(0, |regions| usize::from(regions.main.inner.width))
    }

    /// Whether the terminal has little room for what stands beside words.
    pub fn is_narrow(&self) -> bool {
        self.size().0 < 60
    }

    /// Cells before the words of a pair: mark, sign, name.
    pub fn compare_margin(&self) -> usize {
        if self.compare_across() < 60 {
            NARROW_MARGIN
        } else {
            MARGIN
        }
    }

    /// Cells for the words of a pair, both sides together.
    pub fn compare_width(&self) -> usize {
        let width = self.compare_across();
        width.saturating_sub(self.compare_margin()).max(8)
    }

    /// Whether both texts stand side by side: wanted, and there is room.
    pub fn is_beside(&self) -> bool {
        self.compare.beside && self.room_beside().is_ok()
    }

    /// Whether there is room for both texts side by side: twice the least that one needs, and what parts them.
    pub(crate) fn room_beside(&self) -> Result<(), &'static str> {
        if self.compare_width().saturating_sub(3) / 2 < LEAST_BESIDE {
            return Err("Side by side needs 51 columns for the words: make the window wider.");
        }
        Ok(())
    }

    /// Cells for the words of one side.
    pub fn compare_cells(&self) -> usize {
        if self.is_beside() {
            (self.compare_width().saturating_sub(3) / 2).max(8)
        } else {
            self.compare_width()
        }
    }

    /// Whether signs stand around words that went and came: as chosen, else where both run on in one text, and where there
    /// are no colours to tell them apart.
    pub fn marks(&self) -> Marks {
        let plain = self.theme() == ThemeName::Mono || self.is_ascii();
        if self.compare.marks.unwrap_or(plain || !self.is_beside()) {
            Marks::Shown
        } else {
            Marks::Hidden
        }
    }

    /// Rows that an item takes.
    pub fn rows_of_item(&self, at: usize) -> usize {
        let Some((sheet, item)) = self.compare.sheet().zip(self.compare.items().get(at)) else {
            return 1;
        };
        let Some(pair) = sheet.pair(item.pair()) else {
            return 1;
        };
        if let Item::Left(_) = item {
            return 1;
        }
        let cells = self.compare_cells();
        let notes = note_line(sheet, *item);
        let notes = if notes.is_empty() {
            0
        } else {
            text::wrap(&text::reveal(&notes), self.compare_width()).len()
        };
        let words = if self.is_beside() {
            let rows = |side| words(sheet, pair, Some(side), self.marks()).height(cells);
            rows(Op::Delete).max(rows(Op::Insert))
        } else {
            words(sheet, pair, None, self.marks()).height(cells)
        };
        (notes + words).max(margin_lines(sheet, *item).len() + 1)
    }
}

impl App {
    /// The rows of the selected item that the selected change is in, from its first.
    pub(in crate::app) fn rows_of_chosen(&self) -> Option<Range<usize>> {
        let Some(Step::Words(single)) = self.compare.chosen() else {
            return None;
        };
        let (sheet, pair) = (self.compare.sheet()?, self.compare.pair()?);
        let notes = note_line(sheet, self.compare.item()?);
        let notes = if notes.is_empty() {
            0
        } else {
            text::wrap(&text::reveal(&notes), self.compare_width()).len()
        };
        let sides: &[Option<Op>] = if self.is_beside() {
            &[Some(Op::Delete), Some(Op::Insert)]
        } else {
            &[None]
        };
        let mut found: Option<Range<usize>> = None;
        for side in sides {
            let shown = words(sheet, pair, *side, self.marks());
            let (revealed, rows) = shown.rows(self.compare_cells());
            let row_of = |byte: usize| {
                let byte = revealed.to_shown(byte);
                rows.partition_point(|row| row.range.end <= byte)
            };
            for (range, part) in &shown.parts {
                let (Part::Came(at) | Part::Went(at)) = part;
                if single.edits.contains(at) {
                    let (from, to) = (row_of(range.start), row_of(range.end.saturating_sub(1)));
                    let whole = found.unwrap_or(notes + from..notes + to + 1);
                    found = Some(whole.start.min(notes + from)..whole.end.max(notes + to + 1));
                }
            }
        }
        found
    }
}

/// The words of a pair: in line, or of the side that a deletion or an insertion stands for.
pub fn words(sheet: &Sheet, pair: &Pair, side: Option<Op>, marks: Marks) -> Shown {
    if !pair.edits.is_empty() {
        return Shown::of(&sheet.edits(pair, side), side, marks);
    }
    let older = match side {
        Some(op) => op == Op::Delete,
        // Two languages in one column: a paragraph, and beneath it its translation.
        None if sheet.is_translated() && !pair.a.is_empty() && !pair.b.is_empty() => {
            let both = [true, false].map(|older| side_words(sheet, pair, older));
            return Shown::plain(&both.join("\n"));
        }
        None => pair.b.is_empty(),
    };
    Shown::plain(&side_words(sheet, pair, older))
}

/// The words of one side of a pair.
pub fn side_words(sheet: &Sheet, pair: &Pair, older: bool) -> String {
    let (document, places) = if older {
        (&sheet.a, &pair.a)
    } else {
        (&sheet.b, &pair.b)
    };
    let words: Vec<&str> = places
        .iter()
        .filter_map(|at| document.paragraphs.get(*at))
        .map(|p| p.text())
        .collect();
    words.join("\n")
}

/// All that is to be said of an item, in one line that may be wrapped.
pub fn note_line(sheet: &Sheet, item: Item) -> String {
    let mut said: Vec<String> = sheet
        .notes(item, SIGN)
        .iter()
        .map(|note| match note {
            Note::Duty(_) => format!("! {}", note.words()),
            _ => note.words(),
        })
        .collect();
    if let (Item::Pair(_), Some(remark)) = (item, sheet.remarks.get(item.pair())) {
        let words = remark.words();
        said.extend((!words.is_empty()).then_some(words));
    }
    said.join(" · ")
}

/// What an item is called, short enough for the margin: `5`, `¶25,¶26`.
pub fn name_lines(sheet: &Sheet, item: Item) -> String {
    let Some(pair) = sheet.pair(item.pair()) else {
        return String::new();
    };
    let names = sheet.names(SIGN);
    let old = matches!(item, Item::Left(_)) || pair.b.is_empty();
    let all: Vec<String> = if old {
        pair.a.iter().map(|at| names.older(*at)).collect()
    } else {
        pair.b.iter().map(|at| names.newer(*at)).collect()
    };
    all.join(",")
}

/// What stands in the margin beneath the name: what happened, and which way a duty went.
pub fn margin_lines(sheet: &Sheet, item: Item) -> Vec<&'static str> {
    let Some(pair) = sheet.pair(item.pair()) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let heard = sheet.remarks.get(item.pair()).map(|remark| remark.heard);
    lines.extend(match (pair.kind, heard) {
        (Kind::Changed, _) | (Kind::Unchanged, Some(Heard::Nowhere)) => Some("changed"),
        (Kind::Unchanged, Some(Heard::Unheard)) => Some("unheard"),
        (Kind::Unchanged, _) if pair.moved => Some("moved"),
        (Kind::Unchanged, _) if pair.relabelled.is_some() => Some("relabelled"),
        (Kind::Unchanged, _) => None,
        (Kind::Inserted, _) => Some("inserted"),
        (Kind::Deleted, _) => Some("deleted"),
        (Kind::Split, _) => Some("split"),
        (Kind::Merged, _) => Some("merged"),
    });
    for note in sheet.notes(item, SIGN) {
        if let Note::Duty(duty) = note {
            let line = match duty.shift {
                crate::compare::Shift::Weaker => "! weaker",
                crate::compare::Shift::Stronger => "! stronger",
                crate::compare::Shift::Reversed => "! reversed",
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words as edits;

    #[test]
    fn marks_stay_with_their_words_and_spaces_outside() {
        let all = edits("All Parties shall report", "All Parties should soon report");
        let shown = Shown::of(&all, None, Marks::Shown);
        assert_eq!(shown.text, "All Parties [-shall-]{+should soon+} report");
        for cells in 12..40 {
            let (revealed, rows) = shown.rows(cells);
            for row in rows {
                let row = revealed.text.get(row.range).unwrap().trim_end();
                assert!(!row.ends_with("[-") && !row.ends_with("{+"), "{row}");
                assert!(!row.starts_with("-]") && !row.starts_with("+}"), "{row}");
            }
        }
    }

    #[test]
    fn an_edge_that_came_is_shown_by_its_sign() {
        let edit = |op, text: &str| Edit {
            op,
            text: text.to_owned(),
        };
        let all = [
            edit(Op::Equal, "One. "),
            edit(Op::Insert, "\n"),
            edit(Op::Equal, "Two."),
        ];
        let shown = Shown::of(&all, None, Marks::Shown);
        assert_eq!(shown.text, "One. {+¶+}\nTwo.");
        assert_eq!(shown.rows(40).1.len(), 2);
        for (one, joined) in [
            ("One.", "One. Two."),
            ("One. ", "One. Two."),
            ("一。", "一。Two."),
        ] {
            let all = [
                edit(Op::Equal, one),
                edit(Op::Insert, "\n"),
                edit(Op::Equal, "Two."),
            ];
            let older = Shown::of(&all, Some(Op::Delete), Marks::Hidden);
            assert_eq!(older.text, joined);
        }
    }

    #[test]
    fn each_side_has_its_own_words() {
        let all = edits("All Parties shall report", "All Parties should report");
        let side = |op| Shown::of(&all, Some(op), Marks::Hidden).text;
        assert_eq!(side(Op::Delete), "All Parties shall report");
        assert_eq!(side(Op::Insert), "All Parties should report");
    }
}

//! The one way a text is cut into rows, for drawing, scrolling, the caret and the mouse alike.
//!
//! Rows break where UAX #14 allows, with what Chinese typesetting adds around curly quotation
//! marks and the middle dot; a word too long for a row is cut between graphemes. The rows'
//! ranges put together are the text. Start at [`wrap`]; [`caret_at`] and [`byte_at`] go between
//! byte offsets and places on the screen.

use std::ops::Range;

use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};

use super::cells::measured;
use super::script::is_cjk;

/// One row of a wrapped text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the text in this row, with the white space or line feed it ends in.
    pub range: Range<usize>,
    /// The width in terminal cells, without the white space at the end.
    pub cells: usize,
}

/// Cuts a text into rows of at most `width` cells (0 is taken as 1).
///
/// There is always at least one row, and an empty last one after a final line feed. White space
/// at the end of a row may hang over the width; a row is otherwise wider only when it holds a
/// single grapheme that is.
pub fn wrap(text: &str, width: usize) -> Vec<Row> {
    let width = width.max(1);
    let mut breaks = linebreaks(text).peekable();
    let mut rows = Vec::new();
    let mut row = Open::at(0);
    let mut before = None;
    for (at, grapheme, cells) in measured(text) {
        let first = grapheme.chars().next();
        let mut allowed = false;
        while let Some((_, kind)) = breaks.next_if(|(place, _)| *place <= at) {
            // A place inside the grapheme before is passed over: `allowed` is for `at` only.
            if kind == BreakOpportunity::Mandatory {
                rows.push(row.close(at));
                row = Open::at(at);
            }
            allowed = true;
        }
        if let (Some(a), Some(b)) = (before, first) {
            allowed = east_asian(text, at, a, b).unwrap_or(allowed);
        }
        if allowed && at > row.start {
            row.last = Some(Place {
                at,
                inked: row.inked,
                used: row.used,
            });
        }
        let hangs = grapheme.chars().all(is_hanging);
        while !hangs && row.used + cells > width && at > row.start {
            let place = row.last.take().unwrap_or(Place {
                at,
                inked: row.inked,
                used: row.used,
            });
            rows.push(Row {
                range: row.start..place.at,
                cells: place.inked,
            });
            row = Open {
                start: place.at,
                inked: row.inked.saturating_sub(place.used),
                used: row.used.saturating_sub(place.used),
                last: None,
            };
        }
        row.used += cells;
        if !hangs {
            row.inked = row.used;
        }
        before = grapheme.chars().next_back();
    }
    rows.push(row.close(text.len()));
    if before.is_some_and(ends_row) {
        rows.push(Row {
            range: text.len()..text.len(),
            cells: 0,
        });
    }
    rows
}

/// The row and the column, in cells, of the caret before the byte `at`.
///
/// At a soft break the caret stands at the start of the next row. In white space that hangs over
/// the edge the column can be as large as that white space makes it.
pub fn caret_at(text: &str, rows: &[Row], at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at);
    let index = rows
        .partition_point(|row| row.range.start <= at)
        .saturating_sub(1);
    let Some(row) = rows.get(index) else {
        return (0, 0);
    };
    let inside = text.get(row.range.clone()).unwrap_or_default();
    let column = measured(inside)
        .take_while(|(start, grapheme, _)| row.range.start + start + grapheme.len() <= at)
        .map(|(_, _, cells)| cells)
        .sum();
    (index, column)
}

/// The byte offset of the caret nearest to a row and a column in cells.
///
/// Both may lie outside the text: a row past the last means the last, a column past the end of a
/// row means the last place of the caret that is still on that row. The second cell of a wide
/// character means its start.
pub fn byte_at(text: &str, rows: &[Row], row: usize, column: usize) -> usize {
    let last = rows.len().saturating_sub(1);
    let Some(found) = rows.get(row.min(last)) else {
        return 0;
    };
    let inside = text.get(found.range.clone()).unwrap_or_default();
    let mut right = 0;
    let mut place = found.range.start;
    for (at, grapheme, cells) in measured(inside) {
        right += cells;
        let start = found.range.start + at;
        if column < right || grapheme.ends_with(ends_row) {
            return start;
        }
        place = start;
    }
    if row.min(last) == last {
        found.range.end
    } else {
        place
    }
}

/// A row still being filled.
struct Open {
    start: usize,
    /// Cells up to the last grapheme that does not hang.
    inked: usize,
    /// Cells with everything.
    used: usize,
    /// The last place where the row may end.
    last: Option<Place>,
}

struct Place {
    at: usize,
    inked: usize,
    used: usize,
}

impl Open {
    fn at(start: usize) -> Self {
        Self {
            start,
            inked: 0,
            used: 0,
            last: None,
        }
    }

    fn close(&self, end: usize) -> Row {
        Row {
            range: self.start..end,
            cells: self.inked,
        }
    }
}

/// White space that may hang over the edge: all but the non-breaking kinds.
fn is_hanging(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Whether a row must end after this character (UAX #14: BK, CR, LF, NL).
fn ends_row(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Where Chinese typesetting departs from UAX #14 as of Unicode 15.0, between two characters:
/// a row may break outside a quotation (Unicode 16 has the same as its rule 19a) and does not
/// begin with the dot inside a foreign name.
fn east_asian(text: &str, at: usize, before: char, after: char) -> Option<bool> {
    match (before, after) {
        (_, '·' | '‧' | '・') if is_cjk(before) => Some(false),
        (_, '“' | '‘') => {
            let opens = matches!(
                class(before),
                BreakClass::OpenPunctuation | BreakClass::Quotation
            );
            let inside = text.get(at..).and_then(|rest| rest.chars().nth(1));
            (is_cjk(before) && !opens && inside.is_some_and(is_cjk)).then_some(true)
        }
        ('”' | '’', _) => {
            let open = matches!(
                class(after),
                BreakClass::Ideographic | BreakClass::OpenPunctuation
            );
            let inside = text.get(..at).and_then(|done| done.chars().nth_back(1));
            (is_cjk(after) && open && inside.is_some_and(is_cjk)).then_some(true)
        }
        _ => None,
    }
}

fn class(c: char) -> BreakClass {
    break_property(u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::super::cells::{cells, graphemes};
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width)
            .iter()
            .map(|row| text.get(row.range.clone()).unwrap())
            .collect()
    }

    #[test]
    fn six_languages() {
        assert_eq!(
            rows("Stresses that the Parties", 9),
            ["Stresses ", "that the ", "Parties"]
        );
        assert_eq!(rows("l’année à venir", 8), ["l’année ", "à venir"]);
        assert_eq!(rows("¿Año o niño?", 7), ["¿Año o ", "niño?"]);
        assert_eq!(rows("мир и разоружение", 6), ["мир и ", "разору", "жение"]);
        assert_eq!(rows("نزع السلاح", 6), ["نزع ", "السلاح"]);
        assert_eq!(rows("加强和平。再次", 8), ["加强和", "平。再次"]);
    }

    #[test]
    fn hard_breaks_and_edges() {
        assert_eq!(rows("", 9), [""]);
        assert_eq!(rows("a\n\nb\n", 9), ["a\n", "\n", "b\n", ""]);
        assert_eq!(rows("国家", 0), ["国", "家"]);
        assert_eq!(rows("ab     c", 3), ["ab     ", "c"]);
        assert_eq!(rows("e\u{301}e\u{301}", 1), ["e\u{301}", "e\u{301}"]);
        assert_eq!(rows("a\u{a0}b c", 3), ["a\u{a0}b ", "c"]);
        let row = wrap("ab     c", 3).swap_remove(0);
        assert_eq!(
            row,
            Row {
                range: 0..7,
                cells: 2
            }
        );
    }

    #[test]
    fn chinese_typesetting() {
        assert_eq!(rows("关于“和平”的问题", 6), ["关于", "“和平”", "的问题"]);
        assert_eq!(rows("古力·别尔德", 4), ["古", "力·", "别尔", "德"]);
        assert_eq!(rows("第六条（三）款", 8), ["第六条", "（三）款"]);
        for width in 6..30 {
            let text = "《条约》各方须依照第 6 条的规定，扩大“合作”（见附件一、二）；会议：完！";
            for row in rows(text, width) {
                assert!(
                    !row.starts_with(['，', '。', '》', '）', '；', '：', '！', '、', '”']),
                    "{row}"
                );
                assert!(!row.ends_with(['《', '（', '“']), "{row}");
            }
        }
    }

    #[test]
    fn caret_stands_at_the_start_of_the_next_row() {
        let text = "mot 国家。";
        let rows = wrap(text, 4);
        let places: Vec<_> = graphemes(text)
            .map(|(at, _)| caret_at(text, &rows, at))
            .collect();
        let expected = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (2, 2)];
        assert_eq!(places, expected);
        assert_eq!(caret_at(text, &rows, text.len()), (2, 4));
        assert_eq!(byte_at(text, &rows, 0, 99), 3, "stays on its row");
        assert_eq!(byte_at(text, &rows, 9, 99), text.len());
        assert_eq!(
            byte_at(text, &rows, 1, 1),
            4,
            "second half of a wide character"
        );
        assert_eq!(
            byte_at("a\nb", &wrap("a\nb", 9), 0, 5),
            1,
            "before the line feed"
        );
        assert_eq!(caret_at("a\n", &wrap("a\n", 9), 2), (1, 0));
    }

    proptest! {
        #[test]
        fn rows_are_the_text_and_fit(text in samples::text(), width in 0_usize..24) {
            let rows = wrap(&text, width);
            let mut end = 0;
            for row in &rows {
                prop_assert_eq!(row.range.start, end);
                end = row.range.end;
                let inside = text.get(row.range.clone()).unwrap();
                let shown = inside.trim_end_matches(is_hanging);
                prop_assert_eq!(row.cells, cells(shown));
                let single = graphemes(shown).filter(|(_, g)| cells(g) > 0).count() <= 1;
                prop_assert!(row.cells <= width.max(1) || single, "{:?}", inside);
            }
            prop_assert_eq!(end, text.len());
            prop_assert!(!rows.is_empty());
        }

        #[test]
        fn caret_comes_back(text in samples::text(), width in 0_usize..24) {
            let rows = wrap(&text, width);
            for (at, grapheme) in graphemes(&text).chain([(text.len(), "")]) {
                let (row, column) = caret_at(&text, &rows, at);
                let back = byte_at(&text, &rows, row, column);
                prop_assert!(back == at || (back > at && cells(text.get(at..back).unwrap()) == 0)
                    || (back < at && cells(text.get(back..at).unwrap()) == 0), "{} {}", at, back);
                if cells(grapheme) > 0 {
                    prop_assert_eq!(back, at);
                }
            }
        }
    }
}

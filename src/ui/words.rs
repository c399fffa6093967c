//! The words of a paragraph with what must be seen in them: brackets and who holds them, stressed lead words, found
//! words, hidden characters, words that came and went.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::regions::Area;
use crate::model::Header;
use crate::model::bracket::{self, Part};
use crate::text::{self, Revealed, Row};

use super::Role;
use super::paint::Painter;

/// Parts of a text in a role, in order, not overlapping. What is in none is plain.
pub(super) type Spans = Vec<(Range<usize>, Role)>;

/// Brackets, their holders and the lead words of a text. Bytes of the text as stored.
pub(super) fn brackets(words: &str, header: Option<&Header>) -> Spans {
    let mut spans = Spans::new();
    if let Some(rest) = words.strip_prefix('*')
        && let Some(end) = rest.find('*')
        && !words
            .get(..end + 2)
            .unwrap_or_default()
            .contains(['[', ']'])
    {
        spans.push((0..end + 2, Role::Lead));
    }
    if words.contains(['[', '［']) {
        let is_party = |said: &str| {
            bracket::looks_like_code(said) || header.is_some_and(|h| h.find_party(said).is_some())
        };
        let read = bracket::parse(words, &is_party);
        let parts = read.parts().into_iter();
        spans.extend(parts.filter_map(|(range, part, depth)| Some((range, role_of(part, depth)?))));
        for issue in read.issues {
            let at = issue.at();
            let len = words
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
            spans.push((at..at + len, Role::Danger));
        }
    }
    ordered(spans)
}

/// The role of a part of a bracketed text; words outside brackets have none of their own.
fn role_of(part: Part, depth: usize) -> Option<Role> {
    let bracket = match depth {
        0 | 1 => Role::Bracket,
        _ => Role::BracketDeep,
    };
    match part {
        Part::Words if depth == 0 => None,
        Part::Words | Part::Sign => Some(bracket),
        Part::Party => Some(Role::Party),
        Part::Remark | Part::Aside(_) => Some(Role::Muted),
    }
}

/// Spans in order, the earlier one winning where two overlap.
fn ordered(mut spans: Spans) -> Spans {
    spans.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    spans.retain_mut(|(range, _)| {
        range.start = range.start.max(end);
        end = end.max(range.end);
        range.start < range.end
    });
    spans
}

/// Spans with others beneath them: those show where nothing else is.
pub(super) fn beneath(
    spans: Spans,
    others: impl Iterator<Item = Range<usize>>,
    role: Role,
) -> Spans {
    let mut all = Spans::new();
    let mut above = spans.iter().peekable();
    for other in others {
        let mut from = other.start;
        while let Some((range, _)) = above.next_if(|(range, _)| range.end <= other.end) {
            if from < range.start {
                all.push((from..range.start, role));
            }
            from = from.max(range.end);
        }
        let end = above
            .peek()
            .map_or(other.end, |(range, _)| range.start.min(other.end));
        if from < end {
            all.push((from..end, role));
        }
    }
    all.extend(spans);
    ordered(all)
}

/// How a part of a text looks.
#[derive(Debug, Clone, Copy)]
enum Look {
    Role(Role),
    Style(Style),
}

/// A text as it is drawn.
pub(super) struct Words {
    shown: Revealed,
    rows: Vec<Row>,
    spans: Vec<(Range<usize>, Look)>,
}

impl Words {
    /// A text wrapped into `cells`, with spans of the text as stored.
    pub(super) fn new(words: &str, cells: usize, spans: &Spans) -> Self {
        let shown = Revealed::of(words);
        let rows = text::wrap(&shown.text, cells);
        Self::of(shown, rows, spans)
    }

    /// A text that is already wrapped.
    pub(super) fn of(shown: Revealed, rows: Vec<Row>, spans: &Spans) -> Self {
        let spans = spans
            .iter()
            .map(|(range, role)| (range.clone(), Look::Role(*role)));
        Self::looking(shown, rows, spans)
    }

    /// A text that is already wrapped, with parts that have a style of their own.
    pub(super) fn styled(
        shown: Revealed,
        rows: Vec<Row>,
        spans: impl Iterator<Item = (Range<usize>, Style)>,
    ) -> Self {
        let spans = spans.map(|(range, style)| (range, Look::Style(style)));
        Self::looking(shown, rows, spans)
    }

    fn looking(
        shown: Revealed,
        rows: Vec<Row>,
        spans: impl Iterator<Item = (Range<usize>, Look)>,
    ) -> Self {
        let spans = spans
            .map(|(range, look)| (shown.to_shown(range.start)..shown.to_shown(range.end), look))
            .collect();
        Self { shown, rows, spans }
    }

    /// How many rows it takes.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row that shows a byte of the text as stored.
    pub(super) fn row_of(&self, at: usize) -> usize {
        let at = self.shown.to_shown(at);
        self.rows
            .partition_point(|row| row.range.end <= at)
            .min(self.rows.len().saturating_sub(1))
    }

    /// Draws one of its rows into a row of an area.
    pub(super) fn draw(
        &self,
        row: usize,
        painter: &mut Painter<'_>,
        area: Area,
        at: u16,
        ground: Style,
    ) {
        let Some(range) = self.rows.get(row).map(|row| row.range.clone()) else {
            return;
        };
        let mut column = 0;
        let mut from = range.start;
        let first = self
            .spans
            .partition_point(|(span, _)| span.end <= range.start);
        for (span, look) in self.spans.get(first..).unwrap_or_default() {
            if span.start >= range.end {
                break;
            }
            let start = span.start.max(range.start);
            column = self.run(from..start, painter, area, at, column, ground);
            let style = ground.patch(match look {
                Look::Role(role) => painter.style(*role),
                Look::Style(style) => *style,
            });
            column = self.run(
                start..span.end.min(range.end),
                painter,
                area,
                at,
                column,
                style,
            );
            from = span.end.min(range.end);
        }
        self.run(from..range.end, painter, area, at, column, ground);
    }

    fn run(
        &self,
        range: Range<usize>,
        painter: &mut Painter<'_>,
        area: Area,
        row: u16,
        column: u16,
        style: Style,
    ) -> u16 {
        let words = self
            .shown
            .text
            .get(range)
            .unwrap_or_default()
            .trim_end_matches('\n');
        if words.is_empty() {
            column
        } else {
            painter.put_styled(area, row, column, words, style)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(words: &str) -> String {
        let parts = brackets(words, None);
        let mut shape = String::new();
        for (range, role) in parts {
            shape.extend([&format!("{role:?}:"), words.get(range).unwrap(), " "]);
        }
        shape
    }

    #[test]
    fn brackets_holders_and_lead_words_are_told_apart() {
        assert_eq!(shape("*Calls upon* all"), "Lead:*Calls upon* ");
        assert_eq!(
            shape("a [b - KAZ / c [d]] e"),
            "Bracket:[ Bracket:b Bracket: -  Party:KAZ Bracket: /  Bracket:c  BracketDeep:[ BracketDeep:d BracketDeep:] Bracket:] "
        );
        assert_eq!(
            shape("x] [Original: Russian]"),
            "Danger:] Muted:[Original: Russian] "
        );
    }

    #[test]
    fn spans_never_overlap() {
        for words in [
            "*[Taking* account]",
            "[[[",
            "]]",
            "[a - EU / [b - US] - EU]",
            "［甲 / 乙 - CHN］",
        ] {
            let mut end = 0;
            for (range, _) in brackets(words, None) {
                assert!(range.start >= end && range.end <= words.len(), "{words}");
                end = range.end;
            }
        }
    }
}

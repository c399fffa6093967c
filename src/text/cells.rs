//! Characters as people count them, and how many terminal columns they take.
//!
//! A *grapheme* is an extended grapheme cluster (UAX #29); a *cell* is one column. Widths agree
//! with those ratatui draws by: the width of a text is the sum over its graphemes, and a grapheme
//! holding a control character takes no cell, since it is not drawn. Start at [`graphemes`].

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

use super::common::common;
use super::script::is_han;
use super::words::{Word, WordKind, words};

/// The graphemes of a text with the byte offset of each.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    measured(text).map(|(at, grapheme, _)| (at, grapheme))
}

/// The width of a text in terminal cells.
pub fn cells(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    simple_cells(text).unwrap_or_else(|| measured(text).map(|(_, _, cells)| cells).sum())
}

/// The width of a text in which every character is a grapheme of its own.
fn simple_cells(text: &str) -> Option<usize> {
    let (mut at, mut sum) = (0, 0);
    loop {
        while let Some(length) = common(text.as_bytes(), at) {
            sum += 1 + usize::from(length == 3);
            at += length;
        }
        let Some(c) = text.get(at..)?.chars().next() else {
            return Some(sum);
        };
        sum += simple(c)?;
        at += c.len_utf8();
    }
}

/// The text if it fits, else its beginning and `…`, never wider than `width` cells.
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    let (mut used, mut keep) = (0, 0);
    for (at, grapheme, cells) in measured(text) {
        used += cells;
        if used > width {
            let kept = text.get(..keep).unwrap_or_default();
            let mark = if width == 0 { "" } else { "…" };
            return Cow::Owned(format!("{kept}{mark}"));
        }
        if used < width {
            keep = at + grapheme.len();
        }
    }
    Cow::Borrowed(text)
}

/// The text in exactly `width` cells: filled with spaces after it, or truncated.
pub fn pad(text: &str, width: usize) -> String {
    let mut out = truncate(text, width).into_owned();
    let missing = width.saturating_sub(cells(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The start of the grapheme that ends at or surrounds `at`; `None` at the start of the text.
pub fn grapheme_before(text: &str, at: usize) -> Option<usize> {
    let at = text.floor_char_boundary(at);
    GraphemeCursor::new(at, text.len(), true)
        .prev_boundary(text, 0)
        .ok()
        .flatten()
}

/// The end of the grapheme that starts at or surrounds `at`; `None` at the end of the text.
pub fn grapheme_after(text: &str, at: usize) -> Option<usize> {
    let at = text.floor_char_boundary(at);
    GraphemeCursor::new(at, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
}

/// Where the caret goes one word to the left: the start of the word before `at`; `None` at the
/// start of the text. A run of Han characters or of punctuation counts as one word.
pub fn word_before(text: &str, at: usize) -> Option<usize> {
    let at = text.floor_char_boundary(at);
    let mut start = None;
    let mut before = Step::Space;
    for word in words(text).take_while(|word| word.range.start < at) {
        let step = Step::of(&word);
        if step != Step::Space && !step.continues(before) {
            start = Some(word.range.start);
        }
        before = step;
    }
    start.or((at > 0).then_some(0))
}

/// Where the caret goes one word to the right: past white space and the word after it; `None` at
/// the end of the text. A run of Han characters or of punctuation counts as one word.
pub fn word_after(text: &str, at: usize) -> Option<usize> {
    let at = text.floor_char_boundary(at);
    let mut end = None;
    let mut before = Step::Space;
    for word in words(text).skip_while(|word| word.range.end <= at) {
        let step = Step::of(&word);
        if before != Step::Space && !step.continues(before) {
            break;
        }
        end = Some(word.range.end);
        before = step;
    }
    end
}

/// What the caret takes in one stride when it goes by words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Space,
    Han,
    Word,
    Punctuation,
}

impl Step {
    fn of(word: &Word<'_>) -> Self {
        match word.kind {
            WordKind::Space => Self::Space,
            WordKind::Punctuation => Self::Punctuation,
            WordKind::Word if word.text.starts_with(is_han) => Self::Han,
            WordKind::Word | WordKind::Number => Self::Word,
        }
    }

    fn continues(self, before: Self) -> bool {
        self == before && matches!(self, Self::Han | Self::Punctuation)
    }
}

/// Graphemes with their offset and width. Most text of the six languages takes the short way,
/// which a test holds to the tables of the Unicode crates.
pub(super) fn measured(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        let (grapheme, cells) = match simple(first) {
            Some(cells)
                if chars
                    .as_str()
                    .chars()
                    .next()
                    .is_none_or(|c| simple(c).is_some()) =>
            {
                (rest.get(..first.len_utf8())?, cells)
            }
            _ => {
                let grapheme = rest.graphemes(true).next()?;
                (grapheme, grapheme_cells(grapheme))
            }
        };
        let start = at;
        at += grapheme.len();
        Some((start, grapheme, cells))
    })
}

/// The width of one grapheme.
fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        return 0;
    }
    // Terminals give the half-width sound marks a cell of their own, and so does ratatui.
    grapheme.width() + grapheme.matches(['\u{ff9e}', '\u{ff9f}']).count()
}

/// The width of a character that is always a grapheme of its own when the next one is simple too.
fn simple(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        | '\u{a0}'..='\u{ac}'
        | '\u{ae}'..='\u{2ff}'
        | '\u{400}'..='\u{481}'
        | '\u{48a}'..='\u{4ff}'
        | '\u{60c}'
        | '\u{61b}'
        | '\u{61f}'
        | '\u{621}'..='\u{64a}'
        | '\u{660}'..='\u{669}'
        | '\u{2010}'..='\u{2027}' => Some(1),
        '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn common_characters_are_simple() {
        for c in super::super::common::all() {
            assert_eq!(simple(c), Some(1 + usize::from(c.len_utf8() == 3)), "{c:?}");
        }
    }

    #[test]
    fn widths() {
        for (text, expected) in [
            ("", 0),
            ("Decides", 7),
            ("décide", 6),
            ("de\u{301}cide", 6),
            ("año", 3),
            ("решает", 6),
            ("العَرَبِيَّة", 7),
            ("لا", 2),
            ("裁军。", 6),
            ("（a）", 5),
            ("👩\u{200d}👩\u{200d}👧", 2),
            ("a\nb\r\n\u{1b}", 2),
            ("…—“”", 4),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn short_way_agrees_with_unicode() {
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            let Some(cells) = simple(c) else { continue };
            assert_eq!(cells, c.to_string().width(), "{c:?}");
            for other in ['a', 'é', 'я', 'ع', '国', '。', '（', '—'] {
                for pair in [format!("{c}{other}"), format!("{other}{c}")] {
                    assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn truncates_and_pads() {
        for (text, width, expected) in [
            ("shall", 5, "shall"),
            ("shall", 4, "sha…"),
            ("shall", 0, ""),
            ("", 0, ""),
            ("裁军会议", 8, "裁军会议"),
            ("裁军会议", 7, "裁军会…"),
            ("裁军会议", 6, "裁军…"),
            ("e\u{301}e\u{301}", 1, "…"),
        ] {
            assert_eq!(truncate(text, width), expected, "{text} in {width}");
        }
        assert_eq!(pad("国", 4), "国  ");
        assert_eq!(pad("裁军会议", 6), "裁军… ");
        assert_eq!(pad("решает", 3), "ре…");
    }

    #[test]
    fn steps_by_grapheme() {
        let family = "a👩\u{200d}👧é";
        assert_eq!(grapheme_after(family, 0), Some(1));
        assert_eq!(grapheme_after(family, 1), Some(12));
        assert_eq!(grapheme_after(family, 14), None);
        assert_eq!(grapheme_before(family, 12), Some(1));
        assert_eq!(grapheme_before(family, 0), None);
        assert_eq!(grapheme_before("é", 99), Some(0));
        assert_eq!(
            grapheme_before("é", 1),
            None,
            "an offset inside é is the start of é"
        );
    }

    #[test]
    fn steps_by_word() {
        let check = |text: &str, expected: &[usize]| {
            let right: Vec<_> = std::iter::successors(Some(0), |at| word_after(text, *at))
                .skip(1)
                .collect();
            assert_eq!(right, expected, "right through {text}");
        };
        check("States  shall [may]", &[6, 13, 15, 18, 19]);
        check("裁军会议，及其 NPT 条约", &[12, 15, 21, 25, 32]);
        check("государства", &[22]);
        let left = |text: &str, from: usize| -> Vec<usize> {
            std::iter::successors(Some(from), |at| word_before(text, *at))
                .skip(1)
                .collect()
        };
        assert_eq!(left("States  shall [may]", 19), [18, 15, 14, 8, 0]);
        assert_eq!(left("裁军会议，及其 NPT", 25), [22, 15, 12, 0]);
        assert_eq!(left("  a", 2), [0]);
    }

    proptest! {
        #[test]
        fn graphemes_are_those_of_unicode(text in samples::text()) {
            let expected: Vec<_> = text.grapheme_indices(true).collect();
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), expected);
            let sum: usize = measured(&text).map(|(_, _, cells)| cells).sum();
            prop_assert_eq!(cells(&text), sum);
        }

        #[test]
        fn truncated_fits_and_padded_fills(text in samples::text(), width in 0_usize..40) {
            prop_assert!(cells(&truncate(&text, width)) <= width);
            prop_assert_eq!(cells(&pad(&text, width)), width);
        }

        #[test]
        fn every_step_moves(text in samples::text(), at in 0_usize..80) {
            let at = text.floor_char_boundary(at);
            for (to, end) in [(grapheme_after(&text, at), text.len()), (word_after(&text, at), text.len())] {
                prop_assert_eq!(to.is_none(), at == end);
                prop_assert!(to.is_none_or(|to| to > at && text.is_char_boundary(to)));
            }
            for to in [grapheme_before(&text, at), word_before(&text, at)] {
                prop_assert_eq!(to.is_none(), at == 0);
                prop_assert!(to.is_none_or(|to| to < at && text.is_char_boundary(to)));
            }
        }
    }
}

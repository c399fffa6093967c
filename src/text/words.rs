//! A text cut into words, numbers, punctuation and white space.
//!
//! The boundaries are those of UAX #29 with four changes that drafting needs: colons and
//! semicolons always stand alone, a Han character is a word, the narrow space that French and the
//! United Nations put beside marks is a space, and no grapheme is ever cut. The pieces put together
//! are the text again. Start at [`words`].

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::script::is_han;

mod plain;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// Letters, with digits and apostrophes inside; one Han character.
    Word,
    /// Digits with separators inside: `1,000`, `3.5`, `٢٠١٠`.
    Number,
    /// A bracket, a mark of punctuation, a symbol.
    Punctuation,
    /// White space.
    Space,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The piece itself.
    pub text: &'a str,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: WordKind,
}

/// The pieces of a text, in order and without gaps.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let (len, kind) = plain::plain(rest).unwrap_or_else(|| by_tables(rest));
        let range = start..start + len;
        start = range.end;
        Some(Word {
            text: rest.get(..len)?,
            range,
            kind,
        })
    })
}

/// Length and kind of the first piece of a text, by the tables of UAX #29. A piece ends where whatever was before it can no
/// longer matter, so that one may begin anew there.
fn by_tables(text: &str) -> (usize, WordKind) {
    let mut bounds = text.split_word_bound_indices();
    let mut end = 0;
    while end == 0 || !is_grapheme_boundary(text, end) {
        let Some((at, piece)) = bounds.next() else {
            break;
        };
        end = at + piece.len();
    }
    let piece = up_to_colon(text.get(..end).unwrap_or(text));
    (piece.len(), kind(piece))
}

/// How many words a drafter would count: what stands between spaces and holds a letter or a
/// digit (so `A/64/1`, `peace-building` and `State[s]` are one each), and every Han character.
/// Dashes and a closing bracket directly before an opening one separate words too.
pub fn count(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    let mut before = ' ';
    for c in text.chars() {
        if is_han(c) {
            count += 1;
            inside = false;
        } else if is_letter(c) || c.is_alphanumeric() {
            count += usize::from(!inside);
            inside = true;
        } else if c.is_whitespace()
            || matches!(c, '—' | '–' | '…' | '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '：' | '；')
            || (before == ']' && c == '[')
        {
            inside = false;
        }
        before = c;
    }
    count
}

/// Whether a character is one of the letters that most texts consist of, told without the tables.
pub fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | 'А'..='я' | 'ء'..='غ' | 'ف'..='ي')
}

/// The part of a piece before its first colon, semicolon or narrow space, or that mark itself. UAX #29 joins what stands
/// on both sides of such a space, as of a low line.
fn up_to_colon(piece: &str) -> &str {
    let marks = [':', ';', '：', '；', '\u{202f}'];
    let cut = match piece.find(marks) {
        Some(0) => {
            let mark = piece.chars().next().map_or(0, char::len_utf8);
            // Marks and joiners that belong to the colon's grapheme go with it.
            super::cells::grapheme_after(piece, 0).unwrap_or(mark)
        }
        Some(at) => at,
        None => piece.len(),
    };
    piece.get(..cut).unwrap_or(piece)
}

fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let is_ascii = |at: Option<usize>| {
        at.and_then(|at| text.as_bytes().get(at))
            .is_some_and(|b| matches!(b, b' '..=b'~'))
    };
    if is_ascii(Some(at)) && is_ascii(at.checked_sub(1)) {
        return true;
    }
    GraphemeCursor::new(at, text.len(), true)
        .is_boundary(text, 0)
        .unwrap_or(true)
}

fn kind(piece: &str) -> WordKind {
    let mut digits = false;
    let mut letters = false;
    let mut other = false;
    for c in piece.chars() {
        match c {
            _ if is_han(c) || c.is_alphabetic() => letters = true,
            _ if c.is_numeric() => digits = true,
            _ if c.is_whitespace() => {}
            _ => other = true,
        }
    }
    match (letters, digits, other) {
        (true, _, _) => WordKind::Word,
        (false, true, _) => WordKind::Number,
        (false, false, true) => WordKind::Punctuation,
        (false, false, false) => WordKind::Space,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn six_languages() {
        assert_eq!(
            pieces("[Shall] States’ 1,000: 3.5"),
            [
                "[", "Shall", "]", " ", "States", "’", " ", "1,000", ":", " ", "3.5"
            ]
        );
        assert_eq!(
            pieces("l’article (a);b"),
            ["l’article", " ", "(", "a", ")", ";", "b"]
        );
        assert_eq!(
            pieces("l’UNFICYP\u{202f}agit\u{202f};"),
            ["l’UNFICYP", "\u{202f}", "agit", "\u{202f}", ";"]
        );
        assert_eq!(pieces("año, niño"), ["año", ",", " ", "niño"]);
        assert_eq!(pieces("разо\u{301}ружения"), ["разо\u{301}ружения"]);
        assert_eq!(pieces("نَزْع السلاح،"), ["نَزْع", " ", "السلاح", "،"]);
        assert_eq!(
            pieces("裁军（2010年）"),
            ["裁", "军", "（", "2010", "年", "）"]
        );
        assert_eq!(
            pieces("A:b 2010/11"),
            ["A", ":", "b", " ", "2010", "/", "11"]
        );
    }

    #[test]
    fn kinds() {
        use WordKind::{Number, Punctuation, Space, Word};
        for (text, expected) in [
            ("State’s", Word),
            ("国", Word),
            ("〇", Word),
            ("2nd", Word),
            ("1,000", Number),
            ("٢٠١٠", Number),
            ("[", Punctuation),
            ("،", Punctuation),
            ("。", Punctuation),
            ("👩\u{200d}👧", Punctuation),
            ("  ", Space),
            ("\u{a0}", Space),
        ] {
            let found: Vec<_> = words(text).map(|word| word.kind).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn counts_as_drafters_do() {
        for (text, expected) in [
            ("", 0),
            ("— …", 0),
            ("States [shall][should] act", 4),
            ("State[s] and/or A/C.1/65/L.7", 3),
            ("peace-building—again", 2),
            ("L’article 3.5", 2),
            ("Государства-участники", 1),
            ("نزع السلاح", 2),
            ("6 月 24 日，裁军", 6),
            ("NPT条约", 3),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn plain_pieces_are_those_of_the_tables(text in samples::text(), marks in "[a1Жع国 ,.:;'،；，。（_\u{301}\u{200d}\n-]{0,12}") {
            for text in [text.clone(), marks.clone(), format!("{text}{marks}{text}")] {
                let mut rest = text.as_str();
                while !rest.is_empty() {
                    let (len, kind) = by_tables(rest);
                    if let Some(found) = plain::plain(rest) {
                        prop_assert_eq!(found, (len, kind), "{:?}", rest);
                    }
                    rest = rest.get(len..).unwrap();
                }
            }
        }

        #[test]
        fn pieces_are_the_text_and_cut_no_grapheme(text in samples::text()) {
            let joined: String = words(&text).map(|word| word.text).collect();
            prop_assert_eq!(&joined, &text);
            let mut bounds: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            bounds.push(text.len());
            let mut end = 0;
            for word in words(&text) {
                prop_assert_eq!(word.range.start, end);
                prop_assert_eq!(text.get(word.range.clone()), Some(word.text));
                end = word.range.end;
                prop_assert!(bounds.binary_search(&end).is_ok(), "{:?}", word);
            }
        }
    }
}

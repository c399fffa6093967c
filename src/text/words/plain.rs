//! The common pieces of a text, found by a look at a few bytes: a run of Latin, Cyrillic or Arabic letters and digits, a
//! Han character, one mark, blanks.
//!
//! It never decides alone where that needs a table: a piece is given only where everything around it is plain, and is then
//! the piece that UAX #29 would give. Start at [`plain`].

use super::WordKind;
use crate::text::is_han;

/// What a place of a text is, for a look at bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    End,
    /// A letter that joins with letters and digits.
    Letter,
    /// An ASCII digit.
    Digit,
    Han,
    /// A blank.
    Blank,
    /// A mark that joins nothing.
    Mark,
    /// A mark that may join what is on both sides of it.
    Joint,
    /// A mark that stands alone in this house whatever is around it.
    Colon,
    /// A control, mostly a line end: it ends what was before.
    Control,
    /// Ask the tables.
    Other,
}

/// The first piece of a text and its length in bytes, where it is plain.
pub(super) fn plain(text: &str) -> Option<(usize, WordKind)> {
    let bytes = text.as_bytes();
    let (first, len) = look(bytes, 0);
    match first {
        At::Blank => {
            let more = bytes.iter().take_while(|b| **b == b' ').count();
            is_safe(look(bytes, more).0).then_some((more, WordKind::Space))
        }
        At::Mark | At::Colon | At::Joint => {
            is_safe(look(bytes, len).0).then_some((len, WordKind::Punctuation))
        }
        At::Han => {
            let han = text.chars().next().is_some_and(is_han);
            (han && is_safe(look(bytes, len).0)).then_some((len, WordKind::Word))
        }
        At::Letter | At::Digit => {
            let (mut end, mut letters, mut last) = (run(bytes), false, first);
            if end > 0 {
                (letters, last) = (true, At::Letter);
            }
            let mut now = look(bytes, end);
            while matches!(now.0, At::Letter | At::Digit) {
                letters |= now.0 == At::Letter;
                last = now.0;
                end += now.1;
                now = look(bytes, end);
            }
            let over = match now.0 {
                At::Joint => {
                    let behind = look(bytes, end + now.1).0;
                    is_safe(behind) && !matches!(behind, At::Letter | At::Digit)
                }
                // Arabic punctuation joins digits, and is no mark in front of them here.
                At::Mark => last == At::Letter || bytes.get(end).is_some_and(u8::is_ascii),
                at => is_safe(at),
            };
            let kind = if letters {
                WordKind::Word
            } else {
                WordKind::Number
            };
            over.then_some((end, kind))
        }
        At::End | At::Control | At::Other => None,
    }
}

/// How many bytes the Latin letters without marks, the Cyrillic or the Arabic letters at the beginning take.
fn run(bytes: &[u8]) -> usize {
    let latin = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    if latin > 0 {
        return latin;
    }
    let (pairs, _) = bytes.as_chunks::<2>();
    let is_letter = |pair: &&[u8; 2]| {
        matches!(
            pair,
            [0xd0 | 0xd1, _] | [0xd8, 0xa0..=0xff] | [0xd9, 0..=0x8a]
        )
    };
    2 * pairs.iter().take_while(is_letter).count()
}

/// Whether what stands there never joins what is before it by being a mark on it.
fn is_safe(at: At) -> bool {
    at != At::Other
}

/// What stands at a place, and its length in bytes.
fn look(bytes: &[u8], at: usize) -> (At, usize) {
    let byte = |n: usize| bytes.get(at + n).copied().unwrap_or(0);
    let Some(first) = bytes.get(at).copied() else {
        return (At::End, 0);
    };
    match first {
        b'a'..=b'z' | b'A'..=b'Z' => (At::Letter, 1),
        b'0'..=b'9' => (At::Digit, 1),
        b' ' => (At::Blank, 1),
        b'.' | b'\'' | b',' => (At::Joint, 1),
        b':' | b';' => (At::Colon, 1),
        b'_' | 0x7f => (At::Other, 1),
        b'!'..=b'~' => (At::Mark, 1),
        0..=0x1f => (At::Control, 1),
        0xc3 if !matches!(byte(1), 0x97 | 0xb7) => (At::Letter, 2),
        0xd0 | 0xd1 => (At::Letter, 2),
        0xd8 if byte(1) >= 0xa0 => (At::Letter, 2),
        0xd9 if byte(1) <= 0x8a => (At::Letter, 2),
        // Arabic comma, semicolon, question mark.
        0xd8 if matches!(byte(1), 0x8c | 0x9b | 0x9f) => (At::Mark, 2),
        0xe4..=0xe9 => (At::Han, 3),
        // Ideographic comma and full stop; full-width punctuation.
        0xe3 if byte(1) == 0x80 && matches!(byte(2), 0x81 | 0x82) => (At::Mark, 3),
        0xef if byte(1) == 0xbc && matches!(byte(2), 0x9a | 0x9b) => (At::Colon, 3),
        0xef if byte(1) == 0xbc && matches!(byte(2), 0x88 | 0x89) => (At::Mark, 3),
        // The full-width comma joins digits as the plain one does.
        0xef if byte(1) == 0xbc && byte(2) == 0x8c => (At::Joint, 3),
        _ => (At::Other, 1),
    }
}

//! Which way a text runs.
//!
//! Only the direction of the whole is told here; ordering the characters within a row is the
//! terminal's business.

use super::script::is_arabic;

/// The base direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

/// The direction given by the first strong character, skipping brackets, digits, punctuation and
/// whatever stands in an isolate; left to right when there is none (UAX #9, rules P2 and P3).
pub fn direction(text: &str) -> Direction {
    let mut isolates = 0_usize;
    for c in text.chars() {
        match c {
            '\u{2066}'..='\u{2068}' => isolates += 1,
            '\u{2069}' => isolates = isolates.saturating_sub(1),
            _ if isolates > 0 => {}
            '\u{200e}' => return Direction::Ltr,
            '\u{200f}' | '\u{61c}' => return Direction::Rtl,
            _ if !c.is_alphabetic() => {}
            _ if is_right_to_left(c) => return Direction::Rtl,
            _ => return Direction::Ltr,
        }
    }
    Direction::Ltr
}

fn is_right_to_left(letter: char) -> bool {
    is_arabic(letter)
        || matches!(letter,
            '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_strong_character_decides() {
        use Direction::{Ltr, Rtl};
        for (text, expected) in [
            ("", Ltr),
            ("12. [", Ltr),
            ("Decides to", Ltr),
            ("Décide de", Ltr),
            ("Año", Ltr),
            ("Постановляет", Ltr),
            ("决定", Ltr),
            ("يقرر أن", Rtl),
            ("1 - [يقرر]", Rtl),
            ("(ב)", Rtl),
            ("\u{200f}UN", Rtl),
            ("\u{2067}يقرر\u{2069} decides", Ltr),
            ("٣ - UN", Ltr),
        ] {
            assert_eq!(direction(text), expected, "{text}");
        }
    }
}

//! What a text is indexed and asked by: its folded words, one a position.
//!
//! An index keeps a text as *pieces*: each word with what clings to it, each mark, each odd blank. A piece has one term
//! or none, and a term one piece, so the numbers of the pieces are both the text and the positions of its words.
//!
//! Han is written without spaces, so each of its characters is joined to the next one: 裁军会议 gives 裁军, 军会, 会议
//! and, at the end of the run, 议. Every position but that last one also knows its single character, which is how a
//! paragraph is found by one character alone. Start at [`pieces`] and [`tokens`].

use std::ops::Range;

use crate::text::{self, WordKind, is_cjk, is_han};

/// Gives the pieces of a text in order: which bytes, and whether a single space comes before. Put together with those
/// spaces they are the text again.
pub(super) fn pieces(text: &str, mut give: impl FnMut(Range<usize>, bool)) {
    let (mut spaced, mut first) = (false, true);
    for word in text::words(text) {
        let range = word.range.clone();
        match word.kind {
            WordKind::Space if word.text == " " && !first && range.end < text.len() => {
                spaced = true;
                continue;
            }
            WordKind::Word | WordKind::Number if word.text.contains(['\'', '’']) => {
                let terms = text::terms(word.text);
                let mut start = 0;
                for next in terms.iter().skip(1) {
                    give(range.start + start..range.start + next.range.start, spaced);
                    (start, spaced) = (next.range.start, false);
                }
                give(range.start + start..range.end, spaced);
            }
            _ => give(range, spaced),
        }
        (spaced, first) = (false, false);
    }
}

/// The term of a piece, and where in the piece it stands.
pub(super) fn term_of(piece: &str) -> Option<text::Term> {
    // Most marks are single, and have none.
    if piece.len() == 1 && !piece.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    text::terms(piece).into_iter().next()
}

/// Whether a space is expected between two pieces; only where it is otherwise has it to be written down.
pub(super) fn is_spaced(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    let opens = matches!(
        last,
        '(' | '[' | '{' | '“' | '«' | '‘' | '-' | '‑' | '/' | '’' | '\''
    );
    let closes = matches!(
        next,
        ',' | ';'
            | '.'
            | ':'
            | ')'
            | ']'
            | '}'
            | '”'
            | '»'
            | '’'
            | '\''
            | '-'
            | '‑'
            | '/'
            | '?'
            | '!'
            | '،'
            | '؛'
            | '؟'
    );
    !(opens
        || closes
        || last.is_whitespace()
        || next.is_whitespace()
        || is_cjk(last)
        || is_cjk(next))
}

/// Whether a piece is one Han character, to be joined to its neighbours.
pub(super) fn is_han_piece(piece: &str) -> bool {
    piece.starts_with(is_han)
}

/// What stands at one position of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The folded word, or two joined Han characters.
    pub(super) term: String,
    /// The word as given, in small letters; of Han nothing.
    pub(super) written: String,
    /// Where it stands in the text as given, in bytes.
    pub(super) range: Range<usize>,
    /// Of two joined Han characters: the first alone.
    pub(super) single: Option<Single>,
    /// Whether it is the last character of a run of Han that has more than one: its joined form came before.
    pub(super) is_tail: bool,
    /// Whether it is of Han.
    pub(super) is_han: bool,
}

/// The first character of two that were joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Single {
    /// The character, folded.
    pub(super) term: String,
    /// Where it ends in the text as given.
    pub(super) end: usize,
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut terms: Vec<(text::Term, bool)> = Vec::new();
    let mut end = 0;
    pieces(text, |range, _| {
        let Some(mut term) = text.get(range.clone()).and_then(term_of) else {
            return;
        };
        term.range = range.start + term.range.start..range.start + term.range.end;
        let joined =
            term.han && terms.last().is_some_and(|(last, _)| last.han) && end == range.start;
        end = range.end;
        terms.push((term, joined));
    });
    let mut tokens = Vec::with_capacity(terms.len());
    for (at, (term, joined)) in terms.iter().enumerate() {
        let next = terms.get(at + 1).filter(|(_, joined)| *joined);
        tokens.push(match next {
            Some((next, _)) => Token {
                term: format!("{}{}", term.folded, next.folded),
                written: String::new(),
                range: term.range.start..next.range.end,
                single: Some(Single {
                    term: term.folded.clone(),
                    end: term.range.end,
                }),
                is_tail: false,
                is_han: true,
            },
            None => Token {
                term: term.folded.clone(),
                written: written(text, term),
                range: term.range.clone(),
                single: None,
                is_tail: *joined,
                is_han: term.han,
            },
        });
    }
    tokens
}

/// A word as it stands in the text, in small letters, in the encoding that texts are kept in.
fn written(text: &str, term: &text::Term) -> String {
    let word = text.get(term.range.clone()).unwrap_or_default();
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    text::normalize(word).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn words_and_joined_characters() {
        for (text, expected) in [
            ("Année 2010, l’État", "annee 2010 l etat"),
            ("裁军会议，NPT 年", "裁军 军会 会议 议. npt 年"),
            ("نزع السلاح", "نزع السلاح"),
            ("", ""),
        ] {
            let found: Vec<String> = tokens(text)
                .into_iter()
                .map(|token| token.term + if token.is_tail { "." } else { "" })
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_text(text in samples::text()) {
            let mut again = String::new();
            let mut end = 0;
            pieces(&text, |range, spaced| {
                if spaced {
                    again.push(' ');
                }
                assert!(range.start == end + usize::from(spaced) && range.end > range.start);
                end = range.end;
                again.push_str(text.get(range).unwrap());
            });
            prop_assert_eq!(again, text);
        }

        #[test]
        fn pieces_have_the_terms_of_the_text(text in samples::text()) {
            // Of a word with two apostrophes each part is read by itself.
            let twice = |word: &text::Word<'_>| word.text.matches(['\'', '’']).count() > 1;
            prop_assume!(!text::words(&text).any(|word| twice(&word)));
            let mut found = Vec::new();
            pieces(&text, |range, _| {
                let piece = text.get(range).unwrap();
                assert!(text::terms(piece).len() <= 1);
                found.extend(term_of(piece).map(|term| term.folded));
            });
            let terms: Vec<String> = text::terms(&text).into_iter().map(|term| term.folded).collect();
            prop_assert_eq!(found, terms);
        }
    }
}

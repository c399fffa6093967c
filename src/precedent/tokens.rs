//! What a text is indexed and asked by: its folded words, one a position.
//!
//! Han is written without spaces, so each of its characters is joined to the next one: 裁军会议 gives 裁军, 军会, 会议
//! and, at the end of the run, 议. Every position but that last one also knows its single character, which is how a
//! paragraph is found by one character alone. Start at [`tokens`].

use std::ops::Range;

use crate::text;

/// What stands at one position of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The folded word, or two joined Han characters.
    pub(super) term: String,
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
    let mut terms = text::terms(text).into_iter().peekable();
    let mut tokens = Vec::with_capacity(terms.len());
    let mut joined_to = None;
    while let Some(term) = terms.next() {
        let next = terms
            .peek()
            .filter(|next| term.han && next.han && next.range.start == term.range.end);
        let is_tail = term.han && joined_to == Some(term.range.start);
        joined_to = next.map(|next| next.range.start);
        tokens.push(match next {
            Some(next) => Token {
                term: format!("{}{}", term.folded, next.folded),
                range: term.range.start..next.range.end,
                single: Some(Single {
                    term: term.folded,
                    end: term.range.end,
                }),
                is_tail: false,
                is_han: true,
            },
            None => Token {
                term: term.folded,
                range: term.range,
                single: None,
                is_tail,
                is_han: term.han,
            },
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

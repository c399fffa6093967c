//! Ways to look at bracketed text.
//!
//! Two are here: the text as it is, and the text as it would read if everything in brackets stayed in its first
//! wording. What adoption would make of it, and what stood before the brackets, take a decision on each bracket and
//! are not guessed. Start at [`Lens::see`].

use std::sync::Arc;

use super::bracket::{self, BracketKind, Piece};
use super::{Document, Header};

/// A way to look at bracketed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lens {
    /// As it is, brackets and who holds them.
    #[default]
    Brackets,
    /// Without brackets and names: what is contested is kept, and the first of several wordings chosen.
    Clean,
}

impl Lens {
    /// All lenses, with the word that commands use.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::Brackets, "brackets"), (Self::Clean, "clean")];

    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(lens, _)| *lens == self)
            .map_or("brackets", |(_, word)| word)
    }

    /// A text through this lens. The header says who is a party; without one, whatever looks like a code is.
    pub fn see(self, header: Option<&Header>, text: &str) -> String {
        match self {
            Self::Brackets => text.to_owned(),
            Self::Clean => {
                let is_party = |said: &str| {
                    bracket::looks_like_code(said)
                        || header.is_some_and(|h| h.find_party(said).is_some())
                };
                clean(text, &is_party)
            }
        }
    }

    /// A document through this lens: the same paragraphs in the same places.
    pub fn document(self, header: Option<&Header>, document: &Arc<Document>) -> Arc<Document> {
        if self == Self::Brackets {
            return document.clone();
        }
        let mut seen = Document::clone(document);
        seen.head.brackets.clear();
        for p in &mut seen.paragraphs {
            if p.text().contains(['[', '［', '\\']) {
                *p = Arc::new(p.with_text(&self.see(header, p.text())));
            }
        }
        Arc::new(seen)
    }
}

/// The text without its contested brackets and their marks. A bracket without a partner stays.
fn clean(text: &str, is_party: &dyn Fn(&str) -> bool) -> String {
    let read = bracket::parse(text, is_party);
    let mut out = String::with_capacity(text.len());
    add(&mut out, text, &read.pieces);
    out.trim().to_owned()
}

fn add(out: &mut String, text: &str, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Plain(range) => push(out, text.get(range.clone()).unwrap_or_default()),
            Piece::Remark(_) => {}
            Piece::Bracket(bracket) => match bracket.kind {
                BracketKind::Original | BracketKind::Placeholder | BracketKind::Citation => {
                    push(out, text.get(bracket.range.clone()).unwrap_or_default());
                }
                BracketKind::Status | BracketKind::Remark => {}
                BracketKind::Contested => {
                    if let Some(first) = bracket.alternatives.first() {
                        add(out, text, &first.pieces);
                    }
                }
            },
        }
    }
}

/// Words behind those that are there: literal brackets as they are read, and no two spaces where a bracket was.
fn push(out: &mut String, words: &str) {
    let after_space = out.is_empty() || out.ends_with(' ');
    let words = if after_space {
        words.trim_start_matches(' ')
    } else {
        words
    };
    let first = words.trim_start().chars().next();
    if after_space && first.is_some_and(|c| matches!(c, ',' | ';' | '.')) {
        out.truncate(out.trim_end_matches(' ').len());
    }
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && matches!(next, '[' | ']' | '\\' | '［' | '］') => {
                out.extend(chars.next());
            }
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_keeps_the_first_wording_of_what_is_contested() {
        let is_party = |said: &str| bracket::looks_like_code(said) || said == "Norway";
        for (text, seen) in [
            ("No brackets.", "No brackets."),
            ("States [shall] act;", "States shall act;"),
            (
                "States [to consider - KAZ; UZB delete] [, as appropriate,] to sign;",
                "States to consider, as appropriate, to sign;",
            ),
            ("It [shall / should] act;", "It shall act;"),
            ("[EU, Norway: Recalls] the text;", "Recalls the text;"),
            ("a [b [c - KAZ] d - UZB] e", "a b c d e"),
            (r"See \[sic\] [this];", "See [sic] this;"),
            ("Title [Original: Russian]", "Title [Original: Russian]"),
            ("Words. [Agreed ad ref]", "Words."),
            ("各国［应当］行动。", "各国应当行动。"),
            ("a [] b", "a b"),
            ("open [ bracket", "open [ bracket"),
        ] {
            assert_eq!(clean(text, &is_party), seen, "{text}");
        }
    }
}

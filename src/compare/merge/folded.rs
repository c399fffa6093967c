//! The tokens of a paragraph in which each attribution is one. Start at [`Folded::fold`].

use super::holders::{self, Attribution, Place, Sort};
use crate::compare::token::{Lexicon, Token};

/// The tokens of a paragraph while attributions become one token each.
pub(super) struct Folded<'t> {
    /// The paragraph.
    pub paragraph: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token<'t>>,
    /// Where each begins, in bytes.
    pub starts: Vec<usize>,
}

impl Folded<'_> {
    /// Puts attributions in the place of their names, and empty ones where nobody is named. `first` tokens stand before.
    pub(super) fn fold(
        &mut self,
        places: &[Place],
        first: usize,
        lexicon: &mut Lexicon,
        within: &mut Vec<Option<usize>>,
    ) -> Vec<Attribution> {
        let id = lexicon.key("\u{1}");
        let mut put: Vec<(usize, &Place)> = Vec::new();
        for place in places {
            let from = self
                .starts
                .partition_point(|start| *start < place.range.start);
            let to = self
                .starts
                .partition_point(|start| *start < place.range.end);
            let to = to.max(from);
            let is_cut = |at: usize| {
                let before = at.checked_sub(1);
                let before = before.and_then(|k| Some((self.starts.get(k)?, self.tokens.get(k)?)));
                let edge = if at == from {
                    place.range.start
                } else {
                    place.range.end
                };
                before.is_some_and(|(start, token)| start + token.text.len() > edge)
            };
            if is_cut(from) || is_cut(to) {
                continue;
            }
            if place.sort == Sort::Slash {
                // An empty attribution stands where the slash begins.
                let is_empty = self.tokens.get(from).is_some_and(|t| t.text.is_empty());
                put.push((from + usize::from(is_empty), place));
                continue;
            }
            // The white space behind the last of them; behind words that nobody holds, that of the word before.
            let space = match to.checked_sub(1).and_then(|last| self.tokens.get_mut(last)) {
                Some(last) if to > from => last.space,
                Some(before) => std::mem::take(&mut before.space),
                None => "",
            };
            let text = self.paragraph.get(place.range.clone());
            let text = text.unwrap_or_default();
            let token = Token { id, text, space };
            self.tokens.splice(from..to, [token]);
            self.starts.splice(from..to, [place.range.start]);
            put.push((from, place));
        }
        within.resize(first + self.tokens.len(), None);
        let mut found = Vec::new();
        for (token, place) in put {
            let start_of = |byte: usize| self.starts.partition_point(|start| *start < byte);
            let open = start_of(place.open);
            if let Some(at) = within.get_mut(first + token) {
                *at = Some(first + open);
            }
            if place.sort == Sort::Slash {
                continue;
            }
            let body = start_of(place.body.start)..start_of(place.body.end);
            let words = self.tokens.get(body).unwrap_or_default().iter();
            let words = words.map(|token| token.id);
            found.push(Attribution {
                token: first + token,
                sort: place.sort.clone(),
                words: words
                    .filter(|word| *word != id && holders::is_word(lexicon, *word))
                    .collect(),
            });
        }
        found
    }
}

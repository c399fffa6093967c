//! The search in front of a paragraph that is being typed: at its caret, seeded with the words before it.

use super::finder::{Finder, What};
use super::source_of;
use crate::app::consensus::Motion;
use crate::app::overlay::Overlay;
use crate::app::{App, Effect, Field, Key, Screen};
use crate::text;

/// The search in front.
#[derive(Debug, Clone, Default)]
pub struct Lookup {
    /// The search.
    pub finder: Finder,
}

/// Words before the caret that the search begins with.
const SEED: usize = 6;
/// Rows of a hit in the box.
pub const LOOKUP_ROWS: usize = 2;
/// Rows of the box for what was found.
pub const LOOKUP_LIST: usize = 10;

impl App {
    /// The search in front, if it is.
    pub fn lookup(&self) -> Option<&Lookup> {
        match self.overlays.last() {
            Some(Overlay::Lookup(lookup)) => Some(lookup),
            _ => None,
        }
    }

    pub(super) fn lookup_mut(&mut self) -> Option<&mut Lookup> {
        match self.overlays.last_mut() {
            Some(Overlay::Lookup(lookup)) => Some(lookup),
            _ => None,
        }
    }

    /// Opens the search at the caret.
    pub(in crate::app) fn open_lookup(&mut self) -> Vec<Effect> {
        let Some(editing) = self.editing.as_ref().filter(|e| e.purpose.types()) else {
            return Vec::new();
        };
        let before = editing.field.text().get(..editing.field.caret());
        let seed = seed(before.unwrap_or_default());
        let finder = Finder {
            field: Field::new(&seed),
            tongue: self.precedents.finder.tongue,
            what: What::Paragraphs,
            ..Finder::default()
        };
        self.overlays
            .push(Overlay::Lookup(Box::new(Lookup { finder })));
        let mut effects = self.ask_shelves();
        effects.extend(self.search_in_front());
        effects
    }

    /// Asks for what the query in front says now.
    pub(in crate::app) fn search_in_front(&mut self) -> Vec<Effect> {
        let (ticket, language) = (self.next_ticket(), self.language);
        let off = self.precedents.shelves.off.clone();
        let header = self.workspace().map(|w| w.header.clone());
        match self.lookup_mut() {
            Some(lookup) => lookup.finder.ask(ticket, language, &off, header.as_deref()),
            None => Vec::new(),
        }
    }

    /// A key for the query in front.
    pub(in crate::app) fn press_lookup(&mut self, key: Key) -> Vec<Effect> {
        let width = usize::from(self.size.0);
        let Some(lookup) = self.lookup_mut() else {
            return Vec::new();
        };
        let before = lookup.finder.field.text().to_owned();
        lookup.finder.field.press(key, width);
        if lookup.finder.field.text() == before {
            return Vec::new();
        }
        self.search_in_front()
    }

    pub(in crate::app) fn paste_lookup(&mut self, pasted: &str) -> Vec<Effect> {
        if let Some(lookup) = self.lookup_mut() {
            lookup.finder.field.paste(pasted);
        }
        self.search_in_front()
    }

    pub(in crate::app) fn move_lookup(&mut self, motion: Motion, times: usize) {
        if let Some(lookup) = self.lookup_mut() {
            lookup.finder.step(motion, LOOKUP_LIST / LOOKUP_ROWS, times);
        }
    }

    pub(in crate::app) fn settle_lookup(&mut self) {
        if let Some(lookup) = self.lookup_mut() {
            lookup.finder.settle(LOOKUP_LIST, LOOKUP_ROWS);
        }
    }

    /// Goes on with the search on the whole screen.
    pub(in crate::app) fn widen_lookup(&mut self) -> Vec<Effect> {
        let Some(Overlay::Lookup(lookup)) = self.overlays.pop() else {
            return Vec::new();
        };
        self.precedents.finder = lookup.finder;
        self.go(Screen::Precedents)
    }

    /// Enter: puts the words in at the caret, without those that stand before it already, with where they come from.
    pub(in crate::app) fn take_from_lookup(&mut self) -> Vec<Effect> {
        let Some(found) = self.chosen_match().cloned() else {
            self.say("Nothing is selected.");
            return Vec::new();
        };
        if let Err(why) = self.fits(&found.hit) {
            self.warn(why);
            return Vec::new();
        }
        self.overlays.pop();
        let before = self
            .editing
            .as_ref()
            .and_then(|e| e.field.text().get(..e.field.caret()))
            .unwrap_or_default();
        let words = unsaid(before, &found.hit.text).to_owned();
        self.insert_words(&words, source_of(&found))
    }
}

/// The last words of a text, back to the end of the clause before.
fn seed(before: &str) -> String {
    let clause = before
        .rfind(['.', ';', '。', '；', '؛', '[', ']'])
        .and_then(|at| before.get(at..))
        .map_or(before, |rest| {
            rest.trim_start_matches(['.', ';', '。', '；', '؛', '[', ']'])
        });
    let mut starts: Vec<usize> = text::words(clause)
        .filter(|word| word.text.chars().any(char::is_alphanumeric))
        .map(|word| word.range.start)
        .collect();
    // A word of Han is a character: it takes more of them to say as much.
    let most = if clause.chars().any(text::is_han) {
        2 * SEED
    } else {
        SEED
    };
    let from = starts.split_off(starts.len().saturating_sub(most));
    let from = from.first().copied().unwrap_or(clause.len());
    clause.get(from..).unwrap_or_default().to_owned()
}

/// What of the words of a paragraph does not stand before the caret yet: when the paragraph begins with the last words
/// there, only what follows them.
fn unsaid<'a>(before: &str, words: &'a str) -> &'a str {
    let terms = |text: &str| -> Vec<(String, usize)> {
        let terms = text::terms(text).into_iter();
        terms.map(|term| (term.folded, term.range.end)).collect()
    };
    let (said, theirs) = (terms(before), terms(words));
    let most = said.len().min(theirs.len());
    let same = (2..=most).rev().find(|count| {
        let tail = said.get(said.len() - count..).unwrap_or_default();
        let head = theirs.get(..*count).unwrap_or_default();
        tail.iter().zip(head).all(|(a, b)| a.0 == b.0)
    });
    let end = same
        .and_then(|count| theirs.get(count - 1))
        .map(|term| term.1);
    match end.and_then(|end| words.get(end..)) {
        Some(rest) if before.ends_with(char::is_whitespace) => rest.trim_start(),
        Some(rest) => rest,
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_begins_with_the_clause_before_the_caret() {
        for (before, expected) in [
            ("", ""),
            ("Decides to remain ", "Decides to remain "),
            ("One; two three. Four five six ", "Four five six "),
            ("a b c d e f g h", "c d e f g h"),
            ("Urges [all States", "all States"),
            ("决定继续积极处理此案。重申其", "重申其"),
            ("قرر أن يبقي", "قرر أن يبقي"),
        ] {
            assert_eq!(seed(before), expected, "{before}");
        }
    }

    #[test]
    fn words_that_stand_there_already_are_not_put_in_again() {
        for (before, words, expected) in [
            ("", "Decides to remain seized", "Decides to remain seized"),
            ("Decides to ", "Decides to remain seized", "remain seized"),
            (
                "Also decides to",
                "Decides to remain seized",
                " remain seized",
            ),
            (
                "Decides ",
                "Decides to remain seized",
                "Decides to remain seized",
            ),
            ("Other words ", "Decides to remain", "Decides to remain"),
            ("决定继续", "决定继续处理", "处理"),
        ] {
            assert_eq!(unsaid(before, words), expected, "{before}");
        }
    }
}

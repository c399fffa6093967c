//! Which words there are, and which passages hold them.
//!
//! A *passage* is a text that is indexed once, however many paragraphs repeat it; it is known here by its number. The
//! index grows passage by passage and is complete after each. It knows nothing of documents.
//! Start at [`Index::add`].

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use super::tokens::{Token, tokens};
use super::typo::{self, LONGEST};

/// Number of a distinct word.
pub(super) type TermId = u32;

/// Words with their passages.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    ids: HashMap<Arc<str>, TermId>,
    sorted: BTreeMap<Arc<str>, TermId>,
    terms: Vec<Term>,
    /// Words that typing can go wrong in, by their number of letters.
    shelves: Vec<Shelf>,
    /// Words of all passages, one after the other, by position.
    words: Vec<TermId>,
    /// Where the words of each passage end.
    ends: Vec<usize>,
}

/// A distinct word.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The word, folded.
    pub(super) text: Arc<str>,
    /// Passages that hold it, in ascending order.
    pub(super) passages: Vec<u32>,
    /// Of two joined Han characters: the first alone.
    pub(super) single: Option<TermId>,
}

/// Words of one length.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    /// The letters of each word, as [`typo::signature`] gives them.
    pub(super) signatures: Vec<u64>,
    /// The words, in the same order.
    pub(super) terms: Vec<TermId>,
}

impl Index {
    /// Adds a passage and gives its number: the next one, counted from 0.
    pub(super) fn add(&mut self, text: &str) -> u32 {
        let passage = self.ends.len() as u32;
        for token in tokens(text) {
            let single = token.single.as_ref().map(|single| {
                let id = self.intern(&single.term, None, true);
                self.post(id, passage);
                id
            });
            let Token { term, is_han, .. } = token;
            let id = self.intern(&term, single, is_han);
            self.post(id, passage);
            self.words.push(id);
        }
        self.ends.push(self.words.len());
        passage
    }

    /// How many passages there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many distinct words there are.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    /// The words of a passage, by position.
    pub(super) fn words(&self, passage: u32) -> &[TermId] {
        let at = passage as usize;
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or_default();
        let end = self.ends.get(at).copied().unwrap_or_default();
        self.words.get(start..end).unwrap_or_default()
    }

    /// The number of a word.
    pub(super) fn find(&self, word: &str) -> Option<TermId> {
        self.ids.get(word).copied()
    }

    /// A word with its passages.
    pub(super) fn term(&self, id: TermId) -> Option<&Term> {
        self.terms.get(id as usize)
    }

    /// In how many passages a word is.
    pub(super) fn frequency(&self, id: TermId) -> usize {
        self.term(id).map_or(0, |term| term.passages.len())
    }

    /// Words that begin with these letters, in the order of the alphabet.
    pub(super) fn beginning_with<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = TermId> + 'a {
        self.sorted
            .range::<str, _>((Bound::Included(start), Bound::Unbounded))
            .take_while(move |(word, _)| word.starts_with(start))
            .map(|(_, id)| *id)
    }

    /// Words of a number of letters in which typing can go wrong.
    pub(super) fn shelf(&self, letters: usize) -> Option<&Shelf> {
        self.shelves.get(letters)
    }

    fn intern(&mut self, word: &str, single: Option<TermId>, is_han: bool) -> TermId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.terms.len() as TermId;
        let text: Arc<str> = word.into();
        self.ids.insert(Arc::clone(&text), id);
        self.sorted.insert(Arc::clone(&text), id);
        let letters = word.chars().count();
        if !is_han && letters <= LONGEST && !is_number(word) {
            if self.shelves.len() <= letters {
                self.shelves.resize_with(letters + 1, Shelf::default);
            }
            if let Some(shelf) = self.shelves.get_mut(letters) {
                shelf.signatures.push(typo::signature(word));
                shelf.terms.push(id);
            }
        }
        self.terms.push(Term {
            text,
            passages: Vec::new(),
            single,
        });
        id
    }

    fn post(&mut self, id: TermId, passage: u32) {
        if let Some(term) = self.terms.get_mut(id as usize)
            && term.passages.last() != Some(&passage)
        {
            term.passages.push(passage);
        }
    }
}

/// Whether a word has a digit: numbers are not typed approximately.
pub(super) fn is_number(word: &str) -> bool {
    word.contains(char::is_numeric)
}

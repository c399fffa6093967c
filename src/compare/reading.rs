//! Paragraphs read: their words as numbers, once for as long as they are looked at.
//!
//! It never decides anything. A paragraph is known by its place in memory and kept alive for as long as it is known, so
//! that comparing again after an edit reads the edited paragraph alone. Start at [`Library::read`].

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::letters::{Letters, bare};
use super::likeness::{alike, features};
use super::token::{Fast, Lexicon, Token, Tokens, Typography};
use crate::model::Paragraph;

/// A paragraph in numbers.
#[derive(Debug)]
pub(super) struct Reading {
    paragraph: Arc<Paragraph>,
    /// No other reading ever has it.
    number: u64,
    /// Number of each token, where its text begins and where it ends; white space is what lies between.
    tokens: Vec<(u32, u32, u32)>,
    /// Its words and pairs of words as [`features`] gives them.
    pub(super) features: Vec<u64>,
    signs: OnceLock<Vec<u32>>,
    letters: OnceLock<Option<Letters>>,
    bare: OnceLock<Option<Box<str>>>,
}

impl Reading {
    /// The numbers of the tokens.
    pub(super) fn ids(&self) -> impl Iterator<Item = u32> {
        self.tokens.iter().map(|token| token.0)
    }

    /// Whether it was read of that paragraph.
    pub(super) fn is_of(&self, paragraph: &Arc<Paragraph>) -> bool {
        Arc::ptr_eq(&self.paragraph, paragraph)
    }

    /// By what it is found: stems and pairs of words, each once, as numbers of the library, rising. Empty as long as nobody
    /// asked the library for them.
    pub(super) fn signs(&self) -> &[u32] {
        self.signs.get().map_or(&[], Vec::as_slice)
    }

    /// Its pairs of letters; none of a long one.
    pub(super) fn letters(&self) -> Option<&Letters> {
        let letters = || Letters::of(self.paragraph.text());
        self.letters.get_or_init(letters).as_ref()
    }

    /// Nothing but its letters; none of a long one, nor of one that has none.
    pub(super) fn bare(&self) -> Option<&str> {
        let bare = || bare(self.paragraph.text());
        self.bare.get_or_init(bare).as_deref()
    }

    /// The tokens with their texts.
    pub(super) fn tokens(&self) -> Tokens<'_> {
        let text = self.paragraph.text();
        let part = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
        let first = self.tokens.first().map_or(text.len() as u32, |t| t.1);
        let next = self.tokens.iter().skip(1).map(|t| t.1);
        let ends = next.chain([text.len() as u32]);
        let list = self.tokens.iter().zip(ends);
        Tokens {
            lead: part(0, first),
            list: list
                .map(|((id, from, to), next)| Token {
                    id: *id,
                    text: part(*from, *to),
                    space: part(*to, next),
                })
                .collect(),
        }
    }
}

/// The paragraphs that were read.
#[derive(Debug, Clone)]
pub(super) struct Library {
    /// The numbers of the tokens.
    pub(super) lexicon: Lexicon,
    numbers: HashMap<u64, u32, Fast>,
    known: HashMap<usize, Arc<Reading>, Fast>,
    next: u64,
    /// How alike two readings are, by their numbers.
    alike: HashMap<(u64, u64), f32, Fast>,
}

/// For each paragraph that is known no more than this many likenesses are kept.
const ALIKE: usize = 8;
/// So many times the paragraphs of both documents are kept, and so many more.
const MOST: usize = 2;
const MANY: usize = 64;

impl Library {
    /// Nothing read yet.
    pub(super) fn new(typography: Typography) -> Self {
        Self {
            lexicon: Lexicon::of(typography),
            numbers: HashMap::default(),
            known: HashMap::default(),
            next: 0,
            alike: HashMap::default(),
        }
    }

    /// How alike two paragraphs are, found now or before.
    pub(super) fn likeness(&mut self, a: &Arc<Paragraph>, b: &Arc<Paragraph>) -> f32 {
        let (a, b) = (self.read(a), self.read(b));
        let lexicon = &self.lexicon;
        *self
            .alike
            .entry((a.number, b.number))
            .or_insert_with(|| alike(&a, &b, lexicon))
    }

    /// A paragraph read, now or before.
    pub(super) fn read(&mut self, paragraph: &Arc<Paragraph>) -> Arc<Reading> {
        let place = Arc::as_ptr(paragraph) as usize;
        if let Some(known) = self.known.get(&place) {
            return Arc::clone(known);
        }
        let text = paragraph.text();
        let tokens = self.lexicon.tokens(text);
        let features = features(&tokens.list, &self.lexicon);
        let mut at = tokens.lead.len() as u32;
        let places = tokens.list.iter().map(|token| {
            let from = at;
            let to = from + token.text.len() as u32;
            at = to + token.space.len() as u32;
            (token.id, from, to)
        });
        self.next += 1;
        let reading = Arc::new(Reading {
            number: self.next,
            tokens: places.collect(),
            paragraph: Arc::clone(paragraph),
            features,
            signs: OnceLock::new(),
            letters: OnceLock::new(),
            bare: OnceLock::new(),
        });
        self.known.insert(place, Arc::clone(&reading));
        reading
    }

    /// The same with the signs by which it is found.
    pub(super) fn signed(&mut self, paragraph: &Arc<Paragraph>) -> Arc<Reading> {
        let reading = self.read(paragraph);
        if reading.signs.get().is_none() {
            let signs = self.signs(&reading.features);
            reading.signs.get_or_init(|| signs);
        }
        reading
    }

    /// How many signs there are.
    pub(super) fn many(&self) -> usize {
        self.numbers.len()
    }

    /// Forgets one paragraph.
    pub(super) fn drop(&mut self, paragraph: &Arc<Paragraph>) {
        self.known.remove(&(Arc::as_ptr(paragraph) as usize));
    }

    /// Forgets what stands in neither document, as soon as that is most of what is known.
    pub(super) fn forget(&mut self, documents: [&[Arc<Paragraph>]; 2]) {
        let paragraphs = documents.into_iter().flatten();
        if self.known.len() > MOST * paragraphs.clone().count() + MANY {
            let here: HashSet<usize, Fast> = paragraphs.map(|p| Arc::as_ptr(p) as usize).collect();
            self.known.retain(|place, _| here.contains(place));
        }
        if self.alike.len() > ALIKE * self.known.len() {
            self.alike.clear();
        }
    }

    fn signs(&mut self, features: &[u64]) -> Vec<u32> {
        let mut signs = Vec::with_capacity(features.len());
        let mut last = None;
        for feature in features {
            if last == Some(*feature) {
                continue;
            }
            last = Some(*feature);
            let sign = if *feature >> 32 == 0 {
                u64::from(self.lexicon.entry(*feature as u32).stem)
            } else {
                *feature
            };
            let next = self.numbers.len() as u32;
            signs.push(*self.numbers.entry(sign).or_insert(next));
        }
        signs.sort_unstable();
        signs.dedup();
        signs
    }
}

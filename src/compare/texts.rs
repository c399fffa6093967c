//! The paragraphs of both documents in numbers: which have the same words, which are headings, and how long each is. What
//! is known of a paragraph that stands where it stood is not asked again. Start at [`Texts::of`].

use std::collections::HashMap;
use std::sync::Arc;

use super::align::weight;
use super::token::Fast;
use crate::model::{Document, Paragraph, Role};
use crate::text::Digest;

/// What is known of a paragraph without reading its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    /// The same number for the same words.
    pub words: u32,
    /// What it is.
    pub role: Role,
    /// Whether it is a heading.
    pub heading: bool,
    /// What it weighs where the order of the text is sought.
    pub weight: u64,
}

/// Both documents, by place.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    numbers: HashMap<Digest, u32, Fast>,
    sides: [Vec<(Arc<Paragraph>, Text)>; 2],
    /// How alike two wordings are.
    pub(super) alike: Alike,
}

/// How alike two wordings are, by their numbers: the first in the upper half.
pub(super) type Alike = HashMap<u64, f32, Fast>;

/// More numbers than so many for each paragraph, and so many beside, are not kept.
const MOST: usize = 2;
const BESIDE: usize = 64;
/// More likenesses than so many for each paragraph are not kept.
const ALIKE: usize = 8;

impl Texts {
    /// What is known of the paragraphs of both documents, and how many numbers of words there are.
    pub(super) fn of(&mut self, documents: [&Document; 2]) -> ([Vec<Text>; 2], usize) {
        let many: usize = documents.map(|d| d.paragraphs.len()).iter().sum();
        if self.numbers.len() > MOST * many + BESIDE {
            *self = Self::default();
        }
        if self.alike.len() > ALIKE * many + BESIDE {
            self.alike.clear();
        }
        let Self { numbers, sides, .. } = self;
        let mut texts = [Vec::new(), Vec::new()];
        for ((known, document), texts) in sides.iter_mut().zip(documents).zip(&mut texts) {
            known.truncate(document.paragraphs.len());
            texts.reserve(document.paragraphs.len());
            for (at, p) in document.paragraphs.iter().enumerate() {
                let before = known.get(at).filter(|(before, _)| Arc::ptr_eq(before, p));
                if let Some((_, text)) = before {
                    texts.push(*text);
                    continue;
                }
                let next = numbers.len() as u32;
                let text = Text {
                    words: *numbers.entry(p.digest()).or_insert(next),
                    role: p.role,
                    heading: matches!(p.role, Role::Title | Role::Heading),
                    weight: weight(p),
                };
                texts.push(text);
                match known.get_mut(at) {
                    Some(known) => *known = (Arc::clone(p), text),
                    None => known.push((Arc::clone(p), text)),
                }
            }
        }
        (texts, numbers.len())
    }
}

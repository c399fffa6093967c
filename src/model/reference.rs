//! References to paragraphs in running words: `paragraphs 3 to 5 above`, `пункте 6 выше`, `上文第6段`, `الفقرتين 3 و 4 أعلاه`.
//!
//! What it is for: finding those that are into the text itself, in six languages, so that they can be checked and follow
//! their paragraph when it is renumbered. One into another document (`paragraph 6 of resolution 2653 (2022)`) is found
//! too, and told apart.
//!
//! What it never does: guess. Where it cannot be told whose paragraph is meant, it is somebody else's and left alone.
//!
//! Where to start: [`find`], then [`Reference`].

mod elsewhere;
mod han;
mod scan;
mod tongue;
mod write;

use std::ops::Range;

use super::label::{Class, Step};
use crate::text::Language;

pub use write::{Member, Number, rewrite};

/// Words that name paragraphs by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Bytes of the words, from the noun to the last number.
    pub range: Range<usize>,
    /// What is numbered.
    pub class: Class,
    /// The numbers, in order; never empty.
    pub items: Vec<Item>,
    /// Whose paragraph is meant.
    pub into: Into,
    /// Whether it names items of the paragraph it stands in: `subparagraph (b) above`.
    pub is_near: bool,
    /// Whether it goes on in a way that is not understood: `paragraph 5 bis, ter`, `第5段之二`. It is left alone.
    pub goes_on: bool,
}

/// Whose paragraph is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Into {
    /// Of this text.
    Here,
    /// Of another document, or of a part that is not known.
    Elsewhere,
}

/// One number of a reference, with what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// How it goes on from the number before.
    pub joint: Joint,
    /// Its steps: 5, (a), (ii).
    pub marks: Vec<Mark>,
}

impl Item {
    /// Bytes of it.
    pub fn range(&self) -> Range<usize> {
        let start = self.marks.first().map_or(0, |mark| mark.range.start);
        start..self.marks.last().map_or(start, |mark| mark.range.end)
    }

    /// Its steps.
    pub fn steps(&self) -> Vec<&Step> {
        self.marks.iter().map(|mark| &mark.step).collect()
    }
}

/// One step of a number, where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of it with its additions and what stands around it.
    pub range: Range<usize>,
    /// Bytes of the number alone.
    pub number: Range<usize>,
    /// Bytes of the additions, white space before them included; empty when there are none.
    pub additions: Range<usize>,
    /// What it says.
    pub step: Step,
}

/// How a reference goes on from one number to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// It is the first.
    First,
    /// And this one.
    And,
    /// Up to this one.
    To,
}

/// The references in a text of that language, in order. They do not overlap.
pub fn find(text: &str, language: &Language) -> Vec<Reference> {
    let mut found = if language.primary() == "zh" {
        han::find(text)
    } else {
        match tongue::of(language) {
            Some(tongue) => scan::find(text, tongue),
            None => Vec::new(),
        }
    };
    elsewhere::spread(text, &mut found, language);
    found
}

#[cfg(test)]
mod tests;

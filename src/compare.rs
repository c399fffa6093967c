//! What changed between two texts, as a person would mark it.
//!
//! What it is for: pairing the paragraphs of two documents (kept, changed, moved, split, merged, inserted, struck, given
//! another label), the changed words inside a pair, and shifts of obligation.
//!
//! What it never does: read or write anything, or change a document. Labels never take part in the comparison of words:
//! a renumbered paragraph is not a changed one. White space and wrapping are no changes either, nor is typography.
//!
//! Where to start: [`compare`] for documents, [`words`] for two wordings of one paragraph, [`obligations`] for what an
//! edit does to a duty. How paragraphs find each other stands in `align`.

mod affine;
mod align;
mod aloud;
mod bridge;
mod candidate;
mod chain;
mod comparer;
mod content;
mod edit;
mod found;
mod han;
mod heading;
mod joint;
mod kin;
mod letters;
mod likeness;
mod lists;
mod merge;
mod names;
mod obligation;
mod older;
mod order;
mod pairing;
mod place;
mod quote;
mod rarity;
mod reading;
mod residue;
mod row;
#[cfg(test)]
mod samples;
mod series;
mod sheet;
mod since;
mod single;
mod stem;
mod structure;
mod take;
mod term;
mod texts;
mod token;

pub use aloud::{aloud, unit};
pub use bridge::Bridge;
pub use comparer::Comparer;
pub use edit::{Edit, Op, Space, exact_words, word_change, words};
pub use kin::kin;
pub use likeness::similarity;
pub use merge::{
    Conflict, Did, Dispute, Holders, MergeOptions, Merged, MergedWords, WordConflict, merge,
    merge_words,
};
pub use names::{Names, Note};
pub use obligation::{Obligation, Shift, duties, fillers, obligations};
pub use order::{Item, reading};
pub use series::{Count, Done, Stage, history, stretch};
pub use sheet::{Labels, OnlyChanged, Sheet};
pub use since::{Heard, Kept, Remark, Since, Who, alike, kept_words, missing, since};
pub use single::{Single, changes};
pub use take::{Mine, Step, Taken, Taker, along, steps};
pub use token::Typography;

use crate::model::{Document, Label};

/// What a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The same words and marks on both sides; in two languages, a paragraph and its translation.
    Unchanged,
    /// The same paragraph with other words or marks.
    Changed,
    /// New.
    Inserted,
    /// Struck.
    Deleted,
    /// One paragraph became several.
    Split,
    /// Several paragraphs became one.
    Merged,
}

/// Paragraphs that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Places in the first document, from 0, rising; none when inserted.
    pub a: Vec<usize>,
    /// Places in the second document, from 0, rising; none when struck.
    pub b: Vec<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether it stands elsewhere among what stayed in order.
    pub moved: bool,
    /// The labels before and after, of the first paragraph of each side, when a person would read them as different.
    pub relabelled: Option<(Option<Label>, Option<Label>)>,
    /// How near the words are, see [`similarity`]; 0 when there is one side only or in two languages.
    pub similarity: f32,
    /// The words that changed. Of several paragraphs, their texts are joined by `\n`. Empty in two languages.
    pub edits: Vec<Edit>,
    /// Whether words that are the same are set in another way on the other side, where that is no change.
    pub reset: bool,
    /// What [`Pair::duties`] found.
    duties: obligation::Found,
}

impl Pair {
    /// The duties that changed with the words. Read when first asked for.
    pub fn duties(&self) -> &[Obligation] {
        self.duties.of(&self.edits)
    }
}

/// How many pairs there are of each sort. A pair that is moved or relabelled is counted there and by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Pairs without a change of words.
    pub unchanged: usize,
    /// Pairs with a change of words, one paragraph on each side.
    pub changed: usize,
    /// Pairs that stand elsewhere.
    pub moved: usize,
    /// New paragraphs.
    pub inserted: usize,
    /// Struck paragraphs.
    pub deleted: usize,
    /// Paragraphs that became several.
    pub split: usize,
    /// Paragraphs made of several.
    pub merged: usize,
    /// Pairs with another label.
    pub relabelled: usize,
    /// Words put in, those of new paragraphs included.
    pub words_inserted: usize,
    /// Words struck, those of struck paragraphs included.
    pub words_deleted: usize,
    /// Pairs in which typography differs, where that is no change.
    pub typography: usize,
}

impl Pair {
    /// Whether it differs in words or place. A new label alone is none: whoever puts one paragraph in gives every one behind
    /// it another number.
    pub fn is_change(&self) -> bool {
        self.kind != Kind::Unchanged || self.moved
    }

    /// Whether it differs in anything, its label included.
    pub fn differs(&self) -> bool {
        self.is_change() || self.relabelled.is_some()
    }
}

impl Summary {
    /// What there is any of, changes first, for people: `3 changed`, `1 moved`, `typography in 2`.
    pub fn parts(&self) -> Vec<String> {
        let counts = [
            (self.changed, "changed"),
            (self.moved, "moved"),
            (self.inserted, "inserted"),
            (self.deleted, "deleted"),
            (self.split, "split"),
            (self.merged, "merged"),
            (self.relabelled, "relabelled"),
            (self.unchanged, "unchanged"),
        ];
        let some = counts.iter().filter(|(n, _)| *n > 0);
        let mut parts: Vec<String> = some.map(|(n, word)| format!("{n} {word}")).collect();
        if self.typography > 0 {
            parts.push(format!("typography in {}", self.typography));
        }
        parts
    }
}

/// How to compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Whether the same id means the same paragraph. Off for texts whose ids were given by chance.
    pub ids: bool,
    /// How coarse changes are drawn: what a further change costs, in long words kept. 2 is how a person draws; lower
    /// shows every word by itself, higher whole phrases.
    pub coarse: f32,
    /// What becomes of white space that differs.
    pub space: Space,
    /// What becomes of typography that differs.
    pub typography: Typography,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ids: true,
            coarse: edit::DRAWN as f32 / 100.0,
            space: Space::Ignored,
            typography: Typography::Aside,
        }
    }
}

/// Two documents compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Every paragraph of both sides in exactly one pair, in the order of the second document; what was struck stands
    /// behind what it followed.
    pub pairs: Vec<Pair>,
    /// The pairs counted.
    pub summary: Summary,
}

/// Compares two documents. In two languages they are only aligned: by id, else by role, level, number and order; what was
/// split there is known by way of a [`Bridge`] alone.
///
/// Comparing the other way round gives the same pairs with their sides exchanged. To compare again after an edit, keep a
/// [`Comparer`].
pub fn compare(a: &Document, b: &Document, options: Options) -> Comparison {
    let mut comparer = Comparer::new(options);
    comparer.compare(a, b);
    comparer.into_comparison()
}

#[cfg(test)]
mod tests;

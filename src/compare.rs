//! What changed between two texts, as a person would mark it.
//!
//! What it is for: pairing the paragraphs of two documents (kept, changed, moved, split, merged, inserted, struck, given
//! another label), the changed words inside a pair, and shifts of obligation.
//!
//! What it never does: read or write anything, or change a document. Labels never take part in the comparison of words:
//! a renumbered paragraph is not a changed one. White space and wrapping are no changes either.
//!
//! Where to start: [`compare`] for documents, [`words`] for two wordings of one paragraph, [`obligations`] for what an
//! edit does to a duty. How paragraphs find each other stands in `align`.

mod affine;
mod align;
mod aloud;
mod candidate;
mod chain;
mod content;
mod edit;
mod han;
mod heading;
mod joint;
mod likeness;
mod names;
mod obligation;
mod order;
mod pairing;
#[cfg(test)]
mod samples;
mod series;
mod sheet;
mod since;
mod single;
mod stem;
mod structure;
mod take;
mod token;

pub use aloud::aloud;
pub use edit::{Edit, Op, word_change, words};
pub use likeness::similarity;
pub use names::{Names, Note};
pub use obligation::{Obligation, Shift, obligations};
pub use order::{Item, reading};
pub use series::{Count, Done, Stage, history, stretch};
pub use sheet::{OnlyChanged, Sheet};
pub use since::{Heard, Kept, Remark, Since, Who, missing, since};
pub use single::{Single, changes};
pub use take::{Mine, Step, Taken, Taker, steps};

use std::cmp::Ordering;

use crate::model::{Document, Label, Paragraph};
use pairing::{Pairing, Together};

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
}

impl Pair {
    /// Whether it differs in anything: words, place or label.
    pub fn is_change(&self) -> bool {
        self.kind != Kind::Unchanged || self.moved || self.relabelled.is_some()
    }
}

impl Summary {
    /// What there is any of, changes first, for people: `3 changed`, `1 moved`.
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
        some.map(|(n, word)| format!("{n} {word}")).collect()
    }
}

/// How to compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Whether the same id means the same paragraph. Off for texts whose ids were given by chance.
    pub ids: bool,
    /// How coarse changes are drawn: what a further change costs, in long words kept. 1.1 is how a person draws; lower
    /// shows every word by itself, higher whole phrases.
    pub coarse: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ids: true,
            coarse: affine::OPEN as f32 / 100.0,
        }
    }
}

/// Two documents compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Every paragraph of both sides in exactly one pair, in the order of the second document; what was struck stands
    /// behind what it followed.
    pub pairs: Vec<Pair>,
    /// The pairs counted.
    pub summary: Summary,
}

/// Compares two documents. In two languages they are only aligned: by id, else by role, level, number and order.
///
/// Comparing the other way round gives the same pairs with their sides exchanged.
pub fn compare(a: &Document, b: &Document, options: Options) -> Comparison {
    let translated = a.head.language.primary() != b.head.language.primary();
    // Alignment always runs from one and the same side, so that both directions tell the same story.
    let turned = order(a, b) == Ordering::Greater;
    let (first, second) = if turned { (b, a) } else { (a, b) };
    let pairing = if translated {
        structure::align(first, second, options.ids)
    } else {
        align::align(first, second, options.ids)
    };
    let weight = |at: usize| {
        first
            .paragraphs
            .get(at)
            .map_or(1, |p| p.text().len() as u64 + 1)
    };
    let (_, in_order) = pairing.backbone(weight);
    let writer = Writer {
        a,
        b,
        translated,
        open: (options.coarse.clamp(0.0, 100.0) * 100.0) as i32,
    };
    let mut pairs: Vec<Pair> = Vec::with_capacity(pairing.groups.len());
    for (group, kept) in pairing.groups.iter().zip(&in_order) {
        let (in_a, in_b) = sides(group, turned);
        pairs.push(writer.pair(in_a, in_b, !kept));
    }
    let (alone_a, alone_b) = alone(&pairing, turned, a.paragraphs.len(), b.paragraphs.len());
    pairs.extend(
        alone_b
            .into_iter()
            .map(|at| writer.pair(vec![], vec![at], false)),
    );
    let struck = alone_a
        .into_iter()
        .map(|at| writer.pair(vec![at], vec![], false));
    let pairs = in_reading_order(pairs, struck.collect(), a.paragraphs.len());
    let summary = summary(&pairs);
    Comparison { pairs, summary }
}

/// Some order of documents that depends on nothing but them: by length, else by the first paragraph that differs.
fn order(a: &Document, b: &Document) -> Ordering {
    let key = |p: &Paragraph| (*p.digest().as_bytes(), p.id, p.role.word(), p.level);
    let by_length = a.paragraphs.len().cmp(&b.paragraphs.len());
    let both = a.paragraphs.iter().zip(&b.paragraphs);
    let mut differences = both.map(|(a, b)| key(a).cmp(&key(b)));
    by_length.then_with(|| {
        differences
            .find(|found| found.is_ne())
            .unwrap_or(Ordering::Equal)
    })
}

fn sides(group: &Together, turned: bool) -> (Vec<usize>, Vec<usize>) {
    if turned {
        (group.b.clone(), group.a.clone())
    } else {
        (group.a.clone(), group.b.clone())
    }
}

/// The paragraphs without a group, of each side.
fn alone(
    pairing: &Pairing,
    turned: bool,
    many_a: usize,
    many_b: usize,
) -> (Vec<usize>, Vec<usize>) {
    let free = |first: bool, at: usize| {
        if first == turned {
            pairing.free_b(at)
        } else {
            pairing.free_a(at)
        }
    };
    (
        (0..many_a).filter(|at| free(true, *at)).collect(),
        (0..many_b).filter(|at| free(false, *at)).collect(),
    )
}

/// Writes pairs from places.
struct Writer<'a> {
    a: &'a Document,
    b: &'a Document,
    translated: bool,
    open: i32,
}

impl Writer<'_> {
    fn pair(&self, a: Vec<usize>, b: Vec<usize>, moved: bool) -> Pair {
        let edits = if self.translated {
            Vec::new()
        } else {
            self.edits(&a, &b)
        };
        let kind = match (a.as_slice(), b.as_slice()) {
            ([], _) => Kind::Inserted,
            (_, []) => Kind::Deleted,
            ([_], [_]) if edits.iter().any(Edit::is_change) => Kind::Changed,
            ([_], [_]) => Kind::Unchanged,
            ([_], _) => Kind::Split,
            _ => Kind::Merged,
        };
        let similarity = match kind {
            Kind::Inserted | Kind::Deleted => 0.0,
            _ if self.translated => 0.0,
            Kind::Unchanged => 1.0,
            _ => similarity(&text(self.a, &a), &text(self.b, &b)),
        };
        Pair {
            relabelled: self.relabelled(&a, &b),
            a,
            b,
            kind,
            moved,
            similarity,
            edits,
        }
    }

    fn edits(&self, a: &[usize], b: &[usize]) -> Vec<Edit> {
        fn texts<'d>(document: &'d Document, places: &[usize]) -> Vec<&'d str> {
            let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
            paragraphs.map(|p| p.text()).collect()
        }
        let whole = |op, document| {
            let text = text(document, if op == Op::Insert { b } else { a });
            let edit = Edit { op, text };
            if edit.text.is_empty() {
                vec![]
            } else {
                vec![edit]
            }
        };
        match (a, b) {
            ([], _) => whole(Op::Insert, self.b),
            (_, []) => whole(Op::Delete, self.a),
            ([x], [y]) => match (self.a.paragraphs.get(*x), self.b.paragraphs.get(*y)) {
                (Some(x), Some(y)) => edit::words_of(x.text(), y.text(), self.open),
                _ => Vec::new(),
            },
            _ => edit::joined(&texts(self.a, a), &texts(self.b, b), self.open),
        }
    }

    fn relabelled(&self, a: &[usize], b: &[usize]) -> Option<(Option<Label>, Option<Label>)> {
        let (before, after) = (
            self.a.paragraphs.get(*a.first()?)?.label.clone(),
            self.b.paragraphs.get(*b.first()?)?.label.clone(),
        );
        let same = match (&before, &after) {
            (Some(x), Some(y)) => x == y || x.matches(y.as_str()),
            (None, None) => true,
            _ => false,
        };
        (!same && !self.translated).then_some((before, after))
    }
}

/// The texts of several paragraphs joined by `\n`.
fn text(document: &Document, places: &[usize]) -> String {
    let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
    paragraphs.map(|p| p.text()).collect::<Vec<_>>().join("\n")
}

/// Orders pairs as the reader of the second document meets them; what was struck follows what stood before it in the first
/// document and has not moved.
fn in_reading_order(pairs: Vec<Pair>, struck: Vec<Pair>, many_a: usize) -> Vec<Pair> {
    // For each place of the first document, the place of the second where its words are, if they stayed in order.
    let mut stayed: Vec<Option<usize>> = vec![None; many_a];
    for pair in pairs.iter().filter(|pair| !pair.moved) {
        for at in &pair.a {
            if let Some(place) = stayed.get_mut(*at) {
                *place = pair.b.first().copied();
            }
        }
    }
    let mut last = None;
    for place in &mut stayed {
        last = place.or(last);
        *place = last;
    }
    let mut keyed: Vec<((usize, usize, usize), Pair)> =
        Vec::with_capacity(pairs.len() + struck.len());
    for pair in pairs {
        let first = pair.b.first().map_or(0, |b| b + 1);
        keyed.push(((first, 0, 0), pair));
    }
    for pair in struck {
        let at = pair.a.first().copied().unwrap_or_default();
        let after = stayed.get(at).copied().flatten().map_or(0, |b| b + 1);
        keyed.push(((after, 1, at), pair));
    }
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, pair)| pair).collect()
}

fn summary(pairs: &[Pair]) -> Summary {
    let mut summary = Summary::default();
    for pair in pairs {
        *match pair.kind {
            Kind::Unchanged => &mut summary.unchanged,
            Kind::Changed => &mut summary.changed,
            Kind::Inserted => &mut summary.inserted,
            Kind::Deleted => &mut summary.deleted,
            Kind::Split => &mut summary.split,
            Kind::Merged => &mut summary.merged,
        } += 1;
        summary.moved += usize::from(pair.moved);
        summary.relabelled += usize::from(pair.relabelled.is_some());
        let (inserted, deleted) = edit::counts(&pair.edits);
        summary.words_inserted += inserted;
        summary.words_deleted += deleted;
    }
    summary
}

#[cfg(test)]
mod tests;

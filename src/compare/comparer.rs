//! Comparing documents, and comparing them again after an edit. Start at [`Comparer`].

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::align::{Aligned, weight};
use super::bridge::{Bridge, Group};
use super::edit::{self, Drawing};
use super::found::Found;
use super::likeness::among;
use super::pairing::{How, InOrder, Pairing, Together};
use super::reading::Library;
use super::token::Fast;
use super::{
    Comparison, Edit, Kind, Op, Options, Pair, Space, Summary, align, obligation, structure,
};
use crate::model::{Document, Label, Paragraph};

mod again;
#[cfg(test)]
mod tests;

/// More edited paragraphs than this are not taken one by one.
const FEW: usize = 8;

/// What an edited pair adds to a summary beside itself: words put in and words struck.
type Counts = (usize, usize);

/// A comparison that can be made again.
///
/// It keeps what was read and drawn, by paragraph: paragraphs of a workspace are shared, so that a document of which one
/// paragraph was edited has all others in common with the one before. What comes out is what [`compare`](super::compare)
/// gives, whatever was compared before; only the time differs. When a paragraph was edited that is known to be the same
/// one all the same, and of which nothing else depends, its pair alone is drawn anew (`again`).
#[derive(Debug, Clone)]
pub struct Comparer {
    options: Options,
    library: Library,
    found: Found,
    last: Last,
    bridge: Option<(Bridge, Vec<Group>)>,
}

/// The comparison before.
#[derive(Debug, Clone, Default)]
struct Last {
    a: Vec<Arc<Paragraph>>,
    b: Vec<Arc<Paragraph>>,
    translated: bool,
    comparison: Comparison,
    counts: Vec<Counts>,
    /// Pairs by the first paragraph of each side, when paragraphs stand elsewhere now.
    places: Option<HashMap<(usize, usize), usize, Fast>>,
    known: Known,
}

/// How the comparison before came about.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Whether there was one, in one language.
    any: bool,
    /// Whether it ran from the second document.
    turned: bool,
    /// Of the document from which it ran, how its paragraphs found their partners, and which these were.
    how_first: Vec<How>,
    near: Vec<Option<usize>>,
    /// The same of the other: how, and whether there was one.
    how_second: Vec<How>,
    near_second: Vec<bool>,
    /// The orders of the text that were found.
    orders: Vec<InOrder>,
    /// The pairs of the paragraphs of each side.
    pair_a: Vec<usize>,
    pair_b: Vec<usize>,
}

impl Comparer {
    /// Nothing compared yet.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            library: Library::new(options.typography),
            found: Found::default(),
            last: Last::default(),
            bridge: None,
        }
    }

    /// What is compared next is in two languages, and this is the same in one; or none is.
    #[must_use]
    pub fn by_way_of(&mut self, bridge: Option<Bridge>) -> &mut Self {
        let known = self.bridge.take();
        self.bridge = bridge.map(|bridge| match known {
            Some((before, groups)) if before.is(&bridge) => (bridge, groups),
            _ => {
                let groups = bridge.groups();
                (bridge, groups)
            }
        });
        self
    }

    /// Compares two documents, with what is known of their paragraphs.
    pub fn compare(&mut self, a: &Document, b: &Document) -> &Comparison {
        if !self.again(a, b) {
            self.anew(a, b);
        }
        &self.last.comparison
    }

    fn anew(&mut self, a: &Document, b: &Document) {
        let translated = a.head.language.primary() != b.head.language.primary();
        // Alignment always runs from one and the same side, so that both directions tell the same story.
        let turned = is_turned(&a.paragraphs, &b.paragraphs);
        let (first, second) = if turned { (b, a) } else { (a, b) };
        let mut last = std::mem::take(&mut self.last);
        last.find_places(a, b);
        self.found.orders = std::mem::take(&mut last.known.orders);
        let aligned = if translated {
            let groups = self
                .bridge
                .iter()
                .flat_map(|(_, groups)| groups.iter().cloned());
            let groups: Vec<Group> = if turned {
                groups.map(Group::turned).collect()
            } else {
                groups.collect()
            };
            Aligned {
                pairing: structure::align(first, second, self.options.ids, &groups),
                near: Vec::new(),
                near_b: Vec::new(),
            }
        } else {
            let (library, found) = (&mut self.library, &mut self.found);
            align::align(first, second, self.options.ids, library, found)
        };
        let Aligned {
            pairing,
            near,
            near_b,
        } = aligned;
        let weight = |at: usize| first.paragraphs.get(at).map_or(1, |p| weight(p));
        let (_, in_order) = pairing.backbone(weight);
        if last.is_same(&pairing, &in_order, turned) && !translated {
            last.known.renew(pairing, near, near_b);
            self.last = last;
            self.redraw(a, b);
            self.library.forget([&a.paragraphs, &b.paragraphs]);
            return;
        }
        let mut writer = Writer {
            a,
            b,
            translated,
            drawing: Drawing::of(self.options),
            library: &mut self.library,
            last,
        };
        let mut pairs: Vec<Written> = Vec::with_capacity(pairing.groups.len());
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
            .map(|at| writer.pair(vec![at], vec![], false))
            .collect();
        let pairs = in_reading_order(pairs, struck, a.paragraphs.len());
        let summary = summary(&pairs);
        let (pairs, counts): (Vec<Pair>, Vec<Counts>) = pairs.into_iter().unzip();
        self.library.forget([&a.paragraphs, &b.paragraphs]);
        let (pair_a, pair_b) = pairs_of(&pairs, a.paragraphs.len(), b.paragraphs.len());
        let known = Known {
            any: !translated,
            turned,
            how_first: pairing.how_a,
            near,
            how_second: pairing.how_b,
            near_second: near_b,
            orders: pairing.orders.into_inner(),
            pair_a,
            pair_b,
        };
        self.last = Last {
            a: a.paragraphs.clone(),
            b: b.paragraphs.clone(),
            translated,
            comparison: Comparison { pairs, summary },
            counts,
            places: None,
            known,
        };
    }

    /// The last comparison, which is then forgotten.
    pub fn take(&mut self) -> Comparison {
        std::mem::take(&mut self.last).comparison
    }

    /// The last comparison; nothing when there was none.
    pub fn into_comparison(self) -> Comparison {
        self.last.comparison
    }
}

/// What tells a paragraph from all others that are kept.
fn address(p: Option<&Arc<Paragraph>>) -> usize {
    p.map_or(0, |p| Arc::as_ptr(p) as usize)
}

impl Last {
    /// Gets ready to find pairs again: by their places when paragraphs stand where they stood, which is quicker.
    fn find_places(&mut self, a: &Document, b: &Document) {
        let stand = |before: &[Arc<Paragraph>], now: &[Arc<Paragraph>]| {
            let both = before.iter().zip(now);
            let others = both.filter(|(before, now)| !Arc::ptr_eq(before, now));
            before.len() == now.len() && others.take(FEW + 1).count() <= FEW
        };
        if stand(&self.a, &a.paragraphs) && stand(&self.b, &b.paragraphs) {
            self.places = None;
            return;
        }
        let first = |list: &[Arc<Paragraph>], places: &[usize]| {
            address(places.first().and_then(|at| list.get(*at)))
        };
        let pairs = self.comparison.pairs.iter().enumerate();
        let places =
            pairs.map(|(at, pair)| ((first(&self.a, &pair.a), first(&self.b, &pair.b)), at));
        self.places = Some(places.collect());
    }

    fn find(
        &self,
        places: (&[usize], &[usize]),
        a: &[&Arc<Paragraph>],
        b: &[&Arc<Paragraph>],
    ) -> Option<usize> {
        let at = match (&self.places, places.0.first(), places.1.first()) {
            (Some(places), ..) => {
                places.get(&(address(a.first().copied()), address(b.first().copied())))
            }
            (None, Some(at), _) => self.known.pair_a.get(*at),
            (None, None, Some(at)) => self.known.pair_b.get(*at),
            (None, None, None) => None,
        }?;
        let pair = self.comparison.pairs.get(*at)?;
        let same = |list: &[Arc<Paragraph>], places: &[usize], now: &[&Arc<Paragraph>]| {
            places.len() == now.len()
                && places
                    .iter()
                    .zip(now)
                    .all(|(at, now)| list.get(*at).is_some_and(|before| Arc::ptr_eq(before, now)))
        };
        (same(&self.a, &pair.a, a) && same(&self.b, &pair.b, b)).then_some(*at)
    }

    /// The near partner in the document from which the comparison ran of a paragraph of the other.
    fn near_first(&self, second: usize) -> Option<usize> {
        let known = &self.known;
        let pair_of = if known.turned {
            &known.pair_a
        } else {
            &known.pair_b
        };
        let pair = self.comparison.pairs.get(*pair_of.get(second)?)?;
        let places = if known.turned { &pair.b } else { &pair.a };
        let is_near = |at: &&usize| known.near.get(**at) == Some(&Some(second));
        places.iter().find(is_near).copied()
    }

    /// What was drawn of a pair, taken out of the comparison before.
    fn take(
        &mut self,
        places: (&[usize], &[usize]),
        a: &[&Arc<Paragraph>],
        b: &[&Arc<Paragraph>],
    ) -> Option<(Drawn, Relabelled)> {
        let at = self.find(places, a, b)?;
        let counts = *self.counts.get(at)?;
        let pair = self.comparison.pairs.get_mut(at)?;
        let edits = std::mem::take(&mut pair.edits);
        let drawn = (pair.kind, pair.similarity, edits, counts, pair.reset);
        Some((drawn, pair.relabelled.take()))
    }
}

/// A pair and the words that it adds to the summary.
type Written = (Pair, Counts);

/// What is drawn of a pair.
type Drawn = (Kind, f32, Vec<Edit>, Counts, bool);

/// The labels before and after, when they differ.
type Relabelled = Option<(Option<Label>, Option<Label>)>;

/// Writes pairs from places.
struct Writer<'a> {
    a: &'a Document,
    b: &'a Document,
    translated: bool,
    drawing: Drawing,
    library: &'a mut Library,
    last: Last,
}

impl Writer<'_> {
    fn pair(&mut self, a: Vec<usize>, b: Vec<usize>, moved: bool) -> Written {
        let (in_a, in_b) = (paragraphs(self.a, &a), paragraphs(self.b, &b));
        let before = (self.last.translated == self.translated)
            .then(|| self.last.take((&a, &b), &in_a, &in_b))
            .flatten();
        let (drawn, relabelled) =
            before.unwrap_or_else(|| (self.draw(&in_a, &in_b), self.relabelled(&a, &b)));
        let (kind, similarity, edits, counts, reset) = drawn;
        let pair = Pair {
            a,
            b,
            kind,
            moved,
            relabelled,
            similarity,
            edits,
            reset,
            duties: obligation::Found::default(),
        };
        (pair, counts)
    }

    fn draw(&mut self, a: &[&Arc<Paragraph>], b: &[&Arc<Paragraph>]) -> Drawn {
        let (edits, reset) = if self.translated {
            (Vec::new(), false)
        } else {
            self.edits(a, b)
        };
        let differs = edits.iter().any(|edit| match self.drawing.space {
            Space::Ignored => edit.is_change(),
            Space::Shown => edit.op != Op::Equal,
        });
        let kind = match (a, b) {
            ([], _) => Kind::Inserted,
            (_, []) => Kind::Deleted,
            ([_], [_]) if differs => Kind::Changed,
            ([_], [_]) => Kind::Unchanged,
            ([_], _) => Kind::Split,
            _ => Kind::Merged,
        };
        let similarity = match (kind, a, b) {
            (Kind::Inserted | Kind::Deleted, ..) => 0.0,
            _ if self.translated => 0.0,
            (Kind::Unchanged, ..) => 1.0,
            (_, [a], [b]) => self.library.likeness(a, b),
            _ => among(&text(a), &text(b), &mut self.library.lexicon),
        };
        let counts = edit::counts(&edits);
        (kind, similarity, edits, counts, reset)
    }

    /// The edits, and whether what stayed is set in another way.
    fn edits(&mut self, a: &[&Arc<Paragraph>], b: &[&Arc<Paragraph>]) -> (Vec<Edit>, bool) {
        let whole = |op, text: String| {
            let edits = if text.is_empty() {
                vec![]
            } else {
                vec![Edit { op, text }]
            };
            (edits, false)
        };
        match (a, b) {
            ([], _) => whole(Op::Insert, text(b)),
            (_, []) => whole(Op::Delete, text(a)),
            ([x], [y]) if x.text() == y.text() => whole(Op::Equal, text(b)),
            ([x], [y]) => {
                let (x, y) = (self.library.read(x), self.library.read(y));
                edit::read(&x, &y, &self.library.lexicon, self.drawing)
            }
            _ => edit::joined(
                &texts(a),
                &texts(b),
                &mut self.library.lexicon,
                self.drawing,
            ),
        }
    }

    fn relabelled(&self, a: &[usize], b: &[usize]) -> Relabelled {
        let (before, after) = (
            &self.a.paragraphs.get(*a.first()?)?.label,
            &self.b.paragraphs.get(*b.first()?)?.label,
        );
        let same = match (before, after) {
            (Some(x), Some(y)) => x == y || x.matches(y.as_str()),
            (None, None) => true,
            _ => false,
        };
        (!same && !self.translated).then(|| (before.clone(), after.clone()))
    }
}

fn paragraphs<'d>(document: &'d Document, places: &[usize]) -> Vec<&'d Arc<Paragraph>> {
    let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
    paragraphs.collect()
}

fn texts<'d>(paragraphs: &[&'d Arc<Paragraph>]) -> Vec<&'d str> {
    paragraphs.iter().map(|p| p.text()).collect()
}

/// The texts of several paragraphs joined by `\n`.
fn text(paragraphs: &[&Arc<Paragraph>]) -> String {
    texts(paragraphs).join("\n")
}

/// The words of pairs that are known already; what their labels became is no part of it.
pub(super) fn drawn(
    a: &Document,
    b: &Document,
    places: impl IntoIterator<Item = (Vec<usize>, Vec<usize>)>,
    options: Options,
) -> Comparison {
    let mut library = Library::new(options.typography);
    let mut writer = Writer {
        a,
        b,
        translated: false,
        drawing: Drawing::of(options),
        library: &mut library,
        last: Last::default(),
    };
    let pairs = places.into_iter().map(|(a, b)| {
        let (mut pair, counts) = writer.pair(a, b, false);
        pair.relabelled = None;
        (pair, counts)
    });
    let pairs: Vec<Written> = pairs.collect();
    let summary = summary(&pairs);
    Comparison {
        pairs: pairs.into_iter().map(|(pair, _)| pair).collect(),
        summary,
    }
}

/// Whether two documents are aligned from the second: an order that depends on nothing but them, by length in paragraphs,
/// then in letters, so that a letter more or less hardly ever turns it; else by the first paragraph that differs.
fn is_turned(a: &[Arc<Paragraph>], b: &[Arc<Paragraph>]) -> bool {
    let key = |p: &Paragraph| (*p.digest().as_bytes(), p.id, p.role.word(), p.level);
    let letters = |list: &[Arc<Paragraph>]| list.iter().map(|p| p.text().len()).sum::<usize>();
    let by_length = a.len().cmp(&b.len());
    let by_letters = by_length.then_with(|| letters(a).cmp(&letters(b)));
    let mut both = a.iter().zip(b);
    let order = by_letters.then_with(|| {
        both.find_map(|(a, b)| {
            let same = Arc::ptr_eq(a, b) || a.digest() == b.digest() && key(a) == key(b);
            (!same).then(|| key(a).cmp(&key(b)))
        })
        .unwrap_or(Ordering::Equal)
    });
    order == Ordering::Greater
}

/// For every paragraph of each side the number of its pair.
fn pairs_of(pairs: &[Pair], many_a: usize, many_b: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut of_a, mut of_b) = (vec![0; many_a], vec![0; many_b]);
    for (at, pair) in pairs.iter().enumerate() {
        for (of, places) in [(&mut of_a, &pair.a), (&mut of_b, &pair.b)] {
            for place in places {
                if let Some(of) = of.get_mut(*place) {
                    *of = at;
                }
            }
        }
    }
    (of_a, of_b)
}

fn sides(group: &Together, turned: bool) -> (Vec<usize>, Vec<usize>) {
    if turned {
        (group.b.to_vec(), group.a.to_vec())
    } else {
        (group.a.to_vec(), group.b.to_vec())
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

/// Orders pairs as the reader of the second document meets them; what was struck follows what stood before it in the first
/// document and has not moved.
fn in_reading_order(pairs: Vec<Written>, struck: Vec<Written>, many_a: usize) -> Vec<Written> {
    // For each place of the first document, the place of the second where its words are, if they stayed in order.
    let mut stayed: Vec<Option<usize>> = vec![None; many_a];
    for (pair, _) in pairs.iter().filter(|(pair, _)| !pair.moved) {
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
    let mut keyed: Vec<((usize, usize, usize), usize)> =
        Vec::with_capacity(pairs.len() + struck.len());
    for (number, pair) in pairs.iter().enumerate() {
        let first = pair.0.b.first().map_or(0, |b| b + 1);
        keyed.push(((first, 0, 0), number));
    }
    for (number, pair) in struck.iter().enumerate() {
        let at = pair.0.a.first().copied().unwrap_or_default();
        let after = stayed.get(at).copied().flatten().map_or(0, |b| b + 1);
        keyed.push(((after, 1, at), pairs.len() + number));
    }
    // Pairs are large: their numbers are sorted.
    keyed.sort_unstable();
    let mut all: Vec<Option<Written>> = pairs.into_iter().chain(struck).map(Some).collect();
    let all = keyed
        .into_iter()
        .filter_map(|(_, number)| all.get_mut(number)?.take());
    all.collect()
}

fn summary(pairs: &[Written]) -> Summary {
    let mut summary = Summary::default();
    for (pair, counts) in pairs {
        again::count(&mut summary, pair, *counts, |sum, n| *sum += n);
    }
    summary
}

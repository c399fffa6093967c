//! Three-way merge: what two sides did to one text, both kept.
//!
//! What it is for: saving words that somebody else changed meanwhile, putting two drafts together that descend from one,
//! and git's merge driver. Paragraphs are paired by [`super::align`]; order and content are merged apart, so that a move and
//! an edit both survive; inside a paragraph words are merged, so that two edits of one sentence do. What both sides changed
//! in different ways becomes alternatives in brackets, as small as can be, attributed where names are given.
//!
//! What it never does: choose between two people, drop a word that a side wrote, or tear a pair of brackets.
//!
//! Where to start: [`merge_words`] for one paragraph, [`merge`] for documents. Inside, `three` finds what changed, `brackets`
//! keeps structure whole, `write` says conflicts, `units` and `order` are about paragraphs.

mod brackets;
mod content;
mod descent;
mod fields;
mod folded;
mod head;
mod holders;
mod laid;
mod likeness;
mod numbers;
mod order;
mod row;
mod spans;
mod three;
mod trimmed;
mod twins;
mod units;
mod write;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use content::{Made, Writer};
use laid::Laid;
use three::Three;
use units::{Item, Unit, Units};
use write::{Behind, Written};

use crate::model::{Document, Id, Paragraph};

/// Who the two sides are: names of delegations or groups, for the alternatives. Without names they stand in bare brackets.
/// And who else may be named in the texts: `[shall - Norway]` is held, and `[shall - in principle]` is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Holders<'n> {
    /// Whose words ours are.
    pub ours: Option<&'n str>,
    /// Whose words theirs are.
    pub theirs: Option<&'n str>,
    /// Names of delegations and groups, in any language; case does not count. What looks like a code needs none.
    pub parties: &'n [&'n str],
}

impl Holders<'_> {
    /// Whether a name is one of those that are known.
    fn name(&self, said: &str) -> bool {
        let said = said.trim();
        let is = |name: &str| {
            // Most names differ in length already.
            name == said
                || name.len().abs_diff(said.len()) <= 4
                    && name.to_lowercase() == said.to_lowercase()
        };
        let sides = [self.ours, self.theirs];
        sides.into_iter().flatten().any(|name| name == said)
            || self.parties.iter().any(|name| is(name))
    }
}

/// Words that both sides changed, each in another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordConflict {
    /// Where the alternatives stand in the merged text, in bytes.
    pub at: Range<usize>,
    /// The words that both started from; empty when both put something in at one place.
    pub base: String,
    /// Our words; empty when we struck them.
    pub ours: String,
    /// Their words; empty when they struck them.
    pub theirs: String,
}

/// The words of one paragraph, merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedWords {
    /// The merged words, conflicts as alternatives in brackets.
    pub text: String,
    /// The conflicts, in order.
    pub conflicts: Vec<WordConflict>,
}

/// Merges the words of one paragraph: what `ours` and `theirs` each made of `base`.
///
/// Words that one side changed are taken as changed; the same change on both sides is one change. Changes of the two that
/// touch are a conflict. Exchanging the sides exchanges the alternatives and nothing else. Brackets that are balanced in
/// all three are balanced in the result. Every word of each side is in the result unless the other side struck it and this
/// one left it alone.
pub fn merge_words(base: &str, ours: &str, theirs: &str, names: Holders<'_>) -> MergedWords {
    let taken = |text: &str| MergedWords {
        text: text.to_owned(),
        conflicts: Vec::new(),
    };
    if ours == theirs || theirs == base {
        return taken(ours);
    }
    if ours == base {
        return taken(theirs);
    }
    let written = stretch(&[base], &[ours], &[theirs], names);
    let mut merged = taken("");
    for part in written {
        let before = merged.text.len();
        merged.text.push_str(&part.text);
        merged
            .conflicts
            .extend(part.conflicts.into_iter().map(|conflict| WordConflict {
                at: conflict.at.start + before..conflict.at.end + before,
                ..conflict
            }));
    }
    merged
}

/// How to merge documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeOptions<'n> {
    /// Whether the same id means the same paragraph. Off for texts whose ids were given by chance.
    pub ids: bool,
    /// Who the sides are.
    pub names: Holders<'n>,
}

/// What both sides changed in different ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dispute {
    /// Words of a paragraph; the alternatives stand in brackets.
    #[default]
    Words,
    /// One side struck a paragraph that the other changed or moved; it stands in brackets.
    Deletion,
    /// Both moved paragraphs here, and not every move can be kept; what is meant stands where we have it. What is told of
    /// the three is the words that it stands behind.
    Place,
    /// Both put paragraphs in at one place; ours stand first.
    Insertion,
    /// The words stood more than once in the base, and both sides did something to one of them: which was meant is not sure.
    Twins,
    /// A label that another paragraph of its row has too, or that is out of order: each side numbered for itself.
    Number,
    /// A reference that names another paragraph than on the side where it was written.
    Reference,
    /// A bracket over several paragraphs, which both sides changed, or one took out and the other changed; ours stands, or
    /// what was not taken out.
    Bracket,
    /// Label, role, level, part or id of a paragraph; ours is kept, theirs is in its note.
    Field(&'static str),
    /// A key of the head; ours is kept.
    Head(&'static str),
}

impl Dispute {
    /// The word for people and for JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Deletion => "deletion",
            Self::Place => "place",
            Self::Insertion => "insertion",
            Self::Twins => "twins",
            Self::Number => "number",
            Self::Reference => "reference",
            Self::Bracket => "bracket",
            Self::Field(what) | Self::Head(what) => what,
        }
    }
}

/// A conflict of a merge of documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conflict {
    /// The paragraph of the merged document; none when it is about the head.
    pub id: Option<Id>,
    /// Its place in the merged document, from 0.
    pub place: Option<usize>,
    /// What is disputed.
    pub dispute: Dispute,
    /// Of words, where the alternatives stand in its text, in bytes.
    pub at: Option<Range<usize>>,
    /// What both started from.
    pub base: String,
    /// What we have.
    pub ours: String,
    /// What they have.
    pub theirs: String,
}

impl Conflict {
    fn of_words(said: WordConflict) -> Self {
        Self {
            at: Some(said.at),
            base: said.base,
            ours: said.ours,
            theirs: said.theirs,
            ..Self::default()
        }
    }
}

/// What one side did, in paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Did {
    /// Other words.
    pub changed: usize,
    /// Another place.
    pub moved: usize,
    /// New.
    pub inserted: usize,
    /// Struck.
    pub deleted: usize,
    /// Made of one, or into one.
    pub divided: usize,
}

/// Two sides merged.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The merged document.
    pub document: Document,
    /// What both sides changed in different ways, in the order of the document.
    pub conflicts: Vec<Conflict>,
    /// What we did.
    pub ours: Did,
    /// What they did.
    pub theirs: Did,
}

/// Merges two documents that descend from one. Ids are kept; a paragraph that a side made keeps the id that it got there.
///
/// The three are in one language. Where [`merge_words`] says what holds for words, the same holds here for paragraphs: what
/// one side did is done, the same act twice is one, and exchanging the sides exchanges the alternatives.
pub fn merge(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    options: MergeOptions<'_>,
) -> Merged {
    let units = Units::new(base, ours, theirs, options.ids);
    let order = order::order(&units);
    let doubted = if options.ids {
        HashSet::new()
    } else {
        twins::in_doubt(&units, base, ours, theirs)
    };
    let writer = Writer {
        base,
        ours,
        theirs,
        names: options.names,
        ids: options.ids,
    };
    let (head, mut conflicts) = head::head(&base.head, &ours.head, &theirs.head, options.names);
    let mut out = Out {
        document: Document::new(head),
        ids: HashSet::new(),
        conflicts: Vec::new(),
    };
    let of_side = |document| numbers::Side {
        document,
        places: vec![None; document.paragraphs.len()],
    };
    let (mut from_ours, mut from_theirs) = (of_side(ours), of_side(theirs));
    let mut laid: Vec<Laid> = Vec::new();
    for (of, item) in order.items.iter().enumerate() {
        let alone = |document: &Document, is_ours: bool, at: usize| {
            let made = document.paragraphs.get(at).map(|p| Made {
                paragraph: Paragraph::clone(p),
                conflicts: Vec::new(),
                part: Behind::of_side(is_ours, 0),
            });
            made.into_iter().collect()
        };
        let made = match item {
            Item::Unit(unit) => units
                .list
                .get(*unit)
                .map_or_else(Vec::new, |u| writer.unit(u)),
            Item::Ours(at) => alone(ours, true, *at),
            Item::Theirs(at) => alone(theirs, false, *at),
        };
        let (own, other) = units.places(item);
        laid.extend(made.into_iter().map(|made| {
            let on = |side: &[usize], part: Option<usize>| side.get(part?).copied();
            let at = [on(own, made.part.ours), on(other, made.part.theirs)];
            Laid { made, of, at }
        }));
    }
    laid::part(&mut laid, &units);
    let mut became: Vec<Vec<usize>> = vec![Vec::new(); order.items.len()];
    for (place, one) in laid.iter().enumerate() {
        if let Some(places) = became.get_mut(one.of) {
            places.push(place);
        }
    }
    // Between what both put in behind one paragraph may stand what was split off it.
    let of_base: Vec<bool> = laid
        .iter()
        .map(|one| match order.items.get(one.of) {
            Some(Item::Unit(unit)) => units.list.get(*unit).is_some_and(|u| !u.base.is_empty()),
            _ => false,
        })
        .collect();
    let first_of = |item: &Item| {
        let at = order.items.iter().position(|other| other == item)?;
        became.get(at)?.first().copied()
    };
    let is_beside = |one: &Item, other: &Item| {
        let (Some(one), Some(other)) = (first_of(one), first_of(other)) else {
            return false;
        };
        let between = of_base.get(one.min(other)..one.max(other));
        !between.unwrap_or_default().contains(&true)
    };
    out.take(laid.into_iter().map(|one| one.made));
    for (item, became) in order.items.iter().zip(&became) {
        let (own, other) = units.places(item);
        from_ours.place(own, became);
        from_theirs.place(other, became);
        let dispute = match item {
            Item::Unit(unit) if order.disputed.contains(unit) => Some(Dispute::Place),
            Item::Unit(unit) if doubted.contains(unit) => Some(Dispute::Twins),
            item => {
                let mut pairs = order.together.iter();
                let pair = pairs.find(|(_, second)| second == item);
                pair.filter(|(first, second)| is_beside(first, second))
                    .map(|_| Dispute::Insertion)
            }
        };
        if let (Some(dispute), Some(first)) = (dispute, became.first()) {
            let at = (dispute == Dispute::Place).then(|| units.firsts(item));
            let stands = at.map(|at| behind([base, ours, theirs], at));
            out.dispute(dispute, *first, stands);
        }
    }
    let Out {
        mut document,
        conflicts: mut found,
        ..
    } = out;
    found.sort_by_key(|conflict| conflict.place);
    conflicts.extend(found);
    let wrong = numbers::numbers(base, &document, [&from_ours, &from_theirs]);
    conflicts.extend(wrong.into_iter().map(|wrong| Conflict {
        id: document.paragraphs.get(wrong.place).map(|p| p.id),
        place: Some(wrong.place),
        dispute: wrong.dispute,
        ours: wrong.said.clone(),
        theirs: wrong.said,
        ..Conflict::default()
    }));
    document.deleted = head::deleted(base, ours, theirs, &document);
    let (listed, disputed) = spans::spans([base, ours, theirs], &document, options.names);
    document.head.brackets = listed;
    conflicts.extend(disputed);
    let did = |places: fn(&Unit) -> (&Vec<usize>, bool), new: usize, side: &Document| {
        did(&units, base, side, places, new)
    };
    let new = |items: &[Item]| items.iter().filter(|i| !matches!(i, Item::Unit(_))).count();
    Merged {
        ours: did(|unit| (&unit.ours, unit.ours_moved), new(&units.ours), ours),
        theirs: did(
            |unit| (&unit.theirs, unit.theirs_moved),
            new(&units.theirs),
            theirs,
        ),
        document,
        conflicts,
    }
}

/// The merged document as it is put together.
struct Out {
    document: Document,
    ids: HashSet<Id>,
    conflicts: Vec<Conflict>,
}

impl Out {
    fn take(&mut self, made: impl Iterator<Item = Made>) {
        for Made {
            mut paragraph,
            conflicts,
            ..
        } in made
        {
            // Two sides can give one id to two things only by hand; the second gets one that follows from its words.
            let mut turn = 0_u64;
            while !self.ids.insert(paragraph.id) {
                let bits = paragraph
                    .digest()
                    .as_bytes()
                    .iter()
                    .take(8)
                    .fold(turn, |bits, byte| bits.rotate_left(8) ^ u64::from(*byte));
                paragraph.id = Id::from_random(bits);
                turn += 1;
            }
            let (id, place) = (Some(paragraph.id), Some(self.document.paragraphs.len()));
            let placed = conflicts.into_iter().map(|conflict| Conflict {
                id,
                place,
                ..conflict
            });
            self.conflicts.extend(placed);
            self.document.paragraphs.push(Arc::new(paragraph));
        }
    }

    /// `stands`: what it stands behind in each of the three.
    fn dispute(&mut self, dispute: Dispute, place: usize, stands: Option<[String; 3]>) {
        if let Some(p) = self.document.paragraphs.get(place) {
            let before = place
                .checked_sub(1)
                .and_then(|at| self.document.paragraphs.get(at));
            let own = p.text().to_owned();
            let [base, ours, theirs] = stands.unwrap_or_else(|| match (dispute, before) {
                (Dispute::Insertion, Some(before)) => {
                    [String::new(), before.text().to_owned(), own]
                }
                _ => [String::new(), own.clone(), own],
            });
            self.conflicts.push(Conflict {
                id: Some(p.id),
                place: Some(place),
                dispute,
                base,
                ours,
                theirs,
                ..Conflict::default()
            });
        }
    }
}

/// The words of the paragraphs before these; none of the first one, or of one that is not there.
fn behind(three: [&Document; 3], at: [Option<usize>; 3]) -> [String; 3] {
    let mut said = three.into_iter().zip(at).map(|(document, at)| {
        let before = document.paragraphs.get(at?.checked_sub(1)?)?;
        Some(before.text().to_owned())
    });
    std::array::from_fn(|_| said.next().flatten().unwrap_or_default())
}

fn did(
    units: &Units,
    base: &Document,
    side: &Document,
    places: fn(&Unit) -> (&Vec<usize>, bool),
    new: usize,
) -> Did {
    let mut did = Did {
        inserted: new,
        ..Did::default()
    };
    for unit in &units.list {
        let (own, moved) = places(unit);
        let (before, after) = (units::at(base, &unit.base), units::at(side, own));
        match (before.len(), after.len()) {
            (0, many) => did.inserted += many,
            (many, 0) => did.deleted += many,
            (a, b) if a != b => did.divided += 1,
            _ => {
                let mut both = before.iter().zip(&after);
                did.changed += usize::from(both.any(|(a, b)| a.digest() != b.digest()));
            }
        }
        did.moved += usize::from(moved && !before.is_empty());
    }
    did
}

/// Merges a stretch of paragraphs.
fn stretch(base: &[&str], ours: &[&str], theirs: &[&str], names: Holders<'_>) -> Vec<Written> {
    let three = Three::new(base, ours, theirs, names);
    let regions = brackets::mend(&three, three.regions());
    write::write(&three, &regions, names)
}

#[cfg(test)]
mod tests;

//! Brackets over several paragraphs, which the head of a document lists: who holds them is merged as inside a paragraph, and
//! they go with the paragraphs that they begin and end with. Start at [`spans`].

use std::collections::HashMap;

use super::{Conflict, Dispute, Holders, fields, merge_words};
use crate::model::{Document, Id, SpanBracket};

/// The brackets of a merged document, and what both sides changed in different ways.
///
/// A bracket is the same one when it begins or ends where it did. One that a side took out is gone, unless the other side
/// changed it; one whose first or last paragraph is gone begins with the next one in it, or ends with the one before.
pub(super) fn spans(
    [base, ours, theirs]: [&Document; 3],
    merged: &Document,
    names: Holders<'_>,
) -> (Vec<SpanBracket>, Vec<Conflict>) {
    let [from_base, from_ours, from_theirs] =
        [base, ours, theirs].map(|document| document.head.brackets.as_slice());
    let mut out = Out {
        documents: [ours, theirs, base],
        places: merged.places(),
        names,
        list: Vec::new(),
        conflicts: Vec::new(),
    };
    let (to_ours, to_theirs) = (
        partners(from_base, from_ours),
        partners(from_base, from_theirs),
    );
    let base_of = |partners: &[Option<usize>], at: usize| {
        let mut all = partners.iter();
        all.position(|with| *with == Some(at))
    };
    let theirs_of = |at: usize| {
        let with = to_theirs.get(at).copied().flatten()?;
        from_theirs.get(with)
    };
    // Both may have put one in at the same place.
    let new_theirs = |own: &SpanBracket| {
        let new = from_theirs.iter().enumerate();
        let new = new.filter(|(at, _)| base_of(&to_theirs, *at).is_none());
        let mut beside = new.filter(|(_, b)| b.from == own.from || b.to == own.to);
        beside
            .clone()
            .find(|(_, b)| (b.from, b.to) == (own.from, own.to))
            .or_else(|| beside.next())
    };
    let mut taken = Vec::new();
    for (at, own) in from_ours.iter().enumerate() {
        match base_of(&to_ours, at) {
            Some(root) => match (from_base.get(root), theirs_of(root)) {
                (Some(root), Some(other)) => out.both(Some(root), own, other),
                (Some(root), None) => out.one(root, [Some(own), None]),
                (None, _) => {}
            },
            None => match new_theirs(own) {
                Some((with, other)) => {
                    taken.push(with);
                    out.both(None, own, other);
                }
                None => out.put(own.clone()),
            },
        }
    }
    for (at, other) in from_theirs.iter().enumerate() {
        match base_of(&to_theirs, at) {
            Some(root) if to_ours.get(root).copied().flatten().is_none() => {
                if let Some(root) = from_base.get(root) {
                    out.one(root, [None, Some(other)]);
                }
            }
            None if !taken.contains(&at) => out.put(other.clone()),
            _ => {}
        }
    }
    (out.list, out.conflicts)
}

/// For each bracket of the base the one that it is on a side: with both of its ends, else with one.
fn partners(base: &[SpanBracket], side: &[SpanBracket]) -> Vec<Option<usize>> {
    let mut found = vec![None; base.len()];
    let is_like: [fn(&SpanBracket, &SpanBracket) -> bool; 3] = [
        |a, b| (a.from, a.to, &a.marks) == (b.from, b.to, &b.marks),
        |a, b| (a.from, a.to) == (b.from, b.to),
        |a, b| a.from == b.from || a.to == b.to,
    ];
    for is_like in is_like {
        for (nth, b) in base.iter().enumerate() {
            if found.get(nth).is_some_and(Option::is_some) {
                continue;
            }
            let mut free = (0..side.len()).filter(|at| !found.contains(&Some(*at)));
            let with = free.find(|at| side.get(*at).is_some_and(|other| is_like(b, other)));
            if let Some(place) = found.get_mut(nth) {
                *place = with;
            }
        }
    }
    found
}

struct Out<'d> {
    /// Where the paragraphs between two are looked for: ours, theirs, the base.
    documents: [&'d Document; 3],
    places: HashMap<Id, usize>,
    names: Holders<'d>,
    list: Vec<SpanBracket>,
    conflicts: Vec<Conflict>,
}

impl Out<'_> {
    /// One that both sides have.
    fn both(&mut self, base: Option<&SpanBracket>, ours: &SpanBracket, theirs: &SpanBracket) {
        let end = |end: fn(&SpanBracket) -> Id| {
            let sides = [end(ours), end(theirs)];
            let changed =
                base.and_then(|b| fields::three_way(&end(b), &sides[0], &sides[1]).copied());
            // Put in by both, it begins with the paragraph that is still there.
            let mut standing = sides.into_iter().filter(|id| self.places.contains_key(id));
            let one = match (standing.next(), standing.next()) {
                (Some(one), Some(other)) => (one == other).then_some(one),
                (one, _) => one,
            };
            changed.or(one)
        };
        let (from, to) = (end(|b| b.from), end(|b| b.to));
        let marks = self.marks(base.map_or("", |b| &b.marks), &ours.marks, &theirs.marks);
        let chair = fields::three_way(base.map_or(&None, |b| &b.chair), &ours.chair, &theirs.chair);
        let merged = SpanBracket {
            from: from.unwrap_or(ours.from),
            to: to.unwrap_or(ours.to),
            marks: marks.as_deref().unwrap_or(&ours.marks).into(),
            chair: *chair.unwrap_or(&ours.chair),
        };
        let agreed = from.is_some() && to.is_some() && marks.is_some() && chair.is_some();
        if !agreed {
            self.dispute(&merged, [Some(ours), Some(theirs)]);
        }
        self.put(merged);
    }

    /// One that a side took out: gone, unless the side that has it changed it.
    fn one(&mut self, base: &SpanBracket, sides: [Option<&SpanBracket>; 2]) {
        let left = sides.into_iter().flatten().find(|left| *left != base);
        if let Some(left) = left {
            self.dispute(left, sides);
            self.put(left.clone());
        }
    }

    /// Who holds one, merged as in the words of a paragraph; none when both changed that in different ways.
    fn marks(&self, base: &str, ours: &str, theirs: &str) -> Option<String> {
        const WORDS: &str = "[Words";
        if let Some(taken) = fields::three_way(&base, &ours, &theirs) {
            return Some((*taken).to_owned());
        }
        let written = |marks: &str| match marks {
            "" => format!("{WORDS}]"),
            _ => format!("{WORDS} - {marks}]"),
        };
        let merged = merge_words(&written(base), &written(ours), &written(theirs), self.names);
        let inside = merged.text.strip_prefix(WORDS)?.strip_suffix(']')?;
        let whole = merged.conflicts.is_empty() && !inside.contains(['[', ']']);
        whole.then(|| inside.strip_prefix(" - ").unwrap_or(inside).to_owned())
    }

    /// Both changed it, or one took it out: that side has none.
    fn dispute(&mut self, bracket: &SpanBracket, sides: [Option<&SpanBracket>; 2]) {
        let said =
            |b: Option<&SpanBracket>| b.map_or_else(String::new, |b| format!("[{}]", b.marks));
        let [ours, theirs] = sides.map(said);
        self.conflicts.push(Conflict {
            id: Some(bracket.from),
            place: self.places.get(&bracket.from).copied(),
            dispute: Dispute::Bracket,
            ours,
            theirs,
            ..Conflict::default()
        });
    }

    /// Puts one around what stands of its paragraphs; none when nothing does.
    fn put(&mut self, mut bracket: SpanBracket) {
        let standing = |id: &Id| self.places.contains_key(id);
        if !(standing(&bracket.from) && standing(&bracket.to)) {
            let mut documents = self.documents.iter();
            let inside = documents.find_map(|document| bracket.inside(document));
            let Some(left) = inside.and_then(|inside| bracket.around(inside, standing)) else {
                return;
            };
            bracket = left;
        }
        if self.places.get(&bracket.from) > self.places.get(&bracket.to) {
            (bracket.from, bracket.to) = (bracket.to, bracket.from);
        }
        if !self.list.contains(&bracket) {
            self.list.push(bracket);
        }
    }
}

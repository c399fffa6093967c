//! The head of a merged document, and what it keeps of struck paragraphs.

use std::collections::BTreeMap;

use super::{Conflict, Dispute, Holders, fields, merge_words};
use crate::model::{Deleted, Document, Head, Id};

/// The head of three. What both sides changed in different ways stays as we have it, and is said.
pub(super) fn head(
    base: &Head,
    ours: &Head,
    theirs: &Head,
    names: Holders<'_>,
) -> (Head, Vec<Conflict>) {
    let mut merged = ours.clone();
    let mut conflicts = Vec::new();
    let title = merge_words(&base.title, &ours.title, &theirs.title, names);
    if let Some(said) = title.conflicts.first() {
        conflicts.push(Conflict {
            dispute: Dispute::Head("title"),
            ..Conflict::of_words(said.clone())
        });
    }
    merged.title = title.text.into();
    macro_rules! take {
        ($($field:ident),*) => {$(
            match fields::three_way(&base.$field, &ours.$field, &theirs.$field) {
                Some(taken) => merged.$field = taken.clone(),
                None => {
                    let said = |head: &Head| {
                        head.$field.as_ref().map(ToString::to_string).unwrap_or_default()
                    };
                    conflicts.push(Conflict {
                        dispute: Dispute::Head(stringify!($field)),
                        base: said(base),
                        ours: said(ours),
                        theirs: said(theirs),
                        ..Conflict::default()
                    });
                }
            }
        )*};
    }
    take!(symbol, date, organ, adopted);
    // What is merged of two texts is the version that both are, or none.
    if (&ours.version, ours.frozen) != (&theirs.version, theirs.frozen) {
        merged.version = None;
        merged.frozen = None;
    }
    (merged, conflicts)
}

/// What is kept of struck paragraphs: all that any of the three kept, but what stands in the text again.
pub(super) fn deleted(
    base: &Document,
    ours: &Document,
    theirs: &Document,
    merged: &Document,
) -> Vec<Deleted> {
    let standing = merged.places();
    let mut kept: BTreeMap<Id, Deleted> = BTreeMap::new();
    for document in [base, theirs, ours] {
        kept.extend(document.deleted.iter().map(|d| (d.paragraph.id, d.clone())));
    }
    kept.retain(|id, _| !standing.contains_key(id));
    kept.into_values().collect()
}

//! The JSON of `merge`.

use serde::Serialize;

use crate::compare::{Did, Merged};
use crate::store::MergedFile;

/// `merge`.
#[derive(Debug, Serialize)]
pub(crate) struct MergedJson<'a> {
    pub(crate) conflicts: Vec<ConflictJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ours: Option<DidJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) theirs: Option<DidJson>,
    /// The result, when it is not written to a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<&'a str>,
}

/// What both sides changed in different ways.
#[derive(Debug, Serialize)]
pub(crate) struct ConflictJson<'a> {
    /// The paragraph; none for the head and for files of entries.
    pub(crate) id: Option<String>,
    /// Its place in the result, from 0.
    pub(crate) index: Option<usize>,
    pub(crate) label: Option<&'a str>,
    /// `words`, `deletion`, `place`, `insertion`, `twins`, `number`, `reference`, or the key: `label`, `positions k3f9w2mq`.
    pub(crate) kind: &'a str,
    /// Of words: where the alternatives stand, in bytes.
    pub(crate) span: Option<[usize; 2]>,
    pub(crate) base: &'a str,
    pub(crate) ours: &'a str,
    pub(crate) theirs: &'a str,
}

/// What one side did, in paragraphs.
#[derive(Debug, Serialize)]
pub(crate) struct DidJson {
    pub(crate) changed: usize,
    pub(crate) moved: usize,
    pub(crate) inserted: usize,
    pub(crate) deleted: usize,
    pub(crate) divided: usize,
}

impl<'a> MergedJson<'a> {
    /// `disputes` are the keys, of those that mean nothing to the program, that both changed.
    pub(crate) fn of(merged: &'a Merged, disputes: &'a [String], text: Option<&'a str>) -> Self {
        let conflicts = merged.conflicts.iter().map(|conflict| {
            let p = conflict
                .place
                .and_then(|at| merged.document.paragraphs.get(at));
            ConflictJson {
                id: conflict.id.map(|id| id.to_string()),
                index: conflict.place,
                label: p.and_then(|p| Some(p.label.as_ref()?.as_str())),
                kind: conflict.dispute.word(),
                span: conflict.at.as_ref().map(|at| [at.start, at.end]),
                base: &conflict.base,
                ours: &conflict.ours,
                theirs: &conflict.theirs,
            }
        });
        let did = |did: &Did| DidJson {
            changed: did.changed,
            moved: did.moved,
            inserted: did.inserted,
            deleted: did.deleted,
            divided: did.divided,
        };
        Self {
            conflicts: conflicts.chain(disputes.iter().map(disputed)).collect(),
            ours: Some(did(&merged.ours)),
            theirs: Some(did(&merged.theirs)),
            text,
        }
    }

    pub(crate) fn of_entries(merged: &'a MergedFile, with_text: bool) -> Self {
        Self {
            conflicts: merged.disputes.iter().map(disputed).collect(),
            ours: None,
            theirs: None,
            text: with_text.then_some(merged.text.as_str()),
        }
    }
}

/// A key that both sides changed in different ways.
fn disputed(key: &String) -> ConflictJson<'_> {
    // `position of KAZ on k3f9w2mq`, `paragraphs k3f9w2mq rank`; `text of the proposal of KAZ` has none.
    let id = match key.rsplit_once(" on ") {
        Some((_, id)) => Some(id),
        None => key
            .split(' ')
            .nth(1)
            .filter(|word| !matches!(*word, "of" | "proposal")),
    };
    ConflictJson {
        id: id.map(str::to_owned),
        index: None,
        label: None,
        kind: key,
        span: None,
        base: "",
        ours: "",
        theirs: "",
    }
}

//! A touch in the record: one JSON object with one key that says what it is.
//!
//! It is read by the readers of the files, so that what comes back is what a file would give.

use std::sync::Arc;

use serde::Deserialize;

use super::agreements::{
    AgreementShape, ParkingShape, agreements_value, parking_value, read_agreement, read_parking,
};
use super::document::{
    DocumentShape, HeadShape, ParagraphShape, deleted_value, head_pairs, paragraph_value,
};
use super::positions::{PositionShape, position_value, read_one};
use super::proceedings::{self, ProceedingsShape};
use super::proposals::{self, ProposalShape};
use super::workspace::WorkspaceShape;
use super::{document, map, word, workspace};
use crate::edit::{Place, Touch};
use crate::model::{Deleted, Document, Head, Id, Paragraph};
use crate::store::notes::Notes;
use crate::store::yaml::Value;
use crate::text::{Digest, Language};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum TouchShape {
    Put {
        language: String,
        before: ParagraphShape,
        after: ParagraphShape,
    },
    Insert {
        language: String,
        paragraph: ParagraphShape,
        behind: Option<String>,
    },
    Remove {
        language: String,
        paragraph: ParagraphShape,
        behind: Option<String>,
    },
    Move {
        language: String,
        id: String,
        from: Option<String>,
        to: Option<String>,
    },
    Bin {
        language: String,
        id: String,
        before: Option<ParagraphShape>,
        after: Option<ParagraphShape>,
    },
    Head {
        before: HeadShape,
        after: HeadShape,
    },
    Header {
        before: WorkspaceShape,
        after: WorkspaceShape,
    },
    Position {
        delegation: String,
        paragraph: String,
        before: Option<PositionShape>,
        after: Option<PositionShape>,
    },
    Agreements {
        paragraph: String,
        before: Vec<AgreementShape>,
        after: Vec<AgreementShape>,
    },
    Parking {
        paragraph: String,
        before: Option<ParkingShape>,
        after: Option<ParkingShape>,
    },
    Proposal {
        before: Option<ProposalShape>,
        after: Option<ProposalShape>,
    },
    Proceeding {
        before: Option<ProceedingsShape>,
        after: Option<ProceedingsShape>,
    },
    Document {
        place: String,
        before: Option<DocumentShape>,
        after: Option<DocumentShape>,
    },
    Frozen {
        place: String,
        digest: String,
    },
}

/// A touch that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recorded {
    /// In full.
    Whole(Touch),
    /// A draft became this document of a version: kept as its digest, to be made again from the draft.
    Frozen(Place, Digest),
}

/// A touch to write.
pub(crate) fn value(touch: &Touch) -> Value {
    let opt = |id: &Option<Id>| id.map(word);
    let (name, pairs) = match touch {
        Touch::Put {
            language,
            before,
            after,
        } => (
            "put",
            vec![
                ("language", Some(word(language))),
                ("before", Some(paragraph_value(before))),
                ("after", Some(paragraph_value(after))),
            ],
        ),
        Touch::Insert {
            language,
            paragraph,
            behind,
        } => ("insert", placed(language, paragraph, *behind)),
        Touch::Remove {
            language,
            paragraph,
            behind,
        } => ("remove", placed(language, paragraph, *behind)),
        Touch::Move {
            language,
            id,
            from,
            to,
        } => (
            "move",
            vec![
                ("language", Some(word(language))),
                ("id", Some(word(id))),
                ("from", opt(from)),
                ("to", opt(to)),
            ],
        ),
        Touch::Bin {
            language,
            id,
            before,
            after,
        } => (
            "bin",
            vec![
                ("language", Some(word(language))),
                ("id", Some(word(id))),
                ("before", before.as_deref().map(deleted_value)),
                ("after", after.as_deref().map(deleted_value)),
            ],
        ),
        Touch::Head { before, after } => (
            "head",
            vec![
                ("before", Some(map(head_pairs(before)))),
                ("after", Some(map(head_pairs(after)))),
            ],
        ),
        Touch::Header { before, after } => (
            "header",
            vec![
                ("before", Some(workspace::value(before))),
                ("after", Some(workspace::value(after))),
            ],
        ),
        Touch::Position {
            delegation,
            paragraph,
            before,
            after,
        } => (
            "position",
            vec![
                ("delegation", Some(word(delegation))),
                ("paragraph", Some(word(paragraph))),
                ("before", before.as_ref().map(position_value)),
                ("after", after.as_ref().map(position_value)),
            ],
        ),
        Touch::Agreements {
            paragraph,
            before,
            after,
        } => (
            "agreements",
            vec![
                ("paragraph", Some(word(paragraph))),
                ("before", Some(agreements_value(before))),
                ("after", Some(agreements_value(after))),
            ],
        ),
        Touch::Parking {
            paragraph,
            before,
            after,
        } => (
            "parking",
            vec![
                ("paragraph", Some(word(paragraph))),
                ("before", before.as_ref().map(parking_value)),
                ("after", after.as_ref().map(parking_value)),
            ],
        ),
        Touch::Proposal { before, after } => (
            "proposal",
            vec![
                ("before", before.as_deref().map(proposals::value)),
                ("after", after.as_deref().map(proposals::value)),
            ],
        ),
        Touch::Proceeding { before, after } => (
            "proceeding",
            vec![
                ("before", before.as_deref().map(proceedings::filed)),
                ("after", after.as_deref().map(proceedings::filed)),
            ],
        ),
        Touch::Document {
            place,
            before,
            after,
        } => (
            "document",
            vec![
                ("place", Some(word(place_name(place)))),
                ("before", before.as_deref().map(document::value)),
                ("after", after.as_deref().map(document::value)),
            ],
        ),
    };
    Value::Map(vec![(name.to_owned(), map(pairs))])
}

/// A document of a version as it is kept when it was frozen from the draft.
pub(crate) fn frozen_value(place: &Place, document: &Document) -> Value {
    let pairs = vec![
        ("place", Some(word(place_name(place)))),
        ("digest", Some(word(document.digest()))),
    ];
    Value::Map(vec![("frozen".to_owned(), map(pairs))])
}

fn placed<'v>(
    language: &Language,
    p: &Paragraph,
    behind: Option<Id>,
) -> Vec<(&'v str, Option<Value>)> {
    vec![
        ("language", Some(word(language))),
        ("paragraph", Some(paragraph_value(p))),
        ("behind", behind.map(word)),
    ]
}

/// Where a document stands, in a word.
pub(crate) fn place_name(place: &Place) -> String {
    match place {
        Place::Draft(language) => format!("draft/{language}"),
        Place::Version(label, language) => format!("versions/{label}/{language}"),
        Place::Precedent(name) => format!("precedents/{name}"),
    }
}

fn read_place(name: &str) -> Option<Place> {
    let mut parts = name.splitn(2, '/');
    let (kind, rest) = (parts.next()?, parts.next()?);
    match kind {
        "draft" => Some(Place::Draft(rest.parse().ok()?)),
        "versions" => {
            let (label, language) = rest.split_once('/')?;
            Some(Place::Version(label.parse().ok()?, language.parse().ok()?))
        }
        "precedents" => Some(Place::Precedent(rest.into())),
        _ => None,
    }
}

/// Reads a JSON list of touches; `None` in place of one that means nothing here, or for all if it is no list.
pub(crate) fn read(json: &str) -> Option<Vec<Option<Recorded>>> {
    let shapes: Vec<TouchShape> = serde_json::from_str(json).ok()?;
    let read = shapes.into_iter().map(|shape| {
        let mut notes = Notes::new("record", "");
        let touch = read_shape(shape, &mut notes)?;
        (!notes.incomplete).then_some(touch)
    });
    Some(read.collect())
}

/// A touch as it comes back from its file: ends of texts trimmed, in NFC, empty words gone. `None` if it would not.
pub(crate) fn settle(touch: &Touch) -> Option<Touch> {
    let mut json = String::new();
    super::json(&Value::List(vec![value(touch)]), &mut json);
    match read(&json)?.pop()?? {
        Recorded::Whole(touch) => Some(touch),
        Recorded::Frozen(..) => None,
    }
}

fn read_shape(shape: TouchShape, notes: &mut Notes<'_>) -> Option<Recorded> {
    let none = |_: &mut Notes<'_>| None;
    let id = |name: Option<String>| match name {
        None => Some(None),
        Some(name) => name.parse::<Id>().ok().map(Some),
    };
    Some(Recorded::Whole(match shape {
        TouchShape::Put {
            language,
            before,
            after,
        } => Touch::Put {
            language: language.parse().ok()?,
            before: paragraph(before, notes)?,
            after: paragraph(after, notes)?,
        },
        TouchShape::Insert {
            language,
            paragraph: p,
            behind,
        } => Touch::Insert {
            language: language.parse().ok()?,
            paragraph: paragraph(p, notes)?,
            behind: id(behind)?,
        },
        TouchShape::Remove {
            language,
            paragraph: p,
            behind,
        } => Touch::Remove {
            language: language.parse().ok()?,
            paragraph: paragraph(p, notes)?,
            behind: id(behind)?,
        },
        TouchShape::Move {
            language,
            id: moved,
            from,
            to,
        } => Touch::Move {
            language: language.parse().ok()?,
            id: moved.parse().ok()?,
            from: id(from)?,
            to: id(to)?,
        },
        TouchShape::Bin {
            language,
            id,
            before,
            after,
        } => Touch::Bin {
            language: language.parse().ok()?,
            id: id.parse().ok()?,
            before: deleted(before, notes)?,
            after: deleted(after, notes)?,
        },
        TouchShape::Head { before, after } => Touch::Head {
            before: head(before, notes),
            after: head(after, notes),
        },
        TouchShape::Header { before, after } => Touch::Header {
            before: Arc::new(workspace::read(before, notes).0),
            after: Arc::new(workspace::read(after, notes).0),
        },
        TouchShape::Position {
            delegation,
            paragraph,
            before,
            after,
        } => {
            let paragraph: Id = paragraph.parse().ok()?;
            Touch::Position {
                delegation: delegation.parse().ok()?,
                paragraph,
                before: before.and_then(|shape| read_one(shape, paragraph, none, notes)),
                after: after.and_then(|shape| read_one(shape, paragraph, none, notes)),
            }
        }
        TouchShape::Agreements {
            paragraph,
            before,
            after,
        } => {
            let paragraph: Id = paragraph.parse().ok()?;
            let mut all = |list: Vec<AgreementShape>| {
                list.into_iter()
                    .filter_map(|shape| read_agreement(shape, paragraph, none, notes))
                    .collect()
            };
            Touch::Agreements {
                paragraph,
                before: all(before),
                after: all(after),
            }
        }
        TouchShape::Parking {
            paragraph,
            before,
            after,
        } => Touch::Parking {
            paragraph: paragraph.parse().ok()?,
            before: before.map(|shape| read_parking(shape, none, notes)),
            after: after.map(|shape| read_parking(shape, none, notes)),
        },
        TouchShape::Proposal { before, after } => {
            let mut one = |shape: Option<ProposalShape>| match shape {
                None => Some(None),
                Some(shape) => {
                    let id = super::some(shape.proposal.clone())?.parse().ok()?;
                    Some(Some(Arc::new(proposals::read(shape, id, notes)?)))
                }
            };
            Touch::Proposal {
                before: one(before)?,
                after: one(after)?,
            }
        }
        TouchShape::Proceeding { before, after } => {
            let mut one = |shape: Option<ProceedingsShape>| match shape {
                None => Some(None),
                Some(shape) => {
                    let read = proceedings::read(shape, notes);
                    let first = read.iter().next().cloned();
                    first.map(Some)
                }
            };
            Touch::Proceeding {
                before: one(before)?,
                after: one(after)?,
            }
        }
        TouchShape::Document {
            place,
            before,
            after,
        } => Touch::Document {
            place: read_place(&place)?,
            before: before.map(|shape| Arc::new(document::read(shape, None, notes))),
            after: after.map(|shape| Arc::new(document::read(shape, None, notes))),
        },
        TouchShape::Frozen { place, digest } => {
            return Some(Recorded::Frozen(read_place(&place)?, digest.parse().ok()?));
        }
    }))
}

/// One paragraph, read as the only one of a document.
fn paragraph(shape: ParagraphShape, notes: &mut Notes<'_>) -> Option<Arc<Paragraph>> {
    let shape = DocumentShape {
        paragraphs: Some(vec![shape]),
        ..DocumentShape::default()
    };
    document::read(shape, None, notes).paragraphs.pop()
}

#[expect(clippy::option_option, reason = "none given, none readable")]
fn deleted(shape: Option<ParagraphShape>, notes: &mut Notes<'_>) -> Option<Option<Box<Deleted>>> {
    let Some(shape) = shape else {
        return Some(None);
    };
    let shape = DocumentShape {
        deleted: Some(vec![shape]),
        ..DocumentShape::default()
    };
    let read = document::read(shape, None, notes).deleted.pop()?;
    Some(Some(Box::new(read)))
}

fn head(shape: HeadShape, notes: &mut Notes<'_>) -> Box<Head> {
    let shape = DocumentShape {
        document: Some(shape),
        ..DocumentShape::default()
    };
    Box::new(document::read(shape, None, notes).head)
}

//! What other hands did to a file: the touches that lead from what it said to what it says.

use std::sync::Arc;

use super::files::{Kind, Part};
use crate::edit::{Place, Touch};
use crate::model::{Deleted, Document, Id, Proceeding};
use crate::text::Language;

/// What happened to a file.
pub(crate) fn difference(kind: &Kind, before: Option<&Part>, after: Option<&Part>) -> Vec<Touch> {
    match (kind, before, after) {
        (Kind::Draft(language), Some(Part::Document(old)), Some(Part::Document(new))) => {
            drafts(*language, old, new)
        }
        (Kind::Draft(language), old, new) => whole(Place::Draft(*language), old, new),
        (Kind::Version(label, language), old, new) => {
            whole(Place::Version(*label, *language), old, new)
        }
        (Kind::Precedent(name), old, new) => whole(Place::Precedent(name.clone()), old, new),
        (Kind::Workspace, Some(Part::Header(old, _)), Some(Part::Header(new, _))) if old != new => {
            vec![Touch::Header {
                before: old.clone(),
                after: new.clone(),
            }]
        }
        (Kind::Positions(code), old, new) => {
            let of = |part: Option<&Part>| match part {
                Some(Part::Positions(positions)) => positions.clone(),
                _ => Arc::default(),
            };
            let (old, new) = (of(old), of(new));
            keys(old.keys().chain(new.keys()))
                .filter(|id| old.get(id) != new.get(id))
                .map(|id| Touch::Position {
                    delegation: *code,
                    paragraph: id,
                    before: old.get(&id).cloned(),
                    after: new.get(&id).cloned(),
                })
                .collect()
        }
        (Kind::Proposal(_), old, new) => {
            let of = |part: Option<&Part>| match part {
                Some(Part::Proposal(proposal)) => Some(proposal.clone()),
                _ => None,
            };
            let (before, after) = (of(old), of(new));
            let same = before == after;
            let touch = Touch::Proposal { before, after };
            (!same).then_some(touch).into_iter().collect()
        }
        (Kind::Agreements, old, new) => gavelled(old, new),
        (Kind::Proceedings, old, new) => proceeded(old, new),
        _ => Vec::new(),
    }
}

fn keys<'k>(keys: impl Iterator<Item = &'k Id>) -> impl Iterator<Item = Id> {
    keys.copied()
        .collect::<std::collections::BTreeSet<Id>>()
        .into_iter()
}

fn gavelled(old: Option<&Part>, new: Option<&Part>) -> Vec<Touch> {
    let of = |part: Option<&Part>| match part {
        Some(Part::Agreements(agreements, parked)) => (agreements.clone(), parked.clone()),
        _ => Default::default(),
    };
    let ((old, was), (new, is)) = (of(old), of(new));
    let agreements = keys(old.keys().chain(new.keys()))
        .filter(|id| old.get(id) != new.get(id))
        .map(|id| {
            let list = |all: &std::collections::BTreeMap<Id, Vec<_>>| {
                all.get(&id).cloned().unwrap_or_default()
            };
            Touch::Agreements {
                paragraph: id,
                before: list(&old),
                after: list(&new),
            }
        });
    let parked = keys(was.keys().chain(is.keys()))
        .filter(|id| was.get(id) != is.get(id))
        .map(|id| Touch::Parking {
            paragraph: id,
            before: was.get(&id).cloned(),
            after: is.get(&id).cloned(),
        });
    agreements.chain(parked).collect()
}

fn proceeded(old: Option<&Part>, new: Option<&Part>) -> Vec<Touch> {
    let of = |part: Option<&Part>| match part {
        Some(Part::Proceedings(proceedings)) => proceedings.clone(),
        _ => Arc::default(),
    };
    let (old, new) = (of(old), of(new));
    let named = |one: &Arc<Proceeding>| (one.sort(), one.id());
    let all: std::collections::BTreeSet<_> = old.iter().chain(new.iter()).map(named).collect();
    all.into_iter()
        .map(|(sort, id)| Touch::Proceeding {
            before: old.get(sort, id).cloned(),
            after: new.get(sort, id).cloned(),
        })
        .filter(|touch| !matches!(touch, Touch::Proceeding { before, after } if before == after))
        .collect()
}

fn whole(place: Place, old: Option<&Part>, new: Option<&Part>) -> Vec<Touch> {
    let of = |part: Option<&Part>| match part {
        Some(Part::Document(document)) => Some(document.clone()),
        _ => None,
    };
    let (before, after) = (of(old), of(new));
    if before == after {
        Vec::new()
    } else {
        vec![Touch::Document {
            place,
            before,
            after,
        }]
    }
}

fn drafts(language: Language, old: &Document, new: &Document) -> Vec<Touch> {
    let mut touches = Vec::new();
    if old.head != new.head {
        touches.push(Touch::Head {
            before: Box::new(old.head.clone()),
            after: Box::new(new.head.clone()),
        });
    }
    let (was, is) = (old.places(), new.places());
    let mut order: Vec<Id> = Vec::with_capacity(new.paragraphs.len());
    let mut behind = None;
    for p in &old.paragraphs {
        if is.contains_key(&p.id) {
            order.push(p.id);
            behind = Some(p.id);
        } else {
            touches.push(Touch::Remove {
                language,
                paragraph: p.clone(),
                behind,
            });
        }
    }
    let mut behind = None;
    for (at, p) in new.paragraphs.iter().enumerate() {
        match was.get(&p.id).and_then(|place| old.paragraphs.get(*place)) {
            None => {
                touches.push(Touch::Insert {
                    language,
                    paragraph: p.clone(),
                    behind,
                });
                order.insert(at.min(order.len()), p.id);
            }
            Some(before) => {
                if order.get(at) != Some(&p.id)
                    && let Some(from) = order.iter().position(|id| *id == p.id)
                {
                    let stood = from.checked_sub(1).and_then(|at| order.get(at)).copied();
                    touches.push(Touch::Move {
                        language,
                        id: p.id,
                        from: stood,
                        to: behind,
                    });
                    order.remove(from);
                    order.insert(at.min(order.len()), p.id);
                }
                if before != p {
                    touches.push(Touch::Put {
                        language,
                        before: before.clone(),
                        after: p.clone(),
                    });
                }
            }
        }
        behind = Some(p.id);
    }
    let bin = |document: &Document, id: Id| -> Option<Deleted> {
        document
            .deleted
            .iter()
            .find(|d| d.paragraph.id == id)
            .cloned()
    };
    let binned = old
        .deleted
        .iter()
        .chain(&new.deleted)
        .map(|d| &d.paragraph.id);
    for id in keys(binned) {
        let (before, after) = (bin(old, id), bin(new, id));
        if before != after {
            touches.push(Touch::Bin {
                language,
                id,
                before: before.map(Box::new),
                after: after.map(Box::new),
            });
        }
    }
    touches
}

/// What happened, for people: `changed outside: draft/en.yaml (2 paragraphs)`.
pub(crate) fn title(changes: &[(String, Vec<Touch>)]) -> String {
    let one = |(path, touches): &(String, Vec<Touch>)| {
        let count = keys(
            touches
                .iter()
                .filter_map(Touch::paragraph)
                .collect::<Vec<_>>()
                .iter(),
        )
        .count();
        match count {
            0 => path.clone(),
            1 => format!("{path} (1 paragraph)"),
            n => format!("{path} ({n} paragraphs)"),
        }
    };
    let mut named: Vec<String> = changes.iter().take(5).map(one).collect();
    if changes.len() > 5 {
        named.push(format!("{} more", changes.len() - 5));
    }
    format!("changed outside: {}", named.join(", "))
}

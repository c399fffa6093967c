//! What a change does to the files: one thing in one file, as it was and as it is.

mod named;
mod whose;

use std::sync::Arc;

use thiserror::Error;

use crate::model::{
    Agreement, Code, Deleted, Document, Head, Header, Id, Moment, Paragraph, Parking, Position,
    Proceeding, Proposal, Version, VersionLabel, Workspace,
};
use crate::text::Language;

/// Where a whole document stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The draft in a language.
    Draft(Language),
    /// A version in a language.
    Version(VersionLabel, Language),
    /// A precedent, by its file name without the ending.
    Precedent(Arc<str>),
}

/// One thing in one file, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touch {
    /// A paragraph of a draft gets other words, label, role, note or sources.
    Put {
        /// In which draft.
        language: Language,
        /// As it was.
        before: Arc<Paragraph>,
        /// As it is; the same id.
        after: Arc<Paragraph>,
    },
    /// A paragraph comes into a draft.
    Insert {
        /// In which draft.
        language: Language,
        /// The paragraph.
        paragraph: Arc<Paragraph>,
        /// Behind which; none for the start.
        behind: Option<Id>,
    },
    /// A paragraph leaves a draft.
    Remove {
        /// In which draft.
        language: Language,
        /// The paragraph.
        paragraph: Arc<Paragraph>,
        /// Behind which it stood.
        behind: Option<Id>,
    },
    /// A paragraph of a draft gets another place.
    Move {
        /// In which draft.
        language: Language,
        /// Which.
        id: Id,
        /// Behind which it stood.
        from: Option<Id>,
        /// Behind which it stands.
        to: Option<Id>,
    },
    /// What is kept of a deleted paragraph.
    Bin {
        /// In which draft.
        language: Language,
        /// Which.
        id: Id,
        /// As it was.
        before: Option<Box<Deleted>>,
        /// As it is.
        after: Option<Box<Deleted>>,
    },
    /// The head of a draft.
    Head {
        /// As it was.
        before: Box<Head>,
        /// As it is; the same language.
        after: Box<Head>,
    },
    /// What `workspace.yaml` says.
    Header {
        /// As it was.
        before: Arc<Header>,
        /// As it is.
        after: Arc<Header>,
    },
    /// A position.
    Position {
        /// Whose.
        delegation: Code,
        /// On which paragraph.
        paragraph: Id,
        /// As it was.
        before: Option<Position>,
        /// As it is.
        after: Option<Position>,
    },
    /// The agreements on a paragraph.
    Agreements {
        /// Which.
        paragraph: Id,
        /// As they were.
        before: Vec<Agreement>,
        /// As they are.
        after: Vec<Agreement>,
    },
    /// Whether a paragraph is set aside.
    Parking {
        /// Which.
        paragraph: Id,
        /// As it was.
        before: Option<Parking>,
        /// As it is.
        after: Option<Parking>,
    },
    /// A proposal.
    Proposal {
        /// As it was.
        before: Option<Arc<Proposal>>,
        /// As it is.
        after: Option<Arc<Proposal>>,
    },
    /// Something that the meeting did.
    Proceeding {
        /// As it was.
        before: Option<Arc<Proceeding>>,
        /// As it is; the same kind and id.
        after: Option<Arc<Proceeding>>,
    },
    /// A whole document.
    Document {
        /// Where.
        place: Place,
        /// As it was.
        before: Option<Arc<Document>>,
        /// As it is.
        after: Option<Arc<Document>>,
    },
}

/// What a change was made on is no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{what} changed meanwhile: look at it as it is now, and do it again")]
pub struct Conflict {
    /// What changed.
    pub what: String,
}

impl Touch {
    /// The touch that takes this one back.
    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Put {
                language,
                before,
                after,
            } => Self::Put {
                language,
                before: after,
                after: before,
            },
            Self::Insert {
                language,
                paragraph,
                behind,
            } => Self::Remove {
                language,
                paragraph,
                behind,
            },
            Self::Remove {
                language,
                paragraph,
                behind,
            } => Self::Insert {
                language,
                paragraph,
                behind,
            },
            Self::Move {
                language,
                id,
                from,
                to,
            } => Self::Move {
                language,
                id,
                from: to,
                to: from,
            },
            Self::Bin {
                language,
                id,
                before,
                after,
            } => Self::Bin {
                language,
                id,
                before: after,
                after: before,
            },
            Self::Head { before, after } => Self::Head {
                before: after,
                after: before,
            },
            Self::Header { before, after } => Self::Header {
                before: after,
                after: before,
            },
            Self::Position {
                delegation,
                paragraph,
                before,
                after,
            } => Self::Position {
                delegation,
                paragraph,
                before: after,
                after: before,
            },
            Self::Agreements {
                paragraph,
                before,
                after,
            } => Self::Agreements {
                paragraph,
                before: after,
                after: before,
            },
            Self::Parking {
                paragraph,
                before,
                after,
            } => Self::Parking {
                paragraph,
                before: after,
                after: before,
            },
            Self::Proposal { before, after } => Self::Proposal {
                before: after,
                after: before,
            },
            Self::Proceeding { before, after } => Self::Proceeding {
                before: after,
                after: before,
            },
            Self::Document {
                place,
                before,
                after,
            } => Self::Document {
                place,
                before: after,
                after: before,
            },
        }
    }

    /// Writes it into a workspace, if what it was made on is still there.
    ///
    /// # Errors
    /// [`Conflict`] when it is not; the workspace may then hold a part of it and must be thrown away.
    pub fn write(&self, workspace: &mut Workspace) -> Result<(), Conflict> {
        let done = match self {
            Self::Put {
                language,
                before,
                after,
            } => put(workspace, language, before, after),
            Self::Insert {
                language,
                paragraph,
                behind,
            } => insert(workspace, language, paragraph, *behind),
            Self::Remove {
                language,
                paragraph,
                ..
            } => remove(workspace, language, paragraph),
            Self::Move {
                language, id, to, ..
            } => shift(workspace, language, *id, *to),
            Self::Bin {
                language,
                id,
                before,
                after,
            } => bin(
                workspace,
                language,
                *id,
                before.as_deref(),
                after.as_deref(),
            ),
            Self::Head { before, after } => head(workspace, before, after),
            Self::Header { before, after } => {
                let fits = workspace.header == *before;
                workspace.header = after.clone();
                fits
            }
            Self::Position {
                delegation,
                paragraph,
                before,
                after,
            } => {
                let of = Arc::make_mut(workspace.positions.entry(*delegation).or_default());
                let fits = of.get(paragraph) == before.as_ref();
                set(of, *paragraph, after.clone());
                if of.is_empty() {
                    workspace.positions.remove(delegation);
                }
                fits
            }
            Self::Agreements {
                paragraph,
                before,
                after,
            } => {
                let all = Arc::make_mut(&mut workspace.agreements);
                let fits = all.get(paragraph).map_or(&[][..], Vec::as_slice) == before.as_slice();
                set(all, *paragraph, (!after.is_empty()).then(|| after.clone()));
                fits
            }
            Self::Parking {
                paragraph,
                before,
                after,
            } => {
                let all = Arc::make_mut(&mut workspace.parked);
                let fits = all.get(paragraph) == before.as_ref();
                set(all, *paragraph, after.clone());
                fits
            }
            Self::Proposal { before, after } => {
                before.as_ref().or(after.as_ref()).is_none_or(|any| {
                    let all = Arc::make_mut(&mut workspace.proposals);
                    let fits = all.get(&any.id) == before.as_ref();
                    set(all, any.id, after.clone());
                    fits
                })
            }
            Self::Proceeding { before, after } => {
                before.as_ref().or(after.as_ref()).is_none_or(|any| {
                    let all = Arc::make_mut(&mut workspace.proceedings);
                    let (sort, id) = (any.sort(), any.id());
                    let there = match after.clone() {
                        Some(after) => all.insert(after),
                        None => all.remove(sort, id),
                    };
                    there == *before
                })
            }
            Self::Document {
                place,
                before,
                after,
            } => document(workspace, place, before.as_ref(), after.clone()),
        };
        if done {
            Ok(())
        } else {
            Err(Conflict { what: self.what() })
        }
    }
}

fn draft<'a>(workspace: &'a mut Workspace, language: &Language) -> Option<&'a mut Document> {
    workspace.drafts.get_mut(language).map(Arc::make_mut)
}

fn put(
    workspace: &mut Workspace,
    language: &Language,
    before: &Paragraph,
    after: &Arc<Paragraph>,
) -> bool {
    let Some(doc) = draft(workspace, language) else {
        return false;
    };
    let Some(slot) = doc.paragraphs.iter_mut().find(|p| p.id == after.id) else {
        return false;
    };
    let fits = **slot == *before;
    *slot = after.clone();
    fits
}

/// The place right behind a paragraph.
fn place_behind(doc: &Document, behind: Option<Id>) -> Option<usize> {
    behind.map_or(Some(0), |id| doc.index_of(id).map(|at| at + 1))
}

fn insert(
    workspace: &mut Workspace,
    language: &Language,
    paragraph: &Arc<Paragraph>,
    behind: Option<Id>,
) -> bool {
    let Some(doc) = draft(workspace, language) else {
        return false;
    };
    match place_behind(doc, behind) {
        Some(at) if doc.index_of(paragraph.id).is_none() => {
            doc.paragraphs.insert(at, paragraph.clone());
        }
        _ => return false,
    }
    true
}

fn remove(workspace: &mut Workspace, language: &Language, paragraph: &Paragraph) -> bool {
    let Some(doc) = draft(workspace, language) else {
        return false;
    };
    let Some(at) = doc.index_of(paragraph.id) else {
        return false;
    };
    *doc.paragraphs.remove(at) == *paragraph
}

fn shift(workspace: &mut Workspace, language: &Language, id: Id, to: Option<Id>) -> bool {
    let Some(doc) = draft(workspace, language) else {
        return false;
    };
    let Some(at) = doc.index_of(id) else {
        return false;
    };
    let paragraph = doc.paragraphs.remove(at);
    let Some(at) = place_behind(doc, to) else {
        return false;
    };
    doc.paragraphs.insert(at, paragraph);
    true
}

fn bin(
    workspace: &mut Workspace,
    language: &Language,
    id: Id,
    before: Option<&Deleted>,
    after: Option<&Deleted>,
) -> bool {
    let Some(doc) = draft(workspace, language) else {
        return false;
    };
    let at = doc.deleted.iter().position(|d| d.paragraph.id == id);
    let fits = at.and_then(|at| doc.deleted.get(at)) == before;
    match (at, after) {
        (Some(at), Some(after)) => {
            if let Some(slot) = doc.deleted.get_mut(at) {
                *slot = after.clone();
            }
        }
        (Some(at), None) => {
            doc.deleted.remove(at);
        }
        (None, Some(after)) => {
            let at = doc.deleted.partition_point(|d| d.paragraph.id < id);
            doc.deleted.insert(at, after.clone());
        }
        (None, None) => {}
    }
    fits
}

fn head(workspace: &mut Workspace, before: &Head, after: &Head) -> bool {
    let Some(doc) = draft(workspace, &after.language) else {
        return false;
    };
    let fits = doc.head == *before;
    doc.head = after.clone();
    fits
}

fn set<K: Ord, V>(map: &mut std::collections::BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

fn document(
    workspace: &mut Workspace,
    place: &Place,
    before: Option<&Arc<Document>>,
    after: Option<Arc<Document>>,
) -> bool {
    match place {
        Place::Draft(language) => {
            let fits = workspace.drafts.get(language) == before;
            set(&mut workspace.drafts, *language, after);
            fits
        }
        Place::Version(label, language) => {
            let at = workspace.versions.iter().position(|v| v.label == *label);
            let mut version = match at {
                Some(at) => Arc::unwrap_or_clone(workspace.versions.remove(at)),
                None => Version {
                    label: *label,
                    frozen: None,
                    documents: std::collections::BTreeMap::new(),
                },
            };
            let fits = version.documents.get(language) == before;
            let frozen: Option<Moment> = after.as_ref().and_then(|doc| doc.head.frozen);
            version.frozen = version.frozen.or(frozen);
            set(&mut version.documents, *language, after);
            if !version.documents.is_empty() {
                let at = at.unwrap_or(workspace.versions.len());
                workspace.versions.insert(at, Arc::new(version));
            }
            fits
        }
        Place::Precedent(name) => {
            let at = workspace.precedents.iter().position(|p| p.name == *name);
            let old = at.map(|at| workspace.precedents.remove(at));
            let fits = old.as_ref().map(|p| &p.document) == before;
            if let Some(document) = after {
                let precedent = Arc::new(crate::model::Precedent {
                    name: name.clone(),
                    document,
                });
                let at = workspace.precedents.partition_point(|p| p.name < *name);
                workspace.precedents.insert(at, precedent);
            }
            fits
        }
    }
}

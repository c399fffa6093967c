//! Texts of one workspace in two languages and of two versions, and the same two versions in one language: there it can be
//! read what became of a paragraph, which ids alone do not tell of one that was split. Start at [`Bridge::of`].

use std::sync::Arc;

use super::Options;
use super::comparer::Comparer;
use crate::model::{Document, Id, Workspace};
use crate::text::Language;

/// Two versions of a text in one language, that have the ids of two texts in two languages.
#[derive(Debug, Clone)]
pub struct Bridge {
    a: Arc<Document>,
    b: Arc<Document>,
}

impl Bridge {
    /// Between two texts that the workspace has in two languages, each the draft or of a version; in the language of one of
    /// them, rather the original. None when they are in one language, or of one version, or neither language has both.
    pub fn of(workspace: &Workspace, a: &Arc<Document>, b: &Arc<Document>) -> Option<Self> {
        let (first, second) = (a.head.language, b.head.language);
        let all = || {
            let versions = workspace.versions.iter().map(|version| &version.documents);
            versions.chain([&workspace.drafts])
        };
        let holder = |text: &Arc<Document>| {
            all().find(|texts| texts.values().any(|one| Arc::ptr_eq(one, text)))
        };
        let (older, newer) = (holder(a)?, holder(b)?);
        if first == second || std::ptr::eq(older, newer) {
            return None;
        }
        let original = workspace.header.original;
        let mut languages: [Language; 2] = [second, first];
        languages.sort_by_key(|language| *language != original);
        languages.into_iter().find_map(|language| {
            Some(Self {
                a: Arc::clone(older.get(&language)?),
                b: Arc::clone(newer.get(&language)?),
            })
        })
    }

    /// Whether it is of the same texts.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.a, &other.a) && Arc::ptr_eq(&self.b, &other.b)
    }

    /// The ids of paragraphs that belong together, of each side.
    pub(super) fn groups(&self) -> Vec<Group> {
        let mut comparer = Comparer::new(Options::default());
        let found = comparer.compare(&self.a, &self.b);
        let ids = |document: &Document, places: &[usize]| {
            let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
            paragraphs.map(|p| p.id).collect()
        };
        let both = found.pairs.iter();
        both.filter(|pair| !pair.a.is_empty() && !pair.b.is_empty())
            .map(|pair| Group {
                a: ids(&self.a, &pair.a),
                b: ids(&self.b, &pair.b),
            })
            .collect()
    }
}

/// The ids of paragraphs that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Those of the first document.
    pub a: Vec<Id>,
    /// Those of the second.
    pub b: Vec<Id>,
}

impl Group {
    /// The same from the other side.
    pub(super) fn turned(self) -> Self {
        Self {
            a: self.b,
            b: self.a,
        }
    }
}

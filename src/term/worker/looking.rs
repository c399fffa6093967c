//! The texts that are searched: precedents and versions of the open workspace. Put on the shelf when first searched,
//! and again when there are others.

use std::sync::Arc;

use crate::model::{Precedent, Version, Workspace};
use crate::precedent::{Hit, Library, Query};
use crate::text::Language;

/// Most hits that are shown.
const SHOWN: usize = 100;

/// What is searched, with what it was made from.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    library: Option<Library>,
    precedents: Vec<Arc<Precedent>>,
    versions: Vec<Arc<Version>>,
}

impl Shelf {
    /// The best hits, and how many paragraphs were searched.
    pub(super) fn search(
        &mut self,
        workspace: &Workspace,
        query: &str,
        language: Option<Language>,
    ) -> (Vec<Hit>, usize) {
        if !self.holds(workspace) {
            self.fill(workspace);
        }
        let Some(library) = &self.library else {
            return (Vec::new(), 0);
        };
        let query = Query {
            language,
            limit: SHOWN,
            ..Query::new(query)
        };
        (library.search(&query), library.len())
    }

    fn holds(&self, workspace: &Workspace) -> bool {
        let same_precedents = self.precedents.len() == workspace.precedents.len()
            && self
                .precedents
                .iter()
                .zip(&workspace.precedents)
                .all(|(a, b)| Arc::ptr_eq(a, b));
        let same_versions = self.versions.len() == workspace.versions.len()
            && self
                .versions
                .iter()
                .zip(&workspace.versions)
                .all(|(a, b)| Arc::ptr_eq(a, b));
        self.library.is_some() && same_precedents && same_versions
    }

    fn fill(&mut self, workspace: &Workspace) {
        let mut library = Library::new();
        library.add_workspace(workspace, |_| true);
        self.library = Some(library);
        self.precedents.clone_from(&workspace.precedents);
        self.versions.clone_from(&workspace.versions);
    }
}

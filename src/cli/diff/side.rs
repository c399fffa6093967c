//! One side of a comparison: the draft, a version, another workspace, or a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::context::{Context, Desk};
use crate::cli::exit::Failure;
use crate::cli::file::{self, Known};
use crate::cli::find;
use crate::cli::lens::Lens;
use crate::convert::Format;
use crate::model::{Document, Header, Id, Workspace};
use crate::text::Language;

/// A text to compare.
pub(super) struct Side {
    /// What it is, for people.
    pub(super) name: String,
    /// The text.
    pub(super) document: Arc<Document>,
    ids: Ids,
}

/// Where the ids of a text come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ids {
    /// From the workspace in this folder, which has this id.
    Of(PathBuf, Option<Id>),
    /// From a file that has them written in it.
    Written,
    /// They were drawn when it was read.
    Drawn,
}

impl Side {
    /// Whether the same id means the same paragraph on both sides.
    pub(super) fn shares_ids_with(&self, other: &Self) -> bool {
        match (&self.ids, &other.ids) {
            (Ids::Drawn, _) | (_, Ids::Drawn) => false,
            (Ids::Of(a, x), Ids::Of(b, y)) => a == b || (x.is_some() && x == y),
            (Ids::Written, _) | (_, Ids::Written) => true,
        }
    }
}

/// Reads sides. Files can be compared without a workspace: that there is none matters only when one is meant.
pub(super) struct Sides {
    language: Option<Language>,
    lens: Lens,
    here: Result<Desk, Failure>,
}

impl Sides {
    /// Sides in a language, seen through a lens; `here` is the workspace whose versions are meant.
    pub(super) fn new(
        here: Result<Desk, Failure>,
        language: Option<Language>,
        lens: Lens,
    ) -> Self {
        Self {
            language,
            lens,
            here,
        }
    }

    /// The side that is meant: `draft`, a version, a file, a folder, or `DIR:VERSION`, in this order.
    pub(super) fn read(&self, said: &str, context: &mut Context) -> Result<Side, Failure> {
        let is_version = |w: &Workspace| said == "draft" || w.version(said).is_some();
        if let Ok(desk) = &self.here
            && is_version(desk.workspace())
        {
            return self.of_workspace(desk, said, said);
        }
        let path = Path::new(said);
        if path.is_file() {
            return self.of_file(path, context);
        }
        if path.is_dir() {
            let desk = context.look(Some(path))?;
            return self.of_workspace(&desk, "draft", said);
        }
        if let Some((dir, version)) = said.rsplit_once(':')
            && Path::new(dir).is_dir()
        {
            let desk = context.look(Some(Path::new(dir)))?;
            return self.of_workspace(&desk, version, said);
        }
        let desk = self.here.as_ref().map_err(|failure| {
            let what = format!("{said}: no such file, and {}", failure.message);
            find::with_hint(Failure::new(what), failure.hint.clone())
        })?;
        find::version(desk.workspace(), said)
            .map(|_| ())
            .map_err(|failure| {
                let what = format!("{}, and no such file", failure.message);
                find::with_hint(Failure::new(what), failure.hint)
            })?;
        self.of_workspace(desk, said, said)
    }

    fn of_workspace(&self, desk: &Desk, version: &str, name: &str) -> Result<Side, Failure> {
        let workspace = desk.workspace();
        let document = if version == "draft" {
            find::draft(workspace, self.language)?.clone()
        } else {
            let version = find::version(workspace, version)?;
            find::version_text(workspace, version, self.language)?
        };
        let header = &workspace.header;
        Ok(Side {
            name: name.to_owned(),
            document: self.seen(document, Some(header)),
            ids: Ids::Of(desk.store.root().to_owned(), header.id),
        })
    }

    fn of_file(&self, path: &Path, context: &mut Context) -> Result<Side, Failure> {
        let known = Known {
            language: self.language,
            ..Known::default()
        };
        let read = file::read(path, known, context)?;
        file::remark(path, &read.findings);
        let written = read.format == Format::Yaml;
        Ok(Side {
            name: path.display().to_string(),
            document: self.seen(Arc::new(read.document), None),
            ids: if written { Ids::Written } else { Ids::Drawn },
        })
    }

    fn seen(&self, document: Arc<Document>, header: Option<&Header>) -> Arc<Document> {
        if self.lens == Lens::Brackets {
            return document;
        }
        let mut seen = Document::clone(&document);
        for p in &mut seen.paragraphs {
            *p = Arc::new(p.with_text(&self.lens.see(header, p.text())));
        }
        Arc::new(seen)
    }
}

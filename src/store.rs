//! The only room that touches the files of a workspace.
//!
//! Where to start: [`Store::open`], then [`Store::commit`].

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::edit::{Applied, Change, ChangeError, Stamp};
use crate::model::{Code, Document, Finding, Header, Id, Moment, Workspace};
use crate::text::Digest;

/// Whether a workspace that was opened can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writable {
    /// It can.
    Yes,
    /// It cannot, for this reason: a newer format, a read-only folder.
    No(String),
}

/// What was read of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// What could be read.
    pub workspace: Workspace,
    /// What could not, and what is odd, with file and line.
    pub findings: Vec<Finding>,
    /// Whether it can be written.
    pub writable: Writable,
}

/// A change that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The change, applied to the workspace as it was on the disk.
    pub applied: Applied,
    /// Findings of the load that came before it, when others had written meanwhile.
    pub findings: Option<Vec<Finding>>,
    /// False when everything is written but the folder could not be synced: “saved, not confirmed”.
    pub confirmed: bool,
}

/// A line of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in its file, from 1.
    pub seq: u64,
    /// Hash of the line: what the next line names as `prev`.
    pub hash: Digest,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
    /// The verb: `edit`, `position`, `agree`, `observed`, …
    pub act: String,
    /// What happened, for people: `KAZ agree on 5 bis`.
    pub title: String,
    /// The paragraph it is about.
    pub paragraph: Option<Id>,
    /// The delegation it is about.
    pub delegation: Option<Code>,
    /// Digest of the words of the paragraph in the original language after it.
    pub digest: Option<Digest>,
    /// The file it stands in, without ending: one a writer.
    pub replica: String,
}

/// Why a workspace cannot be opened or made.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder holds no workspace.
    #[error("{0} is no workspace: it has no workspace.yaml. Make one with `rapporteur new {0} --title …`")]
    NotAWorkspace(PathBuf),
    /// A file or folder is in the way.
    #[error("{0} is there already: choose another folder")]
    Exists(PathBuf),
    /// The disk said no.
    #[error("{path}: {what}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What was being done.
        what: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Why a change is not on the disk.
#[derive(Debug, Error)]
pub enum CommitError {
    /// It cannot be made; nothing was written.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// The workspace is read-only.
    #[error("nothing was written: {0}")]
    ReadOnly(String),
    /// A file that it would write cannot be read as it stands; it is never overwritten.
    #[error("nothing was written: {0}")]
    Broken(String),
    /// The disk said no. The files are as they were.
    #[error("not saved: {0}")]
    Disk(StoreError),
}

/// A workspace on disk.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The workspace that `start` is in: itself or its nearest parent with a `workspace.yaml`.
    pub fn find(start: &Path) -> Option<PathBuf> {
        let _ = start;
        None
    }

    /// Opens a workspace: finishes what a crash left unfinished, sweeps orphaned temporaries, loads.
    pub fn open(root: &Path) -> Result<(Self, Loaded), StoreError> {
        Err(StoreError::NotAWorkspace(root.to_owned()))
    }

    /// Opens a workspace to look at only: never writes, not even to recover.
    pub fn open_read_only(root: &Path) -> Result<(Self, Loaded), StoreError> {
        Err(StoreError::NotAWorkspace(root.to_owned()))
    }

    /// Makes a workspace with an empty draft in the original language.
    pub fn create(root: &Path, header: &Header, stamp: &Stamp) -> Result<(), StoreError> {
        let _ = (header, stamp);
        Err(StoreError::Exists(root.to_owned()))
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads everything again.
    pub fn load(&mut self) -> Result<Loaded, StoreError> {
        Err(StoreError::NotAWorkspace(self.root.clone()))
    }

    /// Whether any file changed since it was last read or written here. Cheap: looks at sizes and times only.
    pub fn changed(&self) -> bool {
        false
    }

    /// Writes a change: under the lock, on the files as they stand now. `base` is the workspace that the caller sees.
    pub fn commit(&mut self, base: &Workspace, change: &Change, stamp: &Stamp) -> Result<Committed, CommitError> {
        let _ = (base, change, stamp);
        Err(CommitError::ReadOnly(String::new()))
    }

    /// All lines of the record, oldest first, and what is wrong with its chains.
    pub fn record(&self) -> (Vec<Event>, Vec<Finding>) {
        (Vec::new(), Vec::new())
    }

    /// Keeps words that are not in the files, for the next open. `None` removes them.
    /// Falls back to other folders when the workspace's own cannot be written; returns where they are.
    pub fn keep_unsaved(&self, key: &str, words: Option<&str>) -> Result<Option<PathBuf>, StoreError> {
        let _ = (key, words);
        Ok(None)
    }

    /// Words that an earlier session could not save: key, words, file.
    pub fn unsaved(&self) -> Vec<(String, String, PathBuf)> {
        Vec::new()
    }
}

/// Reads one document file: a precedent, a file to import or compare.
pub fn read_document(bytes: &[u8], name: &str) -> Result<(Document, Vec<Finding>), Finding> {
    let _ = (bytes, name);
    Err(Finding::new("load", crate::model::Severity::Error, "not read"))
}

/// Writes one document as a file of its own.
pub fn write_document(document: &Document) -> String {
    let _ = document;
    String::new()
}

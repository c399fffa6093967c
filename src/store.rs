//! The only room that touches the files of a workspace.
//!
//! What it is for: reading whatever stands in a folder, however odd, and writing single changes into it so that nothing
//! else moves, nothing acknowledged is lost, and hand-made layout stays. It keeps the record of what was done.
//!
//! What it never does: decide what a change means (that is [`crate::edit`]), read a clock, or print.
//!
//! Where to start: [`Store::open`], then [`Store::commit`]; inside, `commit` tells the order of things.

mod commit;
mod create;
mod disk;
mod earlier;
mod files;
mod journal;
mod library;
mod lines;
mod load;
mod lock;
mod meanwhile;
mod merging;
mod notes;
mod observe;
mod pieces;
mod place;
pub mod private_notes;
mod record;
mod recover;
mod room;
mod schema;
mod seen;
mod single;
mod stances;
mod undone;
mod unknown;
mod unsaved;
mod walking;
mod write;
mod yaml;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use self::disk::Disk;
use crate::edit::{Applied, Change, ChangeError, Stamp};
use crate::model::{
    Code, Document, Finding, Header, Id, Moment, Position, Showing, WalkAct, WalkNote, Workspace,
};
use crate::text::Digest;

pub use library::{
    Contents, Facts, Libraries, LibraryError, Lines, LinesError, Opened, Source, Writer, facts,
    read_lines,
};
pub use merging::{MergeError, MergedFile, Sort, merge_entries, rewrite_document, sort_of};
pub use room::Room;

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

/// One time that a position was given, changed or taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// When it was written down.
    pub at: Moment,
    /// By whom.
    pub actor: String,
    /// The verb of the line that has it: `position`, `undo`, `observed`, …
    pub act: String,
    /// Whose position.
    pub party: Code,
    /// As it was from then on; none when it was taken back.
    pub position: Option<Position>,
}

/// Why a workspace cannot be opened or made.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder holds no workspace.
    #[error(
        "{0} is no workspace: it has no workspace.yaml. Make one with `rapporteur new {0} --title …`"
    )]
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

/// Size, time and place of what is kept of a meeting. Two that are the same are of the same files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MeetingMark(Option<disk::Stat>, Option<disk::Stat>);

/// A workspace on disk.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    disk: Disk,
    looks_only: bool,
    files: load::Files,
    workspace: Workspace,
    writable: Writable,
    journal: Option<journal::Journal>,
    seen: Option<seen::Seen>,
    /// What was noticed while recovering.
    odd: Vec<Finding>,
    fallbacks: Vec<PathBuf>,
}

impl Store {
    /// The workspace that `start` is in: itself or its nearest parent with a `workspace.yaml`.
    pub fn find(start: &Path) -> Option<PathBuf> {
        let start = std::path::absolute(start).ok()?;
        let is_root = |folder: &&Path| Disk::sort(&folder.join("workspace.yaml")).is_ok();
        start.ancestors().find(is_root).map(Path::to_owned)
    }

    /// Opens a workspace: finishes what a crash left unfinished, sweeps orphaned temporaries, loads.
    pub fn open(root: &Path) -> Result<(Self, Loaded), StoreError> {
        Self::open_on(Disk::default(), root, false)
    }

    /// Opens a workspace to look at only: never writes, not even to recover.
    pub fn open_read_only(root: &Path) -> Result<(Self, Loaded), StoreError> {
        Self::open_on(Disk::default(), root, true)
    }

    fn open_on(disk: Disk, root: &Path, looks_only: bool) -> Result<(Self, Loaded), StoreError> {
        if Disk::sort(&root.join("workspace.yaml")).is_err() {
            return Err(StoreError::NotAWorkspace(root.to_owned()));
        }
        let mut store = Self {
            root: root.to_owned(),
            disk,
            looks_only,
            files: load::Files::default(),
            workspace: Workspace::new(Header::new("", crate::text::Language::ENGLISH)),
            writable: Writable::Yes,
            journal: None,
            seen: None,
            odd: Vec::new(),
            fallbacks: Vec::new(),
        };
        store.files.refresh(root, &BTreeMap::new());
        store.assemble();
        if store.writable == Writable::Yes
            && let Err(error) = store.tidy()
        {
            store.writable = Writable::No(error.to_string());
        }
        let loaded = store.loaded();
        Ok((store, loaded))
    }

    /// Folders to keep unsaved words in when the workspace's own cannot be written, in this order.
    #[must_use]
    pub fn with_fallbacks(mut self, folders: Vec<PathBuf>) -> Self {
        self.fallbacks = folders;
        self
    }

    /// Makes a workspace with an empty draft in the original language.
    pub fn create(root: &Path, header: &Header, stamp: &Stamp) -> Result<(), StoreError> {
        create::create(&Disk::default(), root, header, stamp)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads everything again: what did not change by size, time and inode is taken as it was read.
    pub fn load(&mut self) -> Result<Loaded, StoreError> {
        if Disk::sort(&self.root.join("workspace.yaml")).is_err() {
            return Err(StoreError::NotAWorkspace(self.root.clone()));
        }
        if self.files.refresh(&self.root, &BTreeMap::new()) {
            self.assemble();
        }
        Ok(self.loaded())
    }

    /// Whether any file changed since it was last read or written here. Cheap: looks at sizes and times only.
    pub fn changed(&self) -> bool {
        self.files.differ(&self.root)
    }

    /// Writes a change: under the lock, on the files as they stand now. `base` is the workspace that the caller sees.
    ///
    /// # Errors
    /// [`CommitError`]; then the files are as they were.
    pub fn commit(
        &mut self,
        base: &Workspace,
        change: &Change,
        stamp: &Stamp,
    ) -> Result<Committed, CommitError> {
        self.commit_locked(base, change, stamp)
    }

    /// All lines of the record, oldest first, and what is wrong with its chains.
    pub fn record(&self) -> (Vec<Event>, Vec<Finding>) {
        record::read_all(&self.root.join("record"))
    }

    /// Every time that one of these parties got another position on a paragraph, oldest first. Reads the whole record.
    pub fn given(&self, paragraph: Id, parties: &[Code]) -> Vec<Given> {
        stances::given(&self.root.join("record"), paragraph, parties)
    }

    /// The last change that somebody made in this copy and did not take back, as a step that takes it back. Reads the whole
    /// record of this copy.
    pub fn last_done(&self, actor: &str) -> Option<crate::edit::Step> {
        let file = journal::own(&self.root)?;
        undone::last(&file, actor, &self.workspace)
    }

    /// Earlier words with these digests, as far as the record keeps them. Reads the whole record when any are wanted.
    pub fn earlier_words(&self, wanted: &HashSet<Digest>) -> HashMap<Digest, String> {
        earlier::words(&self.root.join("record"), wanted)
    }

    /// The words of a paragraph whose digest begins like that, as some line of the record has them; in any language.
    pub fn words_with(&self, paragraph: Id, digest: &str) -> Option<String> {
        earlier::words_of(&self.root.join("record"), paragraph, digest)
    }

    /// Gives findings about words of a draft the line on which those stand in its file.
    pub fn place_findings(&self, findings: &mut [Finding]) {
        lines::place(&self.root, &self.workspace, findings);
    }

    /// Keeps words that are not in the files, for the next open. `None` removes them.
    /// Falls back to other folders when the workspace's own cannot be written; returns where they are.
    pub fn keep_unsaved(
        &self,
        key: &str,
        words: Option<&str>,
    ) -> Result<Option<PathBuf>, StoreError> {
        unsaved::keep(&self.disk, &self.unsaved_folders(), key, words)
    }

    /// Words that an earlier session could not save: key, words, file.
    pub fn unsaved(&self) -> Vec<(String, String, PathBuf)> {
        unsaved::all(&self.unsaved_folders())
    }

    /// Says what the room's screen shows from now on.
    ///
    /// # Errors
    /// The workspace was opened to look at only, or the disk said no; the room sees what it saw.
    pub fn show_room(&self, showing: &Showing) -> Result<(), StoreError> {
        self.may_put("room")?;
        room::show(&self.disk, &self.root, showing)
    }

    /// What the room's screen shows; none when nothing ever was shown.
    pub fn shown_room(&self) -> Option<Showing> {
        room::shown(&self.root)
    }

    /// What is kept of the walk through the text.
    pub fn walk(&self) -> WalkNote {
        walking::read(&self.root)
    }

    /// Does things to what is kept of the walk; gives what is kept then.
    ///
    /// # Errors
    /// The workspace was opened to look at only, or the disk said no.
    pub fn keep_walk(&self, acts: &[WalkAct]) -> Result<WalkNote, StoreError> {
        self.may_put("walk")?;
        walking::take(&self.disk, &self.root, acts)
    }

    /// What tells whether somebody else shows the room another thing, or changed what is kept of the walk.
    pub fn meeting_mark(&self) -> MeetingMark {
        MeetingMark(room::stat(&self.root), walking::stat(&self.root))
    }

    fn may_put(&self, name: &str) -> Result<(), StoreError> {
        if !self.looks_only {
            return Ok(());
        }
        Err(StoreError::Io {
            path: self.root.join(lock::PRIVATE).join(name),
            what: "is not written",
            source: std::io::Error::other("the workspace was opened to look at only"),
        })
    }

    fn unsaved_folders(&self) -> Vec<PathBuf> {
        let place = std::path::absolute(&self.root).unwrap_or_else(|_| self.root.clone());
        let name = Digest::of_bytes(place.as_os_str().as_encoded_bytes()).short();
        let own = (!self.looks_only).then(|| self.root.join(lock::PRIVATE).join("unsaved"));
        own.into_iter()
            .chain(self.fallbacks.iter().map(|folder| folder.join(&name)))
            .collect()
    }

    /// Puts the workspace together from the files as they were read.
    fn assemble(&mut self) {
        let (workspace, locked) = self.files.assemble(&self.root);
        self.workspace = workspace;
        if let Some(why) = locked {
            self.writable = Writable::No(why);
        } else if self.looks_only {
            self.writable = Writable::No("it was opened to look at only".to_owned());
        }
    }

    fn loaded(&self) -> Loaded {
        let mut findings = self.files.findings(&self.workspace);
        findings.extend(self.odd.iter().cloned());
        Loaded {
            workspace: self.workspace.clone(),
            findings,
            writable: self.writable.clone(),
        }
    }

    /// Recovers, sweeps and takes note of what was changed by hand, if there is any of that; waits for the lock only then.
    fn tidy(&mut self) -> Result<(), CommitError> {
        let last = journal::Journal::peek(&self.root).and_then(|journal| journal.last);
        let told = |last: &record::Last| {
            last.files.iter().all(|(path, sha)| {
                let kind = files::Kind::of(path).ok();
                kind.and_then(|kind| self.files.known.get(&kind))
                    .map(|known| known.sha)
                    == *sha
            })
        };
        let calm = seen::Seen::read(&self.root).is_some_and(|seen| seen.fits(&self.files.known))
            && last.as_ref().is_none_or(told)
            && place::orphans(&self.root).is_empty();
        let path = self.root.join(lock::PRIVATE).join("lock");
        if calm && self.disk.open_lock(&path).is_ok() {
            return Ok(());
        }
        let _lock = lock::Lock::take(&self.disk, &self.root).map_err(CommitError::Disk)?;
        self.catch_up().map(|_| ())
    }
}

/// Reads one document file: a precedent, a file to import or compare. A bare list of paragraphs will do; paragraphs
/// without id get one that follows from their place and words.
pub fn read_document(bytes: &[u8], name: &str) -> Result<(Document, Vec<Finding>), Finding> {
    single::read(bytes, name)
}

/// What the `workspace.yaml` of a folder says, if it is one that can be read.
pub fn read_header(root: &Path) -> Option<Arc<Header>> {
    match files::read(root, &files::Kind::Workspace).ok()?.part? {
        files::Part::Header(header, _) => Some(header),
        _ => None,
    }
}

/// Writes one document as a file of its own.
pub fn write_document(document: &Document) -> String {
    write::file_of(document)
}

//! Libraries of precedents on the disk: folders of index files that are mapped, and a manifest that says which count.
//!
//! ```text
//! libraries/NAME/manifest.json   which segments there are, and the files they were made from
//!                manifest.copy   the same, for when the first is damaged
//!                000007.idx      a segment; never changed once it has its name
//!                lock            held by whoever writes
//! ```
//!
//! A writer makes new segments beside the old ones, syncs them, and then replaces the manifest by renaming: killed at
//! any moment, it leaves the old library or the new one. Readers take no lock. Segments that the manifest no longer
//! names are removed; who has one mapped keeps it until it lets go.
//!
//! Mapping is sound because nobody writes into a segment or cuts it: each is written under another name, and only ever
//! renamed and removed. Should another program do so, the checksums of its pages tell. Where a file became shorter, the
//! system ends the process that reads beyond its end: who keeps one open looks at its length before it reads on. Start at
//! [`Libraries`].

mod lines;
mod manifest;

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::Disk;
use crate::precedent::{Builder, Bytes, Damage, Record, Segment};
use manifest::{Manifest, Part};

pub use lines::{Facts, Lines, LinesError, facts, read_lines};
pub use manifest::Source;

/// More segments than this are made fewer when a library is written.
const MOST_SEGMENTS: usize = 6;
/// How often a reader looks again when segments went away under its eyes.
const TRIES: usize = 5;

/// Why a library cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// There is none of that name.
    #[error("no library {0}")]
    None(String),
    /// A name that is no name of a folder.
    #[error(
        "{0:?} cannot be the name of a library: letters, digits, `-`, `_` and `.`, not first, and neither `precedents` nor `versions`"
    )]
    Name(String),
    /// The disk said no.
    #[error("{path}: {what}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What was being done.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// Both copies of its manifest are unreadable.
    #[error(
        "{0}: both copies of the manifest are damaged: remove the library and add its documents again"
    )]
    Manifest(PathBuf),
    /// It was written by a newer version of this program.
    #[error("{0}: was written by a newer version of rapporteur")]
    Newer(PathBuf),
}

/// The folder of all libraries. It need not be there.
#[derive(Debug, Clone)]
pub struct Libraries {
    root: PathBuf,
    disk: Disk,
}

/// A library opened for reading.
#[derive(Debug)]
pub struct Opened {
    /// Its name.
    pub name: String,
    /// Its segments that are sound, as far as their heads tell.
    pub segments: Vec<Arc<Segment>>,
    /// Files of its segments that are not, and why.
    pub damaged: Vec<(PathBuf, String)>,
    /// The files it was made from.
    pub sources: Vec<Source>,
    /// Bytes of its segments.
    pub bytes: u64,
}

/// What a library has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// How many documents.
    pub documents: u64,
    /// How many paragraphs.
    pub paragraphs: u64,
    /// In which languages.
    pub languages: Vec<String>,
}

/// A library that is being written; the lock is held as long as this lives.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    disk: Disk,
    manifest: Manifest,
    #[expect(dead_code, reason = "closing it lets the lock go")]
    lock: File,
}

/// A mapped file.
struct Mapped(mmap_io::MemoryMappedFile);

impl AsRef<[u8]> for Mapped {
    fn as_ref(&self) -> &[u8] {
        self.0.as_slice_bytes(0, self.0.len()).unwrap_or_default()
    }
}

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mapped")
    }
}

fn error(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> LibraryError {
    let path = path.to_owned();
    move |source| LibraryError::Io { path, what, source }
}

impl Libraries {
    /// Those in a folder.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            disk: Disk::default(),
        }
    }

    /// Their folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Their names, in order.
    pub fn names(&self) -> Result<Vec<String>, LibraryError> {
        let all = Disk::list(&self.root).map_err(error("cannot be read", &self.root))?;
        let names = all.into_iter().map(|(name, _)| name);
        Ok(names.filter(|name| self.has(name)).collect())
    }

    /// Whether there is one of that name, be it one that may not be read.
    pub fn has(&self, name: &str) -> bool {
        let stands = |file: &str| match fs::metadata(self.root.join(name).join(file)) {
            Ok(found) => found.is_file(),
            Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
        };
        is_name(name) && (stands(manifest::NAME) || stands(manifest::COPY))
    }

    /// Opens one for reading: maps its segments and reads their heads.
    pub fn open(&self, name: &str) -> Result<Opened, LibraryError> {
        if !self.has(name) {
            return Err(LibraryError::None(name.to_owned()));
        }
        let folder = self.root.join(name);
        let mut tries = 0;
        loop {
            tries += 1;
            let manifest = Manifest::read(&folder)?;
            let mut opened = Opened {
                name: name.to_owned(),
                segments: Vec::new(),
                damaged: Vec::new(),
                bytes: manifest.segments.iter().map(|part| part.bytes).sum(),
                sources: manifest.sources.clone(),
            };
            let mut gone = false;
            for part in &manifest.segments {
                let path = folder.join(&part.file);
                match map(&path) {
                    Ok(segment) => opened.segments.push(Arc::new(segment)),
                    Err(problem) => {
                        gone |= !path.exists();
                        opened.damaged.push((path, problem));
                    }
                }
            }
            // A writer may have replaced the manifest and removed what it named before.
            let changed = || Manifest::read(&folder).is_ok_and(|now| now != manifest);
            if !(gone && tries < TRIES && changed()) {
                return Ok(opened);
            }
        }
    }

    /// Opens one for writing, made if it is not there. Waits for whoever writes it now.
    pub fn write(&self, name: &str) -> Result<Writer, LibraryError> {
        if !is_name(name) {
            return Err(LibraryError::Name(name.to_owned()));
        }
        let folder = self.root.join(name);
        let disk = self.disk.clone();
        disk.make_dirs(&folder)
            .map_err(error("cannot be made", &folder))?;
        let path = folder.join("lock");
        let lock = disk
            .open_lock(&path)
            .map_err(error("cannot be opened for writing", &path))?;
        lock.lock().map_err(error("cannot be locked", &path))?;
        let manifest = if self.has(name) {
            Manifest::read(&folder)?
        } else {
            Manifest::default()
        };
        let writer = Writer {
            folder,
            disk,
            manifest,
            lock,
        };
        writer.tidy();
        Ok(writer)
    }

    /// Removes one with all its files.
    pub fn remove(&self, name: &str) -> Result<(), LibraryError> {
        if !self.has(name) {
            return Err(LibraryError::None(name.to_owned()));
        }
        let folder = self.root.join(name);
        let path = folder.join("lock");
        let lock = self.disk.open_lock(&path);
        let lock = lock.map_err(error("cannot be opened for writing", &path))?;
        lock.lock().map_err(error("cannot be locked", &path))?;
        // Without a manifest it is none; what a crash leaves after that is removed when it is made anew.
        for file in [manifest::COPY, manifest::NAME] {
            let path = folder.join(file);
            if path.exists() {
                let removed = self.disk.remove(&path);
                removed.map_err(error("cannot be removed", &path))?;
            }
        }
        self.disk
            .remove(&folder)
            .map_err(error("cannot be removed", &folder))
    }
}

impl Opened {
    /// Leaves out what is not as it was written; reads everything.
    pub fn keep_sound(&mut self) {
        self.segments.retain(|segment| segment.check().is_ok());
    }

    /// What is in it, from the heads of its documents.
    pub fn contents(&self) -> Contents {
        let mut languages: Vec<String> = self
            .segments
            .iter()
            .flat_map(|segment| segment.languages())
            .map(ToString::to_string)
            .collect();
        languages.sort();
        languages.dedup();
        Contents {
            documents: self.segments.iter().map(|s| u64::from(s.documents())).sum(),
            paragraphs: self.segments.iter().map(|s| u64::from(s.len())).sum(),
            languages,
        }
    }

    /// Reads and checks every byte; says which files are damaged.
    pub fn check(&mut self) {
        for segment in &self.segments {
            if let Err(damage) = segment.check() {
                self.damaged
                    .push((PathBuf::from(&self.name), damage.to_string()));
            }
        }
    }

    /// Whether something is not as it was written, as far as it was read.
    pub fn is_damaged(&self) -> bool {
        !self.damaged.is_empty()
            || self
                .segments
                .iter()
                .any(|segment| segment.damage().is_some())
    }
}

impl Writer {
    /// The files it was made from.
    pub fn sources(&self) -> &[Source] {
        &self.manifest.sources
    }

    /// Files whose documents can no longer be read from the library, for its index of them is damaged. Reads everything.
    pub fn lost(&self) -> HashSet<String> {
        let mut lost = HashSet::new();
        for part in &self.manifest.segments {
            let sound = map(&self.folder.join(&part.file)).is_ok_and(|s| s.check().is_ok());
            if !sound {
                lost.extend(part.sources.iter().cloned());
            }
        }
        lost
    }

    /// Puts new documents in the library: `builder` has those of `fresh`, files that are new or changed; what the
    /// library had of these files and of those in `gone` goes. So do documents of the same symbol and language as new
    /// ones. Returns once it is on the disk.
    pub fn replace(
        &mut self,
        mut builder: Builder,
        fresh: Vec<Source>,
        gone: &HashSet<String>,
    ) -> Result<(), LibraryError> {
        let stale: HashSet<&str> = fresh
            .iter()
            .map(|source| source.path.as_str())
            .chain(gone.iter().map(String::as_str))
            .collect();
        let new = builder.names();
        let is_stale = |record: &Record| {
            record
                .source
                .as_deref()
                .is_some_and(|path| stale.contains(path))
                || new.contains(&(record.symbol.clone(), record.language))
        };
        let mut kept: Vec<Part> = Vec::new();
        let mut opened: Vec<(Part, Segment)> = Vec::new();
        for part in std::mem::take(&mut self.manifest.segments) {
            // What is damaged has nothing more to give. It is kept for the files that it had and that are away: they
            // may come back.
            let away = || {
                let sources = part.sources.iter();
                let away = sources.filter(|path| !stale.contains(path.as_str()));
                let sources: Vec<String> = away.cloned().collect();
                let bytes = part.bytes;
                let file = part.file.clone();
                (!sources.is_empty()).then_some(Part {
                    file,
                    bytes,
                    documents: 0,
                    paragraphs: 0,
                    sources,
                })
            };
            let mapped = map(&self.folder.join(&part.file));
            let Some(segment) = mapped.ok().filter(|segment| segment.check().is_ok()) else {
                kept.extend(away());
                continue;
            };
            let touched = (0..segment.documents()).any(|document| {
                segment
                    .record(document)
                    .is_none_or(|record| is_stale(&record))
            });
            if touched {
                let _damaged = builder.add_segment(&segment, |record| !is_stale(record));
            } else {
                opened.push((part, segment));
            }
        }
        // The smallest are put together, so that a library that grows by the day stays quick.
        opened.sort_by_key(|(part, _)| std::cmp::Reverse(part.bytes));
        while opened.len() >= MOST_SEGMENTS
            && let Some((part, segment)) = opened.pop()
        {
            if builder.add_segment(&segment, |_| true).is_none() {
                kept.push(part);
            }
        }
        kept.extend(opened.into_iter().map(|(part, _)| part));
        let mut sources: BTreeMap<String, Source> = std::mem::take(&mut self.manifest.sources)
            .into_iter()
            .filter(|source| !gone.contains(&source.path))
            .map(|source| (source.path.clone(), source))
            .collect();
        sources.extend(
            fresh
                .into_iter()
                .map(|source| (source.path.clone(), source)),
        );
        self.manifest.sources = sources.into_values().collect();
        if !builder.is_empty() {
            kept.push(self.write_segment(builder)?);
        }
        self.manifest.segments = kept;
        self.commit()
    }

    fn write_segment(&mut self, builder: Builder) -> Result<Part, LibraryError> {
        self.manifest.next += 1;
        let file = format!("{:06}.idx", self.manifest.next);
        let path = self.folder.join(&file);
        let temp = self.folder.join(format!("{file}.tmp"));
        let sources = builder.sources();
        let (documents, paragraphs) = (builder.documents() as u64, builder.len() as u64);
        let written = || -> io::Result<u64> {
            let mut out = BufWriter::with_capacity(1 << 20, File::create(&temp)?);
            builder.finish(&mut out)?;
            out.flush()?;
            let file = out.into_inner()?;
            self.disk.sync(&file)?;
            self.disk.rename(&temp, &path)?;
            Ok(file.metadata()?.len())
        };
        let bytes = written().map_err(error("cannot be written", &path))?;
        Ok(Part {
            file,
            bytes,
            documents,
            paragraphs,
            sources,
        })
    }

    /// Makes the manifest say what is in the library now.
    fn commit(&mut self) -> Result<(), LibraryError> {
        let text = self.manifest.text();
        for name in [manifest::NAME, manifest::COPY] {
            let path = self.folder.join(name);
            let temp = self.folder.join(format!("{name}.tmp"));
            let write = || -> io::Result<()> {
                // The copy follows only once the first is on the disk.
                self.disk.sync_dir(&self.folder)?;
                let mut file = File::create(&temp)?;
                file.write_all(text.as_bytes())?;
                self.disk.sync(&file)?;
                self.disk.rename(&temp, &path)
            };
            write().map_err(error("cannot be written", &path))?;
        }
        let synced = self.disk.sync_dir(&self.folder);
        synced.map_err(error("cannot be synced", &self.folder))?;
        self.tidy();
        Ok(())
    }

    /// Removes what no manifest names: segments of before, and what a crash left.
    fn tidy(&self) {
        let named: HashSet<&str> = self
            .manifest
            .segments
            .iter()
            .map(|p| p.file.as_str())
            .collect();
        for (name, _) in Disk::list(&self.folder).unwrap_or_default() {
            let left =
                name.ends_with(".tmp") || (name.ends_with(".idx") && !named.contains(&*name));
            if left {
                let _kept = fs::remove_file(self.folder.join(name));
            }
        }
    }
}

/// Maps a segment.
fn map(path: &Path) -> Result<Segment, String> {
    let mapped = mmap_io::MemoryMappedFile::open_ro(path).map_err(|error| error.to_string())?;
    let bytes: Bytes = Arc::new(Mapped(mapped));
    Segment::open(bytes).map_err(|damage: Damage| damage.to_string())
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(['.', '-'])
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c))
        && !["precedents", "versions"].contains(&name)
}

#[cfg(test)]
mod tests;

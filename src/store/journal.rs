//! The file of the record that this clone writes: where it ends, and how a line is added.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::lock::PRIVATE;
use super::record::{Chain, End, Entry, Last, check};
use crate::model::Id;

/// The end of our file of the record.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    chain: Chain,
    /// The last line, as far as recovery needs it.
    pub(crate) last: Option<Last>,
}

/// How the end of the record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grown {
    /// As it was left here.
    No,
    /// Others wrote, or it is looked at for the first time.
    Yes,
}

impl Journal {
    /// Our file, without touching the disk; `None` before the first line of this clone.
    pub(crate) fn peek(root: &Path) -> Option<Self> {
        let replica = replica(root)?;
        let mut journal = Self::of(root, replica);
        journal.follow().ok()?;
        Some(journal)
    }

    /// Our file; the replica's id is made if there is none. Under the lock.
    pub(crate) fn open(disk: &Disk, root: &Path) -> io::Result<Self> {
        let replica = match replica(root) {
            Some(replica) => replica,
            None => new_replica(disk, root)?,
        };
        let mut journal = Self::of(root, replica);
        journal.follow()?;
        Ok(journal)
    }

    fn of(root: &Path, replica: Id) -> Self {
        Self {
            path: file(root, replica),
            chain: Chain::start(),
            last: None,
        }
    }

    /// Reads on to the end. What was read before is read again when the file became shorter.
    pub(crate) fn follow(&mut self) -> io::Result<Grown> {
        let length = Disk::sort(&self.path).map_or(0, |(_, stat)| stat.size);
        if length == self.chain.length as u64 && self.chain.end.is_none() {
            return Ok(Grown::No);
        }
        if length < self.chain.length as u64 || self.chain.end.is_some() {
            (self.chain, self.last) = (Chain::start(), None);
        }
        if length > 0 {
            let bytes = Disk::read_from(&self.path, self.chain.length as u64)?;
            let mut last = None;
            check(&mut self.chain, &bytes, |line| last = Some(line));
            if let Some(line) = last {
                self.last = Last::read(line);
            }
        }
        Ok(Grown::Yes)
    }

    /// Makes it ready to be written: sets a torn line aside, begins a new file behind a bad one. Under the lock.
    pub(crate) fn mend(&mut self, disk: &Disk, root: &Path) -> io::Result<()> {
        match self.chain.end {
            None => Ok(()),
            Some(End::Torn) => {
                // Nothing is cut in a folder that only a link leads to.
                if let Some(folder) = self.path.parent() {
                    disk.make_dir(folder, 0o755)?;
                }
                let torn = Disk::read_from(&self.path, self.chain.length as u64)?;
                let folder = root.join(PRIVATE).join("damaged");
                disk.make_dir(&folder, 0o700)?;
                let name = self.path.file_stem().unwrap_or_default().to_string_lossy();
                let aside = folder.join(format!("{name}-{}", self.chain.length));
                disk.put(&aside, &torn, 0o600)?;
                disk.truncate(&self.path, self.chain.length as u64)?;
                self.chain.end = None;
                Ok(())
            }
            Some(End::Bad) => {
                *self = Self::of(root, new_replica(disk, root)?);
                Ok(())
            }
        }
    }

    /// Adds a line and waits until it is on the disk. If that fails the file is as it was, as far as the disk allows.
    pub(crate) fn append(&mut self, disk: &Disk, entry: &Entry) -> Result<(), Failed> {
        let (line, hash) = entry.line(self.chain.seq + 1, &self.chain.hash);
        let length = self.chain.length as u64;
        let failed = |what, sync| move |source| Failed { what, sync, source };
        if let Some(folder) = self.path.parent() {
            disk.make_dir(folder, 0o755)
                .map_err(failed("the record cannot be made", false))?;
        }
        let written = disk
            .append(&self.path, length, line.as_bytes())
            .map_err(failed("the record cannot be written", false))
            .and_then(|file| {
                disk.sync_append(&file)
                    .map_err(failed("the record cannot be synced", true))
            })
            .and_then(|()| match self.path.parent().filter(|_| length == 0) {
                Some(folder) => disk
                    .sync_dir(folder)
                    .map_err(failed("the folder of the record cannot be synced", true)),
                None => Ok(()),
            });
        if let Err(error) = written {
            let _best_effort = disk.truncate(&self.path, length);
            // Whatever stands there now is looked at before the next line.
            self.chain.end = Some(End::Torn);
            return Err(error);
        }
        self.chain.length += line.len();
        self.chain.seq += 1;
        self.chain.hash = hash.to_string();
        self.last = Some(Last {
            at: entry.at.clone(),
            files: entry.files.clone(),
            touches: entry.touches.clone(),
        });
        Ok(())
    }

    /// Takes the last line back: nothing of what it says was done.
    pub(crate) fn take_back(&mut self, disk: &Disk, before: &Chain) -> io::Result<()> {
        disk.truncate(&self.path, before.length as u64)?;
        self.chain = before.clone();
        self.last = None;
        Ok(())
    }

    /// Where it ends.
    pub(crate) fn chain(&self) -> &Chain {
        &self.chain
    }
}

/// What failed on the disk, and whether it was a sync: then nothing that is written later can be trusted.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) what: &'static str,
    pub(crate) sync: bool,
    pub(crate) source: io::Error,
}

fn file(root: &Path, replica: Id) -> PathBuf {
    root.join("record").join(format!("{replica}.jsonl"))
}

/// Where the record of this clone stands; `None` before its first line.
pub(super) fn own(root: &Path) -> Option<PathBuf> {
    Some(file(root, replica(root)?))
}

fn replica(root: &Path) -> Option<Id> {
    let (bytes, _) = Disk::read(&root.join(PRIVATE).join("replica"), 100).ok()?;
    String::from_utf8(bytes).ok()?.trim().parse().ok()
}

/// A new name for the file that this clone writes, never used before.
fn new_replica(disk: &Disk, root: &Path) -> io::Result<Id> {
    loop {
        let replica = Id::from_random(random());
        if Disk::sort(&root.join("record").join(format!("{replica}.jsonl"))).is_err() {
            disk.put(
                &root.join(PRIVATE).join("replica"),
                format!("{replica}\n").as_bytes(),
                0o600,
            )?;
            return Ok(replica);
        }
    }
}

/// Bits that no other run gets: the standard library seeds its hash tables from the system.
fn random() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    hasher.finish()
}

//! What each file was like when it was last read or written under the lock, with a copy of its bytes, so that a change
//! made by other hands is noticed and can be told.
//!
//! Lives in `.rapporteur/seen`: an index, and copies named by their SHA-256. Lost, it is made anew and nothing is noticed
//! for once.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Stat};
use super::files::{Kind, Known, MOST_BYTES};
use super::lock::PRIVATE;
use crate::text::Digest;

/// The files as they were seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) files: BTreeMap<String, (Stat, Digest)>,
}

impl Seen {
    /// What was seen last; `None` if nothing is known of that.
    pub(crate) fn read(root: &Path) -> Option<Self> {
        let (bytes, _) = Disk::read(&folder(root).join("index"), 64 << 20).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some("seen 1") {
            return None;
        }
        let mut files = BTreeMap::new();
        for line in lines {
            let mut fields = line.split('\t');
            let path = fields.next()?.to_owned();
            let stat = Stat {
                size: fields.next()?.parse().ok()?,
                seconds: fields.next()?.parse().ok()?,
                nanos: fields.next()?.parse().ok()?,
                inode: fields.next()?.parse().ok()?,
            };
            files.insert(path, (stat, fields.next()?.parse().ok()?));
        }
        Some(Self { files })
    }

    /// Whether all files are as they were seen, by size, time and inode.
    pub(crate) fn fits(&self, known: &BTreeMap<Kind, Known>) -> bool {
        let same = |(kind, known): (&Kind, &Known)| {
            self.files
                .get(&kind.path())
                .is_some_and(|(stat, _)| *stat == known.stat)
        };
        self.files.len() == known.len() && known.iter().all(same)
    }

    /// Takes note of the files as they are now. No sync: it can be made anew.
    pub(crate) fn update(
        &mut self,
        disk: &Disk,
        root: &Path,
        known: &BTreeMap<Kind, Known>,
    ) -> io::Result<()> {
        let folder = folder(root);
        disk.make_dir(&folder, 0o700)?;
        let mut files = BTreeMap::new();
        for (kind, known) in known {
            let path = kind.path();
            if self
                .files
                .get(&path)
                .is_none_or(|(_, sha)| *sha != known.sha)
                && let Some(source) = &known.source
            {
                let copy = folder.join(known.sha.to_string());
                if Disk::sort(&copy).is_err() {
                    disk.put(&copy, source.file(&source.text).as_bytes(), 0o600)?;
                }
            }
            files.insert(path, (known.stat, known.sha));
        }
        if files == self.files {
            return Ok(());
        }
        let mut index = "seen 1\n".to_owned();
        for (path, (stat, sha)) in &files {
            index.push_str(
                &format_args!(
                    "{path}\t{}\t{}\t{}\t{}\t{sha}\n",
                    stat.size, stat.seconds, stat.nanos, stat.inode
                )
                .to_string(),
            );
        }
        disk.put(&folder.join("index"), index.as_bytes(), 0o600)?;
        let old = std::mem::replace(&mut self.files, files);
        let gone = old
            .values()
            .filter(|(_, sha)| !self.files.values().any(|(_, now)| now == sha));
        for (_, sha) in gone {
            let _left_over = disk.remove(&folder.join(sha.to_string()));
        }
        Ok(())
    }

    /// The copy of a file as it was seen.
    pub(crate) fn copy(root: &Path, sha: Digest) -> Option<Vec<u8>> {
        let (bytes, _) = Disk::read(&folder(root).join(sha.to_string()), MOST_BYTES as u64).ok()?;
        (Digest::of_bytes(&bytes) == sha).then_some(bytes)
    }
}

fn folder(root: &Path) -> PathBuf {
    root.join(PRIVATE).join("seen")
}

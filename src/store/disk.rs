//! Every use of the file system by the store, one function each, so that tests can make any of them fail.
//!
//! Reading never follows a link, never opens anything but a regular file, and never blocks. Writing never happens in
//! place: [`Disk::write_new`] makes a file beside its target, [`Disk::rename`] puts it there.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::Path;
use std::sync::Arc;

/// `O_NOFOLLOW` and `O_NONBLOCK` of the system's `fcntl.h`.
#[cfg(all(target_os = "linux", any(target_arch = "aarch64", target_arch = "arm")))]
const SAFE: i32 = 0o100_000 | 0o4_000;
#[cfg(all(
    target_os = "linux",
    not(any(target_arch = "aarch64", target_arch = "arm"))
))]
const SAFE: i32 = 0o400_000 | 0o4_000;
#[cfg(not(target_os = "linux"))]
const SAFE: i32 = 0x100 | 0x4;

/// What is about to happen on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    MakeDir,
    Create,
    Write,
    Sync,
    Append,
    AppendRest,
    SyncAppend,
    Truncate,
    Rename,
    SyncDir,
    Remove,
}

/// Asked before every operation that writes; an error is what the operation then fails with.
pub(crate) trait Gate: fmt::Debug + Send + Sync {
    fn pass(&self, op: Op) -> io::Result<()>;
}

/// What tells whether a file is still the one that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stat {
    pub(crate) size: u64,
    pub(crate) seconds: i64,
    pub(crate) nanos: i64,
    pub(crate) inode: u64,
}

impl Stat {
    fn of(meta: &fs::Metadata) -> Self {
        Self {
            size: meta.len(),
            seconds: meta.mtime(),
            nanos: meta.mtime_nsec(),
            inode: meta.ino(),
        }
    }
}

/// What stands in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    File,
    Folder,
    Link,
    /// A pipe, a device, a socket.
    Other,
}

/// The file system, or one that fails on demand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk {
    pub(crate) gate: Option<Arc<dyn Gate>>,
}

impl Disk {
    fn gate(&self, op: Op) -> io::Result<()> {
        self.gate.as_ref().map_or(Ok(()), |gate| gate.pass(op))
    }

    /// What stands at a path itself, links not followed.
    pub(crate) fn sort(path: &Path) -> io::Result<(Sort, Stat)> {
        let meta = fs::symlink_metadata(path)?;
        Ok((sort(meta.file_type()), Stat::of(&meta)))
    }

    /// The bytes of a regular file, at most `most` and one more.
    pub(crate) fn read(path: &Path, most: u64) -> io::Result<(Vec<u8>, Stat)> {
        // Devices are not even opened: opening some has effects.
        refuse(sort(fs::symlink_metadata(path)?.file_type()))?;
        let mut options = OpenOptions::new();
        let file = options.read(true).custom_flags(SAFE).open(path)?;
        let meta = file.metadata()?;
        refuse(sort(meta.file_type()))?;
        let mut bytes = Vec::with_capacity(meta.len().min(most) as usize + 1);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes, Stat::of(&meta)))
    }

    /// The bytes of a file from an offset on.
    pub(crate) fn read_from(path: &Path, offset: u64) -> io::Result<Vec<u8>> {
        refuse(sort(fs::symlink_metadata(path)?.file_type()))?;
        let mut options = OpenOptions::new();
        let mut file = options.read(true).custom_flags(SAFE).open(path)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Names in a folder with what they are, sorted; none if there is no such folder.
    pub(crate) fn list(path: &Path) -> io::Result<Vec<(String, Sort)>> {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            found.push((name, sort(entry.file_type()?)));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    /// Makes a folder unless it is there. A link in its place is an error.
    pub(crate) fn make_dir(&self, path: &Path, mode: u32) -> io::Result<()> {
        match fs::symlink_metadata(path) {
            Ok(meta) if meta.is_dir() => return Ok(()),
            Ok(_) => return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a folder")),
            Err(_) => {}
        }
        self.gate(Op::MakeDir)?;
        match fs::DirBuilder::new().mode(mode).create(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    /// Makes a folder and those above it, unless they are there.
    pub(crate) fn make_dirs(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.gate(Op::MakeDir)?;
        fs::create_dir_all(path)
    }

    /// Makes a file that was not there, with the mode and owner of `like` if that is there, else with `mode` less the
    /// umask. It need not be on the disk yet: [`Disk::sync`].
    pub(crate) fn write_new(
        &self,
        path: &Path,
        bytes: &[u8],
        like: Option<&Path>,
        mode: u32,
    ) -> io::Result<File> {
        self.gate(Op::Create)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(mode);
        let mut file = options.custom_flags(SAFE).open(path)?;
        self.gate(Op::Write)?;
        file.write_all(bytes)?;
        if let Some(old) = like.and_then(|like| fs::symlink_metadata(like).ok()) {
            let new = file.metadata()?;
            if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
                // Only root may give files away; for others the group may still be kept, or not.
                let _not_ours = fchown(&file, None, Some(old.gid()));
                let _not_root = fchown(&file, Some(old.uid()), None);
            }
            file.set_permissions(fs::Permissions::from_mode(old.mode() & 0o7777))?;
        }
        Ok(file)
    }

    /// Waits until a file is on the disk.
    pub(crate) fn sync(&self, file: &File) -> io::Result<()> {
        self.gate(Op::Sync)?;
        file.sync_all()
    }

    /// Appends to a file that is `length` bytes long, made if need be.
    pub(crate) fn append(&self, path: &Path, length: u64, bytes: &[u8]) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.append(true).create(true).mode(0o644);
        self.gate(Op::Append)?;
        let mut file = options.custom_flags(SAFE).open(path)?;
        if file.metadata()?.len() != length {
            return Err(io::Error::other("it grew while the lock was held"));
        }
        if self.gate.is_some() {
            let (first, rest) = bytes.split_at_checked(bytes.len() / 2).unwrap_or_default();
            file.write_all(first)?;
            self.gate(Op::AppendRest)?;
            file.write_all(rest)?;
        } else {
            file.write_all(bytes)?;
        }
        Ok(file)
    }

    /// Waits until what was appended is on the disk.
    pub(crate) fn sync_append(&self, file: &File) -> io::Result<()> {
        self.gate(Op::SyncAppend)?;
        file.sync_data()
    }

    /// Cuts a file.
    pub(crate) fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        self.gate(Op::Truncate)?;
        let mut options = OpenOptions::new();
        let file = options.write(true).custom_flags(SAFE).open(path)?;
        file.set_len(length)?;
        file.sync_data()
    }

    /// Puts a file or folder in the place of another.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate(Op::Rename)?;
        fs::rename(from, to)
    }

    /// Waits until what happened to the names in a folder is on the disk.
    pub(crate) fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.gate(Op::SyncDir)?;
        File::open(path)?.sync_all()
    }

    /// Removes a file, or a folder with the plain files in it.
    pub(crate) fn remove(&self, path: &Path) -> io::Result<()> {
        self.gate(Op::Remove)?;
        if !fs::symlink_metadata(path)?.is_dir() {
            return fs::remove_file(path);
        }
        for (name, sort) in Self::list(path)? {
            if sort != Sort::Folder {
                fs::remove_file(path.join(name))?;
            }
        }
        fs::remove_dir(path)
    }

    /// Removes a folder if nothing is in it.
    pub(crate) fn remove_empty(&self, path: &Path) -> bool {
        self.gate(Op::Remove).is_ok() && fs::remove_dir(path).is_ok()
    }

    /// Writes a file of no lasting worth: in one step, but without waiting for the disk.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temp = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
        let _left_over = fs::remove_file(&temp);
        let done = self
            .write_new(&temp, bytes, None, mode)
            .and_then(|_file| self.rename(&temp, path));
        if done.is_err() {
            let _gone = self.remove(&temp);
        }
        done
    }

    /// Opens the lock file.
    pub(crate) fn open_lock(&self, path: &Path) -> io::Result<File> {
        if !path.exists() {
            self.gate(Op::Create)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).mode(0o600);
        options.custom_flags(SAFE).open(path)
    }
}

fn sort(kind: fs::FileType) -> Sort {
    if kind.is_file() {
        Sort::File
    } else if kind.is_dir() {
        Sort::Folder
    } else if kind.is_symlink() {
        Sort::Link
    } else {
        Sort::Other
    }
}

fn refuse(sort: Sort) -> io::Result<()> {
    let what = match sort {
        Sort::File => return Ok(()),
        Sort::Folder => "a folder stands where a file is expected",
        Sort::Link => {
            "a link; links inside a workspace are not followed, put the file itself there"
        }
        Sort::Other => "not a regular file",
    };
    Err(io::Error::new(io::ErrorKind::InvalidInput, what))
}

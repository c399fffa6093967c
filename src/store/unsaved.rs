//! Words that are not in the files yet: kept aside, so that the next session can offer them.

use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::StoreError;
use super::disk::{Disk, Sort};
use super::lock::PRIVATE;
use crate::text::Digest;

/// Largest text that is read back, in bytes.
const MOST: u64 = 16 << 20;

/// Keeps words under a key in the first folder that takes them; `None` removes them from all, and what sessions that are
/// over kept under it.
///
/// Each process has a file of its own: two people may type in one paragraph.
pub(crate) fn keep(
    disk: &Disk,
    folders: &[PathBuf],
    key: &str,
    words: Option<&str>,
) -> Result<Option<PathBuf>, StoreError> {
    // The key stands in the file; its digest names it, so that any key will do.
    let digest = Digest::of_bytes(key.as_bytes()).short();
    let name = format!("{digest}.{}", std::process::id());
    let Some(words) = words else {
        for folder in folders.iter().filter(|folder| is_folder(folder)) {
            for (found, _) in Disk::list(folder).unwrap_or_default() {
                let is_of_key = found.split('.').next() == Some(&*digest);
                if is_of_key && !is_anothers(&found) {
                    let _not_there = disk.remove(&folder.join(&found));
                }
            }
        }
        return Ok(None);
    };
    let mut failed = None;
    for folder in folders {
        let made = folder.parent().map_or(Ok(()), |parent| {
            if is_private(parent) {
                disk.make_dir(parent, 0o700)
            } else {
                disk.make_dirs(parent)
            }
        });
        let path = folder.join(&name);
        let kept = made
            .and_then(|()| disk.make_dir(folder, 0o700))
            .and_then(|()| disk.put(&path, format!("{key}\n{words}").as_bytes(), 0o600));
        match kept {
            Ok(()) => {
                let others = folders.iter().filter(|other| *other != folder);
                for other in others.filter(|other| is_folder(other)) {
                    let _not_there = disk.remove(&other.join(&name));
                }
                return Ok(Some(path));
            }
            Err(source) => {
                let what = "words cannot be kept there";
                failed = failed.or(Some(StoreError::Io { path, what, source }));
            }
        }
    }
    failed.map_or(Ok(None), Err)
}

/// Whether a file is of a session that somebody else has open on this machine: its words are being typed.
fn is_anothers(name: &str) -> bool {
    let process = name.split_once('.').and_then(|(_, said)| said.parse().ok());
    process.and_then(Pid::from_raw).is_some_and(|process| {
        let is_own = process.as_raw_pid().unsigned_abs() == std::process::id();
        // What may not be asked of is there too.
        !is_own && test_kill_process(process) != Err(Errno::SRCH)
    })
}

/// What sessions that are over kept: key, words, file.
pub(crate) fn all(folders: &[PathBuf]) -> Vec<(String, String, PathBuf)> {
    let mut found: Vec<(String, String, PathBuf)> = Vec::new();
    for folder in folders.iter().filter(|folder| is_folder(folder)) {
        for (name, sort) in Disk::list(folder).unwrap_or_default() {
            let path = folder.join(&name);
            if sort != Sort::File || name.starts_with('.') || is_anothers(&name) {
                continue;
            }
            let text = Disk::read(&path, MOST)
                .ok()
                .and_then(|(bytes, _)| String::from_utf8(bytes).ok());
            if let Some((key, words)) = text.as_deref().and_then(|text| text.split_once('\n')) {
                found.push((key.to_owned(), words.to_owned(), path));
            }
        }
    }
    found
}

/// Whether a folder lies in a workspace, where a link may have come with the files. Elsewhere links are the user's own.
fn is_private(folder: &Path) -> bool {
    folder.ends_with(PRIVATE)
}

/// Whether words may be in it: a folder, and not one that a link in a workspace leads to.
fn is_folder(folder: &Path) -> bool {
    let is = |path: &Path| matches!(Disk::sort(path), Ok((Sort::Folder, _)));
    let parent = folder.parent().filter(|parent| is_private(parent));
    is(folder) && parent.is_none_or(is)
}

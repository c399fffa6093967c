//! Puts new files in the place of old ones: all made and synced beside their targets first, then renamed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Sort};
use super::files::Kind;
use super::journal::Failed;
use super::write::Edit;

/// Temporaries that wait for their renaming.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    /// From, to; a file, or the folder of a new version.
    renames: Vec<(PathBuf, PathBuf)>,
    removals: Vec<PathBuf>,
    /// Folders whose names change.
    folders: BTreeSet<PathBuf>,
}

/// Makes and syncs a temporary for every file of the edits. If that fails, none is left.
pub(crate) fn stage(disk: &Disk, root: &Path, edits: &[Edit]) -> Result<Staged, Failed> {
    let mut staged = Staged::default();
    for edit in edits {
        if let Err(failed) = staged.add(disk, root, edit) {
            staged.abandon(disk);
            return Err(failed);
        }
    }
    for (folder, _) in staged.renames.iter().filter(|(from, _)| from.is_dir()) {
        if let Err(source) = disk.sync_dir(folder) {
            staged.abandon(disk);
            return Err(Failed {
                what: "a new folder cannot be synced",
                sync: true,
                source,
            });
        }
    }
    Ok(staged)
}

impl Staged {
    fn add(&mut self, disk: &Disk, root: &Path, edit: &Edit) -> Result<(), Failed> {
        let failed = |what, sync| move |source| Failed { what, sync, source };
        let target = root.join(edit.kind.path());
        let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else {
            return Ok(());
        };
        let name = name.to_string_lossy().into_owned();
        let Some((bytes, _)) = &edit.after else {
            self.folders.insert(folder.to_owned());
            self.removals.push(target);
            return Ok(());
        };
        let me = std::process::id();
        let mut temp = folder.join(format!(".{name}.{me}.tmp"));
        if folder != root && Disk::sort(folder).is_err() {
            if let (Kind::Version(label, _), Some(versions)) = (&edit.kind, folder.parent()) {
                // All languages of a new version appear at once.
                disk.make_dir(versions, 0o755)
                    .map_err(failed("the folder cannot be made", false))?;
                let beside = versions.join(format!(".{label}.{me}.tmp"));
                let rename = (beside.clone(), folder.to_owned());
                if !self.renames.contains(&rename) {
                    disk.make_dir(&beside, 0o755)
                        .map_err(failed("the folder cannot be made", false))?;
                    self.renames.push(rename);
                    self.folders.insert(versions.to_owned());
                    self.folders.insert(root.to_owned());
                }
                temp = beside.join(&name);
            } else {
                disk.make_dir(folder, 0o755)
                    .map_err(failed("the folder cannot be made", false))?;
                self.folders.insert(root.to_owned());
            }
        }
        if temp.parent() == Some(folder) {
            self.renames.push((temp.clone(), target.clone()));
            self.folders.insert(folder.to_owned());
        }
        let file = disk
            .write_new(&temp, bytes, Some(&target), 0o644)
            .map_err(failed("a temporary file cannot be written", false))?;
        disk.sync(&file)
            .map_err(failed("a temporary file cannot be synced", true))
    }

    /// Takes the temporaries away again.
    pub(crate) fn abandon(&self, disk: &Disk) {
        for (from, _) in &self.renames {
            let _swept_later = disk.remove(from);
        }
    }

    /// Renames and removes. Says how many of them were done when one fails.
    pub(crate) fn settle(&self, disk: &Disk) -> Result<(), (usize, io::Error)> {
        let mut done = 0;
        for (from, to) in &self.renames {
            disk.rename(from, to).map_err(|error| (done, error))?;
            done += 1;
        }
        for path in &self.removals {
            match disk.remove(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err((done, error)),
                _ => done += 1,
            }
            // The folder of a version goes with its last file.
            if let Some(folder) = path
                .parent()
                .filter(|f| f.parent().is_some_and(|p| p.ends_with("versions")))
            {
                disk.remove_empty(folder);
            }
        }
        Ok(())
    }

    /// Waits until the names are on the disk.
    pub(crate) fn sync(&self, disk: &Disk) -> io::Result<()> {
        self.folders
            .iter()
            .filter(|folder| folder.is_dir())
            .try_for_each(|folder| disk.sync_dir(folder))
    }
}

/// Temporaries that a crash left in the folders of a workspace.
pub(crate) fn orphans(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = [
        "",
        "draft",
        "positions",
        "proposals",
        "precedents",
        "versions",
    ]
    .iter()
    .map(|name| {
        if name.is_empty() {
            root.to_owned()
        } else {
            root.join(name)
        }
    })
    .collect();
    let versions = root.join("versions");
    let inside = Disk::list(&versions).unwrap_or_default();
    folders.extend(
        inside
            .iter()
            .filter(|(_, sort)| *sort == Sort::Folder)
            .map(|(name, _)| versions.join(name)),
    );
    let mut found = Vec::new();
    for folder in folders
        .iter()
        .filter(|f| matches!(Disk::sort(f), Ok((Sort::Folder, _))))
    {
        for (name, sort) in Disk::list(folder).unwrap_or_default() {
            let ours = is_temporary(&name)
                && (sort == Sort::File || (sort == Sort::Folder && *folder == versions));
            if ours {
                found.push(folder.join(name));
            }
        }
    }
    found
}

/// `.NAME.PID.tmp`
fn is_temporary(name: &str) -> bool {
    let inner = name
        .strip_prefix('.')
        .and_then(|name| name.strip_suffix(".tmp"));
    let pid = inner
        .and_then(|inner| inner.rsplit_once('.'))
        .map(|(_, pid)| pid);
    pid.is_some_and(|pid| !pid.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()))
}

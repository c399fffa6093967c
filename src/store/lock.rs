//! One writer at a time: a lock on `.rapporteur/lock`, held only while a change is written.

use std::fs::File;
use std::path::Path;

use super::StoreError;
use super::disk::Disk;

/// The folder of what is not shared.
pub(crate) const PRIVATE: &str = ".rapporteur";

/// Held while it lives.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "closing it lets the lock go")] File);

impl Lock {
    /// Waits for the lock of a workspace and takes it.
    pub(crate) fn take(disk: &Disk, root: &Path) -> Result<Self, StoreError> {
        let folder = root.join(PRIVATE);
        let error = |what, path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Io { path, what, source }
        };
        disk.make_dir(&folder, 0o700)
            .map_err(error("cannot be made", &folder))?;
        let path = folder.join("lock");
        let file = disk
            .open_lock(&path)
            .map_err(error("cannot be opened for writing", &path))?;
        file.lock().map_err(error("cannot be locked", &path))?;
        Ok(Self(file))
    }
}

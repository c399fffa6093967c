//! What several tests need.

pub(crate) mod terminal;

use std::path::{Path, PathBuf};

/// A copy of an example workspace in a folder of its own, which must outlive the test.
pub(crate) fn copy_of(example: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("workspaces")
        .join(example);
    let to = folder.path().join(example);
    copy(&from, &to);
    (folder, to)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name() == ".rapporteur" || entry.file_name() == "record" {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

//! Makes a new workspace.

use std::path::Path;

use super::StoreError;
use super::disk::{Disk, Sort};
use super::write::{file_of, file_of_header};
use crate::edit::Stamp;
use crate::model::{Document, Head, Header};

const ABOVE: &str = "# A negotiation kept by rapporteur. Every file here can be read and edited by hand; `rapporteur check` tells\n\
                     # what does not fit. Delegations and groups are listed below, one an item.\n";
const IGNORED: &str = ".rapporteur/\nprivate/\n";

pub(crate) fn create(
    disk: &Disk,
    root: &Path,
    header: &Header,
    _stamp: &Stamp,
) -> Result<(), StoreError> {
    match Disk::sort(root) {
        Err(_) => {}
        Ok((Sort::Folder, _)) if Disk::list(root).is_ok_and(|inside| inside.is_empty()) => {}
        Ok(_) => return Err(StoreError::Exists(root.to_owned())),
    }
    let error = |path: &Path, what| {
        let path = path.to_owned();
        move |source| StoreError::Io { path, what, source }
    };
    disk.make_dirs(root)
        .map_err(error(root, "the folder cannot be made"))?;
    for folder in ["draft", "record"] {
        let path = root.join(folder);
        disk.make_dir(&path, 0o755)
            .map_err(error(&path, "the folder cannot be made"))?;
    }
    let draft = Document::new(Head::new(header.original, &header.title));
    // workspace.yaml comes last: without it the folder is no workspace.
    let files = [
        (".gitignore".to_owned(), IGNORED.to_owned()),
        (format!("draft/{}.yaml", header.original), file_of(&draft)),
        (
            "workspace.yaml".to_owned(),
            format!("{ABOVE}{}", file_of_header(header)),
        ),
    ];
    for (name, text) in files {
        let path = root.join(name);
        let made = disk.write_new(&path, text.as_bytes(), None, 0o644);
        made.and_then(|file| disk.sync(&file))
            .map_err(error(&path, "the file cannot be written"))?;
    }
    for folder in [root.join("draft"), root.to_owned()] {
        disk.sync_dir(&folder)
            .map_err(error(&folder, "the folder cannot be synced"))?;
    }
    Ok(())
}

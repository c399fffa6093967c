//! What a delegation keeps for itself: `private/KAZ.yaml`, apart from everything that is shared.
//!
//! What it is for: reading and writing the notes of one delegation, where nobody else can read them. Before it touches a note it
//! looks whether the folder, the file or git would share them, and refuses with what to do.
//!
//! What it never does: lock, record, recover or cache. Nothing of the shared store calls it, and no `files::Kind` of
//! shared file names this folder, so that the shared way of writing cannot reach it.
//!
//! Start at [`read`] and [`set`]; what git would do is in `git.rs`.

mod git;

use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::disk::Disk;
use super::files::MOST_BYTES;
use super::schema::{Entries, Word, map, shape, some, word};
use super::yaml::{Budget, Value, emit, guard, set_entry};
use crate::model::{Code, Id, PrivateNote, PrivateNotes};

/// The folder, below the workspace.
pub const FOLDER: &str = "private";

/// Why private notes are not touched.
#[derive(Debug, Error)]
pub enum PrivateError {
    /// Somebody else could read them.
    #[error("{path}: {why}. {hint}")]
    Shared {
        /// What.
        path: String,
        /// Why.
        why: String,
        /// What to do.
        hint: String,
    },
    /// The file cannot be read as it stands; it is left alone.
    #[error("{path}: {why}; correct it by hand, until then it is left alone")]
    Broken {
        /// Which file.
        path: String,
        /// What is wrong. Never its words.
        why: String,
    },
    /// The disk said no.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

shape! {
    /// A file of private notes.
    NotesShape { delegation: Word, notes: Entries<NoteShape> }
}

shape! {
    /// One private note.
    NoteShape { instructions: Word, fallback: Word }
}

/// The notes of a delegation; none when there is no file.
///
/// # Errors
/// Somebody else could read them, or they cannot be read.
pub fn read(root: &Path, code: Code) -> Result<PrivateNotes, PrivateError> {
    if !root.join(FOLDER).exists() && !is_link(&root.join(FOLDER)) {
        return Ok(PrivateNotes::none(code));
    }
    guard_all(root, code)?;
    match text(root, code)? {
        Some(text) => parse(&text, code),
        None => Ok(PrivateNotes::none(code)),
    }
}

/// Keeps a note of a delegation on a paragraph; one that says nothing takes it away.
///
/// # Errors
/// Somebody else could read it, the file cannot be read as it stands, or the disk said no. Nothing is written then.
pub fn set(root: &Path, code: Code, id: Id, note: &PrivateNote) -> Result<(), PrivateError> {
    let folder = root.join(FOLDER);
    let failed = |source| PrivateError::Io {
        path: name(code),
        source,
    };
    // What git would do is asked before there is a folder that it could take.
    git::guard(root, code)?;
    let disk = Disk::default();
    if std::fs::symlink_metadata(&folder).is_err() {
        disk.make_dir(&folder, 0o700).map_err(failed)?;
    }
    guard_all(root, code)?;
    let old = text(root, code)?;
    let before = match &old {
        Some(old) => parse(old, code)?,
        None => PrivateNotes::none(code),
    };
    let mut want = before.clone();
    if note.is_empty() {
        want.notes.remove(&id);
    } else {
        want.notes.insert(id, note.clone());
    }
    if want == before {
        return Ok(());
    }
    let start = old.unwrap_or_else(|| new_file(code));
    let value = (!note.is_empty()).then(|| value(note));
    let broken = |why: String| PrivateError::Broken {
        path: name(code),
        why,
    };
    let new = set_entry(&start, "notes", id.as_str(), value.as_ref())
        .map_err(|error| broken(error.to_string()))?;
    // Read back before it replaces anything.
    if parse(&new, code)? != want {
        return Err(broken("the note cannot be written into it".to_owned()));
    }
    let path = folder.join(format!("{code}.yaml"));
    let temp = folder.join(format!(".{code}.yaml.{}.tmp", std::process::id()));
    let _left_over = std::fs::remove_file(&temp);
    let written = disk
        .write_new(&temp, new.as_bytes(), None, 0o600)
        .and_then(|file| disk.sync(&file))
        .and_then(|()| disk.rename(&temp, &path))
        .and_then(|()| disk.sync_dir(&folder));
    written.map_err(|error| {
        let _gone = std::fs::remove_file(&temp);
        failed(error)
    })
}

/// `private/KAZ.yaml`
fn name(code: Code) -> String {
    format!("{FOLDER}/{code}.yaml")
}

fn new_file(code: Code) -> String {
    emit(&Value::Map(vec![
        ("delegation".to_owned(), Value::String(code.to_string())),
        ("notes".to_owned(), Value::Map(Vec::new())),
    ]))
}

fn value(note: &PrivateNote) -> Value {
    map(vec![
        ("instructions", note.instructions.as_ref().map(word)),
        ("fallback", note.fallback.as_ref().map(word)),
    ])
}

fn text(root: &Path, code: Code) -> Result<Option<String>, PrivateError> {
    let path = root.join(name(code));
    match Disk::read(&path, MOST_BYTES as u64) {
        Ok((bytes, _)) => {
            let budget = Budget { bytes: MOST_BYTES };
            let source = guard(&bytes, budget).map_err(|error| PrivateError::Broken {
                path: name(code),
                why: format!("line {}: {}", error.line, error.problem),
            })?;
            Ok(Some(source.text))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PrivateError::Io {
            path: name(code),
            source,
        }),
    }
}

fn parse(text: &str, code: Code) -> Result<PrivateNotes, PrivateError> {
    let broken = |why: String| PrivateError::Broken {
        path: name(code),
        why,
    };
    // What serde says may quote the words: only the line is passed on.
    let shape: Option<NotesShape> = serde_yaml::from_str(text).map_err(|error| {
        let line = error.location().map_or(0, |at| at.line());
        broken(format!("line {line} is not as it should be"))
    })?;
    let shape = shape.unwrap_or_default();
    if let Some(said) = some(shape.delegation)
        && said != code.as_str()
    {
        return Err(broken(
            "it says that it is of another delegation".to_owned(),
        ));
    }
    let mut notes = PrivateNotes::none(code);
    for (id, shape) in shape.notes.unwrap_or_default().0 {
        let id: Id = id
            .parse()
            .map_err(|_bad| broken("a key under “notes” is no id".to_owned()))?;
        let note = PrivateNote {
            instructions: some(shape.instructions).map(Into::into),
            fallback: some(shape.fallback).map(Into::into),
        };
        if !note.is_empty() {
            notes.notes.insert(id, note);
        }
    }
    Ok(notes)
}

fn is_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

/// Refuses what somebody else could read.
fn guard_all(root: &Path, code: Code) -> Result<(), PrivateError> {
    git::guard(root, code)?;
    let folder = root.join(FOLDER);
    own(&folder, FOLDER, Sort::Folder)?;
    let file = folder.join(format!("{code}.yaml"));
    if file.exists() || is_link(&file) {
        own(&file, &name(code), Sort::File)?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Folder,
    File,
}

/// Whether it is what it should be, ours, and closed to everybody else.
fn own(path: &PathBuf, shown: &str, sort: Sort) -> Result<(), PrivateError> {
    let shared = |why: &str, hint: String| PrivateError::Shared {
        path: shown.to_owned(),
        why: why.to_owned(),
        hint,
    };
    let meta = std::fs::symlink_metadata(path).map_err(|source| PrivateError::Io {
        path: shown.to_owned(),
        source,
    })?;
    let right = match sort {
        Sort::Folder => meta.is_dir(),
        Sort::File => meta.is_file(),
    };
    if !right {
        return Err(shared(
            "it is a link, or not what should stand there",
            "Put it itself there; links are not followed".to_owned(),
        ));
    }
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(shared(
            "it belongs to another account, which can read what is in it",
            "Keep your notes in a copy of the workspace of your own".to_owned(),
        ));
    }
    if sort == Sort::File && meta.nlink() > 1 {
        return Err(shared(
            "it has another name, under which somebody may read it",
            "Copy it, take the old one away, and put the copy in its place".to_owned(),
        ));
    }
    let mode = meta.permissions().mode() & 0o7777;
    if mode % 0o100 != 0 {
        let close = match sort {
            Sort::Folder => "700",
            Sort::File => "600",
        };
        return Err(shared(
            "others on this computer can open it",
            format!("Close it with `chmod {close} {}`", path.display()),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;

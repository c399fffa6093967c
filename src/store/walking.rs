//! What is kept of a walk: `.rapporteur/walk`. It is the chair's list for the meeting and no part of what was negotiated, so that
//! it is not in the record; it outlives the session, and everybody who serves the meeting on this host has the same.
//!
//! Start at [`take`].

use std::path::Path;

use serde_json::{Map, Value};

use super::disk::{Disk, Stat};
use super::lock::PRIVATE;
use super::{StoreError, room};
use crate::model::{Id, WalkAct, WalkNote};

/// The file, below the workspace's own folder.
const NAME: &str = "walk";
/// More than this is not read.
const MOST: u64 = 1 << 20;

/// What is kept; nothing when nothing was, or it cannot be read.
pub(super) fn read(root: &Path) -> WalkNote {
    let read = Disk::read(&root.join(PRIVATE).join(NAME), MOST).ok();
    read.and_then(|(bytes, _)| parse(&bytes))
        .unwrap_or_default()
}

/// What tells whether somebody else changed it.
pub(super) fn stat(root: &Path) -> Option<Stat> {
    let (_, stat) = Disk::sort(&root.join(PRIVATE).join(NAME)).ok()?;
    Some(stat)
}

/// Does things to what is kept now, so that two who serve one meeting do not undo each other's list.
///
/// # Errors
/// The file cannot be written.
pub(super) fn take(disk: &Disk, root: &Path, acts: &[WalkAct]) -> Result<WalkNote, StoreError> {
    let _lock = super::lock::Lock::take(disk, root)?;
    let mut note = read(root);
    let before = note.clone();
    for act in acts {
        note.take(*act);
    }
    if note != before {
        room::put(disk, root, NAME, &write(&note))?;
    }
    Ok(note)
}

fn write(note: &WalkNote) -> String {
    let id = |id: &Id| Value::String(id.to_string());
    let left = note.left.iter().map(|(of, words)| {
        let mut map = Map::new();
        map.insert("id".to_owned(), id(of));
        map.insert("on".to_owned(), Value::String(words.to_string()));
        Value::Object(map)
    });
    let mut map = Map::new();
    map.insert("walk".to_owned(), 1.into());
    if let Some(at) = &note.at {
        map.insert("at".to_owned(), id(at));
    }
    let later = note.later.iter().map(id).collect();
    map.insert("later".to_owned(), Value::Array(later));
    map.insert("left".to_owned(), Value::Array(left.collect()));
    format!("{}\n", Value::Object(map))
}

fn parse(bytes: &[u8]) -> Option<WalkNote> {
    let Ok(Value::Object(map)) = serde_json::from_slice(bytes) else {
        return None;
    };
    if map.get("walk").and_then(Value::as_u64) != Some(1) {
        return None;
    }
    let id = |value: &Value| value.as_str().and_then(|id| id.parse::<Id>().ok());
    let list = |key: &str| map.get(key).and_then(Value::as_array);
    let mut note = WalkNote {
        at: map.get("at").and_then(id),
        ..WalkNote::default()
    };
    for later in list("later").into_iter().flatten().filter_map(id) {
        note.take(WalkAct::Later(later));
    }
    for left in list("left").into_iter().flatten() {
        let on = left.get("on").and_then(Value::as_str);
        let on = on.and_then(|on| on.parse().ok());
        if let (Some(of), Some(on)) = (left.get("id").and_then(id), on) {
            note.take(WalkAct::Left(of, on));
        }
    }
    Some(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Digest;

    #[test]
    fn what_is_kept_is_read_back_and_two_lists_become_one() {
        let folder = tempfile::tempdir().unwrap();
        let (disk, root) = (Disk::default(), folder.path());
        let (a, b) = ("aaaa".parse().unwrap(), "bbbb".parse().unwrap());
        take(&disk, root, &[WalkAct::At(Some(a)), WalkAct::Later(a)]).unwrap();
        // Somebody else, who has not seen that.
        let note = take(
            &disk,
            root,
            &[WalkAct::Later(b), WalkAct::Left(b, Digest::of("Words."))],
        );
        let note = note.unwrap();
        assert_eq!(note.later, [a, b]);
        assert_eq!(note, read(root));
        assert!(note.is_left(b, Digest::of("Words.")));
        let note = take(&disk, root, &[WalkAct::Done(a), WalkAct::At(None)]).unwrap();
        assert_eq!((note.at, note.later), (None, vec![b]));
    }

    #[test]
    fn what_cannot_be_understood_is_no_list() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir(root.join(PRIVATE)).unwrap();
        for bad in [
            "",
            "[]",
            "{\"walk\":2}",
            "{\"walk\":1,\"later\":3}",
            "\u{0}",
        ] {
            std::fs::write(root.join(PRIVATE).join(NAME), bad).unwrap();
            assert_eq!(read(root), WalkNote::default(), "{bad}");
        }
    }
}

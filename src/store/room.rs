//! What the room is shown: a small file that the chair's side writes and the room's screen follows, and the few files that
//! a room's screen reads.
//!
//! `.rapporteur/room` says which paragraph is shown and how, never what it says: the words come from the draft, as they are on
//! the disk. It is replaced in one step, so that no reader sees half of it. Who can read the workspace can read it: on a host
//! with accounts of their own, the folder lets them in without listing what else is there.
//!
//! [`Room`] reads `workspace.yaml`, `draft/`, `agreements.yaml` and `proceedings.yaml` and nothing else: no position, no proposal, nothing
//! private is ever in the memory of a room's screen, and of the proceedings only that silence runs and that the text is adopted. The record is asked for words by their digest when a screen is frozen.
//!
//! Start at [`show`], then [`Room::look`].

use std::collections::BTreeMap;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::disk::{Disk, Stat};
use super::files::{self, Kind, Known, Part};
use super::lock::PRIVATE;
use super::{StoreError, earlier};
use crate::model::{Lens, Proceeding, Proceedings, PublicView, Showing, Workspace};

/// The file, below the workspace's own folder.
const NAME: &str = "room";
/// More than this is not read.
const MOST: u64 = 16 << 10;

/// Says what the room is shown from now on.
///
/// # Errors
/// The file cannot be written; what the room sees stays as it was.
pub(super) fn show(disk: &Disk, root: &Path, showing: &Showing) -> Result<(), StoreError> {
    put(disk, root, NAME, &write(showing))
}

/// What the room is shown; `None` when nothing ever was, or the file says nothing that can be understood.
pub(super) fn shown(root: &Path) -> Option<Showing> {
    let (bytes, _) = Disk::read(&root.join(PRIVATE).join(NAME), MOST).ok()?;
    read(&bytes)
}

/// What tells whether the room is shown something else.
pub(super) fn stat(root: &Path) -> Option<Stat> {
    let (_, stat) = Disk::sort(&root.join(PRIVATE).join(NAME)).ok()?;
    Some(stat)
}

/// Puts a small file into the workspace's own folder, for those who may read the workspace.
pub(super) fn put(disk: &Disk, root: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let folder = root.join(PRIVATE);
    let path = folder.join(name);
    let failed = |what| {
        let path = path.clone();
        move |source: io::Error| StoreError::Io { path, what, source }
    };
    disk.make_dir(&folder, 0o700)
        .map_err(failed("its folder cannot be made"))?;
    let mode = open_to_readers(root, &folder);
    let temp = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let _left_over = std::fs::remove_file(&temp);
    // Whatever the umask of this account is, those who may read the workspace may read this, from its first moment on.
    let done = disk
        .write_new(&temp, text.as_bytes(), None, 0o600)
        .and_then(|file| file.set_permissions(std::fs::Permissions::from_mode(mode)))
        .and_then(|()| disk.rename(&temp, &path));
    done.map_err(|error| {
        let _gone = disk.remove(&temp);
        failed("cannot be written")(error)
    })
}

/// Lets those into the workspace's own folder who may read the workspace; they can open what they can name, and what is for
/// its owner alone keeps its own mode. Gives the mode of a file that they may read.
fn open_to_readers(root: &Path, folder: &Path) -> u32 {
    let (Ok(of_root), Ok(of_folder)) = (std::fs::metadata(root), std::fs::symlink_metadata(folder))
    else {
        return 0o600;
    };
    let open = of_root.mode();
    let enter = (open & 0o011) | if open & 0o020 == 0 { 0 } else { 0o2020 };
    let mode = of_folder.mode() & 0o7777;
    if of_folder.is_dir() && mode & enter != enter {
        // Only its owner can: where somebody else is, it is as its owner left it.
        let _not_ours =
            std::fs::set_permissions(folder, std::fs::Permissions::from_mode(mode | enter));
    }
    0o600 | (open & 0o044) | (open & 0o020)
}

fn write(showing: &Showing) -> String {
    let text = |text: &dyn ToString| Value::String(text.to_string());
    let mut map = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    };
    set("room", Some(1.into()));
    set("paragraph", showing.paragraph.map(|id| text(&id)));
    set("words", showing.words.map(|words| text(&words)));
    set("lens", Some(text(&showing.lens)));
    set("beside", showing.beside.map(|l| text(&l.as_str())));
    set("page", Some(showing.page.into()));
    set("frozen", Some(showing.frozen.into()));
    set("blank", Some(showing.blank.into()));
    set("by", Some(text(&showing.by)));
    format!("{}\n", Value::Object(map))
}

fn read(bytes: &[u8]) -> Option<Showing> {
    let Ok(Value::Object(map)) = serde_json::from_slice(bytes) else {
        return None;
    };
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let truth = |key: &str| map.get(key).and_then(Value::as_bool).unwrap_or(false);
    if map.get("room").and_then(Value::as_u64) != Some(1) {
        return None;
    }
    let lens = text("lens").and_then(|word| word.parse::<Lens>().ok());
    Some(Showing {
        paragraph: text("paragraph").and_then(|id| id.parse().ok()),
        words: text("words").and_then(|words| words.parse().ok()),
        lens: lens.unwrap_or_default(),
        beside: text("beside").and_then(|l| l.parse().ok()),
        page: map
            .get("page")
            .and_then(Value::as_u64)
            .and_then(|page| page.try_into().ok())
            .unwrap_or_default(),
        frozen: truth("frozen"),
        blank: truth("blank"),
        by: text("by").unwrap_or_default().into(),
    })
}

/// The files behind a room's screen.
#[derive(Debug)]
pub struct Room {
    root: PathBuf,
    known: BTreeMap<Kind, Known>,
    told: Option<Stat>,
    showing: Showing,
    view: PublicView,
}

impl Room {
    /// Opens a workspace for the room: reads what the room may see, and writes nothing.
    ///
    /// # Errors
    /// The folder holds no workspace, or one whose head or original cannot be read.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        if Disk::sort(&root.join("workspace.yaml")).is_err() {
            return Err(StoreError::NotAWorkspace(root.to_owned()));
        }
        let empty = Workspace::new(crate::model::Header::new(
            "",
            crate::text::Language::ENGLISH,
        ));
        let mut room = Self {
            root: root.to_owned(),
            known: BTreeMap::new(),
            told: None,
            showing: Showing::default(),
            view: PublicView::of(&empty, &Showing::default(), |_, _| None),
        };
        room.refresh();
        room.view = room.read().ok_or_else(|| StoreError::Io {
            path: root.to_owned(),
            what: "the text cannot be read",
            source: io::Error::other("`rapporteur check` says where"),
        })?;
        Ok(room)
    }

    /// What the room sees.
    pub fn view(&self) -> &PublicView {
        &self.view
    }

    /// Looks whether the chair shows something else, or the words changed; whether the room sees something new. Cheap while
    /// nothing changes: looks at sizes and times only. What cannot be read for a moment leaves the screen as it is.
    pub fn look(&mut self) -> bool {
        if !self.refresh() {
            return false;
        }
        let Some(view) = self.read() else {
            return false;
        };
        let other = view != self.view;
        self.view = view;
        other
    }

    /// Reads the files that changed; whether any did.
    fn refresh(&mut self) -> bool {
        let (found, _) = files::list(&self.root);
        let public = found.into_iter().filter(|(kind, _)| {
            matches!(
                kind,
                Kind::Workspace | Kind::Draft(_) | Kind::Agreements | Kind::Proceedings
            )
        });
        let mut changed = false;
        let mut there = Vec::new();
        for (kind, stat) in public {
            there.push(kind.clone());
            if self
                .known
                .get(&kind)
                .is_some_and(|known| known.stat == stat)
            {
                continue;
            }
            if let Ok(mut known) = files::read(&self.root, &kind) {
                changed = true;
                if let Some(Part::Proceedings(all)) = &known.part {
                    known.part = Some(Part::Proceedings(Arc::new(of_the_room(all))));
                    known.source = None;
                }
                self.known.insert(kind, known);
            }
        }
        let before = self.known.len();
        self.known.retain(|kind, _| there.contains(kind));
        let told = stat(&self.root);
        if told != self.told {
            // A file that says nothing that can be understood does not empty the screen.
            match shown(&self.root) {
                Some(showing) => self.showing = showing,
                None if told.is_none() => self.showing = Showing::default(),
                None => {}
            }
        }
        changed |= before != self.known.len() || told != self.told;
        self.told = told;
        changed
    }

    /// The view that the files make; `None` while the head or the original cannot be read.
    fn read(&self) -> Option<PublicView> {
        let part = |kind: &Kind| self.known.get(kind)?.part.as_ref();
        let Some(Part::Header(header, _)) = part(&Kind::Workspace) else {
            return None;
        };
        let mut workspace = Workspace::new(crate::model::Header::clone(header));
        workspace.drafts.clear();
        for (kind, known) in &self.known {
            match (kind, &known.part) {
                (Kind::Draft(language), Some(Part::Document(document))) => {
                    workspace.drafts.insert(*language, Arc::clone(document));
                }
                (_, Some(Part::Agreements(agreements, parked))) => {
                    workspace.agreements = agreements.clone();
                    workspace.parked = parked.clone();
                }
                (_, Some(Part::Proceedings(proceedings))) => {
                    workspace.proceedings = proceedings.clone();
                }
                _ => {}
            }
        }
        workspace.original()?;
        let record = self.root.join("record");
        Some(PublicView::of(&workspace, &self.showing, |id, words| {
            let found = earlier::words(&record, &std::iter::once(words).collect());
            found
                .into_values()
                .next()
                .or_else(|| in_versions(&self.root, &workspace, id, words))
        }))
    }
}

/// What the room may know of the proceedings: adoptions, and silence that something can still come of. What delegations wrote
/// and who asked for what stays out of its memory.
fn of_the_room(all: &Proceedings) -> Proceedings {
    let mut kept = Proceedings::default();
    for one in all.iter() {
        let one = match &**one {
            Proceeding::Silence(silence) if silence.is_pending() => {
                let mut silence = silence.clone();
                silence.extended.clear();
                silence.late.clear();
                silence.proposed.reason = None;
                Proceeding::Silence(silence)
            }
            Proceeding::Adoption(adoption) if adoption.annulled.is_none() => {
                Proceeding::Adoption(adoption.clone())
            }
            _ => continue,
        };
        kept.insert(Arc::new(one));
    }
    kept
}

/// Words of a paragraph in a frozen version of the original, by their digest.
fn in_versions(
    root: &Path,
    workspace: &Workspace,
    id: crate::model::Id,
    words: crate::text::Digest,
) -> Option<String> {
    let (found, _) = files::list(root);
    let original = workspace.header.original;
    let versions = found
        .into_iter()
        .filter(|(kind, _)| matches!(kind, Kind::Version(_, language) if *language == original));
    for (kind, _) in versions {
        if let Ok(known) = files::read(root, &kind)
            && let Some(Part::Document(document)) = known.part
            && let Some(p) = document.get(id).filter(|p| p.digest() == words)
        {
            return Some(p.text().to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests;

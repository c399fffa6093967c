//! What is searched: the libraries of this person, and precedents and versions of the open workspace. Put on the shelf
//! when first asked for, and again when there are others.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::app::precedents::ask::{self, Shelved, Shelves};
use crate::model::{Precedent, Version, Workspace};
use crate::precedent::Segment;
use crate::store::Libraries;

/// What is searched, with what it was made from.
#[derive(Debug, Default)]
pub(in crate::term) struct Shelf {
    /// Whether the folder of libraries was looked at.
    looked: bool,
    libraries: Vec<OpenLibrary>,
    made: Option<Made>,
}

#[derive(Debug)]
struct OpenLibrary {
    /// What its files were like, by which it is known whether it is still the same; none of one that could not be opened,
    /// which is tried again.
    changed: Option<Stamp>,
    /// What its files were like as it was looked at.
    seen: Option<Stamp>,
    about: Shelved,
    segments: Vec<Arc<Segment>>,
}

/// What tells a library from what it was before: when its folder last changed (a new manifest is renamed into it), and the
/// length and time of each index file. No file of a library is ever written in place, unless by another program: what is
/// mapped must then be let go before it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    folder: SystemTime,
    files: Vec<(OsString, u64, Option<SystemTime>)>,
}

#[derive(Debug)]
struct Made {
    precedents: Vec<Arc<Precedent>>,
    versions: Vec<Arc<Version>>,
    off: Vec<Arc<str>>,
    shelves: Arc<Shelves>,
}

impl Shelf {
    /// Looks which libraries there are now, opens those that are new or changed, and tells of all.
    pub(in crate::term) fn look(&mut self, workspace: &Workspace) -> Vec<Shelved> {
        self.look_in(crate::cli::libraries(), workspace)
    }

    /// Whether another program changed, added or removed a library since they were looked at. A few looks at folders, no
    /// file is read.
    pub(in crate::term) fn is_overtaken(&self) -> bool {
        self.looked && self.is_overtaken_in(crate::cli::libraries().as_ref())
    }

    fn is_overtaken_in(&self, libraries: Option<&Libraries>) -> bool {
        let names = libraries.and_then(|l| l.names().ok()).unwrap_or_default();
        let is_known = |name: &String| {
            let mut all = self.libraries.iter();
            let known = all.find(|known| *known.about.name == **name);
            known.is_some_and(|known| libraries.and_then(|l| stamp(l, name)) == known.seen)
        };
        names.len() != self.libraries.len() || !names.iter().all(is_known)
    }

    fn look_in(&mut self, libraries: Option<Libraries>, workspace: &Workspace) -> Vec<Shelved> {
        self.looked = true;
        let mut told = ask::own(workspace);
        let names = libraries.iter().filter_map(|l| l.names().ok()).flatten();
        let mut before = std::mem::take(&mut self.libraries);
        let mut changed = false;
        for (name, libraries) in names.zip(std::iter::repeat(&libraries)) {
            let Some(libraries) = libraries else {
                continue;
            };
            let now = stamp(libraries, &name);
            let same = before
                .iter()
                .position(|old| *old.about.name == *name && old.changed == now && now.is_some());
            self.libraries.push(match same {
                Some(at) => before.swap_remove(at),
                None => {
                    changed = true;
                    open(libraries, &name, now)
                }
            });
        }
        if changed || !before.is_empty() {
            self.made = None;
        }
        told.extend(self.libraries.iter().map(|library| library.about.clone()));
        told
    }

    /// What is searched in a workspace.
    pub(in crate::term) fn shelves(
        &mut self,
        workspace: &Workspace,
        off: &[Arc<str>],
    ) -> Arc<Shelves> {
        if !self.looked {
            self.look(workspace);
        }
        if let Some(made) = self.made.as_ref().filter(|made| made.is_of(workspace, off)) {
            return made.shelves.clone();
        }
        let libraries: Vec<(Arc<str>, Vec<Arc<Segment>>)> = self
            .libraries
            .iter()
            .map(|library| (library.about.name.clone(), library.segments.clone()))
            .collect();
        let shelves = Arc::new(Shelves::new(workspace, &libraries, off));
        self.made = Some(Made {
            precedents: workspace.precedents.clone(),
            versions: workspace.versions.clone(),
            off: off.to_vec(),
            shelves: shelves.clone(),
        });
        shelves
    }
}

impl Made {
    fn is_of(&self, workspace: &Workspace, off: &[Arc<str>]) -> bool {
        fn same<T>(a: &[Arc<T>], b: &[Arc<T>]) -> bool {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
        }
        same(&self.precedents, &workspace.precedents)
            && same(&self.versions, &workspace.versions)
            && self.off == off
    }
}

fn stamp(libraries: &Libraries, name: &str) -> Option<Stamp> {
    let path = libraries.root().join(name);
    let folder = fs::metadata(&path).ok()?.modified().ok()?;
    let entries = fs::read_dir(&path).ok()?.flatten();
    let indexes =
        entries.filter(|entry| Path::new(&entry.file_name()).extension() == Some("idx".as_ref()));
    let mut files: Vec<_> = indexes
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            Some((entry.file_name(), found.len(), found.modified().ok()))
        })
        .collect();
    files.sort();
    Some(Stamp { folder, files })
}

fn open(libraries: &Libraries, name: &str, changed: Option<Stamp>) -> OpenLibrary {
    let none = |why: String| Shelved {
        name: name.into(),
        documents: 0,
        paragraphs: 0,
        languages: Vec::new(),
        damaged: Some(why),
    };
    match libraries.open(name) {
        Ok(opened) => {
            let contents = opened.contents();
            let damaged = opened.damaged.first();
            OpenLibrary {
                changed: changed.clone(),
                seen: changed,
                about: Shelved {
                    documents: contents.documents,
                    paragraphs: contents.paragraphs,
                    languages: contents.languages,
                    damaged: damaged.map(|(path, why)| format!("{}: {why}", path.display())),
                    ..none(String::new())
                },
                segments: opened.segments,
            }
        }
        Err(error) => OpenLibrary {
            changed: None,
            seen: changed,
            about: none(error.to_string()),
            segments: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    use crate::model::{Role, sketch};
    use crate::precedent::{Builder, Line, Record};
    use crate::text::Language;

    #[test]
    fn a_library_that_another_program_adds_or_changes_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let at = || Some(Libraries::at(folder.path()));
        let workspace = sketch::workspace("a operative 1 | Welcomes the report;");
        let mut shelf = Shelf::default();
        shelf.look_in(at(), &workspace);
        assert!(!shelf.is_overtaken_in(at().as_ref()));
        // What cannot be opened is seen all the same, and is not looked at anew with every search.
        let library = folder.path().join("late");
        std::fs::create_dir(&library).unwrap();
        std::fs::write(library.join("manifest.json"), "{").unwrap();
        assert!(shelf.is_overtaken_in(at().as_ref()));
        let told = shelf.look_in(at(), &workspace);
        assert!(told.iter().any(|shelf| &*shelf.name == "late"), "{told:?}");
        assert!(!shelf.is_overtaken_in(at().as_ref()));
        // Another manifest is renamed into the folder.
        let earlier = SystemTime::now() - std::time::Duration::from_mins(1);
        let opened = std::fs::File::open(&library).unwrap();
        opened.set_modified(earlier).unwrap();
        assert!(shelf.is_overtaken_in(at().as_ref()));
        shelf.look_in(at(), &workspace);
        std::fs::remove_dir_all(&library).unwrap();
        assert!(shelf.is_overtaken_in(at().as_ref()));
    }

    #[test]
    fn a_library_that_another_program_cuts_is_let_go_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = || Some(Libraries::at(folder.path()));
        let mut builder = Builder::new();
        let line = Line {
            text: "Decides to remain seized of the matter.",
            label: None,
            place: 1,
            role: Role::Operative,
            verb: None,
        };
        builder.add(Record::new("R/1", Language::ENGLISH), [line]);
        let mut writer = at().unwrap().write("sc").unwrap();
        writer
            .replace(builder, Vec::new(), &HashSet::new())
            .unwrap();
        drop(writer);
        let workspace = sketch::workspace("a operative 1 | Welcomes the report;");
        let mut shelf = Shelf::default();
        let sound = |told: &[Shelved]| {
            let sc = told.iter().find(|shelf| &*shelf.name == "sc").unwrap();
            sc.damaged.is_none()
        };
        assert!(sound(&shelf.look_in(at(), &workspace)));
        assert!(!shelf.is_overtaken_in(at().as_ref()));
        let opened = at().unwrap().open("sc").unwrap();
        assert_eq!(opened.segments.len(), 1);
        let index = fs::read_dir(folder.path().join("sc")).unwrap().flatten();
        let mut index = index.filter(|entry| entry.path().extension() == Some("idx".as_ref()));
        let index = fs::File::options()
            .write(true)
            .open(index.next().unwrap().path())
            .unwrap();
        index.set_len(100).unwrap();
        assert!(shelf.is_overtaken_in(at().as_ref()));
        assert!(!sound(&shelf.look_in(at(), &workspace)));
        assert!(
            shelf
                .libraries
                .iter()
                .all(|library| library.segments.is_empty())
        );
    }
}

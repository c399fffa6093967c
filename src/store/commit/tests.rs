//! Every operation of a commit made to fail, and the process made to die at it.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::disk::{Gate, Op};
use super::*;
use crate::edit::Actor;
use crate::model::sketch::id;
use crate::model::{Header, Id, Paragraph, Position, Role, Stance};
use crate::text::Language;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    /// One operation fails with this number.
    Once(i32),
    /// From then on nothing works: the process is gone.
    Crash,
}

#[derive(Debug)]
struct FailAt {
    nth: usize,
    fault: Fault,
    count: AtomicUsize,
}

impl Gate for FailAt {
    fn pass(&self, _: Op) -> io::Result<()> {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::Once(number) if count == self.nth => Err(io::Error::from_raw_os_error(number)),
            Fault::Crash if count >= self.nth => Err(io::Error::other("gone")),
            _ => Ok(()),
        }
    }
}

fn stamp() -> Stamp {
    let actor = Actor {
        name: "Secretary".into(),
        access: Access::Secretariat,
    };
    Stamp {
        actor,
        at: Moment::new(1_277_280_000, 18_000),
    }
}

/// A workspace of two languages and one delegation.
fn scene(root: &Path) {
    let mut header = Header::new("Title", Language::ENGLISH);
    header.languages.push(Language::FRENCH);
    header.delegations.push(crate::model::Delegation::member(
        "KAZ".parse().unwrap(),
        "Kazakhstan",
    ));
    Store::create(root, &header, &stamp()).unwrap();
    let (mut store, loaded) = Store::open(root).unwrap();
    let mut ws = loaded.workspace;
    let mut french =
        crate::model::Document::new(crate::model::Head::new(Language::FRENCH, "Titre"));
    for name in ["a", "b"] {
        french
            .paragraphs
            .push(Arc::new(Paragraph::new(id(name), Role::Paragraph, "Mots.")));
        let p = Arc::new(Paragraph::new(id(name), Role::Paragraph, "Words."));
        let add = Change::Add {
            language: Language::ENGLISH,
            after: None,
            paragraph: p,
        };
        ws = store.commit(&ws, &add, &stamp()).unwrap().applied.workspace;
    }
    let import = Change::Import {
        place: Place::Draft(Language::FRENCH),
        document: french.into(),
    };
    store.commit(&ws, &import, &stamp()).unwrap();
}

fn changes(ws: &Workspace) -> Vec<Change> {
    let label = crate::model::Label::new("1");
    let a: Id = id("a");
    let position = Some(Position::new(Stance::Agree, ws.words(a).unwrap()));
    vec![
        // Two files; a new file in a new folder; a new folder of files; files moved; a file again.
        Change::SetLabel {
            paragraph: a,
            label,
        },
        Change::SetPosition {
            delegation: "KAZ".parse().unwrap(),
            paragraph: a,
            position,
        },
        Change::Freeze {
            label: "rev-1".parse().unwrap(),
        },
        Change::Delete { paragraph: id("b") },
    ]
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn whatever_fails_files_are_old_or_new_and_agree_with_the_record() {
    let dir = tempfile::tempdir().unwrap();
    let base = dir.path().join("base");
    scene(&base);
    let start = Store::open(&base).unwrap().1.workspace;
    let mut runs = 0;
    for (number, change) in changes(&start).into_iter().enumerate() {
        for fault in [
            Fault::Once(28),
            Fault::Once(5),
            Fault::Once(30),
            Fault::Crash,
        ] {
            for nth in 0.. {
                let root = dir.path().join(format!("{number}-{runs}"));
                copy(&base, &root);
                Store::open(&root).unwrap();
                let told = |store: &Store| {
                    let (events, findings) = store.record();
                    assert_eq!(findings, []);
                    assert!(events.iter().all(|e| e.act != "observed"), "{events:#?}");
                    events.len()
                };
                let before = told(&Store::open(&root).unwrap().0);
                let gate = Arc::new(FailAt {
                    nth,
                    fault,
                    count: AtomicUsize::new(0),
                });
                let (mut store, loaded) = Store::open(&root).unwrap();
                store.disk.gate = Some(gate.clone());
                let done = store.commit(&loaded.workspace, &change, &stamp());
                let reached = gate.count.load(Ordering::SeqCst) > nth;
                if fault != Fault::Crash && done.is_err() {
                    let seen = Store::open_read_only(&root).unwrap().1.workspace;
                    assert_eq!(
                        seen, start,
                        "{change:?} {fault:?} {nth}: an error means that nothing happened"
                    );
                }
                drop(store);
                let (store, after) = Store::open(&root).unwrap();
                let what = format!("{change:?} {fault:?} {nth} {done:?}");
                assert_eq!(after.findings, [], "{what}");
                let happened = told(&store) - before;
                match happened {
                    0 => assert_eq!(after.workspace, start, "{what}"),
                    1 => assert_ne!(after.workspace, start, "{what}"),
                    n => panic!("{n} lines for one change: {what}"),
                }
                if let Ok(done) = &done {
                    assert_eq!(happened, 1, "acknowledged and lost: {what}");
                    assert_eq!(after.workspace, done.applied.workspace, "{what}");
                }
                assert_eq!(
                    place::orphans(&root),
                    [] as [std::path::PathBuf; 0],
                    "{what}"
                );
                runs += 1;
                if !reached {
                    break;
                }
            }
        }
    }
    assert!(runs > 100, "{runs}");
}

#[derive(Debug)]
struct NoSync;
impl Gate for NoSync {
    fn pass(&self, op: Op) -> io::Result<()> {
        if op == Op::Sync {
            Err(io::Error::from_raw_os_error(5))
        } else {
            Ok(())
        }
    }
}

#[test]
fn after_a_failed_sync_nothing_more_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("base");
    scene(&root);
    let (mut store, loaded) = Store::open(&root).unwrap();
    store.disk.gate = Some(Arc::new(NoSync));
    let change = changes(&loaded.workspace).remove(0);
    assert!(matches!(
        store.commit(&loaded.workspace, &change, &stamp()),
        Err(CommitError::Disk(_))
    ));
    store.disk.gate = None;
    assert!(matches!(
        store.commit(&loaded.workspace, &change, &stamp()),
        Err(CommitError::ReadOnly(_))
    ));
}

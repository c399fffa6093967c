//! The work that may take time: reading and writing the workspace, searching, comparing. One job after another, on a
//! thread of its own under a terminal, and in line without one.

mod meeting;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::texts::Before;
use crate::app::{self, Effect, Failure, Msg, Offer, Opened, Saved};
use crate::edit::{Access, Actor, Change, Stamp};
use crate::model::{Moment, Workspace};
use crate::store::{CommitError, Loaded, MeetingMark, Room, Store, Writable};

/// One thing to do.
#[derive(Debug)]
pub(super) enum Job {
    /// Something that the interface asked for, with the time at which it did.
    Effect(Effect, Moment),
    /// Look whether files changed.
    Look,
}

/// Does jobs. Holds the workspace that is open.
#[derive(Debug, Default)]
pub(super) struct Worker {
    user: Arc<str>,
    access: Option<Access>,
    open: Option<OpenWorkspace>,
    before: Before,
    /// Of a screen that only follows, in place of everything else.
    room: Option<Room>,
    /// What is kept of the meeting, as last told; none until somebody walks or presents.
    meeting: Option<MeetingMark>,
}

#[derive(Debug)]
struct OpenWorkspace {
    store: Store,
    workspace: Workspace,
}

impl Worker {
    /// A worker that has nothing open.
    pub(super) fn new(user: &str, access: Access) -> Self {
        Self {
            user: user.into(),
            access: Some(access),
            ..Self::default()
        }
    }

    /// Does one job. What it says goes to the interface.
    pub(super) fn run(&mut self, job: Job) -> Option<Msg> {
        let (effect, at) = match job {
            Job::Effect(effect, at) => (effect, at),
            Job::Look => {
                if let Some(seen) = self.look_at_room() {
                    return Some(seen);
                }
                let open = self.open.as_ref()?;
                if open.store.changed() {
                    return Some(Msg::FilesChanged);
                }
                return self.look_at_meeting();
            }
        };
        match effect {
            Effect::Load(root) => Some(self.load(root)),
            Effect::Commit { ticket, change } => {
                let result = self.commit(&change, at);
                Some(Msg::Committed { ticket, result })
            }
            Effect::Compare { ticket, question } => {
                let open = self.open.as_ref()?;
                let before = &mut self.before;
                let result = texts::compared(&open.store, &open.workspace, &question, before);
                let result = result.map(Box::new);
                Some(Msg::Compared { ticket, result })
            }
            Effect::Page {
                question,
                path,
                beside,
                only,
            } => {
                let open = self.open.as_ref()?;
                let written =
                    texts::page(&open.store, &open.workspace, &question, &path, beside, only);
                Some(Msg::Notice(match written {
                    Ok(()) => format!("Written: {}.", path.display()),
                    Err(why) => format!("Nothing was written: {why}"),
                }))
            }
            Effect::History {
                paragraph,
                language,
            } => {
                let open = self.open.as_ref()?;
                let (events, _) = open.store.record();
                let events: Vec<app::Event> = events.into_iter().map(event).collect();
                let told = app::texts::history(&open.workspace, paragraph, language, &events);
                Some(Msg::History { paragraph, told })
            }
            Effect::Stances { paragraph, parties } => {
                let open = self.open.as_ref()?;
                let told = texts::stances(&open.store, &open.workspace, paragraph, &parties);
                Some(Msg::Stances {
                    paragraph,
                    parties,
                    told,
                })
            }
            Effect::Earlier { wanted, then } => {
                let kept = self.open.as_ref()?.store.earlier_words(&wanted);
                Some(Msg::Earlier { kept, then })
            }
            Effect::Versions { language } => {
                let workspace = &self.open.as_ref()?.workspace;
                Some(Msg::Versions(app::texts::versions(workspace, language)))
            }
            Effect::Record => {
                let (events, findings) = self.open.as_ref()?.store.record();
                Some(Msg::Recorded {
                    events: events.into_iter().map(event).collect(),
                    findings,
                })
            }
            Effect::OpenRoom(root) => Some(self.open_room(&root)),
            Effect::OpenMeeting => self.open_meeting(),
            Effect::KeepWalk(acts) => self.keep_walk(&acts),
            Effect::LoadPrivate(code) => Some(self.load_private(code)),
            Effect::KeepPrivate { code, id, note } => Some(self.keep_private(code, id, &note)),
            Effect::ShowRoom(showing) => self.show_room(&showing),
            Effect::FindWorkspaces => Some(Msg::Workspaces(offers())),
            Effect::KeepUnsaved { key, words } => {
                let kept = self
                    .open
                    .as_ref()?
                    .store
                    .keep_unsaved(&key, words.as_deref());
                kept.err()
                    .map(|error| Msg::Notice(format!("Your words cannot be kept safe: {error}")))
            }
            // Agreed language is asked elsewhere, beside all this.
            Effect::Seek { .. }
            | Effect::Copy(_)
            | Effect::OpenEditor { .. }
            | Effect::Mouse(_)
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => None,
        }
    }

    fn load(&mut self, root: Option<PathBuf>) -> Msg {
        let loaded = match (root, &mut self.open) {
            (Some(root), _) => Store::open(&root).map(|(store, loaded)| {
                super::world::remember(&root);
                let fallbacks = super::world::state_dir().map(|dir| dir.join("unsaved"));
                let store = store.with_fallbacks(fallbacks.into_iter().collect());
                let workspace = loaded.workspace.clone();
                self.open = Some(OpenWorkspace { store, workspace });
                loaded
            }),
            (None, Some(open)) => open
                .store
                .load()
                .inspect(|loaded| open.workspace.clone_from(&loaded.workspace)),
            (None, None) => return Msg::LoadFailed("no workspace is open".to_owned()),
        };
        match (loaded, &self.open) {
            (Ok(loaded), Some(open)) => Msg::Loaded(Box::new(opened(&open.store, loaded))),
            (Ok(_), None) => Msg::LoadFailed("no workspace is open".to_owned()),
            (Err(error), _) => Msg::LoadFailed(error.to_string()),
        }
    }

    fn commit(&mut self, change: &Change, at: Moment) -> Result<Box<Saved>, Failure> {
        let Some(open) = &mut self.open else {
            return Err(Failure {
                message: "no workspace is open".to_owned(),
                disk: false,
            });
        };
        let stamp = Stamp {
            actor: Actor {
                name: self.user.clone(),
                access: self.access.unwrap_or(Access::Viewer),
            },
            at,
        };
        let committed = open
            .store
            .commit(&open.workspace, change, &stamp)
            .map_err(|error| Failure {
                disk: !matches!(error, CommitError::Change(_)),
                message: error.to_string(),
            })?;
        open.workspace.clone_from(&committed.applied.workspace);
        Ok(Box::new(Saved {
            applied: committed.applied,
            findings: committed.findings,
            confirmed: committed.confirmed,
        }))
    }
}

fn opened(store: &Store, loaded: Loaded) -> Opened {
    Opened {
        root: store.root().to_owned(),
        workspace: loaded.workspace,
        findings: loaded.findings,
        read_only: match loaded.writable {
            Writable::Yes => None,
            Writable::No(why) => Some(why),
        },
        unsaved: store.unsaved(),
    }
}

fn event(event: crate::store::Event) -> app::Event {
    app::Event {
        at: event.at,
        actor: event.actor,
        act: event.act,
        title: event.title,
        paragraph: event.paragraph,
        delegation: event.delegation,
        digest: event.digest.map(|digest| digest.short()),
    }
}

/// Workspaces below the current folder, then those opened before.
fn offers() -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    let here = std::env::current_dir().unwrap_or_default();
    for root in below(&here, 3) {
        offers.extend(offer(&root, false));
    }
    for root in super::world::recent() {
        if offers.iter().all(|offer| !same(&offer.root, &root)) {
            offers.extend(offer(&root, true));
        }
    }
    offers
}

fn same(a: &Path, b: &Path) -> bool {
    a == b
        || a.canonicalize()
            .ok()
            .is_some_and(|a| b.canonicalize().ok() == Some(a))
}

fn offer(root: &Path, recent: bool) -> Option<Offer> {
    let header = crate::store::read_header(root)?;
    Some(Offer {
        root: root.to_owned(),
        title: header.title.to_string(),
        notice: header.notice.as_ref().map(std::string::ToString::to_string),
        recent,
    })
}

/// Most folders that the picker looks into.
const LOOKED_INTO: usize = 2_000;

fn below(folder: &Path, depth: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut looked = 0;
    let mut waiting = vec![(folder.to_owned(), depth)];
    while let Some((folder, depth)) = waiting.pop() {
        looked += 1;
        if folder.join("workspace.yaml").is_file() {
            found.push(folder);
            continue;
        }
        if depth == 0 || looked > LOOKED_INTO {
            continue;
        }
        let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())) {
            let name = entry.file_name();
            if !name.to_string_lossy().starts_with('.')
                && name != "target"
                && name != "node_modules"
            {
                waiting.push((entry.path(), depth - 1));
            }
        }
    }
    found.sort();
    found
}

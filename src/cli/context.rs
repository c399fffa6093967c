//! What every command needs of the world: the workspace meant, who acts, what time it is, and new ids.
//!
//! The clock, the environment and randomness are read here and nowhere else below `term`. `RAPPORTEUR_NOW` (a time with
//! offset) and `RAPPORTEUR_SEED` (any text) take their place, so that a run can be repeated.

use std::collections::HashSet;
use std::env;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::exit::Failure;
use super::out::{Colour, Out, say};
use super::{Format, Globals};
use crate::edit::{Access, Actor, Applied, Change, Stamp};
use crate::model::{Finding, Id, Moment, Severity, Wanted, Workspace};
use crate::store::{CommitError, Event, Loaded, Store};
use crate::text::{Digest, clean_paragraph};

/// The world of one command.
pub(crate) struct Context {
    /// What it prints.
    pub(crate) out: Out,
    format: Format,
    name: Option<String>,
    drawn: u64,
    silent: bool,
}

/// A workspace that a command works on.
pub(crate) struct Desk {
    /// Where it is.
    pub(crate) store: Store,
    /// What was read.
    pub(crate) loaded: Loaded,
}

impl Context {
    /// The world as the options and the environment have it.
    pub(crate) fn new(globals: &Globals) -> Self {
        let no_colour = variable("NO_COLOR").is_some()
            || variable("TERM").is_some_and(|terminal| terminal == "dumb");
        Self {
            out: Out::new(globals.color, no_colour),
            format: globals.format,
            name: globals.name.clone(),
            drawn: 0,
            silent: false,
        }
    }

    /// A world in which nothing is printed, for work beside the interface.
    pub(crate) fn silent() -> Self {
        Self {
            out: Out::new(Colour::Never, true),
            format: Format::Text,
            name: None,
            drawn: 0,
            silent: true,
        }
    }

    /// Whether nothing may be printed.
    pub(crate) fn is_silent(&self) -> bool {
        self.silent
    }

    /// Whether the result shall be JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Who acts, and when: now.
    pub(crate) fn stamp(&self) -> Result<Stamp, Failure> {
        let said = self.name.clone();
        let named = ["RAPPORTEUR_USER", "USER", "LOGNAME"]
            .into_iter()
            .find_map(variable);
        let name = clean_paragraph(&said.or(named).unwrap_or_default());
        let name = if name.is_empty() { "unknown" } else { &name };
        Ok(Stamp {
            actor: Actor {
                name: name.into(),
                access: Access::Secretariat,
            },
            at: now()?,
        })
    }

    /// A new id that no paragraph of the workspace ever had.
    pub(crate) fn new_id(&mut self, workspace: &Workspace) -> Id {
        let mut known = known_ids(workspace);
        self.draw_id(&mut known)
    }

    /// A new id that is not among the known, which then has it.
    pub(crate) fn draw_id(&mut self, known: &mut HashSet<Id>) -> Id {
        loop {
            let id = Id::from_random(self.draw());
            if known.insert(id) {
                return id;
            }
        }
    }

    /// Sixty-four random bits; with a seed, the next of its row.
    fn draw(&mut self) -> u64 {
        self.drawn += 1;
        let Some(seed) = variable("RAPPORTEUR_SEED") else {
            // Each hasher of the standard library starts from keys of the system.
            let mut hasher = std::hash::RandomState::new().build_hasher();
            hasher.write_u64(self.drawn);
            return hasher.finish();
        };
        let digest = Digest::of_bytes(format!("{seed} {}", self.drawn).as_bytes());
        digest
            .as_bytes()
            .iter()
            .take(8)
            .fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }

    /// Opens a workspace to look at.
    #[expect(clippy::unused_self)] // Reads as what it is: a context opens.
    pub(crate) fn look(&self, dir: Option<&Path>) -> Result<Desk, Failure> {
        let (store, loaded) = Store::open_read_only(&root(dir)?)?;
        Ok(Desk::new(store, loaded))
    }

    /// Opens a workspace to write in.
    #[expect(clippy::unused_self)] // Reads as what it is: a context opens.
    pub(crate) fn work(&self, dir: Option<&Path>) -> Result<Desk, Failure> {
        let (store, loaded) = Store::open(&root(dir)?)?;
        Ok(Desk::new(store, loaded))
    }

    /// Makes a change, and returns only when it is on the disk.
    pub(crate) fn commit(&self, desk: &mut Desk, change: &Change) -> Result<Applied, Failure> {
        Ok(self.try_commit(desk, change)?)
    }

    /// As [`Self::commit`], for callers that know what to do about some errors.
    pub(crate) fn try_commit(
        &self,
        desk: &mut Desk,
        change: &Change,
    ) -> Result<Applied, CommitFailure> {
        let stamp = self.stamp().map_err(CommitFailure::Else)?;
        let committed = desk
            .store
            .commit(&desk.loaded.workspace, change, &stamp)
            .map_err(CommitFailure::Commit)?;
        if !committed.confirmed {
            say(
                "note",
                "saved, not confirmed: the disk did not say that it is safe from a power cut",
            );
        }
        desk.loaded.workspace = committed.applied.workspace.clone();
        Ok(committed.applied)
    }
}

impl Context {
    /// Something worth knowing beside the result, on the standard error.
    pub(crate) fn note(&self, line: &str) {
        if !self.silent {
            say("note", line);
        }
    }
}

/// Why a change was not made.
pub(crate) enum CommitFailure {
    /// The store said no.
    Commit(CommitError),
    /// It did not come to that.
    Else(Failure),
}

impl From<CommitFailure> for Failure {
    fn from(failure: CommitFailure) -> Self {
        match failure {
            CommitFailure::Commit(error) => error.into(),
            CommitFailure::Else(failure) => failure,
        }
    }
}

impl Desk {
    fn new(store: Store, loaded: Loaded) -> Self {
        let unread = loaded
            .findings
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .count();
        if unread > 0 {
            let things = if unread == 1 { "thing" } else { "things" };
            say(
                "note",
                &format!(
                    "{unread} {things} could not be read: `rapporteur check` says what and where"
                ),
            );
        }
        Self { store, loaded }
    }

    /// The workspace as read, and as changed since.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.loaded.workspace
    }

    /// The record, and what is wrong with its chains, as a rule of its own.
    pub(crate) fn record(&self) -> (Vec<Event>, Vec<Finding>) {
        let (events, mut findings) = self.store.record();
        for finding in &mut findings {
            finding.rule = "record";
        }
        (events, findings)
    }

    /// Reads everything again.
    pub(crate) fn reload(&mut self) -> Result<(), Failure> {
        self.loaded = self.store.load()?;
        Ok(())
    }
}

/// Every id that a paragraph has or had, or a proposal has or would give.
pub(crate) fn known_ids(workspace: &Workspace) -> HashSet<Id> {
    let drafts = workspace.drafts.values();
    let versions = workspace.versions.iter().flat_map(|v| v.documents.values());
    let proposals = workspace.proposals.values().flat_map(|p| {
        let new = match &p.wanted {
            Wanted::New { paragraph, .. } => Some(*paragraph),
            Wanted::Split { new, .. } => Some(*new),
            _ => None,
        };
        std::iter::once(p.id).chain(new)
    });
    drafts
        .chain(versions)
        .flat_map(|document| {
            let living = document.paragraphs.iter().map(|p| p.id);
            living.chain(document.deleted.iter().map(|d| d.paragraph.id))
        })
        .chain(proposals)
        .chain(workspace.proceedings.iter().map(|one| one.id()))
        .collect()
}

/// The folder of the workspace that is meant: the one given, else the current folder or its nearest parent that is one.
pub(crate) fn root(dir: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(dir) = dir {
        return if dir.is_dir() {
            Ok(dir.to_owned())
        } else {
            Err(Failure::new(format!("{}: no such folder", dir.display())))
        };
    }
    let here = env::current_dir()
        .map_err(|e| Failure::new(format!("the current folder cannot be found: {e}")))?;
    Store::find(&here).ok_or_else(|| {
        Failure::new(format!(
            "{} is no workspace, and lies in none",
            here.display()
        ))
        .hint("give its folder, or make one with `rapporteur new DIR --title …`")
    })
}

/// Sorts `[DIR] [PARA]`, which people give in either order or one of them alone.
pub(crate) fn dir_and_para(
    first: Option<&str>,
    second: Option<&str>,
) -> Result<(Option<PathBuf>, Option<String>), Failure> {
    let is_dir = |said: &str| Path::new(said).is_dir();
    match (first, second) {
        (None, _) => Ok((None, None)),
        (Some(one), None) if is_dir(one) => Ok((Some(one.into()), None)),
        (Some(one), None) => {
            root(None).map_err(|failure| {
                Failure::new(format!("{one}: no such folder, and {}", failure.message))
            })?;
            Ok((None, Some(one.to_owned())))
        }
        (Some(one), Some(two)) if !is_dir(one) && is_dir(two) => {
            Ok((Some(two.into()), Some(one.to_owned())))
        }
        (Some(one), Some(two)) => Ok((Some(one.into()), Some(two.to_owned()))),
    }
}

/// Now, with the offset of this place.
pub(crate) fn now() -> Result<Moment, Failure> {
    if let Some(said) = variable("RAPPORTEUR_NOW") {
        return said
            .parse()
            .map_err(|error| Failure::new(format!("RAPPORTEUR_NOW: {error}")));
    }
    let now = Timestamp::now();
    let offset = TimeZone::system().to_offset(now);
    Ok(Moment::new(now.as_second(), offset.seconds()))
}

/// A variable of the environment that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

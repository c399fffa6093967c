//! How a change comes onto the disk.
//!
//! Under the lock: look what others wrote, finish what a crash left, note what was changed by hand; apply the change to
//! what stands there now; make the new texts in memory, each read back and compared; write and sync a temporary beside
//! each target; append the line of the record and sync it; rename the temporaries; sync the folders.
//!
//! The temporaries come before the line, so that a full disk is noticed before anything is said to have happened; the line
//! comes before the renaming, so that a crash in between can be finished from it. Before the line, a failure leaves
//! everything as it was. Behind it, the change has happened, and who opens the workspace next finishes it.

use std::collections::BTreeMap;

use super::files::{self, Kind, Known, Reader};
use super::journal::{Failed, Grown, Journal};
use super::lock::Lock;
use super::record::Entry;
use super::schema::touch::Recorded;
use super::schema::{json, touch};
use super::seen::Seen;
use super::write::{Edit, plan};
use super::{
    CommitError, Committed, Store, StoreError, Writable, load, meanwhile, observe, place, recover,
};
use crate::edit::{self, Access, Applied, Change, ChangeError, Place, Stamp, Touch};
use crate::model::{Moment, Workspace};
use crate::store::disk::Disk;
use crate::store::yaml::Value;
use crate::text::Digest;

impl Store {
    pub(super) fn commit_locked(
        &mut self,
        base: &Workspace,
        change: &Change,
        stamp: &Stamp,
    ) -> Result<Committed, CommitError> {
        if let Writable::No(why) = &self.writable {
            return Err(CommitError::ReadOnly(why.clone()));
        }
        let _lock = Lock::take(&self.disk, &self.root).map_err(CommitError::Disk)?;
        let changed = self.catch_up()?;
        if let Writable::No(why) = &self.writable {
            return Err(CommitError::ReadOnly(why.clone()));
        }
        let findings = changed.then(|| self.files.findings(&self.workspace));
        let fresh = self.workspace.clone();
        meanwhile::check(base, &fresh, change).map_err(ChangeError::from)?;
        let mut applied = settled(&fresh, edit::apply(&fresh, change, stamp)?)?;
        if applied.touches.is_empty() {
            return Ok(Committed {
                applied,
                findings,
                confirmed: true,
            });
        }
        load::order_versions(&mut applied.workspace.versions);
        let edits = plan(&self.files.known, &applied.workspace, &applied.touches)?;
        let entry = entry(&applied, change, stamp, &edits);
        let confirmed = self.write(&edits, Some(&entry))?;
        self.workspace = applied.workspace.clone();
        Ok(Committed {
            applied,
            findings,
            confirmed,
        })
    }

    /// Brings memory up to what stands on the disk, and the disk up to what the record says. Under the lock.
    pub(super) fn catch_up(&mut self) -> Result<bool, CommitError> {
        let first = self.journal.is_none();
        let mut grown = Grown::Yes;
        match &mut self.journal {
            Some(journal) => grown = journal.follow().map_err(|e| self_error(&self.root, e))?,
            None => {
                let journal =
                    Journal::open(&self.disk, &self.root).map_err(|e| self_error(&self.root, e))?;
                self.journal = Some(journal);
            }
        }
        if let Some(journal) = &mut self.journal {
            journal
                .mend(&self.disk, &self.root)
                .map_err(|e| self_error(&self.root, e))?;
        }
        let last = self
            .journal
            .as_ref()
            .and_then(|journal| journal.last.clone());
        let mut changed = if grown == Grown::Yes {
            self.reread()
        } else {
            self.files.refresh(&self.root, &BTreeMap::new())
        };
        if grown == Grown::Yes {
            for orphan in place::orphans(&self.root) {
                let _next_time = self.disk.remove(&orphan);
            }
            self.seen = Seen::read(&self.root);
        }
        if changed || first {
            self.assemble();
        }
        if matches!(self.writable, Writable::No(_)) {
            return Ok(changed);
        }
        if let (Grown::Yes, Some(last)) = (grown, &last) {
            let (edits, after, odd) = recover::unfinished(self, last)?;
            self.odd.extend(odd);
            if !edits.is_empty() {
                self.write(&edits, None)?;
                self.workspace = after;
                changed = true;
            }
        }
        self.notice(last.as_ref())?;
        Ok(changed)
    }

    /// Reads every file that others wrote since. What they wrote may have the size, time and even the inode of what was
    /// there before: what they noted of it tells.
    fn reread(&mut self) -> bool {
        let seen = Seen::read(&self.root).unwrap_or_default();
        let mut other: BTreeMap<String, Digest> = seen
            .files
            .into_iter()
            .map(|(path, (_, sha))| (path, sha))
            .collect();
        if let Some(last) = self
            .journal
            .as_ref()
            .and_then(|journal| journal.last.as_ref())
        {
            other.extend(
                last.files
                    .iter()
                    .filter_map(|(path, sha)| Some((path.clone(), (*sha)?))),
            );
        }
        self.files.refresh(&self.root, &other)
    }

    /// Records what was changed by other hands since the files were last seen.
    fn notice(&mut self, last: Option<&super::record::Last>) -> Result<(), CommitError> {
        let Some(seen) = &self.seen else {
            self.remember();
            return Ok(());
        };
        let told = |path: &str, sha: Option<Digest>| {
            last.is_some_and(|last| last.files.iter().any(|(p, s)| p == path && *s == sha))
        };
        let mut changes: Vec<(String, Vec<Touch>)> = Vec::new();
        let mut files = Vec::new();
        let mut at: Option<(i64, String)> = None;
        for (kind, known) in &self.files.known {
            let path = kind.path();
            let old = seen.files.get(&path).map(|(_, sha)| *sha);
            if old == Some(known.sha) || told(&path, Some(known.sha)) || known.part.is_none() {
                continue;
            }
            let copy = old.and_then(|sha| Seen::copy(&self.root, sha));
            let before = copy.map(|bytes| files::parse(kind, &bytes, known.stat, Reader::Direct));
            let lost = old.is_some() && before.as_ref().is_none_or(|before| before.part.is_none());
            let before = before.and_then(|known| known.part);
            let touches = if lost {
                Vec::new()
            } else {
                observe::difference(kind, before.as_ref(), known.part.as_ref())
            };
            let when = Moment::new(known.stat.seconds, 0);
            if at
                .as_ref()
                .is_none_or(|(seconds, _)| *seconds < known.stat.seconds)
            {
                at = Some((known.stat.seconds, when.to_string()));
            }
            files.push((path.clone(), Some(known.sha)));
            changes.push((path, touches));
        }
        let there: std::collections::BTreeSet<String> =
            self.files.known.keys().map(Kind::path).collect();
        for path in seen
            .files
            .keys()
            .filter(|path| !there.contains(*path) && !told(path, None))
        {
            files.push((path.clone(), None));
            changes.push((path.clone(), Vec::new()));
        }
        if changes.is_empty() {
            if !seen.fits(&self.files.known) {
                self.remember();
            }
            return Ok(());
        }
        let mut touches = String::new();
        let values = changes
            .iter()
            .flat_map(|(_, touches)| touches.iter().map(touch::value));
        json(&Value::List(values.collect()), &mut touches);
        let at = at.map_or_else(
            || Moment::new(folder_time(&self.root), 0).to_string(),
            |(_, at)| at,
        );
        let only = |of: fn(&Touch) -> Option<String>| match changes.as_slice() {
            [(_, touches)] => match touches.as_slice() {
                [touch] => of(touch),
                _ => None,
            },
            _ => None,
        };
        let entry = Entry {
            at,
            actor: "outside".to_owned(),
            access: "outside".to_owned(),
            act: "observed".to_owned(),
            title: observe::title(&changes),
            paragraph: only(|touch| touch.paragraph().map(|id| id.to_string())),
            delegation: only(|touch| match touch {
                Touch::Position { delegation, .. } => Some(delegation.to_string()),
                _ => None,
            }),
            digest: None,
            files,
            touches,
        };
        self.append(&entry)?;
        self.remember();
        Ok(())
    }

    /// Writes files, with a line of the record before they are renamed. True when all is synced.
    pub(super) fn write(
        &mut self,
        edits: &[Edit],
        entry: Option<&Entry>,
    ) -> Result<bool, CommitError> {
        let staged = match place::stage(&self.disk, &self.root, edits) {
            Ok(staged) => staged,
            Err(failed) => return Err(self.failed(failed)),
        };
        let before = self.journal.as_ref().map(|journal| journal.chain().clone());
        if let Some(entry) = entry
            && let Err(error) = self.append(entry)
        {
            staged.abandon(&self.disk);
            return Err(error);
        }
        if let Err((done, source)) = staged.settle(&self.disk) {
            let failed = Failed {
                what: "a file cannot be put in its place",
                sync: false,
                source,
            };
            let taken_back = done == 0
                && match (&mut self.journal, before, entry) {
                    (Some(journal), Some(before), Some(_)) => {
                        journal.take_back(&self.disk, &before).is_ok()
                    }
                    (_, _, None) => true,
                    _ => false,
                };
            staged.abandon(&self.disk);
            if taken_back {
                return Err(self.failed(failed));
            }
            // It has happened: the record says so, and whoever opens the workspace next finishes it.
            let why = format!(
                "the disk failed in the middle of a change ({}); open the workspace again to finish it",
                failed.source
            );
            self.writable = Writable::No(why);
            return Ok(false);
        }
        self.adopt(edits);
        let synced = staged.sync(&self.disk);
        if let Err(source) = &synced {
            self.stop(source);
        }
        self.remember();
        Ok(synced.is_ok())
    }

    fn append(&mut self, entry: &Entry) -> Result<(), CommitError> {
        let Some(journal) = &mut self.journal else {
            return Err(CommitError::ReadOnly("there is no record".to_owned()));
        };
        let appended = journal.append(&self.disk, entry);
        appended.map_err(|failed| self.failed(failed))
    }

    /// The files are now as they were written.
    fn adopt(&mut self, edits: &[Edit]) {
        for edit in edits {
            match &edit.after {
                Some((_, known)) => {
                    let stat = Disk::sort(&self.root.join(edit.kind.path()))
                        .map_or(known.stat, |(_, stat)| stat);
                    self.files.known.insert(
                        edit.kind.clone(),
                        Known {
                            stat,
                            ..known.clone()
                        },
                    );
                }
                None => {
                    self.files.known.remove(&edit.kind);
                }
            }
        }
    }

    /// Keeps what the files are like now. If it cannot be kept, the next look only finds more to look at.
    fn remember(&mut self) {
        let mut seen = self.seen.take().unwrap_or_default();
        if seen
            .update(&self.disk, &self.root, &self.files.known)
            .is_ok()
        {
            self.seen = Some(seen);
        }
    }

    /// After a failed sync nothing that is written later can be trusted: pages may be marked clean that were never
    /// written (Rebello and others, *Can Applications Recover from fsync Failures?*, 2020).
    fn stop(&mut self, source: &std::io::Error) {
        let why = format!(
            "the disk did not confirm a write ({source}); check the disk, then open the workspace again"
        );
        self.writable = Writable::No(why);
    }

    fn failed(&mut self, failed: Failed) -> CommitError {
        if failed.sync {
            self.stop(&failed.source);
        }
        let (path, what) = (self.root.clone(), failed.what);
        CommitError::Disk(StoreError::Io {
            path,
            what,
            source: failed.source,
        })
    }
}

fn self_error(root: &std::path::Path, source: std::io::Error) -> CommitError {
    let path = root.join("record");
    CommitError::Disk(StoreError::Io {
        path,
        what: "the record cannot be read or made",
        source,
    })
}

fn folder_time(root: &std::path::Path) -> i64 {
    Disk::sort(root).map_or(0, |(_, stat)| stat.seconds)
}

/// The change as it will be read back: its texts trimmed, in NFC.
fn settled(fresh: &Workspace, mut applied: Applied) -> Result<Applied, CommitError> {
    let mut other = false;
    for touch in &mut applied.touches {
        let settled = touch::settle(touch).ok_or_else(|| {
            CommitError::Broken(format!(
                "{} would not be read back as it is; make the change by hand",
                touch.what()
            ))
        })?;
        other |= settled != *touch;
        *touch = settled;
    }
    if other {
        let mut workspace = fresh.clone();
        for touch in &applied.touches {
            touch.write(&mut workspace).map_err(ChangeError::from)?;
        }
        applied.workspace = workspace;
    }
    Ok(applied)
}

/// The line of the record.
fn entry(applied: &Applied, change: &Change, stamp: &Stamp, edits: &[Edit]) -> Entry {
    let frozen = matches!(change, Change::Freeze { .. });
    let values = applied.touches.iter().map(|touch| match touch {
        Touch::Document {
            place: place @ Place::Version(..),
            before: None,
            after: Some(document),
        } if frozen => touch::frozen_value(place, document),
        touch => touch::value(touch),
    });
    let mut touches = String::new();
    json(&Value::List(values.collect()), &mut touches);
    let paragraph = change.paragraph();
    let delegation = change.delegation();
    let access = match stamp.actor.access {
        Access::Delegate(code) => format!("delegate {code}"),
        access => access.word().to_owned(),
    };
    Entry {
        at: stamp.at.to_string(),
        actor: stamp.actor.name.to_string(),
        access,
        act: change.verb().to_owned(),
        title: applied.title.to_string(),
        paragraph: paragraph.map(|id| id.to_string()),
        delegation: delegation.map(|code| code.to_string()),
        digest: paragraph.and_then(|id| applied.workspace.words(id)),
        files: edits
            .iter()
            .map(|edit| {
                (
                    edit.kind.path(),
                    edit.after.as_ref().map(|(_, known)| known.sha),
                )
            })
            .collect(),
        touches,
    }
}

/// Used by [`recover`]: a touch of the record, made whole.
pub(super) fn whole(
    recorded: Recorded,
    workspace: &Workspace,
    at: Option<Moment>,
) -> Result<Touch, String> {
    match recorded {
        Recorded::Whole(touch) => Ok(touch),
        Recorded::Frozen(place, digest) => recover::refreeze(place, digest, workspace, at),
    }
}

#[cfg(test)]
mod tests;

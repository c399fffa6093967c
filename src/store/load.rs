//! Reads the files of a workspace, again only those that changed, and puts the workspace together.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Stat;
use super::files::{self, Kind, Known, Part};
use super::notes::finding;
use crate::model::{
    Document, Finding, Header, Id, Precedent, Severity, Version, VersionLabel, Workspace,
};
use crate::text::{Digest, Language};

/// What was read of the files of a workspace.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) known: BTreeMap<Kind, Known>,
    /// What is odd about the names in its folders.
    odd: Vec<Finding>,
}

impl Files {
    /// Reads what is new or differs in size, time or inode from what was read before, and what is named in `other` and
    /// has another SHA-256 now. Says whether anything did.
    pub(crate) fn refresh(&mut self, root: &Path, other: &BTreeMap<String, Digest>) -> bool {
        let (found, odd) = files::list(root);
        let before = self.known.len();
        let there: BTreeSet<&Kind> = found.iter().map(|(kind, _)| kind).collect();
        self.known.retain(|kind, _| there.contains(kind));
        let mut changed = before != self.known.len() || odd != self.odd;
        self.odd = odd;
        let mut stale: Vec<(Kind, Stat)> = found
            .into_iter()
            .filter(|(kind, stat)| {
                self.known.get(kind).is_none_or(|known| {
                    known.stat != *stat
                        || other.get(&kind.path()).is_some_and(|sha| *sha != known.sha)
                })
            })
            .collect();
        stale.sort_by_key(|(_, stat)| std::cmp::Reverse(stat.size));
        for (kind, known) in read_all(root, &stale) {
            match known {
                Some(known) => {
                    let same = self
                        .known
                        .get(&kind)
                        .is_some_and(|old| old.sha == known.sha);
                    changed |= !same;
                    self.known.insert(kind, known);
                }
                None => changed |= self.known.remove(&kind).is_some(),
            }
        }
        changed
    }

    /// Whether any file is new, gone or other than when it was read, by size, time and inode.
    pub(crate) fn differ(&self, root: &Path) -> bool {
        let (found, odd) = files::list(root);
        let same =
            |(kind, stat): &(Kind, Stat)| self.known.get(kind).is_some_and(|k| k.stat == *stat);
        odd != self.odd || found.len() != self.known.len() || !found.iter().all(same)
    }

    /// The workspace that the files make, and why it must not be written, if it must not.
    pub(crate) fn assemble(&self, root: &Path) -> (Workspace, Option<String>) {
        let (header, locked) = self.header(root);
        let mut workspace = Workspace::new(Header::new("", header.original));
        workspace.header = header;
        workspace.drafts.clear();
        let mut versions: BTreeMap<VersionLabel, BTreeMap<Language, Arc<Document>>> =
            BTreeMap::new();
        let mut proposals = BTreeMap::new();
        for (kind, known) in &self.known {
            match (kind, &known.part) {
                (Kind::Draft(language), Some(Part::Document(document))) => {
                    workspace.drafts.insert(*language, document.clone());
                }
                (Kind::Version(label, language), Some(Part::Document(document))) => {
                    versions
                        .entry(*label)
                        .or_default()
                        .insert(*language, document.clone());
                }
                (Kind::Precedent(name), Some(Part::Document(document))) => {
                    let (name, document) = (name.clone(), document.clone());
                    workspace
                        .precedents
                        .push(Arc::new(Precedent { name, document }));
                }
                (Kind::Positions(code), Some(Part::Positions(positions)))
                    if !positions.is_empty() =>
                {
                    workspace.positions.insert(*code, positions.clone());
                }
                (Kind::Proposal(id), Some(Part::Proposal(proposal))) => {
                    proposals.insert(*id, proposal.clone());
                }
                (_, Some(Part::Proceedings(proceedings))) => {
                    workspace.proceedings = proceedings.clone();
                }
                (_, Some(Part::Agreements(agreements, parked))) => {
                    workspace.agreements = agreements.clone();
                    workspace.parked = parked.clone();
                }
                _ => {}
            }
        }
        workspace.proposals = Arc::new(proposals);
        workspace.versions = versions
            .into_iter()
            .map(|(label, documents)| {
                let frozen = documents.values().filter_map(|d| d.head.frozen).min();
                Arc::new(Version {
                    label,
                    frozen,
                    documents,
                })
            })
            .collect();
        order_versions(&mut workspace.versions);
        (workspace, locked)
    }

    fn header(&self, root: &Path) -> (Arc<Header>, Option<String>) {
        match self
            .known
            .get(&Kind::Workspace)
            .and_then(|known| known.part.as_ref())
        {
            Some(Part::Header(header, locked)) => (header.clone(), locked.clone()),
            _ => {
                let drafts = || {
                    self.known.keys().filter_map(|kind| match kind {
                        Kind::Draft(language) => Some(*language),
                        _ => None,
                    })
                };
                let original = drafts().next().unwrap_or(Language::ENGLISH);
                let title = root.file_name().unwrap_or_default().to_string_lossy();
                let mut header = Header::new(&title, original);
                header.languages.extend(drafts().skip(1));
                let why =
                    "workspace.yaml cannot be read: correct it, then open the workspace again";
                (Arc::new(header), Some(why.to_owned()))
            }
        }
    }

    /// What is odd in the files and between them.
    pub(crate) fn findings(&self, workspace: &Workspace) -> Vec<Finding> {
        let mut all = self.odd.clone();
        all.extend(
            self.known
                .values()
                .flat_map(|known| known.findings.iter().cloned()),
        );
        between(workspace, &mut all);
        all
    }
}

/// Oldest first: by the time they were frozen, then by label, numbers in it by their value.
pub(crate) fn order_versions(versions: &mut [Arc<Version>]) {
    versions.sort_by_cached_key(|v| (v.frozen, natural(v.label.as_str())));
}

fn natural(label: &str) -> Vec<(u64, String)> {
    let mut key: Vec<(u64, String)> = vec![(0, String::new())];
    let mut digits = false;
    for c in label.chars() {
        if c.is_ascii_digit() != digits {
            digits = !digits;
            key.push((0, String::new()));
        }
        if let Some((number, word)) = key.last_mut() {
            match c.to_digit(10) {
                Some(digit) => *number = number.saturating_mul(10).saturating_add(digit.into()),
                None => word.push(c),
            }
        }
    }
    key
}

/// Reads files on all cores, the largest first.
fn read_all(root: &Path, files: &[(Kind, Stat)]) -> Vec<(Kind, Option<Known>)> {
    let read = |(kind, _): &(Kind, Stat)| (kind.clone(), files::read(root, kind).ok());
    let bytes: u64 = files.iter().map(|(_, stat)| stat.size).sum();
    let cores = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    if cores == 1 || files.len() < 2 || bytes < 50_000 {
        return files.iter().map(read).collect();
    }
    let (next, results) = (
        AtomicUsize::new(0),
        Mutex::new(Vec::with_capacity(files.len())),
    );
    std::thread::scope(|scope| {
        for _ in 0..cores.min(files.len()) {
            scope.spawn(|| {
                let mut mine = Vec::new();
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    mine.push(read(file));
                }
                results
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .extend(mine);
            });
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What does not fit together.
fn between(workspace: &Workspace, all: &mut Vec<Finding>) {
    let header = &workspace.header;
    let mut add = |file: &str, severity, message: String, hint: &str| {
        all.push(finding(file, None, severity, &message, hint));
    };
    for language in workspace
        .drafts
        .keys()
        .filter(|l| !header.languages.contains(l))
    {
        let message = format!("there is a draft in {language}, which workspace.yaml does not list");
        add(
            &format!("draft/{language}.yaml"),
            Severity::Advice,
            message,
            "add the language to `languages`",
        );
    }
    let Some(original) = workspace.original() else {
        let message = format!(
            "there is no draft in the original language, {}",
            header.original
        );
        let file = format!("draft/{}.yaml", header.original);
        return add(
            &file,
            Severity::Warning,
            message,
            "import one, or correct `original` in workspace.yaml",
        );
    };
    let live: HashSet<Id> = original.paragraphs.iter().map(|p| p.id).collect();
    let gone: HashSet<Id> = original.deleted.iter().map(|d| d.paragraph.id).collect();
    let unknown = |id: &Id| !live.contains(id) && !gone.contains(id);
    for (code, positions) in &workspace.positions {
        let file = format!("positions/{code}.yaml");
        if !header.knows(*code) {
            let message = format!("workspace.yaml knows no delegation or group {code}");
            let known = header.delegations.iter().map(|d| d.code.as_str());
            let hint = super::notes::nearest(code.as_str(), known).map_or_else(
                || "add it to `delegations`, or take the file away".to_owned(),
                |meant| format!("did you mean {meant}?"),
            );
            add(&file, Severity::Warning, message, &hint);
        }
        for id in positions.keys().filter(|id| unknown(id)).take(20) {
            let message = format!("a position on {id}, which is no paragraph of the draft");
            add(
                &file,
                Severity::Warning,
                message,
                "correct the id, or take the entry out",
            );
        }
    }
    let of_chair = workspace.agreements.keys().map(|id| ("an agreement", id));
    let parked = workspace.parked.keys().map(|id| ("a parking", id));
    for (what, id) in of_chair
        .chain(parked)
        .filter(|(_, id)| unknown(id))
        .take(20)
    {
        let message = format!("{what} on {id}, which is no paragraph of the draft");
        add(
            "agreements.yaml",
            Severity::Warning,
            message,
            "correct the id, or take the entry out",
        );
    }
    for (language, draft) in workspace
        .drafts
        .iter()
        .filter(|(l, _)| **l != header.original)
    {
        for p in draft
            .paragraphs
            .iter()
            .filter(|p| !live.contains(&p.id))
            .take(20)
        {
            let message = format!(
                "a translation of {}, which is no paragraph of the original",
                p.id
            );
            add(
                &format!("draft/{language}.yaml"),
                Severity::Advice,
                message,
                "correct the id, or delete the paragraph",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_labels_count_by_their_value() {
        let mut labels = vec!["rev-10", "rev-2", "rev-1", "rev", "L.2-Rev.1"];
        labels.sort_by_key(|label| natural(label));
        assert_eq!(labels, ["L.2-Rev.1", "rev", "rev-1", "rev-2", "rev-10"]);
    }
}

//! Which files make a workspace, what each is, and what was read of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Sort, Stat};
use super::notes::{Notes, finding};
use super::schema::{agreements, document, positions, proceedings, proposals, workspace};
use super::yaml::{Budget, Node, Source, direct, guard_and_scan, warn};
use crate::edit::Place;
use crate::model::{
    Agreement, Code, Document, Finding, Header, Id, Parking, Positions, Proceedings, Proposal,
    Severity, VersionLabel,
};
use crate::text::{Digest, Language};

/// Largest file that is read, in bytes.
pub(crate) const MOST_BYTES: usize = 4 << 20;

/// What a file is, by its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Workspace,
    Agreements,
    Proceedings,
    Draft(Language),
    Version(VersionLabel, Language),
    Positions(Code),
    Proposal(Id),
    Precedent(Arc<str>),
}

impl Kind {
    /// Its place below the workspace, with slashes.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Workspace => "workspace.yaml".to_owned(),
            Self::Agreements => "agreements.yaml".to_owned(),
            Self::Proceedings => "proceedings.yaml".to_owned(),
            Self::Draft(language) => format!("draft/{language}.yaml"),
            Self::Version(label, language) => format!("versions/{label}/{language}.yaml"),
            Self::Positions(code) => format!("positions/{code}.yaml"),
            Self::Proposal(id) => format!("proposals/{id}.yaml"),
            Self::Precedent(name) => format!("precedents/{name}.yaml"),
        }
    }

    /// What the file at a place is; the name must be written as [`Kind::path`] writes it.
    pub(crate) fn of(path: &str) -> Result<Self, String> {
        let stem = path.strip_suffix(".yaml").unwrap_or(path);
        let mut parts = stem.split('/');
        let (folder, name, rest) = (parts.next(), parts.next(), parts.next());
        let shown = |error: &dyn std::fmt::Display| error.to_string();
        let kind = match (folder.unwrap_or_default(), name, rest) {
            ("workspace", None, _) => Self::Workspace,
            ("agreements", None, _) => Self::Agreements,
            ("proceedings", None, _) => Self::Proceedings,
            ("draft", Some(name), None) => Self::Draft(name.parse().map_err(|e| shown(&e))?),
            ("positions", Some(name), None) => {
                Self::Positions(name.parse().map_err(|e| shown(&e))?)
            }
            ("proposals", Some(name), None) => Self::Proposal(name.parse().map_err(|e| shown(&e))?),
            ("precedents", Some(name), None) if is_precedent_name(name) => {
                Self::Precedent(name.into())
            }
            ("versions", Some(label), Some(language)) => Self::Version(
                label.parse().map_err(|e| shown(&e))?,
                language.parse().map_err(|e| shown(&e))?,
            ),
            _ => return Err("its name means nothing here".to_owned()),
        };
        if kind.path() == path {
            Ok(kind)
        } else {
            Err(format!("it should be named {}", kind.path()))
        }
    }

    /// The file of a place.
    pub(crate) fn of_place(place: &Place) -> Self {
        match place {
            Place::Draft(language) => Self::Draft(*language),
            Place::Version(label, language) => Self::Version(*label, *language),
            Place::Precedent(name) => Self::Precedent(name.clone()),
        }
    }
}

/// Whether a precedent may be called that: a plain file name.
pub(crate) fn is_precedent_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 120
        && !name.starts_with(['.', '-'])
        && !name.contains(|c: char| c == '/' || c == '\\' || c.is_control())
}

/// What a file says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Header(Arc<Header>, Option<String>),
    Document(Arc<Document>),
    Positions(Arc<Positions>),
    Proposal(Arc<Proposal>),
    Proceedings(Arc<Proceedings>),
    Agreements(
        Arc<BTreeMap<Id, Vec<Agreement>>>,
        Arc<BTreeMap<Id, Parking>>,
    ),
}

/// A file that was read.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) stat: Stat,
    /// SHA-256 of its bytes.
    pub(crate) sha: Digest,
    /// Its text, if it passed the guard.
    pub(crate) source: Option<Source>,
    /// What it says; `None` if it cannot be read at all.
    pub(crate) part: Option<Part>,
    /// Something in it could not be read: what is written as a whole would lose that.
    pub(crate) incomplete: bool,
    /// It has keys that mean nothing here, which are to be kept.
    pub(crate) unknown: bool,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the file of a kind.
pub(crate) fn read(root: &Path, kind: &Kind) -> std::io::Result<Known> {
    let path = kind.path();
    match Disk::read(&root.join(&path), MOST_BYTES as u64) {
        Ok((bytes, stat)) => Ok(parse(kind, &bytes, stat, Reader::Direct)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(error),
        Err(error) => {
            let hint = "put a readable file there; until then it is left alone";
            Ok(Known {
                stat: Disk::sort(&root.join(&path))?.1,
                sha: Digest::of_bytes(&[]),
                source: None,
                part: None,
                incomplete: true,
                unknown: false,
                findings: vec![finding(
                    &path,
                    None,
                    Severity::Error,
                    &error.to_string(),
                    hint,
                )],
            })
        }
    }
}

/// Who reads a text that passed the guard. Both give the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reader {
    /// `serde_yaml`: for what is about to be written.
    Serde,
    /// The guard's scan where the text is simple, else `serde_yaml`.
    Direct,
}

/// What the bytes of a file say.
pub(crate) fn parse(kind: &Kind, bytes: &[u8], stat: Stat, reader: Reader) -> Known {
    let path = kind.path();
    let mut known = Known {
        stat,
        sha: Digest::of_bytes(bytes),
        source: None,
        part: None,
        incomplete: true,
        unknown: false,
        findings: Vec::new(),
    };
    let (source, root) = match guard_and_scan(bytes, Budget { bytes: MOST_BYTES }) {
        Ok(passed) => passed,
        Err(error) => {
            let message = error.problem.to_string();
            let (what, hint) = message
                .split_once("; ")
                .unwrap_or((&message, "correct it by hand"));
            let hint = format!(
                "{hint} (column {}); until then the file is left alone",
                error.column
            );
            known.findings.push(finding(
                &path,
                Some(error.line),
                Severity::Error,
                what,
                &hint,
            ));
            return known;
        }
    };
    let mut notes = Notes::new(&path, &source.text);
    let root = (reader == Reader::Direct).then_some(&root);
    known.part = part(kind, &source.text, root, &mut notes);
    for warning in warn_if_odd(&source.text) {
        notes.warn(Some(warning.0), warning.1, "");
    }
    known.incomplete = notes.incomplete;
    known.unknown = notes.unknown;
    known.findings = notes.findings;
    known.source = Some(source);
    known
}

/// Warnings of the text itself. Looks closer only when there may be some.
fn warn_if_odd(text: &str) -> Vec<(usize, String)> {
    if !text.contains(" #") && !text.contains('\r') && !has_short_keys(text) {
        return Vec::new();
    }
    warn(text)
        .into_iter()
        .map(|w| (w.line, w.message))
        .collect()
}

fn has_short_keys(text: &str) -> bool {
    text.lines().any(|line| {
        let key = line.trim_start().split(':').next().unwrap_or_default();
        matches!(key.len(), 1..=5) && super::yaml::yes_or_no(key)
    })
}

/// What a text says; read directly if its scan is given and simple.
fn part(kind: &Kind, text: &str, root: Option<&Node>, notes: &mut Notes<'_>) -> Option<Part> {
    Some(match kind {
        Kind::Workspace => {
            let shape = whole(text, root, notes, workspace::salvage)?;
            let (header, locked) = workspace::read(shape, notes);
            Part::Header(Arc::new(header), locked)
        }
        Kind::Agreements => {
            let (agreements, parked) =
                agreements::read(whole(text, root, notes, agreements::salvage)?, notes);
            Part::Agreements(Arc::new(agreements), Arc::new(parked))
        }
        Kind::Proceedings => Part::Proceedings(Arc::new(proceedings::read(
            whole(text, root, notes, proceedings::salvage)?,
            notes,
        ))),
        Kind::Positions(code) => Part::Positions(Arc::new(positions::read(
            whole(text, root, notes, positions::salvage)?,
            *code,
            notes,
        ))),
        Kind::Proposal(id) => {
            let shape = whole(text, root, notes, proposals::salvage)?;
            Part::Proposal(Arc::new(proposals::read(shape, *id, notes)?))
        }
        Kind::Draft(language) | Kind::Version(_, language) => {
            Part::Document(Arc::new(document::read(
                whole(text, root, notes, document::salvage)?,
                Some(*language),
                notes,
            )))
        }
        Kind::Precedent(_) => Part::Document(Arc::new(document::read(
            whole(text, root, notes, document::salvage)?,
            None,
            notes,
        ))),
    })
}

/// The shape of a text: read at once, or piece by piece if that fails; `None` if there are no pieces.
fn whole<T: for<'de> serde::Deserialize<'de> + Default>(
    text: &str,
    root: Option<&Node>,
    notes: &mut Notes<'_>,
    salvage: fn(&str, &mut Notes<'_>) -> T,
) -> Option<T> {
    if let Some(shape) = root.and_then(|root| direct(text, root)) {
        return Some(shape);
    }
    let error = match serde_yaml::from_str::<Option<T>>(text) {
        Ok(shape) => return Some(shape.unwrap_or_default()),
        Err(error) => error,
    };
    let read = salvage(text, notes);
    if notes.incomplete {
        return Some(read);
    }
    let line = error.location().map(|at| at.line());
    notes.error(
        line,
        document::bare_message(&error),
        "correct it by hand; until then the file is left alone",
    );
    None
}

/// The files that stand in a workspace now, with what is odd about their names.
pub(crate) fn list(root: &Path) -> (Vec<(Kind, Stat)>, Vec<Finding>) {
    let (mut files, mut findings) = (Vec::new(), Vec::new());
    for name in ["workspace.yaml", "agreements.yaml", "proceedings.yaml"] {
        look(root, name, &mut files, &mut findings);
    }
    for folder in ["draft", "positions", "proposals", "precedents"] {
        each(root, folder, &mut findings, |path, findings| {
            look(root, path, &mut files, findings);
        });
    }
    let mut versions = Vec::new();
    folder(root, "versions", &mut findings, |name, sort, findings| {
        let path = format!("versions/{name}");
        match sort {
            _ if name.starts_with('.') => {}
            Sort::Folder => versions.push(path),
            Sort::Link => findings.push(is_link(&path)),
            Sort::File | Sort::Other => {}
        }
    });
    for version in versions {
        each(root, &version, &mut findings, |path, findings| {
            look(root, path, &mut files, findings);
        });
    }
    (files, findings)
}

fn is_link(path: &str) -> Finding {
    let hint = "put the folder or file itself there";
    finding(
        path,
        None,
        Severity::Error,
        "a link; links inside a workspace are not followed",
        hint,
    )
}

fn folder(
    root: &Path,
    name: &str,
    findings: &mut Vec<Finding>,
    mut visit: impl FnMut(&str, Sort, &mut Vec<Finding>),
) {
    let path: PathBuf = root.join(name);
    match Disk::sort(&path) {
        Err(_) => return,
        Ok((Sort::Folder, _)) => {}
        Ok((Sort::Link, _)) => return findings.push(is_link(name)),
        Ok(_) => {
            let hint = "put a folder there";
            return findings.push(finding(name, None, Severity::Error, "not a folder", hint));
        }
    }
    match Disk::list(&path) {
        Ok(entries) => entries
            .iter()
            .for_each(|(entry, sort)| visit(entry, *sort, findings)),
        Err(error) => findings.push(finding(name, None, Severity::Error, &error.to_string(), "")),
    }
}

/// Visits the YAML files of a folder.
fn each(
    root: &Path,
    name: &str,
    findings: &mut Vec<Finding>,
    mut visit: impl FnMut(&str, &mut Vec<Finding>),
) {
    folder(root, name, findings, |entry, _, findings| {
        let path = format!("{name}/{entry}");
        if entry.starts_with('.') {
            // Temporaries and other people's swap files.
        } else if entry.ends_with(".yaml") {
            visit(&path, findings);
        } else if entry.ends_with(".yml") {
            findings.push(finding(
                &path,
                None,
                Severity::Warning,
                "not read: its name ends in .yml",
                "rename it to .yaml",
            ));
        }
    });
}

fn look(root: &Path, path: &str, files: &mut Vec<(Kind, Stat)>, findings: &mut Vec<Finding>) {
    let Ok((_, stat)) = Disk::sort(&root.join(path)) else {
        return;
    };
    match Kind::of(path) {
        Ok(kind) => files.push((kind, stat)),
        Err(why) => findings.push(finding(
            path,
            None,
            Severity::Warning,
            &format!("not read: {why}"),
            "rename it or take it away",
        )),
    }
}

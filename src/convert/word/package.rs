//! The parts of a Word file, which is an archive of XML. What a hostile archive would do is not let happen: its parts are
//! read one by one, never written anywhere, and not beyond what a document may be. Start at [`Package::open`].

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::super::xml::{self, Element};
use super::super::{ConvertError, LARGEST};

/// More files in one archive are no document.
const MOST_PARTS: usize = 1_000;

/// A part that grows more than this when it is unpacked was made to hurt; XML packs to a twentieth.
const MOST_GROWTH: u64 = 200;

/// A part this small may grow as it likes.
const SMALL: u64 = 1024 * 1024;

/// An archive that is read.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// What a part refers to: kind, as the last word of the type, and the path.
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) target: String,
}

/// An error of this room.
pub(super) fn damaged(problem: impl Into<String>) -> ConvertError {
    ConvertError::Word {
        problem: problem.into(),
    }
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ConvertError> {
        if bytes.len() > LARGEST {
            return Err(ConvertError::TooLarge { size: bytes.len() });
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| damaged(format!("its archive is damaged ({error})")))?;
        if archive.len() > MOST_PARTS {
            return Err(damaged(format!(
                "it holds {} files, and no document has more than {MOST_PARTS}",
                archive.len()
            )));
        }
        Ok(Self {
            archive,
            left: LARGEST as u64,
        })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as a tree; none when it is not there.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Element>, ConvertError> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        xml::read(&bytes).map(Some).map_err(|error| match error {
            ConvertError::TooLarge { .. } => error,
            other => damaged(format!("{name}: {other}")),
        })
    }

    fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ConvertError> {
        if !self.has(name) {
            return Ok(None);
        }
        let broken =
            |error: &dyn std::fmt::Display| damaged(format!("{name} is damaged ({error})"));
        let file = self.archive.by_name(name).map_err(|error| broken(&error))?;
        let most = (file.compressed_size().saturating_mul(MOST_GROWTH)).max(SMALL);
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        let mut limited = file.take(most.saturating_add(1));
        limited
            .read_to_end(&mut bytes)
            .map_err(|error| broken(&error))?;
        if bytes.len() as u64 > most {
            return Err(damaged(format!(
                "{name} grows beyond {most} bytes when it is unpacked"
            )));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// What a part refers to inside the file. What lies outside is never looked at.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ConvertError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let list = format!("{folder}/_rels/{name}.rels");
        let list = list.trim_start_matches('/');
        let Some(root) = self.xml(list)? else {
            return Ok(Vec::new());
        };
        let inside = root
            .elements()
            .filter(|r| r.attribute("TargetMode") != Some("External"));
        let relations = inside.filter_map(|relation| {
            let kind = relation.attribute("Type")?.rsplit('/').next()?;
            let target = relation.attribute("Target")?;
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => joined(folder, target),
            };
            let kind = kind.to_owned();
            Some(Relation { kind, target })
        });
        Ok(relations.collect())
    }
}

/// A path from a folder; `..` goes up.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

//! The manifest of a library: which segments count, and which files they were made from.
//!
//! One line with the SHA-256 of all that follows, then JSON. Start at [`Manifest::read`].

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::LibraryError;
use crate::text::Digest;

/// Its file.
pub(super) const NAME: &str = "manifest.json";
/// Its copy.
pub(super) const COPY: &str = "manifest.copy";
/// The version of its format.
const FORMAT: u32 = 1;

/// What a library consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    /// The number of the segment that was written last.
    pub(super) next: u64,
    pub(super) segments: Vec<Part>,
    pub(super) sources: Vec<Source>,
}

/// A segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) file: String,
    pub(super) bytes: u64,
    pub(super) documents: u64,
    pub(super) paragraphs: u64,
    /// The files that its documents come from.
    pub(super) sources: Vec<String>,
}

/// A file that a library was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Where it is.
    pub path: String,
    /// The folder that was named when it was added, if it was not named itself.
    pub under: Option<String>,
    /// Its size in bytes when it was read.
    pub size: u64,
    /// When it was changed last before it was read, in nanoseconds since 1970.
    pub modified: u64,
}

impl Source {
    /// Whether it is as it was when it was read, by its size and the time of its last change.
    pub fn is_as(&self, other: &Self) -> bool {
        (self.size, self.modified) == (other.size, other.modified)
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: FORMAT,
            next: 0,
            segments: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl Manifest {
    /// Reads that of a library, or its copy.
    pub(super) fn read(folder: &Path) -> Result<Self, LibraryError> {
        let mut closed = None;
        let mut read = |name: &str| {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(text) => parse(&text),
                // There is none, or its bytes are no text.
                Err(error)
                    if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) =>
                {
                    None
                }
                Err(error) => {
                    closed = Some((path, error));
                    None
                }
            }
        };
        let found = read(NAME).or_else(|| read(COPY));
        let found = found.ok_or_else(|| match closed {
            // What may not be read is not damaged.
            Some((path, source)) => LibraryError::Io {
                path,
                what: "cannot be read",
                source,
            },
            None => LibraryError::Manifest(folder.to_owned()),
        })?;
        if found.format > FORMAT {
            return Err(LibraryError::Newer(folder.to_owned()));
        }
        Ok(found)
    }

    /// What its file says.
    pub(super) fn text(&self) -> String {
        // A value of strings and numbers always has a form.
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{}\n{json}\n", Digest::of_bytes(json.as_bytes()))
    }
}

fn parse(text: &str) -> Option<Manifest> {
    let (digest, json) = text.split_once('\n')?;
    let json = json.strip_suffix('\n')?;
    (Digest::of_bytes(json.as_bytes()).to_string() == digest)
        .then(|| serde_json::from_str(json).ok())
        .flatten()
}

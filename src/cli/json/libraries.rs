//! The JSON of libraries and of what is found in them.

use serde::Serialize;

use crate::store::Opened;

/// `library add`.
#[derive(Debug, Serialize)]
pub(crate) struct LibraryAdded<'a> {
    pub(crate) name: &'a str,
    pub(crate) documents: u64,
    pub(crate) paragraphs: u64,
    pub(crate) languages: &'a [String],
    pub(crate) bytes: u64,
    pub(crate) seconds: f64,
    pub(crate) files_read: u64,
    pub(crate) files_unchanged: u64,
    pub(crate) files_gone: u64,
    pub(crate) passed_over: u64,
}

/// `library list`.
#[derive(Debug, Serialize)]
pub(crate) struct LibraryList<'a> {
    pub(crate) libraries: Vec<LibraryJson<'a>>,
}

/// `library info`, and a row of `library list`.
#[derive(Debug, Serialize)]
pub(crate) struct LibraryJson<'a> {
    name: &'a str,
    documents: u64,
    paragraphs: u64,
    languages: Vec<String>,
    bytes: u64,
    damaged: bool,
    /// Only where one library was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<Vec<&'a str>>,
}

impl<'a> LibraryJson<'a> {
    pub(crate) fn of(opened: &'a Opened, with_sources: bool) -> Self {
        let contents = opened.contents();
        let sources = opened.sources.iter().map(|source| source.path.as_str());
        Self {
            name: &opened.name,
            documents: contents.documents,
            paragraphs: contents.paragraphs,
            languages: contents.languages,
            bytes: opened.bytes,
            damaged: opened.is_damaged(),
            sources: with_sources.then(|| sources.collect()),
        }
    }
}

/// `library remove`.
#[derive(Debug, Serialize)]
pub(crate) struct LibraryRemoved<'a> {
    pub(crate) removed: &'a str,
}

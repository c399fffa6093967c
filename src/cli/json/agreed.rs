//! What `verify`, `trace`, `lineage`, `landing` and `insert` give.

use serde::Serialize;

use crate::compare::{Edit, Op};
use crate::precedent::{Accepted, Compared, Entry, Library};

/// An edit: `equal`, `insert` or `delete`, and the words.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct EditJson {
    op: &'static str,
    text: String,
}

impl EditJson {
    pub(crate) fn all(edits: &[Edit]) -> Vec<Self> {
        let edits = edits.iter().map(|edit| Self {
            op: match edit.op {
                Op::Equal => "equal",
                Op::Insert => "insert",
                Op::Delete => "delete",
            },
            text: edit.text.clone(),
        });
        edits.collect()
    }
}

/// A paragraph of a library.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PlaceJson {
    pub(crate) symbol: String,
    pub(crate) paragraph: String,
    pub(crate) date: Option<String>,
    pub(crate) library: String,
    pub(crate) language: String,
}

impl PlaceJson {
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            symbol: entry.record.symbol.to_string(),
            paragraph: entry.paragraph.to_string(),
            date: entry.record.date.as_deref().map(ToOwned::to_owned),
            library: entry.library.to_string(),
            language: entry.record.language.to_string(),
        }
    }

    /// Of those that are there.
    pub(crate) fn all(library: &Library, entries: &[usize]) -> Vec<Self> {
        let entries = entries.iter().filter_map(|at| library.entry(*at));
        entries.map(|entry| Self::of(&entry)).collect()
    }
}

/// The answer of `paragraphs`.
#[derive(Debug, Serialize)]
pub(crate) struct ListedJson {
    pub(crate) documents: Vec<ListedDocument>,
}

/// A document with its paragraphs.
#[derive(Debug, Serialize)]
pub(crate) struct ListedDocument {
    pub(crate) symbol: String,
    pub(crate) date: Option<String>,
    pub(crate) language: String,
    pub(crate) library: String,
    pub(crate) paragraphs: Vec<ListedParagraph>,
}

/// One of them.
#[derive(Debug, Serialize)]
pub(crate) struct ListedParagraph {
    pub(crate) paragraph: String,
    /// What people call it.
    #[serde(skip)]
    pub(crate) name: String,
    pub(crate) place: u32,
    pub(crate) role: &'static str,
    pub(crate) text: String,
}

/// The paragraph that words come nearest to.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NearestJson {
    #[serde(flatten)]
    pub(crate) place: PlaceJson,
    pub(crate) text: String,
    /// What the words are of this paragraph: `exact`, `near`, `not_found`.
    pub(crate) verdict: &'static str,
    /// Whether all of the paragraph was compared.
    pub(crate) whole: bool,
    pub(crate) similarity: f32,
}

impl NearestJson {
    pub(crate) fn of(library: &Library, compared: &Compared) -> Option<Self> {
        Some(Self {
            place: PlaceJson::of(&library.entry(compared.entry)?),
            text: library.text(compared.entry)?,
            verdict: compared.verdict.word(),
            whole: compared.whole,
            similarity: compared.similarity,
        })
    }
}

/// `verify`, and each claim of a paragraph.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct VerifiedJson {
    /// What was claimed; null where nobody claimed anything.
    pub(crate) claim: Option<String>,
    pub(crate) verdict: &'static str,
    pub(crate) has_document: bool,
    pub(crate) has_paragraph: bool,
    pub(crate) nearest: Option<NearestJson>,
    pub(crate) edits: Vec<EditJson>,
    pub(crate) elsewhere: Vec<PlaceJson>,
}

/// `verify PARA`: the gravest of its claims, and each.
#[derive(Debug, Serialize)]
pub(crate) struct VerifiedParagraph {
    pub(crate) id: String,
    pub(crate) label: Option<String>,
    #[serde(flatten)]
    pub(crate) gravest: VerifiedJson,
    pub(crate) claims: Vec<VerifiedJson>,
}

/// `trace`.
#[derive(Debug, Serialize)]
pub(crate) struct TracedJson {
    pub(crate) spans: Vec<TracedSpan>,
    pub(crate) covered: f64,
    pub(crate) paragraphs: Vec<TracedParagraph>,
}

/// A span of agreed language.
#[derive(Debug, Serialize)]
pub(crate) struct TracedSpan {
    /// The paragraph, by id; null of a file.
    pub(crate) id: Option<String>,
    /// Its place, from 1.
    pub(crate) place: usize,
    /// In bytes of its text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) words: usize,
    pub(crate) text: String,
    pub(crate) sources: Vec<PlaceJson>,
}

/// How much of a paragraph is agreed language.
#[derive(Debug, Serialize)]
pub(crate) struct TracedParagraph {
    pub(crate) id: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) place: usize,
    pub(crate) words: usize,
    pub(crate) covered: f64,
    pub(crate) near: Option<NearPrecedentJson>,
}

/// A precedent that a paragraph nearly repeats.
#[derive(Debug, Serialize)]
pub(crate) struct NearPrecedentJson {
    #[serde(flatten)]
    pub(crate) place: PlaceJson,
    pub(crate) similarity: f32,
    pub(crate) missing: usize,
    pub(crate) added: usize,
    pub(crate) edits: Vec<EditJson>,
}

/// `lineage`.
#[derive(Debug, Serialize)]
pub(crate) struct LineageJson {
    pub(crate) steps: Vec<LineageStep>,
}

/// A clause in one document.
#[derive(Debug, Serialize)]
pub(crate) struct LineageStep {
    pub(crate) symbol: String,
    pub(crate) paragraph: String,
    /// All paragraphs of the step: several where the clause is split.
    pub(crate) paragraphs: Vec<String>,
    pub(crate) date: Option<String>,
    pub(crate) library: Option<String>,
    pub(crate) text: String,
    pub(crate) similarity: f32,
    /// Whether its document carries on that of the step before in other paragraphs too.
    pub(crate) series: bool,
    /// Whether it was asked about.
    pub(crate) asked: bool,
    pub(crate) edits: Vec<EditJson>,
}

/// `landing`.
#[derive(Debug, Serialize)]
pub(crate) struct LandingJson<'a> {
    pub(crate) id: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) text: &'a str,
    /// Who is to accept it.
    pub(crate) objecting: Vec<&'a str>,
    pub(crate) zones: Vec<ZoneJson<'a>>,
}

/// Wording that some of them accepted.
#[derive(Debug, Serialize)]
pub(crate) struct ZoneJson<'a> {
    pub(crate) rank: usize,
    #[serde(flatten)]
    pub(crate) place: PlaceJson,
    pub(crate) text: String,
    pub(crate) score: f64,
    pub(crate) similarity: f32,
    pub(crate) accepted: Vec<AcceptedJson<'a>>,
    pub(crate) others: Vec<&'a str>,
    pub(crate) edits: Vec<EditJson>,
    pub(crate) also: Vec<PlaceJson>,
}

/// Who accepted it, and how.
#[derive(Debug, Serialize)]
pub(crate) struct AcceptedJson<'a> {
    pub(crate) delegation: &'a str,
    pub(crate) how: &'static str,
}

impl<'a> AcceptedJson<'a> {
    pub(crate) fn of(delegation: &'a str, how: Accepted) -> Self {
        let how = how.word();
        Self { delegation, how }
    }
}

/// `insert`.
#[derive(Debug, Serialize)]
pub(crate) struct InsertedJson {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) text: String,
    pub(crate) source: SourceJson,
    pub(crate) changed: Vec<String>,
}

/// Where words of a paragraph come from.
#[derive(Debug, Serialize)]
pub(crate) struct SourceJson {
    pub(crate) symbol: String,
    pub(crate) paragraph: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) words: Option<String>,
}

impl SourceJson {
    pub(crate) fn of(source: &crate::model::Source) -> Self {
        Self {
            symbol: source.symbol.to_string(),
            paragraph: source.paragraph.as_deref().map(ToOwned::to_owned),
            words: source.words.as_deref().map(ToOwned::to_owned),
        }
    }
}

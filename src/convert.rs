//! Documents from other programs become ours, and ours become plain text.
//!
//! What it is for: bytes in (text, Markdown, Word, Akoma Ntoso), a [`Document`] out ([`import`]), and back to text that people read or edit elsewhere
//! ([`to_text`], [`to_markdown`]); comparisons as a page ([`html`]). What could not be kept as it was is said in findings: nothing of the input vanishes
//! unreported.
//!
//! What it never does: touch a disk or a screen, draw random ids (they are passed in), or read the YAML of a workspace
//! (that is the store's; [`guess`] only says that it is YAML).
//!
//! Where to start: [`import`]; then `structure` (which block is what), `joining` (which lines of a PDF belong
//! together) and `markdown`.

mod akoma;
mod block;
pub mod csv;
mod export;
mod facts;
pub mod html;
mod joining;
mod lead;
mod lines;
mod markdown;
mod marker;
mod pages;
mod phrases;
mod plain;
mod runs;
mod source;
mod sources;
mod structure;
#[cfg(test)]
mod tests;
mod word;
mod xml;

use thiserror::Error;

use self::facts::Facts;
use crate::model::{Document, Finding, Id, Profile};
use crate::text::Language;

pub use export::{to_markdown, to_markdown_with, to_text, to_text_with};
pub use joining::{Joining, JoiningRule};
pub use plain::Plain;
pub use source::guess;
pub use sources::{Notes, cited};
pub use structure::UNTOLD;

/// The formats that can be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, as typed or as it comes out of a PDF.
    Text,
    /// Markdown (`CommonMark` with footnotes).
    Markdown,
    /// A document of a workspace; read by the store.
    Yaml,
    /// Word (`.docx`, ISO/IEC 29500).
    Word,
    /// Akoma Ntoso 3.0 (OASIS `LegalDocML`).
    Akoma,
}

impl Format {
    /// All formats, with the word that commands use.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Text, "text"),
        (Self::Markdown, "markdown"),
        (Self::Yaml, "yaml"),
        (Self::Word, "docx"),
        (Self::Akoma, "akn"),
    ];

    /// The word that commands use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(format, _)| *format == self)
            .map_or("text", |(_, word)| word)
    }

    /// The format of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(format, _)| *format)
    }
}

/// Why bytes cannot be read as a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ConvertError {
    /// More than [`LARGEST`] bytes.
    #[error(
        "the file has {size} bytes, and {LARGEST} is the most that is read: import it in parts"
    )]
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// Not UTF-8.
    #[error("line {line} is not UTF-8: save the file as UTF-8 text and import that")]
    NotUtf8 {
        /// The first line that is not, from 1.
        line: usize,
    },
    /// A NUL character: the file is no text.
    #[error("line {line} holds a NUL character: this is no text file; save it as UTF-8 text")]
    Nul {
        /// Its line, from 1.
        line: usize,
    },
    /// A format that is known and not read.
    #[error("{what} are not read: {advice}")]
    NotRead {
        /// What files they are, in the plural.
        what: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// A Word file that is damaged, or made to hurt.
    #[error(
        "this Word file is not read: {problem}; open it in a word processor, save it anew and import that"
    )]
    Word {
        /// What is wrong with it.
        problem: String,
    },
    /// XML that is not well formed.
    #[error("line {line}: the XML is not well formed ({problem})")]
    Xml {
        /// Its line, from 1.
        line: usize,
        /// What is wrong there.
        problem: String,
    },
    /// XML with a document type, from which entities could grow without end.
    #[error("line {line} declares a document type, which is not read: take the <!DOCTYPE …> out")]
    DocumentType {
        /// Its line, from 1.
        line: usize,
    },
    /// XML of another vocabulary.
    #[error(
        "this is XML of another kind (<{root}>), and only Akoma Ntoso is read: save its text as Markdown or plain text, and import that"
    )]
    OtherXml {
        /// The name of its first element.
        root: String,
    },
    /// YAML given to [`import`].
    #[error("this is a YAML document of a workspace, which is opened with its workspace")]
    Yaml,
}

/// The largest input, in bytes.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// What the caller knows, and where ids come from.
pub struct Options<'a> {
    /// The language of the text; guessed when absent.
    pub language: Option<Language>,
    /// What kind of text it is: restricts what is looked for; guessed when absent.
    pub profile: Option<Profile>,
    /// Gives a new id at each call. In a dry run a counter will do.
    pub ids: &'a mut dyn FnMut() -> Id,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The document.
    pub document: Document,
    /// The kind of text it was read as.
    pub profile: Profile,
    /// What was dropped, supposed or odd; by line.
    pub findings: Vec<Finding>,
    /// Of plain text: how its lines were put together, and why so.
    pub joining: Option<Joining>,
}

/// Reads a document.
///
/// Any line endings are taken, a byte order mark is dropped, a form feed is a page break.
///
/// # Errors
/// When the bytes are too many, are not UTF-8 text, no well-formed Akoma Ntoso, no sound Word file, or are YAML. A text that merely looks odd is read, with findings.
pub fn import(
    format: Format,
    bytes: &[u8],
    options: Options<'_>,
) -> Result<Imported, ConvertError> {
    let Options {
        language,
        profile,
        ids,
    } = options;
    let mut findings = Vec::new();
    let mut facts = Facts::default();
    let mut words = || {
        let text = source::decode(bytes)?;
        findings = source::oddities(text);
        Ok(text)
    };
    let (blocks, joining, title) = match format {
        Format::Yaml => return Err(ConvertError::Yaml),
        Format::Word => (word::read(bytes, &mut findings)?, None, None),
        Format::Akoma => {
            let (blocks, told) = akoma::read(bytes, &mut findings)?;
            facts = told;
            (blocks, None, facts.title.take())
        }
        Format::Text => {
            let text = words()?;
            let own = sources::taken_out(text);
            let (words, cited) = own.unwrap_or_else(|| (text.to_owned(), Vec::new()));
            let (mut blocks, joining) = joining::read(&words, &mut findings);
            sources::give(&mut blocks, cited);
            (blocks, Some(joining), None)
        }
        Format::Markdown => {
            let text = words()?;
            let (blocks, title) = markdown::read(text, &mut findings);
            (blocks, None, title)
        }
    };
    let language = language.or(facts.language);
    let (mut document, profile) =
        structure::build(blocks, title, language, profile, ids, &mut findings);
    facts.tell(&mut document.head);
    findings.sort_by_key(|finding| finding.line);
    Ok(Imported {
        document,
        profile,
        findings,
        joining,
    })
}

//! A document file from anywhere: YAML through the store, everything else through the converters.

use std::fs;
use std::path::Path;

use super::context::Context;
use super::exit::Failure;
use super::out::say;
use super::suggest::did_you_mean;
use crate::convert::{self, Format, LARGEST};
use crate::model::{Document, Finding, Profile, Severity};
use crate::store;
use crate::text::{self, Language};

/// What was read of a file.
pub(super) struct Read {
    /// The text.
    pub(super) document: Document,
    /// What was supposed, dropped or odd.
    pub(super) findings: Vec<Finding>,
    /// The format that it was read as.
    pub(super) format: Format,
    /// How lines were put together, of plain text: the rule and why.
    pub(super) joining: Option<String>,
}

/// What is known of a file before it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// Its format; else guessed.
    pub(super) format: Option<Format>,
    /// Its language; else guessed.
    pub(super) language: Option<Language>,
    /// What kind of text it is; else guessed.
    pub(super) profile: Option<Profile>,
}

/// The format of that word, for the command line.
pub(super) fn format_named(said: &str) -> Result<Format, String> {
    Format::from_word(&said.to_lowercase()).ok_or_else(|| {
        let words = Format::ALL.map(|(_, word)| word);
        did_you_mean(said, &words).unwrap_or_default()
    })
}

/// Reads a document file.
pub(super) fn read(path: &Path, known: Known, context: &mut Context) -> Result<Read, Failure> {
    let size = fs::metadata(path).map_err(|e| Failure::file(path, "cannot be read", &e))?;
    if size.len() > LARGEST as u64 {
        return Err(Failure::new(format!(
            "{}: {} bytes are more than are read ({LARGEST})",
            path.display(),
            size.len()
        ))
        .hint("import it in parts"));
    }
    let bytes = fs::read(path).map_err(|e| Failure::file(path, "cannot be read", &e))?;
    let failed = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default();
    let format = match known.format {
        Some(format) => format,
        None => convert::guess(&name, &bytes).map_err(|error| failed(error.to_string()))?,
    };
    if format == Format::Yaml {
        let (document, findings) =
            store::read_document(&bytes, &path.display().to_string()).map_err(|finding| {
                let failure = failed(finding.message);
                super::find::with_hint(failure, finding.hint)
            })?;
        return Ok(Read {
            document,
            findings,
            format,
            joining: None,
        });
    }
    let mut ids = std::collections::HashSet::new();
    let options = convert::Options {
        language: known.language,
        profile: known.profile,
        ids: &mut || context.draw_id(&mut ids),
    };
    let imported =
        convert::import(format, &bytes, options).map_err(|error| failed(error.to_string()))?;
    Ok(Read {
        document: imported.document,
        findings: imported.findings,
        format,
        joining: imported
            .joining
            .map(|joining| format!("{}: {}", joining.rule, joining.why)),
    })
}

/// Says on the standard error what is wrong with a file that was read in passing.
pub(super) fn remark(path: &Path, findings: &[Finding]) {
    for finding in findings.iter().filter(|f| f.severity >= Severity::Warning) {
        let line = finding.line.map_or(String::new(), |line| format!(":{line}"));
        say("note", &format!("{}{line}: {}", path.display(), finding.message));
    }
}

/// A name for a file that a workspace can have as a file name: letters, digits and hyphens.
pub(super) fn name_for(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    let folded = text::fold(&stem.unwrap_or_default());
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    let name = parts.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
    let name: String = name.chars().take(60).collect();
    if name.is_empty() { "document".to_owned() } else { name }
}

//! What people mean by what they type: a paragraph, a party, a version, a language, words by their digest. Whatever is
//! not found is answered with what stands nearest.

use std::str::FromStr;
use std::sync::Arc;

use super::exit::Failure;
use super::suggest::did_you_mean;
use crate::model::{Code, Document, FindError, Id, Paragraph, Version, Workspace};
use crate::text::{Digest, Language};

/// The paragraph that is meant: by id, label or place.
pub(crate) fn paragraph(workspace: &Workspace, said: &str) -> Result<Id, Failure> {
    workspace.find(said).map_err(|error| {
        let failure = Failure::new(error.to_string());
        let document = workspace.original();
        match (&error, document) {
            (FindError::None(_), Some(document)) => {
                let labels: Vec<&str> = document
                    .paragraphs
                    .iter()
                    .filter_map(|p| Some(p.label.as_ref()?.as_str()))
                    .collect();
                with_hint(failure, did_you_mean(said, &labels))
            }
            (FindError::None(_), None) => failure.hint(format!(
                "the {} draft, which is the original, could not be read: see `rapporteur check`",
                workspace.header.original.name()
            )),
            _ => failure,
        }
    })
}

/// The delegation or group that is meant, by code or name.
pub(crate) fn party(workspace: &Workspace, said: &str) -> Result<Code, Failure> {
    let header = &workspace.header;
    header.find_party(said).ok_or_else(|| {
        let mut names: Vec<&str> = header.delegations.iter().map(|d| d.code.as_str()).collect();
        names.extend(header.groups.iter().map(|g| g.code.as_str()));
        if names.is_empty() {
            return Failure::new(format!("no delegation or group “{said}”: there are none"))
                .hint("add it to workspace.yaml under `delegations`");
        }
        let codes = names.len();
        names.extend(
            header
                .delegations
                .iter()
                .map(|d| &*d.name)
                .filter(|n| !n.is_empty()),
        );
        let near = super::suggest::nearest(said, names.iter().copied());
        let hint = if near.is_empty() {
            did_you_mean(said, names.get(..codes).unwrap_or_default())
        } else {
            did_you_mean(said, &names)
        };
        with_hint(
            Failure::new(format!("no delegation or group “{said}” in workspace.yaml")),
            hint,
        )
    })
}

/// The version of that label.
pub(crate) fn version<'a>(
    workspace: &'a Workspace,
    said: &str,
) -> Result<&'a Arc<Version>, Failure> {
    workspace.version(said).ok_or_else(|| {
        let labels: Vec<&str> = workspace
            .versions
            .iter()
            .map(|v| v.label.as_str())
            .collect();
        let failure = Failure::new(format!("no version “{said}”"));
        if labels.is_empty() {
            failure.hint("nothing was frozen yet: `rapporteur freeze LABEL` does that")
        } else {
            with_hint(failure, did_you_mean(said, &labels))
        }
    })
}

/// The draft in a language; the original when none is named.
pub(crate) fn draft(
    workspace: &Workspace,
    language: Option<Language>,
) -> Result<&Arc<Document>, Failure> {
    let language = language.unwrap_or(workspace.header.original);
    workspace.draft(&language).ok_or_else(|| {
        let there: Vec<&str> = workspace.drafts.keys().map(Language::as_str).collect();
        Failure::new(format!("no draft in {}", language.name()))
            .hint(format!("there are: {}", there.join(", ")))
    })
}

/// The text of a version, or the draft when none is named, in a language; the original when none is named.
pub(crate) fn text(
    workspace: &Workspace,
    version: Option<&str>,
    language: Option<Language>,
) -> Result<Arc<Document>, Failure> {
    match version {
        Some(label) => version_text(workspace, self::version(workspace, label)?, language),
        None => draft(workspace, language).cloned(),
    }
}

/// The text of a version in a language; the original when none is named.
pub(crate) fn version_text(
    workspace: &Workspace,
    version: &Version,
    language: Option<Language>,
) -> Result<Arc<Document>, Failure> {
    let language = language.unwrap_or(workspace.header.original);
    version.documents.get(&language).cloned().ok_or_else(|| {
        let there: Vec<&str> = version.documents.keys().map(Language::as_str).collect();
        Failure::new(format!(
            "version {} has no text in {}",
            version.label,
            language.name()
        ))
        .hint(format!("there are: {}", there.join(", ")))
    })
}

/// A paragraph of the draft in a language.
pub(crate) fn paragraph_in(
    workspace: &Workspace,
    language: Option<Language>,
    id: Id,
) -> Result<&Arc<Paragraph>, Failure> {
    let document = draft(workspace, language)?;
    document.get(id).ok_or_else(|| {
        Failure::new(format!(
            "the {} draft has no paragraph {id}",
            document.head.language.name()
        ))
    })
}

/// What people call a paragraph: its label, else its place.
pub(crate) fn name(document: &Document, id: Id) -> String {
    match document.index_of(id) {
        Some(at) => name_at(document, at),
        None => id.to_string(),
    }
}

/// What people call the paragraph at a place: its label, else `#7`.
pub(crate) fn name_at(document: &Document, at: usize) -> String {
    let label = document.paragraphs.get(at).and_then(|p| p.label.as_ref());
    label.map_or_else(|| format!("#{}", at + 1), ToString::to_string)
}

/// The beginning of a digest, seven digits at least: which words are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prefix(String);

impl Prefix {
    /// The digits.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The digest of the words that stand, if they are those that were meant.
    pub(crate) fn expect(&self, stands: Digest, name: &str) -> Result<Digest, Failure> {
        if stands.to_string().starts_with(&self.0) {
            return Ok(stands);
        }
        let meant: String = self.0.chars().take(7).collect();
        Err(Failure::new(format!(
            "the words of {name} are {} now, not {meant}: nothing was written",
            stands.short()
        ))
        .hint(format!(
            "look at them with `rapporteur show {name}`, and do it again"
        )))
    }
}

impl FromStr for Prefix {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        let digits = said.to_ascii_lowercase();
        let fits =
            (7..=64).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if fits {
            Ok(Self(digits))
        } else {
            Err(
                "a digest, or its first seven hexadecimal digits or more, as `show` gives it"
                    .into(),
            )
        }
    }
}

/// A failure with a hint, if there is one.
pub(crate) fn with_hint(failure: Failure, hint: Option<String>) -> Failure {
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}

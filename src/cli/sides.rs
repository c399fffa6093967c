//! Documents that a command names: the draft, a version, `DIR:VERSION`, or a file in any format that is read.

mod settle;

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::context::{Context, Desk, known_ids};
use super::exit::Failure;
use super::find;
use super::out::say;
use super::suggest::did_you_mean;
use crate::convert::{self, Format};
use crate::model::{Document, Finding, Head, Id, Profile, Severity, Workspace};
use crate::store::{self, Store};
use crate::text::Language;

pub(super) use settle::{Told, in_language, in_one_language, languages_apart};

/// Largest file that is read from outside a workspace, in bytes.
const LARGEST: u64 = 64 << 20;

/// A document that was named, and whether its ids are its own: those of a text were drawn when it was read.
pub(super) struct Side {
    /// What people call it, as in a sentence: `the draft`, `rev-1`, `old.txt`.
    pub(super) name: String,
    pub(super) document: Arc<Document>,
    pub(super) own_ids: bool,
    /// Whether it is an adopted text, whose words are cited where they are put in.
    pub(super) is_precedent: bool,
    /// Whether it says no title, and is called as its file is.
    pub(super) is_named_by_file: bool,
    /// How its language is known.
    pub(super) told: Told,
}

/// The document that was named. `desk` is the workspace here, if there is one.
pub(super) fn side(
    said: &str,
    desk: Option<&Desk>,
    language: Option<Language>,
    context: &mut Context,
) -> Result<Side, Failure> {
    side_as(said, None, desk, language, context)
}

/// The same, of a file whose format is known.
pub(super) fn side_as(
    said: &str,
    format: Option<Format>,
    desk: Option<&Desk>,
    language: Option<Language>,
    context: &mut Context,
) -> Result<Side, Failure> {
    let path = Path::new(said);
    match named(said, desk, language) {
        Some(found) => found.map(|(name, document)| Side {
            name,
            document,
            own_ids: true,
            is_precedent: said.starts_with("precedent:"),
            is_named_by_file: false,
            told: Told::Declared,
        }),
        // A pipe is read like a file: `-` for what comes in, `/dev/fd/63` of a shell.
        None if is_read(path) => {
            let asked = Asked {
                language,
                profile: None,
            };
            let read = file(path, format, asked, context)?;
            for finding in read
                .findings
                .iter()
                .filter(|f| f.severity > Severity::Advice && f.message != convert::UNTOLD)
            {
                say("note", &format!("{said}: {}", finding.message));
            }
            let name = match path.file_name() {
                _ if path == Path::new(STDIN) => "the standard input".into(),
                _ if path.starts_with("/dev") => path.to_string_lossy(),
                name => name.unwrap_or(path.as_os_str()).to_string_lossy(),
            };
            Ok(Side {
                name: name.into_owned(),
                told: match language {
                    Some(_) => Told::Declared,
                    None => settle::told(&read),
                },
                document: Arc::new(read.document),
                own_ids: read.format == Format::Yaml,
                is_precedent: false,
                is_named_by_file: read.is_named_by_file,
            })
        }
        None => Err(unknown(said, desk)),
    }
}

/// What people call a text, and the text.
type Named = (String, Arc<Document>);

/// The draft, a version or a precedent of the workspace here, or one of another workspace.
fn named(
    said: &str,
    desk: Option<&Desk>,
    language: Option<Language>,
) -> Option<Result<Named, Failure>> {
    if let Some(desk) = desk {
        let workspace = desk.workspace();
        if let Some(found) = own(workspace, said, language) {
            return Some(found);
        }
        // `draft@ru`: what stands behind the sign is a language, and no part of a name.
        if let Some((said, code)) = said.rsplit_once('@')
            && let Ok(language) = code.parse::<Language>()
            && let Some(found) = own(workspace, said, Some(language))
        {
            return Some(found.map(|(name, document)| {
                let name = format!("{name} in {}", language.name());
                (name, document)
            }));
        }
    }
    let (dir, version) = said.rsplit_once(':')?;
    let folder = Path::new(dir);
    if !folder.join("workspace.yaml").is_file() {
        return None;
    }
    let opened = Store::open_read_only(folder).map_err(Failure::from);
    Some(opened.and_then(|(_, loaded)| {
        let document = text_of(&loaded.workspace, version, language)?;
        let name = match version {
            "draft" => format!("the draft of {dir}"),
            version => format!("{version} of {dir}"),
        };
        Ok((name, document))
    }))
}

/// The draft, a version or a precedent of one workspace.
fn own(
    workspace: &Workspace,
    said: &str,
    language: Option<Language>,
) -> Option<Result<Named, Failure>> {
    if said == "draft" {
        let found = text_of(workspace, said, language);
        return Some(found.map(|document| ("the draft".to_owned(), document)));
    }
    if workspace.version(said).is_some() {
        let found = text_of(workspace, said, language);
        return Some(found.map(|document| (said.to_owned(), document)));
    }
    let name = said.strip_prefix("precedent:")?;
    let found = workspace.precedents.iter().find(|p| &*p.name == name);
    Some(match found {
        Some(found) => {
            let head = &found.document.head;
            let name = head.symbol.as_deref().unwrap_or(name);
            Ok((name.to_owned(), found.document.clone()))
        }
        None => {
            let names: Vec<&str> = workspace.precedents.iter().map(|p| &*p.name).collect();
            let failure = Failure::new(format!("no precedent “{name}”"));
            Err(find::with_hint(failure, did_you_mean(name, &names)))
        }
    })
}

fn text_of(
    workspace: &Workspace,
    version: &str,
    language: Option<Language>,
) -> Result<Arc<Document>, Failure> {
    if version == "draft" {
        return find::draft(workspace, language).cloned();
    }
    let version = find::version(workspace, version)?;
    find::version_text(workspace, version, language)
}

/// What stands for the standard input where a file is named.
const STDIN: &str = "-";

/// Whether there is something to read: a file, a pipe, or the standard input; no folder.
fn is_read(path: &Path) -> bool {
    path == Path::new(STDIN) || fs::metadata(path).is_ok_and(|kind| !kind.is_dir())
}

/// A folder was named where a text is asked for.
fn folder(said: &str) -> Failure {
    let dir = said.trim_end_matches('/');
    let failure = Failure::new(format!("{said}: is a folder"));
    if Path::new(dir).join("workspace.yaml").is_file() {
        failure.hint(format!(
            "say which text of it: {dir}:draft, or {dir}:VERSION"
        ))
    } else {
        failure.hint("a side is a file in it, or DIR:VERSION of a workspace")
    }
}

fn unknown(said: &str, desk: Option<&Desk>) -> Failure {
    if Path::new(said).is_dir() {
        return folder(said);
    }
    let Some(desk) = desk else {
        let what = format!("{said}: no such file, and there is no workspace here");
        return Failure::new(what).hint("a side is a file, or DIR:VERSION");
    };
    let more = "a side is draft, a version, precedent:NAME, DIR:VERSION, or a file";
    match find::version(desk.workspace(), said) {
        Err(failure) => failure.or(more),
        Ok(_) => Failure::new(format!("“{said}” is no side")).hint(more),
    }
}

/// What is known of a file beforehand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Its language.
    pub(super) language: Option<Language>,
    /// What kind of text it is.
    pub(super) profile: Option<Profile>,
}

/// A document read from a file.
pub(super) struct Read {
    pub(super) document: Document,
    pub(super) format: Format,
    pub(super) findings: Vec<Finding>,
    /// Of a plain text: by which rule its lines were joined, and why.
    pub(super) joining: Option<convert::Joining>,
    /// Whether it says no title, and is called as its file is.
    pub(super) is_named_by_file: bool,
}

/// A file as a side of a comparison in the interface, and whether its ids are its own. It is in the language of the other
/// side, unless it is surely in another.
pub(crate) fn read_side(path: &Path, other: Language) -> Result<(Document, bool), String> {
    let asked = Asked {
        language: None,
        profile: None,
    };
    let mut drawn = 0;
    // Ids that mean nothing outside this one comparison.
    let mut ids = || {
        drawn += 1;
        Id::from_random(drawn)
    };
    let mut read = read(path, None, asked, &mut ids).map_err(|failure| failure.to_string())?;
    let told = settle::told(&read);
    settle::in_language(&mut read.document, told, other);
    Ok((read.document, read.format == Format::Yaml))
}

/// Reads a file in the format given, or guessed.
pub(super) fn file(
    path: &Path,
    format: Option<Format>,
    asked: Asked,
    context: &mut Context,
) -> Result<Read, Failure> {
    let mut known = std::collections::HashSet::new();
    read(path, format, asked, &mut || context.draw_id(&mut known))
}

fn read(
    path: &Path,
    format: Option<Format>,
    asked: Asked,
    ids: &mut dyn FnMut() -> Id,
) -> Result<Read, Failure> {
    let failed = |error: &std::io::Error| Failure::file(path, "cannot be read", error);
    let too_many = |size: u64| {
        Failure::new(format!(
            "{}: has {size} bytes, too many to be a document",
            path.display()
        ))
    };
    let bytes = if path == Path::new(STDIN) {
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock().take(LARGEST + 1);
        input
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        bytes
    } else {
        let kind = fs::metadata(path).map_err(|error| failed(&error))?;
        if kind.is_dir() {
            return Err(Failure::new(format!("{}: is no file", path.display())));
        }
        if kind.len() > LARGEST {
            return Err(too_many(kind.len()));
        }
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(|error| failed(&error))?;
        let mut file = file.take(LARGEST + 1);
        file.read_to_end(&mut bytes)
            .map_err(|error| failed(&error))?;
        bytes
    };
    if bytes.len() as u64 > LARGEST {
        return Err(too_many(bytes.len() as u64));
    }
    let said = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = match format {
        Some(format) => format,
        None => convert::guess(&name, &bytes).map_err(|error| said(&error))?,
    };
    if format == Format::Yaml {
        let (mut document, findings) = store::read_document(&bytes, &name).map_err(|finding| {
            let place = finding.place();
            let hint = finding.hint.clone().unwrap_or_default();
            Failure::new(format!("{}: {place} {}", path.display(), finding.message)).hint(hint)
        })?;
        if let Some(language) = asked.language {
            document.head.language = language;
        }
        return Ok(Read {
            document,
            format,
            findings,
            joining: None,
            is_named_by_file: false,
        });
    }
    let options = convert::Options {
        language: asked.language,
        profile: asked.profile,
        ids,
    };
    let read = convert::import(format, &bytes, options).map_err(|error| said(&error))?;
    let mut document = read.document;
    let is_named_by_file = document.head.title.is_empty();
    if is_named_by_file {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        document.head = Head {
            title: (&*stem).into(),
            ..document.head
        };
    }
    Ok(Read {
        document,
        format,
        findings: read.findings,
        joining: read.joining,
        is_named_by_file,
    })
}

/// New ids for paragraphs whose id the workspace has given already.
pub(super) fn with_own_ids(document: &mut Document, desk: &Desk, context: &mut Context) {
    let mut known = known_ids(desk.workspace());
    for p in &mut document.paragraphs {
        if !known.insert(p.id) {
            Arc::make_mut(p).id = context.draw_id(&mut known);
        }
    }
}

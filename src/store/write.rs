//! From touches to the new texts of files, in memory: spliced into what stands there, read back, compared with the model.

use std::collections::BTreeMap;

use super::CommitError;
use super::disk::Stat;
use super::files::{self, Kind, Known, Part, is_precedent_name};
use super::schema::{agreements, document, positions, proceedings, proposals, workspace};
use super::unknown;
use super::yaml::{
    SpliceError, emit, insert_item, lines_of_items, move_item, remove_item, set_entry, set_key,
    set_path,
};
use crate::edit::{Place, Touch};
use crate::model::{Code, Document, Head, Header, Id, Paragraph, Proceeding, Proposal, Workspace};
use crate::store::yaml::Value;

/// What a file will be.
#[derive(Debug)]
pub(crate) struct Edit {
    pub(crate) kind: Kind,
    /// Its bytes and what they say; `None` when it goes.
    pub(crate) after: Option<(Vec<u8>, Known)>,
}

/// The file that a touch is about.
pub(crate) fn kind_of(touch: &Touch) -> Kind {
    match touch {
        Touch::Put { language, .. }
        | Touch::Insert { language, .. }
        | Touch::Remove { language, .. }
        | Touch::Move { language, .. }
        | Touch::Bin { language, .. } => Kind::Draft(*language),
        Touch::Head { after, .. } => Kind::Draft(after.language),
        Touch::Header { .. } => Kind::Workspace,
        Touch::Position { delegation, .. } => Kind::Positions(*delegation),
        Touch::Agreements { .. } | Touch::Parking { .. } => Kind::Agreements,
        Touch::Proposal { before, after } => before
            .as_ref()
            .or(after.as_ref())
            .map_or(Kind::Workspace, |p| Kind::Proposal(p.id)),
        Touch::Proceeding { .. } => Kind::Proceedings,
        Touch::Document { place, .. } => Kind::of_place(place),
    }
}

/// The files that touches change, each read back and found to say what `after` says.
pub(crate) fn plan(
    known: &BTreeMap<Kind, Known>,
    after: &Workspace,
    touches: &[Touch],
) -> Result<Vec<Edit>, CommitError> {
    let mut order: Vec<Kind> = Vec::new();
    let mut texts: BTreeMap<Kind, Option<String>> = BTreeMap::new();
    let new = new_tables(known, touches);
    for (code, text) in new.texts {
        let kind = Kind::Positions(code);
        texts.insert(kind.clone(), Some(text));
        order.push(kind);
    }
    for touch in new.rest {
        let kind = kind_of(touch);
        if !texts.contains_key(&kind) {
            texts.insert(kind.clone(), start(known.get(&kind), &kind)?);
            order.push(kind.clone());
        }
        let text = texts.get(&kind).cloned().flatten();
        let whole = known.get(&kind).is_none_or(|known| !known.incomplete);
        let new = splice(text, touch, whole)
            .map_err(|why| CommitError::Broken(format!("{}: {why}", kind.path())))?;
        texts.insert(kind, new);
    }
    for kind in &order {
        if let (Some(text), Some(known)) = (texts.get_mut(kind), known.get(kind)) {
            *text = keep(known, kind, touches, text.take())
                .map_err(|why| CommitError::Broken(format!("{}: {why}", kind.path())))?;
        }
    }
    order
        .into_iter()
        .filter_map(|kind| finish(known, after, &mut texts, kind).transpose())
        .collect()
}

/// Files of positions that are not there yet, whole, and the touches that are not about them.
struct NewTables<'t> {
    texts: Vec<(Code, String)>,
    rest: Vec<&'t Touch>,
}

/// Makes the files of positions that are not there yet in one go: entry by entry, a table of thousands would take minutes.
fn new_tables<'t>(known: &BTreeMap<Kind, Known>, touches: &'t [Touch]) -> NewTables<'t> {
    let mut entries: BTreeMap<Code, Vec<(String, Value)>> = BTreeMap::new();
    let mut rest = Vec::new();
    for touch in touches {
        match touch {
            Touch::Position {
                delegation,
                paragraph,
                before: None,
                after: Some(position),
            } if !known.contains_key(&Kind::Positions(*delegation)) => {
                let entry = (paragraph.to_string(), positions::position_value(position));
                entries.entry(*delegation).or_default().push(entry);
            }
            _ => rest.push(touch),
        }
    }
    let texts = entries.into_iter().map(|(code, entries)| {
        let text = emit(&Value::Map(vec![
            ("delegation".to_owned(), Value::String(code.to_string())),
            ("positions".to_owned(), Value::Map(entries)),
        ]));
        (code, text)
    });
    NewTables {
        texts: texts.collect(),
        rest,
    }
}

/// What a file had that the model does not know, put back where touches wrote items and lists anew.
fn keep(
    known: &Known,
    kind: &Kind,
    touches: &[Touch],
    text: Option<String>,
) -> Result<Option<String>, SpliceError> {
    let (Some(mut text), Some(source)) = (text, &known.source) else {
        return Ok(None);
    };
    if known.unknown {
        text = unknown::carry(kind, &source.text, text)?;
    }
    let ids: Vec<&str> = touches
        .iter()
        .filter(|touch| kind_of(touch) == *kind)
        .filter_map(|touch| match touch {
            Touch::Insert { paragraph, .. } => Some(paragraph.id.as_str()),
            Touch::Bin {
                id, after: Some(_), ..
            } => Some(id.as_str()),
            _ => None,
        })
        .collect();
    // Without a comment anywhere, there is none to look for.
    if !ids.is_empty() && source.text.contains('#') {
        text = unknown::carry_comments(&source.text, text, &ids);
    }
    Ok(Some(text))
}

/// The text that a file starts from; none if there is no file.
fn start(known: Option<&Known>, kind: &Kind) -> Result<Option<String>, CommitError> {
    let Some(known) = known else {
        return Ok(None);
    };
    match (&known.source, &known.part) {
        (Some(source), Some(_)) => Ok(Some(source.text.clone())),
        _ => {
            let why = known
                .findings
                .first()
                .map_or("it cannot be read", |f| f.message.as_str());
            let line = known
                .findings
                .first()
                .and_then(|f| f.line)
                .map_or(String::new(), |line| format!(":{line}"));
            Err(CommitError::Broken(format!(
                "{}{line} cannot be read and is left alone: {why}",
                kind.path()
            )))
        }
    }
}

/// The bytes of a file, read back and compared.
fn finish(
    known: &BTreeMap<Kind, Known>,
    after: &Workspace,
    texts: &mut BTreeMap<Kind, Option<String>>,
    kind: Kind,
) -> Result<Option<Edit>, CommitError> {
    let old = known.get(&kind);
    let expected = expected(after, &kind);
    let Some(text) = texts.remove(&kind).flatten() else {
        return if expected.is_some() {
            Err(differs(&kind))
        } else if old.is_none() {
            Ok(None)
        } else {
            Ok(Some(Edit { kind, after: None }))
        };
    };
    let bytes = match old.and_then(|old| old.source.as_ref()) {
        Some(source) => source.file(&text).into_bytes(),
        None => text.into_bytes(),
    };
    let stat = Stat {
        size: 0,
        seconds: 0,
        nanos: 0,
        inode: 0,
    };
    let read = files::parse(&kind, &bytes, stat, files::Reader::Serde);
    let same = match (&read.part, &expected) {
        (Some(Part::Header(read, _)), Some(Part::Header(want, _))) => read == want,
        (Some(Part::Positions(read)), None) => read.is_empty(),
        (read, want) => read == want,
    };
    if !same {
        return Err(differs(&kind));
    }
    if old.is_some_and(|old| old.sha == read.sha) {
        return Ok(None);
    }
    Ok(Some(Edit {
        kind,
        after: Some((bytes, read)),
    }))
}

fn differs(kind: &Kind) -> CommitError {
    CommitError::Broken(format!(
        "{}: the change cannot be written into it so that it reads as it should; make it by hand",
        kind.path()
    ))
}

/// What the file should say.
fn expected(workspace: &Workspace, kind: &Kind) -> Option<Part> {
    Some(match kind {
        Kind::Workspace => Part::Header(workspace.header.clone(), None),
        Kind::Agreements => {
            Part::Agreements(workspace.agreements.clone(), workspace.parked.clone())
        }
        Kind::Proceedings => Part::Proceedings(workspace.proceedings.clone()),
        Kind::Draft(language) => Part::Document(workspace.drafts.get(language)?.clone()),
        Kind::Version(label, language) => Part::Document(
            workspace
                .version(label.as_str())?
                .documents
                .get(language)?
                .clone(),
        ),
        Kind::Positions(code) => Part::Positions(workspace.positions.get(code)?.clone()),
        Kind::Proposal(id) => Part::Proposal(workspace.proposal(*id)?.clone()),
        Kind::Precedent(name) => {
            let found = workspace.precedents.iter().find(|p| p.name == *name)?;
            Part::Document(found.document.clone())
        }
    })
}

/// Why a touch cannot be written into a text.
#[derive(Debug, thiserror::Error)]
enum Why {
    #[error(transparent)]
    Splice(#[from] SpliceError),
    #[error("a part of it cannot be read and would be lost; correct that first")]
    Incomplete,
    #[error("there is no such file any more")]
    Gone,
    #[error("“{0}” is no file name; choose letters, digits and hyphens")]
    Name(String),
}

type Outcome = Result<Option<String>, Why>;

/// One touch, written into the text of its file. `whole`: everything in the file could be read.
fn splice(text: Option<String>, touch: &Touch, whole: bool) -> Outcome {
    let there = |text: Option<String>| text.ok_or(Why::Gone);
    let id = |id: &Option<Id>| id.map(|id| id.to_string());
    let done = match touch {
        Touch::Put { before, after, .. } => put(there(text)?, before, after, whole)?,
        Touch::Insert {
            paragraph, behind, ..
        } => insert_item(
            &there(text)?,
            "paragraphs",
            id(behind).as_deref(),
            &document::paragraph_value(paragraph),
        )?,
        Touch::Remove { paragraph, .. } => {
            remove_item(&there(text)?, "paragraphs", paragraph.id.as_str())?
        }
        Touch::Move { id: moved, to, .. } => move_item(
            &there(text)?,
            "paragraphs",
            moved.as_str(),
            id(to).as_deref(),
        )?,
        Touch::Bin {
            id, before, after, ..
        } => {
            let mut text = there(text)?;
            if before.is_some() {
                text = remove_item(&text, "deleted", id.as_str())?;
            }
            if let Some(after) = after {
                let last = lines_of_items(&text, "deleted").pop().map(|(id, _)| id);
                text = insert_item(
                    &text,
                    "deleted",
                    last.as_deref(),
                    &document::deleted_value(after),
                )?;
            }
            text
        }
        Touch::Head { before, after } => head(there(text)?, before, after, whole)?,
        Touch::Header { before, after } => header(there(text)?, before, after, whole)?,
        Touch::Position {
            delegation,
            paragraph,
            after,
            ..
        } => {
            let text = text.unwrap_or_else(|| new_positions(*delegation));
            let value = after.as_ref().map(positions::position_value);
            set_entry(&text, "positions", paragraph.as_str(), value.as_ref())?
        }
        Touch::Agreements {
            paragraph, after, ..
        } => {
            if !whole {
                return Err(Why::Incomplete);
            }
            let value = (!after.is_empty()).then(|| agreements::agreements_value(after));
            set_entry(
                &text.unwrap_or_default(),
                "agreements",
                paragraph.as_str(),
                value.as_ref(),
            )?
        }
        Touch::Parking {
            paragraph, after, ..
        } => {
            let value = after.as_ref().map(agreements::parking_value);
            set_entry(
                &text.unwrap_or_default(),
                "parked",
                paragraph.as_str(),
                value.as_ref(),
            )?
        }
        Touch::Proposal { before, after } => match (text, before, after) {
            (_, _, None) => return Ok(None),
            (None, None, Some(after)) => emit(&proposals::value(after)),
            (Some(text), Some(before), Some(after)) => proposal(text, before, after, whole)?,
            (None, Some(_), Some(_)) | (Some(_), None, Some(_)) => return Err(Why::Gone),
        },
        Touch::Proceeding { before, after } => proceeding(
            text.unwrap_or_default(),
            before.as_deref(),
            after.as_deref(),
            whole,
        )?,
        Touch::Document { place, after, .. } => {
            if !whole {
                return Err(Why::Incomplete);
            }
            if let Place::Precedent(name) = place
                && !is_precedent_name(name)
            {
                return Err(Why::Name(name.to_string()));
            }
            return Ok(after.as_deref().map(file_of));
        }
    };
    Ok(Some(done))
}

/// A whole document as a file.
pub(crate) fn file_of(document: &Document) -> String {
    emit(&document::value(document))
}

/// `workspace.yaml`, new.
pub(crate) fn file_of_header(header: &Header) -> String {
    emit(&workspace::value(header))
}

fn new_positions(code: Code) -> String {
    emit(&Value::Map(vec![
        ("delegation".to_owned(), Value::String(code.to_string())),
        ("positions".to_owned(), Value::Map(Vec::new())),
    ]))
}

fn put(
    mut text: String,
    before: &Paragraph,
    after: &Paragraph,
    whole: bool,
) -> Result<String, Why> {
    let (old, new) = (
        document::paragraph_pairs(before),
        document::paragraph_pairs(after),
    );
    let keys: Vec<&str> = new.iter().map(|(key, _)| *key).collect();
    for (nth, ((key, was), (_, is))) in old.iter().zip(&new).enumerate() {
        if was == is {
            continue;
        }
        if *key == "sources" && !whole {
            return Err(Why::Incomplete);
        }
        let above: Vec<&str> = keys.iter().take(nth).rev().copied().collect();
        text = set_key(
            &text,
            "paragraphs",
            after.id.as_str(),
            key,
            is.as_ref(),
            &above,
        )?;
    }
    Ok(text)
}

fn head(mut text: String, before: &Head, after: &Head, whole: bool) -> Result<String, Why> {
    let (old, new) = (document::head_pairs(before), document::head_pairs(after));
    for ((key, was), (_, is)) in old.iter().zip(&new) {
        if was != is {
            if *key == "brackets" && !whole {
                return Err(Why::Incomplete);
            }
            text = set_path(&text, &["document", key], is.as_ref())?;
        }
    }
    Ok(text)
}

fn proposal(
    mut text: String,
    before: &Proposal,
    after: &Proposal,
    whole: bool,
) -> Result<String, Why> {
    let (old, new) = (proposals::pairs(before), proposals::pairs(after));
    for ((key, was), (_, is)) in old.iter().zip(&new) {
        if was != is {
            if !whole {
                return Err(Why::Incomplete);
            }
            text = set_path(&text, &[key], is.as_ref())?;
        }
    }
    Ok(text)
}

/// What did not change of an entry, and keys that mean nothing here, stay as they are.
fn proceeding(
    mut text: String,
    before: Option<&Proceeding>,
    after: Option<&Proceeding>,
    whole: bool,
) -> Result<String, Why> {
    let Some(any) = before.or(after) else {
        return Ok(text);
    };
    let (list, id) = (any.sort().word(), any.id());
    let (Some(before), Some(after)) = (before, after) else {
        let value = after.map(proceedings::value);
        return Ok(set_entry(&text, list, id.as_str(), value.as_ref())?);
    };
    let (old, new) = (proceedings::pairs(before), proceedings::pairs(after));
    for ((key, was), (_, is)) in old.iter().zip(&new) {
        if was != is {
            if !whole {
                return Err(Why::Incomplete);
            }
            text = set_path(&text, &[list, id.as_str(), key], is.as_ref())?;
        }
    }
    Ok(text)
}

fn header(mut text: String, before: &Header, after: &Header, whole: bool) -> Result<String, Why> {
    let (old, new) = (workspace::pairs(before), workspace::pairs(after));
    for ((key, was), (_, is)) in old.iter().zip(&new) {
        if was != is {
            if matches!(*key, "delegations" | "groups" | "languages") && !whole {
                return Err(Why::Incomplete);
            }
            text = set_path(&text, &[key], is.as_ref())?;
        }
    }
    Ok(text)
}

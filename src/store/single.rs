//! One document file that stands outside a workspace.

use std::collections::HashSet;

use super::files::MOST_BYTES;
use super::notes::{Notes, finding};
use super::schema::Word;
use super::schema::document::{self, DocumentShape, ParagraphShape, bare_message};
use super::yaml::{Budget, guard};
use crate::model::{Document, Finding, Id, Severity};
use crate::text::Digest;

pub(crate) fn read(bytes: &[u8], name: &str) -> Result<(Document, Vec<Finding>), Finding> {
    let source = guard(bytes, Budget { bytes: MOST_BYTES }).map_err(|error| {
        let message = error.problem.to_string();
        let (what, hint) = message
            .split_once("; ")
            .unwrap_or((&message, "correct it by hand"));
        finding(name, Some(error.line), Severity::Error, what, hint)
    })?;
    let mut notes = Notes::new(name, &source.text);
    let bare = serde_yaml::from_str::<Vec<ParagraphShape>>(&source.text);
    let mut shape = match (
        bare,
        serde_yaml::from_str::<Option<DocumentShape>>(&source.text),
    ) {
        (_, Ok(Some(shape))) => shape,
        (Ok(paragraphs), _) => DocumentShape {
            paragraphs: Some(paragraphs),
            ..DocumentShape::default()
        },
        (_, Ok(None)) => DocumentShape::default(),
        (_, Err(error)) => {
            let shape = document::salvage(&source.text, &mut notes);
            if !notes.incomplete {
                let line = error.location().map(|at| at.line());
                let hint = "a document has the keys `document` and `paragraphs`";
                return Err(finding(
                    name,
                    line,
                    Severity::Error,
                    &bare_message(&error),
                    hint,
                ));
            }
            shape
        }
    };
    if shape.document.is_none() && shape.paragraphs.is_none() {
        let hint = "a document has the keys `document` and `paragraphs`";
        return Err(finding(
            name,
            Some(1),
            Severity::Error,
            "there is no document in it",
            hint,
        ));
    }
    name_paragraphs(&mut shape);
    let document = document::read(shape, None, &mut notes);
    Ok((document, notes.findings))
}

/// Gives paragraphs without id one that follows from their place and words.
fn name_paragraphs(shape: &mut DocumentShape) {
    let paragraphs = shape.paragraphs.iter_mut().flatten();
    let mut taken: HashSet<String> = HashSet::new();
    let mut open = Vec::new();
    for (nth, p) in paragraphs.enumerate() {
        match &p.id {
            Some(Word(id)) if !id.trim().is_empty() => {
                taken.insert(id.clone());
            }
            _ if p.text.is_some() => open.push((nth, p)),
            _ => {}
        }
    }
    for (nth, p) in open {
        let words = p.text.as_ref().map_or("", |Word(text)| text);
        let mut turn = 0_u32;
        loop {
            let digest = Digest::of_bytes(format!("{nth}\n{turn}\n{words}").as_bytes());
            let bits = digest
                .as_bytes()
                .iter()
                .take(8)
                .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            let id = Id::from_random(bits).to_string();
            if taken.insert(id.clone()) {
                p.id = Some(Word(id));
                break;
            }
            turn += 1;
        }
    }
}

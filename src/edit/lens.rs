//! A document through a lens: as first issued, with its brackets, clean, final, or as a delegation wants it.
//!
//! Nothing is written. Clean and final take what the chair chose of each bracket; clean takes the first wording where the chair
//! chose nothing, final leaves it in its brackets and says so. Start at [`see`].

use std::sync::Arc;

use thiserror::Error;

use super::bracket::{Judge, decided_over};
use super::{Access, Actor, Change, Stamp, apply};
use crate::model::bracket::{Take, decided};
use crate::model::{Code, Document, Header, Id, Lens, Moment, SpanBracket, Workspace};

/// A document through a lens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// What is seen. Paragraphs have the ids that they have; some may be gone, or new.
    pub document: Arc<Document>,
    /// Paragraphs in which something is still to be settled, with how many brackets; of the lens `final` alone.
    pub left: Vec<(Id, usize)>,
    /// The proposals of the delegation that could not be applied; of the lens `as` alone.
    pub not_applied: Vec<Id>,
}

/// Why a document cannot be seen through a lens.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LensError {
    /// There is no version, or none in that language.
    #[error("nothing was issued yet in {0}: freeze a version, and `base` shows the first")]
    NothingIssued(String),
    /// Nobody of that code takes part.
    #[error("no delegation or group {0} takes part")]
    Nobody(Code),
}

/// A document through a lens. `workspace` is the one that it belongs to, if it belongs to one.
///
/// # Errors
/// [`LensError`]: `base` needs a version, `as` a delegation that takes part.
pub fn see(
    lens: Lens,
    workspace: Option<&Workspace>,
    document: &Arc<Document>,
) -> Result<View, LensError> {
    let plain = |document: Arc<Document>| View {
        document,
        left: Vec::new(),
        not_applied: Vec::new(),
    };
    let nameless = Header::new("", document.head.language);
    let header = workspace.map_or(&nameless, |w| &*w.header);
    let document = &workspace.map_or_else(|| document.clone(), |w| bracketed(w, document));
    match lens {
        Lens::Brackets => Ok(plain(document.clone())),
        Lens::Base => {
            let language = document.head.language;
            let first = workspace.and_then(|w| w.versions.first());
            let base = first.and_then(|v| v.documents.get(&language));
            match base {
                Some(base) => Ok(plain(base.clone())),
                None => Err(LensError::NothingIssued(language.name().to_owned())),
            }
        }
        Lens::Clean => {
            let judge = Judge {
                rest: Some(Take::Keep),
                ..Judge::default()
            };
            let narrowed = narrowed(header, document, &judge);
            Ok(plain(seen(header, &narrowed, &judge).0))
        }
        Lens::Final => {
            let judge = Judge::default();
            let narrowed = narrowed(header, document, &judge);
            let (seen, left) = seen(header, &narrowed, &judge);
            Ok(View {
                left: with_spans(&seen, left),
                ..plain(seen)
            })
        }
        Lens::As(code) => {
            if workspace.is_some() && !header.knows(code) {
                return Err(LensError::Nobody(code));
            }
            let judge = Judge {
                code: Some(code),
                rest: Some(Take::Keep),
                ..Judge::default()
            };
            let (wished, not_applied) = match workspace {
                Some(workspace) => proposed(workspace, document, code),
                None => (document.clone(), Vec::new()),
            };
            let wished = narrowed(header, &wished, &judge);
            Ok(View {
                not_applied,
                ..plain(seen(header, &wished, &judge).0)
            })
        }
    }
}

/// A translation with the brackets over paragraphs that the head of its original lists: they hold the same paragraphs.
fn bracketed(workspace: &Workspace, document: &Arc<Document>) -> Arc<Document> {
    let language = document.head.language;
    let is_translation = language != workspace.header.original
        && workspace
            .draft(&language)
            .is_some_and(|d| Arc::ptr_eq(d, document));
    let of_original = workspace.original().map_or(&[][..], |d| &d.head.brackets);
    let is_new = |b: &&SpanBracket| {
        let mut own = document.head.brackets.iter();
        document.get(b.from).is_some()
            && document.get(b.to).is_some()
            && !own.any(|o| (o.from, o.to) == (b.from, b.to))
    };
    let mut more = of_original.iter().filter(is_new).peekable();
    if !is_translation || more.peek().is_none() {
        return document.clone();
    }
    let mut with = Document::clone(document);
    with.head.brackets.extend(more.cloned());
    Arc::new(with)
}

/// Every paragraph with its brackets decided, and how many are left in which.
fn seen(
    header: &Header,
    document: &Arc<Document>,
    judge: &Judge,
) -> (Arc<Document>, Vec<(Id, usize)>) {
    let mut left = Vec::new();
    let mut after = Document::clone(document);
    if judge.rest.is_some() {
        after.head.brackets.clear();
    }
    let mut changed = after.head != document.head;
    for p in &mut after.paragraphs {
        if !p.text().contains(['[', '［', '{', '\\']) {
            continue;
        }
        let (words, open) = decided(header, p.text(), &p.chosen, judge);
        if open > 0 && judge.rest.is_none() {
            left.push((p.id, open));
        }
        let words = if open == 0 || judge.rest.is_some() {
            crate::model::lens::literal(&words)
        } else {
            words
        };
        if words != p.text() {
            *p = Arc::new(p.with_text(&words));
            changed = true;
        }
    }
    // A paragraph whose words all went is no paragraph.
    let many = after.paragraphs.len();
    after.paragraphs.retain(|p| !p.text().trim().is_empty());
    changed |= after.paragraphs.len() != many;
    let after = if changed {
        Arc::new(after)
    } else {
        document.clone()
    };
    (after, left)
}

/// What is left in a document, with the brackets and options that stand over several paragraphs.
fn with_spans(document: &Document, mut left: Vec<(Id, usize)>) -> Vec<(Id, usize)> {
    let mut add = |id: Id| match left.iter_mut().find(|(there, _)| *there == id) {
        Some((_, many)) => *many += 1,
        None => left.push((id, 1)),
    };
    for bracket in &document.head.brackets {
        add(bracket.from);
    }
    let opened = document.spans().spans.into_iter();
    let starts = opened.map(|span| span.from.paragraph);
    let options = crate::model::bracket::options(document).into_iter();
    let options = options.filter_map(|group| Some(group.options.first()?.from));
    for at in starts.chain(options) {
        if let Some(p) = document.paragraphs.get(at) {
            add(p.id);
        }
    }
    let places = document.places();
    left.sort_by_key(|(id, _)| places.get(id).copied());
    left
}

/// The document with what stands over several paragraphs decided as far as the judge decides it.
fn narrowed(header: &Header, document: &Arc<Document>, judge: &Judge) -> Arc<Document> {
    let mut now = document.clone();
    // Each round takes one away; a round that takes nothing away is the last.
    for _ in 0..MOST_WIDE {
        let Some((_, _, outcome)) = decided_over(header, &now, judge) else {
            return now;
        };
        let after = outcome.on(&now);
        if after == *now {
            return now;
        }
        now = Arc::new(after);
    }
    now
}

/// Brackets and options over several paragraphs that are decided one after the other; further ones stay as they are.
const MOST_WIDE: usize = 400;

/// The draft with the pending proposals of a delegation taken, one after the other as they were tabled; and those that do
/// not apply. Any other document stays as it is.
fn proposed(
    workspace: &Workspace,
    document: &Arc<Document>,
    code: Code,
) -> (Arc<Document>, Vec<Id>) {
    let is_draft = workspace
        .original()
        .is_some_and(|draft| Arc::ptr_eq(draft, document) || draft == document);
    if !is_draft {
        return (document.clone(), Vec::new());
    }
    let groups = workspace.header.groups.iter();
    let groups = groups.filter(|g| g.members.contains(&code)).map(|g| g.code);
    let speakers: Vec<Code> = std::iter::once(code).chain(groups).collect();
    let mut mine: Vec<_> = workspace
        .proposals
        .values()
        .filter(|p| p.is_pending() && p.by.iter().any(|by| speakers.contains(by)))
        .collect();
    mine.sort_by_key(|p| (p.at, p.id));
    let stamp = Stamp {
        actor: Actor {
            name: "".into(),
            access: Access::Secretariat,
        },
        at: Moment::new(0, 0),
    };
    let mut now = workspace.clone();
    let mut left = Vec::new();
    for proposal in mine {
        let accept = now.words(proposal.target).map(|base| Change::Accept {
            paragraph: proposal.target,
            proposal: proposal.id,
            parts: Vec::new(),
            base,
        });
        match accept.and_then(|accept| apply(&now, &accept, &stamp).ok()) {
            Some(applied) => now = applied.workspace,
            None => left.push(proposal.id),
        }
    }
    let draft = now.original().cloned();
    (draft.unwrap_or_else(|| document.clone()), left)
}

#[cfg(test)]
mod tests;

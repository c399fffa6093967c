//! `diff --since-agreed`: each paragraph against the words that a delegation took its position on.

use std::collections::HashMap;
use std::path::Path;

use super::{DiffArgs, is_change, show, summary};
use crate::cli::context::Context;
use crate::cli::exit::{Exit, Failure};
use crate::cli::find;
use crate::cli::json::Differences;
use crate::cli::out::Look;
use crate::compare::{Comparison, Kind, Op, Pair, Summary, similarity, words};
use crate::model::{Id, Workspace};
use crate::text::{Digest, count};

pub(super) fn run(args: &DiffArgs, said: &str, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref().or(args.a.as_deref().map(Path::new));
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let code = find::party(workspace, said)?;
    let document = find::draft(workspace, None)?;
    let kept = kept_words(workspace);
    let (mut unheard, mut unknown): (Vec<Id>, Vec<Id>) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    let counted = document.counted();
    for (at, (p, counted)) in document.paragraphs.iter().zip(counted).enumerate() {
        let Some(standing) = workspace.standing(code, p) else {
            if counted {
                unheard.push(p.id);
            }
            continue;
        };
        match kept.get(&standing.position.on) {
            Some(before) => pairs.push(pair(at, before, p.text())),
            None => unknown.push(p.id),
        }
    }
    let comparison = Comparison {
        summary: sums(&pairs),
        pairs,
    };
    let found = comparison.pairs.iter().any(is_change) || !unknown.is_empty();
    let ids = |ids: &[Id]| -> Vec<String> { ids.iter().map(ToString::to_string).collect() };
    if context.is_json() {
        let mut shown = Differences::of(&comparison, |pair| args.shows(pair));
        (shown.unheard, shown.unknown) = (ids(&unheard), ids(&unknown));
        context.out.json(&shown);
        return Ok(Exit::found(found));
    }
    let out = &mut context.out;
    let title = format!("words that {code} took its positions on → draft");
    out.text(Look::Strong, &title).end();
    summary(out, &comparison);
    for pair in comparison.pairs.iter().filter(|pair| args.shows(pair)) {
        show(out, pair, document, document);
    }
    let names = |ids: &[Id]| {
        let names: Vec<String> = ids.iter().map(|id| find::name(document, *id)).collect();
        names.join(", ")
    };
    if !unknown.is_empty() {
        out.end();
        let line = format!("changed since, from words that no version kept: {}", names(&unknown));
        out.paragraph(Look::Warn, 0, &line);
    }
    if !unheard.is_empty() {
        out.end();
        let line = format!("no position of {code} on: {}", names(&unheard));
        out.paragraph(Look::Faint, 0, &line);
    }
    Ok(Exit::found(found))
}

/// All words that the workspace has in the original language, by their digest.
fn kept_words(workspace: &Workspace) -> HashMap<Digest, &str> {
    let original = workspace.header.original;
    let versions = workspace.versions.iter();
    let documents = versions
        .filter_map(|version| version.documents.get(&original))
        .chain(workspace.original());
    documents
        .flat_map(|document| {
            let living = document.paragraphs.iter();
            living.chain(document.deleted.iter().map(|d| &d.paragraph))
        })
        .map(|p| (p.digest(), p.text()))
        .collect()
}

fn pair(at: usize, before: &str, after: &str) -> Pair {
    let edits = words(before, after);
    let changed = edits.iter().any(|edit| edit.op != Op::Equal);
    Pair {
        a: vec![at],
        b: vec![at],
        kind: if changed { Kind::Changed } else { Kind::Unchanged },
        moved: false,
        relabelled: None,
        similarity: if changed { similarity(before, after) } else { 1.0 },
        edits,
    }
}

fn sums(pairs: &[Pair]) -> Summary {
    let mut sums = Summary::default();
    for pair in pairs {
        match pair.kind {
            Kind::Unchanged => sums.unchanged += 1,
            _ => sums.changed += 1,
        }
        for edit in &pair.edits {
            match edit.op {
                Op::Equal => {}
                Op::Insert => sums.words_inserted += count(&edit.text),
                Op::Delete => sums.words_deleted += count(&edit.text),
            }
        }
    }
    sums
}

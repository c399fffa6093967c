//! `diff`: what changed between two documents, or since a delegation agreed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::context::{Context, Desk, root};
use super::exit::{Exit, Failure};
use super::json::{Differences, kind};
use super::out::Look;
use super::{find, sides};
use crate::compare::{Comparison, Kind, Op, Options, Pair, compare};
use crate::model::{Code, Document};
use crate::text::Language;

/// Show what changed
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur diff rev-1 draft
  rapporteur diff rev-1 rev-2 --only changed --language en
  rapporteur diff old.txt new.md
  rapporteur diff ashgabat:rev-1 ashgabat:draft
  rapporteur diff --since-agreed KAZ       against the words that KAZ’s positions are on

Words that went stand in [-…-], words that came in {+…+}. Exit code 1 says that something differs.
")]
pub(super) struct DiffArgs {
    /// The older side: draft, a version, DIR:VERSION or a file
    #[arg(value_name = "A", required_unless_present = "since_agreed")]
    a: Option<String>,
    /// The newer side
    #[arg(value_name = "B", required_unless_present = "since_agreed")]
    b: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Compare the draft with the words that this delegation’s positions are on
    #[arg(long, value_name = "CODE")]
    since_agreed: Option<String>,
    /// Which paragraphs to give
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "all",
        hide_default_value = true
    )]
    only: Only,
    /// Language of the text; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

/// Which paragraphs to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// All of them
    All,
    /// Those in which something changed
    Changed,
}

pub(super) fn run(args: &DiffArgs, context: &mut Context) -> Result<Exit, Failure> {
    if let Some(said) = &args.since_agreed {
        return since_agreed(args, said, context);
    }
    let (Some(a), Some(b)) = (&args.a, &args.b) else {
        return Err(
            Failure::new("diff takes two sides").hint("for example: rapporteur diff rev-1 draft")
        );
    };
    let desk = match &args.dir {
        Some(dir) => Some(context.look(Some(dir))?),
        None if root(None).is_ok() => Some(context.look(None)?),
        None => None,
    };
    let old = sides::side(a, desk.as_ref(), args.language, context)?;
    let new = sides::side(b, desk.as_ref(), args.language, context)?;
    Ok(give(args, &old, &new, context))
}

/// The draft against the words that a delegation's positions are on.
fn since_agreed(args: &DiffArgs, said: &str, context: &mut Context) -> Result<Exit, Failure> {
    // With this option the first free argument, if any, is the workspace.
    let dir = args.dir.as_deref().or(args.a.as_deref().map(Path::new));
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let code = find::party(workspace, said)?;
    let draft = find::draft(workspace, None)?;
    let old = words_of(&desk, code, draft);
    if old.paragraphs.is_empty() {
        context.out.line(&format!(
            "{code} has stated no position on words that are known here"
        ));
        return Ok(Exit::Done);
    }
    let mut new = Document::clone(draft);
    new.paragraphs.retain(|p| old.get(p.id).is_some());
    Ok(give(args, &old, &new, context))
}

/// The paragraphs that a delegation has a position on, with the words that it was given on.
fn words_of(desk: &Desk, code: Code, draft: &Document) -> Document {
    let workspace = desk.workspace();
    let mut old = Document::new(draft.head.clone());
    for p in &draft.paragraphs {
        let on = workspace
            .standing(code, p)
            .map(|standing| standing.position.on);
        let known = on.and_then(|on| workspace.words_of(p.id, on));
        old.paragraphs.extend(known.map(|found| {
            // Other labels since are no news here: the question is about words.
            let mut found = crate::model::Paragraph::clone(found);
            found.label.clone_from(&p.label);
            Arc::new(found)
        }));
    }
    old
}

fn give(args: &DiffArgs, old: &Document, new: &Document, context: &mut Context) -> Exit {
    let comparison = compare(old, new, Options::default());
    let differs = comparison.pairs.iter().any(is_change);
    let wanted = |pair: &Pair| args.only == Only::All || is_change(pair);
    if context.is_json() {
        context.out.json(&Differences::of(&comparison, wanted));
        return Exit::found(differs);
    }
    for pair in comparison.pairs.iter().filter(|pair| wanted(pair)) {
        print(pair, old, new, context);
    }
    context.out.line(&summary(&comparison));
    Exit::found(differs)
}

fn is_change(pair: &Pair) -> bool {
    pair.kind != Kind::Unchanged || pair.moved || pair.relabelled.is_some()
}

fn print(pair: &Pair, old: &Document, new: &Document, context: &mut Context) {
    let names = |document: &Document, places: &[usize]| {
        places
            .iter()
            .map(|at| find::name_at(document, *at))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (from, to) = (names(old, &pair.a), names(new, &pair.b));
    let mut what: Vec<&str> = Vec::new();
    if pair.kind != Kind::Unchanged {
        what.push(kind(pair.kind));
    }
    if pair.moved {
        what.push("moved");
    }
    if pair.relabelled.is_some() {
        what.push("relabelled");
    }
    let name = match (from.is_empty(), to.is_empty()) {
        (true, _) => to,
        (_, true) => from,
        _ if from == to || !is_change(pair) => to,
        _ => format!("{from} → {to}"),
    };
    let look = if what.is_empty() {
        Look::Faint
    } else {
        Look::Strong
    };
    let out = &mut context.out;
    out.text(look, &name)
        .plain("  ")
        .text(Look::Warn, &what.join(", "))
        .end();
    if pair.edits.is_empty() {
        let (document, places, look) = if pair.b.is_empty() {
            (old, &pair.a, Look::Deleted)
        } else {
            (
                new,
                &pair.b,
                if pair.a.is_empty() {
                    Look::Inserted
                } else {
                    Look::Plain
                },
            )
        };
        for p in places.iter().filter_map(|at| document.paragraphs.get(*at)) {
            let runs: Vec<(Look, &str)> = match look {
                Look::Deleted => vec![(Look::Faint, "[-"), (look, p.text()), (Look::Faint, "-]")],
                Look::Inserted => vec![(Look::Faint, "{+"), (look, p.text()), (Look::Faint, "+}")],
                _ => vec![(look, p.text())],
            };
            out.runs(2, runs);
        }
        return;
    }
    let mut runs: Vec<(Look, &str)> = Vec::new();
    for edit in &pair.edits {
        match edit.op {
            Op::Equal => runs.push((Look::Plain, &edit.text)),
            Op::Delete => runs.extend([
                (Look::Faint, "[-"),
                (Look::Deleted, &*edit.text),
                (Look::Faint, "-]"),
            ]),
            Op::Insert => runs.extend([
                (Look::Faint, "{+"),
                (Look::Inserted, &*edit.text),
                (Look::Faint, "+}"),
            ]),
        }
    }
    out.runs(2, runs);
}

fn summary(comparison: &Comparison) -> String {
    let s = &comparison.summary;
    let counts = [
        (s.changed, "changed"),
        (s.moved, "moved"),
        (s.inserted, "inserted"),
        (s.deleted, "deleted"),
        (s.split, "split"),
        (s.merged, "merged"),
        (s.relabelled, "relabelled"),
        (s.unchanged, "unchanged"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    format!(
        "{} · {} words inserted, {} deleted",
        parts.join(", "),
        s.words_inserted,
        s.words_deleted
    )
}

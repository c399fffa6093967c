//! `diff`: what changed between two documents, or since a delegation agreed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::context::{Context, root};
use super::exit::{Exit, Failure};
use super::json::{Differences, kind};
use super::out::Look;
use super::{find, sides};
use crate::compare::{Comparison, Kind, Op, Options, Pair, compare};
use crate::model::{Code, Document, Id, Paragraph, Workspace};
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
    let options = Options {
        ids: old.own_ids && new.own_ids,
        ..Options::default()
    };
    let comparison = compare(&old.document, &new.document, options);
    let sides = (&*old.document, &*new.document);
    Ok(give(args, sides, &comparison, &Beside::default(), context))
}

/// What stands beside a comparison with the words that a delegation knows.
#[derive(Default)]
struct Beside {
    /// Paragraphs that it has said nothing on.
    unheard: Vec<Id>,
    /// Paragraphs on whose words it said something that are nowhere kept.
    unknown: Vec<Id>,
}

/// The draft against the words that a delegation's positions are on.
fn since_agreed(args: &DiffArgs, said: &str, context: &mut Context) -> Result<Exit, Failure> {
    // With this option the first free argument, if any, is the workspace.
    let dir = args.dir.as_deref().or(args.a.as_deref().map(Path::new));
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let code = find::party(workspace, said)?;
    let draft = find::draft(workspace, None)?;
    let (old, beside) = words_of(workspace, code, draft);
    let mut new = Document::clone(draft);
    new.paragraphs.retain(|p| old.get(p.id).is_some());
    let comparison = compare(&old, &new, Options::default());
    let exit = give(args, (&old, &new), &comparison, &beside, context);
    if context.is_json() {
        return Ok(exit);
    }
    let names = |ids: &[Id]| {
        let names: Vec<String> = ids.iter().map(|id| find::name(draft, *id)).collect();
        names.join(", ")
    };
    let out = &mut context.out;
    if !beside.unknown.is_empty() {
        let line = format!(
            "changed since, from words that no version kept: {}",
            names(&beside.unknown)
        );
        out.paragraph(Look::Warn, 0, &line);
    }
    if !beside.unheard.is_empty() {
        let line = format!("no position of {code} on: {}", names(&beside.unheard));
        out.paragraph(Look::Faint, 0, &line);
    }
    Ok(exit)
}

/// The paragraphs that a delegation has a position on, with the words that it was given on.
fn words_of(workspace: &Workspace, code: Code, draft: &Document) -> (Document, Beside) {
    let mut old = Document::new(draft.head.clone());
    let mut beside = Beside::default();
    for (p, counted) in draft.paragraphs.iter().zip(draft.counted()) {
        let Some(standing) = workspace.standing(code, p) else {
            beside.unheard.extend(counted.then_some(p.id));
            continue;
        };
        match workspace.words_of(p.id, standing.position.on) {
            Some(found) => {
                // Other labels since are no news here: the question is about words.
                let mut found = Paragraph::clone(found);
                found.label.clone_from(&p.label);
                old.paragraphs.push(Arc::new(found));
            }
            None => beside.unknown.push(p.id),
        }
    }
    (old, beside)
}

fn give(
    args: &DiffArgs,
    (old, new): (&Document, &Document),
    comparison: &Comparison,
    beside: &Beside,
    context: &mut Context,
) -> Exit {
    let differs = comparison.pairs.iter().any(Pair::is_change) || !beside.unknown.is_empty();
    let wanted = |pair: &Pair| args.only == Only::All || pair.is_change();
    if context.is_json() {
        let ids = |ids: &[Id]| ids.iter().map(ToString::to_string).collect();
        let mut shown = Differences::of(comparison, wanted);
        (shown.unheard, shown.unknown) = (ids(&beside.unheard), ids(&beside.unknown));
        context.out.json(&shown);
        return Exit::found(differs);
    }
    for pair in comparison.pairs.iter().filter(|pair| wanted(pair)) {
        print(pair, old, new, context);
    }
    context.out.line(&summary(comparison));
    Exit::found(differs)
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
        _ if from == to || !pair.is_change() => to,
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
    format!(
        "{} · +{} −{} words",
        s.parts().join(", "),
        s.words_inserted,
        s.words_deleted
    )
}

//! `renumber`: every label becomes the number of its place, and the references to it follow. It prints what it does, or
//! with `--dry-run` what it would do.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::Numbered;
use super::out::{Look, Out};
use super::words::first_words;
use crate::edit::{Change, numbered};
use crate::model::{Label, Workspace};

/// Number the paragraphs anew, in every language, with the references to them
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur renumber --dry-run            every label and reference, before and after
  rapporteur renumber
  rapporteur show \"5 bis\"                  “5 bis” is now 6

Labels are frozen while negotiations last: 5 bis, 5 alt. This gives each paragraph the
number of its place, by the conventions of the profile. A rival (5 alt) keeps the number of
what it rivals for as long as that is there. References that cannot be understood are listed
and left as they are. Positions and agreements on words in which only a number changes are
carried along. Old labels are kept in the head of the original.

Exit code 1 says that a dry run would change something, or that references are left as they
are.
")]
pub(super) struct RenumberArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &RenumberArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref().map(Path::new);
    let mut desk = if args.dry_run {
        context.look(dir)?
    } else {
        context.work(dir)?
    };
    find::draft(desk.workspace(), None)?;
    let before = desk.workspace().clone();
    let preview = numbered::preview(&before);
    let written = !args.dry_run && !preview.is_empty();
    if written {
        let base = preview.base;
        context.commit(&mut desk, &Change::Renumber { base })?;
    }
    if context.is_json() {
        context.out.json(&Numbered::of(&preview, written));
    } else {
        print(&mut context.out, &before, &preview, written);
    }
    let differs = args.dry_run && !preview.is_empty();
    Ok(Exit::found(differs || !preview.findings.is_empty()))
}

fn print(out: &mut Out, workspace: &Workspace, preview: &numbered::Preview, written: bool) {
    let first = workspace.header.original;
    let name = |label: &Option<Label>| label.as_ref().map_or("-".to_owned(), ToString::to_string);
    let mut rows = Vec::new();
    for label in preview.told(first) {
        let words = workspace
            .draft(&label.language)
            .and_then(|d| d.get(label.id));
        let words = words.map(|p| first_words(p.text(), 48)).unwrap_or_default();
        let language = if label.language == first {
            String::new()
        } else {
            label.language.to_string()
        };
        rows.push(vec![
            (Look::Faint, language),
            (Look::Strong, name(&label.from)),
            (Look::Faint, "→".to_owned()),
            (Look::Strong, name(&label.to)),
            (Look::Plain, words),
        ]);
    }
    if !rows.is_empty() {
        out.line("labels");
        out.table(&rows);
    }
    if !preview.references.is_empty() {
        out.line("references");
    }
    let mut rows = Vec::new();
    for rewrite in &preview.references {
        let draft = workspace.draft(&rewrite.language);
        let place = draft.map(|d| find::name(d, rewrite.id)).unwrap_or_default();
        rows.push(vec![
            (Look::Faint, rewrite.language.to_string()),
            (Look::Strong, place),
            (Look::Deleted, rewrite.before.clone()),
            (Look::Faint, "→".to_owned()),
            (Look::Inserted, rewrite.after.clone()),
        ]);
    }
    out.table(&rows);
    proposals(out, workspace, preview);
    super::check::list(out, &preview.findings);
    let (labels, references) = (preview.labels.len(), preview.references.len());
    let verb = match (preview.is_empty(), written) {
        (true, _) => return out.line("nothing to number anew"),
        (_, true) => "renumber",
        (_, false) => "would renumber",
    };
    let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    out.line(&format!(
        "{verb} {}, {}",
        many(labels, "label"),
        many(references, "reference")
    ));
}

/// Proposals in which a reference, or the label of the paragraph that they put in, follows.
fn proposals(out: &mut Out, workspace: &Workspace, preview: &numbered::Preview) {
    let name = |label: &Option<Label>| label.as_ref().map_or("-".to_owned(), ToString::to_string);
    let mut rows = Vec::new();
    for proposed in &preview.proposals {
        let p = &proposed.before;
        let place = workspace.original().map(|d| find::name(d, p.target));
        let label = proposed.label.as_ref();
        let label = label.map(|(from, to)| (name(from), name(to)));
        for (before, after) in label.into_iter().chain(proposed.references.iter().cloned()) {
            rows.push(vec![
                (Look::Faint, p.id.to_string()),
                (Look::Strong, place.clone().unwrap_or_default()),
                (Look::Plain, p.proposers()),
                (Look::Deleted, before),
                (Look::Faint, "→".to_owned()),
                (Look::Inserted, after),
            ]);
        }
    }
    if !rows.is_empty() {
        out.line("proposals");
        out.table(&rows);
    }
}

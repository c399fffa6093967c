//! `package`: paragraphs that are agreed together or not at all.

use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{KnotOf, PackageOf, Packages};
use super::out::{Look, Out};
use crate::edit::Change;
use crate::model::{Document, Id, Knot, Package, PackageStanding, Prospect};
use crate::text::clean_paragraph;

/// Bind paragraphs together, or show what is bound
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur package                                    the packages, and what keeps each open
  rapporteur package finance --with 5 --with \"7(b)\"     these are agreed together or not at all
  rapporteur package finance --with 5 --with 7 --note \"contributions against oversight\"
  rapporteur package finance --dissolve
  rapporteur package finance ashgabat                   one of them, in another folder

The document is not clear before every package is closed: all its paragraphs are agreed. It opens again when one of them is
reopened or gets other words. Paragraphs that wait for each other by `agree_if` are shown too.
")]
pub(super) struct PackageArgs {
    /// What people call the package
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// A paragraph in it; may be repeated
    #[arg(long, value_name = "PARA")]
    with: Vec<String>,
    /// What the bargain is, in words
    #[arg(long, value_name = "TEXT", requires = "with")]
    note: Option<String>,
    /// Its paragraphs are bound no longer
    #[arg(long, conflicts_with = "with")]
    dissolve: bool,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<String>,
}

pub(super) fn run(args: &PackageArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, name) = sorted(args.name.as_deref(), args.dir.as_deref());
    let dir = dir.map(Path::new);
    if args.with.is_empty() && !args.dissolve {
        let desk = context.look(dir)?;
        return list(&desk, name, context);
    }
    let name = name.map(clean_paragraph);
    let name = name.filter(|name| !name.is_empty());
    let name: Arc<str> = name
        .ok_or_else(|| {
            Failure::new("which package?").hint("name it: `rapporteur package finance …`")
        })?
        .into();
    let mut desk = context.work(dir)?;
    let paragraphs: Result<Vec<Id>, Failure> = args
        .with
        .iter()
        .map(|said| find::paragraph(desk.workspace(), said))
        .collect();
    let mut paragraphs = paragraphs?;
    let mut seen = std::collections::HashSet::new();
    paragraphs.retain(|id| seen.insert(*id));
    let note = args.note.as_deref().map(clean_paragraph);
    let package = (!args.dissolve).then(|| Package {
        name: name.clone(),
        paragraphs,
        note: note.filter(|note| !note.is_empty()).map(Into::into),
    });
    let applied = context.commit(&mut desk, &Change::SetPackage { name, package })?;
    if context.is_json() {
        return list(&desk, None, context);
    }
    let changed = !applied.touches.is_empty();
    context.out.line(if changed {
        &applied.title
    } else {
        "nothing changed"
    });
    Ok(Exit::Done)
}

/// Sorts `[NAME] [DIR]`, which people give in either order or one of them alone. What is no folder is a name.
fn sorted<'a>(
    first: Option<&'a str>,
    second: Option<&'a str>,
) -> (Option<&'a str>, Option<&'a str>) {
    let is_dir = |said: &str| Path::new(said).is_dir();
    match (first, second) {
        (Some(one), None) if is_dir(one) => (Some(one), None),
        (Some(one), Some(two)) if is_dir(one) && !is_dir(two) => (Some(one), Some(two)),
        (name, dir) => (dir, name),
    }
}

fn list(desk: &Desk, name: Option<&str>, context: &mut Context) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let document = find::draft(workspace, None)?;
    let consensus = workspace.consensus();
    let knots = Prospect::new(workspace, &consensus).knots();
    let asked = |package: &&Package| name.is_none_or(|name| package.is_called(name));
    let packages = workspace.header.packages.iter().filter(asked);
    let rows: Vec<(&Package, &PackageStanding)> = packages
        .filter_map(|package| {
            let mut all = consensus.packages.iter();
            Some((package, all.find(|standing| standing.name == package.name)?))
        })
        .collect();
    if let Some(name) = name.filter(|_| rows.is_empty()) {
        return Err(Failure::new(format!("there is no package “{name}”"))
            .hint("`rapporteur package` lists them; `--with PARA` makes one"));
    }
    if context.is_json() {
        let packages = rows
            .iter()
            .map(|(package, standing)| PackageOf::of(standing, package.note.as_deref()));
        context.out.json(&Packages {
            packages: packages.collect(),
            knots: knots.iter().map(KnotOf::of).collect(),
        });
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    if rows.is_empty() && knots.is_empty() {
        out.line("Nothing is bound together.");
    }
    for (package, standing) in rows {
        print(out, document, package, standing);
    }
    print_knots(out, document, &knots);
    Ok(Exit::Done)
}

/// Names of paragraphs, with commas.
pub(super) fn names(document: &Document, ids: &[Id]) -> String {
    let names: Vec<String> = ids.iter().map(|id| find::name(document, *id)).collect();
    names.join(", ")
}

/// A package, whether it is closed, and what keeps it open.
pub(super) fn print(
    out: &mut Out,
    document: &Document,
    package: &Package,
    standing: &PackageStanding,
) {
    let (look, word) = if standing.is_closed() {
        (Look::Good, "closed")
    } else {
        (Look::Warn, "open")
    };
    out.text(Look::Strong, &package.name)
        .plain("  ")
        .text(look, word)
        .plain("  ")
        .plain(&names(document, &package.paragraphs))
        .end();
    if !standing.is_closed() {
        let line = format!("not agreed: {}", names(document, &standing.open));
        out.paragraph(Look::Plain, 4, &line);
    }
    if let Some(note) = &package.note {
        out.paragraph(Look::Faint, 4, note);
    }
}

/// Paragraphs that wait for each other.
pub(super) fn print_knots(out: &mut Out, document: &Document, knots: &[Knot]) {
    for knot in knots {
        out.text(Look::Warn, "wait for each other")
            .plain("  ")
            .plain(&names(document, &knot.paragraphs))
            .end();
        for link in &knot.round {
            let line = format!(
                "{} agrees to {} if {} is agreed",
                link.by,
                find::name(document, link.paragraph),
                find::name(document, link.needs)
            );
            out.paragraph(Look::Plain, 4, &line);
        }
    }
}

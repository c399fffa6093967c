//! `versions`: every version and the draft, what each has and what changed from the one before.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{VersionRow, Versions};
use super::out::Look;
use crate::app::texts;
use crate::compare::{Count, Options, Summary, compare, unit};
use crate::model::{Document, Moment};
use crate::text::Language;

/// List the versions, and what changed from each to the next
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur versions
  rapporteur versions ashgabat --language ru
  rapporteur versions --format json

`agreed` counts paragraphs that were agreed on the words of the original when the version was frozen, as in
`rapporteur status --by version`; of the draft, that are.
")]
pub(super) struct VersionsArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Language of the text; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

pub(super) fn run(args: &VersionsArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    find::draft(workspace, args.language)?;
    let language = args.language.unwrap_or(workspace.header.original);
    let texts = texts::series(workspace, language);
    let progress = texts::progress(workspace);
    let mut before: Option<&Document> = None;
    let mut rows = Vec::new();
    for text in &texts {
        let since = before.map(|older| compare(older, text.2, Options::default()).summary);
        let agreed = texts::agreed(&progress, workspace, &text.0);
        rows.push((text, Count::of(text.2, agreed), since));
        before = Some(text.2);
    }
    if context.is_json() {
        let versions = rows
            .iter()
            .map(|((name, frozen, _), count, since)| {
                VersionRow::of(name, frozen.map(Moment::minute), count, since.as_ref())
            })
            .collect();
        context.out.json(&Versions { versions });
        return Ok(Exit::Done);
    }
    let heads = [
        "version",
        "frozen",
        "paragraphs",
        "words",
        "brackets",
        "agreed",
        "changed since the one before",
    ];
    let mut table = vec![
        heads
            .iter()
            .map(|head| (Look::Faint, (*head).to_owned()))
            .collect::<Vec<_>>(),
    ];
    for ((name, frozen, _), count, since) in &rows {
        let number = |n: usize| (Look::Plain, n.to_string());
        table.push(vec![
            (Look::Strong, name.clone()),
            (
                Look::Faint,
                frozen.map_or_else(|| "–".to_owned(), Moment::minute),
            ),
            number(count.paragraphs),
            number(count.words),
            number(count.brackets),
            number(count.agreed),
            (
                Look::Plain,
                since
                    .as_ref()
                    .map(|sums| changes(sums, unit(language)))
                    .unwrap_or_default(),
            ),
        ]);
    }
    context.out.table(&table);
    Ok(Exit::Done)
}

/// `3 changed, 1 moved · +24 −17 words`; `nothing`.
fn changes(sums: &Summary, unit: &str) -> String {
    let sums = Summary {
        unchanged: 0,
        ..*sums
    };
    if sums.parts().is_empty() {
        return "nothing".to_owned();
    }
    super::diff::counts(&sums, unit)
}

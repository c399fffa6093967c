//! `lineage`: a clause through the years.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::{EditJson, LineageJson, LineageStep};
use super::out::Look;
use super::shelf::ShelfArgs;
use super::verify::clean;
use super::{diff, find};
use crate::compare::Edit;
use crate::model::Source;
use crate::precedent::{Claim, Library, Step};
use crate::text::Language;

/// Follow a clause through the years
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur lineage \"S/RES/2674 (2023)¶4\"      every document of the series that has the clause, oldest first
  rapporteur lineage \"resolution 2674 (2023), paragraph 4\" --library sc
  rapporteur lineage 5                         from the nearest agreed paragraph to that of the draft
  rapporteur lineage 5 --format json | jq '.steps[].date'

Each step shows what became of the words since the one before. Exit code 1 says that nothing like the paragraph is known.
")]
pub(super) struct LineageArgs {
    /// A paragraph of an adopted text, or of the draft: an id, a label or a place (#7)
    #[arg(value_name = "PARA|SYMBOL¶N")]
    what: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which language; else the original of the workspace, else English where there is a choice
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Only steps in which words changed
    #[arg(long)]
    changed: bool,
    #[command(flatten)]
    shelf: ShelfArgs,
}

/// A step as it is told.
struct Told {
    symbol: String,
    names: Vec<String>,
    date: Option<String>,
    year: Option<String>,
    library: Option<String>,
    text: String,
    similarity: f32,
    series: bool,
    asked: bool,
    edits: Vec<Edit>,
}

pub(super) fn run(args: &LineageArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref();
    // A symbol is the same in all languages.
    let mut language = args.language;
    if super::context::root(dir).is_ok() {
        let desk = context.look(dir)?;
        language = language.or(Some(desk.workspace().header.original));
        if find::paragraph(desk.workspace(), &args.what).is_ok() {
            let (stands, words) = clean(&desk, &args.what, args.language)?;
            let draft = find::draft(desk.workspace(), args.language)?;
            let language = Some(draft.head.language);
            let name = find::name(draft, stands.id);
            let told = args.shelf.ask(dir, context, |library| {
                super::shelf::speaks(library, args.language)?;
                Ok(of_draft(library, &words, &name, language))
            })?;
            return Ok(print(args, told, context));
        }
    }
    let claim = Claim::read(&args.what)
        .filter(|claim| claim.paragraph.is_some())
        .ok_or_else(|| {
            Failure::new(format!(
                "“{}” names no paragraph of the draft or of an adopted text",
                args.what
            ))
            .hint("for example 5, #7 or \"S/RES/2674 (2023)¶4\"")
        })?;
    let told = args.shelf.ask(dir, context, |library| {
        super::shelf::speaks(library, args.language)?;
        let entry = library
            .claimed(&claim, language.or(Some(Language::ENGLISH)))
            .first()
            .copied();
        let entry = entry.ok_or_else(|| unknown(library, &claim))?;
        let lineage = library.lineage(entry, &|| false);
        let steps = lineage.steps.iter().enumerate();
        Ok(steps
            .filter_map(|(at, step)| told(library, step, at == lineage.at))
            .collect())
    })?;
    Ok(print(args, told, context))
}

/// Why a claim names no paragraph.
pub(super) fn unknown(library: &Library, claim: &Claim) -> Failure {
    if library.documents_meant(&claim.symbol).is_empty() && !claim.is_understood() {
        unread(&claim.symbol)
    } else if library.documents_meant(&claim.symbol).is_empty() {
        Failure::new(format!("no library has {}", claim.symbol))
            .hint("see `rapporteur library list`, or search for it")
    } else {
        let paragraph = claim.paragraph.as_ref().map(ToString::to_string);
        let paragraph = paragraph.unwrap_or_default();
        let paragraph = paragraph.trim_start_matches('¶');
        Failure::new(format!("{} has no paragraph {paragraph}", claim.symbol)).hint(format!(
            "`rapporteur paragraphs \"{}\"` lists what it has",
            claim.symbol
        ))
    }
}

/// That nothing is known by a name that may mean something.
pub(super) fn unread(said: &str) -> Failure {
    Failure::new(format!(
        "“{said}” cannot be read as the name of a document that is known here"
    ))
    .hint("give its symbol, for example \"S/RES/2674 (2023)¶4\"")
}

fn told(library: &Library, step: &Step, asked: bool) -> Option<Told> {
    let first = library.entry(*step.entries.first()?)?;
    let entries = step.entries.iter();
    let texts: Vec<String> = entries.clone().filter_map(|at| library.text(*at)).collect();
    Some(Told {
        symbol: first.record.symbol.to_string(),
        names: entries
            .filter_map(|at| Some(library.entry(*at)?.paragraph.to_string()))
            .collect(),
        date: first.record.date.as_deref().map(ToOwned::to_owned),
        year: first.record.year().map(ToOwned::to_owned),
        library: Some(first.library.to_string()),
        text: texts.join("\n"),
        similarity: step.similarity,
        series: step.is_series,
        asked,
        edits: step.edits.clone(),
    })
}

/// The lineage of the nearest agreed paragraph, with that of the draft behind it.
fn of_draft(library: &Library, words: &str, name: &str, language: Option<Language>) -> Vec<Told> {
    let Some(gone_on) = library.lineage_of(words, language, &|| false) else {
        return Vec::new();
    };
    let steps = gone_on.lineage.steps.iter();
    let mut all: Vec<Told> = steps
        .filter_map(|step| told(library, step, false))
        .collect();
    all.push(Told {
        symbol: "draft".to_owned(),
        names: vec![name.to_owned()],
        date: None,
        year: None,
        library: None,
        text: words.to_owned(),
        similarity: gone_on.similarity,
        series: false,
        asked: true,
        edits: gone_on.edits,
    });
    all
}

fn print(args: &LineageArgs, all: Vec<Told>, context: &mut Context) -> Exit {
    let none = all.len() <= usize::from(all.iter().any(|t| t.library.is_none()));
    let changed = |(at, told): &(usize, &Told)| {
        !args.changed || *at == 0 || told.asked || told.edits.iter().any(Edit::is_change)
    };
    let shown: Vec<&Told> = all
        .iter()
        .enumerate()
        .filter(changed)
        .map(|(_, t)| t)
        .collect();
    if context.is_json() {
        let steps = shown.into_iter().map(|told| LineageStep {
            symbol: told.symbol.clone(),
            paragraph: told.names.first().cloned().unwrap_or_default(),
            paragraphs: told.names.clone(),
            date: told.date.clone(),
            library: told.library.clone(),
            text: told.text.clone(),
            similarity: told.similarity,
            series: told.series,
            asked: told.asked,
            edits: EditJson::all(&told.edits),
        });
        context.out.json(&LineageJson {
            steps: steps.collect(),
        });
        return Exit::found(none);
    }
    let out = &mut context.out;
    for (at, told) in shown.into_iter().enumerate() {
        let names: Vec<String> = told
            .names
            .iter()
            .map(|name| match told.library {
                Some(_) => Source::paragraph_name(name),
                None if name.starts_with('#') => name.clone(),
                None => format!("¶{name}"),
            })
            .collect();
        let look = if told.asked {
            Look::Strong
        } else {
            Look::Plain
        };
        let day = told.date.as_deref().or(told.year.as_deref());
        let date = format!("{:<10}", day.unwrap_or_default());
        out.text(Look::Faint, &date).plain("  ");
        out.text(look, &format!("{} {}", told.symbol, names.join(" ")));
        if at > 0 && !told.series && told.library.is_some() {
            out.text(Look::Faint, "  taken over from another text");
        }
        let is_change = told.edits.iter().any(Edit::is_change);
        if at > 0 && !is_change {
            out.text(Look::Faint, "  the same words").end();
            continue;
        }
        out.end();
        if is_change {
            diff::edits(&told.edits, out);
        } else {
            out.runs(2, [(Look::Plain, told.text.as_str())]);
        }
    }
    if all.is_empty() {
        out.line("nothing like it is known here");
    }
    Exit::found(none)
}

//! `paragraphs`: what a document of a library has, paragraph by paragraph.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::{ListedDocument, ListedJson, ListedParagraph};
use super::out::Look;
use super::shelf::{ShelfArgs, name};
use crate::precedent::{Claim, Library, plain};
use crate::text::Language;

/// List the paragraphs of an adopted text
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur paragraphs \"S/RES/2674 (2023)\"
  rapporteur paragraphs \"resolution 2674\" --language fr
  rapporteur paragraphs \"S/RES/2674 (2023), OP 10\"   that one alone
  rapporteur paragraphs \"S/RES/2674 (2023)\" --format json | jq -r '.documents[].paragraphs[].text'

Of a name that several documents have, all are listed; of one that several libraries have, each.
")]
pub(super) struct ParagraphsArgs {
    /// The document, and a paragraph of it if only that is wanted
    #[arg(value_name = "SYMBOL")]
    what: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which language; else in all
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    #[command(flatten)]
    shelf: ShelfArgs,
}

pub(super) fn run(args: &ParagraphsArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref();
    let claim = Claim::read(&args.what).ok_or_else(|| {
        Failure::new(format!("“{}” names no document", args.what))
            .hint("for example \"S/RES/2674 (2023)\" or \"resolution 2674\"")
    })?;
    let documents = args.shelf.ask(dir, context, |library| {
        let found = listed(library, &claim, args.language);
        if found.is_empty() {
            let known = !library.documents_meant(&claim.symbol).is_empty();
            return Err(match args.language {
                Some(language) if known && claim.paragraph.is_none() => Failure::new(format!(
                    "no library has {} in the language {language}",
                    claim.symbol
                )),
                _ => super::lineage::unknown(library, &claim),
            });
        }
        Ok(found)
    })?;
    if context.is_json() {
        context.out.json(&ListedJson { documents });
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    for document in documents {
        let date = document.date.as_deref().map(|date| format!("  {date}"));
        out.text(Look::Strong, &document.symbol);
        let facts = format!(
            "{}  {}  {}",
            date.unwrap_or_default(),
            document.language,
            document.library
        );
        out.text(Look::Faint, &facts).end();
        for p in document.paragraphs {
            out.paragraph(Look::Plain, 2, &format!("{}  {}", p.name, plain(&p.text)));
        }
    }
    Ok(Exit::Done)
}

/// The paragraphs that a claim means, under their documents.
fn listed(library: &Library, claim: &Claim, language: Option<Language>) -> Vec<ListedDocument> {
    let mut documents = Vec::new();
    for range in library.documents_meant(&claim.symbol) {
        let Some(first) = library.entry(range.start) else {
            continue;
        };
        let spoken = first.record.language.primary();
        if language.is_some_and(|asked| asked.primary() != spoken) {
            continue;
        }
        let entries: Vec<usize> = match &claim.paragraph {
            Some(name) => library
                .paragraphs_meant(range, name)
                .into_iter()
                .take(1)
                .collect(),
            None => range.collect(),
        };
        let paragraphs = entries.into_iter().filter_map(|at| {
            let entry = library.entry(at)?;
            Some(ListedParagraph {
                name: name(&entry),
                paragraph: entry.paragraph.to_string(),
                place: entry.place,
                role: entry.role.word(),
                text: library.text(at)?,
            })
        });
        let paragraphs: Vec<ListedParagraph> = paragraphs.collect();
        if !paragraphs.is_empty() {
            documents.push(ListedDocument {
                symbol: first.record.symbol.to_string(),
                date: first.record.date.as_deref().map(ToOwned::to_owned),
                language: first.record.language.to_string(),
                library: first.library.to_string(),
                paragraphs,
            });
        }
    }
    documents
}

//! `search`: earlier words, found again: in the precedents and versions of a workspace and in documents beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::context::{Context, root};
use super::exit::{Exit, Failure};
use super::json::{Found, FoundHit};
use super::out::{Look, say};
use super::sides::{self, Asked};
use crate::model::{Document, Workspace};
use crate::precedent::{Library, Origin, Query};
use crate::text::Language;

/// Search agreed language
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur search uranium tailings
  rapporteur search \"free of nuclear wepons\" ashgabat    slips are forgiven
  rapporteur search 铀尾矿 --language zh --limit 5
  rapporteur search archives --library ~/adopted-texts   documents beside the workspace

Words in any order; the last one may be unfinished. Exit code 1 says that nothing was found.
")]
pub(super) struct SearchArgs {
    /// Words to look for; a last one that is a folder is the workspace
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// A library: `precedents`, `versions`, or a document or folder of documents; may be repeated
    #[arg(long, value_name = "NAME|PATH")]
    library: Vec<String>,
    /// Only this language
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// The most that are shown
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

pub(super) fn run(args: &SearchArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (words, dir) = match args.query.split_last() {
        Some((last, words))
            if !words.is_empty() && Path::new(last).join("workspace.yaml").is_file() =>
        {
            (words, Some(PathBuf::from(last)))
        }
        _ => (args.query.as_slice(), None),
    };
    let text = words.join(" ");
    let (names, paths): (Vec<&String>, Vec<&String>) = args
        .library
        .iter()
        .partition(|said| ["precedents", "versions"].contains(&said.as_str()));
    let mut library = Library::new();
    // Libraries that were named are searched alone.
    let own = paths.is_empty() || !names.is_empty() || dir.is_some();
    if own && (dir.is_some() || root(None).is_ok() || paths.is_empty()) {
        let desk = context.look(dir.as_deref())?;
        let wanted = |name: &str| names.is_empty() || names.iter().any(|said| *said == name);
        add_workspace(&mut library, desk.workspace(), wanted);
    }
    for path in paths {
        add_path(&mut library, Path::new(path), context)?;
    }
    let began = Instant::now();
    let query = Query {
        language: args.language,
        limit: args.limit,
        ..Query::new(text.clone())
    };
    let hits = library.search(&query);
    let took_ms = began.elapsed().as_secs_f64() * 1000.0;
    if context.is_json() {
        let hits: Vec<FoundHit<'_>> = hits.iter().map(FoundHit::of).collect();
        let none = hits.is_empty();
        context.out.json(&Found {
            query: &text,
            took_ms,
            hits,
        });
        return Ok(Exit::found(none));
    }
    let out = &mut context.out;
    for hit in &hits {
        out.text(Look::Strong, &hit.symbol)
            .plain("  ")
            .plain(&hit.paragraph)
            .plain("  ");
        let date = hit.date.as_deref().unwrap_or_default();
        out.text(
            Look::Faint,
            &format!("{} {date} {}", hit.language, hit.library),
        );
        out.end();
        let mut runs: Vec<(Look, &str)> = Vec::new();
        let mut at = 0;
        for span in &hit.spans {
            runs.push((
                Look::Plain,
                hit.text.get(at..span.start).unwrap_or_default(),
            ));
            runs.push((Look::Good, hit.text.get(span.clone()).unwrap_or_default()));
            at = span.end;
        }
        runs.push((Look::Plain, hit.text.get(at..).unwrap_or_default()));
        out.runs(2, runs);
        for again in &hit.also {
            out.plain("  ")
                .text(
                    Look::Faint,
                    &format!("also {} {}", again.symbol, again.paragraph),
                )
                .end();
        }
    }
    if hits.is_empty() {
        out.line(&format!("nothing like it in {} paragraphs", library.len()));
    }
    Ok(Exit::found(hits.is_empty()))
}

fn add_workspace(library: &mut Library, workspace: &Workspace, wanted: impl Fn(&str) -> bool) {
    if wanted("precedents") {
        for precedent in &workspace.precedents {
            library.add(
                Origin::of_document("precedents", &precedent.name, &precedent.document),
                &precedent.document,
            );
        }
    }
    if wanted("versions") {
        for version in &workspace.versions {
            for document in version.documents.values() {
                library.add(Origin::of_version(version), document);
            }
        }
    }
}

/// Adds a document, or every document below a folder. What is no document in a folder is passed over and said.
fn add_path(library: &mut Library, path: &Path, context: &mut Context) -> Result<(), Failure> {
    let name: Arc<str> = path.display().to_string().into();
    if path.is_file() {
        let document = read(path, context)?;
        library.add(
            Origin::of_document(&name, &stem(path), &document),
            &document,
        );
        return Ok(());
    }
    if !path.is_dir() {
        return Err(
            Failure::new(format!("no library {name}: no such file or folder")).hint(
                "precedents and versions are those of the workspace; anything else is a path",
            ),
        );
    }
    let mut waiting = vec![path.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|error| Failure::file(&folder, "cannot be read", &error))?;
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    for file in files {
        match read(&file, context) {
            Ok(document) => library.add(
                Origin::of_document(&name, &stem(&file), &document),
                &document,
            ),
            Err(failure) => say("note", &format!("passed over: {}", failure.message)),
        }
    }
    Ok(())
}

fn read(path: &Path, context: &mut Context) -> Result<Document, Failure> {
    Ok(sides::file(
        path,
        None,
        Asked {
            language: None,
            profile: None,
        },
        context,
    )?
    .document)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

//! `search`: words that were adopted before, by what one remembers of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::file::{self, Known};
use super::json::{Found, FoundHit};
use super::out::{Look, say};
use super::suggest::did_you_mean;
use crate::model::{Document, Workspace};
use crate::precedent::{Hit, Library, Origin, Query};
use crate::store::Store;
use crate::text::Language;

/// Libraries that a workspace has.
const OWN: [&str; 2] = ["precedents", "versions"];
/// How deep folders are looked through.
const DEEPEST: usize = 8;

/// Find agreed words by what you remember of them
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur search remain seized of the matter
  rapporteur search 'negotiations faith nuclear' --limit 5
  rapporteur search water --library ~/resolutions --library precedents --language en

Slips, words left out and other orders are forgiven. It searches the precedents and versions of the
workspace; `--library` names one of the two (precedents, versions), or a file or folder to search too.
")]
pub(super) struct SearchArgs {
    /// Words of the paragraph
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// `precedents`, `versions`, or a file or folder of documents; may be repeated
    #[arg(long, value_name = "NAME|PATH")]
    library: Vec<String>,
    /// Only in this language
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// The most hits to give
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

pub(super) fn run(args: &SearchArgs, context: &mut Context) -> Result<Exit, Failure> {
    let started = Instant::now();
    let (names, paths): (Vec<_>, Vec<_>) = args
        .library
        .iter()
        .map(String::as_str)
        .partition(|said| OWN.contains(said));
    let mut library = Library::new();
    match context.look(args.dir.as_deref()) {
        Ok(desk) => {
            let wanted = |name: &str| names.is_empty() || names.contains(&name);
            add_workspace(&mut library, desk.workspace(), wanted);
        }
        // Files that are given can be searched from anywhere.
        Err(_) if args.dir.is_none() && names.is_empty() && !paths.is_empty() => {}
        Err(failure) => return Err(failure),
    }
    for said in paths {
        add_path(&mut library, said, context)?;
    }
    let query = args.query.join(" ");
    let hits = library.search(&Query {
        language: args.language,
        limit: args.limit,
        ..Query::new(query.as_str())
    });
    if context.is_json() {
        context.out.json(&Found {
            query: &query,
            took_ms: started.elapsed().as_secs_f64() * 1000.0,
            hits: hits.iter().map(FoundHit::of).collect(),
        });
    } else {
        list(context, &hits, library.len());
    }
    Ok(Exit::Done)
}

fn add_workspace(library: &mut Library, workspace: &Workspace, wanted: impl Fn(&str) -> bool) {
    if wanted("precedents") {
        for precedent in &workspace.precedents {
            library.add(origin("precedents", &precedent.name, &precedent.document), &precedent.document);
        }
    }
    if wanted("versions") {
        for version in &workspace.versions {
            for document in version.documents.values() {
                let date = version.frozen.map(|at| at.minute().chars().take(10).collect::<String>());
                let origin = Origin {
                    library: "versions".into(),
                    symbol: version.label.as_str().into(),
                    date: date.map(Into::into),
                    version: Some(version.label.as_str().into()),
                };
                library.add(origin, document);
            }
        }
    }
}

fn origin(library: &str, name: &str, document: &Document) -> Origin {
    let head = &document.head;
    Origin {
        library: library.into(),
        symbol: head.symbol.clone().unwrap_or_else(|| name.into()),
        date: head.date.clone(),
        version: None,
    }
}

/// A document, or all documents in a folder; of a workspace, its precedents and versions.
fn add_path(library: &mut Library, said: &str, context: &mut Context) -> Result<(), Failure> {
    let path = Path::new(said);
    if path.is_file() {
        return add_file(library, said, path, context);
    }
    if !path.is_dir() {
        let failure = Failure::new(format!("{said}: no such library, file or folder"));
        return Err(super::find::with_hint(failure, did_you_mean(said, &OWN)));
    }
    if path.join("workspace.yaml").is_file() {
        let (_, loaded) = Store::open_read_only(path)?;
        add_workspace(library, &loaded.workspace, |_| true);
        return Ok(());
    }
    let mut files = Vec::new();
    gather(path, 0, &mut files).map_err(|e| Failure::file(path, "cannot be read", &e))?;
    for file in files {
        // One odd file in a folder does not keep the others from being searched.
        if let Err(failure) = add_file(library, said, &file, context) {
            say("note", &failure.message);
        }
    }
    Ok(())
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if name.is_some_and(|name| name.starts_with('.')) {
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let is_document =
            ending.is_some_and(|e| ["yaml", "yml", "md", "markdown", "txt", "text"].contains(&e));
        // Links are not followed: a folder may hold itself.
        let kind = fs::symlink_metadata(&path)?;
        if kind.is_dir() && depth < DEEPEST {
            gather(&path, depth + 1, files)?;
        } else if is_document && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

fn add_file(
    library: &mut Library,
    name: &str,
    path: &Path,
    context: &mut Context,
) -> Result<(), Failure> {
    let read = file::read(path, Known::default(), context)?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    library.add(origin(name, &stem.unwrap_or_default(), &read.document), &read.document);
    Ok(())
}

fn list(context: &mut Context, hits: &[Hit], among: usize) {
    let out = &mut context.out;
    if hits.is_empty() {
        out.line(&format!("nothing like that among {among} paragraphs"));
    }
    for (at, hit) in hits.iter().enumerate() {
        if at > 0 {
            out.end();
        }
        out.text(Look::Strong, &hit.symbol);
        let date = hit.date.as_deref().map_or(String::new(), |date| format!(" · {date}"));
        let place = format!(" {}{date} · {} · {}", hit.paragraph, hit.language, hit.library);
        out.text(Look::Faint, &place);
        if !hit.also.is_empty() {
            out.text(Look::Faint, &format!(" · repeated {}×", hit.also.len()));
        }
        out.end();
        let mut runs = Vec::new();
        let mut done = 0;
        for span in &hit.spans {
            runs.push((Look::Plain, hit.text.get(done..span.start).unwrap_or_default()));
            runs.push((Look::Strong, hit.text.get(span.clone()).unwrap_or_default()));
            done = span.end;
        }
        runs.push((Look::Plain, hit.text.get(done..).unwrap_or_default()));
        out.runs(4, runs);
    }
}

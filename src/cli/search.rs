//! `search`: earlier words, found again: in the precedents and versions of a workspace, in libraries, and in documents
//! beside it.

use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::context::{Context, root};
use super::exit::{Exit, Failure};
use super::json::{Found, FoundHit};
use super::library;
use super::out::{Look, say};
use super::shelf;
use super::sides::{self, Asked};
use crate::model::Document;
use crate::precedent::{Builder, Hit, Library, Party, Query, Record, SearchError};
use crate::store::Libraries;
use crate::text::Language;

/// Search agreed language
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur search uranium tailings
  rapporteur search \"free of nuclear wepons\" ashgabat    slips are forgiven
  rapporteur search 铀尾矿 --language zh --limit 5
  rapporteur search archives --library ~/adopted-texts   documents beside the workspace
  rapporteur search --library sc -sanctions '\"all necessary measures\" year:2010- verb:decides'
  rapporteur search ceasefire --accepted-by KAZ --accepted-by UZB
  rapporteur search remain actively seized --unfold       each year's wording a row of its own
  rapporteur search --batch --format json < queries.txt  one query a line, one answer a line

Words in any order; the last one may be unfinished. Quotes keep words together, `-word` leaves out, and symbol:, year:,
verb:, role:, language: and accepted-by: narrow. The workspace and all libraries are searched, unless some are named. Exit code 1 says that nothing was found.
")]
pub(super) struct SearchArgs {
    /// Words to look for; a last one that is a folder is the workspace
    #[arg(value_name = "QUERY", required_unless_present = "batch")]
    query: Vec<String>,
    /// A library: `precedents`, `versions`, the name of one, or a document or folder of documents; may be repeated
    #[arg(long, value_name = "NAME|PATH")]
    library: Vec<String>,
    /// Leave out what has this word, or these words in a row; `-WORD` is the same; may be repeated
    #[arg(long, value_name = "WORD")]
    without: Vec<String>,
    /// Only this language
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Only of documents that this delegation or State accepted, by code or name; may be repeated
    #[arg(long, value_name = "CODE")]
    accepted_by: Vec<String>,
    /// The most that are shown
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = shelf::limit)]
    limit: usize,
    /// Give paragraphs that differ in little a row each, not one row for all of them
    #[arg(long)]
    unfold: bool,
    /// Read queries from the standard input, one a line
    #[arg(long, conflicts_with = "query")]
    batch: bool,
    /// The folder of all libraries; else `RAPPORTEUR_LIBRARIES`, else rapporteur/libraries in the folder for data
    #[arg(long, value_name = "FOLDER")]
    libraries: Option<PathBuf>,
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
    let libraries = library::libraries(args.libraries.as_ref())?;
    let mut searched = open(&args.library, true, dir.as_deref(), &libraries, context)?;
    // Delegations are called as the workspace calls them, where there is one and somebody is named.
    let names = args.batch
        || !args.accepted_by.is_empty()
        || words.iter().any(|word| word.contains("accepted-by"));
    let desk = (names && (dir.is_some() || root(None).is_ok()))
        .then(|| context.look(dir.as_deref()))
        .transpose()?;
    let header = desk.as_ref().map(|desk| &*desk.workspace().header);
    let named = shelf::parties(header, &args.accepted_by)?;
    let accepted_by = shelf::known(&searched, &named)?;
    let parties: Arc<[Party]> = header
        .into_iter()
        .flat_map(|header| header.delegations.iter().map(Party::of))
        .collect();
    let query = |text: &str| Query {
        language: args.language,
        limit: args.limit,
        fold: !args.unfold,
        accepted_by: accepted_by.clone(),
        parties: parties.clone(),
        ..Query::new(text)
    };
    // The last word that is looked for stays last: it may be unfinished.
    let without = args.without.iter();
    let without: Vec<String> = without.map(|words| format!("-\"{words}\" ")).collect();
    let without = without.concat();
    if !args.batch {
        let query = query(&(without + &words.join(" ")));
        for wrong in query.wrong() {
            let said = format!("{} {}", wrong.said, wrong.why);
            if wrong.is_left_out {
                return Err(Failure::new(said));
            }
            context.note(&said);
        }
        shelf::speaks(&searched, query.language())?;
        let (hits, took_ms) = ask(
            &mut searched,
            &query,
            args,
            dir.as_deref(),
            &libraries,
            context,
        )?;
        print(&query.text, took_ms, &hits, searched.len(), context);
        return Ok(Exit::found(hits.is_empty()));
    }
    shelf::speaks(&searched, args.language)?;
    let mut none = true;
    for line in std::io::stdin().lock().lines() {
        let line = line
            .map_err(|error| Failure::new(format!("the standard input cannot be read: {error}")))?;
        let query = query(&(without.clone() + &line));
        for wrong in query.wrong() {
            let left_out = if wrong.is_left_out { "left out: " } else { "" };
            context.note(&format!("{left_out}{} {}", wrong.said, wrong.why));
        }
        let (hits, took_ms) = ask(
            &mut searched,
            &query,
            args,
            dir.as_deref(),
            &libraries,
            context,
        )?;
        none &= hits.is_empty();
        if !context.is_json() {
            context.out.text(Look::Strong, &format!("? {line}")).end();
        }
        print(&query.text, took_ms, &hits, searched.len(), context);
    }
    Ok(Exit::found(none))
}

/// Opens what is to be searched: libraries by their names, else all, and the workspace; its versions, where nobody named
/// them, only with `versions`.
pub(super) fn open(
    asked: &[String],
    versions: bool,
    dir: Option<&Path>,
    libraries: &Libraries,
    context: &mut Context,
) -> Result<Library, Failure> {
    let mut library = Library::new();
    let own = ["precedents", "versions"];
    let (mut named, mut paths, mut own_named) = (Vec::new(), Vec::new(), Vec::new());
    for said in asked {
        if own.contains(&said.as_str()) {
            own_named.push(said.as_str());
        } else if libraries.has(said) {
            named.push(said.clone());
        } else {
            paths.push(said);
        }
    }
    let all = asked.is_empty();
    if all {
        named = libraries.names()?;
    }
    // Libraries that were named are searched alone.
    let wants_own = all || !own_named.is_empty() || dir.is_some();
    if wants_own && (dir.is_some() || root(None).is_ok() || named.is_empty() && paths.is_empty()) {
        let desk = context.look(dir)?;
        let wanted = |name: &str| {
            own_named.contains(&name) || own_named.is_empty() && (versions || name != "versions")
        };
        library.add_workspace(desk.workspace(), wanted);
    }
    library::open_into(&mut library, libraries, &named, !all, context)?;
    for path in paths {
        add_path(&mut library, Path::new(path), context)?;
    }
    Ok(library)
}

/// Asks; a library that turns out to be damaged is made anew first.
fn ask(
    searched: &mut Library,
    query: &Query,
    args: &SearchArgs,
    dir: Option<&Path>,
    libraries: &Libraries,
    context: &mut Context,
) -> Result<(Vec<Hit>, f64), Failure> {
    let mut repaired = false;
    loop {
        let began = Instant::now();
        match searched.search_until(query, &|| false) {
            Ok(hits) => return Ok((hits, began.elapsed().as_secs_f64() * 1000.0)),
            Err(SearchError::Damaged(name)) if libraries.has(&name) && !repaired => {
                library::repair(libraries, &name, context)?;
                *searched = open(&args.library, true, dir, libraries, context)?;
                repaired = true;
            }
            Err(error) => return Err(Failure::new(error.to_string())),
        }
    }
}

fn print(text: &str, took_ms: f64, hits: &[Hit], among: usize, context: &mut Context) {
    if context.is_json() {
        context.out.json(&Found {
            query: text,
            took_ms,
            hits: hits.iter().map(FoundHit::of).collect(),
        });
        return;
    }
    let out = &mut context.out;
    for hit in hits {
        out.text(Look::Strong, &hit.symbol)
            .plain("  ")
            .plain(&hit.paragraph_name())
            .plain("  ");
        let date = hit.date.as_deref().unwrap_or_default();
        out.text(
            Look::Faint,
            &format!("{} {date} {}", hit.language, hit.libraries()),
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
            let how = if again.verbatim {
                "also"
            } else {
                "nearly the same:"
            };
            let date = again.date.as_deref().unwrap_or_default();
            out.plain("  ")
                .text(Look::Faint, &format!("{how} {} {date}", again.name()))
                .end();
        }
    }
    if hits.is_empty() {
        let said = if text.chars().any(char::is_alphanumeric) {
            format!("nothing like it in {among} paragraphs")
        } else {
            "nothing to look for: type some words".to_owned()
        };
        out.line(&said);
    }
}

/// Adds a document, or every document below a folder. What is no document in a folder is passed over and said.
fn add_path(library: &mut Library, path: &Path, context: &mut Context) -> Result<(), Failure> {
    let name = path.display().to_string();
    let mut builder = Builder::new();
    if path.is_file() {
        let document = read(path, context)?;
        builder.add_document(Record::of_document(&stem(path), &document), &document);
        library.add(&name, Arc::new(builder.build()));
        return Ok(());
    }
    if !path.is_dir() {
        return Err(
            Failure::new(format!("no library {name}, and no such file or folder")).hint(
                "precedents and versions are those of the workspace; see also `rapporteur library list`",
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
            Ok(document) => {
                builder.add_document(Record::of_document(&stem(&file), &document), &document);
            }
            Err(failure) => say("note", &format!("passed over: {}", failure.message)),
        }
    }
    library.add(&name, Arc::new(builder.build()));
    Ok(())
}

pub(super) fn read(path: &Path, context: &mut Context) -> Result<Document, Failure> {
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

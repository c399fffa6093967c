//! `library`: libraries of precedents, made from documents and lines, and what is in them.

mod reading;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, Subcommand};

use super::context::{Context, variable};
use super::exit::{Exit, Failure};
use super::json::{LibraryAdded, LibraryJson, LibraryList, LibraryRemoved};
use super::out::{Look, say};
use super::suggest::did_you_mean;
use crate::precedent::Library;
use crate::store::{Libraries, LibraryError, Opened, Source};
use crate::text::Language;
use reading::Which;

/// Make libraries of adopted texts, and see what is in them
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur library add sc ~/resolutions          every document below a folder
  rapporteur library add sc paragraphs.jsonl       one paragraph a line, as JSON
  rapporteur library add sc                        again: only what is new or changed is read
  rapporteur library add sc --rebuild              again: everything is read
  rapporteur library list
  rapporteur library info sc
  rapporteur library remove sc

Libraries are searched from every workspace. A line of JSON has the words as `text`, and may have `symbol`, `lang`,
`date`, `num`, `role`, `verb`, `title`, `subject`, `adopted`, `votes` ({\"KAZ\":\"Y\"}) and `sponsors` ([\"KAZ\"]).
")]
pub(super) struct LibraryArgs {
    #[command(subcommand)]
    act: Act,
    /// The folder of all libraries; else `RAPPORTEUR_LIBRARIES`, else rapporteur/libraries in the folder for data
    #[arg(long, global = true, value_name = "FOLDER")]
    libraries: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// Put documents in a library; again, what is new or changed
    Add(AddArgs),
    /// The libraries there are
    List,
    /// What is in a library
    Info(NameArgs),
    /// Remove a library; the documents stay where they are
    Remove(NameArgs),
}

#[derive(Debug, Args)]
struct AddArgs {
    /// The library
    #[arg(value_name = "NAME")]
    name: String,
    /// Documents, files of JSON lines, or folders of them; without any, those that the library is made of
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The language of documents that do not say theirs; else guessed
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Read everything anew, also what has not changed
    #[arg(long)]
    rebuild: bool,
}

#[derive(Debug, Args)]
struct NameArgs {
    /// The library
    #[arg(value_name = "NAME")]
    name: String,
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        let hint = match &error {
            LibraryError::None(_) => Some("see `rapporteur library list`"),
            LibraryError::Newer(_) => Some("update rapporteur"),
            _ => None,
        };
        let failure = Self::new(error.to_string());
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// The folder of all libraries.
pub(super) fn libraries(asked: Option<&PathBuf>) -> Result<Libraries, Failure> {
    let named = asked
        .cloned()
        .or_else(|| variable("RAPPORTEUR_LIBRARIES").map(PathBuf::from));
    let root = match named {
        Some(root) => root,
        None => {
            let strategy = etcetera::choose_base_strategy().map_err(|error| {
                Failure::new(format!("there is no folder for libraries: {error}"))
                    .hint("name one with --libraries or RAPPORTEUR_LIBRARIES")
            })?;
            etcetera::BaseStrategy::data_dir(&strategy).join("rapporteur/libraries")
        }
    };
    Ok(Libraries::at(root))
}

/// The libraries of this person, if there is a folder for them.
pub(crate) fn of_person() -> Option<Libraries> {
    libraries(None).ok()
}

pub(super) fn run(args: &LibraryArgs, context: &mut Context) -> Result<Exit, Failure> {
    let libraries = libraries(args.libraries.as_ref())?;
    match &args.act {
        Act::Add(add) => add_to(&libraries, add, context),
        Act::List => list(&libraries, context),
        Act::Info(info) => show(&libraries, &info.name, context),
        Act::Remove(remove) => {
            known(&libraries, &remove.name)?;
            libraries.remove(&remove.name)?;
            if context.is_json() {
                context.out.json(&LibraryRemoved {
                    removed: &remove.name,
                });
            } else {
                context.out.line(&format!("removed {}", remove.name));
            }
            Ok(Exit::Done)
        }
    }
}

fn known(libraries: &Libraries, name: &str) -> Result<(), Failure> {
    if libraries.has(name) {
        return Ok(());
    }
    let names = libraries.names()?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let failure = Failure::new(format!("no library {name}"));
    Err(match did_you_mean(name, &names) {
        Some(hint) => failure.hint(hint),
        None => failure.hint("make one with `rapporteur library add NAME PATH`"),
    })
}

fn add_to(libraries: &Libraries, args: &AddArgs, context: &mut Context) -> Result<Exit, Failure> {
    let began = Instant::now();
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        known(libraries, &args.name)?;
        paths = reading::made_of(libraries, &args.name)?;
    }
    let which = if args.rebuild {
        Which::All
    } else {
        Which::Changed
    };
    let is_new = !libraries.has(&args.name);
    let done = reading::update(
        libraries,
        &args.name,
        (&paths, which),
        args.language,
        context,
    )?;
    let opened = libraries.open(&args.name)?;
    let contents = opened.contents();
    let seconds = began.elapsed().as_secs_f64();
    let passed_over = done.passed_over > 0;
    if is_new && passed_over && contents.documents == 0 {
        drop(opened);
        libraries.remove(&args.name)?;
        return Err(Failure::new(format!(
            "nothing of it could be read: no library {} was made",
            args.name
        )));
    }
    if context.is_json() {
        context.out.json(&LibraryAdded {
            name: &args.name,
            documents: contents.documents,
            paragraphs: contents.paragraphs,
            languages: &contents.languages,
            bytes: opened.bytes,
            seconds,
            files_read: done.read,
            files_unchanged: done.unchanged,
            files_gone: done.gone,
            passed_over: done.passed_over,
        });
        return Ok(Exit::found(passed_over));
    }
    let out = &mut context.out;
    let held = held(contents.documents, contents.paragraphs).join(", ");
    out.line(&format!("{}: {held}, {}", args.name, size(opened.bytes)));
    let mut said = vec![format!("{} read", files(done.read))];
    for (count, what) in [
        (done.unchanged, "unchanged"),
        (done.gone, "gone"),
        (done.passed_over, "passed over"),
    ] {
        if count > 0 {
            said.push(format!("{count} {what}"));
        }
    }
    said.push(format!("{seconds:.1} s"));
    out.text(Look::Faint, &said.join(", ")).end();
    Ok(Exit::found(passed_over))
}

fn list(libraries: &Libraries, context: &mut Context) -> Result<Exit, Failure> {
    let (mut all, mut broken) = (Vec::new(), false);
    for name in libraries.names()? {
        match libraries.open(&name) {
            Ok(opened) => all.push(opened),
            Err(error) => {
                broken = true;
                context.note(&format!("library {name} cannot be used: {error}"));
            }
        }
    }
    if context.is_json() {
        let rows = all.iter().map(|opened| LibraryJson::of(opened, false));
        context.out.json(&LibraryList {
            libraries: rows.collect(),
        });
        return Ok(Exit::found(broken));
    }
    if all.is_empty() && !broken {
        context
            .out
            .line("no libraries: make one with `rapporteur library add NAME PATH`");
    }
    for opened in &all {
        let contents = opened.contents();
        let mut said = held(contents.documents, contents.paragraphs);
        if !contents.languages.is_empty() {
            said.push(contents.languages.join(" "));
        }
        said.push(size(opened.bytes));
        let out = &mut context.out;
        out.text(Look::Strong, &opened.name)
            .plain(&format!("  {}", said.join(", ")));
        if opened.is_damaged() {
            out.text(Look::Bad, "  damaged");
        }
        out.end();
    }
    Ok(Exit::found(broken))
}

/// `2 documents`, `1 paragraph`.
fn held(documents: u64, paragraphs: u64) -> Vec<String> {
    [(documents, "document"), (paragraphs, "paragraph")]
        .map(|(count, what)| counted(count, what))
        .to_vec()
}

/// `2 files`, `1 file`.
fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Where documents come from: a folder that was named, with how many files of it, or a file that was named itself.
fn places(sources: &[Source]) -> Vec<(&str, Option<u64>)> {
    let mut places: Vec<(&str, Option<u64>)> = Vec::new();
    for source in sources {
        let Some(under) = source.under.as_deref() else {
            places.push((&source.path, None));
            continue;
        };
        match places
            .iter_mut()
            .find(|(place, files)| *place == under && files.is_some())
        {
            Some((_, files)) => *files = files.map(|files| files + 1),
            None => places.push((under, Some(1))),
        }
    }
    places
}

fn show(libraries: &Libraries, name: &str, context: &mut Context) -> Result<Exit, Failure> {
    known(libraries, name)?;
    let mut opened = libraries.open(name)?;
    opened.check();
    let damaged = opened.is_damaged();
    if context.is_json() {
        context.out.json(&LibraryJson::of(&opened, true));
        return Ok(Exit::found(damaged));
    }
    let contents = opened.contents();
    let out = &mut context.out;
    out.text(Look::Strong, &opened.name).end();
    out.line(&format!("  documents   {}", contents.documents));
    out.line(&format!("  paragraphs  {}", contents.paragraphs));
    out.line(&format!("  languages   {}", contents.languages.join(" ")));
    out.line(&format!(
        "  index       {} in {}",
        size(opened.bytes),
        counted(
            (opened.segments.len() + opened.damaged.len()) as u64,
            "file"
        )
    ));
    for (path, problem) in &opened.damaged {
        out.text(
            Look::Bad,
            &format!("  damaged     {}: {problem}", path.display()),
        )
        .end();
    }
    for (place, files) in places(&opened.sources) {
        let files = files.map_or_else(String::new, |files| {
            format!(" ({})", counted(files, "file"))
        });
        out.line(&format!("  from        {place}{files}"));
    }
    if damaged {
        say(
            "note",
            "it is made anew from its documents when it is searched or added to",
        );
    }
    Ok(Exit::found(damaged))
}

/// Opens the libraries that are wanted and adds them to what is searched. One that is damaged is made anew first.
pub(super) fn open_into(
    library: &mut Library,
    libraries: &Libraries,
    names: &[String],
    asked: bool,
    context: &mut Context,
) -> Result<(), Failure> {
    for name in names {
        known(libraries, name)?;
        let mut opened = match libraries.open(name) {
            Ok(opened) => opened,
            // One that nobody asked for by its name takes no other down.
            Err(error) if !asked => {
                context.note(&format!("without library {name}: {error}"));
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if opened.is_damaged() {
            match repair(libraries, name, context) {
                Ok(repaired) => opened = repaired,
                Err(failure) => {
                    context.note(&format!(
                        "library {name} cannot be made anew: {}: what is whole of it is used",
                        failure.message
                    ));
                    opened.keep_sound();
                }
            }
        }
        for segment in &opened.segments {
            library.add(name, Arc::clone(segment));
        }
    }
    Ok(())
}

/// Makes a damaged library anew from its documents, and says so.
pub(super) fn repair(
    libraries: &Libraries,
    name: &str,
    context: &mut Context,
) -> Result<Opened, Failure> {
    context.note(&format!(
        "library {name} is damaged; it is made anew from its documents"
    ));
    let done = reading::update(libraries, name, (&[], Which::Changed), None, context)?;
    let mut opened = libraries.open(name)?;
    if done.away > 0 {
        context.note(&format!(
            "library {name} is used without {} that are not where they were: put them back, or do without them (`rapporteur library add {name}`)",
            files(done.away)
        ));
        opened.keep_sound();
    }
    Ok(opened)
}

/// Makes a damaged library of this person anew from its documents, and prints nothing. Gives how many files are away,
/// or why it cannot be done.
pub(crate) fn mend(name: &str) -> Result<u64, String> {
    let mended = libraries(None).and_then(|libraries| {
        let none = (&[][..], Which::Changed);
        let done = reading::update(&libraries, name, none, None, &mut Context::silent())?;
        Ok(done.away)
    });
    mended.map_err(|failure| failure.message)
}

/// `1 file`, `2 files`.
fn files(count: u64) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// A size for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

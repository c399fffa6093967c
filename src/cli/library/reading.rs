//! Reading documents into a library: only what is new or changed, and what a damaged index lost.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Instant, UNIX_EPOCH};

use super::super::context::Context;
use super::super::exit::Failure;
use super::super::sides::{self, Asked};
use crate::precedent::{Builder, Record};
use crate::store::{self, Libraries, Source};
use crate::text::Language;

/// What was done.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Done {
    /// Files read.
    pub(super) read: u64,
    /// Files that are as they were.
    pub(super) unchanged: u64,
    /// Files that the library knew and that are gone.
    pub(super) gone: u64,
    /// Files and lines that could not be read.
    pub(super) passed_over: u64,
    /// Files that a damaged index had, and that are not where they were: it stays damaged for their sake.
    pub(super) away: u64,
}

/// Which of the files that are named are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that are new or changed.
    Changed,
    /// All.
    All,
}

/// A file to be read.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    under: Option<String>,
    /// Whether it was named itself: then it is an error that it cannot be read.
    named: bool,
}

/// Brings a library up to date with what stands below these paths. What a damaged index lost is read again, wherever it
/// came from.
pub(super) fn update(
    libraries: &Libraries,
    name: &str,
    (paths, which): (&[PathBuf], Which),
    language: Option<Language>,
    context: &mut Context,
) -> Result<Done, Failure> {
    let mut found = Vec::new();
    for path in paths {
        found.extend(below(path)?);
    }
    if found.is_empty() && !paths.is_empty() && !libraries.has(name) {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(
            Failure::new(format!("no documents in {}", paths.join(", ")))
                .hint("a library is made of documents: name files, or a folder that has some"),
        );
    }
    let mut writer = libraries.write(name)?;
    let lost = writer.lost();
    let known: BTreeMap<String, Source> = writer
        .sources()
        .iter()
        .map(|source| (source.path.clone(), source.clone()))
        .collect();
    let here: HashSet<String> = found.iter().map(|file| shown(&file.path)).collect();
    // Folders that were named tell what is no longer in them.
    let folders: HashSet<&String> = found.iter().filter_map(|f| f.under.as_ref()).collect();
    let asked: HashSet<String> = paths.iter().map(|path| shown(&absolute(path))).collect();
    let gone: HashSet<String> = known
        .values()
        .filter(|source| {
            let under = source.under.as_ref();
            under.is_some_and(|u| folders.contains(u) || asked.contains(u))
                && !here.contains(&source.path)
        })
        .map(|source| source.path.clone())
        .collect();
    let mut away = 0;
    for path in &lost {
        let Some(source) = known.get(path).filter(|_| !here.contains(path)) else {
            continue;
        };
        if Path::new(path).is_file() {
            found.push(Found {
                path: PathBuf::from(path),
                under: source.under.clone(),
                named: false,
            });
        } else if !gone.contains(path) {
            away += 1;
        }
    }
    let mut reading = Reading {
        builder: Builder::new(),
        facts: store::Facts::new(),
        fresh: Vec::new(),
        done: Done::default(),
        language,
        progress: Progress::new(found.len(), context),
    };
    let (mut wanted, mut same) = (Vec::new(), Vec::new());
    for file in found {
        let source = reading.source(&file)?;
        let old = known.get(&source.path);
        let is_same = which == Which::Changed
            && old.is_some_and(|old| old.is_as(&source))
            && !lost.contains(&source.path);
        let list = if is_same { &mut same } else { &mut wanted };
        list.push((file, source));
    }
    // Lines of one file may tell who voted on what stands in another, read before or not named now.
    if wanted.iter().any(|(file, _)| has_lines(&file.path)) {
        for source in known.values() {
            let file = Found {
                path: PathBuf::from(&source.path),
                under: source.under.clone(),
                named: false,
            };
            let stands = has_lines(&file.path) && file.path.is_file();
            if stands && !here.contains(&source.path) && !lost.contains(&source.path) {
                let source = reading.source(&file)?;
                same.push((file, source));
            }
        }
        for (file, _) in &wanted {
            reading.hear(file, context)?;
        }
        let (lines, other): (Vec<_>, Vec<_>) = same
            .into_iter()
            .partition(|(file, _)| has_lines(&file.path));
        let retold = !reading.facts.is_empty();
        // What is said last counts.
        reading.facts.clear();
        for (file, _) in lines.iter().chain(&wanted) {
            reading.hear(file, context)?;
        }
        same = other;
        if retold {
            wanted.extend(lines);
        } else {
            same.extend(lines);
        }
    }
    let asked_for = same
        .iter()
        .filter(|(_, source)| here.contains(&source.path));
    reading.done.unchanged = asked_for.count() as u64;
    for (file, source) in wanted {
        reading.read(&file, source, context)?;
    }
    let Reading {
        builder,
        fresh,
        mut done,
        progress,
        ..
    } = reading;
    progress.say("indexing");
    done.away = away;
    if !(fresh.is_empty() && gone.is_empty()) {
        done.gone = gone.len() as u64;
        writer.replace(builder, fresh, &gone)?;
    }
    progress.clear();
    Ok(done)
}

struct Reading {
    builder: Builder,
    facts: store::Facts,
    fresh: Vec<Source>,
    done: Done,
    language: Option<Language>,
    progress: Progress,
}

impl Reading {
    #[expect(clippy::unused_self)]
    fn source(&self, file: &Found) -> Result<Source, Failure> {
        let meta = fs::metadata(&file.path)
            .map_err(|error| Failure::file(&file.path, "cannot be read", &error))?;
        let modified = meta.modified().ok();
        let modified = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Ok(Source {
            path: shown(&file.path),
            under: file.under.clone(),
            size: meta.len(),
            modified: modified.map_or(0, |at| at.as_nanos() as u64),
        })
    }

    /// Reads what the lines of a file say of documents, without their words.
    fn hear(&mut self, file: &Found, context: &Context) -> Result<(), Failure> {
        if !has_lines(&file.path) {
            return Ok(());
        }
        let cannot = |error: &io::Error| Failure::file(&file.path, "cannot be read", error);
        let opened = File::open(&file.path).map_err(|error| cannot(&error))?;
        let no_votes = store::facts(BufReader::new(opened), &mut self.facts)
            .map_err(|error| cannot(&error))?;
        note_votes(&file.path, &no_votes, context);
        Ok(())
    }

    fn read(&mut self, file: &Found, source: Source, context: &mut Context) -> Result<(), Failure> {
        let name = file.path.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if has_lines(&file.path) {
            let opened = File::open(&file.path)
                .map_err(|error| Failure::file(&file.path, "cannot be read", &error))?;
            let size = source.size.max(1);
            let progress = &mut self.progress;
            let lines = store::read_lines(
                BufReader::with_capacity(1 << 20, opened),
                &name,
                &source.path,
                &self.facts,
                &mut self.builder,
                |bytes| progress.part(&file.path, bytes * 100 / size),
            );
            let lines =
                lines.map_err(|error| Failure::new(format!("{}: {error}", file.path.display())))?;
            note_votes(&file.path, &lines.no_votes, context);
            if let Some((number, what)) = lines.first_bad {
                self.done.passed_over += lines.bad;
                let more = match lines.bad {
                    1 => String::new(),
                    bad => format!(" ({bad} lines like it)"),
                };
                context.note(&format!(
                    "passed over: {}, line {number}: {what}{more}",
                    file.path.display()
                ));
            }
        } else {
            self.progress.part(&file.path, 0);
            let asked = Asked {
                language: self.language,
                profile: None,
            };
            match sides::file(&file.path, None, asked, context) {
                Ok(read) => {
                    let record = Record {
                        source: Some(source.path.as_str().into()),
                        ..Record::of_document(&name, &read.document)
                    };
                    self.builder.add_document(record, &read.document);
                }
                Err(failure) if file.named => return Err(failure),
                Err(failure) => {
                    self.done.passed_over += 1;
                    context.note(&format!("passed over: {}", failure.message));
                    return Ok(());
                }
            }
        }
        self.progress.files += 1;
        self.done.read += 1;
        self.fresh.push(source);
        Ok(())
    }
}

/// Says which lists of names in roll calls were not read: their heading is no vote.
fn note_votes(path: &Path, headings: &BTreeSet<String>, context: &Context) {
    for heading in headings {
        context.note(&format!(
            "{}: `{heading}` under `votes` is no vote that is known here: yes, no, abstain or absent",
            path.display()
        ));
    }
}

/// Whether a file is of JSON lines, by its name.
fn has_lines(path: &Path) -> bool {
    path.extension().is_some_and(|end| {
        ["jsonl", "ndjson"]
            .iter()
            .any(|e| end.eq_ignore_ascii_case(e))
    })
}

/// What a library was made of: the files and folders that were named for it and are still there.
pub(super) fn made_of(libraries: &Libraries, name: &str) -> Result<Vec<PathBuf>, Failure> {
    let opened = libraries.open(name)?;
    let sources = opened.sources.iter();
    let mut paths: Vec<PathBuf> = sources
        .map(|source| PathBuf::from(source.under.as_ref().unwrap_or(&source.path)))
        .filter(|path| path.exists())
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// A file, or every file below a folder, in order; what is hidden is left out.
fn below(path: &Path) -> Result<Vec<Found>, Failure> {
    let path = absolute(path);
    if !path.is_dir() {
        if !path.is_file() {
            return Err(Failure::new(format!(
                "{}: no such file or folder",
                path.display()
            )));
        }
        return Ok(vec![Found {
            path,
            under: None,
            named: true,
        }]);
    }
    let under = Some(shown(&path));
    let mut waiting = vec![path];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|error| Failure::file(&folder, "cannot be read", &error))?;
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => waiting.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    let found = |path| Found {
        path,
        under: under.clone(),
        named: false,
    };
    Ok(files.into_iter().map(found).collect())
}

fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// One line on a terminal that says how far it is.
struct Progress {
    terminal: bool,
    files: usize,
    of: usize,
    last: Instant,
}

impl Progress {
    fn new(of: usize, context: &Context) -> Self {
        Self {
            terminal: io::stderr().is_terminal() && !context.is_silent(),
            files: 0,
            of,
            last: Instant::now(),
        }
    }

    fn part(&mut self, path: &Path, percent: u64) {
        if self.terminal && self.last.elapsed().as_millis() > 100 {
            self.last = Instant::now();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = crate::text::reveal(&name).to_string();
            let percent = match percent {
                0 => String::new(),
                percent => format!(" {percent} %"),
            };
            self.say(&format!(
                "{} of {} files: {name}{percent}",
                self.files, self.of
            ));
        }
    }

    fn say(&self, what: &str) {
        if self.terminal {
            let line = crate::text::truncate(what, 79);
            let _unseen = write!(io::stderr(), "\r\u{1b}[K{line}");
        }
    }

    fn clear(&self) {
        self.say("");
    }
}

//! `merge`: two texts that descend from one, put together; also git's merge driver for the files of a workspace.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::context::{Context, Desk, root};
use super::deliver::{self, Present};
use super::exit::{Exit, Failure};
use super::json::MergedJson;
use super::out::{Look, say};
use super::{find, sides};
use crate::compare::{self, Conflict, Did, Dispute, Holders, MergeOptions, Merged};
use crate::convert::{self, Format, Plain};
use crate::model::Document;
use crate::store::{self, Sort};
use crate::text::{self, Language};

/// Merge two texts that descend from one
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur merge rev-1 draft theirs.yaml -o merged.yaml
  rapporteur merge old.txt ours.txt theirs.txt --ours-by EU --theirs-by AOSIS
  rapporteur merge %O %A %B -o %A --path %P       as git’s merge driver

What one side did is done; where both changed the same words, both stand in brackets:
Parties [EU: shall] [AOSIS: should] submit. The result has the format of OURS. Files of positions,
proposals, agreements and workspace.yaml are merged entry by entry. Exit code 1 says that there are conflicts.
")]
pub(super) struct MergeArgs {
    /// What both sides started from: draft, a version, DIR:VERSION or a file
    #[arg(value_name = "BASE")]
    base: String,
    /// The side whose format the result has
    #[arg(value_name = "OURS")]
    ours: String,
    /// The other side
    #[arg(value_name = "THEIRS")]
    theirs: String,
    /// Where to write the result; else to the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whose words ours are: the code of a delegation or group
    #[arg(long, value_name = "CODE", value_parser = name)]
    ours_by: Option<String>,
    /// Whose words theirs are
    #[arg(long, value_name = "CODE", value_parser = name)]
    theirs_by: Option<String>,
    /// What to call the file in messages: git’s %P
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Language of the draft or version; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

/// A name that can stand in front of words in a bracket.
fn name(said: &str) -> Result<String, String> {
    let said = said.trim();
    if said.is_empty() || said.contains(['[', ']', '［', '］', ':', '：', ';', '/', '\\', '\n'])
    {
        return Err(
            "a name has no brackets, colons, semicolons or slashes: give a code such as KAZ"
                .to_owned(),
        );
    }
    Ok(said.to_owned())
}

/// The three sides, in the order in which they are given.
const SIDES: [&str; 3] = ["the base", "ours", "theirs"];

/// A merged text as it is to be written.
struct Done {
    text: String,
    merged: Merged,
    /// Keys that both sides changed in different ways, of those that mean nothing to the program.
    disputes: Vec<String>,
}

/// Whether a path leads into the folder of what delegations keep for themselves.
fn is_private(said: &str) -> bool {
    let folders = Path::new(said).parent().into_iter();
    let mut parts = folders.flat_map(Path::components);
    parts.any(|part| part.as_os_str() == store::private_notes::FOLDER)
}

pub(super) fn run(args: &MergeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let named = [&args.base, &args.ours, &args.theirs].into_iter();
    if let Some(private) = named.chain(&args.path).find(|said| is_private(said)) {
        return Err(Failure::new(format!(
            "{private}: what a delegation keeps for itself is never merged"
        ))
        .hint("it should not be under git at all: write a line `private/` into .gitignore"));
    }
    let [base, ours, theirs] = [&args.base, &args.ours, &args.theirs].map(|said| raw(said));
    if let Some(Ok(ours)) = &ours {
        must_be_written(args, ours)?;
    }
    let done = match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) => {
            let (base, ours, theirs) = (base?, ours?, theirs?);
            warn_of_nothing(args, [&base, &ours, &theirs]);
            let three = [&base, &ours, &theirs].map(Vec::as_slice);
            let [base, ours, theirs] = three;
            let sort = [ours, theirs, base].into_iter().find_map(store::sort_of);
            match sort {
                Some(sort) if sort != Sort::Document => {
                    return entries(args, sort, three, context);
                }
                None if is_plain(args, &args.ours, ours)?
                    && is_plain(args, &args.theirs, theirs)? =>
                {
                    plain(args, three, context)?
                }
                _ => documents(args, context)?,
            }
        }
        _ => documents(args, context)?,
    };
    give(args, done, context)
}

/// A side without words struck all of them: that may be meant, or a file that came to nothing on its way.
fn warn_of_nothing(args: &MergeArgs, [base, ours, theirs]: [&[u8]; 3]) {
    let is_empty = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_whitespace);
    for (said, side) in [(&args.ours, ours), (&args.theirs, theirs)] {
        if is_empty(side) && !is_empty(base) {
            let said = args.name_of(said);
            let what = format!("{said}: there is no text in it: all that it had before is struck");
            say("note", &what);
        }
    }
}

/// Refuses texts of which two are in different languages.
fn must_be_in_one_language(
    languages: impl IntoIterator<Item = Language>,
    hint: &str,
) -> Result<(), Failure> {
    let languages = languages
        .into_iter()
        .map(|language| language.primary().to_owned());
    if languages.collect::<BTreeSet<String>>().len() > 1 {
        return Err(Failure::new("the three texts are in different languages").hint(hint));
    }
    Ok(())
}

/// Whether a file is a text or Markdown.
fn is_plain(args: &MergeArgs, said: &str, bytes: &[u8]) -> Result<bool, Failure> {
    let format = format_of(args, said, bytes)?;
    Ok(matches!(format, Format::Text | Format::Markdown))
}

/// Refuses to write text over a file of a format that is read and not written.
fn must_be_written(args: &MergeArgs, ours: &[u8]) -> Result<(), Failure> {
    let what = match format_of(args, &args.ours, ours)? {
        Format::Word => "a Word file",
        Format::Akoma => "Akoma Ntoso",
        Format::Text | Format::Markdown | Format::Yaml => return Ok(()),
    };
    let is_theirs = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        path == Path::new(&args.ours)
            || ending.is_some_and(|ending| matches!(ending, "docx" | "docm" | "xml" | "akn"))
    };
    match args.output.as_deref().filter(|path| is_theirs(path)) {
        Some(path) => Err(Failure::new(format!(
            "{}: {} is {what}, and what is merged is written as Markdown",
            path.display(),
            args.called()
        ))
        .hint("name another file: -o merged.md")),
        None => Ok(()),
    }
}

/// The format of a file: git gives its files names without an ending, and says in `--path` what they are called.
fn format_of(args: &MergeArgs, said: &str, bytes: &[u8]) -> Result<Format, Failure> {
    let name = |path: &str| {
        let name = Path::new(path).file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let ending = Path::new(said).extension();
    let is_gits = ending.is_none() || name(said).starts_with(".merge_file");
    let known = args.path.as_deref().filter(|_| is_gits).unwrap_or(said);
    convert::guess(&name(known), bytes)
        .map_err(|error| Failure::new(format!("{}: {error}", args.name_of(said))))
}

/// The bytes of a side that is a file.
fn raw(said: &str) -> Option<Result<Vec<u8>, Failure>> {
    let path = Path::new(said);
    let is_file = fs::metadata(path).is_ok_and(|kind| kind.is_file());
    is_file.then(|| fs::read(path).map_err(|error| Failure::file(path, "cannot be read", &error)))
}

impl MergeArgs {
    fn names<'n>(&'n self, parties: &'n [&'n str]) -> Holders<'n> {
        Holders {
            ours: self.ours_by.as_deref(),
            theirs: self.theirs_by.as_deref(),
            parties,
        }
    }

    /// The workspace that says who may be named: the one that ours, or what git calls it, lies in, else the one here. None
    /// where there is none that can be read, as may be while git merges.
    fn room(&self, context: &Context) -> Option<Desk> {
        let of = |said: &str| {
            let path = std::path::absolute(said).ok()?;
            crate::store::Store::find(path.parent()?)
        };
        let named = [self.path.as_deref(), Some(&self.ours)];
        let dir = named.into_iter().flatten().find_map(of);
        let dir = dir.or_else(|| root(None).ok())?;
        context.look(Some(&dir)).ok()
    }

    /// What to call a side in messages: git's own files have names that say nothing to anybody.
    fn name_of(&self, said: &str) -> String {
        let sides = [&self.base, &self.ours, &self.theirs];
        let at = sides.iter().position(|side| *side == said);
        match (&self.path, at.and_then(|at| SIDES.get(at))) {
            (Some(path), Some(side)) => format!("{path}, {side}"),
            _ => said.to_owned(),
        }
    }

    /// What to call the result in messages.
    fn called(&self) -> String {
        let output = self.output.as_ref().map(|path| path.display().to_string());
        self.path
            .clone()
            .or(output)
            .unwrap_or_else(|| self.ours.clone())
    }
}

/// Three plain texts: laid out as ours.
fn plain(args: &MergeArgs, three: [&[u8]; 3], context: &mut Context) -> Result<Done, Failure> {
    let told = |bytes: &[u8]| text::guess_surely(std::str::from_utf8(bytes).ok()?);
    let surely = three.into_iter().filter_map(told);
    must_be_in_one_language(surely, "merge texts of one language")?;
    let said = [&args.base, &args.ours, &args.theirs];
    let (mut wrapped, mut runs_on) = (true, false);
    for (said, bytes) in said.iter().zip(three) {
        let failed = |error| Failure::new(format!("{}: {error}", args.name_of(said)));
        wrapped &= bytes.is_empty() || Plain::is_wrapped(bytes).map_err(failed)?;
        runs_on |= Plain::runs_on(bytes).map_err(failed)?;
    }
    // Texts of few lines, wrapped each in another way: by lines they would have no paragraph in common.
    wrapped |= runs_on;
    let mut known = std::collections::HashSet::new();
    let mut read = |nth: usize| {
        let bytes = three.get(nth).copied().unwrap_or_default();
        let mut ids = || context.draw_id(&mut known);
        Plain::read(bytes, wrapped, &mut ids).map_err(|error| Failure::new(error.to_string()))
    };
    let (base, ours, theirs) = (read(0)?, read(1)?, read(2)?);
    let room = args.room(context);
    let parties = room
        .as_ref()
        .map_or_else(Vec::new, |desk| desk.workspace().header.party_names());
    let options = MergeOptions {
        ids: false,
        names: args.names(&parties),
    };
    let merged = compare::merge(&base.document, &ours.document, &theirs.document, options);
    Ok(Done {
        text: ours.write(&merged.document, &theirs),
        merged,
        disputes: Vec::new(),
    })
}

/// Three documents of which one at least is of a workspace.
fn documents(args: &MergeArgs, context: &mut Context) -> Result<Done, Failure> {
    // Git's files need no workspace, and while it merges there may be none that can be read.
    let sides = [&args.base, &args.ours, &args.theirs];
    let files_alone = sides.iter().all(|said| Path::new(said).is_file());
    let desk = if !files_alone && root(None).is_ok() {
        Some(context.look(None)?)
    } else {
        None
    };
    let mut side = |said: &str| -> Result<Option<sides::Side>, Failure> {
        // Git gives an empty file where there was none.
        if fs::metadata(said).is_ok_and(|kind| kind.is_file() && kind.len() == 0) {
            return Ok(None);
        }
        let format = raw(said)
            .transpose()?
            .map(|bytes| format_of(args, said, &bytes));
        let side = sides::side_as(
            said,
            format.transpose()?,
            desk.as_ref(),
            args.language,
            context,
        );
        side.map(Some)
            .map_err(|failure| failure.renamed(said, &args.name_of(said)))
    };
    let mut base = side(&args.base)?;
    let mut ours = side(&args.ours)?;
    let mut theirs = side(&args.theirs)?;
    let read = [&mut base, &mut ours, &mut theirs].into_iter().flatten();
    sides::in_one_language(&mut read.collect::<Vec<_>>());
    // The name of a file is no title on which two sides could differ: what says none did not change it.
    let said = base.as_ref().filter(|side| !side.is_named_by_file);
    let title = said.map_or_else(|| "".into(), |side| side.document.head.title.clone());
    let read = [&mut base, &mut ours, &mut theirs].into_iter().flatten();
    for side in read.filter(|side| side.is_named_by_file) {
        Arc::make_mut(&mut side.document).head.title = title.clone();
    }
    let head = [&ours, &theirs, &base].into_iter().flatten().next();
    let Some(head) = head.map(|side| side.document.head.clone()) else {
        return Err(Failure::new(
            "all three files are empty: there is nothing to merge",
        ));
    };
    let nothing = Document::new(head);
    let of = |side: &Option<sides::Side>| match side {
        Some(side) => Document::clone(&side.document),
        None => nothing.clone(),
    };
    let (o, a, b) = (of(&base), of(&ours), of(&theirs));
    must_be_in_one_language(
        [&o, &a, &b].map(|document| document.head.language),
        "merge texts of one language; `--language` says which one of a draft or version",
    )?;
    let all = [&base, &ours, &theirs];
    let room = args.room(context);
    let parties = room
        .as_ref()
        .map_or_else(Vec::new, |desk| desk.workspace().header.party_names());
    let options = MergeOptions {
        ids: all.into_iter().flatten().all(|side| side.own_ids),
        names: args.names(&parties),
    };
    let merged = compare::merge(&o, &a, &b, options);
    let mut disputes = Vec::new();
    let other = |said: &str| raw(said).transpose().map(Option::unwrap_or_default);
    let text = match (&ours, raw(&args.ours)) {
        (Some(ours), Some(bytes)) if ours.own_ids => {
            let (base, theirs) = (other(&args.base)?, other(&args.theirs)?);
            let done = store::rewrite_document([&base, &bytes?, &theirs], &merged.document);
            let done = done.map_err(|error| Failure::new(format!("{}: {error}", args.called())))?;
            disputes = done.disputes;
            done.text
        }
        (Some(ours), Some(bytes)) if !ours.own_ids => match format_of(args, &args.ours, &bytes?) {
            Ok(Format::Markdown | Format::Word | Format::Akoma) => {
                convert::to_markdown(&merged.document)
            }
            _ => convert::to_text(&merged.document),
        },
        (_, None) if args.ours == "draft" => match draft_file(desk.as_ref(), &a) {
            Some(bytes) => {
                let (base, theirs) = (other(&args.base)?, other(&args.theirs)?);
                match store::rewrite_document([&base, &bytes, &theirs], &merged.document) {
                    Ok(done) => {
                        disputes = done.disputes;
                        done.text
                    }
                    Err(_) => store::write_document(&merged.document),
                }
            }
            None => store::write_document(&merged.document),
        },
        _ => store::write_document(&merged.document),
    };
    Ok(Done {
        text,
        merged,
        disputes,
    })
}

/// The file that a draft stands in.
fn draft_file(desk: Option<&Desk>, draft: &Document) -> Option<Vec<u8>> {
    let name = format!("{}.yaml", draft.head.language);
    fs::read(desk?.store.root().join("draft").join(name)).ok()
}

/// Files that are merged entry by entry.
fn entries(
    args: &MergeArgs,
    sort: Sort,
    [base, ours, theirs]: [&[u8]; 3],
    context: &mut Context,
) -> Result<Exit, Failure> {
    let called = args.called();
    let done = store::merge_entries(sort, base, ours, theirs)
        .map_err(|error| Failure::new(format!("{called}: {error}")))?;
    say_disputes(&called, &done.disputes, args, context);
    if context.is_json() {
        context
            .out
            .json(&MergedJson::of_entries(&done, args.output.is_none()));
    }
    deliver(args, &done.text, context)?;
    Ok(Exit::found(!done.disputes.is_empty()))
}

fn say_disputes(called: &str, keys: &[String], args: &MergeArgs, context: &Context) {
    // One file says ids alone: what people call the paragraphs stands in the draft.
    let room = Some(keys).filter(|keys| !keys.is_empty());
    let room = room.and_then(|_| args.room(context));
    let draft = room.as_ref().and_then(|desk| desk.workspace().original());
    for key in keys {
        let key = with_names(key, draft.map(|draft| &**draft));
        let what = format!(
            "{called}: {key} was changed on both sides; ours stands, theirs is in a comment at the end of the file"
        );
        say("conflict", &what);
    }
}

/// A key with what people call the paragraphs that it names, before their ids: `position of KAZ on 5 (22y1mh5w)`.
fn with_names(key: &str, draft: Option<&Document>) -> String {
    let named = |word: &str| {
        let at = draft?.index_of(word.parse().ok()?)?;
        Some(format!("{} ({word})", find::name_at(draft?, at)))
    };
    let words = key.split(' ');
    let words: Vec<String> = words
        .map(|word| named(word).unwrap_or_else(|| word.to_owned()))
        .collect();
    words.join(" ")
}

fn give(args: &MergeArgs, done: Done, context: &mut Context) -> Result<Exit, Failure> {
    let Done {
        text,
        merged,
        disputes,
    } = done;
    let called = args.called();
    say_disputes(&called, &disputes, args, context);
    for conflict in &merged.conflicts {
        say(
            "conflict",
            &format!("{called}: {}", told(conflict, &merged, args)),
        );
    }
    if context.is_json() {
        let text = args.output.is_none().then_some(text.as_str());
        context.out.json(&MergedJson::of(&merged, &disputes, text));
    } else if args.output.is_some() && io::stderr().is_terminal() {
        let line = format!(
            "ours: {} · theirs: {}",
            did(&merged.ours),
            did(&merged.theirs)
        );
        context.out.text(Look::Faint, &line).end();
    }
    deliver(args, &text, context)?;
    Ok(Exit::found(
        !merged.conflicts.is_empty() || !disputes.is_empty(),
    ))
}

/// Writes the result where it was asked for.
fn deliver(args: &MergeArgs, text: &str, context: &mut Context) -> Result<(), Failure> {
    match &args.output {
        Some(path) => deliver::write(path, text.as_bytes(), Present::Replace)?,
        None if context.is_json() => {}
        None => deliver::show(text, &mut context.out),
    }
    Ok(())
}

/// A conflict, for people.
fn told(conflict: &Conflict, merged: &Merged, args: &MergeArgs) -> String {
    let place = conflict.place.map(|at| find::name_at(&merged.document, at));
    let name = place.map_or_else(
        || "the head".to_owned(),
        |name| format!("paragraph {}", name.trim_end_matches('.')),
    );
    let by = |name: Option<&str>, usual: &str| name.unwrap_or(usual).to_owned();
    let (we, they) = (
        by(args.names(&[]).ours, "ours"),
        by(args.names(&[]).theirs, "theirs"),
    );
    let said = |text: &str| {
        if text.is_empty() {
            "nothing".to_owned()
        } else {
            format!("“{}”", super::words::first_words(text, 60))
        }
    };
    let (ours, theirs) = (said(&conflict.ours), said(&conflict.theirs));
    match conflict.dispute {
        Dispute::Words => {
            let say = if args.names(&[]).ours.is_some() {
                "says"
            } else {
                "say"
            };
            format!("{name}: {we} {say} {ours}, {they} {theirs}: both stand in brackets")
        }
        Dispute::Deletion => {
            let who = if conflict.ours.is_empty() { we } else { they };
            format!("{name}: {who} struck what the other side changed: it stands in brackets")
        }
        Dispute::Place if conflict.ours == conflict.theirs => {
            format!("{name}: what stands around it was moved, in different ways: look at the order")
        }
        Dispute::Place => {
            let has = if args.names(&[]).ours.is_some() {
                "has"
            } else {
                "have"
            };
            let place = |text: &str| {
                if text.is_empty() {
                    "at the beginning".to_owned()
                } else {
                    format!("behind {}", said(text))
                }
            };
            format!(
                "{name}: {we} {has} it {}, {they} {}: it stands as {we} {has} it, look at the order",
                place(&conflict.ours),
                place(&conflict.theirs)
            )
        }
        Dispute::Number => format!(
            "{name}: the label stands twice, or out of order, since both sides numbered: number the text anew"
        ),
        Dispute::Reference => {
            format!("{name}: {ours} names another paragraph here than where it was written")
        }
        Dispute::Insertion => {
            format!("{name}: both put a paragraph in at one place; that of {we} stands first")
        }
        Dispute::Twins => format!(
            "{name}: its words stood more than once, and both changed one of them: look whether each change is in its place"
        ),
        Dispute::Bracket if conflict.ours.is_empty() || conflict.theirs.is_empty() => {
            let who = if conflict.ours.is_empty() { we } else { they };
            format!(
                "{name}: {who} took out the bracket that begins here, which the other side changed: it stands"
            )
        }
        Dispute::Bracket => format!(
            "{name}: both changed who holds the bracket that begins here: {ours} stands, {theirs} of {they} does not"
        ),
        Dispute::Field(what) => {
            let note = conflict
                .place
                .and_then(|at| merged.document.paragraphs.get(at));
            let is_kept =
                note.is_some_and(|p| p.note.as_ref().is_some_and(|note| note.contains(what)));
            let kept = if is_kept {
                "is in its note"
            } else {
                "is not in the text"
            };
            format!("{name}: both changed its {what}: {ours} stands, {theirs} of {they} {kept}")
        }
        Dispute::Head("title") => {
            format!("the title: {we} {ours}, {they} {theirs}: both stand in brackets")
        }
        Dispute::Head(what) => format!(
            "{name}: both changed “{what}”: {ours} stands, {theirs} of {they} is not in the text"
        ),
    }
}

fn did(did: &Did) -> String {
    let counts = [
        (did.changed, "changed"),
        (did.moved, "moved"),
        (did.inserted, "inserted"),
        (did.deleted, "deleted"),
        (did.divided, "split or joined"),
    ];
    let some: Vec<String> = counts
        .iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, word)| format!("{many} {word}"))
        .collect();
    if some.is_empty() {
        "nothing".to_owned()
    } else {
        some.join(", ")
    }
}

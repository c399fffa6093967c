//! `import`: a text from elsewhere becomes the draft, a version or a precedent of a workspace.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use clap::Args;

use super::context::{Context, known_ids};
use super::exit::{Exit, Failure};
use super::file::{self, Known, Read, format_named};
use super::json::{Imported, Noticed};
use super::out::{Look, Out};
use super::show::paragraphs;
use super::words::first_words;
use super::{check, new};
use crate::convert::Format;
use crate::edit::{Change, Place};
use crate::model::{
    Document, Finding, Header, Paragraph, Profile, Severity, VersionLabel, Workspace,
};
use crate::text::{Language, graphemes};

/// Bring in a text: as the draft, a version or a precedent
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur import draft.txt --into ashgabat --dry-run     how it would be read
  rapporteur import draft.txt --into ashgabat
  rapporteur import en.md --into ashgabat --language en     a translation
  rapporteur import old.txt --into ashgabat --as version:rev-0
  rapporteur import a-res-65-88.txt --into ashgabat --as precedent
")]
pub(super) struct ImportArgs {
    /// The file: plain text, Markdown or YAML
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Language of the text; else guessed
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Which conventions the text follows; else those of the workspace
    #[arg(long, value_name = "PROFILE", value_parser = new::profile_named)]
    profile: Option<Profile>,
    /// As what: draft, version:LABEL, precedent or precedent:NAME
    #[arg(long = "as", id = "role", value_name = "WHAT", default_value = "draft")]
    role: Target,
    /// The format: text, markdown or yaml; else guessed
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    from: Option<Format>,
    /// Show how it would be read, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What a text becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Draft,
    Version(VersionLabel),
    Precedent(Option<String>),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(said: &str) -> Result<Self, String> {
        let (what, name) = said.split_once(':').unwrap_or((said, ""));
        match (what, name) {
            ("draft", "") => Ok(Self::Draft),
            ("version", label) => Ok(Self::Version(label.parse().map_err(|e| format!("{e}"))?)),
            ("precedent", "") => Ok(Self::Precedent(None)),
            ("precedent", name) => Ok(Self::Precedent(Some(name.to_owned()))),
            _ => Err("draft, version:LABEL, precedent or precedent:NAME".to_owned()),
        }
    }
}

pub(super) fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = if args.dry_run {
        // A preview needs no workspace, and looks at the one there is.
        match context.look(args.into.as_deref()) {
            Ok(desk) => Some(desk),
            Err(failure) if args.into.is_some() => return Err(failure),
            Err(_) => None,
        }
    } else {
        Some(context.work(args.into.as_deref())?)
    };
    let workspace = desk.as_ref().map(super::context::Desk::workspace);
    let known = Known {
        format: args.from,
        language: args.language,
        profile: args.profile.or(workspace
            .filter(|_| args.role == Target::Draft)
            .map(|w| w.header.profile)),
    };
    let mut read = file::read(&args.file, known, context)?;
    if let Some(language) = args.language {
        read.document.head.language = language;
    }
    if read.document.paragraphs.is_empty() {
        let what = format!("{}: no paragraph was found in it", args.file.display());
        return Err(Failure::new(what).hint("`--from` says which format it is"));
    }
    if let Some(workspace) = workspace {
        fit(&mut read, &args.role, workspace, context);
    }
    let place = place(args, &read.document);
    let Some(desk) = desk.as_mut().filter(|_| !args.dry_run) else {
        report(context, &read, None);
        return Ok(Exit::Done);
    };
    let document = Arc::new(read.document.clone());
    let change = Change::Import {
        place: place.clone(),
        document,
    };
    let applied = context.commit(desk, &change)?;
    if let Place::Draft(language) = place {
        add_language(context, desk, language)?;
    }
    report(context, &read, Some(&applied.title));
    Ok(Exit::Done)
}

fn place(args: &ImportArgs, document: &Document) -> Place {
    let language = document.head.language;
    match &args.role {
        Target::Draft => Place::Draft(language),
        Target::Version(label) => Place::Version(*label, language),
        Target::Precedent(name) => {
            let name = name.as_ref().map(|name| file::name_for(name.as_ref()));
            Place::Precedent(name.unwrap_or_else(|| file::name_for(&args.file)).into())
        }
    }
}

/// Makes what was read fit into the workspace: a head of its kind, ids that are not taken, and those of the original
/// where it is a translation of it.
fn fit(read: &mut Read, target: &Target, workspace: &Workspace, context: &mut Context) {
    let head = &mut read.document.head;
    match target {
        Target::Draft => (head.version, head.frozen) = (None, None),
        Target::Version(label) => head.version = Some(*label),
        Target::Precedent(_) => return,
    }
    if head.title.trim().is_empty() {
        head.title = workspace.header.title.clone();
    }
    if read.format != Format::Yaml {
        let mut known = known_ids(workspace);
        for p in &mut read.document.paragraphs {
            if !known.insert(p.id) {
                Arc::make_mut(p).id = context.draw_id(&mut known);
            }
        }
    }
    let language = read.document.head.language;
    if *target == Target::Draft && language != workspace.header.original && read.format != Format::Yaml
        && let Some(original) = workspace.original()
    {
        let finding = take_over_ids(&mut read.document, original);
        read.findings.extend(finding);
    }
}

/// A translation with the same paragraphs in the same order takes over the ids of the original.
fn take_over_ids(document: &mut Document, original: &Document) -> Option<Finding> {
    let alike = |a: &Paragraph, b: &Paragraph| a.role == b.role;
    let count = (document.paragraphs.len(), original.paragraphs.len());
    let both = || document.paragraphs.iter().zip(&original.paragraphs);
    let differs = both().position(|(a, b)| !alike(a, b));
    let why = match differs {
        Some(at) => {
            let (a, b) = both().nth(at)?;
            let (a, b) = (a.role.word(), b.role.word());
            format!("paragraph #{} is a {a} here and a {b} in the original", at + 1)
        }
        None if count.0 != count.1 => {
            format!("it has {} and the original has {}", paragraphs(count.0), count.1)
        }
        None => {
            for (p, original) in document.paragraphs.iter_mut().zip(&original.paragraphs) {
                let p = Arc::make_mut(p);
                (p.id, p.of) = (original.id, Some(original.digest()));
                p.level = original.level;
                p.label.clone_from(&original.label);
            }
            return None;
        }
    };
    let what = format!("the paragraphs cannot be told to be those of the original: {why}");
    let finding = Finding::new("import", Severity::Warning, what);
    Some(finding.hint("make both alike and import again, or give the paragraphs the ids of the original by hand"))
}

/// The language of a new draft belongs to the languages of the workspace.
fn add_language(
    context: &Context,
    desk: &mut super::context::Desk,
    language: Language,
) -> Result<(), Failure> {
    let header = &desk.workspace().header;
    if header.languages.contains(&language) {
        return Ok(());
    }
    let mut header = Header::clone(header);
    header.languages.push(language);
    let header = Arc::new(header);
    context.commit(desk, &Change::SetHeader { header })?;
    Ok(())
}

fn report(context: &mut Context, read: &Read, written: Option<&str>) {
    let document = &read.document;
    if context.is_json() {
        context.out.json(&Imported {
            format: read.format.word(),
            language: document.head.language.as_str(),
            paragraphs: Imported::paragraphs(document),
            parts: Imported::parts(document),
            findings: Noticed::all(&read.findings),
            written: written.map(ToOwned::to_owned),
        });
        return;
    }
    let out = &mut context.out;
    let line = format!(
        "{} · {} · {} · {}",
        written.unwrap_or("preview, nothing written"),
        read.format.word(),
        document.head.language.name(),
        paragraphs(document.paragraphs.len())
    );
    out.text(Look::Strong, &line).end();
    if let Some(joining) = &read.joining {
        out.text(Look::Faint, &format!("lines put together by {joining}")).end();
    }
    if written.is_none() {
        out.end();
        preview(out, document);
    }
    if !read.findings.is_empty() {
        out.end();
        check::list(out, &read.findings);
    }
}

fn preview(out: &mut Out, document: &Document) {
    let title = |title: &str| (Look::Faint, title.to_owned());
    let mut rows = vec![["part", "role", "label", "characters", "words"].map(title).to_vec()];
    for p in &document.paragraphs {
        let part = p.part.as_ref().map(crate::model::Part::name);
        let label = p.label.as_ref().map(ToString::to_string);
        let role = match p.level {
            0 => p.role.word().to_owned(),
            level => format!("{} {level}", p.role.word()),
        };
        rows.push(vec![
            (Look::Strong, part.unwrap_or_default()),
            (Look::Plain, role),
            (Look::Strong, label.unwrap_or_default()),
            (Look::Faint, graphemes(p.text()).count().to_string()),
            (Look::Plain, first_words(p.text(), 50)),
        ]);
    }
    out.table(&rows);
}

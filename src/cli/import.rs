//! `import`: a text from outside becomes the draft, a version or a precedent.

mod positions;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::json::{Imported, Noticed};
use super::out::Look;
use super::sides::{self, Asked, Read};
use super::{check, find};
use crate::convert::Format;
use crate::edit::{Change, Place};
use crate::model::{Document, Finding, Profile, Severity, VersionLabel};
use crate::text::{self, Language};

/// Bring a text in
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur import letter.txt --dry-run                 what would come of it
  rapporteur import letter.ru.txt --into ashgabat
  rapporteur import letter.en.txt --into ashgabat --language en    takes over the ids
  rapporteur import resolution.docx --into ashgabat --as precedent
  rapporteur import first.yaml --into ashgabat --as version:zero
  rapporteur import kaz.md --into ashgabat --as proposal:KAZ    what a delegation changed
  rapporteur import positions.csv --as positions         a row for each stance

Plain text (also as it comes out of a PDF), Markdown, Word, Akoma Ntoso and YAML documents are read; the
format is guessed. Of a Word file, tracked changes count as accepted.
")]
pub(super) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// Language of the text; else guessed
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// What kind of text it is; else that of the workspace, or guessed
    #[arg(long, value_name = "PROFILE", value_parser = super::new::profile_named)]
    profile: Option<Profile>,
    /// As what: draft, version:LABEL, precedent, proposal:CODE or positions (a table in CSV)
    #[arg(long = "as", id = "place", value_name = "WHAT", default_value = "draft", value_parser = sort_named)]
    sort: Sort,
    /// Its format: text, markdown, yaml, docx or akn; else guessed
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    from: Option<Format>,
    /// Show what would come of it, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// As what a text comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sort {
    Draft,
    Version(VersionLabel),
    Precedent,
    /// The whole text as a delegation would have it.
    Proposal(String),
    /// A table of positions.
    Positions,
}

fn sort_named(said: &str) -> Result<Sort, String> {
    match said.split_once(':') {
        None if said == "draft" => Ok(Sort::Draft),
        None if said == "precedent" => Ok(Sort::Precedent),
        None if said == "positions" => Ok(Sort::Positions),
        Some(("version", label)) => label
            .parse()
            .map(Sort::Version)
            .map_err(|error: crate::model::NameError| error.to_string()),
        Some(("proposal", code)) if !code.is_empty() => Ok(Sort::Proposal(code.to_owned())),
        _ => Err("draft, version:LABEL, precedent, proposal:CODE or positions".to_owned()),
    }
}

fn format_named(said: &str) -> Result<Format, String> {
    Format::from_word(said).ok_or_else(|| "text, markdown, yaml, docx or akn".to_owned())
}

pub(super) fn run(args: &ImportArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = match (&args.into, args.dry_run) {
        (Some(dir), true) => Some(context.look(Some(dir))?),
        (Some(dir), false) => Some(context.work(Some(dir))?),
        (None, true) if matches!(args.sort, Sort::Proposal(_) | Sort::Positions) => {
            Some(context.look(None)?)
        }
        (None, true) => None,
        (None, false) => Some(context.work(None)?),
    };
    if let (Sort::Positions, Some(desk)) = (&args.sort, &mut desk) {
        return positions::run(args, desk, context);
    }
    let profile = args.profile.or_else(|| {
        let header = &desk.as_ref()?.workspace().header;
        matches!(args.sort, Sort::Draft | Sort::Proposal(_)).then_some(header.profile)
    });
    let mut read = sides::file(
        &args.file,
        args.from,
        Asked {
            language: args.language,
            profile,
        },
        context,
    )?;
    if let (Sort::Proposal(said), Some(desk)) = (&args.sort, &mut desk) {
        return propose(&mut read, said, args.dry_run, desk, context);
    }
    let mut place = None;
    if let Some(desk) = &desk {
        let there = prepare(&mut read, &args.sort, &args.file, desk, context)?;
        place = Some(there);
    }
    let mut written = None;
    if let (Some(desk), Some(place), false) = (&mut desk, place, args.dry_run) {
        let document = Arc::new(read.document.clone());
        let applied = context.commit(desk, &Change::Import { place, document })?;
        written = Some(applied.title.to_string());
    }
    give(&read, written, context);
    Ok(Exit::Done)
}

/// Makes a document ready for its place: ids, digests of what it translates, head.
fn prepare(
    read: &mut Read,
    sort: &Sort,
    file: &Path,
    desk: &Desk,
    context: &mut Context,
) -> Result<Place, Failure> {
    let workspace = desk.workspace();
    let language = read.document.head.language;
    match sort {
        Sort::Draft => {
            if language == workspace.header.original {
                sides::with_own_ids(&mut read.document, desk, context);
            } else {
                translate(read, desk, context)?;
            }
            Ok(Place::Draft(language))
        }
        Sort::Version(label) => {
            read.document.head.version = Some(*label);
            read.document.head.frozen = Some(context.stamp()?.at);
            // A version of the text that the draft has keeps its ids, where the words say which is which.
            if let Ok(draft) = find::draft(workspace, Some(language)) {
                same_ids(&mut read.document, draft);
            }
            Ok(Place::Version(*label, language))
        }
        // Only without a workspace, to look at.
        Sort::Proposal(_) | Sort::Positions => Ok(Place::Draft(language)),
        Sort::Precedent => Ok(Place::Precedent(
            precedent_name(file, language, desk).into(),
        )),
    }
}

/// What a delegation changed in the text becomes proposals in its name, one for each difference.
fn propose(
    read: &mut Read,
    said: &str,
    dry_run: bool,
    desk: &mut Desk,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let by = find::party(workspace, said)?;
    let original = workspace.header.original;
    if read.document.head.language.primary() != original.primary() {
        return Err(Failure::new(format!(
            "the text is in {}, and proposals are on the original, in {}",
            read.document.head.language.name(),
            original.name()
        )));
    }
    let draft = find::draft(workspace, None)?;
    let mut known = super::context::known_ids(workspace);
    let mut fresh = || context.draw_id(&mut known);
    let (proposals, left) = crate::edit::proposal::revised(draft, &read.document, by, &mut fresh);
    for why in left {
        let finding = Finding::new("import", Severity::Warning, why);
        read.findings.push(finding);
    }
    let ids: Vec<_> = proposals.iter().map(|p| p.id).collect();
    let mut after = workspace.clone();
    let mut written = None;
    if !ids.is_empty() {
        let proposals = proposals.into_iter().map(Arc::new).collect();
        let change = Change::Propose { proposals };
        if dry_run {
            let applied = crate::edit::apply(workspace, &change, &context.stamp()?);
            after = applied.map_err(|e| Failure::new(e.to_string()))?.workspace;
        } else {
            let applied = context.commit(desk, &change)?;
            written = Some(applied.title.to_string());
            after = applied.workspace;
        }
    }
    super::proposals::list(context, &after, &ids, &read.findings, written.as_deref());
    Ok(Exit::Done)
}

/// A translation takes over the ids of the original, paragraph by paragraph, when both have the same shape.
fn translate(read: &mut Read, desk: &Desk, context: &mut Context) -> Result<(), Failure> {
    let original = find::draft(desk.workspace(), None)?;
    let shape = |document: &Document| -> Vec<_> {
        document
            .paragraphs
            .iter()
            .map(|p| (p.role, p.level))
            .collect()
    };
    let (ours, theirs) = (shape(original), shape(&read.document));
    if ours != theirs {
        let first = ours
            .iter()
            .zip(&theirs)
            .position(|(a, b)| a != b)
            .unwrap_or(ours.len().min(theirs.len()));
        let message = format!(
            "not of one shape with the original: {} paragraphs against {}, and they part at the {}. paragraph",
            theirs.len(),
            ours.len(),
            first + 1
        );
        let hint = "the paragraphs got ids of their own; put both into one shape, and import again, to have them side by side";
        read.findings
            .push(Finding::new("import", Severity::Warning, message).hint(hint));
        sides::with_own_ids(&mut read.document, desk, context);
        return Ok(());
    }
    for (p, of) in read
        .document
        .paragraphs
        .iter_mut()
        .zip(&original.paragraphs)
    {
        let p = Arc::make_mut(p);
        p.id = of.id;
        p.of = Some(of.digest());
        p.part.clone_from(&of.part);
    }
    Ok(())
}

/// Gives paragraphs the ids of those of the draft that they are, by their words.
fn same_ids(document: &mut Document, draft: &Document) {
    let comparison = crate::compare::compare(
        document,
        draft,
        crate::compare::Options {
            ids: false,
            ..crate::compare::Options::default()
        },
    );
    let mut taken: std::collections::HashSet<_> =
        document.paragraphs.iter().map(|p| p.id).collect();
    for pair in &comparison.pairs {
        if let ([a], [b]) = (pair.a.as_slice(), pair.b.as_slice())
            && let (Some(p), Some(of)) = (document.paragraphs.get_mut(*a), draft.paragraphs.get(*b))
            && taken.insert(of.id)
        {
            Arc::make_mut(p).id = of.id;
        }
    }
}

/// A name for the file of a precedent that is not taken: that of the file it comes from, in plain letters.
fn precedent_name(file: &Path, language: Language, desk: &Desk) -> String {
    let stem = file
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let mut plain: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>();
    while plain.contains("--") {
        plain = plain.replace("--", "-");
    }
    let plain = plain.trim_matches('-');
    let base = if plain.is_empty() {
        format!("precedent-{language}")
    } else {
        plain.to_owned()
    };
    let taken = |name: &str| desk.workspace().precedents.iter().any(|p| *p.name == *name);
    let mut name = base.clone();
    let mut n = 2;
    while taken(&name) {
        name = format!("{base}-{n}");
        n += 1;
    }
    name
}

fn give(read: &Read, written: Option<String>, context: &mut Context) {
    let document = &read.document;
    if context.is_json() {
        let parts = document.parts().map(|(_, part)| part.name()).collect();
        context.out.json(&Imported {
            format: read.format.word(),
            language: document.head.language.as_str(),
            paragraphs: Imported::paragraphs(document),
            parts,
            findings: Noticed::all(&read.findings),
            written,
        });
        return;
    }
    let out = &mut context.out;
    let joined = read
        .joining
        .as_ref()
        .map(|j| format!(", joined by the rule “{}”: {}", j.rule, j.why));
    out.line(&format!(
        "{}, {}{}",
        read.format.word(),
        document.head.language.name(),
        joined.unwrap_or_default()
    ));
    let mut rows: Vec<Vec<(Look, String)>> = Vec::new();
    for p in &document.paragraphs {
        let part = p
            .part
            .as_ref()
            .map(crate::model::Part::name)
            .unwrap_or_default();
        let label = p
            .label
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let indent = "  ".repeat(usize::from(p.level));
        let begins = format!("{indent}{}", text::truncate(p.text(), 60));
        rows.push(vec![
            (Look::Strong, part),
            (Look::Faint, p.role.word().to_owned()),
            (Look::Plain, label),
            (Look::Faint, p.text().chars().count().to_string()),
            (Look::Plain, begins),
        ]);
    }
    out.table(&rows);
    check::list(out, &read.findings);
    match written {
        Some(title) => out.text(Look::Good, &title).end(),
        None => out
            .text(Look::Faint, "nothing was written (a preview)")
            .end(),
    }
}

//! `propose` and `restate`: a delegation wants other words for a paragraph, or another place.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::context::{Context, Desk};
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::json::Proposed;
use super::proposals::told;
use super::structure::place_before;
use super::{editor, find};
use crate::edit::Change;
use crate::edit::proposal::new_behind;
use crate::model::{Code, Id, Label, Paragraph, Proposal, Wanted, Workspace};
use crate::text;

/// Table a proposal in the name of delegations, on the words as they stand
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur propose \"5 bis\" --by KAZ                            opens $EDITOR on the words
  rapporteur propose 5 --by KAZ --text \"Calls upon all States to consider …;\"
  rapporteur propose 5 --by KAZ,UZB --kind insert --text \"to consider\" --behind \"all States\"
  rapporteur propose 5 --by EU --kind delete --text \", as appropriate,\"
  rapporteur propose 5 --by EU --kind delete                      the whole paragraph
  rapporteur propose 5 --by EU --kind new --text \"Urges …;\"        a paragraph behind it
  rapporteur propose 5 --by EU --kind move --after 7
  rapporteur propose 5 --by EU --kind split --before \"and requests\"
  rapporteur propose 5 --by EU --amends 9f3k2m7q --text \"…\"        other words for a proposal

What is proposed is the difference from the words as they stand; it is kept with the words it was made on.
")]
pub(super) struct ProposeArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Who proposes, by code or name; may be repeated
    #[arg(long, value_name = "CODE", required = true, value_delimiter = ',')]
    by: Vec<String>,
    /// What it does; else told by the words
    #[arg(long, value_name = "KIND")]
    kind: Option<Kind>,
    /// The words: of the whole paragraph as it shall read; those put in, with --behind or --before; those struck, with
    /// `--kind delete`
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// A file with them; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// Put in behind these words, which stand in it once
    #[arg(long, value_name = "WORDS")]
    behind: Option<String>,
    /// Put in, or split, before these words, which stand in it once
    #[arg(long, value_name = "WORDS", conflicts_with = "behind")]
    before: Option<String>,
    /// With `--kind move`: behind this paragraph
    #[arg(long, value_name = "PARA")]
    after: Option<String>,
    /// With `--kind move`: to the start
    #[arg(long, conflicts_with = "after")]
    first: bool,
    /// With `--kind new`: what people call it; else the label that leaves all others as they are
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
    /// Who supports it already
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    supported_by: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The proposal that it amends: the words are then those of that one
    #[arg(long, value_name = "ID")]
    amends: Option<Id>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    on: Option<find::Prefix>,
}

/// What a proposal does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Other words
    Replace,
    /// More words
    Insert,
    /// Without words, or without the paragraph
    Delete,
    /// A paragraph behind it
    New,
    /// Another place
    Move,
    /// Two paragraphs
    Split,
    /// One paragraph with the next
    Join,
}

/// Give a proposal other words, on the words as they stand now
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur restate 9f3k2m7q --by KAZ --text \"Calls upon all States to consider …;\"

A proposal whose words changed under it (stale_base) is put on the words as they stand. Whoever supported the old words is
asked again.
")]
pub(super) struct RestateArgs {
    /// The proposal
    #[arg(value_name = "ID")]
    id: Id,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In whose name, by code or name
    #[arg(long, value_name = "CODE")]
    by: String,
    /// The words of the paragraph as it shall read
    #[arg(long, value_name = "TEXT", required_unless_present = "text_file")]
    text: Option<String>,
    /// A file with them; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
}

pub(super) fn run(args: &ProposeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let given = match (&args.text, &args.text_file) {
        (None, None) => None,
        (text, file) => Some(given_text(text.as_deref(), file.as_deref())?),
    };
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let target = find::paragraph(workspace, &args.paragraph)?;
    let stands = find::paragraph_in(workspace, None, target)?.clone();
    let name = find::draft(workspace, None).map(|d| find::name(d, target))?;
    if let Some(on) = &args.on {
        on.expect(stands.digest(), &name)?;
    }
    let by = parties(workspace, &args.by)?;
    let supporters = parties(workspace, &args.supported_by)?;
    let base = match args.amends {
        None => stands.text().to_owned(),
        Some(id) => words_of(workspace, id)?,
    };
    let place = Place {
        paragraph: &stands,
        name: &name,
        base: &base,
    };
    let Some(wanted) = wanted(args, given, &place, context, &desk)? else {
        context.out.line("nothing changed");
        return Ok(Exit::Done);
    };
    let id = context.new_id(desk.workspace());
    let mut made = Proposal::new(id, target, &base, wanted);
    made.by = by;
    made.supporters = supporters;
    made.amends = args.amends;
    let reason = args.reason.as_deref().map(text::clean_paragraph);
    made.reason = reason.filter(|r| !r.is_empty()).map(Into::into);
    let proposals = vec![Arc::new(made)];
    let applied = context.commit(&mut desk, &Change::Propose { proposals })?;
    told(context, &applied.workspace, id, &applied.title);
    Ok(Exit::Done)
}

pub(super) fn restate(args: &RestateArgs, context: &mut Context) -> Result<Exit, Failure> {
    let text = given_text(args.text.as_deref(), args.text_file.as_deref())?;
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let target = super::decide::target(workspace, args.id)?;
    let change = Change::Restate {
        paragraph: target,
        proposal: args.id,
        by: find::party(workspace, &args.by)?,
        text,
        base: find::paragraph_in(workspace, None, target)?.digest(),
        cites: Vec::new(),
    };
    let applied = context.commit(&mut desk, &change)?;
    told(context, &applied.workspace, args.id, &applied.title);
    Ok(Exit::Done)
}

fn parties(workspace: &Workspace, said: &[String]) -> Result<Vec<Code>, Failure> {
    let found = said.iter().map(|said| find::party(workspace, said));
    found.collect()
}

fn words_of(workspace: &Workspace, id: Id) -> Result<String, Failure> {
    let found = super::decide::proposal(workspace, id)?;
    found.words().map(str::to_owned).ok_or_else(|| {
        Failure::new(format!("the proposal {id} is not about words"))
            .hint("support or oppose it, or table another one")
    })
}

/// Where a proposal is made.
struct Place<'p> {
    paragraph: &'p Paragraph,
    name: &'p str,
    base: &'p str,
}

/// What is proposed; `None` when an editor gave the words back as they were.
fn wanted(
    args: &ProposeArgs,
    given: Option<String>,
    place: &Place<'_>,
    context: &mut Context,
    desk: &Desk,
) -> Result<Option<Wanted>, Failure> {
    let workspace = desk.workspace();
    let words = |text: String| Some(Wanted::Words(text.into()));
    let needs = |what: &str| Failure::new(format!("a proposal of this kind needs {what}"));
    Ok(match (args.kind, given) {
        (Some(Kind::Join), _) => Some(Wanted::Join { with: None }),
        (Some(Kind::Move), _) => match (&args.after, args.first) {
            (Some(said), _) => Some(Wanted::Move {
                after: Some(find::paragraph(workspace, said)?),
            }),
            (None, true) => Some(Wanted::Move { after: None }),
            (None, false) => return Err(needs("a place").hint("give `--after PARA` or `--first`")),
        },
        (Some(Kind::Split), _) => match &args.before {
            Some(before) => Some(Wanted::Split {
                at: place_before(place.base, before, place.name)?,
                new: context.new_id(workspace),
            }),
            None => return Err(needs("a place").hint("give `--before WORDS`")),
        },
        (Some(Kind::New), Some(text)) => {
            let document = find::draft(workspace, None)?;
            let label = args.label.as_ref();
            let label = label.and_then(|label| Label::new(&text::clean_paragraph(label)));
            let profile = workspace.header.profile;
            let id = context.new_id(workspace);
            Some(new_behind(
                document,
                profile,
                place.paragraph,
                id,
                label,
                &text,
            ))
        }
        (Some(Kind::New), None) => return Err(needs("words").hint("give them with `--text`")),
        (Some(Kind::Delete), None) => Some(Wanted::Gone),
        (Some(Kind::Delete), Some(struck)) => {
            let at = place_before(place.base, &struck, place.name)?;
            words(put_in(place.base, at, struck.len(), ""))
        }
        (Some(Kind::Replace), Some(_)) if args.behind.is_some() || args.before.is_some() => {
            return Err(Failure::new("--behind and --before put words in and replace none").hint(
                "to put words in, give `--kind insert`; to replace, give the whole paragraph as it shall read with `--text`",
            ));
        }
        (Some(Kind::Insert), Some(text)) if args.behind.is_none() && args.before.is_none() => {
            let made = words(text);
            let kind = made.clone().map(|wanted| {
                let id = place.paragraph.id;
                Proposal::new(id, id, place.base, wanted).kind()
            });
            if kind != Some("insert") {
                return Err(needs("a place").hint(
                    "give `--behind WORDS` or `--before WORDS`, or the whole paragraph with the new words in it",
                ));
            }
            made
        }
        (_, Some(text)) => match (&args.behind, &args.before) {
            (Some(behind), _) => {
                let at = place_before(place.base, behind, place.name)? + behind.len();
                words(put_in(place.base, at, 0, &text))
            }
            (None, Some(before)) => {
                let at = place_before(place.base, before, place.name)?;
                words(put_in(place.base, at, 0, &text))
            }
            (None, None) => words(text),
        },
        (_, None) => edited(place)?.and_then(words),
    })
}

/// The words with some put in or struck, and one space where two words would touch or two spaces stand.
fn put_in(base: &str, at: usize, struck: usize, words: &str) -> String {
    let before = base.get(..at).unwrap_or_default();
    let after = base.get(at + struck..).unwrap_or_default();
    let is_spaced = base.contains(' ');
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = before.to_owned();
    if is_spaced && letter(out.chars().next_back()) && letter(words.chars().next()) {
        out.push(' ');
    }
    out.push_str(words);
    if is_spaced && letter(out.chars().next_back()) && letter(after.chars().next()) {
        out.push(' ');
    }
    out.push_str(after);
    text::clean_paragraph(&out.replace("  ", " "))
}

/// The words as somebody edited them in the name of a delegation; `None` when they left them.
fn edited(place: &Place<'_>) -> Result<Option<String>, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(
            Failure::new("no words proposed, and no terminal to open an editor on")
                .hint("give them with `--text` or `--text-file`, or a `--kind` without words"),
        );
    }
    let about = [format!("{} · a proposal: edit the words", place.name)];
    editor::edit(place.base, &about).map_err(Failure::new)
}

impl Proposed {
    /// The proposal of that id, as the workspace has it.
    pub(super) fn of(workspace: &Workspace, proposal: &Proposal) -> Self {
        let codes = |codes: &[Code]| codes.iter().map(ToString::to_string).collect();
        let found = crate::edit::proposal::conflicts(workspace, proposal);
        Self {
            id: proposal.id.to_string(),
            target: proposal.target.to_string(),
            base: proposal.on().to_string(),
            kind: proposal.kind(),
            by: codes(&proposal.by),
            supporters: codes(&proposal.supporters),
            opposers: codes(&proposal.opposers),
            status: proposal.status.word(),
            conflicts: found.iter().map(|(id, _)| id.to_string()).collect(),
            reason: proposal.reason.as_ref().map(ToString::to_string),
            at: proposal.at.map(|at| at.to_string()),
            amends: proposal.amends.map(|id| id.to_string()),
            part_of: proposal.part_of.map(|id| id.to_string()),
            sources: proposal
                .sources
                .iter()
                .map(super::json::SourceJson::of)
                .collect(),
            base_text: proposal.base().to_owned(),
            text: proposal.words().map(str::to_owned),
        }
    }
}

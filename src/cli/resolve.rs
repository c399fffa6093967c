//! `resolve`: brackets and options are decided.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::BracketedJson;
use super::out::Look;
use crate::edit::bracket::{Act, How, Judge, Over};
use crate::edit::{Applied, Change, Touch, apply};
use crate::model::Id;
use crate::model::bracket::Take;
use crate::text::Language;

/// Decide brackets: keep or drop their words, choose a wording, or take what somebody wants
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how").required(true)))]
#[command(before_long_help = "\
Examples:
  rapporteur resolve 5 --bracket 2 --keep           its words stay, without signs and names
  rapporteur resolve 5 --bracket 2 --drop
  rapporteur resolve 5 --bracket 1 --choose 2       the second of its wordings, or of [A][B][C]
  rapporteur resolve 5 --bracket 3 --with \"24 June 2010\"
  rapporteur resolve 5 --as KAZ --rest keep         every bracket as KAZ wants it, the first wording where it is silent
  rapporteur resolve 5 --chair --take 1=2,3=drop    as the chair says now, and chose before (`bracket --chair`)
  rapporteur resolve --all ashgabat --chair --rest keep
  rapporteur resolve 7 --over --drop                a bracket over paragraphs that holds 7, with its paragraphs
  rapporteur resolve 7 --option 2                   of options over paragraphs the second stays
  rapporteur resolve 5 --as KAZ --rest keep --dry-run

`rapporteur bracket 5` lists the brackets with their numbers. Spaces and commas are put right.
")]
pub(super) struct ResolveArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA", required_unless_present = "all")]
    first: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    second: Option<PathBuf>,
    /// All that is contested in the draft, with what stands over several paragraphs; then the first free argument is the workspace
    #[arg(long, conflicts_with_all = ["bracket", "over", "option", "expect"])]
    all: bool,
    /// Which bracket, by its number; else all of the paragraph
    #[arg(long, value_name = "N")]
    bracket: Option<usize>,
    /// Its words stay
    #[arg(long, group = "how")]
    keep: bool,
    /// Its words go
    #[arg(long, group = "how")]
    drop: bool,
    /// Of several wordings the one of that number stays
    #[arg(long, value_name = "K", group = "how")]
    choose: Option<usize>,
    /// Other words take its place
    #[arg(long, value_name = "TEXT", group = "how", requires = "bracket")]
    with: Option<String>,
    /// As a delegation or group wants it, by its marks
    #[arg(long = "as", value_name = "CODE", group = "how")]
    as_party: Option<String>,
    /// As the chair chose
    #[arg(long, group = "how")]
    chair: bool,
    /// Of options over paragraphs the one of that number stays
    #[arg(long, value_name = "K", group = "how", conflicts_with_all = ["bracket", "over", "language"])]
    option: Option<usize>,
    /// What the chair takes now, by the number of the bracket: 1=2,2=drop,3=keep
    #[arg(long, value_name = "N=TAKE", value_delimiter = ',', value_parser = taken, requires = "chair", conflicts_with = "all")]
    take: Vec<(usize, Take)>,
    /// What is taken where nobody said anything: keep (the first wording) or drop; else that is refused
    #[arg(long, value_name = "TAKE", value_parser = rest)]
    rest: Option<Take>,
    /// A bracket over several paragraphs that holds this one; with a number, not the innermost
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", conflicts_with_all = ["bracket", "language", "as_party", "chair", "with"])]
    over: Option<usize>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    expect: Option<find::Prefix>,
    /// Show what would become of the words, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// `1=drop`.
fn taken(said: &str) -> Result<(usize, Take), String> {
    let (number, take) = said
        .split_once('=')
        .ok_or("write the number of the bracket, =, and keep, drop or the number of a wording")?;
    let number = number
        .trim()
        .parse()
        .map_err(|error| format!("“{number}” is no number: {error}"))?;
    let take: Take = take.parse().map_err(|error| format!("{error}"))?;
    Ok((number, take))
}

/// `keep` or `drop`.
fn rest(said: &str) -> Result<Take, String> {
    match said {
        "keep" => Ok(Take::Keep),
        "drop" => Ok(Take::Drop),
        _ => Err("write keep or drop".to_owned()),
    }
}

pub(super) fn run(args: &ResolveArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = if args.all {
        args.first
            .as_deref()
            .map(Path::new)
            .or(args.second.as_deref())
    } else {
        args.second.as_deref()
    };
    let mut desk = if args.dry_run {
        context.look(dir)?
    } else {
        context.work(dir)?
    };
    let id = match (&args.first, args.all) {
        (Some(said), false) => Some(find::paragraph(desk.workspace(), said)?),
        _ => None,
    };
    let change = change(args, id, &desk)?;
    let applied = if args.dry_run {
        let stamp = context.stamp()?;
        apply(desk.workspace(), &change, &stamp)?
    } else {
        context.commit(&mut desk, &change)?
    };
    told(context, id, &applied, args.dry_run);
    Ok(Exit::Done)
}

fn change(args: &ResolveArgs, id: Option<Id>, desk: &Desk) -> Result<Change, Failure> {
    let workspace = desk.workspace();
    let language = args.language.unwrap_or(workspace.header.original);
    let draft = find::draft(workspace, args.language)?;
    let judge = || -> Result<Judge, Failure> {
        let code = match &args.as_party {
            Some(said) => Some(find::party(workspace, said)?),
            None => None,
        };
        Ok(Judge {
            code,
            told: args.take.clone(),
            rest: args.rest,
        })
    };
    let take = match args {
        ResolveArgs { keep: true, .. } => Some(Take::Keep),
        ResolveArgs { drop: true, .. } => Some(Take::Drop),
        _ => args.choose.map(Take::Choose),
    };
    let Some(paragraph) = id else {
        if take.is_some() || args.with.is_some() {
            return Err(
                Failure::new("every bracket of a draft is decided by somebody’s will")
                    .hint("give --as CODE, or --chair; with --rest keep for those nobody spoke of"),
            );
        }
        return Ok(Change::Settle {
            language,
            judge: judge()?,
            base: draft.digest(),
        });
    };
    let over = args.over.map(|nth| (nth, take.unwrap_or(Take::Keep)));
    let option = match args.option {
        Some(nth) => Some((option_place(draft, paragraph)?, Take::Choose(nth))),
        None => None,
    };
    if let Some((nth, take)) = over.or(option) {
        return Ok(Change::Over {
            paragraph,
            act: Over::Resolve { nth, take },
            base: draft.digest(),
        });
    }
    let p = find::paragraph_in(workspace, Some(language), paragraph)?;
    if let Some(expect) = &args.expect {
        let name = find::draft(workspace, None).map(|d| find::name(d, paragraph))?;
        expect.expect(p.digest(), &name)?;
    }
    let how = match (take, &args.with) {
        (Some(take), _) => How::Take(take),
        (None, Some(words)) => How::With(words.clone()),
        (None, None) => How::Judge(judge()?),
    };
    Ok(Change::Bracket {
        language,
        paragraph,
        act: Act::Resolve {
            bracket: args.bracket,
            how,
        },
        base: p.digest(),
    })
}

/// The place of the innermost options among what holds a paragraph and others.
fn option_place(draft: &crate::model::Document, id: Id) -> Result<usize, Failure> {
    use crate::edit::bracket::{Wide, hold};
    let found = hold(draft, id)
        .iter()
        .position(|wide| matches!(wide, Wide::Options(_)));
    found.map(|at| at + 1).ok_or_else(|| {
        Failure::new("no options stand here").hint(
            "options are paragraphs that begin with “Option 1:”, “Option 2:” …, in any official language",
        )
    })
}

/// The words as they are now, or would be.
pub(super) fn told(context: &mut Context, id: Option<Id>, applied: &Applied, dry: bool) {
    if context.is_json() {
        context.out.json(&BracketedJson::of(id, applied));
        return;
    }
    if applied.touches.is_empty() {
        context.out.line("nothing changed");
        return;
    }
    let title = if dry {
        format!("would {}", applied.title)
    } else {
        applied.title.to_string()
    };
    context.out.line(&title);
    let original = applied.workspace.header.original;
    let gone = applied.touches.iter().filter_map(|touch| match touch {
        Touch::Remove { paragraph, .. } => Some(paragraph.id),
        _ => None,
    });
    let gone: HashSet<Id> = gone.collect();
    let mut shown: HashSet<(Language, Id)> = HashSet::new();
    for touch in &applied.touches {
        match touch {
            Touch::Put {
                language,
                before,
                after,
            } if before.text() != after.text() && !gone.contains(&after.id) => {
                if !shown.insert((*language, after.id)) {
                    continue;
                }
                let name = find::draft(&applied.workspace, None)
                    .map(|d| find::name(d, after.id))
                    .unwrap_or_default();
                let of = if *language == original {
                    name
                } else {
                    format!("{name}, {}", language.name())
                };
                context.out.text(Look::Faint, &of).end();
                context.out.paragraph(Look::Plain, 2, after.text());
            }
            Touch::Remove {
                paragraph,
                language,
                ..
            } if *language == original => {
                let line = format!("{} goes: {}", paragraph.name(), paragraph.text());
                context.out.paragraph(Look::Faint, 0, &line);
            }
            _ => {}
        }
    }
}

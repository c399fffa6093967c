//! `bracket`: what is in brackets, and putting words, names and further wordings there.

use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::{BracketJson, Brackets, OverJson, wish_word};
use super::out::Look;
use super::resolve::told;
use super::structure::{place_before, place_of};
use crate::edit::Change;
use crate::edit::bracket::{Act, Over, Wide, choice_over, hold, outcome, reading, wides};
use crate::model::bracket::{BracketKind, Take, Wish};
use crate::model::{Code, Document, Id, Paragraph, Workspace};
use crate::text::Language;

/// List the brackets of a paragraph; bracket words, say who holds them, add a wording
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what")))]
#[command(before_long_help = "\
Examples:
  rapporteur bracket 5                              the brackets, numbered, and who holds them
  rapporteur bracket 5 --words \"to consider\" --by KAZ
  rapporteur bracket 5 --span 10-25                 by the characters as a reader counts them
  rapporteur bracket 5 --to 7 --by KAZ,UZB --wish delete     a bracket over paragraphs 5 to 7
  rapporteur bracket 5 --bracket 1 --by UZB --wish delete    UZB wants it out
  rapporteur bracket 5 --bracket 1 --wording 2 --by IRN --wish retain
  rapporteur bracket 5 --bracket 1 --add \"to endeavour\" --by IRN
  rapporteur bracket 5 --bracket 1 --merge          with the bracket right behind it
  rapporteur bracket 5 --withdraw KAZ               KAZ lets go of every bracket here
  rapporteur bracket --all ashgabat --withdraw KAZ  … of every bracket of the draft
  rapporteur bracket 5 --bracket 1 --chair 2        the chair would take the second wording
  rapporteur bracket 5 --bracket 1 --chair none     … and has no choice any more
  rapporteur bracket 5 --over --by UZB --wish delete         of the bracket over paragraphs that holds 5
  rapporteur bracket 5 --over 2 --chair 1           the chair would take the first of the options there

Wishes: propose, retain, delete, reserve. `rapporteur resolve` decides brackets.
")]
pub(super) struct BracketArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA", required_unless_present = "all")]
    first: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    second: Option<PathBuf>,
    /// The whole draft; then the first free argument is the workspace
    #[arg(long, requires = "withdraw", conflicts_with_all = ["bracket", "over"])]
    all: bool,
    /// Put these words between brackets, which stand in the paragraph once
    #[arg(long, value_name = "TEXT", group = "what", conflicts_with = "bracket")]
    words: Option<String>,
    /// Put these characters between brackets: behind the first number, up to the second
    #[arg(long, value_name = "A-B", group = "what", value_parser = span, conflicts_with = "bracket")]
    span: Option<(usize, usize)>,
    /// Put this paragraph and those up to that one into one bracket
    #[arg(long, value_name = "PARA", group = "what", conflicts_with = "bracket")]
    to: Option<String>,
    /// Add a wording to the bracket
    #[arg(long, value_name = "TEXT", group = "what", requires = "bracket")]
    add: Option<String>,
    /// Merge the bracket with the one right behind it
    #[arg(long, group = "what", requires = "bracket")]
    merge: bool,
    /// Take the name of a delegation or group out of the bracket, or of all
    #[arg(long, value_name = "CODE", group = "what")]
    withdraw: Option<String>,
    /// What the chair would take of the bracket: keep, drop, the number of a wording, or none
    #[arg(long, value_name = "TAKE", group = "what")]
    chair: Option<String>,
    /// Which bracket, by its number
    #[arg(long, value_name = "N")]
    bracket: Option<usize>,
    /// Which of its wordings, by its number
    #[arg(
        long,
        value_name = "K",
        requires = "bracket",
        default_value = "1",
        hide_default_value = true
    )]
    wording: usize,
    /// Who holds the words: delegations or groups
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    by: Vec<String>,
    /// What they want with them
    #[arg(long, value_name = "WISH", value_parser = wish, requires = "by")]
    wish: Option<Wish>,
    /// A bracket over several paragraphs that holds this one; with a number, not the innermost
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "1", conflicts_with_all = ["bracket", "words", "span", "to", "add", "merge", "language"])]
    over: Option<usize>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    expect: Option<find::Prefix>,
}

/// `10-25`.
fn span(said: &str) -> Result<(usize, usize), String> {
    let pair = said.split_once('-');
    let pair = pair.and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    match pair {
        Some((a, b)) if a < b => Ok((a, b)),
        _ => Err("write two numbers, the smaller first: 10-25".to_owned()),
    }
}

fn wish(said: &str) -> Result<Wish, String> {
    let all = [Wish::Propose, Wish::Retain, Wish::Delete, Wish::Reserve];
    let found = all.into_iter().find(|wish| wish_word(*wish) == said);
    found.ok_or_else(|| "write propose, retain, delete or reserve".to_owned())
}

pub(super) fn run(args: &BracketArgs, context: &mut Context) -> Result<Exit, Failure> {
    if args.all {
        return withdraw_everywhere(args, context);
    }
    let said = args.first.as_deref().unwrap_or_default();
    let dir = args.second.as_deref();
    let asks = args.by.is_empty()
        && args.words.is_none()
        && args.span.is_none()
        && args.to.is_none()
        && args.add.is_none()
        && !args.merge
        && args.withdraw.is_none()
        && args.chair.is_none();
    if asks {
        let desk = context.look(dir)?;
        let workspace = desk.workspace();
        let id = find::paragraph(workspace, said)?;
        let p = find::paragraph_in(workspace, args.language, id)?;
        list(
            workspace,
            find::draft(workspace, args.language)?,
            p,
            context,
        );
        return Ok(Exit::Done);
    }
    let mut desk = context.work(dir)?;
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, said)?;
    let change = change(args, workspace, id)?;
    let applied = context.commit(&mut desk, &change)?;
    told(context, Some(id), &applied, false);
    Ok(Exit::Done)
}

fn codes(workspace: &Workspace, said: &[String]) -> Result<Vec<Code>, Failure> {
    said.iter()
        .map(|said| find::party(workspace, said))
        .collect()
}

fn change(args: &BracketArgs, workspace: &Workspace, id: Id) -> Result<Change, Failure> {
    let language = args.language.unwrap_or(workspace.header.original);
    let by = codes(workspace, &args.by)?;
    let wish = args.wish.unwrap_or(Wish::Propose);
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    let p = find::paragraph_in(workspace, args.language, id)?;
    if let Some(expect) = &args.expect {
        expect.expect(p.digest(), &name)?;
    }
    let chair = match &args.chair {
        Some(said) if said == "none" => Some(None),
        Some(said) => {
            let take: Result<Take, _> = said.parse();
            Some(Some(
                take.map_err(|e| Failure::new(format!("{e}, or none")))?,
            ))
        }
        None => None,
    };
    let over = match (&args.to, args.over) {
        (Some(to), _) => Some(Over::Around {
            to: find::paragraph(workspace, to)?,
            by: by.clone(),
            wish,
        }),
        (None, Some(nth)) => Some(match (&args.withdraw, chair) {
            (Some(said), _) => Over::Withdraw {
                nth,
                by: find::party(workspace, said)?,
            },
            (None, Some(take)) => Over::Choose { nth, take },
            (None, None) => Over::Attribute {
                nth,
                by: by.clone(),
                wish,
            },
        }),
        _ => None,
    };
    if let Some(act) = over {
        return Ok(Change::Over {
            paragraph: id,
            act,
            base: find::draft(workspace, None)?.digest(),
        });
    }
    let number = || {
        args.bracket.ok_or_else(|| {
            Failure::new("which bracket is meant is not said")
                .hint("`rapporteur bracket PARA` lists them: give --bracket N, or --words TEXT")
        })
    };
    let act = if let Some(range) = selection(args, p, &name)? {
        Act::Around { range, by, wish }
    } else if let Some(words) = &args.add {
        Act::Add {
            bracket: number()?,
            words: words.clone(),
            by,
        }
    } else if args.merge {
        Act::Merge { bracket: number()? }
    } else if let Some(said) = &args.withdraw {
        Act::Withdraw {
            bracket: args.bracket,
            by: find::party(workspace, said)?,
        }
    } else if let Some(take) = chair {
        Act::Choose {
            bracket: number()?,
            take,
        }
    } else {
        Act::Attribute {
            bracket: number()?,
            wording: args.wording,
            by,
            wish,
        }
    };
    Ok(Change::Bracket {
        language,
        paragraph: id,
        act,
        base: p.digest(),
    })
}

/// The bytes that are to be bracketed, when some are.
fn selection(
    args: &BracketArgs,
    p: &Paragraph,
    name: &str,
) -> Result<Option<Range<usize>>, Failure> {
    if let Some(words) = &args.words {
        let at = place_before(p.text(), words, name).map_err(|failure| {
            Failure::new(failure.message).hint("give more words, or `--span A-B`")
        })?;
        return Ok(Some(at..at + words.len()));
    }
    let Some((a, b)) = args.span else {
        return Ok(None);
    };
    let place = |count| {
        place_of(p.text(), count)
            .ok_or_else(|| Failure::new(format!("{name} has no {count} characters")))
    };
    Ok(Some(place(a)?..place(b)?))
}

/// A delegation withdraws from every bracket of a draft, paragraph by paragraph.
fn withdraw_everywhere(args: &BracketArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args
        .first
        .as_deref()
        .map(Path::new)
        .or(args.second.as_deref());
    let mut desk = context.work(dir)?;
    let language = args.language.unwrap_or(desk.workspace().header.original);
    let said = args.withdraw.as_deref().unwrap_or_default();
    let by = find::party(desk.workspace(), said)?;
    let draft = find::draft(desk.workspace(), args.language)?.clone();
    let mut many = 0;
    for p in &draft.paragraphs {
        if !crate::edit::bracket::holds(&desk.workspace().header, p.text(), by) {
            continue;
        }
        let change = Change::Bracket {
            language,
            paragraph: p.id,
            act: Act::Withdraw { bracket: None, by },
            base: p.digest(),
        };
        let applied = context.commit(&mut desk, &change)?;
        told(context, Some(p.id), &applied, false);
        many += 1;
    }
    while let Some(change) = over_of(&desk, language, by) {
        let applied = context.commit(&mut desk, &change)?;
        told(context, None, &applied, false);
        many += 1;
    }
    if many == 0 {
        return Err(Failure::new(format!("{by} holds no bracket of this draft")));
    }
    Ok(Exit::Done)
}

/// The change by which a delegation withdraws from the next bracket over paragraphs that it holds.
fn over_of(desk: &Desk, language: Language, by: Code) -> Option<Change> {
    let workspace = desk.workspace();
    let draft = workspace
        .original()
        .filter(|_| language == workspace.header.original)?;
    wides(draft).into_iter().find_map(|wide| {
        let id = draft.paragraphs.get(wide.range(draft).0)?.id;
        let nth = hold(draft, id).iter().position(|w| *w == wide)? + 1;
        let act = Over::Withdraw { nth, by };
        outcome(&workspace.header, draft, id, &act).ok()?;
        Some(Change::Over {
            paragraph: id,
            act,
            base: draft.digest(),
        })
    })
}

fn list(workspace: &Workspace, draft: &Document, p: &Paragraph, context: &mut Context) {
    let seen = reading(&workspace.header, p);
    let wide = hold(draft, p.id);
    if context.is_json() {
        let id = |at: usize| draft.paragraphs.get(at).map(|p| p.id.to_string());
        let over = wide.iter().map(|wide| {
            let (from, to) = wide.range(draft);
            let (kind, marks, options) = match wide {
                Wide::Listed(_, found) => ("listed", Some(found.marks.to_string()), Vec::new()),
                Wide::Written(_) => ("written", None, Vec::new()),
                Wide::Options(group) => {
                    let names = group.options.iter().map(|o| o.name.clone());
                    ("options", None, names.collect())
                }
            };
            OverJson {
                kind,
                from: id(from).unwrap_or_default(),
                to: id(to).unwrap_or_default(),
                marks,
                options,
                chair: choice_over(draft, wide).map(|take| take.to_string()),
            }
        });
        context.out.json(&Brackets {
            id: p.id.as_str(),
            digest: p.digest().to_string(),
            all: seen
                .into_iter()
                .map(|seen| BracketJson::of(p, seen))
                .collect(),
            over: over.collect(),
        });
        return;
    }
    let out = &mut context.out;
    let name = |at: usize| find::name_at(draft, at);
    for (nth, wide) in wide.iter().enumerate() {
        let (from, to) = wide.range(draft);
        let what = match wide {
            Wide::Options(group) => format!("{} options", group.options.len()),
            Wide::Listed(_, found) if !found.marks.is_empty() => {
                format!("a bracket - {}", found.marks)
            }
            _ => "a bracket".to_owned(),
        };
        let line = format!(
            "over {}: {what}, from {} to {}",
            nth + 1,
            name(from),
            name(to)
        );
        out.text(Look::Warn, &line).end();
        if let Some(take) = choice_over(draft, wide) {
            out.paragraph(Look::Faint, 5, &format!("the chair would take: {take}"));
        }
    }
    if seen.is_empty() && wide.is_empty() {
        out.line("nothing is in brackets here");
    }
    let slice = |range: Range<usize>| p.text().get(range).unwrap_or_default();
    for seen in &seen {
        let indent = 2 * seen.depth;
        out.plain(&" ".repeat(indent));
        out.text(Look::Strong, &seen.number.to_string());
        out.plain("  ").plain(slice(seen.bracket.range.clone()));
        out.end();
        let mut said: Vec<String> = Vec::new();
        if seen.bracket.kind == BracketKind::Placeholder {
            said.push("waits for words".to_owned());
        }
        if !seen.beside.is_empty() {
            let numbers: Vec<String> = seen.beside.iter().map(ToString::to_string).collect();
            said.push(format!("side by side: {}", numbers.join(", ")));
        }
        said.extend(
            seen.chosen
                .map(|take| format!("the chair would take: {take}")),
        );
        let many = seen.bracket.alternatives.len();
        for (nth, wording) in seen.bracket.alternatives.iter().enumerate() {
            let held: Vec<String> = wording
                .marks
                .iter()
                .map(|m| format!("{} {}", slice(m.party.clone()), wish_word(m.wish)))
                .collect();
            if many > 1 {
                let words = slice(wording.body.clone());
                let held = if held.is_empty() {
                    "nobody".to_owned()
                } else {
                    held.join(", ")
                };
                said.push(format!("{}: {words} · {held}", nth + 1));
            } else if !held.is_empty() {
                said.push(held.join(", "));
            }
        }
        for line in said {
            out.paragraph(Look::Faint, indent + 5, &line);
        }
    }
}

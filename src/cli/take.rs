//! `take`: the wording of another text, or one change of it, into the draft.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::context::{Context, Desk};
use super::diff::{SIGN, edits};
use super::exit::{Exit, Failure};
use super::json::{Changed, TakenOver};
use super::out::Look;
use super::{find, sides};
use crate::app::take;
use crate::compare::{
    Edit, Item, Mine, Op, Options, Pair, Sheet, Single, Step, Taken, Taker, along, steps,
};
use crate::edit::{Change, Touch};
use crate::model::{Document, Lens, Workspace};
use crate::text::{Language, WordKind};

/// Take over into the draft what another text has
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur take rev-1 5                  the words that 5 had in rev-1
  rapporteur take rev-1 5 --list           what differs there, numbered
  rapporteur take rev-1 5 --change 2       the second of these and nothing else
  rapporteur take amended.txt 7            from a file; a paragraph that only the file has comes in
  rapporteur take draft 6 --lens clean     what 6 reads like without its brackets

The paragraph is one of the draft, else one of the other text. What the draft alone has is deleted, and can be restored.
")]
pub(super) struct TakeArgs {
    /// The other text: a version, precedent:NAME, DIR:VERSION or a file
    #[arg(value_name = "SIDE")]
    side: String,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Only the change of this number
    #[arg(long, value_name = "N", conflicts_with = "list")]
    change: Option<usize>,
    /// List what differs, and write nothing
    #[arg(long)]
    list: bool,
    /// Other kinds of quotation marks, apostrophes, dashes and ellipses too
    #[arg(long)]
    typography: bool,
    /// How to look at brackets in the other text
    #[arg(long, value_name = "LENS", default_value = "brackets")]
    lens: Lens,
    /// Language of the text; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

pub(super) fn run(args: &TakeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let dir = args.dir.as_deref().map(Path::new);
    let mut desk = if args.list {
        context.look(dir)?
    } else {
        context.work(dir)?
    };
    let mut other = sides::side(&args.side, Some(&desk), args.language, context)?;
    let workspace = desk.workspace();
    let draft = find::draft(workspace, args.language)?.clone();
    let language = draft.head.language;
    sides::in_language(Arc::make_mut(&mut other.document), other.told, language);
    if other.document.head.language.primary() != language.primary() {
        return Err(Failure::new(format!(
            "{} is in {}, and the draft in {}: words cannot be taken over",
            other.name,
            other.document.head.language.name(),
            language.name()
        )));
    }
    let options = Options {
        ids: other.own_ids,
        typography: super::diff::typography(args.typography),
        ..Options::default()
    };
    let theirs = super::lens::seen(args.lens, Some(workspace), &other.document)?.document;
    let sheet = Sheet::of((&other.name, theirs), ("the draft", draft), options, SIGN);
    let at = pair_of(workspace, &sheet, &args.paragraph)?;
    let pair = sheet
        .pair(at)
        .ok_or_else(|| Failure::new("nothing to take"))?;
    let all = steps(pair);
    if args.list {
        list(&sheet, at, pair, &all, context);
        return Ok(Exit::found(!all.is_empty()));
    }
    let taker = Taker {
        a: &sheet.a,
        b: &sheet.b,
        comparison: &sheet.comparison,
        mine: Mine::Newer,
    };
    let taken = choose(args, &taker, pair, &all, &sheet.name(Item::Pair(at), SIGN))?;
    let cite = other.is_precedent.then(|| {
        let name = args.side.trim_start_matches("precedent:");
        take::source(name, &sheet.a, pair.a.first().copied())
    });
    let new = context.new_id(desk.workspace());
    let change = take::change(taken, desk.workspace(), language, new, cite)
        .map_err(|why| Failure::new(lower(why)))?;
    let step = args
        .change
        .and_then(|number| all.get(number.checked_sub(1)?));
    let with = step.map(|step| along(pair, step)).unwrap_or_default();
    commit(&mut desk, &change, &with, context)?;
    if !with.is_empty() && !context.is_json() {
        context.out.line(&format!("with {}", of_bracket(&with)));
    }
    Ok(Exit::Done)
}

/// `change 4: both signs of a bracket go together`.
fn of_bracket(with: &[usize]) -> String {
    let numbers: Vec<String> = with.iter().map(|at| (at + 1).to_string()).collect();
    let noun = if with.len() == 1 { "change" } else { "changes" };
    format!(
        "{noun} {}: both signs of a bracket go together",
        numbers.join(", ")
    )
}

/// What is taken: the change that was asked for, else all the words, else the one thing that differs.
fn choose(
    args: &TakeArgs,
    taker: &Taker<'_>,
    pair: &Pair,
    all: &[Step],
    name: &str,
) -> Result<Taken, Failure> {
    let refused = |why: &str| Failure::new(format!("{name}: {}", lower(why)));
    if all.is_empty() {
        return Err(Failure::new(format!("{name} does not differ")));
    }
    let again = format!("see `rapporteur take {} {name} --list`", args.side);
    if let Some(number) = args.change {
        let step = number.checked_sub(1).and_then(|at| all.get(at));
        let step = step.ok_or_else(|| {
            Failure::new(format!("{name} has no change {number}")).hint(again.clone())
        })?;
        return taker.take(pair, step).map_err(refused);
    }
    let has_words = |step: &Step| matches!(step, Step::Words(_) | Step::Whole);
    match all {
        _ if all.iter().any(has_words) => taker
            .take_words(pair)
            .map_err(|why| refused(why).hint(again)),
        [one] => taker.take(pair, one).map_err(refused),
        _ => Err(Failure::new(format!(
            "the words of {name} are the same: say with --change what to take"
        ))
        .hint(again)),
    }
}

/// `with`: places of the changes that go along.
fn commit(
    desk: &mut Desk,
    change: &Change,
    with: &[usize],
    context: &mut Context,
) -> Result<Exit, Failure> {
    let applied = context.commit(desk, change)?;
    let mut changed: Vec<String> = applied
        .touches
        .iter()
        .filter_map(Touch::paragraph)
        .map(|id| id.to_string())
        .collect();
    changed.sort_unstable();
    changed.dedup();
    if context.is_json() {
        let id = change.paragraph();
        let again = id.map(|id| take::asked_again(desk.workspace(), id));
        let again = again.filter(|_| !applied.touches.is_empty());
        let again = again.unwrap_or_default();
        context.out.json(&TakenOver {
            done: Changed {
                id: id.map(|id| id.to_string()),
                changed,
            },
            with: with.iter().map(|at| at + 1).collect(),
            ask_again: again,
        });
    } else if applied.touches.is_empty() {
        context.out.line("nothing to change");
    } else {
        context.out.line(&applied.title);
        let id = change.paragraph();
        let again = id.map(|id| take::asked_again(desk.workspace(), id));
        if let Some(again) = again.filter(|again| !again.is_empty()) {
            context
                .out
                .line(&format!("to be asked again: {}", again.join(", ")));
        }
    }
    Ok(Exit::Done)
}

/// The pair that is meant: by a paragraph of the draft, else by one of the other text.
fn pair_of(workspace: &Workspace, sheet: &Sheet, said: &str) -> Result<usize, Failure> {
    let place = |document: &Document| {
        let mut then = workspace.clone();
        let document = std::sync::Arc::new(document.clone());
        then.drafts.insert(then.header.original, document.clone());
        let id = find::paragraph(&then, said)?;
        document
            .index_of(id)
            .ok_or_else(|| Failure::new(format!("no paragraph {said}")))
    };
    let pairs = sheet.comparison.pairs.iter();
    let in_draft = place(&sheet.b);
    let found = match &in_draft {
        Ok(at) => pairs.clone().position(|pair| pair.b.contains(at)),
        Err(_) => {
            let at = place(&sheet.a).ok();
            at.and_then(|at| pairs.clone().position(|pair| pair.a.contains(&at)))
        }
    };
    match (found, in_draft) {
        (Some(found), _) => Ok(found),
        (None, Err(failure)) => Err(failure),
        (None, Ok(_)) => Err(Failure::new(format!("no paragraph {said}"))),
    }
}

/// Words of context on each side of a change that is listed.
const AROUND: usize = 3;

/// What differs, numbered, as taking it would change the draft.
fn list(sheet: &Sheet, at: usize, pair: &Pair, all: &[Step], context: &mut Context) {
    let out = &mut context.out;
    if all.is_empty() {
        let name = sheet.name(Item::Pair(at), SIGN);
        out.line(&format!("{name} does not differ"));
        return;
    }
    for (number, step) in (1..).zip(all) {
        out.text(Look::Strong, &format!("{number:>3}"));
        match step {
            Step::Words(single) => {
                edits(&around(pair, single), out);
                let with = along(pair, step);
                if !with.is_empty() {
                    out.text(Look::Faint, &format!("     with {}", of_bracket(&with)))
                        .end();
                }
            }
            Step::Whole if pair.b.is_empty() => out.line("  the paragraph comes in"),
            Step::Whole => out.line("  the paragraph is deleted"),
            Step::Place => {
                let names = sheet.names(SIGN);
                let place = names.all_older(&pair.a);
                out.line(&format!("  it stands where it stood, at {place}"));
            }
            Step::Label => {
                let (label, _) = pair.relabelled.clone().unwrap_or_default();
                let label = label.map_or_else(|| "no label".to_owned(), |l| l.to_string());
                out.line(&format!("  it is called {label}"));
            }
        }
    }
}

/// A change with some words around it. What stands in the draft goes, what the other text has comes.
fn around(pair: &Pair, single: &Single) -> Vec<Edit> {
    let mut shown = Vec::new();
    let before = single.edits.start.checked_sub(1);
    if let Some(edit) = before.and_then(|at| pair.edits.get(at)) {
        shown.push(Edit {
            op: Op::Equal,
            text: last_words(&edit.text),
        });
    }
    let run = pair.edits.get(single.edits.clone()).unwrap_or_default();
    for (is, becomes) in [(Op::Insert, Op::Delete), (Op::Delete, Op::Insert)] {
        shown.extend(run.iter().filter(|edit| edit.op == is).map(|edit| Edit {
            op: becomes,
            text: edit.text.clone(),
        }));
    }
    if let Some(edit) = pair.edits.get(single.edits.end) {
        shown.push(Edit {
            op: Op::Equal,
            text: first_words(&edit.text),
        });
    }
    shown
}

fn last_words(text: &str) -> String {
    let words = crate::text::words(text).filter(|word| word.kind == WordKind::Word);
    let starts: Vec<usize> = words.map(|word| word.range.start).collect();
    match starts
        .len()
        .checked_sub(AROUND)
        .and_then(|at| starts.get(at))
    {
        Some(start) if *start > 0 => format!("…{}", text.get(*start..).unwrap_or_default()),
        _ => text.to_owned(),
    }
}

fn first_words(text: &str) -> String {
    let words = crate::text::words(text).filter(|word| word.kind == WordKind::Word);
    let ends: Vec<usize> = words.map(|word| word.range.end).collect();
    match ends.get(AROUND.saturating_sub(1)) {
        Some(end) if *end < text.len() => format!("{}…", text.get(..*end).unwrap_or_default()),
        _ => text.to_owned(),
    }
}

fn lower(said: &str) -> String {
    let mut chars = said.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string());
    format!(
        "{}{}",
        first.unwrap_or_default(),
        chars.as_str().trim_end_matches('.')
    )
}

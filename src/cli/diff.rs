//! `diff`: what changed between two documents, or since somebody agreed; as text, as JSON, or as a page.

mod print;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::{Context, root};
use super::deliver::{self, Present};
use super::exit::{Exit, Failure};
use super::json::{Differences, SinceAgreed, SinceOf};
use super::out::{Look, say};
use super::{find, sides};
use crate::compare::{
    self, Bridge, Comparer, Labels, OnlyChanged, Options, Sheet, Since, Typography, Who,
};
use crate::convert::html::{self, Layout, Page};
use crate::model::{Code, Lens, Workspace};
use crate::text::Language;

pub(super) use print::{SIGN, counts, edits};

/// Show what changed
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur diff rev-1 draft
  rapporteur diff rev-1 rev-2 --only changed --language en
  rapporteur diff rev-1 draft --summary    in a few sentences, to be read aloud
  rapporteur diff rev-1 draft --labels     a new number is a change too
  rapporteur diff rev-1 draft --typography other quotation marks, or stress, are a change too
  rapporteur diff draft draft@ru           two languages beside each other
  rapporteur diff draft draft --lens brackets,clean
  rapporteur diff old.txt new.md
  rapporteur diff ashgabat:rev-1 ashgabat:draft
  rapporteur diff draft precedent:ares-64-35 --to html -o changes.html
  rapporteur diff --since-agreed KAZ       against the words that KAZ’s positions are on
  rapporteur diff --since-agreed all       the same for every delegation, as one report
  rapporteur diff --since-agreed chair     against the words that were gavelled

A side is draft, a version, precedent:NAME, DIR:VERSION, a file, or - for what comes in; @LANG behind the first three
names a language. A file of a few words is in the language of the other side, unless --language names one; texts that
are surely in two languages are compared by their structure alone; in JSON both stand in `texts`. Words that went stand in
[-…-], with brackets among them in {-…-}, and words that came in {+…+}. Exit code 1 says that something differs: a new label alone is no
difference, unless --labels says so. Nor is typography, unless --typography says so: other kinds of
quotation marks, apostrophes, dashes and ellipses, the stars of stressed words, marks of direction, stretched letters,
vowel signs.
In how many paragraphs it differs is said.
")]
pub(super) struct DiffArgs {
    /// The older side: draft, a version, precedent:NAME, DIR:VERSION or a file
    #[arg(value_name = "A", required_unless_present = "since_agreed")]
    a: Option<String>,
    /// The newer side
    #[arg(value_name = "B", required_unless_present = "since_agreed")]
    b: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Compare the draft with the words that this delegation’s positions are on; or all, or chair
    #[arg(long, value_name = "CODE")]
    since_agreed: Option<String>,
    /// Which paragraphs to give
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "all",
        hide_default_value = true
    )]
    only: Only,
    /// Count a new label as a change: whoever puts one paragraph in gives every one behind it another number
    #[arg(long)]
    labels: bool,
    /// Count another kind of quotation mark, apostrophe, dash or ellipsis, or stress, as a change
    #[arg(long)]
    typography: bool,
    /// Say it in a few sentences and no more
    #[arg(long)]
    summary: bool,
    /// How to look at brackets: one lens for both sides, or the older side’s and the newer side’s
    #[arg(
        long,
        value_name = "LENS[,LENS]",
        value_delimiter = ',',
        default_value = "brackets"
    )]
    lens: Vec<Lens>,
    /// Language of the text; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// As what to give it
    #[arg(long, value_name = "FORMAT")]
    to: Option<To>,
    /// How the page stands
    #[arg(long, value_name = "LAYOUT", default_value = "inline", requires = "to")]
    layout: Way,
    /// Where to write the page; else on the standard output
    #[arg(short, long, value_name = "FILE", requires = "to")]
    output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

/// Which paragraphs to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// All of them
    All,
    /// Those in which something changed
    Changed,
}

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// A page for a browser or a printer, in one file
    Html,
}

/// How a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Way {
    /// What went and what came in one text
    Inline,
    /// Both texts in two columns
    Beside,
}

pub(super) fn run(args: &DiffArgs, context: &mut Context) -> Result<Exit, Failure> {
    if args.lens.len() > 2 {
        return Err(Failure::new("two sides take two lenses at most")
            .hint("for example: --lens clean, or --lens brackets,clean"));
    }
    if let Some(said) = &args.since_agreed {
        return since_agreed(args, said, context);
    }
    let (Some(a), Some(b)) = (&args.a, &args.b) else {
        return Err(
            Failure::new("diff takes two sides").hint("for example: rapporteur diff rev-1 draft")
        );
    };
    let desk = match &args.dir {
        Some(dir) => Some(context.look(Some(dir))?),
        None if root(None).is_ok() => Some(context.look(None)?),
        None => None,
    };
    let mut old = sides::side(a, desk.as_ref(), args.language, context)?;
    let mut new = sides::side(b, desk.as_ref(), args.language, context)?;
    sides::in_one_language(&mut [&mut old, &mut new]);
    // Whoever named both from a workspace knows.
    let files = [a, b].iter().any(|said| Path::new(said).is_file());
    if let Some(apart) = sides::languages_apart(&old, &new).filter(|_| files) {
        say("note", &apart);
    }
    let options = Options {
        ids: old.own_ids && new.own_ids,
        typography: typography(args.typography),
        ..Options::default()
    };
    let header = desk.as_ref().map(|desk| &*desk.workspace().header);
    let first = args.lens.first().copied().unwrap_or_default();
    let lenses = (first, args.lens.get(1).copied().unwrap_or(first));
    let (mut older, mut newer) = (old.name, new.name);
    if older == newer && a != b {
        // Two files of one name in two folders.
        (older, newer) = (a.clone(), b.clone());
    }
    if lenses.0 != lenses.1 || older == newer {
        for (name, lens) in [(&mut older, lenses.0), (&mut newer, lenses.1)] {
            name.push_str(&lens.suffix());
        }
    }
    let workspace = desk.as_ref().map(super::context::Desk::workspace);
    let seen = |lens, document| super::lens::seen(lens, workspace, document);
    // The program ends when this is told: it need not put away what it knows of a long text piece by piece.
    let comparer = Box::leak(Box::new(Comparer::new(options)));
    let bridge = workspace.and_then(|all| Bridge::of(all, &old.document, &new.document));
    let sheet = Sheet::by(
        comparer.by_way_of(bridge),
        (&older, seen(lenses.0, &old.document)?.document),
        (&newer, seen(lenses.1, &new.document)?.document),
        sign(args),
    );
    let sheet = sheet.with_labels(labels(args), sign(args));
    let sheet = &*Box::leak(Box::new(sheet));
    let title = match header {
        Some(header) => header.title.to_string(),
        None => sheet.b.head.title.to_string(),
    };
    give(args, std::slice::from_ref(sheet), &title, context)
}

/// The draft against the words that were spoken on.
fn since_agreed(args: &DiffArgs, said: &str, context: &mut Context) -> Result<Exit, Failure> {
    // With this option the one free argument, if any, is the workspace.
    let dir = match (&args.a, &args.b) {
        (_, Some(_)) => {
            return Err(Failure::new(
                "--since-agreed compares the draft with what was agreed on: no two sides can be named beside it",
            )
            .hint("for example: rapporteur diff --since-agreed KAZ, or rapporteur diff rev-1 draft"));
        }
        (dir, None) => dir.as_deref().map(Path::new),
    };
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    find::draft(workspace, None)?;
    if let Some(asked) = args.language
        && asked.primary() != workspace.header.original.primary()
    {
        return Err(Failure::new(format!(
            "positions are on the words of the original, which is in {}: there is nothing to compare in {}",
            workspace.header.original.name(),
            asked.name()
        ))
        .hint("leave --language out"));
    }
    let kept = desk.store.earlier_words(&compare::missing(workspace));
    let of = |who: Who| {
        let since = compare::since(workspace, who, &kept)?;
        Some(Sheet::since(who, since, sign(args)))
    };
    let title = workspace.header.title.to_string();
    match find::party(workspace, said) {
        Ok(code) => {
            let sheets: Vec<Sheet> = of(Who::Party(code)).into_iter().collect();
            give(args, &sheets, &title, context)
        }
        Err(_) if said.eq_ignore_ascii_case("chair") => {
            let sheets: Vec<Sheet> = of(Who::Chair).into_iter().collect();
            give(args, &sheets, &title, context)
        }
        Err(_) if said.eq_ignore_ascii_case("all") => {
            let parties = parties(workspace);
            let all = parties.iter().filter_map(|(code, _)| {
                let since = compare::since(workspace, Who::Party(*code), &kept)?;
                Some((*code, since))
            });
            let all: Vec<(Code, Since)> = all.collect();
            if context.is_json() && args.to.is_none() {
                let sheets = all.into_iter();
                let sheets: Vec<Sheet> = sheets
                    .map(|(code, since)| Sheet::since(Who::Party(code), since, sign(args)))
                    .collect();
                return Ok(all_as_json(args, &parties, &sheets, context));
            }
            everybody(args, all, &title, context)
        }
        Err(failure) => Err(failure.or("or say `all`, or `chair`")),
    }
}

/// The report on everybody, what stayed as it was left out, since it would bury what did not: those for whom something changed, who spoke alike together, and how many others there are.
fn everybody(
    args: &DiffArgs,
    all: Vec<(Code, Since)>,
    title: &str,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let spoke = |since: &Since| since.remarks.iter().any(|r| !r.who.is_empty());
    let silent = all.iter().filter(|(_, since)| !spoke(since)).count();
    let same = all.iter().filter(|(_, since)| since.changed() == 0).count() - silent;
    let alike = compare::alike(all).into_iter();
    let sheets: Vec<Sheet> = alike
        .map(|(codes, since)| Sheet::since_alike(&codes, since, sign(args)))
        .collect();
    let exit = give_only(args, OnlyChanged::Yes, &sheets, title, context)?;
    if args.to.is_none() {
        for line in others(sheets.is_empty(), same, silent) {
            context.out.line(&line);
        }
    }
    Ok(exit)
}

/// `For 3 others nothing changed.`, `186 have no position on any paragraph.`
fn others(nobody: bool, same: usize, silent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    match (nobody, same) {
        (_, 0) => {}
        (true, _) => {
            lines.push("Since delegations took their positions nothing changed.".to_owned());
        }
        (false, 1) => lines.push("For one other that took positions nothing changed.".to_owned()),
        (false, many) => lines.push(format!(
            "For {many} others that took positions nothing changed."
        )),
    }
    match silent {
        0 => {}
        1 => lines.push("One has no position on any paragraph.".to_owned()),
        many => lines.push(format!("{many} have no position on any paragraph.")),
    }
    lines
}

/// Every delegation, and every group that has positions of its own, by name.
fn parties(workspace: &Workspace) -> Vec<(Code, &str)> {
    let header = &workspace.header;
    let delegations = header.delegations.iter().map(|d| (d.code, &*d.name));
    let groups = header.groups.iter().map(|g| (g.code, &*g.name));
    let groups = groups.filter(|(code, _)| workspace.positions.contains_key(code));
    delegations.chain(groups).collect()
}

fn all_as_json(
    args: &DiffArgs,
    parties: &[(Code, &str)],
    sheets: &[Sheet],
    context: &mut Context,
) -> Exit {
    let (mut delegations, mut unchanged, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for ((code, name), sheet) in parties.iter().zip(sheets) {
        let changed = sheet.remarks.iter().filter(|r| r.is_change()).count();
        if changed > 0 {
            delegations.push(SinceOf {
                code: code.as_str(),
                name,
                changed,
                differences: Differences::of(sheet, only(args)),
            });
        } else if sheet.remarks.iter().any(|r| !r.who.is_empty()) {
            unchanged.push(code.as_str());
        } else {
            silent.push(code.as_str());
        }
    }
    context.out.json(&SinceAgreed {
        delegations,
        unchanged,
        silent,
    });
    Exit::found(sheets.iter().any(Sheet::differs))
}

fn give(
    args: &DiffArgs,
    sheets: &[Sheet],
    title: &str,
    context: &mut Context,
) -> Result<Exit, Failure> {
    give_only(args, only(args), sheets, title, context)
}

fn give_only(
    args: &DiffArgs,
    only: OnlyChanged,
    sheets: &[Sheet],
    title: &str,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let exit = Exit::found(sheets.iter().any(Sheet::differs));
    if args.to == Some(To::Html) {
        let page = Page {
            title,
            layout: match args.layout {
                Way::Inline => Layout::Inline,
                Way::Beside => Layout::Beside,
            },
            only,
        };
        let made = html::to_html(sheets, &page);
        match &args.output {
            Some(path) => {
                let present = if args.force {
                    Present::Replace
                } else {
                    Present::Keep
                };
                deliver::write(path, made.as_bytes(), present)?;
            }
            // Whatever could act was made visible when the page was made.
            None => context.out.own(&made),
        }
        return Ok(exit);
    }
    if context.is_json() {
        if let Some(sheet) = sheets.first() {
            context.out.json(&Differences::of(sheet, only));
        }
        return Ok(exit);
    }
    for (at, sheet) in sheets.iter().enumerate() {
        if args.summary {
            context.out.paragraph(Look::Plain, 0, &sheet.told);
            continue;
        }
        if at > 0 {
            context.out.end();
        }
        print::sheet(sheet, only, context);
    }
    Ok(exit)
}

fn labels(args: &DiffArgs) -> Labels {
    if args.labels {
        Labels::Changes
    } else {
        Labels::Aside
    }
}

/// What becomes of typography that differs.
pub(super) fn typography(shown: bool) -> Typography {
    if shown {
        Typography::Shown
    } else {
        Typography::Aside
    }
}

fn only(args: &DiffArgs) -> OnlyChanged {
    match args.only {
        Only::All => OnlyChanged::No,
        Only::Changed => OnlyChanged::Yes,
    }
}

/// On a page a place is written as on paper, in a terminal as it can be typed.
fn sign(args: &DiffArgs) -> char {
    if args.to.is_some() { '¶' } else { SIGN }
}

//! `brackets`: what is still in brackets, who holds it, since when; and how many there are by section, delegation, group and
//! version.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::context::{Context, dir_and_para};
use super::exit::{Exit, Failure};
use super::find;
use super::json::HeldJson;
use super::out::{Look, Out};
use super::words::first_words;
use crate::compare::kin;
use crate::model::{Code, Document, Holding, Holdings, Moment, Wants, Workspace};

/// List the brackets: who proposed each, who is against it, since when it stands
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur brackets                          every bracket of the draft
  rapporteur brackets ashgabat \"5 bis\"         those of one paragraph
  rapporteur brackets --held-by IRN            those that IRN proposed, wants out or reserves on
  rapporteur brackets --by delegation          how many each delegation holds
  rapporteur brackets --by version             how they burnt down
  rapporteur brackets --format json | jq '.brackets[] | select(.days > 30)'

A delegation holds a bracket when it is named in it, stands behind a proposal that changes it, or when its position on the
paragraph, on the words as they stand, is reserve, amend or oppose and no bracket there names it.
")]
pub(super) struct BracketsArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// Only those that this delegation or group holds
    #[arg(long, value_name = "CODE")]
    held_by: Option<String>,
    /// Count them instead
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
}

/// By what brackets are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// A row for each section
    Section,
    /// A row for each delegation that holds any
    Delegation,
    /// A row for each group
    Group,
    /// A row for each version, and the draft
    Version,
}

pub(super) fn run(args: &BracketsArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let desk = context.look(dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let document = find::draft(workspace, None)?;
    let place = match &said {
        Some(said) => document.index_of(find::paragraph(workspace, said)?),
        None => None,
    };
    let holder = match &args.held_by {
        Some(said) => Some(find::party(workspace, said)?),
        None => None,
    };
    let mut held = Holdings::of(workspace, kin);
    let is_meant = |h: &Holding| {
        let last = h.to.unwrap_or(h.place);
        place.is_none_or(|at| h.place <= at && at <= last)
            && holder.is_none_or(|code| h.is_held_by(code))
    };
    held.brackets.retain(is_meant);
    let now = super::now()?;
    if context.is_json() {
        let json = HeldJson::of(workspace, document, &held, now);
        context.out.json(&json);
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    match args.by {
        None => list(out, document, &held, now),
        Some(By::Section) => by_section(out, document, &held),
        Some(By::Delegation) => by_delegation(out, workspace, &held),
        Some(By::Group) => by_group(out, workspace, &held),
        Some(By::Version) => by_version(out, &held),
    }
    Ok(Exit::Done)
}

/// Cells of words that are shown of a bracket.
const WORDS: usize = 48;

fn list(out: &mut Out, document: &Document, held: &Holdings, now: Moment) {
    if held.brackets.is_empty() {
        out.line("no brackets");
        return;
    }
    let mut rows = vec![head(&[
        "paragraph",
        "bracket",
        "since",
        "days",
        "words and holders",
    ])];
    for holding in &held.brackets {
        let number = holding
            .number
            .map_or_else(|| "–".to_owned(), |n| n.to_string());
        let since = held.since(holding);
        let days = held.days(holding, now);
        rows.push(vec![
            (Look::Strong, find::name_at(document, holding.place)),
            (
                Look::Faint,
                format!("{}{number}", "  ".repeat(holding.depth)),
            ),
            (
                Look::Faint,
                since.map_or_else(|| "new".to_owned(), |(label, _)| label.to_string()),
            ),
            (
                Look::Faint,
                days.map_or_else(String::new, |d| d.to_string()),
            ),
            (Look::Plain, words(document, holding)),
        ]);
        for (look, line) in holders(holding) {
            let mut row = vec![(Look::Plain, String::new()); 4];
            row.push((look, format!("  {line}")));
            rows.push(row);
        }
    }
    out.table(&rows);
}

/// What stands in a bracket.
fn words(document: &Document, holding: &Holding) -> String {
    match holding.to {
        Some(to) => {
            let to = find::name_at(document, to);
            match holding.wordings.len() {
                0 => format!("up to {to}, over paragraphs"),
                many => format!("{many} options, up to {to}"),
            }
        }
        None => first_words(&holding.words(), WORDS),
    }
}

/// Who holds it, a line each way.
fn holders(holding: &Holding) -> Vec<(Look, String)> {
    let mut lines = Vec::new();
    let behind = holding.behind().into_iter().map(|(nth, who)| {
        let title = nth.map_or_else(|| "for".to_owned(), |nth| format!("for {nth}"));
        (Look::Good, title, who)
    });
    let others = [
        (Look::Bad, "against".to_owned(), holding.opponents()),
        (Look::Warn, "reserve".to_owned(), holding.reserving()),
    ];
    for (look, title, who) in behind.chain(others) {
        if !who.is_empty() {
            lines.push((look, format!("{title} {}", who.join(", "))));
        }
    }
    lines
}

fn by_section(out: &mut Out, document: &Document, held: &Holdings) {
    let mut rows = vec![head(&[
        "place", "brackets", "opposed", "unheld", "section", "who",
    ])];
    for sum in held.by_section(document) {
        let who: Vec<String> = sum
            .holders
            .iter()
            .map(|(n, many)| format!("{n} {many}"))
            .collect();
        rows.push(vec![
            (Look::Faint, format!("#{}", sum.places.start + 1)),
            number(sum.brackets, Look::Strong),
            number(sum.opposed, Look::Bad),
            number(sum.unheld, Look::Plain),
            (Look::Plain, first_words(&sum.name, 32)),
            (Look::Plain, first_words(&who.join(", "), WORDS)),
        ]);
    }
    out.table(&rows);
}

fn by_delegation(out: &mut Out, workspace: &Workspace, held: &Holdings) {
    let mut titles = vec!["code", "own"];
    titles.extend(Wants::ALL.iter().map(|(_, word)| *word));
    titles.extend(["alone", "via group", "name"]);
    let mut rows = vec![head(&titles)];
    let sums = held.by_delegation(&workspace.header);
    // Through a binding group everybody in it holds the same: that is a number, not a row each.
    let through = sums.iter().filter(|sum| sum.own == 0).count();
    for sum in sums.iter().filter(|sum| sum.own > 0) {
        let name = workspace
            .header
            .delegation(sum.code)
            .map(|d| d.name.to_string());
        let mut row = vec![
            (Look::Strong, sum.code.to_string()),
            number(sum.own, Look::Strong),
        ];
        row.extend(Wants::ALL.iter().map(|(wants, _)| {
            let look = if wants.is_against() {
                Look::Bad
            } else {
                Look::Plain
            };
            number(sum.of(*wants), look)
        }));
        row.push(number(sum.alone, Look::Warn));
        row.push(number(sum.via, Look::Plain));
        row.push((Look::Plain, name.unwrap_or_default()));
        rows.push(row);
    }
    out.table(&rows);
    if through > 0 {
        out.line(&format!(
            "{through} more through a group alone: `--format json` lists them"
        ));
    }
}

fn by_group(out: &mut Out, workspace: &Workspace, held: &Holdings) {
    if workspace.header.groups.is_empty() {
        out.line("there are no groups: add them to workspace.yaml under `groups`");
        return;
    }
    let mut rows = vec![head(&[
        "code",
        "as a group",
        "members",
        "on both sides",
        "name",
    ])];
    for (sum, group) in held
        .by_group(&workspace.header)
        .iter()
        .zip(&workspace.header.groups)
    {
        rows.push(vec![
            (Look::Strong, sum.code.to_string()),
            number(sum.own, Look::Plain),
            number(sum.members, Look::Plain),
            number(sum.split, Look::Warn),
            (Look::Plain, group.name.to_string()),
        ]);
    }
    out.table(&rows);
}

fn by_version(out: &mut Out, held: &Holdings) {
    let mut rows = vec![head(&[
        "version", "frozen", "brackets", "opened", "settled",
    ])];
    for row in &held.versions {
        let label = row.label.as_ref().map(ToString::to_string);
        rows.push(vec![
            (Look::Strong, label.unwrap_or_else(|| "draft".to_owned())),
            (
                Look::Faint,
                row.frozen.map_or_else(|| "–".to_owned(), Moment::minute),
            ),
            number(row.brackets, Look::Strong),
            number(row.opened, Look::Bad),
            number(row.settled, Look::Good),
        ]);
    }
    out.table(&rows);
}

fn head(titles: &[&str]) -> Vec<(Look, String)> {
    let titles = titles.iter();
    titles
        .map(|title| (Look::Faint, (*title).to_owned()))
        .collect()
}

fn number(count: usize, look: Look) -> (Look, String) {
    match count {
        0 => (Look::Faint, "·".to_owned()),
        count => (look, count.to_string()),
    }
}

impl HeldJson {
    fn of(workspace: &Workspace, document: &Document, held: &Holdings, now: Moment) -> Self {
        let by_code = |code: Code| code.to_string();
        Self {
            brackets: held
                .brackets
                .iter()
                .map(|h| Self::one(document, held, h, now))
                .collect(),
            sections: held
                .by_section(document)
                .into_iter()
                .map(Into::into)
                .collect(),
            delegations: held
                .by_delegation(&workspace.header)
                .into_iter()
                .map(|sum| super::json::HeldByDelegation {
                    code: by_code(sum.code),
                    own: sum.own,
                    via: sum.via,
                    alone: sum.alone,
                    wants: Wants::ALL
                        .iter()
                        .map(|(w, word)| (*word, sum.of(*w)))
                        .collect(),
                })
                .collect(),
            groups: held
                .by_group(&workspace.header)
                .into_iter()
                .map(|sum| super::json::HeldByGroup {
                    code: by_code(sum.code),
                    own: sum.own,
                    members: sum.members,
                    both_sides: sum.split,
                })
                .collect(),
            versions: held.versions.iter().map(Into::into).collect(),
        }
    }

    fn one(
        document: &Document,
        held: &Holdings,
        h: &Holding,
        now: Moment,
    ) -> super::json::HeldBracket {
        let owned = |who: Vec<&str>| who.into_iter().map(str::to_owned).collect();
        let p = document.paragraphs.get(h.place);
        let since = held.since(h);
        super::json::HeldBracket {
            id: h.paragraph.to_string(),
            label: p.and_then(|p| p.label.as_ref()).map(ToString::to_string),
            bracket: h.number,
            to: h
                .to
                .and_then(|to| document.paragraphs.get(to))
                .map(|p| p.id.to_string()),
            depth: h.depth,
            span: h.number.map(|_| [h.range.start, h.range.end]),
            wordings: h.wordings.iter().map(ToString::to_string).collect(),
            proposers: owned(h.proposers()),
            opponents: owned(h.opponents()),
            reserving: owned(h.reserving()),
            holders: h.holders.iter().map(Into::into).collect(),
            since: since.map(|(label, _)| label.to_string()),
            frozen: since
                .and_then(|(_, frozen)| frozen)
                .map(|at| at.to_string()),
            days: held.days(h, now),
            versions: h.age.versions,
        }
    }
}

//! `status`: where consensus stands, and what stands in the way.

mod aloud;
mod rollups;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::Standing;
use super::out::{Look, Out};
use super::show::{look_of, paragraphs};
use super::{find, words::first_words};
use crate::model::{Consensus, Document, ParagraphStanding, Readiness, Rule, Status, Workspace};

/// Show where consensus stands, and what stands in the way
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur status
  rapporteur status ashgabat --by delegation
  rapporteur status --by section
  rapporteur status --by version           how agreement grew, how brackets burnt down
  rapporteur status --aloud                sentences, for a screen reader
  rapporteur status --format json | jq '.paragraphs[] | select(.readiness == \"blocked\")'

It never says that something is agreed: the chair does. It says what stands in the way.
")]
pub(super) struct StatusArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What a row is for
    #[arg(long, value_name = "WHAT", default_value = "paragraph")]
    by: By,
    /// In sentences, one a line, to be read aloud
    #[arg(long)]
    aloud: bool,
}

/// What a row of the status is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum By {
    /// A row for each paragraph
    #[default]
    Paragraph,
    /// A row for each section: what stands under one heading
    Section,
    /// A row for each delegation
    Delegation,
    /// A row for each group
    Group,
    /// A row for each version: how agreement grew and brackets burnt down
    Version,
}

pub(super) fn run(args: &StatusArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let document = find::draft(workspace, None)?;
    let consensus = workspace.consensus();
    if context.is_json() {
        context.out.json(&Standing::of(workspace, &consensus));
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    summary(out, workspace, &consensus);
    if args.aloud {
        aloud::say(out, workspace, &consensus, args.by);
        return Ok(Exit::Done);
    }
    out.end();
    match args.by {
        By::Paragraph => by_paragraph(out, document, &consensus),
        By::Section => rollups::by_section(out, workspace, &consensus),
        By::Delegation => by_delegation(out, workspace, &consensus),
        By::Group => rollups::by_group(out, workspace, &consensus),
        By::Version => {
            rollups::by_version(out, workspace, &consensus);
            return Ok(Exit::Done);
        }
    }
    in_the_way(out, workspace.header.rule, document, &consensus);
    packages_of(out, workspace, document, &consensus);
    Ok(Exit::Done)
}

fn summary(out: &mut Out, workspace: &Workspace, consensus: &Consensus) {
    out.text(Look::Strong, &workspace.header.title).end();
    let counts = &consensus.counts;
    let mut line = format!(
        "{} of {} agreed",
        counts.agreed(),
        paragraphs(counts.total())
    );
    for status in Status::ALL {
        let count = counts.of(status);
        if status != Status::Agreed && count > 0 {
            line.push_str(&format_args!(" · {count} {}", status.word()).to_string());
        }
    }
    line.push_str(&format_args!(" · {} left", brackets(consensus.brackets)).to_string());
    line.push_str(
        &format_args!(
            " · rule: {}",
            workspace.header.rule.word().replace('_', " ")
        )
        .to_string(),
    );
    out.paragraph(Look::Plain, 0, &line);
}

fn brackets(count: usize) -> String {
    format!("{count} bracket{}", if count == 1 { "" } else { "s" })
}

fn by_paragraph(out: &mut Out, document: &Document, consensus: &Consensus) {
    let mut rows = vec![head(&[
        "place",
        "label",
        "status",
        "readiness",
        "unheard",
        "words",
    ])];
    for (at, (standing, p)) in consensus
        .paragraphs
        .iter()
        .zip(&document.paragraphs)
        .enumerate()
    {
        if !standing.counted {
            continue;
        }
        let look = match standing.readiness {
            Readiness::Clear => Look::Good,
            Readiness::Pending => Look::Warn,
            Readiness::Blocked => Look::Bad,
        };
        let label = p.label.as_ref().map(ToString::to_string);
        rows.push(vec![
            (Look::Faint, format!("#{}", at + 1)),
            (Look::Strong, label.unwrap_or_default()),
            (look_of(standing.status), standing.status.word().to_owned()),
            (look, standing.readiness.word().to_owned()),
            (Look::Plain, standing.unheard.len().to_string()),
            (Look::Plain, first_words(p.text(), 32)),
        ]);
    }
    out.table(&rows);
}

fn by_delegation(out: &mut Out, workspace: &Workspace, consensus: &Consensus) {
    let words = [
        "agree", "agree_if", "flexible", "reserve", "amend", "oppose", "absent",
    ];
    let mut titles = vec!["code"];
    // A short word, so that nine of them fit on eighty columns.
    titles.extend(words.map(|word| if word == "agree_if" { "if" } else { word }));
    titles.extend(["stale", "unheard", "name"]);
    let mut rows = vec![head(&titles)];
    for (sum, delegation) in consensus
        .delegations
        .iter()
        .zip(&workspace.header.delegations)
    {
        let number = |count: usize, look: Look| match count {
            0 => (Look::Faint, "·".to_owned()),
            count => (look, count.to_string()),
        };
        let mut row = vec![(Look::Strong, sum.code.to_string())];
        row.extend(words.iter().map(|word| {
            let look = if *word == "oppose" || *word == "amend" {
                Look::Bad
            } else {
                Look::Plain
            };
            number(sum.of(word), look)
        }));
        row.push(number(sum.stale, Look::Warn));
        row.push(number(sum.unheard, Look::Plain));
        let kind = if delegation.kind.can_block() {
            ""
        } else {
            " (does not block)"
        };
        row.push((Look::Plain, format!("{}{kind}", delegation.name)));
        rows.push(row);
    }
    out.table(&rows);
}

fn head(titles: &[&str]) -> Vec<(Look, String)> {
    titles
        .iter()
        .map(|title| (Look::Faint, (*title).to_owned()))
        .collect()
}

/// Paragraph by paragraph who must be won or asked, then what is only not yet gavelled.
fn in_the_way(out: &mut Out, rule: Rule, document: &Document, consensus: &Consensus) {
    out.end();
    if consensus.ready {
        out.text(Look::Good, "Nothing stands in the way.").end();
        return;
    }
    if consensus.counts.total() == 0 {
        out.line("There is nothing to agree on yet.");
        return;
    }
    out.text(Look::Strong, "What stands in the way").end();
    let mut rows = Vec::new();
    let mut waiting = 0;
    for (at, (standing, p)) in consensus
        .paragraphs
        .iter()
        .zip(&document.paragraphs)
        .enumerate()
    {
        if !standing.counted {
            continue;
        }
        if !is_held(standing, p.brackets()) {
            waiting += usize::from(!standing.status.is_agreed());
            continue;
        }
        let look = if standing.blocking.is_empty() {
            Look::Plain
        } else {
            Look::Bad
        };
        rows.push(vec![
            (Look::Strong, format!("  {}", find::name_at(document, at))),
            (look, reason(rule, standing, p.brackets())),
        ]);
    }
    let spanning = document.head.brackets.len();
    if spanning > 0 {
        let over = format!("{} over several paragraphs", brackets(spanning));
        rows.push(vec![(Look::Strong, "  text".to_owned()), (Look::Bad, over)]);
    }
    out.table(&rows);
    if waiting > 0 {
        out.line(&format!(
            "  {} without an obstacle, not agreed yet: the chair can take {} up",
            paragraphs(waiting),
            if waiting == 1 { "it" } else { "them" }
        ));
    }
}

/// Why a paragraph is where it is, in words: what the rule of decision says of it (who objects, who waits, who must be asked
/// again, who was not heard), and what is left besides.
pub(super) fn reason(rule: Rule, standing: &ParagraphStanding, brackets: usize) -> String {
    let mut said = Vec::new();
    let counts_silence = matches!(rule, Rule::Consensus | Rule::Unanimity);
    if counts_silence && standing.readiness == Readiness::Clear && !standing.unheard.is_empty() {
        said.push("nobody objects".to_owned());
    }
    said.push(rule.reason(standing));
    said.extend(besides(standing, brackets));
    if besides(standing, brackets).is_empty()
        && standing.counted
        && standing.readiness == Readiness::Clear
        && !standing.status.is_agreed()
    {
        said.push("not agreed yet".to_owned());
    }
    said.join("; ")
}

/// What is in the way besides positions.
fn besides(standing: &ParagraphStanding, brackets: usize) -> Vec<String> {
    let mut said = Vec::new();
    if standing.status == Status::Stale {
        said.push("agreed on other words".to_owned());
    }
    if standing.status == Status::Parked {
        said.push("parked".to_owned());
    }
    if brackets > 0 {
        said.push(self::brackets(brackets));
    }
    said
}

/// Whether anything is in the way of a paragraph.
fn is_held(standing: &ParagraphStanding, brackets: usize) -> bool {
    standing.readiness != Readiness::Clear
        || !standing.blocking.is_empty()
        || !standing.pending.is_empty()
        || !standing.stale.is_empty()
        || !besides(standing, brackets).is_empty()
}

/// What is bound together, and what keeps it open.
fn packages_of(out: &mut Out, workspace: &Workspace, document: &Document, consensus: &Consensus) {
    if consensus.packages.is_empty() {
        return;
    }
    out.end();
    out.text(Look::Strong, "Agreed together or not at all")
        .end();
    for (package, standing) in workspace.header.packages.iter().zip(&consensus.packages) {
        super::package::print(out, document, package, standing);
    }
}

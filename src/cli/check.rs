//! `check`: what is wrong with the files and the text.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::{Checked, Noticed};
use super::out::{Look, Out};
use super::shelf::ShelfArgs;
use super::sourced;
use crate::check;
use crate::model::{Finding, Severity, Workspace};

/// Check the files and the text
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur check
  rapporteur check --final                 whether the text is fit to be adopted
  rapporteur check --rule load --format json

L4 and X4 ask the precedents of the workspace and all libraries: paragraphs that nearly repeat agreed language, and sources
that do not hold. Exit code 1 says that there are warnings or errors; advice alone does not.
")]
pub(super) struct CheckArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Ask as well whether the text is fit to be adopted
    #[arg(long = "final")]
    last: bool,
    /// Only the findings of this rule; may be repeated
    #[arg(long, value_name = "ID")]
    rule: Vec<String>,
}

/// Rules of the files, which are kept while they are read.
const OTHERS: [&str; 2] = ["load", "record"];

fn rules(workspace: &Workspace, last: bool, rule: Option<String>) -> Vec<Finding> {
    check::check(
        workspace,
        &check::Options {
            final_: last,
            rule,
            now: super::context::now().ok(),
        },
    )
}

pub(super) fn run(args: &CheckArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let mut findings = desk.loaded.findings.clone();
    findings.extend(desk.record().1);
    if args.rule.is_empty() {
        findings.extend(rules(workspace, args.last, None));
    } else {
        findings.retain(|f| {
            args.rule
                .iter()
                .any(|asked| asked.eq_ignore_ascii_case(f.rule))
        });
        for asked in &args.rule {
            let named = check::rules().iter().any(|rule| rule.is_called(asked))
                || sourced::RULES
                    .iter()
                    .any(|rule| sourced::is_called(rule, asked));
            if !named && !OTHERS.iter().any(|other| other.eq_ignore_ascii_case(asked)) {
                let names: Vec<&str> = check::rules().iter().map(|rule| rule.id).collect();
                return Err(Failure::new(format!("no rule “{asked}”")).hint(format!(
                    "the rules are {}, {}, {}",
                    names.join(", "),
                    sourced::RULES.join(", "),
                    OTHERS.join(", ")
                )));
            }
            findings.extend(rules(workspace, args.last, Some(asked.clone())));
        }
    }
    let wanted = |rule: &str| {
        args.rule.is_empty()
            || args
                .rule
                .iter()
                .any(|asked| sourced::is_called(rule, asked))
    };
    if sourced::RULES.iter().any(|rule| wanted(rule)) {
        let dir = args.dir.as_deref().map(Path::new);
        findings.extend(ShelfArgs::everywhere().ask(dir, context, |library| {
            Ok(sourced::check(workspace, library, args.last, wanted))
        })?);
    }
    desk.store.place_findings(&mut findings);
    let grave = findings.iter().any(|f| f.severity >= Severity::Warning);
    if context.is_json() {
        let findings = Noticed::all(&findings);
        context.out.json(&Checked { findings });
    } else {
        list(&mut context.out, &findings);
        summary(&mut context.out, &findings);
    }
    Ok(Exit::found(grave))
}

/// Findings, a line each, with what to do under it.
pub(super) fn list(out: &mut Out, findings: &[Finding]) {
    for finding in findings {
        let look = match finding.severity {
            Severity::Advice => Look::Faint,
            Severity::Warning => Look::Warn,
            Severity::Error => Look::Bad,
        };
        let place = finding.place();
        if !place.is_empty() {
            out.text(Look::Strong, &place).plain(": ");
        }
        out.text(look, finding.severity.word());
        out.text(Look::Faint, &format!("[{}]", finding.rule));
        out.plain(": ").plain(&finding.message).end();
        if let Some(hint) = &finding.hint {
            out.paragraph(Look::Faint, 2, hint);
        }
    }
}

fn summary(out: &mut Out, findings: &[Finding]) {
    if findings.is_empty() {
        out.text(Look::Good, "nothing found").end();
        return;
    }
    let count = |severity, one: &str, many: &str| {
        let count = findings.iter().filter(|f| f.severity == severity).count();
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let said: Vec<String> = [
        count(Severity::Error, "error", "errors"),
        count(Severity::Warning, "warning", "warnings"),
        count(Severity::Advice, "piece of advice", "pieces of advice"),
    ]
    .into_iter()
    .flatten()
    .collect();
    out.line(&said.join(", "));
}

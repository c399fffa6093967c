//! `check`: what is wrong with the files and the text.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::{Checked, Noticed};
use super::out::{Look, Out};
use crate::model::{Document, Finding, Readiness, Severity, Workspace};

/// Check the files and the text
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur check
  rapporteur check --final                 whether the text is fit to be adopted
  rapporteur check --rule load --format json

Exit code 1 says that there are warnings or errors; advice alone does not.
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

pub(super) fn run(args: &CheckArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let mut findings = desk.loaded.findings.clone();
    findings.extend(desk.store.record().1);
    if args.last {
        findings.extend(adoption(workspace));
    }
    if !args.rule.is_empty() {
        let asked = |f: &Finding| args.rule.iter().any(|r| r.eq_ignore_ascii_case(f.rule));
        findings.retain(asked);
    }
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

/// What stands between the draft and its adoption.
fn adoption(workspace: &Workspace) -> Vec<Finding> {
    let Some(document) = workspace.original() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut add = |finding: Finding| findings.push(finding);
    let consensus = workspace.consensus();
    for (standing, p) in consensus.paragraphs.iter().zip(&document.paragraphs) {
        if !standing.counted {
            continue;
        }
        let finding = |what: String| Finding::new("final", Severity::Error, what).on(p);
        if !standing.status.is_agreed() {
            add(finding(format!("not agreed: {}", standing.status.word())));
        }
        let codes = |codes: &[crate::model::Code]| {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            codes.join(", ")
        };
        match standing.readiness {
            Readiness::Clear => {}
            Readiness::Blocked => add(finding(format!("blocked by {}", codes(&standing.blocking)))),
            Readiness::Pending => {
                let waiting = [&standing.pending[..], &standing.stale[..]].concat();
                add(finding(format!("waits for {}", codes(&waiting))));
            }
        }
        if p.brackets() > 0 {
            add(finding("brackets are left".to_owned()));
        }
    }
    for _ in &document.head.brackets {
        let what = "a bracket over several paragraphs is left";
        add(Finding::new("final", Severity::Error, what));
    }
    for (language, draft) in &workspace.drafts {
        translations(workspace, *language, document, draft, &mut add);
    }
    findings
}

fn translations(
    workspace: &Workspace,
    language: crate::text::Language,
    original: &Document,
    draft: &Document,
    add: &mut dyn FnMut(Finding),
) {
    if language == workspace.header.original {
        return;
    }
    let places = draft.places();
    for p in &original.paragraphs {
        if !places.contains_key(&p.id) {
            let what = format!("not translated into {}", language.name());
            add(Finding::new("final", Severity::Error, what).on(p));
        }
    }
    for p in &draft.paragraphs {
        if workspace.is_stale_translation(&language, p) {
            let what = format!("the {} text translates other words", language.name());
            add(Finding::new("final", Severity::Error, what).on(p));
        }
    }
}

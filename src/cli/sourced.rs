//! The checks that need adopted texts: L4, a paragraph that nearly repeats one, and X4, a source that does not hold.

use super::shelf::place;
use super::trace::differs;
use super::verify::source_name;
use crate::compare::{Edit, Op};
use crate::model::{Document, Finding, Lens, Paragraph, Severity, Source, Workspace};
use crate::precedent::{Claim, Library, READS_ALIKE, Verdict, Verified};

/// The rules of this family.
pub(super) const RULES: [&str; 2] = ["L4", "X4"];
/// Words that are named in a message.
const NAMED: usize = 60;

/// Whether a person who names a rule or a family means this one.
pub(super) fn is_called(rule: &str, asked: &str) -> bool {
    let asked = asked.trim();
    rule.eq_ignore_ascii_case(asked)
        || asked.len() == 1 && rule.get(..1).is_some_and(|f| f.eq_ignore_ascii_case(asked))
}

/// What these rules find in every draft of a workspace; only those that are wanted. `last` says that the text is about to
/// be adopted.
pub(super) fn check(
    workspace: &Workspace,
    library: &Library,
    last: bool,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for document in workspace.drafts.values() {
        for p in &document.paragraphs {
            let reads = || Lens::Clean.words(&workspace.header, p);
            if wanted("X4") && !p.sources.is_empty() {
                findings.extend(sources(document, p, &reads(), library, last));
            }
            if wanted("L4") && p.role.is_body() {
                findings.extend(near(document, p, &reads(), library));
            }
        }
    }
    findings
}

fn finding(
    rule: &'static str,
    severity: Severity,
    document: &Document,
    p: &Paragraph,
    message: String,
) -> Finding {
    Finding {
        file: Some(format!("draft/{}.yaml", document.head.language).into()),
        paragraph: Some(p.id),
        label: p.label.clone(),
        ..Finding::new(rule, severity, message)
    }
}

/// L4: a paragraph that reads like agreed language and differs in a few words.
fn near(document: &Document, p: &Paragraph, reads: &str, library: &Library) -> Option<Finding> {
    let near = library.near_precedent(reads, Some(document.head.language), READS_ALIKE)?;
    let entry = library.entry(near.entry)?;
    let message = format!(
        "reads like {}, but for {}: {}",
        place(&entry),
        differs(&near),
        told(&near.edits)
    );
    let mut found = finding("L4", Severity::Advice, document, p, message);
    found.hint = Some("keep the agreed words, or be sure that the difference is meant".to_owned());
    Some(found)
}

/// X4: a source that is not there, or has other words.
fn sources(
    document: &Document,
    p: &Paragraph,
    reads: &str,
    library: &Library,
    last: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in &p.sources {
        let done = library.verify_source(source, reads);
        let name = source_name(source);
        // Words in one language are not compared with a source that is known in others only.
        let language = document.head.language;
        let claimed = library.claimed(&Claim::of(source), Some(language));
        let known = claimed.first().and_then(|at| library.entry(*at));
        let spoken = known.map(|entry| entry.record.language.primary() == language.primary());
        if spoken == Some(false) {
            continue;
        }
        let Some((severity, message, hint)) = judged(&done, (source, &name), library, last) else {
            continue;
        };
        let mut found = finding("X4", severity, document, p, message);
        found.hint = Some(hint);
        findings.push(found);
    }
    findings
}

/// What is wrong with a source, if anything is. That words differ a little is the drafting's own business.
fn judged(
    done: &Verified,
    (source, name): (&Source, &str),
    library: &Library,
    last: bool,
) -> Option<(Severity, String, String)> {
    if !done.has_document {
        return Some((
            Severity::Advice,
            format!("the source {name} is in no library and not among the precedents"),
            "correct its symbol, or add the document: `rapporteur library add`".to_owned(),
        ));
    }
    if !done.has_paragraph {
        return Some((
            Severity::Warning,
            format!("the source {name} is not there: the document has no such paragraph"),
            "correct the paragraph under `sources`".to_owned(),
        ));
    }
    if done.verdict != Verdict::NotFound {
        return None;
    }
    let nearest = done.nearest.as_ref();
    let there = nearest
        .filter(|n| n.verdict != Verdict::NotFound)
        .and_then(|n| library.entry(n.entry));
    let hint = match there {
        Some(entry) => format!("they are in {}", place(&entry)),
        None => "take the source out, or put its words back".to_owned(),
    };
    // Words that were taken from a source in other words are the drafters' business until the end.
    let severity = if last {
        Severity::Warning
    } else {
        Severity::Advice
    };
    let message = match source.words.as_deref() {
        Some(words) => format!("the words “{words}” of the source {name} do not stand in both"),
        None => {
            format!("the words are no longer those of the source {name}, nor five in a row of them")
        }
    };
    Some((severity, message, hint))
}

/// The words that differ: `“sides” for “parties”`.
fn told(edits: &[Edit]) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut struck: Option<&str> = None;
    let quoted = |text: &str| {
        let text = text.trim();
        let short: String = text.chars().take(NAMED).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        format!("“{short}{more}”")
    };
    for edit in edits
        .iter()
        .filter(|edit| edit.is_change() || edit.op == Op::Equal)
    {
        match edit.op {
            Op::Delete => struck = Some(&edit.text),
            Op::Insert => said.push(match struck.take() {
                Some(old) => format!("{} for {}", quoted(&edit.text), quoted(old)),
                None => format!("{} put in", quoted(&edit.text)),
            }),
            Op::Equal => said.extend(struck.take().map(|old| format!("{} left out", quoted(old)))),
        }
    }
    said.extend(struck.map(|old| format!("{} left out", quoted(old))));
    said.join(", ")
}

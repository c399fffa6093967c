//! `diff`: what changed between two texts, or since a delegation took its position.

mod side;
mod since;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{self, Differences};
use super::lens::Lens;
use super::out::{Look, Out};
use super::words::first_words;
use crate::compare::{Comparison, Kind, Op, Options, Pair, compare};
use crate::model::{Document, Label};
use crate::text::Language;

/// Show what changed between two texts
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur diff rev-1 draft
  rapporteur diff rev-1 rev-2 ashgabat --language en --only changed
  rapporteur diff ../2009:rev-3 draft
  rapporteur diff old.txt new.md
  rapporteur diff --since-agreed KAZ       against the words that KAZ took its positions on

Exit code 1 says that there are differences.
")]
pub(super) struct DiffArgs {
    /// The older text: draft, a version, DIR:VERSION, or a file
    #[arg(value_name = "A", required_unless_present = "since_agreed")]
    a: Option<String>,
    /// The newer text
    #[arg(value_name = "B", required_unless_present = "since_agreed")]
    b: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Leave out what did not change
    #[arg(long, value_name = "WHAT")]
    only: Option<Only>,
    /// How to look at brackets
    #[arg(long, value_name = "LENS", default_value = "brackets")]
    lens: Lens,
    /// Each paragraph against the words that this delegation took its position on
    #[arg(long, value_name = "CODE", conflicts_with_all = ["b", "language", "lens"])]
    since_agreed: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    /// What changed
    Changed,
}

pub(super) fn run(args: &DiffArgs, context: &mut Context) -> Result<Exit, Failure> {
    if let Some(said) = &args.since_agreed {
        return since::run(args, said, context);
    }
    let (Some(a), Some(b)) = (&args.a, &args.b) else {
        return Err(Failure::new("two texts are compared: give both"));
    };
    let here = context.look(args.dir.as_deref());
    let sides = side::Sides::new(here, args.language, args.lens);
    let (a, b) = (sides.read(a, context)?, sides.read(b, context)?);
    let options = Options {
        ids: a.shares_ids_with(&b),
        ..Options::default()
    };
    let comparison = compare(&a.document, &b.document, options);
    if context.is_json() {
        let shown = Differences::of(&comparison, |pair| args.shows(pair));
        context.out.json(&shown);
    } else {
        let out = &mut context.out;
        let title = format!("{} → {}", a.name, b.name);
        out.text(Look::Strong, &title).end();
        summary(out, &comparison);
        for pair in comparison.pairs.iter().filter(|pair| args.shows(pair)) {
            show(out, pair, &a.document, &b.document);
        }
    }
    Ok(Exit::found(comparison.pairs.iter().any(is_change)))
}

impl DiffArgs {
    fn shows(&self, pair: &Pair) -> bool {
        self.only.is_none() || is_change(pair)
    }
}

/// Whether anything at all is different.
fn is_change(pair: &Pair) -> bool {
    pair.kind != Kind::Unchanged || pair.moved || pair.relabelled.is_some()
}

fn summary(out: &mut Out, comparison: &Comparison) {
    let sums = &comparison.summary;
    let said: Vec<String> = [
        (sums.changed, "changed"),
        (sums.moved, "moved"),
        (sums.inserted, "inserted"),
        (sums.deleted, "deleted"),
        (sums.split, "split"),
        (sums.merged, "merged"),
        (sums.relabelled, "relabelled"),
        (sums.unchanged, "unchanged"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let words = format!("+{} −{} words", sums.words_inserted, sums.words_deleted);
    out.line(&format!("{} · {words}", said.join(" · ")));
}

fn show(out: &mut Out, pair: &Pair, a: &Document, b: &Document) {
    let places = |document: &Document, places: &[usize]| {
        let names: Vec<String> = places.iter().map(|at| find::name_at(document, *at)).collect();
        names.join("+")
    };
    let (in_a, in_b) = (places(a, &pair.a), places(b, &pair.b));
    let name = match (pair.a.is_empty(), pair.b.is_empty()) {
        (true, _) => in_b,
        (_, true) => in_a,
        _ if in_a == in_b => in_a,
        _ => format!("{in_a} → {in_b}"),
    };
    let words = |document: &Document, at: &[usize]| {
        let p = at.first().and_then(|at| document.paragraphs.get(*at));
        p.map(|p| first_words(p.text(), 60)).unwrap_or_default()
    };
    if !is_change(pair) {
        out.text(Look::Faint, &format!("{name}  = {}", words(b, &pair.b)))
            .end();
        return;
    }
    let mut said = vec![json::kind(pair.kind).to_owned()];
    if pair.moved {
        said.push("moved".to_owned());
    }
    if let Some((before, after)) = &pair.relabelled {
        let label = |label: &Option<Label>| {
            let label = label.as_ref().map(ToString::to_string);
            label.unwrap_or_else(|| "no label".to_owned())
        };
        said.push(format!("relabelled {} → {}", label(before), label(after)));
    }
    out.end();
    let look = match pair.kind {
        Kind::Inserted => Look::Good,
        Kind::Deleted => Look::Bad,
        _ => Look::Warn,
    };
    out.text(Look::Strong, &name).plain("  ");
    out.text(look, &said.join(", ")).end();
    if pair.edits.is_empty() {
        let (document, at) = if pair.b.is_empty() { (a, &pair.a) } else { (b, &pair.b) };
        out.paragraph(Look::Plain, 4, &words(document, at));
        return;
    }
    // Between paragraphs that were joined or split stands a paragraph sign; only ASCII marks say what is old and new,
    // so that they are not taken for text.
    let runs: Vec<(Look, String)> = pair
        .edits
        .iter()
        .map(|edit| {
            let text = edit.text.replace('\n', " ¶ ");
            match edit.op {
                Op::Equal => (Look::Plain, text),
                Op::Insert => (Look::Inserted, format!("{{+{text}+}}")),
                Op::Delete => (Look::Deleted, format!("[-{text}-]")),
            }
        })
        .collect();
    out.runs(4, runs.iter().map(|(look, text)| (*look, text.as_str())));
}

//! `trace`: which words of a text were agreed before, and where.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::json::{
    EditJson, NearPrecedentJson, PlaceJson, TracedJson, TracedParagraph, TracedSpan,
};
use super::out::{Look, Out};
use super::shelf::{ShelfArgs, place, places};
use super::{diff, find, search};
use crate::model::{Document, Header, Lens, Paragraph};
use crate::precedent::{Library, NearPrecedent, READS_ALIKE, Trace, plain};
use crate::text::{self, Language};

/// Sources of a span that are named to people.
const NAMED: usize = 3;

/// Find which words were agreed before, and where
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur trace 5                       the spans of paragraph 5 that are agreed language, and whose
  rapporteur trace                         the whole draft
  rapporteur trace amended.docx --library sc
  rapporteur trace 5 --format json | jq .covered

A span has five words in a row at least; case, accents and marks do not count. A paragraph that reads like agreed language
and differs in a few words is shown with these words. Exit code 1 says that nothing is agreed language.
")]
pub(super) struct TraceArgs {
    /// A paragraph of the draft (an id, a label or a place, #7) or a file with a text; else the whole draft
    #[arg(value_name = "PARA|FILE")]
    what: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which language; else the original, of a file the one that it is in
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    #[command(flatten)]
    shelf: ShelfArgs,
}

/// Why what was named as a file is none. None where it does not read like the name of one.
fn no_file(said: &str) -> Option<Failure> {
    let path = Path::new(said);
    if path.is_dir() {
        let failure = Failure::new(format!("{said}: is a folder"));
        return Some(failure.hint("a file with a text is traced, or a paragraph of the draft"));
    }
    let ending = path.extension().map(|end| end.to_string_lossy());
    let is_ending = ending.is_some_and(|end| {
        (2..=8).contains(&end.len()) && end.chars().all(|c| c.is_ascii_alphanumeric())
    });
    (said.contains(['/', '\\']) || is_ending).then(|| {
        let what = if path.exists() {
            "is no file with a text"
        } else {
            "no such file"
        };
        Failure::new(format!("{said}: {what}"))
    })
}

/// One paragraph, traced.
struct Traced {
    place: usize,
    paragraph: Arc<Paragraph>,
    trace: Trace,
    near: Option<NearPrecedent>,
    /// What it says, without brackets and the names of those who hold them.
    read: String,
    /// The words of each span, as they are read.
    spans: Vec<String>,
    /// The same with the marks that belong to them, for people.
    shown: Vec<String>,
}

pub(super) fn run(args: &TraceArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, what) = match (&args.what, &args.dir) {
        (Some(one), None) if Path::new(one).join("workspace.yaml").is_file() => {
            (Some(PathBuf::from(one)), None)
        }
        (what, dir) => (dir.clone(), what.clone()),
    };
    let dir = dir.as_deref();
    let file = what.as_deref().map(Path::new).filter(|path| path.is_file());
    let (document, only, header) = match (file, &what) {
        (Some(path), _) => {
            let mut document = search::read(path, context)?;
            if let Some(language) = args.language {
                document.head.language = language;
            }
            (Arc::new(document), None, None)
        }
        (None, said) => {
            let file = said.as_deref().and_then(no_file);
            let desk = match (context.look(dir), file) {
                (Ok(desk), _) => desk,
                (Err(_), Some(no_file)) => return Err(no_file),
                (Err(failure), None) => return Err(failure),
            };
            let workspace = desk.workspace();
            let draft = find::draft(workspace, args.language)?.clone();
            let only = match said {
                Some(said) => Some(
                    find::paragraph(workspace, said)
                        .map_err(|failure| no_file(said).unwrap_or(failure))?,
                ),
                None => None,
            };
            (draft, only, Some(workspace.header.clone()))
        }
    };
    let (json, is_draft) = (context.is_json(), file.is_none());
    let (out, any) = args.shelf.ask(dir, context, |library| {
        super::shelf::speaks(library, args.language)?;
        let traced: Vec<Traced> = document
            .paragraphs
            .iter()
            .zip(1..)
            .filter(|(p, _)| only.is_none_or(|id| id == p.id))
            .map(|(p, place)| traced(library, &document, header.as_deref(), p, place))
            .collect();
        let any = traced
            .iter()
            .any(|t| !t.trace.spans.is_empty() || t.near.is_some());
        let printed = if json {
            Printed::Json(super::out::json(&as_json(library, &traced, is_draft)))
        } else {
            Printed::Text(as_text(library, &traced))
        };
        Ok((printed, any))
    })?;
    match out {
        Printed::Json(json) => context.out.own(&(json + "\n")),
        Printed::Text(rows) => {
            for row in &rows {
                row.print(&mut context.out);
            }
            if !any {
                context
                    .out
                    .line("nothing of it is agreed language that is known here");
            }
        }
    }
    Ok(Exit::found(!any))
}

fn traced(
    library: &Library,
    document: &Document,
    header: Option<&Header>,
    p: &Arc<Paragraph>,
    place: usize,
) -> Traced {
    let language = Some(document.head.language);
    let read = match header {
        Some(header) => Lens::Clean.words(header, p),
        None => p.text().to_owned(),
    };
    let trace = library.trace(&read);
    let ranges = trace.spans.iter().map(|span| span.range.clone());
    let shown = ranges.clone().map(|range| shown(&read, range));
    let spans = ranges.map(|range| read.get(range).unwrap_or_default().to_owned());
    Traced {
        place,
        paragraph: Arc::clone(p),
        shown: shown.collect(),
        spans: spans.collect(),
        trace: trace.as_written(p.text(), &read),
        near: library.near_precedent(&read, language, READS_ALIKE),
        read,
    }
}

/// The words of a span with the brackets and quotation marks that open or close in it, and `…` where it begins or ends in
/// the midst of a symbol or a compound: `its resolution 716 (1991)`, `his Good Offices (S…`.
fn shown(read: &str, range: Range<usize>) -> String {
    const PAIRS: [(char, char); 7] = [
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('“', '”'),
        ('«', '»'),
        ('《', '》'),
        ('「', '」'),
    ];
    let before = read.get(..range.start).unwrap_or_default();
    let after = read.get(range.end..).unwrap_or_default();
    let mut words = read.get(range).unwrap_or_default().to_owned();
    // How many marks open in the words and do not close there, and the other way round.
    let open = |words: &str, (opening, closing): (char, char)| {
        let (mut unclosed, mut unopened) = (0_u32, 0_u32);
        for c in words.chars() {
            if c == opening {
                unclosed += 1;
            } else if c == closing && unclosed > 0 {
                unclosed -= 1;
            } else if c == closing {
                unopened += 1;
            }
        }
        (unclosed, unopened)
    };
    let (next, last) = (after.chars().next(), before.chars().next_back());
    let closes = PAIRS.iter().find(|(_, closing)| Some(*closing) == next);
    let opens = PAIRS.iter().find(|(opening, _)| Some(*opening) == last);
    if let Some(pair) = closes.filter(|pair| open(&words, **pair).0 > 0) {
        words.push(pair.1);
    } else if joins(next, after.chars().nth(1)) {
        words.push('…');
    }
    if let Some(pair) = opens.filter(|pair| open(&words, **pair).1 > 0) {
        words.insert(0, pair.0);
    } else if joins(last, before.chars().nth_back(1)) {
        words.insert(0, '…');
    }
    words
}

/// Whether a mark joins words, with a word on its other side.
fn joins(mark: Option<char>, other: Option<char>) -> bool {
    mark.is_some_and(|mark| "/-‑–.’'".contains(mark)) && other.is_some_and(char::is_alphanumeric)
}

/// What is to be printed, apart from the library.
enum Printed {
    Json(String),
    Text(Vec<Row>),
}

/// How much of all the words is agreed language.
fn covered(traced: &[Traced]) -> f64 {
    let count = |t: &Traced| text::count(&t.read) as f64;
    let all: f64 = traced.iter().map(count).sum();
    let agreed: f64 = traced.iter().map(|t| t.trace.covered * count(t)).sum();
    if all > 0.0 { agreed / all } else { 0.0 }
}

fn as_json(library: &Library, traced: &[Traced], is_draft: bool) -> TracedJson {
    let id = |t: &Traced| is_draft.then(|| t.paragraph.id.to_string());
    let spans = traced.iter().flat_map(|t| {
        t.trace
            .spans
            .iter()
            .zip(&t.spans)
            .map(move |(span, read)| TracedSpan {
                id: id(t),
                place: t.place,
                start: span.range.start,
                end: span.range.end,
                words: span.words,
                text: read.clone(),
                sources: PlaceJson::all(library, &span.sources),
            })
    });
    let paragraphs = traced.iter().map(|t| TracedParagraph {
        id: id(t),
        label: t.paragraph.label.as_ref().map(ToString::to_string),
        place: t.place,
        words: text::count(&t.read),
        covered: t.trace.covered,
        near: t.near.as_ref().and_then(|near| {
            Some(NearPrecedentJson {
                place: PlaceJson::of(&library.entry(near.entry)?),
                similarity: near.similarity,
                missing: near.missing,
                added: near.added,
                edits: EditJson::all(&near.edits),
            })
        }),
    });
    TracedJson {
        spans: spans.collect(),
        covered: covered(traced),
        paragraphs: paragraphs.collect(),
    }
}

/// A row for people.
enum Row {
    Head(String, String),
    Span(String, String),
    Near(String, Vec<crate::compare::Edit>),
}

impl Row {
    fn print(&self, out: &mut Out) {
        match self {
            Self::Head(name, how) => {
                out.text(Look::Strong, name).plain("  ");
                out.text(Look::Faint, how).end();
            }
            Self::Span(words, whose) => {
                out.runs(2, [(Look::Good, words.as_str())]);
                out.paragraph(Look::Faint, 4, whose);
            }
            Self::Near(said, edits) => {
                out.paragraph(Look::Warn, 2, said);
                diff::edits(edits, out);
            }
        }
    }
}

fn as_text(library: &Library, traced: &[Traced]) -> Vec<Row> {
    let mut rows = Vec::new();
    let share = |covered: f64| format!("{:.0} % agreed language", covered * 100.0);
    for t in traced {
        if t.trace.spans.is_empty() && t.near.is_none() {
            continue;
        }
        let name = t
            .paragraph
            .label
            .as_ref()
            .map_or_else(|| format!("#{}", t.place), ToString::to_string);
        rows.push(Row::Head(name, share(t.trace.covered)));
        for (span, shown) in t.trace.spans.iter().zip(&t.shown) {
            let all = places(library, &span.sources);
            let more = all.len().saturating_sub(NAMED);
            let named: Vec<String> = all.into_iter().take(NAMED).collect();
            let more = if more > 0 {
                format!(", and {more} more")
            } else {
                String::new()
            };
            rows.push(Row::Span(
                plain(shown),
                format!("{}: {}{more}", counted(span.words, shown), named.join(", ")),
            ));
        }
        if let Some(near) = &t.near
            && let Some(entry) = library.entry(near.entry)
        {
            let said = format!("reads like {}, but for {}", place(&entry), differs(near));
            rows.push(Row::Near(said, near.edits.clone()));
        }
    }
    if traced.len() > 1 {
        rows.push(Row::Head("all".to_owned(), share(covered(traced))));
    }
    rows
}

/// `31 words`, of Chinese `31 characters`: that is how the words of a text are counted.
fn counted(count: usize, words: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphabetic());
    let han = letters.clone().filter(|c| text::is_han(*c)).count();
    if han * 2 > letters.count() {
        super::words::counted(count, "character", "characters")
    } else {
        super::words::counted(count, "word", "words")
    }
}

/// `2 words`, `3 words left out`, `3 words left out and 1 put in`.
pub(super) fn differs(near: &NearPrecedent) -> String {
    let words = |n: usize| super::words::counted(n, "word", "words");
    match (near.missing, near.added) {
        (missing, added) if missing == added => words(missing),
        (missing, 0) => format!("{} left out", words(missing)),
        (0, added) => format!("{} put in", words(added)),
        (missing, added) => format!("{} left out and {added} put in", words(missing)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_shown_with_their_marks() {
        for (read, words, meant) in [
            (
                "paragraph 4 of its resolution 716 (1991), and",
                "paragraph 4 of its resolution 716 (1991",
                "paragraph 4 of its resolution 716 (1991)",
            ),
            (
                "its resolution 2646 (2022) and calls upon",
                "2022) and calls upon",
                "(2022) and calls upon",
            ),
            (
                "on his Good Offices (S/2023/6) and",
                "on his Good Offices (S",
                "on his Good Offices (S…",
            ),
            (
                "日关于其斡旋工作(S/2023/6)和",
                "日关于其斡旋工作(S",
                "日关于其斡旋工作(S…",
            ),
            ("stop. Then", "stop", "stop"),
            ("the (old) way", "old", "old"),
            (
                "the non-nuclear States",
                "nuclear States",
                "…nuclear States",
            ),
        ] {
            let start = read.find(words).unwrap();
            assert_eq!(shown(read, start..start + words.len()), meant);
        }
        assert_eq!(counted(3, "铀尾矿"), "3 characters");
        assert_eq!(counted(2, "uranium tailings"), "2 words");
    }
}

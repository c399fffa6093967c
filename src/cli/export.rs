//! `export`: the text for people, and where everybody stands as tables for other programs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::context::{Context, Desk};
use super::deliver::{self, Present};
use super::exit::{Exit, Failure};
use super::json::{Exported, Matrix, PositionList, Standing};
use super::out::{Look, json, say};
use super::{find, lens, show};
use crate::convert::{self, csv};
use crate::edit::bracket::written_out;
use crate::model::{Document, Lens, Paragraph, PrivateNote, PrivateNotes, Role, Workspace};
use crate::text::Language;

mod tables;

pub(crate) use tables::{of_group, recorded, seen_by};

/// Write the text, or where everybody stands, for other programs
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur export --to html --lens clean -o text.html
  rapporteur export --to md --language ru --version rev-1
  rapporteur export --to csv -o matrix.csv           paragraphs down, delegations across
  rapporteur export --to csv --what positions        a line for each position
  rapporteur export --to csv --what status --by section
  rapporteur export --to json --what matrix | jq '.paragraphs[0].cells'

The text goes to txt, md or html, through any lens; with `--lens final` exit code 1 says that something
is left to decide. Notes of the drafters are not in it; the sources of its words are, in notes at the end. Tables go to csv or json.
Positions that are for a group alone are left out, as if their delegation had not been heard; `--with-group`
takes them in. What a delegation keeps for itself is in no export but one that names it: `--with-private KAZ`. A file that is there already is replaced with `--force` only. In CSV, a cell that a spreadsheet would
run as a formula gets an apostrophe in front.
")]
pub(super) struct ExportArgs {
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which format
    #[arg(long, value_name = "FORMAT")]
    to: To,
    /// What of it: a table goes to csv or json, the text to txt, md or html [default: matrix, or text]
    #[arg(long, value_name = "WHAT")]
    what: Option<What>,
    /// How to look at the text
    #[arg(long, value_name = "LENS", default_value = "brackets")]
    lens: Lens,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// The text of a version instead of the draft
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// With `--what status` in CSV: a line for each of these
    #[arg(long, value_name = "WHAT")]
    by: Option<super::status::By>,
    /// Also positions that are for a group alone
    #[arg(long)]
    with_group: bool,
    /// Also what this delegation keeps for itself, beside the text or the matrix; may be repeated
    #[arg(long, value_name = "CODE", conflicts_with = "version")]
    with_private: Vec<String>,
    /// Without the notes that say where words come from
    #[arg(long)]
    without_sources: bool,
    /// Where to write; else to the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there already
    #[arg(long, requires = "output")]
    force: bool,
}

/// The formats of `export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// Comma-separated values, for spreadsheets
    Csv,
    /// One JSON value
    Json,
    /// The text as people read it
    Txt,
    /// The text as Markdown
    Md,
    /// The text as a page for a browser
    Html,
}

impl To {
    fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Txt => "txt",
            Self::Md => "md",
            Self::Html => "html",
        }
    }

    fn is_of_text(self) -> bool {
        matches!(self, Self::Txt | Self::Md | Self::Html)
    }
}

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The words
    Text,
    /// A line for each paragraph, a column for each delegation
    Matrix,
    /// What `status` says
    Status,
    /// A line for each position that is recorded
    Positions,
}

impl What {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Matrix => "matrix",
            Self::Status => "status",
            Self::Positions => "positions",
        }
    }
}

impl ExportArgs {
    fn what(&self) -> What {
        let usual = if self.to.is_of_text() {
            What::Text
        } else {
            What::Matrix
        };
        self.what.unwrap_or(usual)
    }
}

pub(super) fn run(args: &ExportArgs, context: &mut Context) -> Result<Exit, Failure> {
    let is_text = args.what() == What::Text;
    if is_text != args.to.is_of_text() {
        return Err(Failure::new(format!(
            "{} does not go to {}",
            args.what().word(),
            args.to.word()
        ))
        .hint("the text goes to txt, md or html (`show --format json` gives it as JSON), tables to csv or json"));
    }
    let of_text = args.lens != Lens::Brackets || args.language.is_some() || args.version.is_some();
    if of_text && !is_text {
        return Err(Failure::new(
            "`--lens`, `--language` and `--version` are about the text: they go with `--to txt`, `md` or `html`",
        ));
    }
    if is_text {
        return text(args, context);
    }
    if args.by.is_some() && (args.what() != What::Status || args.to != To::Csv) {
        return Err(Failure::new(
            "`--by` says what a line of the status is: it goes with `--what status --to csv`",
        ));
    }
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let whole = desk.workspace();
    find::draft(whole, None)?;
    let kept = if args.with_group {
        0
    } else {
        whole.kept_from_the_room()
    };
    let room;
    let workspace = if kept > 0 {
        room = whole.as_the_room_sees_it();
        &room
    } else {
        whole
    };
    if kept > 0 {
        let left = super::words::counted(kept, "position is", "positions are");
        say(
            "note",
            &format!("{left} for a group alone and left out; `--with-group` takes them in"),
        );
    }
    if !args.with_private.is_empty() && args.what() != What::Matrix {
        return Err(Failure::new(
            "`--with-private` goes with the text or the matrix: the other tables are about all delegations",
        ));
    }
    let private = asked_for(args, &desk)?;
    let (text, rows) = made(args, workspace, &private);
    deliver(args, &text, rows, context)
}

/// The words, through a lens.
fn text(args: &ExportArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let workspace = desk.workspace();
    let document = find::text(workspace, args.version.as_deref(), args.language)?;
    let private = asked_for(args, &desk)?;
    let seen = lens::seen(args.lens, Some(workspace), &document)?;
    let mut shown = written_out(&seen.document);
    for p in &mut shown.paragraphs {
        if p.note.is_some() {
            Arc::make_mut(p).note = None;
        }
    }
    let notes = if args.without_sources {
        convert::Notes::none()
    } else {
        convert::Notes::of(&shown)
    };
    let many = shown.paragraphs.len();
    put_private(&mut shown, &private);
    let text = match args.to {
        To::Md => convert::to_markdown_with(&shown, &notes),
        To::Html => convert::html::text_to_html_with(&shown, &notes),
        _ => convert::to_text_with(&shown, &notes),
    };
    let is_left = show::said_left(&seen, &document, context);
    deliver(args, &text, many, context)?;
    Ok(Exit::found(is_left))
}

/// The notes of those that were asked for by name; refused where others could read them. Says whose they are.
fn asked_for(args: &ExportArgs, desk: &Desk) -> Result<Vec<PrivateNotes>, Failure> {
    let codes: Result<Vec<_>, Failure> = args
        .with_private
        .iter()
        .map(|said| find::party(desk.workspace(), said))
        .collect();
    let codes = codes?;
    let private = super::private::asked_for(desk.store.root(), &codes)?;
    for notes in &private {
        let line = format!(
            "what {} keeps for itself is in it: for nobody else",
            notes.of
        );
        say("note", &line);
    }
    Ok(private)
}

/// Puts what delegations keep for themselves under the paragraphs that it is on, as notes.
fn put_private(document: &mut Document, private: &[PrivateNotes]) {
    if private.is_empty() {
        return;
    }
    let mut all = Vec::with_capacity(document.paragraphs.len());
    for p in std::mem::take(&mut document.paragraphs) {
        let id = p.id;
        all.push(p);
        for notes in private {
            let note = notes.notes.get(&id);
            for (what, said) in note.into_iter().flat_map(said_in) {
                let line = format!("private, {}: {what}: {said}", notes.of);
                all.push(Arc::new(Paragraph::new(id, Role::Note, &line)));
            }
        }
    }
    document.paragraphs = all;
}

/// Instructions and fallback, as far as there are any.
fn said_in(note: &PrivateNote) -> impl Iterator<Item = (&'static str, &str)> {
    let both = [
        ("instructions", note.instructions.as_deref()),
        ("fallback", note.fallback.as_deref()),
    ];
    both.into_iter()
        .filter_map(|(what, said)| Some((what, said?)))
}

/// The text, and how many lines of the table it has.
fn made(args: &ExportArgs, workspace: &Workspace, private: &[PrivateNotes]) -> (String, usize) {
    let consensus = workspace.consensus();
    if args.to == To::Csv {
        let table = match args.what() {
            What::Text | What::Matrix => tables::matrix(workspace, &consensus, private),
            What::Status => tables::status(workspace, &consensus, args.by.unwrap_or_default()),
            What::Positions => tables::positions(workspace),
        };
        return (csv::write(&table), table.len().saturating_sub(1));
    }
    let (text, rows) = match args.what() {
        What::Text | What::Matrix => {
            let matrix = Matrix::of(workspace, &consensus, private);
            (json(&matrix), matrix.len())
        }
        What::Status => (
            json(&Standing::of(workspace, &consensus)),
            consensus.counts.total(),
        ),
        What::Positions => {
            let list = PositionList::of(workspace);
            (json(&list), list.len())
        }
    };
    (text + "\n", rows)
}

fn deliver(
    args: &ExportArgs,
    text: &str,
    rows: usize,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let told = |file| Exported {
        to: args.to.word(),
        what: args.what().word(),
        rows,
        file,
        text: args.output.is_none().then_some(text),
    };
    let Some(path) = &args.output else {
        if context.is_json() && args.to != To::Json {
            context.out.json(&told(None));
        } else {
            deliver::show(text, &mut context.out);
        }
        return Ok(Exit::Done);
    };
    let present = if args.force {
        Present::Replace
    } else {
        Present::Keep
    };
    deliver::write(path, text.as_bytes(), present)?;
    let name = path.display().to_string();
    if context.is_json() {
        context.out.json(&told(Some(&name)));
    } else {
        let rows = if args.to.is_of_text() {
            super::words::counted(rows, "paragraph", "paragraphs")
        } else {
            super::words::counted(rows, "line", "lines")
        };
        let line = format!("wrote {} to {name}: {rows}", args.what().word());
        context.out.text(Look::Plain, &line).end();
    }
    Ok(Exit::Done)
}

//! `private`: what a delegation keeps for itself, in a folder that nobody else can read.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::json::{PrivateJson, PrivateNoteJson};
use super::out::Look;
use super::{editor, find};
use crate::app::private as aside;
use crate::model::{Code, Id, PrivateNote, PrivateNotes};
use crate::store::private_notes::{self as private, PrivateError};

/// Keep instructions and fallback of a delegation, for itself alone
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur private KAZ                           all that KAZ keeps for itself
  rapporteur private KAZ \"5 bis\" --instructions \"insist on “shall”\" --fallback \"“should” if UZB agrees\"
  rapporteur private KAZ \"5 bis\" --edit            both in $EDITOR
  rapporteur private KAZ \"5 bis\" --remove

They are in private/KAZ.yaml, which is never shared: not in the record, not on the room's screen, in no export unless
`--with-private` asks for it. Where others on the computer or git could read the folder, nothing is read or written.
")]
pub(super) struct PrivateArgs {
    /// The delegation
    #[arg(value_name = "CODE")]
    code: String,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: Option<String>,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What its capital wants
    #[arg(long, value_name = "TEXT", requires = "paragraph")]
    instructions: Option<String>,
    /// What it could live with
    #[arg(long, value_name = "TEXT", requires = "paragraph")]
    fallback: Option<String>,
    /// Write both in $EDITOR
    #[arg(long, requires = "paragraph", conflicts_with_all = ["instructions", "fallback", "remove"])]
    edit: bool,
    /// Take both away
    #[arg(long, requires = "paragraph", conflicts_with_all = ["instructions", "fallback"])]
    remove: bool,
}

impl From<PrivateError> for Failure {
    fn from(error: PrivateError) -> Self {
        Self::new(error.to_string())
    }
}

pub(super) fn run(args: &PrivateArgs, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(args.dir.as_deref().map(Path::new))?;
    let code = find::party(desk.workspace(), &args.code)?;
    let root = desk.store.root();
    let paragraph = args.paragraph.as_deref();
    let id = paragraph.map(|said| find::paragraph(desk.workspace(), said));
    let id = id.transpose()?;
    let mut notes = private::read(root, code)?;
    if let Some(id) = id
        && let Some(note) = wanted(args, notes.notes.get(&id).cloned().unwrap_or_default())?
    {
        private::set(root, code, id, &note)?;
        notes = private::read(root, code)?;
    }
    report(context, &desk, &notes, id);
    Ok(Exit::Done)
}

/// The note as it shall be; `None` when it is only looked at.
fn wanted(args: &PrivateArgs, note: PrivateNote) -> Result<Option<PrivateNote>, Failure> {
    if args.remove {
        return Ok(Some(PrivateNote::default()));
    }
    if args.edit {
        if !std::io::stdin().is_terminal() {
            return Err(Failure::new("an editor needs a terminal")
                .hint("give the words with `--instructions` and `--fallback`"));
        }
        let context = [aside::HELP.to_owned()];
        let edited = editor::edit(&aside::text_of(&note), &context).map_err(Failure::new)?;
        return Ok(edited.map(|text| aside::note_of(&text)));
    }
    if args.instructions.is_none() && args.fallback.is_none() {
        return Ok(None);
    }
    let said = |new: &Option<String>, old: Option<std::sync::Arc<str>>| match new {
        Some(new) => aside::words_of(new),
        None => old,
    };
    Ok(Some(PrivateNote {
        instructions: said(&args.instructions, note.instructions),
        fallback: said(&args.fallback, note.fallback),
    }))
}

fn report(context: &mut Context, desk: &Desk, notes: &PrivateNotes, only: Option<Id>) {
    let workspace = desk.workspace();
    let draft = workspace.original();
    let listed: Vec<(&Id, &PrivateNote)> = notes
        .notes
        .iter()
        .filter(|(id, _)| only.is_none_or(|only| only == **id))
        .collect();
    if context.is_json() {
        let notes_json = listed.iter().map(|(id, note)| PrivateNoteJson {
            id: id.to_string(),
            label: draft
                .and_then(|d| d.get(**id)?.label.as_ref())
                .map(ToString::to_string),
            instructions: note.instructions.as_deref().map(str::to_owned),
            fallback: note.fallback.as_deref().map(str::to_owned),
        });
        let json = PrivateJson {
            delegation: notes.of.to_string(),
            notes: notes_json.collect(),
        };
        context.out.json(&json);
        return;
    }
    let out = &mut context.out;
    if listed.is_empty() {
        out.line(&format!("{} keeps nothing for itself there", notes.of));
    }
    for (id, note) in listed {
        let name = draft.map_or_else(|| id.to_string(), |d| find::name(d, *id));
        out.text(Look::Strong, &name).end();
        for (what, said) in [
            ("instructions", &note.instructions),
            ("fallback", &note.fallback),
        ] {
            if let Some(said) = said {
                out.paragraph(Look::Plain, 4, &format!("{what}: {said}"));
            }
        }
    }
}

/// The notes of those whose code was asked for by name: `show --with-private KAZ`.
pub(super) fn asked_for(root: &Path, codes: &[Code]) -> Result<Vec<PrivateNotes>, Failure> {
    codes
        .iter()
        .map(|code| Ok(private::read(root, *code)?))
        .collect()
}

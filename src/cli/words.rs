//! `label`, `role`, `note` and `title`: what is said of a paragraph or a draft beside its words.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::Changed;
use super::suggest::did_you_mean;
use crate::edit::{Applied, Change};
use crate::model::{Id, Label, Role};
use crate::text::{self, Language};

/// Give a paragraph another label, or none
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur label 6 \"5 bis\"
  rapporteur label '#4' --none
")]
pub(super) struct LabelArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// What people call it from now on
    #[arg(value_name = "LABEL", required_unless_present = "none")]
    label: Option<String>,
    /// No label
    #[arg(long, conflicts_with = "label")]
    none: bool,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Make a paragraph a title, heading, operative paragraph, item …
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur role '#4' item --level 1
  rapporteur role 5 operative

Roles: title, formula, heading, preambular, operative, paragraph, item, closing, note.
")]
pub(super) struct RoleArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// What it is from now on
    #[arg(value_name = "ROLE", value_parser = role_named)]
    role: Role,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Depth of an item or heading; 0 for the rest
    #[arg(long, value_name = "N", default_value_t = 0)]
    level: u8,
}

/// Leave the drafters a note at a paragraph, or take it away
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur note 5 \"as in the opening statement of the host\"
  rapporteur note 5 --none --language en
")]
pub(super) struct NoteArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The note
    #[arg(value_name = "TEXT", required_unless_present = "none")]
    note: Option<String>,
    /// No note
    #[arg(long, conflicts_with = "note")]
    none: bool,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// The workspace
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Give the draft in a language another title
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur title \"Final Document\"
  rapporteur title \"Заключительный документ\" --language ru
")]
pub(super) struct TitleArgs {
    /// The title
    #[arg(value_name = "TEXT")]
    title: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
}

pub(super) fn label(args: &LabelArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let label = args.label.as_deref().map(text::clean_paragraph);
    let label = label.as_deref().and_then(Label::new);
    if label.is_none() && !args.none {
        return Err(Failure::new("a label has letters or digits").hint("`--none` takes it away"));
    }
    commit(
        context,
        &mut desk,
        paragraph,
        &Change::SetLabel { paragraph, label },
    )
}

pub(super) fn role(args: &RoleArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let (role, level) = (args.role, args.level);
    let change = Change::SetRole {
        paragraph,
        role,
        level,
    };
    commit(context, &mut desk, paragraph, &change)
}

pub(super) fn note(args: &NoteArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let paragraph = find::paragraph(desk.workspace(), &args.paragraph)?;
    let note = args.note.as_deref().map(text::clean_paragraph);
    let change = Change::SetNote {
        language: args.language.unwrap_or(desk.workspace().header.original),
        paragraph,
        note: note.filter(|note| !note.is_empty()).map(Into::into),
    };
    commit(context, &mut desk, paragraph, &change)
}

pub(super) fn title(args: &TitleArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let title = text::clean_paragraph(&args.title);
    if title.is_empty() {
        return Err(Failure::new("a title has words: give one"));
    }
    let change = Change::SetTitle {
        language: args.language.unwrap_or(desk.workspace().header.original),
        title: title.into(),
    };
    let applied = context.commit(&mut desk, &change)?;
    report(context, None, &applied);
    Ok(Exit::Done)
}

/// Makes a change to a paragraph, and says so once it is on the disk.
fn commit(
    context: &mut Context,
    desk: &mut Desk,
    paragraph: Id,
    change: &Change,
) -> Result<Exit, Failure> {
    let applied = context.commit(desk, change)?;
    report(context, Some(paragraph), &applied);
    Ok(Exit::Done)
}

/// What happened: its title, and the paragraphs that changed.
pub(super) fn report(context: &mut Context, id: Option<Id>, applied: &Applied) {
    let mut changed: Vec<String> = Vec::new();
    for touched in applied
        .touches
        .iter()
        .filter_map(crate::edit::Touch::paragraph)
    {
        let touched = touched.to_string();
        if !changed.contains(&touched) {
            changed.push(touched);
        }
    }
    if context.is_json() {
        let id = id.map(|id| id.to_string());
        context.out.json(&Changed { id, changed });
    } else if applied.touches.is_empty() {
        context.out.line("nothing changed");
    } else {
        context.out.line(&applied.title);
    }
}

/// The role of that word, for the command line.
pub(super) fn role_named(said: &str) -> Result<Role, String> {
    Role::from_word(&said.to_lowercase()).ok_or_else(|| {
        let words = Role::ALL.map(|(_, word)| word);
        did_you_mean(said, &words).unwrap_or_default()
    })
}

/// `1 line`, `3 lines`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Delegations that are named one by one to people.
const NAMED: usize = 12;

/// The first of them, and how many more there are.
pub(super) fn few(codes: &[&str]) -> String {
    let shown: Vec<&str> = codes.iter().take(NAMED).copied().collect();
    match codes.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The beginning of a text, for lists.
pub(super) fn first_words(text: &str, cells: usize) -> String {
    text::truncate(&text::reveal(text), cells).into_owned()
}

//! `corrigendum`: an adopted text is corrected, and what stood is kept.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::{Context, dir_and_para};
use super::edit::given_text;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{CorrigendaJson, CorrigendumJson};
use super::out::Look;
use crate::edit::{Act, Change};
use crate::model::{Corrigendum, Workspace};
use crate::text::{Language, clean_paragraph};

/// Correct an adopted text, or show its corrigenda
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur corrigendum \"5 bis\" --text \"Calls upon all States …;\" --reason \"a word was left out\"
  rapporteur corrigendum . 4 --language zh --text-file 4.zh.txt --reason \"concordance with the original\"
  rapporteur corrigendum --list

What stood is kept in the corrigendum and in the adopted version. Each has a number, and takes a reason.
")]
pub(super) struct CorrigendumArgs {
    /// The workspace, or a paragraph of the one here
    #[arg(value_name = "DIR")]
    first: Option<String>,
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    second: Option<String>,
    /// The words as they shall read
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// A file with them; - for the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "list")]
    reason: Option<String>,
    /// In which language; else the original
    #[arg(long, value_name = "LANG")]
    language: Option<Language>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    on: Option<find::Prefix>,
    /// Show the corrigenda there are
    #[arg(long, conflicts_with_all = ["text", "text_file", "reason", "language", "on"])]
    list: bool,
}

pub(super) fn run(args: &CorrigendumArgs, context: &mut Context) -> Result<Exit, Failure> {
    let (dir, said) = dir_and_para(args.first.as_deref(), args.second.as_deref())?;
    let dir = dir.as_deref().map(Path::new);
    if args.list {
        return list(dir, said.as_deref(), context);
    }
    let Some(said) = said else {
        return Err(Failure::new("a corrigendum is to one paragraph: say which")
            .hint("give an id, a label (5 bis) or a place (#7)"));
    };
    let text = given_text(args.text.as_deref(), args.text_file.as_deref())?;
    let mut desk = context.work(dir)?;
    let workspace = desk.workspace();
    let paragraph = find::paragraph(workspace, &said)?;
    let language = args.language.unwrap_or(workspace.header.original);
    let stands = find::paragraph_in(workspace, Some(language), paragraph)?.digest();
    if let Some(on) = &args.on {
        let name = find::draft(workspace, None).map(|d| find::name(d, paragraph))?;
        on.expect(stands, &name)?;
    }
    let act = Act::Correct {
        corrigendum: context.new_id(workspace),
        paragraph,
        language,
        text,
        base: stands,
        reason: clean_paragraph(args.reason.as_deref().unwrap_or_default()).into(),
    };
    let applied = context.commit(&mut desk, &Change::Proceed(Box::new(act)))?;
    let workspace = &applied.workspace;
    let all = workspace.proceedings.corrigenda();
    if let Some(corrigendum) = all.iter().max_by_key(|c| c.number) {
        if context.is_json() {
            context.out.json(&CorrigendumJson::of(corrigendum));
        } else {
            line(workspace, corrigendum, context);
        }
    }
    Ok(Exit::Done)
}

fn list(dir: Option<&Path>, said: Option<&str>, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let paragraph = said.map(|said| find::paragraph(workspace, said));
    let paragraph = paragraph.transpose()?;
    let mut all = workspace.proceedings.corrigenda();
    all.retain(|c| paragraph.is_none_or(|id| c.paragraph == id));
    if context.is_json() {
        let corrigenda = all.into_iter().map(CorrigendumJson::of).collect();
        context.out.json(&CorrigendaJson { corrigenda });
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        context.out.line("no corrigenda");
    }
    for corrigendum in all {
        line(workspace, corrigendum, context);
    }
    Ok(Exit::Done)
}

/// A corrigendum for people: what stood, and what stands.
fn line(workspace: &Workspace, corrigendum: &Corrigendum, context: &mut Context) {
    let name = workspace
        .original()
        .map(|d| find::name(d, corrigendum.paragraph));
    let head = format!(
        "corrigendum {} to {} ({}): {}",
        corrigendum.number,
        name.unwrap_or_default(),
        corrigendum.language,
        corrigendum.reason
    );
    let out = &mut context.out;
    out.text(Look::Strong, &head).end();
    out.text(Look::Faint, "  for").end();
    out.paragraph(Look::Plain, 4, &corrigendum.before);
    out.text(Look::Faint, "  read").end();
    out.paragraph(Look::Plain, 4, &corrigendum.text);
}

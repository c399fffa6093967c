//! `freeze`: the draft, in all its languages, becomes a version that is never written again.

use std::path::{Path, PathBuf};

use clap::Args;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::find;
use super::json::Frozen;
use super::show::paragraphs;
use crate::edit::Change;
use crate::model::VersionLabel;

/// Keep the draft, in all its languages, as a version
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur freeze rev-1
  rapporteur diff rev-1 draft              what changed since
")]
pub(super) struct FreezeArgs {
    /// What people will call it: rev-1, L.1-Rev.1
    #[arg(value_name = "LABEL")]
    label: VersionLabel,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: &FreezeArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let label = args.label;
    let applied = context.commit(&mut desk, &Change::Freeze { label })?;
    let workspace = &applied.workspace;
    let version = find::version(workspace, label.as_str())?;
    let original = find::version_text(workspace, version, None)?;
    let languages: Vec<String> = version.documents.keys().map(ToString::to_string).collect();
    if context.is_json() {
        context.out.json(&Frozen {
            version: label.to_string(),
            paragraphs: original.paragraphs.len(),
            digest: original.digest().to_string(),
            languages,
        });
    } else {
        let count = paragraphs(original.paragraphs.len());
        let line = format!(
            "{} · {count} · {} · {}",
            applied.title,
            languages.join(", "),
            original.digest().short()
        );
        context.out.line(&line);
    }
    Ok(Exit::Done)
}

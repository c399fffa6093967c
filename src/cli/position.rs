//! `position`: the stance of a delegation on the words of a paragraph as they stand.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::{CommitFailure, Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::Stated;
use super::suggest::did_you_mean;
use crate::edit::{Change, ChangeError};
use crate::model::{Code, Id, Position, Stance, UNHEARD, Visibility};
use crate::store::CommitError;
use crate::text::{Digest, clean_paragraph};

/// Record the stance of a delegation on the words as they stand
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur position \"5 bis\" KAZ agree
  rapporteur position 5 Uzbekistan reserve --note \"awaiting instructions\"
  rapporteur position 5 EU agree_if --needs 7 --needs \"9(a)\"
  rapporteur position 5 KAZ agree --on 3f9c1a2        refuses if the words changed
  rapporteur position 5 KAZ unheard                   takes it back

Stances: agree, agree_if, flexible, reserve, amend, oppose, absent; unheard.
")]
pub(super) struct PositionArgs {
    /// The paragraph: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: String,
    /// The delegation or group, by code or name
    #[arg(value_name = "CODE")]
    code: String,
    /// Its stance
    #[arg(value_name = "STANCE", value_parser = stance_word)]
    stance: String,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Its reason or condition, in words
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// In which meeting it was said; else the one in workspace.yaml
    #[arg(long, value_name = "MEETING")]
    said_in: Option<String>,
    /// With `agree_if`: a paragraph that must be agreed first
    #[arg(long, value_name = "PARA")]
    needs: Vec<String>,
    /// Refuse if the words changed from those with this digest
    #[arg(long, value_name = "DIGEST")]
    on: Option<find::Prefix>,
    /// Who may see it
    #[arg(long, value_name = "WHO", default_value = "room")]
    visibility: Seen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Seen {
    /// Everybody in the room
    Room,
    /// The delegation's own group
    Group,
}

fn stance_word(said: &str) -> Result<String, String> {
    let word = said.to_lowercase().replace('-', "_");
    if word == UNHEARD || Stance::WORDS.contains(&word.as_str()) {
        return Ok(word);
    }
    let mut words = Stance::WORDS.to_vec();
    words.push(UNHEARD);
    Err(did_you_mean(said, &words).unwrap_or_default())
}

pub(super) fn run(args: &PositionArgs, context: &mut Context) -> Result<Exit, Failure> {
    let mut desk = context.work(args.dir.as_deref().map(Path::new))?;
    let delegation = find::party(desk.workspace(), &args.code)?;
    let id = find::paragraph(desk.workspace(), &args.paragraph)?;
    if args.stance != "agree_if" && !args.needs.is_empty() {
        return Err(Failure::new("only `agree_if` needs other paragraphs")
            .hint("say `agree_if`, or leave out `--needs`"));
    }
    let mut again = args.on.is_none();
    loop {
        let words = words(args, &desk, id)?;
        let change = Change::SetPosition {
            delegation,
            paragraph: id,
            position: position(args, context, &desk, words)?,
        };
        match context.try_commit(&mut desk, &change) {
            Ok(applied) => {
                let changed = !applied.touches.is_empty();
                report(
                    args,
                    context,
                    id,
                    delegation,
                    words,
                    changed,
                    &applied.title,
                );
                return Ok(Exit::Done);
            }
            // Nobody said which words were meant: those that stand. They changed while this ran; once is bad luck.
            Err(CommitFailure::Commit(CommitError::Change(ChangeError::OtherWords { .. })))
                if again =>
            {
                again = false;
                desk.reload()?;
            }
            Err(failure) => return Err(failure.into()),
        }
    }
}

/// The words that the position is on: those that stand.
fn words(args: &PositionArgs, desk: &Desk, id: Id) -> Result<Digest, Failure> {
    let workspace = desk.workspace();
    let words = find::paragraph_in(workspace, None, id)?.digest();
    if let Some(on) = &args.on {
        let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
        on.expect(words, &name)?;
    }
    Ok(words)
}

fn position(
    args: &PositionArgs,
    context: &Context,
    desk: &Desk,
    words: Digest,
) -> Result<Option<Position>, Failure> {
    if args.stance == UNHEARD {
        return Ok(None);
    }
    let workspace = desk.workspace();
    let needs: Result<Vec<Id>, Failure> = args
        .needs
        .iter()
        .map(|said| find::paragraph(workspace, said))
        .collect();
    let stance = Stance::from_word(&args.stance, needs?, None)
        .ok_or_else(|| Failure::new(format!("no stance “{}”", args.stance)))?;
    let text = |said: &Option<String>| {
        let said = said.as_deref().map(clean_paragraph);
        said.filter(|said| !said.is_empty()).map(Into::into)
    };
    Ok(Some(Position {
        at: Some(context.stamp()?.at),
        note: text(&args.note),
        said_in: text(&args.said_in).or_else(|| workspace.header.meeting.clone()),
        visibility: match args.visibility {
            Seen::Room => Visibility::Room,
            Seen::Group => Visibility::Group,
        },
        ..Position::new(stance, words)
    }))
}

fn report(
    args: &PositionArgs,
    context: &mut Context,
    id: Id,
    delegation: Code,
    words: Digest,
    changed: bool,
    title: &str,
) {
    if context.is_json() {
        context.out.json(&Stated {
            id: id.to_string(),
            delegation: delegation.to_string(),
            stance: args.stance.clone(),
            on: words.to_string(),
        });
    } else if changed {
        context
            .out
            .line(&format!("{title}, words {}", words.short()));
    } else {
        context.out.line("nothing changed");
    }
}

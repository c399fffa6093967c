//! `reconfirm`: what a delegation must be asked again, and that its stance is the same on the words as they stand.

use std::collections::HashSet;
use std::path::Path;

use clap::Args;

use super::context::{Context, Desk, dir_and_para};
use super::diff::edits;
use super::exit::{Exit, Failure};
use super::find;
use super::json::{EditOf, Queues, Reconfirming, WaitingOf};
use super::out::{Look, Out};
use crate::compare::{Edit, Kept, kept_words, words};
use crate::edit::Change;
use crate::model::{Code, Footing, Id, Waiting, Workspace};
use crate::text::Digest;

/// Show what a delegation must reconfirm, or record that it does
#[derive(Debug, Args)]
#[command(before_long_help = "\
Examples:
  rapporteur reconfirm                        everybody who must be asked again
  rapporteur reconfirm KAZ                    its stances on other words, and what changed since
  rapporteur reconfirm KAZ \"5 bis\"            its stance there is the same on the words as they stand
  rapporteur reconfirm EU --all               the same for all that was shown
  rapporteur reconfirm KAZ 5 --on 3f9c1a2     refuses if the words changed

A stance that a group gave is for the group to reconfirm, for all its members at once.
Exit code 1: something is left to reconfirm.
")]
pub(super) struct ReconfirmArgs {
    /// The delegation or group, by code or name; without it, everybody's queue is shown
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// The paragraph that it reconfirms: an id, a label or a place (#7)
    #[arg(value_name = "PARA")]
    paragraph: Option<String>,
    /// The workspace
    #[arg(value_name = "DIR")]
    dir: Option<String>,
    /// It reconfirms all of them
    #[arg(long, conflicts_with = "on", requires = "code")]
    all: bool,
    /// Refuse if the words of the paragraph changed from those with this digest
    #[arg(long, value_name = "DIGEST", requires = "paragraph")]
    on: Option<find::Prefix>,
}

pub(super) fn run(args: &ReconfirmArgs, context: &mut Context) -> Result<Exit, Failure> {
    let Some(code) = args
        .code
        .as_deref()
        .filter(|said| !is_folder_alone(said, args))
    else {
        return everybody(args.code.as_deref().map(Path::new), context);
    };
    let (dir, paragraph) = dir_and_para(args.paragraph.as_deref(), args.dir.as_deref())?;
    if args.all && paragraph.is_some() {
        return Err(Failure::new("give a paragraph or `--all`, not both"));
    }
    let writes = args.all || paragraph.is_some();
    let mut desk = if writes {
        context.work(dir.as_deref())?
    } else {
        context.look(dir.as_deref())?
    };
    let code = find::party(desk.workspace(), code)?;
    let mut done: Vec<Id> = Vec::new();
    if writes {
        let shown = chosen(&desk, code, args, paragraph.as_deref())?;
        let change = Change::Reconfirm {
            delegation: code,
            paragraphs: shown,
        };
        let applied = context.commit(&mut desk, &change)?;
        done.extend(
            applied
                .touches
                .iter()
                .filter_map(crate::edit::Touch::paragraph),
        );
        if !context.is_json() {
            let title = if done.is_empty() {
                "nothing changed"
            } else {
                &*applied.title
            };
            context.out.line(title);
        }
    }
    report(&desk, code, &done, writes, context);
    let left = !desk.workspace().to_reconfirm(code).is_empty();
    Ok(Exit::found(left))
}

/// Whether the first thing said is a folder, and nothing else was: `reconfirm ashgabat`.
fn is_folder_alone(said: &str, args: &ReconfirmArgs) -> bool {
    args.paragraph.is_none() && !args.all && Path::new(said).is_dir()
}

/// The queue of everybody who has one; what a group said is in the group's.
fn everybody(dir: Option<&Path>, context: &mut Context) -> Result<Exit, Failure> {
    let desk = context.look(dir)?;
    let workspace = desk.workspace();
    let header = &workspace.header;
    let codes = header.delegations.iter().map(|d| d.code);
    let codes = codes.chain(header.groups.iter().map(|g| g.code));
    let waiting: Vec<Code> = codes
        .filter(|code| {
            let queue = workspace.to_reconfirm(*code);
            queue.iter().any(|waiting| waiting.via.is_none())
        })
        .collect();
    let queues: Vec<_> = waiting
        .iter()
        .map(|code| {
            let mut queue = workspace.to_reconfirm(*code);
            queue.retain(|waiting| waiting.via.is_none());
            let changes = changes(&desk, &queue);
            (*code, queue, changes)
        })
        .collect();
    if context.is_json() {
        let queues = queues.iter().map(|(code, queue, changes)| Reconfirming {
            delegation: code.as_str(),
            reconfirmed: Vec::new(),
            queue: rows(workspace, queue, changes),
        });
        context.out.json(&Queues {
            queues: queues.collect(),
        });
    } else if queues.is_empty() {
        context.out.line("Nobody has anything to reconfirm.");
    } else {
        for (at, (code, queue, changes)) in queues.iter().enumerate() {
            if at > 0 {
                context.out.end();
            }
            context.out.text(Look::Strong, code.as_str()).end();
            print(workspace, queue, changes, &mut context.out);
        }
    }
    Ok(Exit::found(!waiting.is_empty()))
}

/// What is reconfirmed, as it stands.
fn chosen(
    desk: &Desk,
    code: Code,
    args: &ReconfirmArgs,
    paragraph: Option<&str>,
) -> Result<Vec<(Id, Footing)>, Failure> {
    let workspace = desk.workspace();
    let queue = workspace.to_reconfirm(code);
    let own = |waiting: &&Waiting<'_>| waiting.via.is_none();
    let Some(said) = paragraph else {
        return Ok(queue
            .iter()
            .filter(own)
            .map(|w| (w.paragraph, w.now))
            .collect());
    };
    let id = find::paragraph(workspace, said)?;
    let name = find::draft(workspace, None).map(|d| find::name(d, id))?;
    if let Some(on) = &args.on {
        on.expect(find::paragraph_in(workspace, None, id)?.digest(), &name)?;
    }
    let found = queue.iter().find(|waiting| waiting.paragraph == id);
    match found {
        Some(Waiting { via: Some(group), .. }) => Err(Failure::new(format!(
            "the stance of {code} on {name} is that of {group}"
        ))
        .hint(format!(
            "`rapporteur reconfirm {group} {said}`, or give it one of its own with `rapporteur position`"
        ))),
        Some(waiting) => Ok(vec![(id, waiting.now)]),
        None => Err(Failure::new(format!(
            "{code} has nothing to reconfirm on {name}"
        ))),
    }
}

/// What changed since each stance was given; none where the earlier words are nowhere kept.
fn changes(desk: &Desk, queue: &[Waiting<'_>]) -> Vec<Option<Vec<Edit>>> {
    let workspace = desk.workspace();
    let missing: HashSet<Digest> = queue
        .iter()
        .filter(|w| kept_words(workspace, w.paragraph, w.given_on(), &Kept::new()).is_none())
        .map(Waiting::given_on)
        .collect();
    let kept = desk.store.earlier_words(&missing);
    queue
        .iter()
        .map(|waiting| {
            let old = kept_words(workspace, waiting.paragraph, waiting.given_on(), &kept)?;
            let now = workspace.original()?.get(waiting.paragraph)?;
            Some(words(&old, now.text()))
        })
        .collect()
}

fn report(desk: &Desk, code: Code, done: &[Id], wrote: bool, context: &mut Context) {
    let workspace = desk.workspace();
    let queue = workspace.to_reconfirm(code);
    let changes = changes(desk, &queue);
    if context.is_json() {
        context.out.json(&Reconfirming {
            delegation: code.as_str(),
            reconfirmed: done.iter().map(ToString::to_string).collect(),
            queue: rows(workspace, &queue, &changes),
        });
        return;
    }
    if !queue.is_empty() {
        print(workspace, &queue, &changes, &mut context.out);
    } else if !wrote {
        context
            .out
            .line(&format!("{code} has nothing to reconfirm."));
    }
}

fn rows<'a>(
    workspace: &'a Workspace,
    queue: &[Waiting<'a>],
    changes: &'a [Option<Vec<Edit>>],
) -> Vec<WaitingOf<'a>> {
    let rows = queue.iter().zip(changes);
    rows.map(|(waiting, edits)| {
        let p = workspace.original().and_then(|d| d.get(waiting.paragraph));
        WaitingOf {
            id: p.map_or("", |p| p.id.as_str()),
            label: p
                .and_then(|p| p.label.as_ref())
                .map(crate::model::Label::as_str),
            stance: waiting.position.stance.word(),
            on: waiting.given_on().to_string(),
            now: waiting.now.words.to_string(),
            chapeau: waiting.position.chapeau.is_some()
                && waiting.position.chapeau != waiting.now.chapeau,
            via: waiting.via.map(|code| code.to_string()),
            edits: edits.as_deref().map(EditOf::all),
        }
    })
    .collect()
}

fn print(
    workspace: &Workspace,
    queue: &[Waiting<'_>],
    changes: &[Option<Vec<Edit>>],
    out: &mut Out,
) {
    let Some(document) = workspace.original() else {
        return;
    };
    for (waiting, change) in queue.iter().zip(changes) {
        let stance = waiting.position.stance.word().replace('_', " ");
        let via = waiting.via.map(|group| format!(" via {group}"));
        out.text(Look::Strong, &find::name(document, waiting.paragraph))
            .plain("  ")
            .text(Look::Warn, &format!("{stance}{}", via.unwrap_or_default()))
            .plain("  ")
            .text(Look::Faint, &format!("on {}", waiting.given_on().short()))
            .end();
        match change {
            _ if !waiting.is_of_its_words() => {
                out.paragraph(
                    Look::Plain,
                    4,
                    "its own words are the same; its chapeau changed",
                );
            }
            Some(change) => edits(change, out),
            None => out.paragraph(Look::Plain, 4, "the words it was given on are nowhere kept"),
        }
    }
}

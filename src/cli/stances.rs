//! `history PARA --of CODE`: every position that a delegation or group had on a paragraph, and how the words changed since.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::context::{Context, Desk};
use super::exit::{Exit, Failure};
use super::find;
use super::json::ShownPosition;
use super::out::Look;
use crate::app::Held;
use crate::compare::{self, Op};
use crate::model::matrix::is_stale;
use crate::model::{Code, Id, UNHEARD, Workspace};
use crate::store::Store;
use crate::text::{self, Digest};

/// Every position that these had on a paragraph, oldest first, with the words that it was on: of the draft or a version,
/// else as the record kept them.
pub(crate) fn stances(
    store: &Store,
    workspace: &Workspace,
    paragraph: Id,
    parties: &[Code],
) -> Vec<Held> {
    let given = store.given(paragraph, parties);
    let on = |position: &crate::model::Position| position.carried.unwrap_or(position.on);
    let mut words: HashMap<Digest, String> = HashMap::new();
    let mut wanted: HashSet<Digest> = HashSet::new();
    for digest in given.iter().filter_map(|g| g.position.as_ref()).map(on) {
        match workspace.words_of(paragraph, digest) {
            Some(p) => {
                words.insert(digest, p.text().to_owned());
            }
            None => {
                wanted.insert(digest);
            }
        }
    }
    words.extend(store.earlier_words(&wanted));
    let held = given.into_iter().map(|given| Held {
        at: given.at,
        actor: given.actor,
        act: given.act,
        party: given.party,
        words: given
            .position
            .as_ref()
            .and_then(|position| words.get(&on(position)).cloned()),
        position: given.position,
    });
    held.collect()
}

/// The JSON of it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    id: &'a str,
    delegation: &'a str,
    stances: Vec<ToldStance<'a>>,
}

#[derive(Debug, Serialize)]
struct ToldStance<'a> {
    recorded: String,
    actor: &'a str,
    act: &'a str,
    /// None when it was taken back.
    position: Option<ShownPosition<'a>>,
    /// The words that it was on; none when they are kept nowhere.
    words: Option<&'a str>,
    /// From those words to the words as they stand.
    edits: Vec<ToldEdit>,
}

#[derive(Debug, Serialize)]
struct ToldEdit {
    op: &'static str,
    text: String,
}

/// The words as they stand, against those that a position was on; nothing where they are the same or not known.
fn since(held: &Held, now: &str) -> Vec<compare::Edit> {
    let Some(words) = &held.words else {
        return Vec::new();
    };
    let edits = compare::words(&text::normalize(words), &text::normalize(now));
    if edits.iter().all(|edit| edit.op == Op::Equal) {
        return Vec::new();
    }
    edits
}

/// The positions of a delegation or group on a paragraph, and of the groups that speak for it.
pub(super) fn run(
    desk: &Desk,
    paragraph: &str,
    of: &str,
    context: &mut Context,
) -> Result<Exit, Failure> {
    let workspace = desk.workspace();
    let id = find::paragraph(workspace, paragraph)?;
    let code = find::party(workspace, of)?;
    let groups = workspace.header.groups.iter();
    let groups = groups.filter(|g| g.binding && g.members.contains(&code));
    let parties: Vec<Code> = std::iter::once(code)
        .chain(groups.map(|g| g.code))
        .collect();
    let held = stances(&desk.store, workspace, id, &parties);
    let p = find::paragraph_in(workspace, None, id)?;
    if context.is_json() {
        let op = |op: Op| match op {
            Op::Equal => "equal",
            Op::Insert => "insert",
            Op::Delete => "delete",
        };
        let stances = held.iter().map(|held| ToldStance {
            recorded: held.at.to_string(),
            actor: &held.actor,
            act: &held.act,
            position: held.position.as_ref().map(|position| {
                let via = (held.party != code).then_some(held.party);
                let stale = is_stale(workspace, position, p);
                ShownPosition::of(&held.party, position, stale, via)
            }),
            words: held.words.as_deref(),
            edits: since(held, p.text())
                .into_iter()
                .map(|edit| ToldEdit {
                    op: op(edit.op),
                    text: edit.text.clone(),
                })
                .collect(),
        });
        context.out.json(&Told {
            id: id.as_str(),
            delegation: code.as_str(),
            stances: stances.collect(),
        });
        return Ok(Exit::Done);
    }
    let out = &mut context.out;
    if held.is_empty() {
        out.line("the record has no position of it on this paragraph");
    }
    for held in &held {
        let word = held.position.as_ref().map_or(UNHEARD, |p| p.stance.word());
        out.text(Look::Faint, &held.at.minute()).plain("  ");
        out.text(Look::Strong, &word.replace('_', " "));
        if held.party != code {
            out.plain(&format!(", as {}", held.party));
        }
        let note = held.position.as_ref().and_then(|p| p.note.as_deref());
        if let Some(note) = note {
            out.plain(" · ").plain(note);
        }
        out.text(Look::Faint, &format!(" · by {}", held.actor));
        if held.act != "position" {
            out.text(Look::Faint, &format!(", {}", held.act));
        }
        out.end();
        let Some(position) = &held.position else {
            continue;
        };
        let edits = since(held, p.text());
        match (&held.words, edits.is_empty()) {
            (None, _) => {
                let on = position.on.short();
                out.paragraph(
                    Look::Faint,
                    4,
                    &format!("on {on}, words that are kept nowhere here"),
                );
            }
            (Some(_), true) => out.paragraph(Look::Faint, 4, "on the words as they stand"),
            (Some(_), false) => super::diff::edits(&edits, out),
        }
    }
    Ok(Exit::Done)
}

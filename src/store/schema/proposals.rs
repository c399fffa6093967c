//! One proposal.

use std::sync::Arc;

use super::document::{SourceShape, choices, one, parsed, settled, sources, sources_value};
use super::{Word, map, shape, some, unknown_under, word};
use crate::model::{Code, Id, Label, Proposal, ProposalStatus, Role, Wanted};
use crate::store::notes::Notes;
use crate::store::pieces;
use crate::store::yaml::Value;
use crate::text::Digest;

shape! {
    /// A file with a proposal.
    ProposalShape {
        proposal: Word, paragraph: Word, kind: Word, by: Vec<Word>, supporters: Vec<Word>, opposers: Vec<Word>, reason: Word,
        status: Word, at: Word, amends: Word, part_of: Word, compiled_in: Word, on: Word, base: Word, text: Word, new: Word,
        role: Word, level: Word, label: Word, after: Word, split: Word, with: Word, sources: Vec<SourceShape>,
    }
}

/// Reads a text key by key, when it cannot be read as a whole.
pub(crate) fn salvage(text: &str, notes: &mut Notes<'_>) -> ProposalShape {
    let mut shape = ProposalShape::default();
    for (key, _) in pieces::keys(text) {
        let piece = pieces::top(text, &key);
        match key.as_str() {
            "by" => shape.by = piece.and_then(|p| one(&p, notes)),
            "supporters" => shape.supporters = piece.and_then(|p| one(&p, notes)),
            "opposers" => shape.opposers = piece.and_then(|p| one(&p, notes)),
            "sources" => shape.sources = piece.and_then(|p| one(&p, notes)),
            other if !ProposalShape::KEYS.contains(&other) => shape.unknown.push(key),
            other => {
                let read = piece.and_then(|p| one(&p, notes));
                let slot = match other {
                    "proposal" => &mut shape.proposal,
                    "paragraph" => &mut shape.paragraph,
                    "kind" => &mut shape.kind,
                    "reason" => &mut shape.reason,
                    "status" => &mut shape.status,
                    "at" => &mut shape.at,
                    "amends" => &mut shape.amends,
                    "part_of" => &mut shape.part_of,
                    "compiled_in" => &mut shape.compiled_in,
                    "on" => &mut shape.on,
                    "base" => &mut shape.base,
                    "text" => &mut shape.text,
                    "new" => &mut shape.new,
                    "role" => &mut shape.role,
                    "level" => &mut shape.level,
                    "label" => &mut shape.label,
                    "after" => &mut shape.after,
                    _ => &mut shape.split,
                };
                *slot = read;
            }
        }
    }
    shape
}

/// The proposal of a shape; `None` when it is none, which is noted. `id` is that of the file's name, which counts.
pub(crate) fn read(shape: ProposalShape, id: Id, notes: &mut Notes<'_>) -> Option<Proposal> {
    unknown_under(notes, &[], &shape.unknown, ProposalShape::KEYS);
    if let Some(said) = some(shape.proposal.clone())
        && said != id.as_str()
    {
        notes.warn(
            notes.line_of(&["proposal"]),
            format!("the file is named {id} and says that it is {said}; the name counts"),
            "make the two agree",
        );
    }
    let of = |key: &'static str| move |notes: &mut Notes<'_>| notes.line_of(&[key]);
    let Some(target) = some(shape.paragraph.clone())
        .and_then(|said| parsed(&said, "paragraph", of("paragraph"), notes))
    else {
        notes.error(
            notes.line_of(&["paragraph"]),
            "the proposal does not say which paragraph it is on".to_owned(),
            "give the id of the paragraph under `paragraph`; the proposal does not count until then",
        );
        return None;
    };
    let Some(base) = some(shape.base.clone()) else {
        notes.error(
            None,
            "the proposal does not say on which words it was made".to_owned(),
            "give the words under `base`; the proposal does not count until then",
        );
        return None;
    };
    let wanted = wanted(&shape, notes)?;
    let mut proposal = Proposal::new(id, target, &settled(&base), wanted);
    if let Some(on) = some(shape.on).and_then(|said| parsed::<Digest>(&said, "on", of("on"), notes))
        && on != proposal.on()
    {
        notes.warn(
            notes.line_of(&["on"]),
            "`on` is not the digest of the words under `base`; the words count".to_owned(),
            format!("write {}", proposal.on()),
        );
    }
    let mut codes = |list: Option<Vec<Word>>, key: &'static str| -> Vec<Code> {
        let mut codes = Vec::new();
        for said in list.unwrap_or_default() {
            if let Some(code) = parsed(&said.0, key, of(key), notes)
                && !codes.contains(&code)
            {
                codes.push(code);
            }
        }
        codes
    };
    proposal.by = codes(shape.by, "by");
    proposal.supporters = codes(shape.supporters, "supporters");
    proposal.opposers = codes(shape.opposers, "opposers");
    if proposal.by.is_empty() {
        notes.error(
            notes.line_of(&["by"]),
            "the proposal does not say who makes it".to_owned(),
            "give the codes of delegations under `by`",
        );
    }
    proposal.reason = some(shape.reason).map(|text| settled(&text).into());
    proposal.at = some(shape.at).and_then(|said| parsed(&said, "at", of("at"), notes));
    proposal.amends = some(shape.amends).and_then(|s| parsed(&s, "amends", of("amends"), notes));
    proposal.part_of =
        some(shape.part_of).and_then(|s| parsed(&s, "part_of", of("part_of"), notes));
    proposal.compiled_in =
        some(shape.compiled_in).and_then(|s| parsed(&s, "compiled_in", of("compiled_in"), notes));
    let shapes = shape.sources.unwrap_or_default();
    proposal.sources = sources(shapes, "the proposal", of("sources"), notes);
    if let Some(said) = some(shape.status) {
        match ProposalStatus::from_word(&said) {
            Some(status) => proposal.status = status,
            None => notes.error(
                notes.line_of(&["status"]),
                format!("“{said}” is no status; the proposal counts as tabled"),
                choices(&said, ProposalStatus::ALL.map(|(_, word)| word)),
            ),
        }
    }
    Some(proposal)
}

/// What the proposal wants, by its kind.
fn wanted(shape: &ProposalShape, notes: &mut Notes<'_>) -> Option<Wanted> {
    let of = |key: &'static str| move |notes: &mut Notes<'_>| notes.line_of(&[key]);
    let text = some(shape.text.clone()).map(|text| Arc::<str>::from(&*settled(&text)));
    let id = |word: &Option<Word>, key: &'static str, notes: &mut Notes<'_>| {
        some(word.clone()).and_then(|said| parsed::<Id>(&said, key, of(key), notes))
    };
    let kind = some(shape.kind.clone());
    let lacks = |what: &str, notes: &mut Notes<'_>| {
        notes.error(
            notes.line_of(&["kind"]),
            format!("the proposal does not say {what}"),
            format!("add the key `{what}`"),
        );
    };
    let wanted = match (kind.as_deref(), text) {
        (Some("delete"), None) => Some(Wanted::Gone),
        (Some("insert" | "delete" | "replace") | None, Some(text)) => Some(Wanted::Words(text)),
        (Some("insert" | "replace") | None, None) => {
            lacks("text", notes);
            None
        }
        (Some("new"), text) => {
            let paragraph = id(&shape.new, "new", notes);
            let role = match some(shape.role.clone()) {
                None => Some(Role::default()),
                Some(said) => {
                    let role = Role::from_word(&said);
                    if role.is_none() {
                        notes.error(
                            notes.line_of(&["role"]),
                            format!("“{said}” is no role"),
                            choices(&said, Role::ALL.map(|(_, word)| word)),
                        );
                    }
                    role
                }
            };
            let level = some(shape.level.clone())
                .and_then(|said| parsed(&said, "level", of("level"), notes))
                .unwrap_or(0);
            match (paragraph, role, text) {
                (Some(paragraph), Some(role), Some(text)) => Some(Wanted::New {
                    paragraph,
                    role,
                    level,
                    label: some(shape.label.clone()).and_then(|said| Label::new(&said)),
                    text,
                }),
                (None, ..) => {
                    lacks("new", notes);
                    None
                }
                (_, _, None) => {
                    lacks("text", notes);
                    None
                }
                _ => None,
            }
        }
        (Some("move"), _) => Some(Wanted::Move {
            after: id(&shape.after, "after", notes),
        }),
        (Some("split"), _) => {
            let at = some(shape.split.clone())
                .and_then(|said| parsed(&said, "split", of("split"), notes));
            match (at, id(&shape.new, "new", notes)) {
                (Some(at), Some(new)) => Some(Wanted::Split { at, new }),
                _ => {
                    lacks("split", notes);
                    None
                }
            }
        }
        (Some("join"), _) => Some(Wanted::Join {
            with: id(&shape.with, "with", notes),
        }),
        (Some(said), _) => {
            notes.error(
                notes.line_of(&["kind"]),
                format!("“{said}” is no kind of proposal"),
                choices(said, Proposal::KINDS),
            );
            None
        }
    };
    // A name that cannot be read must not turn a move into one to the start, or a join into one with another.
    wanted.filter(|w| match w {
        Wanted::Move { after: None } => shape.after.is_none(),
        Wanted::Join { with: None } => shape.with.is_none(),
        _ => true,
    })
}

/// The keys of a proposal, in order, with what to write; `None` where nothing stands.
pub(crate) fn pairs(p: &Proposal) -> Vec<(&'static str, Option<Value>)> {
    let codes =
        |codes: &[Code]| (!codes.is_empty()).then(|| Value::List(codes.iter().map(word).collect()));
    let (mut new, mut role, mut depth, mut label) = (None, None, None, None);
    let (mut after, mut split, mut with) = (None, None, None);
    match &p.wanted {
        Wanted::New {
            paragraph,
            role: of,
            level,
            label: called,
            ..
        } => {
            new = Some(word(paragraph));
            role = Some(word(of.word()));
            depth = (*level > 0).then(|| Value::Integer((*level).into()));
            label = called.as_ref().map(word);
        }
        Wanted::Move { after: behind } => after = behind.map(word),
        Wanted::Split { at, new: second } => {
            split = Some(word(at));
            new = Some(word(second));
        }
        Wanted::Join { with: other } => with = other.map(word),
        Wanted::Words(_) | Wanted::Gone => {}
    }
    vec![
        ("proposal", Some(word(p.id))),
        ("paragraph", Some(word(p.target))),
        ("kind", Some(word(p.kind()))),
        ("by", codes(&p.by)),
        ("supporters", codes(&p.supporters)),
        ("opposers", codes(&p.opposers)),
        ("reason", p.reason.as_ref().map(word)),
        ("status", Some(word(p.status.word()))),
        ("at", p.at.map(word)),
        ("amends", p.amends.map(word)),
        ("part_of", p.part_of.map(word)),
        ("compiled_in", p.compiled_in.map(word)),
        ("on", Some(word(p.on()))),
        ("base", Some(Value::Text(p.base().to_owned()))),
        ("new", new),
        ("role", role),
        ("level", depth),
        ("label", label),
        ("after", after),
        ("split", split),
        ("with", with),
        ("text", p.words().map(|text| Value::Text(text.to_owned()))),
        ("sources", sources_value(&p.sources)),
    ]
}

/// A proposal as a file or in the record.
pub(crate) fn value(p: &Proposal) -> Value {
    map(pairs(p))
}

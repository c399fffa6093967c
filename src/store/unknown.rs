//! Keys that mean nothing to the program, and comments above items: kept where an item is taken out of one list and put
//! into another or a list is written anew, and merged like everything else that two sides did to a file.
//!
//! The words of the format are written from the model, which has no place for what it does not know. So what a file had is
//! looked up before, and put back after. Only files in which such keys were noticed cost anything.
//!
//! Start at [`carry`] for a change of one file, [`merge`] for three.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::files::Kind;
use super::schema::agreements::{
    AgreementShape, AgreementsShape, LiftedShape, ParkingShape, ReopeningShape,
};
use super::schema::document::{
    BracketShape, DocumentShape, HeadShape, ParagraphShape, PartShape, SourceShape,
};
use super::schema::positions::{PositionShape, PositionsShape};
use super::schema::proceedings::{DoneShape, EntryShape, ObjectionShape, ProceedingsShape};
use super::schema::proposals::ProposalShape;
use super::schema::workspace::{DelegationShape, GroupShape, WorkspaceShape};
use super::yaml::{SpliceError, Value, comment_above, scan, set_key, set_path, write_above};

/// A step on the way to a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// A key of a mapping.
    Key(String),
    /// An item of a list, by what identifies it.
    Item(String),
}

/// Where a key stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(pub(crate) Vec<Step>);

impl Path {
    fn with(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    fn parent(&self) -> Self {
        let all = self.0.len().saturating_sub(1);
        Self(self.0.iter().take(all).cloned().collect())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, step) in self.0.iter().enumerate() {
            let (Step::Key(name) | Step::Item(name)) = step;
            write!(f, "{}{name}", if nth == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

/// A mapping of the format: the keys that mean something, those that tell one item of a list from another, and what is
/// below.
struct Level {
    keys: &'static [&'static str],
    named: &'static [&'static str],
    below: &'static [(&'static str, Below)],
}

enum Below {
    /// One mapping.
    One(&'static Level),
    /// A list of them.
    Items(&'static Level),
    /// A mapping of them.
    Entries(&'static Level),
    /// A mapping of lists of them.
    Lists(&'static Level),
}

const fn flat(keys: &'static [&'static str], named: &'static [&'static str]) -> Level {
    Level {
        keys,
        named,
        below: &[],
    }
}

static SOURCE: Level = flat(SourceShape::KEYS, &["symbol", "paragraph", "words"]);
static PART: Level = flat(PartShape::KEYS, &[]);
static BRACKET: Level = flat(BracketShape::KEYS, &["from", "to"]);
static REOPENING: Level = flat(ReopeningShape::KEYS, &[]);
static POSITION: Level = flat(PositionShape::KEYS, &[]);
static PARKING: Level = flat(ParkingShape::KEYS, &[]);
static DELEGATION: Level = flat(DelegationShape::KEYS, &["code"]);
static GROUP: Level = flat(GroupShape::KEYS, &["code"]);
static PROPOSAL: Level = Level {
    keys: ProposalShape::KEYS,
    named: &[],
    below: &[("sources", Below::Items(&SOURCE))],
};
static PARAGRAPH: Level = Level {
    keys: ParagraphShape::KEYS,
    named: &["id"],
    below: &[
        ("sources", Below::Items(&SOURCE)),
        ("part", Below::One(&PART)),
    ],
};
static HEAD: Level = Level {
    keys: HeadShape::KEYS,
    named: &[],
    below: &[("brackets", Below::Items(&BRACKET))],
};
static DOCUMENT: Level = Level {
    keys: DocumentShape::KEYS,
    named: &[],
    below: &[
        ("document", Below::One(&HEAD)),
        ("paragraphs", Below::Items(&PARAGRAPH)),
        ("deleted", Below::Items(&PARAGRAPH)),
    ],
};
static POSITIONS: Level = Level {
    keys: PositionsShape::KEYS,
    named: &[],
    below: &[("positions", Below::Entries(&POSITION))],
};
static AGREEMENT: Level = Level {
    keys: AgreementShape::KEYS,
    named: &["level", "on", "at"],
    below: &[
        ("reopened", Below::One(&REOPENING)),
        ("lifted", Below::Items(&LIFTED)),
    ],
};
static AGREEMENTS: Level = Level {
    keys: AgreementsShape::KEYS,
    named: &[],
    below: &[
        ("agreements", Below::Lists(&AGREEMENT)),
        ("parked", Below::Entries(&PARKING)),
    ],
};
static LIFTED: Level = flat(LiftedShape::KEYS, &["by", "at"]);
static DONE: Level = flat(DoneShape::KEYS, &["from"]);
static OBJECTION: Level = flat(ObjectionShape::KEYS, &["by", "at"]);
static ENTRY: Level = Level {
    keys: EntryShape::KEYS,
    named: &[],
    below: &[
        ("started", Below::One(&DONE)),
        ("extended", Below::Items(&DONE)),
        ("broken", Below::Items(&OBJECTION)),
        ("late", Below::Items(&OBJECTION)),
        ("cancelled", Below::One(&DONE)),
        ("confirmed", Below::One(&DONE)),
        ("settled", Below::One(&DONE)),
        ("restored", Below::One(&DONE)),
        ("withdrawn", Below::One(&DONE)),
        ("annulled", Below::One(&REOPENING)),
    ],
};
static PROCEEDINGS: Level = Level {
    keys: ProceedingsShape::KEYS,
    named: &[],
    below: &[
        ("reports", Below::Entries(&ENTRY)),
        ("placements", Below::Entries(&ENTRY)),
        ("deletions", Below::Entries(&ENTRY)),
        ("silences", Below::Entries(&ENTRY)),
        ("votes", Below::Entries(&ENTRY)),
        ("adoptions", Below::Entries(&ENTRY)),
        ("statements", Below::Entries(&ENTRY)),
        ("sponsors", Below::Entries(&ENTRY)),
        ("corrigenda", Below::Entries(&ENTRY)),
    ],
};
static WORKSPACE: Level = Level {
    keys: WorkspaceShape::KEYS,
    named: &[],
    below: &[
        ("delegations", Below::Items(&DELEGATION)),
        ("groups", Below::Items(&GROUP)),
    ],
};

fn level_of(kind: &Kind) -> &'static Level {
    match kind {
        Kind::Workspace => &WORKSPACE,
        Kind::Agreements => &AGREEMENTS,
        Kind::Proceedings => &PROCEEDINGS,
        Kind::Positions(_) => &POSITIONS,
        Kind::Proposal(_) => &PROPOSAL,
        Kind::Draft(_) | Kind::Version(..) | Kind::Precedent(_) => &DOCUMENT,
    }
}

/// The two lists of a document that a paragraph can be in.
const LISTS: [&str; 2] = ["paragraphs", "deleted"];

/// What a file has that means nothing to the program.
#[derive(Debug, Default)]
struct Extras {
    values: BTreeMap<Path, Value>,
    /// The mappings of the format that are there.
    holders: BTreeSet<Path>,
}

impl Extras {
    fn of(text: &str, kind: &Kind) -> Self {
        let mut found = Self::default();
        let root = scan(text).ok().and_then(|root| Value::of(text, &root));
        if let Some(root) = root {
            found.look(&root, level_of(kind), &Path(Vec::new()));
        }
        found
    }

    fn look(&mut self, value: &Value, level: &Level, path: &Path) {
        let Value::Map(pairs) = value else { return };
        self.holders.insert(path.clone());
        for (key, value) in pairs {
            let here = path.with(Step::Key(key.clone()));
            if !level.keys.contains(&key.as_str()) {
                self.values.insert(here, value.clone());
                continue;
            }
            let Some((_, below)) = level.below.iter().find(|(name, _)| name == key) else {
                continue;
            };
            match below {
                Below::One(level) => self.look(value, level, &here),
                Below::Items(level) => self.items(value, level, &here),
                Below::Entries(level) => {
                    for (key, value) in entries(value) {
                        self.look(value, level, &here.with(Step::Key(key.clone())));
                    }
                }
                Below::Lists(level) => {
                    for (key, value) in entries(value) {
                        self.items(value, level, &here.with(Step::Key(key.clone())));
                    }
                }
            }
        }
    }

    fn items(&mut self, value: &Value, level: &Level, path: &Path) {
        for item in list(value) {
            self.look(item, level, &path.with(Step::Item(name(item, level))));
        }
    }

    /// Where something of an item stands now: its list may be the other one.
    fn place(&self, path: &Path) -> Option<Path> {
        if self.holders.contains(&path.parent()) {
            return Some(path.clone());
        }
        let [Step::Key(list), rest @ ..] = path.0.as_slice() else {
            return None;
        };
        let at = LISTS.iter().position(|name| name == list)?;
        let other = LISTS.get(1 - at)?;
        let other = std::iter::once(Step::Key((*other).to_owned()));
        let moved = Path(other.chain(rest.iter().cloned()).collect());
        self.holders.contains(&moved.parent()).then_some(moved)
    }
}

fn entries(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Map(pairs) => pairs,
        _ => &[],
    }
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// What identifies an item.
fn name(item: &Value, level: &Level) -> String {
    let said = |key: &&str| {
        let found = entries(item).iter().find(|(name, _)| name == *key);
        found.and_then(|(_, value)| value.as_text()).unwrap_or("")
    };
    let words: Vec<&str> = level.named.iter().map(said).collect();
    words.join(" ")
}

/// Puts what `before` had of unknown keys, and of comments above paragraphs that changed their list, back into `after`,
/// which was made of it.
///
/// # Errors
/// When the file is laid out so that one cannot be put back.
pub(crate) fn carry(kind: &Kind, before: &str, after: String) -> Result<String, SpliceError> {
    let (old, new) = (Extras::of(before, kind), Extras::of(&after, kind));
    let mut text = after;
    for (path, value) in &old.values {
        let Some(place) = new.place(path) else {
            continue;
        };
        if !new.values.contains_key(&place) {
            text = put(&text, kind, &place, Some(value))?;
        }
    }
    Ok(text)
}

/// Puts comments that stood above a paragraph above it in the list that it is in now.
pub(crate) fn carry_comments(before: &str, after: String, ids: &[&str]) -> String {
    let mut text = after;
    for id in ids {
        let old = LISTS
            .iter()
            .find_map(|list| comment_above(before, list, id));
        let Some(lines) = old.filter(|lines| !lines.is_empty()) else {
            continue;
        };
        let now = LISTS
            .iter()
            .find_map(|list| Some((list, comment_above(&text, list, id)?)));
        if let Some((list, there)) = now
            && there.is_empty()
        {
            text = write_above(&text, list, id, &lines).unwrap_or(text);
        }
    }
    text
}

/// What both sides did to an unknown key, in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dispute {
    pub(crate) path: Path,
    /// What they have; none if they took it out.
    pub(crate) theirs: Option<Value>,
}

/// Merges the unknown keys of three files into the merged text, which has those of ours.
pub(crate) fn merge(kind: &Kind, three: [&str; 3], merged: String) -> (String, Vec<Dispute>) {
    let [base, ours, theirs] = three.map(|text| Extras::of(text, kind));
    let now = Extras::of(&merged, kind);
    let (mut text, mut disputes) = (merged, Vec::new());
    let keys: BTreeSet<&Path> = theirs.values.keys().chain(base.values.keys()).collect();
    for path in keys {
        let (was, other) = (base.values.get(path), theirs.values.get(path));
        let place = now.place(path);
        let own = place.as_ref().and_then(|place| now.values.get(place));
        let has_item = ours.place(path).is_some();
        let they_left_it = other == was && (has_item || place.is_none());
        if other == own || they_left_it || theirs.place(path).is_none() {
            continue;
        }
        let done = match &place {
            Some(place) if own == was || !has_item => put(&text, kind, place, other).ok(),
            _ => None,
        };
        match done {
            Some(done) => text = done,
            None => disputes.push(Dispute {
                path: path.clone(),
                theirs: other.cloned(),
            }),
        }
    }
    (text, disputes)
}

/// Sets or removes an unknown key.
fn put(text: &str, kind: &Kind, path: &Path, value: Option<&Value>) -> Result<String, SpliceError> {
    let refused = || SpliceError::Refused {
        at: path.to_string(),
    };
    let level = level_of(kind);
    match path.0.as_slice() {
        [Step::Key(list), Step::Item(id), Step::Key(key)] if LISTS.contains(&list.as_str()) => {
            set_key(text, list, id, key, value, &[])
        }
        steps => {
            // What stands below a list is set with the whole of the list.
            let keys: Vec<&str> = steps
                .iter()
                .map_while(|step| match step {
                    Step::Key(key) => Some(key.as_str()),
                    Step::Item(_) => None,
                })
                .collect();
            if keys.len() == steps.len() {
                return set_path(text, &keys, value);
            }
            let root = scan(text).ok().and_then(|root| Value::of(text, &root));
            let mut root = root.ok_or_else(refused)?;
            set(&mut root, steps, level, value).ok_or_else(refused)?;
            match steps {
                [Step::Key(list), Step::Item(id), Step::Key(key), ..]
                    if LISTS.contains(&list.as_str()) =>
                {
                    let items = get(&root, list).map(self::list).unwrap_or_default();
                    let item = items.iter().find(|item| name(item, &PARAGRAPH) == *id);
                    let whole = item.and_then(|item| get(item, key)).ok_or_else(refused)?;
                    set_key(text, list, id, key, Some(whole), &[])
                }
                _ => {
                    let whole = keys.iter().try_fold(&root, |at, key| get(at, key));
                    set_path(text, &keys, Some(whole.ok_or_else(refused)?))
                }
            }
        }
    }
}

fn get<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let found = entries(value).iter().find(|(name, _)| name == key);
    found.map(|(_, value)| value)
}

/// Sets or removes what stands at the end of the steps; none if there is no way there.
fn set(at: &mut Value, steps: &[Step], level: &Level, value: Option<&Value>) -> Option<()> {
    let Value::Map(pairs) = at else { return None };
    let [Step::Key(key), rest @ ..] = steps else {
        return None;
    };
    if rest.is_empty() {
        pairs.retain(|(name, _)| name != key);
        pairs.extend(value.map(|value| (key.clone(), value.clone())));
        return Some(());
    }
    let (_, at) = pairs.iter_mut().find(|(name, _)| name == key)?;
    let (_, below) = level.below.iter().find(|(name, _)| name == key)?;
    match below {
        Below::One(level) => set(at, rest, level, value),
        Below::Items(level) => set_item(at, rest, level, value),
        Below::Entries(level) | Below::Lists(level) => {
            let [Step::Key(entry), rest @ ..] = rest else {
                return None;
            };
            let Value::Map(entries) = at else { return None };
            let (_, at) = entries.iter_mut().find(|(name, _)| name == entry)?;
            if matches!(below, Below::Lists(_)) {
                set_item(at, rest, level, value)
            } else {
                set(at, rest, level, value)
            }
        }
    }
}

fn set_item(at: &mut Value, steps: &[Step], level: &Level, value: Option<&Value>) -> Option<()> {
    let [Step::Item(said), rest @ ..] = steps else {
        return None;
    };
    let Value::List(items) = at else { return None };
    let item = items.iter_mut().find(|item| name(item, level) == *said)?;
    set(item, rest, level, value)
}

#[cfg(test)]
mod tests;

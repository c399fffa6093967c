//! Single changes in the text of a file: keys of list items, whole items, entries of mappings, values of the header.
//!
//! A list is a top-level key with a block sequence of mappings that carry `id`; a mapping is a top-level key with entries
//! by id. Each function takes the text of a file that passed the guard (with or without its byte order mark) and gives the
//! new text, or an error and nothing: every result is read back and compared first (see `check`). What cannot be spliced,
//! such as a list between brackets, goes through yaml-edit, under the same check.

use std::str::FromStr;

use serde_yaml::Value as Read;
use yaml_edit::{Document, YamlNode};

use super::check::{Window, whole};
use super::guard::{Problem, place};
use super::layout::{
    Segment, Segments, after_line, bare, id_of, is_void, line_break, lines_between, list_step,
    nodes_of, pair_of, pairs_of, under,
};
use super::pair::{Habit, Patch, set};
use super::render::{Spot, item_lines, pair_lines, render};
use super::scan::{Kind, Node, Pair, scan};
use super::value::Value;

/// Why a change was not made. The text stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SpliceError {
    #[error("line {line}, column {column}: {problem}")]
    Unreadable {
        line: usize,
        column: usize,
        problem: Problem,
    },
    #[error(
        "there is no `{id}` in the list `{list}`; it may have been removed by hand, reload the file"
    )]
    NoItem { list: String, id: String },
    #[error("`{id}` is already in the list `{list}`; ids are never used twice")]
    Taken { list: String, id: String },
    #[error("`{key}` is not the list or mapping expected there; correct the file by hand")]
    Shape { key: String },
    #[error("`{at}` cannot be changed without touching something else; make the change by hand")]
    Refused { at: String },
}

type Outcome = Result<String, SpliceError>;

/// Sets, adds or (`None`) removes a key of the item `id` of a list. A new key goes after the first of `after` that the item
/// has, or to its end. Removing a key that is not there changes nothing.
pub(crate) fn set_key(
    text: &str,
    list: &str,
    id: &str,
    key: &str,
    value: Option<&Value>,
    after: &[&str],
) -> Outcome {
    edit(text, |file| {
        let no_item = || SpliceError::NoItem {
            list: list.to_owned(),
            id: id.to_owned(),
        };
        let pair = file.top(list).ok_or_else(no_item)?;
        let nodes = nodes_of(&pair.value);
        let is = |node: &Node| id_of(file.text, node).is_some_and(|found| found == id);
        let index = nodes
            .iter()
            .position(|(_, node)| is(node))
            .ok_or_else(no_item)?;
        let (_, node) = nodes.get(index).ok_or_else(no_item)?;
        let habit = file.habit(&pair.value, false, after);
        let patches = set(file.text, node, key, value, habit);
        if patches.is_empty() {
            return Ok(file.text.to_owned());
        }
        let change = Change::Set { index, key, value };
        let window = Segments::of(file.text, pair).and_then(|all| file.window(&all, index, index));
        let ways = patches.into_iter().map(|patch| vec![patch]).collect();
        file.settle(list, &change, window, ways, id)
    })
}

/// Adds an item to a list, after the item `after` or (`None`) as its first. A list that is empty or missing is made.
pub(crate) fn insert_item(text: &str, list: &str, after: Option<&str>, item: &Value) -> Outcome {
    edit(text, |file| {
        let Value::Map(pairs) = item else {
            return Err(SpliceError::Shape {
                key: list.to_owned(),
            });
        };
        let id = pairs.iter().find_map(|(key, value)| match value {
            Value::String(id) if key == "id" => Some(id.as_str()),
            _ => None,
        });
        let id = id.ok_or_else(|| SpliceError::Shape {
            key: "id".to_owned(),
        })?;
        let long = pairs
            .iter()
            .any(|(_, value)| matches!(value, Value::Text(_)));
        let Some(pair) = file
            .top(list)
            .filter(|pair| !is_void(file.text, &pair.value))
        else {
            return file.first_item(list, after, pairs, id, long);
        };
        let nodes = nodes_of(&pair.value);
        let find = |id: &str| {
            let is = |node: &Node| id_of(file.text, node).is_some_and(|found| found == id);
            nodes.iter().position(|(_, node)| is(node))
        };
        if find(id).is_some() {
            return Err(SpliceError::Taken {
                list: list.to_owned(),
                id: id.to_owned(),
            });
        }
        let at = match after {
            None => 0,
            Some(after) => {
                find(after)
                    .map(|index| index + 1)
                    .ok_or_else(|| SpliceError::NoItem {
                        list: list.to_owned(),
                        id: after.to_owned(),
                    })?
            }
        };
        let change = Change::Insert { at, item };
        let Some(all) = Segments::of(file.text, pair) else {
            return file.fallback(list, &change, id);
        };
        let lines = item_lines(pairs, all.column, all.step(), file.list_step(&pair.value));
        let chunk = file.joined(&lines);
        let ways = file
            .put(&all, at, &chunk, long)
            .into_iter()
            .map(|patch| vec![patch])
            .collect();
        let window = file.window(&all, at.saturating_sub(1), at.saturating_sub(1));
        file.settle(list, &change, window, ways, id)
    })
}

/// Removes an item with the comment block directly above it and the comments indented under it.
pub(crate) fn remove_item(text: &str, list: &str, id: &str) -> Outcome {
    edit(text, |file| {
        let (pair, index) = file.item(list, id)?;
        let change = Change::Remove { at: index };
        let Some(all) = Segments::of(file.text, pair) else {
            return file.fallback(list, &change, id);
        };
        let Some(gone) = file.cut(&all, index) else {
            return Err(SpliceError::Refused { at: id.to_owned() });
        };
        let (mut patches, mut window) = (vec![gone], file.window(&all, index, index));
        if all.all.len() == 1 {
            let at = pair.after_colon;
            patches.insert(
                0,
                Patch {
                    range: at..at,
                    with: " []".to_owned(),
                },
            );
            window = None;
        }
        file.settle(list, &change, window, vec![patches], id)
    })
}

/// Moves an item, with the comments that belong to it, after the item `after` or (`None`) to the start of the list.
pub(crate) fn move_item(text: &str, list: &str, id: &str, after: Option<&str>) -> Outcome {
    edit(text, |file| {
        let (pair, from) = file.item(list, id)?;
        let target = match after {
            Some(after) => file.item(list, after)?.1 + 1,
            None => 0,
        };
        if target == from || target == from + 1 {
            return Ok(file.text.to_owned());
        }
        let change = Change::Move {
            from,
            to: if target > from { target - 1 } else { target },
        };
        let Some(all) = Segments::of(file.text, pair) else {
            return file.fallback(list, &change, id);
        };
        let (Some(gone), Some(item)) = (file.cut(&all, from), all.all.get(from)) else {
            return Err(SpliceError::Refused { at: id.to_owned() });
        };
        let chunk = file.text.get(item.lead..item.end).unwrap_or_default();
        let two = |put: Patch| {
            let mut both = vec![gone.clone(), put];
            both.sort_by_key(|patch| patch.range.start);
            both
        };
        let ways = file
            .put(&all, target, chunk, false)
            .into_iter()
            .map(two)
            .collect();
        let window = file.window(
            &all,
            from.min(target.saturating_sub(1)),
            from.max(target.saturating_sub(1)),
        );
        file.settle(list, &change, window, ways, id)
    })
}

/// Sets, adds or (`None`) removes an entry of a top-level mapping by id. A mapping that is empty or missing is made; an entry
/// goes with the comment block directly above it.
pub(crate) fn set_entry(text: &str, map: &str, key: &str, value: Option<&Value>) -> Outcome {
    set_at(text, &[map, key], value, true)
}

/// Sets, adds or (`None`) removes a value under one or more nested keys, such as `document`, `title`. Mappings that are
/// missing on the way are made.
pub(crate) fn set_path(text: &str, path: &[&str], value: Option<&Value>) -> Outcome {
    set_at(text, path, value, false)
}

fn set_at(text: &str, path: &[&str], value: Option<&Value>, by_id: bool) -> Outcome {
    edit(text, |file| {
        let at = path.join(".");
        let shape = |key: &str| SpliceError::Shape {
            key: key.to_owned(),
        };
        let check = |want: &mut Read| set_read(want, path, value);
        let (mut node, mut habit) = (&file.root, file.habit(&file.root, false, &[]));
        let mut rest = path;
        while let [key, deeper @ ..] = rest {
            if deeper.is_empty() {
                habit.by_id = by_id;
                habit.list_step = file.list_step(node);
                break;
            }
            let Some(pairs) = pairs_of(node) else { break };
            match pair_of(file.text, pairs, key) {
                Some(pair) if !is_void(file.text, &pair.value) => {
                    (node, rest) = (&pair.value, deeper);
                }
                _ => break,
            }
        }
        let Some((key, deeper)) = rest.split_first() else {
            return Ok(file.text.to_owned());
        };
        if value.is_none() && !deeper.is_empty() {
            return Ok(file.text.to_owned());
        }
        let wrapped = value.map(|value| {
            deeper.iter().rev().fold(value.clone(), |inner, key| {
                Value::Map(vec![((*key).to_owned(), inner)])
            })
        });
        let lines_of = |key: &str, value: &Value| -> String {
            // A new mapping with one entry stands as a block, so that the next entry is a line of its own.
            let mut lines = Vec::new();
            let (mut column, mut key, mut value) = (0, key.to_owned(), value);
            for _ in deeper {
                let Value::Map(pairs) = value else { break };
                let Some((inner, below)) = pairs.first() else {
                    break;
                };
                lines.push(format!(
                    "{:column$}{}:",
                    "",
                    super::value::one_line(&key, false)
                ));
                (key, value, column) = (inner.clone(), below, column + 2);
            }
            let laid = if by_id {
                super::render::entry(value, column, habit.list_step)
            } else {
                render(value, &Spot::new(column, habit.list_step))
                    .into_iter()
                    .next()
                    .unwrap_or_default()
            };
            lines.extend(pair_lines(&key, laid, column));
            file.joined(&lines)
        };
        let mut patches = Vec::new();
        match (&node.kind, &wrapped) {
            (Kind::Empty, Some(wrapped)) => {
                let end = file.text.len();
                patches.push(Patch {
                    range: end..end,
                    with: lines_of(key, wrapped),
                });
            }
            (Kind::Map { column: 0, pairs }, Some(wrapped)) if !deeper.is_empty() => {
                let lines = lines_of(key, wrapped);
                match pair_of(file.text, pairs, key) {
                    Some(pair) => {
                        // `key: {} # comment` becomes `key: # comment` and the lines below it.
                        let (_, body) = lines.split_once('\n').unwrap_or_default();
                        let value = &pair.value;
                        let after = after_line(file.text, value.end);
                        let tail = file.text.get(value.end..after).unwrap_or_default();
                        let with = format!("{tail}{body}");
                        patches.push(Patch {
                            range: pair.after_colon..after,
                            with,
                        });
                    }
                    None => patches.push(file.at_end(&lines)),
                }
            }
            (Kind::Map { .. } | Kind::FlowMap(_), _) => {
                patches = set(file.text, node, key, wrapped.as_ref(), habit);
                if patches.is_empty() {
                    return Ok(file.text.to_owned());
                }
            }
            (Kind::Empty, None) => return Ok(file.text.to_owned()),
            _ => return Err(shape(key)),
        }
        for patch in patches {
            if let Some(after) = apply(file.text, vec![patch])
                && whole(file.text, &after, check)
            {
                return Ok(file.finish(after, &check));
            }
        }
        Err(SpliceError::Refused { at })
    })
}

/// What a change does to the values read from the file.
enum Change<'a> {
    Set {
        index: usize,
        key: &'a str,
        value: Option<&'a Value>,
    },
    Insert {
        at: usize,
        item: &'a Value,
    },
    Remove {
        at: usize,
    },
    Move {
        from: usize,
        to: usize,
    },
}

impl Change<'_> {
    /// Does it to the items from number `first` on; `false` if that cannot be.
    fn apply(&self, items: &mut Vec<Read>, first: usize) -> bool {
        let local = |index: usize| index.checked_sub(first);
        match self {
            Self::Set { index, key, value } => {
                let item = local(*index).and_then(|index| items.get_mut(index));
                item.is_some_and(|item| set_read(item, &[key], *value))
            }
            Self::Insert { at, item } => match local(*at).filter(|at| *at <= items.len()) {
                Some(at) => {
                    items.insert(at, item.to_serde());
                    true
                }
                None => false,
            },
            Self::Remove { at } => match local(*at).filter(|at| *at < items.len()) {
                Some(at) => {
                    items.remove(at);
                    true
                }
                None => false,
            },
            Self::Move { from, to } => match (local(*from), local(*to)) {
                (Some(from), Some(to)) if from < items.len() && to < items.len() => {
                    let item = items.remove(from);
                    items.insert(to, item);
                    true
                }
                _ => false,
            },
        }
    }

    /// Does it to the whole file.
    fn apply_whole(&self, root: &mut Read, list: &str) -> bool {
        if root.is_null() {
            *root = Read::Mapping(serde_yaml::Mapping::new());
        }
        let Read::Mapping(map) = root else {
            return false;
        };
        let value = map
            .entry(Read::String(list.to_owned()))
            .or_insert(Read::Null);
        if value.is_null() {
            *value = Read::Sequence(Vec::new());
        }
        value
            .as_sequence_mut()
            .is_some_and(|items| self.apply(items, 0))
    }
}

/// Sets or removes a value under nested keys.
fn set_read(at: &mut Read, path: &[&str], value: Option<&Value>) -> bool {
    let Some((key, deeper)) = path.split_first() else {
        return false;
    };
    if at.is_null() || at.as_sequence().is_some_and(Vec::is_empty) {
        *at = Read::Mapping(serde_yaml::Mapping::new());
    }
    let Read::Mapping(map) = at else { return false };
    match value {
        _ if !deeper.is_empty() => {
            let below = map
                .entry(Read::String((*key).to_owned()))
                .or_insert(Read::Null);
            set_read(below, deeper, value)
        }
        Some(value) => {
            map.insert(Read::String((*key).to_owned()), value.to_serde());
            true
        }
        None => map.shift_remove(*key).is_some(),
    }
}

/// A file's text while it is changed: without byte order mark, with a line break at its end.
struct File<'t> {
    text: &'t str,
    root: Node,
    line_break: &'static str,
    /// The file did not end in a line break: its text without the one put there.
    original: Option<&'t str>,
}

fn edit(text: &str, change: impl FnOnce(&File<'_>) -> Outcome) -> Outcome {
    let bare = bare(text);
    let mark = text.get(..text.len() - bare.len()).unwrap_or_default();
    let line_break = line_break(bare);
    let ended = (!bare.is_empty() && !bare.ends_with('\n')).then(|| format!("{bare}{line_break}"));
    let working = ended.as_deref().unwrap_or(bare);
    let root = scan(working).map_err(|fault| {
        let (line, column) = place(working, fault.at);
        SpliceError::Unreadable {
            line,
            column,
            problem: fault.problem,
        }
    })?;
    let original = ended.is_some().then_some(bare);
    let file = File {
        text: working,
        root,
        line_break,
        original,
    };
    let mut after = change(&file)?;
    if after == working {
        return Ok(text.to_owned());
    }
    after.insert_str(0, mark);
    Ok(after)
}

/// The text with the patches, which are in order and do not overlap.
fn apply(text: &str, patches: Vec<Patch>) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for patch in patches {
        out.push_str(text.get(at..patch.range.start)?);
        out.push_str(&patch.with);
        at = patch.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

impl<'t> File<'t> {
    fn top(&self, key: &str) -> Option<&Pair> {
        pair_of(self.text, pairs_of(&self.root)?, key)
    }

    fn item(&self, list: &str, id: &str) -> Result<(&Pair, usize), SpliceError> {
        let no_item = || SpliceError::NoItem {
            list: list.to_owned(),
            id: id.to_owned(),
        };
        let pair = self.top(list).ok_or_else(no_item)?;
        let is = |node: &Node| id_of(self.text, node).is_some_and(|found| found == id);
        let index = nodes_of(&pair.value).iter().position(|(_, node)| is(node));
        Ok((pair, index.ok_or_else(no_item)?))
    }

    fn list_step(&self, node: &Node) -> usize {
        let otherwise = match node.kind {
            Kind::List { column, .. } if column > 0 => 2,
            _ => 0,
        };
        list_step(node, otherwise)
    }

    fn habit<'a>(&self, node: &Node, by_id: bool, after: &'a [&'a str]) -> Habit<'a> {
        Habit {
            line_break: self.line_break,
            list_step: self.list_step(node),
            by_id,
            after,
        }
    }

    fn joined(&self, lines: &[String]) -> String {
        let mut out = lines.join(self.line_break);
        out.push_str(self.line_break);
        out
    }

    /// A patch that adds top-level lines after the last top-level key.
    fn at_end(&self, lines: &str) -> Patch {
        let last = pairs_of(&self.root).and_then(<[Pair]>::last);
        let end = last.map_or(self.text.len(), |pair| {
            after_line(self.text, pair.value.end)
        });
        let end = under(self.text, end, self.text.len(), 0);
        Patch {
            range: end..end,
            with: lines.to_owned(),
        }
    }

    /// The window around items `from..=to`, with one more on either side; `None` if the list is too odd for one.
    fn window(&self, all: &Segments<'_>, from: usize, to: usize) -> Option<Window> {
        let first = from.saturating_sub(1);
        let begin = all.all.get(first)?;
        let start = if first == 0 { begin.lead } else { begin.start };
        let end = match all.all.get(to + 2) {
            Some(next) => next.start,
            None => {
                let last = all.all.last()?;
                let blank = |words: &str| words.is_empty() || words.starts_with('#');
                let lines = lines_between(self.text, last.end, self.text.len());
                lines
                    .take_while(|(.., words)| blank(words))
                    .last()
                    .map_or(last.end, |(_, end, _)| end)
            }
        };
        Some(Window {
            start,
            end,
            column: all.column,
            first,
        })
    }

    /// What to cut out to remove an item: its lines, and the blank lines that set it off.
    fn cut(&self, all: &Segments<'_>, index: usize) -> Option<Patch> {
        let item = all.all.get(index)?;
        let blank_from = |from: usize, to: usize| {
            lines_between(self.text, from, to)
                .take_while(|(.., words)| words.is_empty())
                .last()
                .map_or(from, |(_, end, _)| end)
        };
        let range = match (
            all.all.get(index + 1),
            index.checked_sub(1).and_then(|at| all.all.get(at)),
        ) {
            (Some(next), _) => item.lead..blank_from(item.end, next.lead),
            (None, Some(previous)) => {
                let floating = lines_between(self.text, previous.end, item.lead)
                    .filter(|(.., words)| !words.is_empty())
                    .last();
                floating.map_or(previous.end, |(_, end, _)| end)..item.end
            }
            (None, None) => item.lead..item.end,
        };
        Some(Patch {
            range,
            with: String::new(),
        })
    }

    /// Ways to put the lines of an item at number `at`: in the file's habit, else without a blank line.
    fn put(&self, all: &Segments<'_>, at: usize, chunk: &str, long: bool) -> Vec<Patch> {
        let spaced = all.spaced.unwrap_or(long);
        let seps: &[&str] = if spaced {
            &[self.line_break, ""]
        } else {
            &[""]
        };
        let previous = at.checked_sub(1).and_then(|index| all.all.get(index));
        let write = |sep: &&str| match previous {
            Some(Segment { end, .. }) => Patch {
                range: *end..*end,
                with: format!("{sep}{chunk}"),
            },
            None => {
                let start = all.all.first().map_or(0, |first| first.lead);
                Patch {
                    range: start..start,
                    with: format!("{chunk}{sep}"),
                }
            }
        };
        seps.iter().map(write).collect()
    }

    fn first_item(
        &self,
        list: &str,
        after: Option<&str>,
        pairs: &[(String, Value)],
        id: &str,
        long: bool,
    ) -> Outcome {
        if let Some(after) = after {
            return Err(SpliceError::NoItem {
                list: list.to_owned(),
                id: after.to_owned(),
            });
        }
        let mut lines = item_lines(pairs, 0, 2, 0);
        if long {
            lines.insert(0, String::new());
        }
        let patch = match self.top(list) {
            Some(pair) => {
                let end = after_line(self.text, pair.value.end);
                let tail = self.text.get(pair.value.end..end).unwrap_or_default();
                let with = format!("{tail}{}", self.joined(&lines));
                Patch {
                    range: pair.after_colon..end,
                    with,
                }
            }
            None if matches!(self.root.kind, Kind::Map { column: 0, .. } | Kind::Empty) => {
                lines.insert(0, format!("{}:", super::value::one_line(list, false)));
                self.at_end(&self.joined(&lines))
            }
            None => {
                return Err(SpliceError::Shape {
                    key: list.to_owned(),
                });
            }
        };
        let item = Value::Map(pairs.to_vec());
        let change = Change::Insert { at: 0, item: &item };
        self.settle(list, &change, None, vec![vec![patch]], id)
    }

    /// The first of the ways that reads back as asked; else what yaml-edit makes of it; else a refusal.
    fn settle(
        &self,
        list: &str,
        change: &Change<'_>,
        window: Option<Window>,
        ways: Vec<Vec<Patch>>,
        at: &str,
    ) -> Outcome {
        let check = |want: &mut Read| change.apply_whole(want, list);
        for patches in ways {
            let Some(after) = apply(self.text, patches) else {
                continue;
            };
            let good = match window {
                Some(window) => {
                    window.holds(self.text, &after, |items| change.apply(items, window.first))
                }
                None => whole(self.text, &after, check),
            };
            if good {
                return Ok(self.finish(after, &check));
            }
        }
        self.fallback(list, change, at)
    }

    /// Leaves the file without a line break at its end if it had none and that changes no value.
    fn finish(&self, after: String, check: &dyn Fn(&mut Read) -> bool) -> String {
        let Some(original) = self.original else {
            return after;
        };
        match after.strip_suffix(self.line_break) {
            Some(stripped) if whole(original, stripped, check) => stripped.to_owned(),
            _ => after,
        }
    }

    /// The change by yaml-edit, for lists between brackets and other layouts that splicing does not know.
    fn fallback(&self, list: &str, change: &Change<'_>, at: &str) -> Outcome {
        let made = || {
            let document = Document::from_str(self.text).ok()?;
            let items = document.as_mapping()?.get_sequence(list)?;
            let mapping = |value: &Value| Document::from_str(&value.flow()).ok()?.as_mapping();
            match change {
                Change::Set {
                    index,
                    key,
                    value: Some(value),
                } => {
                    let Some(YamlNode::Mapping(item)) = items.get(*index) else {
                        return None;
                    };
                    match value {
                        Value::String(text) | Value::Text(text) => item.set(*key, text.as_str()),
                        Value::Integer(number) => item.set(*key, *number),
                        Value::Map(_) => item.set(*key, &mapping(value)?),
                        Value::Bool(_) | Value::List(_) => return None,
                    }
                }
                Change::Set {
                    index,
                    key,
                    value: None,
                } => {
                    let Some(YamlNode::Mapping(item)) = items.get(*index) else {
                        return None;
                    };
                    item.remove(*key);
                }
                Change::Insert { at, item } => items.insert(*at, &mapping(item)?),
                Change::Remove { at } => {
                    items.remove(*at);
                }
                Change::Move { from, to } => {
                    let item = items.remove(*from)?;
                    let YamlNode::Mapping(item) = item else {
                        return None;
                    };
                    items.insert(*to, &item);
                }
            }
            Some(document.to_string())
        };
        let check = |want: &mut Read| change.apply_whole(want, list);
        match made() {
            Some(after) if whole(self.text, &after, check) => Ok(self.finish(after, &check)),
            _ => Err(SpliceError::Refused { at: at.to_owned() }),
        }
    }
}

//! Single changes in the text of a file: keys of list items, whole items, entries of mappings, values of the header.
//!
//! A list is a top-level key with a block sequence of mappings that carry `id`; a mapping is a top-level key with entries
//! by id. Each function takes the text of a file that passed the guard (with or without its byte order mark) and gives the
//! new text, or an error and nothing: every result is read back and compared first (see `check`). What cannot be spliced,
//! such as a list between brackets, goes through yaml-edit, under the same check.

mod change;
mod file;

use serde_yaml::Value as Read;

use super::check::whole;
use super::guard::{Problem, place};
use super::layout::{
    Segments, after_line, bare, id_of, is_void, line_break, list_step, nodes_of, pair_of, pairs_of,
};
use super::pair::{Patch, set};
use super::render::{Spot, item_lines, pair_lines, render};
use super::scan::{Kind, Node, scan};
use super::value::Value;
use change::{Change, set_read};
use file::{File, apply};

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
        let lines = item_lines(pairs, all.column, all.step(), list_step(&pair.value));
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
                habit.list_step = list_step(node);
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
                lines.push(format!("{:column$}{}:", "", super::value::key(&key, false)));
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

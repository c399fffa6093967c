//! A file's text while it is changed: where things are cut out and put in, and how a result is settled.

use std::str::FromStr;

use serde_yaml::Value as Read;
use yaml_edit::{Document, YamlNode};

use super::change::Change;
use super::{Outcome, SpliceError, Value};
use crate::store::yaml::check::{Window, whole};
use crate::store::yaml::layout::{
    Segment, Segments, after_line, id_of, is_void, lines_between, list_step, nodes_of, pair_of,
    pairs_of, under,
};
use crate::store::yaml::pair::{Habit, Patch};
use crate::store::yaml::render::item_lines;
use crate::store::yaml::scan::{Kind, Node, Pair};

/// A file's text while it is changed: without byte order mark, with a line break at its end.
pub(super) struct File<'t> {
    pub(super) text: &'t str,
    pub(super) root: Node,
    pub(super) line_break: &'static str,
    /// The file did not end in a line break: its text without the one put there.
    pub(super) original: Option<&'t str>,
}

/// The text with the patches, which are in order and do not overlap.
pub(super) fn apply(text: &str, patches: Vec<Patch>) -> Option<String> {
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

impl File<'_> {
    pub(super) fn top(&self, key: &str) -> Option<&Pair> {
        pair_of(self.text, pairs_of(&self.root)?, key)
    }

    pub(super) fn item(&self, list: &str, id: &str) -> Result<(&Pair, usize), SpliceError> {
        let no_item = || SpliceError::NoItem {
            list: list.to_owned(),
            id: id.to_owned(),
        };
        let pair = self.top(list).ok_or_else(no_item)?;
        let is = |node: &Node| id_of(self.text, node).is_some_and(|found| found == id);
        let index = nodes_of(&pair.value).iter().position(|(_, node)| is(node));
        Ok((pair, index.ok_or_else(no_item)?))
    }

    pub(super) fn habit<'a>(&self, node: &Node, by_id: bool, after: &'a [&'a str]) -> Habit<'a> {
        Habit {
            line_break: self.line_break,
            list_step: list_step(node),
            by_id,
            after,
        }
    }

    pub(super) fn joined(&self, lines: &[String]) -> String {
        let mut out = lines.join(self.line_break);
        out.push_str(self.line_break);
        out
    }

    /// A patch that adds top-level lines after the last top-level key.
    pub(super) fn at_end(&self, lines: &str) -> Patch {
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
    pub(super) fn window(&self, all: &Segments<'_>, from: usize, to: usize) -> Option<Window> {
        let first = from.saturating_sub(1);
        let begin = all.all.get(first)?;
        let start = if first == 0 { begin.lead } else { begin.start };
        let end = if let Some(next) = all.all.get(to + 2) {
            next.start
        } else {
            let last = all.all.last()?;
            let blank = |words: &str| words.is_empty() || words.starts_with('#');
            lines_between(self.text, last.end, self.text.len())
                .take_while(|(.., words)| blank(words))
                .last()
                .map_or(last.end, |(_, end, _)| end)
        };
        Some(Window {
            start,
            end,
            column: all.column,
            first,
        })
    }

    /// What to cut out to remove an item: its lines, and the blank lines that set it off.
    pub(super) fn cut(&self, all: &Segments<'_>, index: usize) -> Option<Patch> {
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
    pub(super) fn put(&self, all: &Segments<'_>, at: usize, chunk: &str, long: bool) -> Vec<Patch> {
        let spaced = all.spaced.unwrap_or(long);
        let seps: &[&str] = if spaced {
            &[self.line_break, ""]
        } else {
            &[""]
        };
        let previous = at.checked_sub(1).and_then(|index| all.all.get(index));
        let write = |sep: &&str| {
            let (at, with) = match previous {
                Some(Segment { end, .. }) => (*end, format!("{sep}{chunk}")),
                None => (
                    all.all.first().map_or(0, |one| one.lead),
                    format!("{chunk}{sep}"),
                ),
            };
            Patch {
                range: at..at,
                with,
            }
        };
        seps.iter().map(write).collect()
    }

    pub(super) fn first_item(
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
                lines.insert(
                    0,
                    format!("{}:", crate::store::yaml::value::key(list, false)),
                );
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
    pub(super) fn settle(
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
    pub(super) fn finish(&self, after: String, check: &dyn Fn(&mut Read) -> bool) -> String {
        let Some(original) = self.original else {
            return after;
        };
        match after.strip_suffix(self.line_break) {
            Some(stripped) if whole(original, stripped, check) => stripped.to_owned(),
            _ => after,
        }
    }

    /// The change by yaml-edit, for lists between brackets and other layouts that splicing does not know.
    pub(super) fn fallback(&self, list: &str, change: &Change<'_>, at: &str) -> Outcome {
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
                        Value::Bool(_) | Value::Bare(_) | Value::List(_) => return None,
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

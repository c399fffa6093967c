//! Sets, adds and removes one `key: value` of a mapping, as replacements of bytes. Gives candidates, the best first; which
//! one fits its surroundings the check afterwards decides. Start at [`set`].

use std::ops::Range;

use super::layout::{after_line, lead, line_end, line_start, lines_between, pair_of};
use super::render::{Laid, Spot, Style, entry, pair_lines, render};
use super::scan::{Kind, Node, Pair};
use super::value::Value;

/// Replace these bytes by that.
#[derive(Debug, Clone)]
pub(crate) struct Patch {
    pub(crate) range: Range<usize>,
    pub(crate) with: String,
}

/// How the file around the mapping is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habit<'a> {
    pub(crate) line_break: &'a str,
    pub(crate) list_step: usize,
    /// The mapping holds entries by id: brief ones go between brackets, and a comment above one goes with it.
    pub(crate) by_id: bool,
    /// Keys after the first of which that is there a new key goes.
    pub(crate) after: &'a [&'a str],
}

/// Sets, adds or (`None`) removes `key` in the mapping `node`. No candidates: `node` is not a mapping, or there is nothing
/// to remove.
pub(crate) fn set(
    text: &str,
    node: &Node,
    key: &str,
    value: Option<&Value>,
    habit: Habit<'_>,
) -> Vec<Patch> {
    let (pairs, column) = match &node.kind {
        Kind::Map { column, pairs } => (pairs, *column),
        Kind::FlowMap(pairs) => return set_in_flow(text, node, pairs, key, value, habit),
        _ => return Vec::new(),
    };
    match (pair_of(text, pairs, key), value) {
        (Some(pair), Some(value)) => replace(text, pair, column, value, habit),
        (None, Some(value)) => add(text, pairs, column, key, value, habit),
        (Some(pair), None) => remove(text, node, pairs, pair, habit),
        (None, None) => Vec::new(),
    }
}

fn layouts(value: &Value, spot: &Spot<'_>, habit: Habit<'_>) -> Vec<Laid> {
    if habit.by_id && matches!(value, Value::Map(_)) {
        vec![entry(value, spot.column, habit.list_step)]
    } else {
        render(value, spot)
    }
}

fn add(
    text: &str,
    pairs: &[Pair],
    column: usize,
    key: &str,
    value: &Value,
    habit: Habit<'_>,
) -> Vec<Patch> {
    let named = habit
        .after
        .iter()
        .find_map(|name| pair_of(text, pairs, name));
    let Some(before) = named.or(pairs.last()) else {
        return Vec::new();
    };
    let at = after_line(text, before.value.end);
    let write = |laid: Laid| {
        let mut with = pair_lines(key, laid, column).join(habit.line_break);
        with.push_str(habit.line_break);
        Patch {
            range: at..at,
            with,
        }
    };
    layouts(value, &Spot::new(column, habit.list_step), habit)
        .into_iter()
        .map(write)
        .collect()
}

fn remove(text: &str, node: &Node, pairs: &[Pair], pair: &Pair, habit: Habit<'_>) -> Vec<Patch> {
    if pairs.len() == 1 {
        return vec![Patch {
            range: node.start..body_end(text, node),
            with: "{}".to_owned(),
        }];
    }
    let start = line_start(text, pair.key.start);
    let to = after_line(text, body_end(text, &pair.value));
    if text
        .get(start..pair.key.start)
        .is_some_and(|before| before.trim().is_empty())
    {
        let earlier = pairs
            .iter()
            .take_while(|one| one.key.start < pair.key.start)
            .last();
        let from = earlier.map_or(start, |one| after_line(text, one.value.end));
        let start = if habit.by_id {
            lead(text, from.min(start), start)
        } else {
            start
        };
        return vec![Patch {
            range: start..to,
            with: String::new(),
        }];
    }
    // The first key of an item stands on the line of the dash: the next key moves up, or the dash stays alone.
    let next = pairs.get(1).map_or(to, |next| next.key.start);
    if text
        .get(to..next)
        .is_some_and(|between| between.contains('#'))
    {
        let range = pair.key.start..line_end(text, body_end(text, &pair.value));
        return vec![Patch {
            range,
            with: String::new(),
        }];
    }
    vec![Patch {
        range: pair.key.start..next,
        with: String::new(),
    }]
}

/// End of what was written for `node`, on its last line that is not blank; for block scalars and block collections with
/// what stands behind it on that line.
fn body_end(text: &str, node: &Node) -> usize {
    match node.kind {
        Kind::Block { .. } | Kind::Map { .. } | Kind::List { .. } => {
            let words = text
                .get(node.start..node.end)
                .unwrap_or_default()
                .trim_end();
            line_end(text, node.start + words.len())
        }
        _ => node.end,
    }
}

fn replace(text: &str, pair: &Pair, column: usize, value: &Value, habit: Habit<'_>) -> Vec<Patch> {
    let node = &pair.value;
    let (style, indent, old) = manner(text, node, column);
    let spot = Spot {
        column,
        indent: indent.unwrap_or(column + 2),
        list_step: match node.kind {
            Kind::List { column: list, .. } => list.saturating_sub(column),
            _ => habit.list_step,
        },
        style,
        old: &old,
    };
    let end = body_end(text, node);
    let key_line = line_end(text, pair.after_colon);
    let below = node.start > key_line;
    let rest_of = |at: usize| {
        let rest = text.get(at..line_end(text, at)).unwrap_or_default();
        if rest.trim_start().starts_with('#') {
            rest
        } else {
            ""
        }
    };
    let header = text.get(node.start..).unwrap_or_default();
    let header = header
        .find([' ', '\t', '\r', '\n'])
        .map_or(text.len(), |at| node.start + at);
    let (comment, range_start, range_end) = match node.kind {
        Kind::Block { .. } if !below => (rest_of(header), node.start, end),
        _ if below => (rest_of(pair.after_colon), pair.after_colon, end),
        _ => (
            rest_of(node.end),
            node.start,
            node.end + rest_of(node.end).len(),
        ),
    };
    let last = if below && comment.is_empty() {
        rest_of(end)
    } else {
        ""
    };
    let range = range_start..range_end + last.len();
    let above: Vec<&str> = if below {
        lines_between(
            text,
            after_line(text, pair.after_colon),
            line_start(text, node.start),
        )
        .filter(|(.., words)| words.starts_with('#'))
        .map(|(start, ..)| text.get(start..line_end(text, start)).unwrap_or_default())
        .collect()
    } else {
        Vec::new()
    };
    let colon_side = below || matches!(node.kind, Kind::Empty);
    let write = |laid: Laid| {
        let space = if colon_side && !laid.inline.is_empty() {
            " "
        } else {
            ""
        };
        let first = format!("{space}{}{comment}{last}", laid.inline);
        let mut lines = vec![first];
        if laid.inline.is_empty() {
            lines.extend(above.iter().map(|line| (*line).to_owned()));
            lines.extend(laid.lines);
        } else {
            lines.extend(laid.lines);
            lines.extend(above.iter().map(|line| (*line).to_owned()));
        }
        Patch {
            range: range.clone(),
            with: lines.join(habit.line_break),
        }
    };
    layouts(value, &spot, habit)
        .into_iter()
        .map(write)
        .collect()
}

/// How a text was written: style, column of its lines, the lines without indentation.
fn manner<'t>(text: &'t str, node: &Node, column: usize) -> (Style, Option<usize>, Vec<&'t str>) {
    let raw = text.get(node.start..node.end).unwrap_or_default();
    let style = match node.kind {
        Kind::Block { folded: true, .. } => Style::Folded,
        Kind::Block { .. } => Style::Literal,
        Kind::Plain => Style::Plain,
        Kind::Single => Style::Single,
        Kind::Double => Style::Double,
        Kind::Map { column: deep, .. } => {
            return (Style::New, Some(deep.max(column + 1)), Vec::new());
        }
        _ => return (Style::New, None, Vec::new()),
    };
    if let Kind::Block { indent, body, .. } = node.kind {
        let content = text.get(body..node.end).unwrap_or_default().trim_end();
        let lines: Vec<&str> = content
            .lines()
            .map(|line| line.get(indent..).unwrap_or_default())
            .collect();
        let plain = !lines.iter().any(|line| line.starts_with([' ', '\t']));
        return (
            style,
            Some(indent.max(column + 1)),
            if plain { lines } else { Vec::new() },
        );
    }
    let inner = match node.kind {
        Kind::Plain => raw,
        _ => raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default(),
    };
    let second = raw
        .lines()
        .nth(1)
        .map(|line| line.len() - line.trim_start_matches(' ').len());
    let indent = second.filter(|indent| *indent > column);
    (
        style,
        indent,
        inner
            .lines()
            .map(|line| line.trim_matches([' ', '\t']))
            .collect(),
    )
}

fn set_in_flow(
    text: &str,
    node: &Node,
    pairs: &[Pair],
    key: &str,
    value: Option<&Value>,
    habit: Habit<'_>,
) -> Vec<Patch> {
    let found = pairs
        .iter()
        .position(|pair| pair_of(text, std::slice::from_ref(pair), key).is_some());
    let at = |index: usize| pairs.get(index);
    let patch = match (found.and_then(|index| Some((index, at(index)?))), value) {
        (Some((_, pair)), Some(value)) => {
            let colon = if pair.after_colon == pair.key.end {
                ":"
            } else {
                ""
            };
            let space = if matches!(pair.value.kind, Kind::Empty) {
                " "
            } else {
                ""
            };
            let with = format!("{colon}{space}{}", value.flow());
            Patch {
                range: pair.value.start..pair.value.end,
                with,
            }
        }
        (None, Some(value)) => {
            let with = format!("{}: {}", super::value::key(key, true), value.flow());
            let named = habit
                .after
                .iter()
                .find_map(|name| pair_of(text, pairs, name));
            match named.or(pairs.last()) {
                Some(pair) => Patch {
                    range: pair.value.end..pair.value.end,
                    with: format!(", {with}"),
                },
                None => Patch {
                    range: node.start..node.end,
                    with: format!("{{{with}}}"),
                },
            }
        }
        (Some((index, pair)), None) => {
            let previous = index.checked_sub(1).and_then(at);
            let range = match (previous, at(index + 1)) {
                (Some(previous), _) => previous.value.end..pair.value.end,
                (None, Some(next)) => pair.key.start..next.key.start,
                (None, None) => node.start + 1..node.end - 1,
            };
            Patch {
                range,
                with: String::new(),
            }
        }
        (None, None) => return Vec::new(),
    };
    vec![patch]
}

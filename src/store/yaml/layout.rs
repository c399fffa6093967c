//! Where things stand in a file: items of a list with the comments that belong to them, entries of a mapping, lines.
//! Start at [`Segments::of`].

use std::borrow::Cow;

use super::guard::word;
use super::scan::{Item, Kind, Node, Pair, scan};

/// Line (from 1) of the item with this id in a top-level list.
pub(crate) fn locate(text: &str, list: &str, id: &str) -> Option<usize> {
    lines_of_items(text, list)
        .into_iter()
        .find(|(found, _)| found == id)
        .map(|(_, line)| line)
}

/// Line (from 1) of an entry of a top-level mapping.
pub(crate) fn locate_entry(text: &str, map: &str, key: &str) -> Option<usize> {
    let text = bare(text);
    let root = scan(text).ok()?;
    let entry = pair_of(
        text,
        pairs_of(&pair_of(text, pairs_of(&root)?, map)?.value)?,
        key,
    )?;
    let before = text.get(..entry.key.start)?;
    Some(before.matches('\n').count() + 1)
}

/// Id and line (from 1) of every item of a top-level list that has an id, in one pass. Empty if there is no such list.
pub(crate) fn lines_of_items(text: &str, list: &str) -> Vec<(String, usize)> {
    let text = bare(text);
    let Ok(root) = scan(text) else {
        return Vec::new();
    };
    let Some(pair) = pairs_of(&root).and_then(|pairs| pair_of(text, pairs, list)) else {
        return Vec::new();
    };
    let (mut line, mut from, mut found) = (1, 0, Vec::new());
    for (start, node) in nodes_of(&pair.value) {
        line += text
            .get(from..start)
            .unwrap_or_default()
            .matches('\n')
            .count();
        from = start;
        if let Some(id) = id_of(text, node) {
            found.push((id.into_owned(), line));
        }
    }
    found
}

/// Without a byte order mark.
pub(crate) fn bare(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The items of a list, block or flow, each with where it starts.
pub(crate) fn nodes_of(list: &Node) -> Vec<(usize, &Node)> {
    match &list.kind {
        Kind::List { items, .. } => items.iter().map(|item| (item.dash, &item.value)).collect(),
        Kind::FlowList(nodes) => nodes.iter().map(|node| (node.start, node)).collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn pairs_of(node: &Node) -> Option<&[Pair]> {
    match &node.kind {
        Kind::Map { pairs, .. } | Kind::FlowMap(pairs) => Some(pairs),
        _ => None,
    }
}

pub(crate) fn pair_of<'n>(text: &str, pairs: &'n [Pair], key: &str) -> Option<&'n Pair> {
    pairs
        .iter()
        .find(|pair| word(text, &pair.key).is_some_and(|found| found == key))
}

/// The `id` of a mapping.
pub(crate) fn id_of<'t>(text: &'t str, node: &Node) -> Option<Cow<'t, str>> {
    word(text, &pair_of(text, pairs_of(node)?, "id")?.value)
}

/// Was nothing, `null`, `[]` or `{}` written here?
pub(crate) fn is_void(text: &str, node: &Node) -> bool {
    match &node.kind {
        Kind::Empty => true,
        Kind::Plain => matches!(text.get(node.start..node.end), Some("~" | "null")),
        Kind::FlowList(items) => items.is_empty(),
        Kind::FlowMap(pairs) => pairs.is_empty(),
        _ => false,
    }
}

/// Start of the line that `at` is on.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |index| index + 1)
}

/// End of the line that `at` is on, without its line break.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Start of the line after the one that something ending at `end` ends on.
pub(crate) fn after_line(text: &str, end: usize) -> usize {
    if text.get(..end).is_some_and(|before| before.ends_with('\n')) {
        return end;
    }
    let rest = text.get(end..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |index| end + index + 1)
}

/// Lines from `from` up to `to`: start, end (after the line break) and words.
pub(crate) fn lines_between(
    text: &str,
    from: usize,
    to: usize,
) -> impl Iterator<Item = (usize, usize, &str)> {
    let part = text.get(from..to).unwrap_or_default();
    part.split_inclusive('\n').scan(from, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, *at, line.trim()))
    })
}

/// Column of the first character of a line that is not a space.
fn indent_of(text: &str, start: usize) -> usize {
    text.bytes()
        .skip(start)
        .take_while(|byte| *byte == b' ')
        .count()
}

/// The bytes of one item of a block list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Segment<'n> {
    pub(crate) item: &'n Item,
    /// Start of the comment block directly above, or of the dash's line.
    pub(crate) lead: usize,
    /// Start of the dash's line.
    pub(crate) start: usize,
    /// After the last line of the item and of the comments indented under it.
    pub(crate) end: usize,
}

/// The items of a block list and how they stand.
#[derive(Debug)]
pub(crate) struct Segments<'n> {
    pub(crate) all: Vec<Segment<'n>>,
    pub(crate) column: usize,
    /// Items have a blank line between them; `None` if there are too few to tell.
    pub(crate) spaced: Option<bool>,
}

impl<'n> Segments<'n> {
    /// The items of the block list that is the value of `pair`; `None` if it is not one.
    pub(crate) fn of(text: &str, pair: &'n Pair) -> Option<Self> {
        let Kind::List { column, items } = &pair.value.kind else {
            return None;
        };
        let mut all: Vec<Segment<'n>> = Vec::with_capacity(items.len());
        let (mut gaps, mut blanks) = (0_usize, 0_usize);
        for item in items {
            let start = line_start(text, item.dash);
            let from = match all.last_mut() {
                Some(last) => {
                    last.end = under(text, last.end, start, *column);
                    last.end
                }
                None => after_line(text, pair.after_colon),
            };
            let lead = lead(text, from, start);
            if !all.is_empty() {
                gaps += 1;
                blanks += usize::from(
                    lines_between(text, from, lead).any(|(.., words)| words.is_empty()),
                );
            }
            all.push(Segment {
                item,
                lead,
                start,
                end: after_line(text, item.value.end),
            });
        }
        if let Some(last) = all.last_mut() {
            last.end = under(text, last.end, text.len(), *column);
        }
        let spaced = (gaps > 0).then_some(blanks * 2 >= gaps);
        Some(Self {
            all,
            column: *column,
            spaced,
        })
    }

    pub(crate) fn find(&self, text: &str, id: &str) -> Option<(usize, Segment<'n>)> {
        let is = |one: &&Segment<'n>| id_of(text, &one.item.value).is_some_and(|found| found == id);
        let index = self.all.iter().position(|one| is(&one))?;
        self.all.get(index).map(|one| (index, *one))
    }

    /// Columns from a dash to the keys after it.
    pub(crate) fn step(&self) -> usize {
        let step = |one: &Segment<'n>| match one.item.value.kind {
            Kind::Map { column, .. } => column.checked_sub(self.column).filter(|step| *step >= 2),
            _ => None,
        };
        self.all.iter().find_map(step).unwrap_or(2)
    }
}

/// `end` moved over the comments that follow and are indented deeper than `column`; not over ones that stand directly above
/// what comes at `to`, unless they also stand directly below what ends here. A comment in
/// `column` itself counts if it stands directly below and a blank line follows.
pub(crate) fn under(text: &str, end: usize, to: usize, column: usize) -> usize {
    let (mut end, mut gap) = (end, false);
    let mut pending: Option<usize> = None;
    for (start, after, words) in lines_between(text, end, to) {
        if words.is_empty() {
            end = pending.take().unwrap_or(end);
            gap = true;
            continue;
        }
        let indent = indent_of(text, start);
        let beside = !gap && column > 0 && indent == column;
        if !words.starts_with('#') || (indent <= column && !beside) {
            return if words.starts_with('#') {
                end
            } else {
                pending.unwrap_or(end)
            };
        }
        if gap || beside || pending.is_some() {
            pending = Some(after);
        } else {
            end = after;
        }
    }
    end
}

/// Start of the comment block directly above the line at `start`, not before `from`.
pub(crate) fn lead(text: &str, from: usize, start: usize) -> usize {
    let mut lead = None;
    for (at, _, words) in lines_between(text, from, start) {
        if words.starts_with('#') {
            lead = lead.or(Some(at));
        } else {
            lead = None;
        }
    }
    lead.unwrap_or(start)
}

/// `\r\n` if the file's first line ends in it.
pub(crate) fn line_break(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// How much deeper than its key this file writes a list inside an item or entry; without an example, as it writes the list
/// `node` itself.
pub(crate) fn list_step(node: &Node) -> usize {
    let otherwise = match node.kind {
        Kind::List { column, .. } if column > 0 => 2,
        _ => 0,
    };
    let children: Vec<&Node> = match &node.kind {
        Kind::List { items, .. } => items.iter().map(|item| &item.value).collect(),
        Kind::Map { pairs, .. } => pairs.iter().map(|pair| &pair.value).collect(),
        _ => return otherwise,
    };
    for child in children {
        let Kind::Map { column, pairs } = &child.kind else {
            continue;
        };
        for pair in pairs {
            if let Kind::List { column: list, .. } = &pair.value.kind {
                return list.saturating_sub(*column);
            }
        }
    }
    otherwise
}

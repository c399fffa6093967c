//! Cuts a file that cannot be read as a whole into its items and entries, so that the others can be read one by one.

use super::yaml::{Kind, Node, Pair, nodes_of, pair_of, pairs_of, scan, word};

/// A part of a file that can be read as a file of its own.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Where it begins, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Piece {
    fn of(text: &str, node: &Node, line: usize) -> Self {
        let before = text.get(..node.start).unwrap_or_default();
        let indent = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let body = text.get(node.start..node.end).unwrap_or_default();
        // The first line keeps its column, so that those under it stay under it.
        let pad = match node.kind {
            Kind::Map { column, .. } | Kind::List { column, .. } => column,
            _ => indent,
        };
        Self {
            line,
            text: format!("{:pad$}{body}", ""),
        }
    }
}

/// Counts lines up to places that come in the order of the text, each line once: a file may have as many items as lines.
struct Lines<'t> {
    text: &'t str,
    from: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            from: 0,
            line: 1,
        }
    }

    /// The line, from 1, of a place not before the last one asked for.
    fn at(&mut self, place: usize) -> usize {
        let between = self.text.get(self.from..place).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.from = place;
        self.line
    }
}

/// The value of a top-level key.
pub(crate) fn top(text: &str, key: &str) -> Option<Piece> {
    with(text, key, |node| {
        Piece::of(text, node, Lines::of(text).at(node.start))
    })
}

/// The items of a top-level list.
pub(crate) fn items(text: &str, list: &str) -> Vec<Piece> {
    let mut lines = Lines::of(text);
    with(text, list, |node| {
        nodes_of(node)
            .into_iter()
            .map(|(_, node)| Piece::of(text, node, lines.at(node.start)))
            .collect()
    })
    .unwrap_or_default()
}

/// The entries of a top-level mapping.
pub(crate) fn entries(text: &str, map: &str) -> Vec<(String, Piece)> {
    let mut lines = Lines::of(text);
    with(text, map, |node| {
        let pairs = pairs_of(node).unwrap_or_default();
        pairs
            .iter()
            .filter_map(|pair| {
                let key = word(text, &pair.key)?.into_owned();
                let line = lines.at(pair.key.start);
                Some((key, Piece::of(text, &pair.value, line)))
            })
            .collect()
    })
    .unwrap_or_default()
}

/// Lines of the items or entries under a top-level key, of those that have an `id` or not.
pub(crate) fn lines(text: &str, key: &str) -> Vec<usize> {
    with(text, key, |node| {
        let starts: Vec<usize> = match pairs_of(node) {
            Some(pairs) => pairs.iter().map(|pair| pair.key.start).collect(),
            None => nodes_of(node).into_iter().map(|(start, _)| start).collect(),
        };
        let mut lines = Lines::of(text);
        starts.into_iter().map(|start| lines.at(start)).collect()
    })
    .unwrap_or_default()
}

/// Line of a key, by the keys that lead to it.
pub(crate) fn line_of(text: &str, path: &[&str]) -> Option<usize> {
    let root = scan(text).ok()?;
    let mut node = &root;
    let mut start = None;
    for key in path {
        let pair = pair_of(text, pairs_of(node)?, key)?;
        (node, start) = (&pair.value, Some(pair.key.start));
    }
    Some(Lines::of(text).at(start?))
}

/// The top-level keys.
pub(crate) fn keys(text: &str) -> Vec<(String, usize)> {
    keys_under(text, &[])
}

/// The keys under those that lead to them.
pub(crate) fn keys_under(text: &str, path: &[&str]) -> Vec<(String, usize)> {
    let found = || {
        let root = scan(text).ok()?;
        let mut node = &root;
        for key in path {
            node = &pair_of(text, pairs_of(node)?, key)?.value;
        }
        let mut lines = Lines::of(text);
        let line = |pair: &Pair| {
            let line = lines.at(pair.key.start);
            Some((word(text, &pair.key)?.into_owned(), line))
        };
        Some(pairs_of(node)?.iter().filter_map(line).collect())
    };
    found().unwrap_or_default()
}

fn with<T>(text: &str, key: &str, read: impl FnOnce(&Node) -> T) -> Option<T> {
    let root = scan(text).ok()?;
    Some(read(&pair_of(text, pairs_of(&root)?, key)?.value))
}

//! Cuts a file that cannot be read as a whole into its items and entries, so that the others can be read one by one.

use super::yaml::{Kind, Node, nodes_of, pair_of, pairs_of, scan, word};

/// A part of a file that can be read as a file of its own.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Where it begins, from 1.
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Piece {
    fn of(text: &str, node: &Node) -> Self {
        let before = text.get(..node.start).unwrap_or_default();
        let indent = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let body = text.get(node.start..node.end).unwrap_or_default();
        // The first line keeps its column, so that those under it stay under it.
        let pad = match node.kind {
            Kind::Map { column, .. } | Kind::List { column, .. } => column,
            _ => indent,
        };
        Self {
            line: before.matches('\n').count() + 1,
            text: format!("{:pad$}{body}", ""),
        }
    }
}

/// The value of a top-level key.
pub(crate) fn top(text: &str, key: &str) -> Option<Piece> {
    with(text, key, |node| Piece::of(text, node))
}

/// The items of a top-level list.
pub(crate) fn items(text: &str, list: &str) -> Vec<Piece> {
    with(text, list, |node| {
        nodes_of(node)
            .into_iter()
            .map(|(_, node)| Piece::of(text, node))
            .collect()
    })
    .unwrap_or_default()
}

/// The entries of a top-level mapping.
pub(crate) fn entries(text: &str, map: &str) -> Vec<(String, Piece)> {
    with(text, map, |node| {
        let pairs = pairs_of(node).unwrap_or_default();
        pairs
            .iter()
            .filter_map(|pair| {
                let key = word(text, &pair.key)?.into_owned();
                let mut piece = Piece::of(text, &pair.value);
                piece.line = text.get(..pair.key.start)?.matches('\n').count() + 1;
                Some((key, piece))
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
        let (mut line, mut from) = (1, 0);
        starts
            .into_iter()
            .map(|start| {
                let between = text.get(from..start).unwrap_or_default();
                line += between.matches('\n').count();
                from = start;
                line
            })
            .collect()
    })
    .unwrap_or_default()
}

/// The top-level keys.
pub(crate) fn keys(text: &str) -> Vec<(String, usize)> {
    let Ok(root) = scan(text) else {
        return Vec::new();
    };
    let pairs = pairs_of(&root).unwrap_or_default();
    let key = |start: usize| text.get(..start).map_or(1, |t| t.matches('\n').count() + 1);
    pairs
        .iter()
        .filter_map(|pair| Some((word(text, &pair.key)?.into_owned(), key(pair.key.start))))
        .collect()
}

fn with<T>(text: &str, key: &str, read: impl FnOnce(&Node) -> T) -> Option<T> {
    let root = scan(text).ok()?;
    Some(read(&pair_of(text, pairs_of(&root)?, key)?.value))
}

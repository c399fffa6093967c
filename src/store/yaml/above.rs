//! The comment block directly above an item of a list: what stands there, and putting one there.

use super::check::whole;
use super::layout::{Segments, bare, line_break, pair_of, pairs_of};
use super::scan::scan;

/// The lines of the comment block directly above an item, without indentation; `None` if there is no such item in a block
/// list of that name.
pub(crate) fn comment_above(text: &str, list: &str, id: &str) -> Option<Vec<String>> {
    let text = bare(text);
    let root = scan(text).ok()?;
    let segments = Segments::of(text, pair_of(text, pairs_of(&root)?, list)?)?;
    let (_, segment) = segments.find(text, id)?;
    let lines = text.get(segment.lead..segment.start)?.lines();
    let comments = lines.map(str::trim).filter(|line| line.starts_with('#'));
    Some(comments.map(str::to_owned).collect())
}

/// Puts a comment block directly above an item; `None` if there is no such item, or it would change what is read.
pub(crate) fn write_above(text: &str, list: &str, id: &str, lines: &[String]) -> Option<String> {
    let words = bare(text);
    let mark = text.len() - words.len();
    let root = scan(words).ok()?;
    let segments = Segments::of(words, pair_of(words, pairs_of(&root)?, list)?)?;
    let (_, segment) = segments.find(words, id)?;
    let (indent, end) = (segments.column, line_break(words));
    let mut block = String::new();
    for line in lines {
        block.extend([" ".repeat(indent).as_str(), line, end]);
    }
    let mut after = words.to_owned();
    after.insert_str(segment.start, &block);
    let same = whole(words, &after, |_| true);
    after.insert_str(0, text.get(..mark)?);
    same.then_some(after)
}

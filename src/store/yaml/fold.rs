//! Lays long text out over lines, one clause a line, so that folding the lines gives back exactly the text.
//!
//! Lines are only ever joined by one space, so a line is broken only at a single space between two characters that are
//! not white space. Text that was laid out before keeps the lines that did not change. Start at [`lay_out`].

use unicode_width::UnicodeWidthStr;

/// A line is broken before it gets wider than this, in cells, if it has a space to break at.
const WIDEST: usize = 100;
/// A clause shorter than this, in cells, does not get a line of its own.
const NARROWEST: usize = 40;

/// Can lines joined by single spaces carry this text: no white space at its ends or at the ends of its lines?
pub(crate) fn can_fold(text: &str) -> bool {
    !text.is_empty()
        && !text.contains('\t')
        && text.chars().all(super::guard::writable)
        && !text.contains('\r')
        && !text.starts_with('\n')
        && !text.ends_with('\n')
        && text
            .split('\n')
            .all(|line| !line.starts_with(' ') && !line.ends_with(' '))
}

/// The lines of a text for which [`can_fold`] holds; an empty line stands for each line break of the text (a second one
/// separates two stretches of words as folding asks). `old` are the lines it had, without indentation.
pub(crate) fn lay_out(text: &str, old: &[&str]) -> Vec<String> {
    let old_parts: Vec<&[&str]> = old
        .split(|line| line.is_empty())
        .filter(|part| !part.is_empty())
        .collect();
    let parts: Vec<&str> = text.split('\n').filter(|part| !part.is_empty()).collect();
    let same = |part: &&str, lines: &&[&str]| lines.join(" ") == **part;
    let head = parts
        .iter()
        .zip(&old_parts)
        .take_while(|(a, b)| same(a, b))
        .count();
    let tail = parts
        .iter()
        .skip(head)
        .rev()
        .zip(old_parts.iter().skip(head).rev())
        .take_while(|(a, b)| same(a, b))
        .count();
    let (mut lines, mut n) = (Vec::new(), 0);
    for (index, part) in text.split('\n').enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        if part.is_empty() {
            continue;
        }
        let before = if n + tail >= parts.len() {
            (n + old_parts.len())
                .checked_sub(parts.len())
                .and_then(|at| old_parts.get(at))
        } else {
            old_parts.get(n).filter(|_| n + tail < old_parts.len())
        };
        n += 1;
        lines.extend(part_lines(part, before.copied().unwrap_or_default()));
    }
    lines
}

/// The lines of one stretch of words, keeping old lines at its start and end.
fn part_lines(part: &str, old: &[&str]) -> Vec<String> {
    let mut rest = part;
    let mut head = Vec::new();
    for line in old {
        match rest.strip_prefix(line) {
            Some("") => {
                head.push((*line).to_owned());
                return head;
            }
            Some(more) if splits(line, more) => rest = more.strip_prefix(' ').unwrap_or(more),
            _ => break,
        }
        head.push((*line).to_owned());
    }
    let mut tail = Vec::new();
    for line in old.iter().skip(head.len()).rev() {
        match rest
            .strip_suffix(line)
            .and_then(|more| more.strip_suffix(' '))
        {
            Some(more) if !more.is_empty() && !more.ends_with(' ') => rest = more,
            _ => break,
        }
        tail.push((*line).to_owned());
    }
    let replaced = old
        .iter()
        .skip(head.len())
        .take(old.len() - head.len() - tail.len());
    let widths: Vec<usize> = replaced.map(|line| line.width()).collect();
    match widths.as_slice() {
        [width] if rest.width() <= WIDEST.max(*width) => head.push(rest.to_owned()),
        _ => head.extend(clauses(rest)),
    }
    head.extend(tail.into_iter().rev());
    head
}

/// May a line end before `more`, which starts with the space to break at?
fn splits(line: &str, more: &str) -> bool {
    !line.ends_with(' ') && more.starts_with(' ') && !more.starts_with("  ") && more.len() > 1
}

/// New lines: one clause a line.
fn clauses(part: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut start, mut width, mut brackets) = (0, 0, 0_usize);
    let mut last_break: Option<(usize, usize)> = None;
    let mut words = part.split_inclusive(' ').peekable();
    let mut at = 0;
    while let Some(word) = words.next() {
        let cells = word.trim_end_matches(' ').width();
        if width + cells > WIDEST
            && let Some((end, width_there)) = last_break.take()
        {
            lines.push(part.get(start..end).unwrap_or_default().to_owned());
            start = end + 1;
            width -= width_there + 1;
        }
        at += word.len();
        width += word.width();
        for c in word.chars() {
            match c {
                '[' => brackets += 1,
                ']' => brackets = brackets.saturating_sub(1),
                _ => {}
            }
        }
        let bare = word.strip_suffix(' ').unwrap_or(word);
        let next = words.peek().is_some_and(|next| !next.starts_with(' '));
        if bare.is_empty() || bare.len() == word.len() || !next {
            continue;
        }
        if brackets == 0 && width > NARROWEST && ends_clause(bare) {
            lines.push(part.get(start..at - 1).unwrap_or_default().to_owned());
            (start, width, last_break) = (at, 0, None);
        } else {
            last_break = Some((at - 1, width - 1));
        }
    }
    lines.push(part.get(start..).unwrap_or_default().to_owned());
    lines
}

fn ends_clause(word: &str) -> bool {
    let word = word.trim_end_matches(['*', ')', '"', '”', '»', '’', ']']);
    word.ends_with([
        ',', ';', ':', '.', '—', '،', '؛', '؟', '，', '；', '：', '。', '、',
    ])
}

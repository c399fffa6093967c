//! Collects what is noticed while a file is read: with file and line, and with every hidden character shown.

use std::sync::Arc;

use super::pieces;
use crate::model::{Finding, Severity};
use crate::text;

/// More than this tell the reader nothing new.
const MOST: usize = 60;

/// What was noticed in one file.
#[derive(Debug)]
pub(crate) struct Notes<'a> {
    file: Arc<str>,
    source: &'a str,
    pub(crate) findings: Vec<Finding>,
    /// Something could not be read, so that a list must not be written as a whole.
    pub(crate) incomplete: bool,
    /// There are keys that mean nothing here.
    pub(crate) unknown: bool,
    lines: Option<(&'static str, Vec<usize>)>,
}

impl<'a> Notes<'a> {
    pub(crate) fn new(file: &str, source: &'a str) -> Self {
        Self {
            file: text::reveal(file).into(),
            source,
            findings: Vec::new(),
            incomplete: false,
            unknown: false,
            lines: None,
        }
    }

    /// Whether more would not be listed, so that nobody need look for it.
    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() > MOST
    }

    /// Something that could not be read.
    pub(crate) fn error(&mut self, line: Option<usize>, message: String, hint: impl Into<String>) {
        self.incomplete = true;
        self.add(Severity::Error, line, &message, &hint.into());
    }

    /// Something odd.
    pub(crate) fn warn(&mut self, line: Option<usize>, message: String, hint: impl Into<String>) {
        self.add(Severity::Warning, line, &message, &hint.into());
    }

    pub(crate) fn add(
        &mut self,
        severity: Severity,
        line: Option<usize>,
        message: &str,
        hint: &str,
    ) {
        if self.is_full() {
            return;
        }
        if self.findings.len() == MOST {
            let more = finding(
                &self.file,
                None,
                Severity::Warning,
                "there is more, which is not listed",
                "",
            );
            return self.findings.push(more);
        }
        self.findings
            .push(finding(&self.file, line, severity, message, hint));
    }

    /// Line of a key, by the keys that lead to it; not looked for when nothing more is listed.
    pub(crate) fn line_of(&self, path: &[&str]) -> Option<usize> {
        if self.is_full() {
            return None;
        }
        pieces::line_of(self.source, path)
    }

    /// The keys under those that lead to them, with their lines.
    pub(crate) fn keys_under(&self, path: &[&str]) -> Vec<(String, usize)> {
        pieces::keys_under(self.source, path)
    }

    /// Line of the nth item (from 0) of a top-level list or mapping.
    pub(crate) fn line(&mut self, list: &'static str, nth: usize) -> Option<usize> {
        if self.lines.as_ref().is_none_or(|(of, _)| *of != list) {
            self.lines = Some((list, pieces::lines(self.source, list)));
        }
        self.lines
            .as_ref()
            .and_then(|(_, lines)| lines.get(nth))
            .copied()
    }
}

/// A finding of the loader.
pub(crate) fn finding(
    file: &str,
    line: Option<usize>,
    severity: Severity,
    message: &str,
    hint: &str,
) -> Finding {
    let found =
        Finding::new("load", severity, text::reveal(message)).in_file(text::reveal(file), line);
    if hint.is_empty() {
        found
    } else {
        found.hint(text::reveal(hint))
    }
}

/// The known word that a misspelt one is nearest to.
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word: Vec<char> = word.to_lowercase().chars().take(40).collect();
    let most = 1 + word.len() / 4;
    known
        .into_iter()
        .map(|known| (distance(&word, known), known))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// How many letters must be put in, taken out, exchanged or swapped with their neighbour.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (get(&row, j) + usize::from(x != y))
                .min(get(&row, j + 1) + 1)
                .min(get(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(get(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        for (word, meant) in [
            ("stnace", Some("stance")),
            ("Stance", Some("stance")),
            ("stanc", Some("stance")),
            ("visibilty", Some("visibility")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(
                nearest(word, ["stance", "visibility", "note"]),
                meant,
                "{word}"
            );
        }
    }

    #[test]
    fn messages_hide_nothing() {
        let found = finding(
            "a\u{1b}.yaml",
            Some(1),
            Severity::Error,
            "x\u{202e}y",
            "\u{7}",
        );
        let all = format!("{found:?}");
        assert!(!all.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{all}");
    }
}

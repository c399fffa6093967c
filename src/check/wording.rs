//! Rules T7 and H1: placeholders left over, and characters that nobody sees.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::case::{Case, Findings};
use crate::model::{Profile, Role, Severity};
use crate::text::{self, WordKind};

/// T7: placeholders in a final text.
pub(super) fn placeholders(case: &Case<'_>, found: &mut Findings) {
    for text in case.texts().filter(|t| t.paragraph.role != Role::Note) {
        // The closing words of a treaty are filled in by hand when it is signed.
        let signing = case.workspace.header.profile == Profile::Treaty
            && text.paragraph.role == Role::Closing;
        for span in placeholder_spans(text.paragraph.text()) {
            let severity = if signing {
                Severity::Advice
            } else {
                found.severity()
            };
            let shown = text.slice(span.clone()).to_owned();
            found.weighing(
                severity,
                text,
                Some(span),
                format!("The placeholder “{shown}” is left in the text."),
                "Put in what it stands for.",
            );
        }
    }
}

/// Words in brackets that stand for something to be put in.
const BLANKS: [&str; 18] = [
    "date",
    "dates",
    "place",
    "name",
    "number",
    "year",
    "insert",
    "tbd",
    "tbc",
    "x",
    "to come",
    "lieu",
    "fecha",
    "lugar",
    "дата",
    "место",
    "التاريخ",
    "日期",
];

/// Words beside which `XX` is the number twenty.
const NUMBERED: [&str; 20] = [
    "annex",
    "article",
    "chapter",
    "part",
    "section",
    "title",
    "volume",
    "century",
    "annexe",
    "chapitre",
    "partie",
    "titre",
    "siècle",
    "anexo",
    "capítulo",
    "parte",
    "siglo",
    "глава",
    "век",
    "века",
];

/// Where placeholders stand, in bytes of a text, ascending.
fn placeholder_spans(text: &str) -> Vec<Range<usize>> {
    let words: Vec<text::Word<'_>> = text::words(text)
        .filter(|word| word.kind != WordKind::Space)
        .collect();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let beside = |step: Option<usize>| step.and_then(|at| words.get(at)).map(|w| w.text);
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let is_x = word.text.len() >= 2 && word.text.bytes().all(|b| b == b'X');
        let is_numbered = [before, after]
            .into_iter()
            .flatten()
            .any(|w| NUMBERED.contains(&w.to_lowercase().as_str()));
        if matches!(word.text, "TBD" | "TBC" | "tbd" | "tbc") || (is_x && !is_numbered) {
            spans.push(word.range.clone());
        }
    }
    for (open, close) in bare_brackets(text) {
        let inside = text.get(open + 1..close).unwrap_or_default().trim();
        let lower = inside.to_lowercase();
        let is_blank = BLANKS.contains(&lower.as_str())
            || lower.starts_with("insert ")
            || (!inside.is_empty() && inside.chars().all(|c| matches!(c, '.' | '…' | ' ')));
        if is_blank {
            spans.retain(|span| span.start < open || span.end > close);
            spans.push(open..close + 1);
        }
    }
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c, start) {
            ('_', None) => start = Some(at),
            ('_', Some(_)) => {}
            (_, Some(from)) if at - from >= 3 => {
                spans.push(from..at);
                start = None;
            }
            _ => start = None,
        }
    }
    spans.sort_by_key(|span| span.start);
    spans
}

/// Brackets with no bracket in them: where they open and where they close.
fn bare_brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open = None;
    let mut pairs = Vec::new();
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[', _) => open = Some(at),
            (']', Some(from)) => {
                pairs.push((from, at));
                open = None;
            }
            _ => {}
        }
    }
    pairs
}

/// H1: characters that act or hide, in words, labels and titles.
pub(super) fn hidden(case: &Case<'_>, found: &mut Findings) {
    const HINT: &str = "Take it out, unless the script needs it.";
    for draft in &case.drafts {
        for (c, (_, count)) in hidden_in(&draft.document.head.title) {
            found.file(
                Arc::clone(&draft.file),
                None,
                format!("The title has {}.", named(c, count)),
                HINT,
            );
        }
        for text in &draft.texts {
            let label = text.paragraph.label.as_ref().map_or("", |l| l.as_str());
            for (c, (_, count)) in hidden_in(label) {
                let message = format!("The label has {}.", named(c, count));
                found.at(text, None, message, HINT);
            }
            for (c, (first, count)) in hidden_in(text.paragraph.text()) {
                let severity = match c {
                    // What reorders a line makes it say what it does not.
                    '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Severity::Error,
                    '\u{200e}' | '\u{200f}' | '\u{61c}' if draft.language.is_rtl() => {
                        Severity::Advice
                    }
                    '\u{ad}' => Severity::Advice,
                    _ => found.severity(),
                };
                let span = Some(first..first + c.len_utf8());
                let message = format!("The text has {}.", named(c, count));
                found.weighing(severity, text, span, message, HINT);
            }
        }
    }
}

/// Each hidden character once, with where it first stands and how often. White space is none.
fn hidden_in(text: &str) -> BTreeMap<char, (usize, usize)> {
    let mut all = BTreeMap::new();
    for (at, c) in text::hidden(text).filter(|(_, c)| !c.is_whitespace()) {
        all.entry(c).or_insert((at, 0)).1 += 1;
    }
    all
}

/// A hidden character, for people.
fn named(c: char, count: usize) -> String {
    let what = match c {
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' => "a zero-width joiner",
        '\u{feff}' | '\u{2060}' => "a zero-width no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200e}' | '\u{200f}' | '\u{61c}' => "a mark of direction",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "a control that reorders the line",
        _ if c.is_control() => "a control character",
        _ => "a hidden character",
    };
    let times = if count == 1 {
        String::new()
    } else {
        format!(", {count} times")
    };
    format!("{what} (U+{:04X}){times}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_placeholders() {
        for (text, expected) in [
            ("by XX June", "XX"),
            ("by XXX date [date], TBD.", "XXX|[date]|TBD"),
            ("of ____ and __", "____"),
            ("annex XX of the XX century", ""),
            ("in siglo XX", ""),
            ("[insert the name]", "[insert the name]"),
            ("[…] [shall]", "[…]"),
            ("[日期] [TBD]", "[日期]|[TBD]"),
            ("30 June 2026", ""),
        ] {
            let found: Vec<&str> = placeholder_spans(text)
                .into_iter()
                .map(|span| text.get(span).unwrap())
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}

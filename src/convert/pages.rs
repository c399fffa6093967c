//! Page furniture: running heads, footers and page numbers are taken out of a paged text, and reported.

use std::collections::{HashMap, HashSet};

use super::block::advice;
use super::source::holds;
use crate::model::Finding;

/// A line as it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// It, without its end.
    pub(super) text: &'a str,
    /// Whether a page begins with it, or furniture stood before it.
    pub(super) new_page: bool,
}

impl Line<'_> {
    /// Whether nothing but white space is in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// How many lines at each end of a page are looked at.
const EDGE: usize = 2;

/// The lines of a text: any ends, a form feed begins a page.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut number = 0;
    let mut new_page = false;
    if !has_rare_ends(text.as_bytes()) {
        let all = text.split_inclusive('\n').zip(1..);
        return all
            .map(|(line, number)| Line {
                number,
                text: line.strip_suffix('\n').unwrap_or(line),
                new_page: false,
            })
            .collect();
    }
    for full in text.split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        // The line feed of a CR LF came with no text of its own.
        if full == "\n" && is_after_return(text, full) {
            continue;
        }
        number += 1;
        let line = full.trim_end_matches(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
        let paged = line.contains(['\u{c}', '\u{b}']);
        for (at, text) in line.split(['\u{c}', '\u{b}']).enumerate() {
            new_page |= at > 0;
            if paged && text.is_empty() {
                continue;
            }
            found.push(Line {
                number,
                text,
                new_page,
            });
            new_page = false;
        }
    }
    found
}

/// Whether a line or page ends with anything but a line feed.
fn has_rare_ends(text: &[u8]) -> bool {
    if !holds(text, |byte| matches!(byte, 0xb..=0xd | 0xc2 | 0xe2)) {
        return false;
    }
    let behind = |at: usize| text.get(at..).unwrap_or_default();
    text.iter().enumerate().any(|(at, byte)| match byte {
        0xb..=0xd => true,
        0xc2 | 0xe2 => ["\u{85}", "\u{2028}", "\u{2029}"]
            .iter()
            .any(|end| behind(at).starts_with(end.as_bytes())),
        _ => false,
    })
}

fn is_after_return(whole: &str, part: &str) -> bool {
    let at = part.as_ptr() as usize - whole.as_ptr() as usize;
    whole.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r')
}

/// The lines without page furniture; what was dropped is told in findings.
pub(super) fn strip<'a>(lines: &[Line<'a>], findings: &mut Vec<Finding>) -> Vec<Line<'a>> {
    let numbers = page_numbers(lines);
    let near = near_page_ends(lines, &numbers);
    let pages = 1 + lines.iter().filter(|line| line.new_page).count();
    let pages = pages.max(numbers.iter().filter(|is| **is).count());
    let mut repeats: HashMap<String, usize> = HashMap::new();
    for (line, near) in lines.iter().zip(&near) {
        if *near {
            *repeats.entry(key(line.text)).or_default() += 1;
        }
    }
    let enough = (pages / 3).max(3);
    let mut dropped: Vec<(String, Vec<usize>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept = Vec::with_capacity(lines.len());
    let mut pending = false;
    let mut seen: HashSet<String> = HashSet::new();
    for ((line, is_number), near) in lines.iter().zip(&numbers).zip(&near) {
        let repeated = *near && repeats.get(&key(line.text)).is_some_and(|n| *n >= enough);
        // What repeats is kept where it first stands at the head of the text: it may be the title.
        let first = repeated && seen.insert(key(line.text)) && kept.len() < EDGE * 4;
        if *is_number || (repeated && !first) || is_rule(line.text) {
            let text = line.text.trim().to_owned();
            let at = *places.entry(text.clone()).or_insert(dropped.len());
            match dropped.get_mut(at) {
                Some((_, numbers)) => numbers.push(line.number),
                None => dropped.push((text, vec![line.number])),
            }
            pending |= !is_rule(line.text);
            continue;
        }
        let mut line = *line;
        line.new_page |= pending;
        if !line.is_blank() {
            pending = false;
        }
        kept.push(line);
    }
    for (text, numbers) in dropped {
        let first = numbers.first().copied();
        let times = match numbers.len() {
            1 => String::new(),
            n => format!(" ({n} times)"),
        };
        findings.push(advice(
            first,
            format!("left out as page number, running head or rule: “{text}”{times}"),
        ));
    }
    kept
}

/// A line without what counts in it.
fn key(text: &str) -> String {
    let digitless = text
        .trim()
        .chars()
        .map(|c| if c.is_numeric() { '#' } else { c });
    let mut key: String = digitless.collect();
    while key.contains("##") {
        key = key.replace("##", "#");
    }
    key
}

/// A line of nothing but strokes.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let is_stroke = |c| matches!(c, '_' | '-' | '=' | '—' | '─' | '*');
    text.chars().all(is_stroke) && text.chars().count() >= 3
}

/// For each line, whether it is a page number.
fn page_numbers(lines: &[Line<'_>]) -> Vec<bool> {
    let mut is: Vec<bool> = lines.iter().map(|line| is_page_number(line.text)).collect();
    // A bare number is one only in a row of them that counts up by one.
    let bare: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| {
            let text = line.text.trim();
            let number = text
                .parse()
                .ok()
                .filter(|_| text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()))?;
            Some((at, number))
        })
        .collect();
    for pair in bare.windows(2) {
        if let [(a, first), (b, second)] = pair
            && *second == first.saturating_add(1)
        {
            for at in [a, b] {
                if let Some(slot) = is.get_mut(*at) {
                    *slot = true;
                }
            }
        }
    }
    is
}

fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(24).is_some() {
        return false;
    }
    if text == "/…" || text == "/..." {
        return true;
    }
    let digits = |s: &str| {
        !s.trim().is_empty() && s.trim().len() <= 4 && s.trim().bytes().all(|b| b.is_ascii_digit())
    };
    if text
        .split_once('/')
        .is_some_and(|(a, b)| digits(a) && digits(b) && text.len() <= 9)
    {
        return true;
    }
    let dashed = text.trim_matches(['-', '–', '—']);
    if dashed.len() < text.len()
        && text.starts_with(['-', '–', '—'])
        && text.ends_with(['-', '–', '—'])
    {
        return digits(dashed);
    }
    if let Some(inner) = text
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix('页'))
    {
        return digits(inner);
    }
    let lower = text.to_lowercase();
    ["page", "página", "pagina", "страница", "стр.", "صفحة"]
        .iter()
        .any(|word| {
            lower.strip_prefix(word).is_some_and(|rest| {
                let rest = rest
                    .replace(" of ", "/")
                    .replace(" sur ", "/")
                    .replace(" de ", "/")
                    .replace(" из ", "/");
                !rest.trim().is_empty() && rest.split('/').all(digits)
            })
        })
}

/// For each line, whether it stands within two written lines of the end of a page.
fn near_page_ends(lines: &[Line<'_>], numbers: &[bool]) -> Vec<bool> {
    let mut near = vec![false; lines.len()];
    let forward: Vec<usize> = (0..lines.len()).collect();
    let backward: Vec<usize> = forward.iter().rev().copied().collect();
    for (order, back) in [(forward, false), (backward, true)] {
        let mut left = 0_usize;
        for at in order {
            let (Some(line), Some(number)) = (lines.get(at), numbers.get(at)) else {
                continue;
            };
            if *number || (line.new_page && !back) {
                left = EDGE;
            }
            if !*number && !line.is_blank() && left > 0 {
                left -= 1;
                if let Some(slot) = near.get_mut(at) {
                    *slot = true;
                }
            }
            if line.new_page && back {
                left = EDGE;
            }
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_way_and_form_feeds_begin_pages() {
        let found: Vec<_> = lines("a\r\nb\rc\n\u{c}d\n")
            .into_iter()
            .map(|line| (line.number, line.text, line.new_page))
            .collect();
        assert_eq!(
            found,
            [
                (1, "a", false),
                (2, "b", false),
                (3, "c", false),
                (4, "d", true)
            ]
        );
    }

    #[test]
    fn furniture_goes_and_is_reported() {
        let text = "A/64/851\nOne\n- 1 -\n\u{c}A/64/851\nTwo\n- 2 -\n\u{c}A/64/851\nThree\n- 3 -\n3. Four\n";
        let mut findings = Vec::new();
        let kept: Vec<_> = strip(&lines(text), &mut findings)
            .iter()
            .map(|l| l.text)
            .collect();
        assert_eq!(kept, ["A/64/851", "One", "Two", "Three", "3. Four"]);
        let told: String = findings.iter().map(|f| f.message.as_str()).collect();
        for part in ["- 1 -", "- 3 -", "A/64/851” (2 times)"] {
            assert!(told.contains(part), "{told}");
        }
    }

    #[test]
    fn page_numbers_are_told_from_text() {
        for text in [
            "/…",
            "3/12",
            "- 3 -",
            "Page 3 of 12",
            "第 3 页",
            "página 4",
            "страница 2",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in [
            "1.",
            "A/64",
            "Page turning",
            "2010",
            "第三条",
            "- one -",
            "12/CP.21",
            "",
        ] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}

//! Which physical lines of a plain text belong to one paragraph.
//!
//! Text that comes out of a PDF is wrapped hard, and each program marks paragraphs in another way; the rule is chosen
//! by the signature of the whole text and named with its reason, so that a person can object. Start at [`read`].

use std::collections::HashSet;
use std::fmt;

use super::block::{Block, advice};
use super::lead::{ends_clause, ends_sentence, is_capitals};
use super::marker::{self, Marker};
use super::pages::{self, Line};
use super::phrases;
use crate::model::Finding;
use crate::text::{cells, clean_paragraph, join_lines};

/// How lines were put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JoiningRule {
    /// A leading space begins a paragraph, a trailing space ends one; blank lines mean nothing.
    Spaced,
    /// A blank line ends a paragraph.
    Blank,
    /// An indentation or a number begins a paragraph.
    Indented,
    /// A sentence that ends before the line is full ends a paragraph.
    Sentence,
    /// Every line is a paragraph.
    Lines,
}

impl JoiningRule {
    /// The word for people and for JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spaced => "spaced",
            Self::Blank => "blank",
            Self::Indented => "indented",
            Self::Sentence => "sentence",
            Self::Lines => "lines",
        }
    }
}

impl fmt::Display for JoiningRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// The rule that was chosen, and what spoke for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// The rule.
    pub rule: JoiningRule,
    /// Why, a clause with the figures.
    pub why: String,
}

/// The blocks of a plain text, and the rule they were put together by.
pub(super) fn read(text: &str, findings: &mut Vec<Finding>) -> (Vec<Block>, Joining) {
    let lines = pages::strip(&pages::lines(text), findings);
    let facts = Facts::of(&lines);
    let joining = choose(&facts);
    let mut blocks = Vec::new();
    let mut open: Vec<Line<'_>> = Vec::new();
    let mut words = None;
    let mut mended = Vec::new();
    let mut gap = Gap::default();
    let mut written = lines.iter().filter(|line| !line.is_blank()).peekable();
    let mut all = lines.iter();
    while let Some(line) = written.next() {
        gap.take(&mut all, line);
        if let Some(last) = open.last().copied() {
            let place = Place {
                last,
                line: *line,
                next: written.peek().map(|l| **l),
                open: &open,
            };
            if breaks(joining.rule, &facts, &gap, &place) {
                close(&mut open, &mut blocks, &lines, &mut words, &mut mended);
            }
        }
        open.push(*line);
        gap = Gap::default();
    }
    close(&mut open, &mut blocks, &lines, &mut words, &mut mended);
    if !mended.is_empty() {
        findings.push(advice(
            None,
            format!(
                "hyphens at line ends were taken out of: {}",
                mended.join(", ")
            ),
        ));
    }
    (blocks, joining)
}

/// What stood between two written lines.
#[derive(Debug, Default)]
struct Gap {
    blank: usize,
    page: bool,
}

impl Gap {
    fn take<'a, 'b: 'a>(&mut self, all: &mut impl Iterator<Item = &'a Line<'b>>, until: &Line<'_>) {
        for line in all {
            self.page |= line.new_page;
            if line.number == until.number && line.text == until.text {
                break;
            }
            self.blank += 1;
        }
    }
}

/// Two lines that follow each other, with the one after and those of the paragraph so far.
struct Place<'a> {
    open: &'a [Line<'a>],
    last: Line<'a>,
    line: Line<'a>,
    next: Option<Line<'a>>,
}

/// What was counted in the text as a whole.
struct Facts {
    written: usize,
    gapped: usize,
    leading: usize,
    trailing: usize,
    running_on: usize,
    running_open: usize,
    unfinished: usize,
    marked: usize,
    first_indents: usize,
    base: usize,
    width: usize,
    longest: usize,
}

/// Lines narrower than this, in columns, are short paragraphs and not what a page had room for.
const NARROW: usize = 36;

impl Facts {
    /// Whether lines end where the page ended and not where a sentence does: some lines, of one width, most unfinished.
    fn is_wrapped(&self, pairs: usize) -> bool {
        self.written >= 4
            && self.width >= NARROW
            && self.longest <= 130
            && self.unfinished * 10 >= pairs * 4
    }

    fn of(lines: &[Line<'_>]) -> Self {
        let written: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
        let mut widths: Vec<usize> = written.iter().map(|line| cells(line.text.trim())).collect();
        widths.sort_unstable();
        let width = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
        let base = written.iter().map(|line| indent(line)).min().unwrap_or(0);
        let mut facts = Self {
            written: written.len(),
            gapped: 0,
            leading: written
                .iter()
                .filter(|line| line.text.starts_with(' '))
                .count(),
            trailing: written
                .iter()
                .filter(|line| line.text.ends_with(' '))
                .count(),
            running_on: 0,
            running_open: 0,
            unfinished: 0,
            marked: 0,
            first_indents: 0,
            base,
            width,
            longest: widths.last().copied().unwrap_or(0),
        };
        let mut blank = true;
        let mut before: Option<&Line<'_>> = None;
        for line in lines {
            if line.is_blank() {
                blank = true;
                continue;
            }
            facts.marked += usize::from(marker::parse(line.text.trim_start()).is_some());
            if let Some(last) = before {
                facts.gapped += usize::from(blank);
                let runs_on = !line.text.starts_with(' ') && !last.text.ends_with(' ');
                facts.running_on += usize::from(runs_on);
                facts.running_open += usize::from(runs_on && !ends_sentence(last.text));
                let full = || cells(last.text.trim()) * 10 >= width * 8;
                facts.unfinished += usize::from(!ends_sentence(last.text) && full());
                facts.first_indents +=
                    usize::from(indent(last) > base && indent(line) == base && !blank);
            }
            blank = false;
            before = Some(line);
        }
        facts
    }
}

fn indent(line: &Line<'_>) -> usize {
    let gap = line.text.len() - line.text.trim_start().len();
    line.text.get(..gap).map_or(0, |gap| {
        gap.chars()
            .map(|c| {
                if c == '\t' {
                    4
                } else {
                    cells(c.encode_utf8(&mut [0; 4])).max(1)
                }
            })
            .sum()
    })
}

/// The rule for a text of these facts.
fn choose(facts: &Facts) -> Joining {
    let pairs = facts.written.saturating_sub(1).max(1);
    let all_gapped = facts.gapped * 10 >= pairs * 8;
    let (rule, why) = if facts.written >= 4
        && all_gapped
        && facts.leading > 0
        && facts.trailing > 0
        && facts.running_on > 0
        && facts.running_open * 2 >= facts.running_on
    {
        (
            JoiningRule::Spaced,
            format!(
                "a blank line stands after {} of {pairs} lines, {} lines begin with a space and {} end with one",
                facts.gapped, facts.leading, facts.trailing
            ),
        )
    } else if facts.longest > 200 && facts.gapped * 10 < pairs * 3 {
        (
            JoiningRule::Lines,
            format!(
                "lines are up to {} columns wide: they are not wrapped",
                facts.longest
            ),
        )
    } else if facts.gapped * 12 >= pairs && !(all_gapped && facts.is_wrapped(pairs)) {
        (
            JoiningRule::Blank,
            format!(
                "blank lines part {} of {pairs} pairs of lines",
                facts.gapped
            ),
        )
    } else if facts.marked >= 2 || facts.first_indents >= 2 {
        (
            JoiningRule::Indented,
            format!(
                "{} lines begin with a number or letter and {} are indented alone",
                facts.marked, facts.first_indents
            ),
        )
    } else {
        (
            JoiningRule::Sentence,
            format!(
                "there are no usable blank lines, indents or numbers; lines are about {} columns wide",
                facts.width
            ),
        )
    };
    Joining { rule, why }
}

/// Whether a paragraph ends between two lines.
fn breaks(rule: JoiningRule, facts: &Facts, gap: &Gap, place: &Place<'_>) -> bool {
    if rule == JoiningRule::Lines {
        return true;
    }
    let (last, text) = (place.last.text.trim(), place.line.text.trim());
    let numbered = || {
        marker::behind_brackets(text).is_some_and(|(_, found)| {
            (ends_clause(last) || is_early(facts, place)) && !counts_on(&found, place.open)
        })
    };
    let apart =
        |text: &str| phrases::original(text).is_some() || phrases::part_opening(text).is_some();
    let frame = || apart(text) || phrases::original(last).is_some();
    match rule {
        JoiningRule::Lines => true,
        JoiningRule::Spaced => {
            place.line.text.starts_with(' ') || place.last.text.ends_with(' ') || frame()
        }
        JoiningRule::Blank if gap.page => {
            // A paragraph may run on over the end of a page.
            (ends_sentence(last) && (gap.blank > 0 || is_early(facts, place)))
                || numbered()
                || frame()
                || (starts_anew(text) && is_early(facts, place))
        }
        JoiningRule::Blank => gap.blank > 0 || numbered() || frame(),
        JoiningRule::Indented | JoiningRule::Sentence => {
            let deeper = indent(&place.line) > facts.base
                && indent(&place.line) > indent(&place.last)
                && place
                    .next
                    .is_none_or(|next| indent(&next) < indent(&place.line))
                && place.open.first().is_none_or(|first| {
                    marker::parse(first.text.trim()).is_none() || ends_sentence(last)
                });
            let blank = gap.blank > 0 && facts.gapped * 2 < facts.written && !gap.page;
            let stops = ends_sentence(last) && is_early(facts, place);
            let title = is_early(facts, place) && !ends_clause(last) && starts_anew(text);
            let capitals = is_capitals(last) != is_capitals(text) && is_early(facts, place);
            (rule == JoiningRule::Indented && deeper)
                || numbered()
                || blank
                || stops
                || title
                || capitals
                || frame()
        }
    }
}

/// Whether a number counts on from one that stands amid the lines of the paragraph, and not in front of it: `two steps:
/// (1) …, and` / `(2) …`.
fn counts_on(found: &Marker<'_>, open: &[Line<'_>]) -> bool {
    let before = |text: &str| marker::parse(text).is_some_and(|other| found.follows(&other));
    let mut lines = open.iter().map(|line| line.text.trim_start());
    !lines.clone().any(before)
        && lines.any(|text| {
            let words = text.match_indices(' ').map(|(at, _)| at + 1);
            words.filter_map(|at| text.get(at..)).any(before)
        })
}

/// Whether the next line's first word would have had room on the line before it.
fn is_early(facts: &Facts, place: &Place<'_>) -> bool {
    let text = place.line.text.trim();
    let first = text.split_whitespace().next().unwrap_or("");
    let word = if first.chars().any(crate::text::is_cjk) {
        4
    } else {
        cells(first) + 1
    };
    (cells(place.last.text.trim()) + word) * 20 < facts.width * 17
}

fn starts_anew(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || crate::text::is_cjk(c))
}

/// Makes a block of the open lines.
fn close<'a>(
    open: &mut Vec<Line<'a>>,
    blocks: &mut Vec<Block>,
    lines: &[Line<'a>],
    words: &mut Option<HashSet<String>>,
    mended: &mut Vec<String>,
) {
    let Some(first) = open.first() else {
        return;
    };
    let number = first.number;
    if let [line] = open.as_slice() {
        let text = clean_paragraph(line.text);
        if !text.is_empty() {
            blocks.push(Block::plain(text, number));
        }
        open.clear();
        return;
    }
    let mut parts: Vec<String> = Vec::with_capacity(open.len());
    for line in open.iter() {
        // Two lines whose hyphen is the typesetter's become one.
        let joined = parts.last().and_then(|last| {
            let mendable = last.trim_end().ends_with(['-', '\u{ad}', '‐']);
            let words = mendable.then(|| words.get_or_insert_with(|| vocabulary(lines)))?;
            mend(last, line.text, words)
        });
        match joined {
            Some((text, word)) => {
                parts.pop();
                parts.push(text);
                mended.push(word);
            }
            None => parts.push(line.text.to_owned()),
        }
    }
    open.clear();
    // Tabs stay as they are until here, so that a number is told from its text; one space is what they mean.
    let text = clean_paragraph(&join_lines(parts.iter().map(String::as_str)));
    if !text.is_empty() {
        blocks.push(Block::plain(text, number));
    }
}

/// The words of a text, in lower case, those with hyphens whole.
fn vocabulary(lines: &[Line<'_>]) -> HashSet<String> {
    lines
        .iter()
        .flat_map(|line| line.text.split(|c: char| !c.is_alphabetic() && c != '-'))
        .filter(|word| !word.is_empty() && !word.ends_with('-'))
        .map(str::to_lowercase)
        .collect()
}

/// The two lines as one without the hyphen, and the word, if the word stands elsewhere without it and never with it.
fn mend(last: &str, next: &str, words: &HashSet<String>) -> Option<(String, String)> {
    let before = last.trim_end();
    let hyphen = before.chars().next_back()?;
    let stem = before.strip_suffix(hyphen)?;
    let next = next.trim_start();
    let head = stem.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let end = next
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(next.len());
    let tail = next.get(..end)?;
    if head.is_empty() || !tail.starts_with(char::is_lowercase) {
        return None;
    }
    let whole = format!("{head}{tail}");
    let known = words.contains(&whole.to_lowercase())
        && !words.contains(&format!("{head}-{tail}").to_lowercase());
    (hyphen == '\u{ad}' || known).then(|| (format!("{stem}{next}"), whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<String> {
        let (blocks, _) = read(text, &mut Vec::new());
        blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_number_amid_the_lines_counts_on_amid_the_lines() {
        let steps = "We protect your rights with two steps: (1) a note of copyright, and\n(2) an offer of this licence, which lets you copy.\n\nThe next.\n";
        assert_eq!(blocks(steps).len(), 2);
        let letters = "The Parties do as follows: a) they meet every year in Geneva, and\nb) they report on what they did there.\n\nThe next.\n";
        assert_eq!(blocks(letters).len(), 2);
    }

    #[test]
    fn an_item_that_names_another_is_one_still() {
        let items = "The Parties shall, each year,\n(a) meet in Geneva, as paragraph (1) has it,\n(b) report on what they did under (a), and\n(c) publish it.\n\nThe next.\n";
        assert_eq!(blocks(items).len(), 5);
    }

    #[test]
    fn a_page_ends_a_paragraph_that_had_room_left_on_it() {
        let text = "The precise terms and conditions for copying, distribution and their\nmodification follow.\n\u{c}\n       GENERAL TERMS\n\nThe first of them has many words, and goes on over the end of a\n\u{c}\npage.\n";
        assert_eq!(
            blocks(text),
            [
                "The precise terms and conditions for copying, distribution and their modification follow.",
                "GENERAL TERMS",
                "The first of them has many words, and goes on over the end of a page."
            ]
        );
    }

    #[test]
    fn a_sentence_that_begins_with_an_article_is_no_heading() {
        let text = "The executable is therefore covered by this Licence.\nSection 6 states terms for its distribution.\n\nThe next.\n";
        assert_eq!(blocks(text).len(), 2);
    }
}

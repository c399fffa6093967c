//! Writing proposals into a text as attributed brackets.
//!
//! The notation is that of the compilation texts of the United Nations (“The Future We Want”, text of 2 June 2012):
//!
//! | proposal | in the text |
//! |---|---|
//! | KAZ puts words in, UZB opposes | `[to consider - KAZ; UZB delete]` |
//! | US replaces `a` by `b`, RUS supports | `[a / b - US; RUS retain]` |
//! | EU strikes words, KAZ supports, UZB opposes | `[as appropriate - EU delete; KAZ delete; UZB retain]` |
//! | several at one place | `[a - EU delete / b - US / c - KAZ]` |
//!
//! Each bracket is as small as the words that differ, widened only over whole brackets. What was written is read again before
//! it counts: every choice must give back the words of its proposal. Start at [`compile`].

use std::ops::Range;

use thiserror::Error;

use super::hunk::{Hunk, applied, slice, whole_hunks};
use super::segments::{Take, guarded, rendered, segments};
use crate::model::bracket::{self, Bracket, BracketKind};
use crate::model::{Code, Id, Proposal, Wanted};
use crate::text::normalize;

/// Words with proposals in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compiled {
    /// The words with brackets.
    pub text: String,
    /// The proposals that stand in them.
    pub taken: Vec<Id>,
}

/// Why proposals cannot be written into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotCompiled {
    /// None of them is about these words.
    #[error("no proposal here changes words as they stand: there is nothing to compile")]
    Nothing,
    /// A bracket over several paragraphs is in the way.
    #[error(
        "the words to be changed hold a bracket that opens or closes in another paragraph: resolve that bracket first"
    )]
    OpenBracket,
    /// The brackets would not be read as they are meant.
    #[error("the brackets could not be read back as what was proposed: edit the paragraph by hand")]
    NotReadBack,
}

/// How carefully brackets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As people write them.
    Plain,
    /// With backslashes before signs in the words that could be read as those of a bracket.
    Guarded,
    /// One bracket around the whole paragraph.
    Whole,
}

/// Writes the proposals on `base` into it. Those about other words, or about the place of the paragraph, are left out.
///
/// # Errors
/// [`NotCompiled`]; a text that could not be read back is never given.
pub fn compile(
    base: &str,
    proposals: &[&Proposal],
    is_party: &dyn Fn(&str) -> bool,
) -> Result<Compiled, NotCompiled> {
    let here = |p: &&&Proposal| same_words(p.base(), base);
    let of_words: Vec<&Proposal> = proposals
        .iter()
        .filter(here)
        .filter(|p| matches!(p.wanted, Wanted::Words(_)))
        .copied()
        .collect();
    let gone: Vec<&Proposal> = proposals
        .iter()
        .filter(here)
        .filter(|p| p.wanted == Wanted::Gone)
        .copied()
        .collect();
    if of_words.is_empty() && gone.is_empty() {
        return Err(NotCompiled::Nothing);
    }
    let edges = bracket::edges(base);
    if !gone.is_empty() && edges != bracket::Edges::default() {
        return Err(NotCompiled::OpenBracket);
    }
    let mut why = NotCompiled::NotReadBack;
    for care in [Care::Plain, Care::Guarded, Care::Whole] {
        match write(base, &of_words, &gone, care, is_party) {
            Ok(text) => {
                let taken = of_words.iter().chain(&gone).map(|p| p.id).collect();
                return Ok(Compiled { text, taken });
            }
            Err(found) => why = found,
        }
    }
    Err(why)
}

/// Whether two texts differ in nothing but white space.
pub fn same_words(a: &str, b: &str) -> bool {
    a == b || normalize(a) == normalize(b)
}

/// Whether two texts differ in nothing but white space, also before marks that stand close to a word: a bracket stands apart, so
/// that a space before a comma is not told from none.
fn same_look(a: &str, b: &str) -> bool {
    let close = |text: &str| {
        let mut out = String::with_capacity(text.len());
        for c in normalize(text).chars() {
            if super::segments::closes(c) {
                out.truncate(out.trim_end_matches(' ').len());
            }
            out.push(c);
        }
        out
    };
    same_words(a, b) || close(a) == close(b)
}

/// One place with everything that is proposed for it.
struct Cluster<'p> {
    /// Bytes of the base.
    range: Range<usize>,
    /// Words, and the proposals that want them there.
    asks: Vec<(String, Vec<&'p Proposal>)>,
    /// Words are only put in, with a space before them.
    space_before: bool,
    /// Words are only put in, with a space behind them.
    space_behind: bool,
}

fn write(
    base: &str,
    proposals: &[&Proposal],
    gone: &[&Proposal],
    care: Care,
    is_party: &dyn Fn(&str) -> bool,
) -> Result<String, NotCompiled> {
    let clusters = clusters(base, proposals, care);
    let mut out = String::with_capacity(base.len() * 2);
    let mut mine: Vec<usize> = Vec::new();
    let mut at = 0;
    for cluster in &clusters {
        if bracket::edges(slice(base, &cluster.range)) != bracket::Edges::default() {
            return Err(NotCompiled::OpenBracket);
        }
        out.push_str(slice(base, &(at..cluster.range.start)));
        let rest = base.get(cluster.range.end..).unwrap_or_default();
        if needs_space(&out, cluster, base) {
            out.push(' ');
        }
        mine.push(out.len());
        out.push_str(&written(base, cluster, care));
        let is_close = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | ')');
        if cluster.space_behind && !rest.is_empty() && !rest.starts_with(is_close) {
            out.push(' ');
        }
        at = cluster.range.end;
    }
    out.push_str(base.get(at..).unwrap_or_default());
    let inner = out.clone();
    if !gone.is_empty() {
        let marks = struck_marks(gone).join("; ");
        out = format!("[{out} - {marks}]");
        mine = std::iter::once(0)
            .chain(mine.iter().map(|at| at + 1))
            .collect();
    }
    let reading = Reading {
        text: &out,
        mine: &mine,
        is_party,
    };
    let fine = reading.is_of(base, &clusters, proposals, gone) && !inner.trim().is_empty();
    if fine {
        Ok(out)
    } else {
        Err(NotCompiled::NotReadBack)
    }
}

/// Whether a space is to stand before the bracket, which stands apart as the words around it do: the words came with one, or
/// begin with a mark that stands close to the word before.
fn needs_space(out: &str, cluster: &Cluster<'_>, base: &str) -> bool {
    if out.is_empty() || out.ends_with(|c: char| c.is_whitespace() || c == '[' || c == '(') {
        return false;
    }
    let old = slice(base, &cluster.range);
    let words = if old.is_empty() {
        cluster.asks.first().map_or("", |(words, _)| words)
    } else {
        old
    };
    cluster.space_before || words.starts_with([',', ';', '،', '؛'])
}

/// Hunks of all proposals, those that touch together.
fn clusters<'p>(base: &str, proposals: &[&'p Proposal], care: Care) -> Vec<Cluster<'p>> {
    let mut all: Vec<(&'p Proposal, Vec<Hunk>)> = Vec::new();
    for proposal in proposals {
        let text = proposal.words().unwrap_or_default();
        let hunks = match care {
            Care::Whole => vec![Hunk {
                range: 0..base.len(),
                words: text.to_owned(),
            }],
            Care::Plain | Care::Guarded => whole_hunks(base, text),
        };
        all.push((proposal, hunks));
    }
    let mut ranges: Vec<Hunk> = all.iter().flat_map(|(_, h)| h.iter().cloned()).collect();
    ranges.sort_by_key(|h| (h.range.start, h.range.end));
    let mut places: Vec<Hunk> = Vec::new();
    for hunk in ranges {
        match places.last_mut().filter(|last| last.touches(&hunk, base)) {
            Some(last) => last.range.end = last.range.end.max(hunk.range.end),
            None => places.push(hunk),
        }
    }
    places
        .into_iter()
        .map(|place| {
            // A hunk may begin behind the white space at the end of another one.
            let range = place.range;
            let mut cluster = Cluster {
                range: trimmed(base, range.clone()),
                asks: Vec::new(),
                space_before: false,
                space_behind: false,
            };
            for (proposal, hunks) in &all {
                let mine: Vec<Hunk> = hunks
                    .iter()
                    .filter(|h| h.range.start <= range.end && range.start <= h.range.end)
                    .filter(|h| place_holds(&range, h, base))
                    .map(|h| shifted(h, &range))
                    .collect();
                if mine.is_empty() {
                    continue;
                }
                let words = applied(slice(base, &range), &mine);
                if cluster.range.is_empty() {
                    cluster.space_before |= words.starts_with(char::is_whitespace);
                    cluster.space_behind |= words.ends_with(char::is_whitespace);
                }
                let words = words.trim().to_owned();
                match cluster.asks.iter_mut().find(|(w, _)| *w == words) {
                    Some((_, by)) => by.push(proposal),
                    None => cluster.asks.push((words, vec![proposal])),
                }
            }
            cluster
        })
        .collect()
}

/// Whether a hunk belongs to a place, and not to a neighbour that only has the same edge.
fn place_holds(range: &Range<usize>, hunk: &Hunk, base: &str) -> bool {
    let probe = Hunk {
        range: range.clone(),
        words: String::new(),
    };
    probe.touches(hunk, base)
}

/// A hunk in bytes of the place it belongs to.
fn shifted(hunk: &Hunk, range: &Range<usize>) -> Hunk {
    let within = |at: usize| at.clamp(range.start, range.end) - range.start;
    Hunk {
        range: within(hunk.range.start)..within(hunk.range.end),
        words: hunk.words.clone(),
    }
}

/// A range without white space at its ends.
fn trimmed(base: &str, range: Range<usize>) -> Range<usize> {
    let words = slice(base, &range);
    let start = range.start + (words.len() - words.trim_start().len());
    if words.trim().is_empty() {
        return range.start..range.start;
    }
    start..start + words.trim().len()
}

/// The bracket of a place.
fn written(base: &str, cluster: &Cluster<'_>, care: Care) -> String {
    let careful = |words: &str| match care {
        Care::Plain => words.to_owned(),
        Care::Guarded | Care::Whole => guarded(words),
    };
    let old = slice(base, &cluster.range);
    let mut parts = Vec::new();
    if !old.is_empty() {
        let gone = cluster.asks.iter().find(|(words, _)| words.is_empty());
        let marks = gone.map_or_else(Vec::new, |(_, by)| struck_marks(by));
        parts.push(part(&careful(old), &marks));
    }
    for (words, by) in cluster.asks.iter().filter(|(words, _)| !words.is_empty()) {
        let mut marks = Vec::new();
        for proposal in by {
            marks.extend(said(&proposal.by, ""));
            marks.extend(said(&proposal.supporters, " retain"));
            marks.extend(said(&proposal.opposers, " delete"));
        }
        parts.push(part(&careful(words), &marks));
    }
    format!("[{}]", parts.join(" / "))
}

/// Who wants words out, who supports that, and who wants them kept.
fn struck_marks(by: &[&Proposal]) -> Vec<String> {
    let mut marks = Vec::new();
    for proposal in by {
        marks.extend(said(&proposal.by, " delete"));
        marks.extend(said(&proposal.supporters, " delete"));
        marks.extend(said(&proposal.opposers, " retain"));
    }
    marks
}

fn part(words: &str, marks: &[String]) -> String {
    if marks.is_empty() {
        words.to_owned()
    } else {
        format!("{words} - {}", marks.join("; "))
    }
}

fn said(codes: &[Code], wish: &str) -> Option<String> {
    (!codes.is_empty()).then(|| format!("{}{wish}", crate::model::names(codes)))
}

/// What was written, read again.
struct Reading<'t> {
    text: &'t str,
    /// Where the brackets that were written begin.
    mine: &'t [usize],
    is_party: &'t dyn Fn(&str) -> bool,
}

impl Reading<'_> {
    fn is_of(
        &self,
        base: &str,
        clusters: &[Cluster<'_>],
        proposals: &[&Proposal],
        gone: &[&Proposal],
    ) -> bool {
        let read = bracket::parse(self.text, self.is_party);
        let is_mine =
            |b: &Bracket| b.kind == BracketKind::Contested && self.mine.contains(&b.range.start);
        let found = read.brackets().into_iter().filter(|b| is_mine(b));
        if found.count() != self.mine.len() {
            return false;
        }
        let cut = segments(self.text, &read, &is_mine);
        let outer = usize::from(!gone.is_empty());
        let names = |clusters: &[Cluster<'_>]| {
            let mut nth = 0;
            let mut same = true;
            rendered(&cut, &mut |choice| {
                if nth >= outer {
                    let cluster = clusters.get(nth - outer);
                    same &= cluster.is_some_and(|c| {
                        let asks = c.asks.iter().filter(|(words, _)| !words.is_empty());
                        let expected: Vec<&str> = asks.map(|(w, _)| w.as_str()).collect();
                        let there: Vec<&str> = choice.asks.iter().map(|(w, _)| w.trim()).collect();
                        let voices: usize = choice.asks.iter().map(|(_, v)| v.len()).sum();
                        let asked: usize = c
                            .asks
                            .iter()
                            .filter(|(w, _)| !w.is_empty())
                            .map(|(_, by)| by.len())
                            .sum();
                        expected == there && voices == asked
                    });
                }
                nth += 1;
                Take::Base
            });
            same && nth == self.mine.len()
        };
        if !names(clusters) {
            return false;
        }
        let with = |proposal: Option<&Proposal>| {
            let mut nth = 0;
            rendered(&cut, &mut |_| {
                let at = nth;
                nth += 1;
                if at < outer {
                    return Take::Base;
                }
                let Some((cluster, proposal)) = clusters.get(at - outer).zip(proposal) else {
                    return Take::Base;
                };
                let asks = &cluster.asks;
                let mine = |by: &[&Proposal]| by.iter().any(|p| p.id == proposal.id);
                match asks.iter().find(|(_, by)| mine(by)) {
                    None => Take::Base,
                    Some((words, _)) if words.is_empty() => Take::Nothing,
                    Some((words, _)) => {
                        let written = asks.iter().filter(|(w, _)| !w.is_empty());
                        Take::Ask(written.take_while(|(w, _)| w != words).count())
                    }
                }
            })
        };
        same_look(&with(None), base)
            && proposals
                .iter()
                .all(|p| same_look(&with(Some(p)), p.words().unwrap_or_default()))
    }
}

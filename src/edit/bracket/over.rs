//! Brackets and options over several paragraphs: which hold a paragraph, and what becomes of the paragraphs when one is
//! resolved.

use std::collections::BTreeMap;

use super::{Read, holders};
use crate::model::bracket::{self, Issue, OptionGroup, Span, Take, Wish, options};
use crate::model::{Code, Document, Header, Id, SpanBracket};
use crate::text;

/// A bracket, or a choice of options, over several paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wide {
    /// One that the head of the document lists, by its place there.
    Listed(usize, SpanBracket),
    /// One that opens in the words of one paragraph and closes in those of another.
    Written(Span),
    /// Options to choose from.
    Options(OptionGroup),
}

/// Something that is done with what stands over several paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// A bracket is put around paragraphs up to that one.
    Around {
        /// The last of them.
        to: Id,
        /// Who holds them; may be nobody.
        by: Vec<Code>,
        /// What they want with them.
        wish: Wish,
    },
    /// What holds the paragraph is decided: kept, dropped, or one of its options chosen.
    Resolve {
        /// Which of those that hold the paragraph, from 1, the innermost first.
        nth: usize,
        /// What is taken.
        take: Take,
    },
    /// A delegation withdraws from a bracket that the head lists.
    Withdraw {
        /// Which of those that hold the paragraph, from 1.
        nth: usize,
        /// Who.
        by: Code,
    },
}

/// What becomes of the paragraphs of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    /// Paragraphs that get other words.
    pub(crate) words: BTreeMap<Id, String>,
    /// Paragraphs that go, in order.
    pub(crate) gone: Vec<Id>,
    /// The brackets that the head lists from then on; none when they stay as they are.
    pub(crate) listed: Option<Vec<SpanBracket>>,
    /// A paragraph that takes over the label of one that goes.
    pub(crate) heir: Option<(Id, Id)>,
}

impl Wide {
    /// Its first and last paragraph, from 0.
    pub fn range(&self, document: &Document) -> (usize, usize) {
        match self {
            Self::Listed(_, b) => {
                let at = |id| document.index_of(id);
                (at(b.from).unwrap_or(0), at(b.to).unwrap_or(0))
            }
            Self::Written(span) => (span.from.paragraph, span.to.paragraph),
            Self::Options(group) => {
                let first = group.options.first().map_or(0, |o| o.from);
                (first, group.options.last().map_or(0, |o| o.to))
            }
        }
    }
}

/// What holds a paragraph and others, the innermost first.
pub fn hold(document: &Document, id: Id) -> Vec<Wide> {
    let Some(at) = document.index_of(id) else {
        return Vec::new();
    };
    let listed = document.head.brackets.iter().cloned().enumerate();
    let mut all: Vec<Wide> = listed.map(|(nth, b)| Wide::Listed(nth, b)).collect();
    all.extend(document.spans().spans.into_iter().map(Wide::Written));
    all.extend(options(document).into_iter().map(Wide::Options));
    let mut all: Vec<((usize, usize), Wide)> =
        all.into_iter().map(|w| (w.range(document), w)).collect();
    all.retain(|((from, to), _)| (*from..=*to).contains(&at));
    all.sort_by_key(|((from, to), _)| (to - from, *from));
    all.into_iter().map(|(_, wide)| wide).collect()
}

/// The options that hold a paragraph, the innermost first.
pub fn options_of(document: &Document, id: Id) -> Option<OptionGroup> {
    hold(document, id).into_iter().find_map(|wide| match wide {
        Wide::Options(group) => Some(group),
        _ => None,
    })
}

/// What an act makes of the paragraphs.
pub(crate) fn outcome(
    header: &Header,
    document: &Document,
    id: Id,
    act: &Over,
) -> Result<Outcome, String> {
    let which = |nth: usize| {
        let mut all = hold(document, id);
        let many = all.len();
        match nth.checked_sub(1).filter(|at| *at < many) {
            Some(at) => Ok(all.swap_remove(at)),
            None if many == 0 => {
                Err("no bracket and no option over several paragraphs stands here".to_owned())
            }
            None => Err(format!(
                "{many} of them stand here, counted from 1, the innermost first"
            )),
        }
    };
    match act {
        Over::Around { to, by, wish } => around(document, id, *to, by, *wish),
        Over::Withdraw { nth, by } => match which(*nth)? {
            Wide::Listed(at, found) => withdraw(header, document, at, &found, *by),
            _ => {
                Err("its signs stand in the words of a paragraph: edit the names there".to_owned())
            }
        },
        Over::Resolve { nth, take } => match which(*nth)? {
            Wide::Listed(at, found) => listed(document, at, &found, *take),
            Wide::Written(span) => written(header, document, span, *take),
            Wide::Options(group) => chosen(document, &group, *take),
        },
    }
}

fn around(
    document: &Document,
    from: Id,
    to: Id,
    by: &[Code],
    wish: Wish,
) -> Result<Outcome, String> {
    let (first, last) = (document.index_of(from), document.index_of(to));
    if first.zip(last).is_none_or(|(a, b)| a >= b) {
        return Err(
            "the last paragraph must stand behind the first: to bracket one, bracket its words"
                .to_owned(),
        );
    }
    let marks = holders::written(by, wish, document.head.language);
    let marks = marks.trim_start_matches(" - ");
    let new = SpanBracket {
        from,
        to,
        marks: marks.into(),
    };
    if document.head.brackets.contains(&new) {
        return Err("this bracket is there already".to_owned());
    }
    let mut listed = document.head.brackets.clone();
    listed.push(new);
    Ok(Outcome {
        listed: Some(listed),
        ..Outcome::default()
    })
}

fn withdraw(
    header: &Header,
    document: &Document,
    at: usize,
    found: &SpanBracket,
    by: Code,
) -> Result<Outcome, String> {
    // Read as a bracket is, around a word that stands for the paragraphs.
    let probe = format!("[x - {}]", found.marks);
    let read = Read::of(&probe, header);
    let text = holders::withdraw(&read, header, Some(1), by)?;
    let inside = text.trim_start_matches("[x").trim_end_matches(']');
    let marks = inside.trim_start_matches([' ', '-']);
    let mut listed = document.head.brackets.clone();
    if let Some(place) = listed.get_mut(at) {
        place.marks = marks.into();
    }
    Ok(Outcome {
        listed: Some(listed),
        ..Outcome::default()
    })
}

fn ids(document: &Document, from: usize, to: usize) -> Vec<Id> {
    let all = document.paragraphs.get(from..=to).unwrap_or_default();
    all.iter().map(|p| p.id).collect()
}

const TWO_WAYS: &str = "a bracket over paragraphs is kept or dropped: it has one wording";

fn listed(
    document: &Document,
    at: usize,
    found: &SpanBracket,
    take: Take,
) -> Result<Outcome, String> {
    let mut left = document.head.brackets.clone();
    if at < left.len() {
        left.remove(at);
    }
    let gone = match take {
        Take::Keep | Take::Choose(1) => Vec::new(),
        Take::Drop => {
            let (Some(from), Some(to)) =
                (document.index_of(found.from), document.index_of(found.to))
            else {
                return Err(
                    "its first or last paragraph is gone: keep it, which takes the bracket away"
                        .to_owned(),
                );
            };
            let gone = ids(document, from.min(to), from.max(to));
            left.retain(|b| !gone.contains(&b.from) || !gone.contains(&b.to));
            gone
        }
        Take::Choose(_) => return Err(TWO_WAYS.to_owned()),
    };
    Ok(Outcome {
        gone,
        listed: Some(left),
        ..Outcome::default()
    })
}

/// The byte at which a sign of a bracket over paragraphs stands.
fn sign(text: &str, opens: bool, nth: usize) -> Option<usize> {
    let read = bracket::parse(text, &|_| false);
    let issues = read.issues.iter();
    let mut of_kind = issues.filter(|i| matches!(i, Issue::Unclosed(_)) == opens);
    of_kind.nth(nth).map(|issue| issue.at())
}

fn written(
    header: &Header,
    document: &Document,
    span: Span,
    take: Take,
) -> Result<Outcome, String> {
    let lost = || "the bracket is not there any more".to_owned();
    let first = document
        .paragraphs
        .get(span.from.paragraph)
        .ok_or_else(lost)?;
    let last = document
        .paragraphs
        .get(span.to.paragraph)
        .ok_or_else(lost)?;
    let open = sign(first.text(), true, span.from.nth).ok_or_else(lost)?;
    let close = sign(last.text(), false, span.to.nth).ok_or_else(lost)?;
    let len = |text: &str, at: usize| {
        let sign = text.get(at..).and_then(|t| t.chars().next());
        sign.map_or(1, char::len_utf8)
    };
    let before = first.text().get(..open).unwrap_or_default();
    let inside = first
        .text()
        .get(open + len(first.text(), open)..)
        .unwrap_or_default();
    let tail = last.text().get(..close).unwrap_or_default();
    let behind = last
        .text()
        .get(close + len(last.text(), close)..)
        .unwrap_or_default();
    let mut outcome = Outcome::default();
    let (a, b) = match take {
        Take::Keep | Take::Choose(1) => {
            // Names that stand in the bracket go with it: in front of its words, or behind them.
            let front = format!(
                "[{inside}{}",
                "]".repeat(bracket::edges(inside).opening as usize + 1)
            );
            let back = format!(
                "{}{tail}]",
                "[".repeat(bracket::edges(tail).closing as usize + 1)
            );
            let inside = without_names(header, &front, true)
                .and_then(|at| inside.get(at.checked_sub(1)?..))
                .unwrap_or(inside);
            let shift = bracket::edges(tail).closing as usize + 1;
            let tail = without_names(header, &back, false)
                .and_then(|at| tail.get(..at.checked_sub(shift)?))
                .unwrap_or(tail);
            (joined(before, inside), joined(tail, behind))
        }
        Take::Drop => {
            let between = span.from.paragraph + 1..span.to.paragraph;
            for at in between {
                outcome
                    .gone
                    .extend(document.paragraphs.get(at).map(|p| p.id));
            }
            (before.trim_end().to_owned(), behind.trim_start().to_owned())
        }
        Take::Choose(_) => return Err(TWO_WAYS.to_owned()),
    };
    for (p, words) in [(first, a), (last, b)] {
        let words = text::clean_paragraph(&words);
        if words.is_empty() {
            outcome.gone.push(p.id);
        } else {
            outcome.words.insert(p.id, words);
        }
    }
    let place = |id: &Id| document.index_of(*id);
    outcome.gone.sort_by_key(place);
    Ok(outcome)
}

/// Where the words of the outermost bracket of a text begin or end, when names stand with them.
fn without_names(header: &Header, text: &str, front: bool) -> Option<usize> {
    let read = Read::of(text, header);
    let bracket::Piece::Bracket(b) = read.read.pieces.first()? else {
        return None;
    };
    let wording = if front {
        b.alternatives.first()?
    } else {
        b.alternatives.last()?
    };
    let mark = wording.marks.first()?;
    let in_front = mark.party.start < wording.body.start;
    if front && in_front {
        Some(wording.body.start)
    } else if !front && !in_front {
        Some(wording.body.end)
    } else {
        None
    }
}

/// Words side by side, with one space where either had one.
fn joined(a: &str, b: &str) -> String {
    let spaced = a.ends_with(' ') && b.starts_with(' ');
    format!("{a}{}", if spaced { b.trim_start() } else { b })
}

/// One option stays, without its lead; the others go.
fn chosen(document: &Document, group: &OptionGroup, take: Take) -> Result<Outcome, String> {
    let nth = match take {
        Take::Choose(nth) => nth,
        Take::Drop => 0,
        Take::Keep => {
            return Err(format!(
                "{} options stand here: choose one by its number",
                group.options.len()
            ));
        }
    };
    let kept = nth.checked_sub(1).and_then(|at| group.options.get(at));
    if kept.is_none() && take != Take::Drop {
        return Err(format!(
            "there is no option {nth}: there are {}, counted from 1",
            group.options.len()
        ));
    }
    let mut outcome = Outcome::default();
    for (at, option) in group.options.iter().enumerate() {
        let paragraphs = ids(document, option.from, option.to);
        let edges = document.paragraphs.get(option.from..=option.to);
        let spans = bracket::spans(edges.unwrap_or_default().iter().map(|p| p.edges()));
        if !spans.unclosed.is_empty() || !spans.unopened.is_empty() {
            return Err(format!(
                "a bracket opens in option {} and closes outside it, or the other way round: resolve that first",
                option.name
            ));
        }
        if nth != at + 1 || option.nothing {
            outcome.gone.extend(paragraphs);
            continue;
        }
        let Some(first) = document.paragraphs.get(option.from) else {
            continue;
        };
        if option.alone {
            outcome.gone.push(first.id);
            continue;
        }
        let before = first.text().get(..option.lead.start).unwrap_or_default();
        let behind = first.text().get(option.lead.end..).unwrap_or_default();
        let words = text::clean_paragraph(&format!("{before}{behind}"));
        outcome.words.insert(first.id, words);
        // Labels are frozen: what is chosen is called what the choice was called.
        let head = group
            .options
            .first()
            .and_then(|o| document.paragraphs.get(o.from));
        if let Some(head) = head.filter(|h| h.id != first.id && h.label.is_some())
            && first.label.is_none()
        {
            outcome.heir = Some((head.id, first.id));
        }
    }
    Ok(outcome)
}

//! Brackets and options over several paragraphs: which hold a paragraph, and what becomes of the paragraphs when one is
//! resolved.

mod will;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Read, sole};
use crate::model::bracket::{self, Chosen, Issue, OptionGroup, Span, Take, Wish, options};
use crate::model::{Code, Document, Header, Id, Paragraph, SpanBracket};
use crate::text;

pub use will::choice_over;
pub(crate) use will::{decided_over, undecided_over};

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
    /// What the chair would take of what holds the paragraph is kept, or forgotten.
    Choose {
        /// Which of those that hold the paragraph, from 1.
        nth: usize,
        /// What; none forgets.
        take: Option<Take>,
    },
    /// Delegations say what they want with what stands in a bracket.
    Attribute {
        /// Which of those that hold the paragraph, from 1.
        nth: usize,
        /// Who.
        by: Vec<Code>,
        /// What they want.
        wish: Wish,
    },
    /// A delegation withdraws from a bracket.
    Withdraw {
        /// Which of those that hold the paragraph, from 1.
        nth: usize,
        /// Who.
        by: Code,
    },
}

impl Over {
    /// The delegation whose own act it is, if it speaks for itself alone.
    pub fn speaker(&self) -> Option<Code> {
        match self {
            Self::Withdraw { by, .. } => Some(*by),
            Self::Attribute { by, .. } => sole(by),
            _ => None,
        }
    }

    /// The verb that the record uses.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Around { .. } => "bracket",
            Self::Choose { .. } => "choose",
            Self::Attribute { .. } => "attribute",
            Self::Withdraw { .. } => "withdraw from brackets",
            Self::Resolve { .. } => "resolve",
        }
    }
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
    /// A paragraph with which other choices of the chair stand from then on.
    pub(crate) chosen: Option<(Id, Vec<Chosen>)>,
}

impl Outcome {
    /// The document with it.
    pub(crate) fn on(&self, document: &Document) -> Document {
        let mut after = document.clone();
        for p in &mut after.paragraphs {
            if let Some(words) = self.words.get(&p.id) {
                *p = Arc::new(p.with_text(words));
            }
        }
        if let Some((from, to)) = self.heir {
            let label = after.get(from).and_then(|p| p.label.clone());
            if let Some(p) = after.paragraphs.iter_mut().find(|p| p.id == to) {
                Arc::make_mut(p).label = label;
            }
        }
        after.paragraphs.retain(|p| !self.gone.contains(&p.id));
        if let Some(listed) = self.listed_after(document) {
            after.head.brackets = listed;
        }
        after
    }

    /// The brackets that the head lists with it; none when they stay as they are.
    pub(crate) fn listed_after(&self, document: &Document) -> Option<Vec<SpanBracket>> {
        let listed = self.listed.as_ref().unwrap_or(&document.head.brackets);
        let listed = shortened(document, listed, &self.gone);
        (listed != document.head.brackets).then_some(listed)
    }
}

/// Brackets that the head of a document lists, without paragraphs that leave them: one that loses its first or last begins
/// with the next one in it, or ends with the one before; one that loses all is gone.
pub(crate) fn shortened(
    document: &Document,
    listed: &[SpanBracket],
    gone: &[Id],
) -> Vec<SpanBracket> {
    let stands = |id: &Id| !gone.contains(id);
    let left = |b: &SpanBracket| match b.inside(document) {
        Some(inside) if !(stands(&b.from) && stands(&b.to)) => b.around(inside, stands),
        _ => Some(b.clone()),
    };
    listed.iter().filter_map(left).collect()
}

/// A document whose listed brackets are written with signs, as a text without a head has them: `[` before the first words,
/// the names and `]` behind the last.
pub fn written_out(document: &Document) -> Document {
    let mut after = document.clone();
    let places = document.places();
    let mut all: Vec<(usize, usize, Arc<str>)> = Vec::new();
    for b in after.head.brackets.drain(..) {
        if let (Some(from), Some(to)) = (places.get(&b.from), places.get(&b.to)) {
            all.push((*from.min(to), *from.max(to), b.marks));
        }
    }
    // The inner ones first, so that the signs of the outer ones stand outside.
    all.sort_by_key(|(from, to, _)| to - from);
    for (from, to, marks) in all {
        if let Some(p) = after.paragraphs.get_mut(from) {
            *p = Arc::new(p.with_text(&format!("[{}", p.text())));
        }
        if let Some(p) = after.paragraphs.get_mut(to) {
            let gap = if marks.is_empty() { "" } else { " - " };
            *p = Arc::new(p.with_text(&format!("{}{gap}{marks}]", p.text())));
        }
    }
    after
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
            Self::Options(group) => group.range(),
        }
    }
}

/// All that stands over several paragraphs: what the head lists, what is written, options.
pub(crate) fn wides(document: &Document) -> Vec<Wide> {
    let listed = document.head.brackets.iter().cloned().enumerate();
    let mut all: Vec<Wide> = listed.map(|(nth, b)| Wide::Listed(nth, b)).collect();
    all.extend(document.spans().spans.into_iter().map(Wide::Written));
    all.extend(options(document).into_iter().map(Wide::Options));
    all
}

/// What holds a paragraph and others, the innermost first.
pub fn hold(document: &Document, id: Id) -> Vec<Wide> {
    let Some(at) = document.index_of(id) else {
        return Vec::new();
    };
    let all = wides(document).into_iter();
    let mut all: Vec<((usize, usize), Wide)> = all.map(|w| (w.range(document), w)).collect();
    all.retain(|((from, to), _)| (*from..=*to).contains(&at));
    all.sort_by_key(|((from, to), _)| (to - from, *from));
    all.into_iter().map(|(_, wide)| wide).collect()
}

/// Of several that hold a paragraph the one of that number, from 1, the innermost first.
pub(crate) fn held(document: &Document, id: Id, nth: usize) -> Result<Wide, String> {
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
}

/// What stands over the same paragraphs in another language of the same text.
pub(crate) fn alike(document: &Document, wide: &Wide, other: &Document) -> Option<Wide> {
    let of = |document: &Document, wide: &Wide| {
        let (from, to) = wide.range(document);
        let id = |at: usize| document.paragraphs.get(at).map(|p| p.id);
        let kind = std::mem::discriminant(wide);
        Some((kind, id(from)?, id(to)?))
    };
    let place = of(document, wide)?;
    let same = |in_document: &Document| {
        let all = wides(in_document).into_iter();
        all.filter(|w| of(in_document, w) == Some(place))
            .collect::<Vec<_>>()
    };
    let nth = same(document).iter().position(|w| w == wide)?;
    same(other).into_iter().nth(nth)
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
    let which = |nth: usize| held(document, id, nth);
    match act {
        Over::Around { to, by, wish } => around(document, id, *to, by, *wish),
        Over::Choose { nth, take } => will::choose(document, &which(*nth)?, *take),
        Over::Attribute { nth, by, wish } => {
            will::attribute(header, document, &which(*nth)?, by, *wish)
        }
        Over::Withdraw { nth, by } => will::withdraw(header, document, &which(*nth)?, *by),
        Over::Resolve { nth, take } => resolved(header, document, &which(*nth)?, *take),
    }
}

/// What becomes of the paragraphs when that is taken.
pub(crate) fn resolved(
    header: &Header,
    document: &Document,
    wide: &Wide,
    take: Take,
) -> Result<Outcome, String> {
    match wide {
        Wide::Listed(at, found) => listed(document, *at, found, take),
        Wide::Written(span) => written(header, document, *span, take),
        Wide::Options(group) => chosen(document, group, take),
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
    if let Some((a, b)) = first.zip(last)
        && let Some((c, d)) = document
            .stretches()
            .iter()
            .find(|(c, d)| (a < *c && *c <= b && b < *d) || (*c < a && a <= *d && *d < b))
    {
        let name = |at: usize| {
            let p = document.paragraphs.get(at);
            let label = p.and_then(|p| p.label.as_ref());
            label.map_or_else(|| format!("¶{}", at + 1), ToString::to_string)
        };
        return Err(format!(
            "it would cross what stands over {} to {}: one bracket stands in another, or beside it",
            name(c),
            name(d)
        ));
    }
    let marks = will::marks(by, wish, document.head.language);
    let new = SpanBracket {
        from,
        to,
        marks: marks.into(),
        chair: None,
    };
    let is_there = |b: &SpanBracket| (b.from, b.to, &b.marks) == (from, to, &new.marks);
    if document.head.brackets.iter().any(is_there) {
        return Err("this bracket is there already".to_owned());
    }
    let mut listed = document.head.brackets.clone();
    listed.push(new);
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

/// What an act says of a bracket that it does not find.
const LOST: &str = "the bracket is not there any more";

/// The two ends of a bracket that is written over several paragraphs.
struct Ends<'d> {
    first: &'d Paragraph,
    last: &'d Paragraph,
    /// The byte of the first paragraph at which its sign stands, and that behind it.
    open: usize,
    inside: usize,
    /// The same of the last.
    close: usize,
    behind: usize,
}

fn ends(document: &Document, span: Span) -> Option<Ends<'_>> {
    let first = document.paragraphs.get(span.from.paragraph)?;
    let last = document.paragraphs.get(span.to.paragraph)?;
    let open = sign(first.text(), true, span.from.nth)?;
    let close = sign(last.text(), false, span.to.nth)?;
    let behind = |text: &str, at: usize| {
        let sign = text.get(at..).and_then(|t| t.chars().next());
        at + sign.map_or(1, char::len_utf8)
    };
    Some(Ends {
        first,
        last,
        open,
        inside: behind(first.text(), open),
        close,
        behind: behind(last.text(), close),
    })
}

impl Ends<'_> {
    /// What stands in the bracket in its first paragraph, as if it closed there; the sign before it is one byte.
    fn front(&self) -> String {
        let inside = self.first.text().get(self.inside..).unwrap_or_default();
        let open = bracket::edges(inside).opening as usize;
        format!("[{inside}{}", "]".repeat(open + 1))
    }

    /// Where the signs that close it begin.
    fn front_end(&self) -> usize {
        1 + self.first.text().len() - self.inside
    }

    /// What stands in the bracket in its last paragraph, as if it opened there.
    fn back(&self) -> String {
        let tail = self.last.text().get(..self.close).unwrap_or_default();
        let word = if tail.is_empty() { "x" } else { "" };
        let open = bracket::edges(tail).closing as usize + 1;
        format!("{}{word}{tail}]", "[".repeat(open))
    }

    /// Where its words begin in that.
    fn back_shift(&self) -> usize {
        self.back().len() - 1 - self.close
    }
}

fn written(
    header: &Header,
    document: &Document,
    span: Span,
    take: Take,
) -> Result<Outcome, String> {
    let ends = ends(document, span).ok_or(LOST)?;
    let (first, last) = (ends.first, ends.last);
    let before = first.text().get(..ends.open).unwrap_or_default();
    let inside = first.text().get(ends.inside..).unwrap_or_default();
    let tail = last.text().get(..ends.close).unwrap_or_default();
    let behind = last.text().get(ends.behind..).unwrap_or_default();
    let mut outcome = Outcome::default();
    let (a, b) = match take {
        Take::Keep | Take::Choose(1) => {
            // Names that stand in the bracket go with it: in front of its words, or behind them.
            let inside = without_names(header, &ends.front(), true)
                .and_then(|at| inside.get(at.checked_sub(1)?..))
                .unwrap_or(inside);
            let tail = without_names(header, &ends.back(), false)
                .and_then(|at| tail.get(..at.checked_sub(ends.back_shift())?))
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
    let spans = document.spans().spans;
    for (at, option) in group.options.iter().enumerate() {
        let paragraphs = ids(document, option.from, option.to);
        let inside = |at: usize| (option.from..=option.to).contains(&at);
        let straddles = |s: &Span| inside(s.from.paragraph) != inside(s.to.paragraph);
        if spans.iter().any(straddles) {
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

//! Reading brackets, in one pass over the text.
//!
//! Every opening bracket begins a frame in which the separators of its own depth are noted: slashes between
//! alternatives, dashes and colons that may part words from names. The closing bracket makes a [`Bracket`] of it. What
//! is still open at the end was no bracket: what it holds goes to the frame around it. Never recurses into the text, so
//! that depth costs nothing.

use std::ops::Range;

use super::kind::{closes_link, kind_of};
use super::marks::{Held, Names};
use super::{Alternative, Bracket, BracketKind, Bracketed, DEEPEST, Edges, Issue, Piece};

/// A sign that may mean something, with the bytes it takes.
#[derive(Debug, Clone)]
enum Sign {
    Open(Range<usize>),
    Close(Range<usize>),
    Remark(Range<usize>),
    Slash(Range<usize>),
    Dash(Range<usize>),
    Colon(Range<usize>),
}

/// The signs of a text in order. A backslash takes the meaning from what follows it.
fn signs(text: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    // A remark holds no bracket of either kind: whatever comes between drops the beginning of one.
    let mut remark: Option<(usize, usize)> = None;
    let mut chars = text.char_indices();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let range = at..at + c.len_utf8();
        match c {
            '\\' => {
                chars.next();
            }
            '[' | '［' => {
                remark = None;
                signs.push(Sign::Open(range));
            }
            ']' | '］' => {
                remark = None;
                signs.push(Sign::Close(range));
            }
            '{' => remark = Some((at, signs.len())),
            '}' => {
                if let Some((start, many)) = remark.take() {
                    signs.truncate(many);
                    signs.push(Sign::Remark(start..range.end));
                }
            }
            '/' if before == Some(' ') && text.get(range.end..).is_some_and(is_spaced) => {
                // Two slashes in a row share no space.
                let is_free = |sign: &Sign| !matches!(sign, Sign::Slash(s) if s.end >= at);
                if signs.last().is_none_or(is_free) {
                    signs.push(Sign::Slash(at - 1..range.end + 1));
                }
            }
            '／' => signs.push(Sign::Slash(range)),
            '-' | '–' | '—' => signs.push(Sign::Dash(range)),
            ':' | '：' => signs.push(Sign::Colon(range)),
            _ => {}
        }
        before = Some(c);
    }
    signs
}

fn is_spaced(rest: &str) -> bool {
    rest.starts_with(' ')
}

/// What is known of a bracket before it is closed; the outermost frame is the text itself.
#[derive(Default)]
struct Frame {
    open: Range<usize>,
    /// Brackets and remarks in it.
    inner: Vec<Piece>,
    slashes: Vec<Range<usize>>,
    dashes: Vec<Range<usize>>,
    colons: Vec<Range<usize>>,
}

impl Frame {
    /// Takes over what stood in a frame that was no bracket.
    fn absorb(&mut self, other: Frame) {
        self.inner.extend(other.inner);
        self.slashes.extend(other.slashes);
        self.dashes.extend(other.dashes);
        self.colons.extend(other.colons);
    }
}

pub(super) fn read(text: &str, is_party: &dyn Fn(&str) -> bool) -> Bracketed {
    let reader = Reader {
        text,
        names: Names { text, is_party },
    };
    let mut issues = Vec::new();
    let mut stack: Vec<Frame> = Vec::new();
    let mut top = Frame::default();
    let mut deeper = 0_usize;
    for sign in signs(text) {
        match sign {
            Sign::Open(_) if stack.len() == DEEPEST => deeper += 1,
            Sign::Open(open) => {
                let frame = Frame {
                    open,
                    ..Frame::default()
                };
                stack.push(std::mem::replace(&mut top, frame));
            }
            Sign::Close(_) if deeper > 0 => deeper -= 1,
            Sign::Close(close) => match stack.pop() {
                Some(around) => {
                    let frame = std::mem::replace(&mut top, around);
                    top.inner.push(Piece::Bracket(reader.bracket(frame, close)));
                }
                None => issues.push(Issue::Unopened(close.start)),
            },
            Sign::Remark(range) => top.inner.push(Piece::Remark(range)),
            Sign::Slash(range) => top.slashes.push(range),
            Sign::Dash(range) => top.dashes.push(range),
            Sign::Colon(range) => top.colons.push(range),
        }
    }
    while let Some(mut around) = stack.pop() {
        issues.push(Issue::Unclosed(top.open.start));
        around.absorb(top);
        top = around;
    }
    issues.sort_by_key(|issue| issue.at());
    Bracketed {
        pieces: filled(top.inner, 0..text.len()),
        issues,
    }
}

/// How many brackets are open for settlement, without reading further than that takes.
pub(super) fn count(text: &str) -> usize {
    let mut many = 0;
    pairs(text, |open, close| {
        many += usize::from(kind(text, open, close).is_open());
    });
    many
}

/// What a text leaves open at its ends.
pub(super) fn edges_of(text: &str) -> Edges {
    pairs(text, |_, _| {})
}

/// Calls back for every bracket with both its signs; says how many signs have no partner.
fn pairs(text: &str, mut found: impl FnMut(&Range<usize>, &Range<usize>)) -> Edges {
    let mut edges = Edges::default();
    // Full-width brackets begin with the last of these bytes.
    let may = |found: bool, b: u8| found | matches!(b, b'[' | b']' | 0xef);
    if !text.bytes().fold(false, may) {
        return edges;
    }
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut deeper = 0_usize;
    for sign in signs(text) {
        match sign {
            Sign::Open(_) if open.len() == DEEPEST => deeper += 1,
            Sign::Open(range) => open.push(range),
            Sign::Close(_) if deeper > 0 => deeper -= 1,
            Sign::Close(close) => match open.pop() {
                Some(open) => found(&open, &close),
                None => edges.closing = edges.closing.saturating_add(1),
            },
            _ => {}
        }
    }
    edges.opening = open.len() as u16;
    edges
}

fn kind(text: &str, open: &Range<usize>, close: &Range<usize>) -> BracketKind {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    kind_of(
        part(0..open.start),
        part(open.end..close.start),
        part(close.end..text.len()),
    )
}

/// Pieces that are the whole of `range`: those given, and plain runs between them.
fn filled(inner: Vec<Piece>, range: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(inner.len() * 2 + 1);
    let mut at = range.start;
    for piece in inner {
        let there = piece.range();
        if at < there.start {
            pieces.push(Piece::Plain(at..there.start));
        }
        at = there.end;
        pieces.push(piece);
    }
    if at < range.end {
        pieces.push(Piece::Plain(at..range.end));
    }
    pieces
}

struct Reader<'a> {
    text: &'a str,
    names: Names<'a>,
}

impl Reader<'_> {
    /// The bracket that a frame is, now that it is closed.
    fn bracket(&self, frame: Frame, close: Range<usize>) -> Bracket {
        let inside = frame.open.end..close.start;
        let kind = kind(self.text, &frame.open, &close);
        let link = match kind {
            BracketKind::Citation => closes_link(self.text.get(close.end..).unwrap_or_default()),
            _ => 0,
        };
        let range = frame.open.start..close.end + link;
        let alternatives = if kind == BracketKind::Contested {
            self.alternatives(frame, inside)
        } else {
            vec![Alternative {
                pieces: filled(frame.inner, inside.clone()),
                body: inside,
                marks: Vec::new(),
                unread: Vec::new(),
            }]
        };
        Bracket {
            range,
            kind,
            alternatives,
        }
    }

    /// Splits at slashes, then words from names.
    fn alternatives(&self, frame: Frame, inside: Range<usize>) -> Vec<Alternative> {
        let mut ranges = Vec::with_capacity(frame.slashes.len() + 1);
        let mut start = inside.start;
        for slash in &frame.slashes {
            ranges.push(start..slash.start);
            start = slash.end;
        }
        ranges.push(start..inside.end);
        let mut held: Vec<Held> = ranges
            .iter()
            .map(|range| {
                let dashes = within(&frame.dashes, range);
                let colon = within(&frame.colons, range).first();
                self.names.part(range.clone(), dashes, colon)
            })
            .collect();
        // Where one wording says who holds it, the others do too.
        let is_nobodys = |held: &Held| held.marks.is_empty();
        if !held.iter().all(is_nobodys) && held.iter().any(is_nobodys) {
            for (held, range) in held.iter_mut().zip(&ranges) {
                if held.marks.is_empty() {
                    let dashes = within(&frame.dashes, range);
                    *held = self.names.beside(held.body.clone(), dashes);
                }
            }
        }
        let mut inner = frame.inner.into_iter().peekable();
        held.into_iter()
            .zip(ranges)
            .map(|(held, range)| {
                let mut mine = Vec::new();
                while let Some(piece) = inner.next_if(|piece| piece.range().end <= range.end) {
                    // Names hold no brackets, so that whatever is inside is inside the words.
                    mine.push(piece);
                }
                Alternative {
                    pieces: filled(mine, held.body.clone()),
                    body: held.body,
                    marks: held.marks,
                    unread: held.unread,
                }
            })
            .collect()
    }
}

/// Those of some signs in order that stand in a range.
fn within<'a>(signs: &'a [Range<usize>], range: &Range<usize>) -> &'a [Range<usize>] {
    let start = signs.partition_point(|sign| sign.start < range.start);
    let end = signs.partition_point(|sign| sign.end <= range.end);
    signs.get(start..end.max(start)).unwrap_or_default()
}

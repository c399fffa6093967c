//! Square brackets: the notation in which negotiated text says what is not agreed, and who holds it.
//!
//! | written | read as |
//! |---|---|
//! | `[x]` | contested words |
//! | `[x - US; G77 delete]`, `[x - EU, Norway retain]` | contested, and who wants what with them |
//! | `[EU, Norway: x]` | the same, names in front |
//! | `[x - US/EU, G77 and others DELETE]`, `[x–EU]` | the same: `others` are nobody, a long dash needs no space |
//! | `[x - US; Ruritania delete]` | a name that nobody has is a mark too where one beside it is known |
//! | `[x - US; G77 wait]` | what is no known wish counts as a reservation |
//! | `[a / b - US]` | alternatives in one bracket |
//! | `[A][B][C]`, `[KAZ: a] [UZB: b]` | alternatives side by side, see [`choices`] |
//! | `[Placeholder for x]`, `[date]`, `[x]40-[y]70%` | a place that waits for words or a figure |
//! | `[Original: Russian]`, `[原件：俄文]` | a note on the language of the original |
//! | `[Agreed ad ref]` | a status line |
//! | `[Note: x]`, `[sic]`, `{x}` | an editor's remark |
//! | `[^1]`, `[text](link)`, `word[3]` | a footnote mark, a link, a citation |
//! | `\[` | a bracket that belongs to the words |
//!
//! Full-width `［］` are the same as `[]`; brackets nest. The notation is that of the compilation texts of the United
//! Nations (“The Future We Want”, text of 2 June 2012; the drafts of the Paris Agreement, 2015).
//!
//! Never refuses a text: a bracket without its partner becomes an [`Issue`], and the rest is still read. Whether it
//! has its partner in another paragraph is for [`spans`]. Every byte of the text is in exactly one part of a reading
//! ([`Bracketed::parts`]), so that nothing is lost by reading.
//!
//! Start at [`parse`].

mod judge;
mod kind;
mod marks;
mod option;
mod read;
mod resolve;
mod span;
mod stretch;
mod wanted;

use std::ops::Range;

pub use judge::{Judge, decided};
pub(crate) use judge::{of_rest, will};
pub(crate) use option::opens;
pub use option::{Opt, OptionGroup, options};
pub(crate) use resolve::GUARDED;
pub use resolve::{
    Chosen, Contest, Fate, Pick, Remarks, Take, TakeError, contests, resolved, settled,
};
pub use span::{Edges, Place, Span, Spans, edges, spans};
pub use stretch::Stretches;
pub use wanted::{Whose, choice_of, chosen, occurrence, told, wanted};

/// Deeper brackets than this are left as words; no negotiation has come near it.
pub const DEEPEST: usize = 64;

/// A text as read: pieces in order that together are the whole text, and what did not fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bracketed {
    /// Plain runs, remarks and brackets, in order.
    pub pieces: Vec<Piece>,
    /// Brackets without a partner.
    pub issues: Vec<Issue>,
}

/// A plain run, a remark or a bracket. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words outside brackets, at this depth.
    Plain(Range<usize>),
    /// An editor's remark in curly brackets, with them.
    Remark(Range<usize>),
    /// A bracket.
    Bracket(Bracket),
}

/// One bracket with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// From the opening to behind the closing bracket.
    pub range: Range<usize>,
    /// What it is for.
    pub kind: BracketKind,
    /// Its alternatives; one when there is nothing to choose from.
    pub alternatives: Vec<Alternative>,
}

/// What a bracket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BracketKind {
    /// Words that are not agreed.
    Contested,
    /// A place that waits for words, a date or a figure.
    Placeholder,
    /// A note on the language of the original.
    Original,
    /// A status line: `[Agreed ad ref]`.
    Status,
    /// An editor's remark.
    Remark,
    /// A footnote mark, a link or a citation: it belongs to the words.
    Citation,
}

/// One wording in a bracket, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The words without the marks.
    pub body: Range<usize>,
    /// The words, read further.
    pub pieces: Vec<Piece>,
    /// Who wants what with them.
    pub marks: Vec<Mark>,
    /// What stands behind names and is no wish that is known: `del.` of `KAZ del.`. Those names have a reservation, since
    /// nobody can say whether they want the words.
    pub unread: Vec<Range<usize>>,
}

/// A delegation or group, and what it wants with the words in a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Code or name, as written.
    pub party: Range<usize>,
    /// What it wants.
    pub wish: Wish,
}

/// What a delegation wants with the words in a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wish {
    /// Proposes them: a bare name.
    Propose,
    /// Wants them kept.
    Retain,
    /// Wants them out.
    Delete,
    /// Reserves on them.
    Reserve,
}

/// A bracket without its partner in the same text, at a byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issue {
    /// Opened and not closed.
    Unclosed(usize),
    /// Closed and not opened.
    Unopened(usize),
}

/// What a part of a bracketed text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Words.
    Words,
    /// A remark in curly brackets.
    Remark,
    /// A bracket that is a note, a status line, a citation or a remark, whole.
    Aside(BracketKind),
    /// The signs of a bracket and of its alternatives: `[`, `]`, ` / `, the dash and colon of its marks, `delete`.
    Sign,
    /// The name of a delegation or group that holds words.
    Party,
}

impl BracketKind {
    /// Whether something is still to be settled in it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Contested | Self::Placeholder)
    }
}

impl Issue {
    /// Where it stands.
    pub fn at(self) -> usize {
        match self {
            Self::Unclosed(at) | Self::Unopened(at) => at,
        }
    }
}

impl Piece {
    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Plain(range) | Self::Remark(range) => range.clone(),
            Self::Bracket(bracket) => bracket.range.clone(),
        }
    }
}

impl Bracketed {
    /// All brackets, inner ones behind the one they are in.
    pub fn brackets(&self) -> Vec<&Bracket> {
        let mut all = Vec::new();
        collect(&self.pieces, &mut all);
        all
    }

    /// Every part of the text in order, with how deep it stands: together they are the whole text.
    pub fn parts(&self) -> Vec<(Range<usize>, Part, usize)> {
        let mut parts = Vec::new();
        add_parts(&self.pieces, 0, &mut parts);
        parts
    }
}

/// Reads the brackets of a text. `is_party` says whether a word or words name a delegation or group.
pub fn parse(text: &str, is_party: &dyn Fn(&str) -> bool) -> Bracketed {
    read::read(text, is_party)
}

/// How many brackets a text has in which something is still to be settled, nested ones counted.
pub fn count(text: &str) -> u16 {
    read::count(text).min(usize::from(u16::MAX)) as u16
}

/// Whether something looks like the code of a delegation or group when no list is at hand: `US`, `G77`, `CARICOM`.
pub fn looks_like_code(said: &str) -> bool {
    let mut chars = said.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && said.len() >= 2
        && said.len() <= 15
        && chars.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

/// The brackets among pieces that are alternatives to each other, by their places among the pieces: runs of two or
/// more that touch, and runs of which each is proposed by somebody else with only spaces between them.
pub fn choices(text: &str, pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut apart = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Bracket(bracket) if bracket.kind == BracketKind::Contested => {
                let before = run.last().and_then(|at| pieces.get(*at));
                let belongs = match before {
                    Some(Piece::Bracket(before)) if apart => are_rivals(text, before, bracket),
                    Some(_) => true,
                    None => false,
                };
                if !belongs {
                    runs.push(std::mem::take(&mut run));
                }
                run.push(at);
                apart = false;
            }
            Piece::Plain(range) if !run.is_empty() && is_blank(text, range) => apart = true,
            _ => runs.push(std::mem::take(&mut run)),
        }
    }
    runs.push(run);
    runs.retain(|run| run.len() > 1);
    runs
}

/// Whether two brackets hold different words of different delegations, each with nothing else in it.
fn are_rivals(text: &str, first: &Bracket, second: &Bracket) -> bool {
    let proposers = |bracket: &Bracket| -> Option<Vec<String>> {
        let [only] = bracket.alternatives.as_slice() else {
            return None;
        };
        let proposed = only.marks.iter().all(|mark| mark.wish == Wish::Propose);
        let names = only.marks.iter().filter_map(|m| text.get(m.party.clone()));
        (proposed && !only.marks.is_empty()).then(|| names.map(str::to_lowercase).collect())
    };
    match (proposers(first), proposers(second)) {
        (Some(a), Some(b)) => a.iter().all(|name| !b.contains(name)),
        _ => false,
    }
}

fn is_blank(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|words| words.chars().all(char::is_whitespace))
}

fn collect<'a>(pieces: &'a [Piece], all: &mut Vec<&'a Bracket>) {
    for piece in pieces {
        if let Piece::Bracket(bracket) = piece {
            all.push(bracket);
            for alternative in &bracket.alternatives {
                collect(&alternative.pieces, all);
            }
        }
    }
}

fn add_parts(pieces: &[Piece], depth: usize, parts: &mut Vec<(Range<usize>, Part, usize)>) {
    for piece in pieces {
        match piece {
            Piece::Plain(range) => parts.push((range.clone(), Part::Words, depth)),
            Piece::Remark(range) => parts.push((range.clone(), Part::Remark, depth)),
            Piece::Bracket(bracket) if !bracket.kind.is_open() => {
                parts.push((bracket.range.clone(), Part::Aside(bracket.kind), depth));
            }
            Piece::Bracket(bracket) => add_bracket(bracket, depth + 1, parts),
        }
    }
}

fn add_bracket(bracket: &Bracket, depth: usize, parts: &mut Vec<(Range<usize>, Part, usize)>) {
    let mut at = bracket.range.start;
    for alternative in &bracket.alternatives {
        let parties = alternative.marks.iter().map(|m| (m.party.clone(), None));
        let mut inside: Vec<(Range<usize>, Option<&[Piece]>)> = parties.collect();
        inside.push((alternative.body.clone(), Some(&alternative.pieces)));
        inside.sort_by_key(|(range, _)| range.start);
        for (range, pieces) in inside {
            if at < range.start {
                parts.push((at..range.start, Part::Sign, depth));
            }
            at = range.end;
            match pieces {
                Some(pieces) => add_parts(pieces, depth, parts),
                None => parts.push((range, Part::Party, depth)),
            }
        }
    }
    if at < bracket.range.end {
        parts.push((at..bracket.range.end, Part::Sign, depth));
    }
}

#[cfg(test)]
mod tests;

//! What is done with the brackets of a text: put around words, given holders and further wordings, merged, taken out again.
//!
//! Words outside the bracket that an act is about stay as they are. What was written is read again before it counts: a
//! bracket that would be read otherwise than it was meant is never made.
//!
//! What it never does: change a workspace; [`super::apply()`] does, with what is computed here.
//!
//! Where to start: [`done`], then [`Act`].

mod holders;
mod merge;
mod over;
mod resolve;

use std::ops::Range;

use crate::model::bracket::{
    self, Bracket, BracketKind, Bracketed, Chosen, GUARDED, Take, Wish, choices, occurrence,
};
use crate::model::{Code, Header, Paragraph};
use crate::text::Language;

pub use crate::model::bracket::Judge;
pub(crate) use over::{
    Outcome, alike, decided_over, held, outcome, resolved, shortened, undecided_over, wides,
};
pub use over::{Over, Wide, choice_over, hold, options_of, written_out};
pub(crate) use resolve::EMPTIED;
pub use resolve::{How, Seen, reading};

/// Something that is done with the brackets of one paragraph. Brackets are called by their number among those that are open,
/// from 1, inner ones behind the one they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Words are put between brackets.
    Around {
        /// Bytes of the paragraph.
        range: Range<usize>,
        /// Who holds them; may be nobody.
        by: Vec<Code>,
        /// What they want with them.
        wish: Wish,
    },
    /// Delegations say what they want with a wording.
    Attribute {
        /// Which bracket.
        bracket: usize,
        /// Which of its wordings, from 1.
        wording: usize,
        /// Who.
        by: Vec<Code>,
        /// What they want.
        wish: Wish,
    },
    /// A further wording comes into a bracket.
    Add {
        /// Which bracket.
        bracket: usize,
        /// The words.
        words: String,
        /// Who proposes them; may be nobody.
        by: Vec<Code>,
    },
    /// A bracket and the one behind it become one: alternatives of each other, or, of the same holders, one wording.
    Merge {
        /// The first of the two.
        bracket: usize,
    },
    /// A delegation withdraws: its name goes from one bracket, or from all.
    Withdraw {
        /// Which bracket; none for all of the paragraph.
        bracket: Option<usize>,
        /// Who.
        by: Code,
    },
    /// What the chair wants taken of a bracket is kept, or forgotten.
    Choose {
        /// Which bracket.
        bracket: usize,
        /// What; none forgets.
        take: Option<Take>,
    },
    /// A bracket, or all of the paragraph, are decided.
    Resolve {
        /// Which bracket; none for all.
        bracket: Option<usize>,
        /// How.
        how: How,
    },
}

/// The one that is named, when it is one.
fn sole(by: &[Code]) -> Option<Code> {
    match by {
        [only] => Some(*only),
        _ => None,
    }
}

impl Act {
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
            Self::Attribute { .. } => "attribute",
            Self::Add { .. } => "alternative",
            Self::Merge { .. } => "merge brackets",
            Self::Withdraw { .. } => "withdraw from brackets",
            Self::Choose { .. } => "choose",
            Self::Resolve { .. } => "resolve",
        }
    }

    /// What it is, for people, of a paragraph of that name.
    pub fn title(&self, name: &str) -> String {
        let names = |by: &[Code]| crate::model::names(by);
        match self {
            Self::Around { by, .. } if by.is_empty() => format!("bracket words of {name}"),
            Self::Around { by, .. } => format!("bracket words of {name} for {}", names(by)),
            Self::Attribute {
                bracket, by, wish, ..
            } => format!("{} {} bracket {bracket} of {name}", names(by), said(*wish)),
            Self::Add { bracket, by, .. } => match by.as_slice() {
                [] => format!("another wording in bracket {bracket} of {name}"),
                by => format!(
                    "another wording of {} in bracket {bracket} of {name}",
                    names(by)
                ),
            },
            Self::Merge { bracket } => {
                format!("merge brackets {bracket} and the next of {name}")
            }
            Self::Withdraw { bracket, by } => match bracket {
                Some(bracket) => format!("{by} withdraws from bracket {bracket} of {name}"),
                None => format!("{by} withdraws from the brackets of {name}"),
            },
            Self::Choose { bracket, take } => match take {
                Some(take) => format!(
                    "the chair would {} in bracket {bracket} of {name}",
                    verb_of(*take)
                ),
                None => format!("the chair has no choice for bracket {bracket} of {name}"),
            },
            Self::Resolve { bracket, how } => match bracket {
                Some(bracket) => format!("resolve bracket {bracket} of {name}: {}", how.phrase()),
                None => format!("resolve {name}: {}", how.phrase()),
            },
        }
    }
}

/// A take as what somebody does.
pub(super) fn verb_of(take: Take) -> String {
    match take {
        Take::Keep => "keep the words".to_owned(),
        Take::Drop => "drop the words".to_owned(),
        Take::Choose(nth) => format!("take wording {nth}"),
    }
}

/// What a wish is called of a bracket, as a verb.
pub(super) fn said(wish: Wish) -> &'static str {
    match wish {
        Wish::Propose => "for",
        Wish::Retain => "to retain",
        Wish::Delete => "to delete",
        Wish::Reserve => "reserves on",
    }
}

/// What became of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its words.
    pub text: String,
    /// What the chair wants taken of its brackets.
    pub chosen: Vec<Chosen>,
}

/// A text with its brackets read.
#[derive(Debug)]
pub(crate) struct Read<'t> {
    pub(crate) text: &'t str,
    pub(crate) read: Bracketed,
}

impl<'t> Read<'t> {
    pub(crate) fn of(text: &'t str, header: &Header) -> Self {
        let read = bracket::parse(text, &|said| header.may_name(said));
        Self { text, read }
    }

    fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The open bracket of that number.
    fn bracket(&self, number: usize) -> Result<&Bracket, String> {
        let open = self.read.open();
        let found = number.checked_sub(1).and_then(|at| open.get(at).copied());
        found.ok_or_else(|| match open.len() {
            0 => "nothing is in brackets here: `rapporteur bracket` puts words between brackets"
                .to_owned(),
            1 => format!("there is no bracket {number}: there is one, number 1"),
            many => format!("there is no bracket {number}: there are {many}, counted from 1"),
        })
    }
}

/// Whether a delegation or group is named in a bracket of a text.
pub fn holds(header: &Header, text: &str, code: Code) -> bool {
    let read = Read::of(text, header);
    let open = read.read.open();
    let marks = open
        .iter()
        .flat_map(|b| &b.alternatives)
        .flat_map(|a| &a.marks);
    let mut names = marks.map(|m| read.slice(m.party.clone()));
    names.any(|name| header.find_party(name) == Some(code) || name == code.as_str())
}

/// Whether something is contested in a text.
pub(crate) fn is_contested(header: &Header, text: &str) -> bool {
    let read = Read::of(text, header);
    !bracket::contests(text, &read.read).is_empty()
}

/// Words with a backslash before every sign that the bracket around them would take for its own.
pub(crate) fn guarded(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 4);
    let mut depth = 0_usize;
    let mut escaped = false;
    for c in words.chars() {
        match c {
            '[' | '［' if !escaped => depth += 1,
            ']' | '］' if !escaped => depth = depth.saturating_sub(1),
            // Signs of brackets inside are their own.
            _ if depth == 0 && !escaped && GUARDED.contains(&c) => text.push('\\'),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        text.push(c);
    }
    text
}

/// Does an act on the words of a paragraph, in the language that they are written in.
///
/// # Errors
/// A sentence that says why it cannot be done, and what to do.
pub fn done(header: &Header, language: Language, p: &Paragraph, act: &Act) -> Result<Done, String> {
    let read = Read::of(p.text(), header);
    let keep = |text: String| Done {
        text,
        chosen: p.chosen.clone(),
    };
    match act {
        Act::Around { range, by, wish } => {
            around(&read, header, language, range, by, *wish).map(keep)
        }
        Act::Attribute {
            bracket,
            wording,
            by,
            wish,
        } => holders::attribute(&read, header, language, (*bracket, *wording), by, *wish).map(keep),
        Act::Add { bracket, words, by } => add(&read, header, *bracket, words, by).map(keep),
        Act::Merge { bracket } => merge::merge(&read, header, *bracket).map(keep),
        Act::Withdraw { bracket, by } => holders::withdraw(&read, header, *bracket, *by).map(keep),
        Act::Choose { bracket, take } => choose(&read, p, *bracket, *take),
        Act::Resolve { bracket, how } => {
            resolve::resolve(&read, header, &p.chosen, *bracket, how).map(keep)
        }
    }
}

/// The text with a part replaced.
fn spliced(text: &str, range: Range<usize>, with: &str) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    [before, with, behind].concat()
}

/// The signs of a bracket in a text: full-width ones where those around are.
fn signs(text: &str, at: Option<&Bracket>) -> (char, char) {
    let wide = match at {
        Some(bracket) => text
            .get(bracket.range.clone())
            .is_some_and(|t| t.starts_with('［')),
        None => text.contains('［') && !text.contains('['),
    };
    if wide { ('［', '］') } else { ('[', ']') }
}

fn around(
    read: &Read<'_>,
    header: &Header,
    language: Language,
    range: &Range<usize>,
    by: &[Code],
    wish: Wish,
) -> Result<String, String> {
    let words = read
        .text
        .get(range.clone())
        .ok_or("the selection is not in the words of the paragraph")?;
    let start = range.start + words.len() - words.trim_start().len();
    let words = words.trim();
    if words.is_empty() {
        return Err("nothing is selected: choose the words to be bracketed".to_owned());
    }
    let whole = start..start + words.len();
    if bracket::edges(words) != bracket::Edges::default() {
        return Err(
            "the selection opens or closes a bracket without its partner: take both into it, or neither"
                .to_owned(),
        );
    }
    if read.text.get(..start).is_some_and(ends_in_backslash) {
        return Err("the selection begins behind a backslash: take that into it".to_owned());
    }
    let (open, close) = signs(read.text, None);
    let marks = holders::written(by, wish, language);
    let outer = shapes(&read.read, &whole);
    let mut why = UNREAD;
    for care in [words.to_owned(), guarded(words)] {
        let text = spliced(
            read.text,
            whole.clone(),
            &format!("{open}{care}{marks}{close}"),
        );
        let again = Read::of(&text, header);
        let made = again
            .read
            .open()
            .into_iter()
            .find(|b| b.range.start == start);
        let Some(made) = made else {
            why = "these words would be read as a note in brackets, and not as contested words";
            continue;
        };
        if shapes(&again.read, &made.range) != outer {
            why = "the selection takes signs or names of the bracket around it: choose words of one wording";
            continue;
        }
        let as_meant = match made.alternatives.as_slice() {
            [only] => {
                let ends = again.slice(only.body.clone()) == care;
                let names = holders::names(&again, only, wish);
                ends && only.marks.len() == by.len() && names == codes(by)
            }
            _ => false,
        };
        if as_meant && (by.is_empty() || made.kind == BracketKind::Contested) {
            return Ok(text);
        }
        why = UNREAD;
    }
    Err(why.to_owned())
}

const UNREAD: &str = "the brackets could not be read back as they were meant: choose other words";

fn codes(by: &[Code]) -> Vec<String> {
    by.iter().map(|code| code.as_str().to_owned()).collect()
}

/// How many wordings and names each bracket around a place has.
fn shapes(read: &Bracketed, place: &Range<usize>) -> Vec<(usize, usize)> {
    let around = |b: &&Bracket| b.range.start < place.start && place.end < b.range.end;
    let all = read.brackets().into_iter().filter(around);
    all.map(|b| {
        let names = b.alternatives.iter().map(|a| a.marks.len()).sum();
        (b.alternatives.len(), names)
    })
    .collect()
}

fn ends_in_backslash(text: &str) -> bool {
    let behind = text.trim_end_matches('\\');
    (text.len() - behind.len()) % 2 == 1
}

fn add(
    read: &Read<'_>,
    header: &Header,
    number: usize,
    words: &str,
    by: &[Code],
) -> Result<String, String> {
    let target = read.bracket(number)?;
    let words = crate::text::clean_paragraph(words);
    if words.is_empty() {
        return Err(
            "a wording without words is none: to strike them, attribute the bracket with `delete`"
                .to_owned(),
        );
    }
    if bracket::edges(&words) != bracket::Edges::default() {
        return Err("the new wording opens or closes a bracket without its partner".to_owned());
    }
    let before = target.alternatives.len();
    let end = target.range.end - signs(read.text, Some(target)).1.len_utf8();
    let inside = read.text.get(..end).unwrap_or_default();
    let end = inside.trim_end().len();
    let marks = holders::written(by, Wish::Propose, Language::ENGLISH);
    for care in [words.clone(), guarded(&words)] {
        let text = spliced(read.text, end..end, &format!(" / {care}{marks}"));
        let again = Read::of(&text, header);
        let made = again.bracket(number)?;
        let last = made.alternatives.last();
        let as_meant = made.kind == BracketKind::Contested
            && made.range.start == target.range.start
            && made.alternatives.len() == before.max(1) + 1
            && last.is_some_and(|last| {
                again.slice(last.body.clone()) == care && last.marks.len() == by.len()
            });
        if as_meant {
            return Ok(text);
        }
    }
    Err(
        "the new wording could not be read back as it is meant: write the bracket by hand"
            .to_owned(),
    )
}

/// Where the brackets of each run of alternatives side by side begin, at any depth.
fn runs(read: &Read<'_>) -> Vec<Vec<usize>> {
    fn collect(text: &str, pieces: &[bracket::Piece], found: &mut Vec<Vec<usize>>) {
        let places = choices(text, pieces).into_iter().map(|run| {
            let starts = run.iter().filter_map(|at| pieces.get(*at));
            starts.map(|p| p.range().start).collect()
        });
        found.extend(places);
        for piece in pieces {
            if let bracket::Piece::Bracket(b) = piece {
                for alternative in &b.alternatives {
                    collect(text, &alternative.pieces, found);
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(read.text, &read.read.pieces, &mut found);
    found
}

fn choose(
    read: &Read<'_>,
    p: &Paragraph,
    number: usize,
    take: Option<Take>,
) -> Result<Done, String> {
    let target = read.bracket(number)?;
    if let Some(take) = take {
        resolve::possible(read, target, number, take)?;
    }
    let words = read.slice(target.range.clone());
    let nth = occurrence(read.text, target);
    let mut chosen = p.chosen.clone();
    // Choices for brackets that are gone are of no use to anybody.
    chosen.retain(|c| (&*c.bracket != words || c.nth != nth) && read.text.contains(&*c.bracket));
    chosen.extend(take.map(|take| Chosen {
        bracket: words.into(),
        nth,
        take,
    }));
    Ok(Done {
        text: p.text().to_owned(),
        chosen,
    })
}

#[cfg(test)]
mod tests;

//! Taking brackets out of a text: what is contested in it, what may be taken of each, and the words that result.
//!
//! Words outside the brackets stay as they are. Where a bracket was, white space and punctuation are put right: no two
//! spaces, none before a comma, no two commas, nothing between Chinese characters, no half of a stressed lead. Start at
//! [`contests`], then [`resolved`].

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use super::{Alternative, Bracket, BracketKind, Bracketed, Piece, choices};

/// What is taken of a bracket when it is resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Take {
    /// Its words stay.
    Keep,
    /// Its words go.
    Drop,
    /// Of several wordings this one stays, counted from 1.
    Choose(usize),
}

impl fmt::Display for Take {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keep => f.pad("keep"),
            Self::Drop => f.pad("drop"),
            Self::Choose(nth) => write!(f, "{nth}"),
        }
    }
}

/// Something that says not what is taken of a bracket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is none of keep, drop or the number of a wording, from 1")]
pub struct TakeError(String);

impl FromStr for Take {
    type Err = TakeError;

    fn from_str(said: &str) -> Result<Self, TakeError> {
        match said.trim() {
            "keep" => Ok(Self::Keep),
            "drop" => Ok(Self::Drop),
            other => match other.parse() {
                Ok(nth) if nth > 0 => Ok(Self::Choose(nth)),
                _ => Err(TakeError(said.chars().take(20).collect())),
            },
        }
    }
}

/// What the chair wants taken of a bracket, bound to the words of the bracket as they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// The bracket, with its signs and holders.
    pub bracket: std::sync::Arc<str>,
    /// Which of the brackets that read so, from 1.
    pub nth: usize,
    /// What is to be taken.
    pub take: Take,
}

/// One question that brackets put: a bracket with its wordings, or several side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest<'r> {
    /// The brackets, each with its number among those that are open, from 1, inner ones behind the one they are in.
    pub brackets: Vec<(usize, &'r Bracket)>,
    /// The wordings to choose from, each with the place of its bracket in `brackets` and its place in that.
    pub wordings: Vec<(usize, usize, &'r Alternative)>,
}

/// What is taken of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pick {
    /// The wording of that place, from 0.
    Nth(usize),
    /// None of them.
    Nothing,
}

/// What becomes of a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stays, and what is in it is asked about.
    Stay,
    /// It goes with its words.
    Gone,
    /// Its alternative of that place stays, without signs and holders.
    Keep(usize),
    /// Other words stand in its place.
    Words(String),
}

/// What becomes of remarks in curly brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remarks {
    /// They stay.
    Stay,
    /// They go.
    Gone,
}

impl Bracketed {
    /// The brackets in which something is still to be settled, inner ones behind the one they are in. Their places here,
    /// from 1, are the numbers that people call them by.
    pub fn open(&self) -> Vec<&Bracket> {
        let mut all = self.brackets();
        all.retain(|bracket| bracket.kind.is_open());
        all
    }
}

/// The questions that the brackets of a text put, outer ones first.
pub fn contests<'r>(text: &str, read: &'r Bracketed) -> Vec<Contest<'r>> {
    let open = read.open().into_iter().enumerate();
    let numbers: HashMap<usize, usize> = open.map(|(at, b)| (b.range.start, at + 1)).collect();
    let mut found = Vec::new();
    collect(text, &read.pieces, &numbers, &mut found);
    found
}

fn collect<'r>(
    text: &str,
    pieces: &'r [Piece],
    numbers: &HashMap<usize, usize>,
    found: &mut Vec<Contest<'r>>,
) {
    let mut runs = choices(text, pieces).into_iter().peekable();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Bracket(bracket) = piece else {
            continue;
        };
        if bracket.kind == BracketKind::Contested {
            while runs.next_if(|run| run.last() < Some(&at)).is_some() {}
            // Between the first and the last of a run stand its own and white space.
            let run = runs.peek().filter(|run| run.first() <= Some(&at));
            let places = match run {
                Some(run) if run.first() != Some(&at) => Vec::new(),
                Some(run) => run.clone(),
                None => vec![at],
            };
            let mut contest = Contest {
                brackets: Vec::new(),
                wordings: Vec::new(),
            };
            for place in places {
                let Some(Piece::Bracket(b)) = pieces.get(place) else {
                    continue;
                };
                let nth = contest.brackets.len();
                let number = numbers.get(&b.range.start).copied().unwrap_or_default();
                contest.brackets.push((number, b));
                let wordings = b.alternatives.iter().enumerate();
                contest
                    .wordings
                    .extend(wordings.map(|(at, a)| (nth, at, a)));
            }
            if !contest.brackets.is_empty() {
                found.push(contest);
            }
        }
        for alternative in &bracket.alternatives {
            collect(text, &alternative.pieces, numbers, found);
        }
    }
}

/// The text with every contest decided for which `judge` gives a pick; the others stay.
pub fn resolved(
    text: &str,
    read: &Bracketed,
    remarks: Remarks,
    judge: &mut dyn FnMut(&Contest<'_>) -> Option<Pick>,
) -> String {
    let mut fates: HashMap<usize, Fate> = HashMap::new();
    for contest in contests(text, read) {
        let Some(pick) = judge(&contest) else {
            continue;
        };
        for (_, bracket) in &contest.brackets {
            fates.insert(bracket.range.start, Fate::Gone);
        }
        if let Pick::Nth(nth) = pick
            && let Some((of, at, _)) = contest.wordings.get(nth)
            && let Some((_, bracket)) = contest.brackets.get(*of)
        {
            fates.insert(bracket.range.start, Fate::Keep(*at));
        }
    }
    settled(text, read, remarks, &mut |bracket| {
        let fate = fates.get(&bracket.range.start).cloned();
        fate.unwrap_or(Fate::Stay)
    })
}

/// The text with the fate of each bracket done. Only brackets that stay are asked about further.
pub fn settled(
    text: &str,
    read: &Bracketed,
    remarks: Remarks,
    fate: &mut dyn FnMut(&Bracket) -> Fate,
) -> String {
    let mut out = Out {
        text,
        words: String::with_capacity(text.len()),
        seam: Seam::None,
        skip_star: false,
        remarks,
    };
    out.walk(&read.pieces, Around::Nothing, fate);
    if out.seam != Seam::None {
        let end = out.words.trim_end_matches(' ').len();
        out.words.truncate(end);
    }
    out.words
}

/// What stood between the words that are there and those that come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// Nothing.
    None,
    /// A sign of a bracket whose words stay.
    Sign,
    /// Words that went.
    Gone,
}

/// The brackets around some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Around {
    /// None.
    Nothing,
    /// One that goes: the backslashes that kept signs from being read as its own go too.
    Going,
    /// One that stays.
    Staying,
}

struct Out<'t> {
    text: &'t str,
    words: String,
    seam: Seam,
    /// The next star is one whose partner went.
    skip_star: bool,
    remarks: Remarks,
}

/// Signs that mean something in a bracket, besides the brackets themselves: a backslash before them keeps them words.
pub(crate) const GUARDED: [char; 7] = ['/', '／', '-', '–', '—', ':', '：'];

impl Out<'_> {
    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn walk(&mut self, pieces: &[Piece], around: Around, fate: &mut dyn FnMut(&Bracket) -> Fate) {
        for piece in pieces {
            match piece {
                Piece::Remark(_) if self.remarks == Remarks::Gone => self.cut(Seam::Gone),
                Piece::Plain(range) | Piece::Remark(range) => {
                    self.push(range.start, range.end, around);
                }
                Piece::Bracket(bracket) => self.bracket(bracket, around, fate),
            }
        }
    }

    fn bracket(
        &mut self,
        bracket: &Bracket,
        around: Around,
        fate: &mut dyn FnMut(&Bracket) -> Fate,
    ) {
        match fate(bracket) {
            Fate::Stay => {
                let mut at = bracket.range.start;
                for alternative in &bracket.alternatives {
                    self.push(at, alternative.body.start, Around::Staying);
                    self.walk(&alternative.pieces, Around::Staying, fate);
                    at = alternative.body.end;
                }
                self.push(at, bracket.range.end, Around::Staying);
            }
            Fate::Gone => {
                self.cut(Seam::Gone);
                self.mend_lead(bracket, "");
            }
            Fate::Words(words) => {
                self.cut(Seam::Sign);
                if words.trim().is_empty() {
                    self.cut(Seam::Gone);
                } else {
                    self.put(words.trim(), Around::Staying);
                    self.cut(Seam::Sign);
                }
            }
            Fate::Keep(nth) => {
                let Some(alternative) = bracket.alternatives.get(nth) else {
                    return self.push(bracket.range.start, bracket.range.end, around);
                };
                let body = alternative.body.clone();
                let words = self.slice(body.start, body.end).to_owned();
                self.cut(if words.trim().is_empty() {
                    Seam::Gone
                } else {
                    Seam::Sign
                });
                let within = match around {
                    Around::Staying => Around::Staying,
                    _ => Around::Going,
                };
                self.walk(&alternative.pieces, within, fate);
                self.cut(Seam::Sign);
                self.mend_lead(bracket, &words);
            }
        }
    }

    fn cut(&mut self, seam: Seam) {
        if self.seam != Seam::Gone {
            self.seam = seam;
        }
    }

    fn push(&mut self, start: usize, end: usize, around: Around) {
        let words = self.text.get(start..end).unwrap_or_default();
        let words = if self.skip_star {
            match words.split_once('*') {
                Some((before, behind)) => {
                    self.skip_star = false;
                    let (before, behind) = (before.to_owned(), behind.to_owned());
                    self.put(&before, around);
                    return self.put(&behind, around);
                }
                None => words,
            }
        } else {
            words
        };
        let words = words.to_owned();
        self.put(&words, around);
    }

    fn put(&mut self, words: &str, around: Around) {
        let words = self.joined(words);
        if words.is_empty() {
            return;
        }
        self.seam = Seam::None;
        if around != Around::Going || !words.contains('\\') {
            self.words.push_str(words);
            return;
        }
        let mut chars = words.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '\\' {
                match chars.next() {
                    Some(next) if GUARDED.contains(&next) => self.words.push(next),
                    Some(next) => self.words.extend([c, next]),
                    None => self.words.push(c),
                }
            } else {
                self.words.push(c);
            }
        }
    }

    /// The words as they stand behind those that are there, which are put right where a bracket was between.
    fn joined<'w>(&mut self, words: &'w str) -> &'w str {
        if self.seam == Seam::None {
            return words;
        }
        let before = self.words.chars().next_back();
        let is_apart =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '（' | '[' | '［'));
        let rest = if is_apart {
            words.trim_start_matches(' ')
        } else {
            words
        };
        let Some(first) = rest.chars().next() else {
            return rest;
        };
        if self.seam == Seam::Gone
            && let Some(rest) = self.emptied(first, rest)
        {
            return self.joined(rest);
        }
        let had_space = rest.len() < words.len();
        if closes(first) || (closes_loosely(first) && !had_space) {
            let end = self.words.trim_end_matches(' ').len();
            self.words.truncate(end);
        }
        if self.seam == Seam::Gone && (separates(first) || ends(first)) {
            let before = self.words.trim_end_matches(' ');
            if before.is_empty() && separates(first) {
                return rest.trim_start_matches(|c| c == ' ' || separates(c));
            }
            if before.ends_with(separates) {
                let end = before.trim_end_matches(separates).len();
                self.words.truncate(end);
            }
        }
        rest
    }

    /// Round brackets and the stars of a stressed lead of which nothing is left go with what stood in them: the words behind.
    fn emptied<'w>(&mut self, first: char, rest: &'w str) -> Option<&'w str> {
        let words = self.words.trim_end_matches(' ');
        let is_empty = match first {
            ')' => words.ends_with('('),
            '）' => words.ends_with('（'),
            '*' => words.ends_with('*') && is_odd(words),
            _ => false,
        };
        if !is_empty {
            return None;
        }
        let end = words.len() - words.chars().next_back().map_or(0, char::len_utf8);
        self.words.truncate(end);
        rest.strip_prefix(first)
    }

    /// A stressed lead of which the words that went held one of the two stars is closed where it ends now, or was never
    /// opened.
    fn mend_lead(&mut self, bracket: &Bracket, kept: &str) {
        let first = bracket.alternatives.first().map(|a| a.body.clone());
        let whole = match first {
            Some(body) if bracket.alternatives.len() > 1 => self.slice(body.start, body.end),
            _ => self.slice(bracket.range.start, bracket.range.end),
        };
        if is_odd(whole) == is_odd(kept) {
            return;
        }
        if !is_odd(&self.words) {
            self.skip_star = true;
        } else if self.words.ends_with('*') {
            self.words.pop();
        } else {
            let end = self.words.trim_end_matches(' ').len();
            self.words.insert(end, '*');
        }
    }
}

/// Whether a star stands in words without its partner.
fn is_odd(words: &str) -> bool {
    words.matches('*').count() % 2 == 1
}

/// Marks that stand close to the word before them.
pub(crate) fn closes(c: char) -> bool {
    matches!(c, ',' | '.' | ')' | ']' | '］' | '،' | '؟')
}

/// Marks that stand close to the word before them, but in French.
fn closes_loosely(c: char) -> bool {
    matches!(c, ';' | ':' | '!' | '?' | '؛')
}

/// Marks between the parts of a list.
fn separates(c: char) -> bool {
    matches!(c, ',' | '،' | '，' | '、')
}

/// Marks at the end of a clause.
fn ends(c: char) -> bool {
    matches!(c, '.' | ';' | ':' | '。' | '；' | '：' | '؛')
}

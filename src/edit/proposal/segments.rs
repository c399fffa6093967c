//! A bracketed text cut into what stands and what is to be chosen, and put together again with a choice made.
//!
//! A bracket stands apart from its neighbours by spaces that belong to neither: when nothing of it is taken, one of the two
//! spaces around it goes with it, and before a comma both do.

use std::ops::Range;

use super::hunk::slice;
use crate::model::bracket::{Bracket, BracketKind, Bracketed, Piece, Wish};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// Words that stand, whatever is chosen.
    Fixed(String),
    /// Words to choose from.
    Choice(Choice),
}

/// One bracket: what stood there before, and what was proposed instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Choice {
    /// What stood there; nothing when the bracket only puts in.
    pub(super) base: Vec<Segment>,
    /// What was proposed, with by whom.
    pub(super) asks: Vec<(String, Vec<Voices>)>,
    /// Who wants what stood there deleted.
    pub(super) struck: Vec<Voices>,
    /// Who wants what stood there kept, whatever is proposed.
    pub(super) keepers: Vec<String>,
}

/// Names as they stand in a bracket.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Voices {
    pub(super) by: Vec<String>,
    pub(super) supporters: Vec<String>,
    pub(super) opposers: Vec<String>,
}

/// What is taken of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// What stood there.
    Base,
    /// The proposal of that number.
    Ask(usize),
    /// Nothing.
    Nothing,
}

/// Cuts a text at the brackets for which `is_open` says so; the brackets in what stood there before are cut too.
pub(super) fn segments(
    text: &str,
    read: &Bracketed,
    is_open: &dyn Fn(&Bracket) -> bool,
) -> Vec<Segment> {
    let mut cutter = Cutter {
        text,
        is_open,
        found: Vec::new(),
        at: 0,
    };
    cutter.walk(&read.pieces);
    cutter.fixed_to(text.len());
    cutter.found
}

/// Whether a bracket says what is proposed and by whom, so that it can be taken back to proposals.
pub(super) fn is_attributed(bracket: &Bracket) -> bool {
    if bracket.kind != BracketKind::Contested {
        return false;
    }
    let marks = || bracket.alternatives.iter().flat_map(|a| &a.marks);
    let bare = bracket
        .alternatives
        .iter()
        .filter(|a| a.marks.iter().all(|m| m.wish != Wish::Propose));
    marks().any(|m| matches!(m.wish, Wish::Propose | Wish::Delete))
        && marks().all(|m| m.wish != Wish::Reserve)
        && bare.count() <= 1
        && bracket
            .alternatives
            .iter()
            .all(|a| a.marks.first().is_none_or(|m| m.wish != Wish::Retain) || is_base(a))
}

/// Whether the words of an alternative are those that stood there: nobody proposes them.
fn is_base(alternative: &crate::model::bracket::Alternative) -> bool {
    alternative.marks.iter().all(|m| m.wish != Wish::Propose)
}

struct Cutter<'t> {
    text: &'t str,
    is_open: &'t dyn Fn(&Bracket) -> bool,
    found: Vec<Segment>,
    at: usize,
}

impl Cutter<'_> {
    fn fixed_to(&mut self, end: usize) {
        let words = slice(self.text, &(self.at..end));
        self.at = end;
        if words.is_empty() {
            return;
        }
        match self.found.last_mut() {
            Some(Segment::Fixed(before)) => before.push_str(words),
            _ => self.found.push(Segment::Fixed(words.to_owned())),
        }
    }

    fn walk(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            let Piece::Bracket(bracket) = piece else {
                continue;
            };
            if !(self.is_open)(bracket) {
                for alternative in &bracket.alternatives {
                    self.walk(&alternative.pieces);
                }
                continue;
            }
            self.fixed_to(bracket.range.start);
            let choice = self.choice(bracket);
            self.found.push(Segment::Choice(choice));
            self.at = bracket.range.end;
        }
    }

    fn choice(&self, bracket: &Bracket) -> Choice {
        let mut choice = Choice::default();
        for alternative in &bracket.alternatives {
            let groups = groups(self.text, alternative);
            if is_base(alternative) {
                let mut inner = Cutter {
                    text: self.text,
                    is_open: self.is_open,
                    found: Vec::new(),
                    at: alternative.body.start,
                };
                inner.walk(&alternative.pieces);
                inner.fixed_to(alternative.body.end);
                choice.base = inner.found;
                for (wish, names) in groups {
                    match (wish, choice.struck.last_mut()) {
                        (Wish::Delete, Some(first)) if first.opposers.is_empty() => {
                            first.supporters.extend(names);
                        }
                        (Wish::Delete, _) => choice.struck.push(Voices {
                            by: names,
                            ..Voices::default()
                        }),
                        (_, Some(first)) => first.opposers.extend(names),
                        (_, None) => choice.keepers.extend(names),
                    }
                }
                continue;
            }
            let mut voices: Vec<Voices> = Vec::new();
            for (wish, names) in groups {
                match (wish, voices.last_mut()) {
                    (Wish::Propose, _) | (_, None) => voices.push(Voices {
                        by: names,
                        ..Voices::default()
                    }),
                    (Wish::Retain | Wish::Reserve, Some(first)) => first.supporters.extend(names),
                    (Wish::Delete, Some(first)) => first.opposers.extend(names),
                }
            }
            let words = slice(self.text, &alternative.body);
            choice.asks.push((plain(words), voices));
        }
        let asked = choice.asks.iter_mut().flat_map(|(_, voices)| voices);
        for voice in asked.chain(&mut choice.struck) {
            voice.opposers.extend(choice.keepers.iter().cloned());
        }
        choice
    }
}

/// The names of an alternative in groups, as they are parted by semicolons.
fn groups(
    text: &str,
    alternative: &crate::model::bracket::Alternative,
) -> Vec<(Wish, Vec<String>)> {
    let mut groups: Vec<(Wish, Vec<String>)> = Vec::new();
    let mut end: Option<Range<usize>> = None;
    for mark in &alternative.marks {
        let name = slice(text, &mark.party).to_owned();
        let between = end.map_or("", |before| slice(text, &(before.end..mark.party.start)));
        let apart = between.contains([';', '；', '؛']);
        match groups.last_mut() {
            Some((wish, names)) if *wish == mark.wish && !apart => names.push(name),
            _ => groups.push((mark.wish, vec![name])),
        }
        end = Some(mark.party.clone());
    }
    groups
}

/// Words without the backslashes that keep their signs from being read as those of a bracket.
pub(super) fn plain(words: &str) -> String {
    let mut text = words.to_owned();
    for sign in GUARDED {
        text = text.replace(&format!("\\{sign}"), &sign.to_string());
    }
    text
}

/// Signs that mean something in a bracket, besides the brackets themselves.
const GUARDED: [char; 6] = ['/', '-', '–', '—', ':', '：'];

/// Words with a backslash before every sign that could be read as one of the bracket around them.
pub(super) fn guarded(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 4);
    for c in words.chars() {
        if GUARDED.contains(&c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

/// The text with choices made. `take` is asked for every choice in reading order, inner ones of what stood there behind their
/// own.
pub(super) fn rendered(segments: &[Segment], take: &mut dyn FnMut(&Choice) -> Take) -> String {
    let mut out = Out::default();
    out.add(segments, take);
    if out.dropped {
        out.text.truncate(out.text.trim_end().len());
    }
    out.text
}

#[derive(Default)]
struct Out {
    text: String,
    /// The last choice was to take nothing.
    dropped: bool,
}

impl Out {
    fn add(&mut self, segments: &[Segment], take: &mut dyn FnMut(&Choice) -> Take) {
        for segment in segments {
            match segment {
                Segment::Fixed(words) => self.push(words),
                Segment::Choice(choice) => match take(choice) {
                    Take::Base if choice.base.is_empty() => self.dropped = true,
                    Take::Base => {
                        let inner = rendered(&choice.base, take);
                        self.put_in(&plain(&inner));
                    }
                    Take::Ask(nth) => {
                        // As below.
                        rendered(&choice.base, take);
                        let words = choice.asks.get(nth).map_or("", |(words, _)| words);
                        self.put_in(words);
                    }
                    Take::Nothing => {
                        // Those in what is not taken are still asked for, so that their order stays.
                        rendered(&choice.base, take);
                        self.dropped = true;
                    }
                },
            }
        }
    }

    /// Words out of a bracket.
    fn put_in(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            self.dropped = true;
            return;
        }
        self.push(words);
    }

    fn push(&mut self, words: &str) {
        let mut words = words;
        if self.dropped && (self.text.is_empty() || self.text.ends_with(char::is_whitespace)) {
            words = words.trim_start();
            if words.is_empty() {
                return;
            }
        }
        self.dropped = false;
        if words.starts_with(closes) {
            self.text.truncate(self.text.trim_end_matches(' ').len());
        }
        self.text.push_str(words);
    }
}

/// Marks that stand close to the word before them in every language that has spaces. French puts a hard space before some of
/// them, which is no plain one.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ')' | '،' | '؛' | '؟')
}

//! Deciding on brackets: one, all of a paragraph, as a delegation wants them, as the chair chose.

use std::sync::Arc;

use super::Read;
use crate::model::bracket::Judge;
use crate::model::bracket::{
    self, Bracket, Chosen, Contest, Fate, Pick, Remarks, Take, choice_of, contests, settled,
};
use crate::model::{Header, Paragraph};

/// How brackets are decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Alike: each keeps its words, or loses them, or keeps the wording of that number.
    Take(Take),
    /// Other words take the place of one bracket.
    With(String),
    /// Each as somebody wants it.
    Judge(Judge),
}

impl How {
    /// What it is called in the record.
    pub fn phrase(&self) -> String {
        match self {
            Self::Take(Take::Keep) => "keep".to_owned(),
            Self::Take(Take::Drop) => "drop".to_owned(),
            Self::Take(Take::Choose(nth)) => format!("wording {nth}"),
            Self::With(words) => format!("“{}”", crate::text::truncate(words, 40)),
            Self::Judge(judge) => match judge.code {
                Some(code) => format!("as {code} wants it"),
                None => "as the chair chose".to_owned(),
            },
        }
    }
}

/// An open bracket, as people are shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its number, from 1.
    pub number: usize,
    /// How many open brackets it stands in.
    pub depth: usize,
    /// It, with its wordings and holders.
    pub bracket: Bracket,
    /// The numbers of those that it is an alternative to, side by side, itself included; empty when there are none.
    pub beside: Arc<[usize]>,
    /// What the chair would take of it.
    pub chosen: Option<Take>,
}

impl Seen {
    /// How many wordings there are to choose from.
    pub fn wordings(&self) -> usize {
        match self.bracket.alternatives.len() {
            0 | 1 => self.beside.len().max(1),
            many => many,
        }
    }
}

/// The open brackets of a paragraph, inner ones behind the one they are in.
pub fn reading(header: &Header, p: &Paragraph) -> Vec<Seen> {
    let read = Read::of(p.text(), header);
    let open = read.read.open();
    let mut beside: Vec<Arc<[usize]>> = vec![Arc::from([]); open.len()];
    for contest in contests(read.text, &read.read) {
        let numbers: Arc<[usize]> = contest.brackets.iter().map(|(n, _)| *n).collect();
        if numbers.len() > 1 {
            for number in numbers.iter() {
                if let Some(place) = beside.get_mut(number.saturating_sub(1)) {
                    place.clone_from(&numbers);
                }
            }
        }
    }
    let mut around: Vec<usize> = Vec::new();
    let mut seen = Vec::with_capacity(open.len());
    for (at, bracket) in open.into_iter().enumerate() {
        around.retain(|end| *end > bracket.range.start);
        seen.push(Seen {
            number: at + 1,
            depth: around.len(),
            bracket: bracket.clone(),
            beside: beside.get(at).cloned().unwrap_or_else(|| Arc::from([])),
            chosen: choice_of(read.text, bracket, &p.chosen).map(|c| c.take),
        });
        around.push(bracket.range.end);
    }
    seen
}

/// Whether something can be taken of a bracket.
pub(super) fn possible(
    read: &Read<'_>,
    target: &Bracket,
    number: usize,
    take: Take,
) -> Result<(), String> {
    let own = target.alternatives.len();
    match take {
        Take::Keep if own > 1 => Err(format!(
            "bracket {number} holds {own} wordings: choose one of them by its number"
        )),
        Take::Choose(nth) => {
            let beside = beside(read, target);
            let many = if own > 1 { own } else { beside.len().max(1) };
            if (1..=many).contains(&nth) {
                Ok(())
            } else {
                let counted = match many {
                    1 => "it has one".to_owned(),
                    many => format!("there are {many}, counted from 1"),
                };
                Err(format!("bracket {number} has no wording {nth}: {counted}"))
            }
        }
        _ => Ok(()),
    }
}

/// Where the brackets begin that a bracket is an alternative to, side by side; empty when there are none.
fn beside(read: &Read<'_>, target: &Bracket) -> Vec<usize> {
    let contests = contests(read.text, &read.read);
    let of = contests.iter().find(|contest| {
        let mut brackets = contest.brackets.iter();
        contest.brackets.len() > 1 && brackets.any(|(_, b)| b.range == target.range)
    });
    let brackets = of.into_iter().flat_map(|contest| &contest.brackets);
    brackets.map(|(_, b)| b.range.start).collect()
}

/// What an act says that would leave no words.
pub(crate) const EMPTIED: &str = "nothing would be left of the paragraph: delete it instead";

pub(super) fn resolve(
    read: &Read<'_>,
    header: &Header,
    chosen: &[Chosen],
    number: Option<usize>,
    how: &How,
) -> Result<String, String> {
    let text = match (number, how) {
        (Some(number), How::Take(take)) => one(read, number, *take)?,
        (Some(number), How::With(words)) => with(read, header, number, words)?,
        (None, How::With(_)) => {
            return Err("say which bracket the words are to take the place of".to_owned());
        }
        (None, How::Take(take)) => all(read, header, *take)?,
        (number, How::Judge(judge)) => judged(read, header, chosen, number, judge)?,
    };
    let text = crate::text::clean_paragraph(&text);
    if text.is_empty() {
        return Err(EMPTIED.to_owned());
    }
    Ok(text)
}

fn one(read: &Read<'_>, number: usize, take: Take) -> Result<String, String> {
    let target = read.bracket(number)?;
    possible(read, target, number, take)?;
    let range = target.range.clone();
    let beside = match take {
        Take::Choose(_) if target.alternatives.len() == 1 => beside(read, target),
        _ => Vec::new(),
    };
    let gone = match take {
        Take::Drop => emptied(read, target)?,
        _ => None,
    };
    Ok(settled(read.text, &read.read, Remarks::Stay, &mut |b| {
        let place = beside.iter().position(|start| *start == b.range.start);
        match (take, place) {
            (Take::Choose(nth), Some(place)) if place + 1 == nth => Fate::Keep(0),
            (Take::Choose(_), Some(_)) => Fate::Gone,
            (Take::Drop, _) if gone == Some(b.range.start) => Fate::Gone,
            _ if b.range != range => Fate::Stay,
            (Take::Keep, _) => Fate::Keep(0),
            (Take::Drop, _) => Fate::Gone,
            (Take::Choose(nth), None) => Fate::Keep(nth.saturating_sub(1)),
        }
    }))
}

/// Where the bracket around this one begins that holds nothing else, and would stand empty without it.
fn emptied(read: &Read<'_>, target: &Bracket) -> Result<Option<usize>, String> {
    let all = read.read.brackets();
    let mut inner = target.range.clone();
    let mut found = None;
    loop {
        let holds = |b: &&&Bracket| {
            b.kind.is_open() && b.range.start < inner.start && inner.end < b.range.end
        };
        let Some(around) = all.iter().rev().find(holds) else {
            return Ok(found);
        };
        let here = around
            .alternatives
            .iter()
            .find(|a| a.body.start <= inner.start && inner.end <= a.body.end);
        let Some(here) = here else { return Ok(found) };
        let left = [
            read.slice(here.body.start..inner.start),
            read.slice(inner.end..here.body.end),
        ];
        if left.iter().any(|words| !words.trim().is_empty()) {
            return Ok(found);
        }
        if around.alternatives.len() > 1 {
            return Err("it is all that one wording of the bracket around it says: choose among those wordings first".to_owned());
        }
        (inner, found) = (around.range.clone(), Some(around.range.start));
    }
}

fn with(read: &Read<'_>, header: &Header, number: usize, words: &str) -> Result<String, String> {
    let range = read.bracket(number)?.range.clone();
    let words = crate::text::clean_paragraph(words);
    if words.is_empty() {
        return Err("no words are given: to take the bracket out, drop it".to_owned());
    }
    if bracket::edges(&words) != bracket::Edges::default() {
        return Err("the words open or close a bracket without its partner".to_owned());
    }
    let text = settled(read.text, &read.read, Remarks::Stay, &mut |b| {
        if b.range == range {
            Fate::Words(words.clone())
        } else {
            Fate::Stay
        }
    });
    let before = read.read.open().len();
    let inside = |b: &&Bracket| b.range.start >= range.start && b.range.end <= range.end;
    let gone = read.read.open().into_iter().filter(inside).count();
    let new = Read::of(&words, header).read.open().len();
    let left = Read::of(&text, header).read.open().len();
    if left == before - gone + new {
        Ok(text)
    } else {
        Err("the words cannot stand there: the brackets around would be read otherwise".to_owned())
    }
}

/// What is taken of every contest alike.
fn all(read: &Read<'_>, header: &Header, take: Take) -> Result<String, String> {
    if contests(read.text, &read.read).is_empty() {
        return Err("nothing is contested here".to_owned());
    }
    for contest in contests(read.text, &read.read) {
        let number = contest.brackets.first().map_or(1, |(n, _)| *n);
        let many = contest.wordings.len();
        match take {
            Take::Keep if many > 1 => {
                return Err(format!(
                    "bracket {number} holds {many} wordings: choose one of them by its number first"
                ));
            }
            Take::Choose(nth) if nth == 0 || nth > many => {
                return Err(format!("bracket {number} has no wording {nth}"));
            }
            _ => {}
        }
    }
    let pick = match take {
        Take::Keep => Pick::Nth(0),
        Take::Drop => Pick::Nothing,
        Take::Choose(nth) => Pick::Nth(nth.saturating_sub(1)),
    };
    // What a bracket around kept from being contested may be so without it: then it is settled alike.
    Ok(repeated(read, header, &mut |_, contest| {
        let several = contest.wordings.len();
        Some(match pick {
            Pick::Nth(nth) => Pick::Nth(nth.min(several.saturating_sub(1))),
            Pick::Nothing => Pick::Nothing,
        })
    })
    .0)
}

/// Decides again and again until nothing is contested that `judge` decides; gives the words, and the numbers of the brackets
/// that it left open in them.
fn repeated(
    read: &Read<'_>,
    header: &Header,
    judge: &mut dyn FnMut(&str, &Contest<'_>) -> Option<Pick>,
) -> (String, Vec<usize>) {
    let mut text = read.text.to_owned();
    loop {
        let now = Read::of(&text, header);
        let mut open = Vec::new();
        let mut decided = false;
        let next = bracket::resolved(now.text, &now.read, Remarks::Stay, &mut |contest| {
            let pick = judge(now.text, contest);
            decided |= pick.is_some();
            if pick.is_none() {
                open.extend(contest.brackets.iter().map(|(number, _)| *number));
            }
            pick
        });
        if !decided {
            return (next, open);
        }
        text = next;
    }
}

fn judged(
    read: &Read<'_>,
    header: &Header,
    chosen: &[Chosen],
    number: Option<usize>,
    judge: &Judge,
) -> Result<String, String> {
    if let Some(number) = number {
        read.bracket(number)?;
    } else if contests(read.text, &read.read).is_empty() {
        return Err("nothing is contested here".to_owned());
    }
    for (number, take) in &judge.told {
        possible(read, read.bracket(*number)?, *number, *take)?;
    }
    let mut asked = Vec::new();
    let one = |contest: &Contest<'_>| {
        number.is_none_or(|number| contest.brackets.iter().any(|(n, _)| *n == number))
    };
    let picks: Vec<(Vec<usize>, Option<Pick>)> = contests(read.text, &read.read)
        .iter()
        .filter(|contest| one(contest))
        .map(|contest| {
            let starts = contest.brackets.iter().map(|(_, b)| b.range.start);
            let pick = bracket::will(read.text, header, chosen, judge, &judge.told, contest);
            if pick.is_none() {
                asked.extend(contest.brackets.first().map(|(n, _)| *n));
            }
            (starts.collect(), pick)
        })
        .collect();
    if !asked.is_empty() {
        let numbers: Vec<String> = asked.iter().map(ToString::to_string).collect();
        let who = match judge.code {
            Some(code) => format!("{code} says nothing"),
            None => "the chair chose nothing".to_owned(),
        };
        let which = if numbers.len() == 1 {
            "bracket"
        } else {
            "brackets"
        };
        return Err(format!(
            "{who} of {which} {}: choose, or say what is taken of the rest",
            numbers.join(", ")
        ));
    }
    let first = bracket::resolved(read.text, &read.read, Remarks::Stay, &mut |contest| {
        let start = contest.brackets.first().map(|(_, b)| b.range.start)?;
        let found = picks
            .iter()
            .find(|(starts, _)| starts.first() == Some(&start));
        found.and_then(|(_, pick)| *pick)
    });
    if number.is_some() {
        return Ok(first);
    }
    let again = Read::of(&first, header);
    let rest = judge.rest.unwrap_or(Take::Keep);
    Ok(repeated(&again, header, &mut |text, contest| {
        Some(
            bracket::will(text, header, chosen, judge, &[], contest)
                .unwrap_or(bracket::of_rest(rest)),
        )
    })
    .0)
}

/// Where the brackets begin that one is decided with, side by side.
#[cfg(test)]
pub(super) fn beside_of(read: &Read<'_>, number: usize) -> Vec<usize> {
    read.bracket(number)
        .map_or_else(|_| Vec::new(), |target| beside(read, target))
}

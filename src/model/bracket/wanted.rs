//! What a delegation, or the chair, wants taken of what is contested.

use super::resolve::{Chosen, Contest, Pick, Take};
use super::{Bracket, Wish};

/// Whose a name in a bracket is, as seen from one delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// Somebody else's.
    Others,
    /// That of a group it is a member of.
    Group,
    /// Its own.
    Own,
}

/// What a delegation wants of a contest by its own marks, else by those of a group that speaks for it; `None` when neither
/// says anything, or only reserves.
///
/// Who strikes the words that stand there wants nothing in their place; who strikes the words of others wants those that
/// stand there, else the first that it did not strike (compilation texts: “The Future We Want”, text of 2 June 2012).
pub fn wanted(text: &str, contest: &Contest<'_>, whose: &dyn Fn(&str) -> Whose) -> Option<Pick> {
    [Whose::Own, Whose::Group]
        .into_iter()
        .find_map(|rank| wanted_by(text, contest, &|name| whose(name) == rank))
}

fn wanted_by(text: &str, contest: &Contest<'_>, is: &dyn Fn(&str) -> bool) -> Option<Pick> {
    let says = |nth: usize, wish: Wish| {
        contest.wordings.get(nth).is_some_and(|(_, _, wording)| {
            let marks = wording.marks.iter().filter(|mark| mark.wish == wish);
            let names = marks.filter_map(|mark| text.get(mark.party.clone()));
            names.into_iter().any(is)
        })
    };
    let all = 0..contest.wordings.len();
    for wish in [Wish::Propose, Wish::Retain] {
        if let Some(nth) = all.clone().find(|nth| says(*nth, wish)) {
            return Some(Pick::Nth(nth));
        }
    }
    if !all.clone().any(|nth| says(nth, Wish::Delete)) {
        return None;
    }
    let is_base = |nth: usize| {
        let wording = contest.wordings.get(nth);
        wording.is_some_and(|(_, _, w)| w.marks.iter().all(|m| m.wish != Wish::Propose))
    };
    if all
        .clone()
        .any(|nth| is_base(nth) && says(nth, Wish::Delete))
    {
        return Some(Pick::Nothing);
    }
    let left = |nth: &usize| !says(*nth, Wish::Delete);
    let base = all.clone().filter(left).find(|nth| is_base(*nth));
    let pick = base.or_else(|| all.clone().find(left));
    Some(pick.map_or(Pick::Nothing, Pick::Nth))
}

/// What the chair chose of a contest; `None` when it chose nothing.
pub fn chosen(text: &str, contest: &Contest<'_>, choices: &[Chosen]) -> Option<Pick> {
    if choices.is_empty() {
        return None;
    }
    let takes: Vec<Option<Take>> = contest
        .brackets
        .iter()
        .map(|(_, bracket)| choice_of(text, bracket, choices).map(|c| c.take))
        .collect();
    told(contest, &takes)
}

/// What takes for the brackets of a contest amount to; `None` when they leave it open.
pub fn told(contest: &Contest<'_>, takes: &[Option<Take>]) -> Option<Pick> {
    let several = contest.brackets.len() > 1;
    let mut dropped = vec![false; takes.len()];
    for (place, take) in takes.iter().enumerate() {
        match take {
            Some(Take::Choose(nth)) => {
                let mine = |(of, at, _): &(usize, usize, _)| *of == place && at + 1 == *nth;
                let own = contest
                    .wordings
                    .iter()
                    .filter(|(of, ..)| *of == place)
                    .count();
                // Of brackets side by side the number counts them all.
                let pick = if several && own == 1 {
                    nth.checked_sub(1).filter(|at| *at < contest.wordings.len())
                } else {
                    contest.wordings.iter().position(mine)
                };
                if pick.is_some() {
                    return pick.map(Pick::Nth);
                }
            }
            Some(Take::Keep) => {
                let mut own = contest.wordings.iter().enumerate();
                let first = own.find(|(_, (of, ..))| *of == place);
                return first.map(|(at, _)| Pick::Nth(at));
            }
            Some(Take::Drop) => {
                if let Some(dropped) = dropped.get_mut(place) {
                    *dropped = true;
                }
            }
            None => {}
        }
    }
    if dropped.iter().all(|dropped| *dropped) {
        return Some(Pick::Nothing);
    }
    if dropped.iter().any(|dropped| *dropped) {
        let is_left = |of: usize| dropped.get(of) == Some(&false);
        let mut left = contest.wordings.iter().enumerate();
        let left: Vec<usize> = left
            .by_ref()
            .filter(|(_, (of, ..))| is_left(*of))
            .map(|(at, _)| at)
            .collect();
        if let [only] = left.as_slice() {
            return Some(Pick::Nth(*only));
        }
    }
    None
}

/// The choice that the chair made for a bracket.
pub fn choice_of<'c>(text: &str, bracket: &Bracket, choices: &'c [Chosen]) -> Option<&'c Chosen> {
    let words = text.get(bracket.range.clone())?;
    let mut of_these = choices.iter().filter(|c| &*c.bracket == words).peekable();
    of_these.peek()?;
    let nth = occurrence(text, bracket);
    of_these.find(|c| c.nth == nth)
}

/// Which of the places of a text that read as a bracket does this one is, from 1.
pub fn occurrence(text: &str, bracket: &Bracket) -> usize {
    let words = text.get(bracket.range.clone()).unwrap_or_default();
    let before = text.get(..bracket.range.start).unwrap_or_default();
    if words.is_empty() {
        return 1;
    }
    before.matches(words).count() + 1
}

//! What would follow if somebody moved: which paragraphs become clear, and which are the fewest moves that clear the document.
//!
//! A *move* is one delegation or group that agrees to the words of one paragraph as they stand. Whoever speaks for others
//! moves them all. Beyond the moves it is supposed that the chair settles brackets and gavels whatever is clear, so that
//! conditions on it are met; nothing else is supposed, and nothing here is ever recorded. Start at [`Prospect::if_moved`] and
//! [`Prospect::clearing`].

mod build;
mod clearing;
mod knot;
mod needed;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use super::consensus::Readiness;
use super::{Code, Id, Rule, Votes};

pub use clearing::Clearing;
pub use knot::{Knot, Link};

/// A delegation or group agrees to the words of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Move {
    /// Who.
    pub by: Code,
    /// To which paragraph.
    pub paragraph: Id,
}

/// A paragraph that becomes clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// Which.
    pub paragraph: Id,
    /// The paragraphs without which it would not be, because somebody agrees if they are agreed; none when the moves alone
    /// do it.
    pub through: Vec<Id>,
}

/// What follows from moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Paragraphs that become clear, in the order of the text; titles and headings among them.
    pub gains: Vec<Gain>,
    /// Of the paragraphs that were moved on, those that do not become clear, and who is still in the way.
    pub short: Vec<(Id, Vec<Code>)>,
    /// Moves that change nothing: who makes them is not in the way there.
    pub idle: Vec<Move>,
    /// Packages of which every paragraph would be clear, and was not before.
    pub packages: Vec<Arc<str>>,
    /// Whether every paragraph that must be agreed would be clear.
    pub document: bool,
    /// How many paragraphs that must be agreed would still not be clear.
    pub left: usize,
}

/// How those who have one voice stand in the way of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stand {
    Against,
    Undecided,
    Unheard,
}

/// Those who move together on a paragraph.
#[derive(Debug, Clone)]
struct Voice {
    by: Code,
    stand: Stand,
    /// Members that it speaks for, and whether each is permanent.
    members: Vec<(Code, bool)>,
    /// It agrees once these rows are agreed. Empty: only by moving.
    needs: Vec<usize>,
}

/// A paragraph, and what stands in its way.
#[derive(Debug, Clone)]
struct Row {
    id: Id,
    /// Whether the document needs it.
    required: bool,
    /// Whether the chair gavelled it already.
    agreed: bool,
    votes: Votes,
    voices: Vec<Voice>,
    /// Whom the agreement on it waits for: once all of them moved, it is agreed, whoever else may object.
    exceptions: Vec<Code>,
}

/// Where the negotiation could go from where it stands.
#[derive(Debug, Clone)]
pub struct Prospect {
    rule: Rule,
    rows: Vec<Row>,
    places: HashMap<Id, usize>,
    /// For each row, who waits for it: a row and a voice of it.
    waiting: Vec<Vec<(usize, usize)>>,
    packages: Vec<(Arc<str>, Vec<Id>)>,
}

/// Which rows are clear, and which of those only because others are.
struct State {
    votes: Vec<Votes>,
    clear: Vec<bool>,
    agreed: Vec<bool>,
    /// For each row, those that were agreed when a voice of it was won by that.
    through: Vec<Vec<usize>>,
}

impl Votes {
    /// Somebody who stood in that way is for.
    fn win(&mut self, stand: Stand, permanent: bool) {
        let permanent = usize::from(permanent);
        self.for_ += 1;
        match stand {
            Stand::Against => {
                self.against = self.against.saturating_sub(1);
                self.permanent_against = self.permanent_against.saturating_sub(permanent);
            }
            Stand::Undecided => {
                self.undecided = self.undecided.saturating_sub(1);
                self.permanent_undecided = self.permanent_undecided.saturating_sub(permanent);
            }
            Stand::Unheard => self.unheard = self.unheard.saturating_sub(1),
        }
    }
}

impl Voice {
    /// All whom it speaks for are for.
    fn win(&self, votes: &mut Votes) {
        for (_, permanent) in &self.members {
            votes.win(self.stand, *permanent);
        }
    }
}

impl Prospect {
    /// Whether anybody stands in the way of a paragraph.
    pub fn movers(&self, paragraph: Id) -> Vec<Code> {
        let row = self
            .places
            .get(&paragraph)
            .and_then(|at| self.rows.get(*at));
        row.map(|row| row.voices.iter().map(|voice| voice.by).collect())
            .unwrap_or_default()
    }

    /// What becomes clear if these moves are made, and would not be without them.
    pub fn if_moved(&self, moves: &[Move]) -> Outcome {
        let before = self.follow(|_, _| false);
        let mut used: Vec<bool> = vec![false; moves.len()];
        for (nth, made) in moves.iter().enumerate() {
            let row = self
                .places
                .get(&made.paragraph)
                .and_then(|at| self.rows.get(*at));
            let voices = row.map(|row| row.voices.as_slice()).unwrap_or_default();
            let moved = voices.iter().any(|voice| voice.is_moved_by(made.by))
                || row.is_some_and(|row| row.exceptions.contains(&made.by));
            if let Some(used) = used.get_mut(nth) {
                *used = moved;
            }
        }
        let mut of: HashMap<Id, Vec<Code>> = HashMap::new();
        for made in moves {
            of.entry(made.paragraph).or_default().push(made.by);
        }
        let after = self.follow(|id, code| of.get(&id).is_some_and(|by| by.contains(&code)));
        let is = |state: &State, at: usize| state.clear.get(at).copied().unwrap_or_default();
        let mut gains = Vec::new();
        let mut left = 0;
        for (at, row) in self.rows.iter().enumerate() {
            left += usize::from(row.required && !is(&after, at));
            if is(&after, at) && !is(&before, at) {
                let through = after.through.get(at).map(Vec::as_slice).unwrap_or_default();
                let through = through.iter().filter_map(|at| self.rows.get(*at));
                gains.push(Gain {
                    paragraph: row.id,
                    through: through.map(|row| row.id).collect(),
                });
            }
        }
        let mut short: Vec<(Id, Vec<Code>)> = Vec::new();
        for made in moves {
            let Some(at) = self.places.get(&made.paragraph).copied() else {
                continue;
            };
            if !is(&after, at) && short.iter().all(|(id, _)| *id != made.paragraph) {
                let moved = of
                    .get(&made.paragraph)
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                short.push((made.paragraph, self.still(at, moved, &after)));
            }
        }
        let whole = |state: &State, ids: &[Id]| {
            let places = ids.iter().map(|id| self.places.get(id));
            places.clone().count() > 0
                && places
                    .into_iter()
                    .all(|at| at.is_some_and(|at| is(state, *at)))
        };
        let packages = self.packages.iter();
        let packages = packages.filter(|(_, ids)| whole(&after, ids) && !whole(&before, ids));
        let idle = moves.iter().zip(used).filter(|(_, used)| !used);
        Outcome {
            gains,
            short,
            idle: idle.map(|(made, _)| *made).collect(),
            packages: packages.map(|(name, _)| name.clone()).collect(),
            document: left == 0 && self.rows.iter().any(|row| row.required),
            left,
        }
    }

    /// Members still in the way of a row after moves.
    fn still(&self, at: usize, moved: &[Code], state: &State) -> Vec<Code> {
        let Some(row) = self.rows.get(at) else {
            return Vec::new();
        };
        let voices = row.voices.iter();
        let voices = voices.filter(|voice| {
            let met = !voice.needs.is_empty()
                && voice
                    .needs
                    .iter()
                    .all(|need| state.agreed.get(*need).copied().unwrap_or_default());
            !met && !moved.contains(&voice.by)
        });
        let members = voices.flat_map(|voice| &voice.members);
        let codes = members.map(|(code, _)| *code);
        codes.filter(|code| !moved.contains(code)).collect()
    }

    /// What is clear once those who are said to move do, and the chair gavels whatever is clear, until nothing more follows.
    fn follow(&self, moves: impl Fn(Id, Code) -> bool) -> State {
        let mut state = self.start();
        let mut lifted = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let Some(votes) = state.votes.get_mut(at) else {
                continue;
            };
            for voice in &row.voices {
                for (member, permanent) in &voice.members {
                    if moves(row.id, voice.by) || moves(row.id, *member) {
                        votes.win(voice.stand, *permanent);
                    }
                }
            }
            if row.is_lifted(|code| moves(row.id, code)) {
                lifted.push(at);
            }
        }
        self.settle(&mut state, lifted, &moves);
        state
    }

    fn start(&self) -> State {
        State {
            votes: self.rows.iter().map(|row| row.votes).collect(),
            clear: vec![false; self.rows.len()],
            agreed: self.rows.iter().map(|row| row.agreed).collect(),
            through: vec![Vec::new(); self.rows.len()],
        }
    }

    /// The chair gavels what is clear; whoever waited for it is won, unless it moved itself.
    fn settle(&self, state: &mut State, lifted: Vec<usize>, moves: impl Fn(Id, Code) -> bool) {
        let mut unmet: HashMap<(usize, usize), usize> = HashMap::new();
        let mut agreed: Vec<usize> = lifted;
        for at in 0..self.rows.len() {
            self.gavel(state, at, &mut agreed);
        }
        while let Some(at) = agreed.pop() {
            match state.agreed.get_mut(at) {
                Some(agreed) if !*agreed => *agreed = true,
                // It was gavelled before: whoever waits for it is won already.
                _ => continue,
            }
            for (row, voice) in self.waiting.get(at).into_iter().flatten() {
                let found = self.rows.get(*row);
                let Some((on, found)) = found.and_then(|r| Some((r.id, r.voices.get(*voice)?)))
                else {
                    continue;
                };
                let left = unmet.entry((*row, *voice)).or_insert(found.needs.len());
                *left = left.saturating_sub(1);
                let Some(votes) = state.votes.get_mut(*row).filter(|_| *left == 0) else {
                    continue;
                };
                for (member, permanent) in &found.members {
                    if !moves(on, found.by) && !moves(on, *member) {
                        votes.win(found.stand, *permanent);
                    }
                }
                if let Some(through) = state.through.get_mut(*row)
                    && !state.clear.get(*row).copied().unwrap_or_default()
                {
                    let new = found.needs.iter().filter(|need| !through.contains(need));
                    let new: Vec<usize> = new.copied().collect();
                    through.extend(new);
                }
                self.gavel(state, *row, &mut agreed);
            }
        }
    }

    /// What is clear is gavelled.
    fn gavel(&self, state: &mut State, at: usize, agreed: &mut Vec<usize>) {
        let votes = state.votes.get(at).copied().unwrap_or_default();
        if self.rule.readiness(votes) == Readiness::Clear
            && let Some(clear) = state.clear.get_mut(at)
            && !std::mem::replace(clear, true)
        {
            agreed.push(at);
        }
    }
}

impl Row {
    /// Whether nobody is left whom its agreement waits for, once these moved.
    fn is_lifted(&self, moved: impl Fn(Code) -> bool) -> bool {
        !self.exceptions.is_empty() && self.exceptions.iter().all(|code| moved(*code))
    }
}

impl Voice {
    fn is_moved_by(&self, code: Code) -> bool {
        self.by == code || self.members.iter().any(|(member, _)| *member == code)
    }
}

//! The fewest moves that clear the document.
//!
//! Paragraphs on which nobody waits for another are each solved by themselves. Those that conditions tie together are searched:
//! whatever clears a knot must move somebody in every way around it, so the search branches over a shortest one, and is
//! cut off by the fewest moves that every paragraph needs even if all conditions were met. It tries 0, 1, 2 … moves beyond
//! those that nothing goes without, so that the first answer is the smallest; when that takes too many steps, it says how
//! far it is certain and gives an answer that does it, maybe with more moves. Start at [`Prospect::clearing`].

use super::knot::{components, round};
use super::needed::{fewest, takes_all};
use super::{Move, Prospect, Row};
use crate::model::{Id, Readiness, Votes};

/// Moves after which the document is clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clearing {
    /// Sets of moves, each in the order of the text; the first always, others that are as small up to the number asked for.
    pub sets: Vec<Vec<Move>>,
    /// Whether there may be more sets that are as small.
    pub more: bool,
    /// No fewer moves than these do it. The first set has as many when `exact`.
    pub at_least: usize,
    /// Whether the sets are surely the smallest.
    pub exact: bool,
    /// Paragraphs that no moves clear: there are not enough members for the rule.
    pub never: Vec<Id>,
}

/// How many rows the search looks at, at most. It keeps the answer within some tens of milliseconds.
const STEPS: usize = 600_000;
/// Voices on one paragraph whose sets are all looked at.
const SMALL: usize = 16;
/// How many moves deep it searches.
const DEPTH: usize = 200;

/// A voice, by its row and its place in it.
type Seat = (usize, usize);

impl Prospect {
    /// The smallest sets of moves that clear the document, up to `limit` of them.
    pub fn clearing(&self, limit: usize) -> Clearing {
        let limit = limit.max(1);
        let mut steps = STEPS;
        let mut result = Clearing {
            sets: vec![Vec::new()],
            more: false,
            at_least: 0,
            exact: true,
            never: Vec::new(),
        };
        for group in self.bound_together() {
            let part = Part::of(self, &group);
            let required = part.prospect.rows.iter().any(|row| row.required);
            if !required {
                continue;
            }
            // Enough sets are known: of what follows one is enough.
            let wanted = if result.sets.len() < limit { limit } else { 1 };
            let found = part.solve(wanted, &mut steps);
            result.at_least += found.at_least;
            result.exact &= found.exact;
            result.more |= found.more;
            result.never.extend(found.never);
            let (mut sets, mut cut) = (Vec::new(), false);
            'all: for set in &result.sets {
                for more in &found.sets {
                    if sets.len() == limit {
                        cut = true;
                        break 'all;
                    }
                    sets.push(set.iter().chain(more).copied().collect());
                }
            }
            result.more |= cut;
            if !sets.is_empty() {
                result.sets = sets;
            }
        }
        for set in &mut result.sets {
            set.sort_by_key(|made| (self.places.get(&made.paragraph).copied(), made.by));
        }
        result.never.sort_by_key(|id| self.places.get(id).copied());
        result
    }

    /// Rows that conditions tie together, each group in order.
    fn bound_together(&self) -> Vec<Vec<usize>> {
        let mut edges = self.edges(|_, _| true);
        for (at, needs) in edges.clone().into_iter().enumerate() {
            for need in needs {
                if let Some(back) = edges.get_mut(need) {
                    back.push(at);
                }
            }
        }
        components(&edges)
    }
}

/// Rows that are solved together.
struct Part {
    prospect: Prospect,
    /// For each row, how many voices the rows before it have.
    offsets: Vec<usize>,
    voices: usize,
}

/// What the search of a part gives.
struct Found {
    sets: Vec<Vec<Move>>,
    more: bool,
    at_least: usize,
    exact: bool,
    never: Vec<Id>,
}

/// A state of the search: who moved, and what followed.
#[derive(Clone)]
struct Node {
    votes: Vec<Votes>,
    clear: Vec<bool>,
    agreed: Vec<bool>,
    /// Voices that are for: they moved, or their condition is met.
    won: Vec<bool>,
    moved: Vec<Seat>,
    /// Voices that are not to move: the sets with them were looked at.
    barred: Vec<bool>,
}

impl Node {
    fn is_stuck(&self, at: usize) -> bool {
        !self.clear.get(at).copied().unwrap_or_default()
    }
}

impl Part {
    fn of(whole: &Prospect, group: &[usize]) -> Self {
        let place = |at: &usize| group.binary_search(at).ok();
        let rows: Vec<Row> = group
            .iter()
            .filter_map(|at| {
                let mut row = whole.rows.get(*at)?.clone();
                for voice in &mut row.voices {
                    voice.needs = voice.needs.iter().filter_map(place).collect();
                }
                Some(row)
            })
            .collect();
        let waiting = group.iter().map(|at| {
            let of = whole.waiting.get(*at).into_iter().flatten();
            of.filter_map(|(row, voice)| Some((place(row)?, *voice)))
                .collect()
        });
        let mut voices = 0;
        let mut offsets = Vec::with_capacity(rows.len());
        for row in &rows {
            offsets.push(voices);
            voices += row.voices.len();
        }
        Self {
            offsets,
            voices,
            prospect: Prospect {
                rule: whole.rule,
                waiting: waiting.collect(),
                places: rows
                    .iter()
                    .enumerate()
                    .map(|(at, row)| (row.id, at))
                    .collect(),
                rows,
                packages: Vec::new(),
            },
        }
    }

    fn solve(&self, limit: usize, steps: &mut usize) -> Found {
        let mut never = Vec::new();
        let mut start = self.start();
        for (at, row) in self.prospect.rows.iter().enumerate() {
            if row.required && self.lacks(&start, at).is_none() {
                never.push(row.id);
            }
        }
        if !never.is_empty() {
            return Found {
                sets: vec![Vec::new()],
                more: false,
                at_least: 0,
                exact: true,
                never,
            };
        }
        if takes_all(self.prospect.rule) {
            // Nothing goes without those who wait for nothing.
            let rows = self.prospect.rows.iter().enumerate();
            for (at, row) in rows.filter(|(_, row)| row.required) {
                for (nth, voice) in row.voices.iter().enumerate() {
                    if voice.needs.is_empty() {
                        self.make(&mut start, (at, nth));
                    }
                }
            }
        }
        self.settle(&mut start);
        if let [row] = self.prospect.rows.as_slice()
            && row.voices.len() > SMALL
            && row.voices.iter().all(|voice| voice.needs.is_empty())
        {
            return self.alone(&start);
        }
        let least = start.moved.len() + self.lack(&start).unwrap_or_default();
        let mut at_least = least;
        loop {
            let mut search = Search {
                limit,
                most: at_least,
                from: start.moved.len(),
                steps,
                sets: Vec::new(),
                more: false,
                given_up: false,
            };
            self.search(&start, &mut search);
            let Search {
                sets,
                more,
                given_up,
                ..
            } = search;
            if !sets.is_empty() {
                let named = sets.iter().map(|set| self.named(set)).collect();
                return Found {
                    sets: named,
                    more: more || given_up,
                    at_least,
                    exact: true,
                    never,
                };
            }
            if given_up {
                let set = self.some(&start);
                return Found {
                    exact: set.len() == at_least,
                    sets: vec![self.named(&set)],
                    more: true,
                    at_least,
                    never,
                };
            }
            at_least += 1;
        }
    }

    /// A paragraph that waits for no other, with many voices: there are too many sets to give.
    fn alone(&self, start: &Node) -> Found {
        let mut set = start.moved.clone();
        set.extend(
            self.lacks(start, 0)
                .unwrap_or_default()
                .into_iter()
                .map(|nth| (0, nth)),
        );
        Found {
            sets: vec![self.named(&set)],
            more: set.len() < self.voices,
            at_least: set.len(),
            exact: true,
            never: Vec::new(),
        }
    }

    fn start(&self) -> Node {
        let rows = &self.prospect.rows;
        Node {
            votes: rows.iter().map(|row| row.votes).collect(),
            clear: vec![false; rows.len()],
            agreed: rows.iter().map(|row| row.agreed).collect(),
            won: vec![false; self.voices],
            moved: Vec::new(),
            barred: vec![false; self.voices],
        }
    }

    fn has(&self, marks: &[bool], seat: Seat) -> bool {
        let offset = self.offsets.get(seat.0);
        offset
            .and_then(|offset| marks.get(offset + seat.1))
            .copied()
            .unwrap_or_default()
    }

    /// Marks a voice; whether it was not marked before.
    fn mark(&self, marks: &mut [bool], seat: Seat) -> bool {
        let offset = self.offsets.get(seat.0);
        match offset.and_then(|offset| marks.get_mut(offset + seat.1)) {
            Some(mark) => !std::mem::replace(mark, true),
            None => false,
        }
    }

    fn make(&self, node: &mut Node, seat: Seat) {
        let row = self.prospect.rows.get(seat.0);
        if let Some(voice) = row.and_then(|row| row.voices.get(seat.1))
            && self.mark(&mut node.won, seat)
        {
            node.moved.push(seat);
            if let Some(votes) = node.votes.get_mut(seat.0) {
                voice.win(votes);
            }
        }
    }

    /// The chair gavels what is clear, and conditions on it are met, until nothing more follows.
    fn settle(&self, node: &mut Node) {
        let mut open: Vec<usize> = Vec::new();
        for at in 0..self.prospect.rows.len() {
            let lifted = self.prospect.rows.get(at).is_some_and(|row| {
                row.is_lifted(|code| {
                    let voices = row.voices.iter().enumerate();
                    let mut own = voices.filter(|(_, voice)| voice.by == code).peekable();
                    own.peek().is_some() && own.all(|(nth, _)| self.has(&node.won, (at, nth)))
                })
            });
            if lifted {
                open.push(at);
            }
            self.gavel(node, at, &mut open);
        }
        while let Some(at) = open.pop() {
            match node.agreed.get_mut(at) {
                Some(agreed) if !*agreed => *agreed = true,
                _ => continue,
            }
            for seat in self.prospect.waiting.get(at).into_iter().flatten() {
                let row = self.prospect.rows.get(seat.0);
                let Some(voice) = row.and_then(|row| row.voices.get(seat.1)) else {
                    continue;
                };
                let mut needs = voice.needs.iter();
                let met = needs.all(|need| node.agreed.get(*need).copied().unwrap_or_default());
                if met && self.mark(&mut node.won, *seat) {
                    if let Some(votes) = node.votes.get_mut(seat.0) {
                        voice.win(votes);
                    }
                    self.gavel(node, seat.0, &mut open);
                }
            }
        }
    }

    fn gavel(&self, node: &mut Node, at: usize, open: &mut Vec<usize>) {
        if self.is_clear(node, at)
            && let Some(clear) = node.clear.get_mut(at)
            && !std::mem::replace(clear, true)
        {
            open.push(at);
        }
    }

    fn is_clear(&self, node: &Node, at: usize) -> bool {
        let votes = node.votes.get(at).copied().unwrap_or_default();
        self.prospect.rule.readiness(votes) == Readiness::Clear
    }

    /// The fewest voices of a row that must still move even if every condition were met; `None` when it cannot be cleared.
    fn lacks(&self, node: &Node, at: usize) -> Option<Vec<usize>> {
        let row = self.prospect.rows.get(at)?;
        let mut votes = node.votes.get(at).copied()?;
        let mut open = Vec::new();
        for (nth, voice) in row.voices.iter().enumerate() {
            let seat = (at, nth);
            match () {
                () if self.has(&node.won, seat) => {}
                () if !voice.needs.is_empty() => voice.win(&mut votes),
                () if !self.has(&node.barred, seat) => open.push(nth),
                () => {}
            }
        }
        fewest(self.prospect.rule, row, votes, open.into_iter())
    }

    /// The same for all that the document needs, in number.
    fn lack(&self, node: &Node) -> Option<usize> {
        let rows = self.prospect.rows.iter().enumerate();
        let mut sum = 0;
        for (at, _) in rows.filter(|(at, row)| row.required && node.is_stuck(*at)) {
            sum += self.lacks(node, at)?.len();
        }
        Some(sum)
    }

    fn search(&self, node: &Node, search: &mut Search<'_>) {
        match search
            .steps
            .checked_sub(self.voices + self.prospect.rows.len())
        {
            Some(left) => *search.steps = left,
            None => search.given_up = true,
        }
        if search.given_up || search.sets.len() > search.limit {
            return;
        }
        let Some(lack) = self.lack(node) else { return };
        if node.moved.len() + lack > search.most {
            return;
        }
        let stuck = |at: usize| node.is_stuck(at);
        let rows = self.prospect.rows.iter().enumerate();
        let mut needed = rows
            .filter(|(at, row)| row.required && stuck(*at))
            .map(|(at, _)| at);
        let Some(first) = needed.next() else {
            if search.sets.len() == search.limit {
                search.more = true;
            } else {
                search.sets.push(node.moved.clone());
            }
            return;
        };
        if node.moved.len() >= search.from + DEPTH {
            search.given_up = true;
            return;
        }
        let mut node = node.clone();
        for seat in self.branches(&node, std::iter::once(first).chain(needed)) {
            if self.has(&node.barred, seat) {
                continue;
            }
            let mut next = node.clone();
            self.make(&mut next, seat);
            self.settle(&mut next);
            self.search(&next, search);
            if search.given_up || search.more {
                return;
            }
            self.mark(&mut node.barred, seat);
        }
    }

    /// Voices of which every set of moves that clears the document has at least one more.
    fn branches(&self, node: &Node, needed: impl Iterator<Item = usize>) -> Vec<Seat> {
        for at in needed {
            if let Some(lacks) = self.lacks(node, at)
                && !lacks.is_empty()
            {
                // Those that bring most come first; any other of the row may do as well.
                let others = self.open(node, at).filter(|seat| !lacks.contains(&seat.1));
                let first: Vec<Seat> = lacks.iter().map(|nth| (at, *nth)).collect();
                let others: Vec<Seat> = others.collect();
                return first.into_iter().chain(others).collect();
            }
        }
        let edges = self
            .prospect
            .edges(|row, voice| node.is_stuck(row) && !self.has(&node.won, (row, voice)));
        let edges: Vec<Vec<usize>> = edges
            .into_iter()
            .map(|needs| {
                needs
                    .into_iter()
                    .filter(|at| !node.agreed.get(*at).copied().unwrap_or_default())
                    .collect()
            })
            .collect();
        let mut all = Vec::new();
        for group in components(&edges) {
            let stuck = group.iter().all(|at| node.is_stuck(*at));
            let required = |at: &usize| self.prospect.rows.get(*at).is_some_and(|row| row.required);
            if !stuck {
                continue;
            }
            all.extend(group.iter().flat_map(|at| self.open(node, *at)));
            // What a group waits for comes before it: whoever clears the first that is needed is among those so far.
            if group.iter().any(required) {
                if takes_all(self.prospect.rule)
                    && group.iter().all(required)
                    && let Some(round) = round(&edges, &group)
                {
                    return self.around(node, &round);
                }
                // What it waits for outside itself, which the document does not need, stands in `all` before it.
                if !all.is_empty() {
                    return all;
                }
            }
        }
        all
    }

    /// One voice for each step of a way around.
    fn around(&self, node: &Node, round: &[usize]) -> Vec<Seat> {
        let steps = round.iter().zip(round.iter().cycle().skip(1));
        let seats = steps.filter_map(|(from, to)| {
            let row = self.prospect.rows.get(*from)?;
            let mut voices = row.voices.iter().enumerate();
            let found = voices.find(|(nth, voice)| {
                voice.needs.contains(to) && !self.has(&node.won, (*from, *nth))
            });
            Some((*from, found?.0))
        });
        seats.collect()
    }

    /// Voices of a row that did not move and are not won.
    fn open(&self, node: &Node, at: usize) -> impl Iterator<Item = Seat> {
        let row = self.prospect.rows.get(at);
        let many = row.map_or(0, |row| row.voices.len());
        (0..many)
            .map(move |nth| (at, nth))
            .filter(|seat| !self.has(&node.won, *seat) && !self.has(&node.barred, *seat))
    }

    /// Moves that clear the part, not always the fewest.
    fn some(&self, start: &Node) -> Vec<Seat> {
        let mut node = start.clone();
        for at in 0..self.prospect.rows.len() {
            let required = self.prospect.rows.get(at).is_some_and(|row| row.required);
            if required && node.is_stuck(at) {
                for nth in self.lacks(&node, at).unwrap_or_default() {
                    self.make(&mut node, (at, nth));
                }
            }
        }
        self.settle(&mut node);
        loop {
            let stuck = self.prospect.rows.iter().enumerate();
            let stuck = stuck.filter(|(at, row)| row.required && node.is_stuck(*at));
            // Where the fewest must move.
            let easiest = stuck.min_by_key(|(at, _)| self.open(&node, *at).count());
            let Some((at, row)) = easiest else {
                return node.moved;
            };
            let votes = node.votes.get(at).copied().unwrap_or_default();
            let open: Vec<usize> = self.open(&node, at).map(|seat| seat.1).collect();
            let Some(moves) = fewest(self.prospect.rule, row, votes, open.into_iter()) else {
                return node.moved;
            };
            for nth in moves {
                self.make(&mut node, (at, nth));
            }
            self.settle(&mut node);
        }
    }

    fn named(&self, seats: &[Seat]) -> Vec<Move> {
        let named = seats.iter().filter_map(|(row, voice)| {
            let row = self.prospect.rows.get(*row)?;
            Some(Move {
                by: row.voices.get(*voice)?.by,
                paragraph: row.id,
            })
        });
        named.collect()
    }
}

/// What the search looks for, and what it found.
struct Search<'a> {
    limit: usize,
    most: usize,
    /// How many moved before it began.
    from: usize,
    steps: &'a mut usize,
    sets: Vec<Vec<Seat>>,
    more: bool,
    given_up: bool,
}

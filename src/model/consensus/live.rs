//! Where consensus stands, kept up to date: one new stance is not a reason to look at every position again.
//!
//! What differs between two states of a workspace is found by what they share. Of the paragraphs that differ, the old
//! part in the sums is taken out and the new one put in; only those delegations are asked again of which something can differ,
//! for a look at every delegation's positions costs the more the more of them there are. Where more than paragraphs differ (who negotiates, which paragraphs
//! there are, brackets over several of them), everything is computed anew. The result is always that of
//! [`Workspace::consensus`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::tally::{Tally, is_met, is_ready, open, weigh};
use super::way::{Excepted, Row, hear};
use super::{Consensus, Status};
use crate::model::bracket::{self, Stretches};
use crate::model::{Code, Document, Id, Paragraph, Stance, Workspace};

/// Where consensus stands, and what it takes to follow changes.
#[derive(Debug, Clone, Default)]
pub struct LiveConsensus {
    state: Consensus,
    /// What was heard on each paragraph, as it is in the sums.
    rows: Vec<Row>,
    places: HashMap<Id, usize>,
    /// Paragraphs on which somebody agrees only if this one is agreed. None is ever left out; some may be too many.
    needed: HashMap<Id, BTreeSet<usize>>,
    /// Brackets from one paragraph into another.
    stretches: Stretches,
    /// The packages that a paragraph is in, by their place among them.
    packages: HashMap<Id, Vec<usize>>,
    /// Paragraphs that must be agreed and are not, or are not clear.
    waiting: usize,
}

impl LiveConsensus {
    /// Computed from nothing.
    pub fn new(workspace: &Workspace) -> Self {
        let original = workspace.original();
        let (state, rows) = original
            .map(|document| Tally::new(workspace, document).run_with_rows())
            .unwrap_or_default();
        let places = original.map(|d| d.places()).unwrap_or_default();
        let mut needed: HashMap<Id, BTreeSet<usize>> = HashMap::new();
        for (id, position) in workspace.positions.values().flat_map(|held| held.iter()) {
            if let Stance::AgreeIf(needs) = &position.stance
                && let Some(at) = places.get(id)
            {
                for need in needs {
                    needed.entry(*need).or_default().insert(*at);
                }
            }
        }
        let waiting = state.paragraphs.iter().filter(|s| s.is_waiting()).count();
        let mut packages: HashMap<Id, Vec<usize>> = HashMap::new();
        for (at, package) in state.packages.iter().enumerate() {
            for id in &package.paragraphs {
                packages.entry(*id).or_default().push(at);
            }
        }
        Self {
            state,
            rows,
            places,
            needed,
            stretches: original.map(|d| d.stretches()).unwrap_or_default(),
            packages,
            waiting,
        }
    }

    /// Where consensus stands.
    pub fn state(&self) -> &Consensus {
        &self.state
    }

    /// Where each paragraph stands in the original draft.
    pub fn place(&self, id: Id) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// Follows from one state of the workspace, which must be the one it knows, to another.
    pub fn follow(&mut self, before: &Workspace, after: &Workspace) {
        let both = before.original().zip(after.original());
        let differing = both.and_then(|(old, new)| self.differing(before, after, old, new));
        match differing.zip(both) {
            Some((places, (old, new))) => self.change(places, (before, old), (after, new)),
            None => *self = Self::new(after),
        }
    }

    /// Follows to a state in which nothing differs but what is recorded on these paragraphs: positions, agreements, parking.
    /// What it costs does not depend on how many paragraphs there are.
    pub fn follow_on(&mut self, before: &Workspace, after: &Workspace, ids: &[Id]) {
        match before.original().zip(after.original()) {
            Some((old, new)) => {
                let places = ids.iter().filter_map(|id| self.place(*id)).collect();
                self.change(places, (before, old), (after, new));
            }
            None => self.follow(before, after),
        }
    }

    /// The places of the paragraphs that differ; `None` when more than that does.
    fn differing(
        &self,
        before: &Workspace,
        after: &Workspace,
        old: &Arc<Document>,
        new: &Arc<Document>,
    ) -> Option<BTreeSet<usize>> {
        if before.header != after.header {
            return None;
        }
        let mut places = BTreeSet::new();
        if !Arc::ptr_eq(old, new) {
            let same = old.paragraphs.len() == new.paragraphs.len()
                && old.head.brackets == new.head.brackets;
            if !same {
                return None;
            }
            for (at, (p, q)) in old.paragraphs.iter().zip(&new.paragraphs).enumerate() {
                if Arc::ptr_eq(p, q) {
                    continue;
                }
                let frame =
                    |p: &Paragraph| (p.id, p.role, p.level, p.edges(), bracket::opens(p.text()));
                if frame(p) != frame(q) || p.part != q.part {
                    return None;
                }
                places.insert(at);
                // The items under it are on its words too.
                places.extend(new.under(at));
            }
        }
        let mut ids: Vec<Id> = Vec::new();
        let codes: BTreeSet<&Code> = before
            .positions
            .keys()
            .chain(after.positions.keys())
            .collect();
        for code in codes {
            match (before.positions.get(code), after.positions.get(code)) {
                (Some(a), Some(b)) if Arc::ptr_eq(a, b) => {}
                (a, b) => differ(a.map(Arc::as_ref), b.map(Arc::as_ref), &mut ids),
            }
        }
        if !Arc::ptr_eq(&before.agreements, &after.agreements) {
            differ(
                Some(&*before.agreements),
                Some(&*after.agreements),
                &mut ids,
            );
        }
        if !Arc::ptr_eq(&before.parked, &after.parked) {
            differ(Some(&*before.parked), Some(&*after.parked), &mut ids);
        }
        places.extend(ids.iter().filter_map(|id| self.place(*id)));
        Some(places)
    }

    /// Takes the old part of some paragraphs out of the sums and puts the new one in.
    fn change(
        &mut self,
        mut places: BTreeSet<usize>,
        (before, old): (&Workspace, &Document),
        (after, new): (&Workspace, &Document),
    ) {
        // Conditions elsewhere that are met now, or no longer.
        let mut met: Vec<(usize, Status)> = Vec::new();
        for at in &places {
            let (Some(p), Some(footing), Some(standing)) = (
                new.paragraphs.get(*at),
                new.footing(*at),
                self.state.paragraphs.get(*at),
            ) else {
                continue;
            };
            let status = after.status_on(p, footing, self.stretches.hold(*at));
            if status != standing.status {
                met.push((*at, status));
            }
        }
        let conditional: Vec<usize> = met
            .iter()
            .filter_map(|(at, _)| self.needed.get(&new.paragraphs.get(*at)?.id))
            .flatten()
            .copied()
            .collect();
        places.extend(&conditional);
        for at in &places {
            self.take_out(*at, old);
        }
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        for (at, status) in met {
            if let Some(standing) = self.state.paragraphs.get_mut(at) {
                standing.status = status;
                touched.extend(self.packages.get(&standing.id).into_iter().flatten());
            }
        }
        let spoken = Spoken::between(before, after);
        let all = !std::ptr::eq(old, new);
        for at in &places {
            self.note_needs(after, &spoken, *at);
            if all || conditional.contains(at) {
                self.ask(*at, after, new, 0..after.header.delegations.len());
            } else {
                self.ask(*at, after, new, spoken.heard.iter().copied());
            }
            self.put_in(*at, after, new);
        }
        for package in touched {
            if let Some(package) = self.state.packages.get_mut(package) {
                open(package, &self.state.paragraphs, &self.places);
            }
        }
        self.state.ready =
            is_ready(&self.state, self.waiting) && after.proceedings.disputes().is_empty();
    }

    /// Takes what a paragraph adds out of the sums.
    fn take_out(&mut self, at: usize, old: &Document) {
        let (Some(p), Some(standing), Some(row)) = (
            old.paragraphs.get(at),
            self.state.paragraphs.get(at),
            self.rows.get(at),
        ) else {
            return;
        };
        self.waiting = self
            .waiting
            .saturating_sub(usize::from(standing.is_waiting()));
        if standing.counted {
            for (sum, (heard, _)) in self.state.delegations.iter_mut().zip(row) {
                if let Some(count) = sum.of_mut(*heard) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        weigh(&mut self.state, at, p, false);
    }

    /// Asks some delegations, by their place in the workspace, anew how they stand on a paragraph.
    fn ask(
        &mut self,
        at: usize,
        after: &Workspace,
        new: &Document,
        whom: impl Iterator<Item = usize>,
    ) {
        let (Some(p), Some(footing), Some(row)) = (
            new.paragraphs.get(at),
            new.footing(at),
            self.rows.get_mut(at),
        ) else {
            return;
        };
        let met = |needs: &[Id]| is_met(needs, &self.state.paragraphs, &self.places);
        for nth in whom {
            if let Some(delegation) = after.header.delegations.get(nth)
                && let Some(slot) = row.get_mut(nth)
            {
                let held = after.holding(delegation.code, p.id);
                *slot = hear(held.map(|(position, _)| position), footing, met);
            }
        }
    }

    /// Puts what a paragraph adds into the sums, as it was heard last.
    fn put_in(&mut self, at: usize, after: &Workspace, new: &Document) {
        let (Some(p), Some(standing), Some(row)) = (
            new.paragraphs.get(at),
            self.state.paragraphs.get_mut(at),
            self.rows.get(at),
        ) else {
            return;
        };
        standing.clear();
        let excepted = Excepted::of(after, p.id, standing.status);
        let header = &after.header;
        let sums = self.state.delegations.iter_mut();
        for ((delegation, sum), (heard, way)) in header.delegations.iter().zip(sums).zip(row) {
            if standing.counted
                && let Some(count) = sum.of_mut(*heard)
            {
                *count += 1;
            }
            standing.add(delegation, *way, &excepted);
        }
        standing.settle(header.rule, &excepted);
        self.waiting += usize::from(standing.is_waiting());
        weigh(&mut self.state, at, p, true);
    }

    /// Conditions that are stated on a paragraph now.
    fn note_needs(&mut self, after: &Workspace, spoken: &Spoken, at: usize) {
        let Some(id) = self.state.paragraphs.get(at).map(|standing| standing.id) else {
            return;
        };
        for code in &spoken.codes {
            if let Some(position) = after.position(*code, id)
                && let Stance::AgreeIf(needs) = &position.stance
            {
                for need in needs {
                    self.needed.entry(*need).or_default().insert(at);
                }
            }
        }
    }
}

/// Who said something between two states of a workspace with the same header.
struct Spoken {
    /// The delegations and groups whose positions are not those that were.
    codes: BTreeSet<Code>,
    /// The delegations for which other positions can hold, by their place in the workspace: they spoke, or a group that
    /// speaks for them.
    heard: Vec<usize>,
}

impl Spoken {
    fn between(before: &Workspace, after: &Workspace) -> Self {
        let all = before.positions.keys().chain(after.positions.keys());
        let differs = |code: &&Code| match (before.positions.get(*code), after.positions.get(*code))
        {
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b),
            _ => true,
        };
        let codes: BTreeSet<Code> = all.filter(differs).copied().collect();
        let speaking = after.header.groups.iter();
        let speaking: Vec<_> = speaking
            .filter(|g| g.binding && codes.contains(&g.code))
            .collect();
        let speaks =
            |code: &Code| codes.contains(code) || speaking.iter().any(|g| g.members.contains(code));
        let delegations = after.header.delegations.iter().enumerate();
        let heard = delegations.filter(|(_, d)| speaks(&d.code));
        Self {
            heard: heard.map(|(nth, _)| nth).collect(),
            codes,
        }
    }
}

/// The keys under which two maps differ.
fn differ<T: PartialEq>(
    a: Option<&BTreeMap<Id, T>>,
    b: Option<&BTreeMap<Id, T>>,
    ids: &mut Vec<Id>,
) {
    let missing = |one: Option<&BTreeMap<Id, T>>, other: Option<&BTreeMap<Id, T>>| -> Vec<Id> {
        let found = one.into_iter().flatten();
        let found = found.filter(|(id, value)| other.and_then(|o| o.get(id)) != Some(*value));
        found.map(|(id, _)| *id).collect()
    };
    ids.extend(missing(a, b));
    ids.extend(missing(b, a));
}

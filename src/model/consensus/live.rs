//! Where consensus stands, kept up to date: one new stance is not a reason to look at every position again.
//!
//! What differs between two states of a workspace is found by what they share. Of the paragraphs that differ, the old
//! part in the sums is taken out and the new one put in. Where more than paragraphs differ (who negotiates, which paragraphs
//! there are, brackets over several of them), everything is computed anew. The result is always that of
//! [`Workspace::consensus`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Consensus, Heard, Way, hear, readiness};
use crate::model::{Code, Document, Id, Paragraph, Stance, Workspace};

/// Where consensus stands, and what it takes to follow changes.
#[derive(Debug, Clone, Default)]
pub struct LiveConsensus {
    state: Consensus,
    places: HashMap<Id, usize>,
    /// Paragraphs on which somebody agrees only if this one is agreed. None is ever left out; some may be too many.
    needed: HashMap<Id, BTreeSet<usize>>,
    /// Paragraphs that count and are not agreed or not clear.
    waiting: usize,
}

/// What a paragraph adds to the sums.
struct Share {
    heard: Vec<Heard>,
    blocking: Vec<Code>,
    pending: Vec<Code>,
    stale: Vec<Code>,
    unheard: Vec<Code>,
}

impl LiveConsensus {
    /// Computed from nothing.
    pub fn new(workspace: &Workspace) -> Self {
        let state = workspace.consensus();
        let original = workspace.original();
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
        Self {
            state,
            places,
            needed,
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
                let frame = |p: &Paragraph| (p.id, p.role, p.level, p.edges());
                if frame(p) != frame(q) || p.part != q.part {
                    return None;
                }
                places.insert(at);
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
        let mut met: Vec<(usize, super::Status)> = Vec::new();
        let spans = new.spans();
        for at in &places {
            let (Some(p), Some(standing)) =
                (new.paragraphs.get(*at), self.state.paragraphs.get(*at))
            else {
                continue;
            };
            let status = after.status_at(p, spans.hold(*at));
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
        places.extend(conditional);
        for at in &places {
            if let Some(p) = old.paragraphs.get(*at) {
                let share = self.share(before, p);
                self.weigh(*at, p, &share, false);
            }
        }
        for (at, status) in met {
            if let Some(standing) = self.state.paragraphs.get_mut(at) {
                standing.status = status;
            }
        }
        for at in &places {
            if let Some(p) = new.paragraphs.get(*at) {
                self.note_needs(after, p.id, *at);
                let share = self.share(after, p);
                self.weigh(*at, p, &share, true);
            }
        }
        let counts = &self.state.counts;
        let settled = after.proceedings.disputes().is_empty();
        self.state.ready =
            counts.total() > 0 && self.state.brackets == 0 && self.waiting == 0 && settled;
    }

    /// Who stands how on a paragraph.
    fn share(&self, workspace: &Workspace, p: &Paragraph) -> Share {
        let mut share = Share {
            heard: Vec::with_capacity(workspace.header.delegations.len()),
            blocking: Vec::new(),
            pending: Vec::new(),
            stale: Vec::new(),
            unheard: Vec::new(),
        };
        for delegation in &workspace.header.delegations {
            let standing = workspace.standing(delegation.code, p);
            let position = standing.map(|s| s.position);
            let (heard, way) = hear(position, p, |needs| self.is_met(needs));
            share.heard.push(heard);
            if !delegation.kind.can_block() {
                continue;
            }
            match way {
                Way::Free => {}
                Way::Blocking => share.blocking.push(delegation.code),
                Way::Pending => share.pending.push(delegation.code),
                Way::Stale => share.stale.push(delegation.code),
                Way::Unheard => share.unheard.push(delegation.code),
            }
        }
        if workspace.status_at(p, false) == super::Status::Pending {
            super::add_exceptions(workspace, p.id, &share.blocking, &mut share.pending);
        }
        share
    }

    fn is_met(&self, needs: &[Id]) -> bool {
        !needs.is_empty()
            && needs.iter().all(|id| {
                let standing = self.place(*id).and_then(|at| self.state.paragraphs.get(at));
                standing.is_some_and(|s| s.status.is_agreed())
            })
    }

    /// Puts a share into the sums, or takes it out.
    fn weigh(&mut self, at: usize, p: &Paragraph, share: &Share, into: bool) {
        let Some(standing) = self.state.paragraphs.get_mut(at) else {
            return;
        };
        let one = |sum: &mut usize, by: usize| {
            *sum = if into {
                *sum + by
            } else {
                sum.saturating_sub(by)
            };
        };
        if !into && standing.is_waiting() {
            one(&mut self.waiting, 1);
        }
        if into {
            standing.blocking.clone_from(&share.blocking);
            standing.pending.clone_from(&share.pending);
            standing.stale.clone_from(&share.stale);
            standing.unheard.clone_from(&share.unheard);
            standing.readiness = readiness(standing);
            if standing.is_waiting() {
                one(&mut self.waiting, 1);
            }
        }
        if !standing.counted {
            return;
        }
        one(&mut self.state.brackets, p.brackets());
        if let Some(count) = self.state.counts.of_mut(standing.status) {
            one(count, 1);
        }
        for (sum, heard) in self.state.delegations.iter_mut().zip(&share.heard) {
            if let Some(count) = sum.of_mut(*heard) {
                one(count, 1);
            }
        }
    }

    /// Conditions that are stated on a paragraph now.
    fn note_needs(&mut self, workspace: &Workspace, id: Id, at: usize) {
        for held in workspace.positions.values() {
            if let Some(position) = held.get(&id)
                && let Stance::AgreeIf(needs) = &position.stance
            {
                for need in needs {
                    self.needed.entry(*need).or_default().insert(at);
                }
            }
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

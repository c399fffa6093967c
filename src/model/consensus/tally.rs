//! Everything that follows from where the delegations stand, computed from nothing. Each position is looked at once.

use std::collections::HashMap;
use std::sync::Arc;

use super::section::sections;
use super::way::{Excepted, Row, hear};
use super::{Consensus, ParagraphStanding, RollUp};
use crate::model::{
    Code, Delegation, Document, Footing, Id, PackageStanding, Paragraph, Position, Role, Workspace,
};

/// The state of one computation.
pub(super) struct Tally<'a> {
    workspace: &'a Workspace,
    document: &'a Document,
    places: HashMap<Id, usize>,
    footings: Vec<Footing>,
    result: Consensus,
    /// What was heard, by paragraph, where somebody wants to know.
    rows: Vec<Row>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(workspace: &'a Workspace, document: &'a Document) -> Self {
        let mut result = Consensus::default();
        let footings = document.footings();
        let held = document.stretches().held(document.paragraphs.len());
        let rows = document.paragraphs.iter().zip(document.counted());
        let rows = rows.zip(titles(document)).zip(&footings).zip(held);
        for ((((p, counted), title), footing), held) in rows {
            let status = workspace.status_on(p, *footing, held);
            let standing = ParagraphStanding::new(p, status, counted, title);
            result.paragraphs.push(standing);
        }
        result.sections = sections(document);
        Self {
            workspace,
            document,
            places: document.places(),
            footings,
            result,
            rows: Vec::new(),
        }
    }

    /// Where consensus stands, with what was heard of each delegation on each paragraph.
    pub(super) fn run_with_rows(mut self) -> (Consensus, Vec<Row>) {
        let width = self.workspace.header.delegations.len();
        let row = |_| Row::with_capacity(width);
        self.rows = self.footings.iter().map(row).collect();
        self.count()
    }

    pub(super) fn run(self) -> Consensus {
        self.count().0
    }

    fn count(mut self) -> (Consensus, Vec<Row>) {
        let standings = self.result.paragraphs.iter();
        let excepted: Vec<Excepted<'_>> = standings
            .map(|standing| Excepted::of(self.workspace, standing.id, standing.status))
            .collect();
        for delegation in &self.workspace.header.delegations {
            let positions = self.positions_of(delegation.code);
            self.add(delegation, &positions, &excepted);
        }
        let rule = self.workspace.header.rule;
        let rows = self.result.paragraphs.iter_mut().zip(&excepted);
        for (standing, excepted) in rows {
            standing.settle(rule, excepted);
            // On most paragraphs, most are unheard.
            standing.unheard.shrink_to_fit();
        }
        let Self {
            workspace,
            document,
            places,
            mut result,
            rows,
            ..
        } = self;
        result.brackets = document.spanning();
        for at in 0..document.paragraphs.len() {
            if let Some(p) = document.paragraphs.get(at) {
                weigh(&mut result, at, p, true);
            }
        }
        let packages = workspace.header.packages.iter();
        result.packages = packages
            .map(|package| PackageStanding {
                name: package.name.clone(),
                paragraphs: package.paragraphs.clone(),
                open: Vec::new(),
            })
            .collect();
        for package in &mut result.packages {
            open(package, &result.paragraphs, &places);
        }
        let waiting = result.paragraphs.iter().filter(|s| s.is_waiting()).count();
        result.ready = is_ready(&result, waiting) && workspace.proceedings.disputes().is_empty();
        (result, rows)
    }

    /// The position that holds for a delegation on each paragraph, by place.
    fn positions_of(&self, code: Code) -> Vec<Option<&'a Position>> {
        let mut result = vec![None; self.document.paragraphs.len()];
        let groups = self.workspace.header.groups.iter();
        let groups = groups
            .filter(|g| g.binding && g.members.contains(&code))
            .map(|g| g.code);
        for holder in std::iter::once(code).chain(groups) {
            for (id, position) in self
                .workspace
                .positions
                .get(&holder)
                .into_iter()
                .flat_map(|p| p.iter())
            {
                if let Some(slot) = self.places.get(id).and_then(|at| result.get_mut(*at)) {
                    slot.get_or_insert(position);
                }
            }
        }
        result
    }

    fn add(
        &mut self,
        delegation: &Delegation,
        positions: &[Option<&Position>],
        excepted: &[Excepted<'_>],
    ) {
        let mut sum = RollUp {
            code: delegation.code,
            stances: [0; 7],
            stale: 0,
            unheard: 0,
        };
        let rows = positions.iter().zip(&self.footings).zip(excepted);
        for (at, ((position, footing), excepted)) in rows.enumerate() {
            let (heard, way) = hear(*position, *footing, |needs| self.is_met(needs));
            if let Some(row) = self.rows.get_mut(at) {
                row.push((heard, way));
            }
            let Some(standing) = self.result.paragraphs.get_mut(at) else {
                continue;
            };
            if standing.counted
                && let Some(count) = sum.of_mut(heard)
            {
                *count += 1;
            }
            standing.add(delegation, way, excepted);
        }
        self.result.delegations.push(sum);
    }

    /// Whether the paragraphs that a condition names are agreed. A condition that names none is in words, and only
    /// its delegation can say that it is met.
    fn is_met(&self, needs: &[Id]) -> bool {
        is_met(needs, &self.result.paragraphs, &self.places)
    }
}

/// Whether the paragraphs that a condition names are agreed. A condition that names none is in words, and only its
/// delegation can say that it is met.
pub(super) fn is_met(
    needs: &[Id],
    standings: &[ParagraphStanding],
    places: &HashMap<Id, usize>,
) -> bool {
    let is_agreed = |id: &Id| {
        let standing = places.get(id).and_then(|at| standings.get(*at));
        standing.is_some_and(|standing| standing.status.is_agreed())
    };
    !needs.is_empty() && needs.iter().all(is_agreed)
}

/// For each paragraph, whether it is a title of what is negotiated.
pub(super) fn titles(document: &Document) -> Vec<bool> {
    let mut negotiated = true;
    let is_title = |p: &Arc<Paragraph>| {
        negotiated = p.part.as_ref().map_or(negotiated, |part| part.negotiated);
        negotiated && p.role == Role::Title
    };
    document.paragraphs.iter().map(is_title).collect()
}

/// Notes which paragraphs of a package are not agreed.
pub(super) fn open(
    package: &mut PackageStanding,
    standings: &[ParagraphStanding],
    places: &HashMap<Id, usize>,
) {
    let all = package.paragraphs.iter();
    let open = all.filter(|id| !is_met(&[**id], standings, places));
    package.open = open.copied().collect();
}

/// Whether nothing is left to be done.
pub(super) fn is_ready(state: &Consensus, waiting: usize) -> bool {
    state.counts.total() > 0
        && state.brackets == 0
        && waiting == 0
        && state.packages.iter().all(PackageStanding::is_closed)
}

/// Puts a paragraph into the sums of the document and of its sections, or takes it out.
pub(super) fn weigh(state: &mut Consensus, at: usize, p: &Paragraph, into: bool) {
    let Some(standing) = state.paragraphs.get(at).filter(|s| s.counted) else {
        return;
    };
    let one = |sum: &mut usize, by: usize| {
        *sum = if into {
            *sum + by
        } else {
            sum.saturating_sub(by)
        };
    };
    one(&mut state.brackets, p.brackets());
    if let Some(count) = state.counts.of_mut(standing.status) {
        one(count, 1);
    }
    if let Some(count) = state.readiness.get_mut(standing.readiness as usize) {
        one(count, 1);
    }
    // The last that begins before it, and those that this one is in.
    let behind = state.sections.partition_point(|s| s.places.start <= at);
    let mut next = behind.checked_sub(1);
    while let Some(section) = next.and_then(|nth| state.sections.get_mut(nth)) {
        if section.places.contains(&at) {
            section.weigh(standing, p.brackets(), into);
        }
        next = section.outer;
    }
}

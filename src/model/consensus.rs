//! Where consensus stands: the status of each paragraph, what stands in the way, and the sums.
//!
//! The rule here is *consensus*: a paragraph is in nobody's way when no member objects formally. Who is unheard or absent
//! does not block, and observers never do (Sabel, *Rules of Procedure at the UN and at Inter-Governmental Conferences*;
//! UNCLOS III practice). Whether something *is* agreed is never computed: the chair says so, and it is recorded as an
//! [`Agreement`].

mod live;

use std::collections::HashMap;

use super::bracket::Spans;
use super::{Agreement, Code, Document, Id, Kind, Level, Paragraph, Position, Stance, Workspace};

pub use live::LiveConsensus;

/// The status of a paragraph: what people say of it in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Agreed in informals or above, on these words, without exception.
    Agreed,
    /// Agreed ad referendum on these words.
    AdRef,
    /// Agreed on these words, pending some delegations.
    Pending,
    /// Agreed on other words than these: to be confirmed again.
    Stale,
    /// Not agreed, with brackets in it.
    Bracketed,
    /// Not agreed, without brackets.
    Open,
    /// Set aside for a smaller group.
    Parked,
}

impl Status {
    /// All statuses, best first.
    pub const ALL: [Self; 7] = [
        Self::Agreed,
        Self::AdRef,
        Self::Pending,
        Self::Stale,
        Self::Bracketed,
        Self::Open,
        Self::Parked,
    ];

    /// The word that files and commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::AdRef => "ad_ref",
            Self::Pending => "pending",
            Self::Stale => "stale",
            Self::Bracketed => "bracketed",
            Self::Open => "open",
            Self::Parked => "parked",
        }
    }

    /// The status of a paragraph with these agreements. `held` says whether it stands in a bracket over several
    /// paragraphs.
    pub fn of(paragraph: &Paragraph, agreements: &[Agreement], parked: bool, held: bool) -> Self {
        let standing = agreements.last().filter(|a| a.reopened.is_none());
        match standing {
            _ if parked => Self::Parked,
            Some(a) if a.is_stale(paragraph.digest()) => Self::Stale,
            Some(a) if !a.except.is_empty() => Self::Pending,
            Some(a) if a.level == Level::AdRef => Self::AdRef,
            Some(_) => Self::Agreed,
            None if held || paragraph.brackets() > 0 => Self::Bracketed,
            None => Self::Open,
        }
    }

    /// Whether the words as they stand are agreed, at whatever level.
    pub fn is_agreed(self) -> bool {
        matches!(self, Self::Agreed | Self::AdRef)
    }
}

/// What the positions on a paragraph amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Readiness {
    /// Nothing stands in the way.
    Clear,
    /// Somebody must be heard again first.
    Pending,
    /// A member objects.
    Blocked,
}

impl Readiness {
    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Pending => "pending",
            Self::Blocked => "blocked",
        }
    }
}

/// Where one delegation stands on one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The position that holds for it.
    pub position: &'a Position,
    /// The group whose position it is, when it has none of its own.
    pub via: Option<Code>,
    /// Whether it was given on other words.
    pub stale: bool,
}

/// What stands in the way of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphStanding {
    /// The paragraph.
    pub id: Id,
    /// Its status.
    pub status: Status,
    /// Whether consensus is counted on it.
    pub counted: bool,
    /// What the positions amount to.
    pub readiness: Readiness,
    /// Members that object or want other words, on these words.
    pub blocking: Vec<Code>,
    /// Members that reserve, or whose condition is not met, or that an agreement excepts.
    pub pending: Vec<Code>,
    /// Members whose position is on other words.
    pub stale: Vec<Code>,
    /// Members that have said nothing.
    pub unheard: Vec<Code>,
}

/// How many paragraphs have each status; only those that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([usize; 7]);

impl Counts {
    /// Paragraphs of that status.
    pub fn of(&self, status: Status) -> usize {
        self.0.get(status as usize).copied().unwrap_or_default()
    }

    /// Paragraphs counted.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Paragraphs whose words are agreed, at whatever level.
    pub fn agreed(&self) -> usize {
        self.of(Status::Agreed) + self.of(Status::AdRef)
    }

    fn of_mut(&mut self, status: Status) -> Option<&mut usize> {
        self.0.get_mut(status as usize)
    }

    fn add(&mut self, status: Status) {
        if let Some(count) = self.of_mut(status) {
            *count += 1;
        }
    }
}

/// One delegation's positions, summed over the paragraphs that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUp {
    /// The delegation.
    pub code: Code,
    /// How many of each stance, in the order of [`Stance::WORDS`]; stale ones not among them.
    pub stances: [usize; 7],
    /// Positions on other words.
    pub stale: usize,
    /// Paragraphs it has said nothing on.
    pub unheard: usize,
}

impl RollUp {
    /// How many paragraphs it has that stance on, by its word.
    pub fn of(&self, word: &str) -> usize {
        Stance::WORDS
            .iter()
            .position(|w| *w == word)
            .and_then(|at| self.stances.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The count that something heard belongs to.
    fn of_mut(&mut self, heard: Heard) -> Option<&mut usize> {
        match heard {
            Heard::Nothing => Some(&mut self.unheard),
            Heard::Stale => Some(&mut self.stale),
            Heard::Stance(at) => self.stances.get_mut(at),
        }
    }
}

/// What a delegation is counted for on one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Nothing,
    Stale,
    /// A stance, by its place in [`Stance::WORDS`].
    Stance(usize),
}

/// Whether a delegation that can block stands in the way of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Free,
    Blocking,
    Pending,
    Stale,
    Unheard,
}

/// What a position on a paragraph counts for. `is_met` says whether the paragraphs that a condition names are agreed.
fn hear(
    position: Option<&Position>,
    p: &Paragraph,
    is_met: impl Fn(&[Id]) -> bool,
) -> (Heard, Way) {
    let Some(position) = position else {
        return (Heard::Nothing, Way::Unheard);
    };
    let stale = position.is_stale(p.digest());
    let word = position.stance.word();
    let heard = match Stance::WORDS.iter().position(|w| *w == word) {
        _ if stale => Heard::Stale,
        Some(at) => Heard::Stance(at),
        None => Heard::Nothing,
    };
    let way = match &position.stance {
        Stance::Reserve => Way::Pending,
        _ if stale => Way::Stale,
        Stance::Oppose | Stance::Amend(_) => Way::Blocking,
        Stance::AgreeIf(needs) if !is_met(needs) => Way::Pending,
        Stance::Agree | Stance::AgreeIf(_) | Stance::Flexible | Stance::Absent => Way::Free,
    };
    (heard, way)
}

/// What the positions on a paragraph amount to.
fn readiness(standing: &ParagraphStanding) -> Readiness {
    if !standing.blocking.is_empty() {
        Readiness::Blocked
    } else if !standing.pending.is_empty() || !standing.stale.is_empty() {
        Readiness::Pending
    } else {
        Readiness::Clear
    }
}

/// Adds the delegations that a standing agreement waits for and that are not in the way already.
fn add_exceptions(workspace: &Workspace, id: Id, blocking: &[Code], pending: &mut Vec<Code>) {
    let last = workspace.agreements.get(&id).and_then(|all| all.last());
    for code in last.map_or(&[][..], |a| a.except.as_slice()) {
        if !blocking.contains(code) && !pending.contains(code) {
            pending.push(*code);
        }
    }
}

impl ParagraphStanding {
    /// Whether it counts and is not agreed, or not clear.
    fn is_waiting(&self) -> bool {
        self.counted && !(self.status.is_agreed() && self.readiness == Readiness::Clear)
    }
}

/// Where consensus stands in the whole draft.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consensus {
    /// Each paragraph of the original draft, in order.
    pub paragraphs: Vec<ParagraphStanding>,
    /// Each delegation, in the order of the workspace.
    pub delegations: Vec<RollUp>,
    /// Paragraphs by status.
    pub counts: Counts,
    /// Contested brackets left in the paragraphs that count.
    pub brackets: usize,
    /// Whether every paragraph that counts is agreed on its words and clear, and no bracket is left.
    pub ready: bool,
}

impl Workspace {
    /// The status of a paragraph of the draft, by its own words: whether it stands in a bracket over several paragraphs
    /// is known to [`Consensus`].
    pub fn status(&self, paragraph: &Paragraph) -> Status {
        self.status_at(paragraph, false)
    }

    fn status_at(&self, paragraph: &Paragraph, held: bool) -> Status {
        let agreements = self.agreements.get(&paragraph.id);
        let agreements = agreements.map_or(&[][..], Vec::as_slice);
        let parked = self.parked.contains_key(&paragraph.id);
        Status::of(paragraph, agreements, parked, held)
    }

    /// Where a delegation stands: by its own position, else by that of the first binding group that has one.
    pub fn standing(&self, code: Code, paragraph: &Paragraph) -> Option<Standing<'_>> {
        let (position, via) = match self.position(code, paragraph.id) {
            Some(own) => (own, None),
            None => self
                .header
                .groups
                .iter()
                .filter(|g| g.binding && g.members.contains(&code))
                .find_map(|g| Some((self.position(g.code, paragraph.id)?, Some(g.code))))?,
        };
        Some(Standing {
            position,
            via,
            stale: position.is_stale(paragraph.digest()),
        })
    }

    /// Where consensus stands. Looks at every position once.
    pub fn consensus(&self) -> Consensus {
        match self.original() {
            Some(document) => Tally::new(self, document).run(),
            None => Consensus::default(),
        }
    }
}

/// The state of one computation.
struct Tally<'a> {
    workspace: &'a Workspace,
    document: &'a Document,
    places: HashMap<Id, usize>,
    counted: Vec<bool>,
    result: Consensus,
}

impl<'a> Tally<'a> {
    fn new(workspace: &'a Workspace, document: &'a Document) -> Self {
        let counted = document.counted();
        let mut result = Consensus::default();
        let spans: Spans = document.spans();
        for (at, (p, counted)) in document.paragraphs.iter().zip(&counted).enumerate() {
            let status = workspace.status_at(p, spans.hold(at));
            if *counted {
                result.counts.add(status);
                result.brackets += p.brackets();
            }
            result.paragraphs.push(ParagraphStanding {
                id: p.id,
                status,
                counted: *counted,
                readiness: Readiness::Clear,
                blocking: Vec::new(),
                pending: Vec::new(),
                stale: Vec::new(),
                unheard: Vec::new(),
            });
        }
        result.brackets += document.spanning();
        Self {
            workspace,
            document,
            places: document.places(),
            counted,
            result,
        }
    }

    fn run(mut self) -> Consensus {
        for delegation in &self.workspace.header.delegations {
            let positions = self.positions_of(delegation.code);
            self.add(delegation.code, delegation.kind, &positions);
        }
        self.add_exceptions();
        let mut ready = self.result.counts.total() > 0 && self.result.brackets == 0;
        for standing in &mut self.result.paragraphs {
            standing.readiness = readiness(standing);
            ready &= !standing.is_waiting();
        }
        self.result.ready = ready && self.workspace.proceedings.disputes().is_empty();
        self.result
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

    fn add(&mut self, code: Code, kind: Kind, positions: &[Option<&Position>]) {
        let mut sum = RollUp {
            code,
            stances: [0; 7],
            stale: 0,
            unheard: 0,
        };
        for (at, position) in positions.iter().enumerate() {
            let (Some(p), Some(counted)) = (self.document.paragraphs.get(at), self.counted.get(at))
            else {
                continue;
            };
            let (heard, way) = hear(*position, p, |needs| self.is_met(needs));
            if *counted && let Some(count) = sum.of_mut(heard) {
                *count += 1;
            }
            let Some(standing) = self
                .result
                .paragraphs
                .get_mut(at)
                .filter(|_| kind.can_block())
            else {
                continue;
            };
            match way {
                Way::Free => {}
                Way::Blocking => standing.blocking.push(code),
                Way::Pending => standing.pending.push(code),
                Way::Stale => standing.stale.push(code),
                Way::Unheard => standing.unheard.push(code),
            }
        }
        self.result.delegations.push(sum);
    }

    /// Whether the paragraphs that a condition names are agreed. A condition that names none is in words, and only
    /// its delegation can say that it is met.
    fn is_met(&self, needs: &[Id]) -> bool {
        !needs.is_empty()
            && needs.iter().all(|id| {
                let at = self
                    .places
                    .get(id)
                    .and_then(|at| self.result.paragraphs.get(*at));
                at.is_some_and(|standing| standing.status.is_agreed())
            })
    }

    /// Delegations that a standing agreement waits for.
    fn add_exceptions(&mut self) {
        for standing in &mut self.result.paragraphs {
            if standing.status == Status::Pending {
                let ParagraphStanding {
                    id,
                    blocking,
                    pending,
                    ..
                } = standing;
                add_exceptions(self.workspace, *id, blocking, pending);
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! Where consensus stands: the status of each paragraph, what stands in the way, and the sums.
//!
//! The rule here is *consensus*: a paragraph is in nobody's way when no member objects formally. Who is unheard or absent
//! does not block, and observers never do (Sabel, *Rules of Procedure at the UN and at Inter-Governmental Conferences*;
//! UNCLOS III practice). Whether something *is* agreed is never computed: the chair says so, and it is recorded as an
//! [`Agreement`].

use std::collections::{BTreeMap, HashMap};

use super::{Agreement, Code, Document, Id, Kind, Level, Paragraph, Position, Stance, Workspace};

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

    /// The status of a paragraph with these agreements.
    pub fn of(paragraph: &Paragraph, agreements: &[Agreement], parked: bool) -> Self {
        let standing = agreements.last().filter(|a| a.reopened.is_none());
        match standing {
            _ if parked => Self::Parked,
            Some(a) if a.is_stale(paragraph.digest()) => Self::Stale,
            Some(a) if !a.except.is_empty() => Self::Pending,
            Some(a) if a.level == Level::AdRef => Self::AdRef,
            Some(_) => Self::Agreed,
            None if paragraph.brackets() > 0 => Self::Bracketed,
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

    fn add(&mut self, status: Status) {
        if let Some(count) = self.0.get_mut(status as usize) {
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
    /// The status of a paragraph of the draft.
    pub fn status(&self, paragraph: &Paragraph) -> Status {
        let agreements = self
            .agreements
            .get(&paragraph.id)
            .map_or(&[][..], Vec::as_slice);
        Status::of(
            paragraph,
            agreements,
            self.parked.contains_key(&paragraph.id),
        )
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
        for (p, counted) in document.paragraphs.iter().zip(&counted) {
            let status = workspace.status(p);
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
        result.brackets += document.head.brackets.len();
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
            standing.readiness = if !standing.blocking.is_empty() {
                Readiness::Blocked
            } else if !standing.pending.is_empty() || !standing.stale.is_empty() {
                Readiness::Pending
            } else {
                Readiness::Clear
            };
            if standing.counted {
                ready &= standing.status.is_agreed() && standing.readiness == Readiness::Clear;
            }
        }
        self.result.ready = ready;
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
            let met = position.is_none_or(|held| self.is_met(&held.stance));
            let Some(standing) = self.result.paragraphs.get_mut(at) else {
                continue;
            };
            let one = usize::from(*counted);
            let Some(position) = position else {
                sum.unheard += one;
                if kind.can_block() {
                    standing.unheard.push(code);
                }
                continue;
            };
            let stale = position.is_stale(p.digest());
            if stale {
                sum.stale += one;
            } else if let Some(count) = Stance::WORDS
                .iter()
                .position(|w| *w == position.stance.word())
                .and_then(|stance| sum.stances.get_mut(stance))
            {
                *count += one;
            }
            if !kind.can_block() {
                continue;
            }
            match &position.stance {
                Stance::Reserve => standing.pending.push(code),
                _ if stale => standing.stale.push(code),
                Stance::Oppose | Stance::Amend(_) => standing.blocking.push(code),
                Stance::AgreeIf(_) if !met => standing.pending.push(code),
                Stance::Agree | Stance::AgreeIf(_) | Stance::Flexible | Stance::Absent => {}
            }
        }
        self.result.delegations.push(sum);
    }

    /// Whether the paragraphs that a condition names are agreed. A condition that names none is in words, and only
    /// its delegation can say that it is met.
    fn is_met(&self, stance: &Stance) -> bool {
        let Stance::AgreeIf(needs) = stance else {
            return true;
        };
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
        let agreements: &BTreeMap<Id, Vec<Agreement>> = &self.workspace.agreements;
        for standing in self
            .result
            .paragraphs
            .iter_mut()
            .filter(|s| s.status == Status::Pending)
        {
            let except = agreements
                .get(&standing.id)
                .and_then(|all| all.last())
                .map(|a| a.except.as_slice());
            for code in except.unwrap_or_default() {
                if !standing.blocking.contains(code) && !standing.pending.contains(code) {
                    standing.pending.push(*code);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

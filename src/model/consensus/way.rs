//! What one position means: for its delegation's sums, and for what stands in the way of the paragraph. Start at [`hear`].

use super::{ParagraphStanding, Status};
use crate::model::{
    Code, Delegation, Footing, Group, Id, Paragraph, Position, Rule, Stance, Votes, Workspace,
};

/// What a delegation is counted for on one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    Nothing,
    Stale,
    /// A stance, by its place in [`Stance::WORDS`].
    Stance(u8),
}

/// Whether a delegation that can block stands in the way of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    For,
    Absent,
    Blocking,
    Pending,
    Stale,
    Unheard,
}

/// What a position on a paragraph counts for. `is_met` says whether the paragraphs that a condition names are agreed.
pub(super) fn hear(
    position: Option<&Position>,
    footing: Footing,
    is_met: impl Fn(&[Id]) -> bool,
) -> (Heard, Way) {
    let Some(position) = position else {
        return (Heard::Nothing, Way::Unheard);
    };
    let stale = position.is_stale(footing);
    let word = position.stance.word();
    let heard = match (0..).zip(Stance::WORDS).find(|(_, w)| *w == word) {
        _ if stale => Heard::Stale,
        Some((at, _)) => Heard::Stance(at),
        None => Heard::Nothing,
    };
    let way = match &position.stance {
        Stance::Reserve => Way::Pending,
        _ if stale => Way::Stale,
        Stance::Oppose | Stance::Amend(_) => Way::Blocking,
        Stance::AgreeIf(needs) if !is_met(needs) => Way::Pending,
        Stance::Agree | Stance::AgreeIf(_) | Stance::Flexible => Way::For,
        Stance::Absent => Way::Absent,
    };
    (heard, way)
}

/// What each delegation is counted for on one paragraph, and how it stands in its way, in the order of the workspace.
pub(super) type Row = Vec<(Heard, Way)>;

/// Whom a standing agreement waits for.
pub(in crate::model) struct Excepted<'a> {
    workspace: &'a Workspace,
    id: Id,
    codes: &'a [Code],
}

impl<'a> Excepted<'a> {
    /// Of a paragraph with that status.
    pub(in crate::model) fn of(workspace: &'a Workspace, id: Id, status: Status) -> Self {
        let last = workspace.agreements.get(&id).and_then(|all| all.last());
        let codes = last.filter(|_| status == Status::Pending);
        Self {
            workspace,
            id,
            codes: codes.map_or(&[], |a| a.except.as_slice()),
        }
    }

    /// The delegations and groups, as they were given.
    pub(in crate::model) fn codes(&self) -> &'a [Code] {
        self.codes
    }

    /// For whose sake it waits for a delegation: its own, or that of a group that speaks for it or might, where it has not
    /// spoken itself.
    pub(in crate::model) fn by(&self, code: Code) -> Option<Code> {
        if self.codes.is_empty() || self.codes.contains(&code) {
            return self.codes.contains(&code).then_some(code);
        }
        match self.workspace.holding(code, self.id) {
            Some((_, via)) => via.filter(|group| self.codes.contains(group)),
            None => {
                let mut groups = self.workspace.header.groups.iter();
                let waits = |g: &&Group| self.codes.contains(&g.code) && g.members.contains(&code);
                groups.find(waits).map(|group| group.code)
            }
        }
    }
}

impl ParagraphStanding {
    /// A paragraph on which nobody was asked yet.
    pub(super) fn new(p: &Paragraph, status: Status, counted: bool, title: bool) -> Self {
        Self {
            id: p.id,
            status,
            counted,
            title,
            readiness: super::Readiness::Clear,
            blocking: Vec::new(),
            pending: Vec::new(),
            stale: Vec::new(),
            unheard: Vec::new(),
            votes: Votes::default(),
        }
    }

    /// Forgets who stands how.
    pub(super) fn clear(&mut self) {
        for codes in [
            &mut self.blocking,
            &mut self.pending,
            &mut self.stale,
            &mut self.unheard,
        ] {
            codes.clear();
        }
        self.votes = Votes::default();
    }

    /// Adds a delegation, if it counts at all.
    pub(super) fn add(&mut self, delegation: &Delegation, way: Way, excepted: &Excepted<'_>) {
        if !delegation.kind.can_block() {
            return;
        }
        let code = delegation.code;
        match way {
            Way::For | Way::Absent => {}
            Way::Blocking => self.blocking.push(code),
            Way::Pending => self.pending.push(code),
            Way::Stale => self.stale.push(code),
            Way::Unheard => self.unheard.push(code),
        }
        let votes = &mut self.votes;
        let permanent = usize::from(delegation.permanent);
        match way {
            Way::Blocking => {
                votes.against += 1;
                votes.permanent_against += permanent;
            }
            Way::Pending | Way::Stale => {
                votes.undecided += 1;
                votes.permanent_undecided += permanent;
            }
            _ if excepted.by(code).is_some() => {
                votes.undecided += 1;
                votes.permanent_undecided += permanent;
            }
            Way::For => votes.for_ += 1,
            Way::Absent => votes.absent += 1,
            Way::Unheard => votes.unheard += 1,
        }
    }

    /// What it amounts to, once every delegation was added.
    pub(super) fn settle(&mut self, rule: Rule, excepted: &Excepted<'_>) {
        for code in excepted.codes {
            if !self.blocking.contains(code) && !self.pending.contains(code) {
                self.pending.push(*code);
            }
        }
        self.readiness = rule.readiness(self.votes);
    }
}

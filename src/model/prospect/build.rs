//! The rows of a [`Prospect`], from a workspace: everybody who is not for the words of a paragraph, and who speaks for whom.

use std::collections::{HashMap, HashSet};

use super::{Prospect, Row, Stand, Voice};
use crate::model::consensus::Excepted;
use crate::model::{
    Code, Consensus, Delegation, Footing, Id, ParagraphStanding, Position, Rule, Stance, Workspace,
};

impl Prospect {
    /// Where a workspace could go from where it stands. `consensus` is [`Workspace::consensus`] of it.
    pub fn new(workspace: &Workspace, consensus: &Consensus) -> Self {
        let places: HashMap<Id, usize> = consensus
            .paragraphs
            .iter()
            .enumerate()
            .map(|(at, standing)| (standing.id, at))
            .collect();
        let agreed: Vec<bool> = consensus
            .paragraphs
            .iter()
            .map(|standing| standing.status.is_agreed())
            .collect();
        let desk = Desk {
            workspace,
            places: &places,
            agreed: &agreed,
            members: workspace.header.members().map(|d| (d.code, d)).collect(),
        };
        let rows = consensus.paragraphs.iter().enumerate();
        let rows: Vec<Row> = rows.map(|(at, p)| desk.row(at, p)).collect();
        let mut waiting: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.len()];
        for (at, row) in rows.iter().enumerate() {
            for (nth, voice) in row.voices.iter().enumerate() {
                for need in &voice.needs {
                    if let Some(waiting) = waiting.get_mut(*need) {
                        waiting.push((at, nth));
                    }
                }
            }
        }
        let packages = workspace.header.packages.iter();
        Self {
            rule: workspace.header.rule,
            rows,
            places,
            waiting,
            packages: packages
                .map(|package| (package.name.clone(), package.paragraphs.clone()))
                .collect(),
        }
    }
}

struct Desk<'a> {
    workspace: &'a Workspace,
    places: &'a HashMap<Id, usize>,
    agreed: &'a [bool],
    members: HashMap<Code, &'a Delegation>,
}

impl Desk<'_> {
    fn row(&self, at: usize, standing: &ParagraphStanding) -> Row {
        let rule = self.workspace.header.rule;
        let mut row = Row {
            id: standing.id,
            required: standing.counted || standing.title,
            agreed: standing.status.is_agreed(),
            votes: standing.votes,
            voices: Vec::new(),
            exceptions: Vec::new(),
        };
        let footing = self.workspace.original().and_then(|d| d.footing(at));
        // Whom an agreement excepts can be among the pending and the stale.
        let pending = standing.pending.iter();
        let pending = pending.filter(|code| !standing.stale.contains(code));
        let against = standing.blocking.iter().map(|code| (code, Stand::Against));
        let undecided = pending.chain(&standing.stale);
        let all = against.chain(undecided.map(|code| (code, Stand::Undecided)));
        let excepted = Excepted::of(self.workspace, row.id, standing.status);
        if let Some(footing) = footing {
            for (code, stand) in all {
                self.add(&mut row, *code, stand, footing, &excepted);
            }
        }
        let waited_for = self.add_excepted(&mut row, &excepted);
        row.exceptions = excepted.codes().to_vec();
        // Under consensus silence is in nobody's way.
        if !matches!(rule, Rule::Consensus | Rule::ConsensusMinusOne) {
            for code in &standing.unheard {
                if !waited_for.contains(code) {
                    let by = self.spokesman(*code);
                    self.push(&mut row, by, Stand::Unheard, *code, Vec::new());
                }
            }
        }
        row
    }

    /// A member that is in the way by what it said, or by what was said for it.
    fn add(
        &self,
        row: &mut Row,
        code: Code,
        stand: Stand,
        footing: Footing,
        excepted: &Excepted<'_>,
    ) {
        if !self.members.contains_key(&code) {
            return;
        }
        let Some((position, via)) = self.workspace.holding(code, row.id) else {
            return;
        };
        let stale = position.is_stale(footing);
        let needs = self.needs(position);
        // Free by its words, it is only excepted: that comes later.
        let is_free = match &position.stance {
            Stance::Agree | Stance::Flexible => !stale,
            Stance::Absent => true,
            Stance::AgreeIf(said) => !stale && needs.is_empty() && self.is_met(said),
            _ => false,
        };
        if is_free {
            return;
        }
        // That a condition is met does not lift an exception.
        match excepted.by(code) {
            Some(by) => self.push(row, by, stand, code, Vec::new()),
            None if stale => self.push(row, via.unwrap_or(code), stand, code, Vec::new()),
            None => self.push(row, via.unwrap_or(code), stand, code, needs),
        }
    }

    /// Whether all that a condition names is agreed already.
    fn is_met(&self, needs: &[Id]) -> bool {
        let agreed = |id: &Id| {
            let place = self.places.get(id);
            place.is_some_and(|at| self.agreed.get(*at).copied().unwrap_or_default())
        };
        !needs.is_empty() && needs.iter().all(agreed)
    }

    /// The rows that a condition waits for; none when it can be met by its delegation alone.
    fn needs(&self, position: &Position) -> Vec<usize> {
        let Stance::AgreeIf(needs) = &position.stance else {
            return Vec::new();
        };
        let places: Option<Vec<usize>> = needs
            .iter()
            .map(|id| self.places.get(id).copied())
            .collect();
        let mut places = places.unwrap_or_default();
        places.retain(|at| !self.agreed.get(*at).copied().unwrap_or_default());
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Members that a standing agreement waits for and that are not in the way otherwise: they move by lifting that.
    fn add_excepted(&self, row: &mut Row, excepted: &Excepted<'_>) -> Vec<Code> {
        let mut added = Vec::new();
        if excepted.codes().is_empty() {
            return added;
        }
        let known: HashSet<Code> = row
            .voices
            .iter()
            .flat_map(|voice| voice.members.iter().map(|(code, _)| *code))
            .collect();
        for member in self.workspace.header.members().map(|d| d.code) {
            if let Some(by) = excepted.by(member).filter(|_| !known.contains(&member)) {
                self.push(row, by, Stand::Undecided, member, Vec::new());
                added.push(member);
            }
        }
        added
    }

    /// Who would speak for a member that said nothing: the first group that binds it, else itself.
    fn spokesman(&self, code: Code) -> Code {
        let mut groups = self.workspace.header.groups.iter();
        let group = groups.find(|g| g.binding && g.members.contains(&code));
        group.map_or(code, |g| g.code)
    }

    fn push(&self, row: &mut Row, by: Code, stand: Stand, member: Code, needs: Vec<usize>) {
        let permanent = self.members.get(&member).is_some_and(|d| d.permanent);
        // Who speaks for itself alone is there once.
        let mut voices = row.voices.iter_mut().filter(|_| by != member);
        let same = voices.find(|v| v.by == by && v.stand == stand && v.needs == needs);
        match same {
            Some(voice) => voice.members.push((member, permanent)),
            None => row.voices.push(Voice {
                by,
                stand,
                members: vec![(member, permanent)],
                needs,
            }),
        }
    }
}

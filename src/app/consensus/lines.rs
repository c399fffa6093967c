//! Which lines and parties the matrix has: filters, order, folding, sections. Made anew only when the workspace or what
//! is asked for changed.

use super::super::App;
use super::{Line, Party, Rolled};
use crate::model::matrix::{Sums, sums_over, trouble};
use crate::model::{Code, Paragraph, ParagraphStanding, Stance, Status, Workspace};

impl App {
    /// Puts the lines and parties together, unless they are what they would be.
    pub(super) fn make_lines(&mut self) {
        let Some(session) = &self.session else {
            return;
        };
        let key = (session.generation(), self.consensus.shown.clone());
        if self.consensus.known.as_ref() == Some(&key) {
            return;
        }
        let places = self.passing();
        let sums = self.workspace().map(|w| {
            let counts = sums_over(w, std::slice::from_ref(&places));
            let counts = counts.into_iter().filter_map(|sums| sums.first().copied());
            counts.collect::<Vec<Sums>>()
        });
        let (parties, ways) = self.ordered_parties(&sums.unwrap_or_default());
        let sections = self.rolled(&places);
        let lines = if self.consensus.shown.by_section {
            (0..sections.len()).map(Line::Section).collect()
        } else {
            places.into_iter().map(Line::Paragraph).collect()
        };
        let state = &mut self.consensus;
        (state.lines, state.parties, state.sections, state.ways) = (lines, parties, sections, ways);
        state.known = Some(key);
    }

    /// The paragraphs of the matrix, by their places in the original: those that count and that no filter hides.
    pub fn matrix_paragraphs(&self) -> Vec<usize> {
        let lines = self.consensus.lines.iter();
        let places = lines.flat_map(|line| match line {
            Line::Paragraph(at) => vec![*at],
            Line::Section(at) => {
                let section = self.consensus.sections.get(*at);
                section.map(|s| s.places.clone()).unwrap_or_default()
            }
        });
        places.collect()
    }

    /// The places that pass the filters, in order.
    fn passing(&self) -> Vec<usize> {
        let (Some(session), Some(workspace)) = (&self.session, self.workspace()) else {
            return Vec::new();
        };
        let Some(original) = workspace.original() else {
            return Vec::new();
        };
        let all = session.consensus().paragraphs.iter();
        let all = all.zip(&original.paragraphs).enumerate();
        let kept = all.filter(|(_, (standing, p))| self.passes(workspace, standing, p));
        let mut kept: Vec<_> = kept
            .map(|(at, (standing, p))| (at, trouble(standing, p.brackets())))
            .collect();
        if self.consensus.shown.order.sorts().0 {
            kept.sort_by_key(|(_, trouble)| std::cmp::Reverse(*trouble));
        }
        kept.into_iter().map(|(at, _)| at).collect()
    }

    fn passes(&self, workspace: &Workspace, standing: &ParagraphStanding, p: &Paragraph) -> bool {
        let shown = &self.consensus.shown;
        let open = !standing.status.is_agreed()
            || !standing.blocking.is_empty()
            || !standing.pending.is_empty()
            || !standing.stale.is_empty();
        let stale = standing.status == Status::Stale || !standing.stale.is_empty();
        standing.counted
            && (!shown.only_open || open)
            && (!shown.only_stale || stale)
            && (!shown.only_blocked || !standing.blocking.is_empty())
            && shown
                .only_party
                .is_none_or(|code| !agrees(workspace, code, p))
    }

    /// The parties in order, each with the number of its cells that stand in the way. `sums` has what the cells
    /// of each delegation count for.
    fn ordered_parties(&self, sums: &[Sums]) -> (Vec<Party>, Vec<usize>) {
        let Some(workspace) = self.workspace() else {
            return (Vec::new(), Vec::new());
        };
        let header = &workspace.header;
        let shown = &self.consensus.shown;
        let mut parties: Vec<(Party, Sums)> = Vec::new();
        for (at, delegation) in header.delegations.iter().enumerate() {
            // What observers hold is shown and never counted.
            let own = match sums.get(at) {
                Some(sums) if delegation.kind.can_block() => *sums,
                _ => Sums::default(),
            };
            let group = header.groups.iter().position(|group| {
                shown.folded.contains(&group.code) && group.members.contains(&delegation.code)
            });
            let party = group.map_or(Party::Delegation(at), Party::Group);
            // A group stands where the first of its members does.
            match parties.iter_mut().find(|(known, _)| *known == party) {
                Some((_, all)) => all.join(&own),
                None => parties.push((party, own)),
            }
        }
        if shown.order.sorts().1 {
            parties.sort_by_key(|(_, sums)| {
                std::cmp::Reverse([sums.against(), sums.waiting(), sums.unheard])
            });
        }
        parties
            .into_iter()
            .map(|(party, sums)| (party, sums.against() + sums.waiting()))
            .unzip()
    }

    /// The sections with those of their paragraphs that are shown.
    fn rolled(&self, places: &[usize]) -> Vec<Rolled> {
        let Some(workspace) = self.workspace().filter(|_| self.consensus.shown.by_section) else {
            return Vec::new();
        };
        let sections = workspace.original().map(|d| d.sections());
        let mut shown: Vec<usize> = places.to_vec();
        shown.sort_unstable();
        let mut all: Vec<Rolled> = sections
            .unwrap_or_default()
            .into_iter()
            .map(|section| {
                let places = shown.iter().filter(|at| section.places.contains(at));
                Rolled {
                    places: places.copied().collect(),
                    name: section.name,
                    sums: Vec::new(),
                }
            })
            .filter(|rolled| !rolled.places.is_empty())
            .collect();
        let sets: Vec<Vec<usize>> = all.iter().map(|rolled| rolled.places.clone()).collect();
        for sums in sums_over(workspace, &sets) {
            for (rolled, sums) in all.iter_mut().zip(sums) {
                rolled.sums.push(sums);
            }
        }
        if self.consensus.shown.order.sorts().0 {
            all.sort_by_key(|rolled| {
                let mut whole = Sums::default();
                rolled.sums.iter().for_each(|sums| whole.join(sums));
                std::cmp::Reverse([whole.against(), whole.waiting(), whole.unheard])
            });
        }
        all
    }

    /// Folds the group of the selected delegation, or unfolds the selected group.
    pub(crate) fn fold(&mut self) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let at = self.party_at();
        let header = &workspace.header;
        match self.consensus.parties.get(at) {
            Some(Party::Group(group)) => {
                let group = header.groups.get(*group);
                let first = group.and_then(|g| g.members.first().copied());
                if let Some(code) = group.map(|g| g.code) {
                    self.consensus.shown.folded.remove(&code);
                    self.consensus.party = first;
                }
            }
            Some(Party::Delegation(delegation)) => {
                let code = header.delegations.get(*delegation).map(|d| d.code);
                let group = header
                    .groups
                    .iter()
                    .find(|g| code.is_some_and(|code| g.members.contains(&code)));
                match (group.map(|g| g.code), code) {
                    (Some(group), _) => {
                        self.consensus.shown.folded.insert(group);
                        self.consensus.party = Some(group);
                    }
                    (None, Some(code)) => self.say(format!("{code} is in no group.")),
                    (None, None) => {}
                }
            }
            None => {}
        }
    }

    /// Folds all groups, or unfolds them when all are.
    pub(crate) fn fold_all(&mut self) {
        let Some(workspace) = self.workspace() else {
            return;
        };
        let groups: Vec<Code> = workspace.header.groups.iter().map(|g| g.code).collect();
        if groups.is_empty() {
            self.say("There are no groups.");
            return;
        }
        let folded = &mut self.consensus.shown.folded;
        if groups.iter().all(|code| folded.contains(code)) {
            folded.clear();
        } else {
            folded.extend(groups);
        }
        // The selection stays where it can be seen.
        let selected = self.consensus.party;
        let within = self.workspace().and_then(|w| {
            let mut groups = w.header.groups.iter();
            let folded = &self.consensus.shown.folded;
            if folded.is_empty() {
                let group = groups.find(|g| Some(g.code) == selected)?;
                return group.members.first().copied();
            }
            groups
                .find(|g| selected.is_some_and(|code| g.members.contains(&code)))
                .map(|g| g.code)
        });
        self.consensus.party = within.or(selected);
    }
}

/// Whether a delegation, or every member of a group, agrees to the words of a paragraph.
fn agrees(workspace: &Workspace, code: Code, p: &Paragraph) -> bool {
    let one = |code: Code| {
        let standing = workspace.standing(code, p);
        standing.is_some_and(|s| {
            !s.stale && matches!(s.position.stance, Stance::Agree | Stance::Flexible)
        })
    };
    match workspace.header.groups.iter().find(|g| g.code == code) {
        Some(group) => group.members.iter().all(|member| one(*member)),
        None => one(code),
    }
}

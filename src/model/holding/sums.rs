//! Brackets counted by section, delegation, group and version.

use std::ops::Range;

use super::{Basis, Holding, Holdings, Wants};
use crate::model::{Code, Document, Group, Header, Moment, VersionLabel};

/// The brackets of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BySection {
    /// Its name.
    pub name: String,
    /// Its paragraphs in the draft, from 0.
    pub places: Range<usize>,
    /// Brackets that open in it.
    pub brackets: usize,
    /// Of those, with somebody against them.
    pub opposed: usize,
    /// Of those, that nobody is named in or stands on.
    pub unheld: usize,
    /// Who holds any, with how many; most first.
    pub holders: Vec<(String, usize)>,
}

/// The brackets that one delegation holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByDelegation {
    /// The delegation.
    pub code: Code,
    /// Brackets that it holds itself.
    pub own: usize,
    /// Brackets that only a binding group of it holds.
    pub via: usize,
    /// Brackets that it holds itself by what it wants, in the order of [`Wants::ALL`].
    pub wants: [usize; 6],
    /// Brackets that it is alone against.
    pub alone: usize,
}

/// The brackets that one group holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByGroup {
    /// The group.
    pub code: Code,
    /// Brackets that it holds as a group.
    pub own: usize,
    /// Brackets that some of its members hold themselves.
    pub members: usize,
    /// Brackets of which it and its members stand on both sides.
    pub split: usize,
}

/// The brackets of one version, or of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByVersion {
    /// Its label; none of the draft.
    pub label: Option<VersionLabel>,
    /// When it was frozen.
    pub frozen: Option<Moment>,
    /// Its brackets.
    pub brackets: usize,
    /// Those that the version before did not have.
    pub opened: usize,
    /// Those of the version before that it does not have.
    pub settled: usize,
}

impl ByDelegation {
    /// How many brackets it holds itself in that way.
    pub fn of(&self, wants: Wants) -> usize {
        let at = Wants::ALL.iter().position(|(w, _)| *w == wants);
        at.and_then(|at| self.wants.get(at))
            .copied()
            .unwrap_or_default()
    }
}

impl Holdings {
    /// The sections of the draft that have brackets, in order.
    pub fn by_section(&self, document: &Document) -> Vec<BySection> {
        let sections = document.sections().into_iter().map(|section| {
            let (name, places) = (section.name, section.places);
            let inside = self.brackets.iter();
            let inside: Vec<&Holding> = inside.filter(|h| places.contains(&h.place)).collect();
            let mut holders: Vec<(String, usize)> = Vec::new();
            for name in inside.iter().flat_map(|h| h.who(|_| true)) {
                match holders.iter_mut().find(|(other, _)| other == name) {
                    Some((_, many)) => *many += 1,
                    None => holders.push((name.to_owned(), 1)),
                }
            }
            holders.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
            BySection {
                name,
                places,
                brackets: inside.len(),
                opposed: inside.iter().filter(|h| !h.opponents().is_empty()).count(),
                unheld: inside.iter().filter(|h| h.holders.is_empty()).count(),
                holders,
            }
        });
        sections.filter(|sum| sum.brackets > 0).collect()
    }

    /// The delegations that hold brackets, themselves or through a binding group; most of their own first, else in the
    /// order of the workspace.
    pub fn by_delegation(&self, header: &Header) -> Vec<ByDelegation> {
        let sums = header.delegations.iter().map(|delegation| {
            let code = delegation.code;
            let groups = header.groups.iter();
            let groups: Vec<Code> = groups
                .filter(|g| g.binding && g.members.contains(&code))
                .map(|g| g.code)
                .collect();
            let mut sum = ByDelegation {
                code,
                own: 0,
                via: 0,
                wants: [0; 6],
                alone: 0,
            };
            for holding in &self.brackets {
                if !holding.is_held_by(code) {
                    sum.via += usize::from(groups.iter().any(|g| holding.is_held_by(*g)));
                    continue;
                }
                sum.own += 1;
                sum.alone += usize::from(holding.opponents() == [code.as_str()]);
                for ((wants, _), count) in Wants::ALL.iter().zip(&mut sum.wants) {
                    let is = |h: &super::Holder| h.code == Some(code) && h.wants == *wants;
                    *count += usize::from(holding.holders.iter().any(is));
                }
            }
            sum
        });
        let mut sums: Vec<ByDelegation> = sums.filter(|sum| sum.own + sum.via > 0).collect();
        sums.sort_by_key(|sum| std::cmp::Reverse(sum.own));
        sums
    }

    /// The groups of the workspace, in its order.
    pub fn by_group(&self, header: &Header) -> Vec<ByGroup> {
        let groups = header.groups.iter();
        groups.map(|group| self.of_group(group)).collect()
    }

    fn of_group(&self, group: &Group) -> ByGroup {
        let mut sum = ByGroup {
            code: group.code,
            own: 0,
            members: 0,
            split: 0,
        };
        for holding in &self.brackets {
            let is_member = |code: Code| group.members.contains(&code);
            let of = |h: &&super::Holder| h.code.is_some_and(|c| c == group.code || is_member(c));
            let inside: Vec<&super::Holder> = holding.holders.iter().filter(of).collect();
            sum.own += usize::from(inside.iter().any(|h| h.code == Some(group.code)));
            sum.members += usize::from(inside.iter().any(|h| h.code.is_some_and(is_member)));
            // For one wording of two and against none is not two sides; for one and for the other is.
            let stands = |is: fn(Wants) -> bool| inside.iter().any(|h| is(h.wants));
            let marked = inside
                .iter()
                .filter(|h| h.basis == Basis::Mark && h.wants.is_for());
            let mut wordings: Vec<Option<usize>> = marked.map(|h| h.wording).collect();
            wordings.sort_unstable();
            wordings.dedup();
            let is_split = stands(Wants::is_for) && stands(Wants::is_against) || wordings.len() > 1;
            sum.split += usize::from(is_split);
        }
        sum
    }
}

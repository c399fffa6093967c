//! Who holds what: every bracket of the draft with those who proposed it, those who are against it, and its age.
//!
//! A delegation or group holds a bracket in one of three ways ([`Basis`]):
//!
//! 1. it is named in the bracket: `[x - US; G77 delete]`;
//! 2. a proposal that waits for a decision changes the bracket, and it stands behind that proposal;
//! 3. its position on the paragraph, given on the words as they stand, is *reserve*, *oppose* or *amend*. A position is on a
//!    whole paragraph: it counts for each of its brackets, but for who is named in one of them and so said which.
//!
//! Nothing here is agreed, settled or changed: it is only counted. How a bracket is known again from version to version is
//! in `age`; the sums by section, delegation, group and version are in `sums`.
//!
//! Where to start: [`Holdings::of`].

mod age;
mod names;
mod sums;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::bracket::{Bracket, BracketKind, Bracketed, Wish, options, parse};
use super::{
    Code, Document, Footing, Id, Moment, Position, Proposal, Stance, VersionLabel, Wanted,
    Workspace,
};
pub use age::{Age, Kin, Kinship};
use names::Parties;
pub use sums::{ByDelegation, ByGroup, BySection, ByVersion};

/// What somebody wants with a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wants {
    /// Proposes a wording of it.
    Propose,
    /// Wants a wording kept.
    Retain,
    /// Wants a wording out.
    Delete,
    /// Proposes other words than those that stand.
    Amend,
    /// Objects formally to the paragraph.
    Oppose,
    /// Reserves.
    Reserve,
}

impl Wants {
    /// All, as commands and screens write them.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Propose, "propose"),
        (Self::Retain, "retain"),
        (Self::Delete, "delete"),
        (Self::Amend, "amend"),
        (Self::Oppose, "oppose"),
        (Self::Reserve, "reserve"),
    ];

    /// The word that commands and screens use.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(wants, _)| *wants == self)
            .map_or("propose", |(_, word)| word)
    }

    /// Whether it stands behind words of the bracket.
    pub fn is_for(self) -> bool {
        matches!(self, Self::Propose | Self::Retain)
    }

    /// Whether it stands against words of the bracket. Who reserves does neither.
    pub fn is_against(self) -> bool {
        matches!(self, Self::Delete | Self::Amend | Self::Oppose)
    }
}

impl From<Wish> for Wants {
    fn from(wish: Wish) -> Self {
        match wish {
            Wish::Propose => Self::Propose,
            Wish::Retain => Self::Retain,
            Wish::Delete => Self::Delete,
            Wish::Reserve => Self::Reserve,
        }
    }
}

/// Where it is said that somebody holds a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// In the bracket.
    Mark,
    /// In a proposal that waits for a decision.
    Proposal(Id),
    /// In the position on its paragraph.
    Position,
}

impl Basis {
    /// The word that commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Proposal(_) => "proposal",
            Self::Position => "position",
        }
    }
}

/// Somebody who holds a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Code, or the name as written when nobody of that name takes part.
    pub name: Arc<str>,
    /// The delegation or group; none when nobody of that name takes part.
    pub code: Option<Code>,
    /// What it wants.
    pub wants: Wants,
    /// Of which wording, from 0; none when it is about the whole bracket.
    pub wording: Option<usize>,
    /// Where it says so.
    pub basis: Basis,
}

/// A bracket of the draft in which something is to be settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The paragraph in which it opens.
    pub paragraph: Id,
    /// Where that stands in the draft, from 0.
    pub place: usize,
    /// The last paragraph of a bracket over several, from 0.
    pub to: Option<usize>,
    /// Which of the open brackets of its paragraph, from 1, inner ones behind the one they are in; none of one over several.
    pub number: Option<usize>,
    /// Words or a place that waits for some.
    pub kind: BracketKind,
    /// How many brackets it stands in.
    pub depth: usize,
    /// Bytes of its paragraph; empty of one over several paragraphs.
    pub range: Range<usize>,
    /// Its wordings, without the names; of options the paragraphs that they begin with; none of a bracket over several
    /// paragraphs.
    pub wordings: Vec<Arc<str>>,
    /// Who holds it, in the order of the text, then by proposals, then by positions.
    pub holders: Vec<Holder>,
    /// Since when it is there.
    pub age: Age,
}

impl Holding {
    /// Who wants that, once each, in order.
    pub fn who(&self, is: impl Fn(Wants) -> bool) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for holder in self.holders.iter().filter(|h| is(h.wants)) {
            if !names.contains(&&*holder.name) {
                names.push(&holder.name);
            }
        }
        names
    }

    /// Who stands behind which of its wordings: their number, from 1, and names. One row without a number where there is
    /// nothing to choose from.
    pub fn behind(&self) -> Vec<(Option<usize>, Vec<&str>)> {
        if self.wordings.len() < 2 {
            return vec![(None, self.proposers())];
        }
        let rows = (0..self.wordings.len()).map(|nth| {
            let mut names: Vec<&str> = Vec::new();
            let of = |h: &&Holder| h.wants.is_for() && h.wording == Some(nth);
            for holder in self.holders.iter().filter(of) {
                if !names.contains(&&*holder.name) {
                    names.push(&holder.name);
                }
            }
            (Some(nth + 1), names)
        });
        rows.filter(|(_, names)| !names.is_empty()).collect()
    }

    /// Who stands behind words of it.
    pub fn proposers(&self) -> Vec<&str> {
        self.who(Wants::is_for)
    }

    /// Who stands against words of it.
    pub fn opponents(&self) -> Vec<&str> {
        self.who(Wants::is_against)
    }

    /// Who reserves on it.
    pub fn reserving(&self) -> Vec<&str> {
        self.who(|wants| wants == Wants::Reserve)
    }

    /// Whether a delegation or group holds it itself.
    pub fn is_held_by(&self, code: Code) -> bool {
        self.holders.iter().any(|h| h.code == Some(code))
    }

    /// What there is to choose from: `exclusive / primary`.
    pub fn words(&self) -> String {
        self.wordings.join(" / ")
    }
}

/// All brackets of the draft that count, in the order of the text, and where those of earlier versions went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holdings {
    /// The brackets. Of two that open in one paragraph, the one over several paragraphs comes first.
    pub brackets: Vec<Holding>,
    /// The versions, oldest first, then the draft: how many brackets each has, and how many came and went.
    pub versions: Vec<ByVersion>,
}

impl Holdings {
    /// Who holds what in the draft of a workspace. Counted are the brackets that
    /// [`Consensus::brackets`](super::Consensus) counts. `kin` says which paragraphs of an older text became which of a newer
    /// one where their ids do not; it is asked only where brackets would be lost without it.
    pub fn of(workspace: &Workspace, kin: Kinship) -> Self {
        let Some(document) = workspace.original() else {
            return Self::default();
        };
        let parties = Parties::of(&workspace.header);
        let mut brackets = found(document, &parties);
        add_proposals(workspace, document, &mut brackets);
        add_positions(workspace, document, &mut brackets);
        let versions = age::follow(workspace, document, &mut brackets, kin);
        Self { brackets, versions }
    }

    /// Those that open in a paragraph, or hold the whole of it.
    pub fn on(&self, place: usize) -> impl Iterator<Item = &Holding> {
        let here = move |h: &&Holding| {
            h.place == place || h.to.is_some_and(|to| h.place < place && place <= to)
        };
        self.brackets.iter().filter(here)
    }

    /// The label and time of the version in which one is found first.
    pub fn since(&self, holding: &Holding) -> Option<(&VersionLabel, Option<Moment>)> {
        let version = self.versions.get(holding.age.since)?;
        Some((version.label.as_ref()?, version.frozen))
    }

    /// Whole days that a bracket is known to stand, at that time. None of one that is in no version, or whose version has no
    /// time.
    pub fn days(&self, holding: &Holding, now: Moment) -> Option<u64> {
        let (_, frozen) = self.since(holding)?;
        let seconds = now.seconds().saturating_sub(frozen?.seconds());
        u64::try_from(seconds).ok().map(|seconds| seconds / 86_400)
    }
}

/// The brackets of a document that count, with those who are named in them.
fn found(document: &Document, parties: &Parties) -> Vec<Holding> {
    let counted = document.counted();
    let mut all = Vec::new();
    for (at, (p, counted)) in document.paragraphs.iter().zip(counted).enumerate() {
        if !counted || p.brackets() == 0 {
            continue;
        }
        let read = parse(p.text(), &|said| parties.may_name(said));
        add_nested(&read, p.text(), (p.id, at), parties, &mut all);
    }
    let mut over = over_several(document, parties);
    over.append(&mut all);
    // Stable: the numbers of one paragraph stay in order behind those that open in it and close elsewhere.
    over.sort_by_key(|h| h.place);
    over
}

/// The open brackets of one text, numbered.
fn add_nested(
    read: &Bracketed,
    text: &str,
    (paragraph, place): (Id, usize),
    parties: &Parties,
    all: &mut Vec<Holding>,
) {
    let open = read.brackets().into_iter().filter(|b| b.kind.is_open());
    let mut around: Vec<Range<usize>> = Vec::new();
    for (nth, bracket) in open.enumerate() {
        around.retain(|range| range.end >= bracket.range.end);
        all.push(Holding {
            paragraph,
            place,
            to: None,
            number: Some(nth + 1),
            kind: bracket.kind,
            depth: around.len(),
            range: bracket.range.clone(),
            wordings: wordings(text, bracket),
            holders: named(text, bracket, parties),
            age: Age::default(),
        });
        around.push(bracket.range.clone());
    }
}

fn wordings(text: &str, bracket: &Bracket) -> Vec<Arc<str>> {
    let bodies = bracket.alternatives.iter();
    let bodies = bodies.map(|a| text.get(a.body.clone()).unwrap_or_default().trim().into());
    bodies.collect()
}

/// Those named in a bracket. Of one wording the number says nothing.
fn named(text: &str, bracket: &Bracket, parties: &Parties) -> Vec<Holder> {
    let many = bracket.alternatives.len() > 1;
    let mut holders = Vec::new();
    for (nth, alternative) in bracket.alternatives.iter().enumerate() {
        for mark in &alternative.marks {
            let said = text.get(mark.party.clone()).unwrap_or_default();
            let code = parties.find(said);
            holders.push(Holder {
                name: code.map_or_else(|| said.into(), |code| code.as_str().into()),
                code,
                wants: mark.wish.into(),
                wording: many.then_some(nth),
                basis: Basis::Mark,
            });
        }
    }
    holders
}

/// Brackets over several paragraphs, with those who are named where they end, and options, with those who stand behind their
/// numbers.
fn over_several(document: &Document, parties: &Parties) -> Vec<Holding> {
    let held_by = |words: &str| {
        let read = parse(words, &|said| parties.may_name(said));
        let whole = read.brackets().first().copied().cloned();
        whole.map_or_else(Vec::new, |b| named(words, &b, parties))
    };
    let head = document.head.brackets.iter();
    let marks = head.map(|bracket| (held_by(&format!("[… - {}]", bracket.marks)), Vec::new()));
    let spans = document.spans().spans;
    let ends = spans.iter().map(|span| {
        let last = document.paragraphs.get(span.to.paragraph);
        let words = last.map_or("", |p| closing_words(p.text(), span.to.nth));
        (held_by(&format!("[{words}]")), Vec::new())
    });
    let groups = options(document);
    let choices = groups.iter().map(|group| {
        let (mut holders, mut wordings) = (Vec::new(), Vec::new());
        for (nth, option) in group.options.iter().enumerate() {
            let first = document.paragraphs.get(option.from);
            let text = first.map(|p| p.text()).unwrap_or_default();
            let said = option.said(text).unwrap_or_default();
            holders.extend(held_by(&format!("[… - {said}]")).into_iter().map(|mut h| {
                h.wording = Some(nth);
                h
            }));
            wordings.push(text.into());
        }
        (holders, wordings)
    });
    let all = marks.chain(ends).chain(choices);
    let stretches = document.stretches();
    let all = stretches.iter().zip(all.collect::<Vec<_>>());
    let all = all.filter_map(|((from, to), (holders, wordings))| {
        Some(Holding {
            paragraph: document.paragraphs.get(from)?.id,
            place: from,
            to: Some(to),
            number: None,
            kind: BracketKind::Contested,
            depth: 0,
            range: 0..0,
            wordings,
            holders,
            age: Age::default(),
        })
    });
    all.collect()
}

/// The words before the n-th closing bracket of a text that nothing opens there, from the one before.
fn closing_words(text: &str, nth: usize) -> &str {
    let read = parse(text, &|_| false);
    let mut at = read.issues.iter().filter_map(|issue| match issue {
        super::bracket::Issue::Unopened(at) => Some(*at),
        super::bracket::Issue::Unclosed(_) => None,
    });
    let before = nth.checked_sub(1).and_then(|before| at.nth(before));
    let sign = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
    let start = before.map_or(0, |at| at + sign(at).map_or(0, char::len_utf8));
    at.next()
        .and_then(|end| text.get(start..end))
        .unwrap_or_default()
}

/// Those behind proposals that change a bracket.
fn add_proposals(workspace: &Workspace, document: &Document, brackets: &mut [Holding]) {
    let pending = workspace.proposals.values();
    let mut pending: Vec<&Arc<Proposal>> = pending
        .filter(|p| p.is_pending() && p.amends.is_none())
        .collect();
    pending.sort_by_key(|p| (p.at, p.id));
    for proposal in pending {
        for holding in brackets
            .iter_mut()
            .filter(|h| h.paragraph == proposal.target)
        {
            let Some(p) = document.paragraphs.get(holding.place) else {
                continue;
            };
            let written = p.text().get(holding.range.clone()).unwrap_or_default();
            if !changes(proposal, written) {
                continue;
            }
            let holders = proposal.backers().map(|code| Holder {
                name: code.as_str().into(),
                code: Some(code),
                wants: Wants::Amend,
                wording: None,
                basis: Basis::Proposal(proposal.id),
            });
            holding.holders.extend(holders);
        }
    }
}

/// Whether a proposal wants a bracket, as it is written, otherwise than it stands.
fn changes(proposal: &Proposal, written: &str) -> bool {
    match &proposal.wanted {
        // One over several paragraphs has no words of its own that could be changed.
        Wanted::Words(_) if written.is_empty() => false,
        Wanted::Words(text) => {
            text.matches(written).count() < proposal.base().matches(written).count()
        }
        Wanted::Gone => true,
        Wanted::New { .. } | Wanted::Move { .. } | Wanted::Split { .. } | Wanted::Join { .. } => {
            false
        }
    }
}

/// Those whose position on the paragraph stands in the way, but for who is named in one of its brackets.
fn add_positions(workspace: &Workspace, document: &Document, brackets: &mut [Holding]) {
    let mut on: HashMap<Id, (Footing, Vec<usize>)> = HashMap::new();
    for (at, holding) in brackets.iter().enumerate() {
        for place in holding.place..=holding.to.unwrap_or(holding.place) {
            let words = document.paragraphs.get(place).zip(document.footing(place));
            if let Some((p, footing)) = words {
                let (_, held) = on.entry(p.id).or_insert((footing, Vec::new()));
                held.push(at);
            }
        }
    }
    let order = |code: Code| {
        let mut all = workspace.header.delegations.iter();
        all.position(|d| d.code == code).unwrap_or(usize::MAX)
    };
    let mut holders: Vec<Code> = workspace.positions.keys().copied().collect();
    holders.sort_by_cached_key(|code| (order(*code), *code));
    for code in holders {
        let Some(positions) = workspace.positions.get(&code) else {
            continue;
        };
        for (id, position) in positions.iter() {
            let Some((footing, held)) = on.get(id) else {
                continue;
            };
            let Some(wants) = Some(position)
                .filter(|position| !position.is_stale(*footing))
                .and_then(|position| in_the_way(workspace, position))
            else {
                continue;
            };
            let of = |at: &usize| brackets.get(*at);
            if held.iter().filter_map(of).any(|h| h.is_held_by(code)) {
                continue;
            }
            for at in held {
                if let Some(holding) = brackets.get_mut(*at) {
                    holding.holders.push(Holder {
                        name: code.as_str().into(),
                        code: Some(code),
                        wants,
                        wording: None,
                        basis: Basis::Position,
                    });
                }
            }
        }
    }
}

/// What a position wants with the brackets of its paragraph. One that names a proposal is counted by that proposal.
fn in_the_way(workspace: &Workspace, position: &Position) -> Option<Wants> {
    match &position.stance {
        Stance::Oppose => Some(Wants::Oppose),
        Stance::Reserve => Some(Wants::Reserve),
        Stance::Amend(Some(id)) if workspace.proposal(*id).is_some() => None,
        Stance::Amend(_) => Some(Wants::Amend),
        Stance::Agree | Stance::AgreeIf(_) | Stance::Flexible | Stance::Absent => None,
    }
}

#[cfg(test)]
mod tests;

//! The matrix in numbers: what a cell counts for, and sums of cells by paragraph, section, delegation and group.
//!
//! It adds nothing to what positions and agreements say; it only counts. Start at [`Sums`], [`Document::sections`] and
//! [`SectionSum::all`].

use std::collections::HashMap;
use std::ops::Range;

use super::{
    Code, Consensus, Counts, Document, Footing, Group, Paragraph, Position, Readiness, Role,
    Stance, Standing, Status, UNHEARD, Workspace,
};

/// The word that is counted for a cell when its position is on other words.
pub const STALE: &str = "stale";

/// The word that a cell counts for: the stance, `stale` when it was given on other words, or `unheard`.
pub fn cell_word(standing: Option<&Standing<'_>>) -> &'static str {
    match standing {
        None => UNHEARD,
        Some(standing) if standing.stale => STALE,
        Some(standing) => standing.position.stance.word(),
    }
}

/// Whether a position was given on other words than those of a paragraph as it stands, or under another chapeau.
pub fn is_stale(workspace: &Workspace, position: &Position, p: &Paragraph) -> bool {
    // The chapeau is looked for only where something was given under one.
    let under = position.chapeau.and_then(|_| workspace.footing(p.id));
    position.is_stale(under.unwrap_or(Footing::on(p.digest())))
}

/// How many cells count for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// How many of each stance, in the order of [`Stance::WORDS`]; stale ones not among them.
    pub stances: [usize; 7],
    /// Positions on other words.
    pub stale: usize,
    /// Cells without a position.
    pub unheard: usize,
}

impl Sums {
    /// Counts one more cell.
    pub fn add(&mut self, standing: Option<&Standing<'_>>) {
        let word = cell_word(standing);
        let stance = Stance::WORDS.iter().position(|w| *w == word);
        match stance.and_then(|at| self.stances.get_mut(at)) {
            Some(count) => *count += 1,
            None if word == STALE => self.stale += 1,
            None => self.unheard += 1,
        }
    }

    /// Takes in other sums.
    pub fn join(&mut self, other: &Self) {
        for (count, more) in self.stances.iter_mut().zip(other.stances) {
            *count += more;
        }
        self.stale += other.stale;
        self.unheard += other.unheard;
    }

    /// How many cells count for that word.
    pub fn of(&self, word: &str) -> usize {
        match word {
            STALE => self.stale,
            UNHEARD => self.unheard,
            _ => {
                let at = Stance::WORDS.iter().position(|w| *w == word);
                at.and_then(|at| self.stances.get(at))
                    .copied()
                    .unwrap_or_default()
            }
        }
    }

    /// Cells counted.
    pub fn total(&self) -> usize {
        self.stances.iter().sum::<usize>() + self.stale + self.unheard
    }

    /// Cells that agree or can go along.
    pub fn agreeing(&self) -> usize {
        self.of("agree") + self.of("flexible")
    }

    /// Cells that object or want other words.
    pub fn against(&self) -> usize {
        self.of("oppose") + self.of("amend")
    }

    /// Cells that wait for something: instructions, a condition, being asked again.
    pub fn waiting(&self) -> usize {
        self.of("reserve") + self.of("agree_if") + self.stale
    }
}

/// A stretch of the text under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What people call it: its heading, the name of its part, `preamble` or `operative part`; `text` where the text has
    /// none of these.
    pub name: String,
    /// Its paragraphs, by their places in the document, the heading among them.
    pub places: Range<usize>,
}

/// What a section began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Began {
    Text,
    Part,
    Heading,
    Preamble,
    Operative,
}

impl Document {
    /// The sections of the text, in order. One begins at each heading and where a part begins; outside headings, a
    /// preamble and the operative paragraphs behind it are sections of their own.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut began = Began::Text;
        for (at, p) in self.paragraphs.iter().enumerate() {
            let next = match p.role {
                Role::Heading => Some((Began::Heading, heading(p.label.as_ref(), p.text()))),
                _ if p.part.is_some() => {
                    let name = p.part.as_ref().map(super::Part::name);
                    Some((Began::Part, name.unwrap_or_default()))
                }
                Role::Preambular if !matches!(began, Began::Heading | Began::Preamble) => {
                    Some((Began::Preamble, "preamble".to_owned()))
                }
                Role::Operative if !matches!(began, Began::Heading | Began::Operative) => {
                    Some((Began::Operative, "operative part".to_owned()))
                }
                _ if sections.is_empty() => Some((Began::Text, "text".to_owned())),
                _ => None,
            };
            match (next, sections.last_mut()) {
                (Some((how, name)), _) => {
                    began = how;
                    sections.push(Section {
                        name,
                        places: at..at + 1,
                    });
                }
                (None, Some(section)) => section.places.end = at + 1,
                (None, None) => {}
            }
        }
        sections
    }
}

fn heading(label: Option<&super::Label>, text: &str) -> String {
    match label {
        Some(label) if label.as_str() != text => format!("{label} {text}"),
        _ => text.to_owned(),
    }
}

/// Where one section stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionSum {
    /// The section.
    pub section: Section,
    /// Its paragraphs that count, by status.
    pub counts: Counts,
    /// Contested brackets in those.
    pub brackets: usize,
    /// What the positions on it amount to: that of its worst paragraph.
    pub readiness: Readiness,
    /// Who objects, and on how many of its paragraphs; in the order of the workspace.
    pub blocking: Vec<(Code, usize)>,
    /// Who reserves or waits, and on how many.
    pub pending: Vec<(Code, usize)>,
    /// Whose position is on other words, and on how many.
    pub stale: Vec<(Code, usize)>,
    /// Cells of its paragraphs that count, of all delegations.
    pub sums: Sums,
}

impl SectionSum {
    /// The sections in which consensus is counted on any paragraph. Looks at every cell once.
    pub fn all(workspace: &Workspace, consensus: &Consensus) -> Vec<Self> {
        let Some(document) = workspace.original() else {
            return Vec::new();
        };
        let sections = document.sections().into_iter();
        sections
            .map(|section| Self::of(workspace, consensus, document, section))
            .filter(|sum| sum.counts.total() > 0)
            .collect()
    }

    fn of(
        workspace: &Workspace,
        consensus: &Consensus,
        document: &Document,
        section: Section,
    ) -> Self {
        let mut sum = Self {
            counts: Counts::default(),
            brackets: 0,
            readiness: Readiness::Clear,
            blocking: Vec::new(),
            pending: Vec::new(),
            stale: Vec::new(),
            sums: Sums::default(),
            section,
        };
        for at in sum.section.places.clone() {
            let (Some(standing), Some(p)) =
                (consensus.paragraphs.get(at), document.paragraphs.get(at))
            else {
                continue;
            };
            if !standing.counted {
                continue;
            }
            sum.counts.add(standing.status);
            sum.brackets += p.brackets();
            sum.readiness = sum.readiness.max(standing.readiness);
            for (to, codes) in [
                (&mut sum.blocking, &standing.blocking),
                (&mut sum.pending, &standing.pending),
                (&mut sum.stale, &standing.stale),
            ] {
                for code in codes {
                    match to.iter_mut().find(|(known, _)| known == code) {
                        Some((_, count)) => *count += 1,
                        None => to.push((*code, 1)),
                    }
                }
            }
            for delegation in &workspace.header.delegations {
                sum.sums
                    .add(workspace.standing(delegation.code, p).as_ref());
            }
        }
        sum
    }
}

/// How the members of a group stand on one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupStanding {
    /// The word that most of its members count for; of several, the one that stands most in the way.
    pub word: &'static str,
    /// Members that count for another word, or, where the group has a position of its own, that hold another one.
    pub broke: usize,
    /// Cells of its members.
    pub sums: Sums,
}

impl GroupStanding {
    /// How the members of a group stand on a paragraph; `None` for a group without members.
    pub fn of(workspace: &Workspace, group: &Group, p: &super::Paragraph) -> Option<Self> {
        let mut sums = Sums::default();
        for member in &group.members {
            sums.add(workspace.standing(*member, p).as_ref());
        }
        let own = workspace.standing(group.code, p);
        let said = own.as_ref().map(|own| cell_word(Some(own)));
        let most = TROUBLE.iter().copied().max_by_key(|word| sums.of(word))?;
        let word = said.filter(|word| sums.of(word) > 0).unwrap_or(most);
        let broke = sums.total() - sums.of(word);
        (sums.total() > 0).then_some(Self { word, broke, sums })
    }

    /// Whether its members count for more than one word.
    pub fn is_mixed(&self) -> bool {
        self.broke > 0
    }
}

/// All words that a cell can count for, least in the way first.
const TROUBLE: [&str; 9] = [
    "absent", UNHEARD, "agree", "flexible", "agree_if", STALE, "reserve", "amend", "oppose",
];

/// The word of those that cells count for that stands most in the way, and how many count for it; `None` of no cells.
pub fn worst(sums: &Sums) -> Option<(&'static str, usize)> {
    let mut words = TROUBLE.iter().rev();
    words.find_map(|word| Some((*word, sums.of(word))).filter(|(_, count)| *count > 0))
}

/// Sums of every delegation over each of these sets of paragraphs, given by their places in the original; in the order of
/// the workspace. Looks at every position once, and not at cells without one.
pub fn sums_over(workspace: &Workspace, sets: &[Vec<usize>]) -> Vec<Vec<Sums>> {
    let mut set_of: HashMap<super::Id, (usize, &super::Paragraph)> = HashMap::new();
    if let Some(document) = workspace.original() {
        for (set, places) in sets.iter().enumerate() {
            let paragraphs = places.iter().filter_map(|at| document.paragraphs.get(*at));
            set_of.extend(paragraphs.map(|p| (p.id, (set, &**p))));
        }
    }
    let mut all = Vec::with_capacity(workspace.header.delegations.len());
    for delegation in &workspace.header.delegations {
        let code = delegation.code;
        let groups = workspace.header.groups.iter();
        let groups = groups.filter(|g| g.members.contains(&code)).map(|g| g.code);
        let held = std::iter::once(code)
            .chain(groups)
            .filter_map(|code| workspace.positions.get(&code));
        let mut ids: Vec<super::Id> = held.flat_map(|held| held.keys().copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut sums = vec![Sums::default(); sets.len()];
        for (set, p) in ids.iter().filter_map(|id| set_of.get(id)) {
            if let (Some(sum), Some(standing)) = (sums.get_mut(*set), workspace.standing(code, p)) {
                sum.add(Some(&standing));
            }
        }
        for (sum, places) in sums.iter_mut().zip(sets) {
            sum.unheard += places.len().saturating_sub(sum.total());
        }
        all.push(sums);
    }
    all
}

/// How much stands in the way of a paragraph: to be compared, more is worse. First who objects, then who waits, then
/// who is to be asked again, then brackets, then whether it is agreed at all, then who was not heard.
pub fn trouble(standing: &super::ParagraphStanding, brackets: usize) -> [usize; 6] {
    [
        standing.blocking.len(),
        standing.pending.len(),
        standing.stale.len() + usize::from(standing.status == Status::Stale),
        brackets,
        usize::from(!standing.status.is_agreed()),
        standing.unheard.len(),
    ]
}

#[cfg(test)]
mod tests;

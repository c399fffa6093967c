//! Where consensus stands: the status of each paragraph, what stands in the way, and the sums.
//!
//! What stands in the way depends on the [`Rule`](super::Rule) of the workspace; observers never do. Whether something *is* agreed is never
//! computed: the chair says so, and it is recorded as an [`Agreement`].

mod live;
mod section;
mod tally;
mod way;

use super::{
    Agreement, Code, Footing, Id, Level, PackageStanding, Paragraph, Position, Stance, Votes,
    Workspace,
};

pub use live::LiveConsensus;
pub use section::SectionStanding;

pub(super) use way::Excepted;
use way::Heard;

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
    pub fn of(
        paragraph: &Paragraph,
        footing: Footing,
        agreements: &[Agreement],
        parked: bool,
        held: bool,
    ) -> Self {
        let standing = agreements.last().filter(|a| a.reopened.is_none());
        match standing {
            _ if parked => Self::Parked,
            Some(a) if a.is_stale(footing) => Self::Stale,
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
    /// Whether it is a title of the text, which is not counted among the paragraphs and must be agreed like one.
    pub title: bool,
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
    /// The same in numbers.
    pub votes: Votes,
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

    pub(super) fn add(&mut self, status: Status) {
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
            Heard::Stance(at) => self.stances.get_mut(usize::from(at)),
        }
    }
}

impl ParagraphStanding {
    /// Whether it must be agreed and is not, or not clear.
    fn is_waiting(&self) -> bool {
        (self.counted || self.title)
            && !(self.status.is_agreed() && self.readiness == Readiness::Clear)
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
    /// The sections, in order; none in a text without headings.
    pub sections: Vec<SectionStanding>,
    /// The packages, in the order of the workspace.
    pub packages: Vec<PackageStanding>,
    /// Whether the document is clear: every paragraph that counts and every title is agreed on its words and clear, no
    /// bracket is left, and every package is closed.
    pub ready: bool,
    /// How many paragraphs that count have each readiness.
    readiness: [usize; 3],
}

impl Consensus {
    /// What the whole document amounts to: blocked when one paragraph is, clear when nothing is left to be done.
    pub fn readiness(&self) -> Readiness {
        match self.readiness {
            [_, _, blocked] if blocked > 0 => Readiness::Blocked,
            _ if self.ready => Readiness::Clear,
            _ => Readiness::Pending,
        }
    }

    /// How many paragraphs that count have that readiness.
    pub fn with(&self, readiness: Readiness) -> usize {
        self.readiness
            .get(readiness as usize)
            .copied()
            .unwrap_or_default()
    }

    /// Why the document is not clear, in words, the worst first; nothing when it is.
    pub fn reasons(&self) -> Vec<String> {
        let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let total = self.counts.total();
        let titles = self.paragraphs.iter();
        let titles = titles.filter(|p| p.title && p.is_waiting()).count();
        let open = self.packages.iter().filter(|p| !p.is_closed()).count();
        let rows = [
            (self.with(Readiness::Blocked), "paragraph", " blocked"),
            (self.with(Readiness::Pending), "paragraph", " pending"),
            (
                total - self.counts.agreed().min(total),
                "paragraph",
                " not agreed",
            ),
            (titles, "title", " not agreed"),
            (self.brackets, "bracket", " left"),
            (open, "package", " open"),
        ];
        let said = rows.into_iter().filter(|(count, ..)| *count > 0);
        let said = said.map(|(count, one, what)| format!("{}{what}", many(count, one)));
        let nothing = (total == 0).then(|| "there is no paragraph to agree on".to_owned());
        said.chain(nothing).collect()
    }
}

impl Workspace {
    /// The status of a paragraph of the draft. Looks through the whole draft for what holds it: of many paragraphs ask
    /// [`Consensus`], or give what holds them to [`Self::status_in`].
    pub fn status(&self, paragraph: &Paragraph) -> Status {
        let held = || self.original().is_some_and(|d| d.is_held(paragraph.id));
        match self.status_in(paragraph, false) {
            Status::Open if held() => self.status_in(paragraph, true),
            status => status,
        }
    }

    /// The status of a paragraph of the draft, when it is known whether it stands in a bracket over several, or in one of
    /// several options.
    pub fn status_in(&self, paragraph: &Paragraph, held: bool) -> Status {
        let agreements = self.agreements.get(&paragraph.id);
        let last = agreements.and_then(|all| all.last());
        let footing = self.footing_under(last.and_then(|a| a.chapeau), paragraph);
        self.status_on(paragraph, footing, held)
    }

    fn status_on(&self, paragraph: &Paragraph, footing: Footing, held: bool) -> Status {
        let agreements = self.agreements.get(&paragraph.id);
        let agreements = agreements.map_or(&[][..], Vec::as_slice);
        let parked = self.parked.contains_key(&paragraph.id);
        Status::of(paragraph, footing, agreements, parked, held)
    }

    /// What a paragraph is on; its chapeau is looked for only where something was given under one.
    fn footing_under(&self, chapeau: Option<crate::text::Digest>, p: &Paragraph) -> Footing {
        let found = chapeau.and_then(|_| self.footing(p.id));
        found.unwrap_or(Footing::on(p.digest()))
    }

    /// The position that holds for a delegation: its own, else that of the first binding group that has one.
    pub(super) fn holding(&self, code: Code, paragraph: Id) -> Option<(&Position, Option<Code>)> {
        match self.position(code, paragraph) {
            Some(own) => Some((own, None)),
            None => self
                .voices_of(code, paragraph)
                .next()
                .map(|(group, position)| (position, Some(group))),
        }
    }

    /// The binding groups that a delegation is in and that have a position on a paragraph.
    fn voices_of(&self, code: Code, paragraph: Id) -> impl Iterator<Item = (Code, &Position)> {
        let groups = self.header.groups.iter();
        let groups = groups.filter(move |g| g.binding && g.members.contains(&code));
        groups.filter_map(move |g| Some((g.code, self.position(g.code, paragraph)?)))
    }

    /// Where a delegation stands: by its own position, else by that of the first binding group that has one.
    pub fn standing(&self, code: Code, paragraph: &Paragraph) -> Option<Standing<'_>> {
        let (position, via) = self.holding(code, paragraph.id)?;
        Some(Standing {
            position,
            via,
            stale: position.is_stale(self.footing_under(position.chapeau, paragraph)),
        })
    }

    /// The binding group that a delegation broke ranks with: it has another stance of its own.
    pub fn broke_ranks(&self, code: Code, paragraph: Id) -> Option<Code> {
        let own = self.position(code, paragraph)?;
        let mut groups = self.voices_of(code, paragraph);
        groups
            .find(|(_, position)| position.stance != own.stance)
            .map(|(group, _)| group)
    }

    /// Two binding groups that speak for a delegation and differ, where it has no position of its own. The first counts.
    pub fn torn(&self, code: Code, paragraph: Id) -> Option<(Code, Code)> {
        if self.position(code, paragraph).is_some() {
            return None;
        }
        let mut groups = self.voices_of(code, paragraph);
        let (first, position) = groups.next()?;
        let mut others = groups.filter(|(_, other)| other.stance != position.stance);
        others.next().map(|(other, _)| (first, other))
    }

    /// Where consensus stands. Looks at every position once.
    pub fn consensus(&self) -> Consensus {
        match self.original() {
            Some(document) => tally::Tally::new(self, document).run(),
            None => Consensus::default(),
        }
    }
}

#[cfg(test)]
mod tests;

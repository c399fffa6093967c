//! What a meeting does besides gavelling paragraphs: reports of groups, disputed placements, agreed deletions, silence
//! procedures, votes, adoption, statements, sponsors, corrigenda.
//!
//! Nothing here is ever taken away: what no longer holds says since when and why. Start at [`Proceedings`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Adoption, Code, Corrigendum, Document, Done, Id, Level, Moment, RollCall, Silence, Sponsor,
    Statement, Workspace,
};
use crate::text::Digest;

/// What a smaller group brought back with a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: Id,
    /// Which paragraph.
    pub paragraph: Id,
    /// Which group.
    pub from: Option<Arc<str>>,
    /// When the paragraph had gone to it.
    pub parked: Option<Moment>,
    /// What it reports.
    pub text: Arc<str>,
    /// When.
    pub at: Option<Moment>,
    /// Who took it.
    pub by: Option<Arc<str>>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
}

/// A paragraph whose place is disputed, apart from its words: “the placement of 49 bis remains in dispute”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its id.
    pub id: Id,
    /// Which paragraph.
    pub paragraph: Id,
    /// Who disputes its place.
    pub by: Vec<Code>,
    /// Where it should stand instead, or why.
    pub reason: Option<Arc<str>>,
    /// When.
    pub at: Option<Moment>,
    /// Set once the place is agreed.
    pub settled: Option<Done>,
}

/// A paragraph that it was agreed to delete. What it said stays among the deleted, and can be restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deletion {
    /// Its id.
    pub id: Id,
    /// Which paragraph.
    pub paragraph: Id,
    /// How far the agreement reaches.
    pub level: Level,
    /// Digest of the words that went.
    pub on: Digest,
    /// When.
    pub at: Option<Moment>,
    /// Who gavelled it.
    pub by: Option<Arc<str>>,
    /// In which meeting.
    pub meeting: Option<Arc<str>>,
    /// Set once the paragraph came back.
    pub restored: Option<Done>,
}

/// Which kind of proceeding: the lists of `proceedings.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// [`Report`].
    Report,
    /// [`Placement`].
    Placement,
    /// [`Deletion`].
    Deletion,
    /// [`Silence`].
    Silence,
    /// [`RollCall`].
    Vote,
    /// [`Adoption`].
    Adoption,
    /// [`Statement`].
    Statement,
    /// [`Sponsor`].
    Sponsor,
    /// [`Corrigendum`].
    Corrigendum,
}

impl Sort {
    /// All, with the key of their list in the file.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Report, "reports"),
        (Self::Placement, "placements"),
        (Self::Deletion, "deletions"),
        (Self::Silence, "silences"),
        (Self::Vote, "votes"),
        (Self::Adoption, "adoptions"),
        (Self::Statement, "statements"),
        (Self::Sponsor, "sponsors"),
        (Self::Corrigendum, "corrigenda"),
    ];

    /// The key of its list in the file.
    pub fn word(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(sort, _)| *sort == self);
        found.map_or("reports", |(_, word)| word)
    }
}

/// One proceeding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its type says")]
pub enum Proceeding {
    Report(Report),
    Placement(Placement),
    Deletion(Deletion),
    Silence(Silence),
    Vote(RollCall),
    Adoption(Adoption),
    Statement(Statement),
    Sponsor(Sponsor),
    Corrigendum(Corrigendum),
}

impl Proceeding {
    /// Which kind it is.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Report(_) => Sort::Report,
            Self::Placement(_) => Sort::Placement,
            Self::Deletion(_) => Sort::Deletion,
            Self::Silence(_) => Sort::Silence,
            Self::Vote(_) => Sort::Vote,
            Self::Adoption(_) => Sort::Adoption,
            Self::Statement(_) => Sort::Statement,
            Self::Sponsor(_) => Sort::Sponsor,
            Self::Corrigendum(_) => Sort::Corrigendum,
        }
    }

    /// Its id.
    pub fn id(&self) -> Id {
        match self {
            Self::Report(x) => x.id,
            Self::Placement(x) => x.id,
            Self::Deletion(x) => x.id,
            Self::Silence(x) => x.id,
            Self::Vote(x) => x.id,
            Self::Adoption(x) => x.id,
            Self::Statement(x) => x.id,
            Self::Sponsor(x) => x.id,
            Self::Corrigendum(x) => x.id,
        }
    }

    /// The paragraph that it is on, if it is on one alone.
    pub fn paragraph(&self) -> Option<Id> {
        match self {
            Self::Report(x) => Some(x.paragraph),
            Self::Placement(x) => Some(x.paragraph),
            Self::Deletion(x) => Some(x.paragraph),
            Self::Silence(x) => x.paragraph,
            Self::Vote(x) => x.paragraph,
            Self::Statement(x) => match x.paragraphs.as_slice() {
                [one] => Some(*one),
                _ => None,
            },
            Self::Corrigendum(x) => Some(x.paragraph),
            Self::Adoption(_) | Self::Sponsor(_) => None,
        }
    }

    /// When it came to be.
    pub fn at(&self) -> Option<Moment> {
        match self {
            Self::Report(x) => x.at,
            Self::Placement(x) => x.at,
            Self::Deletion(x) => x.at,
            Self::Silence(x) => x.proposed.at,
            Self::Vote(x) => x.at,
            Self::Adoption(x) => x.at,
            Self::Statement(x) => x.at,
            Self::Sponsor(x) => x.at,
            Self::Corrigendum(x) => x.at,
        }
    }
}

/// All proceedings of a workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proceedings {
    all: BTreeMap<(Sort, Id), Arc<Proceeding>>,
}

macro_rules! each_of {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($kind:ty)),* $(,)?) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> Vec<&$kind> {
            let mut found: Vec<_> = self.all.values()
                .filter_map(|one| match &**one {
                    Proceeding::$variant(found) => Some((one.at(), found)),
                    _ => None,
                })
                .collect();
            found.sort_by_key(|(at, one)| (*at, one.id));
            found.into_iter().map(|(_, one)| one).collect()
        }
    )*};
}

impl Proceedings {
    each_of! {
        /// Reports of groups, oldest first.
        reports: Report(Report),
        /// Disputed placements, oldest first, settled ones among them.
        placements: Placement(Placement),
        /// Agreed deletions, oldest first.
        deletions: Deletion(Deletion),
        /// Silence procedures, oldest first.
        silences: Silence(Silence),
        /// Votes, oldest first.
        votes: Vote(RollCall),
        /// Adoptions, oldest first; all but the last were annulled.
        adoptions: Adoption(Adoption),
        /// Statements, oldest first.
        statements: Statement(Statement),
        /// Sponsors, in the order in which they signed.
        sponsors: Sponsor(Sponsor),
        /// Corrigenda, oldest first.
        corrigenda: Corrigendum(Corrigendum),
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The proceeding of that kind and id.
    pub fn get(&self, sort: Sort, id: Id) -> Option<&Arc<Proceeding>> {
        self.all.get(&(sort, id))
    }

    /// All of them, kind by kind.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Proceeding>> {
        self.all.values()
    }

    /// Puts one in, in the place of the one of its kind and id. Gives that one.
    pub fn insert(&mut self, one: Arc<Proceeding>) -> Option<Arc<Proceeding>> {
        self.all.insert((one.sort(), one.id()), one)
    }

    /// Takes one out, when what put it in is undone.
    pub fn remove(&mut self, sort: Sort, id: Id) -> Option<Arc<Proceeding>> {
        self.all.remove(&(sort, id))
    }

    /// The silence procedure of that id.
    pub fn silence(&self, id: Id) -> Option<&Silence> {
        match &**self.get(Sort::Silence, id)? {
            Proceeding::Silence(silence) => Some(silence),
            _ => None,
        }
    }

    /// The vote of that id.
    pub fn vote(&self, id: Id) -> Option<&RollCall> {
        match &**self.get(Sort::Vote, id)? {
            Proceeding::Vote(vote) => Some(vote),
            _ => None,
        }
    }

    /// The dispute about the place of a paragraph, if one is left.
    pub fn disputed(&self, paragraph: Id) -> Option<&Placement> {
        let mut all = self.placements().into_iter();
        all.rfind(|p| p.paragraph == paragraph && p.settled.is_none())
    }

    /// Paragraphs whose place is disputed.
    pub fn disputes(&self) -> Vec<&Placement> {
        let mut all = self.placements();
        all.retain(|p| p.settled.is_none());
        all
    }

    /// The agreed deletion of a paragraph, if it was not restored since.
    pub fn deletion(&self, paragraph: Id) -> Option<&Deletion> {
        let mut all = self.deletions().into_iter();
        all.rfind(|d| d.paragraph == paragraph && d.restored.is_none())
    }

    /// The adoption that stands.
    pub fn adoption(&self) -> Option<&Adoption> {
        let mut all = self.adoptions().into_iter();
        all.rfind(|adoption| adoption.annulled.is_none())
    }
}

impl Document {
    /// Digest of the words of the whole document: of its title and the digest of each paragraph in order, a line each.
    /// Labels and roles are no part of it, order is.
    pub fn words(&self) -> Digest {
        let mut lines = Digest::of(&self.head.title).to_string();
        for p in &self.paragraphs {
            lines.push('\n');
            lines.push_str(&p.digest().to_string());
        }
        Digest::of_bytes(lines.as_bytes())
    }
}

impl Workspace {
    /// The words that a silence procedure or a vote on this paragraph, or on the whole text, is on now.
    pub fn words_under(&self, paragraph: Option<Id>) -> Option<Digest> {
        match paragraph {
            Some(id) => self.words(id),
            None => self.original().map(|document| document.words()),
        }
    }

    /// The silence procedure that the whole text, or this paragraph, is subject to: the last from which something can still
    /// come.
    pub fn silence_on(&self, paragraph: Option<Id>) -> Option<&Silence> {
        let mut all = self.proceedings.silences().into_iter();
        all.rfind(|silence| {
            silence.paragraph == paragraph
                && silence.is_pending()
                && self.words_under(paragraph) == Some(silence.on)
        })
    }

    /// The adoption that stands.
    pub fn adoption(&self) -> Option<&Adoption> {
        self.proceedings.adoption()
    }

    /// The sponsors that have not withdrawn, in the order in which they signed.
    pub fn sponsors(&self) -> Vec<Code> {
        let all = self.proceedings.sponsors().into_iter();
        all.filter(|sponsor| sponsor.withdrawn.is_none())
            .map(|sponsor| sponsor.delegation)
            .collect()
    }
}

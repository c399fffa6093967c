//! The workspace: everything that is known of one negotiation. A value: cloning it costs a few pointers, and nothing
//! but [`crate::edit::apply`] makes a new one from an old one.

use std::collections::BTreeMap;
use std::sync::Arc;

use thiserror::Error;

use super::{
    Agreement, Code, Delegation, Document, Footing, Group, Id, Kind, Moment, Package, Paragraph,
    Parking, Position, Proceedings, Proposal, Role, Rule, VersionLabel, label,
};
use crate::text::{Digest, Language};

/// Which conventions the text follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// Unnumbered paragraphs with an actor and a reporting verb.
    #[default]
    Narrative,
    /// Preambular and operative paragraphs.
    Resolution,
    /// Numbered paragraphs under headings.
    Outcome,
    /// Articles.
    Treaty,
}

impl Profile {
    /// All profiles, as files write them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Narrative, "narrative"),
        (Self::Resolution, "resolution"),
        (Self::Outcome, "outcome"),
        (Self::Treaty, "treaty"),
    ];

    /// The word that files use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(p, _)| *p == self)
            .map_or("narrative", |(_, word)| word)
    }

    /// What a paragraph of the body is in such a text.
    pub fn body_role(self) -> Role {
        match self {
            Self::Resolution => Role::Operative,
            Self::Narrative | Self::Outcome | Self::Treaty => Role::Paragraph,
        }
    }

    /// The profile of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(profile, _)| *profile)
    }
}

/// What `workspace.yaml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The id of the workspace.
    pub id: Option<Id>,
    /// Its title.
    pub title: Arc<str>,
    /// Shown where it is opened.
    pub notice: Option<Arc<str>>,
    /// Conventions of the text.
    pub profile: Profile,
    /// Language of the original: positions and agreements are on its words.
    pub original: Language,
    /// All languages of the text, the original first.
    pub languages: Vec<Language>,
    /// How a paragraph comes to be agreed.
    pub rule: Rule,
    /// Symbol of the document.
    pub symbol: Option<Arc<str>>,
    /// The meeting that is on now.
    pub meeting: Option<Arc<str>>,
    /// Who negotiates, in the order of the file.
    pub delegations: Vec<Delegation>,
    /// Who speaks for others.
    pub groups: Vec<Group>,
    /// Paragraphs that are agreed together or not at all.
    pub packages: Vec<Package>,
}

impl Header {
    /// A header with the least that one needs.
    pub fn new(title: &str, original: Language) -> Self {
        Self {
            id: None,
            title: title.into(),
            notice: None,
            profile: Profile::default(),
            languages: vec![original],
            original,
            rule: Rule::default(),
            symbol: None,
            meeting: None,
            delegations: Vec::new(),
            groups: Vec::new(),
            packages: Vec::new(),
        }
    }

    /// The delegation of that code.
    pub fn delegation(&self, code: Code) -> Option<&Delegation> {
        self.delegations.iter().find(|d| d.code == code)
    }

    /// Whether a position can be recorded for it: a delegation or a group.
    pub fn knows(&self, code: Code) -> bool {
        self.delegation(code).is_some() || self.groups.iter().any(|g| g.code == code)
    }

    /// The delegation or group that a person means by a code or a name, in any language; case does not count.
    pub fn find_party(&self, said: &str) -> Option<Code> {
        let said = said.trim();
        let lower = said.to_lowercase();
        let same = |name: &str| {
            // Most names are ASCII, and most differ in length already.
            if name.is_ascii() {
                name.eq_ignore_ascii_case(said)
            } else {
                name.to_lowercase() == lower
            }
        };
        let delegation = self
            .delegations
            .iter()
            .find(|d| same(d.code.as_str()) || same(&d.name) || d.names.values().any(|n| same(n)))
            .map(|d| d.code);
        delegation.or_else(|| {
            self.groups
                .iter()
                .find(|g| same(g.code.as_str()) || same(&g.name))
                .map(|g| g.code)
        })
    }

    /// All names of delegations and groups, in every language; their codes are none.
    pub fn party_names(&self) -> Vec<&str> {
        let of_delegations = self
            .delegations
            .iter()
            .flat_map(|d| std::iter::once(&*d.name).chain(d.names.values().map(|name| &**name)));
        let of_groups = self.groups.iter().map(|g| &*g.name);
        let all = of_delegations.chain(of_groups);
        all.filter(|name| !name.trim().is_empty()).collect()
    }

    /// Whether something said in a bracket names a delegation or group: one that takes part, or what looks like a code.
    pub fn may_name(&self, said: &str) -> bool {
        super::bracket::looks_like_code(said) || self.find_party(said).is_some()
    }

    /// Whose a name in a bracket is, as a delegation or group sees it.
    pub fn whose(&self, code: Code, said: &str) -> super::bracket::Whose {
        use super::bracket::Whose;
        match self.find_party(said) {
            Some(party) if party == code => Whose::Own,
            Some(party) => {
                let mut groups = self.groups.iter();
                let speaks = groups.any(|g| g.code == party && g.members.contains(&code));
                if speaks { Whose::Group } else { Whose::Others }
            }
            None => Whose::Others,
        }
    }

    /// The members, whose objection can stand in the way.
    pub fn members(&self) -> impl Iterator<Item = &Delegation> {
        self.delegations.iter().filter(|d| d.kind.can_block())
    }

    /// The observers.
    pub fn observers(&self) -> impl Iterator<Item = &Delegation> {
        self.delegations.iter().filter(|d| d.kind == Kind::Observer)
    }
}

/// A frozen state of the text in all its languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What people call it.
    pub label: VersionLabel,
    /// When it was frozen.
    pub frozen: Option<Moment>,
    /// The text, by language.
    pub documents: BTreeMap<Language, Arc<Document>>,
}

/// An adopted text that can be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Precedent {
    /// Its file name without the ending.
    pub name: Arc<str>,
    /// The text.
    pub document: Arc<Document>,
}

/// The positions of one delegation or group, by paragraph.
pub type Positions = BTreeMap<Id, Position>;

/// Everything that is known of one negotiation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// What `workspace.yaml` says.
    pub header: Arc<Header>,
    /// The working text, by language.
    pub drafts: BTreeMap<Language, Arc<Document>>,
    /// Positions, by delegation or group.
    pub positions: BTreeMap<Code, Arc<Positions>>,
    /// Agreements on each paragraph, oldest first.
    pub agreements: Arc<BTreeMap<Id, Vec<Agreement>>>,
    /// Paragraphs set aside.
    pub parked: Arc<BTreeMap<Id, Parking>>,
    /// Proposals, pending and decided.
    pub proposals: Arc<BTreeMap<Id, Arc<Proposal>>>,
    /// Reports, silence procedures, votes, statements, adoption and what else the meeting did.
    pub proceedings: Arc<Proceedings>,
    /// Frozen versions, oldest first.
    pub versions: Vec<Arc<Version>>,
    /// Adopted texts to search.
    pub precedents: Vec<Arc<Precedent>>,
}

/// Why no paragraph was found.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FindError {
    /// Nothing is called that.
    #[error(
        "no paragraph “{0}”: give an id, a label (5 bis, OP5bis, PP3, 4(a)) or a place (#7 or ¶7)"
    )]
    None(String),
    /// Nothing is called that any more.
    #[error("“{said}” is now {now}: the paragraphs were numbered anew")]
    Renumbered {
        /// What was asked for.
        said: String,
        /// What it is called now.
        now: String,
    },
    /// Several are.
    #[error("“{0}” could be {1}: give the id or the place")]
    Several(String, String),
}

impl Workspace {
    /// A workspace with an empty draft in the original language.
    pub fn new(header: Header) -> Self {
        let draft = Document::new(super::Head::new(header.original, &header.title));
        Self {
            drafts: BTreeMap::from([(header.original, Arc::new(draft))]),
            header: Arc::new(header),
            positions: BTreeMap::new(),
            agreements: Arc::default(),
            parked: Arc::default(),
            proposals: Arc::default(),
            proceedings: Arc::default(),
            versions: Vec::new(),
            precedents: Vec::new(),
        }
    }

    /// The draft in the original language, if it could be read.
    pub fn original(&self) -> Option<&Arc<Document>> {
        self.drafts.get(&self.header.original)
    }

    /// The draft in a language.
    pub fn draft(&self, language: &Language) -> Option<&Arc<Document>> {
        self.drafts.get(language)
    }

    /// The version of that label.
    pub fn version(&self, label: &str) -> Option<&Arc<Version>> {
        self.versions.iter().find(|v| v.label.as_str() == label)
    }

    /// The position that a delegation or group has recorded itself.
    pub fn position(&self, code: Code, paragraph: Id) -> Option<&Position> {
        self.positions.get(&code)?.get(&paragraph)
    }

    /// The proposal of that id.
    pub fn proposal(&self, id: Id) -> Option<&Arc<Proposal>> {
        self.proposals.get(&id)
    }

    /// The proposals on a paragraph that somebody has to decide on, in the order in which they were tabled.
    pub fn pending(&self, paragraph: Id) -> Vec<&Arc<Proposal>> {
        let on = self.proposals.values();
        let mut pending: Vec<_> = on
            .filter(|p| p.target == paragraph && p.is_pending())
            .collect();
        pending.sort_by_key(|p| (p.at, p.id));
        pending
    }

    /// The words of a paragraph in the original language, as a digest.
    pub fn words(&self, paragraph: Id) -> Option<Digest> {
        Some(self.original()?.get(paragraph)?.digest())
    }

    /// What a stance on a paragraph is on now.
    pub fn footing(&self, paragraph: Id) -> Option<Footing> {
        let document = self.original()?;
        document.footing(document.index_of(paragraph)?)
    }

    /// The paragraph as it was when its words had that digest: in the draft, or in the newest version that has it.
    pub fn words_of(&self, paragraph: Id, digest: Digest) -> Option<&Arc<Paragraph>> {
        let versions = self
            .versions
            .iter()
            .rev()
            .filter_map(|v| v.documents.get(&self.header.original));
        self.original()
            .into_iter()
            .chain(versions)
            .filter_map(|document| document.get(paragraph))
            .find(|p| p.digest() == digest)
    }

    /// Whether a translation is of other words than the original now has.
    pub fn is_stale_translation(&self, language: &Language, paragraph: &Paragraph) -> bool {
        *language != self.header.original
            && paragraph
                .of
                .is_some_and(|of| self.words(paragraph.id).is_some_and(|words| words != of))
    }

    /// The paragraph that a person means: by id, by label (`5 bis`, `OP5bis`, `PP3`, `4(a)`) or by place (`#7`,
    /// counted from 1).
    pub fn find(&self, said: &str) -> Result<Id, FindError> {
        let none = || FindError::None(said.chars().take(60).collect());
        let document = self.original().ok_or_else(none)?;
        let asked = said.trim();
        if let Some(place) = asked.strip_prefix(['#', '¶']) {
            let place: usize = place.trim().parse().map_err(|_bad| none())?;
            let found = place
                .checked_sub(1)
                .and_then(|at| document.paragraphs.get(at));
            return found.map(|p| p.id).ok_or_else(none);
        }
        if let Ok(id) = asked.parse::<Id>()
            && document.get(id).is_some()
        {
            return Ok(id);
        }
        let found = by_label(document, asked);
        match found.as_slice() {
            [] => Err(renumbered(document, asked).unwrap_or_else(none)),
            [id] => Ok(*id),
            several => {
                let names: Vec<String> = several
                    .iter()
                    .filter_map(|id| Some(format!("#{} ({id})", document.index_of(*id)? + 1)))
                    .collect();
                Err(FindError::Several(asked.to_owned(), names.join(", ")))
            }
        }
    }
}

/// The paragraph that had a label before it was numbered anew, the last time first.
fn renumbered(document: &Document, asked: &str) -> Option<FindError> {
    let acts = document.head.renumbered.iter().rev();
    let mut rows = acts.flat_map(|act| &act.labels);
    let row = rows.find(|row| {
        let had = row.from.as_ref().is_some_and(|from| from.matches(asked));
        had && document.get(row.id).is_some()
    })?;
    let at = document.index_of(row.id)?;
    let label = document.get(row.id)?.label.as_ref();
    Some(FindError::Renumbered {
        said: asked.chars().take(60).collect(),
        now: label.map_or_else(|| format!("#{}", at + 1), ToString::to_string),
    })
}

/// Paragraphs whose path of labels down to them is what was asked for; failing that, whose own label is.
fn by_label(document: &Document, asked: &str) -> Vec<Id> {
    let key = label::key(asked);
    if key.is_empty() {
        return Vec::new();
    }
    let lower = asked.trim().to_lowercase();
    let only = match () {
        () if lower.starts_with("pp") => Some(Role::Preambular),
        () if lower.starts_with("op") => Some(Role::Operative),
        () => None,
    };
    let (mut whole, mut bare) = (Vec::new(), Vec::new());
    let mut preambular = 0_usize;
    let chapeaux = document.chapeaux();
    let mut paths: Vec<String> = Vec::with_capacity(document.paragraphs.len());
    for (p, chapeau) in document.paragraphs.iter().zip(chapeaux) {
        let own = p
            .label
            .as_ref()
            .map(|l| label::key(l.as_str()))
            .unwrap_or_default();
        let above = chapeau
            .and_then(|at| paths.get(at))
            .cloned()
            .unwrap_or_default();
        let path = format!("{above}{own}");
        if p.role == Role::Preambular {
            preambular += 1;
            if own.is_empty() && only == Some(Role::Preambular) && key == preambular.to_string() {
                whole.push(p.id);
            }
        }
        let role_fits = only.is_none_or(|role| p.role == role || p.role == Role::Item);
        if !own.is_empty() && role_fits && path == key {
            whole.push(p.id);
        } else if !own.is_empty() && role_fits && own == key {
            bare.push(p.id);
        }
        paths.push(path);
    }
    if whole.is_empty() { bare } else { whole }
}

//! One paragraph: its words, what it is, and how deep it stands.

use std::sync::Arc;

use super::bracket::{self, Edges};
use super::{Id, Label};
use crate::text::{Digest, Language};

/// What a paragraph is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// The title of the document or of one of its parts.
    Title,
    /// The enacting formula: “The General Assembly,”.
    Formula,
    /// A heading of a section.
    Heading,
    /// A preambular paragraph: a participle, a comma, no number.
    Preambular,
    /// An operative paragraph: a verb in the present, a number, a semicolon.
    Operative,
    /// A paragraph of a narrative, an outcome document or a treaty.
    #[default]
    Paragraph,
    /// A sub-paragraph or list item; its level says how deep.
    Item,
    /// Closing words: signature, place and date.
    Closing,
    /// A remark of the secretariat that is no part of the text.
    Note,
}

impl Role {
    /// All roles, as files write them.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Title, "title"),
        (Self::Formula, "formula"),
        (Self::Heading, "heading"),
        (Self::Preambular, "preambular"),
        (Self::Operative, "operative"),
        (Self::Paragraph, "paragraph"),
        (Self::Item, "item"),
        (Self::Closing, "closing"),
        (Self::Note, "note"),
    ];

    /// The word that files and screens use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(role, _)| *role == self)
            .map_or("paragraph", |(_, word)| word)
    }

    /// The role of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, w)| *w == word)
            .map(|(role, _)| *role)
    }

    /// Whether consensus is counted on it: the body of the text, not its frame.
    pub fn is_body(self) -> bool {
        matches!(
            self,
            Self::Preambular | Self::Operative | Self::Paragraph | Self::Item
        )
    }
}

/// Where words come from: a paragraph of an adopted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Document symbol or name.
    pub symbol: Arc<str>,
    /// Its paragraph, as people call it.
    pub paragraph: Option<Arc<str>>,
    /// The words that were taken from it, where they are too few to be known again.
    pub words: Option<Arc<str>>,
}

impl Source {
    /// A paragraph of a document, or the document as a whole.
    pub fn new(symbol: &str, paragraph: Option<&str>) -> Self {
        Self {
            symbol: symbol.into(),
            paragraph: paragraph.map(Arc::from),
            words: None,
        }
    }

    /// Whether it is the same place, whichever words were taken from it.
    pub fn is_place_of(&self, other: &Self) -> bool {
        self.symbol == other.symbol && self.paragraph == other.paragraph
    }

    /// Adds sources to others, each once.
    pub fn add(all: &mut Vec<Self>, more: &[Self]) {
        for source in more {
            let is_known = |known: &Self| {
                known == source || known.words.is_none() && known.is_place_of(source)
            };
            if !all.iter().any(is_known) {
                all.push(source.clone());
            }
        }
    }

    /// What people call a paragraph of an adopted text: `¶4` by its label, `#4` by its place where it has none.
    pub fn paragraph_name(paragraph: &str) -> String {
        match paragraph.strip_prefix('¶') {
            Some(place) => format!("#{place}"),
            None => format!("¶{paragraph}"),
        }
    }

    /// For people: `A/RES/63/63 ¶4`; `A/RES/63/63 #4` is the fourth, which has no label.
    pub fn name(&self) -> String {
        match self.paragraph.as_deref() {
            Some(paragraph) => format!("{} {}", self.symbol, Self::paragraph_name(paragraph)),
            None => self.symbol.to_string(),
        }
    }
}

/// What part of the document a paragraph opens: a letter circulates its annexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Letter, annex, or another word of the document.
    pub kind: Arc<str>,
    /// Its number as printed: `II`.
    pub label: Option<Arc<str>>,
    /// The language it was first written in, when the document says so: `[原件：俄文]`
    /// (United Nations Editorial Manual, *Mastheads and cover pages*).
    pub original: Option<Language>,
    /// Whether it is up for negotiation.
    pub negotiated: bool,
}

impl Part {
    /// Name of the part for people: `annex II`.
    pub fn name(&self) -> String {
        match &self.label {
            Some(label) => format!("{} {label}", self.kind),
            None => self.kind.to_string(),
        }
    }
}

/// One paragraph in one language. Its digest and its bracket count always belong to its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Given once, the same in every language and version.
    pub id: Id,
    /// What it is.
    pub role: Role,
    /// Depth of an item or heading; 0 for the rest.
    pub level: u8,
    /// What people call it.
    pub label: Option<Label>,
    /// A remark for the drafters.
    pub note: Option<Arc<str>>,
    /// Where its words come from.
    pub sources: Vec<Source>,
    /// In a translation: digest of the original that it translates.
    pub of: Option<Digest>,
    /// The part that it opens.
    pub part: Option<Part>,
    /// What the chair wants taken of its brackets. A choice holds as long as its bracket stands word for word.
    pub chosen: Vec<bracket::Chosen>,
    text: Arc<str>,
    digest: Digest,
    brackets: u16,
    edges: Edges,
}

impl Paragraph {
    /// A paragraph with words, and nothing more known of it.
    pub fn new(id: Id, role: Role, text: &str) -> Self {
        Self {
            id,
            role,
            level: 0,
            label: None,
            note: None,
            sources: Vec::new(),
            of: None,
            part: None,
            chosen: Vec::new(),
            text: text.into(),
            digest: Digest::of(text),
            brackets: bracket::count(text),
            edges: bracket::edges(text),
        }
    }

    /// The same paragraph with other words.
    pub fn with_text(&self, text: &str) -> Self {
        Self {
            text: text.into(),
            digest: Digest::of(text),
            brackets: bracket::count(text),
            edges: bracket::edges(text),
            ..self.clone()
        }
    }

    /// Keeps where words of it come from, each source once.
    pub fn cite(&mut self, sources: &[Source]) {
        Source::add(&mut self.sources, sources);
    }

    /// The words, in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The digest of the words: what positions and agreements are bound to.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// How many brackets the words have in which something is to be settled, nested ones counted. A bracket that
    /// opens or closes in another paragraph is not among them, see [`Document::spans`](super::Document::spans).
    pub fn brackets(&self) -> usize {
        usize::from(self.brackets)
    }

    /// The brackets of the words that have no partner in them.
    pub fn edges(&self) -> Edges {
        self.edges
    }

    /// What to call it when it has no label: its label or its role.
    pub fn name(&self) -> &str {
        self.label.as_ref().map_or(self.role.word(), Label::as_str)
    }
}

//! Where a delegation stands on a paragraph, and on which words.

use std::sync::Arc;

use super::{Id, Moment};
use crate::text::Digest;

/// A stance. A delegation without one is *unheard*.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Stance {
    /// Agrees to the words.
    Agree,
    /// Agrees once the named paragraphs are agreed.
    AgreeIf(Vec<Id>),
    /// Can go along.
    Flexible,
    /// Reserves its position: awaits instructions.
    Reserve,
    /// Wants other words; the proposal that has them, if tabled.
    Amend(Option<Id>),
    /// Objects formally.
    Oppose,
    /// Was not in the room.
    Absent,
}

/// The word for *no stance recorded*.
pub const UNHEARD: &str = "unheard";

impl Stance {
    /// The words of all stances, in the order of support.
    pub const WORDS: [&'static str; 7] = [
        "agree", "agree_if", "flexible", "reserve", "amend", "oppose", "absent",
    ];

    /// The word that files, commands and screens use.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeIf(_) => "agree_if",
            Self::Flexible => "flexible",
            Self::Reserve => "reserve",
            Self::Amend(_) => "amend",
            Self::Oppose => "oppose",
            Self::Absent => "absent",
        }
    }

    /// The stance of that word; `needs` and `proposal` are used where it takes them.
    pub fn from_word(word: &str, needs: Vec<Id>, proposal: Option<Id>) -> Option<Self> {
        Some(match word {
            "agree" => Self::Agree,
            "agree_if" | "agree-if" => Self::AgreeIf(needs),
            "flexible" => Self::Flexible,
            "reserve" => Self::Reserve,
            "amend" => Self::Amend(proposal),
            "oppose" => Self::Oppose,
            "absent" => Self::Absent,
            _ => return None,
        })
    }

    /// Whether the stance is about words, so that other words make it stale.
    pub fn is_on_words(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

/// Who may see a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Visibility {
    /// Everybody in the room.
    #[default]
    Room,
    /// The delegation's own group. Never on the room's screen.
    Group,
}

/// What a stance or an agreement is on: the words of a paragraph, and those that govern it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Footing {
    /// Digest of its own words in the original language.
    pub words: Digest,
    /// Of an item: digest of the words of its chapeau; of the chapeaux, outermost first, when there are several.
    pub chapeau: Option<Digest>,
}

impl Footing {
    /// The words of a paragraph that stands under no chapeau.
    pub fn on(words: Digest) -> Self {
        Self {
            words,
            chapeau: None,
        }
    }

    /// Whether these are other words than what was agreed to. What does not say under which chapeau it was given is on the
    /// words of the paragraph alone.
    pub(super) fn differs(self, on: Digest, chapeau: Option<Digest>) -> bool {
        on != self.words || chapeau.is_some_and(|given| Some(given) != self.chapeau)
    }
}

/// A stance, bound to the words that it was given on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The stance.
    pub stance: Stance,
    /// Digest of the text in the original language when it was given.
    pub on: Digest,
    /// Of an item: digest of the words of its chapeau when it was given ([`Footing`]).
    pub chapeau: Option<Digest>,
    /// Digest of the words that it was really given on, when it was carried to these by an editorial change. It equals `on`
    /// when only the chapeau was edited.
    pub carried: Option<Digest>,
    /// When it was given.
    pub at: Option<Moment>,
    /// In which meeting it was said.
    pub said_in: Option<Arc<str>>,
    /// The delegation's reason or condition, in words.
    pub note: Option<Arc<str>>,
    /// Who may see it.
    pub visibility: Visibility,
}

impl Position {
    /// A stance given on words, without more.
    pub fn new(stance: Stance, on: Digest) -> Self {
        Self {
            stance,
            on,
            chapeau: None,
            carried: None,
            at: None,
            said_in: None,
            note: None,
            visibility: Visibility::Room,
        }
    }

    /// Whether the words have changed since, so that the delegation must be asked again.
    pub fn is_stale(&self, footing: Footing) -> bool {
        footing.differs(self.on, self.chapeau) && self.stance.is_on_words()
    }
}

//! Hyphens: words that are written as one. Start at [`Joint`].

use super::tags::{HYPHEN, SIGN, UNBROKEN};

/// What it costs that a hyphen stands between two neighbours where none was typed, or another one; and half of what it
/// costs that none does where one was typed, for hyphens are left out rather than put in.
pub(super) const JOINED: f32 = 0.3;

/// What joins a word to the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) enum Joint {
    /// Nothing does.
    #[default]
    None,
    /// A hyphen.
    Hyphen,
    /// A hyphen that no line breaks at. Who has it in a query has copied it.
    Unbroken,
}

impl Joint {
    /// What stands between two words joins them by.
    pub(in super::super) fn of(between: &str) -> Self {
        match between {
            "-" | "\u{2010}" => Self::Hyphen,
            "\u{2011}" => Self::Unbroken,
            _ => Self::None,
        }
    }

    pub(super) fn tag(self) -> u16 {
        match self {
            Self::None => SIGN,
            Self::Hyphen => HYPHEN,
            Self::Unbroken => UNBROKEN,
        }
    }

    /// What it costs that a text has `other` where this was typed.
    pub(super) fn cost(self, other: Self) -> f32 {
        match (self, other) {
            (Self::Hyphen | Self::Unbroken, Self::None) => 2.0 * JOINED,
            (Self::None, Self::Hyphen | Self::Unbroken) | (Self::Unbroken, Self::Hyphen) => JOINED,
            _ => 0.0,
        }
    }
}

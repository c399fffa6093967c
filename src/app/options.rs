//! The names of screens and colours, and what the interface is started with.

use std::str::FromStr;

use crate::text::Language;

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// The text as it reads.
    Draft,
    /// Paragraphs by delegations.
    Consensus,
    /// Two texts and what differs.
    Compare,
    /// Search for agreed language.
    Precedents,
    /// What was done, by whom, when.
    Record,
    /// The choice of a workspace.
    Picker,
}

impl Screen {
    /// The screens of an open workspace, in the order of their numbers.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Consensus,
        Self::Compare,
        Self::Precedents,
        Self::Record,
    ];

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Consensus => "Consensus",
            Self::Compare => "Compare",
            Self::Precedents => "Precedents",
            Self::Record => "Record",
            Self::Picker => "Workspaces",
        }
    }
}

/// A set of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeName {
    /// For light letters on a dark ground.
    #[default]
    Dark,
    /// For dark letters on a light ground.
    Light,
    /// With nothing pale in it.
    Contrast,
    /// Without any colour.
    Mono,
}

impl ThemeName {
    /// All themes, as settings write them.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Dark, "dark"),
        (Self::Light, "light"),
        (Self::Contrast, "contrast"),
        (Self::Mono, "mono"),
    ];

    /// The word that settings use.
    pub fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(theme, _)| *theme == self)
            .map_or("dark", |(_, word)| word)
    }
}

impl FromStr for ThemeName {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|(_, word)| *word == s);
        found
            .map(|(theme, _)| *theme)
            .ok_or_else(|| format!("“{s}” is no theme: dark, light, contrast or mono"))
    }
}

/// What the interface is started with.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which colours.
    pub theme: ThemeName,
    /// No colours at all, whatever the theme: `NO_COLOR` is set.
    pub no_color: bool,
    /// The language to show first, when the workspace has it.
    pub language: Option<Language>,
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
}

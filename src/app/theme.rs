//! The names of the sets of colours; what they look like is drawing's.

use std::str::FromStr;

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

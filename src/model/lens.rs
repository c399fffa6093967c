//! Ways to look at bracketed text. What each makes of a document is [`crate::edit::lens`]'s.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::bracket::{Judge, Take, decided};
use super::{Code, Header, Paragraph};

/// A way to look at bracketed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lens {
    /// As it was first issued: the first version.
    Base,
    /// As it is, brackets and who holds them.
    #[default]
    Brackets,
    /// Without brackets and names: what the chair chose, and the first wording where it chose nothing.
    Clean,
    /// As clean, but nothing is guessed: what nobody decided stays in brackets, and is said to be left.
    Final,
    /// As a delegation or group wants it: by its marks and with its proposals; as clean where it says nothing.
    As(Code),
}

impl Lens {
    /// The lenses that need nobody's name, in the order in which they are turned through.
    pub const ALL: [Self; 4] = [Self::Base, Self::Brackets, Self::Clean, Self::Final];

    /// What people call it on a screen: `clean`, `as KAZ wants it`.
    pub fn title(self) -> String {
        match self {
            Self::As(code) => format!("as {code} wants it"),
            other => other.to_string(),
        }
    }

    /// What is put behind the name of a text that is seen through it; nothing when it is seen as it is.
    pub fn suffix(self) -> String {
        match self {
            Self::Brackets => String::new(),
            Self::Base => " as first issued".to_owned(),
            Self::Clean => " without brackets".to_owned(),
            Self::Final => " as final".to_owned(),
            Self::As(code) => format!(" as {code} wants it"),
        }
    }

    /// The words of one paragraph through this lens, without what other paragraphs have to do with it; `base` needs the other
    /// documents of a workspace and shows them as they are.
    pub fn words(self, header: &Header, p: &Paragraph) -> String {
        let judge = match self {
            Self::Base | Self::Brackets => return p.text().to_owned(),
            Self::Final => Judge::default(),
            Self::Clean => Judge {
                rest: Some(Take::Keep),
                ..Judge::default()
            },
            Self::As(code) => Judge {
                code: Some(code),
                rest: Some(Take::Keep),
                ..Judge::default()
            },
        };
        let (words, left) = decided(header, p.text(), &p.chosen, &judge);
        if left > 0 && self == Self::Final {
            words
        } else {
            literal(&words)
        }
    }
}

impl fmt::Display for Lens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base => f.pad("base"),
            Self::Brackets => f.pad("brackets"),
            Self::Clean => f.pad("clean"),
            Self::Final => f.pad("final"),
            Self::As(code) => write!(f, "as:{code}"),
        }
    }
}

/// A word that names no lens.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no lens: write base, brackets, clean, final, or as:CODE")]
pub struct LensError(String);

impl FromStr for Lens {
    type Err = LensError;

    fn from_str(said: &str) -> Result<Self, LensError> {
        let bad = || LensError(said.chars().take(30).collect());
        if let Some(lens) = Self::ALL.iter().find(|lens| lens.to_string() == said) {
            return Ok(*lens);
        }
        let code = said.strip_prefix("as:").ok_or_else(bad)?;
        code.trim().parse().map(Self::As).map_err(|_name| bad())
    }
}

/// Signs that were written as words, as they are read: `\[` is a bracket of the text.
pub(crate) fn literal(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && matches!(next, '[' | ']' | '\\' | '［' | '］') => {
                out.extend(chars.next());
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lens_is_read_as_it_is_written() {
        for word in ["base", "brackets", "clean", "final", "as:KAZ"] {
            assert_eq!(word.parse::<Lens>().unwrap().to_string(), word);
        }
        for word in ["", "as:", "as KAZ", "Clean"] {
            assert!(word.parse::<Lens>().is_err(), "{word}");
        }
    }
}

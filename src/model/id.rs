//! Names that files use: paragraph ids, delegation codes, version labels. Small, copied freely.
//!
//! Never: free text. Start at [`Id`].

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// Longest id or code, in bytes.
const LONGEST: usize = 15;

/// Crockford's base 32 in lower case: no `i l o u`, so that an id can be read out in a meeting.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Up to fifteen ASCII bytes, held inline.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Inline {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Inline {
    fn new(s: &str) -> Option<Self> {
        let mut bytes = [0; LONGEST];
        bytes.get_mut(..s.len())?.copy_from_slice(s.as_bytes());
        Some(Self {
            bytes,
            len: s.len() as u8,
        })
    }

    fn as_str(&self) -> &str {
        let used = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        std::str::from_utf8(used).unwrap_or_default()
    }
}

/// Why a string is no id, code or version label.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{given}” is no {what}: {rule}")]
pub struct NameError {
    /// What was read.
    pub given: String,
    /// Which kind of name was expected.
    pub what: &'static str,
    /// What such a name looks like.
    pub rule: &'static str,
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $what:literal, $rule:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Inline);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl FromStr for $name {
            type Err = NameError;

            fn from_str(s: &str) -> Result<Self, NameError> {
                let valid: fn(&str) -> bool = $valid;
                if valid(s) && let Some(inline) = Inline::new(s) {
                    return Ok(Self(inline));
                }
                Err(NameError { given: s.chars().take(40).collect(), what: $what, rule: $rule })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

name!(
    /// The id of a paragraph or a workspace: given once, never reused, the same in every language and version.
    Id,
    "id",
    "one to fifteen of 0–9, a–z and -",
    |s| !s.is_empty()
        && s.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase() || b == b'-')
);

name!(
    /// The code of a delegation or group: ISO 3166 alpha-3 for States, usual letters for others.
    Code,
    "delegation code",
    "one to fifteen of A–Z, a–z, 0–9 and -, a letter first",
    |s| s.starts_with(|c: char| c.is_ascii_alphabetic())
        && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
);

name!(
    /// The label of a version, safe as a folder name: `rev-1`, `L.1-Rev.1`.
    VersionLabel,
    "version label",
    "one to fifteen of A–Z, a–z, 0–9, -, _ and ., a letter or digit first, and not “draft”",
    |s| s.starts_with(|c: char| c.is_ascii_alphanumeric())
        && s != "draft"
        && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
);

impl Id {
    /// A new id of eight characters from forty random bits.
    pub fn from_random(mut bits: u64) -> Self {
        let mut bytes = [0; LONGEST];
        for slot in bytes.iter_mut().take(8) {
            *slot = ALPHABET.get((bits & 31) as usize).copied().unwrap_or(b'0');
            bits >>= 5;
        }
        Self(Inline { bytes, len: 8 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_codes_and_version_labels_say_what_they_accept() {
        for good in ["k3f9w2mq", "7hx02btz", "op-1", "a"] {
            assert_eq!(good.parse::<Id>().unwrap().as_str(), good);
        }
        for bad in ["", "K3F9", "../x", "a b", "abcdefghijklmnop", "é"] {
            assert!(bad.parse::<Id>().is_err(), "{bad}");
        }
        assert!("NOR".parse::<Code>().is_ok() && "G77".parse::<Code>().is_ok());
        for bad in ["", "77", "N/A", "..", "K Z"] {
            assert!(bad.parse::<Code>().is_err(), "{bad}");
        }
        assert!("rev-1".parse::<VersionLabel>().is_ok());
        for bad in ["draft", "..", "-1", "a/b", ""] {
            assert!(bad.parse::<VersionLabel>().is_err(), "{bad}");
        }
    }

    #[test]
    fn new_ids_have_eight_characters_and_follow_their_bits() {
        assert_eq!(Id::from_random(0).as_str(), "00000000");
        assert_eq!(Id::from_random(31).as_str(), "z0000000");
        assert_ne!(Id::from_random(1 << 39), Id::from_random(0));
        let id = Id::from_random(u64::MAX);
        assert_eq!(id.as_str().parse::<Id>().unwrap(), id);
    }

    #[test]
    fn names_sort_as_their_text_does() {
        let mut codes: Vec<Code> = ["UZB", "AZE", "EU"]
            .iter()
            .map(|s| s.parse().unwrap())
            .collect();
        codes.sort();
        assert_eq!(format!("{codes:?}"), "[AZE, EU, UZB]");
    }
}

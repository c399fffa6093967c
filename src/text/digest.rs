//! The digest that names the exact words of a text.
//!
//! Two texts have the same digest when they differ in nothing but white space and in the way
//! accents are encoded. Everything else, including letter case, quotation marks and hidden
//! characters, makes another digest. Start at [`normalize`].

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::clean::{composed, is_settled};
use super::common::common;

/// SHA-256 of a text in its canonical form ([`normalize`]).
///
/// Shown as 64 lower-case hexadecimal digits, or seven with [`Digest::short`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// Why a string is not a [`Digest`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// Not 64 characters long.
    #[error("a digest has 64 hexadecimal digits, this has {0} characters")]
    Length(usize),
    /// A character other than `0`–`9` and `a`–`f`.
    #[error("a digest is written in digits 0-9 and a-f, not {found:?} (character {place})")]
    Digit {
        /// The character that does not belong.
        found: char,
        /// Its place, counted from 1.
        place: usize,
    },
}

impl Digest {
    /// The digest of a text: of the UTF-8 bytes of its canonical form.
    pub fn of(text: &str) -> Self {
        Self::of_bytes(canonical(text).as_bytes())
    }

    /// The digest of bytes taken as they are.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The 32 bytes themselves.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first seven hexadecimal digits, for people.
    pub fn short(&self) -> String {
        let mut digits = self.to_string();
        digits.truncate(7);
        digits
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({})", self.short())
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let length = s.chars().count();
        if length != 64 {
            return Err(DigestError::Length(length));
        }
        let mut bytes = [0_u8; 32];
        for (i, found) in s.chars().enumerate() {
            let digit = found
                .to_digit(16)
                .filter(|_| !found.is_ascii_uppercase())
                .ok_or(DigestError::Digit {
                    found,
                    place: i + 1,
                })?;
            if let Some(byte) = bytes.get_mut(i / 2) {
                *byte = (*byte << 4) | digit as u8;
            }
        }
        Ok(Self(bytes))
    }
}

/// The canonical form of a text: NFC, every run of white space (Unicode `White_Space`) one
/// U+0020, none at the ends.
pub fn normalize(text: &str) -> String {
    canonical(text).into_owned()
}

/// Whether a text is plainly in its canonical form.
fn is_canonical(text: &str) -> bool {
    let mut at = 0;
    let mut after_space = true;
    loop {
        while let Some(length) = common(text.as_bytes(), at) {
            let space = text.as_bytes().get(at) == Some(&b' ');
            if space && after_space {
                return false;
            }
            after_space = space;
            at += length;
        }
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            None => return !after_space,
            Some(c) if is_settled(c) && c != '\u{a0}' => at += c.len_utf8(),
            Some(_) => return false,
        }
        after_space = false;
    }
}

fn canonical(text: &str) -> Cow<'_, str> {
    if is_canonical(text) {
        return Cow::Borrowed(text);
    }
    let composed = composed(text);
    if is_collapsed(&composed) {
        return composed;
    }
    let mut out = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// Whether white space is already single spaces between words.
fn is_collapsed(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        if c.is_whitespace() && (c != ' ' || after_space) {
            return false;
        }
        after_space = c == ' ';
    }
    text.is_empty() || !after_space
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn known_values() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of("abc").to_string(), abc);
        assert_eq!(Digest::of(" \u{a0}abc\u{3000}\n"), Digest::of("abc"));
        assert_eq!(Digest::of("abc").short(), "ba7816b");
        assert_eq!(format!("{:?}", Digest::of("abc")), "Digest(ba7816b)");
        assert_eq!(abc.parse::<Digest>(), Ok(Digest::of("abc")));
        assert_ne!(Digest::of("abc"), Digest::of("Abc"));
    }

    #[test]
    fn normal_forms() {
        for (text, expected) in [
            ("", ""),
            (" \n", ""),
            ("e\u{301}tats  membres ", "états membres"),
            ("裁军\u{3000}会议", "裁军 会议"),
            ("с\u{2028}т", "с т"),
            ("نزع\u{a0}السلاح", "نزع السلاح"),
            ("año", "año"),
        ] {
            assert_eq!(normalize(text), expected);
        }
    }

    #[test]
    fn refuses_what_is_not_a_digest() {
        assert_eq!("ab".parse::<Digest>(), Err(DigestError::Length(2)));
        let upper = "A".repeat(64);
        let error = DigestError::Digit {
            found: 'A',
            place: 1,
        };
        assert_eq!(upper.parse::<Digest>(), Err(error));
        let wide = format!("{}é", "0".repeat(63));
        let error = DigestError::Digit {
            found: 'é',
            place: 64,
        };
        assert_eq!(wide.parse::<Digest>(), Err(error));
    }

    proptest! {
        #[test]
        fn reads_what_it_writes(bytes: Vec<u8>) {
            let digest = Digest::of_bytes(&bytes);
            prop_assert_eq!(digest.to_string().parse(), Ok(digest));
        }

        #[test]
        fn white_space_and_encoding_do_not_matter(text in samples::text()) {
            let digest = Digest::of(&text);
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(Digest::of(&decomposed), digest);
            let spaced: String = text
                .chars()
                .flat_map(|c| if c.is_whitespace() { vec![c, '\u{2003}', '\n'] } else { vec![c] })
                .collect();
            prop_assert_eq!(Digest::of(&format!("\t{spaced} ")), digest);
            prop_assert_eq!(normalize(&normalize(&text)), normalize(&text));
        }
    }
}

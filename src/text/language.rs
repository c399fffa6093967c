//! Codes and names of languages, and a guess at the language of a text.
//!
//! Any language can be named by its code; the six official languages of the United Nations are
//! also known by name, in each other, and can be guessed. Start at [`Language`].

mod names;

use std::fmt;
use std::str::FromStr;

use super::script::{is_arabic, is_cyrillic, is_han};

/// The longest code kept, in bytes; those in use are far shorter.
const LONGEST: usize = 23;

/// How many common words of a language make it sure, and how many times those of any other they must be.
const SURE: (usize, usize) = (5, 3);

/// A language code in the style of BCP 47: `en`, `zh`, `zh-Hant`, `pt-BR`.
///
/// Compared and written in the customary case (RFC 5646, section 2.1.1): language in lower case,
/// script capitalized, region in capitals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    /// ASCII, filled up with zeros: ordered as the codes are.
    bytes: [u8; LONGEST],
    len: u8,
}

/// Why a string is not a [`Language`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a language code: two or three letters, then parts of one to eight letters or \
     digits after hyphens, 23 characters at most (en, zh, zh-Hant, pt-BR)"
)]
pub struct LanguageError(pub String);

impl Language {
    /// Arabic, `ar`.
    pub const ARABIC: Self = Self::of_two(*b"ar");
    /// Chinese, `zh`.
    pub const CHINESE: Self = Self::of_two(*b"zh");
    /// English, `en`.
    pub const ENGLISH: Self = Self::of_two(*b"en");
    /// French, `fr`.
    pub const FRENCH: Self = Self::of_two(*b"fr");
    /// Russian, `ru`.
    pub const RUSSIAN: Self = Self::of_two(*b"ru");
    /// Spanish, `es`.
    pub const SPANISH: Self = Self::of_two(*b"es");

    /// The six official languages of the United Nations, in the order of their English names.
    pub const OFFICIAL: [Self; 6] = [
        Self::ARABIC,
        Self::CHINESE,
        Self::ENGLISH,
        Self::FRENCH,
        Self::RUSSIAN,
        Self::SPANISH,
    ];

    const fn of_two([a, b]: [u8; 2]) -> Self {
        let mut bytes = [0; LONGEST];
        [bytes[0], bytes[1]] = [a, b];
        Self { bytes, len: 2 }
    }

    /// The whole code.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len)).unwrap_or_default();
        // Only ASCII ever gets in.
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// The language without script, region or variant: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or_default()
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        match self.script() {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo"),
            None => matches!(
                self.primary(),
                "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"
            ),
        }
    }

    /// Whether it is written in Han characters, without spaces between words.
    pub fn is_han(&self) -> bool {
        match self.script() {
            Some(script) => matches!(script, "Hans" | "Hant" | "Hani" | "Jpan"),
            None => {
                matches!(
                    self.primary(),
                    "zh" | "yue" | "cmn" | "lzh" | "wuu" | "nan" | "hak" | "ja"
                )
            }
        }
    }

    /// The English name of an official language of the United Nations, else the code.
    pub fn name(&self) -> &str {
        match self.as_str() {
            "ar" => "Arabic",
            "zh" => "Chinese",
            "zh-Hans" => "Chinese (simplified)",
            "zh-Hant" => "Chinese (traditional)",
            "en" => "English",
            "fr" => "French",
            "ru" => "Russian",
            "es" => "Spanish",
            code => code,
        }
    }

    /// The official language that a note names, in any of the six: `Russian`, `俄文`,
    /// `Original: French`, `подлинный текст на английском языке`, `[الأصل: بالروسية]`.
    ///
    /// `None` when no language is named, more than one is, or there are other words beside it.
    pub fn from_name(name: &str) -> Option<Self> {
        names::find(name)
    }

    fn script(&self) -> Option<&str> {
        self.as_str()
            .split('-')
            .skip(1)
            .find(|part| is_letters(part, 4))
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let refuse = || LanguageError(code.to_owned());
        let mut parts = code.split('-');
        let primary = parts.next().unwrap_or_default();
        let known = (is_letters(primary, 2) || is_letters(primary, 3))
            && code.len() <= LONGEST
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        if !known {
            return Err(refuse());
        }
        let mut language = Self {
            bytes: [0; LONGEST],
            len: code.len() as u8,
        };
        let mut places = language.bytes.iter_mut();
        for (i, part) in code.split('-').enumerate() {
            if i > 0 {
                places
                    .next()
                    .map(|place| *place = b'-')
                    .ok_or_else(refuse)?;
            }
            for (j, byte) in part.bytes().enumerate() {
                let capital = i > 0 && (is_letters(part, 2) || (is_letters(part, 4) && j == 0));
                let place = places.next().ok_or_else(refuse)?;
                *place = if capital {
                    byte.to_ascii_uppercase()
                } else {
                    byte.to_ascii_lowercase()
                };
            }
        }
        Ok(language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.as_str())
    }
}

/// The official language a text seems to be written in, by its script and, in Latin script, by
/// its commonest words; `None` when there is too little to tell.
pub fn guess(text: &str) -> Option<Language> {
    told(text).map(|(language, _)| language)
}

/// As [`guess`], when it is beyond doubt: a script of its own, or many common words of one language and hardly any of the
/// others. A line or two in Latin script are not.
pub fn guess_surely(text: &str) -> Option<Language> {
    told(text)
        .filter(|(_, sure)| *sure)
        .map(|(language, _)| language)
}

/// The language, and whether that is sure.
fn told(text: &str) -> Option<(Language, bool)> {
    let (mut han, mut arabic, mut cyrillic, mut latin) = (0_usize, 0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        if is_han(c) {
            // One Han character weighs about as much as three letters.
            han += 3;
        } else if is_arabic(c) {
            arabic += 1;
        } else if is_cyrillic(c) {
            cyrillic += 1;
        } else if c.is_alphabetic() {
            latin += 1;
        }
    }
    let most = han.max(arabic).max(cyrillic).max(latin);
    match most {
        0 => None,
        _ if most == han => Some((Language::CHINESE, true)),
        _ if most == arabic => Some((Language::ARABIC, true)),
        _ if most == cyrillic => Some((Language::RUSSIAN, true)),
        _ => told_latin(text),
    }
}

/// Words common in one of the three languages and absent, or nearly so, from the two others.
const COMMON: [(Language, &[&str]); 3] = [
    (
        Language::ENGLISH,
        &[
            "the", "of", "and", "to", "in", "that", "for", "with", "by", "its", "on", "which",
            "is", "are", "be", "this", "all", "shall", "should", "as", "from", "at", "their",
        ],
    ),
    (
        Language::FRENCH,
        &[
            "le", "les", "des", "du", "et", "à", "dans", "que", "pour", "une", "sur", "par", "au",
            "aux", "qui", "est", "sont", "avec", "ou", "ses", "cette", "ces", "d", "l", "qu",
        ],
    ),
    (
        Language::SPANISH,
        &[
            "el", "los", "las", "del", "y", "para", "por", "con", "una", "al", "su", "sus", "se",
            "es", "son", "como", "o", "lo", "esta", "este", "que", "sobre", "más",
        ],
    ),
];

fn told_latin(text: &str) -> Option<(Language, bool)> {
    let mut hits = [0_usize; 3];
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        let word = word.to_lowercase();
        for (hit, (language, common)) in hits.iter_mut().zip(COMMON) {
            let letters: &[char] = match language.primary() {
                "fr" => &['è', 'ê', 'œ', 'ç', 'ù', 'î', 'â'],
                "es" => &['ñ', 'í', 'ó', 'ú', 'á'],
                _ => &[],
            };
            *hit += usize::from(common.contains(&word.as_str()) || word.contains(letters));
        }
    }
    let most = hits.iter().copied().max().filter(|most| *most > 0)?;
    let mut best = hits.iter().zip(COMMON).filter(|(hit, _)| **hit == most);
    let (_, (language, _)) = best.next()?;
    let rest = hits.iter().sum::<usize>() - most;
    let sure = most >= SURE.0 && most >= SURE.1 * rest;
    best.next().is_none().then_some((language, sure))
}

fn is_letters(part: &str, len: usize) -> bool {
    part.len() == len && part.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes() {
        for (code, kept, primary, rtl, han) in [
            ("en", "en", "en", false, false),
            ("AR", "ar", "ar", true, false),
            ("zh-hant", "zh-Hant", "zh", false, true),
            ("zh-Latn-pinyin", "zh-Latn-pinyin", "zh", false, false),
            ("pt-br", "pt-BR", "pt", false, false),
            ("uz-Arab", "uz-Arab", "uz", true, false),
            ("sr-Latn-RS", "sr-Latn-RS", "sr", false, false),
        ] {
            let language: Language = code.parse().unwrap();
            assert_eq!(language.to_string(), kept);
            assert_eq!(language.primary(), primary);
            assert_eq!(language.is_rtl(), rtl, "{code}");
            assert_eq!(language.is_han(), han, "{code}");
        }
        for code in [
            "",
            "e",
            "english",
            "en_GB",
            "en-",
            "-en",
            "e1",
            "рус",
            "zh-Hant-HK-x-aaaaaaaa",
        ] {
            let allowed = code.len() == 21;
            assert_eq!(code.parse::<Language>().is_ok(), allowed, "{code}");
        }
        assert!("en".parse::<Language>().unwrap() < "en-GB".parse().unwrap());
    }

    #[test]
    fn names_of_the_six() {
        let names: Vec<_> = Language::OFFICIAL.iter().map(Language::name).collect();
        assert_eq!(
            names,
            [
                "Arabic", "Chinese", "English", "French", "Russian", "Spanish"
            ]
        );
        assert_eq!("pt-BR".parse::<Language>().unwrap().name(), "pt-BR");
    }

    #[test]
    fn guesses() {
        for (text, expected) in [
            (
                "The Conference decides to remain seized of the matter.",
                Some("en"),
            ),
            ("Décide de rester saisie de la question.", None),
            (
                "L’Assemblée générale décide de rester saisie de la question.",
                Some("fr"),
            ),
            ("Decide seguir ocupándose de la cuestión.", Some("es")),
            (
                "Постановляет продолжать заниматься этим вопросом (NPT).",
                Some("ru"),
            ),
            ("决定继续处理此案 (NPT, IAEA)。", Some("zh")),
            ("يقرر أن يبقي المسألة قيد نظره.", Some("ar")),
            ("", None),
            ("12. [...]", None),
            ("NPT", None),
        ] {
            assert_eq!(
                guess(text).map(|found| found.to_string()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_line_in_latin_script_is_not_sure() {
        for (text, expected) in [
            ("Prie le Secrétaire général de créer un fonds;", None),
            ("The Parties shall meet.", None),
            (
                "(a) Peace; (b) Human rights; (c) Security; (d) Development.",
                None,
            ),
            (
                "The Conference, recalling the report of the Secretary-General on the work of \
                 the Committee, decides that all States shall report to it by the end of the year.",
                Some("en"),
            ),
            (
                "Rappelant le rapport du Secrétaire général sur les travaux du Comité, décide que \
                 les États lui font rapport dans l’année et prie le Comité de les examiner.",
                Some("fr"),
            ),
            ("Постановляет создать фонд", Some("ru")),
            ("决定", Some("zh")),
            ("يقرر", Some("ar")),
        ] {
            let told = guess_surely(text).map(|found| found.to_string());
            assert_eq!(told.as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn ordered_as_written(a in "[a-z]{2,3}(-[A-Z][a-z]{3})?", b in "[a-z]{2,3}(-[A-Z][a-z]{3})?") {
            let (left, right): (Language, Language) = (a.parse().unwrap(), b.parse().unwrap());
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            prop_assert_eq!(left.as_str(), a);
        }

        #[test]
        fn any_string_is_answered(code in "\\PC{0,30}") {
            if let Ok(language) = code.parse::<Language>() {
                prop_assert!(language.as_str().eq_ignore_ascii_case(&code));
            }
        }
    }
}

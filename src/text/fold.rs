//! Making texts comparable for search: what differs only in looks becomes the same.
//!
//! Folding forgets letter case, accents and vowel marks, Arabic letter variants, full width,
//! ligatures, curly quotation marks and kinds of dash. It is for finding, never for storing or
//! for deciding whether two texts are the same (that is the digest's). Start at [`fold`].

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::script::is_han;
use super::words::{Word, WordKind, words};

/// A word to search by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word, folded; never empty.
    pub folded: String,
    /// Where it stands in the text as it was given, in bytes.
    pub range: Range<usize>,
    /// Whether it is a single Han character, to be joined to its neighbours by the search.
    pub han: bool,
}

/// A text in the form in which texts are compared for search. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// As [`fold`], put behind what `out` has already.
pub fn fold_into(text: &str, out: &mut String) {
    // What stays as it is is copied in one piece: most words are folded already.
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let folded = quick(c);
        if matches!(folded, Quick::Is(same) if same == c) {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + c.len_utf8();
        match folded {
            Quick::Is(c) => out.push(c),
            Quick::Gone => {}
            Quick::Ask => by_tables(c, out),
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// What a character becomes, by the tables: it is taken apart, made small and taken apart again. What would change places
/// when whole texts are taken apart are marks, and those are forgotten.
fn by_tables(c: char, out: &mut String) {
    decompose_compatible(c, |c| {
        for c in c.to_lowercase() {
            decompose_compatible(c, |c| {
                if !is_forgotten(c) {
                    match plain(c) {
                        Some(plain) => out.push_str(plain),
                        None => out.push(c),
                    }
                }
            });
        }
    });
}

/// What a character becomes, where that takes no table.
enum Quick {
    Is(char),
    Gone,
    Ask,
}

/// The letters that most texts of the six languages are made of.
fn quick(c: char) -> Quick {
    match c {
        '\0'..='\x7f' => Quick::Is(c.to_ascii_lowercase()),
        'Й' | 'й' => Quick::Is('и'),
        'Ё' | 'ё' => Quick::Is('е'),
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20).map_or(Quick::Ask, Quick::Is),
        'آ' | 'أ' | 'إ' => Quick::Is('ا'),
        'ؤ' => Quick::Is('و'),
        'ئ' | 'ى' => Quick::Is('ي'),
        'ة' => Quick::Is('ه'),
        'а'..='я' | '\u{4e00}'..='\u{9fff}' | 'ء' | 'ا'..='غ' | 'ف'..='ي' => Quick::Is(c),
        '،' => Quick::Is(','),
        '؛' => Quick::Is(';'),
        '؟' => Quick::Is('?'),
        '\u{640}' | '\u{64b}'..='\u{652}' => Quick::Gone,
        _ => Quick::Ask,
    }
}

/// The words and numbers of a text, folded. Han characters come one by one; an elided article
/// or pronoun (French `l’`, `qu’`) is a term of its own and the English `’s` is left out.
pub fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for word in words(text) {
        if !matches!(word.kind, WordKind::Word | WordKind::Number) {
            continue;
        }
        for range in parts(&word) {
            let Some(part) = text.get(range.clone()) else {
                continue;
            };
            let folded = fold(part);
            if !folded.is_empty() {
                terms.push(Term {
                    folded,
                    range,
                    han: part.starts_with(is_han),
                });
            }
        }
    }
    terms
}

/// A word cut at an apostrophe where what stands before or after it is not the word.
fn parts(word: &Word<'_>) -> impl Iterator<Item = Range<usize>> {
    let Range { start, end } = word.range;
    let whole = (Some(start..end), None);
    let (first, second) = match word.text.split_once(['\'', '’']) {
        None => whole,
        Some((left, right)) => {
            let right_start = end - right.len();
            if matches!(right, "s" | "S") {
                (Some(start..start + left.len()), None)
            } else if left.chars().count() == 1 || left.ends_with("qu") || left.ends_with("Qu") {
                (Some(start..start + left.len()), Some(right_start..end))
            } else {
                whole
            }
        }
    };
    first.into_iter().chain(second)
}

/// Marks, the Arabic stretching line, joiners and everything else that is not seen.
fn is_forgotten(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c,
            '\u{640}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{feff}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// What a character is taken for when that is not said by its decomposition.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '「' | '」' | '『' | '』' | '《' | '》'
        | '〈' | '〉' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' => "-",
        '،' | '、' => ",",
        '؛' => ";",
        '؟' => "?",
        '。' => ".",
        'ى' | 'ی' => "ي",
        'ة' | 'ە' => "ه",
        'ٱ' => "ا",
        'ک' => "ك",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        'ß' => "ss",
        'œ' => "oe",
        'æ' => "ae",
        'ø' => "o",
        'ł' => "l",
        'đ' => "d",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn looks_do_not_matter() {
        for (text, folded) in [
            ("STATES", "states"),
            ("État — “œuvre”", "etat - \"oeuvre\""),
            ("Niño", "nino"),
            ("Ёлка й", "елка и"),
            ("العَرَبِيَّة", "العربيه"),
            ("إلى أن آخر ٱلـمادة ٣", "الي ان اخر الماده 3"),
            ("می\u{200c}خواهم", "ميخواهم"),
            ("ＡＢＣ（第１条）", "abc(第1条)"),
            ("ﬁnal İstanbul Straße", "final istanbul strasse"),
            ("co\u{ad}operate\u{200b}", "cooperate"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn terms_stand_where_they_were() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<_> = terms(text).into_iter().map(|term| term.folded).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("[Shall] 1,000", &["shall", "1,000"]);
        check("The State’s aren't", &["the", "state", "aren't"]);
        check(
            "Qu’il décide l'année d’aujourd’hui",
            &["qu", "il", "decide", "l", "annee", "d", "aujourd'hui"],
        );
        check("по-русски", &["по", "русски"]);
        check("裁军NPT", &["裁", "军", "npt"]);
        check("— …", &[]);
        let han = terms("裁军");
        assert_eq!(
            han[1],
            Term {
                folded: "军".to_owned(),
                range: 3..6,
                han: true
            }
        );
    }

    #[test]
    fn quick_letters_are_those_of_the_tables() {
        for c in ('\0'..=char::MAX).filter(|c| !matches!(quick(*c), Quick::Ask)) {
            let mut expected = String::new();
            by_tables(c, &mut expected);
            assert_eq!(fold(&format!("é{c}")), format!("e{expected}"), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn a_text_is_taken_apart_whole_or_by_characters(text in samples::text()) {
            let mut whole = String::new();
            for c in text.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| !is_forgotten(*c)) {
                match plain(c) {
                    Some(plain) => whole.push_str(plain),
                    None => whole.push(c),
                }
            }
            prop_assert_eq!(fold(&text), whole);
        }

        #[test]
        fn folding_is_settled(text in samples::text()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn encoding_does_not_matter(text in samples::text()) {
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), fold(&text));
        }

        #[test]
        fn terms_fold_what_they_point_at(text in samples::text()) {
            let mut end = 0;
            for term in terms(&text) {
                prop_assert!(term.range.start >= end && !term.folded.is_empty());
                prop_assert_eq!(fold(text.get(term.range.clone()).unwrap()), term.folded);
                end = term.range.end;
            }
        }
    }
}

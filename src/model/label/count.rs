//! What a number in front of a paragraph counts with: 5, (a), (iv), 第五条, а), (ب).
//!
//! It never guesses between two readings of one sign: `(i)` is the ninth letter and the first Roman numeral, and what
//! stands around it decides ([`Counting`] of a row in [`crate::model::numbering`]). Where to start: [`readings`].
//!
//! Source of the kinds: United Nations Editorial Manual, *Paragraphs and subparagraphs* (1. → (a) → (i) → a.), and the
//! forms of the six languages as Security Council resolutions print them.

/// What kind of number it is, and in which signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counting {
    /// 1, 2, 3; with the sign for nought, so that ٥ stays ٥.
    Digits(char),
    /// a, b, … z, aa; or A, B.
    Latin(Case),
    /// i, ii, iii; or I, II.
    Roman(Case),
    /// а, б, в without ё, й, ъ, ы, ь.
    Cyrillic(Case),
    /// أ، ب، ج: the order of abjad.
    Abjad,
    /// 一, 二, 三.
    Han,
}

/// Capitals or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// a
    Small,
    /// A
    Capital,
}

impl Case {
    fn of(text: &str) -> Option<Self> {
        let small = text.chars().any(char::is_lowercase);
        let capital = text.chars().any(char::is_uppercase);
        match (small, capital) {
            (true, true) => None,
            (_, true) => Some(Self::Capital),
            _ => Some(Self::Small),
        }
    }

    fn apply(self, text: String) -> String {
        match self {
            Self::Small => text,
            Self::Capital => text.to_uppercase(),
        }
    }
}

/// A number with the way it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Count {
    /// Its value, from 0.
    pub value: u32,
    /// How it is written.
    pub how: Counting,
}

/// The signs for nought that are read.
const NOUGHTS: [char; 4] = ['0', '\u{660}', '\u{6f0}', '\u{ff10}'];
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
/// Cyrillic letters that look like Latin ones, and those: Russian texts count with a), b), c) and type some of them on
/// the other keyboard.
const ALIKE: [(char, char); 4] = [('а', 'a'), ('е', 'e'), ('с', 'c'), ('о', 'o')];
/// Largest number of a label: no text has more paragraphs.
const MOST: u32 = 9999;

/// The value of a digit with its sign for nought.
pub(crate) fn digit(c: char) -> Option<(u32, char)> {
    NOUGHTS.into_iter().find_map(|nought| {
        let value = u32::from(c).checked_sub(u32::from(nought))?;
        (value < 10).then_some((value, nought))
    })
}

/// How a sign can be read, the likeliest first; empty when it is no number.
pub fn readings(text: &str) -> Vec<Count> {
    if let Some(count) = digits(text) {
        return vec![count];
    }
    let mut found = Vec::new();
    let roman = roman(text).zip(Case::of(text));
    found.extend(roman.map(|(value, case)| Count {
        value,
        how: Counting::Roman(case),
    }));
    found.extend(letters(text));
    found.extend(han(text).map(|value| Count {
        value,
        how: Counting::Han,
    }));
    found
}

fn digits(text: &str) -> Option<Count> {
    let (_, nought) = digit(text.chars().next()?)?;
    let mut value: u32 = 0;
    for c in text.chars() {
        let (more, other) = digit(c)?;
        if other != nought {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(more)?;
    }
    (value <= MOST).then_some(Count {
        value,
        how: Counting::Digits(nought),
    })
}

/// A letter as a number; `aa` is the twenty-seventh.
fn letters(text: &str) -> Vec<Count> {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return Vec::new();
    };
    let more = chars.clone().count() as u32;
    let Some(case) = Case::of(text).filter(|_| more < 3) else {
        return Vec::new();
    };
    // The Arabic letter ه is also written with its tail: هـ.
    let alone = more == 0 || (first == 'ه' && chars.as_str() == "ـ");
    let Some(lower) = first.to_lowercase().next() else {
        return Vec::new();
    };
    let place = |row: &str| {
        let at = row.chars().position(|other| other == lower)?;
        alone.then_some(at as u32 + 1)
    };
    let mut found = Vec::new();
    let latin = |c: char| u32::from(c) - u32::from('a') + 1;
    if lower.is_ascii_lowercase() && text.chars().all(|c| c == first) {
        found.push(Count {
            value: latin(lower) + 26 * more,
            how: Counting::Latin(case),
        });
    }
    found.extend(place(CYRILLIC).map(|value| Count {
        value,
        how: Counting::Cyrillic(case),
    }));
    let alike = ALIKE.iter().find(|(c, _)| *c == lower && alone);
    found.extend(alike.map(|(_, c)| Count {
        value: latin(*c),
        how: Counting::Latin(case),
    }));
    let alef = if lower == 'ا' { Some(1) } else { None };
    found.extend(alef.or_else(|| place(ABJAD)).map(|value| Count {
        value,
        how: Counting::Abjad,
    }));
    found
}

/// Roman numerals up to 49, in one case.
fn roman(text: &str) -> Option<u32> {
    Case::of(text)?;
    let lower = text.to_ascii_lowercase();
    let sign = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        'l' if lower.len() > 1 => Some(50),
        _ => None,
    };
    let mut value = 0_i64;
    let mut last = 0_i64;
    for c in lower.chars().rev() {
        let one = sign(c)?;
        value += if one < last { -one } else { one };
        last = last.max(one);
    }
    let value = u32::try_from(value).ok()?;
    (value > 0 && print_roman(value) == lower).then_some(value)
}

fn print_roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut left = value;
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while left >= worth {
            out.push_str(sign);
            left -= worth;
        }
    }
    out
}

const HAN: &str = "一二三四五六七八九";

/// The value of a Chinese number up to 999.
pub(crate) fn han(text: &str) -> Option<u32> {
    let digit = |part: &str| {
        let mut chars = part.chars();
        let c = chars.next()?;
        chars.next().is_none().then_some(())?;
        HAN.chars().position(|d| d == c).map(|at| at as u32 + 1)
    };
    if let Some((hundreds, rest)) = text.split_once('百') {
        let rest = match rest.strip_prefix('零') {
            Some(units) => digit(units)?,
            None if rest.is_empty() => 0,
            None => han(rest).filter(|_| rest.contains('十'))?,
        };
        return Some(digit(hundreds)? * 100 + rest);
    }
    match text.split_once('十') {
        None => digit(text),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let units = if units.is_empty() { 0 } else { digit(units)? };
            Some(tens * 10 + units)
        }
    }
}

fn print_han(value: u32) -> String {
    let sign = |n: u32| {
        let c = HAN.chars().nth(n.wrapping_sub(1) as usize);
        c.map(String::from).unwrap_or_default()
    };
    let (hundreds, tens, units) = (value / 100, value / 10 % 10, value % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.push_str(&sign(hundreds));
        out.push('百');
        if tens == 0 && units > 0 {
            out.push('零');
        }
    }
    if tens > 0 {
        if tens > 1 || hundreds > 0 {
            out.push_str(&sign(tens));
        }
        out.push('十');
    }
    out.push_str(&sign(units));
    out
}

impl Counting {
    /// A number written in this way; in digits where this way does not reach so far.
    pub fn print(self, value: u32) -> String {
        let of = |row: &str| {
            let at = value.checked_sub(1)? as usize;
            row.chars().nth(at).map(String::from)
        };
        let printed = match self {
            Self::Digits(nought) => {
                let sign = |c: char| {
                    let digit = u32::from(c) - u32::from('0');
                    char::from_u32(u32::from(nought) + digit).unwrap_or(c)
                };
                Some(value.to_string().chars().map(sign).collect())
            }
            Self::Latin(case) => value.checked_sub(1).filter(|n| *n < 78).and_then(|n| {
                let c = char::from_u32(u32::from('a') + n % 26)?;
                Some(case.apply(String::from(c).repeat(n as usize / 26 + 1)))
            }),
            Self::Roman(case) => Some(print_roman(value))
                .filter(|_| (1..50).contains(&value))
                .map(|printed| case.apply(printed)),
            Self::Cyrillic(case) => of(CYRILLIC).map(|printed| case.apply(printed)),
            Self::Abjad => of(ABJAD),
            Self::Han => Some(print_han(value)).filter(|_| (1..1000).contains(&value)),
        };
        printed.unwrap_or_else(|| value.to_string())
    }

    /// The same kind of number, whatever its case and digits.
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.how.print(self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_six_languages() {
        for (text, values) in [
            ("5", &[5][..]),
            ("٥", &[5]),
            ("５", &[5]),
            ("i", &[1, 9]),
            ("iv", &[4]),
            ("XIX", &[19]),
            ("c", &[3]),
            ("aa", &[27]),
            ("xl", &[40]),
            ("е", &[6, 5]),
            ("ب", &[2]),
            ("هـ", &[5]),
            ("二十三", &[23]),
            ("十", &[10]),
            ("一百零五", &[105]),
            ("iix", &[]),
            ("Iv", &[]),
            ("", &[]),
            ("note", &[]),
            ("99999", &[]),
        ] {
            let read: Vec<u32> = readings(text).iter().map(|c| c.value).collect();
            assert_eq!(read, values, "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::text::samples::cases())]
        #[test]
        fn what_is_printed_is_read_as_the_same(value in 1_u32..1000, kind in 0_usize..8) {
            let how = [
                Counting::Digits('0'),
                Counting::Digits('\u{660}'),
                Counting::Latin(Case::Small),
                Counting::Latin(Case::Capital),
                Counting::Roman(Case::Small),
                Counting::Cyrillic(Case::Small),
                Counting::Abjad,
                Counting::Han,
            ][kind];
            let read = readings(&how.print(value));
            prop_assert!(read.iter().any(|count| count.value == value), "{}", how.print(value));
        }

        #[test]
        fn any_text_can_be_asked(text in crate::text::samples::text()) {
            let _read = readings(&text);
        }
    }
}

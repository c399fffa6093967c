//! What stands in front of a paragraph: `1.`, `5 bis.`, `(a)`, `(iv)`, `a)`, `第三条`, `•`.
//!
//! Source of the styles: United Nations Editorial Manual, *Paragraphs and subparagraphs* (1. → (a) → (i) → a.), and
//! their French, Spanish, Russian (`a)`), Arabic (`14 -`, `(أ)`) and Chinese (`(一)`, `第三条`) forms.

use crate::model::label::count;

/// What kind of number a marker counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// 1, 2, 3 in any digits.
    Digits,
    /// a, b, c.
    Letters,
    /// i, ii, iii.
    Roman,
    /// 一, 二, 三.
    Han,
    /// It does not count: a bullet.
    None,
}

/// What stands around the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `1.`, `14 -`, `1、`.
    Dot,
    /// `(a)`.
    Round,
    /// `a)`.
    Half,
    /// `•`.
    Bullet,
    /// `Article 5`, `第三条`.
    Article,
}

/// A marker at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker<'a> {
    /// What people call it; none for a bullet.
    pub(super) label: Option<String>,
    /// What stands around the number.
    pub(super) shape: Shape,
    /// How it may be read: with what it counts, and how far. `(i)` can be read in two ways.
    pub(super) readings: Vec<(Counting, u32)>,
    /// Whether its letters are capitals.
    pub(super) capital: bool,
    /// The text behind it.
    pub(super) rest: &'a str,
}

/// The additions to a number, as they are used for paragraphs put in later.
const ADDITIONS: [&str; 12] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "alt",
    "quinqiues",
    "pre",
];

/// Words before the number of an article, chapter or section, folded.
const ARTICLES: [&str; 14] = [
    "article",
    "articulo",
    "статья",
    "المادة",
    "chapter",
    "chapitre",
    "capitulo",
    "глава",
    "section",
    "seccion",
    "раздел",
    "chapter",
    "الفصل",
    "الماده",
];

impl Marker<'_> {
    /// Whether it is the next number in brackets after another: `(2)` after `(1)`, `b)` after `a)`.
    pub(super) fn follows(&self, other: &Self) -> bool {
        let next = |(how, value): &(Counting, u32)| other.readings.contains(&(*how, value - 1));
        matches!(self.shape, Shape::Round | Shape::Half)
            && (self.shape, self.capital) == (other.shape, other.capital)
            && self
                .readings
                .iter()
                .filter(|(_, value)| *value > 1)
                .any(next)
    }
}

/// The marker at the start of a text.
pub(super) fn parse(text: &str) -> Option<Marker<'_>> {
    bullet(text)
        .or_else(|| round(text))
        .or_else(|| article(text))
        .or_else(|| number(text))
        .or_else(|| letter(text))
}

/// The marker at the start of a text, also behind opening brackets: `[5. Decides]`, and those brackets.
pub(super) fn behind_brackets(text: &str) -> Option<(&str, Marker<'_>)> {
    let rest = text.trim_start_matches(['[', '［', ' ']);
    let signs = text.get(..text.len() - rest.len())?;
    let found = parse(rest)?;
    let counts = found.label.is_some() && found.shape != Shape::Article && !found.rest.is_empty();
    (signs.is_empty() || counts).then_some((signs, found))
}

fn bullet(text: &str) -> Option<Marker<'_>> {
    let rest = text.strip_prefix(['•', '●', '▪', '◦', '‣', '■', '–', '—', '-', '*', '·'])?;
    let solid = text.starts_with(['•', '●', '▪', '◦', '‣', '■']);
    (solid || rest.starts_with(char::is_whitespace)).then(|| Marker {
        label: None,
        shape: Shape::Bullet,
        readings: vec![(Counting::None, 0)],
        capital: false,
        rest: rest.trim_start(),
    })
}

fn round(text: &str) -> Option<Marker<'_>> {
    let inner = text.strip_prefix(['(', '（'])?;
    let (inner, rest) = inner.split_once([')', '）'])?;
    let readings = readings(inner);
    let fits = !readings.is_empty() && is_boundary(rest);
    fits.then(|| Marker {
        label: Some(format!("({inner})")),
        shape: Shape::Round,
        readings,
        capital: inner.starts_with(char::is_uppercase),
        rest: rest.trim_start(),
    })
}

/// Whether a marker can end here: white space, the end, or writing without spaces.
fn is_boundary(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || crate::text::is_cjk(c) || c == '[')
}

fn article(text: &str) -> Option<Marker<'_>> {
    let (label, value, rest) = han_article(text).or_else(|| {
        let (word, after) = text.split_once(' ')?;
        let folded = crate::text::fold(word);
        if !ARTICLES.contains(&folded.as_str()) {
            return None;
        }
        let end = after
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(after.len());
        let (count, mut rest) = after.split_at_checked(end)?;
        let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
        let known = ADDITIONS.contains(&count.trim_start_matches(|c: char| c.is_ascii_digit()))
            || count.len() == digits.len();
        let value = match digits.parse() {
            Ok(value) if known => value,
            Ok(_) => return None,
            Err(_) => readings(count).into_iter().next_back()?.1,
        };
        let mut label = format!("{word} {count}");
        if let Some((addition, behind)) = addition(rest.trim_start()) {
            label = format!("{label} {addition}");
            rest = behind;
        }
        Some((label, value, rest))
    })?;
    let solid = rest.trim_start_matches(['.', ':', '：', '．', '-', '–', '—', ' ', '\u{3000}']);
    let parted =
        rest.is_empty() || solid.len() < rest.len() || rest.starts_with(char::is_whitespace);
    let goes_on = solid.len() + 1 == rest.len() && runs_on(solid);
    (parted && !goes_on).then_some(Marker {
        label: Some(label),
        shape: Shape::Article,
        readings: vec![(Counting::Digits, value)],
        capital: false,
        rest: solid.trim_start(),
    })
}

/// Whether a sentence runs on behind a number: `Article 6 of the Charter applies`, `المادة 6 من الميثاق`.
fn runs_on(rest: &str) -> bool {
    rest.starts_with(char::is_lowercase) || rest.starts_with("من ")
}

/// `第三条`, `第 12 章`.
fn han_article(text: &str) -> Option<(String, u32, &str)> {
    let after = text.strip_prefix('第')?;
    let at = after.find(['条', '章', '節', '节', '條', '款'])?;
    let (count, rest) = after.split_at_checked(at)?;
    let value = match count.trim().parse() {
        Ok(value) => value,
        Err(_) => han_number(count.trim())?,
    };
    let unit = rest.chars().next()?;
    let behind = rest.get(unit.len_utf8()..)?;
    Some((format!("第{count}{unit}"), value, behind))
}

fn number(text: &str) -> Option<Marker<'_>> {
    number_of(text, 3)
}

/// A number of so many digits at most.
pub(super) fn number_of(text: &str, most: usize) -> Option<Marker<'_>> {
    let prefix = ["OP", "PP"]
        .iter()
        .find(|prefix| text.starts_with(**prefix))
        .copied()
        .unwrap_or("");
    let after = text.strip_prefix(prefix)?;
    let after = if prefix.is_empty() {
        after
    } else {
        after.trim_start()
    };
    let end = after
        .find(|c: char| c.to_digit(10).is_none() && !is_arabic_digit(c))
        .unwrap_or(after.len());
    let (digits, mut rest) = after.split_at_checked(end)?;
    if digits.is_empty() || digits.chars().count() > most {
        return None;
    }
    let value = digits.chars().fold(0, |sum, c| sum * 10 + digit(c));
    let mut label = format!("{prefix}{digits}");
    // 3.1. and 3.1<tab>, but not 1.5 of something.
    while let Some((more, behind)) = decimal(rest) {
        label = format!("{label}.{more}");
        rest = behind;
    }
    let is_plain = !label.contains('.');
    let joined = rest;
    if let Some((addition, behind)) = addition(rest.trim_start_matches(['.', ' '])) {
        let gap = if joined.starts_with(' ') { " " } else { "" };
        label = format!("{label}{gap}{addition}");
        rest = behind;
    }
    let numbered = label.len();
    while let Some((more, behind)) = sub(rest) {
        label = format!("{label}({more})");
        rest = behind;
    }
    let is_compound = !is_plain || label.len() > numbered;
    let spaced = is_compound && (rest.is_empty() || begins_sentence(rest));
    let behind_degree = degree(rest);
    let is_degree = behind_degree.is_some();
    let halved = behind_degree.map(|rest| (Shape::Half, rest));
    let (shape, rest) = match halved.or_else(|| delimiter(rest, !prefix.is_empty())) {
        Some(found) => found,
        None if spaced => (Shape::Dot, rest),
        None => return None,
    };
    if is_degree {
        label.push('°');
    } else if shape == Shape::Half {
        label.push(')');
    }
    Some(Marker {
        label: Some(label),
        shape,
        readings: vec![(Counting::Digits, value)],
        capital: false,
        rest: rest.trim_start(),
    })
}

fn decimal(rest: &str) -> Option<(&str, &str)> {
    let after = rest.strip_prefix('.')?;
    let end = after.find(|c: char| !c.is_ascii_digit())?;
    let (more, behind) = after.split_at_checked(end)?;
    (1..=2).contains(&more.len()).then_some(())?;
    let goes_on = behind.starts_with(['.', '\t', '(']) || addition(behind).is_some();
    (goes_on || begins_sentence(behind)).then_some((more, behind))
}

/// `(a)`, `(ii)` right behind a number: `4(a)`.
fn sub(rest: &str) -> Option<(&str, &str)> {
    let (inner, behind) = rest.strip_prefix('(')?.split_once(')')?;
    let readings = readings(inner);
    let counts = !readings.is_empty() && readings.iter().all(|(c, _)| *c != Counting::Digits);
    counts.then_some((inner, behind))
}

/// Whether a sentence or a heading in capitals begins behind a space, so that a number with parts may end there: `1.1 First`,
/// `1.1 SCOPE`, but not `1.5 °C`, `1.5 million`, `1.5 C` or `1.5 GWh`.
fn begins_sentence(rest: &str) -> bool {
    let words = rest.strip_prefix(' ').unwrap_or_default();
    let words = words.trim_start_matches(['*', '[', '［', ' ']);
    let mut letters = words.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let shouted = || words.chars().take_while(|c| c.is_uppercase()).count() > 3;
    first && (letters.next().is_some_and(char::is_lowercase) || shouted())
}

/// Whether a word begins right behind the stop of a number, as where a space was lost: `14.Jurisdiction`.
fn begins_word(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.take(2).filter(|c| c.is_lowercase()).count() == 2
}

/// An addition such as `bis` at the start, and what follows.
fn addition(text: &str) -> Option<(String, &str)> {
    // All of them are Latin.
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    if !ADDITIONS.contains(&word.to_ascii_lowercase().as_str()) {
        return None;
    }
    match addition(rest.trim_start()).filter(|_| rest.starts_with(' ')) {
        Some((more, behind)) => Some((format!("{word} {more}"), behind)),
        None => Some((word.to_owned(), rest)),
    }
}

/// What stands behind the sign of an item of a French statute, `1° la durée du mariage`, and not of a temperature, `40° C`.
fn degree(rest: &str) -> Option<&str> {
    let behind = rest.strip_prefix(['°', 'º'])?;
    let mut words = behind.split_whitespace();
    let is_item = behind.starts_with(char::is_whitespace)
        && words
            .next()
            .is_some_and(|word| !matches!(word, "C" | "F" | "C." | "F."));
    is_item.then_some(behind)
}

/// What ends a number, and the text behind it.
fn delimiter(rest: &str, prefixed: bool) -> Option<(Shape, &str)> {
    if let Some(rest) = rest.strip_prefix('\t') {
        return Some((Shape::Dot, rest));
    }
    if let Some(rest) = rest.strip_prefix(['、', '．']) {
        return Some((Shape::Dot, rest));
    }
    for (mark, shape) in [(".", Shape::Dot), (")", Shape::Half), ("）", Shape::Half)] {
        if let Some(rest) = rest.strip_prefix(mark) {
            let begins = is_boundary(rest) || mark == "." && begins_word(rest);
            return begins.then_some((shape, rest));
        }
    }
    if prefixed {
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        return is_boundary(rest).then_some((Shape::Dot, rest));
    }
    // Arabic: “14 - ”.
    let dash = rest
        .strip_prefix(' ')?
        .strip_prefix(['-', '–', '\u{2011}'])?;
    dash.starts_with(' ').then_some((Shape::Dot, dash))
}

fn letter(text: &str) -> Option<Marker<'_>> {
    let end = text.find(['.', ')'])?;
    let (inner, rest) = text.split_at_checked(end)?;
    let readings = readings(inner);
    let half = rest.starts_with(')');
    let rest = rest.get(1..)?;
    let counts = !readings.is_empty() && readings.iter().all(|(c, _)| *c != Counting::Digits);
    if !counts || !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let capital = inner.starts_with(char::is_uppercase);
    let label = match (half, capital) {
        (true, _) => format!("{inner})"),
        (false, true) => inner.to_owned(),
        (false, false) => format!("{inner}."),
    };
    Some(Marker {
        label: Some(label),
        shape: if half { Shape::Half } else { Shape::Dot },
        readings,
        capital,
        rest: rest.trim_start(),
    })
}

/// Longest number in any writing, in bytes: `xxxviii`, `九十九`.
const LONGEST: usize = 24;

/// How the inside of a marker can be counted with.
fn readings(inner: &str) -> Vec<(Counting, u32)> {
    let mut found = Vec::new();
    if inner.len() > LONGEST {
        return found;
    }
    let mut chars = inner.chars();
    let (first, more) = (chars.next(), chars.next());
    if !inner.is_empty() && inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit()) {
        found.extend(inner.parse().map(|value| (Counting::Digits, value)));
    } else if let (Some(c), None) = (first, more)
        && let Some(value) = letter_value(c)
    {
        found.push((Counting::Letters, value));
    }
    if let Some(value) = roman(inner) {
        found.push((Counting::Roman, value));
    }
    if let Some(value) = han_number(inner) {
        found.push((Counting::Han, value));
    }
    found
}

fn letter_value(c: char) -> Option<u32> {
    const ARABIC: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
    const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    let lower = c.to_lowercase().next()?;
    let place = |row: &str| row.chars().position(|other| other == lower);
    if lower.is_ascii_lowercase() {
        return Some(u32::from(lower) - u32::from('a') + 1);
    }
    place(ARABIC)
        .or_else(|| place(CYRILLIC))
        .map(|at| at as u32 + 1)
}

/// The value of a Roman numeral in one case, at most 39.
fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let mixed = text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    let lower = text.to_ascii_lowercase();
    let units = lower.trim_start_matches('x');
    let tens = lower.len() - units.len();
    let unit = UNITS.iter().position(|unit| *unit == units)?;
    // “ix” loses its x to the tens only when it stands in front, so xix and ix are both found.
    (!mixed && !lower.is_empty() && tens <= 3).then_some((tens * 10 + unit) as u32)
}

/// The value of a Chinese number up to ninety-nine.
pub(super) fn han_number(text: &str) -> Option<u32> {
    count::han(text).filter(|number| *number < 100)
}

fn is_arabic_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

fn digit(c: char) -> u32 {
    match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        _ => c.to_digit(10).unwrap_or(0),
    }
}

/// Whether a label as a whole is one that paragraphs have: `5`, `5 bis`, `OP5 alt`, `(a)`.
pub(super) fn is_label(text: &str) -> bool {
    let dotted = format!("{}. x", text.trim_end_matches('.'));
    let marker = if text.ends_with(')') {
        parse(text)
    } else {
        parse(&dotted)
    };
    marker.is_some_and(|m| {
        m.label.is_some()
            && m.shape != Shape::Article
            && (m.rest.is_empty() || m.rest == "x")
            && !m
                .readings
                .iter()
                .all(|(c, _)| *c == Counting::Letters && !text.contains(')'))
    })
}

#[cfg(test)]
mod tests;

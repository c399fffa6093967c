//! How people name a paragraph: where its number stands, and whether it is counted in the preamble or in the operative
//! part. In the six official languages.
//!
//! Start at [`take_out`].

use std::ops::Range;

use super::{PARAGRAPH, words};
use crate::text;

/// Words that say that a paragraph is of the preamble.
const PREAMBULAR: [&str; 13] = [
    "preambular",
    "preamble",
    "préambule",
    "préambulaire",
    "preámbulo",
    "preambular",
    "preambulaire",
    "преамбула",
    "преамбулы",
    "преамбуле",
    "ديباجة",
    "الديباجة",
    "بالديباجة",
];
/// Words that say that it is of the operative part.
const OPERATIVE: [&str; 12] = [
    "operative",
    "dispositif",
    "dispositiva",
    "dispositivo",
    "resolutiva",
    "resolutivo",
    "постановляющей",
    "постановляющая",
    "منطوق",
    "المنطوق",
    "بالمنطوق",
    "منطوقه",
];
/// Words that may stand between a paragraph and its part, and between its number and what it counts.
const BETWEEN: [&str; 26] = [
    "of",
    "the",
    "in",
    "part",
    "de",
    "la",
    "el",
    "del",
    "du",
    "le",
    "partie",
    "parte",
    "части",
    "часть",
    "в",
    "من",
    "في",
    "no",
    "number",
    "n",
    "nº",
    "№",
    "nr",
    "numero",
    "número",
    "numéro",
];
/// How paragraphs are counted in words, in English, French, Spanish, Russian (as these words begin) and Arabic.
const ORDINALS: [&[&str]; 20] = [
    &[
        "first",
        "premier",
        "première",
        "primer",
        "primero",
        "primera",
        "перв",
        "الأولى",
        "أولى",
    ],
    &[
        "second",
        "deuxième",
        "seconde",
        "segundo",
        "segunda",
        "втор",
        "الثانية",
        "ثانية",
    ],
    &[
        "third",
        "troisième",
        "tercer",
        "tercero",
        "tercera",
        "трет",
        "الثالثة",
        "ثالثة",
    ],
    &[
        "fourth",
        "quatrième",
        "cuarto",
        "cuarta",
        "четверт",
        "الرابعة",
    ],
    &["fifth", "cinquième", "quinto", "quinta", "пят", "الخامسة"],
    &["sixth", "sixième", "sexto", "sexta", "шест", "السادسة"],
    &[
        "seventh",
        "septième",
        "séptimo",
        "séptima",
        "седьм",
        "السابعة",
    ],
    &["eighth", "huitième", "octavo", "octava", "восьм", "الثامنة"],
    &["ninth", "neuvième", "noveno", "novena", "девят", "التاسعة"],
    &["tenth", "dixième", "décimo", "décima", "десят", "العاشرة"],
    &["eleventh", "onzième", "undécimo", "undécima", "одиннадцат"],
    &["twelfth", "douzième", "duodécimo", "duodécima", "двенадцат"],
    &["thirteenth", "treizième", "decimotercero", "тринадцат"],
    &["fourteenth", "quatorzième", "decimocuarto", "четырнадцат"],
    &["fifteenth", "quinzième", "decimoquinto", "пятнадцат"],
    &["sixteenth", "seizième", "decimosexto", "шестнадцат"],
    &["seventeenth", "decimoséptimo", "семнадцат"],
    &["eighteenth", "decimoctavo", "восемнадцат"],
    &["nineteenth", "decimonoveno", "девятнадцат"],
    &["twentieth", "vingtième", "vigésimo", "двадцат"],
];
/// Words for an item of a paragraph.
const ITEM: [&str; 14] = [
    "subparagraph",
    "sub-paragraph",
    "subpara",
    "alinéa",
    "sous-alinéa",
    "apartado",
    "inciso",
    "подпункт",
    "подпункта",
    "подпункте",
    "подпунктом",
    "الفرعية",
    "item",
    "分段",
];
/// Words between a paragraph and its document.
const OF: [&str; 7] = ["of", "de", "du", "del", "из", "من", "в"];
/// Letters that a Russian number has at most behind what it begins with.
const ENDING: usize = 4;

/// The part of a document in which a paragraph is counted, as it is written before its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Preambular,
    Operative,
}

impl Part {
    fn of(word: &str) -> Option<Self> {
        let is = |known: &&str| text::fold(known) == word;
        if word == "pp" || PREAMBULAR.iter().any(is) {
            Some(Self::Preambular)
        } else if word == "op" || OPERATIVE.iter().any(is) {
            Some(Self::Operative)
        } else {
            None
        }
    }

    fn letters(self) -> &'static str {
        match self {
            Self::Preambular => "PP",
            Self::Operative => "OP",
        }
    }
}

/// A number in words, or with the ending of one: `fourth`, `10th`, `четвертый`, `10-й`.
fn ordinal(word: &str) -> Option<String> {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let ending = word.strip_prefix(digits.as_str()).unwrap_or_default();
        let ending = ending.trim_start_matches('-');
        let is_ending = ["", "st", "nd", "rd", "th", "e", "eme", "er", "re", "o", "a"]
            .contains(&ending)
            || ending.chars().count() <= 3 && ending.chars().all(|c| ('а'..='я').contains(&c));
        return is_ending.then_some(digits);
    }
    let is = |known: &str| {
        let known = text::fold(known);
        if known.starts_with(|c: char| ('а'..='я').contains(&c)) {
            word.strip_prefix(known.as_str())
                .is_some_and(|rest| rest.chars().count() <= ENDING)
        } else {
            known == word
        }
    };
    let at = ORDINALS.iter().position(|all| all.iter().any(|w| is(w)))?;
    Some((at + 1).to_string())
}

/// The number that Chinese characters are: `四`, `十二`, `二十`.
pub(super) fn han_number(said: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = None;
    for c in said.chars() {
        if c == '十' {
            total += digit.take().unwrap_or(1) * 10;
        } else {
            let at = "零一二三四五六七八九".chars().position(|d| d == c)?;
            digit = Some(at as u32);
        }
    }
    let number = total + digit.unwrap_or_default();
    (number > 0).then_some(number)
}

/// Digits of any script as those of ASCII.
pub(super) fn western(said: &str) -> String {
    said.chars()
        .map(|c| match c {
            '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10).unwrap_or(c),
            '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10).unwrap_or(c),
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            c => c,
        })
        .collect()
}

/// What is said without the item of a paragraph, and the letter of the item: `subparagraph (b) of paragraph 5`.
pub(super) fn without_item(said: &str) -> Option<(String, String)> {
    let all = words(said);
    let (at, end, letter) = all.iter().zip(all.iter().skip(1)).enumerate().find_map(
        |(at, ((_, word), (range, letter)))| {
            let is_item = ITEM.iter().any(|item| text::fold(item) == *word);
            let is_letter = letter.chars().all(char::is_alphabetic)
                && (letter.chars().count() == 1 || letter.chars().all(|c| "ivx".contains(c)));
            let closing = said.get(range.end..)?.chars().next();
            let closing = closing.filter(|c| matches!(c, ')' | '»' | '”' | '"'));
            let end = range.end + closing.map_or(0, char::len_utf8);
            // “alinéa” is a word for whole paragraphs as well.
            (is_item && is_letter && (closing.is_some() || word != "alinea"))
                .then(|| (at, end, letter.clone()))
        },
    )?;
    // “الفقرة الفرعية (ب)”
    let is_paragraph = |at: &usize| {
        all.get(*at)
            .is_some_and(|(_, word)| PARAGRAPH.contains(&word.as_str()))
    };
    let is_arabic = all.get(at)?.1.starts_with('ا');
    let first = at
        .checked_sub(1)
        .filter(|at| is_arabic && is_paragraph(at))
        .unwrap_or(at);
    let before = said.get(..all.get(first)?.0.start)?.trim_end();
    Some((
        format!("{before} {}", said.get(end..)?.trim_start()),
        letter,
    ))
}

/// A number that stands before its document without a word for a paragraph, and the document: `5 (b) of 2674`.
pub(super) fn leading(said: &str) -> Option<(String, String)> {
    let number = label(said);
    let digits = number.chars().take_while(char::is_ascii_digit).count();
    let is_label = number
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '(' | ')'));
    let rest = said.get(number.len()..)?.trim_start();
    let (of, document) = rest.split_once(' ')?;
    ((1..=3).contains(&digits) && is_label && OF.contains(&text::fold(of).as_str()))
        .then(|| (number, document.to_owned()))
}

/// A word of what is said: where it stands, and folded.
type Said = (Range<usize>, String);

/// The bytes that name the paragraph, and its name as it is asked for: `4`, `5 bis`, `PP4`, `OP10`. None where none is
/// named.
pub(super) fn take_out(said: &str) -> Option<(Range<usize>, String)> {
    let all = split_short(words(said));
    let word = |at: usize| all.get(at).map(|(_, word)| word.as_str());
    let is_between = |word: &str| BETWEEN.iter().any(|b| text::fold(b) == word);
    let is_short = |word: &str| matches!(word, "op" | "pp");
    let marker = (0..all.len()).find(|at| {
        word(*at).is_some_and(|w| {
            let numbered = word(at + 1).is_some_and(|w| {
                w.starts_with(|c: char| c.is_ascii_digit()) || ordinal(w).is_some()
            });
            PARAGRAPH.contains(&w) || is_short(w) && numbered
        })
    })?;
    let (mut first, mut last) = (marker, marker);
    let mut part = word(marker).and_then(Part::of);
    // “fourth preambular paragraph”, “10-й пункт”, “operative paragraph 4”
    let mut number: Option<String> = None;
    let mut stop = 0;
    while let Some(before) = first.checked_sub(1).and_then(word) {
        let its_part = Part::of(before).filter(|_| part.is_none());
        if let Some(found) = its_part {
            part = Some(found);
        } else if number.is_none()
            && let Some(found) = ordinal(before).filter(|_| !is_bare(before))
        {
            number = Some(found);
        } else {
            break;
        }
        first -= 1;
    }
    // “paragraph 4”, “paragraph no. 5 bis”, “الفقرة الرابعة”
    if number.is_none() {
        let mut at = marker + 1;
        while word(at).is_some_and(|w| is_between(w) || part.is_none() && Part::of(w).is_some()) {
            part = part.or(word(at).and_then(Part::of));
            at += 1;
        }
        let start = all.get(at)?.0.start;
        let label = label(said.get(start..).unwrap_or_default());
        number = word(at).and_then(ordinal);
        if label.starts_with(|c: char| c.is_ascii_digit()) {
            let end = start + label.len();
            stop = end;
            while all.get(at + 1).is_some_and(|(range, _)| range.start < end) {
                at += 1;
            }
            let plain = word(at)
                .and_then(ordinal)
                .filter(|_| !label.contains([' ', '(']));
            number = Some(plain.unwrap_or(label));
        }
        number.as_ref()?;
        last = at;
    }
    // “paragraph 4 of the preamble”, “párrafo 10 de la parte dispositiva”, “من الديباجة”
    let mut at = last + 1;
    while word(at).is_some_and(is_between) {
        at += 1;
    }
    if part.is_none()
        && let Some(found) = word(at).and_then(Part::of)
    {
        part = Some(found);
        last = at;
        // “постановляющей части”
        if word(at + 1).is_some_and(|w| ["части", "часть", "part"].contains(&w)) {
            last = at + 1;
        }
    }
    let range = all.get(first)?.0.start
        ..all
            .get(last)?
            .0
            .end
            .max(label_end(said, &all, last))
            .max(stop);
    let letters = part.map_or("", Part::letters);
    Some((range, format!("{letters}{}", number?)))
}

/// `op4` as `op` and `4`.
fn split_short(all: Vec<Said>) -> Vec<Said> {
    let mut split = Vec::new();
    for (range, word) in all {
        let number = ["op", "pp"].iter().find_map(|kind| {
            let rest = word.strip_prefix(kind)?;
            rest.starts_with(|c: char| c.is_ascii_digit())
                .then(|| rest.to_owned())
        });
        match number {
            Some(number) => {
                let middle = range.start + 2;
                split.push((
                    range.start..middle,
                    word.chars().take(2).collect::<String>(),
                ));
                split.push((middle..range.end, number));
            }
            None => split.push((range, word)),
        }
    }
    split
}

/// Whether a word is a number without an ending: before a paragraph it belongs to the symbol.
fn is_bare(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// The label that a text begins with: `5 bis`, `4 (a)`.
fn label(said: &str) -> String {
    let mut end = 0;
    for (at, word) in said.split_whitespace().enumerate() {
        let more = at > 0;
        let bare = word.trim_end_matches([',', '،', ';', '.', ':', '，']);
        if more && !super::is_ordinal(bare) {
            break;
        }
        let Some(found) = said.get(end..).and_then(|rest| rest.find(bare)) else {
            break;
        };
        end += found + bare.len();
        if bare.len() < word.len() {
            break;
        }
    }
    said.get(..end).unwrap_or_default().to_owned()
}

/// Where the label ends that the last word is a part of: `10-й`, `4 (a)`.
fn label_end(said: &str, all: &[Said], last: usize) -> usize {
    let Some((range, word)) = all.get(last) else {
        return 0;
    };
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let rest = said.get(range.start..).unwrap_or_default();
        return range.start + label(rest).len();
    }
    range.end
}

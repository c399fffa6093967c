//! When two paragraphs are one clause in documents of different years.
//!
//! What a renewal changes by itself does not count: numbers, dates and lists of them, the words that lead to a number
//! (*resolution*, *paragraph*), and a name in full before its abbreviation. Of the words that are left nearly all must
//! be common ([`ALIKE`]), the first one must be the same, and words that bind, permit or deny must be the same and as
//! many. Read on pairs of paragraphs of the Security Council in six languages: from 0.85 on the two are one clause for
//! whoever drafts, once verb and duty are the same; below 0.8 a half-sentence came in or went.
//!
//! Start at [`Library::lead`] and [`Wording::is_clause_of`].

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::gather::Place;
use super::super::library::Library;
use super::super::pack::Reader;
use super::super::segment::Segment;
use crate::compare;
use crate::text::{self, is_han};

/// How many of the words that say something two paragraphs have in common that are one clause.
const ALIKE: f64 = 0.85;
/// Of fewer words all must be counted, numbers too, and nearly all be common: a reference alone is its number.
const FEW: usize = 5;
const NEAR: f64 = 0.9;
/// Words before an abbreviation that may be its name in full.
const NAME: usize = 14;
/// Words in a row that stand in both paragraphs and end a name that stands in one.
const SHARED: usize = 3;
/// A word beside a number that has no more letters belongs to it: *of* 15 December, 5, 6 *and* 7.
const SMALL: usize = 3;

/// Months, and what stands with years.
const DATES: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
    "года",
    "году",
    "годов",
    "كانون",
    "الثاني",
    "يناير",
    "شباط",
    "فبراير",
    "آذار",
    "مارس",
    "نيسان",
    "أبريل",
    "أيار",
    "مايو",
    "حزيران",
    "يونيه",
    "تموز",
    "يوليه",
    "آب",
    "أغسطس",
    "أيلول",
    "سبتمبر",
    "تشرين",
    "الأول",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
    "年",
    "月",
    "日",
];
/// What leads to a number.
const LEADING: &[&str] = &[
    "resolution",
    "resolutions",
    "paragraph",
    "paragraphs",
    "résolution",
    "résolutions",
    "paragraphe",
    "paragraphes",
    "resolución",
    "resoluciones",
    "párrafo",
    "párrafos",
    "резолюция",
    "резолюции",
    "резолюций",
    "резолюцию",
    "резолюциях",
    "пункт",
    "пункта",
    "пункты",
    "пунктов",
    "пунктах",
    "القرار",
    "القرارات",
    "قراره",
    "قراراته",
    "الفقرة",
    "الفقرات",
    "第",
    "号",
    "號",
    "段",
];
/// What may come or go before the verb of a clause, besides [`compare::fillers`].
const ADDING: &[&str] = &["وإذ", "إذ", "又", "还", "還", "并", "並", "也"];
/// What denies, or takes an exception.
const DENYING: &[&str] = &[
    "not",
    "no",
    "nor",
    "never",
    "neither",
    "without",
    "except",
    "unless",
    "only",
    "ne",
    "n",
    "pas",
    "non",
    "ni",
    "sans",
    "sauf",
    "aucun",
    "aucune",
    "sin",
    "salvo",
    "nunca",
    "ningún",
    "ninguna",
    "не",
    "ни",
    "нет",
    "без",
    "кроме",
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "غير",
    "دون",
    "إلا",
    "عدم",
    "ألا",
    "不",
    "未",
    "无",
    "無",
    "非",
    "勿",
    "没",
    "沒",
    "應",
    "須",
    "將",
    "請",
];

/// What a word is to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// It has a digit.
    Number,
    /// It belongs to dates or leads to numbers.
    Date,
    /// A month beside a number, else what permits: *may*.
    May,
    /// It may come or go before the verb.
    Adding,
    /// It binds, permits or denies.
    Duty,
}

/// What the words of a segment are to a clause.
#[derive(Debug)]
pub(in super::super) struct Kinds {
    numbers: Range<u32>,
    known: FxHashMap<u32, Kind>,
    /// The first two characters of what binds in Han.
    pairs: FxHashSet<(u32, u32)>,
}

impl Kinds {
    pub(in super::super) fn of(segment: &Segment) -> Self {
        let mut known = FxHashMap::default();
        let mut add = |word: &str, kind| {
            if let Some(term) = segment.find(&text::fold(word)) {
                known.insert(term, kind);
            }
        };
        let mut pairs = FxHashSet::default();
        for word in compare::duties() {
            let mut chars = word.chars();
            let han = (chars.next().filter(|c| is_han(*c)), chars.next());
            if let (Some(first), Some(second)) = han {
                let find = |c: char| segment.find(c.encode_utf8(&mut [0; 4]));
                pairs.extend(find(first).zip(find(second)));
            } else {
                add(word, Kind::Duty);
            }
        }
        for (words, kind) in [
            (DENYING, Kind::Duty),
            (compare::fillers(), Kind::Adding),
            (ADDING, Kind::Adding),
            (LEADING, Kind::Date),
            (DATES, Kind::Date),
            (&["may"], Kind::May),
        ] {
            for word in words {
                add(word, kind);
            }
        }
        Self {
            // Terms are in the order of their bytes, and a number has a digit first.
            numbers: segment.first_from("0").unwrap_or_default()
                ..segment.first_from(":").unwrap_or_default(),
            known,
            pairs,
        }
    }

    fn kind(&self, term: u32) -> Kind {
        if self.numbers.contains(&term) {
            return Kind::Number;
        }
        self.known.get(&term).copied().unwrap_or(Kind::Word)
    }
}

/// The words of a paragraph, as far as they tell which clause it is. Numbers of terms mean the same within one segment
/// only; where there are more, words are known by their hashes.
#[derive(Debug, Default)]
pub(super) struct Wording {
    /// All of them, sorted.
    all: Vec<u64>,
    /// Those that no renewal changes by itself, in order; and sorted.
    row: Vec<u64>,
    words: Vec<u64>,
    /// Those that bind, permit or deny, sorted.
    duties: Vec<u64>,
    /// What stands in parentheses and may abbreviate what stands before it, as places in the row.
    short: Vec<Range<usize>>,
}

impl Wording {
    /// Whether both are one clause, where both begin alike ([`Library::lead`]). Paragraphs of which one has a number that
    /// was `asked` for and the other has not are different answers.
    pub(super) fn is_clause_of(&self, other: &Self, asked: &[u64]) -> bool {
        let has = |wording: &Self, word| wording.all.binary_search(word).is_ok();
        if asked.iter().any(|word| has(self, word) != has(other, word))
            || self.duties != other.duties
        {
            return false;
        }
        if self.words.len().max(other.words.len()) < FEW {
            let long = self.all.len().max(other.all.len());
            return long > 0 && common(&self.all, &other.all) as f64 >= NEAR * long as f64;
        }
        let (mine, theirs) = (self.words.len(), other.words.len());
        let may_be = |spelt: usize| {
            let long = mine.max(theirs).saturating_sub(spelt);
            mine.min(theirs) as f64 >= ALIKE * long as f64
        };
        let spelt = NAME * self.short.len().max(other.short.len());
        if !may_be(spelt) {
            return false;
        }
        let common = common(&self.words, &other.words) as f64;
        if common >= ALIKE * mine.max(theirs) as f64 {
            return true;
        }
        if spelt == 0 {
            return false;
        }
        let (mine, theirs) = (mine - self.spelt(other), theirs - other.spelt(self));
        common >= ALIKE * mine.max(theirs) as f64
    }

    /// How many words spell out a name here that is only abbreviated in the other one.
    fn spelt(&self, other: &Self) -> usize {
        let mut lacking = without(&self.words, &other.words);
        let mut spelt = 0;
        for short in &self.short {
            let letters = self.row.get(short.clone()).unwrap_or_default();
            let is_there = letters
                .iter()
                .all(|word| other.words.binary_search(word).is_ok());
            let is_spelt = other
                .short
                .iter()
                .any(|short| other.row.get(short.clone()) == Some(letters));
            if !is_there || is_spelt {
                continue;
            }
            let mut shared = 0;
            for word in self.row.iter().take(short.start).rev().take(NAME) {
                if let Some(at) = lacking.iter().position(|other| other == word) {
                    lacking.swap_remove(at);
                    (spelt, shared) = (spelt + 1, 0);
                } else {
                    shared += 1;
                    if shared > SHARED {
                        break;
                    }
                }
            }
        }
        spelt
    }
}

/// Terms of a paragraph in order, with what each is to a clause.
type Terms = [(u32, Kind)];

/// Whether a renewal leaves a word as it is: it is no number, nor belongs to one.
fn stays(segment: &Segment, terms: &Terms, at: usize) -> bool {
    let is_number = |at: Option<usize>| {
        let term = at.and_then(|at| terms.get(at));
        matches!(term, Some((_, Kind::Number)))
    };
    let beside = || is_number(at.checked_sub(1)) || is_number(Some(at + 1));
    match terms.get(at) {
        None | Some((_, Kind::Number | Kind::Date)) => false,
        Some((_, Kind::May)) => !beside(),
        Some((term, Kind::Word)) => {
            let is_small = |text: &str| !text.starts_with(is_han) && text.chars().count() <= SMALL;
            !(beside() && is_small(segment.term(*term).unwrap_or_default()))
        }
        Some((_, Kind::Duty | Kind::Adding)) => true,
    }
}

impl Library {
    /// The first word of a passage that tells which clause it is, of Han the first two. Two passages with other ones are
    /// no clause, whatever follows.
    pub(super) fn lead(&self, place: Place, kinds: &[Kinds]) -> [u64; 2] {
        let mut lead = [0; 2];
        let at = place.segment as usize;
        let (Some(segment), Some(kinds)) = (self.segments.get(at), kinds.get(at)) else {
            return lead;
        };
        let mut terms: Vec<(u32, Kind)> = Vec::new();
        let mut stream = Reader(segment.stream(place.passage).unwrap_or_default());
        let mut next = || {
            loop {
                let Some(piece) = stream.number()?.checked_sub(1) else {
                    continue;
                };
                if let Some(Some(term)) = segment.term_of_piece(piece) {
                    return Some((term, kinds.kind(term)));
                }
            }
        };
        let mut told = 0;
        // Whether a word stays depends on the one after it.
        terms.extend(next());
        for at in 0.. {
            let Some((term, kind)) = terms.get(at).copied() else {
                break;
            };
            terms.extend(next());
            if kind == Kind::Adding || !stays(segment, &terms, at) {
                continue;
            }
            let text = segment.term(term).unwrap_or_default();
            let han = text.starts_with(is_han);
            // Of `(a) Requests` the verb.
            if text.len() > 1
                && (told == 0 || han)
                && let Some(slot) = lead.get_mut(told)
            {
                *slot = self.known_by(segment, term);
                told += 1;
            }
            if told == lead.len() || told > 0 && !han {
                break;
            }
        }
        lead
    }

    /// The words of a passage.
    pub(super) fn wording(&self, place: Place, kinds: &[Kinds]) -> Wording {
        let at = place.segment as usize;
        let (Some(segment), Some(kinds)) = (self.segments.get(at), kinds.get(at)) else {
            return Wording::default();
        };
        let known_by = |term: u32| self.known_by(segment, term);
        let mut wording = Wording::default();
        let mut terms: Vec<(u32, Kind)> = Vec::new();
        // Where parentheses open and close, as places among the terms.
        let (mut opened, mut closed) = (None, Vec::new());
        let mut stream = Reader(segment.stream(place.passage).unwrap_or_default());
        while let Some(number) = stream.number() {
            let Some(piece) = number.checked_sub(1) else {
                continue;
            };
            match segment.term_of_piece(piece) {
                Some(Some(term)) => terms.push((term, kinds.kind(term))),
                _ => match segment.piece(piece) {
                    Some("(" | "（") => opened = Some(terms.len()),
                    Some(")" | "）") => closed.extend(opened.take().map(|from| from..terms.len())),
                    _ => {}
                },
            }
        }
        let mut places = Vec::with_capacity(terms.len());
        for (at, (term, kind)) in terms.iter().enumerate() {
            let word = known_by(*term);
            wording.all.push(word);
            places.push(wording.row.len());
            if !stays(segment, &terms, at) {
                continue;
            }
            if matches!(kind, Kind::Duty | Kind::May) {
                wording.duties.push(word);
            }
            if let Some((next, _)) = terms.get(at + 1)
                && kinds.pairs.contains(&(*term, *next))
            {
                wording.duties.extend([word, known_by(*next)]);
            }
            wording.row.push(word);
        }
        places.push(wording.row.len());
        for closed in closed {
            let (from, to) = (places.get(closed.start), places.get(closed.end));
            if let (Some(from), Some(to)) = (from, to)
                && from < to
                && to - from <= 2 * SMALL
            {
                wording.short.push(*from..*to);
            }
        }
        wording.words.clone_from(&wording.row);
        wording.words.sort_unstable();
        wording.all.sort_unstable();
        wording.duties.sort_unstable();
        wording
    }

    /// What a word is known by in wordings.
    fn known_by(&self, segment: &Segment, term: u32) -> u64 {
        if self.segments.len() == 1 {
            u64::from(term)
        } else {
            hash(segment.term(term).unwrap_or_default())
        }
    }

    /// The numbers and dates among folded words.
    pub(super) fn numbers<'a>(
        &self,
        words: impl Iterator<Item = &'a str>,
        kinds: &[Kinds],
    ) -> Vec<u64> {
        let number = |word: &str| {
            let mut each = self.segments.iter().zip(kinds);
            each.find_map(|(segment, kinds)| {
                let term = segment.find(word)?;
                let is_number = matches!(kinds.kind(term), Kind::Number | Kind::Date);
                is_number.then(|| self.known_by(segment, term))
            })
        };
        words.filter_map(number).collect()
    }
}

/// The hash of a term (FNV-1a).
fn hash(term: &str) -> u64 {
    let bytes = term.bytes();
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How many words two sorted rows have in common.
fn common(a: &[u64], b: &[u64]) -> usize {
    a.len() - without(a, b).len()
}

/// What one sorted row has and another has not.
fn without(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut other = b.iter().peekable();
    let mut left = Vec::new();
    for word in a {
        while other.next_if(|next| *next < word).is_some() {}
        if other.next_if(|next| *next == word).is_none() {
            left.push(*word);
        }
    }
    left
}

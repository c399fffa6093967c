//! Who holds words, and what they want with them: the names in a bracket, told from its words.
//!
//! A list of which every name is known is always one of names. One in which only some are known is a list of names when
//! the others look like names: then all of it goes with the bracket, and whoever reads on can say which nobody has.

mod loose;

use std::ops::Range;

use super::{Mark, Wish};

/// What a delegation says of words in a bracket, as compilation texts and their translations write it. A wish that is
/// the end of another stands behind it.
const WISHES: [(&str, Wish); 44] = [
    ("retain", Wish::Retain),
    ("keep", Wish::Retain),
    ("support", Wish::Retain),
    ("supports", Wish::Retain),
    ("delete", Wish::Delete),
    ("deletes", Wish::Delete),
    ("oppose", Wish::Delete),
    ("opposes", Wish::Delete),
    ("remove", Wish::Delete),
    ("reserve", Wish::Reserve),
    ("reserves", Wish::Reserve),
    ("reservation", Wish::Reserve),
    ("propose", Wish::Propose),
    ("proposes", Wish::Propose),
    ("proposal", Wish::Propose),
    ("maintenir", Wish::Retain),
    ("conserver", Wish::Retain),
    ("supprimer", Wish::Delete),
    ("réserve", Wish::Reserve),
    ("propose", Wish::Propose),
    ("mantener", Wish::Retain),
    ("conservar", Wish::Retain),
    ("suprimir", Wish::Delete),
    ("eliminar", Wish::Delete),
    ("reserva", Wish::Reserve),
    ("propone", Wish::Propose),
    ("сохранить", Wish::Retain),
    ("оставить", Wish::Retain),
    ("исключить", Wish::Delete),
    ("снять", Wish::Delete),
    ("удалить", Wish::Delete),
    ("оговорка", Wish::Reserve),
    ("резервирует", Wish::Reserve),
    ("предлагает", Wish::Propose),
    ("有保留", Wish::Reserve),
    ("保留", Wish::Retain),
    ("删除", Wish::Delete),
    ("删去", Wish::Delete),
    ("提议", Wish::Propose),
    ("الإبقاء", Wish::Retain),
    ("إبقاء", Wish::Retain),
    ("حذف", Wish::Delete),
    ("تحفظ", Wish::Reserve),
    ("اقتراح", Wish::Propose),
];

/// Dashes from the right that are tried: names may hold some (`Guinea-Bissau`), a list of them not many.
const DASHES: usize = 16;
/// Parts between commas that may be one name: `Congo, Democratic Republic of the`.
const PARTS: usize = 3;
/// Bytes that a list of names may have. All Members of the United Nations by name take some 3,000.
const LONGEST: usize = 4_096;

/// Signs between names.
const LISTED: [char; 5] = [',', '，', '、', '،', '/'];
/// Words between names.
const JOINTS: [&str; 7] = ["and", "&", "et", "y", "и", "和", "و"];
/// Delegations that are not named.
const OTHERS: [&str; 11] = [
    "others",
    "other delegations",
    "some others",
    "autres",
    "d’autres",
    "d'autres",
    "otros",
    "другие",
    "др",
    "其他",
    "آخرون",
];

/// Marks, and what stands behind names and is no known wish.
type Said = (Vec<Mark>, Vec<Range<usize>>);

/// A wording and who holds it.
pub(super) struct Held {
    pub(super) body: Range<usize>,
    pub(super) marks: Vec<Mark>,
    pub(super) unread: Vec<Range<usize>>,
}

impl Held {
    fn by_nobody(body: Range<usize>) -> Self {
        Self {
            body,
            marks: Vec::new(),
            unread: Vec::new(),
        }
    }
}

/// Tells names from words.
pub(super) struct Names<'a> {
    pub(super) text: &'a str,
    pub(super) is_party: &'a dyn Fn(&str) -> bool,
}

impl Names<'_> {
    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Splits words from who holds them: `words - US; G77 delete`, or `EU, Norway: words`. The dashes and the first colon
    /// are those of the bracket itself, not of brackets in it.
    pub(super) fn part(
        &self,
        range: Range<usize>,
        dashes: &[Range<usize>],
        colon: Option<&Range<usize>>,
    ) -> Held {
        if let Some(held) = self
            .behind(&range, dashes, &|tail| self.marks(tail))
            .or_else(|| self.behind(&range, dashes, &|tail| self.loose(tail, false)))
        {
            return held;
        }
        if let Some(colon) = colon
            && colon.start - range.start <= LONGEST
        {
            let front = range.start..colon.start;
            let marks = self.parties(front.clone(), Wish::Propose);
            if let Some(marks) = marks.or_else(|| self.loose_front(front)) {
                let rest = self.slice(colon.end..range.end);
                return Held {
                    body: range.end - rest.trim_start().len()..range.end,
                    marks,
                    unread: Vec::new(),
                };
            }
        }
        Held::by_nobody(range)
    }

    /// The same of a wording beside one that somebody holds: what looks like names behind its dash is.
    pub(super) fn beside(&self, range: Range<usize>, dashes: &[Range<usize>]) -> Held {
        self.behind(&range, dashes, &|tail| self.loose(tail, true))
            .unwrap_or_else(|| Held::by_nobody(range))
    }

    /// What a reading of what stands behind a dash gives, from the last dash on.
    fn behind(
        &self,
        range: &Range<usize>,
        dashes: &[Range<usize>],
        read: &dyn Fn(Range<usize>) -> Option<Said>,
    ) -> Option<Held> {
        for dash in dashes.iter().rev().take(DASHES) {
            if range.end - dash.end > LONGEST {
                break;
            }
            let before = self.slice(range.start..dash.start);
            if !self.is_apart(before, dash, range.end) {
                continue;
            }
            if let Some((marks, unread)) = read(dash.end..range.end) {
                return Some(Held {
                    body: range.start..range.start + before.trim_end().len(),
                    marks,
                    unread,
                });
            }
        }
        None
    }

    /// Whether a dash can part words from names: `non-EU` is a word, and before the dash of an attribution stands a space or
    /// the end of something. A long dash parts a word in small letters from a name without any: `shall–KAZ`; between two
    /// names, as in `China–EU`, it joins.
    fn is_apart(&self, before: &str, dash: &Range<usize>, end: usize) -> bool {
        let ends = [' ', '.', ',', ';', ']', '］', '。', '，', '；'];
        let is_long = matches!(self.slice(dash.clone()), "–" | "—");
        let mut word = before.chars().rev().take_while(|c| !c.is_whitespace());
        before.is_empty()
            || before.ends_with(ends)
            || self.slice(dash.end..end).starts_with(' ')
            || is_long && before.ends_with(char::is_alphabetic) && word.all(char::is_lowercase)
    }

    /// `US; G77, China delete`: none unless every name is a party.
    fn marks(&self, range: Range<usize>) -> Option<Said> {
        let mut marks = Vec::new();
        for part in self.statements(range) {
            marks.extend(self.mark(part)?);
        }
        (!marks.is_empty()).then_some((marks, Vec::new()))
    }

    /// What stands between semicolons, without a full stop at the end.
    fn statements(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let said = self.slice(range.clone());
        let said = said.trim_end_matches(['.', ' ', '。']);
        self.parts(range.start..range.start + said.len(), &[';', '；', '؛'])
    }

    /// What stands between signs.
    fn parts(&self, range: Range<usize>, signs: &[char]) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut start = range.start;
        for part in self.slice(range).split(signs) {
            let end = start + part.len();
            parts.push(start..end);
            start = end + len_at(self.text, end);
        }
        parts
    }

    /// Names with one wish, which stands behind them: `G77, China delete`, `EU to retain`, `美国删除`.
    fn mark(&self, range: Range<usize>) -> Option<Vec<Mark>> {
        let said = self.slice(range.clone()).trim_end();
        for (word, wish) in WISHES {
            let Some(names) = without_end(said, word) else {
                continue;
            };
            let names = without_end(names, "to").unwrap_or(names);
            if let Some(marks) = self.parties(range.start..range.start + names.len(), wish) {
                return Some(marks);
            }
        }
        self.parties(range.start..range.start + said.len(), Wish::Propose)
    }

    /// `EU, Norway and Canada`: none unless every name is a party.
    fn parties(&self, range: Range<usize>, wish: Wish) -> Option<Vec<Mark>> {
        let parts = self.parts(range, &LISTED);
        let mut marks = Vec::new();
        let mut rest = parts.as_slice();
        while let Some(first) = rest.first() {
            let (taken, found) = (1..=PARTS.min(rest.len()))
                .rev()
                .find_map(|many| {
                    let last = rest.get(many - 1)?;
                    let party = self.party(first.start..last.end)?;
                    Some((many, vec![party]))
                })
                .or_else(|| Some((1, self.joined(first.clone())?)))
                .or_else(|| is_others(self.slice(first.clone())).then(|| (1, Vec::new())))?;
            let mark = |party| Mark { party, wish };
            marks.extend(found.into_iter().map(mark));
            rest = rest.get(taken..).unwrap_or_default();
        }
        // `others` alone are nobody.
        (!marks.is_empty()).then_some(marks)
    }

    /// The range without white space around it, when it names a party.
    fn party(&self, range: Range<usize>) -> Option<Range<usize>> {
        let said = self.slice(range.clone());
        let start = range.start + said.len() - said.trim_start().len();
        let said = said.trim();
        (!said.is_empty() && (self.is_party)(said)).then(|| start..start + said.len())
    }

    /// Names joined by a word: `Canada and Japan`, or with nothing before it, as at the end of a list: `and Japan`.
    fn joined(&self, range: Range<usize>) -> Option<Vec<Range<usize>>> {
        for word in JOINTS {
            let said = self.slice(range.clone());
            for (at, _) in said.match_indices(word) {
                let (before, after) = (said.get(..at)?, said.get(at + word.len()..)?);
                let is_word = word == "和"
                    || (before.is_empty() || before.ends_with(' '))
                        && (after.starts_with(' ') || word == "و");
                if !is_word {
                    continue;
                }
                let second = self.party(range.start + at + word.len()..range.end);
                let first = self.party(range.start..range.start + at);
                match (first, second) {
                    (Some(first), Some(second)) => return Some(vec![first, second]),
                    (None, Some(second)) if before.trim().is_empty() => return Some(vec![second]),
                    (Some(first), None) if is_others(after) => return Some(vec![first]),
                    _ => {}
                }
            }
        }
        None
    }
}

/// What stands before a last word, in small letters or capitals; Han words need no space before them.
fn without_end<'a>(said: &'a str, word: &str) -> Option<&'a str> {
    let letters = word.chars().count();
    let (at, _) = said.char_indices().nth_back(letters.checked_sub(1)?)?;
    let (rest, end) = said.split_at_checked(at)?;
    let same = end == word || end.chars().flat_map(char::to_lowercase).eq(word.chars());
    let is_han = word.chars().next().is_some_and(|c| c > '\u{2e80}');
    (same && (is_han || rest.ends_with(char::is_whitespace))).then(|| rest.trim_end())
}

/// Whether a part of a list stands for delegations that are not named.
fn is_others(said: &str) -> bool {
    let said = said.trim().to_lowercase();
    let joint = JOINTS.iter().find_map(|word| {
        let rest = said.strip_prefix(*word)?;
        let parted = rest.starts_with(' ') || matches!(*word, "和" | "و");
        parted.then(|| rest.trim_start())
    });
    OTHERS.contains(&joint.unwrap_or(&said))
}

/// Bytes of the character at a place; 0 at the end.
fn len_at(text: &str, at: usize) -> usize {
    let c = text.get(at..).and_then(|rest| rest.chars().next());
    c.map_or(0, char::len_utf8)
}

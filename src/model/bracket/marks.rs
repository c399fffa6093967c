//! Who holds words, and what they want with them: the names in a bracket, told from its words.

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
    ) -> (Range<usize>, Vec<Mark>) {
        for dash in dashes.iter().rev().take(DASHES) {
            if range.end - dash.end > LONGEST {
                break;
            }
            let before = self.slice(range.start..dash.start);
            // `non-EU` is a word: before the dash of an attribution stands a space or the end of something.
            let is_apart = before.is_empty()
                || before.ends_with([' ', '.', ',', ';', ']', '］', '。', '，', '；']);
            let is_apart = is_apart || self.slice(dash.end..range.end).starts_with(' ');
            if !is_apart {
                continue;
            }
            if let Some(marks) = self.marks(dash.end..range.end) {
                return (range.start..range.start + before.trim_end().len(), marks);
            }
        }
        if let Some(colon) = colon
            && colon.start - range.start <= LONGEST
            && let Some(marks) = self.parties(range.start..colon.start, Wish::Propose)
        {
            let rest = self.slice(colon.end..range.end);
            return (range.end - rest.trim_start().len()..range.end, marks);
        }
        (range, Vec::new())
    }

    /// `US; G77, China delete`: none unless every name is a party.
    fn marks(&self, range: Range<usize>) -> Option<Vec<Mark>> {
        let mut marks = Vec::new();
        let mut start = range.start;
        let said = self.slice(range).trim_end_matches(['.', ' ', '。']);
        for part in said.split([';', '；', '؛']) {
            let end = start + part.len();
            marks.extend(self.mark(start..end)?);
            start = end + len_at(self.text, end);
        }
        Some(marks)
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
        let mut parts = Vec::new();
        let mut start = range.start;
        for part in self.slice(range.clone()).split([',', '，', '、', '،']) {
            let end = start + part.len();
            parts.push(start..end);
            start = end + len_at(self.text, end);
        }
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
                .or_else(|| Some((1, self.joined(first.clone())?)))?;
            let mark = |party| Mark { party, wish };
            marks.extend(found.into_iter().map(mark));
            rest = rest.get(taken..).unwrap_or_default();
        }
        Some(marks)
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
        for word in ["and", "&", "et", "y", "и", "和", "و"] {
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
                    _ => {}
                }
            }
        }
        None
    }
}

/// What stands before a last word; Han words need no space before them.
fn without_end<'a>(said: &'a str, word: &str) -> Option<&'a str> {
    let rest = said.strip_suffix(word)?;
    let is_han = word.chars().next().is_some_and(|c| c > '\u{2e80}');
    (is_han || rest.ends_with(char::is_whitespace)).then(|| rest.trim_end())
}

/// Bytes of the character at a place; 0 at the end.
fn len_at(text: &str, at: usize) -> usize {
    let c = text.get(at..).and_then(|rest| rest.chars().next());
    c.map_or(0, char::len_utf8)
}

//! Square brackets: the notation in which negotiated text says what is not agreed, and who holds it.
//!
//! `[x]` contested · `[x - US; G77 delete]` attributed · `[EU, Norway: x]` attributed in front · `[a / b]`
//! alternatives · nested as deep as needed · `\[` a literal bracket. Original-language notes (`[Original: Russian]`,
//! `[原件：俄文]`) and status lines (`[Agreed ad ref]`) are not contested. The notation is that of the compilation texts
//! of the United Nations (for example “The Future We Want”, text of 2 June 2012).
//!
//! Never refuses a text: a bracket without its partner becomes an [`Issue`], and the rest is still read.
//! Start at [`parse`].

use std::ops::Range;

use crate::text::Language;

/// A text as read: pieces in order that together are the whole text, and what did not fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bracketed {
    /// Plain runs and brackets, in order.
    pub pieces: Vec<Piece>,
    /// Brackets without a partner.
    pub issues: Vec<Issue>,
}

/// A plain run or a bracket. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words outside brackets, at this depth.
    Plain(Range<usize>),
    /// A bracket.
    Bracket(Bracket),
}

/// One bracket with all that is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bracket {
    /// From the opening to behind the closing bracket.
    pub range: Range<usize>,
    /// What it is for.
    pub kind: BracketKind,
    /// Its alternatives; one when there is nothing to choose from.
    pub alternatives: Vec<Alternative>,
}

/// What a bracket is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BracketKind {
    /// Words that are not agreed.
    Contested,
    /// A note on the language of the original.
    Original,
    /// A status line: `[Agreed ad ref]`.
    Status,
}

/// One wording in a bracket, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The words without the marks.
    pub body: Range<usize>,
    /// The words, read further.
    pub pieces: Vec<Piece>,
    /// Who wants what with them.
    pub marks: Vec<Mark>,
}

/// A delegation or group, and what it wants with the words in a bracket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Code or name, as written.
    pub party: Range<usize>,
    /// What it wants.
    pub wish: Wish,
}

/// What a delegation wants with the words in a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wish {
    /// Proposes them: a bare name.
    Propose,
    /// Wants them kept.
    Retain,
    /// Wants them out.
    Delete,
    /// Reserves on them.
    Reserve,
}

/// A bracket without its partner, at a byte of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issue {
    /// Opened and never closed.
    Unclosed(usize),
    /// Closed and never opened.
    Unopened(usize),
}

impl Issue {
    /// Where it stands.
    pub fn at(self) -> usize {
        match self {
            Self::Unclosed(at) | Self::Unopened(at) => at,
        }
    }
}

/// Reads the brackets of a text. `is_party` says whether a word or words name a delegation or group.
pub fn parse(text: &str, is_party: &dyn Fn(&str) -> bool) -> Bracketed {
    let (pairs, issues) = pairs(text);
    let reader = Reader {
        text,
        pairs: &pairs,
        is_party,
    };
    Bracketed {
        pieces: reader.pieces(0..text.len(), 0..pairs.len()),
        issues,
    }
}

/// How many contested brackets a text has, nested ones counted.
pub fn count(text: &str) -> u16 {
    if !text.contains(['[', '［']) {
        return 0;
    }
    let (pairs, _) = pairs(text);
    let contested = pairs.iter().filter(|pair| {
        let inside = text.get(pair.open_end..pair.close).unwrap_or_default();
        kind_of(inside) == BracketKind::Contested
    });
    contested.count().min(usize::from(u16::MAX)) as u16
}

/// Whether something looks like the code of a delegation or group when no list is at hand: `US`, `G77`, `CARICOM`.
pub fn looks_like_code(said: &str) -> bool {
    let mut chars = said.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && said.len() >= 2
        && said.len() <= 15
        && chars.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

/// An opening bracket with its closing one.
#[derive(Debug, Clone, Copy)]
struct Pair {
    open: usize,
    open_end: usize,
    close: usize,
    close_end: usize,
}

/// All pairs, ordered by where they open, and the brackets that have no partner.
fn pairs(text: &str) -> (Vec<Pair>, Vec<Issue>) {
    let (mut pairs, mut issues, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '\\' => escaped = true,
            '[' | '［' => open.push((at, at + c.len_utf8())),
            ']' | '］' => match open.pop() {
                Some((start, open_end)) => {
                    pairs.push(Pair {
                        open: start,
                        open_end,
                        close: at,
                        close_end: at + c.len_utf8(),
                    });
                }
                None => issues.push(Issue::Unopened(at)),
            },
            _ => {}
        }
    }
    issues.extend(open.into_iter().map(|(at, _)| Issue::Unclosed(at)));
    issues.sort_by_key(|issue| issue.at());
    pairs.sort_by_key(|pair| pair.open);
    (pairs, issues)
}

fn kind_of(inside: &str) -> BracketKind {
    let inside = inside.trim();
    let lower = inside.to_lowercase();
    if lower == "agreed" || lower == "agreed ad ref" || lower.starts_with("agreed ad referendum") {
        return BracketKind::Status;
    }
    // Colon, ASCII or full-width, between a word for “original” and a language.
    let parts = lower.split_once([':', '：']);
    let original = parts.is_some_and(|(word, language)| {
        [
            "original",
            "оригинал",
            "подлинный текст",
            "原件",
            "原文",
            "الأصل",
        ]
        .contains(&word.trim())
            && language
                .split([',', ' ', '、', '/'])
                .any(|w| Language::from_name(w.trim()).is_some())
    });
    if original {
        BracketKind::Original
    } else {
        BracketKind::Contested
    }
}

struct Reader<'a> {
    text: &'a str,
    pairs: &'a [Pair],
    is_party: &'a dyn Fn(&str) -> bool,
}

impl Reader<'_> {
    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The pieces of `range`, whose brackets are among `within`.
    fn pieces(&self, range: Range<usize>, within: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = range.start;
        let mut next = within.start;
        while let Some(pair) = self.pairs.get(next).filter(|_| next < within.end) {
            if pair.open < at || pair.close_end > range.end {
                next += 1;
                continue;
            }
            let inner_end = next
                + 1
                + self.pairs.get(next + 1..within.end).map_or(0, |rest| {
                    rest.partition_point(|inner| inner.open < pair.close)
                });
            if at < pair.open {
                pieces.push(Piece::Plain(at..pair.open));
            }
            pieces.push(Piece::Bracket(self.bracket(*pair, next + 1..inner_end)));
            at = pair.close_end;
            next = inner_end;
        }
        if at < range.end {
            pieces.push(Piece::Plain(at..range.end));
        }
        pieces
    }

    fn bracket(&self, pair: Pair, within: Range<usize>) -> Bracket {
        let inside = pair.open_end..pair.close;
        let kind = kind_of(self.slice(inside.clone()));
        let ranges = match kind {
            BracketKind::Contested => self.alternatives(inside, within.clone()),
            _ => vec![inside],
        };
        let alternatives = ranges
            .into_iter()
            .map(|range| {
                let (body, marks) = match kind {
                    BracketKind::Contested => self.attributed(range, within.clone()),
                    _ => (range, Vec::new()),
                };
                Alternative {
                    pieces: self.pieces(body.clone(), within.clone()),
                    body,
                    marks,
                }
            })
            .collect();
        Bracket {
            range: pair.open..pair.close_end,
            kind,
            alternatives,
        }
    }

    /// Splits at slashes that stand free and outside inner brackets: `and/or` is one word.
    fn alternatives(&self, inside: Range<usize>, within: Range<usize>) -> Vec<Range<usize>> {
        let mut result = Vec::new();
        let mut start = inside.start;
        for at in self.outside(&inside, within, " / ") {
            result.push(start..at);
            start = at + 3;
        }
        result.push(start..inside.end);
        result
    }

    /// Where `needle` stands in `range`, outside inner brackets.
    fn outside(&self, range: &Range<usize>, within: Range<usize>, needle: &str) -> Vec<usize> {
        let inner = self.pairs.get(within).unwrap_or_default();
        self.slice(range.clone())
            .match_indices(needle)
            .map(|(at, _)| at + range.start)
            .filter(|at| {
                !inner
                    .iter()
                    .any(|pair| pair.open <= *at && *at < pair.close_end)
            })
            .collect()
    }

    /// Splits words from who holds them: `words - US; G77 delete`, or `EU, Norway: words`.
    fn attributed(&self, range: Range<usize>, within: Range<usize>) -> (Range<usize>, Vec<Mark>) {
        for dash in ["-", "–", "—"] {
            for at in self.outside(&range, within.clone(), dash).into_iter().rev() {
                let before = self.slice(range.start..at);
                if !before.is_empty() && !before.ends_with([' ', '.', ',', ';', ']']) {
                    continue;
                }
                if let Some(marks) = self.marks(at + dash.len()..range.end) {
                    return (range.start..range.start + before.trim_end().len(), marks);
                }
            }
        }
        for colon in [":", "："] {
            let Some(at) = self.outside(&range, within.clone(), colon).first().copied() else {
                continue;
            };
            let parties = self.parties(range.start..at, Wish::Propose);
            if let Some(marks) = parties {
                let rest = self.slice(at + colon.len()..range.end);
                let start = range.end - rest.trim_start().len();
                return (start..range.end, marks);
            }
        }
        (range, Vec::new())
    }

    /// `US; G77, China delete` — `None` unless every name is a party.
    fn marks(&self, range: Range<usize>) -> Option<Vec<Mark>> {
        let mut marks = Vec::new();
        let mut start = range.start;
        for part in self
            .slice(range.clone())
            .trim_end_matches(['.', ' '])
            .split(';')
        {
            let end = start + part.len();
            let trimmed = part.trim_end();
            let (names, wish) = [
                ("retain", Wish::Retain),
                ("delete", Wish::Delete),
                ("reserve", Wish::Reserve),
            ]
            .into_iter()
            .find_map(|(word, wish)| {
                let rest = trimmed.strip_suffix(word)?;
                rest.ends_with(' ').then_some((rest, wish))
            })
            .unwrap_or((trimmed, Wish::Propose));
            marks.extend(self.parties(start..start + names.len(), wish)?);
            start = end + 1;
        }
        Some(marks)
    }

    fn parties(&self, range: Range<usize>, wish: Wish) -> Option<Vec<Mark>> {
        let mut marks = Vec::new();
        let mut start = range.start;
        for name in self.slice(range).split([',', '，', '、']) {
            let lead = name.len() - name.trim_start().len();
            let trimmed = name.trim();
            if trimmed.is_empty() || !(self.is_party)(trimmed) {
                return None;
            }
            marks.push(Mark {
                party: start + lead..start + lead + trimmed.len(),
                wish,
            });
            start += name.len() + name_separator(self.text, start + name.len());
        }
        Some(marks)
    }
}

fn name_separator(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests;

//! Edits: what was struck and what was put in, in an order a person would write it. Start at [`words`].

mod islands;
mod stars;
mod whole;

use super::Options;
use super::affine::{self, OPEN};
use super::reading::Reading;
use super::token::{Class, Lexicon, MARK, Token, Tokens};
use crate::text::is_han;
use crate::text::typography::is_unseen;
use stars::End;

/// What happened to a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// It stands on both sides.
    Equal,
    /// It stands on the new side alone.
    Insert,
    /// It stood on the old side alone.
    Delete,
}

/// A run of text and what happened to it. Never empty; two neighbours never have the same [`Op`]; a deletion stands before
/// the insertion that replaces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What happened.
    pub op: Op,
    /// The text, white space included.
    pub text: String,
}

impl Edit {
    /// Whether it changes words or marks. A change of white space alone is kept in the edits, so that both texts can be
    /// rebuilt, and is no change to a reader.
    pub fn is_change(&self) -> bool {
        self.op != Op::Equal && !self.text.trim().is_empty()
    }

    /// The signs that stand around it where there are no colours: none, `[-…-]`, `{+…+}`. Struck words with brackets among
    /// them stand in `{-…-}`: in `[-[-]` nobody could tell the sign that went from the marks.
    pub fn marks(&self) -> (&'static str, &'static str) {
        match self.op {
            Op::Equal => ("", ""),
            Op::Insert => ("{+", "+}"),
            Op::Delete if self.text.contains(['[', ']', '［', '］']) => ("{-", "-}"),
            Op::Delete => ("[-", "-]"),
        }
    }
}

/// What becomes of white space that differs: blanks, line ends, and blanks of other widths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Space {
    /// It is no change: the white space of the new side stands, and no edit is white space alone.
    #[default]
    Ignored,
    /// It is drawn like anything else.
    Shown,
}

/// What a further change costs where changes are drawn for a reader, in hundredths: more than where words are merged, for a
/// reader follows phrases. Measured on successive resolutions; see `docs/decisions.md`.
pub(super) const DRAWN: i32 = 200;

/// How edits are drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawing {
    /// The cost of a gap in hundredths.
    pub open: i32,
    /// What becomes of white space.
    pub space: Space,
}

impl Drawing {
    /// As the options of a comparison ask for.
    pub(super) fn of(options: Options) -> Self {
        Self {
            open: (options.coarse.clamp(0.0, 100.0) * 100.0) as i32,
            space: options.space,
        }
    }
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            open: DRAWN,
            space: Space::Ignored,
        }
    }
}

/// The edits that make `b` of `a`, by words, marks and Chinese characters.
///
/// `Equal` and `Insert` texts together are `b`, byte for byte. `Equal` and `Delete` texts are `a` but for white space between
/// words that stayed beside each other: there, and where both sides have some, that of `b` is given. Where white space gave
/// way to a mark, or took its place, it is part of the change. No edge is inside a word. Takes time for the changed part
/// alone: a word changed in a long paragraph costs microseconds.
pub fn words(a: &str, b: &str) -> Vec<Edit> {
    words_of(a, b, Drawing::default())
}

/// As [`words`], with white space drawn like anything else: `Equal` and `Delete` texts are `a` byte for byte, so that places
/// in it can be told.
pub fn exact_words(a: &str, b: &str) -> Vec<Edit> {
    let drawing = Drawing {
        open: OPEN,
        space: Space::Shown,
    };
    words_of(a, b, drawing)
}

/// What changed in the words since another wording, when anything a reader would see did.
pub fn word_change(old: &str, new: &str) -> Option<Vec<Edit>> {
    let edits = words(old, new);
    edits.iter().any(Edit::is_change).then_some(edits)
}

/// As [`words`], drawn in another way; with [`Space::Shown`], `Equal` and `Delete` texts are `a` byte for byte too.
pub(super) fn words_of(a: &str, b: &str, drawing: Drawing) -> Vec<Edit> {
    let mut script = Script::new(drawing);
    if a == b {
        script.push(Op::Equal, a);
        return script.edits;
    }
    let ends = common_ends(a, b);
    let middle = |text: &str| -> Option<(usize, usize)> {
        let end = text.len().checked_sub(ends.1)?;
        (ends.0 <= end).then_some((ends.0, end))
    };
    let (mid_a, mid_b) = match (middle(a), middle(b)) {
        (Some(in_a), Some(in_b)) => (
            a.get(in_a.0..in_a.1).unwrap_or(a),
            b.get(in_b.0..in_b.1).unwrap_or(b),
        ),
        _ => (a, b),
    };
    let mut lexicon = Lexicon::new();
    let (tokens_a, tokens_b) = (lexicon.tokens(mid_a), lexicon.tokens(mid_b));
    if mid_a.len() < a.len() {
        script.push(Op::Equal, a.get(..ends.0).unwrap_or_default());
    }
    script.align(&tokens_a, &tokens_b, &lexicon);
    if mid_a.len() < a.len() {
        let end = a.len().saturating_sub(ends.1);
        script.push(Op::Equal, a.get(end..).unwrap_or_default());
    }
    script.edits
}

/// The edits between paragraphs joined by `\n`, the mark between them a token of its own.
///
/// Beside them, whether what stayed is set in another way, as in [`read`].
pub(super) fn joined(
    a: &[&str],
    b: &[&str],
    lexicon: &mut Lexicon,
    drawing: Drawing,
) -> (Vec<Edit>, bool) {
    let whole_a = gather(a, lexicon);
    let whole_b = gather(b, lexicon);
    let mut script = Script::new(drawing);
    script.joined = true;
    script.align(&whole_a, &whole_b, lexicon);
    (script.edits, script.reset)
}

/// As [`words`], of paragraphs that were read; and whether what stayed is set in another way, where typography is aside.
pub(super) fn read(
    a: &Reading,
    b: &Reading,
    lexicon: &Lexicon,
    drawing: Drawing,
) -> (Vec<Edit>, bool) {
    let mut script = Script::new(drawing);
    script.align(&a.tokens(), &b.tokens(), lexicon);
    (script.edits, script.reset)
}

/// The mark between two paragraphs.
const MARK_TOKEN: Token<'static> = Token {
    id: MARK,
    text: "\n",
    space: "",
};

fn gather<'a>(parts: &[&'a str], lexicon: &mut Lexicon) -> Tokens<'a> {
    let mut whole = Tokens::default();
    for (at, part) in parts.iter().enumerate() {
        let tokens = lexicon.tokens(part);
        if at == 0 {
            whole.lead = tokens.lead;
        } else {
            whole.list.push(Token {
                space: tokens.lead,
                ..MARK_TOKEN
            });
        }
        whole.list.extend(tokens.list);
    }
    whole
}

/// Edits as they are being written.
struct Script {
    edits: Vec<Edit>,
    drawing: Drawing,
    /// Whether line ends are the marks between paragraphs.
    joined: bool,
    /// Whether signs that nobody sees count as white space.
    unseen: bool,
    /// Whether what stayed is set in another way.
    reset: bool,
}

impl Script {
    fn new(drawing: Drawing) -> Self {
        Self {
            edits: Vec::new(),
            drawing,
            joined: false,
            unseen: false,
            reset: false,
        }
    }

    fn push(&mut self, op: Op, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.edits.last_mut() {
            Some(last) if last.op == op => last.text.push_str(text),
            _ => self.edits.push(Edit {
                op,
                text: text.to_owned(),
            }),
        }
    }

    fn align(&mut self, a: &Tokens<'_>, b: &Tokens<'_>, lexicon: &Lexicon) {
        self.unseen = lexicon.is_plain();
        let pairs = self.kept(a, b, lexicon);
        let (mut old, mut new) = (Stretch::behind(a.lead), Stretch::behind(b.lead));
        let (mut i, mut j) = (0, 0);
        let ends = (a.list.len() as u32, b.list.len() as u32);
        for (at_a, at_b) in pairs.into_iter().chain([ends]) {
            let (at_a, at_b) = (at_a as usize, at_b as usize);
            for (side, tokens) in [
                (&mut old, a.list.get(i..at_a)),
                (&mut new, b.list.get(j..at_b)),
            ] {
                for token in tokens.unwrap_or_default() {
                    side.push(token);
                }
            }
            match self.drawing.space {
                Space::Ignored => self.replace(&old, &new),
                Space::Shown => self.replace_exactly(&old.text, &new.text),
            }
            if let (Some(kept_a), Some(kept_b)) = (a.list.get(at_a), b.list.get(at_b)) {
                self.reset |= kept_a.text != kept_b.text;
                self.push(Op::Equal, kept_b.text);
                old.begin(kept_a.space);
                new.begin(kept_b.space);
            }
            (i, j) = (at_a + 1, at_b + 1);
        }
    }

    /// The places of the tokens that stay, as they are to be drawn.
    fn kept(&self, a: &Tokens<'_>, b: &Tokens<'_>, lexicon: &Lexicon) -> Vec<(u32, u32)> {
        let (a, b) = (
            whole::Side::of(&a.list, lexicon),
            whole::Side::of(&b.list, lexicon),
        );
        let mut pairs = affine::align(&a.ids, &b.ids, lexicon, self.drawing.open);
        if self.drawing.space == Space::Ignored {
            pairs = whole::widen(pairs, &a, &b, whole::Changes::Replaced);
            pairs = islands::join(pairs, &a.ids, &b.ids, lexicon);
            pairs = whole::widen(pairs, &a, &b, whole::Changes::All);
            pairs = whole::close(pairs, &a, &b, lexicon);
        }
        pairs
    }

    /// White space at the ends of what changed is that of the new text, when both sides have some.
    fn replace(&mut self, old: &Stretch, new: &Stretch) {
        let (unseen, joined) = (self.unseen, self.joined);
        let (was, mut old_lead, mut old_tail) = old.words(joined);
        let (now, mut new_lead, mut new_tail) = new.words(joined);
        let (old, new) = (old.text.as_str(), new.text.as_str());
        // Where one side alone stresses words, its stars come and go with them: half of them would be left.
        if unseen {
            match (was.is_empty(), now.is_empty()) {
                (true, false) => (new_lead, new_tail) = stars::beside(new, new_lead, new_tail, old),
                (false, true) => (old_lead, old_tail) = stars::beside(old, old_lead, old_tail, new),
                (false, false) => {
                    (old_lead, new_lead) =
                        stars::apart((old, old_lead), (new, new_lead), End::Lead);
                    (old_tail, new_tail) =
                        stars::apart((old, old_tail), (new, new_tail), End::Tail);
                }
                (true, true) => {}
            }
        }
        let only_stars = |text: &str| unseen && text.bytes().all(|byte| byte == b'*');
        let part = |text: &'_ str, from: usize, less: usize| -> String {
            text.get(from..text.len() - less)
                .unwrap_or_default()
                .to_owned()
        };
        match (was.is_empty(), now.is_empty()) {
            (true, true) => {
                let signs = |text: &str| text.chars().any(|c| is_unseen(c) || c == '*');
                self.reset |= unseen && old != new && (signs(old) || signs(new));
                self.push(Op::Equal, new);
            }
            // White space gave way to a mark or took its place: without it one side would have a word that it never had.
            (true, false) if !only_stars(old) && new_lead + new_tail == 0 => {
                self.push(Op::Delete, old);
                self.push(Op::Insert, new);
            }
            (false, true) if !only_stars(new) && old_lead + old_tail == 0 => {
                self.push(Op::Delete, old);
                self.push(Op::Insert, new);
            }
            (true, false) => {
                // One stretch of white space was there: it stands on one side of what came in.
                let lead = if old.is_empty() { 0 } else { new_lead };
                let tail = if old.is_empty() || lead > 0 {
                    0
                } else {
                    new_tail
                };
                let came = part(new, lead, tail);
                self.reset |= unseen && stars::many(new) != stars::many(old) + stars::many(&came);
                self.push(Op::Equal, &part(new, 0, new.len() - lead));
                self.push(Op::Insert, &came);
                self.push(Op::Equal, &part(new, new.len() - tail, 0));
            }
            (false, true) => {
                let lead = if new.is_empty() { 0 } else { old_lead };
                let tail = if new.is_empty() || lead > 0 {
                    0
                } else {
                    old_tail
                };
                let went = part(old, lead, tail);
                self.reset |= unseen && stars::many(old) != stars::many(new) + stars::many(&went);
                self.push(Op::Equal, if lead > 0 { new } else { "" });
                self.push(Op::Delete, &went);
                self.push(Op::Equal, if lead > 0 { "" } else { new });
            }
            (false, false) => {
                let both_lead = old_lead > 0 && new_lead > 0;
                let both_tail = old_tail > 0 && new_tail > 0;
                let (lead, tail) = (usize::from(both_lead), usize::from(both_tail));
                self.push(Op::Equal, &part(new, 0, new.len() - new_lead * lead));
                self.push(Op::Delete, &part(old, old_lead * lead, old_tail * tail));
                self.push(Op::Insert, &part(new, new_lead * lead, new_tail * tail));
                self.push(Op::Equal, &part(new, new.len() - new_tail * tail, 0));
            }
        }
    }

    /// White space at both ends that is the same on both sides is no part of the change.
    fn replace_exactly(&mut self, old: &str, new: &str) {
        let space = |c: &char| c.is_whitespace();
        let lead: usize = old
            .chars()
            .take_while(space)
            .zip(new.chars().take_while(space))
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (equal, old) = old.split_at_checked(lead).unwrap_or(("", old));
        let new = new.get(lead..).unwrap_or(new);
        self.push(Op::Equal, equal);
        let tail: usize = old
            .chars()
            .rev()
            .take_while(space)
            .zip(new.chars().rev().take_while(space))
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        let (old, equal) = old.split_at_checked(old.len() - tail).unwrap_or((old, ""));
        let new = new.get(..new.len() - tail).unwrap_or(new);
        self.push(Op::Delete, old);
        self.push(Op::Insert, new);
        self.push(Op::Equal, equal);
    }
}

/// What stands between two tokens that stayed, on one side: white space, and tokens with theirs.
#[derive(Default)]
struct Stretch {
    text: String,
    /// How long the white space before the first token is, and behind the last; signs that nobody sees count as white space
    /// where they stand alone, and never where they are part of a word.
    lead: usize,
    tail: usize,
}

impl Stretch {
    fn behind(space: &str) -> Self {
        let mut stretch = Self::default();
        stretch.begin(space);
        stretch
    }

    /// Begins again behind a token that stayed.
    fn begin(&mut self, space: &str) {
        self.text.clear();
        self.text.push_str(space);
        (self.lead, self.tail) = (space.len(), 0);
    }

    fn push(&mut self, token: &Token<'_>) {
        self.text.push_str(token.text);
        self.text.push_str(token.space);
        self.tail = token.space.len();
    }

    /// Itself without the white space at its ends, and how long that is on both sides. Line ends are tokens where paragraphs
    /// are joined.
    fn words(&self, joined: bool) -> (&str, usize, usize) {
        let space = |c: char| c.is_whitespace() && !(joined && c == '\n');
        let end = self.text.len() - self.tail;
        let within = self.text.get(self.lead..end).unwrap_or_default();
        let from = within.trim_start_matches(space);
        let words = from.trim_end_matches(space);
        if words.is_empty() {
            return (words, self.text.len(), 0);
        }
        let lead = self.lead + within.len() - from.len();
        (words, lead, self.text.len() - lead - words.len())
    }
}

/// How many bytes at the start and at the end are the same on both sides and can be set apart without cutting a word. Some
/// words at each side of the change are left with it, for a change can be drawn a little before or after.
fn common_ends(a: &str, b: &str) -> (usize, usize) {
    const NEAR: usize = 64;
    let same = |x: &mut dyn Iterator<Item = (u8, u8)>| x.take_while(|(a, b)| a == b).count();
    let before = same(&mut a.bytes().zip(b.bytes()));
    let start = edge(a, before.saturating_sub(NEAR), true);
    let most = a.len().min(b.len()) - start;
    let after = same(&mut a.bytes().rev().zip(b.bytes().rev())).min(most);
    let end = edge(a, a.len() - after.saturating_sub(NEAR), false);
    if end < start {
        return (start, 0);
    }
    (start, a.len() - end)
}

/// The nearest place at or before (or behind) `at` that is the edge of a token whatever stands around: between a space and
/// a letter, or between two Han characters. Else the end of the text.
fn edge(text: &str, at: usize, before: bool) -> usize {
    let is_edge = |at: usize| {
        let Some((left, right)) = text.split_at_checked(at) else {
            return false;
        };
        match (left.chars().next_back(), right.chars().next()) {
            (Some(l), Some(r)) => {
                l.is_whitespace() && r.is_alphabetic() && !is_joining(r) || is_han(l) && is_han(r)
            }
            _ => false,
        }
    };
    if before {
        (0..=at).rev().find(|at| is_edge(*at)).unwrap_or(0)
    } else {
        (at..text.len())
            .find(|at| is_edge(*at))
            .unwrap_or(text.len())
    }
}

/// Letters that may stick to what stands before them: marks that count as letters in scripts of South Asia.
fn is_joining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || !is_plain(c)
}

/// Letters of the writings in which a letter behind a space always begins a word.
fn is_plain(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{386}'..='\u{52f}' | '\u{620}'..='\u{64a}')
        || is_han(c)
}

/// How many words a text of edits has, by operation: inserted, deleted.
pub(super) fn counts(edits: &[Edit]) -> (usize, usize) {
    edits.iter().fold((0, 0), |(new, old), edit| match edit.op {
        Op::Insert => (new + crate::text::count(&edit.text), old),
        Op::Delete => (new, old + crate::text::count(&edit.text)),
        Op::Equal => (new, old),
    })
}

/// Whether a token is a word, a number or a Han character.
pub(super) fn is_word(class: Class) -> bool {
    matches!(class, Class::Word | Class::Han)
}

#[cfg(test)]
mod tests;

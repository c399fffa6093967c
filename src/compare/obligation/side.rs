//! One side of edits, read for duties: its words, and for each whether it stands on the other side too.

use std::ops::Range;

use super::super::edit::{Edit, Op};
use super::find::Opening;
use crate::text::{WordKind, fold, fold_into, is_han, is_letter, words};

/// A word.
#[derive(Debug, Clone)]
pub(super) struct Piece<'w> {
    /// Folded.
    pub word: &'w str,
    /// What it may begin.
    pub opening: Opening,
    /// Where it stands in the side's text, in bytes.
    pub range: Range<usize>,
    /// Which edit it is of.
    pub edit: usize,
    /// Of a word that stands on both sides, where it begins in its edit: the same on both.
    pub shared: Option<usize>,
    /// How many words of both sides stand before it.
    pub place: usize,
}

/// One side.
#[derive(Debug, Clone, Default)]
pub(super) struct Side<'w> {
    /// What is read of it: words far from every change are left out.
    pub text: String,
    /// Its words.
    pub pieces: Vec<Piece<'w>>,
}

/// How much of what stayed is read on either side of a change, in bytes.
const AROUND: usize = 240;

/// What stands for words that are left out.
const GAP: &str = " … ";

/// A word read: its place in the text it was read in, and among the folded words.
#[derive(Debug, Clone)]
struct Read {
    range: Range<usize>,
    folded: Range<usize>,
    opening: Opening,
}

/// Words read, folded one behind another: what stands on both sides is read once.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    folded: String,
    list: Vec<Read>,
}

/// A part of an edit, with nothing left out inside.
struct Part<'e> {
    op: Op,
    edit: usize,
    text: &'e str,
    /// How many bytes of the edit stand before it, and whether they are left out.
    from: usize,
    /// Its words.
    words: Range<usize>,
}

/// A word in its place on a side: as a [`Piece`], with its number among the words read.
struct Placed {
    word: usize,
    range: Range<usize>,
    edit: usize,
    shared: Option<usize>,
    place: usize,
}

/// One side before its words are at hand.
struct Draft {
    text: String,
    words: Vec<Placed>,
}

impl Words {
    /// Both sides of edits: what has what stands on both and what was struck, and what has what came in. `None` when no
    /// word of either begins anything.
    pub(super) fn sides(&mut self, edits: &[Edit]) -> Option<(Side<'_>, Side<'_>)> {
        let parts = self.parts(edits);
        let (old, new) = (
            self.draft(&parts, Op::Delete),
            self.draft(&parts, Op::Insert),
        );
        let begins = self.list.iter().any(|word| word.opening.longest > 0);
        begins.then(|| (self.side(old), self.side(new)))
    }

    /// The parts of edits that are read.
    fn parts<'e>(&mut self, edits: &'e [Edit]) -> Vec<Part<'e>> {
        let mut parts = Vec::with_capacity(edits.len() + 2);
        for (edit, Edit { op, text }) in edits.iter().enumerate() {
            let mut add = |text: &'e str, from: usize| {
                let words = self.read(text);
                parts.push(Part {
                    op: *op,
                    edit,
                    text,
                    from,
                    words,
                });
            };
            let cut = (*op == Op::Equal).then(|| middle(text)).flatten();
            match cut {
                Some((head, tail)) => {
                    add(text.get(..head).unwrap_or_default(), 0);
                    add(text.get(tail..).unwrap_or_default(), tail);
                }
                None => add(text, 0),
            }
        }
        parts
    }

    /// The side that has what stands on both and what `own` says.
    fn draft(&mut self, parts: &[Part<'_>], own: Op) -> Draft {
        let mut text = String::new();
        let mut spans: Vec<(Range<usize>, &Part<'_>)> = Vec::with_capacity(parts.len());
        let mut torn = false;
        for part in parts
            .iter()
            .filter(|part| part.op == own || part.op == Op::Equal)
        {
            if part.from > 0 {
                text.push_str(GAP);
            }
            torn |= !is_seam(&text, part.text);
            let start = text.len();
            text.push_str(part.text);
            spans.push((start..text.len(), part));
        }
        let mut draft = Draft {
            text,
            words: Vec::new(),
        };
        let mut place = 0;
        let mut add = |word: usize, range: Range<usize>, part: &Part<'_>, shared: Option<usize>| {
            draft.words.push(Placed {
                word,
                range,
                edit: part.edit,
                shared,
                place,
            });
            place += usize::from(shared.is_some());
        };
        if !torn {
            for (span, part) in spans {
                let words = self.list.get(part.words.clone()).unwrap_or_default();
                for (word, read) in part.words.clone().zip(words) {
                    let range = span.start + read.range.start..span.start + read.range.end;
                    let shared = (part.op == Op::Equal).then_some(read.range.start + part.from);
                    add(word, range, part, shared);
                }
            }
            return draft;
        }
        // An edge stands inside a word, or may: the side is read as a whole.
        let whole = self.read(&draft.text);
        let mut spans = spans.into_iter().peekable();
        let words = self.list.get(whole.clone()).unwrap_or_default();
        for (word, read) in whole.zip(words) {
            let range = read.range.clone();
            while spans.next_if(|(span, _)| span.end <= range.start).is_some() {}
            let Some((span, part)) = spans.peek() else {
                break;
            };
            // A word that an edge cuts is of no one edit.
            let whole = range.start >= span.start && range.end <= span.end;
            let shared = (part.op == Op::Equal && whole)
                .then(|| range.start.saturating_sub(span.start) + part.from);
            add(word, range, part, shared);
        }
        draft
    }

    fn side(&self, draft: Draft) -> Side<'_> {
        let pieces = draft.words.into_iter().filter_map(|placed| {
            let read = self.list.get(placed.word)?;
            Some(Piece {
                word: self.folded.get(read.folded.clone())?,
                opening: read.opening,
                range: placed.range,
                edit: placed.edit,
                shared: placed.shared,
                place: placed.place,
            })
        });
        Side {
            pieces: pieces.collect(),
            text: draft.text,
        }
    }

    /// Reads a text; which words are its.
    fn read(&mut self, text: &str) -> Range<usize> {
        let first = self.list.len();
        for range in pieces_of(text) {
            let start = self.folded.len();
            fold_into(
                text.get(range.clone()).unwrap_or_default(),
                &mut self.folded,
            );
            let folded = start..self.folded.len();
            let Some(word) = self
                .folded
                .get(folded.clone())
                .filter(|word| !word.is_empty())
            else {
                continue;
            };
            let opening = Opening::of(word);
            self.list.push(Read {
                range,
                folded,
                opening,
            });
        }
        first..self.list.len()
    }
}

/// Whether two texts may be read one by one and give the words that they have together. No more than is plain: what is in
/// doubt is read together.
fn is_seam(before: &str, behind: &str) -> bool {
    let mut next = behind.chars();
    let (Some(left), Some(right)) = (before.chars().next_back(), next.next()) else {
        return true;
    };
    let apart = |c: char| matches!(c, ' ' | '\n' | '[' | ']' | '(' | ')' | '/');
    let plain = |c: char| c.is_ascii_graphic() || is_letter(c) || is_han(c);
    // A comma joins digits, a full stop letters too.
    let stop = match right {
        ',' | ';' | ':' => is_letter(left),
        '.' => next.next().is_none_or(apart) && (is_letter(left) || left.is_ascii_digit()),
        _ => false,
    };
    let wide = |c: char| {
        matches!(
            c,
            '，' | '。' | '、' | '；' | '：' | '“' | '”' | '《' | '》'
        )
    };
    (apart(left) || is_han(left)) && (plain(right) || apart(right))
        || (apart(right) || is_han(right)) && (plain(left) || apart(left))
        || stop
        || is_han(left) && wide(right)
        || wide(left) && is_han(right)
}

/// Of a text that stayed and is long, where its beginning ends and its end begins.
fn middle(text: &str) -> Option<(usize, usize)> {
    if text.len() <= 3 * AROUND {
        return None;
    }
    let head = text.ceil_char_boundary(AROUND);
    let tail = text.floor_char_boundary(text.len() - AROUND);
    // Where there are blanks, words stay whole.
    let head = head
        + text
            .get(head..tail)?
            .find(' ')
            .filter(|n| *n < AROUND / 4)
            .unwrap_or(0);
    let before = text.get(head..tail)?;
    let tail = before
        .rfind(' ')
        .filter(|n| before.len() - n < AROUND / 4)
        .map_or(tail, |n| head + n);
    Some((head, tail))
}

/// Where the words of a text stand. An elided word stands alone: `n’est` is two.
fn pieces_of(text: &str) -> impl Iterator<Item = Range<usize>> {
    words(text)
        .filter(|word| word.kind == WordKind::Word)
        .flat_map(|word| {
            let Range { start, end } = word.range;
            let elided = word
                .text
                .char_indices()
                .take_while(|(at, _)| *at <= 2)
                .find(|(_, c)| matches!(c, '\'' | '’'));
            match elided {
                Some((at, sign)) => {
                    let from = start + at + sign.len_utf8();
                    [Some(start..start + at), Some(from..end)]
                }
                None => [Some(start..end), None],
            }
        })
        .flatten()
}

/// The words of a phrase, folded.
pub(super) fn folded(phrase: &str) -> Vec<String> {
    let words = pieces_of(phrase).filter_map(|range| phrase.get(range));
    words.map(fold).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::words as edits_of;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn what_is_read_of_a_long_text_is_what_stands_around_the_change() {
        let long = "The Parties, recalling what was agreed, ".repeat(40);
        let edits = edits_of(&format!("{long}shall meet."), &format!("{long}may meet."));
        let mut words = Words::default();
        let (old, new) = words.sides(&edits).unwrap();
        assert!(old.text.len() < long.len() && old.text.contains(GAP));
        assert_eq!(old.pieces.last().unwrap().word, "meet");
        let places: Vec<_> = [&old, &new]
            .map(|side| side.pieces.last().unwrap().place)
            .into();
        assert_eq!(places[0], places[1]);
    }

    proptest! {
        #![proptest_config(samples::cases())]

        #[test]
        fn parts_read_one_by_one_give_the_words_of_the_whole(
            a in samples::text(),
            b in samples::text(),
            marks in "[a1Жع国 ,.:;'،；，。（\\[_\u{301}\u{200d}\n-]{0,12}",
        ) {
            for (a, b) in [(a.clone(), format!("{a}{marks}{b}")), (format!("{a}{marks}"), b.clone())] {
                let edits = edits_of(&a, &b);
                let mut words = Words::default();
                let parts = words.parts(&edits);
                for own in [Op::Delete, Op::Insert] {
                    let draft = words.draft(&parts, own);
                    let whole = pieces_of(&draft.text).filter_map(|range| {
                        let word = fold(draft.text.get(range.clone()).unwrap());
                        (!word.is_empty()).then_some((range, word))
                    });
                    let whole: Vec<_> = whole.collect();
                    let side = words.side(draft);
                    let found = side.pieces.iter();
                    let found: Vec<_> = found.map(|p| (p.range.clone(), p.word.to_owned())).collect();
                    prop_assert_eq!(found, whole, "{:?}", edits);
                }
            }
        }
    }
}

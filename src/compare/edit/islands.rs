//! Short runs of words that stayed between two changes: read together, they are one change.
//!
//! An alignment that keeps what can be kept leaves a word here and there that happens to stand on both sides: “[-these-]{+the+}
//! benefits{+ of the settlement+}”. Nobody would draw that. For marking changes alone: a merge needs every word that stayed.
//! Start at [`join`].

use crate::compare::token::{Class, Lexicon};

/// The longest run that is taken for an island, in half words; marks count as half a word, Chinese characters too.
const LONGEST: usize = 8;
/// One word, in half words.
const WORD: usize = 2;
/// The longest name in brackets that is drawn with its words, in half words.
const NAME: usize = 2 * WORD;
/// How much may have changed around one word that counts as turned, and around a number, in half words.
const TURNED: usize = 4 * WORD + 1;
const DATES: usize = 10 * WORD;
/// How many times as long as the run what changed around it must be together, in tenths.
const AROUND: usize = 11;

/// What changed between two runs that stayed: places on both sides, and how much of it changed, islands left out, in half
/// words.
#[derive(Clone, Copy)]
struct Gap {
    x: (usize, usize),
    y: (usize, usize),
    changed: usize,
}

/// Leaves out of an alignment the runs between changes that are much longer. A single word is looked at again when a change
/// beside it has grown by another run.
pub(super) fn join(
    pairs: Vec<(u32, u32)>,
    x: &[u32],
    y: &[u32],
    lexicon: &Lexicon,
) -> Vec<(u32, u32)> {
    let first_sight = |first, second| is_island((x, y), first, second, lexicon);
    let again = |first: Gap, second: Gap| long(x, (first.x.1, second.x.0), lexicon) <= WORD + 1;
    let pairs = without(pairs, (x, y), lexicon, first_sight, again);
    // Names come last: written out or not, they are no reason to write again what stands behind them.
    let named = |first, second| is_named((x, y), first, second, lexicon);
    without(pairs, (x, y), lexicon, named, |_, _| false)
}

/// Leaves out the runs between two gaps that are one; `again` says of which runs that is asked once more when a gap has
/// grown.
fn without(
    mut pairs: Vec<(u32, u32)>,
    (x, y): (&[u32], &[u32]),
    lexicon: &Lexicon,
    are_one: impl Fn(Gap, Gap) -> bool,
    again: impl Fn(Gap, Gap) -> bool,
) -> Vec<(u32, u32)> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut from = (0, 0);
    let mut has_grown = false;
    let ends = (x.len() as u32, y.len() as u32);
    for pair in pairs.iter().copied().chain([ends]) {
        let to = (pair.0 as usize, pair.1 as usize);
        if from != to {
            let mut gap = Gap {
                x: (from.0, to.0),
                y: (from.1, to.1),
                changed: 0,
            };
            gap.changed = long(x, gap.x, lexicon).max(long(y, gap.y, lexicon));
            let mut asked = 0;
            while let Some(first) = gaps.last().copied()
                && (asked == 0 || again(first, gap))
                && are_one(first, gap)
            {
                gaps.pop();
                gap = Gap {
                    x: (first.x.0, gap.x.1),
                    y: (first.y.0, gap.y.1),
                    changed: first.changed + gap.changed,
                };
                asked += 1;
                has_grown = true;
            }
            gaps.push(gap);
        }
        from = (to.0 + 1, to.1 + 1);
    }
    if has_grown {
        let mut gaps = gaps.into_iter().peekable();
        pairs.retain(|pair| {
            let at = pair.0 as usize;
            while gaps.next_if(|gap| gap.x.1 <= at).is_some() {}
            gaps.peek().is_none_or(|gap| at < gap.x.0)
        });
    }
    pairs
}

/// Whether what stands between two gaps is short beside them. A mark between paragraphs stays a mark, what is only put in
/// brackets is no change of words, and what was only put in or only struck, on either side, is no reason to write again what
/// is between, unless that is turned: it is “[-creating -]a positive environment{+ for all+}”, and
/// “[-to immediately-]{+immediately to+} act”. Nor is a long insertion a reason, when beside it one
/// word is replaced by another: words must have gone, and others come in, half as long as what is between.
fn is_island((x, y): (&[u32], &[u32]), first: Gap, second: Gap, lexicon: &Lexicon) -> bool {
    let between = x.get(first.x.1..second.x.0).unwrap_or_default();
    let class = |id: &u32| lexicon.entry(*id).class;
    if between.len() > LONGEST || between.iter().any(|id| class(id) == Class::Paragraph) {
        return false;
    }
    let own = long(x, (first.x.1, second.x.0), lexicon);
    if own > LONGEST {
        return false;
    }
    let is_change = |gap: Gap| has_words(x, gap.x, lexicon) || has_words(y, gap.y, lexicon);
    let is_pure = |gap: Gap| gap.x.0 == gap.x.1 || gap.y.0 == gap.y.1;
    let is_struck = |gap: Gap| gap.y.0 == gap.y.1;
    let gone = long(x, first.x, lexicon) + long(x, second.x, lexicon);
    let new = long(y, first.y, lexicon) + long(y, second.y, lexicon);
    let around = first.changed + second.changed;
    let are_pure = is_pure(first) && is_pure(second);
    // Words struck before a word and others put in behind it, or the other way round: they were turned or replaced. A
    // number stands for nothing by itself: “[-2023 and 3 January 2024-]{+2024 and 3 January 2025+}”.
    let is_number = between.iter().all(|id| lexicon.entry(*id).number);
    let is_turned = is_struck(first) != is_struck(second)
        && own <= WORD
        && around <= if is_number { DATES } else { TURNED };
    (!are_pure || is_turned)
        && is_change(first)
        && is_change(second)
        && gone.min(new) * 2 >= own
        && around * 10 >= AROUND * own
}

/// Whether a name was written out before what stands for it, which went into brackets, or the other way round: it is
/// “[-the United Nations Mission (UNM)-]{+UNM+}”, and no bracket is left hanging.
fn is_named((x, y): (&[u32], &[u32]), first: Gap, second: Gap, lexicon: &Lexicon) -> bool {
    let is_round = |list: &[u32], at: usize, class: Class| {
        let entry = list.get(at).map(|id| lexicon.entry(*id));
        entry.is_some_and(|entry| entry.round && entry.class == class)
    };
    let of = |list: &[u32], first: (usize, usize), second: (usize, usize)| {
        first.0 < first.1
            && second.0 < second.1
            && is_round(list, first.1 - 1, Class::Open)
            && is_round(list, second.0, Class::Close)
            && has_words(list, first, lexicon)
    };
    (of(x, first.x, second.x) || of(y, first.y, second.y))
        && long(x, (first.x.1, second.x.0), lexicon) <= NAME
}

/// Whether there is a word in a part of a list.
fn has_words(list: &[u32], range: (usize, usize), lexicon: &Lexicon) -> bool {
    let tokens = list.get(range.0..range.1).unwrap_or_default();
    let is_word = |id: &u32| matches!(lexicon.entry(*id).class, Class::Word | Class::Han);
    tokens.iter().any(is_word)
}

/// How long a part of a list is, in half words.
fn long(list: &[u32], range: (usize, usize), lexicon: &Lexicon) -> usize {
    let of = |id: &u32| match lexicon.entry(*id).class {
        Class::Word => 2,
        _ => 1,
    };
    let tokens = list.get(range.0..range.1).unwrap_or_default();
    tokens.iter().map(of).sum()
}

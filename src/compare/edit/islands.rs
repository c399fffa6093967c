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

/// Leaves out of an alignment the runs between changes that are much longer.
pub(super) fn join(
    pairs: Vec<(u32, u32)>,
    x: &[u32],
    y: &[u32],
    lexicon: &Lexicon,
) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(pairs.len());
    // The gap behind which the last run stands, and where that run begins in what is kept.
    let mut before: Option<Gap> = None;
    let mut start = 0;
    let ends = (x.len() as u32, y.len() as u32);
    for pair in pairs.into_iter().chain([ends]) {
        let from = out
            .last()
            .map_or((0, 0), |last| (last.0 as usize + 1, last.1 as usize + 1));
        let to = (pair.0 as usize, pair.1 as usize);
        if from != to {
            let mut gap = Gap {
                x: (from.0, to.0),
                y: (from.1, to.1),
                changed: 0,
            };
            let old = long(x, gap.x, lexicon);
            gap.changed = old.max(long(y, gap.y, lexicon));
            if let Some(first) = before
                && is_island((x, y), first, gap, lexicon)
            {
                out.truncate(start);
                gap = Gap {
                    x: (first.x.0, gap.x.1),
                    y: (first.y.0, gap.y.1),
                    changed: first.changed + gap.changed,
                };
            }
            before = Some(gap);
            start = out.len();
        }
        if pair != ends {
            out.push(pair);
        }
    }
    out
}

/// Whether what stands between two gaps is short beside them. A mark between paragraphs stays a mark, what is only put in
/// brackets is no change of words, and what was only put in or only struck, on either side, is no reason to write again what
/// is between, unless that is a single word between two: it is “[-creating -]a positive environment{+ for all+}”, and
/// “[-to immediately-]{+immediately to+} act”. Nor is a long insertion a reason, when beside it one
/// word is replaced by another: words must have gone, and others come in, half as long as what is between.
fn is_island((x, y): (&[u32], &[u32]), first: Gap, second: Gap, lexicon: &Lexicon) -> bool {
    let between = x.get(first.x.1..second.x.0).unwrap_or_default();
    let class = |id: &u32| lexicon.entry(*id).class;
    if between.len() > LONGEST || between.iter().any(|id| class(id) == Class::Paragraph) {
        return false;
    }
    let has_words = |list: &[u32], range: (usize, usize)| {
        let tokens = list.get(range.0..range.1).unwrap_or_default();
        let word = |id: &u32| matches!(class(id), Class::Word | Class::Han);
        tokens.iter().any(word)
    };
    let is_change = |gap: Gap| has_words(x, gap.x) || has_words(y, gap.y);
    let is_pure = |gap: Gap| gap.x.0 == gap.x.1 || gap.y.0 == gap.y.1;
    let is_struck = |gap: Gap| gap.y.0 == gap.y.1;
    let own = long(x, (first.x.1, second.x.0), lexicon);
    let gone = long(x, first.x, lexicon) + long(x, second.x, lexicon);
    let new = long(y, first.y, lexicon) + long(y, second.y, lexicon);
    let are_pure = is_pure(first) && is_pure(second);
    // A word struck before another and one put in behind it, or the other way round: the two were turned or replaced.
    let is_turned = is_struck(first) != is_struck(second)
        && own <= WORD
        && first.changed.max(second.changed) <= WORD + 1;
    (!are_pure || is_turned)
        && is_change(first)
        && is_change(second)
        && own <= LONGEST
        && gone.min(new) * 2 >= own
        && (first.changed + second.changed) * 10 >= AROUND * own
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

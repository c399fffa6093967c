//! Short runs of words that stayed between two changes: read together, they are one change.
//!
//! An alignment that keeps what can be kept leaves a word here and there that happens to stand on both sides: “[-these-]{+the+}
//! benefits{+ of the settlement+}”. Nobody would draw that. For marking changes alone: a merge needs every word that stayed.
//! Start at [`join`].

use crate::compare::token::{Class, Lexicon};

/// The longest run that is taken for an island, in half words; marks count as half a word, Chinese characters too.
const LONGEST: usize = 6;
/// How many times as long as the run the changes around it must be together.
const AROUND: usize = 4;

/// What changed between two runs that stayed: places on both sides.
#[derive(Clone, Copy)]
struct Gap {
    x: (usize, usize),
    y: (usize, usize),
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
            };
            if let Some(first) = before
                && is_island(x, first, gap, y, lexicon)
            {
                out.truncate(start);
                gap = Gap {
                    x: (first.x.0, gap.x.1),
                    y: (first.y.0, gap.y.1),
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

/// Whether what stands between two gaps is short beside them.
fn is_island(x: &[u32], first: Gap, second: Gap, y: &[u32], lexicon: &Lexicon) -> bool {
    let between = x.get(first.x.1..second.x.0).unwrap_or_default();
    if between.len() > LONGEST {
        return false;
    }
    let long = |tokens: &[u32]| -> usize {
        let of = |id: &u32| match lexicon.entry(*id).class {
            Class::Word => 2,
            _ => 1,
        };
        tokens.iter().map(of).sum()
    };
    // A mark between paragraphs stays a mark, and what is only put in brackets is no change of words.
    let has_edge = between
        .iter()
        .any(|id| lexicon.entry(*id).class == Class::Paragraph);
    let has_words = |tokens: &[u32]| {
        let word = |id: &u32| matches!(lexicon.entry(*id).class, Class::Word | Class::Han);
        tokens.iter().any(word)
    };
    let side = |list: &[u32], range: (usize, usize)| -> (usize, bool) {
        let tokens = list.get(range.0..range.1).unwrap_or_default();
        (long(tokens), has_words(tokens))
    };
    let gap = |gap: Gap| {
        let ((old, in_old), (new, in_new)) = (side(x, gap.x), side(y, gap.y));
        (in_old || in_new).then_some(old.max(new))
    };
    let (Some(one), Some(other)) = (gap(first), gap(second)) else {
        return false;
    };
    let own = long(between);
    !has_edge && own <= LONGEST && one.min(other) >= own && one + other >= AROUND * own
}

//! The alignment of two token lists as a person would draw it: few changes, whole phrases, no lonely word kept between two
//! changes.
//!
//! Keeping a token earns its weight, opening a gap costs, and widening a gap is free, so that words are replaced in phrases
//! (affine gaps; Gotoh 1982). A gap of brackets and paragraph marks alone is cheap: bracketing words is the commonest edit of
//! a negotiation and leaves the words as they are. Start at [`align`].

use std::collections::HashMap;

use super::token::{Class, Fast, Lexicon};

/// Cost of opening a gap in hundredths, before the coarseness asked for; measured on real drafts.
pub(super) const OPEN: i32 = 120;
/// How much cheaper a gap is that opens behind a mark of punctuation.
const EASE: i32 = 15;
/// Cost of a gap of brackets alone.
const ENCLOSE: i32 = 25;
/// Largest table filled for one pair of lists; longer ones are cut at common words first.
const CELLS: usize = 4_000_000;
/// No alignment.
const NEVER: i32 = i32::MIN / 2;

/// Pairs of places of equal tokens, rising on both sides. `open` is the cost of a gap in hundredths.
pub(super) fn align(x: &[u32], y: &[u32], lexicon: &Lexicon, open: i32) -> Vec<(u32, u32)> {
    let mut pairs = Vec::with_capacity(x.len().min(y.len()));
    within(x, y, (0, 0), lexicon, open, &mut pairs);
    slide(x, y, &mut pairs, lexicon);
    pairs
}

/// Aligns two lists that start at the places `base` of the whole, adding to `pairs`.
fn within(
    x: &[u32],
    y: &[u32],
    base: (u32, u32),
    lexicon: &Lexicon,
    open: i32,
    pairs: &mut Vec<(u32, u32)>,
) {
    // Matching common ends first never costs a gap.
    let before = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (Some(x_rest), Some(y_rest)) = (x.get(before..), y.get(before..)) else {
        return;
    };
    let after = x_rest
        .iter()
        .rev()
        .zip(y_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let x_mid = x_rest.get(..x_rest.len() - after).unwrap_or_default();
    let y_mid = y_rest.get(..y_rest.len() - after).unwrap_or_default();
    pairs.extend((0..before as u32).map(|k| (base.0 + k, base.1 + k)));
    let mid = (base.0 + before as u32, base.1 + before as u32);
    if x_mid.is_empty() || y_mid.is_empty() {
        // Nothing to align.
    } else if (x_mid.len() + 1).saturating_mul(y_mid.len() + 1) <= CELLS {
        let prior = before.checked_sub(1).and_then(|at| x.get(at)).copied();
        table(x_mid, y_mid, prior, mid, lexicon, open, pairs);
    } else {
        cut(x_mid, y_mid, mid, lexicon, open, pairs);
    }
    let end = (mid.0 + x_mid.len() as u32, mid.1 + y_mid.len() as u32);
    pairs.extend((0..after as u32).map(|k| (end.0 + k, end.1 + k)));
}

/// Cuts two very long lists at runs of words that stand once on each side, and aligns what is between. Without such a run
/// nothing between two texts of this length is the same in any way a reader could follow.
fn cut(
    x: &[u32],
    y: &[u32],
    base: (u32, u32),
    lexicon: &Lexicon,
    open: i32,
    pairs: &mut Vec<(u32, u32)>,
) {
    for run in [4, 2, 1] {
        let (in_x, in_y) = (once(x, run), once(y, run));
        let mut common: Vec<(u32, u32)> = in_x
            .iter()
            .filter_map(|(tokens, at)| Some((*at, *in_y.get(tokens)?)))
            .collect();
        common.sort_unstable();
        let kept =
            super::chain::heaviest(&common.iter().map(|pair| (pair.1, 1)).collect::<Vec<_>>());
        let mut anchors = common.iter().zip(kept).filter(|(_, keep)| *keep).peekable();
        if anchors.peek().is_none() {
            continue;
        }
        let (mut i, mut j) = (0_usize, 0_usize);
        for (&(at_x, at_y), _) in anchors {
            let (at_x, at_y) = (at_x as usize, at_y as usize);
            let (Some(left), Some(right)) = (x.get(i..at_x), y.get(j..at_y)) else {
                continue;
            };
            within(
                left,
                right,
                (base.0 + i as u32, base.1 + j as u32),
                lexicon,
                open,
                pairs,
            );
            pairs.push((base.0 + at_x as u32, base.1 + at_y as u32));
            (i, j) = (at_x + 1, at_y + 1);
        }
        if let (Some(left), Some(right)) = (x.get(i..), y.get(j..)) {
            within(
                left,
                right,
                (base.0 + i as u32, base.1 + j as u32),
                lexicon,
                open,
                pairs,
            );
        }
        return;
    }
}

/// Runs of tokens that stand exactly once, with their place.
fn once(list: &[u32], run: usize) -> HashMap<&[u32], u32, Fast> {
    let mut seen: HashMap<&[u32], Option<u32>, Fast> = HashMap::default();
    for (at, tokens) in list.windows(run).enumerate() {
        seen.entry(tokens)
            .and_modify(|place| *place = None)
            .or_insert(Some(at as u32));
    }
    seen.into_iter()
        .filter_map(|(tokens, at)| Some((tokens, at?)))
        .collect()
}

/// Best sums at one place of the table, by what the alignment ends with.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// A token kept.
    kept: i32,
    /// A gap of brackets.
    enclosing: i32,
    /// A gap.
    gap: i32,
}

const NOWHERE: Cell = Cell {
    kept: NEVER,
    enclosing: NEVER,
    gap: NEVER,
};

/// What an alignment ends with, as the two bits of a step back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Kept = 0,
    Enclosing = 1,
    Gap = 2,
}

impl End {
    fn of(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Kept,
            1 => Self::Enclosing,
            _ => Self::Gap,
        }
    }
}

/// The whole table. Each place remembers where its three sums came from, in eight bits: two for a kept token, three for a
/// gap of brackets and three for a gap (the third bit: one token further in `y` instead of in `x`).
fn table(
    x: &[u32],
    y: &[u32],
    prior: Option<u32>,
    base: (u32, u32),
    lexicon: &Lexicon,
    open: i32,
    pairs: &mut Vec<(u32, u32)>,
) {
    let class = |id: u32| lexicon.entry(id).class;
    let encloses = |id: u32| matches!(class(id), Class::Open | Class::Close | Class::Paragraph);
    let cost = |before: Option<u32>| match before.map(class) {
        Some(Class::Word | Class::Han) => open,
        _ => open - EASE,
    };
    let enclosing = ENCLOSE.min(open);
    let y_marks: Vec<bool> = y.iter().map(|id| encloses(*id)).collect();
    let width = y.len() + 1;
    let mut steps = vec![0_u8; width * (x.len() + 1)];
    let mut row = vec![NOWHERE; width];
    let mut above = prior;
    for (at, step_row) in steps.chunks_exact_mut(width).enumerate() {
        let token = at.checked_sub(1).and_then(|at| x.get(at)).copied();
        let (open_down, open_right) = (cost(above), cost(token.or(prior)));
        above = token.or(prior);
        let weight = token.map_or(0, |id| lexicon.entry(id).weight);
        let mark = token.is_some_and(encloses);
        let mut diagonal = NOWHERE;
        let mut left: Option<Cell> = None;
        let columns = std::iter::once(None).chain(y.iter().zip(&y_marks).map(Some));
        for ((cell, step), column) in row.iter_mut().zip(step_row).zip(columns) {
            let up = *cell;
            let mut now = NOWHERE;
            let mut bits = 0_u8;
            if token.is_none() && column.is_none() {
                now.kept = 0;
            }
            if let Some((other, _)) = column
                && Some(*other) == token
            {
                let (sum, end) = best([
                    (diagonal.kept, End::Kept),
                    (diagonal.enclosing, End::Enclosing),
                    (diagonal.gap, End::Gap),
                ]);
                now.kept = sum + weight;
                bits |= end as u8;
            }
            if token.is_some() {
                if mark {
                    let (sum, end) = best([
                        (up.kept - enclosing, End::Kept),
                        (up.enclosing, End::Enclosing),
                    ]);
                    now.enclosing = sum;
                    bits |= (end as u8) << 2;
                }
                let (sum, end) = best([
                    (up.kept - open_down, End::Kept),
                    (up.enclosing - open_down + enclosing, End::Enclosing),
                    (up.gap, End::Gap),
                ]);
                now.gap = sum;
                bits |= (end as u8) << 5;
            }
            if let Some((_, right_mark)) = column
                && let Some(left) = left
            {
                if *right_mark {
                    let (sum, end) = best([
                        (left.kept - enclosing, End::Kept),
                        (left.enclosing, End::Enclosing),
                    ]);
                    if sum > now.enclosing {
                        now.enclosing = sum;
                        bits = bits & !0b1_1100 | (end as u8) << 2 | 1 << 4;
                    }
                }
                let (sum, end) = best([
                    (left.kept - open_right, End::Kept),
                    (left.enclosing - open_right + enclosing, End::Enclosing),
                    (left.gap, End::Gap),
                ]);
                if sum > now.gap {
                    now.gap = sum;
                    bits = bits & 0b1_1111 | (end as u8) << 5 | 1 << 7;
                }
            }
            *step = bits;
            diagonal = up;
            left = Some(now);
            *cell = now;
        }
    }
    let last = row.last().copied().unwrap_or(NOWHERE);
    let (_, mut end) = best([
        (last.kept, End::Kept),
        (last.enclosing, End::Enclosing),
        (last.gap, End::Gap),
    ]);
    let start = pairs.len();
    let (mut i, mut j) = (x.len(), y.len());
    while i > 0 || j > 0 {
        let bits = steps.get(i * width + j).copied().unwrap_or(0);
        let right = match end {
            End::Kept => {
                i = i.saturating_sub(1);
                j = j.saturating_sub(1);
                pairs.push((base.0 + i as u32, base.1 + j as u32));
                end = End::of(bits);
                continue;
            }
            End::Enclosing => {
                end = End::of(bits >> 2);
                bits & (1 << 4) != 0
            }
            End::Gap => {
                end = End::of(bits >> 5);
                bits & (1 << 7) != 0
            }
        };
        if right {
            j = j.saturating_sub(1);
        } else {
            i = i.saturating_sub(1);
        }
    }
    if let Some(added) = pairs.get_mut(start..) {
        added.reverse();
    }
}

/// The largest sum; the first of equals.
fn best<const N: usize>(sums: [(i32, End); N]) -> (i32, End) {
    sums.into_iter()
        .reduce(|a, b| if b.0 > a.0 { b } else { a })
        .unwrap_or((NEVER, End::Kept))
}

/// Moves a pure insertion or deletion along equal words to where a phrase begins and ends.
fn slide(x: &[u32], y: &[u32], pairs: &mut [(u32, u32)], lexicon: &Lexicon) {
    let mut at = 0;
    while at <= pairs.len() {
        let (from_x, from_y) = at
            .checked_sub(1)
            .and_then(|before| pairs.get(before))
            .map_or((0, 0), |pair| (pair.0 as usize + 1, pair.1 as usize + 1));
        let (to_x, to_y) = pairs.get(at).map_or((x.len(), y.len()), |pair| {
            (pair.0 as usize, pair.1 as usize)
        });
        if from_x == to_x && from_y < to_y {
            slide_one(y, from_y..to_y, at, pairs, lexicon, false);
        } else if from_y == to_y && from_x < to_x {
            slide_one(x, from_x..to_x, at, pairs, lexicon, true);
        }
        at += 1;
    }
}

fn slide_one(
    list: &[u32],
    gap: std::ops::Range<usize>,
    at: usize,
    pairs: &mut [(u32, u32)],
    lexicon: &Lexicon,
    of_x: bool,
) {
    let own = |pair: (u32, u32)| if of_x { pair.0 } else { pair.1 } as usize;
    let other = |pair: (u32, u32)| if of_x { pair.1 } else { pair.0 };
    // How far it can go each way: over neighbours that are kept without another gap between.
    let mut left = 0;
    while left < gap.start
        && list.get(gap.start - left - 1) == list.get(gap.end - left - 1)
        && let Some(pair) = at.checked_sub(left + 1).and_then(|k| pairs.get(k)).copied()
        && own(pair) == gap.start - left - 1
        && (left == 0
            || pairs
                .get(at - left)
                .is_some_and(|next| other(*next) == other(pair) + 1))
    {
        left += 1;
    }
    let mut right = 0;
    while list.get(gap.end + right).is_some()
        && list.get(gap.start + right) == list.get(gap.end + right)
        && let Some(pair) = pairs.get(at + right).copied()
        && own(pair) == gap.end + right
        && (right == 0
            || pairs
                .get(at + right - 1)
                .is_some_and(|before| other(pair) == other(*before) + 1))
    {
        right += 1;
    }
    if left == 0 && right == 0 {
        return;
    }
    let first = gap.start - left;
    let choice = (first..=gap.start + right)
        .map(|start| (looks(list, start..start + gap.len(), lexicon), start))
        .max_by_key(|(looks, start)| (*looks, std::cmp::Reverse(start.abs_diff(gap.start))));
    let Some((_, start)) = choice else { return };
    // Kept tokens that the gap moved over get their new partners.
    let shift = |pair: &mut (u32, u32), to: usize| {
        if of_x {
            pair.0 = to as u32;
        } else {
            pair.1 = to as u32;
        }
    };
    if start < gap.start {
        for k in 0..gap.start - start {
            if let Some(pair) = pairs.get_mut(at - 1 - k) {
                shift(pair, gap.end - 1 - k);
            }
        }
    } else {
        for k in 0..start - gap.start {
            if let Some(pair) = pairs.get_mut(at + k) {
                shift(pair, gap.start + k);
            }
        }
    }
}

/// How much a run of words looks like something a person would insert or strike in one go.
fn looks(list: &[u32], gap: std::ops::Range<usize>, lexicon: &Lexicon) -> i32 {
    let entry = |at: Option<usize>| at.and_then(|at| list.get(at)).map(|id| lexicon.entry(*id));
    let before = entry(gap.start.checked_sub(1));
    let (first, last) = (entry(Some(gap.start)), entry(gap.end.checked_sub(1)));
    let after = entry(Some(gap.end));
    let class = |entry: Option<super::token::Entry>| entry.map(|entry| entry.class);
    let light = |entry: Option<super::token::Entry>| {
        entry.is_some_and(|entry| entry.class == Class::Word && entry.weight <= 48)
    };
    let mut looks = 0;
    // Brackets in it should have their partners in it.
    let (mut open, mut stray) = (0_i32, 0_i32);
    for id in list.get(gap).unwrap_or_default() {
        match lexicon.entry(*id).class {
            Class::Open => open += 1,
            Class::Close if open > 0 => open -= 1,
            Class::Close => stray += 1,
            _ => {}
        }
    }
    looks -= 8 * (open + stray);
    if matches!(class(first), Some(Class::Open)) && matches!(class(last), Some(Class::Close)) {
        looks += 4;
    }
    match class(before) {
        None | Some(Class::Separator | Class::Paragraph) => looks += 3,
        _ => {}
    }
    match (class(last), class(after)) {
        (Some(Class::Separator | Class::Paragraph), _) => looks += 3,
        (_, None | Some(Class::Separator | Class::Paragraph)) => looks += 2,
        _ => {}
    }
    if light(last) {
        looks -= 2;
    }
    if light(first) {
        looks += 1;
    }
    looks
}

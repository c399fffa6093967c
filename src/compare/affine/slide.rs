//! Where a pure insertion or deletion is drawn, when it could be drawn at several places: where a phrase begins and ends.
//! Start at [`slide`].

use crate::compare::token::{Class, Entry, Lexicon};

/// Moves a pure insertion or deletion along equal words to where a phrase begins and ends.
pub(super) fn slide(x: &[u32], y: &[u32], pairs: &mut [(u32, u32)], lexicon: &Lexicon) {
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
    let class = |entry: Option<Entry>| entry.map(|entry| entry.class);
    let light = |entry: Option<Entry>| {
        entry.is_some_and(|entry| entry.class == Class::Word && entry.weight <= 48)
    };
    let mut looks = 0;
    // Neither end should be inside a Chinese word, nor should what is left on both sides of it.
    let apart = |one, other| i32::from(lexicon.is_inside(one, other));
    let at = |at: Option<usize>| at.and_then(|at| list.get(at)).copied();
    let (left, right) = (at(gap.start.checked_sub(1)), at(Some(gap.end)));
    looks -= 8 * apart(left, at(Some(gap.start)));
    looks -= 8 * apart(at(gap.end.checked_sub(1)), right);
    looks -= 8 * apart(left, right);
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

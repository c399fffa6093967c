//! Which duty of one side answers to which of the other. Start at [`pairs`].

use super::find::Act;
use super::ladders::ASK;
use super::side::Side;

/// What a pair that must be is worth.
const SURE: i32 = 1_000;
/// What the same words are worth.
const SAME: i32 = 12;
/// What being of one kind is worth.
const LIKE: i32 = 4;
/// What binding alike is worth, in other words: asking by يهيب is what asking by يدعو becomes, wherever each leads.
const ALIKE: i32 = 7;
/// What leading both paragraphs is worth.
const LEAD: i32 = 6;
/// Two that differ answer to each other when no more words that stayed stand between them, and the words around agree.
const NEAR: usize = 5;

/// Pairs of places of acts that answer to each other, in order on both sides, the best whole.
pub(super) fn pairs(old: (&Side<'_>, &[Act]), new: (&Side<'_>, &[Act])) -> Vec<(usize, usize)> {
    let (rows, columns) = (old.1.len(), new.1.len());
    let worth = |row: usize, column: usize| -> Option<i32> {
        worth((old.0, old.1.get(row)?), (new.0, new.1.get(column)?))
    };
    let width = columns + 1;
    let mut best = vec![0_i32; (rows + 1) * width];
    let mut taken = vec![false; (rows + 1) * width];
    let at = |best: &[i32], row: usize, column: usize| {
        best.get(row * width + column).copied().unwrap_or(0)
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let without = at(&best, row + 1, column).max(at(&best, row, column + 1));
            let with = worth(row, column).map(|worth| worth + at(&best, row + 1, column + 1));
            let take = with.filter(|with| *with >= without);
            if let Some(cell) = best.get_mut(row * width + column) {
                *cell = take.unwrap_or(without);
            }
            if let Some(cell) = taken.get_mut(row * width + column) {
                *cell = take.is_some();
            }
        }
    }
    let mut found = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if taken.get(row * width + column).copied().unwrap_or(false) {
            found.push((row, column));
            (row, column) = (row + 1, column + 1);
        } else if at(&best, row + 1, column) >= at(&best, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

/// What a pair is worth; `None` when it cannot be.
fn worth(a: (&Side<'_>, &Act), b: (&Side<'_>, &Act)) -> Option<i32> {
    let like =
        a.1.rungs
            .iter()
            .any(|x| b.1.rungs.iter().any(|y| y.is_like(*x)));
    if !like {
        return None;
    }
    if is_shared(a, b) {
        return Some(SURE);
    }
    let place =
        |(side, act): (&Side<'_>, &Act)| side.pieces.get(act.pieces.start).map(|piece| piece.place);
    let apart = place(a)?.abs_diff(place(b)?);
    let around = around(a, b);
    let leads = a.1.leads && b.1.leads;
    let (x, y) =
        a.1.rungs
            .iter()
            .find_map(|x| Some((x, b.1.rungs.iter().find(|y| y.is_like(*x))?)))?;
    if a.1.key == b.1.key && x.forbids == y.forbids {
        // The same words far away are what was moved, and no other's counterpart.
        return Some(SAME + around - i32::from(apart > NEAR) * 4);
    }
    let modal = !x.is_of_verb();
    // A preamble recalls, a paragraph decides: one does not become the other by its verb.
    if !modal && a.1.is_participle() != b.1.is_participle() {
        return None;
    }
    // Of what is turned round, or was asked and is only noted, the rest must agree.
    let crosses = x.forbids != y.forbids || (!modal && (x.step < ASK) != (y.step < ASK));
    // Who is told to have called upon others and now is told to have stressed is the same.
    let told = a.1.past && b.1.past && is_same_before(a, b);
    let wanted = match (crosses, modal) {
        _ if told => 0,
        (true, _) if modal || !leads => 3,
        // A modal verb in a sentence that was written anew is no other's counterpart.
        (false, true) if !leads => 1,
        _ => 0,
    };
    if around < wanted {
        return None;
    }
    let near = apart == 0 || (apart <= NEAR && around > 0);
    let alike = !modal && x.step >= ASK && x.step == y.step;
    (leads || near)
        .then_some(LIKE + around + i32::from(leads) * LEAD + i32::from(alike && !leads) * ALIKE)
}

/// Whether a word of both stands on both sides.
fn is_shared(a: (&Side<'_>, &Act), b: (&Side<'_>, &Act)) -> bool {
    let shared = |(side, act): (&Side<'_>, &Act)| -> Vec<(usize, usize)> {
        let pieces = side.pieces.get(act.pieces.clone()).unwrap_or_default();
        pieces
            .iter()
            .filter_map(|piece| Some((piece.edit, piece.shared?)))
            .collect()
    };
    let other = shared(b);
    !other.is_empty() && shared(a).iter().any(|one| other.contains(one))
}

/// How much the words before and behind agree.
fn around(a: (&Side<'_>, &Act), b: (&Side<'_>, &Act)) -> i32 {
    fn word<'w>(side: &'w Side<'_>, at: Option<usize>) -> Option<&'w str> {
        side.pieces.get(at?).map(|piece| core(piece.word))
    }
    let same = |at_a: Option<usize>, at_b: Option<usize>| {
        let (x, y) = (word(a.0, at_a), word(b.0, at_b));
        i32::from(x.is_some() && x == y)
    };
    let (run_a, run_b) = (&a.1.pieces, &b.1.pieces);
    2 * same(Some(run_a.end), Some(run_b.end))
        + same(Some(run_a.end + 1), Some(run_b.end + 1))
        + 2 * same(run_a.start.checked_sub(1), run_b.start.checked_sub(1))
}

/// Whether the same word stands before both.
fn is_same_before(a: (&Side<'_>, &Act), b: (&Side<'_>, &Act)) -> bool {
    let before = |(side, act): (&Side<'_>, &Act)| -> Option<String> {
        let at = act.pieces.start.checked_sub(1)?;
        side.pieces.get(at).map(|piece| piece.word.to_owned())
    };
    before(a).is_some_and(|word| before(b) == Some(word))
}

/// An Arabic word without what is joined to it: the article, “and”, “for the”.
fn core(word: &str) -> &str {
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let joined = ["بال", "لل", "ال"];
    let core = joined.iter().find_map(|joined| bare.strip_prefix(joined));
    core.filter(|core| core.chars().count() > 2).unwrap_or(bare)
}

//! What a side put between the parts of a paragraph that it split stands there in the result too. Start at [`part()`].

use super::content::Made;
use super::units::{Unit, Units};

/// A paragraph of the result on its way.
#[derive(Debug)]
pub(super) struct Laid {
    /// The paragraph.
    pub made: Made,
    /// Which of the things that are laid down it is of, counted from 0.
    pub of: usize,
    /// The paragraph that it is in ours, and in theirs.
    pub at: [Option<usize>; 2],
}

/// Lays what a side has between the parts of a unit between them. Things are laid down whole, those that stand between the
/// parts of one behind it.
pub(super) fn part(laid: &mut Vec<Laid>, units: &Units) {
    let sides: [fn(&Unit) -> &[usize]; 2] = [|unit| &unit.ours, |unit| &unit.theirs];
    for (side, places) in sides.into_iter().enumerate() {
        for unit in &units.list {
            let own = places(unit);
            let (Some(first), Some(last)) = (own.iter().min(), own.iter().max()) else {
                continue;
            };
            if last - first >= own.len() {
                between(laid, side, *first, *last);
            }
        }
    }
}

/// Puts what a side has from one of its paragraphs to another in the order of the side, as far as it stands together. What
/// only the other side has goes with what it stands behind.
fn between(laid: &mut Vec<Laid>, side: usize, first: usize, last: usize) {
    let at = |one: &Laid| one.at.get(side).copied().flatten();
    let is_within = |one: &Laid| at(one).is_none_or(|at| (first..=last).contains(&at));
    let Some(from) = laid.iter().position(|one| at(one) == Some(first)) else {
        return;
    };
    let many = laid
        .iter()
        .skip(from)
        .take_while(|one| is_within(one))
        .count();
    // The last thing that the other side has too, and where it ends on this one.
    let (mut thing, mut end) = (None, first);
    let run = laid.drain(from..from + many);
    let mut run: Vec<(usize, Laid)> = run
        .map(|one| {
            let own = at(&one);
            if one.at.get(1 - side).copied().flatten().is_some() || thing == Some(one.of) {
                (thing, end) = (Some(one.of), own.unwrap_or(end));
            }
            (own.unwrap_or(end), one)
        })
        .collect();
    run.sort_by_key(|(place, _)| *place);
    let behind = laid.split_off(from);
    laid.extend(run.into_iter().map(|(_, one)| one));
    laid.extend(behind);
}

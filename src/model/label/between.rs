//! The label of a paragraph that is put in while labels are frozen: no other gets another label for it.
//!
//! Behind 5 and before 6 comes `5 bis`, then `5 ter`; behind the last comes the next number; before the first `1 pre`; a
//! rival of 5 is `5 alt`. It suggests and never insists. Where to start: [`behind`].
//!
//! Source: United Nations Editorial Manual, *Paragraphs and subparagraphs*.

use super::addition::Addition;
use super::order::Order;
use super::parts::{Parts, Step};

/// The label for a paragraph behind `before` and in front of `after`, one of which is there, when `taken` are labels
/// already. `None` when nothing fits between the two.
pub fn behind(
    before: Option<&Parts>,
    after: Option<&Parts>,
    taken: &dyn Fn(&Parts) -> bool,
) -> Option<Parts> {
    match (before, after) {
        (Some(before), None) => raised(before).filter(|new| !taken(new)),
        (Some(before), Some(after)) => {
            let low = Order::of_parts(before);
            let high = Order::of_parts(after);
            let fits = |new: &Parts| {
                let place = Order::of_parts(new);
                low < place && (place < high || high <= low) && !taken(new)
            };
            let series = std::iter::successors(added(before), added);
            // The order of bis, ter … ends with decies; from there on it starts anew behind it.
            let first = series.take(9).find(|new| fits(new));
            first
                .or_else(|| with(before, Addition::Latin(2)).filter(fits))
                .or_else(|| with(after, Addition::Pre).filter(fits))
        }
        (None, Some(after)) => with(after, Addition::Pre).filter(|new| !taken(new)),
        (None, None) => None,
    }
}

/// The label of a rival of a paragraph: `5 alt`, and `5 alt 2` when there is one.
pub fn rival(of: &Parts, taken: &dyn Fn(&Parts) -> bool) -> Option<Parts> {
    let base = change(of, |step| {
        let kept = step.base_and_rival().0.to_vec();
        step.additions = kept;
    })?;
    (1..=9).find_map(|n| with(&base, Addition::Alt(n)).filter(|new| !taken(new)))
}

/// The number behind that of a label, without additions.
fn raised(of: &Parts) -> Option<Parts> {
    change(of, |step| {
        step.additions.clear();
        for count in &mut step.readings {
            count.value += 1;
        }
    })
}

/// The same number with the next addition of the Latin order; additions for rivals do not count.
fn added(of: &Parts) -> Option<Parts> {
    let mut possible = true;
    let added = change(of, |step| {
        let kept = step.base_and_rival().0.to_vec();
        step.additions = kept;
        match step.additions.last().copied() {
            Some(last @ Addition::Latin(_)) => match last.next() {
                Some(next) => {
                    step.additions.pop();
                    step.additions.push(next);
                }
                None => possible = false,
            },
            // Behind `1 pre` stands 1.
            Some(Addition::Pre) => possible = false,
            _ => step.additions.push(Addition::Latin(2)),
        }
    });
    added.filter(|_| possible)
}

/// The same label with one more addition.
fn with(of: &Parts, addition: Addition) -> Option<Parts> {
    change(of, |step| step.additions.push(addition))
}

fn change(of: &Parts, change: impl FnOnce(&mut Step)) -> Option<Parts> {
    let mut new = of.clone();
    change(new.steps.last_mut()?);
    Some(new)
}

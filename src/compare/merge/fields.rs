//! Three-way merge of single values: what one side changed counts; what both changed alike counts; else it is a conflict.

/// Of three optional values the one to take, where taking either does no harm (white space): the changed one, else the
/// larger, so that the sides can be exchanged.
pub(super) fn either<T: Ord + Copy>(
    base: Option<T>,
    ours: Option<T>,
    theirs: Option<T>,
) -> Option<T> {
    match (ours, theirs) {
        (Some(a), Some(b)) if base == Some(a) => Some(b),
        (Some(a), Some(b)) if base == Some(b) => Some(a),
        (Some(a), Some(b)) => Some(a.max(b)),
        (one, other) => one.or(other).or(base),
    }
}

/// Of three values the one to take; none when both sides changed it in different ways.
pub(super) fn three_way<'v, T: PartialEq>(base: &T, ours: &'v T, theirs: &'v T) -> Option<&'v T> {
    if ours == theirs || theirs == base {
        Some(ours)
    } else {
        (ours == base).then_some(theirs)
    }
}

/// Of three lists of which each is a set: what both kept, and what either added. Ours first.
pub(super) fn union<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    let kept = ours
        .iter()
        .filter(|one| theirs.contains(one) || !base.contains(one));
    let added = theirs
        .iter()
        .filter(|one| !ours.contains(one) && !base.contains(one));
    kept.chain(added).cloned().collect()
}

//! Stars of stressed words at the ends of what changed, where typography is no change: they are white space when both sides
//! have them, else part of the change, so that no star stays without the other one. Start at [`apart`] and [`beside`].

/// An end of what changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Before its words.
    Lead,
    /// Behind them.
    Tail,
}

/// How long the white space is at one end of both sides.
pub(super) fn apart(
    (old, in_old): (&str, usize),
    (new, in_new): (&str, usize),
    end: End,
) -> (usize, usize) {
    let (in_old, in_new) = (space(old, in_old, end), space(new, in_new, end));
    if many(in_old) == many(in_new) {
        (in_old.len(), in_new.len())
    } else {
        (bare(in_old, end), bare(in_new, end))
    }
}

/// How long the white space is at both ends of words that one side alone has, where the other has nothing but white space.
pub(super) fn beside(text: &str, lead: usize, tail: usize, other: &str) -> (usize, usize) {
    let (before, behind) = (space(text, lead, End::Lead), space(text, tail, End::Tail));
    let bare_ends = || (bare(before, End::Lead), bare(behind, End::Tail));
    match (many(other), many(before), many(behind)) {
        (_, 0, 0) => (lead, tail),
        (0, ..) => bare_ends(),
        (stars, first, _) if stars == first => (lead, bare(behind, End::Tail)),
        // What stays behind the words is stressed.
        (stars, _, last) if stars == last => (0, tail),
        _ => bare_ends(),
    }
}

fn space(text: &str, long: usize, end: End) -> &str {
    let part = match end {
        End::Lead => text.get(..long),
        End::Tail => text.get(text.len() - long..),
    };
    part.unwrap_or_default()
}

/// How many stars there are.
pub(super) fn many(text: &str) -> usize {
    text.matches('*').count()
}

/// How much of it stands before the first star, or behind the last.
fn bare(text: &str, end: End) -> usize {
    match end {
        End::Lead => text.find('*').unwrap_or(text.len()),
        End::Tail => text.rfind('*').map_or(text.len(), |at| text.len() - at - 1),
    }
}

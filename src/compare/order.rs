//! In which order a comparison is read: its pairs, and where a moved one stood before, so that nobody looks for it in vain.
//! Start at [`reading`].

use super::{Comparison, Kind};

/// One thing that a reader meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// The pair of that number.
    Pair(usize),
    /// Where the pair of that number stood before it was moved.
    Left(usize),
}

impl Item {
    /// The number of the pair that it is about.
    pub fn pair(self) -> usize {
        match self {
            Self::Pair(at) | Self::Left(at) => at,
        }
    }
}

/// Every pair once, in the order of the second document, and for each that moved a mark at its old place: behind what stood
/// before it in the first document and has not moved.
pub fn reading(comparison: &Comparison) -> Vec<Item> {
    // What stayed, by its place in the first document: the last of these before a moved one is what it stood behind.
    let mut stayed: Vec<(usize, usize)> = Vec::new();
    let mut left: Vec<(usize, usize)> = Vec::new();
    for (at, pair) in comparison.pairs.iter().enumerate() {
        if pair.moved && pair.kind != Kind::Inserted {
            left.extend(pair.a.first().map(|place| (*place, at)));
        } else {
            stayed.extend(pair.a.iter().map(|place| (*place, at)));
        }
    }
    stayed.sort_unstable();
    left.sort_unstable();
    // Behind which pair a mark stands; none for the start.
    let mut marks: Vec<(Option<usize>, usize)> = left
        .into_iter()
        .map(|(place, at)| {
            let before = stayed.partition_point(|(other, _)| *other < place);
            let anchor = before.checked_sub(1).and_then(|last| stayed.get(last));
            (anchor.map(|(_, pair)| *pair), at)
        })
        .collect();
    // Stable: marks behind one pair stay in the order of the first document.
    marks.sort_by_key(|(anchor, _)| *anchor);
    let mut marks = marks.into_iter().peekable();
    let mut items = Vec::with_capacity(comparison.pairs.len());
    while let Some((_, at)) = marks.next_if(|(anchor, _)| anchor.is_none()) {
        items.push(Item::Left(at));
    }
    for at in 0..comparison.pairs.len() {
        items.push(Item::Pair(at));
        while let Some((_, left)) = marks.next_if(|(anchor, _)| *anchor == Some(at)) {
            items.push(Item::Left(left));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::super::{Options, compare};
    use super::*;

    #[test]
    fn a_moved_paragraph_is_met_at_both_places() {
        let a = document(&[
            "One word.",
            "Two words here.",
            "Three words over there.",
            "Four.",
        ]);
        let mut b = a.clone();
        let moved = b.paragraphs.remove(0);
        b.paragraphs.insert(2, moved);
        let comparison = compare(&a, &b, Options::default());
        let met: Vec<(bool, Vec<usize>)> = reading(&comparison)
            .into_iter()
            .map(|item| {
                (
                    matches!(item, Item::Left(_)),
                    comparison.pairs[item.pair()].a.clone(),
                )
            })
            .collect();
        assert_eq!(
            met,
            [
                (true, vec![0]),
                (false, vec![1]),
                (false, vec![2]),
                (false, vec![0]),
                (false, vec![3]),
            ]
        );
    }

    #[test]
    fn without_moves_there_are_only_pairs() {
        let a = document(&["One.", "Two."]);
        let b = document(&["One.", "Something new.", "Two."]);
        let comparison = compare(&a, &b, Options::default());
        assert!(
            reading(&comparison)
                .iter()
                .all(|item| matches!(item, Item::Pair(_)))
        );
    }
}

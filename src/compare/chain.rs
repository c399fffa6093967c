//! The heaviest rising chain: which of many pairs can stand in one order on both sides.

/// For places on the other side, in the order of this side, with the weight of each: which of them make the chain that
/// rises strictly and weighs most. In time n log n.
pub(super) fn heaviest(places: &[(u32, u64)]) -> Vec<bool> {
    let top = places
        .iter()
        .map(|(place, _)| *place as usize + 1)
        .max()
        .unwrap_or(0);
    // A tree of prefix maxima (Fenwick): the heaviest chain that ends before a place, and its last link.
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); top + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    let mut heaviest: (u64, Option<usize>) = (0, None);
    for (link, (place, weight)) in places.iter().enumerate() {
        let mut best: (u64, Option<usize>) = (0, None);
        let mut node = *place as usize;
        while node > 0 {
            if let Some(found) = tree.get(node).filter(|found| found.0 > best.0) {
                best = *found;
            }
            node &= node - 1;
        }
        before.push(best.1);
        let sum = best.0 + weight;
        if sum > heaviest.0 {
            heaviest = (sum, Some(link));
        }
        let mut node = *place as usize + 1;
        while let Some(found) = tree.get_mut(node) {
            if found.0 < sum {
                *found = (sum, Some(link));
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut kept = vec![false; places.len()];
    let mut link = heaviest.1;
    while let Some(at) = link {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
        link = before.get(at).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_decides_not_length() {
        let chain = |places: &[(u32, u64)]| -> Vec<u32> {
            let kept = heaviest(places);
            let both = places.iter().zip(kept);
            both.filter(|(_, kept)| *kept)
                .map(|(place, _)| place.0)
                .collect()
        };
        assert_eq!(chain(&[]), Vec::<u32>::new());
        assert_eq!(chain(&[(2, 1), (0, 1), (1, 1)]), [0, 1]);
        assert_eq!(chain(&[(2, 9), (0, 1), (1, 1)]), [2]);
        assert_eq!(chain(&[(0, 1), (0, 5), (3, 1), (3, 1)]).len(), 2);
        assert_eq!(chain(&[(5, 1), (6, 1), (0, 1), (7, 1)]), [5, 6, 7]);
    }
}

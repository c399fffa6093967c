//! Which known name was probably meant by one that nobody has.

/// The name that is the fewest slips away, if those are few for its length; of equals the first in the alphabet.
pub(super) fn nearest<'a>(said: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let said: Vec<char> = said.chars().flat_map(char::to_lowercase).collect();
    names
        .filter_map(|name| {
            let known: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
            let limit = match said.len().min(known.len()) {
                0..=1 => return None,
                2..=5 => 1,
                _ => 2,
            };
            let close = said.len().abs_diff(known.len()) <= limit;
            let slips = close.then(|| slips(&said, &known))?;
            (slips <= limit).then_some((slips, name))
        })
        .min()
        .map(|(_, name)| name)
}

/// Letters left out, put in, exchanged or swapped with a neighbour (optimal string alignment).
fn slips(a: &[char], b: &[char]) -> usize {
    let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut left_letter = None;
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(last.len());
        row.push(i + 1);
        let mut above_letter = None;
        for (j, y) in b.iter().enumerate() {
            let mut cost = (at(&last, j) + usize::from(x != y))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            if left_letter == Some(y) && above_letter == Some(x) {
                cost = cost.min(at(&before, j.saturating_sub(1)) + 1);
            }
            row.push(cost);
            above_letter = Some(y);
        }
        before = std::mem::replace(&mut last, row);
        left_letter = Some(x);
    }
    at(&last, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_what_was_meant() {
        let names = ["NOR", "KAZ", "Norway", "Казахстан", "挪威"];
        for (said, expected) in [
            ("NRO", Some("NOR")),
            ("KZ", Some("KAZ")),
            ("Norwya", Some("Norway")),
            ("Казхастан", Some("Казахстан")),
            ("挪", None),
            ("FRA", None),
            ("", None),
        ] {
            assert_eq!(nearest(said, names.into_iter()), expected, "{said}");
        }
    }
}

//! “Did you mean …?”: what stands nearest to a word that is not known.
//!
//! Start at [`nearest`]; [`did_you_mean`] makes the sentence.

/// The names nearest to what was said, nearest first, three at most. Case does not count. A name is near when few
/// letters differ, or when what was said is its beginning.
pub(crate) fn nearest<'a>(said: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let said = key(said);
    let allowed = 1 + said.len() / 4;
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let letters = key(name);
        let begins = said.len() >= 2 && letters != said && letters.starts_with(&said);
        let distance = if begins { 1 } else { distance(&said, &letters) };
        let any_left = distance < said.len().max(letters.len());
        if distance <= allowed && any_left && !found.iter().any(|(_, other)| *other == name) {
            found.push((distance, name));
        }
    }
    found.sort_by_key(|(distance, _)| *distance);
    // What differs in nothing but case and dashes is what was meant.
    if found.first().is_some_and(|(distance, _)| *distance == 0) {
        found.retain(|(distance, _)| *distance == 0);
    }
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// `did you mean “x” or “y”?`, else all names when they are few, else nothing.
pub(crate) fn did_you_mean(said: &str, names: &[&str]) -> Option<String> {
    let near = nearest(said, names.iter().copied());
    if !near.is_empty() {
        let near: Vec<String> = near.iter().map(|name| format!("“{name}”")).collect();
        return Some(format!("did you mean {}?", near.join(" or ")));
    }
    match names.len() {
        1..=12 => Some(format!("there are: {}", names.join(", "))),
        _ => None,
    }
}

fn key(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .take(64)
        .flat_map(char::to_lowercase)
        .map(|c| if c == '-' { '_' } else { c })
        .collect()
}

/// How many letters must be put in, taken out, changed, or swapped with their neighbour (Damerau and Levenshtein).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&last, j) + usize::from(x != y);
            let mut best = changed.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_offered_nearest_first() {
        for (said, names, expected) in [
            ("KZA", &["UZB", "KAZ", "AZE"][..], &["KAZ"][..]),
            ("5bs", &["5", "5 bis", "6"], &["5 bis"]),
            ("aggree", &["agree", "agree_if", "oppose"], &["agree"]),
            ("agree-if", &["agree", "agree_if"], &["agree_if"]),
            ("rev", &["rev-1", "rev-2", "final"], &["rev-1", "rev-2"]),
            ("Казахстн", &["Казахстан", "Узбекистан"], &["Казахстан"]),
            ("8", &["5", "6"], &[]),
            ("xyz", &["KAZ"], &[]),
            ("", &["KAZ"], &[]),
        ] {
            assert_eq!(nearest(said, names.iter().copied()), expected, "{said}");
        }
    }

    #[test]
    fn few_names_are_all_named() {
        assert_eq!(
            did_you_mean("nonsense", &["rev-1", "rev-2"]).as_deref(),
            Some("there are: rev-1, rev-2")
        );
        assert_eq!(
            did_you_mean("rve-1", &["rev-1"]).as_deref(),
            Some("did you mean “rev-1”?")
        );
        assert_eq!(did_you_mean("x", &[]), None);
    }
}

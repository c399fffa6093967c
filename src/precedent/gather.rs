//! Which passages hold the words asked for, roughly weighed: the first of two sieves.
//!
//! Rare words come first. Once enough passages are known, a common word only adds to those. Start at [`gather`].

use super::expand::Asked;
use super::index::Index;

/// Once so many passages are known, a common word finds no new ones.
const ENOUGH: usize = 200;

/// The passages that hold most of what was asked, at most `limit`, in ascending order of their number.
/// `admitted`, when given, says of each passage whether it may be found.
pub(super) fn gather(
    index: &Index,
    asked: &[Asked],
    admitted: Option<&[bool]>,
    limit: usize,
) -> Vec<u32> {
    let mut scores = vec![Score::default(); index.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut order: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
    order.sort_by_key(|(_, word)| word.cost);
    for (place, word) in order {
        let bit = 1_u32 << place.min(31);
        let common = word.cost > index.len() / 20 && touched.len() > ENOUGH;
        for (id, weight) in &word.expansions {
            let Some(term) = index.term(*id) else {
                continue;
            };
            for passage in &term.passages {
                let Some(score) = scores.get_mut(*passage as usize) else {
                    continue;
                };
                if score.words & bit != 0 || (common && score.words == 0) {
                    continue;
                }
                if score.words == 0 {
                    if admitted.is_some_and(|all| all.get(*passage as usize) != Some(&true)) {
                        continue;
                    }
                    touched.push(*passage);
                }
                score.words |= bit;
                score.sum += word.idf * weight;
            }
        }
    }
    let sum = |passage: &u32| scores.get(*passage as usize).map_or(0.0, |score| score.sum);
    if touched.len() > limit {
        touched.select_nth_unstable_by(limit, |a, b| sum(b).total_cmp(&sum(a)).then(a.cmp(b)));
        touched.truncate(limit);
    }
    touched.sort_unstable();
    touched
}

/// What is known of a passage.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    sum: f32,
    /// Words of the query it holds, a bit each.
    words: u32,
}

//! Which passages hold the words asked for, roughly weighed: the first of two sieves.
//!
//! Rare words come first. Once enough passages are known, a common word only adds to those. Start at [`gather`].

use std::sync::Arc;

use super::expand::Asked;
use super::segment::Segment;

/// Once so many passages are known, a common word finds no new ones.
const ENOUGH: usize = 200;

/// A passage of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) segment: u32,
    pub(super) passage: u32,
}

/// What is known of the passages of one segment, kept from query to query so that nothing is made anew.
#[derive(Debug, Default)]
pub(super) struct Scores {
    scores: Vec<Score>,
    touched: Vec<u32>,
}

/// What is known of a passage.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    sum: f32,
    /// Words of the query it holds, a bit each.
    words: u32,
}

/// Which passages of a segment may be found, a bit each; `None` for all.
pub(super) type Admitted = Option<Arc<Vec<u64>>>;

/// Whether a passage is among those.
pub(super) fn is_admitted(admitted: &Admitted, passage: u32) -> bool {
    admitted.as_ref().is_none_or(|bits| {
        bits.get(passage as usize / 64)
            .is_some_and(|word| word >> (passage % 64) & 1 == 1)
    })
}

/// The passages that hold most of what was asked, at most `limit`, in no order worth knowing. `None` once `stop` says so.
pub(super) fn gather(
    segments: &[Arc<Segment>],
    asked: &[Asked],
    admitted: &[Admitted],
    limit: usize,
    scores: &mut Vec<Scores>,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Place>> {
    scores.resize_with(segments.len(), Scores::default);
    for (segment, scores) in segments.iter().zip(scores.iter_mut()) {
        scores
            .scores
            .resize(segment.passages() as usize, Score::default());
    }
    let passages: usize = segments.iter().map(|s| s.passages() as usize).sum();
    let mut order: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
    order.sort_by_key(|(_, word)| word.cost);
    let mut stopped = false;
    for (place, word) in order {
        stopped |= stop();
        if stopped {
            break;
        }
        let known: usize = scores.iter().map(|s| s.touched.len()).sum();
        let common = word.cost > passages / 20 && known > ENOUGH;
        let each = segments.iter().zip(scores.iter_mut()).zip(&word.terms);
        for (((segment, scores), terms), admitted) in each.zip(admitted) {
            for (term, weight) in terms {
                let worth = word.idf * weight;
                scores.add(segment, *term, 1 << place.min(31), worth, common, admitted);
            }
        }
    }
    let mut found: Vec<(f32, Place)> = Vec::new();
    for (scores, segment) in scores.iter_mut().zip(0..) {
        for passage in scores.touched.drain(..) {
            if let Some(score) = scores.scores.get_mut(passage as usize) {
                found.push((score.sum, Place { segment, passage }));
                *score = Score::default();
            }
        }
    }
    if stopped {
        return None;
    }
    if found.len() > limit {
        found.select_nth_unstable_by(limit, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(limit);
    }
    Some(found.into_iter().map(|(_, place)| place).collect())
}

impl Scores {
    fn add(
        &mut self,
        segment: &Segment,
        term: u32,
        bit: u32,
        worth: f32,
        common: bool,
        admitted: &Admitted,
    ) {
        let Some(list) = segment.list(term) else {
            return;
        };
        if common {
            if list.has(0).is_some() {
                for passage in &self.touched {
                    if list.has(*passage) == Some(true)
                        && let Some(score) = self.scores.get_mut(*passage as usize)
                        && score.words & bit == 0
                    {
                        score.words |= bit;
                        score.sum += worth;
                    }
                }
                return;
            }
            list.each(|passage| {
                if let Some(score) = self.scores.get_mut(passage as usize)
                    && score.words != 0
                    && score.words & bit == 0
                {
                    score.words |= bit;
                    score.sum += worth;
                }
            });
            return;
        }
        list.each(|passage| {
            let Some(score) = self.scores.get_mut(passage as usize) else {
                return;
            };
            if score.words & bit != 0 {
                return;
            }
            if score.words == 0 {
                if !is_admitted(admitted, passage) {
                    return;
                }
                self.touched.push(passage);
            }
            score.words |= bit;
            score.sum += worth;
        });
    }
}

//! Which passages hold the words asked for, roughly weighed: the first of two sieves.
//!
//! Passages are looked at in blocks, each with what is known of it in the processor's nearest memory. Lists of words
//! that could still bring in a passage better than those that are known *find* passages; all others only add to what
//! was found. The more is known, the fewer lists find, and once none does, the rest of the blocks need not be looked
//! at. So a single letter, with which half of all passages begin some word, costs no more than a rare word.
//!
//! Common words beside rarer ones find nothing from the outset. Start at [`gather`].

use std::sync::Arc;

use super::expand::Asked;
use super::pack::Cursor;
use super::segment::Segment;

/// When common words find no passages by themselves and the others no more than these, they are let.
const ENOUGH: usize = 200;
/// How much of what was asked is nearly everything.
const NEARLY: f32 = 0.9;
/// Passages that are looked at together; a multiple of 64.
const BLOCK: usize = 4096;

/// A passage of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) segment: u32,
    pub(super) passage: u32,
}

/// What is known of the passages of a block, kept from query to query so that nothing is made anew.
#[derive(Debug)]
pub(super) struct Scores {
    each: Vec<Score>,
    /// The passages of which something is known, counted from the first of the block.
    touched: Vec<u16>,
    /// Those of them that may still be good enough, and those that the word at hand was not found in.
    hopeful: Vec<u16>,
}

impl Default for Scores {
    fn default() -> Self {
        Self {
            each: vec![Score::default(); BLOCK],
            touched: Vec::new(),
            hopeful: Vec::new(),
        }
    }
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

/// A word of the query in one segment.
struct Word<'a> {
    bit: u32,
    /// The lists of its terms with what each is worth, best first.
    lists: Vec<(Cursor<'a>, f32)>,
    /// How many of them, from the first on, find passages; the others only add to those that were found.
    finding: usize,
}

impl Word<'_> {
    /// The most that a list is worth that finds nothing.
    fn rest(&self) -> f32 {
        self.lists
            .get(self.finding)
            .map_or(0.0, |(_, worth)| *worth)
    }
}

/// The best passages so far.
struct Best {
    found: Vec<(f32, Place)>,
    limit: usize,
    /// The most of them as long as all have what nearly everything that was asked for is worth.
    many: usize,
    nearly: f32,
    /// How many were kept the last time.
    kept: usize,
    /// What a passage must be worth more than to be among them.
    least: f32,
}

impl Best {
    fn push(&mut self, sum: f32, place: Place) {
        if sum > self.least {
            self.found.push((sum, place));
        }
    }

    /// Keeps the best, of equally good ones the first. Whether those that are kept may have become better.
    fn keep(&mut self) {
        let order = |a: &(f32, Place), b: &(f32, Place)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let nearly = self.found.iter().filter(|(sum, _)| *sum > self.nearly);
        let limit = nearly.count().clamp(self.limit, self.many);
        if self.found.len() > limit {
            self.found.select_nth_unstable_by(limit, order);
            self.found.truncate(limit);
        }
        if self.found.len() == limit {
            let sums = self.found.iter().map(|(sum, _)| *sum);
            self.least = sums.fold(f32::INFINITY, f32::min);
            if limit < self.many {
                self.least = self.least.min(self.nearly);
            }
        }
        self.kept = self.found.len();
    }
}

/// The passages that hold most of what was asked with what that tells, in no order worth knowing: at most `limit`, but
/// `many` as long as they hold [`NEARLY`] all of it. `None` once `stop` says so.
pub(super) fn gather(
    segments: &[Arc<Segment>],
    asked: &[Asked],
    admitted: &[Admitted],
    (limit, many): (usize, usize),
    scores: &mut Scores,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<(f32, Place)>> {
    let passages: usize = segments.iter().map(|s| s.passages() as usize).sum();
    let mut order: Vec<(usize, &Asked)> = asked.iter().enumerate().collect();
    order.sort_by_key(|(_, word)| word.cost);
    let rare = order.iter().filter(|(_, word)| word.cost <= passages / 20);
    let rare = rare.count().max(1);
    let most: f32 = asked.iter().map(Asked::most).sum();
    let mut pass = |finding: usize| {
        let mut best = Best {
            found: Vec::new(),
            limit,
            many,
            nearly: NEARLY * most,
            kept: 0,
            least: f32::NEG_INFINITY,
        };
        let each = segments.iter().zip(admitted).enumerate();
        for (at, (segment, admitted)) in each {
            let mut words: Vec<Word<'_>> = order
                .iter()
                .enumerate()
                .map(|(turn, (place, word))| Word::new(segment, at, *place, word, turn < finding))
                .collect();
            scores.search(segment, at as u32, &mut words, admitted, &mut best, stop)?;
        }
        best.keep();
        Some(best.found)
    };
    let mut found = pass(rare)?;
    if found.len() <= ENOUGH && rare < order.len() {
        found = pass(order.len())?;
    }
    Some(found)
}

impl<'a> Word<'a> {
    fn new(segment: &'a Segment, at: usize, place: usize, word: &Asked, finds: bool) -> Self {
        let terms = word.terms.get(at).map(Vec::as_slice).unwrap_or_default();
        let lists: Vec<(Cursor<'a>, f32)> = terms
            .iter()
            .filter_map(|(term, weight)| Some((segment.list(*term)?.cursor(), word.idf * weight)))
            .collect();
        Self {
            bit: 1 << place.min(31),
            finding: if finds { lists.len() } else { 0 },
            lists,
        }
    }
}

/// Lets lists find nothing more whose passages cannot be among the best, the longest first.
fn settle(words: &mut [Word<'_>], least: f32) {
    let mut all: f32 = words.iter().map(Word::rest).sum();
    for word in words.iter_mut().rev() {
        while let Some((_, last)) = word
            .finding
            .checked_sub(1)
            .and_then(|at| word.lists.get(at))
        {
            let worth = *last;
            let more = all - word.rest() + worth;
            if more > least {
                break;
            }
            all = more;
            word.finding = word.lists.partition_point(|(_, other)| *other > worth);
        }
    }
}

impl Scores {
    fn search(
        &mut self,
        segment: &Segment,
        number: u32,
        words: &mut [Word<'_>],
        admitted: &Admitted,
        best: &mut Best,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        settle(words, best.least);
        for base in (0..segment.passages()).step_by(BLOCK) {
            if words.iter().all(|word| word.finding == 0) {
                break;
            }
            if stop() {
                return None;
            }
            self.find(base, words, admitted);
            if self.touched.is_empty() {
                continue;
            }
            self.add(base, words, best.least);
            for at in self.touched.drain(..) {
                if let Some(score) = self.each.get_mut(usize::from(at)) {
                    let passage = base + u32::from(at);
                    best.push(
                        score.sum,
                        Place {
                            segment: number,
                            passage,
                        },
                    );
                    *score = Score::default();
                }
            }
            if best.found.len() >= best.kept.max(best.limit) + best.limit {
                best.keep();
                settle(words, best.least);
            }
        }
        Some(())
    }

    /// The passages of a block that are in lists that find.
    fn find(&mut self, base: u32, words: &mut [Word<'_>], admitted: &Admitted) {
        let (scores, touched) = (&mut self.each, &mut self.touched);
        for word in words {
            let bit = word.bit;
            for (list, worth) in word.lists.iter_mut().take(word.finding) {
                list.within(base, BLOCK as u32, |at| {
                    let Some(score) = scores.get_mut(at as usize) else {
                        return;
                    };
                    if score.words & bit != 0 {
                        return;
                    }
                    if score.words == 0 {
                        if !is_admitted(admitted, base + at) {
                            return;
                        }
                        touched.push(at as u16);
                    }
                    score.words |= bit;
                    score.sum += *worth;
                });
            }
        }
    }

    /// What the other lists add to the passages that were found, as long as they may become good enough.
    fn add(&mut self, base: u32, words: &mut [Word<'_>], least: f32) {
        let Self {
            each: scores,
            touched,
            hopeful,
        } = self;
        let mut rest: f32 = words.iter().map(Word::rest).sum();
        hopeful.clear();
        hopeful.extend_from_slice(touched);
        for word in words {
            if word.finding == word.lists.len() {
                continue;
            }
            hopeful.retain(|at| {
                let score = scores.get(usize::from(*at));
                score.is_some_and(|score| score.sum + rest > least)
            });
            if hopeful.is_empty() {
                return;
            }
            rest -= word.rest();
            let (bit, finding) = (word.bit, word.finding);
            for (list, worth) in word.lists.iter_mut().skip(finding) {
                let take = |score: &mut Score| {
                    if score.words != 0 && score.words & bit == 0 {
                        score.words |= bit;
                        score.sum += *worth;
                    }
                };
                match list {
                    Cursor::Bits(_) => {
                        for at in hopeful.iter() {
                            if list.has(base + u32::from(*at))
                                && let Some(score) = scores.get_mut(usize::from(*at))
                            {
                                take(score);
                            }
                        }
                    }
                    Cursor::Steps { .. } => list.within(base, BLOCK as u32, |at| {
                        if let Some(score) = scores.get_mut(at as usize) {
                            take(score);
                        }
                    }),
                }
            }
        }
    }
}

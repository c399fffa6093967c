//! How well a passage says what was asked: the second of two sieves.
//!
//! A passage earns what its words tell, and again for the best chain of them. All costs are on the scale of what words
//! tell, twice the natural logarithm of how much less likely something is, so that they can be set against each other:
//!
//! | what | costs | why |
//! |---|---|---|
//! | words near each other, in the order asked | nothing | who remembers a phrase remembers it so |
//! | each position between | [`APART`] | small words are left out |
//! | however far apart, at the most | [`AFAR`] | who recalls words from all over a paragraph recalls no distances: the third clause is as likely as the next. A gap that costs ever more puts a longer paragraph with the words closer together first |
//! | the same in a passage e times as long | [`AFAR_LENGTH`] more | any of more words could have been recalled instead |
//! | going back | [`BACK`] | halves of a phrase are exchanged |
//! | a hyphen where none was typed, or none where one was | [`JOINED`] | most type one as they remember it; texts that differ in nothing else are told apart by it |
//! | one Han character where two were typed | what the two tell, but for what it tells itself; in its place alone | the other one is a slip |
//! | a word that is not there | what it tells, twice | [`super::expand`] says how much that is; common words tell something too |
//!
//! Words from afar may be taken into a chain before the place where all of them stand together, and would be missed
//! there: so the chains without a wide gap are kept beside the others.
//!
//! Most passages cannot be among the best whatever their order is: what every word has to pay that nowhere follows
//! another one as asked shows it before any chain is looked for. Start at [`Aligner::score`].

mod chain;
mod joint;
mod tags;

use self::chain::{Chain, Kind, Step};
use self::joint::JOINED;
pub(super) use self::joint::Joint;
pub(super) use self::tags::Tags;
use self::tags::{HYPHEN, MARK, MEANS, PLAIN, SIGN, UNBROKEN};
use super::expand::{Asked, MOST_WORDS};
use super::pack::Reader;
use super::segment::Segment;

/// Steps that are looked back for the one before.
const LOOK_BACK: usize = 24;
/// What each position between two words costs that the query has not.
const APART: f32 = 0.7;
/// The most that a gap costs, in a passage of [`USUAL`] positions.
const AFAR: f32 = 4.0;
/// What it costs more in one e times as long, and less in one that is shorter.
const AFAR_LENGTH: f32 = 1.5;
/// Positions of a passage of usual length. How many bytes it takes would depend on what else is in its segment.
const USUAL: f32 = 72.0;
/// Gaps of no more positions are not wide.
const NEAR: u32 = 1;
/// What it costs that a mark stands between two neighbours where none was typed, or none where one was.
const PARTED: f32 = 1.0;
/// What each position costs that the query has between two words and the text has not: a word of the query left out.
const SKIP: f32 = 0.3;
/// What going back in the query costs.
const BACK: f32 = 1.5;
/// What a long passage loses that is e times as long as another.
const LENGTH: f32 = 0.5;
/// Positions from which on a passage is long.
const LONG: f32 = 64.0;

/// What it costs, of what a word is worth, that it is not written as it was typed: with other accents or vowel marks.
const OTHERWISE: f32 = 0.02;

/// A word of the query that a piece may be.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    word: u8,
    worth: f32,
    /// Of two joined Han characters: the term that must follow.
    then: Option<u32>,
    /// Whether it is only the first of two, which tells something next to others alone.
    is_half: bool,
}

/// What is asked of passages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    /// The words that tell something, in order.
    pub(super) words: &'a [Asked],
    /// Where each of them stands in the query: words that tell nothing have places too, so that what stands for them in
    /// a text is no gap.
    pub(super) places: &'a [u32],
    /// A bit for each of them that has a mark before it.
    pub(super) parted: u32,
    /// How each of them is joined to the one before it.
    pub(super) joints: &'a [Joint],
}

/// Scores passages of one segment against one query.
#[derive(Debug)]
pub(super) struct Aligner<'a> {
    segment: &'a Segment,
    /// Words of the query.
    count: usize,
    /// Where each of them stands in the query.
    places: [u32; MOST_WORDS],
    /// What all words of the query tell together.
    total: f32,
    /// A bit for each word of the query that has a mark before it.
    parted: u32,
    /// How each word of the query is joined to the one before it.
    joints: [Joint; MOST_WORDS],
    tags: &'a mut Tags,
    meanings: Vec<Vec<Meaning>>,
    /// The most that each word of the query may be worth.
    full: [f32; MOST_WORDS],
    /// The least that a passage loses which does not say all of the query as asked.
    loss: f32,
    steps: Vec<Step>,
    /// What the best chain of the steps so far is worth.
    peak: f32,
    /// What the widest gap costs in the passage at hand.
    far: f32,
    /// The most that each word of the query is worth in it.
    best: [f32; MOST_WORDS],
    /// The same in a chain alone, where one character of two is worth something too.
    chained: [f32; MOST_WORDS],
    /// Words of the query that stand in it where they may follow an earlier one at no cost, a bit each.
    free: u32,
    /// Whether it says all of the query as asked: no chain is worth more.
    is_said: bool,
}

/// What a passage is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Worth {
    /// From about 0 to 1: 1 for a passage that is the query.
    pub(super) score: f32,
    /// How much of what was asked it holds, from 0 to 1.
    pub(super) covered: f32,
}

/// Whether a mark parts what stands before it from what comes after: `,` does, `“` and `–` do not.
pub(super) fn is_parting(mark: &str) -> bool {
    mark.contains([
        ',', ';', '.', ':', '(', ')', '!', '?', '[', ']', '،', '؛', '؟', '，', '；', '。', '：',
        '、', '（', '）',
    ])
}

impl Drop for Aligner<'_> {
    fn drop(&mut self) {
        self.tags.clear();
    }
}

impl<'a> Aligner<'a> {
    /// Prepares for a query; `at` is the number of the segment.
    pub(super) fn new(
        segment: &'a Segment,
        at: usize,
        question: Question<'_>,
        tags: &'a mut Tags,
    ) -> Self {
        let asked = question.words;
        let asked = asked.get(..MOST_WORDS).unwrap_or(asked);
        let mut places = [0; MOST_WORDS];
        for (slot, place) in places.iter_mut().zip(question.places) {
            *slot = *place;
        }
        let mut joints = [Joint::None; MOST_WORDS];
        for (slot, joint) in joints.iter_mut().zip(question.joints) {
            *slot = *joint;
        }
        let mut aligner = Self {
            segment,
            count: asked.len(),
            places,
            total: asked.iter().map(|word| word.idf).sum::<f32>().max(1e-6),
            parted: question.parted,
            joints,
            tags,
            meanings: Vec::new(),
            full: [0.0; MOST_WORDS],
            loss: 0.0,
            steps: Vec::new(),
            peak: 0.0,
            far: 0.0,
            best: [0.0; MOST_WORDS],
            chained: [0.0; MOST_WORDS],
            free: 0,
            is_said: false,
        };
        for (place, word) in asked.iter().enumerate() {
            let terms = word.terms.get(at).map(Vec::as_slice).unwrap_or_default();
            for (term, weight) in terms {
                aligner.mean(*term, place as u8, weight * word.idf, Some(&word.written));
            }
            if let Some(Some((term, worth))) = word.singles.get(at) {
                aligner.mean_half(*term, place as u8, *worth);
            }
            // Beyond the most frequent ones, every word that begins so is what was begun.
            for term in word.beginnings.get(at).cloned().unwrap_or_default() {
                if !terms.iter().any(|(known, _)| *known == term) {
                    aligner.mean(term, place as u8, 0.9 * word.idf, None);
                }
            }
        }
        let lost = aligner.meanings.iter().flatten().map(|meaning| {
            let full = aligner.full.get(usize::from(meaning.word));
            full.map_or(0.0, |full| full - meaning.worth)
        });
        let costs = SKIP.min(PARTED).min(JOINED).min(APART).min(BACK);
        aligner.loss = lost.filter(|lost| *lost > 0.0).fold(costs, f32::min);
        aligner
    }

    /// Lets the pieces of a term mean a word of the query; `written` is how it was typed, where that is all of it.
    fn mean(&mut self, term: u32, word: u8, worth: f32, written: Option<&str>) {
        // What only begins so is never of Han.
        let text = written.and_then(|_| self.segment.term(term));
        let mut chars = text.unwrap_or_default().chars();
        let first = chars.next().filter(|c| crate::text::is_han(*c));
        let (term, then) = match (first, chars.next()) {
            (Some(first), Some(second)) => {
                let find = |c: char| self.segment.find(c.encode_utf8(&mut [0; 4]));
                let (Some(first), Some(second)) = (find(first), find(second)) else {
                    return;
                };
                (first, Some(second))
            }
            _ => (term, None),
        };
        for piece in self.segment.pieces_of_term(term).unwrap_or_default() {
            let otherwise =
                then.is_none() && written.is_some_and(|written| !self.is_written(piece, written));
            let meaning = Meaning {
                word,
                worth: if otherwise {
                    worth * (1.0 - OTHERWISE)
                } else {
                    worth
                },
                then,
                is_half: false,
            };
            if let Some(full) = self.full.get_mut(usize::from(word)) {
                *full = full.max(meaning.worth);
            }
            self.note(piece, meaning);
        }
    }

    /// Lets a Han character mean a word of the query that it begins.
    fn mean_half(&mut self, term: u32, word: u8, worth: f32) {
        let meaning = Meaning {
            word,
            worth,
            then: None,
            is_half: true,
        };
        if let Some(full) = self.full.get_mut(usize::from(word)) {
            *full = full.max(worth);
        }
        for piece in self.segment.pieces_of_term(term).unwrap_or_default() {
            self.note(piece, meaning);
        }
    }

    fn note(&mut self, piece: u32, meaning: Meaning) {
        let Some(tag) = self.tags.tags.get_mut(piece as usize) else {
            return;
        };
        if *tag < MEANS {
            if self.meanings.len() >= usize::from(u16::MAX - MEANS) {
                return;
            }
            *tag = MEANS + self.meanings.len() as u16;
            self.tags.changed.push(piece);
            self.meanings.push(Vec::new());
        }
        if let Some(all) = self.meanings.get_mut(usize::from(*tag - MEANS)) {
            all.push(meaning);
        }
    }

    /// Whether a piece begins as it was typed, case aside.
    fn is_written(&self, piece: u32, written: &str) -> bool {
        let piece = self.segment.piece(piece).unwrap_or_default();
        if piece.is_ascii() {
            // What was typed has the same letters but for its accents.
            return written.is_ascii();
        }
        let mut letters = piece.chars().flat_map(char::to_lowercase);
        written.chars().all(|letter| letters.next() == Some(letter))
    }

    fn place(&self, word: u8) -> u32 {
        self.places
            .get(usize::from(word))
            .copied()
            .unwrap_or_default()
    }

    fn joint(&self, word: u8) -> Joint {
        self.joints
            .get(usize::from(word))
            .copied()
            .unwrap_or_default()
    }

    /// What a passage is worth, unless that is certainly less than `least`.
    pub(super) fn score(&mut self, passage: u32, least: f32) -> Option<Worth> {
        let length = self.read(passage);
        let length = LENGTH * (1.0 + length as f32 / LONG).ln();
        let covered: f32 = self.best.iter().sum();
        let worth = |chain: f32| (covered + chain - length) / (2.0 * self.total);
        if worth(self.most()) < least {
            return None;
        }
        if self.is_said {
            self.peak = covered;
        } else {
            self.chain();
        }
        Some(Worth {
            score: (covered + self.peak - length) / (2.0 * self.total),
            covered: covered / self.total,
        })
    }

    /// Finds the words of the query in a passage; how many positions it has.
    fn read(&mut self, passage: u32) -> u32 {
        self.best = [0.0; MOST_WORDS];
        self.chained = [0.0; MOST_WORDS];
        self.steps.clear();
        (self.free, self.is_said) = (0, false);
        let (mut position, mut marks, mut joint) = (0_u32, 0_u32, Joint::None);
        let mut stream = Reader(self.segment.stream(passage).unwrap_or_default());
        while let Some(number) = stream.number() {
            let Some(piece) = number.checked_sub(1) else {
                continue;
            };
            match self.tags.tags.get(piece as usize).copied().unwrap_or(MARK) {
                MARK => marks += 1,
                SIGN => {}
                HYPHEN => joint = Joint::Hyphen,
                UNBROKEN => joint = Joint::Unbroken,
                PLAIN => {
                    position += 1;
                    joint = Joint::None;
                }
                tag => {
                    self.find((position, marks, joint), tag - MEANS, stream);
                    position += 1;
                    joint = Joint::None;
                }
            }
        }
        let length = (position.max(4) as f32 / USUAL).ln();
        self.far = (AFAR + AFAR_LENGTH * length).max(APART);
        position
    }

    /// The most that a chain of the steps may be worth: every word but one that may not follow another at no cost pays,
    /// or is not in it.
    fn most(&self) -> f32 {
        let least = APART.min(BACK);
        let (mut most, mut saved) = (0.0, 0.0_f32);
        let chained = self.best.iter().zip(&self.chained).map(|(a, b)| a.max(*b));
        for (best, word) in chained.zip(0..self.count as u32) {
            let paid = if self.free >> word & 1 == 1 {
                0.0
            } else {
                least.min(best)
            };
            most += best - paid;
            saved = saved.max(paid);
        }
        if self.is_said {
            return most + saved;
        }
        (most + saved).min(self.full.iter().sum::<f32>() - self.loss)
    }

    /// What so many positions cost that the query has not.
    fn gap(&self, positions: u32) -> f32 {
        match positions {
            0 => 0.0,
            _ => (APART * positions as f32).min(self.far),
        }
    }

    /// The positions that make up the worth of a passage, ascending: its best chain, and for words of the query that
    /// are not in it the best one of each. `true` where two joined Han characters count.
    pub(super) fn places(&mut self, passage: u32) -> Vec<(usize, bool)> {
        self.read(passage);
        self.chain();
        let mut places = Vec::new();
        let mut used = 0_u32;
        let last = self.steps.iter().reduce(|best, step| {
            if step.best() > best.best() {
                step
            } else {
                best
            }
        });
        let straight = last.is_some_and(|last| last.straight.worth >= last.any.worth);
        let kind = if straight { Kind::Straight } else { Kind::Any };
        let mut next = last.map(|last| (*last, kind));
        while let Some((step, kind)) = next {
            used |= 1 << step.word;
            places.push((step.position as usize, step.double));
            next = step.chain(kind).before.and_then(|(at, kind)| {
                let step = self.steps.get(at as usize)?;
                Some((*step, kind))
            });
        }
        for word in 0..self.count as u8 {
            let others = self
                .steps
                .iter()
                .filter(|step| step.word == word && !step.half);
            let best = others.reduce(|best, s| if s.worth > best.worth { s } else { best });
            if let Some(step) = best.filter(|_| used & (1 << word) == 0) {
                places.push((step.position as usize, step.double));
            }
        }
        places.sort_unstable();
        places.dedup_by_key(|(position, _)| *position);
        places
    }

    /// Notes which words of the query stand at a position.
    fn find(
        &mut self,
        (position, marks, joint): (u32, u32, Joint),
        meanings: u16,
        mut rest: Reader<'_>,
    ) {
        let (mut following, mut joined) = (None, 0_u32);
        for meaning in self
            .meanings
            .get(usize::from(meanings))
            .into_iter()
            .flatten()
        {
            if let Some(then) = meaning.then {
                // A space between, or anything but the very next character, parts them.
                let next = *following.get_or_insert_with(|| {
                    let piece = rest.number()?.checked_sub(1)?;
                    self.segment.term_of_piece(piece)?
                });
                if next != Some(then) {
                    continue;
                }
            }
            let (word, worth) = (meaning.word, meaning.worth);
            if meaning.is_half && joined >> word & 1 == 1 {
                continue;
            }
            joined |= u32::from(meaning.then.is_some()) << word;
            let best = if meaning.is_half {
                &mut self.chained
            } else {
                &mut self.best
            };
            if let Some(best) = best.get_mut(usize::from(word)) {
                *best = best.max(worth);
            }
            let full = self.full.get(usize::from(word));
            let is_full = full.is_some_and(|full| worth >= *full);
            let mut said = word == 0 && is_full;
            let place = self.place(word);
            let asked_parted = self.parted >> word & 1 == 1;
            let near = self.steps.iter().rev();
            for before in near.take_while(|before| position - before.position <= place) {
                let apart = position - before.position;
                if apart == 0 || before.word >= word {
                    continue;
                }
                let asked = place.saturating_sub(self.place(before.word));
                if apart <= asked {
                    self.free |= 1 << word;
                }
                let is_parted = marks > before.marks;
                said |= before.said
                    && before.word + 1 == word
                    && apart == asked
                    && (apart > 1
                        || is_parted == asked_parted && self.joint(word).cost(joint) == 0.0)
                    && is_full;
            }
            self.is_said |= said && usize::from(word) + 1 == self.count;
            let alone = Chain {
                worth,
                used: 1 << word,
                before: None,
            };
            self.steps.push(Step {
                position,
                word,
                double: meaning.then.is_some(),
                half: meaning.is_half,
                worth,
                any: alone,
                straight: alone,
                near: alone,
                marks,
                joint,
                said,
            });
        }
    }

    /// Finds the best chains that end in each step.
    fn chain(&mut self) {
        let (mut peak, mut seen) = (0.0_f32, 0_u32);
        let mut steps = std::mem::take(&mut self.steps);
        for at in 0..steps.len() {
            let Some((earlier, [step, ..])) = steps.split_at_mut_checked(at) else {
                break;
            };
            let (word, worth, position) = (step.word, step.worth, step.position);
            let asked_parted = self.parted >> word & 1 == 1;
            let place = self.place(word);
            let reach = place.saturating_sub(self.place(0));
            let has_earlier = seen & ((1 << word) - 1) != 0;
            seen |= 1 << word;
            for (at, before) in earlier.iter().enumerate().rev().take(LOOK_BACK) {
                if before.position >= position {
                    continue;
                }
                let gap = position - before.position - 1;
                // No chain that ended this far away or farther can do better than what is known.
                let least = if has_earlier {
                    step.any.worth.min(step.straight.worth)
                } else {
                    step.any.worth
                };
                let far = gap.saturating_sub(reach);
                if far > NEAR && worth + peak - self.gap(far) <= least {
                    break;
                }
                let is_parted = step.marks > before.marks;
                let mut parted = if gap == 0 && is_parted != asked_parted {
                    PARTED
                } else {
                    0.0
                };
                if gap == 0 && before.word + 1 == word {
                    parted += self.joint(word).cost(step.joint);
                }
                let ahead = word > before.word;
                // As far apart as they were typed is near, whatever stands between.
                let (more, order) = if ahead {
                    let asked = place.saturating_sub(self.place(before.word) + 1);
                    (
                        gap.saturating_sub(asked),
                        SKIP * asked.saturating_sub(gap).min(4) as f32,
                    )
                } else {
                    (gap, BACK)
                };
                // One character tells where it is looked for, and nowhere else.
                if (step.half || before.half) && !(ahead && more == 0 && order == 0.0) {
                    continue;
                }
                let added = worth - (self.gap(more) + order + parted);
                if ahead {
                    let straight = (at, before, Kind::Straight);
                    step.straight.extend(straight, added, word);
                }
                // The nearer one is worth no more.
                let any = if before.any.used >> word & 1 == 0 {
                    Kind::Any
                } else {
                    Kind::Near
                };
                step.any.extend((at, before, any), added, word);
                if more <= NEAR {
                    step.near.extend((at, before, Kind::Near), added, word);
                }
            }
            peak = peak.max(step.best());
        }
        (self.peak, self.steps) = (peak, steps);
    }
}

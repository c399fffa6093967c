//! How well a passage says what was asked: the second of two sieves.
//!
//! A passage earns what its words tell, and again for the best chain of them: in the order asked and near each other
//! is free, gaps cost a little, going backwards costs more. Start at [`Aligner::score`].

use super::expand::{Asked, MOST_WORDS};
use super::pack::Reader;
use super::segment::Segment;

/// Steps that are looked back for the one before.
const LOOK_BACK: usize = 24;
/// What each position between two words costs that the query has not, in average words.
const GAP: f32 = 0.12;
/// Positions after which a gap costs no more.
const WIDEST: u32 = 12;
/// What it costs that a mark stands between two neighbours where none was typed, or none where one was.
const PARTED: f32 = 0.1;
/// What each position costs that the query has between two words and the text has not: a word of the query left out.
const SKIP: f32 = 0.04;
/// What going back in the query costs.
const BACK: f32 = 0.15;
/// What a passage twice as long loses.
const LENGTH: f32 = 0.01;

/// What it costs, of what a word is worth, that it is not written as it was typed: with other accents or vowel marks.
const OTHERWISE: f32 = 0.02;

/// A piece that has a term, which means nothing to the query.
const PLAIN: u16 = 0;
/// A mark that parts words.
const MARK: u16 = 1;
/// A piece without a term that parts nothing: quotation marks, dashes.
const SIGN: u16 = 2;
/// The first number that means something.
const MEANS: u16 = 3;

/// For each piece of a segment what it means to the query, kept from query to query.
#[derive(Debug, Default)]
pub(super) struct Tags {
    tags: Vec<u16>,
    changed: Vec<u32>,
}

impl Tags {
    /// Marks the pieces of terms with the number of each term among them; the others mean nothing. Of more terms than
    /// there are numbers the last ones are left out.
    pub(super) fn mark(&mut self, segment: &Segment, terms: &[u32]) {
        for (term, tag) in terms.iter().zip(MEANS..u16::MAX) {
            for piece in segment.pieces_of_term(*term).unwrap_or_default() {
                if let Some(slot) = self.tags.get_mut(piece as usize) {
                    *slot = tag;
                    self.changed.push(piece);
                }
            }
        }
    }

    /// The most of a row of marks, counted from 1, from its first one on, that stands in a stream. 0 marks no term.
    pub(super) fn longest_row(&self, stream: &[u8], row: &[u16]) -> usize {
        let Some((first, rest)) = row.split_first().filter(|(first, _)| **first > 0) else {
            return 0;
        };
        let first = first + MEANS - 1;
        let mut reader = Reader(stream);
        let mut best = 0;
        while let Some(number) = reader.number() {
            if self.tag(number) != Some(first) {
                continue;
            }
            best = best.max(1 + self.row_from(reader, rest));
            if best == row.len() {
                break;
            }
        }
        best
    }

    /// How many marks of a row, counted from 1, the next terms of a stream have.
    #[inline]
    pub(super) fn row_from(&self, mut ahead: Reader<'_>, row: &[u16]) -> usize {
        let mut length = 0;
        for mark in row {
            let next = loop {
                match ahead.number().map(|number| self.tag(number)) {
                    None => break PLAIN,
                    Some(None | Some(MARK | SIGN)) => {}
                    Some(Some(tag)) => break tag,
                }
            };
            // A term without a mark is in no row.
            if *mark == 0 || next != mark + MEANS - 1 {
                break;
            }
            length += 1;
        }
        length
    }

    #[inline]
    fn tag(&self, number: u32) -> Option<u16> {
        let piece = number.checked_sub(1)?;
        self.tags.get(piece as usize).copied()
    }

    /// Takes all marks away.
    pub(super) fn clear(&mut self) {
        for piece in self.changed.drain(..) {
            if let Some(tag) = self.tags.get_mut(piece as usize) {
                *tag = PLAIN;
            }
        }
    }

    /// For a segment, before any query.
    pub(super) fn of(segment: &Segment) -> Self {
        let kind = |piece| match segment.term_of_piece(piece) {
            Some(Some(_)) => PLAIN,
            _ if segment.piece(piece).is_some_and(is_parting) => MARK,
            _ => SIGN,
        };
        Self {
            tags: (0..segment.piece_count() as u32).map(kind).collect(),
            changed: Vec::new(),
        }
    }
}

/// A word of the query that a piece may be.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    word: u8,
    worth: f32,
    /// Of two joined Han characters: the term that must follow.
    then: Option<u32>,
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
    tags: &'a mut Tags,
    meanings: Vec<Vec<Meaning>>,
    steps: Vec<Step>,
    /// What the best chain of the steps so far is worth.
    peak: f32,
    /// Words of the query in the steps so far, a bit each.
    seen: u32,
}

/// What a passage is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Worth {
    /// From about 0 to 1: 1 for a passage that is the query.
    pub(super) score: f32,
    /// How much of what was asked it holds, from 0 to 1.
    pub(super) covered: f32,
}

/// A word of the passage as a word of the query, and the best chain that ends in it.
#[derive(Debug, Clone, Copy)]
struct Step {
    position: u32,
    word: u8,
    /// Whether two joined Han characters fit.
    double: bool,
    worth: f32,
    /// The best chain of any order that ends here.
    any: Chain,
    /// The best one that never goes back: it need not know which words were used.
    straight: Chain,
    /// Marks of the text before it, all of them so far.
    marks: u32,
}

/// A chain of steps.
#[derive(Debug, Clone, Copy)]
struct Chain {
    worth: f32,
    /// Words of the query in it, a bit each.
    used: u32,
    before: Option<u32>,
}

impl Step {
    /// What the better of its chains is worth.
    fn best(&self) -> f32 {
        self.any.worth.max(self.straight.worth)
    }
}

impl Chain {
    /// Becomes `before` with one more word, if that is worth more.
    fn extend(&mut self, before: Self, added: f32, word: u8, at: usize) {
        let worth = before.worth + added;
        if worth > self.worth {
            *self = Self {
                worth,
                used: before.used | (1 << word),
                before: Some(at as u32),
            };
        }
    }
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
        let mut aligner = Self {
            segment,
            count: asked.len(),
            places,
            total: asked.iter().map(|word| word.idf).sum::<f32>().max(1e-6),
            parted: question.parted,
            tags,
            meanings: Vec::new(),
            steps: Vec::new(),
            peak: 0.0,
            seen: 0,
        };
        for (place, word) in asked.iter().enumerate() {
            let terms = word.terms.get(at).map(Vec::as_slice).unwrap_or_default();
            for (term, weight) in terms {
                aligner.mean(*term, place as u8, weight * word.idf, Some(&word.written));
            }
            // Beyond the most frequent ones, every word that begins so is what was begun.
            for term in word.beginnings.get(at).cloned().unwrap_or_default() {
                if !terms.iter().any(|(known, _)| *known == term) {
                    aligner.mean(term, place as u8, 0.9 * word.idf, None);
                }
            }
        }
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
            };
            let Some(tag) = self.tags.tags.get_mut(piece as usize) else {
                continue;
            };
            if *tag < MEANS {
                if self.meanings.len() >= usize::from(u16::MAX - MEANS) {
                    continue;
                }
                *tag = MEANS + self.meanings.len() as u16;
                self.tags.changed.push(piece);
                self.meanings.push(Vec::new());
            }
            if let Some(all) = self.meanings.get_mut(usize::from(*tag - MEANS)) {
                all.push(meaning);
            }
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

    /// What a passage is worth.
    pub(super) fn score(&mut self, passage: u32) -> Worth {
        let average = self.total / self.count.max(1) as f32;
        let mut best = [0_f32; MOST_WORDS];
        self.steps.clear();
        (self.peak, self.seen) = (0.0, 0);
        let (mut position, mut marks) = (0_u32, 0_u32);
        let mut stream = Reader(self.segment.stream(passage).unwrap_or_default());
        while let Some(number) = stream.number() {
            let Some(piece) = number.checked_sub(1) else {
                continue;
            };
            match self.tags.tags.get(piece as usize).copied().unwrap_or(MARK) {
                MARK => marks += 1,
                SIGN => {}
                PLAIN => position += 1,
                tag => {
                    self.step((position, marks), tag - MEANS, stream, average, &mut best);
                    position += 1;
                }
            }
        }
        let covered: f32 = best.iter().sum();
        let chain = self.peak;
        let length = LENGTH * average * (position.max(1) as f32).log2();
        Worth {
            score: (covered + chain - length) / (2.0 * self.total),
            covered: covered / self.total,
        }
    }

    /// The positions that make up the worth of a passage, ascending: its best chain, and for words of the query that
    /// are not in it the best one of each. `true` where two joined Han characters count.
    pub(super) fn places(&mut self, passage: u32) -> Vec<(usize, bool)> {
        self.score(passage);
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
        let mut next = last.copied();
        while let Some(step) = next {
            used |= 1 << step.word;
            places.push((step.position as usize, step.double));
            let chain = if straight { step.straight } else { step.any };
            next = chain
                .before
                .and_then(|at| self.steps.get(at as usize))
                .copied();
        }
        for word in 0..self.count as u8 {
            let others = self.steps.iter().filter(|step| step.word == word);
            let best = others.reduce(|best, s| if s.worth > best.worth { s } else { best });
            if let Some(step) = best.filter(|_| used & (1 << word) == 0) {
                places.push((step.position as usize, step.double));
            }
        }
        places.sort_unstable();
        places.dedup_by_key(|(position, _)| *position);
        places
    }

    fn step(
        &mut self,
        (position, marks): (u32, u32),
        meanings: u16,
        mut rest: Reader<'_>,
        average: f32,
        best: &mut [f32; MOST_WORDS],
    ) {
        let mut following = None;
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
            if let Some(best) = best.get_mut(usize::from(word)) {
                *best = best.max(worth);
            }
            let alone = Chain {
                worth,
                used: 1 << word,
                before: None,
            };
            let mut step = Step {
                position,
                word,
                double: meaning.then.is_some(),
                worth,
                any: alone,
                straight: alone,
                marks,
            };
            let asked_parted = self.parted >> word & 1 == 1;
            let place = self.place(word);
            let reach = place.saturating_sub(self.place(0));
            let has_earlier = self.seen & ((1 << word) - 1) != 0;
            self.seen |= 1 << word;
            for (at, before) in self.steps.iter().enumerate().rev().take(LOOK_BACK) {
                if before.position >= position {
                    continue;
                }
                let gap = position - before.position - 1;
                // No chain that ended this far away or farther can do better than what is known.
                let far = GAP * gap.saturating_sub(reach).min(WIDEST) as f32;
                let least = if has_earlier {
                    step.any.worth.min(step.straight.worth)
                } else {
                    step.any.worth
                };
                if worth + self.peak - average * far <= least {
                    break;
                }
                let is_parted = marks > before.marks;
                let parted = if gap == 0 && is_parted != asked_parted {
                    PARTED
                } else {
                    0.0
                };
                let ahead = word > before.word;
                // As far apart as they were typed is near, whatever stands between.
                let order = if ahead {
                    let asked = place.saturating_sub(self.place(before.word) + 1);
                    let (more, fewer) = (gap.saturating_sub(asked), asked.saturating_sub(gap));
                    GAP * more.min(WIDEST) as f32 + SKIP * fewer.min(4) as f32
                } else {
                    GAP * gap.min(WIDEST) as f32 + BACK
                };
                let added = worth - average * (order + parted);
                if ahead {
                    step.straight.extend(before.straight, added, word, at);
                }
                if before.any.used & (1 << word) == 0 {
                    step.any.extend(before.any, added, word, at);
                }
            }
            self.peak = self.peak.max(step.best());
            self.steps.push(step);
        }
    }
}

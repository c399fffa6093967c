//! The longest row of words, from one word on, that some passage has.
//!
//! Passages that have all of the words are told by bits, one a passage, which lists are read into as far as anyone asks
//! and which are kept for the next text: of a rare word each passage that has it is tried, of others whole blocks at
//! once. Those that are left are read, and as soon as one of them has a longer row the next ones must have its words
//! too. What was found is kept as well: a paragraph that is being written is asked about again after each key.
//! Start at [`Held::longest`].

use rustc_hash::FxHashMap;

use super::super::align::Tags;
use super::super::pack::{List, Reader};
use super::super::segment::Segment;
use super::ROW;
use super::anchor::Anchor;

/// Passages that are looked at for the sources of one span.
const MOST_LOOKED_AT: usize = 64;
/// Words of 64 passages in a block.
const WORDS: usize = 64;
/// Passages in a block.
const BLOCK: u32 = 64 * WORDS as u32;
/// A word that fewer than one of so many passages have is kept as numbers rather than bits.
const RARE: u32 = 256;
/// Passages of a rare word that are tried at once.
const TRIED: usize = 512;
/// Passages whose texts are fetched at once: they lie far apart, and waiting for many takes little longer than for one.
const FETCHED: usize = 64;
/// Words that are asked of all passages of a block; the next ones only of those that are left.
const OF_ALL: usize = 4;
/// Looking at one passage costs as much as reading so many numbers of a list.
const LOOKING: usize = 64;
/// Most bytes that are kept for the next text; beyond them the words are let go of that were not asked for lately.
const MOST_KEPT: usize = 32_000_000;
/// Most rows of which it is kept where they stand.
const MOST_ROWS: usize = 4096;

/// Bits for the passages of a block.
type Block = [u64; WORDS];

/// Which passages have which words, as far as it was asked; kept from text to text.
#[derive(Debug, Default)]
pub(in crate::precedent) struct Held {
    /// Places in `holders`.
    terms: FxHashMap<u32, usize>,
    holders: Vec<Holders>,
    /// When each of them was last asked for, by texts.
    used: Vec<u32>,
    /// Texts so far.
    texts: u32,
    bytes: usize,
    /// The numbers of words.
    numbers: FxHashMap<String, Option<u32>>,
    /// What was found of rows of words.
    rows: FxHashMap<Box<[u32]>, Longest>,
    passages: Vec<u32>,
    of_block: Vec<u32>,
}

/// The passages that have a word.
#[derive(Debug)]
enum Holders {
    /// Their numbers, ascending: of a rare word. Nothing until they were read.
    Few(Option<Vec<u32>>),
    /// A bit each, of all that come before the next one that was not read yet.
    Many {
        bits: Vec<u64>,
        /// Bytes of the list that were read.
        read: usize,
        next: Option<u32>,
    },
    /// The list itself has a bit each.
    Listed,
}

/// A word of a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needed<'a> {
    pub(super) term: u32,
    frequency: u32,
    /// Words of the row before it.
    pub(super) before: usize,
    /// Its place in [`Held::holders`].
    at: usize,
    /// Its list, where that has a bit for each passage.
    listed: &'a [u8],
}

/// Words in a row that are looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) segment: &'a Segment,
    /// The pieces of the segment, marked with the words of the text.
    pub(super) tags: &'a Tags,
    /// The words as the segment numbers them.
    pub(super) terms: &'a [u32],
    /// The same as they are marked.
    pub(super) marks: &'a [u16],
}

/// What was found.
#[derive(Debug, Default, Clone)]
pub(super) struct Longest {
    /// Words of the longest row.
    pub(super) words: usize,
    /// The first passages that have it.
    pub(super) passages: Vec<u32>,
}

impl Held {
    /// The number of a word in the segment.
    pub(super) fn number(&mut self, segment: &Segment, word: &str) -> Option<u32> {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let number = segment.find(word);
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// What was found before of a row of words.
    pub(super) fn known(&self, terms: &[u32]) -> Option<Longest> {
        self.rows.get(terms).cloned()
    }

    /// The longest row from the first word on that some passage has, five words at least or none.
    pub(super) fn longest(&mut self, wanted: Wanted<'_>) -> Longest {
        let found = self.looked_for(wanted);
        self.rows.insert(wanted.terms.into(), found.clone());
        found
    }

    fn looked_for(&mut self, wanted: Wanted<'_>) -> Longest {
        let most = wanted.terms.len();
        let mut needed: Vec<Needed<'_>> = Vec::with_capacity(most);
        for (term, before) in wanted.terms.iter().zip(0..) {
            if needed.iter().any(|known| known.term == *term) {
                continue;
            }
            let frequency = wanted.segment.frequency(*term);
            let Some((at, list)) = self.know(wanted.segment, *term, frequency) else {
                return Longest::default();
            };
            needed.push(Needed {
                term: *term,
                frequency,
                before,
                at,
                listed: match list {
                    List::Bits(bits) => bits,
                    List::Steps(_) => &[],
                },
            });
        }
        needed.sort_by_key(|needed| needed.frequency);
        // Usually the whole row stands somewhere.
        let (mut found, seen) = self.sift(wanted, &needed, most);
        if found.words < most && most > ROW {
            found = self.sift(wanted, &needed, seen.max(ROW)).0;
        }
        found
    }

    /// Lets go of what is kept, once it is much.
    pub(super) fn tidy(&mut self) {
        self.texts = self.texts.wrapping_add(1);
        if self.bytes > MOST_KEPT {
            self.let_go();
        }
        if self.rows.len() > MOST_ROWS {
            self.rows.clear();
        }
        if self.numbers.len() > MOST_ROWS {
            self.numbers.clear();
        }
    }

    /// Lets go of the words that were not asked for lately, so that half of the room is free.
    fn let_go(&mut self) {
        let ages = self.used.iter().map(|used| self.texts.wrapping_sub(*used));
        let mut kept: Vec<(u32, u32, Holders)> = Vec::with_capacity(self.holders.len());
        let mut terms: Vec<(u32, usize)> = self.terms.drain().collect();
        terms.sort_unstable_by_key(|(_, at)| *at);
        let terms = terms.into_iter().map(|(term, _)| term);
        for ((age, term), holders) in ages.zip(terms).zip(self.holders.drain(..)) {
            kept.push((age, term, holders));
        }
        kept.sort_by_key(|(age, ..)| *age);
        (self.bytes, self.used) = (0, Vec::new());
        for (age, term, holders) in kept {
            self.bytes += holders.bytes();
            if self.bytes > MOST_KEPT / 2 {
                self.bytes -= holders.bytes();
                break;
            }
            self.terms.insert(term, self.holders.len());
            self.holders.push(holders);
            self.used.push(self.texts.wrapping_sub(age));
        }
    }

    /// The longest row that is at least so long, and the longest one that was seen.
    fn sift(
        &mut self,
        wanted: Wanted<'_>,
        needed: &[Needed<'_>],
        least: usize,
    ) -> (Longest, usize) {
        let most = wanted.terms.len();
        let mut found = Longest::default();
        let Some(streams) = wanted.segment.streams() else {
            return (found, 0);
        };
        let mut passages = std::mem::take(&mut self.passages);
        let mut texts: Vec<(u32, &[u8], Option<u8>)> = Vec::with_capacity(FETCHED);
        let mut anchor: Option<Anchor<'_>> = None;
        let (mut seen, mut base) = (0, Some(0));
        while let Some(from) = base {
            let full = found.passages.len() >= MOST_LOOKED_AT;
            let need = least.max(found.words + usize::from(full));
            if need > most {
                break;
            }
            passages.clear();
            base = self.batch(wanted.segment, (needed, need), from, &mut passages);
            for some in passages.chunks(FETCHED) {
                texts.clear();
                texts.extend(some.iter().map(|passage| {
                    let stream = streams.of(*passage).unwrap_or_default();
                    (*passage, stream, stream.first().copied())
                }));
                for (passage, stream, _) in &texts {
                    let full = found.passages.len() >= MOST_LOOKED_AT;
                    let need = least.max(found.words + usize::from(full));
                    if need > most {
                        break;
                    }
                    if anchor.as_ref().is_some_and(|anchor| {
                        anchor.before < need && !anchor.may_stand_in(wanted, stream, need)
                    }) {
                        continue;
                    }
                    let has = wanted.tags.longest_row(stream, wanted.marks);
                    seen = seen.max(has);
                    if has < need {
                        // What breaks the row here mostly breaks it in the next ones: it is looked for from before there.
                        let within = anchor.as_ref().map_or(need, |anchor| anchor.before);
                        let within = has.clamp(1, within.max(1));
                        if anchor.as_ref().is_none_or(|anchor| anchor.before >= within) {
                            anchor = Anchor::of(wanted, needed, within);
                        }
                        continue;
                    }
                    if has > found.words {
                        found.words = has;
                        found.passages.clear();
                    }
                    if found.passages.len() < MOST_LOOKED_AT {
                        found.passages.push(*passage);
                    }
                }
            }
        }
        self.passages = passages;
        (found, seen)
    }

    /// Gives the next passages from one on that have the first words of the row, so many of them, or nearly all; and
    /// where to go on, if there are more.
    fn batch(
        &mut self,
        segment: &Segment,
        (needed, need): (&[Needed<'_>], usize),
        base: u32,
        passages: &mut Vec<u32>,
    ) -> Option<u32> {
        let mut base = base;
        let within = || needed.iter().filter(|needed| needed.before < need);
        let rarest = within().next()?;
        let holders = self.holders.get_mut(rarest.at)?;
        if matches!(holders, Holders::Few(None)) {
            self.bytes += holders.read_to(segment, rarest.term, u32::MAX);
        }
        if let Holders::Few(Some(few)) = holders {
            let from = few.partition_point(|passage| *passage < base);
            let rest = few.get(from..).unwrap_or_default();
            let (some, rest) = rest.split_at_checked(TRIED).unwrap_or((rest, &[]));
            passages.extend(some);
            let (first, next) = (*some.first()?, rest.first().copied());
            self.retain(segment, within().skip(1), (first, next), passages);
            return next;
        }
        while base < segment.passages() && passages.len() < FETCHED {
            self.block(segment, within(), base, passages);
            base += BLOCK;
        }
        (base < segment.passages()).then_some(base)
    }

    /// Of the passages of a block adds those that have all of these words, or nearly.
    fn block<'a>(
        &mut self,
        segment: &Segment,
        needed: impl Iterator<Item = &'a Needed<'a>> + Clone,
        base: u32,
        passages: &mut Vec<u32>,
    ) {
        let mut block = [u64::MAX; WORDS];
        let end = base.saturating_add(BLOCK).min(segment.passages());
        let mut asked = 0;
        for needed in needed.clone().take(OF_ALL) {
            let Some(holders) = self.holders.get_mut(needed.at) else {
                return;
            };
            // The rarest of them is common enough for its list to be read, the others while little is left to be read.
            if holders.is_unread(end) {
                if asked > 0 {
                    break;
                }
                self.bytes += holders.read_to(segment, needed.term, end);
            }
            asked += 1;
            if !holders.keep(needed, base, &mut block) {
                return;
            }
        }
        let mut left = std::mem::take(&mut self.of_block);
        left.clear();
        for (bits, first) in block.into_iter().zip((base..).step_by(64)) {
            let mut bits = bits;
            while bits != 0 {
                left.push(first + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        self.retain(segment, needed.skip(asked), (base, Some(end)), &mut left);
        passages.extend(&left);
        self.of_block = left;
    }

    /// Of passages from one on, before another or the end, keeps those that have all of these words, or nearly: few are
    /// looked at sooner than a long list is read.
    fn retain<'a>(
        &mut self,
        segment: &Segment,
        needed: impl Iterator<Item = &'a Needed<'a>> + Clone,
        (first, next): (u32, Option<u32>),
        passages: &mut Vec<u32>,
    ) {
        let all = u64::from(segment.passages().max(1));
        let end = next.unwrap_or(segment.passages());
        // Those whose lists were read cost least.
        let mut unread = false;
        for needed in needed.clone() {
            let Some(holders) = self.holders.get(needed.at) else {
                return;
            };
            if holders.is_unread(end) {
                unread = true;
            } else {
                holders.retain(needed, passages);
            }
            if passages.is_empty() {
                return;
            }
        }
        if !unread {
            return;
        }
        // How many would be left of all.
        let whole = all as usize * passages.len() / (end - first).max(1) as usize;
        for needed in needed {
            let Some(holders) = self.holders.get_mut(needed.at) else {
                return;
            };
            if !holders.is_unread(end) {
                continue;
            }
            let (share, left) = match holders {
                Holders::Many {
                    next: Some(next), ..
                } => (end.saturating_sub(*next), passages.len()),
                _ => (segment.passages(), whole),
            };
            let numbers = u64::from(needed.frequency) * u64::from(share) / all;
            if numbers as usize > left * LOOKING {
                continue;
            }
            self.bytes += holders.read_to(segment, needed.term, end);
            holders.retain(needed, passages);
            if passages.is_empty() {
                return;
            }
        }
    }

    /// Makes ready to be asked about a word: its place, and its list; nothing when its list cannot be read.
    fn know<'a>(
        &mut self,
        segment: &'a Segment,
        term: u32,
        frequency: u32,
    ) -> Option<(usize, List<'a>)> {
        let list = segment.list(term)?;
        if let Some(at) = self.terms.get(&term) {
            if let Some(used) = self.used.get_mut(*at) {
                *used = self.texts;
            }
            return Some((*at, list));
        }
        let holders = match list {
            List::Bits(_) => Holders::Listed,
            List::Steps(_) if frequency < segment.passages() / RARE => Holders::Few(None),
            List::Steps(bytes) => {
                let mut reader = Reader(bytes);
                let next = reader.number();
                Holders::Many {
                    bits: Vec::new(),
                    read: bytes.len() - reader.0.len(),
                    next,
                }
            }
        };
        self.terms.insert(term, self.holders.len());
        self.holders.push(holders);
        self.used.push(self.texts);
        Some((self.holders.len() - 1, list))
    }
}

impl Holders {
    /// The bytes that it takes.
    fn bytes(&self) -> usize {
        match self {
            Self::Few(few) => few.as_ref().map_or(0, |few| few.capacity() * 4),
            Self::Many { bits, .. } => bits.capacity() * 8,
            Self::Listed => 0,
        }
    }

    /// Whether passages before this one were not read.
    fn is_unread(&self, end: u32) -> bool {
        match self {
            Self::Few(few) => few.is_none(),
            Self::Many { next, .. } => next.is_some_and(|next| next < end),
            Self::Listed => false,
        }
    }

    /// Reads on to a passage, of a rare word all; gives the bytes that this took.
    fn read_to(&mut self, segment: &Segment, term: u32, end: u32) -> usize {
        let list = segment.list(term);
        let (bits, read, next) = match self {
            Self::Listed => return 0,
            Self::Few(few) => {
                let mut all = Vec::new();
                if let Some(list) = list {
                    list.each(|passage| all.push(passage));
                }
                let bytes = all.capacity() * 4;
                *few = Some(all);
                return bytes;
            }
            Self::Many { bits, read, next } => (bits, read, next),
        };
        let Some(List::Steps(bytes)) = list else {
            *next = None;
            return 0;
        };
        let before = bits.capacity();
        if bits.is_empty() {
            // Nothing is written where nobody asks.
            *bits = vec![0; segment.passages().div_ceil(64) as usize];
        }
        let mut reader = Reader(bytes.get(*read..).unwrap_or_default());
        while let Some(passage) = next.filter(|passage| *passage < end) {
            if let Some(word) = bits.get_mut(passage as usize / 64) {
                *word |= 1 << (passage % 64);
            }
            let step = reader.number();
            *next = step.map(|step| passage.wrapping_add(step).wrapping_add(1));
        }
        *read = bytes.len() - reader.0.len();
        (bits.capacity() - before) * 8
    }

    /// Keeps those of some passages, ascending, that have the word.
    fn retain(&self, needed: &Needed<'_>, passages: &mut Vec<u32>) {
        match self {
            Self::Few(few) => {
                let mut rest = few.as_deref().unwrap_or_default();
                passages.retain(|passage| {
                    let at = rest.partition_point(|other| other < passage);
                    rest = rest.get(at..).unwrap_or_default();
                    rest.first() == Some(passage)
                });
            }
            Self::Many { bits, .. } => passages.retain(|passage| {
                let word = bits.get(*passage as usize / 64);
                word.is_some_and(|word| word >> (passage % 64) & 1 == 1)
            }),
            Self::Listed => {
                let list = List::Bits(needed.listed);
                passages.retain(|passage| list.has(*passage) == Some(true));
            }
        }
    }

    /// Keeps those of a block that have the word; `false` when none is left.
    fn keep(&self, needed: &Needed<'_>, base: u32, block: &mut Block) -> bool {
        let first = base as usize / 64;
        let mut any = 0;
        match self {
            Self::Few(few) => {
                let few = few.as_deref().unwrap_or_default();
                let mut own = [0_u64; WORDS];
                let from = few.partition_point(|passage| *passage < base);
                let here = few.iter().skip(from);
                for passage in here.take_while(|passage| **passage < base + BLOCK) {
                    let at = (passage - base) as usize;
                    if let Some(word) = own.get_mut(at / 64) {
                        *word |= 1 << (at % 64);
                    }
                }
                for (bits, own) in block.iter_mut().zip(own) {
                    *bits &= own;
                    any |= *bits;
                }
            }
            Self::Many { bits: own, .. } => {
                let own = own.get(first..).unwrap_or_default();
                let here = own.len().min(WORDS);
                for (bits, own) in block.iter_mut().zip(own) {
                    *bits &= own;
                    any |= *bits;
                }
                block.iter_mut().skip(here).for_each(|bits| *bits = 0);
            }
            Self::Listed => {
                let (own, _) = needed
                    .listed
                    .get(first * 8..)
                    .unwrap_or_default()
                    .as_chunks::<8>();
                let here = own.len().min(WORDS);
                for (bits, own) in block.iter_mut().zip(own) {
                    *bits &= u64::from_le_bytes(*own);
                    any |= *bits;
                }
                block.iter_mut().skip(here).for_each(|bits| *bits = 0);
            }
        }
        any != 0
    }
}

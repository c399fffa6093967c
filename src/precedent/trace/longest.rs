//! The longest row of words, from one word on, that some passage has.
//!
//! Passages are gone through in blocks. In each block the passages that have all of the words are told by bits, one a
//! passage, which lists are read into as far as anyone asks and which are kept for the next text. Those that are left are
//! read, and as soon as one of them has a longer row the next ones must have its words too. Start at [`Held::longest`].

use memchr::memmem::Finder;
use rustc_hash::FxHashMap;

use super::super::align::Tags;
use super::super::pack::{List, Reader, put};
use super::super::segment::Segment;
use super::ROW;

/// Passages that are looked at for the sources of one span.
const MOST_LOOKED_AT: usize = 64;
/// Words of 64 passages in a block.
const WORDS: usize = 64;
/// Passages in a block.
const BLOCK: u32 = 64 * WORDS as u32;
/// A word that fewer than one of so many passages have is kept as numbers rather than bits.
const RARE: u32 = 256;
/// Looking at one passage costs as much as reading so many numbers of a list.
const LOOKING: usize = 64;
/// Ways to write a word of which all are looked for in a text; of a word with more of them none.
const MOST_PIECES: usize = 4;
/// Words of a row that come after the one by which it is looked for.
const AFTER: usize = 2;
/// Most bytes that are kept for the next text.
const MOST_KEPT: usize = 16_000_000;

/// Bits for the passages of a block.
type Block = [u64; WORDS];

/// Which passages have which words, as far as it was asked; kept from text to text.
#[derive(Debug, Default)]
pub(in crate::precedent) struct Held {
    terms: FxHashMap<u32, Holders>,
    bytes: usize,
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
struct Needed {
    term: u32,
    frequency: u32,
    /// Words of the row before it.
    before: usize,
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
#[derive(Debug, Default)]
pub(super) struct Longest {
    /// Words of the longest row.
    pub(super) words: usize,
    /// The first passages that have it.
    pub(super) passages: Vec<u32>,
}

impl Held {
    /// The longest row from the first word on that some passage has, five words at least or none.
    pub(super) fn longest(&mut self, wanted: Wanted<'_>) -> Longest {
        let most = wanted.terms.len();
        if most < ROW {
            return Longest::default();
        }
        let mut needed: Vec<Needed> = Vec::with_capacity(most);
        for (term, before) in wanted.terms.iter().zip(0..) {
            if needed.iter().all(|known| known.term != *term) {
                let frequency = wanted.segment.frequency(*term);
                needed.push(Needed {
                    term: *term,
                    frequency,
                    before,
                });
                if !self.know(wanted.segment, *term, frequency) {
                    return Longest::default();
                }
            }
        }
        needed.sort_by_key(|needed| needed.frequency);
        // Usually the whole row stands somewhere.
        let (whole, seen) = self.sift(wanted, &needed, most);
        if whole.words == most || most == ROW {
            return whole;
        }
        self.sift(wanted, &needed, seen.max(ROW)).0
    }

    /// Lets go of what is kept, once it is much.
    pub(super) fn tidy(&mut self) {
        if self.bytes > MOST_KEPT {
            *self = Self::default();
        }
    }

    /// The longest row that is at least so long, and the longest one that was seen.
    fn sift(&mut self, wanted: Wanted<'_>, needed: &[Needed], least: usize) -> (Longest, usize) {
        let most = wanted.terms.len();
        let mut found = Longest::default();
        let mut streams: Vec<(u32, &[u8], Option<u8>)> = Vec::new();
        let mut anchor: Option<(usize, Option<Anchor<'_>>)> = None;
        let (mut seen, mut base) = (0, 0);
        while base < wanted.segment.passages() {
            let full = found.passages.len() >= MOST_LOOKED_AT;
            let need = least.max(found.words + usize::from(full));
            if need > most {
                break;
            }
            let needed = needed.iter().filter(|needed| needed.before < need);
            let Some((at, block)) = self.block(wanted.segment, needed.clone(), base) else {
                break;
            };
            // The texts lie far apart: fetching all of them at once takes little longer than fetching one.
            streams.clear();
            streams.reserve(block.iter().map(|bits| bits.count_ones() as usize).sum());
            for (bits, first) in block.into_iter().zip((at..).step_by(64)) {
                let mut left = bits;
                while left != 0 {
                    let passage = first + left.trailing_zeros();
                    left &= left - 1;
                    let stream = wanted.segment.stream(passage).unwrap_or_default();
                    streams.push((passage, stream, stream.first().copied()));
                }
            }
            if anchor.as_ref().is_none_or(|(of, _)| *of != need) {
                anchor = Some((need, Anchor::of(wanted, needed.clone(), need)));
            }
            for (passage, stream, _) in &streams {
                if let Some((_, Some(anchor))) = &anchor
                    && !anchor.may_stand_in(wanted.tags, stream)
                {
                    continue;
                }
                let has = wanted.tags.longest_row(stream, wanted.marks);
                seen = seen.max(has);
                if has < least || has < found.words {
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
            base = at + BLOCK;
        }
        (found, seen)
    }

    /// The first block from a passage on that may have passages with all of these words, the rarest of which comes first:
    /// where it begins, and passages that have them all or nearly.
    fn block<'a>(
        &mut self,
        segment: &Segment,
        needed: impl Iterator<Item = &'a Needed> + Clone,
        base: u32,
    ) -> Option<(u32, Block)> {
        let mut base = base;
        // Blocks in which the rarest of them is not are passed over at once.
        if let Some(rarest) = needed.clone().next() {
            let holders = self.terms.get_mut(&rarest.term)?;
            if matches!(holders, Holders::Few(None)) {
                self.bytes += holders.read_to(segment, rarest.term, u32::MAX);
            }
            if let Holders::Few(Some(few)) = holders {
                let next = few.partition_point(|passage| *passage < base);
                base = *few.get(next)? / BLOCK * BLOCK;
            }
        }
        let mut block = [u64::MAX; WORDS];
        let mut unread = Vec::new();
        for needed in needed {
            let holders = self.terms.get(&needed.term)?;
            if holders.is_unread(base + BLOCK) {
                unread.push(*needed);
            } else if !holders.keep(segment, needed.term, base, &mut block) {
                return Some((base, block));
            }
        }
        let passages = segment.passages().max(1);
        for needed in unread {
            let left: usize = block.iter().map(|bits| bits.count_ones() as usize).sum();
            let Some(holders) = self.terms.get_mut(&needed.term) else {
                break;
            };
            // Few passages are looked at sooner than a long list is read.
            let (share, left) = match holders {
                Holders::Many {
                    next: Some(next), ..
                } => ((base + BLOCK).saturating_sub(*next), left),
                _ => (passages, left * ((passages - base) / BLOCK + 1) as usize),
            };
            let numbers = u64::from(needed.frequency) * u64::from(share) / u64::from(passages);
            if left == 0 || numbers as usize > left * LOOKING {
                continue;
            }
            self.bytes += holders.read_to(segment, needed.term, base + BLOCK);
            if !holders.keep(segment, needed.term, base, &mut block) {
                break;
            }
        }
        Some((base, block))
    }

    /// Makes ready to be asked about a word; `false` when its list cannot be read.
    fn know(&mut self, segment: &Segment, term: u32, frequency: u32) -> bool {
        if self.terms.contains_key(&term) {
            return true;
        }
        let holders = match segment.list(term) {
            None => return false,
            Some(List::Bits(_)) => Holders::Listed,
            Some(List::Steps(_)) if frequency < segment.passages() / RARE => Holders::Few(None),
            Some(List::Steps(bytes)) => {
                let mut reader = Reader(bytes);
                let next = reader.number();
                Holders::Many {
                    bits: Vec::new(),
                    read: bytes.len() - reader.0.len(),
                    next,
                }
            }
        };
        self.terms.insert(term, holders);
        true
    }
}

/// A rare word of a row by which the row is looked for in a text: its bytes are found many times as fast as the words
/// of the text are read.
struct Anchor<'a> {
    written: Vec<Finder<'static>>,
    /// The marks of the words of the row after it.
    after: &'a [u16],
}

impl<'a> Anchor<'a> {
    /// Of so many words of the row; none where no word is fit for it.
    fn of<'b>(
        wanted: Wanted<'a>,
        needed: impl Iterator<Item = &'b Needed>,
        words: usize,
    ) -> Option<Self> {
        let mut fit = needed.filter(|needed| needed.before + AFTER < words);
        fit.find_map(|needed| {
            let pieces = wanted.segment.pieces_of_term(needed.term)?;
            let written = pieces.iter().map(|piece| {
                let mut bytes = Vec::new();
                put(&mut bytes, piece + 1);
                Finder::new(&bytes).into_owned()
            });
            let after = wanted.marks.get(needed.before + 1..words)?;
            (pieces.len() <= MOST_PIECES).then(|| Self {
                written: written.collect(),
                after,
            })
        })
    }

    /// Whether the words of the row from this one on may stand in a text. Bytes that are found in the midst of others say
    /// yes at worst.
    fn may_stand_in(&self, tags: &Tags, stream: &[u8]) -> bool {
        self.written.iter().any(|written| {
            let mut rest = stream;
            while let Some(at) = written.find(rest) {
                let ahead = rest.get(at + written.needle().len()..).unwrap_or_default();
                if tags.row_from(Reader(ahead), self.after) == self.after.len() {
                    return true;
                }
                rest = rest.get(at + 1..).unwrap_or_default();
            }
            false
        })
    }
}

impl Holders {
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
        let words = (end as usize).div_ceil(64);
        if bits.len() < words {
            bits.resize(words, 0);
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

    /// Keeps those of a block that have the word; `false` when none is left.
    fn keep(&self, segment: &Segment, term: u32, base: u32, block: &mut Block) -> bool {
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
                let list = segment.list(term);
                let bytes = match list {
                    Some(List::Bits(bytes)) => bytes,
                    _ => &[],
                };
                let (own, _) = bytes.get(first * 8..).unwrap_or_default().as_chunks::<8>();
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

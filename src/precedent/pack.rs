//! Numbers in few bytes, and lists of passages made of them.
//!
//! A number below 192 takes one byte, below 14,528 two, below 473,280 three, any other five. A list of ascending
//! passages is written as the distances between them, or as one bit a passage once more than an eighth have the word.
//! Start at [`Reader`].

/// Numbers below this take one byte.
const ONE: u32 = 192;
/// Numbers below this take two.
const TWO: u32 = ONE + 56 * 256;
/// Numbers below this take three.
const THREE: u32 = TWO + 7 * 65_536;

/// Writes a number.
#[inline]
pub(super) fn put(out: &mut Vec<u8>, number: u32) {
    if number < ONE {
        out.push(number as u8);
    } else if number < TWO {
        let over = number - ONE;
        out.extend([192 + (over >> 8) as u8, over as u8]);
    } else if number < THREE {
        let over = number - TWO;
        out.extend([248 + (over >> 16) as u8, (over >> 8) as u8, over as u8]);
    } else {
        out.push(255);
        out.extend(number.to_le_bytes());
    }
}

/// Writes a text with its length before it.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, text.len() as u32);
    out.extend(text.as_bytes());
}

/// Reads what [`put`] and [`put_text`] wrote; the end, or a number that is cut, gives `None`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    /// The next number.
    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        let (&first, rest) = self.0.split_first()?;
        if u32::from(first) < ONE {
            self.0 = rest;
            return Some(u32::from(first));
        }
        self.long(first, rest)
    }

    fn long(&mut self, first: u8, rest: &'a [u8]) -> Option<u32> {
        let first = u32::from(first);
        match first {
            0..248 => {
                let (&low, rest) = rest.split_first()?;
                self.0 = rest;
                Some(ONE + ((first - 192) << 8) + u32::from(low))
            }
            248..255 => {
                let ([middle, low], rest) = rest.split_first_chunk::<2>()?;
                self.0 = rest;
                Some(TWO + ((first - 248) << 16) + (u32::from(*middle) << 8) + u32::from(*low))
            }
            _ => {
                let (four, rest) = rest.split_first_chunk::<4>()?;
                self.0 = rest;
                Some(u32::from_le_bytes(*four))
            }
        }
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    /// Whether everything was read.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Numbers in as many bytes each as the greatest of them needs: the first byte says how many.
pub(super) fn column(numbers: impl IntoIterator<Item = u32> + Clone) -> Vec<u8> {
    let most = numbers.clone().into_iter().max().unwrap_or_default();
    let width = match most {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xff_ffff => 3,
        _ => 4,
    };
    let mut out = vec![width as u8];
    for number in numbers {
        out.extend(number.to_le_bytes().iter().take(width));
    }
    out
}

/// The passages that have a word, ascending, as they are being collected.
#[derive(Debug, Clone, Default)]
pub(super) struct Collected {
    /// How many.
    pub(super) count: u32,
    first: u32,
    last: u32,
    /// The distances from the first on.
    steps: Vec<u8>,
}

impl Collected {
    /// Adds a passage; the last one again changes nothing.
    #[inline]
    pub(super) fn add(&mut self, passage: u32) {
        if self.count == 0 {
            self.first = passage;
        } else if self.last == passage {
            return;
        } else {
            put(&mut self.steps, passage - self.last - 1);
        }
        self.last = passage;
        self.count += 1;
    }

    /// Adds passages that all come after those collected.
    pub(super) fn append(&mut self, later: Self) {
        if self.count == 0 {
            *self = later;
        } else if later.count > 0 {
            put(&mut self.steps, later.first - self.last - 1);
            self.steps.extend(&later.steps);
            self.last = later.last;
            self.count += later.count;
        }
    }

    /// Writes the list, for an index of that many passages.
    pub(super) fn write(&self, passages: u32, out: &mut Vec<u8>) {
        if self.count == 0 {
            return;
        }
        if !is_bits(self.count, passages) {
            put(out, self.first);
            out.extend(&self.steps);
            return;
        }
        let start = out.len();
        out.resize(start + bit_bytes(passages), 0);
        let bits = out.get_mut(start..).unwrap_or_default();
        let mut set = |at: u32| {
            if let Some(byte) = bits.get_mut(at as usize / 8) {
                *byte |= 1 << (at % 8);
            }
        };
        let mut at = self.first;
        set(at);
        let mut steps = Reader(&self.steps);
        while let Some(step) = steps.number() {
            at += step + 1;
            set(at);
        }
    }
}

fn is_bits(count: u32, passages: u32) -> bool {
    count > passages / 8
}

fn bit_bytes(passages: u32) -> usize {
    passages.div_ceil(64) as usize * 8
}

/// The passages that have a word.
#[derive(Debug, Clone, Copy)]
pub(super) enum List<'a> {
    /// Distances.
    Steps(&'a [u8]),
    /// One bit a passage, the lowest of a byte first.
    Bits(&'a [u8]),
}

impl<'a> List<'a> {
    /// Reads what [`Collected::write`] wrote of `count` passages.
    pub(super) fn new(bytes: &'a [u8], count: u32, passages: u32) -> Self {
        if is_bits(count, passages) {
            Self::Bits(bytes)
        } else {
            Self::Steps(bytes)
        }
    }

    /// Whether a passage is among them; `None` where that cannot be told without reading the list.
    #[inline]
    pub(super) fn has(&self, passage: u32) -> Option<bool> {
        match self {
            Self::Bits(bits) => Some(
                bits.get(passage as usize / 8)
                    .is_some_and(|byte| byte >> (passage % 8) & 1 == 1),
            ),
            Self::Steps(_) => None,
        }
    }

    /// Gives each passage, ascending, until told to stop.
    #[inline]
    pub(super) fn each(&self, mut give: impl FnMut(u32)) {
        match self {
            Self::Steps(bytes) => {
                let mut reader = Reader(bytes);
                let Some(mut at) = reader.number() else {
                    return;
                };
                give(at);
                while let Some(step) = reader.number() {
                    at = at.wrapping_add(step).wrapping_add(1);
                    give(at);
                }
            }
            Self::Bits(bytes) => {
                let (words, _) = bytes.as_chunks::<8>();
                for (word, base) in words.iter().zip((0_u32..).step_by(64)) {
                    let mut left = u64::from_le_bytes(*word);
                    while left != 0 {
                        give(base + left.trailing_zeros());
                        left &= left - 1;
                    }
                }
            }
        }
    }
}

/// Reads a list block by block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cursor<'a> {
    /// Distances that were not read yet, and the passage before them.
    Steps { rest: Reader<'a>, next: Option<u32> },
    /// One bit a passage.
    Bits(&'a [u8]),
}

impl<'a> List<'a> {
    /// Reads it from its beginning.
    pub(super) fn cursor(self) -> Cursor<'a> {
        match self {
            Self::Bits(bits) => Cursor::Bits(bits),
            Self::Steps(bytes) => {
                let mut rest = Reader(bytes);
                let next = rest.number();
                Cursor::Steps { rest, next }
            }
        }
    }
}

impl Cursor<'_> {
    /// Gives the passages of a block of so many, counted from its first, which is a multiple of 64. Blocks are asked for
    /// in order; some may be left out.
    #[inline]
    pub(super) fn within(&mut self, base: u32, length: u32, mut give: impl FnMut(u32)) {
        match self {
            Self::Steps { rest, next } => {
                while let Some(passage) = *next {
                    let at = passage.wrapping_sub(base);
                    if passage >= base {
                        if at >= length {
                            return;
                        }
                        give(at);
                    }
                    let step = rest.number();
                    *next = step.map(|step| passage.wrapping_add(step).wrapping_add(1));
                }
            }
            Self::Bits(bits) => {
                let start = base as usize / 8;
                let end = (start + length as usize / 8).min(bits.len());
                let (words, _) = bits.get(start..end).unwrap_or_default().as_chunks::<8>();
                for (word, first) in words.iter().zip((0_u32..).step_by(64)) {
                    let mut left = u64::from_le_bytes(*word);
                    while left != 0 {
                        give(first + left.trailing_zeros());
                        left &= left - 1;
                    }
                }
            }
        }
    }

    /// Whether a passage is in a list of bits.
    #[inline]
    pub(super) fn has(&self, passage: u32) -> bool {
        match self {
            Self::Bits(bits) => List::Bits(bits).has(passage) == Some(true),
            Self::Steps { .. } => false,
        }
    }
}

/// A set of hashes that may now and then say yes to one that is not in it, and never no to one that is: a Bloom filter
/// whose bits for one hash lie in one run of 64 bytes.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    blocks: Vec<[u64; 8]>,
}

/// Bits that one hash sets.
const MARKS: u32 = 6;
/// Bits of a filter for each hash in it.
const BITS_A_HASH: u64 = 10;

impl Filter {
    /// An empty set with room for so many hashes.
    pub(super) fn with_room(hashes: u64) -> Self {
        let blocks = (hashes * BITS_A_HASH).div_ceil(512).max(1) as usize;
        Self {
            blocks: vec![[0; 8]; blocks],
        }
    }

    /// Adds a hash.
    #[inline]
    pub(super) fn add(&mut self, hash: u64) {
        let block = block_of(hash, self.blocks.len());
        if let Some(block) = self.blocks.get_mut(block) {
            for bit in bits_of(hash) {
                if let Some(word) = block.get_mut(bit as usize / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
        }
    }

    /// Adds all hashes of another of the same room.
    pub(super) fn join(&mut self, other: &Self) {
        for (block, others) in self.blocks.iter_mut().zip(&other.blocks) {
            for (word, other) in block.iter_mut().zip(others) {
                *word |= other;
            }
        }
    }

    /// The bytes of the set.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.blocks
            .iter()
            .flatten()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }
}

/// The run of 64 bytes that tells of a hash, in a filter of so many.
#[inline]
pub(super) fn block_of(hash: u64, blocks: usize) -> usize {
    ((u128::from(hash) * blocks as u128) >> 64) as usize
}

/// Whether a hash may be in the set; `block` is its run of 64 bytes.
#[inline]
pub(super) fn may_have(block: &[u8], hash: u64) -> bool {
    bits_of(hash).all(|bit| {
        block
            .get(bit as usize / 8)
            .is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    })
}

fn bits_of(hash: u64) -> impl Iterator<Item = u32> {
    let mixed = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    (0..MARKS).map(move |mark| (mixed >> (9 * mark)) as u32 & 511)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_written(numbers: Vec<u32>, near in prop::collection::vec(0_u32..600_000, 0..40)) {
            let mut bytes = Vec::new();
            for n in numbers.iter().chain(&near) {
                put(&mut bytes, *n);
            }
            let mut reader = Reader(&bytes);
            for n in numbers.iter().chain(&near) {
                prop_assert_eq!(reader.number(), Some(*n));
            }
            prop_assert!(reader.is_empty() && reader.number().is_none());
        }

        #[test]
        fn lists_are_read_as_written(
            mut passages in prop::collection::vec(0_u32..3000, 1..400), cut in 0_usize..400,
        ) {
            passages.sort_unstable();
            passages.dedup();
            let cut = cut.min(passages.len());
            let mut parts = passages.split_at(cut);
            let mut lists = [Collected::default(), Collected::default()];
            for passage in parts.0 {
                lists[0].add(*passage);
                lists[0].add(*passage);
            }
            for passage in std::mem::take(&mut parts.1) {
                lists[1].add(*passage);
            }
            let [mut list, later] = lists;
            list.append(later);
            let mut bytes = Vec::new();
            list.write(3000, &mut bytes);
            let mut found = Vec::new();
            let list = List::new(&bytes, list.count, 3000);
            list.each(|passage| found.push(passage));
            prop_assert_eq!(&found, &passages);
            for at in 0..3000 {
                prop_assert!(list.has(at).is_none_or(|has| has == passages.contains(&at)));
            }
        }

        #[test]
        fn a_filter_forgets_nothing(hashes: Vec<u64>) {
            let mut filter = Filter::with_room(hashes.len() as u64);
            for hash in &hashes {
                filter.add(*hash);
            }
            let bytes = filter.bytes();
            for hash in &hashes {
                let at = block_of(*hash, bytes.len() / 64) * 64;
                prop_assert!(may_have(&bytes[at..at + 64], *hash));
            }
        }
    }
}

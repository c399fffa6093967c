//! The bytes of an index: parts one after the other, each page of them with its checksum.
//!
//! | bytes | what |
//! |---|---|
//! | 0–4,095 | the head: magic, length, where the checksums and each part are, and a checksum of the head itself |
//! | from 4,096 | the parts, each from a multiple of eight on, integers with the lowest byte first |
//! | at the end | one CRC-32 for each 4,096 bytes of the parts |
//!
//! A page is checked when it is first looked at, so opening reads the head and the checksums alone. What does not fit
//! its checksum is never given out: every reading ends there, and [`Sheet::is_damaged`] says so from then on.
//! Start at [`Sheet::open`] and [`assemble`].

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Bytes that can be shared: of a mapped file, or in memory.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// What an index file begins with. The digit is the version of the format.
const MAGIC: &[u8; 8] = b"rappidx1";
const PAGE: usize = 4096;
/// Most parts that a head has room for.
const MOST_PARTS: usize = 100;

/// Why bytes are not an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Not made by this program, or by one that writes another format.
    #[error("is no index of this version")]
    Foreign,
    /// Shorter or longer than it was written.
    #[error("is not as long as it was written")]
    Length,
    /// Some bytes are not those that were written.
    #[error("has bytes that are not those that were written")]
    Bytes,
}

/// Bytes that are checked as they are read.
pub(super) struct Sheet {
    bytes: Bytes,
    parts: Vec<(usize, usize)>,
    sums: usize,
    /// A bit for each page that was found right.
    right: Vec<AtomicU64>,
    damaged: AtomicBool,
}

impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("parts", &self.parts)
            .finish_non_exhaustive()
    }
}

impl Sheet {
    /// Opens what [`assemble`] wrote.
    pub(super) fn open(bytes: Bytes) -> Result<Self, Damage> {
        let all: &[u8] = (*bytes).as_ref();
        let head = all.get(..PAGE).ok_or(Damage::Foreign)?;
        if !head.starts_with(MAGIC) {
            return Err(Damage::Foreign);
        }
        let (body, sum) = head.split_at_checked(PAGE - 4).ok_or(Damage::Bytes)?;
        if crc32fast::hash(body).to_le_bytes() != sum {
            return Err(Damage::Bytes);
        }
        let number = |at: usize| -> Option<usize> {
            let eight = body.get(8 + at * 8..)?.first_chunk::<8>()?;
            usize::try_from(u64::from_le_bytes(*eight)).ok()
        };
        let [length, sums, sum_of_sums, count] =
            [0, 1, 2, 3].map(|at| number(at).unwrap_or(usize::MAX));
        if all.len() != length {
            return Err(Damage::Length);
        }
        let table = all.get(sums..).ok_or(Damage::Bytes)?;
        if crc32fast::hash(table) as usize != sum_of_sums || count > MOST_PARTS {
            return Err(Damage::Bytes);
        }
        let parts: Option<Vec<(usize, usize)>> = (0..count)
            .map(|at| Some((number(4 + at * 2)?, number(5 + at * 2)?)))
            .collect();
        let pages = table.len() / 4;
        Ok(Self {
            parts: parts.ok_or(Damage::Bytes)?,
            sums,
            right: (0..pages.div_ceil(64)).map(|_| AtomicU64::new(0)).collect(),
            damaged: AtomicBool::new(false),
            bytes,
        })
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        (*self.bytes).as_ref().len()
    }

    /// Whether a reading met bytes that are not those that were written.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Says that something that was read makes no sense.
    pub(super) fn spoil(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// Reads and checks everything.
    pub(super) fn check(&self) -> Result<(), Damage> {
        for (start, length) in &self.parts {
            if *length > 0 {
                self.holds(*start, start.saturating_add(*length));
            }
        }
        if self.is_damaged() {
            Err(Damage::Bytes)
        } else {
            Ok(())
        }
    }

    /// A part.
    #[inline]
    pub(super) fn part(&self, part: usize) -> Part<'_> {
        let (start, length) = self.parts.get(part).copied().unwrap_or_default();
        Part {
            sheet: self,
            all: (*self.bytes).as_ref(),
            start,
            length,
        }
    }

    /// Whether the bytes of a range are those that were written.
    #[inline]
    fn holds(&self, start: usize, end: usize) -> Option<()> {
        let (first, last) = (
            (start / PAGE).checked_sub(1)?,
            ((end - 1) / PAGE).checked_sub(1)?,
        );
        for page in first..=last {
            let word = self.right.get(page / 64)?;
            if word.load(Ordering::Relaxed) & 1 << (page % 64) == 0 {
                self.look_at(page)?;
            }
        }
        Some(())
    }

    /// Checks a page that was not looked at before.
    #[cold]
    fn look_at(&self, page: usize) -> Option<()> {
        if !self.is_right(page) {
            self.spoil();
            return None;
        }
        let word = self.right.get(page / 64)?;
        word.fetch_or(1 << (page % 64), Ordering::Relaxed);
        Some(())
    }

    fn is_right(&self, page: usize) -> bool {
        let all: &[u8] = (*self.bytes).as_ref();
        let start = (page + 1) * PAGE;
        let end = (start + PAGE).min(self.sums);
        let sum = all
            .get(self.sums + page * 4..)
            .and_then(|rest| rest.first_chunk::<4>());
        match (all.get(start..end), sum) {
            (Some(bytes), Some(sum)) => crc32fast::hash(bytes).to_le_bytes() == *sum,
            _ => false,
        }
    }
}

/// One part of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    sheet: &'a Sheet,
    /// All bytes of the sheet: asking a mapped file for them costs as much as reading a number.
    all: &'a [u8],
    start: usize,
    length: usize,
}

impl<'a> Part<'a> {
    /// How many bytes it has.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Bytes of it.
    #[inline]
    pub(super) fn slice(&self, start: usize, end: usize) -> Option<&'a [u8]> {
        if start > end || end > self.length {
            self.sheet.spoil();
            return None;
        }
        if start == end {
            return Some(&[]);
        }
        let (start, end) = (self.start + start, self.start + end);
        self.sheet.holds(start, end)?;
        self.all.get(start..end)
    }

    /// All of it.
    pub(super) fn all(&self) -> Option<&'a [u8]> {
        self.slice(0, self.length)
    }

    /// The part as numbers ([`super::pack::column`]).
    #[inline]
    pub(super) fn column(self) -> Option<Column<'a>> {
        let width = usize::from(*self.slice(0, 1)?.first()?);
        Some(Column { part: self, width })
    }

    /// How many numbers there are.
    pub(super) fn rows(&self) -> usize {
        let width = self.slice(0, 1).and_then(<[u8]>::first).copied();
        let width = usize::from(width.unwrap_or(1)).max(1);
        self.length.saturating_sub(1) / width
    }

    /// The number in a row.
    #[inline]
    pub(super) fn row(&self, at: usize) -> Option<u32> {
        self.column()?.row(at)
    }

    /// The numbers in a row and in the next one, as the start and the end of something.
    #[inline]
    pub(super) fn bounds(&self, at: usize) -> Option<(usize, usize)> {
        self.column()?.bounds(at)
    }
}

/// A part that is numbers of the same width each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'a> {
    part: Part<'a>,
    width: usize,
}

impl Column<'_> {
    /// The number in a row.
    #[inline]
    pub(super) fn row(&self, at: usize) -> Option<u32> {
        let start = 1 + at * self.width;
        self.part.slice(start, start + self.width).map(number)
    }

    /// The numbers in a row and in the next one, as the start and the end of something.
    #[inline]
    pub(super) fn bounds(&self, at: usize) -> Option<(usize, usize)> {
        let start = 1 + at * self.width;
        let both = self.part.slice(start, start + 2 * self.width)?;
        let (start, end) = both.split_at_checked(self.width)?;
        Some((number(start) as usize, number(end) as usize))
    }
}

/// A number of four bytes at most.
#[inline]
fn number(bytes: &[u8]) -> u32 {
    match *bytes {
        [a, b, c] => u32::from_le_bytes([a, b, c, 0]),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a] => u32::from(a),
        [a, b, c, d] => u32::from_le_bytes([a, b, c, d]),
        _ => {
            let bytes = bytes.iter().rev();
            bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
        }
    }
}

/// Writes parts as a sheet.
pub(super) fn assemble(parts: &[Vec<u8>], out: &mut dyn Write) -> io::Result<()> {
    let mut places = Vec::with_capacity(parts.len());
    let mut at = PAGE;
    for part in parts {
        places.push((at, part.len()));
        at += part.len().next_multiple_of(8);
    }
    let mut pages = Pages::default();
    for part in parts {
        pages.add(part);
        let filled = part.len().next_multiple_of(8) - part.len();
        pages.add([0; 8].get(..filled).unwrap_or_default());
    }
    let sums = pages.finish();
    let mut head = Vec::with_capacity(PAGE);
    head.extend(MAGIC);
    let numbers = [
        at + sums.len(),
        at,
        crc32fast::hash(&sums) as usize,
        parts.len(),
    ];
    let places = places.iter().flat_map(|(start, length)| [*start, *length]);
    for number in numbers.into_iter().chain(places) {
        head.extend((number as u64).to_le_bytes());
    }
    head.resize(PAGE - 4, 0);
    let sum = crc32fast::hash(&head);
    head.extend(sum.to_le_bytes());
    out.write_all(&head)?;
    for part in parts {
        out.write_all(part)?;
        let filled = part.len().next_multiple_of(8) - part.len();
        out.write_all([0; 8].get(..filled).unwrap_or_default())?;
    }
    out.write_all(&sums)
}

/// Checksums of pages that come in pieces.
#[derive(Debug, Default)]
struct Pages {
    now: crc32fast::Hasher,
    filled: usize,
    sums: Vec<u8>,
}

impl Pages {
    fn add(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (piece, rest) = bytes.split_at(bytes.len().min(PAGE - self.filled));
            self.now.update(piece);
            self.filled += piece.len();
            bytes = rest;
            if self.filled == PAGE {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        let sum = std::mem::take(&mut self.now).finalize();
        self.sums.extend(sum.to_le_bytes());
        self.filled = 0;
    }

    fn finish(mut self) -> Vec<u8> {
        if self.filled > 0 {
            self.close();
        }
        self.sums
    }
}

//! From what was collected to the parts of an index.
//!
//! Two passes over all texts, each by two threads: the first finds which characters of Han stand together, the second
//! writes texts in their last numbers and lists which passage has which term. Start at [`parts`].

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::pack::{Collected, Filter, Reader, column, put, put_text};
use super::super::segment::layout;
use super::super::trace::{ROW, row_hash};
use super::super::{tokens, typo};
use super::{Builder, HANDS, Hand, NONE};

/// One in so many hashes is kept to tell how many there are.
const SAMPLE: u64 = 64;

/// A text in the numbers of the hand that cut it.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    hand: usize,
    stream: &'a [u8],
}

/// What a piece is, in the order of all pieces.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Its term, else [`NONE`].
    term: u32,
    is_han: bool,
}

/// All pieces and terms, in their last numbers.
struct Dictionary<'a> {
    pieces: Vec<&'a str>,
    /// For each hand the last number of each of its pieces.
    numbers: Vec<Vec<u32>>,
    kinds: Vec<Piece>,
}

/// The parts of the index of what a builder collected, in the order of [`layout`].
pub(super) fn parts(builder: Builder) -> Vec<Vec<u8>> {
    let texts = texts(&builder);
    let mut dictionary = dictionary(&builder.hands);
    let singles = singles(&mut dictionary);
    let halves = texts.chunks(texts.len().div_ceil(HANDS).max(1));
    let seen = at_once(halves, |texts, _| look(texts, &dictionary));
    let (mut pairs, mut sample) = (FxHashSet::default(), FxHashSet::default());
    for (more, hashes) in seen {
        pairs.extend(more);
        sample.extend(hashes);
    }
    let (terms, numbers, pairs) = terms(singles, &pairs);
    for kind in &mut dictionary.kinds {
        if let Some(number) = numbers.get(kind.term as usize) {
            kind.term = *number;
        }
    }
    let room = sample.len() as u64 * SAMPLE;
    let halves = texts.chunks(texts.len().div_ceil(HANDS).max(1));
    let written = at_once(halves, |texts, first| {
        rewrite(texts, first as u32, &dictionary, &pairs, terms.len(), room)
    });
    let mut all = Written::new(terms.len(), room);
    for part in written {
        all.append(part);
    }
    let passages = texts.len() as u32;
    let mut parts = vec![Vec::new(); layout::PARTS];
    let mut set = |part: usize, bytes: Vec<u8>| {
        if let Some(slot) = parts.get_mut(part) {
            *slot = bytes;
        }
    };
    write_entries(&builder, &mut set);
    set(layout::TEXT_AT, column(all.ends.iter().copied()));
    set(layout::TEXTS, all.stream);
    let counts = [
        builder.records.len(),
        builder.entries.len(),
        texts.len(),
        dictionary.pieces.len(),
        terms.len(),
    ];
    set(
        layout::COUNTS,
        counts
            .iter()
            .flat_map(|n| (*n as u32).to_le_bytes())
            .collect(),
    );
    let (bytes, ends) = joined(dictionary.pieces.iter().copied());
    set(layout::PIECES, bytes);
    set(layout::PIECE_AT, ends);
    set(
        layout::PIECE_TERMS,
        column(
            dictionary
                .kinds
                .iter()
                .map(|kind| kind.term.wrapping_add(1)),
        ),
    );
    let (bytes, ends) = joined(terms.iter().map(String::as_str));
    set(layout::TERMS, bytes);
    set(layout::TERM_AT, ends);
    set(
        layout::FREQUENCIES,
        column(all.lists.iter().map(|list| list.count)),
    );
    let (mut lists, mut at) = (Vec::new(), vec![0]);
    for list in &all.lists {
        list.write(passages, &mut lists);
        at.push(lists.len() as u32);
    }
    set(layout::LISTS, lists);
    set(layout::LIST_AT, column(at.iter().copied()));
    let (of_terms, at) = pieces_of_terms(&dictionary.kinds, terms.len());
    set(layout::TERM_PIECES, of_terms);
    set(layout::TERM_PIECE_AT, at);
    let [at, sets, numbers] = shelves(&terms);
    set(layout::SHELF_AT, at);
    set(layout::SHELF_SETS, sets);
    set(layout::SHELF_TERMS, numbers);
    set(layout::FILTER, all.filter.bytes());
    parts
}

/// Does the work on both halves at once, each told the number of its first text; the answers are in order.
fn at_once<'a, T: Send>(
    halves: impl Iterator<Item = &'a [Text<'a>]>,
    work: impl Fn(&'a [Text<'a>], usize) -> T + Sync,
) -> Vec<T> {
    let mut first = 0;
    let halves: Vec<(usize, &[Text<'_>])> = halves
        .map(|half| {
            let start = first;
            first += half.len();
            (start, half)
        })
        .collect();
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = halves
            .into_iter()
            .map(|(start, half)| scope.spawn(move || work(half, start)))
            .collect();
        // A thread that panicked would do so here too.
        running
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .collect()
    })
}

/// The texts in order of their passages.
fn texts(builder: &Builder) -> Vec<Text<'_>> {
    let mut texts = Vec::with_capacity(builder.spoken.len());
    let mut next = [0_usize; HANDS];
    for (at, count) in &builder.batches {
        let (Some(hand), Some(next)) = (builder.hands.get(*at), next.get_mut(*at)) else {
            continue;
        };
        for place in *next..*next + count {
            let start = place.checked_sub(1).and_then(|p| hand.ends.get(p));
            let start = start.copied().unwrap_or_default();
            let end = hand.ends.get(place).copied().unwrap_or(start);
            texts.push(Text {
                hand: *at,
                stream: hand.stream.get(start..end).unwrap_or_default(),
            });
        }
        *next += count;
    }
    texts
}

/// All pieces, the most frequent first, so that they get the shortest numbers.
fn dictionary(hands: &[Hand]) -> Dictionary<'_> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for hand in hands {
        for (piece, count) in hand.pieces.iter().zip(&hand.counts) {
            *counts.entry(piece).or_default() += count;
        }
    }
    let mut order: Vec<(&str, u32)> = counts.into_iter().collect();
    order.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let pieces: Vec<&str> = order.into_iter().map(|(piece, _)| piece).collect();
    let ids: FxHashMap<&str, u32> = pieces.iter().zip(0..).map(|(p, id)| (*p, id)).collect();
    let numbers = hands
        .iter()
        .map(|hand| {
            let number = |piece: &str| ids.get(piece).copied().unwrap_or_default();
            hand.pieces.iter().map(|piece| number(piece)).collect()
        })
        .collect();
    Dictionary {
        kinds: Vec::new(),
        pieces,
        numbers,
    }
}

/// The terms of single pieces in order; each piece gets the place of its own.
fn singles(dictionary: &mut Dictionary<'_>) -> Vec<String> {
    let of_pieces: Vec<Option<String>> = dictionary
        .pieces
        .iter()
        .map(|piece| tokens::term_of(piece).map(|term| term.folded))
        .collect();
    let mut terms: Vec<String> = of_pieces.iter().flatten().cloned().collect();
    terms.sort_unstable();
    terms.dedup();
    dictionary.kinds = of_pieces
        .iter()
        .zip(&dictionary.pieces)
        .map(|(term, piece)| {
            let term = term
                .as_ref()
                .and_then(|term| terms.binary_search(term).ok());
            Piece {
                term: term.map_or(NONE, |at| at as u32),
                is_han: tokens::is_han_piece(piece),
            }
        })
        .collect();
    terms
}

/// Gives each position of a text: its piece, whether the spacing before it is odd, and whether it is joined to the Han
/// character before it.
fn walk(
    text: &Text<'_>,
    dictionary: &Dictionary<'_>,
    mut give: impl FnMut(u32, Piece, bool, bool),
) {
    let Some(numbers) = dictionary.numbers.get(text.hand) else {
        return;
    };
    let mut reader = Reader(text.stream);
    let (mut odd, mut after_han) = (false, false);
    while let Some(number) = reader.number() {
        let Some(own) = number.checked_sub(1) else {
            odd = true;
            continue;
        };
        let Some(id) = numbers.get(own as usize) else {
            continue;
        };
        let Some(kind) = dictionary.kinds.get(*id as usize) else {
            continue;
        };
        let is_han = kind.is_han && kind.term != NONE;
        give(*id, *kind, odd, is_han && after_han && !odd);
        (odd, after_han) = (false, is_han);
    }
}

/// Which characters of Han stand together, and a sample of the rows of words.
fn look(
    texts: &[Text<'_>],
    dictionary: &Dictionary<'_>,
) -> (FxHashSet<(u32, u32)>, FxHashSet<u64>) {
    let (mut pairs, mut sample) = (FxHashSet::default(), FxHashSet::default());
    for text in texts {
        let mut row = [NONE; ROW];
        let mut count = 0;
        walk(text, dictionary, |_, kind, _, joined| {
            if kind.term == NONE {
                return;
            }
            if joined {
                pairs.insert((row.last().copied().unwrap_or(NONE), kind.term));
            }
            row.rotate_left(1);
            if let Some(last) = row.last_mut() {
                *last = kind.term;
            }
            count += 1;
            if count >= ROW {
                let hash = row_hash(&row);
                if hash.is_multiple_of(SAMPLE) {
                    sample.insert(hash);
                }
            }
        });
    }
    (pairs, sample)
}

/// All terms in order; the last number of each single one; and of each two joined characters, by their last numbers.
#[expect(clippy::type_complexity)]
fn terms(
    singles: Vec<String>,
    pairs: &FxHashSet<(u32, u32)>,
) -> (Vec<String>, Vec<u32>, FxHashMap<(u32, u32), u32>) {
    let single = |at: u32| singles.get(at as usize).map_or("", String::as_str);
    let named: BTreeMap<String, (u32, u32)> = pairs
        .iter()
        .map(|(a, b)| (format!("{}{}", single(*a), single(*b)), (*a, *b)))
        .collect();
    let mut terms: Vec<String> = singles
        .iter()
        .cloned()
        .chain(named.keys().cloned())
        .collect();
    terms.sort_unstable();
    terms.dedup();
    let number = |term: &String| terms.binary_search(term).map_or(NONE, |at| at as u32);
    let numbers: Vec<u32> = singles.iter().map(number).collect();
    let last = |at: u32| numbers.get(at as usize).copied().unwrap_or(NONE);
    let pairs = named
        .iter()
        .map(|(term, (a, b))| ((last(*a), last(*b)), number(term)))
        .collect();
    (terms, numbers, pairs)
}

/// Texts in their last numbers, and who has which term.
struct Written {
    stream: Vec<u8>,
    /// Where each text begins, and at the end where the last one ends.
    ends: Vec<u32>,
    lists: Vec<Collected>,
    filter: Filter,
}

impl Written {
    fn new(terms: usize, room: u64) -> Self {
        Self {
            stream: Vec::new(),
            ends: vec![0],
            lists: vec![Collected::default(); terms],
            filter: Filter::with_room(room),
        }
    }

    fn append(&mut self, later: Self) {
        let base = self.stream.len() as u32;
        self.stream.extend(later.stream);
        self.ends
            .extend(later.ends.iter().skip(1).map(|end| base + end));
        for (list, more) in self.lists.iter_mut().zip(later.lists) {
            list.append(more);
        }
        self.filter.join(&later.filter);
    }
}

fn rewrite(
    texts: &[Text<'_>],
    first: u32,
    dictionary: &Dictionary<'_>,
    pairs: &FxHashMap<(u32, u32), u32>,
    terms: usize,
    room: u64,
) -> Written {
    let mut out = Written::new(terms, room);
    for (text, passage) in texts.iter().zip(first..) {
        let mut row = [NONE; ROW];
        let mut count = 0;
        walk(text, dictionary, |piece, kind, odd, joined| {
            if odd {
                put(&mut out.stream, 0);
            }
            put(&mut out.stream, piece + 1);
            let Some(list) = out.lists.get_mut(kind.term as usize) else {
                return;
            };
            list.add(passage);
            let before = row.last().copied().unwrap_or(NONE);
            if joined
                && let Some(pair) = pairs.get(&(before, kind.term))
                && let Some(list) = out.lists.get_mut(*pair as usize)
            {
                list.add(passage);
            }
            row.rotate_left(1);
            if let Some(last) = row.last_mut() {
                *last = kind.term;
            }
            count += 1;
            if count >= ROW {
                out.filter.add(row_hash(&row));
            }
        });
        out.ends.push(out.stream.len() as u32);
    }
    out
}

/// Documents, entries and passages.
fn write_entries(builder: &Builder, set: &mut impl FnMut(usize, Vec<u8>)) {
    let mut languages = Vec::new();
    for language in &builder.languages {
        put_text(&mut languages, language.as_str());
    }
    set(layout::LANGUAGES, languages);
    let (bytes, ends) = joined(builder.strings.all.iter().map(|text| &**text));
    set(layout::STRINGS, bytes);
    set(layout::STRING_AT, ends);
    let (mut records, mut at) = (Vec::new(), vec![0]);
    for record in &builder.records {
        record.write(&mut records);
        at.push(records.len() as u32);
    }
    set(layout::RECORDS, records);
    set(layout::RECORD_AT, column(at.iter().copied()));
    let end = builder.entries.len() as u32;
    set(
        layout::FIRSTS,
        column(builder.firsts.iter().copied().chain([end])),
    );
    let mut order: Vec<u32> = (0..builder.records.len() as u32).collect();
    order.sort_by_key(|at| {
        let record = builder.records.get(*at as usize);
        record.map(|record| (&*record.symbol, record.language))
    });
    set(layout::BY_SYMBOL, column(order.iter().copied()));
    let rows = builder.entries.iter();
    set(
        layout::PASSAGES,
        column(rows.clone().map(|row| row.passage)),
    );
    set(layout::PLACES, column(rows.clone().map(|row| row.place)));
    set(
        layout::LABELS,
        column(rows.clone().map(|row| row.label.wrapping_add(1))),
    );
    set(
        layout::VERBS,
        column(rows.clone().map(|row| row.verb.wrapping_add(1))),
    );
    set(layout::ROLES, rows.map(|row| row.role).collect());
    set(
        layout::HOLDERS,
        column(builder.holders.iter().map(|(first, _)| *first)),
    );
    set(layout::SPOKEN, builder.spoken.clone());
    let (mut repeated, mut at, mut repeats) = (Vec::new(), vec![0], Vec::new());
    for ((first, last), passage) in builder.holders.iter().zip(0..) {
        if first == last {
            continue;
        }
        repeated.push(passage);
        let mut next = builder
            .entries
            .get(*first as usize)
            .map_or(NONE, |r| r.next);
        while next != NONE {
            repeats.push(next);
            next = builder.entries.get(next as usize).map_or(NONE, |r| r.next);
        }
        at.push(repeats.len() as u32);
    }
    set(layout::REPEATED, column(repeated.iter().copied()));
    set(layout::REPEAT_AT, column(at.iter().copied()));
    set(layout::REPEATS, column(repeats.iter().copied()));
}

/// Strings one after the other, and where each begins and the last one ends.
fn joined<'a>(all: impl Iterator<Item = &'a str>) -> (Vec<u8>, Vec<u8>) {
    let (mut bytes, mut ends) = (Vec::new(), vec![0_u32]);
    for text in all {
        bytes.extend(text.as_bytes());
        ends.push(bytes.len() as u32);
    }
    (bytes, column(ends.iter().copied()))
}

fn pieces_of_terms(kinds: &[Piece], terms: usize) -> (Vec<u8>, Vec<u8>) {
    let mut pairs: Vec<(u32, u32)> = kinds
        .iter()
        .zip(0..)
        .filter(|(kind, _)| kind.term != NONE)
        .map(|(kind, piece)| (kind.term, piece))
        .collect();
    pairs.sort_unstable();
    let mut at = vec![0_u32; terms + 1];
    for (term, _) in &pairs {
        if let Some(count) = at.get_mut(*term as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut at {
        sum += *end;
        *end = sum;
    }
    (
        column(pairs.iter().map(|(_, piece)| *piece)),
        column(at.iter().copied()),
    )
}

/// Terms that typing can go wrong in, by their number of letters.
fn shelves(terms: &[String]) -> [Vec<u8>; 3] {
    let mut shelves: Vec<Vec<u32>> = vec![Vec::new(); typo::LONGEST + 1];
    for (term, number) in terms.iter().zip(0..) {
        if typo::is_number(term) || tokens::is_han_piece(term) {
            continue;
        }
        if let Some(shelf) = shelves.get_mut(term.chars().count()) {
            shelf.push(number);
        }
    }
    let mut at = vec![0_u32];
    for shelf in &shelves {
        at.push(at.last().copied().unwrap_or_default() + shelf.len() as u32);
    }
    let numbers: Vec<u32> = shelves.into_iter().flatten().collect();
    let sets = numbers
        .iter()
        .filter_map(|number| terms.get(*number as usize))
        .flat_map(|term| typo::signature(term).to_le_bytes())
        .collect();
    [
        column(at.iter().copied()),
        sets,
        column(numbers.iter().copied()),
    ]
}

//! Headings, by what stands under them: “Article 6 (finance)” can become “Article 9 (finance)” while “Article 6” now heads
//! something else.

use std::collections::{BTreeMap, HashMap};

use super::align::Sides;
use super::candidate::Index;
use super::pairing::Pairing;
use super::token::Fast;

/// What the same words count for, in letters under the headings, when there are four or more of them and when there are
/// fewer (“Article 6”); and how much is enough. Whole numbers, so that it does not matter in which order pairs were found.
const SAME_WORDS: u64 = 120;
const SAME_FEW_WORDS: u64 = 18;
/// What four and more words count for that stand once on each side: more than anything under them.
const ONLY: u64 = u64::MAX / 4;
const ENOUGH: u64 = 18;
/// How alike headings must be that have nothing in common under them.
const ALIKE: f32 = 0.4;
/// And those that have something: a word like “of” is nothing.
const SOMETHING: f32 = 0.1;
/// Which part of what stands under each of two headings must stand under the other, when they have no word in common.
const MOST: u64 = 2;
/// And how many paragraphs.
const SEVERAL: usize = 2;

/// How much stands under each heading.
type Under = HashMap<usize, u64, Fast>;

/// Pairs the free headings.
pub(super) fn pair(sides: &Sides<'_>, index: &Index, pairing: &mut Pairing) {
    let heads_a: Vec<usize> = (0..sides.a.paragraphs.len())
        .filter(|a| sides.heading_a(*a))
        .collect();
    let heads_b: Vec<usize> = (0..sides.b.paragraphs.len())
        .filter(|b| sides.heading_b(*b))
        .collect();
    let free_a = || heads_a.iter().copied().filter(|a| pairing.free_a(*a));
    if free_a().next().is_none() || !heads_b.iter().any(|b| pairing.free_b(*b)) {
        return;
    }
    let over = |heads: &[usize], at: usize| -> Option<usize> {
        heads
            .partition_point(|head| *head < at)
            .checked_sub(1)
            .and_then(|before| heads.get(before))
            .copied()
    };
    let mut votes: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut under_a, mut under_b) = (Under::default(), Under::default());
    for (a, b) in pairing.places().iter().copied() {
        let (head_a, head_b) = (over(&heads_a, a), over(&heads_b, b));
        let words = sides.rough_weight(a);
        for (under, head) in [(&mut under_a, head_a), (&mut under_b, head_b)] {
            if let Some(head) = head {
                *under.entry(head).or_default() += words;
            }
        }
        if let (Some(head_a), Some(head_b)) = (head_a, head_b)
            && pairing.free_a(head_a)
            && pairing.free_b(head_b)
        {
            *votes.entry((head_a, head_b)).or_default() += words;
            *shared.entry((head_a, head_b)).or_default() += 1;
        }
    }
    let mut same: HashMap<_, Vec<usize>, Fast> = HashMap::default();
    for b in heads_b.iter().copied().filter(|b| pairing.free_b(*b)) {
        if let Some(p) = sides.b.paragraphs.get(b) {
            same.entry(p.digest()).or_default().push(b);
        }
    }
    let mut once: HashMap<_, usize, Fast> = HashMap::default();
    for p in free_a().filter_map(|a| sides.a.paragraphs.get(a)) {
        *once.entry(p.digest()).or_default() += 1;
    }
    for a in free_a() {
        let digest = sides.a.paragraphs.get(a).map(|p| p.digest());
        let equal = digest.and_then(|digest| same.get(&digest));
        // Four words are four words and three pairs of neighbours.
        let few = index.of_a(a).len() < 7;
        let only = digest.is_some_and(|digest| once.get(&digest) == Some(&1))
            && equal.is_some_and(|list| list.len() == 1);
        let same_words = match (few, only) {
            (true, _) => SAME_FEW_WORDS,
            (false, false) => SAME_WORDS,
            (false, true) => ONLY,
        };
        // “Article” forty times over says nothing.
        for b in equal
            .into_iter()
            .flatten()
            .filter(|_| equal.is_some_and(|list| list.len() <= 8))
        {
            *votes.entry((a, *b)).or_default() += same_words;
        }
    }
    let mut votes: Vec<_> = votes.into_iter().collect();
    votes.sort_by_key(|vote| std::cmp::Reverse(vote.1));
    for ((a, b), sum) in votes {
        let alike = index.nearness(index.of_a(a), &[index.of_b(b)]);
        // A heading with other words is the same one only when most of what was under it is still there.
        let most =
            |under: &Under, head: usize| under.get(&head).is_some_and(|all| sum * MOST >= *all);
        let several = shared.get(&(a, b)).is_some_and(|many| *many >= SEVERAL);
        let under = || several && most(&under_a, a) && most(&under_b, b);
        if sum >= ENOUGH && (alike >= SOMETHING || under()) {
            pairing.pair(a, b, alike);
        }
    }
    let from: Vec<usize> = heads_a.into_iter().filter(|a| pairing.free_a(*a)).collect();
    let to: Vec<usize> = heads_b.into_iter().filter(|b| pairing.free_b(*b)).collect();
    let mut found = index.candidates(&from, &to);
    found.sort_by(|x, y| y.dice.total_cmp(&x.dice));
    for c in found.iter().take_while(|c| c.dice >= ALIKE) {
        pairing.pair(c.a, c.b, c.dice);
    }
}

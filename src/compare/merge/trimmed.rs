//! A conflict as small as it can be said: without what both sides begin and end with. Start at [`Three::trimmed`].

use super::three::{Partner, Region, Text, Three};
use crate::compare::token::MARK;
use std::ops::Range;

/// A conflict without what both sides begin and end with.
#[derive(Debug)]
pub(super) struct Trimmed {
    /// How many tokens both sides begin with.
    pub front: usize,
    /// How many both end with.
    pub back: usize,
    /// What is between, with the whole stretch of the base.
    pub inner: Region,
}

impl Three<'_> {
    /// A conflict without what both sides begin and end with, and those ends. An end stays where it would be half a pair
    /// of brackets, or half a Chinese word.
    pub(super) fn trimmed(&self, region: &Region) -> Trimmed {
        let (ours, theirs) = (
            self.ours.slice(&region.ours),
            self.theirs.slice(&region.theirs),
        );
        let most = ours.len().min(theirs.len());
        let same = |found: &mut dyn Iterator<Item = (&u32, &u32)>| {
            let is_same = |(a, b): &(&u32, &u32)| a == b && !self.is_clash(**a);
            found.take_while(is_same).count()
        };
        let mut front = same(&mut ours.iter().zip(theirs)).min(most);
        let is_half = |list: &[u32], at: usize| {
            let han = |at: Option<usize>| {
                at.and_then(|at| list.get(at))
                    .is_some_and(|id| self.is_han(*id) || *id == MARK)
            };
            han(at.checked_sub(1)) && han(Some(at))
        };
        while front > 0 && (is_half(ours, front) || is_half(theirs, front)) {
            front -= 1;
        }
        // An alternative of a mark alone cannot be read: a word goes with it.
        let is_bare =
            |list: &[u32]| !list.is_empty() && !list.iter().any(|id| self.is_word_id(*id));
        let back_of =
            |front: usize| same(&mut ours.iter().rev().zip(theirs.iter().rev())).min(most - front);
        let bare = |front: usize| {
            let inside = |list: &'_ [u32]| -> Vec<u32> {
                let end = list.len() - back_of(front);
                list.get(front..end).unwrap_or_default().to_vec()
            };
            let (own, other) = (inside(ours), inside(theirs));
            (is_bare(&own) && !other.is_empty()) || (is_bare(&other) && !own.is_empty())
        };
        if bare(front) {
            while front > 0 && bare(front) {
                front -= 1;
            }
            while front > 0 && (is_half(ours, front) || is_half(theirs, front)) {
                front -= 1;
            }
        }
        let mut back = same(&mut ours.iter().rev().zip(theirs.iter().rev())).min(most - front);
        while back > 0 && (is_half(ours, ours.len() - back) || is_half(theirs, theirs.len() - back))
        {
            back -= 1;
        }
        let cut = |range: &Range<usize>| range.start + front..range.end - back;
        let inner = Region {
            base: region.base.clone(),
            ours: cut(&region.ours),
            theirs: cut(&region.theirs),
        };
        let is_whole = |text: &Text<'_>, range: &Range<usize>| {
            let inside = text.partners.get(range.clone()).unwrap_or_default();
            let within = text.within.get(range.clone()).unwrap_or_default();
            inside.iter().all(|partner| match partner {
                Partner::At(at) => range.contains(at),
                _ => true,
            }) && within.iter().flatten().all(|open| range.contains(open))
        };
        let whole = front + back == 0
            || is_whole(&self.ours, &inner.ours) && is_whole(&self.theirs, &inner.theirs);
        if whole {
            Trimmed { front, back, inner }
        } else {
            Trimmed {
                front: 0,
                back: 0,
                inner: region.clone(),
            }
        }
    }
}

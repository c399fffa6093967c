//! What is drawn whole or not at all: a Chinese word, the number of a document, a compound, a phrase in brackets.
//!
//! An alignment keeps what it can: 参与 beside 参与性 then has one character put in, S/2021/4 beside S/2021/5 one number, and
//! “resolution 2537 (2020)” beside “resolution 2587 (2021)” leaves a bracket hanging. A reader takes each for another word.
//! For marking changes alone: a merge needs everything that stayed. Start at [`widen`] and [`close`].

use crate::compare::affine::splits;
use crate::compare::token::{Class, Lexicon, Token};

/// By how many tokens a change grows at one end. A longer chain of characters that belong together two by two is no word.
const LONGEST: usize = 4;

/// The numbers of the tokens of a text, and before which of them the place is inside something written as one.
pub(super) struct Side {
    /// The numbers of the tokens.
    pub ids: Vec<u32>,
    joints: Vec<Joint>,
}

/// What a place between two tokens is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// The edge of a word.
    None,
    /// Beside the hyphen of a compound: its parts may come and go, as in “troop- and police-contributing”, but one that is
    /// replaced makes another word.
    Hyphen,
    /// Inside something written as one.
    Inside,
}

impl Side {
    /// Of tokens in their order.
    pub(super) fn of(tokens: &[Token<'_>], lexicon: &Lexicon) -> Self {
        let ids: Vec<u32> = tokens.iter().map(|token| token.id).collect();
        // Between two words whose neighbouring characters make a third, as in 得以及时, is the edge of a word.
        let at = |at: usize| splits(&ids, at, lexicon);
        let between = |here: usize| here.checked_sub(1).is_some_and(at) && at(here + 1);
        let inside = |here: usize| {
            if at(here) && !between(here) {
                Joint::Inside
            } else {
                Joint::None
            }
        };
        let mut joints: Vec<Joint> = (0..ids.len()).map(inside).collect();
        for (at, three) in tokens.windows(3).enumerate() {
            let joint = joint(three);
            if joint != Joint::None {
                for place in joints.iter_mut().skip(at + 1).take(2) {
                    *place = joint;
                }
            }
        }
        Self { ids, joints }
    }

    /// Whether a change would cut there; `replaced` says whether something went and something came in for it.
    fn cuts(&self, at: usize, replaced: bool) -> bool {
        match self.joints.get(at) {
            Some(Joint::Inside) => true,
            Some(Joint::Hyphen) => replaced,
            Some(Joint::None) | None => false,
        }
    }

    fn is_plain(&self) -> bool {
        self.joints.iter().all(|joint| *joint == Joint::None)
    }
}

/// What the places around the second of three tokens are: S/RES/1325 and L. 143-10 are numbers, open-ended is a compound.
fn joint(three: &[Token<'_>]) -> Joint {
    let [before, mark, behind] = three else {
        return Joint::None;
    };
    if !before.space.is_empty() || !mark.space.is_empty() {
        return Joint::None;
    }
    let all = |token: &Token<'_>, is: fn(char) -> bool| token.text.chars().all(is);
    let symbol = |token| all(token, |c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let digit = |token: &Token<'_>| token.text.contains(|c: char| c.is_ascii_digit());
    let word = |token| all(token, char::is_alphanumeric);
    match mark.text {
        "/" if symbol(before) && symbol(behind) => Joint::Inside,
        "-" | "‑" if digit(before) && digit(behind) => Joint::Inside,
        "-" | "‑" if word(before) && word(behind) => Joint::Hyphen,
        _ => Joint::None,
    }
}

/// Which changes are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changes {
    /// Those that replace something: one that grows takes what is between it and the next more readily.
    Replaced,
    /// All of them.
    All,
}

/// Leaves out of an alignment what is written as one with what changed beside it.
pub(super) fn widen(
    mut pairs: Vec<(u32, u32)>,
    x: &Side,
    y: &Side,
    changes: Changes,
) -> Vec<(u32, u32)> {
    if x.is_plain() && y.is_plain() {
        return pairs;
    }
    let ends = (x.ids.len(), y.ids.len());
    let mut from = (0, 0);
    let mut gone = vec![false; pairs.len()];
    for at in 0..=pairs.len() {
        let place = |at: usize| pairs.get(at).map(|pair| (pair.0 as usize, pair.1 as usize));
        let to = place(at).unwrap_or(ends);
        let is_replaced = from.0 < to.0 && from.1 < to.1;
        if from != to && (is_replaced || changes == Changes::All) {
            // A side without text has no edges of its own until the change grows.
            let has = (from.0 < to.0, from.1 < to.1);
            let cuts = |edge: (usize, usize), grown: usize| {
                let replaced = is_replaced || grown > 0;
                (has.0 || grown > 0) && x.cuts(edge.0, replaced)
                    || (has.1 || grown > 0) && y.cuts(edge.1, replaced)
            };
            let before = |k: usize| Some((from.0.checked_sub(k)?, from.1.checked_sub(k)?));
            let left = grow(
                |k| k == 0 || at.checked_sub(k).and_then(place) == before(k),
                |k| before(k).is_some_and(|edge| cuts(edge, k)),
            );
            let right = grow(
                |k| k == 0 || place(at + k - 1) == Some((to.0 + k - 1, to.1 + k - 1)),
                |k| cuts((to.0 + k, to.1 + k), k),
            );
            for mark in gone.iter_mut().take(at + right).skip(at - left) {
                *mark = true;
            }
        }
        from = (to.0 + 1, to.1 + 1);
    }
    let mut gone = gone.into_iter();
    pairs.retain(|_| !gone.next().unwrap_or(false));
    pairs
}

/// By how many of the tokens that stay beside it a change has to grow until its edge is inside nothing; none when that would
/// be too many.
fn grow(stays: impl Fn(usize) -> bool, cuts: impl Fn(usize) -> bool) -> usize {
    for k in 0..=LONGEST {
        if !stays(k) {
            // All that stayed between two changes is one with one of them.
            return k - 1;
        }
        if !cuts(k) {
            return k;
        }
    }
    0
}

/// Leaves out of an alignment the brackets right beside a change whose partners changed on both sides.
pub(super) fn close(
    pairs: Vec<(u32, u32)>,
    x: &Side,
    y: &Side,
    lexicon: &Lexicon,
) -> Vec<(u32, u32)> {
    let class = |side: &Side, at: u32| side.ids.get(at as usize).map(|id| lexicon.entry(*id).class);
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(pairs.len());
    // Brackets behind the change that are still to be closed in it.
    let mut open = 0;
    let ends = (x.ids.len() as u32, y.ids.len() as u32);
    let mut from = (0, 0);
    for pair in pairs.into_iter().chain([ends]) {
        if from != pair {
            let stray = |side: &Side, range: (u32, u32)| {
                let ids = side.ids.get(range.0 as usize..range.1 as usize);
                let (mut open, mut shut) = (0_usize, 0_usize);
                for id in ids.unwrap_or_default() {
                    match lexicon.entry(*id).class {
                        Class::Open => open += 1,
                        Class::Close if open > 0 => open -= 1,
                        Class::Close => shut += 1,
                        _ => {}
                    }
                }
                (open, shut)
            };
            let (old, new) = (stray(x, (from.0, pair.0)), stray(y, (from.1, pair.1)));
            open = old.0.min(new.0);
            for _ in 0..old.1.min(new.1) {
                let beside = out.last().is_some_and(|last| {
                    *last == (from.0.wrapping_sub(1), from.1.wrapping_sub(1))
                        && class(x, last.0) == Some(Class::Open)
                });
                if !beside {
                    break;
                }
                out.pop();
                from = (from.0 - 1, from.1 - 1);
            }
        }
        from = (pair.0 + 1, pair.1 + 1);
        if open > 0 && class(x, pair.0) == Some(Class::Close) {
            open -= 1;
        } else if pair != ends {
            open = 0;
            out.push(pair);
        }
    }
    out
}

//! Who holds words, merged apart from the words: `[shall - EU, JPN]` and `[shall - EU, KEN]`, both made of `[shall - EU]`,
//! are `[shall - EU, JPN, KEN]`. An attribution is one token of a text, so that no merge of words cuts into it; two of them
//! that belong to the same wording are the same token, whatever stands in them.
//!
//! Start at [`places`], which finds them; [`match_up`] says which belong together, [`merged`] what becomes of them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::three::Text;
use crate::compare::affine::{self, OPEN};
use crate::compare::token::{Class, Lexicon};
use crate::model::bracket::{self, BracketKind, Mark};

/// A delegation or group and what it wants, or a statement that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    party: String,
    /// What stands behind its name, with the space before it: ` delete`, `删除`.
    wish: String,
}

/// What a sign of a bracket is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// Names before words: `EU, Norway:`.
    Front(Vec<Holder>),
    /// Names behind words: `- US; G77 delete`. Empty where nobody holds them.
    Back(Vec<Holder>),
    /// The slash between two wordings.
    Slash,
}

/// A sign of a bracket beside `[` and `]`, in bytes.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is for.
    pub sort: Sort,
    /// Where the bracket opens.
    pub open: usize,
    /// The wording that it belongs to.
    pub body: Range<usize>,
}

/// An attribution as a token of a text.
#[derive(Debug, Clone)]
pub(super) struct Attribution {
    /// Which token.
    pub token: usize,
    /// Who is named.
    pub sort: Sort,
    /// The words that they hold, without marks and brackets.
    pub words: Vec<u32>,
}

/// Whether a text says of any words who holds them.
pub(super) fn are_in(text: &str, is_party: &dyn Fn(&str) -> bool) -> bool {
    let read = bracket::parse(text, is_party);
    let mut alternatives = read.brackets().into_iter().flat_map(|b| &b.alternatives);
    alternatives.any(|one| !one.marks.is_empty())
}

/// The attributions and slashes of all brackets of a text, in order. Words that nobody holds have an empty attribution
/// behind them: there a name can be put in.
pub(super) fn places(text: &str, is_party: &dyn Fn(&str) -> bool) -> Vec<Place> {
    let read = bracket::parse(text, is_party);
    let mut found = Vec::new();
    for one in read.brackets() {
        if one.kind != BracketKind::Contested {
            continue;
        }
        let open = one.range.start;
        let width = |at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        let mut start = open + width(open).map_or(1, char::len_utf8);
        let close = text.get(start..one.range.end).and_then(|inside| {
            let last = inside.chars().next_back()?;
            Some(one.range.end - last.len_utf8())
        });
        let Some(close) = close else { continue };
        for (nth, held) in one.alternatives.iter().enumerate() {
            let body = held.body.clone();
            let in_front = held.marks.iter().any(|m| m.party.start < body.start);
            let last = held.marks.iter().map(|m| m.party.end);
            let last = last.chain(held.unread.iter().map(|range| range.end));
            let named = last.max().unwrap_or(0).max(body.end);
            let end = match one.alternatives.get(nth + 1) {
                None => close,
                Some(next) => {
                    let first = next.marks.iter().map(|m| m.party.start).min();
                    let first = first.unwrap_or(next.body.start).min(next.body.start);
                    let between = text.get(named..first).unwrap_or_default();
                    match between.rfind(['/', '／']) {
                        Some(at) => named + at,
                        None => break,
                    }
                }
            };
            let place = |range: Range<usize>, sort| Place {
                range,
                sort,
                open,
                body: body.clone(),
            };
            let said = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
            if in_front {
                let range = trimmed(text, start..body.start);
                let holders = held.marks.iter().map(|mark| Holder {
                    party: said(&mark.party).to_owned(),
                    wish: String::new(),
                });
                found.push(place(range, Sort::Front(holders.collect())));
            } else if held.marks.is_empty() && held.unread.is_empty() {
                found.push(place(body.end..body.end, Sort::Back(Vec::new())));
            } else {
                let range = trimmed(text, body.end..end);
                let holders = holders(text, &range, &held.marks);
                found.push(place(range, Sort::Back(holders)));
            }
            if nth + 1 < one.alternatives.len() {
                let slash = end..end + width(end).map_or(1, char::len_utf8);
                start = slash.end;
                found.push(place(slash, Sort::Slash));
            }
        }
    }
    found.sort_by_key(|place| (place.range.start, place.range.end, usize::MAX - place.open));
    found
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let said = text.get(range.clone()).unwrap_or_default();
    let start = range.start + said.len() - said.trim_start().len();
    start..start + said.trim().len()
}

const STATEMENTS: [char; 3] = [';', '；', '؛'];

/// Who is named behind words, each with what stands behind the names of its statement.
fn holders(text: &str, range: &Range<usize>, marks: &[Mark]) -> Vec<Holder> {
    let mut found = Vec::new();
    let mut start = range.start;
    for said in text
        .get(range.clone())
        .unwrap_or_default()
        .split(STATEMENTS)
    {
        let end = start + said.len();
        let mine: Vec<&Mark> = marks
            .iter()
            .filter(|mark| mark.party.start >= start && mark.party.end <= end)
            .collect();
        match mine.iter().map(|mark| mark.party.end).max() {
            Some(named) => {
                let wish = text.get(named..end).unwrap_or_default().trim_end();
                found.extend(mine.iter().map(|mark| Holder {
                    party: text.get(mark.party.clone()).unwrap_or_default().to_owned(),
                    wish: wish.to_owned(),
                }));
            }
            None => {
                let party = said.trim_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
                if !party.is_empty() {
                    found.push(Holder {
                        party: party.to_owned(),
                        wish: String::new(),
                    });
                }
            }
        }
        let sign = text.get(end..).and_then(|rest| rest.chars().next());
        start = end + sign.map_or(0, char::len_utf8);
    }
    found
}

impl Attribution {
    /// Whether the names stand behind the words.
    pub(super) fn is_behind(&self) -> bool {
        matches!(self.sort, Sort::Back(_))
    }
}

impl Sort {
    fn holders(&self) -> &[Holder] {
        match self {
            Self::Front(holders) | Self::Back(holders) => holders,
            Self::Slash => &[],
        }
    }

    fn is_front(&self) -> bool {
        matches!(self, Self::Front(_))
    }
}

/// Whether a token is part of what is held, and neither mark nor sign.
pub(super) fn is_word(lexicon: &Lexicon, id: u32) -> bool {
    matches!(lexicon.entry(id).class, Class::Word | Class::Han)
}

/// Gives the attributions of the base their numbers.
pub(super) fn number(base: &mut Text<'_>, lexicon: &mut Lexicon) {
    for nth in 0..base.attributions.len() {
        let id = lexicon.key(&format!("\u{1}{nth}"));
        base.set_attribution(nth, id);
    }
}

/// Gives the attributions of a side the number of the one in the base that they descend from: that of the same words, else
/// the one at the same place. New ones get one by their words, so that both sides can put in the same.
pub(super) fn match_up(base: &Text<'_>, side: &mut Text<'_>, lexicon: &mut Lexicon) {
    let (was, own) = (&base.attributions, &side.attributions);
    let mut with: Vec<Option<usize>> = vec![None; own.len()];
    let mut is_free = vec![true; was.len()];
    let take = |with: &mut Vec<Option<usize>>, is_free: &mut Vec<bool>, at: usize, to: usize| {
        if let (Some(place), Some(free)) = (with.get_mut(at), is_free.get_mut(to)) {
            *place = Some(to);
            *free = false;
        }
    };
    let is = |a: &Attribution, b: &Attribution| {
        a.words == b.words && a.sort.is_front() == b.sort.is_front()
    };
    // The same words held by the same.
    for (at, one) in own.iter().enumerate() {
        let same = |(to, other): &(usize, &Attribution)| {
            is_free.get(*to) == Some(&true) && is(one, other) && one.sort == other.sort
        };
        if let Some((to, _)) = was.iter().enumerate().find(same) {
            take(&mut with, &mut is_free, at, to);
        }
    }
    // The same words, when there are as many of them.
    for (at, one) in own.iter().enumerate() {
        let rest_own: Vec<usize> = (0..own.len())
            .filter(|k| with.get(*k) == Some(&None) && own.get(*k).is_some_and(|o| is(o, one)))
            .collect();
        let rest_was: Vec<usize> = (0..was.len())
            .filter(|k| is_free.get(*k) == Some(&true) && was.get(*k).is_some_and(|o| is(o, one)))
            .collect();
        if rest_own.first() == Some(&at) && rest_own.len() == rest_was.len() {
            for (at, to) in rest_own.into_iter().zip(rest_was) {
                take(&mut with, &mut is_free, at, to);
            }
        }
    }
    // Held by the same, whatever became of the words.
    for (at, one) in own.iter().enumerate() {
        let same = |(to, other): &(usize, &Attribution)| {
            is_free.get(*to) == Some(&true) && one.sort == other.sort
        };
        let is_open = with.get(at) == Some(&None) && !one.sort.holders().is_empty();
        if let Some((to, _)) = was.iter().enumerate().find(same).filter(|_| is_open) {
            take(&mut with, &mut is_free, at, to);
        }
    }
    // At the same place, whatever became of the words.
    let bare = |text: &Text<'_>| -> Vec<usize> {
        let held: Vec<usize> = text.attributions.iter().map(|a| a.token).collect();
        let all = 0..text.ids.len();
        all.filter(|at| held.binary_search(at).is_err()).collect()
    };
    let (in_base, in_side) = (bare(base), bare(side));
    let ids = |text: &Text<'_>, places: &[usize]| -> Vec<u32> {
        let found = places.iter().filter_map(|at| text.ids.get(*at));
        found.copied().collect()
    };
    let pairs = affine::align(&ids(base, &in_base), &ids(side, &in_side), lexicon, OPEN);
    let of_side: HashMap<usize, usize> = pairs
        .into_iter()
        .filter_map(|(a, b)| Some((*in_side.get(b as usize)?, *in_base.get(a as usize)?)))
        .collect();
    for (at, one) in own.iter().enumerate() {
        if with.get(at) != Some(&None) {
            continue;
        }
        let before = one.token.checked_sub(1).and_then(|k| of_side.get(&k));
        let behind = of_side.get(&(one.token + 1));
        let near = [
            before.map(|at| at + 1),
            behind.and_then(|at| at.checked_sub(1)),
        ];
        let found = near.into_iter().flatten().find_map(|token| {
            was.iter().position(|other| {
                other.token == token && other.sort.is_front() == one.sort.is_front()
            })
        });
        if let Some(to) = found.filter(|to| is_free.get(*to) == Some(&true)) {
            take(&mut with, &mut is_free, at, to);
        }
    }
    let mut new: HashMap<String, usize> = HashMap::new();
    let numbers: Vec<u32> = own
        .iter()
        .zip(&with)
        .map(|(one, with)| {
            let known = with.and_then(|to| was.get(to));
            if let Some(id) = known.and_then(|other| base.ids.get(other.token)) {
                return *id;
            }
            let key = format!("\u{1}{} {:?}", one.sort.is_front(), one.words);
            let many = new.entry(key.clone()).or_default();
            *many += 1;
            lexicon.key(&format!("{key} {many}"))
        })
        .collect();
    for (nth, id) in numbers.into_iter().enumerate() {
        side.set_attribution(nth, id);
    }
}

/// Gives the attributions that theirs has anew the numbers of those that ours has anew, where both name somebody behind or
/// before much the same words: two brackets put in at one place, of which one has a few words more, are one bracket.
pub(super) fn match_new(base: &Text<'_>, ours: &Text<'_>, theirs: &mut Text<'_>) {
    let new = |text: &Text<'_>| -> Vec<(usize, u32)> {
        let all = text.attributions.iter().enumerate();
        all.filter_map(|(nth, one)| Some((nth, *text.ids.get(one.token)?)))
            .filter(|(_, id)| !base.ids.contains(id))
            .collect()
    };
    let (own, other) = (new(ours), new(theirs));
    let alone: Vec<&(usize, u32)> = own
        .iter()
        .filter(|(_, id)| other.iter().all(|(_, there)| there != id))
        .collect();
    let mut found = Vec::new();
    for (nth, id) in &other {
        if own.iter().any(|(_, there)| there == id) {
            continue;
        }
        let Some(one) = theirs.attributions.get(*nth) else {
            continue;
        };
        let like = |(at, _): &&&(usize, u32)| {
            let other = ours.attributions.get(*at);
            other.is_some_and(|other| {
                other.sort.is_front() == one.sort.is_front() && are_alike(&other.words, &one.words)
            })
        };
        let mut likes = alone.iter().filter(like);
        // Only where it is plain which is meant.
        if let (Some((_, id)), None) = (likes.next(), likes.next()) {
            found.push((*nth, *id));
        }
    }
    let is_once = |id: u32| found.iter().filter(|(_, other)| *other == id).count() == 1;
    for (nth, id) in found.iter().copied().filter(|(_, id)| is_once(*id)) {
        theirs.set_attribution(nth, id);
    }
}

/// Whether one wording has the words of the other, in order and among some more.
fn are_alike(one: &[u32], other: &[u32]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.iter();
    short.len() >= 2
        && short.len() * 2 >= long.len()
        && short.iter().all(|id| rest.any(|there| there == id))
}

/// What becomes of an attribution, as it is written; none when a person must look: the sides want different things of one
/// delegation, or one put a name to words that the other changed.
pub(super) fn merged(
    base: Option<(&Attribution, &str)>,
    ours: (&Attribution, &str),
    theirs: (&Attribution, &str),
    gone: &HashSet<String>,
) -> Option<String> {
    let was = base.map_or(&[] as &[Holder], |(a, _)| a.sort.holders());
    let (own, other) = (ours.0.sort.holders(), theirs.0.sort.holders());
    if own == other || base.is_some() && other == was && !has_new(own, was) {
        return Some(without(ours.0, ours.1, gone));
    }
    if base.is_some() && own == was && !has_new(other, was) {
        return Some(without(theirs.0, theirs.1, gone));
    }
    if let Some((base, _)) = base
        && ours.0.words != theirs.0.words
    {
        let changed = |one: &Attribution| one.words != base.words;
        if changed(ours.0) && has_new(other, was) || changed(theirs.0) && has_new(own, was) {
            return None;
        }
    }
    let mut list = three_way(was, own, other)?;
    list.retain(|holder| !gone.contains(&holder.party));
    let known = [Some(ours), Some(theirs), base];
    let same = known.into_iter().flatten();
    let mut same = same.filter(|(one, _)| one.sort.holders() == list);
    if let Some((_, raw)) = same.next() {
        return Some(raw.to_owned());
    }
    let raws = [ours.1, theirs.1];
    Some(written(&list, &raws, ours.0.sort.is_front()))
}

/// Names that one side took away wherever they stood, and the other left as they were. Of words that stand twice nobody can
/// say which attribution became which; a name that is on a side no more has gone all the same.
pub(super) fn withdrawn(base: &Text<'_>, ours: &Text<'_>, theirs: &Text<'_>) -> HashSet<String> {
    let all = |text: &Text<'_>| -> Vec<Holder> {
        let held = text.attributions.iter().filter(|one| one.is_behind());
        held.flat_map(|one| one.sort.holders().iter().cloned())
            .collect()
    };
    let (was, own, other) = (all(base), all(ours), all(theirs));
    let is_named = |list: &[Holder], party: &str| list.iter().any(|one| one.party == party);
    let of = |list: &[Holder], party: &str| -> Vec<Holder> {
        let mut found: Vec<Holder> = list
            .iter()
            .filter(|one| one.party == party)
            .cloned()
            .collect();
        found.sort_by(|a, b| a.wish.cmp(&b.wish));
        found
    };
    let has_gone = |party: &str| {
        let left = |gone: &[Holder], stays: &[Holder]| {
            !is_named(gone, party) && of(stays, party) == of(&was, party)
        };
        left(&own, &other) || left(&other, &own)
    };
    let gone = was.iter().filter(|one| has_gone(&one.party));
    gone.map(|one| one.party.clone()).collect()
}

/// An attribution without the names that were withdrawn; as written where it has none of them.
pub(super) fn without(one: &Attribution, raw: &str, gone: &HashSet<String>) -> String {
    let all = one.sort.holders();
    if !one.is_behind() || !all.iter().any(|holder| gone.contains(&holder.party)) {
        return raw.to_owned();
    }
    let left = all.iter().filter(|holder| !gone.contains(&holder.party));
    written(&left.cloned().collect::<Vec<_>>(), &[raw], false)
}

/// Whether a list names somebody, or a wish, that another has not.
fn has_new(list: &[Holder], was: &[Holder]) -> bool {
    list.iter().any(|one| !was.contains(one))
}

fn three_way(was: &[Holder], own: &[Holder], other: &[Holder]) -> Option<Vec<Holder>> {
    let is_twice = |list: &[Holder]| {
        let named = list.iter().enumerate();
        let mut twice = named.map(|(at, one)| (list.get(..at).unwrap_or_default(), one));
        twice.any(|(before, one)| before.iter().any(|b| b.party == one.party))
    };
    if [was, own, other].into_iter().any(is_twice) {
        return None;
    }
    let of = |list: &[Holder], party: &str| list.iter().find(|h| h.party == party).cloned();
    let mut list = Vec::new();
    let only_theirs = other.iter().filter(|h| of(own, &h.party).is_none());
    for holder in own.iter().chain(only_theirs) {
        let party = &holder.party;
        let (b, o, t) = (of(was, party), of(own, party), of(other, party));
        let taken = if o == t || t == b {
            o
        } else if o == b {
            t
        } else {
            return None;
        };
        list.extend(taken);
    }
    Some(list)
}

/// An attribution in the manner of the two that it is made of.
fn written(list: &[Holder], raws: &[&str], is_front: bool) -> String {
    if list.is_empty() {
        return String::new();
    }
    let has = |sign: &str| raws.iter().any(|raw| raw.contains(sign));
    let comma = ["、", "，", "، "]
        .into_iter()
        .find(|sign| has(sign.trim_end()));
    let comma = comma.unwrap_or(", ");
    let semicolon = ["；", "؛ "].into_iter().find(|sign| has(sign.trim_end()));
    let semicolon = semicolon.unwrap_or("; ");
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for Holder { party, wish } in list {
        match groups.iter_mut().find(|(said, _)| said == wish) {
            Some((_, names)) => names.push(party),
            None => groups.push((wish, vec![party])),
        }
    }
    let said: Vec<String> = groups
        .into_iter()
        .map(|(wish, names)| names.join(comma) + wish)
        .collect();
    let said = said.join(semicolon);
    let filled = raws.iter().find(|raw| !raw.is_empty()).copied();
    let raw = filled.unwrap_or_default();
    if is_front {
        let colon = raw.chars().next_back().unwrap_or(':');
        return format!("{said}{colon}");
    }
    let lead: String = raw
        .chars()
        .take_while(|c| c.is_whitespace() || "-–—".contains(*c))
        .collect();
    if lead.is_empty() {
        format!("- {said}")
    } else {
        lead + &said
    }
}

//! What became of a proposal that was written into a text, now that the text is another: whether it still stands in brackets,
//! and if not, whether the words that it wanted are those that stand.
//!
//! Every place that the proposal changes is looked at by itself: a place stands in the words, or in a bracket of those who made
//! the proposal, or was not taken. Start at [`fate`].

use super::compile::same_words;
use super::hunk::{applied, slice, whole_hunks};
use super::rebase::{Rebased, rebase};
use super::segments::{Choice, Segment, Take, Voices, is_attributed, plain, rendered, segments};
use crate::model::bracket::{self, Bracket};
use crate::model::{Code, Header, Proposal, Wanted};

/// What became of a compiled proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands in brackets.
    Stands,
    /// What it wanted stands in the words.
    Taken,
    /// Some of what it wanted stands in the words, and nothing of it in brackets.
    TakenInPart,
    /// Nothing of what it wanted stands.
    NotTaken,
}

/// What became of a proposal that was compiled, in the words as they are now.
pub fn fate(proposal: &Proposal, now: &str, header: &Header) -> Fate {
    let is_party = |said: &str| header.find_party(said).is_some();
    let read = bracket::parse(now, &is_party);
    // Brackets that the proposal was made on are none of those that it was written into.
    let is_new = |b: &Bracket| is_attributed(b) && !proposal.base().contains(slice(now, &b.range));
    let cut = segments(now, &read, &is_new);
    let found = Found::of(&cut, proposal, header);
    match (found.claims.is_empty(), found.taken) {
        (false, _) => Fate::Stands,
        (true, 0) => Fate::NotTaken,
        (true, taken) if taken == found.places => Fate::Taken,
        _ => Fate::TakenInPart,
    }
}

/// A wording in a bracket that is that of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    /// Which bracket, in reading order.
    pub(super) choice: usize,
    /// Which of its wordings.
    pub(super) take: Take,
    /// Which of the names on it.
    pub(super) voices: usize,
}

/// Where the places that a proposal changes are.
pub(super) struct Found {
    /// How many it changes.
    pub(super) places: usize,
    /// How many of them stand in the words.
    pub(super) taken: usize,
    /// Where the others stand in brackets.
    pub(super) claims: Vec<Claim>,
}

impl Found {
    pub(super) fn of(cut: &[Segment], proposal: &Proposal, header: &Header) -> Self {
        let held = held(cut, &proposal.by, header);
        let alone = |claim: &Claim| with(cut, &[(claim.choice, claim.take)]);
        let Wanted::Words(text) = &proposal.wanted else {
            let is_out = |c: &Claim| c.take == Take::Nothing && alone(c).trim().is_empty();
            return Self {
                places: 1,
                taken: 0,
                claims: held.into_iter().filter(is_out).collect(),
            };
        };
        let base = proposal.base();
        let there = with(cut, &[]);
        let others: Vec<(Claim, String)> = held.into_iter().map(|c| (c, alone(&c))).collect();
        let mut found = Self {
            places: 0,
            taken: 0,
            claims: Vec::new(),
        };
        // All its words stand: no place is looked at by itself, where one may touch the next.
        let is_whole = others.is_empty() && same_words(&there, text);
        for hunk in whole_hunks(base, text) {
            found.places += 1;
            if is_whole {
                found.taken += 1;
                continue;
            }
            let wanted = applied(base, [&hunk]);
            if stands(base, &there, &wanted, header) == Some(true) {
                found.taken += 1;
                continue;
            }
            let claim = others.iter().find(|(claim, text)| {
                stands(base, text, &wanted, header).unwrap_or_else(|| {
                    // What stood there was edited: the wording tells.
                    let words = said(cut, claim);
                    let sought = hunk.words.trim();
                    let struck = slice(base, &hunk.range).trim();
                    match claim.take {
                        Take::Nothing => sought.is_empty() && words.contains(struck),
                        _ => !sought.is_empty() && words.contains(sought),
                    }
                })
            });
            if let Some((claim, _)) = claim
                && !found.claims.iter().any(|c| c.choice == claim.choice)
            {
                found.claims.push(*claim);
            }
        }
        found
    }
}

/// Whether a change stands in the words; `None` when others changed the same place.
fn stands(base: &str, now: &str, wanted: &str, header: &Header) -> Option<bool> {
    if same_words(now, wanted) {
        return Some(true);
    }
    let of = |now: &str| match rebase(base, now, wanted, "", &header.party_names()) {
        Rebased::Contained => Some(true),
        Rebased::Clean(_) => Some(false),
        Rebased::Overlap { .. } => None,
    };
    match of(now) {
        Some(true) => Some(true),
        // Signs that were kept from being read as those of a bracket.
        other if now.contains('\\') => of(&plain(now)).or(other),
        other => other,
    }
}

/// The words of a wording, or those that it strikes.
fn said(cut: &[Segment], claim: &Claim) -> String {
    let mut choices = Vec::new();
    collect(cut, &mut choices);
    let Some(choice) = choices.get(claim.choice) else {
        return String::new();
    };
    match claim.take {
        Take::Ask(nth) => choice
            .asks
            .get(nth)
            .map_or_else(String::new, |(w, _)| w.clone()),
        _ => plain(&rendered(&choice.base, &mut |_| Take::Base)),
    }
}

/// The text with these choices made, and of all others what stood there.
pub(super) fn with(cut: &[Segment], takes: &[(usize, Take)]) -> String {
    let mut nth = 0;
    rendered(cut, &mut |_| {
        let here = takes.iter().find(|(at, _)| *at == nth);
        nth += 1;
        here.map_or(Take::Base, |(_, take)| *take)
    })
}

/// The wordings that some of these delegations propose; where one is proposed by exactly them, that one alone.
fn held(cut: &[Segment], by: &[Code], header: &Header) -> Vec<Claim> {
    let mut choices = Vec::new();
    collect(cut, &mut choices);
    let mut found = Vec::new();
    for (nth, choice) in choices.iter().enumerate() {
        let here: Vec<(Claim, bool)> = every_voice(choice)
            .filter_map(|(take, voices, said)| {
                let mut codes = codes(&said.by, header);
                if take == Take::Nothing && codes != by {
                    // Several who strike the same words are told as one who does and others who support it.
                    codes.extend(self::codes(&said.supporters, header));
                }
                let is_exact = codes.len() == by.len() && codes.iter().all(|c| by.contains(c));
                let claim = Claim {
                    choice: nth,
                    take,
                    voices,
                };
                let is_shared = codes.iter().any(|c| by.contains(c));
                is_shared.then_some((claim, is_exact))
            })
            .collect();
        let exact = here.iter().any(|(_, is_exact)| *is_exact);
        let mine = here.into_iter().filter(|(_, is_exact)| *is_exact || !exact);
        found.extend(mine.map(|(claim, _)| claim));
    }
    found
}

/// Everything that is asked for in a bracket, with the number of the names on each wording.
pub(super) fn every_voice(choice: &Choice) -> impl Iterator<Item = (Take, usize, &Voices)> {
    let asks = choice.asks.iter().enumerate();
    let asks = asks.flat_map(|(at, (_, voices))| {
        let voices = voices.iter().enumerate();
        voices.map(move |(nth, v)| (Take::Ask(at), nth, v))
    });
    let struck = choice.struck.iter().enumerate();
    asks.chain(struck.map(|(nth, v)| (Take::Nothing, nth, v)))
}

/// Delegations and groups of these names, each once.
pub(super) fn codes(names: &[String], header: &Header) -> Vec<Code> {
    let known = names.iter().filter_map(|name| header.find_party(name));
    known.fold(Vec::new(), |mut all, code| {
        if !all.contains(&code) {
            all.push(code);
        }
        all
    })
}

/// The choices in the order in which they are asked for.
pub(super) fn collect<'s>(cut: &'s [Segment], choices: &mut Vec<&'s Choice>) {
    for segment in cut {
        if let Segment::Choice(choice) = segment {
            choices.push(choice);
            collect(&choice.base, choices);
        }
    }
}

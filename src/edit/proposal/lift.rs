//! Taking brackets out of a text again: what stood there, and who proposed what.

use std::ops::Range;

use super::compile::same_words;
use super::fate::{Claim, Found, codes, collect, every_voice, with};
use super::segments::{Choice, Take, Voices, is_attributed, segments};
use crate::model::bracket::{self, Bracket};
use crate::model::{Code, Header, Id, Proposal};

/// A text without its attributed brackets, and what was proposed in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// The words as they stood before.
    pub base: String,
    /// The proposals, in the order in which they stand.
    pub proposals: Vec<Sketch>,
    /// The proposals that had been written into the text and come out of it as themselves.
    pub back: Vec<(Id, Sketch)>,
}

/// A proposal as a bracket says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The words that it wants; none when it wants the paragraph out.
    pub text: Option<String>,
    /// Who proposes.
    pub by: Vec<Code>,
    /// Who supports it: `retain` of words put in, a second `delete` of words struck.
    pub supporters: Vec<Code>,
    /// Who opposes it: `delete` of words put in, `retain` of words that stood there.
    pub opposers: Vec<Code>,
}

/// Reads the proposals out of the brackets of a text; out of the one that stands at `only`, when it is given. Those of
/// `compiled` that stand in these brackets are told from what else was proposed.
///
/// Brackets without names, with reservations, or with two wordings that nobody proposes stay where they are: nobody can say
/// what stood there before. `None` when there is nothing to lift. The inverse of [`compile`](super::compile()).
pub fn lift(
    text: &str,
    header: &Header,
    only: Option<&Range<usize>>,
    compiled: &[&Proposal],
) -> Option<Lifted> {
    let is_party = |said: &str| header.find_party(said).is_some();
    let read = bracket::parse(text, &is_party);
    let is_open = |b: &Bracket| is_attributed(b) && only.is_none_or(|range| b.range == *range);
    let cut = segments(text, &read, &is_open);
    let base = with(&cut, &[]);
    let mut choices: Vec<&Choice> = Vec::new();
    collect(&cut, &mut choices);
    let mut claimed: Vec<Claim> = Vec::new();
    let mut back: Vec<(Id, Sketch)> = Vec::new();
    for proposal in compiled {
        let mut mine = Found::of(&cut, proposal, header).claims;
        // Several can strike the same words; words that are put in are those of one.
        mine.retain(|claim| claim.take == Take::Nothing || !claimed.contains(claim));
        if mine.is_empty() {
            continue;
        }
        let voices = |claim: &Claim| {
            let here = choices.get(claim.choice).copied();
            let mut here = here.into_iter().flat_map(every_voice);
            let found = here.find(|(take, nth, _)| (*take, *nth) == (claim.take, claim.voices));
            found.map(|(_, _, voices)| match claim.take {
                Take::Nothing => struck(proposal, voices, compiled, header),
                _ => voices.clone(),
            })
        };
        let mut all = Voices::default();
        for said in mine.iter().filter_map(voices) {
            all.by.extend(said.by);
            all.supporters.extend(said.supporters);
            all.opposers.extend(said.opposers);
        }
        let takes: Vec<(usize, Take)> = mine.iter().map(|c| (c.choice, c.take)).collect();
        let mut sketch = sketch(with(&cut, &takes), &all, header);
        in_order_of(&proposal.by, &mut sketch.by);
        back.push((proposal.id, sketch));
        claimed.extend(mine);
    }
    let mut asked: Vec<(Voices, Vec<(usize, Take)>)> = Vec::new();
    for (nth, choice) in choices.iter().enumerate() {
        for (take, at, voices) in every_voice(choice) {
            let claim = Claim {
                choice: nth,
                take,
                voices: at,
            };
            if claimed.contains(&claim) {
                continue;
            }
            // The same delegations with the same support at several places made one proposal; at one place, two.
            let known = asked
                .iter_mut()
                .find(|(v, takes)| v == voices && takes.iter().all(|(at, _)| *at != nth));
            match known {
                Some((_, takes)) => takes.push((nth, take)),
                None => asked.push((voices.clone(), vec![(nth, take)])),
            }
        }
    }
    if asked.is_empty() && back.is_empty() || base.trim().is_empty() && only.is_none() {
        return None;
    }
    let is_new = |p: &Sketch| p.text.as_ref().is_none_or(|text| !same_words(text, &base));
    let proposals = asked
        .into_iter()
        .map(|(voices, takes)| sketch(with(&cut, &takes), &voices, header))
        .filter(is_new)
        .collect();
    back.retain(|(_, sketch)| is_new(sketch));
    Some(Lifted {
        base,
        proposals,
        back,
    })
}

fn sketch(wanted: String, voices: &Voices, header: &Header) -> Sketch {
    Sketch {
        text: (!wanted.trim().is_empty()).then_some(wanted),
        by: codes(&voices.by, header),
        supporters: codes(&voices.supporters, header),
        opposers: codes(&voices.opposers, header),
    }
}

/// The voices of one of those who strike the same words: its own that still stand there, and those of nobody else.
fn struck(own: &Proposal, said: &Voices, compiled: &[&Proposal], header: &Header) -> Voices {
    let of_others = |name: &&String, of: &dyn Fn(&Proposal) -> Vec<Code>| {
        let code = header.find_party(name);
        let is_in = |p: &Proposal| code.is_some_and(|code| of(p).contains(&code));
        is_in(own) || !compiled.iter().any(|p| is_in(p))
    };
    let backers = |p: &Proposal| p.backers().collect::<Vec<_>>();
    let (mut by, mut supporters) = (Vec::new(), Vec::new());
    let all = said.by.iter().chain(&said.supporters);
    for name in all.filter(|name| of_others(name, &backers)) {
        let is_maker = header
            .find_party(name)
            .is_some_and(|code| own.by.contains(&code));
        if is_maker { &mut by } else { &mut supporters }.push(name.clone());
    }
    let opposers = said.opposers.iter();
    let opposers = opposers.filter(|name| of_others(name, &|p| p.opposers.clone()));
    Voices {
        by,
        supporters,
        opposers: opposers.cloned().collect(),
    }
}

/// Puts those of `first` first, as they stand there.
fn in_order_of(first: &[Code], all: &mut [Code]) {
    let place = |code: &Code| first.iter().position(|c| c == code);
    all.sort_by_key(|code| place(code).unwrap_or(usize::MAX));
}

//! Taking brackets out of a text again: what stood there, and who proposed what.

use std::ops::Range;

use super::compile::same_words;
use super::segments::{Choice, Segment, Take, Voices, is_attributed, rendered, segments};
use crate::model::bracket::{self, Bracket};
use crate::model::{Code, Header};

/// A text without its attributed brackets, and what was proposed in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// The words as they stood before.
    pub base: String,
    /// The proposals, in the order in which they stand.
    pub proposals: Vec<Sketch>,
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

/// Reads the proposals out of the brackets of a text; out of the one that stands at `only`, when it is given.
///
/// Brackets without names, with reservations, or with two wordings that nobody proposes stay where they are: nobody can say
/// what stood there before. `None` when there is nothing to lift. The inverse of [`compile`](super::compile()).
pub fn lift(text: &str, header: &Header, only: Option<&Range<usize>>) -> Option<Lifted> {
    let is_party = |said: &str| header.find_party(said).is_some();
    let read = bracket::parse(text, &is_party);
    let is_open = |b: &Bracket| is_attributed(b) && only.is_none_or(|range| b.range == *range);
    let cut = segments(text, &read, &is_open);
    let base = rendered(&cut, &mut |_| Take::Base);
    let mut asked: Vec<(Voices, Vec<(usize, Take)>)> = Vec::new();
    let mut choices: Vec<&Choice> = Vec::new();
    collect(&cut, &mut choices);
    for (nth, choice) in choices.iter().enumerate() {
        let asks = choice.asks.iter().enumerate();
        let asks =
            asks.flat_map(|(at, (_, voices))| voices.iter().map(move |v| (v, Take::Ask(at))));
        let struck = choice.struck.iter().map(|voices| (voices, Take::Nothing));
        for (voices, take) in asks.chain(struck) {
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
    if asked.is_empty() || base.trim().is_empty() && only.is_none() {
        return None;
    }
    let codes = |names: &[String]| -> Vec<Code> {
        let known = names.iter().filter_map(|name| header.find_party(name));
        known.fold(Vec::new(), |mut all, code| {
            if !all.contains(&code) {
                all.push(code);
            }
            all
        })
    };
    let proposals = asked.into_iter().map(|(voices, takes)| {
        let mut nth = 0;
        let wanted = rendered(&cut, &mut |_| {
            let here = takes.iter().find(|(at, _)| *at == nth);
            nth += 1;
            here.map_or(Take::Base, |(_, take)| *take)
        });
        let text = (!wanted.trim().is_empty()).then_some(wanted);
        Sketch {
            text,
            by: codes(&voices.by),
            supporters: codes(&voices.supporters),
            opposers: codes(&voices.opposers),
        }
    });
    let proposals = proposals
        .filter(|p| p.text.as_ref().is_none_or(|text| !same_words(text, &base)))
        .collect();
    Some(Lifted { base, proposals })
}

/// The choices in the order in which they are asked for.
fn collect<'s>(cut: &'s [Segment], choices: &mut Vec<&'s Choice>) {
    for segment in cut {
        if let Segment::Choice(choice) = segment {
            choices.push(choice);
            collect(&choice.base, choices);
        }
    }
}

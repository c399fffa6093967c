//! Deciding on all that is contested by somebody's will: that of a delegation, or of the chair. Start at [`decided`].

use std::collections::HashMap;

use super::resolve::{Chosen, Contest, Fate, Pick, Remarks, Take, contests, settled};
use super::{BracketKind, chosen, parse, told, wanted};
use crate::model::{Code, Header};

/// By whose will brackets are decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judge {
    /// The delegation or group whose marks count; none for the chair.
    pub code: Option<Code>,
    /// What the chair says now, by the number of the bracket; it counts before what was kept.
    pub told: Vec<(usize, Take)>,
    /// What is taken where neither says anything: the first wording, or nothing. None leaves it open.
    pub rest: Option<Take>,
}

/// What is taken where nobody said anything.
pub(crate) fn of_rest(rest: Take) -> Pick {
    match rest {
        Take::Drop => Pick::Nothing,
        Take::Keep => Pick::Nth(0),
        Take::Choose(nth) => Pick::Nth(nth.saturating_sub(1)),
    }
}

/// What is taken of a contest by the will of a judge.
pub(crate) fn will(
    text: &str,
    header: &Header,
    kept: &[Chosen],
    judge: &Judge,
    told_now: &[(usize, Take)],
    contest: &Contest<'_>,
) -> Option<Pick> {
    let takes: Vec<Option<Take>> = contest
        .brackets
        .iter()
        .map(|(number, _)| {
            told_now
                .iter()
                .find(|(n, _)| n == number)
                .map(|(_, take)| *take)
        })
        .collect();
    let said = takes.iter().any(Option::is_some);
    let now = said.then(|| told(contest, &takes)).flatten();
    let marks = || {
        let code = judge.code?;
        wanted(text, contest, &|name| header.whose(code, name))
    };
    now.or_else(marks)
        .or_else(|| chosen(text, contest, kept))
        .or_else(|| judge.rest.map(of_rest))
}

/// A text decided by somebody's will as far as it goes, with what is no words taken out too: status lines, remarks. Gives
/// the words, and how many brackets are left open.
pub fn decided(header: &Header, text: &str, kept: &[Chosen], judge: &Judge) -> (String, usize) {
    if !text.contains(['[', '［', '{', '\\']) {
        return (text.to_owned(), 0);
    }
    let mut text = text.to_owned();
    let mut left;
    loop {
        let read = parse(&text, &|said| header.may_name(said));
        let mut more = false;
        left = 0;
        let mut fates = HashMap::new();
        for contest in contests(&text, &read) {
            let pick = will(&text, header, kept, judge, &judge.told, &contest);
            let Some(pick) = pick else {
                left += contest.brackets.len();
                continue;
            };
            more = true;
            for (_, b) in &contest.brackets {
                fates.insert(b.range.start, Fate::Gone);
            }
            if let Pick::Nth(nth) = pick
                && let Some((of, at, _)) = contest.wordings.get(nth)
                && let Some((_, b)) = contest.brackets.get(*of)
            {
                fates.insert(b.range.start, Fate::Keep(*at));
            }
        }
        for b in read.brackets() {
            if matches!(b.kind, BracketKind::Status | BracketKind::Remark) {
                fates.insert(b.range.start, Fate::Gone);
            }
            left += usize::from(b.kind == BracketKind::Placeholder);
        }
        text = settled(&text, &read, Remarks::Gone, &mut |b| {
            fates.get(&b.range.start).cloned().unwrap_or(Fate::Stay)
        });
        if !more {
            return (text, left);
        }
    }
}

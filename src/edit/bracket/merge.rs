//! Two brackets become one: alternatives of each other, or one wording of all who hold the same words.

use super::{Read, runs, signs, spliced};
use crate::model::Header;
use crate::model::bracket::{Alternative, Bracket, BracketKind, Wish};

/// The contested bracket that touches another from behind, with nothing but white space between.
fn next<'r>(read: &'r Read<'_>, first: &Bracket) -> Option<&'r Bracket> {
    let rest = read.text.get(first.range.end..)?;
    let at = first.range.end + rest.len() - rest.trim_start().len();
    let mut open = read.read.open().into_iter();
    open.find(|b| b.range.start == at && b.kind == BracketKind::Contested)
}

/// A bracket and the one behind it become one.
pub(super) fn merge(read: &Read<'_>, header: &Header, number: usize) -> Result<String, String> {
    let first = read.bracket(number)?;
    let Some(second) = next(read, first).filter(|_| first.kind == BracketKind::Contested) else {
        return Err(format!(
            "nothing to merge: no bracket stands right behind bracket {number}"
        ));
    };
    let is_run = runs(read)
        .iter()
        .any(|run| run.contains(&first.range.start) && run.contains(&second.range.start));
    let inside = |b: &Bracket| {
        let (open, close) = signs(read.text, Some(b));
        read.slice(b.range.start + open.len_utf8()..b.range.end - close.len_utf8())
            .trim()
            .to_owned()
    };
    let (open, close) = signs(read.text, Some(first));
    let single = |b: &'_ Bracket| match b.alternatives.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let held = |b: &Bracket| {
        let only = single(b)?;
        let marks = only.marks.iter();
        let marks = marks.map(|m| (read.slice(m.party.clone()).to_lowercase(), m.wish));
        Some(marks.collect::<Vec<_>>())
    };
    let same = held(first).is_some() && held(first) == held(second);
    // The same words of different delegations are one wording that all of them hold.
    if is_run && let Some(text) = united(read, first, second) {
        let again = Read::of(&text, header);
        let made = again.bracket(number)?;
        let named = |b: &Bracket| b.alternatives.iter().map(|a| a.marks.len()).sum::<usize>();
        if made.range.start == first.range.start
            && made.alternatives.len() == 1
            && named(made) == named(first) + named(second)
        {
            return Ok(text);
        }
    }
    let merged = if is_run || !same {
        if !is_run {
            return Err("the two are held by different delegations and do not touch: attribute them alike, or take the space between away".to_owned());
        }
        format!("{open}{} / {}{close}", inside(first), inside(second))
    } else {
        let body = |b: &Bracket| single(b).map(|a| read.slice(a.body)).unwrap_or_default();
        let between = read.slice(first.range.end..second.range.start);
        let (one, two) = (body(first), body(second));
        let marks = single(first).map(|a| {
            let end = first.range.end - close.len_utf8();
            if a.marks.is_empty() || a.body.start > a.marks.first().map_or(0, |m| m.party.start) {
                // Names in front stay in front.
                (
                    read.slice(first.range.start + open.len_utf8()..a.body.start),
                    "",
                )
            } else {
                ("", read.slice(a.body.end..end))
            }
        });
        let (front, back) = marks.unwrap_or_default();
        format!("{open}{front}{one}{between}{two}{back}{close}")
    };
    let text = spliced(read.text, first.range.start..second.range.end, &merged);
    let again = Read::of(&text, header);
    let wordings = |b: &Bracket| b.alternatives.len();
    let wanted = if is_run {
        wordings(first) + wordings(second)
    } else {
        1
    };
    let made = again.bracket(number)?;
    if made.range.start == first.range.start && wordings(made) == wanted {
        Ok(text)
    } else {
        Err("the merged bracket could not be read back as it is meant: write it by hand".to_owned())
    }
}

/// Two brackets with one wording each, the same words, as one that all who propose it hold; none when they are not such.
fn united(read: &Read<'_>, first: &Bracket, second: &Bracket) -> Option<String> {
    let ([one], [two]) = (
        first.alternatives.as_slice(),
        second.alternatives.as_slice(),
    ) else {
        return None;
    };
    let all = || one.marks.iter().chain(&two.marks);
    let named = !one.marks.is_empty() && !two.marks.is_empty();
    let plain = one.unread.is_empty() && two.unread.is_empty();
    let alike = read.slice(one.body.clone()).trim() == read.slice(two.body.clone()).trim();
    if !(named && plain && alike && all().all(|m| m.wish == Wish::Propose)) {
        return None;
    }
    let (open, close) = signs(read.text, Some(first));
    // As they are written: `KAZ and others`.
    let names = |b: &Bracket, a: &Alternative| -> Option<String> {
        let (from, last) = (a.marks.first()?.party.start, a.marks.last()?.party.end);
        let end = if from < a.body.start {
            last
        } else {
            b.range.end - close.len_utf8()
        };
        Some(
            read.slice(from..end)
                .trim_end_matches([' ', '.'])
                .to_owned(),
        )
    };
    let names = [names(first, one)?, names(second, two)?];
    let body = read.slice(one.body.clone()).trim();
    let merged = format!("{open}{body} - {}{close}", names.join(", "));
    Some(spliced(
        read.text,
        first.range.start..second.range.end,
        &merged,
    ))
}

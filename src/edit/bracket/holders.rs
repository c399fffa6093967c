//! Who holds a bracket, as it is written: names put in and taken out, with the wish of the language.

use std::ops::Range;

use super::{Read, spliced};
use crate::model::bracket::{Alternative, Bracket, BracketKind, Mark, Wish};
use crate::model::{Code, Header, names as listed};
use crate::text::Language;

/// The word for a wish in the language of the text, as translations of compilation texts write it.
fn word(wish: Wish, language: Language) -> &'static str {
    let [retain, delete, reserve] = match language.as_str() {
        "fr" => ["maintenir", "supprimer", "réserve"],
        "es" => ["mantener", "suprimir", "reserva"],
        "ru" => ["сохранить", "исключить", "оговорка"],
        "zh" => ["保留", "删除", "有保留"],
        "ar" => ["الإبقاء", "حذف", "تحفظ"],
        _ => ["retain", "delete", "reserve"],
    };
    match wish {
        Wish::Propose => "",
        Wish::Retain => retain,
        Wish::Delete => delete,
        Wish::Reserve => reserve,
    }
}

/// Names with their wish: `KAZ, UZB delete`.
fn said(by: &[Code], wish: Wish, language: Language) -> String {
    let names = listed(by);
    match word(wish, language) {
        "" => names,
        word => format!("{names} {word}"),
    }
}

/// Who holds words, to stand behind them: ` - KAZ, UZB delete`; nothing when nobody does.
pub(super) fn written(by: &[Code], wish: Wish, language: Language) -> String {
    if by.is_empty() {
        return String::new();
    }
    format!(" - {}", said(by, wish, language))
}

/// The names that have a wish on a wording.
pub(super) fn names(read: &Read<'_>, wording: &Alternative, wish: Wish) -> Vec<String> {
    let marks = wording.marks.iter().filter(|m| m.wish == wish);
    marks
        .map(|m| read.slice(m.party.clone()).to_owned())
        .collect()
}

/// Where the part of a bracket ends that a wording and its names stand in, without white space and full stops.
fn end_of(read: &Read<'_>, bracket: &Bracket, at: usize) -> usize {
    let own = bracket.alternatives.get(at);
    let own_end = own.map_or(bracket.range.start, |a| {
        let names = a.marks.iter().map(|m| m.party.end);
        names.chain([a.body.end]).max().unwrap_or(a.body.end)
    });
    let end = match bracket.alternatives.get(at + 1) {
        None => {
            let close = read.slice(own_end..bracket.range.end).rfind([']', '］']);
            close.map_or(bracket.range.end, |at| own_end + at)
        }
        Some(next) => {
            let names = next.marks.iter().map(|m| m.party.start);
            let start = names.chain([next.body.start]).min().unwrap_or(own_end);
            let between = read.slice(own_end..start).rfind(['/', '／']);
            between.map_or(start, |at| own_end + at)
        }
    };
    let inside = read.slice(own_end..end);
    own_end + inside.trim_end_matches([' ', '.', '。']).len()
}

/// Whether the names stand in front of the words: `[EU, Norway: x]`.
fn is_in_front(wording: &Alternative) -> bool {
    let first = wording.marks.first();
    first.is_some_and(|mark| mark.party.start < wording.body.start)
}

/// Delegations say what they want with a wording. Whoever said something else of it before says this now.
pub(super) fn attribute(
    read: &Read<'_>,
    header: &Header,
    language: Language,
    (number, nth): (usize, usize),
    by: &[Code],
    wish: Wish,
) -> Result<String, String> {
    if by.is_empty() {
        return Err("nobody is named: say who holds the words".to_owned());
    }
    let target = read.bracket(number)?;
    let at = place(target, number, nth)?;
    let mut text = read.text.to_owned();
    for code in by {
        text = without(&Read::of(&text, header), header, number, Some(at), *code)?.0;
    }
    let stripped = Read::of(&text, header);
    let target = stripped.bracket(number)?;
    let wording = target.alternatives.get(at).ok_or(GONE)?;
    // Behind a wish that is not known nobody else is put: it is not theirs.
    let is_told = |m: &Mark| {
        let mut unread = wording.unread.iter().filter(|r| r.start >= m.party.end);
        !unread.any(|r| {
            !stripped
                .slice(m.party.end..r.start)
                .contains([';', '；', '؛'])
        })
    };
    let mut marks = wording.marks.iter();
    let last = marks.rposition(|m| m.wish == wish && is_told(m));
    let last = last.and_then(|at| wording.marks.get(at));
    let end = end_of(&stripped, target, at);
    let text = match last {
        Some(last) => {
            let more = format!(", {}", listed(by));
            spliced(stripped.text, last.party.end..last.party.end, &more)
        }
        None if wording.marks.is_empty() => {
            let said = written(by, wish, language);
            spliced(stripped.text, end..end, &said)
        }
        None if is_in_front(wording) => {
            // Names in front can only propose: they go behind.
            let start = wording.marks.first().map_or(0, |m| m.party.start);
            let proposers: Vec<&str> = wording
                .marks
                .iter()
                .map(|m| stripped.slice(m.party.clone()))
                .collect();
            let body = stripped.slice(wording.body.clone()).trim_end();
            let said = format!(
                "{body} - {}; {}",
                proposers.join(", "),
                said(by, wish, language)
            );
            spliced(stripped.text, start..end, &said)
        }
        None => {
            let more = format!("; {}", said(by, wish, language));
            spliced(stripped.text, end..end, &more)
        }
    };
    let again = Read::of(&text, header);
    let made = again.bracket(number)?;
    let names = made.alternatives.get(at).map(|a| names(&again, a, wish));
    let all = names.is_some_and(|names| {
        by.iter().all(|code| {
            names
                .iter()
                .any(|n| header.find_party(n) == Some(*code) || n == code.as_str())
        })
    });
    if all
        && made.kind == BracketKind::Contested
        && made.alternatives.len() == target.alternatives.len()
    {
        Ok(text)
    } else {
        Err("the names could not be read back as those of the bracket: add them to workspace.yaml, or write the bracket by hand".to_owned())
    }
}

const GONE: &str = "the bracket cannot be read any more: write it by hand";

/// The place of a wording.
fn place(target: &Bracket, number: usize, nth: usize) -> Result<usize, String> {
    match nth
        .checked_sub(1)
        .filter(|at| *at < target.alternatives.len())
    {
        Some(at) => Ok(at),
        None => Err(format!(
            "bracket {number} has no wording {nth}: it has {}, counted from 1",
            target.alternatives.len()
        )),
    }
}

/// A delegation withdraws from one bracket, or from all.
pub(super) fn withdraw(
    read: &Read<'_>,
    header: &Header,
    number: Option<usize>,
    by: Code,
) -> Result<String, String> {
    let numbers = match number {
        Some(number) => {
            read.bracket(number)?;
            vec![number]
        }
        None => (1..=read.read.open().len()).collect(),
    };
    let mut text = read.text.to_owned();
    let mut found = false;
    for number in numbers {
        let (without, had) = without(&Read::of(&text, header), header, number, None, by)?;
        (text, found) = (without, found || had);
    }
    if found {
        return Ok(text);
    }
    Err(match number {
        Some(number) => format!("{by} holds nothing in bracket {number}"),
        None => format!(
            "{by} holds no bracket in these words (of one over several paragraphs it withdraws with `--over`)"
        ),
    })
}

/// The text without the name of a delegation in a bracket, or in one of its wordings; and whether it stood there.
fn without(
    read: &Read<'_>,
    header: &Header,
    number: usize,
    only: Option<usize>,
    by: Code,
) -> Result<(String, bool), String> {
    let mut text = read.text.to_owned();
    let mut found = false;
    let wordings = read.bracket(number)?.alternatives.len();
    for at in 0..wordings {
        if only.is_some_and(|only| only != at) {
            continue;
        }
        // One name after the other: each time the text is read anew.
        for _ in 0..64 {
            let now = Read::of(&text, header);
            let target = now.bracket(number)?;
            let Some(wording) = target.alternatives.get(at) else {
                break;
            };
            let is_mine = |m: &&Mark| {
                let name = now.slice(m.party.clone());
                header.find_party(name) == Some(by) || name == by.as_str()
            };
            let Some(mark) = wording.marks.iter().find(is_mine) else {
                break;
            };
            let cut = cut_of(&now, target, at, mark);
            text = spliced(now.text, cut, "");
            found = true;
        }
    }
    Ok((text, found))
}

/// The bytes that go with a name: its comma; its whole part between semicolons when it stands alone in it; the dash or the
/// colon when nobody else holds the words.
fn cut_of(read: &Read<'_>, bracket: &Bracket, at: usize, mark: &Mark) -> Range<usize> {
    let none = mark.party.clone();
    let Some(wording) = bracket.alternatives.get(at) else {
        return none;
    };
    let end = end_of(read, bracket, at);
    if wording.marks.len() == 1 {
        return if is_in_front(wording) {
            mark.party.start..wording.body.start
        } else {
            wording.body.end..end
        };
    }
    let marks = &wording.marks;
    let Some(place) = marks.iter().position(|m| m == mark) else {
        return none;
    };
    let before = place.checked_sub(1).and_then(|at| marks.get(at));
    let behind = marks.get(place + 1);
    let parted = |a: &Mark, b: &Mark| {
        let between = read.slice(a.party.end..b.party.start);
        between.contains([';', '；', '؛'])
    };
    let with_before = before.filter(|b| !parted(b, mark));
    let with_behind = behind.filter(|b| !parted(mark, b));
    match (with_before, with_behind, before, behind) {
        // In a list of names.
        (Some(before), ..) => before.party.end..mark.party.end,
        (None, Some(behind), ..) | (None, None, None, Some(behind)) => {
            mark.party.start..behind.party.start
        }
        // Alone between semicolons.
        (None, None, Some(before), _) => {
            let said = read.slice(before.party.end..mark.party.start);
            let semicolon = said.rfind([';', '；', '؛']).unwrap_or_default();
            let to = match behind {
                Some(behind) => {
                    let rest = read.slice(mark.party.end..behind.party.start);
                    let semicolon = rest.find([';', '；', '؛']).unwrap_or(rest.len());
                    mark.party.end + semicolon
                }
                None => end,
            };
            before.party.end + semicolon..to
        }
        (None, None, None, None) => none,
    }
}

//! Rules B1 to B5: square brackets, in every language.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::case::{Case, Findings, Text};
use super::nearest::nearest;
use crate::model::bracket::{self, Bracket, BracketKind, Issue, Piece, Wish};
use crate::model::{Role, Severity};
use crate::text;

/// B1: brackets left in a final text.
pub(super) fn left(case: &Case<'_>, found: &mut Findings) {
    for text in case.texts().filter(|t| t.paragraph.role != Role::Note) {
        for piece in &text.read.pieces {
            if let Piece::Bracket(bracket) = piece
                && bracket.kind.is_open()
            {
                let shown = shown(text, bracket.range.clone());
                found.at(
                    text,
                    Some(bracket.range.clone()),
                    format!("The bracket {shown} is left in the text."),
                    "Resolve it, or write \\[ and \\] if the brackets belong to the text.",
                );
            }
        }
    }
    for draft in &case.drafts {
        let listed = draft.document.head.brackets.iter().map(|b| (b.from, b.to));
        let written = draft.spans.spans.iter().filter_map(|span| {
            let id = |at: usize| Some(draft.texts.get(at)?.paragraph.id);
            Some((id(span.from.paragraph)?, id(span.to.paragraph)?))
        });
        for (from, to) in listed.chain(written) {
            found.file(
                Arc::clone(&draft.file),
                Some(from),
                format!("A bracket over paragraphs {from} to {to} is left."),
                "Resolve it.",
            );
        }
        for group in bracket::options(draft.document) {
            let (from, _) = group.range();
            if let Some(text) = draft.texts.get(from) {
                found.file(
                    Arc::clone(&draft.file),
                    Some(text.paragraph.id),
                    format!("{} options are left to choose from.", group.options.len()),
                    "Choose one of them.",
                );
            }
        }
    }
}

/// B2: a bracket without its partner in the whole document.
pub(super) fn balance(case: &Case<'_>, found: &mut Findings) {
    for draft in &case.drafts {
        // The signs of the paragraph that was looked at last: a text may have as many as bytes.
        let mut signs: (Option<usize>, [Vec<usize>; 2]) = (None, [Vec::new(), Vec::new()]);
        let unclosed = draft.spans.unclosed.iter().map(|place| (place, true));
        let unopened = draft.spans.unopened.iter().map(|place| (place, false));
        let mut places: Vec<_> = unclosed.chain(unopened).collect();
        places.sort_unstable();
        for (place, opens) in places {
            let Some(text) = draft.texts.get(place.paragraph) else {
                continue;
            };
            if signs.0 != Some(place.paragraph) {
                let opens = |i: &&Issue| matches!(i, Issue::Unclosed(_));
                let (open, close): (Vec<&Issue>, Vec<&Issue>) =
                    text.read.issues.iter().partition(opens);
                let places = |issues: Vec<&Issue>| issues.into_iter().map(|i| i.at()).collect();
                signs = (Some(place.paragraph), [places(close), places(open)]);
            }
            let [close, open] = &signs.1;
            let of_kind = if opens { open } else { close };
            let Some(at) = of_kind.get(place.nth).copied() else {
                continue;
            };
            let sign = text.slice(at..text.paragraph.text().len()).chars().next();
            let span = Some(at..at + sign.map_or(0, char::len_utf8));
            let (message, hint) = if opens {
                (
                    "This bracket is opened and never closed, here or in a later paragraph.",
                    "Close it where it should end, or write \\[ if it belongs to the words.",
                )
            } else {
                (
                    "This bracket is closed and was never opened, here or in an earlier paragraph.",
                    "Take it out, or open the bracket where it should begin.",
                )
            };
            found.at(text, span, message, hint);
        }
    }
    for draft in &case.drafts {
        let places = draft.document.places();
        for bracket in &draft.document.head.brackets {
            let (from, to) = (places.get(&bracket.from), places.get(&bracket.to));
            let wrong = match (from, to) {
                (Some(from), Some(to)) if from <= to => continue,
                (Some(_), Some(_)) => "ends before it begins".to_owned(),
                (None, _) => format!("begins in {}, which is not there", bracket.from),
                (_, None) => format!("ends in {}, which is not there", bracket.to),
            };
            found.file(
                Arc::clone(&draft.file),
                None,
                format!("A bracket over several paragraphs {wrong}."),
                "Correct it under `brackets` of the document.",
            );
        }
    }
}

/// B3: alternatives that are none.
pub(super) fn alternatives(case: &Case<'_>, found: &mut Findings) {
    for text in case.texts() {
        for bracket in contested(text) {
            let mut seen = HashSet::new();
            for alternative in &bracket.alternatives {
                let words = text::normalize(text.slice(alternative.body.clone()));
                if words.is_empty() {
                    found.at(
                        text,
                        Some(bracket.range.clone()),
                        "A bracket has nothing in it, or nothing on one side of a slash.",
                        "Write the words, or take it out; a wish to delete is `[words - CODE delete]`.",
                    );
                } else if !seen.insert(words) {
                    found.at(
                        text,
                        Some(alternative.body.clone()),
                        "The same words are offered twice in a bracket.",
                        "Keep one of them, with all who hold it.",
                    );
                }
            }
        }
        for (first, second) in neighbours(text) {
            let words = |b: &Bracket| match b.alternatives.as_slice() {
                [only] => text::normalize(text.slice(only.body.clone())),
                _ => String::new(),
            };
            if !words(first).is_empty() && words(first) == words(second) {
                found.at(
                    text,
                    Some(second.range.clone()),
                    "The same words stand in two brackets side by side.",
                    "Keep one of them, with all who hold it.",
                );
            }
        }
    }
}

/// B4: who holds what.
pub(super) fn attribution(case: &Case<'_>, found: &mut Findings) {
    let codes: Vec<&str> = {
        let header = &case.workspace.header;
        let delegations = header.delegations.iter().map(|d| d.code.as_str());
        delegations
            .chain(header.groups.iter().map(|g| g.code.as_str()))
            .collect()
    };
    let guess = |said: &str| {
        let names = case.parties().iter();
        let by_code = nearest(said, codes.iter().copied());
        by_code.or_else(|| {
            let name = nearest(said, names.map(|(name, _)| name.as_str()))?;
            case.party(name)
                .and_then(|code| codes.iter().copied().find(|c| *c == code.as_str()))
        })
    };
    let may_be = |said: &str| {
        case.party(said).is_some()
            || bracket::looks_like_code(said)
            || (said.starts_with(char::is_uppercase) && guess(said).is_some())
    };
    for text in case.texts().filter(|t| !t.read.pieces.is_empty()) {
        let read = bracket::parse(text.paragraph.text(), &may_be);
        for alternative in read
            .brackets()
            .iter()
            .flat_map(|bracket| &bracket.alternatives)
        {
            for mark in &alternative.marks {
                let said = text.slice(mark.party.clone());
                if case.party(said).is_none() {
                    let hint = match guess(said) {
                        Some(code) => format!("Did you mean {code}?"),
                        None => "Add it to workspace.yaml, or correct the name.".to_owned(),
                    };
                    found.at(
                        text,
                        Some(mark.party.clone()),
                        format!("“{said}” is no delegation or group here."),
                        hint,
                    );
                }
            }
            for wish in &alternative.unread {
                let said = text.slice(wish.clone());
                found.at(
                    text,
                    Some(wish.clone()),
                    format!("“{said}” is no wish that is known, and counts as a reservation."),
                    "Write retain, delete or reserve, or nothing behind who proposes the words.",
                );
            }
            let who = |range: &Range<usize>| case.party(text.slice(range.clone()));
            for out in alternative.marks.iter().filter(|m| m.wish == Wish::Delete) {
                let both = alternative.marks.iter().any(|mark| {
                    matches!(mark.wish, Wish::Retain | Wish::Propose)
                        && who(&mark.party).is_some()
                        && who(&mark.party) == who(&out.party)
                });
                if both {
                    let said = text.slice(out.party.clone());
                    found.at(
                        text,
                        Some(out.party.clone()),
                        format!("{said} both keeps and deletes the same words."),
                        "Ask the delegation, and keep one of the two.",
                    );
                }
            }
        }
    }
    for draft in &case.drafts {
        for bracket in &draft.document.head.brackets {
            let names = bracket.marks.split([';', ',']).map(|name| {
                let name = name.trim();
                ["retain", "delete", "reserve"]
                    .into_iter()
                    .find_map(|wish| Some(name.strip_suffix(wish)?.trim_end()))
                    .unwrap_or(name)
            });
            for name in names.filter(|name| !name.is_empty() && case.party(name).is_none()) {
                found.file(
                    Arc::clone(&draft.file),
                    Some(bracket.from),
                    format!("“{name}” holds a bracket and is no delegation or group here."),
                    match guess(name) {
                        Some(code) => format!("Did you mean {code}?"),
                        None => "Add it to workspace.yaml, or correct the name.".to_owned(),
                    },
                );
            }
        }
    }
}

/// B5: a note in brackets that is not understood, or that a final text must not have.
pub(super) fn notes(case: &Case<'_>, found: &mut Findings) {
    for text in case.texts() {
        for bracket in text.brackets() {
            let range = bracket.range.clone();
            let shown = shown(text, range.clone());
            match bracket.kind {
                BracketKind::Status if case.is_final => found.weighing(
                    Severity::Error,
                    text,
                    Some(range),
                    format!("The status line {shown} is left in the text."),
                    "Take it out.",
                ),
                BracketKind::Contested if is_like_original(text.slice(range.clone())) => found.at(
                    text,
                    Some(range),
                    format!("{shown} looks like a note on the original, in no language known."),
                    "Name one official language: [Original: Russian], [原件：俄文].",
                ),
                BracketKind::Contested if is_like_status(text.slice(range.clone())) => found.at(
                    text,
                    Some(range),
                    format!("{shown} looks like a status line, and counts as contested words."),
                    "Write [Agreed] or [Agreed ad ref], or record the agreement.",
                ),
                _ => {}
            }
        }
    }
}

fn is_like_original(bracket: &str) -> bool {
    let inside = bracket.trim_matches(['[', ']', '［', '］']).to_lowercase();
    let word = inside.split([':', '：']).next().unwrap_or_default().trim();
    inside.contains([':', '：'])
        && matches!(
            word,
            "original" | "оригинал" | "подлинный текст" | "原件" | "原文" | "الأصل"
        )
}

fn is_like_status(bracket: &str) -> bool {
    let inside = bracket.trim_matches(['[', ']', '［', '］']).to_lowercase();
    inside.starts_with("agreed ad") || inside.starts_with("agreed in ")
}

fn contested<'a>(text: &'a Text<'_>) -> impl Iterator<Item = &'a Bracket> {
    text.brackets()
        .into_iter()
        .filter(|bracket| bracket.kind == BracketKind::Contested)
}

/// Brackets that follow each other with nothing but white space between them, at any depth.
fn neighbours<'a>(text: &'a Text<'_>) -> Vec<(&'a Bracket, &'a Bracket)> {
    let all: Vec<&Bracket> = contested(text).collect();
    let starts: std::collections::HashMap<usize, &Bracket> =
        all.iter().map(|b| (b.range.start, *b)).collect();
    all.iter()
        .filter_map(|first| {
            let rest = text.slice(first.range.end..text.paragraph.text().len());
            let next = first.range.end + rest.len() - rest.trim_start().len();
            Some((*first, *starts.get(&next)?))
        })
        .collect()
}

/// Words for a message: the beginning when there are many.
fn shown(text: &Text<'_>, range: Range<usize>) -> String {
    text::truncate(text.slice(range), 40).into_owned()
}

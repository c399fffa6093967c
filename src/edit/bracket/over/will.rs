//! By whose will what stands over several paragraphs is decided: who is named in it, and what the chair would take of it.
//!
//! The chair's choice is bound to what it was made on, as that of a bracket in one paragraph is: of a bracket that the head
//! lists it stands there; of one that is written, and of options, it stands with the paragraph in which they begin.

use std::sync::Arc;

use super::{Outcome, Wide, ends, resolved, wides};
use crate::edit::bracket::{Judge, Read, holders};
use crate::model::bracket::{self, Chosen, Take, Whose, Wish};
use crate::model::{Code, Document, Header, Id};
use crate::text::Language;

/// A name in what stands over several paragraphs.
struct Named {
    name: String,
    wish: Wish,
    /// Of options: which, from 1.
    option: usize,
}

/// Who is named, and wants what.
fn named(header: &Header, document: &Document, wide: &Wide) -> Vec<Named> {
    let in_probe = |probe: &str, option: usize| {
        let read = Read::of(probe, header);
        let first = read.read.pieces.first();
        let Some(bracket::Piece::Bracket(b)) = first else {
            return Vec::new();
        };
        let marks = b.alternatives.iter().flat_map(|a| &a.marks);
        let one = |m: &bracket::Mark| Named {
            name: read.slice(m.party.clone()).to_owned(),
            wish: m.wish,
            option,
        };
        marks.map(one).collect()
    };
    match wide {
        Wide::Listed(_, found) => in_probe(&format!("[x - {}]", found.marks), 0),
        Wide::Written(span) => {
            let Some(ends) = ends(document, *span) else {
                return Vec::new();
            };
            let mut all = in_probe(&ends.front(), 0);
            all.extend(in_probe(&ends.back(), 0));
            all
        }
        Wide::Options(group) => {
            let mut all = Vec::new();
            for (at, option) in group.options.iter().enumerate() {
                let first = document.paragraphs.get(option.from);
                if let Some(inside) = first.and_then(|p| option.said(p.text())) {
                    all.extend(in_probe(&format!("[x - {inside}]"), at + 1));
                }
            }
            all
        }
    }
}

/// What a delegation wants by its own name, else by that of a group that speaks for it.
fn wanted(header: &Header, document: &Document, wide: &Wide, code: Code) -> Option<Take> {
    let named = named(header, document, wide);
    [Whose::Own, Whose::Group].into_iter().find_map(|rank| {
        let mine = || {
            let mut all = named.iter();
            std::iter::from_fn(move || all.find(|n| header.whose(code, &n.name) == rank))
        };
        let wants = |wish| mine().find(|n| n.wish == wish);
        let kept = wants(Wish::Propose).or_else(|| wants(Wish::Retain));
        match wide {
            Wide::Options(group) => kept.map(|n| Take::Choose(n.option)).or_else(|| {
                let struck =
                    |nth: &usize| mine().any(|n| n.wish == Wish::Delete && n.option == *nth);
                wants(Wish::Delete)?;
                let left = (1..=group.options.len()).find(|nth| !struck(nth));
                Some(left.map_or(Take::Drop, Take::Choose))
            }),
            _ => kept
                .map(|_| Take::Keep)
                .or_else(|| wants(Wish::Delete).map(|_| Take::Drop)),
        }
    })
}

/// The paragraph with which the chair's choice stands, and the words that it is bound to.
fn bound(document: &Document, wide: &Wide) -> Option<(Id, Arc<str>)> {
    let (at, words) = match wide {
        Wide::Listed(..) => return None,
        Wide::Written(span) => {
            let ends = ends(document, *span)?;
            (span.from.paragraph, ends.first.text().get(ends.open..)?)
        }
        Wide::Options(group) => {
            let first = group.options.first()?;
            let text = document.paragraphs.get(first.from)?.text();
            (first.from, text.get(first.lead.clone())?.trim())
        }
    };
    Some((document.paragraphs.get(at)?.id, words.into()))
}

/// What the chair would take of what stands over several paragraphs.
pub fn choice_over(document: &Document, wide: &Wide) -> Option<Take> {
    if let Wide::Listed(_, found) = wide {
        return found.chair;
    }
    let (id, words) = bound(document, wide)?;
    let chosen = &document.get(id)?.chosen;
    chosen.iter().find(|c| c.bracket == words).map(|c| c.take)
}

/// What is taken by the will of a judge; none when it is left open.
pub(crate) fn will_over(
    header: &Header,
    document: &Document,
    wide: &Wide,
    judge: &Judge,
) -> Option<Take> {
    let wanted = judge
        .code
        .and_then(|code| wanted(header, document, wide, code));
    let rest = || match (judge.rest?, wide) {
        (Take::Keep, Wide::Options(_)) => Some(Take::Choose(1)),
        (take, _) => Some(take),
    };
    wanted.or_else(|| choice_over(document, wide)).or_else(rest)
}

/// One of what stands over several paragraphs, decided by the will of a judge; none when nothing more can be.
pub(crate) fn decided_over(
    header: &Header,
    document: &Document,
    judge: &Judge,
) -> Option<(Wide, Take, Outcome)> {
    wides(document).into_iter().find_map(|wide| {
        let take = will_over(header, document, &wide, judge)?;
        let outcome = resolved(header, document, &wide, take).ok()?;
        Some((wide, take, outcome))
    })
}

/// Why the first thing that still stands over several paragraphs does: where it begins, and a sentence.
pub(crate) fn undecided_over(
    header: &Header,
    document: &Document,
    judge: &Judge,
) -> Option<(Id, String)> {
    let wide = wides(document).into_iter().next()?;
    let first = document.paragraphs.get(wide.range(document).0)?;
    let what = match wide {
        Wide::Options(_) => "the options",
        _ => "the bracket",
    };
    let why = match will_over(header, document, &wide, judge) {
        Some(take) => match resolved(header, document, &wide, take) {
            Err(why) => why,
            Ok(_) => format!("{what} over several paragraphs cannot be decided with the rest"),
        },
        None => {
            let who = match judge.code {
                Some(code) => format!("{code} says nothing"),
                None => "the chair chose nothing".to_owned(),
            };
            format!(
                "{who} of {what} over several paragraphs: choose, or say what is taken of the rest"
            )
        }
    };
    Some((first.id, why))
}

/// The chair would take that of it, or has no choice any more.
pub(super) fn choose(
    document: &Document,
    wide: &Wide,
    take: Option<Take>,
) -> Result<Outcome, String> {
    let possible = match (wide, take) {
        (_, None | Some(Take::Drop)) => true,
        (Wide::Options(group), Some(Take::Choose(nth))) => (1..=group.options.len()).contains(&nth),
        (Wide::Options(_), Some(Take::Keep)) => false,
        (_, Some(take)) => matches!(take, Take::Keep | Take::Choose(1)),
    };
    if !possible {
        return Err(match wide {
            Wide::Options(group) => format!(
                "of {} options one is taken, by its number, or none: drop",
                group.options.len()
            ),
            _ => super::TWO_WAYS.to_owned(),
        });
    }
    let take = match (wide, take) {
        (Wide::Options(_), take) => take,
        (_, Some(Take::Choose(_))) => Some(Take::Keep),
        (_, take) => take,
    };
    if let Wide::Listed(at, _) = wide {
        let mut listed = document.head.brackets.clone();
        if let Some(place) = listed.get_mut(*at) {
            place.chair = take;
        }
        return Ok(Outcome {
            listed: Some(listed),
            ..Outcome::default()
        });
    }
    let (id, words) = bound(document, wide).ok_or(super::LOST)?;
    let p = document.get(id).ok_or(super::LOST)?;
    let mut chosen = p.chosen.clone();
    chosen.retain(|c| c.bracket != words && p.text().contains(&*c.bracket));
    chosen.extend(take.map(|take| Chosen {
        bracket: words,
        nth: 1,
        take,
    }));
    Ok(Outcome {
        chosen: Some((id, chosen)),
        ..Outcome::default()
    })
}

/// Delegations say what they want with what stands in a bracket over several paragraphs.
pub(super) fn attribute(
    header: &Header,
    document: &Document,
    wide: &Wide,
    by: &[Code],
    wish: Wish,
) -> Result<Outcome, String> {
    let language = document.head.language;
    marked(header, document, wide, &|read| {
        holders::attribute(read, header, language, (1, 1), by, wish)
    })
}

/// A delegation withdraws from a bracket over several paragraphs.
pub(super) fn withdraw(
    header: &Header,
    document: &Document,
    wide: &Wide,
    by: Code,
) -> Result<Outcome, String> {
    marked(header, document, wide, &|read| {
        holders::withdraw(read, header, Some(1), by)
    })
}

/// Does something with the names of a bracket over several paragraphs, as with those of a bracket around a word.
fn marked(
    header: &Header,
    document: &Document,
    wide: &Wide,
    act: &dyn Fn(&Read<'_>) -> Result<String, String>,
) -> Result<Outcome, String> {
    let acted = |probe: &str| act(&Read::of(probe, header));
    match wide {
        Wide::Listed(at, found) => {
            let probe = match &*found.marks {
                "" => "[x]".to_owned(),
                marks => format!("[x - {marks}]"),
            };
            let text = acted(&probe)?;
            let inside = text
                .strip_prefix("[x")
                .and_then(|rest| rest.strip_suffix(']'))
                .ok_or(UNREAD)?;
            let mut listed = document.head.brackets.clone();
            if let Some(place) = listed.get_mut(*at) {
                place.marks = inside.trim_start_matches([' ', '-']).into();
            }
            Ok(Outcome {
                listed: Some(listed),
                ..Outcome::default()
            })
        }
        Wide::Written(span) => {
            let ends = ends(document, *span).ok_or(super::LOST)?;
            // Names stand behind the words, or in front of them.
            let back = ends.back();
            let why = match acted(&back) {
                Ok(text) => {
                    let from = ends.back_shift();
                    let tail = text
                        .get(from..)
                        .and_then(|rest| rest.strip_suffix([']', '］']))
                        .ok_or(UNREAD)?;
                    let words = format!("{tail}{}", ends.last.text().get(ends.close..).unwrap_or_default());
                    return reread(document, ends.last.id, words);
                }
                Err(why) => why,
            };
            let front = ends.front();
            let Ok(text) = acted(&front) else {
                return Err(why);
            };
            let closing = front.len() - ends.front_end();
            let inside = text
                .len()
                .checked_sub(closing)
                .and_then(|end| text.get(1..end))
                .ok_or(UNREAD)?;
            let open = ends.first.text().get(..ends.inside).unwrap_or_default();
            reread(document, ends.first.id, format!("{open}{inside}"))
        }
        Wide::Options(_) => Err(
            "who is for an option stands behind its number, as in “Option 1 (KAZ):”: edit the paragraph"
                .to_owned(),
        ),
    }
}

const UNREAD: &str =
    "the names could not be read back as those of the bracket: write them in the words by hand";

/// A paragraph gets other words, in which no bracket opens or closes otherwise than before.
fn reread(document: &Document, id: Id, words: String) -> Result<Outcome, String> {
    let before = document.get(id).ok_or(super::LOST)?;
    if bracket::edges(&words) != before.edges() {
        return Err(UNREAD.to_owned());
    }
    Ok(Outcome {
        words: [(id, words)].into(),
        ..Outcome::default()
    })
}

/// How a wish of delegations is written with a bracket that the head lists.
pub(super) fn marks(by: &[Code], wish: Wish, language: Language) -> String {
    let marks = holders::written(by, wish, language);
    marks.trim_start_matches(" - ").to_owned()
}

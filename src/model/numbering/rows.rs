//! What is numbered together, and the numbers that its labels give. Start at [`read`].

use std::collections::HashMap;

use super::{Becomes, Entry, Numbering, Row, Value};
use crate::model::label::count::{Case, Counting};
use crate::model::label::{Class, Noun, Parts, Step};
use crate::model::{Document, Label, Paragraph, Profile, Role};

/// What makes two paragraphs be numbered together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    part: usize,
    kind: Kind,
    /// The chapeau of items; the section, where numbers begin anew in each.
    under: Option<usize>,
    /// The numbers before the last, of labels such as 3.1.
    outer: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Preambular,
    Body(Class),
    Item(u8),
    Heading(Class, u8),
}

/// The rows of a draft with the numbers that its labels give.
pub(super) fn read(document: &Document, profile: Profile) -> Numbering {
    let chapeaux = document.chapeaux();
    let anew = sections_begin_anew(document, profile);
    let mut rows: Vec<Row> = Vec::new();
    let mut known: HashMap<Key, usize> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(document.paragraphs.len());
    let (mut part, mut negotiated) = (0, true);
    let (mut section, mut article) = (None, None);
    for (at, p) in document.paragraphs.iter().enumerate() {
        if let Some(opened) = &p.part {
            part += 1;
            negotiated = opened.negotiated;
            (section, article) = (None, None);
        }
        let parts = parts_of(p);
        let class = class_of(p, parts.as_ref());
        if p.role == Role::Heading {
            section = if anew.contains(&at) {
                Some(at)
            } else {
                section
            };
            article = (class == Class::Article).then_some(at).or(article);
        }
        let chapeau = chapeaux.get(at).copied().flatten();
        let kind = kind(p, class);
        let row = kind.map(|kind| {
            let key = Key {
                part,
                kind,
                under: match kind {
                    Kind::Item(_) => chapeau.or(section),
                    Kind::Body(_) => section,
                    Kind::Preambular | Kind::Heading(..) => None,
                },
                outer: parts.as_ref().map(outer).unwrap_or_default(),
            };
            *known.entry(key).or_insert_with(|| {
                rows.push(Row {
                    members: Vec::new(),
                    counting: Counting::Digits('0'),
                });
                rows.len() - 1
            })
        });
        if let Some(row) = row.and_then(|row| rows.get_mut(row)) {
            row.members.push(at);
        }
        let above = match kind {
            Some(Kind::Item(_)) => chapeau,
            Some(Kind::Body(Class::Paragraph)) if profile == Profile::Treaty => article,
            _ => None,
        };
        entries.push(Entry {
            id: p.id,
            class,
            row,
            part,
            above,
            parts,
            value: None,
            becomes: Becomes::Same,
            by_place: None,
            negotiated,
        });
    }
    let mut numbering = Numbering {
        entries,
        rows,
        places: document.places(),
    };
    value_rows(&mut numbering);
    numbering
}

fn parts_of(p: &Paragraph) -> Option<Parts> {
    p.label.as_ref().and_then(Label::parts)
}

/// The numbers before the last, as a key.
fn outer(parts: &Parts) -> String {
    let outer = parts.steps.split_last().map_or(&[][..], |(_, outer)| outer);
    let words = outer
        .iter()
        .map(|step| format!("{} {:?};", step.count().value, step.additions));
    words.collect()
}

fn class_of(p: &Paragraph, parts: Option<&Parts>) -> Class {
    match (p.role, parts) {
        (Role::Preambular, _) => Class::Preambular,
        // IV. Finance
        (Role::Heading, Some(parts)) if parts.noun == Noun::None => Class::Section,
        (Role::Heading | Role::Paragraph, Some(parts)) => match parts.class() {
            Class::Preambular => Class::Paragraph,
            class => class,
        },
        _ => Class::Paragraph,
    }
}

fn kind(p: &Paragraph, class: Class) -> Option<Kind> {
    Some(match p.role {
        Role::Preambular => Kind::Preambular,
        Role::Operative | Role::Paragraph => Kind::Body(class),
        Role::Item => Kind::Item(p.level.max(1)),
        Role::Heading => Kind::Heading(class, p.level),
        Role::Title | Role::Formula | Role::Closing | Role::Note => return None,
    })
}

/// Headings behind which paragraphs are numbered from 1 again. In a treaty every article is one; elsewhere they show by a
/// second number 1 in the same part.
fn sections_begin_anew(document: &Document, profile: Profile) -> Vec<usize> {
    let mut anew = Vec::new();
    let mut heading = None;
    let mut ones = 0;
    for (at, p) in document.paragraphs.iter().enumerate() {
        if p.part.is_some() {
            (heading, ones) = (None, 0);
        }
        match p.role {
            Role::Heading => {
                heading = Some(at);
                let class = class_of(p, parts_of(p).as_ref());
                if profile == Profile::Treaty && class == Class::Article {
                    anew.push(at);
                }
            }
            Role::Operative | Role::Paragraph => {
                let one = parts_of(p).is_some_and(|parts| match parts.steps.as_slice() {
                    [step] => step.count().value == 1 && step.additions.is_empty(),
                    _ => false,
                });
                ones += usize::from(one);
                if let Some(heading) = heading.take().filter(|_| one && ones > 1)
                    && !anew.contains(&heading)
                {
                    anew.push(heading);
                }
            }
            _ => {}
        }
    }
    anew
}

/// How each row counts, and the numbers of its members.
fn value_rows(numbering: &mut Numbering) {
    for row in &mut numbering.rows {
        let steps: Vec<&Step> = row
            .members
            .iter()
            .filter_map(|at| numbering.entries.get(*at)?.parts.as_ref()?.last())
            .collect();
        row.counting = counting(&steps);
        for (nth, at) in (1..).zip(&row.members) {
            let Some(entry) = numbering.entries.get_mut(*at) else {
                continue;
            };
            entry.value = entry
                .parts
                .as_ref()
                .and_then(Parts::last)
                .map(|step| Value {
                    number: step
                        .value_as(row.counting)
                        .unwrap_or_else(|| step.count().value),
                    additions: step.additions.clone(),
                });
            // A preambular paragraph without a label goes by its place.
            if entry.class == Class::Preambular && entry.parts.is_none() {
                entry.value = Some(Value::bare(nth));
            }
        }
    }
}

/// How a row counts: in the way in which most of its labels can be read, best from one on.
fn counting(steps: &[&Step]) -> Counting {
    let mut kinds: Vec<(Counting, usize, bool)> = Vec::new();
    for count in steps.iter().flat_map(|step| &step.readings) {
        match kinds.iter_mut().find(|(how, ..)| how.is_like(count.how)) {
            Some((_, many, from_one)) => {
                *many += 1;
                *from_one |= count.value == 1;
            }
            None => kinds.push((count.how, 1, count.value == 1)),
        }
    }
    let best = kinds.into_iter().reduce(|best, next| {
        if (next.1, next.2) > (best.1, best.2) {
            next
        } else {
            best
        }
    });
    best.map_or(Counting::Latin(Case::Small), |(how, ..)| how)
}

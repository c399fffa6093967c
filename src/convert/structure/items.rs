//! Blocks with a number, letter or bullet in front: headings, numbered paragraphs and list items.

use super::{Finished, Reader};
use crate::convert::block::Block;
use crate::convert::lead::is_short;
use crate::convert::marker::{self, Counting, Marker, Shape};
use crate::model::Role;

impl Reader<'_> {
    pub(super) fn heading(
        &mut self,
        text: &str,
        level: u8,
        said: bool,
        literal: bool,
    ) -> (Finished, Option<String>) {
        if level == 0 && !said && !self.body && !self.formula {
            return (Finished::role(Role::Title), None);
        }
        let level = level.max(1);
        let found = marker::parse(text).filter(|m| {
            !literal && m.label.is_some() && (m.shape == Shape::Article || !m.rest.is_empty())
        });
        let Some(found) = found else {
            return (
                Finished {
                    role: Role::Heading,
                    level,
                    label: None,
                },
                None,
            );
        };
        let rest = if found.rest.is_empty() {
            text
        } else {
            found.rest
        };
        (
            Finished {
                role: Role::Heading,
                level,
                label: found.label,
            },
            Some(rest.to_owned()),
        )
    }

    pub(super) fn listed(&mut self, block: &Block, level: u8) -> (Finished, Option<String>) {
        let found = marker::behind_brackets(&block.text).filter(|(_, m)| {
            !block.literal
                && m.shape != Shape::Bullet
                && m.shape != Shape::Article
                && !m.rest.is_empty()
        });
        let (label, rest) = match (&block.label, found) {
            (None, Some((signs, found))) => (found.label, Some(format!("{signs}{}", found.rest))),
            _ => (None, None),
        };
        self.bullets += usize::from(label.is_none() && block.label.is_none());
        (
            Finished {
                role: Role::Item,
                level,
                label,
            },
            rest,
        )
    }

    /// A plain block with a marker in front; `None` when the marker is none after all.
    pub(super) fn marked(&mut self, found: &Marker<'_>) -> Option<(Finished, Option<String>)> {
        let rest = found.rest.to_owned();
        if rest.is_empty() && found.shape != Shape::Article {
            return None;
        }
        let digits = found
            .readings
            .first()
            .is_some_and(|(c, _)| *c == Counting::Digits);
        let role = match found.shape {
            Shape::Article => {
                let heading = rest.is_empty() || is_short(&rest);
                let whole = if rest.is_empty() {
                    found.label.clone()
                } else {
                    Some(rest)
                };
                let (role, level) = if heading {
                    (Role::Heading, 1)
                } else {
                    (Role::Paragraph, 0)
                };
                return Some((
                    Finished {
                        role,
                        level,
                        label: found.label.clone(),
                    },
                    whole,
                ));
            }
            Shape::Dot if found.capital => {
                if !is_short(&rest) {
                    return None;
                }
                let roman = found.readings.iter().any(|(c, _)| *c == Counting::Roman);
                let nested = !roman
                    && self.paragraphs.iter().any(|p| {
                        p.role == Role::Heading
                            && p.label
                                .as_ref()
                                .is_some_and(|l| l.as_str().starts_with(['I', 'V', 'X']))
                    });
                let level = if nested { 2 } else { 1 };
                return Some((
                    Finished {
                        role: Role::Heading,
                        level,
                        label: found.label.clone(),
                    },
                    Some(rest),
                ));
            }
            Shape::Dot if digits => self.numbered_role(),
            Shape::Half if digits && self.stack.is_empty() && !self.body => self.numbered_role(),
            _ => Role::Item,
        };
        if role != Role::Item {
            self.counted = found.readings.first().map_or(0, |(_, value)| *value);
            return Some((
                Finished {
                    role,
                    level: 0,
                    label: found.label.clone(),
                },
                Some(rest),
            ));
        }
        self.bullets += usize::from(found.shape == Shape::Bullet);
        let level = self.level(found);
        Some((
            Finished {
                role,
                level,
                label: found.label.clone(),
            },
            Some(rest),
        ))
    }

    /// How deep an item stands: the styles open above it, where a style that goes on closes those below it.
    pub(super) fn level(&mut self, found: &Marker<'_>) -> u8 {
        let goes_on = |(shape, counting, last): &(Shape, Counting, u32)| {
            *shape == found.shape
                && found
                    .readings
                    .iter()
                    .any(|(c, value)| c == counting && (*value == last + 1 || *c == Counting::None))
        };
        let same = |(shape, counting, _): &(Shape, Counting, u32)| {
            *shape == found.shape && found.readings.iter().any(|(c, _)| c == counting)
        };
        let begins = found.readings.iter().any(|(_, value)| *value == 1);
        let at = self.stack.iter().rposition(goes_on).or_else(|| {
            (!begins)
                .then(|| self.stack.iter().rposition(same))
                .flatten()
        });
        let reading = |counting: Option<Counting>| {
            found
                .readings
                .iter()
                .find(|(c, value)| counting.map_or(*value == 1, |counting| *c == counting))
                .or(found.readings.first())
                .copied()
                .unwrap_or((Counting::None, 0))
        };
        let counting = at
            .and_then(|at| self.stack.get(at))
            .map(|(_, counting, _)| *counting);
        if let Some(at) = at {
            self.stack.truncate(at);
        }
        let (counting, value) = reading(counting);
        self.stack.push((found.shape, counting, value));
        self.stack.len().min(9) as u8
    }
}

/// The number at the start of a text that carries on from the one before, also behind opening brackets, and those brackets.
/// Of four digits it may be a year: `2015. The Parties met`. Behind 999 it is one more.
pub(super) fn following(text: &str, before: u32) -> Option<(&str, Marker<'_>)> {
    const FIRST: u32 = 1000;
    /// How many numbers may be left out: paragraphs that were struck keep theirs.
    const LEFT_OUT: u32 = 10;
    if before + LEFT_OUT < FIRST {
        return None;
    }
    let rest = text.trim_start_matches(['[', '［', ' ']);
    let signs = text.get(..text.len() - rest.len())?;
    let found = marker::number_of(rest, 5)?;
    let follows = found
        .readings
        .iter()
        .any(|(_, value)| *value >= FIRST && *value > before && *value - before <= LEFT_OUT);
    (follows && found.shape == Shape::Dot && !found.rest.is_empty()).then_some((signs, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_four_digits_is_a_marker_where_it_carries_on() {
        let of = |text, before| following(text, before).map(|(_, m)| (m.label.unwrap(), m.rest));
        let (label, rest) = ("1003".to_owned(), "Decides]");
        assert_eq!(of("[1003. Decides]", 1000), Some((label, rest)));
        let others = [
            ("2015. The Parties met", 3),
            ("2015. The Parties met", 1000),
        ];
        for (text, before) in [
            ("1003. Decides", 1003),
            ("1003 Parties", 1000),
            ("1003.", 1000),
        ]
        .into_iter()
        .chain(others)
        {
            assert_eq!(of(text, before), None, "{text} {before}");
            assert_eq!(marker::parse(text), None, "{text}");
        }
    }
}

//! The numbers that Word puts in front of paragraphs by itself (ISO/IEC 29500-1 §17.9): which definition a paragraph
//! uses, how far it has counted, what it prints. Start at [`Numbering::next`].

use std::collections::{HashMap, HashSet};

use super::super::xml::Element;
use crate::model::label::count::{Case, Counting};

/// Levels of one numbering.
const LEVELS: usize = 9;

/// One level of a numbering.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1.`, `(%2)`.
    text: String,
    /// The level, from 1, after which it begins anew; 0 for never, none for any higher one.
    restart: Option<usize>,
}

/// A numbering: which definition it follows, with the levels and starts that are its own.
#[derive(Debug, Clone, Default)]
struct Number {
    definition: String,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// The numberings of a document and how far they have counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    numbers: HashMap<String, Number>,
    definitions: HashMap<String, Vec<Level>>,
    /// By style of a numbering: the number that defines it.
    linked: HashMap<String, String>,
    /// By abstract definition whose levels stand in a style: that style.
    elsewhere: HashMap<String, String>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// Numbers that have counted, for their own starts.
    begun: HashSet<(String, usize)>,
}

/// What stands in front of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Front {
    /// A bullet.
    Bullet,
    /// A number, as it is printed.
    Number(String),
    /// Nothing, though it counts.
    Nothing,
}

impl Numbering {
    /// The numberings of `numbering.xml`.
    pub(super) fn read(root: &Element) -> Self {
        let mut read = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default();
                    let mut levels = vec![Level::default(); LEVELS];
                    for level in element.elements().filter(|e| &*e.name == "lvl") {
                        let place = at(level).and_then(|at| levels.get_mut(at));
                        if let Some(place) = place {
                            *place = level_of(level);
                        }
                    }
                    if let Some(style) = value(element, "numStyleLink") {
                        read.elsewhere.insert(id.to_owned(), style.to_owned());
                    }
                    read.definitions.insert(id.to_owned(), levels);
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default();
                    let mut number = Number {
                        definition: value(element, "abstractNumId")
                            .unwrap_or_default()
                            .to_owned(),
                        ..Number::default()
                    };
                    for own in element.elements().filter(|e| &*e.name == "lvlOverride") {
                        let Some(at) = at(own) else { continue };
                        if let Some(level) = own.child("lvl") {
                            number.levels.insert(at, level_of(level));
                        }
                        let start =
                            value(own, "startOverride").and_then(|start| start.parse().ok());
                        if let Some(start) = start {
                            number.starts.insert(at, start);
                        }
                    }
                    read.numbers.insert(id.to_owned(), number);
                }
                _ => {}
            }
        }
        read
    }

    /// Says that a style of numbering is defined by a number.
    pub(super) fn link(&mut self, style: &str, number: &str) {
        self.linked.insert(style.to_owned(), number.to_owned());
    }

    /// What stands in front of the next paragraph of a numbering, at a level from 0; none when there is no such numbering.
    pub(super) fn next(&mut self, number: &str, level: usize) -> Option<Front> {
        let level = level.min(LEVELS - 1);
        let own = self.numbers.get(number)?;
        let definition = self.found(&own.definition).to_owned();
        let common = self.definitions.get(&definition)?;
        let level_at = |at: usize| own.levels.get(&at).or_else(|| common.get(at));
        let counts = self.counts.entry(definition).or_insert([None; LEVELS]);
        // A start of its own counts the first time that this number is used at the level.
        let fresh = self.begun.insert((number.to_owned(), level));
        let own_start = own.starts.get(&level).copied().filter(|_| fresh);
        for (at, slot) in counts.iter_mut().enumerate() {
            let Some(definition) = level_at(at) else {
                continue;
            };
            if at < level {
                slot.get_or_insert(definition.start);
            } else if at == level {
                *slot = Some(match (own_start, *slot) {
                    (Some(start), _) => start,
                    (None, Some(count)) => count.saturating_add(1),
                    (None, None) => definition.start,
                });
            } else if definition
                .restart
                .is_none_or(|after| after > 0 && level < after)
            {
                *slot = None;
            }
        }
        let mine = level_at(level)?;
        match mine.format.as_str() {
            "bullet" => return Some(Front::Bullet),
            "none" => return Some(Front::Nothing),
            _ => {}
        }
        let mut printed = String::new();
        let mut signs = mine.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let which = signs
                .peek()
                .and_then(|c| c.to_digit(10))
                .filter(|_| sign == '%');
            let Some(which) = which.and_then(|which| (which as usize).checked_sub(1)) else {
                printed.push(sign);
                continue;
            };
            signs.next();
            let count = counts.get(which).copied().flatten();
            if let (Some(count), Some(level)) = (count, level_at(which)) {
                printed.push_str(&print(count, &level.format));
            }
        }
        let printed = printed.trim().to_owned();
        Some(if printed.is_empty() {
            Front::Nothing
        } else {
            Front::Number(printed)
        })
    }

    /// The definition whose levels count, when one refers to a style.
    fn found<'a>(&'a self, definition: &'a str) -> &'a str {
        let style = self.elsewhere.get(definition);
        let number = style.and_then(|style| self.linked.get(style));
        let other = number.and_then(|number| self.numbers.get(number));
        other.map_or(definition, |other| &other.definition)
    }
}

fn at(element: &Element) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok()
}

/// The value of a child that has only one.
pub(super) fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name)?.attribute("val")
}

fn level_of(element: &Element) -> Level {
    Level {
        start: value(element, "start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1),
        format: value(element, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(element, "lvlText").unwrap_or_default().to_owned(),
        restart: value(element, "lvlRestart").and_then(|after| after.parse().ok()),
    }
}

/// A number as a format prints it; what is not known prints in figures.
fn print(value: u32, format: &str) -> String {
    let how = match format {
        "lowerLetter" => Counting::Latin(Case::Small),
        "upperLetter" => Counting::Latin(Case::Capital),
        "lowerRoman" => Counting::Roman(Case::Small),
        "upperRoman" => Counting::Roman(Case::Capital),
        "russianLower" => Counting::Cyrillic(Case::Small),
        "russianUpper" => Counting::Cyrillic(Case::Capital),
        "arabicAbjad" | "arabicAlpha" => Counting::Abjad,
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => Counting::Han,
        "decimalZero" => return format!("{value:02}"),
        _ => return value.to_string(),
    };
    how.print(value)
}

//! In which order labels stand: `5 pre < 5 < 5 alt < 5 bis < 6`, and items below their paragraph. Start at [`Order`].

use super::class::Class;
use super::parts::{Noun, Parts};

/// The place of a label among others. Labels that people would take for the same have the same place.
///
/// Preambular paragraphs come first, then paragraphs, then what else is numbered, then labels that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    class: Class,
    /// What names it where the class does not: a word of its own, or a label that cannot be read.
    name: String,
    /// Each number with its additions and a nought behind them.
    run: Vec<i32>,
}

impl Order {
    /// The place of a label.
    pub fn of(label: &str) -> Self {
        match Parts::read(label) {
            Some(parts) => Self::of_parts(&parts),
            None => Self {
                class: Class::Other,
                name: format!("\u{10ffff}{}", super::key(label)),
                run: Vec::new(),
            },
        }
    }

    /// The place of a label that was read.
    pub fn of_parts(parts: &Parts) -> Self {
        let class = parts.class();
        let name = match (&parts.noun, class) {
            (Noun::Word(word), Class::Other) => crate::text::fold(word),
            (Noun::Unit(unit), Class::Other) => unit.to_string(),
            _ => String::new(),
        };
        let mut run = Vec::new();
        for step in &parts.steps {
            run.push(step.count().value as i32);
            run.extend(step.additions.iter().map(|addition| addition.rank()));
            run.push(0);
        }
        Self { class, name, run }
    }
}

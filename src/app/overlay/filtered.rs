//! A list with a line to type that narrows it.

use crate::app::Field;
use crate::app::scroll::Scroll;
use crate::precedent;

/// A list with a line to type that narrows it.
#[derive(Debug, Clone, Default)]
pub struct Filtered {
    /// What was typed.
    pub field: Field,
    /// The rows that are left, best first.
    pub left: Vec<precedent::Ranked>,
    /// Which of them is selected.
    pub selected: usize,
    /// The part that is seen.
    pub scroll: Scroll,
}

impl Filtered {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut list = Self::default();
        list.narrow(names);
        list
    }

    /// Ranks the rows by what was typed.
    pub(super) fn narrow<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let mut query = self.field.text().trim().to_owned();
        // A place is written `¶7` here, and typed `#7` elsewhere: either finds it.
        if let Some(rest) = query.strip_prefix('#')
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            query = format!("¶{rest}");
        }
        self.narrow_by(&query, names);
    }

    /// Ranks the rows by other words than all that was typed.
    pub(super) fn narrow_by<'a>(&mut self, query: &str, names: impl Iterator<Item = &'a str>) {
        self.left = if query.is_empty() {
            names
                .enumerate()
                .map(|(index, _)| precedent::Ranked {
                    index,
                    score: 0,
                    spans: Vec::new(),
                })
                .collect()
        } else {
            precedent::rank(query, names)
        };
        self.selected = 0;
        self.scroll = Scroll::default();
    }

    /// Keeps a row in the list, behind all others, when what was typed has not found it.
    pub(super) fn keep(&mut self, index: usize) {
        if self.left.iter().all(|ranked| ranked.index != index) {
            self.left.push(precedent::Ranked {
                index,
                score: 0,
                spans: Vec::new(),
            });
        }
    }

    /// The row that is selected, by its place in the whole list.
    pub fn chosen(&self) -> Option<usize> {
        self.left.get(self.selected).map(|ranked| ranked.index)
    }

    pub(super) fn step(&mut self, by: isize) {
        let last = self.left.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }
}

//! What people call a paragraph: `5`, `5 bis`, `OP5 alt`, `(a)`. Frozen while negotiations last.
//!
//! A label is kept as it was written. What it says is read from it when somebody asks: its [`Parts`], its [`Order`]. It
//! never changes by itself; the new labels of a text are made in [`super::numbering`]. Where to start: [`Label`].

mod addition;
pub mod between;
mod class;
pub mod count;
mod order;
mod parts;

use std::fmt;
use std::sync::Arc;

pub use addition::Addition;
pub use class::Class;
pub use order::Order;
pub use parts::{Noun, Parts, Shape, Step};

/// A label as written. Two labels that a person would read as the same match ([`Label::matches`]).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Label(Arc<str>);

impl Label {
    /// A label from what was typed; `None` when nothing but white space is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| Self(text.into()))
    }

    /// The label as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it says, when it is of a kind that is known.
    pub fn parts(&self) -> Option<Parts> {
        Parts::read(&self.0)
    }

    /// Its place among other labels.
    pub fn order(&self) -> Order {
        Order::of(&self.0)
    }

    /// Whether a person asking for `query` means this label: case, spaces, points, brackets, digits and the prefixes OP
    /// and PP do not count.
    pub fn matches(&self, query: &str) -> bool {
        let key = key(query);
        if key.is_empty() {
            return false;
        }
        let read = || Parts::read(query).zip(self.parts());
        key == self::key(&self.0) || read().is_some_and(|(asked, own)| asked.is_same(&own))
    }
}

/// The letters and digits of a label that make it what it is.
pub(crate) fn key(label: &str) -> String {
    let mut key: String = label
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    while key.ends_with('.') {
        key.pop();
    }
    for prefix in ["op", "pp"] {
        if let Some(rest) = key.strip_prefix(prefix)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return rest.to_owned();
        }
    }
    key
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

#[cfg(test)]
mod tests;

//! What stands over several paragraphs and is still to be decided: where each begins and ends.

use super::options;
use crate::model::Document;

/// Brackets and options over several paragraphs: those that the head of a document lists, those that open in the words of
/// one paragraph and close in another's, options; each with its first and last paragraph, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stretches(Vec<(usize, usize)>);

impl Stretches {
    /// Those of a document.
    pub fn of(document: &Document) -> Self {
        let mut all = Vec::new();
        if !document.head.brackets.is_empty() {
            let places = document.places();
            for bracket in &document.head.brackets {
                // One whose ends are gone is still counted: it stands where its text begins.
                let from = places.get(&bracket.from).copied().unwrap_or_default();
                let to = places.get(&bracket.to).copied().unwrap_or(from);
                all.push((from, to));
            }
        }
        let spans = document.spans().spans;
        all.extend(spans.iter().map(|s| (s.from.paragraph, s.to.paragraph)));
        all.extend(options(document).iter().map(super::OptionGroup::range));
        Self(all)
    }

    /// Each, in the order in which they are named above.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.0.iter().copied()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them holds a paragraph.
    pub fn hold(&self, paragraph: usize) -> bool {
        let mut all = self.0.iter();
        all.any(|(from, to)| (*from.min(to)..=*from.max(to)).contains(&paragraph))
    }

    /// [`Self::hold`] for that many paragraphs, in order.
    pub fn held(&self, paragraphs: usize) -> Vec<bool> {
        let mut steps = vec![0_i64; paragraphs + 1];
        for (from, to) in &self.0 {
            let ends = [(*from.min(to), 1), (from.max(to) + 1, -1)];
            for (at, step) in ends {
                if let Some(place) = steps.get_mut(at) {
                    *place += step;
                }
            }
        }
        steps.pop();
        let mut open = 0;
        let one = |step: i64| {
            open += step;
            open > 0
        };
        steps.into_iter().map(one).collect()
    }
}

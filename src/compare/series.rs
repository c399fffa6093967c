//! A text through its versions: what each has and what changed from the one before, and one paragraph followed through all.
//! Start at [`history`] and [`Count::of`].

use std::ops::Range;

use super::{Comparison, Item, Options, Pair, compare, reading};

use crate::model::{Document, Moment};

/// What there is of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Paragraphs.
    pub paragraphs: usize,
    /// Words.
    pub words: usize,
    /// Contested brackets.
    pub brackets: usize,
    /// Paragraphs that were agreed when it was frozen; of the draft, that are.
    pub agreed: usize,
}

impl Count {
    /// What there is of a text, with how many of its paragraphs were agreed: see [`crate::model::progress`].
    pub fn of(document: &Document, agreed: usize) -> Self {
        Self {
            paragraphs: document.paragraphs.len(),
            words: document
                .paragraphs
                .iter()
                .map(|p| crate::text::count(p.text()))
                .sum(),
            brackets: document.brackets(),
            agreed,
        }
    }
}

/// A paragraph in one text of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Which text, from 0.
    pub text: usize,
    /// Where the paragraph stands in it; several after a split, none where it was deleted.
    pub places: Vec<usize>,
    /// The text that it is compared with: the one before in which the paragraph is. None where it came in.
    pub from: Option<usize>,
    /// What changed since.
    pub pairs: Vec<Pair>,
}

impl Stage {
    /// Whether anything changed.
    pub fn is_change(&self) -> bool {
        self.from.is_none() || self.pairs.iter().any(Pair::differs)
    }
}

/// A paragraph through a series of texts, oldest first. `text` and `at` say which paragraph of which text is followed, back
/// to where it came in and on to where it went.
pub fn history(texts: &[&Document], text: usize, at: usize) -> Vec<Stage> {
    let mut stages = back(texts, text, at);
    let mut places = vec![at];
    for newer in text + 1..texts.len() {
        let (Some(a), Some(b)) = (texts.get(newer - 1), texts.get(newer)) else {
            break;
        };
        let pairs = touching(compare(a, b, Options::default()), |pair| &pair.a, &places);
        places = pairs.iter().flat_map(|pair| pair.b.clone()).collect();
        stages.push(Stage {
            text: newer,
            places: places.clone(),
            from: Some(newer - 1),
            pairs,
        });
        if places.is_empty() {
            break;
        }
    }
    stages
}

/// From a paragraph back to where it came in.
fn back(texts: &[&Document], text: usize, at: usize) -> Vec<Stage> {
    let mut stages = Vec::new();
    let (mut newer, mut places) = (text, vec![at]);
    loop {
        let mut stage = Stage {
            text: newer,
            places: places.clone(),
            from: None,
            pairs: Vec::new(),
        };
        let b = texts.get(newer).copied();
        let id = places
            .first()
            .and_then(|at| Some(b?.paragraphs.get(*at)?.id));
        // The text before; or, for one that was away and came back, the last in which it was.
        let older = newer.checked_sub(1).and_then(|before| {
            let had = |older: &usize| {
                let document = texts.get(*older).copied();
                document.zip(id).is_some_and(|(d, id)| d.get(id).is_some())
            };
            std::iter::once(before)
                .chain((0..before).rev().filter(had))
                .find_map(|older| {
                    let comparison = compare(texts.get(older)?, b?, Options::default());
                    let pairs = touching(comparison, |pair| &pair.b, &places);
                    pairs
                        .iter()
                        .any(|pair| !pair.a.is_empty())
                        .then_some((older, pairs))
                })
        });
        let Some((older, pairs)) = older else {
            stages.push(stage);
            break;
        };
        places = pairs.iter().flat_map(|pair| pair.a.clone()).collect();
        stage.from = Some(older);
        stage.pairs = pairs;
        stages.push(stage);
        newer = older;
    }
    stages.reverse();
    stages
}

/// What was done, of which a stretch is looked for: when, the verb, and in words.
pub type Done<'a> = (Moment, &'a str, &'a str);

/// Where two texts of a series stand in what was done, oldest first: behind the older one and up to the newer. A text is
/// found by the line that says it was frozen; one that came from elsewhere, by its time. None is before all, or behind.
pub fn stretch(
    done: &[Done<'_>],
    older: Option<(&str, Option<Moment>)>,
    newer: Option<(&str, Option<Moment>)>,
) -> Range<usize> {
    let behind = |(label, frozen): (&str, Option<Moment>)| -> Option<usize> {
        let line = format!("freeze {label}");
        let frozen_here = done
            .iter()
            .rposition(|(_, act, title)| *act == "freeze" && *title == line);
        let by_time = frozen.map(|frozen| done.partition_point(|(at, ..)| *at <= frozen));
        frozen_here.map(|at| at + 1).or(by_time)
    };
    let from = older.and_then(behind).unwrap_or(0);
    let to = newer.and_then(behind).unwrap_or(done.len());
    from..to.max(from)
}

/// The pairs that have one of the places on a side, in reading order.
fn touching(
    comparison: Comparison,
    side: impl Fn(&Pair) -> &Vec<usize>,
    places: &[usize],
) -> Vec<Pair> {
    let order = reading(&comparison);
    let mut pairs: Vec<Option<Pair>> = comparison.pairs.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|item| match item {
            Item::Pair(at) => pairs.get_mut(at)?.take(),
            Item::Left(_) => None,
        })
        .filter(|pair| side(pair).iter().any(|at| places.contains(at)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Kind;
    use super::super::samples::document;
    use super::*;

    fn texts() -> [Document; 4] {
        let first = document(&[
            "Parties shall report every year to the Conference.",
            "The secretariat prepares the documents of the session.",
        ]);
        let mut second = first.clone();
        second.paragraphs.reverse();
        let mut third = second.clone();
        let p =
            third.paragraphs[1].with_text("Parties should report every year to the Conference.");
        third.paragraphs[1] = Arc::new(p);
        let mut fourth = third.clone();
        fourth.paragraphs.remove(0);
        [first, second, third, fourth]
    }

    #[test]
    fn a_paragraph_is_followed_to_where_it_came_in() {
        let texts = texts();
        let texts: Vec<&Document> = texts.iter().collect();
        let stages = history(&texts, 3, 0);
        let told: Vec<(usize, Vec<usize>, bool)> = stages
            .iter()
            .map(|stage| (stage.text, stage.places.clone(), stage.is_change()))
            .collect();
        assert_eq!(
            told,
            [
                (0, vec![0], true),
                (1, vec![1], stages[1].is_change()),
                (2, vec![1], true),
                (3, vec![0], false),
            ]
        );
        assert_eq!(stages[2].pairs[0].kind, Kind::Changed);
    }

    #[test]
    fn what_was_done_between_two_texts_is_found_by_their_lines() {
        let at = |seconds| Moment::new(seconds, 0);
        let done = [
            (at(1), "edit", "edit 1"),
            (at(1), "freeze", "freeze rev-1"),
            (at(1), "edit", "edit 2"),
            (at(9), "edit", "edit 3"),
        ];
        assert_eq!(stretch(&done, None, Some(("rev-1", Some(at(1))))), 0..2);
        assert_eq!(stretch(&done, Some(("rev-1", Some(at(1)))), None), 2..4);
        assert_eq!(stretch(&done, Some(("other", Some(at(5)))), None), 3..4);
        assert_eq!(stretch(&done, Some(("other", None)), None), 0..4);
    }

    #[test]
    fn and_on_to_where_it_went() {
        let texts = texts();
        let texts: Vec<&Document> = texts.iter().collect();
        let stages = history(&texts, 0, 1);
        let last = stages.last().unwrap();
        assert_eq!((last.text, last.places.len()), (3, 0));
        assert_eq!(last.pairs[0].kind, Kind::Deleted);
    }

    #[test]
    fn what_was_away_and_came_back_is_followed_over_the_gap() {
        let [first, _, _, without] = texts();
        let mut without = without;
        without.paragraphs.remove(0);
        let texts = [&first, &without, &first];
        let stages = history(&texts, 2, 0);
        let told: Vec<(usize, Option<usize>)> = stages
            .iter()
            .map(|stage| (stage.text, stage.from))
            .collect();
        assert_eq!(told, [(0, None), (2, Some(0))]);
    }
}
